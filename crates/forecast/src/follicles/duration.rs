//! How long a phase lasts.

use serde::Serialize;

use crate::random::{Stream, normal_quantile};

/// Distribution of the length of a phase, days.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(tag = "as", rename_all = "snake_case")]
pub enum Duration {
    /// Always the same.
    Fixed {
        /// Days; above 0.
        mean_d: f64,
    },
    /// Log-normal.
    LogNormal {
        /// Mean, days; above 0.
        mean_d: f64,
        /// Coefficient of variation; above 0, at most 3.
        cv: f64,
    },
    /// Without memory: the follicles then follow a linear differential equation.
    Exponential {
        /// Mean, days; above 0.
        mean_d: f64,
    },
}

impl Duration {
    /// Mean, days.
    pub fn mean_d(&self) -> f64 {
        match *self {
            Self::Fixed { mean_d } | Self::LogNormal { mean_d, .. } | Self::Exponential { mean_d } => mean_d,
        }
    }

    /// The same distribution with its mean multiplied by `factor`, above 0.
    pub(super) fn times(self, factor: f64) -> Self {
        match self {
            Self::Fixed { mean_d } => Self::Fixed {
                mean_d: mean_d * factor,
            },
            Self::LogNormal { mean_d, cv } => Self::LogNormal {
                mean_d: mean_d * factor,
                cv,
            },
            Self::Exponential { mean_d } => Self::Exponential {
                mean_d: mean_d * factor,
            },
        }
    }

    /// Median and log standard deviation of a log-normal: `exp(mu) = mean / sqrt(1 + cv^2)`, `sigma^2 = ln(1 + cv^2)`.
    fn log_normal(mean_d: f64, cv: f64) -> (f64, f64) {
        let spread = 1.0 + cv * cv;
        (mean_d / spread.sqrt(), spread.ln().sqrt())
    }

    /// Length that a share `p` of phases does not reach, days; `0 < p < 1`.
    pub fn quantile_d(&self, p: f64) -> f64 {
        match *self {
            Self::Fixed { mean_d } => mean_d,
            Self::LogNormal { mean_d, cv } => {
                let (median, sigma) = Self::log_normal(mean_d, cv);
                median * (sigma * normal_quantile(p)).exp()
            }
            Self::Exponential { mean_d } => -mean_d * (-p).ln_1p(),
        }
    }

    /// Share of phases that last longer than `age_d`.
    pub fn survival(&self, age_d: f64) -> f64 {
        if age_d <= 0.0 {
            return 1.0;
        }
        match *self {
            Self::Fixed { mean_d } => f64::from(u8::from(age_d < mean_d)),
            Self::LogNormal { mean_d, cv } => {
                let (median, sigma) = Self::log_normal(mean_d, cv);
                0.5 * libm::erfc((age_d / median).ln() / (sigma * std::f64::consts::SQRT_2))
            }
            Self::Exponential { mean_d } => (-age_d / mean_d).exp(),
        }
    }

    /// Length of a phase that is found under way, by a random look: longer ones are found more often.
    pub(super) fn found_under_way_d(&self, chance: &mut Stream) -> f64 {
        match *self {
            Self::Fixed { mean_d } => mean_d,
            // Length-biased log-normal: mu grows by sigma^2.
            Self::LogNormal { mean_d, cv } => {
                let (median, sigma) = Self::log_normal(mean_d, cv);
                median * (sigma * sigma + sigma * normal_quantile(chance.uniform())).exp()
            }
            // Length-biased exponential: the sum of two.
            Self::Exponential { mean_d } => -mean_d * (chance.uniform() * chance.uniform()).ln(),
        }
    }
}
