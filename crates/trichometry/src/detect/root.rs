//! Which end of a hair is its root: beyond it the shaft goes on below the skin, blurred and blue; and neighbours point the same way.

use super::channel::Channels;
use super::select::leaving;
use super::{Hair, across_mean};
use crate::Point;

/// How far beyond an end the shaft below the skin is looked for, working pixels.
const BEYOND: (u32, u32) = (4, 32);
/// How strongly the field's direction counts against what is seen at the hair itself.
const FIELD_WEIGHT: f64 = 1.0;

/// Mean length of the doubled directions (Mardia 1972), weighted by length, from which on a field has a direction.
const FIELD_COHERENCE: f64 = 0.7;
/// The least cosine between a hair and such a field; what lies farther off is a clipping, a fold or an edge.
const LEAST_COSINE: f64 = 0.6;

/// The hairs without those that lie across a field which has a direction.
pub(super) fn along_the_field(hairs: Vec<Hair>) -> Vec<Hair> {
    let (mut sum, mut total) = (Point::new(0.0, 0.0), 0.0);
    for hair in &hairs {
        let axis = hair.root().to(hair.tip());
        let unit = axis.unit();
        let weight = axis.length() * hair.density;
        sum = sum.stepped(
            Point::new(unit.x * unit.x - unit.y * unit.y, 2.0 * unit.x * unit.y),
            weight,
        );
        total += weight;
    }
    if sum.length() < FIELD_COHERENCE * total {
        return hairs;
    }
    let doubled = sum.unit();
    let least = 2.0 * LEAST_COSINE * LEAST_COSINE - 1.0;
    let lies_along = |hair: &Hair| {
        let unit = hair.root().to(hair.tip()).unit();
        Point::new(unit.x * unit.x - unit.y * unit.y, 2.0 * unit.x * unit.y).dot(doubled) >= least
    };
    hairs.into_iter().filter(lies_along).collect()
}

/// The hairs, each turned so that its line begins at the root.
pub(super) fn rooted(channels: &Channels, hairs: Vec<Hair>) -> Vec<Hair> {
    // How much more the shaft shows beyond the last point than beyond the first.
    let seen: Vec<f64> = hairs
        .iter()
        .map(|hair| {
            let reversed: Vec<Point> = hair.line.iter().rev().copied().collect();
            shaft_below(channels, &hair.line, hair.width_px) - shaft_below(channels, &reversed, hair.width_px)
        })
        .collect();
    // The field's direction from root to tip: every hair votes with what is seen at it.
    let mut field = Point::new(0.0, 0.0);
    for (hair, seen) in hairs.iter().zip(&seen) {
        let towards_root = hair.line[0].to(hair.line[hair.line.len() - 1]).unit();
        field = field.stepped(towards_root, -seen.clamp(-0.3, 0.3));
    }
    let field = field.unit();
    hairs
        .into_iter()
        .zip(seen)
        .map(|(mut hair, seen)| {
            let towards_last = hair.line[0].to(hair.line[hair.line.len() - 1]).unit();
            let last_is_root = seen - FIELD_WEIGHT * towards_last.dot(field);
            hair.root_confidence = last_is_root.abs().min(1.0);
            if last_is_root > 0.0 {
                hair.line.reverse();
            }
            hair
        })
        .collect()
}

/// Blueness beyond the last point of a line, against what lies beside it.
fn shaft_below(channels: &Channels, line: &[Point], width: f64) -> f64 {
    let Some(&end) = line.last() else {
        return 0.0;
    };
    let ahead = leaving(line);
    let reach = (width / 3.0).clamp(1.0, 5.0) as i32;
    let mut sum = 0.0;
    for step in BEYOND.0..BEYOND.1 {
        let place = end.stepped(ahead, f64::from(step));
        sum += f64::from(across_mean(&channels.blueness, place, ahead, reach));
    }
    sum / f64::from(BEYOND.1 - BEYOND.0)
}
