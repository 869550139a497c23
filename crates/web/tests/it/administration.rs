//! Administration as an administrator, a director and an auditor see it.

use anagen_records::people::Role;

use crate::browser::Browser;
use crate::clinic::{Clinic, On, PASSWORD, engines};

#[tokio::test]
async fn a_person_is_entered_and_sets_a_password_by_the_link_that_works_once() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let mut browser = Browser::signed_in(&clinic, Role::Administrator).await;
        let answer = browser
            .post(
                "/administration/people/new",
                &[("name", "Dr Nueva"), ("sign_in_name", "nueva"), ("role", "injector")],
            )
            .await;
        answer.is(200).shows("One-time link");
        let text = answer.text();
        let token = text
            .split("/new-password/")
            .nth(1)
            .unwrap()
            .split('<')
            .next()
            .unwrap()
            .to_owned();
        let mut new = Browser::new(&clinic.app);
        let at = format!("/new-password/{token}");
        new.post(&at, &[("new", "short")])
            .await
            .is(422)
            .shows("at least 12 characters");
        new.post(&at, &[("new", "the letters of a long sentence")])
            .await
            .is(303);
        new.post(&at, &[("new", "another long sentence")])
            .await
            .is(422)
            .shows("was used or is too old");
        let signed_in = new
            .post(
                "/sign-in",
                &[("name", "nueva"), ("password", "the letters of a long sentence")],
            )
            .await;
        signed_in.is(303);
        // The same sign-in name is refused, and what was typed stays in the form.
        let again = browser
            .post(
                "/administration/people/new",
                &[("name", "Dr Otra"), ("sign_in_name", "nueva"), ("role", "injector")],
            )
            .await;
        again
            .is(422)
            .shows("Somebody signs in under this name already")
            .shows("Dr Otra");
    }
}

#[tokio::test]
async fn the_last_administrator_stays_one() {
    let clinic = Clinic::new(On::Sqlite).await;
    let mut browser = Browser::new(&clinic.app);
    browser.sign_in("administrator").await;
    let list = browser.get("/administration/people").await.text();
    let id = list
        .split("/administration/people/")
        .nth(2)
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_owned();
    let fields = [
        ("version", "1"),
        ("name", "Ana"),
        ("sign_in_name", "administrator"),
        ("role", "prescriber"),
    ];
    browser
        .post(&format!("/administration/people/{id}"), &fields)
        .await
        .is(422)
        .shows("last administrator");
    browser
        .post(&format!("/administration/people/{id}/leave"), &[])
        .await
        .is(422)
        .shows("last administrator");
}

#[tokio::test]
async fn whoever_left_is_signed_out_everywhere() {
    let clinic = Clinic::new(On::Sqlite).await;
    let mut injector = Browser::signed_in(&clinic, Role::Injector).await;
    injector.get("/account").await.is(200);
    let mut browser = Browser::new(&clinic.app);
    browser.sign_in("administrator").await;
    let id = clinic.actor(Role::Injector).await.person;
    browser
        .post(&format!("/administration/people/{id}/leave"), &[])
        .await
        .is(303);
    assert!(injector.get("/account").await.leads_to().starts_with("/sign-in"));
    let refused = injector
        .post("/sign-in", &[("name", "injector"), ("password", PASSWORD)])
        .await;
    refused.is(422).shows("no longer works here");
}

#[tokio::test]
async fn a_stale_change_of_the_clinic_is_refused_with_both_versions() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let mut browser = Browser::new(&clinic.app);
        browser.sign_in("administrator").await;
        let fields = |name: &'static str, version: &'static str| {
            vec![
                ("version", version),
                ("clinic", name),
                ("country", "ES"),
                ("currency", "EUR"),
                ("time_zone", "Europe/Madrid"),
                ("language", "en"),
            ]
        };
        browser
            .post("/administration/clinic", &fields("Clinica Uno", "1"))
            .await
            .is(303);
        let stale = browser
            .post("/administration/clinic", &fields("Clinica Dos", "1"))
            .await;
        stale.is(409).shows("Clinica Uno").shows("value=\"Clinica Dos\"");
        browser
            .post("/administration/clinic", &fields("", "2"))
            .await
            .is(422)
            .shows("as it stands on papers");
    }
}

#[tokio::test]
async fn a_credential_counts_until_it_is_withdrawn() {
    use anagen_app::people::{CredentialStanding, Scope};
    let clinic = Clinic::new(On::Sqlite).await;
    let injector = clinic.actor(Role::Injector).await;
    let mut browser = Browser::new(&clinic.app);
    browser.sign_in("administrator").await;
    let at = format!("/administration/people/{}", injector.person);
    let wrong = [
        ("title", "Licence"),
        ("country", "ES"),
        ("valid_from", "2026-02-01"),
        ("valid_until", "2026-01-01"),
        ("scope", "inject"),
    ];
    browser
        .post(&format!("{at}/credentials"), &wrong)
        .await
        .is(422)
        .shows("The last day is before the first");
    let right = [
        ("title", "Licence"),
        ("country", "ES"),
        ("valid_from", "2026-01-01"),
        ("valid_until", "2026-12-31"),
        ("scope", "inject"),
    ];
    browser.post(&format!("{at}/credentials"), &right).await.is(303);
    let standing = async |scope, country| {
        let mut tx = clinic.app.database().read().await.unwrap();
        anagen_app::people::credential_standing(&mut tx, &injector, scope, country, jiff::civil::date(2026, 3, 12))
            .await
            .unwrap()
    };
    assert_eq!(
        standing(Scope::Inject, "ES").await,
        CredentialStanding::Valid(jiff::civil::date(2026, 12, 31))
    );
    assert_eq!(standing(Scope::Prescribe, "ES").await, CredentialStanding::NotCovered);
    assert_eq!(standing(Scope::Inject, "FR").await, CredentialStanding::NotCovered);
    let page = browser.get(&at).await.text();
    let withdraw = page
        .split(&format!("{at}/credentials/"))
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_owned();
    browser
        .post(&format!("{at}/credentials/{withdraw}"), &[("because", "")])
        .await
        .is(422);
    browser
        .post(&format!("{at}/credentials/{withdraw}"), &[("because", "not renewed")])
        .await
        .is(303);
    assert_eq!(standing(Scope::Inject, "ES").await, CredentialStanding::NotCovered);
}

#[tokio::test]
async fn the_audit_trail_is_read_and_verified() {
    let clinic = Clinic::new(On::Sqlite).await;
    let mut browser = Browser::signed_in(&clinic, Role::Auditor).await;
    browser
        .get("/administration/audit")
        .await
        .is(200)
        .shows("clinic.make")
        .shows("sign_in");
    browser
        .post("/administration/audit/verify", &[])
        .await
        .is(200)
        .shows("The chain is whole");
    let mut administrator = Browser::signed_in(&clinic, Role::Administrator).await;
    administrator.post("/administration/backups", &[]).await.is(303);
    administrator.get("/administration/backups").await.is(200).shows("made");
}
