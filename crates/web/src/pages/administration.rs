//! Administration: people, clinic, audit trail, backups, import.

mod audit;
mod backups;
mod clinic;
mod import;
mod people;

use anagen_app::Action;
use axum::response::Response;
use maud::html;

use crate::failure::Failure;
use crate::look::{LinkItem, PageHead, link_list};
use crate::page::{Door, Page};
use crate::routes::{Access, Route};
use crate::visit::Visit;

pub(crate) fn routes() -> Vec<Route> {
    [
        vec![Route::get("/administration", Access::SignedIn, page)],
        people::routes(),
        clinic::routes(),
        audit::routes(),
        backups::routes(),
        import::routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What lies behind the door, each with the right that opens it.
const PARTS: [(&str, &str, &str, Action); 5] = [
    (
        "/administration/people",
        "administration-people",
        "administration-people-detail",
        Action::ManagePeople,
    ),
    (
        "/administration/clinic",
        "administration-clinic",
        "administration-clinic-detail",
        Action::ManageClinic,
    ),
    (
        "/administration/backups",
        "administration-backups",
        "administration-backups-detail",
        Action::Backup,
    ),
    (
        "/administration/import",
        "administration-import",
        "administration-import-detail",
        Action::Import,
    ),
    (
        "/administration/audit",
        "administration-audit",
        "administration-audit-detail",
        Action::ReadAudit,
    ),
];

/// The parts that this person's roles open; somebody with none of them has no business here.
async fn page(visit: Visit) -> Result<Response, Failure> {
    let open: Vec<LinkItem> = PARTS
        .into_iter()
        .filter(|(.., action)| visit.actor.may(*action))
        .map(|(href, title, detail, _)| LinkItem {
            href: href.to_owned(),
            title: visit.say(title),
            detail: visit.say(detail),
            ..LinkItem::default()
        })
        .collect();
    if open.is_empty() {
        return Err(anagen_app::AppError::Forbidden(Action::ManageClinic).into());
    }
    let title = visit.say("door-administration");
    Ok(Page::new(&visit, title.clone())
        .door(Door::Administration)
        .show(&html! {
            (PageHead::new(title))
            (link_list(&open))
        }))
}
