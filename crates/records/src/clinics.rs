//! Clinics, and what their directors adopted.

use serde::{Deserialize, Serialize};

use crate::binds;
use crate::database::DatabaseError;
use crate::transaction::Transaction;
use crate::values::{ClinicId, Day, Json, PersonId, RowId, Stamp};

/// A clinic.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Clinic {
    /// Identifier.
    pub id: ClinicId,
    /// Name on every page and paper.
    pub name: String,
    /// Country, as its two letters (ISO 3166).
    pub country: String,
    /// Currency, as its three letters (ISO 4217).
    pub currency: String,
    /// Time zone, in which its days begin and end (IANA).
    pub time_zone: String,
    /// Language of the pages (`en`).
    pub language: String,
    /// Hours, closed days, prices.
    pub settings: Json<Settings>,
    /// Whether every patient of it is invented.
    pub demo: bool,
    /// Counts the changes.
    pub version: i64,
    /// When it was made.
    pub created_at: Stamp,
}

/// What a clinic sets for itself.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Opening hours, Monday first; none: closed on that weekday.
    pub hours: [Option<Hours>; 7],
    /// Days on which nobody comes (holidays, leave of the whole clinic).
    pub closed_days: Vec<Day>,
    /// Minutes without a touch after which a screen locks.
    pub idle_lock_minutes: Option<u32>,
    /// Price of a room hour, in hundredths of the currency.
    pub room_hour: Option<i64>,
    /// Pay of an injector for an hour, in hundredths of the currency.
    pub injector_hour: Option<i64>,
    /// Price of a session to the patient, in hundredths of the currency.
    pub session_price: Option<i64>,
    /// Hours between backups; none: only by hand.
    pub backup_hours: Option<u32>,
    /// Whether one person works alone here, so that mixtures are checked in single mode, which the record says.
    pub works_alone: bool,
    /// Whether the director adopted that a vial may serve several patients.
    pub vials_are_split: bool,
    /// Whom a patient calls at any hour, as it is printed on their sheets; empty: it is written in by hand.
    pub emergency_contact: String,
}

/// Opening hours of one weekday, in minutes from midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hours {
    /// Opens.
    pub from: u16,
    /// Closes.
    pub to: u16,
}

/// A bundle that a medical director adopted.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Adoption {
    /// Bundle by id (`screening`, `formulary`, ...).
    pub bundle: String,
    /// Version of the knowledge.
    pub knowledge_version: String,
    /// Its hash.
    pub knowledge_hash: String,
    /// Hash of each record of the bundle at that time, by id.
    pub record_hashes: Json<std::collections::BTreeMap<String, String>>,
    /// Who.
    pub director: PersonId,
    /// The name as it was.
    pub director_name: String,
    /// When.
    pub at: Stamp,
}

const COLUMNS: &str = "id, name, country, currency, time_zone, language, settings, demo, version, created_at";

/// Number of clinics; 0 before the first start is done.
pub async fn count(tx: &mut Transaction) -> Result<i64, DatabaseError> {
    tx.number("SELECT count(*) FROM clinic", vec![]).await
}

/// Adds a clinic.
pub async fn insert(tx: &mut Transaction, clinic: &Clinic) -> Result<(), DatabaseError> {
    tx.run(
        "INSERT INTO clinic (id, name, country, currency, time_zone, language, settings, demo, version, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        binds![
            clinic.id,
            &clinic.name,
            &clinic.country,
            &clinic.currency,
            &clinic.time_zone,
            &clinic.language,
            clinic.settings.bind(),
            clinic.demo,
            clinic.version,
            clinic.created_at
        ],
    )
    .await?;
    Ok(())
}

/// A clinic by id.
pub async fn find(tx: &mut Transaction, id: ClinicId) -> Result<Option<Clinic>, DatabaseError> {
    tx.first(&format!("SELECT {COLUMNS} FROM clinic WHERE id = $1"), binds![id])
        .await
}

/// Every clinic.
pub async fn all(tx: &mut Transaction) -> Result<Vec<Clinic>, DatabaseError> {
    tx.all(&format!("SELECT {COLUMNS} FROM clinic ORDER BY name, id"), vec![])
        .await
}

/// Writes a clinic's particulars where it still has the version that was read; says whether it did.
pub async fn update(tx: &mut Transaction, clinic: &Clinic) -> Result<bool, DatabaseError> {
    let touched = tx
        .run(
            "UPDATE clinic SET name = $1, country = $2, currency = $3, time_zone = $4, language = $5, settings = $6, \
             version = version + 1 WHERE id = $7 AND version = $8",
            binds![
                &clinic.name,
                &clinic.country,
                &clinic.currency,
                &clinic.time_zone,
                &clinic.language,
                clinic.settings.bind(),
                clinic.id,
                clinic.version
            ],
        )
        .await?;
    Ok(touched == 1)
}

/// Writes down that a bundle was adopted.
pub async fn adopt(tx: &mut Transaction, clinic: ClinicId, adoption: &Adoption) -> Result<(), DatabaseError> {
    tx.run(
        "INSERT INTO adoption (id, clinic, bundle, knowledge_version, knowledge_hash, record_hashes, director, director_name, at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        binds![
            RowId::new(), clinic, &adoption.bundle, &adoption.knowledge_version, &adoption.knowledge_hash,
            adoption.record_hashes.bind(), adoption.director, &adoption.director_name, adoption.at
        ],
    )
    .await?;
    Ok(())
}

/// What was adopted, the latest of each bundle.
pub async fn adoptions(tx: &mut Transaction, clinic: ClinicId) -> Result<Vec<Adoption>, DatabaseError> {
    tx.all(
        "SELECT bundle, knowledge_version, knowledge_hash, record_hashes, director, director_name, at FROM adoption a \
         WHERE clinic = $1 AND id = (SELECT max(b.id) FROM adoption b WHERE b.clinic = a.clinic AND b.bundle = a.bundle) \
         ORDER BY bundle",
        binds![clinic],
    )
    .await
}

/// A record that a medical director confirmed.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Confirmation {
    /// Record by id.
    pub record: String,
    /// Its hash at that time: a record of another content has to be confirmed again.
    pub record_hash: String,
    /// The name of the director as it was.
    pub director_name: String,
    /// Why, or what was changed in the clinic's own knowledge.
    pub reason: Option<String>,
    /// When.
    pub at: Stamp,
}

/// Writes down that a record was confirmed.
pub async fn confirm(
    tx: &mut Transaction,
    clinic: ClinicId,
    director: PersonId,
    confirmation: &Confirmation,
) -> Result<(), DatabaseError> {
    tx.run(
        "INSERT INTO confirmation (id, clinic, record, record_hash, director, director_name, reason, at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        binds![
            RowId::new(),
            clinic,
            &confirmation.record,
            &confirmation.record_hash,
            director,
            &confirmation.director_name,
            confirmation.reason.clone(),
            confirmation.at
        ],
    )
    .await?;
    Ok(())
}

/// What was confirmed, the earliest first.
pub async fn confirmations(tx: &mut Transaction, clinic: ClinicId) -> Result<Vec<Confirmation>, DatabaseError> {
    tx.all(
        "SELECT record, record_hash, director_name, reason, at FROM confirmation WHERE clinic = $1 ORDER BY id",
        binds![clinic],
    )
    .await
}
