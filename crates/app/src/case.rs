//! The case of a patient: what the records hold, as the care stages read it.

use anagen_care::case::{
    AnswerSource, Case, Clearance, ClearanceKind, ConcurrentTreatment, Diagnosis, ListEntry, RecordedAnswer,
    RecordedList, Request, When,
};
use anagen_knowledge::records::AnswerText;
use anagen_knowledge::{Knowledge, Unknown, Value};
use anagen_records::clinics::Clinic;
use anagen_records::known;
use anagen_records::patients::Patient;
use anagen_records::{Stamp, Transaction};
use jiff::tz::TimeZone;
use serde::de::DeserializeOwned;

use crate::error::AppError;

/// Answers that hold for this decision only: of the room, the staff, the product, the checks of the day.
pub type AnswersOfTheDay = Vec<RecordedAnswer>;

/// The time zone of a clinic.
pub fn time_zone(clinic: &Clinic) -> TimeZone {
    // The name was checked when it was entered.
    TimeZone::get(&clinic.time_zone).unwrap_or(TimeZone::UTC)
}

/// Reads the case of a patient as it was known at a moment.
///
/// `of_the_day` is laid over the patient's answers: what belongs to the room, the kit, the staff and the product is never part
/// of a patient's file (DECISIONS.md 1).
pub async fn read(
    tx: &mut Transaction,
    knowledge: &Knowledge,
    clinic: &Clinic,
    patient: &Patient,
    at: Stamp,
    request: Option<Request>,
    of_the_day: AnswersOfTheDay,
) -> Result<Case, AppError> {
    let time_zone = time_zone(clinic);
    let mut answers: Vec<RecordedAnswer> = Vec::new();
    for stored in known::answers(tx, patient.id, at).await? {
        if let Some(answer) = read_answer(knowledge, &stored)
            && stored.at <= at
        {
            keep(&mut answers, answer);
        }
    }
    for answer in of_the_day {
        keep(&mut answers, answer);
    }
    let diagnosis = known::diagnoses(tx, patient.id, at).await?.into_iter().next();
    let mut clearances = Vec::new();
    let stored = known::clearances(tx, patient.id, at).await?;
    for clearance in &stored {
        let is_withdrawn = stored.iter().any(|other| other.withdraws == Some(clearance.id));
        if clearance.withdraws.is_none() && !is_withdrawn {
            clearances.push(document::<Clearance>(&clearance.body.0, "clearance")?);
        }
    }
    let mut concurrent = Vec::new();
    for row in known::concurrent_treatments(tx, patient.id, at).await? {
        concurrent.push(document::<ConcurrentTreatment>(
            &row.body.0,
            "treatment beside the sessions",
        )?);
    }
    Ok(Case {
        title: None,
        reference: patient.number.clone(),
        demo: patient.demo,
        decided_at: When::Moment(at.0),
        time_zone,
        birth_date: patient.birth_date.map(|day| day.0),
        answers,
        diagnosis: diagnosis
            .map(|row| document::<Diagnosis>(&row.body.0, "diagnosis"))
            .transpose()?,
        medicines: latest_list(tx, patient, "medicines", at).await?,
        allergies: latest_list(tx, patient, "allergies", at).await?,
        concurrent,
        clearances,
        request,
    })
}

async fn latest_list(
    tx: &mut Transaction,
    patient: &Patient,
    kind: &str,
    at: Stamp,
) -> Result<Option<RecordedList>, AppError> {
    let list = known::lists(tx, patient.id, kind, at).await?.into_iter().next();
    list.map(|list| {
        Ok(RecordedList {
            asked_at: When::Moment(list.asked_at.0),
            entries: document::<Vec<ListEntry>>(&list.entries.0, kind)?,
        })
    })
    .transpose()
}

/// A stored answer as the stages read it. What this version of the knowledge cannot read (the fact is gone, its options
/// changed) is unknown again and will be asked; the stored answer stays in the record.
pub fn read_answer(knowledge: &Knowledge, stored: &known::Answer) -> Option<RecordedAnswer> {
    let fact = knowledge.fact_key(&stored.fact)?;
    let text: AnswerText = serde_json::from_value(stored.answer.0.clone()).ok()?;
    Some(RecordedAnswer {
        fact,
        answer: read_text(knowledge, fact, &text).unwrap_or(Err(Unknown::NotAsked)),
        source: serde_json::from_value::<AnswerSource>(serde_json::Value::String(stored.source.clone())).ok()?,
        at: When::Moment(stored.at.0),
    })
}

/// Reads the text of an answer: a value, or one of the three kinds of not knowing.
pub fn read_text(
    knowledge: &Knowledge,
    fact: anagen_knowledge::FactKey,
    text: &AnswerText,
) -> Result<Result<Value, Unknown>, anagen_knowledge::AnswerError> {
    Ok(match text {
        AnswerText::Text(text) if text == "not asked" => Err(Unknown::NotAsked),
        AnswerText::Text(text) if text == "not known" => Err(Unknown::NotKnown),
        AnswerText::Text(text) if text == "refused" => Err(Unknown::Refused),
        text => Ok(knowledge.read_answer(fact, text)?),
    })
}

/// The later answer to a fact counts; not having been asked again takes no earlier answer away.
fn keep(answers: &mut Vec<RecordedAnswer>, new: RecordedAnswer) {
    match answers.iter_mut().find(|old| old.fact == new.fact) {
        None => answers.push(new),
        Some(old) if new.answer != Err(Unknown::NotAsked) => *old = new,
        Some(_) => {}
    }
}

fn document<T: DeserializeOwned>(body: &serde_json::Value, what: &str) -> Result<T, AppError> {
    serde_json::from_value(body.clone())
        .map_err(|error| AppError::Internal(format!("a stored {what} cannot be read: {error}")))
}

/// Whether a clearance is an override (a letter otherwise).
pub fn is_override(clearance: &Clearance) -> bool {
    clearance.kind == ClearanceKind::Override
}
