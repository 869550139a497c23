//! Every string that a page shows, by key and language.
//!
//! The texts are Fluent files, one for each page, in `crates/web/messages/LANGUAGE/`.

use std::sync::LazyLock;

use anagen_messages::{Catalogue, catalogue};

pub(crate) use anagen_messages::{Messages, languages};

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| {
    catalogue![
        "shell",
        "errors",
        "sign-in",
        "first-start",
        "patients",
        "intake",
        "screening",
        "plan",
        "consent",
        "session",
        "photographs",
        "adverse-events",
        "stock",
        "today",
        "knowledge",
        "administration",
        "import",
        "scales",
    ]
});

/// The texts of a language; English where there is none of that code.
pub(crate) fn messages(language: &str) -> &'static Messages {
    CATALOGUE.language(language)
}

#[cfg(test)]
mod tests;
