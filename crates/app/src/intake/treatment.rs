//! Oral and topical treatment beside the sessions: dated courses, counted in the sums of exposure (DECISIONS.md 4).

use anagen_care::case::{ConcurrentTreatment, Route};
use anagen_care::units::Milligrams;
use anagen_records::values::{ConcurrentTreatmentId, Json, PatientId, PersonId};
use anagen_records::{Stamp, known};
use jiff::civil::Date;

use super::Names;
use crate::Message;
use crate::actor::{Action, Actor};
use crate::app::App;
use crate::error::{AppError, Invalid};
use crate::patients;
use crate::transaction::Deed;
use crate::way::{self, Way};

/// Treatment beside the sessions, as it stands.
#[derive(Debug, Clone)]
pub struct Treatments {
    /// Where the patient stands.
    pub way: Way,
    /// Every course that was not replaced, the latest last.
    pub all: Vec<Treatment>,
    /// Names of those who wrote them down.
    pub names: Names,
}

/// One course.
#[derive(Debug, Clone)]
pub struct Treatment {
    /// Its row.
    pub id: ConcurrentTreatmentId,
    /// What is taken.
    pub treatment: ConcurrentTreatment,
    /// Who wrote it down.
    pub entered_by: PersonId,
    /// When.
    pub entered_at: Stamp,
}

/// A course as it is entered.
#[derive(Debug, Clone, PartialEq)]
pub struct NewTreatment {
    /// Agent by name or alias.
    pub agent: String,
    /// Swallowed, or put on the skin.
    pub route: Option<Route>,
    /// Milligrams of a day.
    pub mg_per_day: Option<f64>,
    /// First day.
    pub from: Option<Date>,
    /// Last day, where it has one.
    pub until: Option<Date>,
}

/// Opens treatment beside the sessions.
pub async fn treatments(actor: &Actor, app: &App, patient: PatientId) -> Result<Treatments, AppError> {
    let knowledge = app.knowledge(actor.clinic).await?;
    let deed = Deed::new("treatment.open", "patient", patient).of(patient);
    let mut reading = app.read_record(actor, Action::ReadRecord, deed).await?;
    let way = way::in_transaction(&mut reading.tx, actor, knowledge, patient, reading.now).await?;
    let mut all = Vec::new();
    for row in known::concurrent_treatments(&mut reading.tx, patient, way.now).await? {
        let wrong = |what: String| AppError::Internal(format!("a stored treatment cannot be read: {what}"));
        all.push(Treatment {
            id: row.id.parse().map_err(|error| wrong(format!("{error}")))?,
            treatment: serde_json::from_value(row.body.0).map_err(|error| wrong(error.to_string()))?,
            entered_by: row.by_person,
            entered_at: row.at,
        });
    }
    let names = Names::read(&mut reading.tx, actor.clinic).await?;
    Ok(Treatments { way, all, names })
}

/// Adds a course, or puts it in the place of an earlier one: another dose, another agent, an end.
pub async fn save_treatment(
    actor: &Actor,
    app: &App,
    patient: PatientId,
    replaces: Option<ConcurrentTreatmentId>,
    new: NewTreatment,
) -> Result<ConcurrentTreatmentId, AppError> {
    let knowledge = app.knowledge(actor.clinic).await?;
    let mut writing = super::write(actor, app, Action::AnswerIntake, patient).await?;
    let of = patients::of(&mut writing.tx, actor, patient).await?;
    let now = writing.now;
    let treatment = check(&knowledge, &new, of.birth_date.map(|day| day.0))?;
    if let Some(replaced) = replaces {
        let standing = known::concurrent_treatments(&mut writing.tx, patient, now).await?;
        if !standing.iter().any(|row| row.id == replaced.to_string()) {
            // Of another patient, or changed by somebody else meanwhile.
            let all = known::history_row(
                &mut writing.tx,
                patient,
                replaced
                    .to_string()
                    .parse()
                    .map_err(|_| AppError::NotFound("treatment"))?,
            );
            return Err(if all.await?.is_some() {
                AppError::Stale("treatment")
            } else {
                AppError::NotFound("treatment")
            });
        }
    }
    let body = Json(treatment_body(&treatment));
    let id = known::concurrent_treatment(
        &mut writing.tx,
        actor.clinic,
        patient,
        &body,
        replaces,
        actor.person,
        now,
    )
    .await?;
    writing
        .commit(
            Deed::new("treatment.save", "concurrent_treatment", id)
                .of(patient)
                .wrote(&body.0),
        )
        .await?;
    Ok(id)
}

/// How a course is stored: as a case file writes it, with the unit of its dose.
pub fn treatment_body(treatment: &ConcurrentTreatment) -> serde_json::Value {
    serde_json::json!({
        "agent": treatment.agent,
        "route": treatment.route,
        "per_day": format!("{} mg", treatment.per_day.0),
        "from": treatment.from,
        "until": treatment.until,
    })
}

fn check(
    knowledge: &anagen_knowledge::Knowledge,
    new: &NewTreatment,
    birth: Option<Date>,
) -> Result<ConcurrentTreatment, AppError> {
    let mut invalid = Invalid::default();
    let agent = knowledge.agent(&new.agent);
    if agent.is_none() {
        // Sums of exposure need to know what it is; anything else that is taken belongs on the list of medicines.
        invalid.add(
            "agent",
            match knowledge.nearest_agent(&new.agent) {
                Some(near) => Message::new("intake-treatment-agent-near").with("near", near),
                None => Message::new("intake-treatment-agent-unknown"),
            },
        );
    }
    if new.route.is_none() {
        invalid.add("route", Message::new("intake-treatment-route-missing"));
    }
    let dose = new.mg_per_day.filter(|dose| dose.is_finite() && *dose > 0.0);
    if dose.is_none() {
        invalid.add("mg_per_day", Message::new("intake-treatment-dose-missing"));
    }
    match (new.from, new.until) {
        (None, _) => invalid.add("from", Message::new("intake-treatment-from-missing")),
        (Some(from), _) if birth.is_some_and(|birth| from < birth) => {
            invalid.add("from", Message::new("intake-day-before-birth"));
        }
        (Some(from), Some(until)) if until < from => {
            invalid.add("until", Message::new("intake-treatment-until-before"));
        }
        _ => {}
    }
    invalid.check()?;
    // Every part was found to be there.
    let missing = || AppError::Internal("a checked treatment lacks a part".to_owned());
    Ok(ConcurrentTreatment {
        agent: agent.ok_or_else(missing)?.id.clone(),
        route: new.route.ok_or_else(missing)?,
        per_day: Milligrams(dose.ok_or_else(missing)?),
        from: new.from.ok_or_else(missing)?,
        until: new.until,
    })
}
