//! How a page is divided: its head, what is worked on and the facts beside it, sections, tabs, search, pages of a list.

use maud::{Markup, Render, html};

use super::icon::Icon;

/// The head of a page: where it lies, what it is, and its primary action.
#[derive(Clone, Debug)]
pub(crate) struct PageHead {
    title: String,
    back: Option<(String, String)>,
    beside: Option<Markup>,
    sentence: Option<String>,
    actions: Option<Markup>,
}

impl PageHead {
    /// What the page is; the only first-level heading.
    pub(crate) fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            back: None,
            beside: None,
            sentence: None,
            actions: None,
        }
    }

    /// The page above this one: address and words.
    pub(crate) fn back(mut self, href: impl Into<String>, label: impl Into<String>) -> Self {
        self.back = Some((href.into(), label.into()));
        self
    }

    /// Behind the title: a chip, a date.
    pub(crate) fn beside(mut self, part: impl Render) -> Self {
        self.beside = Some(part.render());
        self
    }

    /// One sentence below the title.
    pub(crate) fn sentence(mut self, sentence: impl Into<String>) -> Self {
        self.sentence = Some(sentence.into());
        self
    }

    /// Buttons at the end; the primary one first.
    pub(crate) fn actions(mut self, actions: Markup) -> Self {
        self.actions = Some(actions);
        self
    }
}

impl Render for PageHead {
    fn render(&self) -> Markup {
        html! {
            header class="page-head" {
                div class="page-head-words" {
                    @if let Some((href, label)) = &self.back { p class="page-back" { a href=(href) { (Icon::ChevronRight) span { (label) } } } }
                    h1 { (self.title) @if let Some(beside) = &self.beside { " " span class="page-beside" { (beside) } } }
                    @if let Some(sentence) = &self.sentence { p class="page-sentence" { (sentence) } }
                }
                @if let Some(actions) = &self.actions { div class="page-actions" { (actions) } }
            }
        }
    }
}

/// A working page: the object large, its facts beside it (below it on a tablet).
pub(crate) fn work(object: impl Render, facts: impl Render) -> Markup {
    html! { div class="work" { div class="work-object" { (object) } aside class="work-facts" { (facts) } } }
}

/// Text to read: at most 70 characters wide.
pub(crate) fn read(body: impl Render) -> Markup {
    html! { div class="read" { (body) } }
}

/// A part of a page under a heading.
pub(crate) fn section(title: &str, body: impl Render) -> Markup {
    html! { section class="section" { h2 { (title) } (body) } }
}

/// [`section`] with an `id` for links, and something at the end of its heading (a link, a count).
pub(crate) fn section_with(id: &str, title: &str, beside: impl Render, body: impl Render) -> Markup {
    html! {
        section class="section" id=(id) {
            div class="section-head" { h2 { (title) } div { (beside) } }
            (body)
        }
    }
}

/// A framed part: facts beside the object, a card.
pub(crate) fn panel(title: &str, body: impl Render) -> Markup {
    html! { section class="panel" { @if !title.is_empty() { h2 { (title) } } (body) } }
}

/// Panels beside each other where there is room.
pub(crate) fn panels(body: impl Render) -> Markup {
    html! { div class="panels" { (body) } }
}

/// Parts in one row that wraps: filters, chips, buttons.
pub(crate) fn toolbar(body: impl Render) -> Markup {
    html! { div class="toolbar" { (body) } }
}

/// One of several views of the same thing.
#[derive(Clone, Debug)]
pub(crate) struct Tab {
    /// Its address.
    pub(crate) href: String,
    /// Its name.
    pub(crate) label: String,
    /// How many are in it; may be unknown.
    pub(crate) count: Option<usize>,
    /// It is shown now.
    pub(crate) current: bool,
}

/// Views of the same thing, as links.
pub(crate) fn tabs(label: &str, tabs: &[Tab]) -> Markup {
    html! {
        nav class="tabs" aria-label=(label) {
            ul {
                @for tab in tabs {
                    li {
                        a href=(tab.href) aria-current=[tab.current.then_some("page")] {
                            (tab.label) @if let Some(count) = tab.count { " " span class="tabs-count" { (count) } }
                        }
                    }
                }
            }
        }
    }
}

/// A box to search in. With `live` its results follow the typing; without script it is a form that is sent.
#[derive(Clone, Debug)]
pub(crate) struct SearchBox<'a> {
    /// Where the form goes (GET).
    pub(crate) action: &'a str,
    /// The name of the words in the address, mostly `q`.
    pub(crate) name: &'a str,
    /// What is searched, as the label.
    pub(crate) label: &'a str,
    /// What can be typed: "Name, birth date, number or phone".
    pub(crate) hint: &'a str,
    /// What is typed now.
    pub(crate) value: &'a str,
    /// The words of the button.
    pub(crate) button: &'a str,
    /// The address that answers with a fragment, and the `id` of the element whose content the fragment becomes.
    pub(crate) live: Option<(&'a str, &'a str)>,
    /// The typing starts here.
    pub(crate) first: bool,
}

impl Render for SearchBox<'_> {
    fn render(&self) -> Markup {
        let id = super::field::id_of(&format!("search-{}", self.name));
        html! {
            form class="search" role="search" method="get" action=(self.action) {
                label for=(id) { (self.label) }
                @if !self.hint.is_empty() { p class="hint" id={ (id) "-hint" } { (self.hint) } }
                div class="search-row" {
                    div class="input" {
                        (Icon::Search)
                        input type="search" id=(id) name=(self.name) value=(self.value) autocomplete="off" spellcheck="false"
                            aria-describedby=[(!self.hint.is_empty()).then(|| format!("{id}-hint"))]
                            autofocus[self.first]
                            data-live-search=[self.live.map(|(url, _)| url)] data-live-target=[self.live.map(|(_, target)| target)];
                    }
                    button class="button" type="submit" { span { (self.button) } }
                }
            }
        }
    }
}

/// The way through a long list, newest first.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pager {
    /// Names the way for those who do not see it.
    pub(crate) label: String,
    /// Towards the newer ones: address and words.
    pub(crate) newer: Option<(String, String)>,
    /// Towards the older ones: address and words.
    pub(crate) older: Option<(String, String)>,
    /// What is shown: "1 to 50".
    pub(crate) here: String,
}

impl Render for Pager {
    fn render(&self) -> Markup {
        html! {
            @if self.newer.is_some() || self.older.is_some() {
                nav class="pager" aria-label=(self.label) {
                    @if let Some((href, words)) = &self.newer { a class="button" rel="prev" href=(href) { span { (words) } } }
                    span { (self.here) }
                    @if let Some((href, words)) = &self.older { a class="button" rel="next" href=(href) { span { (words) } } }
                }
            }
        }
    }
}

/// Only on paper: the foot of a sheet, lines to sign on.
pub(crate) fn on_paper(body: impl Render) -> Markup {
    html! { div class="on-paper" { (body) } }
}

/// Only on the screen.
pub(crate) fn on_screen(body: impl Render) -> Markup {
    html! { div class="on-screen" { (body) } }
}
