//! What is known of the patient: question, answer, who said it and when, and what does not count.
//!
//! Plain answers "no" that no finding turns on are listed together by who gave them; everything else has a row of its own.

use std::collections::BTreeSet;

use anagen_care::case::AnswerSource;
use anagen_care::plan::{KnownFact, Plan};
use anagen_care::screening::Rulebook;
use jiff::civil::Date;
use maud::{Markup, html};

use super::icons::icon;
use super::paper::Paper;
use super::words::{capitalised, counted};
use super::{Section, findings};

pub(super) fn section(plan: &Plan, paper: &Paper<'_>) -> Section {
    let told = told_by_findings(plan, paper);
    let (plain_no, rows): (Vec<&KnownFact>, Vec<&KnownFact>) = plan
        .known
        .iter()
        .partition(|fact| fact.value == "no" && fact.does_not_count.is_none() && !told.contains(&fact.fact));
    let n_without_count = plan.known.iter().filter(|fact| fact.does_not_count.is_some()).count();
    let state = match n_without_count {
        0 => counted(plan.known.len(), "answer", "answers"),
        some => format!("{}, {some} not counted", counted(plan.known.len(), "answer", "answers")),
    };
    let content = html! {
        @if plan.known.is_empty() {
            p { "Nothing was answered. The questions below say what to ask first." }
        }
        @if !rows.is_empty() {
            table.long.answers {
                caption { "Answers, by topic" }
                thead { tr { th scope="col" { "Question" } th scope="col" { "Answer" } th scope="col" { "Given by" } th scope="col" { "On" } } }
                @for (group, facts) in by_group(&rows, paper) {
                    tbody {
                        tr.group { th scope="rowgroup" colspan="4" { (capitalised(&group)) } }
                        @for fact in facts { (row(fact, paper)) }
                    }
                }
            }
        }
        @for (source, on, facts) in by_giver(&plain_no) {
            details.noes {
                summary { "Answered no: " (counted(facts.len(), "question", "questions")) " (" (given_by(source)) ", " (on_day(on, paper)) ")" }
                ul { @for fact in facts { li { (paper.prose(&fact.question)) " " b { "No" } } } }
            }
        }
    };
    Section::new("known", "What is known", state, content)
}

fn row(fact: &KnownFact, paper: &Paper<'_>) -> Markup {
    // The day stands in its own column.
    let dated = fact.on.map(|on| format!(" on {}", on.strftime("%-d %B %Y")));
    let value = dated
        .and_then(|dated| fact.value.strip_suffix(&dated))
        .unwrap_or(&fact.value);
    html! {
        tr.not-counted[fact.does_not_count.is_some()] {
            th scope="row" { (paper.prose(&fact.question)) }
            td {
                (paper.prose(value))
                @if let Some(why) = &fact.does_not_count {
                    span.why-not { (icon("incomplete")) "does not count: " (paper.prose(why)) }
                }
            }
            td { (given_by(fact.source)) }
            td.day { (on_day(fact.on, paper)) }
        }
    }
}

/// Facts that a rule which fired, or was cleared, turns on: these are always rows.
fn told_by_findings(plan: &Plan, paper: &Paper<'_>) -> BTreeSet<String> {
    let ids: BTreeSet<&str> = findings::of(plan)
        .into_iter()
        .chain(findings::conditions(plan))
        .filter(|finding| finding.state == anagen_care::finding::FindingState::Fired)
        .map(|finding| finding.id.as_str())
        .collect();
    let rulebook = Rulebook::new(paper.knowledge);
    let rules = rulebook.rules.iter().filter(|rule| ids.contains(rule.rule.id.as_str()));
    rules
        .flat_map(|rule| rule.condition.facts())
        .map(|fact| paper.knowledge.fact(fact).id.clone())
        .collect()
}

/// Facts by the topic block of the intake form, in the order in which topics first come.
fn by_group<'f>(facts: &[&'f KnownFact], paper: &Paper<'_>) -> Vec<(String, Vec<&'f KnownFact>)> {
    let mut groups: Vec<(String, Vec<&KnownFact>)> = Vec::new();
    for &fact in facts {
        let record = paper
            .knowledge
            .records
            .facts
            .iter()
            .find(|record| record.id == fact.fact);
        let group = record.map_or_else(|| "other".to_owned(), |record| record.group.clone());
        match groups.iter_mut().find(|(known, _)| *known == group) {
            Some((_, members)) => members.push(fact),
            None => groups.push((group, vec![fact])),
        }
    }
    groups
}

type Giver<'f> = (Option<AnswerSource>, Option<Date>, Vec<&'f KnownFact>);

fn by_giver<'f>(facts: &[&'f KnownFact]) -> Vec<Giver<'f>> {
    let mut givers: Vec<Giver<'f>> = Vec::new();
    for &fact in facts {
        match givers
            .iter_mut()
            .find(|(source, on, _)| (*source, *on) == (fact.source, fact.on))
        {
            Some((_, _, members)) => members.push(fact),
            None => givers.push((fact.source, fact.on, vec![fact])),
        }
    }
    givers
}

fn given_by(source: Option<AnswerSource>) -> &'static str {
    match source {
        Some(AnswerSource::Patient) => "patient",
        Some(AnswerSource::Examiner) => "examiner",
        Some(AnswerSource::Laboratory) => "laboratory",
        Some(AnswerSource::Record) => "record",
        Some(AnswerSource::Room) => "room",
        Some(AnswerSource::Staff) => "staff",
        Some(AnswerSource::Product) => "product label",
        None => "case file",
    }
}

fn on_day(day: Option<Date>, paper: &Paper<'_>) -> String {
    day.map_or_else(|| "day not recorded".to_owned(), |day| paper.plain_day(day))
}
