//! The tablet in the patient's hands: their questions and nothing else.

use anagen_knowledge::records::{AskedOf, Moment};
use anagen_records::drafts::Draft;
use anagen_records::known;
use anagen_records::values::PatientId;

use super::{Intake, ListKind, Place, Question, Standing};
use crate::actor::{Action, Actor};
use crate::app::App;
use crate::error::AppError;
use crate::transaction::Deed;
use crate::{drafts, patients, sign_in, way};

/// One page of the tablet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Medicines or allergies.
    List(ListKind),
    /// A topic, as the knowledge calls it.
    Topic(String),
}

/// What a patient sees on the tablet.
#[derive(Debug, Clone)]
pub struct Tablet {
    intake: Intake,
    /// The pages, always the same ones in the same order.
    pub steps: Vec<Step>,
    lists: [(known::RecordedList, i64); 2],
}

/// Hands the tablet to a patient of this clinic.
pub async fn hand_tablet(actor: &Actor, app: &App, patient: PatientId) -> Result<(), AppError> {
    actor.demand(Action::AnswerIntake)?;
    {
        let mut tx = app.database().read().await?;
        patients::of(&mut tx, actor, patient).await?;
    }
    sign_in::hand_to_patient(actor, app, patient).await
}

/// An error unless this patient holds the tablet.
fn demand(actor: &Actor, patient: PatientId) -> Result<(), AppError> {
    if actor.only_patient == Some(patient) {
        Ok(())
    } else {
        Err(AppError::NotFound("patient"))
    }
}

/// Opens the tablet's questions; only the patient who holds it can.
pub async fn tablet(actor: &Actor, app: &App, patient: PatientId) -> Result<Tablet, AppError> {
    demand(actor, patient)?;
    let knowledge = app.knowledge(actor.clinic).await?;
    app.note(Some(actor), Deed::new("tablet.open", "patient", patient).of(patient))
        .await?;
    let mut tx = app.database().read().await?;
    let way = way::in_transaction(&mut tx, actor, knowledge, patient, app.now()).await?;
    let mut lists = Vec::new();
    for kind in [ListKind::Medicines, ListKind::Allergies] {
        let latest = known::lists(&mut tx, patient, kind.as_str(), way.now)
            .await?
            .into_iter()
            .next();
        let empty = known::RecordedList {
            kind: kind.as_str().to_owned(),
            entries: anagen_records::Json(serde_json::json!([])),
            asked_at: way.now,
            entered_by: actor.person,
        };
        lists.push((
            latest.unwrap_or(empty),
            known::n_lists(&mut tx, patient, kind.as_str()).await?,
        ));
    }
    let lists = <[_; 2]>::try_from(lists).map_err(|_| AppError::Internal("there are two lists".to_owned()))?;
    let intake = Intake::read(&mut tx, actor, way).await?;
    let mut steps = vec![Step::List(ListKind::Medicines), Step::List(ListKind::Allergies)];
    for question in intake.questions().filter(|question| is_for_patient(&intake, question)) {
        let topic = Step::Topic(question.fact.group.clone());
        if !steps.contains(&topic) {
            steps.push(topic);
        }
    }
    Ok(Tablet { intake, steps, lists })
}

/// Questions of the day are asked only where there is a plan that could be carried out on it.
fn is_for_patient(intake: &Intake, question: &Question<'_>) -> bool {
    question.fact.asked_of == AskedOf::Patient
        && (question.fact.moment == Moment::Planning || intake.way.counts.signed_plans > 0)
}

impl Tablet {
    /// Language of the patient, else the clinic's.
    pub fn language(&self) -> &str {
        patients::language(&self.intake.way.patient, &self.intake.way.clinic)
    }

    /// Whose questions they are.
    pub fn patient(&self) -> &anagen_records::patients::Patient {
        &self.intake.way.patient
    }

    /// Every question of a topic that the patient is asked, also those that are answered or wait.
    pub fn of_topic(&self, group: &str) -> Vec<Question<'_>> {
        self.intake
            .of_topic(group)
            .into_iter()
            .filter(|question| is_for_patient(&self.intake, question))
            .collect()
    }

    /// The knowledge, for the words of questions.
    pub fn knowledge(&self) -> &anagen_knowledge::Knowledge {
        self.intake.knowledge()
    }

    /// The questions of a topic that are open: not answered, or not any more. A question that waits for one that somebody else
    /// answers is asked, because here nobody else can open it.
    pub fn questions(&self, group: &str) -> Vec<Question<'_>> {
        let waits_for_patient = |question: &Question<'_>| match question.place {
            Place::Waits(stem) => self.intake.question(stem).fact.asked_of == AskedOf::Patient,
            Place::Asked => false,
            Place::Idle => true,
        };
        let questions = self.intake.of_topic(group).into_iter();
        questions
            .filter(|question| is_for_patient(&self.intake, question))
            .filter(|question| question.standing != Standing::Counts && !waits_for_patient(question))
            .collect()
    }

    /// A list as it was last told, and the state that a change is made on.
    pub fn list(&self, kind: ListKind) -> (&known::RecordedList, i64) {
        let (list, version) = match kind {
            ListKind::Medicines => &self.lists[0],
            ListKind::Allergies => &self.lists[1],
        };
        (list, *version)
    }

    /// Whether a list counts today.
    pub fn list_counts(&self, kind: ListKind) -> bool {
        let standing = match kind {
            ListKind::Medicines => self.intake.medicines,
            ListKind::Allergies => self.intake.allergies,
        };
        matches!(standing, super::questions::ListStanding::Counts(_))
    }

    /// Whether a page has nothing left to ask.
    pub fn is_done(&self, step: &Step) -> bool {
        match step {
            Step::List(kind) => self.list_counts(*kind),
            Step::Topic(group) => self.questions(group).is_empty(),
        }
    }
}

/// Keeps what a patient is typing; only under the keys of this patient's tablet.
pub async fn save_tablet_draft(
    actor: &Actor,
    app: &App,
    patient: PatientId,
    form: &str,
    body: &str,
    version: i64,
) -> Result<Draft, AppError> {
    demand(actor, patient)?;
    if !form.starts_with(&format!("tablet-{patient}-")) {
        return Err(AppError::NotFound("form"));
    }
    drafts::save(actor, app, form, body, version).await
}
