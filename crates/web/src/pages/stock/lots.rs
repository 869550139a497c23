//! A lot: how it stands, what can be done with it, and its ledger.

use anagen_app::Action;
use anagen_app::stock::history::{self, Change};
use anagen_app::stock::lots::{self, LEDGER_PAGE, LotView};
use anagen_app::stock::vials::{self, OpenedVial};
use anagen_app::stock::{Standing, clusters};
use anagen_records::stock::ledger::{Line, Reason};
use anagen_records::values::LotId;
use axum::extract::Path;
use axum::response::Response;
use maud::{Markup, html};

use super::products::changes;
use super::vials::table as vial_table;
use super::{count, or_unknown, signed, standing_words};
use crate::failure::Failure;
use crate::look::layout::work;
use crate::look::{
    Column, Empty, Facts, Icon, LinkItem, Meaning, Notice, PageHead, Pager, Table, chip, link_button, link_list, panel,
    section, status, unknown,
};
use crate::page::{Door, Page};
use crate::routes::{Access, Route};
use crate::visit::Visit;

/// Opened vials that the page of a lot shows.
const MOST_VIALS: i64 = 20;

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get("/stock/lots/{lot}", Access::May(Action::ReadStock), page)]
}

async fn page(visit: Visit, Path(id): Path<LotId>) -> Result<Response, Failure> {
    let page = visit.query.text("page").parse::<i64>().unwrap_or(0);
    let view = lots::open(&visit.actor, &visit.app, id, page).await?;
    let (changes_of_lot, opened) = {
        let mut reading = visit.app.read(&visit.actor, Action::ReadStock).await?;
        let changes = history::of_lot(&mut reading.tx, &visit.actor, id).await?;
        (
            changes,
            vials::of_lot(&mut reading.tx, &visit.actor, id, MOST_VIALS).await?,
        )
    };
    let title = visit.with("stock-lot-title", [("number", view.lot.number.as_str().into())]);
    let (meaning, word) = standing_words(&visit, view.standing, view.lot.expires_on.0);
    let head = PageHead::new(title.clone())
        .back(
            format!("/stock/products/{}", view.product.id),
            view.product.name.clone(),
        )
        .beside(chip(meaning, &word))
        .actions(html! {
            @if visit.actor.may(Action::Recall) {
                (link_button(&format!("/stock/lots/{id}/recall"), Some(Icon::People), &visit.say("stock-recall-do")))
            }
        });
    let body = html! {
        (head)
        (work(
            html! { (ledger(&visit, &view)) (opened_vials(&visit, &opened)) (changes_section(&visit, &changes_of_lot)) },
            html! { (panel(&visit.say("stock-lot"), facts(&visit, &view))) (doings(&visit, &view)) },
        ))
    };
    let mut page = Page::new(&visit, title).door(Door::Stock);
    if let Some(why) = stop(&visit, &view) {
        page = page.notice(why);
    }
    Ok(page.show(&body))
}

/// Why nothing of the lot may be used, above everything else.
fn stop(visit: &Visit, view: &LotView) -> Option<Notice> {
    match view.standing {
        Standing::Quarantined => {
            let because = quarantine_reason(visit, view.lot.quarantined_because.as_deref().unwrap_or_default());
            Some(Notice::about(Meaning::Specialist, visit.say("stock-stop-quarantined")).to_do(because))
        }
        Standing::Expired if view.lot.on_shelf > 0 => {
            let notice = Notice::about(Meaning::Excluded, visit.say("stock-stop-expired"));
            Some(notice.to_do(visit.say("stock-stop-expired-do")))
        }
        _ if view.lot.on_shelf < 0 => {
            Some(Notice::about(Meaning::Caution, visit.say("stock-below-zero")).to_do(visit.say("stock-below-zero-do")))
        }
        _ => None,
    }
}

/// Why a lot is in quarantine; what the system wrote itself in the reader's language.
pub(super) fn quarantine_reason(visit: &Visit, because: &str) -> String {
    if because == clusters::PROVEN_REASON {
        visit.say("stock-quarantine-proven")
    } else {
        because.to_owned()
    }
}

fn facts(visit: &Visit, view: &LotView) -> Facts {
    let lot = &view.lot;
    let mut facts = Facts::new()
        .fact(
            visit.say("stock-product"),
            html! { a href=(format!("/stock/products/{}", view.product.id)) { (view.product.name) } },
        )
        .fact(
            visit.say("stock-on-shelf"),
            visit.with("stock-vials", [("n", lot.on_shelf.into())]),
        )
        .fact(visit.say("stock-expires"), visit.format.day(lot.expires_on.0))
        .fact(visit.say("stock-supplier"), or_unknown(visit, &lot.supplier));
    facts = match lot.unit_price {
        Some(price) => facts.fact(visit.say("stock-unit-price"), visit.format.money(price)),
        None => facts.unknown(visit.say("stock-unit-price"), &visit.say("stock-not-recorded")),
    };
    facts = facts.fact(
        visit.say("stock-received-on"),
        visit.format.day(visit.format.day_of(lot.received_at)),
    );
    if let Some(since) = lot.quarantined_at {
        facts = facts.fact(visit.say("stock-quarantined-since"), visit.format.moment(since));
    }
    facts
}

/// What can be done with the lot, by whom it may be done.
fn doings(visit: &Visit, view: &LotView) -> Markup {
    let may = |action| visit.actor.may(action);
    let is_there = view.lot.on_shelf > 0;
    let is_held = view.lot.quarantined_at.is_some();
    let all = [
        (
            "open-vial",
            "stock-open-vial",
            "stock-open-vial-detail",
            may(Action::EditStock) && view.standing == Standing::Usable,
        ),
        ("count", "stock-count", "stock-count-detail", may(Action::EditStock)),
        (
            "discard",
            "stock-discard",
            "stock-discard-detail",
            may(Action::EditStock) && is_there,
        ),
        (
            "send-back",
            "stock-send-back",
            "stock-send-back-detail",
            may(Action::EditStock) && is_there,
        ),
        (
            "quarantine",
            "stock-quarantine",
            "stock-quarantine-detail",
            may(Action::Recall) && !is_held,
        ),
        (
            "release",
            "stock-release",
            "stock-release-detail",
            may(Action::ReleaseLot) && is_held,
        ),
        (
            "correct",
            "stock-correct",
            "stock-correct-detail",
            may(Action::EditStock),
        ),
    ];
    let items: Vec<LinkItem> = all
        .into_iter()
        .filter(|(.., open)| *open)
        .map(|(path, title, detail, _)| LinkItem {
            href: format!("/stock/lots/{}/{path}", view.lot.id),
            title: visit.say(title),
            detail: visit.say(detail),
            ..LinkItem::default()
        })
        .collect();
    html! { @if !items.is_empty() { (link_list(&items)) } }
}

/// The word of an entry's reason.
fn reason(visit: &Visit, reason: Reason) -> String {
    match reason {
        Reason::Received => visit.say("stock-ledger-received"),
        Reason::Used => visit.say("stock-ledger-used"),
        Reason::Opened => visit.say("stock-ledger-opened"),
        Reason::Discarded => visit.say("stock-ledger-discarded"),
        Reason::Counted => visit.say("stock-ledger-counted"),
        Reason::Returned => visit.say("stock-ledger-returned"),
    }
}

fn ledger(visit: &Visit, view: &LotView) -> Markup {
    let mut table = Table::new(
        visit.say("stock-ledger"),
        [
            Column::words(visit.say("stock-when")),
            Column::words(visit.say("stock-what")),
            Column::words(visit.say("stock-by")),
            Column::number(visit.say("stock-unit-vials")),
            Column::number(visit.say("stock-on-shelf")),
        ],
    )
    .caption_hidden()
    .cards();
    for line in &view.ledger {
        let cells = [
            html! { (visit.format.moment(line.at)) },
            what(visit, line),
            html! { (line.by_name) },
            html! { (signed(line.quantity)) },
            html! { (count(line.balance)) },
        ];
        table = if line.incident.is_some() {
            table.row_marked(Meaning::Caution, cells)
        } else {
            table.row(cells)
        };
    }
    let page = view.page;
    let n_pages = (view.n_entries + LEDGER_PAGE - 1) / LEDGER_PAGE;
    let to = |page: i64| format!("/stock/lots/{}?page={page}", view.lot.id);
    let first = page * LEDGER_PAGE + 1;
    let last = (first + LEDGER_PAGE - 1).min(view.n_entries);
    let body = html! {
        @if table.is_empty() {
            (Empty { icon: Icon::Page, what: visit.say("stock-ledger-empty"), sentence: String::new(), first_step: None })
        } @else { (table) }
        (Pager {
            label: visit.say("stock-ledger-pages"),
            newer: (page > 0).then(|| (to(page - 1), visit.say("stock-newer"))),
            older: (page + 1 < n_pages).then(|| (to(page + 1), visit.say("stock-older"))),
            here: visit.with("stock-ledger-here", [("first", first.into()), ("last", last.into()), ("all", view.n_entries.into())]),
        })
    };
    section(&visit.say("stock-ledger"), body)
}

fn what(visit: &Visit, line: &Line) -> Markup {
    html! {
        (reason(visit, line.reason))
        @if !line.note.is_empty() { ": " (line.note) }
        @if line.incident.is_some() { " " (status(Meaning::Caution, &visit.say("stock-ledger-incident"))) }
    }
}

fn opened_vials(visit: &Visit, opened: &[OpenedVial]) -> Markup {
    html! { @if !opened.is_empty() { (section(&visit.say("stock-view-vials"), vial_table(visit, opened))) } }
}

fn changes_section(visit: &Visit, all: &[Change]) -> Markup {
    let shown = changes(visit, all);
    html! { @if all.len() > 1 { (section(&visit.say("stock-history"), shown)) } }
}

/// A place where nothing is known, for tables.
pub(super) fn not_recorded(visit: &Visit) -> Markup {
    unknown(&visit.say("stock-not-recorded"))
}
