//! Backups: whole, restored into an empty place only, of one engine into the other, damaged ones refused.

use anagen_app::backup::{self, CommandError};
use anagen_app::{App, Place};
use anagen_records::audit::Verified;
use anagen_records::backup_file::BackupError;
use anagen_records::people::Role;

use crate::clinic::{Clinic, KNOWLEDGE, On, PASSWORD, engines, new_schema};

async fn empty_place(on: On, folder: &std::path::Path) -> Place {
    Place {
        folder: folder.join("restored"),
        database: match on {
            On::Sqlite => None,
            On::Postgres => Some(new_schema().await),
        },
    }
}

#[tokio::test]
async fn what_was_backed_up_comes_back_on_either_engine() {
    for from in engines() {
        for into in engines() {
            let clinic = Clinic::new(from).await;
            let director = clinic.actor(Role::MedicalDirector).await;
            anagen_app::adoption::adopt(&director, &clinic.app, &["screening".to_owned()], PASSWORD)
                .await
                .unwrap();
            let photograph = clinic.app.blobs().put(b"a picture").unwrap();
            let file = clinic.folder.path().join("clinic.backup");
            let made = backup::make(&clinic.place, clinic.app.database(), &file, clinic.app.now())
                .await
                .unwrap();
            assert!(
                made.tables["audit"].0 >= 3 && made.parts.contains_key("keys/audit.key"),
                "{made:?}"
            );

            let place = empty_place(into, clinic.folder.path()).await;
            backup::restore(&file, &place).await.unwrap();
            let app = App::open(place.clone(), KNOWLEDGE.clone(), clinic.clock.clone(), false)
                .await
                .unwrap();
            assert_eq!(app.blobs().get(&photograph).unwrap().unwrap(), b"a picture");
            assert_eq!(
                app.knowledge(clinic.id)
                    .await
                    .unwrap()
                    .adoption("screening")
                    .unwrap()
                    .by,
                director.name
            );
            let whole = anagen_app::audit_trail::verify_place(&place, app.database())
                .await
                .unwrap();
            assert!(matches!(whole, Verified::Whole { .. }), "{whole:?}");
            // People sign in with the passwords they had.
            let from = anagen_app::sign_in::From {
                device: "test",
                address: "127.0.0.1",
            };
            anagen_app::sign_in::sign_in(&app, "administrator", PASSWORD, from)
                .await
                .unwrap();
        }
    }
}

#[tokio::test]
async fn a_check_restores_into_a_scratch_folder_and_leaves_nothing() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let file = clinic.folder.path().join("clinic.backup");
        let made = backup::make(&clinic.place, clinic.app.database(), &file, clinic.app.now())
            .await
            .unwrap();
        let scratch = clinic.folder.path().join("scratch");
        assert_eq!(backup::check(&file, scratch.clone()).await.unwrap(), made);
        assert!(!scratch.exists());
    }
}

#[tokio::test]
async fn nothing_is_restored_over_records_and_nothing_overwritten() {
    let clinic = Clinic::new(On::Sqlite).await;
    let file = clinic.folder.path().join("clinic.backup");
    backup::make(&clinic.place, clinic.app.database(), &file, clinic.app.now())
        .await
        .unwrap();
    let over = backup::restore(&file, &clinic.place).await.unwrap_err();
    assert!(matches!(over, CommandError::Backup(BackupError::NotEmpty)), "{over}");
    let again = backup::make(&clinic.place, clinic.app.database(), &file, clinic.app.now())
        .await
        .unwrap_err();
    assert!(matches!(again, BackupError::Exists(_)), "{again}");
}

#[tokio::test]
async fn a_damaged_backup_is_refused_and_leaves_nothing() {
    let clinic = Clinic::new(On::Sqlite).await;
    clinic.app.blobs().put(&vec![7; 100_000]).unwrap();
    let file = clinic.folder.path().join("clinic.backup");
    backup::make(&clinic.place, clinic.app.database(), &file, clinic.app.now())
        .await
        .unwrap();
    let whole = std::fs::read(&file).unwrap();
    let mut changed = whole.clone();
    let at = changed.windows(50).position(|bytes| bytes == [7; 50]).unwrap();
    changed[at] = 8;
    for (name, bytes) in [
        ("cut", whole[..whole.len() / 2].to_vec()),
        ("changed", changed),
        ("text", b"no backup".to_vec()),
    ] {
        let damaged = clinic.folder.path().join(name);
        std::fs::write(&damaged, bytes).unwrap();
        let scratch = clinic.folder.path().join("scratch");
        let refused = backup::check(&damaged, scratch.clone()).await.unwrap_err();
        assert!(
            matches!(refused, CommandError::Backup(BackupError::NotABackup { .. })),
            "{name}: {refused}"
        );
        assert!(!scratch.exists(), "{name}");
    }
}

#[tokio::test]
async fn the_scheduled_backup_is_made_when_it_is_due_and_the_oldest_go() {
    let clinic = Clinic::new(On::Sqlite).await;
    assert!(backup::make_if_due(&clinic.app).await.unwrap().is_some());
    clinic.at("2026-03-13T08:59:00Z");
    assert_eq!(backup::make_if_due(&clinic.app).await.unwrap(), None);
    for day in 13..30 {
        clinic.at(&format!("2026-03-{day}T09:00:00Z"));
        assert!(backup::make_if_due(&clinic.app).await.unwrap().is_some());
    }
    assert_eq!(std::fs::read_dir(clinic.place.backups()).unwrap().count(), 14);
}

#[tokio::test]
async fn every_earlier_schema_comes_forward_with_a_backup_before() {
    for on in engines() {
        for step in 1..5 {
            let folder = tempfile::tempdir().unwrap();
            let place = empty_place(on, folder.path()).await;
            place.make_folder().unwrap();
            let database = place.open_database().await.unwrap();
            database.migrate_to(step).await.unwrap();
            let id = anagen_records::values::ClinicId::new();
            let mut tx = database.write().await.unwrap();
            let clinic = anagen_records::clinics::Clinic {
                id,
                name: "Kept".to_owned(),
                country: "ES".to_owned(),
                currency: "EUR".to_owned(),
                time_zone: "Europe/Madrid".to_owned(),
                language: "en".to_owned(),
                settings: anagen_records::Json(anagen_records::clinics::Settings::default()),
                demo: false,
                version: 1,
                created_at: "2026-03-12T09:00:00Z".parse().map(anagen_records::Stamp).unwrap(),
            };
            anagen_records::clinics::insert(&mut tx, &clinic).await.unwrap();
            tx.commit().await.unwrap();
            database.close().await;
            let clock = std::sync::Arc::new(anagen_app::clock::SetClock::at("2026-03-12T09:00:00Z".parse().unwrap()));
            let app = App::open(place.clone(), KNOWLEDGE.clone(), clock, false).await.unwrap();
            assert!(app.database().open_migrations().await.unwrap().is_empty());
            let mut tx = app.database().read().await.unwrap();
            assert_eq!(
                anagen_records::clinics::find(&mut tx, id).await.unwrap().unwrap().name,
                "Kept"
            );
            assert_eq!(std::fs::read_dir(place.backups()).unwrap().count(), 1, "step {step}");
        }
    }
}
