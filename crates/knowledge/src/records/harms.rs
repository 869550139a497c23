//! Adverse events, their grading, reporting and surveillance.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::record;
use crate::quantity::Quantity;

record! {
    /// Something that can go wrong.
    AdverseEvent {
        /// As it is shown.
        name: String,
        /// When it shows.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        onset: Option<String>,
        /// How often, with numerator and denominator where known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        frequency: Option<String>,
        /// Usual grade (CTCAE words).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        grade_usual: Option<String>,
        /// First management.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        management: Option<String>,
        /// Whom to refer or report to.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        report: Option<String>,
        /// What a patient is told.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        patient_text: Option<String>,
        /// Whether it stops the course at once.
        #[serde(default)]
        red_flag: bool,
    }
}

record! {
    /// How events are graded.
    Grading {
        /// As it is shown.
        name: String,
        /// The scale it is taken from.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        scale: Option<String>,
        /// Events it is for; empty for any.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        applies_to: Vec<String>,
        /// Words for each grade.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        grades: Vec<GradeWords>,
        /// What makes an event serious.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        criteria: Vec<String>,
        /// What has to be asked.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        inputs: Vec<GradingInput>,
        /// How the result is used.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        rule: Option<String>,
    }
}

/// Words for one grade.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GradeWords {
    /// 1 (mild) to 5 (death).
    pub grade: u8,
    /// The words.
    pub text: String,
}

/// A question of a grading.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GradingInput {
    /// Id of the answer.
    pub id: String,
    /// As it is asked.
    pub question: String,
}

record! {
    /// A duty to report.
    ReportingDuty {
        /// ISO 3166 code, `EU`, or `any`.
        country: String,
        /// The scheme.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        scheme: Option<String>,
        /// Whose duty it is.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        who: Option<String>,
        /// How binding it is.
        duty: DutyForce,
        /// What is to be done.
        text: String,
        /// Only with these agents.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        agents: Vec<String>,
        /// Only with agents of these classes.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        classes: Vec<String>,
        /// Within which time inside the clinic.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        internal_within: Option<Quantity>,
        /// Within which time outside.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        external_within: Option<Quantity>,
    }
}

/// How binding a duty is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DutyForce {
    /// By law.
    Mandatory,
    /// Not by law.
    Voluntary,
    /// Differs within the country.
    Varies,
    /// Not known.
    Unknown,
    /// Anagen's own default.
    HouseRule,
}

record! {
    /// What makes late harm visible.
    Surveillance {
        /// As it is shown.
        name: String,
        /// What it says.
        text: String,
        /// What it does.
        action: SurveillanceAction,
        /// Its numbers, the unit in the name.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        parameters: BTreeMap<String, f64>,
        /// What is stored for it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        stored: Vec<String>,
        /// Over what it is counted: lot, vial, device, room, operator, agent.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        units: Vec<String>,
        /// When the patient is seen again, counted from the last session.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        follow_ups: Vec<FollowUp>,
        /// What a patient is told.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        patient_text: Option<String>,
    }
}

/// What surveillance does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are the documentation")]
pub enum SurveillanceAction {
    Store,
    FollowUp,
    RedFlag,
    Alert,
    Quarantine,
    Signal,
    Show,
    Export,
}

/// One follow-up, armed by every session and re-armed by the next. Exactly one of the three times is given.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FollowUp {
    /// Id of the follow-up.
    pub id: String,
    /// Days after the last session.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after_days: Option<u32>,
    /// Weeks after the last session.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after_weeks: Option<u32>,
    /// Months after the last session.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after_months: Option<u32>,
    /// End of the window, where it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until_months: Option<u32>,
    /// What is looked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub looks_for: Vec<String>,
    /// Whether photographs are taken.
    #[serde(default)]
    pub photograph: bool,
    /// Whether trichoscopy is done.
    #[serde(default)]
    pub trichoscopy: bool,
}
