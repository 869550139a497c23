//! What a course holds: the protocol with its evidence, dated sessions, reviews, rules, follow-ups, and what stays open.

use anagen_knowledge::records::{AdaptiveAction, Confidence, CountRange, Grade, Status};
use jiff::Zoned;
use jiff::civil::Date;
use serde::Serialize;

use super::intervals::MinimumInterval;
use super::offset::Offset;
use super::phases::Question;

/// A protocol given dates. Without a day to start from it holds the same steps, counted from the first session.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Course {
    /// Which protocol, and what it rests on.
    pub protocol: ProtocolSummary,
    /// IANA name of the time zone in which the times of day are kept.
    pub time_zone: String,
    /// Day of the first session, where one could be dated.
    pub starts_on: Option<Date>,
    /// The steps of the protocol, in order, with their sessions.
    pub phases: Vec<CoursePhase>,
    /// Whether nothing that decides a date is open. While it is not, further sessions follow that are not dated here.
    pub is_complete: bool,
    /// What the source leaves open, and what nobody has chosen yet.
    pub questions: Vec<Question>,
    /// Sessions within twelve months.
    pub sessions_12_months: SessionsInTwelveMonths,
    /// Shortest intervals that the mixture sets.
    pub minimum_intervals: Vec<MinimumInterval>,
    /// When the response is judged.
    pub reviews: Vec<Review>,
    /// When the course stops.
    pub stop_rules: Vec<CourseRule>,
    /// The other rules by which the course adapts.
    pub adaptive_rules: Vec<CourseRule>,
    /// How long the active phase may last.
    pub ceiling: Ceiling,
    /// When the patient is asked or seen again after the last session; every session arms them anew.
    pub follow_ups: Vec<CourseFollowUp>,
    /// What a reader must know besides.
    pub notes: Vec<String>,
}

impl Course {
    /// Every session, in order, over all phases.
    pub fn sessions(&self) -> impl DoubleEndedIterator<Item = &CourseSession> {
        self.phases.iter().flat_map(|phase| &phase.sessions)
    }
}

/// A protocol laid out for comparison. It was held against no dose, no closed day and no patient, and it is not a plan.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Preview {
    /// Which protocol, and what it rests on.
    pub protocol: ProtocolSummary,
    /// Why it can be compared but never planned.
    pub refused: Option<String>,
    /// The steps of the protocol, in order, with their sessions.
    pub phases: Vec<CoursePhase>,
    /// Whether nothing that decides a date is open.
    pub is_complete: bool,
    /// What the source leaves open, and what nobody has chosen yet.
    pub questions: Vec<Question>,
    /// Sessions within twelve months.
    pub sessions_12_months: SessionsInTwelveMonths,
    /// What a reader must know besides.
    pub notes: Vec<String>,
}

/// Which protocol, and what it rests on.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ProtocolSummary {
    /// Id of the protocol.
    pub id: String,
    /// As it is shown.
    pub name: String,
    /// For what, in the words of its record.
    pub indication: String,
    /// Certainty of the evidence for it.
    pub grade: Grade,
    /// The same in words.
    pub grade_text: Option<String>,
    /// Studies that used it.
    pub studies: Vec<String>,
    /// Ids of the sources.
    pub sources: Vec<String>,
    /// How it is known.
    pub confidence: Confidence,
    /// Proposed, or confirmed.
    pub status: Status,
    /// Medical director who confirmed a proposed one.
    pub confirmed_by: Option<String>,
    /// What a reader must know besides.
    pub note: Option<String>,
}

/// One step of the protocol.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CoursePhase {
    /// As it is shown.
    pub name: String,
    /// What it asks for, in words.
    pub words: String,
    /// Its sessions, as far as they are certain.
    pub sessions: Vec<CourseSession>,
    /// Who answered what the source leaves undefined.
    pub answered_by: Option<String>,
    /// Why it has no sessions here, or not all of them.
    pub undated: Option<String>,
}

/// One session of a course.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CourseSession {
    /// Counted over the whole course, from 1.
    pub number: u32,
    /// How long after the first session the protocol puts it.
    pub after: Offset,
    /// The day; absent where the course has no start.
    pub date: Option<Date>,
    /// The moment it starts, with its civil time in the clinic's time zone.
    pub start: Option<Zoned>,
    /// The day the protocol gives, where the session was moved away from it.
    pub moved_from: Option<Date>,
    /// Why it was moved.
    pub moved_because: Option<String>,
    /// What the clock does on that day, where the civil time does not exist or exists twice.
    pub clock: Option<String>,
}

/// Sessions within twelve months from the first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SessionsInTwelveMonths {
    /// Sessions that are laid out here.
    pub laid_out: u32,
    /// What the protocol's record states.
    pub stated: Option<CountRange>,
    /// The same in words.
    pub stated_text: Option<String>,
}

/// A visit at which the response is judged.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Review {
    /// Weeks after the first session.
    pub week: u32,
    /// The day; absent where the course has no start.
    pub date: Option<Date>,
    /// First and last day on which it still counts as this review, where a tolerance is given.
    pub window: Option<(Date, Date)>,
    /// Id of the adaptive rule or of the protocol that asks for it.
    pub asked_by: Vec<String>,
    /// What is done.
    pub text: Option<String>,
    /// Proposed, or confirmed: the adaptive rule where one asks for it, otherwise the protocol.
    pub status: Status,
    /// The day that was counted, where the clinic is closed on it.
    pub moved_from: Option<Date>,
    /// Why it was moved, or why it was not although the clinic is closed.
    pub moved_because: Option<String>,
}

/// An adaptive rule as it applies to a course.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CourseRule {
    /// Id of the adaptive rule.
    pub id: String,
    /// What it does.
    pub action: AdaptiveAction,
    /// What it says.
    pub text: String,
    /// What a reader must know besides.
    pub note: Option<String>,
    /// Ids of the sources.
    pub sources: Vec<String>,
    /// How it is known.
    pub confidence: Confidence,
    /// Proposed, or confirmed.
    pub status: Status,
    /// Medical director who confirmed a proposed one.
    pub confirmed_by: Option<String>,
}

/// The longest active phase.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Ceiling {
    /// The rule that sets it.
    pub rule: CourseRule,
    /// Months from the first session.
    pub months: u32,
    /// First day that lies beyond it; absent where the course has no start.
    pub on: Option<Date>,
    /// Sessions of the protocol that lie beyond it and are therefore not planned.
    pub sessions_beyond: u32,
}

/// One follow-up after the last session.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CourseFollowUp {
    /// Id of the follow-up.
    pub id: String,
    /// How long after the last session.
    pub after: Offset,
    /// The day; absent where the course has no dated session.
    pub date: Option<Date>,
    /// Last day of the window, where it is one.
    pub until: Option<Date>,
    /// The day that was counted, where the patient has to come and the clinic is closed on it.
    pub moved_from: Option<Date>,
    /// What is looked for.
    pub looks_for: Vec<String>,
    /// Whether photographs are taken.
    pub photograph: bool,
    /// Whether trichoscopy is done.
    pub trichoscopy: bool,
    /// Id of the surveillance record.
    pub asked_by: String,
    /// Proposed, or confirmed.
    pub status: Status,
}
