//! Kits: things that must be there and in date.

use crate::database::DatabaseError;
use crate::transaction::Transaction;
use crate::values::{ClinicId, Day, KitId, PersonId, RoomId, RowId, Stamp};
use crate::{binds, words};

words! {
    /// What a kit is for.
    pub enum KitKind {
        /// Anaphylaxis, collapse, seizures, toxicity of local anaesthetics.
        Emergency = "emergency",
        /// What dissolves hyaluronic acid.
        Hyaluronidase = "hyaluronidase",
        /// Lipid emulsion and what goes with it, kept apart.
        LocalAnaestheticToxicity = "local_anaesthetic_toxicity",
        /// What a session needs.
        Session = "session",
    }
}

/// A kit.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Kit {
    /// Identifier.
    pub id: KitId,
    /// Its room; none: one for the whole clinic.
    pub room: Option<RoomId>,
    /// Name on it.
    pub name: String,
    /// What it is for.
    pub kind: KitKind,
    /// Since when it is no longer kept.
    pub retired_at: Option<Stamp>,
}

/// A thing in a kit.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct KitItem {
    /// Identifier.
    pub id: RowId,
    /// In which kit.
    pub kit: KitId,
    /// Id of the knowledge's item of an emergency kit, where it is one of those.
    pub item: Option<String>,
    /// What it is, as the pack says.
    pub name: String,
    /// How many.
    pub quantity: i64,
    /// Last day of use; none: the pack bears no expiry.
    pub expires_on: Option<Day>,
}

/// That somebody looked through a kit.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct KitCheck {
    /// Which kit.
    pub kit: KitId,
    /// Whether everything was there.
    pub complete: bool,
    /// What was missing or done.
    pub note: String,
    /// Name of the one who looked.
    pub by_name: String,
    /// When.
    pub at: Stamp,
}

/// Adds a kit.
pub async fn insert(tx: &mut Transaction, clinic: ClinicId, kit: &Kit) -> Result<(), DatabaseError> {
    tx.run(
        "INSERT INTO kit (id, clinic, room, name, kind, retired_at) VALUES ($1, $2, $3, $4, $5, $6)",
        binds![kit.id, clinic, kit.room, &kit.name, kit.kind, kit.retired_at],
    )
    .await?;
    Ok(())
}

/// Takes a kit out of use; says whether it was in use.
pub async fn retire(tx: &mut Transaction, clinic: ClinicId, id: KitId, at: Stamp) -> Result<bool, DatabaseError> {
    let touched = tx
        .run(
            "UPDATE kit SET retired_at = $1 WHERE clinic = $2 AND id = $3 AND retired_at IS NULL",
            binds![at, clinic, id],
        )
        .await?;
    Ok(touched == 1)
}

/// A kit of a clinic.
pub async fn find(tx: &mut Transaction, clinic: ClinicId, id: KitId) -> Result<Option<Kit>, DatabaseError> {
    tx.first(
        "SELECT id, room, name, kind, retired_at FROM kit WHERE clinic = $1 AND id = $2",
        binds![clinic, id],
    )
    .await
}

/// The kits that a clinic keeps, by name.
pub async fn kept(tx: &mut Transaction, clinic: ClinicId) -> Result<Vec<Kit>, DatabaseError> {
    tx.all(
        "SELECT id, room, name, kind, retired_at FROM kit WHERE clinic = $1 AND retired_at IS NULL ORDER BY name, id",
        binds![clinic],
    )
    .await
}

/// Puts a thing into a kit.
pub async fn insert_item(tx: &mut Transaction, clinic: ClinicId, item: &KitItem) -> Result<(), DatabaseError> {
    tx.run(
        "INSERT INTO kit_item (id, kit, clinic, item, name, quantity, expires_on) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        binds![
            item.id,
            item.kit,
            clinic,
            item.item.clone(),
            &item.name,
            item.quantity,
            item.expires_on
        ],
    )
    .await?;
    Ok(())
}

/// Takes a thing out of a kit; says whether it was in it.
pub async fn remove_item(
    tx: &mut Transaction,
    clinic: ClinicId,
    kit: KitId,
    id: RowId,
    at: Stamp,
) -> Result<bool, DatabaseError> {
    let touched = tx
        .run(
            "UPDATE kit_item SET removed_at = $1 WHERE clinic = $2 AND kit = $3 AND id = $4 AND removed_at IS NULL",
            binds![at, clinic, kit, id],
        )
        .await?;
    Ok(touched == 1)
}

/// What is in the kits that a clinic keeps, the soonest to expire first.
pub async fn items(tx: &mut Transaction, clinic: ClinicId) -> Result<Vec<KitItem>, DatabaseError> {
    tx.all(
        "SELECT i.id, i.kit, i.item, i.name, i.quantity, i.expires_on FROM kit_item i JOIN kit k ON k.id = i.kit \
         WHERE i.clinic = $1 AND i.removed_at IS NULL AND k.retired_at IS NULL \
         ORDER BY CASE WHEN i.expires_on IS NULL THEN 1 ELSE 0 END, i.expires_on, i.name, i.id",
        binds![clinic],
    )
    .await
}

/// Writes down that somebody looked through a kit.
pub async fn check(
    tx: &mut Transaction,
    clinic: ClinicId,
    kit: KitId,
    complete: bool,
    note: &str,
    by: PersonId,
    at: Stamp,
) -> Result<(), DatabaseError> {
    tx.run(
        "INSERT INTO kit_check (id, clinic, kit, complete, note, by_person, at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        binds![RowId::new(), clinic, kit, complete, note, by, at],
    )
    .await?;
    Ok(())
}

/// The latest checks of a kit until a moment; at most `most`.
pub async fn checks(
    tx: &mut Transaction,
    clinic: ClinicId,
    kit: KitId,
    until: Stamp,
    most: i64,
) -> Result<Vec<KitCheck>, DatabaseError> {
    tx.all(
        "SELECT c.kit, c.complete, c.note, p.name AS by_name, c.at FROM kit_check c JOIN person p ON p.id = c.by_person \
         WHERE c.clinic = $1 AND c.kit = $2 AND c.at <= $3 ORDER BY c.at DESC, c.id DESC LIMIT $4",
        binds![clinic, kit, until, most],
    )
    .await
}
