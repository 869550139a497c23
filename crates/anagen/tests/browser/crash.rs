//! The machine loses its power: the program is killed in the middle of writing, again and again. What a page said was saved is
//! there afterwards, nothing is half written, what was being typed is found again, and the audit trail is whole.

use std::process::Command;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use jiff::ToSpan as _;
use jiff::civil::date;

use crate::client::{send, signed_in};
use crate::clinic::{Clinic, Engine};

/// How often the program is killed in a run of all tests, on each database; `ANAGEN_TEST_KILLS` asks for more.
const KILLS: u32 = 100;
/// How long a killed program may take until it saves again.
const PATIENCE: Duration = Duration::from_mins(1);
/// Clients that write at the same time.
const CLIENTS: usize = 4;

/// What was acknowledged.
#[derive(Default)]
struct Kept {
    /// Names of patients that were saved.
    patients: Mutex<Vec<String>>,
    /// The last draft of each client.
    drafts: Mutex<[u32; CLIENTS]>,
}

/// Saves a patient; their record's name where it was acknowledged.
fn save_patient(port: u16, cookie: &str, name: &str, number: u32) -> Option<String> {
    // Nobody is born on the day of another: they would be asked about as one person.
    let born = date(1900, 1, 1).saturating_add(i64::from(number).days());
    let form = format!("family_name={name}{number:05}&given_names=Eva&number={number}&birth_date={born}");
    let answer = send(port, "POST", "/patients/new", cookie, &form).filter(|answer| answer.status == 303)?;
    let (_, rest) = answer.head.split_once("/patients/")?;
    Some(rest.split(['?', '/', '\r']).next()?.to_owned())
}

/// Writes patients, and types into the particulars of one of them, until told to stop.
fn write_on(port: u16, cookie: &str, client: usize, of_draft: &str, next: &AtomicU32, stop: &AtomicBool, kept: &Kept) {
    while !stop.load(Ordering::Relaxed) {
        let number = next.fetch_add(1, Ordering::Relaxed);
        if save_patient(port, cookie, "Kept", number).is_some() {
            kept.patients.lock().unwrap().push(format!("Kept{number:05}"));
        }
        let path = format!("/drafts/patient-{of_draft}-particulars");
        let typed = format!("family_name=Typed{number:05}&draft_version=1");
        if send(port, "POST", &path, cookie, &typed).is_some_and(|answer| answer.status == 200) {
            kept.drafts.lock().unwrap()[client] = number;
        }
    }
}

/// Moments by lot, the same in each run.
struct Round(u64);

impl Round {
    fn next_below(&mut self, below: u64) -> u64 {
        // Knuth 1997, The Art of Computer Programming 2, 3.3.4: a multiplier for 64 bits; the high bits are the better ones.
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (self.0 >> 33) % below
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
    let kept = Arc::new(Kept::default());
    let typed_into: Vec<String> = (40_000..40_000 + u32::try_from(CLIENTS).unwrap())
        .map(|number| save_patient(port, &cookie, "First", number).unwrap())
        .collect();
    let mut round = Round(7);
    for _ in 0..kills {
        let stop = Arc::new(AtomicBool::new(false));
        let before = kept.patients.lock().unwrap().len();
        let clients: Vec<_> = (0..CLIENTS)
            .map(|client| {
                let (cookie, of_draft) = (cookie.clone(), typed_into[client].clone());
                let (next, stop, kept) = (Arc::clone(&next), Arc::clone(&stop), Arc::clone(&kept));
                std::thread::spawn(move || write_on(port, &cookie, client, &of_draft, &next, &stop, &kept))
            })
            .collect();
        // Under way first, and then another moment each time: between two writes, within one, while several wait.
        let since = Instant::now();
        while kept.patients.lock().unwrap().len() == before {
            assert!(since.elapsed() < PATIENCE, "nothing is saved after a restart");
            std::thread::sleep(Duration::from_millis(1));
        }
        std::thread::sleep(Duration::from_micros(round.next_below(60_000)));
        clinic.kill();
        stop.store(true, Ordering::Relaxed);
        for client in clients {
            client.join().unwrap();
        }
        clinic.restart();
    }
    let saved = kept.patients.lock().unwrap();
    // Every tenth and the last ones: each is a search of its own.
    for name in saved.iter().step_by(10).chain(saved.iter().rev().take(20)) {
        let found = send(port, "GET", &format!("/patients?q={name}"), &cookie, "").unwrap();
        assert!(
            found.body.contains(name.as_str()),
            "{name} was acknowledged and is gone:\n{}",
            found.body
        );
    }
    // What was being typed is found again, at least as new as the last that was acknowledged.
    let drafts = kept.drafts.lock().unwrap();
    for (patient, last) in typed_into.iter().zip(drafts.iter()) {
        let page = send(port, "GET", &format!("/patients/{patient}/particulars"), &cookie, "").unwrap();
        let typed = page
            .body
            .split("value=\"Typed")
            .nth(1)
            .and_then(|rest| rest.get(..5)?.parse::<u32>().ok());
        assert!(typed >= Some(*last), "typed {last}, found {typed:?}:\n{}", page.body);
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
