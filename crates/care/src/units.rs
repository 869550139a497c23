//! The quantities of care, each with its unit in its type. In files they are written with a unit: `"1.5 cm"`.

use anagen_knowledge::{Plain, Quantity};

macro_rules! quantities {
    ($($(#[$meta:meta])* $name:ident $unit:literal;)*) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
        pub struct $name(pub f64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!("{} ", $unit), Plain(self.0))
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_f64(self.0)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Quantity::deserialize(deserializer)?.in_unit($unit).map(Self).map_err(serde::de::Error::custom)
            }
        }
    )*};
}

quantities! {
    /// A volume.
    Millilitres "mL";
    /// A mass of an agent.
    Milligrams "mg";
    /// A strength. Never a percentage.
    MilligramsPerMillilitre "mg/mL";
    /// A distance on the scalp.
    Centimetres "cm";
    /// A depth.
    Millimetres "mm";
    /// An area of the scalp.
    SquareCentimetres "cm2";
    /// Osmolality.
    MilliosmolesPerKilogram "mOsm/kg";
    /// A body weight.
    Kilograms "kg";
    /// A span of time.
    Minutes "min";
}

impl std::ops::Mul<Millilitres> for MilligramsPerMillilitre {
    type Output = Milligrams;

    fn mul(self, volume: Millilitres) -> Milligrams {
        Milligrams(self.0 * volume.0)
    }
}

impl std::ops::Div<Millilitres> for Milligrams {
    type Output = MilligramsPerMillilitre;

    fn div(self, volume: Millilitres) -> MilligramsPerMillilitre {
        MilligramsPerMillilitre(self.0 / volume.0)
    }
}

impl std::iter::Sum for Millilitres {
    fn sum<I: Iterator<Item = Self>>(volumes: I) -> Self {
        Self(volumes.map(|volume| volume.0).sum())
    }
}

impl std::iter::Sum for Milligrams {
    fn sum<I: Iterator<Item = Self>>(masses: I) -> Self {
        Self(masses.map(|mass| mass.0).sum())
    }
}
