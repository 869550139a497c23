//! Techniques without points: an area and passes over it, with or without a mixture (DECISIONS.md 4).

use anagen_knowledge::Plain;
use anagen_knowledge::records::{DrugNeed, NumberRange, Technique};
use serde::Serialize;

use super::asked::{TreatedArea, another_technique};
use super::{Placement, PlannedDepth};
use crate::case::Request;
use crate::finding::Refusal;

/// Passes over an area.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TechniquePass {
    /// Zones, technique and depth.
    #[serde(flatten)]
    pub placement: Placement,
    /// Passes over the area; absent when none were given.
    pub passes: Option<u32>,
    /// Passes that the knowledge gives; absent when it gives none.
    pub passes_range: Option<NumberRange>,
    /// Whether the technique needs a mixture.
    pub drug: DrugNeed,
}

pub(super) fn technique_pass(
    request: &Request,
    technique: &Technique,
    area: Option<TreatedArea<'_>>,
    depth: Option<PlannedDepth>,
    mut refusals: Vec<Refusal>,
) -> Result<TechniquePass, Vec<Refusal>> {
    let name = &technique.name;
    for (what, is_asked) in [
        ("spacing", request.spacing.is_some()),
        ("volume per point", request.volume_per_point.is_some()),
        ("change of single points", !request.points.is_empty()),
    ] {
        if is_asked {
            let reason = format!("{name} has no points, so a {what} has no meaning");
            refusals.push(Refusal::new(
                "technique_without_points",
                reason,
                [
                    format!("Leave the {what} out"),
                    "Choose a technique that injects".to_owned(),
                ],
            ));
        }
    }
    if let (Some(passes), Some(range)) = (request.passes, technique.passes)
        && !range.contains(f64::from(passes))
    {
        let (from, to) = (Plain(range.from), Plain(range.to));
        let reason = format!("{passes} passes are outside {name}: {from} to {to}");
        refusals.push(Refusal::new(
            "passes_outside_range",
            reason,
            [format!("Plan {from} to {to} passes"), another_technique()],
        ));
    }
    let Some(area) = area.filter(|_| refusals.is_empty()) else {
        return Err(refusals);
    };
    if area.clear_area().0 <= 0.0 {
        return Err(vec![nothing_clear()]);
    }
    let mut placement = area.placement(request, technique, depth);
    placement.notes.extend(match (request.passes, technique.passes) {
        (Some(_), Some(_)) => None,
        (Some(passes), None) => Some(format!(
            "The knowledge gives no number of passes for {name}: {passes} is not checked."
        )),
        (None, Some(range)) => Some(format!(
            "No number of passes was given: {name} takes {} to {}.",
            Plain(range.from),
            Plain(range.to)
        )),
        (None, None) => Some(format!("How many passes {name} takes is not known.")),
    });
    Ok(TechniquePass {
        placement,
        passes: request.passes,
        passes_range: technique.passes,
        drug: technique.drug,
    })
}

/// Everything asked for lies in danger areas.
pub(super) fn nothing_clear() -> Refusal {
    Refusal::new(
        "no_area_to_treat",
        "The zones lie wholly inside danger areas",
        ["Ask for other zones".to_owned()],
    )
}
