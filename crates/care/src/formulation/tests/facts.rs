//! What rules read about a mixture.

use super::*;

fn fact(sheet: &FactSheet, id: &str) -> String {
    let list = |list: &List| {
        list.entries
            .iter()
            .cloned()
            .chain(list.unlisted.iter().map(|name| format!("?{name}")))
            .collect::<Vec<_>>()
            .join(", ")
    };
    match sheet.answer(KNOWLEDGE.fact_key(id).unwrap()) {
        Answer::Known(Value::List(entries)) => format!("[{}]", list(entries)),
        Answer::Known(Value::Number { low, high }) if low < high => format!("{low} to {high}"),
        Answer::Known(Value::Number { low, .. }) => low.to_string(),
        Answer::Known(Value::YesNo(value)) => value.to_string(),
        Answer::Known(Value::Choice(option)) => option.clone(),
        Answer::Known(Value::Date(date)) => date.to_string(),
        Answer::Unknown(_) => "unknown".to_owned(),
    }
}

/// Every computed fact of a request, one on each line.
fn all_facts(formulation: &Formulation) -> String {
    let sheet = written(formulation, &man());
    let computed = KNOWLEDGE
        .records
        .facts
        .iter()
        .filter(|fact| fact.asked_of.is_computed());
    computed
        .map(|record| format!("{}: {}\n", record.id, fact(&sheet, &record.id)))
        .collect()
}

#[test]
fn without_a_mixture_everything_is_known_to_be_empty() {
    let formulation =
        mix(json!({ "technique": "microneedling", "zones": ["frontal_left"], "needle_gauge": 30, "depth": "1.5 mm" }));
    assert!(formulation.cocktail.is_none() && formulation.refusals.is_empty() && formulation.findings.is_empty());
    insta::assert_snapshot!(all_facts(&formulation), @r"
    mixture_agents: []
    mixture_classes: []
    mixture_components: []
    mixture_vehicles: []
    mixture_labels: []
    mixture_ph: unknown
    mixture_osmolality: unknown
    mixture_volume: 0
    n_active_components: 0
    n_products_unidentified: 0
    n_lots_expired: 0
    n_lots_quarantined: 0
    strengths_known: unknown
    patients_per_vial: 0
    local_anaesthetic_fraction: 0
    minoxidil_session_mg: 0
    minoxidil_daily_oral_mg: 0
    minoxidil_sum_mg: 0
    minoxidil_strength: 0
    dutasteride_session_mg: 0
    finasteride_session_mg: 0
    triamcinolone_session_mg: 0
    concurrent_agents: []
    requested_zones: [frontal_left]
    requested_technique: microneedling
    needle_gauge: 30
    depth_planned: 1.5
    lawful_supply: unknown
    country_approval_known: unknown
    ");
    let sheet = written(&formulation, &man());
    let rulebook = crate::screening::Rulebook::new(&KNOWLEDGE);
    for rule in &rulebook.rules {
        if rule.rule.scope == anagen_knowledge::records::Scope::Mixture {
            assert_eq!(rule.condition.evaluate(&sheet), Truth::False, "{}", rule.rule.id);
        }
    }
}

#[test]
fn a_declared_mixture_is_known() {
    let shelf = json!([
        with(
            vial("duta", &[("dutasteride", "0.5 mg/mL")]),
            json!({ "vehicles": ["cyclodextrin"] })
        ),
        vial("nacl", &[("saline", "9 mg/mL")])
    ]);
    insta::assert_snapshot!(all_facts(&mix(json!({ "agents": agents(&[("dutasteride", "0.25 mg/mL")]), "volume": "2 mL", "products": shelf }))), @r"
    mixture_agents: [dutasteride]
    mixture_classes: [five_alpha_reductase_inhibitor, teratogen]
    mixture_components: [dutasteride, saline, sodium_chloride]
    mixture_vehicles: [aqueous, cyclodextrin]
    mixture_labels: [for_injection]
    mixture_ph: 6
    mixture_osmolality: 300
    mixture_volume: 2
    n_active_components: 1
    n_products_unidentified: 0
    n_lots_expired: 0
    n_lots_quarantined: 0
    strengths_known: true
    patients_per_vial: 1
    local_anaesthetic_fraction: 0
    minoxidil_session_mg: 0
    minoxidil_daily_oral_mg: 0
    minoxidil_sum_mg: 0
    minoxidil_strength: 0
    dutasteride_session_mg: 0.5
    finasteride_session_mg: 0
    triamcinolone_session_mg: 0
    concurrent_agents: []
    requested_zones: unknown
    requested_technique: unknown
    needle_gauge: unknown
    depth_planned: unknown
    lawful_supply: true
    country_approval_known: true
    ");
}

#[test]
fn what_is_not_declared_stays_open() {
    let opaque = with(
        vial("blend", &[("biotin", "5 mg/mL"), ("surprise extract", "1 mg/mL")]),
        json!({ "composition_declared": false, "excipients": null, "vehicles": null, "ph": null, "osmolality": null, "expires": null, "lawful_supply": null }),
    );
    let formulation =
        mix(json!({ "draw": [{ "product": "blend", "volume": "1 mL" }], "products": [opaque], "volume": "2 mL" }));
    insta::assert_snapshot!(told(formulation.cocktail.as_ref().unwrap()), @r"
    draw 1 mL of Vial blend from 1
    draw 1 mL of Sodium chloride 0.9 % as diluent
    Biotin (complementary) 2.5 mg/mL: 5 mg
    note: The diluent, Sodium chloride 0.9 %, is not on the shelf: its label, lot, expiry, pH and excipients are not known until its vial is in `products`.
    note: Vial blend does not declare its whole composition: what else is injected is not known.
    ");
    insta::assert_snapshot!(all_facts(&formulation), @r"
    mixture_agents: [biotin, ?surprise extract, ?undeclared composition of Vial blend]
    mixture_classes: [nutrient, vitamin, ?surprise extract, ?undeclared composition of Vial blend]
    mixture_components: [biotin, saline, ?surprise extract, ?undeclared composition of Vial blend, ?undeclared excipients of Vial blend, ?the diluent's vial, which is not on the shelf]
    mixture_vehicles: unknown
    mixture_labels: [for_injection, ?the diluent's vial, which is not on the shelf]
    mixture_ph: unknown
    mixture_osmolality: unknown
    mixture_volume: 2
    n_active_components: 2 to 100
    n_products_unidentified: 1 to 100
    n_lots_expired: 0 to 100
    n_lots_quarantined: 0 to 100
    strengths_known: false
    patients_per_vial: 1
    local_anaesthetic_fraction: 0
    minoxidil_session_mg: 0 to 1000
    minoxidil_daily_oral_mg: 0
    minoxidil_sum_mg: 0 to 1200
    minoxidil_strength: 0 to 200
    dutasteride_session_mg: 0 to 100
    finasteride_session_mg: 0 to 100
    triamcinolone_session_mg: 0 to 500
    concurrent_agents: []
    requested_zones: unknown
    requested_technique: unknown
    needle_gauge: unknown
    depth_planned: unknown
    lawful_supply: unknown
    country_approval_known: false
    ");
}

#[test]
fn strengths_alone_leave_the_vials_open() {
    insta::assert_snapshot!(all_facts(&mix(json!({ "agents": agents(&[("dutasteride", "0.25 mg/mL")]), "volume": "2 mL" }))), @r"
    mixture_agents: [dutasteride]
    mixture_classes: [five_alpha_reductase_inhibitor, teratogen]
    mixture_components: [dutasteride, ?excipients and diluent of vials that are not named]
    mixture_vehicles: unknown
    mixture_labels: unknown
    mixture_ph: unknown
    mixture_osmolality: unknown
    mixture_volume: 2
    n_active_components: 1
    n_products_unidentified: unknown
    n_lots_expired: unknown
    n_lots_quarantined: unknown
    strengths_known: unknown
    patients_per_vial: 1
    local_anaesthetic_fraction: 0
    minoxidil_session_mg: 0
    minoxidil_daily_oral_mg: 0
    minoxidil_sum_mg: 0
    minoxidil_strength: 0
    dutasteride_session_mg: 0.5
    finasteride_session_mg: 0
    triamcinolone_session_mg: 0
    concurrent_agents: []
    requested_zones: unknown
    requested_technique: unknown
    needle_gauge: unknown
    depth_planned: unknown
    lawful_supply: unknown
    country_approval_known: true
    ");
}

#[test]
fn a_refused_mixture_is_not_known_but_its_agents_are() {
    insta::assert_snapshot!(all_facts(&mix(json!({ "agents": agents(&[("dutasteride", "0.25 mg/mL"), ("surprise", "1 mg/mL")]) }))), @r"
    mixture_agents: [dutasteride, ?surprise]
    mixture_classes: [five_alpha_reductase_inhibitor, teratogen, ?surprise]
    mixture_components: [dutasteride, ?surprise, ?excipients and diluent of vials that are not named]
    mixture_vehicles: unknown
    mixture_labels: unknown
    mixture_ph: unknown
    mixture_osmolality: unknown
    mixture_volume: unknown
    n_active_components: 2
    n_products_unidentified: unknown
    n_lots_expired: unknown
    n_lots_quarantined: unknown
    strengths_known: unknown
    patients_per_vial: unknown
    local_anaesthetic_fraction: unknown
    minoxidil_session_mg: unknown
    minoxidil_daily_oral_mg: 0
    minoxidil_sum_mg: unknown
    minoxidil_strength: unknown
    dutasteride_session_mg: unknown
    finasteride_session_mg: unknown
    triamcinolone_session_mg: unknown
    concurrent_agents: []
    requested_zones: unknown
    requested_technique: unknown
    needle_gauge: unknown
    depth_planned: unknown
    lawful_supply: unknown
    country_approval_known: unknown
    ");
}

#[test]
fn a_lot_that_nobody_looked_up_may_be_quarantined() {
    let lots = |quarantined: Json| {
        let vial = with(
            vial("biotin", &[("biotin", "5 mg/mL")]),
            json!({ "quarantined": quarantined }),
        );
        let mixed = mix(json!({ "draw": [{ "product": "biotin", "volume": "1 mL" }], "products": [vial] }));
        let sheet = written(&mixed, &man());
        sheet.value(KNOWLEDGE.fact_key("n_lots_quarantined").unwrap()).cloned()
    };
    assert_eq!(lots(json!(false)), Some(Value::number(0.0)));
    assert_eq!(lots(json!(true)), Some(Value::number(1.0)));
    assert_eq!(lots(Json::Null), Some(Value::Number { low: 0.0, high: 1.0 }));
}

#[test]
fn labels_and_lots_are_facts_and_no_refusals() {
    let bad = with(
        vial("bad", &[("minoxidil", "5 mg/mL")]),
        json!({ "label": "external_use", "vehicles": ["alcohol"], "expires": "2026-03-11", "quarantined": true, "lawful_supply": false }),
    );
    let formulation =
        mix(json!({ "draw": [{ "product": "bad", "volume": "0.5 mL" }], "products": [bad], "patients_per_vial": 2 }));
    assert!(formulation.refusals.is_empty());
    let sheet = written(&formulation, &man());
    for (id, expected) in [
        ("mixture_labels", "[external_use]"),
        ("mixture_vehicles", "[alcohol]"),
        ("n_lots_expired", "1"),
        ("n_lots_quarantined", "1"),
        ("lawful_supply", "false"),
        ("patients_per_vial", "2"),
        ("minoxidil_session_mg", "2.5"),
        ("minoxidil_sum_mg", "2.5"),
        ("minoxidil_strength", "5"),
    ] {
        assert_eq!(fact(&sheet, id), expected, "{id}");
    }
}

#[test]
fn local_anaesthetic_fractions_add_up() {
    let asked =
        request(json!({ "agents": agents(&[("lidocaine", "10 mg/mL"), ("procaine", "10 mg/mL")]), "volume": "6 mL" }));
    let cream: ConcurrentTreatment =
        serde_json::from_value(json!({ "agent": "lidocaine", "route": "topical", "per_day": "60 mg", "from": "2026-03-12", "until": "2026-03-12" })).unwrap();
    let fraction = |sheet: &FactSheet, concurrent: &[ConcurrentTreatment]| {
        let formulation = formulate(&asked, sheet, &[], concurrent, &KNOWLEDGE, None, TODAY);
        fact(&written(&formulation, sheet), "local_anaesthetic_fraction")
    };
    // 60 mg of 180 mg (3 mg/kg at 60 kg; 200 mg in all) and 60 mg of 420 mg (7 mg/kg; 500 mg in all).
    let healthy = sheet(&[
        ("body_weight", "60 kg"),
        ("any_liver_disease", "no"),
        ("medicines", "none"),
    ]);
    assert_eq!(fraction(&healthy, &[]), (60.0 / 180.0 + 60.0 / 420.0).to_string());
    assert_eq!(fraction(&healthy, &[cream]), (120.0 / 180.0 + 60.0 / 420.0).to_string());
    let ill = sheet(&[("body_weight", "60 kg"), ("any_liver_disease", "yes")]);
    assert_eq!(fraction(&ill, &[]), (60.0 / 90.0 + 60.0 / 210.0).to_string());
    let liver_not_asked = sheet(&[("body_weight", "60 kg"), ("medicines", "none")]);
    assert_eq!(
        fraction(&liver_not_asked, &[]),
        format!("{} to {}", 60.0 / 180.0 + 60.0 / 420.0, 60.0 / 90.0 + 60.0 / 210.0)
    );
    assert_eq!(
        fraction(&sheet(&[("medicines", "none"), ("any_liver_disease", "no")]), &[]),
        "unknown"
    );
}
