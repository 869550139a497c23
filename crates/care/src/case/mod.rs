//! A case: what is known of one patient for one decision, and what is asked for (DECISIONS.md 1 and 4).
//!
//! `docs/cases.md` describes the file; [`Case::from_toml`] and [`Case::from_json`] read it and refuse what is wrong with its
//! line; [`Case::sheet`] turns it into the facts that hold at the moment of decision.

mod concurrent;
mod file;
mod product;
mod request;
mod sheet;
#[cfg(test)]
mod tests;

use anagen_knowledge::{FactKey, Unknown, Value};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

pub use self::concurrent::{ConcurrentTreatment, Route};
pub use self::file::{CaseError, CaseErrors};
pub use self::product::{Product, ProductAgent, ProductLabel};
pub use self::request::{AgentRequest, ClinicPrices, DrawRequest, Grid, ProtocolRequest, Purpose, Request, StepAnswer};
pub use self::sheet::read_stage;

/// What is known of one patient for one decision, and what is asked for.
#[derive(Debug, Clone)]
pub struct Case {
    /// What the case shows, in one line.
    pub title: Option<String>,
    /// Number of the patient; never a name.
    pub reference: String,
    /// Whether the patient is invented: before the knowledge is adopted, only such patients can be treated.
    pub demo: bool,
    /// The moment of decision.
    pub decided_at: When,
    /// The clinic's time zone, in which days begin and end.
    pub time_zone: TimeZone,
    /// Day of birth.
    pub birth_date: Option<Date>,
    /// Answers, each fact at most once: the latest.
    pub answers: Vec<RecordedAnswer>,
    /// The diagnosis, when one was made.
    pub diagnosis: Option<Diagnosis>,
    /// Medicines; `None` while nobody asked.
    pub medicines: Option<RecordedList>,
    /// Allergies; `None` while nobody asked.
    pub allergies: Option<RecordedList>,
    /// Oral and topical treatment beside the sessions.
    pub concurrent: Vec<ConcurrentTreatment>,
    /// Overrides and letters.
    pub clearances: Vec<Clearance>,
    /// What is asked for; `None`: the screening alone.
    pub request: Option<Request>,
}

/// A moment, or a day where the time was not written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// A day in the clinic's time zone.
    Day(Date),
    /// A moment.
    Moment(jiff::Timestamp),
}

impl When {
    /// The civil day in a time zone.
    pub fn day(self, time_zone: &TimeZone) -> Date {
        match self {
            Self::Day(day) => day,
            Self::Moment(moment) => moment.to_zoned(time_zone.clone()).date(),
        }
    }
}

impl std::str::FromStr for When {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        // A date first: a timestamp needs its offset, so nothing reads as both.
        text.parse::<Date>()
            .ok()
            .filter(|_| text.len() == 10)
            .map(Self::Day)
            .or_else(|| text.parse::<jiff::Timestamp>().ok().map(Self::Moment))
            .ok_or_else(|| {
                format!(
                    "`{text}` is neither a day (2026-03-12) nor a moment with its offset (2026-03-12T09:40:00+01:00)"
                )
            })
    }
}

impl<'de> Deserialize<'de> for When {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

/// An answer as it was recorded: by whom it was given and when.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordedAnswer {
    /// The fact.
    pub fact: FactKey,
    /// The value, or which kind of not knowing.
    pub answer: Result<Value, Unknown>,
    /// Who gave it.
    pub source: AnswerSource,
    /// When.
    pub at: When,
}

/// Who gave an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are the documentation")]
pub enum AnswerSource {
    Patient,
    Examiner,
    Laboratory,
    Record,
    Room,
    Staff,
    Product,
}

/// Medicines or allergies: unknown until entries or "none, asked on" are recorded.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordedList {
    /// When they were asked for.
    #[serde(serialize_with = "as_text")]
    pub asked_at: When,
    /// Entries; none: asked, and there are none.
    #[serde(default)]
    pub entries: Vec<ListEntry>,
}

fn as_text<S: serde::Serializer>(when: &When, serializer: S) -> Result<S::Ok, S::Error> {
    match when {
        When::Day(day) => serializer.collect_str(day),
        When::Moment(moment) => serializer.collect_str(moment),
    }
}

/// One medicine or one allergy.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListEntry {
    /// Name as the patient or the record gives it.
    pub name: String,
    /// Dose and frequency, or the reaction.
    #[serde(default)]
    pub detail: Option<String>,
    /// Since when.
    #[serde(default)]
    pub since: Option<Date>,
}

/// A diagnosis with its stage.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Diagnosis {
    /// Condition by id.
    pub condition: String,
    /// Who made it.
    #[serde(default)]
    pub by: Option<String>,
    /// When.
    pub on: Date,
    /// How far it has come.
    #[serde(default)]
    pub stage: Option<Stage>,
    /// Since when hair is lost.
    #[serde(default)]
    pub since: Option<Date>,
}

/// A stage on a named scale.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    /// Scale by id.
    pub scale: String,
    /// Value on it: one of its values, a number, or the parts of a tuple joined (`M2V1`).
    pub value: String,
}

/// A prescriber's override of a caution, or a specialist's letter.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clearance {
    /// Rule or cap by id.
    pub rule: String,
    /// Override or letter.
    pub kind: ClearanceKind,
    /// Who signed it.
    pub by: String,
    /// In which role.
    pub role: Role,
    /// On which day.
    pub on: Date,
    /// Last day on which it counts.
    #[serde(default)]
    pub expires: Option<Date>,
    /// Why.
    #[serde(default)]
    pub reason: Option<String>,
    /// Whose letter it is, and its day.
    #[serde(default)]
    pub letter: Option<Letter>,
}

/// How a finding is cleared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClearanceKind {
    /// A prescriber overrides a caution.
    Override,
    /// A specialist's letter.
    SpecialistLetter,
}

/// Who somebody is in the clinic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are the documentation")]
pub enum Role {
    Prescriber,
    Injector,
    Assistant,
    MedicalDirector,
}

/// A specialist's letter or note.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Letter {
    /// Which specialist.
    pub specialist: String,
    /// Name.
    pub from: String,
    /// Date of the letter.
    pub dated: Date,
}

impl Case {
    /// The day of decision in the clinic's time zone.
    pub fn today(&self) -> Date {
        self.decided_at.day(&self.time_zone)
    }
}
