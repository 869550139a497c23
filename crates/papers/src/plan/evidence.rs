//! What is known about this mixture and what is not: the plain sentence, its grade and sources, and the opposing side beside it.

use anagen_care::plan::{ComparedStudy, EvidenceKind, EvidenceLine, Opposing, Plan};
use maud::{Markup, html};

use super::Section;
use super::paper::{Paper, grade_tag, status_tag};

pub(super) fn section(plan: &Plan, paper: &Paper<'_>) -> Option<Section> {
    if plan.evidence.is_empty() {
        return None;
    }
    let state = match plan.evidence.first().map(|line| line.kind) {
        Some(EvidenceKind::Studied) => "studied in this form",
        Some(EvidenceKind::NotStudied) => "not studied in this form",
        _ => "",
    };
    let content = html! { @for line in &plan.evidence { (evidence_line(line, paper)) } };
    Some(Section::new("evidence", "What is known about it", state, content))
}

/// One thing that is known, or that is not.
pub(super) fn evidence_line(line: &EvidenceLine, paper: &Paper<'_>) -> Markup {
    html! {
        article.evidence.has-against[!line.opposing.is_empty()] {
            div.said {
                h3 { (line.subject) span.kind { (kind_in_words(line.kind)) } }
                p.message { (paper.prose(&line.text)) }
                p {
                    (grade_tag(line.grade, line.grade_in_words)) " "
                    (paper.origin(line.status, None, line.confidence, &line.sources))
                    @if !line.studies.is_empty() { " " (paper.sources(&line.studies)) }
                }
                @if !line.seen.is_empty() {
                    p.soft { "Read: " @for (position, seen) in line.seen.iter().enumerate() { @if position > 0 { "; " } (seen.of) ", " (seen.how_much) } "." }
                }
            }
            @if !line.opposing.is_empty() {
                div.against { @for opposing in &line.opposing { (both_sides(opposing, paper)) } }
            }
            @if !line.compared.is_empty() { (compared(line, paper)) }
        }
    }
}

/// Claims that cannot all be true, side by side. They are accounts of what sources say.
pub(super) fn both_sides(opposing: &Opposing, paper: &Paper<'_>) -> Markup {
    html! {
        div.conflict {
            p.topic { span.id { (opposing.conflict) } " Sources disagree: " (paper.prose(&opposing.topic)) }
            ul {
                @for side in &opposing.sides {
                    li { (paper.prose(&side.text)) " " @for claim in &side.claims { span.id { (claim) } " " } }
                }
            }
            p { "Held as: " (paper.prose(&opposing.resolution)) " " (status_tag(opposing.status, None)) " " (paper.sources(&opposing.sources)) }
        }
    }
}

fn compared(line: &EvidenceLine, paper: &Paper<'_>) -> Markup {
    let matches = line.kind == EvidenceKind::Studied;
    html! {
        table.compared.long {
            caption { @if matches { "The studies that gave this form" } @else { "The nearest studies, and what differs" } }
            thead { tr { th scope="col" { "Study" } th scope="col" { "Its arm" } th scope="col" { @if matches { "Held against the plan" } @else { "What differs, or is not known" } } th scope="col" { "Grade, how much was read" } } }
            tbody { @for study in &line.compared { (compared_row(study, paper)) } }
        }
    }
}

fn compared_row(study: &ComparedStudy, paper: &Paper<'_>) -> Markup {
    html! {
        tr {
            th scope="row" {
                (paper.sources(std::slice::from_ref(&study.study))) (study.design)
                @if let Some(n) = study.n { ", " (n) " people" }
                span.soft { (study.citation) }
                @if let Some(population) = &study.population { span.soft { (paper.prose(population)) } }
            }
            td { (paper.prose(&study.arm)) }
            td {
                @if study.differences.is_empty() { "the form of the plan" }
                @else { ul { @for difference in &study.differences { li { (paper.prose(&difference.text)) } } } }
                @if !study.not_compared.is_empty() { span.soft { "Not told by the study: " (study.not_compared.join(", ")) } }
            }
            td { (study.grade_in_words) @if let Some(seen) = study.seen { span.soft { (seen) } } }
        }
    }
}

fn kind_in_words(kind: EvidenceKind) -> &'static str {
    match kind {
        EvidenceKind::Studied => "studied in this form",
        EvidenceKind::NotStudied => "not studied in this form",
        EvidenceKind::Agents => "about the agents",
        EvidenceKind::Diagnosis => "about the diagnosis",
        EvidenceKind::Alternative => "something else that can be done",
        EvidenceKind::Always => "holds for all",
    }
}
