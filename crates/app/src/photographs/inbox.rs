//! What patients sent through one-time links, and what somebody saw on it.

use anagen_records::Transaction;
use anagen_records::photographs::links::{self, Upload};
use anagen_records::values::{AdverseEventId, PatientId, PhotographId};

use super::MOST_CHARACTERS;
use super::showing::put_with_event_in;
use crate::Message;
use crate::actor::{Action, Actor};
use crate::app::App;
use crate::error::{AppError, Invalid};
use crate::patients;
use crate::transaction::Deed;

/// Pictures on one page.
pub const PAGE: i64 = 50;

/// A page of what was sent: what nobody has looked at yet, the first first; or the rest, the latest first.
pub async fn list(actor: &Actor, app: &App, open: bool, before: Option<PhotographId>) -> Result<Vec<Upload>, AppError> {
    let mut reading = app
        .read_record(actor, Action::ReadRecord, Deed::new("uploads.list", "upload", ""))
        .await?;
    Ok(links::uploads(&mut reading.tx, actor.clinic, open, before, PAGE + 1).await?)
}

/// What is known of a photograph that came through a link; none where it came otherwise.
pub async fn of_photograph(
    tx: &mut Transaction,
    actor: &Actor,
    patient: PatientId,
    id: PhotographId,
) -> Result<Option<Upload>, AppError> {
    let patient = patients::of(tx, actor, patient).await?;
    Ok(links::upload_of(tx, patient.id, id).await?)
}

/// Writes down what somebody saw on a picture that a patient sent, and puts it with an adverse event where it shows one. It is
/// done once.
pub async fn review(
    actor: &Actor,
    app: &App,
    patient: PatientId,
    id: PhotographId,
    finding: &str,
    event: Option<AdverseEventId>,
) -> Result<(), AppError> {
    let mut writing = app.write(actor, Action::ReportHarm).await?;
    let patient = patients::of(&mut writing.tx, actor, patient).await?;
    links::upload_of(&mut writing.tx, patient.id, id)
        .await?
        .ok_or(AppError::NotFound("photograph"))?;
    let finding = finding.trim();
    let mut invalid = Invalid::default();
    if finding.is_empty() {
        invalid.add("finding", Message::new("photographs-finding-missing"));
    } else if finding.chars().count() > MOST_CHARACTERS {
        invalid.add(
            "finding",
            Message::new("photographs-text-too-long").with("most", MOST_CHARACTERS),
        );
    }
    invalid.check()?;
    let now = writing.now;
    if !links::review(&mut writing.tx, actor.clinic, id, finding, actor.person, now, event).await? {
        return Err(AppError::Stale("photograph"));
    }
    if let Some(event) = event {
        put_with_event_in(&mut writing.tx, actor, patient.id, id, event).await?;
    }
    writing
        .commit(
            Deed::new("upload.review", "photograph", id)
                .of(patient.id)
                .wrote(&finding),
        )
        .await
}
