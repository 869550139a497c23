//! One finding as a colleague would tell it; opened: rule, facts, reason, sources, what would change it, who clears it how.

use anagen_app::Action;
use anagen_app::intake::{Kept, Standing, is_asked_here, kept_elsewhere};
use anagen_app::screening::{Screening, facts_of};
use anagen_care::finding::{Finding, FindingState};
use anagen_knowledge::FactKey;
use anagen_knowledge::records::{Confidence, Scope, Severity, Status};
use anagen_records::values::PatientId;
use maud::{Markup, html};

use crate::look::{self, Facts, Icon, Meaning, link_button, proposed_tag, status, tag, unknown};
use crate::messages::Messages;
use crate::pages::intake::words as facts_in_words;
use crate::visit::Visit;

/// How a page shows its findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    /// One line each, to be opened, with what can be done.
    ToWork,
    /// Everything opened, as on paper.
    Opened,
}

/// What a severity means.
pub(super) const fn meaning(severity: Severity) -> Meaning {
    match severity {
        Severity::Absolute => Meaning::Excluded,
        Severity::Specialist => Meaning::Specialist,
        Severity::Defer => Meaning::Defer,
        Severity::Relative => Meaning::Caution,
        Severity::Information => Meaning::Neutral,
    }
}

/// The word of a severity.
pub(super) fn severity_word(words: &Messages, severity: Severity) -> String {
    words.say(match severity {
        Severity::Absolute => "screening-severity-absolute",
        Severity::Specialist => "screening-severity-specialist",
        Severity::Defer => "screening-severity-defer",
        Severity::Relative => "screening-severity-relative",
        Severity::Information => "screening-severity-information",
    })
}

/// Whether an open rule keeps the verdict incomplete.
pub(super) const fn decides(severity: Severity) -> bool {
    matches!(severity, Severity::Absolute | Severity::Specialist | Severity::Defer)
}

/// One finding.
pub(super) fn finding(visit: &Visit, screening: &Screening, found: &Finding, shown: Shown) -> look::Finding {
    let is_fired = found.state == FindingState::Fired;
    let (mark, word, sentence) = match (&found.cleared, is_fired) {
        (Some(_), _) => (Meaning::Eligible, visit.say("screening-cleared"), found.message.clone()),
        (None, true) => (
            meaning(found.severity),
            severity_word(visit.words, found.severity),
            found.message.clone(),
        ),
        (None, false) => {
            let mark = if decides(found.severity) {
                Meaning::Incomplete
            } else {
                Meaning::Neutral
            };
            (mark, visit.say("screening-undecided"), undecided_sentence(visit, found))
        }
    };
    let mut part = look::Finding::new(mark, word, sentence)
        .id(format!("rule-{}", found.id))
        .open(shown == Shown::Opened)
        .body(body(visit, screening, found));
    if let Some(tags) = tags(visit, found, is_fired) {
        part = part.tags(tags);
    }
    if shown == Shown::ToWork
        && let Some(actions) = actions(visit, screening, found, is_fired)
    {
        part = part.actions(actions);
    }
    part
}

fn undecided_sentence(visit: &Visit, found: &Finding) -> String {
    let n = match &found.state {
        FindingState::Undecided { missing } => missing.len(),
        FindingState::Fired => 0,
    };
    let n = i64::try_from(n).unwrap_or(i64::MAX);
    visit.with(
        "screening-undecided-sentence",
        [("title", found.title.as_str().into()), ("n", n.into())],
    )
}

fn tags(visit: &Visit, found: &Finding, is_fired: bool) -> Option<Markup> {
    let cleared = found.cleared.as_ref().map(|cleared| match cleared.expires {
        Some(expires) => visit.with(
            "screening-cleared-until",
            [
                ("name", cleared.by.as_str().into()),
                ("day", visit.format.day(expires).into()),
            ],
        ),
        None => visit.with("screening-cleared-by", [("name", cleared.by.as_str().into())]),
    });
    let until = found.until_date.filter(|_| is_fired && cleared.is_none());
    let until = until.map(|day| visit.with("screening-until", [("day", visit.format.day(day).into())]));
    let is_proposed = found.status == Status::Proposed;
    if cleared.is_none() && until.is_none() && !is_proposed {
        return None;
    }
    Some(html! {
        @if let Some(cleared) = &cleared { (tag(cleared)) " " }
        @if let Some(until) = &until { (tag(until)) " " }
        @if is_proposed { (proposed_tag(&visit.say("intake-proposed"))) }
    })
}

fn body(visit: &Visit, screening: &Screening, found: &Finding) -> Markup {
    let mut facts = Facts::new().fact(visit.say("screening-rule"), html! { (found.id) ": " (found.title) });
    facts = facts.fact(visit.say("screening-about"), about(visit, screening, found));
    let named = facts_of(&screening.intake.way, &found.id);
    if !named.is_empty() {
        facts = facts.fact(
            visit.say("screening-facts"),
            html! {
                ul class="finding-facts" { @for key in named { li { (fact(visit, screening, key)) } } }
            },
        );
    }
    if let Some(why) = &found.why {
        facts = facts.fact(visit.say("screening-why"), why);
    }
    facts = facts.fact(visit.say("screening-sources"), sources(visit, screening, found));
    facts = facts.fact(visit.say("screening-status"), status_words(visit, found));
    if let Some(until) = &found.until {
        facts = facts.fact(visit.say("screening-until-what"), until);
    }
    if let Some(specialist) = &found.specialist {
        facts = facts.fact(visit.say("screening-specialist"), specialist);
    }
    facts = facts.fact(visit.say("screening-change"), &found.change);
    facts = facts.fact(visit.say("screening-who-clears"), visit.say(clears_key(found)));
    if let Some(cleared) = &found.cleared {
        let on = visit.format.day(cleared.on);
        facts = facts.fact_from(
            visit.say("screening-cleared"),
            &cleared.reason,
            visit.with(
                "screening-signed",
                [("name", cleared.by.as_str().into()), ("day", on.into())],
            ),
        );
    }
    html! { (facts) }
}

const fn clears_key(found: &Finding) -> &'static str {
    match (found.severity, &found.state) {
        (_, FindingState::Undecided { .. }) => "screening-clears-answer",
        (Severity::Absolute, _) => "screening-clears-absolute",
        (Severity::Specialist, _) => "screening-clears-specialist",
        (Severity::Defer, _) => "screening-clears-defer",
        (Severity::Relative, _) => "screening-clears-relative",
        (Severity::Information, _) => "screening-clears-information",
    }
}

/// What a finding can forbid.
fn about(visit: &Visit, screening: &Screening, found: &Finding) -> String {
    let rules = &screening.intake.way.knowledge.records.rules;
    match rules.iter().find(|rule| rule.id == found.id).map(|rule| &rule.scope) {
        Some(Scope::Procedure) => visit.say("screening-about-procedure"),
        Some(Scope::Agent { .. }) => visit.say("screening-about-agent"),
        Some(Scope::Technique { .. }) => visit.say("screening-about-technique"),
        Some(Scope::Zone { .. }) => visit.say("screening-about-zone"),
        Some(Scope::Operator) => visit.say("screening-about-operator"),
        Some(Scope::Kit) => visit.say("screening-about-kit"),
        Some(Scope::Mixture) | None => visit.say("screening-about-mixture"),
    }
}

/// A fact with its value, its day and who gave it.
fn fact(visit: &Visit, screening: &Screening, key: FactKey) -> Markup {
    let intake = &screening.intake;
    let (knowledge, record) = (intake.knowledge(), intake.knowledge().fact(key));
    let question = intake.question(key);
    let value = intake
        .sheet
        .value(key)
        .map(|value| facts_in_words::value(visit.words, &visit.format, knowledge, record, value));
    let origin = match (question.answer, intake.sheet.answered_on(key)) {
        (Some(answer), _) if question.standing != Standing::Follows => {
            let day = visit.format.day(visit.format.day_of(answer.at));
            let source = facts_in_words::source(visit.words, &answer.source);
            Some(visit.with("screening-fact-from", [("source", source.into()), ("day", day.into())]))
        }
        (_, Some(day)) => Some(visit.with("screening-fact-on", [("day", visit.format.day(day).into())])),
        _ if question.standing == Standing::Follows => Some(visit.say("intake-follows")),
        _ => None,
    };
    let word = match question.standing {
        Standing::Stale(day) => visit.with("screening-fact-stale", [("day", visit.format.day(day).into())]),
        Standing::NotKnown => visit.say("answer-not-known"),
        Standing::Refused => visit.say("answer-refused"),
        Standing::Contradicted => visit.say("intake-contradicted"),
        _ => visit.say("answer-not-asked"),
    };
    html! {
        (record.question) " "
        @match value {
            Some(value) => {
                strong { (value) }
                @if let Some(origin) = origin { " " span class="origin" { (origin) } }
            }
            None => (unknown(&word)),
        }
        @if intake.sheet.value(key).is_none() {
            @if let Some(href) = question_href(screening.intake.way.patient.id, record) { " " a href=(href) { (visit.say("screening-answer")) } }
        }
    }
}

/// Where a fact is answered; none where nobody answers it for a patient.
pub(crate) fn question_href(patient: PatientId, fact: &anagen_knowledge::records::Fact) -> Option<String> {
    let intake = format!("/patients/{patient}/intake");
    Some(match kept_elsewhere(&fact.id) {
        None if is_asked_here(fact) => {
            format!(
                "{intake}/topics/{}#question-{}",
                facts_in_words::topic_slug(&fact.group),
                fact.id
            )
        }
        Some(Kept::Medicines) => format!("{intake}/lists/medicines"),
        Some(Kept::Allergies) => format!("{intake}/lists/allergies"),
        Some(Kept::Diagnosis) => format!("{intake}/diagnosis"),
        Some(Kept::BirthDate) => format!("/patients/{patient}/particulars"),
        Some(Kept::Consent) => format!("/patients/{patient}/consent"),
        Some(Kept::Photographs) => format!("/patients/{patient}/photographs"),
        None => return None,
    })
}

fn sources(visit: &Visit, screening: &Screening, found: &Finding) -> Markup {
    let records = &screening.intake.way.knowledge.records;
    let titles: Vec<&str> = found
        .sources
        .iter()
        .map(|id| {
            records
                .source(id)
                .map_or(id.as_str(), |source| source.citation.as_str())
        })
        .collect();
    html! { (titles.join("; ")) " " span class="origin" { (confidence(visit.words, found.confidence)) } }
}

fn confidence(words: &Messages, confidence: Confidence) -> String {
    words.say(match confidence {
        Confidence::Cited => "screening-confidence-cited",
        Confidence::Seed => "screening-confidence-seed",
        Confidence::Derived => "screening-confidence-derived",
        Confidence::MemoryHigh => "screening-confidence-memory-high",
        Confidence::MemoryMedium => "screening-confidence-memory-medium",
        Confidence::MemoryLow => "screening-confidence-memory-low",
        Confidence::Proposed => "screening-confidence-proposed",
    })
}

fn status_words(visit: &Visit, found: &Finding) -> Markup {
    match (found.status, &found.confirmed_by) {
        (Status::Proposed, _) => html! { (status(Meaning::Neutral, &visit.say("screening-proposed"))) },
        (Status::Confirmed, Some(by)) => {
            html! { (visit.with("screening-confirmed-by", [("name", by.as_str().into())])) }
        }
        (Status::Confirmed, None) => html! { (visit.say("screening-confirmed")) },
    }
}

/// What this role can do about a finding.
fn actions(visit: &Visit, screening: &Screening, found: &Finding, is_fired: bool) -> Option<Markup> {
    let patient = screening.intake.way.patient.id;
    if found.cleared.is_some() {
        return None;
    }
    if let FindingState::Undecided { missing } = &found.state {
        let knowledge = screening.intake.knowledge();
        let mut keys = missing.iter().filter_map(|id| knowledge.fact_key(id));
        let href = keys.find_map(|key| question_href(patient, knowledge.fact(key)))?;
        return Some(link_button(
            &href,
            Some(Icon::Question),
            &visit.say("screening-answer-it"),
        ));
    }
    let href = format!("/patients/{patient}/screening/clear/{}", found.id);
    let may_sign = visit.actor.may(Action::SignClearance) && is_fired;
    match found.severity {
        Severity::Relative if may_sign => Some(link_button(&href, Some(Icon::Pen), &visit.say("screening-override"))),
        Severity::Specialist if may_sign => Some(link_button(
            &href,
            Some(Icon::Letter),
            &visit.say("screening-enter-letter"),
        )),
        _ => None,
    }
}
