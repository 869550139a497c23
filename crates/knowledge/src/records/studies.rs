//! What trials found, graded, and what treatment costs.

use serde::{Deserialize, Serialize};

use super::{CountRange, Grade, Seen, record};
use crate::quantity::Quantity;

record! {
    /// A study and what it found.
    Study {
        /// Authors, year, journal.
        citation: String,
        /// How it was made.
        design: StudyDesign,
        /// Who took part, in words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        population: Option<String>,
        /// How many.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        n: Option<u32>,
        /// `male`, `female` or `both`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sex: Option<String>,
        /// With which conditions.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        conditions: Vec<String>,
        /// What was compared.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        arms: Vec<StudyArm>,
        /// What was measured, in words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        endpoint: Option<String>,
        /// What came out, in words.
        result: String,
        /// What came out, in numbers.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        outcomes: Vec<StudyOutcome>,
        /// Harms.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        adverse_events: Option<String>,
        /// Risk of bias, in words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        risk_of_bias: Option<String>,
        /// Certainty.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        grade: Option<Grade>,
        /// How much of it was read, where that is known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        seen: Option<Seen>,
        /// Claims of the source documents that it bears on.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        published_claims: Vec<String>,
    }
}

/// How a study was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StudyDesign {
    /// Randomised controlled trial.
    Rct,
    /// Controlled, not or not clearly randomised.
    Controlled,
    /// Series without control.
    Series,
    /// Case report.
    CaseReport,
    /// Systematic review.
    SystematicReview,
    /// Narrative review or commentary.
    Review,
    /// Guideline or position.
    Guideline,
    /// A trial of a comparator.
    Comparator,
}

impl StudyDesign {
    /// In words, for a reader.
    pub fn words(self) -> &'static str {
        match self {
            Self::Rct => "randomised trial",
            Self::Controlled => "controlled study",
            Self::Series => "case series",
            Self::CaseReport => "case report",
            Self::SystematicReview => "systematic review",
            Self::Review => "review",
            Self::Guideline => "guideline or position",
            Self::Comparator => "trial of a comparator",
        }
    }
}

/// One arm of a study.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StudyArm {
    /// As it is shown.
    pub name: String,
    /// How many took part in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub n: Option<u32>,
    /// What was given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agents: Vec<StudyAgent>,
    /// How.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub technique: Option<String>,
    /// When, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub schedule: Option<String>,
    /// How often.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sessions: Option<u32>,
    /// Whether the others are compared with it.
    #[serde(default)]
    pub comparator: bool,
    /// Whether it held components that were not declared in what was read: no plan can then be the one studied.
    #[serde(default)]
    pub undeclared: bool,
    /// What a reader must know besides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// What an arm was given.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StudyAgent {
    /// Agent id.
    pub agent: String,
    /// Strength, where it is known beyond doubt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strength: Option<Quantity>,
    /// Volume of a session.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub volume: Option<Quantity>,
    /// `intradermal`, `topical`, `oral`; intradermal where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub route: Option<String>,
    /// What a reader must know besides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// One result in numbers.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StudyOutcome {
    /// What was measured, with its unit.
    pub measure: String,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// In which arm, or between which.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arm: Option<String>,
    /// Number with the event.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub events: Option<f64>,
    /// Number looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub n: Option<f64>,
    /// Percentage, where no count is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub percent: Option<f64>,
    /// Mean or mean difference.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mean: Option<f64>,
    /// Standard deviation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sd: Option<f64>,
    /// 95 % interval.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ci: Option<[f64; 2]>,
    /// P value as given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub p: Option<String>,
    /// In words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

record! {
    /// How certain the answer to one question is.
    GradeQuestion {
        /// The question.
        question: String,
        /// The certainty.
        certainty: Grade,
        /// In words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        certainty_text: Option<String>,
        /// Agents it is about.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        agents: Vec<String>,
        /// Conditions it is about.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        conditions: Vec<String>,
        /// Studies it rests on.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        studies: Vec<String>,
    }
}

record! {
    /// What something costs, where and according to whom.
    Price {
        /// What.
        item: String,
        /// Lowest.
        low: f64,
        /// Highest; absent for "or more".
        #[serde(default, skip_serializing_if = "Option::is_none")]
        high: Option<f64>,
        /// ISO 4217 code.
        currency: String,
        /// For what.
        per: PricePer,
        /// Where.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        place: Option<String>,
        /// When it was seen.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        seen_on: Option<String>,
        /// Whether it is shown beside a plan.
        #[serde(default)]
        alternative: bool,
        /// What it is a price of, as plans compare it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        treatment: Option<String>,
        /// Sessions in the first year, where it is priced by session.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sessions_first_year: Option<CountRange>,
        /// Sessions in each later year.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sessions_later_years: Option<CountRange>,
        /// The words that a patient reads, in other languages.
        #[serde(rename = "in", default, skip_serializing_if = "Translations::is_empty")]
        translations: Translations,
    }
}

/// What a price is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are the documentation")]
pub enum PricePer {
    Session,
    Month,
    Year,
    Course,
    Procedure,
    Once,
}

record! {
    /// A rule for selling packages.
    PackageRule {
        /// What it says.
        text: String,
        /// The words that a patient reads, in other languages.
        #[serde(rename = "in", default, skip_serializing_if = "Translations::is_empty")]
        translations: Translations,
    }
}
use crate::translation::Translations;
