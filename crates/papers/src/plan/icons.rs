//! A small set of icons of our own: 24 units wide, one stroke width, always beside a word.

use anagen_care::screening::Verdict;
use anagen_knowledge::records::Severity;
use maud::{Markup, html};

use super::paper::Paper;

/// The icons, drawn once; [`icon`] puts one in its place.
pub(super) fn sprite() -> Markup {
    let shapes = [
        ("excluded", "M8 3H16L21 8V16L16 21H8L3 16V8ZM9 9L15 15M15 9L9 15"),
        (
            "incomplete",
            "M12 3A9 9 0 1 1 11.99 3ZM9.4 9.4A2.7 2.7 0 1 1 13.4 11.7C12.4 12.3 12 12.8 12 14M12 17V17.01",
        ),
        ("specialist", "M3 6H21V18H3ZM3 7L12 13.5L21 7"),
        ("defer", "M12 3A9 9 0 1 1 11.99 3ZM12 7V12L15.5 14.5"),
        ("caution", "M12 4L21.5 20H2.5ZM12 10V14.5M12 17.2V17.21"),
        ("eligible", "M12 3A9 9 0 1 1 11.99 3ZM8 12.2L11 15.2L16.2 9.4"),
        ("information", "M12 3A9 9 0 1 1 11.99 3ZM12 11V16.5M12 7.8V7.81"),
        (
            "person",
            "M12 4A4 4 0 1 1 11.99 4ZM4.5 20.5C5 16.4 8.2 14.6 12 14.6S19 16.4 19.5 20.5",
        ),
    ];
    html! {
        svg.sprite aria-hidden="true" focusable="false" width="0" height="0" {
            @for (name, line) in shapes {
                symbol id=(format!("icon-{name}")) viewBox="0 0 24 24" { path d=(line) {} }
            }
        }
    }
}

/// An icon; the word beside it says the same.
pub(super) fn icon(name: &str) -> Markup {
    html! { svg.icon aria-hidden="true" focusable="false" viewBox="0 0 24 24" { use href=(format!("#icon-{name}")) {} } }
}

/// Name of the icon and of the colour of a verdict.
pub(super) fn verdict_name(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Excluded => "excluded",
        Verdict::Incomplete => "incomplete",
        Verdict::NeedsSpecialist => "specialist",
        Verdict::Defer => "defer",
        Verdict::Caution => "caution",
        Verdict::Eligible => "eligible",
    }
}

/// Name of the icon and of the colour of a finding that holds.
pub(super) fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Absolute => "excluded",
        Severity::Specialist => "specialist",
        Severity::Defer => "defer",
        Severity::Relative => "caution",
        Severity::Information => "information",
    }
}

/// A severity: icon and word.
pub(super) fn severity_tag(severity: Severity, paper: &Paper<'_>) -> Markup {
    let name = severity_name(severity);
    html! { span class=(format!("meaning {name}")) { (icon(name)) (paper.word(severity.words())) } }
}

/// A verdict: icon and word.
pub(super) fn verdict_tag(verdict: Verdict, paper: &Paper<'_>) -> Markup {
    let name = verdict_name(verdict);
    html! { span class=(format!("meaning {name}")) { (icon(name)) (paper.word(verdict.words())) } }
}
