//! What is entered of an appointment, held to what there is: the patient, the room, the person, the clinic's hours.

use anagen_records::appointments::{Appointment, AppointmentKind, GRAIN_MINUTES};
use anagen_records::clinics::{Clinic, Hours};
use anagen_records::{Day, Stamp, Transaction, people, plans};
use jiff::ToSpan as _;
use jiff::civil::Date;

use super::{Wanted, local, moment};
use crate::Message;
use crate::actor::Actor;
use crate::case::time_zone;
use crate::error::{AppError, Invalid};
use crate::{patients, rooms};

/// Longest appointment.
pub const LONGEST_MINUTES: i64 = 8 * 60;
/// Most characters of a note.
const MOST_NOTE: usize = 500;
/// So far from today an appointment may lie; further away the year is a slip of the pen.
const MOST_YEARS: i32 = 5;
/// Highest number of a session in a course.
const HIGHEST_NUMBER: i64 = 999;

/// When a clinic is open on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opening {
    /// It entered no hours at all.
    NotEntered,
    /// Between these.
    Hours(Hours),
    /// Not on this weekday.
    ClosedWeekday,
    /// Not on this day.
    ClosedDay,
}

impl Opening {
    /// Whether it is closed at some time between two minutes of the day.
    pub fn is_closed_between(self, from: i64, to: i64) -> bool {
        match self {
            Self::NotEntered => false,
            Self::Hours(hours) => from < i64::from(hours.from) || i64::from(hours.to) < to,
            Self::ClosedWeekday | Self::ClosedDay => true,
        }
    }

    /// Whether it is closed all day.
    pub const fn is_closed(self) -> bool {
        matches!(self, Self::ClosedWeekday | Self::ClosedDay)
    }
}

/// When a clinic is open on a day.
pub fn opening_on(clinic: &Clinic, day: Date) -> Opening {
    let settings = &clinic.settings.0;
    if settings.closed_days.contains(&Day(day)) {
        return Opening::ClosedDay;
    }
    if settings.hours.iter().all(Option::is_none) {
        return Opening::NotEntered;
    }
    let weekday = usize::try_from(day.weekday().to_monday_zero_offset()).unwrap_or(0);
    match settings.hours.get(weekday).copied().flatten() {
        Some(hours) => Opening::Hours(hours),
        None => Opening::ClosedWeekday,
    }
}

/// Whether a clinic is closed at some time of what is wanted.
pub(super) fn is_closed(clinic: &Clinic, wanted: &Wanted) -> bool {
    let from = i64::from(wanted.time.hour()) * 60 + i64::from(wanted.time.minute());
    opening_on(clinic, wanted.day).is_closed_between(from, from + wanted.minutes)
}

/// Whether a number of minutes can be booked.
pub(super) fn check_minutes(minutes: i64, invalid: &mut Invalid) {
    if !(GRAIN_MINUTES..=LONGEST_MINUTES).contains(&minutes) || minutes % GRAIN_MINUTES != 0 {
        invalid.add(
            "minutes",
            Message::new("appointment-minutes-wrong").with("most", LONGEST_MINUTES),
        );
    }
}

/// Whether a note is short enough to be one.
pub(super) fn check_note(note: &str, invalid: &mut Invalid) {
    if note.chars().count() > MOST_NOTE {
        invalid.add(
            "note",
            Message::new("appointment-note-too-long").with("most", MOST_NOTE),
        );
    }
}

/// Holds what is wanted to what there is; gives the moments at which it begins and ends.
pub(super) async fn check(
    tx: &mut Transaction,
    actor: &Actor,
    clinic: &Clinic,
    wanted: &Wanted,
    before: Option<&Appointment>,
    now: Stamp,
) -> Result<(Stamp, Stamp), AppError> {
    let mut invalid = Invalid::default();
    let is_blocked = wanted.kind == AppointmentKind::Blocked;
    if wanted.patient.is_none() && !is_blocked {
        invalid.add("patient", Message::new("appointment-patient-missing"));
    }
    if wanted.patient.is_some() && is_blocked {
        invalid.add("kind", Message::new("appointment-blocked-has-no-patient"));
    }
    if wanted.room.is_none() && wanted.person.is_none() {
        invalid.add("room", Message::new("appointment-room-or-person-missing"));
    }
    check_minutes(wanted.minutes, &mut invalid);
    check_note(&wanted.note, &mut invalid);
    let is_on_grain = i64::from(wanted.time.minute()) % GRAIN_MINUTES == 0;
    if !is_on_grain || wanted.time.second() != 0 || wanted.time.subsec_nanosecond() != 0 {
        invalid.add("time", Message::new("appointment-time-wrong"));
    }
    if wanted
        .session_number
        .is_some_and(|number| !(1..=HIGHEST_NUMBER).contains(&number))
    {
        invalid.add(
            "session_number",
            Message::new("appointment-session-number-wrong").with("most", HIGHEST_NUMBER),
        );
    }
    let today = local(&time_zone(clinic), now).0;
    let range = today.saturating_sub(MOST_YEARS.years())..=today.saturating_add(MOST_YEARS.years());
    if !range.contains(&wanted.day) {
        invalid.add("day", Message::new("appointment-day-too-far").with("years", MOST_YEARS));
    }
    invalid.check()?;
    check_who_and_where(tx, actor, wanted, before).await?;
    let keeps_time = before.is_some_and(|before| is_at(clinic, wanted, before));
    if !wanted.although_closed && !keeps_time && is_closed(clinic, wanted) {
        return Err(AppError::field("although_closed", "appointment-closed-then"));
    }
    let from = match before {
        // The second of two equal times stays the second.
        Some(before) if keeps_time => before.starts_at,
        _ => moment(&time_zone(clinic), wanted.day, wanted.time)?,
    };
    let until = Stamp(from.0 + jiff::SignedDuration::from_mins(wanted.minutes));
    Ok((from, until))
}

/// Whether an appointment begins where it is wanted already.
fn is_at(clinic: &Clinic, wanted: &Wanted, before: &Appointment) -> bool {
    let zoned = before.starts_at.0.to_zoned(time_zone(clinic));
    zoned.date() == wanted.day && zoned.time() == wanted.time
}

async fn check_who_and_where(
    tx: &mut Transaction,
    actor: &Actor,
    wanted: &Wanted,
    before: Option<&Appointment>,
) -> Result<(), AppError> {
    if let Some(patient) = wanted.patient {
        let patient = patients::of(tx, actor, patient).await?;
        if let Some(plan) = wanted.plan {
            let plans = plans::of_patient(tx, patient.merged_into.unwrap_or(patient.id)).await?;
            if plans.iter().all(|known| known.id != plan) {
                return Err(AppError::NotFound("plan"));
            }
        }
    }
    if let Some(room) = wanted.room {
        let found = rooms::of(tx, actor.clinic, room).await?;
        let stays = before.is_some_and(|before| before.room == Some(room));
        if found.closed_at.is_some() && !stays {
            return Err(AppError::field("room", "appointment-room-closed"));
        }
    }
    if let Some(person) = wanted.person {
        let found = people::find(tx, actor.clinic, person).await?;
        let found = found.ok_or(AppError::NotFound("person"))?;
        let stays = before.is_some_and(|before| before.person == Some(person));
        if found.left_at.is_some() && !stays {
            return Err(AppError::field("person", "appointment-person-left"));
        }
    }
    Ok(())
}
