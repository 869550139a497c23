//! What is known of a patient: answers, lists, diagnoses, clearances, treatment beside the sessions.
//!
//! Everything is appended; the latest counts, the earlier stays. Bodies are kept as the case file has them. What was entered
//! in error is marked so: it stays to be read and no longer counts.

use crate::binds;
use crate::database::DatabaseError;
use crate::patients::FAMILY;
use crate::transaction::Transaction;
use crate::values::{
    ClearanceId, ClinicId, ConcurrentTreatmentId, DiagnosisId, Json, PatientId, PersonId, RowId, SessionId, Stamp,
};

/// An answer.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Answer {
    /// Fact by id.
    pub fact: String,
    /// As a case file has it: `true`, `"42 kg"`, `"not known"`.
    pub answer: Json<serde_json::Value>,
    /// Who gave it: `patient`, `examiner`, `laboratory`, `record`, `staff`.
    pub source: String,
    /// When it held.
    pub at: Stamp,
    /// The session in which it was asked.
    pub session: Option<SessionId>,
    /// Who wrote it down.
    pub entered_by: PersonId,
    /// When it was written down.
    pub entered_at: Stamp,
}

/// Medicines or allergies, as they were told at one time.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct RecordedList {
    /// `medicines` or `allergies`.
    pub kind: String,
    /// Entries (name, detail, since) as a case file has them; none: asked, and there are none.
    pub entries: Json<serde_json::Value>,
    /// When they were asked for.
    pub asked_at: Stamp,
    /// Who wrote them down.
    pub entered_by: PersonId,
}

/// A row whose body is kept as the case file has it.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Entered {
    /// Identifier of the row.
    pub id: String,
    /// The body.
    pub body: Json<serde_json::Value>,
    /// Who wrote it down or signed it.
    pub by_person: PersonId,
    /// When.
    pub at: Stamp,
}

/// An override or a letter.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Clearance {
    /// Identifier.
    pub id: ClearanceId,
    /// Rule or cap by id.
    pub rule: String,
    /// As a case file has it.
    pub body: Json<serde_json::Value>,
    /// Content address of the letter's scan.
    pub attachment: Option<String>,
    /// The clearance that this row takes back.
    pub withdraws: Option<ClearanceId>,
    /// Who signed it.
    pub signed_by: PersonId,
    /// When.
    pub signed_at: Stamp,
}

/// A row of what is known, as the history shows it.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct HistoryRow {
    /// Identifier of the row.
    pub id: RowId,
    /// `answer`, `list`, `diagnosis` or `treatment`.
    pub kind: String,
    /// Fact by id, or which list; empty for the others.
    pub name: String,
    /// As a case file has it.
    pub body: Json<serde_json::Value>,
    /// Who gave it; empty where that is no question.
    pub source: String,
    /// When it held.
    pub at: Stamp,
    /// Who wrote it down.
    pub entered_by: PersonId,
    /// When it was written down.
    pub entered_at: Stamp,
    /// Why it does not count, where it was entered in error.
    pub error_reason: Option<String>,
    /// Who found that.
    pub error_by: Option<PersonId>,
    /// When.
    pub error_at: Option<Stamp>,
}

/// Holds a patient's record until the transaction ends: whoever else wants to change what is known of them waits, and then
/// sees what was written. It has to come before what the change depends on is read.
pub async fn hold(tx: &mut Transaction, clinic: ClinicId, patient: PatientId) -> Result<(), DatabaseError> {
    tx.run(
        "UPDATE patient SET version = version WHERE clinic = $1 AND id = $2",
        binds![clinic, patient],
    )
    .await?;
    Ok(())
}

/// Leaves out what was entered in error: `x` is the table or its alias, `$2` the moment at which it is looked at.
fn not_in_error(x: &str) -> String {
    format!("NOT EXISTS (SELECT 1 FROM entered_in_error e WHERE e.row_id = {x}.id AND e.at <= $2)")
}

/// Appends an answer.
pub async fn answer(
    tx: &mut Transaction,
    clinic: ClinicId,
    patient: PatientId,
    answer: &Answer,
) -> Result<(), DatabaseError> {
    tx.run(
        "INSERT INTO answer (id, clinic, patient, fact, answer, source, at, session, entered_by, entered_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        binds![
            RowId::new(),
            clinic,
            patient,
            &answer.fact,
            answer.answer.bind(),
            &answer.source,
            answer.at,
            answer.session,
            answer.entered_by,
            answer.entered_at
        ],
    )
    .await?;
    Ok(())
}

/// Every answer of a patient that was written down until a moment, in the order in which they count.
pub async fn answers(tx: &mut Transaction, patient: PatientId, until: Stamp) -> Result<Vec<Answer>, DatabaseError> {
    let sql = format!(
        "SELECT fact, answer, source, at, session, entered_by, entered_at FROM answer WHERE {FAMILY} AND entered_at <= $2 \
         AND {} ORDER BY at, id",
        not_in_error("answer")
    );
    tx.all(&sql, binds![patient, until]).await
}

/// Appends a list of medicines or allergies.
pub async fn list(
    tx: &mut Transaction,
    clinic: ClinicId,
    patient: PatientId,
    list: &RecordedList,
    at: Stamp,
) -> Result<(), DatabaseError> {
    tx.run(
        "INSERT INTO recorded_list (id, clinic, patient, kind, entries, asked_at, entered_by, entered_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        binds![
            RowId::new(),
            clinic,
            patient,
            &list.kind,
            list.entries.bind(),
            list.asked_at,
            list.entered_by,
            at
        ],
    )
    .await?;
    Ok(())
}

/// Every list of a kind that was written down until a moment, the latest first.
pub async fn lists(
    tx: &mut Transaction,
    patient: PatientId,
    kind: &str,
    until: Stamp,
) -> Result<Vec<RecordedList>, DatabaseError> {
    let sql = format!(
        "SELECT kind, entries, asked_at, entered_by FROM recorded_list WHERE {FAMILY} AND entered_at <= $2 AND kind = $3 \
         AND {} ORDER BY asked_at DESC, id DESC",
        not_in_error("recorded_list")
    );
    tx.all(&sql, binds![patient, until, kind]).await
}

/// Appends a diagnosis.
pub async fn diagnosis(
    tx: &mut Transaction,
    clinic: ClinicId,
    patient: PatientId,
    body: &Json<serde_json::Value>,
    by: PersonId,
    at: Stamp,
) -> Result<DiagnosisId, DatabaseError> {
    let id = DiagnosisId::new();
    tx.run(
        "INSERT INTO diagnosis (id, clinic, patient, body, entered_by, entered_at) VALUES ($1, $2, $3, $4, $5, $6)",
        binds![id, clinic, patient, body.bind(), by, at],
    )
    .await?;
    Ok(id)
}

/// How many lists of a kind were written down, those entered in error included: a change of the list is made on this state.
pub async fn n_lists(tx: &mut Transaction, patient: PatientId, kind: &str) -> Result<i64, DatabaseError> {
    let sql = format!(
        "SELECT (SELECT count(*) FROM recorded_list WHERE {FAMILY} AND kind = $2) + \
         (SELECT count(*) FROM entered_in_error e WHERE e.row_id IN (SELECT id FROM recorded_list WHERE {FAMILY} AND kind = $2))"
    );
    tx.number(&sql, binds![patient, kind]).await
}

/// Every diagnosis until a moment, the latest first.
pub async fn diagnoses(tx: &mut Transaction, patient: PatientId, until: Stamp) -> Result<Vec<Entered>, DatabaseError> {
    let sql = format!(
        "SELECT id, body, entered_by AS by_person, entered_at AS at FROM diagnosis WHERE {FAMILY} AND entered_at <= $2 \
         AND {} ORDER BY id DESC",
        not_in_error("diagnosis")
    );
    tx.all(&sql, binds![patient, until]).await
}

/// Appends a clearance, or the withdrawal of one.
pub async fn clearance(
    tx: &mut Transaction,
    clinic: ClinicId,
    patient: PatientId,
    clearance: &Clearance,
) -> Result<(), DatabaseError> {
    tx.run(
        "INSERT INTO clearance (id, clinic, patient, rule, body, attachment, withdraws, signed_by, signed_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        binds![
            clearance.id,
            clinic,
            patient,
            &clearance.rule,
            clearance.body.bind(),
            clearance.attachment.clone(),
            clearance.withdraws,
            clearance.signed_by,
            clearance.signed_at
        ],
    )
    .await?;
    Ok(())
}

/// Every clearance and withdrawal until a moment, in their order.
pub async fn clearances(
    tx: &mut Transaction,
    patient: PatientId,
    until: Stamp,
) -> Result<Vec<Clearance>, DatabaseError> {
    let sql = format!(
        "SELECT id, rule, body, attachment, withdraws, signed_by, signed_at FROM clearance WHERE {FAMILY} AND signed_at <= $2 ORDER BY id"
    );
    tx.all(&sql, binds![patient, until]).await
}

/// Appends treatment beside the sessions; with `replaces` it takes the place of an earlier row (another dose, an end).
pub async fn concurrent_treatment(
    tx: &mut Transaction,
    clinic: ClinicId,
    patient: PatientId,
    body: &Json<serde_json::Value>,
    replaces: Option<ConcurrentTreatmentId>,
    by: PersonId,
    at: Stamp,
) -> Result<ConcurrentTreatmentId, DatabaseError> {
    let id = ConcurrentTreatmentId::new();
    tx.run(
        "INSERT INTO concurrent_treatment (id, clinic, patient, replaces, body, entered_by, entered_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        binds![id, clinic, patient, replaces, body.bind(), by, at],
    )
    .await?;
    Ok(id)
}

/// Treatment beside the sessions as it counts at a moment: rows that nothing written until then replaced.
pub async fn concurrent_treatments(
    tx: &mut Transaction,
    patient: PatientId,
    until: Stamp,
) -> Result<Vec<Entered>, DatabaseError> {
    let sql = format!(
        "SELECT id, body, entered_by AS by_person, entered_at AS at FROM concurrent_treatment t WHERE {FAMILY} \
         AND entered_at <= $2 AND {} AND NOT EXISTS \
         (SELECT 1 FROM concurrent_treatment later WHERE later.replaces = t.id AND later.entered_at <= $2 AND {}) ORDER BY id",
        not_in_error("t"),
        not_in_error("later")
    );
    tx.all(&sql, binds![patient, until]).await
}

/// Every row of what is known of a patient in one statement; `$1` is the patient.
fn every_row() -> String {
    format!(
        "SELECT id, 'answer' AS kind, fact AS name, answer AS body, source, at, entered_by, entered_at FROM answer WHERE {FAMILY} \
         UNION ALL SELECT id, 'list', kind, entries, '', asked_at, entered_by, entered_at FROM recorded_list WHERE {FAMILY} \
         UNION ALL SELECT id, 'diagnosis', '', body, '', entered_at, entered_by, entered_at FROM diagnosis WHERE {FAMILY} \
         UNION ALL SELECT id, 'treatment', '', body, '', entered_at, entered_by, entered_at FROM concurrent_treatment WHERE {FAMILY}"
    )
}

const IN_HISTORY: &str = "h.id, h.kind, h.name, h.body, h.source, h.at, h.entered_by, h.entered_at, e.reason AS error_reason, \
                          e.by_person AS error_by, e.at AS error_at";

/// Everything that was ever written down of a patient, the latest first, a page of it.
pub async fn history(
    tx: &mut Transaction,
    patient: PatientId,
    limit: i64,
    skip: i64,
) -> Result<Vec<HistoryRow>, DatabaseError> {
    let sql = format!(
        "SELECT {IN_HISTORY} FROM ({}) h LEFT JOIN entered_in_error e ON e.row_id = h.id \
         ORDER BY h.entered_at DESC, h.id DESC LIMIT $2 OFFSET $3",
        every_row()
    );
    tx.all(&sql, binds![patient, limit, skip]).await
}

/// One row of a patient's history.
pub async fn history_row(
    tx: &mut Transaction,
    patient: PatientId,
    id: RowId,
) -> Result<Option<HistoryRow>, DatabaseError> {
    let sql = format!(
        "SELECT {IN_HISTORY} FROM ({}) h LEFT JOIN entered_in_error e ON e.row_id = h.id WHERE h.id = $2",
        every_row()
    );
    tx.first(&sql, binds![patient, id]).await
}

/// Marks a row as entered in error. A row is marked once.
pub async fn mark_error(
    tx: &mut Transaction,
    clinic: ClinicId,
    patient: PatientId,
    row: RowId,
    reason: &str,
    by: PersonId,
    at: Stamp,
) -> Result<(), DatabaseError> {
    tx.run(
        "INSERT INTO entered_in_error (row_id, clinic, patient, reason, by_person, at) VALUES ($1, $2, $3, $4, $5, $6)",
        binds![row, clinic, patient, reason, by, at],
    )
    .await?;
    Ok(())
}
