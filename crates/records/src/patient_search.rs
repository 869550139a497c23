//! Finding patients by words: names, number, birth date, telephone.
//!
//! Every word of a patient is a row with a number made of its first letters, so that "begins with" is a range of an index on
//! both engines, whatever the collation. Names are kept a second time under what remains when a letter or two are left out:
//! a word with a typing error shares one of these remainders with the word that was meant (symmetric deletion). What is
//! typed is taken apart in `anagen-app`; this module keeps the rows and looks them up, bounded however common a word is.

mod folding;

use std::collections::{BTreeSet, HashSet};
use std::fmt::Write as _;

use self::folding::{code, codes, marks, name_code, spellings};
pub use self::folding::{fold, forgiven, joined, words};
use crate::binds;
use crate::database::DatabaseError;
use crate::patients::Patient;
use crate::transaction::{Bind, Transaction};
use crate::values::{ClinicId, Day, PatientId};

/// Rows of the rarest typed word that are held against the other words in one go.
const WINDOW: i64 = 20_000;
/// More rows than this are not counted to find the rarest word.
const COUNTED: i64 = 1_000;
/// Rows in one statement.
const ROWS: usize = 200;
/// Words that share a remainder; the nearest of them are chosen by the caller.
const MOST_SPELLINGS: i64 = 400;

/// Where a row of [`find`] stands in the order of its results: what the next page continues behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, sqlx::FromRow)]
pub struct Place {
    /// Code of the word that was found.
    pub code: i64,
    /// Code of the patient's name.
    pub name_code: i64,
    /// Whom it leads to.
    pub patient: PatientId,
}

/// What one typed word may stand for; a patient is found who has one of these.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Term {
    /// Folded beginnings of words.
    pub beginnings: Vec<String>,
    /// Folded whole words.
    pub whole: Vec<String>,
}

/// Patients that were found, in the order of the word that was found and of their names.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Found {
    /// Each patient once; another page may hold one again who has two of the words.
    pub places: Vec<Place>,
    /// Where it goes on, where there is or may be more.
    pub next: Option<Place>,
}

/// The words of a day of birth: one, as it is found by year, month and day.
pub fn day_word(day: Day) -> String {
    day.0.strftime("%Y%m%d").to_string()
}

/// The telephone numbers of a field, as digits without the zeros before them.
pub fn phones(field: &str) -> Vec<String> {
    let numbers = field.split(['/', ';', ',', '\n']);
    let digits = numbers.map(|number| number.chars().filter(char::is_ascii_digit).collect::<String>());
    digits
        .map(|number| number.trim_start_matches('0').to_owned())
        .filter(|number| number.len() >= 4)
        .collect()
}

/// Digits by whose number from the end a telephone is found: with and without the code of its country, and the last four.
const PHONE_ENDS: [usize; 4] = [10, 9, 8, 4];

/// The words of a patient's names.
pub fn name_words(family_name: &str, given_names: &str) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for name in [family_name, given_names] {
        all.extend(words(name));
        // "Jean-Pierre", "O'Brien" and "de la Cruz" are also typed in one.
        all.extend(name.split_whitespace().map(joined));
        all.insert(joined(name));
    }
    // Where names are written without a space between them, they are also typed so.
    let (family, given) = (joined(family_name), joined(given_names));
    if !family.is_ascii() || !given.is_ascii() {
        all.insert(format!("{family}{given}"));
        all.insert(format!("{given}{family}"));
    }
    all.remove("");
    all
}

fn all_words(patient: &Patient) -> BTreeSet<String> {
    let mut all = name_words(&patient.family_name, &patient.given_names);
    let number = joined(&patient.number);
    all.insert(number.trim_start_matches('0').to_owned());
    all.insert(number);
    all.extend(words(&patient.number));
    all.extend(patient.birth_date.map(day_word));
    for phone in phones(&patient.phone) {
        all.extend(
            PHONE_ENDS
                .iter()
                .filter_map(|end| phone.len().checked_sub(*end))
                .map(|from| phone[from..].to_owned()),
        );
        all.insert(phone);
    }
    all.remove("");
    all
}

/// Writes the words under which a patient is found in the place of the earlier ones.
pub async fn index(tx: &mut Transaction, clinic: ClinicId, patient: &Patient) -> Result<(), DatabaseError> {
    tx.run("DELETE FROM patient_word WHERE patient = $1", binds![patient.id])
        .await?;
    let name_code = name_code(&patient.family_name, &patient.given_names);
    let words_of_patient = all_words(patient);
    let marks = words_of_patient.iter().fold(0, |all, word| all | marks(word));
    let rows: Vec<Vec<Bind>> = words_of_patient
        .iter()
        .map(|word| binds![clinic, code(word), name_code, patient.id, word.as_str(), marks])
        .collect();
    insert(
        tx,
        "INSERT INTO patient_word (clinic, code, name_code, patient, word, marks)",
        rows,
        "",
    )
    .await?;
    let mut rows = BTreeSet::new();
    // Names that are also typed in one are no words of their own: nearly every patient would add one.
    for word in [words(&patient.family_name), words(&patient.given_names)].concat() {
        if forgiven(word.chars().count()) > 0 && !is_spelt(tx, clinic, &word).await? {
            rows.extend(spellings(&word).iter().map(|rest| (code(rest), word.clone())));
        }
    }
    let rows = rows
        .into_iter()
        .map(|(code, word)| binds![clinic, code, word])
        .collect();
    insert(
        tx,
        "INSERT INTO name_spelling (clinic, code, word)",
        rows,
        " ON CONFLICT DO NOTHING",
    )
    .await
}

/// Whether the spellings of a word are kept already: the one without an omission stands for all.
async fn is_spelt(tx: &mut Transaction, clinic: ClinicId, word: &str) -> Result<bool, DatabaseError> {
    let head: String = word.chars().take(8).collect();
    let sql = "SELECT count(*) FROM name_spelling WHERE clinic = $1 AND code = $2 AND word = $3";
    Ok(tx.number(sql, binds![clinic, code(&head), word]).await? > 0)
}

/// Runs an `INSERT` of many rows in few statements.
async fn insert(tx: &mut Transaction, into: &str, rows: Vec<Vec<Bind>>, conflict: &str) -> Result<(), DatabaseError> {
    for part in rows.chunks(ROWS) {
        let mut next = 0;
        let values: Vec<String> = part
            .iter()
            .map(|row| {
                let numbers: Vec<String> = row
                    .iter()
                    .map(|_| {
                        next += 1;
                        format!("${next}")
                    })
                    .collect();
                format!("({})", numbers.join(", "))
            })
            .collect();
        tx.run(&format!("{into} VALUES {}{conflict}", values.join(", ")), part.concat())
            .await?;
    }
    Ok(())
}

/// Words of names in the clinic that a typed word may be a misspelling of, and many that it is not: the caller measures.
pub async fn similar_words(tx: &mut Transaction, clinic: ClinicId, typed: &str) -> Result<Vec<String>, DatabaseError> {
    let mut values = binds![clinic];
    values.extend(spellings(typed).iter().map(|rest| Bind::from(code(rest))));
    let numbers: Vec<String> = (2..=values.len()).map(|number| format!("${number}")).collect();
    let sql = format!(
        "SELECT DISTINCT word FROM name_spelling WHERE clinic = $1 AND code IN ({}) LIMIT {MOST_SPELLINGS}",
        numbers.join(", ")
    );
    let rows: Vec<(String,)> = tx.all(&sql, values).await?;
    Ok(rows.into_iter().map(|(word,)| word).collect())
}

/// What a row's word is held against: a beginning, or several whole words.
enum Key<'a> {
    Beginning(&'a str),
    Whole(&'a [String]),
}

impl Term {
    fn keys(&self) -> Vec<Key<'_>> {
        let whole = (!self.whole.is_empty()).then_some(Key::Whole(&self.whole));
        self.beginnings
            .iter()
            .map(|text| Key::Beginning(text))
            .chain(whole)
            .collect()
    }
}

/// `$4` for a value that is added to the others.
fn bound(values: &mut Vec<Bind>, value: impl Into<Bind>) -> String {
    values.push(value.into());
    format!("${}", values.len())
}

impl Key<'_> {
    /// The condition on a row of `patient_word` under an alias; its values are added to `values`.
    fn condition(&self, alias: &str, values: &mut Vec<Bind>) -> String {
        match self {
            Self::Beginning(text) => {
                let (low, high) = codes(text);
                let (low, high) = (bound(values, low), bound(values, high));
                let letters = text.chars().count();
                let text = bound(values, *text);
                format!("{alias}.code BETWEEN {low} AND {high} AND substr({alias}.word, 1, {letters}) = {text}")
            }
            Self::Whole(words) => {
                let codes: Vec<String> = words.iter().map(|word| bound(values, code(word))).collect();
                let words: Vec<String> = words.iter().map(|word| bound(values, word.as_str())).collect();
                format!(
                    "{alias}.code IN ({}) AND {alias}.word IN ({})",
                    codes.join(", "),
                    words.join(", ")
                )
            }
        }
    }

    /// The condition that a row's patient may have a word of this key, without looking it up.
    fn has_marks(&self, alias: &str, values: &mut Vec<Bind>) -> String {
        let mut has = |text: &str| {
            let marks = bound(values, marks(text));
            format!("({alias}.marks & {marks}) = {marks}")
        };
        match self {
            Self::Beginning(text) => has(text),
            Self::Whole(words) => words.iter().map(|word| has(word)).collect::<Vec<_>>().join(" OR "),
        }
    }
}

/// Patients who have every term, behind a place; at most `limit`.
///
/// The rarest term is followed along the index; for each of its rows the others are looked up. However common all of them
/// are, a bounded number of rows is looked at: then [`Found::next`] says where to go on.
pub async fn find(
    tx: &mut Transaction,
    clinic: ClinicId,
    terms: &[Term],
    after: Option<Place>,
    limit: usize,
) -> Result<Found, DatabaseError> {
    if terms.is_empty()
        || terms
            .iter()
            .any(|term| term.beginnings.is_empty() && term.whole.is_empty())
    {
        return Ok(Found::default());
    }
    let (followed, rows) = rarest(tx, clinic, terms).await?;
    let others: Vec<&Term> = terms
        .iter()
        .enumerate()
        .filter(|(at, _)| *at != followed)
        .map(|(_, term)| term)
        .collect();
    let (mut places, mut frontier) = (Vec::new(), None::<Place>);
    for key in terms[followed].keys() {
        let (rows, end) = follow(tx, clinic, &key, &others, after, limit, rows >= COUNTED).await?;
        places.extend(rows);
        frontier = [frontier, end].into_iter().flatten().min();
    }
    places.sort_unstable();
    // Behind the frontier another key may have rows that were not looked at yet.
    let known = frontier.map_or(places.len(), |frontier| {
        places.partition_point(|place| *place <= frontier)
    });
    places.truncate(known);
    let mut seen = HashSet::new();
    places.retain(|place| seen.insert(place.patient));
    let next = if places.len() > limit {
        places.get(limit - 1).copied()
    } else {
        frontier
    };
    places.truncate(limit);
    Ok(Found { places, next })
}

/// Which term has the fewest rows, and how many, by counting as far as it matters.
async fn rarest(tx: &mut Transaction, clinic: ClinicId, terms: &[Term]) -> Result<(usize, i64), DatabaseError> {
    let mut best = (0, i64::MAX);
    for (at, term) in terms.iter().enumerate().filter(|_| terms.len() > 1) {
        let mut rows = 0;
        for key in term.keys() {
            let mut values = binds![clinic];
            let condition = key.condition("w", &mut values);
            let sql = format!(
                "SELECT count(*) FROM (SELECT 1 FROM patient_word w WHERE w.clinic = $1 AND {condition} LIMIT {COUNTED}) AS counted"
            );
            rows += tx.number(&sql, values).await?;
        }
        if rows < best.1 {
            best = (at, rows);
        }
    }
    Ok(best)
}

/// Follows one key along the index. Gives up to `limit + 1` rows, and the place up to which everything was looked at, where
/// there may be more behind it.
async fn follow(
    tx: &mut Transaction,
    clinic: ClinicId,
    key: &Key<'_>,
    others: &[&Term],
    after: Option<Place>,
    limit: usize,
    is_common: bool,
) -> Result<(Vec<Place>, Option<Place>), DatabaseError> {
    let mut values = binds![clinic];
    let mut condition = key.condition("w", &mut values);
    if let Some(after) = after {
        let n = values.len();
        let _ = write!(
            condition,
            " AND (w.code, w.name_code, w.patient) > (${}, ${}, ${})",
            n + 1,
            n + 2,
            n + 3
        );
        values.extend(binds![after.code, after.name_code, after.patient]);
    }
    let window = |rows: String| {
        format!(
            "SELECT w.code, w.name_code, w.patient, w.marks FROM patient_word w WHERE w.clinic = $1 AND {condition} \
             ORDER BY w.code, w.name_code, w.patient LIMIT {rows}"
        )
    };
    if others.is_empty() {
        let places: Vec<Place> = tx.all(&window((limit + 1).to_string()), values).await?;
        let end = places.last().copied().filter(|_| places.len() > limit);
        return Ok((places, end));
    }
    let end_sql = window(format!("1 OFFSET {}", WINDOW - 1));
    let end_values = values.clone();
    let mut sql = format!(
        "SELECT c.code, c.name_code, c.patient FROM ({}) AS c WHERE 1 = 1",
        window(WINDOW.to_string())
    );
    for term in others {
        let any: Vec<String> = term.keys().iter().map(|key| key.has_marks("c", &mut values)).collect();
        let _ = write!(sql, " AND ({})", any.join(" OR "));
    }
    for term in others {
        let any: Vec<String> = term
            .keys()
            .iter()
            .map(|key| format!("({})", key.condition("o", &mut values)))
            .collect();
        let _ = write!(
            sql,
            " AND EXISTS (SELECT 1 FROM patient_word o WHERE o.patient = c.patient AND ({}))",
            any.join(" OR ")
        );
    }
    let _ = write!(sql, " ORDER BY c.code, c.name_code, c.patient LIMIT {}", limit + 1);
    let places: Vec<Place> = tx.all(&sql, values).await?;
    let end = match places.last() {
        Some(last) if places.len() > limit => Some(*last),
        _ if is_common => tx.first(&end_sql, end_values).await?,
        _ => None,
    };
    Ok((places, end))
}
