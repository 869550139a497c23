//! The book of appointments, the waiting list, follow-ups, what is due, calendars.

mod booking;
mod follow_ups;
mod waiting_list;

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
