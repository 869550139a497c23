//! What was typed into the search box, taken apart: names, numbers, telephones, days of birth in the spellings that people
//! use for them.

use anagen_records::Day;
use anagen_records::patient_search::{Term, day_word, fold, joined};
use jiff::civil::Date;

/// One typed word, or several that belong together (a day, a telephone number).
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Typed {
    /// What it may stand for.
    pub(super) term: Term,
    /// The folded word, where it is one of a name and may hold typing errors.
    pub(super) name: Option<String>,
}

/// More words than this are not looked at: nobody has so many.
const MOST_WORDS: usize = 6;
/// Longer texts are cut.
const MOST_LETTERS: usize = 200;

/// Takes a typed text apart.
pub(super) fn read(text: &str) -> Vec<Typed> {
    let text: String = text.chars().take(MOST_LETTERS).collect();
    let words: Vec<&str> = text
        .split(|letter: char| letter.is_whitespace() || matches!(letter, ',' | ';'))
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .collect();
    let mut typed = Vec::new();
    let mut at = 0;
    while at < words.len() && typed.len() < MOST_WORDS {
        let (taken, term) = match day_with_month(&words[at..]) {
            Some((taken, days)) => (taken, of_days(&days)),
            None if is_of_digits(words[at]) => {
                let taken = words[at..].iter().take_while(|word| is_of_digits(word)).count();
                (taken, of_digits(&words[at..at + taken]))
            }
            None => (1, Typed::name(words[at])),
        };
        at += taken;
        typed.push(term);
    }
    typed
}

impl Typed {
    fn name(word: &str) -> Self {
        let word = joined(word);
        let name = word.chars().all(char::is_alphabetic).then(|| word.clone());
        Self {
            term: Term {
                beginnings: vec![word],
                whole: Vec::new(),
            },
            name,
        }
    }
}

/// Digits and what people write between them.
fn is_of_digits(word: &str) -> bool {
    word.chars()
        .all(|letter| letter.is_ascii_digit() || matches!(letter, '+' | '-' | '.' | '/' | '(' | ')'))
}

/// A number of the clinic, a telephone number or a day of birth.
fn of_digits(words: &[&str]) -> Typed {
    let text = words.join(" ");
    let parts: Vec<&str> = text
        .split(|letter: char| !letter.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .collect();
    let digits = parts.concat();
    let mut days = match parts.as_slice() {
        [one, two, three] => days_of(one, two, three),
        [one] if matches!(one.len(), 6 | 8) => days_without_signs(one),
        _ => Vec::new(),
    };
    days.dedup();
    let mut beginnings: Vec<String> = days.into_iter().map(|day| day_word(Day(day))).collect();
    let without_zeros = digits.trim_start_matches('0');
    // A telephone number may be kept without the code of its country, and typed with it.
    if let Some(from) = without_zeros.len().checked_sub(10).filter(|from| *from > 0) {
        beginnings.push(without_zeros[from..].to_owned());
        beginnings.push(without_zeros[from + 1..].to_owned());
    }
    beginnings.push(without_zeros.to_owned());
    beginnings.push(digits);
    beginnings.retain(|beginning| !beginning.is_empty());
    beginnings.sort();
    beginnings.dedup();
    Typed {
        term: Term {
            beginnings,
            whole: Vec::new(),
        },
        name: None,
    }
}

fn of_days(days: &[Date]) -> Typed {
    let whole = days.iter().map(|day| day_word(Day(*day))).collect();
    Typed {
        term: Term {
            beginnings: Vec::new(),
            whole,
        },
        name: None,
    }
}

/// Day, month and year in either order; a year of two digits is in this century or the last.
fn days_of(one: &str, two: &str, three: &str) -> Vec<Date> {
    let number = |text: &str| text.parse::<i16>().ok();
    let (Some(a), Some(b), Some(c)) = (number(one), number(two), number(three)) else {
        return Vec::new();
    };
    let mut orders = Vec::new();
    if one.len() == 4 {
        orders.push((a, b, c));
    } else {
        for year in years(c, three.len()) {
            orders.push((year, b, a));
            orders.push((year, a, b));
        }
    }
    let day =
        |(year, month, day): (i16, i16, i16)| Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok();
    orders.into_iter().filter_map(day).collect()
}

fn years(year: i16, digits: usize) -> Vec<i16> {
    match digits {
        4 => vec![year],
        2 => vec![1900 + year, 2000 + year],
        _ => Vec::new(),
    }
}

/// `12031984`, `120384`: days that are typed without anything between. `19840312` is found as it is typed.
fn days_without_signs(digits: &str) -> Vec<Date> {
    days_of(&digits[..2], &digits[2..4], &digits[4..])
}

/// First letters of the months, folded, in the languages that a clinic may type them in; January first.
const MONTHS: [&[&str]; 12] = [
    &["jan", "ene"],
    &["feb", "fev"],
    &["mar", "mrz"],
    &["apr", "abr", "avr"],
    &["may", "mai"],
    &["jun", "juin"],
    &["jul", "juil"],
    &["aug", "ago", "aou"],
    &["sep"],
    &["oct", "okt"],
    &["nov"],
    &["dec", "dic", "dez"],
];

/// `12 March 1984`, `March 12 1984`, `12-mar-84`: how many words it takes, and the days that it may mean.
fn day_with_month(words: &[&str]) -> Option<(usize, Vec<Date>)> {
    let one: Vec<&str> = words
        .first()?
        .split(['-', '.', '/'])
        .filter(|part| !part.is_empty())
        .collect();
    let (taken, parts) = match one.len() {
        3 => (1, one),
        1 => (3, words.get(..3)?.to_vec()),
        _ => return None,
    };
    let is_number = |text: &str| text.len() <= 4 && text.chars().all(|letter| letter.is_ascii_digit());
    let bare = |text: &str| {
        text.trim_end_matches(['.', 't', 'h', 's', 'n', 'r', 'd', 'º'])
            .to_owned()
    };
    let (day, month, year) = match parts.as_slice() {
        [day, month, year] if is_number(&bare(day)) && month_of(month).is_some() => (bare(day), month_of(month)?, year),
        [month, day, year] if is_number(&bare(day)) && month_of(month).is_some() => (bare(day), month_of(month)?, year),
        _ => return None,
    };
    if !is_number(year) {
        return None;
    }
    let days: Vec<Date> = years(year.parse().ok()?, year.len())
        .into_iter()
        .filter_map(|year| Date::new(year, month, day.parse().ok()?).ok())
        .collect();
    Some((taken, days)).filter(|(_, days)| !days.is_empty())
}

fn month_of(word: &str) -> Option<i8> {
    let word = fold(word.trim_end_matches('.'));
    let is_word = word.chars().count() >= 3 && word.chars().all(char::is_alphabetic);
    let at = MONTHS
        .iter()
        .position(|months| is_word && months.iter().any(|month| word.starts_with(month)))?;
    i8::try_from(at + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn beginnings(text: &str) -> Vec<Vec<String>> {
        let all = |typed: Typed| [typed.term.beginnings, typed.term.whole].concat();
        read(text).into_iter().map(all).collect()
    }

    #[test]
    fn a_day_of_birth_has_many_spellings() {
        for text in [
            "1984-03-12",
            "12/03/1984",
            "12.3.84",
            "12 03 1984",
            "12031984",
            "19840312",
            "120384",
            "12 March 1984",
            "12 mar 84",
            "March 12 1984",
            "12-mar-1984",
            "12th March, 1984",
            "12 marzo 1984",
        ] {
            let found = beginnings(text);
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            assert!(found[0].iter().any(|word| word == "19840312"), "{text}: {found:?}");
        }
        // Where day and month may be meant either way, both are looked for.
        assert!(beginnings("03/12/1984")[0].contains(&"19840312".to_owned()));
        assert!(beginnings("03/12/1984")[0].contains(&"19841203".to_owned()));
        assert!(!beginnings("31/02/1984")[0].iter().any(|word| word.starts_with("1984")));
    }

    #[test]
    fn a_telephone_number_is_one_word() {
        assert_eq!(
            beginnings("+34 612 345 678"),
            [["1234567812", "x"]].map(|_| vec![
                "34612345678".to_owned(),
                "4612345678".to_owned(),
                "612345678".to_owned(),
            ])
        );
        assert!(beginnings("0612 345678")[0].contains(&"612345678".to_owned()));
    }

    #[test]
    fn names_are_words_of_their_own() {
        assert_eq!(beginnings("  García,  Ana "), [["garcia"], ["ana"]]);
        assert_eq!(beginnings("O'Brien"), [["obrien"]]);
        assert_eq!(beginnings("mar gar 1984"), [["mar"], ["gar"], ["1984"]]);
        assert!(read(" ,;- ").is_empty());
        assert_eq!(read("a b c d e f g h").len(), MOST_WORDS);
        // A month alone is a name.
        assert_eq!(beginnings("may"), [["may"]]);
    }
}
