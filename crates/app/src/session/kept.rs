//! The day's screening as it was kept with the first point: read for showing, never judged anew.

use anagen_care::finding::Finding;
use anagen_care::screening::Verdict;
use anagen_knowledge::records::Severity;
use serde::Deserialize;

use super::ground::Ground;
use crate::error::AppError;

/// A screening that was kept.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct KeptScreening {
    /// Its verdict.
    pub verdict: Verdict,
    /// What stood, and what had been cleared.
    pub findings: Vec<KeptFinding>,
}

/// A finding that was kept.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct KeptFinding {
    /// Id of the rule or of the limit.
    pub id: String,
    /// In one line.
    pub title: String,
    /// What follows.
    pub severity: Severity,
    /// Fired, or undecided.
    pub state: KeptState,
    /// What a colleague would say.
    pub message: String,
    /// Who cleared it, and why.
    #[serde(default)]
    pub cleared: Option<KeptClearance>,
}

/// Whether a finding was certain.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct KeptState {
    /// `fired` or `undecided`.
    pub is: String,
}

/// How a finding had been cleared.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct KeptClearance {
    /// By whom.
    pub by: String,
    /// Why.
    pub reason: String,
}

impl From<&Finding> for KeptFinding {
    fn from(finding: &Finding) -> Self {
        let fired = finding.state == anagen_care::finding::FindingState::Fired;
        Self {
            id: finding.id.clone(),
            title: finding.title.clone(),
            severity: finding.severity,
            state: KeptState {
                is: if fired { "fired" } else { "undecided" }.to_owned(),
            },
            message: finding.message.clone(),
            cleared: finding.cleared.as_ref().map(|cleared| KeptClearance {
                by: cleared.by.clone(),
                reason: cleared.reason.clone(),
            }),
        }
    }
}

impl KeptFinding {
    /// Whether it was certain.
    pub fn fired(&self) -> bool {
        self.state.is == "fired"
    }
}

/// The screening that was kept with a session, where one was.
pub(super) fn of(ground: &Ground) -> Result<Option<KeptScreening>, AppError> {
    let kept = ground
        .session
        .screening
        .as_ref()
        .map(|screening| serde_json::from_value(screening.0.clone()));
    kept.transpose()
        .map_err(|error| AppError::Internal(format!("a stored screening cannot be read: {error}")))
}
