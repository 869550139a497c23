//! The injection map.

use std::io;

use anagen_care::injection_map::InjectionMap;
use anagen_care::plan::Plan;
use anagen_knowledge::Knowledge;
use anagen_knowledge::records::AgentRole;

use super::tag;
use crate::terminal::page::Page;

pub(super) fn print(page: &mut Page<'_>, map: &InjectionMap, plan: &Plan, knowledge: &Knowledge) -> io::Result<()> {
    let placement = map.placement();
    page.heading(&format!("Injection map: {}", placement.technique.name))?;
    let zones: Vec<String> = placement
        .zones
        .iter()
        .map(|zone| format!("{} {}", zone.name, zone.clear_area))
        .collect();
    page.item(
        "zones",
        &format!(
            "{}; {} together, estimated from a head of {}",
            zones.join(", "),
            placement.clear_area,
            placement.head_circumference
        ),
    )?;
    if let Some(points) = map.points() {
        let defaults = if points.spacing_is_default {
            " (the technique's default)"
        } else {
            ""
        };
        page.item(
            "points",
            &format!(
                "{} at {}{defaults}, {} each, {} in all",
                points.n_points, points.spacing, points.volume_per_point, points.total_volume
            ),
        )?;
        match &points.minutes {
            Some(minutes) => page.item(
                "time",
                &format!("{:.1} to {:.1} min for the points alone", minutes.from.0, minutes.to.0),
            )?,
            None => page.item("time", "not known")?,
        }
        if let Some(cocktail) = plan
            .formulation
            .as_ref()
            .and_then(|formulation| formulation.cocktail.as_ref())
        {
            let active = cocktail.agents.iter().filter(|dose| dose.role != AgentRole::Diluent);
            let doses: Vec<String> = active
                .map(|dose| format!("{} of {}", dose.per_session, dose.name))
                .collect();
            page.item("dose", &doses.join(", "))?;
        }
    }
    if let InjectionMap::Passes(pass) = map {
        page.item(
            "passes",
            &pass
                .passes
                .map_or_else(|| "not given".to_owned(), |passes| passes.to_string()),
        )?;
    }
    if let Some(depth) = &placement.depth {
        let limit = depth
            .limit
            .map(|limit| format!("; {limit} is a limit, not a target"))
            .unwrap_or_default();
        page.item("depth", &format!("{} planned: {}{limit}", depth.depth, depth.layer))?;
    }
    for danger in &placement.danger_areas {
        page.item(
            "avoid",
            &format!("{}: {} ({})", danger.name, danger.rule, tag(danger.status)),
        )?;
    }
    for note in &placement.notes {
        page.aside(2, note)?;
    }
    // Ranges of techniques, shares of zones and danger areas are records with a standing of their own.
    let rests_on: Vec<String> = placement
        .rests_on
        .iter()
        .filter_map(|id| knowledge.provenance(id).map(|(_, provenance)| (id, provenance)))
        .map(|(id, provenance)| format!("{id} ({}; {})", tag(provenance.status), provenance.sources.join(", ")))
        .collect();
    page.aside(2, &format!("Rests on {}.", rests_on.join(", ")))
}
