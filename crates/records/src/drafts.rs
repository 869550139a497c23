//! What somebody is typing: kept as it is typed, found again after a crash.

use crate::binds;
use crate::database::DatabaseError;
use crate::transaction::Transaction;
use crate::values::{ClinicId, PersonId, Stamp};

/// A form that was not sent yet.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Draft {
    /// Key of the form.
    pub form: String,
    /// Its fields, as the browser sends them (`a=1&b=2`).
    pub body: String,
    /// Version of the thing that the form was filled from; 0 for a new one.
    pub version: i64,
    /// When it was saved.
    pub saved_at: Stamp,
}

/// Keeps a draft in the place of the earlier one.
pub async fn save(
    tx: &mut Transaction,
    clinic: ClinicId,
    person: PersonId,
    draft: &Draft,
) -> Result<(), DatabaseError> {
    tx.run(
        "INSERT INTO draft (person, form, clinic, body, version, saved_at) VALUES ($1, $2, $3, $4, $5, $6) \
         ON CONFLICT (person, form) DO UPDATE SET body = excluded.body, version = excluded.version, saved_at = excluded.saved_at",
        binds![person, &draft.form, clinic, &draft.body, draft.version, draft.saved_at],
    )
    .await?;
    Ok(())
}

/// The draft of a form.
pub async fn find(tx: &mut Transaction, person: PersonId, form: &str) -> Result<Option<Draft>, DatabaseError> {
    tx.first(
        "SELECT form, body, version, saved_at FROM draft WHERE person = $1 AND form = $2",
        binds![person, form],
    )
    .await
}

/// Every draft of a person, the latest first.
pub async fn of_person(tx: &mut Transaction, person: PersonId) -> Result<Vec<Draft>, DatabaseError> {
    tx.all(
        "SELECT form, body, version, saved_at FROM draft WHERE person = $1 ORDER BY saved_at DESC, form",
        binds![person],
    )
    .await
}

/// Forgets a draft: its form was saved, or the person gave it up.
pub async fn forget(tx: &mut Transaction, person: PersonId, form: &str) -> Result<(), DatabaseError> {
    tx.run(
        "DELETE FROM draft WHERE person = $1 AND form = $2",
        binds![person, form],
    )
    .await?;
    Ok(())
}
