//! Patients: who they are, registered, corrected, found, found to be one, and everything that happened to them.

pub mod duplicates;
pub mod export;
pub mod merging;
mod query;
pub mod register;
pub mod search;
pub mod timeline;

use anagen_records::Transaction;
use anagen_records::clinics::{self, Clinic};
use anagen_records::patients::{self, Patient};
use anagen_records::values::PatientId;

use crate::actor::{Action, Actor};
use crate::app::App;
use crate::error::AppError;
use crate::transaction::Deed;

/// The patient of an address, held against the clinic of the one who acts. Every use case on a patient begins with it.
pub async fn of(tx: &mut Transaction, actor: &Actor, id: PatientId) -> Result<Patient, AppError> {
    let is_own = actor.only_patient.is_none_or(|only| only == id);
    let patient = patients::find(tx, actor.clinic, id).await?;
    patient.filter(|_| is_own).ok_or(AppError::NotFound("patient"))
}

/// The clinic of the one who acts.
pub async fn clinic_of(tx: &mut Transaction, actor: &Actor) -> Result<Clinic, AppError> {
    clinics::find(tx, actor.clinic)
        .await?
        .ok_or(AppError::NotFound("clinic"))
}

/// The language in which a patient reads: their own, else the clinic's.
pub fn language<'a>(patient: &'a Patient, clinic: &'a Clinic) -> &'a str {
    if patient.language.is_empty() {
        &clinic.language
    } else {
        &patient.language
    }
}

/// Opens a patient: who they are.
pub async fn open(actor: &Actor, app: &App, id: PatientId) -> Result<Patient, AppError> {
    let deed = Deed::new("patient.open", "patient", id).of(id);
    let mut reading = app.read_record(actor, Action::ReadPatients, deed).await?;
    of(&mut reading.tx, actor, id).await
}

/// The patient under whom everything of a patient is shown: another one where they were found to be the same person.
pub async fn kept(actor: &Actor, app: &App, id: PatientId) -> Result<PatientId, AppError> {
    let mut reading = app.read(actor, Action::ReadPatients).await?;
    let patient = of(&mut reading.tx, actor, id).await?;
    Ok(patient.merged_into.unwrap_or(patient.id))
}

/// The photograph in the banner of a patient, where there is one.
pub async fn portrait(actor: &Actor, app: &App, id: PatientId) -> Result<Option<Vec<u8>>, AppError> {
    let mut reading = app.read(actor, Action::ReadPatients).await?;
    let patient = of(&mut reading.tx, actor, id).await?;
    drop(reading);
    let address = patient
        .portrait
        .as_deref()
        .and_then(anagen_records::blobs::Address::parse);
    let Some(address) = address else { return Ok(None) };
    Ok(app.blobs().get(&address)?)
}
