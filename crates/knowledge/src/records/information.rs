//! What the patient reads: advice before and after, consent, evidence in plain words, and the words that are not used.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Grade, record};
use crate::translation::Translations;

record! {
    /// Advice for the patient: before a session (`before_treatment`) or after it (`aftercare`).
    Advice {
        /// What it is about.
        topic: String,
        /// What to do, in plain words.
        instruction: String,
        /// For how long.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        default_hours: Option<f64>,
        /// What sources say.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        range_text: Option<String>,
        /// Claims it disagrees with.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        conflict: Option<String>,
        /// What it rests on, honestly.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        rationale: Option<String>,
        /// Only with these agents.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        agents: Vec<String>,
        /// Only with agents of these classes.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        classes: Vec<String>,
        /// Place on the sheet.
        #[serde(default)]
        order: u32,
        /// The words that a patient reads, in other languages.
        #[serde(rename = "in", default, skip_serializing_if = "Translations::is_empty")]
        translations: Translations,
    }
}

record! {
    /// One point of the consent, initialled on its own.
    ConsentItem {
        /// Its number.
        number: u32,
        /// What is consented to or acknowledged.
        text: String,
        /// What has to be said about it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        detail: Option<String>,
        /// Only with agents of these classes.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        when_classes: Vec<String>,
        /// The words that a patient reads, in other languages.
        #[serde(rename = "in", default, skip_serializing_if = "Translations::is_empty")]
        translations: Translations,
    }
}

record! {
    /// When consent has to be given again.
    ConsentRule {
        /// What it says.
        text: String,
        /// What sets it off.
        trigger: ConsentTrigger,
        /// What follows.
        effect: ConsentEffect,
        /// Its numbers, the unit in the name.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        parameters: BTreeMap<String, f64>,
        /// The words that a patient reads, in other languages.
        #[serde(rename = "in", default, skip_serializing_if = "Translations::is_empty")]
        translations: Translations,
    }
}

/// What sets a consent rule off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are the documentation")]
pub enum ConsentTrigger {
    AgentChanged,
    StrengthChanged,
    OperatorClassChanged,
    Age,
    FirstTime,
    CoolingOffLonger,
    Form,
    Withdrawal,
}

/// What a consent rule demands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are the documentation")]
pub enum ConsentEffect {
    Reconsent,
    Wait,
    Require,
}

record! {
    /// A word that is never used as a claim.
    Word {
        /// The word or phrase, in lower case.
        forbidden: String,
        /// Why.
        reason: String,
    }
}

record! {
    /// A denial or a harm that has to be named although it holds a forbidden word.
    AllowedText {
        /// The phrase, in lower case.
        text: String,
        /// Why it is needed.
        why: String,
    }
}

record! {
    /// What is known, in plain words.
    Statement {
        /// What it is about.
        subject: String,
        /// The words.
        text: String,
        /// Studies it rests on.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        studies: Vec<String>,
        /// Only with these agents.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        agents: Vec<String>,
        /// Only with these conditions.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        conditions: Vec<String>,
        /// Certainty.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        grade: Option<Grade>,
        /// When it is shown.
        applies: StatementApplies,
        /// The words that a patient reads, in other languages.
        #[serde(rename = "in", default, skip_serializing_if = "Translations::is_empty")]
        translations: Translations,
    }
}

/// When a statement is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StatementApplies {
    /// Only beside a mixture that its studies studied.
    Composition,
    /// With its conditions.
    Condition,
    /// Always.
    Always,
    /// Beside an alternative.
    Comparator,
    /// With its agents, whatever the strength.
    Agents,
}

record! {
    /// What a medical director has to decide or somebody has to find out.
    OpenQuestion {
        /// The question.
        text: String,
        /// Who can answer it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        for_whom: Option<String>,
    }
}
