//! Virtual patients: how people differ, and how little is known of the typical one, kept apart.
//!
//! A [`Population`] draws possible truths (typical values within their uncertainty) and, under a truth, people (log-normal around the typical
//! values, correlated where a correlation is given). [`Draws`] carries people through any model, [`bands()`]
//! shows each alone and both together.

mod bands;
mod population;
#[cfg(test)]
mod tests;

pub use bands::{Band, Bands, BandsError, DrawError, Draws, bands};
pub use population::{Correlation, Population, PopulationError};
