//! Follicles of continuous size, and the quantities that trichometry measures.

use std::ops::Range;

use serde::Serialize;

use super::cycle::{CycleError, HairCycle, LATEST_D, Phase};
use super::events::{Influence, check_days, check_hazards, phase_end, under_way};
use super::size::FollicleSize;
use crate::random::{Stream, normal_quantile};

/// A piece of scalp and what it has been through.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ScalpZone {
    /// Cycle of a follicle of full size.
    pub cycle: HairCycle,
    /// What size does and what is done to it.
    pub size: FollicleSize,
    /// Mean sensitivity of its follicles to DHT, 0 to 10: 0 where the scalp does not bald.
    pub sensitivity: f64,
    /// Days of untreated loss before day 0, at most 40,000: until then all follicles were of full size and in the steady state. How far the loss
    /// has gone on day 0 follows from it.
    pub loss_before_d: f64,
}

/// From a day on, until the next.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Treatment {
    /// Day; not before 0, on which the untreated loss ends.
    pub from_day: f64,
    /// DHT in the scalp relative to baseline, 0 to 10.
    pub scalp_dht: f64,
    /// Factors of the hazards of leaving anagen, catagen, telogen, kenogen.
    pub hazard_factors: [f64; 4],
    /// Drive of regrowth, 0 to 10; 1 without minoxidil.
    pub regrowth_drive: f64,
}

impl Treatment {
    /// None, from day 0.
    pub const NONE: Self = Self {
        from_day: 0.0,
        scalp_dht: 1.0,
        hazard_factors: [1.0; 4],
        regrowth_drive: 1.0,
    };
}

/// Counts of a part of a population at the sample days. Whole numbers: parts add up to the same in any order, on any number of threads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HairTally {
    /// Follicles followed.
    pub n_follicles: u64,
    /// Counts at each sample day.
    pub samples: Vec<HairCount>,
}

/// Counts at a sample day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct HairCount {
    /// Follicles in anagen, catagen, telogen, kenogen.
    pub in_phase: [u64; 4],
    /// Hairs as long as the visible length.
    pub visible: u64,
    /// Visible hairs that are terminal.
    pub terminal: u64,
    /// Diameters of the visible hairs added up, nm.
    pub diameter_nm: u64,
    /// Hairs shed since the sample day before, or since day 0; of any length.
    pub shed: u64,
}

/// What trichometry measures.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Hair {
    /// Visible hairs for each cm2.
    pub visible_per_cm2: f64,
    /// Terminal ones.
    pub terminal_per_cm2: f64,
    /// Vellus ones.
    pub vellus_per_cm2: f64,
    /// Mean diameter of the visible hairs, um; none where no hair is visible.
    pub mean_diameter_um: Option<f64>,
    /// Diameters added up, mm for each cm2.
    pub cumulative_thickness_mm_per_cm2: f64,
    /// Hairs shed for each cm2 and day since the sample before; none where no time has gone by.
    pub shed_per_cm2_per_day: Option<f64>,
}

impl HairTally {
    /// Adds another part.
    pub fn add(&mut self, other: &Self) {
        self.n_follicles += other.n_follicles;
        for (mine, others) in self.samples.iter_mut().zip(&other.samples) {
            for (mine, others) in mine.in_phase.iter_mut().zip(others.in_phase) {
                *mine += others;
            }
            mine.visible += others.visible;
            mine.terminal += others.terminal;
            mine.diameter_nm += others.diameter_nm;
            mine.shed += others.shed;
        }
    }

    /// As densities, one for each sample day.
    ///
    /// - `follicles_per_cm2`: density of follicles, hair or none; above 0
    /// - `sample_days`: as given to [`grow`]
    #[expect(clippy::cast_precision_loss, reason = "counts far below 2^53")]
    pub fn hair(&self, follicles_per_cm2: f64, sample_days: &[f64]) -> Result<Vec<Hair>, CycleError> {
        within("follicles_per_cm2", follicles_per_cm2, 0.1, 1e4, "from 0.1 to 10000")?;
        let per_cm2 = follicles_per_cm2 / self.n_follicles.max(1) as f64;
        let mut before = 0.0;
        let hair = self.samples.iter().zip(sample_days).map(|(count, &day)| {
            let days = day - before;
            before = day;
            Hair {
                visible_per_cm2: per_cm2 * count.visible as f64,
                terminal_per_cm2: per_cm2 * count.terminal as f64,
                vellus_per_cm2: per_cm2 * (count.visible - count.terminal) as f64,
                mean_diameter_um: (count.visible > 0).then(|| 1e-3 * count.diameter_nm as f64 / count.visible as f64),
                cumulative_thickness_mm_per_cm2: per_cm2 * 1e-6 * count.diameter_nm as f64,
                shed_per_cm2_per_day: (days > 0.0).then(|| per_cm2 * count.shed as f64 / days),
            }
        });
        Ok(hair.collect())
    }
}

/// Follows the follicles of `indices` from `loss_before_d` days before day 0; each has its own stream of chance under the seed.
///
/// `treatments` and `sample_days` in increasing order from day 0. A hair that was already resting when the loss began has the length of a mean
/// anagen. Without sensitivity to DHT and without treatment this is [`simulate`](super::simulate), follicle by follicle.
///
/// ```
/// use anagen_forecast::follicles::{ScalpZone, Treatment, grow};
/// use anagen_forecast::parameters::{ParameterSet, follicle_size, hair_cycle};
///
/// let set = ParameterSet::built_in()?;
/// let vertex = ScalpZone {
///     cycle: hair_cycle(&set)?,
///     size: follicle_size(&set)?,
///     sensitivity: 1.0,
///     loss_before_d: 3652.0,
/// };
/// let less_dht = Treatment { scalp_dht: 0.4, ..Treatment::NONE };
/// let years = [365.0, 730.0, 1826.0];
/// let treated = grow(&vertex, &[less_dht], 7, 0..2_000, &years)?.hair(220.0, &years)?;
/// let untreated = grow(&vertex, &[], 7, 0..2_000, &years)?.hair(220.0, &years)?;
/// assert!(treated[2].cumulative_thickness_mm_per_cm2 > untreated[2].cumulative_thickness_mm_per_cm2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn grow(
    zone: &ScalpZone,
    treatments: &[Treatment],
    seed: u64,
    indices: Range<u64>,
    sample_days: &[f64],
) -> Result<HairTally, CycleError> {
    zone.cycle.check()?;
    zone.size.check()?;
    within("sensitivity", zone.sensitivity, 0.0, 10.0, "from 0 to 10")?;
    within("loss_before_d", zone.loss_before_d, 0.0, LATEST_D, "from 0 to 40000")?;
    check_days("sample_days", sample_days.iter().copied())?;
    check_days("treatments", treatments.iter().map(|treatment| treatment.from_day))?;
    check_hazards(treatments.iter().map(|treatment| treatment.hazard_factors))?;
    for treatment in treatments {
        within("scalp_dht", treatment.scalp_dht, 0.0, 10.0, "from 0 to 10")?;
        within("regrowth_drive", treatment.regrowth_drive, 0.0, 10.0, "from 0 to 10")?;
    }
    let course = Course::new(zone, treatments);
    let mut tally = HairTally {
        n_follicles: indices.end.saturating_sub(indices.start),
        samples: vec![HairCount::default(); sample_days.len()],
    };
    for index in indices {
        course.follow(&mut Stream::new(seed, index), sample_days, &mut tally.samples);
    }
    Ok(tally)
}

fn within(field: &'static str, value: f64, least: f64, most: f64, allowed: &'static str) -> Result<(), CycleError> {
    if (least..=most).contains(&value) {
        Ok(())
    } else {
        Err(CycleError::Size { field, value, allowed })
    }
}

/// What every follicle of a zone goes through. Its days count from the beginning of the loss.
struct Course<'a> {
    zone: &'a ScalpZone,
    treatments: &'a [Treatment],
    /// Empty where no hazard changes.
    influences: Vec<Influence>,
}

/// One follicle in a phase.
struct Follicle {
    phase: Phase,
    begin: f64,
    end: f64,
    size: f64,
    sensitivity: f64,
    /// Length of the hair once it has stopped growing.
    full_length_mm: f64,
}

impl<'a> Course<'a> {
    fn new(zone: &'a ScalpZone, treatments: &'a [Treatment]) -> Self {
        let changes = |treatment: &Treatment| treatment.hazard_factors.iter().any(|factor| (factor - 1.0).abs() > 0.0);
        let influences = if treatments.iter().any(changes) {
            let influence = |treatment: &Treatment| Influence {
                from_day: zone.loss_before_d + treatment.from_day,
                hazard_factors: treatment.hazard_factors,
            };
            treatments.iter().map(influence).collect()
        } else {
            Vec::new()
        };
        Self {
            zone,
            treatments,
            influences,
        }
    }

    fn follow(&self, chance: &mut Stream, sample_days: &[f64], samples: &mut [HairCount]) {
        let zone = self.zone;
        let (phase, begin, end) = under_way(&zone.cycle, &self.influences, chance);
        let grown_d = match phase {
            Phase::Anagen => end - begin,
            Phase::Catagen | Phase::Telogen | Phase::Kenogen => zone.cycle.anagen.mean_d(),
        };
        let mut follicle = Follicle {
            phase,
            begin,
            end,
            size: 1.0,
            sensitivity: self.sensitivity(chance),
            full_length_mm: grown_d * zone.size.growth_mm_per_d(1.0),
        };
        // What was shed before day 0 is not counted.
        while follicle.end <= zone.loss_before_d {
            self.enter_next(&mut follicle, chance);
        }
        for (&day, sample) in sample_days.iter().zip(samples) {
            let day = zone.loss_before_d + day;
            while follicle.end <= day {
                sample.shed += u64::from(follicle.phase == Phase::Telogen);
                self.enter_next(&mut follicle, chance);
            }
            self.count(&follicle, day, sample);
        }
    }

    /// Of one follicle.
    fn sensitivity(&self, chance: &mut Stream) -> f64 {
        let cv = self.zone.size.sensitivity_cv;
        if self.zone.sensitivity > 0.0 && cv > 0.0 {
            let spread = 1.0 + cv * cv;
            let z = normal_quantile(chance.uniform());
            self.zone.sensitivity * (z * spread.ln().sqrt()).exp() / spread.sqrt()
        } else {
            self.zone.sensitivity
        }
    }

    fn enter_next(&self, follicle: &mut Follicle, chance: &mut Stream) {
        let zone = self.zone;
        follicle.phase = follicle.phase.next();
        follicle.begin = follicle.end;
        if follicle.phase == Phase::Anagen {
            let day = follicle.begin - zone.loss_before_d;
            let under = self.treatments.iter().rfind(|treatment| treatment.from_day <= day);
            let treatment = under.copied().unwrap_or(Treatment::NONE);
            follicle.size = zone.size.next_size(
                follicle.size,
                follicle.sensitivity,
                treatment.scalp_dht,
                treatment.regrowth_drive,
            );
        }
        let duration = zone.size.duration(&zone.cycle, follicle.phase, follicle.size);
        follicle.end = phase_end(duration, follicle.phase, follicle.begin, &self.influences, chance);
        if follicle.phase == Phase::Anagen {
            follicle.full_length_mm = (follicle.end - follicle.begin) * zone.size.growth_mm_per_d(follicle.size);
        }
    }

    fn count(&self, follicle: &Follicle, day: f64, sample: &mut HairCount) {
        if let Some(count) = sample.in_phase.get_mut(follicle.phase as usize) {
            *count += 1;
        }
        let size = &self.zone.size;
        let length_mm = match follicle.phase {
            Phase::Anagen => (day - follicle.begin) * size.growth_mm_per_d(follicle.size),
            Phase::Catagen | Phase::Telogen => follicle.full_length_mm,
            Phase::Kenogen => return,
        };
        if length_mm >= size.visible_length_mm {
            let diameter_um = size.full_diameter_um * follicle.size;
            sample.visible += 1;
            sample.terminal += u64::from(diameter_um >= size.terminal_diameter_um);
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 200,000 nm")]
            let diameter_nm = (1e3 * diameter_um).round() as u64;
            sample.diameter_nm += diameter_nm;
        }
    }
}
