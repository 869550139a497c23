//! What a device burns into an image: headers, labels, bars, margins. They look like perfect hairs and are masked before anything is measured.
//!
//! Three signs give them away, and none occurs on skin: areas of one grey without noise, dark lines of one row or one column over a long run, and
//! darkened strips for lettering, which the skin shines through, between two straight steps along rows.

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
/// The least length of the edge of a darkened strip, pixels.
const LEAST_EDGE_PX: usize = 80;
/// The longest gap in such an edge: a hair that runs below it.
const EDGE_GAP_PX: usize = 24;
/// How much lighter it is outside the edge of a darkened strip, as a factor of the encoded value.
const EDGE_RATIO: f32 = 1.3;
/// The least and the greatest height of a darkened strip, pixels: one row of lettering.
const STRIP_HEIGHT_PX: (usize, usize) = (16, 64);
/// The median of a darkened strip is no darker than this, in sRGB steps; that of a hair which lies along a row is.
const STRIP_GREY: f32 = 60.0;

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
    mask_darkened_strips(&value, &mut mask);
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

/// Masks the strips between a step to darker rows and one back to lighter rows.
fn mask_darkened_strips(value: &Plane, mask: &mut Plane) {
    let tops = steps_along_rows(value, true);
    let bottoms = steps_along_rows(value, false);
    for top in &tops {
        let strip = bottoms.iter().find(|bottom| {
            let height = bottom.at.saturating_sub(top.at);
            let shared = bottom.end.min(top.end).saturating_sub(bottom.start.max(top.start));
            STRIP_HEIGHT_PX.0 <= height
                && height <= STRIP_HEIGHT_PX.1
                && shared >= LEAST_EDGE_PX
                && median_of(value, shared_columns(top, bottom), top.at..bottom.at) >= STRIP_GREY
        });
        let Some(bottom) = strip else {
            continue;
        };
        for y in top.at.saturating_sub(LINE_REACH_PX as usize)..bottom.at + LINE_REACH_PX as usize {
            for x in top.start.min(bottom.start).saturating_sub(BLOCK_PX)..top.end.max(bottom.end) + BLOCK_PX {
                mask.set(x, y, 1.0);
            }
        }
    }
}

fn shared_columns(one: &Line, other: &Line) -> std::ops::Range<usize> {
    one.start.max(other.start)..one.end.min(other.end)
}

fn median_of(value: &Plane, columns: std::ops::Range<usize>, rows: std::ops::Range<usize>) -> f32 {
    let mut values: Vec<f32> = rows
        .flat_map(|y| value.row(y)[columns.clone()].iter().copied())
        .collect();
    if values.is_empty() {
        return 0.0;
    }
    let middle = values.len() / 2;
    *values.select_nth_unstable_by(middle, f32::total_cmp).1
}

/// Rows at which a long run becomes darker, or lighter, from the row before to the row behind.
fn steps_along_rows(value: &Plane, to_darker: bool) -> Vec<Line> {
    let mut lines = Vec::new();
    for y in 1..value.height().saturating_sub(1) {
        let (above, below) = (value.row(y - 1), value.row(y + 1));
        let (light, dark) = if to_darker { (above, below) } else { (below, above) };
        let is_step = |x: usize| light[x] > EDGE_RATIO * dark[x];
        for (start, end) in runs(value.width(), EDGE_GAP_PX, is_step) {
            let n_steps = (start..=end).filter(|&x| is_step(x)).count();
            // Lettering and hair interrupt an edge; scattered steps are glare.
            if end - start >= LEAST_EDGE_PX && n_steps * 4 >= (end - start) * 3 {
                lines.push(Line {
                    horizontal: true,
                    at: y,
                    start,
                    end,
                });
            }
        }
    }
    lines
}

/// First and last place of every run in which the gaps are no longer than `gap`.
fn runs(length: usize, gap: usize, is_set: impl Fn(usize) -> bool) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for place in (0..length).filter(|&place| is_set(place)) {
        match runs.last_mut() {
            Some((_, last)) if place - *last <= gap + 1 => *last = place,
            _ => runs.push((place, place)),
        }
    }
    runs
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
        for (start, end) in runs(value.width(), 2, dark) {
            if end - start >= LEAST_LINE_PX {
                lines.push(Line {
                    horizontal,
                    at: y as usize,
                    start,
                    end,
                });
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

    #[test]
    fn a_strip_that_the_skin_shines_through_is_masked_and_a_hair_along_a_row_is_not() {
        let mut rendered = render(&PRESETS[0], 3);
        let width = rendered.width;
        for y in 6..44 {
            for byte in &mut rendered.rgb[y * width * 3..][..900 * 3] {
                *byte = 60 + *byte / 4;
            }
        }
        for y in 500..530 {
            rendered.rgb[(y * width + 100) * 3..][..400 * 3].fill(20);
        }
        let image = LinearImage::from_srgb(width, rendered.height, &rendered.rgb).unwrap();
        let mask = overlays(&image).mask;
        let share = |columns: std::ops::Range<usize>, rows: std::ops::Range<usize>| {
            let n = (columns.len() * rows.len()) as f32;
            rows.map(|y| mask.row(y)[columns.clone()].iter().sum::<f32>())
                .sum::<f32>()
                / n
        };
        assert!(share(10..890, 8..42) > 0.98);
        assert!(share(120..480, 502..528) < 0.02);
        assert!(share(0..width, 60..rendered.height) < 0.04);
    }
}
