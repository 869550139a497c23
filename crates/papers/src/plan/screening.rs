//! What stands against it: findings, questions, and the conditions of the first session.

use anagen_care::finding::{Finding, FindingState};
use anagen_care::plan::{Plan, Standing};
use anagen_care::screening::{Question, RejectedClearance};
use anagen_knowledge::{ORIGINAL, Unknown};
use maud::{Markup, html};

use super::icons::{icon, severity_name, severity_tag};
use super::paper::{Paper, listed};
use super::words::{capitalised, id_in_words};
use super::{Section, findings};

pub(super) fn sections(plan: &Plan, paper: &Paper<'_>) -> Vec<Section> {
    let mut sections = vec![of_findings(plan, paper)];
    let questions = findings::questions(plan);
    if !questions.is_empty() {
        let state = paper.counted("plan-n-open", questions.len());
        sections.push(Section::new(
            "questions",
            "plan-questions",
            state,
            question_list(&questions, paper),
        ));
    }
    let conditions = findings::conditions(plan);
    if !conditions.is_empty() && plan.standing != Standing::Excluded {
        let state = paper.counted("plan-n-conditions", conditions.len());
        sections.push(Section::new(
            "conditions",
            "plan-conditions",
            state,
            condition_table(&conditions, paper),
        ));
    }
    sections
}

fn of_findings(plan: &Plan, paper: &Paper<'_>) -> Section {
    let all = findings::of(plan);
    let (decided, open): (Vec<&Finding>, Vec<&Finding>) = all
        .into_iter()
        .partition(|finding| finding.state == FindingState::Fired);
    let n_standing = decided.iter().filter(|finding| finding.stands()).count();
    let state = match (n_standing, open.len()) {
        (0, 0) => paper.say("plan-nothing"),
        (standing, 0) => paper.counted("plan-n-findings", standing),
        (0, open) => paper.counted("plan-n-undecided", open),
        (standing, open) => format!(
            "{}, {}",
            paper.counted("plan-n-findings", standing),
            paper.counted("plan-n-undecided", open)
        ),
    };
    let restrictions = findings::restrictions(plan);
    let content = html! {
        @if decided.is_empty() {
            p { (paper.say(if plan.cocktail.is_some() { "plan-nothing-against-mixture" } else { "plan-nothing-against-procedure" })) }
        }
        @for finding in &decided { (card(finding, paper)) }
        @if !open.is_empty() {
            h3 { (paper.say("plan-undecided")) }
            p.note { (paper.say("plan-undecided-note")) }
            (undecided_table(&open, paper))
        }
        @if !restrictions.is_empty() {
            h3 { (paper.say("plan-restrictions")) }
            p.note { (paper.say("plan-restrictions-note")) }
            @for finding in restrictions.iter().filter(|finding| finding.state == FindingState::Fired) { (card(finding, paper)) }
            @let open: Vec<&Finding> = restrictions.iter().copied().filter(|finding| finding.state != FindingState::Fired).collect();
            @if !open.is_empty() { (undecided_table(&open, paper)) }
        }
        (rejected_clearances(&findings::rejected(plan), paper))
    };
    Section::new("findings", "plan-findings", state, content)
}

/// One finding: what a colleague would say, then everything that is needed to act on it.
fn card(finding: &Finding, paper: &Paper<'_>) -> Markup {
    let class = if finding.cleared.is_some() {
        "cleared"
    } else {
        severity_name(finding.severity)
    };
    html! {
        article class=(format!("finding {class}")) id=(format!("finding-{}", super::paper::anchor(&finding.id))) {
            h3 {
                @if finding.cleared.is_some() { span.meaning.eligible { (icon("eligible")) (paper.say("plan-cleared")) } } @else { (severity_tag(finding.severity, paper)) }
                " " span.id { (finding.id) } " " (paper.word(&finding.title))
            }
            p.message { (paper.sentence(&finding.message)) }
            dl.facts {
                (fact(&paper.say("plan-about"), &paper.word(&finding.about)))
                @if let Some(cleared) = &finding.cleared {
                    (fact(&capitalised(&paper.say("plan-cleared")), &html! {
                        (paper.with("plan-by-on", [("name", cleared.by.as_str().into()), ("day", paper.plain_day(cleared.on).into())]))
                        @if let Some(expires) = cleared.expires { ", " (paper.until(expires)) }
                        ": " (paper.typed(&cleared.reason))
                    }))
                } @else {
                    @if let Some(until) = &finding.until { (fact(&paper.say("plan-waits-until"), &paper.prose(until))) }
                    @if let Some(day) = finding.until_date { (fact(&paper.say("plan-not-before"), &html! { (paper.day(day)) })) }
                    @if let Some(specialist) = &finding.specialist { (fact(&paper.say("plan-letter-of"), &paper.prose(specialist))) }
                    (fact(&paper.say("plan-who-clears"), &paper.capital(&finding.clearance)))
                    (fact(&paper.say("plan-change"), &paper.prose(&finding.change)))
                }
                @if let Some(why) = &finding.why { (fact(&paper.say("plan-why"), &paper.prose(why))) }
            }
            p { (paper.origin(finding.status, finding.confirmed_by.as_deref(), finding.confidence, &finding.sources)) }
        }
    }
}

fn fact(name: &str, value: &Markup) -> Markup {
    html! { div { dt { (name) } dd { (value) } } }
}

/// Rules that wait for answers: too many for a card each, complete all the same.
fn undecided_table(open: &[&Finding], paper: &Paper<'_>) -> Markup {
    html! {
        table.undecided.long {
            caption { (paper.counted("plan-n-rules-wait", open.len())) }
            thead { tr {
                (paper.column("plan-rule")) (paper.column("plan-if-it-holds")) (paper.column("plan-waits-for")) (paper.column("plan-status-source"))
            } }
            tbody {
                @for finding in open {
                    tr {
                        th scope="row" { span.id { (finding.id) } " " (paper.word(&finding.title)) }
                        td { (severity_tag(finding.severity, paper)) @if let Some(specialist) = &finding.specialist { span.soft { (paper.word(specialist)) } } }
                        td { @let missing = missing(finding); @if !missing.is_empty() { (paper.in_language(ORIGINAL, html! { (missing) })) } }
                        td { (paper.short_origin(finding.status, &finding.sources)) }
                    }
                }
            }
        }
    }
}

fn missing(finding: &Finding) -> String {
    match &finding.state {
        FindingState::Fired => String::new(),
        FindingState::Undecided { missing } => missing
            .iter()
            .map(|fact| id_in_words(fact))
            .collect::<Vec<_>>()
            .join(", "),
    }
}

fn question_list(questions: &[&Question], paper: &Paper<'_>) -> Markup {
    html! {
        p.note { (paper.say("plan-questions-note")) }
        ol.questions {
            @for question in questions {
                li {
                    p.message { (paper.question(&question.fact, &question.question)) }
                    p.soft {
                        (paper.fill("plan-ask", [
                            ("who", paper.word(question.asked_of.words())),
                            ("because", html! { (because(&question.because, paper)) }),
                            ("rules", listed(question.decides.iter().map(|rule| html! { span.id { (rule) } }))),
                        ]))
                    }
                }
            }
        }
    }
}

fn because(unknown: &Unknown, paper: &Paper<'_>) -> String {
    match unknown {
        Unknown::NotAsked => paper.say("plan-because-not-asked"),
        Unknown::NotKnown => paper.say("plan-because-not-known"),
        Unknown::Contradicted => paper.say("plan-because-contradicted"),
        Unknown::Refused => paper.say("plan-because-refused"),
        Unknown::Stale { answered_on } => {
            let day = paper.plain_day(*answered_on);
            paper.with("plan-because-stale", [("day", day.into())])
        }
    }
}

/// Rules of the day: what has to be met before the first point.
fn condition_table(conditions: &[&Finding], paper: &Paper<'_>) -> Markup {
    html! {
        p.note { (paper.say("plan-conditions-note")) }
        table.conditions.long {
            caption { (paper.say("plan-conditions-caption")) }
            thead { tr {
                (paper.column("plan-met")) (paper.column("plan-condition")) (paper.column("plan-otherwise")) (paper.column("plan-status-source"))
            } }
            tbody {
                @for finding in conditions {
                    tr {
                        td.tick { span.box aria-hidden="true" {} span.visually-hidden { (paper.say("plan-to-be-ticked")) } }
                        th scope="row" {
                            (paper.prose(&finding.change))
                            span.soft { span.id { (finding.id) } " " (paper.word(&finding.title)) }
                            @if let Some(cleared) = &finding.cleared {
                                span.soft {
                                    (paper.with("plan-cleared-by", [("name", cleared.by.as_str().into()), ("day", paper.plain_day(cleared.on).into())]))
                                    ": " (cleared.reason)
                                }
                             }
                        }
                        td {
                            (severity_tag(finding.severity, paper)) ": " (paper.sentence(&finding.message))
                            @if finding.stands() { span.stands { (icon("caution")) (paper.say("plan-stands-now")) } }
                            @if let Some(until) = &finding.until { span.soft { (paper.say("plan-until-what")) " " (paper.prose(until)) } }
                        }
                        td { (paper.short_origin(finding.status, &finding.sources)) }
                    }
                }
            }
        }
    }
}

fn rejected_clearances(rejected: &[&RejectedClearance], paper: &Paper<'_>) -> Markup {
    html! {
        @if !rejected.is_empty() {
            h3 { (paper.say("plan-rejected")) }
            ul { @for clearance in rejected { li { span.id { (clearance.rule) } ", " (paper.with("plan-rejected-by", [("name", clearance.by.as_str().into())])) ": " (paper.word(&clearance.reason)) "." } } }
        }
    }
}
