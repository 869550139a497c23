//! Sessions: the gate, the check of the mixture, charting, the signature.

pub(crate) mod scene;

mod lots;
mod signing;

use anagen_app::adverse_events::IncidentKind;
use anagen_app::session::body::{Charting, Check, PointState};
use anagen_app::session::{self, Before, Desk, Drawn, Figures, MixtureState, OnPaper, Preparation, Start, Stroke};
use anagen_app::{Action, Actor, AppError, Message, stock};
use anagen_records::adverse_events::incidents;
use anagen_records::people::Role;
use anagen_records::sessions::State;
use anagen_records::values::{LotId, PatientId, SessionId};
use anagen_records::{Stamp, binds, clinics, sessions};

use self::scene::Scene;
use crate::clinic::{Clinic, PASSWORD, engines};

fn say(message: &Message) -> String {
    format!("{}.", message.key)
}

async fn open(scene: &Scene, id: SessionId) -> Desk {
    session::open(&scene.injector, &scene.clinic.app, scene.patient, id)
        .await
        .unwrap()
}

fn codes(desk: &Desk, step: Before) -> Vec<String> {
    desk.judged.before(step).map(|obstacle| obstacle.code.clone()).collect()
}

async fn stroke(scene: &Scene, id: SessionId, edit: i64, stroke: Stroke) -> Result<session::Charted, AppError> {
    session::stroke(&scene.injector, &scene.clinic.app, scene.patient, id, edit, &stroke).await
}

async fn sign(scene: &Scene, id: SessionId, version: i64) -> Result<(), AppError> {
    session::sign(&scene.injector, &scene.clinic.app, scene.patient, id, version, PASSWORD).await
}

#[track_caller]
fn keys(refused: AppError) -> Vec<&'static str> {
    match refused {
        AppError::Invalid(invalid) => invalid.0.iter().map(|error| error.message.key).collect(),
        AppError::Refused(message) => vec![message.key],
        other => panic!("{other:?}"),
    }
}

async fn incident_kinds(scene: &Scene) -> Vec<IncidentKind> {
    let mut tx = scene.clinic.app.database().read().await.unwrap();
    let mut kinds: Vec<_> = incidents::of_patient(&mut tx, scene.patient)
        .await
        .unwrap()
        .iter()
        .map(|incident| incident.kind)
        .collect();
    kinds.sort_unstable();
    kinds
}

#[tokio::test]
async fn what_stands_before_the_first_point_is_named_and_goes_one_by_one() {
    for on in engines() {
        let scene = Scene::new(on).await;
        let id = scene.start().await;
        let expected = [
            "rule:CI-17a",
            "rule:CI-17b",
            "lot-missing:Minoxidil 5 mg/mL",
            "lot-missing:Sodium chloride 0.9 %",
            "time-out",
            "mixture-unchecked",
        ];
        assert_eq!(codes(&open(&scene, id).await, Before::Points), expected);
        let refused = keys(stroke(&scene, id, 0, Stroke::All).await.unwrap_err());
        assert_eq!(refused.len(), expected.len());
        assert!(refused.contains(&"session-gate-time-out") && refused.contains(&"session-gate-lot-missing"));

        scene.prepare_patient(id).await;
        assert_eq!(
            codes(&open(&scene, id).await, Before::Points)[2..],
            ["mixture-unchecked"]
        );
        // Nothing is opened and mixed before the lots are chosen and the day's verdict allows it.
        let app = &scene.clinic.app;
        let preparation = scene.preparation();
        let refused = session::prepare(&scene.assistant, app, scene.patient, id, &preparation)
            .await
            .unwrap_err();
        assert_eq!(keys(refused), ["session-gate-lot-missing", "session-gate-lot-missing"]);
        scene.choose_lots(id).await;
        scene.mix(id).await;
        assert_eq!(codes(&open(&scene, id).await, Before::Points), [""; 0]);
        let charted = stroke(&scene, id, 0, Stroke::All).await.unwrap();
        assert_eq!((charted.n_points, charted.edit), (57, 1));
        assert!((charted.volume_ml - 2.85).abs() < 1e-9);
        let desk = open(&scene, id).await;
        assert_eq!(desk.ground.session.verdict.as_deref(), Some("eligible"));
        assert_eq!(desk.ground.session.injector, Some(scene.injector.person));
        assert_eq!(desk.kept.unwrap().verdict.words(), "eligible");
        // Only who may sign may chart.
        let refused = session::stroke(&scene.assistant, app, scene.patient, id, 1, &Stroke::Undo)
            .await
            .unwrap_err();
        assert!(matches!(refused, AppError::Forbidden(Action::SignSession)));
    }
}

#[tokio::test]
async fn a_low_pressure_stops_minoxidil_before_anything_is_mixed() {
    let scene = Scene::new(crate::clinic::On::Sqlite).await;
    let id = scene.start().await;
    scene.prepare_patient(id).await;
    scene.choose_lots(id).await;
    let low = anagen_app::intake::Said {
        fact: "systolic_pressure".to_owned(),
        answer: anagen_app::intake::SaidAnswer::Value(anagen_knowledge::records::AnswerText::Text("92 mmHg".into())),
        source: anagen_care::case::AnswerSource::Examiner,
        on: None,
    };
    let app = &scene.clinic.app;
    session::measure(&scene.assistant, app, scene.patient, id, &[low])
        .await
        .unwrap();
    let refused = session::prepare(&scene.assistant, app, scene.patient, id, &scene.preparation())
        .await
        .unwrap_err();
    assert_eq!(keys(refused), ["session-gate-rule"]);
    // What was measured is in the patient's record, with the session it was measured in.
    assert_eq!(
        scene.count("SELECT count(*) FROM answer WHERE session = $1", id).await,
        4
    );
}

#[tokio::test]
async fn a_patient_has_one_open_session_also_in_a_race() {
    for on in engines() {
        let scene = Scene::new(on).await;
        let start = Start {
            plan: scene.plan,
            number: 1,
            room: scene.room,
            appointment: None,
            paper: None,
        };
        let racers = (0..8).map(|_| {
            let (app, actor, start) = (scene.clinic.app.clone(), scene.assistant.clone(), start.clone());
            let patient = scene.patient;
            tokio::spawn(async move { session::start(&actor, &app, patient, &start).await })
        });
        let mut begun = 0;
        for racer in racers.collect::<Vec<_>>() {
            match racer.await.unwrap() {
                Ok(_) => begun += 1,
                Err(refused) => assert_eq!(keys(refused), ["session-open-already"]),
            }
        }
        assert_eq!(begun, 1);
        assert_eq!(
            scene
                .count("SELECT count(*) FROM session WHERE patient = $1", scene.patient)
                .await,
            1
        );
    }
}

#[tokio::test]
async fn the_second_person_is_another_and_disagreement_begins_anew() {
    for on in engines() {
        let scene = Scene::new(on).await;
        let (app, id) = (&scene.clinic.app, scene.start().await);
        scene.prepare_patient(id).await;
        scene.choose_lots(id).await;
        session::prepare(&scene.assistant, app, scene.patient, id, &scene.preparation())
            .await
            .unwrap();
        let desk = open(&scene, id).await;
        assert!(matches!(desk.judged.mixture, MixtureState::Waiting { .. }));
        assert!(desk.judged.mixture.prepared_openly().is_none());
        // The one who checks sees labels and agents, and no figure of the first.
        let seen = format!("{:?}", desk.to_check.unwrap());
        assert!(
            seen.contains("Minoxidil 5 mg/mL") && !seen.contains("2.85") && !seen.contains("0.57"),
            "{seen}"
        );

        let refused = session::check(&scene.assistant, app, scene.patient, id, &Scene::figures())
            .await
            .unwrap_err();
        assert_eq!(keys(refused), ["session-check-by-another"]);
        // Ten times the strength: a slip of the decimal point.
        let wrong = Figures {
            volume_ml: 2.85,
            agents: vec![("minoxidil".to_owned(), 10.0, 28.5)],
        };
        assert!(
            !session::check(&scene.injector, app, scene.patient, id, &wrong)
                .await
                .unwrap()
        );
        let desk = open(&scene, id).await;
        assert!(matches!(desk.judged.mixture, MixtureState::Disagreed { .. }));
        assert_eq!(codes(&desk, Before::Points), ["mixture-unchecked"]);
        // A figure left out is not a figure that agrees.
        let refused = session::check(&scene.prescriber, app, scene.patient, id, &wrong)
            .await
            .unwrap_err();
        assert_eq!(keys(refused), ["session-nothing-to-check"]);

        // The vials that are open already are used on in the second attempt.
        let mut again = scene.preparation();
        for drawn in &mut again.drawn {
            let vial = desk.own_vials.iter().find(|vial| vial.lot == drawn.lot).unwrap();
            (drawn.vials, drawn.vial) = (0, Some(vial.id));
        }
        session::prepare(&scene.assistant, app, scene.patient, id, &again)
            .await
            .unwrap();
        let blank = Figures {
            volume_ml: 2.85,
            agents: vec![],
        };
        let refused = session::check(&scene.injector, app, scene.patient, id, &blank)
            .await
            .unwrap_err();
        assert_eq!(keys(refused), ["session-figure-missing"; 2]);
        assert!(
            session::check(&scene.injector, app, scene.patient, id, &Scene::figures())
                .await
                .unwrap()
        );
        let desk = open(&scene, id).await;
        assert_eq!(desk.attempts.len(), 2);
        assert!(!desk.attempts[0].second.as_ref().unwrap().0.agrees());
        assert!(desk.attempts[1].second.as_ref().unwrap().0.agrees());
        assert_eq!(codes(&desk, Before::Points), [""; 0]);
        // Two vials were opened, and each stands with this patient and session.
        let opened = "SELECT count(*) FROM vial WHERE session = $1";
        assert_eq!(scene.count(opened, id).await, 2);
    }
}

#[tokio::test]
async fn the_database_refuses_a_second_entry_of_one_person() {
    for on in engines() {
        let scene = Scene::new(on).await;
        let (app, id) = (&scene.clinic.app, scene.start().await);
        scene.prepare_patient(id).await;
        scene.choose_lots(id).await;
        session::prepare(&scene.assistant, app, scene.patient, id, &scene.preparation())
            .await
            .unwrap();
        let mut tx = app.database().write().await.unwrap();
        let entry = sessions::Entry {
            attempt: 1,
            part: sessions::Part::Second,
            body: anagen_records::Json(serde_json::json!({})),
            by_person: scene.assistant.person,
            by_name: String::new(),
            entered_at: app.now(),
        };
        let refused = sessions::insert_entry(&mut tx, scene.clinic.id, id, &entry)
            .await
            .unwrap_err();
        assert!(refused.is_refused());
        drop(tx);
        let mut tx = app.database().write().await.unwrap();
        let changed = tx
            .run("UPDATE mixture_entry SET body = '{}' WHERE session = $1", binds![id])
            .await;
        assert!(changed.unwrap_err().is_refused());
    }
}

#[tokio::test]
async fn one_person_alone_checks_only_where_the_clinic_is_one_and_the_record_says_so() {
    for on in engines() {
        let scene = Scene::new(on).await;
        works_alone(&scene).await;
        let (app, id) = (&scene.clinic.app, scene.start().await);
        scene.prepare_patient(id).await;
        scene.choose_lots(id).await;
        let mut preparation = scene.preparation();
        let refused = session::prepare(&scene.injector, app, scene.patient, id, &preparation)
            .await
            .unwrap_err();
        assert_eq!(keys(refused), ["session-own-figures-missing"]);
        preparation.own_figures = Some(Figures {
            volume_ml: 2.85,
            agents: vec![("minoxidil".to_owned(), 0.5, 1.4)],
        });
        let refused = session::prepare(&scene.injector, app, scene.patient, id, &preparation)
            .await
            .unwrap_err();
        assert_eq!(keys(refused), ["session-own-figure-differs"; 2]);
        preparation.own_figures = Some(Scene::figures());
        session::prepare(&scene.injector, app, scene.patient, id, &preparation)
            .await
            .unwrap();
        stroke(&scene, id, 0, Stroke::All).await.unwrap();
        scene.watched(id).await;
        sign(&scene, id, 1).await.unwrap();
        let signed = open(&scene, id).await.ground.body.mixture.unwrap();
        assert_eq!((signed.check, signed.checked_by), (Check::Single, None));
    }
}

async fn works_alone(scene: &Scene) {
    let mut tx = scene.clinic.app.database().write().await.unwrap();
    let mut clinic = clinics::find(&mut tx, scene.clinic.id).await.unwrap().unwrap();
    clinic.settings.0.works_alone = true;
    assert!(clinics::update(&mut tx, &clinic).await.unwrap());
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn two_who_agree_on_another_mixture_than_the_plans_are_stopped() {
    let scene = Scene::new(crate::clinic::On::Sqlite).await;
    let (app, id) = (&scene.clinic.app, scene.start().await);
    scene.prepare_patient(id).await;
    scene.choose_lots(id).await;
    let double = Preparation {
        drawn: vec![
            Drawn {
                lot: scene.minoxidil,
                volume_ml: 1.14,
                vials: 1,
                vial: None,
            },
            Drawn {
                lot: scene.saline,
                volume_ml: 1.71,
                vials: 1,
                vial: None,
            },
        ],
        ..scene.preparation()
    };
    session::prepare(&scene.assistant, app, scene.patient, id, &double)
        .await
        .unwrap();
    let figures = Figures {
        volume_ml: 2.85,
        agents: vec![("minoxidil".to_owned(), 2.0, 5.7)],
    };
    assert!(
        session::check(&scene.injector, app, scene.patient, id, &figures)
            .await
            .unwrap()
    );
    // 5.7 mg is over the limit of 5 mg, and 2 mg/mL is not what was prescribed.
    let codes = codes(&open(&scene, id).await, Before::Points);
    assert!(codes.contains(&"mixture-other:Minoxidil".to_owned()), "{codes:?}");
    assert!(codes.iter().any(|code| code.starts_with("rule:")), "{codes:?}");
    assert!(stroke(&scene, id, 0, Stroke::All).await.is_err());
}

#[tokio::test]
async fn charting_takes_strokes_back_and_refuses_what_was_not_planned() {
    for on in engines() {
        let scene = Scene::new(on).await;
        let (app, id) = (&scene.clinic.app, scene.ready().await);
        let charted = stroke(&scene, id, 0, Stroke::Zone("vertex".to_owned())).await.unwrap();
        assert_eq!(charted.n_points, 57);
        let skipped = Stroke::Point {
            id: "vertex-3".into(),
            state: Some(PointState::Skipped),
            volume_ml: None,
        };
        assert_eq!(stroke(&scene, id, 1, skipped).await.unwrap().n_points, 56);
        assert_eq!(stroke(&scene, id, 2, Stroke::Undo).await.unwrap().n_points, 57);
        // A chart that somebody else changed meanwhile is not overwritten.
        let stale = stroke(&scene, id, 1, Stroke::All).await.unwrap_err();
        assert!(matches!(stale, AppError::Stale("session")));
        let mut charting = open(&scene, id).await.ground.charting;
        charting.points[0].u = 0.9;
        charting.points[0].angle_deg = 90.0;
        charting.points[0].extra = true;
        let chart = |charting: Charting| session::chart(&scene.injector, app, scene.patient, id, 3, charting);
        let refused = keys(chart(charting.clone()).await.unwrap_err());
        assert!(
            refused == ["session-point-outside"] || refused == ["session-point-in-danger"],
            "{refused:?}"
        );
        charting.points.remove(0);
        charting.points.iter_mut().for_each(|point| point.volume_ml = 0.08);
        assert_eq!(
            keys(chart(charting.clone()).await.unwrap_err()),
            ["session-gate-more-than-mixed"]
        );
        charting.points.iter_mut().for_each(|point| point.volume_ml = 0.05);
        charting.points[1].id = charting.points[0].id.clone();
        assert_eq!(
            keys(chart(charting.clone()).await.unwrap_err()),
            ["session-chart-unreadable"]
        );
        charting.points[1].id = "vertex-57".to_owned();
        charting.points.pop();
        assert!(chart(charting).await.is_ok());
        // Lots and mixture belong to the first point.
        let refused = session::choose_lots(&scene.assistant, app, scene.patient, id, &[scene.saline], "", &say)
            .await
            .unwrap_err();
        assert_eq!(keys(refused), ["session-points-are-charted"]);
    }
}

#[tokio::test]
async fn a_session_of_one_patient_is_nothing_of_another() {
    for on in engines() {
        let scene = Scene::new(on).await;
        let id = scene.ready().await;
        let (other, _) = scene.another("A-002").await;
        let (app, actor) = (&scene.clinic.app, &scene.injector);
        let before = scene
            .count(
                "SELECT count(*) FROM audit WHERE record = $1 AND action <> 'session.open'",
                id,
            )
            .await;
        let not_found =
            |result: Result<(), AppError>| assert!(matches!(result, Err(AppError::NotFound("session"))), "{result:?}");
        not_found(session::open(actor, app, other, id).await.map(drop));
        not_found(session::stroke(actor, app, other, id, 0, &Stroke::All).await.map(drop));
        not_found(session::tick(actor, app, other, id, &["prep_skin".to_owned()]).await);
        not_found(session::measure(actor, app, other, id, &[]).await);
        not_found(session::choose_lots(actor, app, other, id, &[scene.saline], "", &say).await);
        not_found(session::prepare(actor, app, other, id, &scene.preparation()).await);
        not_found(session::check(actor, app, other, id, &Scene::figures()).await.map(drop));
        not_found(session::note(actor, app, other, id, 0, "x", None).await);
        not_found(session::sign(actor, app, other, id, 1, PASSWORD).await);
        not_found(session::amend(actor, app, other, id, "x").await);
        not_found(session::abandon(actor, app, other, id, "x").await);
        not_found(session::record_as_done(actor, app, other, id, &[], "x", &say).await);
        let after = scene
            .count(
                "SELECT count(*) FROM audit WHERE record = $1 AND action <> 'session.open'",
                id,
            )
            .await;
        assert_eq!(
            (
                before,
                scene.count("SELECT n_points FROM session WHERE id = $1", id).await
            ),
            (after, 0)
        );
    }
}

#[tokio::test]
async fn a_sheet_of_paper_is_typed_in_and_judged_for_its_own_time() {
    for on in engines() {
        let scene = Scene::new(on).await;
        let app = &scene.clinic.app;
        // The day after, when the lights are on again.
        scene.clinic.at("2026-04-07T08:00:00Z");
        let paper = |at: &str| OnPaper {
            at: Stamp(at.parse().unwrap()),
            injector: scene.injector.person,
        };
        let start = |at: &str| Start {
            plan: scene.plan,
            number: 1,
            room: scene.room,
            appointment: None,
            paper: Some(paper(at)),
        };
        let late = session::start(&scene.assistant, app, scene.patient, &start("2026-04-08T08:00:00Z")).await;
        assert_eq!(keys(late.unwrap_err()), ["session-paper-time-wrong"]);
        let assistant = scene.clinic.actor(Role::Assistant).await;
        let injector = scene.clinic.actor(Role::Injector).await;
        let id = session::start(&assistant, app, scene.patient, &start("2026-04-06T09:00:00Z"))
            .await
            .unwrap();
        let scene = Scene {
            injector,
            assistant,
            ..scene
        };
        scene.prepare_patient(id).await;
        scene.choose_lots(id).await;
        let app = &scene.clinic.app;
        session::prepare(&scene.assistant, app, scene.patient, id, &scene.preparation())
            .await
            .unwrap();
        // What is written down afterwards is stopped by nothing; the answers of that day counted on that day.
        stroke(&scene, id, 0, Stroke::All).await.unwrap();
        let desk = open(&scene, id).await;
        assert_eq!(codes(&desk, Before::Points), ["mixture-unchecked"]);
        assert_eq!(desk.judged.plan.day.verdict.words(), "eligible");
        for (end, at) in [
            (session::ObservationEnd::Started, "2026-04-06T09:20:00Z"),
            (session::ObservationEnd::Ended, "2026-04-06T09:51:00Z"),
        ] {
            let at = Some(Stamp(at.parse().unwrap()));
            session::observe(&scene.assistant, app, scene.patient, id, end, at)
                .await
                .unwrap();
        }
        session::state_no_reaction(&scene.assistant, app, scene.patient, id, true)
            .await
            .unwrap();
        assert_eq!(
            keys(sign(&scene, id, 1).await.unwrap_err()),
            ["session-gate-not-checked"]
        );
        let codes = ["mixture-unchecked".to_owned()];
        session::record_as_done(&scene.injector, app, scene.patient, id, &codes, "No electricity.", &say)
            .await
            .unwrap();
        sign(&scene, id, 1).await.unwrap();
        let desk = open(&scene, id).await;
        assert_eq!(desk.ground.session.day.0.to_string(), "2026-04-06");
        assert!(desk.ground.session.from_paper);
        assert_eq!(incident_kinds(&scene).await, [IncidentKind::MixtureCheck]);
    }
}

#[tokio::test]
async fn the_next_session_repeats_the_last_and_waits_for_the_interval() {
    let scene = Scene::new(crate::clinic::On::Sqlite).await;
    let first = scene.done().await;
    let skipped = Stroke::Point {
        id: "vertex-3".into(),
        state: Some(PointState::Skipped),
        volume_ml: None,
    };
    stroke(&scene, first, 1, skipped).await.unwrap();
    sign(&scene, first, 1).await.unwrap();
    let second = session::start(
        &scene.assistant,
        &scene.clinic.app,
        scene.patient,
        &Start {
            plan: scene.plan,
            number: 2,
            room: scene.room,
            appointment: None,
            paper: None,
        },
    )
    .await
    .unwrap();
    // The same day: minoxidil waits for seven days.
    let desk = open(&scene, second).await;
    assert!(codes(&desk, Before::Mixing).contains(&"interval".to_owned()));
    assert_eq!(
        desk.last_points
            .unwrap()
            .iter()
            .filter(|point| point.state == PointState::Injected)
            .count(),
        56
    );
    // What nobody began with is given up; then the next one can begin.
    session::abandon(&scene.assistant, &scene.clinic.app, scene.patient, second, "Too early.")
        .await
        .unwrap();
    let list = session::list(&scene.assistant, &scene.clinic.app, scene.patient)
        .await
        .unwrap();
    assert_eq!(
        list.lines.iter().map(|line| line.state).collect::<Vec<_>>(),
        [State::Abandoned, State::Signed]
    );
    assert_eq!(list.lots[1], ["MX-0417", "NS-2203"]);
    assert_eq!(list.lines[1].n_points, 56);
}

#[tokio::test]
async fn notes_that_somebody_changed_meanwhile_are_not_overwritten() {
    let scene = Scene::new(crate::clinic::On::Sqlite).await;
    let (app, id) = (&scene.clinic.app, scene.start().await);
    session::note(&scene.assistant, app, scene.patient, id, 0, "Hair parted.", None)
        .await
        .unwrap();
    let stale = session::note(&scene.injector, app, scene.patient, id, 0, "Other.", None)
        .await
        .unwrap_err();
    assert!(matches!(stale, AppError::Stale("notes")));
    assert_eq!(open(&scene, id).await.ground.body.notes.text, "Hair parted.");
}

#[tokio::test]
async fn a_plan_of_another_patient_or_an_ended_one_begins_no_session() {
    let scene = Scene::new(crate::clinic::On::Sqlite).await;
    let (app, (other, plan)) = (&scene.clinic.app, scene.another("A-002").await);
    let start = |plan| Start {
        plan,
        number: 1,
        room: scene.room,
        appointment: None,
        paper: None,
    };
    let of_other = session::start(&scene.assistant, app, scene.patient, &start(plan))
        .await
        .unwrap_err();
    assert!(matches!(of_other, AppError::NotFound("plan")));
    anagen_app::plan::end(&scene.prescriber, app, other, plan, "Stopped.")
        .await
        .unwrap();
    let ended = session::start(&scene.assistant, app, other, &start(plan))
        .await
        .unwrap_err();
    assert_eq!(keys(ended), ["session-plan-ended"]);
    let desk = scene.clinic.actor(Role::FrontDesk).await;
    let forbidden = session::start(&desk, app, other, &start(plan)).await.unwrap_err();
    assert!(matches!(forbidden, AppError::Forbidden(Action::RunSession)));
    let _: PatientId = other;
}

async fn lot_of(clinic: &Clinic, actor: &Actor, lot: LotId) -> anagen_records::stock::lots::Lot {
    let mut tx = clinic.app.database().read().await.unwrap();
    stock::lots::of(&mut tx, actor, lot).await.unwrap()
}

async fn recalled(scene: &Scene, lot: LotId) -> i64 {
    scene
        .count(
            "SELECT count(*) FROM mixture_component WHERE lot = $1 AND removed_at IS NULL",
            lot,
        )
        .await
}
