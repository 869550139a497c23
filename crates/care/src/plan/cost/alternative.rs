//! What an alternative costs over the same years, each price by itself with its place, date and source.

use anagen_knowledge::ORIGINAL;
use anagen_knowledge::records::{Confidence, Price, PricePer, Status};
use serde::Serialize;

use super::{MONTHS_OF_A_YEAR, Money, YEARS, YearTotal, in_order, in_words_in, is_price, sessions_in, total};
use crate::plan::sheets::say;

/// What an alternative costs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AlternativeCost {
    /// Id of the price.
    pub price: String,
    /// What.
    pub item: String,
    /// What it is a price of.
    pub treatment: Option<String>,
    /// The price as it was seen: `20 to 60 USD a month`.
    pub as_seen: String,
    /// ISO 4217 code.
    pub currency: String,
    /// Totals for 1, 3 and 5 years; empty where they cannot be worked out.
    pub totals: Vec<YearTotal>,
    /// Where.
    pub place: Option<String>,
    /// When it was seen.
    pub seen_on: Option<String>,
    /// Ids of the sources.
    pub sources: Vec<String>,
    /// How it is known.
    pub confidence: Confidence,
    /// Whether it rests on memory and was not checked.
    pub unverified: bool,
    /// Proposed, or confirmed.
    pub status: Status,
    /// How the totals are counted, and what is not in them.
    pub notes: Vec<String>,
}

/// A price with its totals.
pub(super) fn alternative(price: &Price) -> AlternativeCost {
    let mut notes: Vec<String> = price.note.iter().cloned().collect();
    let money = |times_low: f64, times_high: f64| Money {
        low: price.low * times_low,
        high: price.high.map(|high| high * times_high),
        currency: price.currency.clone(),
    };
    let mut totals = Vec::new();
    for years in YEARS.into_iter().filter(|_| is_price(price)) {
        let n_years = f64::from(years);
        let (sessions, amount) = match price.per {
            PricePer::Month => (None, money(n_years * MONTHS_OF_A_YEAR, n_years * MONTHS_OF_A_YEAR)),
            PricePer::Year => (None, money(n_years, n_years)),
            PricePer::Course | PricePer::Procedure | PricePer::Once => (None, money(1.0, 1.0)),
            PricePer::Session => {
                let Some(year_1) = price.sessions_first_year else {
                    continue;
                };
                let sessions = sessions_in(years, in_order(year_1), price.sessions_later_years.map(in_order));
                (Some(sessions), money(f64::from(sessions.from), f64::from(sessions.to)))
            }
        };
        totals.push(total(years, sessions, amount, Vec::new()));
    }
    match price.per {
        PricePer::Course | PricePer::Procedure | PricePer::Once => {
            notes.push("Counted once: what has to be repeated or replaced is not in the later totals.".to_owned());
        }
        PricePer::Session if price.sessions_first_year.is_none() => {
            notes.push("No total: the number of sessions is not known.".to_owned());
        }
        PricePer::Session if price.sessions_later_years.is_none() => {
            notes.push("No maintenance is defined in the source: the later years count no sessions.".to_owned());
        }
        PricePer::Session | PricePer::Month | PricePer::Year => {}
    }
    let unverified = Confidence::MemoryHigh <= price.confidence && price.confidence <= Confidence::MemoryLow;
    if unverified {
        notes.push(format!("{}.", capitalised(price.confidence.words())));
    }
    AlternativeCost {
        price: price.id.clone(),
        item: price.item.clone(),
        treatment: price.treatment.clone(),
        as_seen: as_seen(price, ORIGINAL).unwrap_or_default(),
        currency: price.currency.clone(),
        totals,
        place: price.place.clone(),
        seen_on: price.seen_on.clone(),
        sources: price.sources.clone(),
        confidence: price.confidence,
        unverified,
        status: price.status,
        notes,
    }
}

/// A price as it was seen, in a language: `20 to 60 USD a month`; none where its words are not translated.
pub fn as_seen(price: &Price, language: &str) -> Option<String> {
    let amount = Money {
        low: price.low,
        high: price.high,
        currency: price.currency.clone(),
    };
    let per = match price.per {
        PricePer::Session => "{} a session",
        PricePer::Month => "{} a month",
        PricePer::Year => "{} a year",
        PricePer::Course => "{} a course",
        PricePer::Procedure => "{} a procedure",
        PricePer::Once => "{} once",
    };
    say(per, &[&in_words_in(&amount, language)?], language)
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
