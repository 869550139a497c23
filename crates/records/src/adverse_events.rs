//! Adverse events, and in [`incidents`] what was done otherwise than allowed.
//!
//! An adverse event is written on for weeks: each state of it is kept beside it as a revision, and a change that started from
//! an earlier state is refused.

pub mod incidents;

use crate::database::DatabaseError;
use crate::patients::FAMILY;
use crate::transaction::Transaction;
use crate::values::{AdverseEventId, ClinicId, Day, Json, PatientId, PersonId, RowId, SessionId, Stamp};
use crate::{binds, words};

words! {
    /// How an adverse event ended.
    pub enum Outcome {
        /// It goes on.
        Open = "open",
        /// It is over, and nothing is left of it.
        Resolved = "resolved",
        /// It is over, and something is left of it.
        ResolvedWithSequelae = "resolved_with_sequelae",
        /// It led to death.
        Fatal = "fatal",
        /// It is not known how it ended.
        Unknown = "unknown",
    }
}

/// An adverse event of a patient.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct AdverseEvent {
    /// Identifier.
    pub id: AdverseEventId,
    /// Whose.
    pub patient: PatientId,
    /// The session that it is put down to.
    pub session: Option<SessionId>,
    /// Id of the knowledge's adverse event, or `other`.
    pub code: String,
    /// 1 (mild) to 5 (death).
    pub grade: Option<i64>,
    /// Whether it is serious; none: not judged yet.
    pub serious: Option<bool>,
    /// Its first day.
    pub onset_on: Option<Day>,
    /// Whether it is an infection.
    pub infection: bool,
    /// Everything else.
    pub body: Json<serde_json::Value>,
    /// How it ended.
    pub outcome: Outcome,
    /// Counts the changes.
    pub version: i64,
    /// Who wrote it down.
    pub created_by: PersonId,
    /// Their name.
    pub created_by_name: String,
    /// When.
    pub created_at: Stamp,
    /// When it was changed last.
    pub changed_at: Stamp,
}

/// A line of the clinic's list.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Line {
    /// Identifier.
    pub id: AdverseEventId,
    /// Whose.
    pub patient: PatientId,
    /// Their number.
    pub patient_number: String,
    /// Their given names.
    pub given_names: String,
    /// Their family name.
    pub family_name: String,
    /// Id of the knowledge's adverse event, or `other`.
    pub code: String,
    /// 1 (mild) to 5 (death).
    pub grade: Option<i64>,
    /// Whether it is serious.
    pub serious: Option<bool>,
    /// Its first day.
    pub onset_on: Option<Day>,
    /// Everything else.
    pub body: Json<serde_json::Value>,
    /// How it ended.
    pub outcome: Outcome,
    /// When it was written down.
    pub created_at: Stamp,
}

const SELECT: &str = "SELECT e.id, e.patient, e.session, e.code, e.grade, e.serious, e.onset_on, e.infection, e.body, e.outcome, \
     e.version, e.created_by, c.name AS created_by_name, e.created_at, e.changed_at \
     FROM adverse_event e JOIN person c ON c.id = e.created_by";

/// Adds an adverse event.
pub async fn insert(tx: &mut Transaction, clinic: ClinicId, event: &AdverseEvent) -> Result<(), DatabaseError> {
    tx.run(
        "INSERT INTO adverse_event (id, clinic, patient, session, code, grade, serious, onset_on, infection, body, outcome, \
         version, created_by, created_at, changed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
        binds![
            event.id,
            clinic,
            event.patient,
            event.session,
            &event.code,
            event.grade,
            event.serious,
            event.onset_on,
            event.infection,
            event.body.bind(),
            event.outcome,
            event.version,
            event.created_by,
            event.created_at,
            event.changed_at
        ],
    )
    .await?;
    Ok(())
}

/// Writes an adverse event over the version before it; says whether that was still the one.
pub async fn update(tx: &mut Transaction, clinic: ClinicId, event: &AdverseEvent) -> Result<bool, DatabaseError> {
    let touched = tx
        .run(
            "UPDATE adverse_event SET session = $1, code = $2, grade = $3, serious = $4, onset_on = $5, infection = $6, body = $7, \
             outcome = $8, version = $9, changed_at = $10 WHERE clinic = $11 AND id = $12 AND version = $13",
            binds![
                event.session,
                &event.code,
                event.grade,
                event.serious,
                event.onset_on,
                event.infection,
                event.body.bind(),
                event.outcome,
                event.version,
                event.changed_at,
                clinic,
                event.id,
                event.version - 1
            ],
        )
        .await?;
    Ok(touched == 1)
}

/// An adverse event of a patient.
pub async fn find(
    tx: &mut Transaction,
    patient: PatientId,
    id: AdverseEventId,
) -> Result<Option<AdverseEvent>, DatabaseError> {
    tx.first(&format!("{SELECT} WHERE e.{FAMILY} AND e.id = $2"), binds![patient, id])
        .await
}

/// Every adverse event of a patient, the latest first.
pub async fn of_patient(tx: &mut Transaction, patient: PatientId) -> Result<Vec<AdverseEvent>, DatabaseError> {
    tx.all(
        &format!("{SELECT} WHERE e.{FAMILY} ORDER BY e.id DESC"),
        binds![patient],
    )
    .await
}

/// Adverse events of a clinic, the latest first, those before one where one is given; `going_on` says whether those that go on
/// or whose end is not known, or all of them.
pub async fn list(
    tx: &mut Transaction,
    clinic: ClinicId,
    going_on: bool,
    before: Option<AdverseEventId>,
    limit: i64,
) -> Result<Vec<Line>, DatabaseError> {
    let outcome = if going_on {
        "AND e.outcome IN ('open', 'unknown')"
    } else {
        ""
    };
    let (before, after) = before.map_or((None, ""), |before| (Some(before), "AND e.id < $3"));
    let sql = format!(
        "SELECT e.id, e.patient, t.number AS patient_number, t.given_names, t.family_name, e.code, e.grade, e.serious, \
         e.onset_on, e.body, e.outcome, e.created_at FROM adverse_event e JOIN patient t ON t.id = e.patient \
         WHERE e.clinic = $1 {outcome} {after} ORDER BY e.id DESC LIMIT $2"
    );
    let mut values = binds![clinic, limit];
    values.extend(before.map(crate::Bind::from));
    tx.all(&sql, values).await
}

words! {
    /// What kind of step it was.
    pub enum StepKind {
        /// Something was done for the patient.
        Managed = "managed",
        /// Somebody outside was told.
        Reported = "reported",
        /// Something was written down.
        Noted = "noted",
    }
}

/// Something that was done about an adverse event.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Step {
    /// What kind of step.
    pub kind: StepKind,
    /// As it was ticked or written.
    pub text: String,
    /// Reported: the number that the authority gave.
    pub reference: String,
    /// When it was done.
    pub at: Stamp,
    /// Who did it or wrote it down.
    pub by_person: PersonId,
    /// Their name.
    pub by_name: String,
    /// When it was written down.
    pub entered_at: Stamp,
}

/// Adds a step.
pub async fn insert_step(
    tx: &mut Transaction,
    clinic: ClinicId,
    event: AdverseEventId,
    step: &Step,
) -> Result<(), DatabaseError> {
    tx.run(
        "INSERT INTO adverse_event_step (id, clinic, adverse_event, kind, text, reference, at, by_person, entered_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        binds![
            RowId::new(),
            clinic,
            event,
            step.kind,
            &step.text,
            &step.reference,
            step.at,
            step.by_person,
            step.entered_at
        ],
    )
    .await?;
    Ok(())
}

/// Every step of an adverse event, in the order in which they were done.
pub async fn steps(tx: &mut Transaction, event: AdverseEventId) -> Result<Vec<Step>, DatabaseError> {
    tx.all(
        "SELECT s.kind, s.text, s.reference, s.at, s.by_person, p.name AS by_name, s.entered_at FROM adverse_event_step s \
         JOIN person p ON p.id = s.by_person WHERE s.adverse_event = $1 ORDER BY s.at, s.id",
        binds![event],
    )
    .await
}
