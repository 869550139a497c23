//! Light through skin and hair onto a sensor, and its bytes.

use super::exact::{Draw, exp, ln, mixed};
use super::preset::Preset;
use super::scene::TrueHair;
use crate::{Plane, Point};

/// Places in a row and a column of one pixel at which a hair's edge is looked at.
const SUBPIXELS: usize = 4;
/// Colour of lit skin, linear.
const SKIN: [f64; 3] = [0.52, 0.45, 0.43];
/// How strongly each colour is taken out by a hair's pigment, against the mean.
const PIGMENT: [f64; 3] = [0.9, 1.0, 1.1];
/// How strongly each colour is taken out by the shaft below the skin: blue is scattered back before it gets there.
const BELOW: [f64; 3] = [0.55, 0.35, 0.12];

/// The bytes of the file.
pub(super) fn exposed(preset: &Preset, hairs: &[TrueHair], draw: &mut Draw) -> Vec<u8> {
    let mut channels = skin(preset, draw);
    for hair in hairs {
        below_skin(preset, hair, &mut channels);
    }
    for hair in hairs {
        above_skin(hair, &mut channels);
    }
    glare(preset, draw, &mut channels);
    let kernel = gaussian(preset.blur_px);
    let channels = channels.map(|channel| channel.convolved(&kernel, &kernel));
    let curve = srgb_curve();
    let mut sensor = vec![[0_u8; 3]; preset.width_px * preset.height_px];
    for (index, pixel) in sensor.iter_mut().enumerate() {
        let light = vignetting(preset, index);
        for (byte, channel) in pixel.iter_mut().zip(&channels) {
            let value = f64::from(channel.values()[index]) * light;
            // Shot noise grows with the root of the light; a third of it is there in the dark.
            let noise = preset.noise * (0.1 + value.max(0.0)).sqrt();
            let read = draw.normal(value, noise).clamp(0.0, 1.0);
            *byte = curve[(read * 4095.0).round() as usize];
        }
    }
    enlarged(preset, &sensor)
}

fn vignetting(preset: &Preset, index: usize) -> f64 {
    let (w, h) = (preset.width_px as f64, preset.height_px as f64);
    let x = ((index % preset.width_px) as f64 - w / 2.0) / w;
    let y = ((index / preset.width_px) as f64 - h / 2.0) / h;
    1.0 - 0.25 * (x * x + y * y)
}

/// Skin: a colour that drifts slowly, reddish patches, fine grain.
fn skin(preset: &Preset, draw: &mut Draw) -> [Plane; 3] {
    let seed = mixed((draw.even() * 1e15) as u64);
    let mm = preset.px_per_mm;
    let mut channels = SKIN.map(|value| Plane::filled(preset.width_px, preset.height_px, value as f32));
    for y in 0..preset.height_px {
        for x in 0..preset.width_px {
            let at = |cell_mm: f64, layer: u64| {
                lattice_noise(x as f64 / (cell_mm * mm), y as f64 / (cell_mm * mm), seed ^ layer)
            };
            let tone = 0.16 * at(1.4, 1) + 0.10 * at(0.25, 2) + 0.10 * at(0.06, 3) + 0.06 * at(0.025, 4);
            let redness = 0.10 * at(0.9, 5);
            for (channel, tint) in channels.iter_mut().zip([0.3, -1.0, -0.7]) {
                let value = f64::from(channel.at(x as isize, y as isize)) * (1.0 + tone + redness * tint);
                channel.set(x, y, value as f32);
            }
        }
    }
    channels
}

/// Smooth noise in -1..1 whose values at whole places come from a hash.
fn lattice_noise(x: f64, y: f64, seed: u64) -> f64 {
    let (x0, y0) = (x.floor(), y.floor());
    let corner = |i: f64, j: f64| {
        let hash = mixed(seed ^ mixed((i as i64 as u64).wrapping_mul(0x1_0000_0001) ^ mixed(j as i64 as u64)));
        (hash >> 11) as f64 / 4_503_599_627_370_496.0 - 1.0
    };
    let ease = |t: f64| t * t * (3.0 - 2.0 * t);
    let (fx, fy) = (ease(x - x0), ease(y - y0));
    let above = corner(x0, y0) * (1.0 - fx) + corner(x0 + 1.0, y0) * fx;
    let below = corner(x0, y0 + 1.0) * (1.0 - fx) + corner(x0 + 1.0, y0 + 1.0) * fx;
    above * (1.0 - fy) + below * fy
}

/// The shaft above the skin: every pixel loses light by the share of it that the hair covers.
fn above_skin(hair: &TrueHair, channels: &mut [Plane; 3]) {
    let reach = hair.widths_px[0] / 2.0 + 1.0;
    let covered = for_pixels_near(&channels[0], &hair.line, reach, |x, y| {
        let mut covered = 0.0;
        let mut streak = 0.0;
        for sub in 0..SUBPIXELS * SUBPIXELS {
            let place = Point::new(
                x as f64 + ((sub % SUBPIXELS) as f64 + 0.5) / SUBPIXELS as f64 - 0.5,
                y as f64 + ((sub / SUBPIXELS) as f64 + 0.5) / SUBPIXELS as f64 - 0.5,
            );
            if let Some((across, width)) = place_on_hair(hair, place) {
                // An edge is smoothed over one subpixel, so that widths are exact and not rounded to the grid.
                let inside = (width / 2.0 - across.abs()) * SUBPIXELS as f64 + 0.5;
                covered += inside.clamp(0.0, 1.0);
                let off = (across / width - 0.18) / 0.07;
                streak += exp(-(off * off).min(40.0));
            }
        }
        let n = (SUBPIXELS * SUBPIXELS) as f64;
        (covered / n, streak / n)
    });
    for (x, y, (covered, streak)) in covered {
        for (channel, pigment) in channels.iter_mut().zip(PIGMENT) {
            let value = f64::from(channel.at(x as isize, y as isize));
            let through = exp(-hair.density * pigment);
            let lit = value * (1.0 - covered * (1.0 - through)) + 0.02 * streak * covered;
            channel.set(x, y, lit as f32);
        }
    }
}

/// Offset across the hair and width there, where the nearest point of the line lies between root and tip.
fn place_on_hair(hair: &TrueHair, place: Point) -> Option<(f64, f64)> {
    let mut nearest: Option<(f64, f64)> = None;
    for (index, ends) in hair.line.windows(2).enumerate() {
        let along = ends[0].to(ends[1]);
        let length = along.length();
        let direction = along.unit();
        let offset = ends[0].to(place);
        let t = offset.dot(direction);
        // Neighbouring pieces overlap a little at a bend, so that no gap opens on its outer side.
        let slack = if index == 0 || index + 2 == hair.line.len() {
            0.0
        } else {
            0.5
        };
        if -slack <= t && t <= length + slack {
            let across = offset.dot(direction.normal());
            let share = (t / length).clamp(0.0, 1.0);
            let width = hair.widths_px[index] * (1.0 - share) + hair.widths_px[index + 1] * share;
            if nearest.is_none_or(|(other, _)| across.abs() < other.abs()) {
                nearest = Some((across, width));
            }
        }
    }
    nearest
}

/// The shaft below the skin: blurred, bluish, fading over a quarter of a millimetre.
fn below_skin(preset: &Preset, hair: &TrueHair, channels: &mut [Plane; 3]) {
    let back = hair.line[1].to(hair.line[0]).unit();
    let depth = 0.25 * preset.px_per_mm;
    let width = hair.widths_px[0];
    let end = hair.root().stepped(back, depth);
    let shaded = for_pixels_near(&channels[0], &[hair.root(), end], 2.0 * width + 4.0, |x, y| {
        let offset = hair.root().to(Point::new(x as f64, y as f64));
        let t = offset.dot(back);
        let across = offset.dot(back.normal());
        if t <= 0.0 || depth <= t {
            return 0.0;
        }
        let fade = (1.0 - t / depth) * (1.0 - t / depth);
        let spread = width * (0.35 + 0.5 * t / depth);
        fade * exp(-(across * across / (2.0 * spread * spread)).min(40.0)) * hair.density.min(1.5)
    });
    for (x, y, strength) in shaded {
        for (channel, taken) in channels.iter_mut().zip(BELOW) {
            let value = f64::from(channel.at(x as isize, y as isize));
            channel.set(x, y, (value * exp(-strength * taken)) as f32);
        }
    }
}

/// Works out a value for every pixel of the plane in the box around a line, and gives back all of them.
fn for_pixels_near<T>(
    plane: &Plane,
    line: &[Point],
    reach: f64,
    mut value: impl FnMut(usize, usize) -> T,
) -> Vec<(usize, usize, T)> {
    let bound = |pick: fn(&Point) -> f64, most: usize| {
        let lowest = line.iter().map(pick).fold(f64::INFINITY, f64::min) - reach;
        let highest = line.iter().map(pick).fold(f64::NEG_INFINITY, f64::max) + reach;
        (
            lowest.max(0.0) as usize,
            (highest + 1.0).clamp(0.0, most as f64) as usize,
        )
    };
    let (left, right) = bound(|point| point.x, plane.width());
    let (top, bottom) = bound(|point| point.y, plane.height());
    let mut values = Vec::new();
    for y in top..bottom {
        for x in left..right {
            values.push((x, y, value(x, y)));
        }
    }
    values
}

/// White spots of glare on dry skin, in groups.
fn glare(preset: &Preset, draw: &mut Draw, channels: &mut [Plane; 3]) {
    let area_cm2 = (preset.width_px * preset.height_px) as f64 / (preset.px_per_mm * preset.px_per_mm * 100.0);
    let n_spots = (preset.glare_per_cm2 * area_cm2).round() as usize;
    for _ in 0..n_spots {
        let centre = Point::new(
            draw.even() * preset.width_px as f64,
            draw.even() * preset.height_px as f64,
        );
        let radius = draw.between(0.006, 0.02) * preset.px_per_mm;
        let light = draw.between(0.1, 0.6);
        for (x, y, added) in for_pixels_near(&channels[0], &[centre], 3.0 * radius, |x, y| {
            let distance = centre.distance(Point::new(x as f64, y as f64)) / radius;
            light * exp(-(distance * distance / 2.0).min(40.0))
        }) {
            for channel in channels.iter_mut() {
                let value = f64::from(channel.at(x as isize, y as isize));
                channel.set(x, y, (value + added) as f32);
            }
        }
    }
}

fn gaussian(sigma: f64) -> Vec<f32> {
    let reach = (4.0 * sigma).ceil() as i32;
    let weights: Vec<f64> = (-reach..=reach)
        .map(|x| exp(-f64::from(x * x) / (2.0 * sigma * sigma)))
        .collect();
    let sum: f64 = weights.iter().sum();
    weights.iter().map(|weight| (weight / sum) as f32).collect()
}

/// The byte of each of 4096 steps of light (IEC 61966-2-1).
fn srgb_curve() -> Vec<u8> {
    (0..4096)
        .map(|step| {
            let light = f64::from(step) / 4095.0;
            let encoded = if light <= 0.003_130_8 {
                12.92 * light
            } else {
                1.055 * exp(ln(light) / 2.4) - 0.055
            };
            (encoded * 255.0).round() as u8
        })
        .collect()
}

/// Every pixel of the sensor enlarged, bilinear between their centres.
fn enlarged(preset: &Preset, sensor: &[[u8; 3]]) -> Vec<u8> {
    let factor = preset.enlargement;
    let (width, height) = (preset.width_px, preset.height_px);
    // In whole numbers: weights are odd multiples of 1 / (2 factor).
    let neighbours = |place: usize, most: usize| {
        let twice = 2 * place + 1;
        let low = (twice + factor * 2).saturating_sub(factor) / (2 * factor);
        let weight = (twice + factor) % (2 * factor);
        let clamped = |index: usize| index.saturating_sub(1).min(most - 1);
        (clamped(low), clamped(low + 1), weight)
    };
    let whole = 2 * factor;
    let mut bytes = Vec::with_capacity(sensor.len() * 3 * factor * factor);
    for y in 0..height * factor {
        let (top, bottom, down) = neighbours(y, height);
        for x in 0..width * factor {
            let (left, right, over) = neighbours(x, width);
            bytes.extend([0, 1, 2].map(|channel| {
                let value = |x: usize, y: usize| usize::from(sensor[y * width + x][channel]);
                let above = value(left, top) * (whole - over) + value(right, top) * over;
                let below = value(left, bottom) * (whole - over) + value(right, bottom) * over;
                let sum = above * (whole - down) + below * down;
                ((sum + whole * whole / 2) / (whole * whole)) as u8
            }));
        }
    }
    bytes
}
