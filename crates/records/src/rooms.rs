//! Rooms, their kits, refrigerators, and what is answered about them.

pub mod kits;
pub mod refrigerators;

use crate::binds;
use crate::database::DatabaseError;
use crate::transaction::Transaction;
use crate::values::{ClinicId, Json, PersonId, RoomId, RowId, Stamp};

/// A room in which patients are treated.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Room {
    /// Identifier.
    pub id: RoomId,
    /// Name on the door.
    pub name: String,
    /// Since when nobody is treated in it.
    pub closed_at: Option<Stamp>,
}

/// What somebody answered about a room or about who is present in it.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Answer {
    /// Fact by id.
    pub fact: String,
    /// As a case file has it: `true`, `"not known"`.
    pub answer: Json<serde_json::Value>,
    /// When.
    pub at: Stamp,
    /// Name of the one who answered.
    pub by_name: String,
}

/// Adds a room.
pub async fn insert(tx: &mut Transaction, clinic: ClinicId, room: &Room) -> Result<(), DatabaseError> {
    tx.run(
        "INSERT INTO room (id, clinic, name, closed_at) VALUES ($1, $2, $3, $4)",
        binds![room.id, clinic, &room.name, room.closed_at],
    )
    .await?;
    Ok(())
}

/// Closes a room, or opens it again; says whether there is such a room.
pub async fn set_closed(
    tx: &mut Transaction,
    clinic: ClinicId,
    id: RoomId,
    closed_at: Option<Stamp>,
) -> Result<bool, DatabaseError> {
    let touched = tx
        .run(
            "UPDATE room SET closed_at = $1 WHERE clinic = $2 AND id = $3",
            binds![closed_at, clinic, id],
        )
        .await?;
    Ok(touched == 1)
}

/// A room of a clinic.
pub async fn find(tx: &mut Transaction, clinic: ClinicId, id: RoomId) -> Result<Option<Room>, DatabaseError> {
    tx.first(
        "SELECT id, name, closed_at FROM room WHERE clinic = $1 AND id = $2",
        binds![clinic, id],
    )
    .await
}

/// Every room of a clinic by name, the closed ones last.
pub async fn all(tx: &mut Transaction, clinic: ClinicId) -> Result<Vec<Room>, DatabaseError> {
    tx.all(
        "SELECT id, name, closed_at FROM room WHERE clinic = $1 \
         ORDER BY CASE WHEN closed_at IS NULL THEN 0 ELSE 1 END, name, id",
        binds![clinic],
    )
    .await
}

/// Appends an answer about a room.
pub async fn answer(
    tx: &mut Transaction,
    clinic: ClinicId,
    room: RoomId,
    fact: &str,
    answer: &Json<serde_json::Value>,
    by: PersonId,
    at: Stamp,
) -> Result<(), DatabaseError> {
    tx.run(
        "INSERT INTO room_answer (id, clinic, room, fact, answer, at, entered_by) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        binds![RowId::new(), clinic, room, fact, answer.bind(), at, by],
    )
    .await?;
    Ok(())
}

/// The latest answer to each fact about a room, given between two moments (the later included).
pub async fn answers(
    tx: &mut Transaction,
    clinic: ClinicId,
    room: RoomId,
    since: Stamp,
    until: Stamp,
) -> Result<Vec<Answer>, DatabaseError> {
    let all: Vec<Answer> = tx
        .all(
            "SELECT a.fact, a.answer, a.at, p.name AS by_name FROM room_answer a JOIN person p ON p.id = a.entered_by \
             WHERE a.clinic = $1 AND a.room = $2 AND a.at >= $3 AND a.at <= $4 ORDER BY a.at, a.id",
            binds![clinic, room, since, until],
        )
        .await?;
    let mut latest: Vec<Answer> = Vec::new();
    for answer in all {
        latest.retain(|earlier| earlier.fact != answer.fact);
        latest.push(answer);
    }
    Ok(latest)
}
