//! Kaplan-Meier's share without the event and Nelson-Aalen's cumulative hazard, step by step.

use serde::Serialize;

use super::{Observation, SurvivalError, by_time, checked, is_tied};
use crate::distribution::normal_quantile;
use crate::{Confidence, Interval};

/// Curves of one group.
///
/// Sources: Kaplan and Meier 1958, doi:10.1080/01621459.1958.10501452; Aalen 1978, doi:10.1214/aos/1176344247;
/// Greenwood 1926 for the error; interval on the scale of log(-log), Kalbfleisch and Prentice 1980, so that it stays within 0 and 1.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Curve {
    /// People watched from the start.
    pub n: usize,
    /// People with the event.
    pub n_events: usize,
    /// One step for each time at which somebody had the event or was last seen.
    pub steps: Vec<Step>,
    /// First time at which at most half are without the event; absent where more than half stay so.
    pub median: Option<f64>,
    /// Where the median may lie: the times at which the curve's own interval crosses one half; an absent end lies beyond the last time.
    pub median_ci: [Option<f64>; 2],
}

/// The curves from a time on.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Step {
    /// Time.
    pub time: f64,
    /// People still watched just before.
    pub n_at_risk: usize,
    /// Events at this time.
    pub n_events: usize,
    /// People last seen at this time.
    pub n_censored: usize,
    /// Share without the event (Kaplan-Meier).
    pub without_event: f64,
    /// Its standard error (Greenwood).
    pub se: f64,
    /// Its interval; absent before the first event and once nobody is left, where Greenwood's error says nothing.
    pub ci: Option<Interval>,
    /// Cumulative hazard (Nelson-Aalen).
    pub cumulative_hazard: f64,
    /// Its standard error.
    pub cumulative_hazard_se: f64,
}

/// The curves of people who are one group.
///
/// ```
/// use anagen_evidence::Confidence;
/// use anagen_evidence::survival::{Observation, curve};
/// let people = [(3.0, true), (5.0, false), (8.0, true), (12.0, false)].map(|(time, event)| Observation { time, event });
/// let curve = curve(&people, Confidence::NINETY_FIVE)?;
/// assert_eq!((curve.steps[0].without_event, curve.median), (0.75, Some(8.0)));
/// # Ok::<(), anagen_evidence::survival::SurvivalError>(())
/// ```
pub fn curve(observations: &[Observation], confidence: Confidence) -> Result<Curve, SurvivalError> {
    checked(observations)?;
    let z = normal_quantile(confidence.tail());
    let sorted: Vec<Observation> = by_time(observations).into_iter().map(|at| observations[at]).collect();
    let mut n_at_risk = sorted.len();
    let (mut without_event, mut greenwood) = (1.0, 0.0);
    let (mut hazard, mut hazard_variance) = (0.0, 0.0);
    let mut steps = Vec::new();
    for tied in sorted.chunk_by(|left, right| is_tied(left.time, right.time)) {
        let n_events = tied.iter().filter(|observation| observation.event).count();
        let (events, at_risk) = (n_events as f64, n_at_risk as f64);
        without_event *= (at_risk - events) / at_risk;
        if n_events > 0 {
            greenwood += events / (at_risk * (at_risk - events));
            hazard += events / at_risk;
            hazard_variance += events / (at_risk * at_risk);
        }
        let is_inside = 0.0 < without_event && without_event < 1.0;
        steps.push(Step {
            time: tied.first().map_or(f64::NAN, |observation| observation.time),
            n_at_risk,
            n_events,
            n_censored: tied.len() - n_events,
            without_event,
            se: if is_inside {
                without_event * greenwood.sqrt()
            } else {
                0.0
            },
            ci: is_inside.then(|| log_log_interval(without_event, greenwood, z)),
            cumulative_hazard: hazard,
            cumulative_hazard_se: hazard_variance.sqrt(),
        });
        n_at_risk -= tied.len();
    }
    let first = |below: &dyn Fn(&Step) -> bool| steps.iter().find(|step| below(step)).map(|step| step.time);
    let half = 0.5 + 1e-12;
    Ok(Curve {
        n: sorted.len(),
        n_events: sorted.iter().filter(|observation| observation.event).count(),
        median: first(&|step| step.without_event <= half),
        median_ci: [
            first(&|step| {
                step.ci
                    .map_or(step.without_event <= 0.0, |interval| interval.lower <= half)
            }),
            first(&|step| step.ci.is_some_and(|interval| interval.upper <= half)),
        ],
        steps,
    })
}

fn log_log_interval(share: f64, greenwood: f64, z: f64) -> Interval {
    let ln_share = share.ln();
    let reach = z * greenwood.sqrt() / ln_share.abs();
    let middle = (-ln_share).ln();
    Interval {
        lower: (-(middle + reach).exp()).exp(),
        upper: (-(middle - reach).exp()).exp(),
    }
}
