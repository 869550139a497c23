//! Round patches of bare scalp: how much of each of the four zones of the Severity of Alopecia Tool is lost.

use super::pattern::{Hair, Pattern, natural_hairline_deg};
use super::spot::{Spot, even_directions};

/// Where the top ends and the zones around it begin, degrees from the top of the head. With [`BACK_FROM_DEG`] it gives the zones
/// their shares.
const TOP_ENDS_DEG: f64 = 56.4;
/// Where the sides end and the back begins, degrees round the head from the face.
const BACK_FROM_DEG: f64 = 139.4;
/// Directions with which the size of patches is found.
const N_DIRECTIONS: u32 = 10_000;
/// Patches that are tried for the whole head.
const N_PATCHES: u32 = 18;

/// A zone of the Severity of Alopecia Tool.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Zone {
    /// The top of the scalp with the front.
    Top,
    /// The back.
    Back,
    /// The person's left side.
    Left,
    /// The person's right side.
    Right,
}

impl Zone {
    /// All zones, in the order in which the tool counts them.
    pub const ALL: [Self; 4] = [Self::Top, Self::Back, Self::Left, Self::Right];

    /// The share of the scalp that the tool gives this zone, in percent.
    pub fn share_percent(self) -> u32 {
        match self {
            Self::Top => 40,
            Self::Back => 24,
            Self::Left | Self::Right => 18,
        }
    }

    /// The zone of a place.
    pub fn of(spot: Spot) -> Self {
        if spot.from_top_deg() < TOP_ENDS_DEG {
            Self::Top
        } else if spot.from_face_deg() > BACK_FROM_DEG {
            Self::Back
        } else if spot.right < 0.0 {
            Self::Left
        } else {
            Self::Right
        }
    }
}

/// The loss in each zone, in percent of that zone.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ZoneLoss {
    /// Loss on the top.
    pub top_percent: f64,
    /// Loss on the back.
    pub back_percent: f64,
    /// Loss on the left side.
    pub left_percent: f64,
    /// Loss on the right side.
    pub right_percent: f64,
}

impl ZoneLoss {
    /// The same loss in every zone.
    pub fn everywhere(percent: f64) -> Self {
        Self {
            top_percent: percent,
            back_percent: percent,
            left_percent: percent,
            right_percent: percent,
        }
    }

    /// The loss in a zone, in percent.
    pub fn percent(self, zone: Zone) -> f64 {
        match zone {
            Zone::Top => self.top_percent,
            Zone::Back => self.back_percent,
            Zone::Left => self.left_percent,
            Zone::Right => self.right_percent,
        }
    }
}

/// Bare patches.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Patches {
    /// Middle of each patch and how large it is beside the others.
    middles: Vec<([f64; 3], f64)>,
    /// For each zone, in the order of [`Zone::ALL`], how far the patches have grown.
    grown: [f64; 4],
}

impl Pattern {
    /// Round bare patches with the given loss in each zone. Patches of another `seed` lie elsewhere; a larger loss is the same
    /// patches, grown.
    pub fn patches(hair: Hair, loss: ZoneLoss, seed: u64) -> Self {
        let mut pattern = Self::full(hair);
        pattern.patches = Some(Patches::new(hair, loss, seed));
        pattern
    }
}

impl Patches {
    fn new(hair: Hair, loss: ZoneLoss, seed: u64) -> Self {
        // Turns the even pattern of middles, so that each seed has its own.
        let (sine, cosine) = (seed_part(seed) * std::f64::consts::TAU).sin_cos();
        let middles: Vec<([f64; 3], f64)> = (0_u32..)
            .zip(even_directions(N_PATCHES))
            .map(|(index, [x, y, z])| {
                let size = 0.55 + (f64::from(index) * 0.618_033_989 + seed_part(seed)).fract();
                ([x * cosine - y * sine, x * sine + y * cosine, z], size)
            })
            .collect();
        let mut patches = Self {
            middles,
            grown: [0.0; 4],
        };
        let mut distances: [Vec<f64>; 4] = std::array::from_fn(|_| Vec::new());
        for direction in even_directions(N_DIRECTIONS) {
            let spot = Spot::in_direction(direction);
            let is_scalp = spot.from_top_deg() < natural_hairline_deg(hair, spot.from_face_deg());
            let zone = Zone::ALL.iter().position(|zone| *zone == Zone::of(spot));
            if let Some(of_zone) = zone.filter(|_| is_scalp).and_then(|zone| distances.get_mut(zone)) {
                of_zone.push(patches.distance(direction));
            }
        }
        for ((grown, zone), of_zone) in patches.grown.iter_mut().zip(Zone::ALL).zip(&mut distances) {
            of_zone.sort_by(f64::total_cmp);
            *grown = grown_to(of_zone, loss.percent(zone));
        }
        patches
    }

    /// How far a place is from the patch that reaches it first, in sizes of that patch.
    fn distance(&self, [x, y, z]: [f64; 3]) -> f64 {
        let distances = self.middles.iter().map(|([a, b, c], size)| {
            // The straight way through the head grows with the way over it.
            (2.0 - 2.0 * (x * a + y * b + z * c)).max(0.0).sqrt() / size
        });
        distances.fold(f64::INFINITY, f64::min)
    }

    /// 0 inside a patch, 1 outside.
    pub(super) fn left_at(&self, spot: Spot) -> f64 {
        /// The border of a patch, in sizes of the patch.
        const SOFT: f64 = 0.03;
        let zone = Zone::ALL.iter().position(|zone| *zone == Zone::of(spot));
        let grown = zone.and_then(|zone| self.grown.get(zone)).copied().unwrap_or_default();
        ((self.distance(spot.direction()) - grown) / SOFT + 0.5).clamp(0.0, 1.0)
    }
}

/// The distance within which the given percentage of the sorted distances lies.
fn grown_to(sorted: &[f64], percent: f64) -> f64 {
    /// Beyond every distance, and before every one.
    const ALL: f64 = 1e3;
    if percent.is_nan() || percent <= 0.0 {
        return -ALL;
    }
    let mut n_reached = 0.0;
    let wanted = percent / 100.0 * sorted.iter().map(|_| 1.0).sum::<f64>();
    for distance in sorted {
        n_reached += 1.0;
        if n_reached > wanted {
            return *distance;
        }
    }
    ALL
}

/// A part of 1 that belongs to a seed.
fn seed_part(seed: u64) -> f64 {
    let [_, _, _, _, _, _, high, low] = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29).to_be_bytes();
    f64::from(u16::from_be_bytes([high, low])) / 65_536.0
}
