//! Columns of one length, of numbers or of labels, with holes.

use thiserror::Error;

/// A table: named columns of one length.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    columns: Vec<(String, Column)>,
}

/// A column; none is a value that is missing.
#[derive(Debug, Clone, PartialEq)]
pub enum Column {
    /// Numbers; one that is not finite is missing too.
    Numbers(Vec<Option<f64>>),
    /// Labels.
    Labels(Vec<Option<String>>),
}

/// Why columns make no table.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TableError {
    /// Columns of different lengths.
    #[error("column `{column}` has {found} rows, the first has {expected}")]
    Length {
        /// The column.
        column: String,
        /// Its rows.
        found: usize,
        /// Rows of the first.
        expected: usize,
    },
    /// Two columns of one name.
    #[error("there are two columns `{column}`")]
    Twice {
        /// The name.
        column: String,
    },
}

impl Table {
    /// Takes columns of one length and different names.
    pub fn new(columns: Vec<(String, Column)>) -> Result<Self, TableError> {
        let expected = columns.first().map_or(0, |(_, column)| column.len());
        for (at, (name, column)) in columns.iter().enumerate() {
            if column.len() != expected {
                return Err(TableError::Length {
                    column: name.clone(),
                    found: column.len(),
                    expected,
                });
            }
            if columns.iter().take(at).any(|(earlier, _)| earlier == name) {
                return Err(TableError::Twice { column: name.clone() });
            }
        }
        Ok(Self { columns })
    }

    /// A column by its name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        let found = self.columns.iter().find(|(known, _)| known == name);
        found.map(|(_, column)| column)
    }

    /// Names of the columns.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(|(name, _)| name.as_str())
    }

    /// Rows.
    pub fn n_rows(&self) -> usize {
        self.columns.first().map_or(0, |(_, column)| column.len())
    }
}

impl Column {
    /// A column of numbers without holes.
    pub fn numbers(values: impl IntoIterator<Item = f64>) -> Self {
        Self::Numbers(values.into_iter().map(Some).collect())
    }

    /// A column of labels without holes.
    pub fn labels<'a>(values: impl IntoIterator<Item = &'a str>) -> Self {
        Self::Labels(values.into_iter().map(|label| Some(label.to_owned())).collect())
    }

    fn len(&self) -> usize {
        match self {
            Self::Numbers(values) => values.len(),
            Self::Labels(values) => values.len(),
        }
    }

    /// Whether a row has a value.
    pub(super) fn is_given(&self, row: usize) -> bool {
        match self {
            Self::Numbers(_) => self.number(row).is_some(),
            Self::Labels(values) => values.get(row).is_some_and(Option::is_some),
        }
    }

    /// The finite number of a row.
    pub(super) fn number(&self, row: usize) -> Option<f64> {
        match self {
            Self::Numbers(values) => values.get(row).copied().flatten().filter(|value| value.is_finite()),
            Self::Labels(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_must_fit_together() {
        let two = Column::numbers([1.0, 2.0]);
        let three = Column::labels(["a", "b", "c"]);
        let error = Table::new(vec![("x".to_owned(), two.clone()), ("y".to_owned(), three)]).unwrap_err();
        assert_eq!(error.to_string(), "column `y` has 3 rows, the first has 2");
        let twice = Table::new(vec![("x".to_owned(), two.clone()), ("x".to_owned(), two)]).unwrap_err();
        assert_eq!(twice.to_string(), "there are two columns `x`");
    }
}
