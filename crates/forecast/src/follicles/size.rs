//! How the size of a follicle changes from cycle to cycle, and what follows from it.

use serde::Serialize;

use super::cycle::{CycleError, HairCycle, Phase};
use super::duration::Duration;

/// The law of follicle size. Size `s` is the diameter relative to the full one, at most 1, and stays as it is within a cycle.
///
/// ```text
/// diameter = full_diameter s          growth  = full_growth s^b
/// anagen   = normal anagen s^a        kenogen = normal kenogen s^-c       (means)
/// at each new anagen:  ln s <- ln s - m S H^n + rho d
/// ```
///
/// with sensitivity `S` of the follicle, scalp DHT `H` relative to baseline, regrowth `rho` and its drive `d`; nothing is regained below a size, and
/// the size stays between the smallest and 1. Source of the form: pharmacology.md 3.2, after Courtois et al. 1994 and 1995 (anagen shortens and
/// the latency lengthens with miniaturisation) and Halloy et al. 2000, PNAS 97:8328. Miniaturised follicles do not die in it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct FollicleSize {
    /// Diameter of a hair at size 1, um; 20 to 200.
    pub full_diameter_um: f64,
    /// Growth at size 1, mm a day; 0.05 to 2.
    pub full_growth_mm_per_d: f64,
    /// Exponent `b`, 0 to 3.
    pub growth_exponent: f64,
    /// Exponent `a`, 0 to 3.
    pub anagen_exponent: f64,
    /// Exponent `c`, 0 to 3.
    pub kenogen_exponent: f64,
    /// Log size `m` lost at each new anagen at full DHT and sensitivity 1; 0 to 3.
    pub miniaturisation: f64,
    /// Exponent `n`, 0.1 to 5.
    pub dht_exponent: f64,
    /// Coefficient of variation of sensitivity from follicle to follicle (log-normal), 0 to 3.
    pub sensitivity_cv: f64,
    /// Log size `rho` regained at each new anagen; 0 to 3.
    pub regrowth: f64,
    /// Size below which nothing is regained, 0 to 1.
    pub irreversible_below: f64,
    /// Smallest size, 0.05 to 1.
    pub smallest: f64,
    /// Length from which a hair is counted, mm; 0 to 10.
    pub visible_length_mm: f64,
    /// Diameter from which a hair is terminal, um; 10 to 100. Thinner ones are vellus.
    pub terminal_diameter_um: f64,
}

impl FollicleSize {
    /// Holds every field to its range.
    pub fn check(&self) -> Result<(), CycleError> {
        let ranges = [
            (
                "full_diameter_um",
                self.full_diameter_um,
                20.0..=200.0,
                "from 20 to 200",
            ),
            (
                "full_growth_mm_per_d",
                self.full_growth_mm_per_d,
                0.05..=2.0,
                "from 0.05 to 2",
            ),
            ("growth_exponent", self.growth_exponent, 0.0..=3.0, "from 0 to 3"),
            ("anagen_exponent", self.anagen_exponent, 0.0..=3.0, "from 0 to 3"),
            ("kenogen_exponent", self.kenogen_exponent, 0.0..=3.0, "from 0 to 3"),
            ("miniaturisation", self.miniaturisation, 0.0..=3.0, "from 0 to 3"),
            ("dht_exponent", self.dht_exponent, 0.1..=5.0, "from 0.1 to 5"),
            ("sensitivity_cv", self.sensitivity_cv, 0.0..=3.0, "from 0 to 3"),
            ("regrowth", self.regrowth, 0.0..=3.0, "from 0 to 3"),
            ("irreversible_below", self.irreversible_below, 0.0..=1.0, "from 0 to 1"),
            ("smallest", self.smallest, 0.05..=1.0, "from 0.05 to 1"),
            ("visible_length_mm", self.visible_length_mm, 0.0..=10.0, "from 0 to 10"),
            (
                "terminal_diameter_um",
                self.terminal_diameter_um,
                10.0..=100.0,
                "from 10 to 100",
            ),
        ];
        for (field, value, range, allowed) in ranges {
            if !range.contains(&value) {
                return Err(CycleError::Size { field, value, allowed });
            }
        }
        Ok(())
    }

    /// Duration of a phase in a follicle of size `size`.
    #[inline]
    pub(super) fn duration(&self, cycle: &HairCycle, phase: Phase, size: f64) -> Duration {
        match phase {
            Phase::Anagen => cycle.anagen.times(size.powf(self.anagen_exponent)),
            Phase::Kenogen => cycle.kenogen.times(size.powf(-self.kenogen_exponent)),
            Phase::Catagen | Phase::Telogen => cycle.duration(phase),
        }
    }

    /// Growth of a hair, mm a day.
    #[inline]
    pub(super) fn growth_mm_per_d(&self, size: f64) -> f64 {
        self.full_growth_mm_per_d * size.powf(self.growth_exponent)
    }

    /// Size of the next cycle.
    ///
    /// - `sensitivity`: of the follicle, 0 or more
    /// - `dht`: in the scalp, relative to baseline
    /// - `drive`: of regrowth, 1 without treatment
    pub fn next_size(&self, size: f64, sensitivity: f64, dht: f64, drive: f64) -> f64 {
        let lost = self.miniaturisation * sensitivity * dht.powf(self.dht_exponent);
        let regained = if size > self.irreversible_below {
            self.regrowth * drive
        } else {
            0.0
        };
        (size * (regained - lost).exp()).clamp(self.smallest, 1.0)
    }
}

/// What minoxidil sulfate does to follicles, each at full effect. **Assumed:** no published figure stands behind any of them
/// (pharmacology.md 2.5: no EC50 in people, 3.2: directions only).
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct MinoxidilOnFollicles {
    /// Relative increase of the hazard of leaving telogen: the resting hair is let go sooner. 0 to 100.
    pub telogen_release: f64,
    /// Relative increase of the hazard of entering anagen; 0 to 100.
    pub anagen_entry: f64,
    /// Relative decrease of the hazard of leaving anagen; 0 to 0.9.
    pub anagen_prolongation: f64,
    /// Relative increase of the size regained at each new anagen; 0 to 9.
    pub regrowth_increase: f64,
}

impl MinoxidilOnFollicles {
    /// Factors of the hazards and the drive of regrowth at a share of the full effect, `C / (EC50 + C)`, 0 to 1.
    pub fn at(&self, share_of_effect: f64) -> Result<([f64; 4], f64), CycleError> {
        let fields = [
            ("share_of_effect", share_of_effect, 1.0, "from 0 to 1"),
            ("telogen_release", self.telogen_release, 100.0, "from 0 to 100"),
            ("anagen_entry", self.anagen_entry, 100.0, "from 0 to 100"),
            ("anagen_prolongation", self.anagen_prolongation, 0.9, "from 0 to 0.9"),
            ("regrowth_increase", self.regrowth_increase, 9.0, "from 0 to 9"),
        ];
        for (field, value, most, allowed) in fields {
            if !(0.0..=most).contains(&value) {
                return Err(CycleError::Size { field, value, allowed });
            }
        }
        let hazard_factors = [
            1.0 - share_of_effect * self.anagen_prolongation,
            1.0,
            1.0 + share_of_effect * self.telogen_release,
            1.0 + share_of_effect * self.anagen_entry,
        ];
        Ok((hazard_factors, 1.0 + share_of_effect * self.regrowth_increase))
    }
}
