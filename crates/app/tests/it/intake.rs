//! Intake: what is asked, answered, kept; lists, diagnosis, treatment beside the sessions, the tablet.

mod lists;
mod tablet;

use anagen_app::intake::{
    self, ListKind, ListStanding, NewDiagnosis, NewTreatment, Place, Said, SaidAnswer, Standing, Step,
};
use anagen_app::patients::register::{Particulars, Registered, register};
use anagen_app::{Actor, AppError};
use anagen_care::case::{AnswerSource, ListEntry, Route};
use anagen_care::screening::Verdict;
use anagen_knowledge::records::AnswerText;
use anagen_records::audit::{self, Verified};
use anagen_records::people::Role;
use anagen_records::values::PatientId;
use jiff::civil::date;

use crate::clinic::{Clinic, On, engines};

/// A patient of forty-two years; one of another name is another person.
pub(crate) async fn patient(clinic: &Clinic, family_name: &str) -> PatientId {
    let actor = clinic.actor(Role::Assistant).await;
    let particulars = Particulars {
        given_names: if family_name == "Lopez" { "Maria" } else { "Ines" }.to_owned(),
        family_name: family_name.to_owned(),
        birth_date: Some(if family_name == "Lopez" {
            date(1984, 1, 15)
        } else {
            date(1979, 8, 3)
        }),
        ..Particulars::default()
    };
    match register(&actor, &clinic.app, &particulars, true, &[]).await.unwrap() {
        Registered::Done(id) => id,
        Registered::Similar(similar) => panic!("similar to {similar:?}"),
    }
}

/// Something that was said.
pub(crate) fn said(fact: &str, answer: impl Into<Words>) -> Said {
    Said {
        fact: fact.to_owned(),
        answer: answer.into().0,
        source: AnswerSource::Patient,
        on: None,
    }
}

/// What is said in a test: yes or no, a text, or one of the two ways of not answering.
pub(crate) struct Words(SaidAnswer);

impl From<bool> for Words {
    fn from(value: bool) -> Self {
        Self(SaidAnswer::Value(AnswerText::YesNo(value)))
    }
}

impl From<&str> for Words {
    fn from(text: &str) -> Self {
        Self(match text {
            "not known" => SaidAnswer::NotKnown,
            "refused" => SaidAnswer::Refused,
            text => SaidAnswer::Value(AnswerText::Text(text.to_owned())),
        })
    }
}

impl From<&[&str]> for Words {
    fn from(names: &[&str]) -> Self {
        Self(SaidAnswer::Value(AnswerText::List(
            names.iter().map(|name| (*name).to_owned()).collect(),
        )))
    }
}

/// A laboratory value of a day.
fn measured(fact: &str, value: &str, on: jiff::civil::Date) -> Said {
    Said {
        source: AnswerSource::Laboratory,
        on: Some(on),
        ..said(fact, value)
    }
}

pub(crate) async fn answer(actor: &Actor, clinic: &Clinic, patient: PatientId, all: &[Said]) -> usize {
    intake::answer(actor, &clinic.app, patient, all, None).await.unwrap()
}

async fn standing(actor: &Actor, clinic: &Clinic, patient: PatientId, fact: &str) -> Standing {
    let intake = intake::open(actor, &clinic.app, patient, "test").await.unwrap();
    intake.question(intake.knowledge().fact_key(fact).unwrap()).standing
}

fn wrong(error: AppError) -> Vec<(String, &'static str)> {
    match error {
        AppError::Invalid(invalid) => invalid
            .0
            .into_iter()
            .map(|wrong| (wrong.field, wrong.message.key))
            .collect(),
        error => panic!("{error:?}"),
    }
}

fn entry(name: &str) -> ListEntry {
    ListEntry {
        name: name.to_owned(),
        detail: None,
        since: None,
    }
}

#[tokio::test]
async fn answers_are_appended_and_the_later_counts() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let id = patient(&clinic, "Lopez").await;
        let (assistant, injector) = (clinic.actor(Role::Assistant).await, clinic.actor(Role::Injector).await);
        assert_eq!(
            answer(
                &assistant,
                &clinic,
                id,
                &[said("diabetes", true), said("hiv", "refused")]
            )
            .await,
            2
        );
        clinic.at("2026-03-12T09:05:00Z");
        answer(&injector, &clinic, id, &[said("diabetes", false)]).await;
        let intake = intake::open(&assistant, &clinic.app, id, "test").await.unwrap();
        let question = |fact: &str| intake.question(intake.knowledge().fact_key(fact).unwrap());
        assert_eq!(question("diabetes").answer.unwrap().answer.0, false);
        assert_eq!(question("diabetes").entered_by, injector.name);
        // Refused is stored as refused, and is no "no".
        assert_eq!(question("hiv").standing, Standing::Refused);
        // Nobody asked: nothing is there.
        assert_eq!(question("any_cancer").standing, Standing::NotAsked);
        assert!(question("any_cancer").answer.is_none());
        // Both answers stay to be read, and nobody can take one away behind the application's back.
        let history = intake::history(&assistant, &clinic.app, id, 0).await.unwrap();
        assert_eq!(history.rows.iter().filter(|row| row.name == "diabetes").count(), 2);
        let mut tx = clinic.app.database().write().await.unwrap();
        assert!(
            tx.run("UPDATE answer SET answer = 'true'", vec![])
                .await
                .unwrap_err()
                .is_refused()
        );
        drop(tx);
        let mut tx = clinic.app.database().write().await.unwrap();
        assert!(tx.run("DELETE FROM answer", vec![]).await.unwrap_err().is_refused());
        drop(tx);
        // The audit trail has who wrote what, and is whole.
        let mut tx = clinic.app.database().read().await.unwrap();
        let entries = audit::list(&mut tx, clinic.id, Some(id), i64::MAX, 50).await.unwrap();
        let written: Vec<_> = entries.iter().filter(|entry| entry.action == "intake.answer").collect();
        assert_eq!(written.len(), 2);
        assert_eq!(written[0].person, Some(injector.person));
        assert!(written[0].digest.is_some());
        let key = clinic.place.audit_key(false).unwrap();
        assert!(matches!(
            audit::verify(&mut tx, &key, &[]).await.unwrap(),
            Verified::Whole { .. }
        ));
    }
}

#[tokio::test]
async fn nothing_touched_writes_nothing_and_all_is_all_or_none() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let id = patient(&clinic, "Lopez").await;
        let assistant = clinic.actor(Role::Assistant).await;
        assert_eq!(answer(&assistant, &clinic, id, &[]).await, 0);
        let refused = intake::answer(
            &assistant,
            &clinic.app,
            id,
            &[
                said("diabetes", true),
                measured("hba1c", "40 %", date(2026, 3, 1)),
                said("egfr", "90 mL"),
            ],
            None,
        )
        .await
        .unwrap_err();
        // Everything that is wrong is told at once: the value, the unit, and the day that is missing.
        assert_eq!(
            wrong(refused),
            [
                ("hba1c".to_owned(), "intake-number-impossible"),
                ("egfr".to_owned(), "intake-unit-wrong"),
                ("on-egfr".to_owned(), "intake-laboratory-day-missing"),
            ]
        );
        assert_eq!(standing(&assistant, &clinic, id, "diabetes").await, Standing::NotAsked);
        assert!(
            intake::history(&assistant, &clinic.app, id, 0)
                .await
                .unwrap()
                .rows
                .is_empty()
        );
    }
}

#[tokio::test]
async fn a_laboratory_value_has_its_day_and_its_unit() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let id = patient(&clinic, "Lopez").await;
        let assistant = clinic.actor(Role::Assistant).await;
        // 55 mmol/mol is 7.2 %: kept as it was given, read in the unit of the question.
        answer(
            &assistant,
            &clinic,
            id,
            &[
                measured("hba1c", "55 mmol/mol", date(2026, 3, 2)),
                measured("inr", "2.5", date(2026, 3, 10)),
            ],
        )
        .await;
        let intake = intake::open(&assistant, &clinic.app, id, "test").await.unwrap();
        let key = intake.knowledge().fact_key("hba1c").unwrap();
        assert_eq!(intake.question(key).answer.unwrap().answer.0, "55 mmol/mol");
        assert!(
            matches!(intake.sheet.value(key), Some(anagen_knowledge::Value::Number { low, .. }) if (7.15..7.25).contains(low))
        );
        // An older value that is entered later does not take the place of the newer one.
        answer(&assistant, &clinic, id, &[measured("inr", "4.0", date(2026, 2, 20))]).await;
        let intake = intake::open(&assistant, &clinic.app, id, "test").await.unwrap();
        let inr = intake.knowledge().fact_key("inr").unwrap();
        assert_eq!(intake.question(inr).answer.unwrap().answer.0, "2.5");
        // A correction of the same day does.
        answer(&assistant, &clinic, id, &[measured("inr", "2.8", date(2026, 3, 10))]).await;
        let intake = intake::open(&assistant, &clinic.app, id, "test").await.unwrap();
        assert_eq!(intake.question(inr).answer.unwrap().answer.0, "2.8");
        // It counts for seven days from the sample, not from when it was typed in.
        clinic.at("2026-03-17T09:00:00Z");
        assert_eq!(
            standing(&clinic.actor(Role::Injector).await, &clinic, id, "inr").await,
            Standing::Counts
        );
        clinic.at("2026-03-18T09:00:00Z");
        let injector = clinic.sign_in("injector").await;
        assert_eq!(
            standing(&injector, &clinic, id, "inr").await,
            Standing::Stale(date(2026, 3, 10))
        );
        for (day, key) in [
            (date(2026, 3, 19), "intake-day-to-come"),
            (date(1983, 12, 31), "intake-day-before-birth"),
        ] {
            let refused = intake::answer(&injector, &clinic.app, id, &[measured("inr", "2.5", day)], None)
                .await
                .unwrap_err();
            assert_eq!(wrong(refused), [("on-inr".to_owned(), key)]);
        }
    }
}

#[tokio::test]
async fn what_counts_for_the_visit_is_asked_again_the_next_day() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let id = patient(&clinic, "Lopez").await;
        let assistant = clinic.actor(Role::Assistant).await;
        answer(
            &assistant,
            &clinic,
            id,
            &[
                said("breast_feeding", false),
                said("diabetes", false),
                said("herpes_in_area", false),
            ],
        )
        .await;
        intake::save_list(
            &assistant,
            &clinic.app,
            id,
            ListKind::Medicines,
            0,
            vec![entry("Warfarin")],
        )
        .await
        .unwrap();
        let asked = async |actor: &Actor| {
            let intake = intake::open(actor, &clinic.app, id, "test").await.unwrap();
            let today = intake.of_today();
            let stale = today
                .iter()
                .filter(|question| matches!(question.standing, Standing::Stale(_)));
            (
                stale.map(|question| question.fact.id.clone()).collect::<Vec<_>>(),
                intake.medicines,
            )
        };
        assert_eq!(
            asked(&assistant).await,
            (vec![], ListStanding::Counts(date(2026, 3, 12)))
        );
        // Late in the evening it is still the same day in Madrid; after midnight it is another visit.
        clinic.at("2026-03-12T22:30:00Z");
        let assistant = clinic.sign_in("assistant").await;
        assert_eq!(asked(&assistant).await.0, Vec::<String>::new());
        clinic.at("2026-03-12T23:30:00Z");
        let (stale, medicines) = asked(&clinic.sign_in("assistant").await).await;
        assert_eq!(stale, ["herpes_in_area", "breast_feeding"]);
        assert_eq!(medicines, ListStanding::Stale(date(2026, 3, 12)));
        // What is told to be unchanged counts for today; both lists stay.
        let assistant = clinic.sign_in("assistant").await;
        intake::list_unchanged(&assistant, &clinic.app, id, ListKind::Medicines, 1)
            .await
            .unwrap();
        let known = intake::list(&assistant, &clinic.app, id, ListKind::Medicines)
            .await
            .unwrap();
        assert_eq!(
            (known.standing, known.lists.len()),
            (ListStanding::Counts(date(2026, 3, 13)), 2)
        );
        assert_eq!(known.lists[0].entries, known.lists[1].entries);
    }
}

#[tokio::test]
async fn facts_of_the_room_the_staff_and_the_mixture_are_not_in_a_patients_file() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let id = patient(&clinic, "Lopez").await;
        let assistant = clinic.actor(Role::Assistant).await;
        for fact in [
            "emergency_kit_in_date",
            "trained_responder_present",
            "staff_pregnant_preparing",
            "mixture_volume",
            "requested_technique",
            "consent_signed",
            "age",
            "diagnosis",
            "medicines",
            "no_such_fact",
        ] {
            let refused = intake::answer(&assistant, &clinic.app, id, &[said(fact, true)], None)
                .await
                .unwrap_err();
            assert!(matches!(refused, AppError::NotFound("question")), "{fact}: {refused:?}");
        }
        // Twice in one form: which of the two counts would be chance.
        let twice = [said("diabetes", true), said("diabetes", false)];
        intake::answer(&assistant, &clinic.app, id, &twice, None)
            .await
            .unwrap_err();
        let intake = intake::open(&assistant, &clinic.app, id, "test").await.unwrap();
        assert!(intake.questions().all(|question| question.answer.is_none()));
        assert!(intake.of_topic("room").is_empty());
    }
}

#[tokio::test]
async fn a_stem_comes_first_and_its_no_closes_what_depends_on_it() {
    let clinic = Clinic::new(On::Sqlite).await;
    let id = patient(&clinic, "Lopez").await;
    let assistant = clinic.actor(Role::Assistant).await;
    let place = async |fact: &str| {
        let intake = intake::open(&assistant, &clinic.app, id, "test").await.unwrap();
        let key = |fact: &str| intake.knowledge().fact_key(fact).unwrap();
        let question = intake.question(key(fact));
        (question.place, question.standing, key("any_cancer"))
    };
    let (waits, _, stem) = place("active_cancer").await;
    assert_eq!(waits, Place::Waits(stem));
    answer(&assistant, &clinic, id, &[said("any_cancer", true)]).await;
    assert_eq!(place("active_cancer").await.0, Place::Asked);
    clinic.at("2026-03-12T09:05:00Z");
    answer(&assistant, &clinic, id, &[said("any_cancer", false)]).await;
    assert_eq!(place("active_cancer").await, (Place::Idle, Standing::Follows, stem));
    // The contradiction of two answers is shown, and decides nothing.
    answer(&assistant, &clinic, id, &[said("active_cancer", true)]).await;
    assert_eq!(place("active_cancer").await.1, Standing::Contradicted);
}

#[tokio::test]
async fn the_questions_that_decide_are_few_and_get_fewer() {
    let clinic = Clinic::new(On::Sqlite).await;
    let id = patient(&clinic, "Lopez").await;
    let assistant = clinic.actor(Role::Assistant).await;
    let open = async || intake::open(&assistant, &clinic.app, id, "test").await.unwrap();
    let n_asked = open().await.questions().count();
    let mut before = open().await.deciding().len();
    assert!(0 < before && before < n_asked / 2, "{before} of {n_asked}");
    // Answered with "no" they get fewer each time, until none is left that is asked here.
    for round in 0..40 {
        let intake = open().await;
        let questions = intake.deciding();
        let Some(first) = questions.first() else { break };
        assert!(questions.len() <= before, "round {round}");
        before = questions.len();
        let answer_to = match first.fact.kind {
            anagen_knowledge::records::FactKind::YesNo => said(&first.fact.id, false),
            anagen_knowledge::records::FactKind::List => said(&first.fact.id, &[][..]),
            anagen_knowledge::records::FactKind::Choice => said(&first.fact.id, &*first.fact.options[0].id),
            kind => panic!("{} is a {kind:?}", first.fact.id),
        };
        answer(&assistant, &clinic, id, &[answer_to]).await;
    }
    let intake = open().await;
    assert!(intake.deciding().is_empty(), "{:?}", intake.deciding());
    assert_eq!(intake.way.screening.verdict, Verdict::Incomplete);
    assert!(intake.deciding_elsewhere().contains(&intake::Kept::Medicines));
}

#[tokio::test]
async fn what_was_entered_in_error_stays_to_be_read_and_counts_no_longer() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let (id, other) = (patient(&clinic, "Lopez").await, patient(&clinic, "Garcia").await);
        let assistant = clinic.actor(Role::Assistant).await;
        answer(&assistant, &clinic, id, &[said("bleeding_disorder", false)]).await;
        clinic.at("2026-03-12T09:05:00Z");
        answer(&assistant, &clinic, id, &[said("bleeding_disorder", true)]).await;
        intake::save_list(
            &assistant,
            &clinic.app,
            id,
            ListKind::Medicines,
            0,
            vec![entry("Warfarin")],
        )
        .await
        .unwrap();
        let rows = intake::history(&assistant, &clinic.app, id, 0).await.unwrap().rows;
        let row = |kind: &str| rows.iter().find(|row| row.kind == kind).unwrap().id;
        let refused = intake::mark_error(&assistant, &clinic.app, id, row("answer"), "  ")
            .await
            .unwrap_err();
        assert_eq!(wrong(refused), [("reason".to_owned(), "intake-reason-missing")]);
        // Another patient's address reaches nothing.
        let refused = intake::mark_error(&assistant, &clinic.app, other, row("answer"), "mine")
            .await
            .unwrap_err();
        assert!(matches!(refused, AppError::NotFound("entry")));
        intake::mark_error(&assistant, &clinic.app, id, row("answer"), "told by the neighbour")
            .await
            .unwrap();
        intake::mark_error(&assistant, &clinic.app, id, row("list"), "told by the neighbour")
            .await
            .unwrap();
        let refused = intake::mark_error(&assistant, &clinic.app, id, row("list"), "again")
            .await
            .unwrap_err();
        assert!(matches!(refused, AppError::Stale("entry")));
        let intake = intake::open(&assistant, &clinic.app, id, "test").await.unwrap();
        let key = intake.knowledge().fact_key("bleeding_disorder").unwrap();
        assert_eq!(intake.question(key).answer.unwrap().answer.0, false);
        assert_eq!(intake.medicines, ListStanding::NotAsked);
        let rows = intake::history(&assistant, &clinic.app, id, 0).await.unwrap().rows;
        assert_eq!(rows.len(), 3);
        assert_eq!(
            rows.iter()
                .filter(|row| row.error_reason.as_deref() == Some("told by the neighbour"))
                .count(),
            2
        );
    }
}

#[tokio::test]
async fn treatment_beside_the_sessions_is_changed_by_rows_that_take_the_place_of_earlier_ones() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let (id, other) = (patient(&clinic, "Lopez").await, patient(&clinic, "Garcia").await);
        let assistant = clinic.actor(Role::Assistant).await;
        let course = |mg: f64, until| NewTreatment {
            agent: "Minoxidil".to_owned(),
            route: Some(Route::Oral),
            mg_per_day: Some(mg),
            from: Some(date(2026, 1, 1)),
            until,
        };
        let first = intake::save_treatment(&assistant, &clinic.app, id, None, course(1.25, None))
            .await
            .unwrap();
        let second = intake::save_treatment(&assistant, &clinic.app, id, Some(first), course(2.5, None))
            .await
            .unwrap();
        // The one whose page still shows the first would have it counted twice.
        let stale = intake::save_treatment(&assistant, &clinic.app, id, Some(first), course(5.0, None))
            .await
            .unwrap_err();
        assert!(matches!(stale, AppError::Stale("treatment")));
        let foreign = intake::save_treatment(&assistant, &clinic.app, other, Some(second), course(5.0, None))
            .await
            .unwrap_err();
        assert!(matches!(foreign, AppError::NotFound("treatment")));
        intake::save_treatment(
            &assistant,
            &clinic.app,
            id,
            Some(second),
            course(2.5, Some(date(2026, 2, 1))),
        )
        .await
        .unwrap();
        let known = intake::treatments(&assistant, &clinic.app, id).await.unwrap();
        assert_eq!(known.all.len(), 1);
        assert_eq!(known.all[0].treatment.agent, "minoxidil");
        assert_eq!(known.way.case.concurrent[0].until, Some(date(2026, 2, 1)));
        let history = intake::history(&assistant, &clinic.app, id, 0).await.unwrap();
        assert_eq!(history.rows.iter().filter(|row| row.kind == "treatment").count(), 3);
        let nothing = NewTreatment {
            agent: "Aspirin".to_owned(),
            route: None,
            mg_per_day: None,
            from: None,
            until: None,
        };
        let refused = wrong(
            intake::save_treatment(&assistant, &clinic.app, id, None, nothing)
                .await
                .unwrap_err(),
        );
        assert_eq!(
            refused.iter().map(|(field, _)| field.as_str()).collect::<Vec<_>>(),
            ["agent", "route", "mg_per_day", "from"]
        );
        // A typing error is asked about, not guessed: a sum of exposure hangs on it.
        let mistyped = NewTreatment {
            agent: "Minoxydil".to_owned(),
            ..course(1.0, None)
        };
        let refused = intake::save_treatment(&assistant, &clinic.app, id, None, mistyped)
            .await
            .unwrap_err();
        let AppError::Invalid(invalid) = refused else {
            panic!("{refused}")
        };
        assert_eq!(invalid.0[0].message.key, "intake-treatment-agent-near");
        let backwards = course(1.0, Some(date(2025, 12, 31)));
        assert_eq!(
            wrong(
                intake::save_treatment(&assistant, &clinic.app, id, None, backwards)
                    .await
                    .unwrap_err()
            )[0]
            .0,
            "until"
        );
    }
}
