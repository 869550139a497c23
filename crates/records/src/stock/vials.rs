//! Opened vials: for whom, since when, until when.

use crate::binds;
use crate::database::DatabaseError;
use crate::transaction::Transaction;
use crate::values::{ClinicId, LotId, PatientId, PersonId, ProductId, SessionId, Stamp, VialId};

/// A vial that was opened.
#[derive(Debug, Clone, PartialEq)]
pub struct Vial {
    /// Identifier.
    pub id: VialId,
    /// Of which lot.
    pub lot: LotId,
    /// For whom; none where the clinic splits vials.
    pub patient: Option<PatientId>,
    /// In which session.
    pub session: Option<SessionId>,
    /// Who opened it.
    pub opened_by: PersonId,
    /// When.
    pub opened_at: Stamp,
    /// Until when it may be used.
    pub discard_after: Option<Stamp>,
}

/// An opened vial as it is read, with its lot, product and people.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct OpenedVial {
    /// Identifier.
    pub id: VialId,
    /// Of which lot.
    pub lot: LotId,
    /// Its number.
    pub lot_number: String,
    /// Of which product.
    pub product: ProductId,
    /// Its name.
    pub product_name: String,
    /// For whom; none where the clinic splits vials.
    pub patient: Option<PatientId>,
    /// The clinic's number of that patient.
    pub patient_number: Option<String>,
    /// In which session.
    pub session: Option<SessionId>,
    /// Name of the one who opened it.
    pub opened_by_name: String,
    /// When.
    pub opened_at: Stamp,
    /// Until when it may be used.
    pub discard_after: Option<Stamp>,
    /// When it was thrown away.
    pub discarded_at: Option<Stamp>,
    /// Name of the one who did.
    pub discarded_by_name: Option<String>,
}

const READ: &str = "SELECT v.id, v.lot, l.number AS lot_number, l.product, p.name AS product_name, \
     COALESCE(q.merged_into, v.patient) AS patient, COALESCE(k.number, q.number) AS patient_number, v.session, \
     o.name AS opened_by_name, v.opened_at, v.discard_after, v.discarded_at, d.name AS discarded_by_name \
     FROM vial v JOIN lot l ON l.id = v.lot JOIN product p ON p.id = l.product JOIN person o ON o.id = v.opened_by \
     LEFT JOIN person d ON d.id = v.discarded_by LEFT JOIN patient q ON q.id = v.patient \
     LEFT JOIN patient k ON k.id = q.merged_into";

/// Writes down that a vial was opened.
pub async fn insert(tx: &mut Transaction, clinic: ClinicId, vial: &Vial) -> Result<(), DatabaseError> {
    tx.run(
        "INSERT INTO vial (id, clinic, lot, patient, session, opened_by, opened_at, discard_after) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        binds![
            vial.id,
            clinic,
            vial.lot,
            vial.patient,
            vial.session,
            vial.opened_by,
            vial.opened_at,
            vial.discard_after
        ],
    )
    .await?;
    Ok(())
}

/// A vial of a clinic.
pub async fn find(tx: &mut Transaction, clinic: ClinicId, id: VialId) -> Result<Option<OpenedVial>, DatabaseError> {
    tx.first(&format!("{READ} WHERE v.clinic = $1 AND v.id = $2"), binds![clinic, id])
        .await
}

/// Vials that were opened and not thrown away, the first to be discarded first.
pub async fn open(tx: &mut Transaction, clinic: ClinicId) -> Result<Vec<OpenedVial>, DatabaseError> {
    tx.all(
        &format!("{READ} WHERE v.clinic = $1 AND v.discarded_at IS NULL ORDER BY v.discard_after, v.opened_at, v.id"),
        binds![clinic],
    )
    .await
}

/// The vials of a lot, the latest opened first; at most `most`.
pub async fn of_lot(
    tx: &mut Transaction,
    clinic: ClinicId,
    lot: LotId,
    most: i64,
) -> Result<Vec<OpenedVial>, DatabaseError> {
    tx.all(
        &format!("{READ} WHERE v.clinic = $1 AND v.lot = $2 ORDER BY v.opened_at DESC, v.id DESC LIMIT $3"),
        binds![clinic, lot, most],
    )
    .await
}

/// Writes down that a vial was thrown away; says whether it was still there.
pub async fn discard(
    tx: &mut Transaction,
    clinic: ClinicId,
    id: VialId,
    by: PersonId,
    at: Stamp,
) -> Result<bool, DatabaseError> {
    let touched = tx
        .run(
            "UPDATE vial SET discarded_at = $1, discarded_by = $2 WHERE clinic = $3 AND id = $4 AND discarded_at IS NULL",
            binds![at, by, clinic, id],
        )
        .await?;
    Ok(touched == 1)
}

/// Writes down that the vials of a lot that were opened in a session for it alone ended with it.
pub async fn end_with_session(
    tx: &mut Transaction,
    clinic: ClinicId,
    session: SessionId,
    lot: LotId,
    by: PersonId,
    at: Stamp,
) -> Result<(), DatabaseError> {
    tx.run(
        "UPDATE vial SET discarded_at = $1, discarded_by = $2 WHERE clinic = $3 AND session = $4 AND lot = $5 \
         AND discarded_at IS NULL AND EXISTS \
         (SELECT 1 FROM lot l JOIN product p ON p.id = l.product WHERE l.id = vial.lot AND p.opened_hours IS NULL)",
        binds![at, by, clinic, session, lot],
    )
    .await?;
    Ok(())
}

/// The patient of a clinic who bears a number, as they are known now.
pub async fn patient_by_number(
    tx: &mut Transaction,
    clinic: ClinicId,
    number: &str,
) -> Result<Option<PatientId>, DatabaseError> {
    let row: Option<(PatientId,)> = tx
        .first(
            "SELECT COALESCE(merged_into, id) FROM patient WHERE clinic = $1 AND number = $2",
            binds![clinic, number],
        )
        .await?;
    Ok(row.map(|(id,)| id))
}
