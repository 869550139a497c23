//! What just happened: done, or an error with what was kept, what to do and a number to quote.

use maud::{Markup, Render, html};

use super::meaning::Meaning;

/// A message at the head of a page.
#[derive(Clone, Debug)]
pub(crate) struct Notice {
    meaning: Meaning,
    urgent: bool,
    what: String,
    kept: Option<String>,
    to_do: Vec<String>,
    identifier: Option<String>,
    places: Vec<(String, String)>,
    link: Option<(String, String)>,
}

impl Notice {
    /// Something was done.
    pub(crate) fn success(what: impl Into<String>) -> Self {
        Self::new(Meaning::Eligible, false, what.into())
    }

    /// Something failed or was refused: what happened.
    pub(crate) fn error(what: impl Into<String>) -> Self {
        Self::new(Meaning::Excluded, true, what.into())
    }

    /// Something to know, with the colours of `meaning`.
    pub(crate) fn about(meaning: Meaning, what: impl Into<String>) -> Self {
        Self::new(meaning, false, what.into())
    }

    fn new(meaning: Meaning, urgent: bool, what: String) -> Self {
        Self {
            meaning,
            urgent,
            what,
            kept: None,
            to_do: Vec::new(),
            identifier: None,
            places: Vec::new(),
            link: None,
        }
    }

    /// What was kept: "What you typed is kept."
    pub(crate) fn kept(mut self, kept: impl Into<String>) -> Self {
        self.kept = Some(kept.into());
        self
    }

    /// What to do now; several sentences stand below each other.
    #[expect(
        clippy::wrong_self_convention,
        reason = "it names what a person is to do, it converts nothing"
    )]
    pub(crate) fn to_do(mut self, to_do: impl Into<String>) -> Self {
        self.to_do.push(to_do.into());
        self
    }

    /// The number to quote, with its words.
    pub(crate) fn identifier(mut self, identifier: impl Into<String>) -> Self {
        self.identifier = Some(identifier.into());
        self
    }

    /// One field that needs a change: the field's `id` ([`super::field::id_of`]) and what to do.
    pub(crate) fn place(mut self, field_id: impl Into<String>, words: impl Into<String>) -> Self {
        self.places.push((field_id.into(), words.into()));
        self
    }

    /// Where to go on.
    pub(crate) fn link(mut self, href: impl Into<String>, label: impl Into<String>) -> Self {
        self.link = Some((href.into(), label.into()));
        self
    }
}

impl Render for Notice {
    fn render(&self) -> Markup {
        html! {
            div class={ "notice " (self.meaning.class()) } role=(if self.urgent { "alert" } else { "status" }) {
                (self.meaning.icon())
                div class="notice-words" {
                    p class="notice-what" { (self.what) }
                    @if let Some(kept) = &self.kept { p { (kept) } }
                    @for to_do in &self.to_do { p { (to_do) } }
                    @if !self.places.is_empty() {
                        ul { @for (id, words) in &self.places { li { a href={ "#" (id) } { (words) } } } }
                    }
                    @if let Some((href, label)) = &self.link { p { a href=(href) { (label) } } }
                    @if let Some(identifier) = &self.identifier { p class="soft" { (identifier) } }
                }
            }
        }
    }
}
