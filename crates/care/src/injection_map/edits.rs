//! Single points changed by hand: moved, added, taken away. What a hand may not do is refused here, whatever drew it.
//!
//! A change names a point by its id, and ids count the points that were laid. So changes belong to the grid that they were made
//! on ([`grid_mark`]): on another grid they would hit other points, and are refused until somebody looks at them again.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::areas::Place;
use super::asked::TreatedArea;
use super::grid::{MOST_POINTS, Point};
use crate::case::{Grid, Request};
use crate::finding::Refusal;
use crate::units::{Centimetres, Written as _};

/// Changes to single points of a map.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PointEdits {
    /// The grid that they were made on ([`super::PointMap::grid_mark`]); empty where there are none.
    pub grid: String,
    /// New places, by id of the point.
    pub moved: BTreeMap<String, Place>,
    /// Points that were not laid, by an id of their own.
    pub added: BTreeMap<String, Place>,
    /// Ids of points that are left out.
    pub removed: BTreeSet<String>,
}

impl PointEdits {
    /// Whether nothing was changed.
    pub fn is_empty(&self) -> bool {
        self.n_changes() == 0
    }

    /// How many points were changed.
    pub fn n_changes(&self) -> usize {
        self.moved.len() + self.added.len() + self.removed.len()
    }
}

/// What a grid is known by: everything that decides where its points lie.
pub(super) fn grid_mark(
    request: &Request,
    zones: &[&str],
    head: Centimetres,
    spacing: Centimetres,
    n_points: usize,
) -> String {
    let grid = match request.grid {
        Grid::Square => "square",
        Grid::Hexagonal => "hexagonal",
    };
    format!(
        "{n_points} in {}, head {}, {grid} {}",
        zones.join("+"),
        head.written(),
        spacing.written()
    )
}

/// The points that are left of those laid, with what was moved and added; or everything that stands against it.
pub(super) fn apply(
    laid: Vec<Point>,
    edits: &PointEdits,
    grid_mark: &str,
    area: &TreatedArea<'_>,
) -> Result<Vec<Point>, Vec<Refusal>> {
    if edits.is_empty() {
        return Ok(laid);
    }
    if edits.grid != grid_mark {
        return Err(vec![of_another_grid(edits, grid_mark)]);
    }
    let mut refusals = named_wrongly(&laid, edits);
    let mut place = |id: &str, place: Place| match zone_of(id, place, area) {
        Ok(zone) => Some(Point {
            id: id.to_owned(),
            zone,
            place,
            by_hand: true,
        }),
        Err(refusal) => {
            refusals.push(refusal);
            None
        }
    };
    let mut points: Vec<Point> = Vec::new();
    for point in laid {
        if edits.removed.contains(&point.id) {
            continue;
        }
        match edits.moved.get(&point.id) {
            None => points.push(point),
            Some(moved) => points.extend(place(&point.id, *moved)),
        }
    }
    let mut added: Vec<(&String, &Place)> = edits.added.iter().collect();
    // `added-2` before `added-10`.
    added.sort_by_key(|(id, _)| (id.len(), *id));
    for (id, there) in added {
        points.extend(place(id, *there));
    }
    if refusals.is_empty() && points.is_empty() {
        refusals.push(Refusal::new(
            "no_point_left",
            "Every point was taken away",
            ["Put points back, or ask for other zones".to_owned()],
        ));
    }
    if u32::try_from(points.len()).is_ok_and(|n_points| n_points > MOST_POINTS) {
        refusals.push(Refusal::new(
            "too_many_points",
            format!(
                "{} points; at most {MOST_POINTS} are taken in one session (proposed)",
                points.len()
            ),
            ["Add fewer points by hand".to_owned()],
        ));
    }
    if !refusals.is_empty() {
        return Err(refusals);
    }
    // Zone by zone, as they were laid; what was moved into another zone or added comes last in its zone.
    let order = |zone: &str| area.zones.iter().position(|clear| clear.zone.id == zone);
    points.sort_by_key(|point| order(&point.zone));
    Ok(points)
}

/// Changes to points that there are not, and ids that cannot be one.
fn named_wrongly(laid: &[Point], edits: &PointEdits) -> Vec<Refusal> {
    let known: BTreeSet<&str> = laid.iter().map(|point| point.id.as_str()).collect();
    let changed = edits.moved.keys().chain(&edits.removed);
    let mut refusals: Vec<Refusal> = changed
        .filter(|id| !known.contains(id.as_str()))
        .map(|id| {
            Refusal::new(
                "unknown_point",
                format!("There is no point `{id}` on this map"),
                ["Take the change back".to_owned()],
            )
        })
        .collect();
    let twice = edits.moved.keys().filter(|id| edits.removed.contains(*id));
    refusals.extend(twice.map(|id| {
        Refusal::new(
            "duplicate_point",
            format!("The point `{id}` is both moved and taken away"),
            ["Take one of the two changes back".to_owned()],
        )
    }));
    let is_id = |id: &str| {
        (1..=40).contains(&id.len())
            && id
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    };
    let added = edits
        .added
        .keys()
        .filter(|id| known.contains(id.as_str()) || !is_id(id));
    refusals.extend(added.map(|id| {
        Refusal::new(
            "duplicate_point",
            format!("`{id}` cannot be the name of an added point"),
            ["Use letters, digits and hyphens, as in `added-1`, and no name of a point that was laid".to_owned()],
        )
    }));
    refusals
}

/// The treated zone in which a place lies; places in danger areas and beside the zones are refused.
fn zone_of(id: &str, place: Place, area: &TreatedArea<'_>) -> Result<String, Refusal> {
    let put_back = || ["Put it elsewhere, or take it away".to_owned()];
    let is_place = place.angle_deg.is_finite() && (0.0..=1.0).contains(&place.u);
    if !is_place {
        let reason = format!("The point `{id}` does not lie on the scalp");
        return Err(Refusal::new("impossible_point", reason, put_back()));
    }
    let danger = area
        .danger_areas()
        .find(|danger| danger.sector.is_some_and(|sector| place.is_in(sector)));
    if let Some(danger) = danger {
        return Err(Refusal::new(
            "point_in_danger_area",
            format!(
                "The point `{id}` lies in a danger area: {} ({})",
                danger.name, danger.structure
            ),
            put_back(),
        ));
    }
    let zone = area.zones.iter().find(|clear| place.is_in(clear.zone.sector));
    zone.map(|clear| clear.zone.id.clone()).ok_or_else(|| {
        Refusal::new(
            "point_outside_zones",
            format!("The point `{id}` lies outside of the treated zones"),
            ["Put it into a treated zone, take it away, or ask for its zone too".to_owned()],
        )
    })
}

fn of_another_grid(edits: &PointEdits, grid_mark: &str) -> Refusal {
    Refusal::new(
        "points_of_another_grid",
        format!(
            "Changes by hand ({}) belong to another grid ({}); now it is {grid_mark}",
            edits.n_changes(),
            edits.grid
        ),
        [
            "Take the points as they are laid now, and change them again where that is needed".to_owned(),
            "Go back to the zones, head, spacing and grid on which they were changed".to_owned(),
        ],
    )
}

/// What was done by hand, in a sentence; nothing where nothing was.
pub(super) fn in_words(edits: &PointEdits, n_laid: u32) -> Option<String> {
    (!edits.is_empty()).then(|| {
        format!(
            "By hand: of {n_laid} points that were laid, {} moved, {} taken away; {} added.",
            edits.moved.len(),
            edits.removed.len(),
            edits.added.len()
        )
    })
}

#[cfg(test)]
mod tests;
