//! Tables as CSV: columns by their names, numbers with the line in which they stand.

use std::fs::File;
use std::io::{Read, stdin};
use std::path::Path;

use anyhow::{Context as _, Result, anyhow, bail};

/// A table that was read whole.
pub(super) struct Table {
    name: String,
    headings: Vec<String>,
    rows: Vec<csv::StringRecord>,
}

impl Table {
    /// Reads a file, or standard input for `-`.
    pub(super) fn read(file: &Path) -> Result<Self> {
        let name = file.display().to_string();
        let input: Box<dyn Read> = if file == Path::new("-") {
            Box::new(stdin())
        } else {
            Box::new(File::open(file).with_context(|| format!("`{name}` cannot be read"))?)
        };
        let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(input);
        let headings = reader.headers().with_context(|| format!("`{name}` is no table"))?;
        let headings = headings
            .iter()
            .map(|heading| heading.trim_start_matches('\u{feff}').to_owned())
            .collect();
        let rows: Result<Vec<_>, _> = reader.records().collect();
        let rows = rows.with_context(|| format!("`{name}` is no table"))?;
        if rows.is_empty() {
            bail!("`{name}` has no line below its headings");
        }
        Ok(Self { name, headings, rows })
    }

    /// Names of the columns.
    pub(super) fn headings(&self) -> impl Iterator<Item = &str> {
        self.headings.iter().map(String::as_str)
    }

    /// The texts of a column.
    pub(super) fn texts(&self, column: &str) -> Result<Vec<String>> {
        let at = self
            .headings
            .iter()
            .position(|heading| heading == column)
            .ok_or_else(|| {
                anyhow!(
                    "`{}` has no column `{column}`; it has: {}",
                    self.name,
                    self.headings.join(", ")
                )
            })?;
        Ok(self
            .rows
            .iter()
            .map(|row| row.get(at).unwrap_or_default().to_owned())
            .collect())
    }

    /// The numbers of a column: of counts where `N` is `u64`.
    pub(super) fn numbers<N: std::str::FromStr>(&self, column: &str) -> Result<Vec<N>> {
        let texts = self.texts(column)?;
        let numbers = self.rows.iter().zip(texts).map(|(row, text)| {
            text.parse().map_err(|_| {
                let line = row.position().map_or(0, csv::Position::line);
                anyhow!(
                    "`{}`, line {line}: `{column}` is \"{text}\", which is no such number",
                    self.name
                )
            })
        });
        numbers.collect()
    }
}
