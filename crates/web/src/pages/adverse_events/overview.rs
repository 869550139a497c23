//! The adverse events and incidents of a patient.

use anagen_app::Action;
use anagen_app::adverse_events::{self, AdverseEvent, guidance, incidents};
use anagen_app::way::{self, Stage, Way};
use anagen_records::adverse_events::incidents::Incident;
use anagen_records::values::PatientId;
use axum::extract::Path;
use axum::response::Response;
use maud::{Markup, html};

use super::wording;
use crate::failure::Failure;
use crate::look::{Column, Empty, Icon, Meaning, PageHead, Table, action, chip, link_button, section, status, unknown};
use crate::page::Page;
use crate::routes::{Access, Route};
use crate::visit::Visit;

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get(
        "/patients/{patient}/adverse-events",
        Access::May(Action::ReadRecord),
        page,
    )]
}

async fn page(visit: Visit, Path(patient): Path<PatientId>) -> Result<Response, Failure> {
    let way = way::read(&visit.actor, &visit.app, patient, "adverse_events.open").await?;
    let mut reading = visit.app.read(&visit.actor, Action::ReadRecord).await?;
    let events = adverse_events::list(&mut reading.tx, &visit.actor, patient).await?;
    let incidents = incidents::of_patient(&mut reading.tx, &visit.actor, patient).await?;
    drop(reading);
    let here = format!("/patients/{patient}/adverse-events");
    let may_report = visit.actor.may(Action::ReportHarm);
    let title = visit.say("adverse-events-title");
    Ok(Page::new(&visit, title.clone()).patient(&way, Some(Stage::AdverseEvents)).show(&html! {
        (PageHead::new(title).sentence(visit.say("adverse-events-sentence")).actions(html! {
            @if may_report {
                (action::primary_link(&format!("{here}/new"), Some(Icon::Plus), &visit.say("adverse-events-add")))
                (link_button(&format!("/patients/{patient}/incidents/new"), Some(Icon::Warning), &visit.say("adverse-events-incident-add")))
            }
        }))
        @if events.is_empty() {
            (Empty {
                icon: Icon::Heart,
                what: visit.say("adverse-events-none"),
                sentence: visit.say("adverse-events-none-sentence"),
                first_step: may_report.then(|| (format!("{here}/new"), visit.say("adverse-events-add"))),
            })
        } @else {
            (table(&visit, &way, &events))
        }
        @if !incidents.is_empty() { (incident_table(&visit, &incidents)) }
    }))
}

fn table(visit: &Visit, way: &Way, events: &[AdverseEvent]) -> Markup {
    let mut table = Table::new(
        visit.say("adverse-events-title"),
        [
            Column::words(visit.say("adverse-events-what")),
            Column::words(visit.say("adverse-events-grade")),
            Column::words(visit.say("adverse-events-seriousness")),
            Column::words(visit.say("adverse-events-onset")),
            Column::words(visit.say("adverse-events-outcome")),
            Column::words(visit.say("adverse-events-written-down")),
        ],
    )
    .caption_hidden()
    .cards();
    for event in events {
        let is_red = guidance::event(&way.knowledge, &event.code).is_some_and(|known| known.red_flag);
        let cells = [
            html! {
                a href=(wording::href(way.patient.id, event.id)) { (wording::event_name(visit, &way.knowledge, event)) }
                @if is_red { " " (status(Meaning::Excluded, &visit.say("adverse-events-red-flag"))) }
            },
            wording::grade(visit, event.grade),
            wording::seriousness(visit, event.serious),
            match event.onset_on {
                Some(day) => html! { (visit.format.day(day.0)) },
                None => unknown(&visit.say("adverse-events-not-known")),
            },
            wording::outcome(visit, event.outcome),
            html! { (visit.format.day(visit.format.day_of(event.created_at))) ", " (event.created_by_name) },
        ];
        table = if is_red {
            table.row_marked(Meaning::Excluded, cells)
        } else {
            table.row(cells)
        };
    }
    html! { (table) }
}

fn incident_table(visit: &Visit, incidents: &[Incident]) -> Markup {
    let mut table = Table::new(
        visit.say("adverse-events-incidents"),
        [
            Column::words(visit.say("adverse-events-incident-what")),
            Column::words(visit.say("adverse-events-incident-kind")),
            Column::words(visit.say("adverse-events-written-down")),
            Column::words(visit.say("adverse-events-incident-outcome")),
        ],
    )
    .caption_hidden()
    .cards();
    for incident in incidents {
        table = table.row([
            html! { a href=(format!("/evidence/incidents/{}", incident.id)) { (incident.what) } },
            html! { (wording::incident_kind(visit.words, incident.kind)) },
            html! { (visit.format.moment(incident.opened_at)) ", " (incident.opened_by_name) },
            match &incident.outcome {
                Some(outcome) => html! { (outcome) },
                None => chip(Meaning::Incomplete, &visit.say("adverse-events-incident-open")),
            },
        ]);
    }
    section(&visit.say("adverse-events-incidents"), table)
}
