//! Kits: what is in them, until when, and who looked.

use anagen_knowledge::records::Preparation;
use anagen_knowledge::{Knowledge, Unknown};
use anagen_records::clinics::Clinic;
use anagen_records::rooms::kits::{self, Kit, KitCheck, KitItem, KitKind};
use anagen_records::values::{KitId, RoomId, RowId};
use anagen_records::{Day, Stamp, Transaction};
use jiff::civil::Date;

use crate::Message;
use crate::actor::{Action, Actor};
use crate::app::App;
use crate::case;
use crate::error::{AppError, Invalid};
use crate::stock::one_line;
use crate::transaction::Deed;

/// The fact that an emergency kit is complete and in date.
pub const EMERGENCY_KIT_IN_DATE: &str = "emergency_kit_in_date";

/// What an emergency kit has to hold, by the knowledge's ids: what the question of [`EMERGENCY_KIT_IN_DATE`] names.
pub const REQUIRED_ITEMS: [&str; 12] = [
    "prep_kit_adrenaline",
    "prep_kit_oxygen",
    "prep_kit_airway",
    "prep_kit_antihistamine",
    "prep_kit_hydrocortisone",
    "prep_kit_salbutamol",
    "prep_kit_fluid",
    "prep_kit_glucose",
    "prep_kit_glucagon",
    "prep_kit_benzodiazepine",
    "prep_kit_lipid",
    "prep_kit_defibrillator",
];

/// An instruction on the same list of the knowledge that is no thing to keep.
const NO_ITEM: &str = "prep_kit_log";

/// What the knowledge lists for an emergency kit, in its order.
pub fn listed(knowledge: &Knowledge) -> impl Iterator<Item = &Preparation> {
    let all = knowledge.records.preparation.iter();
    all.filter(|record| record.topic == "emergency_kit" && record.id != NO_ITEM)
}

/// How a required item stands in a kit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ItemStanding {
    /// There, and in date.
    InDate,
    /// There, and every pack has expired.
    Expired,
    /// Not there.
    Missing,
}

/// How an item of the knowledge's list stands among the things of a kit on a day.
pub fn standing<'a>(item: &str, things: impl Iterator<Item = &'a KitItem>, today: Date) -> ItemStanding {
    let mut found = ItemStanding::Missing;
    for thing in things.filter(|thing| thing.item.as_deref() == Some(item) && thing.quantity > 0) {
        if thing.expires_on.is_none_or(|day| day.0 >= today) {
            return ItemStanding::InDate;
        }
        found = ItemStanding::Expired;
    }
    found
}

/// Whether the emergency kit of a room is complete and in date.
#[derive(Debug, Clone, PartialEq)]
pub struct EmergencyKit {
    /// Yes, no, or not asked.
    pub answer: Result<bool, Unknown>,
    /// When that was found out.
    pub at: Stamp,
}

/// Works out whether a room's emergency kit is complete and in date at a moment.
///
/// "No" where a required thing is missing or has expired, or where the last check found the kit incomplete. "Yes" where all is
/// there by the list and somebody looked and found it so: the answer is as old as that check, and the knowledge says for how
/// long it counts. Otherwise nobody asked: a list alone does not tell whether the adrenaline was used yesterday. A kit without a
/// room serves every room; one complete kit is enough.
pub async fn emergency(
    tx: &mut Transaction,
    knowledge: &Knowledge,
    clinic: &Clinic,
    room: Option<RoomId>,
    at: Stamp,
) -> Result<EmergencyKit, AppError> {
    let things = kits::items(tx, clinic.id).await?;
    let mut best = EmergencyKit {
        answer: Err(Unknown::NotAsked),
        at,
    };
    for kit in kits::kept(tx, clinic.id).await? {
        if kit.kind != KitKind::Emergency || (kit.room.is_some() && kit.room != room) {
            continue;
        }
        let found = emergency_of(tx, knowledge, clinic, &kit, &things, at).await?;
        let is_better = match (&found.answer, &best.answer) {
            (Ok(true), Ok(true)) => found.at > best.at,
            (Ok(true), _) | (Ok(false), Err(_)) => true,
            _ => false,
        };
        if is_better {
            best = found;
        }
    }
    Ok(best)
}

/// [`emergency`] for one kit, of the things of all kits.
pub async fn emergency_of(
    tx: &mut Transaction,
    knowledge: &Knowledge,
    clinic: &Clinic,
    kit: &Kit,
    things: &[KitItem],
    at: Stamp,
) -> Result<EmergencyKit, AppError> {
    let today = at.0.to_zoned(case::time_zone(clinic)).date();
    let is_there = |item: &str| {
        let own = things.iter().filter(|thing| thing.kit == kit.id);
        standing(item, own, today) == ItemStanding::InDate
    };
    // An item that the knowledge no longer lists is no longer asked for.
    let mut required = listed(knowledge).filter(|record| REQUIRED_ITEMS.contains(&record.id.as_str()));
    if !required.all(|record| is_there(&record.id)) {
        return Ok(EmergencyKit { answer: Ok(false), at });
    }
    Ok(match kits::checks(tx, clinic.id, kit.id, at, 1).await?.first() {
        None => EmergencyKit {
            answer: Err(Unknown::NotAsked),
            at,
        },
        Some(check) => EmergencyKit {
            answer: Ok(check.complete),
            at: check.at,
        },
    })
}

/// A kit with all that is known of it.
#[derive(Debug, Clone)]
pub struct KitView {
    /// The kit.
    pub kit: Kit,
    /// What is in it, the soonest to expire first.
    pub things: Vec<KitItem>,
    /// The latest checks.
    pub checks: Vec<KitCheck>,
    /// Whether it is complete and in date, where it is an emergency kit.
    pub emergency: Option<EmergencyKit>,
}

/// A kit of a clinic.
pub async fn of(
    tx: &mut Transaction,
    knowledge: &Knowledge,
    clinic: &Clinic,
    id: KitId,
    now: Stamp,
) -> Result<KitView, AppError> {
    let kit = kits::find(tx, clinic.id, id).await?.ok_or(AppError::NotFound("kit"))?;
    let mut things = kits::items(tx, clinic.id).await?;
    things.retain(|thing| thing.kit == id);
    view(tx, knowledge, clinic, kit, things, now).await
}

/// The kits that a clinic keeps.
pub async fn kept(
    tx: &mut Transaction,
    knowledge: &Knowledge,
    clinic: &Clinic,
    now: Stamp,
) -> Result<Vec<KitView>, AppError> {
    let things = kits::items(tx, clinic.id).await?;
    let mut views = Vec::new();
    for kit in kits::kept(tx, clinic.id).await? {
        let own = things.iter().filter(|thing| thing.kit == kit.id).cloned().collect();
        views.push(view(tx, knowledge, clinic, kit, own, now).await?);
    }
    Ok(views)
}

async fn view(
    tx: &mut Transaction,
    knowledge: &Knowledge,
    clinic: &Clinic,
    kit: Kit,
    things: Vec<KitItem>,
    now: Stamp,
) -> Result<KitView, AppError> {
    let checks = kits::checks(tx, clinic.id, kit.id, now, 20).await?;
    let emergency = match kit.kind {
        KitKind::Emergency => Some(emergency_of(tx, knowledge, clinic, &kit, &things, now).await?),
        _ => None,
    };
    Ok(KitView {
        kit,
        things,
        checks,
        emergency,
    })
}

/// Adds a kit to a room, or one for the whole clinic.
pub async fn add(actor: &Actor, app: &App, room: Option<RoomId>, name: &str, kind: KitKind) -> Result<KitId, AppError> {
    let mut writing = app.write(actor, Action::EditStock).await?;
    if let Some(room) = room {
        super::of(&mut writing.tx, actor.clinic, room).await?;
    }
    let mut invalid = Invalid::default();
    let name = one_line("name", name, Some("stock-kits-name-missing"), &mut invalid);
    invalid.check()?;
    let kit = Kit {
        id: KitId::new(),
        room,
        name,
        kind,
        retired_at: None,
    };
    kits::insert(&mut writing.tx, actor.clinic, &kit).await?;
    writing.commit(Deed::new("kit.add", "kit", kit.id)).await?;
    Ok(kit.id)
}

/// Takes a kit out of use.
pub async fn retire(actor: &Actor, app: &App, id: KitId) -> Result<(), AppError> {
    let mut writing = app.write(actor, Action::EditStock).await?;
    if !kits::retire(&mut writing.tx, actor.clinic, id, writing.now).await? {
        return Err(AppError::NotFound("kit"));
    }
    writing.commit(Deed::new("kit.retire", "kit", id)).await
}

/// A thing that goes into a kit.
#[derive(Debug, Clone, Default)]
pub struct NewItem {
    /// Id of the knowledge's item, where it is one; empty otherwise.
    pub item: String,
    /// What the pack says.
    pub name: String,
    /// How many.
    pub quantity: Option<i64>,
    /// Last day of use.
    pub expires_on: Option<Date>,
    /// Whether somebody looked and the pack bears no expiry.
    pub bears_no_expiry: bool,
}

/// Puts a thing into a kit. What has expired is not put in.
pub async fn put_in(actor: &Actor, app: &App, kit: KitId, new: NewItem) -> Result<RowId, AppError> {
    let knowledge = app.knowledge(actor.clinic).await?;
    let mut writing = app.write(actor, Action::EditStock).await?;
    let clinic = crate::patients::clinic_of(&mut writing.tx, actor).await?;
    let today = writing.now.0.to_zoned(case::time_zone(&clinic)).date();
    let found = kits::find(&mut writing.tx, actor.clinic, kit).await?;
    found
        .filter(|kit| kit.retired_at.is_none())
        .ok_or(AppError::NotFound("kit"))?;
    let mut invalid = Invalid::default();
    if !new.item.is_empty() && !listed(&knowledge).any(|record| record.id == new.item) {
        invalid.add("item", Message::new("stock-kits-item-unknown"));
    }
    let name = one_line("name", &new.name, Some("stock-kits-item-name-missing"), &mut invalid);
    let quantity = new.quantity.unwrap_or(0);
    if !(1..=9999).contains(&quantity) {
        invalid.add("quantity", Message::new("stock-kits-item-quantity-wrong"));
    }
    match new.expires_on {
        None if !new.bears_no_expiry => invalid.add("expires_on", Message::new("stock-kits-item-expiry-missing")),
        Some(_) if new.bears_no_expiry => invalid.add("expires_on", Message::new("stock-kits-item-expiry-both")),
        Some(day) if day < today => invalid.add("expires_on", Message::new("stock-kits-item-expired")),
        _ => {}
    }
    invalid.check()?;
    let thing = KitItem {
        id: RowId::new(),
        kit,
        item: Some(new.item).filter(|item| !item.is_empty()),
        name,
        quantity,
        expires_on: new.expires_on.map(Day),
    };
    kits::insert_item(&mut writing.tx, actor.clinic, &thing).await?;
    writing
        .commit(Deed::new("kit.put_in", "kit", kit).because(thing.name.clone()))
        .await?;
    Ok(thing.id)
}

/// Takes a thing out of a kit.
pub async fn take_out(actor: &Actor, app: &App, kit: KitId, thing: RowId) -> Result<(), AppError> {
    let mut writing = app.write(actor, Action::EditStock).await?;
    if !kits::remove_item(&mut writing.tx, actor.clinic, kit, thing, writing.now).await? {
        return Err(AppError::NotFound("kit"));
    }
    writing.commit(Deed::new("kit.take_out", "kit", kit)).await
}

/// Writes down that somebody looked through a kit. An incomplete one needs a note that says what is missing.
pub async fn check(actor: &Actor, app: &App, kit: KitId, complete: Option<bool>, note: &str) -> Result<(), AppError> {
    let mut writing = app.write(actor, Action::EditStock).await?;
    let found = kits::find(&mut writing.tx, actor.clinic, kit).await?;
    found
        .filter(|kit| kit.retired_at.is_none())
        .ok_or(AppError::NotFound("kit"))?;
    let complete = complete.ok_or_else(|| AppError::field("complete", "stock-kits-check-missing"))?;
    let mut invalid = Invalid::default();
    let missing = (!complete).then_some("stock-kits-check-note-missing");
    let note = one_line("note", note, missing, &mut invalid);
    invalid.check()?;
    kits::check(
        &mut writing.tx,
        actor.clinic,
        kit,
        complete,
        &note,
        actor.person,
        writing.now,
    )
    .await?;
    writing.commit(Deed::new("kit.check", "kit", kit)).await
}
