//! The loaded knowledge: typed records, looked up by id, with rules compiled against the facts.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;

use crate::condition::Condition;
use crate::fact_sheet::{FactKey, FactSheet};
use crate::names::Names;
use crate::records::{Adoption, Agent, Fact, ListOf, Provenance};
use crate::store::Records;

/// The loaded, validated knowledge.
#[derive(Debug, Clone)]
pub struct Knowledge {
    /// All records.
    pub records: Records,
    /// Version of the set, as `knowledge.toml` names it.
    pub version: String,
    /// Title of the set.
    pub title: String,
    /// BLAKE3 of all files, paths included: every verdict and plan records it.
    pub hash: String,
    pub(crate) fact_keys: HashMap<String, FactKey>,
    pub(crate) names: Names,
    /// Compiled `when` of each rule, in the order of `records.rules`.
    pub(crate) rule_conditions: Vec<Condition>,
    /// Compiled `when` of caps and `halved_when` of agents, by cap id or agent id.
    pub(crate) dose_conditions: BTreeMap<String, Condition>,
    /// What facts are without being asked, in the order of facts.
    pub(crate) defaults: Vec<(FactKey, Condition, crate::fact_sheet::Value)>,
}

impl Knowledge {
    /// The key of a fact.
    pub fn fact_key(&self, id: &str) -> Option<FactKey> {
        self.fact_keys.get(id).copied()
    }

    /// A fact by its key.
    pub fn fact(&self, key: FactKey) -> &Fact {
        &self.records.facts[key.position()]
    }

    /// The condition of a rule, by its position in `records.rules`.
    pub fn rule_condition(&self, position: usize) -> &Condition {
        &self.rule_conditions[position]
    }

    /// The condition under which a cap holds, or under which an agent's maximums are halved; by the cap's or the agent's id.
    pub fn dose_condition(&self, id: &str) -> Option<&Condition> {
        self.dose_conditions.get(id)
    }

    /// An agent by id, name or alias, upper and lower case alike.
    ///
    /// ```
    /// let knowledge = anagen_knowledge::Knowledge::embedded().unwrap();
    /// assert_eq!(knowledge.agent("Dexenol").unwrap().name, "Dexpanthenol");
    /// ```
    pub fn agent(&self, name: &str) -> Option<&Agent> {
        let id = self.names.agents.get(&name.trim().to_lowercase())?;
        self.records.agents.iter().find(|agent| &agent.id == id)
    }

    /// The nearest agent name to one that is not known.
    pub fn nearest_agent(&self, name: &str) -> Option<&str> {
        crate::suggest::nearest(
            name,
            self.records
                .agents
                .iter()
                .flat_map(|agent| [agent.id.as_str(), agent.name.as_str()]),
        )
    }

    /// A sheet on which nothing has been asked.
    pub fn blank_sheet(&self, today: Date) -> FactSheet {
        FactSheet::blank(self.records.facts.len(), today)
    }

    /// Draws what follows from answers to one fact about another, where a fact says so (`otherwise`).
    ///
    /// A fact that was not answered gets the value that it has without being asked ("no heart disease" answers its parts). An
    /// answer that another one contradicts (platelets of 40 beside "never low") becomes unknown, so that no rule is decided by it.
    pub fn apply_defaults(&self, sheet: &mut FactSheet) {
        let holds = |when: &Condition, sheet: &FactSheet| when.evaluate(sheet) == crate::Truth::True;
        let contradicted: Vec<FactKey> = self
            .defaults
            .iter()
            .filter(|(fact, when, value)| sheet.value(*fact).is_some_and(|known| known != value) && holds(when, sheet))
            .map(|(fact, ..)| *fact)
            .collect();
        for fact in contradicted {
            sheet.record(fact, crate::Answer::Unknown(crate::Unknown::Contradicted));
        }
        for (fact, when, value) in &self.defaults {
            let open =
                matches!(sheet.answer(*fact), crate::Answer::Unknown(why) if *why != crate::Unknown::Contradicted);
            if open && holds(when, sheet) {
                sheet.record(*fact, crate::Answer::Known(value.clone()));
            }
        }
    }

    /// What a fact is without being asked, and where that holds.
    pub fn default_of(&self, fact: FactKey) -> Option<(&Condition, &crate::fact_sheet::Value)> {
        self.defaults
            .iter()
            .find(|(key, ..)| *key == fact)
            .map(|(_, when, value)| (when, value))
    }

    /// A list of entries with all that they count as. Names that the knowledge does not know are kept as unlisted; an allergy
    /// whose name stands for several substances counts for each.
    pub fn list(&self, of: ListOf, names: &[String]) -> crate::List {
        let mut list = crate::List::default();
        for name in names {
            let lower = name.trim().to_lowercase();
            let (ids, tags): (&[String], _) = match of {
                ListOf::Medicine => (
                    self.names.medicines.get(&lower).map_or(&[], std::slice::from_ref),
                    &self.names.medicine_tags,
                ),
                ListOf::Allergen => (
                    self.names.components.get(&lower).map_or(&[], Vec::as_slice),
                    &self.names.allergen_tags,
                ),
                ListOf::Component | ListOf::Agent => (
                    self.names.components.get(&lower).map_or(&[], Vec::as_slice),
                    &self.names.component_tags,
                ),
                ListOf::Zone | ListOf::AgentClass | ListOf::Option => {
                    list.tags.insert(name.clone());
                    list.entries.push(name.clone());
                    continue;
                }
            };
            let n_meant = if of == ListOf::Allergen { ids.len() } else { 1 };
            let known: Vec<_> = ids
                .iter()
                .filter_map(|id| Some((id, tags.get(id)?)))
                .take(n_meant)
                .collect();
            match known.first() {
                Some((id, _)) => list.entries.push((*id).clone()),
                None => list.unlisted.push(name.clone()),
            }
            list.tags
                .extend(known.iter().flat_map(|(_, tags)| tags.iter().cloned()));
        }
        list
    }

    /// Id and header of every record, by id.
    pub fn provenance(&self, id: &str) -> Option<(&'static str, Provenance<'_>)> {
        // `for_each` hands out borrowed trait objects, so the search runs over the typed lists by position.
        self.records.find(id)
    }

    /// Whether a bundle of the knowledge was adopted for this version, and by whom.
    pub fn adoption(&self, bundle: &str) -> Option<&Adoption> {
        self.records
            .adoptions
            .iter()
            .find(|adoption| adoption.bundle == bundle && adoption.version == self.version)
    }
}
