//! A person's own calendar: its secret address, and what a calendar program reads there.

use std::sync::Arc;

use anagen_app::App;
use anagen_app::appointments::feeds::{self, Feed};
use anagen_papers::calendar::{BookedTime, booked_times};
use anagen_records::appointments::Appointment;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Redirect, Response};
use maud::html;

use super::{STYLES, kind_words};
use crate::failure::Failure;
use crate::look::{Danger, Meaning, Notice, PageHead, PostButton, panel, read};
use crate::messages::messages;
use crate::page::Page;
use crate::pages::photographs::address_for_others;
use crate::serving::Joining;
use crate::visit::Visit;

const HERE: &str = "/account/calendar";

pub(super) async fn page(visit: Visit) -> Result<Response, Failure> {
    let since = feeds::since(&visit.actor, &visit.app).await?;
    let title = visit.say("calendar-title");
    let label = visit.say(if since.is_some() {
        "calendar-renew"
    } else {
        "calendar-make"
    });
    Ok(Page::new(&visit, title.clone()).script(STYLES).show(&html! {
        (PageHead::new(title).back("/account", visit.say("account-title")))
        (read(html! {
            p { (visit.say("calendar-sentence")) }
            p { (visit.say("calendar-holds")) }
            @match since {
                Some(at) => { p { (visit.with("calendar-since", [("moment", visit.format.moment(at).into())])) } p { (visit.say("calendar-renew-sentence")) } },
                None => p { (visit.say("calendar-none")) },
            }
        }))
        div class="row-actions" {
            (PostButton { action: HERE, label: &label, icon: None, values: &[], primary: true })
            @if since.is_some() {
                (Danger::post("/account/calendar/end", &visit.say("calendar-end"), &visit.say("calendar-end-question"), &visit.say("calendar-end")))
            }
        }
    }))
}

/// Makes the address and shows it once: only its hash is kept.
pub(super) async fn make(
    visit: Visit,
    headers: HeaderMap,
    joining: Option<Extension<Joining>>,
) -> Result<Response, Failure> {
    let token = feeds::make(&visit.actor, &visit.app).await?;
    let (base, is_here) = address_for_others(&visit, &headers, joining.as_deref());
    let title = visit.say("calendar-title");
    let only_here = is_here.then(|| Notice::about(Meaning::Caution, visit.say("calendar-only-here")));
    Ok(Page::new(&visit, title.clone())
        .script(STYLES)
        .notice_if(only_here)
        .show(&html! {
            (PageHead::new(title).back(HERE, visit.say("calendar-title")).sentence(visit.say("calendar-shown-once")))
            (panel(&visit.say("calendar-address"), html! {
                p class="secret-address" { code { (base) "/calendar/" (token.as_str()) ".ics" } }
                p { (visit.say("calendar-how")) }
                p { (visit.say("calendar-keep-secret")) }
            }))
        }))
}

pub(super) async fn end(visit: Visit) -> Result<Response, Failure> {
    feeds::end(&visit.actor, &visit.app).await?;
    Ok(Redirect::to("/account/calendar?notice=calendar-ended").into_response())
}

/// What a calendar program reads: times, what for and where; nothing of a patient.
pub(super) async fn feed(State(app): State<Arc<App>>, Path(token): Path<String>) -> Result<Response, Failure> {
    let token = token.strip_suffix(".ics").unwrap_or(&token);
    let feed = feeds::read(&app, token).await?;
    let times: Vec<BookedTime> = feed.appointments.iter().map(|one| time(&feed, one)).collect();
    let headers = [
        (CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (CONTENT_DISPOSITION, "inline; filename=\"agenda.ics\""),
    ];
    let text = booked_times(&feed.clinic.name, &times, feed.now.0, language_of(&feed));
    Ok((headers, text).into_response())
}

/// The language of the person whose times these are, else the clinic's.
fn language_of(feed: &Feed) -> &str {
    feed.language.as_deref().unwrap_or(&feed.clinic.language)
}

fn time(feed: &Feed, appointment: &Appointment) -> BookedTime {
    let kind = kind_words(messages(language_of(feed)), appointment.kind);
    let room = appointment.room.and_then(|room| feed.rooms.get(&room));
    BookedTime {
        id: appointment.id.to_string(),
        revision: u32::try_from(appointment.version).unwrap_or(u32::MAX),
        starts_at: appointment.starts_at.0,
        ends_at: appointment.ends_at.0,
        title: room.map_or_else(|| kind.clone(), |room| format!("{kind}, {room}")),
    }
}
