//! Hair drawn by a pattern: a mass whose tone follows how much is left, and strands that lie as hair lies.

use std::fmt::Write as _;

use maud::{Markup, html};

use super::contour::Grid;
use super::head::Side;
use super::pattern::{Hair, Pattern, natural_hairline_deg, rise};
use super::spot::{Spot, even_directions};

/// Tones of the mass: drawn where at least this part of the hair is left, each over the ones before it.
const TONES: [(f64, &str); 5] = [(0.14, ".12"), (0.28, ".14"), (0.42, ".2"), (0.56, ".3"), (0.74, ".5")];
/// Colour of the mass and of single strands.
const MASS: &str = "#2d3838";
pub(super) const STRAND: &str = "#1f2828";
/// Places for strands on the whole head.
const N_PLACES: u32 = 3000;
/// Least hair in which a strand is drawn.
const LEAST: f64 = 0.07;

/// The part of the head's size over which the tone of hair runs out at the rim of the head.
const RIM_SOFT: f64 = 0.08;

/// The hair that is seen from one side.
pub(super) fn hair(pattern: &Pattern, side: Side) -> Markup {
    let left_at = |point: (f64, f64)| {
        let (spot, beyond) = side.spot_at(point);
        // Half of the hair's tone where it ends.
        let ends = (stands_out(pattern.hair, spot) - beyond) / RIM_SOFT + 0.5;
        pattern.left_at(spot) * if beyond > 0.0 { ends.clamp(0.0, 1.0) } else { 1.0 }
    };
    let grid = Grid::new(side.window(), &left_at);
    html! {
        @for (level, opacity) in TONES {
            path.mass fill=(MASS) fill-opacity=(opacity) d=(grid.areas_above(level)) {}
        }
        path.strand fill="none" stroke=(STRAND) stroke-width="1.6" d=(strands(pattern, side)) {}
    }
}

/// How far hair stands out from the skin, as a part of the head's size: less where it begins.
fn stands_out(hair: Hair, spot: Spot) -> f64 {
    match hair {
        Hair::Short => {
            let behind_hairline = natural_hairline_deg(hair, spot.from_face_deg()) - spot.from_top_deg();
            0.035 * rise(behind_hairline / 24.0 + 0.1)
        }
        // Long hair falls over the ears.
        Hair::Parted => 0.075 * rise((spot.from_face_deg() - 52.0) / 26.0),
    }
}

fn strands(pattern: &Pattern, side: Side) -> String {
    let mut path = String::new();
    for (index, root) in (0_u32..).zip(even_directions(N_PLACES)) {
        let (x, y, facing) = side.seen(root, 1.0);
        let spot = Spot::in_direction(root);
        // Each strand has its own place in the order in which strands go.
        let goes_at = (f64::from(index) * 0.754_877_666).fract().max(LEAST);
        if facing < 0.04 || share_drawn(pattern.left_at(spot)) <= goes_at {
            continue;
        }
        let length_deg = match pattern.hair {
            Hair::Short => 10.0,
            Hair::Parted => 19.0,
        };
        // A strand at a border is short: it would stand over skin that is bare.
        let reaches = moved(spot, lies_towards(pattern.hair, spot), length_deg);
        let length_deg = if pattern.left_at(reaches) < 0.2 {
            0.4 * length_deg
        } else {
            length_deg
        };
        let middle = moved(spot, lies_towards(pattern.hair, spot), 0.5 * length_deg);
        let tip = moved(middle, lies_towards(pattern.hair, middle), 0.5 * length_deg);
        let (x, y) = (x.round(), y.round());
        // Writing to a `String` does not fail.
        let _ = write!(path, "M{x} {y}l");
        let bends: &[Spot] = match pattern.hair {
            Hair::Short => &[tip],
            Hair::Parted => &[middle, tip],
        };
        let (mut from_x, mut from_y) = (x, y);
        for (index, &bend) in bends.iter().enumerate() {
            let (to_x, to_y, _) = side.seen(bend.direction(), 1.0 + 0.6 * stands_out(pattern.hair, bend));
            let (to_x, to_y) = (to_x.round(), to_y.round());
            let space = if index == 0 { "" } else { " " };
            let _ = write!(path, "{space}{} {}", to_x - from_x, to_y - from_y);
            (from_x, from_y) = (to_x, to_y);
        }
    }
    path
}

/// The share of the places that have a strand. Single strands show where hair is thin; where it is full the mass shows it, and
/// a few strands are enough to tell how it lies.
fn share_drawn(left: f64) -> f64 {
    left * (0.8 - 0.58 * rise((left - 0.5) / 0.45))
}

fn moved(from: Spot, (right, forward): (f64, f64), by_deg: f64) -> Spot {
    Spot {
        right: from.right + right * by_deg,
        forward: from.forward + forward * by_deg,
    }
}

/// The way hair lies at a place, of length 1: short hair away from the crown with its whorl, parted hair away from the parting.
pub fn lies_towards(hair: Hair, spot: Spot) -> (f64, f64) {
    /// Where the crown is, degrees forward.
    const CROWN_DEG: f64 = -38.0;
    /// Where the parting begins and ends, degrees forward.
    const PARTING_DEG: (f64, f64) = (-34.0, 57.0);
    let (right, forward) = match hair {
        Hair::Short => {
            let (right, forward) = (spot.right, spot.forward - CROWN_DEG);
            let whorl = 1.1 * (-right.hypot(forward) / 16.0).exp();
            let (sine, cosine) = whorl.sin_cos();
            (right * cosine - forward * sine, right * sine + forward * cosine)
        }
        Hair::Parted => {
            let from = spot.forward.clamp(PARTING_DEG.0, PARTING_DEG.1);
            let aside = if spot.right < 0.0 { -1.0 } else { 1.0 };
            let far = spot.right.abs() + 6.0;
            (
                aside * far,
                spot.forward - from - far * (0.15 + 0.009 * spot.right.abs()),
            )
        }
    };
    let length = right.hypot(forward);
    if length < 1e-9 {
        (0.0, 1.0)
    } else {
        (right / length, forward / length)
    }
}
