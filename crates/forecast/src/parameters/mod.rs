//! Every number that the models stand on, as data: value, unit, spread between people, uncertainty, source, grade, how it was seen.
//!
//! The built-in set is in the crate's folder `parameters/`, one TOML file for each subject; a clinic or a researcher may lay another over it.
//! What was only remembered, or copied from somebody's transcription, is not verified and says so wherever it is shown.

mod read;
#[cfg(test)]
mod tests;
mod typed;

use serde::{Deserialize, Serialize};

pub use read::{ParameterError, ParameterSet};
pub use typed::{
    Dutasteride, Finasteride, Minoxidil, dutasteride, finasteride, follicle_size, hair_cycle, minoxidil,
    minoxidil_on_follicles,
};

/// One number with all that is known about it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parameter {
    /// Its name in the code: `subject.quantity`.
    pub id: String,
    /// What it is, in words.
    pub name: String,
    /// Typical value, in [`Self::unit`].
    pub value: f64,
    /// Unit as written in the literature; [`ParameterSet::value`] asks for it by name.
    pub unit: String,
    /// Spread from person to person, as the coefficient of variation of a log-normal; absent where nobody reports one.
    pub between_people_cv: Option<f64>,
    /// How uncertain the typical value itself is; absent where nobody reports it.
    pub uncertainty: Option<Uncertainty>,
    /// Author, year, journal or identifier.
    pub source: String,
    /// What kind of evidence stands behind it.
    pub grade: Grade,
    /// How the number came here.
    pub seen: Seen,
    /// What else has to be said.
    pub note: Option<String>,
}

/// Range of the typical value.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Uncertainty {
    /// 5th percentile, or the lower end of what is reported.
    pub low: f64,
    /// 95th percentile, or the upper end of what is reported.
    pub high: f64,
}

/// What kind of evidence stands behind a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// Estimated from measurements in people.
    Measured,
    /// Fitted here to published results of people.
    Fitted,
    /// From animals, tissue or cells.
    Laboratory,
    /// Calculated from properties of the substance.
    Derived,
    /// Assumed: nobody measured it.
    Assumed,
}

/// How a number came here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Seen {
    /// Read in the source or a public copy of its table.
    Read,
    /// Read where somebody else had copied it from the source.
    Transcribed,
    /// Worked out here.
    Computed,
    /// Remembered.
    Memory,
}

impl Parameter {
    /// Whether the number was checked against its source.
    pub fn verified(&self) -> bool {
        matches!(self.seen, Seen::Read | Seen::Computed)
    }
}
