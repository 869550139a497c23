//! What the patient reads and what the session needs: the sheets before and after, and the checklist of the day.
//!
//! Lines are those of the knowledge, limited to the agents and classes of the mixture where the knowledge limits them. Each
//! keeps the range that sources give, what contradicts it and what it rests on. The late warning stands on every sheet.

mod consent;
mod phrases;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use anagen_knowledge::records::{Advice, ChecklistStage, Confidence, Status};
use anagen_knowledge::{Knowledge, Said};
use serde::Serialize;

pub use self::consent::{Consent, ConsentAgent, ConsentDetails, ConsentLine, CoolingOff, consent};
pub(in crate::plan) use self::phrases::say;
use super::Composition;

/// The line that is printed on every sheet (`aftercare.toml`).
const LATE_WARNING: &str = "aftercare_late_warning";

/// A sheet for the patient, in the patient's language as far as the knowledge is translated into it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Sheet {
    /// Its lines, in order.
    pub lines: Vec<SheetLine>,
    /// Agents that the knowledge does not know: advice that belongs to them cannot be here.
    pub unidentified: Vec<String>,
}

/// One piece of advice.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SheetLine {
    /// Id.
    pub id: String,
    /// What it is about.
    pub topic: Said,
    /// What to do, in plain words.
    pub text: Said,
    /// For how long.
    pub hours: Option<f64>,
    /// What sources say.
    pub range_in_sources: Option<String>,
    /// Claims it disagrees with.
    pub conflict: Option<String>,
    /// What it rests on.
    pub rationale: Option<Said>,
    /// Ids of the sources.
    pub sources: Vec<String>,
    /// How it is known.
    pub confidence: Confidence,
    /// Proposed, or confirmed.
    pub status: Status,
}

/// One thing to do or to know for a session.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChecklistLine {
    /// Id.
    pub id: String,
    /// `time_out`, `observation`, `asepsis`, ...; a duty's stage in its own word.
    pub topic: String,
    /// What is to be done.
    pub text: String,
    /// The reason.
    pub why: Option<String>,
    /// Ids of the sources.
    pub sources: Vec<String>,
    /// How it is known.
    pub confidence: Confidence,
    /// Proposed, or confirmed.
    pub status: Status,
}

/// The sheet before a session, the late warning last.
///
/// ```
/// use anagen_care::plan::{Composition, before_sheet};
/// let knowledge = anagen_knowledge::Knowledge::embedded().unwrap();
/// let agents = vec![("dutasteride".to_owned(), None)];
/// let plan = Composition { agents, technique: None, protocol: None, volume: None, n_sessions: None };
/// let sheet = before_sheet(&plan, &knowledge, "es");
/// let line = sheet.lines.iter().find(|line| line.id == "before_contraception").unwrap();
/// assert_eq!(line.topic.as_str(), "Anticoncepción y prueba de embarazo");
/// ```
pub fn before_sheet(composition: &Composition, knowledge: &Knowledge, language: &str) -> Sheet {
    let mut sheet = sheet(&knowledge.records.before_treatment, composition, knowledge, language);
    let late = knowledge
        .records
        .aftercare
        .iter()
        .find(|advice| advice.id == LATE_WARNING);
    sheet.lines.extend(late.map(|advice| sheet_line(advice, language)));
    sheet
}

/// The sheet after a session. The late warning is always on it.
pub fn after_sheet(composition: &Composition, knowledge: &Knowledge, language: &str) -> Sheet {
    sheet(&knowledge.records.aftercare, composition, knowledge, language)
}

fn sheet(records: &[Advice], composition: &Composition, knowledge: &Knowledge, language: &str) -> Sheet {
    let mixture = Mixture::of(composition, knowledge);
    let mut advice: Vec<&Advice> = records.iter().collect();
    advice.retain(|advice| advice.id == LATE_WARNING || mixture.concerns(&advice.agents, &advice.classes));
    advice.sort_by_key(|advice| advice.order);
    Sheet {
        lines: advice.into_iter().map(|advice| sheet_line(advice, language)).collect(),
        unidentified: mixture.unidentified,
    }
}

/// What has to be done for a session, in the order of the day.
///
/// An item about an agent or a device names it in its own words; none is left out, so that nothing is missed because a name is
/// not known.
pub fn session_checklist(knowledge: &Knowledge) -> Vec<ChecklistLine> {
    let records = &knowledge.records;
    let duties = |wanted: ChecklistStage, topic: &'static str| {
        records
            .checklist
            .iter()
            .filter(move |item| item.stage == wanted)
            .map(move |item| ChecklistLine {
                id: item.id.clone(),
                topic: topic.to_owned(),
                text: item.text.clone(),
                why: item.why.clone(),
                sources: item.sources.clone(),
                confidence: item.confidence,
                status: item.status,
            })
    };
    let mut preparation: Vec<_> = records.preparation.iter().collect();
    preparation.sort_by_key(|item| item.order);
    let preparation = preparation.into_iter().map(|item| ChecklistLine {
        id: item.id.clone(),
        topic: item.topic.clone(),
        text: item.text.clone(),
        why: item.note.clone(),
        sources: item.sources.clone(),
        confidence: item.confidence,
        status: item.status,
    });
    duties(ChecklistStage::Preparation, "preparation")
        .chain(preparation)
        .chain(duties(ChecklistStage::Session, "session"))
        .chain(duties(ChecklistStage::Aftercare, "aftercare"))
        .collect()
}

/// What a mixture holds, as advice speaks of it.
struct Mixture {
    agents: BTreeSet<String>,
    classes: BTreeSet<String>,
    unidentified: Vec<String>,
}

impl Mixture {
    fn of(composition: &Composition, knowledge: &Knowledge) -> Self {
        let mut mixture = Self {
            agents: BTreeSet::new(),
            classes: BTreeSet::new(),
            unidentified: Vec::new(),
        };
        for (name, _) in &composition.agents {
            match knowledge.agent(name) {
                Some(agent) => {
                    mixture.agents.insert(agent.id.clone());
                    mixture.classes.extend(agent.classes.iter().cloned());
                }
                None => mixture.unidentified.push(name.clone()),
            }
        }
        mixture
    }

    /// Whether advice that is limited to these agents or classes is for this mixture; advice without limits is for everyone.
    fn concerns(&self, agents: &[String], classes: &[String]) -> bool {
        (agents.is_empty() && classes.is_empty())
            || agents.iter().any(|agent| self.agents.contains(agent))
            || classes.iter().any(|class| self.classes.contains(class))
    }
}

fn sheet_line(advice: &Advice, language: &str) -> SheetLine {
    SheetLine {
        id: advice.id.clone(),
        topic: advice.topic_in(language),
        text: advice.instruction_in(language),
        hours: advice.default_hours,
        range_in_sources: advice.range_text.clone(),
        conflict: advice.conflict.clone(),
        rationale: advice.rationale_in(language),
        sources: advice.sources.clone(),
        confidence: advice.confidence,
        status: advice.status,
    }
}
