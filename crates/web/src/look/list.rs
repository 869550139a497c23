//! Lists that one reads or follows: links, steps, the timeline, what opens, and what is still empty.

use maud::{Markup, Render, html};

use super::{icon::Icon, meaning::Meaning};

/// A place where nothing is yet: what will be here, and the first step.
#[derive(Clone, Debug)]
pub(crate) struct Empty {
    /// The drawn sign.
    pub(crate) icon: Icon,
    /// What will be here.
    pub(crate) what: String,
    /// One more sentence; may be empty.
    pub(crate) sentence: String,
    /// The first step: address and words.
    pub(crate) first_step: Option<(String, String)>,
}

impl Render for Empty {
    fn render(&self) -> Markup {
        html! {
            div class="empty" {
                (self.icon)
                p class="empty-what" { (self.what) }
                @if !self.sentence.is_empty() { p { (self.sentence) } }
                @if let Some((href, label)) = &self.first_step { p { a class="button" href=(href) { span { (label) } } } }
            }
        }
    }
}

/// A line that leads somewhere.
#[derive(Clone, Debug, Default)]
pub(crate) struct LinkItem {
    /// Where.
    pub(crate) href: String,
    /// What it is.
    pub(crate) title: String,
    /// A second line; may be empty.
    pub(crate) detail: String,
    /// At the end of the line: a chip, a date.
    pub(crate) aside: Option<Markup>,
    /// Before the line: a sign, a portrait.
    pub(crate) before: Option<Markup>,
}

/// Lines that lead somewhere; the whole line can be touched.
pub(crate) fn link_list(items: &[LinkItem]) -> Markup {
    html! {
        ul class="links" {
            @for item in items {
                li {
                    a href=(item.href) {
                        @if let Some(before) = &item.before { span class="links-before" { (before) } }
                        span class="links-words" {
                            span class="links-title" { (item.title) }
                            @if !item.detail.is_empty() { span class="links-detail" { (item.detail) } }
                        }
                        @if let Some(aside) = &item.aside { span class="links-aside" { (aside) } }
                        (Icon::ChevronRight)
                    }
                }
            }
        }
    }
}

/// What to do, in order.
pub(crate) fn steps<T: Render>(items: impl IntoIterator<Item = T>) -> Markup {
    html! { ol class="steps" { @for item in items { li { div { (item) } } } } }
}

/// Something that opens: its line, and what is inside.
pub(crate) fn disclosure(line: &str, body: impl Render) -> Markup {
    html! { details class="disclosure" { summary { (Icon::ChevronRight) span { (line) } } div class="disclosure-body" { (body) } } }
}

/// One entry of a timeline.
#[derive(Clone, Debug)]
pub(crate) struct TimelineEntry {
    /// When, in words: "10:42" or "12 March 2026".
    pub(crate) when: String,
    /// The same for machines: "2026-03-12" or with time.
    pub(crate) datetime: String,
    /// The drawn sign.
    pub(crate) icon: Icon,
    /// Gives the sign its colour.
    pub(crate) meaning: Meaning,
    /// What happened.
    pub(crate) title: String,
    /// Where it is told in full.
    pub(crate) href: Option<String>,
    /// By whom, where, and what else to say.
    pub(crate) body: Markup,
}

/// What happened, newest first, under headings.
#[derive(Clone, Debug, Default)]
pub(crate) struct Timeline {
    groups: Vec<(String, Vec<TimelineEntry>)>,
}

impl Timeline {
    /// Nothing yet.
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Entries under a heading, such as a year or a day.
    pub(crate) fn group(mut self, heading: impl Into<String>, entries: Vec<TimelineEntry>) -> Self {
        self.groups.push((heading.into(), entries));
        self
    }
}

impl Render for Timeline {
    fn render(&self) -> Markup {
        html! {
            div class="timeline" {
                @for (heading, entries) in &self.groups {
                    @if !heading.is_empty() { h2 { (heading) } }
                    ol {
                        @for entry in entries {
                            li {
                                span class={ "timeline-sign " (entry.meaning.class()) } { (entry.icon) }
                                div {
                                    p class="timeline-title" {
                                        @match &entry.href {
                                            Some(href) => a href=(href) { (entry.title) },
                                            None => (entry.title),
                                        }
                                        time datetime=(entry.datetime) { (entry.when) }
                                    }
                                    div class="timeline-body" { (entry.body) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
