//! The body: what becomes of a drug from the moment it is given, and what it does to its target.
//!
//! Two-compartment disposition with linear and saturable elimination, first-order and zero-order inputs, and any number of places (serum, scalp)
//! in which 5-alpha-reductase turns over under the drug's concentration.
//!
//! Sources: Gisleskog et al. 1999, Br J Clin Pharmacol 47:53 (dutasteride), Gisleskog et al. 1998, Clin Pharmacol Ther 64:636 (turnover of the
//! enzyme); pharmacology.md 2. It leaves out where the drug comes from (depot) and what hair makes of it (follicles).

mod course;
mod disposition;
mod scalp;
mod simulation;
mod step;
#[cfg(test)]
mod tests;

pub use course::{Course, CourseError, Dose, Input};
pub use disposition::{Disposition, DispositionError, Peripheral, SaturableElimination};
pub use scalp::Scalp;
pub use simulation::{Accuracy, Body, LocalConcentration, Place, Sample, SimulationError, simulate};
