//! From a formula and a table to numbers: rows without holes, columns of the fixed and the random part, groups.
//!
//! Labels become 0/1 columns against the first label in alphabetical order (treatment contrasts), named as R names them.

use std::collections::{BTreeSet, HashMap};

use super::MixedError;
use super::formula::{Formula, Term};
use super::table::{Column, Table};

/// A model's numbers, row by row.
pub(super) struct Design {
    /// Response of each row.
    pub(super) response: Vec<f64>,
    /// Fixed columns, rows one after the other.
    pub(super) fixed: Vec<f64>,
    /// Names of the fixed columns.
    pub(super) names: Vec<String>,
    /// Random columns, rows one after the other.
    pub(super) random: Vec<f64>,
    /// Names of the random columns.
    pub(super) random_names: Vec<String>,
    /// Name of the grouping column.
    pub(super) group: String,
    /// Which group a row belongs to.
    pub(super) group_of_row: Vec<usize>,
    /// Names of the groups, in the order in which they first appear.
    pub(super) groups: Vec<String>,
    pub(super) n_rows_left_out: usize,
}

/// A named column of numbers.
type Named = (String, Vec<f64>);

impl Design {
    pub(super) fn new(formula: &Formula, table: &Table) -> Result<Self, MixedError> {
        let rows = Rows::new(formula, table)?;
        let response = rows.numbers(&formula.response, "a response")?;
        let mut fixed: Vec<Named> = Vec::new();
        if formula.intercept {
            fixed.push(("(Intercept)".to_owned(), vec![1.0; rows.kept.len()]));
        }
        let mut without_reference = formula.intercept;
        for term in &formula.terms {
            fixed.extend(rows.term(term, formula, &mut without_reference)?);
        }
        let mut random: Vec<Named> = Vec::new();
        if formula.random.intercept {
            random.push(("(Intercept)".to_owned(), vec![1.0; rows.kept.len()]));
        }
        for slope in &formula.random.slopes {
            random.push((slope.clone(), rows.numbers(slope, "a random slope")?));
        }
        let (group_of_row, groups) = rows.groups(&formula.random.group)?;
        let design = Self {
            response,
            fixed: by_rows(&fixed, rows.kept.len()),
            names: fixed.into_iter().map(|(name, _)| name).collect(),
            random: by_rows(&random, rows.kept.len()),
            random_names: random.into_iter().map(|(name, _)| name).collect(),
            group: formula.random.group.clone(),
            group_of_row,
            groups,
            n_rows_left_out: table.n_rows() - rows.kept.len(),
        };
        design.checked()
    }

    fn checked(self) -> Result<Self, MixedError> {
        if self.groups.len() < 2 {
            return Err(MixedError::TooFewGroups {
                group: self.group,
                n_groups: self.groups.len(),
            });
        }
        let n_random = self.groups.len() * self.random_names.len();
        for (n_effects, what) in [(self.names.len(), "fixed effects"), (n_random, "random effects")] {
            if self.n_rows() <= n_effects {
                return Err(MixedError::TooFewRows {
                    n_rows: self.n_rows(),
                    n_effects,
                    what,
                });
            }
        }
        Ok(self)
    }

    pub(super) fn n_rows(&self) -> usize {
        self.response.len()
    }
}

fn by_rows(columns: &[Named], n_rows: usize) -> Vec<f64> {
    let row = |at: usize| columns.iter().filter_map(move |(_, values)| values.get(at).copied());
    (0..n_rows).flat_map(row).collect()
}

/// The rows that can be used.
struct Rows<'a> {
    table: &'a Table,
    kept: Vec<usize>,
}

impl<'a> Rows<'a> {
    fn new(formula: &Formula, table: &'a Table) -> Result<Self, MixedError> {
        let mut rows = Self {
            table,
            kept: Vec::new(),
        };
        let in_terms = formula.terms.iter().flat_map(|term| &term.0);
        let names = in_terms
            .chain(&formula.random.slopes)
            .chain([&formula.response, &formula.random.group]);
        let columns = names.map(|name| rows.column(name)).collect::<Result<Vec<_>, _>>()?;
        let is_whole = |row: &usize| columns.iter().all(|column| column.is_given(*row));
        rows.kept = (0..table.n_rows()).filter(is_whole).collect();
        Ok(rows)
    }

    fn column(&self, name: &str) -> Result<&'a Column, MixedError> {
        self.table.column(name).ok_or_else(|| MixedError::NoColumn {
            column: name.to_owned(),
            known: self
                .table
                .names()
                .map(|name| format!("`{name}`"))
                .collect::<Vec<_>>()
                .join(", "),
        })
    }

    fn numbers(&self, name: &str, place: &'static str) -> Result<Vec<f64>, MixedError> {
        match self.column(name)? {
            column @ Column::Numbers(_) => Ok(self.kept.iter().filter_map(|&row| column.number(row)).collect()),
            Column::Labels(_) => Err(MixedError::LabelsForNumbers {
                column: name.to_owned(),
                place,
            }),
        }
    }

    fn labels(&self, values: &'a [Option<String>]) -> Vec<&'a str> {
        let label = |&row: &usize| values.get(row).and_then(Option::as_deref);
        self.kept.iter().filter_map(label).collect()
    }

    /// The columns of a term: products of those of its parts, the first part running fastest, as in R.
    fn term(&self, term: &Term, formula: &Formula, without_reference: &mut bool) -> Result<Vec<Named>, MixedError> {
        let mut columns: Vec<Named> = Vec::new();
        for name in &term.0 {
            let part = match self.column(name)? {
                Column::Numbers(_) => vec![(name.clone(), self.numbers(name, "a term")?)],
                Column::Labels(values) => {
                    let is_alone = term.0.len() == 1;
                    if !is_alone {
                        has_parts(term, name, formula)?;
                    }
                    // Without an intercept the first factor has a column for every level.
                    let n_skipped = usize::from(*without_reference || !is_alone);
                    *without_reference = true;
                    self.indicators(name, values, n_skipped)?
                }
            };
            columns = if columns.is_empty() {
                part
            } else {
                let product = |(right_name, right): &Named, (left_name, left): &Named| {
                    let values = left.iter().zip(right).map(|(left, right)| left * right).collect();
                    (format!("{left_name}:{right_name}"), values)
                };
                part.iter()
                    .flat_map(|right| columns.iter().map(|left| product(right, left)).collect::<Vec<_>>())
                    .collect()
            };
        }
        Ok(columns)
    }

    fn indicators(&self, name: &str, values: &'a [Option<String>], n_skipped: usize) -> Result<Vec<Named>, MixedError> {
        let labels = self.labels(values);
        let levels: BTreeSet<&str> = labels.iter().copied().collect();
        if levels.len() < 2 {
            return Err(MixedError::OneLevel {
                column: name.to_owned(),
            });
        }
        let indicator = |level: &&str| {
            let values = labels.iter().map(|label| f64::from(u8::from(label == level)));
            (format!("{name}{level}"), values.collect())
        };
        Ok(levels.iter().skip(n_skipped).map(indicator).collect())
    }

    /// Which group each row belongs to, and the groups' names.
    fn groups(&self, name: &str) -> Result<(Vec<usize>, Vec<String>), MixedError> {
        let mut groups = Vec::new();
        let mut group_of_row = Vec::with_capacity(self.kept.len());
        match self.column(name)? {
            Column::Labels(values) => {
                let mut known: HashMap<&str, usize> = HashMap::new();
                for label in self.labels(values) {
                    group_of_row.push(*known.entry(label).or_insert_with(|| {
                        groups.push(label.to_owned());
                        groups.len() - 1
                    }));
                }
            }
            column @ Column::Numbers(_) => {
                let mut known: HashMap<u64, usize> = HashMap::new();
                for number in self.kept.iter().filter_map(|&row| column.number(row)) {
                    // Adding 0 makes the two zeros one.
                    group_of_row.push(*known.entry((number + 0.0).to_bits()).or_insert_with(|| {
                        groups.push(number.to_string());
                        groups.len() - 1
                    }));
                }
            }
        }
        Ok((group_of_row, groups))
    }
}

/// Without the other parts beside it R would code an interaction of labels otherwise: that is refused.
fn has_parts(term: &Term, label: &str, formula: &Formula) -> Result<(), MixedError> {
    let rest: Vec<&String> = term.0.iter().filter(|part| *part != label).collect();
    let is_there = |known: &Term| known.0.len() == rest.len() && rest.iter().all(|part| known.0.contains(part));
    if formula.terms.iter().any(is_there) {
        return Ok(());
    }
    Err(MixedError::InteractionWithoutParts {
        interaction: term.0.join(":"),
        missing: rest.into_iter().cloned().collect::<Vec<_>>().join(":"),
    })
}
