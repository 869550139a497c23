//! The minimum of a smooth function of a few numbers, by damped Newton steps with differences for derivatives.

use crate::linear::{Square, dot};

/// Newton steps after which the search is given up.
const MOST_STEPS: usize = 100;
/// Step of the differences, beside the size of a number (at least 0.1).
const DIFFERENCE: f64 = 1e-4;
/// Fall of the function that a step still promises, below which the search ends; beside the rounding of the function.
const LEAST_FALL: f64 = 1e-11;
/// Share of the function's size below which a fall is hidden by rounding.
const HIDDEN_FALL: f64 = 1e-10;

/// Slope and curvature of a function at a point.
pub(super) struct Derivatives {
    /// First derivatives.
    pub(super) gradient: Vec<f64>,
    /// Second derivatives.
    pub(super) hessian: Square,
}

/// Where `function` has a minimum near `start`; none where it has no number on the way, or falls without end.
pub(super) fn minimum(function: impl Fn(&[f64]) -> f64, start: Vec<f64>) -> Option<Vec<f64>> {
    let mut point = start;
    let mut value = function(&point);
    let mut damping = 0.0_f64;
    for _ in 0..MOST_STEPS {
        let Derivatives { gradient, hessian } = derivatives(&function, &point, value, DIFFERENCE)?;
        let undamped = hessian.cholesky().ok().map(|factor| factor.solve(&gradient));
        let promised = undamped
            .as_ref()
            .map_or(f64::INFINITY, |step| 0.5 * dot(&gradient, step));
        if let Some(step) = undamped.filter(|_| promised < LEAST_FALL + 4.0 * f64::EPSILON * value.abs()) {
            let last = stepped(&point, &step);
            return Some(if function(&last) <= value { last } else { point });
        }
        let size = (0..point.len()).map(|at| hessian.at(at, at).abs()).fold(1e-8, f64::max);
        let mut moved = false;
        while damping <= 1e12 * size {
            let mut damped = hessian.clone();
            for at in 0..point.len() {
                *damped.at_mut(at, at) += damping;
            }
            if let Ok(factor) = damped.cholesky() {
                let next = stepped(&point, &factor.solve(&gradient));
                let next_value = function(&next);
                if next_value < value {
                    (point, value) = (next, next_value);
                    damping = if damping > 1e-6 * size { damping / 10.0 } else { 0.0 };
                    moved = true;
                    break;
                }
            }
            damping = (damping * 10.0).max(1e-4 * size);
        }
        if !moved {
            // No step falls: a minimum as far as rounding shows, or none.
            return (promised < HIDDEN_FALL * (1.0 + value.abs())).then_some(point);
        }
    }
    None
}

fn stepped(point: &[f64], step: &[f64]) -> Vec<f64> {
    point.iter().zip(step).map(|(at, step)| at - step).collect()
}

/// First and second derivatives by central differences; none where the function has no number.
pub(super) fn derivatives(
    function: impl Fn(&[f64]) -> f64,
    point: &[f64],
    value: f64,
    relative: f64,
) -> Option<Derivatives> {
    let n = point.len();
    let reach: Vec<f64> = point.iter().map(|at| relative * at.abs().max(0.1)).collect();
    let moved = |moves: &[(usize, f64)]| {
        let mut other = point.to_vec();
        for &(at, by) in moves {
            other[at] += by * reach[at];
        }
        function(&other)
    };
    let mut gradient = vec![0.0; n];
    let mut hessian = Square::zeros(n);
    for at in 0..n {
        let (above, below) = (moved(&[(at, 1.0)]), moved(&[(at, -1.0)]));
        gradient[at] = (above - below) / (2.0 * reach[at]);
        *hessian.at_mut(at, at) = (above - 2.0 * value + below) / (reach[at] * reach[at]);
        for other in 0..at {
            let corner = |one: f64, two: f64| moved(&[(at, one), (other, two)]);
            let mixed = corner(1.0, 1.0) - corner(1.0, -1.0) - corner(-1.0, 1.0) + corner(-1.0, -1.0);
            let mixed = mixed / (4.0 * reach[at] * reach[other]);
            *hessian.at_mut(at, other) = mixed;
            *hessian.at_mut(other, at) = mixed;
        }
    }
    let numbers = gradient.iter().all(|slope| slope.is_finite()) && (0..n).all(|at| hessian.at(at, at).is_finite());
    numbers.then_some(Derivatives { gradient, hessian })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curved_valley_is_followed_to_its_end() {
        let valley = |at: &[f64]| (1.0 - at[0]).powi(2) + 100.0 * (at[1] - at[0] * at[0]).powi(2);
        let found = minimum(valley, vec![-1.2, 1.0]).unwrap();
        assert!(
            (found[0] - 1.0).abs() < 1e-5 && (found[1] - 1.0).abs() < 1e-5,
            "{found:?}"
        );
    }

    #[test]
    fn an_even_function_ends_at_its_axis() {
        let found = minimum(|at: &[f64]| (1.0 + at[0] * at[0]).ln(), vec![1.0]).unwrap();
        assert!(found[0].abs() < 1e-6);
    }

    #[test]
    fn without_a_minimum_there_is_none() {
        assert_eq!(minimum(|at: &[f64]| -at[0].exp(), vec![1.0]), None);
        assert_eq!(minimum(|_: &[f64]| f64::NAN, vec![1.0]), None);
    }
}
