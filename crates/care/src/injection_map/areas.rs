//! How large the scalp and its zones are, and which part of a zone is clear of danger areas.
//!
//! The scalp is taken as a hemisphere (clinical.md 5.2, derived; no source measured it). Real heads are longer than they are wide, the hairline
//! and the vault differ from head to head, and a bald scalp is not larger than the hairy one it was: an area here is an estimate for planning,
//! not a measurement. The zones' shares are the knowledge's.

use std::f64::consts::{PI, TAU};

use anagen_knowledge::records::{Sector, Zone};
use serde::{Deserialize, Serialize};

use crate::units::{Centimetres, SquareCentimetres};

/// A place on the normalised scalp, the half sphere of radius 1 whose pole is the top of the head.
///
/// It is drawn on the equal-area disc of [`Sector`]: equal areas of the disc are equal areas of the scalp.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// Direction in degrees, 0 to 360: 90 is the front, 180 the patient's left, 270 the back, 0 the patient's right.
    pub angle_deg: f64,
    /// Squared radius on the disc, 0 at the top of the head, 1 at its edge. The polar angle `p` has `u = 1 - cos p`.
    pub u: f64,
}

impl Place {
    /// Coordinates on the unit half sphere: `x` to the patient's right, `y` to the front, `z` up.
    pub fn on_unit_hemisphere(self) -> [f64; 3] {
        let z = 1.0 - self.u;
        let from_axis = (self.u * (2.0 - self.u)).max(0.0).sqrt();
        let (sine, cosine) = self.angle_deg.to_radians().sin_cos();
        [from_axis * cosine, from_axis * sine, z]
    }

    /// Whether it lies in a sector, its border included.
    pub fn is_in(self, sector: Sector) -> bool {
        sector.inner <= self.u
            && self.u <= sector.outer
            && (self.angle_deg - sector.from_deg).rem_euclid(360.0) <= sector.to_deg - sector.from_deg
    }
}

/// Area of the whole scalp, `C^2 / (2 pi)` for a head circumference `C`: a half sphere with that equator.
///
/// Reference: clinical.md 5.2, derived (57 cm: 517 cm2; 54 cm: 464 cm2; 60 cm: 573 cm2). Frontal, mid and vertex come to about 186 cm2 at 57 cm,
/// near the 200 cm2 usually quoted for a Norwood VI scalp (from memory).
pub fn scalp_area(head_circumference: Centimetres) -> SquareCentimetres {
    SquareCentimetres(head_circumference.0 * head_circumference.0 / TAU)
}

/// Area of a zone: its share of the scalp, danger areas included.
pub fn zone_area(head_circumference: Centimetres, zone: &Zone) -> SquareCentimetres {
    SquareCentimetres(scalp_area(head_circumference).0 * zone.share_percent / 100.0)
}

/// A length on the scalp as an angle at the centre of the head, in radians.
pub(super) fn radians(length: Centimetres, head_circumference: Centimetres) -> f64 {
    length.0 * 2.0 * PI / head_circumference.0
}

/// A zone less the danger areas that reach into it.
#[derive(Debug, Clone)]
pub(super) struct ClearZone<'k> {
    pub(super) zone: &'k Zone,
    pub(super) dangers: Vec<Sector>,
    /// Part of the zone that is clear, 0 to 1.
    pub(super) clear: f64,
}

impl<'k> ClearZone<'k> {
    pub(super) fn new(zone: &'k Zone, dangers: &[Sector]) -> Self {
        Self {
            zone,
            dangers: dangers.to_vec(),
            clear: clear_share(zone.sector, dangers) / zone.sector.share(),
        }
    }

    pub(super) fn area(&self, head_circumference: Centimetres) -> SquareCentimetres {
        SquareCentimetres(zone_area(head_circumference, self.zone).0 * self.clear)
    }
}

/// Share of the whole scalp that a sector holds outside the danger areas. Areas that overlap count once.
pub(super) fn clear_share(sector: Sector, dangers: &[Sector]) -> f64 {
    slabs(sector, dangers)
        .into_iter()
        .map(|(inner, outer)| {
            let clear: f64 = clear_arcs(sector, dangers, f64::midpoint(inner, outer))
                .iter()
                .map(|(from, to)| to - from)
                .sum();
            (outer - inner) * clear / 360.0
        })
        .sum()
}

/// The sector's squared radii cut where a danger area begins or ends: within a slab the same angles are clear throughout.
pub(super) fn slabs(sector: Sector, dangers: &[Sector]) -> Vec<(f64, f64)> {
    let mut cuts: Vec<f64> = dangers.iter().flat_map(|danger| [danger.inner, danger.outer]).collect();
    cuts.retain(|cut| sector.inner < *cut && *cut < sector.outer);
    cuts.extend([sector.inner, sector.outer]);
    cuts.sort_by(f64::total_cmp);
    cuts.dedup();
    cuts.iter().copied().zip(cuts.iter().copied().skip(1)).collect()
}

/// The angles of a sector that no danger area holds at this squared radius, in degrees, in order, from the sector's own `from_deg` on.
pub(super) fn clear_arcs(sector: Sector, dangers: &[Sector], u: f64) -> Vec<(f64, f64)> {
    let mut blocked: Vec<(f64, f64)> = dangers
        .iter()
        .filter(|danger| danger.inner <= u && u <= danger.outer)
        .flat_map(|danger| {
            let from = sector.from_deg + (danger.from_deg - sector.from_deg).rem_euclid(360.0);
            let to = from + danger.to_deg - danger.from_deg;
            [(from - 360.0, to - 360.0), (from, to)]
        })
        .collect();
    blocked.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut arcs = Vec::new();
    let mut from = sector.from_deg;
    for (begin, end) in blocked {
        arcs.push((from, begin.min(sector.to_deg)));
        from = from.max(end);
    }
    arcs.push((from, sector.to_deg));
    arcs.retain(|(from, to)| to - from > ROUNDING_DEG);
    arcs
}

/// An arc no wider than this is two borders that were meant to be one: rounding, no clinical number.
const ROUNDING_DEG: f64 = 1e-9;

#[cfg(test)]
mod tests {
    use super::*;

    const SECTOR: Sector = Sector {
        from_deg: 340.0,
        to_deg: 400.0,
        inner: 0.4,
        outer: 1.0,
    };

    #[track_caller]
    fn check(dangers: &[(f64, f64, f64, f64)], arcs_at_half: &[(f64, f64)], share: f64) {
        let dangers: Vec<Sector> = dangers
            .iter()
            .map(|&(from_deg, to_deg, inner, outer)| Sector {
                from_deg,
                to_deg,
                inner,
                outer,
            })
            .collect();
        assert_eq!(clear_arcs(SECTOR, &dangers, 0.5), arcs_at_half);
        let found = clear_share(SECTOR, &dangers);
        assert!((found - share).abs() < 1e-12, "{found}");
    }

    #[test]
    fn what_is_clear_is_the_sector_less_the_danger_areas() {
        let whole = SECTOR.share();
        check(&[], &[(340.0, 400.0)], whole);
        // Written past 360, below it, and over both ends of the sector.
        check(
            &[(370.0, 376.0, 0.4, 1.0)],
            &[(340.0, 370.0), (376.0, 400.0)],
            whole * 0.9,
        );
        check(
            &[(10.0, 16.0, 0.4, 1.0)],
            &[(340.0, 370.0), (376.0, 400.0)],
            whole * 0.9,
        );
        check(
            &[(330.0, 346.0, 0.0, 1.0), (394.0, 500.0, 0.0, 1.0)],
            &[(346.0, 394.0)],
            whole * 0.8,
        );
        // Two that overlap count once; one that lies further out does not reach this radius.
        check(
            &[(0.0, 6.0, 0.4, 1.0), (3.0, 9.0, 0.4, 1.0)],
            &[(340.0, 360.0), (369.0, 400.0)],
            whole * 0.85,
        );
        check(&[(0.0, 6.0, 0.7, 1.0)], &[(340.0, 400.0)], whole * 0.95);
        check(&[(0.0, 360.0, 0.0, 1.0)], &[], 0.0);
    }
}
