//! The agenda as a grid: a column for each room or person, what is booked in it, what is free, when the clinic is closed.

use anagen_app::appointments::Entry;
use anagen_app::appointments::day::{DayBook, free};
use anagen_app::{Action, appointments::Opening};
use anagen_records::appointments::{AppointmentKind, AppointmentState};
use anagen_records::values::{PersonId, RoomId};

use super::{address, appointment_href, clock, purpose, state_now, times, title};
use crate::look::agenda::{MOST_COLUMNS, MOST_LANES};
use crate::look::{Agenda, AgendaColumn, AgendaEntry, AgendaSlot, Meaning};
use crate::visit::Visit;

/// What the columns of the agenda are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    Room,
    Person,
}

impl By {
    /// As an address asks for it.
    pub(super) fn asked(visit: &Visit) -> Self {
        if visit.query.text("by") == "person" {
            Self::Person
        } else {
            Self::Room
        }
    }

    /// Its word in addresses; rooms need none.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Room => "",
            Self::Person => "person",
        }
    }
}

/// A column before it is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Room(RoomId),
    Person(PersonId),
    /// Whatever has no room, or no person.
    None,
}

/// Hours that are shown where a clinic entered none and nothing is booked.
const USUAL: (u16, u16) = (8 * 60, 19 * 60);
/// Free time is offered in pieces of so many minutes.
const SLOT: u16 = 30;
const MIDNIGHT: u16 = 24 * 60;

/// The agenda of a day: as many grids as it takes for all columns.
pub(super) fn agendas(visit: &Visit, book: &DayBook, by: By, label: &str) -> Vec<Agenda> {
    let (from, to) = shown(book);
    let hours = (from / 60..to.div_ceil(60))
        .map(|hour| (hour * 60, clock(hour * 60)))
        .collect::<Vec<_>>();
    let now = (book.day == visit.today()).then(|| minute_now(visit));
    let columns = columns(visit, book, by);
    let agenda = |columns: &[AgendaColumn]| Agenda {
        label: label.to_owned(),
        from,
        to,
        hours: hours.clone(),
        now,
        columns: columns.to_vec(),
    };
    columns.chunks(MOST_COLUMNS).map(agenda).collect()
}

/// The minute that it is now on the clinic's clock.
pub(super) fn minute_now(visit: &Visit) -> u16 {
    let now = visit.app.now().0.to_zoned(visit.format.time_zone.clone());
    u16::try_from(i32::from(now.hour()) * 60 + i32::from(now.minute())).unwrap_or(0)
}

/// From when until when the day is shown: the clinic's hours, and whatever is booked outside them.
fn shown(book: &DayBook) -> (u16, u16) {
    let hours = match book.opening {
        Opening::Hours(hours) => Some((hours.from, hours.to)),
        Opening::NotEntered => Some(USUAL),
        Opening::ClosedWeekday | Opening::ClosedDay => None,
    };
    let booked = book.entries.iter().filter(|entry| is_drawn(entry));
    let stretches = hours.into_iter().chain(booked.map(|entry| (entry.from, entry.to)));
    let span = stretches.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)));
    let (from, to) = span.unwrap_or(USUAL);
    (from, to.max(from.saturating_add(60)).min(MIDNIGHT))
}

/// What was called off stands in a list below, not in the grid.
fn is_drawn(entry: &Entry) -> bool {
    entry.appointment.state != AppointmentState::Cancelled
}

/// Whether the grid has anything to show: a closed day with nothing booked has not.
pub(super) fn is_empty(book: &DayBook) -> bool {
    book.opening.is_closed() && !book.entries.iter().any(is_drawn)
}

fn columns(visit: &Visit, book: &DayBook, by: By) -> Vec<AgendaColumn> {
    let mut places: Vec<(Place, String)> = match by {
        By::Room => book
            .rooms
            .iter()
            .map(|room| (Place::Room(room.id), room.name.clone()))
            .collect(),
        By::Person => book
            .people
            .iter()
            .map(|(id, name)| (Place::Person(*id), name.clone()))
            .collect(),
    };
    let without = match by {
        By::Room => "today-no-room",
        By::Person => "today-no-person",
    };
    if places.is_empty()
        || book
            .entries
            .iter()
            .any(|entry| is_drawn(entry) && is_at(entry, by, Place::None))
    {
        places.push((Place::None, visit.say(without)));
    }
    places
        .into_iter()
        .map(|(place, heading)| column(visit, book, by, place, heading))
        .collect()
}

fn is_at(entry: &Entry, by: By, place: Place) -> bool {
    let appointment = &entry.appointment;
    match (by, place) {
        (_, Place::Room(room)) => appointment.room == Some(room),
        (_, Place::Person(person)) => appointment.person == Some(person),
        (By::Room, Place::None) => appointment.room.is_none(),
        (By::Person, Place::None) => appointment.person.is_none(),
    }
}

fn column(visit: &Visit, book: &DayBook, by: By, place: Place, heading: String) -> AgendaColumn {
    let drawn: Vec<&Entry> = book
        .entries
        .iter()
        .filter(|entry| is_drawn(entry) && is_at(entry, by, place))
        .collect();
    let lanes = lanes(&drawn);
    let entries = drawn
        .iter()
        .zip(lanes)
        .map(|(entry, lane)| agenda_entry(visit, book, by, entry, lane));
    let key = match place {
        Place::Room(room) => format!("room:{room}"),
        Place::Person(person) => format!("person:{person}"),
        Place::None => String::new(),
    };
    let n = drawn
        .iter()
        .filter(|entry| entry.appointment.kind != AppointmentKind::Blocked)
        .count();
    let mut slots = closed(visit, book);
    slots.extend(free_slots(visit, book, place, &heading));
    AgendaColumn {
        key,
        heading,
        detail: visit.with("today-n-booked", [("n", i64::try_from(n).unwrap_or(i64::MAX).into())]),
        href: None,
        slots,
        entries: entries.collect(),
    }
}

fn agenda_entry(visit: &Visit, book: &DayBook, by: By, entry: &Entry, lane: (u8, u8)) -> AgendaEntry {
    let appointment = &entry.appointment;
    let other = match by {
        By::Room => appointment
            .person
            .and_then(|id| book.people.iter().find(|(known, _)| *known == id))
            .map(|(_, name)| name.clone()),
        By::Person => appointment
            .room
            .and_then(|id| book.rooms.iter().find(|room| room.id == id))
            .map(|room| room.name.clone()),
    };
    let is_blocked = appointment.kind == AppointmentKind::Blocked;
    let what = (!is_blocked).then(|| purpose(visit, entry));
    let number = entry.patient.as_ref().map(|who| who.number.clone());
    let detail: Vec<String> = [number, what, other].into_iter().flatten().collect();
    let state = match appointment.state {
        _ if is_blocked => Some((Meaning::Neutral, visit.say("appointment-kind-blocked"))),
        AppointmentState::Booked => Some(state_now(visit, entry)).filter(|(meaning, _)| *meaning == Meaning::Caution),
        _ => Some(state_now(visit, entry)),
    };
    let can_move = matches!(appointment.state, AppointmentState::Booked | AppointmentState::Arrived);
    AgendaEntry {
        key: appointment.id.to_string(),
        version: appointment.version.to_string(),
        start: entry.from,
        end: entry.to,
        times: times(entry),
        href: appointment_href(appointment.id),
        title: title(visit, entry),
        detail: detail.join(", "),
        state,
        lane,
        movable: can_move && visit.actor.may(Action::Book),
    }
}

/// Which of how many lanes each entry lies in, where entries overlap: those of one room or person only after somebody did not
/// come and the time was given to another.
fn lanes(entries: &[&Entry]) -> Vec<(u8, u8)> {
    let mut order: Vec<usize> = (0..entries.len()).collect();
    order.sort_by_key(|at| (entries[*at].from, entries[*at].to));
    let mut placed = vec![(0_u8, 1_u8); entries.len()];
    let mut group: Vec<usize> = Vec::new();
    let mut ends: Vec<u16> = Vec::new();
    let mut group_ends = 0_u16;
    let settle = |group: &mut Vec<usize>, ends: &mut Vec<u16>, placed: &mut Vec<(u8, u8)>| {
        let n = u8::try_from(ends.len()).unwrap_or(MOST_LANES).clamp(1, MOST_LANES);
        for at in group.drain(..) {
            placed[at].1 = n;
        }
        ends.clear();
    };
    for at in order {
        let entry = entries[at];
        if group_ends <= entry.from {
            settle(&mut group, &mut ends, &mut placed);
        }
        let lane = ends.iter().position(|end| *end <= entry.from).unwrap_or(ends.len());
        match ends.get_mut(lane) {
            Some(end) => *end = entry.to,
            None => ends.push(entry.to),
        }
        placed[at].0 = u8::try_from(lane).unwrap_or(MOST_LANES - 1).min(MOST_LANES - 1);
        group.push(at);
        group_ends = group_ends.max(entry.to);
    }
    settle(&mut group, &mut ends, &mut placed);
    placed
}

/// When the clinic is closed.
fn closed(visit: &Visit, book: &DayBook) -> Vec<AgendaSlot> {
    let slot = |start: u16, end: u16| AgendaSlot {
        start,
        end,
        href: None,
        label: visit.say("today-closed"),
    };
    match book.opening {
        Opening::NotEntered => Vec::new(),
        Opening::Hours(hours) => [(0, hours.from), (hours.to, MIDNIGHT)]
            .into_iter()
            .filter(|(start, end)| start < end)
            .map(|(start, end)| slot(start, end))
            .collect(),
        Opening::ClosedWeekday | Opening::ClosedDay => vec![slot(0, MIDNIGHT)],
    }
}

/// Free time that can be booked, in pieces that begin at the half hours.
fn free_slots(visit: &Visit, book: &DayBook, place: Place, heading: &str) -> Vec<AgendaSlot> {
    let today = visit.today();
    if !visit.actor.may(Action::Book) || book.day < today {
        return Vec::new();
    }
    let (room, person) = match place {
        Place::Room(room) => (Some(room), None),
        Place::Person(person) => (None, Some(person)),
        Place::None => return Vec::new(),
    };
    let earliest = if book.day == today { minute_now(visit) } else { 0 };
    let mut slots = Vec::new();
    for (from, to) in free(book.opening, &book.entries, room, person) {
        let mut at = from.max(earliest.div_ceil(5) * 5);
        while at < to {
            let end = (at / SLOT * SLOT + SLOT).min(to);
            let room = room.map(|id| id.to_string()).unwrap_or_default();
            let person = person.map(|id| id.to_string()).unwrap_or_default();
            let (day, time) = (book.day.to_string(), clock(at));
            let query = [
                ("day", day.as_str()),
                ("time", &time),
                ("room", &room),
                ("person", &person),
            ];
            slots.push(AgendaSlot {
                start: at,
                end,
                href: Some(address("/today/appointments/new", &query)),
                label: visit.with("today-book-at", [("time", clock(at).into()), ("place", heading.into())]),
            });
            at = end;
        }
    }
    slots
}
