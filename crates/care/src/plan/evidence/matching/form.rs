//! The form in which a study gave its agents, and to whom: strength, volume, technique, schedule, people.

use anagen_knowledge::Quantity;
use anagen_knowledge::records::{Measure, Phase, Study, StudyAgent, StudyArm};

use super::{Difference, DifferenceIn, ON_THE_SKIN, Plan};
use crate::dose::Strength;
use crate::plan::evidence::{agent_name, in_words};
use crate::units::Millilitres;

impl Plan<'_> {
    pub(super) fn hold_strength(&self, agent: &StudyAgent, differences: &mut Vec<Difference>) {
        let measure = self.measure(&agent.agent);
        let Some(unit) = measure.strength_unit() else { return };
        let name = agent_name(&agent.agent, self.knowledge);
        let studied = agent.strength.as_ref().and_then(|strength| strength.in_unit(unit).ok());
        let studied = studied.map(|per_ml| Strength::of(measure, per_ml));
        let planned = self.active.get(&agent.agent).copied().flatten();
        let text = match (studied, planned) {
            (None, _) => format!("its strength of {name} is not known"),
            (Some(studied), None) => {
                format!("it gave {name} at {studied}, while the plan's strength is not known")
            }
            (Some(studied), Some(planned)) if same(studied.per_ml(), planned.per_ml()) => return,
            (Some(studied), Some(planned)) => format!("it gave {name} at {studied}, while the plan has {planned}"),
        };
        differences.push(Difference {
            is_in: DifferenceIn::Strength,
            text,
        });
    }

    pub(super) fn hold_volume(&self, given: &[&StudyAgent], differences: &mut Vec<Difference>) {
        let volume = |agent: &StudyAgent| agent.volume.as_ref()?.in_unit("mL").ok().map(Millilitres);
        let told = given
            .iter()
            .filter_map(|agent| Some((volume(agent)?, self.planned_volume(&agent.agent))));
        let told: Vec<(Millilitres, Option<Millilitres>)> = told.collect();
        let differs = |studied: Millilitres, planned: Option<Millilitres>| {
            !planned.is_some_and(|planned| same(studied.0, planned.0))
        };
        let is_silent = |agent: &&StudyAgent| self.measure(&agent.agent) == Measure::Volume && volume(agent).is_none();
        let text = match told.iter().find(|(studied, planned)| differs(*studied, *planned)) {
            Some((studied, None)) => format!("it gave {studied} a session, while the plan's volume is not known"),
            Some((studied, Some(planned))) => format!("it gave {studied} a session, while the plan gives {planned}"),
            None if told.is_empty() || given.iter().any(is_silent) => "its volume is not known".to_owned(),
            None => return,
        };
        differences.push(Difference {
            is_in: DifferenceIn::Volume,
            text,
        });
    }

    /// mL of a session that are held against a study: of the agent itself where it is measured by volume, else of the mixture.
    fn planned_volume(&self, agent: &str) -> Option<Millilitres> {
        let mixture = self.composition.volume?;
        match (self.measure(agent), self.active.get(agent).copied().flatten()) {
            (Measure::Volume, Some(strength)) => Some(Millilitres(strength.per_ml() * mixture.0)),
            (Measure::Volume, None) => None,
            (Measure::Mass | Measure::Units, _) => Some(mixture),
        }
    }

    fn measure(&self, agent: &str) -> Measure {
        self.knowledge
            .agent(agent)
            .map(|agent| agent.measured_by)
            .unwrap_or_default()
    }

    pub(super) fn hold_technique(
        &self,
        arm: &StudyArm,
        way: &str,
        differences: &mut Vec<Difference>,
        not_compared: &mut Vec<&'static str>,
    ) {
        let Some(studied) = &arm.technique else {
            // What is brought in without injecting cannot be told from a lotion by an arm that names no technique; and of what is
            // measured by volume the technique is half of all that can be compared.
            if way == ON_THE_SKIN || self.active.keys().any(|agent| self.measure(agent) == Measure::Volume) {
                let text = "its technique is not known".to_owned();
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
            Some(planned) => format!(
                "its technique was {}, while the plan has {}",
                name(studied),
                name(planned)
            ),
            None => format!("its technique was {}, while the plan's is not decided", name(studied)),
        };
        differences.push(Difference {
            is_in: DifferenceIn::Technique,
            text,
        });
    }

    pub(super) fn hold_schedule(
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
                let text = format!("its schedule was: {}, while {plan}", studied.replace(';', ","));
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

    pub(super) fn hold_people(&self, study: &Study, differences: &mut Vec<Difference>) {
        let mut say = |text: String| {
            differences.push(Difference {
                is_in: DifferenceIn::Population,
                text,
            });
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
}

/// Equal but for the rounding of arithmetic (0.1 x 3), as thresholds of the knowledge are compared.
fn same(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-9 * one.abs().max(other.abs())
}
