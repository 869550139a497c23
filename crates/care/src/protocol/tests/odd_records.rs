//! Protocols and rules as a clinic's overlay could write them.

use anagen_knowledge::Knowledge;
use anagen_knowledge::records::{CountRange, Phase};

use super::super::course;
use super::{KNOWLEDGE, dose, request};

fn phase(name: &str) -> Phase {
    Phase {
        name: name.to_owned(),
        weeks: None,
        every: None,
        count: None,
        per_interval: None,
        duration: None,
        undefined: None,
    }
}

fn every(name: &str, interval: &str) -> Phase {
    Phase {
        every: Some(interval.parse().unwrap()),
        ..phase(name)
    }
}

/// The knowledge with one protocol more, and a request for it.
fn knowledge_with(phases: Vec<Phase>) -> Knowledge {
    let mut knowledge = KNOWLEDGE.clone();
    let mut odd = knowledge.records.protocols[0].clone();
    odd.id = "P-ODD".to_owned();
    odd.phases = phases;
    knowledge.records.protocols.push(odd);
    knowledge
}

const ODD: &str = "start = \"2026-03-02\"\nprotocol = { id = \"P-ODD\" }";

/// Days from the first session, or the code of the first refusal.
#[track_caller]
fn check(phases: Vec<Phase>, expected: Result<&[i64], &str>) {
    let knowledge = knowledge_with(phases);
    let days = course(&request(ODD), &[dose("biotin", 1.0)], &knowledge).map(|course| {
        let days: Vec<_> = course.sessions().map(|session| session.date.unwrap()).collect();
        days.iter()
            .map(|day| super::super::offset::days_between(days[0], *day))
            .collect::<Vec<_>>()
    });
    match (&days, expected) {
        (Ok(days), Ok(expected)) => assert_eq!(days, expected),
        (Err(refusals), Err(code)) => assert_eq!(refusals[0].code, code),
        _ => panic!("{days:?}, but {expected:?} was expected"),
    }
}

#[test]
fn phases_that_no_calendar_can_hold_are_refused() {
    check(
        vec![Phase {
            weeks: Some(vec![0, 0, 1]),
            ..phase("A")
        }],
        Err("protocol_cannot_be_dated"),
    );
    check(
        vec![Phase {
            weeks: Some(vec![0, u32::MAX]),
            ..phase("A")
        }],
        Err("date_out_of_range"),
    );
    check(vec![every("A", "36 h")], Err("protocol_cannot_be_dated"));
    check(vec![every("A", "0 days")], Err("protocol_cannot_be_dated"));
    check(vec![every("A", "7 mg")], Err("protocol_cannot_be_dated"));
    check(vec![phase("A")], Err("protocol_cannot_be_dated"));
    check(
        vec![Phase {
            per_interval: Some(8),
            ..every("A", "1 week")
        }],
        Err("protocol_cannot_be_dated"),
    );
    let backwards = vec![
        Phase {
            weeks: Some(vec![0, 4]),
            ..phase("A")
        },
        Phase {
            weeks: Some(vec![4]),
            ..phase("B")
        },
    ];
    check(backwards, Err("protocol_cannot_be_dated"));
}

#[test]
fn a_phase_follows_the_one_before_by_its_own_interval() {
    let two_phases = |second: Phase| {
        vec![
            Phase {
                weeks: Some(vec![0, 1]),
                ..phase("A")
            },
            second,
        ]
    };
    let three = Some(CountRange { from: 3, to: 3 });
    check(
        two_phases(Phase {
            count: three,
            ..every("B", "48 h")
        }),
        Ok(&[0, 7, 9, 11, 13]),
    );
    check(
        two_phases(Phase {
            count: three,
            per_interval: Some(2),
            ..every("B", "1 week")
        }),
        Ok(&[0, 7, 14, 17, 21]),
    );
    let lasting = Phase {
        duration: Some("2 weeks".parse().unwrap()),
        ..every("B", "1 week")
    };
    check(two_phases(lasting), Ok(&[0, 7, 14, 21]));
    check(
        two_phases(Phase {
            count: three,
            ..every("B", "1 year")
        }),
        Ok(&[0, 7]),
    );
}

#[test]
fn a_phase_that_begins_later_says_nothing_of_a_move() {
    let knowledge = knowledge_with(vec![Phase {
        weeks: Some(vec![1, 2]),
        ..phase("A")
    }]);
    let mut asked = request(ODD);
    asked.closed_days = vec![asked.start.unwrap()];
    let course = course(&asked, &[], &knowledge).unwrap();
    let first = course.sessions().next().unwrap();
    assert_eq!(
        (first.date.unwrap().to_string().as_str(), first.moved_from),
        ("2026-03-10", None)
    );
}

#[test]
fn an_open_ended_phase_runs_until_the_months_that_are_asked_for() {
    let knowledge = knowledge_with(vec![every("Open", "1 month")]);
    let mut asked = request(ODD);
    assert_eq!(
        course(&asked, &[], &knowledge).unwrap().sessions().count(),
        12,
        "the ceiling ends it"
    );
    if let Some(protocol) = &mut asked.protocol {
        protocol.months = Some(4);
    }
    assert_eq!(course(&asked, &[], &knowledge).unwrap().sessions().count(), 4);
}

#[test]
fn what_comes_after_the_ceiling_is_beyond_it_too() {
    let six = Some(CountRange { from: 6, to: 6 });
    let knowledge = knowledge_with(vec![
        Phase {
            count: six,
            ..every("Quarterly", "3 months")
        },
        Phase {
            count: six,
            ..every("Weekly", "1 week")
        },
    ]);
    let course = course(&request(ODD), &[], &knowledge).unwrap();
    assert_eq!((course.sessions().count(), course.ceiling.sessions_beyond), (4, 8));
    assert!(course.is_complete && course.phases[1].sessions.is_empty());
}

#[test]
fn numbers_are_those_of_the_rules_and_their_lack_is_refused() {
    let with = |change: &dyn Fn(&mut Knowledge)| {
        let mut knowledge = KNOWLEDGE.clone();
        change(&mut knowledge);
        let asked = request("start = \"2026-03-02\"\nprotocol = { id = \"P-SAC22\" }");
        course(&asked, &[], &knowledge).map_err(|refusals| refusals[0].code)
    };
    let set = |id: &'static str, name: &'static str, value: f64| {
        move |knowledge: &mut Knowledge| {
            let rule = knowledge
                .records
                .adaptive_rules
                .iter_mut()
                .find(|rule| rule.id == id)
                .unwrap();
            rule.parameters.insert(name.to_owned(), value);
        }
    };
    assert_eq!(
        with(&set("AD-09", "active_phase_months_at_most", 6.0))
            .unwrap()
            .sessions()
            .count(),
        2
    );
    assert_eq!(
        with(&set("AD-01", "first_review_weeks", 10.0)).unwrap().reviews[0].week,
        10
    );
    for wrong in [f64::NAN, -1.0, 0.5, 1e30] {
        assert_eq!(
            with(&set("AD-09", "active_phase_months_at_most", wrong)).unwrap_err(),
            "knowledge_not_usable"
        );
        assert_eq!(
            with(&set("AD-01", "tolerance_weeks", wrong)).unwrap_err(),
            "knowledge_not_usable"
        );
    }
    assert_eq!(
        with(&|knowledge| knowledge.records.adaptive_rules.clear()).unwrap_err(),
        "knowledge_not_usable"
    );
    assert_eq!(
        with(&|knowledge| knowledge.records.surveillance.clear()).unwrap_err(),
        "knowledge_not_usable"
    );
}
