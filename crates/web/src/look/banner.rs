//! The patient banner: about whom this page is. It stays in view and is printed on every page.

use maud::{Markup, Render, html};

use super::{
    icon::Icon,
    meaning::{Meaning, chip, chip_with},
    shell::ShellWords,
};

/// What is known about allergies. Unknown is never none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Allergies {
    /// Entries, in words.
    Known(String),
    /// "None, asked on 12 March".
    None(String),
    /// Not asked, not known or refused, in words.
    Unknown(String),
}

/// A short sign in the banner: pregnancy, an anticoagulant.
#[derive(Clone, Debug)]
pub(crate) struct Flag {
    /// Gives the colours.
    pub(crate) meaning: Meaning,
    /// The drawn sign.
    pub(crate) icon: Icon,
    /// The words.
    pub(crate) label: String,
}

/// About whom a page is.
#[derive(Clone, Debug)]
pub(crate) struct Banner {
    /// The address of the patient's page.
    pub(crate) href: String,
    /// The address of the photograph, when there is one.
    pub(crate) photo: Option<String>,
    /// Shown where there is no photograph; not spoken.
    pub(crate) initials: String,
    /// The name as the patient writes it.
    pub(crate) name: String,
    /// Birth date and age in words: "12 March 1984, 41 years".
    pub(crate) born: String,
    /// The patient's number.
    pub(crate) number: String,
    /// Allergies in words.
    pub(crate) allergies: Allergies,
    /// The verdict that holds now, with its word.
    pub(crate) verdict: Option<(Meaning, String)>,
    /// Pregnancy, anticoagulants and the like.
    pub(crate) flags: Vec<Flag>,
}

impl Banner {
    /// The banner in the page.
    pub(super) fn on_screen(&self, words: &ShellWords) -> Markup {
        let (meaning, icon, allergies) = match &self.allergies {
            Allergies::Known(text) => (Meaning::Excluded, Icon::Shield, text),
            Allergies::None(text) => (Meaning::Neutral, Icon::Shield, text),
            Allergies::Unknown(text) => (Meaning::Incomplete, Icon::Question, text),
        };
        html! {
            section class="banner" aria-label=(words.patient) {
                div class="banner-inner" {
                    a class="banner-who" href=(self.href) {
                        (Portrait { photo: self.photo.as_deref(), initials: &self.initials })
                        span class="banner-name" { (self.name) }
                    }
                    dl class="banner-facts" {
                        div { dt { (words.born) } dd { (self.born) } }
                        div { dt { (words.number) } dd { (self.number) } }
                        div class={ "banner-allergies " (meaning.class()) } { dt { (words.allergies) } dd { (icon) span { (allergies) } } }
                    }
                    ul class="banner-flags" {
                        @for flag in &self.flags { li { (chip_with(flag.meaning, flag.icon, &flag.label)) } }
                        @if let Some((meaning, word)) = &self.verdict { li { (chip(*meaning, word)) } }
                    }
                }
            }
        }
    }

    /// The lines that stand at the head of every printed page.
    pub(super) fn on_paper(&self, words: &ShellWords) -> Markup {
        let (Allergies::Known(allergies) | Allergies::None(allergies) | Allergies::Unknown(allergies)) =
            &self.allergies;
        html! {
            strong { (self.name) }
            span { (words.born) ": " (self.born) }
            span { (words.number) ": " (self.number) }
            span { (words.allergies) ": " (allergies) }
        }
    }
}

/// A face, or initials where there is none. Decorative: the name stands beside it.
pub(crate) struct Portrait<'a> {
    /// The address of the photograph.
    pub(crate) photo: Option<&'a str>,
    /// Shown without one.
    pub(crate) initials: &'a str,
}

impl Render for Portrait<'_> {
    fn render(&self) -> Markup {
        html! {
            span class="portrait" aria-hidden="true" {
                @match self.photo {
                    Some(photo) => img src=(photo) alt="" width="48" height="48";,
                    None => (self.initials),
                }
            }
        }
    }
}
