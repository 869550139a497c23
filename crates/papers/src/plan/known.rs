//! What is known of the patient: question, answer, who said it and when, and what does not count.
//!
//! Plain answers "no" that no finding turns on are listed together by who gave them; everything else has a row of its own.

use std::collections::BTreeSet;

use anagen_care::case::AnswerSource;
use anagen_care::plan::{KnownFact, Plan};
use anagen_care::screening::Rulebook;
use anagen_knowledge::records::{Fact, FactKind};
use anagen_knowledge::{Answer, ORIGINAL, Plain, Said, Unknown, Value};
use jiff::civil::Date;
use maud::{Markup, html};

use super::icons::icon;
use super::paper::{Paper, listed};
use super::words::capitalised;
use super::{Section, findings};

pub(super) fn section(plan: &Plan, paper: &Paper<'_>) -> Section {
    let told = told_by_findings(plan, paper);
    let (plain_no, rows): (Vec<&KnownFact>, Vec<&KnownFact>) = plan
        .known
        .iter()
        .partition(|fact| fact.value == "no" && fact.does_not_count.is_none() && !told.contains(&fact.fact));
    let n_without_count = plan.known.iter().filter(|fact| fact.does_not_count.is_some()).count();
    let state = match n_without_count {
        0 => paper.counted("plan-n-answers", plan.known.len()),
        some => format!(
            "{}, {}",
            paper.counted("plan-n-answers", plan.known.len()),
            paper.counted("plan-n-not-counted", some)
        ),
    };
    let content = html! {
        @if plan.known.is_empty() {
            p { (paper.say("plan-nothing-answered")) }
        }
        @if !rows.is_empty() {
            table.long.answers {
                caption { (paper.say("plan-answers")) }
                thead { tr { (paper.column("plan-question")) (paper.column("plan-answer")) (paper.column("plan-given-by")) (paper.column("plan-on")) } }
                @for (group, facts) in by_group(&rows, paper) {
                    tbody {
                        tr.group { th scope="rowgroup" colspan="4" { (paper.capital(&group)) } }
                        @for fact in facts { (row(fact, paper)) }
                    }
                }
            }
        }
        @for (source, on, facts) in by_giver(&plain_no) {
            details.noes {
                summary { (paper.counted("plan-answered-no", facts.len())) " (" (given_by(source, paper)) ", " (on_day(on, paper)) ")" }
                ul { @for fact in facts { li { (paper.question(&fact.fact, &fact.question)) " " b { (capitalised(&paper.say("plan-no"))) } } } }
            }
        }
    };
    Section::new("known", "plan-known", state, content)
}

fn row(fact: &KnownFact, paper: &Paper<'_>) -> Markup {
    html! {
        tr.not-counted[fact.does_not_count.is_some()] {
            th scope="row" { (paper.question(&fact.fact, &fact.question)) }
            td {
                (answer(fact, paper))
                @if let Some(why) = &fact.does_not_count {
                    span.why-not { (icon("incomplete")) (paper.fill("plan-does-not-count", [("why", why_not(fact, why, paper))])) }
                }
            }
            td { (given_by(fact.source, paper)) }
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

/// The value in words.
fn answer(fact: &KnownFact, paper: &Paper<'_>) -> Markup {
    let Some(record) = paper
        .knowledge
        .records
        .facts
        .iter()
        .find(|record| record.id == fact.fact)
    else {
        return paper.prose(&fact.value);
    };
    let unit = record
        .unit
        .as_deref()
        .filter(|unit| !matches!(*unit, "1" | "pH" | "SALT" | "points"))
        .unwrap_or_default();
    let with_unit = |number: f64| format!("{} {unit}", Plain(number)).trim_end().to_owned();
    let text = match &fact.answer {
        Answer::Unknown(_) => paper.say("plan-not-known"),
        Answer::Known(Value::YesNo(true)) => paper.say("plan-yes"),
        Answer::Known(Value::YesNo(false)) => paper.say("plan-no"),
        Answer::Known(Value::Number { low, high }) if (low - high).abs() < f64::EPSILON => with_unit(*low),
        Answer::Known(Value::Number { low, high }) => paper.with(
            "plan-between",
            [
                ("low", Plain(*low).to_string().into()),
                ("high", with_unit(*high).into()),
            ],
        ),
        Answer::Known(Value::Date(day)) => paper.plain_day(*day),
        Answer::Known(Value::Choice(option)) => return name(record, option, paper),
        Answer::Known(Value::List(list)) => {
            let named = list.entries.iter().map(|entry| name(record, entry, paper));
            let unlisted = list.unlisted.iter().map(|entry| paper.typed(entry));
            let all: Vec<Markup> = named.chain(unlisted).collect();
            return if all.is_empty() {
                html! { (paper.say("plan-none")) }
            } else {
                listed(all)
            };
        }
    };
    paper.typed(&text)
}

/// What an id in a choice or a list is called: in the order in which `care` looks for it.
fn name(fact: &Fact, id: &str, paper: &Paper<'_>) -> Markup {
    let (records, language) = (&paper.knowledge.records, paper.words.language);
    let english = |name: &str| Said::new(name, ORIGINAL);
    let zone = || records.zones.iter().find(|record| record.id == id);
    let agent = || records.agents.iter().find(|record| record.id == id);
    let medicine = || records.medicines.iter().find(|record| record.id == id);
    let allergen = || records.allergens.iter().find(|record| record.id == id);
    let conditions = || records.conditions.iter().filter(|_| fact.id == "diagnosis");
    let condition = || conditions().find(|record| record.id == id);
    let in_list = || {
        zone()
            .map(|record| record.name_in(language))
            .or_else(|| agent().map(|record| record.name_in(language)))
            .or_else(|| medicine().map(|record| english(&record.name)))
            .or_else(|| allergen().map(|record| english(&record.name)))
    };
    let in_choice = || {
        condition()
            .map(|record| record.name_in(language))
            .or_else(|| fact.label_in(id, language))
    };
    let found = if fact.kind == FactKind::List {
        in_list().or_else(in_choice)
    } else {
        in_choice()
    };
    match found {
        Some(said) => paper.said_prose(&said),
        None => paper.prose(id),
    }
}

/// Why an answer does not count.
fn why_not(fact: &KnownFact, english: &str, paper: &Paper<'_>) -> Markup {
    let text = match &fact.answer {
        Answer::Known(_) => return paper.prose(english),
        Answer::Unknown(Unknown::Stale { answered_on }) => {
            let day = paper.plain_day(*answered_on);
            paper.with("plan-not-counted-stale", [("day", day.into())])
        }
        Answer::Unknown(Unknown::NotAsked) => paper.say("plan-not-counted-not-asked"),
        Answer::Unknown(Unknown::NotKnown) => paper.say("plan-not-counted-not-known"),
        Answer::Unknown(Unknown::Contradicted) => paper.say("plan-not-counted-contradicted"),
        Answer::Unknown(Unknown::Refused) => paper.say("plan-not-counted-refused"),
    };
    html! { (text) }
}

fn given_by(source: Option<AnswerSource>, paper: &Paper<'_>) -> Markup {
    paper.word(match source {
        Some(AnswerSource::Patient) => "patient",
        Some(AnswerSource::Examiner) => "examiner",
        Some(AnswerSource::Laboratory) => "laboratory",
        Some(AnswerSource::Record) => "record",
        Some(AnswerSource::Room) => "room",
        Some(AnswerSource::Staff) => "staff",
        Some(AnswerSource::Product) => "product label",
        None => return html! { (paper.say("plan-case-file")) },
    })
}

fn on_day(day: Option<Date>, paper: &Paper<'_>) -> String {
    day.map_or_else(|| paper.say("plan-day-not-recorded"), |day| paper.plain_day(day))
}
