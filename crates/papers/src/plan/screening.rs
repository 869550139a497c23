//! What stands against it: findings, questions, and the conditions of the first session.

use anagen_care::finding::{Finding, FindingState};
use anagen_care::plan::{Plan, Standing};
use anagen_care::screening::{Question, RejectedClearance};
use anagen_knowledge::Unknown;
use maud::{Markup, html};

use super::icons::{icon, severity_name, severity_tag};
use super::paper::Paper;
use super::words::{capitalised, counted, id_in_words};
use super::{Section, findings};

pub(super) fn sections(plan: &Plan, paper: &Paper<'_>) -> Vec<Section> {
    let mut sections = vec![of_findings(plan, paper)];
    let questions = findings::questions(plan);
    if !questions.is_empty() {
        let state = counted(questions.len(), "open", "open");
        sections.push(Section::new(
            "questions",
            "Questions to ask",
            state,
            question_list(&questions, paper),
        ));
    }
    let conditions = findings::conditions(plan);
    if !conditions.is_empty() && plan.standing != Standing::Excluded {
        let state = counted(conditions.len(), "condition", "conditions");
        sections.push(Section::new(
            "conditions",
            "Conditions of the first session",
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
        (0, 0) => "nothing".to_owned(),
        (standing, 0) => counted(standing, "finding", "findings"),
        (0, open) => format!("{open} undecided"),
        (standing, open) => format!("{}, {open} undecided", counted(standing, "finding", "findings")),
    };
    let restrictions = findings::restrictions(plan);
    let content = html! {
        @if decided.is_empty() {
            p { "No rule and no limit of the knowledge stands against " @if plan.cocktail.is_some() { "the procedure or this mixture" } @else { "the procedure" } "." }
        }
        @for finding in &decided { (card(finding, paper)) }
        @if !open.is_empty() {
            h3 { "Undecided" }
            p.note { "Answers are missing. An undecided rule that could forbid or delay keeps the verdict at incomplete." }
            (undecided_table(&open, "If it holds", paper))
        }
        @if !restrictions.is_empty() {
            h3 { "About the person who prepares or injects, and about the kit" }
            p.note { "These forbid a person or a kit, not the treatment." }
            @for finding in restrictions.iter().filter(|finding| finding.state == FindingState::Fired) { (card(finding, paper)) }
            @let open: Vec<&Finding> = restrictions.iter().copied().filter(|finding| finding.state != FindingState::Fired).collect();
            @if !open.is_empty() { (undecided_table(&open, "If it holds", paper)) }
        }
        (rejected_clearances(&findings::rejected(plan)))
    };
    Section::new("findings", "What stands against it", state, content)
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
                @if finding.cleared.is_some() { span.meaning.eligible { (icon("eligible")) "cleared" } } @else { (severity_tag(finding.severity)) }
                " " span.id { (finding.id) } " " (finding.title)
            }
            p.message { (paper.sentence(&finding.message)) }
            dl.facts {
                (fact("About", &html! { (finding.about) }))
                @if let Some(cleared) = &finding.cleared {
                    (fact("Cleared", &html! {
                        "by " (cleared.by) " on " (paper.plain_day(cleared.on))
                        @if let Some(expires) = cleared.expires { ", until " (paper.plain_day(expires)) }
                        ": " (paper.prose(&cleared.reason))
                    }))
                } @else {
                    @if let Some(until) = &finding.until { (fact("It waits until", &paper.prose(until))) }
                    @if let Some(day) = finding.until_date { (fact("Not before", &html! { (paper.day(day)) })) }
                    @if let Some(specialist) = &finding.specialist { (fact("Letter of", &paper.prose(specialist))) }
                    (fact("Who can clear it", &html! { (capitalised(&finding.clearance)) }))
                    (fact("What would change it", &paper.prose(&finding.change)))
                }
                @if let Some(why) = &finding.why { (fact("Why", &paper.prose(why))) }
            }
            p { (paper.origin(finding.status, finding.confirmed_by.as_deref(), finding.confidence, &finding.sources)) }
        }
    }
}

fn fact(name: &str, value: &Markup) -> Markup {
    html! { div { dt { (name) } dd { (value) } } }
}

/// Rules that wait for answers: too many for a card each, complete all the same.
fn undecided_table(open: &[&Finding], what_then: &str, paper: &Paper<'_>) -> Markup {
    html! {
        table.undecided.long {
            caption { (counted(open.len(), "rule waits for answers", "rules wait for answers")) }
            thead { tr {
                th scope="col" { "Rule" } th scope="col" { (what_then) } th scope="col" { "Waits for" } th scope="col" { "Status, source" }
            } }
            tbody {
                @for finding in open {
                    tr {
                        th scope="row" { span.id { (finding.id) } " " (finding.title) }
                        td { (severity_tag(finding.severity)) @if let Some(specialist) = &finding.specialist { span.soft { (specialist) } } }
                        td { (missing(finding)) }
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
        p.note { "The smallest set of answers that could decide it, the most decisive first. None of these is ever read as no." }
        ol.questions {
            @for question in questions {
                li {
                    p.message { (paper.prose(&question.question)) }
                    p.soft {
                        "Ask: " (question.asked_of.words()) ". " (because(&question.because, paper)) ". Decides "
                        @for (position, rule) in question.decides.iter().enumerate() { @if position > 0 { ", " } span.id { (rule) } }
                        "."
                    }
                }
            }
        }
    }
}

fn because(unknown: &Unknown, paper: &Paper<'_>) -> String {
    match unknown {
        Unknown::NotAsked => "Not asked yet".to_owned(),
        Unknown::NotKnown => "Asked, not known or not certain".to_owned(),
        Unknown::Contradicted => "Answered in two ways that cannot both be true".to_owned(),
        Unknown::Refused => "Asked, and the answer was refused".to_owned(),
        Unknown::Stale { answered_on } => {
            format!("Answered on {}, too long ago to count", paper.plain_day(*answered_on))
        }
    }
}

/// Rules of the day: what has to be met before the first point.
fn condition_table(conditions: &[&Finding], paper: &Paper<'_>) -> Markup {
    html! {
        p.note { "A plan can be made before these are met; a session cannot start. They are checked again at every session." }
        table.conditions.long {
            caption { "What has to be met before the first point" }
            thead { tr {
                th scope="col" { "Met" } th scope="col" { "Condition" } th scope="col" { "Otherwise" } th scope="col" { "Status, source" }
            } }
            tbody {
                @for finding in conditions {
                    tr {
                        td.tick { span.box aria-hidden="true" {} span.visually-hidden { "to be ticked" } }
                        th scope="row" {
                            (paper.prose(&finding.change))
                            span.soft { span.id { (finding.id) } " " (finding.title) }
                            @if let Some(cleared) = &finding.cleared { span.soft { "Cleared by " (cleared.by) " on " (paper.plain_day(cleared.on)) ": " (cleared.reason) } }
                        }
                        td {
                            (severity_tag(finding.severity)) ": " (paper.sentence(&finding.message))
                            @if finding.stands() { span.stands { (icon("caution")) "stands as of now" } }
                            @if let Some(until) = &finding.until { span.soft { "Until: " (paper.prose(until)) } }
                        }
                        td { (paper.short_origin(finding.status, &finding.sources)) }
                    }
                }
            }
        }
    }
}

fn rejected_clearances(rejected: &[&RejectedClearance]) -> Markup {
    html! {
        @if !rejected.is_empty() {
            h3 { "Clearances that do not count" }
            ul { @for clearance in rejected { li { span.id { (clearance.rule) } ", signed by " (clearance.by) ": " (clearance.reason) "." } } }
        }
    }
}
