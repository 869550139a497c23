//! Answers: read against their fact, refused with a reason, appended.

use std::collections::BTreeSet;

use anagen_care::case::AnswerSource;
use anagen_knowledge::records::{AnswerText, AskedOf, Fact, FactKind};
use anagen_knowledge::{AnswerError, FactKey, Knowledge, QuantityError};
use anagen_records::clinics::Clinic;
use anagen_records::patients::Patient;
use anagen_records::values::{Json, PatientId, SessionId};
use anagen_records::{Stamp, Transaction, known};
use jiff::civil::Date;

use super::{held_at, is_asked_here};
use crate::Message;
use crate::actor::{Action, Actor};
use crate::app::App;
use crate::error::{AppError, Invalid};
use crate::transaction::Deed;
use crate::{case, patients};

/// An answer as somebody gave it.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    /// Fact by id.
    pub fact: String,
    /// What they said.
    pub answer: SaidAnswer,
    /// Who gave it.
    pub source: AnswerSource,
    /// The day on which it held; none: now. A laboratory value has one.
    pub on: Option<Date>,
}

/// What somebody said.
#[derive(Debug, Clone, PartialEq)]
pub enum SaidAnswer {
    /// A value, as a case file has it.
    Value(AnswerText),
    /// Asked, and not known.
    NotKnown,
    /// Asked, and refused.
    Refused,
}

/// Writes answers down, all or none; gives how many. What is wrong is named by the fact's id, or `on-` and the id for its day.
/// With a session they were asked in it.
pub async fn answer(
    actor: &Actor,
    app: &App,
    patient: PatientId,
    said: &[Said],
    session: Option<SessionId>,
) -> Result<usize, AppError> {
    let knowledge = app.knowledge(actor.clinic).await?;
    let mut writing = super::write(actor, app, Action::AnswerIntake, patient).await?;
    let of = patients::of(&mut writing.tx, actor, patient).await?;
    let clinic = patients::clinic_of(&mut writing.tx, actor).await?;
    let now = writing.now;
    let rows = record(&mut writing.tx, &knowledge, actor, &clinic, &of, now, said, session).await?;
    if rows.is_empty() {
        return Ok(0);
    }
    let wrote: Vec<_> = rows
        .iter()
        .map(|row| (&row.fact, &row.answer.0, &row.source, row.at.to_string()))
        .collect();
    writing
        .commit(Deed::new("intake.answer", "patient", patient).of(patient).wrote(&wrote))
        .await?;
    Ok(rows.len())
}

/// Writes answers down inside a transaction of the caller, who holds the right and writes the audit entry.
///
/// On the patient's tablet only what is asked of the patient is taken, and the patient is the source.
#[expect(
    clippy::too_many_arguments,
    reason = "each is a thing of its own that the caller has at hand"
)]
pub async fn record(
    tx: &mut Transaction,
    knowledge: &Knowledge,
    actor: &Actor,
    clinic: &Clinic,
    patient: &Patient,
    now: Stamp,
    said: &[Said],
    session: Option<SessionId>,
) -> Result<Vec<known::Answer>, AppError> {
    let zone = case::time_zone(clinic);
    let today = now.0.to_zoned(zone.clone()).date();
    let on_tablet = actor.only_patient.is_some();
    let mut invalid = Invalid::default();
    let mut rows = Vec::new();
    let mut seen = BTreeSet::new();
    for one in said {
        let Some(key) = knowledge.fact_key(&one.fact).filter(|_| seen.insert(one.fact.as_str())) else {
            return Err(AppError::NotFound("question"));
        };
        let fact = knowledge.fact(key);
        if !is_asked_here(fact) || (on_tablet && fact.asked_of != AskedOf::Patient) {
            return Err(AppError::NotFound("question"));
        }
        let source = if on_tablet { AnswerSource::Patient } else { one.source };
        let body = stored_text(knowledge, key, &one.answer)
            .map_err(|error| message_of(&error, fact))
            .and_then(|body| {
                possible_day(&one.answer, fact, today, patient.birth_date.map(|day| day.0)).map(|()| body)
            });
        let on = day_of(one, source, fact, today, patient.birth_date.map(|day| day.0));
        match (body, on) {
            (Ok(body), Ok(on)) => rows.push(known::Answer {
                fact: one.fact.clone(),
                answer: Json(body),
                source: word_of(source),
                at: on.map_or(now, |day| held_at(day, today, now, &zone)),
                session,
                entered_by: actor.person,
                entered_at: now,
            }),
            (body, on) => {
                if let Err(message) = body {
                    invalid.add(one.fact.clone(), message);
                }
                if let Err(message) = on {
                    invalid.add(format!("on-{}", one.fact), message);
                }
            }
        }
    }
    invalid.check()?;
    for row in &rows {
        known::answer(tx, actor.clinic, patient.id, row).await?;
    }
    Ok(rows)
}

/// The text under which an answer is stored, where the knowledge can read it.
pub fn stored_text(knowledge: &Knowledge, fact: FactKey, said: &SaidAnswer) -> Result<serde_json::Value, AnswerError> {
    Ok(match said {
        SaidAnswer::NotKnown => "not known".into(),
        SaidAnswer::Refused => "refused".into(),
        SaidAnswer::Value(text) => {
            knowledge.read_answer(fact, text)?;
            match text {
                AnswerText::YesNo(value) => (*value).into(),
                AnswerText::Number(value) => (*value).into(),
                AnswerText::Text(text) => text.as_str().into(),
                AnswerText::List(names) => names.as_slice().into(),
            }
        }
    })
}

/// The day on which an answer held. A laboratory value without its day is refused: how long it counts depends on it.
fn day_of(
    said: &Said,
    source: AnswerSource,
    fact: &Fact,
    today: Date,
    birth: Option<Date>,
) -> Result<Option<Date>, Message> {
    match said.on {
        Some(day) if day > today => Err(Message::new("intake-day-to-come")),
        Some(day) if birth.is_some_and(|birth| day < birth) => Err(Message::new("intake-day-before-birth")),
        None if matches!(said.answer, SaidAnswer::Value(_))
            && (source == AnswerSource::Laboratory || fact.asked_of == AskedOf::Laboratory) =>
        {
            Err(Message::new("intake-laboratory-day-missing"))
        }
        day => Ok(day),
    }
}

/// A question for a day asks when something happened: not before the birth, not in time to come.
fn possible_day(said: &SaidAnswer, fact: &Fact, today: Date, birth: Option<Date>) -> Result<(), Message> {
    let day = match said {
        SaidAnswer::Value(AnswerText::Text(text)) if fact.kind == FactKind::Date => text.parse::<Date>().ok(),
        _ => None,
    };
    match day {
        Some(day) if day > today => Err(Message::new("intake-day-to-come")),
        Some(day) if birth.is_some_and(|birth| day < birth) => Err(Message::new("intake-day-before-birth")),
        _ => Ok(()),
    }
}

/// The word under which a source is stored.
pub(super) fn word_of(source: AnswerSource) -> String {
    match source {
        AnswerSource::Patient => "patient",
        AnswerSource::Examiner => "examiner",
        AnswerSource::Laboratory => "laboratory",
        AnswerSource::Record => "record",
        AnswerSource::Room => "room",
        AnswerSource::Staff => "staff",
        AnswerSource::Product => "product",
    }
    .to_owned()
}

/// Units in which a number may be given: its own, then those with a conversion of their own.
fn units(fact: &Fact) -> String {
    let own = fact.unit.as_deref().filter(|unit| *unit != "1");
    let others = fact.conversions.iter().map(|conversion| conversion.unit.as_str());
    own.into_iter().chain(others).collect::<Vec<_>>().join(", ")
}

/// Why an answer is refused, and what to do.
fn message_of(error: &AnswerError, fact: &Fact) -> Message {
    match error {
        AnswerError::Impossible {
            value, from, to, unit, ..
        } => Message::new("intake-number-impossible")
            .with("value", value)
            .with("from", from)
            .with("to", format!("{to} {unit}").trim_end()),
        AnswerError::Quantity { error, .. } => match error {
            QuantityError::NoNumber { text } => Message::new("intake-number-none").with("text", text),
            QuantityError::NoUnit { text } => Message::new("intake-unit-none")
                .with("text", text)
                .with("units", units(fact)),
            QuantityError::UnknownUnit { unit } => Message::new("intake-unit-unknown")
                .with("unit", unit)
                .with("units", units(fact)),
            QuantityError::WrongDimension { found, .. } => Message::new("intake-unit-wrong")
                .with("unit", found)
                .with("units", units(fact)),
        },
        AnswerError::NotAnOption { value, .. } => Message::new("intake-option-wrong").with("value", value),
        AnswerError::NotADate { .. } => Message::new("field-day-wrong"),
        AnswerError::WrongType { .. } => Message::new("intake-answer-wrong-kind"),
    }
}
