//! The door, registration, correction, the patient's page, merging: as a browser sees them.

use anagen_app::patients::register::{self, Particulars, Registered};
use anagen_records::binds;
use anagen_records::people::Role;
use anagen_records::values::{AppointmentId, ClinicId, IncidentId, PatientId, PersonId, RowId};

use crate::browser::Browser;
use crate::clinic::{Clinic, On, engines};

const ANA: [(&str, &str); 4] = [
    ("given_names", "Ana María"),
    ("family_name", "González"),
    ("birth_date", "1984-03-12"),
    ("phone", "+34 612 345 678"),
];

/// The identifier in an address such as `/patients/ID?notice=...`.
fn id_of(address: &str) -> PatientId {
    address.split(['/', '?']).nth(2).unwrap().parse().unwrap()
}

/// Registers a patient as the front desk would.
async fn registered(clinic: &Clinic, given_names: &str, family_name: &str) -> PatientId {
    let desk = clinic.actor(Role::FrontDesk).await;
    let particulars = Particulars {
        given_names: given_names.to_owned(),
        family_name: family_name.to_owned(),
        ..Particulars::default()
    };
    match register::register(&desk, &clinic.app, &particulars, false, &[])
        .await
        .unwrap()
    {
        Registered::Done(id) => id,
        Registered::Similar(similar) => panic!("{similar:?}"),
    }
}

/// Another clinic in the same database, with a prescriber who signs in as `elsewhere`.
async fn second_clinic(clinic: &Clinic) {
    use anagen_records::{clinics, people};
    let mut tx = clinic.app.database().write().await.unwrap();
    let mut second = clinics::find(&mut tx, clinic.id).await.unwrap().unwrap();
    second.id = ClinicId::new();
    clinics::insert(&mut tx, &second).await.unwrap();
    let administrator = people::find_by_sign_in_name(&mut tx, "administrator")
        .await
        .unwrap()
        .unwrap();
    let person = people::Person {
        id: PersonId::new(),
        clinic: second.id,
        sign_in_name: "elsewhere".to_owned(),
        ..administrator
    };
    people::insert(&mut tx, &person, &[Role::FrontDesk, Role::Prescriber, Role::Injector])
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_patient_is_registered_and_found_as_one_types() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let mut desk = Browser::signed_in(&clinic, Role::FrontDesk).await;
        desk.get("/patients")
            .await
            .is(200)
            .shows("No patient opened yet")
            .shows("data-live-search=\"/patients/search\"");
        desk.get("/patients/new").await.is(200).shows("Left empty: 1001");
        let answer = desk.post("/patients/new", &ANA).await;
        let address = answer.is(303).leads_to().to_owned();
        desk.get(&address)
            .await
            .is(200)
            .shows("Registered.")
            .shows("Ana María González")
            .shows("No. 1001");
        // Opened: it is in the list of those opened last.
        desk.get("/patients")
            .await
            .is(200)
            .shows("Opened by you last")
            .shows("Ana María González")
            .shows("42 years");
        // The fragment is a fragment, and says how many there are.
        let fragment = desk.get("/patients/search?q=gonzal").await;
        fragment
            .is(200)
            .shows("Ana María González")
            .shows("1 patient found")
            .hides("<html");
        desk.get("/patients/search?q=gonsalez+ana")
            .await
            .is(200)
            .shows("Similar names")
            .shows("Ana María González");
        desk.get("/patients/search?q=12.3.1984")
            .await
            .is(200)
            .shows("Ana María González");
        // Without script the page itself finds.
        desk.get("/patients?q=612345678")
            .await
            .is(200)
            .shows("Ana María González")
            .shows("<html");
        desk.get("/patients?q=nobody").await.is(200).shows("Nobody found");
        // What is typed is shown and never run.
        let typed = desk.get("/patients?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E%22").await;
        typed.is(200).hides("<script>alert").shows("&lt;script&gt;");
    }
}

#[tokio::test]
async fn a_form_with_mistakes_comes_back_with_everything_that_was_typed() {
    let clinic = Clinic::new(On::Sqlite).await;
    let mut desk = Browser::signed_in(&clinic, Role::FrontDesk).await;
    let answer = desk
        .post(
            "/patients/new",
            &[
                ("phone", "x"),
                ("email", "nobody"),
                ("birth_date", "1984-02-31"),
                ("address", "Calle \"Mayor\" 1"),
            ],
        )
        .await;
    answer
        .is(422)
        .shows("Enter a family name or a given name.")
        .shows("Enter at least four digits")
        .shows("name@example.org")
        .shows("Calle &quot;Mayor&quot; 1")
        .shows("1984-02-31")
        .shows("href=\"#field-email\"");
    desk.post(
        "/patients/new",
        &[("family_name", "Body"), ("language", "xx-not-one-of-them")],
    )
    .await
    .is(422);
    // Nothing was written by any of it.
    let mut tx = clinic.app.database().read().await.unwrap();
    assert_eq!(tx.number("SELECT count(*) FROM patient", vec![]).await.unwrap(), 0);
}

#[tokio::test]
async fn likely_duplicates_are_shown_before_registering_anyway() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let mut desk = Browser::signed_in(&clinic, Role::FrontDesk).await;
        let first = id_of(desk.post("/patients/new", &ANA).await.is(303).leads_to());
        let twin = [
            ("given_names", "Ana"),
            ("family_name", "Gonzales"),
            ("birth_date", "1984-03-12"),
            ("note", "came with a friend"),
        ];
        let answer = desk.post("/patients/new", &twin).await;
        answer
            .is(422)
            .shows("perhaps the patient is registered already")
            .shows(&format!("href=\"/patients/{first}\""))
            .shows("same birth date, similar name")
            .shows("came with a friend")
            .shows("Register anyway");
        // Whoever was shown is passed over; somebody who was not shown is not.
        let unseen = [twin.as_slice(), &[("seen", "00000000-0000-7000-8000-000000000000")]].concat();
        desk.post("/patients/new", &unseen)
            .await
            .is(422)
            .shows("Register anyway");
        let first = first.to_string();
        let seen = [twin.as_slice(), &[("seen", first.as_str())]].concat();
        desk.post("/patients/new", &seen).await.is(303);
        let mut tx = clinic.app.database().read().await.unwrap();
        assert_eq!(tx.number("SELECT count(*) FROM patient", vec![]).await.unwrap(), 2);
    }
}

#[tokio::test]
async fn an_invented_patient_is_chosen_in_a_real_clinic_and_a_matter_of_course_in_the_demo() {
    let clinic = Clinic::new(On::Sqlite).await;
    let mut desk = Browser::signed_in(&clinic, Role::FrontDesk).await;
    desk.get("/patients/new").await.is(200).shows("Invented patient");
    let fields = [ANA.as_slice(), &[("invented", "yes")]].concat();
    let address = desk.post("/patients/new", &fields).await.is(303).leads_to().to_owned();
    desk.get(&address).await.is(200).shows("Invented patient");
    let demo = Clinic::demo(On::Sqlite).await;
    let mut desk = Browser::signed_in(&demo, Role::FrontDesk).await;
    desk.get("/patients/new").await.is(200).hides("name=\"invented\"");
    let address = desk.post("/patients/new", &ANA).await.is(303).leads_to().to_owned();
    desk.get(&address).await.is(200).shows("Invented patient");
}

#[tokio::test]
async fn what_was_typed_is_found_again_in_the_form() {
    let clinic = Clinic::new(On::Sqlite).await;
    let mut desk = Browser::signed_in(&clinic, Role::FrontDesk).await;
    desk.post(
        "/drafts/patient-new",
        &[
            ("given_names", "Half"),
            ("family_name", "Typed"),
            ("draft_version", "0"),
        ],
    )
    .await
    .is(200);
    desk.get("/patients/new")
        .await
        .is(200)
        .shows("value=\"Typed\"")
        .shows("is in the form again");
    desk.post("/patients/new", &[("given_names", "Half"), ("family_name", "Typed")])
        .await
        .is(303);
    desk.get("/patients/new").await.is(200).hides("Typed");
}

#[tokio::test]
async fn a_stale_correction_shows_both_versions_and_what_was_typed() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let id = registered(&clinic, "Ana", "Gonzales").await;
        let mut desk = Browser::signed_in(&clinic, Role::FrontDesk).await;
        let mut assistant = Browser::signed_in(&clinic, Role::Assistant).await;
        let path = format!("/patients/{id}/particulars");
        desk.get(&path)
            .await
            .is(200)
            .shows("value=\"Gonzales\"")
            .shows("name=\"version\" value=\"1\"");
        let base = [("given_names", "Ana"), ("number", "1001"), ("version", "1")];
        let quicker = [base.as_slice(), &[("family_name", "González")]].concat();
        assert_eq!(
            assistant.post(&path, &quicker).await.is(303).leads_to(),
            format!("/patients/{id}?notice=patients-corrected")
        );
        let late = [base.as_slice(), &[("family_name", "Gonsalez"), ("phone", "612345678")]].concat();
        let answer = desk.post(&path, &late).await;
        answer
            .is(409)
            .shows("somebody else changed this patient")
            .shows("Gonzales")
            .shows("González")
            .shows("value=\"Gonsalez\"")
            .shows("value=\"612345678\"")
            .shows("Dr assistant")
            .shows("name=\"version\" value=\"2\"");
        // Nothing was written; looked at and saved on purpose it is.
        let over = [
            ("given_names", "Ana"),
            ("family_name", "Gonsalez"),
            ("number", "1001"),
            ("version", "2"),
        ];
        desk.post(&path, &over).await.is(303);
        desk.get(&format!("/patients/{id}/states"))
            .await
            .is(200)
            .shows("Gonzales")
            .shows("González")
            .shows("Gonsalez");
    }
}

/// Gives a patient things that are clinical, and an appointment.
async fn clinical(clinic: &Clinic, id: PatientId) {
    let prescriber = clinic.actor(Role::Prescriber).await;
    let now = clinic.app.now();
    let mut tx = clinic.app.database().write().await.unwrap();
    let run = [
        (
            "INSERT INTO incident (id, clinic, patient, kind, what, opened_by, opened_at) VALUES ($1, $2, $3, 'other', 'Secret incident', $4, $5)",
            binds![IncidentId::new(), clinic.id, id, prescriber.person, now],
        ),
        (
            "INSERT INTO recorded_list (id, clinic, patient, kind, entries, asked_at, entered_by, entered_at) \
             VALUES ($1, $2, $3, 'allergies', '[{\"name\":\"Secret allergy\"}]', $5, $4, $5)",
            binds![RowId::new(), clinic.id, id, prescriber.person, now],
        ),
        (
            "INSERT INTO appointment (id, clinic, patient, kind, starts_at, ends_at, day, state, note, version, created_at) \
             VALUES ($1, $2, $3, 'session', '2026-03-20T09:00:00.000000Z', '2026-03-20T10:00:00.000000Z', '2026-03-20', 'booked', '', 1, $4)",
            binds![AppointmentId::new(), clinic.id, id, now],
        ),
        (
            "INSERT INTO appointment (id, clinic, patient, kind, starts_at, ends_at, day, state, note, version, created_at) \
             VALUES ($1, $2, $3, 'session', '2026-02-20T09:00:00.000000Z', '2026-02-20T10:00:00.000000Z', '2026-02-20', 'no_show', '', 1, $4)",
            binds![AppointmentId::new(), clinic.id, id, now],
        ),
    ];
    for (sql, values) in run {
        tx.run(sql, values).await.unwrap();
    }
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn the_front_desk_sees_who_and_when_and_nothing_clinical() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let id = registered(&clinic, "Ana", "González").await;
        clinical(&clinic, id).await;
        let mut prescriber = Browser::signed_in(&clinic, Role::Prescriber).await;
        prescriber
            .get(&format!("/patients/{id}"))
            .await
            .is(200)
            .shows("Secret incident")
            .shows("Secret allergy")
            .shows("March 2026")
            .shows("20/03/2026 10:00")
            .shows("Registered as No. 1001");
        let mut desk = Browser::signed_in(&clinic, Role::FrontDesk).await;
        desk.get(&format!("/patients/{id}"))
            .await
            .is(200)
            .shows("Ana González")
            .shows("20/03/2026 10:00")
            .shows("did not come");
        let pages = ["", "/particulars", "/states", "/label"].map(|part| format!("/patients/{id}{part}"));
        for page in pages
            .iter()
            .map(String::as_str)
            .chain(["/patients", "/patients?q=gonz", "/patients/search?q=gonz"])
        {
            let answer = desk.get(page).await;
            answer
                .is(200)
                .hides("Secret")
                .hides("llerg")
                .hides("incident")
                .hides("verdict")
                .hides("rail")
                .hides("Registered as No.");
        }
        for page in ["/export", "/merge", "/merge/search?q=a"] {
            desk.get(&format!("/patients/{id}{page}"))
                .await
                .is(403)
                .hides("González")
                .hides("Secret");
        }
        desk.post(&format!("/patients/{id}/export"), &[])
            .await
            .is(403)
            .hides("González");
    }
}

#[tokio::test]
async fn another_clinics_patient_does_not_exist() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let id = registered(&clinic, "Ana", "González").await;
        clinical(&clinic, id).await;
        second_clinic(&clinic).await;
        let mut elsewhere = Browser::new(&clinic.app);
        elsewhere.sign_in("elsewhere").await;
        for part in [
            "",
            "/portrait",
            "/particulars",
            "/states",
            "/label",
            "/export",
            "/merge",
            "/merge?other=",
            "/merge/search?q=a",
        ] {
            let other = if part.ends_with("other=") {
                id.to_string()
            } else {
                String::new()
            };
            elsewhere
                .get(&format!("/patients/{id}{part}{other}"))
                .await
                .is(404)
                .hides("González")
                .hides("Secret")
                .hides("1001");
        }
        let fields = [
            ("given_names", "X"),
            ("family_name", "Y"),
            ("number", "1"),
            ("version", "1"),
            ("other", "1"),
            ("reason", "x"),
        ];
        for part in ["/particulars", "/export", "/merge"] {
            elsewhere
                .post(&format!("/patients/{id}{part}"), &fields)
                .await
                .is(404)
                .hides("González");
        }
        let merge = PatientId::new();
        elsewhere
            .post(&format!("/patients/{id}/merge/{merge}/undo"), &[])
            .await
            .is(404)
            .hides("González");
        elsewhere
            .get("/patients/search?q=gonzalez")
            .await
            .is(200)
            .hides("González");
        // And what is no identifier at all.
        elsewhere.get("/patients/not-an-id").await.is(400).hides("González");
    }
}

#[tokio::test]
async fn duplicates_are_merged_and_taken_apart_again() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let kept = registered(&clinic, "Ana", "González").await;
        let merged = registered(&clinic, "Anna", "Twice-Registered").await;
        clinical(&clinic, merged).await;
        let mut prescriber = Browser::signed_in(&clinic, Role::Prescriber).await;
        let path = format!("/patients/{kept}/merge");
        prescriber
            .get(&format!("{path}?q=twice"))
            .await
            .is(200)
            .shows(&format!("{path}?other={merged}"));
        prescriber
            .get(&format!("{path}/search?q=twice"))
            .await
            .is(200)
            .shows(&format!("{path}?other={merged}"))
            .hides("<html");
        // Oneself is nobody to be merged with.
        prescriber
            .get(&format!("{path}/search?q=gonz"))
            .await
            .is(200)
            .hides(&format!("other={kept}"));
        let both = prescriber.get(&format!("{path}?other={merged}")).await;
        both.is(200)
            .shows("Twice-Registered")
            .shows("González")
            .shows("Answers, lists and diagnoses")
            .shows("Which record is kept?");
        let (kept_text, merged_text) = (kept.to_string(), merged.to_string());
        let fields = [
            ("other", merged_text.as_str()),
            ("kept", kept_text.as_str()),
            ("reason", ""),
        ];
        prescriber.post(&path, &fields).await.is(422).shows("Say how you know");
        let fields = [
            ("other", merged_text.as_str()),
            ("kept", kept_text.as_str()),
            ("reason", "same passport"),
        ];
        assert_eq!(
            prescriber.post(&path, &fields).await.is(303).leads_to(),
            format!("/patients/{kept}?notice=patients-merged")
        );
        // Everything of both is under the one who is kept; the other address leads there.
        prescriber
            .get(&format!("/patients/{kept}"))
            .await
            .is(200)
            .shows("Secret incident")
            .shows("same passport")
            .shows("Take the merge back");
        for part in ["", "/particulars", "/states", "/label", "/export", "/merge"] {
            let answer = prescriber.get(&format!("/patients/{merged}{part}")).await;
            assert_eq!(
                answer.is(303).leads_to(),
                format!("/patients/{kept}{part}?notice=patients-led-here")
            );
        }
        prescriber
            .get("/patients/search?q=twice")
            .await
            .is(200)
            .shows("also registered as")
            .shows(&format!("href=\"/patients/{kept}\""));
        // Nobody is merged twice.
        prescriber.post(&path, &fields).await.is(422).shows("merged already");
        let page = prescriber.get(&format!("/patients/{kept}")).await.text();
        let undo = page
            .split("action=\"")
            .find(|part| part.contains("/undo\""))
            .unwrap()
            .split('"')
            .next()
            .unwrap()
            .to_owned();
        let mut desk = Browser::signed_in(&clinic, Role::FrontDesk).await;
        desk.post(&undo, &[]).await.is(403);
        prescriber
            .post(&undo, &[])
            .await
            .is(200)
            .shows("The merge was taken back")
            .shows(&format!("href=\"/patients/{merged}\""));
        prescriber
            .get(&format!("/patients/{kept}"))
            .await
            .is(200)
            .hides("Secret incident")
            .shows("Taken back by");
        prescriber
            .get(&format!("/patients/{merged}"))
            .await
            .is(200)
            .shows("Secret incident");
        prescriber.post(&undo, &[]).await.is(422).shows("taken back already");
    }
}

#[tokio::test]
async fn the_export_is_a_file_and_the_portrait_a_picture() {
    let clinic = Clinic::new(On::Sqlite).await;
    let id = registered(&clinic, "Ana", "González").await;
    clinical(&clinic, id).await;
    let mut prescriber = Browser::signed_in(&clinic, Role::Prescriber).await;
    prescriber
        .get(&format!("/patients/{id}/export"))
        .await
        .is(200)
        .shows("Download the file");
    let file = prescriber.post(&format!("/patients/{id}/export"), &[]).await;
    assert_eq!(
        file.is(200).headers["content-disposition"],
        "attachment; filename=\"patient-1001.json\""
    );
    let document: serde_json::Value = serde_json::from_slice(&file.bytes).unwrap();
    assert_eq!(document["tables"]["patient"][0]["family_name"], "González");
    assert_eq!(document["tables"]["incident"][0]["what"], "Secret incident");
    assert_eq!(
        document["tables"]["recorded_list"][0]["entries"][0]["name"],
        "Secret allergy"
    );

    let path = format!("/patients/{id}/portrait");
    prescriber.get(&path).await.is(404);
    for (bytes, kind) in [
        (b"\x89PNG\r\n\x1a\nrest".as_slice(), Some("image/png")),
        (b"\xff\xd8\xff\xe0", Some("image/jpeg")),
        (b"<svg onload=x>", None),
    ] {
        let address = clinic.app.blobs().put(bytes).unwrap();
        let mut tx = clinic.app.database().write().await.unwrap();
        anagen_records::patients::set_portrait(&mut tx, clinic.id, id, Some(address.as_str()))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let answer = prescriber.get(&path).await;
        match kind {
            Some(kind) => {
                assert_eq!(answer.is(200).headers["content-type"], kind);
                assert_eq!(answer.headers["cache-control"], "no-store");
                assert_eq!(answer.bytes, bytes);
            }
            None => {
                answer.is(404).hides("svg onload");
            }
        }
    }
    prescriber
        .get(&format!("/patients/{id}"))
        .await
        .is(200)
        .shows("/portrait?v=");
}

#[tokio::test]
async fn names_of_any_length_and_direction_are_shown_as_they_are() {
    let clinic = Clinic::new(On::Sqlite).await;
    let long = "Wolfeschlegelsteinhausenbergerdorff ".repeat(5);
    let id = registered(&clinic, "محمد", "الأحمد").await;
    registered(&clinic, "A<b>&amp;", long.trim()).await;
    let mut desk = Browser::signed_in(&clinic, Role::FrontDesk).await;
    desk.get("/patients/search?q=wolfe")
        .await
        .is(200)
        .shows("A&lt;b&gt;&amp;amp; Wolfeschlegelsteinhausenbergerdorff");
    desk.get("/patients/search?q=%D9%85%D8%AD%D9%85%D8%AF")
        .await
        .is(200)
        .shows("محمد الأحمد");
    desk.get(&format!("/patients/{id}/label"))
        .await
        .is(200)
        .shows("<bdi>محمد الأحمد</bdi>")
        .shows("<svg");
    // The title stays in the browser's history: no name in it.
    let page = desk.get(&format!("/patients/{id}")).await.text();
    let title = page.split("<title>").nth(1).unwrap().split("</title>").next().unwrap();
    assert!(!title.contains("محمد"), "{title}");
}
