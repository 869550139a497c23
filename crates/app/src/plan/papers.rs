//! The papers of a plan: the printable page, as it was signed or as the draft stands, and the calendar file of its course.

use anagen_care::case::Case;
use anagen_care::plan::for_patient;
use anagen_knowledge::Knowledge;
use anagen_papers::calendar::{CalendarInputs, icalendar};
use anagen_papers::plan::Languages;
use anagen_records::Stamp;
use anagen_records::blobs::Address;
use anagen_records::plans::{self, PlanVersion};
use anagen_records::values::{PatientId, PlanId};

use super::draft::{Desk, version};
use super::working::Working;
use crate::actor::Actor;
use crate::app::App;
use crate::error::AppError;
use crate::patients;
use crate::way::Way;

/// The plan as a page that needs nothing besides itself. A signed version is the paper that was signed, to the letter.
pub async fn paper(
    actor: &Actor,
    app: &App,
    patient: PatientId,
    plan: PlanId,
    wanted: Option<i64>,
) -> Result<String, AppError> {
    let (desk, found, request) = version(actor, app, patient, plan, wanted).await?;
    let Some(address) = &found.paper else {
        let working = desk.work_out(request);
        let languages = languages(&desk.way);
        let plan = for_patient(working.plan, &working.case, &desk.way.knowledge, languages.patient);
        return Ok(anagen_papers::plan::page(&plan, &desk.way.knowledge, languages));
    };
    let missing = || AppError::Internal(format!("the paper of the plan {plan} is missing"));
    let address = Address::parse(address).ok_or_else(missing)?;
    let bytes = app.blobs().get(&address)?.ok_or_else(missing)?;
    String::from_utf8(bytes).map_err(|_| missing())
}

/// What the clinic and this patient read.
pub(super) fn languages(way: &Way) -> Languages<'_> {
    Languages {
        clinic: &way.clinic.language,
        patient: patients::language(&way.patient, &way.clinic),
    }
}

/// A signed version worked out again from what was known when it was signed, with the knowledge as it is now.
pub async fn as_signed(app: &App, desk: &Desk, found: &PlanVersion) -> Result<Option<Working>, AppError> {
    let mut tx = app.database().read().await?;
    let Some((case, _)) = plans::signed_documents(&mut tx, found.id, found.version).await? else {
        return Ok(None);
    };
    Ok(read_signed(
        &case.0,
        found.signed_at.unwrap_or(desk.way.now),
        &desk.way.knowledge,
    ))
}

/// A case as it was signed, worked out again. Knowledge that no longer has a fact or a scale of that day cannot read it; its
/// paper still says all of it.
pub(crate) fn read_signed(case: &serde_json::Value, signed_at: Stamp, knowledge: &Knowledge) -> Option<Working> {
    let case = Case::from_json(&case.to_string(), signed_at.0, knowledge).ok()?;
    let plan = anagen_care::plan::plan(&case, knowledge);
    Some(Working { case, plan })
}

/// The course of a signed plan as a calendar file, without the patient's name.
pub async fn calendar(
    actor: &Actor,
    app: &App,
    patient: PatientId,
    plan: PlanId,
    wanted: Option<i64>,
) -> Result<String, AppError> {
    let (desk, found, _) = version(actor, app, patient, plan, wanted).await?;
    let none = || AppError::refused("plan-without-dates");
    let working = as_signed(app, &desk, &found).await?.ok_or_else(none)?;
    let course = working.plan.course.as_ref().ok_or_else(none)?;
    let minutes = working
        .plan
        .injection_map
        .as_ref()
        .and_then(|map| map.points()?.minutes);
    let inputs = CalendarInputs {
        case_reference: &desk.way.patient.number,
        made_at: desk.way.now.0,
        session_length: minutes.map(|minutes| minutes.to),
        place: Some(&desk.way.clinic.name),
        language: &desk.way.clinic.language,
    };
    icalendar(course, &inputs).map_err(|_| none())
}
