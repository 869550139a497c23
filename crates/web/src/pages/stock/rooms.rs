//! Rooms: whether a session can be held in them today; kits and refrigerators at a glance.

use std::collections::BTreeMap;

use anagen_app::rooms::kits::{self, EmergencyKit, KitView};
use anagen_app::rooms::{self, DayAnswer, refrigerators};
use anagen_app::{Action, AppError};
use anagen_knowledge::{Knowledge, Unknown};
use anagen_records::rooms::Room;
use anagen_records::rooms::kits::KitKind;
use anagen_records::values::RoomId;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use super::refrigerators::{celsius, range};
use super::{Sent, View, views};
use crate::failure::Failure;
use crate::fields::Fields;
use crate::look::layout::{section_with, work};
use crate::look::{
    Actions, Choices, Column, Danger, Empty, Field, Form, Icon, LinkItem, Meaning, PageHead, PostButton, Table, block,
    chip, link_button, link_list, panel, section, status, unknown,
};
use crate::page::{Door, Page};
use crate::routes::{Access, Route};
use crate::visit::Visit;

pub(super) fn routes() -> Vec<Route> {
    let read = Access::May(Action::ReadStock);
    let manage = Access::May(Action::ManageClinic);
    vec![
        Route::get("/stock/rooms", read, page),
        Route::get("/stock/rooms/new", manage, new),
        Route::post("/stock/rooms", manage, add),
        Route::get("/stock/rooms/{room}", read, room_page),
        Route::post("/stock/rooms/{room}/answers", Access::May(Action::EditStock), answer),
        Route::post("/stock/rooms/{room}/close", manage, close),
        Route::post("/stock/rooms/{room}/reopen", manage, reopen),
    ]
}

async fn page(visit: Visit) -> Result<Response, Failure> {
    let knowledge = visit.app.knowledge(visit.actor.clinic).await?;
    let mut reading = visit.app.read(&visit.actor, Action::ReadStock).await?;
    let now = reading.now;
    let tx = &mut reading.tx;
    let all = rooms::list(tx, visit.actor.clinic).await?;
    let mut states = Vec::new();
    for room in all.iter().filter(|room| room.closed_at.is_none()) {
        let kit = kits::emergency(tx, &knowledge, &visit.clinic, Some(room.id), now).await?;
        states.push((room, kit, rooms::given(tx, &visit.clinic, room.id, now).await?));
    }
    let kept = kits::kept(tx, &knowledge, &visit.clinic, now).await?;
    let cold = refrigerators::in_use(tx, &visit.clinic, 1).await?;
    let may_edit = visit.actor.may(Action::EditStock);
    let may_manage = visit.actor.may(Action::ManageClinic);
    let title = visit.say("stock-view-rooms");
    let body = html! {
        (PageHead::new(title.clone()).sentence(visit.say("stock-rooms-sentence")))
        (views(&visit, View::Rooms))
        (section_with("rooms", &visit.say("stock-rooms"), html! {
            @if may_manage { (link_button("/stock/rooms/new", Some(Icon::Plus), &visit.say("stock-room-add"))) }
        }, html! {
            @if states.is_empty() {
                (Empty { icon: Icon::Door, what: visit.say("stock-rooms-empty"), sentence: visit.say("stock-rooms-empty-sentence"),
                    first_step: may_manage.then(|| ("/stock/rooms/new".to_owned(), visit.say("stock-room-add"))) })
            } @else { (rooms_table(&visit, &states, &knowledge)) }
            (closed(&visit, &all))
        }))
        (section_with("kits", &visit.say("stock-kits"), html! {
            @if may_edit { (link_button("/stock/kits/new", Some(Icon::Plus), &visit.say("stock-kit-add"))) }
        }, html! {
            @if kept.is_empty() {
                (Empty { icon: Icon::Heart, what: visit.say("stock-kits-empty"), sentence: visit.say("stock-kits-empty-sentence"),
                    first_step: may_edit.then(|| ("/stock/kits/new".to_owned(), visit.say("stock-kit-add"))) })
            } @else { (kits_table(&visit, &kept, &all)) }
        }))
        (section_with("refrigerators", &visit.say("stock-refrigerators"), html! {
            @if may_edit { (link_button("/stock/refrigerators/new", Some(Icon::Plus), &visit.say("stock-refrigerator-add"))) }
        }, html! {
            @if cold.is_empty() {
                (Empty { icon: Icon::Thermometer, what: visit.say("stock-refrigerators-empty"), sentence: visit.say("stock-refrigerators-empty-sentence"),
                    first_step: may_edit.then(|| ("/stock/refrigerators/new".to_owned(), visit.say("stock-refrigerator-add"))) })
            } @else { (cold_table(&visit, &cold)) }
        }))
    };
    Ok(Page::new(&visit, title).door(Door::Stock).show(&body))
}

fn rooms_table(visit: &Visit, states: &[(&Room, EmergencyKit, Vec<DayAnswer>)], knowledge: &Knowledge) -> Table {
    let asked: Vec<_> = rooms::askable(knowledge).collect();
    let mut table = Table::new(
        visit.say("stock-rooms"),
        [
            Column::words(visit.say("stock-room")),
            Column::words(visit.say("stock-emergency-kit")),
            Column::words(visit.say("stock-rooms-today")),
        ],
    )
    .caption_hidden()
    .cards();
    for (room, kit, given) in states {
        let is_no = |fact: &str| {
            given
                .iter()
                .any(|answer| answer.fact == fact && answer.answer == serde_json::Value::Bool(false))
        };
        let cells = [
            html! { a href=(format!("/stock/rooms/{}", room.id)) { (room.name) } },
            kit_status(visit, kit),
            html! {
                @for (place, fact) in asked.iter().enumerate() {
                    @if place > 0 { br; }
                    (short_question(&fact.question)) ": " (given_words(visit, given.iter().find(|answer| answer.fact == fact.id)))
                }
            },
        ];
        let stops = kit.answer == Ok(false) || asked.iter().any(|fact| is_no(&fact.id));
        table = if stops {
            table.row_marked(Meaning::Excluded, cells)
        } else {
            table.row(cells)
        };
    }
    table
}

/// A question without its mark, to stand before its answer.
fn short_question(question: &str) -> &str {
    question.trim_end_matches('?')
}

/// How an emergency kit stands, in a word with its sign.
pub(super) fn kit_status(visit: &Visit, kit: &EmergencyKit) -> Markup {
    let is_today = visit.format.day_of(kit.at) == visit.today();
    match kit.answer {
        Ok(true) if is_today => status(
            Meaning::Eligible,
            &visit.with("stock-kit-checked-today", [("time", visit.format.time(kit.at).into())]),
        ),
        Ok(true) => {
            let day = visit.format.day(visit.format.day_of(kit.at));
            status(
                Meaning::Incomplete,
                &visit.with("stock-kit-checked-before", [("day", day.into())]),
            )
        }
        Ok(false) => status(Meaning::Excluded, &visit.say("stock-kit-incomplete")),
        Err(Unknown::NotAsked) => status(Meaning::Incomplete, &visit.say("stock-kit-unchecked")),
        Err(_) => status(Meaning::Incomplete, &visit.say("answer-not-known")),
    }
}

fn given_words(visit: &Visit, given: Option<&DayAnswer>) -> Markup {
    let Some(given) = given else {
        return unknown(&visit.say("stock-not-asked-today"));
    };
    let by = visit.with(
        "stock-answered-by",
        [
            ("name", given.by_name.as_str().into()),
            ("time", visit.format.time(given.at).into()),
        ],
    );
    html! {
        @match &given.answer {
            serde_json::Value::Bool(true) => (status(Meaning::Eligible, &visit.say("answer-yes"))),
            serde_json::Value::Bool(false) => (status(Meaning::Excluded, &visit.say("answer-no"))),
            _ => (unknown(&visit.say("answer-not-known"))),
        }
        " " span class="origin" { (by) }
    }
}

fn closed(visit: &Visit, all: &[Room]) -> Markup {
    let closed = all.iter().filter(|room| room.closed_at.is_some());
    let items: Vec<LinkItem> = closed
        .map(|room| LinkItem {
            href: format!("/stock/rooms/{}", room.id),
            title: room.name.clone(),
            aside: Some(status(Meaning::Neutral, &visit.say("stock-room-closed"))),
            ..LinkItem::default()
        })
        .collect();
    html! {
        @if !items.is_empty() {
            (crate::look::disclosure(&visit.with("stock-rooms-closed", [("n", items.len().into())]), link_list(&items)))
        }
    }
}

/// The words of what a kit is for.
pub(super) fn kind_words(visit: &Visit, kind: KitKind) -> String {
    match kind {
        KitKind::Emergency => visit.say("stock-kit-emergency"),
        KitKind::Hyaluronidase => visit.say("stock-kit-hyaluronidase"),
        KitKind::LocalAnaestheticToxicity => visit.say("stock-kit-local-anaesthetic"),
        KitKind::Session => visit.say("stock-kit-session"),
    }
}

/// Where a kit lies.
pub(super) fn place_words(visit: &Visit, all: &[Room], room: Option<RoomId>) -> String {
    let found = room.and_then(|id| all.iter().find(|room| room.id == id));
    found.map_or_else(|| visit.say("stock-kit-everywhere"), |room| room.name.clone())
}

fn kits_table(visit: &Visit, kept: &[KitView], all: &[Room]) -> Table {
    let mut table = Table::new(
        visit.say("stock-kits"),
        [
            Column::words(visit.say("stock-kit")),
            Column::words(visit.say("stock-kit-place")),
            Column::words(visit.say("stock-kit-next-expiry")),
            Column::words(visit.say("stock-kit-last-check")),
            Column::words(visit.say("stock-standing")),
        ],
    )
    .caption_hidden()
    .cards();
    for view in kept {
        let next = view
            .things
            .iter()
            .find_map(|thing| thing.expires_on.map(|day| (thing, day.0)));
        let is_over = next.is_some_and(|(_, day)| day < visit.today());
        let cells = [
            html! { a href=(format!("/stock/kits/{}", view.kit.id)) { (view.kit.name) } br; span class="soft" { (kind_words(visit, view.kit.kind)) } },
            html! { (place_words(visit, all, view.kit.room)) },
            html! {
                @match next {
                    Some((thing, day)) => { (thing.name) ", " (visit.format.day(day)) },
                    None => (visit.say("stock-kit-no-expiry")),
                }
            },
            html! {
                @match view.checks.first() {
                    Some(check) => { (visit.format.moment(check.at)) ", " (check.by_name) },
                    None => (unknown(&visit.say("stock-kit-never-checked"))),
                }
            },
            match &view.emergency {
                Some(kit) => kit_status(visit, kit),
                None if is_over => status(Meaning::Excluded, &visit.say("stock-standing-expired")),
                None => match view.checks.first() {
                    Some(check) if check.complete => status(Meaning::Eligible, &visit.say("stock-kit-complete")),
                    Some(_) => status(Meaning::Excluded, &visit.say("stock-kit-incomplete")),
                    None => status(Meaning::Incomplete, &visit.say("stock-kit-unchecked")),
                },
            },
        ];
        table = if is_over {
            table.row_marked(Meaning::Excluded, cells)
        } else {
            table.row(cells)
        };
    }
    table
}

fn cold_table(visit: &Visit, cold: &[(refrigerators::Refrigerator, Vec<refrigerators::Temperature>)]) -> Table {
    let mut table = Table::new(
        visit.say("stock-refrigerators"),
        [
            Column::words(visit.say("stock-refrigerator")),
            Column::words(visit.say("stock-refrigerator-range")),
            Column::words(visit.say("stock-refrigerator-last")),
            Column::words(visit.say("stock-standing")),
        ],
    )
    .caption_hidden()
    .cards();
    for (refrigerator, log) in cold {
        let last = log.first();
        let is_out = last.is_some_and(|last| !refrigerators::is_in_range(refrigerator, last.celsius));
        let is_today = last.is_some_and(|last| visit.format.day_of(last.at) == visit.today());
        let cells = [
            html! { a href=(format!("/stock/refrigerators/{}", refrigerator.id)) { (refrigerator.name) } },
            html! { (range(visit, refrigerator)) },
            html! {
                @match last {
                    Some(last) => { (celsius(last.celsius)) ", " (visit.format.moment(last.at)) },
                    None => (unknown(&visit.say("stock-due-never-read"))),
                }
            },
            if is_out {
                status(Meaning::Excluded, &visit.say("stock-refrigerators-out-of-range"))
            } else if is_today {
                status(Meaning::Eligible, &visit.say("stock-refrigerators-in-range"))
            } else {
                status(Meaning::Incomplete, &visit.say("stock-due-not-read"))
            },
        ];
        table = if is_out {
            table.row_marked(Meaning::Excluded, cells)
        } else {
            table.row(cells)
        };
    }
    table
}

async fn new(visit: Visit) -> Result<Response, Failure> {
    Ok(new_page(&visit, &Fields::default(), &Sent::default()))
}

fn new_page(visit: &Visit, fields: &Fields, sent: &Sent) -> Response {
    let title = visit.say("stock-room-add");
    let body = html! {
        (PageHead::new(title.clone()).back("/stock/rooms", visit.say("stock-view-rooms")))
        (Form::post("/stock/rooms").body(html! {
            (Field::text("name", visit.say("stock-room-name")).hint(visit.say("stock-room-name-hint")).value(fields.text("name")).error_if(sent.error(visit, "name")).required().first())
            (Actions::primary(&visit.say("stock-room-add")).link("/stock/rooms", &visit.say("stock-cancel")))
        }))
    };
    let page = Page::new(visit, title).door(Door::Stock).notice_if(sent.notice(visit));
    page.status(sent.status()).show(&body)
}

async fn add(visit: Visit, fields: Fields) -> Result<Response, Failure> {
    match rooms::add(&visit.actor, &visit.app, fields.text("name")).await {
        Ok(id) => Ok(Redirect::to(&format!("/stock/rooms/{id}?notice=stock-room-added")).into_response()),
        Err(error) => Ok(new_page(&visit, &fields, &Sent::of(error)?)),
    }
}

async fn room_page(visit: Visit, Path(id): Path<RoomId>) -> Result<Response, Failure> {
    show_room(&visit, id, &Sent::default()).await
}

async fn show_room(visit: &Visit, id: RoomId, sent: &Sent) -> Result<Response, Failure> {
    let knowledge = visit.app.knowledge(visit.actor.clinic).await?;
    let mut reading = visit.app.read(&visit.actor, Action::ReadStock).await?;
    let now = reading.now;
    let tx = &mut reading.tx;
    let room = rooms::of(tx, visit.actor.clinic, id).await?;
    let kit = kits::emergency(tx, &knowledge, &visit.clinic, Some(id), now).await?;
    let given = rooms::given(tx, &visit.clinic, id, now).await?;
    let all = rooms::list(tx, visit.actor.clinic).await?;
    let mut kept = kits::kept(tx, &knowledge, &visit.clinic, now).await?;
    kept.retain(|view| view.kit.room.is_none() || view.kit.room == Some(id));
    let mut head = PageHead::new(room.name.clone())
        .back("/stock/rooms", visit.say("stock-view-rooms"))
        .sentence(visit.say("stock-room-sentence"));
    if room.closed_at.is_some() {
        head = head.beside(chip(Meaning::Neutral, &visit.say("stock-room-closed")));
    }
    let body = html! {
        (head)
        (work(
            html! {
                (questions(visit, &room, &given, &knowledge, sent))
                (section_with("kits", &visit.say("stock-kits"), html! {
                    @if visit.actor.may(Action::EditStock) {
                        (link_button(&format!("/stock/kits/new?room={id}"), Some(Icon::Plus), &visit.say("stock-kit-add")))
                    }
                }, html! {
                    @if kept.is_empty() { p { (visit.say("stock-room-no-kit")) } } @else { (kits_table(visit, &kept, &all)) }
                }))
            },
            html! {
                (panel(&visit.say("stock-emergency-kit"), html! { p { (kit_status(visit, &kit)) } p class="soft" { (visit.say("stock-kit-how")) } }))
                @if visit.actor.may(Action::ManageClinic) { (closing(visit, &room)) }
            },
        ))
    };
    let page = Page::new(visit, room.name.clone())
        .door(Door::Stock)
        .notice_if(sent.notice(visit));
    Ok(page.status(sent.status()).show(&body))
}

fn questions(visit: &Visit, room: &Room, given: &[DayAnswer], knowledge: &Knowledge, sent: &Sent) -> Markup {
    let asked: Vec<_> = rooms::askable(knowledge).collect();
    let may_answer = visit.actor.may(Action::EditStock) && room.closed_at.is_none();
    let choices = |fact: &anagen_knowledge::records::Fact| {
        let answer = given.iter().find(|answer| answer.fact == fact.id);
        let selected = answer.map(|answer| match answer.answer {
            serde_json::Value::Bool(true) => "yes",
            serde_json::Value::Bool(false) => "no",
            _ => "not_known",
        });
        Choices::new(fact.id.clone(), fact.question.clone())
            .option("yes", visit.say("answer-yes"))
            .option("no", visit.say("answer-no"))
            .no_answer("not_known", visit.say("answer-not-known"))
            .selected(selected)
            .beside(given_words(visit, answer))
            .error_if(sent.error(visit, &fact.id))
    };
    html! {
        @if asked.is_empty() {
        } @else if may_answer {
            (Form::post(format!("/stock/rooms/{}/answers", room.id)).body(html! {
                (block(&visit.say("stock-rooms-today"), html! { @for fact in &asked { (choices(fact)) } p class="hint" { (visit.say("stock-room-staff-hint")) } }))
                (Actions::primary(&visit.say("stock-save")))
            }))
        } @else {
            (section(&visit.say("stock-rooms-today"), html! {
                @for fact in &asked {
                    p { (short_question(&fact.question)) ": " (given_words(visit, given.iter().find(|answer| answer.fact == fact.id))) }
                }
            }))
        }
    }
}

fn closing(visit: &Visit, room: &Room) -> Markup {
    if room.closed_at.is_some() {
        let action = format!("/stock/rooms/{}/reopen", room.id);
        return html! { (PostButton { action: &action, label: &visit.say("stock-room-reopen"), icon: None, values: &[], primary: false }) };
    }
    let action = format!("/stock/rooms/{}/close", room.id);
    let label = visit.say("stock-room-close");
    html! { (Danger::post(&action, &label, &visit.say("stock-room-close-question"), &label)) }
}

async fn answer(visit: Visit, Path(id): Path<RoomId>, fields: Fields) -> Result<Response, Failure> {
    let names: Vec<String> = fields.names("").map(str::to_owned).collect();
    let answered: BTreeMap<String, String> = names
        .into_iter()
        .map(|name| (name.clone(), fields.text(&name).to_owned()))
        .collect();
    match rooms::answer(&visit.actor, &visit.app, id, &answered).await {
        Ok(()) => Ok(Redirect::to(&format!("/stock/rooms/{id}?notice=stock-room-answered")).into_response()),
        Err(error) => show_room(&visit, id, &Sent::of(error)?).await,
    }
}

async fn close(visit: Visit, Path(id): Path<RoomId>) -> Result<Redirect, Failure> {
    closed_or_open(rooms::close(&visit.actor, &visit.app, id).await, id)
}

async fn reopen(visit: Visit, Path(id): Path<RoomId>) -> Result<Redirect, Failure> {
    closed_or_open(rooms::reopen(&visit.actor, &visit.app, id).await, id)
}

fn closed_or_open(result: Result<(), AppError>, id: RoomId) -> Result<Redirect, Failure> {
    result?;
    Ok(Redirect::to(&format!("/stock/rooms/{id}?notice=stock-saved")))
}
