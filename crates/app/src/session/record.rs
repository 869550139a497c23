//! What was done otherwise than allowed, written down as it was: each thing with its reason and an incident that opens a review.

use anagen_knowledge::Knowledge;
use anagen_knowledge::records::AskedOf;
use anagen_records::Transaction;
use anagen_records::values::{PatientId, SessionId};

use super::body::{Against, AlreadyDone};
use super::gate::{Before, Obstacle};
use super::ground::Ground;
use crate::Message;
use crate::actor::{Action, Actor};
use crate::adverse_events::{IncidentKind, open_incident};
use crate::app::App;
use crate::error::{AppError, Invalid};
use crate::transaction::Deed;

/// Puts a message into the words of the clinic: what an incident says is kept as text.
pub type Say<'a> = dyn Fn(&Message) -> String + Send + Sync + 'a;

/// Most characters of a reason.
const MOST_CHARACTERS: usize = 2_000;

/// The kind of incident that an obstacle becomes.
fn kind_of(knowledge: &Knowledge, code: &str) -> IncidentKind {
    let (kind, rule) = code.split_once(':').unwrap_or((code, ""));
    match kind {
        "rule" => kind_of_rule(knowledge, rule),
        "lot-expired" => IncidentKind::LotExpired,
        "lot-quarantined" => IncidentKind::LotQuarantined,
        "lot-empty" | "lot-missing" => IncidentKind::LotMissing,
        "vial-of-another" => IncidentKind::VialShared,
        "mixture-unchecked" => IncidentKind::MixtureCheck,
        "mixture-other" | "more-than-mixed" | "refused" => IncidentKind::Mixture,
        "interval" => IncidentKind::Dose,
        "points-in-danger" | "points-outside" => IncidentKind::Place,
        "time-out" | "observation" | "reactions" => IncidentKind::Duty,
        "room" => IncidentKind::Room,
        "credential" => IncidentKind::Credential,
        "not-adopted" => IncidentKind::Screening,
        _ => IncidentKind::Other,
    }
}

/// A rule is told by what it asks; a limit of a dose is no rule.
fn kind_of_rule(knowledge: &Knowledge, id: &str) -> IncidentKind {
    let position = knowledge.records.rules.iter().position(|rule| rule.id == id);
    let Some(position) = position else {
        return IncidentKind::Dose;
    };
    let facts = knowledge.rule_condition(position).facts();
    let facts: Vec<_> = facts.into_iter().map(|key| knowledge.fact(key)).collect();
    if facts.iter().any(|fact| fact.group == "consent") {
        IncidentKind::Consent
    } else if facts
        .iter()
        .any(|fact| matches!(fact.asked_of, AskedOf::Room | AskedOf::Staff))
    {
        IncidentKind::Room
    } else if facts.iter().any(|fact| fact.group == "photographs") {
        IncidentKind::Duty
    } else {
        IncidentKind::Screening
    }
}

/// Opens an incident for each obstacle and remembers it in the session. Without an obstacle nothing happens and no reason is
/// asked for.
pub(super) async fn open_incidents(
    tx: &mut Transaction,
    actor: &Actor,
    ground: &mut Ground,
    obstacles: &[Obstacle],
    reason: &str,
    say: &Say<'_>,
) -> Result<(), AppError> {
    if obstacles.is_empty() {
        return Ok(());
    }
    let reason = read_reason(reason)?;
    for obstacle in obstacles {
        let what = say(&obstacle.message);
        let incident = open_incident(
            tx,
            actor,
            Some(ground.patient.id),
            Some(ground.session.id),
            kind_of(&ground.knowledge, &obstacle.code),
            format!("{what} {reason}"),
            ground.now,
        )
        .await?;
        ground.body.against.push(Against {
            code: obstacle.code.clone(),
            what,
            reason: reason.clone(),
            incident,
            by_name: actor.name.clone(),
            at: ground.now.0,
        });
    }
    Ok(())
}

pub(super) fn read_reason(reason: &str) -> Result<String, AppError> {
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(AppError::field("reason", "session-reason-missing"));
    }
    if reason.chars().count() > MOST_CHARACTERS {
        let mut invalid = Invalid::default();
        invalid.add(
            "reason",
            Message::new("session-text-too-long").with("most", MOST_CHARACTERS),
        );
        return Err(AppError::Invalid(invalid));
    }
    Ok(reason.to_owned())
}

/// Writes down what was done although it was not allowed: the named obstacles become incidents.
///
/// Where one of them stood before the first point, the session is a record from then on, and nothing stands before what was done already.
pub async fn record_as_done(
    actor: &Actor,
    app: &App,
    patient: PatientId,
    session: SessionId,
    codes: &[String],
    reason: &str,
    say: &Say<'_>,
) -> Result<(), AppError> {
    let mut writing = app.write(actor, Action::RunSession).await?;
    let now = writing.now;
    let mut ground = Ground::hold(&mut writing.tx, actor, app, patient, session, now).await?;
    let judged = super::Judged::of(&mut writing.tx, &ground).await?;
    let named = |obstacle: &&Obstacle| codes.contains(&obstacle.code) && obstacle.can_be_recorded;
    let obstacles: Vec<Obstacle> = judged.gate.iter().filter(named).cloned().collect();
    let reason = read_reason(reason)?;
    if obstacles.is_empty() {
        return Err(AppError::field("code", "session-nothing-chosen"));
    }
    let stood_before = obstacles.iter().any(|obstacle| obstacle.before <= Before::Points);
    if stood_before && !ground.is_record() {
        ground.body.already_done = Some(AlreadyDone {
            reason: reason.clone(),
            by: actor.person,
            by_name: actor.name.clone(),
            at: now.0,
        });
    }
    open_incidents(&mut writing.tx, actor, &mut ground, &obstacles, &reason, say).await?;
    ground.store(&mut writing.tx).await?;
    let deed = Deed::new("session.record_as_done", "session", session)
        .of(ground.patient.id)
        .because(reason)
        .wrote(&ground.body.against);
    writing.commit(deed).await
}
