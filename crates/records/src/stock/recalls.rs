//! Who got a lot, where and when, and what happened to them since: what recalls and clusters read.
//!
//! `CROSS JOIN` keeps SQLite to the order that is written, from few patients to their rows; PostgreSQL finds it by itself.

use crate::binds;
use crate::database::DatabaseError;
use crate::transaction::Transaction;
use crate::values::{
    AdverseEventId, ClinicId, Day, Json, LotId, PatientId, PersonId, RoomId, SessionId, Stamp, VialId,
};

/// One use of a lot: a component of a session's mixture, or a vial opened for a patient of which no session tells.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Use {
    /// The session; none where a vial was opened and no session names it.
    pub session: Option<SessionId>,
    /// Local day.
    pub day: Option<Day>,
    /// When the vial was opened, where there is no session.
    pub opened_at: Option<Stamp>,
    /// Where the session stands (`open`, `signed`, `abandoned`).
    pub state: Option<String>,
    /// The patient as they are known now (a merged one is the one they were merged into).
    pub patient: PatientId,
    /// The clinic's number of that patient.
    pub patient_number: String,
    /// Given names.
    pub given_names: String,
    /// Family name.
    pub family_name: String,
    /// Telephone.
    pub phone: String,
    /// Name of the room.
    pub room_name: Option<String>,
    /// Name of the one who injected.
    pub injector_name: Option<String>,
    /// The vial, where it was written down.
    pub vial: Option<VialId>,
    /// mL of it.
    pub volume_ml: Option<f64>,
}

/// An adverse event of somebody who got a lot.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Harm {
    /// The event.
    pub event: AdverseEventId,
    /// The patient as they are known now.
    pub patient: PatientId,
    /// Id of the knowledge's adverse event, or `other`.
    pub code: String,
    /// Grade.
    pub grade: Option<i64>,
    /// Whether it is an infection.
    pub infection: bool,
    /// When it showed.
    pub onset_on: Option<Day>,
    /// `open`, `resolved`, ...
    pub outcome: String,
}

/// Every use of a lot, the latest first.
pub async fn uses(tx: &mut Transaction, clinic: ClinicId, lot: LotId) -> Result<Vec<Use>, DatabaseError> {
    let mut uses: Vec<Use> = tx
        .all(
            "SELECT c.session, s.day, NULL AS opened_at, s.state, k.id AS patient, k.number AS patient_number, k.given_names, \
             k.family_name, k.phone, r.name AS room_name, i.name AS injector_name, c.vial, c.volume_ml \
             FROM mixture_component c \
             JOIN patient p ON p.id = c.patient JOIN patient k ON k.id = COALESCE(p.merged_into, p.id) \
             LEFT JOIN session s ON s.id = c.session AND s.version = \
                  (SELECT max(x.version) FROM session x WHERE x.id = c.session) \
             LEFT JOIN room r ON r.id = s.room LEFT JOIN person i ON i.id = s.injector \
             WHERE c.clinic = $1 AND c.lot = $2 AND c.removed_at IS NULL ORDER BY s.day DESC, c.id DESC",
            binds![clinic, lot],
        )
        .await?;
    let unused: Vec<Use> = tx
        .all(
            "SELECT NULL AS session, NULL AS day, v.opened_at, NULL AS state, k.id AS patient, k.number AS patient_number, \
             k.given_names, k.family_name, k.phone, NULL AS room_name, o.name AS injector_name, v.id AS vial, \
             NULL AS volume_ml FROM vial v \
             JOIN patient p ON p.id = v.patient JOIN patient k ON k.id = COALESCE(p.merged_into, p.id) \
             JOIN person o ON o.id = v.opened_by \
             WHERE v.clinic = $1 AND v.lot = $2 AND NOT EXISTS \
             (SELECT 1 FROM mixture_component c WHERE c.lot = v.lot AND c.vial = v.id AND c.removed_at IS NULL) \
             ORDER BY v.opened_at DESC, v.id DESC",
            binds![clinic, lot],
        )
        .await?;
    uses.extend(unused);
    Ok(uses)
}

/// Adverse events of everybody who got a lot, the latest first.
pub async fn harm(tx: &mut Transaction, clinic: ClinicId, lot: LotId) -> Result<Vec<Harm>, DatabaseError> {
    tx.all(
        "WITH treated AS (SELECT c.patient FROM mixture_component c WHERE c.clinic = $1 AND c.lot = $2 AND c.removed_at IS NULL \
             UNION SELECT v.patient FROM vial v WHERE v.clinic = $1 AND v.lot = $2 AND v.patient IS NOT NULL), \
         kept AS (SELECT DISTINCT COALESCE(p.merged_into, p.id) AS id FROM treated t CROSS JOIN patient p WHERE p.id = t.patient), \
         family AS (SELECT id, id AS patient FROM kept \
             UNION SELECT k.id, q.id AS patient FROM kept k CROSS JOIN patient q WHERE q.merged_into = k.id) \
         SELECT e.id AS event, f.id AS patient, e.code, e.grade, e.infection, e.onset_on, e.outcome \
         FROM family f CROSS JOIN adverse_event e WHERE e.patient = f.patient AND e.clinic = $1 \
         ORDER BY COALESCE(e.onset_on, e.created_at) DESC, e.id DESC",
        binds![clinic, lot],
    )
    .await
}

/// An adverse event as the search for clusters reads it.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct ReportedEvent {
    /// The event.
    pub event: AdverseEventId,
    /// The patient as they are known now.
    pub patient: PatientId,
    /// The clinic's number of that patient.
    pub patient_number: String,
    /// Id of the knowledge's adverse event, or `other`.
    pub code: String,
    /// Whether it is an infection.
    pub infection: bool,
    /// When it showed.
    pub onset_on: Option<Day>,
    /// When it was reported.
    pub created_at: Stamp,
    /// The session after which it came, where somebody said so.
    pub session: Option<SessionId>,
    /// Description, causality, what was proven.
    pub body: Json<serde_json::Value>,
}

/// A session of a patient with one component of its mixture.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Treatment {
    /// The patient as they are known now.
    pub patient: PatientId,
    /// The session.
    pub session: SessionId,
    /// Its day.
    pub day: Day,
    /// Where.
    pub room: Option<RoomId>,
    /// By whom.
    pub injector: Option<PersonId>,
    /// Of which lot.
    pub lot: Option<LotId>,
    /// From which vial.
    pub vial: Option<VialId>,
}

/// Events that showed or were reported since a day: infections, serious ones, and those that are not known to be mild.
const COUNTED: &str = "e.clinic = $1 AND (e.created_at >= $2 OR e.onset_on >= $2) \
                       AND (e.infection OR e.serious OR e.grade IS NULL OR e.grade >= 2)";

/// Adverse events since a day that clusters are made of.
pub async fn events(tx: &mut Transaction, clinic: ClinicId, since: Day) -> Result<Vec<ReportedEvent>, DatabaseError> {
    tx.all(
        &format!(
            "SELECT e.id AS event, k.id AS patient, k.number AS patient_number, e.code, e.infection, e.onset_on, e.created_at, \
             e.session, e.body FROM adverse_event e JOIN patient p ON p.id = e.patient \
             JOIN patient k ON k.id = COALESCE(p.merged_into, p.id) WHERE {COUNTED} ORDER BY e.id"
        ),
        binds![clinic, since],
    )
    .await
}

/// The treatments that the patients of [`events`] had since another day, in the order of their days.
pub async fn treatments_of_events(
    tx: &mut Transaction,
    clinic: ClinicId,
    since: Day,
    treated_since: Day,
) -> Result<Vec<Treatment>, DatabaseError> {
    tx.all(
        &format!(
            "WITH kept AS (SELECT DISTINCT COALESCE(p.merged_into, p.id) AS id FROM adverse_event e \
                 JOIN patient p ON p.id = e.patient WHERE {COUNTED}), \
             family AS (SELECT id, id AS patient FROM kept \
                 UNION SELECT k.id, q.id AS patient FROM kept k CROSS JOIN patient q WHERE q.merged_into = k.id) \
             SELECT f.id AS patient, s.id AS session, s.day, s.room, s.injector, c.lot, c.vial FROM family f \
             CROSS JOIN session s LEFT JOIN mixture_component c ON c.session = s.id AND c.removed_at IS NULL \
             WHERE s.patient = f.patient AND s.day >= $3 AND s.state <> 'abandoned' \
             AND s.version = (SELECT max(x.version) FROM session x WHERE x.id = s.id) ORDER BY s.day, s.id, c.id"
        ),
        binds![clinic, since, treated_since],
    )
    .await
}

/// The treatments of one patient, and of those found to be the same person, between two days.
pub async fn treatments_of_patient(
    tx: &mut Transaction,
    patient: PatientId,
    from: Day,
    to: Day,
) -> Result<Vec<Treatment>, DatabaseError> {
    tx.all(
        "SELECT COALESCE(p.merged_into, p.id) AS patient, s.id AS session, s.day, s.room, s.injector, c.lot, c.vial \
         FROM patient p CROSS JOIN session s LEFT JOIN mixture_component c ON c.session = s.id AND c.removed_at IS NULL \
         WHERE (p.id = $1 OR p.merged_into = $1) AND s.patient = p.id AND s.day >= $2 AND s.day <= $3 \
         AND s.state <> 'abandoned' AND s.version = (SELECT max(x.version) FROM session x WHERE x.id = s.id) \
         ORDER BY s.day, s.id, c.id",
        binds![patient, from, to],
    )
    .await
}

/// How many patients were treated with a lot between two days; with one vial of it, where one is named.
pub async fn n_treated(
    tx: &mut Transaction,
    clinic: ClinicId,
    lot: LotId,
    vial: Option<VialId>,
    from: Day,
    to: Day,
) -> Result<i64, DatabaseError> {
    // Distinct first: so the index of the lot is followed, and not every session of these days. Every version of a session
    // counts: an amendment takes back no treatment.
    tx.number(
        "SELECT count(DISTINCT COALESCE(p.merged_into, p.id)) FROM \
         (SELECT DISTINCT c.session, c.patient FROM mixture_component c WHERE c.clinic = $1 AND c.lot = $2 \
          AND c.removed_at IS NULL AND (CAST($3 AS TEXT) IS NULL OR c.vial = $3)) t JOIN patient p ON p.id = t.patient \
         WHERE EXISTS (SELECT 1 FROM session s WHERE s.id = t.session AND s.state <> 'abandoned' AND s.day >= $4 AND s.day <= $5)",
        binds![clinic, lot, vial, from, to],
    )
    .await
}
