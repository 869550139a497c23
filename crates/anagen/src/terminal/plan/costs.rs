//! What it costs, beside the alternatives.

use std::io;

use anagen_care::plan::{AlternativeCost, CostComparison};

use super::tag;
use crate::terminal::page::Page;

pub(super) fn print(page: &mut Page<'_>, comparison: &CostComparison) -> io::Result<()> {
    page.heading("Cost over 1, 3 and 5 years")?;
    if let Some(course) = &comparison.course {
        let totals: Vec<String> = course.totals.iter().map(|total| total.in_words.clone()).collect();
        page.item("this course", &totals.join("; "))?;
        page.aside(4, &course.price_from)?;
        for note in &course.notes {
            page.aside(4, note)?;
        }
    }
    if let Some(refusal) = &comparison.refusal {
        page.item(
            "this course",
            &format!("{}. {}", refusal.reason, refusal.ways.join("; ")),
        )?;
    }
    table(page, &comparison.alternatives)?;
    if let Some(note) = &comparison.other_currencies_note {
        page.space()?;
        page.paragraph(note)?;
    }
    table(page, &comparison.in_other_currencies)?;
    for rule in &comparison.package_rules {
        page.item(&rule.id, &format!("{} ({})", rule.text, tag(rule.status)))?;
    }
    Ok(())
}

fn table(page: &mut Page<'_>, alternatives: &[AlternativeCost]) -> io::Result<()> {
    if alternatives.is_empty() {
        return Ok(());
    }
    let mut rows = vec![["beside it", "1, 3 and 5 years", "source"].map(str::to_owned).to_vec()];
    for alternative in alternatives {
        let totals: Vec<String> = alternative.totals.iter().map(|total| total.in_words.clone()).collect();
        let unverified = if alternative.unverified { "; unverified" } else { "" };
        rows.push(vec![
            alternative.item.clone(),
            totals.join("; "),
            format!("{}{unverified}", alternative.sources.join(", ")),
        ]);
    }
    page.table(&rows)
}
