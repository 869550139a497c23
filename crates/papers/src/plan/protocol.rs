//! When: dated sessions with what was moved and why, reviews, rules to stop by, follow-ups, open questions.

use anagen_care::case::ConcurrentTreatment;
use anagen_care::plan::{Plan, Standing};
use anagen_care::protocol::{
    Course, CoursePhase, CourseRule, Preview, ProtocolSummary, Question, SessionsInTwelveMonths,
};
use maud::{Markup, html};

use super::Section;
use super::icons::icon;
use super::paper::{Paper, grade_tag, status_tag};
use super::words::{capitalised, counted};

pub(super) fn section(plan: &Plan, paper: &Paper<'_>) -> Option<Section> {
    let beside = beside_the_sessions(&plan.concurrent, paper);
    if let Some(course) = &plan.course {
        let n_sessions = course.sessions().count();
        let state = format!(
            "{}{}",
            counted(n_sessions, "session", "sessions"),
            if course.is_complete { "" } else { ", open" }
        );
        let content = html! { (of_course(course, paper)) (beside) };
        return Some(Section::new("course", "The course", state, content));
    }
    if let Some(preview) = &plan.preview {
        let content = html! { (of_preview(plan.standing, preview, paper)) (beside) };
        return Some(Section::new(
            "course",
            "The schedule, for comparison",
            "not planned",
            content,
        ));
    }
    (!plan.concurrent.is_empty()).then(|| Section::new("course", "Treatment beside the sessions", "", beside))
}

fn of_course(course: &Course, paper: &Paper<'_>) -> Markup {
    html! {
        (protocol(&course.protocol, paper))
        @if !course.is_complete {
            p.warning { (icon("incomplete")) span { "Not complete: further sessions follow that cannot be dated before the open questions are answered." } }
        }
        (open_questions(&course.questions, paper))
        @for phase in &course.phases { (phase_table(phase, course.starts_on.is_some(), Some(&course.time_zone), paper)) }
        (in_twelve_months(&course.sessions_12_months))
        @if !course.minimum_intervals.is_empty() {
            h3 { "Shortest intervals" }
            ul { @for interval in &course.minimum_intervals { li { (paper.prose(&interval.words())) " " (paper.sources(&interval.sources)) } } }
        }
        (reviews(course, paper))
        (rules("When the course stops", &course.stop_rules, paper))
        (rules("How the course adapts", &course.adaptive_rules, paper))
        h3 { "How long it may last" }
        p {
            "The active phase ends after " (counted(usize::try_from(course.ceiling.months).unwrap_or(usize::MAX), "month", "months"))
            @if let Some(day) = course.ceiling.on { ", before " (paper.day(day)) } ". "
            @if course.ceiling.sessions_beyond > 0 { "Sessions of the protocol beyond it, not planned: " (course.ceiling.sessions_beyond) ". " }
        }
        (rule(&course.ceiling.rule, paper))
        (follow_ups(course, paper))
        @if !course.notes.is_empty() {
            h3 { "To be known" }
            ul { @for note in &course.notes { li { (paper.sentence(note)) } } }
        }
    }
}

fn of_preview(standing: Standing, preview: &Preview, paper: &Paper<'_>) -> Markup {
    let why = if standing == Standing::Excluded {
        "The plan is excluded."
    } else {
        "It is not planned as it was asked for."
    };
    html! {
        p.not-planned { (icon("excluded")) (why) " The schedule is laid out for comparison, without days; it was held against no dose, no closed day and no patient." }
        @if let Some(refused) = &preview.refused { p { "Refused as a plan: " (paper.prose(refused)) } }
        (protocol(&preview.protocol, paper))
        (open_questions(&preview.questions, paper))
        @for phase in &preview.phases { (phase_table(phase, false, None, paper)) }
        (in_twelve_months(&preview.sessions_12_months))
        @if !preview.notes.is_empty() { ul { @for note in &preview.notes { li { (paper.prose(note)) } } } }
    }
}

fn protocol(protocol: &ProtocolSummary, paper: &Paper<'_>) -> Markup {
    html! {
        p.lead { span.id { (protocol.id) } " " strong { (protocol.name) } " " (grade_tag(Some(protocol.grade), protocol.grade.words())) }
        p {
            (paper.prose(&protocol.indication)) ". "
            @if let Some(text) = &protocol.grade_text { (paper.prose(text)) " " }
            @if let Some(note) = &protocol.note { (paper.prose(note)) " " }
            @if !protocol.studies.is_empty() { "Studies: " (paper.sources(&protocol.studies)) }
            (paper.origin(protocol.status, protocol.confirmed_by.as_deref(), protocol.confidence, &protocol.sources))
        }
    }
}

fn open_questions(questions: &[Question], paper: &Paper<'_>) -> Markup {
    html! {
        @if !questions.is_empty() {
            h3 { "Open questions" }
            ul.warnings {
                @for question in questions {
                    li {
                        (icon("incomplete"))
                        span {
                            @if let Some(phase) = &question.phase { strong { (phase) ": " } }
                            (paper.prose(&question.text))
                            @if let Some(answer_in) = &question.answer_in { span.soft { "Dates wait for an answer, in the case's " code { (answer_in) } "." } }
                            @else { span.soft { "Only the source could answer; no date waits for it." } }
                        }
                    }
                }
            }
        }
    }
}

/// The sessions of one phase; with days only where the course has a start.
fn phase_table(phase: &CoursePhase, with_days: bool, time_zone: Option<&str>, paper: &Paper<'_>) -> Markup {
    let any_moved = phase
        .sessions
        .iter()
        .any(|session| session.moved_from.is_some() || session.clock.is_some());
    html! {
        h3 { (phase.name) }
        p {
            (capitalised(&phase.words)) "."
            @if let Some(name) = &phase.answered_by { " What the source leaves open was answered by " (name) "." }
            @if let Some(undated) = &phase.undated { " " strong { (paper.sentence(&capitalised(undated))) } }
        }
        @if !phase.sessions.is_empty() {
            table.sessions {
                caption { "Sessions of the phase " (phase.name) @if let (true, Some(time_zone)) = (with_days, time_zone) { ", times in " (time_zone) } }
                thead { tr {
                    th.n scope="col" { "Session" }
                    @if with_days { th scope="col" { "Day" } th scope="col" { "Time" } }
                    th scope="col" { "After the first" }
                    @if with_days && any_moved { th scope="col" { "Moved" } }
                } }
                tbody {
                    @for session in &phase.sessions {
                        tr {
                            th.n scope="row" { (session.number) }
                            @if with_days {
                                td { @match session.date { Some(day) => { (paper.day(day)) } None => { "no day yet" } } }
                                td { @if let Some(start) = &session.start { (start.strftime("%H:%M").to_string()) } }
                            }
                            td { @if session.number == 1 { "the first" } @else { (session.after) } }
                            @if with_days && any_moved {
                                td {
                                    @if let Some(from) = session.moved_from { "from " (paper.short_day(from)) @if let Some(why) = &session.moved_because { ": " (paper.prose(why)) } }
                                    @if let Some(clock) = &session.clock { span.soft { (paper.prose(clock)) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn in_twelve_months(sessions: &SessionsInTwelveMonths) -> Markup {
    html! {
        p.note {
            (counted(usize::try_from(sessions.laid_out).unwrap_or(usize::MAX), "session is", "sessions are")) " laid out within 12 months of the first; the source states "
            @match (&sessions.stated_text, sessions.stated) {
                (Some(text), _) => { (text) }
                (None, Some(stated)) if stated.from == stated.to => { (stated.from) }
                (None, Some(stated)) => { (stated.from) " to " (stated.to) }
                (None, None) => { "no number" }
            }
            "."
        }
    }
}

fn reviews(course: &Course, paper: &Paper<'_>) -> Markup {
    html! {
        @if !course.reviews.is_empty() {
            h3 { "Reviews" }
            table {
                caption { "When the response is judged" }
                thead { tr { th scope="col" { "Week" } th scope="col" { "Day" } th scope="col" { "Counts from, to" } th scope="col" { "What is done" } th scope="col" { "Asked for by" } } }
                tbody {
                    @for review in &course.reviews {
                        tr {
                            th scope="row" { (review.week) }
                            td {
                                @match review.date { Some(day) => { (paper.day(day)) } None => { (review.week) " weeks after the first session" } }
                                @if let Some(from) = review.moved_from { span.soft { "moved from " (paper.short_day(from)) } }
                                @if let Some(why) = &review.moved_because { span.soft { (paper.prose(why)) } }
                            }
                            td { @if let Some((from, to)) = review.window { (paper.plain_day(from)) " to " (paper.plain_day(to)) } }
                            td { @if let Some(text) = &review.text { (paper.prose(text)) } }
                            td { @for id in &review.asked_by { span.id { (id) } " " } (status_tag(review.status, None)) }
                        }
                    }
                }
            }
        }
    }
}

fn rules(title: &str, rules: &[CourseRule], paper: &Paper<'_>) -> Markup {
    html! { @if !rules.is_empty() { h3 { (title) } div.rules { @for one in rules { (rule(one, paper)) } } } }
}

fn rule(rule: &CourseRule, paper: &Paper<'_>) -> Markup {
    html! {
        div.rule {
            p { span.id { (rule.id) } " " (paper.prose(&rule.text)) }
            @if let Some(note) = &rule.note { p.soft { (paper.prose(note)) } }
            p { (paper.origin(rule.status, rule.confirmed_by.as_deref(), rule.confidence, &rule.sources)) }
        }
    }
}

fn follow_ups(course: &Course, paper: &Paper<'_>) -> Markup {
    html! {
        @if !course.follow_ups.is_empty() {
            h3 { "Follow-ups" }
            table {
                caption { "After the last session; every session arms them anew, and a patient who stops coming is still followed" }
                thead { tr { th scope="col" { "After the last session" } th scope="col" { "Day" } th scope="col" { "Looks for" } th scope="col" { "With" } th scope="col" { "Asked for by" } } }
                tbody {
                    @for follow_up in &course.follow_ups {
                        tr {
                            th scope="row" { (follow_up.after) }
                            td {
                                @match follow_up.date { Some(day) => { (paper.day(day)) } None => { "counted from the last session" } }
                                @if let Some(until) = follow_up.until { span.soft { "until " (paper.plain_day(until)) } }
                                @if let Some(from) = follow_up.moved_from { span.soft { "moved from " (paper.short_day(from)) ", when the clinic is closed" } }
                            }
                            td { (paper.prose(&follow_up.looks_for.join(", "))) }
                            td {
                                @match (follow_up.photograph, follow_up.trichoscopy) {
                                    (true, true) => { "photographs, trichoscopy" }
                                    (true, false) => { "photographs" }
                                    (false, true) => { "trichoscopy" }
                                    (false, false) => { "a question" }
                                }
                            }
                            td { span.id { (follow_up.asked_by) } " " (status_tag(follow_up.status, None)) }
                        }
                    }
                }
            }
        }
    }
}

fn beside_the_sessions(treatments: &[ConcurrentTreatment], paper: &Paper<'_>) -> Markup {
    let name = |id: &str| {
        paper
            .knowledge
            .agent(id)
            .map_or_else(|| id.to_owned(), |agent| agent.name.clone())
    };
    html! {
        @if !treatments.is_empty() {
            h3 { "Beside the sessions" }
            table {
                caption { "Treatment by mouth and on the skin; what is taken by mouth counts in the exposure" }
                thead { tr { th scope="col" { "Agent" } th scope="col" { "Route" } th.n scope="col" { "A day" } th scope="col" { "From" } th scope="col" { "Until" } } }
                tbody {
                    @for treatment in treatments {
                        tr {
                            th scope="row" { (name(&treatment.agent)) }
                            td { @if treatment.is_oral() { "by mouth" } @else { "on the skin" } }
                            td.n { (treatment.per_day) }
                            td { (paper.plain_day(treatment.from)) }
                            td { @match treatment.until { Some(day) => { (paper.plain_day(day)) } None => { "open" } } }
                        }
                    }
                }
            }
        }
    }
}
