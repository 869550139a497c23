//! Backups: those that were made, and one by hand.

use anagen_app::{Action, backup};
use axum::response::{IntoResponse, Redirect, Response};
use maud::html;

use crate::failure::Failure;
use crate::look::{Column, Empty, Icon, Meaning, PageHead, PostButton, Table, status};
use crate::page::{Door, Page};
use crate::routes::{Access, Route};
use crate::visit::Visit;

pub(super) fn routes() -> Vec<Route> {
    let access = Access::May(Action::Backup);
    vec![
        Route::get("/administration/backups", access, page),
        Route::post("/administration/backups", access, make),
    ]
}

async fn page(visit: Visit) -> Result<Response, Failure> {
    let backups = backup::latest(&visit.actor, &visit.app).await?;
    let title = visit.say("administration-backups");
    let mut table = Table::new(
        title.clone(),
        [
            Column::words(visit.say("backup-at")),
            Column::words(visit.say("backup-file")),
            Column::number(visit.say("backup-size")),
            Column::words(visit.say("backup-state")),
        ],
    )
    .caption_hidden()
    .cards();
    for backup in &backups {
        table = table.row([
            html! { (visit.format.moment(backup.at)) },
            html! { (backup.file) },
            html! { (size(backup.bytes)) },
            match &backup.error {
                None => status(Meaning::Eligible, &visit.say("backup-made")),
                Some(error) => html! { (status(Meaning::Excluded, &visit.say("backup-not-made"))) " " (error) },
            },
        ]);
    }
    Ok(Page::new(&visit, title.clone()).door(Door::Administration).show(&html! {
        (PageHead::new(title).back("/administration", visit.say("door-administration")).sentence(visit.say("backup-sentence"))
            .actions(html! { (PostButton { action: "/administration/backups", label: &visit.say("backup-make"), icon: Some(Icon::Download), values: &[], primary: true }) }))
        @if backups.is_empty() {
            (Empty { icon: Icon::Download, what: visit.say("backup-none"), sentence: visit.say("backup-none-sentence"), first_step: None })
        } @else {
            (table)
        }
    }))
}

/// Bytes in the unit in which a person thinks of them.
fn size(bytes: i64) -> String {
    match bytes {
        ..1_000_000 => format!("{} kB", bytes / 1_000),
        1_000_000..1_000_000_000 => format!("{} MB", bytes / 1_000_000),
        _ => format!("{} GB", bytes / 1_000_000_000),
    }
}

async fn make(visit: Visit) -> Result<Response, Failure> {
    backup::make_now(&visit.actor, &visit.app).await?;
    Ok(Redirect::to("/administration/backups?notice=backup-made").into_response())
}
