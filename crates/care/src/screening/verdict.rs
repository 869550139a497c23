//! One word for a screening.

use anagen_knowledge::records::Severity;
use serde::{Deserialize, Serialize};

/// What a screening comes to; the later in this list, the earlier it applies (DECISIONS.md 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Nothing stands against it.
    Eligible,
    /// A prescriber has to clear something.
    Caution,
    /// It has to wait.
    Defer,
    /// A specialist has to write.
    NeedsSpecialist,
    /// Questions are open that could forbid it.
    Incomplete,
    /// It is forbidden.
    Excluded,
}

impl Verdict {
    /// What one fired or undecided rule of a severity makes of a screening. An undecided caution leaves the verdict: nothing
    /// that it could find would forbid or delay, and it is listed.
    pub fn of(severity: Severity, fired: bool) -> Self {
        match (severity, fired) {
            (Severity::Absolute, true) => Self::Excluded,
            (Severity::Absolute | Severity::Specialist | Severity::Defer, false) => Self::Incomplete,
            (Severity::Specialist, true) => Self::NeedsSpecialist,
            (Severity::Defer, true) => Self::Defer,
            (Severity::Relative, true) => Self::Caution,
            (Severity::Relative, false) | (Severity::Information, _) => Self::Eligible,
        }
    }

    /// In words, for a reader.
    pub fn words(self) -> &'static str {
        match self {
            Self::Eligible => "eligible",
            Self::Caution => "caution",
            Self::Defer => "defer",
            Self::NeedsSpecialist => "needs specialist",
            Self::Incomplete => "incomplete",
            Self::Excluded => "excluded",
        }
    }

    /// What the word means for what is done next.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Eligible => "no rule stands against it; the prescriber decides",
            Self::Caution => "a prescriber clears each caution with a reason, or leaves it",
            Self::Defer => "it waits until the named facts have changed",
            Self::NeedsSpecialist => "a dated letter of the named specialist comes first",
            Self::Incomplete => "questions are open that could forbid it; nothing is signed before they are answered",
            Self::Excluded => "forbidden; only a corrected fact changes it",
        }
    }
}
