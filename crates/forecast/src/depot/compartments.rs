//! The fast default: a solid that is released into a bleb, which capillaries, lymph and the deep dermis empty.

use serde::Serialize;
use thiserror::Error;

use super::tissue::TissueTransport;
use crate::body::LocalConcentration;
use crate::numerics::phi::decaying_input;

/// Rates of one injected region.
///
/// ```text
/// dA_s/dt = -k_rel A_s
/// dA_b/dt =  k_rel A_s - (k_cap + k_lym + k_diff) A_b
/// dA_d/dt =  k_diff A_b - (k_deep + k_lym) A_d
/// ```
///
/// Pharmacology.md 1.3. The release rate is an assumption for every drug injected into the scalp: nobody has measured it. A dissolved small
/// molecule leaves the dermis in minutes to hours, so that any long effect rests on it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Compartments {
    /// Release of the solid or droplet `k_rel`, 1/h, above 0; absent where all is dissolved from the beginning.
    pub release_per_h: Option<f64>,
    /// From the bleb into capillaries `k_cap`, 1/h; at least 0.
    pub capillary_per_h: f64,
    /// From bleb and deep dermis into lymph `k_lym`, 1/h; at least 0.
    pub lymph_per_h: f64,
    /// From the bleb into the deep dermis `k_diff`, 1/h; at least 0.
    pub diffusion_per_h: f64,
    /// From the deep dermis into its capillaries, 1/h; at least 0.
    pub deep_capillary_per_h: f64,
}

/// Where an injected amount is, as fractions that add up to 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct DepotAmounts {
    /// Not released yet.
    pub solid: f64,
    /// Dissolved in the bleb.
    pub bleb: f64,
    /// In the deep dermis.
    pub deep: f64,
    /// Gone with the blood.
    pub in_blood: f64,
    /// Gone with the lymph.
    pub in_lymph: f64,
}

/// A depot that cannot be.
#[derive(Debug, Clone, PartialEq, Error)]
#[error("`{field}` of the depot is {value}; give a finite number {allowed}")]
pub struct DepotError {
    /// Which field.
    pub field: &'static str,
    /// What it holds.
    pub value: f64,
    /// What it may be.
    pub allowed: &'static str,
}

impl Compartments {
    /// Rates of a spherical bleb: `k_cap = k`, `k_diff = D (3 / radius) / layer`, the same clearance below, no lymph (small molecules).
    ///
    /// - `release_half_life_h`: of the solid; none where all is dissolved
    /// - `radius_mm`: of the bleb, see [`bleb_radius_mm`](Self::bleb_radius_mm)
    /// - `layer_mm`: thickness over which the concentration falls off towards the deep dermis
    pub fn of_bleb(
        transport: &TissueTransport,
        release_half_life_h: Option<f64>,
        radius_mm: f64,
        layer_mm: f64,
    ) -> Result<Self, DepotError> {
        let length = |field, value: f64| {
            let allowed = "from 1e-3 to 1e3 mm";
            (1e-3..=1e3)
                .contains(&value)
                .then_some(value)
                .ok_or(DepotError { field, value, allowed })
        };
        let radius = length("radius_mm", radius_mm)?;
        let layer = length("layer_mm", layer_mm)?;
        let compartments = Self {
            release_per_h: release_half_life_h.map(|half_life| std::f64::consts::LN_2 / half_life),
            capillary_per_h: transport.clearance_per_h,
            lymph_per_h: 0.0,
            diffusion_per_h: transport.diffusion_mm2_per_h * 3.0 / (radius * layer),
            deep_capillary_per_h: transport.clearance_per_h,
        };
        compartments.check()?;
        Ok(compartments)
    }

    /// Radius of a bleb of `volume_ml` that fills the `porosity` of the dermis, `(3 V / 4 pi phi)^(1/3)`, mm.
    pub fn bleb_radius_mm(volume_ml: f64, porosity: f64) -> Result<f64, DepotError> {
        let refused = |field, value, allowed| Err(DepotError { field, value, allowed });
        if !(1e-6..=100.0).contains(&volume_ml) {
            return refused("volume_ml", volume_ml, "from 1e-6 to 100");
        }
        if !(0.01..=1.0).contains(&porosity) {
            return refused("porosity", porosity, "from 0.01 to 1");
        }
        Ok((3.0 * volume_ml * 1000.0 / (4.0 * std::f64::consts::PI * porosity)).cbrt())
    }

    /// Holds every rate to its range.
    pub fn check(&self) -> Result<(), DepotError> {
        let rates = [
            (
                "release_per_h",
                self.release_per_h.unwrap_or(1.0),
                1e-9,
                "from 1e-9 to 1e4",
            ),
            ("capillary_per_h", self.capillary_per_h, 0.0, "from 0 to 1e4"),
            ("lymph_per_h", self.lymph_per_h, 0.0, "from 0 to 1e4"),
            ("diffusion_per_h", self.diffusion_per_h, 0.0, "from 0 to 1e4"),
            ("deep_capillary_per_h", self.deep_capillary_per_h, 0.0, "from 0 to 1e4"),
        ];
        for (field, value, least, allowed) in rates {
            if !(least..=1e4).contains(&value) {
                return Err(DepotError { field, value, allowed });
            }
        }
        Ok(())
    }

    /// Everything that leaves the bleb, 1/h.
    fn bleb_loss(&self) -> f64 {
        self.capillary_per_h + self.lymph_per_h + self.diffusion_per_h
    }

    /// Where the amount is, `time_h` after the injection: closed forms, no step.
    pub fn amounts(&self, time_h: f64) -> Result<DepotAmounts, DepotError> {
        self.check()?;
        if !(0.0..=1e6).contains(&time_h) {
            return Err(DepotError {
                field: "time_h",
                value: time_h,
                allowed: "from 0 to 1e6",
            });
        }
        let loss = self.bleb_loss();
        let deep_loss = self.deep_capillary_per_h + self.lymph_per_h;
        let (solid, bleb, deep) = match self.release_per_h {
            None => {
                let bleb = (-loss * time_h).exp();
                (
                    0.0,
                    bleb,
                    self.diffusion_per_h * decaying_input(deep_loss, loss, time_h),
                )
            }
            Some(release) => (
                (-release * time_h).exp(),
                release * decaying_input(loss, release, time_h),
                self.diffusion_per_h * release * three_in_a_row([release, loss, deep_loss], time_h),
            ),
        };
        // Time spent in a compartment is what went through it over its rate.
        let through_bleb = (1.0 - solid - bleb).max(0.0);
        let bleb_time = if loss > 0.0 { through_bleb / loss } else { 0.0 };
        let through_deep = (self.diffusion_per_h * bleb_time - deep).max(0.0);
        let deep_time = if deep_loss > 0.0 { through_deep / deep_loss } else { 0.0 };
        Ok(DepotAmounts {
            solid,
            bleb,
            deep,
            in_blood: self.capillary_per_h * bleb_time + self.deep_capillary_per_h * deep_time,
            in_lymph: self.lymph_per_h * (bleb_time + deep_time),
        })
    }

    /// Free concentration in the bleb as exponentials for [`Place::local`](crate::body::Place::local).
    ///
    /// - `time_h`: of the injection
    /// - `amount_ug`: in this bleb
    /// - `volume_mm3`: tissue that the bleb takes
    /// - `partition`: total over free concentration, [`TissueTransport::partition`]
    pub fn local_concentrations(
        &self,
        time_h: f64,
        amount_ug: f64,
        volume_mm3: f64,
        partition: f64,
    ) -> Result<Vec<LocalConcentration>, DepotError> {
        self.check()?;
        for (field, value) in [
            ("amount_ug", amount_ug),
            ("volume_mm3", volume_mm3),
            ("partition", partition),
        ] {
            if !(1e-9..=1e9).contains(&value) {
                let allowed = "from 1e-9 to 1e9";
                return Err(DepotError { field, value, allowed });
            }
        }
        // 1 ug/mm3 is 1e6 ng/mL.
        let dissolved = 1e6 * amount_ug / (volume_mm3 * partition);
        let loss = self.bleb_loss();
        let exponential = |ng_per_ml: f64, rate_per_h: f64| LocalConcentration {
            time_h,
            ng_per_ml,
            rate_per_h,
        };
        Ok(match self.release_per_h {
            None => vec![exponential(dissolved, loss)],
            Some(release) => {
                // Equal rates have no difference of exponentials; a millionth apart they have one to nine digits.
                let near = (loss - release).abs() < 1e-6 * release;
                let loss = if near { release * (1.0 + 1e-6) } else { loss };
                let amplitude = dissolved * release / (loss - release);
                vec![exponential(amplitude, release), exponential(-amplitude, loss)]
            }
        })
    }
}

/// Convolution of three exponentials: what a chain of two steps leaves in the third compartment.
fn three_in_a_row(mut rates: [f64; 3], time: f64) -> f64 {
    rates.sort_by(f64::total_cmp);
    let [slow, middle, fast] = rates;
    let gap = fast - slow;
    if gap * time < 1e-4 {
        // t^2/2 e^{-mean t}: exact to second order in the gap.
        return 0.5 * time * time * (-(slow + middle + fast) / 3.0 * time).exp();
    }
    (decaying_input(slow, middle, time) - decaying_input(middle, fast, time)) / gap
}
