#![expect(clippy::unwrap_used, reason = "tests")]

mod clocks;
mod closed_days;
mod laws;
mod odd_records;
mod open_questions;
mod refusals;
mod seed_table;

use std::fmt::Write as _;
use std::sync::LazyLock;

use anagen_knowledge::Knowledge;
use jiff::civil::Date;

use super::{Course, CourseSession, Preview, SessionDose, course, preview};
use crate::case::{ProtocolRequest, Request};
use crate::dose::Dose;
use crate::finding::Refusal;
use crate::units::Milligrams;

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::embedded().unwrap());

/// A request for a course in Madrid, where clocks change in March and October.
#[track_caller]
fn request(text: &str) -> Request {
    let place = if text.contains("time_zone") {
        "country = \"ES\""
    } else {
        "country = \"ES\"\ntime_zone = \"Europe/Madrid\""
    };
    toml::from_str(&format!("{place}\n{text}")).unwrap()
}

fn dose(agent: &str, milligrams: f64) -> SessionDose {
    SessionDose {
        agent: agent.to_owned(),
        dose: Dose::Mass(Milligrams(milligrams)),
    }
}

#[track_caller]
fn course_of(text: &str, doses: &[SessionDose]) -> Course {
    course(&request(text), doses, &KNOWLEDGE).unwrap()
}

#[track_caller]
fn refusals_of(text: &str, doses: &[SessionDose]) -> Vec<Refusal> {
    course(&request(text), doses, &KNOWLEDGE).unwrap_err()
}

fn previewed(protocol: &str, counts: &[(&str, u32)], start: Option<Date>) -> Preview {
    let counts = counts
        .iter()
        .map(|(phase, count)| ((*phase).to_owned(), *count))
        .collect();
    let asked = ProtocolRequest {
        id: protocol.to_owned(),
        counts,
        steps: std::collections::BTreeMap::new(),
        months: None,
    };
    preview(&asked, start, &KNOWLEDGE).unwrap()
}

/// A course as a reader would write it down: sessions by phase, then what is open.
fn written(course: &Course) -> String {
    let mut text = String::new();
    for phase in &course.phases {
        writeln!(text, "{}: {}", phase.name, phase.words).unwrap();
        for session in &phase.sessions {
            writeln!(text, "  {}", session_line(session)).unwrap();
        }
        if let Some(undated) = &phase.undated {
            writeln!(text, "  -- {undated}").unwrap();
        }
    }
    for question in &course.questions {
        writeln!(text, "? {}", question.text).unwrap();
    }
    for note in &course.notes {
        writeln!(text, "! {note}").unwrap();
    }
    text
}

fn session_line(session: &CourseSession) -> String {
    let mut line = format!("{}, {}", session.number, session.after);
    if let Some(start) = &session.start {
        write!(line, ", {}", start.strftime("%a %Y-%m-%d %H:%M%:z")).unwrap();
    }
    if let Some(from) = session.moved_from {
        write!(
            line,
            ", from {from}: {}",
            session.moved_because.as_deref().unwrap_or("?")
        )
        .unwrap();
    }
    if let Some(clock) = &session.clock {
        write!(line, "; {clock}").unwrap();
    }
    line
}

fn written_refusals(refusals: &[Refusal]) -> String {
    refusals
        .iter()
        .map(|refusal| format!("{}: {refusal}", refusal.code))
        .collect::<Vec<_>>()
        .join("\n")
}

fn dates(course: &Course) -> Vec<Date> {
    course.sessions().filter_map(|session| session.date).collect()
}
