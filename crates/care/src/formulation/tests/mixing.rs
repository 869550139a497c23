//! Dose arithmetic, what to draw, and the chemistry of the mixture.

use super::*;

#[track_caller]
fn check_dose(strength: &str, volume: &str, expected_mg: f64) {
    let cocktail = cocktail(json!({ "agents": agents(&[("dutasteride", strength)]), "volume": volume }));
    assert!(
        (cocktail.agents[0].per_session.milligrams().unwrap().0 - expected_mg).abs() < 1e-12,
        "{}",
        cocktail.agents[0].per_session
    );
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
    insta::assert_snapshot!(error, @"`0.05 %` is no strength: a percentage alone has been read in ways that differ tenfold; write the mg/mL of the label (0.05 % is 0.5 mg/mL only where the label says weight in volume) at line 1 column 48");
}

#[test]
fn strengths_are_worked_out_from_the_shelf() {
    let shelf = json!([
        vial("duta", &[("dutasteride", "0.5 mg/mL")]),
        vial("biotin", &[("biotin", "5 mg/mL")]),
        vial("nacl", &[("saline", "9 mg/mL")])
    ]);
    let mixed = cocktail(
        json!({ "agents": agents(&[("biotin", "1 mg/mL"), ("dutasteride", "0.1 mg/mL")]), "volume": "3 mL", "products": shelf }),
    );
    insta::assert_snapshot!(told(&mixed), @r"
    draw 0.6 mL of Vial duta from 1
    draw 0.6 mL of Vial biotin from 1
    draw 1.8 mL of Vial nacl from 1 as diluent
    Dutasteride (principal) 0.1 mg/mL: 0.3 mg
    Biotin (complementary) 1 mg/mL: 3 mg
    Sodium chloride 0.9 % (diluent) 5.4 mg/mL: 16.2 mg
    ");
    insta::assert_snapshot!(mixed.acidity.unwrap(), @"pH 6, that of its components");
    insta::assert_snapshot!(mixed.osmolality.unwrap(), @"300 mOsm/kg");
    assert_eq!(mixed.composition().into_values().flatten().count(), 3);
}

#[test]
fn volumes_to_draw_are_filled_up_with_saline() {
    let shelf = json!([vial("duta", &[("dutasteride", "0.5 mg/mL")])]);
    let draw = json!([{ "product": "duta", "volume": "1.333 mL" }]);
    insta::assert_snapshot!(told(&cocktail(json!({ "draw": draw, "volume": "2 mL", "products": shelf }))), @r"
    draw 1.33 mL of Vial duta from 1
    draw 0.67 mL of Sodium chloride 0.9 % as diluent
    Dutasteride (principal) 0.3325 mg/mL: 0.665 mg
    note: The diluent, Sodium chloride 0.9 %, is not on the shelf: its label, lot, expiry, pH and excipients are not known until its vial is in `products`.
    ");
    insta::assert_snapshot!(told(&cocktail(json!({ "draw": draw, "products": shelf }))), @r"
    draw 1.33 mL of Vial duta from 1
    Dutasteride (principal) 0.5 mg/mL: 0.665 mg
    ");
}

#[test]
fn a_combined_product_serves_several_agents() {
    let shelf = json!([
        vial("both", &[("dutasteride", "0.5 mg/mL"), ("biotin", "5 mg/mL")]),
        vial("biotin", &[("biotin", "10 mg/mL")]),
        vial("nacl", &[("saline", "9 mg/mL")]),
    ]);
    let asked = |biotin: &str| json!({ "agents": agents(&[("dutasteride", "0.1 mg/mL"), ("biotin", biotin)]), "volume": "2 mL", "products": shelf });
    insta::assert_snapshot!(told(&cocktail(asked("1 mg/mL"))), @r"
    draw 0.4 mL of Vial both from 1
    draw 1.6 mL of Vial nacl from 1 as diluent
    Dutasteride (principal) 0.1 mg/mL: 0.2 mg
    Biotin (complementary) 1 mg/mL: 2 mg
    Sodium chloride 0.9 % (diluent) 7.2 mg/mL: 14.4 mg
    note: Biotin is taken from Vial both (`both`, expires 2027-01-31): it stands first on the shelf. On the shelf too: Vial biotin (`biotin`, expires 2027-01-31).
    ");
    insta::assert_snapshot!(told(&cocktail(asked("3 mg/mL"))), @r"
    draw 0.4 mL of Vial both from 1
    draw 0.4 mL of Vial biotin from 1
    draw 1.2 mL of Vial nacl from 1 as diluent
    Dutasteride (principal) 0.1 mg/mL: 0.2 mg
    Biotin (complementary) 3 mg/mL: 6 mg
    Sodium chloride 0.9 % (diluent) 5.4 mg/mL: 10.8 mg
    ");
    insta::assert_snapshot!(refusals(asked("0.5 mg/mL")), @r"
    combined_product_forces_strength: Vial both holds Dutasteride and Biotin together: Dutasteride at 0.1 mg/mL brings Biotin to 1 mg/mL, and 0.5 mg/mL is asked for
      - ask for Biotin at 1 mg/mL
      - add vials that hold Dutasteride and Biotin alone
    ");
}

#[test]
fn the_vial_that_expires_first_is_taken() {
    let shelf = json!([
        with(
            vial("late", &[("biotin", "5 mg/mL")]),
            json!({ "expires": "2027-06-30" })
        ),
        with(
            vial("early", &[("biotin", "5 mg/mL")]),
            json!({ "expires": "2026-04-30" })
        ),
        with(
            vial("expired", &[("biotin", "5 mg/mL")]),
            json!({ "expires": "2026-03-11" })
        ),
        with(
            vial("quarantined", &[("biotin", "5 mg/mL")]),
            json!({ "expires": "2026-03-31", "quarantined": true })
        ),
    ]);
    let asked = |strength: &str, products: &Json| json!({ "agents": agents(&[("biotin", strength)]), "volume": "1 mL", "products": products });
    insta::assert_snapshot!(told(&cocktail(asked("5 mg/mL", &shelf))), @r"
    draw 1 mL of Vial early from 1
    Biotin (complementary) 5 mg/mL: 5 mg
    note: Biotin is taken from Vial early (`early`, expires 2026-04-30): it expires first of those that can be used. On the shelf too: Vial late (`late`, expires 2027-06-30), Vial expired (`expired`, expires 2026-03-11), Vial quarantined (`quarantined`, expires 2026-03-31).
    ");
    let weak_first = json!([
        with(
            vial("weak", &[("biotin", "1 mg/mL")]),
            json!({ "expires": "2026-04-30" })
        ),
        shelf[0]
    ]);
    insta::assert_snapshot!(told(&cocktail(asked("5 mg/mL", &weak_first))), @r"
    draw 1 mL of Vial late from 1
    Biotin (complementary) 5 mg/mL: 5 mg
    note: Biotin is taken from Vial late (`late`, expires 2027-06-30): what comes first does not fit the strengths and the volume. On the shelf too: Vial weak (`weak`, expires 2026-04-30).
    ");
}

#[test]
fn a_session_takes_as_many_vials_as_it_needs() {
    let shelf = json!([with(
        vial("small", &[("biotin", "5 mg/mL")]),
        json!({ "volume": "2 mL" })
    )]);
    let draw = |volume: &str| {
        cocktail(json!({ "draw": [{ "product": "small", "volume": volume }], "products": shelf })).parts[0].clone()
    };
    let (exact, more) = (draw("4 mL"), draw("4.01 mL"));
    assert_eq!((exact.n_vials, exact.left_over), (Some(2), Some(Millilitres(0.0))));
    assert_eq!(
        (more.n_vials, more.left_over.unwrap().to_string()),
        (Some(3), "1.99 mL".to_owned())
    );
}

#[test]
fn a_vial_that_will_be_out_of_date_is_told() {
    let shelf = json!([with(
        vial("biotin", &[("biotin", "5 mg/mL")]),
        json!({ "expires": "2026-03-19" })
    )]);
    let asked = request(json!({ "draw": [{ "product": "biotin", "volume": "1 mL" }], "products": shelf }));
    let note = |n: i32| {
        formulate(&asked, &man(), &weekly(n), &[], &KNOWLEDGE, None, TODAY)
            .cocktail
            .unwrap()
            .notes
            .join("\n")
    };
    insta::assert_snapshot!(note(2), @"");
    insta::assert_snapshot!(note(3), @"Vial biotin (`biotin`) can be used until 2026-03-19; 1 session lies after that day and needs another lot.");
    insta::assert_snapshot!(note(4), @"Vial biotin (`biotin`) can be used until 2026-03-19; 2 sessions lie after that day and need another lot.");
}

#[test]
fn the_map_gives_the_volume_where_the_request_does_not() {
    let asked = request(json!({ "agents": agents(&[("biotin", "1 mg/mL")]) }));
    let formulation = formulate(&asked, &man(), &[], &[], &KNOWLEDGE, Some(Millilitres(2.85)), TODAY);
    assert_eq!(
        formulation.cocktail.unwrap().agents[0].per_session,
        Dose::Mass(Milligrams(2.85))
    );
}

#[test]
fn solubility_is_told() {
    let mixed = cocktail(
        json!({ "agents": agents(&[("minoxidil", "5 mg/mL"), ("dutasteride", "0.1 mg/mL")]), "volume": "1 mL" }),
    );
    let texts: Vec<&str> = mixed.solubility.iter().map(|warning| warning.text.as_str()).collect();
    insta::assert_snapshot!(texts.join("\n"), @r"
    Minoxidil at 5 mg/mL is above the 2 mg/mL that water dissolves. Above this the base precipitates unless it is acidified, a salt or in a co-solvent; mixing with a neutral or alkaline component can precipitate it.
    Dutasteride in water, 0.1 mg/mL in the mixture. Practically insoluble: only ready-made solubilised vials. Dilution may make it crash out; never dissolve capsules.
    ");
    let weak = cocktail(json!({ "agents": agents(&[("minoxidil", "2 mg/mL")]), "volume": "1 mL" }));
    assert!(weak.solubility.is_empty());
}

#[test]
fn measured_acidity_wins_and_is_held_against_the_bounds() {
    let shelf = json!([
        with(vial("a", &[("biotin", "5 mg/mL")]), json!({ "ph": 5.0 })),
        with(vial("b", &[("zinc", "1 mg/mL")]), json!({ "ph": 7.0 }))
    ]);
    let draw = json!([{ "product": "a", "volume": "1 mL" }, { "product": "b", "volume": "1 mL" }]);
    let mixed = |measured: Json| cocktail(json!({ "draw": draw, "products": shelf, "measured_ph": measured }));
    insta::assert_snapshot!(mixed(Json::Null).acidity.unwrap(), @"pH between 5 and 7, the bounds of its components");
    insta::assert_snapshot!(mixed(json!(6.1)).acidity.unwrap(), @"pH 6.1, measured");
    insta::assert_snapshot!(mixed(json!(8.2)).notes.join("\n"), @"The measured pH 8.2 lies outside that of the components (5 to 7): measure again, or something reacts.");
}
