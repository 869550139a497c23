//! From an image to its hairs: a channel of optical density, ridges with direction, lines traced along them, their ends and roots.
//!
//! The work is done at no more than [`WORKING_PX_PER_MM`] pixels to a millimetre: the optics of a trichoscope resolve no more.

mod channel;
mod ridge;
mod root;
mod select;
#[cfg(test)]
mod tests;
mod trace;

use crate::decode::LinearImage;
use crate::overlay::Overlays;
use crate::{Plane, Point};

/// Pixels to a millimetre at which lines are traced.
pub const WORKING_PX_PER_MM: f64 = 180.0;

/// A hair as it was found, in pixels of the image.
#[derive(Debug, Clone, PartialEq)]
pub struct Hair {
    /// From root to tip.
    pub line: Vec<Point>,
    /// Full width at half of the depth, pixels.
    pub width_px: f64,
    /// Optical density at its middle: the natural logarithm of the light around it over the light through it.
    pub density: f64,
    /// How sure it is that this end is the root: 0 (a toss) to 1.
    pub root_confidence: f64,
}

impl Hair {
    /// Where it leaves the skin.
    pub fn root(&self) -> Point {
        self.line[0]
    }

    /// Its cut end.
    pub fn tip(&self) -> Point {
        self.line[self.line.len() - 1]
    }

    /// Length of its line, pixels.
    pub fn length_px(&self) -> f64 {
        length(&self.line)
    }
}

fn length(line: &[Point]) -> f64 {
    line.windows(2).map(|ends| ends[0].distance(ends[1])).sum()
}

/// Every dark hair of an image. Without a scale the image is taken as it is.
pub fn hairs(image: &LinearImage, overlays: &Overlays, px_per_mm: Option<f64>) -> Vec<Hair> {
    let factor = px_per_mm.map_or(1, |scale| (scale / WORKING_PX_PER_MM).round().max(1.0) as usize);
    let mask = overlays.mask.shrunk(factor);
    let channels = channel::Channels::new(image, &mask, factor);
    let ridges = ridge::Ridges::new(&channels.density);
    let traced = trace::traced(&channels.density, &ridges);
    let selected = select::dark_enough_for_the_field(select::selected(&channels.density, traced));
    let rooted = root::rooted(&channels, root::along_the_field(selected));
    let shift = (factor as f64 - 1.0) / 2.0;
    let enlarged = |mut hair: Hair| {
        for point in &mut hair.line {
            *point = Point::new(point.x * factor as f64 + shift, point.y * factor as f64 + shift);
        }
        hair.width_px *= factor as f64;
        hair
    };
    rooted.into_iter().map(enlarged).collect()
}

/// The mean over a short line across a direction, `reach` pixels to either side.
fn across_mean(plane: &Plane, at: Point, direction: Point, reach: i32) -> f32 {
    let normal = direction.normal();
    let sum: f32 = (-reach..=reach)
        .map(|step| {
            let place = at.stepped(normal, f64::from(step));
            plane.sample(place.x, place.y)
        })
        .sum();
    sum / (2 * reach + 1) as f32
}
