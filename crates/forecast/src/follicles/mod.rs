//! Hair follicles: anagen, catagen, telogen, an empty follicle (kenogen), and again; what of it a camera counts and what is shed.
//!
//! Follicles are independent (Halloy et al. 2000, PNAS 97:8328). Each phase has a duration from a distribution (semi-Markov); a drug multiplies
//! the hazard of leaving a phase. [`simulate`] follows single follicles from event to event, [`renewal()`] is its deterministic twin.
//! [`grow`] gives each follicle a continuous size, which dihydrotestosterone takes and regrowth gives back, and counts what trichometry counts.
//! Pharmacology.md 3.2.

mod cycle;
mod duration;
mod events;
mod hair;
mod renewal;
mod size;
#[cfg(test)]
mod tests;

pub use cycle::{CycleError, HairCycle, Phase};
pub use duration::Duration;
pub use events::{Beginning, Influence, Tally, simulate};
pub use hair::{Hair, HairCount, HairTally, ScalpZone, Treatment, grow};
pub use renewal::{RenewalDay, renewal};
pub use size::{FollicleSize, MinoxidilOnFollicles};
