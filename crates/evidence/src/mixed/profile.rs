//! The profiled deviance of a mixed model: fixed effects and residual variance are solved for, the relative covariance factor is left.
//!
//! Letters as in Bates 2015, section 3: `L` is the factor of `Λ'Z'ZΛ + I`, `RX` that of the fixed effects. The response is replaced by its
//! residuals from ordinary least squares, which changes nothing but keeps the digits of a response far from 0.

use super::design::Design;
use super::{Criterion, MixedError};
use crate::linear::{Cholesky, Collinear, Square, dot};

/// Sums of products of each group and of all rows.
pub(super) struct Profile {
    criterion: Criterion,
    n_rows: usize,
    n_fixed: usize,
    n_random: usize,
    n_groups: usize,
    /// `Z'Z` of each group, one after the other.
    zz: Vec<f64>,
    /// `Z'[X y]` of each group, one after the other, by rows.
    zw: Vec<f64>,
    /// `[X y]'[X y]` of all rows.
    ww: Square,
    /// Coefficients of ordinary least squares.
    ordinary: Vec<f64>,
    /// Root mean square of each random column over rows: `theta` is in these units, so that a slope by days is found like one by years.
    scales: Vec<f64>,
}

/// The model at one covariance factor.
pub(super) struct Evaluation {
    /// Minus twice the logarithm of the (restricted) likelihood, at the best residual variance.
    pub(super) deviance: f64,
    /// Its part that knows no residual variance: the logarithms of determinants.
    pub(super) ln_determinants: f64,
    /// Penalised weighted residual sum of squares.
    pub(super) squares: f64,
    /// `squares` over its degrees of freedom.
    pub(super) residual_variance: f64,
    /// Factor of the fixed effects.
    pub(super) rx: Cholesky,
    /// What the fixed effects differ by from ordinary least squares.
    shifts: Vec<f64>,
}

/// Working space for one group.
struct Scratch {
    lower: Vec<f64>,
    scaled: Vec<f64>,
    solved: Vec<f64>,
}

impl Profile {
    pub(super) fn new(design: &Design, criterion: Criterion) -> Result<Self, MixedError> {
        let (n_fixed, n_random) = (design.names.len(), design.random_names.len());
        let n_groups = design.groups.len();
        let rows = || design.fixed.chunks_exact(n_fixed).zip(&design.response);
        let mut gram = Square::zeros(n_fixed);
        let mut right = vec![0.0; n_fixed];
        let mut total = 0.0;
        for (row, response) in rows() {
            gram.add_outer(1.0, row);
            total += response * response;
            for (sum, value) in right.iter_mut().zip(row) {
                *sum += value * response;
            }
        }
        let factor = gram.cholesky().map_err(|Collinear { column }| MixedError::Collinear {
            name: design.names.get(column).cloned().unwrap_or_default(),
        })?;
        let ordinary = factor.solve(&right);
        let n_columns = n_fixed + 1;
        let mut zz = vec![0.0; n_groups * n_random * n_random];
        let mut zw = vec![0.0; n_groups * n_random * n_columns];
        let mut ww = Square::zeros(n_columns);
        let random = design.random.chunks_exact(n_random);
        let mut with_residual = vec![0.0; n_columns];
        let mut squares = 0.0;
        let mut scales = vec![0.0; n_random];
        for ((row, response), (z, &group)) in rows().zip(random.zip(&design.group_of_row)) {
            let residual = response - dot(row, &ordinary);
            squares += residual * residual;
            for (to, from) in with_residual.iter_mut().zip(row.iter().chain([&residual])) {
                *to = *from;
            }
            ww.add_outer(1.0, &with_residual);
            let zz = &mut zz[group * n_random * n_random..][..n_random * n_random];
            let zw = &mut zw[group * n_random * n_columns..][..n_random * n_columns];
            for (at, left) in z.iter().enumerate() {
                scales[at] += left * left / design.n_rows() as f64;
                for (sum, right) in zz[at * n_random..].iter_mut().zip(z) {
                    *sum += left * right;
                }
                for (sum, right) in zw[at * n_columns..].iter_mut().zip(&with_residual) {
                    *sum += left * right;
                }
            }
        }
        if squares <= 1e-20 * total {
            return Err(MixedError::NoResidual);
        }
        Ok(Self {
            criterion,
            n_rows: design.n_rows(),
            n_fixed,
            n_random,
            n_groups,
            zz,
            zw,
            ww,
            ordinary,
            scales: scales
                .into_iter()
                .map(|square| square.sqrt().max(f64::MIN_POSITIVE))
                .collect(),
        })
    }

    /// Degrees of freedom of the residual variance under the criterion.
    pub(super) fn residual_df(&self) -> f64 {
        match self.criterion {
            Criterion::Restricted => (self.n_rows - self.n_fixed) as f64,
            Criterion::Full => self.n_rows as f64,
        }
    }

    /// Root mean square of each random column over rows.
    pub(super) fn scales(&self) -> &[f64] {
        &self.scales
    }

    /// Where the search begins: random terms that vary as much as the residual does.
    pub(super) fn start(&self) -> Vec<f64> {
        let mut theta = vec![0.0; self.n_random * (self.n_random + 1) / 2];
        for at in 0..self.n_random {
            theta[position(at, at)] = 1.0;
        }
        theta
    }

    /// The diagonal of the factor, in its scaled units.
    pub(super) fn diagonal<'a>(&self, theta: &'a [f64]) -> impl Iterator<Item = f64> + 'a {
        (0..self.n_random).filter_map(|at| theta.get(position(at, at)).copied())
    }

    /// The same covariance with a factor whose diagonal is not negative: a column may change its sign.
    pub(super) fn with_positive_diagonal(&self, mut theta: Vec<f64>) -> Vec<f64> {
        for column in 0..self.n_random {
            if theta[position(column, column)] < 0.0 {
                for row in column..self.n_random {
                    theta[position(row, column)] *= -1.0;
                }
            }
        }
        theta
    }

    /// The relative covariance factor `Λ`, lower triangular by rows: `theta` in scaled units, brought to those of the columns.
    fn factor(&self, theta: &[f64]) -> Vec<f64> {
        let mut lambda = vec![0.0; self.n_random * self.n_random];
        for row in 0..self.n_random {
            for column in 0..=row {
                lambda[row * self.n_random + column] = theta[position(row, column)] / self.scales[row];
            }
        }
        lambda
    }

    /// Covariance of the random terms for a residual variance.
    pub(super) fn covariance(&self, theta: &[f64], residual_variance: f64) -> Vec<Vec<f64>> {
        let lambda = self.factor(theta);
        let rows: Vec<&[f64]> = lambda.chunks_exact(self.n_random).collect();
        let with = |left: &[f64]| rows.iter().map(|right| residual_variance * dot(left, right)).collect();
        rows.iter().map(|left| with(left)).collect()
    }

    /// The deviance; not a number where it has none.
    pub(super) fn deviance(&self, theta: &[f64]) -> f64 {
        self.at(theta).map_or(f64::NAN, |evaluation| evaluation.deviance)
    }

    /// Everything at one factor; none where rounding leaves no residual.
    pub(super) fn at(&self, theta: &[f64]) -> Option<Evaluation> {
        let n_columns = self.n_fixed + 1;
        let lambda = self.factor(theta);
        let mut scratch = self.scratch();
        let mut ln_determinants = 0.0;
        let mut ww = self.ww.clone();
        for group in 0..self.n_groups {
            ln_determinants += self.solve_group(group, &lambda, &mut scratch)?;
            for solved in scratch.solved.chunks_exact(n_columns) {
                ww.add_outer(-1.0, solved);
            }
        }
        let fixed: Vec<usize> = (0..self.n_fixed).collect();
        let rx = ww.part(&fixed).cholesky().ok()?;
        let right: Vec<f64> = fixed.iter().map(|&at| ww.at(at, self.n_fixed)).collect();
        let shifts = rx.solve(&right);
        let squares = ww.at(self.n_fixed, self.n_fixed) - dot(&shifts, &right);
        if squares <= 0.0 {
            return None;
        }
        if self.criterion == Criterion::Restricted {
            ln_determinants += rx.ln_determinant();
        }
        let df = self.residual_df();
        let residual_variance = squares / df;
        let deviance = ln_determinants + df * (1.0 + (2.0 * std::f64::consts::PI * residual_variance).ln());
        deviance.is_finite().then_some(Evaluation {
            deviance,
            ln_determinants,
            squares,
            residual_variance,
            rx,
            shifts,
        })
    }

    /// Fixed effects.
    pub(super) fn coefficients(&self, evaluation: &Evaluation) -> Vec<f64> {
        let both = self.ordinary.iter().zip(&evaluation.shifts);
        both.map(|(ordinary, shift)| ordinary + shift).collect()
    }

    /// What each group deviates by in each random term.
    pub(super) fn modes(&self, theta: &[f64], evaluation: &Evaluation) -> Vec<Vec<f64>> {
        let (q, n_columns) = (self.n_random, self.n_fixed + 1);
        let lambda = self.factor(theta);
        let mut scratch = self.scratch();
        let of_group = |group: usize| {
            let mut spherical = vec![0.0; q];
            if self.solve_group(group, &lambda, &mut scratch).is_some() {
                for (value, solved) in spherical.iter_mut().zip(scratch.solved.chunks_exact(n_columns)) {
                    *value = solved[self.n_fixed] - dot(solved, &evaluation.shifts);
                }
                // L' u = solved
                for row in (0..q).rev() {
                    let below: f64 = (row + 1..q).map(|at| scratch.lower[at * q + row] * spherical[at]).sum();
                    spherical[row] = (spherical[row] - below) / scratch.lower[row * q + row];
                }
            }
            lambda.chunks_exact(q).map(|row| dot(row, &spherical)).collect()
        };
        (0..self.n_groups).map(of_group).collect()
    }

    fn scratch(&self) -> Scratch {
        Scratch {
            lower: vec![0.0; self.n_random * self.n_random],
            scaled: vec![0.0; self.n_random * self.n_random],
            solved: vec![0.0; self.n_random * (self.n_fixed + 1)],
        }
    }

    /// Fills in `L` and `L^-1 Λ'Z'[X y]` of a group; gives the logarithm of the determinant of `L L'`.
    fn solve_group(&self, group: usize, lambda: &[f64], scratch: &mut Scratch) -> Option<f64> {
        let (q, n_columns) = (self.n_random, self.n_fixed + 1);
        let zz = &self.zz[group * q * q..][..q * q];
        let zw = &self.zw[group * q * n_columns..][..q * n_columns];
        let Scratch { lower, scaled, solved } = scratch;
        // Z'Z Λ; Λ has nothing above its diagonal.
        for row in 0..q {
            for column in 0..q {
                scaled[row * q + column] = (column..q).map(|at| zz[row * q + at] * lambda[at * q + column]).sum();
            }
        }
        let mut determinant = 1.0;
        for column in 0..q {
            for row in column..q {
                let product: f64 = (row..q).map(|at| lambda[at * q + row] * scaled[at * q + column]).sum();
                let mut rest = product + f64::from(u8::from(row == column));
                for before in 0..column {
                    rest -= lower[row * q + before] * lower[column * q + before];
                }
                if row == column {
                    if rest.is_nan() || rest <= 0.0 {
                        return None;
                    }
                    determinant *= rest;
                    lower[row * q + column] = rest.sqrt();
                } else {
                    lower[row * q + column] = rest / lower[column * q + column];
                }
            }
        }
        for row in 0..q {
            let (done, rest) = solved.split_at_mut(row * n_columns);
            let target = &mut rest[..n_columns];
            target.fill(0.0);
            for at in row..q {
                let factor = lambda[at * q + row];
                for (value, from) in target.iter_mut().zip(&zw[at * n_columns..]) {
                    *value += factor * from;
                }
            }
            for before in 0..row {
                let factor = lower[row * q + before];
                for (value, from) in target.iter_mut().zip(&done[before * n_columns..]) {
                    *value -= factor * from;
                }
            }
            let diagonal = lower[row * q + row];
            for value in target {
                *value /= diagonal;
            }
        }
        Some(determinant.ln())
    }
}

/// Where a value of the lower triangle stands in `theta`: by rows.
fn position(row: usize, column: usize) -> usize {
    row * (row + 1) / 2 + column
}
