//! What is asked for, read against the knowledge: agents by name, vials with their contents, one volume, possible numbers.
//!
//! Everything that is wrong is reported at once. A vial that has expired, is quarantined or is labelled for another use is no
//! refusal: it becomes a fact, and the rules decide.

use anagen_knowledge::records::{Agent, AgentRole, Measure, NumberRange};
use anagen_knowledge::{Knowledge, Plain, suggest};
use jiff::civil::Date;

use super::strengths::impossible;
use super::{Setting, strengths};
use crate::case::{Product, ProductLabel, Request};
use crate::dose::Strength;
use crate::finding::Refusal;
use crate::units::Millilitres;

/// Graduation of a 1 mL syringe: the finest step in which a volume is drawn.
pub(super) const GRADUATION_ML: f64 = 0.01;

/// The agent that fills a mixture up to its volume.
pub(super) const SALINE: &str = "saline";

/// What is asked for.
pub(super) struct Asked<'a> {
    pub(super) mode: Mode,
    /// Strengths wanted; saline is left out, it fills up.
    pub(super) wanted: Vec<Content<'a>>,
    /// Agent names of the request that the knowledge does not know.
    pub(super) unknown: Vec<&'a str>,
    /// Vials to draw from, by position in `vials`, with the volume wanted in mL.
    pub(super) draws: Vec<(usize, f64)>,
    pub(super) vials: Vec<Vial<'a>>,
    /// Volume of the finished mixture in mL.
    pub(super) volume: Option<f64>,
}

/// How a mixture is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// No mixture: needling alone.
    Nothing,
    /// Volumes to draw.
    Draw,
    /// Strengths, to be worked out from the shelf.
    Solve,
    /// Strengths without any product: the dose is known, the vials are not.
    Strengths,
}

/// An agent with a strength.
pub(super) struct Content<'a> {
    pub(super) agent: &'a Agent,
    /// In the agent's own measure: mg, U, or mL of the agent itself.
    pub(super) per_ml: f64,
}

impl Content<'_> {
    pub(super) fn strength(&self) -> Strength {
        self.at(self.per_ml)
    }

    /// So many mg, U or mL of the agent in each mL.
    pub(super) fn at(&self, per_ml: f64) -> Strength {
        Strength::of(self.agent.measured_by, per_ml)
    }
}

/// A product with its agents found in the knowledge.
pub(super) struct Vial<'a> {
    pub(super) product: &'a Product,
    pub(super) contents: Vec<Content<'a>>,
    /// Ingredients that the knowledge does not know.
    pub(super) unidentified: Vec<&'a str>,
    /// Whether its last day of use lies before the day of decision.
    pub(super) expired: bool,
}

impl Vial<'_> {
    /// What each mL of this vial holds of an agent, in the agent's own measure; zero where it holds none.
    pub(super) fn per_ml(&self, agent: &Agent) -> f64 {
        self.contents
            .iter()
            .filter(|content| content.agent.id == agent.id)
            .map(|content| content.per_ml)
            .sum()
    }

    /// Whether it only makes up volume: saline, or a declared product without any agent.
    pub(super) fn is_filler(&self) -> bool {
        self.product.composition_declared
            && self.unidentified.is_empty()
            && self.contents.iter().all(|content| is_filler(content.agent))
    }

    /// Whether nothing on its label forbids it: in date, not quarantined, labelled for injection, composition declared.
    pub(super) fn is_usable(&self) -> bool {
        let product = self.product;
        !self.expired
            && product.quarantined != Some(true)
            && product.label == ProductLabel::ForInjection
            && product.composition_declared
    }

    /// Which vial is taken first: a usable one, then the one that expires first.
    pub(super) fn precedence(&self) -> (bool, bool, Option<Date>) {
        (!self.is_usable(), self.product.expires.is_none(), self.product.expires)
    }
}

/// Whether an agent only makes up volume. Bicarbonate is called a diluent too, but it is a buffer: it has a strength.
pub(super) fn is_filler(agent: &Agent) -> bool {
    agent.role == AgentRole::Diluent && agent.id == SALINE
}

/// Reads a request; what is wrong goes to `refusals`.
pub(super) fn read<'a>(
    request: &'a Request,
    session_volume: Option<Millilitres>,
    setting: &Setting<'a>,
    refusals: &mut Vec<Refusal>,
) -> Asked<'a> {
    let knowledge = setting.knowledge;
    let mode = match (
        request.agents.is_empty(),
        request.draw.is_empty(),
        request.products.is_empty(),
    ) {
        (true, true, _) => Mode::Nothing,
        (_, false, _) => Mode::Draw,
        (false, true, false) => Mode::Solve,
        (false, true, true) => Mode::Strengths,
    };
    if mode == Mode::Nothing {
        return Asked {
            mode,
            wanted: Vec::new(),
            unknown: Vec::new(),
            draws: Vec::new(),
            vials: Vec::new(),
            volume: None,
        };
    }
    if !request.agents.is_empty() && !request.draw.is_empty() {
        refusals.push(Refusal::new(
            "agents_and_draw",
            "the mixture is asked for twice: by strengths (`agents`) and by volumes to draw (`draw`)",
            [
                "leave out `draw`, and the volumes are worked out".to_owned(),
                "leave out `agents`, and the strengths follow".to_owned(),
            ],
        ));
    }
    let mut vials: Vec<Vial<'a>> = Vec::new();
    for product in &request.products {
        let vial = read_vial(product, setting, refusals);
        if vials.iter().any(|other| other.product.id == product.id) {
            refusals.push(Refusal::new(
                "duplicate_product",
                format!("two products have the id `{}`", product.id),
                ["give each vial its own id".to_owned()],
            ));
        }
        vials.push(vial);
    }
    let mut unknown = Vec::new();
    let wanted = read_wanted(request, knowledge, &mut unknown, refusals);
    let draws = read_draws(request, &vials, knowledge, refusals);
    check_other_numbers(request, setting, refusals);
    let volume = read_volume(request, session_volume, mode, knowledge, refusals);
    Asked {
        mode,
        wanted,
        unknown,
        draws,
        vials,
        volume,
    }
}

fn read_wanted<'a>(
    request: &'a Request,
    knowledge: &'a Knowledge,
    unknown: &mut Vec<&'a str>,
    refusals: &mut Vec<Refusal>,
) -> Vec<Content<'a>> {
    let mut wanted: Vec<Content<'a>> = Vec::new();
    for asked in &request.agents {
        let Some(agent) = knowledge.agent(&asked.agent) else {
            unknown.push(&asked.agent);
            let near = knowledge
                .nearest_agent(&asked.agent)
                .map(|near| format!("write `{near}`, if that is meant"));
            refusals.push(Refusal::new(
                "unknown_agent",
                format!("the agent `{}` is not known", asked.agent),
                near.into_iter()
                    .chain(["add the agent to the clinic's own knowledge folder, with its sources".to_owned()]),
            ));
            continue;
        };
        strengths::check(
            Some(agent),
            asked.strength,
            &format!("the strength wanted of {}", agent.name),
            refusals,
        );
        if wanted.iter().any(|other| other.agent.id == agent.id) {
            refusals.push(duplicate_agent(agent, "the request"));
        }
        wanted.push(Content {
            agent,
            per_ml: asked.strength.per_ml(),
        });
    }
    let active: Vec<&Agent> = wanted
        .iter()
        .map(|content| content.agent)
        .filter(|agent| !is_filler(agent))
        .collect();
    if active.len() > 1 {
        let by_volume = active.iter().filter(|agent| agent.measured_by == Measure::Volume);
        refusals.extend(by_volume.map(|agent| strengths::share_missing(agent)));
    }
    wanted
}

fn read_vial<'a>(product: &'a Product, setting: &Setting<'a>, refusals: &mut Vec<Refusal>) -> Vial<'a> {
    let knowledge = setting.knowledge;
    let expired = product.expires.is_some_and(|expires| expires < setting.decided_on);
    let mut vial = Vial {
        product,
        contents: Vec::new(),
        unidentified: Vec::new(),
        expired,
    };
    for content in &product.agents {
        let agent = knowledge.agent(&content.agent);
        let what = format!("the strength of `{}` in {}", content.agent, product.name);
        strengths::check(agent, content.strength, &what, refusals);
        match agent {
            Some(agent) if vial.contents.iter().any(|other| other.agent.id == agent.id) => {
                refusals.push(duplicate_agent(agent, &product.name));
            }
            Some(agent) => vial.contents.push(Content {
                agent,
                per_ml: content.strength.per_ml(),
            }),
            None => vial.unidentified.push(&content.agent),
        }
    }
    let volume = product.volume;
    if !(volume.0.is_finite() && volume.0 >= GRADUATION_ML) {
        refusals.push(impossible(
            &format!("the volume of {}", product.name),
            &volume.to_string(),
            "it is at least 0.01 mL",
        ));
    }
    check_range(
        product.ph,
        "mixture_ph",
        &format!("the pH of {}", product.name),
        knowledge,
        refusals,
    );
    let osmolality = product.osmolality.map(|osmolality| osmolality.0);
    check_range(
        osmolality,
        "mixture_osmolality",
        &format!("the osmolality of {}", product.name),
        knowledge,
        refusals,
    );
    vial
}

fn read_draws(
    request: &Request,
    vials: &[Vial<'_>],
    knowledge: &Knowledge,
    refusals: &mut Vec<Refusal>,
) -> Vec<(usize, f64)> {
    let mut draws: Vec<(usize, f64)> = Vec::new();
    for draw in &request.draw {
        let Some(position) = vials.iter().position(|vial| vial.product.id == draw.product) else {
            let near = suggest::nearest(&draw.product, vials.iter().map(|vial| vial.product.id.as_str()))
                .map(|near| format!("write `{near}`, if that is meant"));
            refusals.push(Refusal::new(
                "unknown_product",
                format!("no product on the shelf has the id `{}`", draw.product),
                near.into_iter()
                    .chain(["add the vial to `products`, as its label gives it".to_owned()]),
            ));
            continue;
        };
        if draws.iter().any(|(other, _)| *other == position) {
            refusals.push(Refusal::new(
                "product_drawn_twice",
                format!("`{}` is drawn twice", draw.product),
                ["write one volume for each product".to_owned()],
            ));
        }
        let what = format!("the volume to draw of `{}`", draw.product);
        if (0.0..GRADUATION_ML).contains(&draw.volume.0) {
            refusals.push(nothing_to_draw(&what, draw.volume.0));
        } else {
            check_range(Some(draw.volume.0), "mixture_volume", &what, knowledge, refusals);
        }
        draws.push((position, draw.volume.0));
    }
    if draws.len() > 1 {
        let total = draws.iter().map(|(_, volume)| volume).sum();
        check_range(
            Some(total),
            "mixture_volume",
            "the sum of the volumes to draw",
            knowledge,
            refusals,
        );
    }
    draws
}

fn read_volume(
    request: &Request,
    session_volume: Option<Millilitres>,
    mode: Mode,
    knowledge: &Knowledge,
    refusals: &mut Vec<Refusal>,
) -> Option<f64> {
    let (volume, what) = match (request.volume, session_volume) {
        (Some(volume), _) => (volume.0, "the volume of the mixture"),
        (None, Some(volume)) => (volume.0, "the volume that the injection map needs"),
        (None, None) if mode == Mode::Draw => return None,
        (None, None) => {
            refusals.push(Refusal::new(
                "volume_missing",
                "a strength without a volume gives no dose: neither the request nor an injection map names the volume of the session",
                ["write `volume`".to_owned(), "ask for zones and a technique, and the map gives the volume".to_owned()],
            ));
            return None;
        }
    };
    if (0.0..GRADUATION_ML).contains(&volume) {
        refusals.push(nothing_to_draw(what, volume));
    } else {
        check_range(Some(volume), "mixture_volume", what, knowledge, refusals);
    }
    Some(volume)
}

fn check_other_numbers(request: &Request, setting: &Setting<'_>, refusals: &mut Vec<Refusal>) {
    check_range(
        request.measured_ph,
        "mixture_ph",
        "the measured pH",
        setting.knowledge,
        refusals,
    );
    if request.patients_per_vial == 0 {
        refusals.push(impossible(
            "the number of patients for one vial",
            "0",
            "it is at least 1",
        ));
    }
    for treatment in setting.concurrent {
        let dose = treatment.per_day.0;
        if !(dose.is_finite() && 0.0 <= dose) {
            let what = format!("the daily dose of `{}`", treatment.agent);
            refusals.push(impossible(
                &what,
                &treatment.per_day.to_string(),
                "it is a mass of zero or more",
            ));
        }
    }
}

/// Holds a number to the range of the fact that it becomes part of.
fn check_range(number: Option<f64>, fact: &str, what: &str, knowledge: &Knowledge, refusals: &mut Vec<Refusal>) {
    let Some(number) = number else { return };
    let Some(fact) = knowledge.fact_key(fact).map(|key| knowledge.fact(key)) else {
        return;
    };
    let range = fact.range.unwrap_or(NumberRange {
        from: f64::MIN,
        to: f64::MAX,
    });
    if !range.contains(number) {
        let unit = fact.unit.as_deref().filter(|unit| *unit != "1").unwrap_or_default();
        let possible = format!("it lies between {} and {} {unit}", Plain(range.from), Plain(range.to));
        refusals.push(impossible(
            what,
            format!("{} {unit}", Plain(number)).trim_end(),
            possible.trim_end(),
        ));
    }
}

pub(super) fn nothing_to_draw(what: &str, volume_ml: f64) -> Refusal {
    Refusal::new(
        "nothing_to_draw",
        format!(
            "{what} comes to {}: less than the 0.01 mL that a syringe can measure",
            Millilitres(volume_ml)
        ),
        [
            "ask for a volume that can be measured".to_owned(),
            "use a product of a lower strength".to_owned(),
        ],
    )
}

fn duplicate_agent(agent: &Agent, place: &str) -> Refusal {
    Refusal::new(
        "duplicate_agent",
        format!("{} stands twice in {place}", agent.name),
        ["write it once, with one strength".to_owned()],
    )
}
