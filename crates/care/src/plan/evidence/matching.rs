//! Is this the mixture that a study gave? Same agents by the same way, same strength, volume, technique, schedule and people.
//!
//! What a study does not tell of its strength or volume is not known and matches nothing; an arm with undeclared components
//! never matches. Technique, schedule and number of sessions are held against the plan where the arm gives them. An agent
//! measured by volume has no strength: its own volume and the technique have to be told instead.

mod form;

use std::collections::{BTreeMap, BTreeSet};

use anagen_knowledge::Knowledge;
use anagen_knowledge::records::{AgentRole, Grade, Study, StudyAgent, StudyArm};
use serde::Serialize;

use super::{Composition, agent_name, in_words, people_in_words};
use crate::dose::Strength;

/// A study held against the plan.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ComparedStudy {
    /// Id of the study.
    pub study: String,
    /// Authors, year, journal.
    pub citation: String,
    /// How it was made.
    pub design: &'static str,
    /// Its people, in words.
    pub population: Option<String>,
    /// How many.
    pub n: Option<u32>,
    /// The arm that is nearest to the plan.
    pub arm: String,
    /// How certain its result is.
    pub grade_in_words: &'static str,
    /// How much of it was read.
    pub seen: Option<&'static str>,
    /// What differs, or is not known; empty where it matches.
    pub differences: Vec<Difference>,
    /// What the arm does not tell, so that it was not held against the plan: `technique`, `schedule`, `number of sessions`.
    pub not_compared: Vec<&'static str>,
}

impl ComparedStudy {
    /// `E-06, randomised trial, 50 people: it had 10 sessions, while the plan has 8`.
    pub fn in_words(&self) -> String {
        let people = self.n.map(|n| format!(", {}", people_in_words(n))).unwrap_or_default();
        let differences: Vec<&str> = self
            .differences
            .iter()
            .map(|difference| difference.text.as_str())
            .collect();
        let held = if differences.is_empty() {
            "the form of the plan".to_owned()
        } else {
            differences.join("; ")
        };
        format!("{}, {}{people}: {held}", self.study, self.design)
    }
}

/// One thing in which a study differs from the plan, or in which it cannot be compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// In what.
    pub is_in: DifferenceIn,
    /// In words.
    pub text: String,
}

/// In what a study differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are the documentation")]
pub enum DifferenceIn {
    Agents,
    Route,
    Strength,
    Volume,
    Technique,
    Schedule,
    Sessions,
    Population,
}

/// The studies that match, and the nearest ones besides.
pub(super) struct Compared {
    pub(super) matching: Vec<ComparedStudy>,
    pub(super) nearest: Vec<ComparedStudy>,
}

const INJECTED: &str = "intradermal";
const ON_THE_SKIN: &str = "topical";

/// Holds every arm that is not a comparator against the plan; of each study the nearest arm counts.
pub(super) fn compare(
    composition: &Composition,
    active: &BTreeMap<String, Option<Strength>>,
    condition: Option<&str>,
    knowledge: &Knowledge,
) -> Compared {
    let plan = Plan {
        composition,
        active,
        condition,
        knowledge,
    };
    let mut matching = Vec::new();
    let mut nearest = Vec::new();
    for study in &knowledge.records.studies {
        let arms = study
            .arms
            .iter()
            .filter(|arm| !arm.comparator)
            .filter_map(|arm| plan.hold(study, arm));
        let Some(found) = arms.min_by_key(Held::distance) else {
            continue;
        };
        if found.study.differences.is_empty() {
            matching.push(found.study);
        } else {
            nearest.push(found);
        }
    }
    // Where something of the same way was studied, what was done another way is further off than a reader needs.
    if nearest.iter().any(|found| found.rank.0 == 0) {
        nearest.retain(|found| found.rank.0 == 0);
    }
    nearest.sort_by_key(Held::distance);
    Compared {
        matching,
        nearest: nearest.into_iter().map(|found| found.study).collect(),
    }
}

struct Plan<'a> {
    composition: &'a Composition,
    active: &'a BTreeMap<String, Option<Strength>>,
    condition: Option<&'a str>,
    knowledge: &'a Knowledge,
}

struct Held {
    study: ComparedStudy,
    /// Whether it was given another way, then how many agents are in one and not in the other.
    rank: (usize, usize),
    certainty: Grade,
}

impl Held {
    /// How far from the plan: what is not told counts like what differs, so that silence does not bring a study nearer.
    fn distance(&self) -> ((usize, usize), usize, Grade) {
        (
            self.rank,
            self.study.differences.len() + self.study.not_compared.len(),
            self.certainty,
        )
    }
}

impl Plan<'_> {
    /// What an arm has in common with the plan; `None` where it has nothing.
    fn hold(&self, study: &Study, arm: &StudyArm) -> Option<Held> {
        let counted: Vec<&StudyAgent> = arm
            .agents
            .iter()
            .filter(|agent| !self.is_diluent(&agent.agent))
            .collect();
        let way = self.way();
        let same_way: Vec<&StudyAgent> = counted
            .iter()
            .copied()
            .filter(|agent| self.route(agent, arm) == way)
            .collect();
        let given: BTreeSet<&str> = same_way.iter().map(|agent| agent.agent.as_str()).collect();
        let planned: BTreeSet<&str> = self.active.keys().map(String::as_str).collect();
        let n_shared = given.intersection(&planned).count();
        let something_shared = if planned.is_empty() {
            arm.technique.is_some() && arm.technique == self.composition.technique
        } else {
            counted.iter().any(|agent| planned.contains(agent.agent.as_str()))
        };
        if !something_shared {
            return None;
        }

        let mut differences = Vec::new();
        self.hold_agents(&counted, arm, &planned, &given, &mut differences);
        for agent in same_way.iter().filter(|agent| planned.contains(agent.agent.as_str())) {
            self.hold_strength(agent, &mut differences);
        }
        if n_shared > 0 {
            self.hold_volume(&same_way, &mut differences);
        }
        let mut not_compared = Vec::new();
        self.hold_technique(arm, way, &mut differences, &mut not_compared);
        self.hold_schedule(study, arm, &mut differences, &mut not_compared);
        self.hold_people(study, &mut differences);
        // A lotion is further from needling with a drug than any needling, however little of that is told.
        let is_far = (n_shared == 0 && !planned.is_empty()) || (way == ON_THE_SKIN && arm.technique.is_none());
        let certainty = study.grade.unwrap_or(Grade::NotApplicable);
        let study = ComparedStudy {
            study: study.id.clone(),
            citation: study.citation.clone(),
            design: study.design.words(),
            population: study.population.clone(),
            n: study.n,
            arm: arm.name.clone(),
            grade_in_words: super::grade_in_words(study.grade),
            seen: study.seen.map(anagen_knowledge::records::Seen::words),
            differences,
            not_compared,
        };
        Some(Held {
            rank: (usize::from(is_far), given.symmetric_difference(&planned).count()),
            certainty,
            study,
        })
    }

    fn hold_agents(
        &self,
        counted: &[&StudyAgent],
        arm: &StudyArm,
        planned: &BTreeSet<&str>,
        given: &BTreeSet<&str>,
        differences: &mut Vec<Difference>,
    ) {
        let names = |ids: Vec<&str>| -> String {
            in_words(
                &ids.into_iter()
                    .map(|id| agent_name(id, self.knowledge))
                    .collect::<Vec<_>>(),
                "and",
            )
        };
        let mut say = |is_in, text: String| differences.push(Difference { is_in, text });
        let other_way: Vec<&&StudyAgent> = counted
            .iter()
            .filter(|agent| !given.contains(agent.agent.as_str()))
            .collect();
        let elsewhere: BTreeSet<&str> = other_way.iter().map(|agent| agent.agent.as_str()).collect();
        let missing: Vec<&str> = planned
            .difference(given)
            .copied()
            .filter(|id| !elsewhere.contains(id))
            .collect();
        if !missing.is_empty() {
            say(DifferenceIn::Agents, format!("it did not hold {}", names(missing)));
        }
        let more: Vec<&str> = given.difference(planned).copied().collect();
        if !more.is_empty() {
            say(DifferenceIn::Agents, format!("it also held {}", names(more)));
        }
        if arm.undeclared {
            say(
                DifferenceIn::Agents,
                "it held components that are not declared in what was read".to_owned(),
            );
        }
        for agent in other_way {
            let name = agent_name(&agent.agent, self.knowledge);
            let how = match self.route(agent, arm) {
                INJECTED => "injected",
                ON_THE_SKIN => "put on the skin",
                "oral" => "taken by mouth",
                other => other,
            };
            let beside = if planned.contains(agent.agent.as_str()) {
                ""
            } else {
                " beside it"
            };
            say(DifferenceIn::Route, format!("{name} was {how}{beside}"));
        }
    }

    /// By which way the plan's agents reach the scalp: put on it (needling, ultrasound), or injected.
    fn way(&self) -> &'static str {
        if self
            .composition
            .technique
            .as_deref()
            .is_some_and(|id| self.does_not_inject(id))
        {
            ON_THE_SKIN
        } else {
            INJECTED
        }
    }

    fn route<'s>(&self, agent: &'s StudyAgent, arm: &StudyArm) -> &'s str {
        match agent.route.as_deref() {
            Some(route) => route,
            None if arm.technique.as_deref().is_some_and(|id| self.does_not_inject(id)) => ON_THE_SKIN,
            None => INJECTED,
        }
    }

    fn does_not_inject(&self, technique: &str) -> bool {
        self.knowledge
            .records
            .techniques
            .iter()
            .any(|known| known.id == technique && !known.injects)
    }

    fn is_diluent(&self, agent: &str) -> bool {
        self.knowledge
            .agent(agent)
            .is_some_and(|agent| agent.role == AgentRole::Diluent)
    }
}
