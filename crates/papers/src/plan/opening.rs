//! The first thing that is read: the verdict, what comes next, and the plan in numbers.

use anagen_care::finding::FindingState;
use anagen_care::plan::{Plan, Standing};
use anagen_care::screening::Verdict;
use anagen_knowledge::records::{Measure, Severity};
use maud::{Markup, html};

use super::header::name_of;
use super::icons::{icon, verdict_name};
use super::paper::Paper;
use super::words::{capitalised, counted, minutes, number};
use super::{RESPONSIBLE, Section, findings};

/// The verdict with its meaning, the knowledge behind it, what comes next, and the plan in numbers.
pub(super) fn opening(plan: &Plan, paper: &Paper<'_>, sections: &[Section]) -> Markup {
    html! {
        section.opening id="opening" aria-labelledby="opening-title" {
            p.running { (paper.running(plan)) }
            h1 id="opening-title" { (name_of(plan.standing)) span.of { " for " (plan.reference) } }
            @if let Some(title) = &plan.title { p.case-title { (title) } }
            (verdict_box(plan, paper))
            div.two {
                div {
                    h2 { "What comes next" }
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
    let screening = plan.verdict.words();
    let (name, word) = match plan.standing {
        Standing::Refused => ("excluded", "Refused as asked".to_owned()),
        _ => (verdict_name(plan.verdict), capitalised(screening)),
    };
    html! {
        div class=(format!("verdict {name}")) {
            p.verdict-word { (icon(name)) (word) }
            div {
                @if plan.standing == Standing::Refused {
                    p.verdict-meaning { (plan.standing.words()) }
                    p { "The screening says " (screening) ": " (plan.verdict.meaning()) "." }
                } @else {
                    p.verdict-meaning { (capitalised(plan.verdict.meaning())) "." }
                    @match &paper.signed {
                        Some(signed) => p { strong { (signed) "." } },
                        None => p { (plan.standing.words()) },
                    }
                    @for note in &plan.notes { p { (note) } }
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
                @if reasons.len() > TOLD_AT_ONCE { li { "and " (reasons.len() - TOLD_AT_ONCE) " more" } }
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
        let text = counted(absolute.len(), "rule forbids it", "rules forbid it");
        steps.push(html! { (link("findings", text)) ": only a corrected fact changes that." (first(&absolute)) });
    }
    if !plan.refusals.is_empty() {
        let text = counted(
            plan.refusals.len(),
            "part cannot be planned as it was asked for",
            "parts cannot be planned as they were asked for",
        );
        let reasons: Vec<&str> = plan
            .refusals
            .iter()
            .map(|refused| refused.refusal.reason.as_str())
            .collect();
        steps.push(html! { (link("refusals", text)) ": choose a way out." (first(&reasons)) });
    }
    let questions: Vec<&str> = findings::questions(plan)
        .into_iter()
        .map(|question| question.question.as_str())
        .collect();
    if !questions.is_empty() {
        let text = format!("Ask {}", counted(questions.len(), "question", "questions"));
        steps.push(html! { (link("questions", text)) @if questions.len() > 1 { ", the most decisive first" } "." (first(&questions)) });
    }
    for (severity, one, many, then) in [
        (
            Severity::Specialist,
            "letter of a specialist is needed",
            "letters of specialists are needed",
            "dated, attached, signed in by a prescriber.",
        ),
        (
            Severity::Defer,
            "finding makes it wait",
            "findings make it wait",
            "until the named fact has changed.",
        ),
        (
            Severity::Relative,
            "caution is to be cleared",
            "cautions are to be cleared",
            "by a prescriber, with a reason and an expiry.",
        ),
    ] {
        let reasons = messages(severity);
        if !reasons.is_empty() {
            steps.push(html! { (link("findings", counted(reasons.len(), one, many))) ": " (then) (first(&reasons)) });
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
            let text = format!("Answer {} of the schedule", counted(questions, "question", "questions"));
            steps.push(html! { (link("course", text)) ": dates wait for it." });
        }
        let conditions = findings::conditions(plan).len();
        if conditions > 0 {
            let text = format!("Meet {}", counted(conditions, "condition", "conditions"));
            steps.push(html! { (link("conditions", text)) " before the first session." });
        }
    }
    match plan.standing {
        Standing::ForReview if paper.signed.is_some() => {}
        Standing::ForReview => steps.push(html! { "A prescriber reviews the plan and signs it, or does not." }),
        Standing::Draft if !plan.demo && !plan.knowledge.not_adopted.is_empty() => {
            steps.push(html! { "The medical director adopts the knowledge: until then nobody but invented patients is treated by it." });
        }
        Standing::ScreeningOnly if plan.verdict != Verdict::Excluded => {
            steps.push(
                html! { "Say what is asked for: agents, zones, technique, schedule. Nothing is planned by default." },
            );
        }
        _ => {}
    }
    steps
}

/// The plan in a few numbers; nothing where there are none.
fn in_numbers(plan: &Plan, paper: &Paper<'_>) -> Markup {
    let mut rows: Vec<(String, Markup)> = Vec::new();
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
                dose.name.clone(),
                html! { strong { (dose.per_session) } " a session, " (dose.strength) @if dose.strength.measure() != Measure::Volume { " in " (number(cocktail.volume.0)) " mL" } },
            ));
        }
    }
    if let Some(map) = &plan.injection_map {
        let zones = &map.placement().zones;
        let names: Vec<&str> = zones.iter().map(|zone| zone.name.as_str()).collect();
        let area = number(map.placement().clear_area.0.round());
        rows.push((
            "Where".to_owned(),
            html! {
                @if names.len() > ZONES_NAMED { (names.len()) " zones" } @else { (names.join("; ")) }
                ", " (area) " cm" sup { "2" }
            },
        ));
        if let Some(points) = map.points() {
            rows.push((
                "Points".to_owned(),
                html! {
                    strong { (points.n_points) } " of " (number(points.volume_per_point.0)) " mL, " (number(points.spacing.0)) " cm apart"
                    @if let Some(time) = points.minutes { ", " (minutes(time.from.0)) " to " (minutes(time.to.0)) " min" }
                },
            ));
        }
    }
    if let Some(course) = &plan.course {
        let n_sessions = course.sessions().count();
        rows.push((
            "Sessions".to_owned(),
            html! {
                strong { (n_sessions) } @if !course.is_complete { ", more follow that are not dated yet" }
                @if let Some(first) = course.starts_on { "; the first on " (paper.day(first)) }
            },
        ));
    }
    if let Some(cost) = plan.costs.as_ref().and_then(|costs| costs.course.as_ref())
        && let Some(year) = cost.totals.first()
    {
        rows.push(("First year".to_owned(), html! { strong { (year.in_words) } }));
    }
    let title = if matches!(plan.standing, Standing::Excluded | Standing::Refused) {
        "What was asked for, not planned"
    } else {
        "In numbers"
    };
    html! {
        @if !rows.is_empty() {
            div {
                h2 { (title) }
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
                "Decided on " (paper.day(plan.decided_on)) " with knowledge " strong { (stamp.version) } ", hash " code { (short) } "."
                @if !stamp.adopted.is_empty() {
                    " Adopted: " (paper.prose(&stamp.adopted.join("; "))) "."
                }
            }
            @if !stamp.not_adopted.is_empty() {
                p.not-adopted {
                    (icon("caution"))
                    span {
                        "Nobody has adopted " (list(&stamp.not_adopted)) " of this knowledge: only invented patients may be treated by it. "
                        @if plan.demo { "This patient is invented." } @else { strong { "This case is not marked as invented." } }
                    }
                }
            }
            p { (RESPONSIBLE) " " (status_explained(plan)) }
        }
    }
}

fn status_explained(plan: &Plan) -> &'static str {
    let any_open = findings::of(plan)
        .iter()
        .any(|finding| matches!(finding.state, FindingState::Undecided { .. }));
    if any_open {
        "PROPOSED marks what no source gives and a medical director has yet to confirm; it restricts from the first day. What is not known is never read as no."
    } else {
        "PROPOSED marks what no source gives and a medical director has yet to confirm; it restricts from the first day."
    }
}

/// `a`, `a and b`, `a, b and c`.
fn list(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
