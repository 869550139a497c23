//! The scalp against what follows exactly and against published scalp biopsies.

use crate::body::*;
use crate::parameters::{ParameterSet, dutasteride, finasteride};
use crate::target::Reductase;

/// Mean suppression of scalp DHT over the last of 42 days of finasteride by mouth, %.
fn after_finasteride(dose_ug: f64, type_2_share: f64) -> f64 {
    let drug = finasteride(&ParameterSet::built_in().unwrap()).unwrap();
    let scalp = Scalp {
        type_2_share,
        ..drug.scalp
    };
    let body = Body {
        disposition: drug.disposition,
        places: vec![scalp.place(Vec::new()).unwrap()],
    };
    let tablet = Dose {
        time_h: 0.0,
        amount_ug: dose_ug,
        input: drug.by_mouth,
    };
    let course = Course::repeated(tablet, 24.0, 42).unwrap();
    let times: Vec<f64> = (1..=24).map(|hour| 41.0 * 24.0 + f64::from(hour)).collect();
    let samples = simulate(&body, &course, &times, Accuracy::STANDARD).unwrap();
    100.0 * samples.iter().map(|sample| 1.0 - sample.places[0].dht).sum::<f64>() / 24.0
}

/// Drake 1999, scalp, 42 days: change from baseline under each dose against placebo (-13.0 %), pharmacology.md 2.3. Nothing is fitted to the
/// scalp. The range of the share of type 2 covers 0.2, 1 and 5 mg; 0.05 mg is missed, and the test says so, for `docs/forecast.md` says it too.
#[test]
fn finasteride_in_the_scalp_against_drake() {
    let share = ParameterSet::built_in().unwrap();
    let range = share
        .get("reductase.type_2_share_in_scalp")
        .unwrap()
        .uncertainty
        .unwrap();
    for (dose_ug, remaining, covered) in [
        (50.0, 38.4, false),
        (200.0, 43.5, true),
        (1000.0, 35.9, true),
        (5000.0, 30.6, true),
    ] {
        let observed = 100.0 * (1.0 - remaining / 87.0);
        let low = after_finasteride(dose_ug, range.low);
        let high = after_finasteride(dose_ug, range.high);
        assert_eq!(
            (low..=high).contains(&observed),
            covered,
            "{dose_ug} ug: {low} to {high}, observed {observed}"
        );
        // Finasteride cannot take more than type 2 makes.
        assert!(high < 100.0 * range.high && low < 100.0 * range.low);
    }
}

/// Tablet of 1 mg and the topical trial of Caserini: about -50 % in the scalp, within the range.
#[test]
fn finasteride_tablet_against_caserini() {
    let (low, high) = (after_finasteride(1000.0, 0.35), after_finasteride(1000.0, 0.7));
    assert!(low < 50.0 && 50.0 < high, "{low} to {high}");
}

/// Same share, no depot: the scalp is serum, whatever is bound.
#[test]
fn unbound_constants_on_unbound_drug_are_total_constants_on_total_drug() {
    let drug = dutasteride(&ParameterSet::built_in().unwrap()).unwrap();
    let serum = Place {
        reductase: drug.serum,
        driving_share_of_plasma: 1.0,
        local: Vec::new(),
    };
    let scalp = Scalp {
        type_2_share: drug.serum.type_2_share,
        ..drug.scalp
    };
    let body = Body {
        disposition: drug.disposition,
        places: vec![serum, scalp.place(Vec::new()).unwrap()],
    };
    let capsule = Dose {
        time_h: 0.0,
        amount_ug: 500.0,
        input: drug.by_mouth,
    };
    let course = Course::repeated(capsule, 24.0, 60).unwrap();
    for sample in simulate(&body, &course, &[30.0, 400.0, 1440.0], Accuracy::STANDARD).unwrap() {
        assert!((sample.places[0].dht - sample.places[1].dht).abs() < 1e-9, "{sample:?}");
    }
}

/// A constant unbound concentration from a depot settles the scalp at its steady state, and serum does not know of it.
#[test]
fn a_depot_acts_in_the_scalp_alone() {
    let drug = dutasteride(&ParameterSet::built_in().unwrap()).unwrap();
    let unbound = LocalConcentration {
        time_h: 0.0,
        ng_per_ml: 0.05,
        rate_per_h: 0.0,
    };
    let near = drug.scalp.place(vec![unbound]).unwrap();
    let beyond = drug.scalp.place(Vec::new()).unwrap();
    let expected = near.reductase.steady_state(0.05).dht;
    let body = Body {
        disposition: drug.disposition,
        places: vec![near, beyond],
    };
    let samples = simulate(&body, &Course::new(Vec::new()).unwrap(), &[5_000.0], Accuracy::STANDARD).unwrap();
    let [near, beyond] = samples[0].places[..] else {
        panic!("{samples:?}")
    };
    assert!((near.dht - expected).abs() < 1e-6, "{} {expected}", near.dht);
    assert!((beyond.dht - 1.0).abs() < 1e-12);
    // 0.05 ng/mL unbound is 10 ng/mL in plasma at 0.5 % unbound.
    let in_plasma = Reductase {
        type_2_share: 0.5,
        ..drug.serum
    };
    assert!((expected - in_plasma.steady_state(10.0).dht).abs() < 1e-12);
}

#[test]
fn a_scalp_that_cannot_be_is_refused() {
    let drug = dutasteride(&ParameterSet::built_in().unwrap()).unwrap();
    let refused = |scalp: Scalp| scalp.place(Vec::new()).unwrap_err().to_string();
    let bad = Scalp {
        unbound_fraction: 0.0,
        ..drug.scalp
    };
    assert!(refused(bad).contains("`unbound_fraction` of the reductase is 0"));
    let bad = Scalp {
        type_2_share: f64::NAN,
        ..drug.scalp
    };
    assert!(refused(bad).contains("`type_2_share` of the reductase is NaN"));
}

/// Dutasteride 0.5 mg a day for 24 weeks: the only figure at hand is somebody's fit to Olsen 2006, -51 % (pharmacology.md 2.1). The model takes more
/// at any share of type 2 in its range: a miss, and `docs/forecast.md` says it.
#[test]
fn dutasteride_in_the_scalp_is_predicted_stronger_than_the_fit_to_olsen() {
    let drug = dutasteride(&ParameterSet::built_in().unwrap()).unwrap();
    let places = [0.35, 0.5, 0.7].map(|type_2_share| {
        let scalp = Scalp {
            type_2_share,
            ..drug.scalp
        };
        scalp.place(Vec::new()).unwrap()
    });
    let body = Body {
        disposition: drug.disposition,
        places: places.to_vec(),
    };
    let capsule = Dose {
        time_h: 0.0,
        amount_ug: 500.0,
        input: drug.by_mouth,
    };
    let course = Course::repeated(capsule, 24.0, 168).unwrap();
    let samples = simulate(&body, &course, &[4_032.0], Accuracy::STANDARD).unwrap();
    let suppression: Vec<_> = samples[0]
        .places
        .iter()
        .map(|place| 100.0 * (1.0 - place.dht))
        .collect();
    // By hand, at rest under the trough of 25 ng/mL; over the day there is a little more.
    for (found, trough) in suppression.iter().zip([66.7, 74.1, 84.0]) {
        assert!((trough..trough + 0.6).contains(found), "{suppression:?}");
    }
    assert!(suppression.iter().all(|found| *found > 51.0));
}
