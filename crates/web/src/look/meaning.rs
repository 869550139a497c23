//! The six meanings, one per verdict, and the small signs that carry one: a sign and a word, never the colour alone.

use maud::{Markup, Render, html};

use super::icon::Icon;

/// What something means for treating this patient. `Neutral` and `Accent` carry no verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// Must not be.
    Excluded,
    /// Cannot be decided: an answer is missing.
    Incomplete,
    /// A specialist decides.
    Specialist,
    /// Not now.
    Defer,
    /// With a prescriber's reason.
    Caution,
    /// May be; done; in order.
    Eligible,
    /// Plain information.
    Neutral,
    /// Where one is, or what is worked on.
    Accent,
}

impl Meaning {
    /// The six verdicts in the order in which the first that applies decides.
    #[cfg(test)]
    pub(crate) const VERDICTS: [Meaning; 6] = [
        Meaning::Excluded,
        Meaning::Incomplete,
        Meaning::Specialist,
        Meaning::Defer,
        Meaning::Caution,
        Meaning::Eligible,
    ];

    /// The class that gives a part this meaning's colours.
    pub(crate) const fn class(self) -> &'static str {
        match self {
            Meaning::Excluded => "is-excluded",
            Meaning::Incomplete => "is-incomplete",
            Meaning::Specialist => "is-specialist",
            Meaning::Defer => "is-defer",
            Meaning::Caution => "is-caution",
            Meaning::Eligible => "is-eligible",
            Meaning::Neutral => "is-neutral",
            Meaning::Accent => "is-accent",
        }
    }

    /// The sign that goes with it.
    pub(crate) const fn icon(self) -> Icon {
        match self {
            Meaning::Excluded => Icon::Stop,
            Meaning::Incomplete => Icon::Question,
            Meaning::Specialist => Icon::Letter,
            Meaning::Defer => Icon::Clock,
            Meaning::Caution => Icon::Warning,
            Meaning::Eligible => Icon::Check,
            Meaning::Neutral => Icon::Info,
            Meaning::Accent => Icon::Arrow,
        }
    }
}

/// A verdict or severity as a chip: tinted, with sign and word.
pub(crate) fn chip(meaning: Meaning, word: &str) -> Markup {
    chip_with(meaning, meaning.icon(), word)
}

/// [`chip`] with another sign than the meaning's own.
pub(crate) fn chip_with(meaning: Meaning, icon: Icon, word: &str) -> Markup {
    html! { span class={ "chip " (meaning.class()) } { (icon) span { (word) } } }
}

/// A state in running text or in a table: sign and word, without a frame.
pub(crate) fn status(meaning: Meaning, word: &str) -> Markup {
    html! { span class={ "status " (meaning.class()) } { (meaning.icon()) span { (word) } } }
}

/// A small framed word: a role, a class, a version.
pub(crate) fn tag(word: &str) -> Markup {
    html! { span class="tag" { (word) } }
}

/// A small tag for what nobody has confirmed yet.
pub(crate) fn proposed_tag(word: &str) -> Markup {
    html! { span class="tag tag-proposed" { (word) } }
}

/// What is not known, visible as such: sign and word in place of a value.
pub(crate) fn unknown(word: &str) -> Markup {
    html! { span class="unknown" { (Icon::Question) span { (word) } } }
}

/// A signed or locked mark: who and when, in words.
pub(crate) fn signed(words: &str) -> Markup {
    html! { span class="status is-neutral" { (Icon::Lock) span { (words) } } }
}

impl Render for Meaning {
    /// The sign alone, in the meaning's colour; the caller writes the word beside it.
    fn render(&self) -> Markup {
        html! { span class={ "sign " (self.class()) } { (self.icon()) } }
    }
}
