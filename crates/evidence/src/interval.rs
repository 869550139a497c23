//! Intervals and how much confidence they are given.

use serde::Serialize;
use thiserror::Error;

/// Two ends, the lower first; serialised as `[lower, upper]`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(into = "[f64; 2]")]
pub struct Interval {
    /// Lower end.
    pub lower: f64,
    /// Upper end.
    pub upper: f64,
}

impl From<Interval> for [f64; 2] {
    fn from(interval: Interval) -> Self {
        [interval.lower, interval.upper]
    }
}

impl Interval {
    /// `estimate` and `reach` to both sides.
    pub(crate) fn around(estimate: f64, reach: f64) -> Self {
        Self {
            lower: estimate - reach,
            upper: estimate + reach,
        }
    }
}

/// How much confidence a two-sided interval is given: above 0 and below 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Confidence(f64);

impl Confidence {
    /// 95 %, the convention of the field.
    pub const NINETY_FIVE: Self = Self(0.95);

    /// Takes a share between 0 and 1, as 0.95.
    pub fn new(level: f64) -> Result<Self, ImpossibleConfidence> {
        if level > 0.0 && level < 1.0 {
            Ok(Self(level))
        } else {
            Err(ImpossibleConfidence { level })
        }
    }

    /// `95 %`, `99.9 %`.
    pub(crate) fn in_words(self) -> String {
        let digits = format!("{:.4}", 100.0 * self.0);
        format!("{} %", digits.trim_end_matches('0').trim_end_matches('.'))
    }

    /// What one tail holds: 0.025 for 95 %.
    pub(crate) fn tail(self) -> f64 {
        (1.0 - self.0) / 2.0
    }
}

/// A confidence that no interval has.
#[derive(Debug, Clone, Copy, PartialEq, Error)]
#[error("confidence {level} is impossible: give a share above 0 and below 1, as 0.95")]
pub struct ImpossibleConfidence {
    /// As it was given.
    pub level: f64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_share_is_a_confidence() {
        assert!(Confidence::new(0.9).is_ok());
        for level in [0.0, 1.0, 95.0, -0.1, f64::NAN] {
            assert!(Confidence::new(level).is_err(), "{level}");
        }
    }
}
