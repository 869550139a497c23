//! How many patients a comparison of two arms of equal size needs, so that its answer means something.
//!
//! By the normal distribution, for means with Guenther's correction for the t test (1981, doi:10.1080/00031305.1981.10479321);
//! formulas as in Julious 2004, doi:10.1002/sim.1783. What difference matters to a patient is for people to say, not for a formula.

use serde::Serialize;
use thiserror::Error;

use crate::distribution::normal_quantile;

/// What the comparison is to show.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "snake_case", tag = "aim")]
pub enum Aim {
    /// That the arms differ (two-sided).
    Difference,
    /// That the new arm is not worse by more than `margin` (one-sided, at half the error rate).
    NonInferiority {
        /// Above 0, in the unit of the endpoint.
        margin: f64,
    },
    /// That the arms differ by less than `margin` to either side (two one-sided tests, each at half the error rate).
    Equivalence {
        /// Above 0, in the unit of the endpoint.
        margin: f64,
    },
}

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "snake_case", tag = "endpoint")]
pub enum Endpoint {
    /// A mean, as the change in density.
    Mean {
        /// New arm minus other that is expected.
        difference: f64,
        /// Standard deviation between patients, of a measurement without error.
        sd: f64,
        /// Standard deviation of the measurement's own error; of a change, that of the change (root 2 times that of one measurement).
        measurement_sd: f64,
    },
    /// A proportion, as improved or not.
    Proportion {
        /// Expected in the new arm.
        new: f64,
        /// Expected in the other arm.
        other: f64,
    },
}

/// How wrong the comparison may be.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Assumptions {
    /// Probability of a false positive, two-sided, as 0.05.
    pub error_rate: f64,
    /// Probability of a true positive, as 0.8.
    pub power: f64,
    /// Share of patients without an outcome, as 0.2.
    pub dropout: f64,
}

/// Patients that are needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct SampleSize {
    /// Patients with an outcome in each arm.
    pub analysed_per_arm: u64,
    /// Patients to be randomised to each arm.
    pub randomised_per_arm: u64,
}

/// Why no number can be given.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum SampleSizeError {
    /// A number that is none of its kind.
    #[error("{what} {given} is impossible: give {allowed}")]
    Impossible {
        /// Which.
        what: &'static str,
        /// As it was given.
        given: f64,
        /// What is possible.
        allowed: &'static str,
    },
    /// What is to be shown is not expected to be true.
    #[error("with these expectations the aim is not true, so no number of patients can show it: {why}")]
    NotTrue {
        /// Why.
        why: &'static str,
    },
    /// More patients than there are.
    #[error("more than a thousand million patients would be needed: the expected difference is too small to be shown")]
    TooMany,
}

/// Patients needed in each of two arms of equal size.
///
/// ```
/// use anagen_evidence::sample_size::{Aim, Assumptions, Endpoint, sample_size};
/// let endpoint = Endpoint::Mean { difference: 10.0, sd: 20.0, measurement_sd: 0.0 };
/// let assumptions = Assumptions { error_rate: 0.05, power: 0.8, dropout: 0.2 };
/// let size = sample_size(Aim::Difference, endpoint, assumptions)?;
/// assert_eq!((size.analysed_per_arm, size.randomised_per_arm), (64, 80));
/// # Ok::<(), anagen_evidence::sample_size::SampleSizeError>(())
/// ```
pub fn sample_size(aim: Aim, endpoint: Endpoint, assumptions: Assumptions) -> Result<SampleSize, SampleSizeError> {
    let share = "a share above 0 and below 1";
    require("error rate", assumptions.error_rate, is_inner_share, share)?;
    require(
        "power",
        assumptions.power,
        |power| (0.5..1.0).contains(&power),
        "a share of 0.5 to below 1",
    )?;
    require(
        "dropout",
        assumptions.dropout,
        |dropout| (0.0..1.0).contains(&dropout),
        "a share of 0 to below 1",
    )?;
    let (difference, variance, null_variance) = match endpoint {
        Endpoint::Mean {
            difference,
            sd,
            measurement_sd,
        } => {
            let is_size = |value: f64| value.is_finite() && 0.0 <= value;
            require("difference", difference, f64::is_finite, "a finite number")?;
            require(
                "standard deviation",
                sd,
                |sd| is_size(sd) && sd > 0.0,
                "a number above 0",
            )?;
            require(
                "standard deviation of the measurement",
                measurement_sd,
                is_size,
                "a number of 0 or more",
            )?;
            let variance = 2.0 * (sd * sd + measurement_sd * measurement_sd);
            (difference, variance, variance)
        }
        Endpoint::Proportion { new, other } => {
            require("proportion", new, is_inner_share, share)?;
            require("proportion", other, is_inner_share, share)?;
            let mean = 0.5 * (new + other);
            (
                new - other,
                new * (1.0 - new) + other * (1.0 - other),
                2.0 * mean * (1.0 - mean),
            )
        }
    };
    let z_error = normal_quantile(0.5 * assumptions.error_rate);
    let z_power = quantile_of_power(1.0 - assumptions.power);
    let margin_is = |margin: f64| {
        require(
            "margin",
            margin,
            |margin| margin > 0.0 && margin.is_finite(),
            "a number above 0",
        )
    };
    let (distance, numerator) = match aim {
        Aim::Difference => {
            if difference.abs() <= 0.0 {
                return Err(SampleSizeError::NotTrue {
                    why: "the arms are expected to be the same",
                });
            }
            (
                difference.abs(),
                z_error * null_variance.sqrt() + z_power * variance.sqrt(),
            )
        }
        Aim::NonInferiority { margin } => {
            margin_is(margin)?;
            if difference <= -margin {
                return Err(SampleSizeError::NotTrue {
                    why: "the new arm is expected to be worse by the margin or more",
                });
            }
            (difference + margin, (z_error + z_power) * variance.sqrt())
        }
        Aim::Equivalence { margin } => {
            margin_is(margin)?;
            if difference.abs() >= margin {
                return Err(SampleSizeError::NotTrue {
                    why: "the arms are expected to differ by the margin or more",
                });
            }
            // Both ends can be missed: with a difference the nearer one counts, without one each takes half of what may go wrong.
            let z_power = if difference.abs() <= 0.0 {
                quantile_of_power(0.5 * (1.0 - assumptions.power))
            } else {
                z_power
            };
            (margin - difference.abs(), (z_error + z_power) * variance.sqrt())
        }
    };
    let guenther = match endpoint {
        Endpoint::Mean { .. } => 0.25 * z_error * z_error,
        Endpoint::Proportion { .. } => 0.0,
    };
    let analysed = ((numerator / distance).powi(2) + guenther).ceil().max(2.0);
    let randomised = (analysed / (1.0 - assumptions.dropout) - 1e-9).ceil();
    if !(analysed <= 1e9 && randomised <= 1e9) {
        return Err(SampleSizeError::TooMany);
    }
    Ok(SampleSize {
        analysed_per_arm: whole(analysed),
        randomised_per_arm: whole(randomised),
    })
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a whole number between 2 and 10^9"
)]
fn whole(patients: f64) -> u64 {
    patients as u64
}

/// The normal quantile of what power leaves; power one half needs none.
fn quantile_of_power(missed: f64) -> f64 {
    if missed >= 0.5 { 0.0 } else { normal_quantile(missed) }
}

fn is_inner_share(share: f64) -> bool {
    0.0 < share && share < 1.0
}

fn require(
    what: &'static str,
    given: f64,
    is_possible: impl Fn(f64) -> bool,
    allowed: &'static str,
) -> Result<(), SampleSizeError> {
    if is_possible(given) {
        Ok(())
    } else {
        Err(SampleSizeError::Impossible { what, given, allowed })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const USUAL: Assumptions = Assumptions {
        error_rate: 0.05,
        power: 0.8,
        dropout: 0.0,
    };

    fn mean(difference: f64, sd: f64) -> Endpoint {
        Endpoint::Mean {
            difference,
            sd,
            measurement_sd: 0.0,
        }
    }

    #[track_caller]
    fn check(aim: Aim, endpoint: Endpoint, assumptions: Assumptions, per_arm: u64) {
        assert_eq!(
            sample_size(aim, endpoint, assumptions).unwrap().analysed_per_arm,
            per_arm
        );
    }

    /// Oracle: Cohen 1988, table 2.4.1 (t test), and the formulas by hand.
    #[test]
    fn known_sizes() {
        let strong = Assumptions { power: 0.9, ..USUAL };
        check(Aim::Difference, mean(0.2, 1.0), USUAL, 394);
        check(Aim::Difference, mean(0.5, 1.0), USUAL, 64);
        check(Aim::Difference, mean(-0.8, 1.0), USUAL, 26);
        check(Aim::Difference, mean(0.5, 1.0), strong, 86);
        // (1.95996 sqrt(2 x 0.4 x 0.6) + 0.84162 sqrt(0.25 + 0.21))^2 / 0.2^2 = 92.9987
        check(
            Aim::Difference,
            Endpoint::Proportion { new: 0.5, other: 0.3 },
            USUAL,
            93,
        );
        // 2 (1.96 + 0.8416)^2 (20 / 8)^2 = 98.1, and 0.96 of Guenther.
        check(Aim::NonInferiority { margin: 8.0 }, mean(0.0, 20.0), USUAL, 100);
        // 2 (1.96 + 1.2816)^2 (20 / 8)^2 = 131.3, and 0.96.
        check(Aim::Equivalence { margin: 8.0 }, mean(0.0, 20.0), USUAL, 133);
    }

    #[test]
    fn error_of_measuring_and_dropout_cost_patients() {
        let measured = Endpoint::Mean {
            difference: 10.0,
            sd: 20.0,
            measurement_sd: 20.0,
        };
        let with_dropout = Assumptions { dropout: 0.25, ..USUAL };
        let size = sample_size(Aim::Difference, measured, with_dropout).unwrap();
        assert_eq!((size.analysed_per_arm, size.randomised_per_arm), (127, 170));
    }

    #[test]
    fn what_cannot_be_shown_is_refused() {
        let refused = |aim, endpoint, assumptions| sample_size(aim, endpoint, assumptions).unwrap_err().to_string();
        assert!(refused(Aim::Difference, mean(0.0, 1.0), USUAL).contains("expected to be the same"));
        assert!(refused(Aim::Equivalence { margin: 1.0 }, mean(1.0, 1.0), USUAL).contains("differ by the margin"));
        assert!(refused(Aim::NonInferiority { margin: 1.0 }, mean(-2.0, 1.0), USUAL).contains("worse by the margin"));
        assert!(refused(Aim::NonInferiority { margin: -1.0 }, mean(0.0, 1.0), USUAL).contains("margin -1"));
        assert!(refused(Aim::Difference, mean(1.0, 0.0), USUAL).contains("standard deviation 0"));
        assert!(refused(Aim::Difference, mean(1e-9, 1.0), USUAL).contains("too small to be shown"));
        let certain = Assumptions { power: 1.0, ..USUAL };
        assert!(refused(Aim::Difference, mean(1.0, 1.0), certain).contains("power 1"));
        let proportion = Endpoint::Proportion { new: 1.0, other: 0.5 };
        assert!(refused(Aim::Difference, proportion, USUAL).contains("proportion 1"));
    }
}
