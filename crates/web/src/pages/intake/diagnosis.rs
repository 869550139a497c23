//! The diagnosis with its stage: what stands, what stood before, and the form for a prescriber.

use anagen_app::intake::{self, Diagnoses, NewDiagnosis};
use anagen_app::{Action, AppError, Invalid};
use anagen_care::case::Diagnosis;
use anagen_knowledge::Knowledge;
use anagen_records::values::PatientId;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use super::{View, diagnosis_form, lists, page_of, views};
use crate::failure::Failure;
use crate::fields::Fields;
use crate::look::{Column, Empty, Facts, Icon, PageHead, Table, panel, section};
use crate::visit::Visit;

pub(super) async fn page(visit: Visit, Path(patient): Path<PatientId>) -> Result<Response, Failure> {
    let diagnoses = intake::diagnoses(&visit.actor, &visit.app, patient).await?;
    let asked = visit.query.as_ref().clone();
    Ok(show(&visit, &diagnoses, &asked, &Invalid::default(), StatusCode::OK))
}

pub(super) async fn save(visit: Visit, Path(patient): Path<PatientId>, fields: Fields) -> Result<Response, Failure> {
    let mut invalid = Invalid::default();
    let new = NewDiagnosis {
        condition: fields.text("condition").to_owned(),
        scale: fields.filled("scale").map(str::to_owned),
        value: diagnosis_form::value(&fields, &mut invalid),
        on: fields.day("on", &mut invalid),
        since: fields.day("since", &mut invalid),
    };
    let made = match invalid.check() {
        Ok(()) => intake::diagnose(&visit.actor, &visit.app, patient, new).await,
        Err(error) => {
            // Who may not make one is told so first.
            visit.actor.demand(Action::Diagnose)?;
            Err(error)
        }
    };
    match made {
        Ok(_) => {
            let to = format!("{}?notice=intake-diagnosed", View::Diagnosis.href(patient));
            Ok(Redirect::to(&to).into_response())
        }
        Err(AppError::Invalid(invalid)) => {
            let diagnoses = intake::diagnoses(&visit.actor, &visit.app, patient).await?;
            Ok(show(
                &visit,
                &diagnoses,
                &fields,
                &invalid,
                StatusCode::UNPROCESSABLE_ENTITY,
            ))
        }
        Err(error) => Err(error.into()),
    }
}

fn show(visit: &Visit, diagnoses: &Diagnoses, typed: &Fields, invalid: &Invalid, status: StatusCode) -> Response {
    let patient = diagnoses.way.patient.id;
    let knowledge = &diagnoses.way.knowledge;
    let title = visit.say("intake-view-diagnosis");
    let body = html! {
        (PageHead::new(title.clone()).sentence(visit.say("intake-diagnosis-sentence")))
        (views(visit, patient, View::Diagnosis))
        @match diagnoses.all.first() {
            Some((made, _, _)) => (panel(&visit.say("intake-diagnosis-now"), standing(visit, knowledge, made))),
            None => (Empty {
                icon: Icon::Head,
                what: visit.say("intake-diagnosis-none"),
                sentence: visit.say("intake-diagnosis-none-sentence"),
                first_step: None,
            }),
        }
        @if visit.actor.may(Action::Diagnose) {
            @let current = diagnoses.all.first().map(|(made, _, _)| made);
            (section(&visit.say("intake-diagnosis-new"), diagnosis_form::form(visit, knowledge, patient, current, typed, invalid)))
        } @else { p class="soft" { (visit.say("intake-diagnosis-prescriber")) } }
        @if diagnoses.all.len() > 1 { (section(&visit.say("intake-diagnosis-earlier"), earlier(visit, diagnoses))) }
    };
    let mut page = page_of(visit, &diagnoses.way, title).status(status);
    if !invalid.0.is_empty() {
        page = page.notice(lists::wrong(visit, invalid));
    }
    page.show(&body)
}

/// A diagnosis in one line: its name, and its stage.
pub(super) fn in_words(knowledge: &Knowledge, made: &Diagnosis) -> String {
    let condition = knowledge
        .records
        .conditions
        .iter()
        .find(|condition| condition.id == made.condition);
    let name = condition.map_or(made.condition.as_str(), |condition| condition.name.as_str());
    match &made.stage {
        None => name.to_owned(),
        Some(stage) => {
            let scale = knowledge.records.scales.iter().find(|scale| scale.id == stage.scale);
            format!(
                "{name}, {} {}",
                scale.map_or(stage.scale.as_str(), |scale| scale.name.as_str()),
                stage.value
            )
        }
    }
}

fn standing(visit: &Visit, knowledge: &Knowledge, made: &Diagnosis) -> Markup {
    let condition = knowledge
        .records
        .conditions
        .iter()
        .find(|condition| condition.id == made.condition);
    let on = visit.format.day(made.on);
    let by = made.by.clone().unwrap_or_default();
    let mut facts = Facts::new().fact_from(
        visit.say("intake-diagnosis-condition"),
        in_words(knowledge, made),
        visit.with("intake-diagnosis-made", [("name", by.into()), ("day", on.into())]),
    );
    facts = match made.since {
        Some(since) => facts.fact(visit.say("intake-diagnosis-since"), visit.format.day(since)),
        None => facts.unknown(visit.say("intake-diagnosis-since"), &visit.say("answer-not-known")),
    };
    if made.stage.is_none() && condition.is_some_and(|condition| !condition.scales.is_empty()) {
        facts = facts.unknown(
            visit.say("intake-diagnosis-stage"),
            &visit.say("intake-diagnosis-not-staged"),
        );
    }
    if let Some(condition) = condition {
        facts = facts.fact(visit.say("intake-diagnosis-action"), &condition.action);
        facts = facts.fact(visit.say("intake-diagnosis-evidence"), &condition.evidence);
    }
    let drawing = made
        .stage
        .as_ref()
        .and_then(|stage| diagnosis_form::drawing(visit.words, &stage.scale, &stage.value));
    html! {
        (facts)
        @if let Some(drawing) = drawing { div class="stage-now" { (drawing) } }
    }
}

fn earlier(visit: &Visit, diagnoses: &Diagnoses) -> Markup {
    let mut table = Table::new(
        visit.say("intake-diagnosis-earlier"),
        [
            Column::words(visit.say("intake-diagnosis-on")),
            Column::words(visit.say("intake-diagnosis-condition")),
            Column::words(visit.say("intake-written-by")),
        ],
    )
    .caption_hidden();
    for (made, by, at) in diagnoses.all.iter().skip(1) {
        let who = format!("{}, {}", diagnoses.names.of(*by), visit.format.moment(*at));
        table = table.row([visit.format.day(made.on), in_words(&diagnoses.way.knowledge, made), who]);
    }
    html! { (table) }
}
