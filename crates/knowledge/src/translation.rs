//! What a patient reads, in the patient's language.
//!
//! The knowledge is written in English. A record that patients read carries its translations beside it, each with a mark of the
//! English words that it was made from: when those change, the translation no longer loads until somebody has looked at it.
//! A record is translated whole or not at all; where it is not, its English words are shown and said to be English.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Deref;

use serde::{Deserialize, Serialize};

use crate::knowledge::Knowledge;
use crate::records::{
    Advice, Agent, AskedOf, Condition, ConsentItem, ConsentRule, Fact, PackageRule, Price, Record, Statement, Zone,
};
use crate::store::Records;

/// The language in which the knowledge is written.
pub const ORIGINAL: &str = "en";
/// The languages into which it can be translated, by their ISO 639-1 codes.
pub const LANGUAGES: [&str; 3] = ["es", "fr", "zh"];

/// The code of a language without its country: `es` of `es-MX`.
pub fn language_code(language: &str) -> String {
    let code = language.trim().split(['-', '_']).next().unwrap_or_default();
    code.to_lowercase()
}

/// Words that somebody reads, and the language that they are in.
///
/// English words are stored as plain text, others together with their language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Stored", into = "Stored")]
pub struct Said {
    words: String,
    language: String,
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Stored {
    Original(String),
    Translated { words: String, language: String },
}

impl Said {
    /// Words in a language.
    pub fn new(words: impl Into<String>, language: &str) -> Self {
        Self {
            words: words.into(),
            language: language.to_owned(),
        }
    }

    /// The code of the language that the words are in.
    pub fn language(&self) -> &str {
        &self.language
    }

    /// The words.
    pub fn as_str(&self) -> &str {
        &self.words
    }

    /// The words by themselves.
    pub fn into_words(self) -> String {
        self.words
    }
}

impl Deref for Said {
    type Target = str;

    fn deref(&self) -> &str {
        &self.words
    }
}

impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words)
    }
}

impl From<String> for Said {
    fn from(words: String) -> Self {
        Self::new(words, ORIGINAL)
    }
}

impl From<Stored> for Said {
    fn from(stored: Stored) -> Self {
        match stored {
            Stored::Original(words) => words.into(),
            Stored::Translated { words, language } => Self { words, language },
        }
    }
}

impl From<Said> for Stored {
    fn from(said: Said) -> Self {
        if said.language == ORIGINAL {
            Self::Original(said.words)
        } else {
            Self::Translated {
                words: said.words,
                language: said.language,
            }
        }
    }
}

/// The translations of a record, by language.
pub type Translations = BTreeMap<String, Translation>;

/// A record's words in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Translation {
    /// Mark of the English words that it was made from ([`mark_of`]).
    pub of: String,
    /// The words, by the field that they stand for.
    #[serde(flatten)]
    pub fields: BTreeMap<String, Words>,
}

/// The words of a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    untagged,
    expecting = "a translation is a text, or a table of texts such as `options = { negative = \"...\" }`"
)]
pub enum Words {
    /// Of a text.
    Text(String),
    /// Of a list, by the ids of its entries: the options of a choice.
    Entries(BTreeMap<String, String>),
}

impl Translation {
    /// Every text with its field, the entries of a list as `options.negative`.
    pub(crate) fn texts(&self) -> Vec<(String, &str)> {
        let mut texts = Vec::new();
        for (field, words) in &self.fields {
            match words {
                Words::Text(text) => texts.push((field.clone(), text.as_str())),
                Words::Entries(entries) => {
                    texts.extend(
                        entries
                            .iter()
                            .map(|(id, text)| (format!("{field}.{id}"), text.as_str())),
                    );
                }
            }
        }
        texts
    }

    fn text(&self, field: &str) -> Option<&str> {
        match self.fields.get(field)? {
            Words::Text(text) => Some(text),
            Words::Entries(_) => None,
        }
    }

    fn entry(&self, field: &str, id: &str) -> Option<&str> {
        match self.fields.get(field)? {
            Words::Entries(entries) => entries.get(id).map(String::as_str),
            Words::Text(_) => None,
        }
    }
}

/// The mark of a record's English words: the first 8 hexadecimal digits of their BLAKE3, fields included.
pub fn mark_of(original: &[(String, &str)]) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in original.iter().flat_map(|(field, words)| [field.as_str(), words]) {
        hasher.update(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    hasher.finalize().to_hex().chars().take(8).collect()
}

/// A record whose words patients read.
pub trait Translated: Record {
    /// Its English words, by field; the options of a choice as `options.negative`.
    fn original(&self) -> Vec<(String, &str)>;
    /// Its translations.
    fn translations(&self) -> &Translations;
    /// Whether a patient reads it: a question that only the staff are asked needs no translation.
    fn is_read_by_patients(&self) -> bool {
        true
    }
}

/// A text in a language, in English where there is no translation.
fn said(translations: &Translations, field: &str, original: &str, language: &str) -> Said {
    let code = language_code(language);
    match translations.get(&code).and_then(|words| words.text(field)) {
        Some(words) => Said::new(words, &code),
        None => Said::new(original, ORIGINAL),
    }
}

/// Makes a record translated: its fields (`?` for one that can be left out), and a lookup for each.
macro_rules! translated {
    ($type:ty { $($field:ident => $lookup:ident),* $(,)? } { $($optional:ident => $optional_lookup:ident),* $(,)? } $(if $is_read:expr)?) => {
        impl Translated for $type {
            fn original(&self) -> Vec<(String, &str)> {
                let mut fields: Vec<(String, &str)> = vec![$((stringify!($field).to_owned(), self.$field.as_str())),*];
                $(fields.extend(self.$optional.as_deref().map(|words| (stringify!($optional).to_owned(), words)));)*
                fields.extend(self.entries());
                fields
            }

            fn translations(&self) -> &Translations {
                &self.translations
            }

            $(fn is_read_by_patients(&self) -> bool {
                let is_read: fn(&Self) -> bool = $is_read;
                is_read(self)
            })?
        }

        impl $type {
            $(
                #[doc = concat!("`", stringify!($field), "` in a language, in English where there is no translation.")]
                pub fn $lookup(&self, language: &str) -> Said {
                    said(&self.translations, stringify!($field), &self.$field, language)
                }
            )*
            $(
                #[doc = concat!("`", stringify!($optional), "` in a language, in English where there is no translation.")]
                pub fn $optional_lookup(&self, language: &str) -> Option<Said> {
                    let original = self.$optional.as_deref()?;
                    Some(said(&self.translations, stringify!($optional), original, language))
                }
            )*
        }
    };
}

/// Texts of a record's lists.
trait Entries {
    fn entries(&self) -> Vec<(String, &str)> {
        Vec::new()
    }
}

impl Entries for Fact {
    fn entries(&self) -> Vec<(String, &str)> {
        let options = self.options.iter();
        options
            .map(|option| (format!("options.{}", option.id), option.label.as_str()))
            .collect()
    }
}

impl Entries for Advice {}
impl Entries for ConsentItem {}
impl Entries for ConsentRule {}
impl Entries for Statement {}
impl Entries for Condition {}
impl Entries for Zone {}
impl Entries for Agent {}
impl Entries for Price {}
impl Entries for PackageRule {}

translated!(Fact { question => question_in } {} if |fact| fact.asked_of == AskedOf::Patient);
translated!(Advice { topic => topic_in, instruction => instruction_in } { rationale => rationale_in });
translated!(ConsentItem { text => text_in } { detail => detail_in });
translated!(ConsentRule { text => text_in } {});
translated!(Statement { subject => subject_in, text => text_in } {});
translated!(Condition { name => name_in } {});
translated!(Zone { name => name_in } {});
translated!(Agent { name => name_in } {});
translated!(Price { item => item_in } { place => place_in } if |price| price.alternative);
translated!(PackageRule { text => text_in } {});

impl Fact {
    /// The label of an option in a language, in English where there is no translation; none where there is no such option.
    pub fn label_in(&self, option: &str, language: &str) -> Option<Said> {
        let label = &self.options.iter().find(|known| known.id == option)?.label;
        let code = language_code(language);
        let translation = self.translations.get(&code);
        Some(match translation.and_then(|words| words.entry("options", option)) {
            Some(words) => Said::new(words, &code),
            None => Said::new(label, ORIGINAL),
        })
    }
}

impl Records {
    /// Calls `visit` with every record that can be translated, and its kind.
    pub fn for_each_translated(&self, visit: &mut dyn FnMut(&'static str, &dyn Translated)) {
        /// One call for each list.
        macro_rules! each {
            ($($kind:literal $list:ident),* $(,)?) => {
                $(for record in &self.$list { visit($kind, record); })*
            };
        }
        each!(
            "fact" facts, "aftercare" aftercare, "before_treatment" before_treatment, "consent_item" consent_items,
            "consent_rule" consent_rules, "statement" statements, "condition" conditions, "zone" zones, "agent" agents,
            "price" prices, "package_rule" package_rules,
        );
    }
}

/// How much of what patients read there is in a language.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Records that patients read.
    pub all: usize,
    /// Those of them that are there in the language.
    pub translated: usize,
    /// Ids of the others.
    pub missing: Vec<String>,
}

impl Knowledge {
    /// How much of what patients read there is in a language. English is whole.
    pub fn coverage(&self, language: &str) -> Coverage {
        let code = language_code(language);
        let mut coverage = Coverage::default();
        self.records.for_each_translated(&mut |_, record| {
            if !record.is_read_by_patients() {
                return;
            }
            coverage.all += 1;
            if code == ORIGINAL || record.translations().contains_key(&code) {
                coverage.translated += 1;
            } else {
                coverage.missing.push(record.id().to_owned());
            }
        });
        coverage
    }

    /// The language in which a reader of `wanted` is served: `wanted` where something is translated into it, else English.
    pub fn language_for(&self, wanted: &str) -> String {
        let code = language_code(wanted);
        if self.coverage(&code).translated > 0 {
            code
        } else {
            ORIGINAL.to_owned()
        }
    }
}
