//! What holds for every course: in any time zone, from any day, with any closed days.

use std::sync::LazyLock;

use anagen_knowledge::Quantity;
use jiff::civil::{Date, Time, Weekday, date};
use proptest::prelude::*;

use super::super::offset::{Interval, days_between};
use super::super::{SessionDose, course};
use super::{KNOWLEDGE, dose, request};
use crate::case::{ProtocolRequest, Request, StepAnswer};

static TIME_ZONES: LazyLock<Vec<String>> =
    LazyLock::new(|| jiff::tz::db().available().map(|name| name.to_string()).collect());

const WEEKDAYS: [Weekday; 7] = [
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
    Weekday::Saturday,
    Weekday::Sunday,
];

/// Days on which month ends, leap days and clock changes meet, and any other.
fn start_day() -> impl Strategy<Value = Date> {
    prop_oneof![
        Just(date(2027, 1, 31)),
        Just(date(2028, 2, 29)),
        Just(date(2026, 3, 29)),
        Just(date(2026, 10, 25)),
        Just(date(2011, 12, 30)),
        (0..40_000_i64).prop_map(|day| date(1950, 1, 1).checked_add(jiff::Span::new().days(day)).unwrap()),
    ]
}

fn any_request() -> impl Strategy<Value = Request> {
    (
        (
            start_day(),
            0..24_i8,
            0..60_i8,
            any::<prop::sample::Index>(),
            any::<prop::sample::Index>(),
        ),
        prop::collection::btree_set(0..7_usize, 0..6),
        prop::collection::btree_set(0..500_i64, 0..60),
        (1..40_u32, 1..12_u32, any::<bool>()),
    )
        .prop_map(
            |((start, hour, minute, zone, protocol), weekdays, closed, (every, count, lowest))| {
                let protocol = &KNOWLEDGE.records.protocols[protocol.index(KNOWLEDGE.records.protocols.len())];
                let counts = protocol.phases.iter().filter_map(|phase| {
                    let count = phase.count?;
                    Some((phase.name.clone(), if lowest { count.from } else { count.to }))
                });
                let answer = StepAnswer {
                    every: Quantity::new(f64::from(every), "days").unwrap(),
                    count,
                    by: "Dr Example".to_owned(),
                };
                let undefined = protocol.phases.iter().filter(|phase| phase.undefined.is_some());
                let asked = ProtocolRequest {
                    id: protocol.id.clone(),
                    counts: counts.collect(),
                    steps: undefined.map(|phase| (phase.name.clone(), answer.clone())).collect(),
                    months: None,
                };
                let mut request = request("");
                request.start = Some(start);
                request.time = Time::new(hour, minute, 0, 0).unwrap();
                request.time_zone.clone_from(&TIME_ZONES[zone.index(TIME_ZONES.len())]);
                request.closed_weekdays = weekdays.into_iter().map(|day| WEEKDAYS[day]).collect();
                request.closed_days = closed
                    .into_iter()
                    .map(|day| start.checked_add(jiff::Span::new().days(day)).unwrap())
                    .collect();
                request.protocol = Some(asked);
                request
            },
        )
}

fn any_doses() -> impl Strategy<Value = Vec<SessionDose>> {
    prop::sample::subsequence(vec![("minoxidil", 2.5), ("dutasteride", 0.5), ("biotin", 1.0)], 0..=3).prop_map(
        |doses| {
            doses
                .into_iter()
                .map(|(agent, milligrams)| dose(agent, milligrams))
                .collect()
        },
    )
}

proptest! {
    #[test]
    fn a_course_rises_on_open_days_and_keeps_its_distances(request in any_request(), doses in any_doses()) {
        let result = course(&request, &doses, &KNOWLEDGE);
        prop_assert_eq!(&result, &course(&request, &doses, &KNOWLEDGE), "the same input gives the same course");
        let course = match result {
            Ok(course) => course,
            Err(refusals) => {
                for refusal in refusals {
                    prop_assert!(
                        ["protocol_refused", "interval_too_short", "no_open_day"].contains(&refusal.code),
                        "{}", refusal
                    );
                }
                return Ok(());
            }
        };
        prop_assert!(course.is_complete);
        let sessions: Vec<_> = course.sessions().collect();
        let shortest = course.minimum_intervals.first().map_or(1, |interval| i64::from(interval.days));
        for pair in sessions.windows(2) {
            prop_assert_eq!(pair[1].number, pair[0].number + 1);
            let gap = days_between(pair[0].date.unwrap(), pair[1].date.unwrap());
            prop_assert!(gap >= shortest, "{gap} days between sessions, {shortest} at least");
            prop_assert!(pair[0].start.as_ref().unwrap() < pair[1].start.as_ref().unwrap());
        }
        for session in &sessions {
            let day = session.date.unwrap();
            let start = session.start.as_ref().unwrap();
            prop_assert!(!request.closed_days.contains(&day) && !request.closed_weekdays.contains(&day.weekday()));
            prop_assert_eq!(start.date(), day);
            prop_assert!(start.time() == request.time || session.clock.is_some());
            prop_assert_eq!(session.moved_from.is_some(), session.moved_because.is_some());
            prop_assert!(session.moved_from.is_none_or(|from| from < day));
            prop_assert!(day < course.ceiling.on.unwrap());
        }
    }

    #[test]
    fn any_answer_gives_a_course_or_a_refusal(
        value in prop_oneof![-1e300..1e300_f64, -10.0..400.0_f64, Just(f64::NAN), (1..2000_u32).prop_map(f64::from)],
        unit in prop::sample::select(vec!["days", "weeks", "months", "years", "mg", "h"]),
        count in any::<u32>(),
        months in proptest::option::of(any::<u32>()),
        start in proptest::option::of(start_day()),
    ) {
        let mut request = request("");
        request.start = start;
        let answer = StepAnswer { every: Quantity::new(value, unit).unwrap(), count, by: "Dr Example".to_owned() };
        request.protocol = Some(ProtocolRequest {
            id: "P-S000".to_owned(),
            counts: std::collections::BTreeMap::new(),
            steps: [("Taper".to_owned(), answer)].into(),
            months,
        });
        let _ = course(&request, &[dose("biotin", value)], &KNOWLEDGE);
    }

    #[test]
    fn months_come_back_to_the_day_of_the_anchor(start in start_day(), n_months in 1..40_u32) {
        let day = Interval::Months(1).after(start, n_months).unwrap();
        prop_assert!(day.day() == start.day() || day.day() == day.days_in_month());
        prop_assert_eq!(Interval::Months(n_months).after(start, 1), Some(day));
    }
}
