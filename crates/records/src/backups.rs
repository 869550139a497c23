//! Backups that were made, or that failed.

use crate::binds;
use crate::database::DatabaseError;
use crate::transaction::Transaction;
use crate::values::{RowId, Stamp};

/// A backup that was made, or that failed.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Backup {
    /// When.
    pub at: Stamp,
    /// Into which file.
    pub file: String,
    /// How large it is.
    pub bytes: i64,
    /// Number of the last entry of the audit trail in it.
    pub audit_sequence: i64,
    /// Why it failed.
    pub error: Option<String>,
}

/// Writes down a backup.
pub async fn insert(tx: &mut Transaction, backup: &Backup) -> Result<(), DatabaseError> {
    tx.run(
        "INSERT INTO backup (id, at, file, bytes, audit_sequence, error) VALUES ($1, $2, $3, $4, $5, $6)",
        binds![
            RowId::new(),
            backup.at,
            &backup.file,
            backup.bytes,
            backup.audit_sequence,
            backup.error.clone()
        ],
    )
    .await?;
    Ok(())
}

/// The latest backups.
pub async fn latest(tx: &mut Transaction, limit: i64) -> Result<Vec<Backup>, DatabaseError> {
    tx.all(
        "SELECT at, file, bytes, audit_sequence, error FROM backup ORDER BY at DESC, id DESC LIMIT $1",
        binds![limit],
    )
    .await
}
