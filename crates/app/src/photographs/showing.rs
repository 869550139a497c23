//! Showing photographs, and what is done with one that is there.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};

use anagen_records::blobs::Address;
use anagen_records::photographs::{self as stored, Photograph};
use anagen_records::values::{AdverseEventId, PatientId, PersonId, PhotographId};
use anagen_records::{Transaction, adverse_events, patients as stored_patients};
use jiff::{SignedDuration, Timestamp};

use super::MOST_CHARACTERS;
use crate::Message;
use crate::actor::{Action, Actor};
use crate::app::App;
use crate::error::{AppError, Invalid};
use crate::patients;
use crate::transaction::Deed;

/// Which of the files of a photograph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum File {
    /// What is shown: upright, without anything but the picture.
    Shown,
    /// The small one.
    Thumbnail,
    /// The file as it came.
    Original,
}

/// A photograph of a patient, also one that was taken out of view.
pub async fn find(
    tx: &mut Transaction,
    actor: &Actor,
    patient: PatientId,
    id: PhotographId,
) -> Result<Photograph, AppError> {
    let patient = patients::of(tx, actor, patient).await?;
    stored::find(tx, patient.id, id)
        .await?
        .ok_or(AppError::NotFound("photograph"))
}

/// The photographs of a patient that were taken out of view, the latest first.
pub async fn taken_out(tx: &mut Transaction, actor: &Actor, patient: PatientId) -> Result<Vec<Photograph>, AppError> {
    let patient = patients::of(tx, actor, patient).await?;
    Ok(stored::removed(tx, patient.id).await?)
}

/// The content of one of a photograph's files. That it was looked at is written down; small ones, of which a page shows many,
/// are written down together.
///
/// What was taken out of view is given only to those who may take out of view, and not as a small one.
pub async fn file(
    actor: &Actor,
    app: &App,
    patient: PatientId,
    id: PhotographId,
    file: File,
) -> Result<(Photograph, Vec<u8>), AppError> {
    let mut reading = app.read(actor, Action::ReadRecord).await?;
    let photograph = find(&mut reading.tx, actor, patient, id).await?;
    let now = reading.now;
    // The transaction ends here: reading a file and writing the audit entry take none with them.
    drop(reading);
    if photograph.removed_at.is_some() && (file == File::Thumbnail || !actor.may(Action::RemovePhotographs)) {
        return Err(AppError::NotFound("photograph"));
    }
    let address = match file {
        File::Shown => &photograph.shown,
        File::Thumbnail => &photograph.thumbnail,
        File::Original => &photograph.original,
    };
    let address =
        Address::parse(address).ok_or_else(|| AppError::Internal("a photograph has no address".to_owned()))?;
    match file {
        File::Shown => {
            app.note(Some(actor), Deed::new("photograph.show", "photograph", id).of(patient))
                .await?;
        }
        File::Original => {
            app.note(
                Some(actor),
                Deed::new("photograph.download", "photograph", id).of(patient),
            )
            .await?;
        }
        File::Thumbnail if is_new_look(actor.person, patient, now.0) => {
            app.note(
                Some(actor),
                Deed::new("photographs.browse", "patient", patient).of(patient),
            )
            .await?;
        }
        File::Thumbnail => {}
    }
    let blobs = app.blobs().clone();
    let read = tokio::task::spawn_blocking(move || blobs.get(&address)).await;
    let bytes = read.map_err(|error| AppError::Internal(error.to_string()))??;
    let bytes = bytes.ok_or_else(|| AppError::Internal(format!("the file of photograph {id} is missing")))?;
    Ok((photograph, bytes))
}

/// For how long the small pictures of one patient, seen by one person, are one look.
const ONE_LOOK: SignedDuration = SignedDuration::from_mins(10);
/// Looks that are kept in mind.
const MOST_LOOKS: usize = 10_000;

/// Who looked at whose small pictures, and when that was written down last.
static LOOKS: LazyLock<Mutex<HashMap<(PersonId, PatientId), Timestamp>>> = LazyLock::new(Mutex::default);

/// Whether a look at a patient's small pictures has to be written down.
fn is_new_look(person: PersonId, patient: PatientId, now: Timestamp) -> bool {
    let mut looks = LOOKS.lock().unwrap_or_else(PoisonError::into_inner);
    let is_the_same = |since: &Timestamp| {
        let passed = now.duration_since(*since);
        !passed.is_negative() && passed < ONE_LOOK
    };
    if looks.get(&(person, patient)).is_some_and(is_the_same) {
        return false;
    }
    if looks.len() > MOST_LOOKS {
        looks.retain(|_, since| is_the_same(since));
    }
    looks.insert((person, patient), now);
    true
}

/// Takes a photograph out of view, with a reason. Its row and its files stay.
pub async fn remove(
    actor: &Actor,
    app: &App,
    patient: PatientId,
    id: PhotographId,
    reason: &str,
) -> Result<(), AppError> {
    let mut writing = app.write(actor, Action::RemovePhotographs).await?;
    let photograph = find(&mut writing.tx, actor, patient, id).await?;
    let reason = reason.trim();
    let mut invalid = Invalid::default();
    if reason.is_empty() {
        invalid.add("reason", Message::new("photographs-reason-missing"));
    } else if reason.chars().count() > MOST_CHARACTERS {
        invalid.add(
            "reason",
            Message::new("photographs-text-too-long").with("most", MOST_CHARACTERS),
        );
    }
    invalid.check()?;
    let now = writing.now;
    if !stored::remove(&mut writing.tx, patient, id, actor.person, reason, now).await? {
        return Err(AppError::Stale("photograph"));
    }
    // What is out of view is no portrait either.
    let shown = patients::of(&mut writing.tx, actor, patient).await?;
    if shown.portrait.as_ref() == Some(&photograph.thumbnail) {
        stored_patients::set_portrait(&mut writing.tx, actor.clinic, patient, None).await?;
    }
    writing
        .commit(
            Deed::new("photograph.remove", "photograph", id)
                .of(patient)
                .because(reason),
        )
        .await
}

/// Makes a photograph the one in the patient's banner.
pub async fn set_portrait(actor: &Actor, app: &App, patient: PatientId, id: PhotographId) -> Result<(), AppError> {
    let mut writing = app.write(actor, Action::TakePhotographs).await?;
    let photograph = find(&mut writing.tx, actor, patient, id).await?;
    if photograph.removed_at.is_some() {
        return Err(AppError::NotFound("photograph"));
    }
    stored_patients::set_portrait(&mut writing.tx, actor.clinic, patient, Some(&photograph.thumbnail)).await?;
    writing
        .commit(
            Deed::new("patient.portrait", "patient", patient)
                .of(patient)
                .wrote(&photograph.thumbnail),
        )
        .await
}

/// Puts a photograph with an adverse event of the same patient.
pub async fn put_with_event(
    actor: &Actor,
    app: &App,
    patient: PatientId,
    id: PhotographId,
    event: AdverseEventId,
) -> Result<(), AppError> {
    let mut writing = app.write(actor, Action::ReportHarm).await?;
    put_with_event_in(&mut writing.tx, actor, patient, id, event).await?;
    writing
        .commit(
            Deed::new("photograph.put_with", "photograph", id)
                .of(patient)
                .wrote(&event),
        )
        .await
}

/// Puts a photograph with an adverse event inside a transaction.
pub(crate) async fn put_with_event_in(
    tx: &mut Transaction,
    actor: &Actor,
    patient: PatientId,
    id: PhotographId,
    event: AdverseEventId,
) -> Result<(), AppError> {
    find(tx, actor, patient, id).await?;
    adverse_events::find(tx, patient, event)
        .await?
        .ok_or(AppError::NotFound("adverse event"))?;
    if !stored::put_with(tx, patient, id, Some(event)).await? {
        return Err(AppError::NotFound("photograph"));
    }
    Ok(())
}
