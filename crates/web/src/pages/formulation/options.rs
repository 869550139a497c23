//! Nothing is asked for yet: what has evidence for this diagnosis, with grades. A name goes into the form only when it is pressed.

use anagen_app::plan::Desk;
use anagen_care::plan::{Options, options};
use anagen_knowledge::Value;
use maud::{Markup, html};

use super::evidence::{evidence_lines, opposing_of};
use super::result::status_tag;
use crate::look::{Column, Meaning, Table, disclosure, section, unknown};
use crate::visit::Visit;

/// The options of this patient's diagnosis; `links` where there is a form that a name could go into.
pub(crate) fn section_of(visit: &Visit, desk: &Desk, links: bool) -> Markup {
    let way = &desk.way;
    let Some(diagnosis) = &way.case.diagnosis else {
        return section(
            &visit.say("plan-options"),
            &html! { p { (unknown(&visit.say("plan-options-no-diagnosis"))) } },
        );
    };
    let sheet = way.case.sheet(&way.knowledge);
    let sex = way
        .knowledge
        .fact_key("sex_at_birth")
        .and_then(|key| match sheet.value(key) {
            Some(Value::Choice(sex)) => Some(sex.clone()),
            _ => None,
        });
    let found = options(&diagnosis.condition, sex.as_deref(), &way.knowledge);
    section(&visit.say("plan-options"), shown(visit, desk, &found, links))
}

fn shown(visit: &Visit, desk: &Desk, found: &Options, links: bool) -> Markup {
    let patient = desk.way.patient.id;
    let mut protocols = Table::new(
        visit.say("plan-options-protocols"),
        [
            Column::words(visit.say("plan-protocol")),
            Column::words(visit.say("plan-grade")),
            Column::words(visit.say("plan-agents")),
            Column::words(visit.say("plan-sessions-12-months")),
            Column::actions(visit.say("plan-ask-for-it")),
        ],
    );
    for option in &found.protocols {
        let sessions = option.sessions_text.clone().or_else(|| {
            option.sessions_12_months.map(|range| {
                if range.from == range.to {
                    range.from.to_string()
                } else {
                    format!("{} – {}", range.from, range.to)
                }
            })
        });
        protocols = protocols.row([
            html! { strong { (option.id) } " " (option.name) " " (status_tag(visit, option.status))
                @if let Some(refused) = &option.refused { br; (Meaning::Excluded) span class="soft" { (visit.say("plan-only-to-compare")) " " (refused) } } },
            html! { (option.grade_in_words) @if let Some(text) = &option.grade_text { br; span class="soft" { (text) } } },
            html! { (option.agents.join(", ")) },
            html! { @match sessions { Some(sessions) => (sessions), None => (unknown(&visit.say("plan-not-known"))) } },
            html! { @if links { a href=(format!("/patients/{patient}/protocol?protocol={}", option.id)) {
                @if option.refused.is_some() { (visit.say("plan-compare-it")) } @else { (visit.say("plan-put-into-form")) }
            } } },
        ]);
    }
    let mut agents = Table::new(
        visit.say("plan-options-agents"),
        [
            Column::words(visit.say("plan-agent")),
            Column::words(visit.say("plan-grade")),
            Column::words(visit.say("plan-role")),
            Column::actions(visit.say("plan-ask-for-it")),
        ],
    );
    for option in &found.agents {
        agents = agents.row([
            html! { strong { (option.name) }
                @if let Some(refused) = &option.refused { br; (Meaning::Excluded) span class="soft" { (refused) } }
                @for warning in option.warnings.iter().take(1) { br; span class="soft" { (warning) } } },
            html! { (option.grade_in_words) },
            html! { (option.role_in_words) },
            html! { @if links && option.refused.is_none() { a href=(format!("/patients/{patient}/formulation?agent={}", option.id)) { (visit.say("plan-put-into-form")) } } },
        ]);
    }
    html! { div class="plan-options" {
        p class="page-sentence" { (visit.say("plan-options-sentence")) }
        @if let Some(diagnosis) = &found.diagnosis { p { strong { (diagnosis.name) ": " } (diagnosis.evidence) " " (diagnosis.action) " " (status_tag(visit, diagnosis.status)) } }
        @for note in &found.notes { p { (Meaning::Caution) " " (note) } }
        @if let Some(none) = &found.no_evidence { p { (Meaning::Incomplete) " " strong { (none) } } }
        @if !protocols.is_empty() { (protocols) }
        @if !agents.is_empty() { (agents) }
        @if !found.alternatives.is_empty() {
            h3 { (visit.say("plan-alternatives")) }
            ul class="plain-list" { @for other in &found.alternatives {
                li { strong { (other.treatment) } @for licence in &other.licences { " · " (licence) } @if let Some(note) = &other.note { " · " span class="soft" { (note) } } }
            } }
        }
        (disclosure(&visit.say("plan-what-is-known"), &html! {
            (evidence_lines(visit, &found.statements, usize::MAX))
            @for opposing in &found.opposing { (opposing_of(visit, opposing)) }
        }))
    } }
}
