//! Drafts: started, saved while nobody else saved meanwhile, amended from a signed version, given up.

use anagen_care::case::Request;
use anagen_care::injection_map::PointEdits;
use anagen_records::plans::{self, PlanEnd, PlanVersion};
use anagen_records::revisions::{self, Revision};
use anagen_records::values::{Json, PatientId, PlanId};
use anagen_records::{Stamp, Transaction};

use super::working::{Working, clinical_of, nothing_asked, today, work_out};
use super::{SignedPlan, asked_of, read_stored, signed_plan, stored};
use crate::actor::{Action, Actor};
use crate::app::App;
use crate::error::{AppError, Invalid};
use crate::stock::{self, ShelfLot};
use crate::transaction::Deed;
use crate::way::{self, Way};
use crate::{case, patients};

/// A version that nobody signed yet.
#[derive(Debug, Clone)]
pub struct Draft {
    /// Identifier of the plan.
    pub id: PlanId,
    /// Which version this will be.
    pub version: i64,
    /// Counts the edits: what is saved names the one that it was made from.
    pub edit: i64,
    /// What is asked for, with the points changed by hand.
    pub request: Request,
    /// Why a signed plan is amended; none for a first version.
    pub reason: Option<String>,
    /// Who began it.
    pub by: String,
    /// When it was last saved.
    pub changed_at: Stamp,
}

/// Everything that one works with on the plan of a patient.
#[derive(Debug, Clone)]
pub struct Desk {
    /// Where the patient stands.
    pub way: Way,
    /// What is worked on.
    pub draft: Option<Draft>,
    /// Every signed plan in its latest signed version, the newest first.
    pub signed: Vec<SignedPlan>,
    /// Every version, the latest first: what can be read again.
    pub versions: Vec<PlanVersion>,
    /// Courses that were ended.
    pub ends: Vec<PlanEnd>,
    /// Every lot of the clinic.
    pub shelf: Vec<ShelfLot>,
}

impl Desk {
    /// What comes of a request for this patient.
    pub fn work_out(&self, request: Request) -> Working {
        work_out(clinical_of(&self.way, &self.shelf), request)
    }

    /// What is asked for in the draft, or nothing at all.
    pub fn request(&self) -> Request {
        self.draft
            .as_ref()
            .map_or_else(nothing_asked, |draft| draft.request.clone())
    }

    /// The plan that a patient is treated by: the newest signed one that was not ended.
    pub fn current(&self) -> Option<&SignedPlan> {
        self.signed.iter().find(|plan| plan.ended.is_none())
    }
}

/// Opens the plan of a patient; that it was opened is written down under `section`.
pub async fn open(actor: &Actor, app: &App, patient: PatientId, section: &'static str) -> Result<Desk, AppError> {
    let knowledge = app.knowledge(actor.clinic).await?;
    let deed = Deed::new(section, "patient", patient).of(patient);
    let mut reading = app.read_record(actor, Action::ReadRecord, deed).await?;
    let way = way::in_transaction(&mut reading.tx, actor, knowledge, patient, reading.now).await?;
    desk(&mut reading.tx, actor, way).await
}

async fn desk(tx: &mut Transaction, actor: &Actor, way: Way) -> Result<Desk, AppError> {
    let patient = way.patient.id;
    let versions = plans::of_patient(tx, patient).await?;
    let ends = plans::ends(tx, patient).await?;
    let shelf = stock::shelf(tx, actor.clinic, today(&way.clinic, way.now)).await?;
    let mut signed: Vec<SignedPlan> = Vec::new();
    for version in versions.iter().filter(|version| version.signed_at.is_some()) {
        if !signed.iter().any(|plan| plan.id == version.id) {
            signed.push(signed_plan(version, &ends)?);
        }
    }
    let draft = versions
        .iter()
        .find(|version| version.signed_at.is_none())
        .map(draft_of)
        .transpose()?;
    Ok(Desk {
        way,
        draft,
        signed,
        versions,
        ends,
        shelf,
    })
}

pub(super) fn draft_of(version: &PlanVersion) -> Result<Draft, AppError> {
    let (request, _) = asked_of(version)?;
    Ok(Draft {
        id: version.id,
        version: version.version,
        edit: version.edit,
        request,
        reason: version.reason.clone(),
        by: version.created_by_name.clone(),
        changed_at: version.changed_at,
    })
}

/// What would come of a request, saved or not.
pub async fn check(
    actor: &Actor,
    app: &App,
    patient: PatientId,
    request: Request,
) -> Result<(Desk, Working), AppError> {
    let desk = open(actor, app, patient, "plan.check").await?;
    let working = desk.work_out(request);
    Ok((desk, working))
}

/// Starts a plan in which nothing is asked for. A patient has one draft at a time: where there is one, it is that one.
pub async fn start(actor: &Actor, app: &App, patient: PatientId) -> Result<PlanId, AppError> {
    let mut writing = app.write(actor, Action::DraftPlan).await?;
    let patient = patients::of(&mut writing.tx, actor, patient).await?;
    if let Some(open) = plans::draft(&mut writing.tx, patient.id).await? {
        return Ok(open.id);
    }
    let clinic = patients::clinic_of(&mut writing.tx, actor).await?;
    let mut request = nothing_asked();
    super::with_clinic(&mut request, &clinic, today(&clinic, writing.now));
    let plan = new_version(actor, patient.id, PlanId::new(), 1, &request, None, writing.now)?;
    plans::insert(&mut writing.tx, actor.clinic, &plan).await?;
    let deed = Deed::new("plan.start", "plan", plan.id)
        .of(patient.id)
        .wrote(&plan.request.0);
    writing.commit(deed).await?;
    Ok(plan.id)
}

/// Starts the next version of a signed plan, for a reason. The signed version stays as it is and counts until this one is signed.
pub async fn amend(actor: &Actor, app: &App, patient: PatientId, plan: PlanId, reason: &str) -> Result<(), AppError> {
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(AppError::field("reason", "plan-reason-missing"));
    }
    let mut writing = app.write(actor, Action::DraftPlan).await?;
    let patient = patients::of(&mut writing.tx, actor, patient).await?;
    if plans::draft(&mut writing.tx, patient.id).await?.is_some() {
        return Err(AppError::refused("plan-draft-is-open"));
    }
    let versions = plans::of_patient(&mut writing.tx, patient.id).await?;
    let latest = versions
        .iter()
        .find(|version| version.id == plan)
        .ok_or(AppError::NotFound("plan"))?;
    if plans::ends(&mut writing.tx, patient.id)
        .await?
        .iter()
        .any(|end| end.plan == plan)
    {
        return Err(AppError::refused("plan-was-ended"));
    }
    let (request, _) = asked_of(latest)?;
    let next = latest.version + 1;
    let next = new_version(
        actor,
        patient.id,
        plan,
        next,
        &request,
        Some(reason.to_owned()),
        writing.now,
    )?;
    plans::insert(&mut writing.tx, actor.clinic, &next).await?;
    let deed = Deed::new("plan.amend", "plan", plan)
        .of(patient.id)
        .because(reason)
        .wrote(&next.request.0);
    writing.commit(deed).await
}

fn new_version(
    actor: &Actor,
    patient: PatientId,
    id: PlanId,
    version: i64,
    request: &Request,
    reason: Option<String>,
    now: Stamp,
) -> Result<PlanVersion, AppError> {
    Ok(PlanVersion {
        id,
        version,
        patient,
        request: Json(stored(&without_points(request))?),
        points: Json(stored(&request.points)?),
        verdict: None,
        knowledge_version: None,
        knowledge_hash: None,
        paper: None,
        reason,
        created_by: actor.person,
        created_by_name: actor.name.clone(),
        created_at: now,
        changed_at: now,
        edit: 1,
        signed_by: None,
        signed_by_name: None,
        signed_at: None,
    })
}

/// The points are a column of their own.
pub(super) fn without_points(request: &Request) -> Request {
    Request {
        points: PointEdits::default(),
        ..request.clone()
    }
}

/// Saves a draft over the edit that it was made from; gives the new edit. Where somebody else saved meanwhile it is stale.
pub async fn save(
    actor: &Actor,
    app: &App,
    patient: PatientId,
    plan: PlanId,
    edit: i64,
    request: &Request,
) -> Result<i64, AppError> {
    let mut writing = app.write(actor, Action::DraftPlan).await?;
    let patient = patients::of(&mut writing.tx, actor, patient).await?;
    let draft = open_draft(&mut writing.tx, patient.id, plan).await?;
    let clinic = patients::clinic_of(&mut writing.tx, actor).await?;
    let mut request = request.clone();
    super::with_clinic(&mut request, &clinic, today(&clinic, writing.now));
    let shelf = stock::shelf(&mut writing.tx, actor.clinic, today(&clinic, writing.now)).await?;
    let mut invalid = Invalid::default();
    super::check_lots(&request, &shelf, &mut invalid);
    invalid.check()?;
    keep_labels(&shelf, &draft, &mut request)?;
    let (body, points) = (Json(stored(&without_points(&request))?), Json(stored(&request.points)?));
    let now = writing.now;
    if !plans::update(&mut writing.tx, plan, draft.version, edit, &body, &points, now).await? {
        return Err(AppError::Stale("plan"));
    }
    let deed = Deed::new("plan.save", "plan", plan)
        .of(patient.id)
        .wrote(&(&body.0, &points.0));
    writing.commit(deed).await?;
    Ok(edit + 1)
}

/// Keeps the label of each lot that is drawn from, so that a draft reads the same when the lot has left the shelf's list.
fn keep_labels(shelf: &[ShelfLot], draft: &PlanVersion, request: &mut Request) -> Result<(), AppError> {
    let before: Request = read_stored(&draft.request.0, "plan")?;
    request.products = request
        .draw
        .iter()
        .filter_map(|draw| {
            let on_shelf = shelf
                .iter()
                .find(|lot| super::shelf_product_id(lot.lot) == draw.product);
            let kept = before.products.iter().find(|product| product.id == draw.product);
            on_shelf.map(super::working::product_of).or_else(|| kept.cloned())
        })
        .collect();
    Ok(())
}

/// The draft of this plan, which nobody signed.
pub(super) async fn open_draft(
    tx: &mut Transaction,
    patient: PatientId,
    plan: PlanId,
) -> Result<PlanVersion, AppError> {
    let versions = plans::of_patient(tx, patient).await?;
    let mut of_plan = versions.into_iter().filter(|version| version.id == plan).peekable();
    if of_plan.peek().is_none() {
        return Err(AppError::NotFound("plan"));
    }
    of_plan
        .find(|version| version.signed_at.is_none())
        .ok_or_else(|| AppError::refused("plan-has-no-draft"))
}

/// Gives a draft up. What it asked for is kept among the revisions.
pub async fn discard(actor: &Actor, app: &App, patient: PatientId, plan: PlanId, reason: &str) -> Result<(), AppError> {
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(AppError::field("reason", "plan-reason-missing"));
    }
    let mut writing = app.write(actor, Action::DraftPlan).await?;
    let patient = patients::of(&mut writing.tx, actor, patient).await?;
    let draft = open_draft(&mut writing.tx, patient.id, plan).await?;
    let now = writing.now;
    let body = serde_json::json!({ "request": draft.request.0, "points": draft.points.0, "edit": draft.edit });
    let revision = Revision {
        version: now.0.as_microsecond(),
        body: body.to_string(),
        reason: Some(reason.to_owned()),
        by_person: Some(actor.person),
        at: now,
    };
    let record = format!("{plan} {}", draft.version);
    revisions::keep(&mut writing.tx, actor.clinic, "plan_draft", &record, &revision).await?;
    plans::discard(&mut writing.tx, plan, draft.version).await?;
    let deed = Deed::new("plan.discard", "plan", plan)
        .of(patient.id)
        .because(reason)
        .wrote(&body);
    writing.commit(deed).await
}

/// One version of a plan of this patient as it can be read again, signed or not.
pub async fn version(
    actor: &Actor,
    app: &App,
    patient: PatientId,
    plan: PlanId,
    wanted: Option<i64>,
) -> Result<(Desk, PlanVersion, Request), AppError> {
    let desk = open(actor, app, patient, "plan.open").await?;
    let mut of_plan = desk.versions.iter().filter(|known| known.id == plan);
    let found = match wanted {
        Some(version) => of_plan.find(|known| known.version == version),
        // Without a version it is the latest signed one, or the draft where none is signed.
        None => of_plan
            .clone()
            .find(|known| known.signed_at.is_some())
            .or_else(|| of_plan.next()),
    };
    let found = found.cloned().ok_or(AppError::NotFound("plan"))?;
    let (request, _) = asked_of(&found)?;
    Ok((desk, found, request))
}

/// The local day of a moment in the clinic of a desk.
pub fn day_of(desk: &Desk, moment: Stamp) -> jiff::civil::Date {
    moment.0.to_zoned(case::time_zone(&desk.way.clinic)).date()
}
