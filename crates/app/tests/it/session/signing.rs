//! Signature and amendment.

use super::*;

#[tokio::test]
async fn a_signature_sent_ten_times_takes_from_the_stock_once() {
    for on in engines() {
        let scene = Scene::new(on).await;
        let id = scene.done().await;
        let wrong = session::sign(
            &scene.injector,
            &scene.clinic.app,
            scene.patient,
            id,
            1,
            "not the password",
        )
        .await;
        assert_eq!(keys(wrong.unwrap_err()), ["sign-in-wrong-password"]);
        let senders = (0..10).map(|_| {
            let (app, actor, patient) = (scene.clinic.app.clone(), scene.injector.clone(), scene.patient);
            tokio::spawn(async move { session::sign(&actor, &app, patient, id, 1, PASSWORD).await })
        });
        for sender in senders.collect::<Vec<_>>() {
            sender.await.unwrap().unwrap();
        }
        assert_eq!(
            scene
                .count("SELECT count(*) FROM signature WHERE record = $1", id)
                .await,
            1
        );
        assert_eq!(
            scene.count("SELECT count(*) FROM ledger WHERE session = $1", id).await,
            2
        );
        for lot in [scene.minoxidil, scene.saline] {
            assert_eq!(scene.count("SELECT on_shelf FROM lot WHERE id = $1", lot).await, 9);
        }
        let armed = scene
            .count(
                "SELECT count(*) FROM follow_up WHERE session = $1 AND state = 'open'",
                id,
            )
            .await;
        assert!(armed >= 6, "{armed}");
        // Sealed: the database refuses whoever changes it.
        let mut tx = scene.clinic.app.database().write().await.unwrap();
        let changed = tx
            .run("UPDATE session SET n_points = 1 WHERE id = $1", binds![id])
            .await;
        assert!(changed.unwrap_err().is_refused());
        drop(tx);
        let refused = session::note(&scene.injector, &scene.clinic.app, scene.patient, id, 0, "late", None).await;
        assert_eq!(keys(refused.unwrap_err()), ["session-not-open"]);
        let desk = open(&scene, id).await;
        assert_eq!(desk.ground.session.state, State::Signed);
        assert_eq!(desk.signatures[0].meaning, "injected");
        let mixture = desk.ground.body.mixture.unwrap();
        assert_eq!((mixture.check, mixture.parts.len()), (Check::TwoPeople, 2));
        // The next cooling-off is not asked for: this patient has been treated.
        let treated = "SELECT count(*) FROM answer WHERE patient = $1 AND fact = 'had_mesotherapy' AND answer = 'true'";
        assert_eq!(scene.count(treated, scene.patient).await, 1);
    }
}

#[tokio::test]
async fn only_the_one_who_injected_signs() {
    let scene = Scene::new(crate::clinic::On::Sqlite).await;
    let id = scene.done().await;
    scene.clinic.add_person("second", &[Role::Injector]).await;
    let second = scene.clinic.sign_in("second").await;
    let refused = session::sign(&second, &scene.clinic.app, scene.patient, id, 1, PASSWORD)
        .await
        .unwrap_err();
    assert_eq!(keys(refused), ["session-signed-by-the-injector"]);
    sign(&scene, id, 1).await.unwrap();
    let refused = session::sign(&second, &scene.clinic.app, scene.patient, id, 1, PASSWORD)
        .await
        .unwrap_err();
    assert_eq!(keys(refused), ["session-signed-by-another"]);
}

#[tokio::test]
async fn a_signature_asks_for_what_is_missing_and_then_says_it_was_so() {
    for on in engines() {
        let scene = Scene::new(on).await;
        let id = scene.ready().await;
        stroke(&scene, id, 0, Stroke::All).await.unwrap();
        let refused = keys(sign(&scene, id, 1).await.unwrap_err());
        assert_eq!(refused, ["session-gate-observation", "session-gate-reactions"]);
        let app = &scene.clinic.app;
        session::state_no_reaction(&scene.injector, app, scene.patient, id, true)
            .await
            .unwrap();
        // The patient left before the time was over: that is written down, with a reason, and opens a review.
        let codes = ["observation".to_owned()];
        let record = |reason: &'static str| {
            session::record_as_done(&scene.injector, app, scene.patient, id, &codes, reason, &say)
        };
        assert_eq!(keys(record(" ").await.unwrap_err()), ["session-reason-missing"]);
        record("The patient left.").await.unwrap();
        assert_eq!(incident_kinds(&scene).await, [IncidentKind::Duty]);
        sign(&scene, id, 1).await.unwrap();
        let desk = open(&scene, id).await;
        // The gate had let it through: it is no record of something that was done against it.
        assert!(desk.ground.body.already_done.is_none());
        assert_eq!(desk.ground.body.against[0].reason, "The patient left.");
    }
}

#[tokio::test]
async fn an_amendment_is_a_new_version_and_never_takes_from_the_stock() {
    for on in engines() {
        let scene = Scene::new(on).await;
        let (app, id) = (&scene.clinic.app, scene.done().await);
        sign(&scene, id, 1).await.unwrap();
        let product = lot_of(&scene.clinic, &scene.injector, scene.minoxidil).await.product;
        let other = scene::deliver(&scene.clinic, &scene.injector, product, "MX-0500", "2027-03-31", 4).await;
        let refused = session::amend(&scene.injector, app, scene.patient, id, "")
            .await
            .unwrap_err();
        assert_eq!(keys(refused), ["session-reason-missing"]);
        session::amend(&scene.injector, app, scene.patient, id, "The lot was misread.")
            .await
            .unwrap();
        assert!(matches!(
            session::amend(&scene.injector, app, scene.patient, id, "Again.")
                .await
                .unwrap_err(),
            AppError::Refused(_)
        ));
        let desk = open(&scene, id).await;
        assert_eq!(
            (desk.ground.session.version, desk.ground.session.state),
            (2, State::Open)
        );
        session::note(&scene.injector, app, scene.patient, id, 0, "Lot put right.", Some(2.0))
            .await
            .unwrap();
        let vials = [(other, 0.57), (scene.saline, 2.28)];
        let parts = vials.map(|(lot, volume_ml)| Drawn {
            lot,
            volume_ml,
            vials: 1,
            vial: None,
        });
        session::amend_mixture(&scene.injector, app, scene.patient, id, &parts)
            .await
            .unwrap();
        // Until it is signed the recall follows what was signed.
        assert_eq!(recalled(&scene, other).await, 0);
        sign(&scene, id, 2).await.unwrap();
        sign(&scene, id, 2).await.unwrap();
        assert_eq!(
            (recalled(&scene, other).await, recalled(&scene, scene.minoxidil).await),
            (1, 0)
        );
        assert_eq!(
            scene.count("SELECT count(*) FROM ledger WHERE session = $1", id).await,
            2
        );
        assert_eq!(
            scene
                .count("SELECT count(*) FROM session WHERE id = $1 AND state = 'signed'", id)
                .await,
            2
        );
        let desk = open(&scene, id).await;
        assert_eq!(desk.ground.body.mixture.unwrap().parts[0].lot_number, "MX-0500");
        assert_eq!(
            desk.signatures
                .iter()
                .map(|one| one.meaning.as_str())
                .collect::<Vec<_>>(),
            ["amended", "injected"]
        );
        // Giving an amendment up leaves the signed one.
        session::amend(&scene.injector, app, scene.patient, id, "Something else.")
            .await
            .unwrap();
        session::abandon(&scene.injector, app, scene.patient, id, "Nothing to change.")
            .await
            .unwrap();
        let desk = open(&scene, id).await;
        assert_eq!(
            (desk.ground.session.version, desk.ground.session.state),
            (2, State::Signed)
        );
    }
}
