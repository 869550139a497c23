//! What names stand for: spellings to ids, ids to everything that they count as.

use std::collections::{BTreeSet, HashMap};

use crate::store::Records;

/// Names, aliases and classes, in lower case.
#[derive(Debug, Clone, Default)]
pub(crate) struct Names {
    pub(crate) medicines: HashMap<String, String>,
    pub(crate) agents: HashMap<String, String>,
    /// Agents, excipients and allergens: what a component or an allergy may be called. Where a name stands for several
    /// ("polysorbate 80": the excipient, and the group of polysorbates), all are here, the one with that id first.
    pub(crate) components: HashMap<String, Vec<String>>,
    /// Id of a medicine, component or allergen to its id, classes and cross-reactions.
    pub(crate) medicine_tags: HashMap<String, Vec<String>>,
    pub(crate) component_tags: HashMap<String, Vec<String>>,
    pub(crate) allergen_tags: HashMap<String, Vec<String>>,
    pub(crate) medicine_classes: BTreeSet<String>,
    pub(crate) component_classes: BTreeSet<String>,
}

impl Names {
    pub(crate) fn of(records: &Records) -> Self {
        let mut names = Self::default();
        for medicine in &records.medicines {
            let spellings = std::iter::once(&medicine.name).chain(&medicine.names);
            spell(&mut names.medicines, &medicine.id, spellings);
            names.medicine_classes.extend(medicine.classes.iter().cloned());
            names
                .medicine_tags
                .insert(medicine.id.clone(), tags(&medicine.id, &[&medicine.classes]));
        }
        for agent in &records.agents {
            let spellings = || std::iter::once(&agent.name).chain(&agent.names).chain(&agent.aliases);
            spell(&mut names.agents, &agent.id, spellings());
            names.component(&agent.id, spellings(), &agent.classes);
        }
        for excipient in &records.excipients {
            names.component(
                &excipient.id,
                std::iter::once(&excipient.name).chain(&excipient.names),
                &excipient.classes,
            );
        }
        // An allergy to a component that no allergen record describes counts for that component alone: an agent's class
        // ("vitamin") says what it is for, not what it cross-reacts with.
        for id in names.component_tags.keys() {
            names.allergen_tags.insert(id.clone(), vec![id.clone()]);
        }
        for allergen in &records.allergens {
            spell_all(
                &mut names.components,
                &allergen.id,
                std::iter::once(&allergen.name).chain(&allergen.names),
            );
            let counts_as = tags(&allergen.id, &[&allergen.classes, &allergen.cross_reacts]);
            names.allergen_tags.insert(allergen.id.clone(), counts_as);
        }
        names
    }

    fn component<'a>(&mut self, id: &str, spellings: impl Iterator<Item = &'a String>, classes: &Vec<String>) {
        spell_all(&mut self.components, id, spellings);
        self.component_classes.extend(classes.iter().cloned());
        // A substance that is both an agent and an excipient counts as both.
        self.component_tags
            .entry(id.to_owned())
            .or_default()
            .extend(tags(id, &[classes]));
    }
}

/// One name, one id: the first record that bears a name keeps it, and an id always means its own record.
fn spell<'a>(map: &mut HashMap<String, String>, id: &str, spellings: impl Iterator<Item = &'a String>) {
    for spelling in spellings {
        map.entry(spelling.to_lowercase()).or_insert_with(|| id.to_owned());
    }
    map.insert(id.to_lowercase(), id.to_owned());
}

fn spell_all<'a>(map: &mut HashMap<String, Vec<String>>, id: &str, spellings: impl Iterator<Item = &'a String>) {
    let mut add = |spelling: String, first: bool| {
        let ids = map.entry(spelling).or_default();
        if let Some(position) = ids.iter().position(|known| known == id) {
            if first {
                ids[..=position].rotate_right(1);
            }
        } else {
            ids.insert(if first { 0 } else { ids.len() }, id.to_owned());
        }
    };
    add(id.to_lowercase(), true);
    for spelling in spellings {
        add(spelling.to_lowercase(), false);
    }
}

fn tags(id: &str, classes: &[&Vec<String>]) -> Vec<String> {
    std::iter::once(id.to_owned())
        .chain(classes.iter().flat_map(|list| list.iter().cloned()))
        .collect()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use crate::records::ListOf;
    use crate::{Files, Knowledge, example_folder};

    fn knowledge() -> Knowledge {
        let header = "sources = [\"seed-001\"]\nconfidence = \"seed\"\nstatus = \"confirmed\"\n";
        let mut files: Files = example_folder::files();
        files.0.push((
            "substances.toml".to_owned(),
            format!(
                "[[excipient]]\nid = \"polysorbate_80\"\nname = \"Polysorbate 80\"\n{header}\
                 [[allergen]]\nid = \"polysorbates\"\nname = \"Polysorbates\"\nnames = [\"Polysorbate 80\"]\n{header}"
            ),
        ));
        Knowledge::load(&files, None).unwrap()
    }

    #[track_caller]
    fn check(of: ListOf, name: &str, entries: &[&str], tags: &[&str]) {
        let list = knowledge().list(of, &[name.to_owned()]);
        assert_eq!(list.entries, entries, "{name}");
        assert_eq!(list.tags.iter().map(String::as_str).collect::<Vec<_>>(), tags, "{name}");
        assert_eq!(list.unlisted.is_empty(), !entries.is_empty(), "{name}");
    }

    #[test]
    fn names_aliases_and_case() {
        check(
            ListOf::Medicine,
            " coumadin ",
            &["warfarin"],
            &["anticoagulant", "warfarin"],
        );
        check(
            ListOf::Component,
            "MINOXYDIL",
            &["minoxidil"],
            &["minoxidil", "vasodilator"],
        );
        check(ListOf::Medicine, "a tea", &[], &[]);
    }

    #[test]
    fn an_allergy_counts_for_all_that_bears_its_name() {
        check(
            ListOf::Allergen,
            "Polysorbate 80",
            &["polysorbate_80"],
            &["polysorbate_80", "polysorbates"],
        );
        check(
            ListOf::Component,
            "Polysorbate 80",
            &["polysorbate_80"],
            &["polysorbate_80"],
        );
        check(ListOf::Allergen, "minoxidil", &["minoxidil"], &["minoxidil"]);
    }
}
