//! Intake as a browser sees it: questions, lists, diagnosis, treatment, history, the tablet.

use anagen_app::patients::register::{Particulars, Registered, register};
use anagen_records::people::Role;
use anagen_records::values::PatientId;
use jiff::civil::date;

use crate::browser::Browser;
use crate::clinic::{Clinic, On, PASSWORD, engines};

/// A patient with this family name; each is another person.
pub(crate) async fn patient(clinic: &Clinic, family_name: &str) -> PatientId {
    let actor = clinic.actor(Role::Assistant).await;
    let particulars = Particulars {
        given_names: if family_name == "Lopez" { "Maria" } else { "Ines" }.to_owned(),
        family_name: family_name.to_owned(),
        birth_date: Some(if family_name == "Lopez" {
            date(1984, 1, 15)
        } else {
            date(1979, 8, 3)
        }),
        ..Particulars::default()
    };
    match register(&actor, &clinic.app, &particulars, true, &[]).await.unwrap() {
        Registered::Done(id) => id,
        Registered::Similar(similar) => panic!("similar to {similar:?}"),
    }
}

/// Every control of a page has a name that is spoken: a label, a legend's group, or words inside.
#[track_caller]
pub(crate) fn every_control_is_named(html: &str) {
    let mut ids = Vec::new();
    for tag in html.split("<label ").skip(1) {
        let of = tag
            .split("for=\"")
            .nth(1)
            .and_then(|rest| rest.split('"').next())
            .expect("a label is for something");
        ids.push(of.to_owned());
    }
    for kind in ["<input ", "<select ", "<textarea "] {
        for tag in html.split(kind).skip(1) {
            let tag = tag.split('>').next().unwrap();
            if tag.contains("type=\"hidden\"") {
                continue;
            }
            let id = tag.split("id=\"").nth(1).and_then(|rest| rest.split('"').next());
            assert!(
                id.is_some_and(|id| ids.iter().any(|known| known == id)),
                "no label for {kind}{tag}>"
            );
        }
    }
    let mut all = ids.clone();
    all.sort();
    all.dedup();
    assert_eq!(all.len(), ids.len(), "two labels for one control");
    assert_eq!(html.matches("<h1").count(), 1, "one first heading");
    for inline in [" style=\"", "onclick=", "<script>", "<style>"] {
        assert!(!html.contains(inline), "{inline}");
    }
}

#[tokio::test]
async fn an_answer_that_is_touched_is_stored_and_the_rest_stays_not_asked() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let id = patient(&clinic, "Lopez").await;
        let mut browser = Browser::signed_in(&clinic, Role::Assistant).await;
        let intake = format!("/patients/{id}/intake");
        let page = browser.get(&intake).await;
        page.is(200)
            .shows("What decides now")
            .shows("not asked")
            .shows("Hand the tablet to the patient");
        every_control_is_named(&page.text());
        let topic = format!("{intake}/topics/diabetes");
        browser
            .get(&topic)
            .await
            .is(200)
            .shows("Does the patient have diabetes?")
            .hides("Not known</strong>");
        let answer = browser
            .post(&topic, &[("a-diabetes", "yes"), ("was-diabetes", ""), ("go", "next")])
            .await;
        // A "yes" opens what depends on it: that comes before the next topic.
        assert_eq!(answer.is(303).leads_to(), format!("{topic}?notice=intake-saved"));
        let page = browser.open(&topic).await;
        page.shows("Saved")
            .shows("<strong>Yes</strong>")
            .shows("patient, 12/03/2026, written down by Dr assistant")
            .shows("Day of the sample");
        every_control_is_named(&page.text());
        // Sent again as it is shown, nothing was touched.
        let answer = browser
            .post(&topic, &[("a-diabetes", "yes"), ("was-diabetes", "yes")])
            .await;
        assert!(answer.is(303).leads_to().ends_with("notice=intake-nothing-touched"));
        browser
            .get(&format!("{intake}/history"))
            .await
            .is(200)
            .shows("Does the patient have diabetes?")
            .hides("liver disease");
    }
}

#[tokio::test]
async fn what_is_wrong_is_told_beside_the_field_and_what_was_typed_stays() {
    let clinic = Clinic::new(On::Sqlite).await;
    let id = patient(&clinic, "Lopez").await;
    let mut browser = Browser::signed_in(&clinic, Role::Prescriber).await;
    let topic = format!("/patients/{id}/intake/topics/diabetes");
    let page = browser
        .post(
            &topic,
            &[
                ("a-diabetes", "yes"),
                ("was-diabetes", ""),
                ("a-hba1c", "40 %"),
                ("on-hba1c", ""),
                ("source", "record"),
            ],
        )
        .await;
    page.is(422)
        .shows("40 % is not possible: enter a number from 3 to 20 %.")
        .shows("Enter the day of the sample")
        .shows("value=\"40 %\"")
        .shows("value=\"yes\" id=\"field-a-diabetes-0\" checked")
        .shows("Nothing was stored");
    every_control_is_named(&page.text());
    let page = browser
        .post(
            &topic,
            &[("a-hba1c", "55 mg"), ("on-hba1c", "2026-03-01"), ("was-diabetes", "")],
        )
        .await;
    page.is(422)
        .shows("55 mg cannot be taken here. Use %, mmol/mol.")
        .shows("value=\"2026-03-01\"");
    // Nothing of it lasts; the right value in the other unit does.
    browser.get(&topic).await.hides("55 m");
    browser
        .post(
            &topic,
            &[
                ("a-hba1c", "55 mmol/mol"),
                ("on-hba1c", "2026-03-01"),
                ("was-diabetes", ""),
            ],
        )
        .await
        .is(303);
    browser
        .get(&format!("/patients/{id}/intake/history"))
        .await
        .shows("55 mmol/mol")
        .shows("01/03/2026");
}

#[tokio::test]
async fn the_next_day_only_what_no_longer_counts_is_asked_again() {
    let clinic = Clinic::new(On::Sqlite).await;
    let id = patient(&clinic, "Lopez").await;
    let mut browser = Browser::signed_in(&clinic, Role::Assistant).await;
    let intake = format!("/patients/{id}/intake");
    for (topic, fact) in [("infection", "herpes_in_area"), ("diabetes", "diabetes")] {
        browser
            .post(
                &format!("{intake}/topics/{topic}"),
                &[(&format!("a-{fact}"), "no"), (&format!("was-{fact}"), "")],
            )
            .await
            .is(303);
    }
    browser
        .post(
            &format!("{intake}/lists/medicines"),
            &[("version", "0"), ("rows", "3"), ("told", "none")],
        )
        .await
        .is(303);
    clinic.at("2026-03-13T09:00:00Z");
    browser.sign_in("assistant").await;
    let page = browser.get(&format!("{intake}/today")).await;
    page.is(200)
        .shows("Asked today: unchanged")
        .shows("asked on 12/03/2026: ask again at this visit")
        .shows("It counts for the visit: ask again.")
        .hides("Does the patient have diabetes?");
    every_control_is_named(&page.text());
    let unchanged = format!("{intake}/lists/medicines/unchanged");
    let answer = browser.post(&unchanged, &[("next", &format!("{intake}/today"))]).await;
    assert_eq!(
        answer.is(303).leads_to(),
        format!("{intake}/today?notice=intake-list-saved")
    );
    browser
        .get(&format!("{intake}/today"))
        .await
        .shows("asked on 13/03/2026")
        .hides("Asked today: unchanged");
    // Of allergies there is no list yet that could be unchanged.
    browser
        .post(&format!("{intake}/lists/allergies/unchanged"), &[])
        .await
        .is(422)
        .shows("There is no list yet");
}

#[tokio::test]
async fn a_list_is_told_whole_and_an_unlisted_name_is_said_to_be_one() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let id = patient(&clinic, "Lopez").await;
        let mut browser = Browser::signed_in(&clinic, Role::Assistant).await;
        let list = format!("/patients/{id}/intake/lists/medicines");
        let page = browser.get(&list).await;
        page.is(200).shows("not asked yet");
        every_control_is_named(&page.text());
        // An empty list is not "none" until somebody says so.
        browser
            .post(&list, &[("version", "0"), ("rows", "3")])
            .await
            .is(422)
            .shows("Say what was told");
        let typed = [
            ("version", "0"),
            ("rows", "3"),
            ("told", "these"),
            ("name-0", "coumadin"),
            ("detail-0", "5 mg a day"),
            ("name-2", "Warfarn tea"),
            ("since-2", "2026-03-20"),
        ];
        browser
            .post(&list, &typed)
            .await
            .is(422)
            .shows("This day is still to come.")
            .shows("value=\"5 mg a day\"")
            .shows("value=\"Warfarn tea\"");
        let mut typed = typed.to_vec();
        typed[6] = ("since-2", "2025-12-01");
        assert_eq!(
            browser.post(&list, &typed).await.is(303).leads_to(),
            format!("{list}?notice=intake-list-saved")
        );
        browser
            .get(&list)
            .await
            .shows("stands for Warfarin")
            .shows("not in the knowledge")
            .shows("every rule that depends on it stays undecided")
            .shows("asked on 12/03/2026");
        // Saved from a page that shows an older state: told, with both, and nothing typed is lost.
        let stale = [
            ("version", "0"),
            ("rows", "1"),
            ("told", "these"),
            ("name-0", "Ibuprofen"),
        ];
        let page = browser.post(&list, &stale).await;
        page.is(409)
            .shows("Somebody else changed this list")
            .shows("Warfarn tea")
            .shows("value=\"Ibuprofen\"")
            .shows("name=\"version\" value=\"1\"");
        every_control_is_named(&page.text());
        let stopped = [
            ("version", "1"),
            ("rows", "2"),
            ("name-0", "coumadin"),
            ("stopped-0", "yes"),
            ("name-1", "Warfarn tea"),
            ("stopped-1", "yes"),
            ("told", "none"),
        ];
        browser.post(&list, &stopped).await.is(303);
        browser
            .get(&list)
            .await
            .shows("Earlier lists")
            .shows("coumadin, 5 mg a day");
        // Names while one types, as options.
        let names = browser.get("/intake/names?kind=medicines&q=couma").await;
        names.is(200).shows("<option value=\"Coumadin\">Warfarin</option>");
        browser.get("/intake/names?kind=secrets&q=a").await.is(404);
    }
}

#[tokio::test]
async fn the_stage_is_picked_from_drawings() {
    let clinic = Clinic::new(On::Sqlite).await;
    let id = patient(&clinic, "Lopez").await;
    let mut browser = Browser::signed_in(&clinic, Role::Prescriber).await;
    let diagnosis = format!("/patients/{id}/intake/diagnosis");
    browser
        .get(&diagnosis)
        .await
        .is(200)
        .shows("No diagnosis yet")
        .shows("Choose a condition");
    let page = browser.get(&format!("{diagnosis}?condition=aga_f&scale=ludwig")).await;
    page.is(200)
        .shows("stage-drawing")
        .shows("Ludwig")
        .shows("SNOMED")
        .shows("aria-label=\"Ludwig II");
    every_control_is_named(&page.text());
    let made = [
        ("condition", "aga_f"),
        ("scale", "ludwig"),
        ("value", "II"),
        ("on", "2026-03-12"),
        ("since", "2024-06-01"),
    ];
    browser.post(&diagnosis, &made).await.is(303);
    browser
        .get(&diagnosis)
        .await
        .shows("Female pattern hair loss, Ludwig II")
        .shows("Dr prescriber, 12/03/2026");
    let wrong = [
        ("condition", "aga_f"),
        ("scale", "ludwig"),
        ("value", "IX"),
        ("on", "2026-03-12"),
    ];
    browser
        .post(&diagnosis, &wrong)
        .await
        .is(422)
        .shows("Choose a value of the scale Ludwig");
    // BASP is told in two parts; SALT is worked out from the loss of four zones: 40, 24, 18 and 18 % of the scalp.
    for basp in [[
        ("condition", "aga_f"),
        ("scale", "basp"),
        ("value-0", "C2"),
        ("value-1", "F1"),
        ("on", "2026-03-12"),
    ]] {
        browser.post(&diagnosis, &basp).await.is(303);
    }
    browser.get(&diagnosis).await.shows("C2F1").shows("Earlier diagnoses");
    let zones = [
        ("condition", "aa"),
        ("scale", "salt"),
        ("salt-top", "50"),
        ("salt-back", "25"),
        ("salt-left", "10"),
        ("salt-right", "0"),
        ("on", "2026-03-12"),
    ];
    browser.post(&diagnosis, &zones).await.is(303);
    browser
        .get(&diagnosis)
        .await
        .shows("SALT (Severity of Alopecia Tool) 28");
    let missing = [
        ("condition", "aa"),
        ("scale", "salt"),
        ("salt-top", "50"),
        ("on", "2026-03-12"),
    ];
    browser
        .post(&diagnosis, &missing)
        .await
        .is(422)
        .shows("Enter the loss in this zone")
        .shows("value=\"50\"");
    // An assistant reads it and makes none.
    let mut assistant = Browser::signed_in(&clinic, Role::Assistant).await;
    assistant
        .get(&diagnosis)
        .await
        .is(200)
        .shows("A prescriber makes the diagnosis")
        .hides("Make this diagnosis");
    assistant.post(&diagnosis, &made).await.is(403).hides("Lopez");
}

#[tokio::test]
async fn treatment_beside_the_sessions_is_added_changed_and_ended() {
    let clinic = Clinic::new(On::Sqlite).await;
    let (id, other) = (patient(&clinic, "Lopez").await, patient(&clinic, "Garcia").await);
    let mut browser = Browser::signed_in(&clinic, Role::Injector).await;
    let treatment = format!("/patients/{id}/intake/treatment");
    let page = browser.get(&treatment).await;
    page.is(200).shows("No treatment beside the sessions");
    every_control_is_named(&page.text());
    let wrong = [("agent", "Minoxidill"), ("mg_per_day", "a lot"), ("from", "2026-01-01")];
    browser
        .post(&treatment, &wrong)
        .await
        .is(422)
        .shows("Enter a number")
        .shows("value=\"a lot\"")
        .shows("value=\"Minoxidill\"");
    let wrong = [("agent", "Minoxidill"), ("mg_per_day", "1,25"), ("from", "2026-01-01")];
    browser
        .post(&treatment, &wrong)
        .await
        .is(422)
        .shows("Is it Minoxidil?")
        .shows("Choose how it is taken");
    let added = [
        ("agent", "Minoxidil"),
        ("route", "oral"),
        ("mg_per_day", "1,25"),
        ("from", "2026-01-01"),
    ];
    browser.post(&treatment, &added).await.is(303);
    let page = browser.get(&treatment).await;
    page.shows("1.25").shows("goes on");
    let href = page
        .text()
        .split(&format!("{treatment}/"))
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_owned();
    browser
        .get(&format!("{treatment}/{href}"))
        .await
        .is(200)
        .shows("value=\"1.25\"");
    let ended = [
        ("agent", "Minoxidil"),
        ("route", "oral"),
        ("mg_per_day", "1.25"),
        ("from", "2026-01-01"),
        ("until", "2026-02-01"),
    ];
    browser.post(&format!("{treatment}/{href}"), &ended).await.is(303);
    browser
        .post(&format!("{treatment}/{href}"), &ended)
        .await
        .is(409)
        .shows("Somebody else changed this course")
        .shows("value=\"2026-02-01\"");
    browser
        .get(&format!("/patients/{other}/intake/treatment/{href}"))
        .await
        .is(404)
        .hides("Minoxidil");
    browser
        .post(&format!("/patients/{other}/intake/treatment/{href}"), &ended)
        .await
        .is(404);
    browser
        .get(&format!("/patients/{id}/intake/history"))
        .await
        .shows("Minoxidil, oral, 1.25 mg per day, 01/01/2026 to 01/02/2026");
}

#[tokio::test]
async fn what_was_entered_in_error_is_marked_with_a_reason() {
    let clinic = Clinic::new(On::Sqlite).await;
    let (id, other) = (patient(&clinic, "Lopez").await, patient(&clinic, "Garcia").await);
    let mut browser = Browser::signed_in(&clinic, Role::Assistant).await;
    browser
        .post(
            &format!("/patients/{id}/intake/topics/diabetes"),
            &[("a-diabetes", "yes"), ("was-diabetes", "")],
        )
        .await
        .is(303);
    let history = format!("/patients/{id}/intake/history");
    let page = browser.get(&history).await;
    every_control_is_named(&page.text());
    let row = page
        .text()
        .split(&format!("{history}/"))
        .nth(1)
        .unwrap()
        .split('/')
        .next()
        .unwrap()
        .to_owned();
    browser
        .post(&format!("{history}/{row}/error"), &[("reason", " ")])
        .await
        .is(422)
        .shows("Write down why.");
    browser
        .post(
            &format!("/patients/{other}/intake/history/{row}/error"),
            &[("reason", "x")],
        )
        .await
        .is(404)
        .hides("Lopez");
    browser
        .post(
            &format!("{history}/{row}/error"),
            &[("reason", "Of the patient before.")],
        )
        .await
        .is(303);
    browser
        .get(&history)
        .await
        .shows("entered in error")
        .shows("Of the patient before.")
        .shows("<s>Yes</s>");
    browser
        .get(&format!("/patients/{id}/intake/topics/diabetes"))
        .await
        .hides("<strong>Yes</strong>");
}

#[tokio::test]
async fn what_was_typed_and_not_sent_is_filled_in_again_without_being_an_answer() {
    let clinic = Clinic::new(On::Sqlite).await;
    let id = patient(&clinic, "Lopez").await;
    let mut browser = Browser::signed_in(&clinic, Role::Assistant).await;
    let topic = format!("/patients/{id}/intake/topics/diabetes");
    let key = format!("intake-{id}-topic-diabetes");
    browser.get(&topic).await.shows(&format!("data-draft=\"{key}\""));
    browser
        .post(
            &format!("/drafts/{key}"),
            &[("a-diabetes", "yes"), ("was-diabetes", ""), ("a-hba1c", "7.2")],
        )
        .await
        .is(200);
    let page = browser.get(&topic).await;
    page.shows("not saved is filled in again")
        .shows("id=\"field-a-diabetes-0\" checked")
        .shows("value=\"7.2\"");
    every_control_is_named(&page.text());
    browser
        .get(&format!("/patients/{id}/intake/history"))
        .await
        .shows("Nothing has been written down yet");
    browser
        .post(&format!("/drafts/{key}/forget"), &[("next", &topic)])
        .await
        .is(303);
    browser
        .get(&topic)
        .await
        .hides("filled in again")
        .hides("value=\"7.2\"");
}

#[tokio::test]
async fn the_tablet_shows_its_patient_questions_and_nothing_else() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let (id, other) = (patient(&clinic, "Lopez").await, patient(&clinic, "Garcia").await);
        let mut browser = Browser::signed_in(&clinic, Role::Assistant).await;
        browser.get(&format!("/tablet/{id}")).await.is(404);
        let answer = browser.post(&format!("/patients/{id}/intake/tablet"), &[]).await;
        assert_eq!(answer.is(303).leads_to(), format!("/tablet/{id}"));
        let page = browser.get(&format!("/tablet/{id}")).await;
        page.is(200)
            .shows("These questions are for Maria Lopez.")
            .hides("Garcia")
            .hides("incomplete")
            .hides("/patients");
        // Wherever they go they come back here.
        for elsewhere in [
            "/",
            "/today",
            "/patients",
            "/account",
            "/stock",
            "/evidence",
            "/administration",
            "/intake/names?kind=medicines&q=a",
            &format!("/patients/{id}"),
            &format!("/patients/{id}/intake"),
            &format!("/patients/{id}/screening"),
            &format!("/patients/{other}/intake"),
        ] {
            let answer = browser.get(elsewhere).await;
            if answer.status.as_u16() == 404 {
                // No such page in this build; it shows nothing either.
                answer.hides("Lopez");
                continue;
            }
            assert_eq!(answer.is(303).leads_to(), format!("/tablet/{id}"), "{elsewhere}");
        }
        for foreign in [
            format!("/tablet/{other}"),
            format!("/tablet/{other}/pages/list-medicines"),
            format!("/tablet/{other}/back"),
        ] {
            browser.get(&foreign).await.is(404).hides("Garcia").hides("Ines");
        }
        // One topic on a page, in large text, with how far one is; only what a patient is asked.
        let list = format!("/tablet/{id}/pages/list-medicines");
        let page = browser.get(&list).await;
        page.is(200)
            .shows("is-kiosk")
            .shows("Page 1 of")
            .hides("not in the knowledge")
            .hides("class=\"finding");
        every_control_is_named(&page.text());
        let answer = browser
            .post(
                &list,
                &[("version", "0"), ("rows", "3"), ("told", "these"), ("name-0", "A tea")],
            )
            .await;
        assert_eq!(answer.is(303).leads_to(), format!("/tablet/{id}/pages/list-allergies"));
        let topic = format!("/tablet/{id}/pages/topic-pregnancy");
        let page = browser.get(&topic).await;
        page.is(200)
            .shows("breast-feeding")
            .hides("decides CI")
            .hides("not asked")
            .hides("Who gives these answers")
            .hides("five_ari_informed");
        every_control_is_named(&page.text());
        browser
            .post(
                &format!("/tablet/{id}/drafts/tablet-{id}-topic-pregnancy"),
                &[("a-breast_feeding", "no"), ("was-breast_feeding", "")],
            )
            .await
            .is(200);
        browser
            .get(&topic)
            .await
            .shows("id=\"field-a-breast-feeding-1\" checked");
        browser
            .post(&format!("/tablet/{id}/drafts/intake-{id}-today"), &[("a", "1")])
            .await
            .is(404);
        browser
            .post(
                &topic,
                &[
                    ("a-breast_feeding", "no"),
                    ("was-breast_feeding", ""),
                    ("source", "examiner"),
                ],
            )
            .await
            .is(303);
        // What only the staff answer is no question of this page, whoever sends it.
        browser
            .post(&topic, &[("a-pregnancy_test", "negative"), ("was-pregnancy_test", "")])
            .await
            .is(303);
        // The end: thanks, and one field for the one who handed it over.
        let page = browser.get(&format!("/tablet/{id}/back")).await;
        page.is(200)
            .shows("Please give the tablet back")
            .shows("action=\"/unlock\"")
            .hides("Lopez")
            .hides("<select");
        every_control_is_named(&page.text());
        // Locked or with a wrong password it names nobody else.
        browser
            .post("/unlock", &[("password", "wrong")])
            .await
            .is(422)
            .hides("<option")
            .hides("Lopez");
        browser.get(&format!("/tablet/{id}")).await.is(200);
        browser.post("/lock", &[]).await.is(303);
        assert!(
            browser
                .get(&format!("/tablet/{id}"))
                .await
                .is(303)
                .leads_to()
                .starts_with("/lock")
        );
        browser.get("/lock").await.is(200).hides("<option").hides("Lopez");
        let answer = browser
            .post(
                "/unlock",
                &[("password", PASSWORD), ("next", &format!("/patients/{id}/intake"))],
            )
            .await;
        assert_eq!(answer.is(303).leads_to(), format!("/patients/{id}/intake"));
        let page = browser.get(&format!("/patients/{id}/intake/history")).await;
        page.is(200)
            .shows("A tea")
            .shows("breast-feeding")
            .hides("pregnancy test of today");
        browser
            .get(&format!("/patients/{id}/intake/topics/pregnancy"))
            .await
            .shows("patient, 12/03/2026, written down by Dr assistant");
    }
}

#[tokio::test]
async fn who_may_not_sees_nothing_and_another_clinics_patient_is_not_there() {
    let clinic = Clinic::new(On::Sqlite).await;
    let id = patient(&clinic, "Lopez").await;
    let foreign = Clinic::new(On::Sqlite).await;
    let stranger = patient(&foreign, "Perez").await;
    let row = anagen_records::values::RowId::new();
    let course = anagen_records::values::ConcurrentTreatmentId::new();
    let read = [
        "",
        "/today",
        "/topics/diabetes",
        "/lists/medicines",
        "/diagnosis",
        "/treatment",
        "/history",
    ];
    let written = [
        String::new(),
        "/today".to_owned(),
        "/topics/diabetes".to_owned(),
        "/lists/medicines".to_owned(),
        "/lists/medicines/unchanged".to_owned(),
        "/treatment".to_owned(),
        format!("/treatment/{course}"),
        format!("/history/{row}/error"),
        "/tablet".to_owned(),
    ];
    for role in [Role::FrontDesk, Role::Administrator, Role::Auditor] {
        let mut browser = Browser::signed_in(&clinic, role).await;
        for below in read {
            browser
                .get(&format!("/patients/{id}/intake{below}"))
                .await
                .is(403)
                .hides("Lopez")
                .hides("diabetes");
        }
        for below in &written {
            browser
                .post(&format!("/patients/{id}/intake{below}"), &[("a-diabetes", "yes")])
                .await
                .is(403)
                .hides("Lopez");
        }
        browser
            .get("/intake/names?kind=medicines&q=war")
            .await
            .is(403)
            .hides("Warfarin");
    }
    // The medical director reads and answers nothing.
    let mut director = Browser::signed_in(&clinic, Role::MedicalDirector).await;
    director
        .get(&format!("/patients/{id}/intake"))
        .await
        .is(200)
        .hides("Save and show what is next")
        .hides("Hand the tablet");
    director
        .post(&format!("/patients/{id}/intake"), &[("a-diabetes", "yes")])
        .await
        .is(403);
    let mut assistant = Browser::signed_in(&clinic, Role::Assistant).await;
    for below in read {
        assistant
            .get(&format!("/patients/{stranger}/intake{below}"))
            .await
            .is(404)
            .hides("Perez");
    }
    for below in &written {
        let fields = [
            ("a-diabetes", "yes"),
            ("version", "0"),
            ("told", "none"),
            ("reason", "x"),
        ];
        assistant
            .post(&format!("/patients/{stranger}/intake{below}"), &fields)
            .await
            .is(404)
            .hides("Perez");
    }
    // Malformed addresses and forms are told so.
    for path in [
        "/patients/1/intake",
        &format!("/patients/{id}/intake/topics/no-such"),
        &format!("/patients/{id}/intake/lists/pets"),
    ] {
        let status = assistant.get(path).await.status.as_u16();
        assert!((400..500).contains(&status), "{path}: {status}");
    }
}
