//! Everything that was ever written down of a patient, and what was found to be entered in error.

use anagen_records::known::{self, HistoryRow};
use anagen_records::values::{PatientId, RowId};

use super::Names;
use crate::actor::{Action, Actor};
use crate::app::App;
use crate::error::AppError;
use crate::transaction::Deed;
use crate::way::{self, Way};

/// Rows of one page of the history.
const ON_A_PAGE: i64 = 100;
/// Longest reason.
const LONGEST_REASON: usize = 500;

/// A page of the history.
#[derive(Debug, Clone)]
pub struct History {
    /// Where the patient stands.
    pub way: Way,
    /// Its rows, the latest first.
    pub rows: Vec<HistoryRow>,
    /// Names of those who wrote them down.
    pub names: Names,
    /// Whether there are older rows.
    pub has_older: bool,
}

/// Opens a page of the history; the first is 0.
pub async fn history(actor: &Actor, app: &App, patient: PatientId, page: u32) -> Result<History, AppError> {
    let knowledge = app.knowledge(actor.clinic).await?;
    let deed = Deed::new("intake.history", "patient", patient).of(patient);
    let mut reading = app.read_record(actor, Action::ReadRecord, deed).await?;
    let way = way::in_transaction(&mut reading.tx, actor, knowledge, patient, reading.now).await?;
    let mut rows = known::history(&mut reading.tx, patient, ON_A_PAGE + 1, i64::from(page) * ON_A_PAGE).await?;
    let has_older = rows.len() > usize::try_from(ON_A_PAGE).unwrap_or(usize::MAX);
    rows.truncate(usize::try_from(ON_A_PAGE).unwrap_or(usize::MAX));
    let names = Names::read(&mut reading.tx, actor.clinic).await?;
    Ok(History {
        way,
        rows,
        names,
        has_older,
    })
}

/// Marks a row as entered in error, with the reason. A diagnosis needs the right to make one.
pub async fn mark_error(
    actor: &Actor,
    app: &App,
    patient: PatientId,
    row: RowId,
    reason: &str,
) -> Result<(), AppError> {
    actor.demand(Action::AnswerIntake)?;
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(AppError::field("reason", "intake-reason-missing"));
    }
    if reason.chars().count() > LONGEST_REASON {
        return Err(AppError::field("reason", "intake-reason-too-long"));
    }
    let mut writing = super::write(actor, app, Action::AnswerIntake, patient).await?;
    let found = known::history_row(&mut writing.tx, patient, row)
        .await?
        .ok_or(AppError::NotFound("entry"))?;
    if found.kind == "diagnosis" {
        actor.demand(Action::Diagnose)?;
    }
    if found.error_at.is_some() {
        return Err(AppError::Stale("entry"));
    }
    let now = writing.now;
    known::mark_error(&mut writing.tx, actor.clinic, patient, row, reason, actor.person, now).await?;
    let record = format!("{} {row}", found.kind);
    writing
        .commit(
            Deed::new("intake.entered_in_error", "known", record)
                .of(patient)
                .because(reason),
        )
        .await
}
