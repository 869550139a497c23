//! How and where: techniques, zones, danger areas, preparation.

use serde::{Deserialize, Serialize};

use super::{Code, NumberRange, record};
use crate::translation::Translations;

record! {
    /// How the needle, or what stands for it, is used.
    Technique {
        /// As it is shown.
        name: String,
        /// Synonyms.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        names: Vec<String>,
        /// Needles, in words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        needles: Option<String>,
        /// Needle gauges.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        gauge: Option<NumberRange>,
        /// Depth in mm.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        depth_mm: Option<Depth>,
        /// Volume of one point in mL; absent where nothing is injected.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        volume_per_point_ml: Option<RangeWithDefault>,
        /// Distance between points in cm.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        spacing_cm: Option<RangeWithDefault>,
        /// Seconds for one point.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        seconds_per_point: Option<NumberRange>,
        /// Whether a volume is injected at points.
        injects: bool,
        /// Whether it needs a mixture.
        drug: DrugNeed,
        /// Passes over the area, where it has no points.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        passes: Option<NumberRange>,
        /// Whether it is offered for scalp hair without a further decision.
        scalp_default: bool,
        /// What it is used for.
        #[serde(rename = "use")]
        used_for: String,
        /// Layer most likely reached.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        layer: Option<String>,
    }
}

/// Depth of a technique in mm.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Depth {
    /// Shallowest.
    pub from: f64,
    /// Deepest.
    pub to: f64,
    /// Upper limit; a limit, not a target.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<f64>,
}

/// A range and what is taken when nothing is said.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RangeWithDefault {
    /// Smallest.
    pub from: f64,
    /// Largest.
    pub to: f64,
    /// Taken when nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<f64>,
}

/// Whether a technique needs a mixture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DrugNeed {
    /// It makes no sense without.
    Required,
    /// With or without.
    Optional,
    /// Never with one.
    None,
}

record! {
    /// A part of the scalp.
    Zone {
        /// As it is shown.
        name: String,
        /// Share of the scalp's area in percent.
        share_percent: f64,
        /// Side of the head.
        side: Side,
        /// Where hair is typically lost there.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pattern: Option<String>,
        /// Codes in published systems.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        codes: Vec<Code>,
        /// Its place on the equal-area disc.
        sector: Sector,
        /// What else it serves for.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        role: Option<String>,
        /// The words that a patient reads, in other languages.
        #[serde(rename = "in", default, skip_serializing_if = "Translations::is_empty")]
        translations: Translations,
    }
}

/// Side of the head.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are the documentation")]
pub enum Side {
    Left,
    Middle,
    Right,
}

/// A sector of a ring on the equal-area disc that stands for the scalp, seen from above with the face up.
///
/// Angles in degrees, counter-clockwise: 90 is the front, 180 the left side of the head. Radii are squared,
/// so that area is (`outer` - `inner`) x (`to_deg` - `from_deg`) / 360 of the whole scalp.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sector {
    /// Where it begins.
    pub from_deg: f64,
    /// Where it ends, more than `from_deg`.
    pub to_deg: f64,
    /// Squared inner radius, 0 to 1.
    pub inner: f64,
    /// Squared outer radius, 0 to 1.
    pub outer: f64,
}

impl Sector {
    /// Share of the whole scalp, 0 to 1.
    pub fn share(self) -> f64 {
        (self.outer - self.inner) * (self.to_deg - self.from_deg) / 360.0
    }
}

record! {
    /// Where no point may lie.
    DangerArea {
        /// As it is shown.
        name: String,
        /// What lies there.
        structure: String,
        /// Its place; absent when it lies off the scalp.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sector: Option<Sector>,
        /// Zones that it touches.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        zones: Vec<String>,
        /// What follows.
        rule: String,
    }
}

record! {
    /// A duty before, during or after the session.
    Preparation {
        /// What it is about.
        topic: String,
        /// What is to be done.
        text: String,
        /// Place in its topic.
        #[serde(default)]
        order: u32,
    }
}
