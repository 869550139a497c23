//! Bands at 50 and 90 %: of people, of what is not known, and of both.

use std::ops::Range;

use serde::Serialize;
use thiserror::Error;

use super::population::Population;
use crate::parameters::ParameterSet;

/// Median and the middle 50 and 90 % of draws.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Band {
    /// Half of the draws lie below.
    pub median: f64,
    /// 25th and 75th percentile.
    pub middle_50: [f64; 2],
    /// 5th and 95th percentile.
    pub middle_90: [f64; 2],
}

/// Bands of one output value.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Bands {
    /// How people differ, if the typical values are true.
    pub people: Band,
    /// How uncertain the median of people is, because the typical values are.
    pub uncertainty: Band,
    /// A person, not known whom, under a truth, not known which.
    pub both: Band,
}

/// Draws that cannot be made or put together.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum DrawError<E> {
    /// The model refused a person.
    #[error("person {person} under truth {truth}")]
    Model {
        /// Which truth; 0 is the typical values.
        truth: u64,
        /// Which person, from 0.
        person: u64,
        /// What the model says.
        #[source]
        source: E,
    },
    /// The model gave another number of values than for the first person, or one that is no number.
    #[error("person {person} under truth {truth}: the model gave {given}; give as many finite values for everybody")]
    Values {
        /// Which truth; 0 is the typical values.
        truth: u64,
        /// Which person, from 0.
        person: u64,
        /// What it gave.
        given: String,
    },
}

/// Bands that cannot be drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum BandsError {
    /// Nobody was drawn under a truth, or there is no truth beside the typical one.
    #[error("no draws: give at least one person under the typical values and under at least one other truth")]
    NoDraws,
    /// Draws of different outputs.
    #[error("truth {number} has {n_outputs} outputs, the typical one {n_typical}; draw all with one model")]
    Outputs {
        /// Which of the truths, from 1.
        number: usize,
        /// Its outputs.
        n_outputs: usize,
        /// Those of the typical one.
        n_typical: usize,
    },
}

/// Outputs of some people under one truth. Parts can be drawn anywhere and put together with [`Self::add`] in any order: the bands are the same.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Draws {
    /// One for each output.
    columns: Vec<Vec<f64>>,
}

impl Draws {
    /// Carries the people of a range under a truth through a model.
    ///
    /// `model` takes the parameters of a person and his number (for streams of chance of his own) and gives the outputs, as many for everybody.
    /// The same number is the same deviation from the typical person under every truth.
    pub fn new<E>(
        population: &Population,
        seed: u64,
        truth: u64,
        people: Range<u64>,
        model: impl Fn(&ParameterSet, u64) -> Result<Vec<f64>, E>,
    ) -> Result<Self, DrawError<E>> {
        let typical = population.truth(seed, truth);
        let first = people.start;
        let mut columns: Vec<Vec<f64>> = Vec::new();
        for person in people {
            let values = model(&population.person(&typical, seed, person), person)
                .map_err(|source| DrawError::Model { truth, person, source })?;
            if person == first {
                columns = vec![Vec::new(); values.len()];
            }
            let refused = |given| DrawError::Values { truth, person, given };
            if values.len() != columns.len() {
                return Err(refused(format!("{} values instead of {}", values.len(), columns.len())));
            }
            for (value, column) in values.into_iter().zip(&mut columns) {
                if !value.is_finite() {
                    return Err(refused(value.to_string()));
                }
                column.push(value);
            }
        }
        Ok(Self { columns })
    }

    /// Adds other people of the same truth and model.
    pub fn add(&mut self, other: Self) {
        if self.columns.is_empty() {
            self.columns = other.columns;
        } else {
            for (mine, others) in self.columns.iter_mut().zip(other.columns) {
                mine.extend(others);
            }
        }
    }

    /// Outputs in increasing order; none where nobody was drawn.
    fn sorted(mut self) -> Option<Vec<Vec<f64>>> {
        for column in &mut self.columns {
            if column.is_empty() {
                return None;
            }
            column.sort_by(f64::total_cmp);
        }
        (!self.columns.is_empty()).then_some(self.columns)
    }
}

/// Bands of every output.
///
/// - `typical`: people under truth 0
/// - `truths`: people under each other truth
pub fn bands(typical: Draws, truths: Vec<Draws>) -> Result<Vec<Bands>, BandsError> {
    let typical = typical.sorted().ok_or(BandsError::NoDraws)?;
    if truths.is_empty() {
        return Err(BandsError::NoDraws);
    }
    let mut medians = vec![Vec::new(); typical.len()];
    let mut pooled = vec![Vec::new(); typical.len()];
    for (number, draws) in (1..).zip(truths) {
        let columns = draws.sorted().ok_or(BandsError::NoDraws)?;
        if columns.len() != typical.len() {
            return Err(BandsError::Outputs {
                number,
                n_outputs: columns.len(),
                n_typical: typical.len(),
            });
        }
        for ((column, medians), pooled) in columns.into_iter().zip(&mut medians).zip(&mut pooled) {
            medians.push(percentile(&column, 0.5));
            pooled.extend(column);
        }
    }
    let of_draws = |mut draws: Vec<f64>| {
        draws.sort_by(f64::total_cmp);
        band(&draws)
    };
    let outputs = typical.iter().zip(medians).zip(pooled);
    Ok(outputs
        .map(|((people, medians), pooled)| Bands {
            people: band(people),
            uncertainty: of_draws(medians),
            both: of_draws(pooled),
        })
        .collect())
}

fn band(sorted: &[f64]) -> Band {
    Band {
        median: percentile(sorted, 0.5),
        middle_50: [0.25, 0.75].map(|p| percentile(sorted, p)),
        middle_90: [0.05, 0.95].map(|p| percentile(sorted, p)),
    }
}

/// Linear between order statistics (Hyndman and Fan 1996, Am Stat 50:361, type 7). NaN for no draws, which [`bands`] keeps out.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "far fewer draws than 2^52"
)]
fn percentile(sorted: &[f64], p: f64) -> f64 {
    let place = p * sorted.len().saturating_sub(1) as f64;
    let below = place.floor() as usize;
    match (sorted.get(below), sorted.get(below + 1)) {
        (Some(low), Some(high)) => low + (place - place.floor()) * (high - low),
        (Some(last), None) => *last,
        _ => f64::NAN,
    }
}
