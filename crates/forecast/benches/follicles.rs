//! Five years of follicles on one core: 100,000 one by one, and their deterministic twin.
//!
//! Before anything is timed, the bench asserts that the twin at a step of 2 days is within 1e-4 of itself at half a day, and that the follicles
//! agree with it within their chance.

use anagen_forecast::follicles::{Beginning, Duration, HairCycle, renewal, simulate};
use divan::Bencher;

const FIVE_YEARS_D: f64 = 1826.0;
const N_FOLLICLES: u64 = 100_000;

const CYCLE: HairCycle = HairCycle {
    anagen: Duration::LogNormal {
        mean_d: 1095.0,
        cv: 0.35,
    },
    catagen: Duration::Fixed { mean_d: 14.0 },
    telogen: Duration::LogNormal { mean_d: 100.0, cv: 0.3 },
    kenogen: Duration::LogNormal { mean_d: 60.0, cv: 0.6 },
};

fn main() {
    let share = |step_d: f64| match renewal(&CYCLE, FIVE_YEARS_D, step_d).as_deref() {
        Ok([.., last]) => last.in_phase[0],
        other => panic!("{other:?}"),
    };
    let exact = share(0.5);
    let error = (share(2.0) - exact).abs();
    assert!(error < 1e-4, "error of the twin {error:e}");
    match simulate(
        &CYCLE,
        &[],
        Beginning::AllEnterAnagen,
        1,
        0..N_FOLLICLES,
        &[FIVE_YEARS_D],
    ) {
        Ok(tally) => {
            #[expect(clippy::cast_precision_loss, reason = "small")]
            let found = tally.in_phase[0][0] as f64 / N_FOLLICLES as f64;
            assert!((found - exact).abs() < 0.01, "{found}, twin {exact}");
        }
        Err(error) => panic!("{error}"),
    }
    divan::main();
}

/// From event to event, monthly samples.
#[divan::bench]
fn events(bencher: Bencher<'_, '_>) {
    let days: Vec<f64> = (1..=60).map(|month| FIVE_YEARS_D / 60.0 * f64::from(month)).collect();
    bencher.bench_local(|| simulate(&CYCLE, &[], Beginning::Steady, 1, 0..N_FOLLICLES, &days).is_ok());
}

/// The twin at steps of one and two days.
#[divan::bench(args = [1.0, 2.0])]
fn renewal_twin(bencher: Bencher<'_, '_>, step_d: f64) {
    bencher.bench_local(|| renewal(&CYCLE, FIVE_YEARS_D, step_d).is_ok());
}
