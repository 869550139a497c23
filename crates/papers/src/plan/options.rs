//! Where nothing was asked for: what has evidence for the diagnosis, what else can be done, and what speaks against it.

use anagen_care::plan::{AgentOption, AlternativeOption, ComparatorStudy, Options, Plan, ProtocolOption};
use maud::{Markup, html};

use super::Section;
use super::evidence::{both_sides, evidence_line};
use super::icons::icon;
use super::paper::{Paper, listed};

pub(super) fn section(plan: &Plan, paper: &Paper<'_>) -> Option<Section> {
    let options = plan.options.as_ref()?;
    let content = html! {
        p.note { (paper.say("plan-options-note")) }
        (diagnosis(options, paper))
        @if let Some(text) = &options.no_evidence { p.warning { (icon("information")) span { strong { (paper.prose(text)) } } } }
        (protocols(&options.protocols, paper))
        (agents(&options.agents, paper))
        (alternatives(&options.alternatives, paper))
        (comparators(&options.comparator_studies, paper))
        @for line in &options.statements { (evidence_line(line, paper)) }
        @if !options.opposing.is_empty() {
            h3 { (paper.say("plan-where-disagree")) }
            @for opposing in &options.opposing { (both_sides(opposing, paper)) }
        }
    };
    let state = paper.counted("plan-n-protocols", options.protocols.len());
    Some(Section::new("options", "plan-options", state, content))
}

/// The name of a diagnosis; `name` where the knowledge does not have it.
fn condition(id: &str, name: &str, paper: &Paper<'_>) -> Markup {
    match paper.knowledge.records.conditions.iter().find(|record| record.id == id) {
        Some(record) => paper.said(&record.name_in(paper.words.language)),
        None => paper.word(name),
    }
}

fn diagnosis(options: &Options, paper: &Paper<'_>) -> Markup {
    html! {
        @if let Some(diagnosis) = &options.diagnosis {
            p.lead { strong { (condition(&diagnosis.id, &diagnosis.name, paper)) } }
            p { (paper.prose(&diagnosis.evidence)) }
            p { (paper.prose(&diagnosis.action)) " " (paper.origin(diagnosis.status, None, diagnosis.confidence, &diagnosis.sources)) }
        }
        @for note in &options.notes { p.warning { (icon("caution")) span { (paper.prose(note)) } } }
    }
}

fn protocols(protocols: &[ProtocolOption], paper: &Paper<'_>) -> Markup {
    html! {
        @if !protocols.is_empty() {
            table.long {
                caption { (paper.say("plan-protocols-caption")) }
                thead { tr { (paper.column("plan-protocol")) (paper.column("plan-agents")) (paper.column("plan-sessions-12-months")) (paper.column("plan-grade")) (paper.column("plan-status-source")) } }
                tbody {
                    @for protocol in protocols {
                        tr {
                            th scope="row" {
                                span.id { (protocol.id) } " " (paper.word(&protocol.name))
                                @if let Some(refused) = &protocol.refused { span.why-not { (icon("excluded")) (paper.say("plan-refused-as-plan")) ": " (paper.prose(refused)) } }
                                @for unclear in &protocol.unclear { span.soft { (paper.say("plan-open-in-source")) " " (paper.prose(unclear)) } }
                            }
                            td { (listed(protocol.agents.iter().map(|name| paper.agent(name, name)))) @if let Some(technique) = &protocol.technique { span.soft { span.id { (technique) } } } }
                            td {
                                @match (&protocol.sessions_text, protocol.sessions_12_months) {
                                    (Some(text), _) => { (paper.word(text)) }
                                    (None, Some(range)) if range.from == range.to => { (range.from) }
                                    (None, Some(range)) => { (paper.with("plan-from-to", [("from", range.from.into()), ("to", range.to.into())])) }
                                    (None, None) => { (paper.say("plan-not-known")) }
                                }
                            }
                            td { (paper.grade_tag(Some(protocol.grade), protocol.grade_in_words)) @if let Some(text) = &protocol.grade_text { span.soft { (paper.prose(text)) } } }
                            td { (paper.short_origin(protocol.status, &protocol.sources)) (paper.sources(&protocol.studies)) }
                        }
                    }
                }
            }
        }
    }
}

fn agents(agents: &[AgentOption], paper: &Paper<'_>) -> Markup {
    html! {
        @if !agents.is_empty() {
            table.long {
                caption { (paper.say("plan-agents-caption")) }
                thead { tr { (paper.column("plan-agent")) (paper.column("plan-graded-questions")) (paper.column("plan-beware")) (paper.column("plan-best-grade")) (paper.column("plan-source")) } }
                tbody {
                    @for agent in agents {
                        tr {
                            th scope="row" { (paper.agent(&agent.id, &agent.name)) span.soft { (paper.word(agent.role_in_words)) } @if let Some(refused) = &agent.refused { span.why-not { (icon("excluded")) (paper.say("plan-never-planned")) " " (paper.prose(refused)) } } }
                            td { @if agent.questions.is_empty() { (paper.say("plan-none")) } @else { ul { @for question in &agent.questions { li { (paper.prose(&question.question)) " (" (paper.word(question.grade_in_words)) ") " (paper.sources(&question.studies)) } } } } }
                            td { @if agent.warnings.is_empty() { (paper.say("plan-nothing-recorded")) } @else { ul { @for warning in &agent.warnings { li { (paper.prose(warning)) } } } } }
                            td { (paper.grade_tag(Some(agent.grade), agent.grade_in_words)) }
                            td { (paper.sources(&agent.sources)) (paper.sources(&agent.studies)) }
                        }
                    }
                }
            }
        }
    }
}

fn alternatives(alternatives: &[AlternativeOption], paper: &Paper<'_>) -> Markup {
    html! {
        @if !alternatives.is_empty() {
            h3 { (paper.say("plan-what-else")) }
            ul {
                @for other in alternatives {
                    li {
                        strong { (paper.capital(&other.treatment)) }
                        @if !other.licences.is_empty() { ": " (paper.prose(&other.licences.join("; "))) }
                        @if let Some(note) = &other.note { ". " (paper.prose(note)) }
                        " " (paper.sources(&other.studies))
                    }
                }
            }
        }
    }
}

fn comparators(studies: &[ComparatorStudy], paper: &Paper<'_>) -> Markup {
    html! {
        @if !studies.is_empty() {
            table.long {
                caption { (paper.say("plan-trials-caption")) }
                thead { tr { (paper.column("plan-study")) (paper.column("plan-came-out")) (paper.column("plan-grade-known")) (paper.column("plan-source")) } }
                tbody {
                    @for study in studies {
                        tr {
                            th scope="row" { (paper.sources(std::slice::from_ref(&study.id))) (study.citation) @if let Some(population) = &study.population { span.soft { (paper.prose(population)) } } }
                            td { (paper.prose(&study.result)) }
                            td { (paper.word(study.grade_in_words)) span.soft { (paper.word(study.known)) } }
                            td { (paper.sources(&study.sources)) }
                        }
                    }
                }
            }
        }
    }
}
