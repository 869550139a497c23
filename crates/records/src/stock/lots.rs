//! Lots: number, expiry, quarantine, and how many vials are on the shelf.

use crate::binds;
use crate::database::DatabaseError;
use crate::transaction::Transaction;
use crate::values::{ClinicId, Day, LotId, PersonId, ProductId, Stamp};

/// A lot of a product.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Lot {
    /// Identifier.
    pub id: LotId,
    /// Of which product.
    pub product: ProductId,
    /// As the label prints it.
    pub number: String,
    /// Last day of use.
    pub expires_on: Day,
    /// From whom it came.
    pub supplier: String,
    /// Price of one vial in hundredths of the clinic's currency.
    pub unit_price: Option<i64>,
    /// When its first vials came.
    pub received_at: Stamp,
    /// Who took them in.
    pub created_by: PersonId,
    /// Since when it is in quarantine; none: it is not.
    pub quarantined_at: Option<Stamp>,
    /// Why.
    pub quarantined_because: Option<String>,
    /// Vials on the shelf: the sum of its ledger.
    pub on_shelf: i64,
    /// Counts the changes (not the ledger's entries).
    pub version: i64,
}

const COLUMNS: &str = "id, product, number, expires_on, supplier, unit_price, received_at, created_by, quarantined_at, \
                       quarantined_because, on_shelf, version";

/// Adds a lot; its vials come with the ledger's first entry.
pub async fn insert(tx: &mut Transaction, clinic: ClinicId, lot: &Lot) -> Result<(), DatabaseError> {
    tx.run(
        "INSERT INTO lot (id, clinic, product, number, expires_on, supplier, unit_price, received_at, created_by, \
         quarantined_at, quarantined_because, on_shelf, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0, $12)",
        binds![
            lot.id,
            clinic,
            lot.product,
            &lot.number,
            lot.expires_on,
            &lot.supplier,
            lot.unit_price,
            lot.received_at,
            lot.created_by,
            lot.quarantined_at,
            lot.quarantined_because.clone(),
            lot.version
        ],
    )
    .await?;
    Ok(())
}

/// Writes a lot (not its count) where it still has the version that was read; says whether it did.
pub async fn update(tx: &mut Transaction, clinic: ClinicId, lot: &Lot) -> Result<bool, DatabaseError> {
    let touched = tx
        .run(
            "UPDATE lot SET number = $1, expires_on = $2, supplier = $3, unit_price = $4, quarantined_at = $5, \
             quarantined_because = $6, version = version + 1 WHERE clinic = $7 AND id = $8 AND version = $9",
            binds![
                &lot.number,
                lot.expires_on,
                &lot.supplier,
                lot.unit_price,
                lot.quarantined_at,
                lot.quarantined_because.clone(),
                clinic,
                lot.id,
                lot.version
            ],
        )
        .await?;
    Ok(touched == 1)
}

/// A lot of a clinic.
pub async fn find(tx: &mut Transaction, clinic: ClinicId, id: LotId) -> Result<Option<Lot>, DatabaseError> {
    tx.first(
        &format!("SELECT {COLUMNS} FROM lot WHERE clinic = $1 AND id = $2"),
        binds![clinic, id],
    )
    .await
}

/// A lot of a clinic, held until the transaction ends: whoever else wants to take of it waits, and then sees what is left.
pub async fn hold(tx: &mut Transaction, clinic: ClinicId, id: LotId) -> Result<Option<Lot>, DatabaseError> {
    // A statement that writes holds the row on either engine, also where nothing changes.
    tx.run(
        "UPDATE lot SET version = version WHERE clinic = $1 AND id = $2",
        binds![clinic, id],
    )
    .await?;
    find(tx, clinic, id).await
}

/// The lot of a product that bears a number.
pub async fn find_by_number(
    tx: &mut Transaction,
    clinic: ClinicId,
    product: ProductId,
    number: &str,
) -> Result<Option<Lot>, DatabaseError> {
    tx.first(
        &format!("SELECT {COLUMNS} FROM lot WHERE clinic = $1 AND product = $2 AND number = $3"),
        binds![clinic, product, number],
    )
    .await
}

/// Every lot of a clinic, the soonest to expire first.
pub async fn all(tx: &mut Transaction, clinic: ClinicId) -> Result<Vec<Lot>, DatabaseError> {
    tx.all(
        &format!("SELECT {COLUMNS} FROM lot WHERE clinic = $1 ORDER BY expires_on, number, id"),
        binds![clinic],
    )
    .await
}

/// Lots of which there are vials (or fewer than none), and lots in quarantine; the soonest to expire first.
pub async fn at_hand(tx: &mut Transaction, clinic: ClinicId) -> Result<Vec<Lot>, DatabaseError> {
    tx.all(
        &format!(
            "SELECT {COLUMNS} FROM lot WHERE clinic = $1 AND (on_shelf <> 0 OR quarantined_at IS NOT NULL) \
             ORDER BY expires_on, number, id"
        ),
        binds![clinic],
    )
    .await
}

/// The lots of a product, the latest to expire first.
pub async fn of_product(tx: &mut Transaction, clinic: ClinicId, product: ProductId) -> Result<Vec<Lot>, DatabaseError> {
    tx.all(
        &format!("SELECT {COLUMNS} FROM lot WHERE clinic = $1 AND product = $2 ORDER BY expires_on DESC, number, id"),
        binds![clinic, product],
    )
    .await
}

/// Lots whose number, product or supplier holds a text, the latest first; at most `most`.
pub async fn search(tx: &mut Transaction, clinic: ClinicId, text: &str, most: i64) -> Result<Vec<Lot>, DatabaseError> {
    let columns = COLUMNS
        .split(", ")
        .map(|column| format!("l.{column}"))
        .collect::<Vec<_>>()
        .join(", ");
    let pattern = format!(
        "%{}%",
        text.to_lowercase()
            .replace('!', "!!")
            .replace('%', "!%")
            .replace('_', "!_")
    );
    tx.all(
        &format!(
            "SELECT {columns} FROM lot l JOIN product p ON p.id = l.product WHERE l.clinic = $1 AND \
             (lower(l.number) LIKE $2 ESCAPE '!' OR lower(p.name) LIKE $2 ESCAPE '!' OR lower(l.supplier) LIKE $2 ESCAPE '!') \
             ORDER BY l.received_at DESC, l.id DESC LIMIT $3"
        ),
        binds![clinic, pattern, most],
    )
    .await
}
