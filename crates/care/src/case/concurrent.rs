//! Oral and topical treatment beside the sessions: a dated course, counted in exposure sums (DECISIONS.md 4).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::units::Milligrams;

/// An oral or topical treatment that runs beside the sessions.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConcurrentTreatment {
    /// Agent by id, name or alias.
    pub agent: String,
    /// `oral` or `topical`.
    pub route: Route,
    /// Dose of a day; for a topical the mass of the agent that is applied.
    pub per_day: Milligrams,
    /// First day.
    pub from: Date,
    /// Last day; open-ended where it is left out.
    #[serde(default)]
    pub until: Option<Date>,
}

/// How a concurrent treatment is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Route {
    /// Swallowed.
    Oral,
    /// Put on the skin.
    Topical,
}

impl ConcurrentTreatment {
    /// Whether it is swallowed: only then its daily dose enters sums of exposure.
    pub fn is_oral(&self) -> bool {
        self.route == Route::Oral
    }

    /// Whether it runs on a day.
    pub fn runs_on(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}
