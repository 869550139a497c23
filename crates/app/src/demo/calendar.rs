//! Days and times of the demo, all relative to the day on which it is made.

use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};

use crate::error::AppError;

/// Where the demo stands in time.
#[derive(Debug, Clone)]
pub(super) struct Calendar {
    /// The clinic's time zone.
    pub(super) zone: TimeZone,
    /// The day on which the demo is made.
    pub(super) today: Date,
}

impl Calendar {
    /// Of a clinic in a time zone, made at a moment.
    pub(super) fn new(zone: TimeZone, now: Timestamp) -> Self {
        Self {
            today: now.to_zoned(zone.clone()).date(),
            zone,
        }
    }

    /// So many days before today; after it, where they are negative.
    pub(super) fn ago(&self, days: i64) -> Date {
        self.today.saturating_sub(days.days())
    }

    /// So many days before today, or the last day before that on which the clinic is open.
    pub(super) fn open_day_ago(&self, days: i64) -> Date {
        let mut day = self.ago(days);
        while is_weekend(day) {
            day = day.saturating_sub(1.day());
        }
        day
    }

    /// The open days after today, in order.
    pub(super) fn open_days_to_come(&self) -> impl Iterator<Item = Date> + '_ {
        (1..).map(|n| self.ago(-n)).filter(|day| !is_weekend(*day))
    }

    /// A time of a day.
    pub(super) fn moment(&self, day: Date, hour: i8, minute: i8) -> Result<Timestamp, AppError> {
        let zoned = day.at(hour, minute, 0, 0).to_zoned(self.zone.clone());
        zoned
            .map(|zoned| zoned.timestamp())
            .map_err(|error| AppError::Internal(error.to_string()))
    }

    /// How many days a day lies before today.
    pub(super) fn days_since(&self, day: Date) -> i64 {
        i64::from((self.today - day).get_days())
    }
}

/// Whether the clinic is closed on this weekday.
pub(super) fn is_weekend(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}
