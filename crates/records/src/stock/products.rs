//! Products: what a label says, when to order it again.

use crate::binds;
use crate::database::DatabaseError;
use crate::transaction::Transaction;
use crate::values::{ClinicId, Json, PersonId, ProductId, Stamp};

/// A product that the clinic keeps.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Product {
    /// Identifier.
    pub id: ProductId,
    /// As the label names it; once in a clinic.
    pub name: String,
    /// A product as a case file has it, without lot, expiry and quarantine.
    pub body: Json<serde_json::Value>,
    /// Least number of vials before it is due to be ordered; none: nobody set one.
    pub reorder_at: Option<i64>,
    /// Hours for which an opened vial may be used; none: for one session.
    pub opened_hours: Option<i64>,
    /// Since when it is no longer ordered.
    pub retired_at: Option<Stamp>,
    /// Counts the changes.
    pub version: i64,
    /// Who entered it.
    pub created_by: PersonId,
    /// When.
    pub created_at: Stamp,
}

const COLUMNS: &str = "id, name, body, reorder_at, opened_hours, retired_at, version, created_by, created_at";

/// Adds a product.
pub async fn insert(tx: &mut Transaction, clinic: ClinicId, product: &Product) -> Result<(), DatabaseError> {
    tx.run(
        "INSERT INTO product (id, clinic, name, body, reorder_at, opened_hours, retired_at, version, created_by, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        binds![
            product.id,
            clinic,
            &product.name,
            product.body.bind(),
            product.reorder_at,
            product.opened_hours,
            product.retired_at,
            product.version,
            product.created_by,
            product.created_at
        ],
    )
    .await?;
    Ok(())
}

/// Writes a product where it still has the version that was read; says whether it did.
pub async fn update(tx: &mut Transaction, clinic: ClinicId, product: &Product) -> Result<bool, DatabaseError> {
    let touched = tx
        .run(
            "UPDATE product SET name = $1, body = $2, reorder_at = $3, opened_hours = $4, retired_at = $5, version = version + 1 \
             WHERE clinic = $6 AND id = $7 AND version = $8",
            binds![
                &product.name,
                product.body.bind(),
                product.reorder_at,
                product.opened_hours,
                product.retired_at,
                clinic,
                product.id,
                product.version
            ],
        )
        .await?;
    Ok(touched == 1)
}

/// A product of a clinic.
pub async fn find(tx: &mut Transaction, clinic: ClinicId, id: ProductId) -> Result<Option<Product>, DatabaseError> {
    tx.first(
        &format!("SELECT {COLUMNS} FROM product WHERE clinic = $1 AND id = $2"),
        binds![clinic, id],
    )
    .await
}

/// The product of a clinic that bears a name.
pub async fn find_by_name(
    tx: &mut Transaction,
    clinic: ClinicId,
    name: &str,
) -> Result<Option<Product>, DatabaseError> {
    tx.first(
        &format!("SELECT {COLUMNS} FROM product WHERE clinic = $1 AND name = $2"),
        binds![clinic, name],
    )
    .await
}

/// Every product of a clinic by name, those no longer ordered last.
pub async fn all(tx: &mut Transaction, clinic: ClinicId) -> Result<Vec<Product>, DatabaseError> {
    tx.all(
        &format!(
            "SELECT {COLUMNS} FROM product WHERE clinic = $1 \
             ORDER BY CASE WHEN retired_at IS NULL THEN 0 ELSE 1 END, lower(name), id"
        ),
        binds![clinic],
    )
    .await
}
