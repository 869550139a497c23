//! Every string that a page shows, by key and language.
//!
//! The texts are Fluent files, one for each page, in `crates/web/messages/LANGUAGE/`. English is complete by a test; another
//! language is offered once it has every key of English.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use anagen_app::Message;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

macro_rules! file {
    ($language:literal, $name:literal) => {
        (
            $name,
            include_str!(concat!("../messages/", $language, "/", $name, ".ftl")),
        )
    };
}

macro_rules! files {
    ($language:literal) => {
        &[
            file!($language, "shell"),
            file!($language, "errors"),
            file!($language, "sign-in"),
            file!($language, "first-start"),
            file!($language, "patients"),
            file!($language, "intake"),
            file!($language, "screening"),
            file!($language, "plan"),
            file!($language, "consent"),
            file!($language, "session"),
            file!($language, "photographs"),
            file!($language, "adverse-events"),
            file!($language, "stock"),
            file!($language, "today"),
            file!($language, "knowledge"),
            file!($language, "administration"),
            file!($language, "import"),
            file!($language, "scales"),
        ]
    };
}

/// Files by their name.
type Files = [(&'static str, &'static str)];

/// The files of each language; the first is complete and stands in for what another lacks.
const LANGUAGES: &[(&str, &str, &Files)] = &[("en", "English", files!("en")), ("es", "Español", files!("es"))];

/// The texts of one language.
pub(crate) struct Messages {
    /// Its code (`en`).
    pub(crate) language: &'static str,
    bundle: FluentBundle<FluentResource>,
}

impl std::fmt::Debug for Messages {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Messages({})", self.language)
    }
}

static ALL: LazyLock<BTreeMap<&'static str, Messages>> = LazyLock::new(|| {
    LANGUAGES
        .iter()
        .map(|(language, _, files)| (*language, Messages::read(language, files)))
        .collect()
});

/// Languages that can be chosen: code and own name.
pub(crate) fn languages() -> impl Iterator<Item = (&'static str, &'static str)> {
    LANGUAGES.iter().map(|(code, name, _)| (*code, *name))
}

/// The texts of a language; English where there is none of that name.
pub(crate) fn messages(language: &str) -> &'static Messages {
    static ENGLISH: LazyLock<Messages> = LazyLock::new(|| Messages::read("en", LANGUAGES[0].2));
    ALL.get(language).or_else(|| ALL.get("en")).unwrap_or(&ENGLISH)
}

impl Messages {
    fn read(language: &'static str, files: &[(&str, &str)]) -> Self {
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
        Self { language, bundle }
    }

    /// A text without values.
    pub(crate) fn say(&self, key: &str) -> String {
        self.fill(key, &FluentArgs::new())
    }

    /// A text with values: `words.with("patients-found", [("n", 3.into())])`.
    pub(crate) fn with<'a, const N: usize>(&self, key: &str, values: [(&'a str, FluentValue<'a>); N]) -> String {
        self.fill(key, &FluentArgs::from_iter(values))
    }

    /// A text that a use case chose.
    pub(crate) fn of(&self, message: &Message) -> String {
        let values = message
            .values
            .iter()
            .map(|(name, value)| (*name, FluentValue::from(value.as_str())));
        self.fill(message.key, &values.collect())
    }

    /// Whether there is a text under a key.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.bundle
            .get_message(key)
            .is_some_and(|message| message.value().is_some())
    }

    fn fill(&self, key: &str, values: &FluentArgs<'_>) -> String {
        let Some(pattern) = self.bundle.get_message(key).and_then(|message| message.value()) else {
            if self.language != "en" {
                return messages("en").fill(key, values);
            }
            tracing::error!(key, "there is no text under this key");
            return key.to_owned();
        };
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(values), &mut errors);
        if !errors.is_empty() {
            tracing::error!(key, ?errors, "a text lacks a value");
        }
        text.into_owned()
    }
}

#[cfg(test)]
mod tests;
