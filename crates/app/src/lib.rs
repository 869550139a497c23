//! The use cases of a clinic: who may do what, in one transaction, with its audit entry.
//!
//! Every function takes the [`Actor`] first: [`App::read`] and [`App::write`] check the right against the one table in
//! [`actor`], open the transaction, and hand out the means to store; nothing written lasts without its audit entry
//! ([`Writing::commit`]). What is decided of a patient is decided in `anagen-care`.

pub mod actor;
pub mod adoption;
pub mod adverse_events;
mod app;
pub mod appointments;
pub mod audit_trail;
pub mod backup;
pub mod case;
pub mod clinic;
pub mod clock;
pub mod consent;
pub mod demo;
pub mod drafts;
mod error;
pub mod first_start;
pub mod follow_up;
pub mod import;
pub mod intake;
pub mod knowledge;
mod noted;
mod passwords;
pub mod patients;
pub mod people;
pub mod photographs;
pub mod plan;
pub mod rooms;
pub mod screening;
pub mod session;
pub mod sign_in;
pub mod stock;
pub mod today;
mod transaction;
pub mod way;

pub use anagen_messages::Message;

pub use self::actor::{Action, Actor};
pub use self::app::{App, OpenError, Place};
pub use self::error::{AppError, FieldError, Invalid};
pub use self::transaction::{Deed, Reading, Writing};
