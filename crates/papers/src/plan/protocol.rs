//! When: dated sessions with what was moved and why, reviews, rules to stop by, follow-ups, open questions.

use anagen_care::case::ConcurrentTreatment;
use anagen_care::plan::{Plan, Standing};
use anagen_care::protocol::{
    Course, CoursePhase, CourseRule, MinimumInterval, Preview, ProtocolSummary, Question, SessionsInTwelveMonths,
};
use maud::{Markup, html};

use super::Section;
use super::icons::icon;
use super::paper::{Paper, listed};
use super::words::capitalised;
use crate::days::distance;

pub(super) fn section(plan: &Plan, paper: &Paper<'_>) -> Option<Section> {
    let beside = beside_the_sessions(&plan.concurrent, paper);
    if let Some(course) = &plan.course {
        let n_sessions = course.sessions().count();
        let counted = paper.counted("course-n-sessions", n_sessions);
        let state = if course.is_complete {
            counted
        } else {
            format!("{counted}, {}", paper.say("course-open"))
        };
        let content = html! { (of_course(course, paper)) (beside) };
        return Some(Section::new("course", "course-title", state, content));
    }
    if let Some(preview) = &plan.preview {
        let content = html! { (of_preview(plan.standing, preview, paper)) (beside) };
        return Some(Section::new(
            "course",
            "course-to-compare",
            paper.say("course-not-planned"),
            content,
        ));
    }
    (!plan.concurrent.is_empty()).then(|| Section::new("course", "course-beside", "", beside))
}

fn of_course(course: &Course, paper: &Paper<'_>) -> Markup {
    html! {
        (protocol(&course.protocol, paper))
        @if !course.is_complete {
            p.warning { (icon("incomplete")) span { (paper.say("course-not-complete")) } }
        }
        (open_questions(&course.questions, paper))
        @for phase in &course.phases { (phase_table(phase, course.starts_on.is_some(), Some(&course.time_zone), paper)) }
        (in_twelve_months(&course.sessions_12_months, paper))
        @if !course.minimum_intervals.is_empty() {
            h3 { (paper.say("course-intervals")) }
            ul { @for interval in &course.minimum_intervals { li { (shortest(interval, paper)) " " (paper.sources(&interval.sources)) } } }
        }
        (reviews(course, paper))
        (rules("course-stops", &course.stop_rules, paper))
        (rules("course-adapts", &course.adaptive_rules, paper))
        h3 { (paper.say("course-ceiling")) }
        p {
            (paper.with("course-ends-after", [("months", paper.with("day-n-months", [("n", course.ceiling.months.into())]).into())]))
            @if let Some(day) = course.ceiling.on { ", " (paper.with("course-before", [("day", paper.day(day).into())])) } ". "
            @if course.ceiling.sessions_beyond > 0 { (paper.with("course-beyond", [("n", course.ceiling.sessions_beyond.into())])) " " }
        }
        (rule(&course.ceiling.rule, paper))
        (follow_ups(course, paper))
        @if !course.notes.is_empty() {
            h3 { (paper.say("plan-to-be-known")) }
            ul { @for note in &course.notes { li { (paper.sentence(note)) } } }
        }
    }
}

fn of_preview(standing: Standing, preview: &Preview, paper: &Paper<'_>) -> Markup {
    let why = if standing == Standing::Excluded {
        "course-is-excluded"
    } else {
        "course-is-not-planned"
    };
    html! {
        p.not-planned { (icon("excluded")) (paper.say(why)) " " (paper.say("course-only-to-compare")) }
        @if let Some(refused) = &preview.refused { p { (capitalised(&paper.say("plan-refused-as-plan"))) ": " (paper.prose(refused)) } }
        (protocol(&preview.protocol, paper))
        (open_questions(&preview.questions, paper))
        @for phase in &preview.phases { (phase_table(phase, false, None, paper)) }
        (in_twelve_months(&preview.sessions_12_months, paper))
        @if !preview.notes.is_empty() { ul { @for note in &preview.notes { li { (paper.prose(note)) } } } }
    }
}

fn protocol(protocol: &ProtocolSummary, paper: &Paper<'_>) -> Markup {
    html! {
        p.lead { span.id { (protocol.id) } " " strong { (paper.word(&protocol.name)) } " " (paper.grade_tag(Some(protocol.grade), protocol.grade.words())) }
        p {
            (paper.prose(&protocol.indication)) ". "
            @if let Some(text) = &protocol.grade_text { (paper.prose(text)) " " }
            @if let Some(note) = &protocol.note { (paper.prose(note)) " " }
            @if !protocol.studies.is_empty() { (paper.say("course-studies")) " " (paper.sources(&protocol.studies)) }
            (paper.origin(protocol.status, protocol.confirmed_by.as_deref(), protocol.confidence, &protocol.sources))
        }
    }
}

fn open_questions(questions: &[Question], paper: &Paper<'_>) -> Markup {
    html! {
        @if !questions.is_empty() {
            h3 { (paper.say("course-questions")) }
            ul.warnings {
                @for question in questions {
                    li {
                        (icon("incomplete"))
                        span {
                            @if let Some(phase) = &question.phase { strong { (paper.word(phase)) ": " } }
                            (paper.prose(&question.text))
                            @if let Some(answer_in) = &question.answer_in { span.soft { (paper.fill("course-answer-in", [("field", html! { code { (answer_in) } })])) } }
                            @else { span.soft { (paper.say("course-only-source")) } }
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
        h3 { (paper.word(&phase.name)) }
        p {
            (paper.capital(&phase.words)) "."
            @if let Some(name) = &phase.answered_by { " " (paper.with("course-answered-by", [("name", name.as_str().into())])) }
            @if let Some(undated) = &phase.undated { " " strong { (paper.sentence(&capitalised(undated))) } }
        }
        @if !phase.sessions.is_empty() {
            table.sessions {
                caption {
                    (paper.fill("course-phase-caption", [("phase", paper.word(&phase.name))]))
                    @if let (true, Some(time_zone)) = (with_days, time_zone) { ", " (paper.with("course-times-in", [("zone", time_zone.into())])) }
                }
                thead { tr {
                    (paper.number_column("course-session"))
                    @if with_days { (paper.column("course-day")) (paper.column("course-time")) }
                    (paper.column("course-after-first"))
                    @if with_days && any_moved { (paper.column("course-moved")) }
                } }
                tbody {
                    @for session in &phase.sessions {
                        tr {
                            th.n scope="row" { (session.number) }
                            @if with_days {
                                td { @match session.date { Some(day) => { (paper.day(day)) } None => { (paper.say("course-no-day")) } } }
                                td { @if let Some(start) = &session.start { (start.strftime("%H:%M").to_string()) } }
                            }
                            td { @if session.number == 1 { (paper.say("course-the-first")) } @else { (distance(session.after, paper.words)) } }
                            @if with_days && any_moved {
                                td {
                                    @if let Some(from) = session.moved_from { (paper.with("course-from", [("day", paper.short_day(from).into())])) @if let Some(why) = &session.moved_because { ": " (paper.prose(why)) } }
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

fn in_twelve_months(sessions: &SessionsInTwelveMonths, paper: &Paper<'_>) -> Markup {
    let stated = match (&sessions.stated_text, sessions.stated) {
        (Some(text), _) => paper.word(text),
        (None, Some(stated)) if stated.from == stated.to => html! { (stated.from) },
        (None, Some(stated)) => {
            html! { (paper.with("plan-from-to", [("from", stated.from.into()), ("to", stated.to.into())])) }
        }
        (None, None) => html! { (paper.say("course-no-number")) },
    };
    html! {
        p.note { (paper.fill_counted("course-twelve-months", [("n", sessions.laid_out.into())], [("stated", stated)])) }
    }
}

fn shortest(interval: &MinimumInterval, paper: &Paper<'_>) -> Markup {
    paper.fill_counted(
        "course-interval",
        [("days", paper.with("day-n-days", [("n", interval.days.into())]).into())],
        [
            ("agent", paper.agent(&interval.agent, &interval.name)),
            ("dose", html! { (interval.dose) }),
            ("status", paper.word(interval.status.words())),
        ],
    )
}

fn reviews(course: &Course, paper: &Paper<'_>) -> Markup {
    html! {
        @if !course.reviews.is_empty() {
            h3 { (paper.say("course-reviews")) }
            table {
                caption { (paper.say("course-reviews-caption")) }
                thead { tr { (paper.column("course-week")) (paper.column("course-day")) (paper.column("course-counts")) (paper.column("course-what-is-done")) (paper.column("course-asked-by")) } }
                tbody {
                    @for review in &course.reviews {
                        tr {
                            th scope="row" { (review.week) }
                            td {
                                @match review.date { Some(day) => { (paper.day(day)) } None => { (paper.with("course-weeks-after-first", [("n", review.week.into())])) } }
                                @if let Some(from) = review.moved_from { span.soft { (paper.with("course-moved-from", [("day", paper.short_day(from).into())])) } }
                                @if let Some(why) = &review.moved_because { span.soft { (paper.prose(why)) } }
                            }
                            td { @if let Some((from, to)) = review.window { (paper.with("plan-from-to", [("from", paper.plain_day(from).into()), ("to", paper.plain_day(to).into())])) } }
                            td { @if let Some(text) = &review.text { (paper.prose(text)) } }
                            td { @for id in &review.asked_by { span.id { (id) } " " } (paper.status_tag(review.status, None)) }
                        }
                    }
                }
            }
        }
    }
}

fn rules(title: &str, rules: &[CourseRule], paper: &Paper<'_>) -> Markup {
    html! { @if !rules.is_empty() { h3 { (paper.say(title)) } div.rules { @for one in rules { (rule(one, paper)) } } } }
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
            h3 { (paper.say("course-follow-ups")) }
            table {
                caption { (paper.say("course-follow-ups-caption")) }
                thead { tr { (paper.column("course-after-last")) (paper.column("course-day")) (paper.column("course-looks-for")) (paper.column("course-with")) (paper.column("course-asked-by")) } }
                tbody {
                    @for follow_up in &course.follow_ups {
                        tr {
                            th scope="row" { (distance(follow_up.after, paper.words)) }
                            td {
                                @match follow_up.date { Some(day) => { (paper.day(day)) } None => { (paper.say("course-from-last")) } }
                                @if let Some(until) = follow_up.until { span.soft { (paper.until(until)) } }
                                @if let Some(from) = follow_up.moved_from { span.soft { (paper.with("course-moved-from", [("day", paper.short_day(from).into())])) ", " (paper.say("course-when-closed")) } }
                            }
                            td { (listed(follow_up.looks_for.iter().map(|what| paper.prose(what)))) }
                            td {
                                @match (follow_up.photograph, follow_up.trichoscopy) {
                                    (true, true) => { (paper.say("course-photographs")) ", " (paper.say("course-trichoscopy")) }
                                    (true, false) => { (paper.say("course-photographs")) }
                                    (false, true) => { (paper.say("course-trichoscopy")) }
                                    (false, false) => { (paper.say("course-a-question")) }
                                }
                            }
                            td { span.id { (follow_up.asked_by) } " " (paper.status_tag(follow_up.status, None)) }
                        }
                    }
                }
            }
        }
    }
}

fn beside_the_sessions(treatments: &[ConcurrentTreatment], paper: &Paper<'_>) -> Markup {
    html! {
        @if !treatments.is_empty() {
            h3 { (paper.say("course-beside-sessions")) }
            table {
                caption { (paper.say("course-beside-caption")) }
                thead { tr { (paper.column("plan-agent")) (paper.column("course-route")) (paper.number_column("course-a-day")) (paper.column("course-since")) (paper.column("course-until")) } }
                tbody {
                    @for treatment in treatments {
                        tr {
                            th scope="row" { (paper.agent(&treatment.agent, &treatment.agent)) }
                            td { (paper.say(if treatment.is_oral() { "course-by-mouth" } else { "course-on-the-skin" })) }
                            td.n { (treatment.per_day) }
                            td { (paper.plain_day(treatment.from)) }
                            td { @match treatment.until { Some(day) => { (paper.plain_day(day)) } None => { (paper.say("course-open-ended")) } } }
                        }
                    }
                }
            }
        }
    }
}
