//! What goes wrong around the program: a full disk, a folder that cannot be written, a database that is gone, a clock that
//! jumps. What was acknowledged is there, what was refused left nothing, and the refusal says what to do.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anagen_app::patients::register::{Particulars, Registered, register};
use anagen_app::{Actor, AppError, audit_trail, drafts, sign_in};
use anagen_records::audit::Verified;
use anagen_records::people::Role;
use anagen_records::{DatabaseError, binds};
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::AbortHandle;

use crate::clinic::{Clinic, On, PASSWORD, engines};

async fn add(actor: &Actor, clinic: &Clinic, name: &str) -> Result<(), AppError> {
    let particulars = Particulars {
        family_name: name.to_owned(),
        given_names: "Eva".to_owned(),
        ..Particulars::default()
    };
    let made = register(actor, &clinic.app, &particulars, false, &[]).await?;
    assert!(matches!(made, Registered::Done(_)));
    Ok(())
}

async fn n_patients(clinic: &Clinic) -> i64 {
    let mut tx = clinic.app.database().read().await.unwrap();
    tx.number("SELECT count(*) FROM patient", binds![]).await.unwrap()
}

async fn is_whole(clinic: &Clinic) {
    let auditor = clinic.actor(Role::Auditor).await;
    let checked = audit_trail::verify(&auditor, &clinic.app).await.unwrap();
    assert!(matches!(checked, Verified::Whole { .. }), "{checked:?}");
}

/// Sets something on the one connection that writes.
async fn on_the_writer(clinic: &Clinic, pragma: &str) {
    let mut tx = clinic.app.database().write().await.unwrap();
    tx.run(pragma, binds![]).await.unwrap();
    tx.commit().await.unwrap();
}

/// The file may grow no further, as on a disk without room.
#[tokio::test]
async fn a_full_disk_refuses_leaves_nothing_half_written_and_is_over_once_there_is_room() {
    let clinic = Clinic::new(On::Sqlite).await;
    let desk = clinic.actor(Role::FrontDesk).await;
    add(&desk, &clinic, "Before").await.unwrap();
    on_the_writer(&clinic, "PRAGMA max_page_count = 1").await;
    let mut written = 1;
    let refused = loop {
        // What still fits into pages that are there is taken.
        match add(&desk, &clinic, &format!("Full {written}")).await {
            Ok(()) => written += 1,
            Err(refused) => break refused,
        }
        assert!(written < 10_000, "the file grows on");
    };
    assert!(
        matches!(refused, AppError::Database(DatabaseError::NotWritable(_))),
        "{refused}"
    );
    assert_eq!(n_patients(&clinic).await, written);
    on_the_writer(&clinic, "PRAGMA max_page_count = 1073741823").await;
    add(&desk, &clinic, "After").await.unwrap();
    assert_eq!(n_patients(&clinic).await, written + 1);
    is_whole(&clinic).await;
}

#[tokio::test]
async fn records_that_cannot_be_written_are_still_read_and_nothing_is_said_to_be_saved() {
    let clinic = Clinic::new(On::Sqlite).await;
    let desk = clinic.actor(Role::FrontDesk).await;
    add(&desk, &clinic, "Before").await.unwrap();
    on_the_writer(&clinic, "PRAGMA query_only = 1").await;
    let refused = add(&desk, &clinic, "Never").await.unwrap_err();
    assert!(
        matches!(refused, AppError::Database(DatabaseError::NotWritable(_))),
        "{refused}"
    );
    assert!(refused.to_string().contains("Nothing was changed"), "{refused}");
    let refused = drafts::save(&desk, &clinic.app, "patient-new", "family_name=Typed", 0)
        .await
        .unwrap_err();
    assert!(
        matches!(refused, AppError::Database(DatabaseError::NotWritable(_))),
        "{refused}"
    );
    assert_eq!(n_patients(&clinic).await, 1);
}

/// Nobody can make a folder there, whoever they are.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_folder_that_cannot_be_made_is_named() {
    let clinic = Clinic::new(On::Sqlite).await;
    let place = anagen_app::Place {
        folder: "/proc/anagen".into(),
        database: None,
    };
    let clock = Arc::clone(&clinic.clock);
    let refused = anagen_app::App::open(place, Arc::clone(&crate::clinic::KNOWLEDGE), clock, false)
        .await
        .unwrap_err();
    assert!(refused.to_string().contains("/proc/anagen"), "{refused}");
}

/// A cable between the clinic and its database that can be pulled.
struct Cable {
    address: SocketAddr,
    is_pulled: Arc<AtomicBool>,
    running: Arc<std::sync::Mutex<Vec<AbortHandle>>>,
}

impl Cable {
    async fn to(server: String) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let cable = Self {
            address: listener.local_addr().unwrap(),
            is_pulled: Arc::default(),
            running: Arc::default(),
        };
        let (is_pulled, running) = (Arc::clone(&cable.is_pulled), Arc::clone(&cable.running));
        tokio::spawn(async move {
            while let Ok((mut near, _)) = listener.accept().await {
                if is_pulled.load(Ordering::SeqCst) {
                    continue;
                }
                let server = server.clone();
                let task = tokio::spawn(async move {
                    if let Ok(mut far) = TcpStream::connect(server).await {
                        let _ = copy_bidirectional(&mut near, &mut far).await;
                    }
                });
                running.lock().unwrap().push(task.abort_handle());
            }
        });
        cable
    }

    fn pull(&self) {
        self.is_pulled.store(true, Ordering::SeqCst);
        for task in self.running.lock().unwrap().drain(..) {
            task.abort();
        }
    }

    fn put_back(&self) {
        self.is_pulled.store(false, Ordering::SeqCst);
    }
}

#[tokio::test]
async fn a_database_that_is_gone_and_comes_back_loses_nothing() {
    if !engines().contains(&On::Postgres) {
        return;
    }
    let schema = crate::clinic::new_schema().await;
    let (before, rest) = schema.split_once('@').unwrap();
    let (server, after) = rest.split_once('/').unwrap();
    let cable = Cable::to(server.to_owned()).await;
    let clinic = Clinic::behind(format!("{before}@{}/{after}", cable.address)).await;
    let desk = clinic.actor(Role::FrontDesk).await;
    add(&desk, &clinic, "Before").await.unwrap();

    cable.pull();
    for _ in 0..2 {
        let refused = add(&desk, &clinic, "Never").await.unwrap_err();
        assert!(
            matches!(refused, AppError::Database(DatabaseError::Unreachable(_))),
            "{refused}"
        );
        assert!(refused.to_string().contains("try again"), "{refused}");
    }

    cable.put_back();
    add(&desk, &clinic, "After").await.unwrap();
    assert_eq!(n_patients(&clinic).await, 2);
    is_whole(&clinic).await;
}

#[tokio::test]
async fn a_clock_that_jumps_breaks_no_trail_and_opens_no_door() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let desk = clinic.actor(Role::FrontDesk).await;
        add(&desk, &clinic, "Today").await.unwrap();
        let from = sign_in::From {
            device: "test",
            address: "::1",
        };
        let token = sign_in::sign_in(&clinic.app, "front-desk", PASSWORD, from)
            .await
            .unwrap();
        // Back by a year, as after an empty battery: what is written then comes after what was written before.
        clinic.at("2025-03-12T09:00:00Z");
        add(&desk, &clinic, "Long ago").await.unwrap();
        is_whole(&clinic).await;
        // Forward by ten: nobody who was signed in still is.
        clinic.at("2036-03-12T09:00:00Z");
        assert!(matches!(
            sign_in::signed_in(&clinic.app, token.as_str()).await,
            Err(AppError::NotSignedIn)
        ));
        is_whole(&clinic).await;
        clinic.at("2026-03-12T09:05:00Z");
        add(&desk, &clinic, "Today again").await.unwrap();
        is_whole(&clinic).await;
        assert_eq!(n_patients(&clinic).await, 3);
    }
}
