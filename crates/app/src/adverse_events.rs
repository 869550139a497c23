//! Adverse events of a patient, and incidents: what was done otherwise than allowed.
//!
//! An event is written down when it is seen and written on until it is over: each change is a version, and one that started
//! from an earlier version is refused. What is done about it is appended with its time, beside the versions, so that whoever
//! manages an emergency never waits for whoever edits the report.

pub mod causality;
pub mod guidance;
pub mod incidents;
pub mod overlay;
pub mod report;

use std::sync::Arc;

use anagen_knowledge::Knowledge;
use anagen_records::adverse_events::{self as stored, Step};
use anagen_records::photographs::Photograph;
use anagen_records::plans::{self, Signature};
use anagen_records::revisions::{self, Revision};
use anagen_records::values::{AdverseEventId, PatientId, PersonId, PhotographId};
use anagen_records::{Json, Stamp, Transaction, people, sessions};

pub use anagen_records::adverse_events::{AdverseEvent, Line, Outcome, StepKind};

pub use self::incidents::{IncidentKind, open_incident};
use self::overlay::PastSession;
pub use self::report::{Answer, Details, Patch, Report};
use crate::Message;
use crate::actor::{Action, Actor};
use crate::app::App;
use crate::error::{AppError, Invalid};
use crate::stock::clusters::quarantine_proven;
use crate::transaction::{Deed, Writing};
use crate::way::{self, Way};
use crate::{case, patients, photographs};

/// Events on one page of the clinic's list.
pub const PAGE: i64 = 50;
/// Kind of thing under which versions and signatures are kept.
const KIND: &str = "adverse_event";

/// Every adverse event of a patient, the latest first.
pub async fn list(tx: &mut Transaction, actor: &Actor, patient: PatientId) -> Result<Vec<AdverseEvent>, AppError> {
    let patient = patients::of(tx, actor, patient).await?;
    Ok(stored::of_patient(tx, patient.id).await?)
}

/// An adverse event of a patient.
pub async fn find(
    tx: &mut Transaction,
    actor: &Actor,
    patient: PatientId,
    id: AdverseEventId,
) -> Result<AdverseEvent, AppError> {
    let patient = patients::of(tx, actor, patient).await?;
    stored::find(tx, patient.id, id)
        .await?
        .ok_or(AppError::NotFound("adverse event"))
}

/// A page of the clinic's adverse events, the latest first.
pub async fn of_clinic(
    actor: &Actor,
    app: &App,
    going_on: bool,
    before: Option<AdverseEventId>,
) -> Result<Vec<Line>, AppError> {
    let deed = Deed::new("adverse_events.list", KIND, "");
    let mut reading = app.read_record(actor, Action::ReadRecord, deed).await?;
    Ok(stored::list(&mut reading.tx, actor.clinic, going_on, before, PAGE + 1).await?)
}

/// A version of an event, as it is told.
#[derive(Debug, Clone)]
pub struct Version {
    /// Its number.
    pub version: i64,
    /// What it said.
    pub report: Report,
    /// Why it was changed.
    pub reason: Option<String>,
    /// Name of the one who wrote it.
    pub by_name: String,
    /// When.
    pub at: Stamp,
}

/// Everything that the page of an event shows.
#[derive(Debug, Clone)]
pub struct EventView {
    /// Where the patient stands.
    pub way: Way,
    /// The event.
    pub event: AdverseEvent,
    /// What it says.
    pub report: Report,
    /// What was done about it, in the order in which it was done.
    pub steps: Vec<Step>,
    /// Its photographs.
    pub photographs: Vec<Photograph>,
    /// The patient's sessions, the latest first.
    pub sessions: Vec<PastSession>,
    /// Its versions, the latest first.
    pub versions: Vec<Version>,
}

/// Opens an event.
pub async fn open(actor: &Actor, app: &App, patient: PatientId, id: AdverseEventId) -> Result<EventView, AppError> {
    let knowledge = app.knowledge(actor.clinic).await?;
    let deed = Deed::new("adverse_event.open", KIND, id).of(patient);
    let mut reading = app.read_record(actor, Action::ReadRecord, deed).await?;
    let now = reading.now;
    let tx = &mut reading.tx;
    let event = find(tx, actor, patient, id).await?;
    let way = way::in_transaction(tx, actor, knowledge, patient, now).await?;
    let photographs = photographs::list(tx, actor, patient).await?;
    let mut versions = Vec::new();
    for revision in revisions::of(tx, actor.clinic, KIND, &id.to_string()).await? {
        let report = serde_json::from_str(&revision.body)
            .map_err(|error| AppError::Internal(format!("a version of an adverse event cannot be read: {error}")))?;
        let by_name = match revision.by_person {
            Some(person) => name_of(tx, actor, person).await?,
            None => String::new(),
        };
        versions.push(Version {
            version: revision.version,
            report,
            reason: revision.reason,
            by_name,
            at: revision.at,
        });
    }
    Ok(EventView {
        report: Report::of(&event)?,
        steps: stored::steps(tx, id).await?,
        photographs: photographs
            .into_iter()
            .filter(|one| one.adverse_event == Some(id))
            .collect(),
        sessions: overlay::past_sessions(tx, actor, patient, now).await?,
        versions,
        event,
        way,
    })
}

async fn name_of(tx: &mut Transaction, actor: &Actor, person: PersonId) -> Result<String, AppError> {
    Ok(people::find(tx, actor.clinic, person)
        .await?
        .map(|person| person.name)
        .unwrap_or_default())
}

/// Writes an adverse event down, with photographs that show it.
pub async fn write_down(
    actor: &Actor,
    app: &App,
    patient: PatientId,
    report: Report,
    photographs: &[PhotographId],
) -> Result<AdverseEventId, AppError> {
    let knowledge = app.knowledge(actor.clinic).await?;
    let mut writing = app.write(actor, Action::ReportHarm).await?;
    let report = settle(&mut writing, actor, &knowledge, patient, report, None).await?;
    let now = writing.now;
    let event = AdverseEvent {
        id: AdverseEventId::new(),
        patient,
        session: report.session,
        code: report.code.clone(),
        grade: report.grade,
        serious: report.serious,
        onset_on: report.onset_on,
        infection: report.counts_as_infection(&knowledge),
        body: body_of(&report)?,
        outcome: report.outcome,
        version: 1,
        created_by: actor.person,
        created_by_name: actor.name.clone(),
        created_at: now,
        changed_at: now,
    };
    stored::insert(&mut writing.tx, actor.clinic, &event).await?;
    for photograph in photographs {
        photographs::put_with_event_in(&mut writing.tx, actor, patient, *photograph, event.id).await?;
    }
    let deed = Deed::new("adverse_event.write_down", KIND, event.id)
        .of(patient)
        .wrote(&report);
    seal(writing, actor, app, &event, &report, None, deed).await?;
    Ok(event.id)
}

/// Changes an adverse event that still has the version that was read.
pub async fn change(
    actor: &Actor,
    app: &App,
    patient: PatientId,
    id: AdverseEventId,
    version: i64,
    report: Report,
    reason: &str,
) -> Result<(), AppError> {
    let knowledge = app.knowledge(actor.clinic).await?;
    let mut writing = app.write(actor, Action::ReportHarm).await?;
    let before = find(&mut writing.tx, actor, patient, id).await?;
    if before.version != version {
        return Err(AppError::Stale("adverse event"));
    }
    let earlier = Report::of(&before)?;
    let report = settle(&mut writing, actor, &knowledge, patient, report, Some(&earlier)).await?;
    if report == earlier {
        return Ok(());
    }
    incidents::check_words(reason, "reason", "adverse-events-reason-missing")?;
    let event = AdverseEvent {
        session: report.session,
        code: report.code.clone(),
        grade: report.grade,
        serious: report.serious,
        onset_on: report.onset_on,
        infection: report.counts_as_infection(&knowledge),
        body: body_of(&report)?,
        outcome: report.outcome,
        version: version + 1,
        changed_at: writing.now,
        ..before
    };
    if !stored::update(&mut writing.tx, actor.clinic, &event).await? {
        return Err(AppError::Stale("adverse event"));
    }
    let deed = Deed::new("adverse_event.change", KIND, id)
        .of(patient)
        .because(reason.trim())
        .wrote(&report);
    seal(writing, actor, app, &event, &report, Some(reason.trim()), deed).await
}

fn body_of(report: &Report) -> Result<Json<serde_json::Value>, AppError> {
    let body = serde_json::to_value(&report.details);
    Ok(Json(body.map_err(|error| {
        AppError::Internal(format!("an adverse event cannot be stored: {error}"))
    })?))
}

/// Checks a report, and fills in what is not for its writer to say.
async fn settle(
    writing: &mut Writing<'_>,
    actor: &Actor,
    knowledge: &Arc<Knowledge>,
    patient: PatientId,
    mut report: Report,
    earlier: Option<&Report>,
) -> Result<Report, AppError> {
    let patient = patients::of(&mut writing.tx, actor, patient).await?;
    let clinic = patients::clinic_of(&mut writing.tx, actor).await?;
    let today = writing.now.0.to_zoned(case::time_zone(&clinic)).date();
    report.check(knowledge, &patient, today)?;
    if let Some(session) = report.session {
        let session = sessions::find(&mut writing.tx, actor.clinic, patient.id, session).await?;
        let session = session.ok_or(AppError::NotFound("session"))?;
        if report.onset_on.is_some_and(|onset| onset < session.day) {
            let mut invalid = Invalid::default();
            invalid.add("session", Message::new("adverse-events-session-after-onset"));
            return Err(invalid.into());
        }
    }
    for text in [
        &mut report.details.other,
        &mut report.details.description,
        &mut report.details.outcome_note,
    ] {
        *text = text.trim().to_owned();
    }
    report.details.proven = report.details.mycobacteria == Some(Answer::Yes);
    // Whose judgement it is: of the one who changed it last.
    let judged = earlier.map(|earlier| (earlier.details.causality, earlier.details.judged_by.clone()));
    report.details.judged_by = match (report.details.causality, judged) {
        (None, _) => None,
        (now, Some((before, by))) if now == before => by,
        (Some(_), _) => Some(actor.name.clone()),
    };
    Ok(report)
}

/// Keeps the version, signs the judgement of causality where it is new, quarantines where mycobacteria are proven, and commits.
async fn seal(
    mut writing: Writing<'_>,
    actor: &Actor,
    app: &App,
    event: &AdverseEvent,
    report: &Report,
    reason: Option<&str>,
    deed: Deed,
) -> Result<(), AppError> {
    let now = writing.now;
    let id = event.id.to_string();
    let body = serde_json::to_string(report)
        .map_err(|error| AppError::Internal(format!("an adverse event cannot be stored: {error}")))?;
    let judged_before = match revisions::of(&mut writing.tx, actor.clinic, KIND, &id).await?.first() {
        Some(last) => serde_json::from_str::<Report>(&last.body)
            .ok()
            .and_then(|report| report.details.causality),
        None => None,
    };
    if let Some(causality) = report
        .details
        .causality
        .filter(|causality| Some(*causality) != judged_before)
    {
        let signature = Signature {
            kind: KIND.to_owned(),
            record: id.clone(),
            version: event.version,
            role: "causality".to_owned(),
            person: actor.person,
            person_name: actor.name.clone(),
            meaning: format!("judged the causality: {causality}"),
            digest: blake3::hash(body.as_bytes()).to_hex().to_string(),
            at: now,
        };
        plans::add_signature(&mut writing.tx, actor.clinic, &signature).await?;
    }
    let revision = Revision {
        version: event.version,
        body,
        reason: reason.map(str::to_owned),
        by_person: Some(actor.person),
        at: now,
    };
    revisions::keep(&mut writing.tx, actor.clinic, KIND, &id, &revision).await?;
    let mut deeds = vec![deed];
    if report.details.proven {
        let clinic = patients::clinic_of(&mut writing.tx, actor).await?;
        let today = now.0.to_zoned(case::time_zone(&clinic)).date();
        let seen_on = event.onset_on.map_or(today, |day| day.0);
        let quarantined = quarantine_proven(&mut writing.tx, actor, app, event.patient, seen_on, now).await?;
        deeds.extend(quarantined.into_iter().map(|(_, deed)| deed));
    }
    writing.commit_all(deeds).await
}

/// A step that was done, as somebody says it.
#[derive(Debug, Clone, PartialEq)]
pub struct NewStep {
    /// What kind of step.
    pub kind: StepKind,
    /// What was done.
    pub text: String,
    /// Reported: the number that the authority gave.
    pub reference: String,
    /// When; none: now.
    pub at: Option<Stamp>,
}

/// Writes down what was done about an event, with its time. Steps are only ever added.
pub async fn add_step(
    actor: &Actor,
    app: &App,
    patient: PatientId,
    id: AdverseEventId,
    new: NewStep,
) -> Result<(), AppError> {
    let mut writing = app.write(actor, Action::ReportHarm).await?;
    find(&mut writing.tx, actor, patient, id).await?;
    incidents::check_words(&new.text, "step", "adverse-events-step-missing")?;
    let now = writing.now;
    let mut invalid = Invalid::default();
    if new.at.is_some_and(|at| at > now) {
        invalid.add("at", Message::new("adverse-events-time-in-future"));
    }
    if new.reference.chars().count() > 200 {
        invalid.add(
            "reference",
            Message::new("adverse-events-text-too-long").with("most", 200),
        );
    }
    invalid.check()?;
    let step = Step {
        kind: new.kind,
        text: new.text.trim().to_owned(),
        reference: new.reference.trim().to_owned(),
        at: new.at.unwrap_or(now),
        by_person: actor.person,
        by_name: actor.name.clone(),
        entered_at: now,
    };
    stored::insert_step(&mut writing.tx, actor.clinic, id, &step).await?;
    writing
        .commit(Deed::new("adverse_event.step", KIND, id).of(patient).wrote(&step.text))
        .await
}
