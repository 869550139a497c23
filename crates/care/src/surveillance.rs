//! Have several patients the same harm, and what do they share? Clusters of adverse events by lot, vial, room and person.
//!
//! The rule is the knowledge's (`surveillance_infection_signal`, `surveillance_mycobacterial_quarantine`; DECISIONS.md 5 on
//! clinical.md 7.3): its window runs by the day of injection and not by the day of report, and patients are counted, not reports.
//! Nothing is estimated here: a cluster is a reason to look, with the names of what was shared.

use std::collections::BTreeMap;

use anagen_knowledge::Knowledge;
use jiff::civil::Date;

/// What several patients can have shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// Vials of one lot.
    Lot,
    /// One vial.
    Vial,
    /// The room.
    Room,
    /// The one who injected.
    Person,
}

/// A session, with what others may have shared in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Injection {
    /// The session.
    pub session: String,
    /// Its day.
    pub on: Date,
    /// Lots, vials, room and person by their identifiers.
    pub shared: Vec<(Unit, String)>,
}

/// An adverse event with the sessions of its patient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The patient; the same one for all that is known to be one person.
    pub patient: String,
    /// What it is, by the knowledge's id.
    pub code: String,
    /// Whether it is an infection.
    pub infection: bool,
    /// Whether it is an infection with mycobacteria that a laboratory proved.
    pub proven_mycobacterial: bool,
    /// The day on which it showed; where that is not known, the day on which it was reported.
    pub seen_on: Date,
    /// The session after which it came, where somebody said so.
    pub session: Option<String>,
    /// The sessions of the patient.
    pub injections: Vec<Injection>,
}

/// When several events make a cluster.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClusterRule {
    /// So many patients.
    pub patients_at_least: usize,
    /// Injected within so many days, the last included.
    pub window_days: i32,
    /// Where nobody said after which session an event came, every session in so many days before it counts.
    pub look_back_days: i32,
}

/// Why something is a cluster; the gravest first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// One proven mycobacterial infection is enough.
    ProvenMycobacterial,
    /// Infections of several patients.
    Infections,
    /// The same event, by its code, of several patients.
    Similar(String),
}

/// Something that patients with the same harm share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cluster {
    /// Why.
    pub cause: Cause,
    /// What is shared.
    pub unit: Unit,
    /// Which.
    pub id: String,
    /// The first day on which one of them was injected.
    pub first: Date,
    /// The last.
    pub last: Date,
    /// The patients, each once.
    pub patients: Vec<String>,
    /// Positions of the events.
    pub events: Vec<usize>,
}

/// The day of an injection, and the position of the event that it can have caused.
type Injected = (Date, usize);

/// Where nobody said after which session an event came: no source gives a longest latency ("a lump from 1 week to several
/// months later"), so the year before it counts.
const LOOK_BACK_DAYS: i32 = 365;

impl ClusterRule {
    /// The rule as the knowledge, with what a clinic lays over it, gives it.
    pub fn of(knowledge: &Knowledge) -> Self {
        let signal = knowledge
            .records
            .surveillance
            .iter()
            .find(|record| record.id == "surveillance_infection_signal");
        let parameter = |name: &str, otherwise: i32| {
            let number = signal.and_then(|record| record.parameters.get(name)).copied();
            #[expect(
                clippy::cast_possible_truncation,
                reason = "a float cast to a whole number saturates"
            )]
            number
                .filter(|number| *number >= 1.0)
                .map_or(otherwise, |number| number as i32)
        };
        Self {
            patients_at_least: usize::try_from(parameter("infections_at_least", 2)).unwrap_or(2),
            window_days: parameter("window_days", 60),
            look_back_days: LOOK_BACK_DAYS,
        }
    }
}

impl Event {
    /// The injections that can have caused it: none after it showed; the session that somebody named, where one was; otherwise
    /// all within the look-back. What mycobacteria cause comes late, so the named session is not believed to be the only one.
    pub fn suspects(&self, rule: &ClusterRule) -> impl Iterator<Item = &Injection> {
        let before = |injection: &&Injection| injection.on <= self.seen_on;
        let named = self.session.as_ref().filter(|_| !self.proven_mycobacterial);
        let named = named.filter(|named| self.injections.iter().filter(before).any(|one| one.session == **named));
        let look_back = rule.look_back_days;
        self.injections
            .iter()
            .filter(before)
            .filter(move |injection| match named {
                Some(named) => injection.session == *named,
                None => {
                    (self.seen_on - injection.on).get_days() <= look_back
                        || self.session.as_ref() == Some(&injection.session)
                }
            })
    }
}

/// Finds what patients with the same harm share; the gravest cause first, then the largest.
pub fn clusters(events: &[Event], rule: &ClusterRule) -> Vec<Cluster> {
    // What is shared -> days on which an event's patient was injected with it or in it.
    let mut groups: BTreeMap<(Cause, Unit, &str), Vec<Injected>> = BTreeMap::new();
    for (position, event) in events.iter().enumerate() {
        let cause = if event.infection {
            Cause::Infections
        } else {
            Cause::Similar(event.code.clone())
        };
        for injection in event.suspects(rule) {
            for (unit, id) in &injection.shared {
                groups
                    .entry((cause.clone(), *unit, id))
                    .or_default()
                    .push((injection.on, position));
                // A person is not put into quarantine: for one case alone it is the thing that is looked at.
                if event.proven_mycobacterial && *unit != Unit::Person {
                    let proven = groups.entry((Cause::ProvenMycobacterial, *unit, id)).or_default();
                    proven.push((injection.on, position));
                }
            }
        }
    }
    let mut found = Vec::new();
    for ((cause, unit, id), mut injected) in groups {
        injected.sort_unstable();
        let at_least = if cause == Cause::ProvenMycobacterial {
            1
        } else {
            rule.patients_at_least
        };
        for part in parts(&injected, events, at_least, rule.window_days) {
            found.push(cluster(cause.clone(), unit, id, &part, events));
        }
    }
    found.sort_by(|a, b| {
        (&a.cause, b.patients.len(), b.last, a.unit).cmp(&(&b.cause, a.patients.len(), a.last, b.unit))
    });
    found
}

/// The injections that lie in a window with enough patients; apart where more than a window lies between them.
fn parts(injected: &[Injected], events: &[Event], at_least: usize, window_days: i32) -> Vec<Vec<Injected>> {
    let mut counts = vec![false; injected.len()];
    for (start, (first, _)) in injected.iter().enumerate() {
        let n_within = injected[start..]
            .iter()
            .take_while(|(on, _)| (*on - *first).get_days() <= window_days)
            .count();
        let window = &injected[start..start + n_within];
        if patients_of(window, events).len() >= at_least {
            counts[start..start + n_within].fill(true);
        }
    }
    let mut parts: Vec<Vec<Injected>> = Vec::new();
    for (one, _) in injected.iter().zip(counts).filter(|(_, counts)| *counts) {
        match parts.last_mut() {
            Some(part)
                if part
                    .last()
                    .is_some_and(|last| (one.0 - last.0).get_days() <= window_days) =>
            {
                part.push(*one);
            }
            _ => parts.push(vec![*one]),
        }
    }
    parts
}

fn patients_of(injected: &[Injected], events: &[Event]) -> Vec<String> {
    let mut patients: Vec<String> = injected
        .iter()
        .map(|(_, event)| events[*event].patient.clone())
        .collect();
    patients.sort_unstable();
    patients.dedup();
    patients
}

fn cluster(cause: Cause, unit: Unit, id: &str, part: &[Injected], events: &[Event]) -> Cluster {
    let mut positions: Vec<usize> = part.iter().map(|(_, event)| *event).collect();
    positions.sort_unstable();
    positions.dedup();
    let day = |place: Option<&Injected>| place.map_or(Date::ZERO, |(on, _)| *on);
    Cluster {
        cause,
        unit,
        id: id.to_owned(),
        first: day(part.first()),
        last: day(part.last()),
        patients: patients_of(part, events),
        events: positions,
    }
}

#[cfg(test)]
mod tests;
