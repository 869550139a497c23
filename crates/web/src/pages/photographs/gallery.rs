//! The gallery: every photograph in view, by standard view or by day.

use std::collections::BTreeMap;

use anagen_app::photographs::{self, Photograph, View, capture_of, links};
use anagen_app::way::{Stage, Way};
use anagen_app::{Action, consent, way};
use anagen_records::values::PatientId;
use axum::extract::Path;
use axum::response::Response;
use maud::{Markup, html};

use super::wording::{self, STANDARD, address, picture};
use crate::failure::Failure;
use crate::look::layout::section_with;
use crate::look::picture::gallery;
use crate::look::{
    Column, Empty, Icon, Meaning, PageHead, Tab, Table, action, chip, link_button, section, tabs, unknown,
};
use crate::page::Page;
use crate::routes::{Access, Route};
use crate::visit::Visit;

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get(
        "/patients/{patient}/photographs",
        Access::May(Action::ReadRecord),
        page,
    )]
}

/// Pictures of one view, the latest first.
struct Row<'a> {
    id: String,
    title: String,
    view: View,
    site: String,
    pictures: Vec<&'a Photograph>,
}

async fn page(visit: Visit, Path(id): Path<PatientId>) -> Result<Response, Failure> {
    let way = way::read(&visit.actor, &visit.app, id, "photographs.open").await?;
    let mut reading = visit.app.read(&visit.actor, Action::ReadRecord).await?;
    let all = photographs::list(&mut reading.tx, &visit.actor, id).await?;
    let may = consent::photograph_classes(&mut reading.tx, &visit.actor, id).await?;
    let removed = if visit.actor.may(Action::RemovePhotographs) {
        photographs::taken_out(&mut reading.tx, &visit.actor, id).await?
    } else {
        Vec::new()
    };
    let links = links::of_patient(&mut reading.tx, &visit.actor, id).await?;
    drop(reading);
    let by_day = visit.query.text("by") == "day";
    let here = format!("/patients/{id}/photographs");
    let may_take = visit.actor.may(Action::TakePhotographs);
    let title = visit.say("photographs-title");
    Ok(Page::new(&visit, title.clone()).patient(&way, Some(Stage::Photographs)).script("photographs.css").show(&html! {
        (PageHead::new(title)
            .beside(match may.care {
                Some(true) => html! {},
                Some(false) => chip(Meaning::Excluded, &visit.say("photographs-care-no")),
                None => chip(Meaning::Incomplete, &visit.say("photographs-care-not-asked")),
            })
            .sentence(visit.say("photographs-sentence"))
            .actions(html! {
                @if may_take {
                    (action::primary_link(&format!("{here}/new"), Some(Icon::Camera), &visit.say("photographs-take")))
                    (link_button(&format!("{here}/links"), Some(Icon::Upload), &visit.say("photographs-link")))
                }
            }))
        @if all.is_empty() {
            (Empty {
                icon: Icon::Camera,
                what: visit.say("photographs-none"),
                sentence: visit.say("photographs-none-sentence"),
                first_step: may_take.then(|| (format!("{here}/new"), visit.say("photographs-take"))),
            })
        } @else {
            (tabs(&visit.say("photographs-order"), &[
                Tab { href: here.clone(), label: visit.say("photographs-by-view"), count: None, current: !by_day },
                Tab { href: format!("{here}?by=day"), label: visit.say("photographs-by-day"), count: None, current: by_day },
            ]))
            @if by_day { (days(&visit, &way, &all)) } @else { (views(&visit, &way, &all)) }
        }
        @if !removed.is_empty() { (taken_out(&visit, id, &removed)) }
        @if may_take && !links.is_empty() { (super::links::table(&visit, id, &links)) }
    }))
}

/// The pictures row by row: the standard views, then close-ups by site, then what patients sent.
fn rows<'a>(visit: &Visit, all: &'a [Photograph]) -> Vec<Row<'a>> {
    let of_view = |view: View| all.iter().filter(move |one| one.view == view);
    let row = |view: View, site: &str, pictures: Vec<&'a Photograph>| Row {
        id: format!("view-{}", view.as_str().replace('_', "-")),
        title: if site.is_empty() {
            wording::view(visit.words, view)
        } else {
            format!("{}: {site}", wording::view(visit.words, view))
        },
        view,
        site: site.to_owned(),
        pictures,
    };
    let mut rows: Vec<Row<'a>> = STANDARD
        .iter()
        .map(|view| row(*view, "", of_view(*view).collect()))
        .collect();
    let mut sites: BTreeMap<String, Vec<&Photograph>> = BTreeMap::new();
    for one in of_view(View::CloseUp) {
        sites.entry(capture_of(one).site).or_default().push(one);
    }
    for (number, (site, pictures)) in sites.into_iter().enumerate() {
        let mut row = row(View::CloseUp, &site, pictures);
        row.id = format!("{}-{}", row.id, number + 1);
        rows.push(row);
    }
    let sent: Vec<&Photograph> = of_view(View::Other).collect();
    if !sent.is_empty() {
        rows.push(row(View::Other, "", sent));
    }
    rows
}

fn views(visit: &Visit, way: &Way, all: &[Photograph]) -> Markup {
    let patient = way.patient.id;
    let here = format!("/patients/{patient}/photographs");
    let may_take = visit.actor.may(Action::TakePhotographs);
    html! {
        @for row in rows(visit, all) {
            @let view = row.view.as_str();
            (section_with(&row.id, &row.title, html! {
                span class="row-links" {
                    @if let (Some(latest), Some(first)) = (row.pictures.first(), row.pictures.last()) {
                        @if latest.id != first.id {
                            a href=(address(&format!("{here}/compare"), &[
                                ("earlier", &first.id.to_string()), ("later", &latest.id.to_string()),
                            ])) { (visit.say("photographs-compare")) span class="unseen" { ": " (row.title) } }
                        }
                    }
                    @if may_take && row.view != View::Other {
                        a href=(address(&format!("{here}/new"), &[("view", view), ("site", &row.site)])) {
                            (visit.say("photographs-take-this")) span class="unseen" { ": " (row.title) }
                        }
                    }
                }
            }, html! {
                @if row.pictures.is_empty() { p { (unknown(&visit.say("photographs-none-of-view"))) } }
                @else { (gallery(&row.pictures.iter().map(|one| picture(visit, patient, one, true)).collect::<Vec<_>>())) }
            }))
        }
    }
}

fn days(visit: &Visit, way: &Way, all: &[Photograph]) -> Markup {
    let mut days: Vec<(jiff::civil::Date, Vec<&Photograph>)> = Vec::new();
    for one in all {
        let day = visit.format.day_of(one.taken_at);
        match days.last_mut() {
            Some((last, pictures)) if *last == day => pictures.push(one),
            _ => days.push((day, vec![one])),
        }
    }
    html! {
        @for (day, mut pictures) in days {
            @let missing: Vec<String> = STANDARD.iter()
                .filter(|view| !pictures.iter().any(|one| one.view == **view))
                .map(|view| wording::view(visit.words, *view)).collect();
            @let () = pictures.sort_by_key(|one| (one.view, one.taken_at));
            (section(&visit.format.day(day), html! {
                (gallery(&pictures.iter().map(|one| wording::tile(visit, way.patient.id, one)).collect::<Vec<_>>()))
                @if !missing.is_empty() && missing.len() < STANDARD.len() {
                    p class="soft" { (visit.with("photographs-missing-that-day", [("views", missing.join(", ").into())])) }
                }
            }))
        }
    }
}

fn taken_out(visit: &Visit, patient: PatientId, removed: &[Photograph]) -> Markup {
    let mut table = Table::new(
        visit.say("photographs-taken-out"),
        [
            Column::words(visit.say("photographs-view")),
            Column::words(visit.say("photographs-taken-on")),
            Column::words(visit.say("photographs-taken-out-by")),
            Column::words(visit.say("photographs-reason")),
        ],
    )
    .caption_hidden()
    .cards();
    for one in removed {
        let at = one.removed_at.map(|at| visit.format.moment(at)).unwrap_or_default();
        table = table.row([
            html! { a href=(wording::href(patient, one.id)) { (wording::view_of(visit.words, one)) } },
            html! { (visit.format.day(visit.format.day_of(one.taken_at))) },
            html! { (one.removed_by_name.as_deref().unwrap_or_default()) ", " (at) },
            html! { (one.removed_because.as_deref().unwrap_or_default()) },
        ]);
    }
    section(&visit.say("photographs-taken-out"), table)
}
