//! Intervals and distances between civil days: whole days, or whole calendar months counted from an anchor.
//!
//! A month is a calendar month: 31 January and one month is the last day of February, and two months are 31 March again,
//! because every session is counted from the anchor of its phase and never from the session before.

use anagen_knowledge::Quantity;
use jiff::Span;
use jiff::civil::Date;
use serde::Serialize;

/// A distance from the first session, in the days and the calendar months that the protocol counts up to there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Offset {
    /// Whole days.
    pub days: u32,
    /// Calendar months besides.
    pub months: u32,
}

impl std::fmt::Display for Offset {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let days = match self.days {
            days if days % 7 == 0 => counted(days / 7, "week"),
            days => counted(days, "day"),
        };
        match (self.months, self.days) {
            (0, _) => f.write_str(&days),
            (months, 0) => f.write_str(&counted(months, "month")),
            (months, _) => write!(f, "{days} and {}", counted(months, "month")),
        }
    }
}

/// `1 week`, `2 weeks`.
pub(super) fn counted(count: u32, thing: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {thing}{plural}")
}

/// The interval of a phase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Interval {
    /// Whole days.
    Days(u32),
    /// Calendar months.
    Months(u32),
}

impl Interval {
    /// Whole days, weeks, months or years above zero; nothing else can be put on a calendar.
    pub(super) fn from_quantity(quantity: &Quantity) -> Option<Self> {
        let months = match quantity.unit {
            "months" => Some(1),
            "years" => Some(12),
            _ => None,
        };
        match months {
            Some(each) => whole(quantity.value)?.checked_mul(each).map(Self::Months),
            None => whole(quantity.in_unit("days").ok()?).map(Self::Days),
        }
    }

    /// The day `times` intervals after `day`, in one step, so that month ends do not drift.
    pub(super) fn after(self, day: Date, times: u32) -> Option<Date> {
        match self {
            Self::Days(days) => add(day, 0, days.checked_mul(times)?),
            Self::Months(months) => add(day, months.checked_mul(times)?, 0),
        }
    }

    /// The distance of `times` intervals more.
    pub(super) fn beyond(self, offset: Offset, times: u32) -> Option<Offset> {
        let Offset { days, months } = offset;
        Some(match self {
            Self::Days(each) => Offset {
                days: each.checked_mul(times)?.checked_add(days)?,
                months,
            },
            Self::Months(each) => Offset {
                days,
                months: each.checked_mul(times)?.checked_add(months)?,
            },
        })
    }
}

/// A number that is whole and above zero. The upper bound is that of calendars: 65,535 days are 179 years.
pub(super) fn whole(value: f64) -> Option<u32> {
    let nearest = value.round();
    if (value - nearest).abs() > 1e-6 || !(1.0..=f64::from(u16::MAX)).contains(&nearest) {
        return None;
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "1 to 65,535, checked above"
    )]
    Some(nearest as u32)
}

/// Calendar months and then days after a day, or nothing beyond the last day of the calendar.
pub(super) fn add(day: Date, months: u32, days: u32) -> Option<Date> {
    let month_span = Span::new().try_months(i64::from(months)).ok()?;
    let day_span = Span::new().try_days(i64::from(days)).ok()?;
    day.checked_add(month_span).ok()?.checked_add(day_span).ok()
}

/// Days from one day to another, negative backwards.
pub(super) fn days_between(from: Date, to: Date) -> i64 {
    i64::from((to - from).get_days())
}
