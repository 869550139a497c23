//! Photographs: what is known of each; their bytes lie in [`crate::blobs`]. One-time links are in [`links`].
//!
//! A row stays as it was written; it can be put with an adverse event, and taken out of view with a reason.

pub mod links;

use crate::consents::PhotographClass;
use crate::database::DatabaseError;
use crate::patients::FAMILY;
use crate::transaction::Transaction;
use crate::values::{AdverseEventId, ClinicId, Json, PatientId, PersonId, PhotographId, SessionId, Stamp};
use crate::{binds, words};

words! {
    /// From where the head was taken.
    pub enum View {
        /// From the front.
        Frontal = "frontal",
        /// The midline parting from above.
        Top = "top",
        /// The vertex, with the chin down.
        Vertex = "vertex",
        /// The left temple.
        LeftTemporal = "left_temporal",
        /// The right temple.
        RightTemporal = "right_temporal",
        /// The back of the head: the control that is not treated.
        Occipital = "occipital",
        /// One site from near.
        CloseUp = "close_up",
        /// None of these: as a patient sent it.
        Other = "other",
    }
}

words! {
    /// By whom it came in.
    pub enum Origin {
        /// Somebody of the clinic.
        Staff = "staff",
        /// The patient, by a one-time link.
        PatientLink = "patient_link",
    }
}

/// A photograph.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Photograph {
    /// Identifier.
    pub id: PhotographId,
    /// Of whom.
    pub patient: PatientId,
    /// In which session.
    pub session: Option<SessionId>,
    /// Of which adverse event.
    pub adverse_event: Option<AdverseEventId>,
    /// From where.
    pub view: View,
    /// When it was taken.
    pub taken_at: Stamp,
    /// Content address of the file as it came, untouched.
    pub original: String,
    /// Content address of what is shown: upright, without anything but the picture.
    pub shown: String,
    /// Content address of the small one.
    pub thumbnail: String,
    /// Width of the upright original in pixels.
    pub width: i64,
    /// Height of the upright original in pixels.
    pub height: i64,
    /// Size of the original.
    pub bytes: i64,
    /// Media type of the original, as its content says.
    pub media_type: String,
    /// What it was taken for.
    pub consent_class: PhotographClass,
    /// Conditions of the capture.
    pub capture: Json<serde_json::Value>,
    /// What there is to say of it.
    pub note: String,
    /// By whom it came in.
    pub origin: Origin,
    /// Who added it; none: the patient.
    pub added_by: Option<PersonId>,
    /// Their name.
    pub added_by_name: Option<String>,
    /// When.
    pub added_at: Stamp,
    /// Name of the one who took it out of view.
    pub removed_by_name: Option<String>,
    /// When.
    pub removed_at: Option<Stamp>,
    /// Why.
    pub removed_because: Option<String>,
}

const SELECT: &str = "SELECT f.id, f.patient, f.session, f.adverse_event, f.view, f.taken_at, f.original, f.shown, f.thumbnail, \
     f.width, f.height, f.bytes, f.media_type, f.consent_class, f.capture, f.note, f.origin, f.added_by, a.name AS added_by_name, \
     f.added_at, r.name AS removed_by_name, f.removed_at, f.removed_because \
     FROM photograph f LEFT JOIN person a ON a.id = f.added_by LEFT JOIN person r ON r.id = f.removed_by";

/// Adds a photograph.
pub async fn insert(tx: &mut Transaction, clinic: ClinicId, photograph: &Photograph) -> Result<(), DatabaseError> {
    tx.run(
        "INSERT INTO photograph (id, clinic, patient, session, adverse_event, view, taken_at, original, shown, thumbnail, width, \
         height, bytes, media_type, consent_class, capture, note, origin, added_by, added_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)",
        binds![
            photograph.id,
            clinic,
            photograph.patient,
            photograph.session,
            photograph.adverse_event,
            photograph.view,
            photograph.taken_at,
            &photograph.original,
            &photograph.shown,
            &photograph.thumbnail,
            photograph.width,
            photograph.height,
            photograph.bytes,
            &photograph.media_type,
            photograph.consent_class,
            photograph.capture.bind(),
            &photograph.note,
            photograph.origin,
            photograph.added_by,
            photograph.added_at
        ],
    )
    .await?;
    Ok(())
}

/// A photograph of a patient, also one that was taken out of view.
pub async fn find(
    tx: &mut Transaction,
    patient: PatientId,
    id: PhotographId,
) -> Result<Option<Photograph>, DatabaseError> {
    tx.first(&format!("{SELECT} WHERE f.{FAMILY} AND f.id = $2"), binds![patient, id])
        .await
}

/// The photographs of a patient that are in view, the latest first.
pub async fn of_patient(tx: &mut Transaction, patient: PatientId) -> Result<Vec<Photograph>, DatabaseError> {
    let sql = format!("{SELECT} WHERE f.{FAMILY} AND f.removed_at IS NULL ORDER BY f.taken_at DESC, f.id DESC");
    tx.all(&sql, binds![patient]).await
}

/// The photographs of a patient that were taken out of view, the latest first.
pub async fn removed(tx: &mut Transaction, patient: PatientId) -> Result<Vec<Photograph>, DatabaseError> {
    let sql = format!("{SELECT} WHERE f.{FAMILY} AND f.removed_at IS NOT NULL ORDER BY f.removed_at DESC, f.id DESC");
    tx.all(&sql, binds![patient]).await
}

/// The photographs of a patient's session that are in view, in the order in which they were taken.
pub async fn of_session(
    tx: &mut Transaction,
    patient: PatientId,
    session: SessionId,
) -> Result<Vec<Photograph>, DatabaseError> {
    let sql =
        format!("{SELECT} WHERE f.{FAMILY} AND f.session = $2 AND f.removed_at IS NULL ORDER BY f.taken_at, f.id");
    tx.all(&sql, binds![patient, session]).await
}

/// Puts a photograph with an adverse event of the same patient, or with none.
pub async fn put_with(
    tx: &mut Transaction,
    patient: PatientId,
    id: PhotographId,
    event: Option<AdverseEventId>,
) -> Result<bool, DatabaseError> {
    let sql = format!("UPDATE photograph SET adverse_event = $3 WHERE {FAMILY} AND id = $2 AND removed_at IS NULL");
    Ok(tx.run(&sql, binds![patient, id, event]).await? == 1)
}

/// Takes a photograph out of view; says whether it was in view. Row and files stay.
pub async fn remove(
    tx: &mut Transaction,
    patient: PatientId,
    id: PhotographId,
    by: PersonId,
    reason: &str,
    at: Stamp,
) -> Result<bool, DatabaseError> {
    let sql = format!(
        "UPDATE photograph SET removed_by = $3, removed_because = $4, removed_at = $5 \
         WHERE {FAMILY} AND id = $2 AND removed_at IS NULL"
    );
    Ok(tx.run(&sql, binds![patient, id, by, reason, at]).await? == 1)
}
