//! Everything that happened to a patient, newest first.

use anagen_care::case::{Clearance, ConcurrentTreatment, Diagnosis, ListEntry};
use anagen_records::Stamp;
use anagen_records::patients::timeline::{self as rows, After, Coming, KINDS, Row};
use anagen_records::values::PatientId;

pub use anagen_records::patients::timeline::Kind;

use crate::actor::{Action, Actor};
use crate::app::App;
use crate::error::AppError;
use crate::way::Way;

/// Something that happened.
#[derive(Debug, Clone)]
pub struct Happening {
    /// When.
    pub at: Stamp,
    /// Who did it or wrote it down.
    pub by_name: Option<String>,
    /// Which record it belongs to.
    pub record: String,
    /// What it was.
    pub what: What,
    /// Whether it was struck out later, as entered in error.
    pub struck_out: bool,
}

/// What happened.
#[derive(Debug, Clone)]
pub enum What {
    /// The patient was registered, under a number.
    Registered(String),
    /// Their particulars were corrected.
    Corrected,
    /// Questions were answered, so many together.
    Answers(i64),
    /// Medicines or allergies were written down: the names, where they can be read; no names: asked, and there are none.
    List(String, Option<Vec<String>>),
    /// A diagnosis was made.
    Diagnosis(Option<Box<Diagnosis>>),
    /// A rule was cleared; `true`: the clearance was taken back.
    Clearance(String, Option<Box<Clearance>>, bool),
    /// Treatment beside the sessions was written down; `true`: in the place of an earlier entry.
    ConcurrentTreatment(Option<ConcurrentTreatment>, bool),
    /// An entry was struck out as entered in error, for a reason.
    EnteredInError(String),
    /// A plan was begun, in a version.
    PlanDrafted(i64),
    /// A plan was signed, in a version, with a verdict.
    PlanSigned(i64, String),
    /// A course was ended, for a reason.
    PlanEnded(String),
    /// The text of a consent of a kind was handed over.
    ConsentGiven(String),
    /// A consent of a kind was signed, under a name.
    ConsentSigned(String, String),
    /// A consent was withdrawn, for a reason.
    ConsentWithdrawn(String),
    /// A session: which one of the course, and its state.
    Session(i64, String),
    /// A photograph from a view; `true`: the patient sent it.
    Photograph(String, bool),
    /// An adverse event by its code, with grade and outcome.
    AdverseEvent(String, Option<i64>, String),
    /// An incident of a kind, in a sentence; `true`: it was reviewed.
    Incident(String, String, bool),
    /// A follow-up of a kind, and what became of it.
    FollowUp(String, String),
    /// An appointment of a kind, and its state.
    Appointment(String, String),
    /// Somebody was found to be this patient, for a reason.
    Merge(String),
    /// That was taken back.
    MergeUndone,
}

/// One page of the timeline.
#[derive(Debug, Clone, Default)]
pub struct Timeline {
    /// What happened, newest first.
    pub happenings: Vec<Happening>,
    /// Where the next page begins, for `after`.
    pub next: Option<String>,
}

/// What is to come.
#[derive(Debug, Clone, Default)]
pub struct Due {
    /// Booked appointments, the next first.
    pub appointments: Vec<Coming>,
    /// Open follow-ups, the most urgent first.
    pub follow_ups: Vec<Coming>,
}

/// Happenings on a page.
const PAGE: usize = 50;

/// A page of what happened to the patient of a way. That the record was opened was written down when the way was read.
pub async fn read(actor: &Actor, app: &App, way: &Way, after: Option<&str>) -> Result<Timeline, AppError> {
    let mut reading = app.read(actor, Action::ReadRecord).await?;
    let after = after.and_then(read_place);
    let after = after.as_ref().map(|(at, kind, id)| After {
        at: *at,
        kind: *kind,
        id,
    });
    let mut all: Vec<(usize, Row)> = Vec::new();
    for (place, kind) in KINDS.iter().enumerate() {
        let rows = rows::of_kind(
            &mut reading.tx,
            way.patient.id,
            *kind,
            reading.now,
            after.as_ref(),
            PAGE + 1,
        )
        .await?;
        all.extend(rows.into_iter().map(|row| (place, row)));
    }
    all.sort_by(|(kind, one), (other_kind, other)| {
        other
            .at
            .cmp(&one.at)
            .then(kind.cmp(other_kind))
            .then_with(|| other.id.cmp(&one.id))
    });
    let has_more = all.len() > PAGE;
    all.truncate(PAGE);
    let next = all
        .last()
        .filter(|_| has_more)
        .map(|(kind, row)| format!("{}~{kind}~{}", row.at, row.id));
    let happenings = all
        .into_iter()
        .filter_map(|(kind, row)| Some(happening(*KINDS.get(kind)?, row)))
        .collect();
    Ok(Timeline { happenings, next })
}

/// What is to come for a patient. Follow-ups are part of the record; whoever may not read it sees appointments alone.
pub async fn due(actor: &Actor, app: &App, patient: PatientId) -> Result<Due, AppError> {
    let mut reading = app.read(actor, Action::ReadPatients).await?;
    let patient = super::of(&mut reading.tx, actor, patient).await?;
    let appointments = rows::appointments(&mut reading.tx, patient.id, reading.now).await?;
    let follow_ups = if actor.may(Action::ReadRecord) {
        rows::follow_ups(&mut reading.tx, patient.id).await?
    } else {
        Vec::new()
    };
    Ok(Due {
        appointments,
        follow_ups,
    })
}

/// Appointments of a patient that are over, the latest first.
pub async fn past_appointments(actor: &Actor, app: &App, patient: PatientId) -> Result<Vec<Happening>, AppError> {
    let mut reading = app.read(actor, Action::ReadPatients).await?;
    let patient = super::of(&mut reading.tx, actor, patient).await?;
    let rows = rows::past_appointments(&mut reading.tx, patient.id, reading.now).await?;
    Ok(rows.into_iter().map(|row| happening(Kind::Appointment, row)).collect())
}

fn read_place(text: &str) -> Option<(Stamp, usize, String)> {
    let (at, rest) = text.split_once('~')?;
    let (kind, id) = rest.split_once('~')?;
    Some((Stamp(at.parse().ok()?), kind.parse().ok()?, id.to_owned()))
}

fn happening(kind: Kind, row: Row) -> Happening {
    let Row {
        at,
        by_name,
        record,
        word,
        text,
        n,
        struck_out,
        ..
    } = row;
    // What a later version wrote and this one cannot read is shown without its words; the row stays as it is.
    let what = match kind {
        Kind::Registered => What::Registered(word),
        Kind::Corrected => What::Corrected,
        Kind::Answers => What::Answers(n),
        Kind::List => {
            let entries: Option<Vec<ListEntry>> = serde_json::from_str(&text).ok();
            What::List(
                word,
                entries.map(|entries| entries.into_iter().map(|entry| entry.name).collect()),
            )
        }
        Kind::Diagnosis => What::Diagnosis(serde_json::from_str(&text).ok()),
        Kind::Clearance => What::Clearance(word, serde_json::from_str(&text).ok(), n == 1),
        Kind::ConcurrentTreatment => What::ConcurrentTreatment(serde_json::from_str(&text).ok(), n == 1),
        Kind::EnteredInError => What::EnteredInError(text),
        Kind::PlanDrafted => What::PlanDrafted(n),
        Kind::PlanSigned => What::PlanSigned(n, word),
        Kind::PlanEnded => What::PlanEnded(text),
        Kind::ConsentGiven => What::ConsentGiven(word),
        Kind::ConsentSigned => What::ConsentSigned(word, text),
        Kind::ConsentWithdrawn => What::ConsentWithdrawn(text),
        Kind::Session => What::Session(n, word),
        Kind::Photograph => What::Photograph(word, text != "staff"),
        Kind::AdverseEvent => What::AdverseEvent(word, Some(n).filter(|grade| *grade > 0), text),
        Kind::Incident => What::Incident(word, text, n == 1),
        Kind::FollowUp => What::FollowUp(word, text),
        Kind::Appointment => What::Appointment(word, text),
        Kind::Merge => What::Merge(text),
        Kind::MergeUndone => What::MergeUndone,
    };
    Happening {
        at,
        by_name,
        record,
        what,
        struck_out: struck_out > 0,
    }
}
