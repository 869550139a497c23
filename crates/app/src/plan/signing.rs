//! Signing a plan, and ending its course.
//!
//! A plan is signed by a prescriber with their password, and only where care says that it is for review: what is open is named,
//! and nothing that a page sends changes that. What was known, what came of it, by which knowledge and the paper that was read
//! are kept with the signature; the database then refuses every change.

use anagen_care::finding::FindingState;
use anagen_care::plan::{Standing, for_patient};
use anagen_care::screening::{Report, Verdict};
use anagen_papers::plan::SignedBy;
use anagen_records::plans::{self, PlanEnd, Signature, Signing};
use anagen_records::values::{Json, PatientId, PlanId};
use serde_json::json;

use super::draft::{open_draft, without_points};
use super::papers::languages;
use super::working::{Working, clinical_of, starts_in_the_past, today, work_out};
use super::{asked_of, case_file, stored};
use crate::Message;
use crate::actor::{Action, Actor};
use crate::app::App;
use crate::error::AppError;
use crate::transaction::Deed;
use crate::{patients, sign_in, stock, way};

/// Something that stands between a plan and its signature.
#[derive(Debug, Clone, PartialEq)]
pub enum StillOpen {
    /// Nothing is asked for.
    NothingAsked,
    /// A rule forbids it.
    Forbidden {
        /// Id of the rule or limit.
        id: String,
        /// What a colleague would say.
        message: String,
    },
    /// It cannot be planned as it is asked for.
    Refused {
        /// What is wrong.
        reason: String,
    },
    /// A rule that has to be cleared, waited for, or decided by a specialist.
    Finding {
        /// Id of the rule or limit.
        id: String,
        /// What a colleague would say.
        message: String,
    },
    /// A question that could decide.
    Question {
        /// Id of the fact that it asks for.
        fact: String,
        /// The question.
        question: String,
    },
    /// What a protocol leaves open and nobody has chosen yet.
    Choice {
        /// The question.
        question: String,
    },
    /// What care says besides, such as the days for thinking it over.
    Note {
        /// In a sentence.
        sentence: String,
    },
    /// The first session lies before today.
    StartsInThePast,
    /// The medical director has not adopted these bundles, and the patient is not an invented one.
    NotAdopted {
        /// Which.
        bundles: Vec<String>,
    },
}

/// Everything that stands between a plan and its signature; nothing where a prescriber may review and sign it.
pub fn still_open(working: &Working) -> Vec<StillOpen> {
    let plan = &working.plan;
    if plan.standing == Standing::ForReview {
        return Vec::new();
    }
    let mut open = Vec::new();
    if plan.standing == Standing::ScreeningOnly {
        open.push(StillOpen::NothingAsked);
    }
    let reports = [Some(&plan.procedure), plan.cocktail.as_ref()];
    let mut seen = Vec::new();
    for report in reports.into_iter().flatten() {
        open.extend(of_report(report, &mut seen));
    }
    open.extend(plan.refusals.iter().map(|refused| StillOpen::Refused {
        reason: refused.refusal.reason.clone(),
    }));
    let course = plan.course.iter().flat_map(|course| &course.questions);
    open.extend(
        course
            .filter(|question| question.answer_in.is_some())
            .map(|question| StillOpen::Choice {
                question: match &question.phase {
                    Some(phase) => format!("{phase}: {}", question.text),
                    None => question.text.clone(),
                },
            }),
    );
    open.extend(plan.notes.iter().map(|note| StillOpen::Note { sentence: note.clone() }));
    if starts_in_the_past(&working.case) {
        open.push(StillOpen::StartsInThePast);
    }
    if !plan.demo && !plan.knowledge.not_adopted.is_empty() {
        open.push(StillOpen::NotAdopted {
            bundles: plan.knowledge.not_adopted.clone(),
        });
    }
    open
}

fn of_report(report: &Report, seen: &mut Vec<String>) -> Vec<StillOpen> {
    let mut open = Vec::new();
    for finding in report.findings.iter().filter(|finding| finding.cleared.is_none()) {
        let fired = finding.state == FindingState::Fired;
        let counts = Verdict::of(finding.severity, fired) != Verdict::Eligible;
        // What is undecided is asked for below, as a question.
        if !counts || !fired || seen.contains(&finding.id) {
            continue;
        }
        seen.push(finding.id.clone());
        let (id, message) = (finding.id.clone(), finding.message.clone());
        open.push(if Verdict::of(finding.severity, fired) == Verdict::Excluded {
            StillOpen::Forbidden { id, message }
        } else {
            StillOpen::Finding { id, message }
        });
    }
    for question in &report.questions {
        if !seen.contains(&question.fact) {
            seen.push(question.fact.clone());
            open.push(StillOpen::Question {
                fact: question.fact.clone(),
                question: question.question.clone(),
            });
        }
    }
    open
}

/// Says why a plan is not signed, naming what is open.
fn refuse(open: &[StillOpen]) -> AppError {
    let sentences: Vec<String> = open
        .iter()
        .filter_map(|open| match open {
            StillOpen::Forbidden { id, message } | StillOpen::Finding { id, message } => {
                Some(format!("{id}: {message}"))
            }
            StillOpen::Refused { reason } => Some(reason.clone()),
            StillOpen::Question { question, .. } | StillOpen::Choice { question } => Some(question.clone()),
            StillOpen::Note { sentence } => Some(sentence.clone()),
            StillOpen::NothingAsked | StillOpen::StartsInThePast | StillOpen::NotAdopted { .. } => None,
        })
        .collect();
    if open.contains(&StillOpen::NothingAsked) {
        return AppError::refused("plan-nothing-asked");
    }
    let is_forbidden = open.iter().any(|open| matches!(open, StillOpen::Forbidden { .. }));
    if open.contains(&StillOpen::StartsInThePast) && !is_forbidden {
        return AppError::refused("plan-starts-in-the-past");
    }
    if !sentences.is_empty() {
        let key = if is_forbidden {
            "plan-is-excluded"
        } else {
            "plan-not-ready"
        };
        return AppError::Refused(Message::new(key).with("what", sentences.join(" · ")));
    }
    let bundles = open.iter().find_map(|open| match open {
        StillOpen::NotAdopted { bundles } => Some(bundles.join(", ")),
        _ => None,
    });
    match bundles {
        Some(bundles) => AppError::Refused(Message::new("plan-not-adopted").with("bundles", bundles)),
        // A draft always has a reason; without one that is told it is still not signed.
        None => AppError::refused("plan-not-ready-unnamed"),
    }
}

/// Signs a draft with the password of the prescriber who is signed in.
pub async fn sign(
    actor: &Actor,
    app: &App,
    patient: PatientId,
    plan: PlanId,
    edit: i64,
    password: &str,
) -> Result<(), AppError> {
    actor.demand(Action::SignPlan)?;
    if !sign_in::is_own_password(actor, app, password).await? {
        return Err(AppError::field("password", "sign-in-wrong-password"));
    }
    let knowledge = app.knowledge(actor.clinic).await?;
    let mut writing = app.write(actor, Action::SignPlan).await?;
    let now = writing.now;
    let way = way::in_transaction(&mut writing.tx, actor, knowledge, patient, now).await?;
    let patient = way.patient.id;
    let draft = open_draft(&mut writing.tx, patient, plan).await?;
    if draft.edit != edit {
        return Err(AppError::Stale("plan"));
    }
    if plans::ends(&mut writing.tx, patient)
        .await?
        .iter()
        .any(|end| end.plan == plan)
    {
        return Err(AppError::refused("plan-was-ended"));
    }
    let shelf = stock::shelf(&mut writing.tx, actor.clinic, today(&way.clinic, now)).await?;
    let (request, points) = asked_of(&draft)?;
    let working = work_out(clinical_of(&way, &shelf), request);
    let open = still_open(&working);
    if !open.is_empty() {
        return Err(refuse(&open));
    }
    let Some(request) = &working.case.request else {
        return Err(AppError::refused("plan-nothing-asked"));
    };

    let signed = SignedBy {
        name: &actor.name,
        at: now.0.to_zoned(crate::case::time_zone(&way.clinic)),
        version: draft.version,
    };
    let languages = languages(&way);
    let printed = for_patient(working.plan.clone(), &working.case, &way.knowledge, languages.patient);
    let paper = anagen_papers::plan::signed_page(&printed, &way.knowledge, languages, signed);
    let paper = app.blobs().put(paper.as_bytes())?;
    let signing = Signing {
        request: Json(stored(&without_points(request))?),
        case: Json(case_file(&working.case, &way.knowledge)?),
        plan: Json(stored(&working.plan)?),
        verdict: verdict_word(working.plan.verdict)?,
        knowledge_version: way.knowledge.version.clone(),
        knowledge_hash: way.knowledge.hash.clone(),
        paper: paper.to_string(),
        by: actor.person,
        at: now,
    };
    let document = json!({
        "plan": plan, "version": draft.version, "patient": patient, "request": signing.request.0, "points": points,
        "case": signing.case.0, "worked_out": signing.plan.0, "knowledge": signing.knowledge_hash, "paper": signing.paper,
    });
    if !plans::sign(&mut writing.tx, plan, draft.version, edit, &signing).await? {
        return Err(AppError::Stale("plan"));
    }
    let signature = Signature {
        kind: "plan".to_owned(),
        record: plan.to_string(),
        version: draft.version,
        role: "prescriber".to_owned(),
        person: actor.person,
        person_name: actor.name.clone(),
        meaning: "prescribed".to_owned(),
        digest: blake3::hash(document.to_string().as_bytes()).to_hex().to_string(),
        at: now,
    };
    plans::add_signature(&mut writing.tx, actor.clinic, &signature).await?;
    let deed = Deed::new("plan.sign", "plan", plan).of(patient).wrote(&document);
    writing.commit(deed).await
}

fn verdict_word(verdict: Verdict) -> Result<String, AppError> {
    match stored(&verdict)? {
        serde_json::Value::String(word) => Ok(word),
        other => Err(AppError::Internal(format!("a verdict is no word: {other}"))),
    }
}

/// Ends a course, for a reason: it was stopped, or it is done. What was done of it stays; no session of it starts again.
pub async fn end(actor: &Actor, app: &App, patient: PatientId, plan: PlanId, reason: &str) -> Result<(), AppError> {
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(AppError::field("reason", "plan-reason-missing"));
    }
    let mut writing = app.write(actor, Action::SignPlan).await?;
    let patient = patients::of(&mut writing.tx, actor, patient).await?;
    let versions = plans::of_patient(&mut writing.tx, patient.id).await?;
    let of_plan: Vec<_> = versions.iter().filter(|version| version.id == plan).collect();
    if of_plan.is_empty() {
        return Err(AppError::NotFound("plan"));
    }
    if of_plan.iter().all(|version| version.signed_at.is_none()) {
        return Err(AppError::refused("plan-not-signed-yet"));
    }
    if plans::ends(&mut writing.tx, patient.id)
        .await?
        .iter()
        .any(|end| end.plan == plan)
    {
        return Err(AppError::refused("plan-was-ended"));
    }
    let end = PlanEnd {
        plan,
        reason: reason.to_owned(),
        by_person: actor.person,
        by_name: actor.name.clone(),
        at: writing.now,
    };
    plans::end(&mut writing.tx, actor.clinic, patient.id, &end).await?;
    writing
        .commit(Deed::new("plan.end", "plan", plan).of(patient.id).because(reason))
        .await
}
