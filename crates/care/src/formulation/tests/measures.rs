//! Agents that are not measured by mass: plasma by volume, botulinum toxin by units of activity.

use anagen_knowledge::Files;

use super::*;

/// 10 mL of plasma, drawn from the patient on the day.
fn plasma() -> Json {
    with(
        vial("plasma", &[("platelet_rich_plasma", "")]),
        json!({ "vehicles": ["autologous_plasma"], "excipients": ["acd_a"] }),
    )
}

fn toxin() -> Json {
    vial("toxin", &[("botulinum_toxin_a", "100 U/mL")])
}

fn saline() -> Json {
    vial("nacl", &[("saline", "9 mg/mL")])
}

#[test]
fn plasma_is_drawn_and_told_by_volume() {
    let drawn = cocktail(json!({ "draw": [{ "product": "plasma", "volume": "3.5 mL" }], "products": [plasma()] }));
    insta::assert_snapshot!(told(&drawn), @r"
    draw 3.5 mL of Vial plasma from 1
    Platelet-rich plasma (a procedure of its own) undiluted: 3.5 mL
    ");
    let asked = json!({ "agents": agents(&[("PRP", "")]), "volume": "3.5 mL", "products": [plasma(), saline()] });
    let without_vial = json!({ "agents": agents(&[("PRP", "")]), "volume": "3.5 mL" });
    for mixed in [cocktail(asked), cocktail(without_vial)] {
        assert_eq!(mixed.agents[0].per_session, Dose::Volume(Millilitres(3.5)));
        assert_eq!(mixed.agents[0].asked, Some(Strength::UNDILUTED));
    }
    // Only what was drawn of the plasma counts, whatever it is filled up with.
    let diluted = cocktail(
        json!({ "draw": [{ "product": "plasma", "volume": "2 mL" }], "products": [plasma(), saline()], "volume": "3.5 mL" }),
    );
    insta::assert_snapshot!(told(&diluted), @r"
    draw 2 mL of Vial plasma from 1
    draw 1.5 mL of Vial nacl from 1 as diluent
    Sodium chloride 0.9 % (diluent) 3.857 mg/mL: 13.5 mg
    Platelet-rich plasma (a procedure of its own) 0.5714 mL in 1 mL: 2 mL
    ");
    let plasma = &serde_json::to_value(&diluted).unwrap()["agents"][1];
    assert_eq!(
        (&plasma["per_session"], &plasma["strength"]),
        (&json!("2 mL"), &json!("0.5714 mL in 1 mL"))
    );
}

#[test]
fn botulinum_toxin_is_mixed_and_told_in_units() {
    let mixed = cocktail(
        json!({ "agents": agents(&[("botulinum_toxin_a", "25 U/mL")]), "volume": "4 mL", "products": [toxin(), saline()] }),
    );
    insta::assert_snapshot!(told(&mixed), @r"
    draw 1 mL of Vial toxin from 1
    draw 3 mL of Vial nacl from 1 as diluent
    Sodium chloride 0.9 % (diluent) 6.75 mg/mL: 27 mg
    Botulinum toxin A (a procedure of its own) 25 U/mL: 100 U
    ");
    let balance = mixed.balance.unwrap();
    let toxin = balance
        .agents
        .iter()
        .find(|agent| agent.agent == "botulinum_toxin_a")
        .unwrap();
    assert_eq!(
        (toxin.drawn.to_string(), toxin.mixed.to_string()),
        ("100 U".to_owned(), "100 U".to_owned())
    );
    assert_eq!(
        cocktail(json!({ "agents": agents(&[("botulinum_toxin_a", "25 U/mL")]), "volume": "4 mL" })).agents[0]
            .per_session
            .to_string(),
        "100 U"
    );
}

#[test]
fn a_strength_in_another_measure_is_refused() {
    let asked =
        |agent: &str, strength: &str| refusals(json!({ "agents": agents(&[(agent, strength)]), "volume": "2 mL" }));
    insta::assert_snapshot!(asked("dutasteride", ""), @r"
    strength_missing: the strength wanted of Dutasteride is not given: an agent measured by mass has no dose without it
      - write it in mg/mL, as the label or the order gives it
      - take a product that declares it, or leave Dutasteride out
    ");
    insta::assert_snapshot!(asked("dutasteride", "50 U/mL"), @r"
    strength_in_another_measure: the strength wanted of Dutasteride is given as 50 U/mL: this agent is measured by mass, and the two do not convert
      - write it in mg/mL, as the label or the order gives it
    ");
    insta::assert_snapshot!(asked("botulinum_toxin_a", "0.5 mg/mL"), @r"
    strength_in_another_measure: the strength wanted of Botulinum toxin A is given as 0.5 mg/mL: this agent is measured by units of activity, and the two do not convert
      - write it in U/mL, as the label or the order gives it
    ");
    insta::assert_snapshot!(asked("platelet_rich_plasma", "1025 mg/mL"), @r"
    strength_in_another_measure: the strength wanted of Platelet-rich plasma is given as 1025 mg/mL: this agent is measured by volume and has no strength
      - leave `strength` out: the volume drawn is the dose
    ");
    let draw = json!([{ "product": "v", "volume": "1 mL" }]);
    let on_label =
        |agent: &str, strength: &str| refusals(json!({ "draw": draw, "products": [vial("v", &[(agent, strength)])] }));
    insta::assert_snapshot!(on_label("growth_factors", ""), @r"
    strength_missing: the strength of `growth_factors` in Vial v is not given: an agent measured by mass has no dose without it
      - write it in mg/mL, as the label or the order gives it
      - take a product that declares it, or leave Recombinant growth factors out
    ");
    insta::assert_snapshot!(on_label("exosomes", "4 mg/mL"), @r"
    strength_in_another_measure: the strength of `exosomes` in Vial v is given as 4 mg/mL: this agent is measured by volume and has no strength
      - leave `strength` out: the volume drawn is the dose
    ");
    insta::assert_snapshot!(refusals(json!({ "agents": agents(&[("PRP", ""), ("biotin", "1 mg/mL")]), "volume": "2 mL" })), @r"
    share_missing: Platelet-rich plasma is measured by volume and is asked for beside other agents: how much of the mixture it is, is not said
      - ask for Platelet-rich plasma alone
      - write the volumes to `draw`
    ");
    let sheet = written(
        &mix(json!({ "draw": draw, "products": [vial("v", &[("exosomes", "4 mg/mL")])] })),
        &man(),
    );
    assert!(
        matches!(sheet.value(KNOWLEDGE.fact_key("mixture_agents").unwrap()), Some(Value::List(list)) if list.entries == ["exosomes"]),
        "the agents of a refused mixture are known"
    );
}

#[test]
fn strengths_are_known_without_milligrams() {
    let known = |fields: Json| {
        let sheet = written(&mix(fields), &man());
        [
            "strengths_known",
            "n_active_components",
            "local_anaesthetic_fraction",
            "minoxidil_session_mg",
        ]
        .map(|id| format!("{:?}", sheet.value(KNOWLEDGE.fact_key(id).unwrap()).unwrap()))
        .join(", ")
    };
    let expected = known(
        json!({ "draw": [{ "product": "v", "volume": "1 mL" }], "products": [vial("v", &[("biotin", "1 mg/mL")])] }),
    );
    assert_eq!(
        known(json!({ "draw": [{ "product": "plasma", "volume": "3.5 mL" }], "products": [plasma()] })),
        expected
    );
    assert_eq!(
        known(json!({ "draw": [{ "product": "toxin", "volume": "1 mL" }], "products": [toxin()] })),
        expected
    );
}

#[test]
fn exposure_is_summed_in_the_agents_own_measure() {
    let text = |agent: &str, strength: &str| {
        let asked = request(json!({ "agents": agents(&[(agent, strength)]), "volume": "3.5 mL" }));
        let mixed = formulate(
            &asked,
            &man(),
            &weekly(3),
            &[by_mouth("minoxidil", "2.5 mg")],
            &KNOWLEDGE,
            None,
            TODAY,
        )
        .cocktail
        .unwrap();
        mixed
            .exposure
            .into_iter()
            .map(|exposure| format!("{:?}: {}\n", exposure.absorbed, exposure.text))
            .collect::<String>()
    };
    insta::assert_snapshot!(text("platelet_rich_plasma", ""), @r"
    None: 3.5 mL injected in 1 session of the worst 7 days. There is no oral regimen to compare it with.
    None: 10.5 mL injected in 3 sessions of the worst 90 days. There is no oral regimen to compare it with.
    ");
    insta::assert_snapshot!(text("botulinum_toxin_a", "20 U/mL"), @r"
    None: 70 U injected in 1 session of the worst 7 days. There is no oral regimen to compare it with.
    None: 210 U injected in 3 sessions of the worst 90 days. There is no oral regimen to compare it with.
    ");
}

/// The built-in knowledge, and on top of it caps of a clinic that it does not have.
fn clinic(agent: &str, caps: &str, besides: &str) -> Knowledge {
    let mut record = Files::embedded()
        .0
        .into_iter()
        .find(|(path, _)| path == &format!("agents/{agent}.toml"))
        .unwrap();
    let provenance = r#"sources = ["proposed"], confidence = "proposed", status = "proposed""#;
    let own = format!("[[agent]]\ncaps = [{}]\n{besides}", caps.replace("..", provenance));
    record.1 = record.1.replacen("[[agent]]", &own.replace("..", provenance), 1);
    Knowledge::load(&Files::embedded(), Some(&Files(vec![record]))).unwrap_or_else(|problems| panic!("{problems}"))
}

#[track_caller]
fn check_caps(knowledge: &Knowledge, agent: &str, strength: &str, volume: &str, products: &[Json], expected: &[&str]) {
    let asked = request(json!({ "agents": agents(&[(agent, strength)]), "volume": volume, "products": products }));
    let formulation = formulate(&asked, &man(), &weekly(3), &[], knowledge, None, TODAY);
    assert_eq!(formulation.refusals, []);
    let message = |finding: &crate::finding::Finding| format!("{}: {}", finding.id, finding.message);
    assert_eq!(formulation.findings.iter().map(message).collect::<Vec<_>>(), expected);
}

#[test]
fn caps_in_units_are_held_in_units_and_caps_in_volume_by_what_is_drawn() {
    let clinic = clinic(
        "botulinum_toxin_a",
        r#"{ id = "toxin-session", amount = "100 U", per = "session", severity = "absolute", .. },
           { id = "toxin-90-days", amount = "250 U", per = "90 days", severity = "absolute", .. },
           { id = "toxin-volume", amount = "1 mL", per = "session", severity = "relative", .. }"#,
        r#"min_interval = [{ at_least = "90 U", interval = "84 days", .. }]"#,
    );
    let check = |strength: &str, products: &[Json], expected: &[&str]| {
        check_caps(&clinic, "botulinum_toxin_a", strength, "4 mL", products, expected);
    };
    check("20 U/mL", &[toxin(), saline()], &[]);
    let in_90_days = "toxin-90-days: Botulinum toxin A comes to 300 U within 90 days: above 250 U";
    check("25 U/mL", &[toxin(), saline()], &[in_90_days]);
    let (session, drawn) = (
        "toxin-session: Botulinum toxin A comes to 104 U in one session: above 100 U",
        "toxin-volume: Botulinum toxin A comes to 1.04 mL in one session: above 1 mL",
    );
    let in_90_days = "toxin-90-days: Botulinum toxin A comes to 312 U within 90 days: above 250 U";
    check("26 U/mL", &[toxin(), saline()], &[session, in_90_days, drawn]);
    let drawn = "toxin-volume: Botulinum toxin A comes to between 0 mL and 4 mL in one session; whether that breaks the limit of 1 mL depends on what is not known";
    check("26 U/mL", &[], &[session, in_90_days, drawn]);
    let days = |units: f64| {
        min_interval_days(
            clinic.agent("botulinum_toxin_a").unwrap(),
            Dose::of(Measure::Units, units),
        )
        .map(|interval| interval.days)
    };
    assert_eq!((days(89.9), days(90.0)), (None, Some(84)));
}

#[test]
fn caps_of_what_is_measured_by_volume_count_that_volume() {
    let clinic = clinic(
        "platelet_rich_plasma",
        r#"{ id = "plasma-session", amount = "4 mL", per = "session", severity = "absolute", .. },
           { id = "plasma-90-days", amount = "10 mL", per = "90 days", severity = "relative", .. }"#,
        "",
    );
    let check = |volume: &str, products: &[Json], expected: &[&str]| {
        check_caps(&clinic, "platelet_rich_plasma", "", volume, products, expected);
    };
    check("3.3 mL", &[plasma()], &[]);
    let in_90_days = "plasma-90-days: Platelet-rich plasma comes to 10.5 mL within 90 days: above 10 mL";
    check("3.5 mL", &[plasma()], &[in_90_days]);
    let session = "plasma-session: Platelet-rich plasma comes to 4.01 mL in one session: above 4 mL";
    let in_90_days = "plasma-90-days: Platelet-rich plasma comes to 12.03 mL within 90 days: above 10 mL";
    check("4.01 mL", &[], &[session, in_90_days]);
    let never = "exosomes-never: Exosomes comes to 1 mL in one session: it is never injected";
    check_caps(&KNOWLEDGE, "exosomes", "", "1 mL", &[], &[never]);
}

#[test]
fn an_anaesthetic_that_is_not_measured_by_mass_is_bounded_by_nothing() {
    let mut files = Files::embedded();
    files.0.retain(|(path, _)| path == "agents/botulinum_toxin_a.toml");
    files.0[0].1 = files.0[0]
        .1
        .replace("\"neuromodulator\"", "\"neuromodulator\", \"local_anaesthetic\"");
    let knowledge = Knowledge::load(&Files::embedded(), Some(&files)).unwrap_or_else(|problems| panic!("{problems}"));
    let asked = request(json!({ "agents": agents(&[("botulinum_toxin_a", "20 U/mL")]), "volume": "2 mL" }));
    let sheet = written(&formulate(&asked, &man(), &[], &[], &knowledge, None, TODAY), &man());
    assert_eq!(
        sheet.value(knowledge.fact_key("local_anaesthetic_fraction").unwrap()),
        None
    );
}
