//! The shelf: what wants a hand, the lots by expiry, the products.

use anagen_app::stock::products::{Product, read_body};
use anagen_app::stock::{self, Overview};
use anagen_app::{Action, AppError};
use anagen_care::case::{Product as Label, ProductLabel};
use anagen_knowledge::Knowledge;
use anagen_knowledge::records::Measure;
use axum::response::Response;
use maud::{Markup, html};

use super::{View, count, due, mark, short_status, standing, views};
use crate::failure::Failure;
use crate::look::action::primary_link;
use crate::look::table::Sorted;
use crate::look::{
    Column, Empty, Field, Form, Icon, Meaning, PageHead, Table, disclosure, link_button, link_list, section, unknown,
};
use crate::page::{Door, Page};
use crate::routes::{Access, Route};
use crate::visit::Visit;

/// Things to do that are shown before the list has to be opened.
const MOST_SHOWN: usize = 8;

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get("/stock", Access::May(Action::ReadStock), page)]
}

async fn page(visit: Visit) -> Result<Response, Failure> {
    let overview = stock::open(&visit.actor, &visit.app).await?;
    let knowledge = visit.app.knowledge(visit.actor.clinic).await?;
    let may_edit = visit.actor.may(Action::EditStock);
    let title = visit.say("stock-title");
    let actions = html! {
        @if may_edit && !overview.products.is_empty() {
            (primary_link("/stock/receive", Some(Icon::Plus), &visit.say("stock-receive")))
            (link_button("/stock/products/new", None, &visit.say("stock-product-add")))
        }
    };
    let body = html! {
        (PageHead::new(title.clone()).sentence(visit.say("stock-sentence")).actions(actions))
        (views(&visit, View::Shelf))
        @if overview.products.is_empty() {
            (Empty {
                icon: Icon::Box,
                what: visit.say("stock-empty"),
                sentence: visit.say("stock-empty-sentence"),
                first_step: may_edit.then(|| ("/stock/products/new".to_owned(), visit.say("stock-product-add"))),
            })
        }
        @if !overview.due.is_empty() {
            (section(&visit.say("stock-due"), to_do(&visit, &overview)))
        }
        @if !overview.products.is_empty() {
            (section(&visit.say("stock-lots"), lots(&visit, &overview)))
            (section(&visit.say("stock-products"), products(&visit, &overview, &knowledge)?))
        }
    };
    Ok(Page::new(&visit, title).door(Door::Stock).show(&body))
}

/// What wants a hand; a long list opens.
fn to_do(visit: &Visit, overview: &Overview) -> Markup {
    let links = due::due_links(visit, &overview.due);
    let (first, rest) = links.split_at(links.len().min(MOST_SHOWN));
    html! {
        (link_list(first))
        @if !rest.is_empty() { (disclosure(&visit.with("stock-due-more", [("n", rest.len().into())]), link_list(rest))) }
    }
}

/// How the lots are sorted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    Expiry,
    Product,
    Number,
}

fn lots(visit: &Visit, overview: &Overview) -> Markup {
    let sought = visit.query.text("q").to_lowercase();
    let by = match visit.query.text("sort") {
        "product" => By::Product,
        "number" => By::Number,
        _ => By::Expiry,
    };
    let mut shown: Vec<_> = overview
        .lots
        .iter()
        .filter(|(lot, place, _)| {
            let holds = |text: &str| text.to_lowercase().contains(&sought);
            holds(&lot.number)
                || overview
                    .products
                    .get(*place)
                    .is_some_and(|product| holds(&product.name))
        })
        .collect();
    match by {
        By::Expiry => {}
        By::Product => shown.sort_by_key(|(_, place, _)| *place),
        By::Number => shown.sort_by(|(a, ..), (b, ..)| a.number.cmp(&b.number)),
    }
    let query: String = form_urlencoded::byte_serialize(visit.query.text("q").as_bytes()).collect();
    let sorted = |column: Column, word: &str, this: By| {
        column.sorted_by(
            format!("/stock?sort={word}&q={query}"),
            (by == this).then_some(Sorted::Ascending),
        )
    };
    let mut table = Table::new(
        visit.say("stock-lots-caption"),
        [
            sorted(Column::words(visit.say("stock-product")), "product", By::Product),
            sorted(Column::words(visit.say("stock-lot")), "number", By::Number),
            sorted(Column::words(visit.say("stock-expires")), "expiry", By::Expiry),
            Column::number(visit.say("stock-on-shelf")),
            Column::words(visit.say("stock-standing")),
        ],
    )
    .caption_hidden()
    .cards();
    for (lot, place, how) in &shown {
        let name = overview
            .products
            .get(*place)
            .map_or("", |product| product.name.as_str());
        let cells = [
            html! { a href=(format!("/stock/products/{}", lot.product)) { (name) } },
            html! { a href=(format!("/stock/lots/{}", lot.id)) { (lot.number) } },
            html! { (visit.format.day(lot.expires_on.0)) },
            html! { (count(lot.on_shelf)) },
            standing(visit, *how, lot.expires_on.0),
        ];
        table = match mark(visit, *how, lot.expires_on.0) {
            Some(meaning) => table.row_marked(meaning, cells),
            None => table.row(cells),
        };
    }
    html! {
        @if overview.lots.len() > 8 || !sought.is_empty() {
            (Form::get("/stock").in_line().body(html! {
                (Field::text("q", visit.say("stock-filter")).value(visit.query.text("q")).autocomplete("off"))
                button class="button" type="submit" { span { (visit.say("stock-filter-do")) } }
            }))
        }
        @if !table.is_empty() {
            (table)
        } @else if sought.is_empty() {
            (Empty {
                icon: Icon::Box,
                what: visit.say("stock-lots-empty"),
                sentence: visit.say("stock-lots-empty-sentence"),
                first_step: visit.actor.may(Action::EditStock).then(|| ("/stock/receive".to_owned(), visit.say("stock-receive"))),
            })
        } @else {
            p { (visit.say("stock-filter-none")) " " a href="/stock" { (visit.say("stock-filter-all")) } }
        }
    }
}

fn products(visit: &Visit, overview: &Overview, knowledge: &Knowledge) -> Result<Markup, AppError> {
    let mut table = Table::new(
        visit.say("stock-products-caption"),
        [
            Column::words(visit.say("stock-product")),
            Column::words(visit.say("stock-agents")),
            Column::number(visit.say("stock-usable")),
            Column::number(visit.say("stock-reorder-level")),
            Column::words(visit.say("stock-standing")),
        ],
    )
    .caption_hidden()
    .cards();
    for product in &overview.products {
        let usable = overview.usable.get(&product.id).copied().unwrap_or(0);
        let is_low = product.retired_at.is_none() && product.reorder_at.is_some_and(|level| usable < level);
        let label = read_body(product)?;
        let cells = [
            html! { a href=(format!("/stock/products/{}", product.id)) { (product.name) } },
            agents(visit, &label, knowledge),
            html! { (usable) },
            match product.reorder_at {
                Some(level) => html! { (level) },
                None => unknown(&visit.say("stock-no-level")),
            },
            state(visit, product, &label, usable, is_low),
        ];
        table = if is_low {
            table.row_marked(Meaning::Caution, cells)
        } else {
            table.row(cells)
        };
    }
    Ok(html! { (table) })
}

fn state(visit: &Visit, product: &Product, label: &Label, usable: i64, is_low: bool) -> Markup {
    if label.label != ProductLabel::ForInjection {
        short_status(Meaning::Excluded, &visit.say("stock-product-not-for-injection"))
    } else if product.retired_at.is_some() {
        short_status(Meaning::Neutral, &visit.say("stock-product-retired"))
    } else if is_low {
        short_status(Meaning::Caution, &visit.say("stock-due-reorder"))
    } else if usable == 0 {
        short_status(Meaning::Neutral, &visit.say("stock-standing-empty"))
    } else {
        short_status(Meaning::Eligible, &visit.say("stock-product-in-stock"))
    }
}

/// The agents of a label with their strengths; names as the knowledge has them.
pub(super) fn agents(visit: &Visit, label: &Label, knowledge: &Knowledge) -> Markup {
    html! {
        @for (place, agent) in label.agents.iter().enumerate() {
            @if place > 0 { ", " }
            @let known = knowledge.agent(&agent.agent);
            (known.map_or(agent.agent.as_str(), |known| known.name.as_str()))
            @if agent.strength.measure() != Measure::Volume { " " (agent.strength.to_string()) }
            @if known.is_none() { " " (unknown(&visit.say("stock-agent-not-in-knowledge"))) }
        }
        @if !label.composition_declared {
            @if !label.agents.is_empty() { ", " }
            (unknown(&visit.say("stock-composition-not-declared")))
        } @else if label.agents.is_empty() {
            (unknown(&visit.say("stock-no-agents")))
        }
    }
}
