//! The repository's own files, as the tests of its invariants read them.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// A text file of the repository.
pub(crate) struct SourceFile {
    /// Path from the root, with `/`.
    pub(crate) path: String,
    pub(crate) text: String,
}

impl SourceFile {
    pub(crate) fn has_extension(&self, wanted: &str) -> bool {
        Path::new(&self.path)
            .extension()
            .is_some_and(|extension| extension == wanted)
    }

    /// Name without folder and extension.
    pub(crate) fn stem(&self) -> &str {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        name.split('.').next().unwrap_or_default()
    }

    /// Whether it holds nothing but tests, benches or examples.
    pub(crate) fn is_test(&self) -> bool {
        let mut parts = self.path.split('/');
        parts.any(|part| matches!(part, "tests" | "benches" | "examples" | "tests.rs" | "laws.rs" | "fuzz"))
    }

    /// Lines with their numbers.
    pub(crate) fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text
            .lines()
            .enumerate()
            .map(|(position, line)| (position + 1, line))
    }

    /// Lines of code that runs outside tests: without comments, and up to the file's test module.
    pub(crate) fn code_lines(&self) -> impl Iterator<Item = (usize, &str)> {
        let tests_at = self.text.find("#[cfg(test)]\nmod tests {").unwrap_or(self.text.len());
        let n_lines = self.text[..tests_at].lines().count();
        self.lines()
            .take(n_lines)
            .map(|(number, line)| (number, line.split("//").next().unwrap_or_default()))
    }
}

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Every text file that is kept in version control: what git ignores is left out by name.
pub(crate) static FILES: LazyLock<Vec<SourceFile>> = LazyLock::new(|| {
    let mut files = Vec::new();
    collect(&root(), "", &mut files);
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
});

const IGNORED: [&str; 6] = [
    ".git",
    "target",
    "corpus",
    "artifacts",
    "coverage",
    "proptest-regressions",
];

fn collect(folder: &Path, prefix: &str, files: &mut Vec<SourceFile>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_symlink() || IGNORED.contains(&name.as_str()) {
            continue;
        }
        if path.is_dir() {
            collect(&path, &format!("{prefix}{name}/"), files);
        } else if let Ok(text) = fs::read_to_string(&path) {
            files.push(SourceFile {
                path: format!("{prefix}{name}"),
                text,
            });
        }
    }
}

/// All Rust files, the fuzz targets included.
pub(crate) fn rust_files() -> impl Iterator<Item = &'static SourceFile> {
    FILES.iter().filter(|file| file.has_extension("rs"))
}

/// Rust files that make up a crate, without its tests, benches and examples.
pub(crate) fn sources_of(crate_name: &str) -> impl Iterator<Item = &'static SourceFile> {
    let folder = format!("crates/{crate_name}/src/");
    rust_files().filter(move |file| file.path.starts_with(&folder) && !file.is_test())
}

/// A TOML file of the repository.
pub(crate) fn toml_of(path: &str) -> toml::Table {
    let file = FILES.iter().find(|file| file.path == path);
    file.unwrap_or_else(|| panic!("there is no {path}"))
        .text
        .parse()
        .unwrap()
}

/// Folders of `crates/`.
pub(crate) fn crate_names() -> Vec<String> {
    let manifest = |file: &SourceFile| {
        Some(
            file.path
                .strip_prefix("crates/")?
                .strip_suffix("/Cargo.toml")?
                .to_owned(),
        )
    };
    FILES
        .iter()
        .filter_map(manifest)
        .filter(|name| !name.contains('/'))
        .collect()
}

/// Fails with every finding on a line of its own.
#[track_caller]
pub(crate) fn none(findings: impl IntoIterator<Item = String>) {
    let findings: Vec<String> = findings.into_iter().collect();
    assert!(findings.is_empty(), "\n{}\n", findings.join("\n"));
}
