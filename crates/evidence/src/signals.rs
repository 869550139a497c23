//! Harm that stands out: agents, lots, operators and devices with more events than expected.
//!
//! Three answers to three ways of being fooled. Few events make wild ratios: they are shrunk towards 1 (gamma-Poisson). Many comparisons make
//! false alarms: the share of false ones among alarms is controlled. Looking every day makes one sooner or later: the sequential test keeps its
//! error however often one looks. What is expected (from the other lots, the other operators, adjusted or not) is the caller's.

use serde::Serialize;
use thiserror::Error;

use crate::distribution::gamma_quantile;
use crate::incomplete::{self, ln_gamma};
use crate::rate::poisson;
use crate::{Confidence, Interval};

/// Events of one agent, lot, operator or device.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Tally {
    /// Its name.
    pub name: String,
    /// Events seen.
    pub observed: u64,
    /// Events expected if it were as the others, above 0.
    pub expected: f64,
}

/// What a tally says.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Signal {
    /// The tally.
    #[serde(flatten)]
    pub tally: Tally,
    /// Observed over expected.
    pub ratio: f64,
    /// Exact interval of the ratio, by this tally alone.
    pub ratio_ci: Interval,
    /// Ratio shrunk towards 1 as far as the tallies together allow: mean of the posterior.
    pub shrunk: f64,
    /// Its interval.
    pub shrunk_ci: Interval,
    /// Probability of as many events or more if it were as the others.
    pub p: f64,
    /// Smallest share of false alarms at which this one would be raised with all as strong (Benjamini-Hochberg).
    pub q: f64,
    /// Whether it is raised at the rate that was asked for.
    pub alarm: bool,
}

/// All tallies, the largest shrunk ratio first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Signals {
    /// One for each tally.
    pub signals: Vec<Signal>,
    /// Variance of the true ratios between tallies; 0 where the counts differ by no more than chance.
    pub variance_of_ratios: f64,
}

/// Why there are no signals.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum SignalError {
    /// No tally.
    #[error("no tally: there is nothing to compare")]
    NoTally,
    /// An expectation that is none.
    #[error("`{name}` expects {expected} events: give a finite number above 0, from exposure and the others' rate")]
    ImpossibleExpectation {
        /// Whose.
        name: String,
        /// As it was given.
        expected: f64,
    },
    /// A share that is none.
    #[error("{what} {given} is impossible: give {allowed}")]
    ImpossibleSetting {
        /// Which.
        what: &'static str,
        /// As it was given.
        given: f64,
        /// What is possible.
        allowed: &'static str,
    },
    /// Looks that go back.
    #[error("look {position} has fewer events, or expects fewer, than the one before: give totals since the start")]
    LookGoesBack {
        /// Place in the list, from 1.
        position: usize,
    },
}

/// Logarithms of the prior's shape between which its best is looked for; at the upper end ratios do not differ.
const LN_SHAPES: (f64, f64) = (-5.0, 12.0);
/// Points of the first, coarse search.
const COARSE: u32 = 170;

/// Compares tallies with what is expected of them.
///
/// - `false_discovery_rate`: share of false ones among alarms, as 0.05
///
/// True ratios are taken to follow a gamma distribution with mean 1 and a shape that makes the counts most likely (one component of DuMouchel
/// 1999, doi:10.1080/00031305.1999.10474456); p values are exact Poisson; alarms by Benjamini and Hochberg 1995,
/// doi:10.1111/j.2517-6161.1995.tb02031.x.
pub fn signals(tallies: &[Tally], false_discovery_rate: f64, confidence: Confidence) -> Result<Signals, SignalError> {
    if tallies.is_empty() {
        return Err(SignalError::NoTally);
    }
    if !(0.0 < false_discovery_rate && false_discovery_rate < 1.0) {
        return Err(SignalError::ImpossibleSetting {
            what: "false-discovery rate",
            given: false_discovery_rate,
            allowed: "a share above 0 and below 1, as 0.05",
        });
    }
    let impossible = |tally: &&Tally| !(tally.expected.is_finite() && 0.0 < tally.expected);
    if let Some(tally) = tallies.iter().find(impossible) {
        return Err(SignalError::ImpossibleExpectation {
            name: tally.name.clone(),
            expected: tally.expected,
        });
    }
    let ln_shape = likeliest_ln_shape(tallies);
    let shape = ln_shape.exp();
    let tail = confidence.tail();
    let signal = |tally: &Tally| {
        let observed = tally.observed as f64;
        let (posterior_shape, posterior_rate) = (shape + observed, shape + tally.expected);
        let quantile = |above: f64| gamma_quantile(above, posterior_shape) / posterior_rate;
        Signal {
            tally: tally.clone(),
            ratio: observed / tally.expected,
            ratio_ci: poisson(tally.observed, tally.expected, confidence),
            shrunk: posterior_shape / posterior_rate,
            shrunk_ci: Interval {
                lower: quantile(1.0 - tail),
                upper: quantile(tail),
            },
            p: at_least(tally.observed, tally.expected),
            q: 1.0,
            alarm: false,
        }
    };
    let mut signals: Vec<Signal> = tallies.iter().map(signal).collect();
    signals.sort_by(|left, right| left.p.total_cmp(&right.p));
    let n = signals.len() as f64;
    let mut least = 1.0_f64;
    for (at, signal) in signals.iter_mut().enumerate().rev() {
        least = least.min(signal.p * n / (at as f64 + 1.0));
        signal.q = least;
        signal.alarm = least <= false_discovery_rate;
    }
    signals.sort_by(|left, right| right.shrunk.total_cmp(&left.shrunk));
    Ok(Signals {
        signals,
        variance_of_ratios: if ln_shape < LN_SHAPES.1 { 1.0 / shape } else { 0.0 },
    })
}

/// Probability of `observed` events or more where `expected` are.
fn at_least(observed: u64, expected: f64) -> f64 {
    if observed == 0 {
        return 1.0;
    }
    incomplete::gamma(observed as f64, expected).lower
}

/// Logarithm of the prior's shape at which the counts are most likely.
fn likeliest_ln_shape(tallies: &[Tally]) -> f64 {
    let likelihood = |ln_shape: f64| {
        let shape = ln_shape.exp();
        let of_one = |tally: &Tally| {
            let observed = tally.observed as f64;
            let expected = tally.expected;
            ln_gamma(shape + observed)
                - ln_gamma(shape)
                - shape * (expected / shape).ln_1p()
                - observed * (shape + expected).ln()
        };
        tallies.iter().map(of_one).sum::<f64>()
    };
    let width = (LN_SHAPES.1 - LN_SHAPES.0) / f64::from(COARSE);
    let points = (0..=COARSE).map(|at| LN_SHAPES.0 + width * f64::from(at));
    let best = points
        .map(|at| (at, likelihood(at)))
        .max_by(|left, right| left.1.total_cmp(&right.1));
    let middle = best.map_or(LN_SHAPES.1, |(at, _)| at);
    if middle >= LN_SHAPES.1 - 0.5 * width {
        return LN_SHAPES.1;
    }
    // Golden section between the neighbours of the best point.
    let golden = 0.5 * (5.0_f64.sqrt() - 1.0);
    let (mut low, mut high) = (middle - width, middle + width);
    for _ in 0..40 {
        let (left, right) = (high - golden * (high - low), low + golden * (high - low));
        if likelihood(left) < likelihood(right) {
            low = left;
        } else {
            high = right;
        }
    }
    0.5 * (low + high)
}

/// A test that may be looked at after every session without losing its error rate.
///
/// Wald's likelihood ratio of `ratio` times the expected rate against the expected rate, stopped at `1 / error_rate`: by Ville's inequality the
/// probability that it is **ever** reached without an excess is at most `error_rate`.
///
/// Sources: Wald 1945, doi:10.1214/aoms/1177731118; Ville 1939.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct SequentialTest {
    ratio: f64,
    error_rate: f64,
}

/// Totals since the start.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Look {
    /// Events seen so far.
    pub observed: u64,
    /// Events expected so far.
    pub expected: f64,
}

/// Where a sequential test stands.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Standing {
    /// Logarithm of the likelihood ratio at the last look.
    pub ln_likelihood_ratio: f64,
    /// Logarithm at which the alarm is raised.
    pub threshold: f64,
    /// The look, from 1, at which the alarm was first raised; it stays raised.
    pub alarm_at: Option<usize>,
}

impl SequentialTest {
    /// - `ratio`: rate over the expected rate that must not be missed, above 1, as 2
    /// - `error_rate`: probability of ever raising an alarm without an excess, as 0.01
    pub fn new(ratio: f64, error_rate: f64) -> Result<Self, SignalError> {
        if !(ratio > 1.0 && ratio.is_finite()) {
            return Err(SignalError::ImpossibleSetting {
                what: "ratio",
                given: ratio,
                allowed: "a number above 1, as 2",
            });
        }
        if !(0.0 < error_rate && error_rate < 1.0) {
            return Err(SignalError::ImpossibleSetting {
                what: "error rate",
                given: error_rate,
                allowed: "a share above 0 and below 1, as 0.01",
            });
        }
        Ok(Self { ratio, error_rate })
    }

    /// Where the test stands after `looks`, each with totals since the start.
    pub fn standing(self, looks: &[Look]) -> Result<Standing, SignalError> {
        let threshold = -self.error_rate.ln();
        let mut standing = Standing {
            ln_likelihood_ratio: 0.0,
            threshold,
            alarm_at: None,
        };
        let mut before = Look {
            observed: 0,
            expected: 0.0,
        };
        for (position, look) in (1..).zip(looks) {
            if look.observed < before.observed || !(before.expected <= look.expected && look.expected.is_finite()) {
                return Err(SignalError::LookGoesBack { position });
            }
            standing.ln_likelihood_ratio = look.observed as f64 * self.ratio.ln() - (self.ratio - 1.0) * look.expected;
            if standing.ln_likelihood_ratio >= threshold {
                standing.alarm_at = standing.alarm_at.or(Some(position));
            }
            before = *look;
        }
        Ok(standing)
    }
}

#[cfg(test)]
mod tests;
