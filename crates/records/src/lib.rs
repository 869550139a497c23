//! Storage of a clinic: SQLite or PostgreSQL behind one SQL text, photographs as content-addressed files, the audit chain.
//!
//! [`Database::read`] and [`Database::write`] open a [`Transaction`]; the modules named after things of the clinic hold the
//! statements. Nothing here knows who may do what: that is `anagen-app`.

mod database;
mod migrations;
mod transaction;
pub mod values;

pub mod adverse_events;
pub mod appointments;
pub mod audit;
pub mod backup_file;
pub mod backups;
pub mod blobs;
pub mod clinics;
pub mod consents;
pub mod counts;
pub mod drafts;
pub mod due;
pub mod follow_ups;
pub mod known;
pub mod patient_search;
pub mod patients;
pub mod people;
pub mod photographs;
pub mod plans;
pub mod revisions;
pub mod rooms;
pub mod sessions;
pub mod stock;
pub mod web_sessions;

pub use self::database::{Database, DatabaseError, Engine};
pub use self::transaction::{Bind, Transaction};
pub use self::values::{Day, Json, Stamp};
