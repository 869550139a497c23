//! A form: where it goes, how it is kept while one types, its blocks.

use maud::{Markup, Render, html};

use super::icon::Icon;

/// A form that changes something (POST), or one that asks for another page (GET).
#[derive(Clone, Debug)]
pub(crate) struct Form {
    action: String,
    method: &'static str,
    id: Option<String>,
    with_files: bool,
    draft: Option<(String, String)>,
    drafts_to: Option<String>,
    forgets_drafts: bool,
    class: &'static str,
    body: Markup,
}

impl Form {
    /// A form that changes something.
    pub(crate) fn post(action: impl Into<String>) -> Self {
        Self::new(action.into(), "post")
    }

    /// A form that asks for a page: a search, a filter.
    pub(crate) fn get(action: impl Into<String>) -> Self {
        Self::new(action.into(), "get")
    }

    fn new(action: String, method: &'static str) -> Self {
        Self {
            action,
            method,
            id: None,
            with_files: false,
            draft: None,
            drafts_to: None,
            forgets_drafts: false,
            class: "form",
            body: Markup::default(),
        }
    }

    /// It carries files.
    pub(crate) fn with_files(mut self) -> Self {
        self.with_files = true;
        self
    }

    /// Kept as typed under `key` (letters, digits, `-`, `_`, `.`), for the record's version `version`.
    pub(crate) fn draft(mut self, key: impl Into<String>, version: impl std::fmt::Display) -> Self {
        self.draft = Some((key.into(), format!("{version}")));
        self
    }

    /// Where it is kept as typed, when that is not `/drafts`: on the patient's tablet.
    pub(crate) fn drafts_to(mut self, address: impl Into<String>) -> Self {
        self.drafts_to = Some(address.into());
        self
    }

    /// Sending it leaves nothing on this device of what was typed here: the tablet goes from hand to hand.
    pub(crate) fn forgets_drafts(mut self) -> Self {
        self.forgets_drafts = true;
        self
    }

    /// So that a button elsewhere on the page can belong to it.
    pub(crate) fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// Fields and button in one row: a filter above a table.
    pub(crate) fn in_line(mut self) -> Self {
        self.class = "form is-inline";
        self
    }

    /// What is in it: blocks, fields, [`super::Actions`].
    pub(crate) fn body(mut self, body: Markup) -> Self {
        self.body = body;
        self
    }
}

impl Render for Form {
    fn render(&self) -> Markup {
        let key = self.draft.as_ref().map(|(key, _)| key);
        let version = self.draft.as_ref().map(|(_, version)| version);
        html! {
            form class=(self.class) id=[self.id.as_ref()] method=(self.method) action=(self.action)
                enctype=[self.with_files.then_some("multipart/form-data")]
                data-draft=[key] data-draft-version=[version] data-drafts-to=[self.drafts_to.as_ref()]
                data-forgets-drafts[self.forgets_drafts] novalidate[self.method == "post"] {
                (self.body)
            }
        }
    }
}

/// A value that travels with a form.
pub(crate) fn hidden(name: &str, value: &str) -> Markup {
    html! { input type="hidden" name=(name) value=(value); }
}

/// One topic of a form under its heading; without one where the page's title says it.
pub(crate) fn block(title: &str, body: impl Render) -> Markup {
    html! {
        @if title.is_empty() { div class="block" { (body) } } @else { fieldset class="block" { legend { (title) } (body) } }
    }
}

/// [`block`] with a sentence below its heading.
pub(crate) fn block_with(title: &str, sentence: &str, body: impl Render) -> Markup {
    html! { fieldset class="block" { legend { (title) } p class="block-sentence" { (sentence) } (body) } }
}

/// Fields beside each other where there is room.
pub(crate) fn row(body: impl Render) -> Markup {
    html! { div class="field-row" { (body) } }
}

/// The words of the line that says what is kept; `{time}` stands for a time of day.
#[derive(Clone, Debug)]
pub(crate) struct SaveWords {
    /// "Saved as you type".
    pub(crate) ready: String,
    /// "Saved {time}".
    pub(crate) saved: String,
    /// "Not saved: no connection, kept on this device".
    pub(crate) kept_here: String,
    /// "Not saved: signed out, or changed by someone else; kept on this device".
    pub(crate) refused: String,
    /// "On this device there is something typed at {time} that was not saved".
    pub(crate) found: String,
    /// "Restore it".
    pub(crate) restore: String,
    /// "Discard it".
    pub(crate) discard: String,
}

/// The line that always says whether what was typed is kept.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SaveLine<'a> {
    /// Its words.
    pub(crate) words: &'a SaveWords,
    /// What it says at first: "Saved 10:42" for a draft that was found, otherwise `None`.
    pub(crate) now: Option<&'a str>,
}

impl Render for SaveLine<'_> {
    fn render(&self) -> Markup {
        let words = self.words;
        html! {
            div class="save-line" data-save-line data-saved=(words.saved) data-kept-here=(words.kept_here)
                data-refused=(words.refused) data-found=(words.found) data-restore=(words.restore)
                data-discard=(words.discard) {
                p role="status" {
                    span class="save-ok" { (Icon::Check) }
                    span class="save-bad" { (Icon::Warning) }
                    span data-save-words { (self.now.unwrap_or(&words.ready)) }
                }
            }
        }
    }
}
