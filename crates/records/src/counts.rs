//! How many things of each kind a patient has: what the rail's states are worked out from.

use crate::binds;
use crate::database::DatabaseError;
use crate::patients::FAMILY;
use crate::transaction::Transaction;
use crate::values::PatientId;

/// How many things of each kind a patient has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Signed plans that were not ended.
    pub signed_plans: i64,
    /// Plans that nobody signed.
    pub draft_plans: i64,
    /// Consents to treatment that were signed and not withdrawn.
    pub signed_consents: i64,
    /// Signed sessions.
    pub signed_sessions: i64,
    /// Sessions that nobody signed.
    pub open_sessions: i64,
    /// Photographs in view.
    pub photographs: i64,
    /// Adverse events that are not over.
    pub open_adverse_events: i64,
    /// Adverse events.
    pub adverse_events: i64,
}

/// Counts what a patient has.
pub async fn of(tx: &mut Transaction, patient: PatientId) -> Result<Counts, DatabaseError> {
    let mut count = async |what: &str| -> Result<i64, DatabaseError> {
        tx.number(&format!("SELECT count(*) FROM {what}"), binds![patient])
            .await
    };
    Ok(Counts {
        signed_plans: count(&format!(
            "(SELECT DISTINCT id FROM plan p WHERE {FAMILY} AND signed_at IS NOT NULL \
             AND NOT EXISTS (SELECT 1 FROM plan_end e WHERE e.plan = p.id)) AS signed"
        ))
        .await?,
        draft_plans: count(&format!("plan WHERE {FAMILY} AND signed_at IS NULL")).await?,
        signed_consents: count(&format!(
            "consent c WHERE {FAMILY} AND kind = 'treatment' AND signed_at IS NOT NULL \
             AND NOT EXISTS (SELECT 1 FROM consent_withdrawal w WHERE w.consent = c.id)"
        ))
        .await?,
        signed_sessions: count(&format!(
            "(SELECT DISTINCT id FROM session WHERE {FAMILY} AND state = 'signed') AS signed"
        ))
        .await?,
        open_sessions: count(&format!("session WHERE {FAMILY} AND state = 'open'")).await?,
        photographs: count(&format!("photograph WHERE {FAMILY} AND removed_at IS NULL")).await?,
        open_adverse_events: count(&format!(
            "adverse_event WHERE {FAMILY} AND outcome IN ('open', 'unknown')"
        ))
        .await?,
        adverse_events: count(&format!("adverse_event WHERE {FAMILY}")).await?,
    })
}
