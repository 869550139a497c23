//! Rules: their examples come out as said, and each can fire.

use jiff::{Span, civil::Date};

use super::{Report, satisfiable};
use crate::condition::Condition;
use crate::fact_sheet::{Answer, FactSheet, Value};
use crate::knowledge::Knowledge;
use crate::records::{AnswerText, FactKind, Rule, RuleOutcome};
use crate::truth::Truth;

/// The day on which examples are decided; only offsets from it matter.
const EXAMPLE_DAY: Date = Date::constant(2026, 1, 31);

pub(crate) fn check(knowledge: &Knowledge, report: &mut Report<'_>) {
    for (rule, condition) in knowledge.records.rules.iter().zip(&knowledge.rule_conditions) {
        if !satisfiable::can_hold(condition, knowledge) {
            report.add(&rule.id, "when", "no answers could ever make this rule fire");
        }
        for wanted in [RuleOutcome::Fires, RuleOutcome::Quiet, RuleOutcome::Undecided] {
            if !rule.examples.iter().any(|example| example.outcome == wanted) {
                report.add(
                    &rule.id,
                    "examples",
                    format!("there is no example in which the rule is {}", word(wanted)),
                );
            }
        }
        run_examples(rule, condition, knowledge, report);
    }
}

fn run_examples(rule: &Rule, condition: &Condition, knowledge: &Knowledge, report: &mut Report<'_>) {
    for (position, example) in rule.examples.iter().enumerate() {
        let field = format!("examples[{position}]");
        let mut sheet = knowledge.blank_sheet(EXAMPLE_DAY);
        let mut sound = true;
        for (id, text) in &example.facts {
            match example_value(knowledge, &mut sheet, id, text) {
                Ok(()) => {}
                Err(reason) => {
                    report.add(&rule.id, &field, reason);
                    sound = false;
                }
            }
        }
        if !sound {
            continue;
        }
        knowledge.apply_defaults(&mut sheet);
        let found = match condition.evaluate(&sheet) {
            Truth::True => RuleOutcome::Fires,
            Truth::False => RuleOutcome::Quiet,
            Truth::Unknown => RuleOutcome::Undecided,
        };
        if found != example.outcome {
            report.add(
                &rule.id,
                &field,
                format!(
                    "the example should be {}, and is {}",
                    word(example.outcome),
                    word(found)
                ),
            );
        }
    }
}

fn example_value(knowledge: &Knowledge, sheet: &mut FactSheet, id: &str, text: &AnswerText) -> Result<(), String> {
    let key = knowledge
        .fact_key(id)
        .ok_or_else(|| format!("the fact `{id}` does not exist"))?;
    let value = match text {
        AnswerText::Text(offset) if knowledge.fact(key).kind == FactKind::Date => {
            let days = offset
                .parse::<crate::Quantity>()
                .and_then(|offset| offset.in_unit("days"))
                .map_err(|error| error.to_string())?;
            #[expect(clippy::cast_possible_truncation, reason = "rounded to whole days and bounded")]
            let days = days.round().clamp(-36_500.0, 36_500.0) as i64;
            Value::Date(EXAMPLE_DAY.saturating_add(Span::new().days(days)))
        }
        AnswerText::Number(value) if knowledge.fact(key).kind == FactKind::Number => Value::number(*value),
        other => knowledge.read_answer(key, other).map_err(|error| error.to_string())?,
    };
    sheet.record(key, Answer::Known(value));
    Ok(())
}

fn word(outcome: RuleOutcome) -> &'static str {
    match outcome {
        RuleOutcome::Fires => "fired",
        RuleOutcome::Quiet => "quiet",
        RuleOutcome::Undecided => "undecided",
    }
}
