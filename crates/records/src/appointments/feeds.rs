//! The secret addresses of people's calendars; only their hash is kept.

use crate::binds;
use crate::database::DatabaseError;
use crate::transaction::Transaction;
use crate::values::{ClinicId, PersonId, Stamp};

/// Makes a person's calendar address; the earlier one ends.
pub async fn make(
    tx: &mut Transaction,
    clinic: ClinicId,
    person: PersonId,
    token_hash: &str,
    at: Stamp,
) -> Result<(), DatabaseError> {
    end(tx, clinic, person, at).await?;
    tx.run(
        "INSERT INTO calendar_feed (token_hash, clinic, person, created_at) VALUES ($1, $2, $3, $4)",
        binds![token_hash, clinic, person, at],
    )
    .await?;
    Ok(())
}

/// Ends a person's calendar address; says whether there was one.
pub async fn end(tx: &mut Transaction, clinic: ClinicId, person: PersonId, at: Stamp) -> Result<bool, DatabaseError> {
    let touched = tx
        .run(
            "UPDATE calendar_feed SET ended_at = $1 WHERE clinic = $2 AND person = $3 AND ended_at IS NULL",
            binds![at, clinic, person],
        )
        .await?;
    Ok(touched > 0)
}

/// Since when a person's calendar has an address, where it has one.
pub async fn since(tx: &mut Transaction, clinic: ClinicId, person: PersonId) -> Result<Option<Stamp>, DatabaseError> {
    let row: Option<(Stamp,)> = tx
        .first(
            "SELECT created_at FROM calendar_feed WHERE clinic = $1 AND person = $2 AND ended_at IS NULL \
             ORDER BY created_at DESC LIMIT 1",
            binds![clinic, person],
        )
        .await?;
    Ok(row.map(|(since,)| since))
}

/// Whose calendar an address opens.
pub async fn find(tx: &mut Transaction, token_hash: &str) -> Result<Option<(ClinicId, PersonId)>, DatabaseError> {
    tx.first(
        "SELECT clinic, person FROM calendar_feed WHERE token_hash = $1 AND ended_at IS NULL",
        binds![token_hash],
    )
    .await
}
