//! What trials show and what patients show, and how sure we are: pure functions of numbers.
//!
//! - [`rate`]: how often something happened, with exact intervals
//! - [`effect_size`]: one trial's arms made one estimate with its variance
//! - [`plausibility`]: standard errors that were printed as standard deviations, and the reverse
//! - [`pooling`]: trials pooled, how much they disagree, and on what the result hangs
//! - [`network`]: treatments compared through the trials that share arms
//! - [`plot`]: forest, funnel and network as pictures
//! - [`grade`]: how certain an answer is, and a sentence that says no more
//! - [`mixed`]: many measurements of each patient, with patients who differ
//! - [`signals`]: agents, lots, operators and devices with more harm than expected
//! - [`survival`]: when something happens, where not everybody is watched until it does
//! - [`sample_size`], [`randomisation`]: a new comparison that can answer
//!
//! Nothing here reads a file, a clock or a database, or knows a patient. What cannot be estimated is an error that says why, or a result
//! that is marked; it is never a silent not-a-number. Results are held against those of R's `metafor`, `lme4`, `lmerTest` and `survival`.

#![expect(
    clippy::cast_precision_loss,
    reason = "counts of trials, patients and visits stay far below 2^53"
)]
#![expect(
    clippy::many_single_char_names,
    reason = "formulas keep the letters of the papers that they come from"
)]
#![cfg_attr(test, expect(clippy::unwrap_used, reason = "tests"))]

mod distribution;
pub mod effect_size;
pub mod grade;
mod incomplete;
mod interval;
mod linear;
pub mod mixed;
pub mod network;
pub mod plausibility;
pub mod plot;
pub mod pooling;
pub mod randomisation;
pub mod rate;
mod root;
pub mod sample_size;
pub mod signals;
pub mod survival;

pub use interval::{Confidence, ImpossibleConfidence, Interval};
