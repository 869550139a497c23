//! A clinic with 100,000 patients, 1,000,000 sessions and 2,000,000 photographs: how quickly its pages answer at 50 requests a
//! second, how soon it starts, how much memory it takes.
//!
//! ```sh
//! cargo bench -p anagen --bench clinic                    # SQLite in a temporary folder
//! ANAGEN_BENCH_SCALE=0.01 cargo bench -p anagen --bench clinic
//! ANAGEN_BENCH_DATABASE=postgres://... cargo bench -p anagen --bench clinic
//! ANAGEN_BENCH_FOLDER=DIR cargo bench -p anagen --bench clinic    # keeps what it made, and uses it again
//! ```
//!
//! The records are made directly in the tables, then the program itself is started on them as a clinic starts it, and asked
//! over HTTP by clients that do not wait for each other: a page that is slow does not hide that others wait.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a bench")]

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use anagen_app::clock::MachineClock;
use anagen_app::first_start::{self, FirstStart};
use anagen_app::{App, Place};
use anagen_knowledge::Knowledge;
use anagen_records::patients::{self, Patient};
use anagen_records::people::Role;
use anagen_records::values::{ClinicId, LotId, PatientId, PersonId, PhotographId, ProductId, RoomId, RowId, SessionId};
use anagen_records::{Day, Stamp, binds, patient_search};

/// The password of the one who asks.
const PASSWORD: &str = "a sentence that nobody guesses";
/// Requests in a second.
const RATE: u32 = 50;
/// Recalls in a second: each is a whole document, of some two thousand rows here.
const RECALL_RATE: u32 = 5;
/// Seconds for which each page is asked.
const SECONDS: u32 = 10;
const LOTS: usize = 500;
const FAMILY: [&str; 40] = [
    "García",
    "Martínez",
    "López",
    "Sánchez",
    "González",
    "Rodríguez",
    "Fernández",
    "Pérez",
    "Gómez",
    "Martín",
    "Jiménez",
    "Ruiz",
    "Hernández",
    "Díaz",
    "Moreno",
    "Muñoz",
    "Álvarez",
    "Romero",
    "Alonso",
    "Gutiérrez",
    "Navarro",
    "Torres",
    "Domínguez",
    "Vázquez",
    "Ramos",
    "Gil",
    "Ramírez",
    "Serrano",
    "Blanco",
    "Molina",
    "Morales",
    "Suárez",
    "Ortega",
    "Delgado",
    "Castro",
    "Ortiz",
    "Rubio",
    "Marín",
    "Sanz",
    "Iglesias",
];
const GIVEN: [&str; 24] = [
    "María",
    "Carmen",
    "Ana",
    "Isabel",
    "Dolores",
    "Pilar",
    "Teresa",
    "Lucía",
    "Sofía",
    "Elena",
    "Laura",
    "Marta",
    "Antonio",
    "José",
    "Manuel",
    "Francisco",
    "Juan",
    "David",
    "Javier",
    "Carlos",
    "Miguel",
    "Pablo",
    "Luis",
    "Sergio",
];

/// Numbers that look random and are the same in every run (`SplitMix64`; Steele, Lea and Flood 2014, doi:10.1145/2660193.2660195).
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((z ^ (z >> 31)) % most as u64).unwrap()
    }
}

/// What a clinic of this size holds.
struct Size {
    patients: usize,
    sessions: usize,
    photographs: usize,
}

struct Made {
    patients: Vec<PatientId>,
    lots: Vec<LotId>,
}

impl Made {
    async fn read(app: &App) -> Self {
        let mut tx = app.database().read().await.unwrap();
        let patients: Vec<(PatientId,)> = tx.all("SELECT id FROM patient ORDER BY id", binds![]).await.unwrap();
        let lots: Vec<(LotId,)> = tx.all("SELECT id FROM lot ORDER BY id", binds![]).await.unwrap();
        Self {
            patients: patients.into_iter().map(|(id,)| id).collect(),
            lots: lots.into_iter().map(|(id,)| id).collect(),
        }
    }
}

fn main() {
    let scale: f64 = std::env::var("ANAGEN_BENCH_SCALE")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(1.0);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a share of whole numbers"
    )]
    let of = |n: f64| (n * scale) as usize;
    let size = Size {
        patients: of(100_000.0),
        sessions: of(1_000_000.0),
        photographs: of(2_000_000.0),
    };
    let temporary = tempfile::tempdir().unwrap();
    let folder = std::env::var_os("ANAGEN_BENCH_FOLDER").map_or_else(|| temporary.path().join("clinic"), PathBuf::from);
    let kept = folder.exists();
    let place = Place {
        folder,
        database: std::env::var("ANAGEN_BENCH_DATABASE").ok(),
    };
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let began = Instant::now();
    let made = runtime.block_on(async {
        let app = App::open(
            place.clone(),
            Arc::new(Knowledge::embedded().unwrap()),
            Arc::new(MachineClock),
            true,
        )
        .await
        .unwrap();
        if !kept {
            make(&app, &size).await;
        }
        let made = Made::read(&app).await;
        app.database().close().await;
        made
    });
    drop(runtime);
    println!(
        "{} patients, {} sessions, {} photographs, {} in {:.0} s",
        size.patients,
        size.sessions,
        size.photographs,
        if kept { "read" } else { "made" },
        began.elapsed().as_secs_f64()
    );
    measure(&place, &made);
}

async fn make(app: &App, size: &Size) {
    let (clinic, person) = first_start::make(
        app,
        FirstStart {
            clinic: "Bench".to_owned(),
            country: "ES".to_owned(),
            currency: "EUR".to_owned(),
            time_zone: "Europe/Madrid".to_owned(),
            language: "en".to_owned(),
            name: "Dr Bench".to_owned(),
            sign_in_name: "bench".to_owned(),
            password: PASSWORD.to_owned(),
            roles: vec![Role::Prescriber, Role::Injector, Role::MedicalDirector],
            ..FirstStart::default()
        },
    )
    .await
    .unwrap();
    let now = app.now();
    let patients = make_patients(app, clinic, size.patients, now).await;
    let (lots, products, room) = make_stock(app, clinic, person, now).await;
    make_sessions(
        app,
        clinic,
        person,
        room,
        &patients,
        &lots,
        &products,
        size.sessions,
        now,
    )
    .await;
    make_photographs(app, clinic, person, &patients, size.photographs, now).await;
    // What a running clinic does by itself, bit by bit.
    let mut tx = app.database().write().await.unwrap();
    tx.run("ANALYZE", vec![]).await.unwrap();
    tx.commit().await.unwrap();
}

async fn make_patients(app: &App, clinic: ClinicId, n_patients: usize, now: Stamp) -> Vec<PatientId> {
    let mut chance = Chance(1);
    let mut made = Vec::with_capacity(n_patients);
    while made.len() < n_patients {
        let mut tx = app.database().write().await.unwrap();
        for _ in 0..2_000.min(n_patients - made.len()) {
            let patient = Patient {
                id: PatientId::new(),
                number: format!("{}", made.len() + 1),
                family_name: format!(
                    "{} {}",
                    FAMILY[chance.below(FAMILY.len())],
                    FAMILY[chance.below(FAMILY.len())]
                ),
                given_names: format!(
                    "{} {}",
                    GIVEN[chance.below(GIVEN.len())],
                    GIVEN[chance.below(GIVEN.len())]
                ),
                birth_date: jiff::civil::date(1945, 1, 1)
                    .checked_add(jiff::Span::new().days(i64::try_from(chance.below(21_000)).unwrap()))
                    .ok()
                    .map(Day),
                phone: format!("+34 6{:08}", chance.below(100_000_000)),
                email: String::new(),
                address: String::new(),
                language: String::new(),
                note: String::new(),
                demo: true,
                portrait: None,
                merged_into: None,
                version: 1,
                created_at: now,
            };
            patients::insert(&mut tx, clinic, &patient, None).await.unwrap();
            patient_search::index(&mut tx, clinic, &patient).await.unwrap();
            made.push(patient.id);
        }
        tx.commit().await.unwrap();
    }
    made
}

async fn make_stock(app: &App, clinic: ClinicId, person: PersonId, now: Stamp) -> (Vec<LotId>, Vec<ProductId>, RoomId) {
    let mut tx = app.database().write().await.unwrap();
    let room = RoomId::new();
    tx.run(
        "INSERT INTO room (id, clinic, name) VALUES ($1, $2, 'Room 1')",
        binds![room, clinic],
    )
    .await
    .unwrap();
    let product = ProductId::new();
    let body = r#"{"id":"bench","name":"Bench","agents":[],"volume":"10 mL","label":"for_injection"}"#;
    tx.run(
        "INSERT INTO product (id, clinic, name, body, version, created_by, created_at) VALUES ($1, $2, 'Bench', $3, 1, $4, $5)",
        binds![product, clinic, body, person, now],
    )
    .await
    .unwrap();
    let mut lots = Vec::new();
    for number in 0..LOTS {
        let lot = LotId::new();
        tx.run(
            "INSERT INTO lot (id, clinic, product, number, expires_on, supplier, received_at, created_by, version) \
             VALUES ($1, $2, $3, $4, '2030-01-01', '', $5, $6, 1)",
            binds![lot, clinic, product, format!("L{number:05}"), now, person],
        )
        .await
        .unwrap();
        lots.push(lot);
    }
    tx.commit().await.unwrap();
    (lots, vec![product], room)
}

#[expect(clippy::too_many_arguments, reason = "what a row is made of")]
async fn make_sessions(
    app: &App,
    clinic: ClinicId,
    person: PersonId,
    room: RoomId,
    patients: &[PatientId],
    lots: &[LotId],
    products: &[ProductId],
    n_sessions: usize,
    now: Stamp,
) {
    let mut chance = Chance(2);
    let mut left = n_sessions;
    while left > 0 {
        let part = left.min(5_000);
        left -= part;
        let mut tx = app.database().write().await.unwrap();
        for place in n_sessions - left - part..n_sessions - left {
            let (session, patient) = (SessionId::new(), patients[chance.below(patients.len())]);
            // As in a clinic, one day after the other, and four lots are in use at a time until they are used up.
            let day = jiff::civil::date(2020, 1, 1)
                .checked_add(jiff::Span::new().days(i64::try_from(place * 2_400 / n_sessions).unwrap()))
                .map(Day)
                .unwrap();
            let lot = lots[(place * lots.len() / n_sessions + chance.below(4)) % lots.len()];
            tx.run(
                "INSERT INTO session (id, version, clinic, patient, number, room, state, day, started_at, ended_at, injector, body, charting, \
                 n_points, volume_ml, from_paper, edit, changed_at, signed_by, signed_at) \
                 VALUES ($1, 1, $2, $3, 1, $4, 'signed', $5, $6, $6, $7, '{}', '[]', 120, 2.4, $8, 1, $6, $7, $6)",
                binds![session, clinic, patient, room, day, now, person, false],
            )
            .await
            .unwrap();
            tx.run(
                "INSERT INTO mixture_component (id, clinic, session, patient, product, lot, volume_ml, vials) VALUES ($1, $2, $3, $4, $5, $6, 2.4, 1)",
                binds![RowId::new(), clinic, session, patient, products[0], lot],
            )
            .await
            .unwrap();
        }
        tx.commit().await.unwrap();
    }
}

async fn make_photographs(
    app: &App,
    clinic: ClinicId,
    person: PersonId,
    patients: &[PatientId],
    n_photographs: usize,
    now: Stamp,
) {
    let mut chance = Chance(3);
    let mut left = n_photographs;
    let address = "0".repeat(64);
    while left > 0 {
        let part = left.min(5_000);
        left -= part;
        let mut tx = app.database().write().await.unwrap();
        for _ in 0..part {
            tx.run(
                "INSERT INTO photograph (id, clinic, patient, view, taken_at, original, shown, thumbnail, width, height, bytes, media_type, \
                 consent_class, capture, note, origin, added_by, added_at) \
                 VALUES ($1, $2, $3, 'vertex', $4, $5, $5, $5, 1200, 1600, 200000, 'image/jpeg', 'care', '{}', '', 'staff', $6, $4)",
                binds![PhotographId::new(), clinic, patients[chance.below(patients.len())], now, &address, person],
            )
            .await
            .unwrap();
        }
        tx.commit().await.unwrap();
    }
}

/// A running program; it ends with the bench.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The address of a page for the n-th request.
type Address<'m> = Box<dyn Fn(usize) -> String + 'm>;

fn measure(place: &Place, made: &Made) {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let began = Instant::now();
    let running = Running(start(place, port));
    while ask(port, "GET", "/up", "", "").is_none() {
        std::thread::sleep(Duration::from_millis(5));
    }
    println!("start until it answers: {:.2} s", began.elapsed().as_secs_f64());
    let signed_in = ask(
        port,
        "POST",
        "/sign-in",
        "",
        &format!("name=bench&password={}", PASSWORD.replace(' ', "+")),
    )
    .unwrap();
    let cookie = signed_in
        .lines()
        .find_map(|line| line.strip_prefix("set-cookie: "))
        .unwrap()
        .split(';')
        .next()
        .unwrap()
        .to_owned();

    let patient = |at: usize| made.patients[(at * 7_919) % made.patients.len()];
    let lot = |at: usize| made.lots[at % made.lots.len()];
    let search = [
        "garc",
        "mart",
        "ana lop",
        "gonzales",
        "ferandez",
        "6",
        "12/03/1971",
        "ruiz gil",
    ];
    let recall = "recall by lot";
    let pages: Vec<(&str, Address<'_>)> = vec![
        ("today", Box::new(|_| "/today".to_owned())),
        ("patients", Box::new(|_| "/patients".to_owned())),
        (
            "search as you type",
            Box::new(move |at| format!("/patients/search?q={}", search[at % search.len()].replace(' ', "+"))),
        ),
        ("timeline", Box::new(move |at| format!("/patients/{}", patient(at)))),
        (
            "intake",
            Box::new(move |at| format!("/patients/{}/intake", patient(at))),
        ),
        (
            "screening",
            Box::new(move |at| format!("/patients/{}/screening", patient(at))),
        ),
        (
            "formulation",
            Box::new(move |at| format!("/patients/{}/formulation", patient(at))),
        ),
        (
            "sessions",
            Box::new(move |at| format!("/patients/{}/sessions", patient(at))),
        ),
        (
            "photographs",
            Box::new(move |at| format!("/patients/{}/photographs", patient(at))),
        ),
        ("stock", Box::new(|_| "/stock".to_owned())),
        (recall, Box::new(move |at| format!("/stock/lots/{}/recall", lot(at)))),
        ("evidence", Box::new(|_| "/evidence".to_owned())),
        (
            "records found",
            Box::new(|_| "/evidence/records?q=dutasteride".to_owned()),
        ),
        ("audit trail", Box::new(|_| "/administration/audit".to_owned())),
    ];
    println!(
        "{:<20} {:>8} {:>8} {:>8} {:>8}",
        "page", "median", "p99", "worst", "status"
    );
    for (name, address) in &pages {
        let rate = if *name == recall { RECALL_RATE } else { RATE };
        let addresses: Vec<String> = (0..(rate * SECONDS) as usize).map(address).collect();
        let (mut times, statuses) = load(port, &cookie, rate, addresses);
        times.sort_unstable();
        let at = |share: usize| times[(times.len() - 1) * share / 100].as_secs_f64() * 1e3;
        println!(
            "{name:<20} {:>5.1} ms {:>5.1} ms {:>5.1} ms   {statuses:?}",
            at(50),
            at(99),
            at(100)
        );
    }
    println!("memory: {} MB", memory(running.0.id()));
}

fn start(place: &Place, port: u16) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_anagen"));
    command
        .args(["serve", "--listen", &format!("127.0.0.1:{port}"), "--data"])
        .arg(&place.folder)
        .stdout(Stdio::null());
    if let Some(database) = &place.database {
        command.args(["--database", database]);
    }
    command.spawn().unwrap()
}

/// Sends requests at a steady rate, each on its own thread, and takes the time from when each was due.
fn load(port: u16, cookie: &str, rate: u32, addresses: Vec<String>) -> (Vec<Duration>, BTreeMap<String, u32>) {
    let done = Arc::new(Mutex::new((Vec::new(), BTreeMap::new())));
    let began = Instant::now();
    let mut clients = Vec::new();
    for (number, address) in addresses.into_iter().enumerate() {
        let due = Duration::from_secs(1) * u32::try_from(number).unwrap() / rate;
        std::thread::sleep(due.saturating_sub(began.elapsed()));
        let (done, cookie) = (Arc::clone(&done), cookie.to_owned());
        clients.push(std::thread::spawn(move || {
            let answer = ask(port, "GET", &address, &cookie, "");
            let took = began.elapsed().saturating_sub(due);
            let status = answer
                .and_then(|head| head.split(' ').nth(1).map(str::to_owned))
                .unwrap_or_else(|| "none".to_owned());
            let mut done = done.lock().unwrap();
            done.0.push(took);
            *done.1.entry(status).or_insert(0) += 1;
        }));
    }
    for client in clients {
        client.join().unwrap();
    }
    Arc::into_inner(done).unwrap().into_inner().unwrap()
}

/// One request; gives the head of the answer once its whole body is read.
fn ask(port: u16, method: &str, path: &str, cookie: &str, body: &str) -> Option<String> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).ok()?;
    stream.set_nodelay(true).ok()?;
    let request = format!(
        "{method} {path} HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\nconnection: close\r\ncookie: {cookie}\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).ok()?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).ok()?;
    let text = String::from_utf8_lossy(&bytes);
    text.split_once("\r\n\r\n").map(|(head, _)| head.to_owned())
}

/// Memory that the process holds, in MB; 0 where the system does not say.
fn memory(process: u32) -> u64 {
    let status =
        std::fs::read_to_string(Path::new("/proc").join(process.to_string()).join("status")).unwrap_or_default();
    let line = status
        .lines()
        .find(|line| line.starts_with("VmHWM:"))
        .unwrap_or_default();
    line.split_whitespace()
        .nth(1)
        .and_then(|text| text.parse::<u64>().ok())
        .unwrap_or(0)
        / 1024
}
