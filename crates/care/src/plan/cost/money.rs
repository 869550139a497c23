//! Amounts of money and how they are written.

use anagen_knowledge::ORIGINAL;
use anagen_knowledge::records::CountRange;
use serde::Serialize;

use crate::plan::sheets::say;

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
    in_words_in(money, ORIGINAL).unwrap_or_default()
}

/// The same in a language; none where its words are not translated.
pub(in crate::plan) fn in_words_in(money: &Money, language: &str) -> Option<String> {
    let Money { low, high, currency } = money;
    let amount = |amount: f64| amount_in_words(amount, language);
    match high {
        None => say("{} {} or more", &[&amount(*low), currency], language),
        Some(high) if amount(*low) == amount(*high) => Some(format!("{} {currency}", amount(*low))),
        Some(high) => say("{} to {} {}", &[&amount(*low), &amount(*high), currency], language),
    }
}

/// `2,320`, `19.50`: thousands apart, cents only where there are some. Outside English a comma can be read as the decimal sign,
/// so a space sets thousands apart, from five digits on.
fn amount_in_words(amount: f64, language: &str) -> String {
    let text = format!("{:.2}", amount.abs());
    let (whole, cents) = text.split_once('.').unwrap_or((&text, "00"));
    let is_english = language == ORIGINAL;
    let mut grouped = String::new();
    for (position, digit) in whole.chars().enumerate() {
        if 0 < position && (whole.len() - position).is_multiple_of(3) && (is_english || whole.len() > 4) {
            grouped.push(if is_english { ',' } else { '\u{a0}' });
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

#[cfg(test)]
mod tests {
    use super::{Money, in_words_in};

    #[test]
    fn amounts_are_not_misread_in_another_language() {
        let told = |low, high, language| {
            let currency = "EUR".to_owned();
            in_words_in(&Money { low, high, currency }, language)
        };
        assert_eq!(
            told(2500.0, Some(12_000.0), "en").as_deref(),
            Some("2,500 to 12,000 EUR")
        );
        assert_eq!(
            told(2500.0, Some(12_000.0), "es").as_deref(),
            Some("de 2500 a 12\u{a0}000 EUR")
        );
        assert_eq!(told(500.0, None, "es").as_deref(), Some("500 EUR o más"));
        assert_eq!(told(500.0, None, "zh"), None);
    }
}
