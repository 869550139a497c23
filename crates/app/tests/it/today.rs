//! The book of appointments, the waiting list, follow-ups, what is due, calendars.

use std::collections::BTreeMap;

use anagen_app::appointments::day::{self, in_the_way};
use anagen_app::appointments::waiting::{self, Waiting};
use anagen_app::appointments::{self, Entry, MoveTo, OfPatient, TAKEN, Wanted, feeds};
use anagen_app::follow_up::{self, Found, Outcome};
use anagen_app::today::{self, Asked, Part, What};
use anagen_app::{Action, Actor, AppError};
use anagen_records::appointments::{AppointmentKind, AppointmentState};
use anagen_records::clinics::{self, Hours, Settings};
use anagen_records::follow_ups::{self as stored_follow_ups, FollowUp, FollowUpState};
use anagen_records::patients::{self, Patient};
use anagen_records::people::{self, Credential, Role};
use anagen_records::rooms::{self, Room};
use anagen_records::sessions::{self, Session, State};
use anagen_records::values::{AppointmentId, CredentialId, PatientId, PersonId, PlanId, RoomId, SessionId, WaitingId};
use anagen_records::{Day, Json, Stamp, binds};
use jiff::civil::{Date, date, time};

use crate::clinic::{Clinic, KNOWLEDGE, On, engines};

/// Thursday, an open day of every clinic here.
const DAY: Date = date(2026, 3, 12);

async fn add_patient(clinic: &Clinic, name: &str, number: &str) -> PatientId {
    let patient = Patient {
        id: PatientId::new(),
        number: number.to_owned(),
        family_name: name.to_owned(),
        given_names: "Eva".to_owned(),
        birth_date: None,
        phone: "+34 600 000 000".to_owned(),
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

/// Open on weekdays from nine to seven, closed on one day more.
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

/// Another clinic in the same database, with a patient and a room.
async fn add_other_clinic(clinic: &Clinic) -> (PatientId, RoomId) {
    let mut tx = clinic.app.database().write().await.unwrap();
    let mut other = clinics::find(&mut tx, clinic.id).await.unwrap().unwrap();
    other.id = anagen_records::values::ClinicId::new();
    clinics::insert(&mut tx, &other).await.unwrap();
    tx.commit().await.unwrap();
    let other = Clinic {
        app: clinic.app.clone(),
        clock: clinic.clock.clone(),
        id: other.id,
        folder: tempfile::tempdir().unwrap(),
        place: clinic.place.clone(),
    };
    (
        add_patient(&other, "Elsewhere", "1").await,
        add_room(&other, "Elsewhere").await,
    )
}

fn wanted(patient: PatientId, room: RoomId, person: Option<PersonId>, hour: i8, minute: i8) -> Wanted {
    Wanted {
        patient: Some(patient),
        room: Some(room),
        person,
        kind: AppointmentKind::Session,
        day: DAY,
        time: time(hour, minute, 0, 0),
        minutes: 45,
        note: String::new(),
        plan: None,
        session_number: Some(2),
        although_closed: false,
    }
}

fn is_taken(error: &AppError) -> bool {
    matches!(error, AppError::Refused(message) if message.key == TAKEN)
}

/// Fails where the error is not one about a field.
#[track_caller]
fn is_about(result: Result<AppointmentId, AppError>, field: &str, key: &str) {
    match result {
        Err(AppError::Invalid(invalid)) => {
            assert_eq!(invalid.of(field).map(|message| message.key), Some(key), "{invalid:?}");
        }
        other => panic!("{other:?}"),
    }
}

async fn count(clinic: &Clinic, sql: &str) -> i64 {
    let mut tx = clinic.app.database().read().await.unwrap();
    tx.number(sql, vec![]).await.unwrap()
}

async fn find(actor: &Actor, clinic: &Clinic, id: AppointmentId) -> Entry {
    appointments::find(actor, &clinic.app, id).await.unwrap()
}

#[tokio::test]
async fn fifty_clients_book_one_slot_and_one_wins() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let desk = clinic.actor(Role::FrontDesk).await;
        let injector = clinic.actor(Role::Injector).await;
        let (room, other_room) = (add_room(&clinic, "Room 1").await, add_room(&clinic, "Room 2").await);
        let mut clients = Vec::new();
        for number in 0..50 {
            let patient = add_patient(&clinic, "Racer", &number.to_string()).await;
            // Half of them want the room, and all of them the person; they do not even begin at the same minute.
            let minute = if number % 3 == 0 { 15 } else { 0 };
            let room = if number % 2 == 0 { room } else { other_room };
            let want = wanted(patient, room, Some(injector.person), 10, minute);
            let (app, desk) = (clinic.app.clone(), desk.clone());
            clients.push(tokio::spawn(async move {
                appointments::book(&desk, &app, want, None).await
            }));
        }
        let mut booked = Vec::new();
        for client in clients {
            match client.await.unwrap() {
                Ok(id) => booked.push(id),
                Err(error) => assert!(is_taken(&error), "{on:?}: {error:?}"),
            }
        }
        assert_eq!(booked.len(), 1, "{on:?}");
        // Nothing half-written: one appointment, its nine times five minutes for room and person, one audit entry.
        assert_eq!(count(&clinic, "SELECT count(*) FROM appointment").await, 1);
        assert_eq!(count(&clinic, "SELECT count(*) FROM taken_time").await, 18);
        let of_winner = format!("SELECT count(*) FROM taken_time WHERE appointment = '{}'", booked[0]);
        assert_eq!(count(&clinic, &of_winner).await, 18);
        assert_eq!(
            count(&clinic, "SELECT count(*) FROM audit WHERE action = 'appointment.book'").await,
            1
        );
    }
}

#[tokio::test]
async fn the_database_itself_refuses_time_that_is_taken() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let desk = clinic.actor(Role::FrontDesk).await;
        let patient = add_patient(&clinic, "First", "1").await;
        let room = add_room(&clinic, "Room 1").await;
        let id = appointments::book(&desk, &clinic.app, wanted(patient, room, None, 10, 0), None)
            .await
            .unwrap();
        let mut tx = clinic.app.database().write().await.unwrap();
        let refused = tx
            .run(
                "INSERT INTO taken_time (resource, starts_at, appointment) VALUES ($1, $2, $3)",
                binds![
                    format!("room {room}"),
                    Stamp("2026-03-12T09:20:00Z".parse().unwrap()),
                    id
                ],
            )
            .await
            .unwrap_err();
        assert!(refused.is_refused(), "{refused}");
    }
}

#[tokio::test]
async fn two_who_swap_their_appointments_do_not_wait_for_each_other_for_ever() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let desk = clinic.actor(Role::FrontDesk).await;
        let (one, other) = (
            add_patient(&clinic, "One", "1").await,
            add_patient(&clinic, "Other", "2").await,
        );
        let room = add_room(&clinic, "Room 1").await;
        let book = async |patient, hour| {
            appointments::book(&desk, &clinic.app, wanted(patient, room, None, hour, 0), None)
                .await
                .unwrap()
        };
        let (first, second) = (book(one, 10).await, book(other, 12).await);
        let to = |hour| MoveTo {
            day: DAY,
            time: time(hour, 0, 0, 0),
            room: None,
            person: None,
            although_closed: false,
        };
        let mut tries = Vec::new();
        for _ in 0..8 {
            for (id, hour) in [(first, 12), (second, 10)] {
                let (app, desk) = (clinic.app.clone(), desk.clone());
                tries.push(tokio::spawn(async move {
                    appointments::move_to(&desk, &app, id, 1, to(hour)).await
                }));
            }
        }
        for one in tries {
            assert!(is_taken(&one.await.unwrap().unwrap_err()));
        }
        assert_eq!(count(&clinic, "SELECT count(*) FROM taken_time").await, 18);
    }
}

#[tokio::test]
async fn what_was_refused_says_what_is_in_the_way_and_what_is_free() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        set_hours(&clinic, date(2026, 3, 13)).await;
        let desk = clinic.actor(Role::FrontDesk).await;
        let injector = clinic.actor(Role::Injector).await;
        let (one, other) = (
            add_patient(&clinic, "Garcia", "7").await,
            add_patient(&clinic, "Other", "8").await,
        );
        let (room, second) = (add_room(&clinic, "Room 1").await, add_room(&clinic, "Room 2").await);
        appointments::book(
            &desk,
            &clinic.app,
            wanted(one, room, Some(injector.person), 10, 0),
            None,
        )
        .await
        .unwrap();
        // Another room, the same person, overlapping at the end.
        let want = wanted(other, second, Some(injector.person), 10, 30);
        assert!(is_taken(
            &appointments::book(&desk, &clinic.app, want.clone(), None)
                .await
                .unwrap_err()
        ));
        let found = in_the_way(&desk, &clinic.app, None, &want).await.unwrap();
        assert!(!found.closed);
        assert_eq!(found.taken.len(), 1);
        let who = found.taken[0].patient.as_ref().unwrap();
        assert_eq!((who.name.as_str(), who.number.as_str()), ("Eva Garcia", "7"));
        assert_eq!((found.taken[0].from, found.taken[0].to), (600, 645));
        // It is ten o'clock: 10:45 is the nearest; before ten nothing is offered.
        assert_eq!(found.free, [645]);
        // Behind each other they fit.
        appointments::book(
            &desk,
            &clinic.app,
            wanted(other, second, Some(injector.person), 10, 45),
            None,
        )
        .await
        .unwrap();
        // The same moment in another room and with another person fits as well.
        appointments::book(&desk, &clinic.app, wanted(other, second, None, 10, 0), None)
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn moving_frees_the_time_and_can_be_taken_back() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let desk = clinic.actor(Role::FrontDesk).await;
        let (one, other) = (
            add_patient(&clinic, "One", "1").await,
            add_patient(&clinic, "Other", "2").await,
        );
        let (room, second) = (add_room(&clinic, "Room 1").await, add_room(&clinic, "Room 2").await);
        let id = appointments::book(&desk, &clinic.app, wanted(one, room, None, 10, 0), None)
            .await
            .unwrap();
        let to = MoveTo {
            day: date(2026, 3, 16),
            time: time(15, 5, 0, 0),
            room: Some(second),
            person: None,
            although_closed: false,
        };
        appointments::move_to(&desk, &clinic.app, id, 1, to).await.unwrap();
        let moved = find(&desk, &clinic, id).await;
        assert_eq!(
            (moved.appointment.day.0, moved.from, moved.to),
            (date(2026, 3, 16), 905, 950)
        );
        assert_eq!((moved.appointment.room, moved.appointment.version), (Some(second), 2));
        assert_eq!(moved.appointment.session_number, Some(2));
        assert_eq!(count(&clinic, "SELECT count(*) FROM taken_time").await, 9);
        // A version that is not the present one is refused, and nothing changes.
        let stale = appointments::move_to(&desk, &clinic.app, id, 1, to).await.unwrap_err();
        assert!(matches!(stale, AppError::Stale("appointment")));
        appointments::undo_move(&desk, &clinic.app, id, 2).await.unwrap();
        let back = find(&desk, &clinic, id).await;
        assert_eq!(
            (back.appointment.day.0, back.from, back.appointment.room),
            (DAY, 600, Some(room))
        );
        // Away again, and the time is given to another: then it cannot be taken back.
        appointments::move_to(&desk, &clinic.app, id, 3, to).await.unwrap();
        appointments::book(&desk, &clinic.app, wanted(other, room, None, 10, 30), None)
            .await
            .unwrap();
        assert!(is_taken(
            &appointments::undo_move(&desk, &clinic.app, id, 4).await.unwrap_err()
        ));
        assert_eq!(find(&desk, &clinic, id).await.appointment.day.0, date(2026, 3, 16));
    }
}

#[tokio::test]
async fn calling_off_and_not_coming_free_the_time_and_coming_is_always_recorded() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let desk = clinic.actor(Role::FrontDesk).await;
        let (one, other) = (
            add_patient(&clinic, "One", "1").await,
            add_patient(&clinic, "Other", "2").await,
        );
        let room = add_room(&clinic, "Room 1").await;
        clinic.at("2026-03-12T10:30:00Z");
        let set = async |id, version, state| appointments::set_state(&desk, &clinic.app, id, version, state).await;
        let id = appointments::book(&desk, &clinic.app, wanted(one, room, None, 11, 0), None)
            .await
            .unwrap();
        set(id, 1, AppointmentState::Cancelled).await.unwrap();
        assert_eq!(count(&clinic, "SELECT count(*) FROM taken_time").await, 0);
        set(id, 2, AppointmentState::Booked).await.unwrap();
        set(id, 3, AppointmentState::NoShow).await.unwrap();
        let instead = appointments::book(&desk, &clinic.app, wanted(other, room, None, 11, 0), None)
            .await
            .unwrap();
        // Booked again it cannot be: the time is another's.
        assert!(is_taken(&set(id, 4, AppointmentState::Booked).await.unwrap_err()));
        // But the patient comes late after all, and that is recorded as it is; the time stays the other's.
        set(id, 4, AppointmentState::Arrived).await.unwrap();
        let late = find(&desk, &clinic, id).await.appointment;
        assert_eq!(
            (late.state, late.arrived_at),
            (AppointmentState::Arrived, Some(clinic.app.now()))
        );
        let of_other = format!("SELECT count(*) FROM taken_time WHERE appointment = '{instead}'");
        assert_eq!(count(&clinic, &of_other).await, 9);
        // Pressed twice it is still right; pressed on an old page it is told.
        set(id, 4, AppointmentState::Arrived).await.unwrap();
        assert!(matches!(
            set(id, 4, AppointmentState::Done).await.unwrap_err(),
            AppError::Stale(_)
        ));
        set(id, 5, AppointmentState::InRoom).await.unwrap();
        set(id, 6, AppointmentState::Done).await.unwrap();
        // What is to come has not happened.
        let tomorrow = Wanted {
            day: date(2026, 3, 13),
            ..wanted(one, room, None, 9, 0)
        };
        let id = appointments::book(&desk, &clinic.app, tomorrow, None).await.unwrap();
        for (state, key) in [
            (AppointmentState::Arrived, "appointment-day-to-come"),
            (AppointmentState::NoShow, "appointment-not-begun"),
        ] {
            let refused = set(id, 1, state).await.unwrap_err();
            assert!(
                matches!(&refused, AppError::Refused(message) if message.key == key),
                "{refused:?}"
            );
        }
        let OfPatient {
            n_kept,
            n_missed,
            entries,
        } = appointments::of_patient(&desk, &clinic.app, one).await.unwrap();
        assert_eq!((n_kept, n_missed, entries.len()), (1, 0, 2));
    }
}

#[tokio::test]
async fn somebody_who_did_not_come_is_counted() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let desk = clinic.actor(Role::FrontDesk).await;
        let patient = add_patient(&clinic, "Missing", "1").await;
        let room = add_room(&clinic, "Room 1").await;
        for hour in [7, 8] {
            let id = appointments::book(&desk, &clinic.app, wanted(patient, room, None, hour, 0), None)
                .await
                .unwrap();
            appointments::set_state(&desk, &clinic.app, id, 1, AppointmentState::NoShow)
                .await
                .unwrap();
        }
        let found = appointments::of_patient(&desk, &clinic.app, patient).await.unwrap();
        assert_eq!((found.n_kept, found.n_missed), (0, 2));
    }
}

#[tokio::test]
async fn closed_hours_and_days_are_asked_about() {
    let clinic = Clinic::new(On::Sqlite).await;
    set_hours(&clinic, date(2026, 3, 13)).await;
    let desk = clinic.actor(Role::FrontDesk).await;
    let patient = add_patient(&clinic, "One", "1").await;
    let room = add_room(&clinic, "Room 1").await;
    let at = |day: Date, hour, minute| Wanted {
        day,
        ..wanted(patient, room, None, hour, minute)
    };
    // A closed day, a Sunday, too early, beyond the end.
    for closed in [
        at(date(2026, 3, 13), 10, 0),
        at(date(2026, 3, 15), 10, 0),
        at(DAY, 8, 55),
        at(DAY, 18, 20),
    ] {
        let refused = appointments::book(&desk, &clinic.app, closed.clone(), None).await;
        is_about(refused, "although_closed", "appointment-closed-then");
        let meant = Wanted {
            although_closed: true,
            ..closed
        };
        let id = appointments::book(&desk, &clinic.app, meant, None).await.unwrap();
        // Its note can be changed without saying so again.
        let noted = Wanted {
            note: "by taxi".to_owned(),
            ..appointment_wanted(&desk, &clinic, id).await
        };
        appointments::change(&desk, &clinic.app, id, 1, noted).await.unwrap();
    }
    appointments::book(&desk, &clinic.app, at(DAY, 18, 15), None)
        .await
        .unwrap_err();
    appointments::book(&desk, &clinic.app, at(DAY, 9, 40), None)
        .await
        .unwrap();
    let book = day::read(&desk, &clinic.app, date(2026, 3, 13)).await.unwrap();
    assert!(book.opening.is_closed());
    let open: Vec<bool> = book.week.iter().map(|(_, _, opening)| !opening.is_closed()).collect();
    assert_eq!(open, [true, true, true, true, false, false, false]);
}

async fn appointment_wanted(actor: &Actor, clinic: &Clinic, id: AppointmentId) -> Wanted {
    let Entry { appointment, from, .. } = find(actor, clinic, id).await;
    Wanted {
        patient: appointment.patient,
        room: appointment.room,
        person: appointment.person,
        kind: appointment.kind,
        day: appointment.day.0,
        time: time(i8::try_from(from / 60).unwrap(), i8::try_from(from % 60).unwrap(), 0, 0),
        minutes: appointments::minutes(&appointment),
        note: appointment.note.clone(),
        plan: appointment.plan,
        session_number: appointment.session_number,
        although_closed: false,
    }
}

#[tokio::test]
async fn what_cannot_be_booked_is_told_by_field() {
    let clinic = Clinic::new(On::Sqlite).await;
    let desk = clinic.actor(Role::FrontDesk).await;
    let patient = add_patient(&clinic, "One", "1").await;
    let room = add_room(&clinic, "Room 1").await;
    let good = wanted(patient, room, None, 10, 0);
    let book = async |want: Wanted| appointments::book(&desk, &clinic.app, want, None).await;
    is_about(
        book(Wanted {
            patient: None,
            ..good.clone()
        })
        .await,
        "patient",
        "appointment-patient-missing",
    );
    is_about(
        book(Wanted {
            room: None,
            ..good.clone()
        })
        .await,
        "room",
        "appointment-room-or-person-missing",
    );
    is_about(
        book(Wanted {
            time: time(10, 3, 0, 0),
            ..good.clone()
        })
        .await,
        "time",
        "appointment-time-wrong",
    );
    is_about(
        book(Wanted {
            day: date(2062, 3, 12),
            ..good.clone()
        })
        .await,
        "day",
        "appointment-day-too-far",
    );
    is_about(
        book(Wanted {
            note: "x".repeat(501),
            ..good.clone()
        })
        .await,
        "note",
        "appointment-note-too-long",
    );
    is_about(
        book(Wanted {
            session_number: Some(0),
            ..good.clone()
        })
        .await,
        "session_number",
        "appointment-session-number-wrong",
    );
    for minutes in [0, -5, 7, 485, i64::MAX, i64::MIN] {
        is_about(
            book(Wanted {
                minutes,
                ..good.clone()
            })
            .await,
            "minutes",
            "appointment-minutes-wrong",
        );
    }
    is_about(
        book(Wanted {
            kind: AppointmentKind::Blocked,
            ..good.clone()
        })
        .await,
        "kind",
        "appointment-blocked-has-no-patient",
    );
    let not_found = |result: Result<AppointmentId, AppError>, what: &str| {
        assert!(
            matches!(&result, Err(AppError::NotFound(found)) if *found == what),
            "{result:?}"
        );
    };
    not_found(
        book(Wanted {
            plan: Some(PlanId::new()),
            ..good.clone()
        })
        .await,
        "plan",
    );
    // What belongs to another clinic does not exist here.
    let (other_patient, other_room) = add_other_clinic(&clinic).await;
    not_found(
        book(Wanted {
            patient: Some(other_patient),
            ..good.clone()
        })
        .await,
        "patient",
    );
    not_found(
        book(Wanted {
            room: Some(other_room),
            ..good.clone()
        })
        .await,
        "room",
    );
    not_found(
        book(Wanted {
            person: Some(PersonId::new()),
            ..good.clone()
        })
        .await,
        "person",
    );
    // Whoever left and a room that was closed are not booked any more.
    let gone = clinic.add_person("gone", &[Role::Injector]).await;
    let mut tx = clinic.app.database().write().await.unwrap();
    let mut person = people::find(&mut tx, clinic.id, gone).await.unwrap().unwrap();
    person.left_at = Some(clinic.app.now());
    people::update(&mut tx, &person).await.unwrap();
    rooms::set_closed(&mut tx, clinic.id, room, Some(clinic.app.now()))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    is_about(book(good.clone()).await, "room", "appointment-room-closed");
    is_about(
        book(Wanted {
            room: None,
            person: Some(gone),
            ..good
        })
        .await,
        "person",
        "appointment-person-left",
    );
    assert_eq!(count(&clinic, "SELECT count(*) FROM appointment").await, 0);
}

#[tokio::test]
async fn blocked_time_takes_a_room_without_a_patient() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let desk = clinic.actor(Role::FrontDesk).await;
        let patient = add_patient(&clinic, "One", "1").await;
        let room = add_room(&clinic, "Room 1").await;
        let blocked = Wanted {
            patient: None,
            kind: AppointmentKind::Blocked,
            note: "cleaning".to_owned(),
            session_number: None,
            ..wanted(patient, room, None, 10, 0)
        };
        let id = appointments::book(&desk, &clinic.app, blocked, None).await.unwrap();
        let refused = appointments::book(&desk, &clinic.app, wanted(patient, room, None, 10, 40), None)
            .await
            .unwrap_err();
        assert!(is_taken(&refused));
        let refused = appointments::set_state(&desk, &clinic.app, id, 1, AppointmentState::Arrived)
            .await
            .unwrap_err();
        assert!(matches!(refused, AppError::Refused(message) if message.key == "appointment-blocked-has-no-patient"));
        appointments::set_state(&desk, &clinic.app, id, 1, AppointmentState::Cancelled)
            .await
            .unwrap();
        appointments::book(&desk, &clinic.app, wanted(patient, room, None, 10, 40), None)
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn evenings_and_nights_of_clock_changes_are_right() {
    for on in engines() {
        // The clinic is in Madrid; the tests run wherever they run, and the clock stands at moments in universal time.
        let clinic = Clinic::new(on).await;
        let desk = clinic.actor(Role::FrontDesk).await;
        let patient = add_patient(&clinic, "Night", "1").await;
        let room = add_room(&clinic, "Room 1").await;
        let at = |day: Date, hour, minute, minutes| Wanted {
            day,
            minutes,
            ..wanted(patient, room, None, hour, minute)
        };
        let book = async |want: Wanted| {
            let id = appointments::book(&desk, &clinic.app, want, None).await.unwrap();
            find(&desk, &clinic, id).await
        };
        // Half past eleven in the evening is of this day, although it is almost the next one there and already in UTC in summer.
        let evening = book(at(date(2026, 7, 1), 23, 30, 60)).await;
        assert_eq!(evening.appointment.starts_at.to_string(), "2026-07-01T21:30:00.000000Z");
        assert_eq!(
            (evening.appointment.day.0, evening.from, evening.to),
            (date(2026, 7, 1), 1410, 1440)
        );
        let midnight = book(at(date(2026, 7, 2), 0, 30, 30)).await;
        assert_eq!(
            midnight.appointment.starts_at.to_string(),
            "2026-07-01T22:30:00.000000Z"
        );
        let days = |date| day::read(&desk, &clinic.app, date);
        assert_eq!(days(date(2026, 7, 1)).await.unwrap().entries, [evening]);
        assert_eq!(days(date(2026, 7, 2)).await.unwrap().entries, [midnight]);
        // The night of 29 March has no half past two: it becomes half past three, and no other can begin there.
        let gap = book(at(date(2026, 3, 29), 2, 30, 30)).await;
        assert_eq!(gap.appointment.starts_at.to_string(), "2026-03-29T01:30:00.000000Z");
        assert_eq!((gap.from, gap.to), (210, 240));
        let same = appointments::book(&desk, &clinic.app, at(date(2026, 3, 29), 3, 30, 30), None)
            .await
            .unwrap_err();
        assert!(is_taken(&same));
        // Across the change an hour on the wall is no hour: half past one and sixty minutes end at half past three.
        let across = book(at(date(2026, 3, 29), 1, 30, 60)).await;
        assert_eq!((across.from, across.to), (90, 210));
        // The night of 25 October has half past two twice: the first is booked, and the second stays free.
        let fold = book(at(date(2026, 10, 25), 2, 30, 30)).await;
        assert_eq!(fold.appointment.starts_at.to_string(), "2026-10-25T00:30:00.000000Z");
        assert_eq!(fold.appointment.ends_at.to_string(), "2026-10-25T01:00:00.000000Z");
        // It ends at two on the clock, before it began there; in the book it stands as long as it lasts.
        assert_eq!((fold.from, fold.to), (150, 180));
        // An appointment in the second hour stays there when only its note is changed.
        let id = fold.appointment.id;
        let mut tx = clinic.app.database().write().await.unwrap();
        tx.run(
            "UPDATE appointment SET starts_at = $1, ends_at = $2 WHERE id = $3",
            binds![
                Stamp("2026-10-25T01:30:00Z".parse().unwrap()),
                Stamp("2026-10-25T02:00:00Z".parse().unwrap()),
                id
            ],
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
        let noted = Wanted {
            note: "second hour".to_owned(),
            ..appointment_wanted(&desk, &clinic, id).await
        };
        appointments::change(&desk, &clinic.app, id, 1, noted).await.unwrap();
        let kept = find(&desk, &clinic, id).await.appointment;
        assert_eq!(
            (kept.starts_at.to_string().as_str(), kept.note.as_str()),
            ("2026-10-25T01:30:00.000000Z", "second hour")
        );
    }
}

#[tokio::test]
async fn roles_see_and_do_what_they_may() {
    let clinic = Clinic::new(On::Sqlite).await;
    let desk = clinic.actor(Role::FrontDesk).await;
    let patient = add_patient(&clinic, "Secretname", "77").await;
    let room = add_room(&clinic, "Room 1").await;
    let with_note = Wanted {
        note: "Secretnote".to_owned(),
        ..wanted(patient, room, None, 10, 0)
    };
    let id = appointments::book(&desk, &clinic.app, with_note, None).await.unwrap();
    let auditor = clinic.actor(Role::Auditor).await;
    assert!(matches!(
        day::read(&auditor, &clinic.app, DAY).await,
        Err(AppError::Forbidden(Action::ReadAgenda))
    ));
    let director = clinic.actor(Role::MedicalDirector).await;
    let refused = appointments::set_state(&director, &clinic.app, id, 1, AppointmentState::Cancelled).await;
    assert!(matches!(refused, Err(AppError::Forbidden(Action::Book))));
    assert!(
        day::read(&director, &clinic.app, DAY).await.unwrap().entries[0]
            .patient
            .is_some()
    );
    // Who keeps the machine sees that the room is taken, and not by whom.
    let administrator = clinic.sign_in("administrator").await;
    let book = day::read(&administrator, &clinic.app, DAY).await.unwrap();
    assert_eq!(book.entries.len(), 1);
    let entry = &book.entries[0];
    assert_eq!(
        (
            &entry.patient,
            entry.appointment.patient,
            entry.appointment.note.as_str()
        ),
        (&None, None, "")
    );
    assert!(!format!("{book:?}").contains("Secret"));
    let refused = appointments::of_patient(&administrator, &clinic.app, patient).await;
    assert!(matches!(refused, Err(AppError::Forbidden(Action::ReadPatients))));
    // That the agenda was read is in the trail.
    assert!(count(&clinic, "SELECT count(*) FROM audit WHERE action = 'agenda.open'").await >= 2);
}

#[tokio::test]
async fn a_merged_patient_stands_under_the_name_that_is_kept() {
    let clinic = Clinic::new(On::Sqlite).await;
    let desk = clinic.actor(Role::FrontDesk).await;
    let (merged, kept) = (
        add_patient(&clinic, "Before", "1").await,
        add_patient(&clinic, "After", "2").await,
    );
    let room = add_room(&clinic, "Room 1").await;
    appointments::book(&desk, &clinic.app, wanted(merged, room, None, 10, 0), None)
        .await
        .unwrap();
    let mut tx = clinic.app.database().write().await.unwrap();
    tx.run(
        "UPDATE patient SET merged_into = $1 WHERE id = $2",
        binds![kept, merged],
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let book = day::read(&desk, &clinic.app, DAY).await.unwrap();
    let who = book.entries[0].patient.clone().unwrap();
    assert_eq!(
        (who.id, who.name.as_str(), who.number.as_str()),
        (kept, "Eva After", "2")
    );
    assert_eq!(
        appointments::of_patient(&desk, &clinic.app, kept)
            .await
            .unwrap()
            .entries
            .len(),
        1
    );
}

fn waits(patient: PatientId, minutes: i64) -> Waiting {
    Waiting {
        id: WaitingId::new(),
        patient,
        kind: AppointmentKind::Session,
        earliest_on: Day(DAY),
        latest_on: Some(Day(date(2026, 3, 20))),
        minutes,
        note: "mornings".to_owned(),
        created_at: Stamp("2026-01-01T00:00:00Z".parse().unwrap()),
    }
}

#[tokio::test]
async fn whoever_waits_is_fitted_into_a_gap_and_booked_once() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        set_hours(&clinic, date(2026, 3, 13)).await;
        let desk = clinic.actor(Role::FrontDesk).await;
        let (one, other) = (
            add_patient(&clinic, "Waits", "1").await,
            add_patient(&clinic, "Booked", "2").await,
        );
        let room = add_room(&clinic, "Room 1").await;
        let id = waiting::add(&desk, &clinic.app, waits(one, 60)).await.unwrap();
        let long = waiting::add(&desk, &clinic.app, waits(other, 480)).await.unwrap();
        // From eleven on the room is taken but for an hour and a half at noon.
        for (hour, minutes) in [(11, 60), (13, 240)] {
            let want = Wanted {
                minutes,
                ..wanted(other, room, None, hour, if hour == 13 { 30 } else { 0 })
            };
            appointments::book(&desk, &clinic.app, want, None).await.unwrap();
        }
        let lines = waiting::list(&desk, &clinic.app, DAY).await.unwrap();
        assert_eq!(lines.len(), 2);
        // Now, at ten, is the first gap of an hour.
        assert_eq!(lines[0].fits, Some((room, "Room 1".to_owned(), 600)));
        assert_eq!(
            (lines[1].waiting.id, lines[1].fits.clone(), lines[1].wants_day),
            (long, None, true)
        );
        clinic.at("2026-03-12T09:20:00Z");
        let lines = waiting::list(&desk, &clinic.app, DAY).await.unwrap();
        assert_eq!(lines[0].fits, Some((room, "Room 1".to_owned(), 720)));
        // Nobody fits on a closed day, or on one that does not suit.
        for closed in [date(2026, 3, 13), date(2026, 3, 24)] {
            let lines = waiting::list(&desk, &clinic.app, closed).await.unwrap();
            assert!(lines.iter().all(|line| line.fits.is_none()), "{closed}");
        }
        // Somebody else cannot be booked with it.
        let refused = appointments::book(&desk, &clinic.app, wanted(other, room, None, 12, 0), Some(id)).await;
        assert!(matches!(refused, Err(AppError::NotFound("waiting"))), "{refused:?}");
        assert_eq!(count(&clinic, "SELECT count(*) FROM appointment").await, 2);
        let booked = appointments::book(&desk, &clinic.app, wanted(one, room, None, 12, 0), Some(id))
            .await
            .unwrap();
        let with = format!("SELECT count(*) FROM waiting WHERE appointment = '{booked}' AND closed_at IS NOT NULL");
        assert_eq!(count(&clinic, &with).await, 1);
        let again = appointments::book(&desk, &clinic.app, wanted(one, room, None, 17, 45), Some(id)).await;
        assert!(matches!(again, Err(AppError::Refused(message)) if message.key == "waiting-is-answered"));
        waiting::remove(&desk, &clinic.app, long).await.unwrap();
        assert!(matches!(
            waiting::remove(&desk, &clinic.app, long).await,
            Err(AppError::NotFound("waiting"))
        ));
        assert_eq!(waiting::list(&desk, &clinic.app, DAY).await.unwrap(), []);
        let (elsewhere, _) = add_other_clinic(&clinic).await;
        let refused = waiting::add(&desk, &clinic.app, waits(elsewhere, 60)).await;
        assert!(matches!(refused, Err(AppError::NotFound("patient"))));
    }
}

#[tokio::test]
async fn a_calendar_holds_nothing_of_a_patient_and_ends_with_its_address() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let desk = clinic.actor(Role::FrontDesk).await;
        let injector = clinic.actor(Role::Injector).await;
        let patient = add_patient(&clinic, "Secretname", "4711").await;
        let room = add_room(&clinic, "Room 1").await;
        let own = Wanted {
            note: "Secretnote".to_owned(),
            ..wanted(patient, room, Some(injector.person), 10, 0)
        };
        let id = appointments::book(&desk, &clinic.app, own, None).await.unwrap();
        appointments::book(&desk, &clinic.app, wanted(patient, room, None, 12, 0), None)
            .await
            .unwrap();
        assert_eq!(feeds::since(&injector, &clinic.app).await.unwrap(), None);
        let token = feeds::make(&injector, &clinic.app).await.unwrap();
        let feed = feeds::read(&clinic.app, token.as_str()).await.unwrap();
        assert_eq!(feed.appointments.iter().map(|one| one.id).collect::<Vec<_>>(), [id]);
        let all = format!("{feed:?}");
        assert!(
            !all.contains("Secret") && !all.contains("4711") && !all.contains(&patient.to_string()),
            "{all}"
        );
        // Only the hash is kept.
        let kept = format!(
            "SELECT count(*) FROM calendar_feed WHERE token_hash = '{}'",
            token.as_str()
        );
        assert_eq!(count(&clinic, &kept).await, 0);
        let second = feeds::make(&injector, &clinic.app).await.unwrap();
        let missing = |found: Result<feeds::Feed, AppError>| matches!(found, Err(AppError::NotFound("calendar")));
        assert!(missing(feeds::read(&clinic.app, token.as_str()).await));
        feeds::read(&clinic.app, second.as_str()).await.unwrap();
        feeds::end(&injector, &clinic.app).await.unwrap();
        assert!(missing(feeds::read(&clinic.app, second.as_str()).await));
        // Whoever leaves has no calendar any more.
        let third = feeds::make(&injector, &clinic.app).await.unwrap();
        let mut tx = clinic.app.database().write().await.unwrap();
        let mut person = people::find(&mut tx, clinic.id, injector.person)
            .await
            .unwrap()
            .unwrap();
        person.left_at = Some(clinic.app.now());
        people::update(&mut tx, &person).await.unwrap();
        tx.commit().await.unwrap();
        assert!(missing(feeds::read(&clinic.app, third.as_str()).await));
    }
}

/// A signed session of a patient on a day, without what does not matter here.
async fn signed_session(clinic: &Clinic, patient: PatientId, day: Date, state: State) -> SessionId {
    let at = Stamp(
        day.at(10, 0, 0, 0)
            .to_zoned(jiff::tz::TimeZone::UTC)
            .unwrap()
            .timestamp(),
    );
    let signer = clinic.actor(Role::Injector).await;
    let session = Session {
        id: SessionId::new(),
        version: 1,
        patient,
        plan: None,
        plan_version: None,
        number: 1,
        room: None,
        appointment: None,
        state,
        day: Day(day),
        started_at: at,
        ended_at: None,
        injector: None,
        body: Json(serde_json::json!({})),
        charting: Json(serde_json::json!({})),
        n_points: 0,
        volume_ml: 0.0,
        verdict: None,
        screening: None,
        knowledge_version: None,
        knowledge_hash: None,
        reason: None,
        from_paper: false,
        edit: 0,
        changed_at: at,
        signed_by: (state == State::Signed).then_some(signer.person),
        signed_at: (state == State::Signed).then_some(at),
    };
    let mut tx = clinic.app.database().write().await.unwrap();
    sessions::insert(&mut tx, clinic.id, &session).await.unwrap();
    if state == State::Signed {
        let found = clinics::find(&mut tx, clinic.id).await.unwrap().unwrap();
        follow_up::arm(&mut tx, &found, &KNOWLEDGE, patient, session.id, day)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    session.id
}

async fn follow_ups(clinic: &Clinic, patient: PatientId) -> Vec<FollowUp> {
    let mut tx = clinic.app.database().read().await.unwrap();
    stored_follow_ups::of_patient(&mut tx, patient).await.unwrap()
}

/// Kind and day of those in a state.
fn of_state(all: &[FollowUp], state: FollowUpState) -> Vec<(&str, String)> {
    let those = all.iter().filter(|follow_up| follow_up.state == state);
    those
        .map(|follow_up| (follow_up.kind.as_str(), follow_up.due_on.to_string()))
        .collect()
}

#[tokio::test]
async fn a_session_arms_follow_ups_and_the_next_one_arms_its_own() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let patient = add_patient(&clinic, "Followed", "1").await;
        let first = signed_session(&clinic, patient, date(2026, 3, 2), State::Signed).await;
        let armed = follow_ups(&clinic, patient).await;
        assert_eq!(
            of_state(&armed, FollowUpState::Open),
            [
                ("day_2", "2026-03-04".to_owned()),
                ("week_2", "2026-03-16".to_owned()),
                ("week_12", "2026-05-25".to_owned()),
                ("month_6", "2026-09-02".to_owned()),
                ("month_12", "2027-03-02".to_owned()),
                ("month_18_to_24", "2027-09-02".to_owned()),
            ]
        );
        assert_eq!(armed[5].until, Some(Day(date(2028, 3, 2))));
        assert!(armed.iter().all(|follow_up| follow_up.session == Some(first)));
        signed_session(&clinic, patient, date(2026, 3, 9), State::Signed).await;
        let armed = follow_ups(&clinic, patient).await;
        assert_eq!(of_state(&armed, FollowUpState::Superseded).len(), 6);
        let open = of_state(&armed, FollowUpState::Open);
        assert_eq!(
            (open.len(), open[0].1.as_str(), open[5].1.as_str()),
            (6, "2026-03-11", "2027-09-09")
        );
        // An older session that is typed in from paper re-arms nothing.
        signed_session(&clinic, patient, date(2026, 2, 2), State::Signed).await;
        assert_eq!(follow_ups(&clinic, patient).await, armed);
        // What was finished stays finished when the next session arms its own.
        let nurse = clinic.actor(Role::Assistant).await;
        let day_2 = armed
            .iter()
            .find(|one| one.state == FollowUpState::Open && one.kind == "day_2")
            .unwrap()
            .id;
        let found = found(Outcome::Reached, &[("wellbeing", "no")], "well");
        follow_up::finish(&nurse, &clinic.app, patient, day_2, found)
            .await
            .unwrap();
        signed_session(&clinic, patient, date(2026, 3, 16), State::Signed).await;
        let all = follow_ups(&clinic, patient).await;
        assert_eq!(
            of_state(&all, FollowUpState::Done),
            [("day_2", "2026-03-11".to_owned())]
        );
        assert_eq!(of_state(&all, FollowUpState::Open).len(), 6);
        // Another patient has none.
        let other = add_patient(&clinic, "Other", "2").await;
        assert_eq!(follow_ups(&clinic, other).await, []);
    }
}

fn found(outcome: Outcome, answers: &[(&str, &str)], note: &str) -> Found {
    let answers = answers
        .iter()
        .map(|(what, answer)| ((*what).to_owned(), (*answer).to_owned()));
    Found {
        outcome,
        answers: answers.collect::<BTreeMap<_, _>>(),
        note: note.to_owned(),
    }
}

#[tokio::test]
async fn a_follow_up_is_finished_once_and_a_try_leaves_it_due() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let nurse = clinic.actor(Role::Assistant).await;
        let (patient, other) = (
            add_patient(&clinic, "One", "1").await,
            add_patient(&clinic, "Other", "2").await,
        );
        signed_session(&clinic, patient, date(2026, 2, 26), State::Signed).await;
        let all = follow_ups(&clinic, patient).await;
        let (day_2, week_2) = (all[0].id, all[1].id);
        let finish = async |id, found| follow_up::finish(&nurse, &clinic.app, patient, id, found).await;
        let state = finish(week_2, found(Outcome::TryAgain, &[], "nobody answers"))
            .await
            .unwrap();
        assert_eq!(state, FollowUpState::Open);
        let field = |result: Result<FollowUpState, AppError>, field: &str| {
            assert!(
                matches!(&result, Err(AppError::Invalid(invalid)) if invalid.of(field).is_some()),
                "{result:?}"
            );
        };
        field(finish(week_2, found(Outcome::TryAgain, &[], " ")).await, "note");
        field(
            finish(week_2, found(Outcome::Reached, &[], "")).await,
            "answer infection",
        );
        field(
            finish(week_2, found(Outcome::Reached, &[("infection", "perhaps")], "")).await,
            "answer infection",
        );
        field(
            finish(
                week_2,
                found(Outcome::Reached, &[("infection", "no"), ("moon", "yes")], ""),
            )
            .await,
            "answer moon",
        );
        let state = finish(week_2, found(Outcome::Reached, &[("infection", "yes")], "red and warm"))
            .await
            .unwrap();
        assert_eq!(state, FollowUpState::Done);
        let again = finish(week_2, found(Outcome::Reached, &[("infection", "no")], "")).await;
        assert!(matches!(again, Err(AppError::Refused(message)) if message.key == "follow-up-is-over"));
        let done = follow_ups(&clinic, patient)
            .await
            .into_iter()
            .find(|one| one.id == week_2)
            .unwrap();
        let asked = &done.answers.as_ref().unwrap().0;
        assert_eq!(
            (
                asked.answers["infection"].as_str(),
                asked.tries.len(),
                asked.tries[0].how.as_str()
            ),
            ("yes", 1, "nobody answers")
        );
        assert_eq!(
            (done.note.as_deref(), done.done_by),
            (Some("red and warm"), Some(nurse.person))
        );
        // Given up, the later ones stay.
        finish(day_2, found(Outcome::GivenUp, &[], "the week after was asked"))
            .await
            .unwrap();
        let all = follow_ups(&clinic, patient).await;
        assert_eq!(
            of_state(&all, FollowUpState::NotReached),
            [("day_2", "2026-02-28".to_owned())]
        );
        assert_eq!(of_state(&all, FollowUpState::Open).len(), 4);
        // It belongs to its patient, and to roles that may.
        let mixed = follow_up::finish(&nurse, &clinic.app, other, all[2].id, found(Outcome::GivenUp, &[], "x")).await;
        assert!(matches!(mixed, Err(AppError::NotFound("follow-up"))));
        assert!(matches!(
            follow_up::open(&nurse, &clinic.app, other, all[2].id).await,
            Err(AppError::NotFound(_))
        ));
        let desk = clinic.actor(Role::FrontDesk).await;
        let refused = follow_up::finish(
            &desk,
            &clinic.app,
            patient,
            all[2].id,
            found(Outcome::GivenUp, &[], "x"),
        )
        .await;
        assert!(matches!(refused, Err(AppError::Forbidden(Action::ReportHarm))));
        assert!(matches!(
            follow_up::open(&desk, &clinic.app, patient, all[2].id).await,
            Err(AppError::Forbidden(_))
        ));
    }
}

#[tokio::test]
async fn two_who_try_at_the_same_time_lose_nothing_of_each_other() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let nurse = clinic.actor(Role::Assistant).await;
        let patient = add_patient(&clinic, "One", "1").await;
        signed_session(&clinic, patient, date(2026, 2, 26), State::Signed).await;
        let id = follow_ups(&clinic, patient).await[0].id;
        let tries = (0..8).map(|n| {
            let (app, nurse) = (clinic.app.clone(), nurse.clone());
            let found = found(Outcome::TryAgain, &[], &format!("try {n}"));
            tokio::spawn(async move { follow_up::finish(&nurse, &app, patient, id, found).await })
        });
        for one in tries.collect::<Vec<_>>() {
            one.await.unwrap().unwrap();
        }
        let kept = follow_ups(&clinic, patient).await.remove(0);
        assert_eq!(kept.answers.unwrap().0.tries.len(), 8, "{on:?}");
    }
}

async fn due(actor: &Actor, clinic: &Clinic, day: Date) -> Vec<(Part, Vec<(What, bool)>)> {
    let asked = Asked {
        day,
        most: 10,
        part: None,
    };
    let groups = today::due(actor, &clinic.app, asked).await.unwrap();
    groups
        .into_iter()
        .map(|group| {
            (
                group.part,
                group.items.into_iter().map(|item| (item.what, item.overdue)).collect(),
            )
        })
        .collect()
}

fn parts(due: &[(Part, Vec<(What, bool)>)]) -> Vec<Part> {
    due.iter().map(|(part, _)| *part).collect()
}

#[tokio::test]
async fn what_is_due_is_shown_to_whom_it_concerns() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let desk = clinic.actor(Role::FrontDesk).await;
        let nurse = clinic.actor(Role::Assistant).await;
        let injector = clinic.actor(Role::Injector).await;
        let administrator = clinic.sign_in("administrator").await;
        let patient = add_patient(&clinic, "Due", "1").await;
        let room = add_room(&clinic, "Room 1").await;
        signed_session(&clinic, patient, date(2026, 2, 26), State::Signed).await;
        let open = signed_session(&clinic, patient, date(2026, 3, 11), State::Open).await;
        let missed = Wanted {
            day: date(2026, 3, 11),
            ..wanted(patient, room, None, 10, 0)
        };
        let missed = appointments::book(&desk, &clinic.app, missed, None).await.unwrap();
        credential(&clinic, injector.person, date(2026, 5, 1)).await;
        // Two days are over, two weeks are today.
        let seen = due(&nurse, &clinic, DAY).await;
        assert_eq!(parts(&seen), [Part::FollowUps, Part::Sessions, Part::Outcomes]);
        let kinds: Vec<(&str, bool)> = seen[0]
            .1
            .iter()
            .map(|(what, overdue)| match what {
                What::FollowUp(_, kind) => (kind.as_str(), *overdue),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(kinds, [("day_2", true), ("week_2", false)]);
        assert_eq!(seen[1].1, [(What::Session(open, false), true)]);
        assert!(matches!(&seen[2].1[0].0, What::Outcome(appointment) if appointment.id == missed));
        // The front desk sees nothing clinical.
        assert_eq!(parts(&due(&desk, &clinic, DAY).await), [Part::Outcomes]);
        // The administrator sees people and backups, and no patient.
        let seen = due(&administrator, &clinic, DAY).await;
        assert_eq!(parts(&seen), [Part::Credentials, Part::Backups]);
        assert!(!format!("{seen:?}").contains("Due"), "{seen:?}");
        // A longer credential of the same scope takes the place of one that ends.
        credential(&clinic, injector.person, date(2027, 5, 1)).await;
        assert_eq!(parts(&due(&administrator, &clinic, DAY).await), [Part::Backups]);
        // Tomorrow nothing is missing that is due today.
        let tomorrow = due(&nurse, &clinic, date(2026, 3, 13)).await;
        assert_eq!(parts(&tomorrow), [Part::FollowUps, Part::Sessions, Part::Outcomes]);
        // One part alone, and cut.
        let asked = Asked {
            day: DAY,
            most: 1,
            part: Some(Part::FollowUps),
        };
        let groups = today::due(&nurse, &clinic.app, asked).await.unwrap();
        assert_eq!((groups.len(), groups[0].items.len(), groups[0].more), (1, 1, true));
        assert_eq!(groups[0].items[0].who.as_ref().unwrap().name, "Eva Due");
        let auditor = clinic.actor(Role::Auditor).await;
        let refused = today::due(&auditor, &clinic.app, asked).await;
        assert!(matches!(refused, Err(AppError::Forbidden(Action::ReadAgenda))));
    }
}

async fn credential(clinic: &Clinic, person: PersonId, until: Date) {
    let credential = Credential {
        id: CredentialId::new(),
        person,
        title: "Licence".to_owned(),
        number: "1".to_owned(),
        country: "ES".to_owned(),
        may_prescribe: false,
        may_inject: true,
        may_prepare: true,
        valid_from: Day(date(2020, 1, 1)),
        valid_until: Day(until),
        withdrawn_at: None,
        withdrawn_because: None,
    };
    let mut tx = clinic.app.database().write().await.unwrap();
    people::insert_credential(&mut tx, clinic.id, &credential, person, clinic.app.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn drafts_and_unsigned_consents_wait_until_they_are_done() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let prescriber = clinic.actor(Role::Prescriber).await;
        let patient = add_patient(&clinic, "Drafts", "1").await;
        let insert = async |sql: &str, values| {
            let mut tx = clinic.app.database().write().await.unwrap();
            tx.run(sql, values).await.unwrap();
            tx.commit().await.unwrap();
        };
        let draft = "INSERT INTO plan (id, version, clinic, patient, request, points, created_by, created_at, changed_at, edit) \
                     VALUES ($1, 1, $2, $3, '{}', '{}', $4, $5, $5, 1)";
        let at = |text: &str| Stamp(text.parse().unwrap());
        insert(
            draft,
            binds![
                PlanId::new(),
                clinic.id,
                patient,
                prescriber.person,
                at("2026-03-11T10:00:00Z")
            ],
        )
        .await;
        // Worked on less than a day ago: nobody has to be told.
        assert_eq!(parts(&due(&prescriber, &clinic, DAY).await), []);
        clinic.at("2026-03-12T10:00:01Z");
        assert_eq!(
            due(&prescriber, &clinic, DAY).await,
            [(Part::Plans, vec![(What::Plan(false), false)])]
        );
        let consent = "INSERT INTO consent (id, clinic, patient, kind, class, plan, language, text, text_hash, items, given_at, \
                       given_by, may_be_signed_on) VALUES ($1, $2, $3, 'treatment', NULL, NULL, 'en', '{}', '', '[]', $4, $5, $6)";
        let given = async |on: Date| {
            let values = binds![
                anagen_records::values::ConsentId::new(),
                clinic.id,
                patient,
                at("2026-03-12T09:00:00Z"),
                prescriber.person,
                Day(on)
            ];
            insert(consent, values).await;
        };
        // The patient still thinks it over.
        given(date(2026, 3, 19)).await;
        assert_eq!(parts(&due(&prescriber, &clinic, DAY).await), [Part::Plans]);
        assert_eq!(
            parts(&due(&prescriber, &clinic, date(2026, 3, 19)).await),
            [Part::Plans, Part::Consents]
        );
        // A later text takes the place of the earlier one: one waits, not two.
        given(date(2026, 3, 12)).await;
        let seen = due(&prescriber, &clinic, date(2026, 3, 19)).await;
        assert_eq!(seen[1].1.len(), 1);
        // The front desk has no part in it.
        let desk = clinic.actor(Role::FrontDesk).await;
        assert_eq!(parts(&due(&desk, &clinic, DAY).await), []);
    }
}

#[tokio::test]
async fn reviews_are_armed_once_from_the_first_session_of_a_course() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let prescriber = clinic.actor(Role::Prescriber).await;
        let patient = add_patient(&clinic, "Course", "1").await;
        let plan = PlanId::new();
        let protocol = KNOWLEDGE
            .records
            .protocols
            .iter()
            .find(|protocol| protocol.refused.is_none())
            .unwrap();
        let request = serde_json::json!({ "protocol": { "id": protocol.id } }).to_string();
        let mut tx = clinic.app.database().write().await.unwrap();
        tx.run(
            "INSERT INTO plan (id, version, clinic, patient, request, points, created_by, created_at, changed_at, edit) \
             VALUES ($1, 1, $2, $3, $4, '{}', $5, $6, $6, 1)",
            binds![plan, clinic.id, patient, request, prescriber.person, clinic.app.now()],
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
        let session = async |day: Date| {
            let id = signed_session(&clinic, patient, day, State::Abandoned).await;
            let mut tx = clinic.app.database().write().await.unwrap();
            tx.run(
                "UPDATE session SET plan = $1, plan_version = 1, state = 'signed' WHERE id = $2",
                binds![plan, id],
            )
            .await
            .unwrap();
            let found = clinics::find(&mut tx, clinic.id).await.unwrap().unwrap();
            follow_up::arm(&mut tx, &found, &KNOWLEDGE, patient, id, day)
                .await
                .unwrap();
            tx.commit().await.unwrap();
            id
        };
        let reviews = async || -> Vec<FollowUp> {
            let all = follow_ups(&clinic, patient).await;
            all.into_iter()
                .filter(|one| follow_up::week_of_review(&one.kind).is_some() && one.state == FollowUpState::Open)
                .collect()
        };
        let first = session(date(2026, 1, 12)).await;
        let armed = reviews().await;
        assert!(!armed.is_empty());
        assert!(armed.iter().all(|one| one.session == Some(first)));
        let review = &armed[0];
        let week = i64::from(follow_up::week_of_review(&review.kind).unwrap());
        assert_eq!(
            review.due_on.0,
            date(2026, 1, 12).saturating_add(jiff::Span::new().weeks(week))
        );
        // The second session arms none, and its follow-ups leave the reviews alone.
        session(date(2026, 1, 19)).await;
        assert_eq!(reviews().await, armed);
        // One from paper that was before the first becomes the first.
        let before = session(date(2026, 1, 5)).await;
        let counted = reviews().await;
        assert_eq!(counted.len(), armed.len());
        assert!(
            counted
                .iter()
                .all(|one| one.session == Some(before) && one.due_on < review.due_on || one.due_on != review.due_on)
        );
        // A review is due on its day, and not any more once the course is ended.
        let day = counted[0].due_on.0;
        let seen = due(&prescriber, &clinic, day).await;
        assert!(parts(&seen).contains(&Part::Reviews), "{seen:?}");
        let mut tx = clinic.app.database().write().await.unwrap();
        tx.run(
            "INSERT INTO plan_end (plan, clinic, patient, reason, by_person, at) VALUES ($1, $2, $3, 'done', $4, $5)",
            binds![plan, clinic.id, patient, prescriber.person, clinic.app.now()],
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
        assert!(!parts(&due(&prescriber, &clinic, day).await).contains(&Part::Reviews));
        // Reviews have nothing to ask; they are done with a note.
        let nurse = clinic.actor(Role::Assistant).await;
        follow_up::finish(
            &nurse,
            &clinic.app,
            patient,
            counted[0].id,
            found(Outcome::Reached, &[], "counted"),
        )
        .await
        .unwrap();
    }
}

#[tokio::test]
async fn a_session_that_is_signed_closes_its_appointment_whatever_became_of_it() {
    // Signing calls this inside its transaction; what stands in the way of the time does not stand in the way of the record.
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let desk = clinic.actor(Role::FrontDesk).await;
        let (one, other) = (
            add_patient(&clinic, "One", "1").await,
            add_patient(&clinic, "Other", "2").await,
        );
        let room = add_room(&clinic, "Room 1").await;
        clinic.at("2026-03-12T10:30:00Z");
        let id = appointments::book(&desk, &clinic.app, wanted(one, room, None, 11, 0), None)
            .await
            .unwrap();
        appointments::set_state(&desk, &clinic.app, id, 1, AppointmentState::NoShow)
            .await
            .unwrap();
        appointments::book(&desk, &clinic.app, wanted(other, room, None, 11, 0), None)
            .await
            .unwrap();
        appointments::set_state(&desk, &clinic.app, id, 2, AppointmentState::Done)
            .await
            .unwrap();
        assert_eq!(find(&desk, &clinic, id).await.appointment.state, AppointmentState::Done);
        assert_eq!(count(&clinic, "SELECT count(*) FROM taken_time").await, 9);
    }
}
