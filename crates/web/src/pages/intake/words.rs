//! Answers, facts and standings in words.

use anagen_app::intake::{Question, Standing};
use anagen_knowledge::records::{Fact, ListOf, Validity};
use anagen_knowledge::{Knowledge, Plain, Value};
use maud::{Markup, html};

use crate::format::Format;
use crate::look::{Meaning, chip, unknown};
use crate::messages::Messages;
use crate::visit::Visit;

/// A topic as it stands in an address.
pub(crate) fn topic_slug(group: &str) -> String {
    group
        .chars()
        .map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '-' })
        .collect()
}

/// A topic's heading; one that a clinic's own knowledge adds is shown as it is called there.
pub(crate) fn topic_title(words: &Messages, group: &str) -> String {
    let key = format!("intake-topic-{}", topic_slug(group));
    if words.has(&key) {
        return words.say(&key);
    }
    let mut letters = group.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

/// Who gave an answer, by the word under which it is stored.
pub(crate) fn source(words: &Messages, stored: &str) -> String {
    let key = format!("intake-source-{stored}");
    if words.has(&key) {
        words.say(&key)
    } else {
        stored.to_owned()
    }
}

/// How long an answer counts.
pub(crate) fn validity(words: &Messages, valid: Validity) -> String {
    match valid {
        Validity::Visit => words.say("intake-counts-visit"),
        Validity::SameDay => words.say("intake-counts-day"),
        Validity::Days(days) => words.with("intake-counts-days", [("days", i64::from(days).into())]),
        Validity::Always => words.say("intake-counts-always"),
    }
}

/// The unit that is shown with a number; none for a bare one.
pub(crate) fn unit(fact: &Fact) -> Option<&str> {
    fact.unit
        .as_deref()
        .filter(|unit| !matches!(*unit, "1" | "SALT" | "points"))
}

/// A value of a fact.
pub(crate) fn value(words: &Messages, format: &Format, knowledge: &Knowledge, fact: &Fact, value: &Value) -> String {
    let with_unit = |number: f64| {
        format!("{} {}", Plain(number), unit(fact).unwrap_or_default())
            .trim_end()
            .to_owned()
    };
    match value {
        Value::YesNo(true) => words.say("answer-yes"),
        Value::YesNo(false) => words.say("answer-no"),
        Value::Number { low, high } if low < high => words.with(
            "intake-value-between",
            [
                ("low", Plain(*low).to_string().into()),
                ("high", with_unit(*high).into()),
            ],
        ),
        Value::Number { low, .. } => with_unit(*low),
        Value::Choice(option) => name(words, knowledge, fact, option),
        Value::Date(day) => format.day(*day),
        Value::List(list) => {
            let named = list
                .entries
                .iter()
                .map(|entry| name(words, knowledge, fact, entry))
                .chain(list.unlisted.iter().cloned());
            let named: Vec<String> = named.collect();
            if named.is_empty() {
                words.say("intake-value-none")
            } else {
                named.join(", ")
            }
        }
    }
}

/// What an id in a choice or a list is called.
fn name(words: &Messages, knowledge: &Knowledge, fact: &Fact, id: &str) -> String {
    let (records, language) = (&knowledge.records, words.language);
    let option = fact.label_in(id, language);
    let condition = || records.conditions.iter().find(|record| record.id == id);
    let zone = || records.zones.iter().find(|record| record.id == id);
    let medicine = || records.medicines.iter().find(|record| record.id == id);
    let allergen = || records.allergens.iter().find(|record| record.id == id);
    let agent = || records.agents.iter().find(|record| record.id == id);
    let agent_name = || agent().map(|record| record.name_in(language).to_string());
    let found = match fact.of {
        Some(ListOf::Zone) => zone().map(|record| record.name_in(language).to_string()),
        Some(ListOf::Medicine) => medicine().map(|record| record.name.clone()),
        Some(ListOf::Allergen) => allergen().map(|record| record.name.clone()).or_else(agent_name),
        _ if fact.id == "diagnosis" => condition().map(|record| record.name_in(language).to_string()),
        _ => option.map(|label| label.to_string()).or_else(agent_name),
    };
    found.unwrap_or_else(|| id.to_owned())
}

/// A stored answer as it was given: a number in the unit in which it was told.
pub(crate) fn stored(
    words: &Messages,
    format: &Format,
    knowledge: &Knowledge,
    fact: Option<&Fact>,
    answer: &serde_json::Value,
) -> String {
    match answer.as_str() {
        Some("not known") => return words.say("answer-not-known"),
        Some("refused") => return words.say("answer-refused"),
        Some("not asked") => return words.say("answer-not-asked"),
        _ => {}
    }
    let text = || answer.as_str().map_or_else(|| answer.to_string(), str::to_owned);
    let Some(fact) = fact else { return text() };
    let read = knowledge.fact_key(&fact.id).and_then(|key| {
        let answer = serde_json::from_value(answer.clone()).ok()?;
        knowledge.read_answer(key, &answer).ok()
    });
    match read {
        Some(Value::Number { .. }) | None => text(),
        Some(known) => value(words, format, knowledge, fact, &known),
    }
}

/// How a question stands, for the line above its answers: what was answered, by whom, when, and whether it still counts.
pub(crate) fn standing(visit: &Visit, knowledge: &Knowledge, question: &Question<'_>) -> Markup {
    let words = visit.words;
    let day = |moment| visit.format.day(visit.format.day_of(moment));
    let told = question.answer.map(|answer| {
        let value = stored(words, &visit.format, knowledge, Some(question.fact), &answer.answer.0);
        let who = visit.with(
            "intake-told",
            [
                ("source", source(words, &answer.source).into()),
                ("day", day(answer.at).into()),
                ("name", question.entered_by.into()),
            ],
        );
        (value, who, day(answer.at))
    });
    match (question.standing, told) {
        (Standing::Stale(_), Some((value, who, _))) => html! {
            (chip(Meaning::Defer, &visit.say("intake-ask-again"))) " "
            (visit.with("intake-was", [("value", value.into()), ("who", who.into())])) ". "
            (visit.with("intake-no-longer", [("validity", validity(words, question.fact.valid).into())]))
        },
        (Standing::Contradicted, Some((value, who, _))) => html! {
            (chip(Meaning::Incomplete, &visit.say("intake-contradicted"))) " "
            (visit.with("intake-was", [("value", value.into()), ("who", who.into())])) ". " (visit.say("intake-contradicted-do"))
        },
        (Standing::NotKnown | Standing::Refused, Some((value, who, _))) => html! {
            (unknown(&value)) " " (who)
        },
        (Standing::Follows, _) => html! { (visit.say("intake-follows")) },
        (Standing::Counts, Some((value, who, _))) => html! { strong { (value) } " · " (who) },
        _ => html! { (unknown(&visit.say("answer-not-asked"))) },
    }
}

/// The same for a field's hint, which is plain text.
pub(crate) fn standing_text(visit: &Visit, knowledge: &Knowledge, question: &Question<'_>) -> Option<String> {
    let answer = question.answer?;
    let value = stored(
        visit.words,
        &visit.format,
        knowledge,
        Some(question.fact),
        &answer.answer.0,
    );
    let who = visit.with(
        "intake-told",
        [
            ("source", source(visit.words, &answer.source).into()),
            ("day", visit.format.day(visit.format.day_of(answer.at)).into()),
            ("name", question.entered_by.into()),
        ],
    );
    let was = visit.with("intake-was", [("value", value.into()), ("who", who.into())]);
    Some(match question.standing {
        Standing::Stale(_) => {
            let validity = validity(visit.words, question.fact.valid);
            format!(
                "{was}. {}",
                visit.with("intake-no-longer", [("validity", validity.into())])
            )
        }
        Standing::Contradicted => format!("{was}. {}", visit.say("intake-contradicted-do")),
        _ => was,
    })
}
