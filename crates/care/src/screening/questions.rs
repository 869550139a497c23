//! What to ask: the smallest set of questions that could decide an incomplete screening, the most decisive first.
//!
//! A rule is put to rest when answers make its condition false. For each open rule there are a few smallest sets of facts that
//! can do that (a stem question alone, or each part of it); the set asked for is the smallest union that holds one of them for
//! every open rule.

use std::collections::BTreeSet;

use anagen_knowledge::records::{AskedOf, Severity};
use anagen_knowledge::{Answer, Condition, FactKey, FactSheet, Knowledge, Truth, Unknown, Value};
use serde::Serialize;

use super::{Rulebook, Screening, Verdict};

/// One question of the set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Question {
    /// Id of the fact.
    pub fact: String,
    /// As it is asked.
    pub question: String,
    /// Who can answer.
    pub asked_of: AskedOf,
    /// Why it is open.
    pub because: Unknown,
    /// Rules that stay undecided without it.
    pub decides: Vec<String>,
}

impl Question {
    /// The question for a fact.
    pub(super) fn about(fact: FactKey, decides: Vec<String>, sheet: &FactSheet, knowledge: &Knowledge) -> Self {
        let record = knowledge.fact(fact);
        let because = match sheet.answer(fact) {
            Answer::Unknown(unknown) => unknown.clone(),
            // A list with an entry that the knowledge does not know, or a number known only as a range.
            Answer::Known(_) if is_open(sheet, fact) => Unknown::NotKnown,
            // It stands against another answer, and one of the two is wrong.
            Answer::Known(_) => Unknown::Contradicted,
        };
        Self {
            fact: record.id.clone(),
            question: record.question.clone(),
            asked_of: record.asked_of,
            because,
            decides,
        }
    }
}

type Set = BTreeSet<FactKey>;

/// Of the smallest sets of one rule so many are kept; a rule with more is an `any` of many `all`s, and none such exists.
const MOST_ALTERNATIVES: usize = 24;
/// Steps of the search for the smallest union; past them the best so far is taken.
const MOST_STEPS: usize = 20_000;

/// The smallest set of questions that could put every open rule of a screening to rest; empty where none is open.
pub fn questions(rulebook: &Rulebook<'_>, sheet: &FactSheet, screening: &Screening) -> Vec<Question> {
    let knowledge = rulebook.knowledge;
    let open: Vec<(usize, Vec<Set>)> = screening
        .results
        .iter()
        .filter(|result| !result.fired)
        .map(|result| (result.rule, &rulebook.rules[result.rule]))
        .filter(|(_, rule)| rule.counts && Verdict::of(rule.rule.severity, false) == Verdict::Incomplete)
        .map(|(position, rule)| (position, deciding_sets(&rule.condition, sheet, knowledge, false, 0)))
        .collect();
    let open: Vec<(usize, Vec<Set>)> = open
        .into_iter()
        .map(|(rule, sets)| (rule, sets.iter().map(|set| askable(set, sheet, knowledge)).collect()))
        .collect();
    let chosen = smallest_union(&open.iter().map(|(_, sets)| sets.as_slice()).collect::<Vec<_>>());

    let mut ranked: Vec<(usize, usize, usize, FactKey, Question)> = chosen
        .iter()
        .map(|&fact| {
            let touched: Vec<usize> = open
                .iter()
                .filter(|(_, sets)| sets.iter().any(|set| set.contains(&fact)))
                .map(|(rule, _)| *rule)
                .collect();
            let alone = open
                .iter()
                .filter(|(_, sets)| sets.iter().any(|set| set.len() == 1 && set.contains(&fact)));
            let n_absolute = alone
                .clone()
                .filter(|(rule, _)| rulebook.rules[*rule].rule.severity == Severity::Absolute)
                .count();
            let decides = touched
                .iter()
                .map(|rule| rulebook.rules[*rule].rule.id.clone())
                .collect();
            (
                alone.count(),
                n_absolute,
                touched.len(),
                fact,
                Question::about(fact, decides, sheet, knowledge),
            )
        })
        .collect();
    ranked.sort_by(|a, b| (b.0, b.1, b.2).cmp(&(a.0, a.1, a.2)).then(a.3.cmp(&b.3)));
    ranked.into_iter().map(|(.., question)| question).collect()
}

/// A set with the facts that a person can answer in the place of what is worked out from them.
fn askable(set: &Set, sheet: &FactSheet, knowledge: &Knowledge) -> Set {
    let mut asked = Set::new();
    for fact in set {
        let open_parts: Vec<FactKey> = knowledge
            .fact(*fact)
            .worked_out_from
            .iter()
            .filter_map(|part| knowledge.fact_key(part))
            .filter(|part| is_open(sheet, *part))
            .collect();
        if open_parts.is_empty() {
            asked.insert(*fact);
        } else {
            asked.extend(open_parts);
        }
    }
    asked
}

/// Whether an answer to the fact could still change something.
pub(super) fn is_open(sheet: &FactSheet, fact: FactKey) -> bool {
    match sheet.answer(fact) {
        Answer::Unknown(_) => true,
        Answer::Known(Value::List(list)) => !list.unlisted.is_empty(),
        Answer::Known(Value::Number { low, high }) => low < high,
        Answer::Known(_) => false,
    }
}

/// The smallest sets of unknown facts whose answers can make the condition `wanted`; empty if no answer can.
fn deciding_sets(
    condition: &Condition,
    sheet: &FactSheet,
    knowledge: &Knowledge,
    wanted: bool,
    depth: usize,
) -> Vec<Set> {
    match condition.evaluate(sheet) {
        truth if truth == Truth::from(wanted) => return vec![Set::new()],
        Truth::Unknown => {}
        _ => return Vec::new(),
    }
    match condition {
        Condition::Not(part) => deciding_sets(part, sheet, knowledge, !wanted, depth),
        Condition::All(parts) | Condition::Any(parts) => {
            let each = parts
                .iter()
                .map(|part| deciding_sets(part, sheet, knowledge, wanted, depth));
            // One part makes an `all` false or an `any` true; otherwise every part is needed.
            if matches!(condition, Condition::All(_)) == wanted {
                each.fold(vec![Set::new()], |so_far, part| product(&so_far, &part))
            } else {
                smallest(each.flatten().collect())
            }
        }
        Condition::YesNo(fact, _)
        | Condition::Choice(fact, _)
        | Condition::Number(fact, ..)
        | Condition::Includes(fact, _)
        | Condition::Within(fact, _) => {
            let mut sets = vec![with_contradicting(condition, *fact, sheet, knowledge, wanted)];
            sets.extend(through_default(condition, *fact, sheet, knowledge, wanted, depth));
            smallest(sets)
        }
        Condition::Overlaps(one, other) => {
            let open = |fact: &FactKey| match sheet.value(*fact) {
                Some(Value::List(list)) => !list.unlisted.is_empty(),
                _ => true,
            };
            // Either list, answered "none", decides; a known list that only holds an unlisted entry has to be cleared up itself.
            let sets: Vec<Set> = [one, other]
                .into_iter()
                .filter(|fact| open(fact))
                .map(|fact| Set::from([*fact]))
                .collect();
            if wanted {
                product(&sets[..sets.len().min(1)], &sets[sets.len().min(1)..])
            } else {
                sets
            }
        }
    }
}

/// The fact itself; where another answer contradicts the value that is wanted, that answer has to be cleared up with it.
fn with_contradicting(
    condition: &Condition,
    fact: FactKey,
    sheet: &FactSheet,
    knowledge: &Knowledge,
    wanted: bool,
) -> Set {
    let mut set = Set::from([fact]);
    let contradicted = *sheet.answer(fact) == Answer::Unknown(Unknown::Contradicted);
    if let Some((when, value)) = knowledge.default_of(fact).filter(|_| contradicted) {
        let mut settled = sheet.clone();
        settled.record(fact, Answer::Known(value.clone()));
        if when.evaluate(sheet) == Truth::True && condition.evaluate(&settled) != Truth::from(wanted) {
            set.extend(when.facts());
        }
    }
    set
}

/// A fact that has its value without being asked: the stem question decides in its place.
fn through_default(
    condition: &Condition,
    fact: FactKey,
    sheet: &FactSheet,
    knowledge: &Knowledge,
    wanted: bool,
    depth: usize,
) -> Vec<Set> {
    let takes_default = matches!(sheet.answer(fact), Answer::Unknown(why) if *why != Unknown::Contradicted);
    if depth > 4 || !takes_default {
        return Vec::new();
    }
    let Some((when, value)) = knowledge.default_of(fact) else {
        return Vec::new();
    };
    let mut with_value = sheet.clone();
    with_value.record(fact, Answer::Known(value.clone()));
    if condition.evaluate(&with_value) != Truth::from(wanted) {
        return Vec::new();
    }
    deciding_sets(when, sheet, knowledge, true, depth + 1)
}

/// Every union of a set of each side.
fn product(left: &[Set], right: &[Set]) -> Vec<Set> {
    if right.is_empty() {
        return left.to_vec();
    }
    smallest(
        left.iter()
            .flat_map(|one| right.iter().map(move |other| one | other))
            .collect(),
    )
}

/// Drops sets that hold another one, keeps the smallest.
fn smallest(mut sets: Vec<Set>) -> Vec<Set> {
    sets.sort_by(|a, b| a.len().cmp(&b.len()).then_with(|| a.cmp(b)));
    let mut kept: Vec<Set> = Vec::new();
    for set in sets {
        if kept.len() < MOST_ALTERNATIVES && !kept.iter().any(|other| other.is_subset(&set)) {
            kept.push(set);
        }
    }
    kept
}

/// The smallest union that holds one alternative of every rule: forced choices first, then a bounded search in each group of
/// rules that share a fact; rules that share none cannot help each other.
fn smallest_union(rules: &[&[Set]]) -> Set {
    let forced: Set = rules
        .iter()
        .filter(|sets| sets.len() == 1)
        .flat_map(|sets| sets[0].iter().copied())
        .collect();
    let mut left: Vec<&[Set]> = rules.iter().copied().filter(|sets| sets.len() > 1).collect();
    left.retain(|sets| !sets.iter().any(|set| set.is_subset(&forced)));
    // Rules with few alternatives first: the search is cut earlier.
    left.sort_by_key(|sets| sets.len());
    let mut union = forced.clone();
    for group in groups(&left, &forced) {
        let mut best = None;
        search(&group, &forced, &mut best, &mut 0);
        union.extend(best.unwrap_or_default());
    }
    union
}

/// The rules in groups, so that no fact that is still to be chosen stands in two of them.
fn groups<'s>(left: &[&'s [Set]], forced: &Set) -> Vec<Vec<&'s [Set]>> {
    let mut groups: Vec<(Set, Vec<&'s [Set]>)> = Vec::new();
    for &sets in left {
        let mut facts: Set = sets
            .iter()
            .flatten()
            .copied()
            .filter(|fact| !forced.contains(fact))
            .collect();
        let (touched, apart): (Vec<_>, Vec<_>) =
            groups.into_iter().partition(|(theirs, _)| !theirs.is_disjoint(&facts));
        let mut rules = Vec::new();
        for (theirs, of_them) in touched {
            facts.extend(theirs);
            rules.extend(of_them);
        }
        rules.push(sets);
        groups = apart;
        groups.push((facts, rules));
    }
    groups.into_iter().map(|(_, rules)| rules).collect()
}

fn search(left: &[&[Set]], union: &Set, best: &mut Option<Set>, steps: &mut usize) {
    *steps += 1;
    if best.as_ref().is_some_and(|best| best.len() <= union.len()) || (*steps > MOST_STEPS && best.is_some()) {
        return;
    }
    let Some((sets, rest)) = left.split_first() else {
        *best = Some(union.clone());
        return;
    };
    if sets.iter().any(|set| set.is_subset(union)) {
        return search(rest, union, best, steps);
    }
    let mut order: Vec<&Set> = sets.iter().collect();
    order.sort_by_key(|set| set.difference(union).count());
    for set in order {
        search(rest, &(union | set), best, steps);
    }
}
