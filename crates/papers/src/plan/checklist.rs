//! The checklist of a session, with the blanks of the two-person check.

use anagen_care::formulation::Cocktail;
use anagen_care::plan::{ChecklistLine, Plan};
use maud::{Markup, html};

use super::Section;
use super::paper::Paper;
use super::words::{capitalised, counted, id_in_words};

pub(super) fn section(plan: &Plan, paper: &Paper<'_>) -> Option<Section> {
    if plan.checklist.is_empty() {
        return None;
    }
    let cocktail = plan
        .formulation
        .as_ref()
        .and_then(|formulation| formulation.cocktail.as_ref());
    let content = html! {
        div.telephone {
            p { "Session number" span.write-in {} }
            p { "Date, time" span.write-in {} }
            p { "Room" span.write-in {} }
        }
        div.checks {
            @for (topic, lines) in by_topic(&plan.checklist) {
                h3 { (capitalised(&id_in_words(topic))) }
                ul { @for line in lines { (check(line, paper)) } }
            }
        }
        @if let Some(cocktail) = cocktail { (two_persons(cocktail)) }
        table.signatures {
            caption { "Who did it" }
            thead { tr { th scope="col" { "Role" } th scope="col" { "Name" } th scope="col" { "Signature" } th scope="col" { "Time" } } }
            tbody { @for who in ["Prepared", "Checked", "Injected", "Prescriber"] { tr { th scope="row" { (who) } td {} td {} td {} } } }
        }
    };
    Some(Section::sheet(
        "checklist",
        "Checklist of the session",
        counted(plan.checklist.len(), "item", "items"),
        content,
    ))
}

fn check(line: &ChecklistLine, paper: &Paper<'_>) -> Markup {
    html! {
        li {
            span.box {}
            div {
                p { (paper.prose(&line.text)) }
                p.soft {
                    @if let Some(why) = &line.why { (paper.prose(why)) " " }
                    span.id { (line.id) } " " (paper.short_origin(line.status, &line.sources))
                }
            }
        }
    }
}

/// Lines by topic, in the order in which topics first come.
fn by_topic(lines: &[ChecklistLine]) -> Vec<(&str, Vec<&ChecklistLine>)> {
    let mut topics: Vec<(&str, Vec<&ChecklistLine>)> = Vec::new();
    for line in lines {
        match topics.iter_mut().find(|(topic, _)| *topic == line.topic) {
            Some((_, members)) => members.push(line),
            None => topics.push((&line.topic, vec![line])),
        }
    }
    topics
}

/// Two empty tables: the second person fills theirs without seeing the first.
fn two_persons(cocktail: &Cocktail) -> Markup {
    let rows: Vec<&str> = cocktail.parts.iter().map(|part| part.name.as_str()).collect();
    html! {
        h3 { "Two-person check" }
        p.note { (cocktail.check) }
        @for (person, note) in [("First person", ""), ("Second person", ", with the first table covered")] {
            table.signatures.blind {
                caption { (person) (note) }
                thead { tr { th scope="col" { "Vial" } th scope="col" { "Strength on the label, with its unit" } th scope="col" { "Lot" } th scope="col" { "Drawn, mL" } th scope="col" { "Dose, with its unit" } } }
                tbody {
                    @for row in &rows { tr { th scope="row" { (row) } td {} td {} td {} td {} } }
                    @if rows.is_empty() { tr { th scope="row" { "Vial" } td {} td {} td {} td {} } }
                    tr { th scope="row" { "The whole mixture" } td {} td {} td {} td {} }
                }
            }
        }
    }
}
