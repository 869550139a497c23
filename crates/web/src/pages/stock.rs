//! Stock: products, lots, ledger, opened vials, recall, clusters, rooms, kits, temperatures.

mod clusters;
pub(crate) mod due;
mod kept;
mod kits;
mod lot_form;
mod lots;
mod products;
mod recall;
mod receive;
mod refrigerators;
mod rooms;
mod shelf;
mod vials;

use anagen_app::stock::Standing;
use anagen_app::stock::due::EXPIRES_SOON_DAYS;
use anagen_app::{Action, AppError, Invalid, Message};
use axum::http::StatusCode;
use jiff::civil::Date;
use maud::{Markup, html};

use crate::failure::Failure;
use crate::fields::Fields;
use crate::look::{Meaning, Notice, Tab, status, unknown};
use crate::routes::Route;
use crate::visit::Visit;

pub(crate) fn routes() -> Vec<Route> {
    [
        clusters::routes(),
        kits::routes(),
        lot_form::routes(),
        lots::routes(),
        products::routes(),
        recall::routes(),
        receive::routes(),
        refrigerators::routes(),
        rooms::routes(),
        shelf::routes(),
        vials::routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The views behind this door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum View {
    Shelf,
    Vials,
    Recall,
    Clusters,
    Rooms,
}

/// The views that somebody may open, as links.
fn views(visit: &Visit, current: View) -> Markup {
    let all = [
        (View::Shelf, "/stock", "stock-view-shelf", Action::ReadStock),
        (View::Vials, "/stock/vials", "stock-view-vials", Action::ReadStock),
        (View::Recall, "/stock/recall", "stock-view-recall", Action::Recall),
        (View::Clusters, "/stock/clusters", "stock-view-clusters", Action::Recall),
        (View::Rooms, "/stock/rooms", "stock-view-rooms", Action::ReadStock),
    ];
    let tab = |(view, href, key, _): (View, &str, &str, Action)| Tab {
        href: href.to_owned(),
        label: visit.say(key),
        count: None,
        current: view == current,
    };
    let open = all.into_iter().filter(|(.., action)| visit.actor.may(*action));
    crate::look::tabs(&visit.say("stock-views"), &open.map(tab).collect::<Vec<_>>())
}

/// How a lot stands, in a word with its sign; one that will soon expire says when.
fn standing(visit: &Visit, standing: Standing, expires_on: Date) -> Markup {
    let (meaning, words) = standing_words(visit, standing, expires_on);
    short_status(meaning, &words)
}

fn standing_words(visit: &Visit, standing: Standing, expires_on: Date) -> (Meaning, String) {
    let days = (expires_on - visit.today()).get_days();
    match standing {
        Standing::Quarantined => (Meaning::Specialist, visit.say("stock-standing-quarantined")),
        Standing::Expired => (Meaning::Excluded, visit.say("stock-standing-expired")),
        Standing::Empty => (Meaning::Neutral, visit.say("stock-standing-empty")),
        Standing::Usable if days <= EXPIRES_SOON_DAYS => (
            Meaning::Defer,
            visit.with("stock-standing-expires-soon", [("n", i64::from(days).into())]),
        ),
        Standing::Usable => (Meaning::Eligible, visit.say("stock-standing-usable")),
    }
}

/// A state in a few words that stay in one line, so that a narrow column does not tear them apart.
fn short_status(meaning: Meaning, words: &str) -> Markup {
    status(meaning, &words.replace(' ', "\u{a0}"))
}

/// The mark at the edge of a row.
fn mark(visit: &Visit, standing: Standing, expires_on: Date) -> Option<Meaning> {
    let (meaning, _) = standing_words(visit, standing, expires_on);
    (!matches!(meaning, Meaning::Eligible | Meaning::Neutral)).then_some(meaning)
}

/// A text, or visibly none.
fn or_unknown(visit: &Visit, text: &str) -> Markup {
    if text.is_empty() {
        unknown(&visit.say("stock-not-recorded"))
    } else {
        html! { (text) }
    }
}

/// Vials in or out, with their sign.
fn signed(quantity: i64) -> String {
    match quantity {
        0 => "0".to_owned(),
        n if n < 0 => format!("\u{2212}{}", n.unsigned_abs()),
        n => format!("+{n}"),
    }
}

/// A count that may be below zero.
fn count(n: i64) -> String {
    if n < 0 {
        format!("\u{2212}{}", n.unsigned_abs())
    } else {
        n.to_string()
    }
}

/// An amount of money as it was typed, in hundredths.
fn money(fields: &Fields, name: &str, invalid: &mut Invalid) -> Option<i64> {
    let amount = fields.number(name, invalid)?;
    #[expect(clippy::cast_possible_truncation, reason = "it is clamped first")]
    let hundredths = (amount.clamp(-1e12, 1e12) * 100.0).round() as i64;
    Some(hundredths)
}

/// An amount in hundredths as one types it.
fn money_typed(hundredths: Option<i64>) -> String {
    hundredths
        .map(|hundredths| format!("{}.{:02}", hundredths / 100, hundredths % 100))
        .unwrap_or_default()
}

/// A whole number as it was typed.
fn whole(fields: &Fields, name: &str, invalid: &mut Invalid) -> Option<i64> {
    fields.read(name, "stock-whole-number-wrong", invalid)
}

/// What the page of a form shows after it was sent and not taken.
#[derive(Debug, Default)]
struct Sent {
    /// What is wrong with its fields.
    invalid: Invalid,
    /// What else stood against it.
    refused: Option<Message>,
    /// Somebody else changed it meanwhile.
    stale: bool,
}

impl Sent {
    /// What a use case answered; what no form can say is a failure.
    fn of(error: AppError) -> Result<Self, Failure> {
        match error {
            AppError::Invalid(invalid) => Ok(Self {
                invalid,
                ..Self::default()
            }),
            AppError::Refused(message) => Ok(Self {
                refused: Some(message),
                ..Self::default()
            }),
            AppError::Stale(_) => Ok(Self {
                stale: true,
                ..Self::default()
            }),
            error => Err(error.into()),
        }
    }

    fn status(&self) -> StatusCode {
        if self.stale {
            StatusCode::CONFLICT
        } else if self.refused.is_some() || !self.invalid.0.is_empty() {
            StatusCode::UNPROCESSABLE_ENTITY
        } else {
            StatusCode::OK
        }
    }

    fn error(&self, visit: &Visit, field: &str) -> Option<String> {
        crate::page::error_of(visit.words, &self.invalid, field)
    }

    /// What is said above the form.
    fn notice(&self, visit: &Visit) -> Option<Notice> {
        if self.stale {
            return Some(Notice::error(visit.say("stock-stale")).to_do(visit.say("stock-stale-do")));
        }
        if let Some(message) = &self.refused {
            return Some(Notice::error(visit.words.of(message)));
        }
        let wrong = self.invalid.0.iter();
        let notice = Notice::error(visit.with("stock-invalid", [("n", self.invalid.0.len().into())]));
        let notice = wrong.fold(notice, |notice, error| {
            notice.place(crate::look::field::id_of(&error.field), visit.words.of(&error.message))
        });
        (!self.invalid.0.is_empty()).then_some(notice)
    }
}
