//! Treatment by mouth beside the sessions, and the worst run of days that holds a session.
//!
//! A dose by mouth is known where a course of it is recorded, and zero only where the medicines were asked and hold nothing of the
//! kind. Medicines that nobody asked about, or that the knowledge does not know, leave it open.

use anagen_knowledge::records::Agent;
use anagen_knowledge::{Truth, Value};
use jiff::civil::Date;

use super::Setting;

/// An amount that is certain to lie between two ends, in the unit of what is counted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Amount {
    pub(super) low: f64,
    pub(super) high: f64,
}

impl Amount {
    pub(super) fn exactly(amount: f64) -> Self {
        Self {
            low: amount,
            high: amount,
        }
    }

    pub(super) fn plus(self, other: Self) -> Self {
        Self {
            low: self.low + other.low,
            high: self.high + other.high,
        }
    }

    pub(super) fn is_known(self) -> bool {
        self.high <= self.low
    }
}

/// What is taken by mouth of one agent.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct OralCourses {
    /// First day, last day, mg of a day.
    courses: Vec<(i64, i64, f64)>,
    /// Whether more than the recorded courses may be taken, in a dose that is not known.
    pub(super) open: bool,
}

/// Days since 1970-01-01.
pub(super) fn day_number(date: Date) -> i64 {
    i64::from((date - Date::constant(1970, 1, 1)).get_days())
}

/// A kilogram, which is beyond every limit: a larger number is read as this one, so that sums over a course stay numbers.
const MOST_PER_DAY_MG: f64 = 1e6;

/// What is taken by mouth of an agent, from the recorded courses and the medicines.
pub(super) fn oral_courses(agent: &Agent, setting: &Setting<'_>) -> OralCourses {
    let recorded = setting
        .concurrent
        .iter()
        .filter(|treatment| {
            treatment.is_oral()
                && setting
                    .knowledge
                    .agent(&treatment.agent)
                    .is_some_and(|known| known.id == agent.id)
        })
        .filter(|treatment| treatment.per_day.0.is_finite());
    let courses: Vec<(i64, i64, f64)> = recorded
        .map(|treatment| {
            (
                day_number(treatment.from),
                treatment.until.map_or(i64::MAX, day_number),
                treatment.per_day.0.clamp(0.0, MOST_PER_DAY_MG),
            )
        })
        .collect();
    let today = day_number(setting.decided_on);
    let runs_now = courses.iter().any(|(from, until, _)| *from <= today && today <= *until);
    let open = !runs_now && is_among_medicines(agent, setting) != Truth::False;
    OralCourses { courses, open }
}

/// Whether the patient's medicines hold the agent; preparations for the scalp do not count, combinations do.
fn is_among_medicines(agent: &Agent, setting: &Setting<'_>) -> Truth {
    let Some(Value::List(medicines)) = setting.value("medicines") else {
        return Truth::Unknown;
    };
    let holds = |entry: &String| {
        !entry.ends_with("_topical") && (entry == &agent.id || entry.split('_').any(|word| word == agent.id))
    };
    if medicines.entries.iter().any(holds) {
        Truth::True
    } else if medicines.unlisted.is_empty() {
        Truth::False
    } else {
        Truth::Unknown
    }
}

impl OralCourses {
    /// No recorded course.
    pub(super) fn none(open: bool) -> Self {
        Self {
            courses: Vec::new(),
            open,
        }
    }

    /// The highest daily dose on any of these days.
    pub(super) fn daily(&self, days: &[i64]) -> Amount {
        let on = |day: &i64| -> f64 {
            self.courses
                .iter()
                .filter(|(from, until, _)| from <= day && day <= until)
                .map(|course| course.2)
                .sum()
        };
        let highest = days.iter().map(on).fold(0.0, f64::max);
        Amount {
            low: highest,
            high: if self.open { f64::INFINITY } else { highest },
        }
    }
}

/// A run of days that holds at least one session.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Run {
    pub(super) n_sessions: u32,
    /// In the agent's own measure.
    pub(super) injected: f64,
    /// Recorded courses only.
    pub(super) oral_mg: f64,
}

/// The run of so many days with the highest sum of what is injected and of oral mg, the oral mg weighted by `oral_weight`: zero
/// where what is injected is not counted in mg.
///
/// The sum changes only where a session or a course enters or leaves the run, so the runs that begin or end at such a day are
/// enough. Runs without a session are left out: an old course alone is not this treatment.
pub(super) fn worst_run(n_days: u32, days: &[i64], per_session: f64, oral: &OralCourses, oral_weight: f64) -> Run {
    let last = i64::from(n_days.max(1)) - 1;
    let ends = oral
        .courses
        .iter()
        .flat_map(|(from, until, _)| [*from, *until])
        .filter(|day| *day != i64::MAX);
    let marks: Vec<i64> = days.iter().copied().chain(ends).collect();
    let mut worst = Run {
        n_sessions: 0,
        injected: 0.0,
        oral_mg: 0.0,
    };
    let mut worst_sum = f64::NEG_INFINITY;
    for start in marks.iter().flat_map(|day| [*day, day - last, day + 1]) {
        let end = start + last;
        let n_sessions =
            u32::try_from(days.iter().filter(|day| start <= **day && **day <= end).count()).unwrap_or(u32::MAX);
        if n_sessions == 0 {
            continue;
        }
        let oral_mg = oral
            .courses
            .iter()
            .map(|(from, until, mg)| mg * overlap(start, end, *from, *until))
            // Not `sum`: of nothing that is -0.
            .fold(0.0, |total, mg| total + mg);
        let injected = f64::from(n_sessions) * per_session;
        let sum = injected + oral_weight * oral_mg;
        if sum > worst_sum {
            worst_sum = sum;
            worst = Run {
                n_sessions,
                injected,
                oral_mg,
            };
        }
    }
    worst
}

#[expect(clippy::cast_precision_loss, reason = "a run of days is far below 2^52")]
fn overlap(start: i64, end: i64, from: i64, until: i64) -> f64 {
    (end.min(until) - start.max(from)).saturating_add(1).max(0) as f64
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn courses(courses: &[(i64, i64, f64)]) -> OralCourses {
        OralCourses {
            courses: courses.to_vec(),
            open: false,
        }
    }

    #[track_caller]
    fn check(n_days: u32, days: &[i64], oral: &[(i64, i64, f64)], expected: (u32, f64, f64)) {
        let run = worst_run(n_days, days, 1.0, &courses(oral), 1.0);
        assert_eq!((run.n_sessions, run.injected, run.oral_mg), expected);
    }

    #[test]
    fn the_worst_run_is_found() {
        let weekly: Vec<i64> = (0..10).map(|week| week * 7).collect();
        check(7, &weekly, &[], (1, 1.0, 0.0));
        check(8, &weekly, &[], (2, 2.0, 0.0));
        check(84, &weekly, &[], (10, 10.0, 0.0));
        check(7, &[0, 3, 30], &[], (2, 2.0, 0.0));
        check(7, &[0], &[(-100, i64::MAX, 0.5)], (1, 1.0, 3.5));
        check(7, &[0], &[(5, i64::MAX, 0.5)], (1, 1.0, 1.0));
        check(7, &[0], &[(-200, -100, 5.0)], (1, 1.0, 0.0));
        check(1, &[0], &[(0, 0, 2.5)], (1, 1.0, 2.5));
    }

    proptest! {
        #[test]
        fn no_run_of_days_holds_more(
            days in prop::collection::btree_set(0..200_i64, 1..12),
            oral in prop::collection::vec((-50..200_i64, 0..100_i64, 0.0..5.0_f64), 0..3),
            n_days in 1..120_u32,
        ) {
            let days: Vec<i64> = days.into_iter().collect();
            let oral: Vec<(i64, i64, f64)> = oral.into_iter().map(|(from, length, mg)| (from, from + length, mg)).collect();
            let run = worst_run(n_days, &days, 2.0, &courses(&oral), 1.0);
            for start in -150..260_i64 {
                let end = start + i64::from(n_days) - 1;
                let held = days.iter().filter(|day| start <= **day && **day <= end).count();
                if held > 0 {
                    let by_mouth: f64 = (start..=end).map(|day| courses(&oral).daily(&[day]).low).sum();
                    #[expect(clippy::cast_precision_loss, reason = "a few sessions")]
                    let sum = held as f64 * 2.0 + by_mouth;
                    prop_assert!(sum <= run.injected + run.oral_mg + 1e-9);
                }
            }
        }
    }
}
