//! Refrigerators and the log of their temperatures.

use crate::binds;
use crate::database::DatabaseError;
use crate::transaction::Transaction;
use crate::values::{ClinicId, PersonId, RefrigeratorId, RowId, Stamp};

/// A refrigerator.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Refrigerator {
    /// Identifier.
    pub id: RefrigeratorId,
    /// Name on it.
    pub name: String,
    /// Lowest temperature at which what is in it keeps, in °C.
    pub lowest_celsius: f64,
    /// Highest, in °C.
    pub highest_celsius: f64,
    /// Since when it is no longer in use.
    pub retired_at: Option<Stamp>,
}

/// A temperature that somebody read.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Temperature {
    /// In which refrigerator.
    pub refrigerator: RefrigeratorId,
    /// °C.
    pub celsius: f64,
    /// What was done, where it was out of range.
    pub note: String,
    /// Name of the one who read it.
    pub by_name: String,
    /// When.
    pub at: Stamp,
}

const COLUMNS: &str = "id, name, lowest_celsius, highest_celsius, retired_at";

/// Adds a refrigerator.
pub async fn insert(tx: &mut Transaction, clinic: ClinicId, refrigerator: &Refrigerator) -> Result<(), DatabaseError> {
    tx.run(
        "INSERT INTO refrigerator (id, clinic, name, lowest_celsius, highest_celsius, retired_at) VALUES ($1, $2, $3, $4, $5, $6)",
        binds![
            refrigerator.id,
            clinic,
            &refrigerator.name,
            refrigerator.lowest_celsius,
            refrigerator.highest_celsius,
            refrigerator.retired_at
        ],
    )
    .await?;
    Ok(())
}

/// Takes a refrigerator out of use; says whether it was in use.
pub async fn retire(
    tx: &mut Transaction,
    clinic: ClinicId,
    id: RefrigeratorId,
    at: Stamp,
) -> Result<bool, DatabaseError> {
    let touched = tx
        .run(
            "UPDATE refrigerator SET retired_at = $1 WHERE clinic = $2 AND id = $3 AND retired_at IS NULL",
            binds![at, clinic, id],
        )
        .await?;
    Ok(touched == 1)
}

/// A refrigerator of a clinic.
pub async fn find(
    tx: &mut Transaction,
    clinic: ClinicId,
    id: RefrigeratorId,
) -> Result<Option<Refrigerator>, DatabaseError> {
    tx.first(
        &format!("SELECT {COLUMNS} FROM refrigerator WHERE clinic = $1 AND id = $2"),
        binds![clinic, id],
    )
    .await
}

/// The refrigerators that a clinic uses, by name.
pub async fn in_use(tx: &mut Transaction, clinic: ClinicId) -> Result<Vec<Refrigerator>, DatabaseError> {
    tx.all(
        &format!("SELECT {COLUMNS} FROM refrigerator WHERE clinic = $1 AND retired_at IS NULL ORDER BY name, id"),
        binds![clinic],
    )
    .await
}

/// Whether a clinic ever had a refrigerator of a name.
pub async fn has_name(tx: &mut Transaction, clinic: ClinicId, name: &str) -> Result<bool, DatabaseError> {
    let n = tx
        .number(
            "SELECT count(*) FROM refrigerator WHERE clinic = $1 AND name = $2",
            binds![clinic, name],
        )
        .await?;
    Ok(n > 0)
}

/// Appends a temperature.
pub async fn read(
    tx: &mut Transaction,
    clinic: ClinicId,
    refrigerator: RefrigeratorId,
    celsius: f64,
    note: &str,
    by: PersonId,
    at: Stamp,
) -> Result<(), DatabaseError> {
    tx.run(
        "INSERT INTO temperature (id, clinic, refrigerator, celsius, note, by_person, at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        binds![RowId::new(), clinic, refrigerator, celsius, note, by, at],
    )
    .await?;
    Ok(())
}

/// The latest temperatures of a refrigerator, the latest first; at most `most`.
pub async fn temperatures(
    tx: &mut Transaction,
    clinic: ClinicId,
    refrigerator: RefrigeratorId,
    most: i64,
) -> Result<Vec<Temperature>, DatabaseError> {
    tx.all(
        "SELECT t.refrigerator, t.celsius, t.note, p.name AS by_name, t.at FROM temperature t \
         JOIN person p ON p.id = t.by_person WHERE t.clinic = $1 AND t.refrigerator = $2 ORDER BY t.at DESC, t.id DESC LIMIT $3",
        binds![clinic, refrigerator, most],
    )
    .await
}
