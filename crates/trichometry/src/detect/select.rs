//! Which of the traced lines are hairs: each must explain darkness that no stronger one explains.

use super::trace::{Traced, heading, to_the_end};
use super::{Hair, across_mean, length};
use crate::{Plane, Point};

/// The least length of a line of its own, working pixels.
const LEAST_LENGTH: f64 = 18.0;
/// The least share of a line that no other hair may explain.
const LEAST_OWN_SHARE: f64 = 0.35;
/// The least optical density of a hair.
const LEAST_DENSITY: f32 = 0.55;
/// The least density of a hair as a share of what the hairs of its field have: wide and fainter is a fold, or a shaft below the skin.
const LEAST_SHARE_OF_FIELD: f64 = 0.35;
/// Width up to which this is not asked, as a share of what the hairs of its field have: blur makes thin hairs faint.
const THIN: f64 = 0.9;
/// How many times longer than wide a hair is at least.
const LEAST_SLENDERNESS: f64 = 2.0;
/// A hair ends where the density falls to this share of its own: the shaft below the skin is fainter.
const END_SHARE: f32 = 0.65;
/// Half of a hair's width is looked for no farther than this, working pixels.
const WIDEST_HALF: f64 = 14.0;

/// Hairs with their ends found, the strongest first; which end is the root is not yet known.
pub(super) fn selected(density: &Plane, mut traced: Vec<Traced>) -> Vec<Hair> {
    traced.sort_by(|a, b| b.evidence.total_cmp(&a.evidence));
    let mut hairs: Vec<Hair> = Vec::new();
    for Traced { mut line, .. } in traced {
        if line.len() < 4 {
            continue;
        }
        let own: Vec<bool> = line.iter().map(|&place| !explained(&hairs, place)).collect();
        let n_own = own.iter().filter(|&&own| own).count();
        let traced_length = length(&line);
        let own_length = traced_length * n_own as f64 / line.len() as f64;
        if own_length < LEAST_LENGTH || own_length < LEAST_OWN_SHARE * traced_length {
            continue;
        }
        let level = median(
            own.iter()
                .zip(line.iter().enumerate())
                .filter(|(own, _)| **own)
                .map(|(_, (index, &place))| across_mean(density, place, local(&line, index), 1)),
        );
        if level < LEAST_DENSITY {
            continue;
        }
        let edge = level * END_SHARE;
        let half = level * 0.5;
        to_the_end(density, &mut line, edge);
        line.reverse();
        to_the_end(density, &mut line, edge);
        if length(&line) < LEAST_LENGTH {
            continue;
        }
        let width_px =
            f64::from(median((0..line.len()).map(|index| {
                width_at(density, line[index], local(&line, index), half) as f32
            })));
        if length(&line) < LEAST_SLENDERNESS * width_px {
            continue;
        }
        hairs.push(Hair {
            line,
            width_px,
            density: f64::from(level),
            root_confidence: 0.0,
        });
    }
    hairs
}

/// The hairs without those that are wide, yet faint beside the others of the field.
pub(super) fn dark_enough_for_the_field(hairs: Vec<Hair>) -> Vec<Hair> {
    let density = f64::from(median(hairs.iter().map(|hair| hair.density as f32)));
    let width = f64::from(median(hairs.iter().map(|hair| hair.width_px as f32)));
    let is_dark = |hair: &Hair| hair.width_px <= THIN * width || hair.density >= LEAST_SHARE_OF_FIELD * density;
    hairs.into_iter().filter(is_dark).collect()
}

/// The direction of a line at one of its points.
pub(super) fn local(line: &[Point], index: usize) -> Point {
    let before = line[index.saturating_sub(4)];
    let after = line[(index + 4).min(line.len() - 1)];
    before.to(after).unit()
}

/// Whether a place is dark because of a hair that was found.
fn explained(hairs: &[Hair], place: Point) -> bool {
    hairs.iter().any(|hair| {
        let reach = (0.5 * hair.width_px + 1.5).max(3.0);
        hair.line.iter().any(|point| point.distance(place) <= reach)
    })
}

/// Full width where the density has fallen to `half`, both sides together.
fn width_at(density: &Plane, place: Point, direction: Point, half: f32) -> f64 {
    let side = |sign: f64| {
        let mut distance = 0.0;
        while distance < WIDEST_HALF {
            let at = place.stepped(direction.normal(), sign * distance);
            if density.sample(at.x, at.y) < half {
                break;
            }
            distance += 0.5;
        }
        distance
    };
    side(1.0) + side(-1.0)
}

fn median(values: impl Iterator<Item = f32>) -> f32 {
    let mut values: Vec<f32> = values.collect();
    if values.is_empty() {
        return 0.0;
    }
    let middle = values.len() / 2;
    *values.select_nth_unstable_by(middle, f32::total_cmp).1
}

/// The direction in which a hair leaves its last point; of use to its root.
pub(super) fn leaving(line: &[Point]) -> Point {
    heading(line, 12)
}
