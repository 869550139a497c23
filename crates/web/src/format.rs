//! Numbers, days, times and money as the clinic's country writes them.

use anagen_records::Stamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// In which order a country writes day, month and year, and with what between them.
fn day_pattern(country: &str) -> &'static str {
    match country {
        "US" | "PH" | "FM" => "%m/%d/%Y",
        "CN" | "JP" | "TW" | "HU" => "%Y/%m/%d",
        "KR" => "%Y.%m.%d",
        "DE" | "AT" | "CH" | "PL" | "CZ" | "FI" | "NO" | "RU" | "UA" | "TR" | "RO" => "%d.%m.%Y",
        "NL" => "%d-%m-%Y",
        "SE" | "LT" | "CA" | "ZA" => "%Y-%m-%d",
        _ => "%d/%m/%Y",
    }
}

/// A day as a country writes it, or as 2026-12-25.
pub(crate) fn read_day(country: &str, text: &str) -> Option<Date> {
    text.parse()
        .or_else(|_| Date::strptime(day_pattern(country), text))
        .ok()
}

/// How a clinic writes things.
#[derive(Debug, Clone)]
pub(crate) struct Format {
    /// Its country, two letters.
    pub(crate) country: String,
    /// Its currency, three letters.
    pub(crate) currency: String,
    /// Its time zone.
    pub(crate) time_zone: TimeZone,
}

impl Format {
    /// A day.
    pub(crate) fn day(&self, day: Date) -> String {
        day.strftime(day_pattern(&self.country)).to_string()
    }

    /// The order of day, month and year, by which a page knows that its browser writes days differently: `dmy`, `mdy`, `ymd`.
    pub(crate) fn day_order(&self) -> &'static str {
        match day_pattern(&self.country).get(1..2) {
            Some("m") => "mdy",
            Some("Y") => "ymd",
            _ => "dmy",
        }
    }

    /// The day of a moment in the clinic's time zone.
    pub(crate) fn day_of(&self, moment: Stamp) -> Date {
        moment.0.to_zoned(self.time_zone.clone()).date()
    }

    /// A time of day (`14:05`).
    pub(crate) fn time(&self, moment: Stamp) -> String {
        moment.0.to_zoned(self.time_zone.clone()).strftime("%H:%M").to_string()
    }

    /// Day and time of a moment.
    pub(crate) fn moment(&self, moment: Stamp) -> String {
        format!("{} {}", self.day(self.day_of(moment)), self.time(moment))
    }

    /// Money, from hundredths of the clinic's currency.
    pub(crate) fn money(&self, hundredths: i64) -> String {
        let sign = if hundredths < 0 { "\u{2212}" } else { "" };
        let amount = hundredths.unsigned_abs();
        match self.currency.as_str() {
            "JPY" | "KRW" | "CLP" | "VND" => format!("{sign}{} {}", amount / 100, self.currency),
            currency => format!("{sign}{}.{:02} {currency}", amount / 100, amount % 100),
        }
    }
}

/// Years between a day of birth and a day.
pub(crate) fn age(birth: Date, today: Date) -> i16 {
    let had_birthday = (today.month(), today.day()) >= (birth.month(), birth.day());
    today.year() - birth.year() - i16::from(!had_birthday)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_country_writes_its_days() {
        let of = |country: &str| Format {
            country: country.to_owned(),
            currency: "EUR".to_owned(),
            time_zone: TimeZone::UTC,
        };
        let day = date(2026, 3, 12);
        assert_eq!(of("US").day(day), "03/12/2026");
        assert_eq!(of("ES").day(day), "12/03/2026");
        assert_eq!(of("DE").day(day), "12.03.2026");
        assert_eq!(of("CN").day(day), "2026/03/12");
        assert_eq!(
            ["US", "ES", "CN"].map(|country| of(country).day_order()),
            ["mdy", "dmy", "ymd"]
        );
        assert_eq!(read_day("US", "03/12/2026"), Some(day));
        assert_eq!(read_day("ES", "12/03/2026"), Some(day));
        assert_eq!(read_day("DE", "2026-03-12"), Some(day));
        assert_eq!(read_day("ES", "03/13/2026"), None);
        assert_eq!(of("ES").money(123_405), "1234.05 EUR");
        assert_eq!(of("ES").money(-5), "\u{2212}0.05 EUR");
    }

    #[test]
    fn an_age_counts_birthdays() {
        assert_eq!(age(date(1984, 3, 12), date(2026, 3, 11)), 41);
        assert_eq!(age(date(1984, 3, 12), date(2026, 3, 12)), 42);
        assert_eq!(age(date(2004, 2, 29), date(2026, 2, 28)), 21);
    }

    #[test]
    fn an_evening_belongs_to_the_clinics_day() {
        let madrid = Format {
            country: "ES".to_owned(),
            currency: "EUR".to_owned(),
            time_zone: TimeZone::get("Europe/Madrid").unwrap(),
        };
        let late = Stamp("2026-07-01T21:30:00Z".parse().unwrap());
        assert_eq!(madrid.moment(late), "01/07/2026 23:30");
        let later = Stamp("2026-07-01T22:30:00Z".parse().unwrap());
        assert_eq!(madrid.moment(later), "02/07/2026 00:30");
    }
}
