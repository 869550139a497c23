//! A client that follows every link of every page and sends every form with values that nobody would type.
//!
//! A link that a page shows leads to a page. Whatever is sent, the answer is never a failure of the server, says why it refuses,
//! and never gives back what was sent as markup.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use anagen_records::people::Role;
use axum::body::Body;
use axum::http::Request;

use crate::browser::{Answer, Browser};
use crate::clinic::On;
use crate::session::scene::Scene;

/// Pages that one role opens at most.
const MOST_PAGES: usize = 400;
/// How often each form is sent.
const ROUNDS: u64 = 6;
const MARK: &str = "<script>alert(7)";

/// What is put into fields.
const VALUES: [&str; 30] = [
    "",
    " ",
    "0",
    "-1",
    "1",
    "99999999999999999999999999",
    "1e309",
    "NaN",
    "0.0000000000000000000000001",
    "1,5",
    "yes",
    "on",
    "2026-03-12",
    "2026-02-30",
    "0000-00-00",
    "9999-12-31",
    "-9999-01-01",
    "25:61",
    "00:00",
    "<script>alert(7)</script>",
    "\"><img src=x onerror=alert(7)>",
    "'; DROP TABLE patient; --",
    "\u{0}",
    "\u{202e}\u{feff}\u{0301}\u{1f489}",
    "../../../etc/passwd",
    "{\"points\":[{\"id\":\"x\",\"angle_deg\":1e308,\"u\":-1}]}",
    "[[[1,2],[3]]]",
    "00000000-0000-0000-0000-000000000000",
    "%00%ff%",
    "\r\nSet-Cookie: x=1",
];

/// A form as a page shows it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Form {
    action: String,
    is_upload: bool,
    fields: Vec<(String, String)>,
}

/// Numbers by lot, the same in each run.
struct Lot(u64);

impl Lot {
    fn next(&mut self, below: usize) -> usize {
        // Steele, Lea and Flood 2014 (doi 10.1145/2660193.2660195): SplitMix64.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % u64::try_from(below).unwrap()).unwrap()
    }
}

fn plain(text: &str) -> String {
    text.replace("&quot;", "\"")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    Some(plain(rest.split('"').next()?))
}

/// The links and forms of a page.
fn read(page: &str, here: &str) -> (Vec<String>, Vec<Form>) {
    let (mut links, mut forms) = (Vec::new(), Vec::<Form>::new());
    let mut is_inside = false;
    for tag in page.split('<').skip(1) {
        let name: String = tag.chars().take_while(char::is_ascii_alphanumeric).collect();
        let tag = tag.split_once('>').map_or(tag, |(tag, _)| tag);
        match name.as_str() {
            "a" => links.extend(attribute(tag, "href")),
            "form" => {
                let action = attribute(tag, "action").unwrap_or_else(|| here.to_owned());
                is_inside = tag.contains("method=\"post\"");
                if is_inside {
                    forms.push(Form {
                        action,
                        is_upload: tag.contains("multipart/form-data"),
                        fields: Vec::new(),
                    });
                }
            }
            "" if tag.starts_with("/form") => is_inside = false,
            "input" | "select" | "textarea" | "button" if is_inside => {
                if let (Some(form), Some(name)) = (forms.last_mut(), attribute(tag, "name")) {
                    form.fields.push((name, attribute(tag, "value").unwrap_or_default()));
                }
            }
            _ => {}
        }
    }
    links.retain(|link| link.starts_with('/') && !link.starts_with("//"));
    (links, forms)
}

/// Where a link leads, without what only points at a part of the page.
fn without_part(link: &str) -> &str {
    link.split('#').next().unwrap_or(link)
}

/// The address with every name of a record taken out: pages of one kind are one.
fn kind_of(link: &str) -> String {
    let path = link.split('?').next().unwrap_or(link);
    let parts = path.split('/').map(|part| {
        let is_name = part.len() > 30 || part.chars().any(|letter| letter.is_ascii_digit());
        if is_name { "*" } else { part }
    });
    parts.collect::<Vec<_>>().join("/")
}

#[track_caller]
fn holds(answer: &Answer, said: &str) {
    assert!(
        !answer.status.is_server_error(),
        "{said}: {}\n{}",
        answer.status,
        answer.text()
    );
    if answer.status.is_client_error() {
        assert!(!answer.bytes.is_empty(), "{said}: {} without a reason", answer.status);
    }
    let is_page = answer
        .headers
        .get("content-type")
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    assert!(
        !is_page || !answer.text().contains(MARK),
        "{said}: what was sent came back as markup"
    );
    for value in answer.headers.values() {
        assert!(
            !value.as_bytes().starts_with(b"x=1"),
            "{said}: a header was made of a field"
        );
    }
}

/// Opens every page that is linked, a few of each kind; gives the forms by their kind.
async fn crawl(browser: &mut Browser, role: Role, from: Vec<String>) -> BTreeMap<(String, Vec<String>), Form> {
    let mut seen = BTreeSet::new();
    let mut of_kind = BTreeMap::<String, usize>::new();
    let mut waiting: VecDeque<String> = from.into();
    let mut forms = BTreeMap::new();
    while let Some(link) = waiting.pop_front() {
        let kind = of_kind.entry(kind_of(&link)).or_default();
        if !seen.insert(link.clone()) || *kind >= 4 || seen.len() > MOST_PAGES {
            continue;
        }
        *kind += 1;
        let answer = browser.get(&link).await;
        assert!(
            answer.status.is_success() || answer.status.is_redirection(),
            "{role}: a page links to {link}: {}\n{}",
            answer.status,
            answer.text()
        );
        let (links, found) = read(&answer.text(), &link);
        waiting.extend(links.iter().map(|link| without_part(link).to_owned()));
        waiting.extend(answer.location.as_deref().map(|link| without_part(link).to_owned()));
        for form in found {
            let names = form.fields.iter().map(|(name, _)| name.clone()).collect();
            forms.insert((kind_of(&form.action), names), form);
        }
    }
    forms
}

/// One more way to send a form: some fields as they were, some with strange values, some left out, some twice.
fn mangled(form: &Form, lot: &mut Lot) -> Vec<(String, String)> {
    let mut sent = Vec::new();
    for (name, value) in &form.fields {
        let strange = VALUES[lot.next(VALUES.len())].to_owned();
        match lot.next(6) {
            0 | 1 => sent.push((name.clone(), strange)),
            2 => {}
            3 => sent.extend([(name.clone(), value.clone()), (name.clone(), strange)]),
            _ => sent.push((name.clone(), value.clone())),
        }
    }
    sent
}

fn multipart(fields: &[(String, String)], lot: &mut Lot) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in fields {
        let file = if lot.next(3) == 0 {
            "; filename=\"../x.jpg\""
        } else {
            ""
        };
        body.extend(format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n").bytes());
        body.extend(value.bytes());
        body.extend(b"\r\n");
    }
    if lot.next(2) == 0 {
        body.extend(b"--edge--\r\n");
    }
    body
}

async fn send(browser: &mut Browser, form: &Form, lot: &mut Lot) -> (Answer, String) {
    let fields = mangled(form, lot);
    let said = format!("POST {} {fields:?}", form.action);
    let plain = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(&fields)
        .finish();
    let (kind, body) = match (form.is_upload, lot.next(8)) {
        (_, 0) => ("application/json", b"{\"a\":[".to_vec()),
        (_, 1) => ("application/x-www-form-urlencoded", b"a=%ff%zz&&=&\xff".to_vec()),
        (true, _) | (false, 2) => ("multipart/form-data; boundary=edge", multipart(&fields, lot)),
        (false, _) => ("application/x-www-form-urlencoded", plain.into_bytes()),
    };
    let request = Request::post(form.action.as_str()).header("content-type", kind);
    (browser.send(request.body(Body::from(body)).unwrap()).await, said)
}

/// Forms that end the session or hand the screen over; they have their own tests.
fn leaves(form: &Form) -> bool {
    ["/sign-out", "/lock", "/unlock"].contains(&form.action.as_str()) || form.action.ends_with("/tablet")
}

async fn check(on: On, role: Role) {
    let scene = Scene::new(on).await;
    let session = scene.ready().await;
    let mut browser = Browser::signed_in(&scene.clinic, role).await;
    // Doors that this role has; what else it may open, these link to.
    let mut doors: Vec<String> = [
        "/",
        "/today",
        "/patients",
        "/stock",
        "/evidence",
        "/administration",
        "/account",
    ]
    .map(str::to_owned)
    .into();
    doors.push(format!("/patients/{}", scene.patient));
    doors.push(format!("/patients/{}/sessions/{session}", scene.patient));
    let mut open = Vec::new();
    for door in doors {
        if !browser.get(&door).await.status.is_client_error() {
            open.push(door);
        }
    }
    let forms = crawl(&mut browser, role, open).await;
    assert!(!forms.is_empty(), "{role} has no form at all");
    let mut lot = Lot(7);
    for form in forms.values().filter(|form| !leaves(form)) {
        for _ in 0..ROUNDS {
            let (answer, said) = send(&mut browser, form, &mut lot).await;
            holds(&answer, &format!("{role}: {said}"));
            // A form may have signed this person out (a changed password): the next needs them again.
            if answer.location.as_deref().is_some_and(|to| to.starts_with("/sign-in")) {
                browser = Browser::signed_in(&scene.clinic, role).await;
            }
        }
    }
}

#[tokio::test]
async fn a_prescriber_finds_every_link_and_no_form_breaks() {
    check(On::Sqlite, Role::Prescriber).await;
}

#[tokio::test]
async fn a_medical_director_finds_every_link_and_no_form_breaks() {
    check(On::Sqlite, Role::MedicalDirector).await;
}

#[tokio::test]
async fn an_injector_finds_every_link_and_no_form_breaks() {
    check(On::Sqlite, Role::Injector).await;
}

#[tokio::test]
async fn an_assistant_finds_every_link_and_no_form_breaks() {
    check(On::Sqlite, Role::Assistant).await;
}

#[tokio::test]
async fn the_front_desk_finds_every_link_and_no_form_breaks() {
    check(On::Sqlite, Role::FrontDesk).await;
}

#[tokio::test]
async fn an_administrator_finds_every_link_and_no_form_breaks() {
    check(On::Sqlite, Role::Administrator).await;
}

#[tokio::test]
async fn an_auditor_finds_every_link_and_no_form_breaks() {
    check(On::Sqlite, Role::Auditor).await;
}

/// Text with a zero byte is refused by PostgreSQL where SQLite takes it: the same client against it.
#[tokio::test]
async fn forms_break_nothing_on_postgresql_either() {
    for on in crate::clinic::engines() {
        if on != On::Sqlite {
            check(on, Role::Prescriber).await;
        }
    }
}
