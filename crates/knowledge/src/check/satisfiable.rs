//! Whether a condition can ever hold.
//!
//! A condition splits a fact's values only at its thresholds and names, so a finite set of candidates per fact stands for all
//! values, and trying every combination decides the question exactly. Past [`MOST_COMBINATIONS`] the answer is "it can":
//! a rule is refused only when that was proven.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{Span, civil::Date};

use crate::condition::Condition;
use crate::fact_sheet::{Answer, FactKey, List, Value};
use crate::knowledge::Knowledge;
use crate::records::FactKind;
use crate::truth::Truth;

const MOST_COMBINATIONS: usize = 200_000;
const DAY: Date = Date::constant(2026, 1, 31);

/// Whether some possible answers make the condition hold.
pub(crate) fn can_hold(condition: &Condition, knowledge: &Knowledge) -> bool {
    let mut candidates: BTreeMap<FactKey, Vec<Value>> = BTreeMap::new();
    collect(condition, knowledge, &mut candidates);
    let n_combinations = candidates.values().map(Vec::len).try_fold(1_usize, usize::checked_mul);
    if n_combinations.is_none_or(|n| n > MOST_COMBINATIONS) {
        return true;
    }
    let facts: Vec<(FactKey, Vec<Value>)> = candidates.into_iter().collect();
    let mut sheet = knowledge.blank_sheet(DAY);
    try_all(&facts, condition, &mut sheet)
}

fn try_all(facts: &[(FactKey, Vec<Value>)], condition: &Condition, sheet: &mut crate::FactSheet) -> bool {
    match condition.evaluate(sheet) {
        Truth::True => return true,
        Truth::False => return false,
        Truth::Unknown => {}
    }
    let Some(((fact, values), rest)) = facts.split_first() else {
        return false;
    };
    let before = sheet.answer(*fact).clone();
    for value in values {
        sheet.record(*fact, Answer::Known(value.clone()));
        if try_all(rest, condition, sheet) {
            return true;
        }
    }
    sheet.record(*fact, before);
    false
}

fn collect(condition: &Condition, knowledge: &Knowledge, candidates: &mut BTreeMap<FactKey, Vec<Value>>) {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => {
            for part in parts {
                collect(part, knowledge, candidates);
            }
        }
        Condition::Not(part) => collect(part, knowledge, candidates),
        Condition::YesNo(fact, _) => {
            candidates.insert(*fact, vec![Value::YesNo(true), Value::YesNo(false)]);
        }
        Condition::Choice(fact, _) => {
            let options = knowledge.options(knowledge.fact(*fact));
            candidates.insert(
                *fact,
                options
                    .iter()
                    .map(|option| Value::Choice((*option).to_owned()))
                    .collect(),
            );
        }
        Condition::Number(fact, _, threshold) => {
            let range = knowledge.fact(*fact).range;
            let step = (threshold.abs() * 1e-3).max(1e-3);
            let values = candidates.entry(*fact).or_default();
            for value in [*threshold, threshold - step, threshold + step] {
                if range.is_none_or(|range| range.contains(value)) {
                    values.push(Value::number(value));
                }
            }
        }
        Condition::Includes(fact, names) => {
            // Two thresholds may ask for different names of one list: none, each, and all together.
            let mut tags: BTreeSet<String> = names.iter().cloned().collect();
            let values = candidates
                .entry(*fact)
                .or_insert_with(|| vec![Value::List(List::default())]);
            for value in values.iter() {
                if let Value::List(list) = value {
                    tags.extend(list.tags.iter().cloned());
                }
            }
            values.extend(names.iter().map(|name| list_of([name.clone()])));
            values.push(list_of(tags));
        }
        Condition::Overlaps(one, other) => {
            let shared = list_of(["shared".to_owned()]);
            for fact in [one, other] {
                let values = candidates
                    .entry(*fact)
                    .or_insert_with(|| vec![Value::List(List::default())]);
                values.push(shared.clone());
            }
        }
        Condition::Within(fact, days) => {
            #[expect(clippy::cast_possible_truncation, reason = "bounded before the cast")]
            let days = days.clamp(0.0, 36_500.0) as i64;
            let at = |offset: i64| Value::Date(DAY.saturating_sub(Span::new().days(offset)));
            candidates
                .entry(*fact)
                .or_default()
                .extend([at(0), at(days - 1), at(days), at(days + 1)]);
        }
    }
    debug_assert!(
        knowledge
            .records
            .facts
            .iter()
            .all(|fact| fact.kind != FactKind::List || fact.of.is_some())
    );
}

fn list_of(tags: impl IntoIterator<Item = String>) -> Value {
    let tags: BTreeSet<String> = tags.into_iter().collect();
    Value::List(List {
        entries: tags.iter().cloned().collect(),
        tags,
        unlisted: Vec::new(),
    })
}
