//! The depot: what becomes of a drug in the dermis after an injection, and how it reaches the blood.
//!
//! Total concentration with binding at equilibrium, `dC/dt = D laplace C - k C`, where the clearance `k` depends on what the blood carries away
//! ([`SinkClosure`]). The exact solutions ([`analytic`]) and the depth-resolved finite volumes ([`layer`]) are the reference of the compartments
//! ([`Compartments`]), which are the fast default.
//!
//! Sources: Dancik et al. 2013, Adv Drug Deliv Rev 65:221 (its open implementation); pharmacology.md 1. It leaves out lymph for small molecules,
//! convection, and how many points there are (the injection map).

pub mod analytic;
mod compartments;
pub mod layer;
#[cfg(test)]
mod tests;
mod tissue;

pub use compartments::{Compartments, DepotAmounts, DepotError};
pub use tissue::{Drug, SinkClosure, TissueError, TissueTransport, tissue_transport};
