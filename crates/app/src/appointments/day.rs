//! A day of the book: who comes where and with whom, when the clinic is open, what is still free.

use anagen_records::appointments::{self, Appointment};
use anagen_records::people::{self, Role};
use anagen_records::rooms::Room;
use anagen_records::values::{AppointmentId, PersonId, RoomId};
use anagen_records::{Day, Transaction};
use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};

use super::{Entry, MIDNIGHT, Opening, Wanted, checks, entries, opening_on};
use crate::actor::{Action, Actor, may};
use crate::app::App;
use crate::error::AppError;
use crate::transaction::Deed;
use crate::{patients, rooms};

/// A day of the book.
#[derive(Debug, Clone, PartialEq)]
pub struct DayBook {
    /// Which.
    pub day: Date,
    /// When the clinic is open.
    pub opening: Opening,
    /// Every appointment by time, also those that were called off.
    pub entries: Vec<Entry>,
    /// The open rooms, and closed ones in which somebody is booked.
    pub rooms: Vec<Room>,
    /// Those who treat, and others with whom somebody is booked: identifier and name.
    pub people: Vec<(PersonId, String)>,
    /// The week of this day, Monday first: how many patients each day has, and when the clinic is open.
    pub week: Vec<(Date, i64, Opening)>,
    /// How many of the waiting list could come on this day.
    pub n_waiting: i64,
}

/// Reads a day of the book, and writes down that it was read.
pub async fn read(actor: &Actor, app: &App, day: Date) -> Result<DayBook, AppError> {
    let deed = Deed::new("agenda.open", "agenda", day);
    let mut reading = app.read_record(actor, Action::ReadAgenda, deed).await?;
    let tx = &mut reading.tx;
    let clinic = patients::clinic_of(tx, actor).await?;
    let found = appointments::of_day(tx, actor.clinic, Day(day)).await?;
    let places = Places::read(tx, actor, &found).await?;
    let monday = day.saturating_sub(i32::from(day.weekday().since(Weekday::Monday)).days());
    let sunday = monday.saturating_add(6.days());
    let counts = appointments::n_on_days(tx, actor.clinic, Day(monday), Day(sunday)).await?;
    let week = (0..7).map(|days: i32| {
        let date = monday.saturating_add(days.days());
        let n = counts.iter().find(|(day, _)| day.0 == date).map_or(0, |(_, n)| *n);
        (date, n, opening_on(&clinic, date))
    });
    let n_waiting = if actor.may(Action::Book) {
        appointments::waiting::n_on(tx, actor.clinic, Day(day)).await?
    } else {
        0
    };
    Ok(DayBook {
        day,
        opening: opening_on(&clinic, day),
        week: week.collect(),
        rooms: places.rooms,
        people: places.people,
        n_waiting,
        entries: entries(tx, actor, &clinic, found).await?,
    })
}

/// Where and with whom one can be booked.
#[derive(Debug, Clone, PartialEq)]
pub struct Places {
    /// Open rooms by name.
    pub rooms: Vec<Room>,
    /// Those who treat, by name.
    pub people: Vec<(PersonId, String)>,
}

impl Places {
    /// Where and with whom one can be booked, and where and with whom somebody is already.
    async fn read(tx: &mut Transaction, actor: &Actor, booked: &[Appointment]) -> Result<Self, AppError> {
        let mut rooms = rooms::list(tx, actor.clinic).await?;
        rooms.retain(|room| room.closed_at.is_none() || booked.iter().any(|one| one.room == Some(room.id)));
        let treat: Vec<Role> = Role::ALL
            .iter()
            .copied()
            .filter(|role| may(*role, Action::RunSession))
            .collect();
        let mut people = appointments::people_with(tx, actor.clinic, &treat).await?;
        for person in booked.iter().filter_map(|one| one.person) {
            if people.iter().all(|(known, _)| *known != person)
                && let Some(found) = people::find(tx, actor.clinic, person).await?
            {
                people.push((found.id, found.name));
            }
        }
        Ok(Self { rooms, people })
    }
}

/// Where and with whom one can be booked; with an appointment, also where and with whom that one is.
pub async fn places(actor: &Actor, app: &App, of: Option<&Appointment>) -> Result<Places, AppError> {
    let mut reading = app.read(actor, Action::ReadAgenda).await?;
    Places::read(&mut reading.tx, actor, of.map_or(&[], std::slice::from_ref)).await
}

/// What stands in the way of an appointment: the clinic is closed, or the room or person is taken.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct InTheWay {
    /// The clinic is closed then.
    pub closed: bool,
    /// What takes the room or the person.
    pub taken: Vec<Entry>,
    /// Minutes of the same day at which it could begin, the nearest first.
    pub free: Vec<u16>,
}

/// How many free times are offered.
const OFFERED: usize = 4;

/// What stands in the way of an appointment that is about to be booked or moved, and when it could be instead.
pub async fn in_the_way(
    actor: &Actor,
    app: &App,
    except: Option<AppointmentId>,
    wanted: &Wanted,
) -> Result<InTheWay, AppError> {
    let mut reading = app.read(actor, Action::ReadAgenda).await?;
    let (tx, now) = (&mut reading.tx, reading.now);
    let clinic = patients::clinic_of(tx, actor).await?;
    let meant = Wanted {
        although_closed: true,
        ..wanted.clone()
    };
    let before = match except {
        Some(id) => appointments::find(tx, actor.clinic, id).await?,
        None => None,
    };
    let (from, until) = checks::check(tx, actor, &clinic, &meant, before.as_ref(), now).await?;
    let except = except.unwrap_or_else(AppointmentId::new);
    let (room, person) = (wanted.room, wanted.person);
    let taken = appointments::conflicts(tx, actor.clinic, except, room, person, from, until).await?;
    let taken = entries(tx, actor, &clinic, taken).await?;
    let mut booked = appointments::of_day(tx, actor.clinic, Day(wanted.day)).await?;
    booked.retain(|one| one.id != except);
    let booked = entries(tx, actor, &clinic, booked).await?;
    let stretches = free(opening_on(&clinic, wanted.day), &booked, room, person);
    let at = u16::try_from(i32::from(wanted.time.hour()) * 60 + i32::from(wanted.time.minute())).unwrap_or(0);
    let today = super::local(&crate::case::time_zone(&clinic), now);
    let earliest = if wanted.day == today.0 { today.1 } else { 0 };
    Ok(InTheWay {
        closed: checks::is_closed(&clinic, wanted),
        taken,
        free: nearest(
            &stretches,
            at,
            u16::try_from(wanted.minutes).unwrap_or(MIDNIGHT),
            earliest,
        ),
    })
}

/// Minutes of a day in which nothing is booked: first, and the one after the last.
pub type Stretch = (u16, u16);

/// Hours that are looked at where a clinic entered none.
const USUAL: Stretch = (8 * 60, 20 * 60);

/// When neither a room nor a person is taken while the clinic is open.
pub fn free(opening: Opening, booked: &[Entry], room: Option<RoomId>, person: Option<PersonId>) -> Vec<Stretch> {
    let (from, to) = match opening {
        Opening::NotEntered => USUAL,
        Opening::Hours(hours) => (hours.from, hours.to),
        Opening::ClosedWeekday | Opening::ClosedDay => return Vec::new(),
    };
    let mut taken: Vec<Stretch> = booked
        .iter()
        .filter(|entry| entry.appointment.state.takes_time())
        .filter(|Entry { appointment, .. }| {
            (room.is_some() && appointment.room == room) || (person.is_some() && appointment.person == person)
        })
        .map(|entry| (entry.from, entry.to))
        .collect();
    taken.sort_unstable();
    let mut stretches = Vec::new();
    let mut at = from;
    for (first, last) in taken {
        if at < first.min(to) {
            stretches.push((at, first.min(to)));
        }
        at = at.max(last);
    }
    if at < to {
        stretches.push((at, to));
    }
    stretches
}

/// The times nearest to a wanted one at which so many minutes are free, none before `earliest`.
pub fn nearest(stretches: &[Stretch], wanted: u16, minutes: u16, earliest: u16) -> Vec<u16> {
    let earliest = earliest.div_ceil(5).saturating_mul(5);
    let mut starts: Vec<u16> = stretches
        .iter()
        .filter_map(|(from, to)| {
            let first = (*from).max(earliest);
            let last = to.checked_sub(minutes).filter(|last| first <= *last)?;
            Some(wanted.clamp(first, last))
        })
        .collect();
    starts.sort_by_key(|start| start.abs_diff(wanted));
    starts.truncate(OFFERED);
    starts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_free_times_are_offered() {
        let stretches = [(540, 600), (630, 645), (700, 900)];
        assert_eq!(nearest(&stretches, 610, 30, 0), [570, 700]);
        assert_eq!(nearest(&stretches, 750, 30, 0), [750, 570]);
        // On the day itself nothing is offered that is over.
        assert_eq!(nearest(&stretches, 610, 30, 572), [700]);
        assert_eq!(nearest(&stretches, 610, 30, 566), [570, 700]);
        assert_eq!(nearest(&stretches, 610, 300, 0), [] as [u16; 0]);
    }
}
