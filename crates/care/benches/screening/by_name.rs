//! The peer: rules as written, facts in a map by name, nothing prepared.

use std::collections::HashMap;

use anagen_knowledge::records::{Rule, Scope};
use anagen_knowledge::{Comparison, ConditionText, FactSheet, Is, Knowledge, Truth, Value};
use jiff::civil::Date;

/// What is known, by the names of facts; numbers with the unit of their fact.
pub(crate) struct Case<'a> {
    facts: HashMap<&'a str, (&'a Value, &'a str)>,
    today: Date,
}

impl<'a> Case<'a> {
    pub(crate) fn of(knowledge: &'a Knowledge, sheet: &'a FactSheet) -> Self {
        let facts = knowledge.records.facts.iter().filter_map(|fact| {
            let value = sheet.value(knowledge.fact_key(&fact.id)?)?;
            Some((fact.id.as_str(), (value, fact.unit.as_deref().unwrap_or("1"))))
        });
        Self {
            facts: facts.collect(),
            today: sheet.today,
        }
    }

    fn value(&self, id: &str) -> Option<&'a Value> {
        self.facts.get(id).map(|(value, _)| *value)
    }
}

/// Each rule with its scope as the condition that it is.
pub(crate) fn rules(knowledge: &Knowledge) -> Vec<(ConditionText, &Rule)> {
    knowledge.records.rules.iter().map(|rule| (scope(rule), rule)).collect()
}

/// How many rules fire or stay undecided.
pub(crate) fn screen(rules: &[(ConditionText, &Rule)], case: &Case<'_>) -> usize {
    let holds = |(scope, rule): &(ConditionText, &Rule)| holds(scope, case).and(holds(&rule.when, case));
    rules.iter().filter(|rule| holds(rule) != Truth::False).count()
}

fn scope(rule: &Rule) -> ConditionText {
    let mut text = nothing();
    match &rule.scope {
        Scope::Agent { agents, classes } => {
            text.fact = Some("mixture_agents".to_owned());
            text.includes = Some(agents.iter().chain(classes).cloned().collect());
        }
        Scope::Technique { techniques } => {
            text.fact = Some("requested_technique".to_owned());
            text.one_of = Some(techniques.clone());
        }
        Scope::Zone { zones_from } => {
            text.fact = Some(zones_from.clone());
            text.overlaps = Some("requested_zones".to_owned());
        }
        Scope::Procedure | Scope::Operator | Scope::Kit | Scope::Mixture => text.all = Some(Vec::new()),
    }
    text
}

fn nothing() -> ConditionText {
    ConditionText {
        all: None,
        any: None,
        not: None,
        fact: None,
        is: None,
        one_of: None,
        above: None,
        at_least: None,
        below: None,
        at_most: None,
        includes: None,
        overlaps: None,
        within: None,
    }
}

fn holds(text: &ConditionText, case: &Case<'_>) -> Truth {
    if let Some(parts) = &text.all {
        return parts
            .iter()
            .fold(Truth::True, |truth, part| truth.and(holds(part, case)));
    }
    if let Some(parts) = &text.any {
        return parts
            .iter()
            .fold(Truth::False, |truth, part| truth.or(holds(part, case)));
    }
    if let Some(part) = &text.not {
        return !holds(part, case);
    }
    let fact = text.fact.as_deref().unwrap_or_default();
    if let Some(other) = &text.overlaps {
        return match (case.value(fact), case.value(other)) {
            (Some(Value::List(one)), Some(Value::List(other))) => one.overlaps(other),
            (Some(Value::List(list)), None) | (None, Some(Value::List(list))) if list.is_empty() => Truth::False,
            _ => Truth::Unknown,
        };
    }
    let Some((value, unit)) = case.facts.get(fact) else {
        return Truth::Unknown;
    };
    match value {
        Value::YesNo(value) => (text.is == Some(Is::YesNo(*value))).into(),
        Value::Choice(value) => {
            let is = matches!(&text.is, Some(Is::Option(option)) if option == value);
            (is || text.one_of.as_ref().is_some_and(|options| options.contains(value))).into()
        }
        Value::List(list) => list.includes(text.includes.iter().flatten().map(String::as_str)),
        Value::Date(date) => {
            let days = text.within.as_ref().and_then(|within| within.in_unit("days").ok());
            days.map_or(Truth::Unknown, |days| {
                (f64::from((case.today - *date).get_days()) < days).into()
            })
        }
        Value::Number { low, high } => [
            (Comparison::Above, &text.above),
            (Comparison::AtLeast, &text.at_least),
            (Comparison::Below, &text.below),
            (Comparison::AtMost, &text.at_most),
        ]
        .into_iter()
        .filter_map(|(comparison, threshold)| {
            threshold.as_ref().map(|threshold| match threshold.in_unit(unit) {
                Ok(threshold) => comparison.compare(*low, *high, threshold),
                Err(_) => Truth::Unknown,
            })
        })
        .fold(Truth::True, Truth::and),
    }
}
