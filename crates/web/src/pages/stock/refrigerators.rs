//! A refrigerator: its temperatures, drawn and as a table, and a new one.

use anagen_app::rooms::refrigerators::{self, Refrigerator, Temperature, is_in_range};
use anagen_app::{Action, Invalid};
use anagen_knowledge::Plain;
use anagen_records::values::RefrigeratorId;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use super::{Sent, short_status};
use crate::failure::Failure;
use crate::fields::Fields;
use crate::look::form::row;
use crate::look::layout::work;
use crate::look::{
    Actions, Column, Danger, Drawing, Empty, Field, Form, Icon, Meaning, PageHead, Table, panel, section, status,
};
use crate::page::{Door, Page};
use crate::routes::{Access, Route};
use crate::visit::Visit;

/// Temperatures that the page shows.
const MOST_SHOWN: i64 = 60;

pub(super) fn routes() -> Vec<Route> {
    let edit = Access::May(Action::EditStock);
    vec![
        Route::get("/stock/refrigerators/new", edit, new),
        Route::post("/stock/refrigerators", edit, add),
        Route::get(
            "/stock/refrigerators/{refrigerator}",
            Access::May(Action::ReadStock),
            page,
        ),
        Route::post("/stock/refrigerators/{refrigerator}/temperatures", edit, read),
        Route::post("/stock/refrigerators/{refrigerator}/retire", edit, retire),
    ]
}

/// A temperature with its unit.
pub(super) fn celsius(celsius: f64) -> String {
    let sign = if celsius < 0.0 { "\u{2212}" } else { "" };
    format!("{sign}{}\u{a0}°C", Plain(celsius.abs()))
}

/// The range in which what is in it keeps.
pub(super) fn range(visit: &Visit, refrigerator: &Refrigerator) -> String {
    let (lowest, highest) = (
        celsius(refrigerator.lowest_celsius),
        celsius(refrigerator.highest_celsius),
    );
    visit.with(
        "stock-refrigerator-from-to",
        [("lowest", lowest.into()), ("highest", highest.into())],
    )
}

async fn new(visit: Visit) -> Result<Response, Failure> {
    let mut fields = Fields::default();
    // What most labels of cold products say.
    fields.add("lowest", "2");
    fields.add("highest", "8");
    Ok(new_page(&visit, &fields, &Sent::default()))
}

fn new_page(visit: &Visit, fields: &Fields, sent: &Sent) -> Response {
    let title = visit.say("stock-refrigerator-add");
    let number = |name: &str, label: &str| {
        Field::number(name, visit.say(label))
            .unit("°C")
            .value(fields.text(name))
            .error_if(sent.error(visit, name))
            .required()
    };
    let body = html! {
        (PageHead::new(title.clone()).back("/stock/rooms", visit.say("stock-view-rooms")))
        (Form::post("/stock/refrigerators").body(html! {
            (Field::text("name", visit.say("stock-refrigerator-name")).hint(visit.say("stock-refrigerator-name-hint")).value(fields.text("name")).error_if(sent.error(visit, "name")).required().first())
            (row(html! { (number("lowest", "stock-refrigerator-lowest")) (number("highest", "stock-refrigerator-highest")) }))
            (Actions::primary(&visit.say("stock-refrigerator-add")).link("/stock/rooms", &visit.say("stock-cancel")))
        }))
    };
    let page = Page::new(visit, title).door(Door::Stock).notice_if(sent.notice(visit));
    page.status(sent.status()).show(&body)
}

async fn add(visit: Visit, fields: Fields) -> Result<Response, Failure> {
    let mut invalid = Invalid::default();
    let (lowest, highest) = (
        fields.number("lowest", &mut invalid),
        fields.number("highest", &mut invalid),
    );
    match refrigerators::add(&visit.actor, &visit.app, fields.text("name"), lowest, highest).await {
        Ok(id) => {
            Ok(Redirect::to(&format!("/stock/refrigerators/{id}?notice=stock-refrigerator-added")).into_response())
        }
        Err(error) => Ok(new_page(&visit, &fields, &Sent::of(error)?)),
    }
}

async fn page(visit: Visit, Path(id): Path<RefrigeratorId>) -> Result<Response, Failure> {
    show(&visit, id, &Fields::default(), &Sent::default()).await
}

async fn show(visit: &Visit, id: RefrigeratorId, fields: &Fields, sent: &Sent) -> Result<Response, Failure> {
    let (refrigerator, log) = refrigerators::open(&visit.actor, &visit.app, id, MOST_SHOWN).await?;
    let may_edit = visit.actor.may(Action::EditStock) && refrigerator.retired_at.is_none();
    let mut head = PageHead::new(refrigerator.name.clone())
        .back("/stock/rooms", visit.say("stock-view-rooms"))
        .sentence(visit.with(
            "stock-refrigerator-sentence",
            [("range", range(visit, &refrigerator).into())],
        ));
    if refrigerator.retired_at.is_some() {
        head = head.beside(status(Meaning::Neutral, &visit.say("stock-refrigerator-retired")));
    }
    let body = html! {
        (head)
        (work(
            html! {
                @if log.is_empty() {
                    (Empty { icon: Icon::Thermometer, what: visit.say("stock-temperatures-empty"), sentence: visit.say("stock-temperatures-empty-sentence"), first_step: None })
                } @else {
                    (section(&visit.say("stock-temperatures"), chart(visit, &refrigerator, &log)))
                }
            },
            html! { @if may_edit { (entry(visit, &refrigerator, fields, sent)) } },
        ))
        @if !log.is_empty() { (section(&visit.say("stock-temperature-log"), table(visit, &refrigerator, &log))) }
        @if may_edit {
            (section(&visit.say("stock-refrigerator-end"), Danger::post(
                &format!("/stock/refrigerators/{id}/retire"),
                &visit.say("stock-refrigerator-retire"),
                &visit.say("stock-refrigerator-retire-question"),
                &visit.say("stock-refrigerator-retire"),
            )))
        }
    };
    let page = Page::new(visit, refrigerator.name.clone())
        .door(Door::Stock)
        .notice_if(sent.notice(visit));
    Ok(page.status(sent.status()).show(&body))
}

fn entry(visit: &Visit, refrigerator: &Refrigerator, fields: &Fields, sent: &Sent) -> Markup {
    panel(
        &visit.say("stock-temperature-read"),
        html! {
            (Form::post(format!("/stock/refrigerators/{}/temperatures", refrigerator.id)).body(html! {
                (Field::number("celsius", visit.say("stock-temperature")).unit("°C").value(fields.text("celsius")).error_if(sent.error(visit, "celsius")).required())
                (Field::text("note", visit.say("stock-note")).hint(visit.say("stock-temperature-note-hint")).value(fields.text("note")).error_if(sent.error(visit, "note")).full())
                (Actions::primary(&visit.say("stock-save")))
            }))
        },
    )
}

fn table(visit: &Visit, refrigerator: &Refrigerator, log: &[Temperature]) -> Table {
    let mut table = Table::new(
        visit.say("stock-temperature-log"),
        [
            Column::words(visit.say("stock-when")),
            Column::number(visit.say("stock-temperature")),
            Column::words(visit.say("stock-standing")),
            Column::words(visit.say("stock-by")),
            Column::words(visit.say("stock-note")),
        ],
    )
    .caption_hidden()
    .cards();
    for one in log {
        let in_range = is_in_range(refrigerator, one.celsius);
        let (meaning, word) = if in_range {
            (Meaning::Eligible, visit.say("stock-refrigerators-in-range"))
        } else {
            (Meaning::Excluded, visit.say("stock-refrigerators-out-of-range"))
        };
        let cells = [
            html! { (visit.format.moment(one.at)) },
            html! { (celsius(one.celsius)) },
            short_status(meaning, &word),
            html! { (one.by_name) },
            html! { (one.note) },
        ];
        table = if in_range {
            table.row(cells)
        } else {
            table.row_marked(meaning, cells)
        };
    }
    table
}

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 220.0;
const LEFT: f64 = 56.0;
const RIGHT: f64 = 16.0;
const TOP: f64 = 16.0;
const BOTTOM: f64 = 36.0;

/// The temperatures over time: the range as a band, what lies outside as squares. A sentence and the log below say the same.
fn chart(visit: &Visit, refrigerator: &Refrigerator, log: &[Temperature]) -> Drawing {
    let values = || log.iter().map(|one| one.celsius);
    let lowest = values().fold(f64::INFINITY, f64::min);
    let highest = values().fold(f64::NEG_INFINITY, f64::max);
    let n_out = log.iter().filter(|one| !is_in_range(refrigerator, one.celsius)).count();
    // The band is always in view, with a degree of room around what was read.
    let (floor, ceiling) = (
        lowest.min(refrigerator.lowest_celsius) - 1.0,
        highest.max(refrigerator.highest_celsius) + 1.0,
    );
    let y = |celsius: f64| TOP + (ceiling - celsius) / (ceiling - floor) * (HEIGHT - TOP - BOTTOM);
    let seconds = |one: &Temperature| {
        #[expect(clippy::cast_precision_loss, reason = "seconds of a few months are exact")]
        let seconds = one.at.0.as_second() as f64;
        seconds
    };
    let (first, last) = (log.last().map_or(0.0, seconds), log.first().map_or(0.0, seconds));
    let span = if last > first { last - first } else { 1.0 };
    let x = |one: &Temperature| {
        let share = if last > first {
            (seconds(one) - first) / span
        } else {
            0.5
        };
        LEFT + share * (WIDTH - LEFT - RIGHT)
    };
    let line: Vec<String> = log
        .iter()
        .rev()
        .map(|one| format!("{:.1},{:.1}", x(one), y(one.celsius)))
        .collect();
    let days = log.last().zip(log.first()).map(|(first, last)| {
        (
            visit.format.day(visit.format.day_of(first.at)),
            visit.format.day(visit.format.day_of(last.at)),
        )
    });
    let (from, to) = days.unwrap_or_default();
    let sentence = visit.with(
        "stock-temperature-chart",
        [
            ("n", log.len().into()),
            ("from", from.clone().into()),
            ("to", to.clone().into()),
            ("lowest", celsius(lowest).into()),
            ("highest", celsius(highest).into()),
            ("out", n_out.into()),
        ],
    );
    let (band_top, band_bottom) = (y(refrigerator.highest_celsius), y(refrigerator.lowest_celsius));
    let svg = html! {
        svg viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) width=(WIDTH) height=(HEIGHT) role="img" aria-label=(sentence) font-size="13" {
            rect x=(LEFT) y=(format!("{band_top:.1}")) width=(WIDTH - LEFT - RIGHT) height=(format!("{:.1}", band_bottom - band_top))
                fill="var(--eligible-tint)" stroke="none" {}
            @for edge in [refrigerator.highest_celsius, refrigerator.lowest_celsius] {
                line x1=(LEFT) x2=(WIDTH - RIGHT) y1=(format!("{:.1}", y(edge))) y2=(format!("{:.1}", y(edge))) stroke="var(--eligible)" stroke-dasharray="4 4" {}
                text x=(LEFT - 8.0) y=(format!("{:.1}", y(edge) + 4.0)) text-anchor="end" fill="var(--ink-soft)" { (celsius(edge)) }
            }
            line x1=(LEFT) x2=(WIDTH - RIGHT) y1=(HEIGHT - BOTTOM) y2=(HEIGHT - BOTTOM) stroke="var(--line)" {}
            polyline points=(line.join(" ")) fill="none" stroke="var(--ink-soft)" stroke-width="1.5" {}
            @for one in log {
                @if is_in_range(refrigerator, one.celsius) {
                    circle cx=(format!("{:.1}", x(one))) cy=(format!("{:.1}", y(one.celsius))) r="3.5" fill="var(--accent)" {}
                } @else {
                    rect x=(format!("{:.1}", x(one) - 5.0)) y=(format!("{:.1}", y(one.celsius) - 5.0)) width="10" height="10" fill="var(--excluded)" {}
                    text x=(format!("{:.1}", x(one))) y=(format!("{:.1}", y(one.celsius) - 9.0)) text-anchor="middle" fill="var(--excluded)" font-weight="600" { (celsius(one.celsius)) }
                }
            }
            text x=(LEFT) y=(HEIGHT - 12.0) fill="var(--ink-soft)" { (from) }
            @if from != to { text x=(WIDTH - RIGHT) y=(HEIGHT - 12.0) text-anchor="end" fill="var(--ink-soft)" { (to) } }
        }
    };
    Drawing {
        svg,
        sentence,
        table: None,
    }
}

async fn read(visit: Visit, Path(id): Path<RefrigeratorId>, fields: Fields) -> Result<Response, Failure> {
    let mut invalid = Invalid::default();
    let celsius = fields.number("celsius", &mut invalid);
    match refrigerators::read_temperature(&visit.actor, &visit.app, id, celsius, fields.text("note")).await {
        Ok(()) => {
            Ok(Redirect::to(&format!("/stock/refrigerators/{id}?notice=stock-temperature-saved")).into_response())
        }
        Err(error) => show(&visit, id, &fields, &Sent::of(error)?).await,
    }
}

async fn retire(visit: Visit, Path(id): Path<RefrigeratorId>) -> Result<Redirect, Failure> {
    refrigerators::retire(&visit.actor, &visit.app, id).await?;
    Ok(Redirect::to("/stock/rooms?notice=stock-saved"))
}
