//! The words on a drawing that say what it is: letters of a few straight lines.

use super::canvas::{Canvas, Point, between};

/// What stands on every picture.
pub(super) const WORDS: &str = "DRAWING - DEMO";

/// Height of the letters in parts of the picture's width.
const HEIGHT: f32 = 0.021;
/// From letter to letter, in heights of a letter.
const ADVANCE: f32 = 0.92;

/// Writes the caption into the lower left corner.
pub(super) fn write(canvas: &mut Canvas, (width, height): (u16, u16)) {
    let (width, height) = (f32::from(width), f32::from(height));
    let letter = (HEIGHT * width).max(8.0);
    let n_letters: f32 = WORDS.chars().map(|_| 1.0).sum();
    let (left, base) = (letter, height - letter);
    let right = left + (n_letters * ADVANCE + 0.5) * letter;
    let (box_left, box_top, box_bottom) = (0.4 * letter, base - 1.6 * letter, base + 0.6 * letter);
    let frame = [
        (box_left, box_top),
        (right, box_top),
        (right, box_bottom),
        (box_left, box_bottom),
    ];
    canvas.area(&frame, [22.0, 32.0, 31.0], 0.62);
    let white = between([255.0; 3], [200.0, 220.0, 220.0], 0.2);
    let mut x = left;
    for character in WORDS.chars() {
        for line in strokes(character) {
            let points: Vec<Point> = line
                .iter()
                .map(|&(right, up)| {
                    (
                        x + f32::from(right) / 4.0 * 0.62 * letter,
                        base - f32::from(up) / 6.0 * letter,
                    )
                })
                .collect();
            canvas.lines(&points, (letter / 8.0).max(1.1), white, 1.0);
        }
        x += ADVANCE * letter;
    }
}

/// Whether a letter of the caption is known.
#[cfg(test)]
pub(super) fn can_be_written(letter: char) -> bool {
    letter == ' ' || !strokes(letter).is_empty()
}

/// A letter as lines on a grid of 4 by 6; nothing for what is not needed.
fn strokes(letter: char) -> &'static [&'static [(u8, u8)]] {
    match letter {
        'A' => &[&[(0, 0), (0, 4), (2, 6), (4, 4), (4, 0)], &[(0, 2), (4, 2)]],
        'D' => &[&[(0, 0), (0, 6), (3, 6), (4, 5), (4, 1), (3, 0), (0, 0)]],
        'E' => &[&[(4, 0), (0, 0), (0, 6), (4, 6)], &[(0, 3), (3, 3)]],
        'G' => &[&[(4, 5), (3, 6), (1, 6), (0, 5), (0, 1), (1, 0), (4, 0), (4, 3), (2, 3)]],
        'I' => &[&[(2, 0), (2, 6)]],
        'M' => &[&[(0, 0), (0, 6), (2, 3), (4, 6), (4, 0)]],
        'N' => &[&[(0, 0), (0, 6), (4, 0), (4, 6)]],
        'O' => &[&[(1, 0), (0, 1), (0, 5), (1, 6), (3, 6), (4, 5), (4, 1), (3, 0), (1, 0)]],
        'R' => &[
            &[(0, 0), (0, 6), (3, 6), (4, 5), (4, 4), (3, 3), (0, 3)],
            &[(2, 3), (4, 0)],
        ],
        'W' => &[&[(0, 6), (1, 0), (2, 4), (3, 0), (4, 6)]],
        '-' => &[&[(1, 3), (3, 3)]],
        _ => &[],
    }
}
