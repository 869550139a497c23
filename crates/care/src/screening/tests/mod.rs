//! Laws of screening, and the cases that DECISIONS.md fixes.
#![expect(clippy::unwrap_used, reason = "tests")]

mod clearances;
mod laws;

use std::sync::LazyLock;

use anagen_knowledge::records::{AnswerText, FactKind, ListOf};
use anagen_knowledge::{Answer, FactSheet, Knowledge, Value};
use jiff::civil::{Date, date};

use crate::screening::{Gate, Report, Rulebook, Verdict, report, screen};

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::embedded().unwrap());
static RULEBOOK: LazyLock<Rulebook<'static>> = LazyLock::new(|| Rulebook::new(&KNOWLEDGE));
const TODAY: Date = date(2026, 3, 12);

fn set(sheet: &mut FactSheet, id: &str, answer: &str) {
    let key = KNOWLEDGE.fact_key(id).unwrap_or_else(|| panic!("no fact {id}"));
    let fact = KNOWLEDGE.fact(key);
    let text = match (fact.kind, answer) {
        (FactKind::YesNo, "yes") => AnswerText::YesNo(true),
        (FactKind::YesNo, "no") => AnswerText::YesNo(false),
        (FactKind::List, "none") => AnswerText::List(Vec::new()),
        (FactKind::List, names) => AnswerText::List(names.split(", ").map(str::to_owned).collect()),
        (_, text) => AnswerText::Text(text.to_owned()),
    };
    let value = KNOWLEDGE.read_answer(key, &text).unwrap();
    sheet.record_on(key, Answer::Known(value), TODAY);
}

/// A healthy man of 35 with male pattern hair loss, everything asked, everything in order.
fn healthy() -> FactSheet {
    let mut sheet = KNOWLEDGE.blank_sheet(TODAY);
    for (position, fact) in KNOWLEDGE.records.facts.iter().enumerate() {
        let key = KNOWLEDGE.fact_key(&fact.id).unwrap();
        assert_eq!(key.position(), position);
        let value = match fact.kind {
            FactKind::YesNo => Value::YesNo(false),
            FactKind::List => Value::List(KNOWLEDGE.list(fact.of.unwrap_or(ListOf::Option), &[])),
            _ => continue,
        };
        if !fact.asked_of.is_computed() {
            sheet.record(key, Answer::Known(value));
        }
    }
    for (id, answer) in [
        ("sex_at_birth", "male"),
        ("age", "35 years"),
        ("diagnosis", "aga_m"),
        ("body_weight", "80 kg"),
        ("systolic_pressure", "124 mmHg"),
        ("diastolic_pressure", "78 mmHg"),
        ("heart_rate", "66 /min"),
        ("temperature", "36.6 °C"),
        ("fasting_hours", "2 h"),
        ("consent_signed", "yes"),
        ("consent_covers_plan", "yes"),
        ("baseline_photographs", "yes"),
        ("emergency_kit_in_date", "yes"),
        ("trained_responder_present", "yes"),
        ("psa_baseline_recorded", "yes"),
        ("heart_failure_class", "none"),
        ("child_pugh", "no_cirrhosis"),
    ] {
        set(&mut sheet, id, answer);
    }
    KNOWLEDGE.apply_defaults(&mut sheet);
    sheet
}

fn procedure(sheet: &FactSheet) -> Report {
    let screening = screen(&RULEBOOK, sheet, Gate::Procedure);
    report(&RULEBOOK, sheet, &screening, &[], &[])
}

/// Sets some answers on a healthy sheet and compares verdict and the ids of open findings (`?` marks the undecided).
#[track_caller]
fn check(answers: &[(&str, &str)], verdict: Verdict, expected: &str) {
    let mut sheet = healthy();
    for (id, answer) in answers {
        if *answer == "not asked" {
            let key = KNOWLEDGE.fact_key(id).unwrap();
            sheet.record(key, Answer::Unknown(anagen_knowledge::Unknown::NotAsked));
        } else {
            set(&mut sheet, id, answer);
        }
    }
    KNOWLEDGE.apply_defaults(&mut sheet);
    let report = procedure(&sheet);
    let found: Vec<String> = report
        .findings
        .iter()
        .map(|finding| format!("{}{}", finding.id, if finding.stands() { "" } else { "?" }))
        .collect();
    assert_eq!((report.verdict, found.join(" ").as_str()), (verdict, expected));
}

#[test]
fn a_healthy_patient_is_eligible() {
    check(&[], Verdict::Eligible, "");
}

#[test]
fn nothing_asked_is_incomplete() {
    let report = procedure(&KNOWLEDGE.blank_sheet(TODAY));
    assert_eq!(report.verdict, Verdict::Incomplete);
    assert!(!report.questions.is_empty());
}

#[test]
fn thresholds_are_closed_at_the_strict_side() {
    check(
        &[("diabetes", "yes"), ("hba1c", "8.0 %"), ("diabetes_complication", "no")],
        Verdict::Caution,
        "CI-11a",
    );
    check(
        &[("diabetes", "yes"), ("hba1c", "8.1 %"), ("diabetes_complication", "no")],
        Verdict::Defer,
        "CI-11b",
    );
    check(
        &[("diabetes", "yes"), ("hba1c", "9.0 %"), ("diabetes_complication", "no")],
        Verdict::Defer,
        "CI-11b",
    );
    check(
        &[("diabetes", "yes"), ("hba1c", "9.1 %"), ("diabetes_complication", "no")],
        Verdict::NeedsSpecialist,
        "CI-11d CI-11c",
    );
    // 80 mmol/mol is 9.5 %: units are converted before comparing.
    check(
        &[
            ("diabetes", "yes"),
            ("hba1c", "80 mmol/mol"),
            ("diabetes_complication", "no"),
        ],
        Verdict::NeedsSpecialist,
        "CI-11d CI-11c",
    );
    check(&[("systolic_pressure", "180 mmHg")], Verdict::Eligible, "");
}

#[test]
fn diabetes_with_unknown_hba1c_is_incomplete() {
    let mut sheet = healthy();
    set(&mut sheet, "diabetes", "yes");
    set(&mut sheet, "diabetes_complication", "no");
    let report = procedure(&sheet);
    assert_eq!(report.verdict, Verdict::Incomplete);
    let asked: Vec<&str> = report.questions.iter().map(|question| question.fact.as_str()).collect();
    assert_eq!(asked, ["hba1c"]);
}

#[test]
fn a_stem_answered_no_decides() {
    check(&[("diabetes", "no"), ("hba1c", "not asked")], Verdict::Eligible, "");
}

#[test]
fn answers_that_contradict_each_other_decide_nothing() {
    check(
        &[("low_platelets_ever", "no"), ("platelets", "40 10^9/L")],
        Verdict::Incomplete,
        "CI-09b?",
    );
    check(
        &[("low_platelets_ever", "not asked"), ("platelets", "40 10^9/L")],
        Verdict::Excluded,
        "CI-09b",
    );
    check(
        &[("feverish", "no"), ("temperature", "38.4 °C")],
        Verdict::Incomplete,
        "CI-20a?",
    );
}

#[test]
fn pregnancy_is_asked_of_whom_it_concerns_and_not_inferred_from_recorded_sex() {
    check(
        &[
            ("sex_at_birth", "male"),
            ("can_become_pregnant", "yes"),
            ("pregnant", "yes"),
        ],
        Verdict::Excluded,
        "CI-03a",
    );
    let mut sheet = healthy();
    for fact in ["can_become_pregnant", "pregnant"] {
        sheet.record(
            KNOWLEDGE.fact_key(fact).unwrap(),
            Answer::Unknown(anagen_knowledge::Unknown::NotAsked),
        );
    }
    let report = procedure(&sheet);
    assert_eq!(report.verdict, Verdict::Incomplete);
    assert_eq!(
        report.questions.len(),
        1,
        "one question decides: {:?}",
        report.questions
    );
}

#[test]
fn an_unlisted_medicine_leaves_its_rules_undecided() {
    let mut sheet = healthy();
    set(&mut sheet, "medicines", "Unheardofine");
    let report = procedure(&sheet);
    assert_eq!(report.verdict, Verdict::Incomplete);
    assert!(report.questions.iter().any(|question| question.fact == "medicines"));
}

#[test]
fn a_known_medicine_decides_by_its_class_and_by_its_brand() {
    check(
        &[("medicines", "Marevan"), ("inr", "3.4 1")],
        Verdict::NeedsSpecialist,
        "CI-08c CI-08b DI-06a",
    );
    check(
        &[("medicines", "warfarin"), ("inr", "2.4 1")],
        Verdict::Caution,
        "CI-08a DI-06a",
    );
}

#[test]
fn the_most_severe_word_applies_first() {
    check(
        &[
            ("diabetes", "yes"),
            ("hba1c", "8.5 %"),
            ("age", "80 years"),
            ("bddq_positive", "yes"),
        ],
        Verdict::NeedsSpecialist,
        "CI-42a CI-11b CI-40",
    );
    check(
        &[("age", "17 years"), ("diabetes", "not asked")],
        Verdict::Excluded,
        "CI-39 CI-11d? CI-11b? CI-11c? CI-11a?",
    );
}

#[test]
fn a_rule_about_a_person_or_kit_leaves_the_patients_verdict() {
    let mut sheet = healthy();
    set(&mut sheet, "staff_pregnant_preparing", "yes");
    set(&mut sheet, "mixture_agents", "dutasteride");
    set(&mut sheet, "mixture_classes", "five_alpha_reductase_inhibitor");
    let screening = screen(&RULEBOOK, &sheet, Gate::Day);
    let report = report(&RULEBOOK, &sheet, &screening, &[], &[]);
    assert!(report.restrictions.iter().any(|finding| finding.id == "CI-06"));
    assert!(!report.findings.iter().any(|finding| finding.id == "CI-06"));
}

#[test]
fn a_scoped_exclusion_forbids_only_its_scope() {
    let mut sheet = healthy();
    set(&mut sheet, "partner_pregnant_or_possible", "yes");
    assert_eq!(procedure(&sheet).verdict, Verdict::Eligible, "the procedure as such");
    for (agent, fires) in [("dutasteride", true), ("minoxidil", false)] {
        set(&mut sheet, "mixture_agents", agent);
        let screening = screen(&RULEBOOK, &sheet, Gate::Cocktail);
        let fired = screening
            .results
            .iter()
            .any(|result| result.fired && RULEBOOK.rules[result.rule].rule.id == "CI-07d");
        assert_eq!(fired, fires, "{agent}");
    }
}

#[test]
fn conditions_of_the_day_do_not_hold_up_a_plan() {
    let mut sheet = healthy();
    for fact in [
        "consent_signed",
        "emergency_kit_in_date",
        "baseline_photographs",
        "systolic_pressure",
    ] {
        sheet.record(
            KNOWLEDGE.fact_key(fact).unwrap(),
            Answer::Unknown(anagen_knowledge::Unknown::NotAsked),
        );
    }
    assert_eq!(procedure(&sheet).verdict, Verdict::Eligible);
    let undecided: Vec<&str> = screen(&RULEBOOK, &sheet, Gate::Day)
        .results
        .iter()
        .map(|result| RULEBOOK.rules[result.rule].rule.id.as_str())
        .filter(|id| matches!(*id, "CI-17b" | "CI-53" | "CI-54g" | "CI-55"))
        .collect();
    assert_eq!(undecided, ["CI-17b", "CI-53", "CI-54g", "CI-55"]);
}

#[test]
fn a_rule_about_zones_speaks_of_the_zones_that_are_asked_for() {
    let mut sheet = healthy();
    set(&mut sheet, "lesion_zones", "vertex");
    let fires = |sheet: &FactSheet| {
        let results = screen(&RULEBOOK, sheet, Gate::Cocktail).results;
        results
            .into_iter()
            .find(|result| RULEBOOK.rules[result.rule].rule.id == "CI-22")
            .map(|result| result.fired)
    };
    assert_eq!(fires(&sheet), Some(false), "it is not known which zones are asked for");
    set(&mut sheet, "requested_zones", "frontal, mid");
    assert_eq!(fires(&sheet), None);
    set(&mut sheet, "requested_zones", "mid, vertex");
    assert_eq!(fires(&sheet), Some(true));
    let lesions = KNOWLEDGE.fact_key("lesion_zones").unwrap();
    sheet.record(lesions, Answer::Unknown(anagen_knowledge::Unknown::NotAsked));
    assert_eq!(fires(&sheet), Some(false));
}

#[test]
fn every_verdict_has_its_own_word_and_meaning() {
    let all = [
        Verdict::Eligible,
        Verdict::Caution,
        Verdict::Defer,
        Verdict::NeedsSpecialist,
        Verdict::Incomplete,
        Verdict::Excluded,
    ];
    let words: Vec<&str> = all.iter().map(|verdict| verdict.words()).collect();
    assert_eq!(
        words,
        [
            "eligible",
            "caution",
            "defer",
            "needs specialist",
            "incomplete",
            "excluded"
        ]
    );
    let meanings: std::collections::BTreeSet<&str> = all.iter().map(|verdict| verdict.meaning()).collect();
    assert_eq!(meanings.len(), all.len());
    for meaning in meanings {
        assert_eq!(KNOWLEDGE.forbidden_word(meaning), None, "{meaning}");
    }
}
