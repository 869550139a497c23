//! Oracle: R's survival 3.5 (`survfit` with log-log intervals, `survdiff`, `coxph`) on `lung` by sex; data and every fifth step of the curves
//! in `reference/survival.json`; tolerance 1e-10 relative, Cox 1e-8. And small cases by hand.

use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::Confidence;

#[track_caller]
fn close(what: &str, found: f64, expected: f64, relative: f64) {
    assert!(
        (found - expected).abs() <= relative * expected.abs(),
        "{what}: {found:e} instead of {expected:e}"
    );
}

fn reference() -> Value {
    serde_json::from_str(include_str!("../../reference/survival.json")).unwrap()
}

fn lung() -> (Vec<Observation>, Vec<f64>) {
    let people = reference()["people"].as_array().unwrap().clone();
    let number = |person: &Value, at: usize| person[at].as_f64().unwrap();
    let observation = |person: &Value| Observation {
        time: number(person, 0),
        event: number(person, 1) > 0.5,
    };
    (
        people.iter().map(observation).collect(),
        people.iter().map(|person| number(person, 2)).collect(),
    )
}

fn people(times: &[(f64, bool)]) -> Vec<Observation> {
    times.iter().map(|&(time, event)| Observation { time, event }).collect()
}

#[test]
fn the_curves() {
    let (observations, sex) = lung();
    assert_eq!(observations.len(), 228);
    let of = |group: f64| {
        let members = observations
            .iter()
            .zip(&sex)
            .filter(|(_, sex)| (**sex - group).abs() < 0.5);
        let members: Vec<Observation> = members.map(|(observation, _)| *observation).collect();
        curve(&members, Confidence::NINETY_FIVE).unwrap()
    };
    let curves = [of(1.0), of(2.0)];
    for expected in reference()["curve"].as_array().unwrap() {
        let number = |at: usize| expected[at].as_f64().unwrap();
        let curve = if number(0) < 1.5 { &curves[0] } else { &curves[1] };
        let step = curve
            .steps
            .iter()
            .find(|step| (step.time - number(1)).abs() < 0.5)
            .unwrap();
        assert_eq!(
            (step.n_at_risk as u64, step.n_events as u64),
            (expected[2].as_u64().unwrap(), expected[3].as_u64().unwrap())
        );
        let interval = step.ci.unwrap();
        for (at, found) in [step.without_event, step.se, interval.lower, interval.upper]
            .into_iter()
            .enumerate()
        {
            close("curve", found, number(at + 4), 1e-10);
        }
    }
}

#[test]
fn log_rank_and_cox() {
    let (observations, sex) = lung();
    let labels: Vec<&str> = sex.iter().map(|sex| if *sex < 1.5 { "men" } else { "women" }).collect();
    let test = log_rank(&observations, &labels).unwrap();
    close("chi-squared", test.statistic, 10.326_741_954_885_6, 1e-10);
    assert_eq!(test.df, 1);
    let observed: f64 = test.groups.iter().map(|group| group.observed as f64).sum();
    let expected: f64 = test.groups.iter().map(|group| group.expected).sum();
    close("expected events are those seen", expected, observed, 1e-12);
    let model = cox(
        &observations,
        &[("sex".to_owned(), sex)],
        Ties::Efron,
        Confidence::NINETY_FIVE,
    )
    .unwrap();
    let found = &model.coefficients[0];
    close("coefficient", found.coefficient, -0.531_023_537_619_508, 1e-8);
    close("se", found.se, 0.167_178_583_230_754, 1e-8);
    assert!(found.hazard_ratio_ci.lower < found.hazard_ratio && found.hazard_ratio < found.hazard_ratio_ci.upper);
}

#[test]
fn a_curve_by_hand() {
    // Four people: event, lost, event, lost.
    let found = curve(
        &people(&[(12.0, false), (3.0, true), (8.0, true), (5.0, false)]),
        Confidence::NINETY_FIVE,
    )
    .unwrap();
    let shares: Vec<f64> = found.steps.iter().map(|step| step.without_event).collect();
    assert_eq!(shares, [0.75, 0.75, 0.375, 0.375]);
    close(
        "Greenwood",
        found.steps[2].se,
        0.375 * (1.0 / 12.0 + 1.0 / 2.0_f64).sqrt(),
        1e-14,
    );
    close("Nelson-Aalen", found.steps[3].cumulative_hazard, 0.25 + 0.5, 1e-14);
    close(
        "its error",
        found.steps[3].cumulative_hazard_se,
        (1.0 / 16.0 + 0.25_f64).sqrt(),
        1e-14,
    );
    assert_eq!(found.median, Some(8.0));
    assert_eq!((found.n, found.n_events), (4, 2));
    // Somebody lost at the time of an event was still at risk then.
    let tied = curve(&people(&[(3.0, true), (3.0, false)]), Confidence::NINETY_FIVE).unwrap();
    assert_eq!(tied.steps[0].n_at_risk, 2);
    close("half", tied.steps[0].without_event, 0.5, 1e-15);
}

#[test]
fn ends_of_a_curve_are_marked() {
    let none = curve(&people(&[(3.0, false), (5.0, false)]), Confidence::NINETY_FIVE).unwrap();
    assert_eq!((none.median, none.median_ci), (None, [None, None]));
    assert!(none.steps.iter().all(|step| step.ci.is_none()));
    let all = curve(&people(&[(3.0, true), (5.0, true)]), Confidence::NINETY_FIVE).unwrap();
    let last = all.steps.last().unwrap();
    assert!(last.ci.is_none() && last.without_event.abs() <= 0.0 && last.cumulative_hazard > 1.0);
}

/// The partial likelihood written out: Efron's with ties of two, Breslow's beside it.
#[test]
fn cox_is_at_the_top_of_its_likelihood() {
    let observations = people(&[
        (1.0, true),
        (2.0, true),
        (2.0, true),
        (2.0, false),
        (4.0, true),
        (5.0, false),
        (6.0, true),
        (7.0, true),
        (9.0, false),
    ]);
    let dose = [1.0, 0.0, 2.0, 1.5, 0.5, 1.0, 0.0, 2.5, 0.2];
    let year = [2020.0, 2021.0, 2020.0, 2023.0, 2022.0, 2021.0, 2024.0, 2020.0, 2023.0];
    let covariates = [("dose".to_owned(), dose.to_vec()), ("year".to_owned(), year.to_vec())];
    for ties in [Ties::Efron, Ties::Breslow] {
        let written_out = |by_dose: f64, by_year: f64| {
            let risk = |at: usize| (by_dose * dose[at] + by_year * (year[at] - 2_020.0)).exp();
            let mut sum = 0.0;
            for time in [1.0, 2.0, 4.0, 6.0, 7.0] {
                let at_risk: f64 = (0..9).filter(|&at| observations[at].time >= time).map(risk).sum();
                let tied: Vec<f64> = (0..9)
                    .filter(|&at| observations[at].event && (observations[at].time - time).abs() < 0.5)
                    .map(risk)
                    .collect();
                for (earlier, own) in tied.iter().enumerate() {
                    let share = if ties == Ties::Efron {
                        earlier as f64 / tied.len() as f64
                    } else {
                        0.0
                    };
                    sum += own.ln() - (at_risk - share * tied.iter().sum::<f64>()).ln();
                }
            }
            sum
        };
        let model = cox(&observations, &covariates, ties, Confidence::NINETY_FIVE).unwrap();
        let [one, two] = [0, 1].map(|at| model.coefficients[at].coefficient);
        close("likelihood", model.log_likelihood, written_out(one, two), 1e-12);
        close("without", model.log_likelihood_without, written_out(0.0, 0.0), 1e-12);
        let step = 1e-4;
        let moved = |by_dose: f64, by_year: f64| written_out(one + by_dose * step, two + by_year * step);
        assert!((moved(1.0, 0.0) - moved(-1.0, 0.0)).abs() / step < 1e-6);
        assert!((moved(0.0, 1.0) - moved(0.0, -1.0)).abs() / step < 1e-6);
        let second = |a: f64, b: f64| -(moved(a, b) - 2.0 * moved(0.0, 0.0) + moved(-a, -b)) / (step * step);
        let (dd, yy) = (second(1.0, 0.0), second(0.0, 1.0));
        let dy = 0.5 * (second(1.0, 1.0) - dd - yy);
        close("se", model.coefficients[0].se, (yy / (dd * yy - dy * dy)).sqrt(), 1e-5);
        close("se", model.coefficients[1].se, (dd / (dd * yy - dy * dy)).sqrt(), 1e-5);
    }
}

#[test]
fn what_cannot_be_compared_is_said() {
    let some = people(&[(1.0, true), (2.0, true), (3.0, true), (4.0, false)]);
    let quiet = people(&[(1.0, false), (2.0, false)]);
    let fit = |observations: &[Observation], values: &[f64]| {
        let covariates = [("dose".to_owned(), values.to_vec())];
        cox(observations, &covariates, Ties::Efron, Confidence::NINETY_FIVE)
            .unwrap_err()
            .to_string()
    };
    assert!(fit(&some, &[1.0; 4]).contains("`dose` is the same for everybody"));
    assert!(fit(&some, &[4.0, 3.0, 2.0, 1.0]).contains("runs away to infinity"));
    assert!(fit(&some, &[1.0, f64::NAN, 2.0, 3.0]).contains("person 2 is no number"));
    assert!(fit(&some, &[1.0]).contains("1 values of a covariate for 4 people"));
    assert!(fit(&quiet, &[1.0, 2.0]).contains("no event in 2 people"));
    let twice = [
        ("a".to_owned(), vec![1.0, 2.0, 1.0, 3.0]),
        ("b".to_owned(), vec![2.0, 4.0, 2.0, 6.0]),
    ];
    let error = cox(&some, &twice, Ties::Efron, Confidence::NINETY_FIVE).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("`b` is the same for everybody at risk, or collinear")
    );
    assert_eq!(
        cox(&some, &[], Ties::Efron, Confidence::NINETY_FIVE),
        Err(SurvivalError::NoCovariate)
    );
    assert_eq!(curve(&[], Confidence::NINETY_FIVE), Err(SurvivalError::Nobody));
    let negative = curve(&people(&[(1.0, true), (-2.0, true)]), Confidence::NINETY_FIVE).unwrap_err();
    assert!(negative.to_string().contains("person 2 has the time -2"));
    assert_eq!(log_rank(&some, &["a"; 4]), Err(SurvivalError::OneGroup));
    assert_eq!(log_rank(&quiet, &["a", "b"]), Err(SurvivalError::NoEvent { n: 2 }));
    // Everybody of `a` is gone before the first event of `b`.
    let apart = people(&[(1.0, false), (2.0, true)]);
    assert_eq!(log_rank(&apart, &["a", "b"]), Err(SurvivalError::NeverTogether));
}

proptest! {
    /// Without ties the log-rank test is the score test of Cox's model: both see no order of groups, and no unit of time.
    #[test]
    fn the_log_rank_test_knows_no_unit_and_no_order(
        times in prop::collection::vec((0.1..50.0_f64, any::<bool>(), any::<bool>()), 6..60),
        unit in 0.01..100.0_f64,
    ) {
        let forth = people(&times.iter().map(|(time, event, _)| (*time, *event)).collect::<Vec<_>>());
        let back: Vec<Observation> = forth.iter().rev().map(|observation| Observation {
            time: unit * observation.time,
            event: observation.event,
        }).collect();
        let labels: Vec<&str> = times.iter().map(|(_, _, is_a)| if *is_a { "a" } else { "b" }).collect();
        let reversed: Vec<&str> = labels.iter().rev().copied().collect();
        match (log_rank(&forth, &labels), log_rank(&back, &reversed)) {
            (Ok(forth), Ok(back)) => {
                prop_assert!((forth.statistic - back.statistic).abs() < 1e-9 * (1.0 + forth.statistic));
                prop_assert!((0.0..=1.0).contains(&forth.p));
            }
            (forth, back) => prop_assert_eq!(forth.is_err(), back.is_err()),
        }
    }

    #[test]
    fn without_censoring_the_curve_is_the_share_that_is_left(times in prop::collection::vec(1_u8..30, 1..40)) {
        let all: Vec<(f64, bool)> = times.iter().map(|&time| (f64::from(time), true)).collect();
        for step in curve(&people(&all), Confidence::NINETY_FIVE).unwrap().steps {
            let left = all.iter().filter(|(time, _)| *time > step.time).count();
            prop_assert!((step.without_event - left as f64 / all.len() as f64).abs() < 1e-12);
        }
    }
}
