//! The consent: each item with what the plan puts in, a box for initials, and lines for signatures.

use anagen_care::plan::{ConsentLine, Plan};
use anagen_knowledge::Plain;
use maud::{Markup, html};

use super::Section;
use super::icons::icon;
use super::paper::Paper;
use super::words::counted;

/// Items with answers of their own, by number: each is a yes or a no (consent item 10 names three kinds of photographs, item 11 the register).
const ASKED_APART: [(u32, &[&str]); 2] = [
    (10, &["For my record", "For teaching", "For advertising"]),
    (11, &["The register"]),
];
/// Items that only the clinic can fill, by number, with what is to be written in.
const WRITTEN_IN: [(u32, &[&str]); 3] = [
    (9, &["Prescribes (name, training)", "Injects (name, training)"]),
    (16, &["Language, interpreter"]),
    (18, &["Person in the clinic", "Office outside it"]),
];

pub(super) fn section(plan: &Plan, paper: &Paper<'_>) -> Option<Section> {
    let consent = plan.consent.as_ref()?;
    let content = html! {
        p.lead { "Please read each item, ask what you want to ask, and put your initials into its box. You can say no." }
        @if let Some(days) = consent.cooling_off.days {
            p { "Between this talk and the first session lie at least " strong { (Plain(days)) " days" } "." }
        }
        @if !consent.unidentified.is_empty() {
            p.warning { (icon("incomplete")) span { "Not known to this system: " (consent.unidentified.join(", ")) ". What has to be said of it is missing here." } }
        }
        ol.consent { @for line in &consent.items { (item(line, paper)) } }
        (signatures())
        @if !consent.rules.is_empty() {
            h3 { "When a new consent is needed" }
            ul.small { @for rule in &consent.rules { li { (paper.prose(rule)) } } }
        }
    };
    Some(Section::sheet(
        "consent",
        "Consent",
        counted(consent.items.len(), "item", "items"),
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
                p.text { (paper.prose(&line.text)) }
                @if let Some(detail) = &line.detail { p.detail { (paper.prose(detail)) } }
                @if !line.filled.is_empty() { ul.filled { @for entry in &line.filled { li { (paper.prose(entry)) } } } }
                @for question in of_number(&ASKED_APART) {
                    p.answer { (question) span.yes-no { span.box {} "yes" } span.yes-no { span.box {} "no" } }
                }
                @for entry in of_number(&WRITTEN_IN) { p.blank { (entry) span.write-in {} } }
            }
            p.initials { span.initials-box {} "Initials" }
        }
    }
}

fn signatures() -> Markup {
    let rows = [
        "Patient",
        "Person who explained it",
        "Prescriber",
        "Interpreter, where there was one",
    ];
    html! {
        table.signatures {
            caption { "Signatures" }
            thead { tr { th scope="col" { "Who" } th scope="col" { "Name" } th scope="col" { "Signature" } th scope="col" { "Date, time" } } }
            tbody { @for who in rows { tr { th scope="row" { (who) } td {} td {} td {} } } }
        }
    }
}
