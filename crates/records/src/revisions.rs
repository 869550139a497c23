//! Every earlier state of a row that may be changed.

use crate::binds;
use crate::database::DatabaseError;
use crate::transaction::Transaction;
use crate::values::{ClinicId, PersonId, RowId, Stamp};

/// A state that a row once had.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Revision {
    /// Version of the row in this state.
    pub version: i64,
    /// The row as JSON.
    pub body: String,
    /// Why it was changed.
    pub reason: Option<String>,
    /// Who changed it into this state.
    pub by_person: Option<PersonId>,
    /// When.
    pub at: Stamp,
}

/// Keeps the state that a row (`kind`, `record`) has from now on.
pub async fn keep(
    tx: &mut Transaction,
    clinic: ClinicId,
    kind: &str,
    record: &str,
    revision: &Revision,
) -> Result<(), DatabaseError> {
    tx.run(
        "INSERT INTO revision (id, clinic, kind, record, version, body, reason, by_person, at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        binds![
            RowId::new(),
            clinic,
            kind,
            record,
            revision.version,
            &revision.body,
            revision.reason.clone(),
            revision.by_person,
            revision.at
        ],
    )
    .await?;
    Ok(())
}

/// Every state of a row, the latest first.
pub async fn of(
    tx: &mut Transaction,
    clinic: ClinicId,
    kind: &str,
    record: &str,
) -> Result<Vec<Revision>, DatabaseError> {
    tx.all(
        "SELECT version, body, reason, by_person, at FROM revision WHERE clinic = $1 AND kind = $2 AND record = $3 ORDER BY version DESC",
        binds![clinic, kind, record],
    )
    .await
}
