//! Days, times, numbers and prices as people write them into tables.

use jiff::civil::{Date, Time};

use crate::Message;

/// Whether a country writes the month before the day.
pub fn is_month_first(country: &str) -> bool {
    matches!(country, "US" | "PH" | "FM")
}

/// A day: `1984-03-12`, `12.03.1984`, `12/3/1984`; day and month stand as the clinic's country writes them. A year of two
/// digits could be in this century or the last and is refused.
pub(super) fn day(text: &str, country: &str) -> Result<Date, Message> {
    // What a spreadsheet puts behind a day: midnight.
    let text = text.split([' ', 'T']).next().unwrap_or_default();
    let parts: Vec<&str> = text.split(['-', '.', '/']).filter(|part| !part.is_empty()).collect();
    let wrong = || Message::new("import-day-wrong").with("text", text);
    let [one, two, three] = parts.as_slice() else {
        return Err(wrong());
    };
    let (year, month, day) = match (one.len(), three.len()) {
        (4, _) => (one, two, three),
        (_, 4) if is_month_first(country) => (three, one, two),
        (_, 4) => (three, two, one),
        _ => return Err(Message::new("import-year-wrong").with("text", text)),
    };
    let (Ok(year), Ok(month), Ok(day)) = (year.parse(), month.parse(), day.parse()) else {
        return Err(wrong());
    };
    Date::new(year, month, day).map_err(|_| wrong())
}

/// A time of day: `9:30`, `09:30:00`, `9.30`, `9h30`, `2:05 pm`.
pub(super) fn time(text: &str) -> Result<Time, Message> {
    let lower = text.to_lowercase();
    let bare = lower.trim_end_matches(['a', 'p', 'm', '.', ' ', 'h']);
    let suffix: String = lower[bare.len()..].chars().filter(char::is_ascii_alphabetic).collect();
    let parts: Vec<&str> = bare.split([':', '.', 'h']).collect();
    let wrong = || Message::new("import-time-wrong").with("text", text);
    let number = |text: &str| text.trim().parse::<i8>().ok();
    let (hour, minute) = match parts.as_slice() {
        [hour] if !suffix.is_empty() => (number(hour), Some(0)),
        [hour, minute] | [hour, minute, "00"] => (number(hour), number(minute)),
        _ => return Err(wrong()),
    };
    let (Some(hour), Some(minute)) = (hour, minute) else {
        return Err(wrong());
    };
    let hour = match suffix.as_str() {
        "pm" if (1..=11).contains(&hour) => hour + 12,
        "am" if hour == 12 => 0,
        "am" | "pm" if !(1..=12).contains(&hour) => return Err(wrong()),
        _ => hour,
    };
    Time::new(hour, minute, 0, 0).map_err(|_| wrong())
}

/// A whole number of 0 or more.
pub(super) fn whole(text: &str) -> Result<i64, Message> {
    // Spreadsheets write whole numbers as 12.0, too.
    let bare = text
        .strip_suffix(".0")
        .or_else(|| text.strip_suffix(",0"))
        .unwrap_or(text);
    bare.parse::<i64>()
        .ok()
        .filter(|number| *number >= 0)
        .ok_or_else(|| Message::new("import-number-wrong").with("text", text))
}

/// A price in hundredths: `12.50`, `12,5`, `1 250,00 €`. A sign between thousands is told from a decimal one by its place.
pub(super) fn price(text: &str) -> Result<i64, Message> {
    let bare: String = text
        .chars()
        .filter(|letter| letter.is_ascii_digit() || matches!(letter, '.' | ',' | '-'))
        .collect();
    let wrong = || Message::new("import-price-wrong").with("text", text);
    let (whole, decimals) = match bare.rfind(['.', ',']) {
        Some(at) if bare.len() - at - 1 <= 2 => (&bare[..at], &bare[at + 1..]),
        _ => (bare.as_str(), ""),
    };
    let whole: String = whole.chars().filter(|letter| !matches!(letter, '.' | ',')).collect();
    let hundredths = format!("{decimals:0<2}");
    let amount = if whole.is_empty() && !decimals.is_empty() {
        0
    } else {
        whole.parse::<i64>().map_err(|_| wrong())?
    };
    let hundredths = hundredths.parse::<i64>().map_err(|_| wrong())?;
    amount
        .checked_mul(100)
        .and_then(|amount| amount.checked_add(hundredths))
        .filter(|price| *price >= 0)
        .ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use jiff::civil::{date, time as at};

    use super::*;

    #[test]
    fn days_are_read_as_the_country_writes_them() {
        for text in [
            "1984-03-12",
            "12/03/1984",
            "12.3.1984",
            "12-03-1984",
            "1984/3/12",
            "1984-03-12 00:00:00",
            "1984-03-12T00:00",
        ] {
            assert_eq!(day(text, "ES"), Ok(date(1984, 3, 12)), "{text}");
        }
        assert_eq!(day("03/12/1984", "US"), Ok(date(1984, 3, 12)));
        assert_eq!(day("1984-03-12", "US"), Ok(date(1984, 3, 12)));
        for text in [
            "",
            "x",
            "12/03/84",
            "31/02/1984",
            "25/13/1984",
            "1984",
            "12/03",
            "999999/1/1",
            "12/03/1984/1",
        ] {
            assert!(day(text, "ES").is_err(), "{text}");
        }
        assert!(day("25/03/1984", "US").is_err());
        assert_eq!(day("12/03/84", "ES").unwrap_err().key, "import-year-wrong");
    }

    #[test]
    fn times_are_read_in_their_spellings() {
        for (text, hour, minute) in [
            ("9:30", 9, 30),
            ("09:30", 9, 30),
            ("09:30:00", 9, 30),
            ("9.30", 9, 30),
            ("9h30", 9, 30),
            ("14h", 14, 0),
            ("2:05 pm", 14, 5),
            ("12 am", 0, 0),
            ("12:15 p.m.", 12, 15),
        ] {
            assert_eq!(time(text), Ok(at(hour, minute, 0, 0)), "{text}");
        }
        for text in ["", "x", "25:00", "9:60", "9:30:15", "13 pm", "9", "-1:00", "0:30 pm"] {
            assert!(time(text).is_err(), "{text}");
        }
    }

    #[test]
    fn numbers_and_prices_are_read_in_their_spellings() {
        assert_eq!(whole("12"), Ok(12));
        assert_eq!(whole("12.0"), Ok(12));
        for text in ["", "-1", "1.5", "x", "99999999999999999999"] {
            assert!(whole(text).is_err(), "{text}");
        }
        for (text, hundredths) in [
            ("12.50", 1250),
            ("12,5", 1250),
            ("12", 1200),
            ("1 250,00 €", 125_000),
            ("1,250.00", 125_000),
            ("1.250", 125_000),
            (".5", 50),
            ("$0.99", 99),
        ] {
            assert_eq!(price(text), Ok(hundredths), "{text}");
        }
        for text in ["", "x", "-5", "99999999999999999999", "1-2"] {
            assert!(price(text).is_err(), "{text}");
        }
    }
}
