//! Vials in and out: sums, exactly once, never below zero without an incident.

use std::sync::Arc;

use anagen_app::Invalid;
use anagen_app::stock::{self, lots};
use anagen_app::{App, AppError};
use anagen_records::clinics;
use anagen_records::people::Role;
use anagen_records::stock::ledger::{self, Reason};
use anagen_records::values::{IncidentId, LotId, SessionId};

use super::{clinic_row, delivery, is_refused, lot, lot_of_another_clinic, on_shelf, product, wrong};
use crate::clinic::{Clinic, engines};

async fn take(
    app: &App,
    actor: &anagen_app::Actor,
    clinic: &clinics::Clinic,
    session: SessionId,
    lot: LotId,
    vials: i64,
    incident: Option<IncidentId>,
) -> Result<(), AppError> {
    let mut writing = app.write(actor, anagen_app::Action::SignSession).await?;
    let now = writing.now;
    stock::take(&mut writing.tx, actor, clinic, session, lot, vials, now, incident).await?;
    writing
        .commit(anagen_app::Deed::new("session.sign", "session", session))
        .await
}

#[tokio::test]
async fn the_ledger_adds_up() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let actor = clinic.actor(Role::Assistant).await;
        let product = product(&clinic, &actor).await;
        let lot = lots::receive(&actor, &clinic.app, &delivery(product, "M-1", 10), Invalid::default())
            .await
            .unwrap();
        // The same lot again: more of it, with the price that came with it.
        let again = lots::Delivery {
            unit_price: Some(1300),
            ..delivery(product, "M-1", 5)
        };
        assert_eq!(
            lots::receive(&actor, &clinic.app, &again, Invalid::default())
                .await
                .unwrap(),
            lot
        );
        lots::discard(&actor, &clinic.app, lot, Some(2), "broken")
            .await
            .unwrap();
        lots::send_back(&actor, &clinic.app, lot, Some(3), "too many")
            .await
            .unwrap();
        lots::count(&actor, &clinic.app, lot, 10, Some(9), "one was missing")
            .await
            .unwrap();
        lots::count(&actor, &clinic.app, lot, 9, Some(9), "").await.unwrap();
        assert_eq!(on_shelf(&clinic, lot).await, 9);
        let view = lots::open(&actor, &clinic.app, lot, 0).await.unwrap();
        let lines: Vec<_> = view
            .ledger
            .iter()
            .map(|line| (line.reason, line.quantity, line.balance))
            .collect();
        assert_eq!(
            lines,
            [
                (Reason::Counted, 0, 9),
                (Reason::Counted, -1, 9),
                (Reason::Returned, -3, 10),
                (Reason::Discarded, -2, 13),
                (Reason::Received, 5, 15),
                (Reason::Received, 10, 10),
            ]
        );
        assert_eq!(view.lot.unit_price, Some(1300));
        // Nothing of it is ever changed.
        let mut tx = clinic.app.database().write().await.unwrap();
        assert!(
            tx.run("UPDATE ledger SET quantity = 100", vec![])
                .await
                .unwrap_err()
                .is_refused()
        );
    }
}

#[tokio::test]
async fn more_than_there_is_does_not_leave_the_shelf() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let actor = clinic.actor(Role::Assistant).await;
        let lot = lot(&clinic, &actor, "M-1", 3).await;
        for quantity in [None, Some(0), Some(-1), Some(4), Some(i64::MAX)] {
            let refused = lots::discard(&actor, &clinic.app, lot, quantity, "broken")
                .await
                .unwrap_err();
            assert_eq!(wrong(&refused), [("quantity".to_owned(), "stock-more-than-there-are")]);
        }
        let refused = lots::discard(&actor, &clinic.app, lot, Some(1), "  ")
            .await
            .unwrap_err();
        assert_eq!(wrong(&refused), [("note".to_owned(), "stock-reason-missing")]);
        let stale = lots::count(&actor, &clinic.app, lot, 4, Some(2), "x")
            .await
            .unwrap_err();
        assert!(
            matches!(stale, AppError::Stale("lot")),
            "somebody took vials while they were counted"
        );
        let refused = lots::count(&actor, &clinic.app, lot, 3, Some(2), "").await.unwrap_err();
        assert_eq!(wrong(&refused), [("note".to_owned(), "stock-count-note-missing")]);
        assert_eq!(on_shelf(&clinic, lot).await, 3);
    }
}

#[tokio::test]
async fn a_session_takes_exactly_once_however_often_it_is_sent() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let assistant = clinic.actor(Role::Assistant).await;
        let injector = Arc::new(clinic.actor(Role::Injector).await);
        let lot = lot(&clinic, &assistant, "M-1", 10).await;
        let row = Arc::new(clinic_row(&clinic).await);
        let session = SessionId::new();
        let tries: Vec<_> = (0..20)
            .map(|_| {
                let (app, actor, row) = (Arc::clone(&clinic.app), Arc::clone(&injector), Arc::clone(&row));
                tokio::spawn(async move { take(&app, &actor, &row, session, lot, 2, None).await })
            })
            .collect();
        for one in tries {
            one.await.unwrap().unwrap();
        }
        assert_eq!(on_shelf(&clinic, lot).await, 8, "{on:?}");
        // Another session takes for itself.
        take(&clinic.app, &injector, &row, SessionId::new(), lot, 1, None)
            .await
            .unwrap();
        assert_eq!(on_shelf(&clinic, lot).await, 7);
    }
}

#[tokio::test]
async fn of_twenty_who_want_the_last_vial_one_gets_it() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let assistant = clinic.actor(Role::Assistant).await;
        let injector = Arc::new(clinic.actor(Role::Injector).await);
        let lot = lot(&clinic, &assistant, "M-1", 1).await;
        let row = Arc::new(clinic_row(&clinic).await);
        let takers: Vec<_> = (0..20)
            .map(|_| {
                let (app, actor, row) = (Arc::clone(&clinic.app), Arc::clone(&injector), Arc::clone(&row));
                tokio::spawn(async move { take(&app, &actor, &row, SessionId::new(), lot, 1, None).await })
            })
            .collect();
        let mut got = 0;
        for taker in takers {
            match taker.await.unwrap() {
                Ok(()) => got += 1,
                Err(AppError::Refused(message)) => assert_eq!(message.key, "stock-too-few"),
                Err(other) => panic!("{other:?}"),
            }
        }
        assert_eq!((got, on_shelf(&clinic, lot).await), (1, 0), "{on:?}");
        // What was used all the same is recorded, and shows.
        take(
            &clinic.app,
            &injector,
            &row,
            SessionId::new(),
            lot,
            2,
            Some(IncidentId::new()),
        )
        .await
        .unwrap();
        assert_eq!(on_shelf(&clinic, lot).await, -2);
        let view = lots::open(&injector, &clinic.app, lot, 0).await.unwrap();
        assert!(view.ledger[0].incident.is_some());
    }
}

#[tokio::test]
async fn an_expired_lot_is_refused_and_its_past_use_recorded() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let injector = clinic.actor(Role::Injector).await;
        let lot = lot(&clinic, &injector, "M-1", 10).await;
        let row = clinic_row(&clinic).await;
        let session = SessionId::new;
        // The last day of use ends at midnight in Madrid, which is 22:00 UTC in summer.
        clinic.at("2027-06-30T21:59:00Z");
        let injector = {
            drop(injector);
            clinic.sign_in("injector").await
        };
        take(&clinic.app, &injector, &row, session(), lot, 1, None)
            .await
            .unwrap();
        clinic.at("2027-06-30T22:01:00Z");
        let late = session();
        is_refused(
            take(&clinic.app, &injector, &row, late, lot, 1, None).await,
            "stock-lot-expired",
        );
        is_refused(
            take(&clinic.app, &injector, &row, late, lot, 0, None).await,
            "stock-lot-expired",
        );
        take(&clinic.app, &injector, &row, late, lot, 1, Some(IncidentId::new()))
            .await
            .unwrap();
        assert_eq!(on_shelf(&clinic, lot).await, 8);
    }
}

#[tokio::test]
async fn a_quarantined_lot_is_refused_until_the_director_lets_it_go() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let injector = clinic.actor(Role::Injector).await;
        let assistant = clinic.actor(Role::Assistant).await;
        let director = clinic.actor(Role::MedicalDirector).await;
        let lot = lot(&clinic, &injector, "M-1", 10).await;
        let row = clinic_row(&clinic).await;
        let refused = lots::quarantine(&assistant, &clinic.app, lot, "cloudy")
            .await
            .unwrap_err();
        assert!(matches!(refused, AppError::Forbidden(anagen_app::Action::Recall)));
        let refused = lots::quarantine(&injector, &clinic.app, lot, " ").await.unwrap_err();
        assert_eq!(wrong(&refused), [("reason".to_owned(), "stock-reason-missing")]);
        lots::quarantine(&injector, &clinic.app, lot, "cloudy").await.unwrap();
        lots::quarantine(&director, &clinic.app, lot, "another reason")
            .await
            .unwrap();
        let session = SessionId::new();
        is_refused(
            take(&clinic.app, &injector, &row, session, lot, 1, None).await,
            "stock-lot-in-quarantine",
        );
        let view = lots::open(&injector, &clinic.app, lot, 0).await.unwrap();
        assert_eq!(view.standing, stock::Standing::Quarantined);
        assert_eq!(
            view.lot.quarantined_because.as_deref(),
            Some("cloudy"),
            "the first reason stays"
        );
        let refused = lots::release(&injector, &clinic.app, lot, "clear again")
            .await
            .unwrap_err();
        assert!(matches!(refused, AppError::Forbidden(anagen_app::Action::ReleaseLot)));
        lots::release(&director, &clinic.app, lot, "laboratory: sterile")
            .await
            .unwrap();
        is_refused(
            lots::release(&director, &clinic.app, lot, "again").await,
            "stock-not-in-quarantine",
        );
        take(&clinic.app, &injector, &row, session, lot, 1, None).await.unwrap();
        // Both are kept.
        let mut tx = clinic.app.database().read().await.unwrap();
        let changes = stock::history::of_lot(&mut tx, &director, lot).await.unwrap();
        let reasons: Vec<_> = changes.iter().map(|change| change.reason.as_deref()).collect();
        assert_eq!(reasons, [Some("laboratory: sterile"), Some("cloudy"), None]);
    }
}

#[tokio::test]
async fn what_has_expired_comes_in_through_quarantine_alone() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let actor = clinic.actor(Role::Assistant).await;
        let product = product(&clinic, &actor).await;
        let expired = lots::Delivery {
            expires_on: Some(jiff::civil::date(2026, 3, 11)),
            ..delivery(product, "M-1", 4)
        };
        let refused = lots::receive(&actor, &clinic.app, &expired, Invalid::default())
            .await
            .unwrap_err();
        assert_eq!(wrong(&refused), [("expires_on".to_owned(), "stock-expired-on-arrival")]);
        let held = lots::Delivery {
            quarantine: true,
            note: "expired on arrival".to_owned(),
            ..expired
        };
        let lot = lots::receive(&actor, &clinic.app, &held, Invalid::default())
            .await
            .unwrap();
        let view = lots::open(&actor, &clinic.app, lot, 0).await.unwrap();
        assert_eq!((view.standing, view.lot.on_shelf), (stock::Standing::Quarantined, 4));
        // Today is still a day of use.
        let today = lots::Delivery {
            expires_on: Some(jiff::civil::date(2026, 3, 12)),
            ..delivery(product, "M-2", 4)
        };
        lots::receive(&actor, &clinic.app, &today, Invalid::default())
            .await
            .unwrap();
        let other_expiry = lots::Delivery {
            expires_on: Some(jiff::civil::date(2026, 4, 1)),
            ..delivery(product, "M-2", 4)
        };
        let refused = lots::receive(&actor, &clinic.app, &other_expiry, Invalid::default())
            .await
            .unwrap_err();
        assert_eq!(wrong(&refused), [("expires_on".to_owned(), "stock-expiry-differs")]);
        let nothing = lots::receive(&actor, &clinic.app, &lots::Delivery::default(), Invalid::default())
            .await
            .unwrap_err();
        let fields: Vec<_> = wrong(&nothing).into_iter().map(|(field, _)| field).collect();
        assert_eq!(
            fields,
            ["number", "expires_on", "quantity", "product"],
            "all of it at once"
        );
    }
}

#[tokio::test]
async fn another_clinics_lot_is_not_there() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let injector = clinic.actor(Role::Injector).await;
        let director = clinic.actor(Role::MedicalDirector).await;
        let row = clinic_row(&clinic).await;
        super::patient(&clinic, "1").await;
        let (other, foreign) = lot_of_another_clinic(&clinic).await;
        let app = &clinic.app;
        let not_found = |error: AppError| assert!(matches!(error, AppError::NotFound(_)), "{error:?}");
        not_found(lots::open(&injector, app, foreign, 0).await.unwrap_err());
        not_found(lots::quarantine(&injector, app, foreign, "x").await.unwrap_err());
        not_found(lots::release(&director, app, foreign, "x").await.unwrap_err());
        not_found(lots::discard(&injector, app, foreign, Some(1), "x").await.unwrap_err());
        not_found(lots::count(&injector, app, foreign, 0, Some(1), "x").await.unwrap_err());
        not_found(stock::recall::of_lot(&injector, app, foreign).await.unwrap_err());
        not_found(stock::vials::open(&injector, app, foreign, "1").await.unwrap_err());
        not_found(
            take(
                app,
                &injector,
                &row,
                SessionId::new(),
                foreign,
                1,
                Some(IncidentId::new()),
            )
            .await
            .unwrap_err(),
        );
        let mut tx = app.database().read().await.unwrap();
        assert_eq!(ledger::count(&mut tx, other, foreign).await.unwrap(), (0, 0));
        assert!(stock::shelf(&mut tx, clinic.id, row_day()).await.unwrap().is_empty());
    }
}

fn row_day() -> jiff::civil::Date {
    jiff::civil::date(2026, 3, 12)
}
