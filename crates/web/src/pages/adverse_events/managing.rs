//! What is done about an event, step by step, each with its time; and who outside was told.

use anagen_app::adverse_events::guidance::{self, Duty};
use anagen_app::adverse_events::{self, EventView, NewStep, StepKind};
use anagen_app::{Action, AppError, Invalid};
use anagen_knowledge::records::Status;
use anagen_records::Stamp;
use anagen_records::adverse_events::Step;
use anagen_records::values::{AdverseEventId, PatientId};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::DateTime;
use maud::{Markup, html};

use super::{single, wording};
use crate::failure::Failure;
use crate::fields::Fields;
use crate::look::form::row;
use crate::look::{
    Actions, Column, Field, Form, Icon, Meaning, PostButton, Table, disclosure, hidden, proposed_tag, status, unknown,
};
use crate::page::error_of;
use crate::routes::{Access, Route};
use crate::visit::Visit;

pub(super) fn routes() -> Vec<Route> {
    vec![Route::post(
        "/patients/{patient}/adverse-events/{event}/steps",
        Access::May(Action::ReportHarm),
        add,
    )]
}

/// Minutes for which steps are counted from the first; later ones bear their day and time.
const COUNTED_MINUTES: i64 = 24 * 60;

/// The checklist of what is done first, with the time of each step.
pub(super) fn checklist(visit: &Visit, view: &EventView, fields: &Fields, invalid: &Invalid) -> Markup {
    let known = guidance::event(&view.way.knowledge, &view.event.code);
    let steps = known.map(guidance::steps).unwrap_or_default();
    let managed: Vec<&Step> = view
        .steps
        .iter()
        .filter(|step| step.kind == StepKind::Managed)
        .collect();
    let started = managed.first().map(|step| step.at);
    let may = visit.actor.may(Action::ReportHarm);
    let action = format!("{}/steps", wording::href(view.way.patient.id, view.event.id));
    html! {
        @if let Some(started) = started {
            p class="clock" { (Icon::Clock) span { (visit.with("adverse-events-started-at", [("moment", visit.format.moment(started).into())])) } }
        }
        @if !steps.is_empty() {
            ol class="management" {
                @for text in &steps {
                    @let done: Vec<&&Step> = managed.iter().filter(|step| step.text == *text).collect();
                    li {
                        div class="management-words" {
                            p { (text) }
                            @for step in &done { p { (status(Meaning::Eligible, &done_words(visit, step, started))) } }
                        }
                        @if may {
                            (PostButton {
                                action: &action,
                                label: &visit.say(if done.is_empty() { "adverse-events-done-now" } else { "adverse-events-done-again" }),
                                icon: Some(Icon::Check),
                                values: &[("kind", StepKind::Managed.as_str()), ("step", text)],
                                primary: false,
                            })
                        }
                    }
                }
            }
            p class="soft" {
                (visit.say("adverse-events-management-source"))
                @if known.is_some_and(|known| known.status == Status::Proposed) { " " (proposed_tag(&visit.say("status-proposed"))) }
            }
        }
        ul class="management" {
            @for step in managed.iter().filter(|step| !steps.contains(&step.text)) {
                li { div class="management-words" { p { (step.text) } p { (status(Meaning::Eligible, &done_words(visit, step, started))) } } }
            }
        }
        @if steps.is_empty() && managed.is_empty() { p { (unknown(&visit.say("adverse-events-nothing-done"))) } }
        @if may { (another_step(visit, &action, fields, invalid)) }
    }
}

/// When and by whom a step was done, counted from the first.
fn done_words(visit: &Visit, step: &Step, started: Option<Stamp>) -> String {
    let minutes = started.map(|started| step.at.0.duration_since(started.0).as_mins());
    let when = match minutes.filter(|minutes| (1..=COUNTED_MINUTES).contains(minutes)) {
        Some(minutes) => visit.with(
            "adverse-events-done-after",
            [("time", visit.format.time(step.at).into()), ("minutes", minutes.into())],
        ),
        None => visit.format.moment(step.at),
    };
    format!("{when}, {}", step.by_name)
}

/// Anything else that was done, also typed in later with its time.
fn another_step(visit: &Visit, action: &str, fields: &Fields, invalid: &Invalid) -> Markup {
    let came_back = !invalid.0.is_empty() && kind_of(fields) != StepKind::Reported;
    let error = |field: &str| error_of(visit.words, invalid, field).filter(|_| came_back);
    let value = |field: &str| {
        if came_back {
            fields.text(field).to_owned()
        } else {
            String::new()
        }
    };
    let form = Form::post(action).body(html! {
        (Field::text("step", visit.say("adverse-events-step")).value(value("step")).error_if(error("step")).full().required())
        (Field::date_and_time("at", visit.say("adverse-events-step-at")).hint(visit.say("adverse-events-step-at-hint")).value(value("at")).error_if(error("at")))
        (Actions::primary_as("kind", StepKind::Managed.as_str(), &visit.say("adverse-events-step-add"))
            .button("kind", StepKind::Noted.as_str(), &visit.say("adverse-events-note-add")))
    });
    if came_back {
        html! { (form) }
    } else {
        disclosure(&visit.say("adverse-events-step-other"), form)
    }
}

/// The duties that apply to an event, counted from when it was written down.
pub(super) fn duties_of<'v>(visit: &Visit, view: &'v EventView) -> Vec<Duty<'v>> {
    let session = view
        .sessions
        .iter()
        .find(|session| Some(session.id) == view.event.session);
    // Where no session is named or nothing is known of what was in it, duties of certain agents are shown too.
    let agents = session
        .map(|session| &session.agents)
        .filter(|agents| !agents.is_empty());
    guidance::duties(
        &view.way.knowledge,
        &visit.clinic.country,
        agents,
        view.event.serious,
        view.event.created_at,
    )
}

/// Duties to tell somebody, with their deadlines, and who was told.
pub(super) fn duties(visit: &Visit, view: &EventView, fields: &Fields, invalid: &Invalid) -> Markup {
    let reported: Vec<&Step> = view
        .steps
        .iter()
        .filter(|step| step.kind == StepKind::Reported)
        .collect();
    let now = visit.app.now();
    let deadline = |by: Option<Stamp>, key: &str| {
        by.map(|by| {
            let is_over = by < now && reported.is_empty();
            let words = visit.with(key, [("moment", visit.format.moment(by).into())]);
            status(if is_over { Meaning::Excluded } else { Meaning::Defer }, &words)
        })
    };
    let mut table = Table::new(
        visit.say("adverse-events-duties"),
        [
            Column::words(visit.say("adverse-events-duty-to")),
            Column::words(visit.say("adverse-events-duty-what")),
            Column::words(visit.say("adverse-events-duty-force")),
            Column::words(visit.say("adverse-events-duty-until")),
        ],
    )
    .caption_hidden()
    .cards();
    for one in duties_of(visit, view) {
        let duty = one.duty;
        table = table.row([
            html! { (duty.scheme.as_deref().unwrap_or_default()) @if let Some(who) = &duty.who { " (" (who) ")" } },
            html! { (duty.text) @if duty.status == Status::Proposed { " " (proposed_tag(&visit.say("status-proposed"))) } },
            html! { (wording::duty_force(visit.words, duty.duty)) },
            html! {
                @if let Some(by) = deadline(one.inside_by, "adverse-events-inside-by") { p { (by) } }
                @if let Some(by) = deadline(one.outside_by, "adverse-events-outside-by") { p { (by) } }
            },
        ]);
    }
    html! {
        (table)
        ul class="management" {
            @for step in &reported {
                li { div class="management-words" {
                    p { (step.text) @if !step.reference.is_empty() { ", " (visit.with("adverse-events-reference-n", [("reference", step.reference.as_str().into())])) } }
                    p { (status(Meaning::Eligible, &done_words(visit, step, None))) }
                } }
            }
        }
        @if visit.actor.may(Action::ReportHarm) { (report_made(visit, view, fields, invalid)) }
    }
}

/// Somebody outside was told.
fn report_made(visit: &Visit, view: &EventView, fields: &Fields, invalid: &Invalid) -> Markup {
    let action = format!("{}/steps", wording::href(view.way.patient.id, view.event.id));
    let came_back = !invalid.0.is_empty() && kind_of(fields) == StepKind::Reported;
    let error = |field: &str| error_of(visit.words, invalid, field).filter(|_| came_back);
    let value = |field: &str| {
        if came_back {
            fields.text(field).to_owned()
        } else {
            String::new()
        }
    };
    let form = Form::post(action).body(html! {
        (hidden("kind", StepKind::Reported.as_str()))
        (row(html! {
            (Field::text("step", visit.say("adverse-events-reported-to")).id("field-reported-to").value(value("step")).error_if(error("step")).required())
            (Field::text("reference", visit.say("adverse-events-reference")).value(value("reference")).error_if(error("reference")))
        }))
        (Field::date_and_time("at", visit.say("adverse-events-step-at")).id("field-reported-at").hint(visit.say("adverse-events-step-at-hint")).value(value("at")).error_if(error("at")))
        (Actions::primary(&visit.say("adverse-events-reported-add")))
    });
    if came_back {
        html! { (form) }
    } else {
        disclosure(&visit.say("adverse-events-reported-form"), form)
    }
}

fn kind_of(fields: &Fields) -> StepKind {
    fields.text("kind").parse().unwrap_or(StepKind::Noted)
}

async fn add(
    visit: Visit,
    Path((patient, id)): Path<(PatientId, AdverseEventId)>,
    fields: Fields,
) -> Result<Response, Failure> {
    let mut invalid = Invalid::default();
    let local: Option<DateTime> = fields.read("at", "adverse-events-time-wrong", &mut invalid);
    let zoned = local.and_then(|local| local.to_zoned(visit.format.time_zone.clone()).ok());
    let kind = kind_of(&fields);
    let new = NewStep {
        kind,
        text: fields.text("step").to_owned(),
        reference: fields.text("reference").to_owned(),
        at: zoned.map(|zoned| Stamp(zoned.timestamp())),
    };
    let result = if invalid.0.is_empty() {
        adverse_events::add_step(&visit.actor, &visit.app, patient, id, new).await
    } else {
        Err(AppError::Invalid(invalid))
    };
    match result {
        Ok(()) => {
            let part = if kind == StepKind::Reported {
                "duties"
            } else {
                "managing"
            };
            let page = wording::href(patient, id);
            Ok(Redirect::to(&format!("{page}?notice=adverse-event-step#{part}")).into_response())
        }
        Err(AppError::Invalid(invalid)) => single::show(&visit, patient, id, &fields, &invalid).await,
        Err(error) => Err(error.into()),
    }
}
