//! Where hairs stand, and how each runs.

use super::exact::{Draw, sin_cos};
use super::preset::Preset;
use crate::Point;

/// Number of points on the line of a hair.
const STATIONS: usize = 25;

/// A hair as it truly is.
#[derive(Debug, Clone, PartialEq)]
pub struct TrueHair {
    /// From root (where it leaves the skin) to tip, pixels of the file.
    pub line: Vec<Point>,
    /// Width at every point of the line, pixels of the file.
    pub widths_px: Vec<f64>,
    /// Diameter at the root, micrometres.
    pub diameter_um: f64,
    /// Optical density: the light that it lets through is `exp(-density)`.
    pub density: f64,
    /// The follicular unit that it belongs to.
    pub unit: usize,
    /// Whether it was drawn as a vellus hair.
    pub vellus: bool,
}

impl TrueHair {
    /// Where it leaves the skin.
    pub fn root(&self) -> Point {
        self.line[0]
    }

    /// Its cut end.
    pub fn tip(&self) -> Point {
        self.line[self.line.len() - 1]
    }

    pub(super) fn enlarged(mut self, factor: f64, shift: f64) -> Self {
        for point in &mut self.line {
            *point = Point::new(point.x * factor + shift, point.y * factor + shift);
        }
        for width in &mut self.widths_px {
            *width *= factor;
        }
        self
    }
}

/// All hairs of a field and of a margin around it, in pixels of the sensor.
pub(super) fn hairs(preset: &Preset, draw: &mut Draw) -> Vec<TrueHair> {
    let mut hairs = Vec::new();
    let field_direction = draw.between(0.0, 2.0 * std::f64::consts::PI);
    for (unit, centre) in unit_centres(preset, draw).into_iter().enumerate() {
        let unit_direction = field_direction + draw.normal(0.0, preset.direction_spread.0);
        let size = draw.choice(&preset.unit_sizes) + 1;
        let across = draw.between(0.0, 2.0 * std::f64::consts::PI);
        for member in 0..size {
            let direction = unit_direction + draw.normal(0.0, preset.direction_spread.1);
            // Neighbours in a unit stand 0.07 to 0.22 mm apart.
            let apart = draw.between(0.07, 0.2) * preset.px_per_mm;
            let (sine, cosine) = sin_cos(across + draw.normal(0.0, 0.4));
            let step = member as f64 - (size - 1) as f64 / 2.0;
            let root = Point::new(centre.x + cosine * step * apart, centre.y + sine * step * apart);
            hairs.push(hair(preset, draw, root, direction, unit));
        }
    }
    hairs
}

fn hair(preset: &Preset, draw: &mut Draw, root: Point, direction: f64, unit: usize) -> TrueHair {
    let vellus = draw.even() < preset.vellus_share;
    let (diameter_um, density) = if vellus {
        (draw.between(15.0, 30.0), draw.between(0.25, 0.7))
    } else {
        (
            draw.normal(preset.diameter_um.0, preset.diameter_um.1).max(30.0),
            draw.normal(preset.density.0, preset.density.1).max(0.6),
        )
    };
    let length = draw.normal(preset.length_mm.0, preset.length_mm.1).max(0.15) * preset.px_per_mm;
    let bend = draw.normal(0.0, 0.1);
    let taper = draw.between(0.0, 0.1);
    let width = diameter_um / 1000.0 * preset.px_per_mm;
    let mut line = vec![root];
    let mut at = root;
    for station in 1..STATIONS {
        let turn = bend * (station as f64 / STATIONS as f64 - 0.5);
        let (sine, cosine) = sin_cos(direction + turn);
        at = at.stepped(Point::new(cosine, sine), length / (STATIONS - 1) as f64);
        line.push(at);
    }
    let widths_px = (0..STATIONS)
        .map(|station| width * (1.0 - taper * station as f64 / (STATIONS - 1) as f64))
        .collect();
    TrueHair {
        line,
        widths_px,
        diameter_um,
        density,
        unit,
        vellus,
    }
}

/// Centres of units by a hard-core process: never nearer than 0.45 mm, or less where the density leaves no room.
fn unit_centres(preset: &Preset, draw: &mut Draw) -> Vec<Point> {
    let margin = 1.2 * preset.px_per_mm;
    let (width, height) = (
        preset.width_px as f64 + 2.0 * margin,
        preset.height_px as f64 + 2.0 * margin,
    );
    let weights: f64 = preset.unit_sizes.iter().sum();
    let hairs: f64 = preset
        .unit_sizes
        .iter()
        .zip([1.0, 2.0, 3.0, 4.0])
        .map(|(weight, size)| weight * size)
        .sum();
    let units_per_cm2 = preset.hairs_per_cm2 * weights / hairs;
    let area_cm2 = width * height / (preset.px_per_mm * preset.px_per_mm * 100.0);
    let n_units = (units_per_cm2 * area_cm2).round() as usize;
    // 0.55 of the spacing of a square lattice can still be reached by random placing.
    let least = (0.45_f64).min(0.6 * 10.0 / units_per_cm2.max(1.0).sqrt()) * preset.px_per_mm;
    let mut centres: Vec<Point> = Vec::new();
    for _ in 0..n_units * 60 {
        if centres.len() == n_units {
            break;
        }
        let centre = Point::new(
            draw.between(-margin, width - margin),
            draw.between(-margin, height - margin),
        );
        if centres.iter().all(|other| other.distance(centre) >= least) {
            centres.push(centre);
        }
    }
    centres
}
