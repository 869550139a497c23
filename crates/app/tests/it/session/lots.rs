//! Lots and vials of a session.

use super::*;

#[tokio::test]
async fn an_expired_lot_is_never_chosen_and_its_past_use_is_written_down() {
    for on in engines() {
        let scene = Scene::new(on).await;
        let app = &scene.clinic.app;
        let old = expired(&scene).await;
        let id = scene.start().await;
        scene.prepare_patient(id).await;
        let lots = [old, scene.saline];
        let choose =
            |reason: &'static str| session::choose_lots(&scene.assistant, app, scene.patient, id, &lots, reason, &say);
        assert_eq!(
            keys(choose("It was at hand.").await.unwrap_err()),
            ["session-lot-is-expired"]
        );
        // It was done already: the missing check and the missing lots are written down, and from then on nothing stops.
        let missing: Vec<String> = codes(&open(&scene, id).await, Before::Points)
            .into_iter()
            .filter(|code| code == "mixture-unchecked")
            .collect();
        session::record_as_done(
            &scene.injector,
            app,
            scene.patient,
            id,
            &missing,
            "Alone in the house.",
            &say,
        )
        .await
        .unwrap();
        assert_eq!(keys(choose("").await.unwrap_err()), ["session-reason-missing"]);
        choose("It was at hand.").await.unwrap();
        let preparation = Preparation {
            drawn: vec![
                Drawn {
                    lot: old,
                    volume_ml: 0.57,
                    vials: 1,
                    vial: None,
                },
                Drawn {
                    lot: scene.saline,
                    volume_ml: 2.28,
                    vials: 1,
                    vial: None,
                },
            ],
            ..scene.preparation()
        };
        session::prepare(&scene.injector, app, scene.patient, id, &preparation)
            .await
            .unwrap();
        stroke(&scene, id, 0, Stroke::All).await.unwrap();
        scene.watched(id).await;
        sign(&scene, id, 1).await.unwrap();
        assert_eq!(
            incident_kinds(&scene).await,
            [IncidentKind::LotExpired, IncidentKind::MixtureCheck]
        );
        let taken = "SELECT count(*) FROM ledger WHERE session = $1 AND incident IS NOT NULL";
        assert_eq!(scene.count(taken, id).await, 1);
        let desk = open(&scene, id).await;
        assert_eq!(desk.ground.body.mixture.unwrap().check, Check::None);
        // The day's screening is kept as it was for that moment: excluded, because of the lot.
        assert_eq!(desk.ground.session.verdict.as_deref(), Some("excluded"));
        assert_eq!(recalled(&scene, old).await, 1);
    }
}

/// A lot of minoxidil that was received in time and has expired since.
async fn expired(scene: &Scene) -> LotId {
    scene.clinic.at(scene::PLANNED_AT);
    let product = lot_of(&scene.clinic, &scene.injector, scene.minoxidil).await.product;
    let lot = scene::deliver(&scene.clinic, &scene.injector, product, "MX-0099", "2026-03-31", 3).await;
    scene.clinic.at(scene::SESSION_AT);
    lot
}

#[tokio::test]
async fn a_lot_quarantined_in_between_stops_the_next_point_and_asks_for_an_incident() {
    for on in engines() {
        let scene = Scene::new(on).await;
        let (app, id) = (&scene.clinic.app, scene.ready().await);
        let one = |number: u32| Stroke::Point {
            id: format!("vertex-{number}"),
            state: Some(PointState::Injected),
            volume_ml: None,
        };
        stroke(&scene, id, 0, one(1)).await.unwrap();
        let mut tx = app.database().write().await.unwrap();
        tx.run(
            "UPDATE lot SET quarantined_at = $1, quarantined_because = 'recall' WHERE id = $2",
            binds![app.now(), scene.minoxidil],
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
        let refused = keys(stroke(&scene, id, 1, one(2)).await.unwrap_err());
        assert_eq!(refused, ["session-gate-lot-quarantined"]);
        scene.watched(id).await;
        assert_eq!(
            keys(sign(&scene, id, 1).await.unwrap_err()),
            ["session-gate-lot-quarantined"]
        );
        let codes = [format!("lot-quarantined:{}", scene.minoxidil)];
        session::record_as_done(
            &scene.injector,
            app,
            scene.patient,
            id,
            &codes,
            "One point was given.",
            &say,
        )
        .await
        .unwrap();
        sign(&scene, id, 1).await.unwrap();
        assert_eq!(incident_kinds(&scene).await, [IncidentKind::LotQuarantined]);
    }
}

#[tokio::test]
async fn a_vial_of_another_patient_is_refused() {
    for on in engines() {
        let scene = Scene::new(on).await;
        let (app, first) = (&scene.clinic.app, scene.done().await);
        let vial = open(&scene, first).await.own_vials[0].clone();
        let (other, plan) = scene.another("A-002").await;
        let start = Start {
            plan,
            number: 1,
            room: scene.room,
            appointment: None,
            paper: None,
        };
        let id = session::start(&scene.assistant, app, other, &start).await.unwrap();
        let mine = Scene {
            patient: other,
            plan,
            ..scene
        };
        mine.prepare_patient(id).await;
        mine.choose_lots(id).await;
        let desk = session::open(&mine.injector, &mine.clinic.app, other, id)
            .await
            .unwrap();
        assert!(desk.own_vials.iter().all(|offered| offered.id != vial.id));
        let mut preparation = mine.preparation();
        for drawn in preparation.drawn.iter_mut().filter(|drawn| drawn.lot == vial.lot) {
            (drawn.vials, drawn.vial) = (0, Some(vial.id));
        }
        let refused = session::prepare(&mine.assistant, &mine.clinic.app, other, id, &preparation)
            .await
            .unwrap_err();
        assert_eq!(keys(refused), ["stock-vials-of-another-patient"]);
    }
}
