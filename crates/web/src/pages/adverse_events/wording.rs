//! The words of adverse events: names, grades, outcomes, answers, and an event told line by line.

use anagen_app::adverse_events::causality::{Alternative, Causality, Dechallenge, Rechallenge, Timing};
use anagen_app::adverse_events::overlay::PastSession;
use anagen_app::adverse_events::{AdverseEvent, Answer, Outcome, Report, guidance, report};
use anagen_knowledge::Knowledge;
use anagen_knowledge::records::DutyForce;
use anagen_records::Day;
use anagen_records::adverse_events::incidents::IncidentKind;
use anagen_records::values::{AdverseEventId, PatientId};
use maud::{Markup, html};
use serde_json::Value;

use crate::look::{Meaning, chip, status, unknown};
use crate::messages::Messages;
use crate::visit::Visit;

/// The name of an event, or the words that somebody gave one that the knowledge does not name.
pub(crate) fn event_name(visit: &Visit, knowledge: &Knowledge, event: &AdverseEvent) -> String {
    name(visit.words, knowledge, &event.code, &event.body.0)
}

/// The name of an event by its code and body.
pub(super) fn name(words: &Messages, knowledge: &Knowledge, code: &str, body: &Value) -> String {
    if code == report::OTHER {
        let other = body.get("other").and_then(Value::as_str).unwrap_or_default();
        return if other.is_empty() {
            words.say("adverse-events-other")
        } else {
            other.to_owned()
        };
    }
    guidance::event(knowledge, code).map_or_else(|| code.to_owned(), |event| event.name.clone())
}

/// The name of the event that a report tells.
pub(super) fn name_of(words: &Messages, knowledge: &Knowledge, report: &Report) -> String {
    name(
        words,
        knowledge,
        &report.code,
        &serde_json::json!({ "other": report.details.other }),
    )
}

/// The address of an event's page.
pub(super) fn href(patient: PatientId, event: AdverseEventId) -> String {
    format!("/patients/{patient}/adverse-events/{event}")
}

/// A grade as a chip; what is not graded says so.
pub(super) fn grade(visit: &Visit, grade: Option<i64>) -> Markup {
    let Some(grade) = grade else {
        return unknown(&visit.say("adverse-events-not-graded"));
    };
    let meaning = match grade {
        1 => Meaning::Neutral,
        2 => Meaning::Caution,
        _ => Meaning::Excluded,
    };
    chip(
        meaning,
        &visit.with("adverse-events-grade-n", [("grade", grade.into())]),
    )
}

/// Whether an event is serious; what nobody judged says so.
pub(super) fn seriousness(visit: &Visit, serious: Option<bool>) -> Markup {
    match serious {
        Some(true) => chip(Meaning::Excluded, &visit.say("adverse-events-serious")),
        Some(false) => html! { (visit.say("adverse-events-not-serious")) },
        None => unknown(&visit.say("adverse-events-seriousness-not-judged")),
    }
}

/// An outcome in words.
pub(super) fn outcome_word(words: &Messages, outcome: Outcome) -> String {
    word(words, "outcome", outcome.as_str())
}

/// An outcome with its sign.
pub(super) fn outcome(visit: &Visit, outcome: Outcome) -> Markup {
    let meaning = match outcome {
        Outcome::Open => Meaning::Defer,
        Outcome::Resolved => Meaning::Eligible,
        Outcome::ResolvedWithSequelae => Meaning::Caution,
        Outcome::Fatal => Meaning::Excluded,
        Outcome::Unknown => Meaning::Incomplete,
    };
    status(meaning, &outcome_word(visit.words, outcome))
}

/// A word of one of the closed sets, under a prefix.
pub(super) fn word(words: &Messages, prefix: &str, word: &str) -> String {
    words.say(&format!("adverse-events-{prefix}-{}", word.replace('_', "-")))
}

/// A category of causality in words.
pub(super) fn causality(words: &Messages, category: Causality) -> String {
    word(words, "causality", category.as_str())
}

/// A kind of incident in words.
pub(super) fn incident_kind(words: &Messages, kind: IncidentKind) -> String {
    word(words, "incident-kind", kind.as_str())
}

/// How binding a duty is, in words.
pub(super) fn duty_force(words: &Messages, force: DutyForce) -> String {
    words.say(match force {
        DutyForce::Mandatory => "adverse-events-duty-mandatory",
        DutyForce::Voluntary => "adverse-events-duty-voluntary",
        DutyForce::Varies => "adverse-events-duty-varies",
        DutyForce::Unknown => "adverse-events-duty-unknown",
        DutyForce::HouseRule => "adverse-events-duty-house-rule",
    })
}

/// A session in words: its number in the course and its day.
pub(super) fn session_name(visit: &Visit, session: &PastSession) -> String {
    let day = visit.format.day(session.day);
    visit.with(
        "adverse-events-session-n",
        [("number", session.number.into()), ("day", day.into())],
    )
}

/// The names of zones.
pub(super) fn zones<'z>(knowledge: &Knowledge, ids: impl IntoIterator<Item = &'z String>) -> String {
    let name = |id: &String| {
        let zone = knowledge.records.zones.iter().find(|zone| zone.id == *id);
        zone.map_or_else(|| id.clone(), |zone| zone.name.clone())
    };
    ids.into_iter().map(name).collect::<Vec<_>>().join("; ")
}

/// A line of an event as it is told: the key of its label, and its value, empty where nothing is said.
pub(super) type Told = (&'static str, String);

/// An event line by line. Every report has the same lines in the same order, so that two can be held against each other.
pub(super) fn told(visit: &Visit, knowledge: &Knowledge, sessions: &[PastSession], report: &Report) -> Vec<Told> {
    let words = visit.words;
    let details = &report.details;
    let inputs = &details.inputs;
    let option = |prefix: &str, one: Option<&'static str>| one.map(|one| word(words, prefix, one)).unwrap_or_default();
    let answer = |answer: Option<Answer>| option("answer", answer.map(Answer::as_str));
    let day = |day: Option<Day>| day.map(|day| visit.format.day(day.0)).unwrap_or_default();
    let serious = match report.serious {
        Some(true) => visit.say("adverse-events-serious"),
        Some(false) => visit.say("adverse-events-not-serious"),
        None => String::new(),
    };
    let patches = details
        .patches
        .iter()
        .map(|patch| format!("{:.0}\u{a0}mm", patch.diameter_mm));
    let judged = match (details.causality, &details.judged_by) {
        (Some(category), Some(by)) => format!("{} ({by})", causality(words, category)),
        (Some(category), None) => causality(words, category),
        (None, _) => String::new(),
    };
    let session = report
        .session
        .and_then(|id| sessions.iter().find(|session| session.id == id));
    vec![
        ("adverse-events-what", name_of(words, knowledge, report)),
        ("adverse-events-description", details.description.clone()),
        ("adverse-events-onset", day(report.onset_on)),
        (
            "adverse-events-session",
            session.map(|session| session_name(visit, session)).unwrap_or_default(),
        ),
        ("adverse-events-zones", zones(knowledge, &details.zones)),
        ("adverse-events-patches", patches.collect::<Vec<_>>().join("; ")),
        ("adverse-events-new-patch", answer(details.new_patch)),
        ("adverse-events-openings-lost", answer(details.openings_lost)),
        ("adverse-events-infection", answer(details.infection)),
        ("adverse-events-mycobacteria", answer(details.mycobacteria)),
        (
            "adverse-events-grade",
            report.grade.map(|grade| grade.to_string()).unwrap_or_default(),
        ),
        ("adverse-events-seriousness", serious),
        ("adverse-events-criteria", details.criteria.join("; ")),
        (
            "adverse-events-timing",
            option("timing", inputs.timing.map(Timing::as_str)),
        ),
        (
            "adverse-events-dechallenge",
            option("dechallenge", inputs.dechallenge.map(Dechallenge::as_str)),
        ),
        (
            "adverse-events-rechallenge",
            option("rechallenge", inputs.rechallenge.map(Rechallenge::as_str)),
        ),
        (
            "adverse-events-alternative",
            option("alternative", inputs.alternative_cause.map(Alternative::as_str)),
        ),
        ("adverse-events-overlap", answer(inputs.point_overlap)),
        ("adverse-events-causality", judged),
        ("adverse-events-outcome", outcome_word(words, report.outcome)),
        ("adverse-events-outcome-on", day(details.outcome_on)),
        ("adverse-events-outcome-note", details.outcome_note.clone()),
    ]
}

/// What differs between two tellings of an event: label, what it said, what it says.
pub(super) fn differences(visit: &Visit, earlier: &[Told], later: &[Told]) -> Vec<(String, String, String)> {
    let said = |text: &str| {
        if text.is_empty() {
            visit.say("adverse-events-nothing")
        } else {
            text.to_owned()
        }
    };
    earlier
        .iter()
        .zip(later)
        .filter(|((_, before), (_, after))| before != after)
        .map(|((label, before), (_, after))| (visit.say(label), said(before), said(after)))
        .collect()
}

#[cfg(test)]
mod tests {
    use anagen_app::adverse_events::StepKind;

    use super::*;
    use crate::messages::messages;

    #[test]
    fn every_word_of_the_closed_sets_has_its_text() {
        let words = messages("en");
        let mut keys: Vec<String> = Vec::new();
        let mut add = |prefix: &str, all: Vec<&str>| {
            keys.extend(
                all.iter()
                    .map(|word| format!("adverse-events-{prefix}-{}", word.replace('_', "-"))),
            );
        };
        add("outcome", Outcome::ALL.iter().map(|one| one.as_str()).collect());
        add("answer", Answer::ALL.iter().map(|one| one.as_str()).collect());
        add("timing", Timing::ALL.iter().map(|one| one.as_str()).collect());
        add("dechallenge", Dechallenge::ALL.iter().map(|one| one.as_str()).collect());
        add("rechallenge", Rechallenge::ALL.iter().map(|one| one.as_str()).collect());
        add("alternative", Alternative::ALL.iter().map(|one| one.as_str()).collect());
        add("causality", Causality::ALL.iter().map(|one| one.as_str()).collect());
        add(
            "causality-means",
            Causality::ALL.iter().map(|one| one.as_str()).collect(),
        );
        add(
            "incident-kind",
            IncidentKind::ALL.iter().map(|one| one.as_str()).collect(),
        );
        add("step", StepKind::ALL.iter().map(|one| one.as_str()).collect());
        for key in keys {
            assert!(words.has(&key), "{key}");
        }
    }
}
