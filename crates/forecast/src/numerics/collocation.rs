//! Collocation at Radau points: the nodes and weights of a step, for linear turnover (implicit) and for exponential integrators.
//!
//! Radau IIA is stiffly accurate and L-stable, of order `2 s - 1` at the end of a step (Hairer and Wanner, Solving Ordinary Differential
//! Equations II, 2nd ed., section IV.5). Its constants are computed here from their definition, not copied.

use std::sync::LazyLock;

use super::phi::phi;

/// Number of implicit stages.
pub(crate) const STAGES: usize = 5;
/// Stages and the beginning of the step.
pub(crate) const POINTS: usize = STAGES + 1;

/// Nodes on 0..1 and what follows from them.
#[derive(Debug)]
pub(crate) struct Collocation {
    /// The stages: roots of `P_s(2u-1) - P_{s-1}(2u-1)`; the last is 1.
    pub(crate) nodes: [f64; STAGES],
    /// Inverse of the Radau IIA matrix `a_ij = integral over 0..c_i of l_j(u) du`.
    pub(crate) inverse: [[f64; STAGES]; STAGES],
    /// Row sums of [`Self::inverse`].
    pub(crate) inverse_row_sums: [f64; STAGES],
    /// `lagrange[j][k]`: coefficient of `u^k` in the polynomial that is 1 at point `j` and 0 at the other points; point 0 is `u = 0`.
    lagrange: [[f64; POINTS]; POINTS],
    /// Weights of the points' values in the highest Chebyshev coefficient of their interpolation polynomial.
    tail: [f64; POINTS],
}

/// The one set of nodes in use.
pub(crate) static COLLOCATION: LazyLock<Collocation> = LazyLock::new(Collocation::new);

impl Collocation {
    fn new() -> Self {
        let nodes = radau_nodes();
        let mut points = [0.0; POINTS];
        points[1..].copy_from_slice(&nodes);
        let lagrange = std::array::from_fn(|j| lagrange_coefficients(&points, j));
        let matrix: [[f64; STAGES]; STAGES] = std::array::from_fn(|i| {
            std::array::from_fn(|j| {
                let coefficients: [f64; STAGES] = lagrange_coefficients(&nodes, j);
                integral(&coefficients, nodes[i])
            })
        });
        let inverse = inverted(matrix);
        let inverse_row_sums = inverse.map(|row| row.iter().sum());
        // The leading coefficient of the Chebyshev polynomial of degree s on 0..1 is 2^(2s-1).
        let leading = f64::from(1_u32 << (2 * STAGES - 1));
        let tail = lagrange.map(|coefficients: [f64; POINTS]| coefficients[STAGES] / leading);
        Self {
            nodes,
            inverse,
            inverse_row_sums,
            lagrange,
            tail,
        }
    }

    /// Size of the last resolved term of a function given at the points: large where a polynomial cannot follow it.
    pub(crate) fn tail(&self, values: &[f64; POINTS]) -> f64 {
        values
            .iter()
            .zip(&self.tail)
            .map(|(value, weight)| value * weight)
            .sum::<f64>()
            .abs()
    }

    /// Weights `w[j]` with `integral over 0..t of e^{-rate (t-s)} f(s) ds = sum over j of w[j] f_j`, exact for polynomials of degree `s` given at
    /// the points of a step of length `step`; `t = fraction * step`.
    pub(crate) fn exponential_weights(&self, rate: f64, step: f64, fraction: f64) -> [f64; POINTS] {
        // integral over 0..c of e^{z(c-u)} u^k du = k! c^{k+1} phi_{k+1}(z c), with z = -rate * step.
        let phi = phi::<{ POINTS + 1 }>(-rate * step * fraction);
        let mut moments = [0.0; POINTS];
        let mut scale = step * fraction;
        for (k, moment) in (0_u32..).zip(moments.iter_mut()) {
            if k > 0 {
                scale *= f64::from(k) * fraction;
            }
            *moment = scale;
        }
        for (moment, phi) in moments.iter_mut().zip(&phi[1..]) {
            *moment *= phi;
        }
        self.lagrange
            .map(|coefficients| coefficients.iter().zip(&moments).map(|(a, m)| a * m).sum())
    }
}

/// Roots of `P_s(2u-1) - P_{s-1}(2u-1)` in increasing order, by bisection between sign changes.
fn radau_nodes() -> [f64; STAGES] {
    let difference = |u: f64| {
        let x = 2.0 * u - 1.0;
        let (mut before, mut now) = (1.0, x);
        for n in 1..STAGES {
            let n = f64::from(u32::try_from(n).unwrap_or(u32::MAX));
            (before, now) = (now, ((2.0 * n + 1.0) * x * now - n * before) / (n + 1.0));
        }
        now - before
    };
    let mut nodes = [1.0; STAGES];
    let n_cells = 997_u32;
    let mut found = 0;
    for cell in 0..n_cells - 1 {
        let mut low = f64::from(cell) / f64::from(n_cells);
        let mut high = f64::from(cell + 1) / f64::from(n_cells);
        if found < STAGES - 1 && difference(low) * difference(high) < 0.0 {
            for _ in 0..60 {
                let middle = 0.5 * (low + high);
                if difference(low) * difference(middle) <= 0.0 {
                    high = middle;
                } else {
                    low = middle;
                }
            }
            nodes[found] = 0.5 * (low + high);
            found += 1;
        }
    }
    nodes
}

/// Coefficients, lowest power first, of the polynomial that is 1 at `points[j]` and 0 at the others.
fn lagrange_coefficients<const N: usize>(points: &[f64; N], j: usize) -> [f64; N] {
    let mut coefficients = [0.0; N];
    coefficients[0] = 1.0;
    let mut degree = 0;
    for (i, point) in points.iter().enumerate() {
        if i == j {
            continue;
        }
        let denominator = points[j] - point;
        // Times (u - point) / denominator.
        for k in (0..=degree + 1).rev() {
            let lower = if k > 0 { coefficients[k - 1] } else { 0.0 };
            coefficients[k] = (lower - point * coefficients[k]) / denominator;
        }
        degree += 1;
    }
    coefficients
}

/// Integral of a polynomial over 0..`end`.
fn integral(coefficients: &[f64], end: f64) -> f64 {
    let terms = (1_u32..).zip(coefficients);
    terms
        .fold((0.0, end), |(sum, power), (k, a)| {
            (sum + a * power / f64::from(k), power * end)
        })
        .0
}

/// Inverse by Gauss-Jordan elimination with partial pivoting; for the well-conditioned matrix of the nodes only.
fn inverted(mut matrix: [[f64; STAGES]; STAGES]) -> [[f64; STAGES]; STAGES] {
    let mut inverse = [[0.0; STAGES]; STAGES];
    for (i, row) in inverse.iter_mut().enumerate() {
        row[i] = 1.0;
    }
    for column in 0..STAGES {
        let pivot = (column..STAGES).max_by(|&a, &b| matrix[a][column].abs().total_cmp(&matrix[b][column].abs()));
        let pivot = pivot.unwrap_or(column);
        matrix.swap(column, pivot);
        inverse.swap(column, pivot);
        let scale = matrix[column][column];
        for j in 0..STAGES {
            matrix[column][j] /= scale;
            inverse[column][j] /= scale;
        }
        for row in 0..STAGES {
            let factor = matrix[row][column];
            if row != column {
                for j in 0..STAGES {
                    matrix[row][j] -= factor * matrix[column][j];
                    inverse[row][j] -= factor * inverse[column][j];
                }
            }
        }
    }
    inverse
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn radau_matrix_satisfies_its_order_conditions() {
        let collocation = Collocation::new();
        // A^-1 c = 1, because A 1 = c.
        for row in collocation.inverse {
            let sum: f64 = row.iter().zip(collocation.nodes).map(|(a, c)| a * c).sum();
            assert!((sum - 1.0).abs() < 1e-12, "{sum}");
        }
        // Three-digit values of the 4-stage nodes: Hairer and Wanner, table IV.5.6 gives s = 3; here the quadrature order 2s-1 is checked.
        let weights: [f64; STAGES] =
            std::array::from_fn(|j| integral(&lagrange_coefficients::<STAGES>(&collocation.nodes, j), 1.0));
        for power in 0..2 * STAGES - 1 {
            let power = i32::try_from(power).unwrap();
            let sum: f64 = weights
                .iter()
                .zip(collocation.nodes)
                .map(|(w, c)| w * c.powi(power))
                .sum();
            assert!((sum - 1.0 / f64::from(power + 1)).abs() < 1e-14, "power {power}: {sum}");
        }
    }

    #[test]
    fn exponential_weights_are_exact_for_polynomials() {
        let collocation = Collocation::new();
        let mut points = [0.0; POINTS];
        points[1..].copy_from_slice(&collocation.nodes);
        let (rate, step) = (0.37, 5.0);
        for fraction in [collocation.nodes[0], 1.0] {
            let weights = collocation.exponential_weights(rate, step, fraction);
            for power in 0..POINTS {
                let power = i32::try_from(power).unwrap();
                let sum: f64 = weights.iter().zip(points).map(|(w, u)| w * u.powi(power)).sum();
                let t = fraction * step;
                let n = 20_000;
                let h = t / f64::from(n);
                let f = |s: f64| (-rate * (t - s)).exp() * (s / step).powi(power);
                let expected: f64 = (0..n)
                    .map(|i| f64::from(i) * h)
                    .map(|a| (f(a) + 4.0 * f(a + 0.5 * h) + f(a + h)) * h / 6.0)
                    .sum();
                assert!(
                    (sum / expected - 1.0).abs() < 1e-9,
                    "power {power}: {sum} against {expected}"
                );
            }
        }
    }

    #[test]
    fn the_tail_is_the_last_chebyshev_coefficient() {
        let collocation = Collocation::new();
        let mut points = [0.0; POINTS];
        points[1..].copy_from_slice(&collocation.nodes);
        let chebyshev = |u: f64| (f64::from(u32::try_from(STAGES).unwrap()) * (2.0 * u - 1.0).acos()).cos();
        assert!((collocation.tail(&points.map(chebyshev)) - 1.0).abs() < 1e-9);
        assert!(collocation.tail(&points.map(|u| 3.0 - u * u * u)) < 1e-12);
    }
}
