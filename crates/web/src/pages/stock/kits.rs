//! A kit: what is in it, what is missing, who looked.

use anagen_app::Action;
use anagen_app::rooms::kits::{self, ItemStanding, KitView, NewItem, REQUIRED_ITEMS};
use anagen_app::{Invalid, rooms};
use anagen_knowledge::Knowledge;
use anagen_knowledge::records::Preparation;
use anagen_records::rooms::Room;
use anagen_records::rooms::kits::KitKind;
use anagen_records::values::{KitId, RowId};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use super::rooms::{kind_words, kit_status, place_words};
use super::{Sent, whole};
use crate::failure::Failure;
use crate::fields::Fields;
use crate::look::form::row;
use crate::look::layout::{section_with, work};
use crate::look::{
    Actions, CheckItem, Choices, Column, Danger, Empty, Field, Form, Icon, Meaning, PageHead, PostButton, Table, block,
    checklist, disclosure, link_button, panel, section, status,
};
use crate::page::{Door, Page};
use crate::routes::{Access, Route};
use crate::visit::Visit;

pub(super) fn routes() -> Vec<Route> {
    let edit = Access::May(Action::EditStock);
    vec![
        Route::get("/stock/kits/new", edit, new),
        Route::post("/stock/kits", edit, add),
        Route::get("/stock/kits/{kit}", Access::May(Action::ReadStock), page),
        Route::get("/stock/kits/{kit}/items", edit, put_in_page),
        Route::post("/stock/kits/{kit}/items", edit, put_in),
        Route::post("/stock/kits/{kit}/items/{item}/remove", edit, take_out),
        Route::post("/stock/kits/{kit}/checks", edit, check),
        Route::post("/stock/kits/{kit}/retire", edit, retire),
    ]
}

async fn new(visit: Visit) -> Result<Response, Failure> {
    let mut fields = Fields::default();
    fields.add("room", visit.query.text("room"));
    new_page(&visit, &fields, &Sent::default()).await
}

async fn new_page(visit: &Visit, fields: &Fields, sent: &Sent) -> Result<Response, Failure> {
    let all = rooms_of(visit).await?;
    let title = visit.say("stock-kit-add");
    let kinds = KitKind::ALL.iter().fold(
        Choices::new("kind", visit.say("stock-kit-kind"))
            .stacked()
            .selected(fields.filled("kind"))
            .error_if(sent.error(visit, "kind"))
            .required(),
        |choices, kind| choices.option(kind.as_str(), kind_words(visit, *kind)),
    );
    let open = all.iter().filter(|room| room.closed_at.is_none());
    let body = html! {
        (PageHead::new(title.clone()).back("/stock/rooms", visit.say("stock-view-rooms")))
        (Form::post("/stock/kits").body(html! {
            (kinds)
            (Field::text("name", visit.say("stock-kit-name")).hint(visit.say("stock-kit-name-hint")).value(fields.text("name")).error_if(sent.error(visit, "name")).required())
            (Field::select("room", visit.say("stock-kit-place"))
                .option("", visit.say("stock-kit-everywhere"))
                .options(open.map(|room| (room.id.to_string(), room.name.clone())))
                .value(fields.text("room")).error_if(sent.error(visit, "room")))
            (Actions::primary(&visit.say("stock-kit-add")).link("/stock/rooms", &visit.say("stock-cancel")))
        }))
    };
    let page = Page::new(visit, title).door(Door::Stock).notice_if(sent.notice(visit));
    Ok(page.status(sent.status()).show(&body))
}

async fn rooms_of(visit: &Visit) -> Result<Vec<Room>, Failure> {
    let mut reading = visit.app.read(&visit.actor, Action::ReadStock).await?;
    Ok(rooms::list(&mut reading.tx, visit.actor.clinic).await?)
}

async fn add(visit: Visit, fields: Fields) -> Result<Response, Failure> {
    let mut invalid = Invalid::default();
    let room = fields.read("room", "stock-kit-room-wrong", &mut invalid);
    let kind: Option<KitKind> = fields.text("kind").parse().ok();
    if kind.is_none() {
        invalid.add("kind", anagen_app::Message::new("stock-kit-kind-missing"));
    }
    let result = match (kind, invalid.0.is_empty()) {
        (Some(kind), true) => kits::add(&visit.actor, &visit.app, room, fields.text("name"), kind).await,
        _ => Err(invalid.into()),
    };
    match result {
        Ok(id) => Ok(Redirect::to(&format!("/stock/kits/{id}?notice=stock-kit-added")).into_response()),
        Err(error) => new_page(&visit, &fields, &Sent::of(error)?).await,
    }
}

async fn page(visit: Visit, Path(id): Path<KitId>) -> Result<Response, Failure> {
    show(&visit, id, &Fields::default(), &Sent::default()).await
}

async fn show(visit: &Visit, id: KitId, fields: &Fields, sent: &Sent) -> Result<Response, Failure> {
    let knowledge = visit.app.knowledge(visit.actor.clinic).await?;
    let view = opened(visit, &knowledge, id).await?;
    let all = rooms_of(visit).await?;
    let may_edit = visit.actor.may(Action::EditStock) && view.kit.retired_at.is_none();
    let sentence = visit.with(
        "stock-kit-sentence",
        [
            ("kind", kind_words(visit, view.kit.kind).into()),
            ("place", place_words(visit, &all, view.kit.room).into()),
        ],
    );
    let mut head = PageHead::new(view.kit.name.clone())
        .back("/stock/rooms", visit.say("stock-view-rooms"))
        .sentence(sentence);
    if view.kit.retired_at.is_some() {
        head = head.beside(status(Meaning::Neutral, &visit.say("stock-kit-retired")));
    } else if let Some(kit) = &view.emergency {
        head = head.beside(kit_status(visit, kit));
    }
    let body = html! {
        (head)
        (work(
            html! {
                @if view.kit.kind == KitKind::Emergency { (required(visit, &view, &knowledge)) }
                (section_with("things", &visit.say("stock-kit-things"), html! {
                    @if may_edit {
                        (link_button(&format!("/stock/kits/{id}/items"), Some(Icon::Plus), &visit.say("stock-kit-put-in")))
                    }
                }, things(visit, &view, may_edit)))
            },
            html! {
                @if may_edit { (check_form(visit, id, fields, sent)) }
                (log(visit, &view))
                @if may_edit {
                    (Danger::post(
                        &format!("/stock/kits/{id}/retire"),
                        &visit.say("stock-kit-retire"),
                        &visit.say("stock-kit-retire-question"),
                        &visit.say("stock-kit-retire"),
                    ))
                }
            },
        ))
    };
    let page = Page::new(visit, view.kit.name.clone())
        .door(Door::Stock)
        .notice_if(sent.notice(visit));
    Ok(page.status(sent.status()).show(&body))
}

/// A thing of the knowledge's list in a few words: its text up to the first mark.
fn short(text: &str) -> &str {
    text.split([':', ',']).next().unwrap_or(text).trim_end_matches('.')
}

/// What an emergency kit has to hold, and how each stands.
fn required(visit: &Visit, view: &KitView, knowledge: &Knowledge) -> Markup {
    let mut table = Table::new(
        visit.say("stock-kit-required"),
        [
            Column::words(visit.say("stock-kit-thing")),
            Column::words(visit.say("stock-standing")),
        ],
    )
    .caption_hidden();
    let mut n_missing = 0;
    for record in kits::listed(knowledge) {
        let is_required = REQUIRED_ITEMS.contains(&record.id.as_str());
        let how = kits::standing(&record.id, view.things.iter(), visit.today());
        let (meaning, word) = match how {
            ItemStanding::InDate => (Meaning::Eligible, visit.say("stock-kit-in-date")),
            ItemStanding::Expired => (Meaning::Excluded, visit.say("stock-standing-expired")),
            ItemStanding::Missing if is_required => (Meaning::Excluded, visit.say("stock-kit-missing")),
            ItemStanding::Missing => (Meaning::Neutral, visit.say("stock-kit-not-required")),
        };
        n_missing += usize::from(is_required && how != ItemStanding::InDate);
        let cells = [html! { (record.text) }, status(meaning, &word)];
        table = if meaning == Meaning::Excluded {
            table.row_marked(meaning, cells)
        } else {
            table.row(cells)
        };
    }
    let line = match n_missing {
        0 => visit.say("stock-kit-all-there"),
        n => visit.with("stock-kit-n-missing", [("n", n.into())]),
    };
    section(
        &visit.say("stock-kit-required"),
        html! {
            p { (status(if n_missing == 0 { Meaning::Eligible } else { Meaning::Excluded }, &line)) }
            (disclosure(&visit.say("stock-kit-required-list"), table))
        },
    )
}

fn things(visit: &Visit, view: &KitView, may_edit: bool) -> Markup {
    let mut table = Table::new(
        visit.say("stock-kit-things"),
        [
            Column::words(visit.say("stock-kit-thing")),
            Column::number(visit.say("stock-kit-quantity")),
            Column::words(visit.say("stock-expires")),
            Column::words(visit.say("stock-standing")),
            Column::actions(visit.say("stock-kit-take-out")),
        ],
    )
    .caption_hidden()
    .cards();
    for thing in &view.things {
        let days = thing.expires_on.map(|on| (on.0 - visit.today()).get_days());
        let (meaning, word) = match days {
            None => (Meaning::Eligible, visit.say("stock-kit-no-expiry")),
            Some(days) if days < 0 => (Meaning::Excluded, visit.say("stock-standing-expired")),
            Some(days) if days <= anagen_app::stock::due::EXPIRES_SOON_DAYS => (
                Meaning::Defer,
                visit.with("stock-standing-expires-soon", [("n", i64::from(days).into())]),
            ),
            Some(_) => (Meaning::Eligible, visit.say("stock-kit-in-date")),
        };
        let cells = [
            html! { (thing.name) },
            html! { (thing.quantity) },
            html! { @match thing.expires_on { Some(day) => (visit.format.day(day.0)), None => (visit.say("stock-kit-no-expiry")) } },
            status(meaning, &word),
            html! {
                @if may_edit {
                    (PostButton {
                        action: &format!("/stock/kits/{}/items/{}/remove", view.kit.id, thing.id),
                        label: &visit.say("stock-kit-take-out"),
                        icon: None,
                        values: &[],
                        primary: false,
                    })
                }
            },
        ];
        table = if meaning == Meaning::Eligible {
            table.row(cells)
        } else {
            table.row_marked(meaning, cells)
        };
    }
    html! {
        @if table.is_empty() {
            (Empty { icon: Icon::Heart, what: visit.say("stock-kit-empty"), sentence: visit.say("stock-kit-empty-sentence"), first_step: None })
        } @else { (table) }
    }
}

async fn put_in_page(visit: Visit, Path(id): Path<KitId>) -> Result<Response, Failure> {
    put_in_form(&visit, id, &Fields::default(), &Sent::default()).await
}

async fn put_in_form(visit: &Visit, id: KitId, fields: &Fields, sent: &Sent) -> Result<Response, Failure> {
    let knowledge = visit.app.knowledge(visit.actor.clinic).await?;
    let view = opened(visit, &knowledge, id).await?;
    let error = |field: &str| sent.error(visit, field);
    let title = visit.say("stock-kit-put-in");
    let back = format!("/stock/kits/{id}");
    // What is missing comes first, so that an empty kit is filled from the top.
    let (there, missing): (Vec<_>, Vec<_>) = kits::listed(&knowledge)
        .partition(|record| kits::standing(&record.id, view.things.iter(), visit.today()) == ItemStanding::InDate);
    let option = |record: &&Preparation| (record.id.clone(), short(&record.text).to_owned());
    let which = Field::select("item", visit.say("stock-kit-item"))
        .option("", visit.say("stock-kit-item-other"))
        .group(visit.say("stock-kit-missing"), missing.iter().map(option))
        .group(visit.say("stock-kit-in-date"), there.iter().map(option))
        .value(fields.text("item"))
        .error_if(error("item"));
    let body = html! {
        (PageHead::new(title.clone()).back(back.clone(), view.kit.name.clone()).sentence(visit.say("stock-kit-put-in-sentence")))
        (Form::post(format!("/stock/kits/{id}/items")).body(html! {
            (block("", html! {
                @if view.kit.kind != KitKind::Session { (which) }
                (row(html! {
                    (Field::text("name", visit.say("stock-kit-thing-name")).hint(visit.say("stock-kit-thing-name-hint")).value(fields.text("name")).error_if(error("name")).required())
                    (Field::whole_number("quantity", visit.say("stock-kit-quantity")).value(fields.filled("quantity").unwrap_or("1")).error_if(error("quantity")).required())
                }))
                (Field::date("expires_on", visit.say("stock-expires")).hint(visit.say("stock-expires-hint")).value(fields.text("expires_on")).error_if(error("expires_on")))
                (checklist(&visit.say("stock-kit-no-expiry-legend"), &[CheckItem {
                    name: "no_expiry".to_owned(),
                    value: "looked".to_owned(),
                    label: visit.say("stock-kit-no-expiry-looked"),
                    detail: String::new(),
                    checked: fields.holds("no_expiry", "looked"),
                    required: false,
                }]))
            }))
            (Actions::primary(&visit.say("stock-kit-put-in-do"))
                .button("more", "yes", &visit.say("stock-kit-put-in-more"))
                .link(&back, &visit.say("stock-cancel")))
        }))
    };
    let page = Page::new(visit, title).door(Door::Stock).notice_if(sent.notice(visit));
    Ok(page.status(sent.status()).show(&body))
}

async fn opened(visit: &Visit, knowledge: &Knowledge, id: KitId) -> Result<KitView, Failure> {
    let mut reading = visit.app.read(&visit.actor, Action::ReadStock).await?;
    let now = reading.now;
    Ok(kits::of(&mut reading.tx, knowledge, &visit.clinic, id, now).await?)
}

fn check_form(visit: &Visit, id: KitId, fields: &Fields, sent: &Sent) -> Markup {
    panel(
        &visit.say("stock-kit-check"),
        html! {
            (Form::post(format!("/stock/kits/{id}/checks")).body(html! {
                (Choices::new("complete", visit.say("stock-kit-check-question"))
                    .option("yes", visit.say("stock-kit-check-yes"))
                    .option("no", visit.say("stock-kit-check-no"))
                    .stacked().selected(fields.filled("complete")).error_if(sent.error(visit, "complete")).required())
                (Field::text("note", visit.say("stock-note")).hint(visit.say("stock-kit-check-hint")).value(fields.text("note")).error_if(sent.error(visit, "note")).full())
                (Actions::primary(&visit.say("stock-kit-check-do")))
            }))
        },
    )
}

fn log(visit: &Visit, view: &KitView) -> Markup {
    html! {
        @if !view.checks.is_empty() {
            (panel(&visit.say("stock-kit-log"), html! {
                ul {
                    @for check in &view.checks {
                        li {
                            @if check.complete { (status(Meaning::Eligible, &visit.say("stock-kit-complete"))) }
                            @else { (status(Meaning::Excluded, &visit.say("stock-kit-incomplete"))) }
                            " " (visit.format.moment(check.at)) ", " (check.by_name)
                            @if !check.note.is_empty() { ": " (check.note) }
                        }
                    }
                }
            }))
        }
    }
}

async fn put_in(visit: Visit, Path(id): Path<KitId>, fields: Fields) -> Result<Response, Failure> {
    let mut unread = Invalid::default();
    let expires_on = fields.day("expires_on", &mut unread);
    let looked = fields.holds("no_expiry", "looked");
    let item = NewItem {
        item: fields.text("item").to_owned(),
        name: fields.text("name").to_owned(),
        quantity: whole(&fields, "quantity", &mut unread),
        expires_on,
        // A day that cannot be read is no "none".
        bears_no_expiry: looked && unread.of("expires_on").is_none(),
    };
    // What cannot be read is missing, and the use case says so with all the rest.
    match kits::put_in(&visit.actor, &visit.app, id, item).await {
        Ok(_) if fields.is_set("more") => {
            Ok(Redirect::to(&format!("/stock/kits/{id}/items?notice=stock-kit-put-in")).into_response())
        }
        Ok(_) => Ok(Redirect::to(&format!("/stock/kits/{id}?notice=stock-kit-put-in")).into_response()),
        Err(error) => put_in_form(&visit, id, &fields, &Sent::of(error)?).await,
    }
}

async fn take_out(visit: Visit, Path((id, item)): Path<(KitId, RowId)>) -> Result<Redirect, Failure> {
    kits::take_out(&visit.actor, &visit.app, id, item).await?;
    Ok(Redirect::to(&format!("/stock/kits/{id}?notice=stock-kit-taken-out")))
}

async fn check(visit: Visit, Path(id): Path<KitId>, fields: Fields) -> Result<Response, Failure> {
    let complete = match fields.text("complete") {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    match kits::check(&visit.actor, &visit.app, id, complete, fields.text("note")).await {
        Ok(()) => Ok(Redirect::to(&format!("/stock/kits/{id}?notice=stock-kit-checked")).into_response()),
        Err(error) => show(&visit, id, &fields, &Sent::of(error)?).await,
    }
}

async fn retire(visit: Visit, Path(id): Path<KitId>) -> Result<Redirect, Failure> {
    kits::retire(&visit.actor, &visit.app, id).await?;
    Ok(Redirect::to("/stock/rooms?notice=stock-saved"))
}
