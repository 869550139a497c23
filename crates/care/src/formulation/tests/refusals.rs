//! What cannot be made, and why.

use super::*;

#[test]
fn what_cannot_be_made_is_refused_with_the_reason() {
    let duta = vial("duta", &[("dutasteride", "0.5 mg/mL")]);
    let biotin = vial("biotin", &[("biotin", "5 mg/mL")]);
    let asked = |wanted: &[(&str, &str)], products: Json| json!({ "agents": agents(wanted), "volume": "2 mL", "products": products });
    insta::assert_snapshot!(refusals(asked(&[("dutasterid", "0.5 mg/mL"), ("surprise", "1 mg/mL")], json!([]))), @"");
    insta::assert_snapshot!(refusals(asked(&[("biotin", "1 mg/mL"), ("Vitamin B7", "2 mg/mL")], json!([]))), @"");
    insta::assert_snapshot!(refusals(json!({ "agents": agents(&[("biotin", "1 mg/mL")]) })), @"");
    insta::assert_snapshot!(refusals(asked(&[("minoxidil", "1 mg/mL")], json!([duta, biotin]))), @"");
    insta::assert_snapshot!(refusals(asked(&[("dutasteride", "1 mg/mL")], json!([duta]))), @"");
    insta::assert_snapshot!(refusals(asked(&[("dutasteride", "0.4 mg/mL"), ("biotin", "2 mg/mL")], json!([duta, biotin]))), @"");
    insta::assert_snapshot!(refusals(asked(&[("dutasteride", "0.1 mg/mL")], json!([vial("mix", &[("dutasteride", "0.5 mg/mL"), ("biotin", "5 mg/mL")])]))), @"");
    insta::assert_snapshot!(refusals(asked(&[("biotin", "0.001 mg/mL")], json!([biotin]))), @"");
    insta::assert_snapshot!(refusals(json!({ "draw": [{ "product": "dutta", "volume": "1 mL" }], "products": [duta] })), @"");
    insta::assert_snapshot!(refusals(json!({ "draw": [{ "product": "duta", "volume": "3 mL" }], "products": [duta], "volume": "2 mL" })), @"");
    insta::assert_snapshot!(refusals(json!({ "draw": [{ "product": "duta", "volume": "1 mL" }, { "product": "duta", "volume": "1 mL" }], "products": [duta] })), @"");
    insta::assert_snapshot!(refusals(json!({ "draw": [{ "product": "duta", "volume": "0.001 mL" }], "products": [duta] })), @"");
    insta::assert_snapshot!(refusals(json!({ "draw": [{ "product": "duta", "volume": "1 mL" }], "agents": agents(&[("biotin", "1 mg/mL")]), "products": [duta], "volume": "2 mL" })), @"");
    insta::assert_snapshot!(refusals(json!({ "draw": [{ "product": "duta", "volume": "1 mL" }], "products": [duta, duta] })), @"");
}

#[track_caller]
fn check_impossible(fields: Json) {
    let formulation = mix(fields);
    let codes: Vec<&str> = formulation.refusals.iter().map(|refusal| refusal.code).collect();
    assert!(!codes.is_empty() && codes.iter().all(|code| *code == "impossible_number"), "{codes:?}");
    assert!(formulation.cocktail.is_none());
}

#[test]
fn impossible_numbers_are_refused() {
    let draw = json!([{ "product": "v", "volume": "1 mL" }]);
    let shelf = |fields: Json| json!({ "draw": draw, "products": [with(vial("v", &[("biotin", "5 mg/mL")]), fields)] });
    check_impossible(json!({ "agents": agents(&[("biotin", "0 mg/mL")]), "volume": "1 mL" }));
    check_impossible(json!({ "agents": agents(&[("biotin", "-1 mg/mL")]), "volume": "1 mL" }));
    check_impossible(json!({ "agents": agents(&[("biotin", "1e300 mg/mL")]), "volume": "1 mL" }));
    check_impossible(json!({ "agents": agents(&[("biotin", "1 mg/mL")]), "volume": "-1 mL" }));
    check_impossible(json!({ "agents": agents(&[("biotin", "1 mg/mL")]), "volume": "101 mL" }));
    check_impossible(json!({ "agents": agents(&[("biotin", "1 mg/mL")]), "volume": "1 mL", "measured_ph": 15.0 }));
    check_impossible(json!({ "agents": agents(&[("biotin", "1 mg/mL")]), "volume": "1 mL", "patients_per_vial": 0 }));
    check_impossible(shelf(json!({ "ph": -1.0 })));
    check_impossible(shelf(json!({ "osmolality": "-1 mOsm/kg" })));
    check_impossible(shelf(json!({ "volume": "0 mL" })));
    check_impossible(json!({ "draw": [{ "product": "v", "volume": "-1 mL" }], "products": [vial("v", &[("biotin", "5 mg/mL")])] }));
    for strength in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let mut asked = request(json!({ "agents": agents(&[("biotin", "1 mg/mL")]), "volume": "1 mL" }));
        asked.agents[0].strength = MilligramsPerMillilitre(strength);
        let formulation = formulate(&asked, &man(), &[], &[], &KNOWLEDGE, None, TODAY);
        assert_eq!(formulation.refusals[0].code, "impossible_number");
    }
}
