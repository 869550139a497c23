//! Who may be the same person as somebody about to be registered.

use std::collections::HashSet;

use anagen_records::patient_search::{self, Term, day_word, forgiven, name_words, phones, words};
use anagen_records::patients::{self, Patient};
use anagen_records::values::PatientId;
use anagen_records::{Day, Transaction};

use super::register::Particulars;
use crate::actor::{Action, Actor};
use crate::app::App;
use crate::error::AppError;

/// Somebody who may be the same person.
#[derive(Debug, Clone, PartialEq)]
pub struct Similar {
    /// Who.
    pub patient: Patient,
    /// What makes one think so.
    pub why: Why,
}

/// What makes one think that two are one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Born on the same day, with a similar name.
    BirthDateAndName,
    /// The same name, and a day of birth that is not known.
    Name,
    /// The same telephone number.
    Phone,
}

/// More candidates than this are not held against the name: on no day are so many born.
const MOST: usize = 200;

/// Who may be the same person as a registered patient.
pub async fn likely(actor: &Actor, app: &App, id: PatientId) -> Result<Vec<Similar>, AppError> {
    let mut reading = app.read(actor, Action::MergePatients).await?;
    let patient = super::of(&mut reading.tx, actor, id).await?;
    let mut similar = of(&mut reading.tx, actor, &Particulars::of(&patient), Some(id)).await?;
    similar.retain(|one| one.patient.id != id);
    Ok(similar)
}

/// Who may be the same person, each once; of those who were merged the one who is kept.
pub(crate) async fn of(
    tx: &mut Transaction,
    actor: &Actor,
    particulars: &Particulars,
    except: Option<PatientId>,
) -> Result<Vec<Similar>, AppError> {
    let mut found: Vec<Similar> = Vec::new();
    let mut add = |patients: Vec<Patient>, why: Why, is: &dyn Fn(&Patient) -> bool| {
        for patient in patients.into_iter().filter(is) {
            if Some(patient.id) != except && found.iter().all(|known| known.patient.id != patient.id) {
                found.push(Similar { patient, why });
            }
        }
    };
    if let Some(day) = particulars.birth_date {
        let born = with_words(tx, actor, &[vec![day_word(Day(day))]]).await?;
        add(born, Why::BirthDateAndName, &|patient| {
            patient.birth_date == Some(Day(day)) && is_similar(particulars, patient)
        });
    }
    for phone in phones(&particulars.phone) {
        let ends = [phone.len(), 10, 9]
            .into_iter()
            .filter_map(|end| phone.len().checked_sub(end));
        let alike: HashSet<String> = ends.map(|from| phone[from..].to_owned()).collect();
        let alike: Vec<String> = alike.into_iter().collect();
        let owners = with_words(tx, actor, std::slice::from_ref(&alike)).await?;
        add(owners, Why::Phone, &|patient| {
            phones(&patient.phone).iter().any(|other| is_same_phone(other, &phone))
        });
    }
    let name: Vec<Vec<String>> = all_words(&particulars.family_name, &particulars.given_names)
        .into_iter()
        .map(|word| vec![word])
        .collect();
    if !name.is_empty() {
        let named = with_words(tx, actor, &name).await?;
        add(named, Why::Name, &|patient| {
            let is_open = patient.birth_date.is_none() || particulars.birth_date.is_none();
            is_open
                && all_words(&patient.family_name, &patient.given_names)
                    == all_words(&particulars.family_name, &particulars.given_names)
        });
    }
    shown(tx, actor, found).await
}

/// Puts the kept patient in the place of a merged one.
async fn shown(tx: &mut Transaction, actor: &Actor, found: Vec<Similar>) -> Result<Vec<Similar>, AppError> {
    let mut shown: Vec<Similar> = Vec::new();
    for Similar { patient, why } in found {
        let patient = match patient.merged_into {
            Some(kept) => super::of(tx, actor, kept).await?,
            None => patient,
        };
        if shown.iter().all(|known| known.patient.id != patient.id) {
            shown.push(Similar { patient, why });
        }
    }
    Ok(shown)
}

/// Patients who have one word of each group.
async fn with_words(tx: &mut Transaction, actor: &Actor, groups: &[Vec<String>]) -> Result<Vec<Patient>, AppError> {
    let terms: Vec<Term> = groups
        .iter()
        .map(|group| Term {
            beginnings: Vec::new(),
            whole: group.clone(),
        })
        .collect();
    let places = patient_search::find(tx, actor.clinic, &terms, None, MOST).await?.places;
    let ids: Vec<PatientId> = places.into_iter().map(|place| place.patient).collect();
    Ok(patients::list(tx, actor.clinic, &ids).await?)
}

/// The words of a name in the order of the alphabet, so that it does not matter which are given as family name.
fn all_words(family_name: &str, given_names: &str) -> Vec<String> {
    let mut all = [words(family_name), words(given_names)].concat();
    all.sort();
    all
}

/// One number may be written with the code of the country and the other without.
fn is_same_phone(one: &str, other: &str) -> bool {
    let shorter = one.len().min(other.len());
    one == other || shorter >= 8 && (one.ends_with(other) || other.ends_with(one))
}

/// Whether two names may be one person's: two words agree but for typing errors, or all of the shorter name's do.
fn is_similar(particulars: &Particulars, patient: &Patient) -> bool {
    let one = name_words(&particulars.family_name, &particulars.given_names);
    let other = name_words(&patient.family_name, &patient.given_names);
    let agrees = |word: &String| {
        let most = forgiven(word.chars().count());
        other.contains(word) || other.iter().any(|known| strsim::osa_distance(word, known) <= most)
    };
    let agreeing = one.iter().filter(|word| agrees(word)).count();
    agreeing >= 2 || agreeing > 0 && agreeing == one.len().min(other.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn telephone_numbers_agree_with_and_without_the_country() {
        assert!(is_same_phone("34612345678", "612345678"));
        assert!(is_same_phone("4712345678", "12345678"));
        assert!(!is_same_phone("5678", "12345678"));
        assert!(!is_same_phone("612345678", "612345679"));
    }
}
