//! The pages, one module each; the stages of a patient's way bear the names that they bear in every layer.

use maud::Markup;

use crate::look::{self, Notice};
use crate::messages::Messages;
use crate::page::shell_words;
use crate::routes::Route;

mod account;
mod administration;
mod adverse_events;
pub(crate) mod assets;
mod consent;
mod drafts;
mod evidence;
mod first_start;
mod formulation;
mod intake;
mod join;
mod patients;
mod photographs;
mod protocol;
mod screening;
mod sessions;
mod sign_in;
mod stock;
mod today;

/// Every route.
pub(crate) fn routes() -> Vec<Route> {
    [
        account::routes(),
        administration::routes(),
        adverse_events::routes(),
        assets::routes(),
        consent::routes(),
        drafts::routes(),
        evidence::routes(),
        first_start::routes(),
        formulation::routes(),
        intake::routes(),
        join::routes(),
        patients::routes(),
        photographs::routes(),
        protocol::routes(),
        screening::routes(),
        sessions::routes(),
        sign_in::routes(),
        stock::routes(),
        today::routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// A page before anybody is signed in.
pub(crate) fn plain(words: &Messages, title: &str, notices: &[Notice], body: &Markup) -> Markup {
    plain_wide(words, title, notices, false, body)
}

/// A page before anybody is signed in, wide where its form needs that.
pub(crate) fn plain_wide(words: &Messages, title: &str, notices: &[Notice], wide: bool, body: &Markup) -> Markup {
    let document = shell_words(words);
    look::shell::plain_shell(
        &look::PlainShell {
            title,
            lang: words.language,
            right_to_left: false,
            day_order: "dmy",
            words: &document,
            asset_url: &assets::url,
            scripts: &[],
            kiosk: false,
            wide,
            idle_lock_seconds: None,
            notices,
            clinic: "",
        },
        body,
    )
}
