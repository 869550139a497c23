//! An address as a QR code: drawn for a page, or in half blocks for a terminal.

use maud::{Markup, html};
use qrcode::render::unicode::Dense1x2;
use qrcode::types::QrError;
use qrcode::{Color, EcLevel, QrCode};

/// Empty modules around the code, as ISO/IEC 18004 asks for.
const QUIET: usize = 4;

/// The code as a drawing that fills the width it is given. It is black on white in either theme: inverted, many cameras do not read it.
/// `label` tells what it is to whoever does not see it.
pub fn svg(text: &str, label: &str) -> Result<Markup, QrError> {
    use std::fmt::Write as _;

    let code = code(text)?;
    let width = code.width();
    let mut path = String::new();
    for (at, color) in code.to_colors().into_iter().enumerate() {
        if color == Color::Dark {
            let (x, y) = (at % width + QUIET, at / width + QUIET);
            // Writing to a string does not fail.
            let _ = write!(path, "M{x} {y}h1v1h-1z");
        }
    }
    let side = width + 2 * QUIET;
    Ok(html! {
        svg xmlns="http://www.w3.org/2000/svg" viewBox=(format!("0 0 {side} {side}")) role="img" aria-label=(label) shape-rendering="crispEdges" {
            rect width=(side) height=(side) fill="#fff" {}
            path d=(path) fill="#000" {}
        }
    })
}

/// The code in half blocks, one line of text for two rows. The blocks are the *light* part: to be shown white on black.
pub fn half_blocks(text: &str) -> Result<String, QrError> {
    let code = code(text)?;
    let mut drawing = code.render::<Dense1x2>();
    drawing.dark_color(Dense1x2::Light).light_color(Dense1x2::Dark);
    Ok(drawing.build())
}

/// Level M: a smear or a reflection over a seventh of it does no harm.
fn code(text: &str) -> Result<QrCode, QrError> {
    QrCode::with_error_correction_level(text, EcLevel::M)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    const ADDRESS: &str = "https://192.168.1.20:7343/";

    /// Whether a module is dark, by row, from the half blocks.
    fn modules(half_blocks: &str) -> Vec<Vec<bool>> {
        let rows = half_blocks.lines().flat_map(|line| {
            let row = |light: [char; 2]| line.chars().map(|block| !light.contains(&block)).collect();
            [row(['\u{2588}', '\u{2580}']), row(['\u{2588}', '\u{2584}'])]
        });
        rows.collect()
    }

    #[test]
    fn the_page_and_the_terminal_show_the_same_code() {
        let drawn = svg(ADDRESS, "Join").unwrap().into_string();
        let modules = modules(&half_blocks(ADDRESS).unwrap());
        let side = modules[0].len();
        assert!(drawn.contains(&format!("viewBox=\"0 0 {side} {side}\"")));
        let mut n_dark = 0;
        // The half row below an odd number of rows belongs to nothing.
        for (y, row) in modules.iter().take(side).enumerate() {
            for (x, dark) in row.iter().enumerate() {
                assert_eq!(drawn.contains(&format!("M{x} {y}h1v1h-1z")), *dark, "module {x} {y}");
                n_dark += usize::from(*dark);
            }
        }
        assert_eq!(drawn.matches("h1v1h-1z").count(), n_dark);
    }

    #[test]
    fn the_finder_pattern_stands_within_a_quiet_zone_of_four() {
        let modules = modules(&half_blocks(ADDRESS).unwrap());
        assert!(modules[..QUIET].iter().flatten().all(|dark| !dark));
        // ISO/IEC 18004, 6.3.3: seven dark, a ring of light, a heart of three.
        let corner = |row: usize| &modules[QUIET + row][..=QUIET + 7];
        let row = |text: &str| text.chars().map(|c| c == '#').collect::<Vec<_>>();
        assert_eq!(corner(0), row("    ####### "));
        assert_eq!(corner(1), row("    #     # "));
        assert_eq!(corner(3), row("    # ### # "));
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        assert!(svg(&"x".repeat(5000), "Join").is_err());
        assert!(half_blocks(&"x".repeat(5000)).is_err());
    }
}
