//! What is given, when: doses, and the inputs into the body that follow from them.

use serde::Serialize;
use thiserror::Error;

use super::simulation::Place;

/// Doses in the order of time.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Course {
    doses: Vec<Dose>,
}

/// One dose.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Dose {
    /// When it is given, hours from the beginning; at least 0.
    pub time_h: f64,
    /// Amount that reaches the blood in the end, ug, in the terms of the disposition: where that has apparent values (CL/F), an amount that is
    /// wholly absorbed by another route is divided by F of the mouth.
    pub amount_ug: f64,
    /// How it reaches the blood.
    pub input: Input,
}

/// How a dose reaches the central compartment.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(tag = "as", rename_all = "snake_case")]
pub enum Input {
    /// At once.
    Bolus,
    /// Evenly over a time: `amount / duration`.
    Infusion {
        /// Hours; above 0.
        duration_h: f64,
    },
    /// `rate * amount * e^{-rate t}` after a lag: the gut, or a depot of one release rate.
    FirstOrder {
        /// 1/h; above 0.
        rate_per_h: f64,
        /// Hours before it begins; at least 0.
        lag_h: f64,
    },
    /// Two first-order steps in a row, release and then uptake: a solid depot that dissolves into a bleb which the capillaries empty.
    TwoSteps {
        /// First step, 1/h; above 0.
        release_per_h: f64,
        /// Second step, 1/h; above 0.
        uptake_per_h: f64,
    },
}

/// A course that cannot be given.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum CourseError {
    /// A number out of its range.
    #[error("dose {number}: `{field}` is {value}; give a finite number {allowed}")]
    OutOfRange {
        /// Which dose, from 1.
        number: usize,
        /// Which field.
        field: &'static str,
        /// What it holds.
        value: f64,
        /// What it may be.
        allowed: &'static str,
    },
    /// A schedule with an impossible interval.
    #[error("`interval_h` is {value}; give a finite number of hours from 0.01 to 1e6")]
    Interval {
        /// What was given.
        value: f64,
    },
    /// More doses than a course can have.
    #[error("{n_doses} doses; a course has at most {most}")]
    TooMany {
        /// How many.
        n_doses: usize,
        /// Most.
        most: usize,
    },
}

/// Most doses of a course: three a day for thirty years.
const MOST_DOSES: usize = 33_000;
/// Latest dose, hours: more than a life.
const LATEST_H: f64 = 1e6;

impl Course {
    /// Holds every dose to its range and puts them in the order of time.
    pub fn new(mut doses: Vec<Dose>) -> Result<Self, CourseError> {
        if doses.len() > MOST_DOSES {
            return Err(CourseError::TooMany {
                n_doses: doses.len(),
                most: MOST_DOSES,
            });
        }
        for (number, dose) in (1..).zip(&doses) {
            let check = |field, value: f64, least: f64, most: f64, allowed| {
                if (least..=most).contains(&value) {
                    Ok(())
                } else {
                    Err(CourseError::OutOfRange {
                        number,
                        field,
                        value,
                        allowed,
                    })
                }
            };
            let rate = |field, value| check(field, value, 1e-9, 1e4, "from 1e-9 to 1e4 per hour");
            check("time_h", dose.time_h, 0.0, LATEST_H, "from 0 to 1e6")?;
            check("amount_ug", dose.amount_ug, 0.0, 1e9, "from 0 to 1e9")?;
            match dose.input {
                Input::Bolus => {}
                Input::Infusion { duration_h } => check("duration_h", duration_h, 1e-3, LATEST_H, "from 1e-3 to 1e6")?,
                Input::FirstOrder { rate_per_h, lag_h } => {
                    rate("rate_per_h", rate_per_h)?;
                    check("lag_h", lag_h, 0.0, LATEST_H, "from 0 to 1e6")?;
                }
                Input::TwoSteps {
                    release_per_h,
                    uptake_per_h,
                } => {
                    rate("release_per_h", release_per_h)?;
                    rate("uptake_per_h", uptake_per_h)?;
                }
            }
        }
        doses.sort_by(|a, b| a.time_h.total_cmp(&b.time_h));
        Ok(Self { doses })
    }

    /// The same dose `n_doses` times, from `first.time_h` on.
    pub fn repeated(first: Dose, interval_h: f64, n_doses: u32) -> Result<Self, CourseError> {
        if !(0.01..=LATEST_H).contains(&interval_h) {
            return Err(CourseError::Interval { value: interval_h });
        }
        let n_allowed = usize::try_from(n_doses).unwrap_or(usize::MAX);
        if n_allowed > MOST_DOSES {
            return Err(CourseError::TooMany {
                n_doses: n_allowed,
                most: MOST_DOSES,
            });
        }
        let at = |i| Dose {
            time_h: first.time_h + interval_h * f64::from(i),
            ..first
        };
        Self::new((0..n_doses).map(at).collect())
    }

    /// The doses in the order of time.
    pub fn doses(&self) -> &[Dose] {
        &self.doses
    }

    /// Everything that is given, ug.
    pub fn total_ug(&self) -> f64 {
        self.doses.iter().map(|dose| dose.amount_ug).sum()
    }
}

/// The inputs of a course as sums of decaying exponentials that begin at events.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Inputs {
    /// Decay rates of the exponentials, 1/h; no two are equal.
    pub(super) rates: Vec<f64>,
    /// What begins when, in the order of time.
    pub(super) events: Vec<Event>,
}

/// What begins at a moment.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Event {
    pub(super) time_h: f64,
    pub(super) change: Change,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Change {
    /// An amount is in the central compartment at once, ug.
    Central(f64),
    /// An input of this exponential grows by so much, ug/h.
    Input { exponential: usize, rate_ug_per_h: f64 },
    /// A local concentration of this exponential grows by so much in a place, ng/mL.
    Local {
        place: usize,
        exponential: usize,
        ng_per_ml: f64,
    },
}

/// Two rates nearer than this, relatively, are taken apart: the split into two exponentials then loses at most 1e-9 of the amount.
const NEAREST_RATES: f64 = 1e-6;

impl Inputs {
    pub(super) fn new(course: &Course, places: &[Place]) -> Self {
        let mut inputs = Self {
            rates: Vec::new(),
            events: Vec::with_capacity(course.doses.len()),
        };
        for dose in &course.doses {
            let amount = dose.amount_ug;
            match dose.input {
                Input::Bolus => inputs.push(dose.time_h, Change::Central(amount)),
                Input::Infusion { duration_h } => {
                    let rate = amount / duration_h;
                    inputs.begin(dose.time_h, 0.0, rate);
                    inputs.begin(dose.time_h + duration_h, 0.0, -rate);
                }
                Input::FirstOrder { rate_per_h, lag_h } => {
                    inputs.begin(dose.time_h + lag_h, rate_per_h, amount * rate_per_h);
                }
                Input::TwoSteps {
                    release_per_h,
                    uptake_per_h,
                } => {
                    let near = (release_per_h - uptake_per_h).abs() < NEAREST_RATES * release_per_h;
                    let uptake = if near {
                        release_per_h * (1.0 + NEAREST_RATES)
                    } else {
                        uptake_per_h
                    };
                    // Bateman: u = M a b / (b - a) (e^{-a t} - e^{-b t})
                    let rate = amount * release_per_h * uptake / (uptake - release_per_h);
                    inputs.begin(dose.time_h, release_per_h, rate);
                    inputs.begin(dose.time_h, uptake, -rate);
                }
            }
        }
        for (place, local) in places
            .iter()
            .enumerate()
            .flat_map(|(i, place)| place.local.iter().map(move |l| (i, l)))
        {
            let exponential = inputs.exponential(local.rate_per_h);
            inputs.push(
                local.time_h,
                Change::Local {
                    place,
                    exponential,
                    ng_per_ml: local.ng_per_ml,
                },
            );
        }
        inputs.events.sort_by(|a, b| a.time_h.total_cmp(&b.time_h));
        inputs
    }

    fn push(&mut self, time_h: f64, change: Change) {
        self.events.push(Event { time_h, change });
    }

    /// The exponential of this rate, a new one if none has it.
    fn exponential(&mut self, rate: f64) -> usize {
        let known = self.rates.iter().position(|known| known.to_bits() == rate.to_bits());
        known.unwrap_or_else(|| {
            self.rates.push(rate);
            self.rates.len() - 1
        })
    }

    fn begin(&mut self, time_h: f64, rate: f64, rate_ug_per_h: f64) {
        let exponential = self.exponential(rate);
        self.push(
            time_h,
            Change::Input {
                exponential,
                rate_ug_per_h,
            },
        );
    }
}
