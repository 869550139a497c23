//! What holds across crates.
#![expect(clippy::unwrap_used, reason = "tests")]

mod cases;
mod clinic_knowledge;
mod evidence;
mod layers;
mod readme;
mod repository;
mod tidy;
