//! Standing of each agent of a mixture by this route, for this indication, in this country: never of the agent as such.
//!
//! The nearest record counts: of the country before that of the European Union before `any`; for the diagnosis before hair loss in
//! general before any indication. Where there is none, the standing is not known, and that is said.

use anagen_knowledge::Value;
use anagen_knowledge::records::{Agent, Approval, ApprovalState, ConditionFamily, Confidence};
use serde::Serialize;

use super::shelf::is_filler;
use super::{Cocktail, Setting};
use crate::case::Request;

/// Member states of the European Union since 2020-02-01, by ISO 3166 code.
pub const EUROPEAN_UNION: [&str; 27] = [
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV",
    "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
];

/// Standing of one agent.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ApprovalStanding {
    /// Id of the agent.
    pub agent: String,
    /// Its name.
    pub name: String,
    /// `intradermal`, or `intralesional` with that technique.
    pub route: String,
    /// The indication of the record that counts; hair loss where there is none.
    pub indication: String,
    /// Country of treatment.
    pub country: String,
    /// What the record is for: the country, `EU` or `any`; none where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record_for: Option<String>,
    /// The standing.
    pub state: ApprovalState,
    /// In words.
    pub text: String,
    /// Ids of the sources.
    pub sources: Vec<String>,
    /// How it is known; none where there is no record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<Confidence>,
}

/// Standing of every agent of a mixture, diluents left out.
pub(super) fn standings(cocktail: &Cocktail, request: &Request, setting: &Setting<'_>) -> Vec<ApprovalStanding> {
    let agents = cocktail
        .agents
        .iter()
        .filter_map(|dose| setting.knowledge.agent(&dose.agent));
    agents
        .filter(|agent| !is_filler(agent))
        .map(|agent| standing(agent, request, setting))
        .collect()
}

fn standing(agent: &Agent, request: &Request, setting: &Setting<'_>) -> ApprovalStanding {
    let route = route(request, setting);
    let country = request.country.trim().to_uppercase();
    let countries: Vec<&str> = [
        Some(country.as_str()),
        EUROPEAN_UNION.contains(&country.as_str()).then_some("EU"),
        Some("any"),
    ]
    .into_iter()
    .flatten()
    .collect();
    let indications = indications(setting);
    let nearest = |approval: &&Approval| {
        let country = countries.iter().position(|country| *country == approval.country)?;
        let indication = indications
            .iter()
            .position(|indication| *indication == approval.indication)?;
        Some((country, indication))
    };
    let record = agent
        .approvals
        .iter()
        .filter(|approval| approval.route == route)
        .filter_map(|approval| Some((nearest(&approval)?, approval)))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, approval)| approval);
    let (agent, name, route) = (agent.id.clone(), agent.name.clone(), route.to_owned());
    match record {
        Some(record) => ApprovalStanding {
            text: record.text.clone().unwrap_or_else(|| words(record.state).to_owned()),
            agent,
            name,
            route,
            indication: record.indication.clone(),
            country,
            record_for: Some(record.country.clone()),
            state: record.state,
            sources: record.sources.clone(),
            confidence: Some(record.confidence),
        },
        None => ApprovalStanding {
            text: format!(
                "Not known: there is no record on {name} by the {route} route against hair loss in {country}."
            ),
            agent,
            name,
            route,
            indication: "hair loss".to_owned(),
            country,
            record_for: None,
            state: ApprovalState::Unknown,
            sources: Vec::new(),
            confidence: None,
        },
    }
}

/// A technique that is a route of its own counts as that; every other one brings the mixture into the dermis.
fn route(request: &Request, setting: &Setting<'_>) -> &'static str {
    match setting.technique(request) {
        Some(technique) if technique.id == "intralesional" => "intralesional",
        _ => "intradermal",
    }
}

/// Indications that cover the diagnosis, the narrowest first; an authorisation against one kind of hair loss says nothing of another.
fn indications(setting: &Setting<'_>) -> Vec<&'static str> {
    let diagnosis = match setting.value("diagnosis") {
        Some(Value::Choice(id)) => setting
            .knowledge
            .records
            .conditions
            .iter()
            .find(|condition| &condition.id == id),
        _ => None,
    };
    let narrow: &[&str] = match diagnosis.map(|condition| (condition.family, condition.sex.as_deref())) {
        Some((ConditionFamily::Pattern, Some("male"))) => &["male pattern hair loss", "pattern hair loss"],
        Some((ConditionFamily::Pattern, _)) => &["pattern hair loss"],
        Some((ConditionFamily::Areata, _)) => &["alopecia areata"],
        _ => &[],
    };
    narrow.iter().copied().chain(["hair loss", "any"]).collect()
}

fn words(state: ApprovalState) -> &'static str {
    match state {
        ApprovalState::Approved => "Authorised for this use.",
        ApprovalState::NotApproved => "Not authorised for this use.",
        ApprovalState::Suspended => "The authorisation is suspended.",
        ApprovalState::Unknown => "Not known.",
    }
}
