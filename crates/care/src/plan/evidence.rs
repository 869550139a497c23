//! What is known of this mixture for this diagnosis: plain words with grade, sources, studies and the opposing side.
//!
//! A trial's result is shown only beside a mixture that this trial studied (DECISIONS.md 4); otherwise the line says "not
//! studied in this form" and names the nearest studies with what differs. Where the knowledge has nothing, the line says "no
//! evidence". Harm, late harm, onset, durability and variability always stand here. The words come from the statements of the
//! knowledge; nothing here estimates an effect.

mod line;
mod matching;
mod opposing;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use anagen_knowledge::Knowledge;
use anagen_knowledge::records::{AgentRole, Grade, Protocol, Statement, StatementApplies};
use serde::Serialize;

pub use self::line::{EvidenceKind, EvidenceLine, HowMuchRead};
pub(super) use self::line::{agent_name, grade_in_words, in_words};
use self::line::{line, own_line, people_in_words, seen};
pub use self::matching::{ComparedStudy, Difference, DifferenceIn};
pub(super) use self::opposing::about_condition;
pub use self::opposing::{Opposing, OpposingSide};
use crate::dose::Strength;
use crate::units::Millilitres;

/// The statement that stands where no study looked at the mixture (`statements.toml`).
const NOT_STUDIED: &str = "statement_not_studied_in_this_form";
/// The statement that stands where a diagnosis has none of its own (`statements.toml`).
const NO_EVIDENCE: &str = "statement_no_evidence";

/// What is to be held against the studies. What is not decided is left out, and then matches no study.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Composition {
    /// Agents with their strength in the finished mixture, each once; diluents may stand among them and do not count.
    pub agents: Vec<(String, Option<Strength>)>,
    /// Technique by id.
    pub technique: Option<String>,
    /// Protocol by id.
    pub protocol: Option<String>,
    /// Volume of one session.
    pub volume: Option<Millilitres>,
    /// Sessions of the whole course.
    pub n_sessions: Option<u32>,
}

/// What is known of a mixture for a diagnosis. Results first, or that there are none; then agents, diagnosis, alternatives, and
/// what always holds.
///
/// ```
/// use anagen_care::plan::{Composition, evidence};
/// let knowledge = anagen_knowledge::Knowledge::embedded().unwrap();
/// let nothing_decided = Composition {
///     agents: vec![("minoxidil".to_owned(), None)],
///     technique: None,
///     protocol: None,
///     volume: None,
///     n_sessions: None,
/// };
/// let lines = evidence(&nothing_decided, Some("aga_f"), &knowledge);
/// assert!(lines[0].text.starts_with("This mixture was not studied in this form."));
/// ```
pub fn evidence(composition: &Composition, condition: Option<&str>, knowledge: &Knowledge) -> Vec<EvidenceLine> {
    let active = active_agents(composition, knowledge);
    let compared = matching::compare(composition, &active, condition, knowledge);
    let described = described_for(&active, condition, knowledge);
    let mut lines = Vec::new();
    if compared.matching.is_empty() {
        lines.push(match described {
            Some(protocol) => described_line(protocol, knowledge),
            None => not_studied(&active, compared.nearest, knowledge),
        });
    } else {
        lines.extend(studied(&active, &compared.matching, condition, knowledge));
        for line in &mut lines {
            let about = condition.map(|condition| about_condition(condition, knowledge));
            opposing::join(&mut line.opposing, about.unwrap_or_default());
        }
    }
    lines.extend(about_agents(&active, condition, knowledge));
    lines.extend(about_diagnosis(condition, described.is_some(), knowledge));
    lines.extend(alternatives(&active, condition, knowledge));
    lines.extend(always(knowledge));
    lines
}

/// What is known of a diagnosis whatever is injected.
pub(super) fn about_diagnosis(
    condition: Option<&str>,
    has_its_own_treatment: bool,
    knowledge: &Knowledge,
) -> Vec<EvidenceLine> {
    let Some(condition) = condition else { return Vec::new() };
    let statements = &knowledge.records.statements;
    let names = |statement: &&Statement| statement.conditions.iter().any(|known| known == condition);
    let mut found: Vec<&Statement> = statements
        .iter()
        .filter(names)
        .filter(|known| known.applies == StatementApplies::Condition)
        .collect();
    if !statements.iter().any(|statement| names(&statement)) {
        found.extend(statements.iter().find(|statement| statement.id == NO_EVIDENCE));
    }
    // The blanket sentence is about mixtures; beside a treatment that the sources describe for this very diagnosis it is false.
    found.retain(|statement| !(has_its_own_treatment && statement.id == NO_EVIDENCE));
    let mut lines: Vec<EvidenceLine> = found
        .into_iter()
        .map(|statement| line(statement, EvidenceKind::Diagnosis, knowledge))
        .collect();
    for line in &mut lines {
        opposing::join(&mut line.opposing, about_condition(condition, knowledge));
    }
    lines
}

/// What always holds: harm, late harm, onset, durability, variability.
pub(super) fn always(knowledge: &Knowledge) -> Vec<EvidenceLine> {
    let statements = knowledge.records.statements.iter();
    statements
        .filter(|statement| statement.applies == StatementApplies::Always)
        .map(|statement| line(statement, EvidenceKind::Always, knowledge))
        .collect()
}

/// The agents that count: by id, without diluents. A strength that is given twice, or not in the agent's measure, is not known.
fn active_agents(composition: &Composition, knowledge: &Knowledge) -> BTreeMap<String, Option<Strength>> {
    let mut active = BTreeMap::new();
    for (name, strength) in &composition.agents {
        let agent = knowledge.agent(name);
        if agent.is_some_and(|agent| agent.role == AgentRole::Diluent) {
            continue;
        }
        let id = agent.map_or_else(|| name.clone(), |agent| agent.id.clone());
        let is_own = |strength: &Strength| agent.is_none_or(|agent| agent.measured_by == strength.measure());
        let strength = strength.filter(is_own);
        active.entry(id).and_modify(|known| *known = None).or_insert(strength);
    }
    active
}

/// Results of the studies that match: the statements about them, and the study's own result where no statement speaks of it.
fn studied(
    active: &BTreeMap<String, Option<Strength>>,
    matching: &[ComparedStudy],
    condition: Option<&str>,
    knowledge: &Knowledge,
) -> Vec<EvidenceLine> {
    let mut told: BTreeSet<&str> = BTreeSet::new();
    let mut lines = Vec::new();
    for statement in &knowledge.records.statements {
        let of_these: Vec<&ComparedStudy> = matching
            .iter()
            .filter(|study| statement.studies.contains(&study.study))
            .collect();
        if statement.applies != StatementApplies::Composition
            || of_these.is_empty()
            || !holds_for(statement, condition)
            || !statement.agents.iter().all(|agent| active.contains_key(agent))
        {
            continue;
        }
        told.extend(of_these.iter().map(|study| study.study.as_str()));
        let mut line = line(statement, EvidenceKind::Studied, knowledge);
        line.compared = of_these.into_iter().cloned().collect();
        lines.push(line);
    }
    for compared in matching.iter().filter(|study| !told.contains(study.study.as_str())) {
        let Some(study) = knowledge
            .records
            .studies
            .iter()
            .find(|study| study.id == compared.study)
        else {
            continue;
        };
        let people = study
            .n
            .map(|n| format!(" of {}", people_in_words(n)))
            .unwrap_or_default();
        let opening = format!(
            "This mixture was studied in this form in one {}{people}.",
            study.design.words()
        );
        let weakness = study
            .risk_of_bias
            .as_ref()
            .map(|bias| format!(" Weakness: {}.", bias.trim_end_matches('.')));
        let full = format!("{opening} It found: {}{}", study.result, weakness.unwrap_or_default());
        let text = if knowledge.forbidden_word(&full).is_some() {
            opening
        } else {
            full
        };
        lines.push(EvidenceLine {
            id: study.id.clone(),
            kind: EvidenceKind::Studied,
            subject: study.citation.clone(),
            text,
            grade: study.grade,
            grade_in_words: grade_in_words(study.grade),
            sources: study.sources.clone(),
            studies: vec![study.id.clone()],
            seen: seen(std::slice::from_ref(&study.id), &[], knowledge),
            compared: vec![compared.clone()],
            opposing: opposing::of_studies(std::slice::from_ref(&study.id), knowledge),
            confidence: study.confidence,
            status: study.status,
        });
    }
    lines
}

/// That no study looked at this mixture, with the nearest ones.
fn not_studied(
    active: &BTreeMap<String, Option<Strength>>,
    nearest: Vec<ComparedStudy>,
    knowledge: &Knowledge,
) -> EvidenceLine {
    let statement = knowledge
        .records
        .statements
        .iter()
        .find(|statement| statement.id == NOT_STUDIED);
    let ids: Vec<String> = nearest.iter().map(|study| study.study.clone()).collect();
    let mut line = match statement {
        Some(statement) if !active.is_empty() => line(statement, EvidenceKind::NotStudied, knowledge),
        _ => own_line(
            NOT_STUDIED,
            EvidenceKind::NotStudied,
            "This treatment",
            if active.is_empty() {
                "No active agent is in this plan. It was not studied in this form, and results of mixtures do not tell what \
                 it will do."
            } else {
                "Not studied in this form."
            },
        ),
    };
    line.seen = seen(&ids, &[], knowledge);
    line.compared = nearest;
    line
}

/// What holds for the agents in whatever form: that there is no good trial, or no evidence at all.
fn about_agents(
    active: &BTreeMap<String, Option<Strength>>,
    condition: Option<&str>,
    knowledge: &Knowledge,
) -> Vec<EvidenceLine> {
    let grade_of = |id: &str| knowledge.agent(id).map(|agent| agent.evidence);
    // Anaesthetics are there against the pain: what is known about hair is a question of the other agents.
    let asked: Vec<&str> = active
        .keys()
        .map(String::as_str)
        .filter(|id| grade_of(id).is_none_or(|grade| grade != Grade::NotApplicable))
        .collect();
    let mut lines = Vec::new();
    for statement in &knowledge.records.statements {
        let covers = |id: &&str| statement.agents.iter().any(|agent| agent == id);
        let shown = match statement.applies {
            StatementApplies::Composition => {
                statement.studies.is_empty() && !asked.is_empty() && asked.iter().all(&covers)
            }
            StatementApplies::Agents => asked.iter().any(&covers),
            StatementApplies::Comparator => !asked.is_empty() && asked.iter().all(&covers),
            StatementApplies::Condition | StatementApplies::Always => false,
        };
        if shown && holds_for(statement, condition) {
            lines.push(line(statement, EvidenceKind::Agents, knowledge));
        }
    }
    let nothing_known = asked
        .iter()
        .all(|id| grade_of(id).is_none_or(|grade| Grade::None <= grade));
    if lines.is_empty() && nothing_known && !active.is_empty() {
        let names: Vec<String> = active.keys().map(|id| agent_name(id, knowledge)).collect();
        let text = format!(
            "No evidence: no trial in this knowledge shows whether injecting {} helps against hair loss.",
            in_words(&names, "or"),
        );
        let subject = in_words(&names, "and");
        lines.push(own_line(
            "no_evidence_for_agents",
            EvidenceKind::Agents,
            &subject,
            &text,
        ));
    }
    lines
}

/// What is known of something else that can be done for this diagnosis.
fn alternatives(
    active: &BTreeMap<String, Option<Strength>>,
    condition: Option<&str>,
    knowledge: &Knowledge,
) -> Vec<EvidenceLine> {
    let statements = knowledge.records.statements.iter();
    statements
        .filter(|statement| statement.applies == StatementApplies::Comparator && holds_for(statement, condition))
        .filter(|statement| !statement.agents.iter().any(|agent| active.contains_key(agent)))
        .map(|statement| line(statement, EvidenceKind::Alternative, knowledge))
        .collect()
}

/// A protocol that the sources grade for this diagnosis and that is these agents and no others, though no study of it is here.
fn described_for<'k>(
    active: &BTreeMap<String, Option<Strength>>,
    condition: Option<&str>,
    knowledge: &'k Knowledge,
) -> Option<&'k Protocol> {
    let condition = condition?;
    knowledge.records.protocols.iter().find(|protocol| {
        let agents: BTreeSet<&str> = protocol.composition.iter().map(|agent| agent.agent.as_str()).collect();
        protocol.studies.is_empty()
            && protocol.refused.is_none()
            && protocol.grade < Grade::None
            && protocol.conditions.iter().any(|known| known == condition)
            && !agents.is_empty()
            && agents.iter().copied().eq(active.keys().map(String::as_str))
    })
}

fn described_line(protocol: &Protocol, knowledge: &Knowledge) -> EvidenceLine {
    let mut text = format!(
        "This is described for the diagnosis with {} ({}). No study of it is kept in this knowledge, so no numbers are shown.",
        protocol.grade.words(),
        protocol.confidence.words(),
    );
    if let Some(more) = &protocol.grade_text {
        text = format!("{text} {more}");
    }
    EvidenceLine {
        grade: Some(protocol.grade),
        grade_in_words: protocol.grade.words(),
        sources: protocol.sources.clone(),
        seen: seen(&[], &protocol.sources, knowledge),
        confidence: protocol.confidence,
        status: protocol.status,
        ..own_line(&protocol.id, EvidenceKind::Agents, &protocol.name, &text)
    }
}

/// A statement limited to some diagnoses holds only where the diagnosis is known to be one of them.
fn holds_for(statement: &Statement, condition: Option<&str>) -> bool {
    statement.conditions.is_empty()
        || condition.is_some_and(|condition| statement.conditions.iter().any(|known| known == condition))
}
