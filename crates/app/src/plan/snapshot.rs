//! What was known when a plan was signed, as a case file: it can be read again by `anagen_care::case::Case::from_json`.

use anagen_care::case::{Case, RecordedAnswer, When};
use anagen_knowledge::records::Fact;
use anagen_knowledge::{Knowledge, Unknown, Value};
use serde_json::{Map, Value as Json, json};

use super::stored;
use crate::error::AppError;

/// A case as a file of JSON.
pub fn case_file(case: &Case, knowledge: &Knowledge) -> Result<Json, AppError> {
    let answers: Vec<Json> = case
        .answers
        .iter()
        .map(|answer| {
            let fact = knowledge.fact(answer.fact);
            let mut facts = Map::new();
            facts.insert(fact.id.clone(), answer_text(answer, fact));
            json!({ "source": answer.source, "at": when_text(answer.at), "facts": facts })
        })
        .collect();
    let concurrent: Vec<Json> = case
        .concurrent
        .iter()
        .map(|treatment| {
            let mut written = stored(treatment)?;
            // A dose has its unit in a file.
            written["per_day"] = json!(format!("{} mg", treatment.per_day.0));
            Ok(written)
        })
        .collect::<Result<_, AppError>>()?;
    Ok(json!({
        "title": case.title,
        "reference": case.reference,
        "demo": case.demo,
        "decided_at": when_text(case.decided_at),
        "time_zone": case.time_zone.iana_name(),
        "birth_date": case.birth_date,
        "answers": answers,
        "diagnosis": case.diagnosis,
        "medicines": case.medicines,
        "allergies": case.allergies,
        "concurrent": concurrent,
        "clearances": case.clearances,
        "request": case.request,
    }))
}

fn when_text(when: When) -> String {
    match when {
        When::Day(day) => day.to_string(),
        When::Moment(moment) => moment.to_string(),
    }
}

/// An answer as a file has it; numbers unrounded.
fn answer_text(answer: &RecordedAnswer, fact: &Fact) -> Json {
    match &answer.answer {
        Err(Unknown::NotKnown) => json!("not known"),
        Err(Unknown::Refused) => json!("refused"),
        Err(_) => json!("not asked"),
        Ok(Value::YesNo(value)) => json!(value),
        Ok(Value::Number { low, .. }) => match fact.unit.as_deref() {
            None | Some("1" | "pH") => json!(low.to_string()),
            Some(unit) => json!(format!("{low} {unit}")),
        },
        Ok(Value::Choice(option)) => json!(option),
        Ok(Value::List(list)) => json!(list.entries.iter().chain(&list.unlisted).collect::<Vec<_>>()),
        Ok(Value::Date(date)) => json!(date),
    }
}
