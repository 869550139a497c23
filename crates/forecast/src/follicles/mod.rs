//! Hair follicles: anagen, catagen, telogen, an empty follicle (kenogen), and again; what of it a camera counts and what is shed.
//!
//! Follicles are independent (Halloy et al. 2000, PNAS 97:8328). Each phase has a duration from a distribution (semi-Markov); a drug multiplies
//! the hazard of leaving a phase. [`simulate`] follows single follicles from event to event, [`renewal()`] is its deterministic twin.
//! Pharmacology.md 3.2. Size, diameter and what dihydrotestosterone does to them are not here yet.

mod cycle;
mod duration;
mod events;
mod renewal;
#[cfg(test)]
mod tests;

pub use cycle::{CycleError, HairCycle, Phase};
pub use duration::Duration;
pub use events::{Beginning, Influence, Tally, simulate};
pub use renewal::{RenewalDay, renewal};
