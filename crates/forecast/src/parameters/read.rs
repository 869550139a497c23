//! Reading and asking for parameters.

use std::collections::BTreeMap;

use serde::Deserialize;
use thiserror::Error;

use super::Parameter;

/// Parameters by id.
#[derive(Debug, Clone, PartialEq)]
pub struct ParameterSet {
    parameters: BTreeMap<String, Parameter>,
}

/// A file of parameters that cannot be taken, or a question that it does not answer.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum ParameterError {
    /// Not TOML, or not a list of parameters; the text has the line.
    #[error("{file}: {message}")]
    Unreadable {
        /// Name of the file.
        file: String,
        /// What the reader says, with the line.
        message: String,
    },
    /// Two of one id in one file.
    #[error("{file}: `{id}` stands there twice; keep one")]
    Duplicate {
        /// Name of the file.
        file: String,
        /// Which one.
        id: String,
    },
    /// A number that is none or does not fit the others.
    #[error("{file}: `{id}`: `{field}` is {value}; give a finite number {allowed}")]
    OutOfRange {
        /// Name of the file.
        file: String,
        /// Which one.
        id: String,
        /// Which field.
        field: &'static str,
        /// What it holds.
        value: f64,
        /// What it may be.
        allowed: &'static str,
    },
    /// A parameter without a source.
    #[error("{file}: `{id}` has no {field}; nothing is taken without it")]
    Missing {
        /// Name of the file.
        file: String,
        /// Which one.
        id: String,
        /// What is missing.
        field: &'static str,
    },
    /// Nobody gave it.
    #[error("no parameter `{id}`: add it to the set")]
    Unknown {
        /// Which one.
        id: String,
    },
    /// Given in another unit than the model takes.
    #[error("`{id}` is given in `{given}`, the model takes `{wanted}`: convert it")]
    Unit {
        /// Which one.
        id: String,
        /// Unit in the set.
        given: String,
        /// Unit that the model takes.
        wanted: &'static str,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    parameter: Vec<Parameter>,
}

/// The built-in files.
const BUILT_IN: [(&str, &str); 6] = [
    ("dutasteride.toml", include_str!("../../parameters/dutasteride.toml")),
    ("finasteride.toml", include_str!("../../parameters/finasteride.toml")),
    (
        "follicle_size.toml",
        include_str!("../../parameters/follicle_size.toml"),
    ),
    ("hair_cycle.toml", include_str!("../../parameters/hair_cycle.toml")),
    ("minoxidil.toml", include_str!("../../parameters/minoxidil.toml")),
    ("reductase.toml", include_str!("../../parameters/reductase.toml")),
];

impl ParameterSet {
    /// The built-in set.
    pub fn built_in() -> Result<Self, ParameterError> {
        let mut set = Self {
            parameters: BTreeMap::new(),
        };
        for (file, text) in BUILT_IN {
            set.overlay(file, text)?;
        }
        Ok(set)
    }

    /// Adds the parameters of a TOML text; one that is there already is replaced.
    ///
    /// `file` is only named in errors.
    pub fn overlay(&mut self, file: &str, text: &str) -> Result<(), ParameterError> {
        let read: File = toml::from_str(text).map_err(|error| ParameterError::Unreadable {
            file: file.to_owned(),
            message: error.to_string().trim_end().to_owned(),
        })?;
        let mut added = BTreeMap::new();
        for parameter in read.parameter {
            check(file, &parameter)?;
            let id = parameter.id.clone();
            if added.insert(id.clone(), parameter).is_some() {
                return Err(ParameterError::Duplicate {
                    file: file.to_owned(),
                    id,
                });
            }
        }
        self.parameters.extend(added);
        Ok(())
    }

    /// A parameter with all that is known about it.
    pub fn get(&self, id: &str) -> Result<&Parameter, ParameterError> {
        self.parameters
            .get(id)
            .ok_or_else(|| ParameterError::Unknown { id: id.to_owned() })
    }

    /// Typical value in the unit that the model takes.
    pub fn value(&self, id: &str, wanted: &'static str) -> Result<f64, ParameterError> {
        let parameter = self.get(id)?;
        if parameter.unit == wanted {
            Ok(parameter.value)
        } else {
            Err(ParameterError::Unit {
                id: id.to_owned(),
                given: parameter.unit.clone(),
                wanted,
            })
        }
    }

    /// For the draws of people and truths, which may leave the ranges that a file is held to.
    pub(crate) fn get_mut(&mut self, id: &str) -> Option<&mut Parameter> {
        self.parameters.get_mut(id)
    }

    /// As [`Self::get_mut`], all of them by id.
    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = &mut Parameter> {
        self.parameters.values_mut()
    }

    /// All parameters, by id.
    pub fn iter(&self) -> impl Iterator<Item = &Parameter> {
        self.parameters.values()
    }
}

fn check(file: &str, parameter: &Parameter) -> Result<(), ParameterError> {
    for (field, text) in [
        ("id", &parameter.id),
        ("name", &parameter.name),
        ("unit", &parameter.unit),
        ("source", &parameter.source),
    ] {
        if text.trim().is_empty() {
            return Err(ParameterError::Missing {
                file: file.to_owned(),
                id: parameter.id.clone(),
                field,
            });
        }
    }
    let out_of_range = |field, value, allowed| {
        Err(ParameterError::OutOfRange {
            file: file.to_owned(),
            id: parameter.id.clone(),
            field,
            value,
            allowed,
        })
    };
    if !parameter.value.is_finite() {
        return out_of_range("value", parameter.value, "");
    }
    if let Some(cv) = parameter.between_people_cv {
        // Beyond 5 a log-normal is no description of people.
        if !(0.0..=5.0).contains(&cv) {
            return out_of_range("between_people_cv", cv, "from 0 to 5");
        }
        if cv > 0.0 && parameter.value <= 0.0 {
            return out_of_range(
                "value",
                parameter.value,
                "above 0: people spread log-normally around it",
            );
        }
    }
    if let Some(range) = parameter.uncertainty {
        if !(range.low.is_finite() && range.low <= parameter.value) {
            return out_of_range("uncertainty.low", range.low, "not above the value");
        }
        if !(range.high.is_finite() && parameter.value <= range.high) {
            return out_of_range("uncertainty.high", range.high, "not below the value");
        }
    }
    Ok(())
}
