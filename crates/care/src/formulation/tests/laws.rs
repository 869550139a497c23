//! Laws that hold for every request.

use std::collections::BTreeMap;

use super::*;

/// Numbers that people and programs get wrong.
fn any_number() -> impl Strategy<Value = f64> {
    prop_oneof![
        5 => 0.01..20.0_f64,
        2 => prop::sample::select(vec![0.0, -1.0, f64::NAN, f64::INFINITY, f64::NEG_INFINITY, f64::MAX, f64::MIN_POSITIVE, 5e-324, 0.005, 100.0, 1e9]),
        1 => prop::num::f64::ANY,
    ]
}

fn measure(agent: &str) -> Measure {
    KNOWLEDGE
        .agent(agent)
        .map(|agent| agent.measured_by)
        .unwrap_or_default()
}

fn any_agent() -> impl Strategy<Value = String> {
    let mut names: Vec<String> = KNOWLEDGE.records.agents.iter().map(|agent| agent.id.clone()).collect();
    names.push("surprise".to_owned());
    prop::sample::select(names)
}

/// A strength in the agent's own measure, left out, or in another one.
fn any_strength(agent: &str, per_ml: f64, how: u8) -> Strength {
    match how {
        0 => Strength::UNDILUTED,
        1 => Strength::of(Measure::Mass, per_ml),
        2 => Strength::of(Measure::Units, per_ml),
        3 => Strength::of(Measure::Volume, per_ml),
        _ => Strength::of(measure(agent), per_ml),
    }
}

prop_compose! {
    fn any_request()(
        wanted in prop::collection::vec((any_agent(), any_number(), 0..20_u8), 0..4),
        products in prop::collection::vec((prop::collection::vec((any_agent(), any_number(), 0..20_u8), 0..3), any_number(), any::<bool>(), any_number(), 0..400_i32), 0..4),
        draws in prop::collection::vec((0..5_usize, any_number()), 0..3),
        volume in prop::option::of(any_number()),
        measured_ph in prop::option::of(any_number()),
        declared in any::<bool>(),
    ) -> Request {
        let mut asked = request(json!({}));
        asked.agents = wanted
            .into_iter()
            .map(|(agent, strength, how)| crate::case::AgentRequest { strength: any_strength(&agent, strength, how), agent })
            .collect();
        asked.products = products
            .into_iter()
            .enumerate()
            .map(|(position, (contents, volume, declares, ph, days))| {
                let mut product: crate::case::Product = serde_json::from_value(vial(&position.to_string(), &[])).unwrap();
                product.agents = contents
                    .into_iter()
                    .map(|(agent, strength, how)| crate::case::ProductAgent { strength: any_strength(&agent, strength, how), agent })
                    .collect();
                product.volume = Millilitres(volume);
                product.composition_declared = declares;
                product.ph = Some(ph);
                product.expires = Some(TODAY + (days - 100).days());
                product
            })
            .collect();
        if declared {
            asked.draw = draws
                .into_iter()
                .map(|(product, volume)| crate::case::DrawRequest { product: product.to_string(), volume: Millilitres(volume) })
                .collect();
        }
        asked.volume = volume.map(Millilitres);
        asked.measured_ph = measured_ph;
        asked
    }
}

prop_compose! {
    /// A request whose numbers can be met: strengths below those of the vials, and what is measured by volume alone.
    fn sensible_request()(
        contents in prop::collection::btree_map(any_agent().prop_filter("known", |name| name != "surprise"), (0.1..50.0_f64, 0.05..0.3_f64), 1..4),
        volume in 0.5..8.0_f64,
        on_shelf in any::<bool>(),
        saline in any::<bool>(),
    ) -> Request {
        let by_volume = contents.keys().find(|agent| measure(agent) == Measure::Volume).cloned();
        let contents: BTreeMap<String, (f64, f64)> = contents
            .into_iter()
            .filter(|(agent, _)| by_volume.as_ref().is_none_or(|alone| alone == agent))
            .collect();
        let strength = |agent: &str, per_ml: f64| measure(agent).strength_unit().map_or_else(String::new, |unit| format!("{per_ml} {unit}"));
        let wanted: Vec<(&str, String)> = contents.iter().map(|(agent, (label, share))| (agent.as_str(), strength(agent, label * share))).collect();
        let wanted: Vec<(&str, &str)> = wanted.iter().map(|(agent, strength)| (*agent, strength.as_str())).collect();
        let mut shelf: Vec<Json> = contents.iter().map(|(agent, (label, _))| vial(agent, &[(agent, &strength(agent, *label))])).collect();
        if saline && !contents.contains_key("saline") {
            shelf.push(vial("filler", &[("saline", "9 mg/mL")]));
        }
        request(json!({ "agents": agents(&wanted), "products": if on_shelf { shelf } else { Vec::new() }, "volume": format!("{volume} mL") }))
    }
}

fn some_sheet() -> impl Strategy<Value = FactSheet> {
    let answers = vec![
        vec![],
        vec![
            ("sex_at_birth", "male"),
            ("medicines", "none"),
            ("body_weight", "80 kg"),
            ("any_liver_disease", "no"),
        ],
        vec![
            ("sex_at_birth", "female"),
            ("medicines", "none"),
            ("body_weight", "50 kg"),
            ("any_liver_disease", "yes"),
        ],
        vec![("sex_at_birth", "male"), ("medicines", "minoxidil, propranolol")],
        vec![
            ("medicines", "dutasteride_tamsulosin, unheard of"),
            ("body_weight", "50 kg"),
        ],
    ];
    prop::sample::select(answers).prop_map(|answers| sheet(&answers))
}

#[test]
fn a_dose_by_mouth_beyond_all_measure_is_still_a_number() {
    let mut oral = by_mouth("minoxidil", "1 mg");
    oral.per_day = Milligrams(f64::MAX);
    let asked = request(json!({ "agents": [{ "agent": "minoxidil", "strength": "0.01 mg/mL" }] }));
    let formulation = formulate(
        &asked,
        &sheet(&[]),
        &weekly(3),
        &[oral],
        &KNOWLEDGE,
        Some(Millilitres(0.01)),
        TODAY,
    );
    let text = serde_json::to_string(&formulation.cocktail).unwrap();
    assert!(formulation.cocktail.is_none() || !text.contains("null"), "{text}");
}

proptest! {
    #[test]
    fn no_request_panics_and_every_refusal_says_a_way_out(asked in any_request(), sheet in some_sheet(), volume in any_number(), per_day in any_number()) {
        let mut oral = by_mouth("minoxidil", "1 mg");
        oral.per_day = Milligrams(per_day);
        let formulation = formulate(&asked, &sheet, &weekly(3), &[oral], &KNOWLEDGE, Some(Millilitres(volume)), TODAY);
        let sheet = written(&formulation, &sheet);
        for position in 0..KNOWLEDGE.records.rules.len() {
            let _ = KNOWLEDGE.rule_condition(position).evaluate(&sheet);
        }
        prop_assert!(formulation.cocktail.is_none() || formulation.refusals.is_empty());
        for refusal in &formulation.refusals {
            prop_assert!(!refusal.ways.is_empty(), "{}", refusal.code);
        }
        if let Some(cocktail) = &formulation.cocktail {
            prop_assert!(serde_json::to_string(cocktail).is_ok_and(|text| !text.contains("null")));
        } else if !asked.agents.is_empty() || !asked.draw.is_empty() {
            prop_assert!(!formulation.refusals.is_empty());
        }
    }

    #[test]
    fn balance_closes(asked in prop_oneof![sensible_request(), any_request()], sheet in some_sheet()) {
        let formulation = formulate(&asked, &sheet, &[], &[], &KNOWLEDGE, None, TODAY);
        let Some(cocktail) = formulation.cocktail else { return Ok(()) };
        let Some(balance) = &cocktail.balance else { return Ok(()) };
        prop_assert!((balance.drawn.0 - balance.mixed.0).abs() < 1e-9);
        if let Some(volume) = asked.volume {
            prop_assert!((cocktail.volume.0 - volume.0).abs() <= 0.005 + 1e-9);
        }
        for agent in &balance.agents {
            let drawn = agent.drawn.amount();
            prop_assert_eq!(agent.drawn.measure(), measure(&agent.agent));
            prop_assert_eq!(agent.mixed.measure(), measure(&agent.agent));
            prop_assert!((drawn - agent.mixed.amount()).abs() <= 1e-9 * drawn.max(1.0));
            // Counted anew from the labels.
            let on_labels: f64 = cocktail
                .parts
                .iter()
                .flat_map(|part| asked.products.iter().filter(|product| part.product.as_ref() == Some(&product.id)).map(move |product| (part, product)))
                .flat_map(|(part, product)| product.agents.iter().map(move |content| (part.draw.0, content)))
                .filter(|(_, content)| KNOWLEDGE.agent(&content.agent).is_some_and(|known| known.id == agent.agent))
                .map(|(draw, content)| draw * content.strength.per_ml())
                .sum();
            prop_assert!((drawn - on_labels).abs() <= 1e-9 * on_labels.max(1.0));
        }
    }

    #[test]
    fn strengths_are_met_up_to_the_graduation(asked in sensible_request()) {
        let formulation = formulate(&asked, &man(), &[], &[], &KNOWLEDGE, None, TODAY);
        let Some(cocktail) = formulation.cocktail else {
            prop_assert!(formulation.refusals.iter().all(|refusal| refusal.code == "nothing_to_draw"));
            return Ok(());
        };
        for dose in &cocktail.agents {
            let Some(wanted) = dose.asked else { continue };
            let label = asked.products.iter().flat_map(|product| &product.agents).find(|content| content.agent == dose.agent);
            let graduation = label.map_or(0.0, |label| 0.0151 * label.strength.per_ml());
            let wanted = wanted * cocktail.volume;
            prop_assert_eq!(dose.per_session.measure(), wanted.measure());
            prop_assert!((dose.per_session.amount() - wanted.amount()).abs() <= graduation + 1e-9);
        }
    }

    #[test]
    fn no_cocktail_without_a_finding_exceeds_an_absolute_cap(asked in sensible_request(), sheet in some_sheet(), n in 1..20_i32) {
        let formulation = formulate(&asked, &sheet, &weekly(n), &[], &KNOWLEDGE, None, TODAY);
        let Some(cocktail) = &formulation.cocktail else { return Ok(()) };
        for dose in &cocktail.agents {
            for cap in &KNOWLEDGE.agent(&dose.agent).unwrap().caps {
                let Ok(limit) = cap.amount.in_unit(dose.per_session.measure().unit()) else { continue };
                let holds = KNOWLEDGE.dose_condition(&cap.id).filter(|_| cap.when.is_some()).map_or(Truth::True, |when| when.evaluate(&sheet));
                if cap.per == CapPer::Session && cap.severity == Severity::Absolute && holds != Truth::False && dose.per_session.amount() > limit * (1.0 + 1e-6) {
                    let found = formulation.findings.iter().find(|finding| finding.id == cap.id);
                    prop_assert!(found.is_some(), "{} of {}", dose.per_session, cap.id);
                    prop_assert!(holds == Truth::Unknown || found.is_some_and(|finding| finding.state == FindingState::Fired));
                }
            }
        }
    }

    /// Taking an answer away never takes a finding away: unknown is never read as no.
    #[test]
    fn unknown_never_behaves_as_no(asked in sensible_request(), forgotten in prop::collection::vec(0..4_usize, 0..4), n in 1..20_i32, sheet in some_sheet()) {
        let before = formulate(&asked, &sheet, &weekly(n), &[], &KNOWLEDGE, None, TODAY);
        let mut less = sheet.clone();
        for position in forgotten {
            let id = ["sex_at_birth", "medicines", "body_weight", "any_liver_disease"][position];
            less.record(KNOWLEDGE.fact_key(id).unwrap(), Answer::Unknown(anagen_knowledge::Unknown::NotAsked));
        }
        let after = formulate(&asked, &less, &weekly(n), &[], &KNOWLEDGE, None, TODAY);
        for finding in &before.findings {
            prop_assert!(after.findings.iter().any(|other| other.id == finding.id), "{}", finding.id);
        }
        for finding in after.findings.iter().filter(|finding| finding.state == FindingState::Fired) {
            let known = before.findings.iter().find(|other| other.id == finding.id);
            prop_assert!(known.is_some_and(|known| known.state == FindingState::Fired), "{}", finding.id);
        }
    }

    /// Hiding what a label says never decides a rule that the label decided otherwise.
    #[test]
    fn an_undeclared_label_leaves_rules_open(asked in sensible_request(), hide in prop::collection::vec(any::<bool>(), 4)) {
        let before = written(&formulate(&asked, &man(), &[], &[], &KNOWLEDGE, None, TODAY), &man());
        let mut hidden = asked.clone();
        for product in &mut hidden.products {
            if hide[0] { product.excipients = None }
            if hide[1] { product.vehicles = None }
            if hide[2] { product.ph = None }
            if hide[3] { product.expires = None; product.osmolality = None; product.lawful_supply = None }
        }
        let after = written(&formulate(&hidden, &man(), &[], &[], &KNOWLEDGE, None, TODAY), &man());
        for position in 0..KNOWLEDGE.records.rules.len() {
            let (open, known) = (KNOWLEDGE.rule_condition(position).evaluate(&after), KNOWLEDGE.rule_condition(position).evaluate(&before));
            prop_assert!(open == Truth::Unknown || open == known, "{}: {open:?} from {known:?}", KNOWLEDGE.records.rules[position].id);
        }
    }
}
