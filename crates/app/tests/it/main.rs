//! Use cases against real databases: SQLite in a temporary folder, and PostgreSQL where `ANAGEN_TEST_POSTGRES` names a server.

mod backup;
mod clinic;
mod foundation;
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
mod demo;
