//! Oral and topical treatment beside the sessions.

use anagen_app::intake::{self, NewTreatment, Treatment, Treatments};
use anagen_app::{Action, AppError, Invalid};
use anagen_care::case::{ConcurrentTreatment, Route};
use anagen_knowledge::{Knowledge, Plain};
use anagen_records::values::{ConcurrentTreatmentId, PatientId};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use super::{View, kept, lists, page_of, save_words, views};
use crate::failure::Failure;
use crate::fields::Fields;
use crate::look::{
    Actions, Choices, Column, Empty, Field, Form, Icon, Meaning, Notice, PageHead, SaveLine, Table, block, chip,
    section,
};
use crate::page::error_of;
use crate::visit::Visit;

const ORAL: &str = "oral";
const TOPICAL: &str = "topical";

pub(super) async fn page(visit: Visit, Path(patient): Path<PatientId>) -> Result<Response, Failure> {
    let known = intake::treatments(&visit.actor, &visit.app, patient).await?;
    show(&visit, &known, None, None).await
}

pub(super) async fn add(visit: Visit, Path(patient): Path<PatientId>, fields: Fields) -> Result<Response, Failure> {
    save(&visit, patient, None, fields).await
}

pub(super) async fn change(
    visit: Visit,
    Path((patient, treatment)): Path<(PatientId, ConcurrentTreatmentId)>,
) -> Result<Response, Failure> {
    let known = intake::treatments(&visit.actor, &visit.app, patient).await?;
    let course = known
        .all
        .iter()
        .find(|course| course.id == treatment)
        .ok_or_else(|| Failure::not_found("treatment"))?;
    show(&visit, &known, Some(course), None).await
}

pub(super) async fn save_change(
    visit: Visit,
    Path((patient, treatment)): Path<(PatientId, ConcurrentTreatmentId)>,
    fields: Fields,
) -> Result<Response, Failure> {
    save(&visit, patient, Some(treatment), fields).await
}

fn draft_key(patient: PatientId, course: Option<ConcurrentTreatmentId>) -> String {
    match course {
        Some(course) => format!("intake-{patient}-treatment-{course}"),
        None => format!("intake-{patient}-treatment"),
    }
}

async fn save(
    visit: &Visit,
    patient: PatientId,
    replaces: Option<ConcurrentTreatmentId>,
    fields: Fields,
) -> Result<Response, Failure> {
    let mut invalid = Invalid::default();
    let new = NewTreatment {
        agent: fields.text("agent").to_owned(),
        route: match fields.text("route") {
            ORAL => Some(Route::Oral),
            TOPICAL => Some(Route::Topical),
            _ => None,
        },
        mg_per_day: fields.number("mg_per_day", &mut invalid),
        from: fields.day("from", &mut invalid),
        until: fields.day("until", &mut invalid),
    };
    let saved = match invalid.check() {
        Ok(()) => intake::save_treatment(&visit.actor, &visit.app, patient, replaces, new).await,
        Err(error) => Err(error),
    };
    let (invalid, status) = match saved {
        Ok(_) => {
            visit.forget_draft(&draft_key(patient, replaces)).await?;
            let to = format!("{}?notice=intake-treatment-saved", View::Treatment.href(patient));
            return Ok(Redirect::to(&to).into_response());
        }
        Err(AppError::Invalid(invalid)) => (invalid, StatusCode::UNPROCESSABLE_ENTITY),
        Err(AppError::Stale(_)) => (Invalid::default(), StatusCode::CONFLICT),
        Err(error) => return Err(error.into()),
    };
    let known = intake::treatments(&visit.actor, &visit.app, patient).await?;
    let course = replaces.and_then(|id| known.all.iter().find(|course| course.id == id));
    show(visit, &known, course, Some((&fields, &invalid, status))).await
}

/// A course in one line.
pub(super) fn in_words(visit: &Visit, knowledge: &Knowledge, course: &ConcurrentTreatment) -> String {
    let agent = knowledge
        .agent(&course.agent)
        .map_or(course.agent.as_str(), |agent| agent.name.as_str());
    let until = course
        .until
        .map_or_else(|| visit.say("intake-treatment-open"), |until| visit.format.day(until));
    visit.with(
        "intake-treatment-line",
        [
            ("agent", agent.into()),
            ("route", route_words(visit, course.route).into()),
            ("mg", Plain(course.per_day.0).to_string().into()),
            ("from", visit.format.day(course.from).into()),
            ("until", until.into()),
        ],
    )
}

fn route_words(visit: &Visit, route: Route) -> String {
    visit.say(match route {
        Route::Oral => "intake-treatment-oral",
        Route::Topical => "intake-treatment-topical",
    })
}

async fn show(
    visit: &Visit,
    known: &Treatments,
    course: Option<&Treatment>,
    sent: Option<(&Fields, &Invalid, StatusCode)>,
) -> Result<Response, Failure> {
    let patient = known.way.patient.id;
    let may_answer = visit.actor.may(Action::AnswerIntake);
    let (title, action) = match course {
        Some(course) => (
            visit.say("intake-treatment-change"),
            format!("{}/{}", View::Treatment.href(patient), course.id),
        ),
        None => (visit.say("intake-view-treatment"), View::Treatment.href(patient)),
    };
    let draft = draft_key(patient, course.map(|course| course.id));
    let kept = if sent.is_none() && may_answer {
        kept(visit, &draft).await?
    } else {
        None
    };
    let typed = sent
        .map(|(fields, _, _)| fields)
        .or(kept.as_ref().map(|kept| &kept.fields));
    let nothing = Invalid::default();
    let invalid = sent.map_or(&nothing, |(_, invalid, _)| invalid);
    let words = save_words(visit);
    let now = kept.as_ref().map(|kept| kept.saved.as_str());
    let label = if course.is_some() {
        "intake-treatment-save-change"
    } else {
        "intake-treatment-add"
    };
    let mut actions = Actions::primary(&visit.say(label)).end(SaveLine { words: &words, now });
    if course.is_some() {
        actions = actions.link(&View::Treatment.href(patient), &visit.say("intake-cancel"));
    }
    let form = html! {
        @if let Some(kept) = &kept { (kept.line) }
        (Form::post(action).draft(draft, 0).body(html! {
            (block("", fields(visit, known, course.map(|course| &course.treatment), typed, invalid)))
            (actions)
        }))
    };
    let head = PageHead::new(title.clone());
    let body = html! {
        @if course.is_some() { (head.back(View::Treatment.href(patient), visit.say("intake-view-treatment"))) }
        @else { (head.sentence(visit.say("intake-treatment-sentence"))) }
        (views(visit, patient, View::Treatment))
        @if course.is_none() { (table(visit, known, may_answer)) }
        @if may_answer {
            @if course.is_some() { (form) } @else { (section(&visit.say("intake-treatment-new"), form)) }
        }
    };
    let mut page = page_of(visit, &known.way, title);
    if let Some((_, invalid, status)) = sent {
        page = page.status(status);
        if status == StatusCode::CONFLICT {
            let notice = Notice::error(visit.say("intake-treatment-changed")).kept(visit.say("intake-kept-typed"));
            page = page.notice(notice.to_do(visit.say("intake-treatment-changed-do")));
        } else {
            page = page.notice(lists::wrong(visit, invalid));
        }
    }
    Ok(page.show(&body))
}

fn table(visit: &Visit, known: &Treatments, may_answer: bool) -> Markup {
    if known.all.is_empty() {
        return html! {
            (Empty {
                icon: Icon::Drop,
                what: visit.say("intake-treatment-none"),
                sentence: visit.say("intake-treatment-none-sentence"),
                first_step: None,
            })
        };
    }
    let patient = known.way.patient.id;
    let today = known.way.case.today();
    let mut table = Table::new(
        visit.say("intake-view-treatment"),
        [
            Column::words(visit.say("intake-treatment-agent")),
            Column::words(visit.say("intake-treatment-route")),
            Column::number(visit.say("intake-treatment-dose-column")),
            Column::words(visit.say("intake-treatment-from")),
            Column::words(visit.say("intake-treatment-until")),
            Column::words(visit.say("intake-written-by")),
            Column::actions(visit.say("intake-history-do")),
        ],
    )
    .caption_hidden()
    .cards();
    for course in &known.all {
        let treatment = &course.treatment;
        let agent = known
            .way
            .knowledge
            .agent(&treatment.agent)
            .map_or(treatment.agent.as_str(), |agent| &agent.name);
        let runs = treatment.runs_on(today);
        let until = treatment
            .until
            .map_or_else(|| visit.say("intake-treatment-open"), |until| visit.format.day(until));
        table = table.row([
            html! { (agent) },
            html! { (route_words(visit, treatment.route)) },
            html! { (Plain(treatment.per_day.0).to_string()) },
            html! { (visit.format.day(treatment.from)) },
            html! { (until) " " @if runs { (chip(Meaning::Accent, &visit.say("intake-treatment-runs"))) } },
            html! { (known.names.of(course.entered_by)) ", " (visit.format.moment(course.entered_at)) },
            html! {
                @if may_answer {
                    a class="button" href={ (View::Treatment.href(patient)) "/" (course.id) } { span { (visit.say("intake-treatment-change")) } }
                }
            },
        ]);
    }
    html! { (table) }
}

fn fields(
    visit: &Visit,
    known: &Treatments,
    course: Option<&ConcurrentTreatment>,
    typed: Option<&Fields>,
    invalid: &Invalid,
) -> Markup {
    let error = |field: &str| error_of(visit.words, invalid, field);
    let value = |field: &str, stored: Option<String>| match typed {
        Some(typed) => typed.text(field).to_owned(),
        None => stored.unwrap_or_default(),
    };
    let knowledge = &known.way.knowledge;
    let agent = course.map(|course| {
        knowledge
            .agent(&course.agent)
            .map_or(course.agent.clone(), |agent| agent.name.clone())
    });
    let route = course.map(|course| if course.is_oral() { ORAL } else { TOPICAL }.to_owned());
    let names = knowledge.records.agents.iter().map(|agent| agent.name.clone());
    html! {
        (Field::text("agent", visit.say("intake-treatment-agent"))
            .hint(visit.say("intake-treatment-agent-hint"))
            .value(value("agent", agent))
            .suggestions(names)
            .autocomplete("off")
            .error_if(error("agent"))
            .required())
        (Choices::new("route", visit.say("intake-treatment-route"))
            .option(ORAL, visit.say("intake-treatment-oral"))
            .option(TOPICAL, visit.say("intake-treatment-topical"))
            .selected(Some(value("route", route)))
            .error_if(error("route"))
            .required())
        div class="field-row" {
            (Field::number("mg_per_day", visit.say("intake-treatment-dose"))
                .unit(visit.say("intake-treatment-dose-unit"))
                .hint(visit.say("intake-treatment-dose-hint"))
                .value(value("mg_per_day", course.map(|course| Plain(course.per_day.0).to_string())))
                .error_if(error("mg_per_day"))
                .required())
            (Field::date("from", visit.say("intake-treatment-from"))
                .value(value("from", course.map(|course| course.from.to_string())))
                .error_if(error("from"))
                .required())
            (Field::date("until", visit.say("intake-treatment-until"))
                .hint(visit.say("intake-treatment-until-hint"))
                .value(value("until", course.and_then(|course| course.until).map(|day| day.to_string())))
                .error_if(error("until")))
        }
    }
}
