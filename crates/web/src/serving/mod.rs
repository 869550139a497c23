//! How the clinic is reached: on this computer, on the clinic's network by HTTPS, or behind a proxy.
//!
//! [`Listening`] says where; [`Server::bind`] takes the addresses and the certificate before anything else is started;
//! [`Server::run`] serves a router until it is told to stop, and lets the requests under way finish.
//!
//! Every request carries two extensions: [`Arrived`] (by TLS or not, from which address) and [`Joining`] (how another device
//! reaches this clinic). What is served, and to whom, is decided elsewhere.

mod arrived;
mod authority;
mod certificate;
mod error;
mod fingerprint;
mod joining;
mod listening;
mod machine;
pub mod qr;
mod server;
mod stop;

pub use arrived::Arrived;
pub use error::{CertificateError, ServingError};
pub use fingerprint::Fingerprint;
pub use joining::{Authority, Invitation, Joining};
pub use listening::{CertificateFiles, Listening, ListeningError, Network, Wanted};
pub use server::{GRACE, Server};
pub use stop::stop_signal;
