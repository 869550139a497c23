//! The consent: each item with what the plan puts in, a box for initials, and lines for signatures.

use anagen_care::plan::{ConsentLine, Plan};
use maud::{Markup, html};

use super::Section;
use super::icons::icon;
use super::paper::Paper;

/// Items with answers of their own, by number, as keys: each is a yes or a no (consent item 10 names three kinds of photographs, item 11 the register).
const ASKED_APART: [(u32, &[&str]); 2] = [
    (
        10,
        &[
            "patient-photographs-care",
            "patient-photographs-teaching",
            "patient-photographs-publication",
        ],
    ),
    (11, &["patient-register"]),
];
/// Items that only the clinic can fill, by number, with the keys of what is to be written in.
const WRITTEN_IN: [(u32, &[&str]); 3] = [
    (9, &["patient-prescribes", "patient-injects"]),
    (16, &["patient-language"]),
    (18, &["patient-complaints-inside", "patient-complaints-outside"]),
];

pub(super) fn section(plan: &Plan, clinic: &Paper<'_>) -> Option<Section> {
    let paper = &clinic.for_patient();
    let consent = plan.consent.as_ref()?;
    let content = html! {
        p.lead { (paper.say("patient-consent-lead")) }
        @if let Some(days) = consent.cooling_off.days {
            p { (paper.fill("patient-cooling-off", [("days", html! { strong { (paper.with("day-n-days", [("n", days.into())])) } })])) }
        }
        @if !consent.unidentified.is_empty() {
            p.warning { (icon("incomplete")) span { (paper.with("patient-consent-unidentified", [("names", consent.unidentified.join(", ").into())])) } }
        }
        ol.consent { @for line in &consent.items { (item(line, paper)) } }
        (signatures(paper))
        @if !consent.rules.is_empty() {
            h3 { (paper.say("patient-new-consent")) }
            ul.small { @for rule in &consent.rules { li { (paper.said_prose(rule)) } } }
        }
    };
    Some(Section::patients(
        "consent",
        "patient-consent",
        clinic.counted("patient-n-items", consent.items.len()),
        content,
    ))
}

fn item(line: &ConsentLine, paper: &Paper<'_>) -> Markup {
    let of_number = |list: &[(u32, &'static [&'static str])]| -> &'static [&'static str] {
        let opens_its_number = line.id == format!("consent_{:02}", line.number);
        list.iter()
            .find(|(number, _)| opens_its_number && *number == line.number)
            .map_or(&[], |(_, entries)| entries)
    };
    html! {
        li {
            p.number { (line.number) }
            div.item {
                p.text { (paper.said_prose(&line.text)) }
                @if let Some(detail) = &line.detail { p.detail { (paper.said_prose(detail)) } }
                @if !line.filled.is_empty() { ul.filled { @for entry in &line.filled { li { (paper.said_prose(entry)) } } } }
                @for question in of_number(&ASKED_APART) {
                    p.answer { (paper.say(question)) span.yes-no { span.box {} (paper.say("plan-yes")) } span.yes-no { span.box {} (paper.say("plan-no")) } }
                }
                @for entry in of_number(&WRITTEN_IN) { p.blank { (paper.say(entry)) span.write-in {} } }
            }
            p.initials { span.initials-box {} (paper.say("patient-initials")) }
        }
    }
}

fn signatures(paper: &Paper<'_>) -> Markup {
    let rows = [
        "patient-patient",
        "patient-who-explained",
        "patient-prescriber",
        "patient-interpreter",
    ];
    html! {
        table.signatures {
            caption { (paper.say("patient-signatures")) }
            thead { tr { (paper.column("patient-who")) (paper.column("patient-name")) (paper.column("patient-signature")) (paper.column("patient-date-time")) } }
            tbody { @for who in rows { tr { th scope="row" { (paper.say(who)) } td {} td {} td {} } } }
        }
    }
}
