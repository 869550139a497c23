//! What a device burns into an image: headers, labels, bars, margins. They look like perfect hairs and are masked before anything is measured.
//!
//! Two signs give them away, and neither occurs on skin: areas of one grey without noise, and dark lines of one row or one column over a long run.

use crate::Plane;
use crate::decode::LinearImage;

/// Side of the blocks in which evenness is judged, pixels.
const BLOCK_PX: usize = 8;
/// How far a colour of an even area may lie from its grey, in sRGB steps of 255; JPEG leaves a few.
const EVEN_STEPS: f32 = 9.0;
/// Share of a block that must have one grey; the rest is lettering.
const EVEN_SHARE: f32 = 0.6;
/// The darkest and the lightest grey of a burnt-in area, in sRGB steps; hair is darker, glare lighter.
const GREYS: (f32, f32) = (50.0, 248.0);
/// The least number of blocks of an even area.
const LEAST_BLOCKS: usize = 6;
/// The least length of a burnt-in line, pixels.
const LEAST_LINE_PX: usize = 150;
/// How far from a line the skin on both sides is looked at, pixels.
const LINE_REACH_PX: isize = 4;
/// How much darker than both sides a line must be, as a share.
const LINE_CONTRAST: f32 = 0.35;

/// A burnt-in line along a row or a column, pixels of the image.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// Whether it runs along a row.
    pub horizontal: bool,
    /// The row, or the column.
    pub at: usize,
    /// Where it begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

/// What of an image is burnt in.
#[derive(Debug, Clone, PartialEq)]
pub struct Overlays {
    /// For every pixel: 1 where something is burnt in, else 0.
    pub mask: Plane,
    /// Lines that may be a scale bar.
    pub lines: Vec<Line>,
}

/// Finds what is burnt into an image.
pub fn overlays(image: &LinearImage) -> Overlays {
    let encoded = image
        .channels
        .clone()
        .map(|channel| channel.map(|light| 255.0 * light.max(0.0).powf(1.0 / 2.2)));
    let mut mask = Plane::filled(image.width(), image.height(), 0.0);
    mask_even_areas(&encoded, &mut mask);
    let value = brightest(&encoded);
    let mut lines = lines_along_rows(&value, true);
    lines.extend(lines_along_rows(&transposed(&value), false));
    for line in &lines {
        for along in line.start..=line.end {
            for across in line.at.saturating_sub(5)..line.at + 6 {
                let (x, y) = if line.horizontal {
                    (along, across)
                } else {
                    (across, along)
                };
                mask.set(x, y, 1.0);
            }
        }
    }
    Overlays { mask, lines }
}

fn brightest(channels: &[Plane; 3]) -> Plane {
    let [red, green, blue] = channels;
    let mut value = red.clone();
    for ((cell, &green), &blue) in value.values_mut().iter_mut().zip(green.values()).zip(blue.values()) {
        *cell = cell.max(green).max(blue);
    }
    value
}

fn transposed(plane: &Plane) -> Plane {
    Plane::from_fn(plane.height(), plane.width(), |x, y| plane.at(y as isize, x as isize))
}

fn mask_even_areas(encoded: &[Plane; 3], mask: &mut Plane) {
    let (columns, rows) = (mask.width() / BLOCK_PX, mask.height() / BLOCK_PX);
    let mut even = vec![false; columns * rows];
    for row in 0..rows {
        for column in 0..columns {
            even[row * columns + column] = is_even(encoded, column * BLOCK_PX, row * BLOCK_PX);
        }
    }
    for component in components(&even, columns) {
        if component.len() < LEAST_BLOCKS {
            continue;
        }
        let bounds = |values: &mut dyn Iterator<Item = usize>| {
            values.fold((usize::MAX, 0), |(low, high), value| (low.min(value), high.max(value)))
        };
        let (left, right) = bounds(&mut component.iter().map(|block| block % columns));
        let (top, bottom) = bounds(&mut component.iter().map(|block| block / columns));
        let filled = component.len() as f64 / ((right - left + 1) * (bottom - top + 1)) as f64;
        if filled < 0.5 {
            continue;
        }
        for y in (top * BLOCK_PX).saturating_sub(BLOCK_PX)..(bottom + 2) * BLOCK_PX {
            for x in (left * BLOCK_PX).saturating_sub(BLOCK_PX)..(right + 2) * BLOCK_PX {
                mask.set(x, y, 1.0);
            }
        }
    }
}

fn is_even(encoded: &[Plane; 3], left: usize, top: usize) -> bool {
    let mut greys = [0_u32; 256];
    let pixels =
        || (top..top + BLOCK_PX).flat_map(move |y| (left..left + BLOCK_PX).map(move |x| (x as isize, y as isize)));
    for (x, y) in pixels() {
        let [red, green, blue] = [0, 1, 2].map(|channel| encoded[channel].at(x, y));
        let spread = red.max(green).max(blue) - red.min(green).min(blue);
        if spread <= EVEN_STEPS && GREYS.0 <= green && green <= GREYS.1 {
            greys[green as usize] += 1;
        }
    }
    let most = greys
        .windows(3)
        .map(|window| window.iter().sum::<u32>())
        .max()
        .unwrap_or(0);
    most as f32 >= EVEN_SHARE * (BLOCK_PX * BLOCK_PX) as f32
}

/// Groups of set cells that touch at a side.
pub(crate) fn components(set: &[bool], columns: usize) -> Vec<Vec<usize>> {
    let mut seen = vec![false; set.len()];
    let mut groups = Vec::new();
    for start in 0..set.len() {
        if !set[start] || seen[start] {
            continue;
        }
        seen[start] = true;
        let mut group = vec![start];
        let mut next = 0;
        while let Some(&cell) = group.get(next) {
            next += 1;
            let column = cell % columns;
            let neighbours = [
                (column > 0).then(|| cell.wrapping_sub(1)),
                (column + 1 < columns).then(|| cell + 1),
                cell.checked_sub(columns),
                Some(cell + columns),
            ];
            for neighbour in neighbours.into_iter().flatten() {
                if set.get(neighbour) == Some(&true) && !seen[neighbour] {
                    seen[neighbour] = true;
                    group.push(neighbour);
                }
            }
        }
        groups.push(group);
    }
    groups
}

/// Dark lines of one row: each pixel darker than what lies above and below it, over a long run with short gaps.
fn lines_along_rows(value: &Plane, horizontal: bool) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for y in LINE_REACH_PX..value.height() as isize - LINE_REACH_PX {
        let (above, here, below) = (
            value.row((y - LINE_REACH_PX) as usize),
            value.row(y as usize),
            value.row((y + LINE_REACH_PX) as usize),
        );
        let dark = |x: usize| here[x] < (1.0 - LINE_CONTRAST) * above[x].min(below[x]);
        let mut start = None;
        let mut last = 0;
        for x in 0..=value.width() {
            if x < value.width() && dark(x) {
                start.get_or_insert(x);
                last = x;
            } else if let Some(first) = start
                && (x == value.width() || x - last > 3)
            {
                if last - first >= LEAST_LINE_PX {
                    lines.push(Line {
                        horizontal,
                        at: y as usize,
                        start: first,
                        end: last,
                    });
                }
                start = None;
            }
        }
    }
    // A line two pixels thick is seen in two rows.
    lines.sort_by_key(|line| (line.start / 8, line.at));
    lines.dedup_by(|next, kept| next.at - kept.at.min(next.at) <= 3 && next.start.abs_diff(kept.start) < 12);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::{PRESETS, render};

    #[test]
    fn a_label_and_a_bar_are_found_and_skin_is_left() {
        let mut rendered = render(&PRESETS[0], 3);
        let width = rendered.width;
        let mut paint = |columns: std::ops::Range<usize>, rows: std::ops::Range<usize>, grey: u8| {
            for y in rows {
                for x in columns.clone() {
                    rendered.rgb[(y * width + x) * 3..][..3].fill(grey);
                }
            }
        };
        paint(700..900, 8..40, 80);
        paint(44..404, 924..926, 30);
        let image = LinearImage::from_srgb(width, rendered.height, &rendered.rgb).unwrap();
        let found = overlays(&image);
        assert!((found.mask.at(800, 24), found.mask.at(200, 925)) == (1.0, 1.0));
        let line = found.lines.iter().find(|line| line.horizontal).unwrap();
        assert!(line.start.abs_diff(44) <= 2 && line.end.abs_diff(403) <= 2, "{line:?}");
        let share = found.mask.values().iter().sum::<f32>() / found.mask.values().len() as f32;
        // What was painted, with its margins, is 1.2 % of the image; some even skin is masked with it.
        assert!(share < 0.04, "{share}");
    }
}
