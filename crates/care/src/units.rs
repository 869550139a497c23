//! The quantities of care, each with its unit in its type. In files they are written with a unit: `"1.5 cm"`.

use anagen_knowledge::{Plain, Quantity, QuantityError};

/// How a case file writes a quantity: the number unrounded, with its unit, so that it reads back as the same.
pub(crate) trait Written {
    /// The number and its unit.
    fn written(&self) -> String;
}

/// Serializes a quantity as a case file writes it.
pub(crate) fn as_written<Q: Written, S: serde::Serializer>(quantity: &Q, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&quantity.written())
}

/// [`as_written`] where there may be none.
#[expect(clippy::ref_option, reason = "serde hands over the field as it is")]
pub(crate) fn as_written_if<Q: Written, S: serde::Serializer>(
    quantity: &Option<Q>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match quantity {
        Some(quantity) => as_written(quantity, serializer),
        None => serializer.serialize_none(),
    }
}

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
                Self::try_from(&Quantity::deserialize(deserializer)?).map_err(serde::de::Error::custom)
            }
        }

        impl Written for $name {
            fn written(&self) -> String {
                format!(concat!("{} ", $unit), self.0)
            }
        }

        impl TryFrom<&Quantity> for $name {
            type Error = String;

            fn try_from(quantity: &Quantity) -> Result<Self, String> {
                quantity.in_unit($unit).map(Self).map_err(|error| refusal(quantity, $unit, &error))
            }
        }
    )*};
}

/// Why a quantity does not fit. A percentage in the place of a strength is refused with the way out of it.
fn refusal(quantity: &Quantity, wanted: &str, error: &QuantityError) -> String {
    if quantity.unit != "%" || wanted != "mg/mL" {
        return error.to_string();
    }
    // 1 % weight in volume is 1 g in 100 mL.
    let weight_in_volume = Plain(quantity.value * 10.0);
    format!(
        "`{quantity}` is no strength: a percentage alone has been read in ways that differ tenfold; write the mg/mL of the label \
         ({quantity} is {weight_in_volume} mg/mL only where the label says weight in volume)"
    )
}

quantities! {
    /// A volume.
    Millilitres "mL";
    /// A mass of an agent.
    Milligrams "mg";
    /// A strength. Never a percentage.
    MilligramsPerMillilitre "mg/mL";
    /// Activity of an agent that is not measured by mass.
    UnitsOfActivity "U";
    /// A strength of such an agent.
    UnitsPerMillilitre "U/mL";
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

impl std::iter::Sum for Millilitres {
    fn sum<I: Iterator<Item = Self>>(volumes: I) -> Self {
        // Not `sum`: of nothing that is -0.
        Self(volumes.fold(0.0, |total, volume| total + volume.0))
    }
}

impl std::iter::Sum for Milligrams {
    fn sum<I: Iterator<Item = Self>>(masses: I) -> Self {
        Self(masses.fold(0.0, |total, mass| total + mass.0))
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn a_percentage_is_no_strength() {
        let read = |text: &str| serde_json::from_str::<MilligramsPerMillilitre>(text);
        insta::assert_snapshot!(read(r#""0.05 %""#).unwrap_err(), @"`0.05 %` is no strength: a percentage alone has been read in ways that differ tenfold; write the mg/mL of the label (0.05 % is 0.5 mg/mL only where the label says weight in volume)");
        insta::assert_snapshot!(read(r#""5 mL""#).unwrap_err(), @"`5 mL` cannot be given in `mg/mL`");
        assert_eq!(read(r#""500 ug/mL""#).unwrap(), MilligramsPerMillilitre(0.5));
        let volume = serde_json::from_str::<Millilitres>(r#""5 %""#).unwrap_err();
        insta::assert_snapshot!(volume, @"`5 %` cannot be given in `mL`");
    }
}
