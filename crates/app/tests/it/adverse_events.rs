//! Adverse events: written down, changed, managed; what lies under them; incidents and their review.

use anagen_app::adverse_events::causality::{Alternative, Causality, Dechallenge, Inputs, Timing};
use anagen_app::adverse_events::incidents::{self, IncidentKind};
use anagen_app::adverse_events::overlay::{latency_days, overlap};
use anagen_app::adverse_events::{self, Answer, NewStep, Outcome, Patch, Report, StepKind, open_incident, report};
use anagen_app::photographs::{self, Capture, NewPhotograph, View};
use anagen_app::{Actor, AppError};
use anagen_records::consents::PhotographClass;
use anagen_records::people::Role;
use anagen_records::stock::lots;
use anagen_records::values::{AdverseEventId, ClinicId, PatientId, SessionId};
use anagen_records::{Day, Stamp, audit, plans};
use jiff::civil::date;

use crate::clinic::{Clinic, KNOWLEDGE, engines};
use crate::intake::patient;
use crate::photographs::pictures::{halves, jpeg};
use crate::session::scene::Scene;

/// A folliculitis that began two days ago.
fn folliculitis() -> Report {
    let mut report = Report::of_code("ae_folliculitis");
    report.onset_on = Some(Day(date(2026, 3, 10)));
    report.grade = Some(2);
    report.serious = Some(false);
    "Three spots with pus on the vertex".clone_into(&mut report.details.description);
    report.details.zones = vec!["vertex".to_owned()];
    report
}

async fn write_down(
    actor: &Actor,
    clinic: &Clinic,
    patient: PatientId,
    report: Report,
) -> Result<AdverseEventId, AppError> {
    adverse_events::write_down(actor, &clinic.app, patient, report, &[]).await
}

#[track_caller]
fn wrong_fields(error: &AppError) -> Vec<(&str, &str)> {
    let AppError::Invalid(invalid) = error else {
        panic!("{error:?}")
    };
    invalid
        .0
        .iter()
        .map(|error| (error.field.as_str(), error.message.key))
        .collect()
}

#[tokio::test]
async fn an_event_is_written_down_changed_and_every_version_stays() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let assistant = clinic.actor(Role::Assistant).await;
        let prescriber = clinic.actor(Role::Prescriber).await;
        let patient = patient(&clinic, "Lopez").await;
        let app = &clinic.app;
        let id = write_down(&assistant, &clinic, patient, folliculitis()).await.unwrap();
        let view = adverse_events::open(&prescriber, app, patient, id).await.unwrap();
        // An infection by its kind, as long as nobody said otherwise.
        assert!(view.event.infection && view.report == folliculitis() && view.versions.len() == 1);

        let mut changed = folliculitis();
        changed.grade = Some(1);
        changed.details.infection = Some(Answer::No);
        changed.details.inputs = Inputs {
            timing: Some(Timing::Plausible),
            dechallenge: Some(Dechallenge::Improved),
            alternative_cause: Some(Alternative::NoneFound),
            ..Inputs::default()
        };
        changed.details.causality = Some(Causality::Probable);
        let no_reason = adverse_events::change(&prescriber, app, patient, id, 1, changed.clone(), " ")
            .await
            .unwrap_err();
        assert_eq!(wrong_fields(&no_reason), [("reason", "adverse-events-reason-missing")]);
        clinic.at("2026-03-12T09:05:00Z");
        adverse_events::change(&prescriber, app, patient, id, 1, changed.clone(), "the swab is sterile")
            .await
            .unwrap();

        let view = adverse_events::open(&assistant, app, patient, id).await.unwrap();
        assert_eq!(
            (view.event.version, view.event.grade, view.event.infection),
            (2, Some(1), false)
        );
        assert_eq!(view.report.details.judged_by.as_deref(), Some("Dr prescriber"));
        let told: Vec<_> = view
            .versions
            .iter()
            .map(|one| (one.version, one.by_name.as_str(), one.reason.as_deref()))
            .collect();
        assert_eq!(
            told,
            [
                (2, "Dr prescriber", Some("the swab is sterile")),
                (1, "Dr assistant", None)
            ]
        );
        assert_eq!(view.versions[1].report, folliculitis());
        let mut tx = app.database().read().await.unwrap();
        let signed = plans::signatures(&mut tx, "adverse_event", &id.to_string(), 2)
            .await
            .unwrap();
        assert_eq!(
            signed.iter().map(|one| one.meaning.as_str()).collect::<Vec<_>>(),
            ["judged the causality: probable"]
        );
        drop(tx);

        // Somebody who changes something else does not sign the judgement again, and takes it from nobody.
        let mut again = changed;
        again.outcome = Outcome::Resolved;
        adverse_events::change(&assistant, app, patient, id, 2, again.clone(), "healed")
            .await
            .unwrap();
        let view = adverse_events::open(&assistant, app, patient, id).await.unwrap();
        assert_eq!(view.report.details.judged_by.as_deref(), Some("Dr prescriber"));
        let mut tx = app.database().read().await.unwrap();
        assert!(
            plans::signatures(&mut tx, "adverse_event", &id.to_string(), 3)
                .await
                .unwrap()
                .is_empty()
        );
        drop(tx);
        // What changes nothing makes no version.
        adverse_events::change(&assistant, app, patient, id, 3, view.report, "nothing")
            .await
            .unwrap();
        assert_eq!(
            adverse_events::open(&assistant, app, patient, id)
                .await
                .unwrap()
                .event
                .version,
            3
        );
    }
}

#[tokio::test]
async fn a_change_from_an_earlier_version_is_refused() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let assistant = clinic.actor(Role::Assistant).await;
        let patient = patient(&clinic, "Lopez").await;
        let app = &clinic.app;
        let id = write_down(&assistant, &clinic, patient, folliculitis()).await.unwrap();
        let graded = |grade| {
            let mut report = folliculitis();
            report.grade = Some(grade);
            report
        };
        adverse_events::change(&assistant, app, patient, id, 1, graded(1), "first")
            .await
            .unwrap();
        for version in [0, 1, 3] {
            let stale = adverse_events::change(&assistant, app, patient, id, version, graded(3), "second").await;
            assert!(matches!(stale, Err(AppError::Stale("adverse event"))), "{version}");
        }
        assert_eq!(
            adverse_events::open(&assistant, app, patient, id)
                .await
                .unwrap()
                .event
                .grade,
            Some(1)
        );
        // A step never waits for whoever edits: it makes no version.
        let step = NewStep {
            kind: StepKind::Managed,
            text: "Swab".to_owned(),
            reference: String::new(),
            at: None,
        };
        adverse_events::add_step(&assistant, app, patient, id, step)
            .await
            .unwrap();
        adverse_events::change(&assistant, app, patient, id, 2, graded(3), "third")
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn two_who_change_one_version_do_not_overwrite_each_other() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let assistant = clinic.actor(Role::Assistant).await;
        let patient = patient(&clinic, "Lopez").await;
        let id = write_down(&assistant, &clinic, patient, folliculitis()).await.unwrap();
        let mut sent = Vec::new();
        for number in 0..6 {
            let (app, actor) = (clinic.app.clone(), assistant.clone());
            sent.push(tokio::spawn(async move {
                let mut report = folliculitis();
                report.details.description = format!("description {number}");
                adverse_events::change(&actor, &app, patient, id, 1, report, "at the same time").await
            }));
        }
        let mut done = 0;
        for one in sent {
            match one.await.unwrap() {
                Ok(()) => done += 1,
                Err(AppError::Stale(_)) => {}
                Err(other) => panic!("{other:?}"),
            }
        }
        assert_eq!(done, 1);
        let view = adverse_events::open(&assistant, &clinic.app, patient, id)
            .await
            .unwrap();
        assert_eq!((view.event.version, view.versions.len()), (2, 2));
    }
}

/// What is made wrong in a report, and what is said of which field.
type Case = (fn(&mut Report), &'static [(&'static str, &'static str)]);

#[tokio::test]
async fn a_report_is_held_to_the_knowledge_the_patient_and_itself() {
    let clinic = Clinic::new(crate::clinic::On::Sqlite).await;
    let assistant = clinic.actor(Role::Assistant).await;
    let patient = patient(&clinic, "Lopez").await;
    let cases: [Case; 13] = [
        (
            |one| one.code = "ae_invented".to_owned(),
            &[("code", "adverse-events-code-missing")],
        ),
        (
            |one| one.code = report::OTHER.to_owned(),
            &[("other", "adverse-events-other-missing")],
        ),
        (|one| one.grade = Some(6), &[("grade", "adverse-events-grade-wrong")]),
        (
            |one| one.grade = Some(5),
            &[
                ("grade", "adverse-events-grade-and-death"),
                ("serious", "adverse-events-death-is-serious"),
            ],
        ),
        (
            |one| one.outcome = Outcome::Fatal,
            &[("grade", "adverse-events-grade-and-death")],
        ),
        (
            |one| one.onset_on = Some(Day(date(2026, 3, 13))),
            &[("onset_on", "adverse-events-day-in-future")],
        ),
        (
            |one| one.onset_on = Some(Day(date(1983, 3, 13))),
            &[("onset_on", "adverse-events-day-before-birth")],
        ),
        (
            |one| one.details.outcome_on = Some(Day(date(2026, 3, 9))),
            &[("outcome_on", "adverse-events-over-before-it-began")],
        ),
        (
            |one| one.serious = Some(true),
            &[("criteria", "adverse-events-criterion-missing")],
        ),
        (
            |one| one.details.criteria = vec!["death".to_owned()],
            &[("serious", "adverse-events-criterion-and-not-serious")],
        ),
        (
            |one| one.details.zones.push("moon".to_owned()),
            &[("zones", "adverse-events-zone-unknown")],
        ),
        (
            |one| {
                one.details.patches = vec![Patch {
                    angle_deg: 0.0,
                    u: 1.5,
                    diameter_mm: 10.0,
                }];
            },
            &[("patches", "adverse-events-patch-wrong")],
        ),
        (
            |one| one.details.mycobacteria = Some(Answer::Yes),
            &[("mycobacteria", "adverse-events-mycobacteria-other-code")],
        ),
    ];
    for (change, expected) in cases {
        let mut report = folliculitis();
        change(&mut report);
        let refused = write_down(&assistant, &clinic, patient, report).await.unwrap_err();
        assert_eq!(wrong_fields(&refused), expected);
    }
    // Everything that is wrong is said at once.
    let mut report = folliculitis();
    report.grade = Some(9);
    report.details.zones.push("moon".to_owned());
    report.details.description = "x".repeat(4001);
    let refused = write_down(&assistant, &clinic, patient, report).await.unwrap_err();
    let fields: Vec<_> = wrong_fields(&refused).into_iter().map(|(field, _)| field).collect();
    assert_eq!(fields, ["grade", "zones", "description"]);
    let mut tx = clinic.app.database().read().await.unwrap();
    assert!(
        adverse_events::list(&mut tx, &assistant, patient)
            .await
            .unwrap()
            .is_empty()
    );
}

#[tokio::test]
async fn an_event_belongs_to_its_patient_and_its_clinic() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let assistant = clinic.actor(Role::Assistant).await;
        let (own, another) = (patient(&clinic, "Lopez").await, patient(&clinic, "Garcia").await);
        let app = &clinic.app;
        let id = write_down(&assistant, &clinic, own, folliculitis()).await.unwrap();
        let not_found =
            |result: Result<(), AppError>| assert!(matches!(result, Err(AppError::NotFound(_))), "{result:?}");
        not_found(adverse_events::open(&assistant, app, another, id).await.map(|_| ()));
        not_found(adverse_events::change(&assistant, app, another, id, 1, folliculitis(), "x").await);
        let step = NewStep {
            kind: StepKind::Noted,
            text: "x".to_owned(),
            reference: String::new(),
            at: None,
        };
        not_found(adverse_events::add_step(&assistant, app, another, id, step.clone()).await);
        // A session and a photograph of somebody else.
        let mut report = folliculitis();
        report.session = Some(SessionId::new());
        not_found(write_down(&assistant, &clinic, own, report).await.map(|_| ()));
        let picture = NewPhotograph {
            bytes: jpeg(&halves(20, 20)),
            view: View::Vertex,
            taken_on: None,
            session: None,
            adverse_event: None,
            class: PhotographClass::Care,
            capture: Capture::default(),
            note: String::new(),
        };
        let of_another = photographs::add(&assistant, app, another, picture).await.unwrap();
        not_found(
            adverse_events::write_down(&assistant, app, own, folliculitis(), &[of_another])
                .await
                .map(|_| ()),
        );
        let mut tx = app.database().read().await.unwrap();
        assert_eq!(adverse_events::list(&mut tx, &assistant, own).await.unwrap().len(), 1);
        drop(tx);
        let stranger = Actor {
            clinic: ClinicId::new(),
            ..assistant.clone()
        };
        not_found(adverse_events::open(&stranger, app, own, id).await.map(|_| ()));
        let desk = clinic.actor(Role::FrontDesk).await;
        let forbidden = adverse_events::open(&desk, app, own, id).await.unwrap_err();
        assert!(matches!(forbidden, AppError::Forbidden(_)));
        let auditor = clinic.actor(Role::Auditor).await;
        let forbidden = write_down(&auditor, &clinic, own, folliculitis()).await.unwrap_err();
        assert!(matches!(forbidden, AppError::Forbidden(_)));
    }
}

#[tokio::test]
async fn steps_bear_their_time_and_are_only_ever_added() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let assistant = clinic.actor(Role::Assistant).await;
        let patient = patient(&clinic, "Lopez").await;
        let app = &clinic.app;
        let id = write_down(&assistant, &clinic, patient, Report::of_code("ae_anaphylaxis"))
            .await
            .unwrap();
        let at = |text: &str| Some(Stamp(text.parse().unwrap()));
        let step = |kind, text: &str, at| NewStep {
            kind,
            text: text.to_owned(),
            reference: String::new(),
            at,
        };
        let add = |step| adverse_events::add_step(&assistant, app, patient, id, step);
        add(step(StepKind::Managed, "Adrenaline 0.5 mg", None)).await.unwrap();
        add(step(StepKind::Managed, "Called for help", at("2026-03-12T08:58:00Z")))
            .await
            .unwrap();
        let refused = add(step(StepKind::Managed, "  ", None)).await.unwrap_err();
        assert_eq!(wrong_fields(&refused), [("step", "adverse-events-step-missing")]);
        let refused = add(step(StepKind::Managed, "Later", at("2026-03-12T09:00:01Z")))
            .await
            .unwrap_err();
        assert_eq!(wrong_fields(&refused), [("at", "adverse-events-time-in-future")]);
        let reported = NewStep {
            reference: "ES-123".to_owned(),
            ..step(StepKind::Reported, "Agency", None)
        };
        add(reported).await.unwrap();
        let view = adverse_events::open(&assistant, app, patient, id).await.unwrap();
        let told: Vec<_> = view
            .steps
            .iter()
            .map(|step| (step.text.as_str(), step.at.to_string(), step.by_name.as_str()))
            .collect();
        assert_eq!(
            told[0],
            (
                "Called for help",
                "2026-03-12T08:58:00.000000Z".to_owned(),
                "Dr assistant"
            )
        );
        assert_eq!(
            (told[1].0, told[2].0, view.steps[2].reference.as_str()),
            ("Adrenaline 0.5 mg", "Agency", "ES-123")
        );
        let mut tx = app.database().write().await.unwrap();
        assert!(
            tx.run("UPDATE adverse_event_step SET text = 'x'", vec![])
                .await
                .unwrap_err()
                .is_refused()
        );
        drop(tx);
        let mut tx = app.database().write().await.unwrap();
        assert!(
            tx.run("DELETE FROM adverse_event_step", vec![])
                .await
                .unwrap_err()
                .is_refused()
        );
    }
}

#[tokio::test]
async fn past_sessions_lie_under_an_event_with_points_lots_and_days() {
    for on in engines() {
        let scene = Box::pin(Scene::new(on)).await;
        let session = Box::pin(scene.done()).await;
        let app = &scene.clinic.app;
        scene.clinic.at("2026-04-20T09:00:00Z");
        let assistant = scene.clinic.actor(Role::Assistant).await;
        let mut report = Report::of_code("ae_patchy_alopecia");
        report.session = Some(session);
        report.onset_on = Some(Day(date(2026, 4, 18)));
        report.details.new_patch = Some(Answer::Yes);
        report.details.zones = vec!["vertex".to_owned()];
        let id = write_down(&assistant, &scene.clinic, scene.patient, report.clone())
            .await
            .unwrap();
        let view = adverse_events::open(&assistant, app, scene.patient, id).await.unwrap();
        let past = &view.sessions[0];
        assert_eq!((past.id, past.day, past.signed), (session, date(2026, 4, 6), false));
        assert_eq!(latency_days(past, Some(date(2026, 4, 18))), Some(12));
        assert!(
            past.points.len() > 20 && past.head_cm.is_some(),
            "{}",
            past.points.len()
        );
        assert!(past.agents.contains("minoxidil"));
        let mut numbers: Vec<&str> = past.lots.iter().map(|lot| lot.number.as_str()).collect();
        numbers.sort_unstable();
        assert_eq!(numbers, ["MX-0417", "NS-2203"]);
        // A patch around one of the points.
        let place = past.points[0].place();
        let patch = Patch {
            angle_deg: place.angle_deg,
            u: place.u,
            diameter_mm: 4.0,
        };
        assert_eq!(overlap(past, &[patch], &KNOWLEDGE).unwrap().inside, 1);
        let whole = Patch {
            diameter_mm: 400.0,
            ..patch
        };
        let all = overlap(past, &[whole], &KNOWLEDGE).unwrap();
        assert!(all.inside == past.points.len() && all.overlaps);
        // An event cannot be put down to a session after it.
        report.onset_on = Some(Day(date(2026, 4, 5)));
        let refused = write_down(&assistant, &scene.clinic, scene.patient, report)
            .await
            .unwrap_err();
        assert_eq!(
            wrong_fields(&refused),
            [("session", "adverse-events-session-after-onset")]
        );
    }
}

#[tokio::test]
async fn proven_mycobacteria_quarantine_every_lot_of_the_patient_at_once() {
    for on in engines() {
        let scene = Box::pin(Scene::new(on)).await;
        Box::pin(scene.done()).await;
        let app = &scene.clinic.app;
        scene.clinic.at("2026-05-20T09:00:00Z");
        let assistant = scene.clinic.actor(Role::Assistant).await;
        let mut report = Report::of_code("ae_mycobacterial_infection");
        report.onset_on = Some(Day(date(2026, 5, 15)));
        report.details.mycobacteria = Some(Answer::NotKnown);
        let id = write_down(&assistant, &scene.clinic, scene.patient, report.clone())
            .await
            .unwrap();
        let quarantined = async || {
            let mut tx = app.database().read().await.unwrap();
            let mut found = Vec::new();
            for lot in [scene.minoxidil, scene.saline] {
                let lot = lots::find(&mut tx, scene.clinic.id, lot).await.unwrap().unwrap();
                found.push(lot.quarantined_at.is_some());
            }
            found
        };
        // Suspected is not proven.
        assert_eq!(quarantined().await, [false, false]);
        report.details.mycobacteria = Some(Answer::Yes);
        adverse_events::change(&assistant, app, scene.patient, id, 1, report, "culture positive")
            .await
            .unwrap();
        assert_eq!(quarantined().await, [true, true]);
        let view = adverse_events::open(&assistant, app, scene.patient, id).await.unwrap();
        assert!(view.report.details.proven && view.event.infection);
        assert!(view.sessions[0].lots.iter().all(|lot| lot.quarantined));
        let mut tx = app.database().read().await.unwrap();
        let trail = audit::list(&mut tx, scene.clinic.id, None, i64::MAX, 20).await.unwrap();
        assert_eq!(trail.iter().filter(|link| link.action == "lot.quarantine").count(), 2);
    }
}

#[tokio::test]
async fn an_incident_is_looked_into_once_by_whoever_may() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let assistant = clinic.actor(Role::Assistant).await;
        let director = clinic.actor(Role::MedicalDirector).await;
        let own = patient(&clinic, "Lopez").await;
        let app = &clinic.app;
        let what = "The vial had been open since yesterday".to_owned();
        let refused = incidents::report(
            &assistant,
            app,
            Some(own),
            None,
            IncidentKind::VialShared,
            " ".to_owned(),
        )
        .await;
        assert_eq!(
            wrong_fields(&refused.unwrap_err()),
            [("what", "adverse-events-incident-what-missing")]
        );
        let id = incidents::report(&assistant, app, Some(own), None, IncidentKind::VialShared, what.clone())
            .await
            .unwrap();
        incidents::report(
            &assistant,
            app,
            None,
            None,
            IncidentKind::Exposure,
            "Needlestick".to_owned(),
        )
        .await
        .unwrap();
        let open = incidents::list(&assistant, app, true, None).await.unwrap();
        assert_eq!(
            open.iter().map(|one| one.kind).collect::<Vec<_>>(),
            [IncidentKind::Exposure, IncidentKind::VialShared]
        );
        assert_eq!(
            (open[1].family_name.as_deref(), open[0].family_name.as_deref()),
            (Some("Lopez"), None)
        );
        for role in [Role::Assistant, Role::Injector, Role::Prescriber, Role::Administrator] {
            let actor = clinic.actor(role).await;
            let forbidden = incidents::review(&actor, app, id, "fine".to_owned()).await.unwrap_err();
            assert!(matches!(forbidden, AppError::Forbidden(_)), "{role}");
        }
        let refused = incidents::review(&director, app, id, String::new()).await.unwrap_err();
        assert_eq!(
            wrong_fields(&refused),
            [("outcome", "adverse-events-incident-outcome-missing")]
        );
        incidents::review(
            &director,
            app,
            id,
            "Told the patient; vials are labelled now".to_owned(),
        )
        .await
        .unwrap();
        let again = incidents::review(&director, app, id, "Something else".to_owned())
            .await
            .unwrap_err();
        assert!(matches!(again, AppError::Stale("incident")));
        let seen = incidents::find(&assistant, app, id).await.unwrap();
        assert_eq!(
            seen.outcome.as_deref(),
            Some("Told the patient; vials are labelled now")
        );
        assert_eq!(
            (seen.what, seen.reviewed_by_name.as_deref()),
            (what, Some("Dr medical-director"))
        );
        assert_eq!(incidents::list(&director, app, false, None).await.unwrap().len(), 1);
        // The database itself keeps what came of it.
        let mut tx = app.database().write().await.unwrap();
        let changed = tx
            .run(
                "UPDATE incident SET outcome = 'x' WHERE reviewed_at IS NOT NULL",
                vec![],
            )
            .await;
        assert!(changed.unwrap_err().is_refused());
        drop(tx);
        // Another clinic's director finds nothing.
        let stranger = Actor {
            clinic: ClinicId::new(),
            ..director.clone()
        };
        assert!(matches!(
            incidents::find(&stranger, app, id).await,
            Err(AppError::NotFound("incident"))
        ));
        assert!(matches!(
            incidents::review(&stranger, app, id, "x".to_owned()).await,
            Err(AppError::NotFound("incident"))
        ));
    }
}

#[tokio::test]
async fn an_incident_of_a_session_belongs_to_its_patient() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let injector = clinic.actor(Role::Injector).await;
        let own = patient(&clinic, "Lopez").await;
        let mut tx = clinic.app.database().write().await.unwrap();
        let now = clinic.app.now();
        let kind = IncidentKind::Dose;
        let what = || "Above the cap".to_owned();
        let unknown = Some(SessionId::new());
        let refused = open_incident(&mut tx, &injector, Some(own), unknown, kind, what(), now)
            .await
            .unwrap_err();
        assert!(matches!(refused, AppError::NotFound("session")));
        let refused = open_incident(&mut tx, &injector, None, unknown, kind, what(), now)
            .await
            .unwrap_err();
        assert!(matches!(refused, AppError::NotFound("session")));
        let refused = open_incident(&mut tx, &injector, Some(PatientId::new()), None, kind, what(), now)
            .await
            .unwrap_err();
        assert!(matches!(refused, AppError::NotFound("patient")));
        open_incident(&mut tx, &injector, Some(own), None, kind, what(), now)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let mut tx = clinic.app.database().read().await.unwrap();
        assert_eq!(incidents::of_patient(&mut tx, &injector, own).await.unwrap().len(), 1);
    }
}
