//! Texts and numbers as a reader sees them.

use anagen_knowledge::Plain;
use jiff::civil::Date;
use maud::{Markup, PreEscaped, Render as _, html};

use crate::days::DateStyle;

/// A sentence of a record: real superscripts, dates as the country writes them, names in quotation marks instead of back-ticks.
pub(super) fn prose(text: &str, dates: DateStyle) -> Markup {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut before = ' ';
    let mut is_quoted = false;
    while let Some(letter) = rest.chars().next() {
        if let Some((power, length)) = superscript(rest, before) {
            out.push_str(&html! { sup { (power) } }.into_string());
            before = '2';
            rest = rest.get(length..).unwrap_or_default();
            continue;
        }
        if let Some(day) = iso_date(rest, before) {
            dates.day(day).render_to(&mut out);
            before = '0';
            rest = rest.get(10..).unwrap_or_default();
            continue;
        }
        match letter {
            '`' => {
                out.push(if is_quoted { '’' } else { '‘' });
                is_quoted = !is_quoted;
            }
            _ => letter.encode_utf8(&mut [0; 4]).render_to(&mut out),
        }
        before = letter;
        rest = rest.get(letter.len_utf8()..).unwrap_or_default();
    }
    PreEscaped(out)
}

/// A power at the start of `rest`, and the bytes it takes: the 2 of `cm2` and `m2`, `²`, `^9`.
fn superscript(rest: &str, before: char) -> Option<(String, usize)> {
    if let Some(after) = rest.strip_prefix('²') {
        return Some(("2".to_owned(), rest.len() - after.len()));
    }
    if let Some(after) = rest.strip_prefix('^') {
        let digits: String = after.chars().take_while(char::is_ascii_digit).collect();
        return (!digits.is_empty()).then(|| (digits.clone(), digits.len() + 1));
    }
    // A unit of area ends here; `before` is the `m` of it. Words that end in `m2` do not exist, identifiers are not prose.
    let after = rest.strip_prefix('2')?;
    let ends = !after.chars().next().is_some_and(char::is_alphanumeric);
    (before == 'm' && ends).then(|| ("2".to_owned(), 1))
}

fn iso_date(rest: &str, before: char) -> Option<Date> {
    let text = rest.get(..10)?;
    let is_shaped = text.bytes().enumerate().all(|(at, byte)| {
        if at == 4 || at == 7 {
            byte == b'-'
        } else {
            byte.is_ascii_digit()
        }
    });
    let ends = rest
        .get(10..)
        .is_some_and(|after| !after.starts_with(|next: char| next.is_ascii_alphanumeric() || next == '-'));
    (is_shaped && ends && !before.is_ascii_alphanumeric() && before != '-')
        .then(|| text.parse().ok())
        .flatten()
}

/// A number to four significant digits, without a sign at zero.
pub(super) fn number(value: f64) -> String {
    Plain(value + 0.0).to_string()
}

/// A number with so many decimals, for columns in which points stand below each other.
pub(super) fn decimals(value: f64, n_decimals: usize) -> String {
    format!("{:.n_decimals$}", value + 0.0)
}

/// Minutes: to a tenth below ten, to a whole above.
pub(super) fn minutes(value: f64) -> String {
    if value < 10.0 {
        number((value * 10.0).round() / 10.0)
    } else {
        number(value.round())
    }
}

/// The first letter in upper case.
pub(super) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// An id as words: `any_liver_disease` as `any liver disease`.
pub(super) fn id_in_words(id: &str) -> String {
    id.replace('_', " ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::messages;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let dates = DateStyle::of_country(None, messages("en"));
        assert_eq!(prose(text, dates).into_string(), expected);
    }

    #[test]
    fn powers_are_superscripts_and_dates_are_words() {
        check(
            "118 hairs/cm2 and 60 mL/min/1.73 m2",
            "118 hairs/cm<sup>2</sup> and 60 mL/min/1.73 m<sup>2</sup>",
        );
        check("28 per cm².", "28 per cm<sup>2</sup>.");
        check("80 10^9/L", "80 10<sup>9</sup>/L");
        check(
            "answered on 2026-01-02: too long ago",
            "answered on 2 January 2026: too long ago",
        );
        check("wait for an answer to `Taper`", "wait for an answer to ‘Taper’");
        // What only looks like one stays as it is.
        check(
            "M2V1, cm21, 12026-01-02, 2026-01-023, 2026-13-41, ^",
            "M2V1, cm21, 12026-01-02, 2026-01-023, 2026-13-41, ^",
        );
        check("<b> & \"ü\"", "&lt;b&gt; &amp; &quot;ü&quot;");
    }

    #[test]
    fn numbers_have_no_sign_at_zero() {
        assert_eq!(number(-0.0), "0");
        assert_eq!(decimals(-0.0, 2), "0.00");
        assert_eq!(minutes(4.75), "4.8");
        assert_eq!(minutes(38.4), "38");
    }
}
