//! Turnover of the two enzymes and of dihydrotestosterone.

use serde::Serialize;
use thiserror::Error;

use crate::numerics::collocation::{COLLOCATION, Collocation, POINTS, STAGES};

/// Turnover of 5-alpha-reductase type 1 and 2 under an irreversible inhibitor, and of dihydrotestosterone (DHT).
///
/// With `C` the driving concentration, each enzyme and DHT relative to its baseline:
///
/// ```text
/// dE1/dt = k1 (1 - E1) - ki1 C E1
/// dE2/dt = k2 (1 - E2) - ki2 C E2
/// dH/dt  = kout (f2 E2 + (1 - f2) E1 - H)
/// ```
///
/// Source: Gisleskog et al. 1998, Clin Pharmacol Ther 64:636; pharmacology.md 2.1. The same equations hold for the scalp with its own `f2` and
/// the local unbound concentration.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Reductase {
    /// Turnover k1, k2 of type 1 and 2, 1/h; above 0.
    pub turnover_per_h: [f64; 2],
    /// Inactivation ki1, ki2, 1/h per ng/mL of the driving concentration; at least 0.
    pub inactivation_per_h_per_ng_per_ml: [f64; 2],
    /// Share f2 of type 2 in the DHT of this place; 0 to 1.
    pub type_2_share: f64,
    /// Turnover kout of DHT, 1/h; above 0.
    pub dht_turnover_per_h: f64,
}

/// A turnover that no tissue has.
#[derive(Debug, Clone, PartialEq, Error)]
#[error("`{field}` of the reductase is {value}: give a finite number {allowed}")]
pub struct ReductaseError {
    /// Which field.
    pub field: &'static str,
    /// What it holds.
    pub value: f64,
    /// What it may be.
    pub allowed: &'static str,
}

/// Enzymes and DHT, each relative to baseline: 1 before treatment.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ReductaseState {
    /// Active enzyme of type 1 and 2.
    pub enzymes: [f64; 2],
    /// DHT.
    pub dht: f64,
}

impl ReductaseState {
    /// Before treatment.
    pub const BASELINE: Self = Self {
        enzymes: [1.0, 1.0],
        dht: 1.0,
    };
}

impl Reductase {
    /// Holds every field to its range.
    pub fn check(&self) -> Result<(), ReductaseError> {
        let fields = [
            ("turnover_per_h (type 1)", self.turnover_per_h[0], 1e-9, 1e3),
            ("turnover_per_h (type 2)", self.turnover_per_h[1], 1e-9, 1e3),
            (
                "inactivation (type 1)",
                self.inactivation_per_h_per_ng_per_ml[0],
                0.0,
                1e6,
            ),
            (
                "inactivation (type 2)",
                self.inactivation_per_h_per_ng_per_ml[1],
                0.0,
                1e6,
            ),
            ("type_2_share", self.type_2_share, 0.0, 1.0),
            ("dht_turnover_per_h", self.dht_turnover_per_h, 1e-9, 1e3),
        ];
        for (field, value, least, most) in fields {
            if !(least..=most).contains(&value) {
                let allowed = match field {
                    "type_2_share" => "from 0 to 1",
                    "inactivation (type 1)" | "inactivation (type 2)" => "from 0 to 1e6",
                    _ => "from 1e-9 to 1e3",
                };
                return Err(ReductaseError { field, value, allowed });
            }
        }
        Ok(())
    }

    /// Where everything settles at a constant concentration: `E = k / (k + ki C)`.
    pub fn steady_state(&self, concentration_ng_per_ml: f64) -> ReductaseState {
        let enzymes = [0, 1].map(|i| {
            let k = self.turnover_per_h[i];
            k / (k + self.inactivation_per_h_per_ng_per_ml[i] * concentration_ng_per_ml)
        });
        ReductaseState {
            enzymes,
            dht: self.dht_made(enzymes),
        }
    }

    /// Derivatives of (E1, E2, H), 1/h, at a concentration in ng/mL; for the reference.
    pub fn derivative(&self, state: [f64; 3], concentration_ng_per_ml: f64) -> [f64; 3] {
        let [type_1, type_2, dht] = state;
        let change = |i: usize, enzyme: f64| {
            self.turnover_per_h[i] * (1.0 - enzyme)
                - self.inactivation_per_h_per_ng_per_ml[i] * concentration_ng_per_ml * enzyme
        };
        [
            change(0, type_1),
            change(1, type_2),
            self.dht_turnover_per_h * (self.dht_made([type_1, type_2]) - dht),
        ]
    }

    /// DHT made, relative to baseline.
    fn dht_made(&self, [type_1, type_2]: [f64; 2]) -> f64 {
        self.type_2_share * type_2 + (1.0 - self.type_2_share) * type_1
    }

    /// One step of both enzymes by Radau collocation (implicit, stable at any rate) and of DHT by exact integration of their interpolation.
    ///
    /// - `concentrations`: driving concentration at the stages, ng/mL
    /// - `weights`: [`Collocation::exponential_weights`](crate::numerics::collocation::Collocation::exponential_weights) of
    ///   `dht_turnover_per_h` for the whole step
    /// - `decay`: `e^{-dht_turnover_per_h step}`
    ///
    /// Returns the state at the end and the largest tail of the enzymes: how much of them the step does not resolve.
    #[inline]
    pub(crate) fn advance(
        &self,
        state: &ReductaseState,
        step_h: f64,
        concentrations: &[f64; STAGES],
        weights: &[f64; POINTS],
        decay: f64,
    ) -> (ReductaseState, f64) {
        let collocation = &*COLLOCATION;
        let points = [0, 1].map(|enzyme| {
            let turnover = self.turnover_per_h[enzyme];
            let inactivation = self.inactivation_per_h_per_ng_per_ml[enzyme];
            let losses = concentrations.map(|concentration| step_h * (turnover + inactivation * concentration));
            collocated_turnover(collocation, state.enzymes[enzyme], step_h * turnover, &losses)
        });
        let [type_1, type_2] = &points;
        let tail = collocation.tail(type_1).max(collocation.tail(type_2));
        let mut dht = decay * state.dht;
        for ((weight, type_1), type_2) in weights.iter().zip(type_1).zip(type_2) {
            dht += self.dht_turnover_per_h * weight * self.dht_made([*type_1, *type_2]);
        }
        let end = ReductaseState {
            enzymes: [type_1[STAGES], type_2[STAGES]],
            dht,
        };
        (end, tail)
    }
}

/// An enzyme at the points of a step, from `(A^-1 + h g) E = A^-1 1 E_0 + h k`.
///
/// - `made`: `h k`
/// - `losses`: `h g = h (k + ki C)` at the stages
///
/// Elimination without pivoting: the inverse of the Radau matrix has positive leading minors, and the losses only add to its diagonal.
#[inline]
#[expect(clippy::needless_range_loop, reason = "elimination reads two rows of one matrix")]
fn collocated_turnover(collocation: &Collocation, at_begin: f64, made: f64, losses: &[f64; STAGES]) -> [f64; POINTS] {
    let mut matrix = collocation.inverse;
    let mut enzyme = [0.0; POINTS];
    enzyme[0] = at_begin;
    for i in 0..STAGES {
        matrix[i][i] += losses[i];
        enzyme[i + 1] = collocation.inverse_row_sums[i] * at_begin + made;
    }
    for column in 0..STAGES {
        let pivot = matrix[column][column].recip();
        for row in column + 1..STAGES {
            let factor = matrix[row][column] * pivot;
            for j in column + 1..STAGES {
                matrix[row][j] -= factor * matrix[column][j];
            }
            enzyme[row + 1] -= factor * enzyme[column + 1];
        }
        // Kept for the way back.
        matrix[column][column] = pivot;
    }
    for row in (0..STAGES).rev() {
        let mut value = enzyme[row + 1];
        for j in row + 1..STAGES {
            value -= matrix[row][j] * enzyme[j + 1];
        }
        enzyme[row + 1] = value * matrix[row][row];
    }
    enzyme
}
