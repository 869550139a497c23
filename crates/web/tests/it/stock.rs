//! Stock and rooms in the browser: who may, what is said, what is kept of what was typed.

mod places;
mod recall;

use anagen_records::patients::{self, Patient};
use anagen_records::people::Role;
use anagen_records::values::{ClinicId, LotId, PatientId, PersonId, ProductId, RoomId, RowId, SessionId, VialId};
use anagen_records::{binds, clinics};

use crate::browser::{Answer, Browser};
use crate::clinic::{Clinic, On, engines};

/// A product as its form sends it.
const PRODUCT: &[(&str, &str)] = &[
    ("name", "Minoxidil 5 mg/mL, 2 mL"),
    ("agent-0", "Minoxidil"),
    ("strength-0", "5 mg/mL"),
    ("composition_declared", "yes"),
    ("excipients_declared", "listed"),
    ("excipients", "propylene_glycol\nwater"),
    ("vehicle", "aqueous"),
    ("label", "for_injection"),
    ("volume", "2,0"),
    ("reorder_at", "5"),
];

fn with<'a>(fields: &[(&'a str, &'a str)], changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = fields
        .iter()
        .filter(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
    kept.chain(changes).copied().collect()
}

/// The last part of the address that an answer leads to, without its query.
fn id_of(answer: &Answer) -> String {
    let path = answer.is(303).leads_to().split('?').next().unwrap();
    path.rsplit('/').next().unwrap().to_owned()
}

async fn product(browser: &mut Browser) -> String {
    id_of(&browser.post("/stock/products", PRODUCT).await)
}

async fn receive(browser: &mut Browser, product: &str, changes: &[(&str, &str)]) -> Answer {
    let delivery = [
        ("product", product),
        ("number", "M-1"),
        ("expires_on", "2027-06-30"),
        ("quantity", "10"),
        ("unit_price", "12.50"),
        ("supplier", "Pharmacy"),
        ("quarantine", "no"),
    ];
    browser.post("/stock/receive", &with(&delivery, changes)).await
}

async fn patient(clinic: &Clinic, number: &str, family_name: &str) -> PatientId {
    let mut tx = clinic.app.database().write().await.unwrap();
    let patient = Patient {
        id: PatientId::new(),
        number: number.to_owned(),
        family_name: family_name.to_owned(),
        given_names: "Ana".to_owned(),
        birth_date: None,
        phone: "+34 600 111 222".to_owned(),
        email: String::new(),
        address: String::new(),
        language: String::new(),
        note: String::new(),
        demo: true,
        portrait: None,
        merged_into: None,
        version: 1,
        created_at: clinic.app.now(),
    };
    patients::insert(&mut tx, clinic.id, &patient, None).await.unwrap();
    tx.commit().await.unwrap();
    patient.id
}

async fn treat(clinic: &Clinic, patient: PatientId, lot: &str) {
    let session = SessionId::new();
    let mut tx = clinic.app.database().write().await.unwrap();
    tx.run(
        "INSERT INTO session (id, version, clinic, patient, number, state, day, started_at, body, charting, n_points, volume_ml, \
         from_paper, edit, changed_at) VALUES ($1, 1, $2, $3, 1, 'signed', '2026-03-01', $4, '{}', '[]', 80, 2.0, $5, 1, $4)",
        binds![session, clinic.id, patient, clinic.app.now(), false],
    )
    .await
    .unwrap();
    tx.run(
        "INSERT INTO mixture_component (id, clinic, session, patient, product, lot, volume_ml, vials) \
         VALUES ($1, $2, $3, $4, (SELECT product FROM lot WHERE id = $5), $5, 2.0, 1)",
        binds![RowId::new(), clinic.id, session, patient, lot],
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
}

/// Every page of the stock that names nothing.
const PAGES: [&str; 9] = [
    "/stock",
    "/stock/vials",
    "/stock/recall",
    "/stock/clusters",
    "/stock/rooms",
    "/stock/receive",
    "/stock/products/new",
    "/stock/kits/new",
    "/stock/refrigerators/new",
];

#[tokio::test]
async fn an_empty_clinic_is_led_to_the_first_step() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let mut browser = Browser::signed_in(&clinic, Role::Injector).await;
        for page in PAGES {
            browser.get(page).await.is(200);
        }
        browser
            .get("/stock")
            .await
            .shows("No products yet")
            .shows("/stock/products/new");
        browser
            .get("/stock/receive")
            .await
            .shows("A delivery needs its product first");
        browser
            .get("/stock/rooms")
            .await
            .shows("No rooms yet")
            .shows("No kits yet")
            .shows("No refrigerators yet");
        browser
            .get("/stock/clusters")
            .await
            .shows("how many events go unreported is not known")
            .shows("60 days");
        let mut director = Browser::signed_in(&clinic, Role::MedicalDirector).await;
        director.get("/stock").await.is(200).hides("/stock/products/new");
    }
}

#[tokio::test]
async fn each_role_sees_what_it_may() {
    let clinic = Clinic::new(On::Sqlite).await;
    let mut injector = Browser::signed_in(&clinic, Role::Injector).await;
    let product = product(&mut injector).await;
    let lot = id_of(&receive(&mut injector, &product, &[]).await);
    let of_lot = |path: &str| format!("/stock/lots/{lot}{path}");
    let reads = [
        Role::Administrator,
        Role::MedicalDirector,
        Role::Prescriber,
        Role::Injector,
        Role::Assistant,
    ];
    let edits = [Role::Injector, Role::Assistant];
    let recalls = [Role::MedicalDirector, Role::Prescriber, Role::Injector];
    let table: [(&str, String, &[Role]); 9] = [
        ("read", "/stock".to_owned(), &reads),
        ("read", of_lot(""), &reads),
        ("read", "/stock/rooms".to_owned(), &reads),
        ("edit", "/stock/receive".to_owned(), &edits),
        ("edit", of_lot("/count"), &edits),
        ("recall", of_lot("/recall"), &recalls),
        ("recall", "/stock/clusters".to_owned(), &recalls),
        ("release", of_lot("/release"), &[Role::MedicalDirector]),
        ("manage", "/stock/rooms/new".to_owned(), &[Role::Administrator]),
    ];
    for role in Role::ALL {
        let mut browser = Browser::signed_in(&clinic, *role).await;
        for (what, path, may) in &table {
            let answer = browser.get(path).await;
            let status = if may.contains(role) { 200 } else { 403 };
            assert_eq!(answer.status.as_u16(), status, "{role} {what} {path}");
            if status == 403 {
                answer.hides("M-1").hides("Minoxidil");
            }
        }
        let sent = browser.post(&of_lot("/release"), &[("reason", "x")]).await;
        // It is not in quarantine: whoever may is told so.
        let status = if *role == Role::MedicalDirector { 422 } else { 403 };
        assert_eq!(sent.status.as_u16(), status, "{role}");
    }
}

#[tokio::test]
async fn a_product_is_refused_with_the_reason_beside_its_field_and_nothing_typed_is_lost() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let mut browser = Browser::signed_in(&clinic, Role::Assistant).await;
        let percent = with(PRODUCT, &[("strength-0", "5 %"), ("vendor", "Caf\u{e9} <b>")]);
        browser
            .post("/stock/products", &percent)
            .await
            .is(422)
            .shows("a percentage alone has been read in ways that differ tenfold")
            .shows("value=\"5 %\"")
            .shows("Caf\u{e9} &lt;b&gt;")
            .hides("<b>\"");
        let unknown = with(PRODUCT, &[("agent-0", "Minoxidyll")]);
        browser
            .post("/stock/products", &unknown)
            .await
            .is(422)
            .shows("Did you mean")
            .shows("They are meant as they are written");
        let all = browser
            .post("/stock/products", &[("agent-0", ""), ("ph", "acid")])
            .await;
        all.is(422).shows("Enter a number.");
        let more = with(PRODUCT, &[("more", "yes"), ("lines", "3")]);
        browser
            .post("/stock/products", &more)
            .await
            .is(200)
            .shows("agent-5")
            .hides("agent-6");
        let id = product(&mut browser).await;
        browser
            .get(&format!("/stock/products/{id}"))
            .await
            .is(200)
            .shows("5 mg/mL")
            .shows("For injection")
            .shows("No lot of it yet");
        let edit = format!("/stock/products/{id}/edit");
        browser
            .get(&edit)
            .await
            .is(200)
            .shows("name=\"version\" value=\"1\"")
            .shows("value=\"2\"");
        let changed = with(PRODUCT, &[("version", "1"), ("reason", "new label"), ("ph", "5.8")]);
        browser.post(&edit, &changed).await.is(303);
        let stale = with(PRODUCT, &[("version", "1"), ("reason", "mine"), ("ph", "6.4")]);
        browser
            .post(&edit, &stale)
            .await
            .is(409)
            .shows("Stored now")
            .shows("5.8")
            .shows("value=\"6.4\"")
            .shows("value=\"2\"");
        browser
            .get(&format!("/stock/products/{id}"))
            .await
            .shows("1 change")
            .shows("new label");
    }
}

#[tokio::test]
async fn what_was_typed_is_found_again_and_gone_once_it_is_saved() {
    let clinic = Clinic::new(On::Sqlite).await;
    let mut browser = Browser::signed_in(&clinic, Role::Assistant).await;
    browser
        .post(
            "/drafts/stock-product-new",
            &[("name", "Half a name"), ("draft_version", "0")],
        )
        .await
        .is(200);
    browser
        .get("/stock/products/new")
        .await
        .shows("value=\"Half a name\"")
        .shows("did not send it");
    product(&mut browser).await;
    browser.get("/stock/products/new").await.hides("Half a name");
}

#[tokio::test]
async fn a_delivery_is_received_and_what_has_expired_goes_into_quarantine() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let mut browser = Browser::signed_in(&clinic, Role::Assistant).await;
        let product = product(&mut browser).await;
        let expired = receive(&mut browser, &product, &[("expires_on", "2026-03-11")]).await;
        expired
            .is(422)
            .shows("It has expired. Send it back, or receive it into quarantine")
            .shows("value=\"M-1\"");
        let silent = receive(
            &mut browser,
            &product,
            &[("expires_on", "2026-03-11"), ("quarantine", "yes")],
        )
        .await;
        silent.is(422).shows("Say why.");
        let held = [
            ("expires_on", "2026-03-11"),
            ("quarantine", "yes"),
            ("note", "expired on arrival"),
            ("number", "M-0"),
        ];
        let held = receive(&mut browser, &product, &held).await;
        browser
            .get(held.is(303).leads_to())
            .await
            .is(200)
            .shows("This lot is in quarantine")
            .shows("expired on arrival");
        let lot = id_of(&receive(&mut browser, &product, &[]).await);
        let page = format!("/stock/lots/{lot}");
        browser
            .get(&page)
            .await
            .shows("12.50 EUR")
            .shows("30/06/2027")
            .shows("+10")
            .hides("/quarantine\"");
        browser
            .post(&format!("{page}/discard"), &[("quantity", "11"), ("note", "x")])
            .await
            .is(422)
            .shows("Enter 1 to 10");
        browser
            .post(&format!("{page}/discard"), &[("quantity", "many"), ("note", "x")])
            .await
            .is(422)
            .shows("Enter 1 to 10");
        browser
            .post(&format!("{page}/discard"), &[("quantity", "3"), ("note", "broken")])
            .await
            .is(303);
        browser
            .post(
                &format!("{page}/count"),
                &[("expected", "10"), ("counted", "7"), ("note", "x")],
            )
            .await
            .is(409);
        browser
            .post(&format!("{page}/count"), &[("expected", "7"), ("counted", "7")])
            .await
            .is(303);
        browser.get(&page).await.shows("\u{2212}3").shows("broken");
        browser
            .get("/stock")
            .await
            .shows("M-0")
            .shows("In\u{a0}quarantine")
            .shows("In\u{a0}date");
        let correction = [
            ("version", "1"),
            ("number", "M-1a"),
            ("expires_on", "2027-07-31"),
            ("reason", "mistyped"),
        ];
        browser.post(&format!("{page}/correct"), &correction).await.is(303);
        browser.get(&page).await.shows("Lot M-1a").shows("mistyped");
    }
}

#[tokio::test]
async fn another_clinics_things_are_not_there_and_nothing_of_them_is_told() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let (product, lot, vial, room, kit, refrigerator) = foreign(&clinic).await;
        let mut injector = Browser::signed_in(&clinic, Role::Injector).await;
        let mut director = Browser::signed_in(&clinic, Role::MedicalDirector).await;
        let mut administrator = Browser::new(&clinic.app);
        administrator.sign_in("administrator").await;
        let product_fields = with(PRODUCT, &[("version", "1"), ("reason", "x")]);
        for path in [
            format!("/stock/products/{product}"),
            format!("/stock/products/{product}/edit"),
            format!("/stock/lots/{lot}"),
            format!("/stock/lots/{lot}/recall"),
            format!("/stock/lots/{lot}/recall.csv"),
            format!("/stock/lots/{lot}/count"),
            format!("/stock/rooms/{room}"),
            format!("/stock/kits/{kit}"),
            format!("/stock/refrigerators/{refrigerator}"),
        ] {
            injector.get(&path).await.is(404).hides("SECRET");
        }
        let posts: [(String, Vec<(&str, &str)>); 10] = [
            (format!("/stock/products/{product}/edit"), product_fields),
            (
                format!("/stock/products/{product}/retire"),
                vec![("version", "1"), ("reason", "x")],
            ),
            (
                format!("/stock/lots/{lot}/count"),
                vec![("expected", "0"), ("counted", "1"), ("note", "x")],
            ),
            (format!("/stock/lots/{lot}/quarantine"), vec![("reason", "x")]),
            (format!("/stock/vials/{vial}/discard"), vec![]),
            (
                format!("/stock/rooms/{room}/answers"),
                vec![("trained_responder_present", "yes")],
            ),
            (format!("/stock/kits/{kit}/checks"), vec![("complete", "yes")]),
            (
                format!("/stock/kits/{kit}/items"),
                vec![("name", "x"), ("quantity", "1"), ("no_expiry", "looked")],
            ),
            (format!("/stock/kits/{kit}/retire"), vec![]),
            (
                format!("/stock/refrigerators/{refrigerator}/temperatures"),
                vec![("celsius", "5")],
            ),
        ];
        for (path, fields) in &posts {
            injector.post(path, fields).await.is(404).hides("SECRET");
        }
        director
            .post(&format!("/stock/lots/{lot}/release"), &[("reason", "x")])
            .await
            .is(404)
            .hides("SECRET");
        administrator
            .post(&format!("/stock/rooms/{room}/close"), &[])
            .await
            .is(404)
            .hides("SECRET");
        injector.get("/stock").await.hides("SECRET");
        injector
            .get("/stock/recall?q=secret")
            .await
            .shows("No lot holds this text");
        injector.get("/stock/rooms").await.hides("SECRET");
        injector.get("/stock/vials").await.hides("SECRET");
        let elsewhere = with(PRODUCT, &[]);
        assert!(!elsewhere.is_empty());
        let taken = receive(&mut injector, &product.to_string(), &[]).await;
        taken.is(422).hides("SECRET");
        let kit_there = [("kind", "emergency"), ("name", "Bag"), ("room", &*room.to_string())];
        injector.post("/stock/kits", &kit_there).await.is(404);
    }
}

type Foreign = (ProductId, LotId, VialId, RoomId, RowId, RowId);

/// Things of another clinic in the same database.
async fn foreign(clinic: &Clinic) -> Foreign {
    let mut tx = clinic.app.database().write().await.unwrap();
    let mut other = clinics::find(&mut tx, clinic.id).await.unwrap().unwrap();
    other.id = ClinicId::new();
    clinics::insert(&mut tx, &other).await.unwrap();
    let (person, now) = (PersonId::new(), clinic.app.now());
    let found: Foreign = (
        ProductId::new(),
        LotId::new(),
        VialId::new(),
        RoomId::new(),
        RowId::new(),
        RowId::new(),
    );
    let (product, lot, vial, room, kit, refrigerator) = found;
    let body = "{\"id\":\"x\",\"name\":\"SECRET\",\"agents\":[],\"volume\":\"2 mL\",\"label\":\"for_injection\"}";
    let statements = [
        (
            "INSERT INTO person (id, clinic, name, sign_in_name, version, created_at) VALUES ($1, $2, 'SECRET', 'stranger', 1, $3)",
            binds![person, other.id, now],
        ),
        (
            "INSERT INTO product (id, clinic, name, body, version, created_by, created_at) VALUES ($1, $2, 'SECRET', $3, 1, $4, $5)",
            binds![product, other.id, body, person, now],
        ),
        (
            "INSERT INTO lot (id, clinic, product, number, expires_on, supplier, received_at, created_by, version) \
             VALUES ($1, $2, $3, 'SECRET', '2027-01-01', '', $4, $5, 1)",
            binds![lot, other.id, product, now, person],
        ),
        (
            "INSERT INTO vial (id, clinic, lot, opened_by, opened_at) VALUES ($1, $2, $3, $4, $5)",
            binds![vial, other.id, lot, person, now],
        ),
        (
            "INSERT INTO room (id, clinic, name) VALUES ($1, $2, 'SECRET')",
            binds![room, other.id],
        ),
        (
            "INSERT INTO kit (id, clinic, name, kind) VALUES ($1, $2, 'SECRET', 'emergency')",
            binds![kit, other.id],
        ),
        (
            "INSERT INTO refrigerator (id, clinic, name, lowest_celsius, highest_celsius) VALUES ($1, $2, 'SECRET', 2.0, 8.0)",
            binds![refrigerator, other.id],
        ),
    ];
    for (sql, values) in statements {
        tx.run(sql, values).await.unwrap();
    }
    tx.commit().await.unwrap();
    found
}

#[tokio::test]
async fn mangled_addresses_and_forms_are_answered_and_never_fail() {
    let clinic = Clinic::new(On::Sqlite).await;
    let mut browser = Browser::signed_in(&clinic, Role::Injector).await;
    let product = product(&mut browser).await;
    let lot = id_of(&receive(&mut browser, &product, &[]).await);
    for path in [
        "/stock/lots/nonsense",
        "/stock/products/0",
        "/stock/rooms/%00",
        "/stock/kits/..%2f",
    ] {
        let status = browser.get(path).await.status;
        assert!(status.is_client_error(), "{path}: {status}");
    }
    for page in ["-1", "99999999999999999999", "9223372036854775807", "x"] {
        browser.get(&format!("/stock/lots/{lot}?page={page}")).await.is(200);
    }
    for quantity in ["-5", "1e9", "9223372036854775807", "NaN", "\u{0}", "0"] {
        let fields = [("quantity", quantity), ("note", "x")];
        browser
            .post(&format!("/stock/lots/{lot}/discard"), &fields)
            .await
            .is(422);
    }
    for price in ["-1", "1e300", "inf", "12,5,6"] {
        receive(&mut browser, &product, &[("unit_price", price), ("number", "X")])
            .await
            .is(422);
    }
    let long = "x".repeat(100_000);
    receive(&mut browser, &product, &[("number", &long)])
        .await
        .is(422)
        .shows("at most 200 characters");
    for version in ["", "x", "99"] {
        let fields = [
            ("version", version),
            ("number", "M-1"),
            ("expires_on", "2027-06-30"),
            ("reason", "x"),
        ];
        browser
            .post(&format!("/stock/lots/{lot}/correct"), &fields)
            .await
            .is(409);
    }
}
