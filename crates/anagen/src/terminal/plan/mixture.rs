//! The cocktail and the injection map.

use std::io;

use anagen_care::formulation::Formulation;
use anagen_care::injection_map::InjectionMap;
use anagen_care::plan::Plan;
use anagen_knowledge::Plain;
use anagen_knowledge::records::AgentRole;

use super::tag;
use crate::terminal::page::Page;

pub(super) fn print(page: &mut Page<'_>, formulation: &Formulation) -> io::Result<()> {
    let Some(cocktail) = &formulation.cocktail else { return Ok(()) };
    page.heading(&format!("Cocktail: {} for one session", cocktail.volume))?;
    let mut rows = vec![["draw", "of", "vials", "lot", "expires"].map(str::to_owned).to_vec()];
    for part in &cocktail.parts {
        rows.push(vec![
            part.draw.to_string(),
            part.name.clone(),
            part.n_vials.map(|n| n.to_string()).unwrap_or_default(),
            part.lot.clone().unwrap_or_else(|| "not known".to_owned()),
            part.expires.map_or_else(|| "not known".to_owned(), |day| day.to_string()),
        ]);
    }
    if rows.len() > 1 {
        page.table(&rows)?;
        page.space()?;
    }
    let mut rows = vec![["agent", "role", "strength", "per session"].map(str::to_owned).to_vec()];
    for dose in &cocktail.agents {
        rows.push(vec![dose.name.clone(), dose.role.words().to_owned(), dose.strength.to_string(), dose.per_session.to_string()]);
    }
    page.table(&rows)?;
    match &cocktail.acidity {
        Some(acidity) if acidity.measured => page.item("pH", &format!("{} (measured)", Plain(acidity.low)))?,
        Some(acidity) => page.item("pH", &format!("between {} and {} (from the labels)", Plain(acidity.low), Plain(acidity.high)))?,
        None => page.item("pH", "not known")?,
    }
    if let Some(osmolality) = cocktail.osmolality {
        page.item("osmolality", &format!("{osmolality} (estimated from the labels)"))?;
    }
    for warning in &cocktail.solubility {
        page.item("solubility", &format!("{} ({}; {})", warning.text, warning.confidence.words(), warning.sources.join(", ")))?;
    }
    for exposure in &cocktail.exposure {
        page.item(&format!("{} days", exposure.days), &exposure.text)?;
        if let Some(suppression) = &exposure.suppression {
            page.indented(6, suppression)?;
        }
    }
    for approval in &cocktail.approvals {
        page.item("approval", &format!("{} ({})", approval.text, approval.sources.join(", ")))?;
    }
    page.item("check", cocktail.check)?;
    for note in &cocktail.notes {
        page.aside(2, note)?;
    }
    Ok(())
}

pub(super) fn map(page: &mut Page<'_>, map: &InjectionMap, plan: &Plan) -> io::Result<()> {
    let placement = map.placement();
    page.heading(&format!("Injection map: {}", placement.technique.name))?;
    let zones: Vec<String> = placement.zones.iter().map(|zone| format!("{} {}", zone.name, zone.clear_area)).collect();
    page.item("zones", &format!("{}; {} together, estimated from a head of {}", zones.join(", "), placement.clear_area, placement.head_circumference))?;
    if let Some(points) = map.points() {
        let defaults = if points.spacing_is_default { " (the technique's default)" } else { "" };
        page.item("points", &format!("{} at {}{defaults}, {} each, {} in all", points.n_points, points.spacing, points.volume_per_point, points.total_volume))?;
        match &points.minutes {
            Some(minutes) => page.item("time", &format!("{} to {} for the points alone", minutes.from, minutes.to))?,
            None => page.item("time", "not known")?,
        }
        if let Some(cocktail) = plan.formulation.as_ref().and_then(|formulation| formulation.cocktail.as_ref()) {
            let active = cocktail.agents.iter().filter(|dose| dose.role != AgentRole::Diluent);
            let doses: Vec<String> = active.map(|dose| format!("{} of {}", dose.per_session, dose.name)).collect();
            page.item("dose", &doses.join(", "))?;
        }
    }
    if let InjectionMap::Passes(pass) = map {
        page.item("passes", &pass.passes.map_or_else(|| "not given".to_owned(), |passes| passes.to_string()))?;
    }
    if let Some(depth) = &placement.depth {
        let limit = depth.limit.map(|limit| format!("; {limit} is a limit, not a target")).unwrap_or_default();
        page.item("depth", &format!("{} planned: {}{limit}", depth.depth, depth.layer))?;
    }
    for danger in &placement.danger_areas {
        page.item("avoid", &format!("{}: {} ({})", danger.name, danger.rule, tag(danger.status)))?;
    }
    for note in &placement.notes {
        page.aside(2, note)?;
    }
    Ok(())
}
