//! What the knowledge says of an adverse event: its grades, what is done first, who has to be told and until when.

use std::collections::BTreeSet;

use anagen_care::formulation::EUROPEAN_UNION;
use anagen_knowledge::records::{AdverseEvent, Grading, ReportingDuty, Surveillance};
use anagen_knowledge::{Knowledge, Quantity};
use anagen_records::Stamp;
use jiff::SignedDuration;

/// The grading of infections; events that it applies to are infections by their kind.
const SKIN_INFECTION: &str = "grading_skin_infection";
/// The grading that names the criteria of seriousness.
const SERIOUSNESS: &str = "grading_seriousness";
/// The grading that asks what causality rests on.
const CAUSALITY: &str = "grading_causality";
/// What a new patch or lump means.
const NEW_PATCH: &str = "surveillance_new_patch";

/// An event by its id.
pub fn event<'k>(knowledge: &'k Knowledge, code: &str) -> Option<&'k AdverseEvent> {
    knowledge.records.adverse_events.iter().find(|event| event.id == code)
}

fn grading<'k>(knowledge: &'k Knowledge, id: &str) -> Option<&'k Grading> {
    knowledge.records.grading.iter().find(|grading| grading.id == id)
}

/// The scale by which an event is graded: its own, else the general one.
pub fn scale<'k>(knowledge: &'k Knowledge, code: &str) -> Option<&'k Grading> {
    let scales = || {
        knowledge
            .records
            .grading
            .iter()
            .filter(|grading| !grading.grades.is_empty())
    };
    let own = scales().find(|grading| grading.applies_to.iter().any(|id| id == code));
    own.or_else(|| scales().find(|grading| grading.applies_to.is_empty()))
}

/// What makes an event serious, as the knowledge words it.
pub fn criteria(knowledge: &Knowledge) -> &[String] {
    grading(knowledge, SERIOUSNESS).map_or(&[], |grading| grading.criteria.as_slice())
}

/// The questions that a judgement of causality rests on, by id.
pub fn causality_question<'k>(knowledge: &'k Knowledge, id: &str) -> Option<&'k str> {
    let inputs = &grading(knowledge, CAUSALITY)?.inputs;
    inputs
        .iter()
        .find(|input| input.id == id)
        .map(|input| input.question.as_str())
}

/// Whether an event is an infection by its kind.
pub fn is_infection_by_kind(knowledge: &Knowledge, code: &str) -> bool {
    grading(knowledge, SKIN_INFECTION).is_some_and(|grading| grading.applies_to.iter().any(|id| id == code))
}

/// What the knowledge says of a new patch or lump.
pub fn new_patch(knowledge: &Knowledge) -> Option<&Surveillance> {
    knowledge
        .records
        .surveillance
        .iter()
        .find(|record| record.id == NEW_PATCH)
}

/// What is done first, step by step: the sentences of the event's management, then those of its report.
pub fn steps(event: &AdverseEvent) -> Vec<String> {
    [event.management.as_deref(), event.report.as_deref()]
        .into_iter()
        .flatten()
        .flat_map(sentences)
        .collect()
}

/// The sentences of a text. A stop inside a number or an abbreviation is followed by no capital letter and ends nothing.
fn sentences(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices(". ") {
        let next = text[at + 2..].chars().next();
        if next.is_some_and(|letter| letter.is_uppercase() || letter.is_ascii_digit()) {
            found.push(text[start..=at].trim().to_owned());
            start = at + 2;
        }
    }
    found.push(text[start..].trim().to_owned());
    found.retain(|sentence| !sentence.is_empty());
    found
}

/// A duty to tell somebody, with its deadlines counted from when the clinic knew.
#[derive(Debug, Clone)]
pub struct Duty<'k> {
    /// The record.
    pub duty: &'k ReportingDuty,
    /// Until when somebody inside the clinic has to know; only of serious events.
    pub inside_by: Option<Stamp>,
    /// Until when somebody outside has to be told; only of serious events.
    pub outside_by: Option<Stamp>,
}

/// The duties that apply in a country to an event after these agents.
///
/// They are those of the country, of the European Union where it belongs to it, and of any country. Where it is not known what
/// was given, duties of certain agents apply too.
pub fn duties<'k>(
    knowledge: &'k Knowledge,
    country: &str,
    agents: Option<&BTreeSet<String>>,
    serious: Option<bool>,
    known_at: Stamp,
) -> Vec<Duty<'k>> {
    let country = country.to_uppercase();
    let applies_here = |duty: &ReportingDuty| {
        duty.country == "any"
            || duty.country == country
            || (duty.country == "EU" && EUROPEAN_UNION.contains(&country.as_str()))
    };
    let classes: Option<BTreeSet<&str>> = agents.map(|agents| {
        agents
            .iter()
            .filter_map(|id| knowledge.agent(id))
            .flat_map(|agent| agent.classes.iter().map(String::as_str))
            .collect()
    });
    let applies_to_agents = |duty: &ReportingDuty| {
        let (Some(agents), Some(classes)) = (agents, &classes) else {
            return true;
        };
        (duty.agents.is_empty() && duty.classes.is_empty())
            || duty.agents.iter().any(|agent| agents.contains(agent))
            || duty.classes.iter().any(|class| classes.contains(class.as_str()))
    };
    let deadline = |within: Option<&Quantity>| {
        // Not serious: no deadline. Not judged yet: the one of a serious event, so that judging late is not too late.
        let hours = within.filter(|_| serious != Some(false))?.in_unit("h").ok()?;
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a float cast to a whole number saturates"
        )]
        let seconds = (hours * 3600.0) as i64;
        known_at
            .0
            .checked_add(SignedDuration::from_secs(seconds))
            .ok()
            .map(Stamp)
    };
    let mut found: Vec<Duty<'k>> = knowledge
        .records
        .reporting_duties
        .iter()
        .filter(|duty| applies_here(duty) && applies_to_agents(duty))
        .map(|duty| Duty {
            inside_by: deadline(duty.internal_within.as_ref()),
            outside_by: deadline(duty.external_within.as_ref()),
            duty,
        })
        .collect();
    // Those of the country first.
    found.sort_by_key(|one| match one.duty.country.as_str() {
        "any" => 2,
        "EU" => 1,
        _ => 0,
    });
    found
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use std::sync::LazyLock;

    use super::*;

    static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::embedded().unwrap());

    #[test]
    fn management_is_taken_apart_into_steps() {
        let toxicity = event(&KNOWLEDGE, "ae_local_anaesthetic_toxicity").unwrap();
        assert_eq!(
            steps(toxicity),
            [
                "Stop the injection.",
                "Airway.",
                "Benzodiazepine.",
                "Lipid emulsion 20 %, 1.5 mL/kg bolus (about 100 mL at 70 kg).",
                "Adrenaline in small doses only: at most 1 microgram/kg.",
                "Always.",
            ]
        );
        assert_eq!(
            sentences("Give 0.5 mg i.m. and wait. Then look."),
            ["Give 0.5 mg i.m. and wait.", "Then look."]
        );
        assert!(sentences("").is_empty());
    }

    #[test]
    fn every_event_has_a_scale_and_the_own_one_comes_first() {
        for event in &KNOWLEDGE.records.adverse_events {
            assert!(scale(&KNOWLEDGE, &event.id).is_some(), "{}", event.id);
        }
        assert_eq!(scale(&KNOWLEDGE, "ae_shedding").unwrap().id, "grading_alopecia");
        assert_eq!(scale(&KNOWLEDGE, "ae_syncope").unwrap().id, "grading_general");
        assert!(is_infection_by_kind(&KNOWLEDGE, "ae_folliculitis"));
        assert!(!is_infection_by_kind(&KNOWLEDGE, "ae_pain"));
        assert!(!criteria(&KNOWLEDGE).is_empty());
        assert!(new_patch(&KNOWLEDGE).is_some());
        for id in [
            "timing",
            "dechallenge",
            "rechallenge",
            "alternative_cause",
            "point_overlap",
        ] {
            assert!(causality_question(&KNOWLEDGE, id).is_some(), "{id}");
        }
    }

    #[test]
    fn duties_are_those_of_the_country_and_of_what_was_given() {
        let known_at = Stamp("2026-03-12T09:00:00Z".parse().unwrap());
        let ids = |country: &str, agents: Option<&[&str]>, serious| -> Vec<String> {
            let agents = agents.map(|agents| agents.iter().map(|id| (*id).to_owned()).collect());
            duties(&KNOWLEDGE, country, agents.as_ref(), serious, known_at)
                .iter()
                .map(|one| one.duty.id.clone())
                .collect()
        };
        let spain = ids("ES", Some(&["minoxidil"]), Some(true));
        assert_eq!(spain[0], "duty_eu_medicine");
        assert!(
            !spain.contains(&"duty_eu_device".to_owned()) && !spain.contains(&"duty_gb".to_owned()),
            "{spain:?}"
        );
        // What was given is not known: the duty of certain agents is not hidden.
        assert!(ids("ES", None, Some(true)).contains(&"duty_eu_device".to_owned()));
        assert_eq!(ids("gb", Some(&[]), Some(true))[0], "duty_gb");
        let deadlines = |serious| {
            let all = duties(&KNOWLEDGE, "ES", None, serious, known_at);
            let house = all.iter().find(|one| one.duty.id == "duty_any_deadlines").unwrap();
            (
                house.inside_by.map(|at| at.to_string()),
                house.outside_by.map(|at| at.to_string()),
            )
        };
        let expected = (
            Some("2026-03-13T09:00:00.000000Z".to_owned()),
            Some("2026-03-27T09:00:00.000000Z".to_owned()),
        );
        assert_eq!(deadlines(Some(true)), expected);
        assert_eq!(deadlines(None), expected);
        assert_eq!(deadlines(Some(false)), (None, None));
    }
}
