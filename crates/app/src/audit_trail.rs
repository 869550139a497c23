//! Reading and verifying the audit trail.

use anagen_records::Database;
use anagen_records::audit::{self, Link, Verified};
use anagen_records::values::PatientId;

use crate::actor::{Action, Actor};
use crate::app::{App, OpenError, Place};
use crate::error::AppError;
use crate::transaction::Deed;

/// Entries on one page.
const PAGE: i64 = 100;

/// Entries of the actor's clinic below a sequence number, newest first; of one patient where one is given. That somebody read
/// the trail stands in it too.
pub async fn read(
    actor: &Actor,
    app: &App,
    patient: Option<PatientId>,
    below: Option<i64>,
) -> Result<Vec<Link>, AppError> {
    let mut deed = Deed::new("audit.read", "audit", "");
    if let Some(patient) = patient {
        deed = deed.of(patient);
    }
    let mut reading = app.read_record(actor, Action::ReadAudit, deed).await?;
    Ok(audit::list(&mut reading.tx, actor.clinic, patient, below.unwrap_or(i64::MAX), PAGE).await?)
}

/// Verifies the chain for somebody who may read it.
pub async fn verify(actor: &Actor, app: &App) -> Result<Verified, AppError> {
    let mut reading = app
        .read_record(actor, Action::ReadAudit, Deed::new("audit.verify", "audit", ""))
        .await?;
    Ok(audit::verify(&mut reading.tx, app.audit_key(), &app.place().anchors()).await?)
}

/// Verifies the chain of a place, as the command does.
pub async fn verify_place(place: &Place, database: &Database) -> Result<Verified, OpenError> {
    let key = place.audit_key(false)?;
    let mut tx = database.read().await?;
    Ok(audit::verify(&mut tx, &key, &place.anchors()).await?)
}
