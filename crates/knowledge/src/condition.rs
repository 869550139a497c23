//! Conditions over facts: what a rule's `when` says, compiled against the facts, evaluated in Kleene logic.

use serde::{Deserialize, Serialize};

use crate::fact_sheet::{FactKey, FactSheet, Value};
use crate::quantity::Quantity;
use crate::truth::Truth;

/// A condition as it is written in a knowledge file; exactly one form per table (`docs/knowledge.md`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConditionText {
    /// Every one holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub all: Option<Vec<ConditionText>>,
    /// At least one holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub any: Option<Vec<ConditionText>>,
    /// It does not hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not: Option<Box<ConditionText>>,
    /// The fact that the rest of the table speaks of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fact: Option<String>,
    /// A yes/no or an option.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is: Option<Is>,
    /// One of several options.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub one_of: Option<Vec<String>>,
    /// Strictly more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub above: Option<Quantity>,
    /// As much or more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<Quantity>,
    /// Strictly less.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub below: Option<Quantity>,
    /// As much or less.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<Quantity>,
    /// The list holds one of these ids or classes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub includes: Option<Vec<String>>,
    /// The list shares an entry with this other list fact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overlaps: Option<String>,
    /// The date lies less than this long before the day of decision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<Quantity>,
}

/// What `is` compares with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Is {
    /// A yes/no.
    YesNo(bool),
    /// An option's id.
    Option(String),
}

/// How a number is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// Strictly more than the threshold.
    Above,
    /// The threshold or more.
    AtLeast,
    /// Strictly less than the threshold.
    Below,
    /// The threshold or less.
    AtMost,
}

impl Comparison {
    /// Compares a number known to lie in `low..=high`. Differences below one part in 10⁹ are rounding of the arithmetic
    /// (0.1 mg/mL x 3 mL), not clinical, and count as equal, so that a closed threshold stays closed.
    pub fn compare(self, low: f64, high: f64, threshold: f64) -> Truth {
        let slack = 1e-9 * threshold.abs().max(1e-6);
        let all_and_none = |all: bool, none: bool| match (all, none) {
            (true, _) => Truth::True,
            (_, true) => Truth::False,
            _ => Truth::Unknown,
        };
        match self {
            Self::Above => all_and_none(low > threshold + slack, high <= threshold + slack),
            Self::AtLeast => all_and_none(low >= threshold - slack, high < threshold - slack),
            Self::Below => all_and_none(high < threshold - slack, low >= threshold - slack),
            Self::AtMost => all_and_none(high <= threshold + slack, low > threshold + slack),
        }
    }
}

/// A condition compiled against the facts: keys instead of names, thresholds in the fact's unit.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    /// Every one holds.
    All(Vec<Condition>),
    /// At least one holds.
    Any(Vec<Condition>),
    /// It does not hold.
    Not(Box<Condition>),
    /// A yes/no fact has this value.
    YesNo(FactKey, bool),
    /// A choice is one of these options.
    Choice(FactKey, Vec<String>),
    /// A number against a threshold in the fact's unit.
    Number(FactKey, Comparison, f64),
    /// A list holds an entry with one of these ids or classes.
    Includes(FactKey, Vec<String>),
    /// Two lists share an entry.
    Overlaps(FactKey, FactKey),
    /// A date lies less than so many days before the day of decision.
    Within(FactKey, f64),
}

impl Condition {
    /// Whether the condition holds on this sheet.
    pub fn evaluate(&self, sheet: &FactSheet) -> Truth {
        match self {
            Self::All(parts) => fold(parts, sheet, Truth::True, Truth::and, Truth::False),
            Self::Any(parts) => fold(parts, sheet, Truth::False, Truth::or, Truth::True),
            Self::Not(part) => !part.evaluate(sheet),
            Self::YesNo(fact, is) => match sheet.value(*fact) {
                Some(Value::YesNo(value)) => (value == is).into(),
                _ => Truth::Unknown,
            },
            Self::Choice(fact, options) => match sheet.value(*fact) {
                Some(Value::Choice(value)) => options.contains(value).into(),
                _ => Truth::Unknown,
            },
            Self::Number(fact, comparison, threshold) => match sheet.value(*fact) {
                Some(Value::Number { low, high }) => comparison.compare(*low, *high, *threshold),
                _ => Truth::Unknown,
            },
            Self::Includes(fact, names) => match sheet.value(*fact) {
                Some(Value::List(list)) => list.includes(names.iter().map(String::as_str)),
                _ => Truth::Unknown,
            },
            Self::Overlaps(one, other) => match (sheet.value(*one), sheet.value(*other)) {
                (Some(Value::List(one)), Some(Value::List(other))) => one.overlaps(other),
                // An empty list overlaps nothing, whatever the other holds.
                (Some(Value::List(list)), None) | (None, Some(Value::List(list))) if list.is_empty() => Truth::False,
                _ => Truth::Unknown,
            },
            Self::Within(fact, days) => match sheet.value(*fact) {
                Some(Value::Date(date)) => (days_between(*date, sheet.today) < *days).into(),
                _ => Truth::Unknown,
            },
        }
    }

    /// Calls `visit` with every fact that the condition names, in the order written, repeats included.
    pub fn for_each_fact(&self, visit: &mut impl FnMut(FactKey)) {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.for_each_fact(visit)),
            Self::Not(part) => part.for_each_fact(visit),
            Self::YesNo(fact, _)
            | Self::Choice(fact, _)
            | Self::Number(fact, ..)
            | Self::Includes(fact, _)
            | Self::Within(fact, _) => visit(*fact),
            Self::Overlaps(one, other) => {
                visit(*one);
                visit(*other);
            }
        }
    }

    /// The facts that the condition names, each once, in the order written.
    pub fn facts(&self) -> Vec<FactKey> {
        let mut facts = Vec::new();
        self.for_each_fact(&mut |fact| {
            if !facts.contains(&fact) {
                facts.push(fact);
            }
        });
        facts
    }
}

fn fold(
    parts: &[Condition],
    sheet: &FactSheet,
    start: Truth,
    combine: fn(Truth, Truth) -> Truth,
    decided: Truth,
) -> Truth {
    let mut truth = start;
    for part in parts {
        truth = combine(truth, part.evaluate(sheet));
        if truth == decided {
            break;
        }
    }
    truth
}

/// Days from `date` to `today`, negative for a date to come.
fn days_between(date: jiff::civil::Date, today: jiff::civil::Date) -> f64 {
    f64::from((today - date).get_days())
}

#[cfg(test)]
mod tests;
