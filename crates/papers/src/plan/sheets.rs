//! What the patient takes home: a sheet for before the treatment and one for after it, and what their advice rests on.

use anagen_care::plan::{Consent, Plan, Sheet, SheetLine};
use maud::{Markup, html};

use super::Section;
use super::icons::icon;
use super::paper::Paper;

/// Advice that is framed, by id, with the name of its icon (`aftercare.toml`).
const FRAMED: [(&str, &str); 3] = [
    ("aftercare_emergency", "excluded"),
    ("aftercare_call_us", "caution"),
    ("aftercare_late_warning", "caution"),
];

pub(super) fn sections(plan: &Plan, clinic: &Paper<'_>) -> Vec<Section> {
    let paper = &clinic.for_patient();
    let mut sections = Vec::new();
    if let Some(sheet) = &plan.before {
        let first = plan.course.as_ref().and_then(|course| course.sessions().next());
        let content = html! {
            p.lead {
                (paper.say("patient-first-session")) " "
                @match first.and_then(|session| session.date) {
                    Some(day) => {
                        strong { (paper.day(day)) }
                        @if let Some(start) = first.and_then(|session| session.start.as_ref()) { " " (paper.fill("patient-at", [("time", html! { strong { (start.strftime("%H:%M").to_string()) } })])) }
                    }
                    None => { span.write-in {} }
                }
            }
            (lines(sheet, paper))
            (telephone(paper))
        };
        sections.push(Section::patients(
            "sheet-before",
            "patient-before",
            clinic.say("patient-for-the-patient"),
            content,
        ));
    }
    if let Some(sheet) = &plan.after {
        let content = html! { (lines(sheet, paper)) (telephone(paper)) };
        sections.push(Section::patients(
            "sheet-after",
            "patient-after",
            clinic.say("patient-for-the-patient"),
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
            "patient-basis",
            paper.say("patient-for-the-clinic"),
            basis(plan, paper),
        )
    })
}

fn lines(sheet: &Sheet, paper: &Paper<'_>) -> Markup {
    html! {
        @if !sheet.unidentified.is_empty() {
            p.warning { (icon("incomplete")) span { (paper.with("patient-unidentified", [("names", sheet.unidentified.join(", ").into())])) } }
        }
        ul.advice { @for line in &sheet.lines { (advice(line, paper)) } }
    }
}

fn advice(line: &SheetLine, paper: &Paper<'_>) -> Markup {
    let framed = FRAMED.iter().find(|(id, _)| *id == line.id).map(|(_, icon)| *icon);
    html! {
        li.framed[framed.is_some()].emergency[framed == Some("excluded")] {
            p.topic { @if let Some(name) = framed { (icon(name)) } (paper.said(&line.topic)) }
            div {
                p { (paper.said(&line.text)) }
                @if let Some(rationale) = &line.rationale { p.soft { (paper.said(rationale)) } }
            }
        }
    }
}

/// Only the clinic knows its numbers: written in by hand.
fn telephone(paper: &Paper<'_>) -> Markup {
    html! {
        div.telephone {
            p { (paper.say("patient-by-day")) span.write-in {} }
            p { (paper.say("patient-by-night")) span.write-in {} }
            p { (paper.say("patient-emergency")) span.write-in {} }
        }
    }
}

/// For the clinic: ranges in the sources, what contradicts the advice, and its status; and the status of each consent item.
fn basis(plan: &Plan, paper: &Paper<'_>) -> Markup {
    let sheets = [
        ("patient-basis-before", &plan.before),
        ("patient-basis-after", &plan.after),
    ];
    let n_lines: usize = sheets
        .iter()
        .flat_map(|(_, sheet)| *sheet)
        .map(|sheet| sheet.lines.len())
        .sum();
    html! {
        details.basis {
            summary { (paper.counted("patient-n-advice", n_lines)) @if plan.consent.is_some() { ", " (paper.say("patient-and-consent")) } }
            table.long {
                caption { (paper.say("patient-basis-caption")) }
                thead { tr { (paper.column("patient-advice")) (paper.column("patient-in-sources")) (paper.column("patient-against")) (paper.column("plan-status-source")) } }
                @for (when, sheet) in sheets {
                    @if let Some(sheet) = sheet {
                        tbody {
                            tr.group { th scope="rowgroup" colspan="4" { (paper.say(when)) } }
                            @for line in &sheet.lines {
                                tr {
                                    th scope="row" { (paper.said(&line.topic)) }
                                    td { @match &line.range_in_sources { Some(range) => { (paper.prose(range)) } None => { (paper.say("plan-nothing-recorded")) } } }
                                    td { @match &line.conflict { Some(conflict) => { (paper.prose(conflict)) } None => { (paper.say("plan-nothing-recorded")) } } }
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
            caption { (paper.say("patient-consent-caption")) }
            thead { tr { (paper.column("patient-item")) (paper.column("plan-status-source")) } }
            tbody {
                @for line in &consent.items {
                    tr { th scope="row" { (line.number) ". " (paper.said_prose(&line.text)) } td { (paper.short_origin(line.status, &line.sources)) } }
                }
                @for agent in &consent.agents {
                    tr { th scope="row" { (paper.agent(&agent.id, &agent.name)) ": " (paper.prose(&agent.standing.join("; "))) } td { (paper.sources(&agent.sources)) } }
                }
            }
        }
    }
}
