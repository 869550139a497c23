//! The injection map: from zones, technique, spacing and volume to points, millilitres and minutes that agree with each other.
//!
//! It decides where points lie, how many there are and what each takes, from the knowledge's techniques, zones and danger areas and from the
//! area of a half sphere (clinical.md 5.2, derived). What is left out of the request is taken from the technique and said to be so; what does not
//! agree is refused, with each way to make it agree and its number. Techniques that do not inject are planned as passes over an area.
//!
//! It leaves out milligrams (formulation), whether a patient, a zone or a session's volume may be treated (screening: rule F-22 has the volumes),
//! and how a head is drawn around its points (papers). Areas and places are estimates on a normalised scalp.

mod areas;
mod asked;
mod edits;
mod grid;
#[cfg(test)]
mod laws;
mod passes;
mod points;
mod projection;
mod reconcile;
#[cfg(test)]
mod tests;

use anagen_knowledge::Knowledge;
use anagen_knowledge::records::{NumberRange, Sector, Side, Status};
use serde::Serialize;

pub use areas::{Place, scalp_area, zone_area};
pub use asked::{GREATEST_HEAD_CIRCUMFERENCE, LEAST_HEAD_CIRCUMFERENCE, find_technique};
pub use edits::PointEdits;
pub use grid::{MOST_POINTS, Point, number_of_points};
pub use passes::TechniquePass;
pub use points::{MinutesRange, PointMap, VolumeOrigin, ZonePoints};
pub use projection::{Polyline, View, danger_outline, project, sector_outline, zone_outline};
pub use reconcile::TOLERANCE;

use crate::case::Request;
use crate::finding::Refusal;
use crate::units::{Centimetres, Millilitres, Millimetres, SquareCentimetres};

/// Where and how a session treats the scalp.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "as", rename_all = "snake_case")]
pub enum InjectionMap {
    /// Points, each with its volume.
    Points(PointMap),
    /// Passes over an area, without points: microneedling, sonophoresis and their like.
    Passes(TechniquePass),
}

/// Works out the map that is asked for, or says everything that stands against it.
///
/// The codes of refusals: `no_technique`, `unknown_technique`, `technique_not_for_scalp_hair`, `no_zone`, `unknown_zone`, `duplicate_zone`,
/// `no_head_circumference`, `impossible_head_circumference`, `impossible_depth`, `depth_beyond_limit`, `depth_outside_range`,
/// `depth_cannot_be_checked`, `gauge_outside_range`, `gauge_cannot_be_checked`, `no_spacing`, `impossible_spacing`, `spacing_outside_range`,
/// `no_volume_per_point`, `impossible_volume_per_point`, `volume_per_point_outside_range`, `impossible_session_volume`,
/// `volume_does_not_reconcile`, `no_area_to_treat`, `no_point_fits`, `too_many_points`, `technique_without_points`,
/// `technique_without_passes`, `passes_outside_range`; of single points changed by hand: `points_of_another_grid`, `unknown_point`,
/// `duplicate_point`, `impossible_point`, `point_in_danger_area`, `point_outside_zones`, `no_point_left`.
pub fn injection_map(request: &Request, knowledge: &Knowledge) -> Result<InjectionMap, Vec<Refusal>> {
    let mut refusals = Vec::new();
    let technique = asked::technique(request, knowledge, &mut refusals);
    let zones = asked::zones(request, knowledge, &mut refusals);
    let head_circumference = asked::head_circumference(request, &mut refusals);
    let Some(technique) = technique else {
        return Err(refusals);
    };
    let depth = asked::depth(request, technique, &mut refusals);
    asked::needle_gauge(request, technique, &mut refusals);
    let area = head_circumference.map(|head| asked::TreatedArea::new(head, zones, knowledge));
    if technique.injects {
        points::point_map(request, technique, area, depth, refusals).map(InjectionMap::Points)
    } else {
        passes::technique_pass(request, technique, area, depth, refusals).map(InjectionMap::Passes)
    }
}

impl InjectionMap {
    /// What points and passes share.
    pub fn placement(&self) -> &Placement {
        match self {
            Self::Points(map) => &map.placement,
            Self::Passes(pass) => &pass.placement,
        }
    }

    /// The points, where the technique has any.
    pub fn points(&self) -> Option<&PointMap> {
        match self {
            Self::Points(map) => Some(map),
            Self::Passes(_) => None,
        }
    }

    /// Volume that the points take together; none where nothing is injected.
    pub fn total_volume(&self) -> Option<Millilitres> {
        self.points().map(|map| map.total_volume)
    }
}

/// Zones, technique and depth: what a map has with or without points.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Placement {
    /// Technique.
    pub technique: MappedTechnique,
    /// Head circumference.
    pub head_circumference: Centimetres,
    /// Area of the whole scalp, estimated.
    pub scalp_area: SquareCentimetres,
    /// Zones in the order of the knowledge.
    pub zones: Vec<MappedZone>,
    /// Area of the zones.
    pub area: SquareCentimetres,
    /// Area of the zones outside danger areas: what is treated.
    pub clear_area: SquareCentimetres,
    /// Danger areas that reach into the zones or belong to them, and those off the scalp that belong to no zone.
    pub danger_areas: Vec<MappedDangerArea>,
    /// Planned depth; absent when none was given.
    pub depth: Option<PlannedDepth>,
    /// Needle gauge; absent when none was given.
    pub needle_gauge: Option<u32>,
    /// What a reader must know besides, in sentences.
    pub notes: Vec<String>,
    /// Ids of the records that the map rests on; each has its sources and status.
    pub rests_on: Vec<String>,
}

/// The technique of a map.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MappedTechnique {
    /// Technique by id.
    pub id: String,
    /// As it is shown.
    pub name: String,
    /// What it is used for.
    pub used_for: String,
    /// Layer that the technique most likely reaches, as the knowledge puts it.
    pub layer: Option<String>,
    /// Depth in mm, as the knowledge gives it.
    pub depth_range_mm: Option<NumberRange>,
    /// Proposed, or confirmed.
    pub status: Status,
}

/// A zone of a map.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MappedZone {
    /// Zone by id.
    pub id: String,
    /// As it is shown.
    pub name: String,
    /// Side of the head.
    pub side: Side,
    /// Its area.
    pub area: SquareCentimetres,
    /// Its area outside danger areas.
    pub clear_area: SquareCentimetres,
    /// What else it serves for: the control zone of measurement, the donor zone.
    pub role: Option<String>,
    /// Proposed, or confirmed.
    pub status: Status,
}

/// Where no point may lie.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MappedDangerArea {
    /// Danger area by id.
    pub id: String,
    /// As it is shown.
    pub name: String,
    /// What lies there.
    pub structure: String,
    /// What follows.
    pub rule: String,
    /// Its place; absent off the scalp.
    pub sector: Option<Sector>,
    /// How much of the treated zones it takes.
    pub area: SquareCentimetres,
    /// Proposed, or confirmed.
    pub status: Status,
}

/// A planned depth and what it most likely reaches.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PlannedDepth {
    /// Planned depth, from the surface of the skin. What is achieved is recorded apart.
    pub depth: Millimetres,
    /// Layer most likely reached, in words.
    pub layer: &'static str,
    /// Upper limit on the scalp; a limit, not a target.
    pub limit: Option<Millimetres>,
}
