//! The waiting list and the calendar of a person.

use super::*;

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
