//! Reading and writing on behalf of somebody: the right is checked first, the audit entry comes last.

use anagen_records::audit::{self, Entry};
use anagen_records::values::PatientId;
use anagen_records::{Stamp, Transaction};
use serde::Serialize;

use crate::actor::{Action, Actor};
use crate::app::App;
use crate::error::AppError;

/// What is written into the audit trail of one deed.
#[derive(Debug, Clone, PartialEq)]
pub struct Deed {
    action: &'static str,
    kind: &'static str,
    record: String,
    patient: Option<PatientId>,
    reason: Option<String>,
    digest: Option<String>,
}

impl Deed {
    /// A deed (`"plan.sign"`) on a thing (`"plan"`, its id).
    #[expect(clippy::needless_pass_by_value, reason = "callers hand over an id, which is copied")]
    pub fn new(action: &'static str, kind: &'static str, record: impl ToString) -> Self {
        Self {
            action,
            kind,
            record: record.to_string(),
            patient: None,
            reason: None,
            digest: None,
        }
    }

    /// On a patient's record.
    #[must_use]
    pub fn of(mut self, patient: PatientId) -> Self {
        self.patient = Some(patient);
        self
    }

    /// With the reason that was given.
    #[must_use]
    pub fn because(mut self, reason: impl Into<String>) -> Self {
        self.reason = Some(reason.into());
        self
    }

    /// With the hash of what was written.
    #[must_use]
    pub fn wrote(mut self, what: &impl Serialize) -> Self {
        self.digest = serde_json::to_vec(what)
            .ok()
            .map(|bytes| blake3::hash(&bytes).to_hex().to_string());
        self
    }

    pub(crate) fn entry(self, actor: Option<&Actor>, at: Stamp) -> Entry {
        let roles = actor.map(|actor| {
            actor
                .roles
                .iter()
                .map(|role| role.as_str())
                .collect::<Vec<_>>()
                .join(",")
        });
        Entry {
            at,
            clinic: actor.map(|actor| actor.clinic),
            person: actor.map(|actor| actor.person),
            roles: roles.unwrap_or_default(),
            device: actor.map(|actor| actor.device.clone()).unwrap_or_default(),
            action: self.action.to_owned(),
            kind: self.kind.to_owned(),
            record: self.record,
            patient: self.patient,
            reason: self.reason,
            digest: self.digest,
        }
    }
}

/// A transaction that reads for somebody.
#[derive(Debug)]
pub struct Reading {
    /// The transaction.
    pub tx: Transaction,
    /// The present moment.
    pub now: Stamp,
}

/// A transaction that writes for somebody; it lasts only with its audit entry.
#[derive(Debug)]
pub struct Writing<'a> {
    /// The transaction.
    pub tx: Transaction,
    /// The present moment.
    pub now: Stamp,
    app: &'a App,
    actor: &'a Actor,
}

impl App {
    /// Opens a reading transaction for what needs a right but shows no patient's record (agenda, stock, knowledge).
    pub async fn read(&self, actor: &Actor, action: Action) -> Result<Reading, AppError> {
        actor.demand(action)?;
        Ok(Reading {
            tx: self.database().read().await?,
            now: self.now(),
        })
    }

    /// Opens a reading transaction on a patient's record; that it was opened is written down first.
    pub async fn read_record(&self, actor: &Actor, action: Action, deed: Deed) -> Result<Reading, AppError> {
        actor.demand(action)?;
        self.note(Some(actor), deed).await?;
        Ok(Reading {
            tx: self.database().read().await?,
            now: self.now(),
        })
    }

    /// Opens a writing transaction.
    pub async fn write<'a>(&'a self, actor: &'a Actor, action: Action) -> Result<Writing<'a>, AppError> {
        actor.demand(action)?;
        self.write_as(actor).await
    }

    /// Opens a writing transaction for what the caller has allowed by other means (own password, the patient tablet).
    pub(crate) async fn write_as<'a>(&'a self, actor: &'a Actor) -> Result<Writing<'a>, AppError> {
        Ok(Writing {
            tx: self.database().write().await?,
            now: self.now(),
            app: self,
            actor,
        })
    }

    /// Writes an entry of the audit trail on its own.
    pub(crate) async fn note(&self, actor: Option<&Actor>, deed: Deed) -> Result<(), AppError> {
        let entry = deed.entry(actor, self.now());
        Ok(self.noted.write(self.database(), self.audit_key(), entry).await?)
    }
}

impl Writing<'_> {
    /// Writes the audit entry and makes everything last.
    pub async fn commit(self, deed: Deed) -> Result<(), AppError> {
        self.commit_all([deed]).await
    }

    /// Writes several audit entries and makes everything last.
    pub async fn commit_all(mut self, deeds: impl IntoIterator<Item = Deed>) -> Result<(), AppError> {
        for deed in deeds {
            let entry = deed.entry(Some(self.actor), self.now);
            audit::append(&mut self.tx, self.app.audit_key(), &entry).await?;
        }
        Ok(self.tx.commit().await?)
    }
}
