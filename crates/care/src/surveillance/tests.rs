//! The edges of the rule on clusters.

#![expect(clippy::unwrap_used, reason = "tests")]

use anagen_knowledge::Knowledge;
use jiff::ToSpan as _;
use jiff::civil::date;
use proptest::prelude::*;

use super::*;

const RULE: ClusterRule = ClusterRule {
    patients_at_least: 2,
    window_days: 60,
    look_back_days: 365,
};
const START: Date = date(2026, 1, 10);

fn after(days: i32) -> Date {
    START.checked_add(days.days()).unwrap()
}

fn injection(session: &str, day: i32, shared: &[(Unit, &str)]) -> Injection {
    let shared = shared.iter().map(|(unit, id)| (*unit, (*id).to_owned())).collect();
    Injection {
        session: session.to_owned(),
        on: after(day),
        shared,
    }
}

/// An abscess of a patient, seen ten days after the last of the injections.
fn abscess(patient: &str, injections: Vec<Injection>) -> Event {
    let last = injections.iter().map(|injection| injection.on).max().unwrap();
    Event {
        patient: patient.to_owned(),
        code: "ae_abscess".to_owned(),
        infection: true,
        proven_mycobacterial: false,
        seen_on: last.checked_add(10.days()).unwrap(),
        session: None,
        injections,
    }
}

fn with_lot(patient: &str, day: i32, lot: &str) -> Event {
    abscess(
        patient,
        vec![injection(&format!("{patient}-{day}"), day, &[(Unit::Lot, lot)])],
    )
}

fn n_clusters(events: &[Event]) -> usize {
    clusters(events, &RULE).len()
}

#[test]
fn the_rule_is_the_knowledges() {
    assert_eq!(ClusterRule::of(&Knowledge::embedded().unwrap()), RULE);
}

#[test]
fn the_sixtieth_day_is_in_the_window_and_the_sixty_first_is_not() {
    let on = |day| n_clusters(&[with_lot("a", 0, "L1"), with_lot("b", day, "L1")]);
    assert_eq!((on(0), on(59), on(60), on(61)), (1, 1, 1, 0));
}

#[test]
fn the_window_runs_by_injection_and_not_by_report() {
    let mut late = with_lot("a", 0, "L1");
    late.seen_on = after(300);
    let found = clusters(&[late.clone(), with_lot("b", 30, "L1")], &RULE);
    assert_eq!(found.len(), 1, "reported 300 days after");
    assert_eq!((found[0].first, found[0].last), (START, after(30)));
    // Reported on one day, injected far apart.
    let mut other = with_lot("b", 100, "L1");
    other.seen_on = after(300);
    assert_eq!(n_clusters(&[late, other]), 0);
}

#[test]
fn patients_are_counted_and_not_reports() {
    assert_eq!(n_clusters(&[with_lot("a", 0, "L1"), with_lot("a", 14, "L1")]), 0);
}

#[test]
fn another_lot_is_another_matter() {
    assert_eq!(n_clusters(&[with_lot("a", 0, "L1"), with_lot("b", 0, "L2")]), 0);
}

#[test]
fn an_injection_after_the_event_caused_nothing() {
    let mut early = with_lot("a", 20, "L1");
    early.seen_on = after(19);
    assert_eq!(n_clusters(&[early.clone(), with_lot("b", 0, "L1")]), 0);
    early.seen_on = after(20);
    assert_eq!(
        n_clusters(&[early, with_lot("b", 0, "L1")]),
        1,
        "on the day itself it may have"
    );
}

#[test]
fn the_named_session_alone_is_suspected_and_without_one_the_whole_year() {
    let twice = |session: Option<&str>, seen: i32| {
        let sessions = vec![
            injection("a-1", 0, &[(Unit::Lot, "L1")]),
            injection("a-2", 40, &[(Unit::Lot, "L2")]),
        ];
        Event {
            session: session.map(str::to_owned),
            seen_on: after(seen),
            ..abscess("a", sessions)
        }
    };
    let other = with_lot("b", 0, "L1");
    assert_eq!(n_clusters(&[twice(Some("a-2"), 50), other.clone()]), 0);
    assert_eq!(n_clusters(&[twice(Some("a-1"), 50), other.clone()]), 1);
    assert_eq!(n_clusters(&[twice(None, 365), other.clone()]), 1);
    assert_eq!(n_clusters(&[twice(None, 366), other.clone()]), 0);
    assert_eq!(
        n_clusters(&[twice(Some("a-1"), 500), other.clone()]),
        1,
        "whoever names a session is believed"
    );
    // A session that is not among the patient's own is no help: all of them are suspected.
    assert_eq!(n_clusters(&[twice(Some("gone"), 50), other]), 1);
}

#[test]
fn one_proven_mycobacterial_case_is_enough_and_suspects_every_session() {
    let sessions = vec![
        injection("a-1", 0, &[(Unit::Lot, "L1"), (Unit::Room, "R"), (Unit::Person, "P")]),
        injection("a-2", 90, &[(Unit::Lot, "L2"), (Unit::Vial, "V")]),
    ];
    let proven = Event {
        proven_mycobacterial: true,
        session: Some("a-2".to_owned()),
        ..abscess("a", sessions)
    };
    let found = clusters(&[proven], &RULE);
    let what: Vec<_> = found
        .iter()
        .map(|cluster| (&cluster.cause, cluster.unit, cluster.id.as_str()))
        .collect();
    let because = Cause::ProvenMycobacterial;
    assert_eq!(
        what,
        [
            (&because, Unit::Lot, "L2"),
            (&because, Unit::Vial, "V"),
            (&because, Unit::Lot, "L1"),
            (&because, Unit::Room, "R")
        ]
    );
}

#[test]
fn a_room_a_vial_and_a_person_are_shared_as_well() {
    let shared = [(Unit::Vial, "V"), (Unit::Room, "R"), (Unit::Person, "P")];
    let event = |patient: &str| abscess(patient, vec![injection(patient, 0, &shared)]);
    let units: Vec<Unit> = clusters(&[event("a"), event("b")], &RULE)
        .iter()
        .map(|cluster| cluster.unit)
        .collect();
    assert_eq!(units, [Unit::Vial, Unit::Room, Unit::Person]);
}

#[test]
fn other_events_are_similar_only_with_their_own_kind() {
    let event = |patient: &str, code: &str| Event {
        infection: false,
        code: code.to_owned(),
        ..with_lot(patient, 0, "L1")
    };
    assert_eq!(n_clusters(&[event("a", "ae_granuloma"), event("b", "ae_necrosis")]), 0);
    let found = clusters(&[event("a", "ae_granuloma"), event("b", "ae_granuloma")], &RULE);
    assert_eq!(found[0].cause, Cause::Similar("ae_granuloma".to_owned()));
    // Two kinds of infection are two infections.
    let folliculitis = Event {
        code: "ae_folliculitis".to_owned(),
        ..with_lot("c", 0, "L1")
    };
    assert_eq!(
        clusters(&[with_lot("a", 0, "L1"), folliculitis], &RULE)[0].cause,
        Cause::Infections
    );
}

#[test]
fn what_lies_further_apart_than_a_window_is_two_clusters() {
    let days = [("a", 0), ("b", 50), ("c", 100), ("d", 400), ("e", 401)];
    let found = clusters(&days.map(|(patient, day)| with_lot(patient, day, "L1")), &RULE);
    let sizes: Vec<_> = found
        .iter()
        .map(|cluster| (cluster.patients.len(), cluster.first, cluster.last))
        .collect();
    assert_eq!(sizes, [(3, START, after(100)), (2, after(400), after(401))]);
}

proptest! {
    /// Held against the rule itself: a lot is a cluster exactly where two patients were injected with it within the window.
    #[test]
    fn a_cluster_is_two_patients_within_the_window(cases in prop::collection::vec((0..6_usize, 0..300_i32, 0..3_usize), 0..12)) {
        let events: Vec<Event> = cases
            .iter()
            .map(|(patient, day, lot)| with_lot(&format!("p{patient}"), *day, &format!("L{lot}")))
            .collect();
        let found = clusters(&events, &RULE);
        for lot in 0..3 {
            let on: Vec<_> = cases.iter().filter(|case| case.2 == lot).collect();
            let near = on.iter().any(|a| on.iter().any(|b| a.0 != b.0 && (a.1 - b.1).abs() <= 60));
            let is_found = found.iter().any(|cluster| cluster.id == format!("L{lot}"));
            prop_assert_eq!(near, is_found, "lot {}", lot);
        }
        for cluster in &found {
            prop_assert!(cluster.patients.len() >= 2 && cluster.first <= cluster.last);
        }
    }
}
