//! How much of a full head of hair is left at each place: what a stage of a scale looks like, before it is drawn.
//!
//! The shapes follow the published descriptions of the stages. They are drawings of a typical head, not measurements: nobody's
//! density is read from them.

use super::borders::Border;
use super::patches::Patches;
use super::spot::{Spot, even_directions};

/// Degrees over which hair ends at the natural hairline.
const HAIRLINE_SOFT_DEG: f64 = 4.0;
/// Directions with which areas are estimated.
const N_DIRECTIONS: u32 = 20_000;

/// The natural border of hair on a man's head: degrees round the head from the face, degrees down from the top.
const HAIRLINE_MAN: &[(f64, f64)] = &[
    (0.0, 57.0),
    (24.0, 57.5),
    (34.0, 59.5),
    (45.0, 66.0),
    (55.0, 74.0),
    (63.0, 84.0),
    (69.0, 98.0),
    (74.0, 112.0),
    (80.0, 112.0),
    (84.0, 96.0),
    (91.0, 89.0),
    (99.0, 92.0),
    (106.0, 106.0),
    (118.0, 122.0),
    (140.0, 129.0),
    (180.0, 130.0),
];

/// The natural border of hair on a woman's head: rounder at the temples.
const HAIRLINE_WOMAN: &[(f64, f64)] = &[
    (0.0, 57.5),
    (24.0, 57.5),
    (36.0, 58.5),
    (46.0, 62.0),
    (56.0, 70.0),
    (64.0, 82.0),
    (72.0, 98.0),
    (80.0, 104.0),
    (84.0, 96.0),
    (91.0, 90.0),
    (99.0, 93.0),
    (106.0, 106.0),
    (118.0, 122.0),
    (140.0, 129.0),
    (180.0, 130.0),
];

/// Whose hairline and way of wearing hair is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hair {
    /// A man's hairline, short hair that grows away from the crown.
    Short,
    /// A woman's hairline, long hair with a parting in the middle.
    Parted,
}

/// A part of the scalp, an oval, where hair is thinner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Thin {
    /// Its middle, degrees forward.
    pub(super) forward: f64,
    /// Half its width and half its length in degrees.
    pub(super) radii: (f64, f64),
    /// What is left in its middle, 0 to 1.
    pub(super) left: f64,
    /// The part of its radius over which hair becomes full again, 0 to 1.
    pub(super) soft: f64,
    /// Hair of the first degrees behind the natural front hairline is kept.
    pub(super) keeps_fringe: bool,
}

/// The line from which parted hair falls to both sides, wider where hair is lost.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Parting {
    /// Half its width in degrees at the crown.
    pub(super) back_deg: f64,
    /// Half its width in degrees at the front hairline.
    pub(super) front_deg: f64,
    /// Steps in the border, as branches of a tree.
    pub(super) is_stepped: bool,
}

/// How much hair is left where.
#[derive(Debug, Clone, PartialEq)]
pub struct Pattern {
    pub(super) hair: Hair,
    pub(super) border: Option<Border>,
    pub(super) thin: Vec<Thin>,
    pub(super) parting: Option<Parting>,
    pub(super) patches: Option<Patches>,
}

impl Pattern {
    /// A full head of hair.
    pub fn full(hair: Hair) -> Self {
        Self {
            hair,
            border: None,
            thin: Vec::new(),
            parting: match hair {
                Hair::Short => None,
                Hair::Parted => Some(Parting::NARROW),
            },
            patches: None,
        }
    }

    /// How the hair is worn.
    pub fn hair(&self) -> Hair {
        self.hair
    }

    /// Half the width of the parting at a place in degrees; 0 where there is none.
    pub fn parting_half_width_deg(&self, spot: Spot) -> f64 {
        self.parting.map_or(0.0, |parting| parting.half_width_deg(spot.forward))
    }

    /// Hair that a full head has here: 1 inside the natural hairline, 0 outside.
    pub fn natural_at(&self, spot: Spot) -> f64 {
        let ends_deg = natural_hairline_deg(self.hair, spot.from_face_deg());
        rise((ends_deg - spot.from_top_deg()) / HAIRLINE_SOFT_DEG + 0.5)
    }

    /// The part of a full head of hair that is left here, 0 to 1; 0 outside the natural hairline.
    pub fn left_at(&self, spot: Spot) -> f64 {
        let mut left = self.natural_at(spot);
        if let Some(border) = self.border {
            left *= behind(border, spot);
        }
        if let Some(parting) = self.parting {
            left *= parting.left_at(spot);
        }
        if let Some(patches) = &self.patches {
            left *= patches.left_at(spot);
        }
        let thinned = self.thin.iter().map(|thin| thin.left_at(spot, self.hair));
        left * thinned.fold(1.0, f64::min)
    }

    /// The part of the hair-bearing scalp that is bare, where half the hair is gone counting as half bare.
    pub fn bare_share(&self) -> f64 {
        let (mut full, mut left) = (0.0, 0.0);
        for direction in even_directions(N_DIRECTIONS) {
            let spot = Spot::in_direction(direction);
            full += self.natural_at(spot);
            left += self.left_at(spot);
        }
        if full > 0.0 { 1.0 - left / full } else { 0.0 }
    }
}

impl Parting {
    /// The parting of hair that is not thinned.
    pub(super) const NARROW: Self = Self::even(1.1);
    /// Where a parting ends, degrees forward: a little behind the top.
    const ENDS_FORWARD_DEG: f64 = -34.0;
    /// Where the front hairline is, degrees forward.
    const FRONT_DEG: f64 = 57.0;

    /// A parting of the same width everywhere.
    pub(super) const fn even(half_width_deg: f64) -> Self {
        Self {
            back_deg: half_width_deg,
            front_deg: half_width_deg,
            is_stepped: false,
        }
    }

    fn half_width_deg(self, forward: f64) -> f64 {
        let along = (forward - Self::ENDS_FORWARD_DEG) / (Self::FRONT_DEG - Self::ENDS_FORWARD_DEG);
        // Running out at the back.
        let end = rise(along * 6.0 + 1.0);
        let along = along.clamp(0.0, 1.0);
        let mut width = self.back_deg + (self.front_deg - self.back_deg) * along.powf(1.6);
        if self.is_stepped {
            // Each branch is widest at its front and narrow behind it.
            let branch = (along * 4.0).fract();
            width *= 0.68 + 0.5 * branch;
        }
        width * end
    }

    fn left_at(self, spot: Spot) -> f64 {
        let half = self.half_width_deg(spot.forward);
        if half <= 0.0 {
            return 1.0;
        }
        let soft = (half * 0.45).max(0.8);
        rise((spot.right.abs() - half) / soft + 0.5)
    }
}

impl Thin {
    fn left_at(self, spot: Spot, hair: Hair) -> f64 {
        let (across, along) = self.radii;
        let far = (spot.right / across).hypot((spot.forward - self.forward) / along);
        let mut gone = 1.0 - rise((far - 1.0) / self.soft + 1.0);
        if self.keeps_fringe {
            let behind = natural_hairline_deg(hair, spot.from_face_deg()) - spot.from_top_deg();
            gone *= rise((behind - 7.0) / 6.0);
        }
        1.0 - (1.0 - self.left) * gone
    }
}

/// Degrees from the top at which hair naturally ends, by degrees round the head from the face.
pub(super) fn natural_hairline_deg(hair: Hair, from_face_deg: f64) -> f64 {
    let line = match hair {
        Hair::Short => HAIRLINE_MAN,
        Hair::Parted => HAIRLINE_WOMAN,
    };
    along(line, from_face_deg).0
}

/// 1 behind the border, 0 in front of it.
fn behind(border: Border, spot: Spot) -> f64 {
    const SOFT_DEG: f64 = 5.0;
    let (forward, slope) = along(border, spot.right.abs());
    // Across a steep border, the distance is shorter than the way forward.
    rise((forward - spot.forward) / (1.0 + slope * slope).sqrt() / SOFT_DEG + 0.5)
}

/// Height and slope of a smooth line through points (a cubic Hermite spline); level before the first, going on straight after
/// the last.
fn along(line: &[(f64, f64)], at: f64) -> (f64, f64) {
    let point = |index: usize| line.get(index).copied();
    let slope = |index: usize| {
        let before = point(index.saturating_sub(1))?;
        let after = point(index + 1).or_else(|| point(index))?;
        let across = after.0 - before.0;
        // Level at the middle of the head, so that left and right meet without a kink.
        Some(if index == 0 || across <= 0.0 {
            0.0
        } else {
            (after.1 - before.1) / across
        })
    };
    let after = line.iter().position(|here| at < here.0);
    let ends = match after {
        Some(0) => return (line.first().map_or(0.0, |first| first.1), 0.0),
        Some(after) => (after - 1, after),
        None => {
            let last = line.len().saturating_sub(1);
            let (Some(end), Some(slope)) = (point(last), slope(last)) else {
                return (0.0, 0.0);
            };
            return (end.1 + slope * (at - end.0), slope);
        }
    };
    let (Some(from), Some(to), Some(from_slope), Some(to_slope)) =
        (point(ends.0), point(ends.1), slope(ends.0), slope(ends.1))
    else {
        return (0.0, 0.0);
    };
    let step = to.0 - from.0;
    let t = (at - from.0) / step;
    let rises = to.1 - from.1;
    let bend_from = from_slope * step - rises;
    let bend_to = rises - to_slope * step;
    let height = from.1 + rises * t + t * (1.0 - t) * (bend_from * (1.0 - t) + bend_to * t);
    (height, rises / step)
}

/// From 0 at 0 to 1 at 1, smooth at both ends.
pub(super) fn rise(at: f64) -> f64 {
    let at = at.clamp(0.0, 1.0);
    at * at * (3.0 - 2.0 * at)
}
