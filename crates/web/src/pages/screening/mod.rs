//! Screening: verdict, findings, and the overrides and letters that prescribers sign.

mod clear;
mod finding;
mod overview;
mod signed;

use anagen_app::Action;
use anagen_app::screening::LARGEST_SCAN;

pub(crate) use self::finding::question_href;
use crate::routes::{Access, Route};

const READ: Access = Access::May(Action::ReadRecord);
const SIGN: Access = Access::May(Action::SignClearance);
/// What a form has beside the scan of a letter.
const FIELDS: usize = 256 * 1024;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get("/patients/{patient}/screening", READ, overview::page),
        Route::get("/patients/{patient}/screening/print", READ, overview::print),
        Route::get("/patients/{patient}/screening/clear/{rule}", SIGN, clear::page),
        Route::post(
            "/patients/{patient}/screening/clear/{rule}/override",
            SIGN,
            clear::override_caution,
        ),
        Route::files(
            "/patients/{patient}/screening/clear/{rule}/letter",
            SIGN,
            LARGEST_SCAN + FIELDS,
            clear::accept_letter,
        ),
        Route::post(
            "/patients/{patient}/screening/clearances/{clearance}/withdraw",
            SIGN,
            signed::withdraw,
        ),
        Route::get(
            "/patients/{patient}/screening/clearances/{clearance}/scan",
            READ,
            signed::scan,
        ),
    ]
}
