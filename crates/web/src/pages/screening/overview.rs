//! The verdict with its findings, the strictest first; what is open; what was signed; on which knowledge it rests.

use anagen_app::Action;
use anagen_app::people::CredentialStanding;
use anagen_app::screening::{self, Screening};
use anagen_app::way::Stage;
use anagen_care::finding::{Finding, FindingState};
use anagen_care::screening::Verdict;
use anagen_records::values::PatientId;
use axum::extract::Path;
use axum::response::Response;
use maud::{Markup, html};

use super::finding::{self, Shown, decides, question_href, severity_word};
use super::signed;
use crate::failure::Failure;
use crate::look::layout::section_with;
use crate::look::{
    Facts, Icon, LinkItem, Meaning, Notice, PageHead, disclosure, link_button, link_list, proposed_tag, section,
    verdict_header,
};
use crate::page::{Page, meaning_of, verdict_word};
use crate::pages::intake;
use crate::visit::Visit;

/// Letters of a hash that tell two versions apart for a reader.
const HASH_SHOWN: usize = 12;

pub(super) async fn page(visit: Visit, Path(patient): Path<PatientId>) -> Result<Response, Failure> {
    let screening = screening::open(&visit.actor, &visit.app, patient).await?;
    Ok(show(&visit, &screening, Shown::ToWork))
}

/// The same with everything opened, for paper.
pub(super) async fn print(visit: Visit, Path(patient): Path<PatientId>) -> Result<Response, Failure> {
    let screening = screening::open(&visit.actor, &visit.app, patient).await?;
    Ok(show(&visit, &screening, Shown::Opened))
}

fn show(visit: &Visit, screening: &Screening, shown: Shown) -> Response {
    let way = &screening.intake.way;
    let patient = way.patient.id;
    let report = &way.screening;
    let title = visit.say("screening-title");
    let here = format!("/patients/{patient}/screening");
    let is_fired = |found: &&Finding| found.state == FindingState::Fired;
    let fired: Vec<&Finding> = report
        .findings
        .iter()
        .filter(is_fired)
        .filter(|found| found.cleared.is_none())
        .collect();
    let cleared: Vec<&Finding> = report.findings.iter().filter(|found| found.cleared.is_some()).collect();
    let undecided: Vec<&Finding> = report
        .findings
        .iter()
        .filter(|found| !is_fired(found) && decides(found.severity))
        .collect();
    let cautions: Vec<&Finding> = report
        .findings
        .iter()
        .filter(|found| !is_fired(found) && !decides(found.severity))
        .collect();
    let list = |findings: &[&Finding]| {
        html! {
            div class="findings" { @for found in findings { (finding::finding(visit, screening, found, shown)) } }
        }
    };
    let folded = |key: &str, findings: &[&Finding]| {
        let n = i64::try_from(findings.len()).unwrap_or(i64::MAX);
        let line = visit.with(key, [("n", n.into())]);
        if shown == Shown::Opened {
            section(&line, list(findings))
        } else {
            disclosure(&line, list(findings))
        }
    };
    let head = PageHead::new(title.clone()).sentence(visit.say("screening-sentence"));
    let head = match shown {
        Shown::ToWork => head.actions(link_button(
            &format!("{here}/print"),
            Some(Icon::Print),
            &visit.say("screening-print"),
        )),
        Shown::Opened => head.back(here.clone(), visit.say("screening-title")),
    };
    let body = html! {
        (head)
        (verdict_header(meaning_of(report.verdict), &verdict_word(visit.words, report.verdict), &meaning_sentence(visit, report.verdict), counts(visit, report)))
        @if !fired.is_empty() { (section(&visit.say("screening-found"), list(&fired))) }
        @if !report.questions.is_empty() { (questions(visit, screening)) }
        @if !undecided.is_empty() { (folded("screening-undecided-rules", &undecided)) }
        @if !cautions.is_empty() { (folded("screening-undecided-cautions", &cautions)) }
        @if !cleared.is_empty() { (section(&visit.say("screening-cleared-findings"), list(&cleared))) }
        @if fired.is_empty() && cleared.is_empty() && undecided.is_empty() {
            p { (visit.say("screening-nothing-found")) }
        }
        @if !report.restrictions.is_empty() { (restrictions(visit, screening, shown)) }
        (signed::section(visit, screening, shown))
        (knowledge(visit, screening))
    };
    let page = Page::new(visit, title)
        .patient(way, Some(Stage::Screening))
        .script(intake::STYLES);
    let page = match credential_notice(visit, screening) {
        Some(notice) if shown == Shown::ToWork => page.notice(notice),
        _ => page,
    };
    page.show(&body)
}

fn meaning_sentence(visit: &Visit, verdict: Verdict) -> String {
    visit.say(match verdict {
        Verdict::Eligible => "screening-means-eligible",
        Verdict::Caution => "screening-means-caution",
        Verdict::Defer => "screening-means-defer",
        Verdict::NeedsSpecialist => "screening-means-needs-specialist",
        Verdict::Incomplete => "screening-means-incomplete",
        Verdict::Excluded => "screening-means-excluded",
    })
}

/// How many findings there are of each severity.
fn counts(visit: &Visit, report: &anagen_care::screening::Report) -> Markup {
    use anagen_knowledge::records::Severity;
    let mut counted: Vec<(Meaning, usize, String)> = Vec::new();
    for severity in [
        Severity::Absolute,
        Severity::Specialist,
        Severity::Defer,
        Severity::Relative,
        Severity::Information,
    ] {
        let n = report
            .findings
            .iter()
            .filter(|found| found.severity == severity && found.stands())
            .count();
        if n > 0 {
            counted.push((finding::meaning(severity), n, severity_word(visit.words, severity)));
        }
    }
    let open = report
        .findings
        .iter()
        .filter(|found| found.state != FindingState::Fired && decides(found.severity))
        .count();
    if open > 0 {
        counted.push((Meaning::Incomplete, open, visit.say("screening-undecided")));
    }
    crate::look::finding::counts(&counted)
}

/// The questions that could decide it, each with the way to it.
fn questions(visit: &Visit, screening: &Screening) -> Markup {
    /// The most decisive ones; the rest stands in intake.
    const MOST: usize = 6;
    let knowledge = screening.intake.knowledge();
    let patient = screening.intake.way.patient.id;
    let all = &screening.intake.way.screening.questions;
    let item = |question: &anagen_care::screening::Question| {
        let fact = knowledge.fact_key(&question.fact).map(|key| knowledge.fact(key));
        let rules = question.decides.join(", ");
        LinkItem {
            href: fact
                .and_then(|fact| question_href(patient, fact))
                .unwrap_or_else(|| format!("/patients/{patient}/intake")),
            title: question.question.clone(),
            detail: visit.with("screening-leaves-open", [("rules", rules.into())]),
            aside: None,
            before: None,
        }
    };
    let items: Vec<LinkItem> = all.iter().take(MOST).map(item).collect();
    let n = i64::try_from(all.len()).unwrap_or(i64::MAX);
    let beside = html! {
        a class="button is-primary" href=(format!("/patients/{patient}/intake")) { span { (visit.with("screening-answer-all", [("n", n.into())])) } }
    };
    section_with(
        "questions",
        &visit.say("screening-questions"),
        beside,
        link_list(&items),
    )
}

/// Findings about a person or a kit; they leave the patient's verdict as it is.
fn restrictions(visit: &Visit, screening: &Screening, shown: Shown) -> Markup {
    let found = screening.intake.way.screening.restrictions.iter();
    let list = html! {
        p class="soft" { (visit.say("screening-restrictions-sentence")) }
        div class="findings" { @for found in found { (finding::finding(visit, screening, found, shown)) } }
    };
    section(&visit.say("screening-restrictions"), list)
}

/// The knowledge on which the verdict rests.
fn knowledge(visit: &Visit, screening: &Screening) -> Markup {
    let knowledge = screening.intake.knowledge();
    let hash: String = knowledge.hash.chars().take(HASH_SHOWN).collect();
    let adopted = knowledge.adoption("screening").map(|adoption| {
        let day = visit.format.day(adoption.on);
        visit.with(
            "screening-adopted",
            [("name", adoption.by.as_str().into()), ("day", day.into())],
        )
    });
    let facts = Facts::new()
        .fact(visit.say("screening-knowledge-version"), html! { (knowledge.version) " " span class="origin" { (hash) } })
        .fact(visit.say("screening-adoption"), if let Some(adopted) = adopted { html! { (adopted) } } else { html! { (proposed_tag(&visit.say("screening-not-adopted"))) " " (visit.say("screening-not-adopted-sentence")) } })
        .fact(visit.say("screening-worked-out"), visit.format.moment(screening.intake.way.now));
    section(&visit.say("screening-knowledge"), html! { (facts) })
}

/// What a prescriber has to know of their own credentials before they sign.
pub(super) fn credential_notice(visit: &Visit, screening: &Screening) -> Option<Notice> {
    let key = match screening.credential? {
        CredentialStanding::Valid(_) => return None,
        CredentialStanding::NoneEntered => "screening-credential-none",
        CredentialStanding::NotCovered => "screening-credential-not-covered",
    };
    visit
        .actor
        .may(Action::SignClearance)
        .then(|| Notice::about(Meaning::Caution, visit.say(key)))
}
