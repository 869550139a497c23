//! What a sound folder holds to beyond the shape of its records.

pub(crate) mod references;
pub(crate) mod rules;
pub(crate) mod satisfiable;
pub(crate) mod shapes;
pub(crate) mod words;

use std::collections::HashMap;

use crate::files::RawRecord;
use crate::problem::Problem;

/// Collects problems at the places of their records.
pub(crate) struct Report<'a> {
    pub(crate) places: HashMap<&'a str, &'a RawRecord<'a>>,
    pub(crate) problems: Vec<Problem>,
}

impl Report<'_> {
    pub(crate) fn add(&mut self, id: &str, field: &str, reason: impl Into<String>) {
        let reason = reason.into();
        self.problems.push(match self.places.get(id) {
            Some(record) => record.problem(Some(field), reason),
            None => Problem {
                file: String::new(),
                line: 1,
                record: Some(id.to_owned()),
                field: Some(field.to_owned()),
                reason,
                hint: None,
            },
        });
    }
}
