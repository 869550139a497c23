//! What is known about this mixture and what is not: the plain sentence, its grade and sources, and the opposing side beside it.

use anagen_care::plan::{ComparedStudy, EvidenceKind, EvidenceLine, Opposing, Plan};
use maud::{Markup, html};

use super::Section;
use super::paper::{Paper, listed};

pub(super) fn section(plan: &Plan, paper: &Paper<'_>) -> Option<Section> {
    if plan.evidence.is_empty() {
        return None;
    }
    let state = match plan.evidence.first().map(|line| line.kind) {
        Some(kind @ (EvidenceKind::Studied | EvidenceKind::NotStudied)) => paper.say(kind_in_words(kind)),
        _ => String::new(),
    };
    let content = html! { @for line in &plan.evidence { (evidence_line(line, paper)) } };
    Some(Section::new("evidence", "plan-evidence", state, content))
}

/// One thing that is known, or that is not.
pub(super) fn evidence_line(line: &EvidenceLine, paper: &Paper<'_>) -> Markup {
    let language = paper.words.language;
    let statements = &paper.knowledge.records.statements;
    let statement = statements
        .iter()
        .find(|statement| statement.id == line.id && statement.text == line.text);
    let (subject, text) = match statement {
        Some(statement) => (statement.subject_in(language), statement.text_in(language)),
        None => (paper.of_care(&line.subject), paper.of_care(&line.text)),
    };
    html! {
        article.evidence.has-against[!line.opposing.is_empty()] {
            div.said {
                h3 { (paper.said(&subject)) span.kind { (paper.say(kind_in_words(line.kind))) } }
                p.message { (paper.said_prose(&text)) }
                p {
                    (paper.grade_tag(line.grade, line.grade_in_words)) " "
                    (paper.origin(line.status, None, line.confidence, &line.sources))
                    @if !line.studies.is_empty() { " " (paper.sources(&line.studies)) }
                }
                @if !line.seen.is_empty() {
                    p.soft { (paper.say("plan-read")) " " @for (position, seen) in line.seen.iter().enumerate() { @if position > 0 { "; " } (seen.of) ", " (paper.word(seen.how_much)) } "." }
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
            p.topic { span.id { (opposing.conflict) } " " (paper.say("plan-disagree")) " " (paper.prose(&opposing.topic)) }
            ul {
                @for side in &opposing.sides {
                    li { (paper.prose(&side.text)) " " @for claim in &side.claims { span.id { (claim) } " " } }
                }
            }
            p { (paper.say("plan-held-as")) " " (paper.prose(&opposing.resolution)) " " (paper.status_tag(opposing.status, None)) " " (paper.sources(&opposing.sources)) }
        }
    }
}

fn compared(line: &EvidenceLine, paper: &Paper<'_>) -> Markup {
    let matches = line.kind == EvidenceKind::Studied;
    html! {
        table.compared.long {
            caption { (paper.say(if matches { "plan-studies-matching" } else { "plan-studies-nearest" })) }
            thead { tr { (paper.column("plan-study")) (paper.column("plan-arm")) (paper.column(if matches { "plan-held-against" } else { "plan-differs" })) (paper.column("plan-grade-read")) } }
            tbody { @for study in &line.compared { (compared_row(study, paper)) } }
        }
    }
}

fn compared_row(study: &ComparedStudy, paper: &Paper<'_>) -> Markup {
    html! {
        tr {
            th scope="row" {
                (paper.sources(std::slice::from_ref(&study.study))) (paper.word(study.design))
                @if let Some(n) = study.n { ", " (paper.with("plan-n-people", [("n", n.into())])) }
                span.soft { (study.citation) }
                @if let Some(population) = &study.population { span.soft { (paper.prose(population)) } }
            }
            td { (paper.prose(&study.arm)) }
            td {
                @if study.differences.is_empty() { (paper.say("plan-form-of-the-plan")) }
                @else { ul { @for difference in &study.differences { li { (paper.prose(&difference.text)) } } } }
                @if !study.not_compared.is_empty() { span.soft { (paper.say("plan-not-told")) " " (listed(study.not_compared.iter().map(|what| paper.word(what)))) } }
            }
            td { (paper.word(study.grade_in_words)) @if let Some(seen) = study.seen { span.soft { (paper.word(seen)) } } }
        }
    }
}

fn kind_in_words(kind: EvidenceKind) -> &'static str {
    match kind {
        EvidenceKind::Studied => "plan-evidence-studied",
        EvidenceKind::NotStudied => "plan-evidence-not-studied",
        EvidenceKind::Agents => "plan-evidence-agents",
        EvidenceKind::Diagnosis => "plan-evidence-diagnosis",
        EvidenceKind::Alternative => "plan-evidence-alternative",
        EvidenceKind::Always => "plan-evidence-always",
    }
}
