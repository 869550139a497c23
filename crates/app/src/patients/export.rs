//! Everything that is kept of one patient, as one document: for the patient who asks for it, or takes it elsewhere.
//!
//! The document has the rows of every table as they are kept (`docs/patient-export.md`). Photographs are named by the address
//! of their files; the files are got on the photographs' page.

use std::collections::{BTreeMap, BTreeSet};

use anagen_records::patients::rows;
use anagen_records::people;
use anagen_records::values::PatientId;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::actor::{Action, Actor};
use crate::app::App;
use crate::error::AppError;
use crate::transaction::Deed;

/// What is kept of a patient.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Export {
    /// Counts the changes of this form.
    pub format: u32,
    /// The clinic that keeps it.
    pub clinic: String,
    /// When it was made, as UTC text.
    pub made_at: String,
    /// The patient's number, for the name of the file.
    pub number: String,
    /// Names of those who work in the clinic, by the identifiers that stand in the rows.
    pub people: BTreeMap<String, String>,
    /// Every row by table.
    pub tables: Map<String, Value>,
}

/// The form of the document; a column that is added changes nothing, one that means something else does.
const FORMAT: u32 = 1;

/// Everything that is kept of a patient, also under names that were found to be the same person.
pub async fn export(actor: &Actor, app: &App, id: PatientId) -> Result<Export, AppError> {
    let deed = Deed::new("patient.export", "patient", id).of(id);
    let mut reading = app.read_record(actor, Action::ReadRecord, deed).await?;
    let tx = &mut reading.tx;
    let patient = super::of(tx, actor, id).await?;
    let clinic = super::clinic_of(tx, actor).await?;
    let mut tables = Map::new();
    let mut texts = BTreeSet::new();
    for (name, rows) in rows::of(tx, id).await? {
        for value in rows.iter().flat_map(|row| row.0.values()) {
            texts.extend(value.as_str().filter(|text| text.len() == 36).map(str::to_owned));
        }
        tables.insert(
            name.to_owned(),
            rows.into_iter().map(|row| Value::Object(row.0)).collect(),
        );
    }
    let people = people::of_clinic(tx, actor.clinic).await?;
    let people = people.into_iter().map(|person| (person.id.to_string(), person.name));
    Ok(Export {
        format: FORMAT,
        clinic: clinic.name,
        made_at: reading.now.to_string(),
        number: patient.number,
        people: people.filter(|(id, _)| texts.contains(id)).collect(),
        tables,
    })
}
