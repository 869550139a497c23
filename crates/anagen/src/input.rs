//! Files: knowledge folders and cases.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use anagen_care::case::Case;
use anagen_knowledge::{Files, Knowledge};
use anyhow::{Context as _, Result, anyhow};

/// The built-in knowledge, with a clinic's folder over it where one is given.
pub(crate) fn knowledge(folder: Option<&Path>) -> Result<Knowledge> {
    let overlay = folder.map(files).transpose()?;
    Knowledge::load(&Files::embedded(), overlay.as_ref()).map_err(|problems| {
        let where_from = folder.map_or("the built-in knowledge".to_owned(), |folder| {
            format!("`{}`", folder.display())
        });
        anyhow!("{where_from} is refused:\n{problems}")
    })
}

/// Every TOML file below a folder, with its path relative to it.
fn files(folder: &Path) -> Result<Files> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(next) = open.pop() {
        let entries = std::fs::read_dir(&next)
            .with_context(|| format!("the knowledge folder `{}` cannot be read", next.display()))?;
        for entry in entries {
            let path = entry
                .with_context(|| format!("the knowledge folder `{}` cannot be read", next.display()))?
                .path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "toml") {
                found.push(path);
            }
        }
    }
    found.sort();
    let read = |path: PathBuf| -> Result<(String, String)> {
        let name = path
            .strip_prefix(folder)
            .unwrap_or(&path)
            .to_string_lossy()
            .replace('\\', "/");
        Ok((name, text(&path)?))
    };
    found.into_iter().map(read).collect::<Result<_>>().map(Files)
}

/// A case from a file, or from standard input for `-`.
pub(crate) fn case(path: &Path, knowledge: &Knowledge) -> Result<Case> {
    let name = if path == Path::new("-") {
        "standard input".to_owned()
    } else {
        path.display().to_string()
    };
    let text = if path == Path::new("-") {
        let mut text = String::new();
        std::io::stdin()
            .read_to_string(&mut text)
            .context("standard input cannot be read as text")?;
        text
    } else {
        text(path)?
    };
    let is_json = path.extension().is_some_and(|extension| extension == "json") || text.trim_start().starts_with('{');
    let now = jiff::Timestamp::now();
    let read = if is_json {
        Case::from_json(&text, now, knowledge)
    } else {
        Case::from_toml(&text, now, knowledge)
    };
    read.map_err(|errors| anyhow!("the case `{name}` is refused:\n{errors}\nhint: `docs/cases.md` describes the file"))
}

fn text(path: &Path) -> Result<String> {
    let bytes = std::fs::read(path).with_context(|| format!("`{}` cannot be read", path.display()))?;
    String::from_utf8(bytes).map_err(|_| anyhow!("`{}` is not UTF-8 text", path.display()))
}
