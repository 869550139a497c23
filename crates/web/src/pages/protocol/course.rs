//! The course: dated sessions with what was moved and why, reviews, rules to stop by, follow-ups; or a protocol to compare.

use anagen_care::case::ConcurrentTreatment;
use anagen_care::plan::Plan;
use anagen_care::protocol::{Course, CoursePhase, CourseRule, CourseSession, Preview, ProtocolSummary, Question};
use anagen_knowledge::Knowledge;
use maud::{Markup, html};

use crate::look::{Column, Meaning, Notice, Table, disclosure, section, status, unknown};
use crate::pages::formulation::result::status_tag;
use crate::visit::Visit;

/// The course of a plan, or what there is to compare in its place.
pub(super) fn course_of(visit: &Visit, plan: &Plan) -> Markup {
    html! {
        @match (&plan.course, &plan.preview) {
            (Some(course), _) => (course_section(visit, course)),
            (None, Some(preview)) => (preview_section(visit, preview)),
            (None, None) => (section(&visit.say("protocol-course"), &html! { p { (unknown(&visit.say("protocol-no-course"))) } })),
        }
    }
}

fn course_section(visit: &Visit, course: &Course) -> Markup {
    let n_sessions = course.sessions().count();
    let last = course.sessions().next_back().and_then(|session| session.date);
    section(
        &visit.say("protocol-course"),
        &html! {
            (summary(visit, &course.protocol))
            p {
                strong { (visit.with("protocol-n-sessions", [("n", n_sessions.into())])) }
                @if let (Some(first), Some(last)) = (course.starts_on, last) {
                    ", " (visit.with("protocol-from-to", [("from", day(visit, first).into()), ("to", day(visit, last).into())]))
                }
                " · " (course.time_zone)
            }
            @if !course.is_complete { (Notice::about(Meaning::Incomplete, visit.say("protocol-not-complete"))) }
            (questions(visit, &course.questions))
            @for phase in &course.phases { (phase_table(visit, phase, course.starts_on.is_some())) }
            (guards(visit, course))
            (reviews(visit, course))
            (disclosure(&visit.say("protocol-stop-rules"), &html! { (rules(visit, &course.stop_rules)) (rule(visit, &course.ceiling.rule)) }))
            (disclosure(&visit.say("protocol-adaptive-rules"), rules(visit, &course.adaptive_rules)))
            (follow_ups(visit, course))
            @if !course.notes.is_empty() { ul class="plain-list" { @for note in &course.notes { li { (note) } } } }
        },
    )
}

fn preview_section(visit: &Visit, preview: &Preview) -> Markup {
    section(
        &visit.say("protocol-to-compare"),
        &html! {
            (Notice::about(Meaning::Excluded, visit.say("protocol-only-to-compare")))
            @if let Some(refused) = &preview.refused { p { (Meaning::Excluded) " " (refused) } }
            (summary(visit, &preview.protocol))
            (questions(visit, &preview.questions))
            @for phase in &preview.phases { (phase_table(visit, phase, false)) }
            @if !preview.notes.is_empty() { ul class="plain-list" { @for note in &preview.notes { li { (note) } } } }
        },
    )
}

fn summary(visit: &Visit, protocol: &ProtocolSummary) -> Markup {
    html! {
        p {
            strong { (protocol.id) " " (protocol.name) } " · " (protocol.grade.words()) " " (status_tag(visit, protocol.status))
        }
        p class="soft" {
            (protocol.indication) ". "
            @if let Some(text) = &protocol.grade_text { (text) " " }
            @if let Some(note) = &protocol.note { (note) " " }
            (visit.say("plan-sources")) ": " (protocol.sources.join(", ")) ". " (protocol.confidence.words())
        }
    }
}

fn questions(visit: &Visit, questions: &[Question]) -> Markup {
    html! {
        @if !questions.is_empty() {
            h3 { (visit.say("protocol-open-questions")) }
            ul class="plain-list" {
                @for question in questions {
                    li {
                        @if question.answer_in.is_some() { (Meaning::Incomplete) } @else { (Meaning::Neutral) }
                        " " @if let Some(phase) = &question.phase { strong { (phase) ": " } } (question.text)
                    }
                }
            }
        }
    }
}

fn phase_table(visit: &Visit, phase: &CoursePhase, with_days: bool) -> Markup {
    let mut columns = vec![Column::number(visit.say("protocol-session"))];
    if with_days {
        columns.extend([
            Column::words(visit.say("protocol-day")),
            Column::words(visit.say("protocol-time")),
        ]);
    }
    columns.extend([
        Column::words(visit.say("protocol-after-first")),
        Column::words(visit.say("protocol-moved")),
    ]);
    let mut table = Table::new(&phase.name, columns).caption_hidden();
    for session in &phase.sessions {
        let mut cells = vec![html! { (session.number) }];
        if with_days {
            cells.push(html! { @match session.date { Some(date) => (day(visit, date)), None => (unknown(&visit.say("plan-not-known"))) } });
            cells.push(html! { @if let Some(start) = &session.start { (start.strftime("%H:%M").to_string()) } });
        }
        cells.push(html! { (session.after) });
        cells.push(moved(visit, session));
        table = table.row(cells);
    }
    html! {
        h3 { (phase.name) }
        p class="soft" {
            (phase.words)
            @if let Some(name) = &phase.answered_by { " · " (visit.with("protocol-answered-by", [("name", name.as_str().into())])) }
        }
        @if let Some(undated) = &phase.undated { p { (Meaning::Incomplete) " " (undated) } }
        @if !table.is_empty() { (table) }
    }
}

fn moved(visit: &Visit, session: &CourseSession) -> Markup {
    html! {
        @if let Some(from) = session.moved_from {
            (visit.with("protocol-moved-from", [("day", day(visit, from).into())]))
            @if let Some(because) = &session.moved_because { ": " (because) }
        }
        @if let Some(clock) = &session.clock { " " (clock) }
    }
}

fn guards(visit: &Visit, course: &Course) -> Markup {
    html! {
        @if !course.minimum_intervals.is_empty() {
            h3 { (visit.say("protocol-guards")) }
            ul class="plain-list" { @for interval in &course.minimum_intervals { li { (interval.words()) " " (status_tag(visit, interval.status)) } } }
        }
    }
}

fn reviews(visit: &Visit, course: &Course) -> Markup {
    let mut table = Table::new(
        visit.say("protocol-reviews"),
        [
            Column::number(visit.say("protocol-week")),
            Column::words(visit.say("protocol-day")),
            Column::words(visit.say("protocol-what-is-done")),
        ],
    );
    for review in &course.reviews {
        table = table.row([
            html! { (review.week) },
            html! {
                @match review.date { Some(date) => (day(visit, date)), None => "" }
                @if let Some((from, to)) = review.window { br; span class="soft" { (day(visit, from)) " – " (day(visit, to)) } }
            },
            html! { @if let Some(text) = &review.text { (text) } " " span class="soft" { (review.asked_by.join(", ")) } " " (status_tag(visit, review.status)) },
        ]);
    }
    html! { @if !table.is_empty() { (table) } }
}

fn rules(visit: &Visit, rules: &[CourseRule]) -> Markup {
    html! { @for known in rules { (rule(visit, known)) } }
}

fn rule(visit: &Visit, rule: &CourseRule) -> Markup {
    html! {
        p {
            strong { (rule.id) " " } (rule.text) " " (status_tag(visit, rule.status))
            @if let Some(note) = &rule.note { " " span class="soft" { (note) } }
        }
    }
}

fn follow_ups(visit: &Visit, course: &Course) -> Markup {
    let mut table = Table::new(
        visit.say("protocol-follow-ups"),
        [
            Column::words(visit.say("protocol-after-last")),
            Column::words(visit.say("protocol-day")),
            Column::words(visit.say("protocol-looks-for")),
        ],
    );
    for follow_up in &course.follow_ups {
        table = table.row([
            html! { (follow_up.after) },
            html! {
                @if let Some(date) = follow_up.date { (day(visit, date)) }
                @if let Some(until) = follow_up.until { " – " (day(visit, until)) }
            },
            html! { (follow_up.looks_for.join(", ")) },
        ]);
    }
    html! { @if !table.is_empty() { (disclosure(&visit.say("protocol-follow-ups"), table.caption_hidden())) } }
}

/// Oral and topical treatment beside the sessions, as dated courses.
pub(super) fn beside(
    visit: &Visit,
    treatments: &[ConcurrentTreatment],
    knowledge: &Knowledge,
    edit: Option<&str>,
) -> Markup {
    let mut table = Table::new(
        visit.say("protocol-beside"),
        [
            Column::words(visit.say("plan-agent")),
            Column::words(visit.say("protocol-route")),
            Column::number(visit.say("protocol-a-day")),
            Column::words(visit.say("protocol-from")),
            Column::words(visit.say("protocol-until")),
        ],
    )
    .caption_hidden();
    for treatment in treatments {
        let name = knowledge
            .agent(&treatment.agent)
            .map_or(treatment.agent.as_str(), |agent| agent.name.as_str());
        table = table.row([
            html! { (name) },
            html! { (visit.say(if treatment.is_oral() { "protocol-by-mouth" } else { "protocol-on-the-skin" })) },
            html! { (treatment.per_day) },
            html! { (visit.format.day(treatment.from)) },
            html! { @match treatment.until { Some(until) => (visit.format.day(until)), None => (visit.say("protocol-open-ended")) } },
        ]);
    }
    section(
        &visit.say("protocol-beside"),
        &html! {
            @if table.is_empty() { p { (status(Meaning::Neutral, &visit.say("protocol-none-beside"))) } } @else { (table) }
            @if let Some(href) = edit { p { a href=(href) { (visit.say("protocol-change-beside")) } } }
        },
    )
}

/// A day with its weekday.
pub(super) fn day(visit: &Visit, day: jiff::civil::Date) -> String {
    let weekday = visit.say(match day.weekday() {
        jiff::civil::Weekday::Monday => "weekday-monday",
        jiff::civil::Weekday::Tuesday => "weekday-tuesday",
        jiff::civil::Weekday::Wednesday => "weekday-wednesday",
        jiff::civil::Weekday::Thursday => "weekday-thursday",
        jiff::civil::Weekday::Friday => "weekday-friday",
        jiff::civil::Weekday::Saturday => "weekday-saturday",
        jiff::civil::Weekday::Sunday => "weekday-sunday",
    });
    format!("{weekday} {}", visit.format.day(day))
}
