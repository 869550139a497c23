//! Opened vials: one vial, one patient, and a clock that runs from the opening.

use anagen_records::clinics::Clinic;
use anagen_records::stock::ledger::{self, Entry, Reason};
use anagen_records::stock::vials::{self, Vial};
use anagen_records::stock::{lots, products};
use anagen_records::values::{IncidentId, LotId, PatientId, SessionId, VialId};
use anagen_records::{Stamp, Transaction};
use jiff::SignedDuration;
use jiff::civil::Date;

use super::shelf::{check_use, refusal_to_use};
use crate::Message;
use crate::actor::{Action, Actor};
use crate::app::App;
use crate::case;
use crate::error::AppError;
use crate::patients;
use crate::transaction::Deed;

pub use anagen_records::stock::vials::OpenedVial;

/// A vial to be opened.
#[derive(Debug, Clone, Copy)]
pub struct Opening {
    /// Of which lot.
    pub lot: LotId,
    /// For whom; nobody only where the clinic splits vials.
    pub patient: Option<PatientId>,
    /// In which session. Its signing takes the vial from the ledger ([`super::take`]); a vial opened outside a session leaves
    /// the ledger at once.
    pub session: Option<SessionId>,
    /// When.
    pub at: Stamp,
    /// The incident through which a lot is recorded that must not be used.
    pub incident: Option<IncidentId>,
}

/// Until when a vial may be used: so many hours after it was opened, one for a single session until the end of its day, and
/// never beyond the last day of the lot.
pub fn discard_after(opened_at: Stamp, opened_hours: Option<i64>, expires_on: Date, clinic: &Clinic) -> Stamp {
    let zone = case::time_zone(clinic);
    let end_of = |day: Date| {
        let next = day.tomorrow().ok().and_then(|next| next.to_zoned(zone.clone()).ok());
        next.map_or(opened_at, |next| Stamp(next.timestamp()))
    };
    let end_of_day = end_of(opened_at.0.to_zoned(zone.clone()).date());
    let by_hours = opened_hours.map_or(end_of_day, |hours| {
        let later = opened_at.0.checked_add(SignedDuration::from_hours(hours));
        later.map_or(end_of_day, Stamp)
    });
    by_hours.min(end_of(expires_on))
}

/// Writes down inside a transaction that a vial was opened.
pub async fn open_in(
    tx: &mut Transaction,
    actor: &Actor,
    clinic: &Clinic,
    opening: Opening,
) -> Result<VialId, AppError> {
    let Opening {
        lot,
        patient,
        session,
        at,
        incident,
    } = opening;
    if patient.is_none() && !clinic.settings.0.vials_are_split {
        return Err(AppError::field("patient", "stock-vials-patient-missing"));
    }
    let lot = lots::hold(tx, clinic.id, lot).await?.ok_or(AppError::NotFound("lot"))?;
    if incident.is_none() {
        check_use(&lot, 1, at, clinic)?;
    }
    let product = products::find(tx, clinic.id, lot.product)
        .await?
        .ok_or(AppError::NotFound("product"))?;
    let vial = Vial {
        id: VialId::new(),
        lot: lot.id,
        patient,
        session,
        opened_by: actor.person,
        opened_at: at,
        discard_after: Some(discard_after(at, product.opened_hours, lot.expires_on.0, clinic)),
    };
    vials::insert(tx, clinic.id, &vial).await?;
    if session.is_none() {
        let entry = Entry {
            lot: lot.id,
            quantity: -1,
            reason: Reason::Opened,
            note: String::new(),
            session: None,
            incident,
            by_person: actor.person,
            at,
        };
        ledger::add(tx, clinic.id, &entry).await?;
    }
    Ok(vial.id)
}

/// Opens a vial of a lot outside a session, for the patient who bears a number; for nobody named only where the clinic splits
/// vials.
pub async fn open(actor: &Actor, app: &App, lot: LotId, patient_number: &str) -> Result<VialId, AppError> {
    let mut writing = app.write(actor, Action::EditStock).await?;
    let clinic = patients::clinic_of(&mut writing.tx, actor).await?;
    let number = patient_number.trim();
    let patient = match number {
        "" => None,
        number => {
            let found = vials::patient_by_number(&mut writing.tx, actor.clinic, number).await?;
            Some(found.ok_or_else(|| AppError::field("patient", "stock-vials-patient-unknown"))?)
        }
    };
    let opening = Opening {
        lot,
        patient,
        session: None,
        at: writing.now,
        incident: None,
    };
    let id = open_in(&mut writing.tx, actor, &clinic, opening).await?;
    let deed = Deed::new("vial.open", "vial", id);
    writing
        .commit(if let Some(patient) = patient {
            deed.of(patient)
        } else {
            deed
        })
        .await?;
    Ok(id)
}

/// Throws an opened vial away.
pub async fn discard(actor: &Actor, app: &App, id: VialId) -> Result<(), AppError> {
    let mut writing = app.write(actor, Action::EditStock).await?;
    vials::find(&mut writing.tx, actor.clinic, id)
        .await?
        .ok_or(AppError::NotFound("vial"))?;
    if !vials::discard(&mut writing.tx, actor.clinic, id, actor.person, writing.now).await? {
        return Err(AppError::refused("stock-vials-already-discarded"));
    }
    writing.commit(Deed::new("vial.discard", "vial", id)).await
}

/// Vials that were opened and not thrown away, the first to be discarded first.
pub async fn opened(tx: &mut Transaction, clinic: &Clinic) -> Result<Vec<OpenedVial>, AppError> {
    Ok(vials::open(tx, clinic.id).await?)
}

/// The latest opened vials of a lot.
pub async fn of_lot(tx: &mut Transaction, actor: &Actor, lot: LotId, most: i64) -> Result<Vec<OpenedVial>, AppError> {
    Ok(vials::of_lot(tx, actor.clinic, lot, most).await?)
}

/// Whether the time of a vial is over.
pub fn is_overdue(vial: &OpenedVial, now: Stamp) -> bool {
    vial.discarded_at.is_none() && vial.discard_after.is_some_and(|until| until <= now)
}

/// Refuses an opened vial that must not be used on for a patient.
///
/// That is one that was thrown away, is over its time, is another patient's, or is of a lot that must not be used. With an incident its use is recorded without asking this.
pub async fn check_use_on(
    tx: &mut Transaction,
    clinic: &Clinic,
    id: VialId,
    patient: PatientId,
    at: Stamp,
) -> Result<OpenedVial, AppError> {
    let vial = vials::find(tx, clinic.id, id)
        .await?
        .ok_or(AppError::NotFound("vial"))?;
    let lot = lots::find(tx, clinic.id, vial.lot)
        .await?
        .ok_or(AppError::NotFound("lot"))?;
    let day = at.0.to_zoned(case::time_zone(clinic)).date();
    let refuse = |key| Err(AppError::Refused(Message::new(key).with("lot", &lot.number)));
    if vial.discarded_at.is_some() {
        return refuse("stock-vials-thrown-away");
    }
    if is_overdue(&vial, at) {
        return refuse("stock-vials-overdue");
    }
    if vial.patient.is_some_and(|other| other != patient) {
        return refuse("stock-vials-of-another-patient");
    }
    match refusal_to_use(&lot, day) {
        Some(message) => Err(AppError::Refused(message)),
        None => Ok(vial),
    }
}
