//! What it costs in 1, 3 and 5 years, beside the alternatives; currencies apart.

use anagen_care::plan::{
    AlternativeCost, CostComparison, CourseCost, Money, PackageRuleLine, Plan, YearTotal, as_seen,
};
use anagen_knowledge::records::CountRange;
use anagen_knowledge::{ORIGINAL, Said};
use anagen_messages::Messages;
use maud::{Markup, html};

use super::Section;
use super::icons::icon;
use super::paper::Paper;

/// The years for which columns stand; where a price has no total for one, the cell says so.
const YEARS: [u32; 3] = [1, 3, 5];

pub(super) fn section(plan: &Plan, paper: &Paper<'_>) -> Option<Section> {
    let costs = plan.costs.as_ref()?;
    let state = costs
        .course
        .as_ref()
        .and_then(|course| course.totals.first())
        .map_or_else(|| paper.say("plan-not-known"), |year| money(&year.total, paper));
    let content = html! {
        @match &costs.course {
            Some(course) => { (course_cost(course, paper)) }
            None => { @if let Some(refusal) = &costs.refusal { p.warning { (icon("incomplete")) span { (paper.sentence(&refusal.reason)) " " (paper.sentence(&refusal.ways.join("; "))) } } } }
        }
        @if !costs.alternatives.is_empty() {
            h3 { (paper.say("plan-alternatives")) }
            (price_table(&costs.alternatives, costs, paper))
        }
        @if !costs.in_other_currencies.is_empty() {
            h3 { (paper.say("plan-other-currencies")) }
            @if let Some(note) = &costs.other_currencies_note { p { (paper.prose(note)) } }
            (price_table(&costs.in_other_currencies, costs, paper))
        }
        p.note { (paper.say("plan-no-cost-per-responder")) }
        @if !costs.package_rules.is_empty() {
            h3 { (paper.say("plan-packages")) }
            ul { @for rule in &costs.package_rules { li { span.id { (rule.id) } " " (package_rule(rule, paper)) " " (paper.status_tag(rule.status, None)) } } }
        }
    };
    Some(Section::new("cost", "plan-cost", state, content))
}

fn course_cost(course: &CourseCost, paper: &Paper<'_>) -> Markup {
    html! {
        table.cost {
            caption { (paper.with("plan-cost-caption", [("currency", course.currency.as_str().into())])) }
            thead { tr { (paper.column("plan-cost-part")) @for total in &course.totals { th.n scope="col" { (years(total.years, paper)) } } } }
            tbody {
                @for (row, what) in parts(course) {
                    tr {
                        th scope="row" { (paper.word(&what)) }
                        @for total in &course.totals {
                            td.n { @if let Some(part) = total.parts.get(row) { (amount(&part.amount, paper)) span.soft { @if part.what.contains(", ") { @if let Some(sessions) = total.sessions { (sessions_in_words(sessions, paper)) } } } } }
                        }
                    }
                }
            }
            tfoot { tr { th scope="row" { (paper.say("plan-total")) } @for total in &course.totals { td.n { strong { (money(&total.total, paper)) } } } } }
        }
        p {
            (paper.with("plan-cost-session", [
                ("amount", amount(&course.per_session, paper).into()), ("currency", course.currency.as_str().into()),
            ])) " "
            @if course.is_clinics_own { @let from = paper.of_care(&course.price_from); (paper.typed(&from)) } @else { (paper.prose(&course.price_from)) }
            @if let Some(place) = &course.place { ", " @if course.is_clinics_own { (place) } @else { (paper.word(place)) } }
            @if let Some(day) = &course.seen_on { ", " (paper.typed(day)) }
            @if !course.is_clinics_own { "; " (paper.say("plan-not-the-clinics")) }
            ". "
            @if let Some(confidence) = course.confidence { (paper.confidence(confidence)) " " }
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

fn price_table(prices: &[AlternativeCost], costs: &CostComparison, paper: &Paper<'_>) -> Markup {
    let course = costs
        .course
        .as_ref()
        .filter(|course| prices.iter().all(|price| price.currency == course.currency));
    html! {
        table.prices.long {
            caption { (paper.say("plan-prices-caption")) }
            thead { tr { (paper.column("plan-what")) (paper.column("plan-as-seen")) @for year in YEARS { th.n scope="col" { (years(year, paper)) } } } }
            tbody {
                @if let Some(course) = course {
                    tr.this-course {
                        th scope="row" { strong { (paper.say("plan-this-course")) } }
                        td { (paper.with("plan-price-a-session", [("price", format!("{} {}", amount(&course.per_session, paper), course.currency).into())])) }
                        @for year in YEARS { td.n { (total_of(&course.totals, year, paper)) } }
                    }
                }
                @for price in prices { (price_row(price, paper)) }
            }
        }
    }
}

fn price_row(price: &AlternativeCost, paper: &Paper<'_>) -> Markup {
    let language = paper.words.language;
    let record = paper
        .knowledge
        .records
        .prices
        .iter()
        .find(|record| record.id == price.price);
    let item = record.map_or_else(|| paper.of_care(&price.item), |record| record.item_in(language));
    let place = record.and_then(|record| record.place_in(language));
    let seen = record.and_then(|record| Some(Said::new(as_seen(record, language)?, language)));
    let as_seen = seen.unwrap_or_else(|| paper.of_care(&price.as_seen));
    html! {
        tr {
            th scope="row" {
                (paper.said(&item))
                span.soft {
                    @match &place { Some(place) => { (paper.said_prose(place)) } None => { (paper.say("plan-place-not-recorded")) } } "; "
                    @match &price.seen_on { Some(day) => { (paper.typed(&paper.of_care(day))) } None => { (paper.say("plan-date-not-recorded")) } } ". "
                    @for note in &price.notes { (paper.prose(note)) " " }
                    @if price.unverified { span.status.proposed { (paper.say("plan-unverified")) } " " }
                    (paper.short_origin(price.status, &price.sources))
                }
            }
            td { (paper.said(&as_seen)) }
            @for year in YEARS { td.n { (total_of(&price.totals, year, paper)) } }
        }
    }
}

fn total_of(totals: &[YearTotal], wanted: u32, paper: &Paper<'_>) -> Markup {
    let Some(total) = totals.iter().find(|total| total.years == wanted) else {
        return html! { (paper.say("plan-not-known")) };
    };
    html! {
        (money(&total.total, paper))
        @if let Some(sessions) = total.sessions { span.soft { (sessions_in_words(sessions, paper)) } }
    }
}

fn package_rule(rule: &PackageRuleLine, paper: &Paper<'_>) -> Markup {
    let records = &paper.knowledge.records.package_rules;
    match records.iter().find(|record| record.id == rule.id) {
        Some(record) => paper.said_prose(&record.text_in(paper.words.language)),
        None => paper.prose(&rule.text),
    }
}

fn sessions_in_words(sessions: CountRange, paper: &Paper<'_>) -> String {
    if sessions.from == sessions.to {
        paper.with("course-n-sessions", [("n", sessions.from.into())])
    } else {
        paper.with(
            "plan-sessions-between",
            [("from", sessions.from.into()), ("to", sessions.to.into())],
        )
    }
}

fn years(n_years: u32, paper: &Paper<'_>) -> String {
    paper.with("day-n-years", [("n", n_years.into())])
}

/// `2,000 to 4,800 USD`, `500 USD or more`.
pub(super) fn money(money: &Money, paper: &Paper<'_>) -> String {
    match money.high {
        None => {
            let low = format!("{} {}", grouped(money.low, paper.words), money.currency);
            paper.with("plan-or-more", [("low", low.into())])
        }
        Some(_) => format!("{} {}", amount(money, paper), money.currency),
    }
}

/// `1,440`, `500 to 1,500`, `200 or more`: the currency stands in the caption.
fn amount(money: &Money, paper: &Paper<'_>) -> String {
    let low = grouped(money.low, paper.words);
    match money.high.map(|high| grouped(high, paper.words)) {
        None => paper.with("plan-or-more", [("low", low.into())]),
        Some(high) if high == low => low,
        Some(high) => paper.with("plan-from-to", [("from", low.into()), ("to", high.into())]),
    }
}

/// Thousands apart, cents only where there are some. Outside English a comma can be read as the decimal sign, so a space sets
/// thousands apart, from five digits on.
fn grouped(amount: f64, words: &Messages) -> String {
    let is_english = words.language == ORIGINAL;
    let text = format!("{:.2}", amount.abs());
    let (whole, cents) = text.split_once('.').unwrap_or((&text, "00"));
    let mut out = String::from(if amount < 0.0 { "−" } else { "" });
    for (position, digit) in whole.chars().enumerate() {
        if position > 0 && (whole.len() - position).is_multiple_of(3) && (is_english || whole.len() > 4) {
            out.push(if is_english { ',' } else { '\u{a0}' });
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
    use crate::messages::messages;

    #[test]
    fn amounts_are_grouped() {
        let (english, spanish) = (messages("en"), messages("es"));
        assert_eq!(grouped(1440.0, english), "1,440");
        assert_eq!(grouped(-150.0, english), "−150");
        assert_eq!(grouped(19.5, english), "19.50");
        assert_eq!(grouped(1_234_567.0, english), "1,234,567");
        assert_eq!(grouped(1440.0, spanish), "1440");
        assert_eq!(grouped(19.5, spanish), "19.50");
        assert_eq!(grouped(1_234_567.0, spanish), "1\u{a0}234\u{a0}567");
    }
}
