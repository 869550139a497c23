//! Numbers with a unit, as people write them: `"1.5 cm"`, `"9.0 %"`, `"10 mg"`.
//!
//! Units of one dimension convert into each other; units that need the analyte (mmol/mol of `HbA1c`, nmol/L of a hormone)
//! convert only through the fact's own `conversions` (see [`Conversion`](crate::records::Conversion)).

use std::fmt;

use serde::{Deserialize, Serialize};

/// A finite number and its unit, the unit as written.
///
/// ```
/// use anagen_knowledge::Quantity;
/// let spacing: Quantity = "1.5 cm".parse().unwrap();
/// assert_eq!(spacing.in_unit("mm"), Ok(15.0));
/// assert!("0.05".parse::<Quantity>().is_err(), "a number without its unit is refused");
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(into = "String")]
pub struct Quantity {
    /// Size in `unit`.
    pub value: f64,
    /// Symbol of the unit, spelt as in the table of units (`µg` for `ug` and `mcg`).
    pub unit: &'static str,
}

/// Why a text is not a quantity, or not in the unit that is needed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum QuantityError {
    /// Nothing that reads as a number at the start.
    #[error("`{text}` does not start with a number")]
    NoNumber {
        /// What was written.
        text: String,
    },
    /// A bare number.
    #[error("`{text}` has no unit; write it as in `\"{text} mg\"`")]
    NoUnit {
        /// What was written.
        text: String,
    },
    /// A unit that the table does not hold.
    #[error("the unit `{unit}` is not known{}", suggestion(.unit))]
    UnknownUnit {
        /// The unit as written.
        unit: String,
    },
    /// A unit of another dimension.
    #[error("`{found}` cannot be given in `{wanted}`")]
    WrongDimension {
        /// The unit as written.
        found: String,
        /// The unit that is needed.
        wanted: String,
    },
}

fn suggestion(unit: &str) -> String {
    crate::suggest::nearest(unit, UNITS.iter().flat_map(|u| u.spellings.iter().copied()))
        .map(|near| format!("; did you mean `{near}`"))
        .unwrap_or_default()
}

struct Unit {
    /// The first is the one that is printed.
    spellings: &'static [&'static str],
    dimension: &'static str,
    /// Size of one unit in the dimension's base.
    factor: f64,
    /// Added after scaling (temperature only).
    offset: f64,
}

const fn unit(spellings: &'static [&'static str], dimension: &'static str, factor: f64) -> Unit {
    Unit {
        spellings,
        dimension,
        factor,
        offset: 0.0,
    }
}

/// Every unit that Anagen reads. Dimensions without a common base (activity, international units) stand alone.
static UNITS: &[Unit] = &[
    unit(&["mg"], "mass", 1.0),
    unit(&["µg", "ug", "mcg", "μg", "microgram", "micrograms"], "mass", 1e-3),
    unit(&["g"], "mass", 1e3),
    unit(&["kg"], "mass", 1e6),
    unit(&["lb"], "mass", 453_592.37),
    unit(&["mL", "ml", "cc"], "volume", 1.0),
    unit(&["µL", "uL", "ul", "μL"], "volume", 1e-3),
    unit(&["L", "l"], "volume", 1e3),
    unit(&["mg/mL", "mg/ml", "g/L", "g/l"], "concentration", 1.0),
    unit(&["µg/mL", "ug/mL", "mcg/mL", "mg/L", "μg/mL"], "concentration", 1e-3),
    unit(&["ng/mL", "ng/ml", "µg/L", "ug/L"], "concentration", 1e-6),
    unit(&["pg/mL", "ng/L"], "concentration", 1e-9),
    unit(&["g/dL"], "concentration", 10.0),
    unit(&["mg/dL"], "concentration", 1e-2),
    unit(&["µg/dL", "ug/dL", "mcg/dL"], "concentration", 1e-5),
    unit(&["ng/dL"], "concentration", 1e-8),
    unit(&["mg/kg"], "dose per weight", 1.0),
    unit(&["µg/kg", "ug/kg", "mcg/kg"], "dose per weight", 1e-3),
    unit(&["mg/day", "mg/d"], "dose rate", 1.0),
    unit(&["mm"], "length", 1.0),
    unit(&["cm"], "length", 10.0),
    unit(&["m"], "length", 1e3),
    unit(&["µm", "um", "μm"], "length", 1e-3),
    unit(&["in"], "length", 25.4),
    unit(&["cm2", "cm²"], "area", 1.0),
    unit(&["s", "seconds", "second"], "time", 1.0 / 86_400.0),
    unit(&["min", "minutes", "minute"], "time", 1.0 / 1440.0),
    unit(&["h", "hours", "hour"], "time", 1.0 / 24.0),
    unit(&["days", "day", "d"], "time", 1.0),
    unit(&["weeks", "week", "wk"], "time", 7.0),
    // A month and a year of a threshold are counted in days (Gregorian mean); calendar months are a protocol's matter.
    unit(&["months", "month"], "time", 30.436_875),
    unit(&["years", "year"], "time", 365.2425),
    unit(&["mmHg", "mm Hg"], "pressure", 1.0),
    unit(&["kPa"], "pressure", 7.500_615_6),
    unit(&["/min", "bpm"], "frequency", 1.0),
    Unit {
        spellings: &["°C", "C", "degC"],
        dimension: "temperature",
        factor: 1.0,
        offset: 0.0,
    },
    Unit {
        spellings: &["°F", "F", "degF"],
        dimension: "temperature",
        factor: 5.0 / 9.0,
        offset: -160.0 / 9.0,
    },
    unit(
        &["mL/min/1.73m2", "mL/min/1.73 m2", "mL/min/1.73 m²"],
        "filtration",
        1.0,
    ),
    unit(&["10^9/L", "10*9/L", "×10⁹/L", "x10^9/L"], "count concentration", 1.0),
    unit(&["10^3/µL", "10^3/uL", "10*3/uL"], "count concentration", 1.0),
    unit(
        &["/µL", "cells/µL", "/uL", "/mm3", "cells/uL"],
        "count concentration",
        1e-3,
    ),
    unit(&["mOsm/kg", "mosmol/kg"], "osmolality", 1.0),
    unit(&["%"], "percent", 1.0),
    unit(&["mmol/mol"], "mmol/mol", 1.0),
    unit(&["mmol/L", "mmol/l"], "amount concentration", 1.0),
    unit(&["µmol/L", "umol/L", "μmol/L"], "amount concentration", 1e-3),
    unit(&["nmol/L"], "amount concentration", 1e-6),
    unit(&["pmol/L"], "amount concentration", 1e-9),
    unit(&["U"], "units", 1.0),
    unit(&["IU/L", "U/L"], "activity concentration", 1.0),
    unit(&["U/mL", "U/ml", "IU/mL"], "activity concentration", 1e3),
    unit(&["mIU/L", "µIU/mL", "mU/L"], "activity concentration", 1e-3),
    unit(&["mIU/mL"], "activity concentration", 1.0),
    unit(
        &["x ULN", "×ULN", "xULN", "ULN"],
        "times the upper limit of normal",
        1.0,
    ),
    unit(&["SALT"], "SALT", 1.0),
    unit(&["points", "point"], "score", 1.0),
    unit(&["pH"], "pH", 1.0),
    unit(&["G"], "gauge", 1.0),
    unit(&["/cm2", "/cm²"], "density", 1.0),
    unit(&["kg/m2", "kg/m²"], "body mass index", 1.0),
    unit(&["1"], "number", 1.0),
];

fn find(symbol: &str) -> Option<&'static Unit> {
    UNITS.iter().find(|unit| unit.spellings.contains(&symbol))
}

/// The printed spelling of a unit, or why there is none.
pub fn canonical_unit(symbol: &str) -> Result<&'static str, QuantityError> {
    find(symbol)
        .map(|unit| unit.spellings[0])
        .ok_or_else(|| QuantityError::UnknownUnit {
            unit: symbol.to_owned(),
        })
}

impl Quantity {
    /// A quantity in a unit of the table.
    pub fn new(value: f64, unit: &str) -> Result<Self, QuantityError> {
        Ok(Self {
            value,
            unit: canonical_unit(unit)?,
        })
    }

    /// The number of `unit`s that this is.
    pub fn in_unit(&self, unit: &str) -> Result<f64, QuantityError> {
        let wanted = find(unit).ok_or_else(|| QuantityError::UnknownUnit { unit: unit.to_owned() })?;
        let found = find(self.unit).ok_or_else(|| QuantityError::UnknownUnit {
            unit: self.unit.to_owned(),
        })?;
        if std::ptr::eq(wanted, found) {
            return Ok(self.value);
        }
        if wanted.dimension != found.dimension {
            return Err(QuantityError::WrongDimension {
                found: self.to_string(),
                wanted: unit.to_owned(),
            });
        }
        Ok((self.value * found.factor + found.offset - wanted.offset) / wanted.factor)
    }
}

impl std::str::FromStr for Quantity {
    type Err = QuantityError;

    fn from_str(text: &str) -> Result<Self, QuantityError> {
        let trimmed = text.trim();
        // The longest prefix that reads as a finite number: so `10^9/L` stays a unit and `1e-3 mg` a number.
        let end = (1..=trimmed.len().min(24))
            .rev()
            .filter(|&end| trimmed.is_char_boundary(end))
            .find(|&end| {
                trimmed.as_bytes()[end - 1].is_ascii_digit() && trimmed[..end].parse::<f64>().is_ok_and(f64::is_finite)
            })
            .ok_or_else(|| QuantityError::NoNumber { text: text.to_owned() })?;
        let value: f64 = trimmed[..end]
            .parse()
            .map_err(|_| QuantityError::NoNumber { text: text.to_owned() })?;
        let symbol = trimmed[end..].trim();
        if symbol.is_empty() {
            return Err(QuantityError::NoUnit {
                text: trimmed.to_owned(),
            });
        }
        Self::new(value, symbol)
    }
}

impl<'de> Deserialize<'de> for Quantity {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

impl From<Quantity> for String {
    fn from(quantity: Quantity) -> Self {
        quantity.to_string()
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.unit {
            "1" => write!(f, "{}", Plain(self.value)),
            "pH" => write!(f, "pH {}", Plain(self.value)),
            unit => write!(f, "{} {unit}", Plain(self.value)),
        }
    }
}

/// A number as a person writes it: no trailing zeros, at most four significant decimals.
///
/// ```
/// use anagen_knowledge::Plain;
/// assert_eq!(Plain(2.0).to_string(), "2");
/// assert_eq!(Plain(0.05).to_string(), "0.05");
/// assert_eq!(Plain(2.849_999_9).to_string(), "2.85");
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Plain(pub f64);

impl fmt::Display for Plain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let magnitude = self.0.abs();
        let decimals = if magnitude == 0.0 || magnitude >= 1000.0 {
            1
        } else {
            // Four significant digits, and never fewer than one decimal.
            #[expect(clippy::cast_possible_truncation, reason = "log10 of a number below 1000 fits")]
            let digits = magnitude.log10().floor() as i32;
            usize::try_from(3 - digits).unwrap_or(1).clamp(1, 9)
        };
        let text = format!("{:.decimals$}", self.0);
        f.write_str(text.trim_end_matches('0').trim_end_matches('.'))
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[track_caller]
    fn check(text: &str, unit: &str, expected: f64) {
        let found = text.parse::<Quantity>().unwrap().in_unit(unit).unwrap();
        assert!(
            (found - expected).abs() <= 1e-9 * expected.abs().max(1.0),
            "{text} in {unit}: {found}"
        );
    }

    #[test]
    fn units_of_one_dimension_convert() {
        check("1.5 cm", "mm", 15.0);
        check("500ug", "mg", 0.5);
        check("150 10^9/L", "10^3/µL", 150.0);
        check("100000 /µL", "10^9/L", 100.0);
        check("100.4 °F", "°C", 38.0);
        check("13 g/dL", "g/L", 130.0);
        check("2 weeks", "days", 14.0);
        check("24 kPa", "mmHg", 180.014_774_4);
        check("3 /cm2", "/cm²", 3.0);
        check("50 U/ml", "U/mL", 50.0);
        check("40 U/L", "U/mL", 0.04);
    }

    #[test]
    fn what_is_not_a_quantity_says_why() {
        insta::assert_snapshot!("ten mg".parse::<Quantity>().unwrap_err(), @"`ten mg` does not start with a number");
        insta::assert_snapshot!("10".parse::<Quantity>().unwrap_err(), @r#"`10` has no unit; write it as in `"10 mg"`"#);
        insta::assert_snapshot!("10 mgml".parse::<Quantity>().unwrap_err(), @"the unit `mgml` is not known; did you mean `mg/ml`");
        insta::assert_snapshot!("10 mg".parse::<Quantity>().unwrap().in_unit("mL").unwrap_err(), @"`10 mg` cannot be given in `mL`");
        assert!("inf mg".parse::<Quantity>().is_err());
        assert!("".parse::<Quantity>().is_err());
        assert!("µ".parse::<Quantity>().is_err());
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in ".{0,40}") {
            let _ = text.parse::<Quantity>();
        }

        #[test]
        fn what_is_printed_reads_back(value in -1e6..1e6_f64, unit in 0..UNITS.len()) {
            let quantity = Quantity { value, unit: UNITS[unit].spellings[0] };
            if !matches!(quantity.unit, "1" | "pH") {
                let back: Quantity = quantity.to_string().parse().unwrap();
                proptest::prop_assert!((back.value - value).abs() <= 1e-3 * value.abs().max(1e-3));
                proptest::prop_assert_eq!(back.unit, quantity.unit);
            }
        }
    }
}
