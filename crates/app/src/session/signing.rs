//! The signature of a session, and its amendment.
//!
//! Signing seals the row, takes the vials from the stock exactly once, arms the follow-ups and closes the appointment: all of it
//! or nothing. Sent again it changes nothing. An amendment is a new version with a reason; it never takes from the stock.

use anagen_records::plans::{self, Signature};
use anagen_records::sessions::{self, Component, State};
use anagen_records::values::{LotId, PatientId, SessionId};
use anagen_records::{Json, Stamp, Transaction, known};
use serde_json::json;

use super::body::{Check, SignedMixture};
use super::gate::{self, Before};
use super::ground::{Ground, to_value};
use super::mixture::MixtureState;
use super::{Judged, points, record};
use crate::actor::{Action, Actor};
use crate::app::App;
use crate::error::AppError;
use crate::transaction::{Deed, Writing};
use crate::{appointments, follow_up, patients, sign_in, stock};

/// Signs a session, or an amendment of one, with the password of the injector who is signed in.
pub async fn sign(
    actor: &Actor,
    app: &App,
    patient: PatientId,
    session: SessionId,
    version: i64,
    password: &str,
) -> Result<(), AppError> {
    actor.demand(Action::SignSession)?;
    if !sign_in::is_own_password(actor, app, password).await? {
        return Err(AppError::field("password", "sign-in-wrong-password"));
    }
    let mut writing = app.write(actor, Action::SignSession).await?;
    let now = writing.now;
    if is_signed_already(&mut writing, actor, patient, session, version).await? {
        return Ok(());
    }
    let held = Ground::hold(&mut writing.tx, actor, app, patient, session, now).await;
    let mut ground = match held {
        // Whoever waited for the same signature finds it done.
        Err(AppError::Refused(_)) if is_signed_already(&mut writing, actor, patient, session, version).await? => {
            return Ok(());
        }
        held => held?,
    };
    if ground.session.version != version {
        return Err(AppError::Stale("session"));
    }
    if !ground.is_record() && ground.session.injector.is_some_and(|injector| injector != actor.person) {
        return Err(AppError::refused("session-signed-by-the-injector"));
    }
    let judged = Judged::of(&mut writing.tx, &ground).await?;
    gate::refuse(&judged.gate, Before::Signature)?;
    seal(actor, &mut ground, &judged)?;
    let document = document(&ground);
    ground.store(&mut writing.tx).await?;
    let signature = Signature {
        kind: "session".to_owned(),
        record: session.to_string(),
        version,
        role: "injector".to_owned(),
        person: actor.person,
        person_name: actor.name.clone(),
        meaning: meaning(actor, &ground).to_owned(),
        digest: blake3::hash(document.to_string().as_bytes()).to_hex().to_string(),
        at: now,
    };
    plans::add_signature(&mut writing.tx, actor.clinic, &signature).await?;
    if ground.is_amendment() {
        correct_components(&mut writing.tx, &ground, now).await?;
    } else {
        take_from_stock(&mut writing.tx, actor, &ground, &judged).await?;
        follow_up::arm(
            &mut writing.tx,
            &ground.clinic,
            &ground.knowledge,
            ground.patient.id,
            session,
            ground.day(),
        )
        .await?;
        close_appointment(&mut writing.tx, actor, &ground).await?;
        note_treatment(&mut writing.tx, actor, &ground).await?;
    }
    let mut deed = Deed::new("session.sign", "session", session)
        .of(ground.patient.id)
        .wrote(&document);
    if let Some(reason) = &ground.session.reason {
        deed = deed.because(reason.clone());
    }
    writing.commit(deed).await
}

/// Whether this version was signed; signed by somebody else it is refused by name.
async fn is_signed_already(
    writing: &mut Writing<'_>,
    actor: &Actor,
    patient: PatientId,
    session: SessionId,
    version: i64,
) -> Result<bool, AppError> {
    let own = patients::of(&mut writing.tx, actor, patient).await?;
    let found = sessions::find(&mut writing.tx, actor.clinic, own.id, session).await?;
    found.ok_or(AppError::NotFound("session"))?;
    let signatures = plans::signatures(&mut writing.tx, "session", &session.to_string(), version).await?;
    match signatures.first() {
        None => Ok(false),
        Some(signature) if signature.person == actor.person => Ok(true),
        Some(_) => Err(AppError::refused("session-signed-by-another")),
    }
}

/// What the signature says.
fn meaning(actor: &Actor, ground: &Ground) -> &'static str {
    match (ground.is_amendment(), ground.session.injector == Some(actor.person)) {
        (true, _) => "amended",
        (false, true) => "injected",
        (false, false) => "recorded what another injected",
    }
}

/// Fills the row in as it is sealed.
fn seal(actor: &Actor, ground: &mut Ground, judged: &Judged) -> Result<(), AppError> {
    let now = ground.now;
    if ground.is_record() && !ground.is_amendment() {
        // The day as it is judged now for the moment at which it took place: what was typed in later is in it.
        points::keep_screening(ground, judged)?;
    }
    if !ground.is_amendment() {
        ground.body.mixture = signed_mixture(&judged.mixture);
    }
    let observed = ground.body.observation.ended.as_ref().map(|ended| Stamp(ended.at));
    ground.session.ended_at = ground.session.ended_at.or(observed).or(Some(now));
    ground.session.injector.get_or_insert(actor.person);
    ground.session.state = State::Signed;
    ground.session.signed_by = Some(actor.person);
    ground.session.signed_at = Some(now);
    ground.charting.before = None;
    Ok(())
}

fn signed_mixture(state: &MixtureState) -> Option<SignedMixture> {
    let (check, first, second) = match state {
        MixtureState::NotNeeded | MixtureState::Open => return None,
        MixtureState::Waiting { entry, .. } => (Check::None, entry, None),
        MixtureState::Disagreed { first, second, .. } => (Check::None, first, Some(second)),
        MixtureState::Checked {
            check, first, second, ..
        } => (*check, first, second.as_ref()),
    };
    let prepared = state.prepared()?;
    Some(SignedMixture {
        check,
        prepared_by: Some(first.by_name.clone()),
        checked_by: second.map(|second| second.by_name.clone()),
        parts: prepared.parts.clone(),
        volume_ml: prepared.volume_ml,
        agents: prepared.agents.clone(),
    })
}

/// Everything that the signature stands for.
fn document(ground: &Ground) -> serde_json::Value {
    let session = &ground.session;
    json!({
        "session": session.id, "version": session.version, "patient": session.patient, "plan": session.plan,
        "plan_version": session.plan_version, "number": session.number, "room": session.room, "day": session.day,
        "started_at": session.started_at.to_string(), "injector": session.injector, "from_paper": session.from_paper,
        "body": to_value(&ground.body).unwrap_or_default(), "points": to_value(&ground.charting).unwrap_or_default(),
        "verdict": session.verdict, "screening": session.screening.as_ref().map(|screening| &screening.0),
        "knowledge": session.knowledge_hash, "reason": session.reason,
    })
}

/// Takes what was used from the shelf, each lot once and in one order, so that two signatures never wait for each other.
async fn take_from_stock(
    tx: &mut Transaction,
    actor: &Actor,
    ground: &Ground,
    judged: &Judged,
) -> Result<(), AppError> {
    let mut by_lot: Vec<(LotId, i64)> = Vec::new();
    for part in judged
        .mixture
        .prepared()
        .map(|prepared| prepared.parts.as_slice())
        .unwrap_or_default()
    {
        match by_lot.iter_mut().find(|(lot, _)| *lot == part.lot) {
            Some((_, vials)) => *vials += i64::from(part.vials),
            None => by_lot.push((part.lot, i64::from(part.vials))),
        }
    }
    by_lot.sort_unstable();
    for (lot, vials) in by_lot {
        let incident = gate::incident_of_lot(&ground.body, lot);
        let at = ground.moment();
        stock::take(tx, actor, &ground.clinic, ground.session.id, lot, vials, at, incident).await?;
    }
    Ok(())
}

/// Where an amendment names other lots, the recall follows these; the earlier rows stay as removed. The count on the shelf is
/// corrected in the stock, by counting.
async fn correct_components(tx: &mut Transaction, ground: &Ground, at: Stamp) -> Result<(), AppError> {
    let Some(mixture) = &ground.body.mixture else {
        return Ok(());
    };
    let wanted: Vec<Component> = mixture
        .parts
        .iter()
        .map(|part| Component {
            product: part.product,
            lot: part.lot,
            vial: part.vial,
            volume_ml: part.volume_ml,
            vials: i64::from(part.vials),
        })
        .collect();
    if wanted == ground.components {
        return Ok(());
    }
    Ok(sessions::replace_components(tx, ground.clinic.id, ground.patient.id, ground.session.id, &wanted, at).await?)
}

async fn close_appointment(tx: &mut Transaction, actor: &Actor, ground: &Ground) -> Result<(), AppError> {
    match ground.session.appointment {
        Some(id) => appointments::finish(tx, actor, id, ground.now).await,
        None => Ok(()),
    }
}

/// From now on the patient has had mesotherapy: the time to think a first treatment over is not asked for again.
async fn note_treatment(tx: &mut Transaction, actor: &Actor, ground: &Ground) -> Result<(), AppError> {
    const FACT: &str = "had_mesotherapy";
    if ground.knowledge.fact_key(FACT).is_none() || ground.charting.n_injected() == 0 {
        return Ok(());
    }
    let answer = known::Answer {
        fact: FACT.to_owned(),
        answer: Json(serde_json::Value::Bool(true)),
        source: "record".to_owned(),
        at: ground.session.started_at,
        session: Some(ground.session.id),
        entered_by: actor.person,
        entered_at: ground.now,
    };
    Ok(known::answer(tx, ground.clinic.id, ground.patient.id, &answer).await?)
}

/// Opens an amendment of a signed session: a new version that begins as the signed one and says why.
pub async fn amend(
    actor: &Actor,
    app: &App,
    patient: PatientId,
    session: SessionId,
    reason: &str,
) -> Result<(), AppError> {
    let reason = record::read_reason(reason)?;
    let knowledge = app.knowledge(actor.clinic).await?;
    let mut writing = app.write(actor, Action::RunSession).await?;
    let now = writing.now;
    let ground = Ground::read(&mut writing.tx, actor, knowledge, patient, session, now).await?;
    if ground.session.state != State::Signed {
        return Err(AppError::refused("session-not-signed-yet"));
    }
    let versions = sessions::versions(&mut writing.tx, actor.clinic, session).await?;
    let next = versions
        .iter()
        .map(|one| one.version)
        .max()
        .unwrap_or(ground.session.version)
        + 1;
    let amendment = sessions::Session {
        version: next,
        state: State::Open,
        reason: Some(reason.clone()),
        edit: ground.session.edit + 1,
        changed_at: now,
        signed_by: None,
        signed_at: None,
        ..ground.session.clone()
    };
    match sessions::insert(&mut writing.tx, actor.clinic, &amendment).await {
        // Two amend at once: the one who came second works on what the first opened.
        Err(error) if error.is_refused() => return Err(AppError::Stale("session")),
        other => other?,
    }
    let deed = Deed::new("session.amend", "session", session)
        .of(ground.patient.id)
        .because(reason);
    writing.commit(deed).await
}

/// Gives up a session before anything was injected, or an amendment.
pub async fn abandon(
    actor: &Actor,
    app: &App,
    patient: PatientId,
    session: SessionId,
    reason: &str,
) -> Result<(), AppError> {
    let reason = record::read_reason(reason)?;
    let mut writing = app.write(actor, Action::RunSession).await?;
    let now = writing.now;
    let mut ground = Ground::hold(&mut writing.tx, actor, app, patient, session, now).await?;
    let was_injected = ground.charting.n_injected() > 0 || ground.body.passes.is_some();
    if was_injected && !ground.is_amendment() {
        return Err(AppError::refused("session-was-injected"));
    }
    ground.session.state = State::Abandoned;
    ground.session.ended_at = Some(now);
    if !ground.is_amendment() {
        ground.session.reason = Some(reason.clone());
    }
    ground.store(&mut writing.tx).await?;
    let deed = Deed::new("session.abandon", "session", session)
        .of(ground.patient.id)
        .because(reason);
    writing.commit(deed).await
}
