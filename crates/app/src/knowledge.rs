//! Reading the knowledge, and the confirmation of its proposed records by a named medical director.

use std::sync::{Arc, Mutex, PoisonError};

use anagen_knowledge::records::{Confidence, Status};
use anagen_knowledge::{Knowledge, in_words};
use anagen_records::clinics::{self, Confirmation};

use crate::actor::{Action, Actor};
use crate::adoption::{bundle_of, record_hash};
use crate::app::App;
use crate::error::AppError;
use crate::sign_in;
use crate::transaction::Deed;

/// A record as a list shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Kind as the files call it.
    pub kind: &'static str,
    /// Id.
    pub id: String,
    /// What it says, in a line.
    pub title: String,
    /// How it is known.
    pub confidence: Confidence,
    /// Proposed, or confirmed.
    pub status: Status,
    /// Everything that it says, in lower case, for searching.
    text: String,
}

/// The list of all records of one knowledge.
type Index = Arc<Vec<Entry>>;

/// The latest index, with the knowledge that it was made of: one clinic's, mostly.
static LATEST: Mutex<Option<(usize, Index)>> = Mutex::new(None);

fn index(knowledge: &Arc<Knowledge>) -> Index {
    // The same knowledge is the same allocation for as long as a clinic adopts nothing new.
    let of = Arc::as_ptr(knowledge).addr();
    let mut latest = LATEST.lock().unwrap_or_else(PoisonError::into_inner);
    match latest.as_ref() {
        Some((made_of, index)) if *made_of == of => Arc::clone(index),
        _ => {
            let made = Arc::new(make_index(knowledge));
            *latest = Some((of, Arc::clone(&made)));
            made
        }
    }
}

fn make_index(knowledge: &Knowledge) -> Vec<Entry> {
    let mut headers = Vec::new();
    knowledge.records.for_each(&mut |kind, record| {
        let provenance = record.provenance();
        headers.push((kind, record.id().to_owned(), provenance.confidence, provenance.status));
    });
    headers
        .into_iter()
        .filter_map(|(kind, id, confidence, status)| {
            let value = knowledge
                .records
                .json(&id)
                .into_iter()
                .find(|(found, _)| *found == kind)?
                .1;
            let title = in_words::headline(&value).unwrap_or_default().to_owned();
            Some(Entry {
                kind,
                text: value.to_string().to_lowercase(),
                id,
                title,
                confidence,
                status,
            })
        })
        .collect()
}

/// What a list is asked for.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Words that all have to be in the record.
    pub words: String,
    /// Only of this kind.
    pub kind: Option<String>,
    /// Only what still waits for a medical director.
    pub proposed: bool,
}

/// The records that are wanted, and how many there are of each kind among those that hold the words.
pub async fn search(
    actor: &Actor,
    app: &App,
    wanted: &Wanted,
) -> Result<(Vec<Entry>, Vec<(&'static str, usize)>), AppError> {
    actor.demand(Action::ReadKnowledge)?;
    let index = index(&app.knowledge(actor.clinic).await?);
    let lower = wanted.words.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let holds = |entry: &&Entry| {
        words.iter().all(|word| entry.text.contains(word)) && (!wanted.proposed || entry.status == Status::Proposed)
    };
    let mut kinds: Vec<(&'static str, usize)> = Vec::new();
    let mut found = Vec::new();
    for entry in index.iter().filter(holds) {
        match kinds.iter_mut().find(|(kind, _)| *kind == entry.kind) {
            Some((_, count)) => *count += 1,
            None => kinds.push((entry.kind, 1)),
        }
        if wanted.kind.as_deref().is_none_or(|kind| kind == entry.kind) {
            found.push(entry.clone());
        }
    }
    // A record that is called so stands before those that mention it.
    found.sort_by_key(|entry| {
        (
            entry.id.to_lowercase() != lower.trim(),
            !entry.title.to_lowercase().contains(lower.trim()),
        )
    });
    Ok((found, kinds))
}

/// Everything with an id: kind and record; several where a substance is an agent, a medicine and an allergen.
pub async fn show(
    actor: &Actor,
    app: &App,
    id: &str,
) -> Result<(Arc<Knowledge>, Vec<(&'static str, serde_json::Value)>), AppError> {
    actor.demand(Action::ReadKnowledge)?;
    let knowledge = app.knowledge(actor.clinic).await?;
    let found = knowledge.records.json(id);
    if found.is_empty() {
        Err(AppError::NotFound("record"))
    } else {
        Ok((knowledge, found))
    }
}

/// The medical director confirms a proposed record; the password is entered again as a signature. A changed record has to be
/// confirmed again.
pub async fn confirm(actor: &Actor, app: &App, id: &str, reason: &str, password: &str) -> Result<(), AppError> {
    actor.demand(Action::AdoptKnowledge)?;
    let knowledge = app.knowledge(actor.clinic).await?;
    let (kind, provenance) = knowledge.provenance(id).ok_or(AppError::NotFound("record"))?;
    if bundle_of(kind).is_none() || provenance.status != Status::Proposed {
        return Err(AppError::refused("knowledge-nothing-to-confirm"));
    }
    if !sign_in::is_own_password(actor, app, password).await? {
        return Err(AppError::field("password", "sign-in-wrong-password"));
    }
    let record_hash = record_hash(app.base_knowledge(), id).ok_or(AppError::NotFound("record"))?;
    let mut writing = app.write(actor, Action::AdoptKnowledge).await?;
    let confirmation = Confirmation {
        record: id.to_owned(),
        record_hash: record_hash.clone(),
        director_name: actor.name.clone(),
        reason: Some(reason.trim())
            .filter(|reason| !reason.is_empty())
            .map(str::to_owned),
        at: writing.now,
    };
    clinics::confirm(&mut writing.tx, actor.clinic, actor.person, &confirmation).await?;
    writing
        .commit(
            Deed::new("knowledge.confirm", "record", id)
                .because(reason.trim())
                .wrote(&record_hash),
        )
        .await?;
    app.forget_knowledge(actor.clinic);
    Ok(())
}
