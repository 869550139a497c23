//! The incomplete gamma and beta functions, on which every distribution here stands.
//!
//! The leading factor is Loader's saddle-point form, which keeps its digits at any size of its arguments; series and continued fractions run
//! until they stand still. Both tails are given, so that a small one is not a difference of large numbers.
//!
//! Sources: Loader 2000, Fast and accurate computation of binomial probabilities; Abramowitz and Stegun 1964, 6.5.29, 6.5.31, 26.5.8.

use std::f64::consts::PI;

/// Terms after which a series or fraction is taken as it is; they grow with the root of the arguments, so this serves counts of 10^10.
const MOST_TERMS: u32 = 1_000_000;
/// What keeps the denominators of Lentz's method from zero.
const TINY: f64 = 1e-300;

/// Both sides of a distribution function at a point; they add up to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Tails {
    /// What lies below.
    pub(crate) lower: f64,
    /// What lies above.
    pub(crate) upper: f64,
}

impl Tails {
    const ALL_ABOVE: Self = Self { lower: 0.0, upper: 1.0 };
    const ALL_BELOW: Self = Self { lower: 1.0, upper: 0.0 };

    fn of_lower(lower: f64) -> Self {
        Self {
            lower,
            upper: 1.0 - lower,
        }
    }

    fn of_upper(upper: f64) -> Self {
        Self {
            lower: 1.0 - upper,
            upper,
        }
    }
}

/// Logarithm of the gamma function for `x` above 0.
pub(crate) fn ln_gamma(x: f64) -> f64 {
    let mut shifted = x;
    let mut product = 1.0;
    while shifted < 16.0 {
        product *= shifted;
        shifted += 1.0;
    }
    (shifted - 0.5) * shifted.ln() - shifted + 0.5 * (2.0 * PI).ln() + stirling_series(shifted) - product.ln()
}

/// `ln Γ(x + 1/2) - ln Γ(x)` without the loss of digits of a difference, for `x` above 0.
pub(crate) fn ln_gamma_half_step(x: f64) -> f64 {
    if x < 16.0 {
        return ln_gamma(x + 0.5) - ln_gamma(x);
    }
    let half_up = x + 0.5;
    x * (0.5 / x).ln_1p() + 0.5 * x.ln() - 0.5 + stirling_series(half_up) - stirling_series(x)
}

/// What Stirling's formula for `ln Γ(x)` leaves, for `x` of 15 and more.
fn stirling_series(x: f64) -> f64 {
    let inverse = 1.0 / x;
    let square = inverse * inverse;
    inverse
        * (1.0 / 12.0
            - square * (1.0 / 360.0 - square * (1.0 / 1260.0 - square * (1.0 / 1680.0 - square * (1.0 / 1188.0)))))
}

/// What Stirling's formula for `ln x!` leaves; Loader's `stirlerr`.
fn stirling_error(x: f64) -> f64 {
    if x >= 15.0 {
        stirling_series(x)
    } else {
        ln_gamma(x + 1.0) - (x + 0.5) * x.ln() + x - 0.5 * (2.0 * PI).ln()
    }
}

/// `x ln(x / mean) + mean - x` without cancellation near the mean; Loader's `bd0`.
fn deviance(x: f64, mean: f64) -> f64 {
    if (x - mean).abs() >= 0.1 * (x + mean) {
        return x * (x / mean).ln() + mean - x;
    }
    let v = (x - mean) / (x + mean);
    let mut sum = (x - mean) * v;
    let mut term = 2.0 * x * v;
    for j in 1..1_000_u32 {
        term *= v * v;
        let next = sum + term / f64::from(2 * j + 1);
        if next.to_bits() == sum.to_bits() {
            break;
        }
        sum = next;
    }
    sum
}

/// `x^a e^-x / Γ(a + 1)`.
fn poisson_factor(a: f64, x: f64) -> f64 {
    (-stirling_error(a) - deviance(a, x)).exp() / (2.0 * PI * a).sqrt()
}

/// The regularised incomplete gamma function at `x` (0 or more) with shape `a` (above 0).
pub(crate) fn gamma(a: f64, x: f64) -> Tails {
    if x <= 0.0 {
        return Tails::ALL_ABOVE;
    }
    if x.is_infinite() {
        return Tails::ALL_BELOW;
    }
    let factor = poisson_factor(a, x);
    if x < a + 1.0 {
        let mut term = 1.0;
        let mut sum = 1.0;
        for n in 1..MOST_TERMS {
            term *= x / (a + f64::from(n));
            sum += term;
            if term < sum * f64::EPSILON * 0.1 {
                break;
            }
        }
        return Tails::of_lower(factor * sum);
    }
    // Abramowitz and Stegun 6.5.31 by Lentz's method.
    let mut b = x + 1.0 - a;
    let mut c = 1.0 / TINY;
    let mut d = 1.0 / b;
    let mut fraction = d;
    for n in 1..MOST_TERMS {
        let n = f64::from(n);
        let numerator = -n * (n - a);
        b += 2.0;
        d = 1.0 / away_uncentred(numerator * d + b);
        c = away_uncentred(b + numerator / c);
        let change = c * d;
        fraction *= change;
        if (change - 1.0).abs() < f64::EPSILON {
            break;
        }
    }
    Tails::of_upper(factor * a * fraction)
}

/// The regularised incomplete beta function with shapes `a`, `b` (above 0) at `x`; `y` is `1 - x`, given apart to keep its digits.
pub(crate) fn beta(a: f64, b: f64, x: f64, y: f64) -> Tails {
    if x <= 0.0 {
        return Tails::ALL_ABOVE;
    }
    if y <= 0.0 {
        return Tails::ALL_BELOW;
    }
    let n = a + b;
    let exponent = stirling_error(n) - stirling_error(a) - stirling_error(b) - deviance(a, n * x) - deviance(b, n * y);
    // x^a y^b / B(a, b)
    let factor = exponent.exp() * (a * b / (2.0 * PI * n)).sqrt();
    if x * (n + 2.0) < a + 1.0 {
        Tails::of_lower(factor / a * beta_fraction(a, b, x))
    } else {
        Tails::of_upper(factor / b * beta_fraction(b, a, y))
    }
}

/// Abramowitz and Stegun 26.5.8 by Lentz's method.
fn beta_fraction(a: f64, b: f64, x: f64) -> f64 {
    let mut c = 1.0;
    let mut d = 1.0 / away_uncentred(1.0 - (a + b) * x / (a + 1.0));
    let mut fraction = d;
    for m in 1..MOST_TERMS {
        let m = f64::from(m);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / away_uncentred(1.0 + even * d);
        c = away_uncentred(1.0 + even / c);
        fraction *= c * d;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / away_uncentred(1.0 + odd * d);
        c = away_uncentred(1.0 + odd / c);
        let change = c * d;
        fraction *= change;
        if (change - 1.0).abs() < f64::EPSILON {
            break;
        }
    }
    fraction
}

fn away_uncentred(value: f64) -> f64 {
    if value.abs() < TINY { TINY } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn close(found: f64, expected: f64, relative: f64) {
        assert!(
            (found - expected).abs() <= relative * expected.abs(),
            "{found:e} instead of {expected:e}"
        );
    }

    #[test]
    fn the_gamma_function_of_whole_numbers_is_the_factorial() {
        let mut ln_factorial = 0.0;
        for n in 1..60_u32 {
            assert!((ln_gamma(f64::from(n)) - ln_factorial).abs() < 1e-13 * (1.0 + ln_factorial));
            ln_factorial += f64::from(n).ln();
        }
        close(ln_gamma(0.5), PI.sqrt().ln(), 1e-14);
        close(ln_gamma_half_step(20.0), ln_gamma(20.5) - ln_gamma(20.0), 1e-13);
        // Γ(x + 1/2) / Γ(x) = √x (1 - 1/(8x) + 1/(128x²) + ...)
        let x: f64 = 1e9;
        close(ln_gamma_half_step(x), 0.5 * x.ln() - 0.125 / x, 1e-15);
    }

    #[test]
    fn the_gamma_function_sums_poisson_terms() {
        for (events, mean) in [(0_u32, 0.2_f64), (3, 2.5), (12, 30.0), (400, 420.0)] {
            let mut term = (-mean).exp();
            let mut sum = term;
            for n in 1..=events {
                term *= mean / f64::from(n);
                sum += term;
            }
            close(gamma(f64::from(events) + 1.0, mean).upper, sum, 1e-12);
        }
    }

    #[test]
    fn the_beta_function_sums_binomial_terms() {
        for (events, n, p) in [
            (0_u32, 5_u32, 0.1_f64),
            (3, 10, 0.5),
            (250, 541, 0.45),
            (980, 1000, 0.99),
        ] {
            let mut below = 0.0;
            for k in 0..=events {
                let ln_choose =
                    ln_gamma(f64::from(n) + 1.0) - ln_gamma(f64::from(k) + 1.0) - ln_gamma(f64::from(n - k) + 1.0);
                below += (ln_choose + f64::from(k) * p.ln() + f64::from(n - k) * (1.0 - p).ln()).exp();
            }
            let tails = beta(f64::from(events) + 1.0, f64::from(n - events), p, 1.0 - p);
            close(tails.upper, below, 1e-11);
            close(tails.lower + tails.upper, 1.0, 1e-15);
        }
    }

    #[test]
    fn large_counts_keep_their_digits() {
        // Symmetric: exactly one half lies below the middle.
        close(beta(5e7, 5e7, 0.5, 0.5).lower, 0.5, 1e-10);
        // Median of the gamma distribution: a - 1/3 + 8/(405 a) (Ramanujan).
        let a = 1e8;
        close(gamma(a, a - 1.0 / 3.0 + 8.0 / (405.0 * a)).lower, 0.5, 1e-10);
    }
}
