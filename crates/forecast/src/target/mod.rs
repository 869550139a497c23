//! The target: 5-alpha-reductase, which the drug inactivates and the body makes anew, and the dihydrotestosterone that it makes.

mod reductase;

pub use reductase::{Reductase, ReductaseError, ReductaseState};
