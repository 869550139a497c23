//! Caps of agents and shortest intervals.

use super::*;

fn held(
    asked: &[(&str, &str)],
    volume: &str,
    sheet: &FactSheet,
    sessions: &[Date],
    concurrent: &[ConcurrentTreatment],
) -> String {
    let asked = request(json!({ "agents": agents(asked), "volume": volume }));
    findings(&formulate(&asked, sheet, sessions, concurrent, &KNOWLEDGE, None, TODAY))
}

#[test]
fn minoxidil_is_held_to_the_corrected_limits() {
    let woman = sheet(&[("sex_at_birth", "female"), ("medicines", "none")]);
    let at = |volume: &str, sheet: &FactSheet| held(&[("minoxidil", "5 mg/mL")], volume, sheet, &[], &[]);
    insta::assert_snapshot!(at("0.5 mL", &woman), @"");
    insta::assert_snapshot!(at("0.51 mL", &woman), @"R minoxidil-session-women fired: Minoxidil comes to 2.55 mg in one session: above 2.5 mg");
    insta::assert_snapshot!(at("1 mL", &man()), @"");
    insta::assert_snapshot!(at("2 mL", &man()), @r"
    R minoxidil-session-men fired: Minoxidil comes to 10 mg in one session: above 5 mg
    S minoxidil-session-specialist fired: Minoxidil comes to 10 mg in one session: 10 mg or more
    ");
    insta::assert_snapshot!(at("8 mL", &man()), @r"
    R minoxidil-session-men fired: Minoxidil comes to 40 mg in one session: above 5 mg
    S minoxidil-session-specialist fired: Minoxidil comes to 40 mg in one session: 10 mg or more
    A minoxidil-session-absolute fired: Minoxidil comes to 40 mg in one session: 40 mg or more
    ");
    insta::assert_snapshot!(at("0.8 mL", &sheet(&[("medicines", "none")])), @"R minoxidil-session-women undecided for sex_at_birth: Minoxidil comes to 4 mg in one session; whether that breaks the limit of 2.5 mg depends on what is not known");
}

#[test]
fn minoxidil_by_mouth_is_added_and_silence_is_no_zero() {
    let at = |sheet: &FactSheet, concurrent: &[ConcurrentTreatment]| {
        held(&[("minoxidil", "5 mg/mL")], "0.8 mL", sheet, &[], concurrent)
    };
    insta::assert_snapshot!(at(&man(), &[by_mouth("minoxidil", "2.5 mg")]), @"R minoxidil-session-men fired: Minoxidil comes to 6.5 mg in one session, 2.5 mg by mouth included: above 5 mg");
    insta::assert_snapshot!(at(&sheet(&[("sex_at_birth", "male")]), &[]), @r"
    R minoxidil-session-men undecided for medicines: Minoxidil comes to at least 4 mg in one session; whether that breaks the limit of 5 mg depends on what is not known
    S minoxidil-session-specialist undecided for medicines: Minoxidil comes to at least 4 mg in one session; whether that breaks the limit of 10 mg depends on what is not known
    A minoxidil-session-absolute undecided for medicines: Minoxidil comes to at least 4 mg in one session; whether that breaks the limit of 40 mg depends on what is not known
    ");
    insta::assert_snapshot!(at(&sheet(&[("sex_at_birth", "male"), ("medicines", "minoxidil")]), &[]), @r"
    R minoxidil-session-men undecided for minoxidil_daily_oral_mg: Minoxidil comes to at least 4 mg in one session; whether that breaks the limit of 5 mg depends on what is not known
    S minoxidil-session-specialist undecided for minoxidil_daily_oral_mg: Minoxidil comes to at least 4 mg in one session; whether that breaks the limit of 10 mg depends on what is not known
    A minoxidil-session-absolute undecided for minoxidil_daily_oral_mg: Minoxidil comes to at least 4 mg in one session; whether that breaks the limit of 40 mg depends on what is not known
    ");
    insta::assert_snapshot!(at(&sheet(&[("sex_at_birth", "male"), ("medicines", "minoxidil_topical")]), &[]), @"");
    insta::assert_snapshot!(at(&sheet(&[("sex_at_birth", "male"), ("medicines", "a green powder")]), &[]), @r"
    R minoxidil-session-men undecided for medicines: Minoxidil comes to at least 4 mg in one session; whether that breaks the limit of 5 mg depends on what is not known
    S minoxidil-session-specialist undecided for medicines: Minoxidil comes to at least 4 mg in one session; whether that breaks the limit of 10 mg depends on what is not known
    A minoxidil-session-absolute undecided for medicines: Minoxidil comes to at least 4 mg in one session; whether that breaks the limit of 40 mg depends on what is not known
    ");
}

#[test]
fn dutasteride_is_held_to_session_sex_and_84_days() {
    let at = |strength: &str, sheet: &FactSheet, n: i32, concurrent: &[ConcurrentTreatment]| {
        held(&[("dutasteride", strength)], "2 mL", sheet, &weekly(n), concurrent)
    };
    insta::assert_snapshot!(at("0.5 mg/mL", &man(), 2, &[]), @"");
    insta::assert_snapshot!(at("0.5 mg/mL", &man(), 3, &[]), @"A dutasteride-84-days fired: Dutasteride comes to 3 mg within 84 days: above 2 mg");
    insta::assert_snapshot!(at("0.6 mg/mL", &man(), 1, &[]), @"A dutasteride-session fired: Dutasteride comes to 1.2 mg in one session: above 1 mg");
    insta::assert_snapshot!(at("0.05 mg/mL", &sheet(&[("sex_at_birth", "female"), ("medicines", "none")]), 1, &[]), @"");
    insta::assert_snapshot!(at("0.1 mg/mL", &sheet(&[("sex_at_birth", "intersex"), ("medicines", "none")]), 1, &[]), @"A dutasteride-session-women fired: Dutasteride comes to 0.2 mg in one session: above 0.1 mg");
    insta::assert_snapshot!(at("0.1 mg/mL", &man(), 1, &[by_mouth("dutasteride", "0.5 mg")]), @"A dutasteride-84-days fired: Dutasteride comes to 42.2 mg within 84 days, 42 mg by mouth included: above 2 mg");
}

#[test]
fn local_anaesthetics_are_held_to_weight_and_liver() {
    let at =
        |volume: &str, answers: &[(&str, &str)]| held(&[("lidocaine", "20 mg/mL")], volume, &sheet(answers), &[], &[]);
    let healthy = [
        ("body_weight", "50 kg"),
        ("any_liver_disease", "no"),
        ("medicines", "none"),
    ];
    insta::assert_snapshot!(at("7.5 mL", &healthy), @"");
    insta::assert_snapshot!(at("7.6 mL", &healthy), @"A lidocaine-per-kg fired: Lidocaine comes to 152 mg in one session: above 150 mg (3 mg for each kg, 50 kg)");
    insta::assert_snapshot!(at("10 mL", &[("body_weight", "120 kg"), ("any_liver_disease", "no"), ("medicines", "none")]), @"");
    insta::assert_snapshot!(at("10.1 mL", &[("body_weight", "120 kg"), ("any_liver_disease", "no"), ("medicines", "none")]), @"A lidocaine-session fired: Lidocaine comes to 202 mg in one session: above 200 mg");
    insta::assert_snapshot!(at("4 mL", &[("body_weight", "50 kg"), ("any_liver_disease", "yes")]), @"A lidocaine-per-kg fired: Lidocaine comes to 80 mg in one session: above 75 mg (3 mg for each kg, 50 kg, halved)");
    insta::assert_snapshot!(at("4 mL", &[("body_weight", "50 kg"), ("any_liver_disease", "no"), ("medicines", "propranolol")]), @"A lidocaine-per-kg fired: Lidocaine comes to 80 mg in one session: above 75 mg (3 mg for each kg, 50 kg, halved)");
    // Not asked about the liver: fits when halved, breaks unhalved, or is open between the two.
    insta::assert_snapshot!(at("3 mL", &[("body_weight", "50 kg")]), @"");
    insta::assert_snapshot!(at("4 mL", &[("body_weight", "50 kg")]), @"A lidocaine-per-kg undecided for any_liver_disease, medicines: Lidocaine comes to 80 mg in one session; whether that breaks the limit of between 75 mg and 150 mg depends on what is not known");
    insta::assert_snapshot!(at("8 mL", &[("body_weight", "50 kg")]), @r"
    A lidocaine-per-kg fired: Lidocaine comes to 160 mg in one session: above 150 mg (3 mg for each kg, 50 kg)
    A lidocaine-session undecided for any_liver_disease, medicines: Lidocaine comes to 160 mg in one session; whether that breaks the limit of between 100 mg and 200 mg depends on what is not known
    ");
    insta::assert_snapshot!(at("1 mL", &[("any_liver_disease", "no"), ("medicines", "none")]), @"A lidocaine-per-kg undecided for body_weight: Lidocaine comes to 20 mg in one session; whether that breaks the limit of 3 mg for each kg depends on what is not known");
}

#[test]
fn never_injected_is_never_injected() {
    insta::assert_snapshot!(held(&[("buflomedil", "0.001 mg/mL"), ("iron", "1 mg/mL")], "1 mL", &man(), &[], &[]), @r"
    A buflomedil-never fired: Buflomedil comes to 0.001 mg in one session: it is never injected
    A iron-never fired: Iron comes to 1 mg in one session: it is never injected
    ");
}

#[test]
fn volume_caps_count_the_vials_of_the_agent() {
    let shelf = json!([
        vial("ha", &[("hyaluronic_acid", "10 mg/mL")]),
        vial("nacl", &[("saline", "9 mg/mL")])
    ]);
    let drawn = |volume: &str| {
        findings(&mix(
            json!({ "draw": [{ "product": "ha", "volume": volume }], "products": shelf, "volume": "5 mL" }),
        ))
    };
    insta::assert_snapshot!(drawn("3 mL"), @"");
    insta::assert_snapshot!(drawn("3.01 mL"), @"A hyaluronic-acid-session fired: Hyaluronic acid, non-cross-linked comes to 3.01 mL in one session: above 3 mL");
    insta::assert_snapshot!(findings(&mix(json!({ "agents": agents(&[("hyaluronic_acid", "1 mg/mL")]), "volume": "5 mL" }))), @"A hyaluronic-acid-session undecided for strengths_known: Hyaluronic acid, non-cross-linked comes to between 0 mL and 5 mL in one session; whether that breaks the limit of 3 mL depends on what is not known");
    insta::assert_snapshot!(findings(&mix(json!({ "agents": agents(&[("hyaluronic_acid", "1 mg/mL")]), "volume": "3 mL" }))), @"");
}

#[test]
fn intervals_depend_on_the_dose() {
    let days = |agent: &str, mg: f64| {
        min_interval_days(KNOWLEDGE.agent(agent).unwrap(), Dose::Mass(Milligrams(mg))).map(|interval| interval.days)
    };
    assert_eq!(days("dutasteride", 0.49), None);
    assert_eq!(days("dutasteride", 0.5), Some(28));
    assert_eq!(days("dutasteride", 0.1 * 5.0), Some(28));
    assert_eq!(days("minoxidil", 1.0), Some(7));
    assert_eq!(days("triamcinolone", 10.0), Some(28));
    assert_eq!(days("biotin", 10.0), None);
    assert_eq!(days("dutasteride", f64::NAN), Some(28));
}
