//! The rules in the form in which they are run: scope and condition in one, sorted by gate.

use anagen_knowledge::records::{ListOf, Moment, Rule, Scope};
use anagen_knowledge::{Comparison, Condition, FactKey, Knowledge};
use serde::{Deserialize, Serialize};

/// When rules are run; a later gate runs the rules of the earlier ones again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gate {
    /// For the procedure as such.
    Procedure,
    /// For this cocktail, technique and these zones.
    Cocktail,
    /// On the day, before the first point.
    Day,
}

/// All rules, ready to run.
#[derive(Debug, Clone)]
pub struct Rulebook<'k> {
    /// The knowledge that they come from.
    pub knowledge: &'k Knowledge,
    /// The rules, in the order of the knowledge.
    pub rules: Vec<RuleInForce<'k>>,
}

/// A rule, ready to run.
#[derive(Debug, Clone)]
pub struct RuleInForce<'k> {
    /// The record.
    pub rule: &'k Rule,
    /// Scope and condition in one: what has to hold for the rule to fire.
    pub condition: Condition,
    /// The first gate that runs it.
    pub gate: Gate,
    /// Whether it forbids or delays the procedure or the cocktail. Rules about a person or a kit forbid only these
    /// ("preparation of 5-alpha-reductase inhibitors: not this person") and leave the patient's verdict as it is.
    pub counts: bool,
}

impl<'k> Rulebook<'k> {
    /// Makes the rules of a knowledge ready to run.
    pub fn new(knowledge: &'k Knowledge) -> Self {
        let rules = knowledge
            .records
            .rules
            .iter()
            .enumerate()
            .map(|(position, rule)| RuleInForce {
                rule,
                condition: in_scope(knowledge, rule, knowledge.rule_condition(position).clone()),
                gate: first_gate(rule),
                counts: !matches!(rule.scope, Scope::Operator | Scope::Kit),
            })
            .collect();
        Self { knowledge, rules }
    }
}

impl Rulebook<'_> {
    /// The rules that need no request: about the procedure, the people and the kit.
    #[must_use]
    pub fn about_the_procedure(&self) -> Self {
        let needs_none =
            |rule: &&RuleInForce<'_>| matches!(rule.rule.scope, Scope::Procedure | Scope::Operator | Scope::Kit);
        Self {
            knowledge: self.knowledge,
            rules: self.rules.iter().filter(needs_none).cloned().collect(),
        }
    }
}

fn first_gate(rule: &Rule) -> Gate {
    match (rule.moment, &rule.scope) {
        (Moment::Day, _) => Gate::Day,
        (Moment::Planning, Scope::Procedure) => Gate::Procedure,
        (Moment::Planning, _) => Gate::Cocktail,
    }
}

/// A scope is a condition on what is asked for: a rule about minoxidil cannot fire where no minoxidil is.
fn in_scope(knowledge: &Knowledge, rule: &Rule, when: Condition) -> Condition {
    let requested = |id: &str| knowledge.fact_key(id);
    let scope = match &rule.scope {
        Scope::Agent { agents, classes } => requested("mixture_agents")
            .map(|fact| Condition::Includes(fact, agents.iter().chain(classes).cloned().collect())),
        Scope::Technique { techniques } => {
            requested("requested_technique").map(|fact| Condition::Choice(fact, techniques.clone()))
        }
        Scope::Zone { zones_from } => requested("requested_zones")
            .zip(zone_list(knowledge, zones_from))
            .map(|(requested, named)| Condition::Overlaps(named, requested)),
        // Needling alone has no mixture that could be too acid or come from an expired lot.
        Scope::Mixture => requested("mixture_volume").map(|fact| Condition::Number(fact, Comparison::Above, 0.0)),
        Scope::Procedure | Scope::Operator | Scope::Kit => None,
    };
    match scope {
        Some(scope) => Condition::All(vec![scope, when]),
        None => when,
    }
}

fn zone_list(knowledge: &Knowledge, id: &str) -> Option<FactKey> {
    knowledge
        .fact_key(id)
        .filter(|key| knowledge.fact(*key).of == Some(ListOf::Zone))
}
