//! How strongly a dark line runs through each pixel in each direction: oriented second derivatives, averaged along the direction.
//!
//! A second derivative across a direction is worked out from the Hessian (steerable, Freeman and Adelson 1991, doi:10.1109/34.93808) at several
//! widths, scaled by its variance (Lindeberg 1998, doi:10.1023/A:1008097225773), and averaged along the direction. The directions stay apart, so
//! that hairs which cross do too.

use std::f64::consts::PI;

use crate::{Plane, Point};

/// Number of directions in half a turn.
pub(super) const N_DIRECTIONS: usize = 24;
/// Standard deviations of the derivative's Gaussian, working pixels: a line of width w answers most at w / 2.
const SIGMAS: [f64; 4] = [1.5, 2.5, 4.0, 5.5];
/// Weight of each against the smallest: wide answers join neighbours, so narrow ones are preferred a little.
const SIGMA_WEIGHTS: [f32; 4] = [1.0, 1.0, 0.95, 0.8];
/// Steps along the direction over which the answer is averaged, working pixels.
const ALONG: [f64; 9] = [-12.0, -9.0, -6.0, -3.0, 0.0, 3.0, 6.0, 9.0, 12.0];
/// Weights of these steps.
const ALONG_WEIGHTS: [f32; 9] = [0.05, 0.08, 0.12, 0.16, 0.18, 0.16, 0.12, 0.08, 0.05];
/// Density of a smoothed pixel below which nothing is looked for.
const LEAST_DENSITY: f32 = 0.12;

/// The strength of lines in every direction.
pub(super) struct Ridges {
    /// One plane for each direction; direction `k` runs at `k * PI / N_DIRECTIONS` from the x axis.
    strength: Vec<Plane>,
}

impl Ridges {
    pub(super) fn new(density: &Plane) -> Self {
        let hessians: Vec<[Plane; 3]> = SIGMAS.iter().map(|&sigma| hessian(density, sigma)).collect();
        let smooth = gaussian(2.0);
        let active = density.convolved(&smooth, &smooth);
        let strength = (0..N_DIRECTIONS).map(|k| {
            let direction = direction(k);
            let normal = direction.normal();
            let (xx, xy, yy) = (
                (normal.x * normal.x) as f32,
                (2.0 * normal.x * normal.y) as f32,
                (normal.y * normal.y) as f32,
            );
            let mut best = Plane::filled(density.width(), density.height(), 0.0);
            for (hessian, weight) in hessians.iter().zip(SIGMA_WEIGHTS) {
                let cells = best.values_mut().iter_mut();
                let values = hessian[0]
                    .values()
                    .iter()
                    .zip(hessian[1].values())
                    .zip(hessian[2].values());
                for (cell, ((&a, &b), &c)) in cells.zip(values) {
                    *cell = cell.max(-(a * xx + b * xy + c * yy) * weight);
                }
            }
            let along = ALONG.map(|step| {
                (
                    (direction.x * step).round() as isize,
                    (direction.y * step).round() as isize,
                )
            });
            Plane::from_fn(density.width(), density.height(), |x, y| {
                if active.at(x as isize, y as isize) < LEAST_DENSITY {
                    return 0.0;
                }
                let steps = along.iter().zip(ALONG_WEIGHTS);
                steps
                    .map(|((i, j), weight)| weight * best.at(x as isize + i, y as isize + j))
                    .sum()
            })
        });
        Self {
            strength: strength.collect(),
        }
    }

    /// The strength at a place in direction `k`.
    pub(super) fn at(&self, k: usize, place: Point) -> f32 {
        self.strength[k % N_DIRECTIONS].sample(place.x, place.y)
    }

    /// Pixels and directions where a line is at its strongest across it and against neighbouring directions, strongest first.
    pub(super) fn peaks(&self, least: f32) -> Vec<(f32, usize, Point)> {
        let mut peaks = Vec::new();
        for (k, plane) in self.strength.iter().enumerate() {
            let normal = direction(k).normal();
            let before = &self.strength[(k + N_DIRECTIONS - 1) % N_DIRECTIONS];
            let after = &self.strength[(k + 1) % N_DIRECTIONS];
            for y in 0..plane.height() {
                for (x, &value) in plane.row(y).iter().enumerate() {
                    let (i, j) = (x as isize, y as isize);
                    if value < least || value < before.at(i, j) || value < after.at(i, j) {
                        continue;
                    }
                    let place = Point::new(x as f64, y as f64);
                    let (left, right) = (place.stepped(normal, -1.0), place.stepped(normal, 1.0));
                    if plane.sample(left.x, left.y) <= value && plane.sample(right.x, right.y) <= value {
                        peaks.push((value, k, place));
                    }
                }
            }
        }
        peaks.sort_by(|a, b| b.0.total_cmp(&a.0));
        peaks
    }
}

/// The unit step of direction `k`.
pub(super) fn direction(k: usize) -> Point {
    let angle = k as f64 * PI / N_DIRECTIONS as f64;
    Point::new(angle.cos(), angle.sin())
}

fn gaussian(sigma: f64) -> Vec<f32> {
    let reach = (3.0 * sigma).ceil() as i32;
    let weights: Vec<f64> = (-reach..=reach)
        .map(|x| (-f64::from(x * x) / (2.0 * sigma * sigma)).exp())
        .collect();
    let sum: f64 = weights.iter().sum();
    weights.iter().map(|weight| (weight / sum) as f32).collect()
}

/// Second derivatives (xx, xy, yy), smoothed by a Gaussian and scaled by its variance.
fn hessian(plane: &Plane, sigma: f64) -> [Plane; 3] {
    let reach = (3.5 * sigma).ceil() as i32;
    let variance = sigma * sigma;
    let places = || (-reach..=reach).map(f64::from);
    let norm: f64 = places().map(|x| (-x * x / (2.0 * variance)).exp()).sum();
    let weight = |x: f64| (-x * x / (2.0 * variance)).exp() / norm;
    let zeroth: Vec<f32> = places().map(|x| weight(x) as f32).collect();
    let first: Vec<f32> = places().map(|x| (x / variance * weight(x) * sigma) as f32).collect();
    let second: Vec<f64> = places().map(|x| (x * x / variance - 1.0) * weight(x)).collect();
    // The kernel is cut off: without its mean it answers nothing to an even plane.
    let mean = second.iter().sum::<f64>() / second.len() as f64;
    let second: Vec<f32> = second.iter().map(|value| (value - mean) as f32).collect();
    [
        plane.convolved(&second, &zeroth),
        plane.convolved(&first, &first),
        plane.convolved(&zeroth, &second),
    ]
}
