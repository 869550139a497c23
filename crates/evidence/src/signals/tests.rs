//! Closed forms, and simulations with a generator of their own so that every run is the same.

use super::*;

fn tally(name: &str, observed: u64, expected: f64) -> Tally {
    Tally {
        name: name.to_owned(),
        observed,
        expected,
    }
}

/// Uniform numbers between 0 and 1.
struct Uniform(u64);

impl Uniform {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A Poisson count, by the product of uniform numbers.
    fn poisson(&mut self, mean: f64) -> u64 {
        let limit = (-mean).exp();
        let (mut product, mut count) = (self.next(), 0);
        while product > limit {
            product *= self.next();
            count += 1;
        }
        count
    }
}

#[test]
fn a_lot_that_stands_out_is_raised_and_a_lucky_one_is_shrunk() {
    let mut tallies: Vec<Tally> = (0..30)
        .map(|at| tally(&format!("lot {at}"), [4, 6, 5, 3, 7][at % 5], 5.0))
        .collect();
    tallies.push(tally("bad", 25, 5.0));
    tallies.push(tally("tiny", 1, 0.1));
    let found = signals(&tallies, 0.05, Confidence::NINETY_FIVE).unwrap();
    let raised: Vec<&str> = found
        .signals
        .iter()
        .filter(|signal| signal.alarm)
        .map(|signal| signal.tally.name.as_str())
        .collect();
    assert_eq!(raised, ["bad"]);
    assert_eq!(found.signals[0].tally.name, "bad");
    let tiny = found.signals.iter().find(|signal| signal.tally.name == "tiny").unwrap();
    assert!((tiny.ratio - 10.0).abs() < 1e-12 && tiny.shrunk < 2.0);
    assert!((tiny.p - (1.0 - (-0.1_f64).exp())).abs() < 1e-14);
    assert!(found.variance_of_ratios > 0.0);
}

#[test]
fn counts_that_differ_by_chance_are_shrunk_to_one() {
    let tallies: Vec<Tally> = (0..20).map(|at| tally(&at.to_string(), 4 + at % 3, 5.0)).collect();
    let found = signals(&tallies, 0.05, Confidence::NINETY_FIVE).unwrap();
    assert!(found.variance_of_ratios.abs() <= 0.0);
    for signal in &found.signals {
        assert!((signal.shrunk - 1.0).abs() < 1e-4 && !signal.alarm);
    }
}

/// Benjamini and Hochberg's own definition: the largest rank whose p value lies below its share of the rate.
#[test]
fn alarms_are_those_of_the_step_up_rule() {
    let mut uniform = Uniform(7);
    for _ in 0..200 {
        let tallies: Vec<Tally> = (0..15)
            .map(|at| tally(&at.to_string(), uniform.poisson(4.0), 2.5))
            .collect();
        let found = signals(&tallies, 0.1, Confidence::NINETY_FIVE).unwrap();
        let mut p: Vec<f64> = found.signals.iter().map(|signal| signal.p).collect();
        p.sort_by(f64::total_cmp);
        let n_raised = (1..=15_u32)
            .rev()
            .find(|&rank| p[rank as usize - 1] <= 0.1 * f64::from(rank) / 15.0)
            .unwrap_or(0);
        assert_eq!(
            found.signals.iter().filter(|signal| signal.alarm).count(),
            n_raised as usize
        );
    }
}

/// 20 lots without any excess, 1,000 times: an alarm anywhere is false, and comes no more often than was asked (0.05, and 3 errors of the count).
#[test]
fn false_alarms_are_no_more_than_asked() {
    let mut uniform = Uniform(11);
    let mut n_false = 0;
    for _ in 0..1_000 {
        let tallies: Vec<Tally> = (0..20)
            .map(|at| tally(&at.to_string(), uniform.poisson(3.0), 3.0))
            .collect();
        let found = signals(&tallies, 0.05, Confidence::NINETY_FIVE).unwrap();
        n_false += u32::from(found.signals.iter().any(|signal| signal.alarm));
    }
    let share = f64::from(n_false) / 1_000.0;
    assert!(share < 0.07, "{share}");
}

/// 500 looks with 0.05 events expected at each, 4,000 times: the error rate holds over all looks together, and an excess is found.
#[test]
fn looking_every_day_keeps_the_error_rate() {
    let test = SequentialTest::new(2.0, 0.05).unwrap();
    let mut uniform = Uniform(3);
    let mut share_raised = |ratio: f64| {
        let mut n_raised = 0;
        for _ in 0..4_000 {
            let mut observed = 0;
            let looks: Vec<Look> = (1..=500_u32)
                .map(|at| {
                    observed += uniform.poisson(0.05 * ratio);
                    Look {
                        observed,
                        expected: 0.05 * f64::from(at),
                    }
                })
                .collect();
            n_raised += u32::from(test.standing(&looks).unwrap().alarm_at.is_some());
        }
        f64::from(n_raised) / 4_000.0
    };
    let (without, doubled) = (share_raised(1.0), share_raised(2.0));
    assert!(without <= 0.05, "{without}");
    assert!(without > 0.01, "a test that never speaks: {without}");
    assert!(doubled > 0.9, "{doubled}");
}

#[test]
fn what_cannot_be_judged_is_said() {
    let judge = |tallies: &[Tally], rate: f64| signals(tallies, rate, Confidence::NINETY_FIVE).unwrap_err().to_string();
    assert!(judge(&[], 0.05).contains("no tally"));
    assert!(judge(&[tally("lot", 1, 0.0)], 0.05).contains("`lot` expects 0 events"));
    assert!(judge(&[tally("lot", 1, 1.0)], 5.0).contains("false-discovery rate 5"));
    assert!(
        SequentialTest::new(1.0, 0.05)
            .unwrap_err()
            .to_string()
            .contains("ratio 1 is impossible")
    );
    assert!(
        SequentialTest::new(2.0, 0.0)
            .unwrap_err()
            .to_string()
            .contains("error rate 0")
    );
    let back = [(3, 2.0), (2, 3.0)].map(|(observed, expected)| Look { observed, expected });
    let error = SequentialTest::new(2.0, 0.05).unwrap().standing(&back).unwrap_err();
    assert_eq!(error, SignalError::LookGoesBack { position: 2 });
}
