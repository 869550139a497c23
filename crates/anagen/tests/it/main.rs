//! What holds across crates.
#![expect(clippy::unwrap_used, reason = "tests")]

mod cases;
mod layers;
mod repository;
mod tidy;
