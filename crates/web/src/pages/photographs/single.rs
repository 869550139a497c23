//! One photograph in large, and what can be done with it.

use anagen_app::photographs::{self, Origin, Photograph, capture_of, inbox};
use anagen_app::way::{self, Stage, Way};
use anagen_app::{Action, AppError, Invalid, adverse_events, consent};
use anagen_records::adverse_events::AdverseEvent;
use anagen_records::photographs::links::Upload;
use anagen_records::values::{PatientId, PhotographId};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use super::wording::{self, address, picture};
use crate::failure::Failure;
use crate::fields::Fields;
use crate::look::{
    Actions, Danger, Facts, Field, Form, Icon, Meaning, Notice, PageHead, PostButton, block, chip, link_button, panel,
    tag, work,
};
use crate::page::{Page, error_of};
use crate::pages::adverse_events::event_name;
use crate::routes::{Access, Route};
use crate::visit::Visit;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get(
            "/patients/{patient}/photographs/{photograph}",
            Access::May(Action::ReadRecord),
            page,
        ),
        Route::post(
            "/patients/{patient}/photographs/{photograph}/portrait",
            Access::May(Action::TakePhotographs),
            portrait,
        ),
        Route::post(
            "/patients/{patient}/photographs/{photograph}/remove",
            Access::May(Action::RemovePhotographs),
            remove,
        ),
        Route::post(
            "/patients/{patient}/photographs/{photograph}/event",
            Access::May(Action::ReportHarm),
            put_with_event,
        ),
        Route::post(
            "/patients/{patient}/photographs/{photograph}/review",
            Access::May(Action::ReportHarm),
            review,
        ),
    ]
}

/// Everything that the page shows.
struct Desk {
    way: Way,
    photograph: Photograph,
    upload: Option<Upload>,
    events: Vec<AdverseEvent>,
    /// The latest picture of the same view and site before this one.
    before: Option<PhotographId>,
    uses: Markup,
}

async fn desk(visit: &Visit, patient: PatientId, id: PhotographId) -> Result<Desk, Failure> {
    let mut reading = visit.app.read(&visit.actor, Action::ReadRecord).await?;
    let photograph = photographs::find(&mut reading.tx, &visit.actor, patient, id).await?;
    if photograph.removed_at.is_some() && !visit.actor.may(Action::RemovePhotographs) {
        return Err(Failure::not_found("photograph"));
    }
    let upload = inbox::of_photograph(&mut reading.tx, &visit.actor, patient, id).await?;
    let events = adverse_events::list(&mut reading.tx, &visit.actor, patient).await?;
    let all = photographs::list(&mut reading.tx, &visit.actor, patient).await?;
    let may = consent::photograph_classes(&mut reading.tx, &visit.actor, patient).await?;
    drop(reading);
    let way = way::read(&visit.actor, &visit.app, patient, "photograph.open").await?;
    let site = capture_of(&photograph).site;
    let before = all
        .iter()
        .filter(|one| one.view == photograph.view && capture_of(one).site == site && one.id != photograph.id)
        .find(|one| (one.taken_at, one.id) < (photograph.taken_at, photograph.id))
        .map(|one| one.id);
    let uses = wording::use_chips(visit, &photograph, may);
    Ok(Desk {
        way,
        photograph,
        upload,
        events,
        before,
        uses,
    })
}

async fn page(visit: Visit, Path((patient, id)): Path<(PatientId, PhotographId)>) -> Result<Response, Failure> {
    let desk = desk(&visit, patient, id).await?;
    Ok(show(&visit, &desk, &Fields::default(), &Invalid::default(), None))
}

fn show(visit: &Visit, desk: &Desk, fields: &Fields, invalid: &Invalid, notice: Option<Notice>) -> Response {
    let Desk { way, photograph, .. } = desk;
    let patient = way.patient.id;
    let page = wording::href(patient, photograph.id);
    let title = wording::view_of(visit.words, photograph);
    let code = match (&notice, invalid.0.is_empty()) {
        (Some(_), _) => StatusCode::CONFLICT,
        (None, false) => StatusCode::UNPROCESSABLE_ENTITY,
        (None, true) => StatusCode::OK,
    };
    let mut large = picture(visit, patient, photograph, false);
    large.href = None;
    let in_view = photograph.removed_at.is_none();
    let is_portrait = way.patient.portrait.as_ref() == Some(&photograph.thumbnail);
    Page::new(visit, visit.say("photographs-one-title"))
        .patient(way, Some(Stage::Photographs))
        .script("photographs.css")
        .status(code)
        .notice_if(notice)
        .show(&html! {
            (PageHead::new(title)
                .back(format!("/patients/{patient}/photographs"), visit.say("photographs-title"))
                .beside(html! {
                    (visit.format.day(visit.format.day_of(photograph.taken_at)))
                    @if !in_view { (chip(Meaning::Excluded, &visit.say("photographs-out-of-view"))) }
                    @if is_portrait { (tag(&visit.say("photographs-is-portrait"))) }
                })
                .actions(html! {
                    @if let Some(before) = desk.before.filter(|_| in_view) {
                        (link_button(&address(&format!("/patients/{patient}/photographs/compare"), &[
                            ("earlier", &before.to_string()), ("later", &photograph.id.to_string()),
                        ]), Some(Icon::Sliders), &visit.say("photographs-compare-before")))
                    }
                }))
            (work(
                html! {
                    (large)
                    @if let Some(upload) = &desk.upload { (sent_by_patient(visit, desk, upload, fields, invalid)) }
                },
                html! {
                    (panel(&visit.say("photographs-facts"), facts(visit, desk)))
                    @if in_view { (deeds(visit, desk, &page, is_portrait, fields, invalid)) }
                },
            ))
        })
}

fn facts(visit: &Visit, desk: &Desk) -> Facts {
    let photograph = &desk.photograph;
    let patient = desk.way.patient.id;
    let capture = capture_of(photograph);
    let met: Vec<String> = capture
        .met
        .iter()
        .map(|one| wording::condition(visit.words, *one))
        .collect();
    let by = match photograph.origin {
        Origin::Staff => photograph.added_by_name.clone().unwrap_or_default(),
        Origin::PatientLink => visit.say("photographs-by-patient"),
    };
    let mut facts = Facts::new()
        .fact(
            visit.say("photographs-taken-on"),
            visit.format.day(visit.format.day_of(photograph.taken_at)),
        )
        .fact_from(
            visit.say("photographs-added"),
            visit.format.moment(photograph.added_at),
            by,
        )
        .fact(visit.say("photographs-class"), &desk.uses);
    facts = if met.is_empty() {
        facts.unknown(
            visit.say("photographs-conditions"),
            &visit.say("photographs-not-stated"),
        )
    } else {
        facts.fact(visit.say("photographs-conditions"), met.join(", "))
    };
    facts = if capture.device.is_empty() {
        facts.unknown(visit.say("photographs-device"), &visit.say("photographs-not-stated"))
    } else {
        facts.fact(visit.say("photographs-device"), capture.device)
    };
    if !photograph.note.is_empty() {
        facts = facts.fact(visit.say("photographs-note"), &photograph.note);
    }
    if let Some(session) = photograph.session {
        facts = facts.fact(
            visit.say("photographs-session"),
            html! { a href=(format!("/patients/{patient}/sessions/{session}")) { (visit.say("photographs-session-open")) } },
        );
    }
    if let Some(event) = photograph.adverse_event {
        let name = desk
            .events
            .iter()
            .find(|one| one.id == event)
            .map(|one| event_name(visit, &desk.way.knowledge, one));
        facts = facts.fact(
            visit.say("photographs-event"),
            html! { a href=(format!("/patients/{patient}/adverse-events/{event}")) { (name.unwrap_or_else(|| visit.say("photographs-event"))) } },
        );
    }
    if let (Some(at), Some(by)) = (photograph.removed_at, &photograph.removed_by_name) {
        let why = photograph.removed_because.clone().unwrap_or_default();
        facts = facts.fact_from(
            visit.say("photographs-taken-out"),
            why,
            format!("{by}, {}", visit.format.moment(at)),
        );
    }
    // Tenths of a megabyte, rounded.
    let tenths = (photograph.bytes + 50_000) / 100_000;
    let megabytes = format!("{}.{}", tenths / 10, tenths % 10);
    facts.fact(
        visit.say("photographs-original"),
        html! {
            a href=(format!("{}/original", wording::href(patient, photograph.id))) download { (visit.say("photographs-original-download")) }
            " "
            span class="origin" {
                (visit.with("photographs-original-detail", [
                    ("width", photograph.width.into()),
                    ("height", photograph.height.into()),
                    ("megabytes", megabytes.into()),
                ]))
            }
        },
    )
}

/// What can be done with a photograph that is in view.
fn deeds(visit: &Visit, desk: &Desk, page: &str, is_portrait: bool, fields: &Fields, invalid: &Invalid) -> Markup {
    let photograph = &desk.photograph;
    let may_report = visit.actor.may(Action::ReportHarm);
    let free_events: Vec<&AdverseEvent> = desk
        .events
        .iter()
        .filter(|event| Some(event.id) != photograph.adverse_event)
        .collect();
    html! {
        @if visit.actor.may(Action::TakePhotographs) && !is_portrait {
            (PostButton { action: &format!("{page}/portrait"), label: &visit.say("photographs-set-portrait"), icon: Some(Icon::Person), values: &[], primary: false })
        }
        @if may_report && desk.upload.is_none() {
            (panel(&visit.say("photographs-event"), html! {
                @if !free_events.is_empty() {
                    (Form::post(format!("{page}/event")).body(html! {
                        (events_field(visit, desk, &free_events))
                        (Actions::primary(&visit.say("photographs-put-with")))
                    }))
                }
                p { a href=(address(&format!("/patients/{}/adverse-events/new", desk.way.patient.id), &[("photograph", &photograph.id.to_string())])) { (visit.say("photographs-new-event")) } }
            }))
        }
        @if visit.actor.may(Action::RemovePhotographs) {
            (Danger::post(&format!("{page}/remove"), &visit.say("photographs-remove"), &visit.say("photographs-remove-question"), &visit.say("photographs-remove-confirm"))
                .fields(html! {
                    (Field::lines("reason", visit.say("reason")).rows(2).value(fields.text("reason")).error_if(error_of(visit.words, invalid, "reason")).required())
                }))
        }
    }
}

fn events_field(visit: &Visit, desk: &Desk, events: &[&AdverseEvent]) -> Field {
    let options = events.iter().map(|event| {
        let day = visit.format.day(visit.format.day_of(event.created_at));
        (
            event.id.to_string(),
            format!("{}, {day}", event_name(visit, &desk.way.knowledge, event)),
        )
    });
    Field::select("event", visit.say("photographs-event-which")).options(options)
}

/// What came with a picture that a patient sent, and what somebody saw on it, or the form to say so.
fn sent_by_patient(visit: &Visit, desk: &Desk, upload: &Upload, fields: &Fields, invalid: &Invalid) -> Markup {
    let page = wording::href(desk.way.patient.id, desk.photograph.id);
    let message = if upload.message.is_empty() {
        visit.say("uploads-no-message")
    } else {
        upload.message.clone()
    };
    let events: Vec<&AdverseEvent> = desk.events.iter().collect();
    html! {
        (panel(&visit.say("uploads-message"), html! { p class="words-of-patient" { (message) } }))
        @match (&upload.finding, upload.reviewed_at) {
            (Some(finding), Some(at)) => {
                (panel(&visit.say("uploads-finding"), html! {
                    p { (finding) }
                    p class="soft" { (upload.reviewed_by_name.as_deref().unwrap_or_default()) ", " (visit.format.moment(at)) }
                }))
            }
            _ if visit.actor.may(Action::ReportHarm) => {
                (Form::post(format!("{page}/review")).draft(format!("review-{}", desk.photograph.id), 0).body(html! {
                    (block(&visit.say("uploads-review"), html! {
                        (Field::lines("finding", visit.say("uploads-seen")).hint(visit.say("uploads-seen-hint")).rows(3)
                            .value(fields.text("finding")).error_if(error_of(visit.words, invalid, "finding")).required())
                        (events_field(visit, desk, &events)
                            .option("", visit.say("uploads-no-event"))
                            .option("new", visit.say("uploads-new-event"))
                            .value(fields.text("event")))
                    }))
                    (Actions::primary(&visit.say("uploads-reviewed")))
                }))
            }
            _ => p { (chip(Meaning::Incomplete, &visit.say("uploads-not-reviewed"))) },
        }
    }
}

async fn portrait(visit: Visit, Path((patient, id)): Path<(PatientId, PhotographId)>) -> Result<Redirect, Failure> {
    photographs::set_portrait(&visit.actor, &visit.app, patient, id).await?;
    Ok(Redirect::to(&format!(
        "{}?notice=photograph-portrait",
        wording::href(patient, id)
    )))
}

async fn remove(
    visit: Visit,
    Path((patient, id)): Path<(PatientId, PhotographId)>,
    fields: Fields,
) -> Result<Response, Failure> {
    match photographs::remove(&visit.actor, &visit.app, patient, id, fields.text("reason")).await {
        Ok(()) => {
            Ok(Redirect::to(&format!("/patients/{patient}/photographs?notice=photograph-removed")).into_response())
        }
        Err(AppError::Invalid(invalid)) => {
            let desk = desk(&visit, patient, id).await?;
            Ok(show(&visit, &desk, &fields, &invalid, None))
        }
        Err(error) => Err(error.into()),
    }
}

async fn put_with_event(
    visit: Visit,
    Path((patient, id)): Path<(PatientId, PhotographId)>,
    fields: Fields,
) -> Result<Redirect, Failure> {
    let event = fields
        .text("event")
        .parse()
        .map_err(|_| Failure::not_found("adverse event"))?;
    photographs::put_with_event(&visit.actor, &visit.app, patient, id, event).await?;
    Ok(Redirect::to(&format!(
        "{}?notice=photograph-put-with",
        wording::href(patient, id)
    )))
}

async fn review(
    visit: Visit,
    Path((patient, id)): Path<(PatientId, PhotographId)>,
    fields: Fields,
) -> Result<Response, Failure> {
    let (wants_new, event) = match fields.text("event") {
        "" => (false, None),
        "new" => (true, None),
        event => (
            false,
            Some(event.parse().map_err(|_| Failure::not_found("adverse event"))?),
        ),
    };
    match inbox::review(&visit.actor, &visit.app, patient, id, fields.text("finding"), event).await {
        Ok(()) => {
            visit.forget_draft(&format!("review-{id}")).await?;
            let to = if wants_new {
                address(
                    &format!("/patients/{patient}/adverse-events/new"),
                    &[("photograph", &id.to_string())],
                )
            } else {
                "/evidence/uploads?notice=upload-reviewed".to_owned()
            };
            Ok(Redirect::to(&to).into_response())
        }
        Err(AppError::Invalid(invalid)) => {
            let desk = desk(&visit, patient, id).await?;
            Ok(show(&visit, &desk, &fields, &invalid, None))
        }
        Err(AppError::Stale(_)) => {
            let desk = desk(&visit, patient, id).await?;
            let notice = Notice::error(visit.say("uploads-reviewed-meanwhile"))
                .kept(visit.with("uploads-yours", [("finding", fields.text("finding").into())]));
            Ok(show(&visit, &desk, &fields, &Invalid::default(), Some(notice)))
        }
        Err(error) => Err(error.into()),
    }
}
