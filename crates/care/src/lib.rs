//! The way of a patient, stage by stage; every stage is a pure function of values.
//!
//! [`case`] -> [`screening`] -> [`formulation`] -> [`injection_map`] -> [`protocol`] -> [`plan`]
//!
//! Nothing here reads a file, a clock or a database: time, randomness and identity come in as arguments.

pub mod case;
pub mod dose;
pub mod finding;
pub mod formulation;
pub mod injection_map;
pub mod plan;
pub mod protocol;
pub mod screening;
pub mod surveillance;
pub mod units;
