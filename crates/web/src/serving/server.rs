//! The server: takes its addresses, serves a router on them, stops.

use std::convert::Infallible;
use std::error::Error;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::time::Duration;

use axum::Router;
use axum::extract::connect_info::IntoMakeServiceWithConnectInfo;
use axum::middleware;
use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;
use hyper_util::rt::TokioTimer;
use jiff::Timestamp;
use rustls::pki_types::ServerName;
use tokio::sync::watch;

use super::arrived::{By, Door, mark};
use super::certificate::{self, Usable};
use super::error::{CertificateError, ServingError};
use super::joining::{Invitation, Joining};
use super::listening::{Listening, Network};
use super::machine::Machine;

/// How long requests under way may take to finish once the server is asked to stop.
pub const GRACE: Duration = Duration::from_secs(10);

/// How often the machine's addresses and the certificate are looked at while the server runs.
const LOOKED_AT: Duration = Duration::from_mins(1);

/// A server that has its addresses and its certificate, and serves nothing yet.
pub struct Server {
    plain: TcpListener,
    plain_address: SocketAddr,
    by_plain: By,
    secure: Option<Secure>,
    joining: Joining,
}

/// The network's side of a server.
struct Secure {
    listener: TcpListener,
    tls: RustlsConfig,
    watched: Watched,
}

/// What may change while the server runs: the machine's addresses, and with them and with time the certificate.
pub(crate) struct Watched {
    network: Network,
    /// The port that is really listened on.
    port: u16,
    keys: PathBuf,
    invitation: watch::Sender<Option<Invitation>>,
}

impl Server {
    /// Takes the addresses and, for HTTPS, reads or makes the certificate. `keys` is the folder for what is made; it is touched only then.
    pub fn bind(listening: &Listening, keys: &Path, now: Timestamp) -> Result<Self, ServingError> {
        let (plain, plain_address) = listen(listening.plain(), "--listen ADDR:PORT")?;
        let (sender, joining) = Joining::new();
        let secure = match listening.network() {
            Some(network) => Some(Secure::bind(network, keys, sender, now)?),
            None => None,
        };
        let by_plain = match listening {
            Listening::BehindProxy { .. } => By::Proxy,
            Listening::Computer { .. } | Listening::Network { .. } => By::Plain,
        };
        Ok(Self {
            plain,
            plain_address,
            by_plain,
            secure,
            joining,
        })
    }

    /// The address of plain HTTP, with the port that is really listened on.
    pub fn plain_address(&self) -> SocketAddr {
        self.plain_address
    }

    /// How other devices reach this clinic.
    pub fn joining(&self) -> &Joining {
        &self.joining
    }

    /// Serves until `stop` comes to its end, then lets the requests under way finish for at most [`GRACE`].
    pub async fn run(self, router: Router, stop: impl Future<Output = ()>) -> Result<(), ServingError> {
        let handle = Handle::new();
        let door = |by| service(&router, by, &self.joining);
        let mut plain = axum_server::from_tcp(self.plain)
            .map_err(ServingError::Ended)?
            .http1_only();
        // With a timer, a connection that sends no complete head of a request within half a minute is closed.
        plain.http_builder().http1().timer(TokioTimer::new());
        let plain = plain.handle(handle.clone()).serve(door(self.by_plain));
        let secure = async {
            let Some(Secure { listener, tls, watched }) = self.secure else {
                return Ok(());
            };
            let mut secure = axum_server::from_tcp_rustls(listener, tls.clone())?.http1_only();
            secure.http_builder().http1().timer(TokioTimer::new());
            tokio::select! {
                ended = secure.handle(handle.clone()).serve(door(By::Tls)) => ended,
                never = watched.watch(&tls) => match never {},
            }
        };
        let mut serving = std::pin::pin!(async { tokio::try_join!(plain, secure) });
        let ended = tokio::select! {
            ended = &mut serving => ended,
            () = stop => {
                handle.graceful_shutdown(Some(GRACE));
                serving.await
            }
        };
        ended.map(|_| ()).map_err(ServingError::Ended)
    }
}

fn listen(address: SocketAddr, option: &'static str) -> Result<(TcpListener, SocketAddr), ServingError> {
    let bound = || {
        let listener = TcpListener::bind(address)?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        Ok((listener, address))
    };
    bound().map_err(|error| ServingError::of_listening(address, option, error))
}

/// The router behind one door.
fn service(router: &Router, by: By, joining: &Joining) -> IntoMakeServiceWithConnectInfo<Router, SocketAddr> {
    let door = Door {
        by,
        joining: joining.clone(),
    };
    router
        .clone()
        .layer(middleware::from_fn_with_state(door, mark))
        .into_make_service_with_connect_info()
}

impl Secure {
    fn bind(
        network: &Network,
        keys: &Path,
        invitation: watch::Sender<Option<Invitation>>,
        now: Timestamp,
    ) -> Result<Self, ServingError> {
        let (listener, address) = listen(network.address, "--network=ADDR:PORT")?;
        let watched = Watched {
            network: network.clone(),
            port: address.port(),
            keys: keys.to_owned(),
            invitation,
        };
        let usable = watched.look(&Machine::find(address.ip()), now)?;
        Ok(Self {
            listener,
            tls: RustlsConfig::from_config(usable.config),
            watched,
        })
    }
}

impl Watched {
    /// The certificate for the machine as it is now; the invitation says the same from now on.
    pub(crate) fn look(&self, machine: &Machine, now: Timestamp) -> Result<Usable, CertificateError> {
        let name = self.network.name.as_ref();
        let usable = match &self.network.certificate {
            Some(files) => certificate::from_files(files, machine, name)?,
            None => certificate::made(&self.keys, machine, name, now)?,
        };
        let invitation = Invitation {
            addresses: self.addresses(machine, &usable),
            fingerprint: usable.fingerprint.clone(),
            authority: usable.authority.clone(),
        };
        self.invitation.send_if_modified(|current| {
            let is_new = current.as_ref() != Some(&invitation);
            if is_new {
                *current = Some(invitation);
            }
            is_new
        });
        Ok(usable)
    }

    /// The addresses to open: by the name asked for, by the machine's addresses, and by its own names where the clinic's certificate is
    /// for them (others may not be known on the network); only such as the certificate is for.
    fn addresses(&self, machine: &Machine, usable: &Usable) -> Vec<String> {
        let asked_for = self.network.name.iter().cloned().map(ServerName::DnsName);
        let addresses = machine
            .addresses
            .iter()
            .map(|address| ServerName::IpAddress((*address).into()));
        let own_names = self
            .network
            .certificate
            .iter()
            .flat_map(|_| machine.names.iter().cloned());
        asked_for
            .chain(addresses)
            .chain(own_names.map(ServerName::DnsName))
            .filter(|name| usable.covers.contains(name))
            .map(|name| url(&name, self.port))
            .collect()
    }

    /// Keeps the certificate in step with the machine's addresses, with its files and with time, as long as the server runs.
    async fn watch(self, tls: &RustlsConfig) -> Infallible {
        loop {
            tokio::time::sleep(LOOKED_AT).await;
            // It reads, and seldom writes, a few small files: shorter than a hand-over to another thread is worth.
            self.renew(tls, &Machine::find(self.network.address.ip()), Timestamp::now());
        }
    }

    /// Looks once, serves with what is found, and tells what has changed.
    fn renew(&self, tls: &RustlsConfig, machine: &Machine, now: Timestamp) {
        let invitation = || self.invitation.borrow().clone();
        let before = invitation();
        match self.look(machine, now) {
            Ok(usable) => tls.reload_from_config(usable.config),
            // What is served stays as it is.
            Err(error) => tracing::warn!(error = &error as &dyn Error, "the certificate cannot be renewed"),
        }
        let after = invitation();
        if before != after
            && let Some(after) = after
        {
            let fingerprint = after.fingerprint.to_string();
            tracing::warn!(addresses = ?after.addresses, fingerprint, "how the network reaches the clinic has changed");
        }
    }
}

/// The address of the page that opens first.
fn url(name: &ServerName<'_>, port: u16) -> String {
    let host = match name {
        ServerName::IpAddress(address) => match IpAddr::from(*address) {
            IpAddr::V4(address) => address.to_string(),
            IpAddr::V6(address) => format!("[{address}]"),
        },
        name => name.to_str().into_owned(),
    };
    match port {
        443 => format!("https://{host}/"),
        port => format!("https://{host}:{port}/"),
    }
}

#[cfg(test)]
mod tests;
