//! What was changed of a product or a lot, by whom and why: the earlier states are kept, here is what differs between them.

use std::collections::BTreeMap;

use anagen_records::values::{LotId, ProductId};
use anagen_records::{Stamp, Transaction, people, revisions};
use serde_json::Value;

use crate::actor::Actor;
use crate::error::AppError;

/// One change.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// When.
    pub at: Stamp,
    /// Name of the one who did it.
    pub by_name: String,
    /// Why; none where it was entered.
    pub reason: Option<String>,
    /// What it was about (`number`, `label.ph`), before and after; a value that is not there is empty.
    pub changed: Vec<(String, String, String)>,
}

/// The changes of a product, the latest first; the last is its entering.
pub async fn of_product(tx: &mut Transaction, actor: &Actor, id: ProductId) -> Result<Vec<Change>, AppError> {
    of(tx, actor, "product", &id.to_string()).await
}

/// The changes of a lot, the latest first; the last is its entering.
pub async fn of_lot(tx: &mut Transaction, actor: &Actor, id: LotId) -> Result<Vec<Change>, AppError> {
    of(tx, actor, "lot", &id.to_string()).await
}

async fn of(tx: &mut Transaction, actor: &Actor, kind: &str, record: &str) -> Result<Vec<Change>, AppError> {
    let names: BTreeMap<_, _> = people::of_clinic(tx, actor.clinic)
        .await?
        .into_iter()
        .map(|person| (person.id, person.name))
        .collect();
    let states = revisions::of(tx, actor.clinic, kind, record).await?;
    let flat: Vec<BTreeMap<String, String>> = states
        .iter()
        .map(|state| {
            let mut values = BTreeMap::new();
            // A state that cannot be read shows no values; that there was one is still shown.
            if let Ok(body) = serde_json::from_str::<Value>(&state.body) {
                flatten("", &body, &mut values);
            }
            values
        })
        .collect();
    let none = BTreeMap::new();
    let each = states.iter().enumerate().map(|(place, state)| Change {
        at: state.at,
        by_name: state
            .by_person
            .and_then(|id| names.get(&id).cloned())
            .unwrap_or_default(),
        reason: state.reason.clone(),
        changed: if place + 1 == states.len() {
            Vec::new()
        } else {
            difference(flat.get(place + 1).unwrap_or(&none), &flat[place])
        },
    });
    Ok(each.collect())
}

fn flatten(path: &str, value: &Value, into: &mut BTreeMap<String, String>) {
    match value {
        Value::Null => {}
        Value::Object(members) => {
            for (name, member) in members {
                let path = if path.is_empty() {
                    name.clone()
                } else {
                    format!("{path}.{name}")
                };
                flatten(&path, member, into);
            }
        }
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(text_of).collect();
            into.insert(path.to_owned(), items.join(", "));
        }
        value => {
            into.insert(path.to_owned(), text_of(value));
        }
    }
}

/// A value in a line; an agent with its strength as both beside each other.
fn text_of(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Object(members) => members.values().map(text_of).collect::<Vec<_>>().join(" "),
        other => other.to_string(),
    }
}

fn difference(before: &BTreeMap<String, String>, after: &BTreeMap<String, String>) -> Vec<(String, String, String)> {
    let mut paths: Vec<&String> = before.keys().chain(after.keys()).collect();
    paths.sort_unstable();
    paths.dedup();
    let value = |of: &BTreeMap<String, String>, path: &String| of.get(path).cloned().unwrap_or_default();
    let changed = paths.into_iter().filter(|path| before.get(*path) != after.get(*path));
    changed
        .map(|path| (path.clone(), value(before, path), value(after, path)))
        .collect()
}
