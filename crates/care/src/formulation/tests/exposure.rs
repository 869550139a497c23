//! Exposure against the oral regimen, and standing by country.

use super::*;

fn exposure(agent: &str, strength: &str, sheet: &FactSheet, concurrent: &[ConcurrentTreatment]) -> String {
    let asked = request(json!({ "agents": agents(&[(agent, strength)]), "volume": "2 mL" }));
    let mixed = formulate(&asked, sheet, &weekly(20), concurrent, &KNOWLEDGE, None, TODAY)
        .cocktail
        .unwrap();
    let line = |exposure: &crate::formulation::Exposure| format!("{} days: {}\n", exposure.days, exposure.text);
    mixed
        .exposure
        .iter()
        .map(line)
        .chain(mixed.exposure[0].suppression.clone())
        .collect()
}

#[test]
fn weekly_dutasteride_is_compared_by_absorbed_drug() {
    insta::assert_snapshot!(exposure("dutasteride", "0.5 mg/mL", &man(), &[]), @r"
    7 days: 1 mg injected in 1 session of the worst 7 days. With the injected dose counted as absorbed in full, 1 mg absorbed: about 48 % of the 2.1 mg that 0.5 mg a day by mouth brings into the body in that time (oral availability 0.6). How fast a depot in the skin releases it is not known.
    90 days: 13 mg injected in 13 sessions of the worst 90 days. With the injected dose counted as absorbed in full, 13 mg absorbed: about 48 % of the 27 mg that 0.5 mg a day by mouth brings into the body in that time (oral availability 0.6). How fast a depot in the skin releases it is not known.
    A weekly injected 1 mg is about half of oral 0.5 mg a day in absorbed drug (oral availability 0.60), with a predicted serum DHT suppression of 63 to 78 %.
    ");
    insta::assert_snapshot!(exposure("dutasteride", "0.5 mg/mL", &man(), &[by_mouth("dutasteride", "0.5 mg")]), @r"
    7 days: 1 mg injected in 1 session of the worst 7 days, 3.5 mg by mouth besides. With the injected dose counted as absorbed in full, 3.1 mg absorbed: about 148 % of the 2.1 mg that 0.5 mg a day by mouth brings into the body in that time (oral availability 0.6). How fast a depot in the skin releases it is not known.
    90 days: 13 mg injected in 13 sessions of the worst 90 days, 45 mg by mouth besides. With the injected dose counted as absorbed in full, 40 mg absorbed: about 148 % of the 27 mg that 0.5 mg a day by mouth brings into the body in that time (oral availability 0.6). How fast a depot in the skin releases it is not known.
    A weekly injected 1 mg is about half of oral 0.5 mg a day in absorbed drug (oral availability 0.60), with a predicted serum DHT suppression of 63 to 78 %.
    ");
    insta::assert_snapshot!(exposure("dutasteride", "0.05 mg/mL", &KNOWLEDGE.blank_sheet(TODAY), &[]), @r"
    7 days: 0.1 mg injected in 1 session of the worst 7 days. With the injected dose counted as absorbed in full, 0.1 mg absorbed: about 4.8 % of the 2.1 mg that 0.5 mg a day by mouth brings into the body in that time (oral availability 0.6). How fast a depot in the skin releases it is not known. What is taken by mouth besides is not known.
    90 days: 1.3 mg injected in 13 sessions of the worst 90 days. With the injected dose counted as absorbed in full, 1.3 mg absorbed: about 4.8 % of the 27 mg that 0.5 mg a day by mouth brings into the body in that time (oral availability 0.6). How fast a depot in the skin releases it is not known. What is taken by mouth besides is not known.
    A weekly injected 1 mg is about half of oral 0.5 mg a day in absorbed drug (oral availability 0.60), with a predicted serum DHT suppression of 63 to 78 %.
    ");
}

#[test]
fn an_unknown_availability_is_said() {
    insta::assert_snapshot!(exposure("minoxidil", "5 mg/mL", &man(), &[by_mouth("minoxidil", "2.5 mg")]), @r"
    7 days: 10 mg injected in 1 session of the worst 7 days, 17.5 mg by mouth besides. 2.5 mg a day by mouth is 17.5 mg taken in that time; which share of it reaches the body is not known here, so absorbed drug cannot be compared, and a ratio of doses would say too little.
    90 days: 130 mg injected in 13 sessions of the worst 90 days, 225 mg by mouth besides. 2.5 mg a day by mouth is 225 mg taken in that time; which share of it reaches the body is not known here, so absorbed drug cannot be compared, and a ratio of doses would say too little.
    ");
    insta::assert_snapshot!(exposure("biotin", "5 mg/mL", &man(), &[]), @r"
    7 days: 10 mg injected in 1 session of the worst 7 days. There is no oral regimen to compare it with.
    90 days: 130 mg injected in 13 sessions of the worst 90 days. There is no oral regimen to compare it with.
    ");
}

#[test]
fn standing_is_by_route_indication_and_country() {
    let standing = |agent: &str, country: &str, technique: &str, diagnosis: &str| {
        let asked = request(
            json!({ "agents": agents(&[(agent, if agent == "exosomes" { "" } else { "1 mg/mL" })]), "volume": "1 mL", "country": country, "technique": technique }),
        );
        let mixed = formulate(
            &asked,
            &sheet(&[("diagnosis", diagnosis)]),
            &[],
            &[],
            &KNOWLEDGE,
            None,
            TODAY,
        )
        .cocktail
        .unwrap();
        let approval = mixed.approvals[0].clone();
        format!(
            "{:?} by {} ({}): {}",
            approval.state,
            approval.route,
            approval.record_for.unwrap_or_else(|| "no record".to_owned()),
            approval.text
        )
    };
    insta::assert_snapshot!(standing("dutasteride", "KR", "nappage", "aga_m"), @"NotApproved by intradermal (any): Intradermal use is off-label everywhere.");
    insta::assert_snapshot!(standing("exosomes", "US", "nappage", "aga_m"), @"NotApproved by intradermal (US): No exosome product is approved by the FDA; safety alert of 9 December 2019.");
    insta::assert_snapshot!(standing("exosomes", "SA", "nappage", "aga_m"), @"NotApproved by intradermal (SA): External use only; two licences suspended.");
    insta::assert_snapshot!(standing("triamcinolone", "US", "intralesional", "aa"), @"Approved by intralesional (US): Licensed for intralesional use.");
    insta::assert_snapshot!(standing("triamcinolone", "ES", "Intralesional", "aa"), @"Unknown by intralesional (EU): Licensed for intralesional use; whether the label names alopecia areata depends on the product and country.");
    insta::assert_snapshot!(standing("triamcinolone", "BR", "intralesional", "aa"), @"Unknown by intralesional (no record): Not known: there is no record on Triamcinolone acetonide by the intralesional route against hair loss in BR.");
    insta::assert_snapshot!(standing("triamcinolone", "ES", "nappage", "aa"), @"Unknown by intradermal (no record): Not known: there is no record on Triamcinolone acetonide by the intradermal route against hair loss in ES.");
}
