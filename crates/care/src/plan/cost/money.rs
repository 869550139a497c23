//! Amounts of money and how they are written.

use anagen_knowledge::records::CountRange;
use serde::Serialize;

/// An amount or a range of amounts of one currency.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Money {
    /// Lowest.
    pub low: f64,
    /// Highest; `None`: or more.
    pub high: Option<f64>,
    /// ISO 4217 code.
    pub currency: String,
}

/// `2,000 to 4,800 USD`, `500 USD or more`.
pub(in crate::plan) fn in_words(money: &Money) -> String {
    let Money { low, high, currency } = money;
    match high {
        None => format!("{} {currency} or more", amount_in_words(*low)),
        Some(high) if amount_in_words(*low) == amount_in_words(*high) => {
            format!("{} {currency}", amount_in_words(*low))
        }
        Some(high) => format!("{} to {} {currency}", amount_in_words(*low), amount_in_words(*high)),
    }
}

/// `2,320`, `19.50`: thousands apart, cents only where there are some.
fn amount_in_words(amount: f64) -> String {
    let text = format!("{:.2}", amount.abs());
    let (whole, cents) = text.split_once('.').unwrap_or((&text, "00"));
    let mut grouped = String::new();
    for (position, digit) in whole.chars().enumerate() {
        if 0 < position && (whole.len() - position).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let sign = if amount < 0.0 { "-" } else { "" };
    if cents == "00" {
        format!("{sign}{grouped}")
    } else {
        format!("{sign}{grouped}.{cents}")
    }
}

/// `4 sessions`, `16 to 18 sessions`.
pub(super) fn count_in_words(sessions: CountRange) -> String {
    match (sessions.from, sessions.to) {
        (1, 1) => "1 session".to_owned(),
        (from, to) if from == to => format!("{from} sessions"),
        (from, to) => format!("{from} to {to} sessions"),
    }
}
