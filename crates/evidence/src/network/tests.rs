//! Oracle: contrast-based generalised least squares with whole matrices, written apart below; and pairwise pooling for two treatments.

use super::*;
use crate::linear::dot;
use crate::pooling::{Method, Settings, Study, Test, pool};

#[track_caller]
fn close(what: &str, found: f64, expected: f64, relative: f64) {
    assert!(
        (found - expected).abs() <= relative * expected.abs().max(1e-6),
        "{what}: {found:e} instead of {expected:e}"
    );
}

fn study(name: &str, arms: &[(&str, f64, f64)]) -> NetworkStudy {
    let arm = |&(treatment, estimate, variance): &(&str, f64, f64)| NetworkArm {
        treatment: treatment.to_owned(),
        estimate,
        variance,
    };
    NetworkStudy {
        name: name.to_owned(),
        arms: arms.iter().map(arm).collect(),
    }
}

/// Four treatments, a trial of three arms and one of four, a closed loop.
fn trials() -> Vec<NetworkStudy> {
    vec![
        study("one", &[("saline", 1.0, 2.0), ("dutasteride", 9.0, 3.0)]),
        study(
            "two",
            &[("saline", 4.0, 1.5), ("minoxidil", 7.0, 2.5), ("dutasteride", 8.0, 1.0)],
        ),
        study("three", &[("minoxidil", -2.0, 1.0), ("plasma", 6.0, 4.0)]),
        study("four", &[("plasma", 20.0, 2.0), ("saline", 11.0, 2.2)]),
        study(
            "five",
            &[
                ("minoxidil", 3.0, 0.7),
                ("saline", 1.0, 0.9),
                ("plasma", 5.0, 3.0),
                ("dutasteride", 9.5, 2.0),
            ],
        ),
        study("six", &[("saline", 0.0, 1.0), ("dutasteride", 3.0, 1.2)]),
    ]
}

/// Contrasts of each study against its first arm, their whole covariance matrix, and generalised least squares on basic parameters.
struct Whole {
    effects: Vec<f64>,
    covariance: Square,
    q: f64,
    design: Vec<Vec<f64>>,
    inverse: Square,
}

fn whole(studies: &[NetworkStudy], treatments: &[String], tau2: f64) -> Whole {
    let mut rows: Vec<(usize, Vec<f64>, f64, f64, f64)> = Vec::new();
    for (at, study) in studies.iter().enumerate() {
        let place = |arm: &NetworkArm| treatments.iter().position(|name| *name == arm.treatment).unwrap();
        for arm in &study.arms[1..] {
            let mut row = vec![0.0; treatments.len()];
            row[place(arm)] += 1.0;
            row[place(&study.arms[0])] -= 1.0;
            rows.push((
                at,
                row[1..].to_vec(),
                arm.estimate - study.arms[0].estimate,
                arm.variance,
                study.arms[0].variance,
            ));
        }
    }
    let n = rows.len();
    let mut sigma = Square::zeros(n);
    for (row, left) in rows.iter().enumerate() {
        for (column, right) in rows.iter().enumerate() {
            if left.0 == right.0 {
                *sigma.at_mut(row, column) =
                    left.4 + 0.5 * tau2 + if row == column { left.3 + 0.5 * tau2 } else { 0.0 };
            }
        }
    }
    let inverse = sigma.cholesky().unwrap().inverse();
    let p = treatments.len() - 1;
    let column = |at: usize| rows.iter().map(|row| row.1[at]).collect::<Vec<f64>>();
    let y: Vec<f64> = rows.iter().map(|row| row.2).collect();
    let mut gram = Square::zeros(p);
    let mut right = vec![0.0; p];
    for (row, sum) in right.iter_mut().enumerate() {
        let weighted = inverse.times(&column(row));
        for other in 0..p {
            *gram.at_mut(row, other) = dot(&weighted, &column(other));
        }
        *sum = dot(&weighted, &y);
    }
    let factor = gram.cholesky().unwrap();
    let effects = factor.solve(&right);
    let residual: Vec<f64> = rows.iter().map(|row| row.2 - dot(&row.1, &effects)).collect();
    Whole {
        q: inverse.quadratic_form(&residual),
        covariance: factor.inverse(),
        effects,
        design: rows.into_iter().map(|row| row.1).collect(),
        inverse,
    }
}

#[test]
fn a_network_is_generalised_least_squares() {
    let studies = trials();
    for effects in [Effects::Fixed, Effects::Random] {
        let network = network(&studies, effects, Confidence::NINETY_FIVE).unwrap();
        let expected = whole(&studies, &network.treatments, network.tau2);
        let reference = &network.treatments[0];
        for (at, name) in network.treatments.iter().enumerate().skip(1) {
            let found = network.comparison(name, reference).unwrap();
            close(name, found.estimate, expected.effects[at - 1], 1e-11);
            close(name, found.se, expected.covariance.at(at - 1, at - 1).sqrt(), 1e-11);
        }
        close("Q", network.total.q, whole(&studies, &network.treatments, 0.0).q, 1e-10);
        assert_eq!(network.total.df, 9 - 3);
        assert_eq!(network.heterogeneity.df + network.inconsistency.df, network.total.df);
        let there = network.comparison("plasma", "saline").unwrap();
        let back = network.comparison("saline", "plasma").unwrap();
        close("turned round", there.estimate, -back.estimate, 1e-12);
    }
}

/// `tr(P D)` with whole matrices, where `D` is what tau2 = 1 adds to the covariance of contrasts.
#[test]
fn the_variance_between_trials_is_that_of_moments() {
    let studies = trials();
    let network = network(&studies, Effects::Random, Confidence::NINETY_FIVE).unwrap();
    let fixed = whole(&studies, &network.treatments, 0.0);
    let n = fixed.design.len();
    let mut added = Square::zeros(n);
    let with_one = whole(&studies, &network.treatments, 1.0)
        .inverse
        .cholesky()
        .unwrap()
        .inverse();
    let without = fixed.inverse.cholesky().unwrap().inverse();
    added.add(1.0, &with_one);
    added.add(-1.0, &without);
    let mut projection = fixed.inverse.clone();
    for row in 0..n {
        for column in 0..n {
            let unit = |at: usize| {
                let weights: Vec<f64> = (0..n).map(|other| fixed.inverse.at(at, other)).collect();
                (0..fixed.effects.len())
                    .map(|effect| {
                        fixed
                            .design
                            .iter()
                            .zip(&weights)
                            .map(|(row, weight)| row[effect] * weight)
                            .sum()
                    })
                    .collect::<Vec<f64>>()
            };
            *projection.at_mut(row, column) -= dot(&fixed.covariance.times(&unit(row)), &unit(column));
        }
    }
    let expected = (fixed.q - 6.0) / projection.trace_of_product(&added);
    assert!(expected > 0.0);
    close("tau2", network.tau2, expected, 1e-9);
}

#[test]
fn two_treatments_are_pairwise_pooling() {
    let studies = [
        study("one", &[("a", 1.0, 2.0), ("b", 9.0, 3.0)]),
        study("two", &[("b", 3.0, 1.0), ("a", 2.0, 0.5)]),
        study("three", &[("a", 0.0, 0.2), ("b", 4.0, 0.3)]),
    ];
    let pairs = [(8.0, 5.0), (1.0, 1.5), (4.0, 0.5)].map(|(estimate, variance)| Study { estimate, variance });
    for (effects, method) in [
        (Effects::Fixed, Method::Fixed),
        (Effects::Random, Method::DerSimonianLaird),
    ] {
        let settings = Settings {
            method,
            test: Test::Normal,
            confidence: Confidence::NINETY_FIVE,
        };
        let pooled = pool(&pairs, settings).unwrap();
        let network = network(&studies, effects, Confidence::NINETY_FIVE).unwrap();
        let found = network.comparison("b", "a").unwrap();
        close("estimate", found.estimate, pooled.estimate, 1e-12);
        close("se", found.se, pooled.se, 1e-12);
        close("p", found.p, pooled.p, 1e-10);
        close("tau2", network.tau2, pooled.heterogeneity.tau2, 1e-12);
        close("Q", network.heterogeneity.q, pooled.heterogeneity.q, 1e-12);
        assert_eq!((network.inconsistency.df, network.inconsistency.p), (0, None));
    }
}

#[test]
fn places_come_with_intervals() {
    let network = network(&trials(), Effects::Random, Confidence::NINETY_FIVE).unwrap();
    let places = network.ranking("saline", Better::Larger).unwrap();
    let mean = places.iter().map(|place| place.p_score).sum::<f64>() / 4.0;
    close("P-scores have the mean one half", mean, 0.5, 1e-12);
    let worst = places.iter().find(|place| place.comparison.first == "saline").unwrap();
    assert!(worst.comparison.estimate.abs() <= 0.0 && (worst.comparison.p - 1.0).abs() <= 0.0);
    let turned = network.ranking("saline", Better::Smaller).unwrap();
    let names = |places: &[Place]| {
        places
            .iter()
            .map(|place| place.comparison.first.clone())
            .collect::<Vec<_>>()
    };
    let mut reversed = names(&turned);
    reversed.reverse();
    assert_eq!(names(&places), reversed);
}

#[test]
fn what_is_no_network_is_said() {
    let pair = |one: &str, two: &str| study("s", &[(one, 1.0, 1.0), (two, 2.0, 1.0)]);
    let words = |studies: &[NetworkStudy]| {
        network(studies, Effects::Random, Confidence::NINETY_FIVE)
            .unwrap_err()
            .to_string()
    };
    assert!(words(&[]).contains("no study"));
    assert!(words(&[pair("a", "b"), pair("c", "d")]).contains("no trial leads from {a, b} to {c, d}"));
    assert!(words(&[pair("a", "a")]).contains("two arms of `a`"));
    assert!(words(&[study("s", &[("a", 1.0, 1.0)])]).contains("1 arm(s)"));
    assert!(words(&[study("s", &[("a", 1.0, 0.0), ("b", 1.0, 1.0)])]).contains("variance 0"));
    let fitted = network(&[pair("a", "b")], Effects::Random, Confidence::NINETY_FIVE).unwrap();
    assert!(
        fitted
            .comparison("a", "x")
            .unwrap_err()
            .to_string()
            .contains("`x` is in no trial")
    );
    assert_eq!((fitted.total.df, fitted.total.p), (0, None));
}
