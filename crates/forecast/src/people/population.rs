//! Draws of typical values and of people.

use thiserror::Error;

use crate::parameters::ParameterSet;
use crate::random::{Stream, normal_quantile};

/// Correlation between two parameters from person to person, of their logarithms.
#[derive(Debug, Clone, PartialEq)]
pub struct Correlation {
    /// Ids of the two; both must spread between people.
    pub between: [String; 2],
    /// Above -1, below 1.
    pub coefficient: f64,
}

/// Correlations that cannot be.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum PopulationError {
    /// Not between -1 and 1.
    #[error("correlation of `{first}` and `{second}`: `coefficient` is {value}; give a number above -1 and below 1")]
    Coefficient {
        /// One parameter.
        first: String,
        /// The other.
        second: String,
        /// What was given.
        value: f64,
    },
    /// One of the parameters is not there or has no spread.
    #[error(
        "correlation: `{id}` does not spread between people in this set; give it `between_people_cv` or leave the correlation out"
    )]
    NoSpread {
        /// Which parameter.
        id: String,
    },
    /// A parameter with itself, or a pair twice.
    #[error("correlation of `{first}` and `{second}` says nothing new; name two different parameters, each pair once")]
    Repeated {
        /// One parameter.
        first: String,
        /// The other.
        second: String,
    },
    /// Together they contradict each other.
    #[error("the correlations contradict each other at `{id}` (not positive definite); weaken those of `{id}`")]
    Contradiction {
        /// First parameter at which it shows.
        id: String,
    },
}

/// Everybody that a set of parameters describes.
///
/// ```
/// use anagen_forecast::parameters::{ParameterSet, dutasteride};
/// use anagen_forecast::people::Population;
///
/// let population = Population::new(ParameterSet::built_in()?, &[])?;
/// let person = population.person(&population.truth(42, 0), 42, 7);
/// assert_eq!(person, population.person(&population.truth(42, 0), 42, 7));
/// assert!(dutasteride(&person)?.disposition.clearance_l_per_h > 0.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Population {
    typical: ParameterSet,
    /// Ids of what spreads between people, and the standard deviation of its logarithm.
    spread: Vec<(String, f64)>,
    /// Lower triangle: the root of the correlations in the order of `spread`.
    root: Vec<Vec<f64>>,
}

impl Population {
    /// People around the typical values of a set. Parameters without `between_people_cv` are the same in everybody, those without
    /// `uncertainty` the same in every truth: where a source gives neither, the bands are too narrow for it.
    pub fn new(typical: ParameterSet, correlations: &[Correlation]) -> Result<Self, PopulationError> {
        let spread: Vec<_> = typical
            .iter()
            .filter_map(|parameter| {
                let cv = parameter.between_people_cv.filter(|cv| *cv > 0.0)?;
                // Log-normal: sigma^2 = ln(1 + cv^2); the typical value is its median.
                Some((parameter.id.clone(), (cv * cv).ln_1p().sqrt()))
            })
            .collect();
        let root = root(&spread, correlations)?;
        Ok(Self { typical, spread, root })
    }

    /// A possible truth: every uncertain typical value drawn from its range, half of the draws on either side of the value, evenly to the ends.
    /// Truth 0 is the typical values themselves.
    ///
    /// The ends of a range are taken as ends, for beyond them a parameter may mean nothing; where they are percentiles, this is too narrow.
    pub fn truth(&self, seed: u64, truth: u64) -> ParameterSet {
        let mut set = self.typical.clone();
        if truth == 0 {
            return set;
        }
        let mut chance = Stream::new(seed, truth.wrapping_mul(2));
        for parameter in set.iter_mut() {
            if let Some(range) = parameter.uncertainty.take() {
                let place = 2.0 * chance.uniform() - 1.0;
                let end = if place < 0.0 { range.low } else { range.high };
                parameter.value += place.abs() * (end - parameter.value);
            }
        }
        set
    }

    /// A person under a truth. The same number is the same deviation from the typical person under every truth.
    pub fn person(&self, truth: &ParameterSet, seed: u64, person: u64) -> ParameterSet {
        let mut chance = Stream::new(seed, person.wrapping_mul(2).wrapping_add(1));
        let independent: Vec<f64> = self.spread.iter().map(|_| normal_quantile(chance.uniform())).collect();
        let mut set = truth.clone();
        for ((id, sigma), row) in self.spread.iter().zip(&self.root) {
            let z: f64 = row.iter().zip(&independent).map(|(weight, z)| weight * z).sum();
            if let Some(parameter) = set.get_mut(id) {
                parameter.value *= (sigma * z).exp();
            }
        }
        for parameter in set.iter_mut() {
            parameter.between_people_cv = None;
            parameter.uncertainty = None;
        }
        set
    }
}

/// Cholesky root of the correlation matrix, by rows.
fn root(spread: &[(String, f64)], correlations: &[Correlation]) -> Result<Vec<Vec<f64>>, PopulationError> {
    let index = |id: &String| {
        spread
            .iter()
            .position(|(of, _)| of == id)
            .ok_or_else(|| PopulationError::NoSpread { id: id.clone() })
    };
    let mut given: Vec<(usize, usize, f64)> = Vec::new();
    for correlation in correlations {
        let [first, second] = &correlation.between;
        let (a, b) = (index(first)?, index(second)?);
        let (high, low) = (a.max(b), a.min(b));
        if high == low || given.iter().any(|(i, j, _)| (*i, *j) == (high, low)) {
            return Err(PopulationError::Repeated {
                first: first.clone(),
                second: second.clone(),
            });
        }
        let value = correlation.coefficient;
        if value.is_nan() || value.abs() >= 1.0 {
            return Err(PopulationError::Coefficient {
                first: first.clone(),
                second: second.clone(),
                value,
            });
        }
        given.push((high, low, value));
    }
    let mut rows: Vec<Vec<f64>> = Vec::with_capacity(spread.len());
    for (i, (id, _)) in spread.iter().enumerate() {
        let mut row: Vec<f64> = Vec::with_capacity(i + 1);
        for (j, above) in rows.iter().enumerate() {
            let wanted = given.iter().find(|(a, b, _)| (*a, *b) == (i, j)).map_or(0.0, |of| of.2);
            let known: f64 = row.iter().zip(above).map(|(x, y)| x * y).sum();
            let pivot = above.last().copied().unwrap_or(1.0);
            row.push((wanted - known) / pivot);
        }
        let left = 1.0 - row.iter().map(|x| x * x).sum::<f64>();
        if left < 1e-9 {
            return Err(PopulationError::Contradiction { id: id.clone() });
        }
        row.push(left.sqrt());
        rows.push(row);
    }
    Ok(rows)
}
