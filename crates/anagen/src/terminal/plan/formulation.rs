//! The cocktail.

use std::io;

use anagen_care::formulation::{Cocktail, Formulation};
use anagen_knowledge::Plain;

use crate::terminal::page::Page;

pub(super) fn print(page: &mut Page<'_>, formulation: &Formulation) -> io::Result<()> {
    let Some(cocktail) = &formulation.cocktail else {
        return Ok(());
    };
    page.heading(&format!("Cocktail: {} for one session", cocktail.volume))?;
    let mut rows = vec![["draw", "of", "vials", "lot", "expires"].map(str::to_owned).to_vec()];
    for part in &cocktail.parts {
        rows.push(vec![
            part.draw.to_string(),
            part.name.clone(),
            part.n_vials.map(|n| n.to_string()).unwrap_or_default(),
            part.lot.clone().unwrap_or_else(|| "not known".to_owned()),
            part.expires
                .map_or_else(|| "not known".to_owned(), |day| day.to_string()),
        ]);
    }
    if rows.len() > 1 {
        page.table(&rows)?;
        page.space()?;
    }
    let mut rows = vec![["agent", "role", "strength", "per session"].map(str::to_owned).to_vec()];
    for dose in &cocktail.agents {
        rows.push(vec![
            dose.name.clone(),
            dose.role.words().to_owned(),
            dose.strength.to_string(),
            dose.per_session.to_string(),
        ]);
    }
    page.table(&rows)?;
    match &cocktail.acidity {
        Some(acidity) if acidity.high - acidity.low < 0.05 && !acidity.measured => {
            page.item("pH", &format!("{} (from the labels)", Plain(acidity.low)))?;
        }
        Some(acidity) if acidity.measured => page.item("pH", &format!("{} (measured)", Plain(acidity.low)))?,
        Some(acidity) => page.item(
            "pH",
            &format!(
                "between {} and {} (from the labels)",
                Plain(acidity.low),
                Plain(acidity.high)
            ),
        )?,
        None => page.item("pH", "not known")?,
    }
    if let Some(osmolality) = cocktail.osmolality {
        page.item("osmolality", &format!("{osmolality} (estimated from the labels)"))?;
    }
    for warning in &cocktail.solubility {
        page.item(
            "solubility",
            &format!(
                "{} ({}; {})",
                warning.text,
                warning.confidence.words(),
                warning.sources.join(", ")
            ),
        )?;
    }
    if let Some(load) = &formulation.local_anaesthetics {
        page.item("local anaesthetics", &load.text)?;
    }
    exposure(page, cocktail)?;
    approvals(page, cocktail)?;
    page.item("check", cocktail.check)?;
    for note in &cocktail.notes {
        page.aside(2, note)?;
    }
    Ok(())
}

/// What is injected in the worst week and quarter, against the oral treatment where there is one.
fn exposure(page: &mut Page<'_>, cocktail: &Cocktail) -> io::Result<()> {
    let mut told: Option<&str> = None;
    for exposure in &cocktail.exposure {
        page.item(
            "·",
            &format!("{}, {} days: {}", exposure.name, exposure.days, exposure.text),
        )?;
        // The sentence is about the agent; once is enough.
        if let Some(suppression) = exposure.suppression.as_deref().filter(|text| told != Some(*text)) {
            page.indented(4, suppression)?;
            told = Some(suppression);
        }
    }
    Ok(())
}

/// Standing of the agents in the country of treatment; agents of which the same is said are named together.
fn approvals(page: &mut Page<'_>, cocktail: &Cocktail) -> io::Result<()> {
    let mut told: Vec<(&str, &[String], Vec<&str>)> = Vec::new();
    for approval in &cocktail.approvals {
        match told.iter_mut().find(|(text, ..)| *text == approval.text) {
            Some((.., names)) => names.push(&approval.name),
            None => told.push((&approval.text, &approval.sources, vec![&approval.name])),
        }
    }
    for (text, sources, names) in told {
        page.item(
            "approval",
            &format!("{}: {text} ({})", names.join(", "), sources.join(", ")),
        )?;
    }
    Ok(())
}
