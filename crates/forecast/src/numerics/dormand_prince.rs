//! Dormand-Prince 5(4) with step control: the slow and general integrator that the fast ones are held to.
//!
//! Source: Dormand and Prince 1980, J Comput Appl Math 6:19; step control as in Hairer, Nørsett and Wanner, Solving Ordinary Differential
//! Equations I, 2nd ed., section II.4.

use thiserror::Error;

/// The integration could not reach its end.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum IntegrationError {
    /// Too many steps: the equations are stiff, or absurd.
    #[error("no end after {n_steps} steps at time {time} of {end}: the equations are too stiff for an explicit method")]
    TooManySteps {
        /// Steps taken.
        n_steps: u32,
        /// Where it stopped.
        time: f64,
        /// Where it should have ended.
        end: f64,
    },
    /// A derivative or state became infinite or no number.
    #[error("the solution is no number after time {time}")]
    NotFinite {
        /// Last time with numbers.
        time: f64,
    },
}

const MOST_STEPS: u32 = 20_000_000;

/// Advances `state` from `start` to `end` by `dy/dt = derivative(t, y)`, each component's local error below
/// `relative_tolerance * |y| + absolute_tolerance`.
pub fn integrate<const N: usize>(
    derivative: impl Fn(f64, &[f64; N]) -> [f64; N],
    state: &mut [f64; N],
    start: f64,
    end: f64,
    relative_tolerance: f64,
    absolute_tolerance: f64,
) -> Result<(), IntegrationError> {
    let mut time = start;
    let mut step = ((end - start) * 1e-3).max(f64::MIN_POSITIVE);
    let mut n_steps = 0;
    let mut k1 = derivative(time, state);
    while time < end {
        if n_steps == MOST_STEPS {
            return Err(IntegrationError::TooManySteps { n_steps, time, end });
        }
        n_steps += 1;
        let last = time + step >= end;
        let h = if last { end - time } else { step };
        let k2 = derivative(time + h * 0.2, &moved(state, h, &[(0.2, &k1)]));
        let k3 = derivative(
            time + h * 0.3,
            &moved(state, h, &[(3.0 / 40.0, &k1), (9.0 / 40.0, &k2)]),
        );
        let k4 = derivative(
            time + h * 0.8,
            &moved(state, h, &[(44.0 / 45.0, &k1), (-56.0 / 15.0, &k2), (32.0 / 9.0, &k3)]),
        );
        let k5 = derivative(
            time + h * 8.0 / 9.0,
            &moved(
                state,
                h,
                &[
                    (19372.0 / 6561.0, &k1),
                    (-25360.0 / 2187.0, &k2),
                    (64448.0 / 6561.0, &k3),
                    (-212.0 / 729.0, &k4),
                ],
            ),
        );
        let k6 = derivative(
            time + h,
            &moved(
                state,
                h,
                &[
                    (9017.0 / 3168.0, &k1),
                    (-355.0 / 33.0, &k2),
                    (46732.0 / 5247.0, &k3),
                    (49.0 / 176.0, &k4),
                    (-5103.0 / 18656.0, &k5),
                ],
            ),
        );
        let next = moved(
            state,
            h,
            &[
                (35.0 / 384.0, &k1),
                (500.0 / 1113.0, &k3),
                (125.0 / 192.0, &k4),
                (-2187.0 / 6784.0, &k5),
                (11.0 / 84.0, &k6),
            ],
        );
        let k7 = derivative(time + h, &next);
        let mut sum = 0.0;
        for i in 0..N {
            let difference = h
                * (71.0 / 57600.0 * k1[i] - 71.0 / 16695.0 * k3[i] + 71.0 / 1920.0 * k4[i]
                    - 17253.0 / 339_200.0 * k5[i]
                    + 22.0 / 525.0 * k6[i]
                    - k7[i] / 40.0);
            let scale = absolute_tolerance + relative_tolerance * state[i].abs().max(next[i].abs());
            sum += (difference / scale).powi(2);
        }
        let error = (sum / f64::from(u32::try_from(N).unwrap_or(u32::MAX))).sqrt();
        if !error.is_finite() && h < 1e-12 {
            return Err(IntegrationError::NotFinite { time });
        }
        if error <= 1.0 {
            time = if last { end } else { time + h };
            *state = next;
            k1 = k7;
        }
        let factor = if error.is_finite() {
            (0.9 * error.powf(-0.2)).clamp(0.2, 5.0)
        } else {
            0.2
        };
        step = h * factor;
    }
    Ok(())
}

/// `state + h * sum of weight * slope`.
fn moved<const N: usize>(state: &[f64; N], h: f64, slopes: &[(f64, &[f64; N])]) -> [f64; N] {
    std::array::from_fn(|i| state[i] + h * slopes.iter().map(|(weight, slope)| weight * slope[i]).sum::<f64>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turning_vector_comes_back() {
        let mut state = [1.0, 0.0];
        let turn = |_: f64, y: &[f64; 2]| [-y[1], y[0]];
        integrate(turn, &mut state, 0.0, std::f64::consts::TAU, 1e-12, 1e-14).unwrap();
        assert!((state[0] - 1.0).abs() < 1e-10 && state[1].abs() < 1e-10, "{state:?}");
    }

    #[test]
    fn a_solution_that_explodes_is_refused() {
        let mut state = [1.0];
        let error = integrate(|_, y| [y[0] * y[0]], &mut state, 0.0, 2.0, 1e-9, 1e-9);
        assert!(error.is_err(), "{state:?}");
    }
}
