//! Images of skin with hair whose truth is known exactly: the same bytes for the same preset and seed on every machine.
//!
//! Units are laid by a hard-core process, each hair is a bent line with a width, light passes through it (Beer and Lambert), the shaft below the
//! skin shows blurred and blue, glare lies on top, then come the optics' blur, vignetting, noise, the sRGB curve and the enlargement of the file.
//! Left out: hairs that leave the focus, curls, immersion bubbles, the pattern of colour filters on a sensor, JPEG.

mod exact;
mod preset;
mod scene;
mod sensor;
#[cfg(test)]
mod tests;

pub use preset::{PRESETS, Preset};
pub use scene::TrueHair;

use exact::Draw;

/// An image and what is true of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Rendered {
    /// Pixels in a row of the file.
    pub width: usize,
    /// Rows of the file.
    pub height: usize,
    /// sRGB bytes, three to a pixel, row by row.
    pub rgb: Vec<u8>,
    /// Pixels of the file to a millimetre.
    pub px_per_mm: f64,
    /// Every hair, also those that the border cuts or that lie wholly outside.
    pub hairs: Vec<TrueHair>,
}

/// Renders a preset with a seed.
pub fn render(preset: &Preset, seed: u64) -> Rendered {
    let mut draw = Draw::new(exact::mixed(seed ^ 0x7472_6963_686f));
    let hairs = scene::hairs(preset, &mut draw);
    let rgb = sensor::exposed(preset, &hairs, &mut draw);
    let enlargement = preset.enlargement as f64;
    // Centre of pixel (0, 0) of the sensor lies at (enlargement - 1) / 2 of the file.
    let shift = (enlargement - 1.0) / 2.0;
    Rendered {
        width: preset.width_px * preset.enlargement,
        height: preset.height_px * preset.enlargement,
        rgb,
        px_per_mm: preset.file_px_per_mm(),
        hairs: hairs
            .into_iter()
            .map(|hair| hair.enlarged(enlargement, shift))
            .collect(),
    }
}
