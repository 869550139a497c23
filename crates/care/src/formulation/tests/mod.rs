//! Dose arithmetic, refusals, limits and facts; laws of mixtures.
#![expect(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    clippy::format_collect,
    reason = "tests"
)]

mod exposure;
mod facts;
mod laws;
mod limits;
mod measures;
mod mixing;
mod refusals;

use std::fmt::Write as _;
use std::sync::LazyLock;

use anagen_knowledge::records::{AnswerText, CapPer, Measure, Severity};
use anagen_knowledge::{Answer, FactSheet, Knowledge, List, Truth, Value};
use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use serde_json::{Value as Json, json};

use super::{Cocktail, Formulation, formulate, min_interval_days, record_mixture_facts};
use crate::case::{ConcurrentTreatment, Request};
use crate::dose::{Dose, Strength};
use crate::finding::FindingState;
use crate::units::{Milligrams, MilligramsPerMillilitre, Millilitres};

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::embedded().unwrap());
const TODAY: Date = date(2026, 3, 12);

/// A request in Spain with these fields besides.
fn request(fields: Json) -> Request {
    let mut request = json!({ "country": "ES", "time_zone": "Europe/Madrid", "start": "2026-03-12" });
    for (name, value) in fields.as_object().unwrap() {
        request[name] = value.clone();
    }
    serde_json::from_value(request).unwrap()
}

/// Agents with their strengths; an empty strength is left out.
fn agents(agents: &[(&str, &str)]) -> Json {
    let content = |(agent, strength): &(&str, &str)| match *strength {
        "" => json!({ "agent": agent }),
        strength => json!({ "agent": agent, "strength": strength }),
    };
    agents.iter().map(content).collect()
}

/// A vial of 10 mL, in date, labelled for injection, everything declared.
fn vial(id: &str, contents: &[(&str, &str)]) -> Json {
    json!({
        "id": id, "name": format!("Vial {id}"), "agents": agents(contents), "excipients": ["sodium_chloride"], "volume": "10 mL",
        "vehicles": ["aqueous"], "label": "for_injection", "ph": 6.0, "osmolality": "300 mOsm/kg", "lot": "L1",
        "expires": "2027-01-31", "lawful_supply": true, "quarantined": false,
    })
}

fn with(mut vial: Json, fields: Json) -> Json {
    for (name, value) in fields.as_object().unwrap() {
        vial[name] = value.clone();
    }
    vial
}

fn sheet(answers: &[(&str, &str)]) -> FactSheet {
    let mut sheet = KNOWLEDGE.blank_sheet(TODAY);
    for (id, answer) in answers {
        let key = KNOWLEDGE.fact_key(id).unwrap();
        let text = match *answer {
            "yes" => AnswerText::YesNo(true),
            "no" => AnswerText::YesNo(false),
            "none" => AnswerText::List(Vec::new()),
            text if *id == "medicines" => AnswerText::List(text.split(", ").map(str::to_owned).collect()),
            text => AnswerText::Text(text.to_owned()),
        };
        sheet.record(key, Answer::Known(KNOWLEDGE.read_answer(key, &text).unwrap()));
    }
    sheet
}

/// A man of 80 kg without medicines.
fn man() -> FactSheet {
    sheet(&[
        ("sex_at_birth", "male"),
        ("body_weight", "80 kg"),
        ("medicines", "none"),
        ("any_liver_disease", "no"),
        ("diagnosis", "aga_m"),
    ])
}

fn weekly(n: i32) -> Vec<Date> {
    (0..n).map(|week| TODAY + (7 * week).days()).collect()
}

fn by_mouth(agent: &str, per_day: &str) -> ConcurrentTreatment {
    serde_json::from_value(json!({ "agent": agent, "route": "oral", "per_day": per_day, "from": "2025-01-01" }))
        .unwrap()
}

fn mix(fields: Json) -> Formulation {
    formulate(&request(fields), &man(), &[], &[], &KNOWLEDGE, None, TODAY)
}

#[track_caller]
fn cocktail(fields: Json) -> Cocktail {
    let formulation = mix(fields);
    assert!(formulation.refusals.is_empty(), "{}", formulation.refusals[0]);
    formulation.cocktail.unwrap()
}

/// The cocktail in a few lines: what to draw, then what is in it.
fn told(cocktail: &Cocktail) -> String {
    let mut text = String::new();
    for part in &cocktail.parts {
        let diluent = if part.is_diluent { " as diluent" } else { "" };
        let vials = part.n_vials.map(|n| format!(" from {n}")).unwrap_or_default();
        let _ = writeln!(text, "draw {} of {}{vials}{diluent}", part.draw, part.name);
    }
    for dose in &cocktail.agents {
        let _ = writeln!(
            text,
            "{} ({}) {}: {}",
            dose.name,
            dose.role.words(),
            dose.strength,
            dose.per_session
        );
    }
    for note in &cocktail.notes {
        let _ = writeln!(text, "note: {note}");
    }
    text
}

fn refusals(fields: Json) -> String {
    let formulation = mix(fields);
    assert!(formulation.cocktail.is_none());
    formulation
        .refusals
        .iter()
        .map(|refusal| format!("{}: {refusal}\n", refusal.code))
        .collect()
}

fn findings(formulation: &Formulation) -> String {
    let line = |finding: &crate::finding::Finding| {
        let state = match &finding.state {
            FindingState::Fired => "fired".to_owned(),
            FindingState::Undecided { missing } => format!("undecided for {}", missing.join(", ")),
        };
        format!(
            "{} {} {state}: {}\n",
            finding.severity.letter(),
            finding.id,
            finding.message
        )
    };
    formulation.findings.iter().map(line).collect()
}

/// A sheet with what rules read about a mixture.
fn written(formulation: &Formulation, sheet: &FactSheet) -> FactSheet {
    let mut sheet = sheet.clone();
    record_mixture_facts(formulation, &mut sheet);
    sheet
}
