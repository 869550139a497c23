//! What a sound folder holds to beyond the shape of its records.

pub(crate) mod headers;
pub(crate) mod references;
pub(crate) mod rules;
pub(crate) mod satisfiable;
pub(crate) mod shapes;
pub(crate) mod translations;
pub(crate) mod words;

use std::collections::HashMap;

use crate::files::{RawRecord, name_space};
use crate::problem::Problem;

/// Collects problems at the places of their records.
pub(crate) struct Report<'a> {
    places: HashMap<(&'a str, &'a str), &'a RawRecord<'a>>,
    pub(crate) problems: Vec<Problem>,
}

impl<'a> Report<'a> {
    pub(crate) fn new(records: &'a [RawRecord<'a>], problems: Vec<Problem>) -> Self {
        Self {
            places: records.iter().map(|record| (record.key(), record)).collect(),
            problems,
        }
    }

    /// A problem with a record that is no substance.
    pub(crate) fn add(&mut self, id: &str, field: &str, reason: impl Into<String>) {
        self.add_to("", id, field, reason);
    }

    /// A problem with a record of a kind; substances of different kinds share ids.
    pub(crate) fn add_to(&mut self, kind: &str, id: &str, field: &str, reason: impl Into<String>) {
        let reason = reason.into();
        self.problems.push(match self.places.get(&(name_space(kind), id)) {
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

    /// A problem, and what to do about it.
    pub(crate) fn add_hint(&mut self, kind: &str, id: &str, field: &str, reason: String, hint: &str) {
        self.add_to(kind, id, field, reason);
        if let Some(problem) = self.problems.last_mut() {
            problem.hint = Some(hint.to_owned());
        }
    }
}
