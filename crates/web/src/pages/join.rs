//! How a tablet joins: the address as a code, the fingerprint that it shows, the clinic's authority to install.

use axum::Extension;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use maud::html;

use crate::look::{Empty, Facts, Icon, PageHead, work};
use crate::page::Page;
use crate::routes::{Access, Route};
use crate::serving::{Joining, qr};
use crate::visit::Visit;

/// Where the authority is found; the start of the server prints it too.
pub(crate) const AUTHORITY: &str = "/anagen.crt";

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get("/join", Access::SignedIn, page),
        Route::get(AUTHORITY, Access::Anyone, authority),
    ]
}

async fn page(visit: Visit, joining: Option<Extension<Joining>>) -> Response {
    let invitation = joining.and_then(|Extension(joining)| joining.invitation());
    let title = visit.say("join-title");
    let page = Page::new(&visit, title.clone());
    let Some(invitation) = invitation else {
        return page.show(&html! {
            (PageHead::new(title))
            (Empty { icon: Icon::Lock, what: visit.say("join-not-served"), sentence: visit.say("join-not-served-sentence"), first_step: None })
        });
    };
    page.show(&html! {
        (PageHead::new(title).sentence(visit.say("join-sentence")))
        @for address in &invitation.addresses {
            (work(
                html! { @if let Ok(drawing) = qr::svg(address, &visit.with("join-code", [("address", address.as_str().into())])) { (drawing) } },
                html! {
                    (Facts::new()
                        .fact(visit.say("join-address"), html! { code { (address) } })
                        .fact(visit.say("join-fingerprint"), html! { code { (invitation.fingerprint) } })
                        .fact(visit.say("join-authority"), html! { a href=(AUTHORITY) { (visit.say("join-authority-install")) } }))
                },
            ))
        }
    })
}

/// The clinic's authority: installed once on a tablet, every later certificate is accepted without a question.
async fn authority(joining: Option<Extension<Joining>>) -> Response {
    match joining.and_then(|Extension(joining)| joining.authority_pem()) {
        Some(pem) => {
            let head = [
                (CONTENT_TYPE, "application/x-x509-ca-cert"),
                (CONTENT_DISPOSITION, "attachment; filename=\"anagen.crt\""),
            ];
            (head, pem).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
