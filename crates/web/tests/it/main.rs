//! The pages as a browser sees them, in process: every request goes through the whole router.

mod browser;
#[path = "../../../app/tests/it/clinic.rs"]
mod clinic;
mod foundation;
mod routes;
mod patients;
mod intake;
mod screening;
mod plan;
mod consent;
mod session;
mod photographs;
mod adverse_events;
mod stock;
mod today;
mod administration;
mod knowledge;
