//! One topic: its stems first, what follows from them, and what decides nothing as things stand.

use anagen_app::intake::{self, Intake, Place, Question, Standing, Topic};
use anagen_records::values::PatientId;
use axum::extract::Path;
use axum::response::Response;
use maud::html;

use super::sheet::{Asks, Sent, Sheet, finish, form, saved, store};
use super::words::{topic_slug, topic_title};
use super::{View, page_of, views};
use crate::failure::Failure;
use crate::fields::Fields;
use crate::look::PageHead;
use crate::visit::Visit;

pub(super) async fn page(visit: Visit, Path((patient, topic)): Path<(PatientId, String)>) -> Result<Response, Failure> {
    let intake = intake::open(&visit.actor, &visit.app, patient, "intake.open").await?;
    let group = group_of(&intake, &topic)?;
    show(&visit, &intake, &group, None).await
}

pub(super) async fn save(
    visit: Visit,
    Path((patient, topic)): Path<(PatientId, String)>,
    fields: Fields,
) -> Result<Response, Failure> {
    let intake = intake::open(&visit.actor, &visit.app, patient, "intake.open").await?;
    let group = group_of(&intake, &topic)?;
    let sheet = of_topic(&intake, &group);
    let n = match store(&visit, &intake, &sheet, &fields).await? {
        Ok(n) => n,
        Err(invalid) => return show(&visit, &intake, &group, Some(Sent { fields, invalid })).await,
    };
    if fields.text("go") != "next" {
        return Ok(saved(&format!("/patients/{patient}/intake"), n));
    }
    // An answer may have opened questions of this topic: they come before the next one.
    let now = intake::open(&visit.actor, &visit.app, patient, "intake.open").await?;
    let was_asked = |key| {
        sheet
            .questions
            .iter()
            .any(|question| question.key == key && question.place == Place::Asked)
    };
    let is_open = |question: &Question<'_>| question.place == Place::Asked && question.standing != Standing::Counts;
    if now
        .of_topic(&group)
        .iter()
        .any(|question| is_open(question) && !was_asked(question.key))
    {
        return Ok(saved(&sheet.action, n));
    }
    let topics = now.topics();
    let here = topics.iter().position(|topic| topic.group == group).unwrap_or(0);
    let is_next = |topic: &&Topic| topic.n_open + topic.n_stale > 0 && topic.group != group;
    let next = topics[here..]
        .iter()
        .find(is_next)
        .or_else(|| topics.iter().find(is_next));
    Ok(match next {
        Some(next) => saved(
            &format!("/patients/{patient}/intake/topics/{}", topic_slug(&next.group)),
            n,
        ),
        None => saved(&format!("/patients/{patient}/intake"), n),
    })
}

fn group_of(intake: &Intake, topic: &str) -> Result<String, Failure> {
    let found = intake
        .topics()
        .into_iter()
        .find(|known| topic_slug(&known.group) == topic);
    found
        .map(|topic| topic.group)
        .ok_or_else(|| Failure::not_found("topic"))
}

fn of_topic<'a>(intake: &'a Intake, group: &str) -> Sheet<'a> {
    let (patient, slug) = (intake.way.patient.id, topic_slug(group));
    Sheet {
        action: format!("/patients/{patient}/intake/topics/{slug}"),
        draft: format!("intake-{patient}-topic-{slug}"),
        asks: Asks::OneTopic,
        questions: intake.of_topic(group),
    }
}

async fn show(visit: &Visit, intake: &Intake, group: &str, sent: Option<Sent>) -> Result<Response, Failure> {
    let sheet = of_topic(intake, group);
    let form = form(visit, intake, &sheet, sent.as_ref()).await?;
    let title = topic_title(visit.words, group);
    let patient = intake.way.patient.id;
    let body = html! {
        (PageHead::new(title.clone()).back(View::Questions.href(patient), visit.say("intake-to-topics")))
        (views(visit, patient, View::Questions))
        (form)
    };
    let page = page_of(visit, &intake.way, title);
    Ok(finish(visit, page, sent.as_ref(), intake).show(&body))
}
