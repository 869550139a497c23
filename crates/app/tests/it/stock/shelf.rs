//! What is on the shelf, opened vials with their clock, and what wants a hand.

use anagen_app::AppError;
use anagen_app::Invalid;
use anagen_app::stock::{self, Standing, StockDue, lots, vials};
use anagen_records::binds;
use anagen_records::people::Role;
use anagen_records::values::PatientId;
use jiff::civil::date;

use super::{at, clinic_row, delivery, lot, minoxidil, on_shelf, patient, product, wrong};
use crate::clinic::{Clinic, engines};

#[tokio::test]
async fn the_shelf_holds_every_lot_with_its_standing() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let injector = clinic.actor(Role::Injector).await;
        let product_id = product(&clinic, &injector).await;
        let receive = async |number: &str, expires| {
            let one = lots::Delivery {
                expires_on: Some(expires),
                ..delivery(product_id, number, 2)
            };
            lots::receive(&injector, &clinic.app, &one, Invalid::default())
                .await
                .unwrap()
        };
        let soon = receive("SOON", date(2026, 3, 20)).await;
        let late = receive("LATE", date(2028, 1, 31)).await;
        let held = receive("HELD", date(2027, 1, 31)).await;
        let used = receive("USED", date(2027, 2, 28)).await;
        lots::quarantine(&injector, &clinic.app, held, "cloudy").await.unwrap();
        lots::discard(&injector, &clinic.app, used, Some(2), "broken")
            .await
            .unwrap();
        let mut tx = clinic.app.database().read().await.unwrap();
        let standings = async |tx: &mut _, today| {
            let shelf = stock::shelf(tx, clinic.id, today).await.unwrap();
            shelf.iter().map(|lot| (lot.lot, lot.standing)).collect::<Vec<_>>()
        };
        assert_eq!(
            standings(&mut tx, date(2026, 3, 20)).await,
            [
                (soon, Standing::Usable),
                (held, Standing::Quarantined),
                (used, Standing::Empty),
                (late, Standing::Usable)
            ]
        );
        assert_eq!(
            standings(&mut tx, date(2026, 3, 21)).await[0],
            (soon, Standing::Expired)
        );
        let shelf = stock::shelf(&mut tx, clinic.id, date(2026, 3, 12)).await.unwrap();
        let first = &shelf[0];
        assert_eq!(first.product_id, product_id);
        assert_eq!(first.product.lot.as_deref(), Some("SOON"));
        assert_eq!(first.product.expires, Some(date(2026, 3, 20)));
        assert_eq!(
            (first.product.quarantined, shelf[1].product.quarantined),
            (Some(false), Some(true))
        );
        assert_eq!((first.on_shelf, first.unit_price), (2, Some(1250)));
    }
}

#[tokio::test]
async fn one_vial_serves_one_patient_until_its_time_is_over() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let injector = clinic.actor(Role::Injector).await;
        let entry = stock::products::ProductEntry {
            opened_hours: Some(36),
            ..minoxidil()
        };
        let product = stock::products::add(&injector, &clinic.app, &entry, Invalid::default())
            .await
            .unwrap();
        let lot_id = lots::receive(&injector, &clinic.app, &delivery(product, "M-1", 2), Invalid::default())
            .await
            .unwrap();
        let (ana, ben) = (patient(&clinic, "1").await, patient(&clinic, "2").await);
        for (number, key) in [
            ("", "stock-vials-patient-missing"),
            ("99", "stock-vials-patient-unknown"),
        ] {
            let refused = vials::open(&injector, &clinic.app, lot_id, number).await.unwrap_err();
            assert_eq!(wrong(&refused), [("patient".to_owned(), key)]);
        }
        let vial = vials::open(&injector, &clinic.app, lot_id, "1").await.unwrap();
        assert_eq!(on_shelf(&clinic, lot_id).await, 1, "an opened vial has left the shelf");
        let row = clinic_row(&clinic).await;
        let may = async |patient: PatientId, moment: &str| {
            let mut tx = clinic.app.database().read().await.unwrap();
            match vials::check_use_on(&mut tx, &row, vial, patient, at(moment)).await {
                Ok(_) => "",
                Err(AppError::Refused(message)) => message.key,
                Err(other) => panic!("{other:?}"),
            }
        };
        // Opened on 12 March at 10:00 in Madrid.
        assert_eq!(may(ana, "2026-03-13T20:59:59Z").await, "");
        assert_eq!(may(ana, "2026-03-13T21:00:00Z").await, "stock-vials-overdue");
        assert_eq!(may(ben, "2026-03-12T10:00:00Z").await, "stock-vials-of-another-patient");
        lots::quarantine(&injector, &clinic.app, lot_id, "cloudy")
            .await
            .unwrap();
        assert_eq!(may(ana, "2026-03-12T10:00:00Z").await, "stock-lot-in-quarantine");
        let refused = vials::open(&injector, &clinic.app, lot_id, "1").await.unwrap_err();
        assert!(matches!(refused, AppError::Refused(message) if message.key == "stock-lot-in-quarantine"));
        vials::discard(&injector, &clinic.app, vial).await.unwrap();
        assert_eq!(may(ana, "2026-03-12T10:00:00Z").await, "stock-vials-thrown-away");
        let again = vials::discard(&injector, &clinic.app, vial).await.unwrap_err();
        assert!(matches!(again, AppError::Refused(message) if message.key == "stock-vials-already-discarded"));
    }
}

#[tokio::test]
async fn the_clock_of_a_vial_ends_with_its_day_its_hours_or_its_lot() {
    let clinic = Clinic::new(crate::clinic::On::Sqlite).await;
    let row = clinic_row(&clinic).await;
    let until = |opened: &str, hours, expires| vials::discard_after(at(opened), hours, expires, &row).to_string();
    // Midnight in Madrid, in winter and in summer.
    assert_eq!(
        until("2026-01-12T09:00:00Z", None, date(2027, 1, 1)),
        "2026-01-12T23:00:00.000000Z"
    );
    assert_eq!(
        until("2026-07-12T22:30:00Z", None, date(2027, 1, 1)),
        "2026-07-13T22:00:00.000000Z"
    );
    assert_eq!(
        until("2026-01-12T09:00:00Z", Some(24), date(2027, 1, 1)),
        "2026-01-13T09:00:00.000000Z"
    );
    assert_eq!(
        until("2026-01-12T09:00:00Z", Some(24 * 28), date(2026, 1, 20)),
        "2026-01-20T23:00:00.000000Z"
    );
    // The night in which the clocks go forward has its 24 hours by the sun, not by the wall.
    assert_eq!(
        until("2026-03-28T12:00:00Z", Some(24), date(2027, 1, 1)),
        "2026-03-29T12:00:00.000000Z"
    );
}

#[tokio::test]
async fn a_session_ends_the_vials_that_were_for_it_alone() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let injector = clinic.actor(Role::Injector).await;
        let lot_id = lot(&clinic, &injector, "M-1", 5).await;
        let ana = patient(&clinic, "1").await;
        let row = clinic_row(&clinic).await;
        let session = anagen_records::values::SessionId::new();
        let mut writing = clinic
            .app
            .write(&injector, anagen_app::Action::RunSession)
            .await
            .unwrap();
        let opening = vials::Opening {
            lot: lot_id,
            patient: Some(ana),
            session: Some(session),
            at: writing.now,
            incident: None,
        };
        vials::open_in(&mut writing.tx, &injector, &row, opening).await.unwrap();
        writing
            .commit(anagen_app::Deed::new("test", "session", session))
            .await
            .unwrap();
        assert_eq!(on_shelf(&clinic, lot_id).await, 5, "the signing takes it");
        let mut writing = clinic
            .app
            .write(&injector, anagen_app::Action::SignSession)
            .await
            .unwrap();
        let now = writing.now;
        stock::take(&mut writing.tx, &injector, &row, session, lot_id, 1, now, None)
            .await
            .unwrap();
        writing
            .commit(anagen_app::Deed::new("test", "session", session))
            .await
            .unwrap();
        assert_eq!(on_shelf(&clinic, lot_id).await, 4);
        let mut tx = clinic.app.database().read().await.unwrap();
        assert!(vials::opened(&mut tx, &row).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn what_wants_a_hand_comes_the_gravest_first() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let injector = clinic.actor(Role::Injector).await;
        let product_id = product(&clinic, &injector).await;
        let receive = async |number: &str, expires| {
            let one = lots::Delivery {
                expires_on: Some(expires),
                ..delivery(product_id, number, 2)
            };
            lots::receive(&injector, &clinic.app, &one, Invalid::default())
                .await
                .unwrap()
        };
        receive("A", date(2026, 4, 11)).await;
        receive("B", date(2026, 4, 12)).await;
        receive("C", date(2026, 3, 12)).await;
        patient(&clinic, "1").await;
        let row = clinic_row(&clinic).await;
        let what = async |today| {
            let mut tx = clinic.app.database().read().await.unwrap();
            let due = stock::due(&mut tx, &row, today).await.unwrap();
            due.iter()
                .map(|due| match due {
                    StockDue::Expired { number, .. } => format!("expired {number}"),
                    StockDue::Expiring { number, .. } => format!("expiring {number}"),
                    StockDue::VialOverdue { number, .. } => format!("vial {number}"),
                    StockDue::BelowReorder { usable, reorder_at, .. } => format!("order {usable} of {reorder_at}"),
                    other => format!("{other:?}"),
                })
                .collect::<Vec<_>>()
        };
        // 30 days, the thirtieth included; six usable vials are above the level of five.
        assert_eq!(what(date(2026, 3, 12)).await, ["expiring C", "expiring A"]);
        vials::open(&injector, &clinic.app, lots_named(&clinic, "A").await, "1")
            .await
            .unwrap();
        assert_eq!(
            what(date(2026, 3, 13)).await,
            ["expired C", "vial A", "order 3 of 5", "expiring A", "expiring B"]
        );
    }
}

async fn lots_named(clinic: &Clinic, number: &str) -> anagen_records::values::LotId {
    let mut tx = clinic.app.database().read().await.unwrap();
    let row: Option<(anagen_records::values::LotId,)> = tx
        .first("SELECT id FROM lot WHERE number = $1", binds![number])
        .await
        .unwrap();
    row.unwrap().0
}
