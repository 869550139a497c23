//! When something happens, where not everybody is watched until it does.
//!
//! Completeness of follow-up, Kaplan-Meier and Nelson-Aalen curves, the log-rank test between groups, Cox regression. Whoever has no event until the last look is
//! **censored**: taken to have the same risk afterwards as those still watched. Where patients stop coming because of what happened to them,
//! nothing here is right. An event that is found at a visit is counted at that visit; interval-censored estimates are left out.
//!
//! Checked against R's survival 3.5 (`survfit`, `survdiff`, `coxph`).

mod completeness;
mod cox;
mod curve;
mod log_rank;
#[cfg(test)]
mod tests;

use serde::Serialize;
use thiserror::Error;

pub use completeness::{Completeness, completeness};
pub use cox::{Cox, HazardRatio, Ties, cox};
pub use curve::{Curve, Step, curve};
pub use log_rank::{GroupCount, LogRank, log_rank};

/// One person watched from time 0.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Observation {
    /// Time until the event or the last look, 0 or more, in one unit for all.
    pub time: f64,
    /// Whether the event happened then; otherwise the person was last seen without it.
    pub event: bool,
}

/// Why times give no answer.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum SurvivalError {
    /// Nobody was watched.
    #[error("nobody was watched: there is no time to go by")]
    Nobody,
    /// A time that is none.
    #[error("person {position} has the time {time}: give a finite number of 0 or more")]
    ImpossibleTime {
        /// Place in the list, from 1.
        position: usize,
        /// As it was given.
        time: f64,
    },
    /// Nothing happened.
    #[error("no event in {n} people: groups cannot be compared; an exact upper bound of the rate can be given instead")]
    NoEvent {
        /// People.
        n: usize,
    },
    /// Only one group.
    #[error("all people are in one group: a comparison needs at least 2")]
    OneGroup,
    /// Labels or values that do not fit the people.
    #[error("{given} {what} for {n} people: give each person one")]
    WrongLength {
        /// What was given.
        what: &'static str,
        /// How many.
        given: usize,
        /// People.
        n: usize,
    },
    /// A covariate with a hole.
    #[error("covariate `{covariate}` of person {position} is no number: leave the person or the covariate out")]
    ImpossibleCovariate {
        /// Its name.
        covariate: String,
        /// Place in the list, from 1.
        position: usize,
    },
    /// No covariate.
    #[error("no covariate is given: a regression needs at least one")]
    NoCovariate,
    /// A covariate that the others already contain, or that does not vary among those at risk.
    #[error(
        "covariate `{covariate}` is the same for everybody at risk, or collinear with those before it: leave it out"
    )]
    Collinear {
        /// Its name.
        covariate: String,
    },
    /// A coefficient without a finite estimate.
    #[error(
        "the coefficient of `{covariate}` runs away to infinity: all events (or none) lie on one side of it; compare by the log-rank test"
    )]
    Separated {
        /// Its name.
        covariate: String,
    },
    /// Seen after the time until which anybody could look.
    #[error("person {position} was last seen at {time}, but could be seen until {potential} only: look at both dates")]
    SeenTooLate {
        /// Place in the list, from 1.
        position: usize,
        /// Time of the last look or the event.
        time: f64,
        /// As it was given.
        potential: f64,
    },
    /// A horizon that is none.
    #[error("the horizon {horizon} is impossible: give a finite time above 0")]
    ImpossibleHorizon {
        /// As it was given.
        horizon: f64,
    },
    /// The expected spread is zero.
    #[error("at every event only one group was left at risk: the groups cannot be compared")]
    NeverTogether,
}

fn checked(observations: &[Observation]) -> Result<(), SurvivalError> {
    if observations.is_empty() {
        return Err(SurvivalError::Nobody);
    }
    let impossible = |observation: &Observation| !(observation.time.is_finite() && 0.0 <= observation.time);
    match observations.iter().position(impossible) {
        Some(at) => Err(SurvivalError::ImpossibleTime {
            position: at + 1,
            time: observations.get(at).map_or(f64::NAN, |observation| observation.time),
        }),
        None => Ok(()),
    }
}

/// Places of the observations in the order of their times.
fn by_time(observations: &[Observation]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..observations.len()).collect();
    order.sort_by(|&left, &right| observations[left].time.total_cmp(&observations[right].time));
    order
}

/// Whether two times are the same moment; R's survival takes times as tied that differ by rounding alone.
fn is_tied(earlier: f64, later: f64) -> bool {
    later - earlier <= 1.490_116_119_384_766e-8 * later.abs()
}
