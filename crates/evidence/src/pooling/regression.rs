//! Meta-regression: what of the disagreement between trials goes with something that differs between them.
//!
//! Covariates belong to trials, not to patients: a slope over trials says nothing about patients within them.

use serde::Serialize;

use super::model::Model;
use super::{Heterogeneity, Inference, PoolError, Remark, Settings, Study, Test, heterogeneity};
use crate::Interval;
use crate::distribution::{chi_squared_above, f_above};

/// Something that differs between trials.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Covariate {
    /// Its name.
    pub name: String,
    /// One value for each study, in the order of the studies.
    pub values: Vec<f64>,
}

/// One coefficient of a meta-regression.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Coefficient {
    /// `intercept`, or the covariate.
    pub name: String,
    /// Change of the effect for each unit of the covariate.
    pub estimate: f64,
    /// Its standard error.
    pub se: f64,
    /// Estimate over standard error.
    pub statistic: f64,
    /// Two-sided p value of 0.
    pub p: f64,
    /// Its interval.
    pub ci: Interval,
}

/// Whether all covariates together explain anything.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct OmnibusTest {
    /// Chi-squared for the normal test, F for Hartung-Knapp.
    pub statistic: f64,
    /// Covariates.
    pub df: usize,
    /// Degrees of freedom within, for F; absent for chi-squared.
    pub df_within: Option<usize>,
    /// Probability of a larger statistic by chance.
    pub p: f64,
}

/// A fitted meta-regression.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MetaRegression {
    /// Trials.
    pub k: usize,
    /// The intercept, then the covariates in the order given.
    pub coefficients: Vec<Coefficient>,
    /// What the covariates leave unexplained.
    #[serde(flatten)]
    pub residual: Heterogeneity,
    /// All covariates together.
    pub omnibus: OmnibusTest,
    /// What a reader must know besides.
    pub remarks: Vec<Remark>,
}

/// Regresses the trials' effects on one covariate or more.
pub fn regress(studies: &[Study], covariates: &[Covariate], settings: Settings) -> Result<MetaRegression, PoolError> {
    let model = Model::new(studies, covariates)?;
    let k = studies.len();
    if covariates.is_empty() || model.residual_df() == 0 {
        return Err(PoolError::TooFewStudies {
            what: "a meta-regression with its covariates (one or more)",
            least: covariates.len() + 2,
            given: k,
        });
    }
    let (residual, mut remarks) = heterogeneity::estimate(&model, settings)?;
    let fit = model.at(residual.tau2)?;
    let (inference, narrower) = Inference::new(&model, &fit, settings)?;
    if narrower {
        remarks.push(Remark::HartungKnappNarrower);
    }
    let (estimates, inverse) = model.uncentred(&fit);
    let covariance = inverse.scaled(inference.variance_factor);
    let names = std::iter::once("intercept").chain(covariates.iter().map(|covariate| covariate.name.as_str()));
    let coefficients = names.zip(&estimates).enumerate().map(|(at, (name, &estimate))| {
        let se = covariance.at(at, at).sqrt();
        Coefficient {
            name: name.to_owned(),
            estimate,
            se,
            statistic: estimate / se,
            p: inference.two_sided(estimate / se),
            ci: Interval::around(estimate, inference.critical * se),
        }
    });
    let slopes: Vec<usize> = (1..=covariates.len()).collect();
    let factor = covariance.part(&slopes).cholesky().map_err(|_| PoolError::NoSpread)?;
    let mut standardised: Vec<f64> = fit.coefficients.iter().skip(1).copied().collect();
    factor.forward(&mut standardised);
    let wald = standardised.iter().map(|value| value * value).sum::<f64>();
    let df = covariates.len();
    let omnibus = match settings.test {
        Test::Normal => OmnibusTest {
            statistic: wald,
            df,
            df_within: None,
            p: chi_squared_above(wald, df as f64),
        },
        Test::HartungKnapp => OmnibusTest {
            statistic: wald / df as f64,
            df,
            df_within: Some(model.residual_df()),
            p: f_above(wald / df as f64, df as f64, inference.df),
        },
    };
    Ok(MetaRegression {
        k,
        coefficients: coefficients.collect(),
        residual,
        omnibus,
        remarks,
    })
}
