//! What holds of a room and of who is present at a moment.

use std::collections::BTreeMap;

use anagen_care::case::{AnswerSource, RecordedAnswer, When};
use anagen_knowledge::records::{AnswerText, AskedOf, Fact, FactKind};
use anagen_knowledge::{Knowledge, Unknown, Value};
use anagen_records::clinics::Clinic;
use anagen_records::rooms;
use anagen_records::values::RoomId;
use anagen_records::{Json, Stamp, Transaction};

use super::kits::{self, EMERGENCY_KIT_IN_DATE};
use crate::Message;
use crate::actor::{Action, Actor};
use crate::app::App;
use crate::case::{self, AnswersOfTheDay};
use crate::error::{AppError, Invalid};
use crate::transaction::Deed;

/// It concerns the one person who is to prepare: the session asks them, and nothing about it is kept of a room.
const OF_THE_PREPARER: &str = "staff_pregnant_preparing";

/// What was last answered today to a question about a room or who is present.
#[derive(Debug, Clone, PartialEq)]
pub struct DayAnswer {
    /// Fact by id.
    pub fact: String,
    /// `yes`, `no`, `not known` or what else was answered, as a case file has it.
    pub answer: serde_json::Value,
    /// When.
    pub at: Stamp,
    /// Name of the one who answered.
    pub by_name: String,
}

/// What is asked of a room and of who is present. The kit is left out, because it is worked out from what is in it.
pub fn askable(knowledge: &Knowledge) -> impl Iterator<Item = &Fact> {
    knowledge.records.facts.iter().filter(|fact| {
        matches!(fact.asked_of, AskedOf::Room | AskedOf::Staff)
            && fact.kind == FactKind::YesNo
            && fact.id != EMERGENCY_KIT_IN_DATE
            && fact.id != OF_THE_PREPARER
    })
}

/// What holds of a room at a moment: what was answered of it that day, and whether its emergency kit is complete and in date.
pub async fn answers(
    tx: &mut Transaction,
    knowledge: &Knowledge,
    clinic: &Clinic,
    room: RoomId,
    at: Stamp,
) -> Result<AnswersOfTheDay, AppError> {
    let mut found = Vec::new();
    for stored in given(tx, clinic, room, at).await? {
        let Some(key) = knowledge.fact_key(&stored.fact) else {
            continue;
        };
        let text: Option<AnswerText> = serde_json::from_value(stored.answer).ok();
        let answer = text.and_then(|text| case::read_text(knowledge, key, &text).ok());
        found.push(RecordedAnswer {
            fact: key,
            // What this version of the knowledge cannot read is asked again.
            answer: answer.unwrap_or(Err(Unknown::NotAsked)),
            source: if knowledge.fact(key).asked_of == AskedOf::Room {
                AnswerSource::Room
            } else {
                AnswerSource::Staff
            },
            at: When::Moment(stored.at.0),
        });
    }
    if let Some(key) = knowledge.fact_key(EMERGENCY_KIT_IN_DATE) {
        let kit = kits::emergency(tx, knowledge, clinic, Some(room), at).await?;
        found.push(RecordedAnswer {
            fact: key,
            answer: kit.answer.map(Value::YesNo),
            source: AnswerSource::Room,
            at: When::Moment(kit.at.0),
        });
    }
    Ok(found)
}

/// What was answered of a room on the day of a moment and until it, the latest to each question.
pub async fn given(tx: &mut Transaction, clinic: &Clinic, room: RoomId, at: Stamp) -> Result<Vec<DayAnswer>, AppError> {
    let morning = at.0.to_zoned(case::time_zone(clinic)).start_of_day();
    let since = morning.map_or(at, |morning| Stamp(morning.timestamp()));
    let stored = rooms::answers(tx, clinic.id, room, since, at).await?;
    let each = |answer: rooms::Answer| DayAnswer {
        fact: answer.fact,
        answer: answer.answer.0,
        at: answer.at,
        by_name: answer.by_name,
    };
    Ok(stored.into_iter().map(each).collect())
}

/// Writes down what was answered: `yes`, `no` or `not_known` by fact. What is asked of the staff holds for every open room of
/// the clinic; what is asked of a room holds for that one.
pub async fn answer(
    actor: &Actor,
    app: &App,
    room: RoomId,
    answered: &BTreeMap<String, String>,
) -> Result<(), AppError> {
    let knowledge = app.knowledge(actor.clinic).await?;
    let mut writing = app.write(actor, Action::EditStock).await?;
    super::of(&mut writing.tx, actor.clinic, room).await?;
    let open_rooms = rooms::all(&mut writing.tx, actor.clinic).await?;
    let mut invalid = Invalid::default();
    for fact in askable(&knowledge) {
        let value = match answered.get(&fact.id).map_or("", String::as_str) {
            "" => continue,
            "yes" => serde_json::Value::Bool(true),
            "no" => serde_json::Value::Bool(false),
            "not_known" => serde_json::Value::String("not known".to_owned()),
            _ => {
                invalid.add(fact.id.clone(), Message::new("stock-rooms-answer-wrong"));
                continue;
            }
        };
        let everywhere = fact.asked_of == AskedOf::Staff;
        for one in open_rooms
            .iter()
            .filter(|one| one.id == room || (everywhere && one.closed_at.is_none()))
        {
            let json = Json(value.clone());
            rooms::answer(
                &mut writing.tx,
                actor.clinic,
                one.id,
                &fact.id,
                &json,
                actor.person,
                writing.now,
            )
            .await?;
        }
    }
    invalid.check()?;
    let deed = Deed::new("room.answer", "room", room).wrote(answered);
    writing.commit(deed).await
}
