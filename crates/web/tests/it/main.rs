//! The pages as a browser sees them, in process: every request goes through the whole router.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::print_stderr, reason = "tests")]

mod administration;
mod adverse_events;
mod browser;
#[path = "../../../app/tests/it/clinic.rs"]
mod clinic;
mod consent;
mod foundation;
mod fuzzing;
mod import;
mod intake;
mod knowledge;
mod patients;
mod photographs;
mod plan;
mod routes;
mod screening;
mod session;
mod spanish;
mod stock;
mod today;
