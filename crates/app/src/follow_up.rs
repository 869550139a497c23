//! Follow-ups: armed by every session, re-armed by the next, so that a patient who stops coming is still followed
//! (DECISIONS.md 5).
//!
//! Reviews are counted from the first session of a course and armed once with it.

use std::collections::BTreeMap;

use anagen_care::protocol::{follow_ups_after, reviews_after};
use anagen_knowledge::Knowledge;
use anagen_knowledge::records::{self as knowledge_records, Surveillance, SurveillanceAction};
use anagen_records::clinics::Clinic;
use anagen_records::follow_ups::{self, FollowUp, FollowUpState, REVIEW, Try};
use anagen_records::values::{FollowUpId, PatientId, PlanId, SessionId};
use anagen_records::{Day, Json, Stamp, Transaction, people, plans, sessions};
use jiff::civil::{Date, Weekday};

use crate::Message;
use crate::actor::{Action, Actor};
use crate::app::App;
use crate::error::{AppError, Invalid};
use crate::patients;
use crate::transaction::Deed;
use crate::way::{self, Way};

/// Most characters of a note.
const MOST_NOTE: usize = 4_000;

/// Weekdays on which a clinic is closed. A clinic that entered no hours at all is taken to be open on all of them.
pub fn closed_weekdays(clinic: &Clinic) -> Vec<Weekday> {
    let hours = &clinic.settings.0.hours;
    if hours.iter().all(Option::is_none) {
        return Vec::new();
    }
    let days = Weekday::Monday.cycle_forward().take(7);
    days.zip(hours)
        .filter(|(_, hours)| hours.is_none())
        .map(|(day, _)| day)
        .collect()
}

/// Arms the follow-ups of a session in the place of those that are still open, and the reviews of its course where it is the
/// first of it. It belongs into the transaction that signs the session.
pub async fn arm(
    tx: &mut Transaction,
    clinic: &Clinic,
    knowledge: &Knowledge,
    patient: PatientId,
    session: SessionId,
    day: Date,
) -> Result<(), AppError> {
    arm_reviews(tx, clinic, knowledge, patient, session, day).await?;
    // A session from paper that is older than one already signed re-arms nothing: that one is followed.
    if follow_ups::has_later_session(tx, patient, session, Day(day)).await? {
        return Ok(());
    }
    let armed = follow_ups_after(day, &closed_weekdays(clinic), &closed_days(clinic), knowledge)
        .map_err(|refusal| AppError::Internal(refusal.reason))?;
    follow_ups::supersede_open(tx, clinic.id, patient).await?;
    for follow_up in armed {
        let Some(date) = follow_up.date else { continue };
        insert(tx, clinic, patient, session, follow_up.id, date, follow_up.until).await?;
    }
    Ok(())
}

fn closed_days(clinic: &Clinic) -> Vec<Date> {
    clinic.settings.0.closed_days.iter().map(|day| day.0).collect()
}

async fn insert(
    tx: &mut Transaction,
    clinic: &Clinic,
    patient: PatientId,
    session: SessionId,
    kind: String,
    due_on: Date,
    until: Option<Date>,
) -> Result<(), AppError> {
    let row = FollowUp {
        id: FollowUpId::new(),
        patient,
        session: Some(session),
        kind,
        due_on: Day(due_on),
        until: until.map(Day),
        state: FollowUpState::Open,
        answers: None,
        note: None,
        done_by: None,
        done_at: None,
    };
    Ok(follow_ups::insert(tx, clinic.id, &row).await?)
}

/// Arms the reviews of the course that a session belongs to, where it is its first. An earlier one that is typed in later from
/// paper becomes the first, and the open reviews are counted from it anew.
async fn arm_reviews(
    tx: &mut Transaction,
    clinic: &Clinic,
    knowledge: &Knowledge,
    patient: PatientId,
    session: SessionId,
    day: Date,
) -> Result<(), AppError> {
    let Some((plan, protocol)) = protocol_of(tx, clinic, patient, session).await? else {
        return Ok(());
    };
    if follow_ups::has_earlier_session(tx, plan, session, Day(day)).await? {
        return Ok(());
    }
    let (weekdays, days) = (closed_weekdays(clinic), closed_days(clinic));
    // A protocol that left the knowledge has no reviews any more; what was injected is signed all the same.
    let Ok(reviews) = reviews_after(day, &protocol, &weekdays, &days, knowledge) else {
        tracing::warn!(protocol, "no reviews are armed: the protocol is not in the knowledge");
        return Ok(());
    };
    if follow_ups::n_reviews(tx, plan).await? > 0 {
        follow_ups::supersede_reviews(tx, clinic.id, plan).await?;
    }
    for review in reviews {
        let Some(date) = review.date else { continue };
        let kind = format!("{REVIEW}{}", review.week);
        let until = review.window.map(|(_, late)| late);
        insert(tx, clinic, patient, session, kind, date, until).await?;
    }
    Ok(())
}

/// The plan of a session, and the protocol that it follows.
async fn protocol_of(
    tx: &mut Transaction,
    clinic: &Clinic,
    patient: PatientId,
    session: SessionId,
) -> Result<Option<(PlanId, String)>, AppError> {
    let Some(session) = sessions::find(tx, clinic.id, patient, session).await? else {
        return Ok(None);
    };
    let (Some(plan), Some(version)) = (session.plan, session.plan_version) else {
        return Ok(None);
    };
    let found = plans::find(tx, patient, plan, version).await?;
    let protocol = found.and_then(|found| {
        found
            .request
            .0
            .pointer("/protocol/id")
            .and_then(|id| id.as_str())
            .map(str::to_owned)
    });
    Ok(protocol.map(|protocol| (plan, protocol)))
}

/// What a follow-up is for, as the knowledge has it.
#[derive(Debug, Clone)]
pub struct Asks<'k> {
    /// The follow-up.
    pub follow_up: &'k knowledge_records::FollowUp,
    /// The record that it belongs to.
    pub record: &'k Surveillance,
}

/// What a kind of follow-up is for; none for a review, and for one that left the knowledge.
pub fn asks<'k>(knowledge: &'k Knowledge, kind: &str) -> Option<Asks<'k>> {
    let records = knowledge.records.surveillance.iter();
    records
        .filter(|record| record.action == SurveillanceAction::FollowUp)
        .flat_map(|record| {
            record
                .follow_ups
                .iter()
                .map(move |follow_up| Asks { follow_up, record })
        })
        .find(|asks| asks.follow_up.id == kind)
}

/// The week of a review (`review_week_24`); none for a follow-up.
pub fn week_of_review(kind: &str) -> Option<u32> {
    kind.strip_prefix(REVIEW)?.parse().ok()
}

/// What was found at a follow-up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// How it went.
    pub outcome: Outcome,
    /// Answers by what was looked for (`infection`): yes, no, `not_known`.
    pub answers: BTreeMap<String, String>,
    /// In words.
    pub note: String,
}

/// How a follow-up went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The patient was asked or seen.
    Reached,
    /// Not reached: it stays due.
    TryAgain,
    /// It is given up: the later ones stay.
    GivenUp,
}

/// The answers that a follow-up takes.
pub const ANSWERS: [&str; 3] = ["yes", "no", "not_known"];

/// A follow-up as its page shows it.
#[derive(Debug)]
pub struct Opened {
    /// Where the patient stands.
    pub way: Way,
    /// The follow-up.
    pub follow_up: FollowUp,
    /// The name of who finished it.
    pub done_by: Option<String>,
    /// Every other follow-up of the patient, by the day on which it is due.
    pub others: Vec<FollowUp>,
}

/// Opens a follow-up of a patient; that it was opened is written down.
pub async fn open(actor: &Actor, app: &App, patient: PatientId, id: FollowUpId) -> Result<Opened, AppError> {
    let way = way::read(actor, app, patient, "follow_up.open").await?;
    let mut reading = app.read(actor, Action::ReadRecord).await?;
    let mut others = follow_ups::of_patient(&mut reading.tx, way.patient.id).await?;
    let at = others.iter().position(|follow_up| follow_up.id == id);
    let follow_up = others.remove(at.ok_or(AppError::NotFound("follow-up"))?);
    let done_by = match follow_up.done_by {
        Some(person) => people::find(&mut reading.tx, actor.clinic, person)
            .await?
            .map(|person| person.name),
        None => None,
    };
    Ok(Opened {
        way,
        follow_up,
        done_by,
        others,
    })
}

/// Writes down how a follow-up went.
pub async fn finish(
    actor: &Actor,
    app: &App,
    patient: PatientId,
    id: FollowUpId,
    found: Found,
) -> Result<FollowUpState, AppError> {
    let knowledge = app.knowledge(actor.clinic).await?;
    let mut writing = app.write(actor, Action::ReportHarm).await?;
    let patient = patients::of(&mut writing.tx, actor, patient).await?;
    let known = follow_ups::find(&mut writing.tx, patient.id, id).await?;
    known.ok_or(AppError::NotFound("follow-up"))?;
    if !follow_ups::hold_open(&mut writing.tx, actor.clinic, id).await? {
        return Err(AppError::refused("follow-up-is-over"));
    }
    // Read again now that nobody else can write it.
    let known = follow_ups::find(&mut writing.tx, patient.id, id).await?;
    let mut follow_up = known.ok_or(AppError::NotFound("follow-up"))?;
    check(&knowledge, &follow_up, &found)?;
    let now = writing.now;
    record(&mut follow_up, &found, actor, now);
    if !follow_ups::update_open(&mut writing.tx, actor.clinic, &follow_up).await? {
        return Err(AppError::Stale("follow-up"));
    }
    let deed = match found.outcome {
        Outcome::Reached => "follow_up.done",
        Outcome::TryAgain => "follow_up.try",
        Outcome::GivenUp => "follow_up.give_up",
    };
    let mut deed = Deed::new(deed, "follow_up", id).of(patient.id).wrote(&found.answers);
    if found.outcome != Outcome::Reached {
        deed = deed.because(found.note.trim());
    }
    writing.commit(deed).await?;
    Ok(follow_up.state)
}

fn check(knowledge: &Knowledge, follow_up: &FollowUp, found: &Found) -> Result<(), AppError> {
    let mut invalid = Invalid::default();
    if found.outcome == Outcome::Reached {
        let looked_for = asks(knowledge, &follow_up.kind).map(|asks| asks.follow_up.looks_for.as_slice());
        for what in looked_for.unwrap_or_default() {
            let answer = found.answers.get(what).map(String::as_str);
            if !answer.is_some_and(|answer| ANSWERS.contains(&answer)) {
                invalid.add(format!("answer {what}"), Message::new("follow-up-answer-missing"));
            }
        }
        let is_unknown = |what: &&String| !looked_for.unwrap_or_default().contains(*what);
        if let Some(what) = found.answers.keys().find(is_unknown) {
            invalid.add(format!("answer {what}"), Message::new("follow-up-not-asked"));
        }
    } else if found.note.trim().is_empty() {
        invalid.add("note", Message::new("follow-up-not-reached-why"));
    }
    if found.note.chars().count() > MOST_NOTE {
        invalid.add(
            "note",
            Message::new("appointment-note-too-long").with("most", MOST_NOTE),
        );
    }
    invalid.check()
}

/// Puts what was found into a follow-up. What a try found out stays beside it when it is finished later.
fn record(follow_up: &mut FollowUp, found: &Found, actor: &Actor, now: Stamp) {
    let note = found.note.trim();
    let asked = &mut follow_up
        .answers
        .get_or_insert_with(|| Json(follow_ups::Asked::default()))
        .0;
    if found.outcome == Outcome::TryAgain {
        asked.tries.push(Try {
            at: now.0,
            by: actor.name.clone(),
            how: note.to_owned(),
        });
        return;
    }
    if found.outcome == Outcome::Reached {
        asked.answers.clone_from(&found.answers);
    }
    follow_up.state = match found.outcome {
        Outcome::Reached => FollowUpState::Done,
        Outcome::TryAgain | Outcome::GivenUp => FollowUpState::NotReached,
    };
    follow_up.note = Some(note.to_owned()).filter(|note| !note.is_empty());
    follow_up.done_by = Some(actor.person);
    follow_up.done_at = Some(now);
}
