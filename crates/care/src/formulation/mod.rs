//! What is in the syringe? Agents or vials and a volume give a cocktail: what to draw, true strengths, doses of a session, limits,
//! exposure, approvals, and the facts about the mixture that rules read.
//!
//! The rules on mixtures (F-, DI-, CI-) are data and are evaluated by [`screening`](crate::screening) on the facts that
//! [`record_mixture_facts`] writes. Here are arithmetic and the limits of each agent (its caps). What cannot be made is refused,
//! naming what stands in the way; what should not be injected is a finding. Sources: the agents' own records, clinical.md 4.2
//! and 4.3, DECISIONS.md 4 and 5. Left out: losses in needle and hub, overfill of vials, and doses before the first session.

mod anaesthetics;
mod approvals;
mod chemistry;
mod cocktail;
mod doses;
mod draw;
mod exposure;
mod mixture_facts;
mod oral;
mod shelf;
mod solve;
mod strengths;

use anagen_knowledge::records::Technique;
use anagen_knowledge::{Answer, FactKey, FactSheet, Knowledge, Value};
use jiff::civil::Date;
use serde::Serialize;

pub use self::anaesthetics::LocalAnaestheticLoad;
pub use self::approvals::{ApprovalStanding, EUROPEAN_UNION};
pub use self::chemistry::{Acidity, SolubilityWarning};
pub use self::cocktail::{AgentBalance, AgentDose, Balance, Cocktail, Part, TWO_PERSON_CHECK};
pub use self::doses::{DoseLimit, MinimumInterval, min_interval_days};
pub use self::exposure::Exposure;
pub use self::mixture_facts::record_mixture_facts;

use self::shelf::{Asked, Mode};
use crate::case::{ConcurrentTreatment, Request};
use crate::finding::{Finding, Refusal};
use crate::units::Millilitres;

/// What comes of a request for a mixture.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Formulation {
    /// The mixture; none where none was asked for (needling alone) or where it was refused.
    pub cocktail: Option<Cocktail>,
    /// Why what was asked for cannot be made; empty where it can.
    pub refusals: Vec<Refusal>,
    /// Limits of agents that are broken, or that what is not known leaves open.
    pub findings: Vec<Finding>,
    /// How far each dose uses the limits that hold for this patient.
    #[serde(skip)]
    pub limits: Vec<DoseLimit>,
    /// Local anaesthetics of the session together, as a fraction of the maximum; none where there are none.
    pub local_anaesthetics: Option<LocalAnaestheticLoad>,
    /// What rules read about the request and the mixture, for [`record_mixture_facts`].
    #[serde(skip)]
    pub facts: Vec<(FactKey, Answer)>,
}

/// The patient, the days and the knowledge that a mixture is held against.
pub(crate) struct Setting<'a> {
    knowledge: &'a Knowledge,
    sheet: &'a FactSheet,
    concurrent: &'a [ConcurrentTreatment],
    /// Days of the sessions, counted from a fixed day and in order; one session where there is no schedule.
    days: Vec<i64>,
    decided_on: Date,
}

impl Setting<'_> {
    fn value(&self, fact: &str) -> Option<&Value> {
        self.sheet.value(self.knowledge.fact_key(fact)?)
    }

    /// The technique that is asked for, by id or name.
    fn technique(&self, request: &Request) -> Option<&Technique> {
        let asked = request.technique.as_deref()?.trim().to_lowercase();
        let is_asked = |technique: &&Technique| {
            [&technique.id, &technique.name]
                .into_iter()
                .chain(&technique.names)
                .any(|name| name.to_lowercase() == asked)
        };
        self.knowledge.records.techniques.iter().find(is_asked)
    }
}

/// Works out the mixture of one session.
///
/// `sessions` are the days of the schedule, `concurrent` the oral and topical treatment beside it, `session_volume` what the
/// injection map needs; it counts where the request names no volume. Without a schedule one session is held against the limits.
///
/// ```
/// use anagen_care::formulation::formulate;
/// let knowledge = anagen_knowledge::Knowledge::embedded().unwrap();
/// let today = jiff::civil::date(2026, 3, 12);
/// let request: anagen_care::case::Request = serde_json::from_str(
///     r#"{ "country": "ES", "time_zone": "Europe/Madrid", "volume": "2 mL",
///          "agents": [{ "agent": "dutasteride", "strength": "0.5 mg/mL" }] }"#,
/// )
/// .unwrap();
/// let formulation = formulate(&request, &knowledge.blank_sheet(today), &[], &[], &knowledge, None, today);
/// assert_eq!(formulation.cocktail.unwrap().agents[0].per_session.to_string(), "1 mg");
/// ```
pub fn formulate(
    request: &Request,
    sheet: &FactSheet,
    sessions: &[Date],
    concurrent: &[ConcurrentTreatment],
    knowledge: &Knowledge,
    session_volume: Option<Millilitres>,
    decided_on: Date,
) -> Formulation {
    let setting = Setting {
        knowledge,
        sheet,
        concurrent,
        days: session_days(request, sessions, decided_on),
        decided_on,
    };
    let mut refusals = Vec::new();
    let asked = shelf::read(request, session_volume, &setting, &mut refusals);
    let mut cocktail = None;
    if asked.mode != Mode::Nothing && refusals.is_empty() {
        match mix(request, &asked, &setting) {
            Ok(mixed) => cocktail = Some(mixed),
            Err(reasons) => refusals = reasons,
        }
    }
    let (findings, limits) = cocktail
        .as_ref()
        .map(|cocktail| doses::findings(cocktail, &setting))
        .unwrap_or_default();
    let local_anaesthetics = cocktail
        .as_ref()
        .and_then(|cocktail| anaesthetics::load(cocktail, &setting));
    let facts = mixture_facts::facts(request, &asked, cocktail.as_ref(), &setting);
    Formulation {
        cocktail,
        refusals,
        findings,
        limits,
        local_anaesthetics,
        facts,
    }
}

fn mix(request: &Request, asked: &Asked<'_>, setting: &Setting<'_>) -> Result<Cocktail, Vec<Refusal>> {
    match asked.mode {
        Mode::Nothing => Err(Vec::new()),
        Mode::Strengths => cocktail::from_strengths(request, asked, setting),
        Mode::Draw => Ok(cocktail::from_parts(request, asked, draw::drawn(asked)?, setting)),
        Mode::Solve => Ok(cocktail::from_parts(request, asked, solve::solved(asked)?, setting)),
    }
}

/// The days that limits and exposure are counted over.
fn session_days(request: &Request, sessions: &[Date], decided_on: Date) -> Vec<i64> {
    let mut days: Vec<i64> = sessions.iter().copied().map(oral::day_number).collect();
    if days.is_empty() {
        days.push(oral::day_number(request.start.unwrap_or(decided_on)));
    }
    days.sort_unstable();
    days
}

#[cfg(test)]
mod tests;
