//! What is written down of an adverse event, and what it is held to.

use std::collections::HashSet;

use anagen_care::injection_map::Place;
use anagen_knowledge::Knowledge;
use anagen_records::adverse_events::{AdverseEvent, Outcome};
use anagen_records::patients::Patient;
use anagen_records::values::SessionId;
use anagen_records::{Day, words};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::causality::{Causality, Inputs};
use super::guidance;
use super::incidents::MOST_CHARACTERS;
use crate::Message;
use crate::error::{AppError, Invalid};
use crate::stock::clusters::MYCOBACTERIAL;

/// Code of what the knowledge does not name.
pub const OTHER: &str = "other";
/// Widest patch that is taken, in mm: no scalp is wider.
const WIDEST_PATCH_MM: f64 = 400.0;
/// Most patches of one event.
pub const MOST_PATCHES: usize = 20;

words! {
    /// An answer to a question about an event. A question that nobody asked has none; neither kind of not knowing is a "no".
    pub enum Answer {
        /// Yes.
        Yes = "yes",
        /// No.
        No = "no",
        /// Asked, not known.
        NotKnown = "not_known",
    }
}

/// A patch or lump on the map of the scalp, as a circle.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Patch {
    /// Direction of its middle on the normalised scalp, in degrees.
    pub angle_deg: f64,
    /// Squared radius of its middle on the disc.
    pub u: f64,
    /// Diameter in mm.
    pub diameter_mm: f64,
}

impl Patch {
    /// Its middle.
    pub fn place(&self) -> Place {
        Place {
            angle_deg: self.angle_deg,
            u: self.u,
        }
    }
}

/// What is told of an event besides code, grade, days and outcome.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Details {
    /// The event in words, where the knowledge does not name it.
    pub other: String,
    /// What was seen and said.
    pub description: String,
    /// Criteria of seriousness that are met, as the knowledge words them.
    pub criteria: Vec<String>,
    /// Where it is: zones by id.
    pub zones: Vec<String>,
    /// Where exactly, as far as it was marked.
    pub patches: Vec<Patch>,
    /// Is it a new patch or lump?
    pub new_patch: Option<Answer>,
    /// Are follicular openings lost in it?
    pub openings_lost: Option<Answer>,
    /// Is it an infection?
    pub infection: Option<Answer>,
    /// Were mycobacteria proven by a laboratory?
    pub mycobacteria: Option<Answer>,
    /// Mycobacteria were proven: what quarantines lots.
    pub proven: bool,
    /// What the judgement of causality rests on.
    pub inputs: Inputs,
    /// The judgement.
    pub causality: Option<Causality>,
    /// Name of the one who judged.
    pub judged_by: Option<String>,
    /// When it was over.
    pub outcome_on: Option<Day>,
    /// What is left of it.
    pub outcome_note: String,
}

/// An adverse event as it is written down.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Id of the knowledge's adverse event, or [`OTHER`].
    pub code: String,
    /// The session that it is put down to.
    pub session: Option<SessionId>,
    /// 1 (mild) to 5 (death).
    pub grade: Option<i64>,
    /// Whether it is serious; none: not judged yet.
    pub serious: Option<bool>,
    /// Its first day.
    pub onset_on: Option<Day>,
    /// How it ended.
    pub outcome: Outcome,
    /// The rest.
    pub details: Details,
}

impl Report {
    /// An event of which only the kind is known yet.
    pub fn of_code(code: &str) -> Self {
        Self {
            code: code.to_owned(),
            session: None,
            grade: None,
            serious: None,
            onset_on: None,
            outcome: Outcome::Open,
            details: Details::default(),
        }
    }

    /// What a stored event says.
    pub fn of(event: &AdverseEvent) -> Result<Self, AppError> {
        let details = serde_json::from_value(event.body.0.clone())
            .map_err(|error| AppError::Internal(format!("a stored adverse event cannot be read: {error}")))?;
        Ok(Self {
            code: event.code.clone(),
            session: event.session,
            grade: event.grade,
            serious: event.serious,
            onset_on: event.onset_on,
            outcome: event.outcome,
            details,
        })
    }

    /// Whether the signals count it as an infection: it was said to be one, or it is one by its kind and nobody said otherwise.
    pub(super) fn counts_as_infection(&self, knowledge: &Knowledge) -> bool {
        match self.details.infection {
            Some(Answer::Yes) => true,
            Some(Answer::No) => false,
            Some(Answer::NotKnown) | None => guidance::is_infection_by_kind(knowledge, &self.code),
        }
    }

    /// Holds a report to the knowledge, to the patient and to itself. Everything that is wrong is said at once.
    pub(super) fn check(&self, knowledge: &Knowledge, patient: &Patient, today: Date) -> Result<(), Invalid> {
        let mut invalid = Invalid::default();
        self.check_what(knowledge, &mut invalid);
        self.check_days(patient, today, &mut invalid);
        self.check_seriousness(knowledge, &mut invalid);
        self.check_places(knowledge, &mut invalid);
        for (field, text) in [
            ("description", &self.details.description),
            ("other", &self.details.other),
            ("outcome_note", &self.details.outcome_note),
        ] {
            if text.chars().count() > MOST_CHARACTERS {
                invalid.add(
                    field,
                    Message::new("adverse-events-text-too-long").with("most", MOST_CHARACTERS),
                );
            }
        }
        if invalid.0.is_empty() { Ok(()) } else { Err(invalid) }
    }

    fn check_what(&self, knowledge: &Knowledge, invalid: &mut Invalid) {
        if self.code == OTHER {
            if self.details.other.trim().is_empty() {
                invalid.add("other", Message::new("adverse-events-other-missing"));
            }
        } else if guidance::event(knowledge, &self.code).is_none() {
            invalid.add("code", Message::new("adverse-events-code-missing"));
        }
        if self.details.mycobacteria == Some(Answer::Yes) && self.code != MYCOBACTERIAL {
            invalid.add("mycobacteria", Message::new("adverse-events-mycobacteria-other-code"));
        }
        if self.grade.is_some_and(|grade| !(1..=5).contains(&grade)) {
            invalid.add("grade", Message::new("adverse-events-grade-wrong"));
        }
        if (self.grade == Some(5)) != (self.outcome == Outcome::Fatal) {
            invalid.add("grade", Message::new("adverse-events-grade-and-death"));
        }
    }

    fn check_days(&self, patient: &Patient, today: Date, invalid: &mut Invalid) {
        let days = [("onset_on", self.onset_on), ("outcome_on", self.details.outcome_on)];
        for (field, day) in days.into_iter().filter_map(|(field, day)| Some((field, day?))) {
            if day.0 > today {
                invalid.add(field, Message::new("adverse-events-day-in-future"));
            } else if patient.birth_date.is_some_and(|birth| day < birth) {
                invalid.add(field, Message::new("adverse-events-day-before-birth"));
            }
        }
        if let (Some(onset), Some(end)) = (self.onset_on, self.details.outcome_on)
            && end < onset
        {
            invalid.add("outcome_on", Message::new("adverse-events-over-before-it-began"));
        }
    }

    fn check_seriousness(&self, knowledge: &Knowledge, invalid: &mut Invalid) {
        let known = guidance::criteria(knowledge);
        if self.details.criteria.iter().any(|criterion| !known.contains(criterion)) {
            invalid.add("criteria", Message::new("adverse-events-criterion-unknown"));
        }
        match self.serious {
            Some(true) if self.details.criteria.is_empty() => {
                invalid.add("criteria", Message::new("adverse-events-criterion-missing"));
            }
            Some(false) | None if !self.details.criteria.is_empty() => {
                invalid.add("serious", Message::new("adverse-events-criterion-and-not-serious"));
            }
            _ => {}
        }
        if self.grade == Some(5) && self.serious != Some(true) {
            invalid.add("serious", Message::new("adverse-events-death-is-serious"));
        }
    }

    fn check_places(&self, knowledge: &Knowledge, invalid: &mut Invalid) {
        let known: HashSet<&str> = knowledge.records.zones.iter().map(|zone| zone.id.as_str()).collect();
        if self.details.zones.iter().any(|zone| !known.contains(zone.as_str())) {
            invalid.add("zones", Message::new("adverse-events-zone-unknown"));
        }
        let is_possible = |patch: &Patch| {
            patch.angle_deg.is_finite()
                && (0.0..=1.0).contains(&patch.u)
                && patch.diameter_mm > 0.0
                && patch.diameter_mm <= WIDEST_PATCH_MM
        };
        if self.details.patches.len() > MOST_PATCHES || !self.details.patches.iter().all(is_possible) {
            invalid.add(
                "patches",
                Message::new("adverse-events-patch-wrong").with("most", MOST_PATCHES),
            );
        }
    }
}
