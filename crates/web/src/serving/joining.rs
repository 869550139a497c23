//! How another device joins: the address to open and what makes it trustworthy.

use tokio::sync::watch;

use super::fingerprint::Fingerprint;

/// How another device reaches this clinic. Every request carries it as an extension; without `--network` it has no invitation.
///
/// What it says changes while the server runs, when the machine gets another address.
#[derive(Debug, Clone)]
pub struct Joining(watch::Receiver<Option<Invitation>>);

/// What another device on the clinic's network needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// The addresses to open (`https://192.168.1.20:7343/`), the one to show first. Empty while the machine is on no network, or if
    /// the clinic's own certificate is for none of the names that are known.
    pub addresses: Vec<String>,
    /// The fingerprint of the certificate, which a browser shows where it warns of it.
    pub fingerprint: Fingerprint,
    /// The authority that made the certificate; none for the clinic's own certificate, which devices are expected to trust.
    pub authority: Option<Authority>,
}

/// The clinic's certificate authority, as a device is told to trust it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authority {
    /// The name under which a device lists it.
    pub name: String,
    /// The certificate to download, as PEM; it is public. Media type `application/x-x509-ca-cert`, file name `anagen.crt`.
    pub pem: String,
    /// Its fingerprint, to compare when a device asks.
    pub fingerprint: Fingerprint,
}

impl Joining {
    /// The clinic without its network's side, and the one who can change that.
    pub(crate) fn new() -> (watch::Sender<Option<Invitation>>, Self) {
        let (sender, receiver) = watch::channel(None);
        (sender, Self(receiver))
    }

    /// The invitation as it is now.
    pub fn invitation(&self) -> Option<Invitation> {
        self.0.borrow().clone()
    }

    /// The certificate of the clinic's authority as PEM bytes, for a device to download.
    pub fn authority_pem(&self) -> Option<Vec<u8>> {
        let authority = self.invitation()?.authority?;
        Some(authority.pem.into_bytes())
    }
}
