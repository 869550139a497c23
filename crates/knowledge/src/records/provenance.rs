//! Where a record comes from and how far it can be trusted.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What every record has.
pub trait Record {
    /// Unique over all kinds.
    fn id(&self) -> &str;
    /// Where it comes from.
    fn provenance(&self) -> Provenance<'_>;
    /// Who loosened it in an overlay.
    fn loosened(&self) -> Option<&Loosened>;
}

/// Where a record comes from and how far it can be trusted.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Provenance<'k> {
    /// Ids of the sources.
    pub sources: &'k [String],
    /// How it is known.
    pub confidence: Confidence,
    /// Proposed, or confirmed.
    pub status: Status,
    /// Medical director who confirmed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confirmed_by: Option<&'k str>,
    /// Day of that confirmation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confirmed_on: Option<Date>,
}

/// How a record is known, from the strongest to the weakest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// Read in the public source.
    Cited,
    /// Stated in one of the five source documents.
    Seed,
    /// Arithmetic or logic done here.
    Derived,
    /// From memory, high confidence; unverified.
    MemoryHigh,
    /// From memory, medium confidence; unverified.
    MemoryMedium,
    /// From memory, low confidence; unverified.
    MemoryLow,
    /// A default chosen here.
    Proposed,
}

impl Confidence {
    /// In words, for a reader.
    pub fn words(self) -> &'static str {
        match self {
            Self::Cited => "read in the source",
            Self::Seed => "stated in a source document",
            Self::Derived => "derived here",
            Self::MemoryHigh => "unverified: from memory, high confidence",
            Self::MemoryMedium => "unverified: from memory, medium confidence",
            Self::MemoryLow => "unverified: from memory, low confidence",
            Self::Proposed => "a default chosen here",
        }
    }
}

/// Whether a record still waits for a medical director.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// No source gives it: a medical director has to confirm it.
    Proposed,
    /// A source gives it, or a medical director confirmed it.
    Confirmed,
}

impl Status {
    /// In words, for a reader.
    pub fn words(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Confirmed => "confirmed",
        }
    }
}

/// Who loosened a proposed record in an overlay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Loosened {
    /// Name of the medical director.
    pub by: String,
    /// Day of the decision.
    pub on: Date,
    /// Why.
    pub reason: String,
}

/// A code in a published code system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Code {
    /// The system: `icd-10-cm`, `snomed`, `loinc`, `atc`, `rxnorm`, `unii`, `cas`, `pubchem`.
    pub system: String,
    /// The code in it.
    pub code: String,
    /// How the code is known.
    pub confidence: Confidence,
    /// What the code stands for, where that needs saying.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A closed range of counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountRange {
    /// Fewest.
    pub from: u32,
    /// Most.
    pub to: u32,
}

/// A closed range of numbers whose unit the field's name carries.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NumberRange {
    /// Smallest.
    pub from: f64,
    /// Largest.
    pub to: f64,
}

impl NumberRange {
    /// Whether `value` lies in the range, ends included.
    pub fn contains(self, value: f64) -> bool {
        self.from <= value && value <= self.to
    }
}

/// A medical director's adoption of one bundle of a version of the knowledge, in a clinic's overlay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Adoption {
    /// Unique over all kinds.
    pub id: String,
    /// `screening`, `formulary`, `techniques`, `protocols` or `aftercare`.
    pub bundle: String,
    /// Name of the medical director.
    pub by: String,
    /// Day of adoption.
    pub on: Date,
    /// Version of the knowledge that was adopted.
    pub version: String,
}

/// The bundles in which a medical director adopts the knowledge (DECISIONS.md 2).
pub const BUNDLES: [&str; 5] = ["screening", "formulary", "techniques", "protocols", "aftercare"];
