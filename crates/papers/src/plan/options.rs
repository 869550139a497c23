//! Where nothing was asked for: what has evidence for the diagnosis, what else can be done, and what speaks against it.

use anagen_care::plan::{AgentOption, AlternativeOption, ComparatorStudy, Options, Plan, ProtocolOption};
use maud::{Markup, html};

use super::Section;
use super::evidence::{both_sides, evidence_line};
use super::icons::icon;
use super::paper::{Paper, grade_tag};
use super::words::{capitalised, counted};

pub(super) fn section(plan: &Plan, paper: &Paper<'_>) -> Option<Section> {
    let options = plan.options.as_ref()?;
    let content = html! {
        p.note { "Nothing here is a recommendation. Protocols and agents stand by grade, then by name." }
        (diagnosis(options, paper))
        @if let Some(text) = &options.no_evidence { p.warning { (icon("information")) span { strong { (paper.prose(text)) } } } }
        (protocols(&options.protocols, paper))
        (agents(&options.agents, paper))
        (alternatives(&options.alternatives, paper))
        (comparators(&options.comparator_studies, paper))
        @for line in &options.statements { (evidence_line(line, paper)) }
        @if !options.opposing.is_empty() {
            h3 { "Where sources disagree" }
            @for opposing in &options.opposing { (both_sides(opposing, paper)) }
        }
    };
    let state = counted(options.protocols.len(), "protocol", "protocols");
    Some(Section::new(
        "options",
        "What there is for this diagnosis",
        state,
        content,
    ))
}

fn diagnosis(options: &Options, paper: &Paper<'_>) -> Markup {
    html! {
        @if let Some(diagnosis) = &options.diagnosis {
            p.lead { strong { (diagnosis.name) } }
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
                caption { "Protocols described for this diagnosis" }
                thead { tr { th scope="col" { "Protocol" } th scope="col" { "Agents" } th scope="col" { "Sessions in 12 months" } th scope="col" { "Grade" } th scope="col" { "Status, source" } } }
                tbody {
                    @for protocol in protocols {
                        tr {
                            th scope="row" {
                                span.id { (protocol.id) } " " (protocol.name)
                                @if let Some(refused) = &protocol.refused { span.why-not { (icon("excluded")) "refused as a plan: " (paper.prose(refused)) } }
                                @for unclear in &protocol.unclear { span.soft { "Open in the source: " (paper.prose(unclear)) } }
                            }
                            td { (protocol.agents.join(", ")) @if let Some(technique) = &protocol.technique { span.soft { span.id { (technique) } } } }
                            td {
                                @match (&protocol.sessions_text, protocol.sessions_12_months) {
                                    (Some(text), _) => { (text) }
                                    (None, Some(range)) if range.from == range.to => { (range.from) }
                                    (None, Some(range)) => { (range.from) " to " (range.to) }
                                    (None, None) => { "not known" }
                                }
                            }
                            td { (grade_tag(Some(protocol.grade), protocol.grade_in_words)) @if let Some(text) = &protocol.grade_text { span.soft { (paper.prose(text)) } } }
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
                caption { "Agents with evidence for this diagnosis by injection" }
                thead { tr { th scope="col" { "Agent" } th scope="col" { "Questions that were graded" } th scope="col" { "Beware" } th scope="col" { "Best grade" } th scope="col" { "Source" } } }
                tbody {
                    @for agent in agents {
                        tr {
                            th scope="row" { (agent.name) span.soft { (agent.role_in_words) } @if let Some(refused) = &agent.refused { span.why-not { (icon("excluded")) "never planned: " (paper.prose(refused)) } } }
                            td { @if agent.questions.is_empty() { "none" } @else { ul { @for question in &agent.questions { li { (paper.prose(&question.question)) " (" (question.grade_in_words) ") " (paper.sources(&question.studies)) } } } } }
                            td { @if agent.warnings.is_empty() { "nothing recorded" } @else { ul { @for warning in &agent.warnings { li { (paper.prose(warning)) } } } } }
                            td { (grade_tag(Some(agent.grade), agent.grade_in_words)) }
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
            h3 { "What else can be done" }
            ul {
                @for other in alternatives {
                    li {
                        strong { (capitalised(&other.treatment)) }
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
                caption { "Trials of alternatives in people with this diagnosis" }
                thead { tr { th scope="col" { "Study" } th scope="col" { "What came out" } th scope="col" { "Grade, how it is known" } th scope="col" { "Source" } } }
                tbody {
                    @for study in studies {
                        tr {
                            th scope="row" { (paper.sources(std::slice::from_ref(&study.id))) (study.citation) @if let Some(population) = &study.population { span.soft { (paper.prose(population)) } } }
                            td { (paper.prose(&study.result)) }
                            td { (study.grade_in_words) span.soft { (study.known) } }
                            td { (paper.sources(&study.sources)) }
                        }
                    }
                }
            }
        }
    }
}
