//! The product in a real browser: the program is started as a clinic starts it, and a Chromium goes through its pages.
//!
//! These tests need what `./test` brings (`needs.rs`), and are skipped with a line where it is not there.
#![expect(clippy::unwrap_used, clippy::print_stderr, reason = "tests")]

mod browser;
mod client;
mod clinic;
mod crash;
mod database;
mod every_screen;
mod harness;
mod needs;
mod places;
mod screen;
mod server;
mod site;
mod steps;
mod whole_way;
