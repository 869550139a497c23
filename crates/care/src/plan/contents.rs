//! What a plan holds, and how far it goes.

use anagen_knowledge::records::Moment;
use jiff::civil::Date;
use serde::Serialize;

use super::{ChecklistLine, Consent, CostComparison, EvidenceLine, KnownFact, Options, Sheet};
use crate::case::ConcurrentTreatment;
use crate::finding::{Finding, Refusal};
use crate::formulation::Formulation;
use crate::injection_map::InjectionMap;
use crate::protocol::{Course, Preview};
use crate::screening::{Gate, Report, Verdict};

/// A treatment plan, or the reasons why there is none.
#[derive(Debug, Clone, Serialize)]
pub struct Plan {
    /// What the case shows, in one line.
    pub title: Option<String>,
    /// Number of the patient.
    pub reference: String,
    /// Whether the patient is invented.
    pub demo: bool,
    /// The day of decision.
    pub decided_on: Date,
    /// Country of treatment, ISO 3166 alpha-2, where something is asked for.
    pub country: Option<String>,
    /// What has to be noticed before it is signed, in sentences.
    pub notes: Vec<String>,
    /// The knowledge it rests on.
    pub knowledge: KnowledgeStamp,
    /// The verdict for what is asked for, or for the procedure where nothing is.
    pub verdict: Verdict,
    /// How far the plan goes.
    pub standing: Standing,
    /// What is known, with source and day.
    pub known: Vec<KnownFact>,
    /// Screening for the procedure.
    pub procedure: Report,
    /// Screening for this cocktail, technique and these zones, where they are asked for.
    pub cocktail: Option<Report>,
    /// Screening with the rules of the day; its open findings are conditions of the first session.
    pub day: Report,
    /// What cannot be planned as it is asked for.
    pub refusals: Vec<StageRefusal>,
    /// The mixture.
    pub formulation: Option<Formulation>,
    /// Where it goes.
    pub injection_map: Option<InjectionMap>,
    /// When.
    pub course: Option<Course>,
    /// A protocol that is refused as a plan, laid out for comparison.
    pub preview: Option<Preview>,
    /// Oral and topical treatment beside the sessions.
    pub concurrent: Vec<ConcurrentTreatment>,
    /// What it costs, beside the alternatives.
    pub costs: Option<CostComparison>,
    /// What is known about this mixture and what is not.
    pub evidence: Vec<EvidenceLine>,
    /// The sheet for before the treatment.
    pub before: Option<Sheet>,
    /// The sheet for after it.
    pub after: Option<Sheet>,
    /// The consent.
    pub consent: Option<Consent>,
    /// Duties of the session.
    pub checklist: Vec<ChecklistLine>,
    /// Without a request: what has evidence for this diagnosis.
    pub options: Option<Options>,
}

/// The knowledge that a plan rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KnowledgeStamp {
    /// Version of the set.
    pub version: String,
    /// BLAKE3 of all its files.
    pub hash: String,
    /// Bundles adopted by a medical director: bundle, name, day.
    pub adopted: Vec<String>,
    /// Bundles that nobody adopted; until then only invented patients can be treated.
    pub not_adopted: Vec<String>,
}

/// How far a plan goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Nothing was asked for: a screening alone.
    ScreeningOnly,
    /// A rule forbids it: nothing is planned.
    Excluded,
    /// What was asked for cannot be planned as it is.
    Refused,
    /// A draft: something has to be answered, waited for, cleared or adopted before it can be signed.
    Draft,
    /// Ready for a prescriber to review and sign.
    ForReview,
}

impl Standing {
    /// In words, for a reader.
    pub fn words(self) -> &'static str {
        match self {
            Self::ScreeningOnly => "Screening alone: nothing was asked for.",
            Self::Excluded => "Excluded: no plan is made. What was worked out is shown to explain why.",
            Self::Refused => "Refused: it cannot be planned as it is asked for.",
            Self::Draft => "A draft, not to be signed: see what has to be answered, waited for, cleared or adopted.",
            Self::ForReview => "For a prescriber to review and sign.",
        }
    }
}

/// A refusal and the stage that it comes from.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StageRefusal {
    /// The stage.
    pub stage: Stage,
    /// What stands against it, and the ways out.
    #[serde(flatten)]
    pub refusal: Refusal,
}

/// A stage of the patient's way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// What is in the syringe.
    Formulation,
    /// Where it goes.
    InjectionMap,
    /// When.
    Protocol,
    /// What it costs.
    Cost,
}

impl Stage {
    /// In words, for a reader.
    pub fn words(self) -> &'static str {
        match self {
            Self::Formulation => "formulation",
            Self::InjectionMap => "injection map",
            Self::Protocol => "protocol",
            Self::Cost => "cost",
        }
    }
}

impl Plan {
    /// The screenings for a gate: without one, for the procedure and, where something is asked for, for the cocktail.
    pub fn screenings(&self, gate: Option<Gate>) -> Vec<&Report> {
        match gate {
            Some(Gate::Procedure) => vec![&self.procedure],
            Some(Gate::Cocktail) => vec![self.cocktail.as_ref().unwrap_or(&self.procedure)],
            Some(Gate::Day) => vec![&self.day],
            None => std::iter::once(&self.procedure).chain(&self.cocktail).collect(),
        }
    }

    /// What the first session needs besides: rules of the day that are open or that stand.
    pub fn conditions_of_the_day(&self) -> impl Iterator<Item = &Finding> {
        self.day
            .findings
            .iter()
            .chain(&self.day.restrictions)
            .filter(|finding| finding.moment == Moment::Day)
    }
}
