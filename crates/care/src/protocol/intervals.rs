//! Shortest intervals between two sessions, by agent and dose (AD-07): a schedule that goes below one is refused.
//!
//! The numbers are the agents' own `min_interval` records. Doses summed over many days are a matter of the formulation's caps.

use anagen_knowledge::records::{Agent, Confidence, Protocol, Status};
use anagen_knowledge::{Comparison, Knowledge, Truth};
use serde::Serialize;

use super::layout::{Layout, shortest_gap_of_protocol};
use super::offset::{counted, days_between};
use crate::dose::Dose;
use crate::finding::Refusal;

/// What one session gives of an agent.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SessionDose {
    /// Agent by id, name or alias.
    pub agent: String,
    /// Dose of one session.
    pub dose: Dose,
}

/// The shortest interval that an agent sets at the dose of this mixture.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MinimumInterval {
    /// Id of the agent.
    pub agent: String,
    /// As it is shown.
    pub name: String,
    /// Dose of one session.
    pub dose: Dose,
    /// Dose from which the interval holds; absent where it always does.
    pub from_dose: Option<Dose>,
    /// Days that lie between two sessions at least.
    pub days: u32,
    /// Ids of the sources.
    pub sources: Vec<String>,
    /// How it is known.
    pub confidence: Confidence,
    /// Proposed, or confirmed.
    pub status: Status,
}

impl MinimumInterval {
    /// `Minoxidil at 10 mg a session: at least 7 days between sessions (proposed)`.
    pub fn words(&self) -> String {
        format!(
            "{} at {} a session: at least {} between sessions ({})",
            self.name,
            self.dose,
            counted(self.days, "day"),
            self.status.words()
        )
    }
}

/// The shortest intervals of a mixture, the longest first; or the doses that cannot be judged.
pub(super) fn minimum_intervals(
    doses: &[SessionDose],
    knowledge: &Knowledge,
) -> Result<Vec<MinimumInterval>, Vec<Refusal>> {
    let mut intervals = Vec::new();
    let mut refusals = Vec::new();
    for dose in doses {
        match minimum_interval(dose, knowledge) {
            Ok(interval) => intervals.extend(interval),
            Err(refusal) => refusals.push(refusal),
        }
    }
    intervals.sort_by_key(|interval| std::cmp::Reverse(interval.days));
    if refusals.is_empty() {
        Ok(intervals)
    } else {
        Err(refusals)
    }
}

fn minimum_interval(dose: &SessionDose, knowledge: &Knowledge) -> Result<Option<MinimumInterval>, Refusal> {
    let Some(agent) = knowledge.agent(&dose.agent) else {
        let near = knowledge
            .nearest_agent(&dose.agent)
            .map(|near| format!("Did you mean `{near}`?"));
        return Err(Refusal::new(
            "unknown_agent",
            format!(
                "`{}` is not in the knowledge: whether it needs a shortest interval is not known",
                dose.agent
            ),
            near.into_iter().chain(["Leave it out of the mixture".to_owned()]),
        ));
    };
    let (amount, measure) = (dose.dose.amount(), agent.measured_by);
    if dose.dose.measure() != measure || !(0.0..f64::INFINITY).contains(&amount) {
        let unit = dose.dose.measure().unit();
        return Err(Refusal::new(
            "dose_not_usable",
            format!("{amount} {unit} of {} in one session is not a dose", agent.name),
            [format!(
                "Give the dose of one session in {}, zero or more",
                measure.unit()
            )],
        ));
    }
    strictest(agent, dose.dose).map_err(|what| {
        Refusal::new(
            "knowledge_not_usable",
            format!(
                "A shortest interval of {} is written as `{what}`, which is no time or no dose",
                agent.name
            ),
            ["Correct `min_interval` in the agent's record".to_owned()],
        )
    })
}

/// The longest of the shortest intervals that hold at a dose.
fn strictest(agent: &Agent, dose: Dose) -> Result<Option<MinimumInterval>, String> {
    let (amount, measure) = (dose.amount(), dose.measure());
    let mut strictest: Option<MinimumInterval> = None;
    for record in &agent.min_interval {
        let from_dose = match &record.at_least {
            Some(at_least) => Some(at_least.in_unit(measure.unit()).map_err(|_| at_least.to_string())?),
            None => None,
        };
        let holds = from_dose.is_none_or(|from| Comparison::AtLeast.compare(amount, amount, from) == Truth::True);
        let days = record
            .interval
            .in_unit("days")
            .ok()
            .and_then(days_up)
            .ok_or_else(|| record.interval.to_string())?;
        if holds && strictest.as_ref().is_none_or(|other| other.days < days) {
            strictest = Some(MinimumInterval {
                agent: agent.id.clone(),
                name: agent.name.clone(),
                dose,
                from_dose: from_dose.map(|from| Dose::of(measure, from)),
                days,
                sources: record.sources.clone(),
                confidence: record.confidence,
                status: record.status,
            });
        }
    }
    Ok(strictest)
}

/// Whole days, rounded up: sessions are at the same time of day.
fn days_up(days: f64) -> Option<u32> {
    // Rounding of the unit conversion is not a day.
    super::offset::whole((days - 1e-6).ceil().max(1.0))
}

/// Refuses a layout whose sessions are closer than an agent allows, each agent with its numbers.
pub(super) fn guard(
    protocol: &Protocol,
    layout: &Layout,
    intervals: &[MinimumInterval],
    ceiling_months: u32,
    knowledge: &Knowledge,
) -> Vec<Refusal> {
    let days: Vec<_> = layout.planned().map(|planned| planned.date).collect();
    let gaps: Vec<i64> = days.windows(2).map(|pair| days_between(pair[0], pair[1])).collect();
    let Some((position, shortest)) = gaps.iter().copied().enumerate().min_by_key(|(_, gap)| *gap) else {
        return Vec::new();
    };
    let broken = intervals.iter().filter(|interval| shortest < i64::from(interval.days));
    broken
        .map(|interval| {
            let n_short = gaps.iter().filter(|gap| **gap < i64::from(interval.days)).count();
            Refusal::new(
                "interval_too_short",
                format!(
                    "{}, AD-07. {} puts sessions {} and {} {} apart; {n_short} of its {} intervals are too short",
                    interval.words(),
                    protocol.id,
                    position + 1,
                    position + 2,
                    counted(u32::try_from(shortest).unwrap_or(0), "day"),
                    gaps.len(),
                ),
                ways_out(interval, ceiling_months, knowledge),
            )
        })
        .collect()
}

fn ways_out(interval: &MinimumInterval, ceiling_months: u32, knowledge: &Knowledge) -> Vec<String> {
    let mut ways = Vec::new();
    if let Some(from) = interval.from_dose.filter(|from| from.amount() > 0.0) {
        ways.push(format!(
            "Less than {from} of {} in one session",
            in_sentence(&interval.name)
        ));
    }
    ways.push(format!("A mixture without {}", in_sentence(&interval.name)));
    let keeps = |protocol: &&Protocol| {
        shortest_gap_of_protocol(protocol, ceiling_months).is_some_and(|gap| gap >= i64::from(interval.days))
    };
    let ids: Vec<_> = protocols_with(knowledge, &interval.agent)
        .filter(keeps)
        .map(|protocol| protocol.id.as_str())
        .collect();
    ways.push(match ids.as_slice() {
        [] => format!(
            "A schedule with at least {} between sessions",
            counted(interval.days, "day")
        ),
        ids => format!(
            "A schedule with at least {} between sessions; described with {}: {}",
            counted(interval.days, "day"),
            in_sentence(&interval.name),
            ids.join(", ")
        ),
    });
    ways
}

/// A name inside a sentence: `dutasteride`, `vitamin A`, `GHK-copper`.
fn in_sentence(name: &str) -> String {
    let mut letters = name.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() => first.to_lowercase().chain(letters).collect(),
        _ => name.to_owned(),
    }
}

/// Protocols that are not refused and were described with the agent.
pub(super) fn protocols_with<'k>(knowledge: &'k Knowledge, agent: &str) -> impl Iterator<Item = &'k Protocol> {
    let protocols = knowledge.records.protocols.iter();
    protocols.filter(move |protocol| {
        protocol.refused.is_none() && protocol.composition.iter().any(|part| part.agent == agent)
    })
}
