//! Laws of conditions: answers only decide, thresholds are closed where they say so.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::sync::LazyLock;

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::{Comparison, Condition};
use crate::{Answer, FactSheet, Knowledge, Truth, Unknown, Value, example_folder};

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::load(&example_folder::files(), None).unwrap());
const TODAY: Date = date(2026, 3, 12);

#[track_caller]
fn check(comparison: Comparison, low: f64, high: f64, expected: Truth) {
    assert_eq!(comparison.compare(low, high, 8.0), expected, "{low}..{high}");
}

#[test]
fn a_threshold_is_closed_where_its_name_says_so() {
    use Comparison::{Above, AtLeast, AtMost, Below};
    use Truth::{False, True, Unknown};
    // 0.1 x 80 is not 8 in binary: rounding of the arithmetic decides nothing.
    let nearly = 0.1 * 80.0 * (1.0 + 1e-15);
    for eight in [8.0, nearly] {
        check(Above, eight, eight, False);
        check(AtLeast, eight, eight, True);
        check(Below, eight, eight, False);
        check(AtMost, eight, eight, True);
    }
    check(Above, 8.1, 8.1, True);
    check(Below, 7.9, 7.9, True);
    check(Above, 7.9, 8.1, Unknown);
    check(AtMost, 7.0, 8.0, True);
    check(AtMost, 7.0, 8.1, Unknown);
    check(AtLeast, 8.0, 9.0, True);
    check(Below, 8.0, f64::INFINITY, False);
    check(Above, f64::NAN, f64::NAN, Unknown);
}

fn leaf() -> impl Strategy<Value = Condition> {
    let key = |id: &str| KNOWLEDGE.fact_key(id).unwrap();
    let (diabetes, hba1c, medicines) = (key("diabetes"), key("hba1c"), key("medicines"));
    prop_oneof![
        any::<bool>().prop_map(move |is| Condition::YesNo(diabetes, is)),
        (0..4_usize, 3.0..20.0_f64).prop_map(move |(comparison, threshold)| {
            let comparison = [
                Comparison::Above,
                Comparison::AtLeast,
                Comparison::Below,
                Comparison::AtMost,
            ][comparison];
            Condition::Number(hba1c, comparison, threshold)
        }),
        Just(Condition::Includes(medicines, vec!["anticoagulant".to_owned()])),
    ]
}

fn any_condition() -> impl Strategy<Value = Condition> {
    leaf().prop_recursive(4, 24, 3, |part| {
        prop_oneof![
            prop::collection::vec(part.clone(), 1..4).prop_map(Condition::All),
            prop::collection::vec(part.clone(), 1..4).prop_map(Condition::Any),
            part.prop_map(|part| Condition::Not(Box::new(part))),
        ]
    })
}

fn any_sheet() -> impl Strategy<Value = FactSheet> {
    let medicine = prop::sample::select(vec!["warfarin", "a tea"]);
    let answers = (
        prop::option::of(any::<bool>().prop_map(Value::YesNo)),
        prop::option::of(
            (3.0..20.0_f64, 0.0..3.0_f64).prop_map(|(low, width)| Value::Number { low, high: low + width }),
        ),
        prop::option::of(prop::collection::vec(medicine, 0..3)),
    );
    answers.prop_map(|(diabetes, hba1c, medicines)| {
        let list = |names: Vec<&str>| {
            let names: Vec<String> = names.into_iter().map(str::to_owned).collect();
            Value::List(KNOWLEDGE.list(crate::records::ListOf::Medicine, &names))
        };
        let mut sheet = KNOWLEDGE.blank_sheet(TODAY);
        for (id, value) in [
            ("diabetes", diabetes),
            ("hba1c", hba1c),
            ("medicines", medicines.map(list)),
        ] {
            if let Some(value) = value {
                sheet.record(KNOWLEDGE.fact_key(id).unwrap(), Answer::Known(value));
            }
        }
        sheet
    })
}

proptest! {
    /// Taking an answer away never turns yes into no or no into yes.
    #[test]
    fn an_answer_only_decides(condition in any_condition(), sheet in any_sheet(), forget in 0..4_usize) {
        let id = ["diabetes", "hba1c", "medicines", "mixture_agents"][forget];
        let mut less = sheet.clone();
        less.record(KNOWLEDGE.fact_key(id).unwrap(), Answer::Unknown(Unknown::Refused));
        let (before, after) = (condition.evaluate(&less), condition.evaluate(&sheet));
        prop_assert!(before == Truth::Unknown || before == after);
    }

    /// Nothing asked decides nothing, whatever is asked for.
    #[test]
    fn a_blank_sheet_decides_nothing(condition in any_condition()) {
        prop_assert_eq!(condition.evaluate(&KNOWLEDGE.blank_sheet(TODAY)), Truth::Unknown);
    }

    /// De Morgan, on conditions.
    #[test]
    fn not_turns_all_into_any(parts in prop::collection::vec(any_condition(), 1..4), sheet in any_sheet()) {
        let negated = parts.iter().map(|part| Condition::Not(Box::new(part.clone()))).collect();
        let not_all = Condition::Not(Box::new(Condition::All(parts)));
        prop_assert_eq!(not_all.evaluate(&sheet), Condition::Any(negated).evaluate(&sheet));
    }

    /// What holds on some sheet can hold; so no rule that can fire is ever refused.
    #[test]
    fn what_holds_somewhere_can_hold(condition in any_condition(), sheet in any_sheet()) {
        if condition.evaluate(&sheet) == Truth::True {
            prop_assert!(crate::check::satisfiable::can_hold(&condition, &KNOWLEDGE));
        }
    }
}
