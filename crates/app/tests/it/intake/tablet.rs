//! The tablet in the patient's hands, and who may reach a record.

use super::*;

#[tokio::test]
async fn the_tablet_takes_what_is_asked_of_this_patient_and_nothing_else() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let (id, other) = (patient(&clinic, "Lopez").await, patient(&clinic, "Garcia").await);
        let assistant = clinic.actor(Role::Assistant).await;
        let foreign = Clinic::new(On::Sqlite).await;
        let stranger = patient(&foreign, "Perez").await;
        let refused = intake::hand_tablet(&assistant, &clinic.app, stranger)
            .await
            .unwrap_err();
        assert!(matches!(refused, AppError::NotFound("patient")));
        // Nobody opens it before it is handed over.
        assert!(intake::tablet(&assistant, &clinic.app, id).await.is_err());
        intake::hand_tablet(&assistant, &clinic.app, id).await.unwrap();
        let held = Actor {
            only_patient: Some(id),
            ..assistant.clone()
        };
        let tablet = intake::tablet(&held, &clinic.app, id).await.unwrap();
        assert_eq!(
            tablet.steps[..2],
            [Step::List(ListKind::Medicines), Step::List(ListKind::Allergies)]
        );
        let groups: Vec<&str> = tablet
            .steps
            .iter()
            .filter_map(|step| match step {
                Step::Topic(group) => Some(group.as_str()),
                Step::List(_) => None,
            })
            .collect();
        assert!(
            groups.contains(&"pregnancy") && !groups.contains(&"today") && !groups.contains(&"room"),
            "{groups:?}"
        );
        for group in &groups {
            assert!(
                tablet
                    .questions(group)
                    .iter()
                    .all(|question| question.fact.asked_of == anagen_knowledge::records::AskedOf::Patient)
            );
        }
        answer(
            &held,
            &clinic,
            id,
            &[Said {
                source: AnswerSource::Examiner,
                ..said("diabetes", true)
            }],
        )
        .await;
        for (patient, fact) in [
            (id, "systolic_pressure"),
            (id, "hba1c"),
            (id, "sex_at_birth"),
            (other, "diabetes"),
        ] {
            let refused = intake::answer(&held, &clinic.app, patient, &[said(fact, true)], None)
                .await
                .unwrap_err();
            assert!(matches!(refused, AppError::NotFound(_)), "{fact}: {refused:?}");
        }
        intake::save_list(&held, &clinic.app, id, ListKind::Allergies, 0, Vec::new())
            .await
            .unwrap();
        // Everything else is shut, also for this patient.
        for refused in [
            intake::open(&held, &clinic.app, id, "test").await.err(),
            intake::history(&held, &clinic.app, id, 0).await.err(),
            intake::list(&held, &clinic.app, id, ListKind::Medicines).await.err(),
            intake::diagnose(&held, &clinic.app, id, NewDiagnosis::default())
                .await
                .err(),
            intake::hand_tablet(&held, &clinic.app, other).await.err(),
            intake::tablet(&held, &clinic.app, other).await.err(),
            intake::save_tablet_draft(&held, &clinic.app, id, &format!("intake-{id}-today"), "a=1", 0)
                .await
                .err(),
        ] {
            assert!(
                matches!(refused, Some(AppError::Forbidden(_) | AppError::NotFound(_))),
                "{refused:?}"
            );
        }
        // The patient is the source, whatever was sent; who handed it over wrote it down.
        let intake = intake::open(&assistant, &clinic.app, id, "test").await.unwrap();
        let diabetes = intake.question(intake.knowledge().fact_key("diabetes").unwrap());
        assert_eq!(diabetes.answer.unwrap().source, "patient");
        assert_eq!(diabetes.entered_by, assistant.name);
    }
}

#[tokio::test]
async fn who_may_not_and_who_belongs_to_another_clinic_reach_nothing() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let id = patient(&clinic, "Lopez").await;
        let foreign = Clinic::new(On::Sqlite).await;
        let stranger = patient(&foreign, "Perez").await;
        let assistant = clinic.actor(Role::Assistant).await;
        assert!(matches!(
            intake::open(&assistant, &clinic.app, stranger, "test").await,
            Err(AppError::NotFound(_))
        ));
        assert!(matches!(
            intake::answer(&assistant, &clinic.app, stranger, &[said("diabetes", true)], None).await,
            Err(AppError::NotFound(_))
        ));
        for role in [
            Role::FrontDesk,
            Role::Administrator,
            Role::Auditor,
            Role::MedicalDirector,
        ] {
            let actor = clinic.actor(role).await;
            let refused = intake::answer(&actor, &clinic.app, id, &[said("diabetes", true)], None)
                .await
                .unwrap_err();
            assert!(matches!(refused, AppError::Forbidden(_)), "{role}");
            let refused = intake::save_list(&actor, &clinic.app, id, ListKind::Medicines, 0, Vec::new())
                .await
                .unwrap_err();
            assert!(matches!(refused, AppError::Forbidden(_)), "{role}");
        }
        assert_eq!(standing(&assistant, &clinic, id, "diabetes").await, Standing::NotAsked);
    }
}

/// Fifty people save a list on the same state: one is taken, the others are told, and nothing is lost unseen.
#[tokio::test]
async fn of_many_who_change_one_list_at_once_one_is_taken() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let id = patient(&clinic, "Lopez").await;
        let assistant = clinic.actor(Role::Assistant).await;
        let mut running = tokio::task::JoinSet::new();
        for number in 0..50 {
            let (app, actor) = (std::sync::Arc::clone(&clinic.app), assistant.clone());
            running.spawn(async move {
                intake::save_list(
                    &actor,
                    &app,
                    id,
                    ListKind::Medicines,
                    0,
                    vec![entry(&format!("Tea {number}"))],
                )
                .await
            });
        }
        let (mut taken, mut told) = (0, 0);
        for result in running.join_all().await {
            match result {
                Ok(()) => taken += 1,
                Err(AppError::Stale("list")) => told += 1,
                Err(error) => panic!("{error:?}"),
            }
        }
        assert_eq!((taken, told), (1, 49));
        assert_eq!(
            intake::list(&assistant, &clinic.app, id, ListKind::Medicines)
                .await
                .unwrap()
                .lists
                .len(),
            1
        );
    }
}
