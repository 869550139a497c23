//! Rows of patients.

use std::collections::HashMap;

use anagen_records::Transaction;
use anagen_records::patient_search::{Term, day_word, find, words};
use anagen_records::patients;

use super::columns::Columns;
use super::table::Table;
use super::{Judged, Place, Planned, Row, State, reading, state_of};
use crate::error::AppError;
use crate::message::Message;
use crate::patients::register::Particulars;

/// Judges every row. A patient is there already who has the number, or, where a row has none, the name and the birth date.
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

/// Whether a patient is there already. A number that belongs to somebody of another name is no sign of it.
async fn is_present(
    tx: &mut Transaction,
    place: &Place<'_>,
    row: &Particulars,
    state: &mut State,
) -> Result<bool, AppError> {
    if !row.number.is_empty() {
        let Some(known) = patients::find_by_number(tx, place.actor.clinic, &row.number).await? else {
            return Ok(false);
        };
        let known = Particulars::of(&known);
        let is_same = sorted_words(&known) == sorted_words(row)
            || known.birth_date.is_some() && known.birth_date == row.birth_date;
        if !is_same {
            *state = State::Wrong(vec![
                Message::new("import-number-of-another").with("number", &row.number),
            ]);
        }
        return Ok(is_same);
    }
    let Some(day) = row.birth_date else { return Ok(false) };
    let whole = |word: String| Term {
        beginnings: Vec::new(),
        whole: vec![word],
    };
    let mut terms: Vec<Term> = sorted_words(row).into_iter().map(whole).collect();
    terms.push(whole(day_word(anagen_records::Day(day))));
    let places = find(tx, place.actor.clinic, &terms, None, 20).await?.places;
    let ids: Vec<_> = places.into_iter().map(|place| place.patient).collect();
    let known = patients::list(tx, place.actor.clinic, &ids).await?;
    Ok(known
        .iter()
        .any(|known| sorted_words(&Particulars::of(known)) == sorted_words(row)))
}
