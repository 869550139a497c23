//! What is known at one moment: a value, or why there is none, for every fact of the knowledge.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::Serialize;

use crate::truth::Truth;

/// Position of a fact in [`Records::facts`](crate::Records::facts).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FactKey(pub(crate) u16);

impl FactKey {
    /// Position in [`Records::facts`](crate::Records::facts).
    pub fn position(self) -> usize {
        usize::from(self.0)
    }
}

/// A value of a fact, numbers in the fact's own unit.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Yes or no.
    YesNo(bool),
    /// A number that is certain to lie in `low..=high`; both ends are equal for an exact number.
    Number {
        /// Lower end.
        low: f64,
        /// Upper end.
        high: f64,
    },
    /// The id of one option.
    Choice(String),
    /// Several entries; an empty list is "none, asked".
    List(List),
    /// A civil date.
    Date(Date),
}

impl Value {
    /// An exact number.
    pub fn number(value: f64) -> Self {
        Self::Number {
            low: value,
            high: value,
        }
    }
}

/// Entries of a list and everything they count as.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct List {
    /// Ids of the entries, in the order given.
    pub entries: Vec<String>,
    /// Ids and classes (with cross-reactions) of all entries.
    pub tags: BTreeSet<String>,
    /// Entries that the knowledge does not know: kept, and every rule that could depend on them stays undecided.
    pub unlisted: Vec<String>,
}

impl List {
    /// Whether an entry has one of these ids or classes; unknown while an unlisted entry could.
    pub fn includes<'a>(&self, names: impl IntoIterator<Item = &'a str>) -> Truth {
        if names.into_iter().any(|name| self.tags.contains(name)) {
            Truth::True
        } else if self.unlisted.is_empty() {
            Truth::False
        } else {
            Truth::Unknown
        }
    }

    /// Whether the lists share an id or class; unknown while an unlisted entry on either side could.
    pub fn overlaps(&self, other: &Self) -> Truth {
        if self.tags.iter().any(|tag| other.tags.contains(tag)) {
            Truth::True
        } else if self.is_empty() || other.is_empty() || (self.unlisted.is_empty() && other.unlisted.is_empty()) {
            Truth::False
        } else {
            Truth::Unknown
        }
    }

    /// "None, asked".
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.unlisted.is_empty()
    }
}

/// Why a fact has no value. None of these is ever read as "no".
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "unknown")]
pub enum Unknown {
    /// Nobody asked.
    NotAsked,
    /// Asked; the answer was not known.
    NotKnown,
    /// Asked; the answer was refused.
    Refused,
    /// Another answer contradicts it: it counts for nothing until somebody has cleared up which of the two is right.
    Contradicted,
    /// Answered too long ago to count.
    Stale {
        /// Day of the last answer.
        answered_on: Date,
    },
}

/// A value, or why there is none.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// Known, and recent enough.
    Known(Value),
    /// Not known.
    Unknown(Unknown),
}

/// One answer for every fact, at one civil day.
#[derive(Debug, Clone, PartialEq)]
pub struct FactSheet {
    /// The day of decision: "within 90 days" counts back from it.
    pub today: Date,
    answers: Vec<Answer>,
    answered_on: Vec<Option<Date>>,
}

impl FactSheet {
    /// A sheet on which nothing has been asked yet.
    pub(crate) fn blank(n_facts: usize, today: Date) -> Self {
        Self {
            today,
            answers: vec![Answer::Unknown(Unknown::NotAsked); n_facts],
            answered_on: vec![None; n_facts],
        }
    }

    /// The answer to a fact.
    pub fn answer(&self, fact: FactKey) -> &Answer {
        &self.answers[fact.position()]
    }

    /// The value of a fact, if it is known.
    pub fn value(&self, fact: FactKey) -> Option<&Value> {
        match self.answer(fact) {
            Answer::Known(value) => Some(value),
            Answer::Unknown(_) => None,
        }
    }

    /// The day on which a fact was answered, where that is known.
    pub fn answered_on(&self, fact: FactKey) -> Option<Date> {
        self.answered_on[fact.position()]
    }

    /// Writes an answer of a day down.
    pub fn record_on(&mut self, fact: FactKey, answer: Answer, day: Date) {
        self.answers[fact.position()] = answer;
        self.answered_on[fact.position()] = Some(day);
    }

    /// Writes an answer down that nobody gave on a day: worked out, or that there is none.
    pub fn record(&mut self, fact: FactKey, answer: Answer) {
        self.answers[fact.position()] = answer;
        self.answered_on[fact.position()] = None;
    }
}
