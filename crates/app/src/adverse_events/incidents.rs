//! Incidents: opened where something was done otherwise than allowed, looked into once by somebody who may.
//!
//! What was done is recorded as it was (DECISIONS.md 3); the incident is what makes somebody look at it.

use anagen_records::adverse_events::incidents::{self, Incident, NewIncident};
use anagen_records::values::{IncidentId, PatientId, SessionId};
use anagen_records::{Stamp, Transaction, sessions};

pub use anagen_records::adverse_events::incidents::IncidentKind;

use crate::Message;
use crate::actor::{Action, Actor};
use crate::app::App;
use crate::error::{AppError, Invalid};
use crate::patients;
use crate::transaction::Deed;

/// Most characters of what was done, and of what came of it.
pub const MOST_CHARACTERS: usize = 4_000;
/// Incidents on one page.
pub const PAGE: i64 = 50;

/// Opens an incident inside a transaction that writes; its audit entry is that of the deed which it belongs to.
pub async fn open_incident(
    tx: &mut Transaction,
    actor: &Actor,
    patient: Option<PatientId>,
    session: Option<SessionId>,
    kind: IncidentKind,
    what: String,
    now: Stamp,
) -> Result<IncidentId, AppError> {
    if let Some(patient) = patient {
        patients::of(tx, actor, patient).await?;
    }
    if let Some(session) = session {
        let patient = patient.ok_or(AppError::NotFound("session"))?;
        sessions::find(tx, actor.clinic, patient, session)
            .await?
            .ok_or(AppError::NotFound("session"))?;
    }
    let incident = NewIncident {
        id: IncidentId::new(),
        patient,
        session,
        kind,
        what: what.trim().chars().take(MOST_CHARACTERS).collect(),
        opened_by: actor.person,
        opened_at: now,
    };
    incidents::insert(tx, actor.clinic, &incident).await?;
    Ok(incident.id)
}

/// Opens an incident by hand.
pub async fn report(
    actor: &Actor,
    app: &App,
    patient: Option<PatientId>,
    session: Option<SessionId>,
    kind: IncidentKind,
    what: String,
) -> Result<IncidentId, AppError> {
    let mut writing = app.write(actor, Action::ReportHarm).await?;
    check_words(&what, "what", "adverse-events-incident-what-missing")?;
    let now = writing.now;
    let id = open_incident(&mut writing.tx, actor, patient, session, kind, what.clone(), now).await?;
    let mut deed = Deed::new("incident.open", "incident", id).wrote(&(kind, what));
    if let Some(patient) = patient {
        deed = deed.of(patient);
    }
    writing.commit(deed).await?;
    Ok(id)
}

/// Every incident of a patient, the latest first.
pub async fn of_patient(tx: &mut Transaction, actor: &Actor, patient: PatientId) -> Result<Vec<Incident>, AppError> {
    let patient = patients::of(tx, actor, patient).await?;
    Ok(incidents::of_patient(tx, patient.id).await?)
}

/// A page of the clinic's incidents, the latest first: those that nobody has looked into yet, or the others.
pub async fn list(actor: &Actor, app: &App, open: bool, before: Option<IncidentId>) -> Result<Vec<Incident>, AppError> {
    let deed = Deed::new("incident.list", "incident", "");
    let mut reading = app.read_record(actor, Action::ReadRecord, deed).await?;
    Ok(incidents::list(&mut reading.tx, actor.clinic, open, before, PAGE + 1).await?)
}

/// An incident of the clinic.
pub async fn find(actor: &Actor, app: &App, id: IncidentId) -> Result<Incident, AppError> {
    let deed = Deed::new("incident.open_page", "incident", id);
    let mut reading = app.read_record(actor, Action::ReadRecord, deed).await?;
    incidents::find(&mut reading.tx, actor.clinic, id)
        .await?
        .ok_or(AppError::NotFound("incident"))
}

/// Writes down what came of an incident. It is done once; the one who did it otherwise than allowed cannot do it.
pub async fn review(actor: &Actor, app: &App, id: IncidentId, outcome: String) -> Result<(), AppError> {
    let mut writing = app.write(actor, Action::ReviewIncidents).await?;
    let incident = incidents::find(&mut writing.tx, actor.clinic, id).await?;
    let incident = incident.ok_or(AppError::NotFound("incident"))?;
    check_words(&outcome, "outcome", "adverse-events-incident-outcome-missing")?;
    let now = writing.now;
    if !incidents::review(&mut writing.tx, actor.clinic, id, outcome.trim(), actor.person, now).await? {
        return Err(AppError::Stale("incident"));
    }
    let mut deed = Deed::new("incident.review", "incident", id).wrote(&outcome);
    if let Some(patient) = incident.patient {
        deed = deed.of(patient);
    }
    writing.commit(deed).await
}

/// Holds a text to being there and not too long.
pub(crate) fn check_words(text: &str, field: &str, missing: &'static str) -> Result<(), Invalid> {
    let mut invalid = Invalid::default();
    if text.trim().is_empty() {
        invalid.add(field, Message::new(missing));
    } else if text.chars().count() > MOST_CHARACTERS {
        invalid.add(
            field,
            Message::new("adverse-events-text-too-long").with("most", MOST_CHARACTERS),
        );
    }
    if invalid.0.is_empty() { Ok(()) } else { Err(invalid) }
}
