//! What happened around an event, in time: written down, changed, managed, reported, photographed.

use anagen_app::adverse_events::{EventView, Report, StepKind};
use anagen_records::Stamp;
use maud::{Markup, html};

use super::wording::{self, Told};
use crate::look::{Icon, Meaning, Timeline, TimelineEntry};
use crate::visit::Visit;

/// Everything that happened, the latest first.
pub(super) fn timeline(visit: &Visit, view: &EventView) -> Timeline {
    let mut entries: Vec<(Stamp, TimelineEntry)> = versions(visit, view);
    for step in &view.steps {
        let (icon, meaning) = match step.kind {
            StepKind::Managed => (Icon::Heart, Meaning::Accent),
            StepKind::Reported => (Icon::Letter, Meaning::Specialist),
            StepKind::Noted => (Icon::Pen, Meaning::Neutral),
        };
        let body = html! {
            (wording::word(visit.words, "step", step.kind.as_str())) ", " (step.by_name)
            @if !step.reference.is_empty() { "; " (visit.with("adverse-events-reference-n", [("reference", step.reference.as_str().into())])) }
            @if step.entered_at != step.at { "; " (visit.with("adverse-events-entered-at", [("moment", visit.format.moment(step.entered_at).into())])) }
        };
        entries.push((
            step.at,
            entry(visit, step.at, icon, meaning, step.text.clone(), None, body),
        ));
    }
    for photograph in &view.photographs {
        let at = photograph.taken_at;
        let page = format!("/patients/{}/photographs/{}", view.way.patient.id, photograph.id);
        let title = visit.say("adverse-events-photographed");
        let by = photograph
            .added_by_name
            .clone()
            .unwrap_or_else(|| visit.say("photographs-by-patient"));
        entries.push((
            at,
            entry(
                visit,
                at,
                Icon::Camera,
                Meaning::Neutral,
                title,
                Some(page),
                html! { (by) },
            ),
        ));
    }
    entries.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    Timeline::new().group("", entries.into_iter().map(|(_, entry)| entry).collect())
}

/// Each version with what it changed.
fn versions(visit: &Visit, view: &EventView) -> Vec<(Stamp, TimelineEntry)> {
    let told = |report: &Report| -> Vec<Told> { wording::told(visit, &view.way.knowledge, &view.sessions, report) };
    let mut found = Vec::new();
    for (position, version) in view.versions.iter().enumerate() {
        let (title, body) = match view.versions.get(position + 1) {
            None => (visit.say("adverse-events-written-down"), html! { (version.by_name) }),
            Some(before) => {
                let changed = wording::differences(visit, &told(&before.report), &told(&version.report));
                let body = html! {
                    (version.by_name)
                    @if let Some(reason) = &version.reason { ": " (reason) }
                    ul class="changes" {
                        @for (label, was, is) in changed {
                            li { (label) ": " del { (was) } " " (visit.say("adverse-events-becomes")) " " ins { (is) } }
                        }
                    }
                };
                (
                    visit.with("adverse-events-version-n", [("version", version.version.into())]),
                    body,
                )
            }
        };
        found.push((
            version.at,
            entry(visit, version.at, Icon::Page, Meaning::Neutral, title, None, body),
        ));
    }
    found
}

fn entry(
    visit: &Visit,
    at: Stamp,
    icon: Icon,
    meaning: Meaning,
    title: String,
    href: Option<String>,
    body: Markup,
) -> TimelineEntry {
    TimelineEntry {
        when: visit.format.moment(at),
        datetime: at.to_string(),
        icon,
        meaning,
        title,
        href,
        body,
    }
}
