//! Follow-ups and what is due.

use super::*;

/// Arms the follow-ups of a session that is no more than its day.
async fn follow_up_of(clinic: &Clinic, patient: PatientId, day: Date, kind: &str) -> String {
    let mut tx = clinic.app.database().write().await.unwrap();
    let found = clinics::find(&mut tx, clinic.id).await.unwrap().unwrap();
    anagen_app::follow_up::arm(&mut tx, &found, &KNOWLEDGE, patient, SessionId::new(), day)
        .await
        .unwrap();
    let all = stored_follow_ups::of_patient(&mut tx, patient).await.unwrap();
    tx.commit().await.unwrap();
    let one = all.iter().rfind(|follow_up| follow_up.kind == kind).unwrap();
    format!("/patients/{patient}/follow-ups/{}", one.id)
}

#[tokio::test]
async fn a_follow_up_is_asked_answered_and_leads_on() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let (patient, other) = (
            add_patient(&clinic, "Followed", "1").await,
            add_patient(&clinic, "Other", "2").await,
        );
        let href = follow_up_of(&clinic, patient, date(2026, 2, 20), "week_2").await;
        let mut nurse = Browser::signed_in(&clinic, Role::Assistant).await;
        nurse
            .get("/today")
            .await
            .is(200)
            .shows(&href)
            .shows("2 weeks after the session")
            .shows("overdue since 6 days");
        nurse
            .get("/today/due?part=follow-ups")
            .await
            .is(200)
            .shows("Eva Followed, 1")
            .shows("+34 600 111 222");
        let page = nurse.get(&href).await;
        page.is(200)
            .shows("Overdue")
            .shows("Is there any sign of infection?")
            .shows("Call us for: fever")
            .shows("Make a link to send a photograph");
        nurse
            .post(&href, &[("outcome", "reached")])
            .await
            .is(422)
            .shows("Choose an answer; &quot;not known&quot; is one.");
        nurse
            .post(&href, &[("outcome", "again"), ("note", "")])
            .await
            .is(422)
            .shows("Say how you tried");
        nurse
            .post(&href, &[("outcome", "moon")])
            .await
            .is(422)
            .shows("Choose whether the patient was reached.");
        nurse
            .post(&href, &[("outcome", "again"), ("note", "no answer at ten")])
            .await
            .is(303);
        nurse
            .get(&href)
            .await
            .shows("no answer at ten")
            .shows("Was the patient reached?");
        let yes = [
            ("outcome", "reached"),
            ("answer infection", "yes"),
            ("note", "warm and red"),
        ];
        assert_eq!(
            nurse.post(&href, &yes).await.is(303).leads_to(),
            format!("{href}?notice=follow-up-saved")
        );
        let done = nurse.get(&href).await;
        done.shows("A sign of harm was found.")
            .shows(&format!("/patients/{patient}/adverse-events/new?session="))
            .shows("warm and red");
        done.hides("Was the patient reached?");
        nurse
            .post(&href, &yes)
            .await
            .is(409)
            .shows("This follow-up was finished already.")
            .shows("You wrote: warm and red");
        // It belongs to its patient: two tabs on two patients never mix.
        let mixed = href.replace(&patient.to_string(), &other.to_string());
        nurse.get(&mixed).await.is(404).hides("Followed");
        nurse.post(&mixed, &yes).await.is(404);
        nurse.post(&mixed, &[]).await.is(404);
        let mut desk = Browser::signed_in(&clinic, Role::FrontDesk).await;
        desk.get(&href).await.is(403).hides("Followed").hides("infection");
        desk.get("/today")
            .await
            .is(200)
            .hides("2 weeks after")
            .hides("Followed");
        desk.get("/today/due?part=follow-ups").await.is(200).hides("Followed");
    }
}

#[tokio::test]
async fn a_no_and_a_not_known_lead_nowhere_and_are_kept_apart() {
    let clinic = Clinic::new(On::Sqlite).await;
    let patient = add_patient(&clinic, "Followed", "1").await;
    let href = follow_up_of(&clinic, patient, date(2025, 12, 1), "week_12").await;
    let mut nurse = Browser::signed_in(&clinic, Role::Assistant).await;
    nurse
        .get(&href)
        .await
        .shows("Is there a new patch or lump?")
        .shows("Is there any sign of mycobacterial infection?");
    let answers = [
        ("outcome", "reached"),
        ("answer mycobacterial infection", "no"),
        ("answer new patch or lump", "not_known"),
    ];
    nurse.post(&href, &answers).await.is(303);
    nurse
        .get(&href)
        .await
        .is(200)
        .shows("Not known")
        .hides("A sign of harm was found.");
}

/// Every address that the lists of this part lead to is a route of the clinic.
#[tokio::test]
async fn what_is_due_leads_to_pages_that_exist() {
    let routes: Vec<String> = anagen_web::route_table()
        .into_iter()
        .filter(|route| route.method == "GET")
        .map(|route| route.path.to_owned())
        .collect();
    for path in [
        "/patients/{patient}/follow-ups/{follow_up}",
        "/patients/{patient}/photographs/{photograph}",
        "/patients/{patient}/sessions/{session}",
        "/patients/{patient}/sessions/start",
        "/patients/{patient}/formulation",
        "/patients/{patient}/consent",
        "/patients/{patient}/adverse-events/new",
        "/evidence/incidents/{incident}",
        "/administration/people/{person}",
        "/administration/backups",
        "/patients/new",
    ] {
        assert!(routes.iter().any(|route| route == path), "no such page: {path}");
    }
}

#[tokio::test]
async fn the_agenda_stands_by_room_and_by_person_and_forgives_a_wrong_address() {
    let clinic = Clinic::new(On::Sqlite).await;
    let patient = add_patient(&clinic, "One", "1").await;
    let room = add_room(&clinic, "Room 1").await;
    let mut desk = Browser::signed_in(&clinic, Role::FrontDesk).await;
    let injector = clinic.actor(Role::Injector).await;
    let person = injector.person.to_string();
    book(&mut desk, patient, room, "2026-03-12", "11:00", &[("person", &person)])
        .await
        .is(303);
    desk.get("/today")
        .await
        .shows("aria-label=\"Room 1\"")
        .shows("Thursday 12/03/2026, by room");
    desk.get("/today?by=person")
        .await
        .shows("aria-label=\"Dr injector\"")
        .shows("by person");
    desk.get("/today?day=2026-99-99")
        .await
        .is(200)
        .shows("Enter a day, as in 2026-03-12.")
        .shows("Thursday 12/03/2026");
    for path in [
        "/today/appointments/new?patient=x",
        "/today/appointments/new?waiting=x",
        "/today/appointments/x",
        "/today/waiting/new?patient=x",
    ] {
        let status = desk.get(path).await.status.as_u16();
        assert!(matches!(status, 400 | 404), "{path}: {status}");
    }
    // Far days are days like others.
    for day in ["0001-01-01", "9999-12-31", "-9999-01-01"] {
        desk.get(&format!("/today?day={day}")).await.is(200);
        desk.get(&format!("/today/waiting?day={day}")).await.is(200);
        desk.get(&format!("/today/sheet?day={day}")).await.is(200);
        desk.get(&format!("/today/due?day={day}")).await.is(200);
    }
}
