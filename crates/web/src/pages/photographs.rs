//! Photographs of a patient: the gallery, taking one, one in large, two compared, one-time links and what came through them.

mod capture;
mod comparing;
mod files;
mod gallery;
mod inbox;
mod links;
mod sent;
mod single;
mod upload;
mod wording;

use crate::routes::Route;

pub(crate) fn routes() -> Vec<Route> {
    [
        gallery::routes(),
        capture::routes(),
        single::routes(),
        files::routes(),
        comparing::routes(),
        links::routes(),
        inbox::routes(),
        upload::routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

pub(crate) use self::links::base as address_for_others;
pub(crate) use self::wording::tile;
