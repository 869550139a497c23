//! How the page looks, on a screen and on paper. The margins of printed pages carry whose plan it is, its day, how far it goes,
//! who remains responsible, and the number of the page.

use std::fmt::Write as _;

use anagen_care::plan::Plan;
use maud::{Markup, PreEscaped, html};

use super::paper::Paper;

/// Letters of a reference that fit the margin of a page.
const LONGEST_IN_MARGIN: usize = 48;

pub(super) fn style(plan: &Plan, paper: &Paper<'_>) -> Markup {
    let mut reference: String = plan.reference.chars().take(LONGEST_IN_MARGIN).collect();
    if reference.len() < plan.reference.len() {
        reference.push('…');
    }
    let left = css_text(&reference);
    let right = css_text(&format!("{}. {}", paper.day(plan.decided_on), paper.standing(plan)));
    let foot = css_text(&paper.say("plan-responsible"));
    let margins = format!(
        "@page{{@top-left{{content:{left}}}@top-right{{content:{right}}}@bottom-left{{content:{foot}}}\
         @bottom-right{{content:counter(page) \" / \" counter(pages)}}}}"
    );
    html! { style { (PreEscaped(include_str!("screen.css"))) (PreEscaped(include_str!("parts.css"))) (PreEscaped(include_str!("print.css"))) (PreEscaped(margins)) } }
}

/// A text as a CSS string. Everything but plain letters, digits and spaces is written by its number, so that no text can end
/// the string, the rule or the element.
fn css_text(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        if letter.is_ascii_alphanumeric() || letter == ' ' {
            out.push(letter);
        } else {
            // Writing to a `String` does not fail.
            let _ = write!(out, "\\{:x} ", u32::from(letter));
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::css_text;

    #[test]
    fn no_text_ends_its_string() {
        insta::assert_snapshot!(css_text("EX-01\"}</style>\\\n"), @r#""EX\2d 01\22 \7d \3c \2f style\3e \5c \a ""#);
    }
}
