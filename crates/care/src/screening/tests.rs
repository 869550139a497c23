//! Laws of screening, and the cases that DECISIONS.md fixes.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::sync::LazyLock;

use anagen_knowledge::records::{AnswerText, Fact, FactKind, ListOf, Severity};
use anagen_knowledge::{Answer, FactSheet, Knowledge, Value};
use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::{Gate, Report, Rulebook, Verdict, questions, report, screen};
use crate::case::{Clearance, ClearanceKind, Letter, Role};

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

fn clearance(rule: &str, kind: ClearanceKind, role: Role) -> Clearance {
    Clearance {
        rule: rule.to_owned(),
        kind,
        by: "Dr Example".to_owned(),
        role,
        on: TODAY,
        expires: Some(date(2026, 9, 12)),
        reason: Some("seen with the patient".to_owned()),
        letter: (kind == ClearanceKind::SpecialistLetter).then(|| Letter {
            specialist: "cardiologist".to_owned(),
            from: "Dr Heart".to_owned(),
            dated: date(2026, 3, 1),
        }),
    }
}

#[track_caller]
fn check_clearance(answers: &[(&str, &str)], clearances: &[Clearance], verdict: Verdict, n_rejected: usize) {
    let mut sheet = healthy();
    for (id, answer) in answers {
        set(&mut sheet, id, answer);
    }
    let screening = screen(&RULEBOOK, &sheet, Gate::Procedure);
    let report = report(&RULEBOOK, &sheet, &screening, &[], clearances);
    assert_eq!(
        (report.verdict, report.rejected_clearances.len()),
        (verdict, n_rejected),
        "{:?}",
        report.rejected_clearances
    );
    assert_eq!(
        report.findings.len(),
        screening.results.len(),
        "a cleared finding stays visible"
    );
}

#[test]
fn who_clears_what() {
    use ClearanceKind::{Override, SpecialistLetter};
    use Role::{Assistant, Prescriber};
    let old: &[_] = &[("age", "80 years")];
    let heart: &[_] = &[("any_heart_disease", "yes")];
    let sugar: &[_] = &[("diabetes", "yes"), ("hba1c", "8.5 %")];
    let young: &[_] = &[("age", "17 years")];
    check_clearance(old, &[clearance("CI-40", Override, Prescriber)], Verdict::Eligible, 0);
    check_clearance(old, &[clearance("CI-40", Override, Assistant)], Verdict::Caution, 1);
    check_clearance(
        old,
        &[Clearance {
            reason: None,
            ..clearance("CI-40", Override, Prescriber)
        }],
        Verdict::Caution,
        1,
    );
    check_clearance(
        old,
        &[Clearance {
            expires: None,
            ..clearance("CI-40", Override, Prescriber)
        }],
        Verdict::Caution,
        1,
    );
    check_clearance(
        old,
        &[Clearance {
            expires: Some(date(2026, 3, 11)),
            ..clearance("CI-40", Override, Prescriber)
        }],
        Verdict::Caution,
        1,
    );
    check_clearance(
        heart,
        &[clearance("CI-15", SpecialistLetter, Prescriber)],
        Verdict::Eligible,
        0,
    );
    check_clearance(
        heart,
        &[clearance("CI-15", Override, Prescriber)],
        Verdict::NeedsSpecialist,
        1,
    );
    check_clearance(
        heart,
        &[Clearance {
            letter: None,
            ..clearance("CI-15", SpecialistLetter, Prescriber)
        }],
        Verdict::NeedsSpecialist,
        1,
    );
    check_clearance(sugar, &[clearance("CI-11b", Override, Prescriber)], Verdict::Defer, 1);
    check_clearance(young, &[clearance("CI-39", Override, Prescriber)], Verdict::Excluded, 1);
    check_clearance(&[], &[clearance("CI-39", Override, Prescriber)], Verdict::Eligible, 1);
}

#[test]
fn an_override_counts_up_to_its_last_day_and_not_before_its_own() {
    let old: &[_] = &[("age", "80 years")];
    let of = |on: Date, expires: Date| Clearance {
        on,
        expires: Some(expires),
        ..clearance("CI-40", ClearanceKind::Override, Role::Prescriber)
    };
    check_clearance(old, &[of(TODAY, TODAY)], Verdict::Eligible, 0);
    check_clearance(old, &[of(date(2026, 3, 13), date(2026, 9, 12))], Verdict::Caution, 1);
    check_clearance(old, &[of(date(2026, 3, 1), date(2026, 3, 11))], Verdict::Caution, 1);
}

#[test]
fn a_letter_is_of_the_named_specialist_recent_and_older_than_its_signature() {
    let heart: &[_] = &[("any_heart_disease", "yes")];
    let letter = |specialist: &str, dated: Date, expires: Option<Date>| {
        let mut clearance = clearance("CI-15", ClearanceKind::SpecialistLetter, Role::Prescriber);
        clearance.expires = expires;
        clearance.letter = Some(Letter {
            specialist: specialist.to_owned(),
            from: "Dr Heart".to_owned(),
            dated,
        });
        clearance
    };
    let recent = date(2026, 3, 1);
    for specialist in ["cardiologist", "Cardiologist", "consultant cardiologist"] {
        check_clearance(heart, &[letter(specialist, recent, None)], Verdict::Eligible, 0);
    }
    for specialist in ["dermatologist", "", " "] {
        check_clearance(heart, &[letter(specialist, recent, None)], Verdict::NeedsSpecialist, 1);
    }
    // Without an expiry a letter counts 365 days; with one, until then.
    check_clearance(
        heart,
        &[letter("cardiologist", date(2025, 3, 12), None)],
        Verdict::Eligible,
        0,
    );
    check_clearance(
        heart,
        &[letter("cardiologist", date(2025, 3, 11), None)],
        Verdict::NeedsSpecialist,
        1,
    );
    check_clearance(
        heart,
        &[letter("cardiologist", date(2024, 1, 1), Some(TODAY))],
        Verdict::Eligible,
        0,
    );
    check_clearance(
        heart,
        &[letter("cardiologist", recent, Some(date(2026, 3, 11)))],
        Verdict::NeedsSpecialist,
        1,
    );
    // Signed on the day of the letter, not before it.
    check_clearance(heart, &[letter("cardiologist", TODAY, None)], Verdict::Eligible, 0);
    check_clearance(
        heart,
        &[letter("cardiologist", date(2026, 3, 13), None)],
        Verdict::NeedsSpecialist,
        1,
    );
}

#[test]
fn one_of_several_named_specialists_is_enough() {
    let stage: &[_] = &[("stage_poor_candidate", "yes")];
    for (specialist, verdict, n_rejected) in [
        ("hair-restoration surgeon", Verdict::Eligible, 0),
        ("dermatologist", Verdict::Eligible, 0),
        ("psychiatrist", Verdict::NeedsSpecialist, 1),
    ] {
        let mut clearance = clearance("SC-01", ClearanceKind::SpecialistLetter, Role::Prescriber);
        clearance.letter = clearance.letter.map(|letter| Letter {
            specialist: specialist.to_owned(),
            ..letter
        });
        check_clearance(stage, &[clearance], verdict, n_rejected);
    }
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

/// Candidate values of a fact, so that random sheets cross thresholds.
fn candidates(fact: &Fact) -> Vec<Value> {
    match fact.kind {
        FactKind::YesNo => vec![Value::YesNo(false), Value::YesNo(true)],
        FactKind::Number => {
            let (from, to) = fact.range.map_or((0.0, 200.0), |range| (range.from, range.to));
            (0..=12)
                .map(|step| Value::number(from + (to - from) * f64::from(step) / 12.0))
                .collect()
        }
        FactKind::Choice => KNOWLEDGE
            .options(fact)
            .into_iter()
            .map(|option| Value::Choice(option.to_owned()))
            .collect(),
        FactKind::Date => [1, 10, 20, 60, 150, 400, 3000]
            .map(|days| Value::Date(TODAY.saturating_sub(jiff::Span::new().days(days))))
            .to_vec(),
        FactKind::List => {
            let of = fact.of.unwrap_or(ListOf::Option);
            let names: Vec<&str> = match of {
                ListOf::Medicine => vec![
                    "warfarin",
                    "apixaban",
                    "propranolol",
                    "prednisolone",
                    "minoxidil",
                    "aspirin",
                    "ritonavir",
                ],
                ListOf::Allergen => vec!["lidocaine", "latex", "chlorhexidine", "benzyl_alcohol"],
                ListOf::Agent | ListOf::Component => {
                    vec!["minoxidil", "dutasteride", "lidocaine", "biotin", "exosomes"]
                }
                ListOf::AgentClass => vec!["vasodilator", "five_alpha_reductase_inhibitor"],
                ListOf::Zone => vec!["frontal", "vertex"],
                ListOf::Option => KNOWLEDGE.options(fact),
            };
            let mut lists = vec![Value::List(KNOWLEDGE.list(of, &[]))];
            lists.extend(
                names
                    .iter()
                    .map(|name| Value::List(KNOWLEDGE.list(of, &[(*name).to_owned()]))),
            );
            lists
        }
    }
}

/// For each fact: not answered, or the number of one of its candidates.
fn any_answers() -> impl Strategy<Value = Vec<Option<usize>>> {
    prop::collection::vec(prop::option::weighted(0.7, 0..64_usize), KNOWLEDGE.records.facts.len())
}

fn sheet_of(answers: &[Option<usize>], first: usize) -> FactSheet {
    let mut sheet = KNOWLEDGE.blank_sheet(TODAY);
    for (fact, answer) in KNOWLEDGE.records.facts.iter().zip(answers).take(first) {
        let Some(pick) = answer else { continue };
        let values = candidates(fact);
        sheet.record(
            KNOWLEDGE.fact_key(&fact.id).unwrap(),
            Answer::Known(values[pick % values.len()].clone()),
        );
    }
    sheet
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// A new answer only decides what was undecided: what fired stays fired, what was quiet stays quiet.
    #[test]
    fn an_answer_decides_only_what_was_undecided(answers in any_answers(), cut in 0..200_usize) {
        let before = screen(&RULEBOOK, &sheet_of(&answers, cut), Gate::Day);
        let after = screen(&RULEBOOK, &sheet_of(&answers, answers.len()), Gate::Day);
        for result in &before.results {
            if result.fired {
                prop_assert!(after.results.contains(result), "{} stopped firing", RULEBOOK.rules[result.rule].rule.id);
            }
        }
        for result in &after.results {
            prop_assert!(before.results.iter().any(|old| old.rule == result.rule), "{} was quiet before", RULEBOOK.rules[result.rule].rule.id);
        }
    }

    /// One by one in any order or all at once: the same verdict.
    #[test]
    fn the_order_of_answers_does_not_matter(answers in any_answers(), rotation in 0..200_usize) {
        let at_once = screen(&RULEBOOK, &sheet_of(&answers, answers.len()), Gate::Day);
        let mut sheet = KNOWLEDGE.blank_sheet(TODAY);
        let n = answers.len();
        for step in 0..n {
            let position = (step + rotation) % n;
            if let Some(pick) = answers[position] {
                let fact = &KNOWLEDGE.records.facts[position];
                let values = candidates(fact);
                sheet.record(KNOWLEDGE.fact_key(&fact.id).unwrap(), Answer::Known(values[pick % values.len()].clone()));
                let _ = screen(&RULEBOOK, &sheet, Gate::Day);
            }
        }
        prop_assert_eq!(screen(&RULEBOOK, &sheet, Gate::Day), at_once);
    }

    /// Forgetting an answer never makes a screening milder than incomplete would: unknown never behaves as "no".
    #[test]
    fn forgetting_never_permits(answers in any_answers(), forget in 0..200_usize) {
        let full = sheet_of(&answers, answers.len());
        let mut less = full.clone();
        let position = forget % answers.len();
        let key = KNOWLEDGE.fact_key(&KNOWLEDGE.records.facts[position].id).unwrap();
        less.record(key, Answer::Unknown(anagen_knowledge::Unknown::NotAsked));
        let (known, unknown) = (screen(&RULEBOOK, &full, Gate::Day).verdict, screen(&RULEBOOK, &less, Gate::Day).verdict);
        if known >= Verdict::Defer {
            prop_assert!(unknown >= Verdict::Incomplete.min(known), "{known:?} became {unknown:?}");
        }
    }

    /// A risk added never makes a verdict milder: one more medicine, one more allergy.
    #[test]
    fn a_risk_added_never_makes_a_verdict_milder(answers in any_answers(), medicine in 0..500_usize, allergen in 0..180_usize) {
        let sheet = sheet_of(&answers, answers.len());
        let before = screen(&RULEBOOK, &sheet, Gate::Day).verdict;
        let records = &KNOWLEDGE.records;
        for (fact, of, name) in [
            ("medicines", ListOf::Medicine, &records.medicines[medicine % records.medicines.len()].id),
            ("allergies", ListOf::Allergen, &records.allergens[allergen % records.allergens.len()].id),
        ] {
            let key = KNOWLEDGE.fact_key(fact).unwrap();
            let Some(Value::List(list)) = sheet.value(key) else { continue };
            let mut names = list.entries.clone();
            names.push(name.clone());
            let mut more = sheet.clone();
            more.record(key, Answer::Known(Value::List(KNOWLEDGE.list(of, &names))));
            let after = screen(&RULEBOOK, &more, Gate::Day).verdict;
            prop_assert!(after >= before, "{name}: {before:?} became {after:?}");
        }
    }

    /// The questions asked can decide it: some answers to them, and to nothing else, leave no blocking rule undecided.
    #[test]
    fn the_questions_can_decide(answers in any_answers()) {
        let mut sheet = sheet_of(&answers, answers.len());
        KNOWLEDGE.apply_defaults(&mut sheet);
        let screening = screen(&RULEBOOK, &sheet, Gate::Procedure);
        let open = |sheet: &FactSheet| -> Vec<&str> {
            screen(&RULEBOOK, sheet, Gate::Procedure)
                .results
                .into_iter()
                .filter(|result| !result.fired && RULEBOOK.rules[result.rule].rule.severity >= Severity::Defer)
                .map(|result| RULEBOOK.rules[result.rule].rule.id.as_str())
                .collect()
        };
        let asked = questions(&RULEBOOK, &sheet, &screening);
        // Coordinate descent over the candidates of the asked facts: the rules are few and each is settled by one or two facts.
        for _ in 0..3 {
            for question in &asked {
                let key = KNOWLEDGE.fact_key(&question.fact).unwrap();
                let best = candidates(KNOWLEDGE.fact(key))
                    .into_iter()
                    .min_by_key(|value| {
                        let mut tried = sheet.clone();
                        tried.record(key, Answer::Known(value.clone()));
                        KNOWLEDGE.apply_defaults(&mut tried);
                        open(&tried).len()
                    })
                    .unwrap();
                sheet.record(key, Answer::Known(best));
            }
            let mut settled = sheet.clone();
            KNOWLEDGE.apply_defaults(&mut settled);
            sheet = settled;
        }
        prop_assert!(open(&sheet).is_empty(), "{:?} open after {:?}", open(&sheet), asked.iter().map(|question| &question.fact).collect::<Vec<_>>());// {:?}", asked.iter().map(|question| &question.fact).collect::<Vec<_>>());
    }
}
