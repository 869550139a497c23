//! The clinic's own certificate authority, and the certificates that it makes for this machine.
//!
//! A tablet that has been told once to trust the authority accepts every certificate that comes later. What it could be abused for
//! is bounded by name constraints: it can only speak for private networks and for this machine's own names, never for the internet.

use std::net::IpAddr;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use rcgen::{
    BasicConstraints, CertificateParams, CidrSubnet, DistinguishedName, DnType, ExtendedKeyUsagePurpose,
    GeneralSubtree, IsCa, Issuer, KeyPair, KeyUsagePurpose, NameConstraints, SanType,
};
use rustls::RootCertStore;
use rustls::client::{verify_server_cert_signed_by_trust_anchor, verify_server_name};
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use serde::{Deserialize, Serialize};

/// How long a certificate of this machine lasts: no longer than browsers accept from any authority.
pub(crate) const CERTIFICATE_LASTS: SignedDuration = SignedDuration::from_hours(397 * 24);
/// How long the authority lasts.
const AUTHORITY_LASTS: SignedDuration = SignedDuration::from_hours(10 * 365 * 24);
/// Certificates begin this much before they are made: a tablet's clock may be behind.
const CLOCK_IS_BEHIND: SignedDuration = SignedDuration::from_hours(24);

/// The blocks of private, link-local and loopback addresses (RFC 1918, 3927, 4193, 4291, 1122): address and length of the prefix.
const PRIVATE_BLOCKS: [(&str, u8); 8] = [
    ("10.0.0.0", 8),
    ("172.16.0.0", 12),
    ("192.168.0.0", 16),
    ("169.254.0.0", 16),
    ("127.0.0.0", 8),
    ("fc00::", 7),
    ("fe80::", 10),
    ("::1", 128),
];
/// Names that exist in no public name service (RFC 6761, 6762, 8375 and what routers hand out).
const PRIVATE_NAMES: [&str; 5] = ["localhost", "local", "home.arpa", "internal", "lan"];

/// A certificate with its key and what has to be known to use it again. One file holds all of it: its parts can never disagree.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Certified {
    /// Whom it names; for the authority, the name in a tablet's list of authorities.
    pub(crate) name: String,
    pub(crate) begins: Timestamp,
    pub(crate) ends: Timestamp,
    /// The certificate, as PEM.
    pub(crate) certificate: String,
    /// Its private key, as PEM.
    pub(crate) key: String,
}

impl Certified {
    /// The certificate in DER.
    pub(crate) fn der(&self) -> Result<CertificateDer<'static>, rustls::Error> {
        CertificateDer::from_pem_slice(self.certificate.as_bytes())
            .map_err(|_| rustls::Error::InvalidCertificate(rustls::CertificateError::BadEncoding))
    }
}

/// The clinic's certificate authority.
pub(crate) struct Authority {
    certified: Certified,
    issuer: Issuer<'static, KeyPair>,
}

impl Authority {
    /// A new authority that may speak for private networks and for these names.
    pub(crate) fn make(host: &str, names: &[ServerName<'_>], now: Timestamp) -> Result<Self, rcgen::Error> {
        let begins = earlier(now, CLOCK_IS_BEHIND);
        let ends = later(now, AUTHORITY_LASTS);
        let day = now.strftime("%Y-%m-%d");
        let name = format!("Anagen on {host}, {day}");
        let mut params = params(&name, begins, ends);
        params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        params.name_constraints = Some(NameConstraints {
            permitted_subtrees: permitted(names),
            excluded_subtrees: Vec::new(),
        });
        let key = KeyPair::generate()?;
        let certified = Certified {
            certificate: params.self_signed(&key)?.pem(),
            key: key.serialize_pem(),
            name,
            begins,
            ends,
        };
        let issuer = Issuer::new(params, key);
        Ok(Self { certified, issuer })
    }

    /// The authority that was made earlier.
    pub(crate) fn from_certified(certified: Certified) -> Result<Self, rcgen::Error> {
        let key = KeyPair::from_pem(&certified.key)?;
        // What the issuer takes from here are its name and how its key is identified, which are as they were made.
        let issuer = Issuer::new(params(&certified.name, certified.begins, certified.ends), key);
        Ok(Self { certified, issuer })
    }

    pub(crate) fn certified(&self) -> &Certified {
        &self.certified
    }

    /// Whether a certificate made now would not outlive the authority.
    pub(crate) fn is_good_at(&self, now: Timestamp) -> bool {
        self.certified.begins <= now && later(now, CERTIFICATE_LASTS) <= self.certified.ends
    }

    /// Makes a certificate for a machine of these names.
    pub(crate) fn certify(
        &self,
        host: &str,
        names: &[ServerName<'_>],
        now: Timestamp,
    ) -> Result<Certified, rcgen::Error> {
        let begins = earlier(now, CLOCK_IS_BEHIND);
        let ends = later(begins, CERTIFICATE_LASTS);
        let mut params = params(host, begins, ends);
        params.is_ca = IsCa::ExplicitNoCa;
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        params.use_authority_key_identifier_extension = true;
        for name in names {
            params.subject_alt_names.push(match name {
                ServerName::DnsName(name) => SanType::DnsName(name.as_ref().try_into()?),
                ServerName::IpAddress(address) => SanType::IpAddress((*address).into()),
                _ => continue,
            });
        }
        let key = KeyPair::generate()?;
        Ok(Certified {
            name: host.to_owned(),
            begins,
            ends,
            certificate: params.signed_by(&key, &self.issuer)?.pem(),
            key: key.serialize_pem(),
        })
    }

    /// Whether a browser that trusts this authority would take the certificate for each of the names, at that moment.
    pub(crate) fn accepts(
        &self,
        certificate: &Certified,
        names: &[ServerName<'_>],
        at: Timestamp,
    ) -> Result<(), rustls::Error> {
        let mut roots = RootCertStore::empty();
        roots.add(self.certified.der()?)?;
        let der = certificate.der()?;
        let parsed = ParsedCertificate::try_from(&der)?;
        let at = UnixTime::since_unix_epoch(since_epoch(at));
        let algorithms = ring::default_provider().signature_verification_algorithms;
        verify_server_cert_signed_by_trust_anchor(&parsed, &roots, &[], at, algorithms.all)?;
        names.iter().try_for_each(|name| verify_server_name(&parsed, name))
    }
}

fn params(name: &str, begins: Timestamp, ends: Timestamp) -> CertificateParams {
    let epoch = rcgen::date_time_ymd(1970, 1, 1);
    let mut distinguished_name = DistinguishedName::new();
    distinguished_name.push(DnType::OrganizationName, "Anagen");
    distinguished_name.push(DnType::CommonName, name);
    let mut params = CertificateParams::default();
    params.distinguished_name = distinguished_name;
    params.not_before = epoch + since_epoch(begins);
    params.not_after = epoch + since_epoch(ends);
    params
}

/// What the authority may speak for: private networks, and what this machine has besides; for that alone, and nothing around it.
fn permitted(names: &[ServerName<'_>]) -> Vec<GeneralSubtree> {
    let block = |address: IpAddr, length| GeneralSubtree::IpAddress(CidrSubnet::from_addr_prefix(address, length));
    let blocks = PRIVATE_BLOCKS
        .iter()
        .filter_map(|(address, length)| Some(block(address.parse().ok()?, *length)));
    let private_names = PRIVATE_NAMES
        .iter()
        .map(|name| GeneralSubtree::DnsName((*name).to_owned()));
    let own = names.iter().filter_map(|name| match name {
        ServerName::IpAddress(address) => {
            let address = IpAddr::from(*address);
            let whole = if address.is_ipv4() { 32 } else { 128 };
            (!is_private(address)).then(|| block(address, whole))
        }
        ServerName::DnsName(name) => {
            let name = name.as_ref();
            let ends_in = |private: &str| {
                name.strip_suffix(private)
                    .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
            };
            let is_private = PRIVATE_NAMES.iter().any(|private| ends_in(private));
            (!is_private).then(|| GeneralSubtree::DnsName(name.to_owned()))
        }
        _ => None,
    });
    blocks.chain(private_names).chain(own).collect()
}

/// Whether an address lies in [`PRIVATE_BLOCKS`].
fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => address.is_private() || address.is_link_local() || address.is_loopback(),
        IpAddr::V6(address) => address.is_unique_local() || address.is_unicast_link_local() || address.is_loopback(),
    }
}

fn since_epoch(moment: Timestamp) -> Duration {
    Duration::from_secs(u64::try_from(moment.as_second()).unwrap_or(0))
}

fn earlier(moment: Timestamp, by: SignedDuration) -> Timestamp {
    moment.checked_sub(by).unwrap_or(Timestamp::MIN)
}

/// `by` after a moment; the end of the calendar where a clock is set beyond it.
pub(crate) fn later(moment: Timestamp, by: SignedDuration) -> Timestamp {
    moment.checked_add(by).unwrap_or(Timestamp::MAX)
}
