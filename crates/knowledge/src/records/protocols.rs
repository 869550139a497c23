//! Named schedules with their source, and the rules by which a course adapts.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{CountRange, Grade, record};
use crate::quantity::Quantity;

record! {
    /// A named schedule with its source and evidence.
    Protocol {
        /// As it is shown.
        name: String,
        /// For what, in words.
        indication: String,
        /// Conditions it was described for; empty for any.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        conditions: Vec<String>,
        /// What was given, as far as known.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        composition: Vec<ProtocolAgent>,
        /// With which technique.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        technique: Option<String>,
        /// The steps, in order.
        phases: Vec<Phase>,
        /// Weeks at which the response is judged.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        assess_weeks: Vec<u32>,
        /// Sessions in the first twelve months, where they are defined.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sessions_12_months: Option<CountRange>,
        /// The same in words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sessions_text: Option<String>,
        /// Evidence for it.
        grade: Grade,
        /// In words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        grade_text: Option<String>,
        /// What the source leaves open: questions that a plan asks.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        unclear: Vec<String>,
        /// Why it is shown and compared but never planned.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        refused: Option<String>,
        /// Studies that used it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        studies: Vec<String>,
    }
}

/// An agent of a protocol, as far as its source gives it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProtocolAgent {
    /// Agent id.
    pub agent: String,
    /// Strength.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strength: Option<Quantity>,
    /// Volume of a session.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub volume: Option<Quantity>,
    /// What a reader must know besides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// One step of a protocol. Exactly one of `weeks`, `every` (with `count`, or with `duration`) and `undefined` is given.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phase {
    /// As it is shown.
    pub name: String,
    /// Sessions at these weeks after the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weeks: Option<Vec<u32>>,
    /// Sessions at this interval.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub every: Option<Quantity>,
    /// How many of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<CountRange>,
    /// Sessions in each interval; 1 where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per_interval: Option<u32>,
    /// How long the phase lasts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duration: Option<Quantity>,
    /// What the source leaves undefined.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undefined: Option<String>,
}

record! {
    /// A rule by which a course adapts.
    AdaptiveRule {
        /// What it says.
        text: String,
        /// What it does.
        action: AdaptiveAction,
        /// Its numbers, the unit in the name.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        parameters: BTreeMap<String, f64>,
    }
}

/// What an adaptive rule does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AdaptiveAction {
    /// Judge the response.
    Reassess,
    /// Lengthen the interval.
    Lengthen,
    /// Stop the course.
    Stop,
    /// Ask again.
    Rescreen,
    /// Begin anew.
    Restart,
    /// Keep a distance or a limit.
    Guard,
    /// End the active phase.
    Ceiling,
    /// Wait before treating.
    Wait,
    /// Tell.
    Inform,
}
