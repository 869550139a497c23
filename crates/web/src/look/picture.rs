//! Photographs and drawings, alone and in pairs, each with the words that belong to it.

use maud::{Markup, Render, html};

/// A photograph or drawing from a file.
#[derive(Clone, Debug)]
pub(crate) struct Photograph {
    /// Its address.
    pub(crate) src: String,
    /// What it shows, for those who do not see it.
    pub(crate) alt: String,
    /// Date and method, printed with it.
    pub(crate) caption: String,
    /// Where it is shown large.
    pub(crate) href: Option<String>,
}

impl Render for Photograph {
    fn render(&self) -> Markup {
        let image = html! { img src=(self.src) alt=(self.alt) loading="lazy" decoding="async"; };
        html! {
            figure class="photograph" {
                @match &self.href {
                    Some(href) => a href=(href) { (image) },
                    None => (image),
                }
                figcaption { (self.caption) }
            }
        }
    }
}

/// A drawing made here: a map, a chart. The sentence says what it shows; the table is its equal.
#[derive(Clone, Debug)]
pub(crate) struct Drawing {
    /// The drawing as SVG.
    pub(crate) svg: Markup,
    /// What it shows, in a sentence.
    pub(crate) sentence: String,
    /// The words that open the table, and the table.
    pub(crate) table: Option<(String, Markup)>,
}

impl Render for Drawing {
    fn render(&self) -> Markup {
        html! {
            figure class="drawing" {
                div class="drawing-area" { (self.svg) }
                figcaption { (self.sentence) }
                @if let Some((words, table)) = &self.table { (super::list::disclosure(words, table)) }
            }
        }
    }
}

/// Photographs as tiles.
pub(crate) fn gallery(photographs: &[Photograph]) -> Markup {
    html! { div class="photographs" { @for photograph in photographs { (photograph) } } }
}

/// Two pictures beside each other, at the same scale.
pub(crate) fn side_by_side(earlier: impl Render, later: impl Render) -> Markup {
    html! { div class="side-by-side" { div { (earlier) } div { (later) } } }
}

/// Two pictures over each other with a slider between them. Without script they stand beside each other.
pub(crate) fn compare(earlier: &Photograph, later: &Photograph, label: &str) -> Markup {
    html! {
        div data-compare {
            div class="compare-pair" {
                div data-compare-earlier { (earlier) }
                div data-compare-later { (later) }
            }
            label class="compare-slider" hidden { span class="unseen" { (label) } input type="range" min="0" max="100" step="1" value="50" data-compare-slider; }
        }
    }
}
