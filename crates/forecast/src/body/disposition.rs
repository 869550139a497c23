//! How a drug spreads over the body and leaves it.

use serde::Serialize;
use thiserror::Error;

/// A one- or two-compartment disposition with linear and, for some drugs, saturable elimination.
///
/// With `A` the amount in the central, `P` in the peripheral compartment (ug), `C = A/V` (ug/L = ng/mL), `u` the input:
///
/// ```text
/// dA/dt = u - CL C - Vmax C / (Km + C) - Q C + Q P/Vp
/// dP/dt = Q C - Q P/Vp
/// ```
///
/// Published values of drugs given by mouth are apparent (CL/F, V/F): a dose that does not pass the gut is to be divided by F first
/// ([`Dose`](super::Dose)).
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Disposition {
    /// Linear clearance CL, L/h; at least 0.
    pub clearance_l_per_h: f64,
    /// Volume V of the central compartment, L; above 0.
    pub central_volume_l: f64,
    /// The second compartment; absent for a one-compartment drug.
    pub peripheral: Option<Peripheral>,
    /// The saturable way out; absent for linear drugs.
    pub saturable: Option<SaturableElimination>,
}

/// A compartment that exchanges with the central one.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Peripheral {
    /// Intercompartmental clearance Q, L/h; above 0.
    pub exchange_l_per_h: f64,
    /// Volume Vp, L; above 0.
    pub volume_l: f64,
}

/// Michaelis-Menten elimination from the central compartment.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct SaturableElimination {
    /// Most that is eliminated, ug/h; at least 0.
    pub greatest_rate_ug_per_h: f64,
    /// Concentration at half that rate, ng/mL; above 0.
    pub half_saturation_ng_per_ml: f64,
}

/// A disposition that no body has.
#[derive(Debug, Clone, PartialEq, Error)]
#[error("`{field}` of the disposition is {value}: give a finite number {allowed}")]
pub struct DispositionError {
    /// Which field.
    pub field: &'static str,
    /// What it holds.
    pub value: f64,
    /// What it may be.
    pub allowed: &'static str,
}

/// The linear part of a disposition as two independent exponentials.
///
/// The central amount is `z_0 + z_1` with `dz_m/dt = -rate_m z_m + share_m u`: the response to a unit input is `sum of share_m e^{-rate_m t}`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Modes {
    /// Rates, 1/h, faster first, not negative.
    pub(super) rates: [f64; 2],
    /// Shares of the central response; they add up to 1.
    pub(super) shares: [f64; 2],
}

impl Disposition {
    /// Holds every field to its range.
    pub fn check(&self) -> Result<(), DispositionError> {
        let mut fields = vec![
            ("clearance_l_per_h", self.clearance_l_per_h, false),
            ("central_volume_l", self.central_volume_l, true),
        ];
        if let Some(peripheral) = self.peripheral {
            fields.push(("peripheral.exchange_l_per_h", peripheral.exchange_l_per_h, true));
            fields.push(("peripheral.volume_l", peripheral.volume_l, true));
        }
        if let Some(saturable) = self.saturable {
            fields.push((
                "saturable.greatest_rate_ug_per_h",
                saturable.greatest_rate_ug_per_h,
                false,
            ));
            fields.push((
                "saturable.half_saturation_ng_per_ml",
                saturable.half_saturation_ng_per_ml,
                true,
            ));
        }
        for (field, value, above_zero) in fields {
            // The ends keep quotients of two of them far from overflow.
            let in_range = if above_zero {
                (1e-9..=1e9).contains(&value)
            } else {
                (0.0..=1e9).contains(&value)
            };
            if !in_range {
                let allowed = if above_zero {
                    "from 1e-9 to 1e9"
                } else {
                    "from 0 to 1e9"
                };
                return Err(DispositionError { field, value, allowed });
            }
        }
        Ok(())
    }

    /// Rates out of and between the compartments, 1/h: elimination, central to peripheral, peripheral to central.
    fn rate_constants(&self) -> (f64, f64, f64) {
        let elimination = self.clearance_l_per_h / self.central_volume_l;
        self.peripheral.map_or((elimination, 0.0, 0.0), |peripheral| {
            (
                elimination,
                peripheral.exchange_l_per_h / self.central_volume_l,
                peripheral.exchange_l_per_h / peripheral.volume_l,
            )
        })
    }

    /// Eigenvalues and residues of the linear part (Gibaldi and Perrier 1982, Pharmacokinetics, 2nd ed., section 2.1).
    pub(super) fn modes(&self) -> Modes {
        let (k10, k12, k21) = self.rate_constants();
        if k12 <= 0.0 {
            return Modes {
                rates: [k10, k10],
                shares: [1.0, 0.0],
            };
        }
        let sum = k10 + k12 + k21;
        // The discriminant as a sum of squares, and the slow rate by the product: nothing cancels.
        let root = ((k10 + k12 - k21).powi(2) + 4.0 * k12 * k21).sqrt();
        let fast = 0.5 * (sum + root);
        let slow = k10 * k21 / fast;
        let share = (fast - k21) / (fast - slow);
        Modes {
            rates: [fast, slow],
            shares: [share, 1.0 - share],
        }
    }

    /// Amount in the peripheral compartment, ug, of a state in [`Modes`].
    pub(super) fn peripheral_amount(&self, modes: &Modes, state: [f64; 2]) -> f64 {
        let (_, k12, k21) = self.rate_constants();
        if k12 <= 0.0 {
            return 0.0;
        }
        // Each mode keeps its own ratio of the compartments: (k21 - rate) P = k12 A.
        let ratio = |rate: f64| k12 / (k21 - rate);
        ratio(modes.rates[0]) * state[0] + ratio(modes.rates[1]) * state[1]
    }

    /// Derivatives of (central, peripheral) amounts, ug/h, as the equations above have them; for the reference.
    pub fn derivative(&self, central_ug: f64, peripheral_ug: f64, input_ug_per_h: f64) -> [f64; 2] {
        let (k10, k12, k21) = self.rate_constants();
        let exchange = k12 * central_ug - k21 * peripheral_ug;
        let eliminated = self.saturable_rate(central_ug / self.central_volume_l);
        [input_ug_per_h - k10 * central_ug - eliminated - exchange, exchange]
    }

    /// Saturable elimination, ug/h, at a concentration in ng/mL.
    pub(super) fn saturable_rate(&self, concentration: f64) -> f64 {
        self.saturable.map_or(0.0, |saturable| {
            saturable.greatest_rate_ug_per_h * concentration / (saturable.half_saturation_ng_per_ml + concentration)
        })
    }
}
