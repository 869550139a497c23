//! The book of appointments: booking, moving, what became of each.
//!
//! That a room or a person is taken once is a constraint of the database; what stands in the way is shown before and after it
//! refused. Days and times are those of the clinic's clock, whatever the clock of the server says.

mod checks;
pub mod day;
pub mod feeds;
pub mod waiting;

use anagen_records::appointments::{self, Appointment, AppointmentKind, AppointmentState};
use anagen_records::clinics::Clinic;
use anagen_records::revisions::{self, Revision};
use anagen_records::values::{AppointmentId, PatientId, PersonId, PlanId, RoomId, WaitingId};
use anagen_records::{Day, Stamp, Transaction, patients as stored_patients};
use jiff::civil::{Date, Time};
use jiff::tz::{AmbiguousOffset, TimeZone};
use serde::{Deserialize, Serialize};

pub use self::checks::{LONGEST_MINUTES, Opening, opening_on};
use crate::actor::{Action, Actor};
use crate::app::App;
use crate::case::time_zone;
use crate::error::AppError;
use crate::patients;
use crate::transaction::{Deed, Writing};

/// What is entered of an appointment.
#[derive(Debug, Clone, PartialEq)]
pub struct Wanted {
    /// Whose; none where time is blocked.
    pub patient: Option<PatientId>,
    /// In which room.
    pub room: Option<RoomId>,
    /// With whom.
    pub person: Option<PersonId>,
    /// What for.
    pub kind: AppointmentKind,
    /// Day in the clinic's time zone.
    pub day: Date,
    /// Time of day in the clinic's time zone.
    pub time: Time,
    /// How long.
    pub minutes: i64,
    /// What the front desk has to know; nothing clinical.
    pub note: String,
    /// The plan whose session it is.
    pub plan: Option<PlanId>,
    /// Which session of the course.
    pub session_number: Option<i64>,
    /// Somebody said that it is meant although the clinic is closed then.
    pub although_closed: bool,
}

/// Whom an appointment is with, as far as the one who reads may know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Who {
    /// The patient under whom everything of them is shown.
    pub id: PatientId,
    /// Given names, then family name.
    pub name: String,
    /// The clinic's number.
    pub number: String,
    /// Telephone.
    pub phone: String,
    /// Address for mail.
    pub email: String,
    /// Language of what they read; empty: the clinic's.
    pub language: String,
}

/// An appointment as a list shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The appointment. Whoever may not know who is a patient finds neither patient nor note in it.
    pub appointment: Appointment,
    /// Who comes.
    pub patient: Option<Who>,
    /// First minute of its day, on the clinic's clock.
    pub from: u16,
    /// The minute after its last, at most midnight.
    pub to: u16,
}

/// The moment of a local day and time. A time that a change of the clock skips moves forward by the change; one that comes
/// twice is the first of the two.
pub fn moment(zone: &TimeZone, day: Date, time: Time) -> Result<Stamp, AppError> {
    let ambiguous = zone.to_ambiguous_zoned(day.to_datetime(time));
    let zoned = match ambiguous.offset() {
        AmbiguousOffset::Gap { .. } => ambiguous.later(),
        AmbiguousOffset::Unambiguous { .. } | AmbiguousOffset::Fold { .. } => ambiguous.earlier(),
    };
    let zoned = zoned.map_err(|_| AppError::field("day", "field-day-wrong"))?;
    Ok(Stamp(zoned.timestamp()))
}

/// What the clock does to a local time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockChange {
    /// The time does not exist on this day: the clocks go forward.
    Skipped,
    /// It comes twice: the clocks go back.
    Twice,
}

/// What the clock of a time zone does to a time of a day, where it does something.
pub fn clock_change(zone: &TimeZone, day: Date, time: Time) -> Option<ClockChange> {
    match zone.to_ambiguous_zoned(day.to_datetime(time)).offset() {
        AmbiguousOffset::Unambiguous { .. } => None,
        AmbiguousOffset::Gap { .. } => Some(ClockChange::Skipped),
        AmbiguousOffset::Fold { .. } => Some(ClockChange::Twice),
    }
}

/// Day and minute of a moment on the clock of a time zone.
pub(crate) fn local(zone: &TimeZone, at: Stamp) -> (Date, u16) {
    let zoned = at.0.to_zoned(zone.clone());
    let minute = i32::from(zoned.hour()) * 60 + i32::from(zoned.minute());
    (zoned.date(), u16::try_from(minute).unwrap_or(0))
}

/// Minutes of a day.
const MIDNIGHT: u16 = 24 * 60;

/// From which minute of its day until which an appointment stands in the book. In a night in which the clock goes back it may
/// end before it began; it then stands as long as it lasts.
fn minutes_of(zone: &TimeZone, appointment: &Appointment) -> (u16, u16) {
    let (_, from) = local(zone, appointment.starts_at);
    let (last_day, last) = local(zone, appointment.ends_at);
    let lasts = u16::try_from(minutes(appointment)).unwrap_or(MIDNIGHT);
    let to = match last_day > appointment.day.0 {
        true => MIDNIGHT,
        false if last > from => last,
        false => from.saturating_add(lasts).min(MIDNIGHT),
    };
    (from, to)
}

/// How long an appointment lasts.
pub fn minutes(appointment: &Appointment) -> i64 {
    appointment.ends_at.0.duration_since(appointment.starts_at.0).as_mins()
}

/// Puts names to patients, as far as the one who reads may know them.
pub(crate) async fn names(
    tx: &mut Transaction,
    actor: &Actor,
    ids: impl IntoIterator<Item = PatientId>,
) -> Result<std::collections::HashMap<PatientId, Who>, AppError> {
    let mut names = std::collections::HashMap::new();
    if !actor.may(Action::ReadPatients) {
        return Ok(names);
    }
    let mut ids: Vec<PatientId> = ids.into_iter().collect();
    ids.sort_unstable();
    ids.dedup();
    // Fewer at a time than an engine takes values.
    for ids in ids.chunks(500) {
        let found = stored_patients::list(tx, actor.clinic, ids).await?;
        let kept: Vec<PatientId> = found.iter().filter_map(|patient| patient.merged_into).collect();
        let kept = stored_patients::list(tx, actor.clinic, &kept).await?;
        for patient in found {
            let merged = kept.iter().find(|kept| Some(kept.id) == patient.merged_into);
            let id = patient.id;
            let shown = merged.unwrap_or(&patient);
            let who = Who {
                id: shown.id,
                name: format!("{} {}", shown.given_names, shown.family_name).trim().to_owned(),
                number: shown.number.clone(),
                phone: shown.phone.clone(),
                email: shown.email.clone(),
                language: shown.language.clone(),
            };
            names.insert(id, who);
        }
    }
    Ok(names)
}

/// Appointments as a list shows them.
pub(crate) async fn entries(
    tx: &mut Transaction,
    actor: &Actor,
    clinic: &Clinic,
    appointments: Vec<Appointment>,
) -> Result<Vec<Entry>, AppError> {
    let names = names(tx, actor, appointments.iter().filter_map(|one| one.patient)).await?;
    let zone = time_zone(clinic);
    let may_know = actor.may(Action::ReadPatients);
    Ok(appointments
        .into_iter()
        .map(|mut appointment| {
            let (from, to) = minutes_of(&zone, &appointment);
            let patient = appointment.patient.and_then(|id| names.get(&id).cloned());
            if !may_know {
                appointment.patient = None;
                appointment.note.clear();
                appointment.plan = None;
            }
            Entry {
                appointment,
                patient,
                from,
                to,
            }
        })
        .collect())
}

async fn entry(
    tx: &mut Transaction,
    actor: &Actor,
    clinic: &Clinic,
    appointment: Appointment,
) -> Result<Entry, AppError> {
    let mut entries = entries(tx, actor, clinic, vec![appointment]).await?;
    entries.pop().ok_or(AppError::NotFound("appointment"))
}

/// A taken time is what the database refuses.
fn taken(error: anagen_records::DatabaseError) -> AppError {
    if error.is_refused() {
        AppError::refused(TAKEN)
    } else {
        error.into()
    }
}

/// Key of the refusal where the room or the person is taken.
pub const TAKEN: &str = "appointment-taken";

/// Books an appointment; with `waiting` it answers an entry of the waiting list.
pub async fn book(
    actor: &Actor,
    app: &App,
    wanted: Wanted,
    waiting: Option<WaitingId>,
) -> Result<AppointmentId, AppError> {
    let mut writing = app.write(actor, Action::Book).await?;
    let clinic = patients::clinic_of(&mut writing.tx, actor).await?;
    let now = writing.now;
    let appointment = book_in(&mut writing.tx, actor, &clinic, wanted, now).await?;
    if let Some(waiting) = waiting {
        waiting::answer(&mut writing.tx, actor, waiting, &appointment, now).await?;
    }
    writing.commit(deed("appointment.book", &appointment)).await?;
    Ok(appointment.id)
}

/// Holds what is wanted to what there is, and books nothing; gives the moments at which it begins and ends.
pub(crate) async fn held(
    tx: &mut Transaction,
    actor: &Actor,
    clinic: &Clinic,
    wanted: &Wanted,
    now: Stamp,
) -> Result<(Stamp, Stamp), AppError> {
    checks::check(tx, actor, clinic, wanted, None, now).await
}

/// [`book`] inside a transaction.
pub(crate) async fn book_in(
    tx: &mut Transaction,
    actor: &Actor,
    clinic: &Clinic,
    wanted: Wanted,
    now: Stamp,
) -> Result<Appointment, AppError> {
    let (from, until) = held(tx, actor, clinic, &wanted, now).await?;
    let appointment = Appointment {
        id: AppointmentId::new(),
        patient: wanted.patient,
        room: wanted.room,
        person: wanted.person,
        kind: wanted.kind,
        starts_at: from,
        ends_at: until,
        day: Day(wanted.day),
        state: AppointmentState::Booked,
        arrived_at: None,
        note: wanted.note.trim().to_owned(),
        plan: wanted.plan,
        session_number: wanted.session_number,
        version: 1,
        created_at: now,
    };
    let by = Some(actor.person);
    appointments::insert(tx, actor.clinic, &appointment, by)
        .await
        .map_err(taken)?;
    Ok(appointment)
}

fn deed(what: &'static str, appointment: &Appointment) -> Deed {
    let deed = Deed::new(what, "appointment", appointment.id);
    match appointment.patient {
        Some(patient) => deed.of(patient),
        None => deed,
    }
}

/// One appointment. That it was looked at is written down.
pub async fn find(actor: &Actor, app: &App, id: AppointmentId) -> Result<Entry, AppError> {
    let mut reading = app.read(actor, Action::ReadAgenda).await?;
    let clinic = patients::clinic_of(&mut reading.tx, actor).await?;
    let found = appointments::find(&mut reading.tx, actor.clinic, id).await?;
    let found = found.ok_or(AppError::NotFound("appointment"))?;
    let looked_at = deed("appointment.open", &found);
    let entry = entry(&mut reading.tx, actor, &clinic, found).await?;
    drop(reading);
    app.note(Some(actor), looked_at).await?;
    Ok(entry)
}

/// What is known of a patient's appointments.
#[derive(Debug, Clone, PartialEq)]
pub struct OfPatient {
    /// The latest first.
    pub entries: Vec<Entry>,
    /// How often they came.
    pub n_kept: i64,
    /// How often they did not.
    pub n_missed: i64,
}

/// Appointments on a patient's list.
const MOST_OF_PATIENT: i64 = 50;

/// The appointments of a patient, with how often they came and how often not.
pub async fn of_patient(actor: &Actor, app: &App, patient: PatientId) -> Result<OfPatient, AppError> {
    actor.demand(Action::ReadPatients)?;
    let mut reading = app.read(actor, Action::ReadAgenda).await?;
    let clinic = patients::clinic_of(&mut reading.tx, actor).await?;
    let patient = patients::of(&mut reading.tx, actor, patient).await?;
    let patient = patient.merged_into.unwrap_or(patient.id);
    let found = appointments::of_patient(&mut reading.tx, patient, MOST_OF_PATIENT).await?;
    let (n_kept, n_missed) = appointments::kept_and_missed(&mut reading.tx, patient).await?;
    let entries = entries(&mut reading.tx, actor, &clinic, found).await?;
    Ok(OfPatient {
        entries,
        n_kept,
        n_missed,
    })
}

/// Changes an appointment that still has the version that was read.
pub async fn change(actor: &Actor, app: &App, id: AppointmentId, version: i64, wanted: Wanted) -> Result<(), AppError> {
    let mut writing = app.write(actor, Action::Book).await?;
    let before = read_version(&mut writing.tx, actor, id, version).await?;
    change_in(writing, actor, before, wanted, "appointment.change").await
}

async fn read_version(
    tx: &mut Transaction,
    actor: &Actor,
    id: AppointmentId,
    version: i64,
) -> Result<Appointment, AppError> {
    let before = appointments::find(tx, actor.clinic, id).await?;
    let before = before.ok_or(AppError::NotFound("appointment"))?;
    if before.version == version {
        Ok(before)
    } else {
        Err(AppError::Stale("appointment"))
    }
}

async fn change_in(
    mut writing: Writing<'_>,
    actor: &Actor,
    before: Appointment,
    wanted: Wanted,
    what: &'static str,
) -> Result<(), AppError> {
    let clinic = patients::clinic_of(&mut writing.tx, actor).await?;
    let now = writing.now;
    let (from, until) = checks::check(&mut writing.tx, actor, &clinic, &wanted, Some(&before), now).await?;
    let after = Appointment {
        patient: wanted.patient,
        room: wanted.room,
        person: wanted.person,
        kind: wanted.kind,
        starts_at: from,
        ends_at: until,
        day: Day(wanted.day),
        note: wanted.note.trim().to_owned(),
        plan: wanted.plan,
        session_number: wanted.session_number,
        ..before.clone()
    };
    let touched = appointments::update(&mut writing.tx, actor.clinic, &after).await;
    store(writing, actor, &before, touched.map_err(taken)?, deed(what, &after)).await
}

/// Where an appointment is moved to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MoveTo {
    /// Day in the clinic's time zone.
    pub day: Date,
    /// Time of day in the clinic's time zone.
    pub time: Time,
    /// Another room.
    pub room: Option<RoomId>,
    /// Another person.
    pub person: Option<PersonId>,
    /// Somebody said that it is meant although the clinic is closed then.
    pub although_closed: bool,
}

/// What an appointment would be, moved; what else it holds stays.
fn moved(before: &Appointment, to: MoveTo) -> Wanted {
    Wanted {
        patient: before.patient,
        room: to.room.or(before.room),
        person: to.person.or(before.person),
        kind: before.kind,
        day: to.day,
        time: to.time,
        minutes: minutes(before),
        note: before.note.clone(),
        plan: before.plan,
        session_number: before.session_number,
        although_closed: to.although_closed,
    }
}

/// What stands in the way of moving an appointment.
pub async fn in_the_way_of_move(
    actor: &Actor,
    app: &App,
    id: AppointmentId,
    to: MoveTo,
) -> Result<day::InTheWay, AppError> {
    let mut reading = app.read(actor, Action::ReadAgenda).await?;
    let before = appointments::find(&mut reading.tx, actor.clinic, id).await?;
    let before = before.ok_or(AppError::NotFound("appointment"))?;
    drop(reading);
    day::in_the_way(actor, app, Some(id), &moved(&before, to)).await
}

/// Moves an appointment to another time, room or person; what else it holds stays.
pub async fn move_to(actor: &Actor, app: &App, id: AppointmentId, version: i64, to: MoveTo) -> Result<(), AppError> {
    let mut writing = app.write(actor, Action::Book).await?;
    let before = read_version(&mut writing.tx, actor, id, version).await?;
    let wanted = moved(&before, to);
    change_in(writing, actor, before, wanted, "appointment.move").await
}

/// Takes the last change of time, room or person back, where the appointment still has the version that the change gave it.
pub async fn undo_move(actor: &Actor, app: &App, id: AppointmentId, version: i64) -> Result<(), AppError> {
    let mut writing = app.write(actor, Action::Book).await?;
    let before = read_version(&mut writing.tx, actor, id, version).await?;
    let kept = revisions::of(&mut writing.tx, actor.clinic, "appointment", &id.to_string()).await?;
    let earlier = kept.into_iter().find(|revision| revision.version == version - 1);
    let earlier: Option<Earlier> = earlier.and_then(|revision| serde_json::from_str(&revision.body).ok());
    let earlier = earlier.ok_or(AppError::NotFound("appointment"))?;
    let clinic = patients::clinic_of(&mut writing.tx, actor).await?;
    let (starts_at, ends_at) = (Stamp(earlier.starts_at), Stamp(earlier.ends_at));
    let after = Appointment {
        room: earlier.room,
        person: earlier.person,
        starts_at,
        ends_at,
        day: Day(local(&time_zone(&clinic), starts_at).0),
        ..before.clone()
    };
    let touched = appointments::update(&mut writing.tx, actor.clinic, &after).await;
    store(
        writing,
        actor,
        &before,
        touched.map_err(taken)?,
        deed("appointment.move_back", &after),
    )
    .await
}

/// The patient came, is in the room, was there, did not come; or the appointment is called off. Each can be taken back.
pub async fn set_state(
    actor: &Actor,
    app: &App,
    id: AppointmentId,
    version: i64,
    state: AppointmentState,
) -> Result<(), AppError> {
    let mut writing = app.write(actor, Action::Book).await?;
    let before = appointments::find(&mut writing.tx, actor.clinic, id).await?;
    let before = before.ok_or(AppError::NotFound("appointment"))?;
    if before.state == state {
        // Pressed twice, or by two people: it is as it should be.
        return Ok(());
    }
    if before.version != version {
        return Err(AppError::Stale("appointment"));
    }
    let clinic = patients::clinic_of(&mut writing.tx, actor).await?;
    let today = local(&time_zone(&clinic), writing.now).0;
    if before.kind == AppointmentKind::Blocked
        && !matches!(state, AppointmentState::Booked | AppointmentState::Cancelled)
    {
        return Err(AppError::refused("appointment-blocked-has-no-patient"));
    }
    if state.took_place() && before.day.0 > today {
        return Err(AppError::refused("appointment-day-to-come"));
    }
    if state == AppointmentState::NoShow && writing.now < before.starts_at {
        return Err(AppError::refused("appointment-not-begun"));
    }
    // When somebody came is known only to who writes it down at that time.
    let now = (before.day.0 == today).then_some(writing.now);
    let arrived_at = match state {
        AppointmentState::Booked | AppointmentState::NoShow => None,
        AppointmentState::Arrived | AppointmentState::InRoom => before.arrived_at.or(now),
        AppointmentState::Done | AppointmentState::Cancelled => before.arrived_at,
    };
    let after = Appointment {
        state,
        arrived_at,
        ..before.clone()
    };
    let what = match state {
        AppointmentState::Booked => "appointment.reopen",
        AppointmentState::Arrived => "appointment.arrived",
        AppointmentState::InRoom => "appointment.in_room",
        AppointmentState::Done => "appointment.done",
        AppointmentState::NoShow => "appointment.no_show",
        AppointmentState::Cancelled => "appointment.cancel",
    };
    let touched = appointments::set_state(&mut writing.tx, actor.clinic, &after).await;
    store(writing, actor, &before, touched.map_err(taken)?, deed(what, &after)).await
}

/// Writes down inside a transaction that an appointment took place; its audit entry is that of the deed which it belongs to.
/// Where somebody changes it at the same moment, that change stands.
pub(crate) async fn finish(tx: &mut Transaction, actor: &Actor, id: AppointmentId, now: Stamp) -> Result<(), AppError> {
    let Some(before) = appointments::find(tx, actor.clinic, id).await? else {
        return Ok(());
    };
    if before.state == AppointmentState::Done {
        return Ok(());
    }
    let after = Appointment {
        state: AppointmentState::Done,
        ..before.clone()
    };
    if appointments::set_state(tx, actor.clinic, &after).await? {
        keep(tx, actor, &before, now).await?;
    }
    Ok(())
}

/// An earlier state of an appointment, as it is kept.
#[derive(Debug, Serialize, Deserialize)]
struct Earlier {
    patient: Option<PatientId>,
    room: Option<RoomId>,
    person: Option<PersonId>,
    kind: AppointmentKind,
    starts_at: jiff::Timestamp,
    ends_at: jiff::Timestamp,
    state: AppointmentState,
    note: String,
    session_number: Option<i64>,
}

async fn keep(tx: &mut Transaction, actor: &Actor, before: &Appointment, now: Stamp) -> Result<(), AppError> {
    let earlier = Earlier {
        patient: before.patient,
        room: before.room,
        person: before.person,
        kind: before.kind,
        starts_at: before.starts_at.0,
        ends_at: before.ends_at.0,
        state: before.state,
        note: before.note.clone(),
        session_number: before.session_number,
    };
    let body = serde_json::to_string(&earlier)
        .map_err(|error| AppError::Internal(format!("an appointment cannot be kept: {error}")))?;
    let kept = Revision {
        version: before.version,
        body,
        reason: None,
        by_person: Some(actor.person),
        at: now,
    };
    revisions::keep(tx, actor.clinic, "appointment", &before.id.to_string(), &kept).await?;
    Ok(())
}

async fn store(
    mut writing: Writing<'_>,
    actor: &Actor,
    before: &Appointment,
    touched: bool,
    deed: Deed,
) -> Result<(), AppError> {
    if !touched {
        return Err(AppError::Stale("appointment"));
    }
    let now = writing.now;
    keep(&mut writing.tx, actor, before, now).await?;
    writing.commit(deed).await
}
