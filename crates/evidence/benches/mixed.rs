//! How long a mixed model takes, from a table to degrees of freedom: the measure is 100,000 patients of six visits below five seconds.

use anagen_evidence::mixed::{Column, Criterion, Formula, Table, fit};
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

/// Patients of two protocols who differ in level and slope, at uneven weeks; a generator of its own, so that every run has the same numbers.
fn table(n_patients: usize) -> Table {
    let mut state = 2_026_u64;
    let mut normal = || {
        // The sum of twelve uniform numbers less six.
        let mut sum = -6.0;
        for _ in 0..12 {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            sum += f64::from(u32::try_from(state >> 32).unwrap_or(0)) / 4_294_967_296.0;
        }
        sum
    };
    let (mut density, mut week, mut protocol, mut patient) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for number in 0..n_patients {
        let is_new = number % 2 == 0;
        let (level, slope) = (150.0 + 20.0 * normal(), if is_new { 0.4 } else { 0.2 } + 0.3 * normal());
        let name = number.to_string();
        for visit in 0..6_u32 {
            let time = 8.0 * f64::from(visit) + normal();
            density.push(Some(level + slope * time + 9.0 * normal()));
            week.push(Some(time));
            protocol.push(Some(if is_new { "new" } else { "old" }.to_owned()));
            patient.push(Some(name.clone()));
        }
    }
    let columns = vec![
        ("density".to_owned(), Column::Numbers(density)),
        ("week".to_owned(), Column::Numbers(week)),
        ("protocol".to_owned(), Column::Labels(protocol)),
        ("patient".to_owned(), Column::Labels(patient)),
    ];
    match Table::new(columns) {
        Ok(table) => table,
        Err(error) => panic!("{error}"),
    }
}

/// Random intercept and slope, restricted likelihood, Satterthwaite.
#[divan::bench(args = [1_000, 10_000, 100_000], sample_count = 3, sample_size = 1)]
fn patients_of_six_visits(bencher: Bencher<'_, '_>, n_patients: usize) {
    let table = table(n_patients);
    let formula: Formula = match "density ~ week*protocol + (week | patient)".parse() {
        Ok(formula) => formula,
        Err(error) => panic!("{error}"),
    };
    bencher.bench_local(|| match fit(&formula, black_box(&table), Criterion::Restricted) {
        Ok(model) => model,
        Err(error) => panic!("{error}"),
    });
}
