//! Medicines and allergies: each save is a whole list, told at one time. "None, asked on" is a list without entries; until a
//! list is recorded nothing is known.

use std::collections::BTreeSet;

use anagen_care::case::ListEntry;
use anagen_knowledge::Knowledge;
use anagen_knowledge::records::ListOf;
use anagen_records::values::{Json, PatientId};
use anagen_records::{known, words};

use super::{Names, SaidAnswer, questions};
use crate::Message;
use crate::actor::{Action, Actor};
use crate::app::App;
use crate::error::{AppError, Invalid};
use crate::transaction::Deed;
use crate::way::{self, Way};

words! {
    /// Which list.
    pub enum ListKind {
        /// What is taken or used.
        Medicines = "medicines",
        /// Allergies and hypersensitivities.
        Allergies = "allergies",
    }
}

impl ListKind {
    /// What its names are looked up as.
    pub const fn of(self) -> ListOf {
        match self {
            Self::Medicines => ListOf::Medicine,
            Self::Allergies => ListOf::Allergen,
        }
    }
}

/// A list as it stands.
#[derive(Debug, Clone)]
pub struct KnownList {
    /// Where the patient stands.
    pub way: Way,
    /// Whether it counts today.
    pub standing: questions::ListStanding,
    /// The state that a change is made on.
    pub version: i64,
    /// Every list that counts or counted, the latest first.
    pub lists: Vec<known::RecordedList>,
    /// Names of those who wrote them down.
    pub names: Names,
}

/// A name that the knowledge knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The spelling: a name, a brand or a synonym.
    pub name: String,
    /// What it stands for, where that is another word.
    pub stands_for: Option<String>,
}

/// Longest name or detail of an entry.
const LONGEST: usize = 200;
/// Most entries of a list.
const MOST_ENTRIES: usize = 100;

/// Opens a list.
pub async fn list(actor: &Actor, app: &App, patient: PatientId, kind: ListKind) -> Result<KnownList, AppError> {
    let knowledge = app.knowledge(actor.clinic).await?;
    let section = match kind {
        ListKind::Medicines => "medicines.open",
        ListKind::Allergies => "allergies.open",
    };
    let deed = Deed::new(section, "patient", patient).of(patient);
    let mut reading = app.read_record(actor, Action::ReadRecord, deed).await?;
    let way = way::in_transaction(&mut reading.tx, actor, knowledge, patient, reading.now).await?;
    let lists = known::lists(&mut reading.tx, patient, kind.as_str(), way.now).await?;
    let version = known::n_lists(&mut reading.tx, patient, kind.as_str()).await?;
    let names = Names::read(&mut reading.tx, actor.clinic).await?;
    let standing = questions::list_standing(&way.knowledge, &way.case.sheet(&way.knowledge), kind.as_str());
    Ok(KnownList {
        way,
        standing,
        version,
        lists,
        names,
    })
}

/// Records a list as it is told now; without entries: asked, and there are none.
///
/// The whole list is replaced, so it has to be made on the latest state: otherwise what somebody else entered meanwhile would
/// be dropped.
pub async fn save_list(
    actor: &Actor,
    app: &App,
    patient: PatientId,
    kind: ListKind,
    version: i64,
    entries: Vec<ListEntry>,
) -> Result<(), AppError> {
    let mut writing = super::write(actor, app, Action::AnswerIntake, patient).await?;
    let clinic = crate::patients::clinic_of(&mut writing.tx, actor).await?;
    let today = writing.now.0.to_zoned(crate::case::time_zone(&clinic)).date();
    check(&entries, today)?;
    if known::n_lists(&mut writing.tx, patient, kind.as_str()).await? != version {
        return Err(AppError::Stale("list"));
    }
    let body = serde_json::to_value(&entries).map_err(|error| AppError::Internal(error.to_string()))?;
    let list = known::RecordedList {
        kind: kind.as_str().to_owned(),
        entries: Json(body),
        asked_at: writing.now,
        entered_by: actor.person,
    };
    let now = writing.now;
    known::list(&mut writing.tx, actor.clinic, patient, &list, now).await?;
    writing
        .commit(
            Deed::new("intake.list", kind.as_str(), patient)
                .of(patient)
                .wrote(&list.entries.0),
        )
        .await
}

fn check(entries: &[ListEntry], today: jiff::civil::Date) -> Result<(), AppError> {
    let mut invalid = Invalid::default();
    let mut seen = BTreeSet::new();
    if entries.len() > MOST_ENTRIES {
        return Err(AppError::refused("intake-list-too-long"));
    }
    for (position, entry) in entries.iter().enumerate() {
        let name = entry.name.trim();
        if name.is_empty() {
            invalid.add(format!("name-{position}"), Message::new("intake-list-name-missing"));
        } else if name.chars().count() > LONGEST {
            invalid.add(
                format!("name-{position}"),
                Message::new("intake-list-text-too-long").with("n", LONGEST),
            );
        } else if !seen.insert(name.to_lowercase()) {
            invalid.add(format!("name-{position}"), Message::new("intake-list-name-twice"));
        }
        if entry
            .detail
            .as_ref()
            .is_some_and(|detail| detail.chars().count() > LONGEST)
        {
            invalid.add(
                format!("detail-{position}"),
                Message::new("intake-list-text-too-long").with("n", LONGEST),
            );
        }
        if entry.since.is_some_and(|since| since > today) {
            invalid.add(format!("since-{position}"), Message::new("intake-day-to-come"));
        }
    }
    invalid.check()
}

/// Records that a list was asked for again and is unchanged.
pub async fn list_unchanged(
    actor: &Actor,
    app: &App,
    patient: PatientId,
    kind: ListKind,
    version: i64,
) -> Result<(), AppError> {
    let latest = {
        let mut tx = app.database().read().await?;
        crate::patients::of(&mut tx, actor, patient).await?;
        known::lists(&mut tx, patient, kind.as_str(), app.now())
            .await?
            .into_iter()
            .next()
    };
    // Without a list there is nothing that could be unchanged.
    let latest = latest.ok_or_else(|| AppError::refused("intake-list-nothing-yet"))?;
    let entries = serde_json::from_value(latest.entries.0)
        .map_err(|error| AppError::Internal(format!("a stored list cannot be read: {error}")))?;
    save_list(actor, app, patient, kind, version, entries).await
}

/// Records that a list was asked for and not told: not known, or refused. It stays unknown.
pub async fn list_not_told(
    actor: &Actor,
    app: &App,
    patient: PatientId,
    kind: ListKind,
    said: &SaidAnswer,
) -> Result<(), AppError> {
    let word = match said {
        SaidAnswer::NotKnown => "not known",
        SaidAnswer::Refused => "refused",
        SaidAnswer::Value(_) => return Err(AppError::NotFound("answer")),
    };
    let mut writing = super::write(actor, app, Action::AnswerIntake, patient).await?;
    let now = writing.now;
    let row = known::Answer {
        fact: kind.as_str().to_owned(),
        answer: Json(word.into()),
        source: "patient".to_owned(),
        at: now,
        session: None,
        entered_by: actor.person,
        entered_at: now,
    };
    known::answer(&mut writing.tx, actor.clinic, patient, &row).await?;
    writing
        .commit(
            Deed::new("intake.list", kind.as_str(), patient)
                .of(patient)
                .wrote(&row.answer.0),
        )
        .await
}

/// What a name stands for; none where the knowledge does not know it, and every rule that depends on the list stays undecided.
pub fn name_in_knowledge(knowledge: &Knowledge, kind: ListKind, name: &str) -> Option<String> {
    let list = knowledge.list(kind.of(), &[name.to_owned()]);
    let id = list.entries.first().filter(|_| list.unlisted.is_empty())?;
    let records = &knowledge.records;
    let medicine = records
        .medicines
        .iter()
        .find(|record| &record.id == id)
        .map(|record| &record.name);
    let allergen = records
        .allergens
        .iter()
        .find(|record| &record.id == id)
        .map(|record| &record.name);
    let agent = records
        .agents
        .iter()
        .find(|record| &record.id == id)
        .map(|record| &record.name);
    let excipient = records
        .excipients
        .iter()
        .find(|record| &record.id == id)
        .map(|record| &record.name);
    let found = match kind {
        ListKind::Medicines => medicine,
        ListKind::Allergies => allergen.or(agent).or(excipient),
    };
    Some(found.unwrap_or(id).clone())
}

/// Names of the knowledge that fit what was typed: those that begin with it, those that have a word that does, those that hold
/// it, and those that differ by a typing error.
pub fn suggestions(knowledge: &Knowledge, kind: ListKind, typed: &str) -> Vec<Suggestion> {
    /// As many as one looks through.
    const MOST: usize = 12;
    /// From this length on a typing error can be told from another word.
    const LENGTH_WITH_ERRORS: usize = 4;
    const SIMILAR: f64 = 0.75;

    let typed = typed.trim().to_lowercase();
    if typed.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<(u8, usize, Suggestion)> = Vec::new();
    for_each_spelling(knowledge, kind, &mut |spelling, name| {
        let lower = spelling.to_lowercase();
        let rank = if lower.starts_with(&typed) {
            0
        } else if lower.split([' ', '-', '(']).any(|word| word.starts_with(&typed)) {
            1
        } else if lower.contains(&typed) {
            2
        } else if typed.chars().count() >= LENGTH_WITH_ERRORS
            && strsim::normalized_damerau_levenshtein(&lower, &typed) >= SIMILAR
        {
            3
        } else {
            return;
        };
        let stands_for = (spelling != name).then(|| name.to_owned());
        found.push((
            rank,
            spelling.chars().count(),
            Suggestion {
                name: spelling.to_owned(),
                stands_for,
            },
        ));
    });
    found.sort_by(|a, b| (a.0, a.1, &a.2.name).cmp(&(b.0, b.1, &b.2.name)));
    let mut seen = BTreeSet::new();
    found.retain(|(_, _, suggestion)| seen.insert(suggestion.name.to_lowercase()));
    found
        .into_iter()
        .take(MOST)
        .map(|(_, _, suggestion)| suggestion)
        .collect()
}

fn for_each_spelling(knowledge: &Knowledge, kind: ListKind, visit: &mut dyn FnMut(&str, &str)) {
    let records = &knowledge.records;
    match kind {
        ListKind::Medicines => {
            for medicine in &records.medicines {
                std::iter::once(&medicine.name)
                    .chain(&medicine.names)
                    .for_each(|name| visit(name, &medicine.name));
            }
        }
        ListKind::Allergies => {
            for allergen in &records.allergens {
                std::iter::once(&allergen.name)
                    .chain(&allergen.names)
                    .for_each(|name| visit(name, &allergen.name));
            }
            for agent in &records.agents {
                let names = std::iter::once(&agent.name).chain(&agent.names).chain(&agent.aliases);
                names.for_each(|name| visit(name, &agent.name));
            }
            for excipient in &records.excipients {
                std::iter::once(&excipient.name)
                    .chain(&excipient.names)
                    .for_each(|name| visit(name, &excipient.name));
            }
        }
    }
}
