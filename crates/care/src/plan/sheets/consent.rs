//! The consent: every item to be initialled, with what this plan puts into it, and the time to think it over.
//!
//! The items are those of the knowledge. What the plan knows is filled in beside them (diagnosis, agents with strength, origin
//! and standing, evidence, alternatives with prices, sessions and totals, days of reflection); what only the clinic knows
//! (names, telephone numbers, the office for complaints) is left to be written in.

use anagen_knowledge::Knowledge;
use anagen_knowledge::records::{Agent, AgentRole, ApprovalState, Confidence, ConsentTrigger, Measure, Status};
use serde::Serialize;

use super::{Composition, Mixture};
use crate::case::Product;
use crate::dose::Strength;
use crate::plan::cost::CostComparison;
use crate::plan::evidence::{EvidenceKind, EvidenceLine};

/// The package rules that a patient reads: money back, and how long prepaid sessions hold (`prices.toml`).
const MONEY_BACK: [&str; 2] = ["PKG-01", "PKG-02"];

/// What of the plan goes into the consent besides the mixture. What is not known yet is left out and said to be open.
#[derive(Debug, Clone, Copy)]
pub struct ConsentDetails<'a> {
    /// Diagnosis by id.
    pub condition: Option<&'a str>,
    /// Its stage, as it is shown.
    pub stage: Option<&'a str>,
    /// Products from which the mixture is made.
    pub products: &'a [Product],
    /// What is known of the mixture.
    pub evidence: &'a [EvidenceLine],
    /// What it costs.
    pub cost: Option<&'a CostComparison>,
}

/// A consent to be read, initialled and signed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Consent {
    /// The items, by number.
    pub items: Vec<ConsentLine>,
    /// The agents of the mixture.
    pub agents: Vec<ConsentAgent>,
    /// Time between talk and treatment.
    pub cooling_off: CoolingOff,
    /// What makes a new consent necessary, and how the form is kept.
    pub rules: Vec<String>,
    /// Agents that the knowledge does not know: what has to be said of them cannot be here.
    pub unidentified: Vec<String>,
}

/// One item, initialled on its own.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ConsentLine {
    /// Id.
    pub id: String,
    /// Its number.
    pub number: u32,
    /// What is consented to or acknowledged.
    pub text: String,
    /// What has to be said about it.
    pub detail: Option<String>,
    /// What this plan puts in.
    pub filled: Vec<String>,
    /// Ids of the sources.
    pub sources: Vec<String>,
    /// How it is known.
    pub confidence: Confidence,
    /// Proposed, or confirmed.
    pub status: Status,
}

/// One agent as the consent names it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ConsentAgent {
    /// Id.
    pub id: String,
    /// As it is shown.
    pub name: String,
    /// Strength in the finished mixture, where it is known.
    pub strength: Option<Strength>,
    /// Products that hold it, with vendor and lot.
    pub products: Vec<String>,
    /// Its standing for this route.
    pub standing: Vec<String>,
    /// Ids of the sources of that standing.
    pub sources: Vec<String>,
    /// All of it in one line.
    pub in_words: String,
}

/// Time between the talk and the first treatment.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CoolingOff {
    /// Days before a first treatment; `None` where the knowledge sets none.
    pub days: Option<f64>,
    /// The rules in words: for whom it is longer.
    pub rules: Vec<String>,
    /// Proposed, or confirmed.
    pub status: Option<Status>,
}

/// The consent for a mixture.
pub fn consent(composition: &Composition, details: &ConsentDetails<'_>, knowledge: &Knowledge) -> Consent {
    let mixture = Mixture::of(composition, knowledge);
    let agents: Vec<ConsentAgent> = composition
        .agents
        .iter()
        .filter_map(|(name, strength)| Some((knowledge.agent(name)?, *strength)))
        .map(|(agent, strength)| consent_agent(agent, strength, composition, details.products, knowledge))
        .collect();
    let cooling_off = cooling_off(knowledge);
    let mut records: Vec<_> = knowledge.records.consent_items.iter().collect();
    records.retain(|item| mixture.concerns(&[], &item.when_classes));
    records.sort_by(|a, b| {
        (a.number, !a.when_classes.is_empty(), &a.id).cmp(&(b.number, !b.when_classes.is_empty(), &b.id))
    });
    let items = records.into_iter().map(|item| {
        let opens_its_number = item.when_classes.is_empty();
        ConsentLine {
            id: item.id.clone(),
            number: item.number,
            text: item.text.clone(),
            detail: item.detail.clone(),
            filled: if opens_its_number {
                filled(
                    item.number,
                    composition,
                    details,
                    &agents,
                    &mixture.unidentified,
                    &cooling_off,
                    knowledge,
                )
            } else {
                Vec::new()
            },
            sources: item.sources.clone(),
            confidence: item.confidence,
            status: item.status,
        }
    });
    let items = items.collect();
    let is_about_time = |trigger| matches!(trigger, ConsentTrigger::FirstTime | ConsentTrigger::CoolingOffLonger);
    let rules = knowledge
        .records
        .consent_rules
        .iter()
        .filter(|rule| !is_about_time(rule.trigger));
    Consent {
        items,
        agents,
        cooling_off,
        rules: rules.map(|rule| rule.text.clone()).collect(),
        unidentified: mixture.unidentified,
    }
}

/// What the plan puts into an item, by the item's number (clinical items 1 to 18).
fn filled(
    number: u32,
    composition: &Composition,
    details: &ConsentDetails<'_>,
    agents: &[ConsentAgent],
    unidentified: &[String],
    cooling_off: &CoolingOff,
    knowledge: &Knowledge,
) -> Vec<String> {
    match number {
        1 => {
            let conditions = &knowledge.records.conditions;
            let name = details.condition.map(|id| {
                conditions
                    .iter()
                    .find(|known| known.id == id)
                    .map_or_else(|| id.to_owned(), |known| known.name.clone())
            });
            vec![
                format!("Diagnosis: {}", name.as_deref().unwrap_or("not made yet")),
                format!("Stage: {}", details.stage.unwrap_or("not recorded")),
            ]
        }
        2 => {
            let named = agents.iter().map(|agent| agent.in_words.clone());
            let unknown = unidentified
                .iter()
                .map(|name| format!("{name}: not known to this system; what has to be said of it is missing here"));
            let lines: Vec<String> = named.chain(unknown).collect();
            if lines.is_empty() {
                vec!["No medicine is injected.".to_owned()]
            } else {
                lines
            }
        }
        3 => details
            .evidence
            .iter()
            .filter(|line| line.kind != EvidenceKind::Alternative)
            .map(|line| format!("{} ({})", line.text, line.grade_in_words))
            .collect(),
        4 => {
            let alternatives = details
                .evidence
                .iter()
                .filter(|line| line.kind == EvidenceKind::Alternative);
            let known = alternatives.map(|line| format!("{}: {} ({})", line.subject, line.text, line.grade_in_words));
            let priced = details
                .cost
                .into_iter()
                .flat_map(|cost| cost.alternatives.iter().chain(&cost.in_other_currencies));
            let priced = priced.map(|price| {
                let place = price.place.as_deref().unwrap_or("place not recorded");
                let mark = if price.unverified { "; unverified" } else { "" };
                format!("{}: {} ({place}{mark})", price.item, price.as_seen)
            });
            known.chain(priced).collect()
        }
        5 => {
            let sessions = composition.n_sessions.map_or_else(
                || "Sessions: the number is not decided yet".to_owned(),
                |n| format!("Sessions: {n}"),
            );
            let mut lines = vec![sessions];
            match details.cost.and_then(|cost| cost.course.as_ref()) {
                None => lines.push("Price and total: not known yet".to_owned()),
                Some(course) => {
                    lines.push(format!(
                        "Price of a session: {}",
                        crate::plan::cost::in_words(&course.per_session)
                    ));
                    lines.extend(course.totals.iter().map(|total| {
                        let years = if total.years == 1 { "year" } else { "years" };
                        format!("Total in {} {years}: {}", total.years, total.in_words)
                    }));
                    lines.extend(course.notes.iter().cloned());
                }
            }
            let rules = details.cost.into_iter().flat_map(|cost| &cost.package_rules);
            lines.extend(
                rules
                    .filter(|rule| MONEY_BACK.contains(&rule.id.as_str()))
                    .map(|rule| rule.text.clone()),
            );
            lines
        }
        15 => {
            let days = cooling_off.days.map(|days| {
                format!(
                    "At least {} days before the first session",
                    anagen_knowledge::Plain(days)
                )
            });
            days.into_iter().chain(cooling_off.rules.iter().cloned()).collect()
        }
        _ => Vec::new(),
    }
}

fn consent_agent(
    agent: &Agent,
    strength: Option<Strength>,
    composition: &Composition,
    products: &[Product],
    knowledge: &Knowledge,
) -> ConsentAgent {
    let holds = |product: &&Product| {
        product
            .agents
            .iter()
            .any(|held| knowledge.agent(&held.agent).is_some_and(|known| known.id == agent.id))
    };
    let products: Vec<String> = products.iter().filter(holds).map(product_in_words).collect();
    let (standing, sources) = standing(agent, composition);
    let strength = strength.filter(|strength| strength.measure() == agent.measured_by);
    let how_much = match (strength, composition.volume) {
        (None, _) if agent.role == AgentRole::Diluent => "to make up the volume".to_owned(),
        (Some(strength @ (Strength::Mass(_) | Strength::Units(_))), _) => strength.to_string(),
        (Some(strength), Some(volume)) => format!("{} a session", strength * volume),
        _ if agent.measured_by == Measure::Volume => "volume not known".to_owned(),
        _ => "strength not known".to_owned(),
    };
    let origin = if products.is_empty() {
        "origin: to be written in".to_owned()
    } else {
        products.join("; ")
    };
    ConsentAgent {
        id: agent.id.clone(),
        name: agent.name.clone(),
        strength,
        in_words: format!("{}, {how_much}; {origin}; {}", agent.name, standing.join("; ")),
        products,
        standing,
        sources,
    }
}

fn product_in_words(product: &Product) -> String {
    let vendor = product.vendor.as_deref().unwrap_or("vendor not recorded");
    let lot = product
        .lot
        .as_ref()
        .map_or_else(|| "lot not recorded".to_owned(), |lot| format!("lot {lot}"));
    format!("from {} ({vendor}, {lot})", product.name)
}

/// The standing of an agent for the way it is given here, in words of its own: a standing belongs to a route, an indication and
/// a country, and is no praise of the agent.
fn standing(agent: &Agent, composition: &Composition) -> (Vec<String>, Vec<String>) {
    let route = match composition.technique.as_deref() {
        Some("intralesional") => "intralesional",
        _ => "intradermal",
    };
    let mut words = Vec::new();
    let mut sources = Vec::new();
    for approval in agent.approvals.iter().filter(|approval| approval.route == route) {
        let state = match approval.state {
            ApprovalState::Approved => "licensed for this route",
            ApprovalState::NotApproved => "not approved for this route",
            ApprovalState::Suspended => "licence suspended for this route",
            ApprovalState::Unknown => "whether it is approved for this route is not known",
        };
        let country = if approval.country == "any" {
            "any country"
        } else {
            approval.country.as_str()
        };
        words.push(format!(
            "{state} ({}, {country}; {})",
            approval.indication,
            approval.confidence.words()
        ));
        sources.extend(approval.sources.iter().cloned());
    }
    if words.is_empty() {
        words.push("whether it is approved for this route is not known".to_owned());
    }
    sources.sort();
    sources.dedup();
    (words, sources)
}

fn cooling_off(knowledge: &Knowledge) -> CoolingOff {
    let rules = &knowledge.records.consent_rules;
    let first_time = rules.iter().find(|rule| rule.trigger == ConsentTrigger::FirstTime);
    let about_time = rules.iter().filter(|rule| {
        matches!(
            rule.trigger,
            ConsentTrigger::FirstTime | ConsentTrigger::CoolingOffLonger
        )
    });
    CoolingOff {
        days: first_time.and_then(|rule| rule.parameters.get("wait_days").copied()),
        rules: about_time.map(|rule| rule.text.clone()).collect(),
        status: first_time.map(|rule| rule.status),
    }
}
