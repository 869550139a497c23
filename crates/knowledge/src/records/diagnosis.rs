//! What is the matter: conditions, staging scales, bedside tests, trichoscopy, laboratory.

use serde::{Deserialize, Serialize};

use super::{Code, Confidence, NumberRange, record};
use crate::translation::Translations;

record! {
    /// A diagnosis and what injections can mean for it.
    Condition {
        /// As it is shown.
        name: String,
        /// Family of the diagnosis.
        family: ConditionFamily,
        /// Whom it can be.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sex: Option<String>,
        /// Codes in published systems.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        codes: Vec<Code>,
        /// What is known of injections.
        evidence: String,
        /// What follows for a plan.
        indication: Indication,
        /// The same in words.
        action: String,
        /// Scales on which it is staged.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        scales: Vec<String>,
        /// The words that a patient reads, in other languages.
        #[serde(rename = "in", default, skip_serializing_if = "Translations::is_empty")]
        translations: Translations,
    }
}

/// Family of a diagnosis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are the documentation")]
pub enum ConditionFamily {
    Pattern,
    Telogen,
    AnagenEffluvium,
    Areata,
    Scarring,
    Traction,
    Infection,
    Nutritional,
    Endocrine,
    Drug,
    Inflammatory,
    Shaft,
    Psychogenic,
    Undiagnosed,
}

/// What a diagnosis means for a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Indication {
    /// An option after first-line treatment was offered.
    Option,
    /// An option of low priority.
    LowPriority,
    /// To another specialist first.
    ReferFirst,
    /// Usually resolves: wait.
    Wait,
    /// Treat the cause first.
    TreatFirst,
    /// Not indicated.
    NotIndicated,
    /// Contraindicated.
    Contraindicated,
    /// A diagnosis has to be made.
    Diagnose,
}

record! {
    /// A staging or outcome scale.
    Scale {
        /// As it is shown.
        name: String,
        /// Whom it is for.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sex: Option<String>,
        /// What it is used for.
        #[serde(default, rename = "use", skip_serializing_if = "Option::is_none")]
        used_for: Option<String>,
        /// Its values, in order.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        values: Vec<String>,
        /// Its range, where it is a number.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        range: Option<NumberRange>,
        /// Its parts, where it is a tuple.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        parts: Vec<ScalePart>,
        /// Named bands of a number.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        bands: Vec<ScaleBand>,
        /// Values at which little can be expected.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        poor_candidate: Vec<String>,
        /// What follows for a plan.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        advice: Option<String>,
    }
}

/// One part of a tuple scale.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScalePart {
    /// As it is shown.
    pub name: String,
    /// Its values, in order.
    pub values: Vec<String>,
}

/// A named band of a number scale.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScaleBand {
    /// Lowest.
    pub from: f64,
    /// Highest.
    pub to: f64,
    /// As it is shown.
    pub name: String,
}

record! {
    /// A test at the chair.
    BedsideTest {
        /// As it is shown.
        name: String,
        /// How it is done.
        method: String,
        /// What is normal, what is not.
        interpretation: String,
    }
}

record! {
    /// A pattern seen through the trichoscope.
    Trichoscopy {
        /// As it is shown.
        name: String,
        /// The signs.
        findings: Vec<String>,
        /// What they mean.
        meaning: String,
        /// Whether the procedure stops here.
        #[serde(default)]
        red_flag: bool,
    }
}

record! {
    /// A laboratory test.
    LaboratoryTest {
        /// As it is shown.
        name: String,
        /// LOINC codes.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        loinc: Vec<String>,
        /// How the codes are known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        codes_confidence: Option<Confidence>,
        /// For whom.
        for_whom: String,
        /// What follows from its result.
        action: String,
        /// The fact that holds its value.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        fact: Option<String>,
    }
}
