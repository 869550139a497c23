//! The exact tests of pharmacology.md 1.4, groups 1 to 8 and 12.

use std::f64::consts::PI;

use super::analytic::*;
use super::layer::{Boundary, Cell, Layer};
use super::*;
use crate::numerics::dormand_prince::integrate;

#[track_caller]
fn near(value: f64, expected: f64, relative: f64) {
    assert!(
        (value / expected - 1.0).abs() <= relative,
        "{value}, expected {expected} within {relative:e}"
    );
}

/// Simpson's rule on `from..to`.
fn simpson(f: impl Fn(f64) -> f64, from: f64, to: f64, n: u32) -> f64 {
    let h = (to - from) / f64::from(n);
    let piece = |i: u32| {
        let a = from + f64::from(i) * h;
        (f(a) + 4.0 * f(a + 0.5 * h) + f(a + h)) * h / 6.0
    };
    (0..n).map(piece).sum()
}

const D: f64 = 0.12;
const K: f64 = 0.3;
const M: f64 = 5.0;

/// Mass `M e^{-kt}` of a radial solution.
fn mass(c: impl Fn(f64) -> f64) -> f64 {
    simpson(|r| 4.0 * PI * r * r * c(r.max(1e-9)), 0.0, 30.0, 20_000)
}

#[test]
fn groups_1_to_3_keep_their_mass() {
    for t in [0.1, 1.0, 7.0] {
        let left = (-K * t).exp();
        near(mass(|r| point_source(M, D, K, r, t)), M * left, 1e-9);
        near(mass(|r| gaussian_bleb(M, 0.8, D, K, r, t)), M * left, 1e-9);
        let content = 4.0 / 3.0 * PI * 3.6_f64.powi(3);
        near(mass(|r| uniform_sphere(1.0, 3.6, D, K, r, t)), content * left, 1e-8);
    }
}

/// The equation itself: `dC/dt = D (C'' + 2 C'/r) - k C` by central differences.
#[test]
fn groups_1_to_4_solve_the_equation() {
    type Solution<'a> = &'a dyn Fn(f64, f64) -> f64;
    let solutions: [(&str, Solution<'_>); 4] = [
        ("point", &|r, t| point_source(M, D, K, r, t)),
        ("Gaussian", &|r, t| gaussian_bleb(M, 0.8, D, K, r, t)),
        ("sphere", &|r, t| uniform_sphere(1.0, 1.2, D, K, r, t)),
        ("continuous", &|r, t| continuous_point_source(M, D, K, r, t)),
    ];
    let h = 1e-3;
    for (name, c) in solutions {
        for (r, t) in [(0.6, 0.9), (1.3, 2.0), (1.0, 4.0)] {
            let in_time = (c(r, t + h) - c(r, t - h)) / (2.0 * h);
            let (inside, here, outside) = (c(r - h, t), c(r, t), c(r + h, t));
            let laplace = (outside - 2.0 * here + inside) / (h * h) + (outside - inside) / (r * h);
            let error = (in_time - D * laplace + K * here).abs();
            assert!(error < 1e-5 * here.abs().max(1e-3), "{name} at r {r}, t {t}: {error:e}");
        }
    }
}

#[test]
fn group_3_begins_as_a_filled_sphere() {
    near(uniform_sphere(2.0, 3.6, D, 0.0, 1.0, 1e-6), 2.0, 1e-12);
    near(uniform_sphere(2.0, 3.6, D, 0.0, 3.6, 1e-8), 1.0, 1e-3);
    assert!(uniform_sphere(2.0, 3.6, D, 0.0, 4.0, 1e-6) < 1e-12);
    // The limit at the centre meets the formula beside it.
    near(
        uniform_sphere(2.0, 3.6, D, K, 1e-7, 9.0),
        uniform_sphere(2.0, 3.6, D, K, 1e-4, 9.0),
        1e-7,
    );
}

#[test]
fn group_4_is_the_sum_of_points_in_time() {
    let (r, t) = (0.7, 5.0);
    let sum = simpson(
        |s| if s > 0.0 { point_source(M, D, K, r, s) } else { 0.0 },
        0.0,
        t,
        20_000,
    );
    near(continuous_point_source(M, D, K, r, t), sum, 1e-9);
    near(
        continuous_point_source(M, D, K, r, 500.0),
        continuous_point_source(M, D, K, r, f64::INFINITY),
        1e-12,
    );
}

#[test]
fn group_5_is_the_integral_of_group_1() {
    let r = 0.7;
    let exposure = simpson(
        |t| if t > 0.0 { point_source(M, D, K, r, t) } else { 0.0 },
        0.0,
        120.0,
        200_000,
    );
    near(point_exposure(M, D, K, r), exposure, 1e-9);
}

#[test]
fn group_6_images_are_fourier() {
    for variance in [0.3, 1.0, 4.0, 20.0] {
        for offset in [0.0, 1.7, 5.0, 23.0] {
            let images = analytic::row_by_images(10.0, variance, offset);
            let fourier = analytic::row_by_fourier(10.0, variance, offset);
            assert!(
                (images - fourier).abs() < 2e-15,
                "{images} and {fourier} at {variance}, {offset}"
            );
            assert!((row_of_gaussians(10.0, variance, offset) - images).abs() < 2e-15);
        }
    }
    // Superposition of 41 x 41 single blebs.
    let (spread, pitch, t, place) = (0.8, 10.0, 3.0, (2.0, 4.5, 1.0));
    let mut sum = 0.0;
    for i in -20..=20 {
        for j in -20..=20 {
            let (x, y) = (place.0 - pitch * f64::from(i), place.1 - pitch * f64::from(j));
            let r = (x * x + y * y + place.2 * place.2).sqrt();
            sum += gaussian_bleb(M, spread, D, K, r, t);
        }
    }
    near(square_lattice(M, spread, pitch, (D, K), place, t), sum, 1e-13);
}

fn layer(
    n_cells: u32,
    thickness: f64,
    concentration: impl Fn(f64) -> f64,
    surface: Boundary,
    bottom: Boundary,
) -> Layer {
    let size = thickness / f64::from(n_cells);
    let cell = |i: u32| Cell {
        thickness_mm: size,
        diffusion_mm2_per_h: D,
        clearance_per_h: K,
        concentration: concentration((f64::from(i) + 0.5) * size),
    };
    Layer::new((0..n_cells).map(cell).collect(), surface, bottom).unwrap()
}

/// Largest error of the steady slab on a mesh.
fn steady_error(n_cells: u32) -> f64 {
    let (thickness, flux) = (1.5, 0.4);
    let mut slab = layer(n_cells, thickness, |_| 0.0, Boundary::Flux(flux), Boundary::Tight);
    for _ in 0..2_000 {
        slab.advance(0.05).unwrap();
    }
    let size = thickness / f64::from(n_cells);
    let errors = (0_u32..).zip(slab.cells()).map(|(i, cell)| {
        let depth = (f64::from(i) + 0.5) * size;
        (cell.concentration - steady_slab(flux, thickness, D, K, depth)).abs()
    });
    errors.fold(0.0, f64::max)
}

#[test]
fn group_7_steady_slab_at_second_order() {
    let (coarse, fine) = (steady_error(20), steady_error(40));
    assert!(fine < 1e-3, "{fine}");
    let order = (coarse / fine).log2();
    assert!((order - 2.0).abs() < 0.1, "order {order}");
}

/// Error of what is left of the first mode above a sink, with the step proportional to the cell.
fn mode_error(n_cells: u32) -> f64 {
    let (thickness, end) = (1.0, 1.0);
    let mode = 0.5 * PI / thickness;
    let mut slab = layer(
        n_cells,
        thickness,
        |z| (mode * z).cos(),
        Boundary::Tight,
        Boundary::Sink,
    );
    let before = slab.content();
    let n_steps = n_cells;
    for _ in 0..n_steps {
        slab.advance(end / f64::from(n_steps)).unwrap();
    }
    (slab.content() / before - (-(D * mode * mode + K) * end).exp()).abs()
}

#[test]
fn group_8_modes_above_a_sink_at_second_order_in_depth_and_time() {
    let order = (mode_error(20) / mode_error(40)).log2();
    assert!((order - 2.0).abs() < 0.1, "order {order}");
    // The series over all modes against an even beginning: short steps first, because of the jump at the sink.
    let mut slab = layer(400, 1.0, |_| 1.0, Boundary::Tight, Boundary::Sink);
    for _ in 0..1_000 {
        slab.advance(1e-6).unwrap();
    }
    for _ in 0..1_999 {
        slab.advance(5e-4).unwrap();
    }
    near(slab.content(), fraction_left_above_sink(1.0, D, K, 1e-3 + 0.9995), 2e-5);
}

#[test]
fn group_12_mass_is_kept_to_round_off_and_stays_positive() {
    for (surface, bottom) in [
        (Boundary::Tight, Boundary::Sink),
        (Boundary::Flux(0.7), Boundary::Tight),
        (Boundary::Sink, Boundary::Sink),
    ] {
        let mut slab = layer(50, 2.0, |z| (-z).exp(), surface, bottom);
        let before = slab.content();
        for _ in 0..3_000 {
            slab.advance(0.002).unwrap();
        }
        near(slab.content() + slab.cleared() + slab.left(), before, 1e-12);
        assert!(slab.cells().iter().all(|cell| cell.concentration >= 0.0));
    }
}

/// Closed forms of the compartments against Dormand-Prince, with and without release, equal rates among them.
#[test]
fn compartments_are_their_equations() {
    let releases = [None, Some(0.02), Some(0.75), Some(2.0)];
    for release_per_h in releases {
        let depot = Compartments {
            release_per_h,
            capillary_per_h: 0.5,
            lymph_per_h: 0.05,
            diffusion_per_h: 0.2,
            deep_capillary_per_h: 0.7,
        };
        let release = release_per_h.unwrap_or(0.0);
        let derivative = |_: f64, y: &[f64; 5]| {
            [
                -release * y[0],
                release * y[0] - 0.75 * y[1],
                0.2 * y[1] - 0.75 * y[2],
                0.5 * y[1] + 0.7 * y[2],
                0.05 * (y[1] + y[2]),
            ]
        };
        let mut state = if release_per_h.is_some() {
            [1.0, 0.0, 0.0, 0.0, 0.0]
        } else {
            [0.0, 1.0, 0.0, 0.0, 0.0]
        };
        let mut time = 0.0;
        for end in [1e-4, 0.5, 3.0, 20.0] {
            integrate(derivative, &mut state, time, end, 1e-12, 1e-14).unwrap();
            time = end;
            let found = depot.amounts(end).unwrap();
            let parts = [found.solid, found.bleb, found.deep, found.in_blood, found.in_lymph];
            for (part, expected) in parts.iter().zip(state) {
                assert!(
                    (part - expected).abs() < 1e-9,
                    "{release_per_h:?} at {end}: {found:?}, expected {state:?}"
                );
            }
            near(parts.iter().sum(), 1.0, 1e-12);
        }
    }
}

/// A dissolved bleb that only capillaries empty holds what the exact sphere holds.
#[test]
fn compartments_hold_the_mass_of_the_exact_solution() {
    let depot = Compartments {
        release_per_h: None,
        capillary_per_h: K,
        lymph_per_h: 0.0,
        diffusion_per_h: 0.25,
        deep_capillary_per_h: K,
    };
    for t in [0.5, 4.0] {
        let found = depot.amounts(t).unwrap();
        let content = 4.0 / 3.0 * PI * 3.6_f64.powi(3);
        near(
            found.bleb + found.deep,
            mass(|r| uniform_sphere(1.0, 3.6, D, K, r, t)) / content,
            1e-8,
        );
    }
}

/// Local concentration as exponentials is the amount in the bleb over its volume and partition.
#[test]
fn local_concentration_is_the_bleb() {
    for release_per_h in [None, Some(0.01), Some(0.5)] {
        let depot = Compartments {
            release_per_h,
            capillary_per_h: 0.4,
            lymph_per_h: 0.0,
            diffusion_per_h: 0.1,
            deep_capillary_per_h: 0.4,
        };
        let local = depot.local_concentrations(10.0, 25.0, 200.0, 40.0).unwrap();
        let t = 6.0;
        let sum: f64 = local
            .iter()
            .map(|part| part.ng_per_ml * (-part.rate_per_h * t).exp())
            .sum();
        near(sum, 1e6 * 25.0 * depot.amounts(t).unwrap().bleb / (200.0 * 40.0), 1e-5);
    }
}

/// Half-lives and reach of pharmacology.md 1.1 (computed there with the same formulae; unbound fractions from memory).
#[test]
fn tissue_half_lives_of_the_table() {
    let drug = |molecular_weight, log_p, unbound_fraction, non_ionised_fraction| Drug {
        molecular_weight,
        log_p,
        unbound_fraction,
        non_ionised_fraction,
    };
    for (name, drug, half_life_h, reach_mm) in [
        ("minoxidil", drug(209.25, 1.24, 1.0, 1.0), 0.19, 0.45),
        ("finasteride", drug(372.5, 3.0, 0.1, 1.0), 0.69, 0.34),
        ("dutasteride", drug(528.5, 5.1, 0.005, 1.0), 19.0, 0.52),
        ("caffeine", drug(194.2, -0.07, 0.65, 1.0), 0.88, 0.93),
    ] {
        let transport = tissue_transport(drug, SinkClosure::FreeDrug).unwrap();
        assert!(
            (transport.half_life_h() / half_life_h - 1.0).abs() < 0.05,
            "{name}: {transport:?} {}",
            transport.half_life_h()
        );
        assert!(
            (transport.reach_mm() / reach_mm - 1.0).abs() < 0.05,
            "{name}: {}",
            transport.reach_mm()
        );
        let blood = tissue_transport(drug, SinkClosure::TotalBlood).unwrap();
        if drug.unbound_fraction < 1.0 {
            assert!(
                blood.half_life_h() < 0.5 * transport.half_life_h(),
                "{name}: {}",
                blood.half_life_h()
            );
        }
    }
    near(Compartments::bleb_radius_mm(0.05, 0.25).unwrap(), 3.6, 0.01);
}

#[test]
fn what_cannot_be_is_refused_with_its_field() {
    let drug = Drug {
        molecular_weight: 528.5,
        log_p: 5.1,
        unbound_fraction: 0.0,
        non_ionised_fraction: 1.0,
    };
    let message = tissue_transport(drug, SinkClosure::FreeDrug).unwrap_err().to_string();
    assert_eq!(
        message,
        "`unbound_fraction` of the drug is 0: the formulae hold from 1e-6 to 1"
    );
    let transport = tissue_transport(
        Drug {
            unbound_fraction: 0.1,
            ..drug
        },
        SinkClosure::FreeDrug,
    )
    .unwrap();
    assert!(Compartments::of_bleb(&transport, Some(f64::NAN), 3.6, 0.5).is_err());
    assert!(Compartments::of_bleb(&transport, Some(0.0), 3.6, 0.5).is_err());
    let depot = Compartments::of_bleb(&transport, Some(168.0), 3.6, 0.5).unwrap();
    assert!(depot.amounts(-1.0).is_err() && depot.amounts(f64::NAN).is_err());
    assert!(depot.local_concentrations(0.0, 1.0, 0.0, 1.0).is_err());
    assert!(Layer::new(Vec::new(), Boundary::Tight, Boundary::Tight).is_err());
    let mut slab = layer(2, 1.0, |_| 1.0, Boundary::Tight, Boundary::Tight);
    assert!(slab.advance(f64::NAN).is_err() && slab.advance(0.0).is_err());
}
