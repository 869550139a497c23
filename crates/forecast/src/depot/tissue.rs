//! Diffusion, clearance and partition of a drug in the dermis, from its size, lipophilicity and binding.

use serde::Serialize;
use thiserror::Error;

/// What of a drug decides how it moves in the dermis.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Drug {
    /// Molecular weight, g/mol; 18 to 1000.
    pub molecular_weight: f64,
    /// log10 of the octanol-water partition coefficient; -5 to 10.
    pub log_p: f64,
    /// Fraction unbound in a solution of albumin; above 0, at most 1.
    pub unbound_fraction: f64,
    /// Fraction not ionised at the pH of tissue; above 0, at most 1.
    pub non_ionised_fraction: f64,
}

/// What the blood carries away: two closures between which the truth lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SinkClosure {
    /// Only free drug passes the capillary wall: `k = k_free / B`, `1/k_free = 1/(P_cap S) + 1/Q`.
    FreeDrug,
    /// Blood leaves in equilibrium with the tissue, with its bound drug: `k = Q / K`, `K` the tissue to plasma ratio. Far faster for bound drugs.
    TotalBlood,
}

/// How a drug moves in the dermis.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct TissueTransport {
    /// Diffusion coefficient D of the total concentration, mm2/h.
    pub diffusion_mm2_per_h: f64,
    /// Clearance k into the blood, 1/h.
    pub clearance_per_h: f64,
    /// Total over free aqueous concentration, dimensionless: `C_free = C / partition`.
    pub partition: f64,
}

/// A drug that the formulae do not hold for.
#[derive(Debug, Clone, PartialEq, Error)]
#[error("`{field}` of the drug is {value}: the formulae hold {allowed}")]
pub struct TissueError {
    /// Which field.
    pub field: &'static str,
    /// What it holds.
    pub value: f64,
    /// Where they hold.
    pub allowed: &'static str,
}

/// Fraction of the dermis that albumin reaches (Dancik et al. 2013, as coded in its open implementation; so all below).
const ALBUMIN_SPACE: f64 = 0.32;
/// Lipid fraction of the dermis.
const LIPID: f64 = 0.001;
/// Aqueous fraction of the dermis.
const WATER: f64 = 0.6;
/// Diffusion of albumin-bound drug, cm2/s.
const BOUND_DIFFUSION_CM2_PER_S: f64 = 6e-8;
/// Capillary surface for each volume of dermis, cm2/cm3.
const CAPILLARY_SURFACE_PER_CM: f64 = 100.0;
/// Blood flow, 1/s.
const BLOOD_FLOW_PER_S: f64 = 2.2e-3;
const SECONDS_PER_H: f64 = 3600.0;
const MM2_PER_CM2: f64 = 100.0;

/// Transport of a drug in the dermis.
///
/// ```text
/// D_free = 10^(-4.15 - 0.6555 log10 MW) cm2/s
/// P_cap  = 100 * 10^(-2.74 + 0.71 log P - 0.0061 MW) cm/h
/// B      = (1 - phi_a) + phi_a / f_u + phi_lip f_non 10^logP
/// D      = (D_free + phi_a D_bound (1 - f_u) / f_u) / B
/// K      = (phi_aq / f_non) B
/// ```
///
/// Source: Dancik et al. 2013, Adv Drug Deliv Rev 65:221, as decoded from its open implementation; capillary permeability after Potts and Guy
/// 1992. Known to be too slow for hydrophiles (no pores): dexpanthenol.
pub fn tissue_transport(drug: Drug, closure: SinkClosure) -> Result<TissueTransport, TissueError> {
    let refused = |field, value, allowed| Err(TissueError { field, value, allowed });
    if !(18.0..=1000.0).contains(&drug.molecular_weight) {
        return refused("molecular_weight", drug.molecular_weight, "from 18 to 1000 g/mol");
    }
    if !(-5.0..=10.0).contains(&drug.log_p) {
        return refused("log_p", drug.log_p, "from -5 to 10");
    }
    for (field, value) in [
        ("unbound_fraction", drug.unbound_fraction),
        ("non_ionised_fraction", drug.non_ionised_fraction),
    ] {
        if !(1e-6..=1.0).contains(&value) {
            return refused(field, value, "from 1e-6 to 1");
        }
    }
    let unbound = drug.unbound_fraction;
    let octanol = 10.0_f64.powf(drug.log_p);
    let binding = (1.0 - ALBUMIN_SPACE) + ALBUMIN_SPACE / unbound + LIPID * drug.non_ionised_fraction * octanol;
    let free_diffusion = 10.0_f64.powf(-4.15 - 0.6555 * drug.molecular_weight.log10());
    let carried = ALBUMIN_SPACE * BOUND_DIFFUSION_CM2_PER_S * (1.0 - unbound) / unbound;
    let partition = WATER / drug.non_ionised_fraction * binding;
    let clearance_per_s = match closure {
        SinkClosure::FreeDrug => {
            let permeability_cm_per_h =
                100.0 * 10.0_f64.powf(-2.74 + 0.71 * drug.log_p - 0.0061 * drug.molecular_weight);
            let exchange_per_s = permeability_cm_per_h / SECONDS_PER_H * CAPILLARY_SURFACE_PER_CM;
            1.0 / (1.0 / exchange_per_s + 1.0 / BLOOD_FLOW_PER_S) / binding
        }
        // Plasma holds 1/f_u of its free concentration.
        SinkClosure::TotalBlood => BLOOD_FLOW_PER_S / (partition * unbound),
    };
    Ok(TissueTransport {
        diffusion_mm2_per_h: (free_diffusion + carried) / binding * MM2_PER_CM2 * SECONDS_PER_H,
        clearance_per_h: clearance_per_s * SECONDS_PER_H,
        partition,
    })
}

impl TissueTransport {
    /// Half-life in the dermis of a drug that is dissolved, hours.
    pub fn half_life_h(&self) -> f64 {
        std::f64::consts::LN_2 / self.clearance_per_h
    }

    /// How far a drug diffuses before it is cleared, `sqrt(D/k)`, mm.
    pub fn reach_mm(&self) -> f64 {
        (self.diffusion_mm2_per_h / self.clearance_per_h).sqrt()
    }
}
