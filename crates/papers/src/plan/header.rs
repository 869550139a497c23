//! Whose plan this is and where it stands: the banner that never scrolls away, and the list of parts.

use anagen_care::plan::{Plan, Standing};
use maud::{Markup, html};

use super::Section;
use super::icons::{icon, verdict_tag};
use super::paper::Paper;

/// The page as a reader calls it.
pub(super) fn name_of(standing: Standing) -> &'static str {
    match standing {
        Standing::ScreeningOnly => "Screening",
        Standing::Excluded => "No plan: excluded",
        Standing::Refused => "No plan: refused as asked",
        Standing::Draft => "Treatment plan, draft",
        Standing::ForReview => "Treatment plan",
    }
}

/// Whose plan it is, on every part of the screen.
pub(super) fn banner(plan: &Plan, paper: &Paper<'_>) -> Markup {
    html! {
        a.skip href="#opening" { "To the plan" }
        header.banner {
            p.who {
                strong { (plan.reference) }
                @if plan.demo { span.badge { (icon("person")) "invented patient" } }
            }
            p {
                @if plan.standing == Standing::Refused { span.meaning.excluded { (icon("excluded")) "refused as asked" } }
                @else { (verdict_tag(plan.verdict)) }
            }
            p.when { (paper.day(plan.decided_on)) }
            p.standing { (paper.standing(plan)) }
        }
    }
}

/// The parts of the page with how each stands.
pub(super) fn contents(sections: &[Section]) -> Markup {
    html! {
        nav.contents aria-label="Parts of the plan" {
            ol {
                @for section in sections {
                    li {
                        a href=(format!("#{}", section.id)) {
                            (section.title)
                            @if !section.state.is_empty() { span.state { (section.state) } }
                        }
                    }
                }
                li { a href="#sources" { "Sources" } }
            }
        }
    }
}
