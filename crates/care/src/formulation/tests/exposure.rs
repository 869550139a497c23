//! Exposure against the oral regimen, and standing by country.

use super::*;

fn exposure(agent: &str, strength: &str, sheet: &FactSheet, concurrent: &[ConcurrentTreatment]) -> String {
    let asked = request(json!({ "agents": agents(&[(agent, strength)]), "volume": "2 mL" }));
    let mixed = formulate(&asked, sheet, &weekly(20), concurrent, &KNOWLEDGE, None, TODAY).cocktail.unwrap();
    let line = |exposure: &crate::formulation::Exposure| format!("{} days: {}\n", exposure.days, exposure.text);
    mixed.exposure.iter().map(line).chain(mixed.exposure[0].suppression.clone()).collect()
}

#[test]
fn weekly_dutasteride_is_compared_by_absorbed_drug() {
    insta::assert_snapshot!(exposure("dutasteride", "0.5 mg/mL", &man(), &[]), @"");
    insta::assert_snapshot!(exposure("dutasteride", "0.5 mg/mL", &man(), &[by_mouth("dutasteride", "0.5 mg")]), @"");
    insta::assert_snapshot!(exposure("dutasteride", "0.05 mg/mL", &KNOWLEDGE.blank_sheet(TODAY), &[]), @"");
}

#[test]
fn an_unknown_availability_is_said() {
    insta::assert_snapshot!(exposure("minoxidil", "5 mg/mL", &man(), &[by_mouth("minoxidil", "2.5 mg")]), @"");
    insta::assert_snapshot!(exposure("biotin", "5 mg/mL", &man(), &[]), @"");
}

#[test]
fn standing_is_by_route_indication_and_country() {
    let standing = |agent: &str, country: &str, technique: &str, diagnosis: &str| {
        let asked = request(json!({ "agents": agents(&[(agent, "1 mg/mL")]), "volume": "1 mL", "country": country, "technique": technique }));
        let mixed = formulate(&asked, &sheet(&[("diagnosis", diagnosis)]), &[], &[], &KNOWLEDGE, None, TODAY).cocktail.unwrap();
        let approval = mixed.approvals[0].clone();
        format!("{:?} by {} ({}): {}", approval.state, approval.route, approval.record_for.unwrap_or_else(|| "no record".to_owned()), approval.text)
    };
    insta::assert_snapshot!(standing("dutasteride", "KR", "nappage", "aga_m"), @"");
    insta::assert_snapshot!(standing("exosomes", "US", "nappage", "aga_m"), @"");
    insta::assert_snapshot!(standing("exosomes", "SA", "nappage", "aga_m"), @"");
    insta::assert_snapshot!(standing("triamcinolone", "US", "intralesional", "aa"), @"");
    insta::assert_snapshot!(standing("triamcinolone", "ES", "Intralesional", "aa"), @"");
    insta::assert_snapshot!(standing("triamcinolone", "BR", "intralesional", "aa"), @"");
    insta::assert_snapshot!(standing("triamcinolone", "ES", "nappage", "aa"), @"");
}
