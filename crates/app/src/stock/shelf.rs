//! What is on the shelf, and taking of it.

use std::collections::HashMap;

use anagen_care::case::Product;
use anagen_records::clinics::Clinic;
use anagen_records::stock::ledger::{self, Entry, Reason};
use anagen_records::stock::lots::{self, Lot};
use anagen_records::stock::{products, vials};
use anagen_records::values::{ClinicId, IncidentId, LotId, ProductId, SessionId};
use anagen_records::{Stamp, Transaction};
use jiff::civil::Date;

use crate::Message;
use crate::actor::Actor;
use crate::case;
use crate::error::AppError;
use crate::stock::products::read_body;

/// Whether vials of a lot may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// In date, not in quarantine, on the shelf.
    Usable,
    /// None is left.
    Empty,
    /// Its last day of use is over.
    Expired,
    /// Somebody put it into quarantine.
    Quarantined,
}

impl Standing {
    /// How a lot stands on a day. The gravest counts: a lot in quarantine is that first, also when it has expired or none is left.
    pub fn of(lot: &Lot, today: Date) -> Self {
        if lot.quarantined_at.is_some() {
            Self::Quarantined
        } else if lot.expires_on.0 < today {
            Self::Expired
        } else if lot.on_shelf <= 0 {
            Self::Empty
        } else {
            Self::Usable
        }
    }
}

/// A lot with its product, as a mixture is made of it.
#[derive(Debug, Clone)]
pub struct ShelfLot {
    /// The lot.
    pub lot: LotId,
    /// Its number, as the label prints it.
    pub number: String,
    /// Of which product.
    pub product_id: ProductId,
    /// The product as its label gives it, with the lot's number, expiry and quarantine; its `id` is the product's identifier.
    pub product: Product,
    /// Vials on the shelf.
    pub on_shelf: i64,
    /// Whether they may be used today.
    pub standing: Standing,
    /// Hours for which an opened vial may be used; none: for one session.
    pub opened_hours: Option<i64>,
    /// Price of one vial in hundredths of the clinic's currency.
    pub unit_price: Option<i64>,
}

impl ShelfLot {
    pub(super) fn new(lot: &Lot, stored: &products::Product, label: &Product, today: Date) -> Self {
        let mut product = label.clone();
        product.lot = Some(lot.number.clone());
        product.expires = Some(lot.expires_on.0);
        product.quarantined = Some(lot.quarantined_at.is_some());
        Self {
            lot: lot.id,
            number: lot.number.clone(),
            product_id: stored.id,
            product,
            on_shelf: lot.on_shelf,
            standing: Standing::of(lot, today),
            opened_hours: stored.opened_hours,
            unit_price: lot.unit_price,
        }
    }
}

/// Every lot of a clinic, the soonest to expire first: also those that may not be used, so that past use can be recorded.
pub async fn shelf(tx: &mut Transaction, clinic: ClinicId, today: Date) -> Result<Vec<ShelfLot>, AppError> {
    let mut labels = HashMap::new();
    for product in products::all(tx, clinic).await? {
        let label = read_body(&product)?;
        labels.insert(product.id, (product, label));
    }
    let lots = lots::all(tx, clinic).await?;
    let with_label = |lot: &Lot| {
        let (product, label) = labels.get(&lot.product)?;
        Some(ShelfLot::new(lot, product, label, today))
    };
    Ok(lots.iter().filter_map(with_label).collect())
}

/// One lot of a clinic.
pub async fn lot_on_shelf(
    tx: &mut Transaction,
    clinic: ClinicId,
    lot: LotId,
    today: Date,
) -> Result<ShelfLot, AppError> {
    let lot = lots::find(tx, clinic, lot).await?.ok_or(AppError::NotFound("lot"))?;
    let product = products::find(tx, clinic, lot.product)
        .await?
        .ok_or(AppError::NotFound("product"))?;
    let label = read_body(&product)?;
    Ok(ShelfLot::new(&lot, &product, &label, today))
}

/// Why a lot may not be used on a day, where it may not; how many are left is another question.
pub(super) fn refusal_to_use(lot: &Lot, day: Date) -> Option<Message> {
    let key = match Standing::of(lot, day) {
        Standing::Quarantined => "stock-lot-in-quarantine",
        Standing::Expired => "stock-lot-expired",
        Standing::Empty | Standing::Usable => return None,
    };
    Some(Message::new(key).with("lot", &lot.number))
}

/// Takes the vials that a session used from a lot, once: sent again it changes nothing. `vials` is 0 where only a vial that was
/// opened before was used on; the lot is held to the same rules.
///
/// Vials that were opened in it for this session alone end with it.
///
/// Without an incident it refuses a lot in quarantine, one whose last day of use was over at that moment, and more vials than
/// there are. With one it always records. Who signs for several lots takes them in the order of their identifiers, so that two
/// signings never wait for each other.
#[expect(clippy::too_many_arguments, reason = "each says one thing about the use")]
pub async fn take(
    tx: &mut Transaction,
    actor: &Actor,
    clinic: &Clinic,
    session: SessionId,
    lot: LotId,
    vials: i64,
    at: Stamp,
    incident: Option<IncidentId>,
) -> Result<(), AppError> {
    if vials < 0 {
        return Err(AppError::refused("stock-vials-below-zero"));
    }
    let held = lots::hold(tx, clinic.id, lot).await?.ok_or(AppError::NotFound("lot"))?;
    if ledger::has_taken(tx, session, lot).await? {
        return Ok(());
    }
    if incident.is_none() {
        check_use(&held, vials, at, clinic)?;
    }
    if vials > 0 {
        let entry = Entry {
            lot,
            quantity: -vials,
            reason: Reason::Used,
            note: String::new(),
            session: Some(session),
            incident,
            by_person: actor.person,
            at,
        };
        ledger::add(tx, clinic.id, &entry).await?;
    }
    vials::end_with_session(tx, clinic.id, session, lot, actor.person, at).await?;
    Ok(())
}

/// Refuses what must not be used, and more than there is.
pub(super) fn check_use(lot: &Lot, vials: i64, at: Stamp, clinic: &Clinic) -> Result<(), AppError> {
    let day = at.0.to_zoned(case::time_zone(clinic)).date();
    if let Some(message) = refusal_to_use(lot, day) {
        return Err(AppError::Refused(message));
    }
    if lot.on_shelf < vials {
        let message = Message::new("stock-too-few")
            .with("lot", &lot.number)
            .with("n", lot.on_shelf.max(0));
        return Err(AppError::Refused(message));
    }
    Ok(())
}
