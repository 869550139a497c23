//! Sessions, the mixtures made for them, and who checked these.
//!
//! A session is one row for each version: the first is worked on until it is signed and is sealed then; an amendment is the
//! next. [`lock`] is taken before a row is read to be changed, so that two who work on one session lose nothing of each other.

use crate::binds;
use crate::database::DatabaseError;
use crate::patients::FAMILY;
use crate::transaction::Transaction;
use crate::values::{
    AppointmentId, ClinicId, Day, Json, LotId, PatientId, PersonId, PlanId, ProductId, RoomId, RowId, SessionId, Stamp,
    VialId,
};
use crate::words;

words! {
    /// How far a session, or an amendment of one, has come.
    pub enum State {
        /// It is being worked on.
        Open = "open",
        /// Somebody signed it; it is sealed.
        Signed = "signed",
        /// It was given up before anything was injected, or the amendment was.
        Abandoned = "abandoned",
    }
}

words! {
    /// Whose entry of a mixture it is.
    pub enum Part {
        /// Of the one who prepares.
        First = "first",
        /// Of the one who checks, without sight of the first.
        Second = "second",
        /// Of somebody who works alone; the record says so.
        Single = "single",
    }
}

/// One version of a session.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Session {
    /// Identifier; the same for every version.
    pub id: SessionId,
    /// 1 for the first, then each amendment.
    pub version: i64,
    /// Whose.
    pub patient: PatientId,
    /// The plan that it follows.
    pub plan: Option<PlanId>,
    /// The version of the plan.
    pub plan_version: Option<i64>,
    /// Which session of the course.
    pub number: i64,
    /// Where.
    pub room: Option<RoomId>,
    /// The appointment that it was booked as.
    pub appointment: Option<AppointmentId>,
    /// How far it has come.
    pub state: State,
    /// Its day in the clinic's time zone.
    pub day: Day,
    /// When it began.
    pub started_at: Stamp,
    /// When it ended.
    pub ended_at: Option<Stamp>,
    /// Who injected.
    pub injector: Option<PersonId>,
    /// Time-out, observation, reactions, notes.
    pub body: Json<serde_json::Value>,
    /// Points as injected.
    pub charting: Json<serde_json::Value>,
    /// How many they are.
    pub n_points: i64,
    /// Their volume together.
    pub volume_ml: f64,
    /// The day's verdict as it was when the first point was charted.
    pub verdict: Option<String>,
    /// The day's screening at that moment.
    pub screening: Option<Json<serde_json::Value>>,
    /// Version of the knowledge that gave it.
    pub knowledge_version: Option<String>,
    /// Its hash.
    pub knowledge_hash: Option<String>,
    /// Why it was amended or given up.
    pub reason: Option<String>,
    /// Typed in later from a sheet of paper.
    pub from_paper: bool,
    /// Counts the edits of the points.
    pub edit: i64,
    /// When it was changed last.
    pub changed_at: Stamp,
    /// Who signed it.
    pub signed_by: Option<PersonId>,
    /// When.
    pub signed_at: Option<Stamp>,
}

const COLUMNS: &str = "id, version, patient, plan, plan_version, number, room, appointment, state, day, started_at, ended_at, \
                       injector, body, charting, n_points, volume_ml, verdict, screening, knowledge_version, knowledge_hash, \
                       reason, from_paper, edit, changed_at, signed_by, signed_at";

/// Adds a session or an amendment.
pub async fn insert(tx: &mut Transaction, clinic: ClinicId, session: &Session) -> Result<(), DatabaseError> {
    let screening = session.screening.as_ref().map(|screening| screening.0.to_string());
    tx.run(
        "INSERT INTO session (id, version, clinic, patient, plan, plan_version, number, room, appointment, state, day, \
         started_at, ended_at, injector, body, charting, n_points, volume_ml, verdict, screening, knowledge_version, \
         knowledge_hash, reason, from_paper, edit, changed_at, signed_by, signed_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, \
         $25, $26, $27, $28)",
        binds![
            session.id,
            session.version,
            clinic,
            session.patient,
            session.plan,
            session.plan_version,
            session.number,
            session.room,
            session.appointment,
            session.state,
            session.day,
            session.started_at,
            session.ended_at,
            session.injector,
            session.body.bind(),
            session.charting.bind(),
            session.n_points,
            session.volume_ml,
            session.verdict.clone(),
            screening,
            session.knowledge_version.clone(),
            session.knowledge_hash.clone(),
            session.reason.clone(),
            session.from_paper,
            session.edit,
            session.changed_at,
            session.signed_by,
            session.signed_at
        ],
    )
    .await?;
    Ok(())
}

/// Locks the open version of a session until the transaction ends; says whether there is one.
pub async fn lock(tx: &mut Transaction, clinic: ClinicId, id: SessionId) -> Result<bool, DatabaseError> {
    let touched = tx
        .run(
            "UPDATE session SET changed_at = changed_at WHERE clinic = $1 AND id = $2 AND state = 'open' AND signed_at IS NULL",
            binds![clinic, id],
        )
        .await?;
    Ok(touched > 0)
}

/// A session of a patient as it counts now: its latest version that was not given up. A session that was given up as a whole is
/// found too.
pub async fn find(
    tx: &mut Transaction,
    clinic: ClinicId,
    patient: PatientId,
    id: SessionId,
) -> Result<Option<Session>, DatabaseError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM session WHERE {FAMILY} AND clinic = $2 AND id = $3 AND (state <> 'abandoned' OR version = 1) \
         ORDER BY version DESC LIMIT 1"
    );
    tx.first(&sql, binds![patient, clinic, id]).await
}

/// Every version of a session, the latest first; also amendments that were given up.
pub async fn versions(tx: &mut Transaction, clinic: ClinicId, id: SessionId) -> Result<Vec<Session>, DatabaseError> {
    let sql = format!("SELECT {COLUMNS} FROM session WHERE clinic = $1 AND id = $2 ORDER BY version DESC");
    tx.all(&sql, binds![clinic, id]).await
}

/// Writes the open version of a session. The caller holds its [`lock`]; says whether it was still open.
pub async fn update(tx: &mut Transaction, clinic: ClinicId, session: &Session) -> Result<bool, DatabaseError> {
    let screening = session.screening.as_ref().map(|screening| screening.0.to_string());
    let touched = tx
        .run(
            "UPDATE session SET number = $1, room = $2, appointment = $3, state = $4, ended_at = $5, injector = $6, body = $7, \
             charting = $8, n_points = $9, volume_ml = $10, verdict = $11, screening = $12, knowledge_version = $13, \
             knowledge_hash = $14, reason = $15, edit = $16, changed_at = $17, signed_by = $18, signed_at = $19 \
             WHERE clinic = $20 AND id = $21 AND version = $22 AND signed_at IS NULL",
            binds![
                session.number,
                session.room,
                session.appointment,
                session.state,
                session.ended_at,
                session.injector,
                session.body.bind(),
                session.charting.bind(),
                session.n_points,
                session.volume_ml,
                session.verdict.clone(),
                screening,
                session.knowledge_version.clone(),
                session.knowledge_hash.clone(),
                session.reason.clone(),
                session.edit,
                session.changed_at,
                session.signed_by,
                session.signed_at,
                clinic,
                session.id,
                session.version
            ],
        )
        .await?;
    Ok(touched == 1)
}

/// A line of a patient's list of sessions.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Line {
    /// Identifier.
    pub id: SessionId,
    /// Version that counts.
    pub version: i64,
    /// Which session of the course.
    pub number: i64,
    /// Its day.
    pub day: Day,
    /// How far it has come.
    pub state: State,
    /// Whether an amendment of it is being worked on.
    pub being_amended: bool,
    /// Points injected.
    pub n_points: i64,
    /// Their volume.
    pub volume_ml: f64,
    /// The day's verdict when the first point was charted.
    pub verdict: Option<String>,
    /// Typed in later from a sheet of paper.
    pub from_paper: bool,
    /// Who signed it.
    pub signed_by_name: Option<String>,
    /// When.
    pub signed_at: Option<Stamp>,
}

/// Every session of a patient, the latest first; of each the version that counts: the latest that is signed, else the open one.
/// Those that were given up come too.
pub async fn lines(tx: &mut Transaction, clinic: ClinicId, patient: PatientId) -> Result<Vec<Line>, DatabaseError> {
    let sql = format!(
        "SELECT s.id, s.version, s.number, s.day, s.state, s.n_points, s.volume_ml, s.verdict, s.from_paper, \
         p.name AS signed_by_name, s.signed_at, \
         EXISTS (SELECT 1 FROM session a WHERE a.id = s.id AND a.version > s.version AND a.state = 'open') AS being_amended \
         FROM session s LEFT JOIN person p ON p.id = s.signed_by \
         WHERE s.{FAMILY} AND s.clinic = $2 AND s.version = \
         (SELECT max(v.version) FROM session v WHERE v.id = s.id AND (v.state = 'signed' OR v.version = 1)) \
         ORDER BY s.day DESC, s.started_at DESC, s.id DESC"
    );
    tx.all(&sql, binds![patient, clinic]).await
}

/// The session of a patient that is being worked on, where there is one; an amendment of an earlier one is none.
pub async fn open_one(
    tx: &mut Transaction,
    clinic: ClinicId,
    patient: PatientId,
) -> Result<Option<SessionId>, DatabaseError> {
    let sql =
        format!("SELECT id FROM session WHERE {FAMILY} AND clinic = $2 AND state = 'open' AND version = 1 ORDER BY id");
    let row: Option<(SessionId,)> = tx.first(&sql, binds![patient, clinic]).await?;
    Ok(row.map(|(id,)| id))
}

/// The patient's latest signed session before another one, as it counts now: what "repeat last" repeats.
pub async fn last_signed(
    tx: &mut Transaction,
    clinic: ClinicId,
    patient: PatientId,
    before: SessionId,
) -> Result<Option<Session>, DatabaseError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM session s WHERE {FAMILY} AND clinic = $2 AND id <> $3 AND state = 'signed' AND n_points > 0 \
         AND version = (SELECT max(v.version) FROM session v WHERE v.id = s.id AND v.state = 'signed') \
         AND started_at <= (SELECT max(o.started_at) FROM session o WHERE o.id = $3) \
         ORDER BY started_at DESC, id DESC LIMIT 1"
    );
    tx.first(&sql, binds![patient, clinic, before]).await
}

/// How many sessions of a plan were signed.
pub async fn n_signed(tx: &mut Transaction, plan: PlanId) -> Result<i64, DatabaseError> {
    tx.number(
        "SELECT count(*) FROM (SELECT DISTINCT id FROM session WHERE plan = $1 AND state = 'signed') AS signed",
        binds![plan],
    )
    .await
}

/// A product of a session's mixture, with the lot that was used.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Component {
    /// The product.
    pub product: ProductId,
    /// Its lot.
    pub lot: LotId,
    /// The opened vial that was used on.
    pub vial: Option<VialId>,
    /// Volume drawn.
    pub volume_ml: f64,
    /// Vials taken from the shelf; 0 where an opened one was used on.
    pub vials: i64,
}

/// The components of a session's mixture as they count.
pub async fn components(tx: &mut Transaction, session: SessionId) -> Result<Vec<Component>, DatabaseError> {
    tx.all(
        "SELECT product, lot, vial, volume_ml, vials FROM mixture_component WHERE session = $1 AND removed_at IS NULL ORDER BY id",
        binds![session],
    )
    .await
}

/// Puts components in the place of the earlier ones, which stay as removed.
pub async fn replace_components(
    tx: &mut Transaction,
    clinic: ClinicId,
    patient: PatientId,
    session: SessionId,
    components: &[Component],
    at: Stamp,
) -> Result<(), DatabaseError> {
    tx.run(
        "UPDATE mixture_component SET removed_at = $1 WHERE session = $2 AND removed_at IS NULL",
        binds![at, session],
    )
    .await?;
    for component in components {
        tx.run(
            "INSERT INTO mixture_component (id, clinic, session, patient, product, lot, vial, volume_ml, vials) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            binds![
                RowId::new(),
                clinic,
                session,
                patient,
                component.product,
                component.lot,
                component.vial,
                component.volume_ml,
                component.vials
            ],
        )
        .await?;
    }
    Ok(())
}

/// What one person entered of a mixture.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Entry {
    /// Counts the attempts.
    pub attempt: i64,
    /// Whose entry it is.
    pub part: Part,
    /// What was entered.
    pub body: Json<serde_json::Value>,
    /// Who entered it.
    pub by_person: PersonId,
    /// Their name.
    pub by_name: String,
    /// When.
    pub entered_at: Stamp,
}

/// Every entry of a session's mixture, in the order in which they were made.
pub async fn entries(tx: &mut Transaction, session: SessionId) -> Result<Vec<Entry>, DatabaseError> {
    tx.all(
        "SELECT e.attempt, e.part, e.body, e.by_person, p.name AS by_name, e.entered_at FROM mixture_entry e \
         JOIN person p ON p.id = e.by_person WHERE e.session = $1 AND e.entered_at IS NOT NULL ORDER BY e.attempt, e.part",
        binds![session],
    )
    .await
}

/// Adds an entry of a mixture. One part and one person make one entry of an attempt: anything else is refused by the database.
pub async fn insert_entry(
    tx: &mut Transaction,
    clinic: ClinicId,
    session: SessionId,
    entry: &Entry,
) -> Result<(), DatabaseError> {
    tx.run(
        "INSERT INTO mixture_entry (id, clinic, session, attempt, part, body, by_person, entered_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        binds![
            RowId::new(),
            clinic,
            session,
            entry.attempt,
            entry.part,
            entry.body.bind(),
            entry.by_person,
            entry.entered_at
        ],
    )
    .await?;
    Ok(())
}

/// When the first session of a patient that was signed took place.
pub async fn first_signed_at(
    tx: &mut Transaction,
    clinic: ClinicId,
    patient: PatientId,
) -> Result<Option<Stamp>, DatabaseError> {
    let sql = format!("SELECT min(started_at) FROM session WHERE {FAMILY} AND clinic = $2 AND state = 'signed'");
    let row: Option<(Option<Stamp>,)> = tx.first(&sql, binds![patient, clinic]).await?;
    Ok(row.and_then(|(at,)| at))
}

/// The version of its plan that an open session follows from now on.
pub async fn set_plan_version(
    tx: &mut Transaction,
    clinic: ClinicId,
    session: SessionId,
    plan_version: i64,
) -> Result<(), DatabaseError> {
    tx.run(
        "UPDATE session SET plan_version = $1 WHERE clinic = $2 AND id = $3 AND version = 1 AND signed_at IS NULL",
        binds![plan_version, clinic, session],
    )
    .await?;
    Ok(())
}

/// The numbers of the lots of a session's mixture.
pub async fn lot_numbers(tx: &mut Transaction, session: SessionId) -> Result<Vec<String>, DatabaseError> {
    let rows: Vec<(String,)> = tx
        .all(
            "SELECT l.number FROM mixture_component c JOIN lot l ON l.id = c.lot \
             WHERE c.session = $1 AND c.removed_at IS NULL ORDER BY c.id",
            binds![session],
        )
        .await?;
    Ok(rows.into_iter().map(|(number,)| number).collect())
}
