//! Whose plan this is and where it stands: the banner that never scrolls away, and the list of parts.

use anagen_care::plan::{Plan, Standing};
use maud::{Markup, html};

use super::Section;
use super::icons::{icon, verdict_tag};
use super::paper::Paper;

/// The page as a reader calls it.
pub(super) fn name_of(standing: Standing, paper: &Paper<'_>) -> String {
    paper.say(match standing {
        Standing::ScreeningOnly => "plan-name-screening-only",
        Standing::Excluded => "plan-name-excluded",
        Standing::Refused => "plan-name-refused",
        Standing::Draft => "plan-name-draft",
        Standing::ForReview => "plan-name-for-review",
    })
}

/// Whose plan it is, on every part of the screen.
pub(super) fn banner(plan: &Plan, paper: &Paper<'_>) -> Markup {
    html! {
        a.skip href="#opening" { (paper.say("plan-skip")) }
        header.banner {
            p.who {
                strong { (plan.reference) }
                @if plan.demo { span.badge { (icon("person")) (paper.say("plan-invented")) } }
            }
            p {
                @if plan.standing == Standing::Refused { span.meaning.excluded { (icon("excluded")) (paper.say("plan-refused-as-asked")) } }
                @else { (verdict_tag(plan.verdict, paper)) }
            }
            p.when { (paper.day(plan.decided_on)) }
            p.standing { (paper.standing(plan)) }
        }
    }
}

/// The parts of the page with how each stands.
pub(super) fn contents(sections: &[Section], paper: &Paper<'_>) -> Markup {
    html! {
        nav.contents aria-label=(paper.say("plan-parts")) {
            ol {
                @for section in sections {
                    li {
                        a href=(format!("#{}", section.id)) {
                            (paper.say(section.title))
                            @if !section.state.is_empty() { span.state { (section.state) } }
                        }
                    }
                }
                li { a href="#sources" { (paper.say("plan-sources")) } }
            }
        }
    }
}
