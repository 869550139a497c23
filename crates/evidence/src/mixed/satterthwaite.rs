//! Satterthwaite's degrees of freedom: how sure the standard errors of fixed effects themselves are.
//!
//! `df = 2 v^2 / (g' A g)`, where `v` is the variance of a contrast, `g` its gradient in the covariance parameters (factor and residual standard
//! deviation) and `A` their covariance, twice the inverse of the deviance's second derivatives (Kuznetsova 2017, eqs. 6 to 8).

use super::FixedEffect;
use super::profile::Profile;
use super::search::derivatives;
use crate::distribution::t_two_sided;
use crate::linear::{Cholesky, Square, dot};

/// Steps of the two differences that are extrapolated to none.
const WIDE: f64 = 1e-2;
const NARROW: f64 = 5e-3;

/// Covariance of the fixed effects, how it moves with the covariance parameters, and how well these are known.
#[derive(Debug, Clone)]
pub(super) struct Curvature {
    covariance: Square,
    /// Derivatives of the covariance in each parameter, the residual standard deviation last.
    slopes: Vec<Square>,
    /// Factor of half the deviance's second derivatives; none where they are not positive.
    information: Option<Cholesky>,
}

impl Curvature {
    pub(super) fn new(profile: &Profile, theta: &[f64]) -> Option<Self> {
        let best = profile.at(theta)?;
        let variance = best.residual_variance;
        let sigma = variance.sqrt();
        let unscaled = best.rx.inverse();
        let n = theta.len();
        // The deviance at a fixed residual variance: its best value is not taken again at every step.
        let at_sigma = |theta: &[f64]| {
            let there = profile.at(theta);
            there.map_or(f64::NAN, |there| there.ln_determinants + there.squares / variance)
        };
        let squares = |theta: &[f64]| profile.at(theta).map_or(f64::NAN, |there| there.squares);
        let extrapolated = |function: &dyn Fn(&[f64]) -> f64| {
            let value = function(theta);
            let wide = derivatives(function, theta, value, WIDE)?;
            let narrow = derivatives(function, theta, value, NARROW)?;
            Some((wide, narrow))
        };
        let (wide, narrow) = extrapolated(&at_sigma)?;
        let (wide_squares, narrow_squares) = extrapolated(&squares)?;
        let mut information = Square::zeros(n + 1);
        for row in 0..n {
            for column in 0..n {
                let second = (4.0 * narrow.hessian.at(row, column) - wide.hessian.at(row, column)) / 3.0;
                *information.at_mut(row, column) = 0.5 * second;
            }
            let slope = (4.0 * narrow_squares.gradient[row] - wide_squares.gradient[row]) / 3.0;
            let cross = -2.0 * slope / (variance * sigma);
            *information.at_mut(row, n) = 0.5 * cross;
            *information.at_mut(n, row) = 0.5 * cross;
        }
        // d²/dσ² of df ln σ² + squares / σ² at its minimum.
        *information.at_mut(n, n) = 0.5 * 4.0 * profile.residual_df() / variance;
        let mut slopes = Vec::with_capacity(n + 1);
        for at in 0..n {
            let narrow = slope_of_covariance(profile, theta, at, NARROW)?;
            let wide = slope_of_covariance(profile, theta, at, WIDE)?;
            slopes.push(combined(&narrow, 4.0 / 3.0, &wide, -1.0 / 3.0).scaled(variance));
        }
        slopes.push(unscaled.clone().scaled(2.0 * sigma));
        Some(Self {
            covariance: unscaled.scaled(variance),
            slopes,
            information: information.cholesky().ok(),
        })
    }

    /// Whether degrees of freedom cannot be given.
    pub(super) fn is_flat(&self) -> bool {
        self.information.is_none()
    }

    /// Estimate and test of a weighted sum of the fixed effects.
    pub(super) fn effect(&self, name: String, coefficients: &[f64], weights: &[f64]) -> FixedEffect {
        let estimate = dot(coefficients, weights);
        let variance = self.covariance.quadratic_form(weights);
        let gradient: Vec<f64> = self.slopes.iter().map(|slope| slope.quadratic_form(weights)).collect();
        let df = self.information.as_ref().map(|information| {
            let uncertainty = dot(&gradient, &information.solve(&gradient));
            2.0 * variance * variance / uncertainty
        });
        let df = df.filter(|df| df.is_finite() && *df > 0.0);
        let statistic = estimate / variance.sqrt();
        FixedEffect {
            name,
            estimate,
            se: variance.sqrt(),
            df,
            statistic,
            p: df.map(|df| t_two_sided(statistic, df)).filter(|p| p.is_finite()),
        }
    }
}

/// Central difference of the unscaled covariance of the fixed effects.
fn slope_of_covariance(profile: &Profile, theta: &[f64], at: usize, relative: f64) -> Option<Square> {
    let reach = relative * theta[at].abs().max(0.1);
    let moved = |by: f64| {
        let mut other = theta.to_vec();
        other[at] += by;
        Some(profile.at(&other)?.rx.inverse())
    };
    let (above, below) = (moved(reach)?, moved(-reach)?);
    Some(combined(&above, 0.5 / reach, &below, -0.5 / reach))
}

fn combined(left: &Square, by_left: f64, right: &Square, by_right: f64) -> Square {
    let mut sum = left.clone().scaled(by_left);
    sum.add(by_right, right);
    sum
}
