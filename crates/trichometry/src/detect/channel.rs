//! Optical density against the skin around, and how blue it is.

use crate::Plane;
use crate::decode::LinearImage;

/// Light below which a pixel says nothing more about density: sensors and JPEG end here.
const DARKEST: f32 = 0.004;
/// Side of the cells of the background, pixels.
const CELL_PX: usize = 8;
/// How many cells around one are looked at for its background.
const CELL_REACH: isize = 7;
/// Which part of the cells around is darker than the background: hair may cover half of a dense field.
const BACKGROUND_QUANTILE: f32 = 0.7;
/// No density is taken to be higher: deeper black is noise.
const MOST_DENSITY: f32 = 2.5;

/// What hairs are traced on and their roots found by.
pub(super) struct Channels {
    /// Natural logarithm of the background's light over the pixel's, in the lightest of the three colours: hair is dark in all of them, while
    /// the shaft below the skin stays light in blue and reddened skin in red.
    pub(super) density: Plane,
    /// How much denser red is than blue: the shaft below the skin looks blue.
    pub(super) blueness: Plane,
}

impl Channels {
    pub(super) fn new(image: &LinearImage, mask: &Plane, factor: usize) -> Self {
        let [red, green, blue] = image.channels.clone().map(|channel| channel.shrunk(factor));
        let mut lightest = red.clone();
        for ((cell, &green), &blue) in lightest.values_mut().iter_mut().zip(green.values()).zip(blue.values()) {
            *cell = cell.max(green).max(blue);
        }
        let density = density(&lightest, mask);
        let red = density_raw(&red, mask);
        let blue = density_raw(&blue, mask);
        let mut blueness = red;
        for (cell, &blue) in blueness.values_mut().iter_mut().zip(blue.values()) {
            *cell -= blue;
        }
        Self { density, blueness }
    }
}

fn density(light: &Plane, mask: &Plane) -> Plane {
    density_raw(light, mask).map(|value| value.clamp(-0.3, MOST_DENSITY))
}

fn density_raw(light: &Plane, mask: &Plane) -> Plane {
    let logarithm = light.map(|value| value.max(DARKEST).ln());
    let background = background(&logarithm, mask);
    let mut density = logarithm;
    let (width, height) = (density.width(), density.height());
    for y in 0..height {
        for x in 0..width {
            let cell = |place: usize| (place as f64 + 0.5) / CELL_PX as f64 - 0.5;
            let around = background.sample(cell(x), cell(y));
            let value = if mask.at(x as isize, y as isize) > 0.0 {
                0.0
            } else {
                around - density.at(x as isize, y as isize)
            };
            density.set(x, y, value);
        }
    }
    density
}

/// The logarithm of the skin's light in cells: a high quantile of the cells around, without what is burnt in.
fn background(logarithm: &Plane, mask: &Plane) -> Plane {
    let cells = logarithm.shrunk(CELL_PX);
    let masked = mask.shrunk(CELL_PX);
    let quantile = Plane::from_fn(cells.width(), cells.height(), |x, y| {
        let mut around = Vec::with_capacity(225);
        for j in (-CELL_REACH..=CELL_REACH).map(|step| y as isize + step) {
            for i in (-CELL_REACH..=CELL_REACH).map(|step| x as isize + step) {
                let inside = 0 <= i && (i as usize) < cells.width() && 0 <= j && (j as usize) < cells.height();
                if inside && masked.at(i, j) == 0.0 {
                    around.push(cells.at(i, j));
                }
            }
        }
        if around.is_empty() {
            return cells.at(x as isize, y as isize);
        }
        let rank = ((around.len() - 1) as f32 * BACKGROUND_QUANTILE) as usize;
        *around.select_nth_unstable_by(rank, f32::total_cmp).1
    });
    let kernel = [0.05, 0.15, 0.2, 0.2, 0.2, 0.15, 0.05];
    quantile.convolved(&kernel, &kernel)
}
