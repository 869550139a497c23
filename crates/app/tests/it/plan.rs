//! Plans: drafted from stock, checked, saved while nobody else did, signed, sealed, amended, ended.

pub(crate) mod case;

use anagen_app::plan::{self, Desk, StillOpen, still_open};
use anagen_app::{Actor, App, AppError};
use anagen_care::case::{AgentRequest, DrawRequest, ProtocolRequest, Request};
use anagen_care::dose::Strength;
use anagen_care::injection_map::{Place, injection_map};
use anagen_care::plan::Standing;
use anagen_care::screening::Verdict;
use anagen_care::units::{Centimetres, Millilitres, Millimetres};
use anagen_records::known::{self, Answer};
use anagen_records::people::Role;
use anagen_records::values::{Json, PatientId, PlanId};
use anagen_records::{binds, plans};
use jiff::civil::date;

use self::case::{example, stocked, treatable};
use crate::clinic::{Clinic, KNOWLEDGE, PASSWORD, engines};

/// What the reviewed case asks for: minoxidil into the vertex, eight weekly sessions from 6 April.
pub(crate) fn asked(before: &Request) -> Request {
    Request {
        start: Some(date(2026, 4, 6)),
        technique: Some("intradermal_point".to_owned()),
        zones: vec!["vertex".to_owned()],
        head_circumference: Some(Centimetres(57.0)),
        spacing: Some(Centimetres(1.0)),
        volume_per_point: Some(Millilitres(0.05)),
        depth: Some(Millimetres(2.0)),
        needle_gauge: Some(30),
        agents: vec![AgentRequest {
            agent: "minoxidil".to_owned(),
            strength: Strength::of(anagen_knowledge::records::Measure::Mass, 1.0),
        }],
        protocol: Some(ProtocolRequest {
            id: "P-S001b".to_owned(),
            counts: std::collections::BTreeMap::new(),
            steps: std::collections::BTreeMap::new(),
            months: None,
        }),
        ..before.clone()
    }
}

async fn desk(actor: &Actor, app: &App, patient: PatientId) -> Desk {
    plan::open(actor, app, patient, "test.open").await.unwrap()
}

/// A draft that asks for what the reviewed case asks for; gives its plan and edit.
pub(crate) async fn drafted(clinic: &Clinic, patient: PatientId) -> (PlanId, i64) {
    let actor = clinic.actor(Role::Prescriber).await;
    let id = plan::start(&actor, &clinic.app, patient).await.unwrap();
    let draft = desk(&actor, &clinic.app, patient).await.draft.unwrap();
    let request = asked(&draft.request);
    let edit = plan::save(&actor, &clinic.app, patient, id, draft.edit, &request)
        .await
        .unwrap();
    (id, edit)
}

/// A signed plan of a demo patient.
pub(crate) async fn signed(clinic: &Clinic, patient: PatientId) -> PlanId {
    let actor = clinic.actor(Role::Prescriber).await;
    let (id, edit) = drafted(clinic, patient).await;
    plan::sign(&actor, &clinic.app, patient, id, edit, PASSWORD)
        .await
        .unwrap();
    id
}

fn refused(error: &AppError) -> (&'static str, String) {
    match error {
        AppError::Refused(message) => (
            message.key,
            message
                .values
                .iter()
                .map(|(_, value)| value.as_str())
                .collect::<Vec<_>>()
                .join(" "),
        ),
        other => panic!("not refused: {other:?}"),
    }
}

/// The case file that is kept with a signature reads back as the case.
#[test]
fn a_case_is_written_as_a_file_that_reads_back() {
    let case = example();
    let file = plan::case_file(&case, &KNOWLEDGE).unwrap();
    let back = anagen_care::case::Case::from_json(&file.to_string(), jiff::Timestamp::UNIX_EPOCH, &KNOWLEDGE).unwrap();
    assert_eq!(back.answers.len(), case.answers.len());
    for answer in &case.answers {
        let same = back.answers.iter().find(|other| other.fact == answer.fact).unwrap();
        assert_eq!((&same.answer, same.source), (&answer.answer, answer.source));
    }
    let plans = [&case, &back].map(|case| serde_json::to_value(anagen_care::plan::plan(case, &KNOWLEDGE)).unwrap());
    assert_eq!(plans[0], plans[1]);
}

#[tokio::test]
async fn a_draft_is_made_once_and_saved_over_the_edit_that_was_read() {
    for on in engines() {
        let clinic = Clinic::demo(on).await;
        let patient = treatable(&clinic, "P-1").await;
        stocked(&clinic).await;
        let actor = clinic.actor(Role::Injector).await;
        let id = plan::start(&actor, &clinic.app, patient).await.unwrap();
        assert_eq!(
            plan::start(&actor, &clinic.app, patient).await.unwrap(),
            id,
            "one draft at a time"
        );
        let draft = desk(&actor, &clinic.app, patient).await.draft.unwrap();
        let request = asked(&draft.request);
        assert_eq!(
            plan::save(&actor, &clinic.app, patient, id, 1, &request).await.unwrap(),
            2
        );
        // Somebody who read the first edit does not write over the second.
        let stale = plan::save(&actor, &clinic.app, patient, id, 1, &draft.request)
            .await
            .unwrap_err();
        assert!(matches!(stale, AppError::Stale("plan")), "{stale:?}");
        let kept = desk(&actor, &clinic.app, patient).await.draft.unwrap();
        assert_eq!((kept.edit, kept.request.zones), (2, vec!["vertex".to_owned()]));
        // What belongs to the clinic is the clinic's, whatever was sent.
        assert_eq!(
            (kept.request.country.as_str(), kept.request.time_zone.as_str()),
            ("ES", "Europe/Madrid")
        );
    }
}

#[tokio::test]
async fn what_is_asked_for_is_worked_out_from_the_shelf() {
    for on in engines() {
        let clinic = Clinic::demo(on).await;
        let patient = treatable(&clinic, "P-1").await;
        let lot = stocked(&clinic).await;
        let actor = clinic.actor(Role::Prescriber).await;
        let open = desk(&actor, &clinic.app, patient).await;
        // An empty request suggests nothing.
        let nothing = open.work_out(open.request());
        assert_eq!(nothing.plan.standing, Standing::ScreeningOnly);
        assert!(nothing.plan.options.is_some() && nothing.plan.formulation.is_none());
        assert_eq!(still_open(&nothing), [StillOpen::NothingAsked]);

        let working = open.work_out(asked(&open.request()));
        assert_eq!(still_open(&working), []);
        assert_eq!(
            (working.plan.standing, working.plan.verdict),
            (Standing::ForReview, Verdict::Eligible)
        );
        let cocktail = working.plan.formulation.as_ref().unwrap().cocktail.as_ref().unwrap();
        assert_eq!(
            cocktail.parts[0].product.as_deref(),
            Some(plan::shelf_product_id(lot).as_str())
        );
        // The same as the reviewed case, whose shelf holds the same.
        let reviewed = anagen_care::plan::plan(&example(), &KNOWLEDGE);
        let reviewed = reviewed.formulation.unwrap().cocktail.unwrap();
        assert_eq!(
            cocktail.milligrams("minoxidil").unwrap(),
            reviewed.milligrams("minoxidil").unwrap()
        );
        // Only what is drawn stands among the products of the plan.
        assert_eq!(
            working.case.request.as_ref().unwrap().products.len(),
            cocktail.parts.len()
        );
        // Every limit that holds is told, kept or not.
        let limits = &working.plan.formulation.as_ref().unwrap().limits;
        assert!(
            limits
                .iter()
                .any(|limit| limit.name == "Minoxidil" && limit.limit.is_some()),
            "{limits:?}"
        );
    }
}

#[tokio::test]
async fn a_lot_that_must_not_be_used_cannot_be_chosen() {
    for on in engines() {
        let clinic = Clinic::demo(on).await;
        let patient = treatable(&clinic, "P-1").await;
        let lot = stocked(&clinic).await;
        let actor = clinic.actor(Role::Prescriber).await;
        let injector = clinic.actor(Role::Injector).await;
        let id = plan::start(&actor, &clinic.app, patient).await.unwrap();
        let draft = desk(&actor, &clinic.app, patient).await.draft.unwrap();
        let mut request = asked(&draft.request);
        request.agents.clear();
        request.draw = vec![DrawRequest {
            product: plan::shelf_product_id(lot),
            volume: Millilitres(0.57),
        }];
        request.volume = Some(Millilitres(2.85));
        let edit = plan::save(&actor, &clinic.app, patient, id, draft.edit, &request)
            .await
            .unwrap();
        anagen_app::stock::lots::quarantine(&injector, &clinic.app, lot, "Cloudy")
            .await
            .unwrap();
        let error = plan::save(&actor, &clinic.app, patient, id, edit, &request)
            .await
            .unwrap_err();
        let AppError::Invalid(invalid) = error else {
            panic!("{error:?}")
        };
        assert_eq!(
            invalid.of(&format!("draw-{lot}")).unwrap().key,
            "plan-lot-is-quarantined"
        );
        // The draft that was saved before can still be read, and is refused as it stands.
        let working = desk(&actor, &clinic.app, patient).await.work_out(request);
        assert_ne!(working.plan.standing, Standing::ForReview);
        let error = plan::sign(&actor, &clinic.app, patient, id, edit, PASSWORD)
            .await
            .unwrap_err();
        refused(&error);
    }
}

#[tokio::test]
async fn a_signed_plan_is_kept_whole_and_sealed() {
    for on in engines() {
        let clinic = Clinic::demo(on).await;
        let patient = treatable(&clinic, "P-1").await;
        stocked(&clinic).await;
        let actor = clinic.actor(Role::Prescriber).await;
        let (id, edit) = drafted(&clinic, patient).await;
        let wrong = plan::sign(&actor, &clinic.app, patient, id, edit, "not the password")
            .await
            .unwrap_err();
        assert!(matches!(wrong, AppError::Invalid(_)));
        let injector = clinic.actor(Role::Injector).await;
        let forbidden = plan::sign(&injector, &clinic.app, patient, id, edit, PASSWORD)
            .await
            .unwrap_err();
        assert!(matches!(forbidden, AppError::Forbidden(_)));
        // What was read is what is signed.
        let stale = plan::sign(&actor, &clinic.app, patient, id, edit - 1, PASSWORD)
            .await
            .unwrap_err();
        assert!(matches!(stale, AppError::Stale("plan")));
        plan::sign(&actor, &clinic.app, patient, id, edit, PASSWORD)
            .await
            .unwrap();

        let open = desk(&actor, &clinic.app, patient).await;
        assert!(open.draft.is_none());
        let [signed] = open.signed.as_slice() else {
            panic!("{:?}", open.signed)
        };
        assert_eq!((signed.id, signed.version, signed.verdict), (id, 1, Verdict::Eligible));
        assert_eq!(signed.signed_by_name, actor.name);
        assert_eq!(signed.knowledge_hash, KNOWLEDGE.hash);
        let mut tx = clinic.app.database().read().await.unwrap();
        let (case, worked) = plans::signed_documents(&mut tx, id, 1).await.unwrap().unwrap();
        assert_eq!(worked.0["verdict"], "eligible");
        let case = anagen_care::case::Case::from_json(&case.0.to_string(), signed.signed_at.0, &KNOWLEDGE).unwrap();
        // Written and read as the stored one was.
        let again = serde_json::to_string(&anagen_care::plan::plan(&case, &KNOWLEDGE)).unwrap();
        let again: serde_json::Value = serde_json::from_str(&again).unwrap();
        for (part, value) in worked.0.as_object().unwrap() {
            assert_eq!(&again[part], value, "{part}");
        }
        let signatures = plans::signatures(&mut tx, "plan", &id.to_string(), 1).await.unwrap();
        assert_eq!((signatures.len(), signatures[0].role.as_str()), (1, "prescriber"));
        drop(tx);
        // The paper says who signed; a later look does not change it.
        let paper = plan::paper(&actor, &clinic.app, patient, id, Some(1)).await.unwrap();
        assert!(
            paper.contains(&format!("Signed by {}", actor.name)),
            "{}",
            &paper[..2000]
        );
        clinic.at("2026-05-01T10:00:00Z");
        assert_eq!(
            plan::paper(&actor, &clinic.app, patient, id, Some(1)).await.unwrap(),
            paper
        );
        let calendar = plan::calendar(&actor, &clinic.app, patient, id, None).await.unwrap();
        assert!(
            calendar.contains("DTSTART:20260406T080000Z") && !calendar.contains("Family"),
            "{calendar}"
        );
        // Nothing of it changes any more, not even for whoever holds the database open.
        let again = plan::sign(&actor, &clinic.app, patient, id, edit, PASSWORD)
            .await
            .unwrap_err();
        assert_eq!(refused(&again).0, "plan-has-no-draft");
        for sql in ["UPDATE plan SET request = 'x'", "DELETE FROM plan"] {
            let mut tx = clinic.app.database().write().await.unwrap();
            assert!(tx.run(sql, vec![]).await.unwrap_err().is_refused(), "{sql}");
        }
    }
}

#[tokio::test]
async fn what_is_open_is_named_and_nothing_is_signed() {
    for on in engines() {
        let clinic = Clinic::demo(on).await;
        let patient = treatable(&clinic, "P-1").await;
        stocked(&clinic).await;
        let actor = clinic.actor(Role::Prescriber).await;
        let (id, edit) = drafted(&clinic, patient).await;
        // The answer to a question that could forbid it is taken back: unknown is not "no".
        answer(&clinic, patient, "any_heart_disease", serde_json::json!("not known")).await;
        let open = desk(&actor, &clinic.app, patient).await;
        let working = open.work_out(open.request());
        assert_eq!(working.plan.verdict, Verdict::Incomplete);
        let error = plan::sign(&actor, &clinic.app, patient, id, edit, PASSWORD)
            .await
            .unwrap_err();
        let (key, what) = refused(&error);
        assert_eq!(key, "plan-not-ready");
        assert!(what.to_lowercase().contains("heart"), "{what}");

        // A rule that forbids it.
        answer(&clinic, patient, "any_heart_disease", serde_json::json!(false)).await;
        answer(&clinic, patient, "phaeochromocytoma", serde_json::json!(true)).await;
        let error = plan::sign(&actor, &clinic.app, patient, id, edit, PASSWORD)
            .await
            .unwrap_err();
        let (key, what) = refused(&error);
        assert_eq!(key, "plan-is-excluded");
        assert!(what.contains("CI-14"), "{what}");
        let mut tx = clinic.app.database().read().await.unwrap();
        assert_eq!(
            tx.number("SELECT count(*) FROM plan WHERE signed_at IS NOT NULL", vec![])
                .await
                .unwrap(),
            0
        );
        assert_eq!(tx.number("SELECT count(*) FROM signature", vec![]).await.unwrap(), 0);
    }
}

#[tokio::test]
async fn before_the_adoption_only_invented_patients_are_planned_for() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let patient = treatable(&clinic, "P-1").await;
        stocked(&clinic).await;
        let actor = clinic.actor(Role::Prescriber).await;
        let (id, edit) = drafted(&clinic, patient).await;
        let error = plan::sign(&actor, &clinic.app, patient, id, edit, PASSWORD)
            .await
            .unwrap_err();
        let (key, bundles) = refused(&error);
        assert_eq!(key, "plan-not-adopted");
        assert!(bundles.contains("formulary"), "{bundles}");
        let director = clinic.actor(Role::MedicalDirector).await;
        let all: Vec<String> = anagen_knowledge::records::BUNDLES
            .iter()
            .map(|bundle| (*bundle).to_owned())
            .collect();
        anagen_app::adoption::adopt(&director, &clinic.app, &all, PASSWORD)
            .await
            .unwrap();
        plan::sign(&actor, &clinic.app, patient, id, edit, PASSWORD)
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn a_course_does_not_start_in_the_past_or_within_the_days_for_thinking() {
    for on in engines() {
        let clinic = Clinic::demo(on).await;
        let patient = treatable(&clinic, "P-1").await;
        stocked(&clinic).await;
        let actor = clinic.actor(Role::Prescriber).await;
        let (id, edit) = drafted(&clinic, patient).await;
        for (start, key) in [
            (date(2026, 3, 11), "plan-starts-in-the-past"),
            (date(2026, 3, 16), "plan-not-ready"),
        ] {
            let open = desk(&actor, &clinic.app, patient).await;
            let mut request = open.request();
            request.start = Some(start);
            let edit = plan::save(&actor, &clinic.app, patient, id, open.draft.unwrap().edit, &request)
                .await
                .unwrap();
            let error = plan::sign(&actor, &clinic.app, patient, id, edit, PASSWORD)
                .await
                .unwrap_err();
            assert_eq!(refused(&error).0, key, "{start}");
        }
        let _ = edit;
    }
}

#[tokio::test]
async fn an_amendment_is_a_new_version_for_a_reason() {
    for on in engines() {
        let clinic = Clinic::demo(on).await;
        let patient = treatable(&clinic, "P-1").await;
        stocked(&clinic).await;
        let actor = clinic.actor(Role::Prescriber).await;
        let id = signed(&clinic, patient).await;
        let error = plan::amend(&actor, &clinic.app, patient, id, "  ").await.unwrap_err();
        assert!(matches!(error, AppError::Invalid(_)));
        plan::amend(&actor, &clinic.app, patient, id, "Wider spacing after pain")
            .await
            .unwrap();
        let error = plan::amend(&actor, &clinic.app, patient, id, "Again")
            .await
            .unwrap_err();
        assert_eq!(refused(&error).0, "plan-draft-is-open");
        let open = desk(&actor, &clinic.app, patient).await;
        let draft = open.draft.clone().unwrap();
        assert_eq!(
            (draft.id, draft.version, draft.reason.as_deref()),
            (id, 2, Some("Wider spacing after pain"))
        );
        // The signed version counts until the new one is signed, and can always be read.
        assert_eq!(open.current().unwrap().version, 1);
        let mut request = draft.request.clone();
        request.spacing = Some(anagen_care::units::Centimetres(1.5));
        let edit = plan::save(&actor, &clinic.app, patient, id, draft.edit, &request)
            .await
            .unwrap();
        plan::sign(&actor, &clinic.app, patient, id, edit, PASSWORD)
            .await
            .unwrap();
        let open = desk(&actor, &clinic.app, patient).await;
        assert_eq!((open.signed.len(), open.current().unwrap().version), (1, 2));
        let (_, first, request) = plan::version(&actor, &clinic.app, patient, id, Some(1)).await.unwrap();
        assert_eq!((first.version, request.spacing.unwrap().0), (1, 1.0));
        let mut tx = clinic.app.database().read().await.unwrap();
        let old = plan::signed_version(&mut tx, &actor, patient, id, 1).await.unwrap();
        assert_eq!((old.version, old.request.spacing.unwrap().0), (1, 1.0));
    }
}

#[tokio::test]
async fn a_draft_that_is_given_up_is_kept_and_an_ended_course_stays_ended() {
    for on in engines() {
        let clinic = Clinic::demo(on).await;
        let patient = treatable(&clinic, "P-1").await;
        stocked(&clinic).await;
        let actor = clinic.actor(Role::Prescriber).await;
        let (draft, _) = drafted(&clinic, patient).await;
        let error = plan::end(&actor, &clinic.app, patient, draft, "No longer wanted")
            .await
            .unwrap_err();
        assert_eq!(refused(&error).0, "plan-not-signed-yet");
        plan::discard(&actor, &clinic.app, patient, draft, "Patient thinks it over")
            .await
            .unwrap();
        {
            let mut tx = clinic.app.database().read().await.unwrap();
            let kept = tx
                .number(
                    "SELECT count(*) FROM revision WHERE kind = 'plan_draft' AND body LIKE '%minoxidil%'",
                    vec![],
                )
                .await
                .unwrap();
            assert_eq!(kept, 1);
        }
        assert!(desk(&actor, &clinic.app, patient).await.draft.is_none());

        let id = signed(&clinic, patient).await;
        plan::end(&actor, &clinic.app, patient, id, "Moved away").await.unwrap();
        let open = desk(&actor, &clinic.app, patient).await;
        assert!(open.current().is_none());
        assert_eq!(open.signed[0].ended.as_ref().unwrap().reason, "Moved away");
        for error in [
            plan::end(&actor, &clinic.app, patient, id, "Again").await.unwrap_err(),
            plan::amend(&actor, &clinic.app, patient, id, "Again")
                .await
                .unwrap_err(),
        ] {
            assert_eq!(refused(&error).0, "plan-was-ended");
        }
    }
}

#[tokio::test]
async fn a_plan_belongs_to_its_patient_and_clinic() {
    for on in engines() {
        let clinic = Clinic::demo(on).await;
        let patient = treatable(&clinic, "P-1").await;
        let other = treatable(&clinic, "P-2").await;
        stocked(&clinic).await;
        let actor = clinic.actor(Role::Prescriber).await;
        let (id, edit) = drafted(&clinic, patient).await;
        let request = desk(&actor, &clinic.app, patient).await.request();
        let app = &clinic.app;
        let not_found = |error: AppError| assert!(matches!(error, AppError::NotFound("plan")), "{error:?}");
        not_found(plan::save(&actor, app, other, id, edit, &request).await.unwrap_err());
        not_found(plan::sign(&actor, app, other, id, edit, PASSWORD).await.unwrap_err());
        not_found(plan::discard(&actor, app, other, id, "x").await.unwrap_err());
        not_found(plan::amend(&actor, app, other, id, "x").await.unwrap_err());
        not_found(plan::end(&actor, app, other, id, "x").await.unwrap_err());
        not_found(
            plan::version(&actor, app, other, id, None)
                .await
                .map(|_| ())
                .unwrap_err(),
        );
        not_found(plan::paper(&actor, app, other, id, None).await.unwrap_err());
        not_found(plan::calendar(&actor, app, other, id, None).await.unwrap_err());
        let stranger = Actor {
            clinic: anagen_records::values::ClinicId::new(),
            ..actor.clone()
        };
        let error = plan::open(&stranger, app, patient, "test.open").await.unwrap_err();
        assert!(matches!(error, AppError::NotFound("patient")), "{error:?}");
    }
}

/// Single points changed by hand are counted everywhere, and never lie where no point may lie.
#[tokio::test]
async fn points_changed_by_hand_go_through_to_the_dose() {
    for on in engines() {
        let clinic = Clinic::demo(on).await;
        let patient = treatable(&clinic, "P-1").await;
        stocked(&clinic).await;
        let actor = clinic.actor(Role::Prescriber).await;
        let (id, edit) = drafted(&clinic, patient).await;
        let open = desk(&actor, &clinic.app, patient).await;
        let mut request = open.request();
        let laid = injection_map(&request, &KNOWLEDGE).unwrap().points().unwrap().clone();
        request.points.grid = laid.grid_mark.clone();
        for point in laid.points.iter().take(7) {
            request.points.removed.insert(point.id.clone());
        }
        plan::save(&actor, &clinic.app, patient, id, edit, &request)
            .await
            .unwrap();
        let open = desk(&actor, &clinic.app, patient).await;
        let working = open.work_out(open.request());
        let map = working.plan.injection_map.as_ref().unwrap().points().unwrap();
        assert_eq!(map.n_points, laid.n_points - 7);
        let cocktail = working.plan.formulation.as_ref().unwrap().cocktail.as_ref().unwrap();
        assert!(
            (cocktail.milligrams("minoxidil").unwrap().0 - map.total_volume.0).abs() < 0.05,
            "{cocktail:?}"
        );
        // Inside a danger area it is refused, whatever was sent.
        request.zones.push("temporal_left".to_owned());
        request.points = anagen_care::injection_map::PointEdits::default();
        let laid = injection_map(&request, &KNOWLEDGE).unwrap().points().unwrap().clone();
        request.points.grid = laid.grid_mark.clone();
        request.points.added.insert(
            "added-1".to_owned(),
            Place {
                angle_deg: 148.0,
                u: 0.85,
            },
        );
        let refused = injection_map(&request, &KNOWLEDGE).unwrap_err();
        assert_eq!(refused[0].code, "point_in_danger_area");
        let working = open.work_out(request);
        assert_eq!(working.plan.standing, Standing::Refused);
    }
}

pub(crate) async fn answer(clinic: &Clinic, patient: PatientId, fact: &str, value: serde_json::Value) {
    // The later of two answers counts.
    let later = clinic.app.now().0 + jiff::SignedDuration::from_secs(60);
    clinic.clock.set(later);
    let now = clinic.app.now();
    let mut tx = clinic.app.database().write().await.unwrap();
    let by: (anagen_records::values::PersonId,) = tx
        .first("SELECT id FROM person WHERE sign_in_name = $1", binds!["administrator"])
        .await
        .unwrap()
        .unwrap();
    let answer = Answer {
        fact: fact.to_owned(),
        answer: Json(value),
        source: "patient".to_owned(),
        at: now,
        session: None,
        entered_by: by.0,
        entered_at: now,
    };
    known::answer(&mut tx, clinic.id, patient, &answer).await.unwrap();
    tx.commit().await.unwrap();
}
