//! What the cases are said to show, they show: read from the files themselves.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{KNOWLEDGE, examples};

/// A case as it is written.
struct Written {
    name: String,
    is_json: bool,
    document: Value,
    exit_code: u8,
}

impl Written {
    fn text(&self, pointer: &str) -> Option<&str> {
        self.document.pointer(pointer)?.as_str()
    }

    /// The answers to a fact, by all sources.
    fn answers(&self, fact: &str) -> Vec<&Value> {
        let groups = self.document.pointer("/answers").and_then(Value::as_array);
        groups
            .into_iter()
            .flatten()
            .filter_map(|group| group.get("facts")?.get(fact))
            .collect()
    }

    fn has_drug(&self) -> bool {
        self.document.pointer("/request/agents").is_some() || self.document.pointer("/request/draw").is_some()
    }
}

fn written() -> Vec<Written> {
    let examples = examples("cases").into_iter();
    let cases = examples.map(|example| Written {
        is_json: example.is_json(),
        exit_code: example.outcome().exit_code,
        document: if example.is_json() {
            serde_json::from_str(&example.text).unwrap()
        } else {
            toml::from_str(&example.text).unwrap()
        },
        name: example.name,
    });
    cases.collect()
}

#[track_caller]
fn check<'a>(what: &str, wanted: impl IntoIterator<Item = &'a str>, shown: &BTreeSet<&str>) {
    let missing: Vec<&str> = wanted.into_iter().filter(|wanted| !shown.contains(wanted)).collect();
    assert!(missing.is_empty(), "no case shows the {what} {}", missing.join(", "));
}

#[test]
fn every_verdict_is_shown() {
    let shown: BTreeSet<u8> = written().iter().map(|case| case.exit_code).collect();
    assert_eq!(shown, BTreeSet::from([0, 10, 11, 12, 13, 14, 15]));
}

#[test]
fn every_sex_is_shown_and_none_is_inferred_from() {
    let cases = written();
    let shown: BTreeSet<&str> = cases
        .iter()
        .flat_map(|case| case.answers("sex_at_birth"))
        .filter_map(Value::as_str)
        .collect();
    let fact = KNOWLEDGE.fact(KNOWLEDGE.fact_key("sex_at_birth").unwrap());
    check("sex", fact.options.iter().map(|option| option.id.as_str()), &shown);
    let recorded_male_can_become_pregnant = |case: &Written| {
        case.answers("sex_at_birth").iter().any(|sex| *sex == "male")
            && case.answers("can_become_pregnant").contains(&&Value::Bool(true))
    };
    assert!(cases.iter().any(recorded_male_can_become_pregnant));
}

#[test]
fn every_family_of_conditions_is_shown() {
    let cases = written();
    let conditions = &KNOWLEDGE.records.conditions;
    let family = |id: &str| {
        conditions
            .iter()
            .find(|condition| condition.id == id)
            .map(|condition| format!("{:?}", condition.family))
    };
    let shown: BTreeSet<String> = cases
        .iter()
        .filter_map(|case| family(case.text("/diagnosis/condition")?))
        .collect();
    let wanted: BTreeSet<String> = conditions
        .iter()
        .map(|condition| format!("{:?}", condition.family))
        .collect();
    check(
        "family",
        wanted.iter().map(String::as_str),
        &shown.iter().map(String::as_str).collect(),
    );
}

#[test]
fn every_technique_is_shown() {
    let cases = written();
    let shown = cases
        .iter()
        .filter_map(|case| case.text("/request/technique"))
        .collect();
    check(
        "technique",
        KNOWLEDGE
            .records
            .techniques
            .iter()
            .map(|technique| technique.id.as_str()),
        &shown,
    );
    assert!(
        cases
            .iter()
            .any(|case| case.text("/request/technique") == Some("microneedling") && !case.has_drug()),
        "needling alone"
    );
}

#[test]
fn every_protocol_is_shown() {
    let cases = written();
    let shown = cases
        .iter()
        .filter_map(|case| case.text("/request/protocol/id"))
        .collect();
    check(
        "protocol",
        KNOWLEDGE.records.protocols.iter().map(|protocol| protocol.id.as_str()),
        &shown,
    );
    let taper_answered: BTreeSet<bool> = cases
        .iter()
        .filter(|case| case.text("/request/protocol/id") == Some("P-S000"))
        .map(|case| case.document.pointer("/request/protocol/steps/Taper").is_some())
        .collect();
    assert_eq!(
        taper_answered,
        BTreeSet::from([false, true]),
        "P-S000 is shown with its taper open and answered"
    );
}

#[test]
fn both_purposes_around_a_transplant_are_shown() {
    let cases = written();
    let shown = cases
        .iter()
        .filter_map(|case| case.text("/request/purpose/for"))
        .collect();
    check("purpose", ["before_transplant", "after_transplant"], &shown);
}

#[test]
fn there_are_enough_cases_in_both_formats_and_all_are_invented() {
    let cases = written();
    assert!(cases.len() >= 24, "{} cases", cases.len());
    assert!(cases.iter().filter(|case| case.is_json).count() >= 2);
    assert!(
        cases.iter().any(|case| case.document.get("request").is_none()),
        "a screening alone"
    );
    for case in &cases {
        assert_eq!(case.document.get("demo"), Some(&Value::Bool(true)), "{}", case.name);
        assert!(case.text("/title").is_some(), "{}", case.name);
        assert!(case.document.get("decided_at").is_some(), "{}", case.name);
    }
    let references: BTreeSet<&str> = cases.iter().filter_map(|case| case.text("/reference")).collect();
    assert_eq!(references.len(), cases.len(), "each has a number of its own");
}
