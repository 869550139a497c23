//! From doses to concentrations, enzymes and dihydrotestosterone over time.

use serde::Serialize;
use thiserror::Error;

use super::course::{Change, Course, Inputs};
use super::disposition::{Disposition, DispositionError, Modes};
use super::step::StepWeights;
use crate::numerics::collocation::{COLLOCATION, POINTS, STAGES};
use crate::target::{Reductase, ReductaseError, ReductaseState};

/// Disposition of a drug and the places where its target is followed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Body {
    /// How the drug spreads and leaves.
    pub disposition: Disposition,
    /// Serum, scalp, ...: where 5-alpha-reductase is followed; none for a drug with another target.
    pub places: Vec<Place>,
}

/// A place with enzyme and the concentration that drives it there.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Place {
    /// Turnover of enzyme and DHT.
    pub reductase: Reductase,
    /// Driving concentration for each ng/mL in plasma, at least 0: 1 where the constants are for total plasma concentration, the unbound fraction
    /// where they are for unbound.
    pub driving_share_of_plasma: f64,
    /// What a depot adds to the driving concentration of this place.
    pub local: Vec<LocalConcentration>,
}

/// A local concentration that begins at a moment and decays.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct LocalConcentration {
    /// Hours from the beginning.
    pub time_h: f64,
    /// Driving concentration at that moment, ng/mL; negative only as part of a difference of exponentials that is not.
    pub ng_per_ml: f64,
    /// Decay, 1/h; at least 0.
    pub rate_per_h: f64,
}

/// How finely to step.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Accuracy {
    /// A step is halved when the last resolved term of an enzyme (relative to baseline) or of the elimination (relative to its largest
    /// rate of the step) is larger.
    pub largest_tail: f64,
    /// First step after an event, in time constants of the fastest process.
    pub first_step: f64,
}

impl Accuracy {
    /// Amounts and DHT within 1e-4, relatively, for random people and regimens, from daily capsules to quarterly depots. Held
    /// against Dormand-Prince at 1e-11 by the tests of this module.
    pub const STANDARD: Self = Self {
        largest_tail: 5e-6,
        first_step: 4.0,
    };
    /// For daily courses of populations: on daily dutasteride within 1e-6 (measured: 2e-7) in two thirds of the time. Not for long or
    /// irregular intervals, where no test bounds its error.
    pub const REGULAR_COURSE: Self = Self {
        largest_tail: 1e-2,
        first_step: 4.0,
    };
    /// Far below any parameter's meaning; for references.
    pub const TIGHT: Self = Self {
        largest_tail: 1e-7,
        first_step: 0.5,
    };
}

/// The state at a sample time, just before a dose at that moment.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Sample {
    /// Hours from the beginning.
    pub time_h: f64,
    /// Total plasma concentration, ng/mL.
    pub concentration_ng_per_ml: f64,
    /// Amount in the central compartment, ug.
    pub central_ug: f64,
    /// Amount in the peripheral compartment, ug.
    pub peripheral_ug: f64,
    /// One for each place of the body.
    pub places: Vec<ReductaseState>,
}

/// A simulation that cannot be made.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum SimulationError {
    /// The disposition is impossible.
    #[error(transparent)]
    Disposition(#[from] DispositionError),
    /// The turnover of a place is impossible.
    #[error("place {number}")]
    Place {
        /// Which place, from 1.
        number: usize,
        /// What is wrong.
        #[source]
        source: ReductaseError,
    },
    /// A number of a place is out of its range.
    #[error("place {number}: `{field}` is {value}; give a finite number {allowed}")]
    PlaceOutOfRange {
        /// Which place, from 1.
        number: usize,
        /// Which field.
        field: &'static str,
        /// What it holds.
        value: f64,
        /// What it may be.
        allowed: &'static str,
    },
    /// Sample times must be in order.
    #[error("sample {number} is at {time_h} h: give finite times from 0 to 1e6 h in increasing order")]
    SampleTime {
        /// Which sample, from 1.
        number: usize,
        /// What was given.
        time_h: f64,
    },
    /// Accuracy that no method has.
    #[error("`{field}` of the accuracy is {value}; give a number from 1e-9 to 10")]
    Accuracy {
        /// Which field.
        field: &'static str,
        /// What it holds.
        value: f64,
    },
    /// The equations change too fast for the smallest step.
    #[error("the course cannot be followed at {time_h} h: the rates there are absurd (step {step_h} h)")]
    NoConvergence {
        /// Where.
        time_h: f64,
        /// Smallest step that was tried.
        step_h: f64,
    },
}

/// Follows a course.
///
/// Between events the linear disposition and its exponential inputs are integrated exactly, the saturable elimination by exponential
/// collocation, the enzymes by Radau collocation, DHT exactly from the enzymes' interpolation. Steps grow fourfold from the fastest time
/// constant after each event; a step that does not resolve its functions is halved.
///
/// `sample_times_h` in increasing order, within 0 to 1e6 h; a dose at a sample time comes after the sample.
pub fn simulate(
    body: &Body,
    course: &Course,
    sample_times_h: &[f64],
    accuracy: Accuracy,
) -> Result<Vec<Sample>, SimulationError> {
    check(body, sample_times_h, accuracy)?;
    let inputs = Inputs::new(course, &body.places);
    let mut following = Following::new(body, &inputs, accuracy);
    let mut events = inputs.events.iter().peekable();
    let mut samples = Vec::with_capacity(sample_times_h.len());
    for &time_h in sample_times_h {
        while let Some(event) = events.next_if(|event| event.time_h < time_h) {
            following.advance_to(event.time_h)?;
            following.happen(event.change);
        }
        following.advance_to(time_h)?;
        samples.push(following.sample());
    }
    Ok(samples)
}

fn check(body: &Body, sample_times_h: &[f64], accuracy: Accuracy) -> Result<(), SimulationError> {
    body.disposition.check()?;
    for (number, place) in (1..).zip(&body.places) {
        place
            .reductase
            .check()
            .map_err(|source| SimulationError::Place { number, source })?;
        let out_of_range = |field, value, allowed| SimulationError::PlaceOutOfRange {
            number,
            field,
            value,
            allowed,
        };
        let share = place.driving_share_of_plasma;
        if !(0.0..=1e6).contains(&share) {
            return Err(out_of_range("driving_share_of_plasma", share, "from 0 to 1e6"));
        }
        for local in &place.local {
            if !(0.0..=1e6).contains(&local.time_h) {
                return Err(out_of_range("local.time_h", local.time_h, "from 0 to 1e6"));
            }
            if !(0.0..=1e4).contains(&local.rate_per_h) {
                return Err(out_of_range("local.rate_per_h", local.rate_per_h, "from 0 to 1e4"));
            }
            if !(-1e12..=1e12).contains(&local.ng_per_ml) {
                return Err(out_of_range("local.ng_per_ml", local.ng_per_ml, "within 1e12 of 0"));
            }
        }
    }
    let mut earliest = 0.0;
    for (number, &time_h) in (1..).zip(sample_times_h) {
        if !(earliest..=1e6).contains(&time_h) {
            return Err(SimulationError::SampleTime { number, time_h });
        }
        earliest = time_h;
    }
    for (field, value) in [
        ("largest_tail", accuracy.largest_tail),
        ("first_step", accuracy.first_step),
    ] {
        if !(1e-9..=10.0).contains(&value) {
            return Err(SimulationError::Accuracy { field, value });
        }
    }
    Ok(())
}

/// How much longer the way behind is after each step: a power of two, so that lengths come out exactly.
const GROWTH: f64 = 4.0;
/// Most steps between two events or samples; a course of a person takes about four, at the tightest accuracy some hundred.
const MOST_STEPS: u32 = 4_000;
/// Most fixed-point iterations of the saturable elimination before the step is halved.
const MOST_ITERATIONS: u32 = 12;
/// Error of the elimination, relative to its largest rate of the step, at which the iteration ends.
const ITERATED: f64 = 1e-8;
/// Step lengths whose weights are kept: those of regular courses; irregular ones begin anew.
const MOST_KEPT: usize = 96;

/// A simulation under way.
struct Following<'a> {
    body: &'a Body,
    inputs: &'a Inputs,
    accuracy: Accuracy,
    modes: Modes,
    /// Fastest rate of disposition and turnover, 1/h.
    fastest_per_h: f64,
    time_h: f64,
    /// Step to go on with, hours; back to the shortest after an event.
    step_h: f64,
    state: State,
    weights: Vec<StepWeights>,
    /// Steps tried since the last event or sample.
    n_steps: u32,
}

/// What changes from step to step.
#[derive(Debug, Clone)]
struct State {
    /// Central amount by mode, ug.
    central: [f64; 2],
    /// Input by exponential, ug/h.
    inputs: Vec<f64>,
    places: Vec<PlaceState>,
}

#[derive(Debug, Clone)]
struct PlaceState {
    reductase: ReductaseState,
    /// Local concentration by exponential, ng/mL; empty where nothing is local.
    local: Vec<f64>,
}

impl<'a> Following<'a> {
    fn new(body: &'a Body, inputs: &'a Inputs, accuracy: Accuracy) -> Self {
        let modes = body.disposition.modes();
        let turnovers = body.places.iter().map(|place| place.reductase.dht_turnover_per_h);
        let rates = inputs.rates.iter().copied().chain(modes.rates).chain(turnovers);
        let fastest_per_h = rates.fold(1e-6, f64::max);
        let place = |place: &Place| PlaceState {
            reductase: ReductaseState::BASELINE,
            local: if place.local.is_empty() {
                Vec::new()
            } else {
                vec![0.0; inputs.rates.len()]
            },
        };
        Self {
            body,
            inputs,
            accuracy,
            modes,
            fastest_per_h,
            time_h: 0.0,
            step_h: accuracy.first_step / fastest_per_h,
            state: State {
                central: [0.0; 2],
                inputs: vec![0.0; inputs.rates.len()],
                places: body.places.iter().map(place).collect(),
            },
            weights: Vec::new(),
            n_steps: 0,
        }
    }

    fn happen(&mut self, change: Change) {
        match change {
            Change::Central(amount) => {
                for (central, share) in self.state.central.iter_mut().zip(self.modes.shares) {
                    *central += share * amount;
                }
            }
            Change::Input {
                exponential,
                rate_ug_per_h,
            } => {
                if let Some(input) = self.state.inputs.get_mut(exponential) {
                    *input += rate_ug_per_h;
                }
            }
            Change::Local {
                place,
                exponential,
                ng_per_ml,
            } => {
                let place = self.state.places.get_mut(place);
                if let Some(local) = place.and_then(|place| place.local.get_mut(exponential)) {
                    *local += ng_per_ml;
                }
            }
        }
        self.step_h = self.accuracy.first_step / self.fastest_per_h;
    }

    fn sample(&self) -> Sample {
        // What is left after everything is gone is round-off of either sign.
        let central_ug = self.state.central.iter().sum::<f64>().max(0.0);
        Sample {
            time_h: self.time_h,
            concentration_ng_per_ml: central_ug / self.body.disposition.central_volume_l,
            central_ug,
            peripheral_ug: self
                .body
                .disposition
                .peripheral_amount(&self.modes, self.state.central)
                .max(0.0),
            places: self.state.places.iter().map(|place| place.reductase).collect(),
        }
    }

    /// Steps to `end_h`: the way is quartered until its first piece is no longer than the step to go on with, and the quarters are put together
    /// again (1/16, 3/16, 12/16), so that ways of one length share their weights.
    fn advance_to(&mut self, end_h: f64) -> Result<(), SimulationError> {
        let way_h = end_h - self.time_h;
        if way_h <= 0.0 {
            return Ok(());
        }
        self.n_steps = 0;
        let mut gone_h = way_h;
        while gone_h > self.step_h {
            gone_h /= GROWTH;
        }
        let begin_h = self.time_h;
        self.step(gone_h)?;
        while gone_h < way_h {
            let next_h = gone_h * GROWTH;
            self.time_h = begin_h + gone_h;
            self.step(next_h - gone_h)?;
            gone_h = next_h;
        }
        self.time_h = end_h;
        self.step_h = self.step_h.max(way_h * (GROWTH - 1.0) / GROWTH);
        Ok(())
    }

    /// One step, in halves if it does not resolve its functions.
    fn step(&mut self, step_h: f64) -> Result<(), SimulationError> {
        self.n_steps += 1;
        if self.n_steps > MOST_STEPS || step_h < f64::EPSILON * self.time_h {
            return Err(SimulationError::NoConvergence {
                time_h: self.time_h,
                step_h,
            });
        }
        let index = self.weights_for(step_h);
        let Some(weights) = self.weights.get(index) else {
            return Ok(());
        };
        if advance(self.body, &mut self.state, weights, self.accuracy.largest_tail) {
            return Ok(());
        }
        self.step(0.5 * step_h)?;
        self.step(0.5 * step_h)
    }

    /// Place of the weights of a step length among those that are kept.
    fn weights_for(&mut self, step_h: f64) -> usize {
        let known = self
            .weights
            .iter()
            .position(|weights| weights.step_h.to_bits() == step_h.to_bits());
        known.unwrap_or_else(|| {
            if self.weights.len() == MOST_KEPT {
                self.weights.clear();
            }
            let turnovers = self.body.places.iter().map(|place| place.reductase.dht_turnover_per_h);
            self.weights
                .push(StepWeights::new(step_h, &self.modes, &self.inputs.rates, turnovers));
            self.weights.len() - 1
        })
    }
}

/// Advances the state by one step, or leaves it as it is and returns false where the step is too long.
#[inline]
fn advance(body: &Body, state: &mut State, weights: &StepWeights, largest_tail: f64) -> bool {
    let disposition = &body.disposition;
    // Central amount at the stages without elimination.
    let mut central: [f64; STAGES] =
        std::array::from_fn(|i| weights.decays[i][0] * state.central[0] + weights.decays[i][1] * state.central[1]);
    for (input, weight) in state.inputs.iter().zip(&weights.inputs) {
        for (central, weight) in central.iter_mut().zip(weight.central) {
            *central += weight * input;
        }
    }
    let mut eliminated = [0.0; POINTS];
    if disposition.saturable.is_some() {
        let Some(found) = saturable(
            disposition,
            state.central[0] + state.central[1],
            &mut central,
            weights,
            largest_tail,
        ) else {
            return false;
        };
        eliminated = found;
    }
    let per_litre = disposition.central_volume_l.recip();
    let mut reductases = [ReductaseState::BASELINE; MOST_AT_ONCE];
    let mut at_once = reductases.iter_mut();
    let mut many = Vec::new();
    for ((place, place_state), weight) in body.places.iter().zip(&state.places).zip(&weights.places) {
        let mut driving = central.map(|amount| amount.max(0.0) * per_litre * place.driving_share_of_plasma);
        for (local, weight) in place_state.local.iter().zip(&weights.inputs) {
            for (driving, decay) in driving.iter_mut().zip(weight.decays) {
                *driving += local * decay;
            }
        }
        let (reductase, tail) = place.reductase.advance(
            &place_state.reductase,
            weights.step_h,
            &driving,
            &weight.dht,
            weight.decay,
        );
        // A tail that is no number is too large as well.
        if tail.is_nan() || tail > largest_tail {
            return false;
        }
        match at_once.next() {
            Some(slot) => *slot = reductase,
            None => many.push(reductase),
        }
    }
    for (place, reductase) in state.places.iter_mut().zip(reductases.iter().chain(&many)) {
        place.reductase = *reductase;
        for (local, weight) in place.local.iter_mut().zip(&weights.inputs) {
            *local *= weight.decays[STAGES - 1];
        }
    }
    for mode in 0..2 {
        let mut amount = weights.decays[STAGES - 1][mode] * state.central[mode];
        for (input, weight) in state.inputs.iter().zip(&weights.inputs) {
            amount += weight.modes[mode] * input;
        }
        for (eliminated, weight) in eliminated.iter().zip(weights.elimination_of_modes[mode]) {
            amount -= weight * eliminated;
        }
        state.central[mode] = amount;
    }
    for (input, weight) in state.inputs.iter_mut().zip(&weights.inputs) {
        *input *= weight.decays[STAGES - 1];
    }
    true
}

/// Places that are followed without asking for memory in every step.
const MOST_AT_ONCE: usize = 4;

/// Iterates the saturable elimination to its fixed point; `central` gets the amounts with it. None where the step is too long.
#[inline]
fn saturable(
    disposition: &Disposition,
    central_at_begin: f64,
    central: &mut [f64; STAGES],
    weights: &StepWeights,
    largest_tail: f64,
) -> Option<[f64; POINTS]> {
    let saturable = disposition.saturable?;
    let linear = *central;
    // Vmax C / (Km + C) = Vmax A / (Km V + A)
    let half = saturable.half_saturation_ng_per_ml * disposition.central_volume_l;
    let greatest = saturable.greatest_rate_ug_per_h;
    let rate = |amount: f64| greatest * amount.max(0.0) / (half + amount.max(0.0));
    let first = rate(central_at_begin);
    let mut eliminated = [first; POINTS];
    for _ in 0..MOST_ITERATIONS {
        for (central, (linear, weights)) in central.iter_mut().zip(linear.iter().zip(&weights.elimination)) {
            let taken: f64 = weights
                .iter()
                .zip(&eliminated)
                .map(|(weight, rate)| weight * rate)
                .sum();
            *central = linear - taken;
        }
        let next = central.map(rate);
        let mut change = 0.0_f64;
        let mut least = central_at_begin;
        // Below the last of these nothing is resolved: round-off of what was there before.
        let mut scale = first.max(1e-9 * greatest);
        for i in 0..STAGES {
            change = change.max((next[i] - eliminated[i + 1]).abs());
            least = least.min(central[i]);
            scale = scale.max(next[i]);
            eliminated[i + 1] = next[i];
        }
        // What is still wrong after this change: the next one is smaller by the steepest slope times the time it acts.
        let contraction = greatest * half / (half + least.max(0.0)).powi(2) * weights.elimination_time_h;
        if change * contraction.min(1.0) <= ITERATED * scale {
            let tail = COLLOCATION.tail(&eliminated);
            return (tail <= largest_tail * scale).then_some(eliminated);
        }
    }
    None
}
