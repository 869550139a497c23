//! Laws that hold for any answers.

use anagen_knowledge::records::{Fact, FactKind, ListOf, Severity};
use anagen_knowledge::{Answer, FactSheet, Value};
use proptest::prelude::*;

use super::{KNOWLEDGE, RULEBOOK, TODAY};
use crate::screening::{Gate, Verdict, questions, screen};

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
