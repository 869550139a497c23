//! The shelf: products and lots, the ledger of vials, opened vials, recalls and clusters.
//!
//! What must not be used is stopped before it is used: [`take`] and [`vials::open`] refuse an expired or quarantined lot, and
//! more vials than there are. What *was* used is always recorded: with an incident they write it down as it was, and only so
//! can the ledger show fewer than no vials (DECISIONS.md 3).

pub mod clusters;
pub mod due;
pub mod history;
pub mod lots;
mod overview;
pub mod products;
pub mod recall;
mod shelf;
pub mod vials;

use crate::Message;
use crate::error::{AppError, Invalid};

pub use self::due::{StockDue, due};
pub use self::overview::{Overview, ProductView, open, open_product};
pub use self::shelf::{ShelfLot, Standing, lot_on_shelf, shelf, take};

/// Most characters of a name, a number or a reason.
const LONGEST_LINE: usize = 200;

/// One line that somebody typed, without the space around it. Too long is noted as wrong, and empty where `missing` says how.
pub(crate) fn one_line(field: &str, text: &str, missing: Option<&'static str>, invalid: &mut Invalid) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some(missing) = missing.filter(|_| text.is_empty()) {
        invalid.add(field, Message::new(missing));
    } else if text.chars().count() > LONGEST_LINE {
        invalid.add(field, Message::new("stock-too-long").with("most", LONGEST_LINE));
    }
    text
}

/// Joins what a form could not read to what a use case answered, so that all of it is said at once: a field is said once, and
/// nothing lasts while anything is unread.
pub(crate) fn unread_or<T>(unread: Invalid, result: Result<T, AppError>) -> Result<T, AppError> {
    match result {
        Err(AppError::Invalid(found)) => {
            let more = found
                .0
                .into_iter()
                .filter(|error| unread.of(&error.field).is_none())
                .collect::<Vec<_>>();
            Err(Invalid(unread.0.into_iter().chain(more).collect()).into())
        }
        Ok(_) if !unread.0.is_empty() => Err(unread.into()),
        result => result,
    }
}
