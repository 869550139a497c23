//! What forbids, delays, warns or must be done.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{AnswerText, Moment, record};
use crate::condition::ConditionText;

record! {
    /// A rule: where `when` holds it fires, with one severity.
    Rule {
        /// In one line.
        title: String,
        /// Which family it belongs to.
        kind: RuleKind,
        /// What it can forbid.
        scope: Scope,
        /// When it decides.
        moment: Moment,
        /// What follows when it fires.
        severity: Severity,
        /// The condition.
        when: ConditionText,
        /// What a colleague would say when it fires; `{fact}` becomes the value and its date.
        message: String,
        /// What would have to change.
        change: String,
        /// Defer: until when or what.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<String>,
        /// Defer: a date worked out from a date fact.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until_date: Option<UntilDate>,
        /// Specialist: whose letter is needed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        specialist: Option<String>,
        /// The reason.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        why: Option<String>,
        /// Never to be loosened by an overlay.
        #[serde(default)]
        block: bool,
        /// Answers and what must come of them; run by `knowledge check`.
        examples: Vec<RuleExample>,
    }
}

/// Which family a rule belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RuleKind {
    /// Patient, scalp, room, staff.
    Contraindication,
    /// A patient's medicine or state with an agent.
    Interaction,
    /// The mixture with itself.
    Formulation,
}

/// What a rule can forbid; an exclusion forbids only its scope.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Scope {
    /// The whole procedure.
    Procedure,
    /// Mixtures that hold one of these agents, or an agent of one of these classes.
    Agent {
        /// Agent ids.
        #[serde(default)]
        agents: Vec<String>,
        /// Agent classes.
        #[serde(default)]
        classes: Vec<String>,
    },
    /// These techniques.
    Technique {
        /// Technique ids.
        techniques: Vec<String>,
    },
    /// The zones that a list fact names.
    Zone {
        /// The list fact.
        zones_from: String,
    },
    /// A person who prepares or injects.
    Operator,
    /// A kit or material.
    Kit,
    /// Any mixture.
    Mixture,
}

/// What follows when a rule fires (DECISIONS.md 2); ordered from the mildest to the strictest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Nothing to clear.
    Information,
    /// Caution; a prescriber clears it with a reason and an expiry.
    Relative,
    /// Wait for a new fact; no override.
    Defer,
    /// A dated letter of the named specialist, signed in by a prescriber.
    Specialist,
    /// Excluded; only a corrected fact changes it.
    Absolute,
}

impl Severity {
    /// The letter of the knowledge document.
    pub fn letter(self) -> char {
        match self {
            Self::Information => 'I',
            Self::Relative => 'R',
            Self::Defer => 'D',
            Self::Specialist => 'S',
            Self::Absolute => 'A',
        }
    }

    /// In words, for a reader.
    pub fn words(self) -> &'static str {
        match self {
            Self::Information => "information",
            Self::Relative => "caution",
            Self::Defer => "defer",
            Self::Specialist => "specialist",
            Self::Absolute => "absolute",
        }
    }

    /// Who can clear a finding of this severity, and how (DECISIONS.md 2).
    pub fn clearance(self) -> &'static str {
        match self {
            Self::Information => "nothing to clear",
            Self::Relative => "a prescriber, with a reason and an expiry",
            Self::Defer => "nobody: a new fact is needed",
            Self::Specialist => "a dated letter of the specialist, signed in by a prescriber",
            Self::Absolute => "nobody: only a corrected fact changes it",
        }
    }
}

/// A day worked out from a date fact.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UntilDate {
    /// The date fact.
    pub fact: String,
    /// How long after it.
    pub plus: crate::Quantity,
}

/// Answers, and what the rule must make of them.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleExample {
    /// What must come of it.
    pub outcome: RuleOutcome,
    /// The answers; everything else is not asked. Dates are offsets: `"-30 days"`.
    #[serde(default)]
    pub facts: BTreeMap<String, AnswerText>,
}

/// What a rule makes of a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RuleOutcome {
    /// The condition holds.
    Fires,
    /// The condition does not hold.
    Quiet,
    /// It depends on what is not known.
    Undecided,
}

record! {
    /// A duty or note that is not a decision.
    ChecklistItem {
        /// What is to be done or known.
        text: String,
        /// At which stage.
        stage: ChecklistStage,
        /// The reason.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        why: Option<String>,
    }
}

/// The stage at which a checklist item is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are the documentation")]
pub enum ChecklistStage {
    Formulation,
    Preparation,
    Session,
    Aftercare,
}
