//! What cannot be planned as it was asked for, with every way out.

use anagen_care::plan::Plan;
use maud::html;

use super::Section;
use super::icons::icon;
use super::paper::Paper;

pub(super) fn section(plan: &Plan, paper: &Paper<'_>) -> Option<Section> {
    if plan.refusals.is_empty() {
        return None;
    }
    let content = html! {
        @for refused in &plan.refusals {
            article.finding.excluded {
                h3 { span.meaning.excluded { (icon("excluded")) (paper.capital(refused.stage.words())) } }
                p.message { (paper.sentence(&refused.refusal.reason)) }
                @if !refused.refusal.ways.is_empty() {
                    p.soft { (paper.counted("plan-ways-out", refused.refusal.ways.len())) }
                    ul { @for way in &refused.refusal.ways { li { (paper.prose(way)) } } }
                }
                p.soft { code { (refused.refusal.code) } }
            }
        }
    };
    Some(Section::new(
        "refusals",
        "plan-refusals",
        paper.counted("plan-n-refused", plan.refusals.len()),
        content,
    ))
}
