//! Case files: TOML or JSON, read field by field, refused with line and reason.

use std::collections::BTreeMap;

use anagen_knowledge::records::AnswerText;
use anagen_knowledge::{Document, FactKey, Knowledge, TextError, Unknown, suggest, with_suggestion};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Deserialize;

use super::{
    AnswerSource, Case, Clearance, ConcurrentTreatment, Diagnosis, RecordedAnswer, RecordedList, Request, When,
};

/// One thing that is wrong in a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseError {
    /// Line, counted from 1.
    pub line: usize,
    /// Where, as a path (`answers[0].facts.hba1c`); empty when the text cannot be read at all.
    pub path: String,
    /// What is wrong and what to do.
    pub reason: String,
}

/// Everything that is wrong in a case, by line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
pub struct CaseErrors(pub Vec<CaseError>);

impl std::fmt::Display for CaseError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}: ", self.line)?;
        if !self.path.is_empty() {
            write!(f, "`{}`: ", self.path)?;
        }
        f.write_str(&self.reason)
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseFile {
    #[serde(default)]
    title: Option<String>,
    reference: String,
    #[serde(default)]
    demo: bool,
    #[serde(default)]
    decided_at: Option<When>,
    #[serde(default)]
    time_zone: Option<String>,
    #[serde(default)]
    birth_date: Option<Date>,
    #[serde(default)]
    answers: Vec<AnswerGroup>,
    #[serde(default)]
    diagnosis: Option<Diagnosis>,
    #[serde(default)]
    medicines: Option<RecordedList>,
    #[serde(default)]
    allergies: Option<RecordedList>,
    #[serde(default)]
    concurrent: Vec<ConcurrentTreatment>,
    #[serde(default)]
    clearances: Vec<Clearance>,
    #[serde(default)]
    request: Option<Request>,
}

/// Answers that one source gave at one time.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct AnswerGroup {
    source: AnswerSource,
    at: When,
    facts: BTreeMap<String, AnswerText>,
}

impl Case {
    /// Reads a TOML case. `now` is the moment of decision where the file names none.
    pub fn from_toml(text: &str, now: jiff::Timestamp, knowledge: &Knowledge) -> Result<Self, CaseErrors> {
        let unreadable = |error: TextError| {
            CaseErrors(vec![CaseError {
                line: error.line,
                path: String::new(),
                reason: error.message,
            }])
        };
        let document = Document::parse(text).map_err(unreadable)?;
        let file: CaseFile = document.read().map_err(unreadable)?;
        assemble(file, now, knowledge, &|path| document.line_of(path))
    }

    /// Reads a JSON case of the same shape.
    pub fn from_json(text: &str, now: jiff::Timestamp, knowledge: &Knowledge) -> Result<Self, CaseErrors> {
        let file: CaseFile = serde_json::from_str(text).map_err(|error| {
            let message = error.to_string();
            let message = match error.classify() {
                serde_json::error::Category::Eof => {
                    "the text ends in the middle: a bracket or a quotation mark is not closed"
                }
                _ => message.split(" at line ").next().unwrap_or(&message),
            };
            CaseErrors(vec![CaseError {
                line: error.line().max(1),
                path: String::new(),
                reason: with_suggestion(message),
            }])
        })?;
        assemble(file, now, knowledge, &|path| line_in_json(text, path))
    }
}

/// The line on which the keys of a path are found one after the other.
fn line_in_json(text: &str, path: &str) -> usize {
    let mut at = 0;
    for key in path.split(['.', '[']).filter(|key| !key.ends_with(']')) {
        at += text[at..].find(&format!("\"{key}\"")).unwrap_or(0);
    }
    1 + text[..at].matches('\n').count()
}

fn assemble(
    file: CaseFile,
    now: jiff::Timestamp,
    knowledge: &Knowledge,
    line_of: &dyn Fn(&str) -> usize,
) -> Result<Case, CaseErrors> {
    let mut errors = Vec::new();
    let mut wrong = |path: String, reason: String| {
        errors.push(CaseError {
            line: line_of(&path),
            path,
            reason,
        });
    };

    let zone_name = file
        .request
        .as_ref()
        .map(|request| request.time_zone.as_str())
        .or(file.time_zone.as_deref());
    let time_zone = match zone_name {
        None => TimeZone::UTC,
        Some(name) => TimeZone::get(name).unwrap_or_else(|_| {
            let path = if file.request.is_some() {
                "request.time_zone"
            } else {
                "time_zone"
            };
            wrong(
                path.to_owned(),
                format!("`{name}` is not a time zone; write its IANA name, as in `Europe/Madrid`"),
            );
            TimeZone::UTC
        }),
    };
    let decided_at = file.decided_at.unwrap_or(When::Moment(now));
    let today = decided_at.day(&time_zone);
    let late = |when: When| match (when, decided_at) {
        (When::Moment(answered), When::Moment(decided)) => answered > decided,
        (answered, _) => answered.day(&time_zone) > today,
    };

    let mut answers: Vec<RecordedAnswer> = Vec::new();
    for (group_position, group) in file.answers.iter().enumerate() {
        if late(group.at) {
            wrong(
                format!("answers[{group_position}].at"),
                "these answers are later than the decision".to_owned(),
            );
        }
        for (id, text) in &group.facts {
            let path = format!("answers[{group_position}].facts.{id}");
            match read_answer(knowledge, id, text) {
                Ok((fact, answer)) => keep_latest(
                    &mut answers,
                    RecordedAnswer {
                        fact,
                        answer,
                        source: group.source,
                        at: group.at,
                    },
                    &time_zone,
                )
                .unwrap_or_else(|reason| wrong(path, reason)),
                Err(reason) => wrong(path, reason),
            }
        }
    }
    for (path, list) in [("medicines", &file.medicines), ("allergies", &file.allergies)] {
        if list.as_ref().is_some_and(|list| late(list.asked_at)) {
            wrong(
                format!("{path}.asked_at"),
                "these answers are later than the decision".to_owned(),
            );
        }
        for (position, entry) in list.iter().flat_map(|list| &list.entries).enumerate() {
            if entry.name.trim().is_empty() {
                wrong(
                    format!("{path}.entries[{position}].name"),
                    "an entry has a name; no entries at all mean \"asked, none\"".to_owned(),
                );
            }
        }
    }
    if file.birth_date.is_some_and(|birth| birth > today) {
        wrong(
            "birth_date".to_owned(),
            "the day of birth is later than the decision".to_owned(),
        );
    }
    if let Some(diagnosis) = &file.diagnosis {
        check_diagnosis(diagnosis, today, knowledge, &mut wrong);
    }
    for (position, treatment) in file.concurrent.iter().enumerate() {
        if knowledge.agent(&treatment.agent).is_none() {
            let near = knowledge
                .nearest_agent(&treatment.agent)
                .map(|near| format!("; did you mean `{near}`"))
                .unwrap_or_default();
            wrong(
                format!("concurrent[{position}].agent"),
                format!("the agent `{}` is not known{near}", treatment.agent),
            );
        }
        if !(treatment.per_day.0.is_finite() && treatment.per_day.0 > 0.0) {
            wrong(
                format!("concurrent[{position}].per_day"),
                "a daily dose is above zero".to_owned(),
            );
        }
        if treatment.until.is_some_and(|until| until < treatment.from) {
            wrong(
                format!("concurrent[{position}].until"),
                "the treatment ends before it begins".to_owned(),
            );
        }
    }
    for (position, clearance) in file.clearances.iter().enumerate() {
        let path = format!("clearances[{position}].rule");
        if !is_clearable(knowledge, &clearance.rule) {
            wrong(path, format!("there is no rule or cap `{}`", clearance.rule));
        }
    }
    let reference = file.reference.trim().to_owned();
    if reference.is_empty() {
        wrong("reference".to_owned(), "a case has a number; never a name".to_owned());
    }
    if let Some(request) = &file.request {
        if request.start.is_some_and(|start| start < today) {
            wrong(
                "request.start".to_owned(),
                "the first session is earlier than the decision".to_owned(),
            );
        }
        if request.country.len() != 2 || !request.country.bytes().all(|byte| byte.is_ascii_uppercase()) {
            wrong(
                "request.country".to_owned(),
                format!(
                    "`{}` is not a country; write its two letters, as in `ES`",
                    request.country
                ),
            );
        }
    }
    errors.sort_by(|a, b| (a.line, &a.path).cmp(&(b.line, &b.path)));
    if !errors.is_empty() {
        return Err(CaseErrors(errors));
    }
    Ok(Case {
        title: file.title,
        reference,
        demo: file.demo,
        decided_at,
        time_zone,
        birth_date: file.birth_date,
        answers,
        diagnosis: file.diagnosis,
        medicines: file.medicines,
        allergies: file.allergies,
        concurrent: file.concurrent,
        clearances: file.clearances,
        request: file.request,
    })
}

/// Facts that have a field of their own in a case, and which.
const OWN_FIELDS: [(&str, &str); 5] = [
    ("medicines", "[medicines]"),
    ("allergies", "[allergies]"),
    ("diagnosis", "[diagnosis]"),
    ("stage_poor_candidate", "[diagnosis.stage]"),
    ("salt_score", "[diagnosis.stage] with the scale `salt`"),
];

fn read_answer(
    knowledge: &Knowledge,
    id: &str,
    text: &AnswerText,
) -> Result<(FactKey, Result<anagen_knowledge::Value, Unknown>), String> {
    if let Some((_, field)) = OWN_FIELDS.iter().find(|(fact, _)| *fact == id) {
        return Err(format!("write it under `{field}`"));
    }
    let Some(fact) = knowledge.fact_key(id) else {
        let known = knowledge
            .records
            .facts
            .iter()
            .filter(|fact| !fact.asked_of.is_computed())
            .map(|fact| fact.id.as_str());
        let near = suggest::nearest(id, known)
            .map(|near| format!("; did you mean `{near}`"))
            .unwrap_or_default();
        return Err(format!("the fact `{id}` is not known{near}"));
    };
    if knowledge.fact(fact).asked_of.is_computed() {
        return Err("this is worked out from the request and not answered".to_owned());
    }
    let unknown = match text {
        AnswerText::Text(text) if text == "not asked" => Some(Unknown::NotAsked),
        AnswerText::Text(text) if text == "not known" => Some(Unknown::NotKnown),
        AnswerText::Text(text) if text == "refused" => Some(Unknown::Refused),
        _ => None,
    };
    match unknown {
        Some(unknown) => Ok((fact, Err(unknown))),
        None => knowledge
            .read_answer(fact, text)
            .map(|value| (fact, Ok(value)))
            .map_err(|error| error.to_string()),
    }
}

/// Of two answers to one fact the later counts; two different answers at the same time are refused.
fn keep_latest(answers: &mut Vec<RecordedAnswer>, new: RecordedAnswer, time_zone: &TimeZone) -> Result<(), String> {
    let Some(old) = answers.iter_mut().find(|old| old.fact == new.fact) else {
        answers.push(new);
        return Ok(());
    };
    let order = match (old.at, new.at) {
        (When::Moment(old), When::Moment(new)) => old.cmp(&new),
        (old, new) => old.day(time_zone).cmp(&new.day(time_zone)),
    };
    if order == std::cmp::Ordering::Equal && old.answer != new.answer {
        return Err(
            "the fact is answered twice at the same time, and differently; keep one, or write the moments".to_owned(),
        );
    }
    // Not having been asked again takes no earlier answer away.
    if order.is_lt() && new.answer != Err(Unknown::NotAsked) {
        *old = new;
    }
    Ok(())
}

fn check_diagnosis(diagnosis: &Diagnosis, today: Date, knowledge: &Knowledge, wrong: &mut impl FnMut(String, String)) {
    let conditions = &knowledge.records.conditions;
    if !conditions.iter().any(|condition| condition.id == diagnosis.condition) {
        let near = suggest::nearest(
            &diagnosis.condition,
            conditions.iter().map(|condition| condition.id.as_str()),
        )
        .map(|near| format!("; did you mean `{near}`"))
        .unwrap_or_default();
        wrong(
            "diagnosis.condition".to_owned(),
            format!("the condition `{}` is not known{near}", diagnosis.condition),
        );
    }
    if diagnosis.on > today {
        wrong(
            "diagnosis.on".to_owned(),
            "the diagnosis is later than the decision".to_owned(),
        );
    }
    if diagnosis.since.is_some_and(|since| since > today) {
        wrong(
            "diagnosis.since".to_owned(),
            "the loss began later than the decision".to_owned(),
        );
    }
    let Some(stage) = &diagnosis.stage else { return };
    let Some(scale) = knowledge.records.scales.iter().find(|scale| scale.id == stage.scale) else {
        let near = suggest::nearest(
            &stage.scale,
            knowledge.records.scales.iter().map(|scale| scale.id.as_str()),
        )
        .map(|near| format!("; did you mean `{near}`"))
        .unwrap_or_default();
        wrong(
            "diagnosis.stage.scale".to_owned(),
            format!("the scale `{}` is not known{near}", stage.scale),
        );
        return;
    };
    if let Err(reason) = super::sheet::read_stage(scale, &stage.value) {
        wrong("diagnosis.stage.value".to_owned(), reason);
    }
}

fn is_clearable(knowledge: &Knowledge, id: &str) -> bool {
    knowledge.records.rules.iter().any(|rule| rule.id == id)
        || knowledge
            .records
            .agents
            .iter()
            .any(|agent| agent.caps.iter().any(|cap| cap.id == id))
}
