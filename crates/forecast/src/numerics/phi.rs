//! The phi functions of exponential integrators: exact integrals of polynomials against an exponential.
//!
//! `phi_0(z) = e^z`, `phi_{k+1}(z) = (phi_k(z) - 1/k!) / z`, `phi_k(0) = 1/k!`, and for `k >= 1`
//! `phi_k(z) = integral over 0..1 of e^{z(1-u)} u^{k-1}/(k-1)! du`.
//!
//! Source: Hochbruck and Ostermann 2010, Acta Numerica 19:209, eqs. 2.10 and 2.11.

/// `phi_0(z) ..= phi_{N-1}(z)`.
///
/// Upward recurrence where `|z| >= 1`; below, the Taylor series of the last one and the recurrence downward, because upward it would lose
/// `log10(1/|z|)` digits at each step. Relative error near 1e-14 for `z <= 1` and `N <= 8`.
pub(crate) fn phi<const N: usize>(z: f64) -> [f64; N] {
    let mut values = [0.0; N];
    let mut inverse_factorial = [1.0; N];
    for k in 1..N {
        inverse_factorial[k] = inverse_factorial[k - 1] / as_f64(k);
    }
    let last = N - 1;
    if z.abs() >= 1.0 {
        values[0] = z.exp();
        for k in 0..last {
            values[k + 1] = (values[k] - inverse_factorial[k]) / z;
        }
    } else {
        // phi_k(z) = sum over j of z^j / (j+k)!
        let mut term = inverse_factorial[last];
        let mut sum = term;
        let mut j = 1;
        while term.abs() > 1e-18 * sum.abs() && j < 30 {
            term *= z / as_f64(j + last);
            sum += term;
            j += 1;
        }
        values[last] = sum;
        for k in (0..last).rev() {
            values[k] = z * values[k + 1] + inverse_factorial[k];
        }
    }
    values
}

/// A small index as a number.
fn as_f64(k: usize) -> f64 {
    u32::try_from(k).map_or(f64::MAX, f64::from)
}

/// `integral over 0..t of e^{-a(t-s)} e^{-b s} ds`: what an input that decays at rate `b` leaves in a compartment that loses at rate `a`.
///
/// `a`, `b`, `t` at least 0, in units whose products have none. The slower rate is taken out, so that nothing overflows, and `a = b` is no
/// special case.
pub(crate) fn decaying_input(a: f64, b: f64, t: f64) -> f64 {
    let slow = a.min(b);
    let difference = (a - b).abs();
    let [_, phi_1] = phi::<2>(-difference * t);
    t * (-slow * t).exp() * phi_1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_quadrature() {
        for z in [-40.0, -7.3, -1.0, -0.999, -0.3, -1e-3, -1e-9, 0.0, 0.5, 1.0] {
            let values = phi::<6>(z);
            let mut factorial = 1.0;
            for (k, value) in values.iter().enumerate().skip(1) {
                if k > 1 {
                    factorial *= as_f64(k - 1);
                }
                let power = i32::try_from(k).unwrap() - 1;
                let expected = simpson(|u| (z * (1.0 - u)).exp() * u.powi(power) / factorial);
                assert!(
                    (value / expected - 1.0).abs() < 1e-11,
                    "phi_{k}({z}) = {value}, expected {expected}"
                );
            }
        }
    }

    #[test]
    fn equal_rates_are_no_special_case() {
        let (a, t): (f64, f64) = (0.7, 3.0);
        assert!((decaying_input(a, a, t) - t * (-a * t).exp()).abs() < 1e-15);
        let near = decaying_input(a, a * (1.0 + 1e-9), t);
        assert!((near / decaying_input(a, a, t) - 1.0).abs() < 1e-8);
        // Far apart: (e^{-bt} - e^{-at}) / (a - b), without overflow.
        let (fast, slow): (f64, f64) = (900.0, 0.1);
        let expected = (-slow * t).exp() / (fast - slow);
        assert!((decaying_input(fast, slow, t) / expected - 1.0).abs() < 1e-13);
        assert!((decaying_input(slow, fast, t) / expected - 1.0).abs() < 1e-13);
    }

    fn simpson(f: impl Fn(f64) -> f64) -> f64 {
        let n = 20_000;
        let h = 1.0 / f64::from(n);
        (0..n)
            .map(|i| {
                let a = f64::from(i) * h;
                (f(a) + 4.0 * f(a + 0.5 * h) + f(a + h)) * h / 6.0
            })
            .sum()
    }
}
