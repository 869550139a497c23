//! What cannot be planned as it was asked for, with every way out.

use anagen_care::plan::Plan;
use maud::html;

use super::Section;
use super::icons::icon;
use super::paper::Paper;
use super::words::capitalised;

pub(super) fn section(plan: &Plan, paper: &Paper<'_>) -> Option<Section> {
    if plan.refusals.is_empty() {
        return None;
    }
    let content = html! {
        @for refused in &plan.refusals {
            article.finding.excluded {
                h3 { span.meaning.excluded { (icon("excluded")) (capitalised(refused.stage.words())) } }
                p.message { (paper.sentence(&refused.refusal.reason)) }
                @if !refused.refusal.ways.is_empty() {
                    p.soft { @if refused.refusal.ways.len() == 1 { "The way out:" } @else { "Ways out, each on its own:" } }
                    ul { @for way in &refused.refusal.ways { li { (paper.prose(way)) } } }
                }
                p.soft { code { (refused.refusal.code) } }
            }
        }
    };
    Some(Section::new(
        "refusals",
        "What cannot be planned as asked",
        format!("{} refused", plan.refusals.len()),
        content,
    ))
}
