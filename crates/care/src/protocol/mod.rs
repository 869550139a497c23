//! A protocol given dates: sessions on the clinic's open days, reviews, rules to stop by, follow-ups, open questions.
//!
//! A course is never filled in. Where the source leaves a step undefined, or gives a range out of which nobody has chosen,
//! the course ends there, says what to answer, and carries the name of who answered. A schedule that breaks an agent's
//! shortest interval (AD-07), or that its record refuses, is no course; [`preview`] still lays it out for comparison.
//! Caps over many days are the formulation's matter, and how a course reacts to a response is decided when there is one.

mod adaptive;
mod calendar;
mod dated;
mod follow_up;
mod intervals;
mod layout;
mod offset;
mod phases;
mod purpose;
mod sessions;
#[cfg(test)]
mod tests;

use anagen_knowledge::Knowledge;
use anagen_knowledge::records::Protocol;
use anagen_knowledge::suggest::nearest;
use jiff::civil::Date;

pub use dated::{
    Ceiling, Course, CourseFollowUp, CoursePhase, CourseRule, CourseSession, Preview, ProtocolSummary, Review,
    SessionsInTwelveMonths,
};
pub use intervals::{MinimumInterval, SessionDose};
pub use offset::Offset;
pub use phases::Question;

use self::calendar::{ClinicCalendar, clinic_calendar};
use self::layout::{Layout, lay_out};
use crate::case::{ProtocolRequest, Request};
use crate::finding::Refusal;

/// The follow-ups that a session on a day arms (surveillance in the knowledge), on the clinic's open days where the patient
/// has to come.
pub fn follow_ups_after(
    last: Date,
    closed_weekdays: &[jiff::civil::Weekday],
    closed_days: &[Date],
    knowledge: &Knowledge,
) -> Result<Vec<CourseFollowUp>, Refusal> {
    follow_up::follow_ups(
        Some(last),
        &ClinicCalendar::of_days(closed_weekdays, closed_days),
        knowledge,
    )
}

/// The reviews of a protocol, counted from the day of its first session, on the clinic's open days.
pub fn reviews_after(
    first: Date,
    protocol: &str,
    closed_weekdays: &[jiff::civil::Weekday],
    closed_days: &[Date],
    knowledge: &Knowledge,
) -> Result<Vec<Review>, Refusal> {
    let clinic = ClinicCalendar::of_days(closed_weekdays, closed_days);
    adaptive::reviews(find(protocol, knowledge)?, Some(first), &clinic, knowledge)
}

/// The course that is asked for, held against the doses of one session, or every reason why there is none.
///
/// `doses` are the agents of the mixture; none for a technique without drug. Without a day to start from, the course holds
/// distances from the first session instead of dates.
pub fn course(request: &Request, doses: &[SessionDose], knowledge: &Knowledge) -> Result<Course, Vec<Refusal>> {
    let asked = request.protocol.as_ref().ok_or_else(|| {
        vec![Refusal::new(
            "no_protocol",
            "No protocol is asked for",
            ["Name one in `protocol`".to_owned()],
        )]
    })?;
    let protocol = find(&asked.id, knowledge).map_err(one)?;
    let (_, ceiling_months) = adaptive::ceiling(knowledge).map_err(one)?;

    let mut refusals: Vec<Refusal> = protocol
        .refused
        .iter()
        .map(|reason| refused(protocol, reason, knowledge))
        .collect();
    let clinic = kept(clinic_calendar(request).map_err(one), &mut refusals);
    let intervals = kept(intervals::minimum_intervals(doses, knowledge), &mut refusals);
    let first = match (&clinic, request.start) {
        (Some(clinic), Some(start)) => {
            kept(clinic.next_open_day(start).map_err(one), &mut refusals).map(|open| open.date)
        }
        _ => request.start,
    };
    let layout = kept(lay_out(protocol, asked, first, ceiling_months), &mut refusals);
    if let (Some(layout), Some(intervals)) = (&layout, &intervals) {
        refusals.extend(intervals::guard(protocol, layout, intervals, ceiling_months, knowledge));
    }
    match (clinic, intervals, layout) {
        (Some(clinic), Some(intervals), Some(layout)) if refusals.is_empty() => {
            dated_course(request, protocol, &layout, &clinic, intervals, knowledge).map_err(one)
        }
        _ => Err(refusals),
    }
}

/// A protocol laid out for comparison, refused ones included: held against no dose, no closed day and no patient.
pub fn preview(asked: &ProtocolRequest, start: Option<Date>, knowledge: &Knowledge) -> Result<Preview, Vec<Refusal>> {
    let protocol = find(&asked.id, knowledge).map_err(one)?;
    let (_, ceiling_months) = adaptive::ceiling(knowledge).map_err(one)?;
    let layout = lay_out(protocol, asked, start, ceiling_months)?;
    let sessions = sessions::sessions_of(&layout, |planned| start.map(|_| planned.date));
    let days: Vec<Date> = layout.planned().map(|planned| planned.date).collect();
    let mut notes = Vec::new();
    notes.extend(beyond_ceiling_note(layout.beyond_ceiling, ceiling_months));
    Ok(Preview {
        protocol: summary(protocol),
        refused: protocol.refused.clone(),
        sessions_12_months: in_twelve_months(protocol, &days),
        phases: phases_with(&layout, sessions),
        is_complete: layout.is_complete,
        questions: layout.questions,
        notes,
    })
}

fn dated_course(
    request: &Request,
    protocol: &Protocol,
    layout: &Layout,
    clinic: &ClinicCalendar<'_>,
    minimum_intervals: Vec<MinimumInterval>,
    knowledge: &Knowledge,
) -> Result<Course, Refusal> {
    let (mut sessions, n_moved_beyond) = match request.start {
        Some(_) => sessions::date_sessions(layout, clinic, &minimum_intervals)?,
        None => (sessions::sessions_of(layout, |_| None), 0),
    };
    // The course is counted from the first open day: its first session says why that is not the day asked for.
    if let (Some(start), Some(first)) = (request.start, sessions.iter_mut().flatten().next())
        && first.after == Offset::default()
        && let Some(because) = clinic.why_closed(start)
    {
        first.moved_from = Some(start);
        first.moved_because = Some(because);
    }
    let all: Vec<&CourseSession> = sessions.iter().flatten().collect();
    let purpose = purpose::around_transplant(request.purpose, &all, layout.is_complete, knowledge)?;
    let days: Vec<Date> = match request.start {
        Some(_) => all.iter().filter_map(|session| session.date).collect(),
        None => layout.planned().map(|planned| planned.date).collect(),
    };
    let starts_on = all.first().and_then(|session| session.date);
    let last = all.last().and_then(|session| session.date);
    let (stop_rules, adaptive_rules) = adaptive::rules(protocol, knowledge)?;
    let (ceiling_rule, ceiling_months) = adaptive::ceiling(knowledge)?;
    let reviews = adaptive::reviews(protocol, starts_on, clinic, knowledge)?;
    let ceiling = Ceiling {
        rule: ceiling_rule,
        months: ceiling_months,
        on: starts_on.map(|_| layout.ceiling_on),
        sessions_beyond: layout.beyond_ceiling.saturating_add(n_moved_beyond),
    };
    let sessions_12_months = in_twelve_months(protocol, &days);
    let mut notes = course_notes(layout, &ceiling, &sessions_12_months, &reviews, &days);
    notes.extend(purpose.notes);
    let mut questions = layout.questions.clone();
    questions.extend(purpose.questions);
    Ok(Course {
        protocol: summary(protocol),
        time_zone: request.time_zone.clone(),
        starts_on,
        phases: phases_with(layout, sessions),
        is_complete: layout.is_complete,
        questions,
        sessions_12_months,
        minimum_intervals,
        reviews,
        stop_rules,
        adaptive_rules,
        ceiling,
        follow_ups: follow_up::follow_ups(last, clinic, knowledge)?,
        notes,
    })
}

fn course_notes(
    layout: &Layout,
    ceiling: &Ceiling,
    sessions: &SessionsInTwelveMonths,
    reviews: &[Review],
    days: &[Date],
) -> Vec<String> {
    let mut notes = Vec::new();
    if !layout.is_complete {
        notes.push(
            "Further sessions follow that cannot be dated yet: the open questions come first. Follow-ups are counted from \
             the last session given here, and every later session arms them anew."
                .to_owned(),
        );
    }
    notes.extend(beyond_ceiling_note(ceiling.sessions_beyond, ceiling.months));
    if let Some((week, n_after)) = adaptive::sessions_after_last_review(reviews, days) {
        notes.push(format!(
            "Sessions after the review at week {week}: {n_after}. They depend on what it shows, by the rules to stop by"
        ));
    }
    if let Some(stated) = sessions
        .stated
        .filter(|stated| layout.is_complete && !(stated.from..=stated.to).contains(&sessions.laid_out))
    {
        notes.push(format!(
            "The record of the protocol states {} to {} sessions in 12 months; this course has {}",
            stated.from, stated.to, sessions.laid_out
        ));
    }
    notes
}

fn beyond_ceiling_note(n_beyond: u32, months: u32) -> Option<String> {
    (n_beyond > 0).then(|| {
        format!(
            "Not planned, beyond {} of active phase: {} of the protocol. A consultant reviews first (AD-09)",
            offset::counted(months, "month"),
            offset::counted(n_beyond, "session")
        )
    })
}

fn find<'k>(id: &str, knowledge: &'k Knowledge) -> Result<&'k Protocol, Refusal> {
    let protocols = || knowledge.records.protocols.iter();
    protocols().find(|protocol| protocol.id == id).ok_or_else(|| {
        let near = nearest(id, protocols().map(|protocol| protocol.id.as_str()));
        let all: Vec<_> = protocols().map(|protocol| protocol.id.as_str()).collect();
        Refusal::new(
            "unknown_protocol",
            format!("`{id}` is not a protocol of the knowledge"),
            near.map(|near| format!("Did you mean `{near}`?"))
                .into_iter()
                .chain([format!("Name one of {}", all.join(", "))]),
        )
    })
}

fn refused(protocol: &Protocol, reason: &str, knowledge: &Knowledge) -> Refusal {
    let mut ways = vec!["Compare it with other protocols; it is not planned".to_owned()];
    for part in &protocol.composition {
        let others: Vec<_> = intervals::protocols_with(knowledge, &part.agent)
            .map(|other| other.id.as_str())
            .collect();
        if !others.is_empty() {
            ways.push(format!(
                "Ask for another protocol; described with {}: {}",
                part.agent,
                others.join(", ")
            ));
        }
    }
    Refusal::new(
        "protocol_refused",
        format!("{} is refused as a plan. {reason}", protocol.id),
        ways,
    )
}

fn summary(protocol: &Protocol) -> ProtocolSummary {
    ProtocolSummary {
        id: protocol.id.clone(),
        name: protocol.name.clone(),
        indication: protocol.indication.clone(),
        grade: protocol.grade,
        grade_text: protocol.grade_text.clone(),
        studies: protocol.studies.clone(),
        sources: protocol.sources.clone(),
        confidence: protocol.confidence,
        status: protocol.status,
        confirmed_by: protocol.confirmed_by.clone(),
        note: protocol.note.clone(),
    }
}

fn phases_with(layout: &Layout, sessions: Vec<Vec<CourseSession>>) -> Vec<CoursePhase> {
    let phases = layout.phases.iter().zip(sessions);
    phases
        .map(|(phase, sessions)| CoursePhase {
            name: phase.step.name.clone(),
            words: phase.step.words.clone(),
            sessions,
            answered_by: phase.step.answered_by.clone(),
            undated: phase.undated.clone(),
        })
        .collect()
}

/// Sessions before the first anniversary of the first.
fn in_twelve_months(protocol: &Protocol, days: &[Date]) -> SessionsInTwelveMonths {
    let anniversary = days
        .first()
        .and_then(|first| offset::Interval::Months(12).after(*first, 1));
    let within = days
        .iter()
        .filter(|day| anniversary.is_none_or(|end| **day < end))
        .count();
    SessionsInTwelveMonths {
        laid_out: u32::try_from(within).unwrap_or(u32::MAX),
        stated: protocol.sessions_12_months,
        stated_text: protocol.sessions_text.clone(),
    }
}

/// The value, or nothing with its refusals added to the others.
fn kept<T>(result: Result<T, Vec<Refusal>>, refusals: &mut Vec<Refusal>) -> Option<T> {
    match result {
        Ok(value) => Some(value),
        Err(more) => {
            refusals.extend(more);
            None
        }
    }
}

fn one(refusal: Refusal) -> Vec<Refusal> {
    vec![refusal]
}
