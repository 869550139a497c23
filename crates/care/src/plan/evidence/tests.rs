//! Which results are shown beside which mixture, and that no line claims what may not be claimed.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::embedded().unwrap());

/// In the agent's own measure.
fn strength_of(agent: &str, per_ml: f64) -> Strength {
    let measure = KNOWLEDGE.agent(agent).map(|agent| agent.measured_by);
    Strength::of(measure.unwrap_or_default(), per_ml)
}

fn mixture(agents: &[(&str, Option<f64>)]) -> Composition {
    Composition {
        agents: agents
            .iter()
            .map(|(agent, strength)| ((*agent).to_owned(), strength.map(|per_ml| strength_of(agent, per_ml))))
            .collect(),
        technique: Some("intradermal_point".to_owned()),
        protocol: None,
        volume: None,
        n_sessions: None,
    }
}

fn planned(agents: &[(&str, Option<f64>)], volume: f64, protocol: &str, n_sessions: u32) -> Composition {
    Composition {
        volume: Some(Millilitres(volume)),
        protocol: Some(protocol.to_owned()),
        n_sessions: Some(n_sessions),
        ..mixture(agents)
    }
}

fn uzel() -> Composition {
    planned(&[("minoxidil", Some(5.0))], 2.0, "P-UZE", 10)
}

/// The lines before those that always hold, each as kind, id and grade; then the first compared study with what differs.
fn told(composition: &Composition, condition: Option<&str>) -> String {
    let lines = evidence(composition, condition, &KNOWLEDGE);
    let mut told = Vec::new();
    for line in lines.iter().filter(|line| line.kind != EvidenceKind::Always) {
        told.push(format!("{:?}: {} ({})", line.kind, line.id, line.grade_in_words));
        for study in line.compared.iter().take(2) {
            told.push(format!(
                "  {} [not given: {}]",
                study.in_words(),
                study.not_compared.join(", ")
            ));
        }
        let opposing: Vec<&str> = line.opposing.iter().map(|against| against.conflict.as_str()).collect();
        if !opposing.is_empty() {
            told.push(format!("  against: {}", opposing.join(" ")));
        }
    }
    told.join("\n")
}

#[test]
fn a_result_is_shown_beside_the_mixture_that_was_studied() {
    insta::assert_snapshot!(told(&uzel(), Some("aga_f")), @r"
    Studied: statement_minoxidil_women (low certainty)
      E-06, randomised trial, 50 people: the form of the plan [not given: technique]
      against: X-01
    Alternative: statement_platelet_rich_plasma (low certainty)
    ");
    insta::assert_snapshot!(told(&planned(&[("dutasteride", Some(0.1))], 1.0, "P-SAC17", 3), Some("aga_m")), @r"
    Studied: E-04 (very low certainty)
      E-04, case series, 6 people: the form of the plan [not given: technique]
      against: X-01
    Alternative: statement_platelet_rich_plasma (low certainty)
    ");
    // A diluent does not count; a name stands for its id.
    insta::assert_snapshot!(told(&planned(&[("Minoxidil", Some(5.0)), ("saline", None)], 2.0, "P-UZE", 10), Some("aga_f")), @r"
    Studied: statement_minoxidil_women (low certainty)
      E-06, randomised trial, 50 people: the form of the plan [not given: technique]
      against: X-01
    Alternative: statement_platelet_rich_plasma (low certainty)
    ");
}

#[test]
fn other_people_another_strength_or_schedule_is_not_the_form_that_was_studied() {
    insta::assert_snapshot!(told(&uzel(), Some("aga_m")), @r"
    NotStudied: statement_not_studied_in_this_form (no evidence)
      E-06, randomised trial, 50 people: it studied female pattern hair loss, while the plan is for male pattern hair loss; it studied only women [not given: technique]
      E-10, controlled study: its volume is not known; the diagnosis of its people is not known [not given: technique, schedule, number of sessions]
    Alternative: statement_platelet_rich_plasma (low certainty)
    ");
    insta::assert_snapshot!(told(&uzel(), None), @r"
    NotStudied: statement_not_studied_in_this_form (no evidence)
      E-06, randomised trial, 50 people: it studied female pattern hair loss, while the plan's diagnosis is not known; it studied only women [not given: technique]
      E-10, controlled study: its volume is not known; the diagnosis of its people is not known [not given: technique, schedule, number of sessions]
    ");
    insta::assert_snapshot!(told(&planned(&[("minoxidil", Some(5.0))], 2.0, "P-S001b", 8), Some("aga_f")), @r"
    NotStudied: statement_not_studied_in_this_form (no evidence)
      E-06, randomised trial, 50 people: it had 10 sessions, while the plan has 8 [not given: technique]
      E-07, randomised trial, 70 people: it gave Minoxidil at 20 mg/mL, while the plan has 5 mg/mL; its volume is not known; its technique was Mesogun (electronic or pneumatic injector), while the plan has Intradermal point by point; its schedule was: over 4 months, interval not seen, while the plan follows P-S001b [not given: number of sessions]
    Alternative: statement_platelet_rich_plasma (low certainty)
    ");
    insta::assert_snapshot!(told(&planned(&[("minoxidil", Some(2.0))], 4.1, "P-UZE", 10), Some("aga_f")), @r"
    NotStudied: statement_not_studied_in_this_form (no evidence)
      E-06, randomised trial, 50 people: it gave Minoxidil at 5 mg/mL, while the plan has 2 mg/mL; it gave 2 mL a session, while the plan gives 4.1 mL [not given: technique]
      E-07, randomised trial, 70 people: it gave Minoxidil at 20 mg/mL, while the plan has 2 mg/mL; its volume is not known; its technique was Mesogun (electronic or pneumatic injector), while the plan has Intradermal point by point; its schedule was: over 4 months, interval not seen, while the plan follows P-UZE [not given: number of sessions]
    Alternative: statement_platelet_rich_plasma (low certainty)
    ");
    insta::assert_snapshot!(told(&planned(&[("minoxidil", Some(5.0)), ("lidocaine", Some(5.0))], 2.0, "P-UZE", 10), Some("aga_f")), @r"
    NotStudied: statement_not_studied_in_this_form (no evidence)
      E-06, randomised trial, 50 people: it did not hold Lidocaine [not given: technique]
      E-07, randomised trial, 70 people: it did not hold Lidocaine; it gave Minoxidil at 20 mg/mL, while the plan has 5 mg/mL; its volume is not known; its technique was Mesogun (electronic or pneumatic injector), while the plan has Intradermal point by point; its schedule was: over 4 months, interval not seen, while the plan follows P-UZE [not given: number of sessions]
    Alternative: statement_platelet_rich_plasma (low certainty)
    ");
    insta::assert_snapshot!(told(&Composition { technique: Some("microneedling".to_owned()), ..uzel() }, Some("aga_f")), @r"
    NotStudied: statement_not_studied_in_this_form (no evidence)
      E-60, trial of a comparator, 100 people: its strength of Minoxidil is not known; its volume is not known; it studied male pattern hair loss, while the plan is for female pattern hair loss; it studied only men [not given: schedule, number of sessions]
    Alternative: statement_platelet_rich_plasma (low certainty)
    ");
    insta::assert_snapshot!(told(&planned(&[("dutasteride", Some(0.1))], 1.0, "P-SAC17", 4), Some("aga_m")), @r"
    NotStudied: statement_not_studied_in_this_form (no evidence)
      E-04, case series, 6 people: it had 3 sessions, while the plan has 4 [not given: technique]
      E-03, randomised trial, 90 people: its strength of Dutasteride is not known; its volume is not known; it had 9 sessions, while the plan has 4 [not given: technique, schedule]
    Alternative: statement_platelet_rich_plasma (low certainty)
    ");
}

#[test]
fn an_unknown_strength_matches_nothing() {
    insta::assert_snapshot!(told(&planned(&[("dutasteride", None)], 2.0, "P-MOF", 12), Some("aga_f")), @r"
    NotStudied: statement_not_studied_in_this_form (no evidence)
      E-02, controlled study, 126 people: it held components that are not declared in what was read; its strength of Dutasteride is not known [not given: technique]
      E-04, case series, 6 people: it gave Dutasteride at 0.1 mg/mL, while the plan's strength is not known; it gave 1 mL a session, while the plan gives 2 mL; its schedule was: every 3 months, while the plan follows P-MOF; it had 3 sessions, while the plan has 12 [not given: technique]
    Alternative: statement_platelet_rich_plasma (low certainty)
    ");
    insta::assert_snapshot!(told(&planned(&[("dutasteride", Some(0.5))], 2.0, "P-MOF", 12), Some("aga_f")), @r"
    NotStudied: statement_not_studied_in_this_form (no evidence)
      E-02, controlled study, 126 people: it held components that are not declared in what was read; its strength of Dutasteride is not known [not given: technique]
      E-04, case series, 6 people: it gave Dutasteride at 0.1 mg/mL, while the plan has 0.5 mg/mL; it gave 1 mL a session, while the plan gives 2 mL; its schedule was: every 3 months, while the plan follows P-MOF; it had 3 sessions, while the plan has 12 [not given: technique]
    Alternative: statement_platelet_rich_plasma (low certainty)
    ");
    insta::assert_snapshot!(told(&planned(&[("minoxidil", Some(5.0)), ("minoxidil", Some(5.0))], 2.0, "P-UZE", 10), Some("aga_f")), @r"
    NotStudied: statement_not_studied_in_this_form (no evidence)
      E-06, randomised trial, 50 people: it gave Minoxidil at 5 mg/mL, while the plan's strength is not known [not given: technique]
      E-07, randomised trial, 70 people: it gave Minoxidil at 20 mg/mL, while the plan's strength is not known; its volume is not known; its technique was Mesogun (electronic or pneumatic injector), while the plan has Intradermal point by point; its schedule was: over 4 months, interval not seen, while the plan follows P-UZE [not given: number of sessions]
    Alternative: statement_platelet_rich_plasma (low certainty)
    ");
}

#[test]
fn nutrients_have_no_good_trial() {
    insta::assert_snapshot!(told(&mixture(&[("biotin", Some(5.0)), ("dexpanthenol", Some(20.0)), ("lidocaine", Some(5.0))]), Some("aga_f")), @r"
    NotStudied: statement_not_studied_in_this_form (no evidence)
      E-03, randomised trial, 90 people: it did not hold Lidocaine; it also held Dutasteride and Pyridoxine; its strength of Dexpanthenol is not known; its strength of Biotin is not known; its volume is not known; it had 9 sessions, while the plan's number is not decided; it studied male pattern hair loss, while the plan is for female pattern hair loss; it studied only men [not given: technique, schedule]
      E-17, case report, 1 person: it did not hold Dexpanthenol and Lidocaine; it also held Ascorbic acid, Niacinamide, Procaine, Pyridoxine and Thiamine; it held components that are not declared in what was read; its strength of Biotin is not known; its volume is not known; the diagnosis of its people is not known [not given: technique, schedule, number of sessions]
    Agents: statement_nutrients_and_peptides (no evidence)
    Alternative: statement_platelet_rich_plasma (low certainty)
    ");
    insta::assert_snapshot!(told(&mixture(&[("pentoxifylline", Some(20.0))]), Some("te_chronic")), @r"
    NotStudied: statement_not_studied_in_this_form (no evidence)
    Agents: no_evidence_for_agents (no evidence)
    Diagnosis: statement_chronic_telogen_effluvium (no evidence)
    ");
}

#[test]
fn plasma_needling_and_treatments_of_their_own() {
    insta::assert_snapshot!(told(&mixture(&[("platelet_rich_plasma", None)]), Some("aga_m")), @r"
    NotStudied: statement_not_studied_in_this_form (no evidence)
      E-50, trial of a comparator, 431 people: its volume is not known; its technique is not known; the diagnosis of its people is not known [not given: schedule, number of sessions]
      E-51, trial of a comparator: its volume is not known; its technique is not known; the diagnosis of its people is not known [not given: schedule, number of sessions]
    Agents: statement_platelet_rich_plasma (low certainty)
    ");
    insta::assert_snapshot!(told(&Composition { technique: Some("microneedling".to_owned()), ..mixture(&[]) }, Some("aga_m")), @r"
    NotStudied: statement_not_studied_in_this_form (no evidence)
      E-13, randomised trial, 34 people: it also held Dutasteride; its schedule was: every 4 weeks, while the plan names no schedule; it had 3 sessions, while the plan's number is not decided [not given: ]
      E-60, trial of a comparator, 100 people: it also held Minoxidil [not given: schedule, number of sessions]
    Alternative: statement_platelet_rich_plasma (low certainty)
    ");
    insta::assert_snapshot!(told(&Composition { technique: Some("intralesional".to_owned()), ..planned(&[("triamcinolone", Some(5.0))], 2.0, "P-TAC", 3) }, Some("aa")), @"Agents: P-TAC (moderate certainty)");
    insta::assert_snapshot!(told(&mixture(&[("minoxidil", Some(5.0))]), Some("aa")), @r"
    NotStudied: statement_not_studied_in_this_form (no evidence)
      E-10, controlled study: its volume is not known; the diagnosis of its people is not known [not given: technique, schedule, number of sessions]
      E-06, randomised trial, 50 people: it gave 2 mL a session, while the plan's volume is not known; its schedule was: every 7 days, while the plan names no schedule; it had 10 sessions, while the plan's number is not decided; it studied female pattern hair loss, while the plan is for alopecia areata, patchy; it studied only women [not given: technique]
    Diagnosis: statement_no_evidence (no evidence)
      against: X-05
    ");
    insta::assert_snapshot!(told(&mixture(&[("unheard_of", Some(5.0))]), Some("not_a_diagnosis")), @r"
    NotStudied: statement_not_studied_in_this_form (no evidence)
    Agents: no_evidence_for_agents (no evidence)
    Diagnosis: statement_no_evidence (no evidence)
    ");
}

/// Trials of plasma that tell more or less of how it was given.
const PLASMA_TRIALS: &str = r#"
[[study]]
id = "E-901"
citation = "An invented trial that tells everything"
design = "rct"
conditions = ["aga_m"]
arms = [{ name = "plasma", agents = [{ agent = "platelet_rich_plasma", volume = "4 mL" }], technique = "intradermal_point", sessions = 3 }]
result = "Some change."
sources = ["derived"]
confidence = "derived"
status = "confirmed"

[[study]]
id = "E-902"
citation = "An invented trial that does not tell the technique"
design = "rct"
conditions = ["aga_m"]
arms = [{ name = "plasma", agents = [{ agent = "platelet_rich_plasma", volume = "4 mL" }], sessions = 3 }]
result = "Some change."
sources = ["derived"]
confidence = "derived"
status = "confirmed"
"#;

#[test]
fn plasma_is_compared_by_its_volume_and_by_technique() {
    let clinic = anagen_knowledge::Files(vec![("trials.toml".to_owned(), PLASMA_TRIALS.to_owned())]);
    let knowledge = Knowledge::load(&anagen_knowledge::Files::embedded(), Some(&clinic)).unwrap();
    let compared = |share: Option<f64>, technique: &str| {
        let composition = Composition {
            technique: Some(technique.to_owned()),
            n_sessions: Some(3),
            ..planned(&[("platelet_rich_plasma", share)], 4.0, "P-PRP", 3)
        };
        let lines = evidence(&composition, Some("aga_m"), &knowledge);
        let of_trials = lines
            .iter()
            .flat_map(|line| line.compared.iter().map(move |study| (line.kind, study)));
        let of_trials = of_trials.filter(|(_, study)| study.study.starts_with("E-90"));
        let told: Vec<String> = of_trials
            .map(|(kind, study)| format!("{kind:?} {}", study.in_words()))
            .collect();
        told.join("\n")
    };
    insta::assert_snapshot!(compared(Some(1.0), "intradermal_point"), @"Studied E-901, randomised trial: the form of the plan");
    insta::assert_snapshot!(compared(Some(0.5), "intradermal_point"), @r"
    NotStudied E-901, randomised trial: it gave 4 mL a session, while the plan gives 2 mL
    NotStudied E-902, randomised trial: it gave 4 mL a session, while the plan gives 2 mL; its technique is not known
    ");
    insta::assert_snapshot!(compared(None, "intradermal_point"), @r"
    NotStudied E-901, randomised trial: it gave 4 mL a session, while the plan's volume is not known
    NotStudied E-902, randomised trial: it gave 4 mL a session, while the plan's volume is not known; its technique is not known
    ");
    insta::assert_snapshot!(compared(Some(1.0), "nappage"), @r"
    NotStudied E-901, randomised trial: its technique was Intradermal point by point, while the plan has Nappage
    NotStudied E-902, randomised trial: its technique is not known
    ");
}

#[test]
fn a_study_without_a_statement_tells_its_own_result() {
    let lines = evidence(
        &planned(&[("dutasteride", Some(0.1))], 1.0, "P-SAC17", 3),
        Some("aga_f"),
        &KNOWLEDGE,
    );
    insta::assert_snapshot!(lines[0].text, @"This mixture was studied in this form in one case series of 6 people. It found: All improved. Weakness: No control.");
}

#[test]
fn what_always_holds_is_always_there() {
    let lines = evidence(&uzel(), Some("aga_f"), &KNOWLEDGE);
    let always: Vec<&str> = lines
        .iter()
        .filter(|line| line.kind == EvidenceKind::Always)
        .map(|line| line.id.as_str())
        .collect();
    assert_eq!(
        always,
        [
            "statement_harm",
            "statement_late_harm",
            "statement_onset",
            "statement_durability",
            "statement_variability"
        ]
    );
    assert!(lines.iter().all(|line| !line.sources.is_empty()));
    let uzel = &lines[0];
    assert_eq!(
        uzel.seen,
        [HowMuchRead {
            of: "E-06".to_owned(),
            how_much: "read in another source's account"
        }]
    );
    let onset = lines.iter().find(|line| line.id == "statement_onset").unwrap();
    assert_eq!(onset.opposing[0].conflict, "X-04");
    assert_eq!(onset.opposing[0].sides.len(), 3);
}

/// All that a reader of the lines sees, but for the sides of conflicts, which are quotation.
fn texts(lines: &[EvidenceLine]) -> impl Iterator<Item = &str> {
    lines.iter().flat_map(|line| {
        let compared = line.compared.iter();
        let differences = compared
            .clone()
            .flat_map(|study| &study.differences)
            .map(|one| one.text.as_str());
        let named = compared.flat_map(|study| [study.citation.as_str(), study.arm.as_str()]);
        [line.text.as_str(), line.subject.as_str()]
            .into_iter()
            .chain(differences)
            .chain(named)
    })
}

#[test]
fn no_line_holds_a_forbidden_word() {
    let agents: Vec<&str> = KNOWLEDGE.records.agents.iter().map(|agent| agent.id.as_str()).collect();
    let conditions: Vec<Option<&str>> = KNOWLEDGE
        .records
        .conditions
        .iter()
        .map(|condition| Some(condition.id.as_str()))
        .chain([None])
        .collect();
    let mut all: BTreeSet<String> = BTreeSet::new();
    let mut check = |composition: &Composition, condition: Option<&str>| {
        all.extend(texts(&evidence(composition, condition, &KNOWLEDGE)).map(str::to_owned));
    };
    for condition in &conditions {
        check(&mixture(&[]), *condition);
        check(&uzel(), *condition);
    }
    for (position, one) in agents.iter().enumerate() {
        for condition in &conditions {
            check(&mixture(&[(one, Some(1.0))]), *condition);
        }
        for other in &agents[position + 1..] {
            check(&mixture(&[(one, Some(1.0)), (other, None)]), Some("aga_m"));
            check(&mixture(&[(one, None), (other, Some(1.0))]), Some("aga_f"));
        }
    }
    for text in &all {
        assert_eq!(KNOWLEDGE.forbidden_word(text), None, "{text}");
    }
}

fn any_number() -> impl Strategy<Value = Option<f64>> {
    prop::option::of(prop_oneof![any::<f64>(), Just(5.0), Just(0.1), Just(2.0), Just(1.0)])
}

fn any_composition() -> impl Strategy<Value = Composition> {
    let records = &KNOWLEDGE.records;
    let of = |ids: Vec<String>| prop::option::of(prop::sample::select(ids));
    let agents: Vec<String> = records.agents.iter().map(|agent| agent.id.clone()).collect();
    let likely = ["minoxidil", "dutasteride", "saline", "biotin"]
        .map(str::to_owned)
        .to_vec();
    let agent = prop_oneof![prop::sample::select(agents), prop::sample::select(likely)];
    (
        prop::collection::vec((agent, any_number()), 0..4),
        of(records
            .techniques
            .iter()
            .map(|technique| technique.id.clone())
            .collect()),
        of(records.protocols.iter().map(|protocol| protocol.id.clone()).collect()),
        any_number(),
        prop::option::of(prop_oneof![Just(3), Just(10), any::<u32>()]),
    )
        .prop_map(|(agents, technique, protocol, volume, n_sessions)| Composition {
            agents: agents
                .into_iter()
                .map(|(agent, strength)| {
                    let strength = strength.map(|per_ml| strength_of(&agent, per_ml));
                    (agent, strength)
                })
                .collect(),
            technique,
            protocol,
            volume: volume.map(Millilitres),
            n_sessions,
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// A result is never shown beside a mixture of which strength, volume, diagnosis, schedule or session count is left open.
    #[test]
    fn leaving_something_open_shows_no_result(composition in any_composition(), left_out in 0..4_u8) {
        let mut open = composition;
        let mut condition = Some("aga_f");
        match left_out {
            0 => open.agents.iter_mut().for_each(|(_, strength)| *strength = None),
            1 => open.volume = None,
            2 => condition = None,
            _ => open.n_sessions = None,
        }
        let lines = evidence(&open, condition, &KNOWLEDGE);
        prop_assert!(lines.iter().all(|line| line.kind != EvidenceKind::Studied));
        prop_assert_eq!(lines.iter().filter(|line| line.kind == EvidenceKind::NotStudied).count(), 1);
    }

    /// The order of agents does not matter, and there is always either a result, or that there is none.
    #[test]
    fn the_order_of_agents_does_not_matter(composition in any_composition()) {
        let lines = evidence(&composition, Some("aga_f"), &KNOWLEDGE);
        let mut turned = composition;
        turned.agents.reverse();
        prop_assert_eq!(&lines, &evidence(&turned, Some("aga_f"), &KNOWLEDGE));
        prop_assert!(matches!(lines[0].kind, EvidenceKind::Studied | EvidenceKind::NotStudied));
    }
}
