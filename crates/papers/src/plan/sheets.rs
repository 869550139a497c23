//! What the patient takes home: a sheet for before the treatment and one for after it, and what their advice rests on.

use anagen_care::plan::{Consent, Plan, Sheet, SheetLine};
use maud::{Markup, html};

use super::Section;
use super::icons::icon;
use super::paper::Paper;
use super::words::counted;

/// Advice that is framed, by id, with the name of its icon (`aftercare.toml`).
const FRAMED: [(&str, &str); 3] = [
    ("aftercare_emergency", "excluded"),
    ("aftercare_call_us", "caution"),
    ("aftercare_late_warning", "caution"),
];

pub(super) fn sections(plan: &Plan, paper: &Paper<'_>) -> Vec<Section> {
    let mut sections = Vec::new();
    if let Some(sheet) = &plan.before {
        let first = plan.course.as_ref().and_then(|course| course.sessions().next());
        let content = html! {
            p.lead {
                "Your first session: "
                @match first.and_then(|session| session.date) {
                    Some(day) => {
                        strong { (paper.day(day)) }
                        @if let Some(start) = first.and_then(|session| session.start.as_ref()) { " at " strong { (start.strftime("%H:%M").to_string()) } }
                    }
                    None => { span.write-in {} }
                }
            }
            (lines(sheet))
            (telephone())
        };
        sections.push(Section::sheet(
            "sheet-before",
            "Before your treatment",
            "for the patient",
            content,
        ));
    }
    if let Some(sheet) = &plan.after {
        let content = html! { (lines(sheet)) (telephone()) };
        sections.push(Section::sheet(
            "sheet-after",
            "After your treatment",
            "for the patient",
            content,
        ));
    }
    sections
}

/// For the clinic: what the sheets and the consent rest on.
pub(super) fn basis_section(plan: &Plan, paper: &Paper<'_>) -> Option<Section> {
    let any = plan.before.is_some() || plan.after.is_some();
    any.then(|| {
        Section::new(
            "advice",
            "What the advice rests on",
            "for the clinic",
            basis(plan, paper),
        )
    })
}

fn lines(sheet: &Sheet) -> Markup {
    html! {
        @if !sheet.unidentified.is_empty() {
            p.warning { (icon("incomplete")) span { "Ask us about " (sheet.unidentified.join(", ")) ": advice about it is missing on this sheet." } }
        }
        ul.advice { @for line in &sheet.lines { (advice(line)) } }
    }
}

fn advice(line: &SheetLine) -> Markup {
    let framed = FRAMED.iter().find(|(id, _)| *id == line.id).map(|(_, icon)| *icon);
    html! {
        li.framed[framed.is_some()].emergency[framed == Some("excluded")] {
            p.topic { @if let Some(name) = framed { (icon(name)) } (line.topic) }
            div {
                p { (line.text) }
                @if let Some(rationale) = &line.rationale { p.soft { (rationale) } }
            }
        }
    }
}

/// Only the clinic knows its numbers: written in by hand.
fn telephone() -> Markup {
    html! {
        div.telephone {
            p { "By day" span.write-in {} }
            p { "By night" span.write-in {} }
            p { "Emergency number" span.write-in {} }
        }
    }
}

/// For the clinic: ranges in the sources, what contradicts the advice, and its status; and the status of each consent item.
fn basis(plan: &Plan, paper: &Paper<'_>) -> Markup {
    let sheets = [("Before", &plan.before), ("After", &plan.after)];
    let n_lines: usize = sheets
        .iter()
        .flat_map(|(_, sheet)| *sheet)
        .map(|sheet| sheet.lines.len())
        .sum();
    html! {
        details.basis {
            summary { "What " (counted(n_lines, "piece of advice rests on", "pieces of advice rest on")) @if plan.consent.is_some() { ", and the items of the consent" } }
            table.long {
                caption { "Advice of the two sheets, with what sources say and what contradicts it" }
                thead { tr { th scope="col" { "Advice" } th scope="col" { "In sources" } th scope="col" { "Against it" } th scope="col" { "Status, source" } } }
                @for (when, sheet) in sheets {
                    @if let Some(sheet) = sheet {
                        tbody {
                            tr.group { th scope="rowgroup" colspan="4" { (when) } }
                            @for line in &sheet.lines {
                                tr {
                                    th scope="row" { (line.topic) }
                                    td { @match &line.range_in_sources { Some(range) => { (paper.prose(range)) } None => { "nothing recorded" } } }
                                    td { @match &line.conflict { Some(conflict) => { (paper.prose(conflict)) } None => { "nothing recorded" } } }
                                    td { (paper.short_origin(line.status, &line.sources)) }
                                }
                            }
                        }
                    }
                }
            }
            @if let Some(consent) = &plan.consent { (consent_basis(consent, paper)) }
        }
    }
}

fn consent_basis(consent: &Consent, paper: &Paper<'_>) -> Markup {
    html! {
        table.long {
            caption { "Items of the consent, and the standing of each agent" }
            thead { tr { th scope="col" { "Item" } th scope="col" { "Status, source" } } }
            tbody {
                @for line in &consent.items {
                    tr { th scope="row" { (line.number) ". " (paper.prose(&line.text)) } td { (paper.short_origin(line.status, &line.sources)) } }
                }
                @for agent in &consent.agents {
                    tr { th scope="row" { (agent.name) ": " (paper.prose(&agent.standing.join("; "))) } td { (paper.sources(&agent.sources)) } }
                }
            }
        }
    }
}
