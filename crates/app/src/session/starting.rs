//! How a session begins: from a signed plan that was not ended, today or from a sheet of paper; and the list of all of them.

use anagen_records::Json;
use anagen_records::appointments::{self, Appointment, AppointmentKind};
use anagen_records::people::{self, Person, Role};
use anagen_records::rooms::Room;
use anagen_records::sessions::{self, Line, Session, State};
use anagen_records::values::{AppointmentId, Day, PatientId, PersonId, PlanId, RoomId, SessionId};
use anagen_records::{Stamp, Transaction};
use jiff::Span;
use jiff::civil::Date;

use super::body::{Body, Charting};
use super::ground::{Ground, to_value};
use crate::Message;
use crate::actor::{Action, Actor};
use crate::app::App;
use crate::error::{AppError, Invalid};
use crate::plan::{self, SignedPlan};
use crate::transaction::Deed;
use crate::way::{self, Way};
use crate::{case, patients, rooms};

/// How far back a sheet of paper may be typed in.
const OLDEST_PAPER_DAYS: i64 = 730;

/// Highest number of a session in a course.
const HIGHEST_NUMBER: i64 = 999;

/// What a session is begun with.
#[derive(Debug, Clone, PartialEq)]
pub struct Start {
    /// The plan that it follows.
    pub plan: PlanId,
    /// Which session of the course.
    pub number: i64,
    /// Where.
    pub room: RoomId,
    /// The appointment that it was booked as.
    pub appointment: Option<AppointmentId>,
    /// Typed in from a sheet of paper.
    pub paper: Option<OnPaper>,
}

/// What the sheet of paper says of its beginning.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OnPaper {
    /// When it took place.
    pub at: Stamp,
    /// Who injected.
    pub injector: PersonId,
}

/// Begins a session.
pub async fn start(actor: &Actor, app: &App, patient: PatientId, start: &Start) -> Result<SessionId, AppError> {
    let mut writing = app.write(actor, Action::RunSession).await?;
    let now = writing.now;
    let patient = patients::of(&mut writing.tx, actor, patient).await?;
    let clinic = patients::clinic_of(&mut writing.tx, actor).await?;
    let zone = case::time_zone(&clinic);
    let begun = begun_with(&mut writing.tx, actor, &patient, start, now).await?;
    let began_at = start.paper.map_or(now, |paper| paper.at);
    let day = began_at.0.to_zoned(zone).date();
    if sessions::open_one(&mut writing.tx, actor.clinic, patient.id)
        .await?
        .is_some()
    {
        return Err(AppError::refused("session-open-already"));
    }
    let session = Session {
        id: SessionId::new(),
        version: 1,
        patient: patient.merged_into.unwrap_or(patient.id),
        plan: Some(begun.plan.id),
        plan_version: Some(begun.plan.version),
        number: start.number,
        room: Some(begun.room.id),
        appointment: start.appointment,
        state: State::Open,
        day: Day(day),
        started_at: began_at,
        ended_at: None,
        injector: start.paper.map(|paper| paper.injector),
        body: Json(to_value(&Body::default())?),
        charting: Json(to_value(&Charting::default())?),
        n_points: 0,
        volume_ml: 0.0,
        verdict: None,
        screening: None,
        knowledge_version: None,
        knowledge_hash: None,
        reason: None,
        from_paper: start.paper.is_some(),
        edit: 0,
        changed_at: now,
        signed_by: None,
        signed_at: None,
    };
    match sessions::insert(&mut writing.tx, actor.clinic, &session).await {
        // Somebody else began one at the same moment.
        Err(error) if error.is_refused() => return Err(AppError::refused("session-open-already")),
        other => other?,
    }
    writing
        .commit(
            Deed::new("session.start", "session", session.id)
                .of(patient.id)
                .wrote(&session.plan),
        )
        .await?;
    Ok(session.id)
}

struct Begun {
    plan: SignedPlan,
    room: Room,
}

/// Holds what a session is begun with to what there is.
async fn begun_with(
    tx: &mut Transaction,
    actor: &Actor,
    patient: &anagen_records::patients::Patient,
    start: &Start,
    now: Stamp,
) -> Result<Begun, AppError> {
    let mut invalid = Invalid::default();
    let plans = plan::signed(tx, actor, patient.id).await?;
    let plan = plans
        .into_iter()
        .find(|plan| plan.id == start.plan)
        .ok_or(AppError::NotFound("plan"))?;
    let ended_before = |at: Stamp| plan.ended.as_ref().is_some_and(|end| end.at <= at);
    if ended_before(start.paper.map_or(now, |paper| paper.at)) {
        invalid.add("plan", Message::new("session-plan-ended"));
    }
    let room = rooms::of(tx, actor.clinic, start.room).await?;
    if room.closed_at.is_some() && start.paper.is_none() {
        invalid.add("room", Message::new("session-room-closed"));
    }
    if !(1..=HIGHEST_NUMBER).contains(&start.number) {
        invalid.add(
            "number",
            Message::new("session-number-impossible").with("most", HIGHEST_NUMBER),
        );
    }
    if let Some(id) = start.appointment {
        let appointment = appointments::find(tx, actor.clinic, id).await?;
        let own = patient.merged_into.unwrap_or(patient.id);
        appointment
            .filter(|appointment| appointment.patient == Some(patient.id) || appointment.patient == Some(own))
            .ok_or(AppError::NotFound("appointment"))?;
    }
    if let Some(paper) = start.paper {
        let oldest = now
            .0
            .checked_sub(Span::new().hours(OLDEST_PAPER_DAYS * 24))
            .unwrap_or(now.0);
        if now <= paper.at || paper.at.0 < oldest {
            invalid.add("started_at", Message::new("session-paper-time-wrong"));
        }
        let injector = people::find(tx, actor.clinic, paper.injector)
            .await?
            .ok_or(AppError::NotFound("person"))?;
        if injector.created_at > now {
            invalid.add("injector", Message::new("session-injector-unknown"));
        }
    }
    invalid.check()?;
    Ok(Begun { plan, room })
}

/// What a session of a patient can be begun with.
#[derive(Debug, Clone)]
pub struct Beginnings {
    /// Where the patient stands.
    pub way: Way,
    /// Signed plans that were not ended, each with the number of its next session.
    pub plans: Vec<(SignedPlan, i64)>,
    /// The open rooms.
    pub rooms: Vec<Room>,
    /// The patient's appointments of today that are not over.
    pub appointments: Vec<Appointment>,
    /// Who injects here.
    pub injectors: Vec<Person>,
    /// The session that is being worked on.
    pub open: Option<SessionId>,
    /// Today in the clinic.
    pub today: Date,
}

/// Reads what a session of a patient can be begun with.
pub async fn beginnings(actor: &Actor, app: &App, patient: PatientId) -> Result<Beginnings, AppError> {
    let knowledge = app.knowledge(actor.clinic).await?;
    let deed = Deed::new("session.begin", "patient", patient).of(patient);
    let mut reading = app.read_record(actor, Action::ReadRecord, deed).await?;
    let (tx, now) = (&mut reading.tx, reading.now);
    let way = way::in_transaction(tx, actor, knowledge, patient, now).await?;
    let today = now.0.to_zoned(case::time_zone(&way.clinic)).date();
    let mut plans = Vec::new();
    for plan in plan::signed(tx, actor, patient)
        .await?
        .into_iter()
        .filter(|plan| plan.ended.is_none())
    {
        let next = sessions::n_signed(tx, plan.id).await? + 1;
        plans.push((plan, next));
    }
    let mut rooms = rooms::list(tx, actor.clinic).await?;
    rooms.retain(|room| room.closed_at.is_none());
    let is_of_today =
        |one: &Appointment| one.day.0 == today && one.kind != AppointmentKind::Blocked && one.state.takes_time();
    let mut appointments = appointments::of_patient(tx, patient, 50).await?;
    appointments.retain(is_of_today);
    let mut injectors = Vec::new();
    for person in people::of_clinic(tx, actor.clinic).await? {
        if people::roles(tx, person.id).await?.contains(&Role::Injector) {
            injectors.push(person);
        }
    }
    let open = sessions::open_one(tx, actor.clinic, patient).await?;
    Ok(Beginnings {
        way,
        plans,
        rooms,
        appointments,
        injectors,
        open,
        today,
    })
}

/// The sessions of a patient.
#[derive(Debug, Clone)]
pub struct List {
    /// Where the patient stands.
    pub way: Way,
    /// Every session, the latest first.
    pub lines: Vec<Line>,
    /// Lots of each session, in the order of the lines.
    pub lots: Vec<Vec<String>>,
    /// Whether there is a plan that a session can follow.
    pub has_plan: bool,
}

/// Lists the sessions of a patient.
pub async fn list(actor: &Actor, app: &App, patient: PatientId) -> Result<List, AppError> {
    let knowledge = app.knowledge(actor.clinic).await?;
    let deed = Deed::new("session.list", "patient", patient).of(patient);
    let mut reading = app.read_record(actor, Action::ReadRecord, deed).await?;
    let (tx, now) = (&mut reading.tx, reading.now);
    let way = way::in_transaction(tx, actor, knowledge, patient, now).await?;
    let lines = sessions::lines(tx, actor.clinic, patient).await?;
    let mut lots = Vec::new();
    for line in &lines {
        lots.push(sessions::lot_numbers(tx, line.id).await?);
    }
    let plans = plan::signed(tx, actor, patient).await?;
    let has_plan = plans.iter().any(|plan| plan.ended.is_none());
    Ok(List {
        way,
        lines,
        lots,
        has_plan,
    })
}

/// Lets an open session follow the version to which its plan was amended, before the first point.
pub async fn follow_amended_plan(
    actor: &Actor,
    app: &App,
    patient: PatientId,
    session: SessionId,
) -> Result<(), AppError> {
    let mut writing = app.write(actor, Action::RunSession).await?;
    let now = writing.now;
    let mut ground = Ground::hold(&mut writing.tx, actor, app, patient, session, now).await?;
    if ground.body.first_point_at.is_some() || ground.is_amendment() {
        return Err(AppError::refused("session-points-are-charted"));
    }
    let version = ground.latest_plan_version;
    sessions::set_plan_version(&mut writing.tx, ground.clinic.id, session, version).await?;
    ground.session.plan_version = Some(version);
    // Another plan may need other lots: they are chosen again.
    ground.body.lots.clear();
    ground.store(&mut writing.tx).await?;
    let deed = Deed::new("session.plan", "session", session)
        .of(ground.patient.id)
        .wrote(&version);
    writing.commit(deed).await
}
