//! Registering a patient and correcting who they are. Every earlier state is kept.

use anagen_records::patients::{self, Patient};
use anagen_records::revisions::{self, Revision};
use anagen_records::values::{Day, PatientId, PersonId};
use anagen_records::{Stamp, Transaction, people};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::duplicates::{self, Similar};
use crate::Message;
use crate::actor::{Action, Actor};
use crate::app::App;
use crate::case::time_zone;
use crate::error::{AppError, Invalid};
use crate::transaction::Deed;

/// Who a patient is, as it is typed and corrected.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Particulars {
    /// The clinic's own number; empty: the next free one.
    pub number: String,
    /// Family name.
    pub family_name: String,
    /// Given names.
    pub given_names: String,
    /// Day of birth; none: not known.
    pub birth_date: Option<Date>,
    /// Telephone.
    pub phone: String,
    /// Address for mail.
    pub email: String,
    /// Address.
    pub address: String,
    /// Language of what they read (`en`); empty: the clinic's.
    pub language: String,
    /// What the front desk has to know; nothing clinical.
    pub note: String,
}

/// What became of a registration.
#[derive(Debug, Clone, PartialEq)]
pub enum Registered {
    /// The patient is registered.
    Done(PatientId),
    /// Nothing was written: these may be the same person.
    Similar(Vec<Similar>),
}

/// A state that a patient's particulars once had.
#[derive(Debug, Clone, PartialEq)]
pub struct Earlier {
    /// Counts the changes.
    pub version: i64,
    /// The particulars.
    pub particulars: Particulars,
    /// Who wrote them.
    pub by_name: Option<String>,
    /// When.
    pub at: Stamp,
}

/// Years that nobody has lived.
const LONGEST_LIFE: i16 = 130;

impl Particulars {
    /// The particulars of a patient.
    pub fn of(patient: &Patient) -> Self {
        Self {
            number: patient.number.clone(),
            family_name: patient.family_name.clone(),
            given_names: patient.given_names.clone(),
            birth_date: patient.birth_date.map(|day| day.0),
            phone: patient.phone.clone(),
            email: patient.email.clone(),
            address: patient.address.clone(),
            language: patient.language.clone(),
            note: patient.note.clone(),
        }
    }

    /// What cannot be taken as it is, on a day.
    pub fn check(&self, today: Date) -> Invalid {
        let mut invalid = Invalid::default();
        if self.family_name.is_empty() && self.given_names.is_empty() {
            invalid.add("family_name", Message::new("patients-name-missing"));
        }
        if let Some(day) = self.birth_date {
            if day > today {
                invalid.add("birth_date", Message::new("patients-birth-date-in-future"));
            } else if today.year() - day.year() > LONGEST_LIFE {
                invalid.add("birth_date", Message::new("patients-birth-date-too-early"));
            }
        }
        if !self.email.is_empty() && !self.email.trim_matches('@').contains('@') {
            invalid.add("email", Message::new("patients-email-wrong"));
        }
        if !self.phone.is_empty() && self.phone.chars().filter(char::is_ascii_digit).count() < 4 {
            invalid.add("phone", Message::new("patients-phone-wrong"));
        }
        if !self.number.is_empty() && !self.number.chars().any(char::is_alphanumeric) {
            invalid.add("number", Message::new("patients-number-wrong"));
        }
        let is_code = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
        if self.language.len() > 12 || !self.language.chars().all(is_code) {
            invalid.add("language", Message::new("patients-language-wrong"));
        }
        for (field, text, most) in [
            ("number", &self.number, 40),
            ("family_name", &self.family_name, 200),
            ("given_names", &self.given_names, 200),
            ("phone", &self.phone, 100),
            ("email", &self.email, 200),
            ("address", &self.address, 500),
            ("note", &self.note, 2_000),
        ] {
            if text.chars().count() > most {
                invalid.add(field, Message::new("patients-too-long").with("most", most));
            }
        }
        invalid
    }

    /// Writes the particulars into a patient.
    fn write_into(&self, patient: &mut Patient) {
        let Self {
            number,
            family_name,
            given_names,
            birth_date,
            phone,
            email,
            address,
            language,
            note,
        } = self.clone();
        patient.number = number;
        patient.family_name = family_name;
        patient.given_names = given_names;
        patient.birth_date = birth_date.map(Day);
        patient.phone = phone;
        patient.email = email;
        patient.address = address;
        patient.language = language;
        patient.note = note;
    }
}

/// The number that the next patient will be given.
pub async fn next_number(actor: &Actor, app: &App) -> Result<String, AppError> {
    let mut reading = app.read(actor, Action::EditPatient).await?;
    Ok(patients::next_number(&mut reading.tx, actor.clinic).await?)
}

/// Registers a patient.
///
/// Where others may be the same person nothing is written and they are given back, unless all of them are among the `seen`.
/// `invented`: a patient for training; in the demo everybody is invented.
pub async fn register(
    actor: &Actor,
    app: &App,
    particulars: &Particulars,
    invented: bool,
    seen: &[PatientId],
) -> Result<Registered, AppError> {
    let mut writing = app.write(actor, Action::EditPatient).await?;
    let clinic = super::clinic_of(&mut writing.tx, actor).await?;
    particulars
        .check(writing.now.0.to_zoned(time_zone(&clinic)).date())
        .check()?;
    let similar = duplicates::of(&mut writing.tx, actor, particulars, None).await?;
    if similar.iter().any(|similar| !seen.contains(&similar.patient.id)) {
        return Ok(Registered::Similar(similar));
    }
    let patient = insert(
        &mut writing.tx,
        actor,
        particulars,
        clinic.demo || invented,
        writing.now,
    )
    .await?;
    let mut deed = Deed::new("patient.register", "patient", patient.id)
        .of(patient.id)
        .wrote(&Particulars::of(&patient));
    if !similar.is_empty() {
        let numbers: Vec<&str> = similar.iter().map(|similar| similar.patient.number.as_str()).collect();
        deed = deed.because(format!("although similar to {}", numbers.join(", ")));
    }
    writing.commit(deed).await?;
    Ok(Registered::Done(patient.id))
}

/// Adds a patient whose particulars were checked, with the first of their states.
pub(crate) async fn insert(
    tx: &mut Transaction,
    actor: &Actor,
    particulars: &Particulars,
    demo: bool,
    now: Stamp,
) -> Result<Patient, AppError> {
    let mut patient = Patient {
        id: PatientId::new(),
        number: String::new(),
        family_name: String::new(),
        given_names: String::new(),
        birth_date: None,
        phone: String::new(),
        email: String::new(),
        address: String::new(),
        language: String::new(),
        note: String::new(),
        demo,
        portrait: None,
        merged_into: None,
        version: 1,
        created_at: now,
    };
    particulars.write_into(&mut patient);
    if patient.number.is_empty() {
        patient.number = patients::give_number(tx, actor.clinic).await?;
    } else {
        number_is_free(tx, actor, &patient).await?;
    }
    refused_number(patients::insert(tx, actor.clinic, &patient, Some(actor.person)).await)?;
    keep(tx, actor, &patient, now).await?;
    Ok(patient)
}

/// Corrects who a patient is. `version` is the one that was corrected: where somebody else was quicker, it is stale.
pub async fn correct(
    actor: &Actor,
    app: &App,
    id: PatientId,
    version: i64,
    particulars: &Particulars,
) -> Result<(), AppError> {
    let mut writing = app.write(actor, Action::EditPatient).await?;
    let mut patient = super::of(&mut writing.tx, actor, id).await?;
    let clinic = super::clinic_of(&mut writing.tx, actor).await?;
    if patient.merged_into.is_some() {
        return Err(AppError::refused("patients-is-merged"));
    }
    if patient.version != version {
        return Err(AppError::Stale("patient"));
    }
    let mut invalid = particulars.check(writing.now.0.to_zoned(time_zone(&clinic)).date());
    if particulars.number.is_empty() {
        invalid.add("number", Message::new("patients-number-missing"));
    }
    invalid.check()?;
    if Particulars::of(&patient) == *particulars {
        return Ok(());
    }
    particulars.write_into(&mut patient);
    number_is_free(&mut writing.tx, actor, &patient).await?;
    if !refused_number(patients::update(&mut writing.tx, actor.clinic, &patient).await)? {
        return Err(AppError::Stale("patient"));
    }
    patient.version += 1;
    let now = writing.now;
    keep(&mut writing.tx, actor, &patient, now).await?;
    writing
        .commit(Deed::new("patient.correct", "patient", id).of(id).wrote(particulars))
        .await
}

/// Every state that a patient's particulars had, the latest first.
pub async fn states(actor: &Actor, app: &App, id: PatientId) -> Result<Vec<Earlier>, AppError> {
    let deed = Deed::new("patient.states", "patient", id).of(id);
    let mut reading = app.read_record(actor, Action::ReadPatients, deed).await?;
    let tx = &mut reading.tx;
    super::of(tx, actor, id).await?;
    let mut states = Vec::new();
    for Revision {
        version,
        body,
        by_person,
        at,
        ..
    } in revisions::of(tx, actor.clinic, "patient", &id.to_string()).await?
    {
        let particulars = serde_json::from_str(&body)
            .map_err(|error| AppError::Internal(format!("an earlier state of a patient cannot be read: {error}")))?;
        states.push(Earlier {
            version,
            particulars,
            by_name: name_of(tx, actor, by_person).await?,
            at,
        });
    }
    Ok(states)
}

/// The name of a person of the clinic.
pub(crate) async fn name_of(
    tx: &mut Transaction,
    actor: &Actor,
    person: Option<PersonId>,
) -> Result<Option<String>, AppError> {
    let Some(person) = person else { return Ok(None) };
    Ok(people::find(tx, actor.clinic, person).await?.map(|person| person.name))
}

async fn number_is_free(tx: &mut Transaction, actor: &Actor, patient: &Patient) -> Result<(), AppError> {
    match patients::find_by_number(tx, actor.clinic, &patient.number).await? {
        Some(other) if other.id != patient.id => Err(AppError::field("number", "patients-number-taken")),
        _ => Ok(()),
    }
}

/// Somebody else was given the number in the same moment: the constraint on it stood against this one.
fn refused_number<T>(result: Result<T, anagen_records::DatabaseError>) -> Result<T, AppError> {
    result.map_err(|error| {
        if error.is_refused() {
            AppError::field("number", "patients-number-taken")
        } else {
            error.into()
        }
    })
}

/// Keeps the state that a patient has from now on.
async fn keep(tx: &mut Transaction, actor: &Actor, patient: &Patient, now: Stamp) -> Result<(), AppError> {
    let body = serde_json::to_string(&Particulars::of(patient))
        .map_err(|error| AppError::Internal(format!("a patient cannot be written down: {error}")))?;
    let revision = Revision {
        version: patient.version,
        body,
        reason: None,
        by_person: Some(actor.person),
        at: now,
    };
    Ok(revisions::keep(tx, actor.clinic, "patient", &patient.id.to_string(), &revision).await?)
}
