//! Nothing of the source material got lost: every claim, conflict, rule, protocol and study has its record.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use anagen_knowledge::Knowledge;
use anagen_knowledge::records::{AgentRole, Severity};

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::embedded().unwrap());

/// Whether exactly these ids are there.
#[track_caller]
fn check<'a>(found: impl Iterator<Item = &'a String>, expected: impl IntoIterator<Item = String>) {
    let found: BTreeSet<String> = found.cloned().collect();
    let expected: BTreeSet<String> = expected.into_iter().collect();
    let missing: Vec<_> = expected.difference(&found).collect();
    let unexpected: Vec<_> = found.difference(&expected).collect();
    assert!(
        missing.is_empty() && unexpected.is_empty(),
        "missing {missing:?}, unexpected {unexpected:?}"
    );
}

/// `C-001`, `C-002`, ...
fn numbered(prefix: &str, numbers: std::ops::RangeInclusive<u32>, width: usize) -> impl Iterator<Item = String> {
    numbers.map(move |number| format!("{prefix}-{number:0width$}"))
}

/// The families of rules and duties that have at least one record: `CI-11` of `CI-11a`, `F-11` of `F-11-duty`.
fn families(prefix: &str) -> BTreeSet<String> {
    let rules = KNOWLEDGE.records.rules.iter().map(|rule| rule.id.as_str());
    let duties = KNOWLEDGE.records.checklist.iter().map(|item| item.id.as_str());
    rules
        .chain(duties)
        .filter_map(|id| id.strip_prefix(prefix)?.strip_prefix('-'))
        .map(|rest| {
            format!(
                "{prefix}-{}",
                rest.chars().take_while(char::is_ascii_digit).collect::<String>()
            )
        })
        .collect()
}

#[track_caller]
fn check_families(prefix: &str, last: u32) {
    let found = families(prefix);
    let missing: Vec<String> = numbered(prefix, 1..=last, 2).filter(|id| !found.contains(id)).collect();
    assert!(missing.is_empty(), "missing {missing:?}");
}

#[test]
fn every_claim_has_a_verdict() {
    // C-047 is a list of thirteen ingredients, one claim each.
    let parts = ('a'..='m').map(|part| format!("C-047{part}"));
    let whole = numbered("C", 1..=176, 3).filter(|id| id != "C-047");
    check(
        KNOWLEDGE.records.claims.iter().map(|claim| &claim.id),
        whole.chain(parts),
    );
    assert_eq!(KNOWLEDGE.records.claims.len(), 188);
}

#[test]
fn every_contradiction_stands_with_its_sides() {
    let expected = numbered("X", 1..=22, 2).chain(["X-02b".to_owned()]);
    check(
        KNOWLEDGE.records.conflicts.iter().map(|conflict| &conflict.id),
        expected,
    );
}

#[test]
fn every_wrong_citation_is_put_right() {
    check(
        KNOWLEDGE.records.citations.iter().map(|citation| &citation.id),
        numbered("R", 1..=14, 2),
    );
}

#[test]
fn every_family_of_rules_is_there() {
    check_families("CI", 57);
    check_families("DI", 24);
    check_families("F", 24);
}

#[test]
fn every_protocol_is_there() {
    let expected = [
        "ABD", "AZA", "CLN1", "CLN2", "GAJ", "IRN", "MOF", "PRP", "S000", "S001a", "S001b", "SAC17", "SAC22", "SMZ",
        "SOB", "TAC", "UZE", "VIL",
    ];
    check(
        KNOWLEDGE.records.protocols.iter().map(|protocol| &protocol.id),
        expected.map(|name| format!("P-{name}")),
    );
    check(
        KNOWLEDGE.records.adaptive_rules.iter().map(|rule| &rule.id),
        numbered("AD", 1..=11, 2),
    );
}

#[test]
fn every_study_is_there() {
    let expected = numbered("E", 1..=21, 2)
        .chain(numbered("E", 30..=40, 2))
        .chain(numbered("E", 50..=61, 2));
    check(KNOWLEDGE.records.studies.iter().map(|study| &study.id), expected);
}

#[test]
fn what_is_blocked_cannot_be_dosed() {
    for agent in KNOWLEDGE
        .records
        .agents
        .iter()
        .filter(|agent| agent.role == AgentRole::Blocked)
    {
        let forbidden = agent
            .caps
            .iter()
            .any(|cap| cap.amount.value <= 0.0 && cap.severity == Severity::Absolute);
        assert!(forbidden, "{} is blocked and has no cap of 0 mg", agent.id);
    }
    for id in ["BL-01", "BL-02", "CI-57a", "F-01a", "F-24a"] {
        let rule = KNOWLEDGE.records.rules.iter().find(|rule| rule.id == id).unwrap();
        assert!(rule.block && rule.severity == Severity::Absolute, "{id} is a block");
    }
}

#[test]
fn every_record_is_found_by_its_id() {
    KNOWLEDGE.records.for_each(&mut |_, record| {
        assert!(KNOWLEDGE.provenance(record.id()).is_some() && !KNOWLEDGE.records.json(record.id()).is_empty());
    });
}
