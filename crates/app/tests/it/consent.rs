//! Consent: handed over, thought over, completed only when nothing is blank, withdrawn; photographs apart.

use anagen_app::consent::{
    self, ConsentStanding, ConsentText, HandOver, ItemMark, PhotographAnswer, PhotographClasses, Signature, Signed,
};
use anagen_app::{Actor, AppError, plan};
use anagen_records::consents::PhotographClass;
use anagen_records::people::Role;
use anagen_records::values::{ConsentId, PatientId, PlanId};

use crate::clinic::{Clinic, PASSWORD, engines};
use crate::plan::case::{stocked, treatable};
use crate::plan::signed;

/// What the clinic writes in.
pub(crate) fn hand_over() -> HandOver {
    let lines = [
        "prescribes",
        "injects",
        "language",
        "complaints_inside",
        "complaints_outside",
    ];
    HandOver {
        written_in: lines
            .iter()
            .map(|line| ((*line).to_owned(), format!("words for {line}")))
            .collect(),
        days: None,
    }
}

/// Everything that a patient writes on a text.
pub(crate) fn filled(text: &ConsentText) -> Signed {
    let mark = |item: &anagen_app::consent::TextItem| ItemMark {
        id: item.id.clone(),
        initials: "GF".to_owned(),
        answers: item
            .asks
            .iter()
            .map(|question| (question.clone(), question != "photographs_publication"))
            .collect(),
    };
    Signed {
        items: text.items.iter().map(mark).collect(),
        name: "Given Family".to_owned(),
        signature: Signature::from_strokes("[[[10,100],[200,40],[400,150]]]"),
    }
}

async fn text(clinic: &Clinic, actor: &Actor, patient: PatientId, id: ConsentId) -> ConsentText {
    let all = consent::open(actor, &clinic.app, patient).await.unwrap().all;
    let found = all.iter().find(|consent| consent.id == id).unwrap();
    serde_json::from_value(found.text.0.clone()).unwrap()
}

async fn standing(clinic: &Clinic, actor: &Actor, patient: PatientId, plan: PlanId, version: i64) -> ConsentStanding {
    let mut tx = clinic.app.database().read().await.unwrap();
    consent::standing(&mut tx, actor, patient, plan, version, clinic.app.now())
        .await
        .unwrap()
}

fn key_of(error: AppError) -> &'static str {
    match error {
        AppError::Refused(message) => message.key,
        other => panic!("not refused: {other:?}"),
    }
}

fn fields_of(error: AppError) -> Vec<String> {
    match error {
        AppError::Invalid(invalid) => invalid.0.into_iter().map(|wrong| wrong.field).collect(),
        other => panic!("not invalid: {other:?}"),
    }
}

#[tokio::test]
async fn a_consent_is_completed_after_its_days_and_with_nothing_blank() {
    for on in engines() {
        let clinic = Clinic::demo(on).await;
        let patient = treatable(&clinic, "P-1").await;
        stocked(&clinic).await;
        let assistant = clinic.actor(Role::Assistant).await;
        let plan = signed(&clinic, patient).await;
        let app = &clinic.app;
        assert_eq!(
            standing(&clinic, &assistant, patient, plan, 1).await,
            ConsentStanding::Missing
        );

        // What only the clinic knows has to be written in.
        let error = consent::give(&assistant, app, patient, plan, 1, &HandOver::default())
            .await
            .unwrap_err();
        assert_eq!(fields_of(error).len(), 5);
        let id = consent::give(&assistant, app, patient, plan, 1, &hand_over())
            .await
            .unwrap();
        let given = standing(&clinic, &assistant, patient, plan, 1).await;
        let ConsentStanding::Given { may_be_signed_on, .. } = given else {
            panic!("{given:?}")
        };
        assert_eq!(
            may_be_signed_on.to_string(),
            "2026-03-19",
            "seven days before a first treatment"
        );
        let text = text(&clinic, &assistant, patient, id).await;
        assert!(text.items.len() >= 18);
        let item = text.items.iter().find(|item| item.id == "consent_02").unwrap();
        assert!(
            item.filled
                .iter()
                .any(|line| line.contains("Minoxidil") && line.contains("lot MX-0417")),
            "{item:?}"
        );

        // Too early, to the last evening before the day in the clinic's time zone (23:59 in Madrid).
        let filled = filled(&text);
        for moment in ["2026-03-12T10:00:00Z", "2026-03-18T22:59:59Z"] {
            clinic.at(moment);
            let assistant = clinic.sign_in("assistant").await;
            let error = consent::sign(&assistant, app, patient, id, &filled).await.unwrap_err();
            assert_eq!(key_of(error), "consent-too-early");
        }
        clinic.at("2026-03-19T08:00:00Z");
        // Nothing blank: every initial, every answer, name, signature; all of it is said at once.
        let blank = Signed {
            items: Vec::new(),
            name: " ".to_owned(),
            signature: None,
        };
        let missing = fields_of(consent::sign(&assistant, app, patient, id, &blank).await.unwrap_err());
        for field in text.items.iter().map(|item| format!("initials-{}", item.id)) {
            assert!(missing.contains(&field), "{field} is not among {missing:?}");
        }
        for field in [
            "name",
            "signature",
            "answer-register",
            "answer-photographs_care",
            "answer-photographs_teaching",
        ] {
            assert!(
                missing.iter().any(|known| known == field),
                "{field} is not among {missing:?}"
            );
        }
        let mut one_blank = filled.clone();
        one_blank.items[4].initials = "  ".to_owned();
        let missing = fields_of(
            consent::sign(&assistant, app, patient, id, &one_blank)
                .await
                .unwrap_err(),
        );
        assert_eq!(missing, [format!("initials-{}", text.items[4].id)]);
        let unsigned = Signed {
            signature: None,
            ..filled.clone()
        };
        assert_eq!(
            fields_of(
                consent::sign(&assistant, app, patient, id, &unsigned)
                    .await
                    .unwrap_err()
            ),
            ["signature"]
        );
        assert!(!standing(&clinic, &assistant, patient, plan, 1).await.is_signed());

        consent::sign(&assistant, app, patient, id, &filled).await.unwrap();
        assert!(standing(&clinic, &assistant, patient, plan, 1).await.is_signed());
        assert_eq!(
            standing(&clinic, &assistant, patient, plan, 2).await,
            ConsentStanding::Missing
        );
        let again = consent::sign(&assistant, app, patient, id, &filled).await.unwrap_err();
        assert_eq!(key_of(again), "consent-was-signed");
        // Sealed, also for whoever holds the database open.
        let mut tx = clinic.app.database().write().await.unwrap();
        assert!(
            tx.run("UPDATE consent SET items = '[]'", vec![])
                .await
                .unwrap_err()
                .is_refused()
        );
        drop(tx);
        // The answers about photographs are consents of their own.
        let mut tx = clinic.app.database().read().await.unwrap();
        let classes = consent::photograph_classes(&mut tx, &assistant, patient).await.unwrap();
        let expected = PhotographClasses {
            care: Some(true),
            teaching: Some(true),
            publication: Some(false),
        };
        assert_eq!(classes, expected);
        drop(tx);
        // A year later it holds no longer.
        clinic.at("2027-03-19T08:00:00Z");
        assert!(standing(&clinic, &assistant, patient, plan, 1).await.is_signed());
        clinic.at("2027-03-20T08:00:00Z");
        let old = standing(&clinic, &assistant, patient, plan, 1).await;
        assert!(matches!(old, ConsentStanding::Expired { .. }), "{old:?}");
    }
}

#[tokio::test]
async fn a_consent_belongs_to_the_version_that_was_handed_over() {
    for on in engines() {
        let clinic = Clinic::demo(on).await;
        let patient = treatable(&clinic, "P-1").await;
        stocked(&clinic).await;
        let prescriber = clinic.actor(Role::Prescriber).await;
        let app = &clinic.app;
        // Nothing is handed over for what nobody signed.
        let draft = plan::start(&prescriber, app, patient).await.unwrap();
        let error = consent::give(&prescriber, app, patient, draft, 1, &hand_over())
            .await
            .unwrap_err();
        assert_eq!(key_of(error), "consent-plan-not-signed");
        let plan_id = signed(&clinic, patient).await;
        assert_eq!(plan_id, draft);
        let id = consent::give(&prescriber, app, patient, plan_id, 1, &hand_over())
            .await
            .unwrap();
        let text = text(&clinic, &prescriber, patient, id).await;
        // The plan is amended before the patient signs.
        plan::amend(&prescriber, app, patient, plan_id, "Less volume")
            .await
            .unwrap();
        let desk = plan::open(&prescriber, app, patient, "test.open").await.unwrap();
        let draft = desk.draft.unwrap();
        plan::sign(&prescriber, app, patient, plan_id, draft.edit, PASSWORD)
            .await
            .unwrap();
        clinic.at("2026-03-20T08:00:00Z");
        let error = consent::sign(&prescriber, app, patient, id, &filled(&text))
            .await
            .unwrap_err();
        assert_eq!(key_of(error), "consent-plan-changed");
        assert_eq!(
            standing(&clinic, &prescriber, patient, plan_id, 2).await,
            ConsentStanding::Missing
        );
        // A text that was handed over again takes the place of the first.
        let second = consent::give(&prescriber, app, patient, plan_id, 2, &hand_over())
            .await
            .unwrap();
        consent::give(&prescriber, app, patient, plan_id, 2, &hand_over())
            .await
            .unwrap();
        clinic.at("2026-03-28T08:00:00Z");
        let error = consent::sign(&prescriber, app, patient, second, &filled(&text))
            .await
            .unwrap_err();
        assert_eq!(key_of(error), "consent-handed-over-again");
    }
}

#[tokio::test]
async fn a_consent_is_withdrawn_with_or_without_a_reason() {
    for on in engines() {
        let clinic = Clinic::demo(on).await;
        let patient = treatable(&clinic, "P-1").await;
        stocked(&clinic).await;
        let assistant = clinic.actor(Role::Assistant).await;
        let plan = signed(&clinic, patient).await;
        let app = &clinic.app;
        let id = consent::give(&assistant, app, patient, plan, 1, &hand_over())
            .await
            .unwrap();
        let text = text(&clinic, &assistant, patient, id).await;
        clinic.at("2026-03-19T08:00:00Z");
        consent::sign(&assistant, app, patient, id, &filled(&text))
            .await
            .unwrap();
        consent::withdraw(&assistant, app, patient, id, "").await.unwrap();
        let now = standing(&clinic, &assistant, patient, plan, 1).await;
        assert!(matches!(now, ConsentStanding::Withdrawn { .. }), "{now:?}");
        let error = consent::withdraw(&assistant, app, patient, id, "Again")
            .await
            .unwrap_err();
        assert_eq!(key_of(error), "consent-was-withdrawn");
        // The uses of photographs are taken back one by one.
        let all = consent::open(&assistant, app, patient).await.unwrap().all;
        let teaching = all
            .iter()
            .find(|consent| consent.class == Some(PhotographClass::Teaching))
            .unwrap()
            .id;
        consent::withdraw(&assistant, app, patient, teaching, "Does not want it")
            .await
            .unwrap();
        let mut tx = clinic.app.database().read().await.unwrap();
        let classes = consent::photograph_classes(&mut tx, &assistant, patient).await.unwrap();
        assert_eq!((classes.care, classes.teaching), (Some(true), Some(false)));
    }
}

#[tokio::test]
async fn the_young_are_given_longer_and_those_treated_before_do_not_wait() {
    for on in engines() {
        let clinic = Clinic::demo(on).await;
        let young = treatable(&clinic, "P-1").await;
        let treated = treatable(&clinic, "P-2").await;
        stocked(&clinic).await;
        let assistant = clinic.actor(Role::Assistant).await;
        let app = &clinic.app;
        let mut tx = app.database().write().await.unwrap();
        tx.run(
            "UPDATE patient SET birth_date = '2006-03-13' WHERE id = $1",
            vec![anagen_records::Bind::from(young)],
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
        crate::plan::answer(&clinic, treated, "had_mesotherapy", serde_json::json!(true)).await;
        crate::plan::answer(&clinic, treated, "mesotherapy_reaction", serde_json::json!(false)).await;

        let plan = signed(&clinic, young).await;
        // The rules say "longer" and give no length, so somebody has to say it.
        let error = consent::give(&assistant, app, young, plan, 1, &hand_over())
            .await
            .unwrap_err();
        assert_eq!(fields_of(error), ["days"]);
        for (days, taken) in [(7, false), (8, true)] {
            let given = consent::give(
                &assistant,
                app,
                young,
                plan,
                1,
                &HandOver {
                    days: Some(days),
                    ..hand_over()
                },
            )
            .await;
            assert_eq!(given.is_ok(), taken, "{days}");
        }
        let plan = signed(&clinic, treated).await;
        let id = consent::give(&assistant, app, treated, plan, 1, &hand_over())
            .await
            .unwrap();
        let text = text(&clinic, &assistant, treated, id).await;
        consent::sign(&assistant, app, treated, id, &filled(&text))
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn a_consent_belongs_to_its_patient_and_needs_the_right() {
    for on in engines() {
        let clinic = Clinic::demo(on).await;
        let patient = treatable(&clinic, "P-1").await;
        let other = treatable(&clinic, "P-2").await;
        stocked(&clinic).await;
        let assistant = clinic.actor(Role::Assistant).await;
        let director = clinic.actor(Role::MedicalDirector).await;
        let plan = signed(&clinic, patient).await;
        let app = &clinic.app;
        let error = consent::give(&assistant, app, other, plan, 1, &hand_over())
            .await
            .unwrap_err();
        assert!(matches!(error, AppError::NotFound("plan")), "{error:?}");
        let id = consent::give(&assistant, app, patient, plan, 1, &hand_over())
            .await
            .unwrap();
        let text = text(&clinic, &assistant, patient, id).await;
        let filled = filled(&text);
        let error = consent::sign(&assistant, app, other, id, &filled).await.unwrap_err();
        assert!(matches!(error, AppError::NotFound("consent")), "{error:?}");
        let error = consent::withdraw(&assistant, app, other, id, "x").await.unwrap_err();
        assert!(matches!(error, AppError::NotFound("consent")), "{error:?}");
        let error = consent::give(&director, app, patient, plan, 1, &hand_over())
            .await
            .unwrap_err();
        assert!(matches!(error, AppError::Forbidden(_)), "{error:?}");
    }
}

#[tokio::test]
async fn photographs_are_asked_about_on_their_own() {
    for on in engines() {
        let clinic = Clinic::demo(on).await;
        let patient = treatable(&clinic, "P-1").await;
        let assistant = clinic.actor(Role::Assistant).await;
        let app = &clinic.app;
        let classes = async || {
            let mut tx = clinic.app.database().read().await.unwrap();
            consent::photograph_classes(&mut tx, &assistant, patient).await.unwrap()
        };
        assert_eq!(classes().await, PhotographClasses::default(), "nobody asked");
        let yes = |class| PhotographAnswer { class, may: true };
        let two = [yes(PhotographClass::Care), yes(PhotographClass::Teaching)];
        let error = consent::answer_photographs(&assistant, app, patient, &two, "", None)
            .await
            .unwrap_err();
        assert_eq!(
            fields_of(error),
            ["answer-photographs_publication", "name", "signature"]
        );
        let all = [
            two[0],
            two[1],
            PhotographAnswer {
                class: PhotographClass::Publication,
                may: false,
            },
        ];
        consent::answer_photographs(
            &assistant,
            app,
            patient,
            &all,
            "Given Family",
            Some(Signature::Declared),
        )
        .await
        .unwrap();
        let expected = PhotographClasses {
            care: Some(true),
            teaching: Some(true),
            publication: Some(false),
        };
        assert_eq!(classes().await, expected);
    }
}

#[test]
fn a_signature_is_a_line_and_not_a_slip() {
    let read = |text: &str| Signature::from_strokes(text).is_some();
    assert!(read("[[[0,0],[100,50]]]"));
    for nothing in [
        "",
        "[]",
        "[[]]",
        "[[[10,10]]]",
        "[[[10,10],[12,11]]]",
        "[[[0,0],[9000,0]]]",
        "[[[0,0],[-5,90]]]",
        "{}",
        "null",
    ] {
        assert!(!read(nothing), "{nothing}");
    }
    let many = format!("[{}]", vec!["[[0,0],[50,50]]"; 201].join(","));
    assert!(!read(&many));
    let Some(Signature::Drawn { path }) = Signature::from_strokes("[[[0,0],[100,50]],[[7,7]]]") else {
        panic!()
    };
    assert_eq!(path, "M0.0 0.0L100.0 50.0M7.0 7.0L7.0 7.0");
}
