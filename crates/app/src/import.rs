//! Bringing in patients, appointments and stock from tables (CSV).
//!
//! A file is read and judged row by row first, and nothing is written: that is the preview. Sent again with the
//! fingerprint of what was seen of each row, the new ones are written in one transaction. What is there already (by the patient's number, the time of
//! an appointment, the number of a lot) is passed over, so that a file can be sent twice.

mod appointments;
mod columns;
mod patients;
mod reading;
mod stock;
mod table;
mod template;

use anagen_records::clinics::Clinic;
use anagen_records::{Stamp, Transaction, words};
use jiff::civil::Date;

use self::columns::Columns;
pub use self::columns::{Column, understood};
pub use self::reading::is_month_first;
use self::table::Table;
pub use self::table::{Encoding, LARGEST_FILE, MOST_ROWS};
pub use self::template::template;
use crate::Message;
use crate::actor::{Action, Actor};
use crate::app::App;
use crate::case::time_zone;
use crate::error::AppError;
use crate::transaction::Deed;

words! {
    /// What a file holds.
    pub enum Kind {
        /// Patients.
        Patients = "patients",
        /// Appointments that are to come.
        Appointments = "appointments",
        /// Lots and how many vials there are.
        Stock = "stock",
    }
}

/// A file as it would be brought in.
#[derive(Debug, Clone, PartialEq)]
pub struct Preview {
    /// What it holds.
    pub kind: Kind,
    /// How its bytes were read.
    pub encoding: Encoding,
    /// What parts its columns.
    pub delimiter: char,
    /// Its columns: what stands above each, and the field that it was taken for.
    pub columns: Vec<(String, Option<&'static str>)>,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// A row of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Its line, counted from 1.
    pub line: u64,
    /// What stands in it, by the columns that were taken for a field.
    pub cells: Vec<String>,
    /// What would become of it.
    pub state: State,
}

/// What would become of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// It would be brought in.
    New,
    /// It is there already.
    Present,
    /// It cannot be taken, and why.
    Wrong(Vec<Message>),
}

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Imported {
    /// Rows that were written.
    pub new: usize,
    /// Rows that were there already.
    pub present: usize,
    /// Rows that could not be taken.
    pub wrong: usize,
}

/// Where rows are judged: the clinic, its day, its moment.
struct Place<'a> {
    actor: &'a Actor,
    clinic: &'a Clinic,
    today: Date,
    now: Stamp,
}

/// What is to be written for a new row.
enum Planned {
    Patient(Box<crate::patients::register::Particulars>),
    Appointment(Box<crate::appointments::Wanted>),
    Lot(Box<crate::stock::lots::Delivery>),
}

/// A row with what is to be written for it.
type Judged = (Row, Option<Planned>);

impl Preview {
    /// What would become of which row, as 64 hexadecimal digits: what is confirmed is exactly what was seen.
    pub fn fingerprint(&self) -> String {
        fingerprint(&self.rows)
    }

    /// How many rows are new, there already, and wrong.
    pub fn counts(&self) -> Imported {
        let count = |is: fn(&State) -> bool| self.rows.iter().filter(|row| is(&row.state)).count();
        Imported {
            new: count(|state| *state == State::New),
            present: count(|state| *state == State::Present),
            wrong: count(|state| matches!(state, State::Wrong(_))),
        }
    }
}

/// Reads and judges a file; nothing is written.
pub async fn preview(actor: &Actor, app: &App, kind: Kind, bytes: &[u8]) -> Result<Preview, AppError> {
    let (table, columns) = read(kind, bytes)?;
    // Receiving a lot is tried and taken back, so that its rules are in one place. The others only look.
    let (mut tx, now) = match kind {
        Kind::Stock => {
            let writing = app.write(actor, Action::Import).await?;
            (writing.tx, writing.now)
        }
        Kind::Patients | Kind::Appointments => {
            let reading = app.read(actor, Action::Import).await?;
            (reading.tx, reading.now)
        }
    };
    let clinic = crate::patients::clinic_of(&mut tx, actor).await?;
    let place = Place {
        actor,
        clinic: &clinic,
        today: now.0.to_zoned(time_zone(&clinic)).date(),
        now,
    };
    let judged = judge(&mut tx, &place, kind, &table, &columns).await?;
    // Dropped without being committed.
    drop(tx);
    Ok(Preview {
        kind,
        encoding: table.encoding,
        delimiter: table.delimiter,
        columns: columns.of_headings(&table.headings),
        rows: judged.into_iter().map(|(row, _)| row).collect(),
    })
}

fn fingerprint<'r>(rows: impl IntoIterator<Item = &'r Row>) -> String {
    let mut hasher = blake3::Hasher::new();
    for row in rows {
        let state = match row.state {
            State::New => b'n',
            State::Present => b'p',
            State::Wrong(_) => b'w',
        };
        hasher.update(&row.line.to_le_bytes()).update(&[state]);
    }
    hasher.finalize().to_hex().to_string()
}

/// Writes the new rows of a file. `seen` is the fingerprint of the preview: where another row would be written now, somebody
/// else wrote meanwhile, and the file has to be looked at again.
pub async fn import(actor: &Actor, app: &App, kind: Kind, bytes: &[u8], seen: &str) -> Result<Imported, AppError> {
    let (table, columns) = read(kind, bytes)?;
    let mut writing = app.write(actor, Action::Import).await?;
    let (tx, now) = (&mut writing.tx, writing.now);
    let clinic = crate::patients::clinic_of(tx, actor).await?;
    let place = Place {
        actor,
        clinic: &clinic,
        today: now.0.to_zoned(time_zone(&clinic)).date(),
        now,
    };
    let mut judged = judge(tx, &place, kind, &table, &columns).await?;
    if fingerprint(judged.iter().map(|(row, _)| row)) != seen {
        return Err(AppError::Stale("import"));
    }
    // Patients who bring their number come first, so that none of these is given to one who has none.
    judged.sort_by_key(|(_, planned)| matches!(planned, Some(Planned::Patient(one)) if one.number.is_empty()));
    let mut imported = Imported {
        new: 0,
        present: 0,
        wrong: 0,
    };
    let mut deeds = vec![Deed::new("import", "file", blake3::hash(bytes).to_hex()).because(kind.as_str())];
    for (row, planned) in judged {
        match row.state {
            State::New => imported.new += 1,
            State::Present => imported.present += 1,
            State::Wrong(_) => imported.wrong += 1,
        }
        if let Some(planned) = planned {
            deeds.push(write(tx, &place, planned).await?);
        }
    }
    writing.commit_all(deeds).await?;
    Ok(imported)
}

fn read(kind: Kind, bytes: &[u8]) -> Result<(Table, Columns), AppError> {
    let table = Table::read(bytes)?;
    let columns = Columns::of(kind, &table.headings)?;
    Ok((table, columns))
}

async fn judge(
    tx: &mut Transaction,
    place: &Place<'_>,
    kind: Kind,
    table: &Table,
    columns: &Columns,
) -> Result<Vec<Judged>, AppError> {
    match kind {
        Kind::Patients => patients::judge(tx, place, table, columns).await,
        Kind::Appointments => appointments::judge(tx, place, table, columns).await,
        Kind::Stock => stock::judge(tx, place, table, columns).await,
    }
}

/// Writes one row; gives what the audit trail says of it.
async fn write(tx: &mut Transaction, place: &Place<'_>, planned: Planned) -> Result<Deed, AppError> {
    Ok(match planned {
        Planned::Patient(particulars) => {
            let patient =
                crate::patients::register::insert(tx, place.actor, &particulars, place.clinic.demo, place.now).await?;
            Deed::new("patient.import", "patient", patient.id)
                .of(patient.id)
                .wrote(&*particulars)
        }
        Planned::Appointment(wanted) => {
            let appointment = crate::appointments::book_in(tx, place.actor, place.clinic, *wanted, place.now).await?;
            let deed = Deed::new("appointment.import", "appointment", appointment.id);
            match appointment.patient {
                Some(patient) => deed.of(patient),
                None => deed,
            }
        }
        // Tried already while it was judged, in this same transaction.
        Planned::Lot(delivery) => Deed::new(
            "lot.import",
            "product",
            delivery.product.map(|id| id.to_string()).unwrap_or_default(),
        )
        .wrote(&*delivery),
    })
}

/// A row that nothing is wrong with, or what is.
fn state_of(wrong: Vec<Message>) -> State {
    if wrong.is_empty() {
        State::New
    } else {
        State::Wrong(wrong)
    }
}

/// What a use case said of its fields.
fn messages(error: AppError) -> Result<Vec<Message>, AppError> {
    match error {
        AppError::Invalid(invalid) => Ok(invalid.0.into_iter().map(|error| error.message).collect()),
        AppError::Refused(message) => Ok(vec![message]),
        other => Err(other),
    }
}
