//! Consents: the text as it was handed over, what was initialled and signed, what was withdrawn.
//!
//! A row is made when a text is handed over and sealed by its signature; the latest one of a kind counts.

use serde_json::Value;

use crate::database::DatabaseError;
use crate::patients::FAMILY;
use crate::transaction::Transaction;
use crate::values::{ClinicId, ConsentId, Day, Json, PatientId, PersonId, PlanId, Stamp};
use crate::{binds, words};

words! {
    /// What is consented to.
    pub enum ConsentKind {
        /// The treatment of one version of a plan.
        Treatment = "treatment",
        /// One use of photographs.
        Photographs = "photographs",
    }
}

words! {
    /// What photographs may be used for; each is given and withdrawn on its own.
    pub enum PhotographClass {
        /// The patient's own record.
        Care = "care",
        /// Teaching.
        Teaching = "teaching",
        /// Publication and advertising.
        Publication = "publication",
    }
}

/// A consent.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Consent {
    /// Identifier.
    pub id: ConsentId,
    /// Whose.
    pub patient: PatientId,
    /// To what.
    pub kind: ConsentKind,
    /// Photographs: for which use.
    pub class: Option<PhotographClass>,
    /// Treatment: by which plan.
    pub plan: Option<PlanId>,
    /// And which version of it.
    pub plan_version: Option<i64>,
    /// Language of the text.
    pub language: String,
    /// The text as it was handed over.
    pub text: Json<Value>,
    /// Its BLAKE3.
    pub text_hash: String,
    /// What was initialled and answered, item by item.
    pub items: Json<Value>,
    /// How it was signed: the drawn line, or a declaration in words.
    pub signature: Option<Json<Value>>,
    /// The name that the patient wrote.
    pub signed_name: Option<String>,
    /// When the text was handed over.
    pub given_at: Stamp,
    /// By whom.
    pub given_by: PersonId,
    /// Their name.
    pub given_by_name: String,
    /// First local day on which it may be signed.
    pub may_be_signed_on: Day,
    /// Last local day on which it holds once it is signed; none: without limit.
    pub holds_until: Option<Day>,
    /// Who saw it signed.
    pub witnessed_by: Option<PersonId>,
    /// Their name.
    pub witnessed_by_name: Option<String>,
    /// When it was signed.
    pub signed_at: Option<Stamp>,
    /// When it was withdrawn.
    pub withdrawn_at: Option<Stamp>,
    /// Why.
    pub withdrawn_because: Option<String>,
}

/// What a signature adds to a consent.
#[derive(Debug, Clone, PartialEq)]
pub struct ConsentSigning {
    /// What was initialled and answered.
    pub items: Json<Value>,
    /// The drawn line, or a declaration in words.
    pub signature: Json<Value>,
    /// The name that the patient wrote.
    pub signed_name: String,
    /// Who saw it.
    pub witnessed_by: PersonId,
    /// When.
    pub signed_at: Stamp,
    /// Last local day on which it holds.
    pub holds_until: Option<Day>,
}

const COLUMNS: &str = "c.id, c.patient, c.kind, c.class, c.plan, c.plan_version, c.language, c.text, c.text_hash, c.items, c.signature, \
     c.signed_name, c.given_at, c.given_by, giver.name AS given_by_name, c.may_be_signed_on, c.holds_until, c.witnessed_by, \
     witness.name AS witnessed_by_name, c.signed_at, w.at AS withdrawn_at, w.reason AS withdrawn_because";
const FROM: &str = "consent c JOIN person giver ON giver.id = c.given_by LEFT JOIN person witness ON witness.id = c.witnessed_by \
     LEFT JOIN consent_withdrawal w ON w.consent = c.id";

/// Every consent of a patient, the latest first.
pub async fn of_patient(tx: &mut Transaction, patient: PatientId) -> Result<Vec<Consent>, DatabaseError> {
    let sql = format!("SELECT {COLUMNS} FROM {FROM} WHERE c.{FAMILY} ORDER BY c.id DESC");
    tx.all(&sql, binds![patient]).await
}

/// One consent.
pub async fn find(
    tx: &mut Transaction,
    patient: PatientId,
    consent: ConsentId,
) -> Result<Option<Consent>, DatabaseError> {
    let sql = format!("SELECT {COLUMNS} FROM {FROM} WHERE c.{FAMILY} AND c.id = $2");
    tx.first(&sql, binds![patient, consent]).await
}

/// The text that was last handed over in a clinic, to whomever: what the clinic writes into it stays mostly the same.
pub async fn latest_text_of_clinic(
    tx: &mut Transaction,
    clinic: ClinicId,
) -> Result<Option<Json<Value>>, DatabaseError> {
    let row: Option<(Json<Value>,)> = tx
        .first(
            "SELECT text FROM consent WHERE clinic = $1 AND kind = 'treatment' ORDER BY id DESC LIMIT 1",
            binds![clinic],
        )
        .await?;
    Ok(row.map(|(text,)| text))
}

/// Adds a consent: handed over, and signed where it is.
pub async fn insert(tx: &mut Transaction, clinic: ClinicId, consent: &Consent) -> Result<(), DatabaseError> {
    tx.run(
        "INSERT INTO consent (id, clinic, patient, kind, class, plan, plan_version, language, text, text_hash, items, signature, \
         signed_name, given_at, given_by, may_be_signed_on, holds_until, witnessed_by, signed_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)",
        binds![
            consent.id,
            clinic,
            consent.patient,
            consent.kind,
            consent.class,
            consent.plan,
            consent.plan_version,
            &consent.language,
            consent.text.bind(),
            &consent.text_hash,
            consent.items.bind(),
            consent.signature.as_ref().map_or(crate::Bind::Text(None), Json::bind),
            consent.signed_name.clone(),
            consent.given_at,
            consent.given_by,
            consent.may_be_signed_on,
            consent.holds_until,
            consent.witnessed_by,
            consent.signed_at
        ],
    )
    .await?;
    Ok(())
}

/// Signs a consent where nobody did yet; says whether it did. From then on it is sealed.
pub async fn sign(tx: &mut Transaction, consent: ConsentId, signing: &ConsentSigning) -> Result<bool, DatabaseError> {
    let touched = tx
        .run(
            "UPDATE consent SET items = $1, signature = $2, signed_name = $3, witnessed_by = $4, signed_at = $5, holds_until = $6 \
             WHERE id = $7 AND signed_at IS NULL",
            binds![
                signing.items.bind(),
                signing.signature.bind(),
                &signing.signed_name,
                signing.witnessed_by,
                signing.signed_at,
                signing.holds_until,
                consent
            ],
        )
        .await?;
    Ok(touched == 1)
}

/// Withdraws a consent; it can be done once.
pub async fn withdraw(
    tx: &mut Transaction,
    clinic: ClinicId,
    consent: ConsentId,
    reason: &str,
    by: PersonId,
    at: Stamp,
) -> Result<(), DatabaseError> {
    tx.run(
        "INSERT INTO consent_withdrawal (consent, clinic, reason, by_person, at) VALUES ($1, $2, $3, $4, $5)",
        binds![consent, clinic, reason, by, at],
    )
    .await?;
    Ok(())
}
