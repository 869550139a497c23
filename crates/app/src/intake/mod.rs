//! Intake: what is asked of a patient, and what is written down of the answers.
//!
//! Which questions there are, in what units and for how long an answer counts is said by the knowledge; what decides is worked
//! out by the rules (`anagen_care::screening`). Everything is appended: a later answer counts, the earlier one stays to be read,
//! and what was entered in error is marked so. Nothing is stored that was not touched.

mod answers;
mod diagnosis;
mod history;
mod lists;
mod questions;
mod tablet;
mod treatment;

use anagen_records::Transaction;
use anagen_records::values::{ClinicId, PatientId};
use anagen_records::{DatabaseError, known, people};

use crate::actor::{Action, Actor};
use crate::app::App;
use crate::error::AppError;
use crate::patients;
use crate::transaction::Writing;

pub use self::answers::{Said, SaidAnswer, answer, record, stored_text};
pub use self::diagnosis::{Diagnoses, NewDiagnosis, diagnose, diagnoses};
pub use self::history::{History, history, mark_error};
pub use self::lists::{
    KnownList, ListKind, Suggestion, list, list_not_told, list_unchanged, name_in_knowledge, save_list, suggestions,
};
pub use self::questions::{
    Intake, Kept, ListStanding, Place, Question, Standing, Topic, is_asked_here, kept_elsewhere, open,
};
pub use self::tablet::{Step, Tablet, hand_tablet, save_tablet_draft, tablet};
pub use self::treatment::{NewTreatment, Treatment, Treatments, save_treatment, treatment_body, treatments};

/// Opens a transaction that changes what is known of a patient: for the staff who may, or for the patient who holds the tablet.
/// The record is held until it ends, so that a change is always made on the latest state.
async fn write<'a>(
    actor: &'a Actor,
    app: &'a App,
    action: Action,
    patient: PatientId,
) -> Result<Writing<'a>, AppError> {
    let mut writing = match actor.only_patient {
        None => app.write(actor, action).await?,
        Some(own) if own == patient && action == Action::AnswerIntake => app.write_as(actor).await?,
        // On the tablet there is no other patient, and nothing but questions.
        Some(own) if own == patient => return Err(AppError::Forbidden(action)),
        Some(_) => return Err(AppError::NotFound("patient")),
    };
    patients::of(&mut writing.tx, actor, patient).await?;
    known::hold(&mut writing.tx, actor.clinic, patient).await?;
    Ok(writing)
}

/// Names of everybody who works or worked in a clinic.
#[derive(Debug, Clone, Default)]
pub struct Names(Vec<(anagen_records::values::PersonId, String)>);

impl Names {
    /// Reads the names of a clinic.
    pub(crate) async fn read(tx: &mut Transaction, clinic: ClinicId) -> Result<Self, DatabaseError> {
        let all = people::of_clinic(tx, clinic).await?;
        Ok(Self(all.into_iter().map(|person| (person.id, person.name)).collect()))
    }

    /// The name of somebody; empty where they are nobody of this clinic.
    pub fn of(&self, id: anagen_records::values::PersonId) -> &str {
        self.0
            .iter()
            .find(|(known, _)| *known == id)
            .map_or("", |(_, name)| name)
    }
}

/// The last moment of a day before today, or the present moment of today: when an answer that is known to the day held. A later
/// answer of the same day counts before an earlier one, and one of today before those of yesterday.
fn held_at(
    day: jiff::civil::Date,
    today: jiff::civil::Date,
    now: anagen_records::Stamp,
    zone: &jiff::tz::TimeZone,
) -> anagen_records::Stamp {
    if day >= today {
        return now;
    }
    let end = day
        .tomorrow()
        .and_then(|next| next.to_zoned(zone.clone()))
        .map(|midnight| midnight.timestamp());
    let end = end.and_then(|midnight| midnight.checked_sub(jiff::Span::new().microseconds(1)));
    // A day without a next one does not come from a calendar that people use.
    end.map_or(now, anagen_records::Stamp)
}
