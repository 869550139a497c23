//! The agenda, booking, the waiting list, what is due, follow-ups, calendars: as a browser sees them.

mod follow_ups;

use anagen_records::clinics::{self, Hours, Settings};
use anagen_records::follow_ups as stored_follow_ups;
use anagen_records::patients::{self, Patient};
use anagen_records::people::Role;
use anagen_records::rooms::{self, Room};
use anagen_records::values::{PatientId, RoomId, SessionId};
use anagen_records::{Day, Json};
use jiff::civil::{Date, date};

use crate::browser::{Answer, Browser};
use crate::clinic::{Clinic, KNOWLEDGE, On, engines};

async fn add_patient(clinic: &Clinic, name: &str, number: &str) -> PatientId {
    let patient = Patient {
        id: PatientId::new(),
        number: number.to_owned(),
        family_name: name.to_owned(),
        given_names: "Eva".to_owned(),
        birth_date: None,
        phone: "+34 600 111 222".to_owned(),
        email: String::new(),
        address: String::new(),
        language: String::new(),
        note: String::new(),
        demo: false,
        portrait: None,
        merged_into: None,
        version: 1,
        created_at: clinic.app.now(),
    };
    let mut tx = clinic.app.database().write().await.unwrap();
    patients::insert(&mut tx, clinic.id, &patient, None).await.unwrap();
    tx.commit().await.unwrap();
    patient.id
}

async fn add_room(clinic: &Clinic, name: &str) -> RoomId {
    let room = Room {
        id: RoomId::new(),
        name: name.to_owned(),
        closed_at: None,
    };
    let mut tx = clinic.app.database().write().await.unwrap();
    rooms::insert(&mut tx, clinic.id, &room).await.unwrap();
    tx.commit().await.unwrap();
    room.id
}

async fn set_hours(clinic: &Clinic, closed: Date) {
    let mut tx = clinic.app.database().write().await.unwrap();
    let mut found = clinics::find(&mut tx, clinic.id).await.unwrap().unwrap();
    let open = Some(Hours {
        from: 9 * 60,
        to: 19 * 60,
    });
    found.settings = Json(Settings {
        hours: [open, open, open, open, open, None, None],
        closed_days: vec![Day(closed)],
        ..Settings::default()
    });
    assert!(clinics::update(&mut tx, &found).await.unwrap());
    tx.commit().await.unwrap();
}

/// Sends the form of a booking.
async fn book(
    browser: &mut Browser,
    patient: PatientId,
    room: RoomId,
    day: &str,
    time: &str,
    more: &[(&str, &str)],
) -> Answer {
    let (patient, room) = (patient.to_string(), room.to_string());
    let mut fields = vec![
        ("patient", patient.as_str()),
        ("room", &room),
        ("kind", "session"),
        ("day", day),
        ("time", time),
        ("minutes", "45"),
    ];
    fields.extend(more);
    browser.post("/today/appointments", &fields).await
}

/// The address of the first appointment that a page links.
fn appointment_of(answer: &Answer) -> String {
    let text = answer.text();
    let at = text
        .find("/today/appointments/0")
        .unwrap_or_else(|| panic!("no appointment on:\n{text}"));
    text[at..]
        .chars()
        .take_while(|letter| !matches!(letter, '"' | '?' | '&'))
        .collect()
}

#[tokio::test]
async fn the_front_desk_books_sees_and_receives_a_patient() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        set_hours(&clinic, date(2026, 3, 13)).await;
        let patient = add_patient(&clinic, "Gonzalez", "1042").await;
        let room = add_room(&clinic, "Room 1").await;
        let mut desk = Browser::signed_in(&clinic, Role::FrontDesk).await;
        desk.get("/today")
            .await
            .is(200)
            .shows("Thursday 12/03/2026")
            .shows("Open from 09:00 to 19:00.")
            .shows("Nobody is expected.");
        // Who it is comes first, with typing errors forgiven.
        desk.get("/today/appointments/new?day=2026-03-12&time=11:00")
            .await
            .is(200)
            .shows("Choose the patient first.");
        let found = desk
            .get(&format!(
                "/today/appointments/patients?q=gonsalez&time=11:00&room={room}"
            ))
            .await;
        found.is(200).shows("Eva Gonzalez").shows("time=11%3A00").hides("<html");
        desk.get(&format!(
            "/today/appointments/new?patient={patient}&day=2026-03-12&time=11:00&room={room}"
        ))
        .await
        .is(200)
        .shows("Eva Gonzalez")
        .shows("Nothing is in the way.");
        let answer = book(
            &mut desk,
            patient,
            room,
            "2026-03-12",
            "11:00",
            &[("note", "comes by taxi")],
        )
        .await;
        assert_eq!(
            answer.is(303).leads_to(),
            "/today?day=2026-03-12&notice=appointment-made"
        );
        let agenda = desk.get("/today?day=2026-03-12&notice=appointment-made").await;
        agenda
            .is(200)
            .shows("The appointment is booked.")
            .shows("Eva Gonzalez, 1042")
            .shows("comes by taxi")
            .shows("1 appointment.");
        let href = appointment_of(&agenda);
        let state = format!("{href}/state");
        let step = async |desk: &mut Browser, version: &str, to: &str| {
            desk.post(
                &state,
                &[("version", version), ("state", to), ("next", "/today?day=2026-03-12")],
            )
            .await
        };
        assert_eq!(
            step(&mut desk, "1", "arrived").await.is(303).leads_to(),
            "/today?day=2026-03-12&notice=appointment-arrived"
        );
        desk.get("/today")
            .await
            .shows("since 10:00")
            .shows("In the room")
            .shows("1 here.");
        step(&mut desk, "2", "in_room").await.is(303);
        step(&mut desk, "3", "done").await.is(303);
        desk.get("/today")
            .await
            .shows("Nobody is expected.")
            .shows("Over, missed or called off (1)");
        step(&mut desk, "4", "in_room").await.is(303);
        // An old page is told how it stands; a wrong word is refused.
        step(&mut desk, "3", "booked")
            .await
            .is(409)
            .shows("Somebody else changed this")
            .shows("In the room");
        step(&mut desk, "5", "dancing").await.is(422);
        // Nothing clinical for the front desk: it has no way into the record.
        desk.get(&href)
            .await
            .is(200)
            .shows("+34 600 111 222")
            .hides("Begin the session")
            .hides("/intake");
        // The evening's sheet and the reminders.
        desk.get("/today/sheet?day=2026-03-12")
            .await
            .is(200)
            .shows("11:00\u{2013}11:45")
            .shows("comes by taxi");
        book(&mut desk, patient, room, "2026-03-16", "9:30", &[]).await.is(303);
        desk.get("/today/reminders?day=2026-03-16")
            .await
            .is(200)
            .shows("+34 600 111 222");
        desk.get("/today/reminders").await.is(200).shows("Monday 16/03/2026");
    }
}

#[tokio::test]
async fn what_is_taken_is_told_and_nothing_typed_is_lost() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        set_hours(&clinic, date(2026, 3, 13)).await;
        let (one, other) = (
            add_patient(&clinic, "First", "1").await,
            add_patient(&clinic, "Second", "2").await,
        );
        let room = add_room(&clinic, "Room 1").await;
        let mut desk = Browser::signed_in(&clinic, Role::FrontDesk).await;
        book(&mut desk, one, room, "2026-03-12", "11:00", &[]).await.is(303);
        // Before: what is in the way is shown where one opens the form and where one asks.
        let form = format!(
            "/today/appointments/new?patient={other}&day=2026-03-12&time=11:30&room={room}&kind=session&minutes=45"
        );
        desk.get(&form)
            .await
            .is(200)
            .shows("This takes the time")
            .shows("11:00\u{2013}11:45 Eva First");
        let looked = book(
            &mut desk,
            other,
            room,
            "2026-03-12",
            "11:30",
            &[("go", "look"), ("note", "kept words")],
        )
        .await;
        looked.is(200).shows("11:00\u{2013}11:45 Eva First").shows("kept words");
        // After: it is refused, in words, with other times.
        let refused = book(&mut desk, other, room, "2026-03-12", "11:30", &[("note", "kept words")]).await;
        refused
            .is(409)
            .shows("Nothing was changed")
            .shows("11:00\u{2013}11:45 Eva First")
            .shows("kept words")
            .shows(">11:45<");
        // One of them is taken up, and then booked.
        let instead = book(&mut desk, other, room, "2026-03-12", "11:30", &[("instead", "11:45")]).await;
        instead.is(200).shows("Nothing is in the way.").shows("value=\"11:45\"");
        book(&mut desk, other, room, "2026-03-12", "11:45", &[]).await.is(303);
        // What cannot be read is told beside its field, all at once.
        let wrong = book(&mut desk, other, room, "2026-03-99", "25:00", &[("note", "still here")]).await;
        wrong
            .is(422)
            .shows("Enter a day, as in 2026-03-12.")
            .shows("Enter a time, as in 09:30.")
            .shows("still here");
        // Closed: it is asked once, and then meant.
        let closed = book(&mut desk, other, room, "2026-03-13", "11:00", &[]).await;
        closed.is(422).shows("Book although the clinic is closed");
        book(
            &mut desk,
            other,
            room,
            "2026-03-13",
            "11:00",
            &[("although_closed", "yes")],
        )
        .await
        .is(303);
        desk.get("/today?day=2026-03-13")
            .await
            .is(200)
            .shows("The clinic is closed on this day.")
            .shows("Eva Second");
        desk.get("/today?day=2026-03-15")
            .await
            .is(200)
            .shows("The clinic is closed on this weekday.")
            .shows("Monday 16/03/2026");
        // Time that a change of the clock skips, or brings twice, is told.
        let night = book(
            &mut desk,
            one,
            room,
            "2026-03-29",
            "02:30",
            &[("although_closed", "yes")],
        )
        .await;
        let told = desk.get(night.is(303).leads_to()).await;
        told.shows("The clocks go forward that night")
            .shows("03:30\u{2013}04:15");
        let night = book(
            &mut desk,
            one,
            room,
            "2026-10-25",
            "02:30",
            &[("although_closed", "yes")],
        )
        .await;
        desk.get(night.is(303).leads_to()).await.shows("the time comes twice");
    }
}

#[tokio::test]
async fn a_stale_change_shows_both_and_keeps_what_was_typed() {
    let clinic = Clinic::new(On::Sqlite).await;
    let patient = add_patient(&clinic, "One", "1").await;
    let room = add_room(&clinic, "Room 1").await;
    let mut desk = Browser::signed_in(&clinic, Role::FrontDesk).await;
    book(&mut desk, patient, room, "2026-03-12", "11:00", &[]).await.is(303);
    let href = appointment_of(&desk.get("/today").await);
    let change = async |desk: &mut Browser, version: &str, time: &str, note: &str| {
        let room = room.to_string();
        let fields = [
            ("version", version),
            ("kind", "session"),
            ("day", "2026-03-12"),
            ("time", time),
            ("minutes", "30"),
            ("room", room.as_str()),
            ("note", note),
        ];
        desk.post(&href, &fields).await
    };
    change(&mut desk, "1", "12:00", "").await.is(303);
    let stale = change(&mut desk, "1", "15:00", "my words").await;
    stale
        .is(409)
        .shows("12:00\u{2013}12:30")
        .shows("You entered: Thursday 12/03/2026 15:00, 30 min, Room 1.")
        .shows("my words");
    stale.shows("name=\"version\" value=\"2\"");
    change(&mut desk, "2", "15:00", "my words").await.is(303);
    desk.get(&href).await.shows("15:00\u{2013}15:30").shows("my words");
    // A draft of an earlier version is told and not put into the form.
    let key = href.rsplit('/').next().unwrap();
    let draft = [
        ("draft_version", "2"),
        ("version", "2"),
        ("time", "17:17"),
        ("note", "from before"),
    ];
    desk.post(&format!("/drafts/appointment-{key}"), &draft).await.is(200);
    desk.get(&href).await.is(200).hides("17:17").shows("15:00");
    let draft = [
        ("draft_version", "3"),
        ("version", "3"),
        ("day", "2026-03-12"),
        ("time", "17:20"),
        ("note", "from now"),
    ];
    desk.post(&format!("/drafts/appointment-{key}"), &draft).await.is(200);
    desk.get(&href).await.is(200).shows("17:20").shows("from now");
}

#[tokio::test]
async fn an_appointment_is_moved_by_hand_and_back() {
    let clinic = Clinic::new(On::Sqlite).await;
    set_hours(&clinic, date(2026, 3, 13)).await;
    let (one, other) = (
        add_patient(&clinic, "One", "1").await,
        add_patient(&clinic, "Other", "2").await,
    );
    let (room, second) = (add_room(&clinic, "Room 1").await, add_room(&clinic, "Room 2").await);
    let mut desk = Browser::signed_in(&clinic, Role::FrontDesk).await;
    book(&mut desk, one, room, "2026-03-12", "11:00", &[]).await.is(303);
    let href = appointment_of(&desk.get("/today").await);
    book(&mut desk, other, second, "2026-03-12", "15:00", &[]).await.is(303);
    let to = async |desk: &mut Browser, version: &str, time: &str, column: &str| {
        let fields = [
            ("version", version),
            ("day", "2026-03-12"),
            ("time", time),
            ("column", column),
            ("by", ""),
        ];
        desk.post(&format!("{href}/move"), &fields).await
    };
    let second_room = format!("room:{second}");
    let moved = to(&mut desk, "1", "13:05", &second_room).await;
    let next: serde_json::Value = serde_json::from_slice(&moved.is(200).bytes).unwrap();
    let agenda = desk.get(next["next"].as_str().unwrap()).await;
    agenda.is(200).shows("13:05\u{2013}13:50").shows("Take the move back");
    // Taken: it says by whom, and what is free; nothing is changed.
    let refused = to(&mut desk, "2", "15:15", &second_room).await;
    let told: serde_json::Value = serde_json::from_slice(&refused.is(409).bytes).unwrap();
    assert_eq!(told["lines"][0], "15:00\u{2013}15:45 Eva Other");
    assert!(
        told["lines"][1]
            .as_str()
            .unwrap()
            .starts_with("Free on the same day: 15:45"),
        "{told}"
    );
    // Closed then, an old page, nonsense.
    let closed = to(&mut desk, "2", "18:45", &second_room).await;
    let told: serde_json::Value = serde_json::from_slice(&closed.is(422).bytes).unwrap();
    assert_eq!(told["page"], href.as_str());
    to(&mut desk, "1", "14:00", &second_room)
        .await
        .is(409)
        .shows("Somebody else changed this");
    for (time, column) in [("xx", second_room.as_str()), ("14:00", "room:x"), ("14:00", "moon:1")] {
        to(&mut desk, "2", time, column).await.is(422);
    }
    let back = desk
        .post(
            &format!("{href}/move-back"),
            &[("version", "2"), ("next", "/today?day=2026-03-12")],
        )
        .await;
    assert_eq!(
        back.is(303).leads_to(),
        "/today?day=2026-03-12&notice=appointment-moved-back"
    );
    desk.get(&href).await.shows("11:00\u{2013}11:45");
}

#[tokio::test]
async fn a_patient_who_did_not_come_is_counted_where_one_books() {
    let clinic = Clinic::new(On::Sqlite).await;
    let patient = add_patient(&clinic, "Missing", "1").await;
    let room = add_room(&clinic, "Room 1").await;
    let mut desk = Browser::signed_in(&clinic, Role::FrontDesk).await;
    book(&mut desk, patient, room, "2026-03-12", "08:00", &[]).await.is(303);
    let href = appointment_of(&desk.get("/today").await);
    desk.get("/today").await.shows("Late");
    desk.post(&format!("{href}/state"), &[("version", "1"), ("state", "no_show")])
        .await
        .is(303);
    desk.get(&href)
        .await
        .shows("came 0 times, did not come once")
        .shows("Take back");
    desk.get(&format!("/today/appointments/new?patient={patient}"))
        .await
        .shows("did not come once");
    desk.get("/today").await.shows("1 did not come.");
}

#[tokio::test]
async fn time_is_blocked_without_a_patient() {
    let clinic = Clinic::new(On::Sqlite).await;
    let patient = add_patient(&clinic, "One", "1").await;
    let room = add_room(&clinic, "Room 1").await;
    let mut desk = Browser::signed_in(&clinic, Role::FrontDesk).await;
    let text = room.to_string();
    desk.get(&format!("/today/appointments/new?kind=blocked&room={room}"))
        .await
        .is(200)
        .shows("Block this time");
    let fields = [
        ("room", text.as_str()),
        ("day", "2026-03-12"),
        ("time", "12:00"),
        ("minutes", "60"),
        ("note", "Deep cleaning"),
    ];
    desk.post("/today/appointments", &fields).await.is(303);
    desk.get("/today")
        .await
        .shows("Deep cleaning")
        .shows("Blocked")
        .shows("Nobody is expected.");
    book(&mut desk, patient, room, "2026-03-12", "12:30", &[])
        .await
        .is(409)
        .shows("12:00\u{2013}13:00 Deep cleaning");
}

#[tokio::test]
async fn the_waiting_list_leads_to_an_appointment() {
    let clinic = Clinic::new(On::Sqlite).await;
    set_hours(&clinic, date(2026, 3, 13)).await;
    let patient = add_patient(&clinic, "Waits", "1").await;
    let room = add_room(&clinic, "Room 1").await;
    let mut desk = Browser::signed_in(&clinic, Role::FrontDesk).await;
    desk.get("/today/waiting").await.is(200).shows("Nobody waits");
    desk.get("/today/waiting/new?q=waits")
        .await
        .is(200)
        .shows(&format!("/today/waiting/new?patient={patient}"));
    desk.get(&format!("/today/waiting/new?patient={patient}"))
        .await
        .is(200)
        .shows("2026-03-12");
    let text = patient.to_string();
    let wrong = [
        ("patient", text.as_str()),
        ("minutes", "7"),
        ("kind", "session"),
        ("latest_on", "2026-03-01"),
    ];
    desk.post("/today/waiting", &wrong)
        .await
        .is(422)
        .shows("The last day is before the first.")
        .shows("in steps of 5");
    let good = [
        ("patient", text.as_str()),
        ("minutes", "60"),
        ("kind", "session"),
        ("earliest_on", "2026-03-12"),
        ("note", "only mornings"),
    ];
    assert_eq!(
        desk.post("/today/waiting", &good).await.is(303).leads_to(),
        "/today/waiting?notice=waiting-added"
    );
    desk.get("/today")
        .await
        .shows("Waiting list <span class=\"tabs-count\">1</span>");
    let list = desk.get("/today/waiting?day=2026-03-12").await;
    list.is(200)
        .shows("Eva Waits")
        .shows("only mornings")
        .shows("10:00, Room 1");
    let text = list.text();
    let at = text.find("/today/appointments/new?waiting=").unwrap();
    let href: String = text[at..].chars().take_while(|letter| *letter != '"').collect();
    let form = desk.get(&href.replace("&amp;", "&")).await;
    form.is(200)
        .shows("Eva Waits")
        .shows("only mornings")
        .shows("Nothing is in the way.");
    let waiting: String = href["/today/appointments/new?waiting=".len()..]
        .chars()
        .take(36)
        .collect();
    book(
        &mut desk,
        patient,
        room,
        "2026-03-12",
        "10:00",
        &[("waiting", &waiting)],
    )
    .await
    .is(303);
    desk.get("/today/waiting").await.shows("Nobody waits");
    let again = book(
        &mut desk,
        patient,
        room,
        "2026-03-12",
        "17:00",
        &[("waiting", &waiting)],
    )
    .await;
    again.is(422).shows("Somebody else booked or removed this entry");
}

#[tokio::test]
async fn who_keeps_the_machine_sees_no_names_and_the_auditor_nothing() {
    let clinic = Clinic::new(On::Sqlite).await;
    let patient = add_patient(&clinic, "Secretname", "4711").await;
    let room = add_room(&clinic, "Room 1").await;
    let mut desk = Browser::signed_in(&clinic, Role::FrontDesk).await;
    book(
        &mut desk,
        patient,
        room,
        "2026-03-12",
        "11:00",
        &[("note", "Secretnote")],
    )
    .await
    .is(303);
    let href = appointment_of(&desk.get("/today").await);
    let mut administrator = Browser::signed_in(&clinic, Role::Administrator).await;
    for path in ["/today", "/today?by=person", "/today/sheet", "/today/due", &href] {
        administrator
            .get(path)
            .await
            .is(200)
            .hides("Secretname")
            .hides("4711")
            .hides("Secretnote")
            .hides(&patient.to_string());
    }
    administrator
        .get("/today")
        .await
        .shows("11:00\u{2013}11:45")
        .hides("New appointment");
    for path in ["/today/waiting", "/today/reminders", "/today/appointments/new"] {
        administrator.get(path).await.is(403);
    }
    administrator
        .post(&format!("{href}/state"), &[("version", "1"), ("state", "arrived")])
        .await
        .is(403);
    let mut auditor = Browser::signed_in(&clinic, Role::Auditor).await;
    for path in ["/today", "/today/sheet", "/today/due", &href, "/account/calendar"] {
        auditor.get(path).await.is(403).hides("Secretname");
    }
    // The director reads and does not book.
    let mut director = Browser::signed_in(&clinic, Role::MedicalDirector).await;
    director
        .get("/today")
        .await
        .is(200)
        .shows("Secretname")
        .hides("New appointment");
    // The injector is led to the session.
    let mut injector = Browser::signed_in(&clinic, Role::Injector).await;
    injector
        .get(&href)
        .await
        .is(200)
        .shows("Begin the session")
        .shows(&format!("/patients/{patient}/sessions/start?appointment="));
}

#[tokio::test]
async fn a_calendar_program_reads_times_and_no_names() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let patient = add_patient(&clinic, "Secretname", "4711").await;
        let room = add_room(&clinic, "Room; 1").await;
        let person = clinic.actor(Role::Injector).await.person.to_string();
        let mut desk = Browser::signed_in(&clinic, Role::FrontDesk).await;
        let note = [
            ("person", person.as_str()),
            ("note", "Secretnote"),
            ("session_number", "99"),
        ];
        book(&mut desk, patient, room, "2026-07-01", "23:30", &note)
            .await
            .is(303);
        let mut injector = Browser::signed_in(&clinic, Role::Injector).await;
        injector
            .get("/account/calendar")
            .await
            .is(200)
            .shows("There is no address so far.");
        let made = injector.post("/account/calendar", &[]).await;
        let text = made.is(200).shows("The address is shown once.").text();
        let at = text.find("/calendar/").unwrap();
        let address: String = text[at..].chars().take_while(|letter| *letter != '<').collect();
        assert!(address.strip_suffix(".ics").is_some(), "{address}");
        injector
            .get("/account/calendar")
            .await
            .shows("There is an address since")
            .hides(&address);
        // Whoever has the address needs no sign-in.
        let mut program = Browser::new(&clinic.app);
        let feed = program.get(&address).await;
        feed.is(200).hides("Secret").hides("4711").hides(&patient.to_string());
        assert_eq!(feed.headers["content-type"], "text/calendar; charset=utf-8");
        let lines: Vec<String> = feed
            .text()
            .replace("\r\n ", "")
            .split("\r\n")
            .map(str::to_owned)
            .collect();
        for line in [
            "BEGIN:VCALENDAR",
            "DTSTART:20260701T213000Z",
            "DTEND:20260701T221500Z",
            "SUMMARY:Session\\, Room\\; 1",
            "END:VCALENDAR",
        ] {
            assert!(lines.iter().any(|one| one == line), "{line} is not in {lines:#?}");
        }
        assert_eq!(lines.iter().filter(|line| *line == "BEGIN:VEVENT").count(), 1);
        // Neither does it say how far the course is. The name of an entry is drawn by lot and may have any digit.
        let number = lines
            .iter()
            .filter(|line| !line.starts_with("UID:"))
            .find(|line| line.contains("99"));
        assert_eq!(number, None);
        program.get("/calendar/0000").await.is(404);
        assert_eq!(
            injector.post("/account/calendar/end", &[]).await.is(303).leads_to(),
            "/account/calendar?notice=calendar-ended"
        );
        program.get(&address).await.is(404).hides("VCALENDAR");
    }
}
