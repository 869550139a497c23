//! Sessions around a hair transplant: none before the scalp has healed (CI-47), none from the day of an operation to come.
//!
//! That mesotherapy is necessary before grafts, prevents a transplant or that a transplant is the only way is claimed in
//! the source documents, each against the others (conflict X-10); a course around a transplant shows all three.

use anagen_knowledge::records::Rule;
use anagen_knowledge::{ConditionText, Knowledge};
use jiff::civil::Date;

use super::dated::CourseSession;
use super::offset::{add, counted, days_between, whole};
use super::phases::Question;
use crate::case::Purpose;
use crate::finding::Refusal;

/// The fact that holds the day of the last operation on the scalp.
const OPERATION_FACT: &str = "scalp_surgery_on";

/// The conflict between the sources about transplants.
const TRANSPLANT_CONFLICT: &str = "X-10";

/// What the purpose adds to a course.
#[derive(Debug, Default)]
pub(super) struct PurposeRemarks {
    pub(super) notes: Vec<String>,
    pub(super) questions: Vec<Question>,
}

/// Holds a course against the operation it is planned around.
pub(super) fn around_transplant(
    purpose: Purpose,
    sessions: &[&CourseSession],
    is_complete: bool,
    knowledge: &Knowledge,
) -> Result<PurposeRemarks, Refusal> {
    let mut remarks = PurposeRemarks::default();
    match purpose {
        Purpose::HairLoss => return Ok(remarks),
        Purpose::AfterTransplant { on } => {
            let (days, rule) = healing_days(knowledge)?;
            let earliest = add(on, 0, days).ok_or_else(|| out_of_range(on))?;
            if let Some(first) = sessions
                .first()
                .and_then(|session| session.date)
                .filter(|first| *first < earliest)
            {
                return Err(too_soon(on, first, earliest, days, rule));
            }
            remarks.notes.push(format!(
                "No session before {earliest}, {} after the operation of {on} ({}, {})",
                counted(days, "day"),
                rule.id,
                rule.status.words()
            ));
        }
        Purpose::BeforeTransplant { on } => {
            let late: Vec<_> = sessions
                .iter()
                .filter(|session| session.date.is_some_and(|date| date >= on))
                .collect();
            if let Some(first_late) = late.first() {
                return Err(too_late(on, late.len(), first_late.number, sessions));
            }
            if !is_complete {
                remarks.notes.push(format!(
                    "Sessions that are not dated here have to lie before {on} as well"
                ));
            }
            remarks
                .notes
                .push(format!("No session from {on} on, the day of the operation"));
            remarks.questions.push(Question {
                phase: None,
                text: "How long before the operation is the last session? No source says; the surgeon decides."
                    .to_owned(),
                answer_in: None,
            });
        }
    }
    remarks.notes.extend(conflict_note(knowledge));
    Ok(remarks)
}

fn too_soon(on: Date, first: Date, earliest: Date, days: u32, rule: &Rule) -> Refusal {
    let distance = days_between(on, first);
    let when = if distance < 0 {
        "before".to_owned()
    } else {
        format!("{distance} days after")
    };
    Refusal::new(
        "too_soon_after_transplant",
        format!(
            "The first session, on {first}, lies {when} the operation of {on}; {} are kept ({}, {})",
            counted(days, "day"),
            rule.id,
            rule.status.words()
        ),
        [format!("Start on {earliest} or later")],
    )
}

fn too_late(on: Date, n_late: usize, first_late: u32, sessions: &[&CourseSession]) -> Refusal {
    let mut ways = Vec::new();
    let first = sessions.first().and_then(|session| session.date);
    let last = sessions.last().and_then(|session| session.date);
    if let (Some(first), Some(last)) = (first, last) {
        let earlier = u32::try_from(days_between(on, last)).unwrap_or(0).saturating_add(1);
        if let Ok(start) = first.checked_sub(jiff::Span::new().days(i64::from(earlier))) {
            ways.push(format!(
                "Start at least {} earlier, on {start} or before",
                counted(earlier, "day")
            ));
        }
    }
    ways.push("A protocol with fewer sessions".to_owned());
    ways.push("A course after the operation, once the scalp has healed".to_owned());
    let n_late = u32::try_from(n_late).unwrap_or(u32::MAX);
    Refusal::new(
        "session_after_transplant",
        format!(
            "{} from number {first_late} on would not lie before the operation of {on}",
            counted(n_late, "session")
        ),
        ways,
    )
}

/// The longest time that a rule keeps after an operation on the scalp, and the rule.
fn healing_days(knowledge: &Knowledge) -> Result<(u32, &Rule), Refusal> {
    let rules = knowledge.records.rules.iter();
    rules
        .filter_map(|rule| Some((days_within(&rule.when)?, rule)))
        .max_by_key(|(days, _)| *days)
        .ok_or_else(|| {
            Refusal::new(
                "knowledge_not_usable",
                "The knowledge says nothing of the time after an operation on the scalp: no course is planned after one",
                ["Complete the rule CI-47".to_owned()],
            )
        })
}

fn days_within(when: &ConditionText) -> Option<u32> {
    let own = match (&when.fact, &when.within) {
        (Some(fact), Some(within)) if fact == OPERATION_FACT => {
            within.in_unit("days").ok().and_then(|days| whole(days.ceil()))
        }
        _ => None,
    };
    let parts = when.all.iter().flatten().chain(when.any.iter().flatten());
    parts.filter_map(days_within).chain(own).max()
}

fn conflict_note(knowledge: &Knowledge) -> Option<String> {
    let conflict = knowledge
        .records
        .conflicts
        .iter()
        .find(|conflict| conflict.id == TRANSPLANT_CONFLICT)?;
    let sides: Vec<_> = conflict.sides.iter().map(|side| side.text.as_str()).collect();
    Some(format!("{}: {} {}", conflict.id, sides.join(" "), conflict.resolution))
}

fn out_of_range(day: Date) -> Refusal {
    Refusal::new(
        "date_out_of_range",
        format!("{day} is too near to the last day of the calendar"),
        ["Check the day of the operation".to_owned()],
    )
}
