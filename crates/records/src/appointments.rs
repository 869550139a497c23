//! The book of appointments, the waiting list, the addresses of calendars.
//!
//! Time of a room or a person is taken in steps of five minutes, each a row with a key: what makes a double booking impossible
//! is the database, not a check before it.

pub mod feeds;
pub mod waiting;

use crate::database::DatabaseError;
use crate::patients::FAMILY;
use crate::people::Role;
use crate::transaction::{Bind, Transaction};
use crate::values::{AppointmentId, ClinicId, Day, PatientId, PersonId, PlanId, RoomId, Stamp};
use crate::{binds, words};

words! {
    /// What an appointment is for.
    pub enum AppointmentKind {
        /// First talk and examination.
        Consultation = "consultation",
        /// Injections.
        Session = "session",
        /// Looking at what came of it.
        Review = "review",
        /// Asking after a session.
        FollowUp = "follow_up",
        /// Time that is taken without a patient.
        Blocked = "blocked",
    }
}

words! {
    /// Where an appointment stands.
    pub enum AppointmentState {
        /// To come.
        Booked = "booked",
        /// The patient is here.
        Arrived = "arrived",
        /// The patient is in the room.
        InRoom = "in_room",
        /// Over.
        Done = "done",
        /// The patient did not come.
        NoShow = "no_show",
        /// Called off.
        Cancelled = "cancelled",
    }
}

impl AppointmentState {
    /// Whether it takes the time of its room and person.
    pub const fn takes_time(self) -> bool {
        !matches!(self, Self::NoShow | Self::Cancelled)
    }

    /// Whether the patient came: written down as it was, whoever was booked meanwhile.
    pub const fn took_place(self) -> bool {
        matches!(self, Self::Arrived | Self::InRoom | Self::Done)
    }
}

/// An appointment.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Appointment {
    /// Identifier.
    pub id: AppointmentId,
    /// Whose; none where time is blocked.
    pub patient: Option<PatientId>,
    /// In which room.
    pub room: Option<RoomId>,
    /// With whom.
    pub person: Option<PersonId>,
    /// What for.
    pub kind: AppointmentKind,
    /// Begins.
    pub starts_at: Stamp,
    /// Ends.
    pub ends_at: Stamp,
    /// Local day in the clinic's time zone.
    pub day: Day,
    /// Where it stands.
    pub state: AppointmentState,
    /// When the patient came.
    pub arrived_at: Option<Stamp>,
    /// What the front desk has to know; nothing clinical.
    pub note: String,
    /// The plan whose session it is.
    pub plan: Option<PlanId>,
    /// Which session of the course.
    pub session_number: Option<i64>,
    /// Counts the changes.
    pub version: i64,
    /// When it was booked.
    pub created_at: Stamp,
}

const COLUMNS: &str = "id, patient, room, person, kind, starts_at, ends_at, day, state, arrived_at, note, plan, session_number, \
                       version, created_at";

/// The grain in which time is taken.
pub const GRAIN_MINUTES: i64 = 5;

/// Holds the book of a clinic until the transaction ends: who moves an appointment gives time back before taking other time,
/// and two who do it crosswise would wait for each other.
async fn hold_book(tx: &mut Transaction, clinic: ClinicId) -> Result<(), DatabaseError> {
    tx.run("UPDATE clinic SET version = version WHERE id = $1", binds![clinic])
        .await?;
    Ok(())
}

/// Adds an appointment and takes its time; refused by the database where the time is taken already.
pub async fn insert(
    tx: &mut Transaction,
    clinic: ClinicId,
    appointment: &Appointment,
    by: Option<PersonId>,
) -> Result<(), DatabaseError> {
    hold_book(tx, clinic).await?;
    tx.run(
        "INSERT INTO appointment (id, clinic, patient, room, person, kind, starts_at, ends_at, day, state, arrived_at, note, plan, \
         session_number, version, created_by, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
        binds![
            appointment.id,
            clinic,
            appointment.patient,
            appointment.room,
            appointment.person,
            appointment.kind,
            appointment.starts_at,
            appointment.ends_at,
            appointment.day,
            appointment.state,
            appointment.arrived_at,
            &appointment.note,
            appointment.plan,
            appointment.session_number,
            appointment.version,
            by,
            appointment.created_at
        ],
    )
    .await?;
    take_time(tx, appointment, "").await
}

/// Takes the time of an appointment's room and person, five minutes by five minutes, in place of what it took before.
async fn take_time(tx: &mut Transaction, appointment: &Appointment, on_conflict: &str) -> Result<(), DatabaseError> {
    tx.run("DELETE FROM taken_time WHERE appointment = $1", binds![appointment.id])
        .await?;
    if !appointment.state.takes_time() {
        return Ok(());
    }
    let room = appointment.room.map(|room| format!("room {room}"));
    let person = appointment.person.map(|person| format!("person {person}"));
    let grain = jiff::SignedDuration::from_mins(GRAIN_MINUTES);
    let mut values = binds![appointment.id];
    let mut rows = Vec::new();
    for resource in room.into_iter().chain(person) {
        let mut at = appointment.starts_at.0;
        while at < appointment.ends_at.0 {
            rows.push(format!("(${}, ${}, $1)", values.len() + 1, values.len() + 2));
            values.push(Bind::from(&resource));
            values.push(Bind::from(Stamp(at)));
            at += grain;
        }
    }
    if rows.is_empty() {
        return Ok(());
    }
    let sql = format!(
        "INSERT INTO taken_time (resource, starts_at, appointment) VALUES {} {on_conflict}",
        rows.join(", ")
    );
    tx.run(&sql, values).await?;
    Ok(())
}

/// Writes an appointment where it still has the version that was read, and takes its time anew; says whether it did. Refused by
/// the database where the time is taken by another.
pub async fn update(tx: &mut Transaction, clinic: ClinicId, appointment: &Appointment) -> Result<bool, DatabaseError> {
    hold_book(tx, clinic).await?;
    let touched = tx
        .run(
            "UPDATE appointment SET patient = $1, room = $2, person = $3, kind = $4, starts_at = $5, ends_at = $6, day = $7, \
             state = $8, arrived_at = $9, note = $10, plan = $11, session_number = $12, version = version + 1 \
             WHERE clinic = $13 AND id = $14 AND version = $15",
            binds![
                appointment.patient,
                appointment.room,
                appointment.person,
                appointment.kind,
                appointment.starts_at,
                appointment.ends_at,
                appointment.day,
                appointment.state,
                appointment.arrived_at,
                &appointment.note,
                appointment.plan,
                appointment.session_number,
                clinic,
                appointment.id,
                appointment.version
            ],
        )
        .await?;
    if touched == 1 {
        take_time(tx, appointment, "").await?;
    }
    Ok(touched == 1)
}

/// Writes where an appointment stands, where it still has the version that was read; says whether it did.
///
/// That a patient came is never refused: where the time was given to another meanwhile, it stays the other's.
pub async fn set_state(
    tx: &mut Transaction,
    clinic: ClinicId,
    appointment: &Appointment,
) -> Result<bool, DatabaseError> {
    hold_book(tx, clinic).await?;
    let touched = tx
        .run(
            "UPDATE appointment SET state = $1, arrived_at = $2, version = version + 1 \
             WHERE clinic = $3 AND id = $4 AND version = $5",
            binds![
                appointment.state,
                appointment.arrived_at,
                clinic,
                appointment.id,
                appointment.version
            ],
        )
        .await?;
    if touched == 1 {
        let on_conflict = if appointment.state.took_place() {
            "ON CONFLICT DO NOTHING"
        } else {
            ""
        };
        take_time(tx, appointment, on_conflict).await?;
    }
    Ok(touched == 1)
}

/// An appointment of a clinic.
pub async fn find(
    tx: &mut Transaction,
    clinic: ClinicId,
    id: AppointmentId,
) -> Result<Option<Appointment>, DatabaseError> {
    tx.first(
        &format!("SELECT {COLUMNS} FROM appointment WHERE clinic = $1 AND id = $2"),
        binds![clinic, id],
    )
    .await
}

/// The appointments of a day.
pub async fn of_day(tx: &mut Transaction, clinic: ClinicId, day: Day) -> Result<Vec<Appointment>, DatabaseError> {
    tx.all(
        &format!("SELECT {COLUMNS} FROM appointment WHERE clinic = $1 AND day = $2 ORDER BY starts_at, id"),
        binds![clinic, day],
    )
    .await
}

/// How many patients are booked on each day from one until another; days with nobody are left out.
pub async fn n_on_days(
    tx: &mut Transaction,
    clinic: ClinicId,
    from: Day,
    until: Day,
) -> Result<Vec<(Day, i64)>, DatabaseError> {
    tx.all(
        "SELECT day, count(*) FROM appointment WHERE clinic = $1 AND day >= $2 AND day <= $3 AND kind <> 'blocked' \
         AND state <> 'cancelled' GROUP BY day",
        binds![clinic, from, until],
    )
    .await
}

/// Appointments between two days, the later not included, of which nobody wrote down what became of them; the latest first.
pub async fn without_outcome(
    tx: &mut Transaction,
    clinic: ClinicId,
    from: Day,
    before: Day,
    limit: i64,
) -> Result<Vec<Appointment>, DatabaseError> {
    tx.all(
        &format!(
            "SELECT {COLUMNS} FROM appointment WHERE clinic = $1 AND day >= $2 AND day < $3 AND kind <> 'blocked' \
             AND state IN ('booked', 'arrived', 'in_room') ORDER BY day DESC, starts_at DESC, id LIMIT $4"
        ),
        binds![clinic, from, before, limit],
    )
    .await
}

/// The appointments of a patient, the latest first.
pub async fn of_patient(
    tx: &mut Transaction,
    patient: PatientId,
    limit: i64,
) -> Result<Vec<Appointment>, DatabaseError> {
    tx.all(
        &format!("SELECT {COLUMNS} FROM appointment WHERE {FAMILY} ORDER BY starts_at DESC, id LIMIT $2"),
        binds![patient, limit],
    )
    .await
}

/// How often a patient came, and how often not.
pub async fn kept_and_missed(tx: &mut Transaction, patient: PatientId) -> Result<(i64, i64), DatabaseError> {
    let kept = format!("SELECT count(*) FROM appointment WHERE {FAMILY} AND state IN ('arrived', 'in_room', 'done')");
    let missed = format!("SELECT count(*) FROM appointment WHERE {FAMILY} AND state = 'no_show'");
    Ok((
        tx.number(&kept, binds![patient]).await?,
        tx.number(&missed, binds![patient]).await?,
    ))
}

/// The appointments of a person from one moment until another, without those that were called off or missed.
pub async fn of_person(
    tx: &mut Transaction,
    clinic: ClinicId,
    person: PersonId,
    from: Stamp,
    until: Stamp,
) -> Result<Vec<Appointment>, DatabaseError> {
    tx.all(
        &format!(
            "SELECT {COLUMNS} FROM appointment WHERE clinic = $1 AND person = $2 AND starts_at >= $3 AND starts_at < $4 \
             AND state NOT IN ('cancelled', 'no_show') ORDER BY starts_at, id"
        ),
        binds![clinic, person, from, until],
    )
    .await
}

/// What takes the time of a room or a person between two moments, other than one appointment.
pub async fn conflicts(
    tx: &mut Transaction,
    clinic: ClinicId,
    except: AppointmentId,
    room: Option<RoomId>,
    person: Option<PersonId>,
    from: Stamp,
    until: Stamp,
) -> Result<Vec<Appointment>, DatabaseError> {
    // What takes the time is asked of the time itself: the key of its rows finds it among any number of appointments.
    let room = room.map(|room| format!("room {room}"));
    let person = person.map(|person| format!("person {person}"));
    tx.all(
        &format!(
            "SELECT {COLUMNS} FROM appointment WHERE clinic = $1 AND id <> $2 AND id IN (SELECT appointment FROM taken_time \
             WHERE resource IN ($3, $4) AND starts_at >= $5 AND starts_at < $6) ORDER BY starts_at, id"
        ),
        binds![clinic, except, room, person, from, until],
    )
    .await
}

/// Who of a clinic holds one of some roles and has not left: identifier and name, by name.
pub async fn people_with(
    tx: &mut Transaction,
    clinic: ClinicId,
    roles: &[Role],
) -> Result<Vec<(PersonId, String)>, DatabaseError> {
    if roles.is_empty() {
        return Ok(Vec::new());
    }
    let mut values = binds![clinic];
    values.extend(roles.iter().map(|role| Bind::from(*role)));
    let places: Vec<String> = (2..=values.len()).map(|place| format!("${place}")).collect();
    let sql = format!(
        "SELECT id, name FROM person WHERE clinic = $1 AND left_at IS NULL \
         AND id IN (SELECT person FROM person_role WHERE role IN ({})) ORDER BY name, id",
        places.join(", ")
    );
    tx.all(&sql, values).await
}
