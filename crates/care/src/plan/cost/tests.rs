//! Totals worked out by hand, and what is never done with money.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::embedded().unwrap());

fn clinic(currency: &str) -> ClinicPrices {
    ClinicPrices {
        currency: currency.to_owned(),
        session: 180.0,
        consultation: 60.0,
        laboratory: 120.0,
        consumables: 15.5,
        discount: 100.0,
        place: Some("Zaragoza".to_owned()),
        on: Some(jiff::civil::date(2026, 3, 1)),
        source: Some("Price list of the clinic".to_owned()),
    }
}

fn range(from: u32, to: u32) -> CountRange {
    CountRange { from, to }
}

fn totals(comparison: &CostComparison) -> String {
    let Some(course) = &comparison.course else {
        return comparison.refusal.as_ref().unwrap().to_string();
    };
    let lines = course
        .totals
        .iter()
        .map(|total| format!("{} y: {}", total.years, total.in_words));
    lines.chain(course.notes.iter().cloned()).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_total_by_hand() {
    // Year 1: 60 + 120 + 4 x (180 + 15.50) - 100 = 862. Each later year 2 to 4 sessions of 195.50: 3 years 862 + 4 x 195.50 = 1644
    // to 862 + 8 x 195.50 = 2426; 5 years 862 + 8 x 195.50 = 2426 to 862 + 16 x 195.50 = 3990.
    let comparison = costs(Some(&clinic("EUR")), Some(range(4, 4)), Some(range(2, 4)), &KNOWLEDGE);
    insta::assert_snapshot!(totals(&comparison), @r"
    1 y: 862 EUR
    3 y: 1,644 to 2,426 EUR
    5 y: 2,426 to 3,990 EUR
    The discount is counted once, on the whole course.
    ");
    let parts = &comparison.course.as_ref().unwrap().totals[0].parts;
    let parts: Vec<String> = parts
        .iter()
        .map(|part| format!("{}: {}", part.what, in_words(&part.amount)))
        .collect();
    assert_eq!(
        parts,
        [
            "Consultation: 60 EUR",
            "Laboratory tests: 120 EUR",
            "Sessions, 4 sessions: 720 EUR",
            "Consumables, 4 sessions: 62 EUR",
            "Discount: -100 EUR",
        ]
    );
}

#[test]
fn without_maintenance_the_later_years_count_no_sessions() {
    insta::assert_snapshot!(totals(&costs(Some(&clinic("EUR")), Some(range(8, 8)), None, &KNOWLEDGE)), @r"
    1 y: 1,644 EUR
    3 y: 1,644 EUR
    5 y: 1,644 EUR
    The discount is counted once, on the whole course.
    No maintenance is defined in the source: the later years count no sessions.
    ");
}

#[test]
fn without_the_clinics_prices_the_range_of_the_source_is_shown_and_marked() {
    // 16 to 18 sessions at 250 to 600 USD: 4,000 to 10,800, as the price record of the course P-S001a says.
    let comparison = costs(None, Some(range(16, 18)), None, &KNOWLEDGE);
    insta::assert_snapshot!(totals(&comparison), @r"
    1 y: 4,000 to 10,800 USD
    3 y: 4,000 to 10,800 USD
    5 y: 4,000 to 10,800 USD
    These are not this clinic's prices. Consultation, laboratory tests and consumables are not in them.
    The date of the source is unknown (C-088).
    No maintenance is defined in the source: the later years count no sessions.
    ");
    let course = comparison.course.unwrap();
    assert_eq!(
        (course.is_clinics_own, course.sources),
        (false, vec!["seed-001".to_owned()])
    );
    assert!(comparison.in_other_currencies.is_empty() && comparison.other_currencies_note.is_none());
}

#[test]
fn alternatives_by_hand() {
    let comparison = costs(None, Some(range(4, 4)), None, &KNOWLEDGE);
    let told: Vec<String> = comparison
        .alternatives
        .iter()
        .map(|price| {
            let totals: Vec<&str> = price.totals.iter().map(|total| total.in_words.as_str()).collect();
            let mark = if price.unverified { " (unverified)" } else { "" };
            format!("{}, {}{mark}: {}", price.item, price.as_seen, totals.join(" | "))
        })
        .collect();
    insta::assert_snapshot!(told.join("\n"), @r"
    Topical minoxidil, 20 to 60 USD a month: 240 to 720 USD | 720 to 2,160 USD | 1,200 to 3,600 USD
    Topical minoxidil, another page, 360 USD a year: 360 USD | 1,080 USD | 1,800 USD
    Topical minoxidil, a third figure, 20 to 40 USD a month: 240 to 480 USD | 720 to 1,440 USD | 1,200 to 2,400 USD
    Oral finasteride, 30 to 100 USD a month: 360 to 1,200 USD | 1,080 to 3,600 USD | 1,800 to 6,000 USD
    Oral finasteride, another page, 300 USD a year: 300 USD | 900 USD | 1,500 USD
    Oral finasteride, generic, 20 to 30 USD a month: 240 to 360 USD | 720 to 1,080 USD | 1,200 to 1,800 USD
    Oral dutasteride, 50 to 100 USD a month: 600 to 1,200 USD | 1,800 to 3,600 USD | 3,000 to 6,000 USD
    Platelet-rich plasma session, 500 to 1,500 USD a session: 2,000 to 7,500 USD | 4,000 to 16,500 USD | 6,000 to 25,500 USD
    Hair transplant, 4,000 to 15,000 USD a procedure: 4,000 to 15,000 USD | 4,000 to 15,000 USD | 4,000 to 15,000 USD
    Low-level laser device, 200 to 3,000 USD once (unverified): 200 to 3,000 USD | 200 to 3,000 USD | 200 to 3,000 USD
    Wig, 100 to 5,000 USD once (unverified): 100 to 5,000 USD | 100 to 5,000 USD | 100 to 5,000 USD
    Scalp micropigmentation, 1,500 to 4,000 USD a procedure (unverified): 1,500 to 4,000 USD | 1,500 to 4,000 USD | 1,500 to 4,000 USD
    ");
}

#[test]
fn currencies_are_never_mixed() {
    let comparison = costs(Some(&clinic("eur ")), Some(range(4, 4)), None, &KNOWLEDGE);
    assert!(comparison.alternatives.is_empty());
    assert_eq!(
        comparison.in_other_currencies.len(),
        KNOWLEDGE
            .records
            .prices
            .iter()
            .filter(|price| price.alternative)
            .count()
    );
    insta::assert_snapshot!(comparison.other_currencies_note.unwrap(), @"The course is priced in EUR; these prices are in USD and come from other places and times. Nothing is converted, and the amounts cannot be compared as they stand.");
    let course = comparison.course.unwrap();
    assert!(course.totals.iter().all(|total| total.total.currency == "EUR"));
}

#[test]
fn a_price_without_an_upper_end_is_or_more() {
    let mut knowledge = KNOWLEDGE.clone();
    for price in &mut knowledge.records.prices {
        price.high = None;
    }
    let comparison = costs(None, Some(range(4, 4)), Some(range(1, 1)), &knowledge);
    insta::assert_snapshot!(totals(&comparison), @r"
    1 y: 1,000 USD or more
    3 y: 1,500 USD or more
    5 y: 2,000 USD or more
    These are not this clinic's prices. Consultation, laboratory tests and consumables are not in them.
    The date of the source is unknown (C-088).
    ");
    assert!(
        comparison
            .alternatives
            .iter()
            .all(|price| price.totals.iter().all(|total| total.in_words.ends_with("or more")))
    );
}

#[test]
fn what_cannot_be_counted_is_refused_with_a_way_out() {
    let totals_of = |prices: ClinicPrices, year_1| totals(&costs(Some(&prices), year_1, None, &KNOWLEDGE));
    insta::assert_snapshot!(totals_of(clinic("EUR"), None), @r"
    The number of sessions in the first year is not known, so no total is shown
      - Answer what the protocol leaves open
      - Choose a protocol that gives its sessions
    ");
    insta::assert_snapshot!(totals_of(ClinicPrices { session: f64::NAN, ..clinic("EUR") }, Some(range(4, 4))), @r"
    The price `session` is not an amount of money, so no total is shown
      - Give `session` as a number of 0 or more
    ");
    insta::assert_snapshot!(totals_of(ClinicPrices { discount: 5000.0, ..clinic("EUR") }, Some(range(4, 4))), @r"
    The discount of 5,000 EUR is more than what it is taken from
      - Check the discount: it is an amount of money on the whole course, not a percentage
    ");
    insta::assert_snapshot!(totals_of(clinic("euros"), Some(range(4, 4))), @r"
    `euros` is not a currency code, so no total is shown
      - Give the currency as its three letters: EUR, USD, GBP
    ");
    insta::assert_snapshot!(totals_of(ClinicPrices { session: f64::MAX, ..clinic("EUR") }, Some(range(4, 4))), @r"
    The prices add up to more than can be counted, so no total is shown
      - Check the prices
    ");
}

#[test]
fn no_text_claims_anything() {
    let comparison = costs(Some(&clinic("EUR")), Some(range(4, 4)), None, &KNOWLEDGE);
    let course = comparison.course.as_ref().unwrap();
    let alternatives = comparison.alternatives.iter().chain(&comparison.in_other_currencies);
    let texts = alternatives.flat_map(|price| price.notes.iter().chain([&price.item, &price.as_seen]));
    for text in texts
        .chain(&course.notes)
        .chain(comparison.package_rules.iter().map(|rule| &rule.text))
    {
        assert_eq!(KNOWLEDGE.forbidden_word(text), None, "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Whatever is entered: no panic, and a total is a number, at least nothing, and never less in more years.
    #[test]
    fn totals_grow_with_the_years(
        amounts in prop::collection::vec(prop_oneof![any::<f64>(), 0.0..1000.0_f64], 5),
        year_1 in prop::option::of((any::<u32>(), any::<u32>())),
        later in prop::option::of((any::<u32>(), 0..50_u32)),
    ) {
        let prices = ClinicPrices {
            session: amounts[0],
            consultation: amounts[1],
            laboratory: amounts[2],
            consumables: amounts[3],
            discount: amounts[4],
            ..clinic("USD")
        };
        let count = |(from, to)| CountRange { from, to };
        let comparison = costs(Some(&prices), year_1.map(count), later.map(count), &KNOWLEDGE);
        prop_assert_eq!(comparison.course.is_some(), comparison.refusal.is_none());
        if let Some(course) = comparison.course {
            let totals: Vec<f64> = course.totals.iter().map(|total| total.total.low).collect();
            prop_assert!(totals.iter().all(|total| 0.0 <= *total && total.is_finite()));
            prop_assert!(totals.is_sorted());
            prop_assert!(course.totals.iter().all(|total| total.total.high.is_none_or(|high| total.total.low <= high)));
        }
    }
}
