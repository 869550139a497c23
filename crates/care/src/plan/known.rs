//! What is known of the patient, as a reader checks it: question, value, who said it and when, and whether it still counts.

use anagen_knowledge::{Answer, Knowledge, Unknown};
use jiff::civil::Date;
use serde::Serialize;

use crate::case::{AnswerSource, Case};
use crate::screening::value_in_words;

/// One fact of the case.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct KnownFact {
    /// Id of the fact.
    pub fact: String,
    /// As it is asked.
    pub question: String,
    /// The value in words.
    pub value: String,
    /// The answer as it counts, for who says it in another language.
    #[serde(skip)]
    pub answer: Answer,
    /// Who gave it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<AnswerSource>,
    /// The day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<Date>,
    /// Why it does not count, where it does not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub does_not_count: Option<String>,
}

/// Every fact that was answered, in the order of the knowledge; what is only derived from others is left out.
pub(super) fn known(case: &Case, knowledge: &Knowledge) -> Vec<KnownFact> {
    let sheet = case.sheet(knowledge);
    let facts = knowledge.records.facts.iter().filter_map(|fact| {
        let key = knowledge.fact_key(&fact.id)?;
        let on = sheet.answered_on(key)?;
        let does_not_count = match sheet.answer(key) {
            Answer::Known(_) => None,
            Answer::Unknown(Unknown::Stale { answered_on }) => {
                Some(format!("answered on {answered_on}: too long ago, ask again"))
            }
            Answer::Unknown(Unknown::NotAsked) => Some("not asked".to_owned()),
            Answer::Unknown(Unknown::NotKnown) => Some("asked, not known".to_owned()),
            Answer::Unknown(Unknown::Contradicted) => {
                Some("another answer contradicts it: clear up which is right".to_owned())
            }
            Answer::Unknown(Unknown::Refused) => Some("asked, refused".to_owned()),
        };
        let source = case
            .answers
            .iter()
            .find(|answer| answer.fact == key)
            .map(|answer| answer.source);
        Some(KnownFact {
            fact: fact.id.clone(),
            question: fact.question.clone(),
            value: value_in_words(knowledge, &sheet, key),
            answer: sheet.answer(key).clone(),
            source,
            on: Some(on),
            does_not_count,
        })
    });
    facts.collect()
}
