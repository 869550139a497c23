//! What a step of a given length needs and all steps of that length share.

use super::disposition::Modes;
use crate::numerics::collocation::{COLLOCATION, POINTS, STAGES};
use crate::numerics::phi::decaying_input;

/// Weights of one step length: exact for the linear part of the disposition, for the inputs and for the turnover of DHT.
#[derive(Debug, Clone)]
pub(super) struct StepWeights {
    pub(super) step_h: f64,
    /// `e^{-rate c h}` of each mode at the stages.
    pub(super) decays: [[f64; 2]; STAGES],
    /// Central amount at a stage for each unit of saturable elimination at the points.
    pub(super) elimination: [[f64; POINTS]; STAGES],
    /// Largest central amount that a unit of elimination through the step takes away: hours.
    pub(super) elimination_time_h: f64,
    /// The same for each mode at the end of the step.
    pub(super) elimination_of_modes: [[f64; POINTS]; 2],
    /// One for each exponential of the inputs.
    pub(super) inputs: Vec<InputWeights>,
    /// One for each place.
    pub(super) places: Vec<PlaceWeights>,
}

/// Weights of an input that decays exponentially.
#[derive(Debug, Clone)]
pub(super) struct InputWeights {
    /// Central amount at the stages for each ug/h at the beginning of the step.
    pub(super) central: [f64; STAGES],
    /// Modes at the end for each ug/h at the beginning.
    pub(super) modes: [f64; 2],
    /// What is left of the input at the stages; the last is the end.
    pub(super) decays: [f64; STAGES],
}

/// Weights of a place's DHT.
#[derive(Debug, Clone)]
pub(super) struct PlaceWeights {
    pub(super) dht: [f64; POINTS],
    pub(super) decay: f64,
}

impl StepWeights {
    pub(super) fn new(
        step_h: f64,
        modes: &Modes,
        input_rates: &[f64],
        dht_turnovers: impl Iterator<Item = f64>,
    ) -> Self {
        let collocation = &*COLLOCATION;
        let mode_weights = |mode: usize, fraction: f64| {
            let weights = collocation.exponential_weights(modes.rates[mode], step_h, fraction);
            weights.map(|weight| weight * modes.shares[mode])
        };
        let of_input = |rate: f64, mode: usize, fraction: f64| {
            modes.shares[mode] * decaying_input(modes.rates[mode], rate, fraction * step_h)
        };
        let elimination: [[f64; POINTS]; STAGES] = collocation.nodes.map(|node| {
            let [fast, slow] = [mode_weights(0, node), mode_weights(1, node)];
            std::array::from_fn(|j| fast[j] + slow[j])
        });
        let sums = elimination.map(|weights| weights.iter().map(|weight| weight.abs()).sum());
        Self {
            step_h,
            decays: collocation
                .nodes
                .map(|node| modes.rates.map(|rate| (-rate * node * step_h).exp())),
            elimination,
            elimination_time_h: sums.into_iter().fold(0.0, f64::max),
            elimination_of_modes: [mode_weights(0, 1.0), mode_weights(1, 1.0)],
            inputs: input_rates
                .iter()
                .map(|&rate| InputWeights {
                    central: collocation
                        .nodes
                        .map(|node| of_input(rate, 0, node) + of_input(rate, 1, node)),
                    modes: [of_input(rate, 0, 1.0), of_input(rate, 1, 1.0)],
                    decays: collocation.nodes.map(|node| (-rate * node * step_h).exp()),
                })
                .collect(),
            places: dht_turnovers
                .map(|turnover| PlaceWeights {
                    dht: collocation.exponential_weights(turnover, step_h, 1.0),
                    decay: (-turnover * step_h).exp(),
                })
                .collect(),
        }
    }
}
