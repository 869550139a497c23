//! Two patients found to be one person. Nothing is moved: the one points to the other, and taking it back takes the pointer
//! away.

use crate::binds;
use crate::database::DatabaseError;
use crate::patients::FAMILY;
use crate::transaction::Transaction;
use crate::values::{ClinicId, MergeId, PatientId, PersonId, Stamp};

/// A merge, as it is written down.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Merge {
    /// Identifier.
    pub id: MergeId,
    /// The patient under whom everything is shown.
    pub kept: PatientId,
    /// The patient who was found to be the same person.
    pub merged: PatientId,
    /// Why they are the same person.
    pub reason: String,
    /// Who found it.
    pub by_person: PersonId,
    /// When.
    pub at: Stamp,
    /// Who took it back.
    pub undone_by: Option<PersonId>,
    /// When.
    pub undone_at: Option<Stamp>,
}

const COLUMNS: &str = "id, kept, merged, reason, by_person, at, undone_by, undone_at";

/// Keeps two patients from being merged by anybody else until the transaction ends. In the order of their identifiers, so
/// that two who do it at a time wait for each other only one way.
pub async fn lock(
    tx: &mut Transaction,
    clinic: ClinicId,
    one: PatientId,
    other: PatientId,
) -> Result<(), DatabaseError> {
    for id in [one.min(other), one.max(other)] {
        tx.run(
            "UPDATE patient SET merged_into = merged_into WHERE clinic = $1 AND id = $2",
            binds![clinic, id],
        )
        .await?;
    }
    Ok(())
}

/// Whether others are merged into a patient.
pub async fn has_merged(tx: &mut Transaction, clinic: ClinicId, id: PatientId) -> Result<bool, DatabaseError> {
    let sql = "SELECT count(*) FROM patient WHERE clinic = $1 AND merged_into = $2";
    Ok(tx.number(sql, binds![clinic, id]).await? > 0)
}

/// Writes a merge down and points the one patient to the other. Says whether it did: a patient is merged into one other at
/// most, and neither into themselves nor into one who is merged.
pub async fn insert(tx: &mut Transaction, clinic: ClinicId, merge: &Merge) -> Result<bool, DatabaseError> {
    let touched = tx
        .run(
            "UPDATE patient SET merged_into = $1 WHERE clinic = $2 AND id = $3 AND id <> $1 AND merged_into IS NULL \
             AND NOT EXISTS (SELECT 1 FROM patient p WHERE p.merged_into = $3) \
             AND EXISTS (SELECT 1 FROM patient p WHERE p.clinic = $2 AND p.id = $1 AND p.merged_into IS NULL)",
            binds![merge.kept, clinic, merge.merged],
        )
        .await?;
    if touched == 0 {
        return Ok(false);
    }
    tx.run(
        "INSERT INTO patient_merge (id, clinic, kept, merged, reason, by_person, at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        binds![merge.id, clinic, merge.kept, merge.merged, &merge.reason, merge.by_person, merge.at],
    )
    .await?;
    Ok(true)
}

/// A merge of a clinic.
pub async fn find(tx: &mut Transaction, clinic: ClinicId, id: MergeId) -> Result<Option<Merge>, DatabaseError> {
    tx.first(
        &format!("SELECT {COLUMNS} FROM patient_merge WHERE clinic = $1 AND id = $2"),
        binds![clinic, id],
    )
    .await
}

/// Every merge in which a patient was kept or merged, the latest first.
pub async fn of(tx: &mut Transaction, clinic: ClinicId, patient: PatientId) -> Result<Vec<Merge>, DatabaseError> {
    tx.all(
        &format!("SELECT {COLUMNS} FROM patient_merge WHERE clinic = $1 AND (kept = $2 OR merged = $2) ORDER BY at DESC, id DESC"),
        binds![clinic, patient],
    )
    .await
}

/// Takes a merge back; says whether it could still be taken back.
pub async fn undo(
    tx: &mut Transaction,
    clinic: ClinicId,
    merge: &Merge,
    by: PersonId,
    at: Stamp,
) -> Result<bool, DatabaseError> {
    let touched = tx
        .run(
            "UPDATE patient_merge SET undone_by = $1, undone_at = $2 WHERE clinic = $3 AND id = $4 AND undone_at IS NULL",
            binds![by, at, clinic, merge.id],
        )
        .await?;
    if touched == 0 {
        return Ok(false);
    }
    tx.run(
        "UPDATE patient SET merged_into = NULL WHERE clinic = $1 AND id = $2 AND merged_into = $3",
        binds![clinic, merge.merged, merge.kept],
    )
    .await?;
    Ok(true)
}

/// How much was written down of a patient, besides what [`crate::counts`] counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Holdings {
    /// Answers.
    pub answers: i64,
    /// Lists of medicines and allergies.
    pub lists: i64,
    /// Diagnoses.
    pub diagnoses: i64,
    /// Appointments.
    pub appointments: i64,
}

/// Counts what was written down of a patient.
pub async fn holdings(tx: &mut Transaction, patient: PatientId) -> Result<Holdings, DatabaseError> {
    let mut count = async |table: &str| -> Result<i64, DatabaseError> {
        tx.number(&format!("SELECT count(*) FROM {table} WHERE {FAMILY}"), binds![patient])
            .await
    };
    Ok(Holdings {
        answers: count("answer").await?,
        lists: count("recorded_list").await?,
        diagnoses: count("diagnosis").await?,
        appointments: count("appointment").await?,
    })
}
