//! Days and distances between them, in the words of a language.

use anagen_care::protocol::Offset;
use anagen_messages::Messages;
use jiff::civil::Date;

/// How dates are written: in the words of a language, in the order of the clinic's country. `Thursday, March 12, 2026`,
/// `Thursday 12 March 2026`, `jueves 12 de marzo de 2026`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DateStyle {
    words: &'static Messages,
    month_first: bool,
}

impl DateStyle {
    /// The style of a country, by ISO 3166 code; where it is not known, the day before the month, which no reader can mistake
    /// because months are written out.
    pub(crate) fn of_country(code: Option<&str>, words: &'static Messages) -> Self {
        Self {
            words,
            month_first: code.is_some_and(|code| code.eq_ignore_ascii_case("US")),
        }
    }

    /// The same in the words of another language.
    pub(crate) fn in_words_of(self, words: &'static Messages) -> Self {
        Self { words, ..self }
    }

    /// With the weekday.
    pub(crate) fn weekday(self, day: Date) -> String {
        self.written(day, "day-with-weekday", "day-with-weekday-month-first")
    }

    /// Without it.
    pub(crate) fn day(self, day: Date) -> String {
        self.written(day, "day-alone", "day-alone-month-first")
    }

    /// Day and month, with a weekday of three letters.
    pub(crate) fn short(self, day: Date) -> String {
        self.written(day, "day-short", "day-short-month-first")
    }

    fn written(self, day: Date, day_first: &str, month_first: &str) -> String {
        let key = if self.month_first { month_first } else { day_first };
        self.words.with(
            key,
            [
                ("weekday", day.weekday().to_monday_one_offset().into()),
                ("day", day.day().into()),
                ("month", day.month().into()),
                ("year", day.year().into()),
            ],
        )
    }
}

/// `2 weeks`, `10 days`, `6 months`, `3 days and 2 months`.
pub(crate) fn distance(offset: Offset, words: &Messages) -> String {
    let days = match offset.days {
        days if days.is_multiple_of(7) => words.with("day-n-weeks", [("n", (days / 7).into())]),
        days => words.with("day-n-days", [("n", days.into())]),
    };
    let months = words.with("day-n-months", [("n", offset.months.into())]);
    match (offset.months, offset.days) {
        (0, _) => days,
        (_, 0) => months,
        (_, _) => words.with("day-both", [("days", days.into()), ("months", months.into())]),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::messages::messages;

    #[test]
    fn dates_are_written_as_the_country_does() {
        let (english, spanish) = (messages("en"), messages("es"));
        let day = date(2026, 3, 12);
        assert_eq!(
            DateStyle::of_country(Some("us"), english).weekday(day),
            "Thursday, March 12, 2026"
        );
        let european = DateStyle::of_country(Some("ES"), english);
        assert_eq!(european.weekday(day), "Thursday 12 March 2026");
        assert_eq!(european.day(day), "12 March 2026");
        assert_eq!(DateStyle::of_country(None, english).short(day), "Thu 12 Mar 2026");
        let spaniard = european.in_words_of(spanish);
        assert_eq!(spaniard.weekday(day), "jueves 12 de marzo de 2026");
        assert_eq!(spaniard.short(day), "jue 12 mar 2026");
        // In Spanish the month never comes first.
        assert_eq!(
            DateStyle::of_country(Some("US"), spanish).day(day),
            "12 de marzo de 2026"
        );
    }

    #[test]
    fn every_day_of_a_year_is_written_as_jiff_writes_it() {
        let style = DateStyle::of_country(None, messages("en"));
        let american = DateStyle::of_country(Some("US"), messages("en"));
        for day in date(2027, 1, 1).series(jiff::Span::new().days(1)).take(365) {
            assert_eq!(style.weekday(day), day.strftime("%A %-d %B %Y").to_string());
            assert_eq!(style.short(day), day.strftime("%a %-d %b %Y").to_string());
            assert_eq!(american.short(day), day.strftime("%a, %b %-d, %Y").to_string());
        }
    }

    #[test]
    fn distances_are_counted_in_the_words_of_a_language() {
        let check = |days, months, english: &str, spanish: &str| {
            let offset = Offset { days, months };
            assert_eq!(distance(offset, messages("en")), english);
            assert_eq!(offset.to_string(), english);
            assert_eq!(distance(offset, messages("es")), spanish);
        };
        check(0, 0, "0 weeks", "0 semanas");
        check(7, 0, "1 week", "1 semana");
        check(10, 0, "10 days", "10 días");
        check(0, 6, "6 months", "6 meses");
        check(1, 1, "1 day and 1 month", "1 día y 1 mes");
    }
}
