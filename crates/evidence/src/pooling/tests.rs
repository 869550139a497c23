//! Oracle: metafor 3.8 (`rma.uni`, `confint`, `regtest`, `trimfill`, `leave1out`) on `dat.bcg` and `dat.normand1999`; the numbers stand in
//! `reference/pooling.json`. Tolerance 1e-6 relative, closed forms 1e-10.

use proptest::prelude::*;
use serde_json::Value;

use super::*;

const DERSIMONIAN_LAIRD: Settings = Settings {
    method: Method::DerSimonianLaird,
    test: Test::Normal,
    confidence: Confidence::NINETY_FIVE,
};

const ALL_METHODS: [Method; 9] = [
    Method::Fixed,
    Method::DerSimonianLaird,
    Method::Hedges,
    Method::HunterSchmidt,
    Method::SidikJonkman,
    Method::MaximumLikelihood,
    Method::RestrictedMaximumLikelihood,
    Method::EmpiricalBayes,
    Method::PauleMandel,
];

fn settings(method: Method, test: Test) -> Settings {
    Settings {
        method,
        test,
        ..DERSIMONIAN_LAIRD
    }
}

fn reference() -> Vec<(String, Value)> {
    let all: Value = serde_json::from_str(include_str!("../../reference/pooling.json")).unwrap();
    all.as_object().unwrap().clone().into_iter().collect()
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().filter_map(Value::as_f64).collect()
}

fn studies_of(data: &Value) -> Vec<Study> {
    let pairs = numbers(&data["yi"]).into_iter().zip(numbers(&data["vi"]));
    pairs.map(|(estimate, variance)| Study { estimate, variance }).collect()
}

#[track_caller]
fn close(what: &str, found: f64, expected: f64, relative: f64) {
    assert!(
        (found - expected).abs() <= relative * expected.abs(),
        "{what}: {found:e} instead of {expected:e}"
    );
}

#[test]
fn every_method_and_test() {
    for (name, data) in reference() {
        let studies = studies_of(&data);
        for fit in data["fits"].as_array().unwrap() {
            let (method, closed_form) = match fit[0].as_str().unwrap() {
                "FE" => (Method::Fixed, true),
                "DL" => (Method::DerSimonianLaird, true),
                "HE" => (Method::Hedges, true),
                "HS" => (Method::HunterSchmidt, true),
                "SJ" => (Method::SidikJonkman, true),
                "ML" => (Method::MaximumLikelihood, false),
                "REML" => (Method::RestrictedMaximumLikelihood, false),
                "EB" => (Method::EmpiricalBayes, false),
                "PM" => (Method::PauleMandel, false),
                other => panic!("{other}"),
            };
            let test = if fit[1] == "z" {
                Test::Normal
            } else {
                Test::HartungKnapp
            };
            let pooled = pool(&studies, settings(method, test)).unwrap();
            let relative = if closed_form { 1e-10 } else { 1e-6 };
            let found = [
                pooled.estimate,
                pooled.se,
                pooled.p,
                pooled.ci.lower,
                pooled.ci.upper,
                pooled.heterogeneity.tau2,
                pooled.heterogeneity.i2.unwrap(),
                pooled.heterogeneity.h2.unwrap(),
            ];
            for (at, found) in found.into_iter().enumerate() {
                let expected = fit[at + 2].as_f64().unwrap();
                close(&format!("{name} {method:?} {test:?} {at}"), found, expected, relative);
            }
            let prediction = pooled.prediction.map(|interval| [interval.lower, interval.upper]);
            let expected = fit[10].as_f64().zip(fit[11].as_f64());
            assert_eq!(prediction.is_some(), expected.is_some(), "{name} {method:?}");
            if let Some(([lower, upper], expected)) = prediction.zip(expected) {
                close("prediction", lower, expected.0, relative);
                close("prediction", upper, expected.1, relative);
            }
            close("Q", pooled.heterogeneity.q, data["q"].as_f64().unwrap(), 1e-10);
            close(
                "p of Q",
                pooled.heterogeneity.q_p.unwrap(),
                data["q_p"].as_f64().unwrap(),
                1e-9,
            );
        }
    }
}

/// The Q-profile interval knows no method. (For `normand_MD` metafor's own interval after DL ends at 10 tau2 of DL, 2054.09, where its search
/// ends; after PM it searches further and finds the end that is expected here.)
#[test]
fn q_profile_intervals() {
    for (name, data) in reference() {
        let expected = numbers(&data["tau2_ci"]);
        for method in ALL_METHODS.into_iter().filter(|method| *method != Method::Fixed) {
            let pooled = pool(&studies_of(&data), settings(method, Test::Normal)).unwrap();
            let found = pooled.heterogeneity.tau2_ci.unwrap();
            close(&name, found.lower, expected[0], 1e-6);
            close(&name, found.upper, expected[1], 1e-6);
        }
    }
}

#[test]
fn asymmetry_and_leaving_one_out() {
    for (name, data) in reference() {
        let studies = studies_of(&data);
        let egger = egger_test(&studies).unwrap();
        close(&name, egger.statistic, data["egger"][0].as_f64().unwrap(), 1e-10);
        close(&name, egger.p, data["egger"][1].as_f64().unwrap(), 1e-10);
        assert_eq!(Some(egger.df as u64), data["egger"][2].as_u64());

        let filled = trim_and_fill(&studies, DERSIMONIAN_LAIRD).unwrap();
        assert_eq!(Some(filled.filled.len() as u64), data["trim_and_fill"][0].as_u64());
        let side = if filled.side == Side::Right { "right" } else { "left" };
        assert_eq!(data["trim_and_fill"][1], side);
        close(
            &name,
            filled.pooled.estimate,
            data["trim_and_fill"][2].as_f64().unwrap(),
            1e-10,
        );
        close(
            &name,
            filled.pooled.se,
            data["trim_and_fill"][3].as_f64().unwrap(),
            1e-10,
        );

        let without = leave_one_out(&studies, DERSIMONIAN_LAIRD).unwrap();
        assert_eq!(without.len(), studies.len());
        for (at, pooled) in without.iter().enumerate() {
            for (row, found) in [pooled.estimate, pooled.se, pooled.heterogeneity.tau2]
                .into_iter()
                .enumerate()
            {
                close(&name, found, data["leave_one_out"][row][at].as_f64().unwrap(), 1e-10);
            }
        }
    }
}

#[test]
fn the_last_of_a_cumulative_analysis_is_the_whole() {
    let (_, data) = reference().swap_remove(0);
    let studies = studies_of(&data);
    let steps = cumulative(&studies, DERSIMONIAN_LAIRD).unwrap();
    assert_eq!(steps.len(), studies.len());
    assert_eq!(steps.last(), pool(&studies, DERSIMONIAN_LAIRD).ok().as_ref());
    assert_eq!(steps[0].remarks, [Remark::OneStudy]);
    assert!((steps[0].estimate - studies[0].estimate).abs() < 1e-15);
}

/// The mean of two groups with a 0/1 covariate: the slope is the difference of the groups' means, the omnibus test is its square.
#[test]
fn a_regression_on_a_group_is_the_difference_of_groups() {
    let (_, data) = reference().swap_remove(0);
    let studies = studies_of(&data);
    let labels: Vec<&str> = (0..studies.len())
        .map(|at| if at < 6 { "early" } else { "late" })
        .collect();
    let late = Covariate {
        name: "late".to_owned(),
        values: labels
            .iter()
            .map(|label| f64::from(u8::from(*label == "late")))
            .collect(),
    };
    let fixed = settings(Method::Fixed, Test::Normal);
    let groups = subgroups(&studies, &labels, fixed).unwrap();
    let regression = regress(&studies, std::slice::from_ref(&late), fixed).unwrap();
    let [(_, early), (_, late_group)] = groups.groups.as_slice() else {
        panic!("two groups");
    };
    close("intercept", regression.coefficients[0].estimate, early.estimate, 1e-12);
    close(
        "slope",
        regression.coefficients[1].estimate,
        late_group.estimate - early.estimate,
        1e-12,
    );
    let difference = groups.difference.unwrap();
    close("omnibus", regression.omnibus.statistic, difference.q, 1e-11);
    close("p", regression.omnibus.p, difference.p, 1e-10);
    // Q splits into what lies within the groups and what lies between them.
    let within = early.heterogeneity.q + late_group.heterogeneity.q;
    close("Q within", regression.residual.q, within, 1e-11);
    close(
        "Q",
        pool(&studies, fixed).unwrap().heterogeneity.q,
        within + difference.q,
        1e-11,
    );

    let knapp_hartung = regress(
        &studies,
        &[late],
        settings(Method::RestrictedMaximumLikelihood, Test::HartungKnapp),
    )
    .unwrap();
    close(
        "F is t squared",
        knapp_hartung.omnibus.statistic,
        knapp_hartung.coefficients[1].statistic.powi(2),
        1e-10,
    );
    close("p", knapp_hartung.omnibus.p, knapp_hartung.coefficients[1].p, 1e-9);
    assert_eq!(knapp_hartung.omnibus.df_within, Some(11));
}

/// A likelihood that is computed apart from the score, on a grid: nowhere higher than at the estimate.
#[test]
fn likelihoods_are_at_their_top() {
    for (name, data) in reference() {
        let studies = studies_of(&data);
        for restricted in [false, true] {
            let method = if restricted {
                Method::RestrictedMaximumLikelihood
            } else {
                Method::MaximumLikelihood
            };
            let found = pool(&studies, settings(method, Test::Normal))
                .unwrap()
                .heterogeneity
                .tau2;
            let likelihood = |tau2: f64| {
                let weights: Vec<f64> = studies.iter().map(|study| 1.0 / (study.variance + tau2)).collect();
                let total: f64 = weights.iter().sum();
                let mean = studies
                    .iter()
                    .zip(&weights)
                    .map(|(study, w)| w * study.estimate)
                    .sum::<f64>()
                    / total;
                let terms = studies.iter().zip(&weights);
                let terms: f64 = terms
                    .map(|(study, w)| w.ln() - w * (study.estimate - mean).powi(2))
                    .sum();
                0.5 * (terms - if restricted { total.ln() } else { 0.0 })
            };
            for step in -60..=60 {
                let other = found * (f64::from(step) / 20.0).exp();
                assert!(
                    likelihood(other) <= likelihood(found) + 1e-12,
                    "{name} {restricted} {other}"
                );
            }
        }
    }
}

#[track_caller]
fn check_refused(studies: &[Study], words: &str) {
    for method in ALL_METHODS {
        let error = pool(studies, settings(method, Test::HartungKnapp)).unwrap_err();
        assert!(error.to_string().contains(words), "{error}");
    }
}

#[test]
fn bad_studies_are_refused_in_words() {
    let study = |estimate, variance| Study { estimate, variance };
    let good = study(1.0, 0.5);
    check_refused(&[], "no study");
    check_refused(&[good], "needs at least 2");
    check_refused(&[good, study(1.0, 0.0)], "study 2 has the variance 0");
    check_refused(&[study(f64::NAN, 1.0), good], "study 1 has the estimate NaN");
    check_refused(&[good, study(1.0, f64::INFINITY)], "study 2 has the variance inf");
    check_refused(&[good, study(1.0, 0.2)], "all estimates are the same");
    assert!(egger_test(&[good, study(2.0, 0.2)]).is_err());
    assert!(leave_one_out(&[good, good], DERSIMONIAN_LAIRD).is_err());
    assert!(subgroups(&[good, good], &["one"], DERSIMONIAN_LAIRD).is_err());
    let same = [study(1.0, 0.5), study(2.0, 0.5), study(4.0, 0.5)];
    assert!(egger_test(&same).unwrap_err().to_string().contains("collinear"));
    let covariate = |name: &str, values: &[f64]| Covariate {
        name: name.to_owned(),
        values: values.to_vec(),
    };
    let studies = [study(1.0, 0.5), study(2.0, 0.2), study(4.0, 0.1), study(3.0, 0.4)];
    let year = covariate("year", &[2009.0, 2013.0, 2013.0, 2020.0]);
    let age = covariate("years ago", &[11.0, 7.0, 7.0, 0.0]);
    let collinear = regress(&studies, &[year.clone(), age], DERSIMONIAN_LAIRD).unwrap_err();
    assert!(
        collinear.to_string().contains("`years ago` is collinear"),
        "{collinear}"
    );
    let short = regress(
        &studies,
        &[covariate("dose", &[1.0, f64::NAN, 2.0, 3.0])],
        DERSIMONIAN_LAIRD,
    )
    .unwrap_err();
    assert!(short.to_string().contains("3 values for 4 studies"), "{short}");
    assert!(regress(&studies[..2], &[covariate("dose", &[1.0, 2.0])], DERSIMONIAN_LAIRD).is_err());
    assert!(regress(&studies, &[], DERSIMONIAN_LAIRD).is_err());
}

/// A year counted from another year moves the intercept and nothing else.
#[test]
fn where_a_covariate_begins_does_not_matter() {
    let (_, data) = reference().swap_remove(0);
    let studies = studies_of(&data);
    let year = |zero: f64| Covariate {
        name: "year".to_owned(),
        values: (0..13_u32).map(|at| 1948.0 + f64::from(at * at % 32) - zero).collect(),
    };
    let whole = regress(&studies, &[year(0.0)], DERSIMONIAN_LAIRD).unwrap();
    let recent = regress(&studies, &[year(1960.0)], DERSIMONIAN_LAIRD).unwrap();
    close(
        "slope",
        whole.coefficients[1].estimate,
        recent.coefficients[1].estimate,
        1e-11,
    );
    let moved = whole.coefficients[0].estimate + 1960.0 * whole.coefficients[1].estimate;
    close("intercept", moved, recent.coefficients[0].estimate, 1e-10);
    // By hand: the slope and the intercept's error of a weighted line.
    let weights: Vec<f64> = studies
        .iter()
        .map(|study| 1.0 / (study.variance + whole.residual.tau2))
        .collect();
    let x = year(0.0).values;
    let total: f64 = weights.iter().sum();
    let mean = x.iter().zip(&weights).map(|(x, w)| x * w).sum::<f64>() / total;
    let square: f64 = x.iter().zip(&weights).map(|(x, w)| w * (x - mean).powi(2)).sum();
    let cross: f64 = studies
        .iter()
        .zip(x.iter().zip(&weights))
        .map(|(study, (x, w))| w * (x - mean) * study.estimate)
        .sum();
    close("slope by hand", whole.coefficients[1].estimate, cross / square, 1e-10);
    close("its error", whole.coefficients[1].se, (1.0 / square).sqrt(), 1e-10);
    close(
        "intercept's error",
        whole.coefficients[0].se,
        (1.0 / total + mean * mean / square).sqrt(),
        1e-10,
    );
}

#[test]
fn one_study_is_given_back_and_marked() {
    let study = Study {
        estimate: 7.9,
        variance: 57.1,
    };
    let pooled = pool(&[study], settings(Method::Fixed, Test::Normal)).unwrap();
    assert_eq!(pooled.remarks, [Remark::OneStudy]);
    close("se", pooled.se, 57.1_f64.sqrt(), 1e-15);
    assert_eq!(
        (pooled.heterogeneity.i2, pooled.heterogeneity.q_p, pooled.prediction),
        (None, None, None)
    );
}

#[test]
fn agreement_is_marked() {
    let studies =
        [(1.0, 4.0), (1.1, 3.0), (0.9, 5.0), (1.05, 4.0)].map(|(estimate, variance)| Study { estimate, variance });
    for method in [
        Method::DerSimonianLaird,
        Method::RestrictedMaximumLikelihood,
        Method::MaximumLikelihood,
        Method::PauleMandel,
    ] {
        let pooled = pool(&studies, settings(method, Test::HartungKnapp)).unwrap();
        assert!(pooled.heterogeneity.tau2.abs() <= 0.0, "{method:?}");
        for remark in [
            Remark::VarianceBetweenTrialsAtZero,
            Remark::HartungKnappNarrower,
            Remark::QProfileEmpty,
        ] {
            assert!(pooled.remarks.contains(&remark), "{method:?} {remark:?}");
        }
    }
}

#[test]
fn results_have_the_keys_of_the_command() {
    let (_, data) = reference().swap_remove(0);
    let json = serde_json::to_value(pool(&studies_of(&data), DERSIMONIAN_LAIRD).unwrap()).unwrap();
    for key in [
        "estimate",
        "se",
        "ci",
        "p",
        "tau2",
        "tau2_ci",
        "q",
        "q_p",
        "i2",
        "h2",
        "prediction",
        "k",
    ] {
        assert!(!json[key].is_null(), "{key}");
    }
    assert_eq!(json["ci"].as_array().unwrap().len(), 2);
}

/// Uniform numbers between 0 and 1, the same in every run.
struct Uniform(u64);

impl Uniform {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A standard normal number (Box and Muller 1958).
    fn normal(&mut self) -> f64 {
        let radius = (-2.0 * (1.0 - self.next()).ln()).sqrt();
        radius * (2.0 * std::f64::consts::PI * self.next()).cos()
    }
}

/// 4,000 sets of trials with variances between 1 and 10 and a tau2 of 4: how often the Hartung-Knapp interval holds the true mean.
#[test]
fn hartung_knapp_intervals_cover_what_they_say() {
    let mut uniform = Uniform(5);
    for k in [5, 10, 20] {
        let mut n_covered = 0;
        for _ in 0..4_000 {
            let studies: Vec<Study> = (0..k)
                .map(|_| {
                    let variance = 1.0 + 9.0 * uniform.next();
                    Study {
                        estimate: 8.0 + 2.0 * uniform.normal() + variance.sqrt() * uniform.normal(),
                        variance,
                    }
                })
                .collect();
            let ci = pool(
                &studies,
                settings(Method::RestrictedMaximumLikelihood, Test::HartungKnapp),
            )
            .unwrap()
            .ci;
            n_covered += u32::from(ci.lower <= 8.0 && 8.0 <= ci.upper);
        }
        let coverage = f64::from(n_covered) / 4_000.0;
        assert!((0.93..=0.97).contains(&coverage), "{k}: {coverage}");
    }
}

fn some_studies() -> impl Strategy<Value = Vec<Study>> {
    let study = (-50.0..50.0_f64, -6.0..6.0_f64).prop_map(|(estimate, log)| Study {
        estimate,
        variance: log.exp(),
    });
    prop::collection::vec(study, 2..25)
}

proptest! {
    #[test]
    fn results_are_numbers_and_move_with_the_unit(studies in some_studies(), shift in -9.0..9.0_f64, scale in 0.1..9.0_f64) {
        let moved: Vec<Study> = studies.iter().map(|study| Study {
            estimate: shift + scale * study.estimate,
            variance: scale * scale * study.variance,
        }).collect();
        for method in ALL_METHODS {
            for test in [Test::Normal, Test::HartungKnapp] {
                let first = pool(&studies, settings(method, test)).unwrap();
                let second = pool(&moved, settings(method, test)).unwrap();
                prop_assert!(first.p.is_finite() && first.se > 0.0 && first.heterogeneity.tau2 >= 0.0);
                prop_assert!((second.estimate - shift - scale * first.estimate).abs() < 1e-6 * scale * (1.0 + first.estimate.abs()));
                prop_assert!((second.se - scale * first.se).abs() < 1e-6 * second.se);
                if let Some(interval) = first.heterogeneity.tau2_ci {
                    prop_assert!(0.0 <= interval.lower && interval.lower <= interval.upper && interval.upper.is_finite());
                }
            }
        }
    }

    #[test]
    fn filling_keeps_the_studies(studies in some_studies()) {
        if let Ok(filled) = trim_and_fill(&studies, DERSIMONIAN_LAIRD) {
            prop_assert_eq!(filled.pooled.k, studies.len() + filled.filled.len());
        }
    }
}
