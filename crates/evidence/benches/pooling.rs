//! How long it takes to pool trials: the measure is 10,000 meta-analyses of 20 trials each, below a second.

use anagen_evidence::Confidence;
use anagen_evidence::pooling::{Method, Settings, Study, Test, pool};
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

/// Trials that disagree, without chance: a different set for each number.
fn studies(set: u32) -> Vec<Study> {
    let study = |at: u32| {
        let turn = f64::from(set * 20 + at);
        Study {
            estimate: 10.0 + 6.0 * (turn * 1.618).sin(),
            variance: 4.0 + 3.0 * (turn * 2.414).cos(),
        }
    };
    (0..20).map(study).collect()
}

/// 10,000 meta-analyses of 20 trials, with Hartung-Knapp, prediction interval, Q, I2 and the Q-profile interval.
#[divan::bench(args = [Method::DerSimonianLaird, Method::RestrictedMaximumLikelihood, Method::PauleMandel], sample_count = 5, sample_size = 1)]
fn ten_thousand_of_twenty_trials(bencher: Bencher<'_, '_>, method: Method) {
    let sets: Vec<Vec<Study>> = (0..10_000).map(studies).collect();
    let settings = Settings {
        method,
        test: Test::HartungKnapp,
        confidence: Confidence::NINETY_FIVE,
    };
    bencher.bench_local(|| {
        let pooled = black_box(&sets).iter().filter_map(|set| pool(set, settings).ok());
        pooled.map(|pooled| pooled.estimate).sum::<f64>()
    });
}
