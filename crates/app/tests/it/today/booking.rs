//! Booking, moving, what is taken and what is closed.

use super::*;

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
