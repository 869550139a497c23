//! The dated course.

use std::io;

use anagen_care::case::{ConcurrentTreatment, Route};
use anagen_care::protocol::{Course, CoursePhase, Preview, Question};

use super::tag;
use crate::terminal::page::Page;

pub(super) fn print(page: &mut Page<'_>, course: &Course) -> io::Result<()> {
    page.heading(&format!("Course: {} ({})", course.protocol.name, course.protocol.id))?;
    let grade = course
        .protocol
        .grade_text
        .as_deref()
        .unwrap_or_else(|| course.protocol.grade.words());
    page.paragraph(&format!(
        "Evidence for this schedule: {grade}. Times in {}.",
        course.time_zone
    ))?;
    phases(page, &course.phases)?;
    questions(page, &course.questions)?;
    for review in &course.reviews {
        let day = review.date.map_or_else(
            || format!("week {}", review.week),
            |day| format!("{day} (week {})", review.week),
        );
        page.item(
            "review",
            &format!(
                "{day}: {} [{}]",
                review.text.as_deref().unwrap_or("judge the response"),
                review.asked_by.join(", ")
            ),
        )?;
    }
    for rule in course.stop_rules.iter().chain(&course.adaptive_rules) {
        page.item(
            &rule.id,
            &format!("{} ({}; {})", rule.text, tag(rule.status), rule.sources.join(", ")),
        )?;
    }
    let ceiling = course
        .ceiling
        .on
        .map(|day| format!(": from {day} only after a consultant's review"))
        .unwrap_or_default();
    page.item(
        &course.ceiling.rule.id,
        &format!(
            "the active phase lasts at most {} months{ceiling} ({})",
            course.ceiling.months,
            tag(course.ceiling.rule.status)
        ),
    )?;
    for follow_up in &course.follow_ups {
        let day = follow_up
            .date
            .map_or_else(|| "after the last session".to_owned(), |day| day.to_string());
        let until = follow_up.until.map(|day| format!(" to {day}")).unwrap_or_default();
        page.item(
            "follow-up",
            &format!("{day}{until}: {}", follow_up.looks_for.join(", ").replace('_', " ")),
        )?;
    }
    for note in &course.notes {
        page.aside(2, note)?;
    }
    Ok(())
}

/// A protocol that is refused as a plan, for comparison.
pub(super) fn preview(page: &mut Page<'_>, preview: &Preview) -> io::Result<()> {
    page.heading(&format!(
        "For comparison only: {} ({})",
        preview.protocol.name, preview.protocol.id
    ))?;
    if let Some(reason) = &preview.refused {
        page.paragraph(&format!("Refused as a plan: {reason}"))?;
    }
    for phase in &preview.phases {
        page.item("·", &format!("{}: {}", phase.name, phase.words))?;
    }
    let stated = preview.sessions_12_months.stated_text.as_deref().unwrap_or_default();
    page.paragraph(&format!(
        "Sessions in twelve months: {} laid out; {stated}",
        preview.sessions_12_months.laid_out
    ))?;
    questions(page, &preview.questions)
}

fn phases(page: &mut Page<'_>, phases: &[CoursePhase]) -> io::Result<()> {
    for phase in phases {
        page.item("·", &format!("{}: {}", phase.name, phase.words))?;
        if let Some(by) = &phase.answered_by {
            page.indented(4, &format!("decided by {by}: the source leaves it open"))?;
        }
        if let Some(why) = &phase.undated {
            page.indented(4, why)?;
        }
        for session in &phase.sessions {
            let day = match (&session.start, session.date) {
                (Some(start), _) => start.strftime("%a %Y-%m-%d %H:%M").to_string(),
                (None, Some(date)) => date.strftime("%a %Y-%m-%d").to_string(),
                (None, None) => session.after.to_string(),
            };
            let moved = session
                .moved_from
                .map(|from| format!("  moved from {from}"))
                .unwrap_or_default();
            let why = session
                .moved_because
                .as_deref()
                .map(|why| format!(" ({why})"))
                .unwrap_or_default();
            let clock = session
                .clock
                .as_deref()
                .map(|clock| format!("  {clock}"))
                .unwrap_or_default();
            page.indented(4, &format!("{:>2}. {day}{moved}{why}{clock}", session.number))?;
        }
    }
    Ok(())
}

fn questions(page: &mut Page<'_>, questions: &[Question]) -> io::Result<()> {
    for question in questions {
        let answer = question
            .answer_in
            .as_deref()
            .map(|field| format!(" (answer in `{field}`)"))
            .unwrap_or_default();
        page.item("?", &format!("{}{answer}", question.text))?;
    }
    Ok(())
}

pub(super) fn concurrent(page: &mut Page<'_>, treatments: &[ConcurrentTreatment]) -> io::Result<()> {
    if treatments.is_empty() {
        return Ok(());
    }
    page.heading("Treatment beside the sessions")?;
    for treatment in treatments {
        let route = match treatment.route {
            Route::Oral => "by mouth",
            Route::Topical => "on the skin",
        };
        let until = treatment
            .until
            .map_or_else(|| "open-ended".to_owned(), |day| format!("until {day}"));
        page.item(
            "·",
            &format!(
                "{} {route}, {} a day, from {}, {until}",
                treatment.agent, treatment.per_day, treatment.from
            ),
        )?;
    }
    Ok(())
}
