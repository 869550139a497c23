//! One line of evidence, from a statement of the knowledge or of this module's own.

use anagen_knowledge::Knowledge;
use anagen_knowledge::records::{Confidence, Grade, Seen, Statement, Status};
use serde::Serialize;

use super::matching::ComparedStudy;
use super::opposing::{self, Opposing};

/// One thing that is known, or that is not.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EvidenceLine {
    /// Id of the statement; of the study, the protocol or the agents where no statement says it.
    pub id: String,
    /// Why it is shown.
    pub kind: EvidenceKind,
    /// What it is about.
    pub subject: String,
    /// In plain words.
    pub text: String,
    /// How certain it is.
    pub grade: Option<Grade>,
    /// The same in words.
    pub grade_in_words: &'static str,
    /// Ids of the sources.
    pub sources: Vec<String>,
    /// Ids of the studies it rests on.
    pub studies: Vec<String>,
    /// How much of each study was read, or of each source where no study is named.
    pub seen: Vec<HowMuchRead>,
    /// The studies held against the mixture: those that match, or the nearest with what differs, the nearest first.
    pub compared: Vec<ComparedStudy>,
    /// Where its studies or its sources stand against others: both sides.
    pub opposing: Vec<Opposing>,
    /// How it is known.
    pub confidence: Confidence,
    /// Proposed, or confirmed.
    pub status: Status,
}

/// Why a line is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceKind {
    /// A study gave this mixture, in this strength and schedule, to people with this diagnosis.
    Studied,
    /// No study did.
    NotStudied,
    /// It holds for the agents in whatever form.
    Agents,
    /// It holds for the diagnosis.
    Diagnosis,
    /// It holds for something else that can be done.
    Alternative,
    /// It always holds.
    Always,
}

/// How much of a study or source was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HowMuchRead {
    /// Id of the study or the source.
    pub of: String,
    /// In words.
    pub how_much: &'static str,
}

/// A statement as it is shown, with what its studies and its note stand against.
pub(super) fn line(statement: &Statement, kind: EvidenceKind, knowledge: &Knowledge) -> EvidenceLine {
    let mut against = opposing::of_studies(&statement.studies, knowledge);
    opposing::join(
        &mut against,
        opposing::named_in(statement.note.as_deref().unwrap_or_default(), knowledge),
    );
    EvidenceLine {
        id: statement.id.clone(),
        kind,
        subject: statement.subject.clone(),
        text: statement.text.clone(),
        grade: statement.grade,
        grade_in_words: grade_in_words(statement.grade),
        sources: statement.sources.clone(),
        studies: statement.studies.clone(),
        seen: seen(&statement.studies, &statement.sources, knowledge),
        compared: Vec::new(),
        opposing: against,
        confidence: statement.confidence,
        status: statement.status,
    }
}

/// A sentence of this module's own: what the records do not hold.
pub(super) fn own_line(id: &str, kind: EvidenceKind, subject: &str, text: &str) -> EvidenceLine {
    EvidenceLine {
        id: id.to_owned(),
        kind,
        subject: subject.to_owned(),
        text: text.to_owned(),
        grade: Some(Grade::None),
        grade_in_words: Grade::None.words(),
        sources: vec!["derived".to_owned()],
        studies: Vec::new(),
        seen: Vec::new(),
        compared: Vec::new(),
        opposing: Vec::new(),
        confidence: Confidence::Derived,
        status: Status::Confirmed,
    }
}

/// How much was read of the studies (of a study's sources where the study does not say), or else of the sources.
pub(super) fn seen(studies: &[String], sources: &[String], knowledge: &Knowledge) -> Vec<HowMuchRead> {
    let of_sources = |ids: &[String]| -> Vec<HowMuchRead> {
        let known = ids.iter().filter_map(|id| knowledge.records.source(id));
        known
            .map(|source| HowMuchRead {
                of: source.id.clone(),
                how_much: source.seen.words(),
            })
            .collect()
    };
    let mut seen = Vec::new();
    for study in knowledge
        .records
        .studies
        .iter()
        .filter(|study| studies.contains(&study.id))
    {
        match study.seen {
            Some(how_much) => seen.push(HowMuchRead {
                of: study.id.clone(),
                how_much: Seen::words(how_much),
            }),
            None => seen.extend(of_sources(&study.sources)),
        }
    }
    if seen.is_empty() { of_sources(sources) } else { seen }
}

/// The words of a grade, where there is one.
pub(in crate::plan) fn grade_in_words(grade: Option<Grade>) -> &'static str {
    grade.map_or("not graded", Grade::words)
}

/// An agent's name; its id where the knowledge does not know it.
pub(in crate::plan) fn agent_name(id: &str, knowledge: &Knowledge) -> String {
    knowledge
        .agent(id)
        .map_or_else(|| id.to_owned(), |agent| agent.name.clone())
}

/// `a`, `a and b`, `a, b and c`.
pub(in crate::plan) fn in_words(names: &[String], last: &str) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., end] => format!("{} {last} {end}", first.join(", ")),
    }
}

/// `1 person`, `50 people`.
pub(super) fn people_in_words(n: u32) -> String {
    if n == 1 {
        "1 person".to_owned()
    } else {
        format!("{n} people")
    }
}
