//! Signing in, rights, the audit chain, drafts: what every use case stands on.

use anagen_app::actor::{Action, may};
use anagen_app::{AppError, Deed, drafts, sign_in};
use anagen_records::audit::{self, Verified};
use anagen_records::binds;
use anagen_records::people::Role;

use crate::clinic::{Clinic, PASSWORD, engines};

fn from() -> sign_in::From<'static> {
    sign_in::From {
        device: "test",
        address: "192.0.2.7",
    }
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_name_are_refused_alike() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        for name in ["administrator", "nobody"] {
            let refused = sign_in::sign_in(&clinic.app, name, "not the password", from())
                .await
                .unwrap_err();
            assert!(matches!(refused, AppError::Refused(message) if message.key == "sign-in-wrong"));
        }
    }
}

#[tokio::test]
async fn after_five_wrong_attempts_one_waits() {
    let clinic = Clinic::new(crate::clinic::On::Sqlite).await;
    for _ in 0..5 {
        sign_in::sign_in(&clinic.app, "administrator", "wrong", from())
            .await
            .unwrap_err();
    }
    // The right password does not help before the wait is over.
    let refused = sign_in::sign_in(&clinic.app, "administrator", PASSWORD, from())
        .await
        .unwrap_err();
    assert!(matches!(refused, AppError::Refused(message) if message.key == "sign-in-wait"));
    clinic.at("2026-03-12T09:00:03Z");
    sign_in::sign_in(&clinic.app, "administrator", PASSWORD, from())
        .await
        .unwrap();
}

#[tokio::test]
async fn a_session_locks_when_idle_and_ends_after_a_working_day() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let token = sign_in::sign_in(&clinic.app, "administrator", PASSWORD, from())
            .await
            .unwrap();
        clinic.at("2026-03-12T09:09:00Z");
        assert!(!sign_in::signed_in(&clinic.app, token.as_str()).await.unwrap().locked);
        clinic.at("2026-03-12T09:20:00Z");
        let signed_in = sign_in::signed_in(&clinic.app, token.as_str()).await.unwrap();
        assert!(signed_in.locked);
        sign_in::unlock(&signed_in.actor, &clinic.app, PASSWORD, from())
            .await
            .unwrap();
        assert!(!sign_in::signed_in(&clinic.app, token.as_str()).await.unwrap().locked);
        clinic.at("2026-03-12T21:00:01Z");
        assert!(matches!(
            sign_in::signed_in(&clinic.app, token.as_str()).await,
            Err(AppError::NotSignedIn)
        ));
    }
}

#[tokio::test]
async fn the_audit_chain_names_the_first_broken_link() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let auditor = clinic.actor(Role::Auditor).await;
        let director = clinic.actor(Role::MedicalDirector).await;
        drop((auditor, director));
        let key = clinic.place.audit_key(false).unwrap();
        let mut tx = clinic.app.database().read().await.unwrap();
        let whole = audit::verify(&mut tx, &key, &[]).await.unwrap();
        assert_eq!(whole, Verified::Whole { entries: 3 });
        let anchor = audit::head(&mut tx, clinic.app.now()).await.unwrap();
        drop(tx);
        // The trail refuses to be changed, also by whoever holds the database open.
        let mut tx = clinic.app.database().write().await.unwrap();
        assert!(
            tx.run("UPDATE audit SET action = 'x' WHERE sequence = 2", vec![])
                .await
                .unwrap_err()
                .is_refused()
        );
        drop(tx);
        // Somebody who takes the guard away leaves a trace.
        let mut tx = clinic.app.database().write().await.unwrap();
        let guard = match on {
            crate::clinic::On::Sqlite => "DROP TRIGGER audit_no_update",
            crate::clinic::On::Postgres => "DROP TRIGGER audit_no_change ON audit",
        };
        tx.run(guard, vec![]).await.unwrap();
        tx.run("UPDATE audit SET action = 'x' WHERE sequence = 2", vec![])
            .await
            .unwrap();
        let broken = audit::verify(&mut tx, &key, &[]).await.unwrap();
        assert!(matches!(broken, Verified::Broken { sequence: 2, .. }), "{broken:?}");
        drop(tx);
        // An older copy of the whole database passes its own chain, and fails against the head that was kept elsewhere.
        let later = audit::Anchor {
            sequence: anchor.sequence + 1,
            mac: "0".repeat(64),
            ..anchor
        };
        let mut tx = clinic.app.database().read().await.unwrap();
        let cut = audit::verify(&mut tx, &key, &[later]).await.unwrap();
        assert!(matches!(cut, Verified::Broken { sequence: 4, .. }), "{cut:?}");
    }
}

#[tokio::test]
async fn nothing_is_written_without_a_right_or_without_its_entry() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let desk = clinic.actor(Role::FrontDesk).await;
        let forbidden = clinic.app.write(&desk, Action::SignPlan).await.unwrap_err();
        assert!(matches!(forbidden, AppError::Forbidden(Action::SignPlan)));
        // A transaction that is dropped leaves nothing.
        let mut writing = clinic.app.write(&desk, Action::EditPatient).await.unwrap();
        writing
            .tx
            .run("UPDATE clinic SET name = $1", binds!["Changed"])
            .await
            .unwrap();
        drop(writing);
        let writing = clinic.app.write(&desk, Action::EditPatient).await.unwrap();
        writing.commit(Deed::new("test", "clinic", clinic.id)).await.unwrap();
        let mut tx = clinic.app.database().read().await.unwrap();
        assert_eq!(
            tx.number("SELECT count(*) FROM clinic WHERE name = 'Changed'", vec![])
                .await
                .unwrap(),
            0
        );
        assert_eq!(
            audit::list(&mut tx, clinic.id, None, i64::MAX, 1).await.unwrap()[0].action,
            "test"
        );
    }
}

#[tokio::test]
async fn a_draft_is_found_again_by_its_writer_alone() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let assistant = clinic.actor(Role::Assistant).await;
        let prescriber = clinic.actor(Role::Prescriber).await;
        drafts::save(&assistant, &clinic.app, "intake", "a=1", 0).await.unwrap();
        drafts::save(&assistant, &clinic.app, "intake", "a=2", 0).await.unwrap();
        assert_eq!(
            drafts::find(&assistant, &clinic.app, "intake")
                .await
                .unwrap()
                .unwrap()
                .body,
            "a=2"
        );
        assert_eq!(drafts::find(&prescriber, &clinic.app, "intake").await.unwrap(), None);
        drafts::forget(&assistant, &clinic.app, "intake").await.unwrap();
        assert_eq!(drafts::find(&assistant, &clinic.app, "intake").await.unwrap(), None);
    }
}

#[tokio::test]
async fn the_director_adopts_and_only_then_it_is_adopted() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let director = clinic.actor(Role::MedicalDirector).await;
        let prescriber = clinic.actor(Role::Prescriber).await;
        let bundles = ["screening".to_owned()];
        let refused = anagen_app::adoption::adopt(&prescriber, &clinic.app, &bundles, PASSWORD)
            .await
            .unwrap_err();
        assert!(matches!(refused, AppError::Forbidden(_)));
        assert!(
            clinic
                .app
                .knowledge(clinic.id)
                .await
                .unwrap()
                .adoption("screening")
                .is_none()
        );
        anagen_app::adoption::adopt(&director, &clinic.app, &bundles, "wrong")
            .await
            .unwrap_err();
        anagen_app::adoption::adopt(&director, &clinic.app, &bundles, PASSWORD)
            .await
            .unwrap();
        let knowledge = clinic.app.knowledge(clinic.id).await.unwrap();
        assert_eq!(knowledge.adoption("screening").unwrap().by, director.name);
        assert!(knowledge.adoption("formulary").is_none());
    }
}

/// Least rights: what each role must not do, as sentences that somebody can check.
#[test]
fn rights_are_least() {
    let all = Action::ALL;
    let with = |action| {
        Role::ALL
            .iter()
            .copied()
            .filter(|role| may(*role, action))
            .collect::<Vec<_>>()
    };
    assert_eq!(with(Action::SignPlan), [Role::Prescriber]);
    assert_eq!(with(Action::SignClearance), [Role::Prescriber]);
    assert_eq!(with(Action::Diagnose), [Role::Prescriber]);
    assert_eq!(with(Action::SignSession), [Role::Injector]);
    assert_eq!(with(Action::AdoptKnowledge), [Role::MedicalDirector]);
    assert_eq!(with(Action::ReleaseLot), [Role::MedicalDirector]);
    assert_eq!(with(Action::ManagePeople), [Role::Administrator]);
    assert_eq!(with(Action::ReadAudit), [Role::MedicalDirector, Role::Auditor]);
    // Who keeps the machine or the books sees no patient's record.
    for role in [Role::Administrator, Role::FrontDesk, Role::Auditor] {
        assert!(!may(role, Action::ReadRecord), "{role}");
    }
    // Every right belongs to somebody.
    assert!(all.iter().all(|action| !with(*action).is_empty()));
}

#[tokio::test]
async fn many_who_open_a_record_at_once_each_leave_their_entry() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let prescriber = clinic.actor(Role::Prescriber).await;
        let patient = crate::intake::patient(&clinic, "Lopez").await;
        let count = "SELECT count(*) FROM audit WHERE action = 'test.open'";
        let opened = (0..40).map(|_| {
            let (app, actor) = (clinic.app.clone(), prescriber.clone());
            tokio::spawn(async move {
                let deed = Deed::new("test.open", "patient", patient).of(patient);
                let mut reading = app.read_record(&actor, Action::ReadRecord, deed).await.unwrap();
                // The entry lasts before anything is read.
                reading.tx.number(count, vec![]).await.unwrap()
            })
        });
        // One that goes away in between takes nobody else's entry with it.
        let mut opened: Vec<_> = opened.collect();
        opened.remove(7).abort();
        for one in opened {
            assert!(one.await.unwrap() >= 1);
        }
        let mut tx = clinic.app.database().read().await.unwrap();
        assert!(tx.number(count, vec![]).await.unwrap() >= 39);
        let key = clinic.place.audit_key(false).unwrap();
        let whole = audit::verify(&mut tx, &key, &[]).await.unwrap();
        assert!(matches!(whole, Verified::Whole { .. }), "{whole:?}");
    }
}
