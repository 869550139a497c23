//! A file to start from: the columns of a kind and one example row.

use jiff::ToSpan;
use jiff::civil::Date;

use super::Kind;
use crate::error::AppError;
use crate::stock::recall::written;

/// A table with the columns that are understood and one invented row. Its headings are the fields themselves, which are
/// understood in every language; columns that stand in for others are left out.
pub fn template(kind: Kind, today: Date) -> Result<Vec<u8>, AppError> {
    let soon = today.saturating_add(7.days()).to_string();
    let next_year = today.saturating_add(1.year()).to_string();
    let columns: &[(&str, &str)] = match kind {
        Kind::Patients => &[
            ("number", "EXAMPLE-1"),
            ("family_name", "Example"),
            ("given_names", "Patient"),
            ("birth_date", "1984-03-12"),
            ("phone", "202 555 0143"),
            ("email", "patient@example.com"),
            ("address", "1 Example Street, Example Town"),
            ("language", "en"),
            ("note", "Prefers to be called in the afternoon"),
        ],
        Kind::Appointments => &[
            ("number", "EXAMPLE-1"),
            ("day", &soon),
            ("time", "09:30"),
            ("minutes", "30"),
            ("kind", "consultation"),
            ("room", "Example room"),
            ("person", "Dr Example"),
            ("note", ""),
        ],
        Kind::Stock => &[
            ("product", "Example product"),
            ("lot", "A1234"),
            ("expires_on", &next_year),
            ("quantity", "10"),
            ("supplier", "Example supplier"),
            ("unit_price", "12.50"),
        ],
    };
    let (headings, example) = columns
        .iter()
        .map(|(field, example)| ((*field).to_owned(), (*example).to_owned()))
        .unzip();
    written([headings, example])
}
