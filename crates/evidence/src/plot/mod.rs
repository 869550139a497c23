//! Plots of pooled trials as SVG text: forest, funnel and network.
//!
//! Each picture is 600 units wide and readable at 600 pixels, carries a title and a description that says in words all that it shows, and takes
//! its colours from the CSS variables `--plot-paper`, `--plot-ink`, `--plot-quiet`, `--plot-mark` and `--plot-pooled` of the page; without them
//! it prints dark on white. Words are English. Names of studies and treatments are escaped; names too long for their column are cut with an
//! ellipsis in the picture, never in the description. Pictures pool by themselves, so that the diamond cannot belong to other trials.

mod axis;
mod forest;
mod funnel;
mod network;
mod picture;
#[cfg(test)]
mod tests;

use thiserror::Error;

pub use axis::Scale;
pub use forest::forest_plot;
pub use funnel::funnel_plot;
pub use network::{PlottedArm, PlottedTrial, network_plot};

use crate::pooling::{PoolError, Study};

/// What a picture is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Caption<'a> {
    /// Put before the ids of the picture's parts, which have to be unique on a page; characters other than letters, digits, `-` and `_` become `-`.
    pub id: &'a str,
    /// Title, shown and read aloud.
    pub title: &'a str,
}

/// What the trials measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measure<'a> {
    /// Name with unit, under the axis: `Mean difference, hairs/cm²`.
    pub name: &'a str,
    /// Scale of the estimates.
    pub scale: Scale,
    /// What lies on each side of no effect; none where the estimates compare nothing.
    pub sides: Option<Sides<'a>>,
}

/// What estimates below and above no effect mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sides<'a> {
    /// As `saline better`.
    pub below: &'a str,
    /// As `dutasteride better`.
    pub above: &'a str,
}

/// A trial as it stands in a plot.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NamedStudy<'a> {
    /// Its name, as `Abdallah 2009`.
    pub name: &'a str,
    /// What it found.
    pub study: Study,
}

/// Why there is no picture.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum PlotError {
    /// The trials cannot be pooled.
    #[error(transparent)]
    Pool(#[from] PoolError),
    /// No axis holds the numbers.
    #[error("the estimates and intervals span from {from} to {to}, which no axis shows: look at their units and scale")]
    NoAxis {
        /// Smallest.
        from: f64,
        /// Largest.
        to: f64,
    },
    /// Nothing to draw.
    #[error("no trial: a network needs at least one")]
    NoTrial,
    /// A trial of one arm.
    #[error("trial `{trial}` has {n_arms} arm(s): a comparison needs at least 2")]
    TooFewArms {
        /// The trial.
        trial: String,
        /// Its arms.
        n_arms: usize,
    },
    /// A treatment twice in a trial.
    #[error("trial `{trial}` has two arms of `{treatment}`: join them, or name them apart")]
    ArmTwice {
        /// The trial.
        trial: String,
        /// The treatment.
        treatment: String,
    },
    /// An arm without patients.
    #[error("the arm `{treatment}` of trial `{trial}` has nobody in it: give its patients, or leave it out")]
    EmptyArm {
        /// The trial.
        trial: String,
        /// The treatment.
        treatment: String,
    },
}
