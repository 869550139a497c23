//! Trials pooled: one estimate from many, how much they disagree, and what the next trial may find.
//!
//! The model is `y = X b + u + e` with known sampling variances of `e` and the variance tau2 of `u` to be estimated; without covariates `X` is a
//! column of ones. Everything here, from the single mean to meta-regression, is this one model.
//!
//! It leaves out which trials belong together and how well they were done: pooling does not make poor trials good.
//! Checked against metafor 3.8 (`rma.uni`, `regtest`, `trimfill`, `leave1out`, `confint`).

mod asymmetry;
mod heterogeneity;
mod model;
mod regression;
mod sensitivity;
#[cfg(test)]
mod tests;

use serde::Serialize;
use thiserror::Error;

pub use asymmetry::{EggerTest, Side, TrimAndFill, egger_test, trim_and_fill};
pub use heterogeneity::Method;
pub use regression::{Coefficient, Covariate, MetaRegression, OmnibusTest, regress};
pub use sensitivity::{SubgroupTest, Subgroups, cumulative, leave_one_out, subgroups};

use crate::distribution::{chi_squared_above, normal_quantile, normal_two_sided, t_quantile, t_two_sided};
use crate::{Confidence, Interval};
use model::{Fit, Model};

/// What one trial found.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Study {
    /// Estimate, on the scale on which trials are pooled.
    pub estimate: f64,
    /// Sampling variance of the estimate, above 0.
    pub variance: f64,
}

/// How the pooled estimate is tested.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Test {
    /// By the normal distribution, as if tau2 were known: too narrow with few trials.
    Normal,
    /// By the t distribution, with the standard error from the weighted spread of the trials.
    ///
    /// Sources: Hartung and Knapp 2001, doi:10.1002/sim.1009; Sidik and Jonkman 2002, doi:10.1002/sim.1262;
    /// with covariates Knapp and Hartung 2003, doi:10.1002/sim.1482
    HartungKnapp,
}

/// How trials are pooled.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Settings {
    /// Estimator of the variance between trials.
    pub method: Method,
    /// Test and interval of the estimate.
    pub test: Test,
    /// Of all intervals.
    pub confidence: Confidence,
}

/// The pooled result.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Pooled {
    /// Trials.
    pub k: usize,
    /// Pooled estimate, on the scale of the trials.
    pub estimate: f64,
    /// Its standard error.
    pub se: f64,
    /// Estimate over standard error.
    pub statistic: f64,
    /// Two-sided p value of no effect.
    pub p: f64,
    /// Interval of the estimate.
    pub ci: Interval,
    /// Variance between trials and what goes with it.
    #[serde(flatten)]
    pub heterogeneity: Heterogeneity,
    /// Where the true effect of a further trial of this kind lies; absent for the fixed effect, which knows only one.
    ///
    /// By the distribution of the test (normal, or t with `k - 1` degrees of freedom), as metafor gives it.
    pub prediction: Option<Interval>,
    /// What a reader must know besides.
    pub remarks: Vec<Remark>,
}

/// How much trials disagree beyond chance.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Heterogeneity {
    /// Variance between trials; 0 for the fixed effect.
    pub tau2: f64,
    /// Its Q-profile interval; absent for the fixed effect.
    ///
    /// Source: Viechtbauer 2007, doi:10.1002/sim.2514
    pub tau2_ci: Option<Interval>,
    /// Cochran's Q with the weights of the fixed effect.
    pub q: f64,
    /// Degrees of freedom of Q.
    pub q_df: usize,
    /// Probability of a larger Q where trials differ by chance alone; absent without degrees of freedom.
    pub q_p: Option<f64>,
    /// Share of the variance that lies between trials, in per cent; absent without degrees of freedom.
    ///
    /// Source: Higgins and Thompson 2002, doi:10.1002/sim.1186
    pub i2: Option<f64>,
    /// Total variance over sampling variance; absent without degrees of freedom.
    pub h2: Option<f64>,
}

/// What the numbers alone do not say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Remark {
    /// A single study: nothing was pooled, and disagreement cannot be seen.
    OneStudy,
    /// The variance between trials is estimated at 0; with few trials this is no sign that they agree.
    VarianceBetweenTrialsAtZero,
    /// The Hartung-Knapp interval is narrower than the normal one: the trials agree more than their errors allow.
    HartungKnappNarrower,
    /// Trials agree so well that no variance between them fits: the Q-profile interval is empty, and stands at 0.
    QProfileEmpty,
}

/// Why trials cannot be pooled.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum PoolError {
    /// There is nothing.
    #[error("no study to pool")]
    NoStudy,
    /// An estimate that is no number.
    #[error("study {position} has the estimate {estimate}: give a finite number, or leave the study out")]
    ImpossibleEstimate {
        /// Place in the list, from 1.
        position: usize,
        /// As it was given.
        estimate: f64,
    },
    /// A variance that no estimate has.
    #[error(
        "study {position} has the variance {variance}: it must be above 0, or this study alone would decide everything"
    )]
    ImpossibleVariance {
        /// Place in the list, from 1.
        position: usize,
        /// As it was given.
        variance: f64,
    },
    /// Too few studies for what is asked.
    #[error("{given} studies are too few: {what} needs at least {least}")]
    TooFewStudies {
        /// What was asked.
        what: &'static str,
        /// Studies that it needs.
        least: usize,
        /// Studies that there are.
        given: usize,
    },
    /// All estimates are the same.
    #[error(
        "all estimates are the same, so their spread gives no standard error: use the normal test instead of Hartung-Knapp"
    )]
    NoSpread,
    /// A covariate that the others and the intercept already contain.
    #[error("covariate `{covariate}` is collinear with those before it or the same in all studies: leave it out")]
    CollinearCovariate {
        /// Its name.
        covariate: String,
    },
    /// A covariate without a value for each study.
    #[error(
        "covariate `{covariate}` has {given} values for {k} studies, or one that is no number: leave the study or the covariate out"
    )]
    IncompleteCovariate {
        /// Its name.
        covariate: String,
        /// Values that are numbers.
        given: usize,
        /// Studies.
        k: usize,
    },
    /// Labels of subgroups that do not fit the studies.
    #[error("{given} labels of subgroups for {k} studies: give each study one")]
    WrongNumberOfLabels {
        /// Labels.
        given: usize,
        /// Studies.
        k: usize,
    },
    /// The search for what is looked for did not end.
    #[error("{what} could not be found for these studies: try another method")]
    NotFound {
        /// What was looked for.
        what: &'static str,
    },
}

/// Pools trials into one estimate.
///
/// One study alone is given back, marked, by the fixed effect; other methods refuse it, because they would claim to know how trials differ.
///
/// ```
/// use anagen_evidence::Confidence;
/// use anagen_evidence::pooling::{Method, Settings, Study, Test, pool};
/// let studies = [(7.9, 57.1), (12.5, 9.0), (4.1, 16.0)].map(|(estimate, variance)| Study { estimate, variance });
/// let settings = Settings {
///     method: Method::RestrictedMaximumLikelihood,
///     test: Test::HartungKnapp,
///     confidence: Confidence::NINETY_FIVE,
/// };
/// let pooled = pool(&studies, settings)?;
/// assert_eq!(format!("{:.1} ({:.1} to {:.1})", pooled.estimate, pooled.ci.lower, pooled.ci.upper), "8.8 (-3.0 to 20.5)");
/// # Ok::<(), anagen_evidence::pooling::PoolError>(())
/// ```
pub fn pool(studies: &[Study], settings: Settings) -> Result<Pooled, PoolError> {
    let model = Model::new(studies, &[])?;
    let k = studies.len();
    let is_fixed = settings.method == Method::Fixed;
    if k == 1 && !(is_fixed && settings.test == Test::Normal) {
        return Err(PoolError::TooFewStudies {
            what: "a method other than the fixed effect with the normal test",
            least: 2,
            given: k,
        });
    }
    let (heterogeneity, mut remarks) = heterogeneity::estimate(&model, settings)?;
    let fit = model.at(heterogeneity.tau2)?;
    let (inference, narrower) = Inference::new(&model, &fit, settings)?;
    if narrower {
        remarks.push(Remark::HartungKnappNarrower);
    }
    if k == 1 {
        remarks.push(Remark::OneStudy);
    }
    let estimate = fit.coefficients.first().copied().unwrap_or(f64::NAN);
    let se = (inference.variance_factor * fit.inverse.at(0, 0)).sqrt();
    let reach = inference.critical * se.hypot(heterogeneity.tau2.sqrt());
    Ok(Pooled {
        k,
        estimate,
        se,
        statistic: estimate / se,
        p: inference.two_sided(estimate / se),
        ci: Interval::around(estimate, inference.critical * se),
        heterogeneity,
        prediction: (!is_fixed).then(|| Interval::around(estimate, reach)),
        remarks,
    })
}

/// How coefficients of a model become intervals and p values.
struct Inference {
    /// What the inverse of `X'WX` is multiplied with: 1, or Hartung and Knapp's factor.
    variance_factor: f64,
    /// Degrees of freedom; infinite for the normal distribution.
    df: f64,
    /// Standard errors to each side of an interval.
    critical: f64,
}

impl Inference {
    /// The inference, and whether Hartung-Knapp made it narrower.
    fn new(model: &Model<'_>, fit: &Fit, settings: Settings) -> Result<(Self, bool), PoolError> {
        let tail = settings.confidence.tail();
        match settings.test {
            Test::Normal => Ok((
                Self {
                    variance_factor: 1.0,
                    df: f64::INFINITY,
                    critical: normal_quantile(tail),
                },
                false,
            )),
            Test::HartungKnapp => {
                let df = model.residual_df() as f64;
                if df > 0.0 && fit.has_spread() {
                    let variance_factor = fit.residual_q / df;
                    let critical = t_quantile(tail, df);
                    let narrower = critical * variance_factor.sqrt() < normal_quantile(tail);
                    let inference = Self {
                        variance_factor,
                        df,
                        critical,
                    };
                    Ok((inference, narrower))
                } else {
                    Err(PoolError::NoSpread)
                }
            }
        }
    }

    fn two_sided(&self, statistic: f64) -> f64 {
        if self.df.is_infinite() {
            normal_two_sided(statistic)
        } else {
            t_two_sided(statistic, self.df)
        }
    }
}

/// Probability of a Q above `q`; none without degrees of freedom.
fn q_p(q: f64, df: usize) -> Option<f64> {
    (df > 0).then(|| chi_squared_above(q, df as f64))
}
