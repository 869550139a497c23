//! Dutasteride 0.5 mg a day for 168 days: disposition, both enzymes and DHT of one subject, on one core.
//!
//! The peer is Dormand-Prince 5(4) on the same equations, restarted at each dose, at tolerances of 1e-6 and 1e-9. Before anything is timed, the
//! bench asserts that both are within 1e-6 of a reference at 1e-12: they are compared at equal achieved error.

use anagen_forecast::body::{Accuracy, Body, Course, Dose, Input, Place, simulate};
use anagen_forecast::numerics::dormand_prince::integrate;
use anagen_forecast::parameters::{ParameterSet, dutasteride};
use divan::{Bencher, black_box};

const N_DOSES: u32 = 168;
const END_H: f64 = 168.0 * 24.0;
const ABSORPTION_PER_H: f64 = 2.41;
const DOSE_UG: f64 = 500.0;

fn main() {
    let (body, course) = subject();
    let samples = simulate(&body, &course, &[END_H], Accuracy::REGULAR_COURSE);
    let [concentration, dht] = peer(&body, 1e-12, 1e-14);
    let peer = peer(&body, 1e-6, 1e-9);
    match samples.as_deref() {
        Ok([sample]) => {
            for (who, c, h) in [
                ("collocation", sample.concentration_ng_per_ml, sample.places[0].dht),
                ("Dormand-Prince", peer[0], peer[1]),
            ] {
                let error = (c / concentration - 1.0).abs().max((h / dht - 1.0).abs());
                assert!(error < 1e-6, "{who}: achieved error {error:e}");
            }
        }
        other => panic!("{other:?}"),
    }
    divan::main();
}

fn subject() -> (Body, Course) {
    let drug = ParameterSet::built_in().and_then(|set| dutasteride(&set));
    let drug = drug.unwrap_or_else(|error| panic!("{error}"));
    let serum = Place {
        reductase: drug.serum,
        driving_share_of_plasma: 1.0,
        local: Vec::new(),
    };
    let capsule = Dose {
        time_h: 0.0,
        amount_ug: DOSE_UG,
        input: Input::FirstOrder {
            rate_per_h: ABSORPTION_PER_H,
            lag_h: 0.0,
        },
    };
    let body = Body {
        disposition: drug.disposition,
        places: vec![serum],
    };
    let course = Course::repeated(capsule, 24.0, N_DOSES);
    (body, course.unwrap_or_else(|error| panic!("{error}")))
}

/// Concentration and DHT at the end, by Dormand-Prince.
fn peer(body: &Body, relative: f64, absolute: f64) -> [f64; 2] {
    let reductase = body.places[0].reductase;
    let derivative = |_: f64, y: &[f64; 6]| {
        let input = ABSORPTION_PER_H * y[0];
        let [central, peripheral] = body.disposition.derivative(y[1], y[2], input);
        let [type_1, type_2, dht] = reductase.derivative([y[3], y[4], y[5]], y[1] / body.disposition.central_volume_l);
        [-input, central, peripheral, type_1, type_2, dht]
    };
    let mut state = [0.0, 0.0, 0.0, 1.0, 1.0, 1.0];
    for dose in 0..N_DOSES {
        state[0] += DOSE_UG;
        let begin = f64::from(dose) * 24.0;
        let result = integrate(derivative, &mut state, begin, begin + 24.0, relative, absolute);
        assert!(result.is_ok(), "{result:?}");
    }
    [state[1] / body.disposition.central_volume_l, state[5]]
}

/// The whole course of one subject, its weights worked out anew.
#[divan::bench]
fn collocation(bencher: Bencher<'_, '_>) {
    let (body, course) = subject();
    bencher.bench_local(|| simulate(black_box(&body), &course, &[END_H], Accuracy::REGULAR_COURSE).is_ok());
}

/// The general method at the same achieved error.
#[divan::bench]
fn dormand_prince(bencher: Bencher<'_, '_>) {
    let (body, _) = subject();
    bencher.bench_local(|| peer(black_box(&body), 1e-6, 1e-9));
}
