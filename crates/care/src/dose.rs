//! How much of an agent: its dose and its strength, each in the measure that the agent's record names (`measured_by`).
//!
//! A drug is counted in mg, botulinum toxin in units of activity, platelet-rich plasma in mL of itself. These never convert into
//! each other, so the measure goes with the number. Whether it is the agent's own is decided where a request is read
//! ([`formulate`](crate::formulation::formulate)).

use anagen_knowledge::records::Measure;
use anagen_knowledge::{Plain, Quantity};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::units::{Milligrams, MilligramsPerMillilitre, Millilitres, UnitsOfActivity, UnitsPerMillilitre};

/// An amount of an agent. Printed as `1 mg`, `100 U`, `3.5 mL`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Dose {
    /// Of an agent measured by mass.
    Mass(Milligrams),
    /// Of an agent measured by units of activity.
    Units(UnitsOfActivity),
    /// Of an agent measured by volume: what was drawn of the products that hold it, nothing else counted.
    Volume(Millilitres),
}

/// How strong a product or a mixture is in an agent. In files `"0.5 mg/mL"` or `"50 U/mL"`, never a percentage; left out for an
/// agent measured by volume, which has none.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Strength {
    /// Of an agent measured by mass.
    Mass(MilligramsPerMillilitre),
    /// Of an agent measured by units of activity.
    Units(UnitsPerMillilitre),
    /// Of an agent measured by volume.
    Volume {
        /// mL of the agent in each mL; 1 is undiluted.
        share: f64,
    },
}

impl Dose {
    /// A number in the unit of a measure.
    pub fn of(measure: Measure, amount: f64) -> Self {
        match measure {
            Measure::Mass => Self::Mass(Milligrams(amount)),
            Measure::Units => Self::Units(UnitsOfActivity(amount)),
            Measure::Volume => Self::Volume(Millilitres(amount)),
        }
    }

    /// The number, in the unit of its measure.
    pub fn amount(self) -> f64 {
        match self {
            Self::Mass(mass) => mass.0,
            Self::Units(units) => units.0,
            Self::Volume(volume) => volume.0,
        }
    }

    /// In what it is counted.
    pub fn measure(self) -> Measure {
        match self {
            Self::Mass(_) => Measure::Mass,
            Self::Units(_) => Measure::Units,
            Self::Volume(_) => Measure::Volume,
        }
    }

    /// The mass; none of what is not measured by mass.
    pub fn milligrams(self) -> Option<Milligrams> {
        match self {
            Self::Mass(mass) => Some(mass),
            Self::Units(_) | Self::Volume(_) => None,
        }
    }
}

impl Strength {
    /// What a file that gives no strength says: the agent as it is.
    pub const UNDILUTED: Self = Self::Volume { share: 1.0 };

    /// A number for each mL, in the unit of a measure.
    pub fn of(measure: Measure, per_ml: f64) -> Self {
        match measure {
            Measure::Mass => Self::Mass(MilligramsPerMillilitre(per_ml)),
            Measure::Units => Self::Units(UnitsPerMillilitre(per_ml)),
            Measure::Volume => Self::Volume { share: per_ml },
        }
    }

    /// What each mL holds, in the unit of its measure.
    pub fn per_ml(self) -> f64 {
        match self {
            Self::Mass(strength) => strength.0,
            Self::Units(strength) => strength.0,
            Self::Volume { share } => share,
        }
    }

    /// In what it is counted.
    pub fn measure(self) -> Measure {
        match self {
            Self::Mass(_) => Measure::Mass,
            Self::Units(_) => Measure::Units,
            Self::Volume { .. } => Measure::Volume,
        }
    }

    pub(crate) fn undiluted() -> Self {
        Self::UNDILUTED
    }

    pub(crate) fn is_undiluted(&self) -> bool {
        *self == Self::UNDILUTED
    }
}

impl std::ops::Mul<Millilitres> for Strength {
    type Output = Dose;

    fn mul(self, volume: Millilitres) -> Dose {
        Dose::of(self.measure(), self.per_ml() * volume.0)
    }
}

impl std::ops::Div<Millilitres> for Dose {
    type Output = Strength;

    fn div(self, volume: Millilitres) -> Strength {
        Strength::of(self.measure(), self.amount() / volume.0)
    }
}

impl std::fmt::Display for Dose {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", Plain(self.amount()), self.measure().unit())
    }
}

impl std::fmt::Display for Strength {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Mass(strength) => strength.fmt(f),
            Self::Units(strength) => strength.fmt(f),
            Self::Volume { share } if Plain(*share).to_string() == "1" => f.write_str("undiluted"),
            Self::Volume { share } => write!(f, "{} mL in 1 mL", Plain(*share)),
        }
    }
}

/// The number unrounded, and its unit.
impl Serialize for Dose {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{} {}", self.amount(), self.measure().unit()))
    }
}

/// The number unrounded, and its unit; what has no unit as it is printed.
impl Serialize for Strength {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.measure().strength_unit() {
            Some(unit) => serializer.collect_str(&format_args!("{} {unit}", self.per_ml())),
            None => serializer.collect_str(self),
        }
    }
}

impl<'de> Deserialize<'de> for Strength {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let quantity = Quantity::deserialize(deserializer)?;
        if let Ok(units) = UnitsPerMillilitre::try_from(&quantity) {
            return Ok(Self::Units(units));
        }
        let refuse = |refusal: String| match quantity.unit {
            "%" => refusal,
            _ => format!(
                "`{quantity}` is no strength: write mg/mL, or U/mL for an agent that is measured by units of activity"
            ),
        };
        let strength = MilligramsPerMillilitre::try_from(&quantity).map(Self::Mass);
        strength.map_err(|refusal| serde::de::Error::custom(refuse(refusal)))
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use proptest::prelude::*;

    use super::*;

    const MEASURES: [Measure; 3] = [Measure::Mass, Measure::Volume, Measure::Units];

    fn read(text: &str) -> Result<Strength, String> {
        serde_json::from_str(&format!("{text:?}")).map_err(|error| error.to_string())
    }

    #[track_caller]
    fn check(text: &str, expected: Strength) {
        assert_eq!(read(text), Ok(expected));
    }

    #[test]
    fn a_strength_is_read_in_its_measure() {
        check("0.5 mg/mL", Strength::Mass(MilligramsPerMillilitre(0.5)));
        check("500 ug/mL", Strength::Mass(MilligramsPerMillilitre(0.5)));
        check("50 U/mL", Strength::Units(UnitsPerMillilitre(50.0)));
    }

    #[test]
    fn a_percentage_is_no_strength() {
        insta::assert_snapshot!(read("0.05 %").unwrap_err(), @"`0.05 %` is no strength: a percentage alone has been read in ways that differ tenfold; write the mg/mL of the label (0.05 % is 0.5 mg/mL only where the label says weight in volume)");
        insta::assert_snapshot!(read("5 mL").unwrap_err(), @"`5 mL` is no strength: write mg/mL, or U/mL for an agent that is measured by units of activity");
        insta::assert_snapshot!(read("100 U").unwrap_err(), @"`100 U` is no strength: write mg/mL, or U/mL for an agent that is measured by units of activity");
        insta::assert_snapshot!(read("undiluted").unwrap_err(), @"`undiluted` does not start with a number");
    }

    #[test]
    fn amounts_are_printed_with_their_unit() {
        let told = |measure| format!("{} at {}", Dose::of(measure, 3.5), Strength::of(measure, 0.25));
        insta::assert_snapshot!(MEASURES.map(told).join("\n"), @r"
        3.5 mg at 0.25 mg/mL
        3.5 mL at 0.25 mL in 1 mL
        3.5 U at 0.25 U/mL
        ");
        insta::assert_snapshot!(Strength::UNDILUTED, @"undiluted");
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(per_ml in 1e-4..1e5_f64, is_mass in any::<bool>()) {
            let strength = Strength::of(if is_mass { Measure::Mass } else { Measure::Units }, per_ml);
            let written = serde_json::to_string(&strength).unwrap();
            prop_assert_eq!(serde_json::from_str::<Strength>(&written).unwrap(), strength);
        }

        #[test]
        fn strength_times_volume_is_dose(measure in prop::sample::select(MEASURES.to_vec()), per_ml in 1e-3..1e4_f64, volume in 0.01..100.0_f64) {
            let strength = Strength::of(measure, per_ml);
            let dose = strength * Millilitres(volume);
            prop_assert_eq!(dose.measure(), measure);
            prop_assert!(((dose / Millilitres(volume)).per_ml() - per_ml).abs() <= 1e-12 * per_ml);
            prop_assert_eq!(dose.milligrams().is_some(), measure == Measure::Mass);
        }
    }
}
