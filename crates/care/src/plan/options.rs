//! Without a request: what has evidence for this diagnosis, what else can be done, and what speaks against it.
//!
//! Nothing is recommended (DECISIONS.md 4): protocols and agents stand by grade and then by id, the refused ones with the
//! reason. Results of trials are not shown here, because nothing is planned yet that a trial could have studied; those of the
//! alternatives are. Where there is nothing, it says "no evidence".

mod alternatives;
#[cfg(test)]
mod tests;

use anagen_knowledge::Knowledge;
use anagen_knowledge::records::{
    Agent, AgentRole, Condition, Confidence, CountRange, Grade, Indication, Protocol, Status, Study, StudyArm,
};
use serde::Serialize;

pub use self::alternatives::{AlternativeOption, ComparatorStudy};
use super::evidence::{EvidenceLine, Opposing, about_condition, about_diagnosis, agent_name, always};

/// What there is for a diagnosis.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Options {
    /// The diagnosis; `None` where the knowledge does not know it.
    pub diagnosis: Option<DiagnosisInWords>,
    /// What is to be noticed first: an unknown diagnosis, one that is described for the other sex.
    pub notes: Vec<String>,
    /// Protocols described for this diagnosis and graded, the best grade first.
    pub protocols: Vec<ProtocolOption>,
    /// Agents with evidence for this diagnosis by injection, the best grade first.
    pub agents: Vec<AgentOption>,
    /// That there is no evidence, where there is none.
    pub no_evidence: Option<String>,
    /// What else can be done, first-line treatment first.
    pub alternatives: Vec<AlternativeOption>,
    /// Trials of alternatives in people with this diagnosis.
    pub comparator_studies: Vec<ComparatorStudy>,
    /// What is known of the diagnosis whatever is injected, and what always holds.
    pub statements: Vec<EvidenceLine>,
    /// Claims about this diagnosis that cannot all be true: all sides.
    pub opposing: Vec<Opposing>,
}

/// A diagnosis and what injections mean for it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DiagnosisInWords {
    /// Id.
    pub id: String,
    /// As it is shown.
    pub name: String,
    /// What is known of injections.
    pub evidence: String,
    /// What follows for a plan.
    pub indication: Indication,
    /// The same in words.
    pub action: String,
    /// Ids of the sources.
    pub sources: Vec<String>,
    /// How it is known.
    pub confidence: Confidence,
    /// Proposed, or confirmed.
    pub status: Status,
}

/// A protocol that was described for the diagnosis.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ProtocolOption {
    /// Id.
    pub id: String,
    /// As it is shown.
    pub name: String,
    /// Certainty of its evidence.
    pub grade: Grade,
    /// The same in words.
    pub grade_in_words: &'static str,
    /// What has to be said of that.
    pub grade_text: Option<String>,
    /// Names of its agents.
    pub agents: Vec<String>,
    /// Technique by id.
    pub technique: Option<String>,
    /// Sessions in the first twelve months.
    pub sessions_12_months: Option<CountRange>,
    /// The same in words.
    pub sessions_text: Option<String>,
    /// What its source leaves open.
    pub unclear: Vec<String>,
    /// Why it is shown and never planned.
    pub refused: Option<String>,
    /// Ids of its studies.
    pub studies: Vec<String>,
    /// Ids of the sources.
    pub sources: Vec<String>,
    /// How it is known.
    pub confidence: Confidence,
    /// Proposed, or confirmed.
    pub status: Status,
}

/// An agent with evidence for the diagnosis.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AgentOption {
    /// Id.
    pub id: String,
    /// As it is shown.
    pub name: String,
    /// Its place in a mixture.
    pub role: AgentRole,
    /// The same in words.
    pub role_in_words: &'static str,
    /// The best certainty of any question about it in this diagnosis.
    pub grade: Grade,
    /// The same in words.
    pub grade_in_words: &'static str,
    /// The questions that were graded.
    pub questions: Vec<GradedQuestion>,
    /// Ids of the studies that injected it in people with this diagnosis.
    pub studies: Vec<String>,
    /// Why it is never planned.
    pub refused: Option<String>,
    /// What to beware of: for whom it is excluded, first of all. A warning that has to quote a claim stands with the agent only.
    pub warnings: Vec<String>,
    /// Ids of the sources.
    pub sources: Vec<String>,
}

/// How certain the answer to one question is.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GradedQuestion {
    /// Id.
    pub id: String,
    /// The question.
    pub question: String,
    /// How certain its answer is.
    pub grade_in_words: &'static str,
    /// Ids of the studies it rests on.
    pub studies: Vec<String>,
}

/// What there is for a diagnosis, for people of one sex where that is given.
///
/// ```
/// let knowledge = anagen_knowledge::Knowledge::embedded().unwrap();
/// let options = anagen_care::plan::options("aga_f", Some("female"), &knowledge);
/// assert!(options.agents.iter().any(|agent| agent.id == "minoxidil"));
/// assert!(anagen_care::plan::options("shaft", None, &knowledge).no_evidence.is_some());
/// ```
pub fn options(condition: &str, sex: Option<&str>, knowledge: &Knowledge) -> Options {
    let record = knowledge.records.conditions.iter().find(|known| known.id == condition);
    let protocols = protocols(condition, knowledge);
    let agents = agents(condition, sex, knowledge);
    let nothing = !protocols.iter().any(|protocol| protocol.grade < Grade::None) && agents.is_empty();
    let name = record.map_or_else(|| condition.to_owned(), |record| record.name.clone());
    let has_its_own_treatment = protocols
        .iter()
        .any(|protocol| protocol.grade < Grade::None && protocol.studies.is_empty() && protocol.refused.is_none());
    let mut statements = about_diagnosis(Some(condition), has_its_own_treatment, knowledge);
    statements.extend(always(knowledge));
    Options {
        diagnosis: record.map(in_words),
        notes: notes(condition, record, sex),
        no_evidence: nothing.then(|| format!("{name}: no evidence for injections was found.")),
        alternatives: alternatives::alternatives(condition, record, knowledge),
        comparator_studies: alternatives::comparator_studies(condition, sex, knowledge),
        statements,
        opposing: about_condition(condition, knowledge),
        protocols,
        agents,
    }
}

fn notes(condition: &str, record: Option<&Condition>, sex: Option<&str>) -> Vec<String> {
    let Some(record) = record else {
        return vec![format!(
            "`{condition}` is not a diagnosis of this knowledge: nothing is known of it here."
        )];
    };
    match (record.sex.as_deref(), sex) {
        (Some(described), Some(recorded)) if described != recorded => vec![format!(
            "{} is described for the sex {described}; recorded at birth is {recorded}. What is known of it may not hold.",
            record.name,
        )],
        _ => Vec::new(),
    }
}

fn in_words(record: &Condition) -> DiagnosisInWords {
    DiagnosisInWords {
        id: record.id.clone(),
        name: record.name.clone(),
        evidence: record.evidence.clone(),
        indication: record.indication,
        action: record.action.clone(),
        sources: record.sources.clone(),
        confidence: record.confidence,
        status: record.status,
    }
}

fn protocols(condition: &str, knowledge: &Knowledge) -> Vec<ProtocolOption> {
    let all = knowledge.records.protocols.iter();
    let mut described: Vec<&Protocol> = all
        .filter(|protocol| protocol.conditions.iter().any(|known| known == condition))
        .collect();
    described.sort_by(|a, b| (a.grade, &a.id).cmp(&(b.grade, &b.id)));
    described
        .into_iter()
        .map(|protocol| protocol_option(protocol, knowledge))
        .collect()
}

fn protocol_option(protocol: &Protocol, knowledge: &Knowledge) -> ProtocolOption {
    let of_an_agent = || {
        protocol.composition.iter().find_map(|held| {
            let agent = knowledge.agent(&held.agent)?;
            Some(format!("{}: {}", agent.name, refused(agent)?))
        })
    };
    ProtocolOption {
        id: protocol.id.clone(),
        name: protocol.name.clone(),
        grade: protocol.grade,
        grade_in_words: protocol.grade.words(),
        grade_text: protocol.grade_text.clone(),
        agents: protocol
            .composition
            .iter()
            .map(|held| agent_name(&held.agent, knowledge))
            .collect(),
        technique: protocol.technique.clone(),
        sessions_12_months: protocol.sessions_12_months,
        sessions_text: protocol.sessions_text.clone(),
        unclear: protocol.unclear.clone(),
        refused: protocol.refused.clone().or_else(of_an_agent),
        studies: protocol.studies.clone(),
        sources: protocol.sources.clone(),
        confidence: protocol.confidence,
        status: protocol.status,
    }
}

fn agents(condition: &str, sex: Option<&str>, knowledge: &Knowledge) -> Vec<AgentOption> {
    let mut found: Vec<AgentOption> = knowledge
        .records
        .agents
        .iter()
        .filter_map(|agent| agent_option(agent, condition, sex, knowledge))
        .collect();
    found.sort_by(|a, b| (a.grade, &a.id).cmp(&(b.grade, &b.id)));
    found
}

/// An agent, where a graded question, a study or a protocol of this diagnosis speaks for or against injecting it.
fn agent_option(agent: &Agent, condition: &str, sex: Option<&str>, knowledge: &Knowledge) -> Option<AgentOption> {
    let records = &knowledge.records;
    let here = |conditions: &[String]| conditions.iter().any(|known| known == condition);
    if Grade::None <= agent.evidence {
        return None;
    }
    let questions = records.grade_questions.iter().filter(|question| {
        question.certainty < Grade::None && question.agents.contains(&agent.id) && here(&question.conditions)
    });
    let questions: Vec<_> = questions.collect();
    let studies = records
        .studies
        .iter()
        .filter(|study| here(&study.conditions) && injected(study, &agent.id));
    let studies: Vec<&Study> = studies.filter(|study| includes(study, sex)).collect();
    let protocols = records.protocols.iter().filter(|protocol| {
        here(&protocol.conditions) && protocol.composition.iter().any(|held| held.agent == agent.id)
    });
    let grade = questions
        .iter()
        .map(|question| question.certainty)
        .min()
        .or_else(|| studies.iter().filter_map(|study| study.grade).min())
        .or_else(|| protocols.map(|protocol| protocol.grade).min())
        .filter(|grade| *grade < Grade::None)?;
    let warnings = agent
        .warnings
        .iter()
        .filter(|warning| knowledge.forbidden_word(&warning.text).is_none());
    Some(AgentOption {
        id: agent.id.clone(),
        name: agent.name.clone(),
        role: agent.role,
        role_in_words: agent.role.words(),
        grade,
        grade_in_words: grade.words(),
        questions: questions
            .into_iter()
            .map(|question| GradedQuestion {
                id: question.id.clone(),
                question: question.question.clone(),
                grade_in_words: question.certainty.words(),
                studies: question.studies.clone(),
            })
            .collect(),
        studies: studies.into_iter().map(|study| study.id.clone()).collect(),
        refused: refused(agent),
        warnings: warnings.map(|warning| warning.text.clone()).collect(),
        sources: agent.sources.clone(),
    })
}

/// Why an agent is never planned: it is blocked, or its highest dose is nothing.
fn refused(agent: &Agent) -> Option<String> {
    let never = agent
        .caps
        .iter()
        .find(|cap| cap.when.is_none() && cap.amount.value <= 0.0);
    let blocked = agent.role == AgentRole::Blocked;
    (blocked || never.is_some()).then(|| {
        let why = never
            .and_then(|cap| cap.why.clone())
            .or_else(|| agent.role_note.clone());
        why.unwrap_or_else(|| "Never used.".to_owned())
    })
}

fn injected(study: &Study, agent: &str) -> bool {
    let arms = study.arms.iter().filter(|arm: &&StudyArm| !arm.comparator);
    arms.flat_map(|arm| &arm.agents)
        .any(|given| given.agent == agent && given.route.as_deref().is_none_or(|route| route == "intradermal"))
}

/// Whether a study had people of this sex, as far as it tells.
fn includes(study: &Study, sex: Option<&str>) -> bool {
    match (study.sex.as_deref(), sex) {
        (Some(studied @ ("male" | "female")), Some(sex @ ("male" | "female"))) => studied == sex,
        _ => true,
    }
}
