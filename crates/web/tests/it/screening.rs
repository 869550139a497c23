//! Screening as a browser sees it: verdict, findings, overrides, letters.

use anagen_app::intake::{self, ListKind, NewDiagnosis, Said, SaidAnswer};
use anagen_care::case::AnswerSource;
use anagen_knowledge::records::{AnswerText, FactKind};
use anagen_records::people::Role;
use anagen_records::values::PatientId;
use axum::body::Body;
use axum::http::Request;

use crate::browser::{Answer, Browser};
use crate::clinic::{Clinic, On, engines};
use crate::intake::{every_control_is_named, patient};

async fn say(clinic: &Clinic, patient: PatientId, all: &[(&str, AnswerText)]) {
    let prescriber = clinic.actor(Role::Prescriber).await;
    let said: Vec<Said> = all
        .iter()
        .map(|(fact, answer)| Said {
            fact: (*fact).to_owned(),
            answer: SaidAnswer::Value(answer.clone()),
            source: AnswerSource::Patient,
            on: None,
        })
        .collect();
    intake::answer(&prescriber, &clinic.app, patient, &said, None)
        .await
        .unwrap();
}

/// Answers everything that decides with what speaks for treatment.
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
        intake::save_list(&prescriber, &clinic.app, patient, kind, 0, Vec::new())
            .await
            .unwrap();
    }
    // Each round answers all that decides; an answer may open others.
    for _ in 0..10 {
        let open = intake::open(&prescriber, &clinic.app, patient, "test").await.unwrap();
        let answers: Vec<(&str, AnswerText)> = open
            .deciding()
            .iter()
            .map(|question| {
                let fact = question.fact;
                let answer = match fact.kind {
                    FactKind::YesNo => AnswerText::YesNo(false),
                    FactKind::List => AnswerText::List(Vec::new()),
                    FactKind::Choice => AnswerText::Text(fact.options[0].id.clone()),
                    kind => panic!("{} is a {kind:?}", fact.id),
                };
                (fact.id.as_str(), answer)
            })
            .collect();
        if answers.is_empty() {
            return;
        }
        say(clinic, patient, &answers).await;
    }
    panic!("the questions do not end");
}

const YES: AnswerText = AnswerText::YesNo(true);

/// Sends a form with a file, as a browser does.
async fn send_file(browser: &mut Browser, path: &str, fields: &[(&str, &str)], file: Option<&[u8]>) -> Answer {
    let mut body = Vec::new();
    for (name, value) in fields {
        body.extend(format!("--X\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes());
    }
    body.extend(b"--X\r\nContent-Disposition: form-data; name=\"scan\"; filename=\"letter.pdf\"\r\nContent-Type: application/pdf\r\n\r\n");
    body.extend(file.unwrap_or_default());
    body.extend(b"\r\n--X--\r\n");
    let request = Request::post(path).header("content-type", "multipart/form-data; boundary=X");
    browser.send(request.body(Body::from(body)).unwrap()).await
}

#[tokio::test]
async fn the_verdict_stands_first_with_what_could_decide_it() {
    let clinic = Clinic::new(On::Sqlite).await;
    let id = patient(&clinic, "Lopez").await;
    let mut browser = Browser::signed_in(&clinic, Role::Injector).await;
    let page = browser.get(&format!("/patients/{id}/screening")).await;
    page.is(200)
        .shows("Questions are open that could forbid it")
        .shows("What could decide it")
        .shows("rules cannot be decided yet")
        .shows(&format!("/patients/{id}/intake/topics/"))
        .shows("not adopted")
        .hides("Override this caution");
    every_control_is_named(&page.text());
    browser
        .get(&format!("/patients/{id}/screening/print"))
        .await
        .is(200)
        .shows("<details open")
        .shows("leave the verdict as it is")
        .hides("Answer what is missing");
}

#[tokio::test]
async fn a_finding_tells_rule_facts_source_and_way_out() {
    let clinic = Clinic::new(On::Sqlite).await;
    let id = patient(&clinic, "Lopez").await;
    all_clear(&clinic, id).await;
    say(
        &clinic,
        id,
        &[
            ("breast_feeding", YES),
            ("bleeding_disorder", YES),
            ("needle_phobia_or_fainting", YES),
        ],
    )
    .await;
    let mut browser = Browser::signed_in(&clinic, Role::Prescriber).await;
    let page = browser.get(&format!("/patients/{id}/screening")).await;
    page.is(200)
        .shows("Forbidden; only a corrected fact changes it.")
        .shows("CI-04: ")
        .shows("patient, 12/03/2026")
        .shows("nobody: only a corrected fact changes it")
        .shows("Override this caution")
        .shows("letter")
        .shows("No credential is entered for you");
    // The strictest first.
    let text = page.text();
    let place = |rule: &str| text.find(&format!("id=\"rule-{rule}\"")).unwrap();
    assert!(place("CI-04") < place("CI-10") && place("CI-10") < place("CI-41"));
    // The injector sees the same and signs nothing.
    let mut injector = Browser::signed_in(&clinic, Role::Injector).await;
    injector
        .get(&format!("/patients/{id}/screening"))
        .await
        .is(200)
        .shows("CI-41")
        .hides("Override this caution")
        .hides("No credential");
}

#[tokio::test]
async fn an_override_is_signed_shown_and_taken_back() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let id = patient(&clinic, "Lopez").await;
        all_clear(&clinic, id).await;
        say(&clinic, id, &[("needle_phobia_or_fainting", YES)]).await;
        let mut browser = Browser::signed_in(&clinic, Role::Prescriber).await;
        let here = format!("/patients/{id}/screening");
        let form = format!("{here}/clear/CI-41");
        let page = browser.get(&form).await;
        page.is(200).shows("Sign the override").shows("<details open");
        every_control_is_named(&page.text());
        let page = browser
            .post(&format!("{form}/override"), &[("reason", ""), ("expires", "")])
            .await;
        page.is(422)
            .shows("Write down the reason.")
            .shows("Enter the last day on which it counts.");
        every_control_is_named(&page.text());
        browser
            .post(
                &format!("{form}/override"),
                &[("reason", "Lies down."), ("expires", "2026-03-01")],
            )
            .await
            .is(422)
            .shows("This day has passed.")
            .shows("Lies down.")
            .shows("value=\"2026-03-01\"");
        let answer = browser
            .post(
                &format!("{form}/override"),
                &[("reason", "Lies down."), ("expires", "2026-06-01")],
            )
            .await;
        assert_eq!(answer.is(303).leads_to(), format!("{here}?notice=screening-signed"));
        let page = browser.get(&here).await;
        page.shows("No rule stands against it")
            .shows("cleared by Dr prescriber until 01/06/2026")
            .shows("Lies down.");
        every_control_is_named(&page.text());
        let text = page.text();
        let signed = text
            .split("/clearances/")
            .nth(1)
            .unwrap()
            .split('/')
            .next()
            .unwrap()
            .to_owned();
        browser
            .post(&format!("{here}/clearances/{signed}/withdraw"), &[("reason", "")])
            .await
            .is(422)
            .shows("Write down the reason.");
        browser
            .post(
                &format!("{here}/clearances/{signed}/withdraw"),
                &[("reason", "Fainted.")],
            )
            .await
            .is(303);
        browser
            .get(&here)
            .await
            .shows("A prescriber clears each caution")
            .shows("taken back")
            .shows("Fainted.");
        browser
            .post(&format!("{here}/clearances/{signed}/withdraw"), &[("reason", "Again.")])
            .await
            .is(409);
    }
}

#[tokio::test]
async fn what_nobody_clears_is_refused_with_words() {
    let clinic = Clinic::new(On::Sqlite).await;
    let id = patient(&clinic, "Lopez").await;
    all_clear(&clinic, id).await;
    say(
        &clinic,
        id,
        &[
            ("breast_feeding", YES),
            ("herpes_in_area", YES),
            ("needle_phobia_or_fainting", YES),
        ],
    )
    .await;
    let mut browser = Browser::signed_in(&clinic, Role::Prescriber).await;
    let here = format!("/patients/{id}/screening/clear");
    browser
        .get(&format!("{here}/CI-04"))
        .await
        .is(200)
        .shows("Nobody clears this")
        .hides("Sign the override");
    let fields = [("reason", "I decide so."), ("expires", "2026-06-01")];
    browser
        .post(&format!("{here}/CI-04/override"), &fields)
        .await
        .is(422)
        .shows("cleared by nobody");
    browser
        .post(&format!("{here}/CI-21b/override"), &fields)
        .await
        .is(422)
        .shows("undecided");
    browser.get(&format!("{here}/no-such-rule")).await.is(404);
    browser
        .post(&format!("{here}/no-such-rule/override"), &fields)
        .await
        .is(422)
        .shows("nothing to clear");
    // Who signs nothing comes not even to the form.
    for role in [Role::Injector, Role::Assistant, Role::MedicalDirector, Role::FrontDesk] {
        let mut other = Browser::signed_in(&clinic, role).await;
        other.get(&format!("{here}/CI-41")).await.is(403).hides("Lopez");
        other
            .post(&format!("{here}/CI-41/override"), &fields)
            .await
            .is(403)
            .hides("Lopez");
        send_file(&mut other, &format!("{here}/CI-41/letter"), &fields, None)
            .await
            .is(403)
            .hides("Lopez");
    }
    // Another clinic's patient is not there.
    let foreign = Clinic::new(On::Sqlite).await;
    let stranger = patient(&foreign, "Perez").await;
    browser
        .get(&format!("/patients/{stranger}/screening"))
        .await
        .is(404)
        .hides("Perez");
    browser
        .post(&format!("/patients/{stranger}/screening/clear/CI-41/override"), &fields)
        .await
        .is(404)
        .hides("Perez");
}

#[tokio::test]
async fn a_letter_comes_with_its_scan_which_runs_nothing() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let (id, other) = (patient(&clinic, "Lopez").await, patient(&clinic, "Garcia").await);
        all_clear(&clinic, id).await;
        say(&clinic, id, &[("bleeding_disorder", YES)]).await;
        let mut browser = Browser::signed_in(&clinic, Role::Prescriber).await;
        let here = format!("/patients/{id}/screening");
        let form = format!("{here}/clear/CI-10");
        let page = browser.get(&form).await;
        page.is(200).shows("Sign the letter in").shows("haematologist");
        every_control_is_named(&page.text());
        let fields = [
            ("specialist", "haematologist"),
            ("from", "Dr Ruiz"),
            ("dated", "2026-03-01"),
            ("note", "No objection."),
        ];
        let page = send_file(
            &mut browser,
            &format!("{form}/letter"),
            &fields,
            Some(b"<html><script>alert(1)</script>"),
        )
        .await;
        page.is(422)
            .shows("This is no PNG, JPEG or PDF.")
            .shows("value=\"Dr Ruiz\"");
        let scan = b"%PDF-1.7\nNo objection.\n%%EOF\n";
        send_file(&mut browser, &format!("{form}/letter"), &fields, Some(scan))
            .await
            .is(303);
        let page = browser.get(&here).await;
        page.shows("Letter of Dr Ruiz (haematologist) of 01/03/2026")
            .shows("No rule stands against it");
        let text = page.text();
        let signed = text
            .split("/clearances/")
            .nth(1)
            .unwrap()
            .split('/')
            .next()
            .unwrap()
            .to_owned();
        let answer = browser.get(&format!("{here}/clearances/{signed}/scan")).await;
        assert_eq!(answer.is(200).bytes, scan);
        assert_eq!(answer.headers["content-type"], "application/pdf");
        assert_eq!(answer.headers["content-security-policy"], "default-src 'none'; sandbox");
        assert!(
            answer.headers["content-disposition"]
                .to_str()
                .unwrap()
                .starts_with("attachment")
        );
        browser
            .get(&format!("/patients/{other}/screening/clearances/{signed}/scan"))
            .await
            .is(404);
        Browser::signed_in(&clinic, Role::FrontDesk)
            .await
            .get(&format!("{here}/clearances/{signed}/scan"))
            .await
            .is(403);
        // A form that is no form.
        let request = Request::post(format!("{form}/letter"))
            .header("content-type", "text/plain")
            .body(Body::from("x"))
            .unwrap();
        let status = browser.send(request).await.status.as_u16();
        assert!((400..500).contains(&status), "{status}");
    }
}
