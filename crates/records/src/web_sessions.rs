//! Who is signed in where. The cookie holds a token; only its hash is stored.

use crate::binds;
use crate::database::DatabaseError;
use crate::transaction::Transaction;
use crate::values::{ClinicId, PatientId, PersonId, Stamp};

/// Somebody signed in on one device.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct WebSession {
    /// BLAKE3 of the token, in hexadecimal.
    pub token_hash: String,
    /// Clinic of the person.
    pub clinic: ClinicId,
    /// Who.
    pub person: PersonId,
    /// The device as the browser names itself, shortened.
    pub device: String,
    /// When they signed in.
    pub created_at: Stamp,
    /// Last request.
    pub used_at: Stamp,
    /// It ends then in any case.
    pub expires_at: Stamp,
    /// Locked: the password is asked for before anything is shown.
    pub locked: bool,
    /// The patient tablet: it shows the intake of this patient and nothing else.
    pub only_patient: Option<PatientId>,
}

const COLUMNS: &str = "token_hash, clinic, person, device, created_at, used_at, expires_at, locked, only_patient";

/// Adds a signed-in session.
pub async fn insert(tx: &mut Transaction, session: &WebSession) -> Result<(), DatabaseError> {
    tx.run(
        "INSERT INTO web_session (token_hash, clinic, person, device, created_at, used_at, expires_at, locked, only_patient) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        binds![
            &session.token_hash, session.clinic, session.person, &session.device, session.created_at, session.used_at,
            session.expires_at, session.locked, session.only_patient
        ],
    )
    .await?;
    Ok(())
}

/// The session of a token that has not ended.
pub async fn find(tx: &mut Transaction, token_hash: &str, now: Stamp) -> Result<Option<WebSession>, DatabaseError> {
    tx.first(
        &format!("SELECT {COLUMNS} FROM web_session WHERE token_hash = $1 AND ended_at IS NULL AND expires_at > $2"),
        binds![token_hash, now],
    )
    .await
}

/// Every session of a person that has not ended.
pub async fn of_person(tx: &mut Transaction, person: PersonId, now: Stamp) -> Result<Vec<WebSession>, DatabaseError> {
    tx.all(
        &format!("SELECT {COLUMNS} FROM web_session WHERE person = $1 AND ended_at IS NULL AND expires_at > $2 ORDER BY used_at DESC"),
        binds![person, now],
    )
    .await
}

/// Writes down that it was used.
pub async fn touch(tx: &mut Transaction, token_hash: &str, at: Stamp) -> Result<(), DatabaseError> {
    tx.run(
        "UPDATE web_session SET used_at = $1 WHERE token_hash = $2",
        binds![at, token_hash],
    )
    .await?;
    Ok(())
}

/// Locks or unlocks it.
pub async fn set_locked(tx: &mut Transaction, token_hash: &str, locked: bool) -> Result<(), DatabaseError> {
    tx.run(
        "UPDATE web_session SET locked = $1 WHERE token_hash = $2",
        binds![locked, token_hash],
    )
    .await?;
    Ok(())
}

/// Binds it to the intake of one patient, or frees it.
pub async fn set_only_patient(
    tx: &mut Transaction,
    token_hash: &str,
    patient: Option<PatientId>,
) -> Result<(), DatabaseError> {
    tx.run(
        "UPDATE web_session SET only_patient = $1 WHERE token_hash = $2",
        binds![patient, token_hash],
    )
    .await?;
    Ok(())
}

/// Ends it.
pub async fn end(tx: &mut Transaction, token_hash: &str, at: Stamp) -> Result<(), DatabaseError> {
    tx.run(
        "UPDATE web_session SET ended_at = $1 WHERE token_hash = $2 AND ended_at IS NULL",
        binds![at, token_hash],
    )
    .await?;
    Ok(())
}

/// Ends every session of a person.
pub async fn end_all(tx: &mut Transaction, person: PersonId, at: Stamp) -> Result<u64, DatabaseError> {
    tx.run(
        "UPDATE web_session SET ended_at = $1 WHERE person = $2 AND ended_at IS NULL",
        binds![at, person],
    )
    .await
}
