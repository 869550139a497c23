//! What keeps the server from starting, each with what to do.

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;

/// What keeps the server from starting, or ended it.
#[derive(Debug, thiserror::Error)]
pub enum ServingError {
    /// Somebody else listens there.
    #[error(
        "the address {address} is in use: another program listens there, perhaps Anagen itself, started before\n\
         hint: stop the other one, or choose another port with `{option}`"
    )]
    AddressInUse {
        /// The address.
        address: SocketAddr,
        /// The option that chooses another one, with its form.
        option: &'static str,
    },
    /// The system does not let this user listen there.
    #[error(
        "the system does not allow to listen on {address}; ports below 1024 are kept for administrators\n\
         hint: choose a port of 1024 or above with `{option}`"
    )]
    PermissionDenied {
        /// The address.
        address: SocketAddr,
        /// The option that chooses another one, with its form.
        option: &'static str,
    },
    /// The machine does not have this address.
    #[error(
        "this machine has no address {}, so nothing can listen on {address}\n\
         hint: give one of its own addresses with `{option}`, or 0.0.0.0 for all of them with `--network`",
        address.ip()
    )]
    NotOurAddress {
        /// The address.
        address: SocketAddr,
        /// The option that chooses another one, with its form.
        option: &'static str,
    },
    /// Any other failure of listening.
    #[error("nothing can listen on {address}")]
    CannotListen {
        /// The address.
        address: SocketAddr,
        /// What the system said.
        source: io::Error,
    },
    /// The certificate of HTTPS.
    #[error(transparent)]
    Certificate(#[from] CertificateError),
    /// Accepting connections failed while serving.
    #[error("serving ended")]
    Ended(#[source] io::Error),
}

impl ServingError {
    /// Why nothing can listen there.
    pub(crate) fn of_listening(address: SocketAddr, option: &'static str, source: io::Error) -> Self {
        match source.kind() {
            io::ErrorKind::AddrInUse => Self::AddressInUse { address, option },
            io::ErrorKind::PermissionDenied => Self::PermissionDenied { address, option },
            io::ErrorKind::AddrNotAvailable => Self::NotOurAddress { address, option },
            _ => Self::CannotListen { address, source },
        }
    }
}

/// What is wrong with the certificate of HTTPS.
#[derive(Debug, thiserror::Error)]
pub enum CertificateError {
    /// A file of the clinic's own certificate cannot be read.
    #[error("the file `{}` of `{option}` cannot be read", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The option that names it.
        option: &'static str,
        /// What the system said.
        source: io::Error,
    },
    /// A file does not hold what its option asks for.
    #[error("the file `{}` of `{option}` holds no {wanted}\nhint: PEM is expected, a text that begins with `-----BEGIN`", path.display())]
    NotPem {
        /// The file.
        path: PathBuf,
        /// The option that names it.
        option: &'static str,
        /// What was looked for.
        wanted: &'static str,
    },
    /// Certificate and key do not work together.
    #[error(
        "the certificate `{}` cannot be used with the key `{}`\nhint: the key has to be the one that the certificate was made for",
        certificate.display(), key.display()
    )]
    Unusable {
        /// The certificate's file.
        certificate: PathBuf,
        /// The key's file.
        key: PathBuf,
        /// What is wrong.
        source: rustls::Error,
    },
    /// The certificate is for another name.
    #[error("the certificate `{}` is not for `{name}`, the name given with `--name`", certificate.display())]
    OtherName {
        /// The certificate's file.
        certificate: PathBuf,
        /// The name that it does not cover.
        name: String,
    },
    /// A file below the data folder's `keys` cannot be read or written.
    #[error("`{}`, where this clinic's certificates are kept, cannot be read or written", path.display())]
    Kept {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The file of the clinic's authority is damaged.
    #[error(
        "the file `{}`, this clinic's certificate authority, is damaged\n\
         hint: bring it back from a copy; or delete it, and a new one is made, which every tablet has to be told to trust again",
        path.display()
    )]
    DamagedAuthority {
        /// The file.
        path: PathBuf,
    },
    /// A certificate could not be made.
    #[error("no certificate can be made for this machine")]
    CannotMake(#[source] rcgen::Error),
    /// A certificate that was just made is not accepted.
    #[error("the certificate made for this machine would not be accepted by a browser")]
    NotAccepted(#[source] rustls::Error),
}
