//! Square matrices of a few rows, and the Cholesky factor of positive ones.

/// A square matrix, row by row.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Square {
    size: usize,
    values: Vec<f64>,
}

/// The column of a matrix that is a sum of those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Collinear {
    /// Column, from 0.
    pub(crate) column: usize,
}

/// Share of its own square that a column must keep beside those before it; the root of it is the share of its length.
const LEAST_SHARE: f64 = 1e-12;

impl Square {
    /// All zeros.
    pub(crate) fn zeros(size: usize) -> Self {
        Self {
            size,
            values: vec![0.0; size * size],
        }
    }

    /// The value in a row and a column, both below the size.
    pub(crate) fn at(&self, row: usize, column: usize) -> f64 {
        self.values[row * self.size + column]
    }

    /// The value in a row and a column, to be changed.
    pub(crate) fn at_mut(&mut self, row: usize, column: usize) -> &mut f64 {
        &mut self.values[row * self.size + column]
    }

    /// Adds `weight * vector * vector'`.
    pub(crate) fn add_outer(&mut self, weight: f64, vector: &[f64]) {
        for (row, left) in self.values.chunks_exact_mut(self.size).zip(vector) {
            for (value, right) in row.iter_mut().zip(vector) {
                *value += weight * left * right;
            }
        }
    }

    /// The matrix times a vector of its size.
    pub(crate) fn times(&self, vector: &[f64]) -> Vec<f64> {
        let rows = self.values.chunks_exact(self.size.max(1));
        rows.map(|row| dot(row, vector)).collect()
    }

    /// `vector' * matrix * vector`.
    pub(crate) fn quadratic_form(&self, vector: &[f64]) -> f64 {
        dot(&self.times(vector), vector)
    }

    /// Adds `factor` times another matrix of its size.
    pub(crate) fn add(&mut self, factor: f64, other: &Self) {
        for (value, other) in self.values.iter_mut().zip(&other.values) {
            *value += factor * other;
        }
    }

    /// Trace of the product of two symmetric matrices of one size.
    pub(crate) fn trace_of_product(&self, other: &Self) -> f64 {
        dot(&self.values, &other.values)
    }

    /// Every value times `factor`.
    pub(crate) fn scaled(mut self, factor: f64) -> Self {
        for value in &mut self.values {
            *value *= factor;
        }
        self
    }

    /// Rows and columns of `kept`, in its order.
    pub(crate) fn part(&self, kept: &[usize]) -> Self {
        let mut part = Self::zeros(kept.len());
        for (row, &from_row) in kept.iter().enumerate() {
            for (column, &from_column) in kept.iter().enumerate() {
                *part.at_mut(row, column) = self.at(from_row, from_column);
            }
        }
        part
    }

    /// The lower factor `L` of a positive symmetric matrix `L L'`, or the first column that depends on those before it.
    pub(crate) fn cholesky(&self) -> Result<Cholesky, Collinear> {
        let mut lower = Self::zeros(self.size);
        for column in 0..self.size {
            for row in column..self.size {
                let mut rest = self.at(row, column);
                for before in 0..column {
                    rest -= lower.at(row, before) * lower.at(column, before);
                }
                if row > column {
                    *lower.at_mut(row, column) = rest / lower.at(column, column);
                } else if rest > LEAST_SHARE * self.at(column, column) {
                    *lower.at_mut(row, column) = rest.sqrt();
                } else {
                    return Err(Collinear { column });
                }
            }
        }
        Ok(Cholesky { lower })
    }
}

/// The lower Cholesky factor of a positive matrix.
#[derive(Debug, Clone)]
pub(crate) struct Cholesky {
    lower: Square,
}

impl Cholesky {
    /// Logarithm of the determinant of the matrix.
    pub(crate) fn ln_determinant(&self) -> f64 {
        let diagonal = (0..self.lower.size).map(|at| self.lower.at(at, at));
        2.0 * diagonal.map(f64::ln).sum::<f64>()
    }

    /// `L^-1` times a vector of its size, in place.
    pub(crate) fn forward(&self, vector: &mut [f64]) {
        for row in 0..self.lower.size {
            let mut rest = vector[row];
            for (column, solved) in vector.iter().enumerate().take(row) {
                rest -= self.lower.at(row, column) * solved;
            }
            vector[row] = rest / self.lower.at(row, row);
        }
    }

    /// The matrix's inverse times a vector of its size.
    pub(crate) fn solve(&self, vector: &[f64]) -> Vec<f64> {
        let mut solution = vector.to_vec();
        self.forward(&mut solution);
        for row in (0..self.lower.size).rev() {
            let mut rest = solution[row];
            for (below, solved) in solution.iter().enumerate().skip(row + 1) {
                rest -= self.lower.at(below, row) * solved;
            }
            solution[row] = rest / self.lower.at(row, row);
        }
        solution
    }

    /// The matrix's inverse.
    pub(crate) fn inverse(&self) -> Square {
        let size = self.lower.size;
        let mut inverse = Square::zeros(size);
        for column in 0..size {
            let mut unit = vec![0.0; size];
            unit[column] = 1.0;
            for (row, value) in self.solve(&unit).into_iter().enumerate() {
                *inverse.at_mut(row, column) = value;
            }
        }
        inverse
    }
}

/// Sum of the products of two vectors of one length.
pub(crate) fn dot(left: &[f64], right: &[f64]) -> f64 {
    left.iter().zip(right).map(|(left, right)| left * right).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn gram(rows: &[Vec<f64>], size: usize) -> Square {
        let mut matrix = Square::zeros(size);
        for row in rows {
            matrix.add_outer(1.0, row);
        }
        matrix
    }

    #[test]
    fn a_column_that_depends_on_others_is_named() {
        let rows: Vec<Vec<f64>> = (0..9)
            .map(f64::from)
            .map(|at| vec![1.0, at, at * at, 3.0 * at - 2.0])
            .collect();
        assert_eq!(gram(&rows, 4).cholesky().unwrap_err(), Collinear { column: 3 });
        assert!(gram(&rows, 4).part(&[0, 1, 2]).cholesky().is_ok());
        assert!(Square::zeros(1).cholesky().is_err());
    }

    proptest! {
        #[test]
        fn the_inverse_inverts(rows in prop::collection::vec(prop::collection::vec(-3.0..3.0_f64, 3), 6..12)) {
            let mut matrix = gram(&rows, 3);
            for at in 0..3 {
                *matrix.at_mut(at, at) += 0.1;
            }
            let factor = matrix.cholesky().unwrap();
            for column in 0..3 {
                let inverse = factor.inverse();
                let of_inverse: Vec<f64> = (0..3).map(|row| inverse.at(row, column)).collect();
                for (row, found) in matrix.times(&of_inverse).into_iter().enumerate() {
                    let unit = f64::from(u8::from(row == column));
                    prop_assert!((found - unit).abs() < 1e-9);
                }
            }
            let solved = matrix.times(&factor.solve(&[1.0, -2.0, 0.5]));
            for (found, expected) in solved.iter().zip([1.0, -2.0, 0.5]) {
                prop_assert!((found - expected).abs() < 1e-9);
            }
        }
    }
}
