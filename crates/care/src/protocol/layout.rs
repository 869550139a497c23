//! Steps laid out on civil days from a first day, before any closed day: what the protocol itself gives.
//!
//! The first session of a phase follows the last one of the phase before by the phase's own interval. Behind an open
//! question nothing is dated. What lies beyond the ceiling of the active phase (AD-09) is counted and not planned.

use anagen_knowledge::records::Protocol;
use jiff::civil::Date;

use super::offset::{Interval, Offset, add, days_between};
use super::phases::{Question, Step, StepSessions, Until, read_steps};
use crate::case::ProtocolRequest;
use crate::finding::Refusal;

/// The day from which a schedule without dates is counted. Its first months are those of a common year, whose calendar
/// months hold the fewest days, so that no count of sessions is larger than on another day.
const REFERENCE_DAY: Date = Date::constant(2001, 1, 1);

/// A protocol on civil days.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    pub(super) phases: Vec<LaidPhase>,
    pub(super) questions: Vec<Question>,
    /// First day beyond the ceiling.
    pub(super) ceiling_on: Date,
    /// Sessions of the protocol that lie beyond it.
    pub(super) beyond_ceiling: u32,
    /// Whether no date waits for an answer.
    pub(super) is_complete: bool,
}

/// A phase on civil days.
#[derive(Debug, Clone)]
pub(super) struct LaidPhase {
    pub(super) step: Step,
    pub(super) planned: Vec<Planned>,
    pub(super) undated: Option<String>,
}

/// A session where the protocol puts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Planned {
    pub(super) date: Date,
    pub(super) after: Offset,
}

impl Layout {
    /// Every session, in order.
    pub(super) fn planned(&self) -> impl Iterator<Item = Planned> + '_ {
        self.phases.iter().flat_map(|phase| phase.planned.iter().copied())
    }
}

/// Lays a protocol out from a first day, or, without one, as far as it is the same from every day.
pub(super) fn lay_out(
    protocol: &Protocol,
    asked: &ProtocolRequest,
    first: Option<Date>,
    ceiling_months: u32,
) -> Result<Layout, Vec<Refusal>> {
    let (steps, questions) = read_steps(protocol, asked, ceiling_months)?;
    let place =
        |first| place_steps(protocol, &steps, questions.clone(), first, ceiling_months).map_err(|one| vec![one]);
    let mut layout = place(first.unwrap_or(REFERENCE_DAY))?;
    if first.is_none() {
        hold_what_depends_on_the_start(&steps, &mut layout, place)?;
    }
    Ok(layout)
}

fn place_steps(
    protocol: &Protocol,
    steps: &[Step],
    questions: Vec<Question>,
    first: Date,
    ceiling_months: u32,
) -> Result<Layout, Refusal> {
    let ceiling_on = add(first, ceiling_months, 0).ok_or_else(beyond_calendar)?;
    let mut layout = Layout {
        phases: Vec::new(),
        questions,
        ceiling_on,
        beyond_ceiling: 0,
        is_complete: true,
    };
    let mut last: Option<Planned> = None;
    let mut open: Option<String> = None;
    let mut is_full = false;
    for step in steps {
        let mut phase = LaidPhase {
            step: step.clone(),
            planned: Vec::new(),
            undated: None,
        };
        if let Some(open) = &open {
            phase.undated = Some(format!("its dates wait for an answer to `{open}`"));
        } else if is_full {
            phase.undated = Some("it lies beyond the ceiling of the active phase".to_owned());
            layout.beyond_ceiling = layout.beyond_ceiling.saturating_add(step.known_sessions());
        } else {
            let Placed {
                planned,
                beyond,
                is_full: reached,
            } = place_step(step, last, first, ceiling_on)?;
            is_full = reached;
            phase.undated = match step.sessions {
                StepSessions::Undefined => Some("the source leaves this step undefined".to_owned()),
                StepSessions::Every {
                    until: Until::Count { open: true, .. },
                    ..
                } => Some("only the certain sessions are given: the number of sessions is not chosen".to_owned()),
                _ => None,
            };
            if phase.undated.is_some() {
                open = Some(step.name.clone());
                layout.is_complete = false;
            }
            layout.beyond_ceiling = layout.beyond_ceiling.saturating_add(beyond);
            for session in &planned {
                if last.is_some_and(|last| last.date >= session.date) {
                    return Err(Refusal::new(
                        "protocol_cannot_be_dated",
                        format!(
                            "{}: the sessions of `{}` do not come after those before them",
                            protocol.id, step.name
                        ),
                        ["Correct the phase in the protocol's record".to_owned()],
                    ));
                }
                last = Some(*session);
            }
            phase.planned = planned;
        }
        layout.phases.push(phase);
    }
    Ok(layout)
}

/// The sessions of one step up to the ceiling.
#[derive(Default)]
struct Placed {
    planned: Vec<Planned>,
    beyond: u32,
    /// Whether the ceiling ended it.
    is_full: bool,
}

fn place_step(step: &Step, last: Option<Planned>, first: Date, ceiling_on: Date) -> Result<Placed, Refusal> {
    let start = Planned {
        date: first,
        after: Offset::default(),
    };
    match &step.sessions {
        StepSessions::Undefined => Ok(Placed::default()),
        StepSessions::Weeks(weeks) => {
            let mut planned = Vec::new();
            for week in weeks {
                let days = week.checked_mul(7).ok_or_else(beyond_calendar)?;
                let date = add(first, 0, days).ok_or_else(beyond_calendar)?;
                planned.push(Planned {
                    date,
                    after: Offset { days, months: 0 },
                });
            }
            let n_within = planned.iter().filter(|session| session.date < ceiling_on).count();
            let beyond = u32::try_from(planned.len() - n_within).unwrap_or(u32::MAX);
            planned.retain(|session| session.date < ceiling_on);
            Ok(Placed {
                planned,
                beyond,
                is_full: beyond > 0,
            })
        }
        StepSessions::Every {
            every,
            per_interval,
            until,
        } => {
            // The first interval of a later phase is the distance from the phase before.
            let (anchor, skipped) = last.map_or((start, 0), |last| (last, 1));
            let n_per = *per_interval;
            let mut planned: Vec<Planned> = Vec::new();
            let mut end = ceiling_on;
            if let Until::Months(months) = until {
                end = end.min(add(first, *months, 0).ok_or_else(beyond_calendar)?);
            }
            for position in 0_u32.. {
                if matches!(until, Until::Count { sessions, .. } if position >= *sessions) {
                    break;
                }
                let session = spread(anchor, *every, skipped, n_per, position).ok_or_else(beyond_calendar)?;
                if let (Until::Lasting(duration), 0) = (until, position) {
                    end = end.min(duration.after(session.date, 1).unwrap_or(end));
                }
                if session.date >= end {
                    let beyond = match until {
                        Until::Count { sessions, .. } => sessions - position,
                        Until::Lasting(_) | Until::Months(_) => 0,
                    };
                    return Ok(Placed {
                        planned,
                        beyond,
                        is_full: end == ceiling_on,
                    });
                }
                if planned.last().is_some_and(|before| before.date >= session.date) {
                    return Err(Refusal::new(
                        "protocol_cannot_be_dated",
                        format!("`{}`: {n_per} sessions do not fit into one interval", step.name),
                        ["Correct the phase in the protocol's record".to_owned()],
                    ));
                }
                planned.push(session);
            }
            Ok(Placed {
                planned,
                ..Placed::default()
            })
        }
    }
}

/// The session at a position, the sessions of one interval spread evenly over its days: two a week are days 0 and 3.
fn spread(anchor: Planned, every: Interval, skipped: u32, n_per: u32, position: u32) -> Option<Planned> {
    let interval = (position / n_per).checked_add(skipped)?;
    let from = every.after(anchor.date, interval)?;
    let within = position % n_per;
    let mut after = every.beyond(anchor.after, interval)?;
    if within == 0 {
        return Some(Planned { date: from, after });
    }
    let length = days_between(from, every.after(anchor.date, interval.checked_add(1)?)?);
    let days = u32::try_from(length.checked_mul(i64::from(within))? / i64::from(n_per)).ok()?;
    after.days = after.days.checked_add(days)?;
    Some(Planned {
        date: add(from, 0, days)?,
        after,
    })
}

fn beyond_calendar() -> Refusal {
    Refusal::new(
        "date_out_of_range",
        "A session would lie beyond the last day of the calendar, 31 December 9999",
        ["Check the day of the first session and the intervals".to_owned()],
    )
}

/// Without a first day: leaves open what has one number of sessions from one day and another from the next.
fn hold_what_depends_on_the_start(
    steps: &[Step],
    layout: &mut Layout,
    place: impl Fn(Date) -> Result<Layout, Vec<Refusal>>,
) -> Result<(), Vec<Refusal>> {
    let depends = |step: &Step| {
        matches!(
            step.sessions,
            StepSessions::Every {
                until: Until::Lasting(_) | Until::Months(_),
                ..
            }
        )
    };
    if !steps.iter().any(depends) {
        return Ok(());
    }
    // One cycle of leap years holds every day a course can start on.
    let n_days = days_between(REFERENCE_DAY, REFERENCE_DAY.saturating_add(jiff::Span::new().years(4)));
    let mut ranges: Vec<(usize, usize)> = layout
        .phases
        .iter()
        .map(|phase| (phase.planned.len(), phase.planned.len()))
        .collect();
    for day in 0..n_days {
        let first = REFERENCE_DAY.saturating_add(jiff::Span::new().days(day));
        for (range, phase) in ranges.iter_mut().zip(&place(first)?.phases) {
            *range = (range.0.min(phase.planned.len()), range.1.max(phase.planned.len()));
        }
    }
    let mut open: Option<String> = None;
    for (phase, (fewest, most)) in layout.phases.iter_mut().zip(ranges) {
        if let Some(open) = &open {
            phase.planned.clear();
            phase.undated = Some(format!(
                "its distance from the first session waits for an answer to `{open}`"
            ));
        } else if fewest != most {
            phase.planned.truncate(fewest);
            phase.undated = Some(format!(
                "{fewest} to {most} sessions, depending on the day of the first"
            ));
            let name = &phase.step.name;
            let question = Question {
                phase: Some(name.clone()),
                text: format!("On which day is the first session? `{name}` has {fewest} to {most}, depending on it."),
                answer_in: Some("start".to_owned()),
            };
            layout.questions.insert(0, question);
            open = Some(phase.step.name.clone());
            layout.is_complete = false;
        }
    }
    Ok(())
}

/// The shortest distance between two sessions that a protocol gives; nothing where a step is undefined or unusable.
pub(super) fn shortest_gap_of_protocol(protocol: &Protocol, ceiling_months: u32) -> Option<i64> {
    let counted_phases = protocol
        .phases
        .iter()
        .filter_map(|phase| Some((phase.name.clone(), phase.count?.to)));
    let asked = ProtocolRequest {
        id: protocol.id.clone(),
        counts: counted_phases.collect(),
        steps: std::collections::BTreeMap::new(),
        months: None,
    };
    let layout = lay_out(protocol, &asked, Some(REFERENCE_DAY), ceiling_months).ok()?;
    let days: Vec<_> = layout.planned().map(|planned| planned.date).collect();
    let gaps = days.windows(2).map(|pair| days_between(pair[0], pair[1]));
    if layout.is_complete { gaps.min() } else { None }
}
