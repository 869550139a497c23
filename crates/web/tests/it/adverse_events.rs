//! Adverse events and incidents as a browser sees them.

use anagen_app::adverse_events::{self, NewStep, Report, StepKind};
use anagen_records::people::Role;
use anagen_records::values::PatientId;

use crate::browser::Browser;
use crate::clinic::{Clinic, On, engines};
use crate::intake::patient;
use crate::photographs::photograph;
use crate::photographs::pictures::{halves, jpeg};

const FORM: [(&str, &str); 7] = [
    ("code", "ae_folliculitis"),
    ("description", "Three spots with pus"),
    ("onset_on", "2026-03-10"),
    ("grade", "2"),
    ("serious", "no"),
    ("zones", "vertex"),
    ("outcome", "open"),
];

/// The fields of an event, some of them otherwise.
fn with<'f>(others: &[(&'f str, &'f str)]) -> Vec<(&'f str, &'f str)> {
    let mut fields: Vec<(&str, &str)> = FORM.to_vec();
    fields.retain(|(name, _)| !others.iter().any(|(other, _)| other == name));
    fields.extend(others);
    fields
}

async fn written_down(browser: &mut Browser, patient: PatientId, fields: &[(&str, &str)]) -> String {
    let answer = browser
        .post(&format!("/patients/{patient}/adverse-events"), fields)
        .await;
    let page = answer.is(303).leads_to().split('?').next().unwrap().to_owned();
    browser.get(&page).await.is(200);
    page
}

#[tokio::test]
async fn an_event_is_chosen_written_down_and_told() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let mut browser = Browser::signed_in(&clinic, Role::Assistant).await;
        let patient = patient(&clinic, "Lopez").await;
        let list = format!("/patients/{patient}/adverse-events");
        browser
            .get(&list)
            .await
            .is(200)
            .shows("No adverse event was written down");
        browser
            .get(&format!("{list}/new"))
            .await
            .is(200)
            .shows("Folliculitis or cellulitis")
            .shows("Something else, in words");
        let form = browser.get(&format!("{list}/new?code=ae_folliculitis")).await;
        // Its own scale, its own management, the knowledge's questions.
        form.is(200)
            .shows("intravenous drug or invasive treatment")
            .shows("Swab, antibiotic.")
            .shows("Is there another cause");
        form.shows("Start now and time each step")
            .hides("Did a laboratory prove mycobacteria?");
        browser
            .get(&format!("{list}/new?code=ae_mycobacterial_infection"))
            .await
            .is(200)
            .shows("Did a laboratory prove mycobacteria?");
        browser.get(&format!("{list}/new?code=ae_invented")).await.is(404);
        let page = written_down(&mut browser, patient, &FORM).await;
        let answer = browser.get(&page).await;
        answer
            .is(200)
            .shows("Folliculitis or cellulitis")
            .shows("grade 2")
            .shows("Vertex, crown")
            .shows("Three spots with pus");
        answer
            .shows("Report to the national agency")
            .shows("Swab, antibiotic.")
            .shows("Done now");
        browser
            .get(&list)
            .await
            .is(200)
            .shows("Folliculitis or cellulitis")
            .shows("red flag");
        browser
            .get("/evidence/adverse-events")
            .await
            .is(200)
            .shows("Maria Lopez")
            .shows("Folliculitis or cellulitis");
    }
}

#[tokio::test]
async fn everything_that_is_wrong_is_said_and_what_was_typed_stays() {
    let clinic = Clinic::new(On::Sqlite).await;
    let mut browser = Browser::signed_in(&clinic, Role::Assistant).await;
    let patient = patient(&clinic, "Lopez").await;
    let list = format!("/patients/{patient}/adverse-events");
    let wrong = with(&[
        ("onset_on", "2026-05-01"),
        ("grade", "5"),
        ("infection", "maybe"),
        ("description", "An odd thing"),
    ]);
    let answer = browser.post(&list, &wrong).await;
    answer
        .is(422)
        .shows("Choose one of the answers")
        .shows("An odd thing")
        .shows("href=\"#field-infection\"");
    let wrong = with(&[
        ("onset_on", "2026-05-01"),
        ("grade", "5"),
        ("description", "An odd thing"),
    ]);
    let answer = browser.post(&list, &wrong).await;
    answer
        .is(422)
        .shows("still to come")
        .shows("Grade 5 is death")
        .shows("Death is serious")
        .shows("An odd thing");
    browser
        .post(&list, &with(&[("patches", "[{\"u\":9}]")]))
        .await
        .is(422)
        .shows("cannot be read");
    browser
        .post(&list, &with(&[("code", "other")]))
        .await
        .is(422)
        .shows("Write in a few words what happened");
    // What the answers speak for is shown without keeping anything.
    let asked = with(&[
        ("timing", "plausible"),
        ("dechallenge", "improved"),
        ("alternative_cause", "none_found"),
        ("then", "suggest"),
    ]);
    browser
        .post(&list, &asked)
        .await
        .is(200)
        .shows("These answers speak for: Probable.")
        .shows("Three spots with pus");
    browser
        .get(&list)
        .await
        .is(200)
        .shows("No adverse event was written down");
}

#[tokio::test]
async fn a_stale_change_shows_both_and_keeps_what_was_typed() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let mut first = Browser::signed_in(&clinic, Role::Assistant).await;
        let mut second = Browser::signed_in(&clinic, Role::Prescriber).await;
        let patient = patient(&clinic, "Lopez").await;
        let page = written_down(&mut first, patient, &FORM).await;
        let change = format!("{page}/change");
        first.get(&change).await.is(200).shows("name=\"version\" value=\"1\"");
        let theirs = with(&[
            ("version", "1"),
            ("description", "Five spots now"),
            ("reason", "seen again"),
        ]);
        second.post(&change, &theirs).await.is(303);
        let mine = with(&[
            ("version", "1"),
            ("description", "Only one is left"),
            ("reason", "looked at it"),
        ]);
        let stale = first.post(&change, &mine).await;
        stale
            .is(409)
            .shows("Description: Five spots now")
            .shows("Only one is left")
            .shows("name=\"version\" value=\"2\"");
        first
            .get(&page)
            .await
            .is(200)
            .shows("Five spots now")
            .hides("Only one is left");
        // Having looked at both, one saves.
        let mine = with(&[
            ("version", "2"),
            ("description", "Only one is left"),
            ("reason", "looked at it"),
        ]);
        first.post(&change, &mine).await.is(303);
        let answer = first.get(&page).await;
        answer
            .is(200)
            .shows("Changed (version 3)")
            .shows("<del>Five spots now</del>")
            .shows("<ins>Only one is left</ins>")
            .shows("looked at it");
        first
            .post(&change, &with(&[("version", "3"), ("grade", "1")]))
            .await
            .is(422)
            .shows("Say why it is changed");
    }
}

#[tokio::test]
async fn the_clock_starts_at_once_and_each_step_bears_its_time() {
    let clinic = Clinic::new(On::Sqlite).await;
    let mut browser = Browser::signed_in(&clinic, Role::Injector).await;
    let patient = patient(&clinic, "Lopez").await;
    let list = format!("/patients/{patient}/adverse-events");
    let started = browser
        .post(&format!("{list}/start"), &[("code", "ae_anaphylaxis")])
        .await;
    let page = started.is(303).leads_to().split('?').next().unwrap().to_owned();
    browser
        .get(&page)
        .await
        .is(200)
        .shows("Started 12/03/2026 10:00")
        .shows("Red flag");
    clinic.at("2026-03-12T09:03:00Z");
    let steps = format!("{page}/steps");
    let step = "Intramuscular adrenaline 0.5 mg (adult), repeated after 5 min where needed; emergency kit.";
    browser.get(&page).await.is(200).shows(step);
    browser
        .post(&steps, &[("kind", "managed"), ("step", step)])
        .await
        .is(303);
    browser
        .get(&page)
        .await
        .is(200)
        .shows("10:03, 3 min after the start, Dr injector")
        .shows("Done again");
    browser
        .post(&steps, &[("kind", "managed"), ("step", ""), ("at", "2026-03-12T10:01")])
        .await
        .is(422)
        .shows("Write what was done");
    let late = browser
        .post(
            &steps,
            &[("kind", "managed"), ("step", "Oxygen"), ("at", "2026-03-12T11:30")],
        )
        .await;
    late.is(422).shows("still to come").shows("Oxygen");
    browser
        .post(&steps, &[("kind", "managed"), ("step", "Oxygen"), ("at", "soon")])
        .await
        .is(422)
        .shows("Enter day and time");
    browser
        .post(
            &steps,
            &[("kind", "managed"), ("step", "Oxygen"), ("at", "2026-03-12T10:01")],
        )
        .await
        .is(303);
    browser
        .get(&page)
        .await
        .is(200)
        .shows("10:01, 1 min after the start")
        .shows("written down 12/03/2026 10:03");
    let reported = [
        ("kind", "reported"),
        ("step", "National agency"),
        ("reference", "ES-2026-77"),
    ];
    browser.post(&steps, &reported).await.is(303);
    browser
        .get(&page)
        .await
        .is(200)
        .shows("National agency")
        .shows("reference ES-2026-77");
    browser
        .post(&format!("{list}/start"), &[("code", "ae_invented")])
        .await
        .is(404);
}

#[tokio::test]
async fn the_sheet_names_nobody() {
    let clinic = Clinic::new(On::Sqlite).await;
    let mut browser = Browser::signed_in(&clinic, Role::Prescriber).await;
    let patient = patient(&clinic, "Lopez").await;
    let fields = with(&[
        ("serious", "yes"),
        ("criteria", "medically important event"),
        ("causality", "possible"),
    ]);
    let page = written_down(&mut browser, patient, &fields).await;
    let sheet = browser.get(&format!("{page}/sheet")).await;
    sheet
        .is(200)
        .shows("Folliculitis or cellulitis")
        .shows("42 years")
        .shows("medically important event")
        .shows("Possible (Dr prescriber)");
    sheet
        .shows("Report to the national agency")
        .shows("Clinica Test")
        .hides("Lopez")
        .hides("Maria")
        .hides("1984");
    // A serious event has its deadlines.
    browser
        .get(&page)
        .await
        .is(200)
        .shows("inside the clinic by 13/03/2026 10:00")
        .shows("outside by 27/03/2026 10:00");
}

#[tokio::test]
async fn an_event_of_another_patient_is_not_found_under_this_one() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let mut browser = Browser::signed_in(&clinic, Role::Prescriber).await;
        let (own, another) = (patient(&clinic, "Lopez").await, patient(&clinic, "Garcia").await);
        let page = written_down(&mut browser, own, &FORM).await;
        let id = page.rsplit('/').next().unwrap();
        let under_another = format!("/patients/{another}/adverse-events/{id}");
        for part in ["", "/change", "/sheet"] {
            let answer = browser.get(&format!("{under_another}{part}")).await;
            answer.is(404).hides("Lopez").hides("Three spots").hides("Folliculitis");
        }
        let change = with(&[("version", "1"), ("reason", "x")]);
        browser
            .post(&format!("{under_another}/change"), &change)
            .await
            .is(404)
            .hides("Three spots");
        browser
            .post(&format!("{under_another}/steps"), &[("kind", "noted"), ("step", "x")])
            .await
            .is(404)
            .hides("Three spots");
        // A photograph of one patient is not put with an event of another.
        let picture = photograph(&mut browser, another, &jpeg(&halves(20, 20))).await;
        let photograph = picture.rsplit('/').next().unwrap();
        browser
            .post(
                &format!("/patients/{own}/adverse-events"),
                &with(&[("photograph", photograph)]),
            )
            .await
            .is(404);
        browser
            .post(&format!("{picture}/event"), &[("event", id)])
            .await
            .is(404);
        let picture = photograph_of(&mut browser, own).await;
        browser
            .post(&format!("{picture}/event"), &[("event", id)])
            .await
            .is(303);
        browser.get(&page).await.is(200).shows(&picture).shows("Photographed");
    }
}

async fn photograph_of(browser: &mut Browser, patient: PatientId) -> String {
    photograph(browser, patient, &jpeg(&halves(20, 20))).await
}

#[tokio::test]
async fn a_new_patch_in_a_treated_zone_and_an_infection_are_noticed() {
    let clinic = Clinic::new(On::Sqlite).await;
    let mut browser = Browser::signed_in(&clinic, Role::Prescriber).await;
    let patient = patient(&clinic, "Lopez").await;
    // Without a session there is no treated zone: it is the kind that is a red flag.
    let page = written_down(&mut browser, patient, &with(&[("new_patch", "yes")])).await;
    browser
        .get(&page)
        .await
        .is(200)
        .shows("a clinician looks at it the same day")
        .hides("a new patch or lump in a treated zone. It");
    let page = written_down(&mut browser, patient, &with(&[("code", "ae_headache")])).await;
    browser
        .get(&page)
        .await
        .is(200)
        .hides("a clinician looks at it the same day");
    let proven = with(&[("code", "ae_mycobacterial_infection"), ("mycobacteria", "yes")]);
    let page = written_down(&mut browser, patient, &proven).await;
    browser
        .get(&page)
        .await
        .is(200)
        .shows("no lot of this patient is on record");
}

#[tokio::test]
async fn incidents_are_opened_by_hand_and_closed_by_the_director() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let mut assistant = Browser::signed_in(&clinic, Role::Assistant).await;
        let mut director = Browser::signed_in(&clinic, Role::MedicalDirector).await;
        let patient = patient(&clinic, "Lopez").await;
        let path = format!("/patients/{patient}/incidents");
        assistant
            .get(&format!("{path}/new"))
            .await
            .is(200)
            .shows("needlestick or exposure");
        assistant
            .post(&path, &[("kind", "exposure"), ("what", "")])
            .await
            .is(422)
            .shows("Write what was done");
        assistant
            .post(&path, &[("kind", "unheard_of"), ("what", "typed words")])
            .await
            .is(422)
            .shows("Choose what kind")
            .shows("typed words");
        assistant
            .post(&path, &[("kind", "exposure"), ("what", "Pricked by the used needle")])
            .await
            .is(303);
        assistant
            .post("/evidence/incidents", &[("kind", "device"), ("what", "The lamp broke")])
            .await
            .is(303);
        assistant
            .get(&format!("/patients/{patient}/adverse-events"))
            .await
            .is(200)
            .shows("Pricked by the used needle")
            .hides("The lamp broke");
        let list = assistant.get("/evidence/incidents").await;
        let text = list.is(200).shows("The lamp broke").shows("Maria Lopez").text();
        let page = text
            .split("href=\"")
            .find(|part| part.contains("Pricked"))
            .unwrap()
            .split('"')
            .next()
            .unwrap()
            .to_owned();
        assistant
            .get(&page)
            .await
            .is(200)
            .shows("The medical director looks into it")
            .hides("Close it with these words");
        let review = format!("{page}/review");
        assistant.post(&review, &[("outcome", "fine")]).await.is(403);
        director
            .post(&review, &[("outcome", "")])
            .await
            .is(422)
            .shows("Write what came of it");
        director
            .post(&review, &[("outcome", "Blood tests arranged")])
            .await
            .is(303);
        director
            .post(&review, &[("outcome", "Other words")])
            .await
            .is(409)
            .shows("Blood tests arranged")
            .shows("Other words");
        assistant.get("/evidence/incidents").await.is(200).hides("Pricked");
        assistant
            .get("/evidence/incidents?show=reviewed")
            .await
            .is(200)
            .shows("Blood tests arranged");
    }
}

#[tokio::test]
async fn long_lists_are_read_page_by_page() {
    let clinic = Clinic::new(On::Sqlite).await;
    let actor = clinic.actor(Role::Assistant).await;
    let patient = patient(&clinic, "Lopez").await;
    let mut last = None;
    for number in 0..52 {
        let mut report = Report::of_code(adverse_events::report::OTHER);
        report.details.other = format!("Event number {number:02}");
        last = Some(
            adverse_events::write_down(&actor, &clinic.app, patient, report, &[])
                .await
                .unwrap(),
        );
    }
    let step = NewStep {
        kind: StepKind::Noted,
        text: "<b>bold</b>".to_owned(),
        reference: String::new(),
        at: None,
    };
    adverse_events::add_step(&actor, &clinic.app, patient, last.unwrap(), step)
        .await
        .unwrap();
    let mut browser = Browser::signed_in(&clinic, Role::Assistant).await;
    let first = browser.get("/evidence/adverse-events").await;
    let text = first
        .is(200)
        .shows("Event number 51")
        .shows("Event number 02")
        .hides("Event number 01")
        .text();
    let next = text
        .split("href=\"")
        .find(|part| part.contains("before="))
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .replace("&amp;", "&");
    browser
        .get(&next)
        .await
        .is(200)
        .shows("Event number 01")
        .shows("Event number 00")
        .hides("Event number 02");
    // What somebody typed is text, nowhere markup.
    let page = format!("/patients/{patient}/adverse-events/{}", last.unwrap());
    browser
        .get(&page)
        .await
        .is(200)
        .shows("&lt;b&gt;bold&lt;/b&gt;")
        .hides("<b>bold");
}
