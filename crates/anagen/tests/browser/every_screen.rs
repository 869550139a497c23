//! Every page of the demo that can be opened, as the roles that may: nothing that accessibility forbids, nothing wider than the
//! screen, no error in the console, in both sizes and themes.
//!
//! The pages are found by following links from each door, one of each kind: the addresses of two patients are of one kind.

use std::collections::{BTreeSet, VecDeque};

use crate::browser::Browser;
use crate::clinic::{Clinic, Engine};

/// The password of everybody in the demo.
const PASSWORD: &str = "look around here";

/// Who looks, and where they begin.
const WALKS: [(&str, &[&str]); 4] = [
    (
        "prescriber",
        &["/today", "/patients", "/stock", "/evidence", "/account"],
    ),
    ("injector", &["/stock", "/patients"]),
    ("administrator", &["/administration", "/stock/rooms", "/join"]),
    ("auditor", &["/administration/audit"]),
];

/// Patients who stand at other places of the way than the one whom the links lead to first, with a word for it.
const PATIENTS: [(&str, &str); 3] = [
    ("Íñigo García Oliva", "unsigned-session"),
    ("Beatriz Iglesias Pombo", "draft"),
    ("Inês Duarte Leal", "excluded"),
];

/// The stages of a patient's way.
const STAGES: [&str; 9] = [
    "",
    "/intake",
    "/screening",
    "/formulation",
    "/protocol",
    "/consent",
    "/sessions",
    "/photographs",
    "/adverse-events",
];

/// Parts of addresses after which something is called by a name of its own.
const NAMED: [&str; 3] = ["records", "topics", "clear"];

/// The kind of an address: identifiers, names and what is asked after `?` left out.
fn kind_of(path: &str) -> String {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let is_identifier = |part: &str| part.len() == 36 && part.chars().filter(|letter| *letter == '-').count() == 4;
    let mut kind = Vec::new();
    for part in path.split('/') {
        let is_named = kind.last().is_some_and(|before| NAMED.contains(before));
        kind.push(if is_named || is_identifier(part) { "{}" } else { part });
    }
    kind.join("/")
}

/// A name for pictures.
fn name_of(kind: &str) -> String {
    let name = kind.replace("/{}", "-of-one").replace(['/', '{', '}'], "-");
    format!("every{name}")
}

/// Addresses of pages that the open page links to; files and papers with other types are left out.
fn links(browser: &Browser) -> Vec<String> {
    let found = browser.script(
        "return [...document.querySelectorAll('a[href]')]
            .filter(link => link.origin === location.origin && !link.hasAttribute('download') && link.target !== '_blank')
            .map(link => link.pathname + link.search)",
        &[],
    );
    let found = found.as_array().cloned().unwrap_or_default();
    found
        .iter()
        .filter_map(|link| link.as_str().map(str::to_owned))
        .collect()
}

/// What is no page: a file to be kept, a picture, a feed.
fn is_file(path: &str) -> bool {
    let path = path.split('?').next().unwrap_or_default();
    let last = path.rsplit('/').next().unwrap_or_default();
    last.contains('.') || ["original", "shown", "thumbnail", "portrait", "scan", "calendar"].contains(&last)
}

/// Follows every link from these addresses, one of each kind, and looks at each page.
fn walk(browser: &Browser, seen: &mut BTreeSet<String>, from: impl IntoIterator<Item = String>) {
    let mut waiting: VecDeque<String> = from.into_iter().collect();
    while let Some(path) = waiting.pop_front() {
        let kind = kind_of(&path);
        if is_file(&path) || !seen.insert(kind.clone()) {
            continue;
        }
        browser.open(&path);
        // A page may lead on to another one.
        let name = name_of(&kind);
        browser.check_screen(&name);
        waiting.extend(links(browser));
    }
}

fn sign_in(browser: &Browser, name: &str) {
    browser.open("/sign-in");
    browser.fill("Sign-in name", name);
    browser.fill("Password", PASSWORD);
    browser.press("Sign in");
    // Where it leads depends on the role.
    browser.until(|| {
        let is_in = browser.path() != "/sign-in";
        is_in.then_some(()).ok_or_else(|| format!("{name} is not let in"))
    });
}

#[test]
fn every_screen_of_the_demo() {
    let Some(clinic) = Clinic::start(Engine::Sqlite, &["--demo"]) else {
        return;
    };
    let mut seen = BTreeSet::new();
    for (name, doors) in WALKS {
        let Some(browser) = clinic.browser() else {
            return;
        };
        if name == "prescriber" {
            browser.open("/sign-in");
            browser.sees("This is a demo: every patient is invented");
            browser.check_screen("every-sign-in-of-the-demo");
        }
        sign_in(&browser, name);
        if name == "prescriber" {
            for (patient, standing) in PATIENTS {
                browser.open(&format!("/patients?q={}", patient.replace(' ', "+")));
                browser.follow(patient);
                browser.sees("Timeline");
                let address = browser.path();
                for stage in STAGES {
                    browser.open(&format!("{address}{stage}"));
                    browser.check_screen(&format!("every-{standing}{}", stage.replace('/', "-")));
                }
            }
        }
        walk(&browser, &mut seen, doors.iter().map(|door| (*door).to_owned()));
    }
    assert!(seen.len() > 60, "only these pages were met: {seen:#?}");
}
