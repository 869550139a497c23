//! Findings and refusals: what the stages say when something stands against a plan.

use anagen_knowledge::records::{Confidence, Moment, Severity, Status};
use jiff::civil::Date;
use serde::Serialize;

/// A rule or a limit that fired, or that could not be decided.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Finding {
    /// Id of the rule or of the cap.
    pub id: String,
    /// In one line.
    pub title: String,
    /// What follows.
    pub severity: Severity,
    /// Fired, or undecided for want of answers.
    pub state: FindingState,
    /// What it speaks of: the procedure, agents, techniques, zones.
    pub about: String,
    /// When it decides.
    pub moment: Moment,
    /// What a colleague would say.
    pub message: String,
    /// What would have to change.
    pub change: String,
    /// The reason.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// Defer: until when or what.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// Defer: the day, where it can be worked out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until_date: Option<Date>,
    /// Specialist: whose letter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub specialist: Option<String>,
    /// Who can clear it, and how.
    pub clearance: String,
    /// Who cleared it, when and why; a cleared finding stays visible and no longer counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cleared: Option<Cleared>,
    /// Ids of the sources.
    pub sources: Vec<String>,
    /// How it is known.
    pub confidence: Confidence,
    /// Proposed, or confirmed.
    pub status: Status,
    /// Medical director who confirmed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confirmed_by: Option<String>,
}

/// Whether a finding is certain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "is")]
pub enum FindingState {
    /// It holds.
    Fired,
    /// It depends on these facts.
    Undecided {
        /// Ids of the facts that are not known.
        missing: Vec<String>,
    },
}

/// How a finding was cleared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cleared {
    /// By whom.
    pub by: String,
    /// When.
    pub on: Date,
    /// For how long.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires: Option<Date>,
    /// Why, or whose letter.
    pub reason: String,
}

impl Finding {
    /// Whether it holds and nobody cleared it.
    pub fn stands(&self) -> bool {
        self.state == FindingState::Fired && self.cleared.is_none()
    }
}

/// Why a stage cannot give what was asked for, and the ways out.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Refusal {
    /// Short name of the reason, stable for programs: `volume_does_not_reconcile`.
    pub code: &'static str,
    /// What is wrong.
    pub reason: String,
    /// What can be done instead, each way on its own.
    pub ways: Vec<String>,
}

impl Refusal {
    /// A refusal with the ways out of it.
    pub fn new(code: &'static str, reason: impl Into<String>, ways: impl IntoIterator<Item = String>) -> Self {
        Self {
            code,
            reason: reason.into(),
            ways: ways.into_iter().collect(),
        }
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.reason)?;
        for way in &self.ways {
            write!(f, "\n  - {way}")?;
        }
        Ok(())
    }
}
