//! The clinic's particulars: name, country, hours, closed days, prices.

use anagen_records::clinics::{self, Clinic, Settings};
use anagen_records::{Json, revisions};

use crate::Message;
use crate::actor::{Action, Actor};
use crate::app::App;
use crate::error::{AppError, Invalid};
use crate::first_start::check_clinic;
use crate::patients::clinic_of;
use crate::transaction::Deed;

/// What is entered of a clinic.
#[derive(Debug, Clone, PartialEq)]
pub struct Particulars {
    /// Name on every page and paper.
    pub name: String,
    /// Country, two letters.
    pub country: String,
    /// Currency, three letters.
    pub currency: String,
    /// Time zone by its IANA name.
    pub time_zone: String,
    /// Language of the pages.
    pub language: String,
    /// Hours, closed days, prices.
    pub settings: Settings,
}

/// The clinic as it is.
pub async fn read(actor: &Actor, app: &App) -> Result<Clinic, AppError> {
    let mut reading = app.read(actor, Action::ManageClinic).await?;
    clinic_of(&mut reading.tx, actor).await
}

/// Changes the clinic where it still has the version that was read. That vials may be split is adopted by the medical director
/// and cannot be changed here.
pub async fn change(actor: &Actor, app: &App, version: i64, particulars: Particulars) -> Result<(), AppError> {
    let mut invalid = Invalid::default();
    check_clinic(
        &particulars.name,
        &particulars.country,
        &particulars.currency,
        &particulars.time_zone,
        &mut invalid,
    );
    if particulars
        .settings
        .idle_lock_minutes
        .is_some_and(|minutes| !(1..=60).contains(&minutes))
    {
        invalid.add("idle_lock_minutes", Message::new("clinic-idle-lock-wrong"));
    }
    if particulars.settings.backup_hours == Some(0) {
        invalid.add("backup_hours", Message::new("clinic-backup-hours-wrong"));
    }
    let prices = [
        particulars.settings.room_hour,
        particulars.settings.injector_hour,
        particulars.settings.session_price,
    ];
    if prices.iter().flatten().any(|price| *price < 0) {
        invalid.add("session_price", Message::new("clinic-price-wrong"));
    }
    invalid.check()?;
    let mut writing = app.write(actor, Action::ManageClinic).await?;
    let before = clinic_of(&mut writing.tx, actor).await?;
    let after = Clinic {
        name: particulars.name.trim().to_owned(),
        country: particulars.country,
        currency: particulars.currency,
        time_zone: particulars.time_zone,
        language: particulars.language,
        settings: Json(Settings {
            vials_are_split: before.settings.0.vials_are_split,
            ..particulars.settings
        }),
        version,
        ..before.clone()
    };
    if !clinics::update(&mut writing.tx, &after).await? {
        return Err(AppError::Stale("clinic"));
    }
    let body = serde_json::json!({
        "name": before.name, "country": before.country, "currency": before.currency, "time_zone": before.time_zone,
        "language": before.language, "settings": before.settings.0,
    });
    let kept = revisions::Revision {
        version: before.version,
        body: body.to_string(),
        reason: None,
        by_person: Some(actor.person),
        at: writing.now,
    };
    revisions::keep(
        &mut writing.tx,
        actor.clinic,
        "clinic",
        &actor.clinic.to_string(),
        &kept,
    )
    .await?;
    writing
        .commit(Deed::new("clinic.change", "clinic", actor.clinic).wrote(&after.settings.0))
        .await
}

/// The medical director adopts, or takes back, that one vial may serve several patients (DECISIONS.md 5).
pub async fn set_vials_are_split(actor: &Actor, app: &App, split: bool, because: &str) -> Result<(), AppError> {
    if because.trim().is_empty() {
        return Err(AppError::field("because", "reason-missing"));
    }
    let mut writing = app.write(actor, Action::AdoptKnowledge).await?;
    let mut clinic = clinic_of(&mut writing.tx, actor).await?;
    clinic.settings.0.vials_are_split = split;
    if !clinics::update(&mut writing.tx, &clinic).await? {
        return Err(AppError::Stale("clinic"));
    }
    let deed = if split {
        "vials.allow_splitting"
    } else {
        "vials.forbid_splitting"
    };
    writing
        .commit(Deed::new(deed, "clinic", actor.clinic).because(because.trim()))
        .await
}
