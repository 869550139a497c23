//! The waiting list: who would come when a time becomes free.

use anagen_records::appointments::waiting as stored;
use anagen_records::appointments::{self, Appointment, AppointmentKind};
use anagen_records::values::{RoomId, WaitingId};
use anagen_records::{Day, Stamp, Transaction};
use jiff::civil::Date;

pub use anagen_records::appointments::waiting::Waiting;

use super::day::{free, nearest};
use super::{Who, checks, entries, local, names, opening_on};
use crate::Message;
use crate::actor::{Action, Actor};
use crate::app::App;
use crate::case::time_zone;
use crate::error::{AppError, Invalid};
use crate::transaction::Deed;
use crate::{patients, rooms};

/// Puts a patient on the waiting list.
pub async fn add(actor: &Actor, app: &App, mut waiting: Waiting) -> Result<WaitingId, AppError> {
    let mut writing = app.write(actor, Action::Book).await?;
    let patient = patients::of(&mut writing.tx, actor, waiting.patient).await?;
    let clinic = patients::clinic_of(&mut writing.tx, actor).await?;
    let today = local(&time_zone(&clinic), writing.now).0;
    let mut invalid = Invalid::default();
    match waiting.latest_on {
        Some(latest) if latest < waiting.earliest_on => {
            invalid.add("latest_on", Message::new("waiting-ends-before-it-begins"));
        }
        Some(latest) if latest.0 < today => invalid.add("latest_on", Message::new("waiting-is-over-already")),
        _ => {}
    }
    if waiting.kind == AppointmentKind::Blocked {
        invalid.add("kind", Message::new("appointment-blocked-has-no-patient"));
    }
    checks::check_minutes(waiting.minutes, &mut invalid);
    checks::check_note(&waiting.note, &mut invalid);
    invalid.check()?;
    waiting.id = WaitingId::new();
    waiting.patient = patient.merged_into.unwrap_or(patient.id);
    waiting.note = waiting.note.trim().to_owned();
    waiting.created_at = writing.now;
    stored::insert(&mut writing.tx, actor.clinic, &waiting, actor.person).await?;
    writing
        .commit(Deed::new("waiting.add", "waiting", waiting.id).of(waiting.patient))
        .await?;
    Ok(waiting.id)
}

/// Takes somebody off the waiting list without an appointment.
pub async fn remove(actor: &Actor, app: &App, id: WaitingId) -> Result<(), AppError> {
    let mut writing = app.write(actor, Action::Book).await?;
    let waiting = stored::find(&mut writing.tx, actor.clinic, id).await?;
    let waiting = waiting.ok_or(AppError::NotFound("waiting"))?;
    let now = writing.now;
    if !stored::close(&mut writing.tx, actor.clinic, id, None, now).await? {
        return Err(AppError::NotFound("waiting"));
    }
    writing
        .commit(Deed::new("waiting.remove", "waiting", id).of(waiting.patient))
        .await
}

/// Takes somebody off the waiting list with the appointment that they got.
pub(super) async fn answer(
    tx: &mut Transaction,
    actor: &Actor,
    id: WaitingId,
    appointment: &Appointment,
    now: Stamp,
) -> Result<(), AppError> {
    let waiting = stored::find(tx, actor.clinic, id).await?;
    let waiting = waiting.ok_or_else(|| AppError::refused("waiting-is-answered"))?;
    let who = patients::of(tx, actor, waiting.patient).await?;
    let same = [Some(waiting.patient), who.merged_into].contains(&appointment.patient);
    if !same {
        return Err(AppError::NotFound("waiting"));
    }
    if stored::close(tx, actor.clinic, id, Some(appointment.id), now).await? {
        Ok(())
    } else {
        Err(AppError::refused("waiting-is-answered"))
    }
}

/// Somebody who waits, and whether they fit into a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// What they wait for.
    pub waiting: Waiting,
    /// Who.
    pub who: Who,
    /// Whether they could come on the day.
    pub wants_day: bool,
    /// Where and at which minute of the day there is time for them; the earliest.
    pub fits: Option<(RoomId, String, u16)>,
}

/// Who waits, the longest first, and who of them fits into a gap of a day.
pub async fn list(actor: &Actor, app: &App, day: Date) -> Result<Vec<Line>, AppError> {
    let deed = Deed::new("waiting.list", "waiting", day);
    let mut reading = app.read_record(actor, Action::Book, deed).await?;
    let (tx, now) = (&mut reading.tx, reading.now);
    let clinic = patients::clinic_of(tx, actor).await?;
    let all = stored::all(tx, actor.clinic).await?;
    let names = names(tx, actor, all.iter().map(|one| one.patient)).await?;
    let booked = appointments::of_day(tx, actor.clinic, Day(day)).await?;
    let booked = entries(tx, actor, &clinic, booked).await?;
    let opening = opening_on(&clinic, day);
    let (today, minute) = local(&time_zone(&clinic), now);
    let earliest = if day == today { minute } else { 0 };
    let mut gaps = Vec::new();
    for room in rooms::list(tx, actor.clinic).await? {
        if room.closed_at.is_none() && day >= today {
            let stretches = free(opening, &booked, Some(room.id), None);
            gaps.push((room, stretches));
        }
    }
    let mut lines = Vec::new();
    for waiting in all {
        let Some(who) = names.get(&waiting.patient).cloned() else {
            continue;
        };
        let wants_day = waiting.earliest_on.0 <= day && waiting.latest_on.is_none_or(|latest| day <= latest.0);
        let minutes = u16::try_from(waiting.minutes).unwrap_or(u16::MAX);
        let fitting = gaps.iter().filter(|_| wants_day).filter_map(|(room, stretches)| {
            let at = nearest(stretches, 0, minutes, earliest).into_iter().min()?;
            Some((room.id, room.name.clone(), at))
        });
        let fits = fitting.min_by_key(|(_, _, at)| *at);
        lines.push(Line {
            waiting,
            who,
            wants_day,
            fits,
        });
    }
    Ok(lines)
}

/// Somebody who still waits.
pub async fn find(actor: &Actor, app: &App, id: WaitingId) -> Result<Waiting, AppError> {
    let mut reading = app.read(actor, Action::Book).await?;
    let found = stored::find(&mut reading.tx, actor.clinic, id).await?;
    found.ok_or(AppError::NotFound("waiting"))
}
