//! The hair cycle and what follows from its mean durations alone.

use serde::Serialize;
use thiserror::Error;

use super::duration::Duration;

/// Phases in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// The hair grows.
    Anagen,
    /// It stops growing.
    Catagen,
    /// It rests, and is shed at the end.
    Telogen,
    /// The follicle is empty.
    Kenogen,
}

impl Phase {
    /// All, in their order.
    pub const ALL: [Self; 4] = [Self::Anagen, Self::Catagen, Self::Telogen, Self::Kenogen];

    /// What comes after.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Anagen => Self::Catagen,
            Self::Catagen => Self::Telogen,
            Self::Telogen => Self::Kenogen,
            Self::Kenogen => Self::Anagen,
        }
    }
}

/// Durations of the four phases.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct HairCycle {
    /// Growth.
    pub anagen: Duration,
    /// Regression.
    pub catagen: Duration,
    /// Rest.
    pub telogen: Duration,
    /// Empty.
    pub kenogen: Duration,
}

/// A cycle, a course of influences or a population that cannot be.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum CycleError {
    /// A duration out of its range.
    #[error("{phase:?}: `{field}` is {value}; give a finite number {allowed}")]
    Duration {
        /// Which phase.
        phase: Phase,
        /// Which field.
        field: &'static str,
        /// What it holds.
        value: f64,
        /// What it may be.
        allowed: &'static str,
    },
    /// A day out of order or range.
    #[error("`{field}` {number} is {value}; give finite days from 0 to 40000 in increasing order")]
    Day {
        /// Which list.
        field: &'static str,
        /// Which of them, from 1.
        number: usize,
        /// What it holds.
        value: f64,
    },
    /// A hazard out of its range.
    #[error("influence {number}: the hazard of {phase:?} is multiplied by {value}; give a number from 0.001 to 1000")]
    Hazard {
        /// Which influence, from 1.
        number: usize,
        /// Which phase.
        phase: Phase,
        /// What it holds.
        value: f64,
    },
    /// A number of the law of size, of a zone or of a treatment out of its range.
    #[error("`{field}` is {value}; give a finite number {allowed}")]
    Size {
        /// Which field.
        field: &'static str,
        /// What it holds.
        value: f64,
        /// What it may be.
        allowed: &'static str,
    },
    /// A step out of its range.
    #[error("`step_d` is {value}; give a number of days from 0.1 to 10")]
    Step {
        /// What was given.
        value: f64,
    },
}

/// Latest day: more than a life.
pub(super) const LATEST_D: f64 = 40_000.0;

impl HairCycle {
    /// Duration of a phase.
    pub fn duration(&self, phase: Phase) -> Duration {
        match phase {
            Phase::Anagen => self.anagen,
            Phase::Catagen => self.catagen,
            Phase::Telogen => self.telogen,
            Phase::Kenogen => self.kenogen,
        }
    }

    /// Holds every duration to its range.
    pub fn check(&self) -> Result<(), CycleError> {
        for phase in Phase::ALL {
            let duration = self.duration(phase);
            let mean = duration.mean_d();
            if !(0.1..=LATEST_D).contains(&mean) {
                return Err(CycleError::Duration {
                    phase,
                    field: "mean_d",
                    value: mean,
                    allowed: "from 0.1 to 40000",
                });
            }
            if let Duration::LogNormal { cv, .. } = duration
                && !(1e-6..=3.0).contains(&cv)
            {
                return Err(CycleError::Duration {
                    phase,
                    field: "cv",
                    value: cv,
                    allowed: "from 1e-6 to 3",
                });
            }
        }
        Ok(())
    }

    /// Mean length of a whole cycle, days.
    pub fn mean_d(&self) -> f64 {
        Phase::ALL.iter().map(|&phase| self.duration(phase).mean_d()).sum()
    }

    /// Share of follicles in a phase when nothing changes: its mean over the mean of the cycle.
    pub fn steady_share(&self, phase: Phase) -> f64 {
        self.duration(phase).mean_d() / self.mean_d()
    }

    /// Share of follicles with a hair when nothing changes.
    pub fn steady_visible_share(&self) -> f64 {
        1.0 - self.steady_share(Phase::Kenogen)
    }

    /// Hairs shed for each follicle and day when nothing changes: one a cycle.
    pub fn steady_shedding_per_day(&self) -> f64 {
        1.0 / self.mean_d()
    }
}
