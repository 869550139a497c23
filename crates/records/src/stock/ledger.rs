//! The ledger: vials in and out of a lot. Entries are appended and never changed; their sum is what is on the shelf.

use crate::binds;
use crate::database::DatabaseError;
use crate::transaction::Transaction;
use crate::values::{ClinicId, IncidentId, LotId, PersonId, RowId, SessionId, Stamp};
use crate::words;

words! {
    /// Why vials came or went.
    pub enum Reason {
        /// They came from a supplier.
        Received = "received",
        /// They were used in a session.
        Used = "used",
        /// They were opened outside a session.
        Opened = "opened",
        /// They were thrown away.
        Discarded = "discarded",
        /// They were counted, and the shelf held more or fewer.
        Counted = "counted",
        /// They went back to the supplier.
        Returned = "returned",
    }
}

/// Vials in or out.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Of which lot.
    pub lot: LotId,
    /// Vials: positive in, negative out.
    pub quantity: i64,
    /// Why.
    pub reason: Reason,
    /// What else there is to say.
    pub note: String,
    /// The session that used them.
    pub session: Option<SessionId>,
    /// The incident through which it was allowed to be recorded.
    pub incident: Option<IncidentId>,
    /// Who wrote it down.
    pub by_person: PersonId,
    /// When it happened.
    pub at: Stamp,
}

/// An entry as it is read: with the sum up to it, and who wrote it.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Line {
    /// Vials: positive in, negative out.
    pub quantity: i64,
    /// Why.
    pub reason: Reason,
    /// What else there is to say.
    pub note: String,
    /// The session that used them.
    pub session: Option<SessionId>,
    /// The incident through which it was allowed to be recorded.
    pub incident: Option<IncidentId>,
    /// Name of the one who wrote it down.
    pub by_name: String,
    /// When it happened.
    pub at: Stamp,
    /// Sum of all entries up to this one, in the order in which they were written.
    pub balance: i64,
}

/// Appends an entry and counts it on the lot.
pub async fn add(tx: &mut Transaction, clinic: ClinicId, entry: &Entry) -> Result<(), DatabaseError> {
    tx.run(
        "UPDATE lot SET on_shelf = on_shelf + $1 WHERE clinic = $2 AND id = $3",
        binds![entry.quantity, clinic, entry.lot],
    )
    .await?;
    tx.run(
        "INSERT INTO ledger (id, clinic, lot, quantity, reason, note, session, incident, by_person, at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        binds![
            RowId::new(),
            clinic,
            entry.lot,
            entry.quantity,
            entry.reason,
            &entry.note,
            entry.session,
            entry.incident,
            entry.by_person,
            entry.at
        ],
    )
    .await?;
    Ok(())
}

/// Whether a session has taken from a lot already.
pub async fn has_taken(tx: &mut Transaction, session: SessionId, lot: LotId) -> Result<bool, DatabaseError> {
    let n = tx
        .number(
            "SELECT count(*) FROM ledger WHERE session = $1 AND lot = $2 AND reason = $3",
            binds![session, lot, Reason::Used],
        )
        .await?;
    Ok(n > 0)
}

/// The ledger of a lot, the latest first: at most `most` entries after leaving out the `skip` latest.
pub async fn of_lot(
    tx: &mut Transaction,
    clinic: ClinicId,
    lot: LotId,
    most: i64,
    skip: i64,
) -> Result<Vec<Line>, DatabaseError> {
    // Identifiers sort by the time of writing: what is written down late stands where it was written, and the sum says what
    // was known then.
    tx.all(
        "SELECT l.quantity, l.reason, l.note, l.session, l.incident, p.name AS by_name, l.at, l.balance FROM \
         (SELECT id, quantity, reason, note, session, incident, by_person, at, \
                 CAST(sum(quantity) OVER (ORDER BY id) AS BIGINT) AS balance \
          FROM ledger WHERE clinic = $1 AND lot = $2) l \
         JOIN person p ON p.id = l.by_person ORDER BY l.id DESC LIMIT $3 OFFSET $4",
        binds![clinic, lot, most, skip],
    )
    .await
}

/// Number of entries of a lot, and their sum.
pub async fn count(tx: &mut Transaction, clinic: ClinicId, lot: LotId) -> Result<(i64, i64), DatabaseError> {
    let row: Option<(i64, Option<i64>)> = tx
        .first(
            "SELECT count(*), CAST(sum(quantity) AS BIGINT) FROM ledger WHERE clinic = $1 AND lot = $2",
            binds![clinic, lot],
        )
        .await?;
    Ok(row.map_or((0, 0), |(n, sum)| (n, sum.unwrap_or(0))))
}
