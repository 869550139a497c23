//! How far the mixture of a session is: prepared by one person, checked by another without sight of the first.
//!
//! Both entries of an attempt have to agree within [`TOLERANCE`]; where they do not, both stay and a new attempt begins. A
//! clinic of one works in single mode, and the record says so (DECISIONS.md 5).

use anagen_records::Stamp;
use anagen_records::sessions::{Entry, Part};

use super::body::{AgentAmount, Check, Checked, Prepared};
use super::day::{self, Prescribed};
use super::ground::Ground;
use crate::error::AppError;

/// How far the two entries of a mixture may be apart, as a part of the larger (proposed: no source gives one). It leaves room for
/// rounding to three digits and none for another dose.
pub const TOLERANCE: f64 = 0.02;

/// How far the check of a mixture has come.
#[derive(Debug, Clone, PartialEq)]
pub enum MixtureState {
    /// The technique takes no mixture.
    NotNeeded,
    /// Nobody has entered anything.
    Open,
    /// One person has; the other enters without seeing it.
    Waiting {
        /// What the first entered. It is shown to nobody before the second has entered.
        first: Prepared,
        /// The entry.
        entry: EntryLine,
    },
    /// Both agree, or one works alone.
    Checked {
        /// What was prepared.
        prepared: Prepared,
        /// How it was checked.
        check: Check,
        /// The first entry.
        first: EntryLine,
        /// The second; none in single mode.
        second: Option<EntryLine>,
    },
    /// They do not agree: a new attempt is needed.
    Disagreed {
        /// What the first entered.
        prepared: Prepared,
        /// What the second entered.
        checked: Checked,
        /// The first entry.
        first: EntryLine,
        /// The second.
        second: EntryLine,
    },
}

/// Who made an entry, and when.
#[derive(Debug, Clone, PartialEq)]
pub struct EntryLine {
    /// Counts the attempts.
    pub attempt: i64,
    /// Who.
    pub by: anagen_records::values::PersonId,
    /// Their name.
    pub by_name: String,
    /// When.
    pub at: Stamp,
}

impl EntryLine {
    fn of(entry: &Entry) -> Self {
        Self {
            attempt: entry.attempt,
            by: entry.by_person,
            by_name: entry.by_name.clone(),
            at: entry.entered_at,
        }
    }
}

impl MixtureState {
    /// Works out how far the entries have come; the latest attempt counts.
    pub(super) fn of(entries: &[Entry], needs_mixture: bool) -> Result<Self, AppError> {
        let Some(attempt) = entries.iter().map(|entry| entry.attempt).max() else {
            return Ok(if needs_mixture { Self::Open } else { Self::NotNeeded });
        };
        let of_part = |part: Part| {
            entries
                .iter()
                .find(|entry| entry.attempt == attempt && entry.part == part)
        };
        if let Some(single) = of_part(Part::Single) {
            let prepared = read(single)?;
            return Ok(Self::Checked {
                prepared,
                check: Check::Single,
                first: EntryLine::of(single),
                second: None,
            });
        }
        let Some(first) = of_part(Part::First) else {
            return Err(AppError::Internal(
                "a mixture was checked that nobody prepared".to_owned(),
            ));
        };
        let prepared: Prepared = read(first)?;
        let Some(second) = of_part(Part::Second) else {
            return Ok(Self::Waiting {
                first: prepared,
                entry: EntryLine::of(first),
            });
        };
        let checked: Checked = read(second)?;
        let (first, second) = (EntryLine::of(first), EntryLine::of(second));
        Ok(if checked.agrees() {
            Self::Checked {
                prepared,
                check: Check::TwoPeople,
                first,
                second: Some(second),
            }
        } else {
            Self::Disagreed {
                prepared,
                checked,
                first,
                second,
            }
        })
    }

    /// What was prepared, where it may be shown: not while the second person has still to enter.
    pub fn prepared_openly(&self) -> Option<&Prepared> {
        match self {
            Self::Checked { prepared, .. } | Self::Disagreed { prepared, .. } => Some(prepared),
            Self::NotNeeded | Self::Open | Self::Waiting { .. } => None,
        }
    }

    /// What was prepared, checked or not: for the signature, never for the one who checks.
    pub(super) fn prepared(&self) -> Option<&Prepared> {
        match self {
            Self::Waiting { first, .. } => Some(first),
            other => other.prepared_openly(),
        }
    }

    /// Whether the check is done.
    pub fn is_checked(&self) -> bool {
        matches!(self, Self::Checked { .. } | Self::NotNeeded)
    }
}

/// One attempt, as it is looked at afterwards.
#[derive(Debug, Clone, PartialEq)]
pub struct Attempt {
    /// Its number.
    pub number: i64,
    /// What was prepared.
    pub prepared: Prepared,
    /// By whom.
    pub first: EntryLine,
    /// What the second entered, and by whom.
    pub second: Option<(Checked, EntryLine)>,
    /// Whether it was made in single mode.
    pub is_single: bool,
}

/// Every attempt, in their order.
pub(super) fn attempts(entries: &[Entry]) -> Result<Vec<Attempt>, AppError> {
    let mut attempts: Vec<Attempt> = Vec::new();
    for entry in entries {
        match entry.part {
            Part::First | Part::Single => attempts.push(Attempt {
                number: entry.attempt,
                prepared: read(entry)?,
                first: EntryLine::of(entry),
                second: None,
                is_single: entry.part == Part::Single,
            }),
            Part::Second => {
                if let Some(attempt) = attempts.iter_mut().find(|attempt| attempt.number == entry.attempt) {
                    attempt.second = Some((read(entry)?, EntryLine::of(entry)));
                }
            }
        }
    }
    Ok(attempts)
}

fn read<T: serde::de::DeserializeOwned>(entry: &Entry) -> Result<T, AppError> {
    serde_json::from_value(entry.body.0.clone())
        .map_err(|error| AppError::Internal(format!("a stored entry of a mixture cannot be read: {error}")))
}

/// What is asked of the one who checks: the agents, and what the labels say. Nothing of what the first entered, and nothing of
/// what the plan prescribes.
#[derive(Debug, Clone, PartialEq)]
pub struct ToCheck {
    /// Who prepared it.
    pub prepared_by: EntryLine,
    /// Agents: id, name, unit.
    pub agents: Vec<(String, String, String)>,
    /// Products that were drawn from: name, lot, what the label declares.
    pub labels: Vec<(String, String, Vec<String>)>,
}

/// What the second person sees before entering.
pub(super) fn to_check(ground: &Ground, state: &MixtureState) -> Option<ToCheck> {
    let MixtureState::Waiting { first, entry } = state else {
        return None;
    };
    let labels = first.parts.iter().map(|part| {
        let product = day::lot(ground, part.lot).map(|lot| &lot.product);
        let declared = product.into_iter().flat_map(|product| &product.agents);
        let declared = declared.map(|agent| {
            let name = ground
                .knowledge
                .agent(&agent.agent)
                .map_or(agent.agent.as_str(), |agent| agent.name.as_str());
            format!("{name} {}", agent.strength)
        });
        (part.name.clone(), part.lot_number.clone(), declared.collect())
    });
    Some(ToCheck {
        prepared_by: entry.clone(),
        agents: first
            .agents
            .iter()
            .map(|one| (one.agent.clone(), one.name.clone(), one.unit.clone()))
            .collect(),
        labels: labels.collect(),
    })
}

/// Whether the mixture holds what the plan prescribes, agent by agent; gives those that differ: name, prescribed, mixed.
pub(super) fn other_than_prescribed(prescribed: &Prescribed, prepared: &Prepared) -> Vec<(String, String, String)> {
    let Some(cocktail) = &prescribed.cocktail else {
        return Vec::new();
    };
    let plain = anagen_knowledge::Plain;
    let words = |one: &AgentAmount| format!("{} {}/mL", plain(one.strength), one.unit);
    let asked: Vec<AgentAmount> = day::checked_agents(cocktail).map(day::amount_of).collect();
    let none = || "\u{2013}".to_owned();
    let mut other = Vec::new();
    for want in &asked {
        match prepared.agents.iter().find(|one| one.agent == want.agent) {
            Some(one) if within(want.strength, one.strength) => {}
            Some(one) => other.push((want.name.clone(), words(want), words(one))),
            None => other.push((want.name.clone(), words(want), none())),
        }
    }
    let unasked = prepared
        .agents
        .iter()
        .filter(|one| !asked.iter().any(|want| want.agent == one.agent));
    other.extend(unasked.map(|one| (one.name.clone(), none(), words(one))));
    other
}

/// The same tolerance as between a map's points and its volume.
fn within(first: f64, second: f64) -> bool {
    (first - second).abs() <= anagen_care::injection_map::TOLERANCE * first.abs() * (1.0 + 1e-9)
}
