//! Linear mixed models: many measurements of each patient, with patients who differ in level and in course.
//!
//! `y = X b + Z u + e`, with `u` normal between groups (patients) and `e` normal within; fitted by restricted or full maximum likelihood through
//! the profiled deviance of Bates 2015 (doi:10.18637/jss.v067.i01), with Satterthwaite's degrees of freedom as in Kuznetsova 2017
//! (doi:10.18637/jss.v082.i13). Each group enters by its sums of products alone, so that time and memory are linear in groups.
//!
//! It leaves out crossed and nested random terms, and whatever makes a contrast mean something: who was assigned what, who dropped out and why.
//! A mixed model alone does not show that one protocol works better than another.
//!
//! Checked against lme4 1.1 and lmerTest 3.1.

mod design;
mod formula;
mod profile;
mod satterthwaite;
mod search;
mod table;
#[cfg(test)]
mod tests;

use serde::Serialize;
use thiserror::Error;

pub use formula::{Formula, FormulaError, RandomTerm, Term};
pub use table::{Column, Table, TableError};

use design::Design;
use profile::Profile;
use satterthwaite::Curvature;

/// Standard deviation of a random term beside that of the residual, or of a combination of them, below which a fit is singular; lme4's limit.
const SINGULAR: f64 = 1e-4;

/// Which likelihood is maximised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Criterion {
    /// Restricted likelihood: variances without bias from the fixed effects. Fits with different fixed effects cannot be compared by it.
    Restricted,
    /// Full likelihood, for comparing fits with different fixed effects.
    Full,
}

/// A fitted model.
#[derive(Debug, Clone, Serialize)]
pub struct MixedModel {
    /// Which likelihood was maximised.
    pub criterion: Criterion,
    /// Fixed effects in the order and with the names of lme4.
    pub fixed: Vec<FixedEffect>,
    /// Variances and covariances between groups.
    pub random: RandomEffects,
    /// Standard deviation of the residual.
    pub sigma: f64,
    /// Logarithm of the likelihood that was maximised.
    pub log_likelihood: f64,
    /// Rows used.
    pub n_rows: usize,
    /// Rows left out because something in them is missing.
    pub n_rows_left_out: usize,
    /// Groups.
    pub n_groups: usize,
    /// What a reader must know besides.
    pub remarks: Vec<Remark>,
    #[serde(skip)]
    modes: Vec<(String, Vec<f64>)>,
    #[serde(skip)]
    coefficients: Vec<f64>,
    #[serde(skip)]
    curvature: Curvature,
}

/// One fixed effect, or a contrast of several.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FixedEffect {
    /// As lme4 writes it: `(Intercept)`, `week`, `protocolB`, `week:protocolB`.
    pub name: String,
    /// Estimate.
    pub estimate: f64,
    /// Its standard error.
    pub se: f64,
    /// Satterthwaite's degrees of freedom; absent where the likelihood is too flat to tell.
    pub df: Option<f64>,
    /// Estimate over standard error.
    pub statistic: f64,
    /// Two-sided p value of 0; absent without degrees of freedom.
    pub p: Option<f64>,
}

/// How groups differ.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RandomEffects {
    /// Name of the grouping column.
    pub group: String,
    /// What varies: `(Intercept)`, `week`.
    pub terms: Vec<String>,
    /// Covariance of the terms, a row for each.
    pub covariance: Vec<Vec<f64>>,
}

/// What the numbers alone do not say.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case", tag = "remark")]
pub enum Remark {
    /// Singular: the variance of this term is estimated at 0; the data do not show that groups differ in it.
    VarianceAtZero {
        /// The term.
        term: String,
    },
    /// Singular: the random terms are perfectly correlated; the data do not support this many of them.
    PerfectCorrelation,
    /// The likelihood is too flat for degrees of freedom; p values are left out.
    NoDegreesOfFreedom,
}

/// Why a model cannot be fitted.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum MixedError {
    /// The formula names a column that is not there.
    #[error("there is no column `{column}`; there are {known}")]
    NoColumn {
        /// The column.
        column: String,
        /// Those that there are.
        known: String,
    },
    /// A column of labels where numbers are needed.
    #[error("column `{column}` holds labels, and {place} needs numbers")]
    LabelsForNumbers {
        /// The column.
        column: String,
        /// What it is used as.
        place: &'static str,
    },
    /// A factor with one level.
    #[error("column `{column}` has one value only in the rows that can be used: leave it out of the formula")]
    OneLevel {
        /// The column.
        column: String,
    },
    /// An interaction of labels without its parts.
    #[error("`{interaction}` without `{missing}` beside it is not supported: write `a*b`, which has both")]
    InteractionWithoutParts {
        /// The interaction.
        interaction: String,
        /// The part that is missing.
        missing: String,
    },
    /// Fixed effects that contain one another.
    #[error("`{name}` is collinear with the effects before it: leave it out, or look whether its groups overlap")]
    Collinear {
        /// The effect.
        name: String,
    },
    /// Too few groups.
    #[error("column `{group}` has {n_groups} group(s) in the rows that can be used: a random effect needs at least 2")]
    TooFewGroups {
        /// The grouping column.
        group: String,
        /// Groups.
        n_groups: usize,
    },
    /// More is to be estimated than was measured.
    #[error("{n_rows} rows for {n_effects} {what}: measure more often, or take random terms out")]
    TooFewRows {
        /// Rows that can be used.
        n_rows: usize,
        /// Effects.
        n_effects: usize,
        /// Which effects.
        what: &'static str,
    },
    /// The fixed effects explain everything.
    #[error("the fixed effects explain every value exactly: no error is left to be estimated")]
    NoResidual,
    /// The search did not end.
    #[error(
        "the likelihood has no maximum that could be found: scale the columns to similar sizes, or take random terms out"
    )]
    NoMaximum,
}

/// Fits `formula` to the rows of `table`; rows with anything missing in the columns of the formula are left out and counted.
///
/// ```
/// use anagen_evidence::mixed::{Column, Criterion, Formula, Table, fit};
/// let table = Table::new(vec![
///     ("density".to_owned(), Column::numbers([150., 158., 171., 160., 166., 182., 141., 150., 153.])),
///     ("week".to_owned(), Column::numbers([0., 12., 24., 0., 12., 24., 0., 12., 24.])),
///     ("patient".to_owned(), Column::labels(["a", "a", "a", "b", "b", "b", "c", "c", "c"])),
/// ])?;
/// let formula: Formula = "density ~ week + (1 | patient)".parse()?;
/// let model = fit(&formula, &table, Criterion::Restricted)?;
/// assert_eq!(format!("{} {:.3}", model.fixed[1].name, model.fixed[1].estimate), "week 0.764");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn fit(formula: &Formula, table: &Table, criterion: Criterion) -> Result<MixedModel, MixedError> {
    let design = Design::new(formula, table)?;
    let profile = Profile::new(&design, criterion)?;
    let theta = search::minimum(|theta| profile.deviance(theta), profile.start()).ok_or(MixedError::NoMaximum)?;
    let theta = profile.with_positive_diagonal(theta);
    let evaluation = profile.at(&theta).ok_or(MixedError::NoMaximum)?;
    let curvature = Curvature::new(&profile, &theta).ok_or(MixedError::NoMaximum)?;
    let mut remarks = singularities(&profile, &theta, &design);
    if curvature.is_flat() {
        remarks.push(Remark::NoDegreesOfFreedom);
    }
    let modes = profile.modes(&theta, &evaluation);
    let coefficients = profile.coefficients(&evaluation);
    let n_fixed = design.names.len();
    let fixed = design.names.iter().enumerate().map(|(at, name)| {
        let mut weights = vec![0.0; n_fixed];
        weights[at] = 1.0;
        curvature.effect(name.clone(), &coefficients, &weights)
    });
    let variance = evaluation.residual_variance;
    Ok(MixedModel {
        criterion,
        fixed: fixed.collect(),
        random: RandomEffects {
            group: design.group.clone(),
            terms: design.random_names.clone(),
            covariance: profile.covariance(&theta, variance),
        },
        sigma: variance.sqrt(),
        log_likelihood: -0.5 * evaluation.deviance,
        n_rows: design.n_rows(),
        n_rows_left_out: design.n_rows_left_out,
        n_groups: design.groups.len(),
        remarks,
        modes: design.groups.iter().cloned().zip(modes).collect(),
        coefficients,
        curvature,
    })
}

impl MixedModel {
    /// Estimate and test of a weighted sum of fixed effects, as of the difference of two protocols at a week.
    ///
    /// - `weights`: one for each of [`MixedModel::fixed`]; those that are missing are 0
    pub fn contrast(&self, name: &str, weights: &[f64]) -> FixedEffect {
        let given = weights.iter().copied().chain(std::iter::repeat(0.0));
        let weights: Vec<f64> = given.take(self.coefficients.len()).collect();
        self.curvature.effect(name.to_owned(), &self.coefficients, &weights)
    }

    /// What each group deviates by in each random term, shrunk towards 0; groups in the order in which they first appear.
    pub fn group_deviations(&self) -> impl Iterator<Item = (&str, &[f64])> {
        self.modes
            .iter()
            .map(|(group, modes)| (group.as_str(), modes.as_slice()))
    }

    /// Whether a variance or a combination of random terms is estimated at 0.
    pub fn is_singular(&self) -> bool {
        self.remarks
            .iter()
            .any(|remark| !matches!(remark, Remark::NoDegreesOfFreedom))
    }
}

fn singularities(profile: &Profile, theta: &[f64], design: &Design) -> Vec<Remark> {
    let relative = profile.covariance(theta, 1.0);
    let scales = profile.scales();
    let mut remarks = Vec::new();
    for (at, (name, row)) in design.random_names.iter().zip(&relative).enumerate() {
        let sd = row.get(at).copied().unwrap_or(0.0).max(0.0).sqrt();
        if sd * scales.get(at).copied().unwrap_or(1.0) < SINGULAR {
            remarks.push(Remark::VarianceAtZero { term: name.clone() });
        }
    }
    if remarks.is_empty() && profile.diagonal(theta).any(|value| value.abs() < SINGULAR) {
        remarks.push(Remark::PerfectCorrelation);
    }
    remarks
}
