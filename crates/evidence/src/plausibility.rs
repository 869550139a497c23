//! Whether a reported spread can be one: standard errors printed as standard deviations, and the reverse, give trials the wrong weight.
//!
//! A standard error is smaller than the standard deviation by the square root of the number of people, so mistaking one for the other
//! makes 14 people weigh like 196. What spread is usual for the measurement comes from other trials and is the caller's. Nothing is corrected
//! here: the trial is shown as reported, read the other way, and with the usual spread, and a person decides.

use serde::Serialize;
use thiserror::Error;

use crate::distribution::{chi_squared_quantile, normal_quantile, t_quantile};
use crate::effect_size::{EffectError, MeanMeasure, MeasuredArm};
use crate::{Confidence, Interval};

/// A spread as a trial calls it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportedSpread {
    /// Between people.
    StandardDeviation(f64),
    /// Of the mean.
    StandardError(f64),
}

/// An arm as a trial reports it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ReportedArm {
    /// People measured, at least 2.
    pub n: u64,
    /// Mean.
    pub mean: f64,
    /// Spread, in the unit of the mean.
    pub spread: ReportedSpread,
}

/// Standard deviations between people that other trials found with this measurement, both above 0.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct UsualSpread {
    /// Smallest.
    pub least: f64,
    /// Largest.
    pub most: f64,
}

/// What an arm's spread looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SpreadRemark {
    /// Read as reported it agrees with other trials.
    Usual,
    /// Only read the other way it agrees with other trials: probably an error was called a deviation, or the reverse.
    OtherReadingFits,
    /// It agrees with other trials neither way: the full text or the authors must be asked.
    NeitherReadingFits,
}

/// The two arms compared with one reading of their spreads.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Reading {
    /// Standard deviations of the first and the second arm.
    pub sds: [f64; 2],
    /// First mean minus second.
    pub difference: f64,
    /// Its standard error.
    pub se: f64,
    /// Its interval, by the normal distribution.
    pub ci: Interval,
}

/// A trial's spreads, read in all ways.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct SpreadCheck {
    /// For the first and the second arm.
    pub remarks: [SpreadRemark; 2],
    /// As the trial calls them.
    pub as_reported: Reading,
    /// Errors read as deviations, deviations as errors.
    pub other_way: Reading,
    /// With the smallest usual deviation in both arms.
    pub with_usual: Reading,
}

/// Why nothing was checked.
#[derive(Debug, Clone, Copy, PartialEq, Error)]
pub enum PlausibilityError {
    /// The arms give no difference.
    #[error(transparent)]
    Effect(#[from] EffectError),
    /// A spread that none has.
    #[error("the spread {spread} is impossible: give a finite number above 0")]
    ImpossibleSpread {
        /// As it was given.
        spread: f64,
    },
    /// A range that is none.
    #[error(
        "usual standard deviations from {least} to {most} are impossible: give two finite numbers above 0, the smaller first"
    )]
    ImpossibleUsual {
        /// As it was given.
        least: f64,
        /// As it was given.
        most: f64,
    },
    /// An interval that is none.
    #[error("an interval from {lower} to {upper} is impossible: give two finite numbers, the smaller first")]
    ImpossibleInterval {
        /// As it was given.
        lower: f64,
        /// As it was given.
        upper: f64,
    },
}

/// Compares two arms' spreads with what is usual.
///
/// A reading fits where the interval of the true standard deviation (chi-squared, for normal values) reaches into the usual range, so that small
/// arms are not suspected for chance. `confidence` is of that interval and of the differences'.
///
/// ```
/// use anagen_evidence::Confidence;
/// use anagen_evidence::plausibility::{ReportedArm, ReportedSpread, SpreadRemark, UsualSpread, check_spread};
/// let arm = |mean| ReportedArm { n: 25, mean, spread: ReportedSpread::StandardDeviation(4.4) };
/// let usual = UsualSpread { least: 20.0, most: 25.0 };
/// let check = check_spread([arm(9.0), arm(1.0)], usual, Confidence::NINETY_FIVE)?;
/// assert_eq!(check.remarks, [SpreadRemark::OtherReadingFits; 2]);
/// assert_eq!(format!("{:.1} to {:.1}", check.as_reported.ci.lower, check.as_reported.ci.upper), "5.6 to 10.4");
/// assert_eq!(format!("{:.1} to {:.1}", check.other_way.ci.lower, check.other_way.ci.upper), "-4.2 to 20.2");
/// # Ok::<(), anagen_evidence::plausibility::PlausibilityError>(())
/// ```
pub fn check_spread(
    arms: [ReportedArm; 2],
    usual: UsualSpread,
    confidence: Confidence,
) -> Result<SpreadCheck, PlausibilityError> {
    let UsualSpread { least, most } = usual;
    if !(0.0 < least && least <= most && most.is_finite()) {
        return Err(PlausibilityError::ImpossibleUsual { least, most });
    }
    for arm in arms {
        let (ReportedSpread::StandardDeviation(spread) | ReportedSpread::StandardError(spread)) = arm.spread;
        if !(spread > 0.0 && spread.is_finite()) {
            return Err(PlausibilityError::ImpossibleSpread { spread });
        }
        if arm.n < 2 {
            return Err(EffectError::TooFew { n: arm.n }.into());
        }
    }
    let remark = |arm: ReportedArm| {
        let fits = |sd: f64| {
            let interval = sd_interval(sd, arm.n, confidence);
            interval.lower <= most && interval.upper >= least
        };
        if fits(arm.sd()) {
            SpreadRemark::Usual
        } else if fits(arm.sd_other_way()) {
            SpreadRemark::OtherReadingFits
        } else {
            SpreadRemark::NeitherReadingFits
        }
    };
    Ok(SpreadCheck {
        remarks: arms.map(remark),
        as_reported: read(arms, arms.map(ReportedArm::sd), confidence)?,
        other_way: read(arms, arms.map(ReportedArm::sd_other_way), confidence)?,
        with_usual: read(arms, [least; 2], confidence)?,
    })
}

/// The standard deviation common to two arms that the interval of their difference implies, by the t distribution.
///
/// Source: Cochrane Handbook for Systematic Reviews of Interventions, section 6.5.2.3
pub fn common_sd(interval: Interval, n: [u64; 2], confidence: Confidence) -> Result<f64, PlausibilityError> {
    let Interval { lower, upper } = interval;
    if !(lower < upper && lower.is_finite() && upper.is_finite()) {
        return Err(PlausibilityError::ImpossibleInterval { lower, upper });
    }
    for n in n {
        if n < 2 {
            return Err(EffectError::TooFew { n }.into());
        }
    }
    let [n1, n2] = n.map(|n| n as f64);
    let se = (upper - lower) / (2.0 * t_quantile(confidence.tail(), n1 + n2 - 2.0));
    Ok(se / (1.0 / n1 + 1.0 / n2).sqrt())
}

impl ReportedArm {
    fn sd(self) -> f64 {
        match self.spread {
            ReportedSpread::StandardDeviation(spread) => spread,
            ReportedSpread::StandardError(spread) => spread * (self.n as f64).sqrt(),
        }
    }

    fn sd_other_way(self) -> f64 {
        match self.spread {
            ReportedSpread::StandardDeviation(spread) => spread * (self.n as f64).sqrt(),
            ReportedSpread::StandardError(spread) => spread,
        }
    }
}

/// Where the true standard deviation lies, for normal values.
fn sd_interval(sd: f64, n: u64, confidence: Confidence) -> Interval {
    let df = (n - 1) as f64;
    let end = |tail| sd * (df / chi_squared_quantile(tail, df)).sqrt();
    Interval {
        lower: end(confidence.tail()),
        upper: end(1.0 - confidence.tail()),
    }
}

fn read(arms: [ReportedArm; 2], sds: [f64; 2], confidence: Confidence) -> Result<Reading, PlausibilityError> {
    let [first, second] = arms;
    let [sd1, sd2] = sds;
    let measured = |arm: ReportedArm, sd| MeasuredArm {
        n: arm.n,
        mean: arm.mean,
        sd,
    };
    let effect = MeanMeasure::MeanDifference.effect(measured(first, sd1), measured(second, sd2))?;
    let se = effect.variance.sqrt();
    Ok(Reading {
        sds,
        difference: effect.estimate,
        se,
        ci: Interval::around(effect.estimate, normal_quantile(confidence.tail()) * se),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Standard deviations of changes in hair density of other trials, hairs per square centimetre.
    const USUAL: UsualSpread = UsualSpread {
        least: 20.0,
        most: 25.0,
    };

    fn arm(n: u64, mean: f64, spread: ReportedSpread) -> ReportedArm {
        ReportedArm { n, mean, spread }
    }

    /// Abdallah 2009: 14 per arm, +7.73 against -0.17 hairs per square centimetre, difference 7.90 (7.14 to 8.66).
    #[test]
    fn abdallah_2009_fits_neither_way() {
        let reported = Interval {
            lower: 7.14,
            upper: 8.66,
        };
        let sd = common_sd(reported, [14, 14], Confidence::NINETY_FIVE).unwrap();
        // Half the interval over t with 26 degrees of freedom (2.055529), times the square root of 7.
        assert!(
            (sd - 0.76 / 2.055_529_438_642_871 * 7.0_f64.sqrt()).abs() < 1e-9,
            "{sd}"
        );
        let arms = [7.73, -0.17].map(|mean| arm(14, mean, ReportedSpread::StandardDeviation(sd)));
        let check = check_spread(arms, USUAL, Confidence::NINETY_FIVE).unwrap();
        assert_eq!(check.remarks, [SpreadRemark::NeitherReadingFits; 2]);
        let text = |reading: Reading| {
            format!(
                "{:.2} ({:.2} to {:.2})",
                reading.difference, reading.ci.lower, reading.ci.upper
            )
        };
        assert_eq!(text(check.as_reported), "7.90 (7.18 to 8.62)");
        assert_eq!(text(check.other_way), "7.90 (5.19 to 10.61)");
        // What 14 per arm can tell with the spread that all others found: nothing.
        assert_eq!(text(check.with_usual), "7.90 (-6.92 to 22.72)");
    }

    #[test]
    fn errors_and_deviations_are_told_apart() {
        let remark = |spread| {
            check_spread(
                [arm(40, 5.0, spread), arm(40, 1.0, spread)],
                USUAL,
                Confidence::NINETY_FIVE,
            )
            .map(|check| check.remarks)
        };
        let both = |remark| Ok([remark; 2]);
        assert_eq!(
            remark(ReportedSpread::StandardDeviation(22.0)),
            both(SpreadRemark::Usual)
        );
        assert_eq!(
            remark(ReportedSpread::StandardDeviation(3.5)),
            both(SpreadRemark::OtherReadingFits)
        );
        assert_eq!(remark(ReportedSpread::StandardError(3.5)), both(SpreadRemark::Usual));
        assert_eq!(
            remark(ReportedSpread::StandardError(22.0)),
            both(SpreadRemark::OtherReadingFits)
        );
        assert_eq!(
            remark(ReportedSpread::StandardDeviation(0.4)),
            both(SpreadRemark::NeitherReadingFits)
        );
    }

    #[test]
    fn small_arms_are_not_suspected_for_chance() {
        // A deviation of 12 from 5 people is compatible with 20, from 50 people it is not.
        let check = |n| {
            let arm = arm(n, 0.0, ReportedSpread::StandardDeviation(12.0));
            check_spread([arm, arm], USUAL, Confidence::NINETY_FIVE)
                .unwrap()
                .remarks
        };
        assert_eq!(check(5), [SpreadRemark::Usual; 2]);
        assert_eq!(check(50), [SpreadRemark::NeitherReadingFits; 2]);
    }

    #[test]
    fn bad_input_is_refused_in_words() {
        let good = arm(10, 1.0, ReportedSpread::StandardDeviation(20.0));
        let refused = |arm: ReportedArm, usual| {
            check_spread([good, arm], usual, Confidence::NINETY_FIVE)
                .unwrap_err()
                .to_string()
        };
        assert!(refused(arm(1, 1.0, good.spread), USUAL).contains("at least 2"));
        for spread in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert!(refused(arm(10, 1.0, ReportedSpread::StandardError(spread)), USUAL).contains("spread"));
        }
        let upside_down = UsualSpread {
            least: 25.0,
            most: 20.0,
        };
        assert!(refused(good, upside_down).contains("smaller first"));
        let empty = Interval { lower: 1.0, upper: 1.0 };
        assert!(common_sd(empty, [14, 14], Confidence::NINETY_FIVE).is_err());
    }
}
