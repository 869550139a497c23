//! Follow-ups and reviews that sessions armed.

use serde::{Deserialize, Serialize};

use crate::database::DatabaseError;
use crate::patients::FAMILY;
use crate::transaction::{Bind, Transaction};
use crate::values::{ClinicId, Day, FollowUpId, Json, PatientId, PersonId, PlanId, SessionId, Stamp};
use crate::{binds, words};

words! {
    /// Where a follow-up stands.
    pub enum FollowUpState {
        /// To be done.
        Open = "open",
        /// Somebody asked and wrote the answer down.
        Done = "done",
        /// A later session armed its own.
        Superseded = "superseded",
        /// It was given up, with the reason beside it.
        NotReached = "not_reached",
    }
}

/// A follow-up of a patient.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct FollowUp {
    /// Identifier.
    pub id: FollowUpId,
    /// Whose.
    pub patient: PatientId,
    /// The session that armed it.
    pub session: Option<SessionId>,
    /// Id of the follow-up in the knowledge (`week_2`), or a review (`review_week_24`).
    pub kind: String,
    /// When it is due.
    pub due_on: Day,
    /// Last day of its window, where it has one.
    pub until: Option<Day>,
    /// Where it stands.
    pub state: FollowUpState,
    /// What was asked and answered, and who tried before.
    pub answers: Option<Json<Asked>>,
    /// What was written besides.
    pub note: Option<String>,
    /// Who did it.
    pub done_by: Option<PersonId>,
    /// When.
    pub done_at: Option<Stamp>,
}

/// What was asked at a follow-up.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// Answers by what was looked for (`infection`): yes, no, `not_known`.
    pub answers: std::collections::BTreeMap<String, String>,
    /// Tries at which the patient was not reached, the first first.
    pub tries: Vec<Try>,
}

/// A try at which the patient was not reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Try {
    /// When.
    pub at: jiff::Timestamp,
    /// Name of who tried.
    pub by: String,
    /// How.
    pub how: String,
}

/// What the kinds of reviews begin with; their week follows.
pub const REVIEW: &str = "review_week_";

const COLUMNS: &str = "id, patient, session, kind, due_on, until, state, answers, note, done_by, done_at";

fn asked(follow_up: &FollowUp) -> Bind {
    follow_up.answers.as_ref().map_or(Bind::Text(None), Json::bind)
}

/// Adds a follow-up.
pub async fn insert(tx: &mut Transaction, clinic: ClinicId, follow_up: &FollowUp) -> Result<(), DatabaseError> {
    tx.run(
        "INSERT INTO follow_up (id, clinic, patient, session, kind, due_on, until, state, answers, note, done_by, done_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        binds![
            follow_up.id,
            clinic,
            follow_up.patient,
            follow_up.session,
            &follow_up.kind,
            follow_up.due_on,
            follow_up.until,
            follow_up.state,
            asked(follow_up),
            follow_up.note.clone(),
            follow_up.done_by,
            follow_up.done_at
        ],
    )
    .await?;
    Ok(())
}

/// Supersedes the follow-ups of a patient that are still open; reviews belong to their course and stay.
pub async fn supersede_open(tx: &mut Transaction, clinic: ClinicId, patient: PatientId) -> Result<(), DatabaseError> {
    let sql = format!(
        "UPDATE follow_up SET state = $2 WHERE {FAMILY} AND clinic = $3 AND state = $4 AND kind NOT LIKE '{REVIEW}%'"
    );
    tx.run(
        &sql,
        binds![patient, FollowUpState::Superseded, clinic, FollowUpState::Open],
    )
    .await?;
    Ok(())
}

/// Supersedes the reviews of a course that are still open.
pub async fn supersede_reviews(tx: &mut Transaction, clinic: ClinicId, plan: PlanId) -> Result<(), DatabaseError> {
    let sql = format!(
        "UPDATE follow_up SET state = $1 WHERE clinic = $2 AND state = $3 AND kind LIKE '{REVIEW}%' \
         AND session IN (SELECT id FROM session WHERE plan = $4)"
    );
    tx.run(
        &sql,
        binds![FollowUpState::Superseded, clinic, FollowUpState::Open, plan],
    )
    .await?;
    Ok(())
}

/// How many reviews sessions of a course armed.
pub async fn n_reviews(tx: &mut Transaction, plan: PlanId) -> Result<i64, DatabaseError> {
    let sql = format!(
        "SELECT count(*) FROM follow_up WHERE kind LIKE '{REVIEW}%' \
         AND session IN (SELECT id FROM session WHERE plan = $1)"
    );
    tx.number(&sql, binds![plan]).await
}

/// Whether a patient has another signed session on a later day.
pub async fn has_later_session(
    tx: &mut Transaction,
    patient: PatientId,
    session: SessionId,
    day: Day,
) -> Result<bool, DatabaseError> {
    let sql = format!("SELECT count(*) FROM session WHERE {FAMILY} AND state = 'signed' AND id <> $2 AND day > $3");
    Ok(tx.number(&sql, binds![patient, session, day]).await? > 0)
}

/// Whether a course has another signed session on an earlier day.
pub async fn has_earlier_session(
    tx: &mut Transaction,
    plan: PlanId,
    session: SessionId,
    day: Day,
) -> Result<bool, DatabaseError> {
    let sql = "SELECT count(*) FROM session WHERE plan = $1 AND state = 'signed' AND id <> $2 AND day < $3";
    Ok(tx.number(sql, binds![plan, session, day]).await? > 0)
}

/// Every follow-up of a patient, by the day on which it is due.
pub async fn of_patient(tx: &mut Transaction, patient: PatientId) -> Result<Vec<FollowUp>, DatabaseError> {
    tx.all(
        &format!("SELECT {COLUMNS} FROM follow_up WHERE {FAMILY} ORDER BY due_on, id"),
        binds![patient],
    )
    .await
}

/// A follow-up of a patient.
pub async fn find(tx: &mut Transaction, patient: PatientId, id: FollowUpId) -> Result<Option<FollowUp>, DatabaseError> {
    tx.first(
        &format!("SELECT {COLUMNS} FROM follow_up WHERE {FAMILY} AND id = $2"),
        binds![patient, id],
    )
    .await
}

/// Open follow-ups, or open reviews, that are due until a day, the longest due first. Reviews of a course that was ended are
/// not due any more.
pub async fn due(
    tx: &mut Transaction,
    clinic: ClinicId,
    reviews: bool,
    until: Day,
    limit: i64,
) -> Result<Vec<FollowUp>, DatabaseError> {
    let which = if reviews {
        format!(
            "kind LIKE '{REVIEW}%' AND NOT EXISTS \
             (SELECT 1 FROM session s JOIN plan_end e ON e.plan = s.plan WHERE s.id = f.session)"
        )
    } else {
        format!("kind NOT LIKE '{REVIEW}%'")
    };
    let sql = format!(
        "SELECT {COLUMNS} FROM follow_up f WHERE clinic = $1 AND state = $2 AND due_on <= $3 AND {which} \
         ORDER BY due_on, id LIMIT $4"
    );
    tx.all(&sql, binds![clinic, FollowUpState::Open, until, limit]).await
}

/// Holds an open follow-up until the transaction ends, so that two who try at the same time lose nothing of each other; says
/// whether it is open.
pub async fn hold_open(tx: &mut Transaction, clinic: ClinicId, id: FollowUpId) -> Result<bool, DatabaseError> {
    let touched = tx
        .run(
            "UPDATE follow_up SET state = state WHERE clinic = $1 AND id = $2 AND state = $3",
            binds![clinic, id, FollowUpState::Open],
        )
        .await?;
    Ok(touched == 1)
}

/// Writes down what came of an open follow-up; says whether it was open.
pub async fn update_open(tx: &mut Transaction, clinic: ClinicId, follow_up: &FollowUp) -> Result<bool, DatabaseError> {
    let touched = tx
        .run(
            "UPDATE follow_up SET state = $1, answers = $2, note = $3, done_by = $4, done_at = $5 \
             WHERE clinic = $6 AND id = $7 AND state = $8",
            binds![
                follow_up.state,
                asked(follow_up),
                follow_up.note.clone(),
                follow_up.done_by,
                follow_up.done_at,
                clinic,
                follow_up.id,
                FollowUpState::Open
            ],
        )
        .await?;
    Ok(touched == 1)
}
