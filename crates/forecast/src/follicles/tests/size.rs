//! Follicles of continuous size: exact identities, and what must follow without being put in.

use crate::follicles::*;
use crate::parameters::{ParameterSet, follicle_size, hair_cycle, minoxidil_on_follicles};

/// A zone of the built-in parameters.
fn zone(sensitivity: f64, loss_before_d: f64) -> ScalpZone {
    let set = ParameterSet::built_in().unwrap();
    ScalpZone {
        cycle: hair_cycle(&set).unwrap(),
        size: follicle_size(&set).unwrap(),
        sensitivity,
        loss_before_d,
    }
}

/// No spread, and durations that do not depend on size: every follicle enters anagen once in 1,000 days.
fn clockwork(sensitivity: f64, loss_before_d: f64) -> ScalpZone {
    let mut zone = zone(sensitivity, loss_before_d);
    let fixed = |mean_d| Duration::Fixed { mean_d };
    zone.cycle = HairCycle {
        anagen: fixed(800.0),
        catagen: fixed(20.0),
        telogen: fixed(100.0),
        kenogen: fixed(80.0),
    };
    zone.size.sensitivity_cv = 0.0;
    zone.size.anagen_exponent = 0.0;
    zone.size.kenogen_exponent = 0.0;
    zone
}

fn less_dht(scalp_dht: f64, from_day: f64) -> Treatment {
    Treatment {
        from_day,
        scalp_dht,
        ..Treatment::NONE
    }
}

#[track_caller]
fn mean_diameter(hair: &Hair) -> f64 {
    hair.mean_diameter_um.unwrap()
}

#[test]
fn without_sensitivity_it_is_the_cycle_alone() {
    let days = [0.0, 30.0, 400.0, 2_000.0];
    let (hazard_factors, regrowth_drive) = minoxidil_on_follicles(&ParameterSet::built_in().unwrap())
        .unwrap()
        .at(0.7)
        .unwrap();
    let treatment = Treatment {
        from_day: 20.0,
        scalp_dht: 0.3,
        hazard_factors,
        regrowth_drive,
    };
    let influence = Influence {
        from_day: 20.0,
        hazard_factors,
    };
    for (treatments, influences) in [(vec![], vec![]), (vec![treatment], vec![influence])] {
        let zone = zone(0.0, 0.0);
        let sized = grow(&zone, &treatments, 3, 0..5_000, &days).unwrap();
        let plain = simulate(&zone.cycle, &influences, Beginning::Steady, 3, 0..5_000, &days).unwrap();
        for (i, sample) in sized.samples.iter().enumerate() {
            assert_eq!(sample.in_phase, plain.in_phase[i]);
            assert_eq!(sample.shed, plain.shed[i]);
            assert_eq!(sample.terminal, sample.visible);
            assert_eq!(sample.diameter_nm, 70_000 * sample.visible);
        }
    }
}

/// N (sum of means - kenogen - time to the visible length) / (sum of means), shedding N / (sum of means).
#[test]
fn densities_of_the_steady_state_are_the_identities() {
    let zone = zone(0.0, 500.0);
    let n = 100_000;
    let days = [0.0, 365.0];
    let hair = grow(&zone, &[], 12, 0..n, &days).unwrap().hair(200.0, &days).unwrap();
    let until_visible_d = zone.size.visible_length_mm / zone.size.full_growth_mm_per_d;
    let cycle_d = zone.cycle.mean_d();
    let visible = 200.0 * (cycle_d - 60.0 - until_visible_d) / cycle_d;
    // Five standard errors of 100,000 follicles.
    for sample in &hair {
        assert!(
            (sample.visible_per_cm2 - visible).abs() < 0.7,
            "{} {visible}",
            sample.visible_per_cm2
        );
        assert!((sample.cumulative_thickness_mm_per_cm2 - 0.07 * sample.visible_per_cm2).abs() < 1e-9);
        assert!(sample.vellus_per_cm2.abs() < 1e-12);
    }
    assert_eq!(hair[0].shed_per_cm2_per_day, None);
    let shed = hair[1].shed_per_cm2_per_day.unwrap();
    assert!((shed / (200.0 / cycle_d) - 1.0).abs() < 0.03, "{shed}");
}

/// After k whole cycles every follicle has been through k steps of size: loss, then regrowth without DHT, exactly.
#[test]
fn size_follows_its_law_from_cycle_to_cycle() {
    let zone = clockwork(1.0, 3_000.0);
    let (lost, regained) = (zone.size.miniaturisation, zone.size.regrowth);
    let days = [0.0, 2_000.0, 20_000.0];
    let hair = grow(&zone, &[less_dht(0.0, 0.0)], 1, 0..500, &days)
        .unwrap()
        .hair(200.0, &days)
        .unwrap();
    let expected = [3.0 * (regained - lost), 3.0 * (regained - lost) + 2.0 * regained, 0.0];
    for (sample, log_size) in hair.iter().zip(expected) {
        let diameter = 70.0 * log_size.exp();
        assert!(
            (mean_diameter(sample) - diameter).abs() < 1e-3,
            "{diameter}: {sample:?}"
        );
        let all = if diameter >= 40.0 {
            sample.terminal_per_cm2
        } else {
            sample.vellus_per_cm2
        };
        assert!((all - sample.visible_per_cm2).abs() < 1e-12);
    }
    // Half of the DHT, with exponent 1, takes half.
    let hair = grow(&zone, &[less_dht(0.5, 0.0)], 1, 0..500, &[1_000.0]).unwrap();
    let hair = hair.hair(200.0, &[1_000.0]).unwrap();
    let log_size = 3.0 * (regained - lost) + regained - 0.5 * lost;
    assert!((mean_diameter(&hair[0]) - 70.0 * log_size.exp()).abs() < 1e-3);
}

#[test]
fn what_has_become_too_small_does_not_come_back() {
    let mut zone = clockwork(1.0, 8_000.0);
    zone.size.irreversible_below = 0.5;
    let days = [0.0, 10_000.0];
    let hair = grow(&zone, &[less_dht(0.0, 0.0)], 1, 0..500, &days)
        .unwrap()
        .hair(200.0, &days)
        .unwrap();
    assert!(mean_diameter(&hair[0]) < 35.0);
    assert!((mean_diameter(&hair[0]) - mean_diameter(&hair[1])).abs() < 1e-6);
}

/// Less DHT keeps hair; after it ends the loss goes on.
#[test]
fn less_dht_keeps_hair_as_long_as_it_lasts() {
    let zone = zone(1.0, 3_652.0);
    let days = [0.0, 1_826.0, 3_652.0, 7_304.0];
    let hair = |treatments: &[Treatment]| {
        grow(&zone, treatments, 4, 0..20_000, &days)
            .unwrap()
            .hair(220.0, &days)
            .unwrap()
    };
    let untreated = hair(&[]);
    let treated = hair(&[less_dht(0.2, 0.0)]);
    let stopped = hair(&[less_dht(0.2, 0.0), less_dht(1.0, 1_826.0)]);
    let thickness = |hair: &[Hair], i: usize| hair[i].cumulative_thickness_mm_per_cm2;
    for pair in untreated.windows(2) {
        assert!(pair[1].cumulative_thickness_mm_per_cm2 < pair[0].cumulative_thickness_mm_per_cm2);
        assert!(pair[1].terminal_per_cm2 < pair[0].terminal_per_cm2);
        assert!(pair[1].visible_per_cm2 < pair[0].visible_per_cm2);
    }
    // Shorter cycles: a balding scalp sheds more, and thinner, hairs.
    assert!(untreated[3].shed_per_cm2_per_day > untreated[1].shed_per_cm2_per_day);
    assert!(thickness(&treated, 2) > thickness(&treated, 0));
    assert!(thickness(&treated, 1) > 1.05 * thickness(&untreated, 1));
    assert!((thickness(&stopped, 1) - thickness(&treated, 1)).abs() < 1e-12);
    assert!(thickness(&stopped, 3) < 0.9 * thickness(&treated, 3));
}

/// Minoxidil lets resting hairs go and calls follicles into growth. That hair falls in the first weeks, and the count with it, is not put in.
#[test]
fn shedding_emerges_when_minoxidil_begins() {
    let zone = zone(1.0, 3_652.0);
    let (hazard_factors, regrowth_drive) = minoxidil_on_follicles(&ParameterSet::built_in().unwrap())
        .unwrap()
        .at(1.0)
        .unwrap();
    let minoxidil = Treatment {
        hazard_factors,
        regrowth_drive,
        ..Treatment::NONE
    };
    let days = [0.0, 14.0, 56.0, 168.0, 224.0, 365.0];
    let hair = |treatments: &[Treatment]| {
        grow(&zone, treatments, 9, 0..100_000, &days)
            .unwrap()
            .hair(220.0, &days)
            .unwrap()
    };
    let (treated, untreated) = (hair(&[minoxidil]), hair(&[]));
    let shedding = |i: usize| treated[i].shed_per_cm2_per_day.unwrap() / untreated[i].shed_per_cm2_per_day.unwrap();
    let change = |i: usize| treated[i].visible_per_cm2 - untreated[i].visible_per_cm2;
    let course: Vec<_> = (1..days.len()).map(|i| (days[i], shedding(i), change(i))).collect();
    assert!(change(0).abs() < 1.0, "{course:?}");
    assert!(shedding(1) > 1.3, "{course:?}");
    assert!(change(1) < -0.3, "{course:?}");
    assert!(shedding(1) > shedding(2) && shedding(2) > shedding(4), "{course:?}");
    assert!(change(5) > 1.0, "{course:?}");
}

#[test]
fn any_split_of_sized_follicles_adds_up_to_the_same() {
    let zone = zone(1.3, 2_000.0);
    let days = [100.0, 900.0];
    let part = |indices| grow(&zone, &[less_dht(0.4, 50.0)], 6, indices, &days).unwrap();
    let whole = part(0..700);
    let parts = std::thread::scope(|scope| {
        let threads = [650..700, 0..3, 3..650].map(|indices| scope.spawn(|| part(indices)));
        threads.map(|thread| thread.join().unwrap())
    });
    let mut sum = parts[0].clone();
    sum.add(&parts[1]);
    sum.add(&parts[2]);
    assert_eq!(whole, sum);
}

#[test]
fn a_law_that_cannot_be_is_refused_with_its_field() {
    let refused =
        |zone: ScalpZone, treatment: Treatment| grow(&zone, &[treatment], 1, 0..1, &[1.0]).unwrap_err().to_string();
    let mut bad = zone(1.0, 0.0);
    bad.size.smallest = 0.0;
    assert_eq!(
        refused(bad, Treatment::NONE),
        "`smallest` is 0; give a finite number from 0.05 to 1"
    );
    assert!(refused(zone(f64::NAN, 0.0), Treatment::NONE).contains("`sensitivity` is NaN"));
    assert!(refused(zone(1.0, -1.0), Treatment::NONE).contains("`loss_before_d` is -1"));
    assert!(refused(zone(1.0, 0.0), less_dht(-0.1, 0.0)).contains("`scalp_dht` is -0.1"));
    let tally = grow(&zone(1.0, 0.0), &[], 1, 0..1, &[1.0]).unwrap();
    assert!(tally.hair(0.0, &[1.0]).is_err());
    let minoxidil = minoxidil_on_follicles(&ParameterSet::built_in().unwrap()).unwrap();
    assert!(minoxidil.at(1.5).is_err() && minoxidil.at(f64::NAN).is_err());
}
