//! Numerical methods that the models stand on; none of them knows what it computes for.

pub(crate) mod collocation;
pub mod dormand_prince;
pub(crate) mod phi;
