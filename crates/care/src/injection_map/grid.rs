//! How many points a treated area takes, and where each lies.
//!
//! A place is a plan on a normalised scalp, not a coordinate to aim at: the operator finds it by the zone and by the distance to the last point.

use std::f64::consts::FRAC_PI_2;

use anagen_knowledge::records::Sector;
use serde::Serialize;

use super::areas::{ClearZone, Place, clear_arcs, radians, slabs};
use crate::case::Grid;
use crate::units::{Centimetres, SquareCentimetres};

/// Most points of one session; more is taken for a slip of the pen (proposed: no source gives one. At 2 mm, the closest spacing of nappage,
/// frontal, mid and vertex of a 57 cm head take 4,654).
pub const MOST_POINTS: u32 = 5_000;

/// A point of a plan.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Point {
    /// Its name on this map: the zone and its place among the points that were laid there, or the name it was added under.
    pub id: String,
    /// Zone by id.
    pub zone: String,
    /// Where on the normalised scalp.
    #[serde(flatten)]
    pub place: Place,
    /// Whether it was moved or added by hand.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub by_hand: bool,
}

/// Number of points, `area / s^2` on a square grid, `area / (0.866 s^2)` on a hexagonal one, before rounding.
///
/// Reference: clinical.md 5.2, derived; 0.866 is the area `sqrt(3) / 2` of the hexagon around a point at distance 1 from its neighbours.
pub(super) fn unrounded_number_of_points(area: SquareCentimetres, spacing: Centimetres, grid: Grid) -> f64 {
    area.0 / (spacing.0 * spacing.0 * row_height(grid))
}

/// Number of points of an area, rounded half up; none when there would be more than [`MOST_POINTS`], or when the numbers are not numbers.
pub fn number_of_points(area: SquareCentimetres, spacing: Centimetres, grid: Grid) -> Option<u32> {
    whole(unrounded_number_of_points(area, spacing, grid))
}

/// The spacing at which the area takes this many points, not rounded.
pub(super) fn spacing_for(area: SquareCentimetres, n_points: u32, grid: Grid) -> Centimetres {
    Centimetres((area.0 / (f64::from(n_points) * row_height(grid))).sqrt())
}

/// Distance between rows at spacing 1.
fn row_height(grid: Grid) -> f64 {
    match grid {
        Grid::Square => 1.0,
        Grid::Hexagonal => 3.0_f64.sqrt() / 2.0,
    }
}

/// Rounds a count from 0 to [`MOST_POINTS`].
pub(super) fn whole(count: f64) -> Option<u32> {
    let rounded = count.round();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 5,000")]
    (0.0 <= rounded && rounded <= f64::from(MOST_POINTS)).then_some(rounded as u32)
}

/// Lays exactly `n_points` points over the clear part of the zones, each strictly inside its zone and outside every danger area.
///
/// Rows lie at constant polar angle, one row height apart along the meridian. Each row is cut by danger areas into arcs, and each arc is given
/// points by cumulative rounding of its area, so that no zone is more than one point off its share. Points stand in the middle of equal pieces of
/// their arc; on a hexagonal grid a quarter of a piece to one side, and in the next row to the other, which shifts the rows by half a spacing.
/// Rows run from the top of the head downwards, every second one backwards, as a hand would go.
///
/// Distances are near the spacing, not equal to it: a sphere has no square grid, a zone is not a whole number of rows high, and at borders
/// of zones and of danger areas rows do not meet.
pub(super) fn lay(
    zones: &[ClearZone<'_>],
    n_points: u32,
    spacing: Centimetres,
    head_circumference: Centimetres,
    grid: Grid,
) -> Vec<Point> {
    let step = radians(spacing, head_circumference) * row_height(grid);
    let areas: Vec<f64> = zones.iter().map(|zone| zone.area(head_circumference).0).collect();
    let all: f64 = areas.iter().sum();
    let mut points = Vec::new();
    let (mut covered, mut laid) = (0.0, 0);
    for (clear, area) in zones.iter().zip(areas) {
        let rows = rows(clear, step);
        let weights: f64 = rows.iter().flat_map(|row| &row.arcs).map(|arc| arc.weight).sum();
        for (position, row) in rows.iter().enumerate() {
            let is_odd = position % 2 == 1;
            let aside = match (grid, is_odd) {
                (Grid::Square, _) => 0.5,
                (Grid::Hexagonal, false) => 0.25,
                (Grid::Hexagonal, true) => 0.75,
            };
            let mut in_row = Vec::new();
            for arc in &row.arcs {
                covered += area * arc.weight / weights;
                let upto = whole(f64::from(n_points) * covered / all)
                    .unwrap_or(n_points)
                    .min(n_points);
                let n_in_arc = upto.saturating_sub(laid);
                laid = laid.max(upto);
                in_row.extend((0..n_in_arc).map(|piece| {
                    let angle =
                        arc.from_deg + (arc.to_deg - arc.from_deg) * (f64::from(piece) + aside) / f64::from(n_in_arc);
                    let place = Place {
                        angle_deg: angle.rem_euclid(360.0),
                        u: row.u,
                    };
                    Point {
                        id: String::new(),
                        zone: clear.zone.id.clone(),
                        place,
                        by_hand: false,
                    }
                }));
            }
            if is_odd {
                in_row.reverse();
            }
            points.extend(in_row);
        }
        let of_zone = points.iter_mut().filter(|point| point.zone == clear.zone.id);
        for (position, point) in of_zone.enumerate() {
            point.id = format!("{}-{}", clear.zone.id, position + 1);
        }
    }
    points
}

/// A row of points to be.
struct Row {
    u: f64,
    arcs: Vec<Arc>,
}

/// A clear part of a row, with a weight in proportion to its area.
struct Arc {
    from_deg: f64,
    to_deg: f64,
    weight: f64,
}

/// Rows of a zone, the first nearest to the top of the head. Rows are even over the height of the zone; where danger areas would leave such rows
/// nothing although some of the zone is clear, they are even between the borders of danger areas instead.
fn rows(clear: &ClearZone<'_>, step: f64) -> Vec<Row> {
    if clear.clear <= 0.0 {
        return Vec::new();
    }
    let sector = clear.zone.sector;
    let even = rows_between(clear, &[(sector.inner, sector.outer)], step);
    if even.is_empty() {
        rows_between(clear, &slabs(sector, &clear.dangers), step)
    } else {
        even
    }
}

fn rows_between(clear: &ClearZone<'_>, bands: &[(f64, f64)], step: f64) -> Vec<Row> {
    let sector: Sector = clear.zone.sector;
    let mut rows = Vec::new();
    for &(inner, outer) in bands {
        let (top, bottom) = (polar_angle(inner), polar_angle(outer));
        let n_rows = whole(((bottom - top) / step).min(f64::from(MOST_POINTS)))
            .unwrap_or(1)
            .max(1);
        let height = (bottom - top) / f64::from(n_rows);
        for row in 0..n_rows {
            let upper = top + height * f64::from(row);
            let u = squared_radius(upper + height / 2.0);
            let area_per_degree = squared_radius(upper + height) - squared_radius(upper);
            let arcs: Vec<Arc> = clear_arcs(sector, &clear.dangers, u)
                .into_iter()
                .map(|(from_deg, to_deg)| Arc {
                    from_deg,
                    to_deg,
                    weight: (to_deg - from_deg) * area_per_degree,
                })
                .filter(|arc| arc.weight > 0.0)
                .collect();
            if !arcs.is_empty() {
                rows.push(Row { u, arcs });
            }
        }
    }
    rows
}

fn polar_angle(u: f64) -> f64 {
    (1.0 - u).clamp(0.0, 1.0).acos().min(FRAC_PI_2)
}

fn squared_radius(polar_angle: f64) -> f64 {
    1.0 - polar_angle.cos()
}
