//! Which event is it: the first question, because everything else follows from it.

use anagen_app::Action;
use anagen_app::adverse_events::{self, NewStep, Report, StepKind, guidance, report};
use anagen_app::way::{self, Stage};
use anagen_knowledge::records::AdverseEvent as Known;
use anagen_records::Day;
use anagen_records::values::PatientId;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use maud::html;

use super::{form, wording};
use crate::failure::Failure;
use crate::fields::Fields;
use crate::look::{LinkItem, Meaning, PageHead, link_list, section, status};
use crate::page::Page;
use crate::routes::{Access, Route};
use crate::visit::Visit;

pub(super) fn routes() -> Vec<Route> {
    let report = Access::May(Action::ReportHarm);
    vec![
        Route::get("/patients/{patient}/adverse-events/new", report, page),
        Route::post("/patients/{patient}/adverse-events/start", report, start),
    ]
}

/// Without a code the list of events, with one the form.
async fn page(visit: Visit, Path(patient): Path<PatientId>) -> Result<Response, Failure> {
    if visit.query.is_set("code") {
        return form::new(visit, patient).await;
    }
    let way = way::read(&visit.actor, &visit.app, patient, "adverse_event.begin").await?;
    let link = |code: &str| {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("code", code);
        for name in ["photograph", "session"] {
            if let Some(value) = visit.query.filled(name) {
                query.append_pair(name, value);
            }
        }
        format!("/patients/{patient}/adverse-events/new?{}", query.finish())
    };
    let shows = |onset: &String| visit.with("adverse-events-shows", [("when", onset.as_str().into())]);
    let item = |known: &Known| LinkItem {
        href: link(&known.id),
        title: known.name.clone(),
        detail: known.onset.as_ref().map(shows).unwrap_or_default(),
        aside: known
            .red_flag
            .then(|| status(Meaning::Excluded, &visit.say("adverse-events-red-flag"))),
        before: None,
    };
    let events = &way.knowledge.records.adverse_events;
    let red: Vec<LinkItem> = events.iter().filter(|one| one.red_flag).map(item).collect();
    let mut others: Vec<LinkItem> = events.iter().filter(|one| !one.red_flag).map(item).collect();
    others.push(LinkItem {
        href: link(report::OTHER),
        title: visit.say("adverse-events-other"),
        detail: visit.say("adverse-events-other-detail"),
        ..LinkItem::default()
    });
    let title = visit.say("adverse-events-choose");
    Ok(Page::new(&visit, title.clone())
        .patient(&way, Some(Stage::AdverseEvents))
        .show(&html! {
            (PageHead::new(title)
                .back(format!("/patients/{patient}/adverse-events"), visit.say("adverse-events-title"))
                .sentence(visit.say("adverse-events-choose-sentence")))
            (section(&visit.say("adverse-events-red-flags"), link_list(&red)))
            (section(&visit.say("adverse-events-others"), link_list(&others)))
        }))
}

/// Writes an event down by its kind alone, so that what is done about it is timed from now on.
async fn start(visit: Visit, Path(patient): Path<PatientId>, fields: Fields) -> Result<Response, Failure> {
    let code = fields.text("code");
    let knowledge = visit.app.knowledge(visit.actor.clinic).await?;
    if guidance::event(&knowledge, code).is_none() {
        return Err(Failure::not_found("adverse event"));
    }
    let mut report = Report::of_code(code);
    report.session = fields.filled("session").and_then(|session| session.parse().ok());
    report.onset_on = Some(Day(visit.today()));
    let id = adverse_events::write_down(&visit.actor, &visit.app, patient, report, &[]).await?;
    let step = NewStep {
        kind: StepKind::Managed,
        text: visit.say("adverse-events-started"),
        reference: String::new(),
        at: None,
    };
    adverse_events::add_step(&visit.actor, &visit.app, patient, id, step).await?;
    let page = wording::href(patient, id);
    Ok(Redirect::to(&format!("{page}?notice=adverse-event-started#managing")).into_response())
}
