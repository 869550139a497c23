//! Appointments and the waiting list of the demo.

use std::collections::HashSet;

use anagen_records::appointments::waiting::Waiting;
use anagen_records::appointments::{AppointmentKind, AppointmentState};
use anagen_records::values::{AppointmentId, PersonId, RoomId, WaitingId};
use anagen_records::{Day, Stamp};
use jiff::ToSpan as _;
use jiff::civil::Date;

use super::calendar::is_weekend;
use super::course::injector_of;
use super::filling::Filling;
use super::patients::{Story, Then};
use super::shelf;
use super::staff::{DESK, INJECTOR, PRESCRIBER, SECOND_INJECTOR};
use super::story::{self, Slot};
use crate::appointments::{self, Wanted, waiting};
use crate::error::AppError;

/// Open days after today whose agenda is filled.
const DAYS_TO_COME: usize = 10;
/// First and last hour in which an appointment begins.
const HOURS: std::ops::RangeInclusive<i8> = 9..=17;

/// Books the sessions of a course.
pub(super) async fn book_sessions(filling: &mut Filling<'_>, place: usize) -> Result<(), AppError> {
    let slots = filling.slots.get(place).cloned().unwrap_or_default();
    let desk = filling.actor(DESK).await?;
    for (number, slot) in (1_u32..).zip(slots) {
        let wanted = Wanted {
            patient: Some(filling.patient(place)?),
            room: filling.rooms.get(place % 2).copied(),
            person: filling.workers.get(injector_of(place)).copied(),
            kind: AppointmentKind::Session,
            day: slot.day,
            time: at(slot.hour)?,
            minutes: 60,
            note: String::new(),
            plan: filling.plan(place).ok(),
            session_number: Some(i64::from(number)),
            although_closed: false,
        };
        let id = appointments::book(&desk, filling.app, wanted, None).await?;
        filling.made_mut(place)?.appointments.insert(number, id);
    }
    Ok(())
}

fn at(hour: i8) -> Result<jiff::civil::Time, AppError> {
    jiff::civil::Time::new(hour, 0, 0, 0).map_err(|error| AppError::Internal(error.to_string()))
}

/// Calls off the sessions that will not be.
pub(super) async fn call_off(filling: &mut Filling<'_>, place: usize) -> Result<(), AppError> {
    let desk = filling.actor(DESK).await?;
    let mut booked: Vec<(u32, AppointmentId)> = filling
        .made
        .get(place)
        .map(|made| made.appointments.clone())
        .unwrap_or_default()
        .into_iter()
        .collect();
    booked.sort_unstable();
    for (_, id) in booked {
        let known = appointments::find(&desk, filling.app, id).await?.appointment;
        if known.state == AppointmentState::Booked {
            appointments::set_state(&desk, filling.app, id, known.version, AppointmentState::Cancelled).await?;
        }
    }
    Ok(())
}

/// What is free on the days that are filled.
struct Free {
    taken: HashSet<(Date, i8, Place)>,
}

/// What an appointment takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Place {
    Room(RoomId),
    Person(PersonId),
}

impl Free {
    /// The sessions that are booked already.
    fn new(filling: &Filling<'_>) -> Self {
        let mut free = Self { taken: HashSet::new() };
        for (place, made) in filling
            .made
            .iter()
            .enumerate()
            .filter(|(_, made)| !made.appointments.is_empty())
        {
            let _ = made;
            for slot in filling.slots.get(place).into_iter().flatten() {
                free.take(filling, *slot, place % 2, injector_of(place));
            }
        }
        free
    }

    fn take(&mut self, filling: &Filling<'_>, slot: Slot, room: usize, person: &str) -> bool {
        let (Some(room), Some(person)) = (filling.rooms.get(room), filling.workers.get(person)) else {
            return false;
        };
        let (room, person) = (
            (slot.day, slot.hour, Place::Room(*room)),
            (slot.day, slot.hour, Place::Person(*person)),
        );
        if self.taken.contains(&room) || self.taken.contains(&person) {
            return false;
        }
        self.taken.insert(room) && self.taken.insert(person)
    }
}

/// Fills the agenda of today and of the next two weeks, and the waiting list.
pub(super) async fn book(filling: &mut Filling<'_>) -> Result<(), AppError> {
    let desk = filling.actor(DESK).await?;
    let mut free = Free::new(filling);
    let patients = story::patients(filling.extent);
    // Whom a talk or a look at what came of it would suit; those of a course come for it besides.
    let suits = |place: &usize| {
        !matches!(
            patients.get(*place).map(|who| who.story),
            None | Some(Story::Duplicate(_))
        )
    };
    let mut turn = (0..patients.len()).filter(suits).cycle();
    let days: Vec<Date> = std::iter::once(filling.calendar.today)
        .chain(filling.calendar.open_days_to_come().take(DAYS_TO_COME))
        .collect();
    for (nth, day) in days.into_iter().enumerate() {
        for hour in HOURS {
            for (room, person) in [(2, PRESCRIBER), (0, INJECTOR), (1, SECOND_INJECTOR)] {
                // Full today, and less so the further away.
                let is_wanted = (usize::try_from(hour).unwrap_or(0) * 5 + nth * 3 + room) % (nth + 2) == 0 || nth == 0;
                let is_lunch = hour == 14;
                if !is_wanted || is_lunch || !free.take(filling, Slot { day, hour }, room, person) {
                    continue;
                }
                let Some(place) = turn.next() else { continue };
                let story = patients.get(place).map(|who| who.story);
                let kind = match story {
                    _ if room != 2 => AppointmentKind::FollowUp,
                    Some(Story::Course {
                        then: Then::Finished | Then::Stopped,
                        ..
                    }) => AppointmentKind::Review,
                    Some(Story::Course { .. }) => AppointmentKind::FollowUp,
                    _ => AppointmentKind::Consultation,
                };
                let wanted = Wanted {
                    patient: filling.made.get(place).and_then(|made| made.id),
                    room: filling.rooms.get(room).copied(),
                    person: filling.workers.get(person).copied(),
                    kind,
                    day,
                    time: at(hour)?,
                    minutes: if room == 2 { 45 } else { 30 },
                    note: String::new(),
                    plan: None,
                    session_number: None,
                    although_closed: is_weekend(day),
                };
                if wanted.patient.is_some() {
                    appointments::book(&desk, filling.app, wanted, None).await?;
                }
            }
        }
    }
    wait_for(filling).await
}

async fn wait_for(filling: &mut Filling<'_>) -> Result<(), AppError> {
    let desk = filling.actor(DESK).await?;
    let today = filling.calendar.today;
    let lines = [
        (
            AppointmentKind::Consultation,
            30,
            "Mornings; can come at an hour's notice.",
        ),
        (AppointmentKind::Review, 30, "After 17:00 only."),
        (
            AppointmentKind::Consultation,
            45,
            "Travels in from Toledo, not on Mondays.",
        ),
    ];
    let last = filling.made.len();
    for (nth, (kind, minutes, note)) in lines.into_iter().enumerate() {
        let Some(patient) = filling
            .made
            .get(last.saturating_sub(3 * nth + 2))
            .and_then(|made| made.id)
        else {
            continue;
        };
        let line = Waiting {
            id: WaitingId::new(),
            patient,
            kind,
            earliest_on: Day(today),
            latest_on: Some(Day(today.saturating_add(30.days()))),
            minutes,
            note: note.to_owned(),
            created_at: Stamp(filling.app.now().0),
        };
        waiting::add(&desk, filling.app, line).await?;
    }
    Ok(())
}

/// What became of today's appointments until now.
pub(super) async fn today(filling: &mut Filling<'_>) -> Result<(), AppError> {
    shelf::morning(filling).await?;
    let desk = filling.actor(DESK).await?;
    let now = filling.app.now();
    let day = appointments::day::read(&desk, filling.app, filling.calendar.today).await?;
    for entry in day.entries {
        let one = entry.appointment;
        if one.state != AppointmentState::Booked || now < one.starts_at {
            continue;
        }
        // A session is done by what is written down in it: whoever came for one waits.
        let state = if one.ends_at <= now && one.kind != AppointmentKind::Session {
            AppointmentState::Done
        } else {
            AppointmentState::Arrived
        };
        appointments::set_state(&desk, filling.app, one.id, one.version, state).await?;
    }
    Ok(())
}
