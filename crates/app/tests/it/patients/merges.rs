//! Two records that are one person.

use super::*;

async fn answers(clinic: &Clinic, id: PatientId) -> usize {
    let mut tx = clinic.app.database().read().await.unwrap();
    anagen_records::known::answers(&mut tx, id, clinic.app.now())
        .await
        .unwrap()
        .len()
}

#[tokio::test]
async fn a_merge_shows_everything_together_and_can_be_taken_back() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let prescriber = clinic.actor(Role::Prescriber).await;
        let (kept, merged) = two(&clinic, &prescriber).await;
        let (one, other) = merging::compare(&prescriber, &clinic.app, kept, merged).await.unwrap();
        assert_eq!((one.holdings.answers, other.holdings.answers), (1, 1));
        assert!(matches!(
            merging::merge(&prescriber, &clinic.app, kept, merged, "  ").await,
            Err(AppError::Invalid(invalid)) if invalid.of("reason").is_some()
        ));
        let merge = merging::merge(&prescriber, &clinic.app, kept, merged, "same passport")
            .await
            .unwrap();
        assert_eq!(answers(&clinic, kept).await, 2);
        assert_eq!(patients::kept(&prescriber, &clinic.app, merged).await.unwrap(), kept);
        // Found under the other name, led to the one who is kept, once.
        let Results { hits, .. } = found(&prescriber, &clinic, "merged").await;
        assert_eq!(hits.len(), 1);
        assert_eq!(
            (hits[0].patient.id, hits[0].found_as.as_ref().map(|patient| patient.id)),
            (kept, Some(merged))
        );
        assert_eq!(found(&prescriber, &clinic, "1984").await.hits.len(), 1);
        // Corrections go to the one who is kept.
        let wrong = correct(&prescriber, &clinic.app, merged, 1, &named("X", "Y"))
            .await
            .unwrap_err();
        assert!(matches!(wrong, AppError::Refused(message) if message.key == "patients-is-merged"));
        let told = merging::of_patient(&prescriber, &clinic.app, kept).await.unwrap();
        assert_eq!(
            (told[0].merge.reason.as_str(), told[0].by_name.as_str()),
            ("same passport", "Dr prescriber")
        );
        // Another patient's merge, another clinic's.
        let third = registered(&prescriber, &clinic, &named("Third", "Person")).await;
        assert!(matches!(
            merging::undo(&prescriber, &clinic.app, third, merge).await,
            Err(AppError::NotFound("merge"))
        ));
        let elsewhere = second_clinic(&clinic).await;
        assert!(matches!(
            merging::undo(&elsewhere, &clinic.app, kept, merge).await,
            Err(AppError::NotFound("patient"))
        ));
        clinic.at("2027-05-01T10:00:00Z");
        let prescriber = clinic.actor(Role::Prescriber).await;
        assert_eq!(
            merging::undo(&prescriber, &clinic.app, kept, merge).await.unwrap(),
            merged
        );
        assert_eq!((answers(&clinic, kept).await, answers(&clinic, merged).await), (1, 1));
        assert!(merging::undo(&prescriber, &clinic.app, kept, merge).await.is_err());
        let told = merging::of_patient(&prescriber, &clinic.app, kept).await.unwrap();
        assert_eq!(
            told[0]
                .undone
                .as_ref()
                .map(|(name, at)| (name.as_str(), at.to_string())),
            Some(("Dr prescriber", "2027-05-01T10:00:00.000000Z".to_owned()))
        );
        // And merged again, the other way round.
        merging::merge(&prescriber, &clinic.app, merged, kept, "again")
            .await
            .unwrap();
        assert_eq!(answers(&clinic, merged).await, 2);
    }
}

#[tokio::test]
#[expect(clippy::many_single_char_names, reason = "five patients, told apart by a letter")]
async fn merges_make_no_chain_and_no_circle() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let prescriber = clinic.actor(Role::Prescriber).await;
        let desk = clinic.actor(Role::FrontDesk).await;
        let mut ids = Vec::new();
        for name in ["Aaa", "Bbb", "Ccc", "Ddd"] {
            ids.push(registered(&desk, &clinic, &named("Patient", name)).await);
        }
        let (a, b, c, d) = (ids[0], ids[1], ids[2], ids[3]);
        let merge = async |kept, merged| merging::merge(&prescriber, &clinic.app, kept, merged, "same person").await;
        let refused = |result: Result<_, AppError>| match result {
            Err(AppError::Refused(message)) => message.key,
            other => panic!("{other:?}"),
        };
        assert_eq!(refused(merge(a, a).await), "patients-merge-same");
        merge(a, b).await.unwrap();
        // Into one who is merged, one who is merged, one into whom another is merged, and back.
        assert_eq!(refused(merge(b, c).await), "patients-merge-already");
        assert_eq!(refused(merge(c, b).await), "patients-merge-already");
        assert_eq!(refused(merge(b, a).await), "patients-merge-already");
        assert_eq!(refused(merge(c, a).await), "patients-merge-chain");
        // Two into one is no chain.
        merge(a, c).await.unwrap();
        // Both ways at the same time: one of them wins.
        let mut at_once = tokio::task::JoinSet::new();
        let e = registered(&desk, &clinic, &named("Patient", "Eee")).await;
        for (kept, merged) in [(d, e), (e, d), (a, d), (d, a), (a, e), (e, a)] {
            let (actor, app) = (prescriber.clone(), std::sync::Arc::clone(&clinic.app));
            at_once.spawn(async move { merging::merge(&actor, &app, kept, merged, "same person").await.is_ok() });
        }
        assert!(at_once.join_all().await.contains(&true));
        let mut tx = clinic.app.database().read().await.unwrap();
        let chains =
            "SELECT count(*) FROM patient p JOIN patient q ON q.id = p.merged_into WHERE q.merged_into IS NOT NULL";
        assert_eq!(tx.number(chains, vec![]).await.unwrap(), 0);
        drop(tx);
        assert!(matches!(
            merging::merge(&desk, &clinic.app, a, d, "x").await,
            Err(AppError::Forbidden(_))
        ));
    }
}

#[tokio::test]
async fn an_invented_patient_is_never_merged_with_a_real_one() {
    let clinic = Clinic::new(On::Sqlite).await;
    let prescriber = clinic.actor(Role::Prescriber).await;
    let real = registered(&prescriber, &clinic, &named("Ana", "Real")).await;
    let Registered::Done(invented) = register(&prescriber, &clinic.app, &named("Eva", "Invented"), true, &[])
        .await
        .unwrap()
    else {
        panic!("not registered")
    };
    let refused = merging::merge(&prescriber, &clinic.app, real, invented, "x")
        .await
        .unwrap_err();
    assert!(matches!(refused, AppError::Refused(message) if message.key == "patients-merge-invented"));
    assert!(patients::open(&prescriber, &clinic.app, invented).await.unwrap().demo);
    let demo = Clinic::demo(On::Sqlite).await;
    let desk = demo.actor(Role::FrontDesk).await;
    let id = registered(&desk, &demo, &named("Any", "Body")).await;
    assert!(patients::open(&desk, &demo.app, id).await.unwrap().demo);
}
