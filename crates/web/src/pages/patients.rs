//! The list of patients, search, registration, the timeline, merging.

mod export;
mod happening;
mod label;
mod list;
mod merge;
mod particulars;
mod record;
mod states;

use anagen_app::patients;
use anagen_app::way::{self, Way};
use anagen_app::{Action, Invalid};
use anagen_records::patients::Patient;
use anagen_records::values::PatientId;
use axum::response::{IntoResponse, Redirect, Response};

use crate::failure::Failure;
use crate::format::age;
use crate::look::{Notice, SaveWords, field};
use crate::page::{Door, Page, full_name};
use crate::routes::{Access, Route};
use crate::visit::Visit;

pub(crate) fn routes() -> Vec<Route> {
    let read = Access::May(Action::ReadPatients);
    let edit = Access::May(Action::EditPatient);
    let merge = Access::May(Action::MergePatients);
    vec![
        Route::get("/patients", read, list::page),
        Route::get("/patients/search", read, list::fragment),
        Route::get("/patients/new", edit, particulars::new),
        Route::post("/patients/new", edit, particulars::register),
        Route::get("/patients/{patient}", read, record::page),
        Route::get("/patients/{patient}/portrait", read, record::portrait),
        Route::get("/patients/{patient}/particulars", edit, particulars::page),
        Route::post("/patients/{patient}/particulars", edit, particulars::correct),
        Route::get("/patients/{patient}/states", read, states::page),
        Route::get("/patients/{patient}/label", read, label::page),
        Route::get(
            "/patients/{patient}/export",
            Access::May(Action::ReadRecord),
            export::page,
        ),
        Route::post(
            "/patients/{patient}/export",
            Access::May(Action::ReadRecord),
            export::file,
        ),
        Route::get("/patients/{patient}/merge", merge, merge::page),
        Route::get("/patients/{patient}/merge/search", merge, merge::fragment),
        Route::post("/patients/{patient}/merge", merge, merge::merge),
        Route::post("/patients/{patient}/merge/{merge}/undo", merge, merge::undo),
    ]
}

/// What a reader may see of the patient whom a page is about.
enum About {
    /// Their record: banner and rail.
    Record(Box<Way>),
    /// Who they are, and nothing else.
    Identity(Box<Patient>),
}

impl About {
    /// Reads what the reader may see; what is read is written down under the name of the page.
    async fn read(visit: &Visit, id: PatientId, section: &'static str) -> Result<Self, Failure> {
        Ok(if visit.actor.may(Action::ReadRecord) {
            Self::Record(Box::new(way::read(&visit.actor, &visit.app, id, section).await?))
        } else {
            Self::Identity(Box::new(patients::open(&visit.actor, &visit.app, id).await?))
        })
    }

    /// Who.
    fn patient(&self) -> &Patient {
        match self {
            Self::Record(way) => &way.patient,
            Self::Identity(patient) => patient,
        }
    }

    /// A page about them.
    fn page<'a>(&'a self, visit: &'a Visit, title: String) -> Page<'a> {
        match self {
            Self::Record(way) => Page::new(visit, title).patient(way, None),
            Self::Identity(_) => Page::new(visit, title).door(Door::Patients),
        }
    }
}

/// The address of a patient.
fn href(id: PatientId) -> String {
    format!("/patients/{id}")
}

/// Where a patient was found to be another one, the same page of that one; `part` is what follows the patient's address.
async fn led_to_kept(visit: &Visit, id: PatientId, part: &str) -> Result<Option<Response>, Failure> {
    let kept = patients::kept(&visit.actor, &visit.app, id).await?;
    Ok((kept != id).then(|| Redirect::to(&format!("/patients/{kept}{part}?notice=patients-led-here")).into_response()))
}

/// Day of birth and age in words.
fn born(visit: &Visit, patient: &Patient) -> String {
    match patient.birth_date {
        Some(day) => visit.with(
            "shell-birth-date-and-age",
            [
                ("day", visit.format.day(day.0).into()),
                ("years", i64::from(age(day.0, visit.today())).into()),
            ],
        ),
        None => visit.say("patients-birth-date-not-known"),
    }
}

/// A name inside a sentence: marks around it keep a name that is written from right to left from reordering the sentence.
fn isolated(name: &str) -> String {
    format!("\u{2068}{name}\u{2069}")
}

/// Name and number of a patient inside a sentence.
fn named(visit: &Visit, patient: &Patient) -> String {
    let name = isolated(&full_name(&patient.given_names, &patient.family_name));
    visit.with(
        "patients-name-and-number",
        [("name", name.into()), ("number", isolated(&patient.number).into())],
    )
}

/// The address of a patient's photograph; it changes with the photograph.
fn portrait_href(patient: &Patient) -> Option<String> {
    let address = patient.portrait.as_ref()?;
    Some(format!(
        "/patients/{}/portrait?v={}",
        patient.id,
        address.get(..8).unwrap_or(address)
    ))
}

/// What is wrong with a form, with links to its fields.
fn invalid_notice(visit: &Visit, invalid: &Invalid) -> Notice {
    invalid
        .0
        .iter()
        .fold(Notice::error(visit.say("patients-not-saved")), |notice, error| {
            notice.place(field::id_of(&error.field), visit.words.of(&error.message))
        })
}

/// The words of the line that says what is kept of a form.
fn save_words(visit: &Visit) -> SaveWords {
    SaveWords {
        ready: visit.say("patients-draft-ready"),
        saved: visit.with("save-saved", [("time", "{time}".into())]),
        kept_here: visit.say("save-not-saved"),
        refused: visit.say("patients-draft-refused"),
        found: visit.with("patients-draft-found", [("time", "{time}".into())]),
        restore: visit.say("patients-draft-restore"),
        discard: visit.say("patients-draft-discard"),
    }
}
