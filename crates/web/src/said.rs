//! Words of the knowledge on a page: where they are in another language than the page, they say so.

use anagen_knowledge::Said;
use maud::{Markup, html};

/// The language of words that are not in the language of the page.
pub(crate) fn other_language<'a>(said: &'a Said, page: &str) -> Option<&'a str> {
    (said.language() != page).then(|| said.language())
}

/// The words, marked with their language where it is not that of the page.
pub(crate) fn said(said: &Said, page: &str) -> Markup {
    html! {
        @match other_language(said, page) {
            Some(language) => span lang=(language) { (said.as_str()) },
            None => (said.as_str()),
        }
    }
}

#[cfg(test)]
mod tests {
    use anagen_knowledge::Said;

    #[test]
    fn words_in_another_language_say_so() {
        let english = Said::from("Washing your hair".to_owned());
        assert_eq!(super::said(&english, "en").0, "Washing your hair");
        assert_eq!(
            super::said(&english, "es").0,
            "<span lang=\"en\">Washing your hair</span>"
        );
        assert_eq!(
            super::said(&Said::new("Lavarse el pelo", "es"), "es").0,
            "Lavarse el pelo"
        );
    }
}
