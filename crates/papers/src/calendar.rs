//! A dated course as an iCalendar file (RFC 5545): sessions, reviews and follow-ups for the calendar of the clinic; and the
//! times at which somebody is booked, for their own calendar.
//!
//! A session starts at a moment in universal time, and its civil time is in the text, so that the file needs no time zone
//! definitions and means the same in every program. Reviews and follow-ups are whole days, which belong to no time zone.
//! Events carry the case's reference and never a name; the same course always gives the same identifiers.

use std::fmt::Write as _;

use anagen_care::protocol::{Course, CourseFollowUp, CourseRule, CourseSession, Review};
use anagen_care::units::Minutes;
use anagen_knowledge::records::AdaptiveAction;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, Zoned};

/// What a calendar file needs besides the course.
#[derive(Debug, Clone)]
pub struct CalendarInputs<'i> {
    /// Reference of the case; never a name.
    pub case_reference: &'i str,
    /// Moment at which the file is made.
    pub made_at: Timestamp,
    /// Length of a session, where it was worked out; without it a session has a start and no end.
    pub session_length: Option<Minutes>,
    /// Where the sessions take place.
    pub place: Option<&'i str>,
}

/// Why a course has no calendar file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// The course has no dates.
    #[error("the course has no dated session: a calendar needs a day to start from")]
    NoDates,
    /// A year that the format cannot write.
    #[error("the course starts on {0}: a calendar file begins with the year 2")]
    BeforeTheCalendar(Date),
    /// Nothing to tell one case's events from another's.
    #[error("the case has no reference: its events could not be told from those of other cases")]
    NoReference,
    /// Minutes that are none, or more than a day.
    #[error("{minutes} minutes is no length of a session; it is above zero and at most a day")]
    SessionLength {
        /// As it was given.
        minutes: String,
    },
}

/// The course as the text of an `.ics` file.
pub fn icalendar(course: &Course, inputs: &CalendarInputs<'_>) -> Result<String, CalendarError> {
    if inputs.case_reference.trim().is_empty() {
        return Err(CalendarError::NoReference);
    }
    let length = inputs.session_length.map(session_length).transpose()?;
    let starts_on = course.starts_on.ok_or(CalendarError::NoDates)?;
    // The first session may start a day earlier in universal time.
    if starts_on.year() < 2 {
        return Err(CalendarError::BeforeTheCalendar(starts_on));
    }
    let ids = EventIds {
        case: inputs.case_reference,
        protocol: &course.protocol.id,
        starts_on,
    };
    let mut file = File::default();
    file.line("BEGIN", "VCALENDAR");
    file.line("VERSION", "2.0");
    file.line("PRODID", "-//Anagen//Course//EN");
    file.line("CALSCALE", "GREGORIAN");
    file.line("METHOD", "PUBLISH");
    for phase in &course.phases {
        for session in &phase.sessions {
            if let Some(start) = &session.start {
                file.begin(&ids.of("session", session.number), inputs);
                file.line("DTSTART", &universal(start.timestamp()));
                if let Some(end) = length.and_then(|length| start.timestamp().checked_add(length).ok()) {
                    file.line("DTEND", &universal(end));
                }
                file.text("SUMMARY", &session_title(course, session, inputs));
                file.text("DESCRIPTION", &session_text(course, &phase.name, session, start));
                if let Some(place) = inputs.place {
                    file.text("LOCATION", place);
                }
                file.end("OPAQUE");
            }
        }
    }
    for review in &course.reviews {
        if let Some(date) = review.date {
            file.begin(&ids.of("review", review.week), inputs);
            file.whole_day(date);
            file.text(
                "SUMMARY",
                &format!("Review at week {} (case {})", review.week, inputs.case_reference),
            );
            file.text("DESCRIPTION", &review_text(course, review));
            file.end("TRANSPARENT");
        }
    }
    for follow_up in &course.follow_ups {
        if let Some(date) = follow_up.date {
            file.begin(&ids.of("follow-up", &follow_up.id), inputs);
            file.whole_day(date);
            file.text(
                "SUMMARY",
                &format!("Follow-up, {} (case {})", follow_up.after, inputs.case_reference),
            );
            file.text("DESCRIPTION", &follow_up_text(course, follow_up));
            file.end("TRANSPARENT");
        }
    }
    file.line("END", "VCALENDAR");
    Ok(file.0)
}

/// A time at which somebody is booked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookedTime {
    /// The same in every file, so that a calendar program knows the event again; never a name.
    pub id: String,
    /// Counts the changes.
    pub revision: u32,
    /// Begins.
    pub starts_at: Timestamp,
    /// Ends.
    pub ends_at: Timestamp,
    /// What for and where; never whose.
    pub title: String,
}

/// The times at which somebody is booked as the text of a calendar that a program asks for again and again. Moments are in
/// universal time, which every program shows on its own clock.
pub fn booked_times(name: &str, times: &[BookedTime], made_at: Timestamp) -> String {
    let mut file = File::default();
    file.line("BEGIN", "VCALENDAR");
    file.line("VERSION", "2.0");
    file.line("PRODID", "-//Anagen//Agenda//EN");
    file.line("CALSCALE", "GREGORIAN");
    file.line("METHOD", "PUBLISH");
    file.text("X-WR-CALNAME", name);
    file.line("REFRESH-INTERVAL;VALUE=DURATION", "PT15M");
    file.line("X-PUBLISHED-TTL", "PT15M");
    for time in times {
        file.line("BEGIN", "VEVENT");
        file.line("UID", &format!("{}@anagen", id_part(&time.id)));
        file.line("DTSTAMP", &universal(made_at));
        file.line("SEQUENCE", &time.revision.to_string());
        file.line("DTSTART", &universal(time.starts_at));
        file.line("DTEND", &universal(time.ends_at));
        file.text("SUMMARY", &time.title);
        file.end("OPAQUE");
    }
    file.line("END", "VCALENDAR");
    file.0
}

fn session_length(minutes: Minutes) -> Result<SignedDuration, CalendarError> {
    const MINUTES_OF_A_DAY: f64 = 24.0 * 60.0;
    if !(minutes.0 > 0.0 && minutes.0 <= MINUTES_OF_A_DAY) {
        return Err(CalendarError::SessionLength {
            minutes: minutes.0.to_string(),
        });
    }
    #[expect(clippy::cast_possible_truncation, reason = "1 to 1440, checked above")]
    Ok(SignedDuration::from_mins(minutes.0.ceil() as i64))
}

fn session_title(course: &Course, session: &CourseSession, inputs: &CalendarInputs<'_>) -> String {
    let number = session.number;
    if course.is_complete {
        format!(
            "Session {number} of {} (case {})",
            course.sessions().count(),
            inputs.case_reference
        )
    } else {
        format!("Session {number} (case {})", inputs.case_reference)
    }
}

fn session_text(course: &Course, phase: &str, session: &CourseSession, start: &Zoned) -> String {
    let mut lines = vec![
        format!(
            "{} {} ({})",
            start.strftime("%A %-d %B %Y, %H:%M,"),
            course.time_zone,
            start.strftime("UTC%:z")
        ),
        format!("Protocol {}: {}", course.protocol.id, course.protocol.name),
        format!("Evidence: {}", course.protocol.grade.words()),
        match session.number {
            1 => format!("Phase: {phase}"),
            _ => format!("Phase: {phase}; {} after the first session", session.after),
        },
    ];
    if let Some(from) = session.moved_from {
        let because = session.moved_because.as_deref().unwrap_or("no reason given");
        lines.push(format!("Moved from {from}: {because}"));
    }
    lines.extend(session.clock.clone());
    let asked_at_every_visit = |rule: &&CourseRule| rule.action == AdaptiveAction::Rescreen;
    lines.extend(course.adaptive_rules.iter().filter(asked_at_every_visit).map(rule_line));
    lines.push(RESPONSIBLE.to_owned());
    lines.join("\n")
}

/// A rule with its standing: what is proposed says so wherever it is read.
fn rule_line(rule: &CourseRule) -> String {
    format!("{} ({}): {}", rule.id, rule.status.words(), rule.text)
}

fn review_text(course: &Course, review: &Review) -> String {
    let mut lines = vec![format!(
        "Asked for by {} ({})",
        review.asked_by.join(", "),
        review.status.words()
    )];
    lines.extend(review.text.clone());
    if let Some((from, until)) = review.window {
        lines.push(format!("Counts from {from} to {until}"));
    }
    match (&review.moved_because, review.moved_from) {
        (Some(because), Some(from)) => lines.push(format!("Moved from {from}: {because}")),
        (Some(because), None) => lines.push(format!("Not moved: {because}")),
        (None, _) => {}
    }
    lines.extend(course.stop_rules.iter().map(rule_line));
    lines.push(RESPONSIBLE.to_owned());
    lines.join("\n")
}

fn follow_up_text(course: &Course, follow_up: &CourseFollowUp) -> String {
    let mut lines = vec![format!(
        "{} after the last session of this course ({})",
        follow_up.after,
        follow_up.status.words()
    )];
    if let Some(until) = follow_up.until {
        lines.push(format!("Until {until}"));
    }
    if let Some(from) = follow_up.moved_from {
        lines.push(format!("Moved from {from}, when the clinic is closed"));
    }
    lines.push(format!("Looks for: {}", follow_up.looks_for.join(", ")));
    let done: Vec<_> = [
        (follow_up.photograph, "photographs"),
        (follow_up.trichoscopy, "trichoscopy"),
    ]
    .into_iter()
    .filter_map(|(is_done, what)| is_done.then_some(what))
    .collect();
    if !done.is_empty() {
        lines.push(format!("With {}", done.join(" and ")));
    }
    if !course.is_complete {
        lines.push("Further sessions are not dated yet; each arms this follow-up anew".to_owned());
    }
    lines.push(RESPONSIBLE.to_owned());
    lines.join("\n")
}

const RESPONSIBLE: &str =
    "Anagen is not a certified medical device; the professional who prescribes and injects remains responsible.";

/// What makes the identifier of an event: the same event of the same course has the same one in every file.
struct EventIds<'i> {
    case: &'i str,
    protocol: &'i str,
    starts_on: Date,
}

impl EventIds<'_> {
    fn of(&self, kind: &str, which: impl std::fmt::Display) -> String {
        let parts = [
            self.case,
            self.protocol,
            &self.starts_on.to_string(),
            kind,
            &which.to_string(),
        ]
        .map(id_part);
        format!("{}@anagen", parts.join("/"))
    }
}

/// Letters, digits, `-` and `_` as they are, every other byte in hexadecimal: different texts stay different.
fn id_part(text: &str) -> String {
    let mut part = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_' {
            part.push(char::from(byte));
        } else {
            // Writing to a `String` does not fail.
            let _ = write!(part, "%{byte:02X}");
        }
    }
    part
}

/// `20260302T090000Z`.
fn universal(moment: Timestamp) -> String {
    moment.to_zoned(TimeZone::UTC).strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// Content lines of an iCalendar file: folded, escaped, each ended by CR LF.
#[derive(Debug, Default)]
struct File(String);

impl File {
    fn begin(&mut self, id: &str, inputs: &CalendarInputs<'_>) {
        self.line("BEGIN", "VEVENT");
        self.line("UID", id);
        self.line("DTSTAMP", &universal(inputs.made_at));
    }

    fn end(&mut self, blocks_time: &str) {
        self.line("CLASS", "PRIVATE");
        self.line("TRANSP", blocks_time);
        self.line("END", "VEVENT");
    }

    fn whole_day(&mut self, day: Date) {
        self.line("DTSTART;VALUE=DATE", &day.strftime("%Y%m%d").to_string());
    }

    /// A property whose value is text (RFC 5545, 3.3.11).
    fn text(&mut self, name: &str, value: &str) {
        let mut escaped = String::with_capacity(value.len());
        for letter in value.replace("\r\n", "\n").chars() {
            match letter {
                '\\' | ';' | ',' => escaped.extend(['\\', letter]),
                '\n' | '\r' => escaped.push_str("\\n"),
                letter if letter.is_control() => {}
                letter => escaped.push(letter),
            }
        }
        self.line(name, &escaped);
    }

    /// A content line, folded so that no line holds more than 75 octets and no letter is cut (RFC 5545, 3.1).
    fn line(&mut self, name: &str, value: &str) {
        const OCTETS_OF_A_LINE: usize = 75;
        let mut n_octets = 0;
        for letter in name.chars().chain([':']).chain(value.chars()) {
            if n_octets + letter.len_utf8() > OCTETS_OF_A_LINE {
                self.0.push_str("\r\n ");
                n_octets = 1;
            }
            self.0.push(letter);
            n_octets += letter.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests;
