//! The certificate that HTTPS serves with: the clinic's own from files, or one that is made, kept and made anew in time.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use rustls::ServerConfig;
use rustls::client::verify_server_name;
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, DnsName, PrivateKeyDer, ServerName};
use rustls::server::ParsedCertificate;

use super::authority::{Authority, Certified, later};
use super::error::CertificateError;
use super::fingerprint::Fingerprint;
use super::joining;
use super::listening::CertificateFiles;
use super::machine::Machine;

/// A certificate is made anew when less is left of it.
const RENEWED_BEFORE: SignedDuration = SignedDuration::from_hours(30 * 24);

/// A certificate that HTTPS can be served with.
pub(crate) struct Usable {
    pub(crate) config: Arc<ServerConfig>,
    pub(crate) fingerprint: Fingerprint,
    /// The clinic's authority, if it made the certificate.
    pub(crate) authority: Option<joining::Authority>,
    /// The names for which browsers take it, of those that the machine is called by.
    pub(crate) covers: Vec<ServerName<'static>>,
}

/// The clinic's own certificate, from files.
pub(crate) fn from_files(
    files: &CertificateFiles,
    machine: &Machine,
    asked_for: Option<&DnsName<'static>>,
) -> Result<Usable, CertificateError> {
    let chain = read_pem(&files.certificate, "--certificate")?;
    let not_pem = |path: &Path, option, wanted| CertificateError::NotPem {
        path: path.to_owned(),
        option,
        wanted,
    };
    let no_certificate = || not_pem(&files.certificate, "--certificate", "certificate");
    let chain = CertificateDer::pem_slice_iter(&chain)
        .collect::<Result<Vec<_>, _>>()
        .map_err(|_| no_certificate())?;
    let first = chain.first().ok_or_else(no_certificate)?.clone();
    let key = PrivateKeyDer::from_pem_slice(&read_pem(&files.key, "--certificate-key")?)
        .map_err(|_| not_pem(&files.key, "--certificate-key", "private key"))?;
    let unusable = |source| CertificateError::Unusable {
        certificate: files.certificate.clone(),
        key: files.key.clone(),
        source,
    };
    let config = config(chain, key).map_err(unusable)?;
    let parsed = ParsedCertificate::try_from(&first).map_err(unusable)?;
    let covers = |name: &ServerName<'static>| verify_server_name(&parsed, name).is_ok();
    if let Some(name) = asked_for
        && !covers(&ServerName::DnsName(name.clone()))
    {
        return Err(CertificateError::OtherName {
            certificate: files.certificate.clone(),
            name: name.as_ref().to_owned(),
        });
    }
    Ok(Usable {
        config,
        fingerprint: Fingerprint::of(&first),
        authority: None,
        covers: machine.called(asked_for).into_iter().filter(covers).collect(),
    })
}

fn read_pem(path: &Path, option: &'static str) -> Result<Vec<u8>, CertificateError> {
    fs::read(path).map_err(|source| CertificateError::Unreadable {
        path: path.to_owned(),
        option,
        source,
    })
}

/// A certificate of the clinic's own authority for this machine: the one kept in the folder while it serves, else a new one.
///
/// It serves while it covers every name of the machine, now and when it would be due for renewal.
pub(crate) fn made(
    folder: &Path,
    machine: &Machine,
    asked_for: Option<&DnsName<'static>>,
    now: Timestamp,
) -> Result<Usable, CertificateError> {
    let names = machine.called(asked_for);
    let (authority_file, server_file) = (folder.join("authority.json"), folder.join("server.json"));
    let authority = kept_authority(&authority_file)?.filter(|authority| authority.is_good_at(now));
    // Nothing is lost with a damaged certificate: it is made anew.
    let server: Option<Certified> = read(&server_file)?.and_then(|text| serde_json::from_slice(&text).ok());
    if let (Some(authority), Some(server)) = (&authority, &server)
        && authority.accepts(server, &names, now).is_ok()
        && authority.accepts(server, &names, later(now, RENEWED_BEFORE)).is_ok()
        && let Ok(usable) = usable(authority, server, names.clone())
    {
        return Ok(usable);
    }

    let host = machine.names.first().map_or("this machine", AsRef::as_ref);
    let certify = |authority: &Authority| {
        authority
            .certify(host, &names, now)
            .map_err(CertificateError::CannotMake)
    };
    if let Some(authority) = authority {
        let server = certify(&authority)?;
        // A name that the authority may not speak for needs a new authority.
        if authority.accepts(&server, &names, now).is_ok() {
            write(&server_file, &server)?;
            return usable(&authority, &server, names).map_err(CertificateError::NotAccepted);
        }
    }
    let authority = Authority::make(host, &names, now).map_err(CertificateError::CannotMake)?;
    let server = certify(&authority)?;
    authority
        .accepts(&server, &names, now)
        .map_err(CertificateError::NotAccepted)?;
    write(&authority_file, authority.certified())?;
    write(&server_file, &server)?;
    usable(&authority, &server, names).map_err(CertificateError::NotAccepted)
}

fn usable(
    authority: &Authority,
    server: &Certified,
    covers: Vec<ServerName<'static>>,
) -> Result<Usable, rustls::Error> {
    let certificate = server.der()?;
    let issued_by = authority.certified().der()?;
    let key = PrivateKeyDer::from_pem_slice(server.key.as_bytes())
        .map_err(|_| rustls::Error::General("the key is no PEM".to_owned()))?;
    Ok(Usable {
        fingerprint: Fingerprint::of(&certificate),
        authority: Some(joining::Authority {
            name: authority.certified().name.clone(),
            pem: authority.certified().certificate.clone(),
            fingerprint: Fingerprint::of(&issued_by),
        }),
        config: config(vec![certificate, issued_by], key)?,
        covers,
    })
}

/// TLS 1.2 and 1.3 with the cryptography of `ring`, HTTP/1.1.
fn config(
    chain: Vec<CertificateDer<'static>>,
    key: PrivateKeyDer<'static>,
) -> Result<Arc<ServerConfig>, rustls::Error> {
    let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(chain, key)?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}

fn kept_authority(path: &Path) -> Result<Option<Authority>, CertificateError> {
    let Some(text) = read(path)? else {
        return Ok(None);
    };
    let damaged = || CertificateError::DamagedAuthority { path: path.to_owned() };
    let certified: Certified = serde_json::from_slice(&text).map_err(|_| damaged())?;
    certified.der().map_err(|_| damaged())?;
    Authority::from_certified(certified).map(Some).map_err(|_| damaged())
}

fn kept(path: &Path) -> impl FnOnce(io::Error) -> CertificateError + use<> {
    let path = path.to_owned();
    move |source| CertificateError::Kept { path, source }
}

/// What is kept in a file, if there is one. A key that others could read is closed to them.
fn read(path: &Path) -> Result<Option<Vec<u8>>, CertificateError> {
    match fs::read(path) {
        Ok(text) => {
            close_to_others(path).map_err(kept(path))?;
            Ok(Some(text))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(kept(path)(error)),
    }
}

/// Puts a certificate and its key into a file in one step, readable for this user alone.
fn write(path: &Path, certified: &Certified) -> Result<(), CertificateError> {
    write_closed(path, certified).map_err(kept(path))
}

fn write_closed(path: &Path, certified: &Certified) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    closed_folder(folder)?;
    let new = path.with_extension("new");
    // What a crash left behind may have another mode.
    match fs::remove_file(&new) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = closed_file(&new)?;
    file.write_all(&serde_json::to_vec_pretty(certified)?)?;
    file.sync_all()?;
    fs::rename(&new, path)?;
    // The new name itself has to outlast a power cut; not every system can open a folder.
    if let Ok(folder) = File::open(folder) {
        folder.sync_all()?;
    }
    Ok(())
}

#[cfg(unix)]
fn closed_folder(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

#[cfg(unix)]
fn closed_file(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt as _;
    File::options().write(true).create_new(true).mode(0o600).open(path)
}

#[cfg(unix)]
fn close_to_others(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = fs::metadata(path)?.permissions().mode();
    let of_others = mode & 0o077;
    if of_others == 0 {
        return Ok(());
    }
    fs::set_permissions(path, fs::Permissions::from_mode(0o600))
}

// Elsewhere a user's own folder is closed to others by the system.
#[cfg(not(unix))]
fn closed_folder(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}

#[cfg(not(unix))]
fn closed_file(path: &Path) -> io::Result<File> {
    File::options().write(true).create_new(true).open(path)
}

#[cfg(not(unix))]
fn close_to_others(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests;
