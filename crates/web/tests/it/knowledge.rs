//! The knowledge as its readers see it, and its adoption.

use anagen_records::people::Role;

use crate::browser::Browser;
use crate::clinic::{Clinic, On, PASSWORD, engines};

#[tokio::test]
async fn every_record_has_a_page() {
    let clinic = Clinic::new(On::Sqlite).await;
    let mut browser = Browser::signed_in(&clinic, Role::Assistant).await;
    let mut ids = Vec::new();
    clinic
        .app
        .base_knowledge()
        .records
        .for_each(&mut |_, record| ids.push(record.id().to_owned()));
    // Every kind, and enough of each to meet every shape of record.
    for id in ids.iter().step_by(9) {
        let id: String = form_urlencoded::byte_serialize(id.as_bytes()).collect();
        browser
            .get(&format!("/evidence/records/{}", id.replace('+', "%20")))
            .await
            .is(200);
    }
    browser.get("/evidence").await.is(200).shows("Rules").shows("Claims");
    browser.get("/evidence/records/no-such-record").await.is(404);
}

#[tokio::test]
async fn a_claim_stands_beside_what_is_against_it() {
    let clinic = Clinic::new(On::Sqlite).await;
    let claim = clinic
        .app
        .base_knowledge()
        .records
        .claims
        .iter()
        .find(|claim| !claim.against.is_empty())
        .unwrap()
        .clone();
    let mut browser = Browser::signed_in(&clinic, Role::Prescriber).await;
    browser
        .get(&format!("/evidence/records/{}", claim.id))
        .await
        .is(200)
        .shows(&claim.against[0]);
}

#[tokio::test]
async fn words_find_records_and_kinds_narrow_them() {
    let clinic = Clinic::new(On::Sqlite).await;
    let mut browser = Browser::signed_in(&clinic, Role::Prescriber).await;
    browser
        .get("/evidence/records?q=dutasteride&kind=rule")
        .await
        .is(200)
        .shows("CI-05")
        .hides("/evidence/records/C-001\"");
    browser
        .get("/evidence/records?q=zzzznothing")
        .await
        .is(200)
        .shows("No record holds these words");
}

#[tokio::test]
async fn the_director_adopts_and_confirms_and_nobody_else() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let mut prescriber = Browser::signed_in(&clinic, Role::Prescriber).await;
        prescriber
            .get("/evidence/adoption")
            .await
            .is(200)
            .shows("only invented patients");
        prescriber
            .post(
                "/evidence/adoption",
                &[("bundles", "screening"), ("password", PASSWORD)],
            )
            .await
            .is(403);
        let mut director = Browser::signed_in(&clinic, Role::MedicalDirector).await;
        director
            .post("/evidence/adoption", &[("password", PASSWORD)])
            .await
            .is(422)
            .shows("Choose at least one bundle");
        let all = [
            ("bundles", "screening"),
            ("bundles", "formulary"),
            ("bundles", "techniques"),
            ("bundles", "protocols"),
            ("bundles", "aftercare"),
        ];
        let with = |password: &'static str| all.into_iter().chain([("password", password)]).collect::<Vec<_>>();
        director
            .post("/evidence/adoption", &with("wrong"))
            .await
            .is(422)
            .shows("not the password");
        director.post("/evidence/adoption", &with(PASSWORD)).await.is(303);
        director
            .get("/evidence/adoption")
            .await
            .is(200)
            .shows("Every bundle is adopted");
        let rules = &clinic.app.base_knowledge().records.rules;
        let rule = rules
            .iter()
            .find(|rule| rule.status == anagen_knowledge::records::Status::Proposed)
            .unwrap()
            .id
            .clone();
        let at = format!("/evidence/records/{rule}");
        director
            .get(&at)
            .await
            .is(200)
            .shows("proposed")
            .shows("Confirm this record");
        director
            .post(
                &format!("{at}/confirm"),
                &[("password", PASSWORD), ("reason", "local guideline")],
            )
            .await
            .is(303);
        prescriber
            .get(&at)
            .await
            .is(200)
            .shows("confirmed by Dr medical-director")
            .hides("Confirm this record");
        director
            .post(&format!("{at}/confirm"), &[("password", PASSWORD)])
            .await
            .is(422)
            .shows("nothing to confirm");
    }
}
