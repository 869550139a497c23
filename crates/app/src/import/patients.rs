//! Rows of patients.

use std::collections::HashMap;

use anagen_records::Transaction;
use anagen_records::patient_search::{Term, day_word, find, words};
use anagen_records::patients;

use super::columns::Columns;
use super::table::Table;
use super::{Judged, Place, Planned, Row, State, reading, state_of};
use crate::Message;
use crate::error::AppError;
use crate::patients::register::Particulars;

/// Patients of the same words who are held against a row: those who have further names are among them.
const MOST_NAMESAKES: usize = 200;

/// Judges every row. A patient is there already who has the number, or, where a row has none, the name and the birth date.
/// A name alone tells nobody from somebody else.
pub(super) async fn judge(
    tx: &mut Transaction,
    place: &Place<'_>,
    table: &Table,
    columns: &Columns,
) -> Result<Vec<Judged>, AppError> {
    let mut judged = Vec::new();
    // What stands in the file already, by number or by name and birth date, with its line.
    let mut seen: HashMap<String, u64> = HashMap::new();
    for (line, cells) in &table.rows {
        let (particulars, mut wrong) = read(place, columns, cells);
        wrong.extend(particulars.check(place.today).0.into_iter().map(|error| error.message));
        let key = match particulars.number.as_str() {
            "" => format!("{:?} {:?}", sorted_words(&particulars), particulars.birth_date),
            number => number.to_owned(),
        };
        let mut state = match seen.get(&key) {
            Some(first) => State::Wrong(vec![Message::new("import-row-twice").with("line", first)]),
            None => state_of(wrong),
        };
        if state == State::New {
            if is_present(tx, place, &particulars, &mut state).await? {
                state = State::Present;
            }
            seen.insert(key, *line);
        }
        let planned = (state == State::New).then(|| Planned::Patient(Box::new(particulars)));
        judged.push((
            Row {
                line: *line,
                cells: columns.cells(cells),
                state,
            },
            planned,
        ));
    }
    Ok(judged)
}

fn read(place: &Place<'_>, columns: &Columns, cells: &[String]) -> (Particulars, Vec<Message>) {
    let text = |field: &str| columns.text(cells, field).to_owned();
    let mut wrong = Vec::new();
    let (mut family_name, mut given_names) = (text("family_name"), text("given_names"));
    let full_name = text("full_name");
    if family_name.is_empty() && given_names.is_empty() && !full_name.is_empty() {
        match full_name.split_once(',') {
            Some((family, given)) => (family_name, given_names) = (family.trim().to_owned(), given.trim().to_owned()),
            // Where the family name ends cannot be told.
            None => wrong.push(Message::new("import-name-without-comma").with("name", &full_name)),
        }
    }
    let birth_date = match columns.text(cells, "birth_date") {
        "" => None,
        written => reading::day(written, &place.clinic.country)
            .map_err(|message| wrong.push(message))
            .ok(),
    };
    let particulars = Particulars {
        number: text("number"),
        family_name,
        given_names,
        birth_date,
        phone: text("phone"),
        email: text("email"),
        address: text("address"),
        language: text("language").to_lowercase(),
        note: text("note"),
    };
    (particulars, wrong)
}

fn sorted_words(particulars: &Particulars) -> Vec<String> {
    let mut all = [words(&particulars.family_name), words(&particulars.given_names)].concat();
    all.sort();
    all
}

/// Whether a patient is there already. A number that belongs to somebody of another name is no sign of it; a name that
/// somebody has under another number, or without a day of birth on both sides, has to be told apart by a person.
async fn is_present(
    tx: &mut Transaction,
    place: &Place<'_>,
    row: &Particulars,
    state: &mut State,
) -> Result<bool, AppError> {
    let mut wrong = |key, number: &str| *state = State::Wrong(vec![Message::new(key).with("number", number)]);
    if !row.number.is_empty()
        && let Some(known) = patients::find_by_number(tx, place.actor.clinic, &row.number).await?
    {
        let known = Particulars::of(&known);
        let is_same = sorted_words(&known) == sorted_words(row)
            || known.birth_date.is_some() && known.birth_date == row.birth_date;
        if !is_same {
            wrong("import-number-of-another", &row.number);
        }
        return Ok(is_same);
    }
    let namesake = match (row.birth_date, row.number.is_empty()) {
        // Who brings a number of their own is somebody else than a namesake whose birth date nobody can hold against theirs.
        (None, false) => None,
        _ => namesake(tx, place, row).await?,
    };
    match namesake {
        None => Ok(false),
        Some(_) if row.number.is_empty() && row.birth_date.is_some() => Ok(true),
        Some(number) if row.number.is_empty() => {
            wrong("import-name-known", &number);
            Ok(false)
        }
        Some(number) => {
            wrong("import-known-under-another-number", &number);
            Ok(false)
        }
    }
}

/// The number of a patient of the same name and, where the row has one, the same day of birth.
async fn namesake(tx: &mut Transaction, place: &Place<'_>, row: &Particulars) -> Result<Option<String>, AppError> {
    let whole = |word: String| Term {
        beginnings: Vec::new(),
        whole: vec![word],
    };
    let mut terms: Vec<Term> = sorted_words(row).into_iter().map(whole).collect();
    terms.extend(row.birth_date.map(|day| whole(day_word(anagen_records::Day(day)))));
    let places = find(tx, place.actor.clinic, &terms, None, MOST_NAMESAKES).await?.places;
    let ids: Vec<_> = places.into_iter().map(|place| place.patient).collect();
    let known = patients::list(tx, place.actor.clinic, &ids).await?;
    Ok(known
        .into_iter()
        .find(|known| sorted_words(&Particulars::of(known)) == sorted_words(row))
        .map(|known| known.number))
}
