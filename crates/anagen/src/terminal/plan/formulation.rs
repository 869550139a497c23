//! The cocktail.

use std::io;

use anagen_care::formulation::Formulation;
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
    for exposure in &cocktail.exposure {
        page.item(&format!("{} days", exposure.days), &exposure.text)?;
        if let Some(suppression) = &exposure.suppression {
            page.indented(6, suppression)?;
        }
    }
    for approval in &cocktail.approvals {
        page.item(
            "approval",
            &format!("{} ({})", approval.text, approval.sources.join(", ")),
        )?;
    }
    page.item("check", cocktail.check)?;
    for note in &cocktail.notes {
        page.aside(2, note)?;
    }
    Ok(())
}
