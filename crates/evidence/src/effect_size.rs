//! One trial's arms made one estimate with its variance, ready to be pooled.
//!
//! Ratios are on the **logarithmic** scale and single-arm proportions on the **logit** scale, where their errors are nearly normal; `exp` and
//! the logistic function lead back. What an arm measured, and whether two arms are comparable, is not known here.

use serde::Serialize;
use thiserror::Error;

use crate::incomplete::ln_gamma_half_step;

/// An arm that was measured: people, mean and standard deviation, all in one unit.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct MeasuredArm {
    /// People measured.
    pub n: u64,
    /// Mean.
    pub mean: f64,
    /// Standard deviation between people; not the standard error of the mean.
    pub sd: f64,
}

/// An arm that was counted: people with the event, people in all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct CountedArm {
    /// People with the event.
    pub events: u64,
    /// People in the arm.
    pub n: u64,
}

/// An estimate with its sampling variance.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Effect {
    /// Estimate, on the scale of its measure.
    pub estimate: f64,
    /// Sampling variance, above 0.
    pub variance: f64,
    /// Half a person was added to every cell, because one of them was empty.
    pub corrected_for_zero: bool,
}

/// How two measured arms are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MeanMeasure {
    /// First mean minus second, in the arms' unit; variances of the arms are not pooled.
    MeanDifference,
    /// Difference over the pooled standard deviation, with Hedges' exact correction; variance of the large-sample form.
    ///
    /// Source: Hedges 1981, doi:10.3102/10769986006002107
    StandardisedMeanDifference,
}

/// How two counted arms are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CountMeasure {
    /// Logarithm of the ratio of proportions.
    RiskRatio,
    /// Logarithm of the ratio of odds.
    OddsRatio,
    /// First proportion minus second.
    RiskDifference,
}

/// Why arms give no effect.
#[derive(Debug, Clone, Copy, PartialEq, Error)]
pub enum EffectError {
    /// Too few people for a standard deviation.
    #[error("an arm of {n} has no standard deviation: an arm that was measured needs at least 2 people")]
    TooFew {
        /// People.
        n: u64,
    },
    /// A mean or standard deviation that is no number, or a negative one.
    #[error("mean {mean} with standard deviation {sd} is impossible: give finite numbers, the deviation 0 or more")]
    ImpossibleMeasurement {
        /// Mean.
        mean: f64,
        /// Standard deviation.
        sd: f64,
    },
    /// Nobody differs from anybody.
    #[error("both standard deviations are 0: the estimate would have no error; look whether they were reported")]
    NoVariance,
    /// An arm without people.
    #[error("an arm has nobody in it")]
    EmptyArm,
    /// More events than people.
    #[error("{events} events among {n} people: count people with the event, not events")]
    MoreEventsThanPeople {
        /// Events.
        events: u64,
        /// People.
        n: u64,
    },
}

impl MeanMeasure {
    /// Compares `first` with `second`; above 0 where the first mean is larger.
    ///
    /// ```
    /// use anagen_evidence::effect_size::{MeanMeasure, MeasuredArm};
    /// let treated = MeasuredArm { n: 139, mean: 18.6, sd: 25.4 };
    /// let placebo = MeasuredArm { n: 78, mean: 3.9, sd: 21.7 };
    /// let effect = MeanMeasure::MeanDifference.effect(treated, placebo)?;
    /// assert_eq!(format!("{:.1} ({:.1})", effect.estimate, effect.variance.sqrt()), "14.7 (3.3)");
    /// # Ok::<(), anagen_evidence::effect_size::EffectError>(())
    /// ```
    pub fn effect(self, first: MeasuredArm, second: MeasuredArm) -> Result<Effect, EffectError> {
        for arm in [first, second] {
            if arm.n < 2 {
                return Err(EffectError::TooFew { n: arm.n });
            }
            if !arm.mean.is_finite() || !arm.sd.is_finite() || arm.sd < 0.0 {
                return Err(EffectError::ImpossibleMeasurement {
                    mean: arm.mean,
                    sd: arm.sd,
                });
            }
        }
        let (n1, n2) = (first.n as f64, second.n as f64);
        let (variance1, variance2) = (first.sd * first.sd, second.sd * second.sd);
        if variance1 + variance2 <= 0.0 {
            return Err(EffectError::NoVariance);
        }
        let difference = first.mean - second.mean;
        let (estimate, variance) = match self {
            Self::MeanDifference => (difference, variance1 / n1 + variance2 / n2),
            Self::StandardisedMeanDifference => {
                let df = n1 + n2 - 2.0;
                let pooled_sd = (((n1 - 1.0) * variance1 + (n2 - 1.0) * variance2) / df).sqrt();
                let g = hedges_correction(df) * difference / pooled_sd;
                (g, 1.0 / n1 + 1.0 / n2 + g * g / (2.0 * (n1 + n2)))
            }
        };
        Ok(Effect {
            estimate,
            variance,
            corrected_for_zero: false,
        })
    }
}

/// Hedges' correction `Γ(df / 2) / (√(df / 2) Γ((df - 1) / 2))`, exact, for 2 degrees of freedom and more.
fn hedges_correction(df: f64) -> f64 {
    (ln_gamma_half_step(0.5 * (df - 1.0)) - 0.5 * (0.5 * df).ln()).exp()
}

impl CountMeasure {
    /// Compares `first` with `second`; above 0 where the first proportion is larger.
    ///
    /// Where one of the four cells is empty, half a person is added to all four, and the effect is marked.
    pub fn effect(self, first: CountedArm, second: CountedArm) -> Result<Effect, EffectError> {
        let cells = [first.cells()?, second.cells()?];
        let corrected_for_zero = cells.as_flattened().contains(&0);
        let [[a, b], [c, d]] =
            cells.map(|arm| arm.map(|people| people as f64 + if corrected_for_zero { 0.5 } else { 0.0 }));
        let (n1, n2) = (a + b, c + d);
        let (p1, p2) = (a / n1, c / n2);
        let (estimate, variance) = match self {
            Self::RiskRatio => ((p1 / p2).ln(), b / (a * n1) + d / (c * n2)),
            Self::OddsRatio => ((a * d / (b * c)).ln(), 1.0 / a + 1.0 / b + 1.0 / c + 1.0 / d),
            Self::RiskDifference => (p1 - p2, p1 * b / (n1 * n1) + p2 * d / (n2 * n2)),
        };
        Ok(Effect {
            estimate,
            variance,
            corrected_for_zero,
        })
    }
}

impl CountedArm {
    /// Logit of the proportion of one arm; half a person is added to both cells where one is empty, and the effect is marked.
    pub fn logit(self) -> Result<Effect, EffectError> {
        let cells = self.cells()?;
        let corrected_for_zero = cells.contains(&0);
        let [with, without] = cells.map(|people| people as f64 + if corrected_for_zero { 0.5 } else { 0.0 });
        Ok(Effect {
            estimate: (with / without).ln(),
            variance: 1.0 / with + 1.0 / without,
            corrected_for_zero,
        })
    }

    /// People with and without the event.
    fn cells(self) -> Result<[u64; 2], EffectError> {
        match (self.n, self.n.checked_sub(self.events)) {
            (0, _) => Err(EffectError::EmptyArm),
            (_, Some(without)) => Ok([self.events, without]),
            (n, None) => Err(EffectError::MoreEventsThanPeople { events: self.events, n }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn close(found: f64, expected: f64) {
        assert!(
            (found - expected).abs() <= 1e-10 * expected.abs(),
            "{found:e} instead of {expected:e}"
        );
    }

    fn counted(events: u64, n: u64) -> CountedArm {
        CountedArm { events, n }
    }

    /// Oracle: metafor 3.8 `escalc` on `dat.bcg` and `dat.normand1999`; tolerance 1e-10 relative.
    #[test]
    fn the_reference() {
        let bcg = CountMeasure::RiskRatio
            .effect(counted(4, 123), counted(11, 139))
            .unwrap();
        close(bcg.estimate, -0.889_311_333_920_205);
        close(bcg.variance, 0.325_584_765_003_961);
        let arm = |n, mean, sd| MeasuredArm { n, mean, sd };
        let (specialist, routine) = (arm(155, 55.0, 47.0), arm(156, 75.0, 64.0));
        let difference = MeanMeasure::MeanDifference.effect(specialist, routine).unwrap();
        close(difference.estimate, -20.0);
        close(difference.variance, 40.508_023_159_636_1);
        let g = MeanMeasure::StandardisedMeanDifference
            .effect(specialist, routine)
            .unwrap();
        close(g.estimate, -0.355_169_640_940_107);
        close(g.variance, 0.013_064_675_541_529_7);
        let second = MeanMeasure::StandardisedMeanDifference
            .effect(arm(31, 27.0, 7.0), arm(32, 29.0, 4.0))
            .unwrap();
        close(second.estimate, -0.347_940_022_739_099);
        close(second.variance, 0.064_468_876_098_856_7);
    }

    /// Worked by hand.
    #[test]
    fn counts_by_hand() {
        let (first, second) = (counted(15, 20), counted(5, 20));
        let odds = CountMeasure::OddsRatio.effect(first, second).unwrap();
        close(odds.estimate, 9.0_f64.ln());
        close(odds.variance, 1.0 / 15.0 + 1.0 / 5.0 + 1.0 / 5.0 + 1.0 / 15.0);
        let difference = CountMeasure::RiskDifference.effect(first, second).unwrap();
        close(difference.estimate, 0.5);
        close(difference.variance, 2.0 * 0.25 * 0.75 / 20.0);
        let logit = first.logit().unwrap();
        close(logit.estimate, 3.0_f64.ln());
        close(logit.variance, 1.0 / 15.0 + 1.0 / 5.0);
        let none = counted(0, 541).logit().unwrap();
        assert!(none.corrected_for_zero);
        close(none.estimate, (0.5_f64 / 541.5).ln());
    }

    #[test]
    fn an_empty_cell_is_corrected_and_said() {
        for measure in [
            CountMeasure::RiskRatio,
            CountMeasure::OddsRatio,
            CountMeasure::RiskDifference,
        ] {
            for (first, second) in [
                (counted(0, 10), counted(3, 10)),
                (counted(10, 10), counted(10, 12)),
                (counted(0, 5), counted(0, 5)),
            ] {
                let effect = measure.effect(first, second).unwrap();
                assert!(effect.corrected_for_zero);
                assert!(effect.estimate.is_finite() && effect.variance > 0.0);
            }
            assert!(!measure.effect(counted(1, 3), counted(1, 3)).unwrap().corrected_for_zero);
        }
    }

    #[test]
    fn impossible_arms_are_refused_in_words() {
        let arm = |n, mean, sd| MeasuredArm { n, mean, sd };
        let good = arm(10, 1.0, 2.0);
        for (bad, words) in [
            (arm(1, 1.0, 2.0), "needs at least 2 people"),
            (arm(9, f64::NAN, 2.0), "is impossible"),
            (arm(9, 1.0, -2.0), "is impossible"),
        ] {
            for measure in [MeanMeasure::MeanDifference, MeanMeasure::StandardisedMeanDifference] {
                assert!(measure.effect(bad, good).unwrap_err().to_string().contains(words));
                assert!(measure.effect(good, bad).unwrap_err().to_string().contains(words));
            }
        }
        let still = arm(10, 1.0, 0.0);
        assert_eq!(
            MeanMeasure::MeanDifference.effect(still, still),
            Err(EffectError::NoVariance)
        );
        assert_eq!(
            CountMeasure::OddsRatio.effect(counted(0, 0), counted(1, 2)),
            Err(EffectError::EmptyArm)
        );
        assert!(counted(3, 2).logit().is_err());
    }

    proptest! {
        #[test]
        fn turning_the_arms_round_turns_the_sign(a in 0_u64..50, b in 1_u64..50, c in 0_u64..50, d in 1_u64..50) {
            for measure in [CountMeasure::RiskRatio, CountMeasure::OddsRatio, CountMeasure::RiskDifference] {
                let forth = measure.effect(counted(a, a + b), counted(c, c + d)).unwrap();
                let back = measure.effect(counted(c, c + d), counted(a, a + b)).unwrap();
                prop_assert!((forth.estimate + back.estimate).abs() < 1e-12);
                prop_assert!((forth.variance - back.variance).abs() < 1e-12);
            }
        }

        #[test]
        fn hedges_correction_is_close_to_its_usual_approximation(df in 3.0..1e5_f64) {
            let usual = 1.0 - 3.0 / (4.0 * df - 1.0);
            prop_assert!((hedges_correction(df) - usual).abs() < 0.05 / (df * df));
        }
    }
}
