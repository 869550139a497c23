//! Values with their names: lists of facts, figures of the day, how much of a limit is used, how far one is.

use maud::{Markup, Render, html};

use super::meaning::{Meaning, unknown};

/// Names and values below each other.
#[derive(Clone, Debug, Default)]
pub(crate) struct Facts {
    lines: Vec<(String, Markup)>,
    wide: bool,
}

impl Facts {
    /// No facts yet.
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// A fact: its name, and its value as text or markup.
    pub(crate) fn fact(mut self, name: impl Into<String>, value: impl Render) -> Self {
        self.lines.push((name.into(), value.render()));
        self
    }

    /// A fact with the date, source or person that it comes from, in small.
    pub(crate) fn fact_from(mut self, name: impl Into<String>, value: impl Render, origin: impl Render) -> Self {
        let value = html! { (value) " " span class="origin" { (origin) } };
        self.lines.push((name.into(), value));
        self
    }

    /// A fact that is not known, with the word for it ("not asked", "asked, not known", "refused").
    pub(crate) fn unknown(mut self, name: impl Into<String>, word: &str) -> Self {
        self.lines.push((name.into(), unknown(word)));
        self
    }

    /// Beside each other where there is room.
    pub(crate) fn wide(mut self) -> Self {
        self.wide = true;
        self
    }
}

impl Render for Facts {
    fn render(&self) -> Markup {
        html! {
            dl class=(if self.wide { "facts is-wide" } else { "facts" }) {
                @for (name, value) in &self.lines { div { dt { (name) } dd { (value) } } }
            }
        }
    }
}

/// One figure that counts on a page.
#[derive(Clone, Debug)]
pub(crate) struct Stat {
    /// What is counted.
    pub(crate) label: String,
    /// The figure.
    pub(crate) value: String,
    /// Its unit; may be empty.
    pub(crate) unit: String,
    /// Where the figure is taken apart.
    pub(crate) href: Option<String>,
}

/// A few figures beside each other.
pub(crate) fn stats(figures: &[Stat]) -> Markup {
    html! {
        ul class="stats" {
            @for stat in figures {
                li {
                    @match &stat.href {
                        Some(href) => a href=(href) { (stat.inside()) },
                        None => div { (stat.inside()) },
                    }
                }
            }
        }
    }
}

impl Stat {
    fn inside(&self) -> Markup {
        html! {
            span class="stat-label" { (self.label) }
            span class="stat-value" { (self.value) @if !self.unit.is_empty() { " " span class="stat-unit" { (self.unit) } } }
        }
    }
}

/// How much of a limit is used: a dose of its cap. `per_mille` of 1000 is the limit itself.
pub(crate) fn limit_bar(label: &str, words: &str, per_mille: u32, meaning: Meaning) -> Markup {
    html! {
        div class={ "limit " (meaning.class()) } {
            span { (label) }
            span class="limit-words" { (meaning.icon()) span { (words) } }
            progress max="1000" value=(per_mille.min(1000)) aria-label=(label) { (words) }
        }
    }
}

/// How far one is: "3 of 7".
pub(crate) fn progress(done: usize, all: usize, words: &str) -> Markup {
    html! {
        div class="progress" {
            progress max=(all.max(1)) value=(done) aria-label=(words) {}
            span { (words) }
        }
    }
}
