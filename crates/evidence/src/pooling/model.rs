//! The weighted linear model under every pooled result.

use super::{Covariate, PoolError, Study};
use crate::linear::{Cholesky, Collinear, Square, dot};

/// Share of a covariate's size below which a distance from the mean is what rounding leaves.
const ROUNDING: f64 = 1e-13;

/// Studies with their covariates, checked.
pub(super) struct Model<'a> {
    pub(super) studies: &'a [Study],
    covariates: &'a [Covariate],
    /// Rows of the design, one after the other: 1, then the covariates less their means, which keeps the digits of a calendar year.
    design: Vec<f64>,
    /// Means of the covariates.
    centres: Vec<f64>,
    n_columns: usize,
}

/// The model fitted with the weights of one tau2.
pub(super) struct Fit {
    /// Coefficients, the intercept (at the mean of the covariates) first.
    pub(super) coefficients: Vec<f64>,
    /// Inverse of `X'WX` with centred covariates.
    pub(super) inverse: Square,
    /// `y'Py`: weighted sum of squared residuals.
    pub(super) residual_q: f64,
    /// `y'PPy`: the same with squared weights.
    pub(super) residual_q_of_squares: f64,
    /// `y'Wy`: weighted sum of squared estimates.
    total_q: f64,
}

impl Fit {
    /// Whether residuals are more than what rounding leaves.
    pub(super) fn has_spread(&self) -> bool {
        self.residual_q > 1e-28 * self.total_q
    }
}

impl<'a> Model<'a> {
    pub(super) fn new(studies: &'a [Study], covariates: &'a [Covariate]) -> Result<Self, PoolError> {
        if studies.is_empty() {
            return Err(PoolError::NoStudy);
        }
        for (position, study) in (1..).zip(studies) {
            if !study.estimate.is_finite() {
                let estimate = study.estimate;
                return Err(PoolError::ImpossibleEstimate { position, estimate });
            }
            if !(study.variance > 0.0 && study.variance.is_finite()) {
                let variance = study.variance;
                return Err(PoolError::ImpossibleVariance { position, variance });
            }
        }
        let k = studies.len();
        for covariate in covariates {
            let given = covariate.values.iter().filter(|value| value.is_finite()).count();
            if given != k || covariate.values.len() != k {
                return Err(PoolError::IncompleteCovariate {
                    covariate: covariate.name.clone(),
                    given,
                    k,
                });
            }
        }
        let mean = |covariate: &Covariate| covariate.values.iter().sum::<f64>() / k as f64;
        let centres: Vec<f64> = covariates.iter().map(mean).collect();
        let rows = (0..k).flat_map(|row| {
            let values = covariates.iter().zip(&centres).filter_map(move |(covariate, &centre)| {
                let value = covariate.values.get(row)?;
                let is_centre = (value - centre).abs() <= ROUNDING * value.abs();
                Some(if is_centre { 0.0 } else { value - centre })
            });
            std::iter::once(1.0).chain(values)
        });
        Ok(Self {
            studies,
            covariates,
            design: rows.collect(),
            n_columns: covariates.len() + 1,
            centres,
        })
    }

    /// Studies less coefficients.
    pub(super) fn residual_df(&self) -> usize {
        self.studies.len().saturating_sub(self.n_columns)
    }

    fn rows(&self) -> impl Iterator<Item = &[f64]> {
        self.design.chunks_exact(self.n_columns)
    }

    /// `X' diag(weight of each study) X`.
    fn gram(&self, weight: impl Fn(&Study) -> f64) -> Square {
        let mut gram = Square::zeros(self.n_columns);
        for (study, row) in self.studies.iter().zip(self.rows()) {
            gram.add_outer(weight(study), row);
        }
        gram
    }

    fn factor(&self, gram: &Square) -> Result<Cholesky, PoolError> {
        gram.cholesky().map_err(|Collinear { column }| {
            let covariate = column.checked_sub(1).and_then(|at| self.covariates.get(at));
            PoolError::CollinearCovariate {
                covariate: covariate.map_or_else(|| "intercept".to_owned(), |covariate| covariate.name.clone()),
            }
        })
    }

    /// The fit with weights `1 / (variance + tau2)`.
    pub(super) fn at(&self, tau2: f64) -> Result<Fit, PoolError> {
        self.weighted(|study| 1.0 / (study.variance + tau2))
    }

    /// The fit with any weights.
    pub(super) fn weighted(&self, weight: impl Fn(&Study) -> f64) -> Result<Fit, PoolError> {
        let factor = self.factor(&self.gram(&weight))?;
        let mut right = vec![0.0; self.n_columns];
        for (study, row) in self.studies.iter().zip(self.rows()) {
            let weighted = weight(study) * study.estimate;
            for (sum, value) in right.iter_mut().zip(row) {
                *sum += weighted * value;
            }
        }
        let coefficients = factor.solve(&right);
        let (mut residual_q, mut residual_q_of_squares, mut total_q) = (0.0, 0.0, 0.0);
        for (study, row) in self.studies.iter().zip(self.rows()) {
            let residual = study.estimate - dot(row, &coefficients);
            let weighted = weight(study) * residual;
            residual_q += weighted * residual;
            residual_q_of_squares += weighted * weighted;
            total_q += weight(study) * study.estimate * study.estimate;
        }
        Ok(Fit {
            coefficients,
            inverse: factor.inverse(),
            residual_q,
            residual_q_of_squares,
            total_q,
        })
    }

    /// Coefficients and inverse with the intercept where all covariates are 0.
    pub(super) fn uncentred(&self, fit: &Fit) -> (Vec<f64>, Square) {
        let lever: Vec<f64> = std::iter::once(1.0)
            .chain(self.centres.iter().map(|centre| -centre))
            .collect();
        let mut coefficients = fit.coefficients.clone();
        if let Some(intercept) = coefficients.first_mut() {
            *intercept = dot(&lever, &fit.coefficients);
        }
        let of_intercept = fit.inverse.times(&lever);
        let mut inverse = fit.inverse.clone();
        for (column, &value) in of_intercept.iter().enumerate() {
            *inverse.at_mut(0, column) = value;
            *inverse.at_mut(column, 0) = value;
        }
        *inverse.at_mut(0, 0) = dot(&of_intercept, &lever);
        (coefficients, inverse)
    }

    /// Sum over studies.
    pub(super) fn sum(&self, of: impl Fn(&Study) -> f64) -> f64 {
        self.studies.iter().map(of).sum()
    }

    /// Trace of `P = W - W X (X'WX)^-1 X'W` for weights and the inverse of their `X'WX`.
    pub(super) fn trace_of_projection(&self, inverse: &Square, weight: impl Fn(&Study) -> f64) -> f64 {
        let squares = self.gram(|study| weight(study).powi(2));
        self.sum(&weight) - inverse.trace_of_product(&squares)
    }

    /// Trace of `P V` for equal weights of 1, where `V` holds the sampling variances.
    pub(super) fn trace_of_unweighted_variances(&self, inverse: &Square) -> f64 {
        let variances = self.gram(|study| study.variance);
        self.sum(|study| study.variance) - inverse.trace_of_product(&variances)
    }
}
