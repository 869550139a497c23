//! The models' typical parameters, read from a set.

use super::{ParameterError, ParameterSet};
use crate::body::{Disposition, Input, Peripheral, SaturableElimination, Scalp};
use crate::follicles::{Duration, FollicleSize, HairCycle, MinoxidilOnFollicles};
use crate::target::Reductase;

/// Typical dutasteride: disposition and absorption by mouth, serum turnover.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dutasteride {
    /// Apparent disposition (CL/F, V/F by mouth).
    pub disposition: Disposition,
    /// Absorption by mouth.
    pub by_mouth: Input,
    /// Bioavailability by mouth: a dose wholly absorbed by another route is divided by it.
    pub bioavailability: f64,
    /// Serum turnover, driven by total plasma concentration.
    pub serum: Reductase,
    /// The scalp: the same constants on unbound drug, its own share of type 2.
    pub scalp: Scalp,
}

/// Typical finasteride by mouth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Finasteride {
    /// Apparent disposition (CL/F, V/F by mouth).
    pub disposition: Disposition,
    /// Absorption by mouth.
    pub by_mouth: Input,
    /// Serum turnover with the constants of the paper: it does not follow repeated low doses.
    pub serum_as_published: Reductase,
    /// Serum turnover refitted to four points of Drake 1999.
    pub serum: Reductase,
    /// The scalp: the same constants on unbound drug, its own share of type 2.
    pub scalp: Scalp,
}

/// Typical minoxidil; its target is not 5-alpha-reductase.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Minoxidil {
    /// Disposition (one compartment).
    pub disposition: Disposition,
    /// Absorption by mouth.
    pub by_mouth: Input,
    /// Bioavailability by mouth.
    pub bioavailability: f64,
    /// Share of a topical dose that reaches the blood.
    pub absorbed_from_scalp: f64,
}

/// Dutasteride from the set.
///
/// ```
/// use anagen_forecast::body::{Accuracy, Body, Course, Dose, Place, simulate};
/// use anagen_forecast::parameters::{ParameterSet, dutasteride};
///
/// let drug = dutasteride(&ParameterSet::built_in()?)?;
/// let serum = Place { reductase: drug.serum, driving_share_of_plasma: 1.0, local: Vec::new() };
/// let body = Body { disposition: drug.disposition, places: vec![serum] };
/// let capsule = Dose { time_h: 0.0, amount_ug: 500.0, input: drug.by_mouth };
/// let course = Course::repeated(capsule, 24.0, 168)?;
/// let samples = simulate(&body, &course, &[168.0 * 24.0], Accuracy::STANDARD)?;
/// assert!((samples[0].concentration_ng_per_ml - 25.0).abs() < 0.1);
/// assert!((samples[0].places[0].dht - 0.0946).abs() < 0.001);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn dutasteride(set: &ParameterSet) -> Result<Dutasteride, ParameterError> {
    let serum = reductase(
        set,
        [
            set.value("dutasteride.inactivation_type_1", "1/h per ng/mL")?,
            set.value("dutasteride.inactivation_type_2", "1/h per ng/mL")?,
        ],
        set.value("reductase.type_2_share", "1")?,
    )?;
    Ok(Dutasteride {
        disposition: Disposition {
            clearance_l_per_h: set.value("dutasteride.clearance", "L/h")?,
            central_volume_l: set.value("dutasteride.central_volume", "L")?,
            peripheral: Some(peripheral(set, "dutasteride")?),
            saturable: Some(SaturableElimination {
                greatest_rate_ug_per_h: set.value("dutasteride.greatest_elimination", "ug/h")?,
                half_saturation_ng_per_ml: set.value("dutasteride.half_saturation", "ng/mL")?,
            }),
        },
        by_mouth: Input::FirstOrder {
            rate_per_h: set.value("dutasteride.absorption_rate", "1/h")?,
            lag_h: set.value("dutasteride.absorption_lag", "h")?,
        },
        bioavailability: set.value("dutasteride.bioavailability", "1")?,
        serum,
        scalp: scalp(set, serum, "dutasteride.unbound_fraction")?,
    })
}

/// Finasteride from the set.
pub fn finasteride(set: &ParameterSet) -> Result<Finasteride, ParameterError> {
    let published = set.value("finasteride.inactivation_type_2_as_published", "1/h per ng/mL")?;
    let refitted = set.value("finasteride.inactivation_type_2", "1/h per ng/mL")?;
    let type_1 = set.value("finasteride.inactivation_type_1", "1/h per ng/mL")?;
    let serum = reductase(set, [type_1, refitted], set.value("finasteride.type_2_share", "1")?)?;
    Ok(Finasteride {
        disposition: Disposition {
            clearance_l_per_h: set.value("finasteride.clearance", "L/h")?,
            central_volume_l: set.value("finasteride.central_volume", "L")?,
            peripheral: Some(peripheral(set, "finasteride")?),
            saturable: None,
        },
        by_mouth: Input::FirstOrder {
            rate_per_h: set.value("finasteride.absorption_rate", "1/h")?,
            lag_h: 0.0,
        },
        serum_as_published: reductase(set, [type_1, published], set.value("reductase.type_2_share", "1")?)?,
        serum,
        scalp: scalp(set, serum, "finasteride.unbound_fraction")?,
    })
}

/// Minoxidil from the set.
pub fn minoxidil(set: &ParameterSet) -> Result<Minoxidil, ParameterError> {
    Ok(Minoxidil {
        disposition: Disposition {
            clearance_l_per_h: set.value("minoxidil.clearance", "L/h")?,
            central_volume_l: set.value("minoxidil.central_volume", "L")?,
            peripheral: None,
            saturable: None,
        },
        by_mouth: Input::FirstOrder {
            rate_per_h: set.value("minoxidil.absorption_rate", "1/h")?,
            lag_h: 0.0,
        },
        bioavailability: set.value("minoxidil.bioavailability", "1")?,
        absorbed_from_scalp: set.value("minoxidil.absorbed_from_scalp", "1")?,
    })
}

/// The normal hair cycle from the set.
pub fn hair_cycle(set: &ParameterSet) -> Result<HairCycle, ParameterError> {
    let log_normal = |mean: &str, cv: &str| {
        Ok(Duration::LogNormal {
            mean_d: set.value(mean, "d")?,
            cv: set.value(cv, "1")?,
        })
    };
    Ok(HairCycle {
        anagen: log_normal("hair_cycle.anagen", "hair_cycle.anagen_cv")?,
        catagen: Duration::Fixed {
            mean_d: set.value("hair_cycle.catagen", "d")?,
        },
        telogen: log_normal("hair_cycle.telogen", "hair_cycle.telogen_cv")?,
        kenogen: log_normal("hair_cycle.kenogen", "hair_cycle.kenogen_cv")?,
    })
}

/// The law of follicle size from the set.
pub fn follicle_size(set: &ParameterSet) -> Result<FollicleSize, ParameterError> {
    Ok(FollicleSize {
        full_diameter_um: set.value("follicle_size.full_diameter", "um")?,
        full_growth_mm_per_d: set.value("follicle_size.full_growth", "mm/d")?,
        growth_exponent: set.value("follicle_size.growth_exponent", "1")?,
        anagen_exponent: set.value("follicle_size.anagen_exponent", "1")?,
        kenogen_exponent: set.value("follicle_size.kenogen_exponent", "1")?,
        miniaturisation: set.value("follicle_size.miniaturisation", "1")?,
        dht_exponent: set.value("follicle_size.dht_exponent", "1")?,
        sensitivity_cv: set.value("follicle_size.sensitivity_cv", "1")?,
        regrowth: set.value("follicle_size.regrowth", "1")?,
        irreversible_below: set.value("follicle_size.irreversible_below", "1")?,
        smallest: set.value("follicle_size.smallest", "1")?,
        visible_length_mm: set.value("follicle_size.visible_length", "mm")?,
        terminal_diameter_um: set.value("follicle_size.terminal_diameter", "um")?,
    })
}

/// What minoxidil does to follicles, from the set; all of it assumed.
pub fn minoxidil_on_follicles(set: &ParameterSet) -> Result<MinoxidilOnFollicles, ParameterError> {
    Ok(MinoxidilOnFollicles {
        telogen_release: set.value("minoxidil.telogen_release", "1")?,
        anagen_entry: set.value("minoxidil.anagen_entry", "1")?,
        anagen_prolongation: set.value("minoxidil.anagen_prolongation", "1")?,
        regrowth_increase: set.value("minoxidil.regrowth_increase", "1")?,
    })
}

fn peripheral(set: &ParameterSet, drug: &str) -> Result<Peripheral, ParameterError> {
    Ok(Peripheral {
        exchange_l_per_h: set.value(&format!("{drug}.exchange"), "L/h")?,
        volume_l: set.value(&format!("{drug}.peripheral_volume"), "L")?,
    })
}

fn scalp(set: &ParameterSet, serum: Reductase, unbound_fraction: &str) -> Result<Scalp, ParameterError> {
    Ok(Scalp {
        serum,
        unbound_fraction: set.value(unbound_fraction, "1")?,
        type_2_share: set.value("reductase.type_2_share_in_scalp", "1")?,
    })
}

fn reductase(set: &ParameterSet, inactivation: [f64; 2], type_2_share: f64) -> Result<Reductase, ParameterError> {
    Ok(Reductase {
        turnover_per_h: [
            set.value("reductase.turnover_type_1", "1/h")?,
            set.value("reductase.turnover_type_2", "1/h")?,
        ],
        inactivation_per_h_per_ng_per_ml: inactivation,
        type_2_share,
        dht_turnover_per_h: set.value("reductase.dht_turnover", "1/h")?,
    })
}
