//! Rooms, kits and refrigerators, and what is answered of a room and of who is present.
//!
//! None of it is ever part of a patient's file (DECISIONS.md 1): [`answers`] lays it over a case for one decision.

mod day;
pub mod kits;
pub mod refrigerators;

use anagen_records::Transaction;
use anagen_records::rooms::{self, Room};
use anagen_records::values::{ClinicId, RoomId};

use crate::Message;
use crate::actor::{Action, Actor};
use crate::app::App;
use crate::error::{AppError, Invalid};
use crate::stock::one_line;
use crate::transaction::Deed;

pub use self::day::{DayAnswer, answer, answers, askable, given};

/// Every room of a clinic by name, the closed ones last.
pub async fn list(tx: &mut Transaction, clinic: ClinicId) -> Result<Vec<Room>, AppError> {
    Ok(rooms::all(tx, clinic).await?)
}

/// A room of a clinic.
pub async fn of(tx: &mut Transaction, clinic: ClinicId, room: RoomId) -> Result<Room, AppError> {
    rooms::find(tx, clinic, room).await?.ok_or(AppError::NotFound("room"))
}

/// Adds a room.
pub async fn add(actor: &Actor, app: &App, name: &str) -> Result<RoomId, AppError> {
    let mut writing = app.write(actor, Action::ManageClinic).await?;
    let mut invalid = Invalid::default();
    let name = one_line("name", name, Some("stock-rooms-name-missing"), &mut invalid);
    if rooms::all(&mut writing.tx, actor.clinic)
        .await?
        .iter()
        .any(|room| room.name == name)
    {
        invalid.add("name", Message::new("stock-rooms-name-taken"));
    }
    invalid.check()?;
    let room = Room {
        id: RoomId::new(),
        name,
        closed_at: None,
    };
    rooms::insert(&mut writing.tx, actor.clinic, &room).await?;
    writing.commit(Deed::new("room.add", "room", room.id)).await?;
    Ok(room.id)
}

/// Closes a room: nobody is booked into it or treated in it any more. What was done in it stays.
pub async fn close(actor: &Actor, app: &App, room: RoomId) -> Result<(), AppError> {
    set_closed(actor, app, room, true).await
}

/// Opens a closed room again.
pub async fn reopen(actor: &Actor, app: &App, room: RoomId) -> Result<(), AppError> {
    set_closed(actor, app, room, false).await
}

async fn set_closed(actor: &Actor, app: &App, room: RoomId, closed: bool) -> Result<(), AppError> {
    let mut writing = app.write(actor, Action::ManageClinic).await?;
    let closed_at = closed.then_some(writing.now);
    if !rooms::set_closed(&mut writing.tx, actor.clinic, room, closed_at).await? {
        return Err(AppError::NotFound("room"));
    }
    let deed = if closed { "room.close" } else { "room.reopen" };
    writing.commit(Deed::new(deed, "room", room)).await
}
