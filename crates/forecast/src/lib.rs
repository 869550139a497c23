//! What a course is likely to do, before the first needle: drug in the skin and in the blood, the enzyme, the follicles, the hair that a camera
//! would count.
//!
//! Pure functions of numbers: no patient, no file, no clock; chance only from a seed given as argument. Equations, sources and validation:
//! `docs/forecast.md`. Every parameter carries its source, grade and whether it was checked ([`parameters`]).

#![cfg_attr(test, allow(clippy::unwrap_used, reason = "a test that cannot go on says so"))]

pub mod body;
pub mod depot;
pub mod follicles;
pub mod numerics;
pub mod parameters;
pub mod people;
pub mod random;
pub mod target;
