//! Clinical knowledge of hair mesotherapy: records with sources, read from TOML, validated, looked up.
//!
//! - [`Files`] holds a folder's text, [`Knowledge::load`] makes typed [`records`] of it or says what is wrong and where;
//! - [`Condition`]s over facts are evaluated in Kleene's three-valued logic ([`Truth`]) on a [`FactSheet`];
//! - [`Quantity`] is a number that never goes without its unit;
//! - [`Said`] is what a patient reads, with the language that it is in.
//!
//! The format of the folder is `docs/knowledge.md`. What a rule's answer means for a patient is decided in `anagen-care`.

mod answer;
mod check;
mod compile;
mod condition;
mod document;
#[cfg(test)]
mod example_folder;
mod fact_sheet;
mod files;
pub mod in_words;
mod knowledge;
mod load;
mod names;
mod overlay;
mod problem;
mod quantity;
pub mod records;
mod store;
pub mod suggest;
mod translation;
mod truth;

pub use answer::AnswerError;
pub use condition::{Comparison, Condition, ConditionText, Is};
pub use document::{Document, TextError, with_suggestion};
pub use fact_sheet::{Answer, FactKey, FactSheet, List, Unknown, Value};
pub use files::Files;
pub use knowledge::Knowledge;
pub use problem::{Problem, Problems};
pub use quantity::{Plain, Quantity, QuantityError, canonical_unit};
pub use store::Records;
pub use translation::{
    Coverage, LANGUAGES, ORIGINAL, Said, Translated, Translation, Translations, Words, language_code, mark_of,
};
pub use truth::Truth;
