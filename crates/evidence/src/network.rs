//! Network meta-analysis: mixtures, routes and comparators that were never all compared in one trial, compared through the trials that share arms.
//!
//! Each arm has an estimate and a variance; each trial has a level of its own, so that only differences within trials count, and arms of one trial
//! share its errors as they should (Rücker 2012, doi:10.1002/jrsm.1058). The variance between trials is one for all comparisons, by moments
//! (Jackson 2012, doi:10.1002/sim.5453). Indirect comparisons assume that trials differ by chance alone in what modifies the effect.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use thiserror::Error;

use crate::distribution::{chi_squared_above, normal_above, normal_quantile, normal_two_sided};
use crate::linear::Square;
use crate::{Confidence, Interval};

/// One arm of a trial.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NetworkArm {
    /// What was given, as the network names it.
    pub treatment: String,
    /// Mean, or logarithm of odds or risk; only differences within a trial are used.
    pub estimate: f64,
    /// Its sampling variance, above 0.
    pub variance: f64,
}

/// A trial of two arms or more.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NetworkStudy {
    /// Its name.
    pub name: String,
    /// Its arms, each with another treatment.
    pub arms: Vec<NetworkArm>,
}

/// Whether trials of one comparison may differ in their true effects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Effects {
    /// They do not.
    Fixed,
    /// They do, by the same variance in all comparisons.
    Random,
}

/// A fitted network.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Network {
    /// Treatments by name; the first is the reference of the fit, which changes no comparison.
    pub treatments: Vec<String>,
    /// Trials.
    pub n_studies: usize,
    /// Variance of comparisons between trials; 0 for fixed effects.
    pub tau2: f64,
    /// Disagreement of all kinds.
    pub total: Disagreement,
    /// Disagreement between trials that compare the same treatments.
    pub heterogeneity: Disagreement,
    /// Disagreement between trials that compare different treatments, direct against indirect (Krahn 2013, doi:10.1186/1471-2288-13-35).
    pub inconsistency: Disagreement,
    #[serde(skip)]
    effects: Vec<f64>,
    #[serde(skip)]
    covariance: Square,
    #[serde(skip)]
    confidence: Confidence,
}

/// A Q with its test; p is absent without degrees of freedom, where disagreement of this kind cannot be seen.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Disagreement {
    /// Weighted sum of squares, with the weights of fixed effects.
    pub q: f64,
    /// Degrees of freedom.
    pub df: usize,
    /// Probability of a larger Q by chance.
    pub p: Option<f64>,
}

/// One treatment against another.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Comparison {
    /// First treatment.
    pub first: String,
    /// Second treatment.
    pub second: String,
    /// First minus second.
    pub estimate: f64,
    /// Its standard error.
    pub se: f64,
    /// Its interval.
    pub ci: Interval,
    /// Two-sided p value of no difference.
    pub p: f64,
}

/// A treatment's place; shown with its interval against the reference, because places alone hide how little may lie between them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Place {
    /// P-score: how sure we are, on average, that the treatment is better than another; 0 to 1 (Rücker 2015, doi:10.1186/s12874-015-0060-8).
    pub p_score: f64,
    /// Against the treatment that was asked for.
    pub comparison: Comparison,
}

/// Which end of the scale is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Better {
    /// More is better, as density.
    Larger,
    /// Less is better, as harm.
    Smaller,
}

/// Why a network cannot be fitted.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum NetworkError {
    /// No trial.
    #[error("no study: a network needs at least one")]
    NoStudy,
    /// A trial of one arm.
    #[error("study `{study}` has {n_arms} arm(s): a comparison needs at least 2")]
    TooFewArms {
        /// The study.
        study: String,
        /// Its arms.
        n_arms: usize,
    },
    /// A treatment twice in a trial.
    #[error("study `{study}` has two arms of `{treatment}`: join them, or name them apart")]
    ArmTwice {
        /// The study.
        study: String,
        /// The treatment.
        treatment: String,
    },
    /// Numbers that no arm has.
    #[error(
        "arm `{treatment}` of study `{study}` has the estimate {estimate} with variance {variance}: both must be finite, the variance above 0"
    )]
    ImpossibleArm {
        /// The study.
        study: String,
        /// The treatment.
        treatment: String,
        /// As it was given.
        estimate: f64,
        /// As it was given.
        variance: f64,
    },
    /// Parts without a trial between them.
    #[error("the network falls apart: no trial leads from {{{here}}} to {{{there}}}; pool the parts by themselves")]
    Disconnected {
        /// Treatments that hang together.
        here: String,
        /// The others.
        there: String,
    },
    /// A name that is not in the network.
    #[error("`{treatment}` is in no trial of the network")]
    NoTreatment {
        /// The name.
        treatment: String,
    },
    /// Variances so different that rounding hides the smaller ones' weights.
    #[error("the variances of the arms differ so much that treatments cannot be told apart: look at their units")]
    Unsolvable,
}

/// Fits a network.
pub fn network(studies: &[NetworkStudy], effects: Effects, confidence: Confidence) -> Result<Network, NetworkError> {
    check(studies)?;
    let references: Vec<&NetworkStudy> = studies.iter().collect();
    let treatments = treatments_of(&references);
    check_connected(&references, &treatments)?;
    let fixed = Fit::new(&references, &treatments, 0.0)?;
    let df = fixed.df;
    let mut designs: BTreeMap<BTreeSet<&str>, Vec<&NetworkStudy>> = BTreeMap::new();
    for study in studies {
        let design = study.arms.iter().map(|arm| arm.treatment.as_str()).collect();
        designs.entry(design).or_default().push(study);
    }
    let (mut within, mut within_df) = (0.0, 0);
    for same in designs.values() {
        let fit = Fit::new(same, &treatments_of(same), 0.0)?;
        within += fit.q;
        within_df += fit.df;
    }
    let tau2 = match effects {
        Effects::Random if df > 0 => ((fixed.q - df as f64) / (0.5 * fixed.trace_of_projection)).max(0.0),
        Effects::Random | Effects::Fixed => 0.0,
    };
    let fit = if tau2 > 0.0 {
        Fit::new(&references, &treatments, tau2)?
    } else {
        fixed.clone()
    };
    Ok(Network {
        treatments: treatments.iter().map(|&name| name.to_owned()).collect(),
        n_studies: studies.len(),
        tau2,
        total: Disagreement::new(fixed.q, df),
        heterogeneity: Disagreement::new(within, within_df),
        inconsistency: Disagreement::new((fixed.q - within).max(0.0), df - within_df),
        effects: fit.effects,
        covariance: fit.covariance,
        confidence,
    })
}

impl Network {
    /// One treatment against another, by all trials that say anything about it.
    pub fn comparison(&self, first: &str, second: &str) -> Result<Comparison, NetworkError> {
        let place = |name: &str| {
            let found = self.treatments.iter().position(|known| known == name);
            found.ok_or_else(|| NetworkError::NoTreatment {
                treatment: name.to_owned(),
            })
        };
        Ok(self.between(place(first)?, place(second)?))
    }

    /// All treatments against `against`, the best first. How certain the trials are (their grade) is not known here and belongs beside it.
    pub fn ranking(&self, against: &str, better: Better) -> Result<Vec<Place>, NetworkError> {
        let others = (self.treatments.len() - 1) as f64;
        let mut places = Vec::new();
        for (at, name) in self.treatments.iter().enumerate() {
            let beats = |other: usize| {
                let comparison = self.between(at, other);
                let advantage = match better {
                    Better::Larger => comparison.estimate,
                    Better::Smaller => -comparison.estimate,
                };
                normal_above(-advantage / comparison.se)
            };
            let p_score = (0..self.treatments.len())
                .filter(|&other| other != at)
                .map(beats)
                .sum::<f64>()
                / others;
            places.push(Place {
                p_score,
                comparison: self.comparison(name, against)?,
            });
        }
        places.sort_by(|left, right| right.p_score.total_cmp(&left.p_score));
        Ok(places)
    }

    fn between(&self, first: usize, second: usize) -> Comparison {
        let estimate = self.effects[first] - self.effects[second];
        let (of_first, of_second) = (self.covariance.at(first, first), self.covariance.at(second, second));
        let se = (of_first + of_second - 2.0 * self.covariance.at(first, second))
            .max(0.0)
            .sqrt();
        let is_same = first == second;
        Comparison {
            first: self.treatments[first].clone(),
            second: self.treatments[second].clone(),
            estimate,
            se,
            ci: Interval::around(estimate, normal_quantile(self.confidence.tail()) * se),
            p: if is_same { 1.0 } else { normal_two_sided(estimate / se) },
        }
    }
}

impl Disagreement {
    fn new(q: f64, df: usize) -> Self {
        Self {
            q,
            df,
            p: (df > 0).then(|| chi_squared_above(q, df as f64)),
        }
    }
}

/// The network at one tau2. A study's arms have independent errors of `variance + tau2 / 2`; its level is solved for and drops out.
#[derive(Clone)]
struct Fit {
    /// Effect of each treatment against the first.
    effects: Vec<f64>,
    /// Covariance of the effects; zeros for the first.
    covariance: Square,
    q: f64,
    df: usize,
    /// Trace of the projection onto residuals, times weights.
    trace_of_projection: f64,
}

impl Fit {
    fn new(studies: &[&NetworkStudy], treatments: &[&str], tau2: f64) -> Result<Self, NetworkError> {
        let n = treatments.len();
        let mut laplacian = Square::zeros(n);
        let mut squared = Square::zeros(n);
        let mut right = vec![0.0; n];
        let mut trace = 0.0;
        let mut n_contrasts = 0;
        for study in studies {
            let arms = Arms::new(study, treatments, tau2);
            let mean = arms.weighted_mean(|arm| arm.estimate);
            for arm in &arms.arms {
                right[arm.treatment] += arm.weight * (arm.estimate - mean);
                trace += arm.weight - arm.weight * arm.weight / arms.total;
                for other in &arms.arms {
                    *laplacian.at_mut(arm.treatment, other.treatment) += arms.centred_weight(arm, other);
                    // The square of the study's centred weights.
                    let product = arms
                        .arms
                        .iter()
                        .map(|inner| arms.centred_weight(arm, inner) * arms.centred_weight(inner, other));
                    *squared.at_mut(arm.treatment, other.treatment) += product.sum::<f64>();
                }
            }
            n_contrasts += arms.arms.len() - 1;
        }
        let kept: Vec<usize> = (1..n).collect();
        let factor = laplacian.part(&kept).cholesky().map_err(|_| NetworkError::Unsolvable)?;
        let solved = factor.solve(right.get(1..).unwrap_or_default());
        let effects: Vec<f64> = std::iter::once(0.0).chain(solved).collect();
        let inverse = factor.inverse();
        let mut covariance = Square::zeros(n);
        for &row in &kept {
            for &column in &kept {
                *covariance.at_mut(row, column) = inverse.at(row - 1, column - 1);
            }
        }
        let mut q = 0.0;
        for study in studies {
            let arms = Arms::new(study, treatments, tau2);
            let residual = |arm: &Arm| arm.estimate - effects[arm.treatment];
            let mean = arms.weighted_mean(residual);
            q += arms
                .arms
                .iter()
                .map(|arm| arm.weight * (residual(arm) - mean).powi(2))
                .sum::<f64>();
        }
        Ok(Self {
            trace_of_projection: trace - covariance.trace_of_product(&squared),
            effects,
            covariance,
            q,
            df: n_contrasts - (n - 1),
        })
    }
}

struct Arms {
    arms: Vec<Arm>,
    total: f64,
}

struct Arm {
    treatment: usize,
    estimate: f64,
    weight: f64,
}

impl Arms {
    fn new(study: &NetworkStudy, treatments: &[&str], tau2: f64) -> Self {
        let arm = |arm: &NetworkArm| {
            let treatment = treatments.iter().position(|name| *name == arm.treatment)?;
            Some(Arm {
                treatment,
                estimate: arm.estimate,
                weight: 1.0 / (arm.variance + 0.5 * tau2),
            })
        };
        let arms: Vec<Arm> = study.arms.iter().filter_map(arm).collect();
        let total = arms.iter().map(|arm| arm.weight).sum();
        Self { arms, total }
    }

    fn weighted_mean(&self, of: impl Fn(&Arm) -> f64) -> f64 {
        self.arms.iter().map(|arm| arm.weight * of(arm)).sum::<f64>() / self.total
    }

    /// `diag(w) - w w' / sum(w)`: weights once the study's level is solved for.
    fn centred_weight(&self, arm: &Arm, other: &Arm) -> f64 {
        let own = if arm.treatment == other.treatment {
            arm.weight
        } else {
            0.0
        };
        own - arm.weight * other.weight / self.total
    }
}

fn check(studies: &[NetworkStudy]) -> Result<(), NetworkError> {
    if studies.is_empty() {
        return Err(NetworkError::NoStudy);
    }
    for study in studies {
        if study.arms.len() < 2 {
            return Err(NetworkError::TooFewArms {
                study: study.name.clone(),
                n_arms: study.arms.len(),
            });
        }
        let mut seen = BTreeSet::new();
        for arm in &study.arms {
            if !seen.insert(&arm.treatment) {
                return Err(NetworkError::ArmTwice {
                    study: study.name.clone(),
                    treatment: arm.treatment.clone(),
                });
            }
            if !arm.estimate.is_finite() || !arm.variance.is_finite() || arm.variance <= 0.0 {
                return Err(NetworkError::ImpossibleArm {
                    study: study.name.clone(),
                    treatment: arm.treatment.clone(),
                    estimate: arm.estimate,
                    variance: arm.variance,
                });
            }
        }
    }
    Ok(())
}

fn treatments_of<'a>(studies: &[&'a NetworkStudy]) -> Vec<&'a str> {
    let names: BTreeSet<&str> = studies
        .iter()
        .flat_map(|study| &study.arms)
        .map(|arm| arm.treatment.as_str())
        .collect();
    names.into_iter().collect()
}

fn check_connected(studies: &[&NetworkStudy], treatments: &[&str]) -> Result<(), NetworkError> {
    let mut reached: BTreeSet<&str> = treatments.first().copied().into_iter().collect();
    loop {
        let before = reached.len();
        for study in studies {
            let names = || study.arms.iter().map(|arm| arm.treatment.as_str());
            if names().any(|name| reached.contains(name)) {
                reached.extend(names());
            }
        }
        if reached.len() == before {
            break;
        }
    }
    if reached.len() == treatments.len() {
        return Ok(());
    }
    let there = treatments.iter().filter(|name| !reached.contains(*name));
    Err(NetworkError::Disconnected {
        here: reached.iter().copied().collect::<Vec<_>>().join(", "),
        there: there.copied().collect::<Vec<_>>().join(", "),
    })
}

#[cfg(test)]
mod tests;
