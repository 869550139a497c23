//! Opened vials with their clock.

use anagen_app::Action;
use anagen_app::stock::vials::{self, OpenedVial, is_overdue};
use anagen_records::values::VialId;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use super::{Sent, View, short_status, views};
use crate::failure::Failure;
use crate::look::{Column, Empty, Icon, Meaning, PageHead, PostButton, Table, status, unknown};
use crate::page::{Door, Page};
use crate::routes::{Access, Route};
use crate::visit::Visit;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/stock/vials", Access::May(Action::ReadStock), page),
        Route::post("/stock/vials/{vial}/discard", Access::May(Action::EditStock), discard),
    ]
}

async fn page(visit: Visit) -> Result<Response, Failure> {
    show(&visit, &Sent::default()).await
}

async fn show(visit: &Visit, sent: &Sent) -> Result<Response, Failure> {
    let opened = {
        let mut reading = visit.app.read(&visit.actor, Action::ReadStock).await?;
        vials::opened(&mut reading.tx, &visit.clinic).await?
    };
    let title = visit.say("stock-view-vials");
    let sentence = if visit.clinic.settings.0.vials_are_split {
        "stock-vials-split-sentence"
    } else {
        "stock-vials-sentence"
    };
    let body = html! {
        (PageHead::new(title.clone()).sentence(visit.say(sentence)))
        (views(visit, View::Vials))
        @if opened.is_empty() {
            (Empty { icon: Icon::Flask, what: visit.say("stock-vials-empty"), sentence: visit.say("stock-vials-empty-sentence"), first_step: None })
        } @else { (table(visit, &opened)) }
    };
    let page = Page::new(visit, title).door(Door::Stock).notice_if(sent.notice(visit));
    Ok(page.status(sent.status()).show(&body))
}

/// Opened vials as a table. Who may not see patients sees that there is one and not who.
pub(super) fn table(visit: &Visit, opened: &[OpenedVial]) -> Markup {
    let now = visit.app.now();
    let mut table = Table::new(
        visit.say("stock-view-vials"),
        [
            Column::words(visit.say("stock-vial")),
            Column::words(visit.say("stock-vial-for")),
            Column::words(visit.say("stock-vial-opened")),
            Column::words(visit.say("stock-vial-until")),
            Column::words(visit.say("stock-standing")),
            Column::actions(visit.say("stock-vial-discard")),
        ],
    )
    .caption_hidden()
    .cards();
    for vial in opened {
        let overdue = is_overdue(vial, now);
        let cells = [
            html! { a href=(format!("/stock/lots/{}", vial.lot)) { (visit.with("stock-due-lot", [("product", vial.product_name.as_str().into()), ("number", vial.lot_number.as_str().into())])) } },
            patient(visit, vial),
            html! { (visit.format.moment(vial.opened_at)) ", " (vial.opened_by_name) },
            match vial.discard_after {
                Some(until) => html! { (visit.format.moment(until)) },
                None => unknown(&visit.say("stock-not-recorded")),
            },
            standing(visit, vial, overdue),
            html! {
                @if vial.discarded_at.is_none() && visit.actor.may(Action::EditStock) {
                    (PostButton {
                        action: &format!("/stock/vials/{}/discard", vial.id),
                        label: &visit.say("stock-vial-discard"),
                        icon: None,
                        values: &[],
                        primary: false,
                    })
                }
            },
        ];
        table = if overdue {
            table.row_marked(Meaning::Excluded, cells)
        } else {
            table.row(cells)
        };
    }
    html! { (table) }
}

fn patient(visit: &Visit, vial: &OpenedVial) -> Markup {
    match (&vial.patient, &vial.patient_number) {
        (Some(id), Some(number)) if visit.actor.may(Action::ReadPatients) => {
            html! { a href=(format!("/patients/{id}")) { (visit.with("stock-patient-number", [("number", number.as_str().into())])) } }
        }
        (Some(_), _) => html! { (visit.say("stock-vial-one-patient")) },
        (None, _) => html! { (visit.say("stock-vial-shared")) },
    }
}

fn standing(visit: &Visit, vial: &OpenedVial, overdue: bool) -> Markup {
    match vial.discarded_at {
        Some(at) => html! {
            (status(Meaning::Neutral, &visit.say("stock-vial-discarded"))) " "
            (visit.format.moment(at)) @if let Some(name) = &vial.discarded_by_name { ", " (name) }
        },
        None if overdue => short_status(Meaning::Excluded, &visit.say("stock-due-vial-overdue")),
        None => short_status(Meaning::Eligible, &visit.say("stock-vial-in-time")),
    }
}

async fn discard(visit: Visit, Path(id): Path<VialId>) -> Result<Response, Failure> {
    match vials::discard(&visit.actor, &visit.app, id).await {
        Ok(()) => Ok(Redirect::to("/stock/vials?notice=stock-vial-discarded").into_response()),
        Err(error) => show(&visit, &Sent::of(error)?).await,
    }
}
