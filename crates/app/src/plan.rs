//! The plan of a patient: drafted from what is in stock, checked by the stages of care, signed by a prescriber, amended by
//! versions, ended.
//!
//! A draft holds what is asked for and the single points that were changed by hand. Everything else (verdict, doses, dates,
//! sheets) is worked out by `anagen_care::plan` each time it is looked at, and is written down once: when the plan is signed.

mod draft;
mod papers;
mod signing;
mod snapshot;
mod working;

use anagen_care::case::Request;
use anagen_care::injection_map::PointEdits;
use anagen_care::screening::Verdict;
use anagen_records::plans::{self, PlanEnd, PlanVersion};
use anagen_records::values::{PatientId, PersonId, PlanId};
use anagen_records::{Stamp, Transaction};
use serde::de::DeserializeOwned;

pub use self::draft::{Desk, Draft, amend, check, day_of, discard, open, save, start, version};
pub(crate) use self::papers::read_signed;
pub use self::papers::{as_signed, calendar, paper};
pub use self::signing::{StillOpen, end, sign, still_open};
pub use self::snapshot::case_file;
pub use self::working::{Clinical, Working, check_lots, shelf_product_id, with_clinic};

use crate::actor::Actor;
use crate::error::AppError;
use crate::patients;

/// One version of a plan, signed: what sessions go by.
#[derive(Debug, Clone)]
pub struct SignedPlan {
    /// Identifier, the same for all versions.
    pub id: PlanId,
    /// Counts the versions from 1.
    pub version: i64,
    /// What was asked for, with the vials as they were on the shelf and with the points changed by hand.
    pub request: Request,
    /// The points changed by hand; the same as in `request`.
    pub points: PointEdits,
    /// The verdict with which it was signed.
    pub verdict: Verdict,
    /// Version of the knowledge with which it was signed.
    pub knowledge_version: String,
    /// Its hash.
    pub knowledge_hash: String,
    /// Content address of the paper as it was signed.
    pub paper: String,
    /// Why it was amended; none for the first version.
    pub reason: Option<String>,
    /// Who signed it.
    pub signed_by: PersonId,
    /// Their name, as it was.
    pub signed_by_name: String,
    /// When.
    pub signed_at: Stamp,
    /// When, why and by whom the course was ended.
    pub ended: Option<PlanEnd>,
}

/// The signed plans of a patient, each in its latest signed version, the newest plan first. Plans that were ended are among
/// them and say so.
pub async fn signed(tx: &mut Transaction, actor: &Actor, patient: PatientId) -> Result<Vec<SignedPlan>, AppError> {
    let patient = patients::of(tx, actor, patient).await?;
    let ends = plans::ends(tx, patient.id).await?;
    let mut found: Vec<SignedPlan> = Vec::new();
    for version in plans::of_patient(tx, patient.id).await? {
        let is_known = found.iter().any(|plan| plan.id == version.id);
        if version.signed_at.is_some() && !is_known {
            found.push(signed_plan(&version, &ends)?);
        }
    }
    Ok(found)
}

/// One signed version of a plan of this patient: what a session of that version goes by.
pub async fn signed_version(
    tx: &mut Transaction,
    actor: &Actor,
    patient: PatientId,
    plan: PlanId,
    version: i64,
) -> Result<SignedPlan, AppError> {
    let patient = patients::of(tx, actor, patient).await?;
    let ends = plans::ends(tx, patient.id).await?;
    let found = plans::find(tx, patient.id, plan, version).await?;
    let found = found
        .filter(|version| version.signed_at.is_some())
        .ok_or(AppError::NotFound("plan"))?;
    signed_plan(&found, &ends)
}

fn signed_plan(version: &PlanVersion, ends: &[PlanEnd]) -> Result<SignedPlan, AppError> {
    let (request, points) = asked_of(version)?;
    // The database fills these together with the signature.
    let missing = || AppError::Internal(format!("the signed plan {} is not whole", version.id));
    let verdict = version.verdict.clone().ok_or_else(missing)?;
    Ok(SignedPlan {
        id: version.id,
        version: version.version,
        request,
        points,
        verdict: serde_json::from_value(serde_json::Value::String(verdict)).map_err(|_| missing())?,
        knowledge_version: version.knowledge_version.clone().ok_or_else(missing)?,
        knowledge_hash: version.knowledge_hash.clone().ok_or_else(missing)?,
        paper: version.paper.clone().ok_or_else(missing)?,
        reason: version.reason.clone(),
        signed_by: version.signed_by.ok_or_else(missing)?,
        signed_by_name: version.signed_by_name.clone().ok_or_else(missing)?,
        signed_at: version.signed_at.ok_or_else(missing)?,
        ended: ends.iter().find(|end| end.plan == version.id).cloned(),
    })
}

/// What a version asks for, its changed points put into it.
fn asked_of(version: &PlanVersion) -> Result<(Request, PointEdits), AppError> {
    let mut request: Request = read_stored(&version.request.0, "plan")?;
    let points: PointEdits = read_stored(&version.points.0, "plan's points")?;
    request.points = points.clone();
    Ok((request, points))
}

fn read_stored<T: DeserializeOwned>(body: &serde_json::Value, what: &str) -> Result<T, AppError> {
    serde_json::from_value(body.clone())
        .map_err(|error| AppError::Internal(format!("a stored {what} cannot be read: {error}")))
}

/// A document for a column.
fn stored<T: serde::Serialize>(value: &T) -> Result<serde_json::Value, AppError> {
    serde_json::to_value(value).map_err(|error| AppError::Internal(format!("a document cannot be stored: {error}")))
}
