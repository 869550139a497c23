//! Taking a photograph: one view at a time, with the earlier picture of that view as a ghost over the camera.

use anagen_app::consent::PhotographClasses;
use anagen_app::photographs::{self, Capture, Condition, NewPhotograph, Photograph, View, capture_of};
use anagen_app::way::{self, Stage, Way};
use anagen_app::{Action, AppError, Invalid, consent};
use anagen_knowledge::Knowledge;
use anagen_records::consents::PhotographClass;
use anagen_records::values::{AdverseEventId, PatientId, SessionId};
use axum::extract::{Multipart, Path};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use super::sent;
use super::wording::{self, STANDARD, address, picture};
use crate::failure::Failure;
use crate::fields::Fields;
use crate::look::form::row;
use crate::look::{
    Actions, CheckItem, Choices, Field, Form, Icon, Notice, PageHead, Tab, block, checklist, hidden, panel, read, tabs,
    work,
};
use crate::page::{Page, error_of};
use crate::routes::{Access, Route};
use crate::visit::Visit;

/// What browsers offer to choose from; what comes is held to its content.
const ACCEPTED: &str = "image/jpeg,image/png,image/webp";
/// Most bytes of the form: a picture and what is written beside it.
const MOST_FORM_BYTES: usize = photographs::picture::MOST_BYTES + 1024 * 1024;

pub(super) fn routes() -> Vec<Route> {
    let take = Access::May(Action::TakePhotographs);
    vec![
        Route::get("/patients/{patient}/photographs/new", take, page),
        Route::files("/patients/{patient}/photographs", take, MOST_FORM_BYTES, add),
    ]
}

/// What the page needs besides the form.
struct Desk {
    way: Way,
    may: PhotographClasses,
    all: Vec<Photograph>,
}

async fn desk(visit: &Visit, patient: PatientId) -> Result<Desk, Failure> {
    let way = way::read(&visit.actor, &visit.app, patient, "photographs.take").await?;
    let mut reading = visit.app.read(&visit.actor, Action::ReadRecord).await?;
    let may = consent::photograph_classes(&mut reading.tx, &visit.actor, patient).await?;
    let all = photographs::list(&mut reading.tx, &visit.actor, patient).await?;
    Ok(Desk { way, may, all })
}

async fn page(visit: Visit, Path(patient): Path<PatientId>) -> Result<Response, Failure> {
    let desk = desk(&visit, patient).await?;
    let mut fields = (*visit.query).clone();
    if !fields.is_set("view") {
        fields.add("view", next_view(&visit, &desk.all, None).as_str());
    }
    if !fields.is_set("taken_on") {
        fields.add("taken_on", &visit.today().to_string());
    }
    if let Some(last) = desk
        .all
        .iter()
        .map(capture_of)
        .find(|capture| !capture.device.is_empty())
    {
        fields.add("device", &last.device);
    }
    Ok(form(&visit, &desk, &fields, &Invalid::default(), None))
}

/// The first standard view, after one where one was just taken, of which there is no picture of today yet.
fn next_view(visit: &Visit, all: &[Photograph], after: Option<View>) -> View {
    let today = visit.today();
    let is_taken = |view: &View| {
        all.iter()
            .any(|one| one.view == *view && visit.format.day_of(one.taken_at) == today)
    };
    let start = after
        .and_then(|view| STANDARD.iter().position(|one| *one == view))
        .map_or(0, |at| at + 1);
    let around = STANDARD.iter().cycle().skip(start).take(STANDARD.len());
    around
        .copied()
        .find(|view| !is_taken(view))
        .unwrap_or(STANDARD[start % STANDARD.len()])
}

/// The view that was asked for; views that only patients send are not taken here.
fn asked_view(fields: &Fields) -> View {
    fields
        .text("view")
        .parse()
        .ok()
        .filter(|view| *view != View::Other)
        .unwrap_or(View::Frontal)
}

fn form(visit: &Visit, desk: &Desk, fields: &Fields, invalid: &Invalid, notice: Option<Notice>) -> Response {
    let patient = desk.way.patient.id;
    let here = format!("/patients/{patient}/photographs");
    let view = asked_view(fields);
    let (session, event) = (fields.text("session"), fields.text("adverse_event"));
    let title = visit.say("photographs-take-title");
    let code = if invalid.0.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let tabs_of_views: Vec<Tab> = STANDARD
        .iter()
        .chain(&[View::CloseUp])
        .map(|one| Tab {
            href: address(
                &format!("{here}/new"),
                &[("view", one.as_str()), ("session", session), ("adverse_event", event)],
            ),
            label: wording::view(visit.words, *one),
            count: Some(
                desk.all
                    .iter()
                    .filter(|taken| taken.view == *one && visit.format.day_of(taken.taken_at) == visit.today())
                    .count(),
            )
            .filter(|count| *count > 0),
            current: *one == view,
        })
        .collect();
    let page = Page::new(visit, title.clone())
        .patient(&desk.way, Some(Stage::Photographs))
        .status(code)
        .script("photographs.css")
        .script("photographs.js")
        .notice_if(notice);
    if desk.may.care == Some(false) {
        return page
            .notice(Notice::error(visit.say("photographs-care-refused")))
            .show(&html! {
                (PageHead::new(title).back(here, visit.say("photographs-title")))
            });
    }
    page.show(&html! {
        (PageHead::new(title).back(here.clone(), visit.say("photographs-title")).sentence(wording::how_to_take(visit.words, view)))
        (tabs(&visit.say("photographs-views"), &tabs_of_views))
        (work(fields_of(visit, desk, view, fields, invalid), beside(visit, desk, view, fields)))
    })
}

fn fields_of(visit: &Visit, desk: &Desk, view: View, fields: &Fields, invalid: &Invalid) -> Markup {
    let patient = desk.way.patient.id;
    let error = |field: &str| error_of(visit.words, invalid, field);
    let earlier = earlier_of(desk, view, fields.text("site"));
    let mut sites: Vec<String> = desk
        .all
        .iter()
        .map(|one| capture_of(one).site)
        .filter(|site| !site.is_empty())
        .collect();
    sites.dedup();
    let mut devices: Vec<String> = desk
        .all
        .iter()
        .map(|one| capture_of(one).device)
        .filter(|device| !device.is_empty())
        .collect();
    devices.sort();
    devices.dedup();
    html! {
        (Form::post(format!("/patients/{patient}/photographs")).with_files().id("take").body(html! {
            (hidden("view", view.as_str()))
            (hidden("session", fields.text("session")))
            (hidden("adverse_event", fields.text("adverse_event")))
            (block(&visit.say("photographs-picture"), html! {
                @if view == View::CloseUp {
                    (Field::text("site", visit.say("photographs-site")).hint(visit.say("photographs-site-hint"))
                        .value(fields.text("site")).suggestions(sites).error_if(error("site")).required())
                }
                (camera(visit, patient, earlier))
                (Field::file("file", visit.say("photographs-file")).accept(ACCEPTED).hint(visit.say("photographs-file-hint")).error_if(error("file")))
                (Field::file("file-camera", visit.say("photographs-file-camera")).accept(ACCEPTED).camera())
            }))
            (checklist(&visit.say("photographs-conditions"), &Condition::ALL.iter().map(|one| CheckItem {
                name: "met".to_owned(),
                value: one.as_str().to_owned(),
                label: wording::condition(visit.words, *one),
                detail: visit.say(&format!("photographs-condition-{one}-detail")),
                checked: fields.holds("met", one.as_str()),
                required: false,
            }).collect::<Vec<_>>()))
            (block("", html! {
                (row(html! {
                    (Field::text("device", visit.say("photographs-device")).value(fields.text("device")).suggestions(devices).error_if(error("device")))
                    (Field::date("taken_on", visit.say("photographs-taken-on")).max(&visit.today().to_string()).value(fields.text("taken_on")).error_if(error("taken_on")))
                }))
                (classes(visit, desk.may, fields).error_if(error("class")))
                (Field::lines("note", visit.say("photographs-note")).rows(2).value(fields.text("note")).error_if(error("note")))
            }))
            (Actions::primary_as("then", "next", &visit.say("photographs-save-next"))
                .button("then", "done", &visit.say("photographs-save"))
                .link(&back_to(patient, fields.text("session"), fields.text("adverse_event")), &visit.say("cancel"))
                .in_view())
        }))
    }
}

/// What the picture may be used for: only what the patient agreed to.
fn classes(visit: &Visit, may: PhotographClasses, fields: &Fields) -> Choices {
    let chosen = fields
        .filled("class")
        .unwrap_or(PhotographClass::Care.as_str())
        .to_owned();
    let mut choices = Choices::new("class", visit.say("photographs-class")).selected(Some(chosen));
    let hint = match may.care {
        Some(_) => visit.say("photographs-class-hint"),
        None => visit.say("photographs-class-not-asked"),
    };
    choices = choices.hint(hint);
    let agreed = [
        (PhotographClass::Care, true),
        (PhotographClass::Teaching, may.teaching == Some(true)),
        (PhotographClass::Publication, may.publication == Some(true)),
    ];
    for (class, is_agreed) in agreed {
        if is_agreed {
            choices = choices.option(class.as_str(), wording::class(visit.words, class));
        }
    }
    choices
}

/// The latest earlier picture of a view; of a close-up, that of the same site.
fn earlier_of<'a>(desk: &'a Desk, view: View, site: &str) -> Option<&'a Photograph> {
    let same_site = |one: &&Photograph| view != View::CloseUp || site.is_empty() || capture_of(one).site == site;
    desk.all.iter().filter(|one| one.view == view).find(same_site)
}

/// The camera with the ghost over it. The script shows it where the browser has a camera; without it there are the file fields.
fn camera(visit: &Visit, patient: PatientId, earlier: Option<&Photograph>) -> Markup {
    html! {
        div class="camera" data-camera data-camera-field="field-file" hidden {
            button type="button" class="button" data-camera-open { (Icon::Camera) span { (visit.say("photographs-camera-open")) } }
            p class="camera-failed" data-camera-failed role="status" hidden { (visit.say("photographs-camera-failed")) }
            div class="camera-live" data-camera-live hidden {
                div class="camera-picture" {
                    video playsinline muted aria-label=(visit.say("photographs-camera-video")) data-camera-video {}
                    @if let Some(earlier) = earlier {
                        img class="camera-ghost ghost-5" src=(format!("{}/shown", wording::href(patient, earlier.id))) alt="" loading="lazy" data-camera-ghost;
                    }
                }
                @if earlier.is_some() {
                    label class="camera-strength" {
                        span { (visit.say("photographs-ghost")) }
                        input type="range" min="0" max="10" step="1" value="5" data-camera-strength;
                    }
                }
                div class="camera-buttons" {
                    button type="button" class="button is-primary" data-camera-take { (Icon::Camera) span { (visit.say("photographs-camera-take")) } }
                    button type="button" class="button" data-camera-close { span { (visit.say("photographs-camera-close")) } }
                }
            }
            div class="camera-taken" data-camera-taken hidden {
                img alt=(visit.say("photographs-camera-preview")) data-camera-preview;
                div class="camera-buttons" {
                    p role="status" { (visit.say("photographs-camera-ready")) }
                    button type="button" class="button" data-camera-again { (Icon::Repeat) span { (visit.say("photographs-camera-again")) } }
                }
            }
        }
    }
}

/// The earlier picture, and what the knowledge says of taking one.
fn beside(visit: &Visit, desk: &Desk, view: View, fields: &Fields) -> Markup {
    let earlier = earlier_of(desk, view, fields.text("site"));
    html! {
        (panel(&visit.say("photographs-earlier"), html! {
            @match earlier {
                Some(earlier) => (picture(visit, desk.way.patient.id, earlier, false)),
                None => p class="soft" { (visit.say("photographs-earlier-none")) },
            }
        }))
        (panel(&visit.say("photographs-how"), read(html! { ul class="plain-list" { @for text in advice(&desk.way.knowledge) { li { (text) } } } })))
    }
}

/// What the knowledge says of taking photographs.
fn advice(knowledge: &Knowledge) -> Vec<&str> {
    let mut found: Vec<_> = knowledge
        .records
        .preparation
        .iter()
        .filter(|record| record.topic == "photography")
        .collect();
    found.sort_by_key(|record| record.order);
    found.into_iter().map(|record| record.text.as_str()).collect()
}

/// Where one came from.
fn back_to(patient: PatientId, session: &str, event: &str) -> String {
    match (session, event) {
        ("", "") => format!("/patients/{patient}/photographs"),
        (session, "") => format!("/patients/{patient}/sessions/{session}"),
        (_, event) => format!("/patients/{patient}/adverse-events/{event}"),
    }
}

async fn add(visit: Visit, Path(patient): Path<PatientId>, multipart: Multipart) -> Result<Response, Failure> {
    // Before a byte of the picture is read, the patient is held against the clinic.
    let desk = desk(&visit, patient).await?;
    let sent = match sent::read(multipart, 2).await {
        Ok(sent) => sent,
        Err(failure) => match failure.0.as_ref() {
            AppError::Invalid(invalid) => {
                let notice =
                    Notice::error(visit.say("photographs-not-added")).to_do(visit.say("photographs-choose-again"));
                return Ok(form(&visit, &desk, &visit.query, invalid, Some(notice)));
            }
            _ => return Err(failure),
        },
    };
    let mut invalid = Invalid::default();
    let fields = sent.fields;
    let new = NewPhotograph {
        bytes: sent.files.into_iter().next().unwrap_or_default(),
        view: asked_view(&fields),
        taken_on: fields.day("taken_on", &mut invalid),
        session: fields.read::<SessionId>("session", "photographs-link-broken", &mut invalid),
        adverse_event: fields.read::<AdverseEventId>("adverse_event", "photographs-link-broken", &mut invalid),
        class: fields
            .filled("class")
            .unwrap_or("care")
            .parse()
            .unwrap_or(PhotographClass::Care),
        capture: Capture {
            met: Condition::ALL
                .iter()
                .copied()
                .filter(|one| fields.holds("met", one.as_str()))
                .collect(),
            device: fields.text("device").to_owned(),
            site: fields.text("site").to_owned(),
        },
        note: fields.text("note").to_owned(),
    };
    let view = new.view;
    let added = if invalid.0.is_empty() {
        photographs::add(&visit.actor, &visit.app, patient, new).await
    } else {
        Err(AppError::Invalid(invalid))
    };
    match added {
        Ok(_) => {
            let (session, event) = (fields.text("session"), fields.text("adverse_event"));
            if fields.text("then") == "next" {
                let next = next_view(&visit, &desk.all, Some(view));
                let to = address(
                    &format!("/patients/{patient}/photographs/new"),
                    &[
                        ("view", next.as_str()),
                        ("session", session),
                        ("adverse_event", event),
                        ("notice", "photograph-added"),
                    ],
                );
                return Ok(Redirect::to(&to).into_response());
            }
            let to = address(&back_to(patient, session, event), &[("notice", "photograph-added")]);
            Ok(Redirect::to(&to).into_response())
        }
        Err(AppError::Invalid(invalid)) => {
            let notice = Notice::error(visit.say("photographs-not-added")).to_do(visit.say("photographs-choose-again"));
            Ok(form(&visit, &desk, &fields, &invalid, Some(notice)))
        }
        Err(error) => Err(error.into()),
    }
}
