//! Patients: who they are.

pub mod merges;
pub mod rows;
pub mod timeline;

use std::collections::HashMap;

use crate::binds;
use crate::database::DatabaseError;
use crate::patient_search;
use crate::transaction::{Bind, Transaction};
use crate::values::{ClinicId, Day, PatientId, PersonId, Stamp};

/// A patient of a clinic.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Patient {
    /// Identifier.
    pub id: PatientId,
    /// The clinic's own number, as it is said and printed.
    pub number: String,
    /// Family name.
    pub family_name: String,
    /// Given names.
    pub given_names: String,
    /// Day of birth.
    pub birth_date: Option<Day>,
    /// Telephone.
    pub phone: String,
    /// Address for mail.
    pub email: String,
    /// Address.
    pub address: String,
    /// Language of what they read (`en`); empty: the clinic's.
    pub language: String,
    /// What the front desk has to know; nothing clinical.
    pub note: String,
    /// Whether the patient is invented.
    pub demo: bool,
    /// Content address of the photograph in the banner.
    pub portrait: Option<String>,
    /// The patient that this one was found to be.
    pub merged_into: Option<PatientId>,
    /// Counts the changes.
    pub version: i64,
    /// When they were registered.
    pub created_at: Stamp,
}

/// The columns of [`Patient`].
pub const COLUMNS: &str = "id, number, family_name, given_names, birth_date, phone, email, address, language, note, demo, \
                           portrait, merged_into, version, created_at";

/// A patient of a clinic, also one that was merged into another.
pub async fn find(tx: &mut Transaction, clinic: ClinicId, id: PatientId) -> Result<Option<Patient>, DatabaseError> {
    tx.first(
        &format!("SELECT {COLUMNS} FROM patient WHERE clinic = $1 AND id = $2"),
        binds![clinic, id],
    )
    .await
}

/// Several patients of a clinic, in no order.
pub async fn list(tx: &mut Transaction, clinic: ClinicId, ids: &[PatientId]) -> Result<Vec<Patient>, DatabaseError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut values = binds![clinic];
    let ids = bind_all(ids, &mut values);
    // The clinic is compared as an expression, so that no engine looks for it first: every patient is of the clinic.
    tx.all(
        &format!("SELECT {COLUMNS} FROM patient WHERE id IN ({ids}) AND clinic || '' = $1"),
        values,
    )
    .await
}

/// The patient who has a number of the clinic.
pub async fn find_by_number(
    tx: &mut Transaction,
    clinic: ClinicId,
    number: &str,
) -> Result<Option<Patient>, DatabaseError> {
    tx.first(
        &format!("SELECT {COLUMNS} FROM patient WHERE clinic = $1 AND number = $2"),
        binds![clinic, number],
    )
    .await
}

/// `$2, $3, ...` for as many identifiers, which are added to the values.
fn bind_all(ids: &[PatientId], values: &mut Vec<Bind>) -> String {
    let first = values.len() + 1;
    values.extend(ids.iter().map(|id| Bind::from(*id)));
    (first..=values.len())
        .map(|number| format!("${number}"))
        .collect::<Vec<_>>()
        .join(", ")
}

/// The last day on which each of these patients was here, also under a name that was found to be the same person. Signed
/// sessions count only where `with_sessions` says so.
pub async fn last_visits(
    tx: &mut Transaction,
    ids: &[PatientId],
    with_sessions: bool,
) -> Result<Vec<(PatientId, Day)>, DatabaseError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut values = Vec::new();
    let kept = bind_all(ids, &mut values);
    let sql = format!("SELECT id, merged_into FROM patient WHERE merged_into IN ({kept})");
    let merged: HashMap<PatientId, PatientId> = tx
        .all::<(PatientId, PatientId)>(&sql, values)
        .await?
        .into_iter()
        .collect();
    let both: Vec<PatientId> = ids.iter().copied().chain(merged.keys().copied()).collect();
    let mut values = Vec::new();
    let both = bind_all(&both, &mut values);
    let days = |table: &str, states: &str| {
        format!(
            "SELECT patient, max(day) AS day FROM {table} WHERE patient IN ({both}) AND state IN ({states}) GROUP BY patient"
        )
    };
    let mut rows: Vec<(PatientId, Day)> = tx
        .all(&days("appointment", "'arrived', 'in_room', 'done'"), values.clone())
        .await?;
    if with_sessions {
        rows.extend(tx.all::<(PatientId, Day)>(&days("session", "'signed'"), values).await?);
    }
    Ok(rows
        .into_iter()
        .map(|(patient, day)| (merged.get(&patient).copied().unwrap_or(patient), day))
        .collect())
}

/// Whom somebody opened last, the latest first: what their last entries in the audit trail say.
pub async fn opened_by(
    tx: &mut Transaction,
    clinic: ClinicId,
    person: PersonId,
) -> Result<Vec<PatientId>, DatabaseError> {
    let rows: Vec<(PatientId,)> = tx
        .all(
            "SELECT patient FROM audit WHERE person = $1 AND clinic = $2 AND patient IS NOT NULL ORDER BY sequence DESC LIMIT 200",
            binds![person, clinic],
        )
        .await?;
    Ok(rows.into_iter().map(|(patient,)| patient).collect())
}

/// The first number that a clinic gives.
const FIRST_NUMBER: i64 = 1001;
/// A number that was typed and is above this one is somebody else's (of a health service, say): counting does not go on
/// from there.
const HIGHEST_NUMBER: i64 = 9_999_999;

/// The number that the next patient will be given, unless somebody else takes it before.
pub async fn next_number(tx: &mut Transaction, clinic: ClinicId) -> Result<String, DatabaseError> {
    let last = tx
        .number(
            "SELECT last_given FROM patient_number WHERE clinic = $1",
            binds![clinic],
        )
        .await?;
    free_from(tx, clinic, last.max(FIRST_NUMBER - 1) + 1).await
}

/// Gives the next number: it will not be given again.
pub async fn give_number(tx: &mut Transaction, clinic: ClinicId) -> Result<String, DatabaseError> {
    // The row is locked from here on, so that two registrations at a time are given two numbers.
    let next = tx
        .number(
            "INSERT INTO patient_number (clinic, last_given) VALUES ($1, $2) \
             ON CONFLICT (clinic) DO UPDATE SET last_given = patient_number.last_given + 1 RETURNING last_given",
            binds![clinic, FIRST_NUMBER],
        )
        .await?;
    let number = free_from(tx, clinic, next).await?;
    note_number(tx, clinic, &number).await?;
    Ok(number)
}

async fn free_from(tx: &mut Transaction, clinic: ClinicId, mut number: i64) -> Result<String, DatabaseError> {
    while find_by_number(tx, clinic, &number.to_string()).await?.is_some() {
        number += 1;
    }
    Ok(number.to_string())
}

/// Notes a number that was chosen by hand, so that counting goes on behind it.
async fn note_number(tx: &mut Transaction, clinic: ClinicId, number: &str) -> Result<(), DatabaseError> {
    let Some(number) = number
        .parse::<i64>()
        .ok()
        .filter(|number| (FIRST_NUMBER..=HIGHEST_NUMBER).contains(number))
    else {
        return Ok(());
    };
    tx.run(
        "INSERT INTO patient_number (clinic, last_given) VALUES ($1, $2) ON CONFLICT (clinic) DO UPDATE SET last_given = \
         CASE WHEN patient_number.last_given < excluded.last_given THEN excluded.last_given ELSE patient_number.last_given END",
        binds![clinic, number],
    )
    .await?;
    Ok(())
}

/// Adds a patient, with the words under which they are found.
pub async fn insert(
    tx: &mut Transaction,
    clinic: ClinicId,
    patient: &Patient,
    by: Option<PersonId>,
) -> Result<(), DatabaseError> {
    tx.run(
        "INSERT INTO patient (id, clinic, number, family_name, given_names, birth_date, phone, email, address, language, note, \
         demo, portrait, merged_into, version, created_by, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
        binds![
            patient.id, clinic, &patient.number, &patient.family_name, &patient.given_names, patient.birth_date,
            &patient.phone, &patient.email, &patient.address, &patient.language, &patient.note, patient.demo,
            patient.portrait.clone(), patient.merged_into, patient.version, by, patient.created_at
        ],
    )
    .await?;
    note_number(tx, clinic, &patient.number).await?;
    patient_search::index(tx, clinic, patient).await
}

/// Writes a patient's particulars where they still have the version that was read; says whether it did.
pub async fn update(tx: &mut Transaction, clinic: ClinicId, patient: &Patient) -> Result<bool, DatabaseError> {
    let touched = tx
        .run(
            "UPDATE patient SET number = $1, family_name = $2, given_names = $3, birth_date = $4, phone = $5, email = $6, \
             address = $7, language = $8, note = $9, version = version + 1 WHERE clinic = $10 AND id = $11 AND version = $12",
            binds![
                &patient.number, &patient.family_name, &patient.given_names, patient.birth_date, &patient.phone,
                &patient.email, &patient.address, &patient.language, &patient.note, clinic, patient.id, patient.version
            ],
        )
        .await?;
    if touched == 1 {
        note_number(tx, clinic, &patient.number).await?;
        patient_search::index(tx, clinic, patient).await?;
    }
    Ok(touched == 1)
}

/// Sets the photograph in the banner.
pub async fn set_portrait(
    tx: &mut Transaction,
    clinic: ClinicId,
    id: PatientId,
    portrait: Option<&str>,
) -> Result<(), DatabaseError> {
    tx.run(
        "UPDATE patient SET portrait = $1 WHERE clinic = $2 AND id = $3",
        binds![portrait, clinic, id],
    )
    .await?;
    Ok(())
}

/// Everything of a patient is also what was written under a name that was found to be the same person: statements say
/// `patient IN (SELECT id FROM patient WHERE id = $1 OR merged_into = $1)`.
pub const FAMILY: &str = "patient IN (SELECT id FROM patient WHERE id = $1 OR merged_into = $1)";
