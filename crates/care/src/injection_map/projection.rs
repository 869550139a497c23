//! The normalised scalp seen from five sides, for drawing.
//!
//! Frame: `x` to the patient's right, `y` to the front, `z` up, so that seen from above with the face up the patient's left is on the left.
//! Views are orthographic: the head has radius 1, the picture's `x` runs to the right and its `y` up. The view from the left is that of somebody
//! who stands at the patient's left: the face looks to the left of the picture.

use anagen_knowledge::records::{DangerArea, Sector, Zone};
use serde::Serialize;

use super::areas::Place;

/// From where the head is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum View {
    /// From the front: the patient's right is on the left of the picture.
    Front,
    /// From above, the face up: the patient's left is on the left of the picture.
    Top,
    /// From behind: the patient's left is on the left of the picture.
    Back,
    /// From the patient's left: the face looks to the left of the picture.
    Left,
    /// From the patient's right: the face looks to the right of the picture.
    Right,
}

impl View {
    /// All views, in the order in which they are drawn.
    pub const ALL: [Self; 5] = [Self::Front, Self::Top, Self::Back, Self::Left, Self::Right];
}

/// A line through these places of a picture.
pub type Polyline = Vec<(f64, f64)>;

/// Where a place is seen; nothing when it lies behind the head's outline. What lies on the outline is seen.
pub fn project(place: Place, view: View) -> Option<(f64, f64)> {
    let (picture, towards_viewer) = turn(place, view);
    (towards_viewer >= -ROUNDING).then_some(picture)
}

/// The border of a zone as it is seen: one closed line when all of it is, open lines that end at the head's outline when a part is hidden,
/// none when nothing is seen.
pub fn zone_outline(zone: &Zone, view: View) -> Vec<Polyline> {
    sector_outline(zone.sector, view)
}

/// The border of a danger area as it is seen; none when it lies off the scalp.
pub fn danger_outline(area: &DangerArea, view: View) -> Vec<Polyline> {
    area.sector
        .map(|sector| sector_outline(sector, view))
        .unwrap_or_default()
}

/// The border of a sector as it is seen.
pub fn sector_outline(sector: Sector, view: View) -> Vec<Polyline> {
    border(sector)
        .iter()
        .flat_map(|path| visible_parts(path, view))
        .collect()
}

/// What counts as on the head's outline: the rounding of sines and cosines, with room to spare.
const ROUNDING: f64 = 1e-9;

/// Places for each degree of an arc, and as close along a meridian: fine enough for a page, and no clinical number.
const PLACES_PER_DEGREE: f64 = 0.5;

/// The picture's coordinates, and how far towards the viewer from the plane through the head's centre.
fn turn(place: Place, view: View) -> ((f64, f64), f64) {
    let [x, y, z] = place.on_unit_hemisphere();
    match view {
        View::Front => ((-x, z), y),
        View::Top => ((x, y), z),
        View::Back => ((x, z), -y),
        View::Left => ((-y, z), -x),
        View::Right => ((y, z), x),
    }
}

/// The closed paths around a sector: one, or two around a whole ring, or one around a whole cap.
fn border(sector: Sector) -> Vec<Vec<Place>> {
    let along = |u: f64, from: f64, to: f64| -> Vec<Place> {
        steps((to - from).abs())
            .map(|part| Place {
                angle_deg: from + (to - from) * part,
                u,
            })
            .collect()
    };
    let down = |angle_deg: f64, from: f64, to: f64| -> Vec<Place> {
        // Even in polar angle, so that the line is as fine near the top of the head as at its edge.
        let polar = |u: f64| (1.0 - u).clamp(-1.0, 1.0).acos();
        let (begin, end) = (polar(from), polar(to));
        steps((end - begin).abs().to_degrees())
            .map(|part| Place {
                angle_deg,
                u: 1.0 - (begin + (end - begin) * part).cos(),
            })
            .collect()
    };
    let Sector {
        from_deg,
        to_deg,
        inner,
        outer,
    } = sector;
    if to_deg - from_deg >= 360.0 - ROUNDING {
        return [inner, outer]
            .into_iter()
            .filter(|u| *u > 0.0)
            .map(|u| along(u, from_deg, to_deg))
            .collect();
    }
    let mut path = along(outer, from_deg, to_deg);
    path.extend(down(to_deg, outer, inner).into_iter().skip(1));
    if inner > 0.0 {
        path.extend(along(inner, to_deg, from_deg).into_iter().skip(1));
    }
    path.extend(down(from_deg, inner, outer).into_iter().skip(1));
    vec![path]
}

/// Fractions 0 to 1 that cut so many degrees evenly.
fn steps(degrees: f64) -> impl Iterator<Item = f64> {
    let wanted = (degrees.min(360.0) * PLACES_PER_DEGREE).ceil().max(1.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "1 to 180")]
    let n = wanted as u32;
    (0..=n).map(move |step| f64::from(step) / f64::from(n))
}

fn visible_parts(path: &[Place], view: View) -> Vec<Polyline> {
    let mut parts: Vec<Polyline> = Vec::new();
    let mut open: Polyline = Vec::new();
    let mut before: Option<Place> = None;
    for &place in path {
        let is_seen = project(place, view).is_some();
        if let Some(before) = before.filter(|before| project(*before, view).is_some() != is_seen) {
            open.push(at_outline(before, place, view));
        }
        if is_seen {
            open.push(turn(place, view).0);
        } else if !open.is_empty() {
            parts.push(std::mem::take(&mut open));
        }
        before = Some(place);
    }
    if !open.is_empty() {
        parts.push(open);
    }
    // A border that begins in the middle of what is seen was cut there in two.
    let starts_seen = [path.first(), path.last()]
        .into_iter()
        .flatten()
        .all(|place| project(*place, view).is_some());
    if let [first, .., last] = parts.as_mut_slice()
        && starts_seen
    {
        last.extend(first.iter().copied().skip(1));
        parts.swap_remove(0);
    }
    parts.retain(|part| part.len() > 1);
    parts
}

/// Where the way from a seen to a hidden place (or back) crosses the head's outline, found by halving.
fn at_outline(from: Place, to: Place, view: View) -> (f64, f64) {
    let between = |part: f64| Place {
        angle_deg: from.angle_deg + (to.angle_deg - from.angle_deg) * part,
        u: from.u + (to.u - from.u) * part,
    };
    let is_seen_at_start = turn(from, view).1 >= -ROUNDING;
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..f64::MANTISSA_DIGITS {
        let middle = f64::midpoint(low, high);
        if (turn(between(middle), view).1 >= -ROUNDING) == is_seen_at_start {
            low = middle;
        } else {
            high = middle;
        }
    }
    turn(between(f64::midpoint(low, high)), view).0
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[track_caller]
    fn check(angle_deg: f64, u: f64, expected: [Option<(f64, f64)>; 5]) {
        for (view, expected) in View::ALL.into_iter().zip(expected) {
            match (project(Place { angle_deg, u }, view), expected) {
                (Some(found), Some(expected)) => {
                    assert!(
                        (found.0 - expected.0).hypot(found.1 - expected.1) < 1e-9,
                        "{view:?}: {found:?} for {expected:?}"
                    );
                }
                (found, expected) => assert_eq!(found, expected, "{view:?}"),
            }
        }
    }

    #[test]
    fn places_are_seen_from_the_right_sides() {
        // Front, top, back, left, right.
        let above = Some((0.0, 1.0));
        check(0.0, 0.0, [above, Some((0.0, 0.0)), above, above, above]);
        check(
            90.0,
            1.0,
            [
                Some((0.0, 0.0)),
                Some((0.0, 1.0)),
                None,
                Some((-1.0, 0.0)),
                Some((1.0, 0.0)),
            ],
        );
        check(
            270.0,
            1.0,
            [
                None,
                Some((0.0, -1.0)),
                Some((0.0, 0.0)),
                Some((1.0, 0.0)),
                Some((-1.0, 0.0)),
            ],
        );
        check(
            180.0,
            1.0,
            [
                Some((1.0, 0.0)),
                Some((-1.0, 0.0)),
                Some((-1.0, 0.0)),
                Some((0.0, 0.0)),
                None,
            ],
        );
        check(
            0.0,
            1.0,
            [
                Some((-1.0, 0.0)),
                Some((1.0, 0.0)),
                Some((1.0, 0.0)),
                None,
                Some((0.0, 0.0)),
            ],
        );
        // 60 degrees from the top, where z is one half, towards the left and the front.
        let (across, half) = (0.75_f64.sqrt() * 0.5_f64.sqrt(), 0.5);
        check(
            135.0,
            0.5,
            [
                Some((across, half)),
                Some((-across, across)),
                None,
                Some((-across, half)),
                None,
            ],
        );
    }

    #[track_caller]
    fn check_outline(sector: (f64, f64, f64, f64), view: View, n_lines: usize, is_closed: bool) {
        let (from_deg, to_deg, inner, outer) = sector;
        let lines = sector_outline(
            Sector {
                from_deg,
                to_deg,
                inner,
                outer,
            },
            view,
        );
        assert_eq!(lines.len(), n_lines, "{lines:?}");
        for line in &lines {
            let (first, last) = (line.first().unwrap(), line.last().unwrap());
            assert_eq!((first.0 - last.0).hypot(first.1 - last.1) < 1e-9, is_closed);
            for ends in [first, last].into_iter().filter(|_| !is_closed) {
                // A line that ends ends at the outline of the head: its round part or its lower edge.
                assert!((ends.0.hypot(ends.1) - 1.0).abs() < 1e-6, "{ends:?}");
            }
            assert!(line.iter().all(|(x, y)| x.hypot(*y) <= 1.0 + 1e-9));
            let jumps = line
                .iter()
                .zip(line.iter().skip(1))
                .map(|(a, b)| (a.0 - b.0).hypot(a.1 - b.1));
            assert!(jumps.fold(0.0, f64::max) < 0.05);
        }
    }

    #[test]
    fn outlines_end_where_the_head_hides_them() {
        let (vertex, temple, ring, cap) = (
            (223.0, 317.0, 0.0, 0.42),
            (139.0, 195.0, 0.42, 1.0),
            (0.0, 360.0, 0.42, 1.0),
            (0.0, 360.0, 0.0, 0.42),
        );
        check_outline(vertex, View::Top, 1, true);
        check_outline(vertex, View::Back, 1, true);
        check_outline(vertex, View::Left, 1, false);
        check_outline(temple, View::Left, 1, true);
        check_outline(temple, View::Front, 1, false);
        check_outline(temple, View::Right, 0, true);
        check_outline(ring, View::Top, 2, true);
        check_outline(ring, View::Front, 2, false);
        check_outline(cap, View::Top, 1, true);
        check_outline(cap, View::Back, 1, false);
    }
}
