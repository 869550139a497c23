//! Answers as they are written, read against the fact they answer.

use jiff::civil::Date;

use crate::fact_sheet::{FactKey, Value};
use crate::knowledge::Knowledge;
use crate::quantity::{Plain, Quantity, QuantityError};
use crate::records::{AnswerText, Fact, FactKind, ListOf};
use crate::suggest;

/// Why an answer does not fit its fact.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum AnswerError {
    /// Another type of answer is wanted.
    #[error("`{fact}` wants {wanted}")]
    WrongType {
        /// The fact.
        fact: String,
        /// What is wanted, with an example.
        wanted: String,
    },
    /// The number cannot be read, or not in this fact's unit.
    #[error("`{fact}`: {error}")]
    Quantity {
        /// The fact.
        fact: String,
        /// What is wrong with it.
        error: QuantityError,
    },
    /// Outside what is possible.
    #[error("`{fact}` of {value} is impossible: it lies between {from} and {to}{}", if .unit.is_empty() { String::new() } else { format!(" {unit}") })]
    Impossible {
        /// The fact.
        fact: String,
        /// What was written.
        value: String,
        /// Smallest.
        from: String,
        /// Largest.
        to: String,
        /// In which unit.
        unit: String,
    },
    /// None of the options.
    #[error("`{value}` is not an option of `{fact}`; the options are {options}{}", .near.as_ref().map(|near| format!("; did you mean `{near}`")).unwrap_or_default())]
    NotAnOption {
        /// The fact.
        fact: String,
        /// What was written.
        value: String,
        /// All options.
        options: String,
        /// The nearest option.
        near: Option<String>,
    },
    /// No such date.
    #[error("`{value}` is not a date; write `{fact}` as in `\"2026-03-12\"`")]
    NotADate {
        /// The fact.
        fact: String,
        /// What was written.
        value: String,
    },
}

impl Knowledge {
    /// Reads an answer to a fact: converts units, refuses what is impossible, keeps unlisted entries of lists.
    pub fn read_answer(&self, key: FactKey, text: &AnswerText) -> Result<Value, AnswerError> {
        let fact = self.fact(key);
        let wrong = |wanted: &str| AnswerError::WrongType {
            fact: fact.id.clone(),
            wanted: wanted.to_owned(),
        };
        match (fact.kind, text) {
            (FactKind::YesNo, AnswerText::YesNo(value)) => Ok(Value::YesNo(*value)),
            (FactKind::YesNo, AnswerText::Text(text)) if text == "yes" => Ok(Value::YesNo(true)),
            (FactKind::YesNo, AnswerText::Text(text)) if text == "no" => Ok(Value::YesNo(false)),
            (FactKind::YesNo, _) => Err(wrong(
                "`true` or `false`, or one of `\"not asked\"`, `\"not known\"`, `\"refused\"`",
            )),
            (FactKind::Number, AnswerText::Text(text)) => read_number(fact, text),
            (FactKind::Number, AnswerText::Number(value)) => match fact.unit.as_deref() {
                Some("1" | "pH" | "years" | "points" | "SALT") => in_range(fact, *value, &Plain(*value).to_string()),
                unit => Err(wrong(&format!(
                    "a number with its unit, as in `\"{} {}\"`",
                    Plain(*value),
                    unit.unwrap_or("1")
                ))),
            },
            (FactKind::Number, _) => Err(wrong(&format!(
                "a number with its unit, in {}",
                fact.unit.as_deref().unwrap_or("1")
            ))),
            (FactKind::Choice, AnswerText::Text(text)) => self.read_choice(fact, text),
            (FactKind::Choice, _) => Err(wrong("one of its options as text")),
            (FactKind::Date, AnswerText::Text(text)) => {
                text.parse::<Date>()
                    .map(Value::Date)
                    .map_err(|_| AnswerError::NotADate {
                        fact: fact.id.clone(),
                        value: text.clone(),
                    })
            }
            (FactKind::Date, _) => Err(wrong("a date, as in `\"2026-03-12\"`")),
            (FactKind::List, AnswerText::List(names)) => self.read_list(fact, names),
            (FactKind::List, _) => Err(wrong("a list, as in `[\"one\", \"two\"]`, or `[]` for none")),
        }
    }

    fn read_choice(&self, fact: &Fact, text: &str) -> Result<Value, AnswerError> {
        let options: Vec<&str> = self.options(fact);
        if options.contains(&text) {
            return Ok(Value::Choice(text.to_owned()));
        }
        Err(AnswerError::NotAnOption {
            fact: fact.id.clone(),
            value: text.to_owned(),
            near: suggest::nearest(text, options.iter().copied()).map(str::to_owned),
            options: options.join(", "),
        })
    }

    fn read_list(&self, fact: &Fact, names: &[String]) -> Result<Value, AnswerError> {
        let of = fact.of.unwrap_or(ListOf::Option);
        if matches!(of, ListOf::Zone | ListOf::Option) {
            let options = self.options(fact);
            if let Some(wrong) = names.iter().find(|name| !options.contains(&name.as_str())) {
                return Err(AnswerError::NotAnOption {
                    fact: fact.id.clone(),
                    value: wrong.clone(),
                    near: suggest::nearest(wrong, options.iter().copied()).map(str::to_owned),
                    options: options.join(", "),
                });
            }
        }
        Ok(Value::List(self.list(of, names)))
    }

    /// Ids of the options of a choice or of a list of options or zones.
    pub fn options<'k>(&'k self, fact: &'k Fact) -> Vec<&'k str> {
        if fact.kind == FactKind::List && fact.of == Some(ListOf::Zone) {
            self.records.zones.iter().map(|zone| zone.id.as_str()).collect()
        } else {
            fact.options.iter().map(|option| option.id.as_str()).collect()
        }
    }
}

fn read_number(fact: &Fact, text: &str) -> Result<Value, AnswerError> {
    let unit = fact.unit.as_deref().unwrap_or("1");
    let with_fact = |error| AnswerError::Quantity {
        fact: fact.id.clone(),
        error,
    };
    // A bare number stands for a fact without a dimension, or for a pH.
    let quantity: Quantity = match text.trim().parse::<f64>() {
        Ok(value) if matches!(unit, "1" | "pH") => return in_range(fact, value, text),
        _ => text.parse().map_err(with_fact)?,
    };
    in_range(fact, in_fact_unit(fact, &quantity).map_err(with_fact)?, text)
}

/// A quantity in the unit of a fact, through the fact's own conversions where the units' dimensions differ.
pub(crate) fn in_fact_unit(fact: &Fact, quantity: &Quantity) -> Result<f64, QuantityError> {
    let unit = fact.unit.as_deref().unwrap_or("1");
    quantity.in_unit(unit).or_else(|error| {
        fact.conversions
            .iter()
            .find_map(|conversion| {
                quantity
                    .in_unit(&conversion.unit)
                    .ok()
                    .map(|value| conversion.times * value + conversion.plus)
            })
            .ok_or(error)
    })
}

fn in_range(fact: &Fact, value: f64, text: &str) -> Result<Value, AnswerError> {
    match fact.range {
        Some(range) if !range.contains(value) => Err(AnswerError::Impossible {
            fact: fact.id.clone(),
            value: text.strip_suffix(" 1").unwrap_or(text).to_owned(),
            from: Plain(range.from).to_string(),
            to: Plain(range.to).to_string(),
            unit: fact.unit.clone().filter(|unit| unit != "1").unwrap_or_default(),
        }),
        _ if !value.is_finite() => Err(AnswerError::WrongType {
            fact: fact.id.clone(),
            wanted: "a finite number".to_owned(),
        }),
        _ => Ok(Value::number(value)),
    }
}
