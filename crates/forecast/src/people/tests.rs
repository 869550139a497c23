//! People against closed forms and against what is published of their spread.

use super::*;
use crate::body::{Accuracy, Body, Course, Dose, Place, simulate};
use crate::parameters::{ParameterError, ParameterSet, dutasteride};

/// Bands of the model below.
fn run(population: &Population, seed: u64, n_truths: u64, n_people: u64) -> Vec<Bands> {
    let draws = |truth| Draws::new(population, seed, truth, 0..n_people, model).unwrap();
    bands(draws(0), (1..=n_truths).map(draws).collect()).unwrap()
}

/// Two parameters of people and one that is only uncertain.
fn small() -> ParameterSet {
    let mut set = ParameterSet::built_in().unwrap();
    let text = r#"
[[parameter]]
id = "test.first"
name = "First"
value = 2.0
unit = "1"
between_people_cv = 0.5
source = "test"
grade = "assumed"
seen = "memory"

[[parameter]]
id = "test.second"
name = "Second"
value = 3.0
unit = "1"
between_people_cv = 0.3
source = "test"
grade = "assumed"
seen = "memory"

[[parameter]]
id = "test.uncertain"
name = "Uncertain"
value = 10.0
unit = "1"
uncertainty = { low = 8.0, high = 16.0 }
source = "test"
grade = "assumed"
seen = "memory"
"#;
    set.overlay("test.toml", text).unwrap();
    set
}

fn correlation(first: &str, second: &str, coefficient: f64) -> Correlation {
    Correlation {
        between: [first.to_owned(), second.to_owned()],
        coefficient,
    }
}

#[test]
fn people_have_their_medians_spreads_and_correlation() {
    let population = Population::new(small(), &[correlation("test.first", "test.second", -0.6)]).unwrap();
    let truth = population.truth(5, 0);
    let n = 20_000;
    let logs: Vec<[f64; 2]> = (0..n)
        .map(|person| {
            let person = population.person(&truth, 5, person);
            let log = |id, typical: f64| (person.value(id, "1").unwrap() / typical).ln();
            [log("test.first", 2.0), log("test.second", 3.0)]
        })
        .collect();
    #[expect(clippy::cast_precision_loss, reason = "small")]
    let mean = |of: &dyn Fn(&[f64; 2]) -> f64| logs.iter().map(of).sum::<f64>() / n as f64;
    let sigma = [0.5_f64, 0.3].map(|cv| (1.0 + cv * cv).ln().sqrt());
    for i in 0..2 {
        // Four standard errors.
        assert!(mean(&|log| log[i]).abs() < 4.0 * sigma[i] / 141.0);
        let variance = mean(&|log| log[i] * log[i]);
        assert!((variance / (sigma[i] * sigma[i]) - 1.0).abs() < 0.04, "{variance}");
    }
    let found = mean(&|log| log[0] * log[1]) / (sigma[0] * sigma[1]);
    assert!((found + 0.6).abs() < 0.035, "{found}");
}

#[test]
fn truths_stay_within_their_range_with_the_value_in_the_middle() {
    let population = Population::new(small(), &[]).unwrap();
    let values: Vec<f64> = (1..=4_000)
        .map(|truth| population.truth(3, truth).value("test.uncertain", "1").unwrap())
        .collect();
    assert!(values.iter().all(|value| (8.0..=16.0).contains(value)));
    let below = values.iter().filter(|value| **value < 10.0).count();
    assert!(below.abs_diff(2_000) < 130, "{below}");
    let far_below = values.iter().filter(|value| **value < 9.0).count();
    assert!(far_below.abs_diff(1_000) < 110, "{far_below}");
    assert!((population.truth(3, 0).value("test.uncertain", "1").unwrap() - 10.0).abs() < 1e-15);
}

fn model(person: &ParameterSet, _: u64) -> Result<Vec<f64>, ParameterError> {
    Ok(vec![
        person.value("test.first", "1")?,
        person.value("test.uncertain", "1")?,
        person.value("test.first", "1")? * person.value("test.uncertain", "1")?,
    ])
}

/// What only people do shows in their band alone, what is only unknown in the other, and both together are wider than each.
#[test]
fn people_and_uncertainty_are_kept_apart() {
    let population = Population::new(small(), &[]).unwrap();
    let [person, unknown, both] = run(&population, 1, 400, 400)[..] else {
        panic!("three outputs")
    };
    let width = |band: Band| band.middle_90[1] - band.middle_90[0];
    assert!(width(person.people) > 1.0 && width(person.uncertainty).abs() < 1e-12);
    assert!(width(unknown.people).abs() < 1e-12 && width(unknown.uncertainty) > 5.0);
    assert!(width(both.both) > width(both.people) && width(both.both) > width(both.uncertainty));
    // Closed forms: log-normal percentiles and those of the two halves.
    let sigma = 1.25_f64.ln().sqrt();
    let expected = [-1.644_854, 1.644_854].map(|z: f64| 2.0 * (sigma * z).exp());
    let halves = [8.2, 15.4];
    for i in 0..2 {
        assert!(
            (person.people.middle_90[i] / expected[i] - 1.0).abs() < 0.12,
            "{person:?}"
        );
        assert!(
            (unknown.uncertainty.middle_90[i] - halves[i]).abs() < 0.4,
            "{unknown:?}"
        );
    }
    assert!((person.people.middle_50[0] / (2.0 * (-0.674_49 * sigma).exp()) - 1.0).abs() < 0.12);
}

#[test]
fn any_number_of_threads_gives_the_same() {
    let population = Population::new(small(), &[correlation("test.first", "test.second", 0.4)]).unwrap();
    let one = run(&population, 9, 5, 37);
    for n_threads in [2, 3, 8, 37] {
        let draws = |truth: u64| {
            let population = &population;
            let parts: Vec<Draws> = std::thread::scope(|scope| {
                let threads: Vec<_> = (0..n_threads)
                    .map(|thread| {
                        let people = 37 * thread / n_threads..37 * (thread + 1) / n_threads;
                        scope.spawn(move || Draws::new(population, 9, truth, people, model).unwrap())
                    })
                    .collect();
                threads.into_iter().map(|thread| thread.join().unwrap()).collect()
            });
            // Last part first: the order does not matter.
            parts.into_iter().rev().fold(Draws::default(), |mut sum, part| {
                sum.add(part);
                sum
            })
        };
        assert_eq!(one, bands(draws(0), (1..=5).map(draws).collect()).unwrap());
    }
    assert_ne!(one, run(&population, 10, 5, 37));
}

/// Dutasteride 0.5 mg a day at rest (pharmacology.md 2.2, computed there by other means, without correlations): mean 30.7 ng/mL, 5 to 95 % 8.6 to 71;
/// the label has about 40. At rest the input equals the elimination, `R = CL C + Vmax C / (Km + C)`: a quadratic.
#[test]
fn dutasteride_in_plasma_spreads_over_people_as_published() {
    let population = Population::new(ParameterSet::built_in().unwrap(), &[]).unwrap();
    let truth = population.truth(2, 0);
    let rate = 500.0 / 24.0;
    let mut concentrations: Vec<f64> = (0..10_000)
        .map(|person| {
            let body = dutasteride(&population.person(&truth, 2, person)).unwrap().disposition;
            let saturable = body.saturable.unwrap();
            let (clearance, half) = (body.clearance_l_per_h, saturable.half_saturation_ng_per_ml);
            let linear = clearance * half + saturable.greatest_rate_ug_per_h - rate;
            ((linear * linear + 4.0 * clearance * rate * half).sqrt() - linear) / (2.0 * clearance)
        })
        .collect();
    concentrations.sort_by(f64::total_cmp);
    let mean = concentrations.iter().sum::<f64>() / 10_000.0;
    let (low, high) = (concentrations[500], concentrations[9_500]);
    // Three standard errors of 10,000 people and the rounding of the published figures.
    let found = format!("mean {mean}, {low} to {high} ng/mL");
    assert!((mean - 30.7).abs() < 0.9, "{found}");
    assert!((low - 8.6).abs() < 0.4 && (high - 71.0).abs() < 4.0, "{found}");
}

/// Suppression of serum DHT after 24 weeks of 0.5 mg a day, pharmacology.md 2.2: 90.3 with standard deviation 3.2 %, there without telling when in the
/// day; here just before the next dose. Observed: 94.7 with 3.3 % (Clark 2004), 90.2 % at 24 months.
#[test]
fn dutasteride_in_serum_spreads_over_people_as_published() {
    let population = Population::new(ParameterSet::built_in().unwrap(), &[]).unwrap();
    let truth = population.truth(2, 0);
    let suppression: Vec<f64> = (0..800)
        .map(|person| {
            let drug = dutasteride(&population.person(&truth, 2, person)).unwrap();
            let serum = Place {
                reductase: drug.serum,
                driving_share_of_plasma: 1.0,
                local: Vec::new(),
            };
            let body = Body {
                disposition: drug.disposition,
                places: vec![serum],
            };
            let capsule = Dose {
                time_h: 0.0,
                amount_ug: 500.0,
                input: drug.by_mouth,
            };
            let course = Course::repeated(capsule, 24.0, 168).unwrap();
            let samples = simulate(&body, &course, &[4_032.0], Accuracy::REGULAR_COURSE).unwrap();
            100.0 * (1.0 - samples[0].places[0].dht)
        })
        .collect();
    let mean = suppression.iter().sum::<f64>() / 800.0;
    let deviation = (suppression.iter().map(|one| (one - mean) * (one - mean)).sum::<f64>() / 799.0).sqrt();
    assert!((mean - 90.3).abs() < 0.7, "mean {mean}");
    assert!((deviation - 3.2).abs() < 0.5, "standard deviation {deviation}");
}

#[test]
fn what_cannot_be_is_refused_in_words() {
    let refused = |correlations: &[Correlation]| Population::new(small(), correlations).unwrap_err().to_string();
    let pair = |coefficient| correlation("test.first", "test.second", coefficient);
    assert!(refused(&[pair(1.0)]).contains("`coefficient` is 1"));
    assert!(refused(&[pair(f64::NAN)]).contains("`coefficient` is NaN"));
    assert!(refused(&[pair(0.1), pair(0.1)]).contains("says nothing new"));
    assert!(refused(&[correlation("test.first", "test.first", 0.1)]).contains("says nothing new"));
    assert!(refused(&[correlation("test.first", "test.uncertain", 0.1)]).contains("`test.uncertain` does not spread"));
    let contradiction = [
        pair(0.9),
        correlation("test.first", "dutasteride.clearance", 0.9),
        correlation("test.second", "dutasteride.clearance", -0.9),
    ];
    assert!(refused(&contradiction).contains("contradict each other at `test.second`"));
    let population = Population::new(small(), &[]).unwrap();
    let draws = |truth, people| Draws::new(&population, 1, truth, people, model).unwrap();
    assert_eq!(bands(draws(0, 0..5), Vec::new()), Err(BandsError::NoDraws));
    assert_eq!(bands(draws(0, 0..0), vec![draws(1, 0..5)]), Err(BandsError::NoDraws));
    let one_output = |_: &ParameterSet, _: u64| Ok::<_, ParameterError>(vec![1.0]);
    let other = Draws::new(&population, 1, 1, 0..5, one_output).unwrap();
    let error = bands(draws(0, 0..5), vec![other]).unwrap_err().to_string();
    assert!(error.starts_with("truth 1 has 1 outputs, the typical one 3"));
    let not_a_number =
        |_: &ParameterSet, person: u64| Ok::<_, ParameterError>(vec![if person == 3 { f64::NAN } else { 1.0 }]);
    let error = Draws::new(&population, 1, 0, 0..5, not_a_number).unwrap_err();
    assert!(error.to_string().starts_with("person 3 under truth 0"));
    let failing = |person: &ParameterSet, _: u64| person.value("nothing", "1").map(|value| vec![value]);
    assert!(matches!(
        Draws::new(&population, 1, 2, 4..6, failing),
        Err(DrawError::Model {
            truth: 2,
            person: 4,
            ..
        })
    ));
}
