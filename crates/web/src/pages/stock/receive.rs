//! A delivery: vials that came.

use anagen_app::stock::lots::{self, Delivery};
use anagen_app::stock::products;
use anagen_app::{Action, Invalid};
use axum::response::{IntoResponse, Redirect, Response};
use maud::html;

use super::kept::{Kept, kept, save_words};
use super::{Sent, money, whole};
use crate::failure::Failure;
use crate::fields::Fields;
use crate::look::form::row;
use crate::look::{Actions, Choices, Empty, Field, Form, Icon, PageHead, SaveLine, block};
use crate::page::{Door, Page};
use crate::routes::{Access, Route};
use crate::visit::Visit;

const DRAFT: &str = "stock-receive";

pub(super) fn routes() -> Vec<Route> {
    let edit = Access::May(Action::EditStock);
    vec![
        Route::get("/stock/receive", edit, page),
        Route::post("/stock/receive", edit, receive),
    ]
}

async fn page(visit: Visit) -> Result<Response, Failure> {
    let found = kept(&visit, DRAFT, "/stock/receive").await?;
    let mut fields = found.as_ref().map(|kept| kept.fields.clone()).unwrap_or_default();
    if found.is_none() {
        fields.add("product", visit.query.text("product"));
    }
    form_page(&visit, &fields, &Sent::default(), found.as_ref()).await
}

async fn receive(visit: Visit, fields: Fields) -> Result<Response, Failure> {
    let mut invalid = Invalid::default();
    let delivery = Delivery {
        product: fields.read("product", "stock-product-missing", &mut invalid),
        number: fields.text("number").to_owned(),
        expires_on: fields.day("expires_on", &mut invalid),
        supplier: fields.text("supplier").to_owned(),
        unit_price: money(&fields, "unit_price", &mut invalid),
        quantity: whole(&fields, "quantity", &mut invalid),
        quarantine: fields.text("quarantine") == "yes",
        note: fields.text("note").to_owned(),
    };
    match lots::receive(&visit.actor, &visit.app, &delivery, invalid).await {
        Ok(lot) => {
            visit.forget_draft(DRAFT).await?;
            Ok(Redirect::to(&format!("/stock/lots/{lot}?notice=stock-received")).into_response())
        }
        Err(error) => form_page(&visit, &fields, &Sent::of(error)?, None).await,
    }
}

async fn form_page(visit: &Visit, fields: &Fields, sent: &Sent, kept: Option<&Kept>) -> Result<Response, Failure> {
    let all = {
        let mut reading = visit.app.read(&visit.actor, Action::EditStock).await?;
        products::list(&mut reading.tx, &visit.actor).await?
    };
    let title = visit.say("stock-receive");
    let error = |field: &str| sent.error(visit, field);
    let text = |name: &str| fields.text(name).to_owned();
    let ordered = all.iter().filter(|product| product.retired_at.is_none());
    let retired = all.iter().filter(|product| product.retired_at.is_some());
    let option = |product: &products::Product| (product.id.to_string(), product.name.clone());
    let words = save_words(visit);
    let mut which = Field::select("product", visit.say("stock-product"))
        .option("", visit.say("stock-choose"))
        .options(ordered.map(option))
        .value(text("product"))
        .error_if(error("product"))
        .required()
        .full();
    if all.iter().any(|product| product.retired_at.is_some()) {
        which = which.group(visit.say("stock-product-retired"), retired.map(option));
    }
    let body = html! {
        (PageHead::new(title.clone()).back("/stock", visit.say("stock-title")).sentence(visit.say("stock-receive-sentence")))
        @if let Some(kept) = kept { (kept.line) }
        @if all.is_empty() {
            (Empty {
                icon: Icon::Box,
                what: visit.say("stock-empty"),
                sentence: visit.say("stock-receive-no-product"),
                first_step: Some(("/stock/products/new".to_owned(), visit.say("stock-product-add"))),
            })
        } @else {
            (Form::post("/stock/receive").draft(DRAFT, 0).body(html! {
                (block(&visit.say("stock-what-came"), html! {
                    (which)
                    (row(html! {
                        (Field::text("number", visit.say("stock-lot-number")).hint(visit.say("stock-lot-number-hint")).value(text("number")).autocomplete("off").error_if(error("number")).required())
                        (Field::date("expires_on", visit.say("stock-expires")).hint(visit.say("stock-expires-hint")).value(text("expires_on")).error_if(error("expires_on")).required())
                    }))
                    (row(html! {
                        (Field::whole_number("quantity", visit.say("stock-quantity")).unit(visit.say("stock-unit-vials")).value(text("quantity")).error_if(error("quantity")).required())
                        (Field::number("unit_price", visit.say("stock-unit-price")).unit(visit.format.currency.clone()).value(text("unit_price")).error_if(error("unit_price")))
                        (Field::text("supplier", visit.say("stock-supplier")).value(text("supplier")).error_if(error("supplier")))
                    }))
                }))
                (block(&visit.say("stock-on-arrival"), html! {
                    (Choices::new("quarantine", visit.say("stock-quarantine-question"))
                        .option_with("no", visit.say("stock-quarantine-no"), visit.say("stock-quarantine-no-detail"))
                        .option_with("yes", visit.say("stock-quarantine-yes"), visit.say("stock-quarantine-yes-detail"))
                        .selected(Some(fields.filled("quarantine").unwrap_or("no"))))
                    (Field::text("note", visit.say("stock-note")).hint(visit.say("stock-note-hint")).value(text("note")).error_if(error("note")).full())
                }))
                (Actions::primary(&visit.say("stock-receive-do"))
                    .link("/stock", &visit.say("stock-cancel"))
                    .end(SaveLine { words: &words, now: kept.map(|kept| kept.saved.as_str()) })
                    .in_view())
            }))
        }
    };
    let page = Page::new(visit, title).door(Door::Stock).notice_if(sent.notice(visit));
    Ok(page.status(sent.status()).show(&body))
}
