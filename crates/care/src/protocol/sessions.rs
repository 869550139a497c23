//! The sessions of a layout on the clinic's open days, never closer to each other than the mixture allows.
//!
//! A session on a closed day moves to the next open one; where that brings it too near to the next, the next moves as well.
//! A session that has moved so far that it lies nearer to the next one's day than to its own has taken that place: the rest
//! of the course then follows at the protocol's distances, so that a closed week never makes a course denser.

use jiff::civil::Date;

use super::calendar::ClinicCalendar;
use super::dated::CourseSession;
use super::intervals::MinimumInterval;
use super::layout::{Layout, Planned};
use super::offset::{add, counted, days_between};
use crate::finding::Refusal;

/// A session on its day.
#[derive(Debug)]
struct Dated {
    date: Date,
    /// Days by which it lies after the day that was wanted for it.
    slipped: i64,
}

/// The sessions of each phase on open days, and how many of them fell beyond the ceiling by moving.
pub(super) fn date_sessions(
    layout: &Layout,
    clinic: &ClinicCalendar<'_>,
    intervals: &[MinimumInterval],
) -> Result<(Vec<Vec<CourseSession>>, u32), Refusal> {
    let mut phases = Vec::new();
    let mut last: Option<Dated> = None;
    let mut shift = 0_i64;
    let mut number = 0_u32;
    let mut n_beyond = 0_u32;
    for phase in &layout.phases {
        let mut sessions = Vec::new();
        for planned in &phase.planned {
            number = number.saturating_add(1);
            let (dated, because) = date_session(planned, last.as_ref(), &mut shift, number, clinic, intervals)?;
            let date = dated.date;
            last = Some(dated);
            if date >= layout.ceiling_on {
                n_beyond = n_beyond.saturating_add(1);
                continue;
            }
            let (start, clock) = clinic.start_on(date)?;
            sessions.push(CourseSession {
                number,
                after: planned.after,
                date: Some(date),
                start: Some(start),
                moved_from: (date != planned.date).then_some(planned.date),
                moved_because: because,
                clock,
            });
        }
        phases.push(sessions);
    }
    Ok((phases, n_beyond))
}

fn date_session(
    planned: &Planned,
    last: Option<&Dated>,
    shift: &mut i64,
    number: u32,
    clinic: &ClinicCalendar<'_>,
    intervals: &[MinimumInterval],
) -> Result<(Dated, Option<String>), Refusal> {
    let mut reasons = Vec::new();
    let mut wanted = later(planned.date, *shift)?;
    if let Some(last) = last.filter(|last| last.slipped > days_between(last.date, wanted)) {
        *shift += last.slipped;
        wanted = later(planned.date, *shift)?;
    }
    if *shift > 0 {
        reasons.push(format!(
            "the course runs {} later since an earlier session was moved",
            days(*shift)
        ));
    }
    let mut date = wanted;
    if let (Some(last), Some(interval)) = (last, intervals.first()) {
        let earliest = add(last.date, 0, interval.days).ok_or_else(out_of_range)?;
        if date < earliest {
            date = earliest;
            reasons.push(format!(
                "at least {} after session {}, which was moved (shortest interval of {})",
                counted(interval.days, "day"),
                number - 1,
                interval.name
            ));
        }
    }
    let open = clinic.next_open_day(date)?;
    reasons.extend(open.moved_because);
    let because = (open.date != planned.date).then(|| reasons.join("; "));
    Ok((
        Dated {
            date: open.date,
            slipped: days_between(wanted, open.date),
        },
        because,
    ))
}

fn later(day: Date, n_days: i64) -> Result<Date, Refusal> {
    u32::try_from(n_days)
        .ok()
        .and_then(|n_days| add(day, 0, n_days))
        .ok_or_else(out_of_range)
}

fn days(n_days: i64) -> String {
    counted(u32::try_from(n_days).unwrap_or(u32::MAX), "day")
}

fn out_of_range() -> Refusal {
    Refusal::new(
        "date_out_of_range",
        "A session would lie beyond the last day of the calendar",
        ["Check the day of the first session and the intervals".to_owned()],
    )
}

/// Sessions where the protocol puts them, whether the clinic is open or not.
pub(super) fn sessions_of(layout: &Layout, date_of: impl Fn(&Planned) -> Option<Date>) -> Vec<Vec<CourseSession>> {
    let mut number = 0_u32;
    let phases = layout.phases.iter();
    phases
        .map(|phase| {
            let planned = phase.planned.iter();
            planned
                .map(|planned| {
                    number = number.saturating_add(1);
                    CourseSession {
                        number,
                        after: planned.after,
                        date: date_of(planned),
                        start: None,
                        moved_from: None,
                        moved_because: None,
                        clock: None,
                    }
                })
                .collect()
        })
        .collect()
}
