//! What else can be done for a diagnosis: doing nothing, first-line treatment, other procedures.
//!
//! An alternative is named as prices name it (`topical minoxidil`, `hair transplant`). It is shown where a study, a statement or
//! a licence belongs to the diagnosis; the others that have a price are shown only where injections are an option at all.

use std::collections::BTreeMap;

use anagen_knowledge::Knowledge;
use anagen_knowledge::records::{
    ApprovalState, Condition, ConditionFamily, Indication, StatementApplies, Study, StudyArm, StudyDesign,
};
use serde::Serialize;

use super::includes;
use crate::plan::evidence::{agent_name, grade_in_words};

/// The consent's item on other choices, which names doing nothing among them (`consent.toml`).
const OTHER_CHOICES: &str = "consent_04";

/// Something else that can be done.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AlternativeOption {
    /// As it is shown.
    pub treatment: String,
    /// Agent by id, where it is a medicine.
    pub agent: Option<String>,
    /// Where it is licensed for hair loss by this route. First-line treatment is among these.
    pub licences: Vec<String>,
    /// Ids of studies of it in this diagnosis.
    pub studies: Vec<String>,
    /// Ids of statements about it.
    pub statements: Vec<String>,
    /// Ids of its prices.
    pub prices: Vec<String>,
    /// What has to be said of it.
    pub note: Option<String>,
}

/// A trial of an alternative.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ComparatorStudy {
    /// Id.
    pub id: String,
    /// Authors, year, journal.
    pub citation: String,
    /// Who took part.
    pub population: Option<String>,
    /// What came out.
    pub result: String,
    /// How certain it is.
    pub grade_in_words: &'static str,
    /// How it is known.
    pub known: &'static str,
    /// Ids of the sources.
    pub sources: Vec<String>,
}

/// What else can be done, what is licensed first, then what was studied, then by name.
pub(super) fn alternatives(
    condition: &str,
    record: Option<&Condition>,
    knowledge: &Knowledge,
) -> Vec<AlternativeOption> {
    let records = &knowledge.records;
    let here = |conditions: &[String]| conditions.iter().any(|known| known == condition);
    let mut found: BTreeMap<String, AlternativeOption> = BTreeMap::new();
    for study in records.studies.iter().filter(|study| here(&study.conditions)) {
        for arm in study
            .arms
            .iter()
            .filter(|arm| arm.technique.is_none() && !arm.undeclared)
        {
            if let Some(treatment) = treatment(study, arm, knowledge) {
                let known = found.entry(treatment.clone()).or_insert_with(|| unknown(treatment));
                if !known.studies.contains(&study.id) {
                    known.studies.push(study.id.clone());
                }
            }
        }
    }
    for statement in records
        .statements
        .iter()
        .filter(|known| known.applies == StatementApplies::Comparator)
    {
        for agent in statement.agents.iter().filter(|_| here(&statement.conditions)) {
            let treatment = agent_name(agent, knowledge).to_lowercase();
            let known = found.entry(treatment.clone()).or_insert_with(|| unknown(treatment));
            known.statements.push(statement.id.clone());
        }
    }
    let injections_are_an_option = record.is_some_and(|record| record.indication == Indication::Option);
    for price in records.prices.iter().filter(|price| price.alternative) {
        let Some(treatment) = price.treatment.clone() else {
            continue;
        };
        if injections_are_an_option || found.contains_key(&treatment) {
            let known = found.entry(treatment.clone()).or_insert_with(|| unknown(treatment));
            known.prices.push(price.id.clone());
        }
    }
    for option in found.values_mut() {
        describe(option, record, knowledge);
    }
    let mut all: Vec<AlternativeOption> = found.into_values().collect();
    all.sort_by(|a, b| {
        (a.licences.is_empty(), a.studies.is_empty(), &a.treatment).cmp(&(
            b.licences.is_empty(),
            b.studies.is_empty(),
            &b.treatment,
        ))
    });
    let nothing = records.consent_items.iter().find(|item| item.id == OTHER_CHOICES);
    all.extend(nothing.map(|_| unknown("no treatment".to_owned())));
    all
}

/// Trials of alternatives in this diagnosis, by id.
pub(super) fn comparator_studies(condition: &str, sex: Option<&str>, knowledge: &Knowledge) -> Vec<ComparatorStudy> {
    let studies = knowledge.records.studies.iter();
    studies
        .filter(|study| study.design == StudyDesign::Comparator)
        .filter(|study| study.conditions.iter().any(|known| known == condition) && includes(study, sex))
        .map(|study| ComparatorStudy {
            id: study.id.clone(),
            citation: study.citation.clone(),
            population: study.population.clone(),
            result: study.result.clone(),
            grade_in_words: grade_in_words(study.grade),
            known: study.confidence.words(),
            sources: study.sources.clone(),
        })
        .collect()
}

/// What an arm is as a treatment of its own: one agent by mouth or on the skin, or one agent of a trial of comparators.
fn treatment(study: &Study, arm: &StudyArm, knowledge: &Knowledge) -> Option<String> {
    let [given] = arm.agents.as_slice() else { return None };
    let name = agent_name(&given.agent, knowledge).to_lowercase();
    match given.route.as_deref() {
        Some(route @ ("oral" | "topical")) => Some(format!("{route} {name}")),
        None if study.design == StudyDesign::Comparator => Some(name),
        _ => None,
    }
}

fn unknown(treatment: String) -> AlternativeOption {
    AlternativeOption {
        treatment,
        agent: None,
        licences: Vec::new(),
        studies: Vec::new(),
        statements: Vec::new(),
        prices: Vec::new(),
        note: None,
    }
}

/// Adds the agent, its licences for this kind of hair loss, and that nothing was studied where that is so.
fn describe(option: &mut AlternativeOption, record: Option<&Condition>, knowledge: &Knowledge) {
    let is_pattern = record.is_some_and(|record| record.family == ConditionFamily::Pattern);
    for agent in &knowledge.records.agents {
        let name = agent.name.to_lowercase();
        let Some(route) = option.treatment.strip_suffix(&name).map(str::trim_end) else {
            continue;
        };
        if !matches!(route, "" | "oral" | "topical") {
            continue;
        }
        option.agent = Some(agent.id.clone());
        let licensed = agent.approvals.iter().filter(|approval| {
            is_pattern
                && approval.route == route
                && approval.state == ApprovalState::Approved
                && approval.indication.contains("hair loss")
                && is_of(&approval.indication, record)
        });
        option.licences = licensed
            .map(|approval| {
                format!(
                    "licensed for {} ({}; {})",
                    approval.indication,
                    approval.country,
                    approval.confidence.words()
                )
            })
            .collect();
    }
    if option.studies.is_empty() && option.statements.is_empty() {
        option.note = Some("No study of it in this diagnosis is kept in this knowledge.".to_owned());
    }
}

/// Whether a licence's indication holds for the sex of the diagnosis: `male pattern hair loss` is none for women.
fn is_of(indication: &str, record: Option<&Condition>) -> bool {
    let named: Vec<&str> = indication
        .split_whitespace()
        .filter(|word| matches!(*word, "male" | "female"))
        .collect();
    let sex = record.and_then(|record| record.sex.as_deref());
    named.is_empty() || sex.is_none_or(|sex| named.contains(&sex))
}
