//! Screening: findings, overrides, letters, taking them back.

use anagen_app::intake::{self, ListKind, NewDiagnosis, Said};
use anagen_app::people;
use anagen_app::screening::{self, ClearanceStanding, NewLetter, NewOverride, ScanKind};
use anagen_app::{Actor, AppError};
use anagen_care::case::ListEntry;
use anagen_care::finding::Finding;
use anagen_care::screening::Verdict;
use anagen_knowledge::records::FactKind;
use anagen_records::people::{Credential, Role};
use anagen_records::values::{CredentialId, Day, PatientId};
use jiff::civil::date;

use crate::clinic::{Clinic, On, engines};
use crate::intake::{answer, patient, said};

/// Answers everything that decides with what speaks for treatment, until nothing is open.
async fn all_clear(clinic: &Clinic, patient: PatientId) {
    let prescriber = clinic.actor(Role::Prescriber).await;
    let diagnosis = NewDiagnosis {
        condition: "aga_f".to_owned(),
        scale: Some("ludwig".to_owned()),
        value: Some("II".to_owned()),
        ..NewDiagnosis::default()
    };
    intake::diagnose(&prescriber, &clinic.app, patient, diagnosis)
        .await
        .unwrap();
    for kind in [ListKind::Medicines, ListKind::Allergies] {
        let version = intake::list(&prescriber, &clinic.app, patient, kind)
            .await
            .unwrap()
            .version;
        intake::save_list(&prescriber, &clinic.app, patient, kind, version, Vec::new())
            .await
            .unwrap();
    }
    // Each round answers all that decides; an answer may open others.
    for _ in 0..10 {
        let open = intake::open(&prescriber, &clinic.app, patient, "test").await.unwrap();
        let told: Vec<Said> = open
            .deciding()
            .iter()
            .map(|question| match question.fact.kind {
                FactKind::YesNo => said(&question.fact.id, false),
                FactKind::List => said(&question.fact.id, &[][..]),
                FactKind::Choice => said(&question.fact.id, &*question.fact.options[0].id),
                kind => panic!("{} is a {kind:?}", question.fact.id),
            })
            .collect();
        if told.is_empty() {
            return;
        }
        answer(&prescriber, clinic, patient, &told).await;
    }
    panic!("the questions do not end");
}

async fn verdict(actor: &Actor, clinic: &Clinic, patient: PatientId) -> Verdict {
    screening::open(actor, &clinic.app, patient)
        .await
        .unwrap()
        .intake
        .way
        .screening
        .verdict
}

async fn found(actor: &Actor, clinic: &Clinic, patient: PatientId, rule: &str) -> Option<Finding> {
    let screening = screening::open(actor, &clinic.app, patient).await.unwrap();
    screening
        .intake
        .way
        .screening
        .findings
        .into_iter()
        .find(|finding| finding.id == rule)
}

fn because(reason: &str, expires: jiff::civil::Date) -> NewOverride {
    NewOverride {
        reason: reason.to_owned(),
        expires: Some(expires),
    }
}

fn letter(specialist: &str) -> NewLetter {
    NewLetter {
        specialist: specialist.to_owned(),
        from: "Dr Ruiz".to_owned(),
        dated: Some(date(2026, 3, 1)),
        note: "No objection.".to_owned(),
        expires: None,
        scan: None,
    }
}

fn refusal(error: AppError) -> String {
    match error {
        AppError::Refused(message) => message
            .values
            .into_iter()
            .map(|(_, value)| value)
            .next()
            .unwrap_or_else(|| message.key.to_owned()),
        AppError::Invalid(invalid) => invalid
            .0
            .iter()
            .map(|wrong| wrong.message.key)
            .collect::<Vec<_>>()
            .join(" "),
        AppError::Forbidden(action) => format!("forbidden {}", action.as_str()),
        AppError::NotFound(what) => format!("no {what}"),
        error => panic!("{error:?}"),
    }
}

#[tokio::test]
async fn a_caution_is_overridden_carries_over_visits_and_expires() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let id = patient(&clinic, "Lopez").await;
        all_clear(&clinic, id).await;
        let prescriber = clinic.actor(Role::Prescriber).await;
        assert_eq!(verdict(&prescriber, &clinic, id).await, Verdict::Eligible);
        answer(&prescriber, &clinic, id, &[said("needle_phobia_or_fainting", true)]).await;
        assert_eq!(verdict(&prescriber, &clinic, id).await, Verdict::Caution);
        let until = date(2026, 4, 30);
        screening::override_caution(
            &prescriber,
            &clinic.app,
            id,
            "CI-41",
            because("Lies down, is accompanied.", until),
        )
        .await
        .unwrap();
        assert_eq!(verdict(&prescriber, &clinic, id).await, Verdict::Eligible);
        let cleared = found(&prescriber, &clinic, id, "CI-41").await.unwrap().cleared.unwrap();
        assert_eq!(
            (cleared.by.as_str(), cleared.expires),
            (prescriber.name.as_str(), Some(until))
        );
        // It carries over to the next visits, to the last day and not beyond.
        for (moment, counts) in [("2026-04-30T20:00:00Z", true), ("2026-05-01T08:00:00Z", false)] {
            clinic.at(moment);
            let prescriber = clinic.sign_in("prescriber").await;
            let is_cleared = found(&prescriber, &clinic, id, "CI-41")
                .await
                .unwrap()
                .cleared
                .is_some();
            assert_eq!(is_cleared, counts, "{moment}");
        }
        let prescriber = clinic.sign_in("prescriber").await;
        let screening = screening::open(&prescriber, &clinic.app, id).await.unwrap();
        assert!(
            matches!(&screening.clearances[0].standing, ClearanceStanding::Rejected(reason) if reason.contains("expired"))
        );
    }
}

#[tokio::test]
async fn an_override_is_refused_where_the_rule_the_role_or_the_words_do_not_allow_it() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let id = patient(&clinic, "Lopez").await;
        all_clear(&clinic, id).await;
        let prescriber = clinic.actor(Role::Prescriber).await;
        answer(
            &prescriber,
            &clinic,
            id,
            &[
                said("breast_feeding", true),
                said("hair_dyed", true),
                said("hair_dyed_on", "2026-03-11"),
                said("needle_phobia_or_fainting", true),
                said("bleeding_disorder", true),
                said("herpes_in_area", true),
            ],
        )
        .await;
        let until = date(2026, 6, 1);
        let try_override = async |actor: &Actor, rule: &str, new: NewOverride| {
            refusal(
                screening::override_caution(actor, &clinic.app, id, rule, new)
                    .await
                    .unwrap_err(),
            )
        };
        // Nobody clears an absolute rule or one that defers; a letter is no matter of an override.
        assert!(
            try_override(&prescriber, "CI-04", because("I decide so.", until))
                .await
                .contains("cleared by nobody")
        );
        assert!(
            try_override(&prescriber, "CI-47d", because("I decide so.", until))
                .await
                .contains("new fact")
        );
        assert!(
            try_override(&prescriber, "CI-10", because("I decide so.", until))
                .await
                .contains("letter of the named specialist")
        );
        // Undecided: only an answer decides it.
        assert!(
            try_override(&prescriber, "CI-21b", because("I decide so.", until))
                .await
                .contains("undecided")
        );
        assert_eq!(
            try_override(&prescriber, "CI-08a", because("I decide so.", until)).await,
            "screening-nothing-to-clear"
        );
        assert_eq!(
            try_override(&prescriber, "no-such-rule", because("I decide so.", until)).await,
            "screening-nothing-to-clear"
        );
        // Reason and expiry are both required, and the day is not past.
        assert_eq!(
            try_override(
                &prescriber,
                "CI-41",
                NewOverride {
                    reason: " \n".to_owned(),
                    expires: None
                }
            )
            .await,
            "screening-reason-missing screening-expiry-missing"
        );
        assert_eq!(
            try_override(&prescriber, "CI-41", because("Lies down.", date(2026, 3, 11))).await,
            "screening-expiry-past"
        );
        for role in [Role::Injector, Role::Assistant, Role::MedicalDirector, Role::FrontDesk] {
            let actor = clinic.actor(role).await;
            assert_eq!(
                try_override(&actor, "CI-41", because("Lies down.", until)).await,
                "forbidden sign_clearance",
                "{role}"
            );
        }
        // Nothing of all that was written down.
        assert!(
            screening::open(&prescriber, &clinic.app, id)
                .await
                .unwrap()
                .clearances
                .is_empty()
        );
        assert_eq!(verdict(&prescriber, &clinic, id).await, Verdict::Excluded);
    }
}

#[tokio::test]
async fn a_letter_of_the_named_specialist_clears_with_its_scan() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let id = patient(&clinic, "Lopez").await;
        all_clear(&clinic, id).await;
        let prescriber = clinic.actor(Role::Prescriber).await;
        answer(&prescriber, &clinic, id, &[said("bleeding_disorder", true)]).await;
        assert_eq!(verdict(&prescriber, &clinic, id).await, Verdict::NeedsSpecialist);
        let try_letter = async |new: NewLetter| {
            refusal(
                screening::accept_letter(&prescriber, &clinic.app, id, "CI-10", new)
                    .await
                    .unwrap_err(),
            )
        };
        assert!(try_letter(letter("dermatologist")).await.contains("haematologist"));
        assert_eq!(
            try_letter(NewLetter {
                dated: Some(date(2026, 3, 13)),
                ..letter("haematologist")
            })
            .await,
            "intake-day-to-come"
        );
        assert!(
            try_letter(NewLetter {
                dated: Some(date(2024, 3, 1)),
                ..letter("haematologist")
            })
            .await
            .contains("more than a year")
        );
        assert_eq!(
            try_letter(NewLetter::default()).await,
            "screening-specialist-missing screening-letter-from-missing screening-letter-date-missing"
        );
        let script = NewLetter {
            scan: Some(b"<script>alert(1)</script>".to_vec()),
            ..letter("haematologist")
        };
        assert_eq!(try_letter(script).await, "screening-scan-wrong-kind");
        let bytes = b"%PDF-1.7\nNo objection.\n%%EOF\n".to_vec();
        let with_scan = NewLetter {
            scan: Some(bytes.clone()),
            ..letter("Haematologist")
        };
        let signed = screening::accept_letter(&prescriber, &clinic.app, id, "CI-10", with_scan)
            .await
            .unwrap();
        assert_eq!(verdict(&prescriber, &clinic, id).await, Verdict::Eligible);
        assert_eq!(
            screening::scan(&prescriber, &clinic.app, id, signed).await.unwrap(),
            (ScanKind::Pdf, bytes)
        );
        // The scan belongs to this patient, and to those who may read records.
        let other = patient(&clinic, "Garcia").await;
        assert_eq!(
            refusal(
                screening::scan(&prescriber, &clinic.app, other, signed)
                    .await
                    .unwrap_err()
            ),
            "no scan"
        );
        let desk = clinic.actor(Role::FrontDesk).await;
        assert_eq!(
            refusal(screening::scan(&desk, &clinic.app, id, signed).await.unwrap_err()),
            "forbidden read_record"
        );
    }
}

#[tokio::test]
async fn a_clearance_is_taken_back_once_and_with_a_reason() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let (id, other) = (patient(&clinic, "Lopez").await, patient(&clinic, "Garcia").await);
        all_clear(&clinic, id).await;
        let prescriber = clinic.actor(Role::Prescriber).await;
        answer(&prescriber, &clinic, id, &[said("needle_phobia_or_fainting", true)]).await;
        let new = because("Lies down.", date(2026, 6, 1));
        let signed = screening::override_caution(&prescriber, &clinic.app, id, "CI-41", new)
            .await
            .unwrap();
        let injector = clinic.actor(Role::Injector).await;
        let take_back = async |actor: &Actor, patient, reason: &str| {
            screening::withdraw(actor, &clinic.app, patient, signed, reason)
                .await
                .map_err(|error| match error {
                    AppError::Stale(what) => format!("stale {what}"),
                    error => refusal(error),
                })
        };
        assert_eq!(
            take_back(&injector, id, "no").await.unwrap_err(),
            "forbidden sign_clearance"
        );
        assert_eq!(take_back(&prescriber, other, "no").await.unwrap_err(), "no clearance");
        assert_eq!(
            take_back(&prescriber, id, " ").await.unwrap_err(),
            "screening-reason-missing"
        );
        take_back(&prescriber, id, "Fainted last time.").await.unwrap();
        assert_eq!(
            take_back(&prescriber, id, "Again.").await.unwrap_err(),
            "stale clearance"
        );
        assert_eq!(verdict(&prescriber, &clinic, id).await, Verdict::Caution);
        let screening = screening::open(&prescriber, &clinic.app, id).await.unwrap();
        assert_eq!(screening.clearances.len(), 1);
        assert!(
            matches!(&screening.clearances[0].standing, ClearanceStanding::Withdrawn { reason, .. } if reason == "Fainted last time.")
        );
        // Signed rows are never changed.
        let mut tx = clinic.app.database().write().await.unwrap();
        assert!(tx.run("DELETE FROM clearance", vec![]).await.unwrap_err().is_refused());
    }
}

#[tokio::test]
async fn who_has_credentials_needs_one_that_covers_it() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let id = patient(&clinic, "Lopez").await;
        all_clear(&clinic, id).await;
        let prescriber = clinic.actor(Role::Prescriber).await;
        let administrator = clinic.sign_in("administrator").await;
        answer(&prescriber, &clinic, id, &[said("needle_phobia_or_fainting", true)]).await;
        let standing = async || {
            screening::open(&prescriber, &clinic.app, id)
                .await
                .unwrap()
                .credential
                .unwrap()
        };
        assert_eq!(standing().await, people::CredentialStanding::NoneEntered);
        let licence = |country: &str, until| Credential {
            id: CredentialId::new(),
            person: prescriber.person,
            title: "Licence to practise medicine".to_owned(),
            number: "28/28/12345".to_owned(),
            country: country.to_owned(),
            may_prescribe: true,
            may_inject: false,
            may_prepare: false,
            valid_from: Day(date(2020, 1, 1)),
            valid_until: Day(until),
            withdrawn_at: None,
            withdrawn_because: None,
        };
        people::add_credential(&administrator, &clinic.app, licence("ES", date(2026, 3, 11)))
            .await
            .unwrap();
        people::add_credential(&administrator, &clinic.app, licence("FR", date(2030, 1, 1)))
            .await
            .unwrap();
        assert_eq!(standing().await, people::CredentialStanding::NotCovered);
        let sign = async || {
            screening::override_caution(
                &prescriber,
                &clinic.app,
                id,
                "CI-41",
                because("Lies down.", date(2026, 6, 1)),
            )
            .await
        };
        assert_eq!(refusal(sign().await.unwrap_err()), "credential-does-not-cover");
        people::add_credential(&administrator, &clinic.app, licence("ES", date(2026, 3, 12)))
            .await
            .unwrap();
        assert_eq!(standing().await, people::CredentialStanding::Valid(date(2026, 3, 12)));
        sign().await.unwrap();
    }
}

#[tokio::test]
async fn an_unlisted_medicine_keeps_the_verdict_open_and_cannot_be_overridden() {
    let clinic = Clinic::new(On::Sqlite).await;
    let id = patient(&clinic, "Lopez").await;
    all_clear(&clinic, id).await;
    let prescriber = clinic.actor(Role::Prescriber).await;
    let tea = ListEntry {
        name: "A tea from home".to_owned(),
        detail: None,
        since: None,
    };
    intake::save_list(&prescriber, &clinic.app, id, ListKind::Medicines, 1, vec![tea])
        .await
        .unwrap();
    assert_eq!(verdict(&prescriber, &clinic, id).await, Verdict::Incomplete);
    let refused = screening::override_caution(
        &prescriber,
        &clinic.app,
        id,
        "DI-23",
        because("Only a tea.", date(2026, 6, 1)),
    )
    .await;
    assert!(refusal(refused.unwrap_err()).contains("undecided"));
}
