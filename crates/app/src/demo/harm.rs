//! Asking after sessions, and adverse events of the demo.

use anagen_records::Day;
use anagen_records::adverse_events::{Outcome, StepKind};
use anagen_records::follow_ups::{self, FollowUpState};
use jiff::ToSpan as _;

use super::filling::Filling;
use super::patients::{Story, Then};
use super::record;
use super::staff::{ASSISTANT, PRESCRIBER};
use crate::actor::Action;
use crate::adverse_events::{self, Answer, Details, NewStep, Patch, Report};
use crate::error::AppError;
use crate::follow_up::{self, Found};

/// Finishes every follow-up that is due.
pub(super) async fn ask_after(filling: &mut Filling<'_>, place: usize) -> Result<(), AppError> {
    let patient = filling.patient(place)?;
    let today = filling.today();
    let assistant = filling.actor(ASSISTANT).await?;
    let all = {
        let mut reading = filling.app.read(&assistant, Action::ReadRecord).await?;
        follow_ups::of_patient(&mut reading.tx, patient).await?
    };
    let knowledge = filling.app.knowledge(assistant.clinic).await?;
    for due in all
        .iter()
        .filter(|one| one.state == FollowUpState::Open && one.due_on.0 <= today)
    {
        let looked_for = follow_up::asks(&knowledge, &due.kind).map(|asks| asks.follow_up.looks_for.clone());
        let found = Found {
            outcome: follow_up::Outcome::Reached,
            answers: looked_for
                .unwrap_or_default()
                .into_iter()
                .map(|what| (what, "no".to_owned()))
                .collect(),
            note: "On the telephone.".to_owned(),
        };
        follow_up::finish(&assistant, filling.app, patient, due.id, found).await?;
        filling.wait(2);
    }
    Ok(())
}

/// What happened to a patient: code, grade, days after the session, what is told, how it ended.
struct Happened {
    code: &'static str,
    grade: i64,
    after_days: i64,
    told: &'static str,
    outcome: Outcome,
}

const COMMON: [Happened; 4] = [
    Happened {
        code: "ae_bruise",
        grade: 1,
        after_days: 1,
        told: "A bruise of 1 cm at the margin of the treated area.",
        outcome: Outcome::Resolved,
    },
    Happened {
        code: "ae_headache",
        grade: 2,
        after_days: 0,
        told: "Headache from the evening until the next morning; paracetamol once.",
        outcome: Outcome::Resolved,
    },
    Happened {
        code: "ae_erythema",
        grade: 1,
        after_days: 0,
        told: "Redness and itch for two days.",
        outcome: Outcome::Resolved,
    },
    Happened {
        code: "ae_pain",
        grade: 1,
        after_days: 0,
        told: "Pain of 4 of 10 during the first rows.",
        outcome: Outcome::Resolved,
    },
];

const DERMATITIS: Happened = Happened {
    code: "ae_dermatitis",
    grade: 3,
    after_days: 2,
    told: "Itching, weeping patches at most points; a topical steroid was prescribed, patch tests are arranged.",
    outcome: Outcome::Resolved,
};

const LATE_LUMP: Happened = Happened {
    code: "ae_granuloma",
    grade: 2,
    after_days: 28,
    told: "A firm lump of 6 mm in the treated area that was not there before; not warm, no discharge.",
    outcome: Outcome::Open,
};

/// Writes an adverse event down, with what was done about it.
pub(super) async fn write_down(filling: &mut Filling<'_>, place: usize) -> Result<(), AppError> {
    let who = record::invented(filling, place)?;
    let patient = filling.patient(place)?;
    let happened = match who.story {
        Story::Course {
            then: Then::Stopped, ..
        } => &DERMATITIS,
        Story::Course {
            then: Then::Finished, ..
        } if place == 2 => &LATE_LUMP,
        _ => COMMON.get(place / 2 % COMMON.len()).unwrap_or(&DERMATITIS),
    };
    let sessions = filling
        .made
        .get(place)
        .map(|made| made.sessions.clone())
        .unwrap_or_default();
    let today = filling.today();
    let onset = |day: jiff::civil::Date| day.saturating_add(happened.after_days.days()).min(today);
    // What is under way is written down for the session before.
    let before = sessions
        .iter()
        .rev()
        .find(|(_, day)| day.saturating_add(happened.after_days.days()) <= today);
    let Some((session, day)) = before.or(sessions.first()).copied() else {
        return Ok(());
    };
    let is_over = happened.outcome == Outcome::Resolved;
    let is_lump = happened.code == LATE_LUMP.code;
    let report = Report {
        session: Some(session),
        grade: Some(happened.grade),
        serious: Some(false),
        onset_on: Some(Day(onset(day))),
        outcome: happened.outcome,
        details: Details {
            description: happened.told.to_owned(),
            zones: vec!["vertex".to_owned()],
            patches: if is_lump {
                vec![Patch {
                    angle_deg: 180.0,
                    u: 0.1,
                    diameter_mm: 6.0,
                }]
            } else {
                Vec::new()
            },
            new_patch: is_lump.then_some(Answer::Yes),
            infection: is_lump.then_some(Answer::NotKnown),
            outcome_on: is_over.then(|| Day(onset(day).saturating_add(1.day()).min(today))),
            ..Details::default()
        },
        ..Report::of_code(happened.code)
    };
    let writer = filling
        .actor(if happened.grade > 1 { PRESCRIBER } else { ASSISTANT })
        .await?;
    let id = adverse_events::write_down(&writer, filling.app, patient, report, &[]).await?;
    if happened.grade > 1 {
        filling.wait(5);
        let step = NewStep {
            kind: StepKind::Managed,
            text: "Seen by the prescriber; told what to look out for and whom to call.".to_owned(),
            reference: String::new(),
            at: None,
        };
        adverse_events::add_step(&writer, filling.app, patient, id, step).await?;
    }
    Ok(())
}
