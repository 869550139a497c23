//! Embeds `knowledge/**/*.toml` of the workspace: a list of (path, text), sorted by path.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = folder_of("CARGO_MANIFEST_DIR")?.join("../../knowledge");
    let mut files = Vec::new();
    collect(&root, &mut files)?;
    files.sort();
    let mut code = String::from("&[\n");
    for file in &files {
        let name = file
            .strip_prefix(&root)
            .map_err(io::Error::other)?
            .to_string_lossy()
            .replace('\\', "/");
        let path = fs::canonicalize(file)?.display().to_string();
        writeln!(code, "    ({name:?}, include_str!({path:?})),").map_err(io::Error::other)?;
    }
    code.push_str("]\n");
    fs::write(folder_of("OUT_DIR")?.join("embedded.rs"), code)
}

/// A folder that cargo names in the environment.
fn folder_of(variable: &str) -> io::Result<PathBuf> {
    env::var(variable)
        .map(PathBuf::from)
        .map_err(|error| io::Error::other(format!("{variable}: {error}")))
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    println!("cargo:rerun-if-changed={}", folder.display());
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            files.push(path);
        }
    }
    Ok(())
}
