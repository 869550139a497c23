//! Screening of a patient as the clinic sees it, and the clearances that prescribers sign.
//!
//! Rules, verdict and what may clear a finding are those of `anagen_care::screening`. Here a clearance is tried on the patient's
//! case before it is written down: what would clear nothing is refused with the reason, and what is written down is appended.

mod letter_scan;

use anagen_care::case::{Case, Clearance, ClearanceKind, Letter, Role};
use anagen_care::finding::Finding;
use anagen_care::screening::{Report, Rulebook};
use anagen_knowledge::{FactKey, FactSheet};
use anagen_records::blobs::Address;
use anagen_records::known;
use anagen_records::values::{ClearanceId, Json, PatientId};
use anagen_records::{Stamp, Transaction};
use jiff::civil::Date;

use crate::Message;
use crate::actor::{Action, Actor};
use crate::app::App;
use crate::error::{AppError, Invalid};
use crate::intake::{Intake, Names};
use crate::people::{self, CredentialStanding, Scope};
use crate::transaction::Deed;
use crate::way::{self, Way};
use crate::{case, intake, patients, plan};

pub use self::letter_scan::{LARGEST_SCAN, ScanKind};

/// Longest reason or note.
const LONGEST_TEXT: usize = 2_000;

/// The screening of a patient with what was signed about it.
#[derive(Debug, Clone)]
pub struct Screening {
    /// What is known, with who said it.
    pub intake: Intake,
    /// Every clearance that was ever signed, the latest first.
    pub clearances: Vec<SignedClearance>,
    /// Names of those who signed.
    pub names: Names,
    /// How the credentials of the one who looks stand for signing; none where their role signs nothing.
    pub credential: Option<CredentialStanding>,
}

/// A clearance as it was signed.
#[derive(Debug, Clone)]
pub struct SignedClearance {
    /// Its row.
    pub id: ClearanceId,
    /// What was signed.
    pub clearance: Clearance,
    /// Whether a scan of the letter is kept.
    pub has_scan: bool,
    /// When it was signed.
    pub signed_at: Stamp,
    /// How it stands.
    pub standing: ClearanceStanding,
}

/// How a clearance stands now.
#[derive(Debug, Clone, PartialEq)]
pub enum ClearanceStanding {
    /// It clears its finding.
    Counts,
    /// It speaks of the mixture or the day: the plan says whether it counts.
    OfThePlan,
    /// It clears nothing, and why.
    Rejected(String),
    /// It was taken back.
    Withdrawn {
        /// By whom.
        by: String,
        /// When.
        at: Stamp,
        /// Why.
        reason: String,
    },
}

/// An override as it is entered.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NewOverride {
    /// Why.
    pub reason: String,
    /// Last day on which it counts.
    pub expires: Option<Date>,
}

/// A specialist's letter as it is entered.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NewLetter {
    /// Which specialist.
    pub specialist: String,
    /// Name.
    pub from: String,
    /// Date of the letter.
    pub dated: Option<Date>,
    /// What it says, in a sentence.
    pub note: String,
    /// Last day on which it counts, where that was agreed.
    pub expires: Option<Date>,
    /// A scan of it.
    pub scan: Option<Vec<u8>>,
}

/// Opens the screening of a patient.
pub async fn open(actor: &Actor, app: &App, patient: PatientId) -> Result<Screening, AppError> {
    let intake = intake::open(actor, app, patient, "screening.open").await?;
    let mut tx = app.database().read().await?;
    let clearances = clearances(&mut tx, &intake.way).await?;
    let credential = if actor.may(Action::SignClearance) {
        let (country, today) = (&intake.way.clinic.country, intake.way.case.today());
        Some(people::credential_standing(&mut tx, actor, Scope::Prescribe, country, today).await?)
    } else {
        None
    };
    let names = intake.names.clone();
    Ok(Screening {
        intake,
        clearances,
        names,
        credential,
    })
}

async fn clearances(tx: &mut Transaction, way: &Way) -> Result<Vec<SignedClearance>, AppError> {
    let rows = known::clearances(tx, way.patient.id, way.now).await?;
    let mut signed = Vec::new();
    for row in rows.iter().filter(|row| row.withdraws.is_none()) {
        let clearance = read(row)?;
        let standing = match rows.iter().find(|other| other.withdraws == Some(row.id)) {
            Some(withdrawal) => {
                let body = read(withdrawal)?;
                ClearanceStanding::Withdrawn {
                    by: body.by,
                    at: withdrawal.signed_at,
                    reason: body.reason.unwrap_or_default(),
                }
            }
            None => match judged(&report_with(&way.case, way, &clearance), &clearance.rule) {
                None if is_of_the_procedure(way, &clearance.rule) => {
                    ClearanceStanding::Rejected("the rule found nothing: there is nothing to clear".to_owned())
                }
                None => ClearanceStanding::OfThePlan,
                Some(Ok(_)) => ClearanceStanding::Counts,
                Some(Err(reason)) => ClearanceStanding::Rejected(reason),
            },
        };
        signed.push(SignedClearance {
            id: row.id,
            clearance,
            has_scan: row.attachment.is_some(),
            signed_at: row.signed_at,
            standing,
        });
    }
    signed.reverse();
    Ok(signed)
}

fn read(row: &known::Clearance) -> Result<Clearance, AppError> {
    serde_json::from_value(row.body.0.clone())
        .map_err(|error| AppError::Internal(format!("a stored clearance cannot be read: {error}")))
}

/// Whether a rule is run in the screening for the procedure.
fn is_of_the_procedure(way: &Way, rule: &str) -> bool {
    let rulebook = Rulebook::new(&way.knowledge);
    rulebook
        .rules
        .iter()
        .any(|known| known.rule.id == rule && known.gate == anagen_care::screening::Gate::Procedure)
}

/// The screening for the procedure with one clearance alone.
fn report_with(case: &Case, way: &Way, clearance: &Clearance) -> Report {
    let mut case = case.clone();
    case.clearances = vec![clearance.clone()];
    way::screening(&case, &case.sheet(&way.knowledge), &way.knowledge)
}

/// What became of the only clearance of a report: the finding that it clears, or why it does not; none where the report has no
/// such finding.
fn judged(report: &Report, rule: &str) -> Option<Result<Finding, String>> {
    let found: Vec<&Finding> = report.findings.iter().filter(|finding| finding.id == rule).collect();
    let first = found.first()?;
    // A limit can be passed in several places: each of them has to be cleared.
    match report.rejected_clearances.iter().find(|rejected| rejected.rule == rule) {
        Some(rejected) => Some(Err(rejected.reason.clone())),
        None => Some(Ok((*first).clone())),
    }
}

/// A finding that somebody wants to clear: of the screening for the procedure, or of the plan that is asked for.
pub async fn finding(
    actor: &Actor,
    app: &App,
    patient: PatientId,
    rule: &str,
) -> Result<(Screening, Finding), AppError> {
    let screening = open(actor, app, patient).await?;
    let of_the_procedure = screening
        .intake
        .way
        .screening
        .findings
        .iter()
        .find(|finding| finding.id == rule);
    if let Some(finding) = of_the_procedure.cloned() {
        return Ok((screening, finding));
    }
    let desk = plan::open(actor, app, patient, "screening.plan").await?;
    let request = asked_for(&desk).ok_or(AppError::NotFound("finding"))?;
    let day = desk.work_out(request).plan.day;
    let finding = day
        .findings
        .into_iter()
        .find(|finding| finding.id == rule)
        .ok_or(AppError::NotFound("finding"))?;
    Ok((screening, finding))
}

/// What is asked for: the draft that is worked on, otherwise the plan that is signed.
fn asked_for(desk: &plan::Desk) -> Option<anagen_care::case::Request> {
    let draft = desk.draft.as_ref().map(|draft| draft.request.clone());
    draft.or_else(|| desk.current().map(|signed| signed.request.clone()))
}

/// The facts that a rule names and that belong to this patient, in the order of the rule; what is asked for is left out.
pub fn facts_of(way: &Way, rule: &str) -> Vec<FactKey> {
    let rulebook = Rulebook::new(&way.knowledge);
    let known = rulebook.rules.iter().find(|known| known.rule.id == rule);
    let facts = known.map(|known| known.condition.facts()).unwrap_or_default();
    facts
        .into_iter()
        .filter(|fact| !way.knowledge.fact(*fact).asked_of.is_computed())
        .collect()
}

/// The facts that hold now.
pub fn sheet_of(screening: &Screening) -> &FactSheet {
    &screening.intake.sheet
}

/// A prescriber overrides a caution, with a reason and until a day.
pub async fn override_caution(
    actor: &Actor,
    app: &App,
    patient: PatientId,
    rule: &str,
    new: NewOverride,
) -> Result<ClearanceId, AppError> {
    actor.demand(Action::SignClearance)?;
    let way = way::read(actor, app, patient, "screening.clear").await?;
    let today = way.case.today();
    let mut invalid = Invalid::default();
    let reason = text(&new.reason, "reason", &mut invalid);
    if reason.is_empty() {
        invalid.add("reason", Message::new("screening-reason-missing"));
    }
    match new.expires {
        None => invalid.add("expires", Message::new("screening-expiry-missing")),
        Some(expires) if expires < today => invalid.add("expires", Message::new("screening-expiry-past")),
        Some(_) => {}
    }
    invalid.check()?;
    let clearance = Clearance {
        rule: rule.to_owned(),
        kind: ClearanceKind::Override,
        by: actor.name.clone(),
        role: Role::Prescriber,
        on: today,
        expires: new.expires,
        reason: Some(reason),
        letter: None,
    };
    sign(actor, app, &way, clearance, None).await
}

/// A prescriber accepts a specialist's letter.
pub async fn accept_letter(
    actor: &Actor,
    app: &App,
    patient: PatientId,
    rule: &str,
    new: NewLetter,
) -> Result<ClearanceId, AppError> {
    actor.demand(Action::SignClearance)?;
    let way = way::read(actor, app, patient, "screening.clear").await?;
    let today = way.case.today();
    let mut invalid = Invalid::default();
    let specialist = text(&new.specialist, "specialist", &mut invalid);
    let from = text(&new.from, "from", &mut invalid);
    let note = text(&new.note, "note", &mut invalid);
    if specialist.is_empty() {
        invalid.add("specialist", Message::new("screening-specialist-missing"));
    }
    if from.is_empty() {
        invalid.add("from", Message::new("screening-letter-from-missing"));
    }
    match new.dated {
        None => invalid.add("dated", Message::new("screening-letter-date-missing")),
        Some(dated) if dated > today => invalid.add("dated", Message::new("intake-day-to-come")),
        Some(_) => {}
    }
    if new.expires.is_some_and(|expires| expires < today) {
        invalid.add("expires", Message::new("screening-expiry-past"));
    }
    if let Some(message) = new.scan.as_deref().and_then(|scan| letter_scan::check(scan).err()) {
        invalid.add("scan", message);
    }
    invalid.check()?;
    let dated = new
        .dated
        .ok_or_else(|| AppError::field("dated", "screening-letter-date-missing"))?;
    let clearance = Clearance {
        rule: rule.to_owned(),
        kind: ClearanceKind::SpecialistLetter,
        by: actor.name.clone(),
        role: Role::Prescriber,
        on: today,
        expires: new.expires,
        reason: Some(note).filter(|note| !note.is_empty()),
        letter: Some(Letter {
            specialist,
            from,
            dated,
        }),
    };
    sign(actor, app, &way, clearance, new.scan).await
}

/// A text, trimmed; one that is too long is noted.
fn text(typed: &str, field: &str, invalid: &mut Invalid) -> String {
    let typed = typed.trim();
    if typed.chars().count() > LONGEST_TEXT {
        invalid.add(field, Message::new("screening-text-too-long").with("n", LONGEST_TEXT));
    }
    typed.to_owned()
}

/// Tries a clearance on the case, and writes it down where it clears something.
async fn sign(
    actor: &Actor,
    app: &App,
    way: &Way,
    clearance: Clearance,
    scan: Option<Vec<u8>>,
) -> Result<ClearanceId, AppError> {
    let patient = way.patient.id;
    let judgement = match judged(&report_with(&way.case, way, &clearance), &clearance.rule) {
        Some(judgement) => Some(judgement),
        None => of_the_plan(actor, app, patient, &clearance).await?,
    };
    match judgement {
        None => return Err(AppError::refused("screening-nothing-to-clear")),
        Some(Err(reason)) => {
            return Err(AppError::Refused(
                Message::new("screening-clears-nothing").with("reason", reason),
            ));
        }
        Some(Ok(_)) => {}
    }
    let attachment = match scan {
        None => None,
        Some(bytes) => {
            let blobs = app.blobs().clone();
            let kept = tokio::task::spawn_blocking(move || blobs.put(&bytes)).await;
            Some(
                kept.map_err(|error| AppError::Internal(error.to_string()))??
                    .to_string(),
            )
        }
    };
    let mut writing = app.write(actor, Action::SignClearance).await?;
    patients::of(&mut writing.tx, actor, patient).await?;
    let clinic = patients::clinic_of(&mut writing.tx, actor).await?;
    let today = writing.now.0.to_zoned(case::time_zone(&clinic)).date();
    people::demand_credential(&mut writing.tx, actor, Scope::Prescribe, &clinic.country, today).await?;
    let body = serde_json::to_value(&clearance).map_err(|error| AppError::Internal(error.to_string()))?;
    let row = known::Clearance {
        id: ClearanceId::new(),
        rule: clearance.rule.clone(),
        body: Json(body),
        attachment,
        withdraws: None,
        signed_by: actor.person,
        signed_at: writing.now,
    };
    known::clearance(&mut writing.tx, actor.clinic, patient, &row).await?;
    let reason = clearance.reason.unwrap_or_default();
    let deed = Deed::new("clearance.sign", "clearance", row.id)
        .of(patient)
        .because(reason)
        .wrote(&row.body.0);
    writing.commit(deed).await?;
    Ok(row.id)
}

/// What the plan that is asked for makes of a clearance.
async fn of_the_plan(
    actor: &Actor,
    app: &App,
    patient: PatientId,
    clearance: &Clearance,
) -> Result<Option<Result<Finding, String>>, AppError> {
    let mut desk = plan::open(actor, app, patient, "screening.plan").await?;
    let Some(request) = asked_for(&desk) else {
        return Ok(None);
    };
    desk.way.case.clearances = vec![clearance.clone()];
    Ok(judged(&desk.work_out(request).plan.day, &clearance.rule))
}

/// A prescriber takes a clearance back, with the reason.
pub async fn withdraw(
    actor: &Actor,
    app: &App,
    patient: PatientId,
    clearance: ClearanceId,
    reason: &str,
) -> Result<(), AppError> {
    let mut writing = app.write(actor, Action::SignClearance).await?;
    patients::of(&mut writing.tx, actor, patient).await?;
    let clinic = patients::clinic_of(&mut writing.tx, actor).await?;
    let now = writing.now;
    let rows = known::clearances(&mut writing.tx, patient, now).await?;
    let row = rows
        .iter()
        .find(|row| row.id == clearance && row.withdraws.is_none())
        .ok_or(AppError::NotFound("clearance"))?;
    if rows.iter().any(|other| other.withdraws == Some(clearance)) {
        return Err(AppError::Stale("clearance"));
    }
    let mut invalid = Invalid::default();
    let reason = text(reason, "reason", &mut invalid);
    if reason.is_empty() {
        invalid.add("reason", Message::new("screening-reason-missing"));
    }
    invalid.check()?;
    let body = Clearance {
        by: actor.name.clone(),
        on: now.0.to_zoned(case::time_zone(&clinic)).date(),
        reason: Some(reason.clone()),
        ..read(row)?
    };
    let body = serde_json::to_value(&body).map_err(|error| AppError::Internal(error.to_string()))?;
    let withdrawal = known::Clearance {
        id: ClearanceId::new(),
        rule: row.rule.clone(),
        body: Json(body),
        attachment: None,
        withdraws: Some(clearance),
        signed_by: actor.person,
        signed_at: now,
    };
    known::clearance(&mut writing.tx, actor.clinic, patient, &withdrawal).await?;
    writing
        .commit(
            Deed::new("clearance.withdraw", "clearance", clearance)
                .of(patient)
                .because(reason),
        )
        .await
}

/// The scan of a letter, with what it is.
pub async fn scan(
    actor: &Actor,
    app: &App,
    patient: PatientId,
    clearance: ClearanceId,
) -> Result<(ScanKind, Vec<u8>), AppError> {
    let deed = Deed::new("clearance.scan", "clearance", clearance).of(patient);
    let mut reading = app.read_record(actor, Action::ReadRecord, deed).await?;
    patients::of(&mut reading.tx, actor, patient).await?;
    let rows = known::clearances(&mut reading.tx, patient, reading.now).await?;
    let row = rows.into_iter().find(|row| row.id == clearance);
    let address = row.and_then(|row| row.attachment).as_deref().and_then(Address::parse);
    let address = address.ok_or(AppError::NotFound("scan"))?;
    let blobs = app.blobs().clone();
    let bytes = tokio::task::spawn_blocking(move || blobs.get(&address)).await;
    let bytes = bytes
        .map_err(|error| AppError::Internal(error.to_string()))??
        .ok_or(AppError::NotFound("scan"))?;
    let kind = letter_scan::kind(&bytes).ok_or(AppError::NotFound("scan"))?;
    Ok((kind, bytes))
}
