//! Who got it, where, when.

use anagen_app::AppError;
use anagen_app::stock::{recall, vials};
use anagen_records::audit;
use anagen_records::binds;
use anagen_records::people::Role;
use anagen_records::values::{AdverseEventId, PatientId};
use jiff::civil::date;

use super::{Treatment, lot, patient, room, treat};
use crate::clinic::{Clinic, engines};

/// Lets the clinic split vials.
async fn split_vials(clinic: &Clinic) {
    let mut row = super::clinic_row(clinic).await;
    row.settings.0.vials_are_split = true;
    let mut tx = clinic.app.database().write().await.unwrap();
    tx.run(
        "UPDATE clinic SET settings = $1 WHERE id = $2",
        binds![row.settings.bind(), clinic.id],
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
}

async fn harmed(clinic: &Clinic, patient: PatientId, onset: &str) {
    let by = clinic.sign_in("administrator").await.person;
    let mut tx = clinic.app.database().write().await.unwrap();
    tx.run(
        "INSERT INTO adverse_event (id, clinic, patient, code, grade, infection, onset_on, body, outcome, version, created_by, \
         created_at, changed_at) VALUES ($1, $2, $3, 'ae_abscess', 2, $4, $5, '{}', 'open', 1, $6, $7, $7)",
        binds![AdverseEventId::new(), clinic.id, patient, true, onset, by, clinic.app.now()],
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_recall_finds_split_vials_and_merged_patients() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let injector = clinic.actor(Role::Injector).await;
        split_vials(&clinic).await;
        let lot_id = lot(&clinic, &injector, "M-1", 10).await;
        let other = lot(&clinic, &injector, "M-2", 10).await;
        let room = room(&clinic, "Room 1").await;
        let (ana, ben, cleo, dora) = (
            patient(&clinic, "1").await,
            patient(&clinic, "2").await,
            patient(&clinic, "3").await,
            patient(&clinic, "4").await,
        );
        let vial = vials::open(&injector, &clinic.app, lot_id, "").await.unwrap();
        let in_room = |patient, lot, vial, day| Treatment {
            patient,
            lot,
            vial,
            room: Some(room),
            injector: Some(injector.person),
            day,
        };
        treat(&clinic, in_room(ana, lot_id, Some(vial), date(2026, 3, 1))).await;
        treat(&clinic, in_room(ben, lot_id, Some(vial), date(2026, 3, 2))).await;
        treat(&clinic, in_room(cleo, other, None, date(2026, 3, 3))).await;
        // Ben was registered twice; the second record got the lot as well.
        let again = patient(&clinic, "5").await;
        treat(&clinic, in_room(again, lot_id, None, date(2026, 3, 4))).await;
        let mut tx = clinic.app.database().write().await.unwrap();
        tx.run("UPDATE patient SET merged_into = $1 WHERE id = $2", binds![ben, again])
            .await
            .unwrap();
        // A component that was taken out of the mixture was not injected.
        tx.run(
            "UPDATE mixture_component SET removed_at = $1 WHERE patient = $2",
            binds![clinic.app.now(), cleo],
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
        // A vial opened for Dora, of which no session tells.
        vials::open(&injector, &clinic.app, lot_id, "4").await.unwrap();
        harmed(&clinic, again, "2026-03-20").await;
        harmed(&clinic, cleo, "2026-03-20").await;

        let found = recall::of_lot(&injector, &clinic.app, lot_id).await.unwrap();
        assert_eq!(found.n_patients, 3, "{on:?}");
        let uses: Vec<_> = found
            .uses
            .iter()
            .map(|one| (one.patient, one.day.map(|day| day.0), one.vial.is_some()))
            .collect();
        assert_eq!(
            uses,
            [
                (ben, Some(date(2026, 3, 4)), false),
                (ben, Some(date(2026, 3, 2)), true),
                (ana, Some(date(2026, 3, 1)), true),
                (dora, None, true),
            ]
        );
        assert_eq!(found.shared_vials.get(&vial), Some(&2));
        assert_eq!(found.shared_vials.len(), 1);
        assert_eq!(found.uses[0].room_name.as_deref(), Some("Room 1"));
        assert_eq!(found.uses[0].injector_name.as_deref(), Some("Dr injector"));
        // What happened under the second record belongs to Ben; who did not get the lot is left out.
        assert_eq!(found.harm.keys().copied().collect::<Vec<_>>(), [ben]);
        let removed = recall::of_lot(&injector, &clinic.app, other).await.unwrap();
        assert!(removed.uses.is_empty() && removed.harm.is_empty());
    }
}

#[tokio::test]
async fn whoever_reads_a_recall_is_written_down() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let injector = clinic.actor(Role::Injector).await;
        let lot_id = lot(&clinic, &injector, "M-1", 10).await;
        recall::of_lot(&injector, &clinic.app, lot_id).await.unwrap();
        for role in [Role::Assistant, Role::Administrator, Role::FrontDesk, Role::Auditor] {
            let actor = clinic.actor(role).await;
            assert!(
                matches!(
                    recall::of_lot(&actor, &clinic.app, lot_id).await,
                    Err(AppError::Forbidden(_))
                ),
                "{role}"
            );
            assert!(
                matches!(
                    recall::search(&actor, &clinic.app, "M").await,
                    Err(AppError::Forbidden(_))
                ),
                "{role}"
            );
        }
        let mut tx = clinic.app.database().read().await.unwrap();
        let entries = audit::list(&mut tx, clinic.id, None, i64::MAX, 100).await.unwrap();
        let read: Vec<_> = entries.iter().filter(|entry| entry.action == "lot.recall").collect();
        assert_eq!(read.len(), 1);
        assert_eq!(read[0].record, lot_id.to_string());
    }
}

#[tokio::test]
async fn a_lot_is_found_by_number_product_and_supplier() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let injector = clinic.actor(Role::Injector).await;
        let lot_id = lot(&clinic, &injector, "M_1%x", 10).await;
        lot(&clinic, &injector, "MA1Bx", 10).await;
        for (text, n) in [
            ("m_1", 1),
            ("%", 1),
            ("minox", 2),
            ("PHARM", 2),
            ("nothing", 0),
            (" ", 0),
            ("!", 0),
        ] {
            let found = recall::search(&injector, &clinic.app, text).await.unwrap();
            assert_eq!(found.len(), n, "{text} on {on:?}");
        }
        assert_eq!(
            recall::search(&injector, &clinic.app, "_1%").await.unwrap()[0].0.id,
            lot_id
        );
    }
}
