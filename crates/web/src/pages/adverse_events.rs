//! Adverse events of a patient, the clinic's list of them, and incidents.

mod choosing;
mod clinic;
mod drawing;
mod fields;
mod form;
mod history;
mod incidents;
mod managing;
mod overview;
mod sections;
mod sheet;
mod single;
mod wording;

pub(crate) use self::wording::event_name;
use crate::routes::Route;

pub(crate) fn routes() -> Vec<Route> {
    [
        overview::routes(),
        choosing::routes(),
        form::routes(),
        single::routes(),
        managing::routes(),
        sheet::routes(),
        clinic::routes(),
        incidents::routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
