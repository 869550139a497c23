//! Lists, names and the diagnosis.

use super::*;

#[tokio::test]
async fn a_list_is_unknown_until_it_is_told_and_an_unlisted_name_keeps_rules_undecided() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let id = patient(&clinic, "Lopez").await;
        let assistant = clinic.actor(Role::Assistant).await;
        let undecided = async || {
            let intake = intake::open(&assistant, &clinic.app, id, "test").await.unwrap();
            let key = intake.knowledge().fact_key("medicines").unwrap();
            let found = intake
                .way
                .screening
                .findings
                .iter()
                .find(|finding| finding.id == "CI-26a");
            (
                intake.sheet.value(key).cloned(),
                found.map(|finding| finding.state.clone()),
            )
        };
        assert_eq!(undecided().await.0, None);
        intake::save_list(
            &assistant,
            &clinic.app,
            id,
            ListKind::Medicines,
            0,
            vec![entry("A tea from home")],
        )
        .await
        .unwrap();
        let (list, rule) = undecided().await;
        assert!(matches!(list, Some(anagen_knowledge::Value::List(list)) if list.unlisted == ["A tea from home"]));
        assert!(
            matches!(rule, Some(anagen_care::finding::FindingState::Undecided { missing }) if missing.contains(&"medicines".to_owned()))
        );
        intake::save_list(&assistant, &clinic.app, id, ListKind::Medicines, 1, Vec::new())
            .await
            .unwrap();
        assert!(matches!(undecided().await.0, Some(anagen_knowledge::Value::List(list)) if list.is_empty()));
        // Somebody whose page shows an older state would drop what was entered meanwhile.
        let stale = intake::save_list(
            &assistant,
            &clinic.app,
            id,
            ListKind::Medicines,
            1,
            vec![entry("Warfarin")],
        )
        .await
        .unwrap_err();
        assert!(matches!(stale, AppError::Stale("list")));
        let future = ListEntry {
            since: Some(date(2026, 3, 13)),
            ..entry("Warfarin")
        };
        let refused = intake::save_list(
            &assistant,
            &clinic.app,
            id,
            ListKind::Medicines,
            2,
            vec![future, entry(" "), entry("warfarin")],
        );
        assert_eq!(
            wrong(refused.await.unwrap_err()),
            [
                ("since-0".to_owned(), "intake-day-to-come"),
                ("name-1".to_owned(), "intake-list-name-missing"),
                ("name-2".to_owned(), "intake-list-name-twice"),
            ]
        );
        // Refused is written down, and the list stays unknown.
        intake::list_not_told(&assistant, &clinic.app, id, ListKind::Allergies, &SaidAnswer::Refused)
            .await
            .unwrap();
        let intake = intake::open(&assistant, &clinic.app, id, "test").await.unwrap();
        assert_eq!(intake.allergies, ListStanding::NotAsked);
        assert!(
            intake::history(&assistant, &clinic.app, id, 0)
                .await
                .unwrap()
                .rows
                .iter()
                .any(|row| row.body.0 == "refused")
        );
    }
}

#[test]
fn names_are_found_by_their_beginning_by_a_word_and_with_a_typing_error() {
    let knowledge = &crate::clinic::KNOWLEDGE;
    let names = |kind, typed: &str| {
        intake::suggestions(knowledge, kind, typed)
            .into_iter()
            .map(|one| (one.name, one.stands_for))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        names(ListKind::Medicines, "couma")[0],
        ("Coumadin".to_owned(), Some("Warfarin".to_owned()))
    );
    assert_eq!(names(ListKind::Medicines, "WARFARIN")[0], ("Warfarin".to_owned(), None));
    assert!(
        names(ListKind::Medicines, "warfarn")
            .iter()
            .any(|(name, _)| name == "Warfarin")
    );
    assert!(
        names(ListKind::Allergies, "latex")
            .iter()
            .any(|(name, _)| name.to_lowercase().contains("latex"))
    );
    assert!(names(ListKind::Medicines, " ").is_empty());
    assert_eq!(
        intake::name_in_knowledge(knowledge, ListKind::Medicines, " coumadin"),
        Some("Warfarin".to_owned())
    );
    assert_eq!(intake::name_in_knowledge(knowledge, ListKind::Medicines, "a tea"), None);
}

#[tokio::test]
async fn a_prescriber_makes_the_diagnosis_and_earlier_ones_stay() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let id = patient(&clinic, "Lopez").await;
        let prescriber = clinic.actor(Role::Prescriber).await;
        let made = |condition: &str, scale: &str, value: &str| NewDiagnosis {
            condition: condition.to_owned(),
            scale: Some(scale.to_owned()),
            value: Some(value.to_owned()),
            on: None,
            since: Some(date(2024, 6, 1)),
        };
        let injector = clinic.actor(Role::Injector).await;
        let refused = intake::diagnose(&injector, &clinic.app, id, made("aga_f", "ludwig", "II"))
            .await
            .unwrap_err();
        assert!(matches!(refused, AppError::Forbidden(_)));
        intake::diagnose(&prescriber, &clinic.app, id, made("te_acute", "sinclair_shedding", "4"))
            .await
            .unwrap();
        intake::diagnose(&prescriber, &clinic.app, id, made("aga_f", "ludwig", "II"))
            .await
            .unwrap();
        let known = intake::diagnoses(&injector, &clinic.app, id).await.unwrap();
        assert_eq!(
            known
                .all
                .iter()
                .map(|(made, ..)| made.condition.as_str())
                .collect::<Vec<_>>(),
            ["aga_f", "te_acute"]
        );
        assert_eq!(known.all[0].0.by.as_deref(), Some(prescriber.name.as_str()));
        assert_eq!(known.way.case.diagnosis.unwrap().stage.unwrap().value, "II");
        for (new, field) in [
            (made("aga_f", "ludwig", "IV"), "value"),
            (made("aga_f", "hamilton_norwood", "III"), "scale"),
            (made("baldness", "ludwig", "II"), "condition"),
            (
                NewDiagnosis {
                    on: Some(date(2026, 3, 13)),
                    ..made("aga_f", "ludwig", "II")
                },
                "on",
            ),
            (
                NewDiagnosis {
                    on: Some(date(2020, 1, 1)),
                    ..made("aga_f", "ludwig", "II")
                },
                "since",
            ),
        ] {
            let refused = wrong(intake::diagnose(&prescriber, &clinic.app, id, new).await.unwrap_err());
            assert_eq!(
                refused.iter().map(|(field, _)| field.as_str()).collect::<Vec<_>>(),
                [field]
            );
        }
        // The slip of a pen: it stays to be read, and the diagnosis before it counts again.
        let history = intake::history(&prescriber, &clinic.app, id, 0).await.unwrap();
        let latest = history.rows.iter().find(|row| row.kind == "diagnosis").unwrap().id;
        let refused = intake::mark_error(&injector, &clinic.app, id, latest, "wrong patient")
            .await
            .unwrap_err();
        assert!(matches!(refused, AppError::Forbidden(_)));
        intake::mark_error(&prescriber, &clinic.app, id, latest, "wrong patient")
            .await
            .unwrap();
        let known = intake::diagnoses(&prescriber, &clinic.app, id).await.unwrap();
        assert_eq!(known.way.case.diagnosis.unwrap().condition, "te_acute");
    }
}
