//! Plans as documents: the printable page, the drawn scalp, the calendar file.
//!
//! - [`plan::page`] writes a plan as one HTML page that needs nothing besides itself;
//! - [`scalp`] draws an injection map on a head, from five sides;
//! - [`scales`] draws the staging scales, as clinicians compare a head with them;
//! - [`calendar`] writes a dated course as a calendar file.
//!
//! Every paper is written in a language: its words are Fluent files in `crates/papers/messages/LANGUAGE/`. What a record says in
//! English alone stays English, and says so where the format can.
//!
//! Nothing here decides anything: what a paper says was decided in `anagen-care`, and what is written by hand (names,
//! initials, signatures) has its empty place.

mod days;
mod messages;

pub mod plan;

pub mod scalp;

pub mod scales;

pub mod calendar;
