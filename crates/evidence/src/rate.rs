//! How often something happened: a proportion of people, or a rate, with exact intervals.
//!
//! "None of 541" is not "never": the upper end of the interval says what the count cannot exclude. Whether everybody was followed is not known
//! here; who was lost belongs beside the interval.

use serde::Serialize;
use thiserror::Error;

use crate::distribution::{beta_quantile, gamma_quantile, normal_quantile};
use crate::{Confidence, Interval};

/// Events among people, with three intervals.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Rate {
    /// People with the event.
    pub events: u64,
    /// People looked at.
    pub n: u64,
    /// Share with the event, 0 to 1.
    pub proportion: f64,
    /// Exact interval of the proportion; never covers less than it says.
    ///
    /// Source: Clopper and Pearson 1934, doi:10.1093/biomet/26.4.404
    pub clopper_pearson: Interval,
    /// Score interval of the proportion; covers what it says on average.
    ///
    /// Source: Wilson 1927, doi:10.1080/01621459.1927.10502953
    pub wilson: Interval,
    /// Exact interval of events for each one of `n`, as for counts over exposure; may exceed 1.
    ///
    /// Source: Garwood 1936, doi:10.1093/biomet/28.3-4.437
    pub poisson: Interval,
}

/// Why a rate cannot be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum RateError {
    /// Nobody was looked at.
    #[error("nobody was looked at: a rate needs at least one person")]
    Nobody,
    /// More events than people.
    #[error("{events} events among {n} people: count people with the event, not events")]
    MoreEventsThanPeople {
        /// Events.
        events: u64,
        /// People.
        n: u64,
    },
}

/// The rate of `events` among `n` people, with two-sided intervals.
///
/// ```
/// use anagen_evidence::{Confidence, rate::rate};
/// let serious = rate(0, 541, Confidence::NINETY_FIVE)?;
/// assert_eq!(format!("{:.2} %", 100.0 * serious.clopper_pearson.upper), "0.68 %");
/// # Ok::<(), anagen_evidence::rate::RateError>(())
/// ```
pub fn rate(events: u64, n: u64, confidence: Confidence) -> Result<Rate, RateError> {
    if n == 0 {
        return Err(RateError::Nobody);
    }
    if events > n {
        return Err(RateError::MoreEventsThanPeople { events, n });
    }
    Ok(Rate {
        events,
        n,
        proportion: events as f64 / n as f64,
        clopper_pearson: clopper_pearson(events, n, confidence),
        wilson: wilson(events, n, confidence),
        poisson: poisson(events, n as f64, confidence),
    })
}

fn clopper_pearson(events: u64, n: u64, confidence: Confidence) -> Interval {
    let tail = confidence.tail();
    let (with, without) = (events as f64, (n - events) as f64);
    Interval {
        lower: if events == 0 {
            0.0
        } else {
            beta_quantile(1.0 - tail, with, without + 1.0)
        },
        upper: if events == n {
            1.0
        } else {
            beta_quantile(tail, with + 1.0, without)
        },
    }
}

fn wilson(events: u64, n: u64, confidence: Confidence) -> Interval {
    let z = normal_quantile(confidence.tail());
    let (n_people, with, without) = (n as f64, events as f64, (n - events) as f64);
    let square = z * z;
    let middle = with + 0.5 * square;
    let reach = z * (with * without / n_people + 0.25 * square).sqrt();
    Interval {
        lower: if events == 0 {
            0.0
        } else {
            (middle - reach) / (n_people + square)
        },
        upper: if events == n {
            1.0
        } else {
            (middle + reach) / (n_people + square)
        },
    }
}

/// Exact interval of a rate: `events` over `exposure` (person-years, sessions; above 0).
pub(crate) fn poisson(events: u64, exposure: f64, confidence: Confidence) -> Interval {
    let tail = confidence.tail();
    let count = events as f64;
    Interval {
        lower: if events == 0 {
            0.0
        } else {
            gamma_quantile(1.0 - tail, count) / exposure
        },
        upper: gamma_quantile(tail, count + 1.0) / exposure,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Oracle: R 4 `binom.test`, `poisson.test`, `prop.test` without correction; tolerance 1e-10 relative.
    #[test]
    fn the_reference() {
        #[track_caller]
        fn check(events: u64, n: u64, expected: [f64; 6]) {
            let rate = rate(events, n, Confidence::NINETY_FIVE).unwrap();
            let found =
                [rate.clopper_pearson, rate.poisson, rate.wilson].map(|interval| [interval.lower, interval.upper]);
            for (found, expected) in found.as_flattened().iter().zip(expected) {
                assert!(
                    (found - expected).abs() <= 1e-12 * expected.abs(),
                    "{found} instead of {expected}"
                );
            }
        }
        check(
            0,
            541,
            [
                0.0,
                0.006_795_437_035_545_64,
                0.0,
                0.006_818_631_153_630_19,
                0.0,
                0.007_050_599_322_982_76,
            ],
        );
        check(
            3,
            1200,
            [
                0.000_515_857_132_238_229,
                0.007_288_522_609_490_09,
                0.000_515_560_102_413_001,
                0.007_306_060_891_451_94,
                0.000_850_581_899_388_771,
                0.007_324_463_700_332_47,
            ],
        );
        check(
            246,
            541,
            [
                0.412_176_597_111_928,
                0.497_747_602_129_349,
                0.399_661_731_494_001,
                0.515_229_567_408_888,
                0.413_220_209_479_539,
                0.496_845_371_605_168,
            ],
        );
    }

    /// Closed forms: nobody, everybody.
    #[test]
    fn none_and_all() {
        for n in [1_u64, 86, 541, 1_000_000] {
            let none = rate(0, n, Confidence::NINETY_FIVE).unwrap().clopper_pearson;
            let exact = -(0.025_f64.ln() / n as f64).exp_m1();
            assert!((none.upper / exact - 1.0).abs() < 1e-10, "{n}");
            let all = rate(n, n, Confidence::NINETY_FIVE).unwrap().clopper_pearson;
            assert!((all.lower - (1.0 - exact)).abs() < 1e-12, "{n}");
        }
    }

    #[test]
    fn impossible_counts_are_refused() {
        assert_eq!(rate(0, 0, Confidence::NINETY_FIVE), Err(RateError::Nobody));
        let too_many = rate(5, 4, Confidence::NINETY_FIVE);
        assert_eq!(too_many, Err(RateError::MoreEventsThanPeople { events: 5, n: 4 }));
    }

    proptest! {
        #[test]
        fn intervals_hold_the_proportion_and_mirror(n in 1_u64..5_000, share in 0.0..=1.0_f64) {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a small count")]
            let events = (n as f64 * share) as u64;
            let found = rate(events, n, Confidence::NINETY_FIVE).unwrap();
            let mirrored = rate(n - events, n, Confidence::NINETY_FIVE).unwrap();
            for (interval, mirror) in [
                (found.clopper_pearson, mirrored.clopper_pearson),
                (found.wilson, mirrored.wilson),
            ] {
                prop_assert!(0.0 <= interval.lower && interval.lower <= found.proportion);
                prop_assert!(found.proportion <= interval.upper && interval.upper <= 1.0);
                prop_assert!((interval.lower - (1.0 - mirror.upper)).abs() < 1e-11);
            }
        }
    }
}
