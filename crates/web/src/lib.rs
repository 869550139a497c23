//! The pages of the clinic: they parse what a browser sends, call `anagen-app`, and show.
//!
//! [`router`] is the whole application. Its routes are one table (`routes`): each says who may come in, and the guard in
//! front of every handler holds it (`access`); what a role may do is checked again by the use case that the page calls.

mod access;
mod failure;
mod fields;
mod format;
mod look;
mod messages;
mod page;
mod pages;
mod routes;
mod said;
pub mod serving;
mod visit;

pub use routes::{Access, RouteInfo, route_table, router};
