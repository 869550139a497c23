//! Incidents: what was done otherwise than allowed, and what came of looking into it.
//!
//! A row is written once, its review is filled in once, and from then on the database keeps it as it is.

use crate::database::DatabaseError;
use crate::patients::FAMILY;
use crate::transaction::Transaction;
use crate::values::{ClinicId, IncidentId, PatientId, PersonId, SessionId, Stamp};
use crate::{binds, words};

words! {
    /// What kind of thing was done otherwise than allowed.
    pub enum IncidentKind {
        /// Against the verdict of the screening, or while it was incomplete.
        Screening = "screening",
        /// Without a consent that held.
        Consent = "consent",
        /// With a lot after its last day of use.
        LotExpired = "lot_expired",
        /// With a lot in quarantine.
        LotQuarantined = "lot_quarantined",
        /// With vials or a lot that the shelf does not know.
        LotMissing = "lot_missing",
        /// With a vial that had been opened for somebody else, or too long ago.
        VialShared = "vial_shared",
        /// Above a limit of a dose, or at a shorter interval.
        Dose = "dose",
        /// With another mixture than the plan's.
        Mixture = "mixture",
        /// Without the second person's check of the mixture, or although the two did not agree.
        MixtureCheck = "mixture_check",
        /// In a danger area or outside the planned zones.
        Place = "place",
        /// Without a duty of the day: time-out, vital signs, photographs, observation.
        Duty = "duty",
        /// In a room or with a kit that was not ready.
        Room = "room",
        /// By somebody without the credential for it.
        Credential = "credential",
        /// On or for another patient than was meant.
        WrongPatient = "wrong_patient",
        /// Somebody was pricked, or was exposed to blood or to a medicine.
        Exposure = "exposure",
        /// A device failed.
        Device = "device",
        /// A record or a picture reached somebody who should not have it.
        Privacy = "privacy",
        /// Anything else.
        Other = "other",
    }
}

/// An incident.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Incident {
    /// Identifier.
    pub id: IncidentId,
    /// Whom it concerns, where it concerns a patient.
    pub patient: Option<PatientId>,
    /// Their number.
    pub patient_number: Option<String>,
    /// Their given names.
    pub given_names: Option<String>,
    /// Their family name.
    pub family_name: Option<String>,
    /// In which session.
    pub session: Option<SessionId>,
    /// What kind of thing it was.
    pub kind: IncidentKind,
    /// What was done otherwise than allowed, in a sentence.
    pub what: String,
    /// Who wrote it down.
    pub opened_by: PersonId,
    /// Their name.
    pub opened_by_name: String,
    /// When.
    pub opened_at: Stamp,
    /// Name of the one who looked into it.
    pub reviewed_by_name: Option<String>,
    /// When.
    pub reviewed_at: Option<Stamp>,
    /// What came of it.
    pub outcome: Option<String>,
}

/// A new incident.
#[derive(Debug, Clone, PartialEq)]
pub struct NewIncident {
    /// Identifier.
    pub id: IncidentId,
    /// Whom it concerns.
    pub patient: Option<PatientId>,
    /// In which session.
    pub session: Option<SessionId>,
    /// What kind of thing it was.
    pub kind: IncidentKind,
    /// What was done, in a sentence.
    pub what: String,
    /// Who writes it down.
    pub opened_by: PersonId,
    /// When.
    pub opened_at: Stamp,
}

const SELECT: &str = "SELECT i.id, i.patient, t.number AS patient_number, t.given_names, t.family_name, i.session, i.kind, i.what, \
     i.opened_by, o.name AS opened_by_name, i.opened_at, r.name AS reviewed_by_name, i.reviewed_at, i.outcome \
     FROM incident i JOIN person o ON o.id = i.opened_by LEFT JOIN person r ON r.id = i.reviewed_by \
     LEFT JOIN patient t ON t.id = i.patient";

/// Adds an incident.
pub async fn insert(tx: &mut Transaction, clinic: ClinicId, incident: &NewIncident) -> Result<(), DatabaseError> {
    tx.run(
        "INSERT INTO incident (id, clinic, patient, session, kind, what, opened_by, opened_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        binds![
            incident.id,
            clinic,
            incident.patient,
            incident.session,
            incident.kind,
            &incident.what,
            incident.opened_by,
            incident.opened_at
        ],
    )
    .await?;
    Ok(())
}

/// An incident of a clinic.
pub async fn find(tx: &mut Transaction, clinic: ClinicId, id: IncidentId) -> Result<Option<Incident>, DatabaseError> {
    tx.first(
        &format!("{SELECT} WHERE i.clinic = $1 AND i.id = $2"),
        binds![clinic, id],
    )
    .await
}

/// Every incident of a patient, the latest first.
pub async fn of_patient(tx: &mut Transaction, patient: PatientId) -> Result<Vec<Incident>, DatabaseError> {
    tx.all(
        &format!("{SELECT} WHERE i.{FAMILY} ORDER BY i.id DESC"),
        binds![patient],
    )
    .await
}

/// Incidents of a clinic, the latest first, those before one where one is given; `open` says whether those that nobody has
/// looked into yet, or the others.
pub async fn list(
    tx: &mut Transaction,
    clinic: ClinicId,
    open: bool,
    before: Option<IncidentId>,
    limit: i64,
) -> Result<Vec<Incident>, DatabaseError> {
    let reviewed = if open { "IS NULL" } else { "IS NOT NULL" };
    let (before, after) = before.map_or((None, ""), |before| (Some(before), "AND i.id < $3"));
    let sql = format!("{SELECT} WHERE i.clinic = $1 AND i.reviewed_at {reviewed} {after} ORDER BY i.id DESC LIMIT $2");
    let mut values = binds![clinic, limit];
    values.extend(before.map(crate::Bind::from));
    tx.all(&sql, values).await
}

/// How many incidents of a clinic nobody has looked into yet.
pub async fn n_open(tx: &mut Transaction, clinic: ClinicId) -> Result<i64, DatabaseError> {
    tx.number(
        "SELECT count(*) FROM incident WHERE clinic = $1 AND reviewed_at IS NULL",
        binds![clinic],
    )
    .await
}

/// Writes down what came of an incident; says whether nobody had done so before.
pub async fn review(
    tx: &mut Transaction,
    clinic: ClinicId,
    id: IncidentId,
    outcome: &str,
    by: PersonId,
    at: Stamp,
) -> Result<bool, DatabaseError> {
    let touched = tx
        .run(
            "UPDATE incident SET outcome = $1, reviewed_by = $2, reviewed_at = $3 \
             WHERE clinic = $4 AND id = $5 AND reviewed_at IS NULL",
            binds![outcome, by, at, clinic, id],
        )
        .await?;
    Ok(touched == 1)
}
