//! The table of protocols in the knowledge, worked out again: sessions and what they cost at the seed's price.

use jiff::civil::{Date, date};

use super::super::CoursePhase;
use super::{KNOWLEDGE, previewed};

/// Where a source gives a range, both ends are laid out: `low` and `high` choose them.
struct Row {
    protocol: &'static str,
    low: &'static [(&'static str, u32)],
    high: &'static [(&'static str, u32)],
    /// Sessions that are laid out without an answer to what the source leaves undefined.
    laid_out: (u32, u32),
    /// Sessions in twelve months as the record states them.
    stated: Option<(u32, u32)>,
    /// US dollars, where the table gives them.
    cost: Option<(f64, f64)>,
}

const fn row(protocol: &'static str, sessions: u32, cost: Option<(f64, f64)>) -> Row {
    Row {
        protocol,
        low: &[],
        high: &[],
        laid_out: (sessions, sessions),
        stated: Some((sessions, sessions)),
        cost,
    }
}

const CLINIC_PHASES: [&str; 3] = [
    "Every other week for 2 to 3 months",
    "Monthly, until about 10 sessions have been given",
    "Maintenance",
];

const TABLE: &[Row] = &[
    // Two calendar months from 2 February 2026 are 59 days: 17 sessions; the taper is undefined, the rest is stated.
    Row {
        stated: Some((19, 21)),
        ..row("P-S000", 17, Some((4_750.0, 12_600.0)))
    },
    Row {
        low: &[("Weekly", 16)],
        high: &[("Weekly", 18)],
        laid_out: (16, 18),
        stated: Some((16, 18)),
        ..row("P-S001a", 16, Some((4_000.0, 10_800.0)))
    },
    row("P-S001b", 8, Some((2_000.0, 4_800.0))),
    row("P-ABD", 7, Some((1_750.0, 4_200.0))),
    // Eleven described, twelve stated.
    Row {
        stated: Some((11, 12)),
        ..row("P-MOF", 11, Some((2_750.0, 7_200.0)))
    },
    Row {
        laid_out: (0, 0),
        ..row("P-SOB", 9, Some((2_250.0, 5_400.0)))
    },
    Row {
        low: &[("Fourth session, if the interval is kept", 0)],
        high: &[("Fourth session, if the interval is kept", 1)],
        laid_out: (3, 4),
        stated: Some((3, 4)),
        ..row("P-SAC17", 3, Some((750.0, 2_400.0)))
    },
    row("P-SAC22", 4, Some((1_000.0, 2_400.0))),
    row("P-UZE", 10, Some((2_500.0, 6_000.0))),
    Row {
        stated: None,
        ..row("P-AZA", 0, None)
    },
    row("P-GAJ", 8, Some((2_000.0, 4_800.0))),
    row("P-IRN", 10, Some((2_500.0, 6_000.0))),
    row("P-SMZ", 3, None),
    Row {
        stated: None,
        ..row("P-VIL", 0, None)
    },
    Row {
        low: &[(CLINIC_PHASES[0], 4), (CLINIC_PHASES[1], 4), (CLINIC_PHASES[2], 2)],
        high: &[(CLINIC_PHASES[0], 5), (CLINIC_PHASES[1], 6), (CLINIC_PHASES[2], 1)],
        laid_out: (10, 12),
        stated: Some((10, 12)),
        ..row("P-CLN1", 10, None)
    },
    Row {
        low: &[("Every 7 to 10 days", 4)],
        high: &[("Every 7 to 10 days", 10)],
        laid_out: (4, 10),
        stated: Some((4, 10)),
        ..row("P-CLN2", 4, None)
    },
    Row {
        low: &[("Every 4 to 6 months", 1)],
        high: &[("Every 4 to 6 months", 2)],
        laid_out: (4, 5),
        stated: Some((4, 5)),
        ..row("P-PRP", 4, None)
    },
    Row {
        low: &[("Every 4 to 6 weeks", 1)],
        high: &[("Every 4 to 6 weeks", 6)],
        laid_out: (1, 6),
        stated: Some((1, 6)),
        ..row("P-TAC", 1, None)
    },
];

const START: Date = date(2026, 2, 2);

#[test]
fn every_protocol_of_the_table_has_its_sessions() {
    for row in TABLE {
        let low = previewed(row.protocol, row.low, Some(START));
        let high = previewed(row.protocol, row.high, Some(START));
        let stated = low.sessions_12_months.stated.map(|range| (range.from, range.to));
        assert_eq!(
            (low.sessions_12_months.laid_out, high.sessions_12_months.laid_out),
            row.laid_out,
            "{}",
            row.protocol
        );
        assert_eq!(stated, row.stated, "{}", row.protocol);
    }
}

#[test]
fn the_table_misses_no_protocol() {
    let in_table: Vec<_> = TABLE.iter().map(|row| row.protocol).collect();
    let in_knowledge: Vec<_> = KNOWLEDGE
        .records
        .protocols
        .iter()
        .map(|protocol| protocol.id.as_str())
        .collect();
    assert_eq!(in_table, in_knowledge);
}

#[test]
fn sessions_times_the_seed_price_are_the_cost_column() {
    let prices = &KNOWLEDGE.records.prices;
    let seed = prices.iter().find(|price| price.id == "price-session-us").unwrap();
    for row in TABLE {
        if let (Some((fewest, most)), Some((low, high))) = (row.stated, row.cost) {
            let worked_out = (f64::from(fewest) * seed.low, f64::from(most) * seed.high.unwrap());
            assert!(
                (worked_out.0 - low).abs() < 1e-9 && (worked_out.1 - high).abs() < 1e-9,
                "{}: {worked_out:?}",
                row.protocol
            );
        }
    }
}

/// Two calendar months hold 59 to 62 days: 17 or 18 sessions, inside the 16 to 18 that the source document means.
#[test]
fn twice_a_week_for_two_calendar_months_from_every_day_of_four_years() {
    let mut day = date(2024, 1, 1);
    while day < date(2028, 1, 1) {
        let preview = previewed("P-S000", &[], Some(day));
        let end = day.checked_add(jiff::Span::new().months(2)).unwrap();
        let days: Vec<_> = preview.phases[0]
            .sessions
            .iter()
            .map(|session| session.date.unwrap())
            .collect();
        assert!((17..=18).contains(&days.len()), "{day}: {}", days.len());
        assert!(days.iter().all(|session| day <= *session && *session < end), "{day}");
        let gaps: Vec<_> = days.windows(2).map(|pair| (pair[1] - pair[0]).get_days()).collect();
        assert!(
            gaps.chunks(2)
                .all(|pair| pair[0] == 3 && pair.get(1).is_none_or(|gap| *gap == 4)),
            "{day}: {gaps:?}"
        );
        day = day.tomorrow().unwrap();
    }
}

#[test]
fn the_described_weeks_are_the_published_ones() {
    let weeks = |phase: &CoursePhase| -> Vec<f64> {
        phase
            .sessions
            .iter()
            .map(|session| f64::from(session.after.days) / 7.0)
            .collect()
    };
    let of = |protocol: &str| -> Vec<f64> { previewed(protocol, &[], None).phases.iter().flat_map(weeks).collect() };
    assert_eq!(of("P-ABD"), [0.0, 1.0, 2.0, 3.0, 5.0, 7.0, 11.0]);
    assert_eq!(of("P-MOF"), [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 9.0, 11.0, 15.0]);
    assert_eq!(of("P-SMZ"), [0.0, 4.0, 8.0]);
    let last_of = |protocol: &str| {
        previewed(protocol, &[], None)
            .phases
            .iter()
            .flat_map(|phase| &phase.sessions)
            .last()
            .unwrap()
            .after
            .to_string()
    };
    assert_eq!(last_of("P-SAC22"), "9 months");
    assert_eq!(last_of("P-IRN"), "7 weeks and 4 months");
}
