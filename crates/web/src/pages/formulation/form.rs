//! The fields of the two forms of a plan, and what is asked for in them: one way out, one way back.
//!
//! A form is always shown from fields, whether they come from the record, from a draft or from a form that could not be taken,
//! so that nothing typed is ever replaced.

use anagen_app::plan::Desk;
use anagen_app::stock::ShelfLot;
use anagen_app::{Invalid, Message};
use anagen_care::case::{AgentRequest, DrawRequest, Grid, ProtocolRequest, Purpose, Request, StepAnswer};
use anagen_care::dose::Strength;
use anagen_care::injection_map::{PointEdits, injection_map};
use anagen_care::units::{Centimetres, Millilitres, Millimetres};
use anagen_knowledge::records::{Measure, Protocol};
use anagen_knowledge::{Knowledge, Quantity};
use jiff::civil::Time;

use super::map::place_of;
use crate::fields::Fields;

/// Rows for agents in a form; one more than the request has, so that one can always be added.
const MOST_AGENTS: usize = 12;
/// Most bytes of the changed points.
const LARGEST_POINTS: usize = 300_000;

/// How a mixture is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mixture {
    /// None: needling alone, ultrasound.
    None,
    /// Volumes of lots.
    Draw,
    /// Strengths of agents.
    Agents,
}

impl Mixture {
    pub(crate) fn of(fields: &Fields) -> Self {
        match fields.text("mixture") {
            "draw" => Self::Draw,
            "agents" => Self::Agents,
            _ => Self::None,
        }
    }
}

/// The name of the volume of a lot.
pub(crate) fn draw_name(lot: &str) -> String {
    format!("draw-{lot}")
}

/// How many rows of agents a form shows.
pub(crate) fn n_agent_rows(fields: &Fields) -> usize {
    let filled = (1..=MOST_AGENTS)
        .filter(|row| fields.is_set(&format!("agent-{row}")) || fields.is_set(&format!("strength-{row}")));
    (filled.max().unwrap_or(0) + 1).clamp(2, MOST_AGENTS)
}

/// The formulation and the map of a request as fields.
pub(crate) fn formulation_fields(request: &Request, knowledge: &Knowledge) -> Fields {
    let mut fields = Fields::default();
    let mixture = match (request.draw.is_empty(), request.agents.is_empty()) {
        (true, false) => "agents",
        (true, true) if is_without_drug(request, knowledge) => "none",
        // What is in stock is the usual way, also where nothing is asked for yet.
        _ => "draw",
    };
    fields.add("mixture", mixture);
    for draw in &request.draw {
        fields.add(&draw_name(&draw.product), &exact(draw.volume.0));
    }
    for (position, asked) in request.agents.iter().enumerate() {
        let row = position + 1;
        let agent = knowledge.agent(&asked.agent);
        fields.add(
            &format!("agent-{row}"),
            agent.map_or(asked.agent.as_str(), |agent| agent.name.as_str()),
        );
        if asked.strength.measure() != Measure::Volume {
            fields.add(&format!("strength-{row}"), &exact(asked.strength.per_ml()));
        }
    }
    let mut number = |name: &str, value: Option<f64>| {
        if let Some(value) = value {
            fields.add(name, &exact(value));
        }
    };
    number("volume", request.volume.map(|volume| volume.0));
    number("measured_ph", request.measured_ph);
    number("head_circumference", request.head_circumference.map(|head| head.0));
    number("spacing", request.spacing.map(|spacing| spacing.0));
    number("volume_per_point", request.volume_per_point.map(|volume| volume.0));
    number("depth", request.depth.map(|depth| depth.0));
    number("needle_gauge", request.needle_gauge.map(f64::from));
    number("passes", request.passes.map(f64::from));
    fields.add("technique", request.technique.as_deref().unwrap_or_default());
    fields.add("grid", grid_word(request.grid));
    for zone in &request.zones {
        fields.add("zones", zone);
    }
    if !request.points.is_empty() {
        fields.add("points", &serde_json::to_string(&request.points).unwrap_or_default());
    }
    fields
}

fn is_without_drug(request: &Request, knowledge: &Knowledge) -> bool {
    let technique = request
        .technique
        .as_deref()
        .and_then(|name| anagen_care::injection_map::find_technique(knowledge, name));
    technique.is_some_and(|technique| !technique.injects)
}

pub(crate) fn grid_word(grid: Grid) -> &'static str {
    match grid {
        Grid::Square => "square",
        Grid::Hexagonal => "hexagonal",
    }
}

/// A number as it was entered, not rounded.
pub(crate) fn exact(number: f64) -> String {
    (number + 0.0).to_string()
}

/// What the form of the formulation and the map asks for, put over a request; everything that cannot be taken is noted.
pub(crate) fn read_formulation(fields: &Fields, before: &Request, desk: &Desk, invalid: &mut Invalid) -> Request {
    let knowledge = &desk.way.knowledge;
    let mut request = before.clone();
    request.draw.clear();
    request.agents.clear();
    match Mixture::of(fields) {
        Mixture::None => {}
        Mixture::Draw => request.draw = read_draws(fields, &desk.shelf, before, invalid),
        Mixture::Agents => request.agents = read_agents(fields, knowledge, invalid),
    }
    request.volume = fields.number("volume", invalid).map(Millilitres);
    request.measured_ph = fields.number("measured_ph", invalid);
    request.head_circumference = fields.number("head_circumference", invalid).map(Centimetres);
    request.spacing = fields.number("spacing", invalid).map(Centimetres);
    request.volume_per_point = fields.number("volume_per_point", invalid).map(Millilitres);
    request.depth = fields.number("depth", invalid).map(Millimetres);
    request.needle_gauge = fields.read("needle_gauge", "plan-whole-number-wrong", invalid);
    request.passes = fields.read("passes", "plan-whole-number-wrong", invalid);
    request.technique = fields.filled("technique").map(str::to_owned);
    request.grid = if fields.text("grid") == "hexagonal" {
        Grid::Hexagonal
    } else {
        Grid::Square
    };
    let chosen: Vec<&str> = fields.all("zones").collect();
    let zones = knowledge.records.zones.iter().map(|zone| zone.id.clone());
    request.zones = zones.filter(|zone| chosen.contains(&zone.as_str())).collect();
    request.points = read_points(fields, invalid);
    request
}

fn read_draws(fields: &Fields, shelf: &[ShelfLot], before: &Request, invalid: &mut Invalid) -> Vec<DrawRequest> {
    let on_shelf = shelf.iter().map(|lot| anagen_app::plan::shelf_product_id(lot.lot));
    let gone = before.draw.iter().map(|draw| draw.product.clone());
    let mut known: Vec<String> = Vec::new();
    for lot in on_shelf.chain(gone) {
        if !known.contains(&lot) {
            known.push(lot);
        }
    }
    known
        .into_iter()
        .filter_map(|lot| {
            let volume = fields.number(&draw_name(&lot), invalid)?;
            Some(DrawRequest {
                product: lot,
                volume: Millilitres(volume),
            })
        })
        .collect()
}

fn read_agents(fields: &Fields, knowledge: &Knowledge, invalid: &mut Invalid) -> Vec<AgentRequest> {
    let mut asked = Vec::new();
    for row in 1..=MOST_AGENTS {
        let (name_field, strength_field) = (format!("agent-{row}"), format!("strength-{row}"));
        let strength = fields.number(&strength_field, invalid);
        let Some(name) = fields.filled(&name_field) else {
            if fields.is_set(&strength_field) {
                invalid.add(name_field, Message::new("plan-agent-missing"));
            }
            continue;
        };
        let agent = knowledge.agent(name);
        let measure = agent.map_or(Measure::Mass, |agent| agent.measured_by);
        let strength = match (strength, measure) {
            // An agent that is measured by its volume has no strength.
            (_, Measure::Volume) => Strength::UNDILUTED,
            (Some(strength), measure) => Strength::of(measure, strength),
            (None, _) => {
                if !fields.is_set(&strength_field) {
                    invalid.add(strength_field, Message::new("plan-strength-missing"));
                }
                continue;
            }
        };
        asked.push(AgentRequest {
            agent: agent.map_or_else(|| name.to_owned(), |agent| agent.id.clone()),
            strength,
        });
    }
    asked
}

fn read_points(fields: &Fields, invalid: &mut Invalid) -> PointEdits {
    let Some(text) = fields.filled("points") else {
        return PointEdits::default();
    };
    let read = serde_json::from_str(text).ok().filter(|_| text.len() <= LARGEST_POINTS);
    read.unwrap_or_else(|| {
        invalid.add("points", Message::new("plan-points-unreadable"));
        PointEdits::default()
    })
}

/// Changes one point as the row below the map says; gives the changes as they are then.
pub(crate) fn change_one_point(fields: &Fields, request: &Request, desk: &Desk, invalid: &mut Invalid) -> PointEdits {
    let mut asked = request.clone();
    anagen_app::plan::with_clinic(&mut asked, &desk.way.clinic, desk.way.case.today());
    asked.points = PointEdits::default();
    let laid = injection_map(&asked, &desk.way.knowledge).ok();
    let laid = laid.as_ref().and_then(|map| map.points());
    let Some(laid) = laid else {
        invalid.add("point", Message::new("plan-no-points-yet"));
        return request.points.clone();
    };
    let mut edits = request.points.clone();
    if edits.grid != laid.grid_mark {
        edits = PointEdits::default();
    }
    edits.grid.clone_from(&laid.grid_mark);
    let id = fields.text("point");
    match fields.text("point_do") {
        "remove" | "put_back" if id.is_empty() => invalid.add("point", Message::new("plan-point-not-chosen")),
        "remove" => {
            edits.moved.remove(id);
            if edits.added.remove(id).is_none() {
                edits.removed.insert(id.to_owned());
            }
        }
        "put_back" => {
            edits.moved.remove(id);
            edits.added.remove(id);
            edits.removed.remove(id);
        }
        _ => {
            let head = laid.placement.head_circumference.0;
            let distance = fields.number("point_cm", invalid);
            let turn = fields.number("point_deg", invalid);
            let (Some(distance), Some(turn)) = (distance, turn) else {
                for name in ["point_cm", "point_deg"] {
                    if !fields.is_set(name) {
                        invalid.add(name, Message::new("field-number-wrong"));
                    }
                }
                return edits;
            };
            if !(0.0..=head / 4.0).contains(&distance) || !(-360.0..=360.0).contains(&turn) {
                invalid.add("point_cm", Message::new("plan-point-off-scalp"));
                return edits;
            }
            let place = place_of(distance, turn, head);
            if id.is_empty() {
                // One number more than there are points: one of them is free.
                let free = (1..=edits.added.len() + 1)
                    .map(|n| format!("added-{n}"))
                    .find(|id| !edits.added.contains_key(id));
                edits.added.insert(free.unwrap_or_default(), place);
            } else if edits.added.contains_key(id) {
                edits.added.insert(id.to_owned(), place);
            } else {
                edits.removed.remove(id);
                edits.moved.insert(id.to_owned(), place);
            }
        }
    }
    edits
}

/// The protocol of a request as fields.
pub(crate) fn protocol_fields(request: &Request) -> Fields {
    let mut fields = Fields::default();
    if let Some(asked) = &request.protocol {
        fields.add("protocol", &asked.id);
        for (phase, count) in &asked.counts {
            fields.add(&format!("count-{phase}"), &count.to_string());
        }
        for (phase, step) in &asked.steps {
            let (value, unit) = (exact(step.every.value), step.every.unit);
            fields.add(&format!("every-{phase}"), &value);
            fields.add(&format!("every_unit-{phase}"), unit);
            fields.add(&format!("step_count-{phase}"), &step.count.to_string());
            fields.add(&format!("step_by-{phase}"), &step.by);
        }
        if let Some(months) = asked.months {
            fields.add("months", &months.to_string());
        }
    }
    if let Some(start) = request.start {
        fields.add("start", &start.to_string());
    }
    fields.add("time", &request.time.strftime("%H:%M").to_string());
    let (purpose, on) = match request.purpose {
        Purpose::HairLoss => ("hair_loss", None),
        Purpose::BeforeTransplant { on } => ("before_transplant", Some(on)),
        Purpose::AfterTransplant { on } => ("after_transplant", Some(on)),
    };
    fields.add("purpose", purpose);
    if let Some(on) = on {
        fields.add("transplant_on", &on.to_string());
    }
    fields
}

/// Intervals in which an open step can be answered.
pub(crate) const INTERVAL_UNITS: [&str; 3] = ["days", "weeks", "months"];

/// What the form of the protocol asks for, put over a request; everything that cannot be taken is noted. An open step is answered
/// by the one who is signed in.
pub(crate) fn read_protocol(
    fields: &Fields,
    before: &Request,
    knowledge: &Knowledge,
    by: &str,
    today: jiff::civil::Date,
    invalid: &mut Invalid,
) -> Request {
    let mut request = before.clone();
    request.start = fields.day("start", invalid);
    if request.start.is_some_and(|start| start < today) {
        invalid.add("start", Message::new("plan-starts-in-the-past"));
    }
    if let Some(time) = fields.read::<Time>("time", "plan-time-wrong", invalid) {
        request.time = time;
    }
    let on = fields.day("transplant_on", invalid);
    request.purpose = match (fields.text("purpose"), on) {
        ("before_transplant", Some(on)) => Purpose::BeforeTransplant { on },
        ("after_transplant", Some(on)) => Purpose::AfterTransplant { on },
        ("before_transplant" | "after_transplant", None) => {
            if !fields.is_set("transplant_on") {
                invalid.add("transplant_on", Message::new("plan-transplant-day-missing"));
            }
            request.purpose
        }
        _ => Purpose::HairLoss,
    };
    let protocol = fields.filled("protocol");
    request.protocol = protocol.map(|id| {
        let known = knowledge.records.protocols.iter().find(|protocol| protocol.id == id);
        let before = before.protocol.as_ref().filter(|asked| asked.id == id);
        read_choices(id, known, before, fields, by, invalid)
    });
    request
}

fn read_choices(
    id: &str,
    protocol: Option<&Protocol>,
    before: Option<&ProtocolRequest>,
    fields: &Fields,
    by: &str,
    invalid: &mut Invalid,
) -> ProtocolRequest {
    let mut asked = ProtocolRequest {
        id: id.to_owned(),
        counts: std::collections::BTreeMap::new(),
        steps: std::collections::BTreeMap::new(),
        months: fields.read("months", "plan-whole-number-wrong", invalid),
    };
    for phase in protocol.iter().flat_map(|protocol| &protocol.phases) {
        let name = &phase.name;
        if let Some(count) = fields.read(&format!("count-{name}"), "plan-whole-number-wrong", invalid) {
            asked.counts.insert(name.clone(), count);
        }
        let (every_field, count_field) = (format!("every-{name}"), format!("step_count-{name}"));
        if !fields.is_set(&every_field) && !fields.is_set(&count_field) {
            continue;
        }
        let value = fields.number(&every_field, invalid);
        let unit = fields.text(&format!("every_unit-{name}"));
        let unit = INTERVAL_UNITS
            .into_iter()
            .find(|known| *known == unit)
            .unwrap_or("weeks");
        let count: Option<u32> = fields.read(&count_field, "plan-whole-number-wrong", invalid);
        for field in [&every_field, &count_field] {
            if !fields.is_set(field) {
                invalid.add(field.clone(), Message::new("plan-step-half"));
            }
        }
        let every = value.and_then(|value| Quantity::new(value, unit).ok());
        if let (Some(every), Some(count)) = (every, count) {
            let same = before
                .and_then(|before| before.steps.get(name))
                .filter(|step| step.every == every && step.count == count);
            let answer = StepAnswer {
                every,
                count,
                // Who answered it first stays its author while nobody changes it.
                by: same.map_or_else(|| by.to_owned(), |step| step.by.clone()),
            };
            asked.steps.insert(name.clone(), answer);
        }
    }
    asked
}
