//! Cox regression: how covariates multiply the hazard, whatever its course.
//!
//! The ratio is taken to be the same at all times; whether it is, is not tested here.

use serde::Serialize;

use super::{Observation, SurvivalError, by_time, checked, is_tied};
use crate::distribution::{chi_squared_above, normal_quantile, normal_two_sided};
use crate::linear::{Collinear, Square, dot};
use crate::{Confidence, Interval};

/// Newton steps after which a coefficient is taken to run away.
const MOST_STEPS: usize = 60;
/// Standardised coefficient beyond which an estimate is taken to run away: a ratio of e^30 for one standard deviation.
const MOST_COEFFICIENT: f64 = 30.0;

/// How events at one time are handled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Ties {
    /// Efron 1977, doi:10.1080/01621459.1977.10480613: close to exact; R's choice.
    Efron,
    /// Breslow 1974, doi:10.2307/2529620: simpler, biased towards 0 with many ties.
    Breslow,
}

/// A fitted Cox regression.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cox {
    /// People.
    pub n: usize,
    /// Events.
    pub n_events: usize,
    /// Covariates in the order given.
    pub coefficients: Vec<HazardRatio>,
    /// Logarithm of the partial likelihood.
    pub log_likelihood: f64,
    /// The same with all coefficients 0.
    pub log_likelihood_without: f64,
    /// Twice their difference, chi-squared with a degree of freedom for each covariate.
    pub likelihood_ratio: f64,
    /// Probability of a larger likelihood ratio by chance.
    pub likelihood_ratio_p: f64,
    /// How ties were handled.
    pub ties: Ties,
}

/// One covariate's effect.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HazardRatio {
    /// Covariate.
    pub name: String,
    /// Logarithm of the hazard ratio for one unit more.
    pub coefficient: f64,
    /// Its standard error.
    pub se: f64,
    /// Hazard ratio for one unit more.
    pub hazard_ratio: f64,
    /// Interval of the hazard ratio.
    pub hazard_ratio_ci: Interval,
    /// Coefficient over standard error.
    pub statistic: f64,
    /// Two-sided p value of no effect (Wald).
    pub p: f64,
}

/// Regresses the hazard on one covariate or more.
///
/// - `covariates`: name, and one value for each observation
pub fn cox(
    observations: &[Observation],
    covariates: &[(String, Vec<f64>)],
    ties: Ties,
    confidence: Confidence,
) -> Result<Cox, SurvivalError> {
    let likelihood = PartialLikelihood::new(observations, covariates, ties)?;
    let n_covariates = covariates.len();
    let mut beta = vec![0.0; n_covariates];
    let mut here = likelihood.at(&beta);
    let log_likelihood_without = here.value;
    let mut is_there = false;
    for _ in 0..MOST_STEPS {
        let factor = here
            .information
            .cholesky()
            .map_err(|collinear| likelihood.lost(collinear, &beta, covariates))?;
        let step = factor.solve(&here.score);
        let promised = dot(&step, &here.score);
        let mut share = 1.0;
        loop {
            let next: Vec<f64> = beta.iter().zip(&step).map(|(at, step)| at + share * step).collect();
            let there = likelihood.at(&next);
            if there.value.is_finite() && there.value >= here.value - 1e-12 * here.value.abs() {
                beta = next;
                here = there;
                break;
            }
            share *= 0.5;
            if share < 1e-9 {
                break;
            }
        }
        if promised < 1e-18 * (1.0 + here.value.abs()) || share < 1e-9 {
            is_there = true;
            break;
        }
    }
    let runs_away = beta.iter().position(|coefficient| coefficient.abs() > MOST_COEFFICIENT);
    if let Some(at) = runs_away.or((!is_there).then_some(0)) {
        return Err(SurvivalError::Separated {
            covariate: covariates.get(at).map(|(name, _)| name.clone()).unwrap_or_default(),
        });
    }
    let factor = here
        .information
        .cholesky()
        .map_err(|collinear| likelihood.lost(collinear, &beta, covariates))?;
    let covariance = factor.inverse();
    let z = normal_quantile(confidence.tail());
    let scaled = covariates.iter().zip(&likelihood.scales).zip(&beta).enumerate();
    let coefficients = scaled.map(|(at, (((name, _), scale), beta))| {
        let coefficient = beta / scale;
        let se = covariance.at(at, at).sqrt() / scale;
        let interval = Interval::around(coefficient, z * se);
        HazardRatio {
            name: name.clone(),
            coefficient,
            se,
            hazard_ratio: coefficient.exp(),
            hazard_ratio_ci: Interval {
                lower: interval.lower.exp(),
                upper: interval.upper.exp(),
            },
            statistic: coefficient / se,
            p: normal_two_sided(coefficient / se),
        }
    });
    let likelihood_ratio = (2.0 * (here.value - log_likelihood_without)).max(0.0);
    Ok(Cox {
        n: observations.len(),
        n_events: likelihood.rows.iter().filter(|row| row.event).count(),
        coefficients: coefficients.collect(),
        log_likelihood: here.value,
        log_likelihood_without,
        likelihood_ratio,
        likelihood_ratio_p: chi_squared_above(likelihood_ratio, n_covariates as f64),
        ties,
    })
}

/// People in the order of their times, with covariates less their means over their standard deviations.
struct PartialLikelihood {
    rows: Vec<Row>,
    scales: Vec<f64>,
    ties: Ties,
}

struct Row {
    time: f64,
    event: bool,
    covariates: Vec<f64>,
}

/// The logarithm of the partial likelihood with its derivatives.
struct Likelihood {
    value: f64,
    score: Vec<f64>,
    information: Square,
}

/// Sums over people of their hazards, and of these times covariates and their products.
struct Sums {
    hazard: f64,
    first: Vec<f64>,
    second: Square,
}

impl Sums {
    fn zeros(n_covariates: usize) -> Self {
        Self {
            hazard: 0.0,
            first: vec![0.0; n_covariates],
            second: Square::zeros(n_covariates),
        }
    }

    fn add(&mut self, hazard: f64, covariates: &[f64]) {
        self.hazard += hazard;
        for (sum, value) in self.first.iter_mut().zip(covariates) {
            *sum += hazard * value;
        }
        self.second.add_outer(hazard, covariates);
    }
}

impl PartialLikelihood {
    fn new(observations: &[Observation], covariates: &[(String, Vec<f64>)], ties: Ties) -> Result<Self, SurvivalError> {
        checked(observations)?;
        let n = observations.len();
        if covariates.is_empty() {
            return Err(SurvivalError::NoCovariate);
        }
        for (name, values) in covariates {
            if values.len() != n {
                return Err(SurvivalError::WrongLength {
                    what: "values of a covariate",
                    given: values.len(),
                    n,
                });
            }
            if let Some(at) = values.iter().position(|value| !value.is_finite()) {
                return Err(SurvivalError::ImpossibleCovariate {
                    covariate: name.clone(),
                    position: at + 1,
                });
            }
        }
        if !observations.iter().any(|observation| observation.event) {
            return Err(SurvivalError::NoEvent { n });
        }
        let (mut means, mut scales) = (Vec::new(), Vec::new());
        for (name, values) in covariates {
            let mean = values.iter().sum::<f64>() / n as f64;
            let variance = values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / n as f64;
            let scale = variance.sqrt();
            if scale <= 1e-13 * mean.abs() || scale <= 0.0 {
                return Err(SurvivalError::Collinear {
                    covariate: name.clone(),
                });
            }
            means.push(mean);
            scales.push(scale);
        }
        let row = |at: usize| Row {
            time: observations[at].time,
            event: observations[at].event,
            covariates: covariates
                .iter()
                .zip(means.iter().zip(&scales))
                .map(|((_, values), (mean, scale))| (values[at] - mean) / scale)
                .collect(),
        };
        Ok(Self {
            rows: by_time(observations).into_iter().map(row).collect(),
            scales: scales.clone(),
            ties,
        })
    }

    /// Walks back in time, so that those at risk are those already passed.
    fn at(&self, beta: &[f64]) -> Likelihood {
        let n_covariates = beta.len();
        let mut likelihood = Likelihood {
            value: 0.0,
            score: vec![0.0; n_covariates],
            information: Square::zeros(n_covariates),
        };
        let mut at_risk = Sums::zeros(n_covariates);
        let tied_rows: Vec<&[Row]> = self
            .rows
            .chunk_by(|left, right| is_tied(left.time, right.time))
            .collect();
        for tied in tied_rows.into_iter().rev() {
            let mut with_event = Sums::zeros(n_covariates);
            let mut n_events = 0_u32;
            for row in tied {
                let exponent = dot(beta, &row.covariates);
                at_risk.add(exponent.exp(), &row.covariates);
                if row.event {
                    n_events += 1;
                    with_event.add(exponent.exp(), &row.covariates);
                    likelihood.value += exponent;
                    for (score, value) in likelihood.score.iter_mut().zip(&row.covariates) {
                        *score += value;
                    }
                }
            }
            for earlier in 0..n_events {
                let share = match self.ties {
                    Ties::Efron => f64::from(earlier) / f64::from(n_events),
                    Ties::Breslow => 0.0,
                };
                let hazard = at_risk.hazard - share * with_event.hazard;
                let means: Vec<f64> = at_risk
                    .first
                    .iter()
                    .zip(&with_event.first)
                    .map(|(all, tied)| (all - share * tied) / hazard)
                    .collect();
                likelihood.value -= hazard.ln();
                for (score, mean) in likelihood.score.iter_mut().zip(&means) {
                    *score -= mean;
                }
                likelihood.information.add(1.0 / hazard, &at_risk.second);
                likelihood.information.add(-share / hazard, &with_event.second);
                likelihood.information.add_outer(-1.0, &means);
            }
        }
        likelihood
    }

    /// What a singular information matrix means: collinear at the start, run away later.
    fn lost(&self, collinear: Collinear, beta: &[f64], covariates: &[(String, Vec<f64>)]) -> SurvivalError {
        let name = |at: usize| covariates.get(at).map(|(name, _)| name.clone()).unwrap_or_default();
        let farthest = (0..self.scales.len()).max_by(|&left, &right| beta[left].abs().total_cmp(&beta[right].abs()));
        match farthest.filter(|&at| beta[at].abs() > 5.0) {
            Some(at) => SurvivalError::Separated { covariate: name(at) },
            None => SurvivalError::Collinear {
                covariate: name(collinear.column),
            },
        }
    }
}
