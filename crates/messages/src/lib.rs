//! Texts by key and language.
//!
//! A crate that people read keeps its texts as Fluent files in its folder `messages/LANGUAGE/` and makes a [`Catalogue`] of them
//! with [`catalogue!`]. English is complete; it stands in for what another language lacks, and [`check`] finds what that is.

pub mod check;
mod message;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use fluent_bundle::FluentValue;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use unic_langid::LanguageIdentifier;

pub use self::message::Message;

/// Codes of the languages and their own names. The first one is complete.
const LANGUAGES: [(&str, &str); 2] = [("en", "English"), ("es", "Español")];

/// The languages that can be chosen: code and own name.
pub fn languages() -> impl Iterator<Item = (&'static str, &'static str)> {
    LANGUAGES.into_iter()
}

/// The files of a language: name and text.
pub type Files = &'static [(&'static str, &'static str)];

/// The catalogue of the crate that calls it, of the files with these names: `catalogue!["shell", "errors"]`.
#[macro_export]
macro_rules! catalogue {
    ($($name:literal),+ $(,)?) => {
        $crate::Catalogue::read([$crate::catalogue!(@ "en" $($name)+), $crate::catalogue!(@ "es" $($name)+)])
    };
    (@ $language:literal $($name:literal)+) => {
        &[$((
            $name,
            include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/messages/", $language, "/", $name, ".ftl")),
        )),+]
    };
}

type Bundle = FluentBundle<FluentResource>;

/// The texts of a crate in every language.
#[derive(Debug)]
pub struct Catalogue {
    files: [Files; LANGUAGES.len()],
    english: Messages,
    others: BTreeMap<&'static str, Messages>,
}

impl Catalogue {
    /// Reads the files of each language, in the order of [`languages`].
    pub fn read(files: [Files; LANGUAGES.len()]) -> Self {
        let [(original, _), others @ ..] = LANGUAGES;
        let [original_files, other_files @ ..] = files;
        let english = Messages {
            language: original,
            own: Arc::new(bundle(original, original_files)),
            original: None,
        };
        let others = others.into_iter().zip(other_files).map(|((language, _), files)| {
            let messages = Messages {
                language,
                own: Arc::new(bundle(language, files)),
                original: Some(Arc::clone(&english.own)),
            };
            (language, messages)
        });
        let others = others.collect();
        Self { files, english, others }
    }

    /// The texts of a language; English where there is none of that code.
    pub fn language(&self, code: &str) -> &Messages {
        self.others.get(code).unwrap_or(&self.english)
    }

    /// The files of each language, with its code.
    fn files(&self) -> impl Iterator<Item = (&'static str, Files)> {
        languages().map(|(code, _)| code).zip(self.files)
    }

    /// Every key, in the order of the English files.
    pub fn keys(&self) -> Vec<String> {
        self.files.first().map(|files| check::keys(files)).unwrap_or_default()
    }
}

/// The texts of one language.
pub struct Messages {
    /// Its code (`en`).
    pub language: &'static str,
    own: Arc<Bundle>,
    /// English, for what the language lacks; none for English itself.
    original: Option<Arc<Bundle>>,
}

impl std::fmt::Debug for Messages {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Messages({})", self.language)
    }
}

fn bundle(language: &str, files: Files) -> Bundle {
    let id: LanguageIdentifier = language.parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![id]);
    // No invisible marks around values: they end in copied text and in printed papers.
    bundle.set_use_isolating(false);
    for (name, text) in files {
        // A file that cannot be read fails the tests; what can be read of it is still shown.
        let resource = FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(resource, errors)| {
            tracing::error!(file = name, ?errors, "a message file cannot be read whole");
            resource
        });
        if let Err(errors) = bundle.add_resource(resource) {
            tracing::error!(file = name, ?errors, "two messages have one key");
        }
    }
    bundle
}

impl Messages {
    /// A text without values.
    pub fn say(&self, key: &str) -> String {
        self.fill(key, &FluentArgs::new())
    }

    /// A text with values: `words.with("patients-found", [("n", 3.into())])`.
    pub fn with<'a>(&self, key: &str, values: impl IntoIterator<Item = (&'a str, FluentValue<'a>)>) -> String {
        self.fill(key, &values.into_iter().collect())
    }

    /// A text that was chosen elsewhere.
    pub fn of(&self, message: &Message) -> String {
        let values = message
            .values
            .iter()
            .map(|(name, value)| (*name, FluentValue::from(value.as_str())));
        self.fill(message.key, &values.collect())
    }

    /// Whether the language has a text of its own under a key.
    pub fn has(&self, key: &str) -> bool {
        pattern_of(&self.own, key).is_some()
    }

    fn fill(&self, key: &str, values: &FluentArgs<'_>) -> String {
        let bundles = [Some(&self.own), self.original.as_ref()];
        let mut found = bundles.into_iter().flatten();
        let Some((bundle, pattern)) = found.find_map(|bundle| Some((bundle, pattern_of(bundle, key)?))) else {
            tracing::error!(key, "there is no text under this key");
            return key.to_owned();
        };
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(values), &mut errors);
        if !errors.is_empty() {
            tracing::error!(key, ?errors, "a text lacks a value");
        }
        text.into_owned()
    }
}

fn pattern_of<'b>(bundle: &'b Bundle, key: &str) -> Option<&'b fluent_syntax::ast::Pattern<&'b str>> {
    bundle.get_message(key)?.value()
}
