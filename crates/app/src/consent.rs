//! Consent of a patient: handed over, thought over, initialled item by item, signed before a witness, withdrawn.
//!
//! A text is fixed when it is handed over and belongs to one version of a plan. Nothing completes it but every initial, every
//! answer, a name and a signature, after the days for thinking it over; the server holds all of that, whatever a page sends.

mod giving;
mod photographs;
mod signing;
mod text;

use std::collections::BTreeMap;

use anagen_knowledge::Knowledge;
use anagen_knowledge::records::ConsentTrigger;
use anagen_records::consents::{self, Consent, ConsentKind};
use anagen_records::values::{ConsentId, Day, PatientId, PlanId};
use anagen_records::{Stamp, Transaction};
use jiff::Span;
use jiff::civil::Date;

pub use self::giving::{HandOver, Waiting, give, waiting};
pub use self::photographs::{
    ClassStanding, PhotographAnswer, PhotographClasses, answer_photographs, photograph_classes, standing_of_class,
};
pub use self::signing::{HEIGHT, ItemMark, Signature, Signed, WIDTH, sign, withdraw};
pub use self::text::{ConsentText, TextItem, WrittenIn, text_of};

use crate::actor::Actor;
use crate::app::App;
use crate::error::AppError;
use crate::plan::Desk;
use crate::{case, patients, plan};

/// How the consent to a version of a plan stands.
#[derive(Debug, Clone, PartialEq)]
pub enum ConsentStanding {
    /// Nothing was handed over for this version.
    Missing,
    /// Handed over and not signed yet.
    Given {
        /// Which consent.
        consent: ConsentId,
        /// When it was handed over.
        given_at: Stamp,
        /// First day on which it may be signed.
        may_be_signed_on: Day,
    },
    /// Signed, and it holds.
    Signed {
        /// Which consent.
        consent: ConsentId,
        /// When it was signed.
        at: Stamp,
    },
    /// Signed longer ago than the knowledge lets a consent hold.
    Expired {
        /// Which consent.
        consent: ConsentId,
        /// When it was signed.
        at: Stamp,
    },
    /// Signed or handed over, and withdrawn.
    Withdrawn {
        /// Which consent.
        consent: ConsentId,
        /// When it was withdrawn.
        at: Stamp,
    },
}

impl ConsentStanding {
    /// Whether a session may rest on it.
    pub fn is_signed(&self) -> bool {
        matches!(self, Self::Signed { .. })
    }
}

/// The consents of a patient with what they are about.
#[derive(Debug, Clone)]
pub struct Consents {
    /// The plan that they belong to.
    pub desk: Desk,
    /// Every consent, the latest first.
    pub all: Vec<Consent>,
    /// What the clinic wrote in last time, by line; for this patient or for another.
    pub last_written_in: BTreeMap<String, String>,
}

/// Opens the consents of a patient; that they were opened is written down.
pub async fn open(actor: &Actor, app: &App, patient: PatientId) -> Result<Consents, AppError> {
    let desk = plan::open(actor, app, patient, "consent.open").await?;
    let mut tx = app.database().read().await?;
    let all = consents::of_patient(&mut tx, desk.way.patient.id).await?;
    let last = consents::latest_text_of_clinic(&mut tx, actor.clinic).await?;
    let last: Option<ConsentText> = last.and_then(|text| serde_json::from_value(text.0).ok());
    let lines = last
        .into_iter()
        .flat_map(|text| text.items)
        .flat_map(|item| item.written_in);
    Ok(Consents {
        desk,
        all,
        last_written_in: lines.map(|written| (written.line, written.text)).collect(),
    })
}

/// How the consent to one version of a plan stands at a moment. A consent to another version is none for this one.
pub async fn standing(
    tx: &mut Transaction,
    actor: &Actor,
    patient: PatientId,
    plan: PlanId,
    version: i64,
    now: Stamp,
) -> Result<ConsentStanding, AppError> {
    let patient = patients::of(tx, actor, patient).await?;
    let clinic = patients::clinic_of(tx, actor).await?;
    let all = consents::of_patient(tx, patient.id).await?;
    let latest = all.iter().find(|consent| is_for(consent, plan, version));
    let today = now.0.to_zoned(case::time_zone(&clinic)).date();
    Ok(latest.map_or(ConsentStanding::Missing, |consent| standing_of(consent, today)))
}

/// Whether a consent is one to the treatment of this version.
pub(crate) fn is_for(consent: &Consent, plan: PlanId, version: i64) -> bool {
    consent.kind == ConsentKind::Treatment && consent.plan == Some(plan) && consent.plan_version == Some(version)
}

/// How one consent stands on a day.
pub fn standing_of(consent: &Consent, today: Date) -> ConsentStanding {
    let id = consent.id;
    match (consent.withdrawn_at, consent.signed_at) {
        (Some(at), _) => ConsentStanding::Withdrawn { consent: id, at },
        (None, None) => ConsentStanding::Given {
            consent: id,
            given_at: consent.given_at,
            may_be_signed_on: consent.may_be_signed_on,
        },
        (None, Some(at)) if consent.holds_until.is_some_and(|last| last.0 < today) => {
            ConsentStanding::Expired { consent: id, at }
        }
        (None, Some(at)) => ConsentStanding::Signed { consent: id, at },
    }
}

/// The last day on which a consent signed on a day holds; none where the knowledge sets no limit.
fn holds_until(signed_on: Date, knowledge: &Knowledge) -> Option<Date> {
    let rule = knowledge
        .records
        .consent_rules
        .iter()
        .find(|rule| rule.trigger == ConsentTrigger::Age)?;
    let months = *rule.parameters.get("valid_months")?;
    #[expect(clippy::cast_possible_truncation, reason = "held to 0 to 1200 first")]
    let months = (0.0..=1200.0).contains(&months).then_some(months as i32)?;
    signed_on.checked_add(Span::new().months(months)).ok()
}
