//! Photographs of a patient: taken by standard view, kept as they came, shown without anything but the picture.

pub mod inbox;
mod keeping;
pub mod links;
pub mod picture;
mod showing;

use anagen_records::consents::PhotographClass;
use anagen_records::photographs as stored;
use anagen_records::values::{AdverseEventId, PatientId, PhotographId, SessionId};
use anagen_records::{Stamp, Transaction, adverse_events, sessions};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use anagen_records::photographs::{Origin, Photograph, View};

use self::keeping::{RowOf, keep};
pub use self::links::{UploadLink, make_link};
pub(crate) use self::showing::put_with_event_in;
pub use self::showing::{File, file, find, put_with_event, remove, set_portrait, taken_out};
use crate::Message;
use crate::actor::{Action, Actor};
use crate::app::App;
use crate::error::{AppError, Invalid};
use crate::transaction::Deed;
use crate::{case, consent, patients};

/// Most characters of a note and of a device's name.
const MOST_CHARACTERS: usize = 1_000;

/// What was taken care of when a photograph was taken. What is not in the list was not stated; it is never taken for "no".
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Capture {
    /// Conditions that were met, by word.
    pub met: Vec<Condition>,
    /// Camera or telephone.
    pub device: String,
    /// A close-up: of which site.
    pub site: String,
}

anagen_records::words! {
    /// A condition of a capture that makes two pictures comparable.
    pub enum Condition {
        /// The hair is dry.
        Dry = "dry",
        /// The same parting.
        Parting = "parting",
        /// The same distance.
        Distance = "distance",
        /// The same light.
        Light = "light",
        /// The head in the same position.
        Position = "position",
    }
}

/// A photograph on its way into the record.
#[derive(Debug, Clone)]
pub struct NewPhotograph {
    /// The file as it came.
    pub bytes: Vec<u8>,
    /// From where it was taken.
    pub view: View,
    /// On which local day; none: now.
    pub taken_on: Option<Date>,
    /// In which session.
    pub session: Option<SessionId>,
    /// Of which adverse event.
    pub adverse_event: Option<AdverseEventId>,
    /// What it is taken for.
    pub class: PhotographClass,
    /// What was taken care of.
    pub capture: Capture,
    /// What there is to say of it.
    pub note: String,
}

/// Adds a photograph.
pub async fn add(actor: &Actor, app: &App, patient: PatientId, new: NewPhotograph) -> Result<PhotographId, AppError> {
    actor.demand(Action::TakePhotographs)?;
    // Held before the work on the picture is done: what is refused costs nothing.
    {
        let mut reading = app.read(actor, Action::TakePhotographs).await?;
        check(&mut reading.tx, actor, patient, &new, reading.now).await?;
    }
    let NewPhotograph {
        bytes,
        view,
        taken_on,
        session,
        adverse_event,
        class,
        capture,
        note,
    } = new;
    let kept = keep(app, bytes).await?;
    let mut writing = app.write(actor, Action::TakePhotographs).await?;
    let clinic = patients::clinic_of(&mut writing.tx, actor).await?;
    let patient = patients::of(&mut writing.tx, actor, patient).await?;
    // What the patient agreed to may have changed while the picture was worked on.
    if let Some(refused) = refusal_of_class(&mut writing.tx, actor, patient.id, class).await? {
        let mut invalid = Invalid::default();
        invalid.add("class", refused);
        return Err(invalid.into());
    }
    let now = writing.now;
    let taken_at = taken_on.map_or(now, |day| moment_of(day, &case::time_zone(&clinic), now));
    let photograph = kept.into_row(RowOf {
        patient: patient.id,
        session,
        adverse_event,
        view,
        taken_at,
        class,
        capture,
        note: note.trim().to_owned(),
        origin: Origin::Staff,
        added_by: Some(actor),
        now,
    });
    stored::insert(&mut writing.tx, actor.clinic, &photograph).await?;
    let deed = Deed::new("photograph.add", "photograph", photograph.id)
        .of(patient.id)
        .wrote(&photograph.original);
    writing.commit(deed).await?;
    Ok(photograph.id)
}

/// The moment of a local day: now where it is today, else its noon.
fn moment_of(day: Date, zone: &jiff::tz::TimeZone, now: Stamp) -> Stamp {
    if now.0.to_zoned(zone.clone()).date() == day {
        return now;
    }
    let noon = day.at(12, 0, 0, 0).to_zoned(zone.clone());
    noon.map_or(now, |noon| Stamp(noon.timestamp()))
}

/// Why a picture may not be taken for a use, where it may not. For the record a "no" stands against it; teaching and publication
/// need a "yes" that stands.
async fn refusal_of_class(
    tx: &mut Transaction,
    actor: &Actor,
    patient: PatientId,
    class: PhotographClass,
) -> Result<Option<Message>, AppError> {
    let may = consent::photograph_classes(tx, actor, patient).await?;
    Ok(match class {
        PhotographClass::Care if may.care == Some(false) => Some(Message::new("photographs-care-refused")),
        PhotographClass::Teaching if may.teaching != Some(true) => {
            Some(Message::new("photographs-teaching-not-agreed"))
        }
        PhotographClass::Publication if may.publication != Some(true) => {
            Some(Message::new("photographs-publication-not-agreed"))
        }
        _ => None,
    })
}

/// Holds what comes with a picture to the record and to what the patient agreed to.
async fn check(
    tx: &mut Transaction,
    actor: &Actor,
    patient: PatientId,
    new: &NewPhotograph,
    now: Stamp,
) -> Result<(), AppError> {
    let clinic = patients::clinic_of(tx, actor).await?;
    let patient = patients::of(tx, actor, patient).await?;
    if let Some(session) = new.session {
        sessions::find(tx, actor.clinic, patient.id, session)
            .await?
            .ok_or(AppError::NotFound("session"))?;
    }
    if let Some(event) = new.adverse_event {
        adverse_events::find(tx, patient.id, event)
            .await?
            .ok_or(AppError::NotFound("adverse event"))?;
    }
    let mut invalid = Invalid::default();
    if let Some(refused) = refusal_of_class(tx, actor, patient.id, new.class).await? {
        invalid.add("class", refused);
    }
    let today = now.0.to_zoned(case::time_zone(&clinic)).date();
    if let Some(day) = new.taken_on {
        if day > today {
            invalid.add("taken_on", Message::new("photographs-taken-in-future"));
        } else if patient.birth_date.is_some_and(|birth| day < birth.0) {
            invalid.add("taken_on", Message::new("photographs-taken-before-birth"));
        }
    }
    if new.view == View::CloseUp && new.capture.site.trim().is_empty() {
        invalid.add("site", Message::new("photographs-site-missing"));
    }
    for (field, text) in [
        ("note", &new.note),
        ("device", &new.capture.device),
        ("site", &new.capture.site),
    ] {
        if text.chars().count() > MOST_CHARACTERS {
            invalid.add(
                field,
                Message::new("photographs-text-too-long").with("most", MOST_CHARACTERS),
            );
        }
    }
    invalid.check()
}

/// The conditions of a stored photograph; what this version cannot read was not stated.
pub fn capture_of(photograph: &Photograph) -> Capture {
    serde_json::from_value(photograph.capture.0.clone()).unwrap_or_default()
}

/// The photographs of a patient that are in view, the latest first.
pub async fn list(tx: &mut Transaction, actor: &Actor, patient: PatientId) -> Result<Vec<Photograph>, AppError> {
    let patient = patients::of(tx, actor, patient).await?;
    Ok(stored::of_patient(tx, patient.id).await?)
}

/// The photographs of a patient's session that are in view, in the order in which they were taken.
pub async fn of_session(
    tx: &mut Transaction,
    actor: &Actor,
    patient: PatientId,
    session: SessionId,
) -> Result<Vec<Photograph>, AppError> {
    let patient = patients::of(tx, actor, patient).await?;
    Ok(stored::of_session(tx, patient.id, session).await?)
}
