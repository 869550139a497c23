//! A picture that is drawn on: lines and areas with smooth edges.

use image::RgbImage;

/// Red, green and blue, 0 to 255.
pub(super) type Colour = [f32; 3];

/// A point of the picture: to the right, down; in pixels from the upper left corner.
pub(super) type Point = (f32, f32);

/// Lines of pixels within a pixel, for the edges of areas.
const LINES_PER_PIXEL: i32 = 4;

/// A picture being drawn.
pub(super) struct Canvas {
    width: i32,
    height: i32,
    /// Row by row, three numbers for each pixel.
    pixels: Vec<u8>,
}

impl Canvas {
    /// A picture of one colour.
    pub(super) fn new(width: u16, height: u16, colour: Colour) -> Self {
        Self {
            width: i32::from(width),
            height: i32::from(height),
            pixels: colour.map(byte).repeat(usize::from(width) * usize::from(height)),
        }
    }

    /// The finished picture.
    pub(super) fn into_image(self) -> RgbImage {
        let (width, height) = (self.width.cast_unsigned(), self.height.cast_unsigned());
        // There are as many numbers as a picture of this size has.
        RgbImage::from_raw(width, height, self.pixels).unwrap_or_default()
    }

    /// Sets every pixel to what `paint` gives for its middle.
    pub(super) fn paint(&mut self, mut paint: impl FnMut(f32, f32) -> Colour) {
        let (mut x, mut y) = (0.5, 0.5);
        let right_end = whole_f32(self.width);
        for pixel in self.pixels.chunks_exact_mut(3) {
            pixel.copy_from_slice(&paint(x, y).map(byte));
            x += 1.0;
            if x > right_end {
                x = 0.5;
                y += 1.0;
            }
        }
    }

    fn blend(&mut self, x: i32, y: i32, colour: Colour, opacity: f32) {
        if 0 <= x && x < self.width && 0 <= y && y < self.height {
            blend(
                &mut self.pixels,
                (y * self.width + x) * 3,
                colour.map(whole),
                whole(opacity * 256.0),
            );
        }
    }

    /// A straight line. Lines that follow each other meet without a knot.
    pub(super) fn line(&mut self, from: Point, to: Point, width: f32, colour: Colour, opacity: f32) {
        let is_steep = (to.1 - from.1).abs() > (to.0 - from.0).abs();
        // Along the longer direction one pixel at a time, across it every pixel that the line touches.
        let turned = |(x, y): Point| if is_steep { (y, x) } else { (x, y) };
        let (mut begin, mut end) = (turned(from), turned(to));
        if begin.0 > end.0 {
            (begin, end) = (end, begin);
        }
        let length = end.0 - begin.0;
        if length < 1e-3 {
            return;
        }
        let row = 3 * self.width;
        let (n_along, n_across, step_along, step_across) = if is_steep {
            (self.height, self.width, row, 3)
        } else {
            (self.width, self.height, 3, row)
        };
        let slope = (end.1 - begin.1) / length;
        // A slanting line is broader across the picture's own directions.
        let straight = 1.0 / (1.0 + slope * slope).sqrt();
        let (half, most) = (0.5 * width, width.min(1.0) * opacity * 256.0);
        let reach = (half + 0.5) / straight;
        let colour = colour.map(whole);
        let (first, last) = (next_middle(begin.0).max(0), next_middle(end.0).min(n_along));
        for along in first..last {
            let middle = begin.1 + slope * (whole_f32(along) + 0.5 - begin.0);
            let (low, high) = (
                next_middle(middle - reach).max(0),
                next_middle(middle + reach).min(n_across),
            );
            for aside in low..high {
                let far = (whole_f32(aside) + 0.5 - middle).abs() * straight;
                let opacity = whole((half + 0.5 - far).min(1.0) * most);
                blend(
                    &mut self.pixels,
                    along * step_along + aside * step_across,
                    colour,
                    opacity,
                );
            }
        }
    }

    /// Lines through points.
    pub(super) fn lines(&mut self, points: &[Point], width: f32, colour: Colour, opacity: f32) {
        for (from, to) in points.iter().zip(points.iter().skip(1)) {
            self.line(*from, *to, width, colour, opacity);
        }
    }

    /// The area inside a closed line.
    pub(super) fn area(&mut self, corners: &[Point], colour: Colour, opacity: f32) {
        let top = corners.iter().map(|corner| corner.1).fold(f32::INFINITY, f32::min);
        let bottom = corners.iter().map(|corner| corner.1).fold(f32::NEG_INFINITY, f32::max);
        let ends = || corners.iter().skip(1).chain(corners.first());
        let mut covered: Vec<f32> = Vec::new();
        for row in whole(top.floor()).max(0)..whole(bottom.ceil()).min(self.height) {
            covered.clear();
            covered.extend((0..self.width).map(|_| 0.0));
            for line in 0..LINES_PER_PIXEL {
                let y = whole_f32(row) + (whole_f32(line) + 0.5) / whole_f32(LINES_PER_PIXEL);
                let mut crossed: Vec<f32> = corners
                    .iter()
                    .zip(ends())
                    .filter(|(from, to)| (from.1 > y) != (to.1 > y))
                    .map(|(from, to)| from.0 + (y - from.1) / (to.1 - from.1) * (to.0 - from.0))
                    .collect();
                crossed.sort_by(f32::total_cmp);
                for inside in crossed.chunks_exact(2) {
                    if let &[left, right] = inside {
                        cover(&mut covered, left, right);
                    }
                }
            }
            for (column, part) in (0..self.width).zip(&covered) {
                if *part > 0.0 {
                    self.blend(column, row, colour, opacity * part / whole_f32(LINES_PER_PIXEL));
                }
            }
        }
    }
}

/// Lays a colour over the pixel whose numbers begin at a place; an opacity of 256 covers it.
fn blend(pixels: &mut [u8], first: i32, colour: [i32; 3], opacity: i32) {
    let Some(pixel) = usize::try_from(first)
        .ok()
        .and_then(|first| pixels.get_mut(first..first + 3))
    else {
        return;
    };
    if let ([red, green, blue], [new_red, new_green, new_blue]) = (pixel, colour) {
        for (old, new) in [(red, new_red), (green, new_green), (blue, new_blue)] {
            let before = i32::from(*old);
            let blended = before + (((new - before) * opacity) >> 8);
            *old = u8::try_from(blended.clamp(0, 255)).unwrap_or(u8::MAX);
        }
    }
}

/// The first pixel whose middle is not before a place.
fn next_middle(at: f32) -> i32 {
    /// More than any line reaches out of the picture, so that cutting off the decimals always goes down.
    const OUTSIDE: i32 = 1 << 14;
    whole((at + 0.5).max(-16_000.0) + whole_f32(OUTSIDE)) - OUTSIDE
}

/// Adds how much of each pixel of a row lies between two places.
fn cover(row: &mut [f32], left: f32, right: f32) {
    let first = whole(left.floor()).max(0);
    let last = whole(right.ceil());
    for column in first..last {
        let pixel = usize::try_from(column).ok().and_then(|column| row.get_mut(column));
        if let Some(pixel) = pixel {
            let begin = whole_f32(column);
            *pixel += (right.min(begin + 1.0) - left.max(begin)).clamp(0.0, 1.0);
        }
    }
}

/// A colour between two others.
pub(super) fn between(one: Colour, other: Colour, part: f32) -> Colour {
    let [r, g, b] = one;
    let [to_r, to_g, to_b] = other;
    [r + (to_r - r) * part, g + (to_g - g) * part, b + (to_b - b) * part]
}

/// A colour made lighter or darker.
pub(super) fn times([red, green, blue]: Colour, factor: f32) -> Colour {
    [red * factor, green * factor, blue * factor]
}

/// A part of a colour as it is stored.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "held between 0 and 255; what is no number becomes 0"
)]
fn byte(part: f32) -> u8 {
    (part + 0.5).clamp(0.0, 255.0) as u8
}

/// A rounded number as a place in the picture.
#[expect(
    clippy::cast_possible_truncation,
    reason = "what does not fit becomes the nearest that does, and lies outside every picture"
)]
pub(super) fn whole(number: f32) -> i32 {
    number as i32
}

/// A place in the picture as a number to calculate with.
#[expect(
    clippy::cast_precision_loss,
    reason = "pictures are smaller than what an f32 counts exactly"
)]
pub(super) fn whole_f32(number: i32) -> f32 {
    number as f32
}
