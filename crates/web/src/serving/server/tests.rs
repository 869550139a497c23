//! Real sockets: who is served, how it arrives, what happens when it stops.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Arc;

use axum::extract::Extension;
use axum::routing::get;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};
use tokio::sync::{Notify, Semaphore, oneshot};

use super::*;
use crate::serving::Fingerprint;
use crate::serving::arrived::Arrived;
use crate::serving::listening::{CertificateFiles, Wanted};

/// Tells what a handler knows of its request.
fn router() -> Router {
    let tell = |Extension(arrived): Extension<Arrived>, Extension(joining): Extension<Joining>| async move {
        let invited = joining.invitation().is_some();
        format!(
            "secure {} from {} invited {invited}",
            arrived.secure,
            arrived.address.ip()
        )
    };
    Router::new().route("/", get(tell))
}

fn any_port(ip: &str) -> SocketAddr {
    SocketAddr::new(ip.parse().unwrap(), 0)
}

/// This computer and, by HTTPS, a "network" that is a loopback address too.
fn on_network() -> Wanted {
    Wanted {
        listen: Some(any_port("127.0.0.1")),
        network: Some(any_port("127.0.0.1")),
        ..Wanted::default()
    }
}

fn bound(wanted: Wanted, keys: &Path) -> Server {
    Server::bind(&Listening::from_wanted(wanted).unwrap(), keys, Timestamp::now()).unwrap()
}

/// A server at work.
struct Running {
    plain: SocketAddr,
    secure: Option<SocketAddr>,
    joining: Joining,
    stop: oneshot::Sender<()>,
    ended: tokio::task::JoinHandle<Result<(), ServingError>>,
}

fn run(server: Server, router: Router) -> Running {
    let (stop, stopped) = oneshot::channel();
    Running {
        plain: server.plain_address(),
        secure: server
            .secure
            .as_ref()
            .map(|secure| secure.listener.local_addr().unwrap()),
        joining: server.joining().clone(),
        stop,
        ended: tokio::spawn(server.run(router, async {
            let _ = stopped.await;
        })),
    }
}

impl Running {
    async fn stop(self) {
        self.stop.send(()).unwrap();
        self.ended.await.unwrap().unwrap();
    }
}

/// Asks over an open connection for the first page, and reads to the end of the answer.
fn ask(mut stream: impl Read + Write, head: &str) -> String {
    let request = format!("GET / HTTP/1.1\r\nHost: desk\r\nConnection: close\r\n{head}\r\n");
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

async fn ask_plain(address: SocketAddr, head: &'static str) -> String {
    let asked = tokio::task::spawn_blocking(move || ask(TcpStream::connect(address).unwrap(), head));
    asked.await.unwrap()
}

/// Connects as a device that trusts these authorities and no other; the answer and the certificate that was shown.
async fn ask_securely(
    address: SocketAddr,
    roots: Vec<CertificateDer<'static>>,
) -> Result<(String, Fingerprint), String> {
    let asked = tokio::task::spawn_blocking(move || {
        let mut trusted = RootCertStore::empty();
        for root in roots {
            trusted.add(root).unwrap();
        }
        let config = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(trusted)
            .with_no_client_auth();
        let connection = ClientConnection::new(Arc::new(config), ServerName::IpAddress(address.ip().into())).unwrap();
        let mut stream = StreamOwned::new(connection, TcpStream::connect(address).unwrap());
        stream
            .conn
            .complete_io(&mut stream.sock)
            .map_err(|error| error.to_string())?;
        let shown = Fingerprint::of(&stream.conn.peer_certificates().unwrap()[0]);
        Ok((ask(stream, ""), shown))
    });
    asked.await.unwrap()
}

fn authority_of(joining: &Joining) -> Vec<CertificateDer<'static>> {
    let pem = joining.authority_pem().unwrap();
    vec![CertificateDer::from_pem_slice(&pem).unwrap()]
}

#[tokio::test(flavor = "multi_thread")]
async fn this_computer_is_served_by_plain_http() {
    let folder = tempfile::tempdir().unwrap();
    let wanted = Wanted {
        listen: Some(any_port("127.0.0.1")),
        ..Wanted::default()
    };
    let running = run(bound(wanted, &folder.path().join("keys")), router());
    let answer = ask_plain(running.plain, "X-Forwarded-For: 192.168.1.9\r\n").await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(
        answer.ends_with("secure false from 127.0.0.1 invited false"),
        "{answer}"
    );
    assert_eq!(running.joining.authority_pem(), None);
    running.stop().await;
    assert_eq!(folder.path().read_dir().unwrap().count(), 0, "no keys without HTTPS");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_network_is_served_by_https_to_whoever_trusts_the_authority() {
    let folder = tempfile::tempdir().unwrap();
    let running = run(bound(on_network(), folder.path()), router());
    let secure = running.secure.unwrap();
    let invitation = running.joining.invitation().unwrap();
    assert_eq!(invitation.addresses, [format!("https://127.0.0.1:{}/", secure.port())]);

    let (answer, shown) = ask_securely(secure, authority_of(&running.joining)).await.unwrap();
    assert!(answer.ends_with("secure true from 127.0.0.1 invited true"), "{answer}");
    assert_eq!(shown, invitation.fingerprint);

    let answer = ask_plain(running.plain, "").await;
    assert!(answer.ends_with("secure false from 127.0.0.1 invited true"), "{answer}");

    let stranger = rcgen::generate_simple_self_signed(["stranger".to_owned()]).unwrap();
    let refused = ask_securely(secure, vec![stranger.cert.der().clone()]).await;
    assert!(refused.unwrap_err().contains("UnknownIssuer"));
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_next_start_shows_the_same_certificate() {
    let folder = tempfile::tempdir().unwrap();
    let mut shown = Vec::new();
    for _ in 0..2 {
        let running = run(bound(on_network(), folder.path()), router());
        let asked = ask_securely(running.secure.unwrap(), authority_of(&running.joining)).await;
        shown.push(asked.unwrap().1);
        running.stop().await;
    }
    assert_eq!(shown[0], shown[1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_is_renewed_while_serving() {
    let folder = tempfile::tempdir().unwrap();
    let server = bound(on_network(), folder.path());
    let before = server.joining().invitation().unwrap();
    let trusted = authority_of(server.joining());
    let secure = server.secure.as_ref().unwrap();
    // A second address: what was made for the first does not cover it.
    let mut machine = Machine::find("127.0.0.1".parse().unwrap());
    machine.addresses.push("192.168.77.1".parse().unwrap());
    secure.watched.renew(&secure.tls, &machine, Timestamp::now());

    let running = run(server, router());
    let after = running.joining.invitation().unwrap();
    assert_ne!(after.fingerprint, before.fingerprint);
    assert_eq!(after.addresses.len(), 2);
    let (_, shown) = ask_securely(running.secure.unwrap(), trusted).await.unwrap();
    assert_eq!(shown, after.fingerprint);
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clinics_own_certificate_is_served_and_read_again_when_it_changes() {
    let folder = tempfile::tempdir().unwrap();
    let files = CertificateFiles {
        certificate: folder.path().join("clinic.pem"),
        key: folder.path().join("clinic.key"),
    };
    let bring = || {
        let made = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).unwrap();
        std::fs::write(&files.certificate, made.cert.pem()).unwrap();
        std::fs::write(&files.key, made.signing_key.serialize_pem()).unwrap();
        made.cert.der().clone()
    };
    bring();
    let keys = folder.path().join("keys");
    let wanted = Wanted {
        certificate: Some(files.certificate.clone()),
        certificate_key: Some(files.key.clone()),
        ..on_network()
    };
    let server = bound(wanted, &keys);
    assert!(!keys.exists(), "nothing is made where a certificate is given");
    let second = bring();
    let secure = server.secure.as_ref().unwrap();
    let machine = Machine::find("127.0.0.1".parse().unwrap());
    secure.watched.renew(&secure.tls, &machine, Timestamp::now());
    // A file that is half written when it is looked at: what is served stays.
    std::fs::write(&files.certificate, "-----BEGIN").unwrap();
    secure.watched.renew(&secure.tls, &machine, Timestamp::now());

    let running = run(server, router());
    let (_, shown) = ask_securely(running.secure.unwrap(), vec![second.clone()])
        .await
        .unwrap();
    assert_eq!(shown, Fingerprint::of(&second));
    assert_eq!(running.joining.authority_pem(), None);
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn behind_a_proxy_every_request_is_secure_and_the_browsers() {
    let folder = tempfile::tempdir().unwrap();
    let wanted = Wanted {
        listen: Some(any_port("127.0.0.1")),
        behind_proxy: true,
        ..Wanted::default()
    };
    let running = run(bound(wanted, folder.path()), router());
    let answer = ask_plain(running.plain, "X-Forwarded-For: 10.0.0.1, 192.168.1.9\r\n").await;
    assert!(
        answer.ends_with("secure true from 192.168.1.9 invited false"),
        "{answer}"
    );
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_has_begun_is_finished_before_it_stops() {
    let folder = tempfile::tempdir().unwrap();
    let (begun, finish) = (Arc::new(Notify::new()), Arc::new(Semaphore::new(0)));
    let slow = {
        let (begun, finish) = (Arc::clone(&begun), Arc::clone(&finish));
        move || async move {
            begun.notify_one();
            finish.acquire().await.unwrap().forget();
            "signed"
        }
    };
    let running = run(bound(on_network(), folder.path()), Router::new().route("/", get(slow)));
    let (plain, secure) = (running.plain, running.secure.unwrap());
    let asked = tokio::spawn(ask_plain(plain, ""));
    begun.notified().await;
    let asked_securely = tokio::spawn(ask_securely(secure, authority_of(&running.joining)));
    begun.notified().await;
    running.stop.send(()).unwrap();
    // It takes nobody new ...
    for address in [plain, secure] {
        while tokio::net::TcpStream::connect(address).await.is_ok() {
            tokio::task::yield_now().await;
        }
    }
    // ... and waits for those who are there.
    assert!(!running.ended.is_finished());
    finish.add_permits(2);
    assert!(asked.await.unwrap().ends_with("signed"));
    assert!(asked_securely.await.unwrap().unwrap().0.ends_with("signed"));
    running.ended.await.unwrap().unwrap();
}

fn refused(wanted: Wanted, keys: &Path) -> ServingError {
    let listening = Listening::from_wanted(wanted).unwrap();
    Server::bind(&listening, keys, Timestamp::now()).err().unwrap()
}

#[test]
fn an_address_in_use_is_named_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let other = TcpListener::bind(any_port("127.0.0.1")).unwrap();
    let taken = other.local_addr().unwrap();
    let plain = Wanted {
        listen: Some(taken),
        ..Wanted::default()
    };
    let expected = |option| {
        format!(
            "the address {taken} is in use: another program listens there, perhaps Anagen itself, started before\n\
             hint: stop the other one, or choose another port with `{option}`"
        )
    };
    assert_eq!(
        refused(plain, folder.path()).to_string(),
        expected("--listen ADDR:PORT")
    );
    let network = Wanted {
        network: Some(taken),
        ..on_network()
    };
    assert_eq!(
        refused(network, folder.path()).to_string(),
        expected("--network=ADDR:PORT")
    );
}

#[test]
fn an_address_of_another_machine_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let elsewhere = Wanted {
        network: Some(any_port("192.0.2.1")),
        ..on_network()
    };
    let error = refused(elsewhere, folder.path());
    assert!(matches!(error, ServingError::NotOurAddress { .. }), "{error}");
    assert!(error.to_string().starts_with("this machine has no address 192.0.2.1"));
}

#[test]
fn a_port_that_is_not_allowed_is_named() {
    let address = "127.0.0.1:80".parse().unwrap();
    let error = ServingError::of_listening(
        address,
        "--listen ADDR:PORT",
        std::io::ErrorKind::PermissionDenied.into(),
    );
    let text = error.to_string();
    assert!(
        text.contains("127.0.0.1:80") && text.contains("choose a port of 1024 or above with `--listen ADDR:PORT`"),
        "{text}"
    );
}

#[test]
fn addresses_are_written_as_a_browser_reads_them() {
    let url = |name: &'static str, port| url(&ServerName::try_from(name).unwrap(), port);
    assert_eq!(url("192.168.1.20", 7343), "https://192.168.1.20:7343/");
    assert_eq!(url("fd00::7", 7343), "https://[fd00::7]:7343/");
    assert_eq!(url("anagen.clinic.example", 443), "https://anagen.clinic.example/");
}
