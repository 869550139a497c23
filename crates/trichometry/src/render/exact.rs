//! Mathematics that gives the same bits on every machine, and numbers drawn from a seed.
//!
//! Addition, multiplication, division and square root are exact to the last bit by IEEE 754; the functions of the standard library are not
//! promised to be. So the renderer uses these.

use std::f64::consts::{LN_2, PI};

/// Numbers drawn from a seed: `SplitMix64` (Steele, Lea and Flood 2014, doi:10.1145/2660193.2660195).
#[derive(Debug, Clone)]
pub(super) struct Draw {
    state: u64,
}

impl Draw {
    pub(super) fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mixed(self.state)
    }

    /// Evenly in 0..1.
    pub(super) fn even(&mut self) -> f64 {
        // 53 bits: every value is exact.
        (self.next() >> 11) as f64 / 9_007_199_254_740_992.0
    }

    /// Evenly between two bounds.
    pub(super) fn between(&mut self, lowest: f64, highest: f64) -> f64 {
        lowest + (highest - lowest) * self.even()
    }

    /// Near enough normal: the sum of twelve even draws has mean 6 and variance 1, and ends at six standard deviations.
    pub(super) fn normal(&mut self, mean: f64, deviation: f64) -> f64 {
        let sum: f64 = (0..12).map(|_| self.even()).sum();
        mean + deviation * (sum - 6.0)
    }

    /// Which of the weighted choices is drawn.
    pub(super) fn choice(&mut self, weights: &[f64]) -> usize {
        let mut left = self.even() * weights.iter().sum::<f64>();
        for (index, weight) in weights.iter().enumerate() {
            left -= weight;
            if left < 0.0 {
                return index;
            }
        }
        weights.len().saturating_sub(1)
    }
}

/// The output function of `SplitMix64`: neighbouring inputs give unrelated outputs.
pub(super) fn mixed(value: u64) -> u64 {
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

/// e to the power of `x`, for |x| < 700: Taylor's series within half a power of two, then doublings.
pub(super) fn exp(x: f64) -> f64 {
    let doublings = (x / LN_2).round();
    let rest = x - doublings * LN_2;
    let mut term = 1.0;
    let mut sum = 1.0;
    for n in 1..16 {
        term *= rest / f64::from(n);
        sum += term;
    }
    let factor = if doublings < 0.0 { 0.5 } else { 2.0 };
    (0..doublings.abs() as u32).fold(sum, |value, _| value * factor)
}

/// The natural logarithm of a positive number: halvings to 0.7..1.4, then the series of the inverse hyperbolic tangent.
pub(super) fn ln(x: f64) -> f64 {
    let mut rest = x.max(1e-300);
    let mut powers = 0.0;
    while rest > 1.42 {
        rest *= 0.5;
        powers += 1.0;
    }
    while rest < 0.71 {
        rest *= 2.0;
        powers -= 1.0;
    }
    let ratio = (rest - 1.0) / (rest + 1.0);
    let square = ratio * ratio;
    let mut term = ratio;
    let mut sum = 0.0;
    for n in 0..14 {
        sum += term / f64::from(2 * n + 1);
        term *= square;
    }
    2.0 * sum + powers * LN_2
}

/// Sine and cosine of an angle in radians.
pub(super) fn sin_cos(angle: f64) -> (f64, f64) {
    let turned = angle - (angle / (2.0 * PI)).round() * 2.0 * PI;
    // A quarter of the angle keeps the series short; two doublings bring it back.
    let quarter = turned / 4.0;
    let square = quarter * quarter;
    let (mut sine, mut cosine) = (0.0, 0.0);
    let (mut odd, mut even) = (quarter, 1.0);
    for n in 0..9 {
        sine += odd;
        cosine += even;
        let n = f64::from(2 * n);
        even *= -square / ((n + 1.0) * (n + 2.0));
        odd *= -square / ((n + 2.0) * (n + 3.0));
    }
    for _ in 0..2 {
        (sine, cosine) = (2.0 * sine * cosine, cosine * cosine - sine * sine);
    }
    (sine, cosine)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_functions_agree_with_the_standard_library() {
        for step in -400..=400 {
            let x = f64::from(step) * 0.05;
            assert!((exp(x) / x.exp() - 1.0).abs() < 1e-12, "exp {x}");
            let (sine, cosine) = sin_cos(x);
            assert!(
                (sine - x.sin()).abs() < 1e-12 && (cosine - x.cos()).abs() < 1e-12,
                "sine {x}"
            );
            let positive = x.exp();
            assert!((ln(positive) - x).abs() < 1e-11, "ln {x}");
        }
    }

    #[test]
    fn draws_have_the_mean_and_spread_that_they_should() {
        let mut draw = Draw::new(4);
        let values: Vec<f64> = (0..20_000).map(|_| draw.normal(3.0, 2.0)).collect();
        let mean = values.iter().sum::<f64>() / 20_000.0;
        let variance = values.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / 20_000.0;
        assert!(
            (mean - 3.0).abs() < 0.06 && (variance - 4.0).abs() < 0.15,
            "{mean} {variance}"
        );
        let first = (0..9_000).filter(|_| draw.choice(&[1.0, 2.0]) == 0).count();
        assert!(2_800 < first && first < 3_200, "{first}");
    }
}
