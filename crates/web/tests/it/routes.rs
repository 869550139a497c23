//! Every route against every role: who comes in, who is refused, and that a refusal carries nothing of a record.
//!
//! `routes.txt` is the reviewed table. A new route without a row fails here, and so does a row without a route.

use std::collections::BTreeMap;

use anagen_app::actor::may;
use anagen_records::patients::{self, Patient};
use anagen_records::people::Role;
use anagen_records::values::PatientId;
use anagen_web::{Access, RouteInfo, route_table};

use crate::browser::{Answer, Browser};
use crate::clinic::{Clinic, On};

/// What stands in the record of the clinic's own patient, and must not be in any refusal.
const OWN: &str = "Ownmarker";
/// What stands in the record of another clinic's patient, and must not be in any answer.
const FOREIGN: &str = "Foreignmarker";

fn in_words(access: Access) -> String {
    match access {
        Access::Anyone => "anyone".to_owned(),
        Access::Locked => "signed in, also locked".to_owned(),
        Access::SignedIn => "signed in".to_owned(),
        Access::May(action) => format!("may {action}"),
        Access::PatientTablet => "the patient who holds the tablet".to_owned(),
    }
}

#[test]
fn every_route_has_its_reviewed_row() {
    let reviewed: BTreeMap<String, String> = include_str!("routes.txt")
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| {
            let (route, access) = line.split_once(" : ").unwrap_or_else(|| panic!("routes.txt: `{line}`"));
            (route.trim().to_owned(), access.trim().to_owned())
        })
        .collect();
    let real: BTreeMap<String, String> = route_table()
        .into_iter()
        .map(|route| (format!("{} {}", route.method, route.path), in_words(route.access)))
        .collect();
    let mut wrong = Vec::new();
    for (route, access) in &real {
        match reviewed.get(route) {
            None => wrong.push(format!("no row in routes.txt: {route} : {access}")),
            Some(row) if row != access => {
                wrong.push(format!("{route}: routes.txt says `{row}`, the program `{access}`"));
            }
            Some(_) => {}
        }
    }
    wrong.extend(
        reviewed
            .keys()
            .filter(|route| !real.contains_key(*route))
            .map(|route| format!("no such route any more: {route}")),
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn patient(clinic: &Clinic, family_name: &str, number: &str) -> Patient {
    Patient {
        id: PatientId::new(),
        number: number.to_owned(),
        family_name: family_name.to_owned(),
        given_names: "Eva".to_owned(),
        birth_date: None,
        phone: String::new(),
        email: String::new(),
        address: String::new(),
        language: String::new(),
        note: String::new(),
        demo: false,
        portrait: None,
        merged_into: None,
        version: 1,
        created_at: clinic.app.now(),
    }
}

/// Adds a patient of this clinic, and one of another clinic in the same database.
async fn two_patients(clinic: &Clinic) -> (PatientId, PatientId) {
    let mut tx = clinic.app.database().write().await.unwrap();
    let own = patient(clinic, OWN, "1");
    patients::insert(&mut tx, clinic.id, &own, None).await.unwrap();
    let mut other = anagen_records::clinics::find(&mut tx, clinic.id)
        .await
        .unwrap()
        .unwrap();
    other.id = anagen_records::values::ClinicId::new();
    anagen_records::clinics::insert(&mut tx, &other).await.unwrap();
    let foreign = patient(clinic, FOREIGN, "1");
    patients::insert(&mut tx, other.id, &foreign, None).await.unwrap();
    tx.commit().await.unwrap();
    (own.id, foreign.id)
}

/// The address of a route with a patient in it; every other parameter stands for something that does not exist.
fn address(route: &RouteInfo, patient: PatientId) -> String {
    let parts = route.path.split('/').map(|part| match part {
        "{patient}" => patient.to_string(),
        part if part.starts_with('{') => PatientId::new().to_string(),
        part => part.to_owned(),
    });
    parts.collect::<Vec<_>>().join("/")
}

async fn ask(browser: &mut Browser, route: &RouteInfo, address: &str) -> Answer {
    if route.method == "GET" {
        browser.get(address).await
    } else {
        browser.post(address, &[]).await
    }
}

/// Routes that end or lock the session that asks: they are tried on their own.
fn ends_the_session(route: &RouteInfo) -> bool {
    matches!(route.path, "/sign-out" | "/lock" | "/unlock" | "/sign-in") || route.path.ends_with("/tablet")
}

#[tokio::test]
async fn nobody_comes_in_without_signing_in() {
    let clinic = Clinic::new(On::Sqlite).await;
    let (own, _) = two_patients(&clinic).await;
    let mut browser = Browser::new(&clinic.app);
    for route in route_table().iter().filter(|route| route.access != Access::Anyone) {
        let answer = ask(&mut browser, route, &address(route, own)).await;
        assert_eq!(answer.status.as_u16(), 303, "{route:?}");
        assert!(answer.leads_to().starts_with("/sign-in"), "{route:?}");
        answer.hides(OWN);
    }
}

#[tokio::test]
async fn a_role_without_the_right_is_refused_and_sees_nothing() {
    let clinic = Clinic::new(On::Sqlite).await;
    let (own, _) = two_patients(&clinic).await;
    for role in Role::ALL.iter().copied() {
        let mut browser = Browser::signed_in(&clinic, role).await;
        for route in route_table() {
            let Access::May(action) = route.access else { continue };
            if may(role, action) {
                continue;
            }
            let answer = ask(&mut browser, &route, &address(&route, own)).await;
            assert_eq!(answer.status.as_u16(), 403, "{role} at {route:?}: {}", answer.text());
            answer.hides(OWN).hides(&own.to_string());
        }
    }
}

#[tokio::test]
async fn whoever_has_the_right_sees_no_other_clinics_patient() {
    let clinic = Clinic::new(On::Sqlite).await;
    let (_, foreign) = two_patients(&clinic).await;
    for role in Role::ALL.iter().copied() {
        let mut browser = Browser::signed_in(&clinic, role).await;
        for route in route_table().iter().filter(|route| !ends_the_session(route)) {
            let answer = ask(&mut browser, route, &address(route, foreign)).await;
            answer.hides(FOREIGN);
            assert!(
                !answer.status.is_server_error(),
                "{role} at {route:?}: {}",
                answer.text()
            );
            let allowed = matches!(route.access, Access::May(action) if may(role, action));
            if allowed && route.path.contains("{patient}") {
                let refused = matches!(answer.status.as_u16(), 404 | 415 | 422 | 400);
                assert!(
                    refused,
                    "{role} at {route:?}: {} {:?}\n{}",
                    answer.status,
                    answer.location,
                    answer.text()
                );
            }
        }
    }
}

#[tokio::test]
async fn a_locked_screen_and_the_patients_tablet_open_nothing_else() {
    let clinic = Clinic::new(On::Sqlite).await;
    let (own, _) = two_patients(&clinic).await;
    let mut locked = Browser::signed_in(&clinic, Role::Prescriber).await;
    locked.post("/lock", &[]).await.is(303);
    let actor = clinic.actor(Role::Assistant).await;
    let mut tablet = Browser::signed_in(&clinic, Role::Assistant).await;
    drop(actor);
    let held = clinic.sign_in("assistant").await;
    drop(held);
    tablet.post(&format!("/patients/{own}/intake/tablet"), &[]).await;
    for route in route_table() {
        if matches!(route.access, Access::Anyone | Access::Locked) || ends_the_session(&route) {
            continue;
        }
        let answer = ask(&mut locked, &route, &address(&route, own)).await;
        answer.hides(OWN);
        assert!(answer.leads_to().starts_with("/lock"), "{route:?}");
        if route.access != Access::PatientTablet {
            let answer = ask(&mut tablet, &route, &address(&route, own)).await;
            assert_eq!(answer.leads_to(), format!("/tablet/{own}"), "{route:?}");
            answer.hides(OWN);
        }
    }
}

/// Malformed requests are told why, and never break a page.
#[tokio::test]
async fn malformed_requests_are_answered_with_a_reason() {
    let clinic = Clinic::new(On::Sqlite).await;
    let (own, _) = two_patients(&clinic).await;
    for role in [
        Role::Prescriber,
        Role::Injector,
        Role::Administrator,
        Role::MedicalDirector,
    ] {
        let mut browser = Browser::signed_in(&clinic, role).await;
        for route in route_table().iter().filter(|route| !ends_the_session(route)) {
            let good = address(route, own);
            let broken = route
                .path
                .split('/')
                .map(|part| {
                    if part.starts_with('{') {
                        "%00%27%22%3Cx%3E%FF"
                    } else {
                        part
                    }
                })
                .collect::<Vec<_>>()
                .join("/");
            for path in [
                format!("{good}?q=%FF%00&below=x&page=-1&day=2026-99-99&patient=%3Cscript%3E"),
                broken,
            ] {
                let fields: &[(&str, &str)] = &[
                    ("version", "x"),
                    ("name", "\u{0}\u{202e}<script>alert(1)</script>"),
                    ("day", "99"),
                    ("edit", "-9"),
                ];
                let answer = if route.method == "GET" {
                    browser.get(&path).await
                } else {
                    browser.post(&path, fields).await
                };
                assert!(
                    !answer.status.is_server_error(),
                    "{role} at {} {path}: {}",
                    route.method,
                    answer.text()
                );
                answer.hides("<script>alert(1)");
                if answer.status.is_client_error() {
                    assert!(!answer.bytes.is_empty(), "{role} at {} {path}: no reason", route.method);
                }
            }
        }
    }
}
