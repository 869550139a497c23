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
use anagen_messages::Messages;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, Zoned};

use crate::days::{DateStyle, distance};
use crate::messages::{fixed, messages};

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
    /// In which language it is written.
    pub language: &'i str,
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
    let words = messages(inputs.language);
    let mut file = File::begun("Course", words);
    for phase in &course.phases {
        for session in &phase.sessions {
            if let Some(start) = &session.start {
                file.begin(&ids.of("session", session.number), inputs);
                file.line("DTSTART", &universal(start.timestamp()));
                if let Some(end) = length.and_then(|length| start.timestamp().checked_add(length).ok()) {
                    file.line("DTEND", &universal(end));
                }
                file.text("SUMMARY", &session_title(course, session, inputs, words));
                file.text("DESCRIPTION", &session_text(course, &phase.name, session, start, words));
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
            let title = words.with(
                "calendar-review",
                [("week", review.week.into()), ("case", inputs.case_reference.into())],
            );
            file.text("SUMMARY", &title);
            file.text("DESCRIPTION", &review_text(course, review, words));
            file.end("TRANSPARENT");
        }
    }
    for follow_up in &course.follow_ups {
        if let Some(date) = follow_up.date {
            file.begin(&ids.of("follow-up", &follow_up.id), inputs);
            file.whole_day(date);
            let title = words.with(
                "calendar-follow-up",
                [
                    ("after", distance(follow_up.after, words).into()),
                    ("case", inputs.case_reference.into()),
                ],
            );
            file.text("SUMMARY", &title);
            file.text("DESCRIPTION", &follow_up_text(course, follow_up, words));
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

/// The times at which somebody is booked as the text of a calendar that a program asks for again and again.
///
/// Moments are in universal time, which every program shows on its own clock; `language` is that of the titles.
pub fn booked_times(name: &str, times: &[BookedTime], made_at: Timestamp, language: &str) -> String {
    let mut file = File::begun("Agenda", messages(language));
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

fn session_title(
    course: &Course,
    session: &CourseSession,
    inputs: &CalendarInputs<'_>,
    words: &'static Messages,
) -> String {
    let (number, case) = (session.number, inputs.case_reference);
    if course.is_complete {
        let all = course.sessions().count();
        words.with(
            "calendar-session-of",
            [("number", number.into()), ("all", all.into()), ("case", case.into())],
        )
    } else {
        words.with("calendar-session", [("number", number.into()), ("case", case.into())])
    }
}

fn session_text(
    course: &Course,
    phase: &str,
    session: &CourseSession,
    start: &Zoned,
    words: &'static Messages,
) -> String {
    let protocol = &course.protocol;
    let mut lines = vec![
        format!(
            "{}, {} {} ({})",
            DateStyle::of_country(None, words).weekday(start.date()),
            start.strftime("%H:%M,"),
            course.time_zone,
            start.strftime("UTC%:z")
        ),
        words.with(
            "calendar-protocol",
            [
                ("id", protocol.id.as_str().into()),
                ("name", protocol.name.as_str().into()),
            ],
        ),
        words.with(
            "calendar-evidence",
            [("grade", of_care(protocol.grade.words(), words).into())],
        ),
        match session.number {
            1 => words.with("calendar-phase", [("phase", phase.into())]),
            _ => words.with(
                "calendar-phase-after",
                [
                    ("phase", phase.into()),
                    ("after", distance(session.after, words).into()),
                ],
            ),
        },
    ];
    if let Some(from) = session.moved_from {
        let because = match &session.moved_because {
            Some(because) => of_care(because, words),
            None => words.say("calendar-no-reason"),
        };
        lines.push(moved(from, because, words));
    }
    lines.extend(session.clock.clone());
    let asked_at_every_visit = |rule: &&CourseRule| rule.action == AdaptiveAction::Rescreen;
    let rules = course.adaptive_rules.iter().filter(asked_at_every_visit);
    lines.extend(rules.map(|rule| rule_line(rule, words)));
    lines.push(words.say("calendar-responsible"));
    lines.join("\n")
}

fn moved(from: Date, because: String, words: &Messages) -> String {
    words.with(
        "calendar-moved",
        [("from", from.to_string().into()), ("because", because.into())],
    )
}

/// What `care` says: in the language of the file where its words are fixed, else in English.
fn of_care(english: &str, words: &Messages) -> String {
    fixed(english, words).unwrap_or_else(|| english.to_owned())
}

/// A rule with its standing: what is proposed says so wherever it is read.
fn rule_line(rule: &CourseRule, words: &Messages) -> String {
    format!("{} ({}): {}", rule.id, of_care(rule.status.words(), words), rule.text)
}

fn review_text(course: &Course, review: &Review, words: &Messages) -> String {
    let mut lines = vec![words.with(
        "calendar-asked-by",
        [
            ("rules", review.asked_by.join(", ").into()),
            ("status", of_care(review.status.words(), words).into()),
        ],
    )];
    lines.extend(review.text.clone());
    if let Some((from, until)) = review.window {
        lines.push(words.with(
            "calendar-counts",
            [("from", from.to_string().into()), ("until", until.to_string().into())],
        ));
    }
    match (&review.moved_because, review.moved_from) {
        (Some(because), Some(from)) => lines.push(moved(from, of_care(because, words), words)),
        (Some(because), None) => {
            let because = of_care(because, words);
            lines.push(words.with("calendar-not-moved", [("because", because.into())]));
        }
        (None, _) => {}
    }
    lines.extend(course.stop_rules.iter().map(|rule| rule_line(rule, words)));
    lines.push(words.say("calendar-responsible"));
    lines.join("\n")
}

fn follow_up_text(course: &Course, follow_up: &CourseFollowUp, words: &Messages) -> String {
    let mut lines = vec![words.with(
        "calendar-after-last",
        [
            ("after", distance(follow_up.after, words).into()),
            ("status", of_care(follow_up.status.words(), words).into()),
        ],
    )];
    if let Some(until) = follow_up.until {
        lines.push(words.with("calendar-until", [("day", until.to_string().into())]));
    }
    if let Some(from) = follow_up.moved_from {
        lines.push(words.with("calendar-moved-closed", [("from", from.to_string().into())]));
    }
    let looks_for: Vec<String> = follow_up.looks_for.iter().map(|what| of_care(what, words)).collect();
    lines.push(words.with("calendar-looks-for", [("what", looks_for.join(", ").into())]));
    let with = match (follow_up.photograph, follow_up.trichoscopy) {
        (true, true) => Some("calendar-with-both"),
        (true, false) => Some("calendar-with-photographs"),
        (false, true) => Some("calendar-with-trichoscopy"),
        (false, false) => None,
    };
    lines.extend(with.map(|key| words.say(key)));
    if !course.is_complete {
        lines.push(words.say("calendar-goes-on"));
    }
    lines.push(words.say("calendar-responsible"));
    lines.join("\n")
}

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
    /// The head of a file of this kind.
    fn begun(kind: &str, words: &Messages) -> Self {
        let mut file = Self::default();
        file.line("BEGIN", "VCALENDAR");
        file.line("VERSION", "2.0");
        file.line(
            "PRODID",
            &format!("-//Anagen//{kind}//{}", words.language.to_uppercase()),
        );
        file.line("CALSCALE", "GREGORIAN");
        file.line("METHOD", "PUBLISH");
        file
    }

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
