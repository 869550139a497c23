//! Two patients found to be one person, and taken back. Nothing is moved: both keep what was written under them, and everything
//! of both is shown under the one who is kept.

use anagen_records::Stamp;
use anagen_records::counts::{self, Counts};
use anagen_records::patients::merges::{self, Merge};
use anagen_records::patients::{self, Patient};
use anagen_records::values::{MergeId, PatientId};

use crate::actor::{Action, Actor};
use crate::app::App;
use crate::error::AppError;
use crate::transaction::Deed;

/// One of two who may be one person, with what they have.
#[derive(Debug, Clone, PartialEq)]
pub struct Side {
    /// Who.
    pub patient: Patient,
    /// How many plans, sessions, photographs and adverse events.
    pub counts: Counts,
    /// How many answers and how many appointments.
    pub holdings: merges::Holdings,
    /// Whether others were merged into them.
    pub has_merged: bool,
}

/// A merge with the names of those who did it and took it back.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// The merge.
    pub merge: Merge,
    /// The patient who was found to be the same person.
    pub merged: Patient,
    /// Who found it.
    pub by_name: String,
    /// Who took it back, and when.
    pub undone: Option<(String, Stamp)>,
}

/// Two patients beside each other, to see whether they are one person.
pub async fn compare(actor: &Actor, app: &App, one: PatientId, other: PatientId) -> Result<(Side, Side), AppError> {
    actor.demand(Action::MergePatients)?;
    for id in [one, other] {
        app.note(Some(actor), Deed::new("patient.compare", "patient", id).of(id))
            .await?;
    }
    let mut reading = app.read(actor, Action::MergePatients).await?;
    let mut sides = Vec::new();
    for id in [one, other] {
        let tx = &mut reading.tx;
        sides.push(Side {
            patient: super::of(tx, actor, id).await?,
            counts: counts::of(tx, id).await?,
            holdings: merges::holdings(tx, id).await?,
            has_merged: merges::has_merged(tx, actor.clinic, id).await?,
        });
    }
    match <[Side; 2]>::try_from(sides) {
        Ok([one, other]) => Ok((one, other)),
        Err(_) => Err(AppError::NotFound("patient")),
    }
}

/// Shows everything of `merged` under `kept` from now on.
pub async fn merge(
    actor: &Actor,
    app: &App,
    kept: PatientId,
    merged: PatientId,
    reason: &str,
) -> Result<MergeId, AppError> {
    if reason.trim().is_empty() {
        return Err(AppError::field("reason", "patients-merge-reason-missing"));
    }
    if kept == merged {
        return Err(AppError::refused("patients-merge-same"));
    }
    let mut writing = app.write(actor, Action::MergePatients).await?;
    let tx = &mut writing.tx;
    // Both are held until the end, so that what is checked here still holds when it is written.
    merges::lock(tx, actor.clinic, kept, merged).await?;
    let (one, other) = (super::of(tx, actor, kept).await?, super::of(tx, actor, merged).await?);
    if one.demo != other.demo {
        return Err(AppError::refused("patients-merge-invented"));
    }
    if one.merged_into.is_some() || other.merged_into.is_some() {
        return Err(AppError::refused("patients-merge-already"));
    }
    if merges::has_merged(tx, actor.clinic, merged).await? {
        return Err(AppError::refused("patients-merge-chain"));
    }
    let merge = Merge {
        id: MergeId::new(),
        kept,
        merged,
        reason: reason.trim().to_owned(),
        by_person: actor.person,
        at: writing.now,
        undone_by: None,
        undone_at: None,
    };
    if !merges::insert(tx, actor.clinic, &merge).await? {
        return Err(AppError::Stale("patient"));
    }
    let deed = |id: PatientId| {
        Deed::new("patient.merge", "merge", merge.id)
            .of(id)
            .because(merge.reason.clone())
    };
    writing.commit_all([deed(kept), deed(merged)]).await?;
    Ok(merge.id)
}

/// Takes a merge back: from now on both are shown on their own again. What was written since then stays with the one who was
/// kept. Gives the patient who stands on their own again.
pub async fn undo(actor: &Actor, app: &App, patient: PatientId, id: MergeId) -> Result<PatientId, AppError> {
    let mut writing = app.write(actor, Action::MergePatients).await?;
    let tx = &mut writing.tx;
    super::of(tx, actor, patient).await?;
    let merge = merges::find(tx, actor.clinic, id).await?;
    let merge = merge
        .filter(|merge| merge.kept == patient || merge.merged == patient)
        .ok_or(AppError::NotFound("merge"))?;
    merges::lock(tx, actor.clinic, merge.kept, merge.merged).await?;
    if !merges::undo(tx, actor.clinic, &merge, actor.person, writing.now).await? {
        return Err(AppError::refused("patients-merge-undone-already"));
    }
    let deed = |id: PatientId| Deed::new("patient.unmerge", "merge", merge.id).of(id);
    writing.commit_all([deed(merge.kept), deed(merge.merged)]).await?;
    Ok(merge.merged)
}

/// Every merge into a patient, the latest first, also those that were taken back.
pub async fn of_patient(actor: &Actor, app: &App, patient: PatientId) -> Result<Vec<Told>, AppError> {
    let mut reading = app.read(actor, Action::ReadRecord).await?;
    let tx = &mut reading.tx;
    super::of(tx, actor, patient).await?;
    let mut told = Vec::new();
    for merge in merges::of(tx, actor.clinic, patient).await? {
        if merge.kept != patient {
            continue;
        }
        let Some(merged) = patients::find(tx, actor.clinic, merge.merged).await? else {
            continue;
        };
        let by_name = super::register::name_of(tx, actor, Some(merge.by_person))
            .await?
            .unwrap_or_default();
        let undone = match (
            super::register::name_of(tx, actor, merge.undone_by).await?,
            merge.undone_at,
        ) {
            (Some(name), Some(at)) => Some((name, at)),
            _ => None,
        };
        told.push(Told {
            merge,
            merged,
            by_name,
            undone,
        });
    }
    Ok(told)
}
