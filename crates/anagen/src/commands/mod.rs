//! One file per command: read, call the pure crates, print.

pub(crate) mod audit;
pub(crate) mod backup;
pub(crate) mod completions;
pub(crate) mod evidence;
pub(crate) mod knowledge;
pub(crate) mod plan;
pub(crate) mod screen;
pub(crate) mod serve;

use std::path::Path;

use anyhow::{Context as _, Result};

/// Writes what a command was asked to keep in a file.
fn write_file(file: &Path, text: &str) -> Result<()> {
    std::fs::write(file, text).with_context(|| format!("`{}` cannot be written", file.display()))
}
