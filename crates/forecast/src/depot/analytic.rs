//! Exact solutions of diffusion with first-order clearance, `dC/dt = D laplace C - k C`.
//!
//! Lengths in mm, time in h, amounts in ug: concentrations in ug/mm3. Pharmacology.md 1.4; Carslaw and Jaeger 1959, Conduction of Heat in
//! Solids, 2nd ed., sections 10.2 to 10.4 and 14.
//!
//! Arguments are taken as they are: positive `D`, `k` at least 0, `t` above 0.

use std::f64::consts::PI;

use libm::{erf, erfc};

/// An amount at a point: `M (4 pi D t)^(-3/2) exp(-r^2 / 4 D t - k t)`.
pub fn point_source(amount: f64, diffusion: f64, clearance: f64, distance: f64, time: f64) -> f64 {
    gaussian_bleb(amount, 0.0, diffusion, clearance, distance, time)
}

/// An amount spread as a Gaussian of standard deviation `spread` at time 0: the point source with `2 D t` replaced by `spread^2 + 2 D t`.
pub fn gaussian_bleb(amount: f64, spread: f64, diffusion: f64, clearance: f64, distance: f64, time: f64) -> f64 {
    let variance = spread * spread + 2.0 * diffusion * time;
    amount * (2.0 * PI * variance).powf(-1.5) * (-distance * distance / (2.0 * variance) - clearance * time).exp()
}

/// A sphere of `radius` filled evenly with `concentration` at time 0.
pub fn uniform_sphere(
    concentration: f64,
    radius: f64,
    diffusion: f64,
    clearance: f64,
    distance: f64,
    time: f64,
) -> f64 {
    let width = (diffusion * time).sqrt();
    let centre = distance < 1e-6 * radius;
    let filled = if centre {
        // The limit r -> 0.
        let a = radius / (2.0 * width);
        2.0 * erf(a) - 4.0 * a / PI.sqrt() * (-a * a).exp()
    } else {
        let (inner, outer) = ((radius - distance) / (2.0 * width), (radius + distance) / (2.0 * width));
        erf(outer) + erf(inner)
            - 2.0 * width / (distance * PI.sqrt()) * ((-inner * inner).exp() - (-outer * outer).exp())
    };
    0.5 * concentration * (-clearance * time).exp() * filled
}

/// A point that releases `rate` (ug/h) from time 0 on; `time` may be infinite for the steady state `q e^{-r d} / (4 pi D r)`, `d = sqrt(k/D)`.
pub fn continuous_point_source(rate: f64, diffusion: f64, clearance: f64, distance: f64, time: f64) -> f64 {
    let decay = (clearance / diffusion).sqrt();
    let scale = rate / (8.0 * PI * diffusion * distance);
    if time.is_infinite() {
        return 2.0 * scale * (-distance * decay).exp();
    }
    let a = distance / (2.0 * (diffusion * time).sqrt());
    let b = (clearance * time).sqrt();
    scale * ((-distance * decay).exp() * erfc(a - b) + (distance * decay).exp() * erfc(a + b))
}

/// Exposure to a point source over all time, `M e^{-r sqrt(k/D)} / (4 pi D r)`: ug h/mm3.
pub fn point_exposure(amount: f64, diffusion: f64, clearance: f64, distance: f64) -> f64 {
    amount * (-distance * (clearance / diffusion).sqrt()).exp() / (4.0 * PI * diffusion * distance)
}

/// One factor of a square lattice: Gaussians of this `variance` at all multiples of `pitch`, seen at `offset` from one of them.
///
/// Their sum over images and its Fourier series (a Jacobi theta function) are the same number; each is taken where it converges at once.
pub fn row_of_gaussians(pitch: f64, variance: f64, offset: f64) -> f64 {
    if variance < pitch * pitch / 6.0 {
        row_by_images(pitch, variance, offset)
    } else {
        row_by_fourier(pitch, variance, offset)
    }
}

pub(super) fn row_by_images(pitch: f64, variance: f64, offset: f64) -> f64 {
    let nearest = offset - pitch * (offset / pitch).round();
    let n_images = (9.0 * variance.sqrt() / pitch).ceil().clamp(1.0, 1e4);
    let mut sum = 0.0;
    let mut image = -n_images;
    while image <= n_images {
        let distance = nearest - image * pitch;
        sum += (-distance * distance / (2.0 * variance)).exp();
        image += 1.0;
    }
    sum / (2.0 * PI * variance).sqrt()
}

pub(super) fn row_by_fourier(pitch: f64, variance: f64, offset: f64) -> f64 {
    let wave = 2.0 * PI / pitch;
    let n_waves = (9.0 / (wave * variance.sqrt())).ceil().clamp(1.0, 1e4);
    let mut sum = 1.0;
    let mut n = 1.0;
    while n <= n_waves {
        sum += 2.0 * (-0.5 * (n * wave).powi(2) * variance).exp() * (n * wave * offset).cos();
        n += 1.0;
    }
    sum / pitch
}

/// Many equal Gaussian blebs on a square lattice in one plane: exact superposition.
///
/// - `x`, `y`: place relative to one of the points, mm; `depth`: distance from their plane, mm
pub fn square_lattice(
    amount: f64,
    spread: f64,
    pitch: f64,
    transport: (f64, f64),
    (x, y, depth): (f64, f64, f64),
    time: f64,
) -> f64 {
    let (diffusion, clearance) = transport;
    let variance = spread * spread + 2.0 * diffusion * time;
    let across = (-depth * depth / (2.0 * variance)).exp() / (2.0 * PI * variance).sqrt();
    amount
        * (-clearance * time).exp()
        * row_of_gaussians(pitch, variance, x)
        * row_of_gaussians(pitch, variance, y)
        * across
}

/// Steady concentration in a slab with flux `flux` (ug/mm2/h) into its surface and none through its bottom at `thickness`:
/// `J cosh((h - z) d) / (sqrt(k D) sinh(h d))`, `d = sqrt(k/D)`.
pub fn steady_slab(flux: f64, thickness: f64, diffusion: f64, clearance: f64, depth: f64) -> f64 {
    let decay = (clearance / diffusion).sqrt();
    // Exponentials of negative numbers only: nothing overflows in a thick slab.
    let (a, h) = ((thickness - depth) * decay, thickness * decay);
    flux / (clearance * diffusion).sqrt() * ((a - h).exp() + (-a - h).exp()) / (1.0 - (-2.0 * h).exp())
}

/// Fraction left of an even initial content of a slab with a tight surface and a perfect sink at `thickness`: modes `(n + 1/2) pi / h`.
pub fn fraction_left_above_sink(thickness: f64, diffusion: f64, clearance: f64, time: f64) -> f64 {
    let mut sum = 0.0;
    for n in 0..2_000_u32 {
        let mode = (f64::from(n) + 0.5) * PI / thickness;
        let term = 2.0 / (mode * thickness).powi(2) * (-diffusion * mode * mode * time).exp();
        sum += term;
        if term < 1e-17 {
            break;
        }
    }
    sum * (-clearance * time).exp()
}
