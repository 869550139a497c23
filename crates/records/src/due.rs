//! What waits for somebody in a clinic: records that nobody signed, credentials that run out.

use crate::binds;
use crate::consents::ConsentKind;
use crate::database::DatabaseError;
use crate::transaction::Transaction;
use crate::values::{ClinicId, Day, PatientId, PersonId, PlanId, SessionId, Stamp};

/// A session, or an amendment of one, that nobody signed.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct OpenSession {
    /// Which.
    pub id: SessionId,
    /// Above 1 for an amendment.
    pub version: i64,
    /// Whose.
    pub patient: PatientId,
    /// Its day.
    pub day: Day,
}

/// Sessions that nobody signed, the oldest first.
pub async fn open_sessions(
    tx: &mut Transaction,
    clinic: ClinicId,
    until: Day,
    limit: i64,
) -> Result<Vec<OpenSession>, DatabaseError> {
    tx.all(
        "SELECT id, version, patient, day FROM session WHERE clinic = $1 AND state = 'open' AND day <= $2 \
         ORDER BY day, id LIMIT $3",
        binds![clinic, until, limit],
    )
    .await
}

/// A plan that nobody signed.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct DraftPlan {
    /// Which.
    pub id: PlanId,
    /// Above 1 for an amendment.
    pub version: i64,
    /// Whose.
    pub patient: PatientId,
    /// When somebody last worked on it.
    pub changed_at: Stamp,
}

/// Plans that nobody signed and nobody worked on since a moment, the longest untouched first.
pub async fn draft_plans(
    tx: &mut Transaction,
    clinic: ClinicId,
    before: Stamp,
    limit: i64,
) -> Result<Vec<DraftPlan>, DatabaseError> {
    tx.all(
        "SELECT id, version, patient, changed_at FROM plan WHERE clinic = $1 AND signed_at IS NULL AND changed_at < $2 \
         ORDER BY changed_at, id LIMIT $3",
        binds![clinic, before, limit],
    )
    .await
}

/// A consent whose text was handed over and which nobody signed.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct UnsignedConsent {
    /// Whose.
    pub patient: PatientId,
    /// To what.
    pub kind: ConsentKind,
    /// First day on which it may be signed.
    pub may_be_signed_on: Day,
}

/// Consents that may be signed by a day and whose text was handed over since a moment, the first first.
///
/// One that a later text took the place of, that was withdrawn, or whose course was ended, waits for nobody.
pub async fn unsigned_consents(
    tx: &mut Transaction,
    clinic: ClinicId,
    until: Day,
    given_since: Stamp,
    limit: i64,
) -> Result<Vec<UnsignedConsent>, DatabaseError> {
    tx.all(
        "SELECT c.patient, c.kind, c.may_be_signed_on FROM consent c \
         WHERE c.clinic = $1 AND c.signed_at IS NULL AND c.may_be_signed_on <= $2 AND c.given_at >= $3 \
         AND NOT EXISTS (SELECT 1 FROM consent n WHERE n.patient = c.patient AND n.id > c.id AND n.kind = c.kind \
         AND coalesce(n.class, '') = coalesce(c.class, '')) \
         AND NOT EXISTS (SELECT 1 FROM consent_withdrawal w WHERE w.consent = c.id) \
         AND NOT EXISTS (SELECT 1 FROM plan_end e WHERE e.plan = c.plan) \
         ORDER BY c.may_be_signed_on, c.id LIMIT $4",
        binds![clinic, until, given_since, limit],
    )
    .await
}

/// A credential that runs out, or ran out, with nothing in its place.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct EndingCredential {
    /// Whose.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// What it is.
    pub title: String,
    /// Its last day.
    pub valid_until: Day,
}

/// Credentials of those who work here that end by a day, the first first. One in whose place a longer one of the same scope and
/// country stands is left out.
pub async fn ending_credentials(
    tx: &mut Transaction,
    clinic: ClinicId,
    by: Day,
    limit: i64,
) -> Result<Vec<EndingCredential>, DatabaseError> {
    tx.all(
        "SELECT c.person, p.name, c.title, c.valid_until FROM credential c JOIN person p ON p.id = c.person \
         WHERE c.clinic = $1 AND p.left_at IS NULL AND c.withdrawn_at IS NULL AND c.valid_until <= $2 \
         AND NOT EXISTS (SELECT 1 FROM credential d WHERE d.person = c.person AND d.withdrawn_at IS NULL \
         AND d.valid_until > c.valid_until AND d.country = c.country AND (d.may_prescribe OR NOT c.may_prescribe) \
         AND (d.may_inject OR NOT c.may_inject) AND (d.may_prepare OR NOT c.may_prepare)) \
         ORDER BY c.valid_until, p.name, c.id LIMIT $3",
        binds![clinic, by, limit],
    )
    .await
}
