//! A calendar for each person behind a secret address, without anything of a patient.

use std::collections::HashMap;

use anagen_records::appointments::{self, Appointment, feeds as stored};
use anagen_records::clinics::{self, Clinic};
use anagen_records::values::RoomId;
use anagen_records::{Stamp, people};
use jiff::SignedDuration;

use crate::actor::{Action, Actor};
use crate::app::App;
use crate::error::AppError;
use crate::rooms;
use crate::sign_in::{Token, token_hash};
use crate::transaction::Deed;

/// Makes the secret address of the actor's own calendar; an earlier one ends. The token is shown once and kept nowhere.
pub async fn make(actor: &Actor, app: &App) -> Result<Token, AppError> {
    let token = Token::generate()?;
    let mut writing = app.write(actor, Action::ReadAgenda).await?;
    let now = writing.now;
    stored::make(
        &mut writing.tx,
        actor.clinic,
        actor.person,
        &token_hash(token.as_str()),
        now,
    )
    .await?;
    writing
        .commit(Deed::new("calendar.make", "person", actor.person))
        .await?;
    Ok(token)
}

/// Ends the secret address of the actor's own calendar.
pub async fn end(actor: &Actor, app: &App) -> Result<(), AppError> {
    let mut writing = app.write(actor, Action::ReadAgenda).await?;
    let now = writing.now;
    if !stored::end(&mut writing.tx, actor.clinic, actor.person, now).await? {
        return Ok(());
    }
    writing.commit(Deed::new("calendar.end", "person", actor.person)).await
}

/// Since when the actor's own calendar has an address, where it has one.
pub async fn since(actor: &Actor, app: &App) -> Result<Option<Stamp>, AppError> {
    let mut reading = app.read(actor, Action::ReadAgenda).await?;
    Ok(stored::since(&mut reading.tx, actor.clinic, actor.person).await?)
}

/// A person's calendar.
#[derive(Debug, Clone, PartialEq)]
pub struct Feed {
    /// The clinic.
    pub clinic: Clinic,
    /// Language that the person chose.
    pub language: Option<String>,
    /// Their appointments by time; patient, plan and note are left out.
    pub appointments: Vec<Appointment>,
    /// The names of the rooms.
    pub rooms: HashMap<RoomId, String>,
    /// When it was read.
    pub now: Stamp,
}

/// How far back and ahead a calendar reaches, in days.
const DAYS: (i64, i64) = (31, 366);

/// The calendar behind a secret address. It ends with the address, and with the person's work here.
pub async fn read(app: &App, token: &str) -> Result<Feed, AppError> {
    let missing = || AppError::NotFound("calendar");
    let mut tx = app.database().read().await?;
    let (clinic, person) = stored::find(&mut tx, &token_hash(token)).await?.ok_or_else(missing)?;
    let found = people::find(&mut tx, clinic, person).await?;
    let person = found.filter(|person| person.left_at.is_none()).ok_or_else(missing)?;
    let now = app.now();
    let days = |days: i64| SignedDuration::from_hours(24 * days);
    let (from, until) = (Stamp(now.0 - days(DAYS.0)), Stamp(now.0 + days(DAYS.1)));
    let mut appointments = appointments::of_person(&mut tx, clinic, person.id, from, until).await?;
    for appointment in &mut appointments {
        appointment.patient = None;
        appointment.plan = None;
        appointment.session_number = None;
        appointment.note.clear();
    }
    let rooms = rooms::list(&mut tx, clinic).await?;
    let clinic = clinics::find(&mut tx, clinic).await?.ok_or_else(missing)?;
    Ok(Feed {
        clinic,
        language: person.language,
        appointments,
        rooms: rooms.into_iter().map(|room| (room.id, room.name)).collect(),
        now,
    })
}
