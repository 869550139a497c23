//! The variance between trials: nine estimators and the Q-profile interval.

use serde::Serialize;

use super::model::{Fit, Model};
use super::{Heterogeneity, PoolError, Remark, Settings, q_p};
use crate::distribution::chi_squared_quantile;
use crate::{Interval, root};

/// Halvings of tau2 after which a likelihood that still rises towards 0 is taken to end there.
const MOST_HALVINGS: usize = 40;
/// Doublings of tau2 after which a likelihood that still rises is given up.
const MOST_DOUBLINGS: usize = 200;

/// How the variance between trials (tau2) is estimated; below 0 it is set to 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// No variance between trials: one true effect, weights by inverse variance.
    Fixed,
    /// DerSimonian and Laird 1986, doi:10.1016/0197-2456(86)90046-2
    DerSimonianLaird,
    /// Hedges and Olkin 1985, Statistical methods for meta-analysis, chapter 9; unweighted moments.
    Hedges,
    /// Hunter and Schmidt 1990, Methods of meta-analysis.
    HunterSchmidt,
    /// Sidik and Jonkman 2005, doi:10.1111/j.1467-9876.2005.00489.x; never 0 where estimates differ.
    SidikJonkman,
    /// Maximum likelihood; biased towards 0.
    MaximumLikelihood,
    /// Restricted maximum likelihood; Viechtbauer 2005, doi:10.3102/10769986030003261
    RestrictedMaximumLikelihood,
    /// Empirical Bayes; Morris 1983, doi:10.1080/01621459.1983.10477920. Its solution is that of Paule and Mandel.
    EmpiricalBayes,
    /// Paule and Mandel 1982, doi:10.6028/jres.087.022: where the generalised Q equals its degrees of freedom.
    PauleMandel,
}

impl Method {
    /// As a reader knows it.
    pub(crate) fn in_words(self) -> &'static str {
        match self {
            Self::Fixed => "fixed effect",
            Self::DerSimonianLaird => "random effects (DerSimonian-Laird)",
            Self::Hedges => "random effects (Hedges)",
            Self::HunterSchmidt => "random effects (Hunter-Schmidt)",
            Self::SidikJonkman => "random effects (Sidik-Jonkman)",
            Self::MaximumLikelihood => "random effects (ML)",
            Self::RestrictedMaximumLikelihood => "random effects (REML)",
            Self::EmpiricalBayes => "random effects (empirical Bayes)",
            Self::PauleMandel => "random effects (Paule-Mandel)",
        }
    }
}

/// Estimates tau2 and what goes with it.
pub(super) fn estimate(model: &Model<'_>, settings: Settings) -> Result<(Heterogeneity, Vec<Remark>), PoolError> {
    let df = model.residual_df();
    let fixed = model.at(0.0)?;
    let q = fixed.residual_q;
    let mut remarks = Vec::new();
    let tau2 = tau2(model, &fixed, settings.method)?;
    let (mut i2, mut h2, mut tau2_ci) = (None, None, None);
    if df > 0 {
        let degrees = df as f64;
        if settings.method == Method::Fixed {
            i2 = Some(if q > degrees { 100.0 * (q - degrees) / q } else { 0.0 });
            h2 = Some(q / degrees);
        } else {
            // The sampling variance of a typical study, Higgins and Thompson 2002, eq. 9.
            let typical = degrees / model.trace_of_projection(&fixed.inverse, |study| 1.0 / study.variance);
            i2 = Some(100.0 * tau2 / (tau2 + typical));
            h2 = Some((tau2 + typical) / typical);
            let (interval, empty) = q_profile(model, settings)?;
            tau2_ci = Some(interval);
            if tau2 <= 0.0 {
                remarks.push(Remark::VarianceBetweenTrialsAtZero);
            }
            if empty {
                remarks.push(Remark::QProfileEmpty);
            }
        }
    }
    let heterogeneity = Heterogeneity {
        tau2,
        tau2_ci,
        q,
        q_df: df,
        q_p: q_p(q, df),
        i2,
        h2,
    };
    Ok((heterogeneity, remarks))
}

fn tau2(model: &Model<'_>, fixed: &Fit, method: Method) -> Result<f64, PoolError> {
    let k = model.studies.len() as f64;
    let df = model.residual_df() as f64;
    let moments = match method {
        Method::Fixed => 0.0,
        Method::DerSimonianLaird => {
            (fixed.residual_q - df) / model.trace_of_projection(&fixed.inverse, |study| 1.0 / study.variance)
        }
        Method::Hedges => hedges(model)?,
        Method::HunterSchmidt => (fixed.residual_q - k) / model.sum(|study| 1.0 / study.variance),
        Method::SidikJonkman => {
            // The first guess is the plain variance of the estimates with divisor k.
            let mean = model.sum(|study| study.estimate) / k;
            let spread = model.sum(|study| (study.estimate - mean).powi(2)) / k;
            if spread > 0.0 {
                spread * model.at(spread)?.residual_q / df
            } else {
                0.0
            }
        }
        Method::MaximumLikelihood | Method::RestrictedMaximumLikelihood => {
            likeliest(model, method == Method::RestrictedMaximumLikelihood)?
        }
        Method::EmpiricalBayes | Method::PauleMandel => q_equals(model, df)?,
    };
    Ok(moments.max(0.0))
}

fn hedges(model: &Model<'_>) -> Result<f64, PoolError> {
    let unweighted = model.weighted(|_| 1.0)?;
    let variances = model.trace_of_unweighted_variances(&unweighted.inverse);
    Ok((unweighted.residual_q - variances) / model.residual_df() as f64)
}

/// The local maximum of the (restricted) likelihood that is reached by climbing from Hedges' estimate; 0 where it rises towards 0.
fn likeliest(model: &Model<'_>, restricted: bool) -> Result<f64, PoolError> {
    // Twice the derivative of the log-likelihood in tau2: y'PPy - tr P (restricted), y'PPy - tr W. A design that could be fitted
    // with one tau2 can be with every other: the weights only stay positive.
    let slope = |tau2: f64| {
        let weight = |study: &super::Study| 1.0 / (study.variance + tau2);
        let Ok(fit) = model.at(tau2) else {
            return f64::NAN;
        };
        let trace = if restricted {
            model.trace_of_projection(&fit.inverse, weight)
        } else {
            model.sum(weight)
        };
        fit.residual_q_of_squares - trace
    };
    let start = hedges(model)?.max(0.0);
    let smallest = model
        .studies
        .iter()
        .map(|study| study.variance)
        .fold(f64::INFINITY, f64::min);
    let found = if slope(start) > 0.0 {
        let mut near = start;
        let mut far = (2.0 * start).max(smallest);
        let mut doublings = 0;
        while slope(far) > 0.0 && doublings < MOST_DOUBLINGS {
            (near, far) = (far, 2.0 * far);
            doublings += 1;
        }
        root::crossing(slope, near, far)
    } else {
        let (mut near, mut far) = (start / 2.0, start);
        let mut halvings = 0;
        while near > 0.0 && slope(near) < 0.0 && halvings < MOST_HALVINGS {
            (near, far) = (near / 2.0, near);
            halvings += 1;
        }
        if halvings == MOST_HALVINGS || near <= 0.0 {
            Some(0.0)
        } else {
            root::crossing(slope, near, far)
        }
    };
    found.ok_or(PoolError::NotFound {
        what: "the largest likelihood of the variance between trials",
    })
}

/// The tau2 at which the generalised Q, which falls with tau2, equals `target`; 0 where it is already below.
fn q_equals(model: &Model<'_>, target: f64) -> Result<f64, PoolError> {
    let above = |tau2: f64| model.at(tau2).map_or(f64::NAN, |fit| fit.residual_q - target);
    if above(0.0) <= 0.0 {
        return Ok(0.0);
    }
    let k = model.studies.len() as f64;
    let typical = model.sum(|study| study.variance) / k;
    root::crossing_above(above, 0.0, typical).ok_or(PoolError::NotFound {
        what: "the variance between trials that explains their Q",
    })
}

/// The Q-profile interval, and whether it is empty.
fn q_profile(model: &Model<'_>, settings: Settings) -> Result<(Interval, bool), PoolError> {
    let df = model.residual_df() as f64;
    let tail = settings.confidence.tail();
    let least_q = chi_squared_quantile(1.0 - tail, df);
    let interval = Interval {
        lower: q_equals(model, chi_squared_quantile(tail, df))?,
        upper: q_equals(model, least_q)?,
    };
    let empty = model.at(0.0)?.residual_q < least_q;
    Ok((interval, empty))
}
