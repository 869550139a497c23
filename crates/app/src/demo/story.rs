//! What happens in the demo's year, in the order in which it happens.

use std::collections::HashSet;

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _};

use super::Extent;
use super::calendar::Calendar;
use super::patients::{ALL, Invented, Particular, Story, Then};
use super::shelf;
use crate::error::AppError;

/// Sessions of a course.
pub(super) const COURSE: u32 = 8;
/// First hour in which a session begins.
const FIRST_HOUR: i8 = 10;
/// Last hour in which a session begins.
const LAST_HOUR: i8 = 17;
/// The day of the first session is so many days after the plan.
const PLAN_BEFORE: i64 = 20;
/// The consent is signed so many days before the first session.
const AGREED_BEFORE: i64 = 8;

/// Something that happens to a patient, or in the clinic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// A delivery comes.
    Deliver(usize),
    /// A lot is put into quarantine.
    Quarantine,
    /// The refrigerator is read, so many days ago.
    Temperature(i64),
    /// The desk registers the patient.
    Register,
    /// Some questions are answered.
    HalfAnswer,
    /// Questions, lists, examination and diagnosis.
    Examine,
    /// A caution is cleared, a letter accepted.
    Clear,
    /// Photographs: before the first session, or so many days after it.
    Photograph(u32),
    /// A plan is drafted.
    Draft,
    /// The plan is signed.
    Prescribe,
    /// The consent is handed over.
    Give,
    /// The consent is signed, and the sessions are booked.
    Agree,
    /// A session.
    Session(u32),
    /// Somebody asks how it went.
    AskAfter,
    /// An adverse event is written down.
    Harm,
    /// The course ends.
    End,
    /// Two patients are found to be one.
    Merge(usize),
    /// Appointments of today and the next two weeks, the waiting list.
    Book,
    /// What became of today's appointments until now.
    Today,
}

/// A step with its moment.
#[derive(Debug, Clone, Copy)]
pub(super) struct Event {
    /// When.
    pub(super) at: Timestamp,
    /// Which patient, by place in the list; 0 where it is about none.
    pub(super) patient: usize,
    /// What.
    pub(super) step: Step,
}

/// A session as it is planned.
#[derive(Debug, Clone, Copy)]
pub(super) struct Slot {
    /// Day.
    pub(super) day: Date,
    /// Hour at which it begins.
    pub(super) hour: i8,
}

/// The year.
#[derive(Debug, Clone, Default)]
pub(super) struct Year {
    /// Everything that happens, in order.
    pub(super) events: Vec<Event>,
    /// The sessions of each patient, also those to come.
    pub(super) sessions: Vec<Vec<Slot>>,
}

/// The patients that are made.
pub(super) fn patients(extent: Extent) -> &'static [Invented] {
    ALL.get(..extent.patients.min(ALL.len())).unwrap_or(&ALL)
}

/// Whether a patient was treated, or will be soon.
pub(super) fn has_course(invented: &Invented) -> bool {
    matches!(invented.story, Story::Course { .. } | Story::Agreed)
}

/// How many sessions of a course are given in this extent.
pub(super) fn n_done(invented: &Invented, extent: Extent) -> u32 {
    match invented.story {
        Story::Course { done, .. } => done.min(extent.sessions),
        _ => 0,
    }
}

/// Lays the year out.
pub(super) fn year(calendar: &Calendar, extent: Extent) -> Result<Year, AppError> {
    let mut laying = Laying {
        calendar,
        extent,
        year: Year::default(),
        taken: HashSet::new(),
    };
    laying.clinic()?;
    for (place, invented) in patients(extent).iter().enumerate() {
        laying.patient(place, invented)?;
    }
    let mut year = laying.year;
    year.events.sort_by_key(|event| event.at);
    Ok(year)
}

struct Laying<'a> {
    calendar: &'a Calendar,
    extent: Extent,
    year: Year,
    /// Hours in which a session begins: in the past one at a time.
    taken: HashSet<(Date, i8)>,
}

impl Laying<'_> {
    fn add(&mut self, patient: usize, day: Date, (hour, minute): (i8, i8), step: Step) -> Result<(), AppError> {
        let at = self.calendar.moment(day, hour, minute)?;
        self.year.events.push(Event { at, patient, step });
        Ok(())
    }

    fn clinic(&mut self) -> Result<(), AppError> {
        for (which, ago) in shelf::deliveries() {
            self.add(0, self.calendar.open_day_ago(ago), (9, 5), Step::Deliver(which))?;
        }
        self.add(0, self.calendar.open_day_ago(4), (9, 20), Step::Quarantine)?;
        for ago in (1..=30).rev() {
            let day = self.calendar.ago(ago);
            if !super::calendar::is_weekend(day) {
                self.add(0, day, (9, 2), Step::Temperature(ago))?;
            }
        }
        self.add(0, self.calendar.open_day_ago(1), (18, 40), Step::Book)?;
        self.add(0, self.calendar.ago(-1), (0, 0), Step::Today)
    }

    fn patient(&mut self, place: usize, invented: &Invented) -> Result<(), AppError> {
        let nth = i64::try_from(place).unwrap_or(0);
        let minute = i8::try_from(place * 7 % 55).unwrap_or(0);
        let mut sessions = Vec::new();
        match invented.story {
            Story::Registered => {
                self.add(
                    place,
                    self.calendar.open_day_ago(2 + nth % 6),
                    (12, minute),
                    Step::Register,
                )?;
            }
            Story::Duplicate(other) => {
                self.add(place, self.calendar.open_day_ago(9), (12, minute), Step::Register)?;
                self.add(place, self.calendar.open_day_ago(8), (13, minute), Step::Merge(other))?;
            }
            Story::HalfAnswered => {
                let day = self.calendar.open_day_ago(3 + nth % 5);
                self.add(place, day, (9, minute), Step::Register)?;
                self.add(place, day, (11, minute), Step::HalfAnswer)?;
            }
            Story::Examined => {
                let called = self.calendar.open_day_ago(4 + nth * 3 % 17);
                // Those with something to decide came this morning: the answers of a visit hold for its day.
                let is_of_today = nth < 20 || invented.particular != Particular::Nothing;
                let seen = if is_of_today { self.calendar.today } else { called };
                self.add(place, called, (9, minute), Step::Register)?;
                self.examined(place, invented, seen, (10, minute))?;
            }
            Story::Drafted => {
                let day = self.calendar.open_day_ago(3 + nth % 3);
                self.add(place, day, (9, minute), Step::Register)?;
                self.examined(place, invented, day, (14, minute))?;
                self.add(place, day, (17, minute), Step::Draft)?;
            }
            Story::Prescribed | Story::ThinkingOver => {
                let day = self.calendar.open_day_ago(2 + nth % 3);
                self.prescribed(place, invented, day, minute)?;
                if invented.story == Story::ThinkingOver {
                    self.add(place, day, (18, minute), Step::Give)?;
                }
                let first = self.calendar.open_days_to_come().nth(13).unwrap_or(self.calendar.today);
                sessions = self.slots(first, 0)?;
            }
            Story::Agreed => {
                let first = self
                    .calendar
                    .open_days_to_come()
                    .nth(place % 3)
                    .unwrap_or(self.calendar.today);
                self.agreed(place, invented, first, minute)?;
                sessions = self.slots(first, 0)?;
            }
            Story::Course { last_ago, then, .. } => {
                let done = n_done(invented, self.extent);
                let last = self.calendar.open_day_ago(last_ago);
                let first = last.saturating_sub((7 * i64::from(done.saturating_sub(1))).days());
                sessions = self.slots(first, done)?;
                self.agreed(place, invented, first, minute)?;
                self.course(place, done, then, &sessions, minute)?;
            }
        }
        self.year.sessions.push(sessions);
        Ok(())
    }

    fn examined(&mut self, place: usize, invented: &Invented, day: Date, at: (i8, i8)) -> Result<(), AppError> {
        self.add(place, day, at, Step::Examine)?;
        let is_cleared = matches!(
            invented.particular,
            Particular::DiabetesCleared | Particular::StageSixWithLetter
        );
        if is_cleared {
            self.add(place, day, (at.0 + 1, at.1), Step::Clear)
        } else {
            Ok(())
        }
    }

    fn prescribed(&mut self, place: usize, invented: &Invented, day: Date, minute: i8) -> Result<(), AppError> {
        self.add(place, day, (9, minute), Step::Register)?;
        self.examined(place, invented, day, (14, minute))?;
        self.add(place, day, (15, minute), Step::Photograph(0))?;
        self.add(place, day, (17, minute), Step::Draft)?;
        self.add(place, day, (17, minute), Step::Prescribe)
    }

    fn agreed(&mut self, place: usize, invented: &Invented, first: Date, minute: i8) -> Result<(), AppError> {
        let before = |days: i64| self.calendar.open_day_ago(self.calendar.days_since(first) + days);
        let (plan, agreed) = (before(PLAN_BEFORE), before(AGREED_BEFORE));
        self.prescribed(place, invented, plan, minute)?;
        self.add(place, plan, (18, minute), Step::Give)?;
        self.add(place, agreed, (18, minute), Step::Agree)
    }

    /// Weekly sessions from a first day; those in the past one at a time.
    fn slots(&mut self, first: Date, done: u32) -> Result<Vec<Slot>, AppError> {
        let mut slots = Vec::new();
        for n in 0..COURSE.max(done) {
            let day = first.saturating_add((7 * i64::from(n)).days());
            let hour = (FIRST_HOUR..=LAST_HOUR).find(|hour| self.taken.insert((day, *hour)));
            let hour = hour.ok_or_else(|| AppError::Internal("a day of the demo is too full".to_owned()))?;
            slots.push(Slot { day, hour });
        }
        Ok(slots)
    }

    fn course(&mut self, place: usize, done: u32, then: Then, slots: &[Slot], minute: i8) -> Result<(), AppError> {
        for (n, slot) in (1..=done).zip(slots) {
            self.add(place, slot.day, (slot.hour, 2), Step::Session(n))?;
            // Asked after two days; after the last session of some nobody has asked yet.
            let asked = self.calendar.days_since(slot.day);
            if asked > 4 && (n < done || place % 3 != 1) {
                self.add(
                    place,
                    self.calendar.open_day_ago(asked - 4),
                    (18, minute),
                    Step::AskAfter,
                )?;
            }
        }
        let Some(last) = slots.get(usize::try_from(done.saturating_sub(1)).unwrap_or(0)) else {
            return Ok(());
        };
        let since = self.calendar.days_since(last.day);
        if matches!(then, Then::Finished | Then::Stopped) {
            if since > 20 {
                self.add(
                    place,
                    self.calendar.open_day_ago(since - 16),
                    (18, minute),
                    Step::AskAfter,
                )?;
            }
            if since > 40 {
                let days = u32::try_from(since - 35 + 7 * i64::from(done)).unwrap_or(84);
                self.add(
                    place,
                    self.calendar.open_day_ago(since - 40),
                    (13, minute),
                    Step::Photograph(days),
                )?;
            }
        }
        if matches!(then, Then::Finished | Then::Stopped) || place.is_multiple_of(2) {
            let until = if then == Then::Stopped {
                since - 4
            } else {
                (since - 30).max(0)
            };
            self.add(place, self.calendar.open_day_ago(until.max(1)), (18, 45), Step::Harm)?;
        }
        match then {
            Then::Finished => self.add(
                place,
                self.calendar.open_day_ago((since - 14).max(1)),
                (18, 50),
                Step::End,
            ),
            Then::Stopped => self.add(
                place,
                self.calendar.open_day_ago((since - 4).max(1)),
                (18, 50),
                Step::End,
            ),
            Then::GoesOn | Then::Unsigned | Then::CutShort => Ok(()),
        }
    }
}
