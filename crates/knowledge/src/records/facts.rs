//! What can be answered: questions, medicines, allergens.

use serde::{Deserialize, Serialize};

use super::{Code, NumberRange, record};
use crate::condition::ConditionText;

record! {
    /// One answerable thing.
    Fact {
        /// As it is asked.
        question: String,
        /// What an answer looks like.
        #[serde(rename = "type")]
        kind: FactKind,
        /// Unit of a number.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        unit: Option<String>,
        /// Possible numbers, in `unit`; outside is refused.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        range: Option<NumberRange>,
        /// Conversions that need the analyte.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        conversions: Vec<Conversion>,
        /// Options of a choice, or of a list of options.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        options: Vec<FactOption>,
        /// What a list holds.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        of: Option<ListOf>,
        /// How long an answer counts: `"visit"`, `"same day"`, `"always"` or a number of days.
        valid: Validity,
        /// Who can answer.
        asked_of: AskedOf,
        /// When it is asked first.
        moment: Moment,
        /// Topic block of the intake form.
        group: String,
        /// Codes of the fact in published systems.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        codes: Vec<Code>,
        /// Facts that a computed one is worked out from: they are asked in its place.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        worked_out_from: Vec<String>,
        /// Value that the fact has without being asked.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        otherwise: Option<Otherwise>,
        /// The words that a patient reads, in other languages.
        #[serde(rename = "in", default, skip_serializing_if = "Translations::is_empty")]
        translations: Translations,
    }
}

/// What an answer looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FactKind {
    /// Yes or no.
    YesNo,
    /// A number with a unit.
    Number,
    /// One of the options.
    Choice,
    /// Several entries, or none.
    List,
    /// A civil date.
    Date,
}

/// value in the fact's unit = `times` x value in `unit` + `plus`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Conversion {
    /// The other unit.
    pub unit: String,
    /// Factor.
    pub times: f64,
    /// Offset.
    #[serde(default)]
    pub plus: f64,
}

/// One option of a choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FactOption {
    /// Id by which rules name it.
    pub id: String,
    /// As it is shown.
    pub label: String,
}

/// What a list holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListOf {
    /// Medicines by id, name or alias.
    Medicine,
    /// Allergens by id, name or alias; any component counts too.
    Allergen,
    /// Zones of the scalp.
    Zone,
    /// Agents.
    Agent,
    /// Classes of agents.
    AgentClass,
    /// Agents and excipients.
    Component,
    /// The fact's own options.
    Option,
}

/// How long an answer counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Validity {
    /// For the visit at which it was given: the same civil day.
    Visit,
    /// The same civil day.
    SameDay,
    /// So many days.
    Days(u32),
    /// For good.
    Always,
}

impl TryFrom<String> for Validity {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        match text.as_str() {
            "visit" => Ok(Self::Visit),
            "same day" => Ok(Self::SameDay),
            "always" => Ok(Self::Always),
            other => other
                .strip_suffix(" days")
                .or_else(|| other.strip_suffix(" day"))
                .and_then(|days| days.parse().ok())
                .filter(|&days| days > 0)
                .map(Self::Days)
                .ok_or_else(|| format!("`{other}` is not a validity; write `visit`, `same day`, `always` or `N days`")),
        }
    }
}

impl From<Validity> for String {
    fn from(validity: Validity) -> Self {
        match validity {
            Validity::Visit => "visit".to_owned(),
            Validity::SameDay => "same day".to_owned(),
            Validity::Always => "always".to_owned(),
            Validity::Days(days) => format!("{days} days"),
        }
    }
}

/// Who can answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AskedOf {
    /// The patient.
    Patient,
    /// The person who examines.
    Examiner,
    /// A laboratory.
    Laboratory,
    /// The patient's record.
    Record,
    /// The room and its kit.
    Room,
    /// The people on the rota.
    Staff,
    /// A product's label.
    Product,
    /// Nobody: computed from what is asked for.
    Request,
    /// Nobody: computed from the mixture.
    Mixture,
}

impl AskedOf {
    /// In words, for a reader.
    pub fn words(self) -> &'static str {
        match self {
            Self::Patient => "patient",
            Self::Examiner => "examiner",
            Self::Laboratory => "laboratory",
            Self::Record => "record",
            Self::Room => "room",
            Self::Staff => "staff",
            Self::Product => "product label",
            Self::Request => "the request",
            Self::Mixture => "the mixture",
        }
    }

    /// Whether the fact is worked out from the request and never asked.
    pub fn is_computed(self) -> bool {
        matches!(self, Self::Request | Self::Mixture)
    }
}

/// When a fact is asked, or a rule decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Moment {
    /// Before a plan can be made.
    Planning,
    /// On the day, before the first point.
    Day,
}

/// A value that a fact has without being asked.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Otherwise {
    /// Where this holds ...
    pub when: ConditionText,
    /// ... the fact has this value.
    pub value: AnswerText,
}

/// An answer as it is written in a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum AnswerText {
    /// Yes or no.
    YesNo(bool),
    /// A bare number: only for facts without a dimension.
    Number(f64),
    /// A quantity, an option, a date or an offset in days.
    Text(String),
    /// A list.
    List(Vec<String>),
}

record! {
    /// A medicine that a patient may take.
    Medicine {
        /// International non-proprietary name.
        name: String,
        /// Brands and synonyms.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        names: Vec<String>,
        /// Classes that rules speak of.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        classes: Vec<String>,
        /// Codes in published systems.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        codes: Vec<Code>,
    }
}

record! {
    /// Something that a patient may be allergic to. Its id and classes share one name space with agents and excipients.
    Allergen {
        /// As it is shown.
        name: String,
        /// Synonyms.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        names: Vec<String>,
        /// Groups within which an allergy to one counts for all.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        classes: Vec<String>,
        /// Other groups or substances that it counts for.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        cross_reacts: Vec<String>,
    }
}
use crate::translation::Translations;
