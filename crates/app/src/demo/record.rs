//! Registering, answering, examining and clearing in the demo.

use anagen_care::case::ListEntry;
use jiff::ToSpan as _;
use jiff::civil::Date;

use super::filling::Filling;
use super::patients::{Invented, Particular, Story};
use super::staff::{ASSISTANT, DESK, DIRECTOR, PRESCRIBER};
use super::{answers, pictures, story};
use crate::error::AppError;
use crate::intake::{self, ListKind, NewDiagnosis};
use crate::patients::merging;
use crate::patients::register::{self as registering, Particulars, Registered};
use crate::screening::{self, NewLetter, NewOverride};

/// The patient at a place of the list, as invented.
pub(super) fn invented(filling: &Filling<'_>, place: usize) -> Result<Invented, AppError> {
    story::patients(filling.extent)
        .get(place)
        .copied()
        .ok_or(AppError::NotFound("patient"))
}

/// The desk registers a patient.
pub(super) async fn register(filling: &mut Filling<'_>, place: usize) -> Result<(), AppError> {
    let who = invented(filling, place)?;
    let desk = filling.actor(DESK).await?;
    // Who is registered twice was born on the same day both times.
    let born = match who.story {
        Story::Duplicate(other) => other,
        _ => place,
    };
    let particulars = Particulars {
        family_name: who.family_name.to_owned(),
        given_names: who.given_names.to_owned(),
        birth_date: Some(birthday(filling, &who, born)),
        phone: format!("+34 600 00{:02} {:03}", place % 100, place * 37 % 1000),
        email: format!("patient{:02}@example.org", place + 1),
        address: format!("Calle de la Demo {}, 280{:02} Madrid", place * 3 + 1, place % 50),
        language: who.language.to_owned(),
        ..Particulars::default()
    };
    let registered = match registering::register(&desk, filling.app, &particulars, true, &[]).await? {
        Registered::Done(id) => id,
        Registered::Similar(similar) => {
            let seen: Vec<_> = similar.iter().map(|similar| similar.patient.id).collect();
            match registering::register(&desk, filling.app, &particulars, true, &seen).await? {
                Registered::Done(id) => id,
                Registered::Similar(_) => return Err(AppError::NotFound("patient")),
            }
        }
    };
    filling.made_mut(place)?.id = Some(registered);
    pictures::add_portrait(filling, place).await
}

fn birthday(filling: &Filling<'_>, who: &Invented, place: usize) -> Date {
    let days = i64::try_from(place * 29 % 300).unwrap_or(0) + 20;
    filling
        .calendar
        .today
        .saturating_sub(who.age.years())
        .saturating_sub(days.days())
}

/// Some questions are answered.
pub(super) async fn half_answer(filling: &mut Filling<'_>, place: usize) -> Result<(), AppError> {
    let who = invented(filling, place)?;
    let (patient, assistant) = (filling.patient(place)?, filling.actor(ASSISTANT).await?);
    intake::answer(&assistant, filling.app, patient, &answers::half(&who), None).await?;
    Ok(())
}

/// Everything is asked, examined and diagnosed.
pub(super) async fn examine(filling: &mut Filling<'_>, place: usize) -> Result<(), AppError> {
    let who = invented(filling, place)?;
    let patient = filling.patient(place)?;
    visit(filling, place, false).await?;
    let assistant = filling.actor(ASSISTANT).await?;
    for (kind, told) in [
        (ListKind::Medicines, who.medicines),
        (ListKind::Allergies, who.allergies),
    ] {
        let entry = |(name, detail): &(&str, &str)| ListEntry {
            name: (*name).to_owned(),
            detail: Some((*detail).to_owned()),
            since: None,
        };
        let entries = told.iter().map(entry).collect();
        intake::save_list(&assistant, filling.app, patient, kind, 0, entries).await?;
    }
    filling.wait(6);
    let Some((condition, scale, value)) = who.diagnosis else {
        return Ok(());
    };
    let prescriber = filling.actor(PRESCRIBER).await?;
    let today = filling.today();
    let years = 2 + i16::try_from(place % 9).unwrap_or(0);
    let new = NewDiagnosis {
        condition: condition.to_owned(),
        scale: Some(scale.to_owned()).filter(|scale| !scale.is_empty()),
        value: Some(value.to_owned()).filter(|value| !value.is_empty()),
        on: Some(today),
        since: Some(today.saturating_sub(years.years())),
    };
    intake::diagnose(&prescriber, filling.app, patient, new).await?;
    Ok(())
}

/// What is asked and examined at each visit; `treated`: after a first session.
pub(super) async fn visit(filling: &mut Filling<'_>, place: usize, treated: bool) -> Result<(), AppError> {
    let who = invented(filling, place)?;
    let patient = filling.patient(place)?;
    let today = filling.today();
    let yesterday = today.saturating_sub(1.day());
    let mut said = answers::of_patient(&who, treated);
    said.extend(answers::of_examiner(&who, place, yesterday));
    let assistant = filling.actor(ASSISTANT).await?;
    intake::answer(&assistant, filling.app, patient, &said, None).await?;
    Ok(())
}

/// The lists of a patient are asked for again.
pub(super) async fn lists_again(filling: &mut Filling<'_>, place: usize) -> Result<(), AppError> {
    let patient = filling.patient(place)?;
    let assistant = filling.actor(ASSISTANT).await?;
    for kind in [ListKind::Medicines, ListKind::Allergies] {
        let version = intake::list(&assistant, filling.app, patient, kind).await?.version;
        intake::list_unchanged(&assistant, filling.app, patient, kind, version).await?;
    }
    Ok(())
}

/// The prescriber clears what stands against a patient.
pub(super) async fn clear(filling: &mut Filling<'_>, place: usize) -> Result<(), AppError> {
    let who = invented(filling, place)?;
    let patient = filling.patient(place)?;
    let prescriber = filling.actor(PRESCRIBER).await?;
    let today = filling.today();
    let in_half_a_year = today.saturating_add(6.months());
    match who.particular {
        Particular::DiabetesCleared => {
            let new = NewOverride {
                reason: "HbA1c 55 mmol/mol, no complication; feet and skin examined today.".to_owned(),
                expires: Some(in_half_a_year),
            };
            screening::override_caution(&prescriber, filling.app, patient, "CI-11a", new).await?;
        }
        Particular::StageSixWithLetter => {
            let new = NewLetter {
                specialist: "dermatologist".to_owned(),
                from: "Dr. Amparo Salvatierra".to_owned(),
                dated: Some(today.saturating_sub(6.days())),
                note: "Knows that little can be expected; no surgery is wished for.".to_owned(),
                expires: Some(in_half_a_year),
                scan: None,
            };
            screening::accept_letter(&prescriber, filling.app, patient, "SC-01", new).await?;
        }
        _ => {}
    }
    Ok(())
}

/// Two patients are found to be one.
pub(super) async fn merge(filling: &mut Filling<'_>, kept: usize, merged: usize) -> Result<(), AppError> {
    let (kept, merged) = (filling.patient(kept)?, filling.patient(merged)?);
    let director = filling.actor(DIRECTOR).await?;
    let reason = "Registered a second time on the telephone, with one family name; same birth date.";
    merging::merge(&director, filling.app, kept, merged, reason).await?;
    Ok(())
}
