//! Finding patients as one types. What was typed is nowhere written down; that somebody searched is.

use std::collections::{HashMap, HashSet};

use anagen_records::patient_search::{self, Found, Place, Term, forgiven};
use anagen_records::patients::{self, Patient};
use anagen_records::values::PatientId;
use anagen_records::{Day, Transaction};

use super::query::{self, Typed};
use crate::actor::{Action, Actor};
use crate::app::App;
use crate::error::AppError;
use crate::transaction::Deed;

/// A patient who was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// Who.
    pub patient: Patient,
    /// The other name and number under which they were found, where both were found to be one person.
    pub found_as: Option<Patient>,
    /// When they were here last.
    pub last_visit: Option<Day>,
}

/// What a search gives.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Results {
    /// Patients who have every typed word, as it was typed so far.
    pub hits: Vec<Hit>,
    /// Patients who have every word but for a typing error or two.
    pub similar: Vec<Hit>,
    /// Where the list goes on, for `after`.
    pub next: Option<String>,
}

/// Patients on a page of results.
const PAGE: usize = 20;
/// With more results than this nothing similar is looked for.
const ENOUGH: usize = 8;
/// Words that may be meant by a misspelt one.
const NEAREST: usize = 12;
/// Patients of whom those with the fewest errors are shown.
const CANDIDATES: usize = 60;
/// Patients in the list of those opened last.
const RECENT: usize = 10;

/// Finds patients by what was typed: names, number, birth date, telephone. `after` is [`Results::next`] of the page before.
pub async fn search(actor: &Actor, app: &App, typed: &str, after: Option<&str>) -> Result<Results, AppError> {
    let deed = Deed::new("patients.search", "clinic", actor.clinic);
    let mut reading = app.read_record(actor, Action::ReadPatients, deed).await?;
    let tx = &mut reading.tx;
    let typed = query::read(typed);
    if typed.is_empty() {
        return Ok(Results::default());
    }
    let terms: Vec<Term> = typed.iter().map(|typed| typed.term.clone()).collect();
    let after = after.and_then(read_place);
    let Found { places, next } = patient_search::find(tx, actor.clinic, &terms, after, PAGE).await?;
    let found: Vec<PatientId> = places.iter().map(|place| place.patient).collect();
    let hits = hits(tx, actor, &found).await?;
    let mut similar = Vec::new();
    if after.is_none() && next.is_none() && places.len() <= ENOUGH {
        similar = misspelt(tx, actor, &typed, &places).await?;
        similar.retain(|one| hits.iter().all(|hit| hit.patient.id != one.patient.id));
    }
    Ok(Results {
        hits,
        similar,
        next: next.map(write_place),
    })
}

/// Whom this person opened last, the latest first.
pub async fn recent(actor: &Actor, app: &App) -> Result<Vec<Hit>, AppError> {
    let deed = Deed::new("patients.recent", "clinic", actor.clinic);
    let mut reading = app.read_record(actor, Action::ReadPatients, deed).await?;
    let opened = patients::opened_by(&mut reading.tx, actor.clinic, actor.person).await?;
    let mut seen = HashSet::new();
    let opened: Vec<PatientId> = opened
        .into_iter()
        .filter(|id| seen.insert(*id))
        .take(2 * RECENT)
        .collect();
    let mut hits = hits(&mut reading.tx, actor, &opened).await?;
    // Opened under an earlier address or not, they are one person.
    for hit in &mut hits {
        hit.found_as = None;
    }
    hits.truncate(RECENT);
    Ok(hits)
}

/// Patients whose names differ from what was typed by an error or two in a word, the fewer errors first.
async fn misspelt(tx: &mut Transaction, actor: &Actor, typed: &[Typed], known: &[Place]) -> Result<Vec<Hit>, AppError> {
    let mut terms: Vec<Term> = Vec::new();
    for typed in typed {
        let mut term = typed.term.clone();
        if let Some(name) = &typed.name {
            term.whole.extend(nearest(tx, actor, name).await?);
        }
        terms.push(term);
    }
    // Where nothing else may be meant, everything was found already.
    if terms
        .iter()
        .zip(typed)
        .all(|(term, typed)| term.whole.len() == typed.term.whole.len())
    {
        return Ok(Vec::new());
    }
    let places = patient_search::find(tx, actor.clinic, &terms, None, CANDIDATES)
        .await?
        .places;
    let found: Vec<PatientId> = places
        .into_iter()
        .map(|place| place.patient)
        .filter(|patient| known.iter().all(|known| known.patient != *patient))
        .collect();
    let mut hits = hits(tx, actor, &found).await?;
    hits.sort_by_cached_key(|hit| errors(typed, hit.found_as.as_ref().unwrap_or(&hit.patient)));
    hits.truncate(PAGE);
    Ok(hits)
}

/// How many typing errors lie between what was typed and a patient's names.
fn errors(typed: &[Typed], patient: &Patient) -> usize {
    let words = patient_search::name_words(&patient.family_name, &patient.given_names);
    let of = |name: &String| {
        let begins = words.iter().any(|word| word.starts_with(name.as_str()));
        if begins {
            0
        } else {
            words.iter().map(|word| distance(name, word)).min().unwrap_or(0)
        }
    };
    typed.iter().filter_map(|typed| typed.name.as_ref()).map(of).sum()
}

/// Words of names that may be meant by a typed one, the nearest first.
async fn nearest(tx: &mut Transaction, actor: &Actor, name: &str) -> Result<Vec<String>, AppError> {
    let most = forgiven(name.chars().count());
    if most == 0 {
        return Ok(Vec::new());
    }
    let words = patient_search::similar_words(tx, actor.clinic, name).await?;
    let mut near: Vec<(String, usize)> = words
        .into_iter()
        .map(|word| {
            let distance = distance(name, &word);
            (word, distance)
        })
        // Without an error it was found already.
        .filter(|(_, distance)| (1..=most).contains(distance))
        .collect();
    near.sort_by(|(one, a), (other, b)| {
        a.cmp(b)
            .then_with(|| first_differs(name, one).cmp(&first_differs(name, other)))
            .then_with(|| one.cmp(other))
    });
    Ok(near.into_iter().take(NEAREST).map(|(word, _)| word).collect())
}

fn first_differs(typed: &str, word: &str) -> bool {
    typed.chars().next() != word.chars().next()
}

/// Typing errors between what was typed so far and a word: letters wrong, missing, too many, two the wrong way round.
pub(super) fn distance(typed: &str, word: &str) -> usize {
    let whole = strsim::osa_distance(typed, word);
    let length = typed.chars().count();
    // Perhaps the word is not typed to its end yet.
    let begun = (length.saturating_sub(1)..=length + 1).filter(|end| length >= 5 && *end < word.chars().count());
    let begun = begun.map(|end| strsim::osa_distance(typed, &word.chars().take(end).collect::<String>()));
    begun.min().map_or(whole, |begun| begun.max(1).min(whole))
}

/// The patients of identifiers, in their order: each person once, under the name that is kept.
pub(crate) async fn hits(tx: &mut Transaction, actor: &Actor, found: &[PatientId]) -> Result<Vec<Hit>, AppError> {
    let mut known: HashMap<PatientId, Patient> = patients::list(tx, actor.clinic, found)
        .await?
        .into_iter()
        .map(|patient| (patient.id, patient))
        .collect();
    let kept: Vec<PatientId> = known
        .values()
        .filter_map(|patient| patient.merged_into)
        .filter(|id| !known.contains_key(id))
        .collect();
    known.extend(
        patients::list(tx, actor.clinic, &kept)
            .await?
            .into_iter()
            .map(|patient| (patient.id, patient)),
    );
    let mut hits: Vec<Hit> = Vec::new();
    for patient in found.iter().filter_map(|id| known.get(id)) {
        let shown = patient.merged_into.and_then(|kept| known.get(&kept)).unwrap_or(patient);
        if hits.iter().all(|hit| hit.patient.id != shown.id) {
            let found_as = (shown.id != patient.id).then(|| patient.clone());
            hits.push(Hit {
                patient: shown.clone(),
                found_as,
                last_visit: None,
            });
        }
    }
    let shown: Vec<PatientId> = hits.iter().map(|hit| hit.patient.id).collect();
    for (patient, day) in patients::last_visits(tx, &shown, actor.may(Action::ReadRecord)).await? {
        if let Some(hit) = hits.iter_mut().find(|hit| hit.patient.id == patient) {
            hit.last_visit = hit.last_visit.max(Some(day));
        }
    }
    Ok(hits)
}

fn write_place(place: Place) -> String {
    format!("{}.{}.{}", place.code, place.name_code, place.patient)
}

fn read_place(text: &str) -> Option<Place> {
    let (code, rest) = text.split_once('.')?;
    let (name_code, patient) = rest.split_once('.')?;
    Some(Place {
        code: code.parse().ok()?,
        name_code: name_code.parse().ok()?,
        patient: patient.parse().ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_counted_as_people_make_them() {
        for (typed, word, errors) in [
            ("gonzalez", "gonzalez", 0),
            ("gonsalez", "gonzalez", 1),
            ("gonzlaez", "gonzalez", 1),
            ("gonsales", "gonzalez", 2),
            ("mueller", "muller", 1),
            // Begun and wrong: one error so far.
            ("gonsa", "gonzalez", 1),
            ("herandez", "hernandez", 1),
            // Begun and right is found as a beginning; it is no word without an error.
            ("gonza", "gonzalez", 1),
        ] {
            assert_eq!(distance(typed, word), errors, "{typed} {word}");
        }
        assert!(distance("garcia", "lopez") > 2);
    }

    #[test]
    fn a_place_is_written_and_read() {
        let place = Place {
            code: 5,
            name_code: -7,
            patient: PatientId::new(),
        };
        assert_eq!(read_place(&write_place(place)), Some(place));
        for wrong in ["", "1", "1.2", "1.2.x", "x.2.3", "1.2.3.4"] {
            assert_eq!(read_place(wrong), None);
        }
    }
}
