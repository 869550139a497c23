//! The formulary: agents, their limits and their standing; excipients.

use serde::{Deserialize, Serialize};

use super::{Code, Confidence, Severity, Status, record};
use crate::condition::ConditionText;
use crate::quantity::Quantity;

record! {
    /// An active substance. Its strength is in its own measure (mg/mL for most), never "%" alone.
    Agent {
        /// International non-proprietary name.
        name: String,
        /// Synonyms that may be printed.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        names: Vec<String>,
        /// Misspellings: accepted on input, never printed.
        #[serde(default, skip_serializing)]
        aliases: Vec<String>,
        /// Classes that rules speak of.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        classes: Vec<String>,
        /// Its place in a mixture, as the source documents divide them.
        role: AgentRole,
        /// What is to be said about that place.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        role_note: Option<String>,
        /// In what its doses, strengths and caps are counted.
        #[serde(default, skip_serializing_if = "Measure::is_mass")]
        measured_by: Measure,
        /// Codes in published systems.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        codes: Vec<Code>,
        /// Strengths found in sources; an agent measured by volume has none.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        strengths_seen: Vec<StrengthSeen>,
        /// Volumes and doses found in sources.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        volume_seen: Option<String>,
        /// Intervals found in sources.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        interval_seen: Option<String>,
        /// Highest doses.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        caps: Vec<Cap>,
        /// Where this holds every maximum is halved (local anaesthetics).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        halved_when: Option<ConditionText>,
        /// Shortest intervals.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        min_interval: Vec<MinInterval>,
        /// How much dissolves.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        solubility: Option<Solubility>,
        /// How it is kept.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        storage: Option<String>,
        /// Standing by route, indication and country.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        approvals: Vec<Approval>,
        /// The oral treatment that exposure is compared with.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        oral_regimen: Option<OralRegimen>,
        /// Evidence for injecting it into the scalp against hair loss.
        evidence: Grade,
        /// In words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        evidence_text: Option<String>,
        /// What to beware of.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        warnings: Vec<Warning>,
        /// Studies that injected it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        studies: Vec<String>,
        /// The words that a patient reads, in other languages.
        #[serde(rename = "in", default, skip_serializing_if = "Translations::is_empty")]
        translations: Translations,
    }
}

/// The place of an agent in a mixture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AgentRole {
    /// What the source documents call principal or major.
    Principal,
    /// What they call complementary or minor.
    Complementary,
    /// Against the pain.
    Anaesthetic,
    /// To make up the volume.
    Diluent,
    /// A procedure of its own, never part of a drug mixture.
    AdjunctProcedure,
    /// Never used.
    Blocked,
}

impl AgentRole {
    /// In words, for a reader.
    pub fn words(self) -> &'static str {
        match self {
            Self::Principal => "principal",
            Self::Complementary => "complementary",
            Self::Anaesthetic => "anaesthetic",
            Self::Diluent => "diluent",
            Self::AdjunctProcedure => "a procedure of its own",
            Self::Blocked => "blocked",
        }
    }
}

/// In what an amount of an agent is counted. The three do not convert into each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// In mg; strengths in mg/mL.
    #[default]
    Mass,
    /// In mL of the agent itself, where nothing in it can be weighed: plasma of the patient, particles, undeclared mixtures.
    Volume,
    /// In units of activity; strengths in U/mL. Units of one brand are not those of another.
    Units,
}

impl Measure {
    /// The unit of a dose.
    pub fn unit(self) -> &'static str {
        match self {
            Self::Mass => "mg",
            Self::Volume => "mL",
            Self::Units => "U",
        }
    }

    /// The unit of a strength; none for what is measured by volume.
    pub fn strength_unit(self) -> Option<&'static str> {
        match self {
            Self::Mass => Some("mg/mL"),
            Self::Volume => None,
            Self::Units => Some("U/mL"),
        }
    }

    /// In words, for a reader: measured by ...
    pub fn words(self) -> &'static str {
        match self {
            Self::Mass => "mass",
            Self::Volume => "volume",
            Self::Units => "units of activity",
        }
    }

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
    fn is_mass(&self) -> bool {
        *self == Self::Mass
    }
}

/// Certainty of evidence in GRADE's words, from the strongest to none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// High certainty.
    High,
    /// Moderate certainty.
    Moderate,
    /// Low certainty.
    Low,
    /// Very low certainty.
    VeryLow,
    /// No evidence.
    None,
    /// Not a question of evidence (anaesthetics, diluents).
    NotApplicable,
}

impl Grade {
    /// In words, for a reader.
    pub fn words(self) -> &'static str {
        match self {
            Self::High => "high certainty",
            Self::Moderate => "moderate certainty",
            Self::Low => "low certainty",
            Self::VeryLow => "very low certainty",
            Self::None => "no evidence",
            Self::NotApplicable => "not a question of evidence",
        }
    }
}

/// A strength found in a source.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StrengthSeen {
    /// The strength, where one is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strength: Option<Quantity>,
    /// Where it was found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// What is to be said about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A highest dose. Strictly above it the cap is broken, with the cap's severity.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cap {
    /// Unique over all records.
    pub id: String,
    /// The highest amount allowed, in the agent's own measure (for `kg`: mg for each kg), or the volume drawn of the products that
    /// hold it; zero is never injected.
    pub amount: Quantity,
    /// Whether the amount itself already breaks the cap ("10 mg or more"), not only what lies above it.
    #[serde(default)]
    pub broken_at_amount: bool,
    /// Over what it is counted.
    pub per: CapPer,
    /// What follows when it is broken.
    pub severity: Severity,
    /// For whom; everyone where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<ConditionText>,
    /// Who or what clears it, where that is narrower than the severity says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clearance: Option<String>,
    /// The reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// Ids of the sources.
    pub sources: Vec<String>,
    /// How it is known.
    pub confidence: Confidence,
    /// Proposed, or confirmed.
    pub status: Status,
    /// What a reader must know besides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Over what a cap is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum CapPer {
    /// One session.
    Session,
    /// One session, per kg of body weight (the amount is a mass for each kg).
    Kilogram,
    /// Any run of so many days.
    Days(u32),
}

impl TryFrom<String> for CapPer {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        match text.as_str() {
            "session" => Ok(Self::Session),
            "kg" => Ok(Self::Kilogram),
            "day" => Ok(Self::Days(1)),
            other => other
                .strip_suffix(" days")
                .and_then(|days| days.parse().ok())
                .filter(|&days| days > 0)
                .map(Self::Days)
                .ok_or_else(|| format!("`{other}` is not a span; write `session`, `kg`, `day` or `N days`")),
        }
    }
}

impl From<CapPer> for String {
    fn from(per: CapPer) -> Self {
        match per {
            CapPer::Session => "session".to_owned(),
            CapPer::Kilogram => "kg".to_owned(),
            CapPer::Days(days) => format!("{days} days"),
        }
    }
}

/// A shortest interval between two sessions.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MinInterval {
    /// Holds from this dose per session, in the agent's own measure; always where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<Quantity>,
    /// The interval.
    pub interval: Quantity,
    /// Ids of the sources.
    pub sources: Vec<String>,
    /// How it is known.
    pub confidence: Confidence,
    /// Proposed, or confirmed.
    pub status: Status,
    /// What a reader must know besides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// How much of an agent dissolves.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Solubility {
    /// The limit; absent for "practically insoluble".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<Quantity>,
    /// In what.
    pub medium: String,
    /// What happens beyond.
    pub consequence: String,
    /// Ids of the sources.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
    /// How it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<Confidence>,
}

/// Standing of an agent: always by route, indication and country, never of the agent as such.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Approval {
    /// `intradermal`, `oral`, `topical`, ...
    pub route: String,
    /// For what.
    pub indication: String,
    /// ISO 3166 code, `EU`, or `any`.
    pub country: String,
    /// The standing.
    pub state: ApprovalState,
    /// In words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Ids of the sources.
    pub sources: Vec<String>,
    /// How it is known.
    pub confidence: Confidence,
}

/// Standing of an agent for one route, indication and country.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ApprovalState {
    /// Authorised for this use.
    Approved,
    /// Not authorised for this use.
    NotApproved,
    /// Authorisation suspended.
    Suspended,
    /// Not known.
    Unknown,
}

/// An oral treatment that exposure is compared with.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OralRegimen {
    /// Dose.
    pub dose: Quantity,
    /// How often.
    pub per: Quantity,
    /// Share that is absorbed, 0 to 1, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub availability: Option<f64>,
    /// What a reader must know besides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Ids of the sources.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
    /// How it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<Confidence>,
}

/// Something to beware of.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Warning {
    /// What.
    pub text: String,
    /// Ids of the sources.
    pub sources: Vec<String>,
    /// How it is known.
    pub confidence: Confidence,
}

record! {
    /// A component without effect of its own.
    Excipient {
        /// As it is shown.
        name: String,
        /// Synonyms.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        names: Vec<String>,
        /// Classes that rules and allergies speak of.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        classes: Vec<String>,
    }
}
use crate::translation::Translations;
