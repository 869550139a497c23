//! The diagnosis with its stage: made by a prescriber, appended; the latest counts.

use anagen_care::case::{Diagnosis, Stage, read_stage};
use anagen_knowledge::Knowledge;
use anagen_knowledge::records::{Condition, Scale};
use anagen_records::Stamp;
use anagen_records::known;
use anagen_records::values::{DiagnosisId, Json, PatientId, PersonId};
use jiff::civil::Date;

use super::Names;
use crate::Message;
use crate::actor::{Action, Actor};
use crate::app::App;
use crate::error::{AppError, Invalid};
use crate::transaction::Deed;
use crate::way::{self, Way};
use crate::{case, patients};

/// The diagnoses of a patient.
#[derive(Debug, Clone)]
pub struct Diagnoses {
    /// Where the patient stands.
    pub way: Way,
    /// The latest first: diagnosis, who made it, when it was written down.
    pub all: Vec<(Diagnosis, PersonId, Stamp)>,
    /// Names of those who made them.
    pub names: Names,
}

/// A diagnosis as it is entered.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NewDiagnosis {
    /// Condition by id.
    pub condition: String,
    /// Scale by id, where it is staged.
    pub scale: Option<String>,
    /// Value on the scale.
    pub value: Option<String>,
    /// The day on which it was made.
    pub on: Option<Date>,
    /// Since when hair is lost.
    pub since: Option<Date>,
}

/// The scales on which a condition is staged, in the order of the knowledge.
fn scales<'k>(knowledge: &'k Knowledge, condition: &Condition) -> Vec<&'k Scale> {
    condition
        .scales
        .iter()
        .filter_map(|id| knowledge.records.scales.iter().find(|scale| &scale.id == id))
        .collect()
}

/// Opens the diagnoses of a patient.
pub async fn diagnoses(actor: &Actor, app: &App, patient: PatientId) -> Result<Diagnoses, AppError> {
    let knowledge = app.knowledge(actor.clinic).await?;
    let deed = Deed::new("diagnosis.open", "patient", patient).of(patient);
    let mut reading = app.read_record(actor, Action::ReadRecord, deed).await?;
    let way = way::in_transaction(&mut reading.tx, actor, knowledge, patient, reading.now).await?;
    let mut all = Vec::new();
    for row in known::diagnoses(&mut reading.tx, patient, way.now).await? {
        let body = serde_json::from_value(row.body.0)
            .map_err(|error| AppError::Internal(format!("a stored diagnosis cannot be read: {error}")))?;
        all.push((body, row.by_person, row.at));
    }
    let names = Names::read(&mut reading.tx, actor.clinic).await?;
    Ok(Diagnoses { way, all, names })
}

/// Makes a diagnosis in the name of the one who acts.
pub async fn diagnose(
    actor: &Actor,
    app: &App,
    patient: PatientId,
    new: NewDiagnosis,
) -> Result<DiagnosisId, AppError> {
    let knowledge = app.knowledge(actor.clinic).await?;
    let mut writing = super::write(actor, app, Action::Diagnose, patient).await?;
    let of = patients::of(&mut writing.tx, actor, patient).await?;
    let clinic = patients::clinic_of(&mut writing.tx, actor).await?;
    let today = writing.now.0.to_zoned(case::time_zone(&clinic)).date();
    let diagnosis = check(&knowledge, new, &actor.name, today, of.birth_date.map(|day| day.0))?;
    let body = Json(serde_json::to_value(&diagnosis).map_err(|error| AppError::Internal(error.to_string()))?);
    let now = writing.now;
    let id = known::diagnosis(&mut writing.tx, actor.clinic, patient, &body, actor.person, now).await?;
    writing
        .commit(Deed::new("diagnosis.make", "diagnosis", id).of(patient).wrote(&body.0))
        .await?;
    Ok(id)
}

fn check(
    knowledge: &Knowledge,
    new: NewDiagnosis,
    by: &str,
    today: Date,
    birth: Option<Date>,
) -> Result<Diagnosis, AppError> {
    let mut invalid = Invalid::default();
    let condition = knowledge
        .records
        .conditions
        .iter()
        .find(|condition| condition.id == new.condition);
    let Some(condition) = condition else {
        return Err(AppError::field("condition", "intake-diagnosis-condition-missing"));
    };
    let stage = match (new.scale.as_deref(), new.value.as_deref()) {
        (None, _) | (_, None) => None,
        (Some(scale), Some(value)) => match scales(knowledge, condition).into_iter().find(|known| known.id == scale) {
            None => {
                invalid.add("scale", Message::new("intake-diagnosis-scale-wrong"));
                None
            }
            Some(known) => {
                if read_stage(known, value).is_err() {
                    invalid.add("value", stage_message(known));
                }
                Some(Stage {
                    scale: scale.to_owned(),
                    value: value.to_owned(),
                })
            }
        },
    };
    let on = new.on.unwrap_or(today);
    let before_birth = |day: Date| birth.is_some_and(|birth| day < birth);
    if on > today {
        invalid.add("on", Message::new("intake-day-to-come"));
    } else if before_birth(on) {
        invalid.add("on", Message::new("intake-day-before-birth"));
    }
    match new.since {
        Some(since) if since > on => invalid.add("since", Message::new("intake-diagnosis-since-after")),
        Some(since) if before_birth(since) => invalid.add("since", Message::new("intake-day-before-birth")),
        _ => {}
    }
    invalid.check()?;
    Ok(Diagnosis {
        condition: new.condition,
        by: Some(by.to_owned()),
        on,
        stage,
        since: new.since,
    })
}

fn stage_message(scale: &Scale) -> Message {
    match scale.range {
        Some(range) => Message::new("intake-diagnosis-number-wrong")
            .with("from", anagen_knowledge::Plain(range.from))
            .with("to", anagen_knowledge::Plain(range.to)),
        None => Message::new("intake-diagnosis-value-wrong").with("scale", &scale.name),
    }
}
