//! The text of a consent: the items of the knowledge with what the plan and the clinic put in, fixed when it is handed over.

use anagen_care::plan::{Consent, Plan};
use anagen_knowledge::{ORIGINAL, Said};
use serde::{Deserialize, Serialize};

/// A consent as it was handed over. It is stored whole, so that what was read can always be read again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ConsentText {
    /// Number of the patient; never a name.
    pub reference: String,
    /// Version of the plan that it is for.
    pub plan_version: i64,
    /// Version of the knowledge that the words are from.
    pub knowledge_version: String,
    /// The language in which it is read; what is not translated into it says so itself.
    #[serde(default = "original", skip_serializing_if = "is_original")]
    pub language: String,
    /// The items, by number.
    pub items: Vec<TextItem>,
    /// Days between the talk and the signature.
    pub days_to_think: i64,
    /// Why so many, in the words of the rules.
    pub because: Vec<Said>,
    /// What makes a new consent necessary.
    pub rules: Vec<Said>,
}

/// One item, initialled on its own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TextItem {
    /// Id of its record.
    pub id: String,
    /// Its number.
    pub number: u32,
    /// What is consented to or acknowledged.
    pub text: Said,
    /// What has to be said about it.
    pub detail: Option<Said>,
    /// What the plan puts in.
    pub filled: Vec<Said>,
    /// What the clinic puts in: the name of the line, and what stands in it.
    pub written_in: Vec<WrittenIn>,
    /// Questions of its own, each a yes or a no.
    pub asks: Vec<String>,
}

/// A line that the clinic fills in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrittenIn {
    /// Which line: `prescribes`, `injects`, `language`, `complaints_inside`, `complaints_outside`.
    pub line: String,
    /// What stands in it.
    pub text: String,
}

fn original() -> String {
    ORIGINAL.to_owned()
}

fn is_original(language: &str) -> bool {
    language == ORIGINAL
}

/// Lines that only the clinic can fill, by the item's number.
const LINES: [(u32, &[&str]); 3] = [
    (9, &["prescribes", "injects"]),
    (16, &["language"]),
    (18, &["complaints_inside", "complaints_outside"]),
];

/// Items with questions of their own, by number.
const QUESTIONS: [(u32, &[&str]); 2] = [
    (
        10,
        &["photographs_care", "photographs_teaching", "photographs_publication"],
    ),
    (11, &["register"]),
];

/// Every line that the clinic fills in.
pub(super) fn lines() -> impl Iterator<Item = &'static str> {
    LINES.iter().flat_map(|(_, lines)| lines.iter().copied())
}

/// The text of a plan's consent in a language. `written_in` gives what stands in a line.
pub fn text_of(
    plan: &Plan,
    (consent, language): (&Consent, &str),
    plan_version: i64,
    days_to_think: i64,
    because: Vec<Said>,
    written_in: &dyn Fn(&str) -> String,
) -> ConsentText {
    let items = consent.items.iter().map(|item| {
        // An item that is added for a class of agents repeats the number of the one that it belongs to.
        let opens_its_number = item.id == format!("consent_{:02}", item.number);
        let of_number = |list: &[(u32, &'static [&'static str])]| -> &'static [&'static str] {
            let found = list
                .iter()
                .find(|(number, _)| opens_its_number && *number == item.number);
            found.map_or(&[], |(_, entries)| entries)
        };
        TextItem {
            id: item.id.clone(),
            number: item.number,
            text: item.text.clone(),
            detail: item.detail.clone(),
            filled: item.filled.clone(),
            written_in: of_number(&LINES)
                .iter()
                .map(|line| WrittenIn {
                    line: (*line).to_owned(),
                    text: written_in(line),
                })
                .collect(),
            asks: of_number(&QUESTIONS)
                .iter()
                .map(|question| (*question).to_owned())
                .collect(),
        }
    });
    ConsentText {
        reference: plan.reference.clone(),
        plan_version,
        knowledge_version: plan.knowledge.version.clone(),
        language: language.to_owned(),
        items: items.collect(),
        days_to_think,
        because,
        rules: consent.rules.clone(),
    }
}

impl ConsentText {
    /// BLAKE3 of the text.
    pub(super) fn hash(&self) -> Result<String, crate::AppError> {
        let bytes = serde_json::to_vec(self).map_err(|error| crate::AppError::Internal(error.to_string()))?;
        Ok(blake3::hash(&bytes).to_hex().to_string())
    }
}
