//! A screening as a colleague would tell it: findings with value, date, reason, source and way out.

use anagen_knowledge::records::{FactKind, Scope, Severity};
use anagen_knowledge::{Answer, FactKey, FactSheet, Knowledge, Plain, Value};
use jiff::Span;
use jiff::civil::Date;
use serde::Serialize;

use super::clearance::{self, RejectedClearance};
use super::questions::is_open;
use super::{Gate, Question, RuleInForce, Rulebook, Screening, Verdict, questions};
use crate::case::Clearance;
use crate::finding::{Finding, FindingState};

/// A screening with everything that a person needs to act on it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// For which gate.
    pub gate: Gate,
    /// The verdict after what was cleared.
    pub verdict: Verdict,
    /// Rules that decide, the strictest first; cleared ones stay visible.
    pub findings: Vec<Finding>,
    /// Findings about a person or a kit; they leave the patient's verdict as it is.
    pub restrictions: Vec<Finding>,
    /// The smallest set of questions that could decide it, the most decisive first.
    pub questions: Vec<Question>,
    /// Clearances that clear nothing.
    pub rejected_clearances: Vec<RejectedClearance>,
}

/// Tells a screening, with findings of other stages (doses) beside the rules'.
pub fn report(
    rulebook: &Rulebook<'_>,
    sheet: &FactSheet,
    screening: &Screening,
    other_findings: &[Finding],
    clearances: &[Clearance],
) -> Report {
    let mut findings = other_findings.to_vec();
    let mut restrictions = Vec::new();
    for result in &screening.results {
        let rule = &rulebook.rules[result.rule];
        let finding = finding(rulebook.knowledge, sheet, rule, result.fired);
        if rule.counts {
            findings.push(finding);
        } else {
            restrictions.push(finding);
        }
    }
    let relevant: Vec<Clearance> = clearances
        .iter()
        .filter(|clearance| gate_of(rulebook, &clearance.rule) <= screening.gate)
        .cloned()
        .collect();
    let rejected_clearances = clearance::apply(&mut findings, &relevant, sheet.today);
    let verdict = findings
        .iter()
        .filter(|finding| finding.cleared.is_none())
        .map(|finding| Verdict::of(finding.severity, finding.state == FindingState::Fired))
        .max()
        .unwrap_or(Verdict::Eligible);
    let rank = |finding: &Finding| {
        let open = finding.cleared.is_none();
        (
            open,
            Verdict::of(finding.severity, finding.state == FindingState::Fired),
            finding.state == FindingState::Fired,
            finding.severity,
        )
    };
    findings.sort_by_key(|finding| std::cmp::Reverse(rank(finding)));
    let questions = if verdict == Verdict::Incomplete {
        all_questions(rulebook, sheet, screening, &findings)
    } else {
        Vec::new()
    };
    Report {
        gate: screening.gate,
        verdict,
        findings,
        restrictions,
        questions,
        rejected_clearances,
    }
}

/// The questions of the rules, then those that only a dose limit leaves open.
fn all_questions(
    rulebook: &Rulebook<'_>,
    sheet: &FactSheet,
    screening: &Screening,
    findings: &[Finding],
) -> Vec<Question> {
    let mut all = questions(rulebook, sheet, screening);
    let is_rule = |id: &str| rulebook.rules.iter().any(|rule| rule.rule.id == id);
    for finding in findings.iter().filter(|finding| !is_rule(&finding.id)) {
        let FindingState::Undecided { missing } = &finding.state else {
            continue;
        };
        for fact in missing {
            match (
                all.iter_mut().find(|question| &question.fact == fact),
                rulebook.knowledge.fact_key(fact),
            ) {
                (Some(question), _) => question.decides.push(finding.id.clone()),
                (None, Some(key)) => all.push(Question::about(
                    key,
                    vec![finding.id.clone()],
                    sheet,
                    rulebook.knowledge,
                )),
                (None, None) => {}
            }
        }
    }
    all
}

fn gate_of(rulebook: &Rulebook<'_>, id: &str) -> Gate {
    rulebook
        .rules
        .iter()
        .find(|rule| rule.rule.id == id)
        .map_or(Gate::Cocktail, |rule| rule.gate)
}

fn finding(knowledge: &Knowledge, sheet: &FactSheet, in_force: &RuleInForce<'_>, fired: bool) -> Finding {
    let rule = in_force.rule;
    let state = if fired {
        FindingState::Fired
    } else {
        let missing = in_force
            .condition
            .facts()
            .into_iter()
            .filter(|fact| is_open(sheet, *fact));
        FindingState::Undecided {
            missing: missing.map(|fact| knowledge.fact(fact).id.clone()).collect(),
        }
    };
    let until_date = rule.until_date.as_ref().and_then(|until| {
        let Some(Value::Date(from)) = sheet.value(knowledge.fact_key(&until.fact)?) else {
            return None;
        };
        add_days(*from, until.plus.in_unit("days").ok()?)
    });
    Finding {
        id: rule.id.clone(),
        title: rule.title.clone(),
        severity: rule.severity,
        state,
        about: about(&rule.scope).to_owned(),
        moment: rule.moment,
        message: fill(&rule.message, knowledge, sheet),
        change: rule.change.clone(),
        why: rule.why.clone(),
        until: rule.until.clone(),
        until_date: until_date.filter(|_| rule.severity == Severity::Defer),
        specialist: rule.specialist.clone(),
        clearance: rule.severity.clearance().to_owned(),
        cleared: None,
        sources: rule.sources.clone(),
        confidence: rule.confidence,
        status: rule.status,
        confirmed_by: rule.confirmed_by.clone(),
    }
}

fn about(scope: &Scope) -> &'static str {
    match scope {
        Scope::Procedure => "the procedure",
        Scope::Agent { .. } => "an agent of the mixture",
        Scope::Technique { .. } => "the technique",
        Scope::Zone { .. } => "the zones",
        Scope::Operator => "the person who prepares or injects",
        Scope::Kit => "the kit",
        Scope::Mixture => "the mixture",
    }
}

fn add_days(from: Date, days: f64) -> Option<Date> {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "whole days, bounded by the date's own range check"
    )]
    let days = days.ceil() as i64;
    from.checked_add(Span::new().try_days(days).ok()?).ok()
}

/// Puts values and dates in the place of `{fact}`.
fn fill(message: &str, knowledge: &Knowledge, sheet: &FactSheet) -> String {
    let mut filled = String::with_capacity(message.len());
    let mut rest = message;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, tail)) = after.split_once('}') else {
            filled.push('{');
            rest = after;
            continue;
        };
        match knowledge.fact_key(name) {
            Some(fact) => filled.push_str(&value_in_words(knowledge, sheet, fact)),
            None => filled.push_str(name),
        }
        rest = tail;
    }
    filled.push_str(rest);
    filled
}

/// A fact's value as a reader sees it: `3.4 on 12 March 2026`, `not known`.
pub(crate) fn value_in_words(knowledge: &Knowledge, sheet: &FactSheet, key: FactKey) -> String {
    let fact = knowledge.fact(key);
    let unit = fact
        .unit
        .as_deref()
        .filter(|unit| !matches!(*unit, "1" | "pH" | "SALT" | "points"))
        .unwrap_or_default();
    let with_unit = |number: f64| format!("{} {unit}", Plain(number)).trim_end().to_owned();
    let text = match sheet.answer(key) {
        Answer::Unknown(_) => return "not known".to_owned(),
        Answer::Known(Value::YesNo(value)) => if *value { "yes" } else { "no" }.to_owned(),
        Answer::Known(Value::Number { low, high }) if (low - high).abs() < f64::EPSILON => with_unit(*low),
        Answer::Known(Value::Number { low, high }) => format!("between {} and {}", Plain(*low), with_unit(*high)),
        Answer::Known(Value::Choice(option)) => option_in_words(knowledge, fact, option),
        Answer::Known(Value::List(list)) => {
            let names: Vec<String> = list
                .entries
                .iter()
                .map(|entry| entry_in_words(knowledge, fact, entry))
                .chain(list.unlisted.iter().cloned())
                .collect();
            if names.is_empty() {
                "none".to_owned()
            } else {
                names.join(", ")
            }
        }
        Answer::Known(Value::Date(date)) => return day_in_words(*date),
    };
    match sheet.answered_on(key).filter(|_| fact.kind == FactKind::Number) {
        Some(day) => format!("{text} on {}", day_in_words(day)),
        None => text,
    }
}

fn option_in_words(knowledge: &Knowledge, fact: &anagen_knowledge::records::Fact, option: &str) -> String {
    let condition = knowledge
        .records
        .conditions
        .iter()
        .find(|condition| fact.id == "diagnosis" && condition.id == option);
    condition
        .map(|condition| condition.name.clone())
        .or_else(|| {
            fact.options
                .iter()
                .find(|known| known.id == option)
                .map(|known| known.label.clone())
        })
        .unwrap_or_else(|| option.to_owned())
}

fn entry_in_words(knowledge: &Knowledge, fact: &anagen_knowledge::records::Fact, entry: &str) -> String {
    let records = &knowledge.records;
    let zone = records
        .zones
        .iter()
        .find(|zone| zone.id == entry)
        .map(|zone| zone.name.clone());
    let medicine = records
        .medicines
        .iter()
        .find(|medicine| medicine.id == entry)
        .map(|medicine| medicine.name.clone());
    let agent = records
        .agents
        .iter()
        .find(|agent| agent.id == entry)
        .map(|agent| agent.name.clone());
    let allergen = records
        .allergens
        .iter()
        .find(|allergen| allergen.id == entry)
        .map(|allergen| allergen.name.clone());
    zone.or(agent)
        .or(medicine)
        .or(allergen)
        .unwrap_or_else(|| option_in_words(knowledge, fact, entry))
}

/// `12 March 2026`.
pub(crate) fn day_in_words(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}
