//! Where to listen, as the command line asks for it.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use rustls::pki_types::{DnsName, ServerName};

/// Where the server listens. Only combinations that make sense can be put into words here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Listening {
    /// Only this computer reaches it, by plain HTTP on a loopback address.
    Computer {
        /// The loopback address.
        plain: SocketAddr,
    },
    /// This computer by plain HTTP, and the clinic's network by HTTPS.
    Network {
        /// The loopback address.
        plain: SocketAddr,
        /// The network's side.
        network: Network,
    },
    /// A proxy in front speaks HTTPS with the browsers and plain HTTP with this server. It has to set `X-Forwarded-For`
    /// (append the browser's address) and to pass `Host` on unchanged; no other header of it is read.
    BehindProxy {
        /// The address that only the proxy should reach.
        plain: SocketAddr,
    },
}

/// The network's side of [`Listening`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Network {
    /// The address of HTTPS.
    pub address: SocketAddr,
    /// The name by which the clinic's devices reach this machine, where they have one besides its addresses.
    pub name: Option<DnsName<'static>>,
    /// The clinic's own certificate; without one, a certificate is made.
    pub certificate: Option<CertificateFiles>,
}

/// A certificate and its key, as PEM files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateFiles {
    /// The certificate, followed by those that lead to an authority.
    pub certificate: PathBuf,
    /// Its private key.
    pub key: PathBuf,
}

/// What the command line asks for, before it is known to make sense.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// `--listen`
    pub listen: Option<SocketAddr>,
    /// `--network`
    pub network: Option<SocketAddr>,
    /// `--name`
    pub name: Option<String>,
    /// `--certificate`
    pub certificate: Option<PathBuf>,
    /// `--certificate-key`
    pub certificate_key: Option<PathBuf>,
    /// `--behind-proxy`
    pub behind_proxy: bool,
}

/// Options that contradict each other.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum ListeningError {
    /// Plain HTTP beyond this computer.
    #[error(
        "`--listen {0}` would send patients' records over the network without encryption\n\
         hint: serve the network with `--network`, or add `--behind-proxy` where a proxy on the same machine or in the same \
         closed network encrypts"
    )]
    PlainOnNetwork(SocketAddr),
    /// Two servers of one port.
    #[error("`--listen {plain}` and `--network={network}` want the same port\nhint: give them different ports")]
    SamePort {
        /// The plain address.
        plain: SocketAddr,
        /// The network's address.
        network: SocketAddr,
    },
    /// Half a certificate.
    #[error("`{given}` needs `{missing}` beside it: a certificate works only together with its key")]
    HalfACertificate {
        /// The option that was given.
        given: &'static str,
        /// The option that is missing.
        missing: &'static str,
    },
    /// An option that is meaningless without `--network`.
    #[error("`{0}` is for HTTPS on the clinic's network\nhint: add `--network`, or leave `{0}` out")]
    OnlyOnNetwork(&'static str),
    /// An option of HTTPS where the proxy speaks it.
    #[error(
        "`--behind-proxy` and `{0}` contradict each other: behind a proxy it is the proxy that speaks HTTPS\nhint: leave one of them out"
    )]
    NotBehindProxy(&'static str),
    /// No name of a machine.
    #[error(
        "`--name {0}` is no name of a machine\nhint: a name like `anagen.clinic.example`, without `https://` and port"
    )]
    BadName(String),
}

impl Listening {
    /// Where plain HTTP listens if nothing else is asked for.
    pub const PLAIN: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 7311);
    /// Where `--network` without an address listens: on every address of the machine.
    pub const NETWORK: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::UNSPECIFIED), 7343);

    /// What was asked for, if it makes sense.
    pub fn from_wanted(wanted: Wanted) -> Result<Self, ListeningError> {
        let plain = wanted.listen.unwrap_or(Self::PLAIN);
        let of_network = [
            ("--certificate", wanted.certificate.is_some()),
            ("--certificate-key", wanted.certificate_key.is_some()),
            ("--name", wanted.name.is_some()),
        ];
        let of_network = of_network
            .into_iter()
            .find_map(|(option, given)| given.then_some(option));
        if wanted.behind_proxy {
            let of_https = wanted.network.map(|_| "--network").or(of_network);
            return of_https.map_or(Ok(Self::BehindProxy { plain }), |option| {
                Err(ListeningError::NotBehindProxy(option))
            });
        }
        if !plain.ip().to_canonical().is_loopback() {
            return Err(ListeningError::PlainOnNetwork(plain));
        }
        let Some(address) = wanted.network else {
            return of_network.map_or(Ok(Self::Computer { plain }), |option| {
                Err(ListeningError::OnlyOnNetwork(option))
            });
        };
        // Port 0 stands for any free one.
        let one_machine = address.ip().is_unspecified() || address.ip() == plain.ip();
        if one_machine && address.port() == plain.port() && address.port() != 0 {
            return Err(ListeningError::SamePort {
                plain,
                network: address,
            });
        }
        let network = Network {
            address,
            name: wanted.name.map(name).transpose()?,
            certificate: certificate_files(wanted.certificate, wanted.certificate_key)?,
        };
        Ok(Self::Network { plain, network })
    }

    /// The address of plain HTTP.
    pub fn plain(&self) -> SocketAddr {
        match self {
            Self::Computer { plain } | Self::Network { plain, .. } | Self::BehindProxy { plain } => *plain,
        }
    }

    /// The network's side, where there is one.
    pub fn network(&self) -> Option<&Network> {
        match self {
            Self::Network { network, .. } => Some(network),
            Self::Computer { .. } | Self::BehindProxy { .. } => None,
        }
    }
}

fn name(name: String) -> Result<DnsName<'static>, ListeningError> {
    match ServerName::try_from(name.as_str()) {
        Ok(ServerName::DnsName(dns_name)) => Ok(dns_name.to_owned()),
        // An address needs no `--name`: those of the machine are found.
        _ => Err(ListeningError::BadName(name)),
    }
}

fn certificate_files(
    certificate: Option<PathBuf>,
    key: Option<PathBuf>,
) -> Result<Option<CertificateFiles>, ListeningError> {
    let half = |given, missing| Err(ListeningError::HalfACertificate { given, missing });
    match (certificate, key) {
        (Some(certificate), Some(key)) => Ok(Some(CertificateFiles { certificate, key })),
        (Some(_), None) => half("--certificate", "--certificate-key"),
        (None, Some(_)) => half("--certificate-key", "--certificate"),
        (None, None) => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn address(text: &str) -> SocketAddr {
        text.parse().unwrap()
    }

    fn refused(wanted: Wanted) -> ListeningError {
        Listening::from_wanted(wanted).unwrap_err()
    }

    #[test]
    fn nothing_asked_for_is_this_computer_alone() {
        let plain = address("127.0.0.1:7311");
        assert_eq!(
            Listening::from_wanted(Wanted::default()),
            Ok(Listening::Computer { plain })
        );
    }

    #[test]
    fn a_network_with_name_and_certificate() {
        let listening = Listening::from_wanted(Wanted {
            network: Some(Listening::NETWORK),
            name: Some("anagen.clinic.example".to_owned()),
            certificate: Some("clinic.pem".into()),
            certificate_key: Some("clinic.key".into()),
            ..Wanted::default()
        })
        .unwrap();
        let network = listening.network().unwrap();
        assert_eq!(network.address, address("0.0.0.0:7343"));
        assert_eq!(network.name.as_ref().unwrap().as_ref(), "anagen.clinic.example");
        assert_eq!(network.certificate.as_ref().unwrap().key, PathBuf::from("clinic.key"));
        assert_eq!(listening.plain(), Listening::PLAIN);
    }

    #[test]
    fn plain_http_stays_on_this_computer_unless_a_proxy_encrypts() {
        let everywhere = address("0.0.0.0:80");
        let mut wanted = Wanted {
            listen: Some(everywhere),
            ..Wanted::default()
        };
        assert_eq!(refused(wanted.clone()), ListeningError::PlainOnNetwork(everywhere));
        wanted.behind_proxy = true;
        assert_eq!(
            Listening::from_wanted(wanted),
            Ok(Listening::BehindProxy { plain: everywhere })
        );
    }

    #[test]
    fn every_loopback_address_is_this_computer() {
        for listen in ["127.0.0.2:80", "[::1]:7311", "[::ffff:127.0.0.1]:7311"] {
            let wanted = Wanted {
                listen: Some(address(listen)),
                ..Wanted::default()
            };
            assert_eq!(
                Listening::from_wanted(wanted),
                Ok(Listening::Computer { plain: address(listen) })
            );
        }
    }

    #[test]
    fn contradictions_are_refused() {
        let network = Some(Listening::NETWORK);
        let certificate = || Some(PathBuf::from("clinic.pem"));
        let name = || Some("clinic".to_owned());
        let none = Wanted::default;
        let cases = [
            (
                Wanted {
                    network,
                    behind_proxy: true,
                    ..none()
                },
                ListeningError::NotBehindProxy("--network"),
            ),
            (
                Wanted {
                    certificate: certificate(),
                    behind_proxy: true,
                    ..none()
                },
                ListeningError::NotBehindProxy("--certificate"),
            ),
            (
                Wanted {
                    certificate: certificate(),
                    ..none()
                },
                ListeningError::OnlyOnNetwork("--certificate"),
            ),
            (
                Wanted { name: name(), ..none() },
                ListeningError::OnlyOnNetwork("--name"),
            ),
            (
                Wanted {
                    network,
                    certificate: certificate(),
                    ..none()
                },
                ListeningError::HalfACertificate {
                    given: "--certificate",
                    missing: "--certificate-key",
                },
            ),
            (
                Wanted {
                    network,
                    certificate_key: certificate(),
                    ..none()
                },
                ListeningError::HalfACertificate {
                    given: "--certificate-key",
                    missing: "--certificate",
                },
            ),
            (
                Wanted {
                    network: Some(address("0.0.0.0:7311")),
                    ..none()
                },
                ListeningError::SamePort {
                    plain: Listening::PLAIN,
                    network: address("0.0.0.0:7311"),
                },
            ),
            (
                Wanted {
                    network,
                    name: Some("https://clinic".to_owned()),
                    ..none()
                },
                ListeningError::BadName("https://clinic".to_owned()),
            ),
            (
                Wanted {
                    network,
                    name: Some("192.168.1.5".to_owned()),
                    ..none()
                },
                ListeningError::BadName("192.168.1.5".to_owned()),
            ),
        ];
        for (wanted, expected) in cases {
            assert_eq!(refused(wanted), expected);
        }
    }
}
