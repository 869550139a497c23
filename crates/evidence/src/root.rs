//! Where a continuous function crosses zero between two points.

/// Steps after which the best point so far is taken; bisection alone needs about 1,100 from end to end of all numbers.
const MOST_STEPS: usize = 1_200;

/// The crossing between `lower` and `upper`, to the last digits, by Brent's method; none when both ends lie on one side of zero.
///
/// Source: Brent 1973, Algorithms for minimization without derivatives, chapter 4.
pub(crate) fn crossing(function: impl Fn(f64) -> f64, lower: f64, upper: f64) -> Option<f64> {
    let (mut a, mut b) = (lower, upper);
    let (mut fa, mut fb) = (function(a), function(b));
    if fa == 0.0 {
        return Some(a);
    }
    if fb == 0.0 {
        return Some(b);
    }
    if fa.is_nan() || fb.is_nan() || fa.signum() == fb.signum() {
        return None;
    }
    let (mut c, mut fc) = (a, fa);
    let mut step = b - a;
    let mut step_before = step;
    for _ in 0..MOST_STEPS {
        if fb.signum() == fc.signum() {
            (c, fc) = (a, fa);
            step = b - a;
            step_before = step;
        }
        if fc.abs() < fb.abs() {
            (a, fa) = (b, fb);
            (b, fb) = (c, fc);
            (c, fc) = (a, fa);
        }
        let tolerance = 2.0 * f64::EPSILON * b.abs() + f64::MIN_POSITIVE;
        let half = 0.5 * (c - b);
        if half.abs() <= tolerance || fb == 0.0 {
            return Some(b);
        }
        if step_before.abs() < tolerance || fa.abs() <= fb.abs() {
            step = half;
            step_before = half;
        } else {
            let s = fb / fa;
            let (mut p, mut q) = if (a - c).abs() <= 0.0 {
                (2.0 * half * s, 1.0 - s)
            } else {
                let (q, r) = (fa / fc, fb / fc);
                (
                    s * (2.0 * half * q * (q - r) - (b - a) * (r - 1.0)),
                    (q - 1.0) * (r - 1.0) * (s - 1.0),
                )
            };
            if p > 0.0 {
                q = -q;
            }
            p = p.abs();
            if 2.0 * p < (3.0 * half * q - (tolerance * q).abs()).min((step_before * q).abs()) {
                step_before = step;
                step = p / q;
            } else {
                step = half;
                step_before = half;
            }
        }
        (a, fa) = (b, fb);
        b += if step.abs() > tolerance {
            step
        } else {
            tolerance.copysign(half)
        };
        fb = function(b);
        if fb.is_nan() {
            return None;
        }
    }
    Some(b)
}

/// The crossing above `lower` of a function that falls from a positive value; the far end is looked for by doubling from `first_guess`.
///
/// None when the function is not positive at `lower`, or never falls to zero.
pub(crate) fn crossing_above(function: impl Fn(f64) -> f64, lower: f64, first_guess: f64) -> Option<f64> {
    let mut near = lower;
    let mut reach = first_guess;
    while reach.is_finite() {
        let far = lower + reach;
        if function(far) <= 0.0 {
            return crossing(function, near, far);
        }
        near = far;
        reach *= 2.0;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crossing_is_found_to_the_last_digits() {
        let found = crossing(|x| x * x - 2.0, 0.0, 2.0).unwrap();
        assert!((found - 2.0_f64.sqrt()).abs() < 1e-15);
        let far = crossing_above(|x| 1e9 - x, 0.0, 1.0).unwrap();
        assert!((far / 1e9 - 1.0).abs() < 1e-15);
        let flat_then_steep = crossing(|x: f64| (x - 0.3).powi(9), -1.0, 1.0).unwrap();
        assert!((flat_then_steep - 0.3).abs() < 1e-6);
    }

    #[test]
    fn without_a_change_of_sign_there_is_none() {
        assert_eq!(crossing(|x| x * x + 1.0, -1.0, 1.0), None);
        assert_eq!(crossing(|_| f64::NAN, -1.0, 1.0), None);
        assert_eq!(crossing_above(|_| 1.0, 0.0, 1.0), None);
    }
}
