//! The checklist of a session, with the blanks of the two-person check.

use anagen_care::formulation::Cocktail;
use anagen_care::plan::{ChecklistLine, Plan};
use maud::{Markup, html};

use super::Section;
use super::paper::Paper;
use super::words::id_in_words;

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
            p { (paper.say("patient-session-number")) span.write-in {} }
            p { (paper.say("patient-date-time")) span.write-in {} }
            p { (paper.say("patient-room")) span.write-in {} }
        }
        div.checks {
            @for (topic, lines) in by_topic(&plan.checklist) {
                h3 { (paper.capital(&id_in_words(topic))) }
                ul { @for line in lines { (check(line, paper)) } }
            }
        }
        @if let Some(cocktail) = cocktail { (two_persons(cocktail, paper)) }
        table.signatures {
            caption { (paper.say("patient-who-did-it")) }
            thead { tr { (paper.column("mixture-role")) (paper.column("patient-name")) (paper.column("patient-signature")) (paper.column("course-time")) } }
            tbody { @for who in ["patient-prepared", "patient-checked", "patient-injected", "patient-prescriber"] { tr { th scope="row" { (paper.say(who)) } td {} td {} td {} } } }
        }
    };
    Some(Section::sheet(
        "checklist",
        "patient-checklist",
        paper.counted("patient-n-items", plan.checklist.len()),
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
fn two_persons(cocktail: &Cocktail, paper: &Paper<'_>) -> Markup {
    let rows: Vec<&str> = cocktail.parts.iter().map(|part| part.name.as_str()).collect();
    html! {
        h3 { (paper.say("patient-two-persons")) }
        p.note { (paper.word(cocktail.check)) }
        @for person in ["patient-first-person", "patient-second-person"] {
            table.signatures.blind {
                caption { (paper.say(person)) }
                thead { tr { (paper.column("patient-vial")) (paper.column("patient-label-strength")) (paper.column("mixture-lot")) (paper.column("patient-drawn-ml")) (paper.column("patient-dose")) } }
                tbody {
                    @for row in &rows { tr { th scope="row" { (row) } td {} td {} td {} td {} } }
                    @if rows.is_empty() { tr { th scope="row" { (paper.say("patient-vial")) } td {} td {} td {} td {} } }
                    tr { th scope="row" { (paper.say("patient-whole-mixture")) } td {} td {} td {} td {} }
                }
            }
        }
    }
}
