//! The first thing that is read: the verdict, what comes next, and the plan in numbers.

use anagen_care::finding::FindingState;
use anagen_care::plan::{Plan, Standing};
use anagen_care::screening::Verdict;
use anagen_knowledge::records::{Measure, Severity};
use maud::{Markup, html};

use super::header::name_of;
use super::icons::{icon, verdict_name};
use super::paper::Paper;
use super::words::{capitalised, number};
use super::{Section, cost, findings};

/// The verdict with its meaning, the knowledge behind it, what comes next, and the plan in numbers.
pub(super) fn opening(plan: &Plan, paper: &Paper<'_>, sections: &[Section]) -> Markup {
    html! {
        section.opening id="opening" aria-labelledby="opening-title" {
            p.running { (paper.running(plan)) }
            h1 id="opening-title" { (name_of(plan.standing, paper)) span.of { " " (paper.with("plan-for", [("reference", plan.reference.as_str().into())])) } }
            @if let Some(title) = &plan.title { p.case-title { (title) } }
            (verdict_box(plan, paper))
            div.two {
                div {
                    h2 { (paper.say("plan-next")) }
                    ol.next { @for step in next(plan, sections, paper) { li { (step) } } }
                }
                (in_numbers(plan, paper))
            }
            (stamp(plan, paper))
        }
    }
}

/// One word for where it stands. What is refused as it was asked for does not show the word of a screening that found nothing.
fn verdict_box(plan: &Plan, paper: &Paper<'_>) -> Markup {
    let (name, word) = match plan.standing {
        Standing::Refused => ("excluded", html! { (capitalised(&paper.say("plan-refused-as-asked"))) }),
        _ => (verdict_name(plan.verdict), paper.capital(plan.verdict.words())),
    };
    html! {
        div class=(format!("verdict {name}")) {
            p.verdict-word { (icon(name)) (word) }
            div {
                @if plan.standing == Standing::Refused {
                    p.verdict-meaning { (paper.word(plan.standing.words())) }
                    p {
                        (paper.fill("plan-screening-says", [
                            ("verdict", paper.word(plan.verdict.words())), ("meaning", paper.word(plan.verdict.meaning())),
                        ]))
                    }
                } @else {
                    p.verdict-meaning { (paper.capital(plan.verdict.meaning())) "." }
                    @match paper.signed_by() {
                        Some(signed) => p { strong { (signed) "." } },
                        None => p { (paper.word(plan.standing.words())) },
                    }
                    @for note in &plan.notes { p { (paper.word(note)) } }
                }
            }
        }
    }
}

/// So many zones are named at once; more are counted.
const ZONES_NAMED: usize = 3;
/// Reasons that are told at once; the others are counted, and stand in their own part.
const TOLD_AT_ONCE: usize = 4;

/// What has to be done, in order, each with the place where it is told and the first reasons for it.
fn next(plan: &Plan, sections: &[Section], paper: &Paper<'_>) -> Vec<Markup> {
    let link = |id: &str, text: String| -> Markup {
        if sections.iter().any(|section| section.id == id) {
            html! { a href=(format!("#{id}")) { (text) } }
        } else {
            html! { (text) }
        }
    };
    let first = |reasons: &[&str]| -> Markup {
        html! {
            ul {
                @for reason in reasons.iter().take(TOLD_AT_ONCE) { li { (paper.prose(reason)) } }
                @if reasons.len() > TOLD_AT_ONCE { li { (paper.counted("plan-n-more", reasons.len() - TOLD_AT_ONCE)) } }
            }
        }
    };
    let mut steps = Vec::new();
    let found = findings::of(plan);
    let messages = |severity: Severity| -> Vec<&str> {
        found
            .iter()
            .filter(|finding| finding.stands() && finding.severity == severity)
            .map(|finding| finding.message.as_str())
            .collect()
    };
    let absolute = messages(Severity::Absolute);
    if !absolute.is_empty() {
        let text = paper.counted("plan-next-forbidden", absolute.len());
        steps.push(html! { (link("findings", text)) ": " (paper.say("plan-next-forbidden-then")) (first(&absolute)) });
    }
    if !plan.refusals.is_empty() {
        let text = paper.counted("plan-next-refused", plan.refusals.len());
        let reasons: Vec<&str> = plan
            .refusals
            .iter()
            .map(|refused| refused.refusal.reason.as_str())
            .collect();
        steps.push(html! { (link("refusals", text)) ": " (paper.say("plan-next-refused-then")) (first(&reasons)) });
    }
    let questions = findings::questions(plan);
    if !questions.is_empty() {
        let text = paper.counted("plan-next-ask", questions.len());
        let asked = questions
            .iter()
            .take(TOLD_AT_ONCE)
            .map(|question| paper.question(&question.fact, &question.question));
        steps.push(html! {
            (link("questions", text)) @if questions.len() > 1 { ", " (paper.say("plan-next-ask-order")) } "."
            ul {
                @for question in asked { li { (question) } }
                @if questions.len() > TOLD_AT_ONCE { li { (paper.counted("plan-n-more", questions.len() - TOLD_AT_ONCE)) } }
            }
        });
    }
    for (severity, what, then) in [
        (Severity::Specialist, "plan-next-letters", "plan-next-letters-then"),
        (Severity::Defer, "plan-next-wait", "plan-next-wait-then"),
        (Severity::Relative, "plan-next-cautions", "plan-next-cautions-then"),
    ] {
        let reasons = messages(severity);
        if !reasons.is_empty() {
            steps.push(html! { (link("findings", paper.counted(what, reasons.len()))) ": " (paper.say(then)) (first(&reasons)) });
        }
    }
    steps.extend(last_steps(plan, paper, &link));
    steps
}

/// What comes once nothing stands against it.
fn last_steps(plan: &Plan, paper: &Paper<'_>, link: &dyn Fn(&str, String) -> Markup) -> Vec<Markup> {
    let mut steps = Vec::new();
    if matches!(plan.standing, Standing::Draft | Standing::ForReview) {
        let questions = plan
            .course
            .iter()
            .flat_map(|course| &course.questions)
            .filter(|question| question.answer_in.is_some())
            .count();
        if questions > 0 {
            let text = paper.counted("plan-next-schedule", questions);
            steps.push(html! { (link("course", text)) ": " (paper.say("plan-next-schedule-then")) });
        }
        let conditions = findings::conditions(plan).len();
        if conditions > 0 {
            let text = paper.counted("plan-next-conditions", conditions);
            steps.push(html! { (link("conditions", text)) " " (paper.say("plan-next-conditions-then")) });
        }
    }
    match plan.standing {
        Standing::ForReview if paper.signed.is_some() => {}
        Standing::ForReview => steps.push(html! { (paper.say("plan-next-review")) }),
        Standing::Draft if !plan.demo && !plan.knowledge.not_adopted.is_empty() => {
            steps.push(html! { (paper.say("plan-next-adopt")) });
        }
        Standing::ScreeningOnly if plan.verdict != Verdict::Excluded => {
            steps.push(html! { (paper.say("plan-next-ask-for")) });
        }
        _ => {}
    }
    steps
}

/// The plan in a few numbers; nothing where there are none.
fn in_numbers(plan: &Plan, paper: &Paper<'_>) -> Markup {
    let mut rows: Vec<(Markup, Markup)> = Vec::new();
    let called = |key: &str| html! { (paper.say(key)) };
    let cocktail = plan
        .formulation
        .as_ref()
        .and_then(|formulation| formulation.cocktail.as_ref());
    if let Some(cocktail) = cocktail {
        for dose in cocktail
            .agents
            .iter()
            .filter(|dose| dose.role != anagen_knowledge::records::AgentRole::Diluent)
        {
            rows.push((
                paper.agent(&dose.agent, &dose.name),
                html! {
                    (paper.fill("plan-dose-a-session", [("dose", html! { strong { (dose.per_session) } })])) ", " (dose.strength)
                    @if dose.strength.measure() != Measure::Volume { " " (paper.with("plan-in-volume", [("volume", number(cocktail.volume.0).into())])) }
                },
            ));
        }
    }
    if let Some(map) = &plan.injection_map {
        let zones = &map.placement().zones;
        let area = number(map.placement().clear_area.0.round());
        rows.push((
            called("plan-where"),
            html! {
                @if zones.len() > ZONES_NAMED { (paper.counted("plan-n-zones", zones.len())) }
                @else { @for (position, zone) in zones.iter().enumerate() { @if position > 0 { "; " } (paper.zone(&zone.id, &zone.name)) } }
                ", " (area) " cm" sup { "2" }
            },
        ));
        if let Some(points) = map.points() {
            rows.push((
                called("plan-points"),
                html! {
                    (paper.fill("plan-points-of", [
                        ("n", html! { strong { (points.n_points) } }), ("volume", html! { (number(points.volume_per_point.0)) }),
                        ("spacing", html! { (number(points.spacing.0)) }),
                    ]))
                    @if let Some(time) = points.minutes { ", " (paper.minutes_between(time.from.0, time.to.0)) }
                },
            ));
        }
    }
    if let Some(course) = &plan.course {
        let n_sessions = course.sessions().count();
        rows.push((
            called("plan-sessions"),
            html! {
                strong { (n_sessions) } @if !course.is_complete { ", " (paper.say("plan-sessions-follow")) }
                @if let Some(first) = course.starts_on { "; " (paper.with("plan-first-on", [("day", paper.day(first).into())])) }
            },
        ));
    }
    if let Some(cost) = plan.costs.as_ref().and_then(|costs| costs.course.as_ref())
        && let Some(year) = cost.totals.first()
    {
        rows.push((
            called("plan-first-year"),
            html! { strong { (cost::money(&year.total, paper)) } },
        ));
    }
    let title = if matches!(plan.standing, Standing::Excluded | Standing::Refused) {
        "plan-asked-not-planned"
    } else {
        "plan-in-numbers"
    };
    html! {
        @if !rows.is_empty() {
            div {
                h2 { (paper.say(title)) }
                dl.numbers { @for (what, value) in rows { div { dt { (what) } dd { (value) } } } }
            }
        }
    }
}

/// The knowledge that the plan rests on, and whether anybody adopted it.
fn stamp(plan: &Plan, paper: &Paper<'_>) -> Markup {
    let stamp = &plan.knowledge;
    let short: String = stamp.hash.chars().take(12).collect();
    html! {
        div.stamp {
            p {
                (paper.fill("plan-decided-on", [
                    ("day", html! { (paper.day(plan.decided_on)) }), ("version", html! { strong { (stamp.version) } }),
                    ("hash", html! { code { (short) } }),
                ]))
                @if !stamp.adopted.is_empty() {
                    " " (paper.fill("plan-adopted", [("adopted", paper.typed(&stamp.adopted.join("; ")))]))
                }
            }
            @if !stamp.not_adopted.is_empty() {
                p.not-adopted {
                    (icon("caution"))
                    span {
                        (paper.with("plan-not-adopted", [("bundles", list(&stamp.not_adopted, paper).into())])) " "
                        @if plan.demo { (paper.say("plan-patient-is-invented")) } @else { strong { (paper.say("plan-patient-is-not-invented")) } }
                    }
                }
            }
            p { (paper.say("plan-responsible")) " " (paper.say(status_explained(plan))) }
        }
    }
}

fn status_explained(plan: &Plan) -> &'static str {
    let any_open = findings::of(plan)
        .iter()
        .any(|finding| matches!(finding.state, FindingState::Undecided { .. }));
    if any_open {
        "plan-proposed-and-unknown-explained"
    } else {
        "plan-proposed-explained"
    }
}

/// `a`, `a and b`, `a, b and c`.
fn list(names: &[String], paper: &Paper<'_>) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => {
            let first = first.join(", ");
            paper.with("plan-and", [("first", first.into()), ("last", last.as_str().into())])
        }
    }
}
