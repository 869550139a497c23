//! Is a strength possible, and in the measure of its agent? A missing one is refused here too: without it there is no dose.

use anagen_knowledge::records::Agent;

use crate::dose::Strength;
use crate::finding::Refusal;

/// Density of osmium, the densest substance there is: no mL holds more.
const DENSEST_MG_PER_ML: f64 = 22_590.0;

/// Holds a strength to what is possible, and to the measure of its agent, where the knowledge knows it.
pub(super) fn check(agent: Option<&Agent>, strength: Strength, what: &str, refusals: &mut Vec<Refusal>) {
    let highest = match strength {
        Strength::Mass(_) => DENSEST_MG_PER_ML,
        Strength::Units(_) => f64::MAX,
        Strength::Volume { .. } => 1.0,
    };
    if !(strength.per_ml() > 0.0 && strength.per_ml() <= highest) {
        let limit = match strength {
            Strength::Units(_) => "it is above zero".to_owned(),
            _ => format!(
                "it is above zero and at most {}",
                Strength::of(strength.measure(), highest)
            ),
        };
        refusals.push(impossible(what, &strength.to_string(), &limit));
    } else if let Some(agent) = agent.filter(|agent| agent.measured_by != strength.measure()) {
        refusals.push(in_another_measure(agent, strength, what));
    }
}

fn in_another_measure(agent: &Agent, strength: Strength, what: &str) -> Refusal {
    let measure = agent.measured_by.words();
    match (agent.measured_by.strength_unit(), strength) {
        (None, _) => Refusal::new(
            "strength_in_another_measure",
            format!("{what} is given as {strength}: this agent is measured by {measure} and has no strength"),
            ["leave `strength` out: the volume drawn is the dose".to_owned()],
        ),
        (Some(unit), Strength::Volume { .. }) => Refusal::new(
            "strength_missing",
            format!("{what} is not given: an agent measured by {measure} has no dose without it"),
            [
                format!("write it in {unit}, as the label or the order gives it"),
                format!("take a product that declares it, or leave {} out", agent.name),
            ],
        ),
        (Some(unit), _) => Refusal::new(
            "strength_in_another_measure",
            format!("{what} is given as {strength}: this agent is measured by {measure}, and the two do not convert"),
            [format!("write it in {unit}, as the label or the order gives it")],
        ),
    }
}

/// What is measured by volume has no strength that says how much of a mixture with other agents it is.
pub(super) fn share_missing(agent: &Agent) -> Refusal {
    let name = &agent.name;
    Refusal::new(
        "share_missing",
        format!(
            "{name} is measured by volume and is asked for beside other agents: how much of the mixture it is, is not said"
        ),
        [
            format!("ask for {name} alone"),
            "write the volumes to `draw`".to_owned(),
        ],
    )
}

pub(super) fn impossible(what: &str, found: &str, possible: &str) -> Refusal {
    Refusal::new(
        "impossible_number",
        format!("{what} is {found}: impossible, {possible}"),
        ["write it as the label or the order gives it".to_owned()],
    )
}
