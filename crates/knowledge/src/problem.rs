//! What is wrong with a knowledge file, and where.

use std::fmt;

use serde::Serialize;

/// One thing that is wrong: file, line, record, field, reason, and what to do where that is known.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Problem {
    /// Path in the folder.
    pub file: String,
    /// Line, counted from 1.
    pub line: usize,
    /// Id of the record.
    pub record: Option<String>,
    /// The field, as a path: `caps[0].amount`.
    pub field: Option<String>,
    /// What is wrong.
    pub reason: String,
    /// What to do.
    pub hint: Option<String>,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: ", self.file, self.line)?;
        if let Some(record) = &self.record {
            write!(f, "`{record}`")?;
            if let Some(field) = &self.field {
                write!(f, ", field `{field}`")?;
            }
            write!(f, ": ")?;
        }
        write!(f, "{}", self.reason)?;
        if let Some(hint) = &self.hint {
            write!(f, "\n  hint: {hint}")?;
        }
        Ok(())
    }
}

/// Everything that is wrong with a folder, in the order of files and lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problems(pub Vec<Problem>);

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, problem) in self.0.iter().enumerate() {
            if position > 0 {
                writeln!(f)?;
            }
            write!(f, "{problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}
