//! Follow-ups after the last session: armed by every session and armed anew by the next, so that a patient who stops
//! coming is still followed. A visit moves to an open day of the clinic; a question by telephone or message does not.

use anagen_knowledge::Knowledge;
use anagen_knowledge::records::{FollowUp, Surveillance, SurveillanceAction};
use jiff::civil::Date;

use super::calendar::ClinicCalendar;
use super::dated::CourseFollowUp;
use super::offset::{Offset, add};
use crate::finding::Refusal;

/// The follow-ups of a course, dated from its last session.
pub(super) fn follow_ups(
    last: Option<Date>,
    clinic: &ClinicCalendar<'_>,
    knowledge: &Knowledge,
) -> Result<Vec<CourseFollowUp>, Refusal> {
    let mut follow_ups = Vec::new();
    for record in &knowledge.records.surveillance {
        if record.action == SurveillanceAction::FollowUp {
            for follow_up in &record.follow_ups {
                follow_ups.push(place(follow_up, record, last, clinic)?);
            }
        }
    }
    if follow_ups.is_empty() {
        return Err(Refusal::new(
            "knowledge_not_usable",
            "The knowledge holds no follow-ups: no course is planned without them",
            ["Complete `surveillance.toml`".to_owned()],
        ));
    }
    Ok(follow_ups)
}

fn place(
    follow_up: &FollowUp,
    record: &Surveillance,
    last: Option<Date>,
    clinic: &ClinicCalendar<'_>,
) -> Result<CourseFollowUp, Refusal> {
    let weeks = follow_up.after_weeks.unwrap_or(0);
    let after = Offset {
        days: follow_up
            .after_days
            .unwrap_or(0)
            .saturating_add(weeks.saturating_mul(7)),
        months: follow_up.after_months.unwrap_or(0),
    };
    let mut placed = CourseFollowUp {
        id: follow_up.id.clone(),
        after,
        date: None,
        until: None,
        moved_from: None,
        looks_for: follow_up.looks_for.clone(),
        photograph: follow_up.photograph,
        trichoscopy: follow_up.trichoscopy,
        asked_by: record.id.clone(),
        status: record.status,
    };
    let Some(last) = last else { return Ok(placed) };
    let counted = add(last, after.months, after.days).ok_or_else(out_of_range)?;
    placed.date = Some(counted);
    if let Some(months) = follow_up.until_months {
        placed.until = Some(add(last, months, 0).ok_or_else(out_of_range)?);
    }
    if follow_up.trichoscopy {
        // Months from now nobody knows the clinic's closed days: a visit that finds no open day keeps the counted one.
        if let Ok(open) = clinic.next_open_day(counted) {
            placed.moved_from = (open.date != counted).then_some(counted);
            placed.date = Some(open.date);
        }
    }
    Ok(placed)
}

fn out_of_range() -> Refusal {
    Refusal::new(
        "date_out_of_range",
        "A follow-up would lie beyond the last day of the calendar",
        ["Check the day of the first session".to_owned()],
    )
}
