//! The mixture of one session: what to draw, what is in it, and what is to be said about it.
//!
//! Strengths and doses are those of the volumes as they are drawn, after rounding to what a syringe measures: dose of an agent =
//! sum of strength on the label x volume drawn; strength in the mixture = dose / volume (clinical.md 4.2). An agent measured by
//! volume counts with the whole volume drawn of the products that hold it.

use std::collections::BTreeMap;

use anagen_knowledge::records::{Agent, AgentRole};
use jiff::civil::Date;
use serde::Serialize;

use super::draw::{Drawn, steps_of_volume, volume_of_steps};
use super::shelf::{Asked, Content, SALINE, Vial, is_filler};
use super::{Acidity, ApprovalStanding, Exposure, Setting, SolubilityWarning, approvals, chemistry, exposure};
use crate::case::Request;
use crate::dose::{Dose, Strength};
use crate::finding::Refusal;
use crate::units::{Milligrams, Millilitres, MilliosmolesPerKilogram};

/// Who checks a mixture (DECISIONS.md 5).
pub const TWO_PERSON_CHECK: &str = "Two signed-in people check the mixture: the second enters strength, volume and dose without seeing \
     what the first entered. A clinic of one works in single mode, and the record says so.";

/// The mixture of one session.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cocktail {
    /// Volume of the finished mixture.
    pub volume: Millilitres,
    /// What to draw, the diluent last; empty while no product is named.
    pub parts: Vec<Part>,
    /// What is in it: principal, complementary, anaesthetic, the rest.
    pub agents: Vec<AgentDose>,
    /// Ingredients of the products that the knowledge does not know.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unidentified: Vec<String>,
    /// What is drawn against what is injected; none while no product is named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub balance: Option<Balance>,
    /// Acidity, where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub acidity: Option<Acidity>,
    /// Osmolality by volume: an estimate, where every product declares its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub osmolality: Option<MilliosmolesPerKilogram>,
    /// Strengths at which an agent may come out of solution.
    pub solubility: Vec<SolubilityWarning>,
    /// Sums over 7 and over 90 days against the oral regimen.
    pub exposure: Vec<Exposure>,
    /// Standing of each agent by this route in this country.
    pub approvals: Vec<ApprovalStanding>,
    /// Who checks it.
    pub check: &'static str,
    /// What was decided on the way, and what is not known.
    pub notes: Vec<String>,
}

/// A volume to draw.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Part {
    /// Id of the product; none for a diluent that is not on the shelf.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub product: Option<String>,
    /// As the label names it.
    pub name: String,
    /// Whether it makes up the volume.
    pub is_diluent: bool,
    /// Volume before rounding.
    pub wanted: Millilitres,
    /// Volume to draw, in steps of 0.01 mL.
    pub draw: Millilitres,
    /// Vials to open for one session.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub n_vials: Option<u32>,
    /// What is left in them: one vial is for one patient.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left_over: Option<Millilitres>,
    /// Lot.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lot: Option<String>,
    /// Last day of use.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires: Option<Date>,
}

/// An agent in the finished mixture.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AgentDose {
    /// Id.
    pub agent: String,
    /// Name.
    pub name: String,
    /// Its place in a mixture, as the source documents divide them.
    pub role: AgentRole,
    /// Strength asked for, where one was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asked: Option<Strength>,
    /// Strength in the finished mixture.
    pub strength: Strength,
    /// Dose of one session, in the agent's own measure.
    pub per_session: Dose,
    /// Volume drawn of the products that hold it; none while no product is named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub drawn: Option<Millilitres>,
}

/// What is drawn against what is injected; the two agree.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Balance {
    /// Sum of the volumes drawn.
    pub drawn: Millilitres,
    /// Volume of the mixture.
    pub mixed: Millilitres,
    /// By agent.
    pub agents: Vec<AgentBalance>,
}

/// The dose of an agent, counted on both sides.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AgentBalance {
    /// Id of the agent.
    pub agent: String,
    /// Strengths on the labels x volumes drawn.
    pub drawn: Dose,
    /// Strength in the mixture x its volume.
    pub mixed: Dose,
}

impl Cocktail {
    /// The agents by their place: principal, complementary, anaesthetic, diluent, ...
    pub fn composition(&self) -> BTreeMap<AgentRole, Vec<&AgentDose>> {
        let mut composition: BTreeMap<AgentRole, Vec<&AgentDose>> = BTreeMap::new();
        for dose in &self.agents {
            composition.entry(dose.role).or_default().push(dose);
        }
        composition
    }

    /// Dose of an agent in one session; none where it is not in it.
    pub fn per_session(&self, agent: &str) -> Option<Dose> {
        self.agents
            .iter()
            .find(|dose| dose.agent == agent)
            .map(|dose| dose.per_session)
    }

    /// mg of an agent in one session: zero where it is not in it, none where it is measured otherwise.
    pub fn milligrams(&self, agent: &str) -> Option<Milligrams> {
        self.per_session(agent).map_or(Some(Milligrams(0.0)), Dose::milligrams)
    }
}

/// The mixture of volumes drawn from products.
pub(super) fn from_parts(request: &Request, asked: &Asked<'_>, drawn: Drawn, setting: &Setting<'_>) -> Cocktail {
    let vial = |position: &usize| asked.vials.get(*position);
    let mut parts: Vec<Part> = Vec::new();
    let mut in_it: Vec<(&Vial<'_>, Millilitres)> = Vec::new();
    let fill = drawn
        .fill
        .iter()
        .filter_map(|(position, wanted, steps)| Some((*position.as_ref()?, *wanted, *steps)));
    for (position, wanted, steps) in drawn.draws.iter().copied().chain(fill) {
        let Some(vial) = vial(&position) else { continue };
        let draw = volume_of_steps(steps);
        parts.push(part(vial, Millilitres(wanted), draw));
        in_it.push((vial, draw));
    }
    let mut notes = drawn.notes;
    if let Some((None, wanted, steps)) = drawn.fill {
        let name = setting
            .knowledge
            .agent(SALINE)
            .map_or(SALINE, |saline| saline.name.as_str())
            .to_owned();
        notes.push(format!(
            "The diluent, {name}, is not on the shelf: its label, lot, expiry, pH and excipients are not known until its vial is in `products`."
        ));
        let (wanted, draw) = (Millilitres(wanted), volume_of_steps(steps));
        parts.push(Part {
            product: None,
            name,
            is_diluent: true,
            wanted,
            draw,
            n_vials: None,
            left_over: None,
            lot: None,
            expires: None,
        });
    }
    let volume = volume_of_steps(steps_of_volume(
        parts.iter().map(|part| part.draw).sum::<Millilitres>().0,
    ));

    let mut agents: Vec<AgentDose> = Vec::new();
    for content in in_it.iter().flat_map(|(vial, _)| &vial.contents) {
        if agents.iter().any(|dose| dose.agent == content.agent.id) {
            continue;
        }
        let amount = in_it
            .iter()
            .map(|(vial, draw)| vial.per_ml(content.agent) * draw.0)
            .sum();
        let drawn = in_it
            .iter()
            .filter(|(vial, _)| vial.per_ml(content.agent) > 0.0)
            .map(|(_, draw)| *draw)
            .sum();
        let per_session = Dose::of(content.agent.measured_by, amount);
        agents.push(dose(content.agent, per_session, volume, asked, Some(drawn)));
    }
    let balance = Balance {
        drawn: parts.iter().map(|part| part.draw).sum(),
        mixed: volume,
        agents: agents
            .iter()
            .map(|dose| AgentBalance {
                agent: dose.agent.clone(),
                drawn: dose.per_session,
                mixed: dose.strength * volume,
            })
            .collect(),
    };
    let whole_shelf = parts.iter().all(|part| part.product.is_some());
    let mut unidentified: Vec<String> = in_it
        .iter()
        .flat_map(|(vial, _)| vial.unidentified.iter().map(|name| (*name).to_owned()))
        .collect();
    unidentified.dedup();
    for (vial, _) in in_it.iter().filter(|(vial, _)| !vial.product.composition_declared) {
        notes.push(format!(
            "{} does not declare its whole composition: what else is injected is not known.",
            vial.product.name
        ));
    }
    notes.extend(expiry_notes(&in_it, setting));
    let volumes: Vec<(&Vial<'_>, f64)> = in_it.iter().map(|(vial, draw)| (*vial, draw.0)).collect();
    let acidity = chemistry::acidity(request.measured_ph, &volumes, whole_shelf);
    notes.extend(
        acidity
            .as_ref()
            .and_then(|acidity| chemistry::implausible(acidity, &volumes, whole_shelf)),
    );
    let osmolality = chemistry::osmolality(&volumes, whole_shelf);
    finish(
        Cocktail {
            unidentified,
            acidity,
            osmolality,
            ..bare(volume, parts, agents, Some(balance), notes)
        },
        request,
        setting,
    )
}

/// The mixture of strengths asked for without any product: doses are known, vials are not.
pub(super) fn from_strengths(
    request: &Request,
    asked: &Asked<'_>,
    setting: &Setting<'_>,
) -> Result<Cocktail, Vec<Refusal>> {
    // The reader refused a request without a volume.
    let Some(volume) = asked.volume else {
        return Err(Vec::new());
    };
    let volume = volume_of_steps(steps_of_volume(volume));
    let agents = asked
        .wanted
        .iter()
        .map(|content| dose(content.agent, content.strength() * volume, volume, asked, None))
        .collect();
    let notes = vec![
        "No product is named: the doses follow from the strengths asked for, and what the vials hold besides is not known. Name the vials in `products`."
            .to_owned(),
    ];
    let acidity = chemistry::acidity(request.measured_ph, &[], false);
    Ok(finish(
        Cocktail {
            acidity,
            ..bare(volume, Vec::new(), agents, None, notes)
        },
        request,
        setting,
    ))
}

fn bare(
    volume: Millilitres,
    parts: Vec<Part>,
    agents: Vec<AgentDose>,
    balance: Option<Balance>,
    notes: Vec<String>,
) -> Cocktail {
    Cocktail {
        volume,
        parts,
        agents,
        unidentified: Vec::new(),
        balance,
        acidity: None,
        osmolality: None,
        solubility: Vec::new(),
        exposure: Vec::new(),
        approvals: Vec::new(),
        check: TWO_PERSON_CHECK,
        notes,
    }
}

fn finish(mut cocktail: Cocktail, request: &Request, setting: &Setting<'_>) -> Cocktail {
    cocktail.agents.sort_by_key(|dose| dose.role);
    cocktail.solubility = chemistry::solubility(&cocktail.agents, setting.knowledge);
    cocktail.exposure = exposure::exposures(&cocktail, setting);
    cocktail.approvals = approvals::standings(&cocktail, request, setting);
    cocktail
}

fn dose(
    agent: &Agent,
    per_session: Dose,
    volume: Millilitres,
    asked: &Asked<'_>,
    drawn: Option<Millilitres>,
) -> AgentDose {
    AgentDose {
        agent: agent.id.clone(),
        name: agent.name.clone(),
        role: agent.role,
        asked: asked
            .wanted
            .iter()
            .find(|content| content.agent.id == agent.id && !is_filler(agent))
            .map(Content::strength),
        strength: per_session / volume,
        per_session,
        drawn,
    }
}

fn part(vial: &Vial<'_>, wanted: Millilitres, draw: Millilitres) -> Part {
    let product = vial.product;
    let n_vials = n_vials(draw, product.volume);
    Part {
        product: Some(product.id.clone()),
        name: product.name.clone(),
        is_diluent: vial.is_filler(),
        wanted,
        draw,
        n_vials: Some(n_vials),
        left_over: Some(Millilitres((f64::from(n_vials) * product.volume.0 - draw.0).max(0.0))),
        lot: product.lot.clone(),
        expires: product.expires,
    }
}

/// Vials that hold a volume.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "above zero, and held to 100 mL from vials of 0.01 mL or more"
)]
fn n_vials(draw: Millilitres, vial: Millilitres) -> u32 {
    (draw.0 / vial.0 - super::draw::ROUNDING).ceil().max(1.0) as u32
}

/// Vials that will be out of date before the last session.
fn expiry_notes(in_it: &[(&Vial<'_>, Millilitres)], setting: &Setting<'_>) -> Vec<String> {
    let n_late = |expires: Date| {
        setting
            .days
            .iter()
            .filter(|day| **day > super::oral::day_number(expires))
            .count()
    };
    in_it
        .iter()
        .filter(|(vial, _)| !vial.expired)
        .filter_map(|(vial, _)| Some((vial.product, vial.product.expires?)))
        .filter(|(_, expires)| n_late(*expires) > 0)
        .map(|(product, expires)| {
            let n_late = n_late(expires);
            let late = if n_late == 1 {
                "1 session lies after that day and needs another lot".to_owned()
            } else {
                format!("{n_late} sessions lie after that day and need another lot")
            };
            format!(
                "{} (`{}`) can be used until {expires}; {late}.",
                product.name, product.id
            )
        })
        .collect()
}
