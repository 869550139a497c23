//! Follow-ups and what is due.

use super::*;

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
