//! One-time links: made by staff, shown once as an address and a QR code.

use anagen_app::Action;
use anagen_app::photographs::links::{self, LinkStanding, standing};
use anagen_app::way::{self, Stage};
use anagen_records::photographs::links::Link;
use anagen_records::values::{FollowUpId, PatientId};
use axum::Extension;
use axum::extract::Path;
use axum::http::HeaderMap;
use axum::http::header::HOST;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use crate::failure::Failure;
use crate::fields::Fields;
use crate::look::{
    Actions, Column, Danger, Facts, Form, Meaning, Notice, PageHead, Table, hidden, panel, read, section, status, work,
};
use crate::page::Page;
use crate::routes::{Access, Route};
use crate::serving::{Joining, qr};
use crate::visit::Visit;

pub(super) fn routes() -> Vec<Route> {
    let take = Access::May(Action::TakePhotographs);
    vec![
        Route::get("/patients/{patient}/photographs/links", take, page),
        Route::post("/patients/{patient}/photographs/links", take, make),
        Route::post("/patients/{patient}/photographs/links/{link}/end", take, end),
    ]
}

async fn page(visit: Visit, Path(patient): Path<PatientId>) -> Result<Response, Failure> {
    let way = way::read(&visit.actor, &visit.app, patient, "upload_links.open").await?;
    let mut reading = visit.app.read(&visit.actor, Action::TakePhotographs).await?;
    let all = links::of_patient(&mut reading.tx, &visit.actor, patient).await?;
    drop(reading);
    let title = visit.say("photographs-link");
    Ok(Page::new(&visit, title.clone())
        .patient(&way, Some(Stage::Photographs))
        .show(&html! {
            (PageHead::new(title).back(format!("/patients/{patient}/photographs"), visit.say("photographs-title")))
            (read(html! { p { (visit.say("upload-links-sentence")) } }))
            (Form::post(format!("/patients/{patient}/photographs/links")).body(html! {
                (hidden("follow_up", visit.query.text("follow_up")))
                (Actions::primary(&visit.say("upload-links-make")))
            }))
            @if !all.is_empty() { (table(&visit, patient, &all)) }
        }))
}

/// The links of a patient: none shows its address, because none is kept.
pub(super) fn table(visit: &Visit, patient: PatientId, all: &[Link]) -> Markup {
    let mut table = Table::new(
        visit.say("upload-links"),
        [
            Column::words(visit.say("upload-links-made")),
            Column::words(visit.say("upload-links-standing")),
            Column::actions(visit.say("upload-links-do")),
        ],
    )
    .caption_hidden()
    .cards();
    for link in all {
        let day = |at| visit.format.moment(at);
        let (meaning, words) = match standing(link, visit.app.now()) {
            LinkStanding::Open => (
                Meaning::Accent,
                visit.with("upload-link-open-until", [("moment", day(link.expires_at).into())]),
            ),
            LinkStanding::Used => (
                Meaning::Eligible,
                visit.with(
                    "upload-link-used-at",
                    [("moment", link.used_at.map(day).unwrap_or_default().into())],
                ),
            ),
            LinkStanding::Expired => (
                Meaning::Neutral,
                visit.with("upload-link-expired-at", [("moment", day(link.expires_at).into())]),
            ),
            LinkStanding::Ended => (
                Meaning::Neutral,
                visit.with(
                    "upload-link-ended-at",
                    [("moment", link.ended_at.map(day).unwrap_or_default().into())],
                ),
            ),
        };
        let is_open = standing(link, visit.app.now()) == LinkStanding::Open;
        table = table.row([
            html! { (visit.format.moment(link.created_at)) ", " (link.created_by_name) },
            html! { (status(meaning, &words)) },
            html! {
                @if is_open {
                    (Danger::post(&format!("/patients/{patient}/photographs/links/{}/end", link.token_hash),
                        &visit.say("upload-link-end"), &visit.say("upload-link-end-question"), &visit.say("upload-link-end")))
                }
            },
        ]);
    }
    section(&visit.say("upload-links"), table)
}

/// The address under which others reach this clinic: the one that this browser used, unless that is this computer alone.
pub(crate) fn base(visit: &Visit, headers: &HeaderMap, joining: Option<&Joining>) -> (String, bool) {
    let host = headers
        .get(HOST)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, port)| {
        if port.bytes().all(|c| c.is_ascii_digit()) {
            name
        } else {
            host
        }
    });
    let is_here = matches!(name, "" | "localhost" | "[::1]") || name.starts_with("127.");
    if is_here
        && let Some(address) = joining
            .and_then(Joining::invitation)
            .and_then(|invitation| invitation.addresses.first().cloned())
    {
        return (address.trim_end_matches('/').to_owned(), false);
    }
    let scheme = if visit.arrived.secure { "https" } else { "http" };
    (
        format!("{scheme}://{}", if host.is_empty() { "localhost" } else { host }),
        is_here,
    )
}

async fn make(
    visit: Visit,
    Path(patient): Path<PatientId>,
    headers: HeaderMap,
    joining: Option<Extension<Joining>>,
    fields: Fields,
) -> Result<Response, Failure> {
    let follow_up = match fields.filled("follow_up") {
        Some(text) => Some(
            text.parse::<FollowUpId>()
                .map_err(|_| Failure::not_found("follow-up"))?,
        ),
        None => None,
    };
    let link = links::make_link(&visit.actor, &visit.app, patient, follow_up).await?;
    let (base, is_here) = base(&visit, &headers, joining.as_deref());
    let address = format!("{base}/upload/{}", link.token.as_str());
    let way = way::read(&visit.actor, &visit.app, patient, "upload_links.open").await?;
    let title = visit.say("upload-links-made-title");
    let code = qr::svg(&address, &visit.say("upload-links-qr"))
        .map_err(|error| anagen_app::AppError::Internal(error.to_string()))?;
    Ok(Page::new(&visit, title.clone())
        .patient(&way, Some(Stage::Photographs))
        .script("photographs.css")
        .notice_if(is_here.then(|| Notice::about(Meaning::Caution, visit.say("upload-links-only-here"))))
        .show(&html! {
            (PageHead::new(title).back(format!("/patients/{patient}/photographs"), visit.say("photographs-title"))
                .sentence(visit.with("upload-links-shown-once", [("moment", visit.format.moment(link.expires_at).into())])))
            (work(
                panel(&visit.say("upload-links-give"), html! {
                    p class="link-address" { (address) }
                    (Facts::new()
                        .fact(visit.say("upload-links-until"), visit.format.moment(link.expires_at))
                        .fact(visit.say("upload-links-takes"), visit.with("upload-links-takes-what", [("most", links::MOST_PICTURES.into())])))
                    p { (visit.say("upload-links-tell")) }
                }),
                html! { div class="link-code" { (code) } },
            ))
        }))
}

async fn end(visit: Visit, Path((patient, link)): Path<(PatientId, String)>) -> Result<Response, Failure> {
    links::end(&visit.actor, &visit.app, patient, &link).await?;
    Ok(Redirect::to(&format!(
        "/patients/{patient}/photographs/links?notice=upload-link-ended"
    ))
    .into_response())
}
