//! Use cases against real databases: SQLite in a temporary folder, and PostgreSQL where `ANAGEN_TEST_POSTGRES` names a server.
#![expect(clippy::unwrap_used, clippy::print_stderr, reason = "tests")]

mod administration;
mod adverse_events;
mod backup;
mod clinic;
mod consent;
mod demo;
mod foundation;
mod import;
mod intake;
mod knowledge;
mod patients;
mod photographs;
mod plan;
mod screening;
mod session;
mod stock;
mod today;
mod trouble;
