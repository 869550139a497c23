//! Tail probabilities and quantiles of the normal, t, chi-squared, F, beta and gamma distributions.
//!
//! Quantiles are given by the probability **above** them where the upper tail is what a test asks for. Arguments are checked by the callers.

use crate::incomplete;
use crate::root;

/// Probability that a standard normal value lies as far from 0 as `z`, to either side.
pub(crate) fn normal_two_sided(z: f64) -> f64 {
    incomplete::gamma(0.5, 0.5 * z * z).upper
}

/// Probability of a standard normal value above `z`.
pub(crate) fn normal_above(z: f64) -> f64 {
    let beyond = 0.5 * normal_two_sided(z);
    if z < 0.0 { 1.0 - beyond } else { beyond }
}

/// The standard normal value with `tail` (above 0, at most one half) above it.
pub(crate) fn normal_quantile(tail: f64) -> f64 {
    upper_quantile(normal_above, tail, 1.0)
}

/// Probability that a value of the t distribution lies as far from 0 as `t`, to either side.
///
/// `df`: degrees of freedom, above 0, also fractions; infinite is the normal distribution.
pub(crate) fn t_two_sided(t: f64, df: f64) -> f64 {
    if df.is_infinite() {
        return normal_two_sided(t);
    }
    let square = t * t;
    if square.is_infinite() {
        return 0.0;
    }
    let sum = df + square;
    incomplete::beta(0.5 * df, 0.5, df / sum, square / sum).lower
}

/// The value of the t distribution with `tail` (above 0, at most one half) above it.
pub(crate) fn t_quantile(tail: f64, df: f64) -> f64 {
    upper_quantile(|t| 0.5 * t_two_sided(t, df), tail, 1.0)
}

/// Probability of a chi-squared value above `x`.
pub(crate) fn chi_squared_above(x: f64, df: f64) -> f64 {
    incomplete::gamma(0.5 * df, 0.5 * x).upper
}

/// The chi-squared value with `tail` above it.
pub(crate) fn chi_squared_quantile(tail: f64, df: f64) -> f64 {
    upper_quantile(|x| chi_squared_above(x, df), tail, df)
}

/// Probability of a value of the F distribution above `x`.
pub(crate) fn f_above(x: f64, df_between: f64, df_within: f64) -> f64 {
    if df_within.is_infinite() {
        return chi_squared_above(x * df_between, df_between);
    }
    let (between, within) = (df_between * x, df_within);
    let sum = between + within;
    incomplete::beta(0.5 * df_between, 0.5 * df_within, between / sum, within / sum).upper
}

/// The value of the beta distribution with shapes `a`, `b` that has `tail` above it.
pub(crate) fn beta_quantile(tail: f64, a: f64, b: f64) -> f64 {
    let above = |x: f64| incomplete::beta(a, b, x, 1.0 - x).upper - tail;
    root::crossing(above, 0.0, 1.0).unwrap_or(f64::NAN)
}

/// The value of the gamma distribution with shape `a` and scale 1 that has `tail` above it.
pub(crate) fn gamma_quantile(tail: f64, a: f64) -> f64 {
    upper_quantile(|x| incomplete::gamma(a, x).upper, tail, a)
}

/// Where `above`, which falls from its value at 0, comes down to `tail`.
fn upper_quantile(above: impl Fn(f64) -> f64, tail: f64, first_guess: f64) -> f64 {
    root::crossing_above(|x| above(x) - tail, 0.0, first_guess).unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn close(found: f64, expected: f64) {
        assert!(
            (found - expected).abs() <= 1e-11 * expected.abs(),
            "{found:e} instead of {expected:e}"
        );
    }

    /// Values of R 4: `qnorm`, `qt`, `qchisq`, `pnorm`; the closed forms of one and two degrees of freedom.
    #[test]
    fn known_values() {
        close(normal_quantile(0.025), 1.959_963_984_540_054);
        close(normal_quantile(0.005), 2.575_829_303_548_901);
        close(normal_two_sided(10.624_652_501_046_5), 2.288_629_306_973_24e-26);
        close(normal_above(-1.0) + normal_above(1.0), 1.0);
        // One degree of freedom is the Cauchy distribution, two have a closed form.
        close(t_quantile(0.025, 1.0), (std::f64::consts::PI * 0.475).tan());
        close(t_two_sided(3.0, 2.0), 1.0 - 3.0 / 11.0_f64.sqrt());
        close(t_quantile(0.025, f64::INFINITY), normal_quantile(0.025));
        close(t_quantile(0.025, 12.0), 2.178_812_829_667_228);
        close(chi_squared_above(7.0, 2.0), (-3.5_f64).exp());
        close(chi_squared_quantile(0.05, 1.0), normal_quantile(0.025).powi(2));
        // F with one degree of freedom is t squared.
        close(f_above(9.0, 1.0, 7.5), t_two_sided(3.0, 7.5));
        close(f_above(4.0, 2.0, f64::INFINITY), (-4.0_f64).exp());
        close(beta_quantile(0.3, 1.0, 1.0), 0.7);
        close(gamma_quantile(0.2, 1.0), -(0.2_f64.ln()));
    }

    proptest::proptest! {
        #[test]
        fn a_quantile_has_its_tail(tail in 1e-8..0.5_f64, df in 0.3..400.0_f64) {
            close(0.5 * t_two_sided(t_quantile(tail, df), df), tail);
            close(chi_squared_above(chi_squared_quantile(tail, df), df), tail);
            close(normal_above(normal_quantile(tail)), tail);
        }
    }
}
