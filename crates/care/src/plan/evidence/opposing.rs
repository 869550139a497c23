//! Where a claim stands against another: the conflicts of the knowledge, all sides.
//!
//! A conflict belongs to a study when the study bears on one of its claims, or on a claim that one of its claims contradicts.
//! Conflicts about a schedule belong to the protocol, not to what a study found, and are left out.

use std::collections::BTreeSet;

use anagen_knowledge::Knowledge;
use anagen_knowledge::records::{ClaimTopic, Conflict, Status};
use serde::Serialize;

/// Claims that cannot all be true, side by side.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Opposing {
    /// Id of the conflict.
    pub conflict: String,
    /// What it is about.
    pub topic: String,
    /// The sides. These are accounts of what sources say, not statements of this project.
    pub sides: Vec<OpposingSide>,
    /// How Anagen holds it.
    pub resolution: String,
    /// Ids of the sources.
    pub sources: Vec<String>,
    /// Proposed, or confirmed.
    pub status: Status,
}

/// One side.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OpposingSide {
    /// What it says.
    pub text: String,
    /// Ids of the claims that say it.
    pub claims: Vec<String>,
}

/// The conflicts in which the claims of these studies stand.
pub(super) fn of_studies(studies: &[String], knowledge: &Knowledge) -> Vec<Opposing> {
    let records = knowledge
        .records
        .studies
        .iter()
        .filter(|study| studies.contains(&study.id));
    let is_schedule = |id: &str| {
        knowledge
            .records
            .claims
            .iter()
            .any(|claim| claim.id == id && claim.topic == ClaimTopic::Schedule)
    };
    let claims = records.flat_map(|study| &study.published_claims).map(String::as_str);
    let claims: BTreeSet<&str> = claims.filter(|id| !is_schedule(id)).collect();
    with_claims(&with_opponents(&claims, knowledge), knowledge)
        .into_iter()
        .map(opposing)
        .collect()
}

/// The conflicts that a note names, or whose claims it names: `X-04`, `C-160`.
pub(super) fn named_in(note: &str, knowledge: &Knowledge) -> Vec<Opposing> {
    conflicts_named_in(note, knowledge).into_iter().map(opposing).collect()
}

/// The conflicts about whether a diagnosis is helped: through its studies, its own record, and claims that name it.
pub(in crate::plan) fn about_condition(condition: &str, knowledge: &Knowledge) -> Vec<Opposing> {
    let records = &knowledge.records;
    let is_indication = |id: &str| {
        records
            .claims
            .iter()
            .any(|claim| claim.id == id && claim.topic == ClaimTopic::Indication)
    };
    let mut claims: BTreeSet<&str> = records
        .studies
        .iter()
        .filter(|study| study.conditions.iter().any(|known| known == condition))
        .flat_map(|study| &study.published_claims)
        .map(String::as_str)
        .collect();
    claims = with_opponents(&claims, knowledge);
    let mut found = Vec::new();
    if let Some(record) = records.conditions.iter().find(|record| record.id == condition) {
        let name = record.name.split(',').next().unwrap_or_default().to_lowercase();
        let named = records
            .claims
            .iter()
            .filter(|claim| claim.topic == ClaimTopic::Indication);
        claims.extend(
            named
                .filter(|claim| claim.text.to_lowercase().contains(&name))
                .map(|claim| claim.id.as_str()),
        );
        for text in [&record.evidence, &record.action].into_iter().chain(&record.note) {
            found.extend(conflicts_named_in(text, knowledge));
        }
    }
    found.extend(with_claims(&claims, knowledge));
    found.retain(|conflict| {
        conflict
            .sides
            .iter()
            .flat_map(|side| &side.claims)
            .any(|claim| is_indication(claim))
    });
    let mut lines = Vec::new();
    join(&mut lines, found.into_iter().map(opposing).collect());
    lines.sort_by(|a, b| a.conflict.cmp(&b.conflict));
    lines
}

/// Adds what is not there yet.
pub(super) fn join(all: &mut Vec<Opposing>, more: Vec<Opposing>) {
    for one in more {
        if !all.iter().any(|known| known.conflict == one.conflict) {
            all.push(one);
        }
    }
}

fn conflicts_named_in<'k>(text: &str, knowledge: &'k Knowledge) -> Vec<&'k Conflict> {
    let words: BTreeSet<&str> = text.split(|c: char| !(c.is_alphanumeric() || c == '-')).collect();
    let mut found = with_claims(&words, knowledge);
    found.extend(
        knowledge
            .records
            .conflicts
            .iter()
            .filter(|conflict| words.contains(conflict.id.as_str())),
    );
    found
}

fn with_opponents<'k>(claims: &BTreeSet<&'k str>, knowledge: &'k Knowledge) -> BTreeSet<&'k str> {
    let known = knowledge
        .records
        .claims
        .iter()
        .filter(|claim| claims.contains(claim.id.as_str()));
    claims
        .iter()
        .copied()
        .chain(known.flat_map(|claim| &claim.against).map(String::as_str))
        .collect()
}

fn with_claims<'k>(claims: &BTreeSet<&str>, knowledge: &'k Knowledge) -> Vec<&'k Conflict> {
    let conflicts = knowledge.records.conflicts.iter();
    conflicts
        .filter(|conflict| {
            conflict
                .sides
                .iter()
                .flat_map(|side| &side.claims)
                .any(|claim| claims.contains(claim.as_str()))
        })
        .collect()
}

fn opposing(conflict: &Conflict) -> Opposing {
    let sides = conflict.sides.iter();
    Opposing {
        conflict: conflict.id.clone(),
        topic: conflict.topic.clone(),
        sides: sides
            .map(|side| OpposingSide {
                text: side.text.clone(),
                claims: side.claims.clone(),
            })
            .collect(),
        resolution: conflict.resolution.clone(),
        sources: conflict.sources.clone(),
        status: conflict.status,
    }
}
