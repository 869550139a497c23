//! What it costs in 1, 3 and 5 years, beside the alternatives; currencies apart.

use anagen_care::plan::{AlternativeCost, CostComparison, CourseCost, Money, Plan, YearTotal};
use anagen_knowledge::records::CountRange;
use maud::{Markup, html};

use super::Section;
use super::icons::icon;
use super::paper::{Paper, status_tag};
use super::words::counted;

/// The years for which columns stand; where a price has no total for one, the cell says so.
const YEARS: [u32; 3] = [1, 3, 5];

pub(super) fn section(plan: &Plan, paper: &Paper<'_>) -> Option<Section> {
    let costs = plan.costs.as_ref()?;
    let state = costs
        .course
        .as_ref()
        .and_then(|course| course.totals.first())
        .map_or_else(|| "not known".to_owned(), |year| year.in_words.clone());
    let content = html! {
        @match &costs.course {
            Some(course) => { (course_cost(course, paper)) }
            None => { @if let Some(refusal) = &costs.refusal { p.warning { (icon("incomplete")) span { (paper.sentence(&refusal.reason)) " " (paper.sentence(&refusal.ways.join("; "))) } } } }
        }
        @if !costs.alternatives.is_empty() {
            h3 { "Alternatives" }
            (price_table(&costs.alternatives, costs, paper))
        }
        @if !costs.in_other_currencies.is_empty() {
            h3 { "Alternatives priced in other currencies" }
            @if let Some(note) = &costs.other_currencies_note { p { (paper.prose(note)) } }
            (price_table(&costs.in_other_currencies, costs, paper))
        }
        p.note { "No cost for each patient who responds is worked out: no trial supports one." }
        @if !costs.package_rules.is_empty() {
            h3 { "Selling sessions in advance" }
            ul { @for rule in &costs.package_rules { li { span.id { (rule.id) } " " (paper.prose(&rule.text)) " " (status_tag(rule.status, None)) } } }
        }
    };
    Some(Section::new("cost", "What it costs", state, content))
}

fn course_cost(course: &CourseCost, paper: &Paper<'_>) -> Markup {
    html! {
        table.cost {
            caption { "This course, in " (course.currency) }
            thead { tr { th scope="col" { "Part" } @for total in &course.totals { th.n scope="col" { (years(total.years)) } } } }
            tbody {
                @for (row, what) in parts(course) {
                    tr {
                        th scope="row" { (what) }
                        @for total in &course.totals {
                            td.n { @if let Some(part) = total.parts.get(row) { (amount(&part.amount)) span.soft { (detail(&part.what)) } } }
                        }
                    }
                }
            }
            tfoot { tr { th scope="row" { "Total" } @for total in &course.totals { td.n { strong { (total.in_words) } } } } }
        }
        p {
            "One session is counted at " (amount(&course.per_session)) " " (course.currency) ". Prices: " (paper.prose(&course.price_from))
            @if let Some(place) = &course.place { ", " (place) }
            @if let Some(day) = &course.seen_on { ", " (paper.prose(day)) }
            @if !course.is_clinics_own { "; not this clinic's" }
            ". "
            @if let Some(confidence) = course.confidence { span.confidence { (confidence.words()) } " " }
            (paper.sources(&course.sources))
        }
        @if !course.notes.is_empty() { ul.small { @for note in &course.notes { li { (paper.prose(note)) } } } }
    }
}

/// The parts of a total by their place; every total of a course has the same ones. What follows a comma differs by year.
fn parts(course: &CourseCost) -> Vec<(usize, String)> {
    let first = course.totals.first().into_iter().flat_map(|total| &total.parts);
    first
        .map(|part| part.what.split(", ").next().unwrap_or_default().to_owned())
        .enumerate()
        .collect()
}

fn detail(what: &str) -> &str {
    what.split_once(", ").map_or("", |(_, detail)| detail)
}

fn price_table(prices: &[AlternativeCost], costs: &CostComparison, paper: &Paper<'_>) -> Markup {
    let course = costs
        .course
        .as_ref()
        .filter(|course| prices.iter().all(|price| price.currency == course.currency));
    html! {
        table.prices.long {
            caption { "Each price with its place, day and source; nothing is converted" }
            thead { tr { th scope="col" { "What" } th scope="col" { "As seen" } @for year in YEARS { th.n scope="col" { (years(year)) } } } }
            tbody {
                @if let Some(course) = course {
                    tr.this-course {
                        th scope="row" { strong { "This course" } }
                        td { (amount(&course.per_session)) " " (course.currency) " a session" }
                        @for year in YEARS { td.n { (total_of(&course.totals, year)) } }
                    }
                }
                @for price in prices { (price_row(price, paper)) }
            }
        }
    }
}

fn price_row(price: &AlternativeCost, paper: &Paper<'_>) -> Markup {
    html! {
        tr {
            th scope="row" {
                (price.item)
                span.soft {
                    (paper.prose(price.place.as_deref().unwrap_or("place not recorded"))) "; " (paper.prose(price.seen_on.as_deref().unwrap_or("date not recorded"))) ". "
                    @for note in &price.notes { (paper.prose(note)) " " }
                    @if price.unverified { span.status.proposed { "unverified" } " " }
                    (paper.short_origin(price.status, &price.sources))
                }
            }
            td { (price.as_seen) }
            @for year in YEARS { td.n { (total_of(&price.totals, year)) } }
        }
    }
}

fn total_of(totals: &[YearTotal], wanted: u32) -> Markup {
    let Some(total) = totals.iter().find(|total| total.years == wanted) else {
        return html! { "not known" };
    };
    html! {
        (total.in_words)
        @if let Some(sessions) = total.sessions { span.soft { (sessions_in_words(sessions)) } }
    }
}

fn sessions_in_words(sessions: CountRange) -> String {
    if sessions.from == sessions.to {
        counted(
            usize::try_from(sessions.from).unwrap_or(usize::MAX),
            "session",
            "sessions",
        )
    } else {
        format!("{} to {} sessions", sessions.from, sessions.to)
    }
}

fn years(n_years: u32) -> String {
    counted(usize::try_from(n_years).unwrap_or(usize::MAX), "year", "years")
}

/// `1,440`, `500 to 1,500`, `200 or more`: the currency stands in the caption.
fn amount(money: &Money) -> String {
    match money.high {
        None => format!("{} or more", grouped(money.low)),
        Some(high) if grouped(high) == grouped(money.low) => grouped(money.low),
        Some(high) => format!("{} to {}", grouped(money.low), grouped(high)),
    }
}

/// Thousands apart, cents only where there are some.
fn grouped(amount: f64) -> String {
    let text = format!("{:.2}", amount.abs());
    let (whole, cents) = text.split_once('.').unwrap_or((&text, "00"));
    let mut out = String::from(if amount < 0.0 { "−" } else { "" });
    for (position, digit) in whole.chars().enumerate() {
        if position > 0 && (whole.len() - position).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if cents != "00" {
        out.push('.');
        out.push_str(cents);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_grouped() {
        let money = |low: f64, high: Option<f64>| {
            amount(&Money {
                low,
                high,
                currency: "EUR".to_owned(),
            })
        };
        assert_eq!(money(1440.0, Some(1440.0)), "1,440");
        assert_eq!(money(-150.0, Some(-150.0)), "−150");
        assert_eq!(money(19.5, Some(1_234_567.0)), "19.50 to 1,234,567");
        assert_eq!(money(200.0, None), "200 or more");
    }
}
