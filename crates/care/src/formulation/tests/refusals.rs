//! What cannot be made, and why.

use super::*;

#[test]
fn what_cannot_be_made_is_refused_with_the_reason() {
    let duta = vial("duta", &[("dutasteride", "0.5 mg/mL")]);
    let biotin = vial("biotin", &[("biotin", "5 mg/mL")]);
    let asked = |wanted: &[(&str, &str)], products: Json| json!({ "agents": agents(wanted), "volume": "2 mL", "products": products });
    insta::assert_snapshot!(refusals(asked(&[("dutasterid", "0.5 mg/mL"), ("surprise", "1 mg/mL")], json!([]))), @r"
    unknown_agent: the agent `dutasterid` is not known
      - write `Dutasteride`, if that is meant
      - add the agent to the clinic's own knowledge folder, with its sources
    unknown_agent: the agent `surprise` is not known
      - add the agent to the clinic's own knowledge folder, with its sources
    ");
    insta::assert_snapshot!(refusals(asked(&[("biotin", "1 mg/mL"), ("Vitamin B7", "2 mg/mL")], json!([]))), @r"
    duplicate_agent: Biotin stands twice in the request
      - write it once, with one strength
    ");
    insta::assert_snapshot!(refusals(json!({ "agents": agents(&[("biotin", "1 mg/mL")]) })), @r"
    volume_missing: a strength without a volume gives no dose: neither the request nor an injection map names the volume of the session
      - write `volume`
      - ask for zones and a technique, and the map gives the volume
    ");
    insta::assert_snapshot!(refusals(asked(&[("minoxidil", "1 mg/mL")], json!([duta, biotin]))), @r"
    no_product_holds_agent: no product on the shelf holds Minoxidil; there are Vial duta, Vial biotin
      - add a vial of Minoxidil to `products`
      - leave Minoxidil out
    ");
    insta::assert_snapshot!(refusals(asked(&[("dutasteride", "1 mg/mL")], json!([duta]))), @r"
    product_too_weak: Dutasteride at 1 mg/mL is more than any product gives: undiluted and alone, the shelf reaches 0.5 mg/mL
      - ask for Dutasteride at 0.5 mg/mL or less
      - add a stronger product of Dutasteride
    ");
    insta::assert_snapshot!(refusals(asked(&[("dutasteride", "0.4 mg/mL"), ("biotin", "2 mg/mL")], json!([duta, biotin]))), @r"
    volumes_exceed_target: these strengths need 2.4 mL in a mixture of 2 mL: 0.4 mL too much (1.6 mL of Vial duta, 0.8 mL of Vial biotin). A larger volume does not help, the volumes to draw grow with it
      - in the same proportions the shelf reaches Dutasteride 0.3333 mg/mL, Biotin 1.667 mg/mL
      - add stronger products
      - ask for fewer agents in one syringe
    ");
    insta::assert_snapshot!(refusals(asked(&[("dutasteride", "0.1 mg/mL")], json!([vial("mix", &[("dutasteride", "0.5 mg/mL"), ("biotin", "5 mg/mL")])]))), @r"
    product_forces_agent: Dutasteride is only in Vial mix, which also holds Biotin: nobody asked for it
      - ask for Biotin too, at 1 mg/mL
      - add a vial that holds Dutasteride alone
    ");
    insta::assert_snapshot!(refusals(asked(&[("biotin", "0.001 mg/mL")], json!([biotin]))), @r"
    nothing_to_draw: what has to be drawn of Vial biotin comes to 0.0004 mL: less than the 0.01 mL that a syringe can measure
      - ask for a volume that can be measured
      - use a product of a lower strength
    ");
    insta::assert_snapshot!(refusals(json!({ "draw": [{ "product": "dutta", "volume": "1 mL" }], "products": [duta] })), @r"
    unknown_product: no product on the shelf has the id `dutta`
      - write `duta`, if that is meant
      - add the vial to `products`, as its label gives it
    ");
    insta::assert_snapshot!(refusals(json!({ "draw": [{ "product": "duta", "volume": "3 mL" }], "products": [duta], "volume": "2 mL" })), @r"
    volumes_exceed_target: the volumes to draw come to 3 mL, 1 mL more than the 2 mL of the session
      - draw in the same proportions 2 mL of duta: the doses fall with them
      - ask for a session of 3 mL, with a map that takes it
    ");
    insta::assert_snapshot!(refusals(json!({ "draw": [{ "product": "duta", "volume": "1 mL" }, { "product": "duta", "volume": "1 mL" }], "products": [duta] })), @r"
    product_drawn_twice: `duta` is drawn twice
      - write one volume for each product
    ");
    insta::assert_snapshot!(refusals(json!({ "draw": [{ "product": "duta", "volume": "0.001 mL" }], "products": [duta] })), @r"
    nothing_to_draw: the volume to draw of `duta` comes to 0.001 mL: less than the 0.01 mL that a syringe can measure
      - ask for a volume that can be measured
      - use a product of a lower strength
    ");
    insta::assert_snapshot!(refusals(json!({ "draw": [{ "product": "duta", "volume": "1 mL" }], "agents": agents(&[("biotin", "1 mg/mL")]), "products": [duta], "volume": "2 mL" })), @r"
    agents_and_draw: the mixture is asked for twice: by strengths (`agents`) and by volumes to draw (`draw`)
      - leave out `draw`, and the volumes are worked out
      - leave out `agents`, and the strengths follow
    ");
    insta::assert_snapshot!(refusals(json!({ "draw": [{ "product": "duta", "volume": "1 mL" }], "products": [duta, duta] })), @r"
    duplicate_product: two products have the id `duta`
      - give each vial its own id
    ");
}

#[track_caller]
fn check_impossible(fields: Json) {
    let formulation = mix(fields);
    let codes: Vec<&str> = formulation.refusals.iter().map(|refusal| refusal.code).collect();
    assert!(
        !codes.is_empty() && codes.iter().all(|code| *code == "impossible_number"),
        "{codes:?}"
    );
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
    check_impossible(
        json!({ "draw": [{ "product": "v", "volume": "-1 mL" }], "products": [vial("v", &[("biotin", "5 mg/mL")])] }),
    );
    for strength in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let mut asked = request(json!({ "agents": agents(&[("biotin", "1 mg/mL")]), "volume": "1 mL" }));
        asked.agents[0].strength = Strength::Mass(MilligramsPerMillilitre(strength));
        let formulation = formulate(&asked, &man(), &[], &[], &KNOWLEDGE, None, TODAY);
        assert_eq!(formulation.refusals[0].code, "impossible_number");
    }
}
