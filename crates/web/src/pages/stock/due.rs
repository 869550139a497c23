//! What on the shelf and in the rooms wants a hand, as lines that lead there.

use anagen_app::stock::StockDue;
use jiff::civil::Date;

use crate::look::{LinkItem, Meaning, status};
use crate::visit::Visit;

/// One line for each thing that wants a hand.
pub(crate) fn due_links(visit: &Visit, due: &[StockDue]) -> Vec<LinkItem> {
    due.iter().map(|due| link(visit, due)).collect()
}

fn link(visit: &Visit, due: &StockDue) -> LinkItem {
    let lot_title = |product: &str, number: &str| {
        visit.with(
            "stock-due-lot",
            [("product", product.into()), ("number", number.into())],
        )
    };
    let vials = |n: i64, on: Date| {
        visit.with(
            "stock-due-vials",
            [("n", n.into()), ("day", visit.format.day(on).into())],
        )
    };
    let (href, title, detail, meaning, word) = match due {
        StockDue::Expired {
            lot,
            product,
            number,
            on,
            vials: n,
        } => (
            format!("/stock/lots/{lot}"),
            lot_title(product, number),
            vials(*n, *on),
            Meaning::Excluded,
            visit.say("stock-standing-expired"),
        ),
        StockDue::Expiring {
            lot,
            product,
            number,
            on,
            vials: n,
        } => (
            format!("/stock/lots/{lot}"),
            lot_title(product, number),
            vials(*n, *on),
            Meaning::Defer,
            in_days(visit, *on),
        ),
        StockDue::VialOverdue {
            lot: _,
            vial: _,
            product,
            number,
            until,
        } => (
            "/stock/vials".to_owned(),
            lot_title(product, number),
            visit.with("stock-due-vial-until", [("time", visit.format.moment(*until).into())]),
            Meaning::Excluded,
            visit.say("stock-due-vial-overdue"),
        ),
        StockDue::BelowReorder {
            product,
            name,
            usable,
            reorder_at,
        } => (
            format!("/stock/products/{product}"),
            name.clone(),
            visit.with(
                "stock-due-reorder-detail",
                [("n", (*usable).into()), ("level", (*reorder_at).into())],
            ),
            Meaning::Caution,
            visit.say("stock-due-reorder"),
        ),
        StockDue::KitItem {
            kit,
            kit_name,
            thing,
            on,
            expired,
        } => (
            format!("/stock/kits/{kit}"),
            visit.with(
                "stock-due-kit-item",
                [("thing", thing.as_str().into()), ("kit", kit_name.as_str().into())],
            ),
            visit.with("stock-due-expires-on", [("day", visit.format.day(*on).into())]),
            if *expired { Meaning::Excluded } else { Meaning::Defer },
            if *expired {
                visit.say("stock-standing-expired")
            } else {
                in_days(visit, *on)
            },
        ),
        StockDue::OutOfRange {
            refrigerator,
            name,
            celsius,
            at,
        } => (
            format!("/stock/refrigerators/{refrigerator}"),
            name.clone(),
            visit.with(
                "stock-due-out-of-range-detail",
                [
                    ("celsius", super::refrigerators::celsius(*celsius).into()),
                    ("time", visit.format.moment(*at).into()),
                ],
            ),
            Meaning::Excluded,
            visit.say("stock-refrigerators-out-of-range"),
        ),
        StockDue::NotRead {
            refrigerator,
            name,
            last,
        } => (
            format!("/stock/refrigerators/{refrigerator}"),
            name.clone(),
            match last {
                Some(last) => visit.with("stock-due-last-read", [("time", visit.format.moment(*last).into())]),
                None => visit.say("stock-due-never-read"),
            },
            Meaning::Incomplete,
            visit.say("stock-due-not-read"),
        ),
    };
    LinkItem {
        href,
        title,
        detail,
        aside: Some(status(meaning, &word)),
        before: None,
    }
}

fn in_days(visit: &Visit, on: Date) -> String {
    let days = (on - visit.today()).get_days();
    visit.with("stock-standing-expires-soon", [("n", i64::from(days).into())])
}
