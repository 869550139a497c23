//! The waiting list: who would come earlier, or at all, when a time becomes free.

use crate::appointments::AppointmentKind;
use crate::binds;
use crate::database::DatabaseError;
use crate::transaction::Transaction;
use crate::values::{AppointmentId, ClinicId, Day, PatientId, PersonId, Stamp, WaitingId};

/// Somebody who waits for a time.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Waiting {
    /// Identifier.
    pub id: WaitingId,
    /// Who.
    pub patient: PatientId,
    /// What for.
    pub kind: AppointmentKind,
    /// Not before.
    pub earliest_on: Day,
    /// Not after.
    pub latest_on: Option<Day>,
    /// How long.
    pub minutes: i64,
    /// What suits.
    pub note: String,
    /// Since when.
    pub created_at: Stamp,
}

/// The most that a list shows; the longest waiting come first.
pub const MOST: i64 = 200;

const COLUMNS: &str = "id, patient, kind, earliest_on, latest_on, minutes, note, created_at";

/// Puts somebody on the waiting list.
pub async fn insert(
    tx: &mut Transaction,
    clinic: ClinicId,
    waiting: &Waiting,
    by: PersonId,
) -> Result<(), DatabaseError> {
    tx.run(
        "INSERT INTO waiting (id, clinic, patient, kind, earliest_on, latest_on, minutes, note, created_by, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        binds![
            waiting.id,
            clinic,
            waiting.patient,
            waiting.kind,
            waiting.earliest_on,
            waiting.latest_on,
            waiting.minutes,
            &waiting.note,
            by,
            waiting.created_at
        ],
    )
    .await?;
    Ok(())
}

/// Who waits, the longest first.
pub async fn all(tx: &mut Transaction, clinic: ClinicId) -> Result<Vec<Waiting>, DatabaseError> {
    tx.all(
        &format!(
            "SELECT {COLUMNS} FROM waiting WHERE clinic = $1 AND closed_at IS NULL ORDER BY created_at, id LIMIT $2"
        ),
        binds![clinic, MOST],
    )
    .await
}

/// How many wait for a time on a day.
pub async fn n_on(tx: &mut Transaction, clinic: ClinicId, day: Day) -> Result<i64, DatabaseError> {
    tx.number(
        "SELECT count(*) FROM waiting WHERE clinic = $1 AND closed_at IS NULL AND earliest_on <= $2 \
         AND (latest_on IS NULL OR latest_on >= $2)",
        binds![clinic, day],
    )
    .await
}

/// Somebody who still waits.
pub async fn find(tx: &mut Transaction, clinic: ClinicId, id: WaitingId) -> Result<Option<Waiting>, DatabaseError> {
    tx.first(
        &format!("SELECT {COLUMNS} FROM waiting WHERE clinic = $1 AND id = $2 AND closed_at IS NULL"),
        binds![clinic, id],
    )
    .await
}

/// Takes somebody off the waiting list, with the appointment that they got where they got one; says whether they were on it.
pub async fn close(
    tx: &mut Transaction,
    clinic: ClinicId,
    id: WaitingId,
    appointment: Option<AppointmentId>,
    at: Stamp,
) -> Result<bool, DatabaseError> {
    let touched = tx
        .run(
            "UPDATE waiting SET closed_at = $1, appointment = $2 WHERE clinic = $3 AND id = $4 AND closed_at IS NULL",
            binds![at, appointment, clinic, id],
        )
        .await?;
    Ok(touched == 1)
}
