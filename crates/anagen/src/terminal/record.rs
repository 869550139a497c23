//! One record of the knowledge on a terminal: its fields in words, its sources, and what stands against it.

use std::io;

use anagen_knowledge::Knowledge;
use anagen_knowledge::in_words::{self, condition, inline};
use anagen_knowledge::records::{Claim, Confidence, Status};
use serde_json::Value;

use super::page::Page;
use super::screening::status;

/// Fields that are told in a place of their own.
const HEADER: [&str; 8] = [
    "id",
    "sources",
    "confidence",
    "status",
    "note",
    "examples",
    "when",
    "confirmed_by",
];

/// Prints a record.
pub(crate) fn print(page: &mut Page<'_>, kind: &str, value: &Value, knowledge: &Knowledge) -> io::Result<()> {
    let id = value["id"].as_str().unwrap_or_default();
    page.title(&format!("{id} ({})", kind.replace('_', " ")))?;
    let Some(fields) = value.as_object() else { return Ok(()) };
    for (name, value) in fields.iter().filter(|(name, _)| !HEADER.contains(&name.as_str())) {
        field(page, name, value, 0)?;
    }
    if let Some(when) = fields.get("when") {
        page.paragraph(&format!("fires when: {}", condition(when)))?;
    }
    if let Some(claim) = knowledge.records.claims.iter().find(|claim| claim.id == id) {
        opposition(page, claim, knowledge)?;
    }
    if let Some(conflict) = knowledge.records.conflicts.iter().find(|conflict| conflict.id == id) {
        for claim in conflict.sides.iter().flat_map(|side| &side.claims) {
            page.aside(2, &claim_in_words(claim, knowledge))?;
        }
    }
    if let Some(note) = fields.get("note").and_then(Value::as_str) {
        page.paragraph(&format!("note: {note}"))?;
    }
    origin(page, fields, knowledge)
}

/// What a list shows of a record.
pub(crate) fn headline(knowledge: &Knowledge, id: &str, kind: &str) -> String {
    let records = knowledge.records.json(id);
    let record = records.iter().find(|(found, _)| *found == kind);
    let headline = record.and_then(|(_, value)| in_words::headline(value));
    headline.unwrap_or_default().chars().take(100).collect()
}

/// The claims against a claim, the claims that say the same, and the conflicts it takes part in.
fn opposition(page: &mut Page<'_>, claim: &Claim, knowledge: &Knowledge) -> io::Result<()> {
    let against: Vec<&str> = knowledge
        .records
        .claims
        .iter()
        .filter(|other| claim.against.contains(&other.id) || other.against.contains(&claim.id))
        .map(|other| other.id.as_str())
        .collect();
    if against.is_empty() {
        page.paragraph("against it: no other claim")?;
    } else {
        page.paragraph("against it:")?;
        for id in against {
            page.indented(2, &claim_in_words(id, knowledge))?;
        }
    }
    for conflict in knowledge.records.conflicts.iter().filter(|conflict| {
        claim.conflicts.contains(&conflict.id) || conflict.sides.iter().any(|side| side.claims.contains(&claim.id))
    }) {
        page.paragraph(&format!("conflict {}: {}", conflict.id, conflict.topic))?;
        for side in &conflict.sides {
            page.indented(2, &format!("- {}", side.text))?;
        }
        page.indented(2, &format!("held as: {}", conflict.resolution))?;
    }
    Ok(())
}

fn claim_in_words(id: &str, knowledge: &Knowledge) -> String {
    match knowledge.records.claims.iter().find(|claim| claim.id == id) {
        Some(claim) => format!(
            "{id} [{}] {} ({})",
            claim.sources.join(", "),
            claim.text,
            claim.verdict.words()
        ),
        None => id.to_owned(),
    }
}

fn origin(page: &mut Page<'_>, fields: &serde_json::Map<String, Value>, knowledge: &Knowledge) -> io::Result<()> {
    let read = |name: &str| fields.get(name).cloned().unwrap_or(Value::Null);
    if let Ok(found) = serde_json::from_value::<Status>(read("status")) {
        let director = fields
            .get("confirmed_by")
            .and_then(Value::as_str)
            .map(|name| format!(" by {name}"))
            .unwrap_or_default();
        page.paragraph(&format!("status: {}{director}", status(found)))?;
    }
    if let Ok(confidence) = serde_json::from_value::<Confidence>(read("confidence")) {
        page.paragraph(&format!("known as: {}", confidence.words()))?;
    }
    for id in fields
        .get("sources")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
    {
        match knowledge.records.source(id) {
            Some(source) => {
                let doi = source
                    .doi
                    .as_deref()
                    .map(|doi| format!(", doi:{doi}"))
                    .unwrap_or_default();
                let pmid = source
                    .pmid
                    .as_deref()
                    .map(|pmid| format!(", PMID {pmid}"))
                    .unwrap_or_default();
                page.aside(
                    0,
                    &format!("[{id}] {}{doi}{pmid} ({})", source.citation, source.seen.words()),
                )?;
            }
            None => page.aside(0, &format!("[{id}]"))?,
        }
    }
    Ok(())
}

/// A field in words: scalars on one line, lists as items.
fn field(page: &mut Page<'_>, name: &str, value: &Value, indent: usize) -> io::Result<()> {
    let label = name.replace('_', " ");
    match value {
        Value::Null => Ok(()),
        Value::Array(entries) if entries.iter().all(|entry| !entry.is_object() && !entry.is_array()) => {
            let words: Vec<String> = entries.iter().map(inline).collect();
            page.indented(indent, &format!("{label}: {}", words.join(", ")))
        }
        Value::Array(entries) => {
            page.indented(indent, &format!("{label}:"))?;
            for entry in entries {
                page.indented(indent + 2, &format!("- {}", inline(entry)))?;
            }
            Ok(())
        }
        _ => page.indented(indent, &format!("{label}: {}", inline(value))),
    }
}
