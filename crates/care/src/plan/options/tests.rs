//! What is listed for a diagnosis, in which order, with which reasons.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::sync::LazyLock;

use super::*;

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::embedded().unwrap());

fn told(condition: &str, sex: Option<&str>) -> String {
    let options = options(condition, sex, &KNOWLEDGE);
    let mut told = options.notes.clone();
    let refusal = |refused: &Option<String>| if refused.is_some() { ", refused" } else { "" };
    for protocol in &options.protocols {
        told.push(format!(
            "protocol {} ({}{})",
            protocol.id,
            protocol.grade_in_words,
            refusal(&protocol.refused)
        ));
    }
    for agent in &options.agents {
        let questions: Vec<String> = agent
            .questions
            .iter()
            .map(|question| format!("{} {}", question.id, question.grade_in_words))
            .collect();
        told.push(format!(
            "agent {} ({}{}; {}; {})",
            agent.id,
            agent.grade_in_words,
            refusal(&agent.refused),
            questions.join(", "),
            agent.studies.join(" "),
        ));
    }
    told.extend(options.no_evidence.clone());
    for other in &options.alternatives {
        told.push(format!(
            "or {}: {} licences, {} prices, studies {}",
            other.treatment,
            other.licences.len(),
            other.prices.len(),
            other.studies.join(" "),
        ));
    }
    told.push(format!(
        "studies {}",
        options
            .comparator_studies
            .iter()
            .map(|study| study.id.as_str())
            .collect::<Vec<_>>()
            .join(" ")
    ));
    told.push(format!(
        "says {}",
        options
            .statements
            .iter()
            .map(|line| line.id.as_str())
            .collect::<Vec<_>>()
            .join(" ")
    ));
    told.push(format!(
        "against {}",
        options
            .opposing
            .iter()
            .map(|one| one.conflict.as_str())
            .collect::<Vec<_>>()
            .join(" ")
    ));
    told.join("\n")
}

#[test]
fn pattern_hair_loss_has_options() {
    insta::assert_snapshot!(told("aga_m", Some("male")), @r"
    protocol P-GAJ (low certainty, refused)
    protocol P-PRP (low certainty)
    protocol P-SMZ (low certainty)
    protocol P-ABD (very low certainty, refused)
    protocol P-SAC17 (very low certainty)
    protocol P-SAC22 (very low certainty)
    protocol P-SOB (very low certainty)
    protocol P-VIL (very low certainty)
    agent mesosolution (low certainty, refused; G-05 low certainty; E-08)
    agent platelet_rich_plasma (low certainty; ; )
    agent dutasteride (very low certainty; G-01 very low certainty, G-02 very low certainty; E-01 E-03 E-04 E-05 E-12)
    agent minoxidil (very low certainty; G-04 very low certainty; )
    or oral finasteride: 2 licences, 3 prices, studies E-58
    or topical minoxidil: 2 licences, 3 prices, studies E-08 E-56 E-60
    or oral dutasteride: 2 licences, 1 prices, studies 
    or oral minoxidil: 0 licences, 0 prices, studies E-12
    or hair transplant: 0 licences, 1 prices, studies 
    or low-level laser therapy: 0 licences, 1 prices, studies 
    or platelet-rich plasma: 0 licences, 1 prices, studies 
    or scalp micropigmentation: 0 licences, 1 prices, studies 
    or wig: 0 licences, 1 prices, studies 
    or no treatment: 0 licences, 0 prices, studies 
    studies E-56 E-58 E-60 E-61
    says statement_harm statement_late_harm statement_onset statement_durability statement_variability
    against X-01
    ");
    insta::assert_snapshot!(told("aga_f", Some("female")), @r"
    protocol P-PRP (low certainty)
    protocol P-UZE (low certainty)
    protocol P-AZA (very low certainty, refused)
    protocol P-IRN (very low certainty)
    protocol P-MOF (very low certainty, refused)
    protocol P-SAC17 (very low certainty)
    protocol P-SAC22 (very low certainty)
    protocol P-VIL (very low certainty)
    agent minoxidil (low certainty; G-03 low certainty, G-04 very low certainty; E-06 E-07)
    agent platelet_rich_plasma (low certainty; ; )
    agent dutasteride (very low certainty; G-01 very low certainty, G-02 very low certainty; E-02 E-04 E-05 E-12)
    or topical minoxidil: 2 licences, 3 prices, studies E-07 E-14 E-57
    or oral dutasteride: 2 licences, 1 prices, studies 
    or oral minoxidil: 0 licences, 0 prices, studies E-12
    or hair transplant: 0 licences, 1 prices, studies 
    or low-level laser therapy: 0 licences, 1 prices, studies 
    or oral finasteride: 0 licences, 3 prices, studies 
    or platelet-rich plasma: 0 licences, 1 prices, studies 
    or scalp micropigmentation: 0 licences, 1 prices, studies 
    or wig: 0 licences, 1 prices, studies 
    or no treatment: 0 licences, 0 prices, studies 
    studies E-57 E-61
    says statement_harm statement_late_harm statement_onset statement_durability statement_variability
    against X-01
    ");
}

#[test]
fn other_diagnoses_have_their_own_or_none() {
    insta::assert_snapshot!(told("aa", None), @r"
    protocol P-TAC (moderate certainty)
    agent triamcinolone (moderate certainty; ; )
    or no treatment: 0 licences, 0 prices, studies 
    studies 
    says statement_harm statement_late_harm statement_onset statement_durability statement_variability
    against X-05
    ");
    insta::assert_snapshot!(told("lpp", None), @r"
    Lichen planopilaris: no evidence for injections was found.
    or no treatment: 0 licences, 0 prices, studies 
    studies 
    says statement_scarring_alopecia statement_harm statement_late_harm statement_onset statement_durability statement_variability
    against
    ");
    insta::assert_snapshot!(told("te_chronic", None), @r"
    Chronic telogen effluvium: no evidence for injections was found.
    or no treatment: 0 licences, 0 prices, studies 
    studies 
    says statement_chronic_telogen_effluvium statement_harm statement_late_harm statement_onset statement_durability statement_variability
    against
    ");
    insta::assert_snapshot!(told("shaft", None), @r"
    Shaft fragility or split ends: no evidence for injections was found.
    or no treatment: 0 licences, 0 prices, studies 
    studies 
    says statement_no_evidence statement_harm statement_late_harm statement_onset statement_durability statement_variability
    against X-19
    ");
    insta::assert_snapshot!(told("not_a_diagnosis", None), @r"
    `not_a_diagnosis` is not a diagnosis of this knowledge: nothing is known of it here.
    not_a_diagnosis: no evidence for injections was found.
    or no treatment: 0 licences, 0 prices, studies 
    studies 
    says statement_no_evidence statement_harm statement_late_harm statement_onset statement_durability statement_variability
    against
    ");
}

#[test]
fn a_diagnosis_of_the_other_sex_is_noticed() {
    let notes = options("aga_f", Some("male"), &KNOWLEDGE).notes;
    insta::assert_snapshot!(notes.join("\n"), @"Female pattern hair loss is described for the sex female; recorded at birth is male. What is known of it may not hold.");
}

#[test]
fn refused_ones_are_listed_with_their_reason() {
    let options = options("aga_m", None, &KNOWLEDGE);
    let reason = |id: &str| {
        options
            .protocols
            .iter()
            .find(|protocol| protocol.id == id)
            .unwrap()
            .refused
            .clone()
            .unwrap()
    };
    insta::assert_snapshot!(reason("P-GAJ"), @"Mesosolution (undeclared proprietary mixture): A mixture without declared composition is refused (rule F-24).");
    assert!(reason("P-ABD").contains("breaks the caps"));
    assert!(
        options
            .protocols
            .is_sorted_by_key(|protocol| (protocol.grade, protocol.id.clone()))
    );
}

#[test]
fn warnings_stand_beside_an_agent_but_for_quoted_claims() {
    let listed = options("aga_f", Some("female"), &KNOWLEDGE).agents;
    let dutasteride = listed.iter().find(|agent| agent.id == "dutasteride").unwrap();
    assert!(
        dutasteride
            .warnings
            .iter()
            .any(|warning| warning.contains("excludes all women"))
    );
    for agent in &listed {
        let all = &KNOWLEDGE.agent(&agent.id).unwrap().warnings;
        let left_out: Vec<&str> = all
            .iter()
            .map(|warning| warning.text.as_str())
            .filter(|text| !agent.warnings.iter().any(|kept| kept == text))
            .collect();
        assert!(left_out.iter().all(|text| text.contains("(C-048)")), "{left_out:?}");
    }
}

#[test]
fn both_sides_of_a_conflict_stand() {
    for condition in ["aga_m", "aga_f"] {
        let opposing = options(condition, None, &KNOWLEDGE).opposing;
        let helped = opposing.iter().find(|one| one.conflict == "X-01").unwrap();
        assert_eq!(helped.sides.len(), 3);
    }
}

#[test]
fn no_line_holds_a_forbidden_word() {
    for condition in &KNOWLEDGE.records.conditions {
        let options = options(&condition.id, Some("female"), &KNOWLEDGE);
        let diagnosis = options
            .diagnosis
            .iter()
            .flat_map(|known| [&known.name, &known.evidence, &known.action]);
        let protocols = options.protocols.iter().flat_map(|protocol| {
            [&protocol.name]
                .into_iter()
                .chain(&protocol.grade_text)
                .chain(&protocol.refused)
                .chain(&protocol.unclear)
        });
        let agents = options.agents.iter().flat_map(|agent| {
            agent
                .questions
                .iter()
                .map(|question| &question.question)
                .chain(&agent.refused)
        });
        let others = options
            .alternatives
            .iter()
            .flat_map(|other| other.licences.iter().chain([&other.treatment]));
        let studies = options
            .comparator_studies
            .iter()
            .flat_map(|study| [&study.result, &study.citation]);
        let lines = options.statements.iter().flat_map(|line| [&line.text, &line.subject]);
        for text in diagnosis
            .chain(protocols)
            .chain(agents)
            .chain(others)
            .chain(studies)
            .chain(lines)
            .chain(&options.notes)
        {
            assert_eq!(KNOWLEDGE.forbidden_word(text), None, "{text}");
        }
    }
}
