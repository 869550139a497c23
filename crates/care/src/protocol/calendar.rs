//! The clinic's calendar: closed days, and the moment a session starts in the clinic's time zone.
//!
//! The civil time of day is kept through every change of the clock. A time that a clock change skips moves forward by the
//! length of the change, a time that comes twice is the first of the two, and both are said.

use std::collections::BTreeSet;

use anagen_knowledge::suggest::nearest;
use jiff::Zoned;
use jiff::civil::{Date, Time, Weekday};
use jiff::tz::{AmbiguousOffset, TimeZone};

use super::offset::{add, counted};
use crate::case::Request;
use crate::finding::Refusal;

/// How far a session may be moved to find an open day. Proposed: no source says; beyond it the course is refused and a
/// person decides.
const OPEN_DAY_SEARCH_DAYS: u32 = 14;

/// When the clinic is open, and what its clock shows.
#[derive(Debug)]
pub(super) struct ClinicCalendar<'r> {
    time_zone: TimeZone,
    time: Time,
    closed_weekdays: &'r [Weekday],
    closed_days: BTreeSet<Date>,
}

/// An open day, and why it is not the wanted one.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct OpenDay {
    pub(super) date: Date,
    pub(super) moved_because: Option<String>,
}

/// The calendar of a request, or why it has none.
pub(super) fn clinic_calendar(request: &Request) -> Result<ClinicCalendar<'_>, Refusal> {
    let known = TimeZone::get(&request.time_zone)
        .ok()
        .filter(|time_zone| !time_zone.is_unknown());
    let time_zone = known.ok_or_else(|| {
        let names: Vec<String> = jiff::tz::db().available().map(|name| name.to_string()).collect();
        let near = nearest(&request.time_zone, names.iter().map(String::as_str));
        Refusal::new(
            "unknown_time_zone",
            format!("`{}` is not a time zone", request.time_zone),
            near.map(|near| format!("Did you mean `{near}`?"))
                .into_iter()
                .chain(["Write the IANA name of the clinic's time zone, such as `Europe/Madrid`".to_owned()]),
        )
    })?;
    Ok(ClinicCalendar {
        time_zone,
        time: request.time,
        closed_weekdays: &request.closed_weekdays,
        closed_days: request.closed_days.iter().copied().collect(),
    })
}

impl<'r> ClinicCalendar<'r> {
    /// A calendar of open and closed days alone; what depends on the clock is not asked of it.
    pub(super) fn of_days(closed_weekdays: &'r [Weekday], closed_days: &[Date]) -> Self {
        Self {
            time_zone: TimeZone::UTC,
            time: Time::midnight(),
            closed_weekdays,
            closed_days: closed_days.iter().copied().collect(),
        }
    }

    /// The first open day from `day` on, at most two weeks later.
    pub(super) fn next_open_day(&self, day: Date) -> Result<OpenDay, Refusal> {
        let Some(closed) = self.why_closed(day) else {
            return Ok(OpenDay {
                date: day,
                moved_because: None,
            });
        };
        let later = (1..=OPEN_DAY_SEARCH_DAYS).filter_map(|days| add(day, 0, days));
        match later.into_iter().find(|later| self.why_closed(*later).is_none()) {
            Some(date) => Ok(OpenDay {
                date,
                moved_because: Some(closed),
            }),
            None => Err(Refusal::new(
                "no_open_day",
                format!(
                    "No open day within {} after {day}",
                    counted(OPEN_DAY_SEARCH_DAYS, "day")
                ),
                [
                    "Start on another day".to_owned(),
                    "Check the closed weekdays and the closed days of the request".to_owned(),
                ],
            )),
        }
    }

    /// Why there can be no session on a day.
    pub(super) fn why_closed(&self, day: Date) -> Option<String> {
        if self.closed_days.contains(&day) {
            return Some(format!("the clinic is closed on {day}"));
        }
        if self.closed_weekdays.contains(&day.weekday()) {
            return Some(format!("the clinic is closed on {:?}s", day.weekday()));
        }
        match self.start_on(day) {
            Ok((start, _)) if start.date() == day => None,
            _ => Some(format!("{day} has no {} in this time zone", clock(self.time))),
        }
    }

    /// The moment a session starts on a day, and what the clock does there.
    pub(super) fn start_on(&self, day: Date) -> Result<(Zoned, Option<String>), Refusal> {
        let moment = self.time_zone.to_ambiguous_zoned(day.to_datetime(self.time));
        let offset = moment.offset();
        let zoned = moment.compatible().map_err(|_| {
            Refusal::new(
                "date_out_of_range",
                format!("{day} lies beyond the days that a moment can be given for"),
                ["Check the day of the first session and the intervals".to_owned()],
            )
        })?;
        let said = match offset {
            AmbiguousOffset::Unambiguous { .. } => None,
            AmbiguousOffset::Gap { .. } => {
                let moved = clock(zoned.time());
                Some(format!(
                    "the clocks go forward: {} does not exist on this day and becomes {moved}",
                    clock(self.time)
                ))
            }
            AmbiguousOffset::Fold { .. } => Some(format!(
                "the clocks go back: {} comes twice on this day, the first is meant",
                clock(self.time)
            )),
        };
        Ok((zoned, said))
    }
}

/// `09:30`, with seconds only where there are any.
fn clock(time: Time) -> String {
    let format = if time.second() == 0 && time.subsec_nanosecond() == 0 {
        "%H:%M"
    } else {
        "%H:%M:%S"
    };
    time.strftime(format).to_string()
}
