//! Single follicles from event to event.

use std::ops::Range;

use serde::Serialize;

use super::cycle::{CycleError, HairCycle, LATEST_D, Phase};
use super::duration::Duration;
use crate::random::Stream;

/// From a day on, hazards of leaving a phase are multiplied.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Influence {
    /// Day from which it holds, until the next influence.
    pub from_day: f64,
    /// Factors for anagen, catagen, telogen, kenogen, 0.001 to 1000; 1 leaves a phase as it is. A fixed duration knows no hazard and stays.
    pub hazard_factors: [f64; 4],
}

/// How the population is at day 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Beginning {
    /// As it is after a long time without influence.
    Steady,
    /// Every follicle enters anagen on day 0.
    AllEnterAnagen,
}

/// Counts of a part of the population. Whole numbers: parts add up to the same in any order, on any number of threads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Follicles in anagen, catagen, telogen, kenogen at each sample day.
    pub in_phase: Vec<[u64; 4]>,
    /// Hairs shed since the sample day before, or since day 0.
    pub shed: Vec<u64>,
}

impl Tally {
    /// Adds another part.
    pub fn add(&mut self, other: &Self) {
        for (mine, others) in self.in_phase.iter_mut().zip(&other.in_phase) {
            for (mine, others) in mine.iter_mut().zip(others) {
                *mine += others;
            }
        }
        for (mine, others) in self.shed.iter_mut().zip(&other.shed) {
            *mine += others;
        }
    }
}

/// Follows the follicles of `indices`; each has its own stream of chance under the seed, so that any split of the indices adds up to the same.
///
/// `sample_days` and the influences' days in increasing order, 0 to 40,000.
///
/// ```
/// use anagen_forecast::follicles::{Beginning, Duration, HairCycle, Phase, simulate};
///
/// let cycle = HairCycle {
///     anagen: Duration::LogNormal { mean_d: 1095.0, cv: 0.35 },
///     catagen: Duration::Fixed { mean_d: 14.0 },
///     telogen: Duration::LogNormal { mean_d: 100.0, cv: 0.3 },
///     kenogen: Duration::LogNormal { mean_d: 60.0, cv: 0.6 },
/// };
/// let whole = simulate(&cycle, &[], Beginning::Steady, 42, 0..1000, &[365.0])?;
/// let mut halves = simulate(&cycle, &[], Beginning::Steady, 42, 0..500, &[365.0])?;
/// halves.add(&simulate(&cycle, &[], Beginning::Steady, 42, 500..1000, &[365.0])?);
/// assert_eq!(whole, halves);
/// # Ok::<(), anagen_forecast::follicles::CycleError>(())
/// ```
pub fn simulate(
    cycle: &HairCycle,
    influences: &[Influence],
    beginning: Beginning,
    seed: u64,
    indices: Range<u64>,
    sample_days: &[f64],
) -> Result<Tally, CycleError> {
    cycle.check()?;
    check_days("sample_days", sample_days.iter().copied())?;
    check_days("influences", influences.iter().map(|influence| influence.from_day))?;
    check_hazards(influences.iter().map(|influence| influence.hazard_factors))?;
    let mut tally = Tally {
        in_phase: vec![[0; 4]; sample_days.len()],
        shed: vec![0; sample_days.len()],
    };
    for index in indices {
        let mut chance = Stream::new(seed, index);
        follow(cycle, influences, beginning, &mut chance, sample_days, &mut tally);
    }
    Ok(tally)
}

pub(super) fn check_days(field: &'static str, days: impl Iterator<Item = f64>) -> Result<(), CycleError> {
    let mut earliest = 0.0;
    for (number, value) in (1..).zip(days) {
        if !(earliest..=LATEST_D).contains(&value) {
            return Err(CycleError::Day { field, number, value });
        }
        earliest = value;
    }
    Ok(())
}

pub(super) fn check_hazards(influences: impl Iterator<Item = [f64; 4]>) -> Result<(), CycleError> {
    for (number, factors) in (1..).zip(influences) {
        for (phase, value) in Phase::ALL.into_iter().zip(factors) {
            if !(1e-3..=1e3).contains(&value) {
                return Err(CycleError::Hazard { number, phase, value });
            }
        }
    }
    Ok(())
}

/// One follicle through all sample days.
fn follow(
    cycle: &HairCycle,
    influences: &[Influence],
    beginning: Beginning,
    chance: &mut Stream,
    sample_days: &[f64],
    tally: &mut Tally,
) {
    let (mut phase, _, mut end) = match beginning {
        Beginning::AllEnterAnagen => (
            Phase::Anagen,
            0.0,
            phase_end(cycle.anagen, Phase::Anagen, 0.0, influences, chance),
        ),
        Beginning::Steady => under_way(cycle, influences, chance),
    };
    let samples = sample_days.iter().zip(&mut tally.in_phase).zip(&mut tally.shed);
    for ((&day, in_phase), shed) in samples {
        while end <= day {
            if phase == Phase::Telogen {
                *shed += 1;
            }
            phase = phase.next();
            end = phase_end(cycle.duration(phase), phase, end, influences, chance);
        }
        if let Some(count) = in_phase.get_mut(phase as usize) {
            *count += 1;
        }
    }
}

/// A phase that is found under way on day 0, and the days on which it began and ends.
pub(super) fn under_way(cycle: &HairCycle, influences: &[Influence], chance: &mut Stream) -> (Phase, f64, f64) {
    let mut place = chance.uniform() * cycle.mean_d();
    let mut phase = Phase::Anagen;
    for candidate in Phase::ALL {
        phase = candidate;
        place -= cycle.duration(candidate).mean_d();
        if place < 0.0 {
            break;
        }
    }
    let duration = cycle.duration(phase);
    let length = duration.found_under_way_d(chance);
    let age = length * chance.uniform();
    if influences.is_empty() {
        return (phase, -age, length - age);
    }
    // Given its age, what is left follows the hazard from there on: the cumulative hazard gone by is taken off.
    let gone = -duration.survival(length).ln() + duration.survival(age).ln();
    (
        phase,
        -age,
        end_under_hazard(duration, phase, -age, 0.0, gone.max(0.0), influences).unwrap_or(length - age),
    )
}

/// Day on which a phase that begins on day `begin` ends.
#[inline]
pub(super) fn phase_end(
    duration: Duration,
    phase: Phase,
    begin: f64,
    influences: &[Influence],
    chance: &mut Stream,
) -> f64 {
    if let Duration::Fixed { mean_d } = duration {
        return begin + mean_d;
    }
    let p = chance.uniform();
    if influences.is_empty() {
        return begin + duration.quantile_d(p);
    }
    end_under_hazard(duration, phase, begin, begin, -(-p).ln_1p(), influences).unwrap_or(begin + duration.quantile_d(p))
}

/// Day on which the cumulative hazard from day `from` on, multiplied by the influences, has reached `hazard`; the phase began on day `begin`.
///
/// Proportional hazards by change of time: between two influences the cumulative hazard `-ln S(age)` runs at their factor. None for a fixed
/// duration, and where the distribution has no resolution left.
fn end_under_hazard(
    duration: Duration,
    phase: Phase,
    begin: f64,
    from: f64,
    hazard: f64,
    influences: &[Influence],
) -> Option<f64> {
    if matches!(duration, Duration::Fixed { .. }) {
        return None;
    }
    let cumulative = |day: f64| -duration.survival(day - begin).ln();
    let mut day = from;
    let mut left = hazard;
    let mut factor = 1.0;
    for influence in influences {
        if influence.from_day > day {
            let passed = factor * (cumulative(influence.from_day) - cumulative(day));
            if passed.is_nan() || passed >= left {
                break;
            }
            left -= passed;
            day = influence.from_day;
        }
        factor = influence.hazard_factors.get(phase as usize).copied().unwrap_or(1.0);
    }
    let reached = cumulative(day) + left / factor;
    // 1 - e^-H without cancellation.
    let p = -(-reached).exp_m1();
    (p > 0.0 && p < 1.0).then(|| (begin + duration.quantile_d(p)).max(day))
}
