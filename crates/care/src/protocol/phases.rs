//! The phases of a protocol as steps that can be counted: what its source gives, what the request answers, what stays open.
//!
//! Nothing is filled in: an undefined phase and an unchosen number become questions. An answer is kept with the name of
//! who gave it, and an answer to what the source does define is refused.

use anagen_knowledge::Quantity;
use anagen_knowledge::records::{CountRange, Phase, Protocol};
use anagen_knowledge::suggest::nearest;

use serde::Serialize;

use super::offset::{Interval, counted};
use crate::case::{ProtocolRequest, StepAnswer};
use crate::finding::Refusal;

/// Something open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Question {
    /// Name of the phase it is about; absent for the protocol as a whole.
    pub phase: Option<String>,
    /// The question.
    pub text: String,
    /// Where the request answers it; absent for what only the source could answer. Dates wait for an answer to these.
    pub answer_in: Option<String>,
}

/// A phase, read.
#[derive(Debug, Clone)]
pub(super) struct Step {
    pub(super) name: String,
    pub(super) words: String,
    pub(super) sessions: StepSessions,
    pub(super) answered_by: Option<String>,
}

impl Step {
    /// Sessions that are certain without dating them.
    pub(super) fn known_sessions(&self) -> u32 {
        match &self.sessions {
            StepSessions::Weeks(weeks) => u32::try_from(weeks.len()).unwrap_or(u32::MAX),
            StepSessions::Every {
                until: Until::Count { sessions, .. },
                ..
            } => *sessions,
            StepSessions::Every { .. } | StepSessions::Undefined => 0,
        }
    }
}

/// The sessions of a phase.
#[derive(Debug, Clone)]
pub(super) enum StepSessions {
    /// At these weeks after the first session of the course.
    Weeks(Vec<u32>),
    /// At an interval, several within each where `per_interval` says so.
    Every {
        every: Interval,
        per_interval: u32,
        until: Until,
    },
    /// Nobody knows.
    Undefined,
}

/// Where a phase at an interval ends.
#[derive(Debug, Clone, Copy)]
pub(super) enum Until {
    /// After so many sessions. With `open` the number is still to be chosen and these are the certain ones.
    Count { sessions: u32, open: bool },
    /// So long after the first session of the phase.
    Lasting(Interval),
    /// So many months after the first session of the course.
    Months(u32),
}

/// Reads the phases of a protocol together with what the request answers.
pub(super) fn read_steps(
    protocol: &Protocol,
    asked: &ProtocolRequest,
    ceiling_months: u32,
) -> Result<(Vec<Step>, Vec<Question>), Vec<Refusal>> {
    let mut refusals = misplaced_answers(protocol, asked);
    if asked
        .months
        .is_some_and(|months| months == 0 || months > ceiling_months)
    {
        refusals.push(Refusal::new(
            "months_beyond_ceiling",
            format!(
                "The active phase lasts from 1 to {} (AD-09)",
                counted(ceiling_months, "month")
            ),
            [format!("Ask for {} or less", counted(ceiling_months, "month"))],
        ));
    }
    let mut questions = Vec::new();
    let mut steps = Vec::new();
    for phase in &protocol.phases {
        match read_step(protocol, phase, asked, ceiling_months, &mut questions) {
            Ok(step) => steps.push(step),
            Err(refusal) => refusals.push(refusal),
        }
    }
    questions.extend(protocol.unclear.iter().map(|text| Question {
        phase: None,
        text: text.clone(),
        answer_in: None,
    }));
    if refusals.is_empty() {
        Ok((steps, questions))
    } else {
        Err(refusals)
    }
}

fn read_step(
    protocol: &Protocol,
    phase: &Phase,
    asked: &ProtocolRequest,
    ceiling_months: u32,
    questions: &mut Vec<Question>,
) -> Result<Step, Refusal> {
    let step = |words: String, sessions| Step {
        name: phase.name.clone(),
        words,
        sessions,
        answered_by: None,
    };
    if let Some(undefined) = &phase.undefined {
        if let Some(answer) = asked.steps.get(&phase.name) {
            return answered(phase, answer);
        }
        questions.push(Question {
            phase: Some(phase.name.clone()),
            text: format!(
                "`{}` is left undefined: {undefined}. Which interval, how many sessions, and who decides it?",
                phase.name
            ),
            answer_in: Some(format!("protocol.steps.{:?}", phase.name)),
        });
        return Ok(step(
            format!("left undefined by the source: {undefined}"),
            StepSessions::Undefined,
        ));
    }
    if let Some(weeks) = &phase.weeks {
        let list: Vec<_> = weeks.iter().map(u32::to_string).collect();
        return Ok(step(
            format!("at weeks {}", list.join(", ")),
            StepSessions::Weeks(weeks.clone()),
        ));
    }
    let cannot = |what: &str| {
        Refusal::new(
            "protocol_cannot_be_dated",
            format!("The phase `{}` of {} cannot be dated: {what}", phase.name, protocol.id),
            ["Correct the phase in the protocol's record".to_owned()],
        )
    };
    let quantity = phase.every.as_ref().ok_or_else(|| cannot("it has no interval"))?;
    let every = Interval::from_quantity(quantity)
        .ok_or_else(|| cannot(&format!("{quantity} is no whole number of days, weeks or months")))?;
    let per_interval = phase.per_interval.unwrap_or(1).max(1);
    let pace = match per_interval {
        1 => format!("{} apart", time_words(quantity)),
        several => format!("{several} spread evenly over every {}", time_words(quantity)),
    };
    let (until, words) = if let Some(range) = phase.count {
        let (until, number) = chosen_count(protocol, phase, range, asked, questions)?;
        (until, format!("{number}, {pace}"))
    } else if let Some(duration) = &phase.duration {
        let lasting = Interval::from_quantity(duration)
            .ok_or_else(|| cannot(&format!("{duration} is no whole number of days, weeks or months")))?;
        (Until::Lasting(lasting), format!("{pace}, for {}", time_words(duration)))
    } else {
        let months = asked.months.unwrap_or(ceiling_months);
        (
            Until::Months(months),
            format!("{pace}, until {} after the first session", counted(months, "month")),
        )
    };
    Ok(step(
        words,
        StepSessions::Every {
            every,
            per_interval,
            until,
        },
    ))
}

/// The number of sessions of a phase: the source's, or the chosen one out of its range, or the certain ones and a question.
fn chosen_count(
    protocol: &Protocol,
    phase: &Phase,
    range: CountRange,
    asked: &ProtocolRequest,
    questions: &mut Vec<Question>,
) -> Result<(Until, String), Refusal> {
    let CountRange { from, to } = range;
    let stated = if from == to {
        counted(from, "session")
    } else {
        format!("{from} to {to} sessions")
    };
    match asked.counts.get(&phase.name) {
        Some(&chosen) if from <= chosen && chosen <= to => {
            let sessions = counted(chosen, "session");
            let words = if from == to {
                sessions
            } else {
                format!("{sessions} ({from} to {to} in the source)")
            };
            Ok((
                Until::Count {
                    sessions: chosen,
                    open: false,
                },
                words,
            ))
        }
        Some(chosen) => Err(Refusal::new(
            "count_out_of_range",
            format!(
                "{} gives `{}` {stated}; {chosen} are asked for",
                protocol.id, phase.name
            ),
            [
                format!("Choose {stated} for `{}`", phase.name),
                "Ask for another protocol".to_owned(),
            ],
        )),
        None if from == to => Ok((
            Until::Count {
                sessions: from,
                open: false,
            },
            stated,
        )),
        None => {
            questions.push(Question {
                phase: Some(phase.name.clone()),
                text: format!("How many sessions does `{}` have, from {from} to {to}?", phase.name),
                answer_in: Some(format!("protocol.counts.{:?}", phase.name)),
            });
            Ok((
                Until::Count {
                    sessions: from,
                    open: true,
                },
                stated,
            ))
        }
    }
}

/// An undefined phase with the answer that somebody gave.
fn answered(phase: &Phase, answer: &StepAnswer) -> Result<Step, Refusal> {
    let refusal = |reason: String, way: &str| Refusal::new("step_answer_not_usable", reason, [way.to_owned()]);
    let by = answer.by.trim();
    if by.is_empty() {
        return Err(refusal(
            format!("The answer to `{}` does not say who decided it", phase.name),
            "Give the name in `by`",
        ));
    }
    let every = Interval::from_quantity(&answer.every).ok_or_else(|| {
        refusal(
            format!(
                "{} between the sessions of `{}` cannot be put on a calendar",
                answer.every, phase.name
            ),
            "Give whole days, weeks or months above zero",
        )
    })?;
    Ok(Step {
        name: phase.name.clone(),
        words: format!(
            "{}, {} apart; left undefined by the source, decided by {by}",
            counted(answer.count, "session"),
            time_words(&answer.every)
        ),
        sessions: StepSessions::Every {
            every,
            per_interval: 1,
            until: Until::Count {
                sessions: answer.count,
                open: false,
            },
        },
        answered_by: Some(by.to_owned()),
    })
}

/// `1 week`, `14 days`.
fn time_words(quantity: &Quantity) -> String {
    let text = quantity.to_string();
    if (quantity.value - 1.0).abs() < f64::EPSILON {
        text.trim_end_matches('s').to_owned()
    } else {
        text
    }
}

/// Answers to phases that the protocol does not have, or that its source defines.
fn misplaced_answers(protocol: &Protocol, asked: &ProtocolRequest) -> Vec<Refusal> {
    let phase_named = |name: &str| protocol.phases.iter().find(|phase| phase.name == name);
    let mut refusals = Vec::new();
    for name in asked.counts.keys().chain(asked.steps.keys()) {
        if phase_named(name).is_none() {
            let names = || protocol.phases.iter().map(|phase| phase.name.as_str());
            let near = nearest(name, names()).map(|near| format!("Did you mean `{near}`?"));
            let all = format!("Its phases are: {}", names().collect::<Vec<_>>().join("; "));
            refusals.push(Refusal::new(
                "unknown_phase",
                format!("{} has no phase `{name}`", protocol.id),
                near.into_iter().chain([all]),
            ));
        }
    }
    for name in asked.steps.keys() {
        if phase_named(name).is_some_and(|phase| phase.undefined.is_none()) {
            refusals.push(Refusal::new(
                "phase_is_defined",
                format!(
                    "The source of {} defines `{name}`; an answer cannot stand in for it",
                    protocol.id
                ),
                ["Leave the answer out".to_owned(), "Ask for another protocol".to_owned()],
            ));
        }
    }
    for name in asked.counts.keys() {
        if phase_named(name).is_some_and(|phase| phase.count.is_none()) {
            refusals.push(Refusal::new(
                "phase_has_no_count",
                format!(
                    "{} gives no number of sessions for `{name}` that could be chosen",
                    protocol.id
                ),
                [format!(
                    "An undefined phase is answered in `protocol.steps.{name:?}`, with an interval and a name"
                )],
            ));
        }
    }
    refusals
}
