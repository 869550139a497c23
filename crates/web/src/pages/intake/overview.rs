//! What decides now, the most decisive first, and the way to every topic.

use anagen_app::Action;
use anagen_app::intake::{self, Intake, Kept, ListStanding, Topic};
use anagen_app::way::{Stage, StageState};
use anagen_care::screening::Verdict;
use anagen_records::values::PatientId;
use axum::extract::Path;
use axum::response::Response;
use maud::html;

use super::sheet::{Asks, Sent, Sheet, finish, form, saved, store, with_what_is_wrong};
use super::words::{topic_slug, topic_title};
use super::{View, page_of, views};
use crate::failure::Failure;
use crate::fields::Fields;
use crate::look::layout::section_with;
use crate::look::{Empty, Icon, LinkItem, Meaning, PageHead, PostButton, chip, link_list, section};
use crate::visit::Visit;

/// As many questions as one goes through before what is open is worked out anew: answers open and close others.
const MOST_AT_ONCE: usize = 8;

pub(super) async fn page(visit: Visit, Path(patient): Path<PatientId>) -> Result<Response, Failure> {
    let intake = intake::open(&visit.actor, &visit.app, patient, "intake.open").await?;
    show(&visit, &intake, None).await
}

pub(super) async fn save(visit: Visit, Path(patient): Path<PatientId>, fields: Fields) -> Result<Response, Failure> {
    let intake = intake::open(&visit.actor, &visit.app, patient, "intake.open").await?;
    // What decides may have changed since the form was made: what it asked is taken, whatever decides now.
    let sheet = Sheet {
        questions: intake.questions().collect(),
        ..deciding(&intake)
    };
    match store(&visit, &intake, &sheet, &fields).await? {
        Ok(n) => Ok(saved(&sheet.action, n)),
        Err(invalid) => show(&visit, &intake, Some(Sent { fields, invalid })).await,
    }
}

fn deciding(intake: &Intake) -> Sheet<'_> {
    let patient = intake.way.patient.id;
    let mut questions = intake.deciding();
    questions.truncate(MOST_AT_ONCE);
    Sheet {
        action: format!("/patients/{patient}/intake"),
        draft: format!("intake-{patient}-decides"),
        asks: Asks::InOrder,
        questions,
    }
}

async fn show(visit: &Visit, intake: &Intake, sent: Option<Sent>) -> Result<Response, Failure> {
    let mut sheet = deciding(intake);
    let n_all = intake.deciding().len();
    with_what_is_wrong(intake, &mut sheet, sent.as_ref());
    let patient = intake.way.patient.id;
    let may_answer = visit.actor.may(Action::AnswerIntake);
    let form = form(visit, intake, &sheet, sent.as_ref()).await?;
    let title = visit.say("intake-title");
    let tablet = format!("/patients/{patient}/intake/tablet");
    let head = PageHead::new(title.clone()).sentence(sentence(visit, intake, n_all)).actions(html! {
        @if may_answer {
            (PostButton { action: &tablet, label: &visit.say("intake-hand-tablet"), icon: Some(Icon::Person), values: &[], primary: false })
        }
    });
    let elsewhere = elsewhere(visit, intake);
    let body = html! {
        (head)
        (views(visit, patient, View::Questions))
        @if !elsewhere.is_empty() { (section(&visit.say("intake-elsewhere"), link_list(&elsewhere))) }
        @if sheet.questions.is_empty() && elsewhere.is_empty() {
            (Empty {
                icon: Icon::Check,
                what: visit.say("intake-nothing-decides"),
                sentence: visit.say("intake-nothing-decides-sentence"),
                first_step: Some((format!("/patients/{patient}/screening"), visit.say("intake-to-screening"))),
            })
        } @else if !sheet.questions.is_empty() {
            (section_with("decides", &visit.say("intake-decides-title"), html! { (count(visit, sheet.questions.len(), n_all)) }, form))
        }
        (section(&visit.say("intake-topics"), link_list(&topics(visit, intake))))
    };
    let page = page_of(visit, &intake.way, title);
    Ok(finish(visit, page, sent.as_ref(), intake).show(&body))
}

fn count(visit: &Visit, shown: usize, all: usize) -> String {
    let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    visit.with(
        "intake-first-of",
        [("shown", number(shown).into()), ("all", number(all).into())],
    )
}

fn sentence(visit: &Visit, intake: &Intake, n_all: usize) -> String {
    let n = i64::try_from(n_all).unwrap_or(i64::MAX);
    match intake.way.screening.verdict {
        Verdict::Incomplete => visit.with("intake-sentence-incomplete", [("n", n.into())]),
        Verdict::Excluded => visit.say("intake-sentence-excluded"),
        _ if intake.way.state(Stage::Intake) == StageState::Due => visit.say("intake-sentence-diagnosis"),
        _ => visit.say("intake-sentence-done"),
    }
}

/// What decides and is kept on another page.
fn elsewhere(visit: &Visit, intake: &Intake) -> Vec<LinkItem> {
    let patient = intake.way.patient.id;
    let links = intake.deciding_elsewhere().into_iter().filter_map(|kept| {
        let (href, key, standing) = match kept {
            Kept::Medicines => (
                View::Medicines.href(patient),
                "intake-view-medicines",
                Some(intake.medicines),
            ),
            Kept::Allergies => (
                View::Allergies.href(patient),
                "intake-view-allergies",
                Some(intake.allergies),
            ),
            Kept::Diagnosis => (View::Diagnosis.href(patient), "intake-view-diagnosis", None),
            Kept::BirthDate => (format!("/patients/{patient}/particulars"), "intake-birth-date", None),
            Kept::Consent | Kept::Photographs => return None,
        };
        Some(LinkItem {
            href,
            title: visit.say(key),
            detail: standing.map_or_else(
                || visit.say("intake-decides-elsewhere"),
                |standing| list_standing(visit, standing),
            ),
            aside: Some(chip(Meaning::Incomplete, &visit.say("intake-open"))),
            before: None,
        })
    });
    links.collect()
}

/// How a list of medicines or allergies stands.
pub(super) fn list_standing(visit: &Visit, standing: ListStanding) -> String {
    match standing {
        ListStanding::NotAsked => visit.say("intake-list-not-asked"),
        ListStanding::Stale(day) => visit.with("intake-list-stale", [("day", visit.format.day(day).into())]),
        ListStanding::Counts(day) => visit.with("intake-list-counts", [("day", visit.format.day(day).into())]),
    }
}

fn topics(visit: &Visit, intake: &Intake) -> Vec<LinkItem> {
    let patient = intake.way.patient.id;
    let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let item = |topic: &Topic| LinkItem {
        href: format!("/patients/{patient}/intake/topics/{}", topic_slug(&topic.group)),
        title: topic_title(visit.words, &topic.group),
        detail: visit.with("intake-topic-answered", [("n", number(topic.n_answered).into())]),
        aside: Some(html! {
            @if topic.n_stale > 0 {
                (chip(Meaning::Defer, &visit.with("intake-topic-stale", [("n", number(topic.n_stale).into())])))
            }
            @if topic.n_open > 0 {
                (chip(Meaning::Incomplete, &visit.with("intake-topic-open", [("n", number(topic.n_open).into())])))
            }
            @if topic.n_stale == 0 && topic.n_open == 0 { (chip(Meaning::Eligible, &visit.say("intake-topic-done"))) }
        }),
        before: None,
    };
    intake.topics().iter().map(item).collect()
}
