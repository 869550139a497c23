//! What is made, kept and refused, without a socket.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::error::Error as _;

use super::*;
use crate::serving::authority::CERTIFICATE_LASTS;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn days(n_days: i64) -> SignedDuration {
    SignedDuration::from_hours(n_days * 24)
}

fn machine(address: &str) -> Machine {
    Machine {
        addresses: vec![address.parse().unwrap()],
        names: vec![dns_name("desk")],
    }
}

fn dns_name(name: &str) -> DnsName<'static> {
    DnsName::try_from(name.to_owned()).unwrap()
}

const FIRST: &str = "2030-03-01T08:00:00Z";

/// A folder of certificates, made for one address at one moment.
struct Made {
    folder: tempfile::TempDir,
    first: Usable,
}

impl Made {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let first = made(&folder.path().join("keys"), &machine("192.168.1.20"), None, at(FIRST)).unwrap();
        Self { folder, first }
    }

    fn keys(&self) -> std::path::PathBuf {
        self.folder.path().join("keys")
    }

    /// What the next start finds or makes.
    fn next(&self, machine: &Machine, name: Option<&str>, now: Timestamp) -> Result<Usable, CertificateError> {
        made(&self.keys(), machine, name.map(dns_name).as_ref(), now)
    }

    /// Whether the next start finds the same certificate, and whether it is of the same authority.
    fn is_same(&self, machine: &Machine, name: Option<&str>, now: Timestamp) -> (bool, bool) {
        let next = self.next(machine, name, now).unwrap();
        let same_authority = next.authority == self.first.authority;
        (next.fingerprint == self.first.fingerprint, same_authority)
    }
}

#[test]
fn a_certificate_is_used_until_30_days_before_its_end() {
    let made = Made::new();
    let desk = machine("192.168.1.20");
    assert_eq!(made.is_same(&desk, None, at(FIRST)), (true, true));
    // It lasts 397 days, of which one lies before its making.
    assert_eq!(made.is_same(&desk, None, later(at(FIRST), days(366))), (true, true));
    let due = later(at(FIRST), days(366) + SignedDuration::from_secs(1));
    assert_eq!(made.is_same(&desk, None, due), (false, true));
}

#[test]
fn it_lasts_397_days_and_names_every_address() {
    let made = Made::new();
    let text = fs::read(made.keys().join("server.json")).unwrap();
    let server: Certified = serde_json::from_slice(&text).unwrap();
    assert_eq!(server.ends.duration_since(server.begins), CERTIFICATE_LASTS);
    assert_eq!(CERTIFICATE_LASTS, days(397));
    let authority = kept_authority(&made.keys().join("authority.json")).unwrap().unwrap();
    let names = ["desk", "localhost", "192.168.1.20", "127.0.0.1", "::1"];
    let names = names.map(|name| ServerName::try_from(name).unwrap());
    authority.accepts(&server, &names, at(FIRST)).unwrap();
    // What its dates say is what a browser reads in it.
    for (moment, is_taken) in [
        (server.begins, true),
        (server.begins - SignedDuration::from_secs(1), false),
        (server.ends, true),
        (server.ends + SignedDuration::from_secs(1), false),
    ] {
        assert_eq!(authority.accepts(&server, &names, moment).is_ok(), is_taken, "{moment}");
    }
}

#[test]
fn a_new_address_gets_a_new_certificate_of_the_same_authority() {
    let made = Made::new();
    assert_eq!(made.is_same(&machine("10.1.2.3"), None, at(FIRST)), (false, true));
}

#[test]
fn an_address_that_is_gone_changes_nothing() {
    let made = Made::new();
    let nowhere = Machine {
        addresses: Vec::new(),
        names: vec![dns_name("desk")],
    };
    assert_eq!(made.is_same(&nowhere, None, at(FIRST)), (true, true));
}

#[test]
fn a_name_outside_of_private_networks_needs_a_new_authority_and_then_no_more() {
    let made = Made::new();
    let desk = machine("192.168.1.20");
    let name = Some("anagen.clinic.example");
    let second = made.next(&desk, name, at(FIRST)).unwrap();
    assert_ne!(second.authority, made.first.authority);
    assert!(
        second
            .covers
            .contains(&ServerName::try_from("anagen.clinic.example").unwrap())
    );
    let third = made.next(&desk, name, at(FIRST)).unwrap();
    assert_eq!(third.fingerprint, second.fingerprint);
}

#[test]
fn a_public_address_of_this_machine_is_served_too() {
    let made = Made::new();
    let public = machine("203.0.113.7");
    let second = made.next(&public, None, at(FIRST)).unwrap();
    assert_ne!(second.authority, made.first.authority);
    assert!(second.covers.contains(&ServerName::try_from("203.0.113.7").unwrap()));
}

#[test]
fn the_authority_cannot_speak_for_the_internet() {
    let authority = Authority::make("desk", &[ServerName::try_from("desk").unwrap()], at(FIRST)).unwrap();
    for (name, is_taken) in [
        ("desk", true),
        ("desk.local", true),
        ("10.200.0.1", true),
        ("fd12::1", true),
        ("bank.example", false),
        ("203.0.113.7", false),
        ("2001:db8::7", false),
    ] {
        let names = [ServerName::try_from(name).unwrap()];
        let server = authority.certify("desk", &names, at(FIRST)).unwrap();
        assert_eq!(
            authority.accepts(&server, &names, at(FIRST)).is_ok(),
            is_taken,
            "{name}"
        );
    }
}

#[test]
fn an_authority_that_a_certificate_would_outlive_is_followed_by_another() {
    let made = Made::new();
    let desk = machine("192.168.1.20");
    let last_day = later(at(FIRST), days(10 * 365 - 397));
    assert_eq!(made.is_same(&desk, None, last_day), (false, true));
    assert_eq!(made.is_same(&desk, None, later(last_day, days(1))), (false, false));
}

#[test]
fn a_clock_set_back_is_no_obstacle() {
    let made = Made::new();
    let (same, same_authority) = made.is_same(&machine("192.168.1.20"), None, at("2024-01-01T00:00:00Z"));
    assert!(!same && !same_authority);
}

#[test]
fn a_damaged_certificate_is_made_anew() {
    let made = Made::new();
    let file = made.keys().join("server.json");
    let text = fs::read_to_string(&file).unwrap();
    for damaged in [
        String::new(),
        text.replace("-----BEGIN PRIVATE", ""),
        text.replace("begins", "began"),
    ] {
        fs::write(&file, damaged).unwrap();
        let (same, same_authority) = made.is_same(&machine("192.168.1.20"), None, at(FIRST));
        assert!(!same && same_authority);
    }
}

#[test]
fn a_damaged_authority_is_refused_and_not_replaced() {
    let made = Made::new();
    let file = made.keys().join("authority.json");
    let text = fs::read_to_string(&file).unwrap();
    for damaged in [
        String::new(),
        text.replace("-----BEGIN PRIVATE", ""),
        text.replace("CERTIFICATE", "CERT"),
    ] {
        fs::write(&file, &damaged).unwrap();
        let refused = made.next(&machine("192.168.1.20"), None, at(FIRST));
        assert!(matches!(refused, Err(CertificateError::DamagedAuthority { path }) if path == file));
        assert_eq!(fs::read_to_string(&file).unwrap(), damaged);
    }
}

#[cfg(unix)]
#[test]
fn keys_are_closed_to_others() {
    use std::os::unix::fs::PermissionsExt as _;

    let made = Made::new();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let files = ["authority.json", "server.json"].map(|name| made.keys().join(name));
    assert_eq!(mode(&made.keys()), 0o700);
    assert!(files.iter().all(|file| mode(file) == 0o600));
    let all: Vec<_> = fs::read_dir(made.keys()).unwrap().collect();
    assert_eq!(all.len(), files.len(), "nothing is left over: {all:?}");

    // As a careless copy leaves them.
    for file in &files {
        fs::set_permissions(file, fs::Permissions::from_mode(0o644)).unwrap();
    }
    assert_eq!(made.is_same(&machine("192.168.1.20"), None, at(FIRST)), (true, true));
    assert!(files.iter().all(|file| mode(file) == 0o600));
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let keys = folder.path().join("keys");
    fs::write(&keys, "a file").unwrap();
    let refused = made(&keys, &machine("192.168.1.20"), None, at(FIRST));
    assert!(matches!(refused, Err(CertificateError::Kept { path, .. }) if path.starts_with(&keys)));
}

/// Certificate and key as a clinic brings them.
fn brought(folder: &Path, name: &str) -> CertificateFiles {
    let made = rcgen::generate_simple_self_signed([name.to_owned()]).unwrap();
    let files = CertificateFiles {
        certificate: folder.join(format!("{name}.pem")),
        key: folder.join(format!("{name}.key")),
    };
    fs::write(&files.certificate, made.cert.pem()).unwrap();
    fs::write(&files.key, made.signing_key.serialize_pem()).unwrap();
    files
}

#[test]
fn a_clinics_own_certificate_covers_what_it_is_for() {
    let folder = tempfile::tempdir().unwrap();
    let files = brought(folder.path(), "anagen.clinic.example");
    let name = dns_name("anagen.clinic.example");
    let usable = from_files(&files, &machine("192.168.1.20"), Some(&name)).unwrap();
    assert_eq!(usable.covers, [ServerName::DnsName(name)]);
    assert_eq!(usable.authority, None);
    let unnamed = from_files(&files, &machine("192.168.1.20"), None).unwrap();
    assert_eq!(unnamed.covers, []);
}

#[test]
fn bad_certificate_files_are_refused_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let good = brought(folder.path(), "desk");
    let other = brought(folder.path(), "other");
    let empty = folder.path().join("empty.pem");
    fs::write(&empty, "no PEM here").unwrap();
    let missing = folder.path().join("missing.pem");
    let with = |certificate: &Path, key: &Path| CertificateFiles {
        certificate: certificate.to_owned(),
        key: key.to_owned(),
    };
    let refused = |files: CertificateFiles, name: Option<&str>| {
        let refused = from_files(&files, &machine("192.168.1.20"), name.map(dns_name).as_ref());
        let error = refused.err().unwrap();
        let source = error.source().map(|source| format!("\n  caused by: {source}"));
        let text = format!("{error}{}", source.unwrap_or_default());
        text.replace(&format!("{}/", folder.path().display()), "")
    };
    assert_eq!(
        refused(with(&missing, &good.key), None),
        "the file `missing.pem` of `--certificate` cannot be read\n  caused by: No such file or directory (os error 2)"
    );
    assert_eq!(
        refused(with(&empty, &good.key), None),
        "the file `empty.pem` of `--certificate` holds no certificate\n\
         hint: PEM is expected, a text that begins with `-----BEGIN`"
    );
    // The two files given the wrong way round.
    assert!(
        refused(with(&good.key, &good.certificate), None)
            .contains("`desk.key` of `--certificate` holds no certificate")
    );
    assert!(refused(with(&good.certificate, &empty), None).contains("`--certificate-key` holds no private key"));
    assert_eq!(
        refused(with(&good.certificate, &other.key), None),
        "the certificate `desk.pem` cannot be used with the key `other.key`\n\
         hint: the key has to be the one that the certificate was made for\n  caused by: keys may not be consistent: KeyMismatch"
    );
    assert_eq!(
        refused(good, Some("clinic.example")),
        "the certificate `desk.pem` is not for `clinic.example`, the name given with `--name`"
    );
}
