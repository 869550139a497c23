//! Dose arithmetic, what to draw, and the chemistry of the mixture.

use super::*;

#[track_caller]
fn check_dose(strength: &str, volume: &str, expected_mg: f64) {
    let cocktail = cocktail(json!({ "agents": agents(&[("dutasteride", strength)]), "volume": volume }));
    assert!((cocktail.agents[0].per_session.0 - expected_mg).abs() < 1e-12, "{}", cocktail.agents[0].per_session);
}

#[test]
fn doses_of_section_4_2() {
    check_dose("0.5 mg/mL", "2 mL", 1.0); // 0.05 % w/v x 2 mL
    check_dose("0.1 mg/mL", "1 mL", 0.1); // 0.01 % w/v x 1 mL
    check_dose("5 mg/mL", "2 mL", 10.0); // 0.5 % w/v x 2 mL
    check_dose("20 mg/mL", "2 mL", 40.0); // 2 % w/v x 2 mL
    check_dose("50 ug/mL", "2 mL", 0.1);
}

#[test]
fn a_percentage_does_not_pass_for_a_strength() {
    let written = r#"{ "agent": "dutasteride", "strength": "0.05 %" }"#;
    let error = serde_json::from_str::<crate::case::AgentRequest>(written).unwrap_err();
    insta::assert_snapshot!(error, @"");
}

#[test]
fn strengths_are_worked_out_from_the_shelf() {
    let shelf = json!([vial("duta", &[("dutasteride", "0.5 mg/mL")]), vial("biotin", &[("biotin", "5 mg/mL")]), vial("nacl", &[("saline", "9 mg/mL")])]);
    let mixed = cocktail(json!({ "agents": agents(&[("biotin", "1 mg/mL"), ("dutasteride", "0.1 mg/mL")]), "volume": "3 mL", "products": shelf }));
    insta::assert_snapshot!(told(&mixed), @"");
    insta::assert_snapshot!(mixed.acidity.unwrap(), @"");
    insta::assert_snapshot!(mixed.osmolality.unwrap(), @"");
    assert_eq!(mixed.composition().into_values().flatten().count(), 3);
}

#[test]
fn volumes_to_draw_are_filled_up_with_saline() {
    let shelf = json!([vial("duta", &[("dutasteride", "0.5 mg/mL")])]);
    let draw = json!([{ "product": "duta", "volume": "1.333 mL" }]);
    insta::assert_snapshot!(told(&cocktail(json!({ "draw": draw, "volume": "2 mL", "products": shelf }))), @"");
    insta::assert_snapshot!(told(&cocktail(json!({ "draw": draw, "products": shelf }))), @"");
}

#[test]
fn a_combined_product_serves_several_agents() {
    let shelf = json!([
        vial("both", &[("dutasteride", "0.5 mg/mL"), ("biotin", "5 mg/mL")]),
        vial("biotin", &[("biotin", "10 mg/mL")]),
        vial("nacl", &[("saline", "9 mg/mL")]),
    ]);
    let asked = |biotin: &str| json!({ "agents": agents(&[("dutasteride", "0.1 mg/mL"), ("biotin", biotin)]), "volume": "2 mL", "products": shelf });
    insta::assert_snapshot!(told(&cocktail(asked("1 mg/mL"))), @"");
    insta::assert_snapshot!(told(&cocktail(asked("3 mg/mL"))), @"");
    insta::assert_snapshot!(refusals(asked("0.5 mg/mL")), @"");
}

#[test]
fn the_vial_that_expires_first_is_taken() {
    let shelf = json!([
        with(vial("late", &[("biotin", "5 mg/mL")]), json!({ "expires": "2027-06-30" })),
        with(vial("early", &[("biotin", "5 mg/mL")]), json!({ "expires": "2026-04-30" })),
        with(vial("expired", &[("biotin", "5 mg/mL")]), json!({ "expires": "2026-03-11" })),
        with(vial("quarantined", &[("biotin", "5 mg/mL")]), json!({ "expires": "2026-03-31", "quarantined": true })),
    ]);
    let asked = |strength: &str, products: &Json| json!({ "agents": agents(&[("biotin", strength)]), "volume": "1 mL", "products": products });
    insta::assert_snapshot!(told(&cocktail(asked("5 mg/mL", &shelf))), @"");
    let weak_first = json!([with(vial("weak", &[("biotin", "1 mg/mL")]), json!({ "expires": "2026-04-30" })), shelf[0]]);
    insta::assert_snapshot!(told(&cocktail(asked("5 mg/mL", &weak_first))), @"");
}

#[test]
fn a_session_takes_as_many_vials_as_it_needs() {
    let shelf = json!([with(vial("small", &[("biotin", "5 mg/mL")]), json!({ "volume": "2 mL" }))]);
    let draw = |volume: &str| cocktail(json!({ "draw": [{ "product": "small", "volume": volume }], "products": shelf })).parts[0].clone();
    let (exact, more) = (draw("4 mL"), draw("4.01 mL"));
    assert_eq!((exact.n_vials, exact.left_over), (Some(2), Some(Millilitres(0.0))));
    assert_eq!((more.n_vials, more.left_over.unwrap().to_string()), (Some(3), "1.99 mL".to_owned()));
}

#[test]
fn the_map_gives_the_volume_where_the_request_does_not() {
    let asked = request(json!({ "agents": agents(&[("biotin", "1 mg/mL")]) }));
    let formulation = formulate(&asked, &man(), &[], &[], &KNOWLEDGE, Some(Millilitres(2.85)), TODAY);
    assert_eq!(formulation.cocktail.unwrap().agents[0].per_session, Milligrams(2.85));
}

#[test]
fn solubility_is_told() {
    let mixed = cocktail(json!({ "agents": agents(&[("minoxidil", "5 mg/mL"), ("dutasteride", "0.1 mg/mL")]), "volume": "1 mL" }));
    let texts: Vec<&str> = mixed.solubility.iter().map(|warning| warning.text.as_str()).collect();
    insta::assert_snapshot!(texts.join("\n"), @"");
    let weak = cocktail(json!({ "agents": agents(&[("minoxidil", "2 mg/mL")]), "volume": "1 mL" }));
    assert!(weak.solubility.is_empty());
}

#[test]
fn measured_acidity_wins_and_is_held_against_the_bounds() {
    let shelf = json!([with(vial("a", &[("biotin", "5 mg/mL")]), json!({ "ph": 5.0 })), with(vial("b", &[("zinc", "1 mg/mL")]), json!({ "ph": 7.0 }))]);
    let draw = json!([{ "product": "a", "volume": "1 mL" }, { "product": "b", "volume": "1 mL" }]);
    let mixed = |measured: Json| cocktail(json!({ "draw": draw, "products": shelf, "measured_ph": measured }));
    insta::assert_snapshot!(mixed(Json::Null).acidity.unwrap(), @"");
    insta::assert_snapshot!(mixed(json!(6.1)).acidity.unwrap(), @"");
    insta::assert_snapshot!(mixed(json!(8.2)).notes.join("\n"), @"");
}
