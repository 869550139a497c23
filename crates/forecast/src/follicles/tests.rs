//! The exact tests of pharmacology.md 3.2.

mod size;

use super::*;
use crate::numerics::dormand_prince::integrate;
use crate::parameters::{ParameterSet, hair_cycle};

fn normal() -> HairCycle {
    hair_cycle(&ParameterSet::built_in().unwrap()).unwrap()
}

/// Holds a count to its share within four and a half binomial standard errors.
#[track_caller]
fn near_share(count: u64, n: u64, share: f64) {
    #[expect(clippy::cast_precision_loss, reason = "small")]
    let (count, n) = (count as f64, n as f64);
    let error = (share * (1.0 - share) / n).sqrt();
    assert!(
        (count / n - share).abs() < 4.5 * error + 1e-9,
        "{} of {n}, expected {share} +- {error}",
        count / n
    );
}

#[test]
fn steady_state_has_the_shares_of_the_means_and_sheds_one_hair_a_cycle() {
    let cycle = normal();
    let n = 100_000;
    let days = [0.0, 200.0, 1_000.0, 1_100.0];
    let tally = simulate(&cycle, &[], Beginning::Steady, 11, 0..n, &days).unwrap();
    for in_phase in &tally.in_phase {
        assert_eq!(in_phase.iter().sum::<u64>(), n, "no follicle is lost");
        for (phase, count) in Phase::ALL.into_iter().zip(in_phase) {
            near_share(*count, n, cycle.steady_share(phase));
        }
        near_share(in_phase[0] + in_phase[1] + in_phase[2], n, cycle.steady_visible_share());
    }
    // 100,000 follicles shed 79 a day (pharmacology.md 3.2).
    assert!((100_000.0 * cycle.steady_shedding_per_day() - 78.8).abs() < 0.1);
    near_share(tally.shed[3], n, 100.0 * cycle.steady_shedding_per_day());
}

#[test]
fn any_split_adds_up_to_the_same() {
    let days = [30.0, 365.0, 730.0];
    let influences = [Influence {
        from_day: 10.0,
        hazard_factors: [1.0, 1.0, 3.0, 2.0],
    }];
    let part = |indices| simulate(&normal(), &influences, Beginning::Steady, 5, indices, &days).unwrap();
    let whole = part(0..999);
    let parts = std::thread::scope(|scope| {
        let threads = [800..999, 0..1, 1..800].map(|indices| scope.spawn(|| part(indices)));
        threads.map(|thread| thread.join().unwrap())
    });
    let mut sum = parts[0].clone();
    sum.add(&parts[1]);
    sum.add(&parts[2]);
    assert_eq!(whole, sum);
    assert_ne!(
        whole,
        simulate(&normal(), &influences, Beginning::Steady, 6, 0..999, &days).unwrap()
    );
}

/// Zero spread: every follicle sheds on the same day, the synchronous moult (Halloy et al. 2002).
#[test]
fn without_spread_all_moult_at_once() {
    let fixed = |mean_d| Duration::Fixed { mean_d };
    let cycle = HairCycle {
        anagen: fixed(1095.0),
        catagen: fixed(14.0),
        telogen: fixed(100.0),
        kenogen: fixed(60.0),
    };
    let days = [1208.5, 1209.5, 1268.5, 1269.5, 2477.5, 2478.5];
    let tally = simulate(&cycle, &[], Beginning::AllEnterAnagen, 1, 0..500, &days).unwrap();
    assert_eq!(tally.shed, [0, 500, 0, 0, 0, 500]);
    assert_eq!(tally.in_phase[1], [0, 0, 0, 500]);
    assert_eq!(tally.in_phase[3], [500, 0, 0, 0]);
    let twin = renewal(&cycle, 2500.0, 1.0).unwrap();
    let moults: Vec<f64> = twin
        .iter()
        .filter(|day| day.shed_per_day > 0.5)
        .map(|day| day.day)
        .collect();
    assert_eq!(moults.len(), 2);
    assert!(
        (moults[0] - 1209.0).abs() < 1e-9 && (moults[1] - 2478.0).abs() < 1e-9,
        "{moults:?}"
    );
}

/// Without memory the shares follow `dN/dt = flux in - N/mean`.
#[test]
fn without_memory_it_is_the_linear_equation() {
    let means = [300.0, 20.0, 90.0, 50.0];
    let [anagen, catagen, telogen, kenogen] = means.map(|mean_d| Duration::Exponential { mean_d });
    let cycle = HairCycle {
        anagen,
        catagen,
        telogen,
        kenogen,
    };
    let n = 60_000;
    let days = [25.0, 120.0, 400.0];
    let tally = simulate(&cycle, &[], Beginning::AllEnterAnagen, 3, 0..n, &days).unwrap();
    // With a factor on two hazards it is another linear equation.
    let influences = [Influence {
        from_day: 0.0,
        hazard_factors: [1.0, 1.0, 4.0, 0.5],
    }];
    let hurried = simulate(&cycle, &influences, Beginning::AllEnterAnagen, 4, 0..n, &days).unwrap();
    for (tally, factors) in [(&tally, [1.0; 4]), (&hurried, influences[0].hazard_factors)] {
        let mut state = [1.0, 0.0, 0.0, 0.0];
        let mut before = 0.0;
        for (day, in_phase) in days.into_iter().zip(&tally.in_phase) {
            let derivative = |_: f64, y: &[f64; 4]| {
                let out: [f64; 4] = std::array::from_fn(|i| y[i] * factors[i] / means[i]);
                [out[3] - out[0], out[0] - out[1], out[1] - out[2], out[2] - out[3]]
            };
            integrate(derivative, &mut state, before, day, 1e-10, 1e-12).unwrap();
            before = day;
            for (count, share) in in_phase.iter().zip(state) {
                near_share(*count, n, share);
            }
        }
    }
    // The twin comes to the same at second order.
    let at_400 = |step_d: f64| renewal(&cycle, 400.0, step_d).unwrap().last().unwrap().in_phase[0];
    let mut exact = [1.0, 0.0, 0.0, 0.0];
    let derivative = |_: f64, y: &[f64; 4]| {
        let out: [f64; 4] = std::array::from_fn(|i| y[i] / means[i]);
        [out[3] - out[0], out[0] - out[1], out[1] - out[2], out[2] - out[3]]
    };
    integrate(derivative, &mut exact, 0.0, 400.0, 1e-12, 1e-14).unwrap();
    assert!(
        (at_400(1.0) - exact[0]).abs() < 2e-3,
        "{} and {}",
        at_400(1.0),
        exact[0]
    );
}

/// Single follicles and their twin from a synchronous beginning, through the transient.
#[test]
fn events_agree_with_their_twin() {
    let n = 60_000;
    let days = [300.0, 700.0, 1_000.0, 1_300.0, 1_600.0, 1_825.0];
    let tally = simulate(&normal(), &[], Beginning::AllEnterAnagen, 21, 0..n, &days).unwrap();
    let twin = renewal(&normal(), 1_826.0, 1.0).unwrap();
    for (day, in_phase) in days.iter().zip(&tally.in_phase) {
        let shares = twin.iter().find(|twin| (twin.day - day).abs() < 1e-6).unwrap().in_phase;
        assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-9);
        for (count, share) in in_phase.iter().zip(shares) {
            near_share(*count, n, share);
        }
    }
}

/// Error of the twin falls with the square of the step.
#[test]
fn the_twin_is_of_second_order() {
    // A catagen of whole steps at each step length: a fixed duration is rounded, and that has no order.
    let cycle = HairCycle {
        catagen: Duration::Fixed { mean_d: 16.0 },
        ..normal()
    };
    let growing = |step_d: f64| renewal(&cycle, 1_200.0, step_d).unwrap().last().unwrap().in_phase[0];
    let (coarse, middle, fine) = (growing(8.0), growing(4.0), growing(2.0));
    let order = ((coarse - middle) / (middle - fine)).abs().log2();
    assert!((order - 2.0).abs() < 0.2, "order {order}: {coarse} {middle} {fine}");
    assert!((middle - fine).abs() < 1e-4, "{middle} {fine}");
}

/// Early shedding: nothing says that hairs fall out, only that telogen ends sooner; the shedding of weeks 2 to 8 follows, and ebbs.
#[test]
fn shedding_emerges_when_telogen_is_released() {
    let n = 100_000;
    let influences = [Influence {
        from_day: 0.0,
        hazard_factors: [1.0, 1.0, 3.0, 1.0],
    }];
    let days = [14.0, 56.0, 140.0, 182.0];
    let treated = simulate(&normal(), &influences, Beginning::Steady, 8, 0..n, &days).unwrap();
    let untreated = simulate(&normal(), &[], Beginning::Steady, 8, 0..n, &days).unwrap();
    let ratio = |i: usize| {
        #[expect(clippy::cast_precision_loss, reason = "small")]
        let (treated, untreated) = (treated.shed[i] as f64, untreated.shed[i] as f64);
        treated / untreated
    };
    // The standard error of each ratio is 0.025.
    assert!(ratio(0) > 1.3, "weeks 0 to 2: {}", ratio(0));
    assert!(ratio(1) > 1.08, "weeks 2 to 8: {}", ratio(1));
    assert!(ratio(3) < 1.08, "weeks 20 to 26: {}", ratio(3));
    // Fewer resting hairs are on the head meanwhile: the count falls before it can rise.
    let visible = |tally: &Tally| tally.in_phase[1][..3].iter().sum::<u64>();
    assert!(visible(&treated) < visible(&untreated));
}

#[test]
fn what_cannot_be_is_refused_with_its_field() {
    let refused = |cycle: &HairCycle, influences: &[Influence], days: &[f64]| {
        simulate(cycle, influences, Beginning::Steady, 1, 0..1, days)
            .unwrap_err()
            .to_string()
    };
    let mut cycle = normal();
    cycle.telogen = Duration::LogNormal {
        mean_d: 100.0,
        cv: f64::NAN,
    };
    assert_eq!(
        refused(&cycle, &[], &[1.0]),
        "Telogen: `cv` is NaN; give a finite number from 1e-6 to 3"
    );
    cycle.telogen = Duration::Fixed { mean_d: 0.0 };
    assert!(refused(&cycle, &[], &[1.0]).contains("`mean_d` is 0"));
    assert!(refused(&normal(), &[], &[2.0, 1.0]).starts_with("`sample_days` 2 is 1"));
    let none = Influence {
        from_day: 0.0,
        hazard_factors: [1.0, 1.0, 0.0, 1.0],
    };
    assert!(refused(&normal(), &[none], &[1.0]).contains("hazard of Telogen is multiplied by 0"));
    assert!(renewal(&normal(), 100.0, 0.0).is_err() && renewal(&normal(), f64::INFINITY, 1.0).is_err());
}
