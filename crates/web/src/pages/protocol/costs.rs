//! What the course costs beside the alternatives, and what the patient is given to read.

use anagen_care::plan::{AlternativeCost, CostComparison, Sheet};
use maud::{Markup, html};

use crate::look::{Column, Table, disclosure, section, unknown};
use crate::pages::formulation::result::status_tag;
use crate::visit::Visit;

/// Totals for 1, 3 and 5 years beside those of the alternatives; currencies are never mixed.
pub(super) fn costs(visit: &Visit, comparison: &CostComparison) -> Markup {
    let mut table = Table::new(
        visit.say("protocol-costs"),
        [
            Column::words(visit.say("protocol-what")),
            Column::number(visit.say("protocol-one-year")),
            Column::number(visit.say("protocol-three-years")),
            Column::number(visit.say("protocol-five-years")),
        ],
    )
    .caption_hidden();
    let not_known = visit.say("plan-not-known");
    let total = |totals: &[anagen_care::plan::YearTotal], years: u32| {
        let found = totals.iter().find(|total| total.years == years);
        html! { @match found { Some(total) => (total.in_words), None => (unknown(&not_known)) } }
    };
    if let Some(course) = &comparison.course {
        table = table.row([
            html! {
                (visit.say("protocol-this-course"))
                br; span class="soft" { (visit.with("protocol-a-session", [("price", money(&course.per_session).into())])) " · " (course.price_from) @if let Some(place) = &course.place { ", " (place) } }
            },
            total(&course.totals, 1),
            total(&course.totals, 3),
            total(&course.totals, 5),
        ]);
    }
    for other in &comparison.alternatives {
        table = alternative(visit, table, other, &total);
    }
    let mut apart = Table::new(
        visit.say("protocol-other-currencies"),
        [
            Column::words(visit.say("protocol-what")),
            Column::number(visit.say("protocol-one-year")),
            Column::number(visit.say("protocol-three-years")),
            Column::number(visit.say("protocol-five-years")),
        ],
    )
    .caption_hidden();
    for other in &comparison.in_other_currencies {
        apart = alternative(visit, apart, other, &total);
    }
    section(
        &visit.say("protocol-costs"),
        &html! {
            @if let Some(refusal) = &comparison.refusal { p { (unknown(&refusal.reason)) } }
            @if !table.is_empty() { (table) }
            @if let Some(course) = &comparison.course { @for note in &course.notes { p class="soft" { (note) } } }
            @if !apart.is_empty() {
                (disclosure(&visit.say("protocol-other-currencies"), &html! {
                    @if let Some(note) = &comparison.other_currencies_note { p { (note) } }
                    (apart)
                }))
            }
            @if !comparison.package_rules.is_empty() {
                (disclosure(&visit.say("protocol-package-rules"), &html! {
                    ul class="plain-list" { @for rule in &comparison.package_rules { li { strong { (rule.id) " " } (rule.text) " " (status_tag(visit, rule.status)) } } }
                }))
            }
        },
    )
}

fn alternative(
    visit: &Visit,
    table: Table,
    other: &AlternativeCost,
    total: &dyn Fn(&[anagen_care::plan::YearTotal], u32) -> Markup,
) -> Table {
    table.row([
        html! {
            (other.item)
            br; span class="soft" {
                (other.as_seen) " · "
                @match &other.place { Some(place) => (place), None => (visit.say("protocol-place-not-stated")) }
                @if let Some(seen) = &other.seen_on { ", " (seen) }
                " · " (other.confidence.words())
                @if other.unverified { " · " (visit.say("protocol-unverified")) }
            }
        },
        total(&other.totals, 1),
        total(&other.totals, 3),
        total(&other.totals, 5),
    ])
}

fn money(money: &anagen_care::plan::Money) -> String {
    let low = anagen_knowledge::Plain(money.low);
    match money.high {
        Some(high) if (high - money.low).abs() < 0.005 => format!("{low} {}", money.currency),
        Some(high) => format!("{low} – {} {}", anagen_knowledge::Plain(high), money.currency),
        None => format!("≥ {low} {}", money.currency),
    }
}

/// What the patient reads before or after a session.
pub(super) fn sheet(visit: &Visit, title: &str, sheet: &Sheet) -> Markup {
    disclosure(
        title,
        &html! {
            ul class="plain-list" {
                @for line in &sheet.lines { li { strong { (line.topic) ": " } (line.text) " " (status_tag(visit, line.status)) } }
            }
            @if !sheet.unidentified.is_empty() {
                p { (unknown(&visit.with("plan-unidentified", [("names", sheet.unidentified.join(", ").into())]))) }
            }
        },
    )
}
