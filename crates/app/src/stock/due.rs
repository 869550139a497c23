//! What on the shelf and in the rooms wants a hand: for the page of the stock and for Today.

use std::collections::HashMap;

use anagen_records::clinics::Clinic;
use anagen_records::rooms::{kits, refrigerators};
use anagen_records::stock::{lots, products, vials};
use anagen_records::values::{KitId, LotId, ProductId, RefrigeratorId, VialId};
use anagen_records::{Stamp, Transaction};
use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::case;
use crate::error::AppError;
use crate::rooms::refrigerators::is_in_range;

/// Days before its last day of use on which a lot, or a thing of a kit, is shown as expiring.
pub const EXPIRES_SOON_DAYS: i32 = 30;

/// Something that wants a hand.
#[derive(Debug, Clone, PartialEq)]
pub enum StockDue {
    /// Vials on the shelf whose last day of use is over.
    Expired {
        /// Which lot.
        lot: LotId,
        /// Name of its product.
        product: String,
        /// Its number.
        number: String,
        /// Its last day of use.
        on: Date,
        /// Vials on the shelf.
        vials: i64,
    },
    /// An opened vial whose time is over.
    VialOverdue {
        /// Which vial.
        vial: VialId,
        /// Of which lot.
        lot: LotId,
        /// Name of its product.
        product: String,
        /// Number of its lot.
        number: String,
        /// Until when it could be used.
        until: Stamp,
    },
    /// A thing in a kit that has expired or soon will.
    KitItem {
        /// In which kit.
        kit: KitId,
        /// Its name.
        kit_name: String,
        /// The thing.
        thing: String,
        /// Its last day of use.
        on: Date,
        /// Whether that day is over.
        expired: bool,
    },
    /// A refrigerator whose last temperature was out of range.
    OutOfRange {
        /// Which.
        refrigerator: RefrigeratorId,
        /// Its name.
        name: String,
        /// °C.
        celsius: f64,
        /// When it was read.
        at: Stamp,
    },
    /// A refrigerator whose temperature nobody read today.
    NotRead {
        /// Which.
        refrigerator: RefrigeratorId,
        /// Its name.
        name: String,
        /// When it was last read.
        last: Option<Stamp>,
    },
    /// A product of which fewer usable vials are left than the reorder level.
    BelowReorder {
        /// Which.
        product: ProductId,
        /// Its name.
        name: String,
        /// Usable vials on the shelf.
        usable: i64,
        /// The level.
        reorder_at: i64,
    },
    /// A lot that expires soon.
    Expiring {
        /// Which lot.
        lot: LotId,
        /// Name of its product.
        product: String,
        /// Its number.
        number: String,
        /// Its last day of use.
        on: Date,
        /// Vials on the shelf.
        vials: i64,
    },
}

/// What wants a hand on a day, the gravest first.
pub async fn due(tx: &mut Transaction, clinic: &Clinic, today: Date) -> Result<Vec<StockDue>, AppError> {
    let soon = today.saturating_add(EXPIRES_SOON_DAYS.days());
    let mut due = of_vials(tx, clinic, today).await?;
    due.extend(of_kits(tx, clinic, today, soon).await?);
    due.extend(of_refrigerators(tx, clinic, today).await?);
    due.extend(of_lots(tx, clinic, today, soon).await?);
    let rank = |due: &StockDue| match due {
        StockDue::Expired { .. } => 0,
        StockDue::VialOverdue { .. } => 1,
        StockDue::KitItem { expired: true, .. } => 2,
        StockDue::OutOfRange { .. } => 3,
        StockDue::BelowReorder { .. } => 4,
        StockDue::Expiring { .. } => 5,
        StockDue::KitItem { .. } => 6,
        StockDue::NotRead { .. } => 7,
    };
    // Stable: within a rank the order of the tables, the soonest first.
    due.sort_by_key(rank);
    Ok(due)
}

async fn of_lots(tx: &mut Transaction, clinic: &Clinic, today: Date, soon: Date) -> Result<Vec<StockDue>, AppError> {
    let products = products::all(tx, clinic.id).await?;
    let names: HashMap<ProductId, &str> = products
        .iter()
        .map(|product| (product.id, product.name.as_str()))
        .collect();
    let mut usable: HashMap<ProductId, i64> = HashMap::new();
    let mut due = Vec::new();
    for lot in lots::at_hand(tx, clinic.id).await? {
        let on = lot.expires_on.0;
        if lot.quarantined_at.is_none() && lot.on_shelf > 0 && on >= today {
            *usable.entry(lot.product).or_default() += lot.on_shelf;
        }
        if lot.on_shelf <= 0 || on > soon {
            continue;
        }
        let product = names.get(&lot.product).copied().unwrap_or_default().to_owned();
        let (id, number, vials) = (lot.id, lot.number, lot.on_shelf);
        due.push(if on < today {
            StockDue::Expired {
                lot: id,
                product,
                number,
                on,
                vials,
            }
        } else {
            StockDue::Expiring {
                lot: id,
                product,
                number,
                on,
                vials,
            }
        });
    }
    for product in products.iter().filter(|product| product.retired_at.is_none()) {
        let usable = usable.get(&product.id).copied().unwrap_or(0);
        if let Some(reorder_at) = product.reorder_at.filter(|level| usable < *level) {
            let name = product.name.clone();
            due.push(StockDue::BelowReorder {
                product: product.id,
                name,
                usable,
                reorder_at,
            });
        }
    }
    Ok(due)
}

/// A vial whose time ends today at the latest is still shown tomorrow morning and not before: `today` counts from its midnight.
async fn of_vials(tx: &mut Transaction, clinic: &Clinic, today: Date) -> Result<Vec<StockDue>, AppError> {
    let midnight = today
        .to_zoned(case::time_zone(clinic))
        .map(|morning| Stamp(morning.timestamp()));
    let mut due = Vec::new();
    for vial in vials::open(tx, clinic.id).await? {
        let over = vial
            .discard_after
            .filter(|until| midnight.as_ref().is_ok_and(|midnight| until <= midnight));
        if let Some(until) = over {
            let (product, number) = (vial.product_name, vial.lot_number);
            due.push(StockDue::VialOverdue {
                vial: vial.id,
                lot: vial.lot,
                product,
                number,
                until,
            });
        }
    }
    Ok(due)
}

async fn of_kits(tx: &mut Transaction, clinic: &Clinic, today: Date, soon: Date) -> Result<Vec<StockDue>, AppError> {
    let kits = kits::kept(tx, clinic.id).await?;
    let mut due = Vec::new();
    for thing in kits::items(tx, clinic.id).await? {
        let Some(on) = thing.expires_on.map(|day| day.0).filter(|on| *on <= soon) else {
            continue;
        };
        let Some(kit) = kits.iter().find(|kit| kit.id == thing.kit) else {
            continue;
        };
        let kit_name = kit.name.clone();
        due.push(StockDue::KitItem {
            kit: kit.id,
            kit_name,
            thing: thing.name,
            on,
            expired: on < today,
        });
    }
    Ok(due)
}

async fn of_refrigerators(tx: &mut Transaction, clinic: &Clinic, today: Date) -> Result<Vec<StockDue>, AppError> {
    let zone = case::time_zone(clinic);
    let mut due = Vec::new();
    for refrigerator in refrigerators::in_use(tx, clinic.id).await? {
        let last = refrigerators::temperatures(tx, clinic.id, refrigerator.id, 1)
            .await?
            .into_iter()
            .next();
        let (id, name) = (refrigerator.id, refrigerator.name.clone());
        if let Some(last) = last.as_ref().filter(|last| !is_in_range(&refrigerator, last.celsius)) {
            let name = name.clone();
            due.push(StockDue::OutOfRange {
                refrigerator: id,
                name,
                celsius: last.celsius,
                at: last.at,
            });
        }
        let last = last.map(|last| last.at);
        if last.is_none_or(|last| last.0.to_zoned(zone.clone()).date() < today) {
            due.push(StockDue::NotRead {
                refrigerator: id,
                name,
                last,
            });
        }
    }
    Ok(due)
}
