//! From files to validated knowledge.

use std::collections::{BTreeMap, HashMap};

use toml::de::ValueDeserializer;

use crate::document::{line_of, path_at, with_suggestion};
use crate::fact_sheet::FactKey;
use crate::files::{Files, Manifest, RawRecord, split};
use crate::knowledge::Knowledge;
use crate::names::Names;
use crate::problem::{Problem, Problems};
use crate::store::{KINDS, Records};
use crate::{check, overlay};

impl Knowledge {
    /// The knowledge that was built into this program.
    pub fn embedded() -> Result<Self, Problems> {
        Self::load(&Files::embedded(), None)
    }

    /// Loads a folder, overlaid by a clinic's own, and holds every record to `docs/knowledge.md`.
    pub fn load(base: &Files, overlay: Option<&Files>) -> Result<Self, Problems> {
        load(base, overlay)
    }
}

/// Reads, merges, types, compiles and checks; stops at the first of these steps that finds something wrong,
/// because the next one would only report what follows from it.
pub(crate) fn load(base: &Files, overlaid: Option<&Files>) -> Result<Knowledge, Problems> {
    let mut problems = Vec::new();
    let mut manifest = Manifest::default();
    let mut raw = split(base, KINDS, &mut manifest, &mut problems);
    find_duplicates(&raw, &mut problems);
    let base_version = manifest.version.clone();
    let mut replaced = Vec::new();
    if let Some(files) = overlaid {
        let on_top = split(files, KINDS, &mut manifest, &mut problems);
        find_duplicates(&on_top, &mut problems);
        replaced = overlay::merge(&mut raw, on_top, &mut problems);
    }
    let version = manifest.version.or(base_version).unwrap_or_default();
    if version.is_empty() {
        problems.push(Problem {
            file: "knowledge.toml".to_owned(),
            line: 1,
            record: None,
            field: Some("version".to_owned()),
            reason: "the set has no version".to_owned(),
            hint: Some("write `version = \"2026.11\"` in `knowledge.toml`".to_owned()),
        });
    }
    let records = typed(&raw, &mut problems);
    let before = typed(&replaced, &mut problems);
    stop_at(&mut problems)?;

    let mut knowledge = Knowledge {
        names: Names::of(&records),
        fact_keys: fact_keys(&records),
        version,
        title: manifest.title.unwrap_or_default(),
        hash: hash(base, overlaid),
        rule_conditions: Vec::new(),
        dose_conditions: BTreeMap::new(),
        defaults: Vec::new(),
        records,
    };
    let mut report = check::Report::new(&raw, problems);
    check::headers::check(&knowledge, &mut report);
    check::shapes::check(&knowledge, &mut report);
    check::references::check(&knowledge, &mut report);
    compile_all(&mut knowledge, &mut report);
    stop_at(&mut report.problems)?;
    check::rules::check(&knowledge, &mut report);
    check::words::check(&knowledge, &mut report);
    check::translations::check(&knowledge, &mut report);
    overlay::check_loosening(&before, &knowledge, &mut report);
    stop_at(&mut report.problems)?;
    Ok(knowledge)
}

fn stop_at(problems: &mut Vec<Problem>) -> Result<(), Problems> {
    if problems.is_empty() {
        return Ok(());
    }
    problems.sort();
    problems.dedup();
    Err(Problems(std::mem::take(problems)))
}

fn find_duplicates(raw: &[RawRecord<'_>], problems: &mut Vec<Problem>) {
    let mut first: HashMap<(&str, &str), &RawRecord<'_>> = HashMap::new();
    for record in raw {
        if let Some(other) = first.insert(record.key(), record) {
            let line = line_of(other.text, &other.value.span());
            problems.push(record.problem(
                Some("id"),
                format!("the id is taken by a {} in {}:{line}", other.kind, other.file),
            ));
        }
    }
}

fn typed(raw: &[RawRecord<'_>], problems: &mut Vec<Problem>) -> Records {
    let mut records = Records::default();
    for record in raw {
        if let Err(error) = records.add(&record.kind, ValueDeserializer::from(record.value.clone())) {
            let span = error.span().unwrap_or_else(|| record.value.span());
            problems.push(Problem {
                line: line_of(record.text, &span),
                field: path_at(&record.value, span.start),
                ..record.problem(None, with_suggestion(error.message().trim()))
            });
        }
    }
    records
}

fn fact_keys(records: &Records) -> HashMap<String, FactKey> {
    records
        .facts
        .iter()
        .enumerate()
        .filter_map(|(position, fact)| Some((fact.id.clone(), FactKey(u16::try_from(position).ok()?))))
        .collect()
}

fn compile_all(knowledge: &mut Knowledge, report: &mut check::Report<'_>) {
    let mut rule_conditions = Vec::with_capacity(knowledge.records.rules.len());
    for rule in &knowledge.records.rules {
        match knowledge.compile(&rule.when) {
            Ok(condition) => rule_conditions.push(condition),
            Err(reason) => report.add(&rule.id, "when", reason),
        }
    }
    let mut dose_conditions = BTreeMap::new();
    for agent in &knowledge.records.agents {
        let caps = agent.caps.iter().enumerate().filter_map(|(position, cap)| {
            cap.when
                .as_ref()
                .map(|when| (cap.id.clone(), format!("caps[{position}].when"), when))
        });
        let halved = agent
            .halved_when
            .iter()
            .map(|when| (agent.id.clone(), "halved_when".to_owned(), when));
        for (id, field, when) in caps.chain(halved) {
            match knowledge.compile(when) {
                Ok(condition) => {
                    dose_conditions.insert(id, condition);
                }
                Err(reason) => report.add_to("agent", &agent.id, &field, reason),
            }
        }
    }
    let mut defaults = Vec::new();
    for (position, fact) in knowledge.records.facts.iter().enumerate() {
        let Some(otherwise) = &fact.otherwise else { continue };
        let Ok(position) = u16::try_from(position) else {
            continue;
        };
        let key = FactKey(position);
        match knowledge.compile(&otherwise.when) {
            Ok(when) => match knowledge.read_answer(key, &otherwise.value) {
                Ok(value) => defaults.push((key, when, value)),
                Err(error) => report.add(&fact.id, "otherwise.value", error.to_string()),
            },
            Err(reason) => report.add(&fact.id, "otherwise.when", reason),
        }
    }
    knowledge.rule_conditions = rule_conditions;
    knowledge.dose_conditions = dose_conditions;
    knowledge.defaults = defaults;
}

fn hash(base: &Files, overlaid: Option<&Files>) -> String {
    let mut hasher = blake3::Hasher::new();
    for (layer, files) in [Some(base), overlaid].into_iter().flatten().enumerate() {
        for (path, text) in &files.0 {
            for part in [layer.to_string().as_str(), path, text] {
                hasher.update(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_le_bytes());
                hasher.update(part.as_bytes());
            }
        }
    }
    hasher.finalize().to_hex().to_string()
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod translations;
