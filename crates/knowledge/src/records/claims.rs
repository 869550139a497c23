//! Sources, what they claim, where they contradict each other, and where they cite wrongly.

use serde::{Deserialize, Serialize};

use super::record;

/// A document or publication that records refer to.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Key by which records name it.
    pub id: String,
    /// What sort of source it is.
    pub kind: SourceKind,
    /// Authors, year, title, journal, volume: pages, as far as known.
    pub citation: String,
    /// Digital object identifier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doi: Option<String>,
    /// PubMed identifier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pmid: Option<String>,
    /// How much of it was read.
    pub seen: Seen,
    /// What a reader must know besides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// What sort of source it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// One of the five source documents.
    Seed,
    /// A paper or a book.
    Publication,
    /// A medicine's label.
    Label,
    /// A guideline or position paper.
    Guideline,
    /// An authority's decision or alert.
    Regulator,
    /// A trial registry or code list.
    Registry,
    /// A web page.
    Web,
    /// This project's own reasoning.
    Own,
}

/// How much of a source was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Seen {
    /// All of it.
    FullText,
    /// The abstract.
    Abstract,
    /// A passage.
    Excerpt,
    /// Another source's account of it.
    Secondary,
    /// Only that it exists.
    CitationOnly,
    /// This project's own.
    Own,
}

impl Seen {
    /// In words, for a reader.
    pub fn words(self) -> &'static str {
        match self {
            Self::FullText => "full text read",
            Self::Abstract => "abstract read",
            Self::Excerpt => "excerpt read",
            Self::Secondary => "read in another source's account",
            Self::CitationOnly => "not seen, citation only",
            Self::Own => "this project's own",
        }
    }
}

record! {
    /// What a source says, and what can be said of it.
    Claim {
        /// What it is about.
        topic: ClaimTopic,
        /// What the source says, in our words.
        text: String,
        /// The judgement on it.
        verdict: ClaimVerdict,
        /// The judgement's own words, where they say more.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        verdict_text: Option<String>,
        /// What is to be said besides or against it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        answer: Option<String>,
        /// Claims that contradict it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        against: Vec<String>,
        /// Claims that say the same.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        same_as: Vec<String>,
        /// Conflicts it takes part in.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        conflicts: Vec<String>,
    }
}

/// What a claim is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are the documentation")]
pub enum ClaimTopic {
    Indication,
    Contraindication,
    Ingredient,
    Mechanism,
    Technique,
    Schedule,
    Duration,
    Onset,
    AdverseEvent,
    Cost,
    Care,
    Comparison,
    Evidence,
    History,
    Regulation,
    Marketing,
}

/// The judgement on a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClaimVerdict {
    /// Good independent support.
    Supported,
    /// Mechanistic or weak support.
    Plausible,
    /// Small or biased studies.
    Weak,
    /// Nothing found.
    Unsupported,
    /// Says more than is known.
    Overstated,
    /// Wrong.
    False,
    /// Another claim contradicts it.
    Conflict,
    /// A definition, or a statement about the market.
    Descriptive,
    /// An ingredient without any evidence.
    NoEvidence,
    /// Right in part.
    Partly,
    /// Must never be done.
    Block,
    /// A defect of the source.
    Defect,
    /// Cannot be understood.
    Unclear,
}

impl ClaimVerdict {
    /// In words, for a reader.
    pub fn words(self) -> &'static str {
        match self {
            Self::Supported => "supported",
            Self::Plausible => "plausible",
            Self::Weak => "weak",
            Self::Unsupported => "unsupported",
            Self::Overstated => "overstated",
            Self::False => "false",
            Self::Conflict => "in conflict",
            Self::Descriptive => "descriptive",
            Self::NoEvidence => "no evidence",
            Self::Partly => "right in part",
            Self::Block => "blocked",
            Self::Defect => "a defect of the source",
            Self::Unclear => "unclear",
        }
    }
}

record! {
    /// Claims that cannot all be true, side by side.
    Conflict {
        /// What it is about.
        topic: String,
        /// The sides.
        #[serde(rename = "side")]
        sides: Vec<ConflictSide>,
        /// How Anagen holds it.
        resolution: String,
    }
}

/// One side of a conflict.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConflictSide {
    /// What this side says.
    pub text: String,
    /// The claims that say it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<String>,
}

record! {
    /// A citation of a source document, put right.
    Citation {
        /// As the source document gives it.
        as_given: String,
        /// What it should be.
        correct: String,
        /// Id of the corrected source.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        source: Option<String>,
    }
}
