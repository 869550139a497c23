//! The pages of consent: handed over, initialled and signed, withdrawn, on paper.

use anagen_records::people::Role;
use anagen_records::values::PatientId;

use crate::browser::Browser;
use crate::clinic::{Clinic, On, engines};
use crate::plan::case::treatable;
use crate::plan::{invented, signed};

const LINES: [(&str, &str); 5] = [
    ("line-prescribes", "Dr prescriber, dermatologist"),
    ("line-injects", "Nurse Injector"),
    ("line-language", "English, no interpreter"),
    ("line-complaints_inside", "Ana Administrator"),
    ("line-complaints_outside", "Office of the region"),
];

/// A patient with a signed plan, whose consent was handed over; gives the consent's address.
async fn handed_over(clinic: &Clinic, browser: &mut Browser) -> (PatientId, String) {
    let (patient, plan) = signed(clinic, browser).await;
    let plan = plan.to_string();
    let mut fields = LINES.to_vec();
    fields.extend([("plan", plan.as_str()), ("plan_version", "1")]);
    let answer = browser.post(&format!("/patients/{patient}/consent"), &fields).await;
    assert_eq!(
        answer.is(303).leads_to(),
        format!("/patients/{patient}/consent?notice=consent-given")
    );
    let page = browser.get(&format!("/patients/{patient}/consent")).await;
    let text = page.text();
    let opening = format!("/patients/{patient}/consent/");
    let is_id = |id: &&str| id.len() == 36 && id.matches('-').count() == 4;
    let id = text
        .split(&opening)
        .skip(1)
        .map(|rest| rest.split(['"', '/', '?']).next().unwrap())
        .find(is_id)
        .unwrap()
        .to_owned();
    (patient, id)
}

/// Every item of a consent's page, initialled and answered.
fn filled(page: &str) -> Vec<(String, String)> {
    let names = |stem: &str| -> Vec<String> {
        let opening = format!("name=\"{stem}-");
        let found = page
            .split(&opening)
            .skip(1)
            .map(|rest| format!("{stem}-{}", rest.split('"').next().unwrap()));
        let mut names: Vec<String> = found.collect();
        names.sort();
        names.dedup();
        names
    };
    let initials = names("initials").into_iter().map(|name| (name, "GF".to_owned()));
    let answers = names("answer").into_iter().map(|name| (name, "yes".to_owned()));
    initials.chain(answers).collect()
}

#[tokio::test]
async fn a_consent_is_handed_over_and_signed_in_the_browser() {
    for on in engines() {
        let clinic = invented(on).await;
        let mut browser = Browser::signed_in(&clinic, Role::Prescriber).await;
        let (patient, id) = handed_over(&clinic, &mut browser).await;
        let base = format!("/patients/{patient}/consent");
        browser
            .get(&base)
            .await
            .is(200)
            .shows("It can be signed from 19/03/2026")
            .hides("Initial and sign");
        // Before its day there are no fields, only boxes for paper.
        let early = browser.get(&format!("{base}/{id}")).await;
        early
            .is(200)
            .shows("initials-box")
            .hides("name=\"strokes\"")
            .shows("Office of the region")
            .shows("lot MX-0417");
        let refused = browser
            .post(&format!("{base}/{id}/sign"), &[("name", "Given Family")])
            .await;
        refused.is(422).shows("2026-03-19");

        clinic.at("2026-03-19T09:30:00Z");
        browser.sign_in("prescriber").await;
        browser.get(&base).await.is(200).shows("Initial and sign");
        let page = browser.get(&format!("{base}/{id}")).await;
        page.is(200).shows("name=\"strokes\"").shows("name=\"declared\"");
        let marks = filled(&page.text());
        assert!(marks.len() > 20, "{marks:?}");
        let sent = |more: &[(&str, &str)]| -> Vec<(String, String)> {
            let more = more
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
            marks.iter().cloned().chain(more).collect()
        };
        let post = async |browser: &mut Browser, fields: Vec<(String, String)>| {
            let fields: Vec<(&str, &str)> = fields
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str()))
                .collect();
            browser.post(&format!("{base}/{id}/sign"), &fields).await
        };
        // Blank, unsigned, one initial missing: nothing completes it, and what was typed is still there.
        browser
            .post(&format!("{base}/{id}/sign"), &[])
            .await
            .is(422)
            .shows("Item 1 is not initialled")
            .shows("The full name is missing");
        let unsigned = post(
            &mut browser,
            sent(&[("name", "Given Family"), ("strokes", "[[[5,5]]]")]),
        )
        .await;
        unsigned
            .is(422)
            .shows("Sign in the frame")
            .shows("value=\"Given Family\"")
            .shows("value=\"GF\"")
            .hides("is not initialled");
        let mut one_missing = sent(&[("name", "Given Family"), ("declared", "yes")]);
        one_missing.retain(|(name, _)| name != "initials-consent_08");
        post(&mut browser, one_missing)
            .await
            .is(422)
            .shows("Item 8 is not initialled")
            .hides("Item 9 is not initialled");
        browser.get(&base).await.hides("The consent is complete");

        let done = post(
            &mut browser,
            sent(&[("name", "Given Family"), ("strokes", "[[[10,100],[300,40]]]")]),
        )
        .await;
        assert_eq!(done.is(303).leads_to(), format!("{base}?notice=consent-signed"));
        browser
            .get(&base)
            .await
            .is(200)
            .shows("witness: Dr prescriber")
            .shows("It holds until 19/03/2027")
            .shows("For the record");
        let read = browser.get(&format!("{base}/{id}")).await;
        read.is(200)
            .shows("signature-drawn")
            .shows("M10.0 100.0L300.0 40.0")
            .shows("GF")
            .hides("name=\"strokes\"");

        browser
            .post(&format!("{base}/{id}/withdraw"), &[("reason", "Changed their mind")])
            .await
            .is(303);
        browser
            .get(&base)
            .await
            .is(200)
            .shows("Changed their mind")
            .shows("Hand the text over");
    }
}

#[tokio::test]
async fn what_is_missing_of_the_hand_over_is_said_beside_it() {
    let clinic = invented(On::Sqlite).await;
    let mut browser = Browser::signed_in(&clinic, Role::Prescriber).await;
    let patient = treatable(&clinic, "P-9").await;
    let base = format!("/patients/{patient}/consent");
    browser
        .get(&base)
        .await
        .is(200)
        .shows("No signed plan")
        .hides("Hand the text over");
    browser
        .get(&format!("{base}/blank"))
        .await
        .is(422)
        .shows("sign the plan first");
    let (patient, plan) = signed(&clinic, &mut browser).await;
    let base = format!("/patients/{patient}/consent");
    let plan = plan.to_string();
    let fields = [
        ("plan", plan.as_str()),
        ("plan_version", "1"),
        ("line-injects", "Nurse Injector"),
    ];
    let wrong = browser.post(&base, &fields).await;
    wrong
        .is(422)
        .shows("Write in what stands here")
        .shows("value=\"Nurse Injector\"");
    browser
        .post(&base, &[("plan", plan.as_str()), ("plan_version", "2")])
        .await
        .is(422)
        .shows("amended");
    // The empty form has every item, and nothing is written in.
    browser
        .get(&format!("{base}/blank"))
        .await
        .is(200)
        .shows("initials-box")
        .shows("write-in")
        .hides("Nurse Injector");
    // Photographs: each use asked on its own, taken back on its own.
    let wrong = browser
        .post(
            &format!("{base}/photographs"),
            &[("answer-photographs_care", "yes"), ("name", "Given Family")],
        )
        .await;
    wrong.is(422).shows("Answer yes or no.").shows("value=\"Given Family\"");
    let answers = [
        ("answer-photographs_care", "yes"),
        ("answer-photographs_teaching", "no"),
        ("answer-photographs_publication", "no"),
        ("name", "Given Family"),
        ("declared", "yes"),
    ];
    browser.post(&format!("{base}/photographs"), &answers).await.is(303);
    browser.get(&base).await.is(200).shows("For teaching");
}

#[tokio::test]
async fn another_patients_consent_is_not_found_and_rights_hold() {
    let clinic = invented(On::Sqlite).await;
    let mut browser = Browser::signed_in(&clinic, Role::Prescriber).await;
    let (patient, id) = handed_over(&clinic, &mut browser).await;
    let other = treatable(&clinic, "P-2").await;
    let foreign = format!("/patients/{other}/consent/{id}");
    browser
        .get(&foreign)
        .await
        .is(404)
        .hides("inoxidil")
        .hides("Office of the region");
    browser.post(&format!("{foreign}/sign"), &[("name", "x")]).await.is(404);
    browser
        .post(&format!("{foreign}/withdraw"), &[("reason", "x")])
        .await
        .is(404);
    for role in Role::ALL.iter().copied() {
        let mut browser = Browser::signed_in(&clinic, role).await;
        let may_read = matches!(
            role,
            Role::Prescriber | Role::Injector | Role::Assistant | Role::MedicalDirector
        );
        let may_take = matches!(role, Role::Prescriber | Role::Injector | Role::Assistant);
        let base = format!("/patients/{patient}/consent");
        for path in [base.clone(), format!("{base}/{id}"), format!("{base}/blank")] {
            let answer = browser.get(&path).await;
            answer.is(if may_read { 200 } else { 403 });
            if !may_read {
                answer.hides("inoxidil").hides("Office of the region");
            }
        }
        if !may_take {
            browser.post(&base, &LINES).await.is(403);
            browser.post(&format!("{base}/photographs"), &[]).await.is(403);
            browser.post(&format!("{base}/{id}/sign"), &[]).await.is(403);
            browser.post(&format!("{base}/{id}/withdraw"), &[]).await.is(403);
            browser.get(&base).await.hides("name=\"line-injects\"");
        }
    }
}
