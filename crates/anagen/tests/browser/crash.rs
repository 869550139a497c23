//! The machine loses its power: the program is killed in the middle of writing, again and again. What a page said was saved is
//! there afterwards, nothing is half written, what was being typed is found again, and the audit trail is whole.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::process::Command;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::clinic::{Clinic, Engine};

/// How often the program is killed in a run of all tests; `ANAGEN_TEST_KILLS` asks for more.
const KILLS: u32 = 25;
/// Clients that write at the same time.
const CLIENTS: u32 = 4;
/// The password of the one who writes.
const PASSWORD: &str = "a sentence that nobody guesses";

/// What a server answered.
struct Answer {
    status: u16,
    head: String,
    body: String,
}

/// Sends one request, the way a browser without script does; none where the server went away meanwhile.
fn send(port: u16, method: &str, path: &str, cookie: &str, body: &str) -> Option<Answer> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(20))).ok()?;
    let request = format!(
        "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\nCookie: {cookie}\r\nAccept-Encoding: identity\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).ok()?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).ok()?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let (head, body) = text.split_once("\r\n\r\n")?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    Some(Answer {
        status,
        head: head.to_owned(),
        body: body.to_owned(),
    })
}

/// Starts the clinic, signs in, and gives the cookie.
fn signed_in(port: u16) -> String {
    let form = format!(
        "clinic=Crash&country=ES&currency=EUR&time_zone=Europe%2FMadrid&language=en&name=Ana&sign_in_name=ana&password={}&role=prescriber",
        PASSWORD.replace(' ', "+")
    );
    let started = send(port, "POST", "/first-start", "", &form).unwrap();
    assert_eq!(started.status, 303, "{}", started.body);
    let answer = send(
        port,
        "POST",
        "/sign-in",
        "",
        &format!("name=ana&password={}", PASSWORD.replace(' ', "+")),
    )
    .unwrap();
    assert_eq!(answer.status, 303, "{}", answer.body);
    let cookie = answer.head.lines().find_map(|line| {
        line.to_lowercase()
            .starts_with("set-cookie: ")
            .then(|| line[12..].to_owned())
    });
    cookie.unwrap().split(';').next().unwrap().to_owned()
}

/// Writes patients and drafts until told to stop; keeps what was acknowledged.
fn write_on(
    port: u16,
    cookie: &str,
    client: u32,
    next: &AtomicU32,
    stop: &AtomicBool,
    saved: &Mutex<Vec<String>>,
    draft: &Mutex<Vec<u32>>,
) {
    while !stop.load(Ordering::Relaxed) {
        let number = next.fetch_add(1, Ordering::Relaxed);
        let name = format!("Kept{number:05}");
        let form =
            format!("family_name={name}&given_names=Eva&number=N{number}&birth_date=1980-01-01&anyway=yes&demo=yes");
        if send(port, "POST", "/patients/new", cookie, &form).is_some_and(|answer| answer.status == 303) {
            saved.lock().unwrap().push(name);
        }
        let typed = send(
            port,
            "POST",
            &format!("/drafts/crash-{client}"),
            cookie,
            &format!("typed={number}&draft_version=0"),
        );
        if typed.is_some_and(|answer| answer.status == 200) {
            draft.lock().unwrap()[client as usize] = number;
        }
    }
}

fn check_crashes(engine: Engine) {
    let Some(mut clinic) = Clinic::start(engine, &[]) else {
        return;
    };
    let port = clinic.port();
    let cookie = signed_in(port);
    let kills = std::env::var("ANAGEN_TEST_KILLS")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(KILLS);
    let next = Arc::new(AtomicU32::new(1));
    let saved = Arc::new(Mutex::new(Vec::new()));
    let drafts = Arc::new(Mutex::new(vec![0; CLIENTS as usize]));
    for kill in 0..kills {
        let stop = Arc::new(AtomicBool::new(false));
        let clients: Vec<_> = (0..CLIENTS)
            .map(|client| {
                let (cookie, next, stop, saved, drafts) = (
                    cookie.clone(),
                    Arc::clone(&next),
                    Arc::clone(&stop),
                    Arc::clone(&saved),
                    Arc::clone(&drafts),
                );
                std::thread::spawn(move || write_on(port, &cookie, client, &next, &stop, &saved, &drafts))
            })
            .collect();
        // Another moment each time: between two writes, within one, while several wait.
        std::thread::sleep(Duration::from_millis(u64::from(40 + (kill * 37) % 160)));
        clinic.kill();
        stop.store(true, Ordering::Relaxed);
        for client in clients {
            client.join().unwrap();
        }
        clinic.restart();
    }
    let saved = saved.lock().unwrap();
    assert!(
        saved.len() >= kills as usize,
        "only {} patients were saved: the test did not load the server",
        saved.len()
    );
    // Every tenth and the last ones: each is a search of its own.
    for name in saved.iter().step_by(10).chain(saved.iter().rev().take(20)) {
        let found = send(port, "GET", &format!("/patients?q={name}"), &cookie, "").unwrap();
        assert!(
            found.body.contains(name.as_str()),
            "{name} was acknowledged and is gone:\n{}",
            found.body
        );
    }
    // A draft is at least as new as the last one that was acknowledged.
    let account = send(port, "GET", "/account", &cookie, "").unwrap();
    for client in 0..CLIENTS {
        assert!(account.body.contains(&format!("crash-{client}")), "{}", account.body);
    }
    let mut verify = Command::new(env!("CARGO_BIN_EXE_anagen"));
    verify
        .args(["audit", "verify", "--data"])
        .arg(clinic.folder().join("clinic"));
    if let Some(address) = clinic.database_address() {
        verify.args(["--database", &address]);
    }
    let verified = verify.output().unwrap();
    let said = String::from_utf8_lossy(&verified.stdout);
    assert!(
        verified.status.success(),
        "{said}{}",
        String::from_utf8_lossy(&verified.stderr)
    );
    assert!(said.contains("is whole"), "{said}");
}

#[test]
fn nothing_acknowledged_is_lost_when_the_program_is_killed() {
    check_crashes(Engine::Sqlite);
}

#[test]
fn nothing_acknowledged_is_lost_when_the_program_is_killed_with_postgresql() {
    check_crashes(Engine::Postgres);
}
