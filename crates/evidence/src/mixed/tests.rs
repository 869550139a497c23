//! Oracle: lme4 1.1 and lmerTest 3.1 on `sleepstudy` and `Dyestuff` (data in `reference/mixed.json`); fixed effects to 1e-6, standard errors,
//! degrees of freedom and variance components to 1e-4, relative. And the normal density itself, with whole matrices, on other data.

use serde_json::Value;

use super::*;
use crate::linear::{Square, dot};

#[track_caller]
fn close(what: &str, found: f64, expected: f64, relative: f64) {
    assert!(
        (found - expected).abs() <= relative * expected.abs(),
        "{what}: {found:e} instead of {expected:e}"
    );
}

fn reference(name: &str) -> Table {
    let all: Value = serde_json::from_str(include_str!("../../reference/mixed.json")).unwrap();
    let columns = all[name].as_object().unwrap().iter().map(|(column, values)| {
        let values = values.as_array().unwrap();
        let column_values = if values[0].is_string() {
            Column::labels(values.iter().map(|value| value.as_str().unwrap()))
        } else {
            Column::numbers(values.iter().map(|value| value.as_f64().unwrap()))
        };
        (column.clone(), column_values)
    });
    Table::new(columns.collect()).unwrap()
}

fn fitted(formula: &str, table: &Table, criterion: Criterion) -> MixedModel {
    fit(&formula.parse().unwrap(), table, criterion).unwrap()
}

const SLEEP: &str = "Reaction ~ Days + (Days | Subject)";

#[test]
fn sleepstudy_restricted() {
    let model = fitted(SLEEP, &reference("sleepstudy"), Criterion::Restricted);
    let expected = [
        (
            "(Intercept)",
            251.405_104_848_485,
            6.824_596_694_954_91,
            16.999_726_288_492_7,
            1.171_558_111_208_26e-17,
        ),
        (
            "Days",
            10.467_285_959_596,
            1.545_789_643_905_98,
            16.999_983_725_591_7,
            3.263_824_469_927_38e-6,
        ),
    ];
    for (effect, (name, estimate, se, df, p)) in model.fixed.iter().zip(expected) {
        assert_eq!(effect.name, name);
        close(name, effect.estimate, estimate, 1e-6);
        close("se", effect.se, se, 1e-4);
        close("df", effect.df.unwrap(), df, 1e-4);
        close("p", effect.p.unwrap(), p, 1e-3);
    }
    let covariance = &model.random.covariance;
    close("variance", covariance[0][0], 612.100_158_024_769, 1e-4);
    close("variance", covariance[1][1], 35.071_714_450_938_8, 1e-4);
    close("covariance", covariance[0][1], 9.604_408_951_157_76, 1e-4);
    close("covariance", covariance[1][0], 9.604_408_951_157_76, 1e-4);
    close("sigma", model.sigma, 25.591_795_721_675_3, 1e-4);
    close("deviance", -2.0 * model.log_likelihood, 1_743.628_271_959_95, 1e-9);
    let deviations: Vec<_> = model.group_deviations().take(3).collect();
    let expected = [
        [2.258_550_949_901_16, 9.198_975_765_565_9],
        [-40.398_738_078_805_1, -8.619_680_615_243_21],
        [-38.960_408_957_557_9, -5.448_856_469_798_14],
    ];
    for ((_, found), expected) in deviations.iter().zip(expected) {
        close("level", found[0], expected[0], 1e-4);
        close("slope", found[1], expected[1], 1e-4);
    }
    assert_eq!(deviations[0].0, "308");
    assert!(model.remarks.is_empty() && !model.is_singular());
}

#[test]
fn sleepstudy_full() {
    let model = fitted(SLEEP, &reference("sleepstudy"), Criterion::Full);
    close("(Intercept)", model.fixed[0].estimate, 251.405_104_848_486, 1e-6);
    close("Days", model.fixed[1].estimate, 10.467_285_959_595_8, 1e-6);
    close("sigma", model.sigma, 25.591_907_036_487, 1e-4);
    // Balanced: both likelihoods have the residual variance of a line for each subject, 144 degrees of freedom.
    let restricted = fitted(SLEEP, &reference("sleepstudy"), Criterion::Restricted);
    close("residual variance", model.sigma.powi(2), within_subjects(), 1e-8);
    close("residual variance", restricted.sigma.powi(2), within_subjects(), 1e-8);
    close("log-likelihood", model.log_likelihood, -875.969_672_244_495, 1e-9);
    close("variance", model.random.covariance[0][0], 565.476_966_132_419, 1e-4);
    close("variance", model.random.covariance[1][1], 32.681_785_248_852_7, 1e-4);
    close("covariance", model.random.covariance[0][1], 11.055_122_391_953_3, 1e-4);
}

/// Mean square around a line of its own for each of the 18 subjects of ten days.
fn within_subjects() -> f64 {
    let all: Value = serde_json::from_str(include_str!("../../reference/mixed.json")).unwrap();
    let reactions: Vec<f64> = all["sleepstudy"]["Reaction"]
        .as_array()
        .unwrap()
        .iter()
        .map(|value| value.as_f64().unwrap())
        .collect();
    let squares = reactions.chunks_exact(10).map(|subject| {
        let mean = subject.iter().sum::<f64>() / 10.0;
        let centred = |day: usize| day as f64 - 4.5;
        let slope = (0..10).map(|day| centred(day) * subject[day]).sum::<f64>() / 82.5;
        (0..10)
            .map(|day| (subject[day] - mean - slope * centred(day)).powi(2))
            .sum::<f64>()
    });
    squares.sum::<f64>() / 144.0
}

#[test]
fn dyestuff() {
    let table = reference("dyestuff");
    let formula = "Yield ~ 1 + (1 | Batch)";
    let model = fitted(formula, &table, Criterion::Restricted);
    close("mean", model.fixed[0].estimate, 1_527.5, 1e-9);
    close("se", model.fixed[0].se, 19.383_412_178_752_8, 1e-6);
    close("df", model.fixed[0].df.unwrap(), 5.0, 1e-5);
    close("p", model.fixed[0].p.unwrap(), 6.234_475_995_350_79e-9, 1e-4);
    // Balanced: the restricted estimates are those of the analysis of variance, 1764.05 and 2451.25.
    close("between", model.random.covariance[0][0], 1_764.05, 1e-6);
    close("within", model.sigma.powi(2), 2_451.25, 1e-7);
    close("deviance", -2.0 * model.log_likelihood, 319.654_276_842_257, 1e-9);
    let full = fitted(formula, &table, Criterion::Full);
    close("between", full.random.covariance[0][0], 1_388.333_342_552_36, 1e-4);
    close("log-likelihood", full.log_likelihood, -163.663_529_940_568, 1e-9);
}

/// Uneven visits, two protocols, holes: numbers without a pattern that any method would favour.
fn clinic() -> Table {
    let (mut density, mut week, mut protocol, mut patient) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut state = 12_345_u64;
    let mut uniform = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 11) as f64 / (1_u64 << 53) as f64 - 0.5
    };
    for at in 0..24_u32 {
        let label = ["drug", "none", "saline"][at as usize % 3];
        let (level, slope) = (40.0 * uniform(), 0.6 * uniform());
        for visit in 0..3 + at % 4 {
            let time = 12.0 * f64::from(visit) + 4.0 * uniform();
            let gain = if label == "drug" { 0.5 } else { 0.1 };
            week.push(Some(time));
            density.push((uniform() < 0.45).then(|| 150.0 + level + (gain + slope) * time + 12.0 * uniform()));
            protocol.push(Some(label.to_owned()));
            patient.push(Some(format!("P{at}")));
        }
    }
    Table::new(vec![
        ("density".to_owned(), Column::Numbers(density)),
        ("week".to_owned(), Column::Numbers(week)),
        ("protocol".to_owned(), Column::Labels(protocol)),
        ("patient".to_owned(), Column::Labels(patient)),
    ])
    .unwrap()
}

/// Minus twice the log-likelihood from the whole covariance matrix of all rows, and the fixed effects by generalised least squares.
fn whole(design: &Design, covariance: &[Vec<f64>], variance: f64, restricted: bool) -> (f64, Vec<f64>, Square) {
    let (n, p, q) = (design.n_rows(), design.names.len(), design.random_names.len());
    let mut whole = Square::zeros(n);
    for row in 0..n {
        for column in 0..n {
            let mut value = if row == column { variance } else { 0.0 };
            if design.group_of_row[row] == design.group_of_row[column] {
                for (left, line) in covariance.iter().enumerate() {
                    for (right, each) in line.iter().enumerate() {
                        value += design.random[row * q + left] * each * design.random[column * q + right];
                    }
                }
            }
            *whole.at_mut(row, column) = value;
        }
    }
    let factor = whole.cholesky().unwrap();
    let column = |at: usize| (0..n).map(|row| design.fixed[row * p + at]).collect::<Vec<_>>();
    let solved: Vec<Vec<f64>> = (0..p).map(|at| factor.solve(&column(at))).collect();
    let mut gram = Square::zeros(p);
    let mut right = vec![0.0; p];
    for row in 0..p {
        for (other, solved) in solved.iter().enumerate() {
            *gram.at_mut(row, other) = dot(&column(row), solved);
        }
        right[row] = dot(&solved[row], &design.response);
    }
    let gram_factor = gram.cholesky().unwrap();
    let beta = gram_factor.solve(&right);
    let residual: Vec<f64> = (0..n)
        .map(|row| design.response[row] - dot(&design.fixed[row * p..][..p], &beta))
        .collect();
    let squares = dot(&residual, &factor.solve(&residual));
    let two_pi = (2.0 * std::f64::consts::PI).ln();
    let mut deviance = factor.ln_determinant() + squares + n as f64 * two_pi;
    if restricted {
        deviance += gram_factor.ln_determinant() - p as f64 * two_pi;
    }
    (deviance, beta, gram_factor.inverse())
}

#[test]
fn the_density_of_all_rows_is_at_its_top() {
    let table = clinic();
    let formula: Formula = "density ~ week*protocol + (week | patient)".parse().unwrap();
    let design = Design::new(&formula, &table).unwrap();
    for (criterion, restricted) in [(Criterion::Restricted, true), (Criterion::Full, false)] {
        let model = fit(&formula, &table, criterion).unwrap();
        let names: Vec<&str> = model.fixed.iter().map(|effect| effect.name.as_str()).collect();
        assert_eq!(
            names,
            [
                "(Intercept)",
                "week",
                "protocolnone",
                "protocolsaline",
                "week:protocolnone",
                "week:protocolsaline"
            ]
        );
        assert!(model.n_rows_left_out > 0 && model.n_rows + model.n_rows_left_out == table.n_rows());
        let covariance = &model.random.covariance;
        let variance = model.sigma.powi(2);
        let (deviance, beta, of_beta) = whole(&design, covariance, variance, restricted);
        close("deviance", -2.0 * model.log_likelihood, deviance, 1e-10);
        for (at, (effect, beta)) in model.fixed.iter().zip(&beta).enumerate() {
            close(&effect.name, effect.estimate, *beta, 1e-8);
            close(&effect.name, effect.se, of_beta.at(at, at).sqrt(), 1e-8);
        }
        for (row, column) in [(0, 0), (1, 1), (0, 1)] {
            for factor in [0.97, 1.03] {
                let mut other = covariance.clone();
                other[row][column] *= factor;
                other[column][row] = other[row][column];
                assert!(
                    whole(&design, &other, variance, restricted).0 > deviance,
                    "{row} {column}"
                );
            }
        }
        assert!(whole(&design, covariance, 0.97 * variance, restricted).0 > deviance);
        assert!(whole(&design, covariance, 1.03 * variance, restricted).0 > deviance);
    }
}

/// Satterthwaite's df from their definition, with whole matrices: the parameters are the covariances themselves, by which they do not change.
#[test]
fn degrees_of_freedom_by_their_definition() {
    let table = clinic();
    let formula: Formula = "density ~ week*protocol + (1 | patient)".parse().unwrap();
    let design = Design::new(&formula, &table).unwrap();
    let model = fit(&formula, &table, Criterion::Restricted).unwrap();
    let best = [model.random.covariance[0][0], model.sigma.powi(2)];
    let at = |parameters: [f64; 2]| whole(&design, &[vec![parameters[0]]], parameters[1], true);
    let moved = |one: f64, two: f64| at([best[0] * (1.0 + one), best[1] * (1.0 + two)]);
    let step = 2e-3;
    let middle = at(best).0;
    let second = |which: usize| {
        let by = if which == 0 { [step, 0.0] } else { [0.0, step] };
        (moved(by[0], by[1]).0 - 2.0 * middle + moved(-by[0], -by[1]).0) / (best[which] * step).powi(2)
    };
    let cross = moved(step, step).0 - moved(step, -step).0 - moved(-step, step).0 + moved(-step, -step).0;
    let cross = cross / (4.0 * step * step * best[0] * best[1]);
    let mut half = Square::zeros(2);
    for (row, column, value) in [(0, 0, second(0)), (1, 1, second(1)), (0, 1, cross), (1, 0, cross)] {
        *half.at_mut(row, column) = 0.5 * value;
    }
    let information = half.cholesky().unwrap();
    for (index, effect) in model.fixed.iter().enumerate() {
        let variance = |one: f64, two: f64| moved(one, two).2.at(index, index);
        let gradient = [
            (variance(step, 0.0) - variance(-step, 0.0)) / (2.0 * step * best[0]),
            (variance(0.0, step) - variance(0.0, -step)) / (2.0 * step * best[1]),
        ];
        let df = 2.0 * variance(0.0, 0.0).powi(2) / dot(&gradient, &information.solve(&gradient));
        close(&effect.name, effect.df.unwrap(), df, 1e-3);
    }
    let slope = model.contrast("slope of saline", &[0.0, 1.0, 0.0, 0.0, 0.0, 1.0]);
    close(
        "contrast",
        slope.estimate,
        model.fixed[1].estimate + model.fixed[5].estimate,
        1e-12,
    );
    assert!(slope.se < model.fixed[1].se + model.fixed[5].se && slope.df.is_some());
}

#[test]
fn a_singular_fit_is_marked() {
    // Every patient has the same mean: nothing varies between them.
    let values = [1.0, 2.0, 3.0, 3.0, 1.0, 2.0, 2.0, 3.0, 1.0];
    let table = Table::new(vec![
        ("y".to_owned(), Column::numbers(values)),
        (
            "t".to_owned(),
            Column::numbers([0.0, 1.0, 2.0, 0.0, 1.0, 2.0, 0.0, 1.0, 2.0]),
        ),
        (
            "g".to_owned(),
            Column::labels(["a", "a", "a", "b", "b", "b", "c", "c", "c"]),
        ),
    ])
    .unwrap();
    let model = fitted("y ~ 1 + (1 | g)", &table, Criterion::Restricted);
    let zero = Remark::VarianceAtZero {
        term: "(Intercept)".to_owned(),
    };
    assert_eq!(model.remarks, [zero]);
    assert!(model.is_singular());
    close("mean", model.fixed[0].estimate, 2.0, 1e-9);
    // What is left is a plain mean of nine: variance 6/8 over 9.
    close("se", model.fixed[0].se, (0.75_f64 / 9.0).sqrt(), 1e-6);
    close("df", model.fixed[0].df.unwrap(), 8.0, 1e-3);
}

#[test]
fn what_cannot_be_fitted_is_said() {
    let table = Table::new(vec![
        ("y".to_owned(), Column::numbers([1.0, 2.5, 3.0, 3.5, 1.0, 2.0])),
        ("t".to_owned(), Column::numbers([0.0, 1.0, 2.0, 0.0, 1.0, 2.0])),
        ("twice".to_owned(), Column::numbers([0.0, 2.0, 4.0, 0.0, 2.0, 4.0])),
        ("flat".to_owned(), Column::numbers([1.0; 6])),
        ("g".to_owned(), Column::labels(["a", "a", "a", "b", "b", "b"])),
        ("one".to_owned(), Column::labels(["a"; 6])),
        ("each".to_owned(), Column::numbers([1.0, 2.0, 3.0, 4.0, 5.0, 6.0])),
    ])
    .unwrap();
    for (formula, words) in [
        ("y ~ weeks + (1 | g)", "no column `weeks`; there are `y`, `t`,"),
        ("g ~ t + (1 | each)", "`g` holds labels, and a response needs numbers"),
        ("y ~ t + twice + (1 | g)", "`twice` is collinear"),
        ("y ~ flat + (1 | g)", "`flat` is collinear"),
        ("y ~ t + (1 | one)", "has 1 group(s)"),
        ("y ~ one + (1 | g)", "one value only"),
        ("y ~ t + (1 | each)", "6 rows for 6 random effects"),
        ("y ~ g:t + (1 | g)", "`g:t` without `t` beside it"),
        ("flat ~ 1 + (1 | g)", "no error is left"),
        ("y ~ t + (one | g)", "a random slope needs numbers"),
    ] {
        let error = fit(&formula.parse().unwrap(), &table, Criterion::Restricted)
            .unwrap_err()
            .to_string();
        assert!(error.contains(words), "{formula}: {error}");
    }
}

#[test]
fn results_have_the_keys_of_the_command() {
    let json = serde_json::to_value(fitted(SLEEP, &reference("sleepstudy"), Criterion::Restricted)).unwrap();
    for key in ["name", "estimate", "se", "df", "p"] {
        assert!(!json["fixed"][1][key].is_null(), "{key}");
    }
    for key in ["group", "terms", "covariance"] {
        assert!(!json["random"][key].is_null(), "{key}");
    }
    assert!(json["sigma"].is_number() && json["log_likelihood"].is_number());
}
