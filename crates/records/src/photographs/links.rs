//! One-time links by which a patient sends photographs, and what came through them.

use crate::binds;
use crate::database::DatabaseError;
use crate::patients::FAMILY;
use crate::transaction::Transaction;
use crate::values::{AdverseEventId, ClinicId, FollowUpId, PatientId, PersonId, PhotographId, Stamp};

/// A one-time link. Its token is known to the one who has the link; here lies only its hash.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Link {
    /// BLAKE3 of the token.
    pub token_hash: String,
    /// The clinic.
    pub clinic: ClinicId,
    /// Who sends.
    pub patient: PatientId,
    /// The follow-up that asked for it.
    pub follow_up: Option<FollowUpId>,
    /// Who made it.
    pub created_by: PersonId,
    /// Their name.
    pub created_by_name: String,
    /// When.
    pub created_at: Stamp,
    /// Until when it can be used.
    pub expires_at: Stamp,
    /// When it was used.
    pub used_at: Option<Stamp>,
    /// When it was taken back.
    pub ended_at: Option<Stamp>,
}

const SELECT: &str = "SELECT l.token_hash, l.clinic, l.patient, l.follow_up, l.created_by, p.name AS created_by_name, l.created_at, \
     l.expires_at, l.used_at, l.ended_at FROM upload_link l JOIN person p ON p.id = l.created_by";

/// Adds a link.
pub async fn insert(tx: &mut Transaction, link: &Link) -> Result<(), DatabaseError> {
    tx.run(
        "INSERT INTO upload_link (token_hash, clinic, patient, follow_up, created_by, created_at, expires_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        binds![
            &link.token_hash,
            link.clinic,
            link.patient,
            link.follow_up,
            link.created_by,
            link.created_at,
            link.expires_at
        ],
    )
    .await?;
    Ok(())
}

/// The link of a token's hash.
pub async fn find(tx: &mut Transaction, token_hash: &str) -> Result<Option<Link>, DatabaseError> {
    tx.first(&format!("{SELECT} WHERE l.token_hash = $1"), binds![token_hash])
        .await
}

/// The links of a patient, the latest first.
pub async fn of_patient(tx: &mut Transaction, patient: PatientId) -> Result<Vec<Link>, DatabaseError> {
    let sql = format!("{SELECT} WHERE l.{FAMILY} ORDER BY l.created_at DESC, l.token_hash LIMIT 20");
    tx.all(&sql, binds![patient]).await
}

/// Whether a follow-up is one of a patient.
pub async fn is_follow_up_of(tx: &mut Transaction, patient: PatientId, id: FollowUpId) -> Result<bool, DatabaseError> {
    let sql = format!("SELECT count(*) FROM follow_up WHERE {FAMILY} AND id = $2");
    Ok(tx.number(&sql, binds![patient, id]).await? > 0)
}

/// Uses a link up; says whether it could still be used.
pub async fn use_up(tx: &mut Transaction, token_hash: &str, at: Stamp) -> Result<bool, DatabaseError> {
    let touched = tx
        .run(
            "UPDATE upload_link SET used_at = $2 WHERE token_hash = $1 AND used_at IS NULL AND ended_at IS NULL AND expires_at > $2",
            binds![token_hash, at],
        )
        .await?;
    Ok(touched == 1)
}

/// Takes a link of a patient back; says whether it was still open.
pub async fn end(tx: &mut Transaction, patient: PatientId, token_hash: &str, at: Stamp) -> Result<bool, DatabaseError> {
    let sql = format!(
        "UPDATE upload_link SET ended_at = $3 WHERE {FAMILY} AND token_hash = $2 AND used_at IS NULL AND ended_at IS NULL"
    );
    Ok(tx.run(&sql, binds![patient, token_hash, at]).await? == 1)
}

/// Notes that a photograph came through a link.
pub async fn insert_upload(
    tx: &mut Transaction,
    link: &Link,
    photograph: PhotographId,
    message: &str,
) -> Result<(), DatabaseError> {
    tx.run(
        "INSERT INTO upload (photograph, clinic, link, message) VALUES ($1, $2, $3, $4)",
        binds![photograph, link.clinic, &link.token_hash, message],
    )
    .await?;
    Ok(())
}

/// A photograph that came through a link.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Upload {
    /// The photograph.
    pub photograph: PhotographId,
    /// Whose.
    pub patient: PatientId,
    /// Their number.
    pub patient_number: String,
    /// Their given names.
    pub given_names: String,
    /// Their family name.
    pub family_name: String,
    /// What the patient wrote.
    pub message: String,
    /// When it came.
    pub added_at: Stamp,
    /// Name of the one who looked at it.
    pub reviewed_by_name: Option<String>,
    /// When.
    pub reviewed_at: Option<Stamp>,
    /// What they found.
    pub finding: Option<String>,
    /// The adverse event that it led to.
    pub adverse_event: Option<AdverseEventId>,
}

const UPLOADS: &str = "SELECT u.photograph, f.patient, t.number AS patient_number, t.given_names, t.family_name, u.message, \
     f.added_at, r.name AS reviewed_by_name, u.reviewed_at, u.finding, u.adverse_event \
     FROM upload u JOIN photograph f ON f.id = u.photograph JOIN patient t ON t.id = f.patient \
     LEFT JOIN person r ON r.id = u.reviewed_by";

/// What came through links in a clinic: where `open`, what nobody has looked at yet, the first first; else the rest, the latest
/// first, what was sent before one where one is given.
pub async fn uploads(
    tx: &mut Transaction,
    clinic: ClinicId,
    open: bool,
    before: Option<PhotographId>,
    limit: i64,
) -> Result<Vec<Upload>, DatabaseError> {
    let (reviewed, order, than) = if open {
        ("IS NULL", "ASC", ">")
    } else {
        ("IS NOT NULL", "DESC", "<")
    };
    let (before, after) = before.map_or((None, String::new()), |before| {
        (Some(before), format!("AND u.photograph {than} $3"))
    });
    let sql = format!(
        "{UPLOADS} WHERE u.clinic = $1 AND u.reviewed_at {reviewed} {after} ORDER BY u.photograph {order} LIMIT $2"
    );
    let mut values = binds![clinic, limit];
    values.extend(before.map(crate::Bind::from));
    tx.all(&sql, values).await
}

/// What is known of a photograph of a patient that came through a link.
pub async fn upload_of(
    tx: &mut Transaction,
    patient: PatientId,
    photograph: PhotographId,
) -> Result<Option<Upload>, DatabaseError> {
    tx.first(
        &format!("{UPLOADS} WHERE f.{FAMILY} AND u.photograph = $2"),
        binds![patient, photograph],
    )
    .await
}

/// How many photographs came through links in a clinic that nobody has looked at yet.
pub async fn n_open(tx: &mut Transaction, clinic: ClinicId) -> Result<i64, DatabaseError> {
    tx.number(
        "SELECT count(*) FROM upload WHERE clinic = $1 AND reviewed_at IS NULL",
        binds![clinic],
    )
    .await
}

/// Writes down what was seen on a photograph that came through a link; says whether nobody had done so before.
pub async fn review(
    tx: &mut Transaction,
    clinic: ClinicId,
    photograph: PhotographId,
    finding: &str,
    by: PersonId,
    at: Stamp,
    event: Option<AdverseEventId>,
) -> Result<bool, DatabaseError> {
    let touched = tx
        .run(
            "UPDATE upload SET finding = $1, reviewed_by = $2, reviewed_at = $3, adverse_event = $4 \
             WHERE clinic = $5 AND photograph = $6 AND reviewed_at IS NULL",
            binds![finding, by, at, event, clinic, photograph],
        )
        .await?;
    Ok(touched == 1)
}
