//! The steps around the injection: duties ticked, what is asked and measured on the day, observation, reactions, notes.

use anagen_care::plan::{ChecklistLine, Plan, session_checklist};
use anagen_knowledge::Knowledge;
use anagen_knowledge::records::{AnswerText, AskedOf, Fact, FactKind, Moment};
use anagen_records::Stamp;
use anagen_records::values::{PatientId, RoomId, SessionId};

use super::body::{StaffAnswer, Stated, Tick};
use super::gate;
use super::ground::Ground;
use crate::Message;
use crate::actor::{Action, Actor};
use crate::app::App;
use crate::error::{AppError, Invalid};
use crate::intake::{self, Said};
use crate::rooms;
use crate::transaction::Deed;

/// The topic of the duties that come before the first point.
const TIME_OUT: &str = "time_out";

/// Milligrams of local anaesthetic above which a patient is watched for longer (`prep_observe_30`).
const MUCH_ANAESTHETIC_MG: f64 = 100.0;

/// Longest time of observation that is taken for one: more is a slip of the pen.
const LONGEST_OBSERVATION_HOURS: i64 = 24;

/// A duty of the session, with who did it.
#[derive(Debug, Clone, PartialEq)]
pub struct Duty {
    /// What is to be done.
    pub line: ChecklistLine,
    /// Whether it comes before the first point.
    pub is_time_out: bool,
    /// Who did it, and when.
    pub tick: Option<Tick>,
}

/// The duties of a session in the order of the day; the time-out first, with what this patient's allergies ask of the kit.
pub(super) fn duties(ground: &Ground, plan: &Plan) -> Vec<Duty> {
    let lines = session_checklist(&ground.knowledge);
    let (time_out, others): (Vec<_>, Vec<_>) = lines.into_iter().partition(|line| line.topic == TIME_OUT);
    let of_kit = gate::kit_rules(&ground.knowledge, &plan.day).map(|finding| ChecklistLine {
        id: format!("kit:{}", finding.id),
        topic: TIME_OUT.to_owned(),
        text: format!("{}. {}.", finding.message, finding.change),
        why: finding.why.clone(),
        sources: finding.sources.clone(),
        confidence: finding.confidence,
        status: finding.status,
    });
    let all = time_out.into_iter().chain(of_kit).chain(others);
    all.map(|line| Duty {
        is_time_out: line.topic == TIME_OUT,
        tick: ground.body.ticks.iter().find(|tick| tick.item == line.id).cloned(),
        line,
    })
    .collect()
}

/// How many duties of the time-out nobody has done.
pub(super) fn open_time_out(ground: &Ground, plan: &Plan) -> usize {
    duties(ground, plan)
        .iter()
        .filter(|duty| duty.is_time_out && duty.tick.is_none())
        .count()
}

/// Ticks duties; what was ticked before stays with whoever did it first.
pub async fn tick(
    actor: &Actor,
    app: &App,
    patient: PatientId,
    session: SessionId,
    items: &[String],
) -> Result<(), AppError> {
    let mut writing = app.write(actor, Action::RunSession).await?;
    let now = writing.now;
    let mut ground = Ground::hold(&mut writing.tx, actor, app, patient, session, now).await?;
    refuse_amendment(&ground)?;
    let judged = super::Judged::of(&mut writing.tx, &ground).await?;
    let duties = duties(&ground, &judged.plan);
    let mut done = Vec::new();
    for item in items {
        let duty = duties
            .iter()
            .find(|duty| duty.line.id == *item)
            .ok_or(AppError::NotFound("duty"))?;
        if duty.tick.is_none() && !done.iter().any(|tick: &Tick| tick.item == *item) {
            done.push(Tick {
                item: item.clone(),
                text: duty.line.text.clone(),
                by: actor.person,
                by_name: actor.name.clone(),
                at: now.0,
            });
        }
    }
    if done.is_empty() {
        return Ok(());
    }
    let deed = Deed::new("session.tick", "session", session)
        .of(ground.patient.id)
        .wrote(&done);
    ground.body.ticks.extend(done);
    ground.store(&mut writing.tx).await?;
    writing.commit(deed).await
}

/// Takes a tick back, before the first point.
pub async fn untick(
    actor: &Actor,
    app: &App,
    patient: PatientId,
    session: SessionId,
    item: &str,
) -> Result<(), AppError> {
    let mut writing = app.write(actor, Action::RunSession).await?;
    let now = writing.now;
    let mut ground = Ground::hold(&mut writing.tx, actor, app, patient, session, now).await?;
    refuse_amendment(&ground)?;
    if ground.body.first_point_at.is_some() && !ground.is_record() {
        return Err(AppError::refused("session-points-are-charted"));
    }
    ground.body.ticks.retain(|tick| tick.item != item);
    ground.store(&mut writing.tx).await?;
    let deed = Deed::new("session.untick", "session", session)
        .of(ground.patient.id)
        .because(item);
    writing.commit(deed).await
}

fn refuse_amendment(ground: &Ground) -> Result<(), AppError> {
    if ground.is_amendment() {
        Err(AppError::refused("session-amendment-keeps"))
    } else {
        Ok(())
    }
}

/// The facts that are measured or tested in the session itself.
pub fn measured(knowledge: &Knowledge) -> impl Iterator<Item = &Fact> {
    let facts = knowledge.records.facts.iter();
    facts.filter(|fact| fact.moment == Moment::Day && matches!(fact.asked_of, AskedOf::Examiner | AskedOf::Laboratory))
}

/// What the session asks of the people who are present.
pub fn asked_of_staff(knowledge: &Knowledge) -> impl Iterator<Item = &Fact> {
    let facts = knowledge.records.facts.iter();
    facts.filter(|fact| fact.asked_of == AskedOf::Staff && fact.kind == FactKind::YesNo)
}

/// Writes down what was measured: into the patient's record, as answers of this session.
pub async fn measure(
    actor: &Actor,
    app: &App,
    patient: PatientId,
    session: SessionId,
    said: &[Said],
) -> Result<(), AppError> {
    let knowledge = app.knowledge(actor.clinic).await?;
    let mut writing = app.write(actor, Action::RunSession).await?;
    let now = writing.now;
    let mut ground = Ground::hold(&mut writing.tx, actor, app, patient, session, now).await?;
    refuse_amendment(&ground)?;
    if said
        .iter()
        .any(|one| !measured(&knowledge).any(|fact| fact.id == one.fact))
    {
        return Err(AppError::NotFound("question"));
    }
    // What is typed in from paper held on its day.
    let said: Vec<Said> = said
        .iter()
        .map(|one| Said {
            on: one.on.or(ground.session.from_paper.then(|| ground.day())),
            ..one.clone()
        })
        .collect();
    let rows = intake::record(
        &mut writing.tx,
        &knowledge,
        actor,
        &ground.clinic,
        &ground.patient,
        now,
        &said,
        Some(session),
    )
    .await?;
    ground.store(&mut writing.tx).await?;
    let wrote: Vec<_> = rows.iter().map(|row| (&row.fact, &row.answer.0)).collect();
    let deed = Deed::new("session.measure", "session", session)
        .of(ground.patient.id)
        .wrote(&wrote);
    writing.commit(deed).await
}

/// Writes down who is present: `true` or `false` by fact. It stays with the session and never enters the patient's file.
pub async fn answer_staff(
    actor: &Actor,
    app: &App,
    patient: PatientId,
    session: SessionId,
    room: Option<RoomId>,
    answers: &[(String, AnswerText)],
) -> Result<(), AppError> {
    let mut writing = app.write(actor, Action::RunSession).await?;
    let now = writing.now;
    let mut ground = Ground::hold(&mut writing.tx, actor, app, patient, session, now).await?;
    refuse_amendment(&ground)?;
    if ground.body.first_point_at.is_some() && !ground.is_record() {
        return Err(AppError::refused("session-points-are-charted"));
    }
    if let Some(room) = room {
        let room = rooms::of(&mut writing.tx, ground.clinic.id, room).await?;
        ground.session.room = Some(room.id);
        ground.room = Some(room);
    }
    let at = ground.moment();
    for (fact, answer) in answers {
        let known = asked_of_staff(&ground.knowledge).any(|known| known.id == *fact);
        if !known {
            return Err(AppError::NotFound("question"));
        }
        ground.body.staff.retain(|earlier| earlier.fact != *fact);
        ground.body.staff.push(StaffAnswer {
            fact: fact.clone(),
            answer: answer.clone(),
            by: actor.person,
            by_name: actor.name.clone(),
            at: at.0,
        });
    }
    ground.store(&mut writing.tx).await?;
    let deed = Deed::new("session.staff", "session", session)
        .of(ground.patient.id)
        .wrote(&ground.body.staff);
    writing.commit(deed).await
}

/// One reason for which a patient is watched.
#[derive(Debug, Clone, PartialEq)]
pub struct Watch {
    /// The duty of the knowledge.
    pub duty: String,
    /// Its text.
    pub text: String,
    /// For how many minutes, where the text names them.
    pub minutes: Option<u32>,
}

/// Why and for how long the patient is watched after the last point (clinical.md 5.3; the minutes are those of the duties' texts).
pub(super) fn watches(ground: &Ground, plan: &Plan) -> Vec<Watch> {
    let formulation = plan.formulation.as_ref();
    let agents: Vec<&str> = formulation
        .and_then(|formulation| formulation.cocktail.as_ref())
        .map(|cocktail| cocktail.agents.iter().map(|dose| dose.agent.as_str()).collect())
        .unwrap_or_default();
    let of_class = |class: &str| {
        let holds = |id: &&&str| {
            ground
                .knowledge
                .agent(id)
                .is_some_and(|agent| agent.classes.iter().any(|one| one == class))
        };
        agents.iter().filter(holds).count()
    };
    let anaesthetic: f64 = formulation
        .and_then(|formulation| formulation.cocktail.as_ref())
        .into_iter()
        .flat_map(|cocktail| &cocktail.agents)
        .filter(|dose| {
            let agent = ground.knowledge.agent(&dose.agent);
            agent.is_some_and(|agent| agent.classes.iter().any(|class| class == "local_anaesthetic"))
        })
        .filter_map(|dose| dose.per_session.milligrams())
        .map(|milligrams| milligrams.0)
        .sum();
    let vasodilators = of_class("vasodilator");
    let holds = |id: &str| match id {
        "prep_observe_15" => true,
        "prep_observe_30" => ground.last.is_none() || anaesthetic > MUCH_ANAESTHETIC_MG || vasodilators > 0,
        "prep_observe_minoxidil" => agents.contains(&"minoxidil"),
        "F-14-duty" => vasodilators > 1,
        _ => false,
    };
    session_checklist(&ground.knowledge)
        .into_iter()
        .filter(|line| holds(&line.id))
        .map(|line| Watch {
            minutes: minutes_in(&line.text),
            duty: line.id,
            text: line.text,
        })
        .collect()
}

/// For how many minutes the patient is watched at least.
pub(super) fn observation_minutes(ground: &Ground, plan: &Plan) -> Option<u32> {
    watches(ground, plan).iter().filter_map(|watch| watch.minutes).max()
}

/// The number before the word `minutes`.
fn minutes_in(text: &str) -> Option<u32> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_minutes = |word: &str| word.trim_matches(|c: char| !c.is_alphabetic()) == "minutes";
    words
        .iter()
        .zip(words.iter().skip(1))
        .filter(|(_, next)| is_minutes(next))
        .find_map(|(number, _)| number.parse().ok())
}

/// The two ends of the observation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ObservationEnd {
    /// It begins.
    Started,
    /// It ends.
    Ended,
}

/// Writes down when the observation began or ended; at a time that is given, or now.
pub async fn observe(
    actor: &Actor,
    app: &App,
    patient: PatientId,
    session: SessionId,
    end: ObservationEnd,
    at: Option<Stamp>,
) -> Result<(), AppError> {
    let mut writing = app.write(actor, Action::RunSession).await?;
    let now = writing.now;
    let mut ground = Ground::hold(&mut writing.tx, actor, app, patient, session, now).await?;
    let at = at.unwrap_or(now);
    let mut invalid = Invalid::default();
    let field = if end == ObservationEnd::Started {
        "started"
    } else {
        "ended"
    };
    let latest = ground
        .session
        .started_at
        .0
        .saturating_add(jiff::SignedDuration::from_hours(LONGEST_OBSERVATION_HOURS));
    if now < at || at < ground.session.started_at || latest.is_ok_and(|latest| latest < at.0) {
        invalid.add(field, Message::new("session-observation-time-wrong"));
    }
    let started = ground.body.observation.started.as_ref().map(|started| started.at);
    match (end, started) {
        (ObservationEnd::Ended, None) => invalid.add(field, Message::new("session-observation-not-started")),
        (ObservationEnd::Ended, Some(started)) if at.0 < started => {
            invalid.add(field, Message::new("session-observation-time-wrong"));
        }
        _ => {}
    }
    invalid.check()?;
    let stated = Some(Stated {
        at: at.0,
        by: actor.person,
        by_name: actor.name.clone(),
    });
    match end {
        ObservationEnd::Started => {
            ground.body.observation.started = stated;
            ground.body.observation.ended = None;
        }
        ObservationEnd::Ended => ground.body.observation.ended = stated,
    }
    ground.store(&mut writing.tx).await?;
    let deed = Deed::new("session.observe", "session", session)
        .of(ground.patient.id)
        .wrote(&ground.body.observation);
    writing.commit(deed).await
}

/// States that no reaction was seen, or takes that back: a reaction itself is an adverse event of this session.
pub async fn state_no_reaction(
    actor: &Actor,
    app: &App,
    patient: PatientId,
    session: SessionId,
    none_seen: bool,
) -> Result<(), AppError> {
    let mut writing = app.write(actor, Action::RunSession).await?;
    let now = writing.now;
    let mut ground = Ground::hold(&mut writing.tx, actor, app, patient, session, now).await?;
    let events = anagen_records::adverse_events::of_patient(&mut writing.tx, ground.patient.id).await?;
    if none_seen && events.iter().any(|event| event.session == Some(session)) {
        return Err(AppError::refused("session-reaction-is-noted"));
    }
    ground.body.no_reaction = none_seen.then(|| Stated {
        at: now.0,
        by: actor.person,
        by_name: actor.name.clone(),
    });
    ground.store(&mut writing.tx).await?;
    let deed = Deed::new("session.reactions", "session", session)
        .of(ground.patient.id)
        .wrote(&ground.body.no_reaction);
    writing.commit(deed).await
}

/// Writes notes and the depth that was reached, where nobody else changed them meanwhile.
pub async fn note(
    actor: &Actor,
    app: &App,
    patient: PatientId,
    session: SessionId,
    edit: i64,
    text: &str,
    depth_mm: Option<f64>,
) -> Result<(), AppError> {
    let mut writing = app.write(actor, Action::RunSession).await?;
    let now = writing.now;
    let mut ground = Ground::hold(&mut writing.tx, actor, app, patient, session, now).await?;
    if ground.body.notes.edit != edit {
        return Err(AppError::Stale("notes"));
    }
    if depth_mm.is_some_and(|depth| !(depth.is_finite() && 0.0 < depth && depth <= 30.0)) {
        return Err(AppError::field("depth", "session-depth-impossible"));
    }
    ground.body.notes.text = text.trim().to_owned();
    ground.body.notes.edit += 1;
    ground.body.notes.by_name.clone_from(&actor.name);
    ground.body.depth_mm = depth_mm;
    ground.store(&mut writing.tx).await?;
    let deed = Deed::new("session.notes", "session", session)
        .of(ground.patient.id)
        .wrote(&ground.body.notes);
    writing.commit(deed).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_are_read_from_a_duty() {
        assert_eq!(minutes_in("Observe for 15 minutes after the last point."), Some(15));
        assert_eq!(minutes_in("Minoxidil: observe for 30 minutes, and tell"), Some(30));
        assert_eq!(minutes_in("Watch the patient for some minutes."), None);
        assert_eq!(minutes_in(""), None);
    }
}
