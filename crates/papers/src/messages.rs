//! Every string that a paper shows, by key and language.
//!
//! `care.ftl` holds what `care` and the knowledge say in fixed words (a verdict, a grade, a note of the program): such a text is
//! found by its English.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use anagen_knowledge::{ORIGINAL, language_code};
use anagen_messages::{Catalogue, Messages, catalogue};

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| {
    catalogue![
        "care", "days", "scalp", "calendar", "plan", "mixture", "course", "patient"
    ]
});

/// What the keys of `care.ftl` begin with.
const FIXED: &str = "care-";

/// The texts of a language; English where there are none.
pub(crate) fn messages(language: &str) -> &'static Messages {
    CATALOGUE.language(&language_code(language))
}

/// What `care` says in fixed English words, in a language; none where the words are not fixed.
pub(crate) fn fixed(english: &str, words: &Messages) -> Option<String> {
    static KEYS: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
        let keys = CATALOGUE.keys().into_iter().filter(|key| key.starts_with(FIXED));
        keys.map(|key| (messages(ORIGINAL).say(&key), key)).collect()
    });
    if words.language == ORIGINAL {
        return Some(english.to_owned());
    }
    KEYS.get(english).map(|key| words.say(key))
}

#[cfg(test)]
pub(crate) use self::tests::english_alone;
#[cfg(test)]
mod tests;
