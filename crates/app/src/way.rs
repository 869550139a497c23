//! Where a patient stands on the way: the banner and the rail of every page about them.

use std::sync::Arc;

use anagen_care::case::Case;
use anagen_care::finding::FindingState;
use anagen_care::screening::{Gate, Report, Rulebook, Verdict, report, screen};
use anagen_knowledge::Knowledge;
use anagen_knowledge::{Answer, FactSheet, Unknown};
use anagen_records::clinics::Clinic;
use anagen_records::counts::{self, Counts};
use anagen_records::patients::Patient;
use anagen_records::values::PatientId;
use anagen_records::{Stamp, Transaction};

use crate::actor::{Action, Actor};
use crate::app::App;
use crate::error::AppError;
use crate::transaction::Deed;
use crate::{case, patients};

/// A stage of the way, as the rail shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Who is this, and what is known?
    Intake,
    /// May we treat?
    Screening,
    /// What is in the syringe, and where does it go?
    Formulation,
    /// When and how often?
    Protocol,
    /// Does the patient agree?
    Consent,
    /// What was done?
    Sessions,
    /// What does it look like?
    Photographs,
    /// Did it harm?
    AdverseEvents,
}

impl Stage {
    /// In the order of the way.
    pub const ALL: [Self; 8] = [
        Self::Intake,
        Self::Screening,
        Self::Formulation,
        Self::Protocol,
        Self::Consent,
        Self::Sessions,
        Self::Photographs,
        Self::AdverseEvents,
    ];
}

/// How far a stage is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StageState {
    /// Finished and still valid.
    Done,
    /// Can be worked on; nothing presses.
    Open,
    /// Has to be worked on now.
    Due,
    /// Cannot be worked on yet.
    Blocked,
}

/// Where a patient stands.
#[derive(Debug, Clone)]
pub struct Way {
    /// Who.
    pub patient: Patient,
    /// The clinic.
    pub clinic: Clinic,
    /// The moment at which it stands so.
    pub now: Stamp,
    /// The knowledge by which it was screened.
    pub knowledge: Arc<Knowledge>,
    /// What is known; nothing is asked for in it.
    pub case: Case,
    /// The screening for the procedure.
    pub screening: Report,
    /// Whether everything that is undecided was answered at an earlier visit, and only has to be asked again at the next.
    pub asked_before: bool,
    /// How many things each stage holds, for its state.
    pub counts: Counts,
}

/// Reads where a patient stands, and writes down that the part of the record named by `section` was opened.
pub async fn read(actor: &Actor, app: &App, patient: PatientId, section: &'static str) -> Result<Way, AppError> {
    let knowledge = app.knowledge(actor.clinic).await?;
    let deed = Deed::new(section, "patient", patient).of(patient);
    let mut reading = app.read_record(actor, Action::ReadRecord, deed).await?;
    in_transaction(&mut reading.tx, actor, knowledge, patient, reading.now).await
}

/// Reads where a patient stands inside a transaction.
pub async fn in_transaction(
    tx: &mut Transaction,
    actor: &Actor,
    knowledge: Arc<Knowledge>,
    patient: PatientId,
    now: Stamp,
) -> Result<Way, AppError> {
    let patient = patients::of(tx, actor, patient).await?;
    let clinic = patients::clinic_of(tx, actor).await?;
    let case = case::read(tx, &knowledge, &clinic, &patient, now, None, Vec::new()).await?;
    let sheet = case.sheet(&knowledge);
    let screening = screening(&case, &sheet, &knowledge);
    let asked_before = asked_before(&screening, &sheet, &knowledge);
    let counts = counts::of(tx, patient.id).await?;
    Ok(Way {
        patient,
        clinic,
        now,
        knowledge,
        case,
        screening,
        asked_before,
        counts,
    })
}

/// The screening of a case for the procedure.
pub fn screening(case: &Case, sheet: &FactSheet, knowledge: &Knowledge) -> Report {
    let rulebook = Rulebook::new(knowledge);
    let screening = screen(&rulebook, sheet, Gate::Procedure);
    report(&rulebook, sheet, &screening, &[], &case.clearances)
}

fn asked_before(screening: &Report, sheet: &FactSheet, knowledge: &Knowledge) -> bool {
    let is_stale = |fact: &String| {
        let key = knowledge.fact_key(fact);
        key.is_some_and(|key| matches!(sheet.answer(key), Answer::Unknown(Unknown::Stale { .. })))
    };
    screening.findings.iter().all(|finding| match &finding.state {
        FindingState::Undecided { missing } => missing.iter().any(is_stale),
        FindingState::Fired => true,
    })
}

impl Way {
    /// How far a stage is.
    #[expect(clippy::match_same_arms, reason = "the stages in their order, read as a table")]
    pub fn state(&self, stage: Stage) -> StageState {
        let Counts {
            signed_plans,
            draft_plans,
            signed_consents,
            open_sessions,
            signed_sessions,
            ..
        } = self.counts;
        let verdict = self.screening.verdict;
        match stage {
            // Nothing presses until the next visit.
            Stage::Intake if self.case.diagnosis.is_some() && verdict == Verdict::Incomplete && self.asked_before => {
                StageState::Open
            }
            Stage::Intake if self.case.diagnosis.is_none() || verdict == Verdict::Incomplete => StageState::Due,
            Stage::Intake => StageState::Done,
            Stage::Screening => match verdict {
                Verdict::Incomplete => StageState::Open,
                Verdict::Eligible => StageState::Done,
                Verdict::Excluded => StageState::Blocked,
                Verdict::Caution | Verdict::Defer | Verdict::NeedsSpecialist => StageState::Due,
            },
            Stage::Formulation | Stage::Protocol if signed_plans > 0 && draft_plans == 0 => StageState::Done,
            Stage::Formulation | Stage::Protocol if draft_plans > 0 => StageState::Due,
            Stage::Formulation | Stage::Protocol if verdict == Verdict::Excluded => StageState::Blocked,
            Stage::Formulation | Stage::Protocol => StageState::Open,
            Stage::Consent if signed_consents > 0 => StageState::Done,
            Stage::Consent if signed_plans > 0 => StageState::Due,
            Stage::Consent => StageState::Blocked,
            Stage::Sessions if open_sessions > 0 => StageState::Due,
            Stage::Sessions if signed_plans > 0 => StageState::Open,
            Stage::Sessions if signed_sessions > 0 => StageState::Done,
            Stage::Sessions => StageState::Blocked,
            Stage::Photographs if self.counts.photographs > 0 => StageState::Done,
            Stage::Photographs => StageState::Open,
            Stage::AdverseEvents if self.counts.open_adverse_events > 0 => StageState::Due,
            Stage::AdverseEvents => StageState::Open,
        }
    }
}
