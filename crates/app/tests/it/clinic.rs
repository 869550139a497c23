//! A clinic to test in: a temporary folder, a database of its own, a clock set by hand, one person for each role.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, LazyLock};

use anagen_app::clock::SetClock;
use anagen_app::first_start::{self, FirstStart};
use anagen_app::{Actor, App, Place, sign_in};
use anagen_knowledge::Knowledge;
use anagen_records::people::{self, Person, Role};
use anagen_records::values::{ClinicId, PersonId};

/// The password of everybody here.
pub(crate) const PASSWORD: &str = "correct horse battery staple";

/// The embedded knowledge, read once.
pub(crate) static KNOWLEDGE: LazyLock<Arc<Knowledge>> = LazyLock::new(|| Arc::new(Knowledge::embedded().unwrap()));

/// Which engine a test runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum On {
    Sqlite,
    Postgres,
}

/// The engines there are: PostgreSQL where a server is named; CI has to have one.
pub(crate) fn engines() -> Vec<On> {
    if std::env::var("ANAGEN_TEST_POSTGRES").is_ok() {
        return vec![On::Sqlite, On::Postgres];
    }
    assert!(
        std::env::var("CI").is_err(),
        "ANAGEN_TEST_POSTGRES is not set: run ./test, which starts a server"
    );
    eprintln!("skipped on PostgreSQL: ANAGEN_TEST_POSTGRES is not set (./test starts a server)");
    vec![On::Sqlite]
}

/// A clinic to test in. It is gone when it is dropped.
#[allow(dead_code, reason = "the tests of the pages share this and read less of it")]
pub(crate) struct Clinic {
    pub(crate) app: Arc<App>,
    pub(crate) clock: Arc<SetClock>,
    pub(crate) id: ClinicId,
    pub(crate) folder: tempfile::TempDir,
    pub(crate) place: Place,
}

/// A schema of its own on the test server, as an address.
pub(crate) async fn new_schema() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let server = std::env::var("ANAGEN_TEST_POSTGRES").unwrap();
    let name = format!("t{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    let database = anagen_records::Database::connect(&server).await.unwrap();
    let mut tx = database.write().await.unwrap();
    tx.run(&format!("CREATE SCHEMA {name}"), vec![]).await.unwrap();
    tx.commit().await.unwrap();
    database.close().await;
    let separator = if server.contains('?') { '&' } else { '?' };
    format!("{server}{separator}options=-c%20search_path%3D{name}")
}

impl Clinic {
    /// A clinic that was just started; it is 12 March 2026, ten o'clock in Madrid.
    pub(crate) async fn new(on: On) -> Self {
        Self::started(on, false).await
    }

    /// A clinic whose patients are all invented.
    pub(crate) async fn demo(on: On) -> Self {
        Self::started(on, true).await
    }

    async fn started(on: On, demo: bool) -> Self {
        let database = match on {
            On::Sqlite => None,
            On::Postgres => Some(new_schema().await),
        };
        Self::kept_in(database, demo).await
    }

    /// A clinic whose records are behind an address.
    #[allow(dead_code, reason = "the tests of the pages share this and read less of it")]
    pub(crate) async fn behind(database: String) -> Self {
        Self::kept_in(Some(database), false).await
    }

    async fn kept_in(database: Option<String>, demo: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let place = Place {
            folder: folder.path().join("data"),
            database,
        };
        let clock = Arc::new(SetClock::at("2026-03-12T09:00:00Z".parse().unwrap()));
        let app = App::open(place.clone(), Arc::clone(&KNOWLEDGE), clock.clone(), demo)
            .await
            .unwrap();
        let (id, _) = first_start::make(
            &app,
            FirstStart {
                clinic: "Clinica Test".to_owned(),
                country: "ES".to_owned(),
                currency: "EUR".to_owned(),
                time_zone: "Europe/Madrid".to_owned(),
                language: "en".to_owned(),
                name: "Ana Administrator".to_owned(),
                sign_in_name: "administrator".to_owned(),
                password: PASSWORD.to_owned(),
                ..FirstStart::default()
            },
        )
        .await
        .unwrap();
        Self {
            app: Arc::new(app),
            clock,
            id,
            folder,
            place,
        }
    }

    /// Adds a person of this clinic with roles; they sign in under the name with [`PASSWORD`].
    pub(crate) async fn add_person(&self, sign_in_name: &str, roles: &[Role]) -> PersonId {
        let mut tx = self.app.database().write().await.unwrap();
        let administrator = people::find_by_sign_in_name(&mut tx, "administrator")
            .await
            .unwrap()
            .unwrap();
        let person = Person {
            id: PersonId::new(),
            clinic: self.id,
            name: format!("Dr {sign_in_name}"),
            sign_in_name: sign_in_name.to_owned(),
            // Everybody has the same password, so the hash is made once.
            password_hash: administrator.password_hash,
            language: None,
            version: 1,
            created_at: self.app.now(),
            left_at: None,
        };
        people::insert(&mut tx, &person, roles).await.unwrap();
        tx.commit().await.unwrap();
        person.id
    }

    /// Signs a new person with one role in.
    pub(crate) async fn actor(&self, role: Role) -> Actor {
        let name = role.as_str().replace('_', "-");
        let exists = {
            let mut tx = self.app.database().read().await.unwrap();
            people::find_by_sign_in_name(&mut tx, &name).await.unwrap().is_some()
        };
        if !exists {
            self.add_person(&name, &[role]).await;
        }
        self.sign_in(&name).await
    }

    /// Signs somebody in.
    pub(crate) async fn sign_in(&self, name: &str) -> Actor {
        let from = sign_in::From {
            device: "test",
            address: "127.0.0.1",
        };
        let token = sign_in::sign_in(&self.app, name, PASSWORD, from).await.unwrap();
        sign_in::signed_in(&self.app, token.as_str()).await.unwrap().actor
    }

    /// Sets the clock.
    pub(crate) fn at(&self, moment: &str) {
        self.clock.set(moment.parse().unwrap());
    }
}
