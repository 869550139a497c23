//! The waiting list: who waits for what, who fits into a gap of the day, booking from it.

use anagen_app::appointments::waiting::{self, Line, Waiting};
use anagen_app::{AppError, Invalid, Message, patients};
use anagen_records::Day;
use anagen_records::appointments::AppointmentKind;
use anagen_records::values::{PatientId, WaitingId};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use super::{AGENDA, STYLES, address, asked_day, choosing, clock, kind_words, long_day, patient_href};
use crate::failure::Failure;
use crate::fields::Fields;
use crate::look::action::primary_link;
use crate::look::form::row;
use crate::look::{
    Actions, Choices, Column, Danger, Empty, Field, Form, Icon, Meaning, PageHead, SaveLine, Table, block, hidden,
    link_button, status, toolbar,
};
use crate::page::{Door, Page, error_of, full_name};
use crate::pages::intake::{Kept, kept, save_words};
use crate::visit::Visit;

/// The waiting list.
pub(super) const LIST: &str = "/today/waiting";
/// Where somebody is put on it.
pub(super) const NEW: &str = "/today/waiting/new";

/// What one can wait for.
const KINDS: [AppointmentKind; 3] = [
    AppointmentKind::Consultation,
    AppointmentKind::Session,
    AppointmentKind::Review,
];

pub(super) async fn page(visit: Visit) -> Result<Response, Failure> {
    let day = asked_day(&visit);
    let lines = waiting::list(&visit.actor, &visit.app, day).await?;
    let title = visit.say("waiting-title");
    let agenda = address(AGENDA, &[("day", &day.to_string())]);
    Ok(Page::new(&visit, title.clone()).door(Door::Today).script(STYLES).show(&html! {
        (PageHead::new(title).back(agenda, visit.say("door-today"))
            .sentence(visit.with("waiting-sentence", [("day", long_day(&visit, day).into())]))
            .actions(html! { (primary_link(NEW, Some(Icon::Plus), &visit.say("waiting-add"))) }))
        (toolbar(html! {
            (Form::get(LIST).in_line().body(html! {
                (Field::date("day", visit.say("waiting-gaps-on")).value(day.to_string()))
                button class="button" type="submit" { span { (visit.say("today-show-day")) } }
            }))
        }))
        @if lines.is_empty() {
            (Empty { icon: Icon::Clock, what: visit.say("waiting-nobody"), sentence: visit.say("waiting-nobody-sentence"), first_step: None })
        } @else { (table(&visit, day, &lines)) }
    }))
}

fn table(visit: &Visit, day: jiff::civil::Date, lines: &[Line]) -> Markup {
    let mut table = Table::new(
        visit.say("waiting-title"),
        [
            Column::words(visit.say("today-patient")),
            Column::words(visit.say("waiting-for")),
            Column::words(visit.say("waiting-when")),
            Column::words(visit.say("waiting-note")),
            Column::words(visit.say("waiting-fits")),
            Column::actions(visit.say("waiting-do")),
        ],
    )
    .caption_hidden()
    .cards();
    for line in lines {
        let Line { waiting, who, .. } = line;
        let latest = match waiting.latest_on {
            Some(latest) => visit.with(
                "waiting-between",
                [
                    ("from", visit.format.day(waiting.earliest_on.0).into()),
                    ("until", visit.format.day(latest.0).into()),
                ],
            ),
            None => visit.with(
                "waiting-from",
                [("from", visit.format.day(waiting.earliest_on.0).into())],
            ),
        };
        let is_over = waiting.latest_on.is_some_and(|latest| latest.0 < visit.today());
        let what = visit.with(
            "waiting-kind-and-minutes",
            [
                ("kind", kind_words(visit.words, waiting.kind).into()),
                ("minutes", waiting.minutes.into()),
            ],
        );
        let cells = [
            html! { a href=(patient_href(who.id)) { bdi { (who.name) } } " " span class="soft" { (who.number) } @if !who.phone.is_empty() { br; (who.phone) } },
            html! { (what) },
            html! { (latest) " " span class="soft" { (visit.with("waiting-since", [("day", visit.format.day(visit.format.day_of(waiting.created_at)).into())])) } @if is_over { " " (status(Meaning::Caution, &visit.say("waiting-over"))) } },
            html! { (waiting.note) },
            fits(visit, line),
            actions(visit, day, line),
        ];
        table = if line.fits.is_some() {
            table.row_marked(Meaning::Eligible, cells)
        } else {
            table.row(cells)
        };
    }
    html! { (table) }
}

/// Whether there is time for somebody on the day.
fn fits(visit: &Visit, line: &Line) -> Markup {
    match (&line.fits, line.wants_day) {
        (Some((_, room, minute)), _) => {
            let words = visit.with(
                "waiting-fits-at",
                [("time", clock(*minute).into()), ("room", room.as_str().into())],
            );
            status(Meaning::Eligible, &words)
        }
        (None, true) => html! { (visit.say("waiting-no-gap")) },
        (None, false) => html! { span class="soft" { (visit.say("waiting-other-day")) } },
    }
}

fn actions(visit: &Visit, day: jiff::civil::Date, line: &Line) -> Markup {
    let id = line.waiting.id.to_string();
    let day = day.to_string();
    let href = match &line.fits {
        Some((room, _, minute)) => {
            let (room, time) = (room.to_string(), clock(*minute));
            address(
                "/today/appointments/new",
                &[("waiting", &id), ("day", &day), ("time", &time), ("room", &room)],
            )
        }
        None => address(
            "/today/appointments/new",
            &[("waiting", &id), ("day", if line.wants_day { &day } else { "" })],
        ),
    };
    html! {
        div class="row-actions" {
            (link_button(&href, Some(Icon::Calendar), &visit.say("appointment-book")))
            (Danger::post(&format!("{LIST}/{id}/remove"), &visit.say("waiting-remove"), &visit.say("waiting-remove-question"), &visit.say("waiting-remove")))
        }
    }
}

/// The names of the fields that are typed.
const TYPED: [&str; 5] = ["kind", "earliest_on", "latest_on", "minutes", "note"];

fn draft_key(patient: PatientId) -> String {
    format!("waiting-{patient}")
}

pub(super) async fn new(visit: Visit) -> Result<Response, Failure> {
    let Some(patient) = visit.query.filled("patient") else {
        return choosing::page(&visit, choosing::For::Waiting).await;
    };
    let patient: PatientId = patient.parse().map_err(|_| Failure::not_found("patient"))?;
    let mut fields = visit.query.as_ref().clone();
    let found = kept(&visit, &draft_key(patient)).await?;
    if let Some(found) = &found {
        for name in TYPED {
            if !fields.is_set(name) {
                fields.add(name, found.fields.text(name));
            }
        }
    }
    if !fields.is_set("earliest_on") {
        fields.add("earliest_on", &visit.today().to_string());
    }
    show(&visit, patient, &fields, &Invalid::default(), found).await
}

async fn show(
    visit: &Visit,
    patient: PatientId,
    fields: &Fields,
    invalid: &Invalid,
    found: Option<Kept>,
) -> Result<Response, Failure> {
    let code = if invalid.0.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let words = save_words(visit);
    let who = patients::open(&visit.actor, &visit.app, patient).await?;
    let error = |field: &str| error_of(visit.words, invalid, field);
    let mut kinds = Choices::new("kind", visit.say("waiting-for"))
        .error_if(error("kind"))
        .required();
    for kind in KINDS {
        kinds = kinds.option(kind.as_str(), kind_words(visit.words, kind));
    }
    let title = visit.say("waiting-add");
    let name = full_name(&who.given_names, &who.family_name);
    Ok(Page::new(visit, title.clone()).door(Door::Today).script(STYLES).status(code).show(&html! {
        (PageHead::new(title).back(LIST, visit.say("waiting-title"))
            .sentence(visit.with("waiting-add-sentence", [("name", name.into()), ("number", who.number.as_str().into())])))
        @if let Some(found) = &found { (found.line) }
        (Form::post(LIST).draft(draft_key(patient), 0).body(html! {
            (hidden("patient", &patient.to_string()))
            (block("", html! {
                (kinds.selected(fields.filled("kind")))
                (row(html! {
                    (Field::date("earliest_on", visit.say("waiting-earliest")).value(fields.text("earliest_on")).error_if(error("earliest_on")).required())
                    (Field::date("latest_on", visit.say("waiting-latest")).hint(visit.say("waiting-latest-hint")).value(fields.text("latest_on")).error_if(error("latest_on")))
                    (Field::whole_number("minutes", visit.say("appointment-minutes")).unit(visit.say("appointment-minutes-unit"))
                        .range(visit.say("appointment-minutes-range")).value(fields.filled("minutes").unwrap_or("30")).error_if(error("minutes")).required())
                }))
                (Field::lines("note", visit.say("waiting-note")).hint(visit.say("waiting-note-hint")).value(fields.text("note")).rows(2).error_if(error("note")))
            }))
            (Actions::primary(&visit.say("waiting-add")).link(LIST, &visit.say("cancel"))
                .end(SaveLine { words: &words, now: found.as_ref().map(|found| found.saved.as_str()) }))
        }))
    }))
}

/// What was entered of somebody who waits.
fn read(visit: &Visit, patient: PatientId, fields: &Fields) -> Result<Waiting, Invalid> {
    let mut invalid = Invalid::default();
    let kind = fields.read("kind", "appointment-kind-missing", &mut invalid);
    let earliest_on = fields.day("earliest_on", &mut invalid);
    let latest_on = fields.day("latest_on", &mut invalid);
    let minutes = fields.read("minutes", "field-number-wrong", &mut invalid);
    for (name, is_missing) in [
        ("kind", kind.is_none() && !fields.is_set("kind")),
        ("minutes", minutes.is_none() && !fields.is_set("minutes")),
    ] {
        if is_missing {
            invalid.add(name, Message::new("waiting-field-missing"));
        }
    }
    match (kind, minutes) {
        (Some(kind), Some(minutes)) if invalid.0.is_empty() => Ok(Waiting {
            id: WaitingId::new(),
            patient,
            kind,
            earliest_on: Day(earliest_on.unwrap_or_else(|| visit.today())),
            latest_on: latest_on.map(Day),
            minutes,
            note: fields.text("note").to_owned(),
            created_at: visit.app.now(),
        }),
        _ => Err(invalid),
    }
}

pub(super) async fn add(visit: Visit, fields: Fields) -> Result<Response, Failure> {
    let patient: PatientId = fields
        .text("patient")
        .parse()
        .map_err(|_| Failure::not_found("patient"))?;
    let result = match read(&visit, patient, &fields) {
        Ok(entered) => waiting::add(&visit.actor, &visit.app, entered).await,
        Err(invalid) => Err(invalid.into()),
    };
    match result {
        Ok(_) => {
            visit.forget_draft(&draft_key(patient)).await?;
            Ok(Redirect::to("/today/waiting?notice=waiting-added").into_response())
        }
        Err(AppError::Invalid(invalid)) => show(&visit, patient, &fields, &invalid, None).await,
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn remove(visit: Visit, Path(id): Path<WaitingId>) -> Result<Response, Failure> {
    waiting::remove(&visit.actor, &visit.app, id).await?;
    Ok(Redirect::to("/today/waiting?notice=waiting-removed").into_response())
}
