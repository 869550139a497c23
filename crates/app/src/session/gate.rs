//! What stands before a session: before mixing, before the first point, before the signature.
//!
//! Doing is stopped before it is done and recording never is (DECISIONS.md 3): a session that takes place is held to the gate;
//! one that is written down afterwards turns what stood against it into incidents.

use anagen_care::finding::{Finding, FindingState};
use anagen_care::formulation::min_interval_days;
use anagen_care::injection_map::Place;
use anagen_care::plan::{Plan, Stage};
use anagen_care::screening::{Report, Verdict};
use anagen_knowledge::records::{Scope, Severity};
use anagen_knowledge::{Knowledge, Plain};
use anagen_records::values::{IncidentId, LotId};
use jiff::civil::Date;

use super::body::{Body, Check};
use super::day::{self, Evidence, Needed, Prescribed};
use super::ground::{Ground, documents};
use super::mixture::{self, MixtureState};
use super::steps;
use crate::Message;
use crate::error::{AppError, Invalid};
use crate::people::CredentialStanding;
use crate::stock::{ShelfLot, Standing};

/// Before which step something stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Before {
    /// Before anything is opened and mixed.
    Mixing,
    /// Before the first point.
    Points,
    /// Before the signature.
    Signature,
}

/// Where on the way through a session it is put right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The plan.
    Plan,
    /// The time-out.
    TimeOut,
    /// What is asked and measured on the day, and what follows from it.
    Day,
    /// The lots.
    Lots,
    /// The mixture and its check.
    Mixture,
    /// The points.
    Points,
    /// Observation.
    Observation,
    /// Reactions.
    Reactions,
}

/// Something that stands before a session.
#[derive(Debug, Clone, PartialEq)]
pub struct Obstacle {
    /// A stable name, under which an incident remembers it: `rule:CI-53`, `lot-expired:...`.
    pub code: String,
    /// Before which step it stands.
    pub before: Before,
    /// Where it is put right.
    pub part: Part,
    /// What stands against it.
    pub message: Message,
    /// Whether it can be written down as it was; otherwise it has to be done, because it can be done at any time.
    pub can_be_recorded: bool,
}

impl Obstacle {
    fn new(code: impl Into<String>, before: Before, part: Part, message: Message) -> Self {
        Self {
            code: code.into(),
            before,
            part,
            message,
            can_be_recorded: true,
        }
    }
}

/// Whether an incident was opened for it.
pub(super) fn is_recorded(body: &Body, code: &str) -> bool {
    body.against.iter().any(|against| against.code == code)
}

/// The incident under which a lot is used that must not be.
pub(super) fn incident_of_lot(body: &Body, lot: LotId) -> Option<IncidentId> {
    let suffix = format!(":{lot}");
    let of_lot = |code: &str| code.starts_with("lot-") && code.ends_with(&suffix);
    body.against
        .iter()
        .find(|against| of_lot(&against.code))
        .map(|against| against.incident)
}

/// Refuses a step with everything that stands before it.
pub(super) fn refuse(gate: &[Obstacle], step: Before) -> Result<(), AppError> {
    let mut invalid = Invalid::default();
    for obstacle in gate.iter().filter(|obstacle| obstacle.before <= step) {
        invalid.add("gate", obstacle.message.clone());
    }
    invalid.check()
}

/// Everything that stands before a session now.
pub(super) fn gate(
    ground: &Ground,
    prescribed: &Prescribed,
    evidence: &Evidence,
    mixture: &MixtureState,
    plan: &Plan,
) -> Result<Vec<Obstacle>, AppError> {
    let mut gate = Vec::new();
    let has_begun = ground.body.first_point_at.is_some();
    // What was let through at the first point was decided then; an amendment corrects the record of it.
    if !ground.is_amendment() && (ground.is_record() || !has_begun) {
        of_plan(ground, plan, &mut gate);
        gate.extend(interval(ground, prescribed)?);
        of_report(&ground.knowledge, &plan.day, &mut gate);
        of_refusals(plan, mixture, &mut gate);
        of_needed(ground, &prescribed.needed, &mut gate);
        of_time_out(ground, plan, &mut gate);
        of_mixture(ground, prescribed, mixture, &mut gate);
        if ground.is_record() && ground.injector_credential == Some(CredentialStanding::NotCovered) {
            let message = Message::new("session-gate-credential");
            gate.push(Obstacle::new("credential", Before::Points, Part::Points, message));
        }
    }
    if !ground.is_amendment() {
        of_vials(ground, mixture, &mut gate);
        of_lots(ground, mixture, &mut gate);
    }
    of_points(ground, prescribed, mixture, &mut gate);
    of_what_follows(ground, evidence, plan, &mut gate);
    gate.retain(|obstacle| !is_recorded(&ground.body, &obstacle.code));
    Ok(gate)
}

fn of_plan(ground: &Ground, plan: &Plan, gate: &mut Vec<Obstacle>) {
    let mut stands = |code: &str, message: Message| gate.push(Obstacle::new(code, Before::Mixing, Part::Plan, message));
    if ground.plan.ended.as_ref().is_some_and(|end| end.at <= ground.moment()) {
        stands("plan-ended", Message::new("session-gate-plan-ended"));
    }
    if ground.moment() < ground.plan.signed_at {
        stands("plan-not-signed", Message::new("session-gate-plan-not-signed"));
    }
    if ground.plan.version < ground.latest_plan_version && !ground.is_record() {
        stands(
            "plan-amended",
            Message::new("session-gate-plan-amended").with("version", ground.latest_plan_version),
        );
    }
    if !ground.patient.demo && !plan.knowledge.not_adopted.is_empty() {
        let bundles = plan.knowledge.not_adopted.join(", ");
        stands(
            "not-adopted",
            Message::new("session-gate-not-adopted").with("bundles", bundles),
        );
    }
    if ground.room.is_none() {
        gate.push(Obstacle::new(
            "room",
            Before::Mixing,
            Part::Day,
            Message::new("session-gate-room"),
        ));
    }
}

/// Too soon after the last session for an agent that is in both (AD-07).
fn interval(ground: &Ground, prescribed: &Prescribed) -> Result<Option<Obstacle>, AppError> {
    let (Some(last), Some(cocktail)) = (&ground.last, &prescribed.cocktail) else {
        return Ok(None);
    };
    let (before, _) = documents(last)?;
    let had = |agent: &str| {
        before
            .mixture
            .as_ref()
            .is_none_or(|mixture| mixture.agents.iter().any(|one| one.agent == agent))
    };
    let days = (ground.day() - last.day.0).get_days();
    let too_soon = day::checked_agents(cocktail)
        .filter(|dose| had(&dose.agent))
        .find_map(|dose| {
            let agent = ground.knowledge.agent(&dose.agent)?;
            let least = min_interval_days(agent, dose.per_session)?.days;
            (i64::from(days) < i64::from(least)).then(|| (agent.name.clone(), least))
        });
    Ok(too_soon.map(|(agent, least)| {
        let message = Message::new("session-gate-interval")
            .with("agent", agent)
            .with("least", least)
            .with("days", days);
        Obstacle::new("interval", Before::Mixing, Part::Plan, message)
    }))
}

/// The rules of the day, as far as they stand; those about the preparer too. Those about the kit are ticked in the time-out.
fn of_report(knowledge: &Knowledge, report: &Report, gate: &mut Vec<Obstacle>) {
    let stands = |finding: &&Finding| {
        let fired = finding.state == FindingState::Fired;
        finding.cleared.is_none() && Verdict::of(finding.severity, fired) != Verdict::Eligible
    };
    let of_operator = report.restrictions.iter().filter(|finding| {
        let is_operator = |scope: &Scope| matches!(scope, Scope::Operator);
        knowledge
            .records
            .rules
            .iter()
            .any(|rule| rule.id == finding.id && is_operator(&rule.scope))
    });
    // Each lot is named by itself (`of_lots`), with its number.
    let is_of_lots = |finding: &&Finding| is_about_lots(knowledge, &finding.id);
    for finding in report
        .findings
        .iter()
        .chain(of_operator)
        .filter(stands)
        .filter(|finding| !is_of_lots(finding))
    {
        gate.push(Obstacle::new(
            format!("rule:{}", finding.id),
            Before::Mixing,
            Part::Day,
            message_of(knowledge, finding),
        ));
    }
}

/// Whether a rule asks nothing but how many lots have expired or are in quarantine.
fn is_about_lots(knowledge: &Knowledge, id: &str) -> bool {
    let position = knowledge.records.rules.iter().position(|rule| rule.id == id);
    position.is_some_and(|position| {
        let facts = knowledge.rule_condition(position).facts();
        !facts.is_empty()
            && facts.into_iter().all(|key| {
                let id = knowledge.fact(key).id.as_str();
                matches!(id, "n_lots_expired" | "n_lots_quarantined")
            })
    })
}

/// What a finding says, or which answers it waits for.
fn message_of(knowledge: &Knowledge, finding: &Finding) -> Message {
    match &finding.state {
        FindingState::Fired => Message::new("session-gate-rule")
            .with("rule", &finding.id)
            .with("message", &finding.message),
        FindingState::Undecided { missing } => {
            let question = |id: &String| {
                knowledge
                    .fact_key(id)
                    .map_or_else(|| id.clone(), |key| knowledge.fact(key).question.clone())
            };
            let missing: Vec<String> = missing.iter().map(question).collect();
            Message::new("session-gate-undecided")
                .with("rule", &finding.id)
                .with("title", &finding.title)
                .with("missing", missing.join(" "))
        }
    }
}

/// Kit rules that fired: each is ticked in the time-out.
pub(super) fn kit_rules<'a>(knowledge: &'a Knowledge, report: &'a Report) -> impl Iterator<Item = &'a Finding> {
    report.restrictions.iter().filter(|finding| {
        let is_kit = |scope: &Scope| matches!(scope, Scope::Kit);
        finding.stands()
            && finding.severity != Severity::Information
            && knowledge
                .records
                .rules
                .iter()
                .any(|rule| rule.id == finding.id && is_kit(&rule.scope))
    })
}

/// What cannot be made of the day's vials as the plan asks for it.
fn of_refusals(plan: &Plan, mixture: &MixtureState, gate: &mut Vec<Obstacle>) {
    // A volume that was drawn and the map's points need not be equal: what was drawn too much is thrown away.
    let counts = |stage: Stage| match stage {
        Stage::Formulation => true,
        Stage::InjectionMap => mixture.prepared_openly().is_none(),
        Stage::Protocol | Stage::Cost => false,
    };
    // What a rule of the day forbids is told by the rule itself.
    let refusals = plan
        .refusals
        .iter()
        .filter(|one| counts(one.stage) && one.refusal.code != "forbidden_on_the_day");
    for one in refusals {
        let message = Message::new("session-gate-refused").with("reason", &one.refusal.reason);
        gate.push(Obstacle::new(
            format!("refused:{}", one.refusal.code),
            Before::Mixing,
            Part::Mixture,
            message,
        ));
    }
}

fn of_needed(ground: &Ground, needed: &[Needed], gate: &mut Vec<Obstacle>) {
    for need in needed {
        let is_chosen = ground
            .body
            .lots
            .iter()
            .filter_map(|chosen| day::lot(ground, chosen.lot))
            .any(|lot| need.takes(lot));
        if !is_chosen {
            let message = Message::new("session-gate-lot-missing").with("product", &need.name);
            gate.push(Obstacle::new(
                format!("lot-missing:{}", need.name),
                Before::Mixing,
                Part::Lots,
                message,
            ));
        }
    }
}

/// Why a lot must not be used, where it must not.
pub(super) fn of_lot(lot: &ShelfLot, day: Date) -> Option<Obstacle> {
    let (code, key) = match lot.standing {
        Standing::Quarantined => ("lot-quarantined", "session-gate-lot-quarantined"),
        Standing::Expired => ("lot-expired", "session-gate-lot-expired"),
        Standing::Empty => ("lot-empty", "session-gate-lot-empty"),
        Standing::Usable => return None,
    };
    let expires = lot
        .product
        .expires
        .map_or_else(String::new, |expires| expires.to_string());
    let message = Message::new(key)
        .with("lot", &lot.number)
        .with("product", &lot.product.name)
        .with("expires", expires)
        .with("day", day);
    Some(Obstacle::new(
        format!("{code}:{}", lot.lot),
        Before::Mixing,
        Part::Lots,
        message,
    ))
}

/// The lots as they stand now. They are looked at again at the signature: a recall may have come meanwhile.
fn of_lots(ground: &Ground, mixture: &MixtureState, gate: &mut Vec<Obstacle>) {
    let parts = mixture
        .prepared()
        .map(|prepared| prepared.parts.as_slice())
        .unwrap_or_default();
    for chosen in &ground.body.lots {
        let Some(lot) = day::lot(ground, chosen.lot) else {
            continue;
        };
        let vials: i64 = parts
            .iter()
            .filter(|part| part.lot == lot.lot)
            .map(|part| i64::from(part.vials))
            .sum();
        let is_used_on = parts.iter().any(|part| part.lot == lot.lot && part.vials == 0);
        if lot.standing == Standing::Empty && is_used_on {
            continue;
        }
        if let Some(obstacle) = of_lot(lot, ground.day()) {
            gate.push(obstacle);
        } else if lot.on_shelf < vials {
            let message = Message::new("session-gate-lot-too-few")
                .with("lot", &lot.number)
                .with("vials", vials)
                .with("on_shelf", lot.on_shelf);
            gate.push(Obstacle::new(
                format!("lot-empty:{}", lot.lot),
                Before::Mixing,
                Part::Lots,
                message,
            ));
        }
    }
}

/// Vials of other patients that were used on: only what is written down afterwards can come to this.
fn of_vials(ground: &Ground, mixture: &MixtureState, gate: &mut Vec<Obstacle>) {
    if ground.clinic.settings.0.vials_are_split {
        return;
    }
    let parts = mixture
        .prepared()
        .map(|prepared| prepared.parts.as_slice())
        .unwrap_or_default();
    for part in parts.iter().filter(|part| part.of_another) {
        let message = Message::new("session-gate-vial-of-another")
            .with("product", &part.name)
            .with("lot", &part.lot_number);
        gate.push(Obstacle::new(
            format!("vial-of-another:{}", part.lot),
            Before::Mixing,
            Part::Mixture,
            message,
        ));
    }
}

fn of_time_out(ground: &Ground, plan: &Plan, gate: &mut Vec<Obstacle>) {
    let open = steps::open_time_out(ground, plan);
    if open > 0 {
        let message = Message::new("session-gate-time-out").with("n", open);
        gate.push(Obstacle::new("time-out", Before::Points, Part::TimeOut, message));
    }
}

fn of_mixture(ground: &Ground, prescribed: &Prescribed, mixture: &MixtureState, gate: &mut Vec<Obstacle>) {
    let mut stands =
        |code: &str, message: Message| gate.push(Obstacle::new(code, Before::Points, Part::Mixture, message));
    match mixture {
        MixtureState::NotNeeded
        | MixtureState::Checked {
            check: Check::TwoPeople | Check::Single,
            ..
        } => {}
        MixtureState::Open => stands("mixture-unchecked", Message::new("session-gate-not-mixed")),
        MixtureState::Waiting { entry, .. } => {
            stands(
                "mixture-unchecked",
                Message::new("session-gate-not-checked").with("name", &entry.by_name),
            );
        }
        MixtureState::Disagreed { .. } | MixtureState::Checked { check: Check::None, .. } => {
            stands("mixture-unchecked", Message::new("session-gate-disagreed"));
        }
    }
    // While the second person has still to enter, nothing is told that follows from what the first entered.
    let told = match mixture {
        MixtureState::Waiting { first, .. } if is_recorded(&ground.body, "mixture-unchecked") => Some(first),
        other => other.prepared_openly(),
    };
    if let Some(prepared) = told {
        for (agent, wanted, mixed) in mixture::other_than_prescribed(prescribed, prepared) {
            let message = Message::new("session-gate-mixture-other")
                .with("agent", &agent)
                .with("wanted", wanted)
                .with("mixed", mixed);
            gate.push(Obstacle::new(
                format!("mixture-other:{agent}"),
                Before::Points,
                Part::Mixture,
                message,
            ));
        }
    }
}

/// What a place is: inside a danger area, outside of what is treated, or neither.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lies {
    /// In a treated zone.
    Well,
    /// In a danger area.
    InDanger,
    /// In none of the plan's zones.
    Outside,
}

/// Where a place lies, as the knowledge draws its zones.
pub(super) fn lies(knowledge: &Knowledge, zones: &[String], place: Place) -> Lies {
    let records = &knowledge.records;
    if records
        .danger_areas
        .iter()
        .any(|area| area.sector.is_some_and(|sector| place.is_in(sector)))
    {
        return Lies::InDanger;
    }
    let treated = records.zones.iter().filter(|zone| zones.contains(&zone.id));
    if treated.into_iter().any(|zone| place.is_in(zone.sector)) {
        Lies::Well
    } else {
        Lies::Outside
    }
}

fn of_points(ground: &Ground, prescribed: &Prescribed, mixture: &MixtureState, gate: &mut Vec<Obstacle>) {
    let mut stands =
        |code: &str, message: Message| gate.push(Obstacle::new(code, Before::Signature, Part::Points, message));
    let zones: Vec<String> = prescribed
        .map
        .as_ref()
        .map(|map| map.placement().zones.iter().map(|zone| zone.id.clone()).collect())
        .unwrap_or_default();
    let all: Vec<Lies> = ground
        .charting
        .injected()
        .map(|point| lies(&ground.knowledge, &zones, point.place()))
        .collect();
    let count = |wanted: Lies| all.iter().filter(|one| **one == wanted).count();
    if count(Lies::InDanger) > 0 {
        stands(
            "points-in-danger",
            Message::new("session-gate-points-in-danger").with("n", count(Lies::InDanger)),
        );
    }
    if count(Lies::Outside) > 0 {
        stands(
            "points-outside",
            Message::new("session-gate-points-outside").with("n", count(Lies::Outside)),
        );
    }
    if let Some(prepared) = mixture.prepared() {
        let injected = ground.charting.volume_ml();
        if is_more_than_mixed(injected, prepared.volume_ml) {
            let message = Message::new("session-gate-more-than-mixed")
                .with("injected", Plain(injected))
                .with("mixed", Plain(prepared.volume_ml));
            stands("more-than-mixed", message);
        }
    }
    let has_points = prescribed.map.as_ref().is_none_or(|map| map.points().is_some());
    let is_charted = if has_points {
        ground.charting.n_injected() > 0
    } else {
        ground.body.passes.is_some()
    };
    if !is_charted {
        let key = if has_points {
            "session-gate-no-points"
        } else {
            "session-gate-no-passes"
        };
        gate.push(Obstacle {
            can_be_recorded: false,
            ..Obstacle::new("no-points", Before::Signature, Part::Points, Message::new(key))
        });
    }
}

/// More injected than there was: rounding of the single points is left room.
pub(super) fn is_more_than_mixed(injected_ml: f64, mixed_ml: f64) -> bool {
    injected_ml > mixed_ml * (1.0 + anagen_care::injection_map::TOLERANCE) + 1e-9
}

fn of_what_follows(ground: &Ground, evidence: &Evidence, plan: &Plan, gate: &mut Vec<Obstacle>) {
    let observation = &ground.body.observation;
    let wanted = steps::observation_minutes(ground, plan);
    let watched = observation
        .started
        .as_ref()
        .zip(observation.ended.as_ref())
        .map(|(started, ended)| ended.at.duration_since(started.at).as_mins());
    match watched {
        None => {
            let message = Message::new("session-gate-observation").with("minutes", wanted.unwrap_or(0));
            gate.push(Obstacle::new(
                "observation",
                Before::Signature,
                Part::Observation,
                message,
            ));
        }
        Some(minutes) if minutes < i64::from(wanted.unwrap_or(0)) => {
            let message = Message::new("session-gate-observation-short")
                .with("minutes", minutes)
                .with("wanted", wanted.unwrap_or(0));
            gate.push(Obstacle::new(
                "observation",
                Before::Signature,
                Part::Observation,
                message,
            ));
        }
        Some(_) => {}
    }
    if ground.body.no_reaction.is_none() && evidence.n_adverse_events == 0 {
        let message = Message::new("session-gate-reactions");
        gate.push(Obstacle::new("reactions", Before::Signature, Part::Reactions, message));
    }
}
