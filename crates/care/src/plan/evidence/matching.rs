//! Is this the mixture that a study gave? Same agents by the same way, same strength, volume, technique, schedule and people.
//!
//! What a study does not tell of its strength or volume is not known and matches nothing; an arm with undeclared components
//! never matches. Technique, schedule and number of sessions are held against the plan where the arm gives them.

use std::collections::{BTreeMap, BTreeSet};

use anagen_knowledge::records::{AgentRole, Grade, Phase, Study, StudyAgent, StudyArm};
use anagen_knowledge::{Knowledge, Quantity};
use serde::Serialize;

use super::{Composition, agent_name, in_words};
use crate::units::{MilligramsPerMillilitre, Millilitres};

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
    /// `E-06, randomised trial of 50 people: it had 10 sessions, while the plan has 8`.
    pub fn in_words(&self) -> String {
        let people = self.n.map(|n| format!(" of {n} people")).unwrap_or_default();
        let differences: Vec<&str> = self.differences.iter().map(|difference| difference.text.as_str()).collect();
        let held = if differences.is_empty() { "the form of the plan".to_owned() } else { differences.join("; ") };
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
    active: &BTreeMap<String, Option<MilligramsPerMillilitre>>,
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
    active: &'a BTreeMap<String, Option<MilligramsPerMillilitre>>,
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

    fn hold_strength(&self, agent: &StudyAgent, differences: &mut Vec<Difference>) {
        let name = agent_name(&agent.agent, self.knowledge);
        let studied = agent
            .strength
            .as_ref()
            .and_then(|strength| strength.in_unit("mg/mL").ok());
        let planned = self.active.get(&agent.agent).copied().flatten();
        let text = match (studied, planned) {
            (None, _) => format!("its strength of {name} is not known"),
            (Some(studied), None) => format!(
                "it gave {name} at {}, while the plan's strength is not known",
                MilligramsPerMillilitre(studied)
            ),
            (Some(studied), Some(planned)) if same(studied, planned.0) => return,
            (Some(studied), Some(planned)) => {
                format!(
                    "it gave {name} at {}, while the plan has {planned}",
                    MilligramsPerMillilitre(studied)
                )
            }
        };
        differences.push(Difference {
            is_in: DifferenceIn::Strength,
            text,
        });
    }

    fn hold_volume(&self, given: &[&StudyAgent], differences: &mut Vec<Difference>) {
        let studied: Vec<f64> = given
            .iter()
            .filter_map(|agent| agent.volume.as_ref()?.in_unit("mL").ok())
            .collect();
        let planned = self.composition.volume;
        let other = studied
            .iter()
            .find(|studied| !planned.is_some_and(|planned| same(**studied, planned.0)));
        let text = match (other, planned) {
            (None, _) if studied.is_empty() => "its volume is not known".to_owned(),
            (None, _) => return,
            (Some(studied), None) => {
                format!(
                    "it gave {} a session, while the plan's volume is not known",
                    Millilitres(*studied)
                )
            }
            (Some(studied), Some(planned)) => {
                format!("it gave {} a session, while the plan gives {planned}", Millilitres(*studied))
            }
        };
        differences.push(Difference {
            is_in: DifferenceIn::Volume,
            text,
        });
    }

    fn hold_technique(
        &self,
        arm: &StudyArm,
        way: &str,
        differences: &mut Vec<Difference>,
        not_compared: &mut Vec<&'static str>,
    ) {
        let Some(studied) = &arm.technique else {
            // What is spread while needling cannot be told from a lotion by an arm that names no needling.
            if way == ON_THE_SKIN {
                let text = "it does not tell whether needling went with it".to_owned();
                differences.push(Difference {
                    is_in: DifferenceIn::Technique,
                    text,
                });
            } else {
                not_compared.push("technique");
            }
            return;
        };
        let name = |id: &str| {
            let techniques = &self.knowledge.records.techniques;
            techniques
                .iter()
                .find(|known| known.id == id)
                .map_or_else(|| id.to_owned(), |known| known.name.clone())
        };
        let text = match &self.composition.technique {
            Some(planned) if planned == studied => return,
            Some(planned) => format!("its technique was {}, while the plan has {}", name(studied), name(planned)),
            None => format!("its technique was {}, while the plan's is not decided", name(studied)),
        };
        differences.push(Difference {
            is_in: DifferenceIn::Technique,
            text,
        });
    }

    fn hold_schedule(
        &self,
        study: &Study,
        arm: &StudyArm,
        differences: &mut Vec<Difference>,
        not_compared: &mut Vec<&'static str>,
    ) {
        match &arm.schedule {
            None => not_compared.push("schedule"),
            Some(studied) if self.same_schedule(study, studied) => {}
            Some(studied) => {
                let plan = match &self.composition.protocol {
                    Some(protocol) => format!("the plan follows {protocol}"),
                    None => "the plan names no schedule".to_owned(),
                };
                let text = format!("its schedule was: {studied}, while {plan}");
                differences.push(Difference {
                    is_in: DifferenceIn::Schedule,
                    text,
                });
            }
        }
        let text = match (arm.sessions, self.composition.n_sessions) {
            (None, _) => return not_compared.push("number of sessions"),
            (Some(studied), Some(planned)) if studied == planned => return,
            (Some(studied), Some(planned)) => format!("it had {studied} sessions, while the plan has {planned}"),
            (Some(studied), None) => format!("it had {studied} sessions, while the plan's number is not decided"),
        };
        differences.push(Difference {
            is_in: DifferenceIn::Sessions,
            text,
        });
    }

    /// The plan's protocol is the study's own, or every phase of it has the one interval that the arm gives.
    fn same_schedule(&self, study: &Study, studied: &str) -> bool {
        let Some(id) = &self.composition.protocol else {
            return false;
        };
        let Some(protocol) = self
            .knowledge
            .records
            .protocols
            .iter()
            .find(|protocol| &protocol.id == id)
        else {
            return false;
        };
        let days = |quantity: &Quantity| quantity.in_unit("days").ok();
        let interval = studied
            .strip_prefix("every ")
            .and_then(|every| every.parse::<Quantity>().ok());
        let phase_has = |phase: &Phase, wanted: f64| {
            phase.per_interval.is_none_or(|n| n == 1)
                && phase
                    .every
                    .as_ref()
                    .and_then(days)
                    .is_some_and(|every| same(every, wanted))
        };
        let one_interval = interval.as_ref().and_then(days).is_some_and(|wanted| {
            !protocol.phases.is_empty() && protocol.phases.iter().all(|phase| phase_has(phase, wanted))
        });
        protocol.studies.contains(&study.id) || one_interval
    }

    fn hold_people(&self, study: &Study, differences: &mut Vec<Difference>) {
        let mut say = |text: String| {
            differences.push(Difference {
                is_in: DifferenceIn::Population,
                text,
            })
        };
        let conditions = &self.knowledge.records.conditions;
        let record = |id: &str| conditions.iter().find(|known| known.id == id);
        let name = |id: &str| record(id).map_or_else(|| id.to_owned(), |known| known.name.to_lowercase());
        let studied: Vec<String> = study.conditions.iter().map(|id| name(id)).collect();
        match self.condition {
            _ if studied.is_empty() => say("the diagnosis of its people is not known".to_owned()),
            None => say(format!(
                "it studied {}, while the plan's diagnosis is not known",
                in_words(&studied, "and")
            )),
            Some(planned) if study.conditions.iter().any(|known| known == planned) => {}
            Some(planned) => say(format!(
                "it studied {}, while the plan is for {}",
                in_words(&studied, "and"),
                name(planned)
            )),
        }
        let sex_of_diagnosis = self.condition.and_then(record).and_then(|record| record.sex.as_deref());
        let only = match study.sex.as_deref() {
            Some("male") => "men",
            Some("female") => "women",
            _ => return,
        };
        if sex_of_diagnosis != study.sex.as_deref() {
            say(format!("it studied only {only}"));
        }
    }

    /// By which way the plan's agents reach the scalp: spread while needling, or injected.
    fn way(&self) -> &'static str {
        if self
            .composition
            .technique
            .as_deref()
            .is_some_and(|id| self.only_needles(id))
        {
            ON_THE_SKIN
        } else {
            INJECTED
        }
    }

    fn route<'s>(&self, agent: &'s StudyAgent, arm: &StudyArm) -> &'s str {
        match agent.route.as_deref() {
            Some(route) => route,
            None if arm.technique.as_deref().is_some_and(|id| self.only_needles(id)) => ON_THE_SKIN,
            None => INJECTED,
        }
    }

    fn only_needles(&self, technique: &str) -> bool {
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

/// Equal but for the rounding of arithmetic (0.1 x 3), as thresholds of the knowledge are compared.
fn same(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-9 * one.abs().max(other.abs())
}
