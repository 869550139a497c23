//! Whether a condition can ever hold.
//!
//! A condition splits a fact's values only at its thresholds and names, so a finite set of candidates per fact stands for all
//! values, and trying every combination decides the question exactly. Past [`MOST_COMBINATIONS`] the answer is "it can":
//! a rule is refused only when that was proven.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{Span, civil::Date};

use crate::condition::Condition;
use crate::fact_sheet::{Answer, FactKey, FactSheet, List, Value};
use crate::knowledge::Knowledge;
use crate::records::{FactKind, NumberRange};
use crate::truth::Truth;

const MOST_COMBINATIONS: usize = 200_000;
/// Of one list all subsets of its names are tried, up to so many names that the condition tells apart.
const MOST_NAMES: usize = 12;
const DAY: Date = Date::constant(2026, 1, 31);

/// Where a condition splits the values of one fact.
#[derive(Default)]
struct Splits {
    thresholds: Vec<f64>,
    days: BTreeSet<i64>,
    /// Each group of names that an `includes` asks for; an `overlaps` is a group with one name that only these two lists have.
    groups: Vec<BTreeSet<String>>,
}

/// Whether some possible answers make the condition hold.
pub(crate) fn can_hold(condition: &Condition, knowledge: &Knowledge) -> bool {
    let mut splits = BTreeMap::new();
    collect(condition, &mut splits);
    let mut facts = Vec::with_capacity(splits.len());
    for (fact, splits) in splits {
        match candidates(fact, &splits, knowledge) {
            Some(values) => facts.push((fact, values)),
            None => return true,
        }
    }
    let n_combinations = facts
        .iter()
        .map(|(_, values)| values.len())
        .try_fold(1_usize, usize::checked_mul);
    if n_combinations.is_none_or(|n| n > MOST_COMBINATIONS) {
        return true;
    }
    try_all(&facts, condition, &mut knowledge.blank_sheet(DAY))
}

fn try_all(facts: &[(FactKey, Vec<Value>)], condition: &Condition, sheet: &mut FactSheet) -> bool {
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

fn collect(condition: &Condition, splits: &mut BTreeMap<FactKey, Splits>) {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => parts.iter().for_each(|part| collect(part, splits)),
        Condition::Not(part) => collect(part, splits),
        Condition::YesNo(fact, _) | Condition::Choice(fact, _) => {
            splits.entry(*fact).or_default();
        }
        Condition::Number(fact, _, threshold) => splits.entry(*fact).or_default().thresholds.push(*threshold),
        Condition::Includes(fact, names) => {
            splits
                .entry(*fact)
                .or_default()
                .groups
                .push(names.iter().cloned().collect());
        }
        Condition::Overlaps(one, other) => {
            let shared = format!("in both {} and {}", one.position(), other.position());
            for fact in [one, other] {
                splits
                    .entry(*fact)
                    .or_default()
                    .groups
                    .push(BTreeSet::from([shared.clone()]));
            }
        }
        Condition::Within(fact, days) => {
            #[expect(clippy::cast_possible_truncation, reason = "bounded before the cast")]
            let days = days.clamp(0.0, 36_500.0) as i64;
            splits
                .entry(*fact)
                .or_default()
                .days
                .extend([0, days - 1, days, days + 1]);
        }
    }
}

/// One value of each part into which the condition splits the fact; none if there are too many.
fn candidates(fact: FactKey, splits: &Splits, knowledge: &Knowledge) -> Option<Vec<Value>> {
    let record = knowledge.fact(fact);
    Some(match record.kind {
        FactKind::YesNo => vec![Value::YesNo(true), Value::YesNo(false)],
        FactKind::Choice => knowledge
            .options(record)
            .into_iter()
            .map(|option| Value::Choice(option.to_owned()))
            .collect(),
        FactKind::Number => numbers(&splits.thresholds, record.range),
        FactKind::Date => {
            let day = |days: &i64| Value::Date(DAY.saturating_sub(Span::new().days(*days)));
            splits.days.iter().map(day).collect()
        }
        FactKind::List => lists(&splits.groups)?,
    })
}

/// The thresholds, a number between every two, one beyond the first and the last, the ends of the range; what is possible of them.
fn numbers(thresholds: &[f64], range: Option<NumberRange>) -> Vec<Value> {
    let mut sorted = thresholds.to_vec();
    sorted.extend(range.iter().flat_map(|range| [range.from, range.to]));
    sorted.sort_by(f64::total_cmp);
    let between = sorted
        .iter()
        .zip(sorted.iter().skip(1))
        .map(|(low, high)| f64::midpoint(*low, *high));
    let beyond = [
        sorted.first().map(|first| first - 1.0),
        sorted.last().map(|last| last + 1.0),
    ];
    let all: Vec<f64> = between
        .chain(beyond.into_iter().flatten())
        .chain(sorted.iter().copied())
        .collect();
    all.into_iter()
        .filter(|value| range.is_none_or(|range| range.contains(*value)))
        .map(Value::number)
        .collect()
}

/// Every list that the groups can tell apart: all subsets of one name for each way of belonging to groups.
fn lists(groups: &[BTreeSet<String>]) -> Option<Vec<Value>> {
    let mut one_of_each: BTreeMap<Vec<bool>, &String> = BTreeMap::new();
    for name in groups.iter().flatten() {
        one_of_each
            .entry(groups.iter().map(|group| group.contains(name)).collect())
            .or_insert(name);
    }
    let names: Vec<&String> = one_of_each.into_values().collect();
    if names.len() > MOST_NAMES {
        return None;
    }
    let subset = |bits: usize| {
        let chosen = names
            .iter()
            .enumerate()
            .filter(|(position, _)| bits >> position & 1 == 1);
        let tags: BTreeSet<String> = chosen.map(|(_, name)| (*name).clone()).collect();
        Value::List(List {
            entries: tags.iter().cloned().collect(),
            tags,
            unlisted: Vec::new(),
        })
    };
    Some((0..1_usize << names.len()).map(subset).collect())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::can_hold;
    use crate::condition::ConditionText;
    use crate::{Knowledge, example_folder};

    #[track_caller]
    fn check(when: &str, expected: bool) {
        #[derive(serde::Deserialize)]
        struct Rule {
            when: ConditionText,
        }
        let knowledge = Knowledge::load(&example_folder::files(), None).unwrap();
        let rule: Rule = toml::from_str(&format!("when = {when}")).unwrap();
        assert_eq!(
            can_hold(&knowledge.compile(&rule.when).unwrap(), &knowledge),
            expected,
            "{when}"
        );
    }

    #[test]
    fn what_can_hold() {
        check(r#"{ fact = "hba1c", above = "8 %" }"#, true);
        check(r#"{ fact = "hba1c", at_least = "20 %" }"#, true);
        check(r#"{ fact = "hba1c", above = "8 %", below = "8.1 %" }"#, true);
        check(
            r#"{ all = [{ fact = "diabetes", is = true }, { not = { fact = "hba1c", above = "8 %" } }] }"#,
            true,
        );
        check(
            r#"{ not = { fact = "medicines", includes = ["anticoagulant"] } }"#,
            true,
        );
        check(r#"{ fact = "medicines", overlaps = "mixture_agents" }"#, true);
        check(r#"{ fact = "hba1c", above = "8 %", below = "8.0001 %" }"#, true);
        check(r#"{ fact = "hba1c", above = "19.9999 %" }"#, true);
        check(
            r#"{ all = [{ fact = "medicines", includes = ["warfarin"] }, { fact = "medicines", overlaps = "mixture_agents" }] }"#,
            true,
        );
        check(
            r#"{ all = [
                { fact = "medicines", includes = ["warfarin"] },
                { not = { fact = "medicines", includes = ["anticoagulant"] } },
                { not = { fact = "medicines", overlaps = "mixture_agents" } },
                { fact = "mixture_agents", includes = ["minoxidil"] },
            ] }"#,
            true,
        );
    }

    #[test]
    fn what_never_holds() {
        check(r#"{ fact = "hba1c", above = "20 %" }"#, false);
        check(r#"{ fact = "hba1c", above = "9 %", below = "8 %" }"#, false);
        check(r#"{ fact = "hba1c", above = "8 %", below = "8 %" }"#, false);
        check(
            r#"{ all = [{ fact = "diabetes", is = true }, { fact = "diabetes", is = false }] }"#,
            false,
        );
        check(
            r#"{ all = [{ fact = "medicines", includes = ["anticoagulant"] }, { not = { fact = "medicines", includes = ["anticoagulant"] } }] }"#,
            false,
        );
    }
}
