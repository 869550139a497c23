//! Borders and areas of sectors as SVG paths.
//!
//! The sides are drawn with the scalp's rim tilted, the hairline higher than the nape, as heads are held. Turning a picture
//! that was seen from the side about the line of sight moves nothing against anything else.

use std::f64::consts::PI;
use std::fmt::Write as _;

use anagen_care::injection_map::{Polyline, View, sector_outline};
use anagen_knowledge::records::Sector;

use super::HEAD;

/// How far the side views are tilted.
pub(super) const TILT_DEG: f64 = 18.0;
/// Ends of a line that are so near to each other, or to the head's outline, are on it.
const NEAR: f64 = 1e-6;
/// Steps of the head's outline per radian; fine enough for a page.
const STEPS_PER_RADIAN: f64 = 24.0;

/// A place of a projected picture (radius 1, `y` up) in units of the drawing (`y` down).
pub(super) fn on_paper((x, y): (f64, f64), view: View) -> (f64, f64) {
    let (sine, cosine) = TILT_DEG.to_radians().sin_cos();
    let (x, y) = match view {
        View::Left => (x * cosine + y * sine, y * cosine - x * sine),
        View::Right => (x * cosine - y * sine, y * cosine + x * sine),
        View::Front | View::Top | View::Back => (x, y),
    };
    (x * HEAD, -y * HEAD)
}

/// The seen border of a sector; empty where nothing of it is seen.
pub(super) fn outline_path(sector: Sector, view: View) -> String {
    let mut path = String::new();
    for line in sector_outline(sector, view) {
        add(&mut path, &line, is_closed(&line), view);
    }
    path
}

/// The seen area of a sector; empty where nothing of it is seen. A part that ends at the head's outline is closed along it.
pub(super) fn area_path(sector: Sector, view: View) -> String {
    let mut path = String::new();
    for line in closed_lines(sector, view) {
        add(&mut path, &line, true, view);
    }
    path
}

/// The seen border of a sector, each line closed.
pub(super) fn closed_lines(sector: Sector, view: View) -> Vec<Polyline> {
    let mut lines = sector_outline(sector, view);
    for line in &mut lines {
        if !is_closed(line)
            && let (Some(first), Some(last)) = (line.first().copied(), line.last().copied())
        {
            line.extend(along_the_head(last, first));
        }
    }
    lines
}

/// The head's outline between two of its places: the upper half of the circle, beyond which the head hides the rest.
fn along_the_head(from: (f64, f64), to: (f64, f64)) -> Vec<(f64, f64)> {
    let angle = |(x, y): (f64, f64)| y.max(0.0).atan2(x).clamp(0.0, PI);
    let (begin, end) = (angle(from), angle(to));
    let n_steps = ((end - begin).abs() * STEPS_PER_RADIAN).ceil().max(1.0);
    let mut places = Vec::new();
    let mut step = 1.0;
    while step < n_steps {
        let (sine, cosine) = (begin + (end - begin) * step / n_steps).sin_cos();
        places.push((cosine, sine));
        step += 1.0;
    }
    places
}

/// Whether a place lies inside a closed line: a ray from it crosses the line an odd number of times.
pub(super) fn holds(line: &Polyline, (x, y): (f64, f64)) -> bool {
    let ends = line.iter().skip(1).chain(line.first());
    let crossed = line.iter().zip(ends).filter(|((from_x, from_y), (to_x, to_y))| {
        (*from_y > y) != (*to_y > y) && x < from_x + (y - from_y) / (to_y - from_y) * (to_x - from_x)
    });
    crossed.count() % 2 == 1
}

fn is_closed(line: &Polyline) -> bool {
    match (line.first(), line.last()) {
        (Some(first), Some(last)) => (first.0 - last.0).hypot(first.1 - last.1) < NEAR,
        _ => false,
    }
}

fn add(path: &mut String, line: &Polyline, closed: bool, view: View) {
    for (position, &place) in line.iter().enumerate() {
        let (x, y) = on_paper(place, view);
        let sign = if position == 0 { 'M' } else { 'L' };
        // Writing to a `String` does not fail.
        let _ = write!(path, "{sign}{x:.1} {y:.1}");
    }
    if closed && !line.is_empty() {
        path.push('Z');
    }
}
