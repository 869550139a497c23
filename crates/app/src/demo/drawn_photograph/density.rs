//! How much hair stands where on the day of a photograph.

use anagen_papers::scales::Spot;
use anagen_papers::scales::pattern::{Hair, Pattern};

use super::canvas::{whole, whole_f32};

/// The table reaches so many degrees from the top of the head to all sides: down to the nape.
const REACH_DEG: i32 = 134;
/// Places in a row of the table, one for each degree.
const N_PLACES: i32 = 2 * REACH_DEG + 1;

/// Hair at every place of the head, 0 to 1: worked out once, because every pixel of skin and every strand asks for it.
pub(super) struct Density {
    /// How the hair is worn.
    pub(super) hair: Hair,
    places: Vec<f32>,
}

impl Density {
    /// The hair of a pattern when the part `regained` of what was lost is there again; below 0, when more is lost.
    pub(super) fn new(pattern: &Pattern, regained: f64) -> Self {
        let full = Pattern::full(pattern.hair());
        let degrees = -REACH_DEG..=REACH_DEG;
        let places = degrees.clone().flat_map(|forward| {
            let full = &full;
            degrees.clone().map(move |right| {
                let spot = Spot {
                    right: f64::from(right),
                    forward: f64::from(forward),
                };
                if full.natural_at(spot) <= 0.0 {
                    return 0.0;
                }
                let (left, most) = (pattern.left_at(spot), full.left_at(spot));
                // What comes back is in proportion to what was lost, and so is what goes on being lost.
                single((left + (most - left).max(0.0) * regained.clamp(-1.0, 1.0)).max(0.0))
            })
        });
        Self {
            hair: pattern.hair(),
            places: places.collect(),
        }
    }

    /// The hair at a place.
    pub(super) fn at(&self, right: f32, forward: f32) -> f32 {
        let (u, v) = (right + whole_f32(REACH_DEG), forward + whole_f32(REACH_DEG));
        let (column, row) = (whole(u), whole(v));
        if u < 0.0 || v < 0.0 || column + 1 >= N_PLACES || row + 1 >= N_PLACES {
            return 0.0;
        }
        let (aside, below) = (u - whole_f32(column), v - whole_f32(row));
        let place = |column: i32, row: i32| {
            let index = usize::try_from(row * N_PLACES + column).unwrap_or(usize::MAX);
            self.places.get(index).copied().unwrap_or_default()
        };
        let line = |row: i32| place(column, row) * (1.0 - aside) + place(column + 1, row) * aside;
        line(row) * (1.0 - below) + line(row + 1) * below
    }
}

/// A number with the precision of a drawing.
#[expect(clippy::cast_possible_truncation, reason = "a drawing needs no more digits")]
pub(super) fn single(number: f64) -> f32 {
    number as f32
}
