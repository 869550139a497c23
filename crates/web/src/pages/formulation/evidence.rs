//! What is known and what is not, each line with its grade, its studies and the opposing side.

use anagen_care::plan::{ComparedStudy, EvidenceKind, EvidenceLine, Opposing};
use maud::{Markup, html};

use super::result::status_tag;
use crate::look::{Meaning, disclosure, evidence_tag, tag};
use crate::visit::Visit;

/// Lines of evidence: the first ones open, the others one tap away.
pub(crate) fn evidence_lines(visit: &Visit, lines: &[EvidenceLine], most: usize) -> Markup {
    html! {
        @for line in lines.iter().take(most) { (line_of(visit, line)) }
        @if lines.len() > most {
            (disclosure(&visit.with("plan-evidence-more", [("n", (lines.len() - most).into())]), &html! {
                @for line in lines.iter().skip(most) { (line_of(visit, line)) }
            }))
        }
    }
}

fn line_of(visit: &Visit, line: &EvidenceLine) -> Markup {
    let meaning = match line.kind {
        EvidenceKind::NotStudied => Some(Meaning::Incomplete),
        _ => None,
    };
    let kind = visit.say(match line.kind {
        EvidenceKind::Studied => "plan-evidence-studied",
        EvidenceKind::NotStudied => "plan-evidence-not-studied",
        EvidenceKind::Agents => "plan-evidence-agents",
        EvidenceKind::Diagnosis => "plan-evidence-diagnosis",
        EvidenceKind::Alternative => "plan-evidence-alternative",
        EvidenceKind::Always => "plan-evidence-always",
    });
    let source = if line.studies.is_empty() {
        line.sources.join(", ")
    } else {
        line.studies.join(", ")
    };
    html! {
        article class="evidence-line" {
            p class=[meaning.map(|_| "with-sign")] { @if let Some(meaning) = meaning { (meaning) } span { (line.text) } }
            p class="evidence-tags" { (tag(&kind)) " " (status_tag(visit, line.status)) }
            (evidence_tag(line.grade_in_words, &source, &html! {
                p { strong { (line.subject) } }
                @for study in &line.compared { (compared(visit, study)) }
                @for read in &line.seen { p class="soft" { (read.of) ": " (read.how_much) } }
                @if line.opposing.is_empty() { p class="soft" { (visit.say("plan-no-opposing")) } }
                @for opposing in &line.opposing { (opposing_of(visit, opposing)) }
                p class="soft" { (visit.say("plan-sources")) ": " (line.sources.join(", ")) ". " (line.confidence.words()) }
            }))
        }
    }
}

fn compared(visit: &Visit, study: &ComparedStudy) -> Markup {
    html! {
        div class="compared-study" {
            p {
                strong { (study.study) } ", " (study.design)
                @if let Some(n) = study.n { ", " (visit.with("plan-people", [("n", n.into())])) }
                " · " (study.grade_in_words)
            }
            p class="soft" { (study.citation) }
            @if !study.differences.is_empty() {
                p { (visit.say("plan-differs")) }
                ul { @for difference in &study.differences { li { (difference.text) } } }
            }
        }
    }
}

/// Claims that cannot all be true, side by side.
pub(crate) fn opposing_of(visit: &Visit, opposing: &Opposing) -> Markup {
    html! {
        div class="opposing" {
            p { strong { (visit.say("plan-opposing")) ": " (opposing.topic) } }
            ul { @for side in &opposing.sides { li { (side.text) } } }
            p { (opposing.resolution) " " (status_tag(visit, opposing.status)) }
        }
    }
}
