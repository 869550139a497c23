//! Lots: taken in, held in quarantine and let out of it, counted, thrown away, sent back, corrected.

use anagen_records::clinics::Clinic;
use anagen_records::revisions::{self, Revision};
use anagen_records::stock::ledger::{self, Entry, Line, Reason};
use anagen_records::stock::lots;
use anagen_records::values::{LotId, ProductId};
use anagen_records::{Day, Stamp, Transaction};
use jiff::civil::Date;
use serde::Serialize;
use serde_json::json;

use super::products::{self, MOST_VIALS, Product};
use super::{one_line, shelf, unread_or};
use crate::Message;
use crate::actor::{Action, Actor};
use crate::app::App;
use crate::case;
use crate::error::{AppError, Invalid};
use crate::patients;
use crate::transaction::{Deed, Writing};

pub use anagen_records::stock::lots::Lot;

/// Latest expiry that is believed: a year beyond is a slip of the finger.
const MOST_YEARS_AHEAD: i16 = 20;
/// Highest price of a vial, in hundredths: the same.
const HIGHEST_PRICE: i64 = 100_000_000;

/// Vials that came.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Delivery {
    /// Of which product.
    pub product: Option<ProductId>,
    /// Number of the lot, as the label prints it.
    pub number: String,
    /// Last day of use.
    pub expires_on: Option<Date>,
    /// From whom.
    pub supplier: String,
    /// Price of one vial in hundredths of the clinic's currency.
    pub unit_price: Option<i64>,
    /// How many vials.
    pub quantity: Option<i64>,
    /// Whether they go into quarantine at once: the only way in for what has expired.
    pub quarantine: bool,
    /// Why, where they do; what else there is to say otherwise.
    pub note: String,
}

/// Takes vials in. `unread` is what the form could not read.
pub async fn receive(actor: &Actor, app: &App, delivery: &Delivery, unread: Invalid) -> Result<LotId, AppError> {
    let mut writing = app.write(actor, Action::EditStock).await?;
    let clinic = patients::clinic_of(&mut writing.tx, actor).await?;
    let id = receive_in(&mut writing.tx, actor, &clinic, delivery, writing.now).await;
    let id = unread_or(unread, id)?;
    writing
        .commit(Deed::new("lot.receive", "lot", id).wrote(delivery))
        .await?;
    Ok(id)
}

/// [`receive`] inside a transaction. More vials of a lot that is there already are added to it; its expiry has to be the same.
pub async fn receive_in(
    tx: &mut Transaction,
    actor: &Actor,
    clinic: &Clinic,
    delivery: &Delivery,
    now: Stamp,
) -> Result<LotId, AppError> {
    let today = now.0.to_zoned(case::time_zone(clinic)).date();
    let mut invalid = Invalid::default();
    let number = one_line(
        "number",
        &delivery.number,
        Some("stock-lot-number-missing"),
        &mut invalid,
    );
    let supplier = one_line("supplier", &delivery.supplier, None, &mut invalid);
    let why_missing = delivery.quarantine.then_some("stock-reason-missing");
    let note = one_line("note", &delivery.note, why_missing, &mut invalid);
    check_expiry(delivery.expires_on, today, &mut invalid);
    check_price(delivery.unit_price, &mut invalid);
    let quantity = delivery.quantity.unwrap_or(0);
    if !(1..=MOST_VIALS).contains(&quantity) {
        invalid.add("quantity", Message::new("stock-quantity-wrong"));
    }
    if !delivery.quarantine && delivery.expires_on.is_some_and(|day| day < today) {
        invalid.add("expires_on", Message::new("stock-expired-on-arrival"));
    }
    let product = match delivery.product {
        None => None,
        Some(id) => anagen_records::stock::products::find(tx, clinic.id, id).await?,
    };
    if product.is_none() {
        invalid.add("product", Message::new("stock-product-missing"));
    }
    let known = match &product {
        Some(product) => lots::find_by_number(tx, clinic.id, product.id, &number).await?,
        None => None,
    };
    if let Some(known) = &known
        && delivery.expires_on.is_some_and(|day| day != known.expires_on.0)
    {
        invalid.add("expires_on", Message::new("stock-expiry-differs"));
    }
    let (Some(product), Some(expires_on), true) = (product, delivery.expires_on, invalid.0.is_empty()) else {
        return Err(invalid.into());
    };
    let quarantine = delivery.quarantine.then_some((now, note.clone()));
    let id = if let Some(known) = known {
        add_to(tx, actor, known, supplier, delivery.unit_price, quarantine, now).await?
    } else {
        let lot = Lot {
            id: LotId::new(),
            product: product.id,
            number,
            expires_on: Day(expires_on),
            supplier,
            unit_price: delivery.unit_price,
            received_at: now,
            created_by: actor.person,
            quarantined_at: quarantine.as_ref().map(|(at, _)| *at),
            quarantined_because: quarantine.map(|(_, why)| why),
            on_shelf: 0,
            version: 1,
        };
        lots::insert(tx, clinic.id, &lot).await?;
        keep(tx, actor, &lot, None, now).await?;
        lot.id
    };
    let entry = Entry {
        note,
        ..entry(actor, id, quantity, Reason::Received, now)
    };
    ledger::add(tx, clinic.id, &entry).await?;
    Ok(id)
}

/// More vials of a known lot: a price or a supplier that came with them replaces the earlier one.
async fn add_to(
    tx: &mut Transaction,
    actor: &Actor,
    known: Lot,
    supplier: String,
    unit_price: Option<i64>,
    quarantine: Option<(Stamp, String)>,
    now: Stamp,
) -> Result<LotId, AppError> {
    let is_free = known.quarantined_at.is_none();
    let lot = Lot {
        supplier: if supplier.is_empty() {
            known.supplier.clone()
        } else {
            supplier
        },
        unit_price: unit_price.or(known.unit_price),
        quarantined_at: known.quarantined_at.or(quarantine.as_ref().map(|(at, _)| *at)),
        quarantined_because: if is_free {
            quarantine.map(|(_, why)| why)
        } else {
            known.quarantined_because.clone()
        },
        ..known.clone()
    };
    if lot != known {
        write(tx, actor, lot, None, now).await?;
    }
    Ok(known.id)
}

fn check_expiry(day: Option<Date>, today: Date, invalid: &mut Invalid) {
    match day {
        None if invalid.of("expires_on").is_none() => {
            invalid.add("expires_on", Message::new("stock-expiry-missing"));
        }
        Some(day) if !(2000..=today.year() + MOST_YEARS_AHEAD).contains(&day.year()) => {
            invalid.add("expires_on", Message::new("stock-expiry-impossible"));
        }
        _ => {}
    }
}

fn check_price(price: Option<i64>, invalid: &mut Invalid) {
    if price.is_some_and(|price| !(0..=HIGHEST_PRICE).contains(&price)) {
        invalid.add("unit_price", Message::new("stock-price-wrong"));
    }
}

fn entry(actor: &Actor, lot: LotId, quantity: i64, reason: Reason, at: Stamp) -> Entry {
    Entry {
        lot,
        quantity,
        reason,
        note: String::new(),
        session: None,
        incident: None,
        by_person: actor.person,
        at,
    }
}

/// A lot with its product, its place on the shelf and one page of its ledger.
#[derive(Debug, Clone)]
pub struct LotView {
    /// The lot.
    pub lot: Lot,
    /// Its product.
    pub product: Product,
    /// Whether it may be used today.
    pub standing: shelf::Standing,
    /// Entries of the ledger, the latest first.
    pub ledger: Vec<Line>,
    /// How many there are.
    pub n_entries: i64,
    /// Which page it is, counted from 0 at the latest entry.
    pub page: i64,
}

/// Entries of the ledger on one page.
pub const LEDGER_PAGE: i64 = 50;

/// Opens a lot with a page of its ledger, counted from 0 at the latest entry.
pub async fn open(actor: &Actor, app: &App, id: LotId, page: i64) -> Result<LotView, AppError> {
    let mut reading = app.read(actor, Action::ReadStock).await?;
    let tx = &mut reading.tx;
    let clinic = patients::clinic_of(tx, actor).await?;
    let lot = of(tx, actor, id).await?;
    let product = products::of(tx, actor, lot.product).await?;
    let (n_entries, _) = ledger::count(tx, actor.clinic, id).await?;
    let page = page.clamp(0, (n_entries - 1).max(0) / LEDGER_PAGE);
    let ledger = ledger::of_lot(tx, actor.clinic, id, LEDGER_PAGE, page * LEDGER_PAGE).await?;
    let standing = shelf::Standing::of(&lot, reading.now.0.to_zoned(case::time_zone(&clinic)).date());
    Ok(LotView {
        lot,
        product,
        standing,
        ledger,
        n_entries,
        page,
    })
}

/// A lot of a clinic.
pub async fn of(tx: &mut Transaction, actor: &Actor, id: LotId) -> Result<Lot, AppError> {
    lots::find(tx, actor.clinic, id).await?.ok_or(AppError::NotFound("lot"))
}

async fn keep(tx: &mut Transaction, actor: &Actor, lot: &Lot, why: Option<&str>, at: Stamp) -> Result<(), AppError> {
    let body = json!({
        "number": lot.number, "expires_on": lot.expires_on, "supplier": lot.supplier, "unit_price": lot.unit_price,
        "quarantined_at": lot.quarantined_at.map(|at| at.to_string()), "quarantined_because": lot.quarantined_because,
    });
    let revision = Revision {
        version: lot.version,
        body: body.to_string(),
        reason: why.map(str::to_owned),
        by_person: Some(actor.person),
        at,
    };
    Ok(revisions::keep(tx, actor.clinic, "lot", &lot.id.to_string(), &revision).await?)
}

async fn write(tx: &mut Transaction, actor: &Actor, lot: Lot, why: Option<&str>, now: Stamp) -> Result<(), AppError> {
    if !lots::update(tx, actor.clinic, &lot).await? {
        return Err(AppError::Stale("lot"));
    }
    let written = Lot {
        version: lot.version + 1,
        ..lot
    };
    keep(tx, actor, &written, why, now).await
}

fn reason_of(reason: &str) -> Result<String, AppError> {
    let mut invalid = Invalid::default();
    let reason = one_line("reason", reason, Some("stock-reason-missing"), &mut invalid);
    invalid.check()?;
    Ok(reason)
}

/// Puts a lot into quarantine: nobody can choose it any more. In quarantine already, it stays there for its first reason.
pub async fn quarantine(actor: &Actor, app: &App, id: LotId, reason: &str) -> Result<(), AppError> {
    let mut writing = app.write(actor, Action::Recall).await?;
    let reason = reason_of(reason)?;
    quarantine_in(&mut writing.tx, actor, id, &reason, writing.now).await?;
    writing
        .commit(Deed::new("lot.quarantine", "lot", id).because(reason))
        .await
}

/// [`quarantine`] inside a transaction; says whether the lot was free until now.
pub async fn quarantine_in(
    tx: &mut Transaction,
    actor: &Actor,
    id: LotId,
    reason: &str,
    now: Stamp,
) -> Result<bool, AppError> {
    let lot = lots::hold(tx, actor.clinic, id)
        .await?
        .ok_or(AppError::NotFound("lot"))?;
    if lot.quarantined_at.is_some() {
        return Ok(false);
    }
    let held = Lot {
        quarantined_at: Some(now),
        quarantined_because: Some(reason.to_owned()),
        ..lot
    };
    write(tx, actor, held, Some(reason), now).await?;
    Ok(true)
}

/// Lets a lot out of quarantine. Why it was in it stays in its history.
pub async fn release(actor: &Actor, app: &App, id: LotId, reason: &str) -> Result<(), AppError> {
    let mut writing = app.write(actor, Action::ReleaseLot).await?;
    let reason = reason_of(reason)?;
    let lot = lots::hold(&mut writing.tx, actor.clinic, id)
        .await?
        .ok_or(AppError::NotFound("lot"))?;
    if lot.quarantined_at.is_none() {
        return Err(AppError::refused("stock-not-in-quarantine"));
    }
    let free = Lot {
        quarantined_at: None,
        quarantined_because: None,
        ..lot
    };
    write(&mut writing.tx, actor, free, Some(&reason), writing.now).await?;
    writing
        .commit(Deed::new("lot.release", "lot", id).because(reason))
        .await
}

/// Corrects what was mistyped of a lot, where it still has the version that was read. `unread` is what the form could not read.
pub async fn correct(
    actor: &Actor,
    app: &App,
    id: LotId,
    version: i64,
    delivery: &Delivery,
    reason: &str,
    unread: Invalid,
) -> Result<(), AppError> {
    let mut writing = app.write(actor, Action::EditStock).await?;
    let clinic = patients::clinic_of(&mut writing.tx, actor).await?;
    let today = writing.now.0.to_zoned(case::time_zone(&clinic)).date();
    let lot = of(&mut writing.tx, actor, id).await?;
    if lot.version != version {
        return Err(AppError::Stale("lot"));
    }
    let mut invalid = Invalid::default();
    let number = one_line(
        "number",
        &delivery.number,
        Some("stock-lot-number-missing"),
        &mut invalid,
    );
    let supplier = one_line("supplier", &delivery.supplier, None, &mut invalid);
    let reason = one_line("reason", reason, Some("stock-reason-missing"), &mut invalid);
    check_expiry(delivery.expires_on, today, &mut invalid);
    check_price(delivery.unit_price, &mut invalid);
    let namesake = lots::find_by_number(&mut writing.tx, actor.clinic, lot.product, &number).await?;
    if namesake.is_some_and(|other| other.id != id) {
        invalid.add("number", Message::new("stock-lot-number-taken"));
    }
    unread_or(unread, invalid.check())?;
    let expires_on = delivery
        .expires_on
        .ok_or_else(|| AppError::field("expires_on", "stock-expiry-missing"))?;
    let corrected = Lot {
        number,
        supplier,
        expires_on: Day(expires_on),
        unit_price: delivery.unit_price,
        ..lot
    };
    write(&mut writing.tx, actor, corrected, Some(&reason), writing.now).await?;
    writing
        .commit(Deed::new("lot.correct", "lot", id).because(reason).wrote(delivery))
        .await
}

/// Counts the vials of a lot. `expected` is what the shelf was said to hold when the count began: where something was taken
/// since, the count has to be made again.
pub async fn count(
    actor: &Actor,
    app: &App,
    id: LotId,
    expected: i64,
    counted: Option<i64>,
    note: &str,
) -> Result<(), AppError> {
    let (mut writing, lot) = held(actor, app, id).await?;
    if lot.on_shelf != expected {
        return Err(AppError::Stale("lot"));
    }
    let mut invalid = Invalid::default();
    let counted = counted.filter(|counted| (0..=MOST_VIALS).contains(counted));
    if counted.is_none() {
        invalid.add("counted", Message::new("stock-counted-wrong"));
    }
    let differs = counted.is_some_and(|counted| counted != lot.on_shelf);
    let note = one_line(
        "note",
        note,
        differs.then_some("stock-count-note-missing"),
        &mut invalid,
    );
    let (Some(counted), true) = (counted, invalid.0.is_empty()) else {
        return Err(invalid.into());
    };
    let adjustment = counted - lot.on_shelf;
    let entry = Entry {
        note,
        ..entry(actor, id, adjustment, Reason::Counted, writing.now)
    };
    ledger::add(&mut writing.tx, actor.clinic, &entry).await?;
    writing
        .commit(Deed::new("lot.count", "lot", id).because(entry.note))
        .await
}

/// Throws vials away, with the reason.
pub async fn discard(actor: &Actor, app: &App, id: LotId, quantity: Option<i64>, why: &str) -> Result<(), AppError> {
    take_out(actor, app, id, quantity, why, Reason::Discarded).await
}

/// Sends vials back to the supplier, with the reason.
pub async fn send_back(actor: &Actor, app: &App, id: LotId, quantity: Option<i64>, why: &str) -> Result<(), AppError> {
    take_out(actor, app, id, quantity, why, Reason::Returned).await
}

async fn take_out(
    actor: &Actor,
    app: &App,
    id: LotId,
    quantity: Option<i64>,
    why: &str,
    reason: Reason,
) -> Result<(), AppError> {
    let (mut writing, lot) = held(actor, app, id).await?;
    let mut invalid = Invalid::default();
    let quantity = quantity.unwrap_or(0);
    if !(1..=lot.on_shelf.max(1)).contains(&quantity) || lot.on_shelf < 1 {
        invalid.add(
            "quantity",
            Message::new("stock-more-than-there-are").with("n", lot.on_shelf.max(0)),
        );
    }
    let note = one_line("note", why, Some("stock-reason-missing"), &mut invalid);
    invalid.check()?;
    let entry = Entry {
        note,
        ..entry(actor, id, -quantity, reason, writing.now)
    };
    ledger::add(&mut writing.tx, actor.clinic, &entry).await?;
    let deed = if reason == Reason::Returned {
        "lot.send_back"
    } else {
        "lot.discard"
    };
    writing.commit(Deed::new(deed, "lot", id).because(entry.note)).await
}

async fn held<'a>(actor: &'a Actor, app: &'a App, id: LotId) -> Result<(Writing<'a>, Lot), AppError> {
    let mut writing = app.write(actor, Action::EditStock).await?;
    let lot = lots::hold(&mut writing.tx, actor.clinic, id)
        .await?
        .ok_or(AppError::NotFound("lot"))?;
    Ok((writing, lot))
}
