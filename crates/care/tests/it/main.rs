//! Case files as a whole: read or refused, screened and planned, never a panic.
#![expect(clippy::unwrap_used, reason = "tests")]

mod any_bytes;
#[path = "../../../knowledge/tests/it/damage.rs"]
mod damage;
mod damaged_cases;
