//! The sheets for before and after, and the consent.

use std::io;

use anagen_care::plan::{Plan, Sheet};

use super::tag;
use crate::terminal::page::Page;

pub(super) fn print(page: &mut Page<'_>, plan: &Plan) -> io::Result<()> {
    for (heading, sheet) in [
        ("Before the treatment", &plan.before),
        ("After the treatment", &plan.after),
    ] {
        if let Some(sheet) = sheet {
            print_sheet(page, heading, sheet)?;
        }
    }
    if let Some(consent) = &plan.consent {
        page.heading("Consent, each item initialled")?;
        for item in &consent.items {
            page.item(&format!("{}.", item.number), &item.text)?;
            for line in item.detail.iter().chain(&item.filled) {
                page.indented(6, line)?;
            }
            page.aside(6, &format!("{}; {}", tag(item.status), item.sources.join(", ")))?;
        }
        if let Some(days) = consent.cooling_off.days {
            page.paragraph(&format!("Cooling-off before a first treatment: {days} days."))?;
        }
    }
    if !plan.checklist.is_empty() {
        page.heading("Duties of the session")?;
        for line in &plan.checklist {
            page.item(&line.topic.replace('_', " "), &line.text)?;
            page.aside(4, &format!("{}; {}", tag(line.status), line.sources.join(", ")))?;
        }
    }
    Ok(())
}

fn print_sheet(page: &mut Page<'_>, heading: &str, sheet: &Sheet) -> io::Result<()> {
    page.heading(heading)?;
    for line in &sheet.lines {
        page.item("·", &line.text)?;
        let range = line
            .range_in_sources
            .as_deref()
            .map(|range| format!("; sources say {range}"))
            .unwrap_or_default();
        page.aside(4, &format!("{}; {}{range}", tag(line.status), line.sources.join(", ")))?;
    }
    for agent in &sheet.unidentified {
        page.item(
            "!",
            &format!("`{agent}` is not known: advice that belongs to it is missing here"),
        )?;
    }
    Ok(())
}
