//! The inbox: what patients sent through one-time links.

use anagen_app::Action;
use anagen_app::photographs::inbox::{self, PAGE};
use anagen_records::photographs::links::Upload;
use axum::response::Response;
use maud::{Markup, html};

use super::wording::{self, address};
use crate::failure::Failure;
use crate::look::{Column, Empty, Icon, Meaning, PageHead, Pager, Tab, Table, chip, tabs};
use crate::page::{Door, Page, full_name};
use crate::routes::{Access, Route};
use crate::visit::Visit;

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get("/evidence/uploads", Access::May(Action::ReadRecord), page)]
}

async fn page(visit: Visit) -> Result<Response, Failure> {
    let open = visit.query.text("show") != "reviewed";
    let before = visit.query.text("before").parse().ok();
    let mut uploads = inbox::list(&visit.actor, &visit.app, open, before).await?;
    let has_more = i64::try_from(uploads.len()).unwrap_or(i64::MAX) > PAGE;
    uploads.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
    let show = if open { "" } else { "reviewed" };
    let next = uploads.last().filter(|_| has_more).map(|last| {
        let words = visit.say(if open { "list-later" } else { "list-earlier" });
        (
            address(
                "/evidence/uploads",
                &[("show", show), ("before", &last.photograph.to_string())],
            ),
            words,
        )
    });
    let title = visit.say("uploads-title");
    Ok(Page::new(&visit, title.clone()).door(Door::Evidence).script("photographs.css").show(&html! {
        (PageHead::new(title).back("/evidence", visit.say("door-evidence")).sentence(visit.say("uploads-sentence")))
        (tabs(&visit.say("uploads-title"), &[
            Tab { href: "/evidence/uploads".to_owned(), label: visit.say("uploads-open"), count: None, current: open },
            Tab { href: "/evidence/uploads?show=reviewed".to_owned(), label: visit.say("uploads-seen-already"), count: None, current: !open },
        ]))
        @if uploads.is_empty() {
            (Empty {
                icon: Icon::Camera,
                what: visit.say(if open { "uploads-none-open" } else { "uploads-none" }),
                sentence: visit.say("uploads-none-sentence"),
                first_step: None,
            })
        } @else {
            (table(&visit, &uploads))
            (Pager { label: visit.say("uploads-title"), newer: None, older: next, here: String::new() })
        }
    }))
}

fn table(visit: &Visit, uploads: &[Upload]) -> Markup {
    let mut table = Table::new(
        visit.say("uploads-title"),
        [
            Column::words(visit.say("uploads-picture")),
            Column::words(visit.say("uploads-patient")),
            Column::words(visit.say("uploads-message")),
            Column::words(visit.say("uploads-finding")),
        ],
    )
    .caption_hidden()
    .cards();
    for upload in uploads {
        let page = wording::href(upload.patient, upload.photograph);
        let name = full_name(&upload.given_names, &upload.family_name);
        let cells = [
            html! {
                a class="inbox-picture" href=(page) {
                    img src=(format!("{page}/thumbnail")) alt=(visit.say("uploads-look")) width="96" loading="lazy" decoding="async";
                    span { (visit.format.moment(upload.added_at)) }
                }
            },
            html! { (name) ", " (upload.patient_number) },
            html! { @if upload.message.is_empty() { span class="soft" { (visit.say("uploads-no-message")) } } @else { (upload.message) } },
            match (&upload.finding, upload.reviewed_at) {
                (Some(finding), Some(at)) => html! {
                    (finding) " "
                    span class="origin" { (upload.reviewed_by_name.as_deref().unwrap_or_default()) ", " (visit.format.moment(at)) }
                },
                _ => chip(Meaning::Incomplete, &visit.say("uploads-not-reviewed")),
            },
        ];
        table = if upload.reviewed_at.is_none() {
            table.row_marked(Meaning::Incomplete, cells)
        } else {
            table.row(cells)
        };
    }
    html! { (table) }
}
