//! Incidents: what was done otherwise than allowed, and what came of looking into it.

use anagen_app::adverse_events::incidents::{self, IncidentKind, PAGE};
use anagen_app::way::{self, Stage};
use anagen_app::{Action, AppError, Invalid};
use anagen_records::adverse_events::incidents::Incident;
use anagen_records::values::{IncidentId, PatientId};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use super::wording;
use crate::failure::Failure;
use crate::fields::Fields;
use crate::look::{
    Actions, Column, Empty, Facts, Field, Form, Icon, Meaning, Notice, PageHead, Pager, Tab, Table, action, block,
    chip, panel, tabs,
};
use crate::page::{Door, Page, error_of, full_name};
use crate::routes::{Access, Route};
use crate::visit::Visit;

pub(super) fn routes() -> Vec<Route> {
    let (read, report) = (Access::May(Action::ReadRecord), Access::May(Action::ReportHarm));
    vec![
        Route::get("/evidence/incidents", read, page),
        Route::get("/evidence/incidents/new", report, new_of_clinic),
        Route::post("/evidence/incidents", report, report_of_clinic),
        Route::get("/evidence/incidents/{incident}", read, single),
        Route::post(
            "/evidence/incidents/{incident}/review",
            Access::May(Action::ReviewIncidents),
            review,
        ),
        Route::get("/patients/{patient}/incidents/new", report, new_of_patient),
        Route::post("/patients/{patient}/incidents", report, report_of_patient),
    ]
}

async fn page(visit: Visit) -> Result<Response, Failure> {
    let open = visit.query.text("show") != "reviewed";
    let before = visit.query.text("before").parse().ok();
    let mut all = incidents::list(&visit.actor, &visit.app, open, before).await?;
    let most = usize::try_from(PAGE).unwrap_or(usize::MAX);
    let has_more = all.len() > most;
    all.truncate(most);
    let older = all.last().filter(|_| has_more).map(|last| {
        let show = if open { "" } else { "show=reviewed&" };
        (
            format!("/evidence/incidents?{show}before={}", last.id),
            visit.say("list-earlier"),
        )
    });
    let title = visit.say("adverse-events-incidents");
    let may_report = visit.actor.may(Action::ReportHarm);
    let tab = |href: &str, key: &str, current: bool| Tab {
        href: href.to_owned(),
        label: visit.say(key),
        count: None,
        current,
    };
    Ok(Page::new(&visit, title.clone()).door(Door::Evidence).show(&html! {
        (PageHead::new(title).back("/evidence", visit.say("door-evidence")).sentence(visit.say("adverse-events-incidents-sentence"))
            .actions(html! {
                @if may_report { (action::primary_link("/evidence/incidents/new", Some(Icon::Plus), &visit.say("adverse-events-incident-add"))) }
            }))
        (tabs(&visit.say("adverse-events-incidents"), &[
            tab("/evidence/incidents", "adverse-events-incidents-open", open),
            tab("/evidence/incidents?show=reviewed", "adverse-events-incidents-reviewed", !open),
        ]))
        @if all.is_empty() {
            (Empty {
                icon: Icon::Shield,
                what: visit.say(if open { "adverse-events-incidents-none-open" } else { "adverse-events-incidents-none" }),
                sentence: visit.say("adverse-events-incidents-none-sentence"),
                first_step: None,
            })
        } @else {
            (table(&visit, &all))
            (Pager { label: visit.say("adverse-events-incidents"), newer: None, older, here: String::new() })
        }
    }))
}

fn table(visit: &Visit, all: &[Incident]) -> Markup {
    let mut table = Table::new(
        visit.say("adverse-events-incidents"),
        [
            Column::words(visit.say("adverse-events-incident-what")),
            Column::words(visit.say("adverse-events-incident-kind")),
            Column::words(visit.say("adverse-events-patient")),
            Column::words(visit.say("adverse-events-written-down")),
            Column::words(visit.say("adverse-events-incident-outcome")),
        ],
    )
    .caption_hidden()
    .cards();
    for incident in all {
        table = table.row([
            html! { a href=(format!("/evidence/incidents/{}", incident.id)) { (incident.what) } },
            html! { (wording::incident_kind(visit.words, incident.kind)) },
            html! { (patient_of(visit, incident)) },
            html! { (visit.format.moment(incident.opened_at)) ", " (incident.opened_by_name) },
            match &incident.outcome {
                Some(outcome) => html! { (outcome) },
                None => chip(Meaning::Incomplete, &visit.say("adverse-events-incident-open")),
            },
        ]);
    }
    html! { (table) }
}

/// Whom an incident concerns, by name and number.
fn patient_of(visit: &Visit, incident: &Incident) -> String {
    match (&incident.given_names, &incident.family_name, &incident.patient_number) {
        (Some(given), Some(family), Some(number)) => format!("{}, {number}", full_name(given, family)),
        _ => visit.say("adverse-events-incident-no-patient"),
    }
}

async fn single(visit: Visit, Path(id): Path<IncidentId>) -> Result<Response, Failure> {
    show(&visit, id, &Fields::default(), &Invalid::default(), None).await
}

async fn show(
    visit: &Visit,
    id: IncidentId,
    fields: &Fields,
    invalid: &Invalid,
    notice: Option<Notice>,
) -> Result<Response, Failure> {
    let incident = incidents::find(&visit.actor, &visit.app, id).await?;
    let code = match (&notice, invalid.0.is_empty()) {
        (Some(_), _) => StatusCode::CONFLICT,
        (None, false) => StatusCode::UNPROCESSABLE_ENTITY,
        (None, true) => StatusCode::OK,
    };
    let title = visit.say("adverse-events-incident");
    let beside = match incident.reviewed_at {
        Some(_) => chip(Meaning::Eligible, &visit.say("adverse-events-incident-reviewed")),
        None => chip(Meaning::Incomplete, &visit.say("adverse-events-incident-open")),
    };
    Ok(Page::new(visit, title.clone()).door(Door::Evidence).script("adverse-events.css").status(code).notice_if(notice).show(&html! {
        (PageHead::new(title).back("/evidence/incidents", visit.say("adverse-events-incidents")).beside(beside))
        (panel(&visit.say("adverse-events-incident-what"), html! { p class="as-written" { (incident.what) } (facts(visit, &incident)) }))
        @match (&incident.outcome, incident.reviewed_at) {
            (Some(outcome), Some(at)) => (panel(&visit.say("adverse-events-incident-outcome"), html! {
                p class="as-written" { (outcome) }
                p class="soft" { (incident.reviewed_by_name.as_deref().unwrap_or_default()) ", " (visit.format.moment(at)) }
            })),
            _ if visit.actor.may(Action::ReviewIncidents) => (Form::post(format!("/evidence/incidents/{id}/review")).draft(format!("incident-{id}"), 0).body(html! {
                (block(&visit.say("adverse-events-incident-review"), html! {
                    (Field::lines("outcome", visit.say("adverse-events-incident-outcome")).hint(visit.say("adverse-events-incident-outcome-hint")).rows(4)
                        .value(fields.text("outcome")).error_if(error_of(visit.words, invalid, "outcome")).required())
                }))
                (Actions::primary(&visit.say("adverse-events-incident-close")))
            })),
            _ => p class="soft" { (visit.say("adverse-events-incident-who-reviews")) },
        }
    }))
}

fn facts(visit: &Visit, incident: &Incident) -> Facts {
    let mut facts = Facts::new()
        .fact(
            visit.say("adverse-events-incident-kind"),
            wording::incident_kind(visit.words, incident.kind),
        )
        .fact_from(
            visit.say("adverse-events-written-down"),
            visit.format.moment(incident.opened_at),
            &incident.opened_by_name,
        );
    let label = visit.say("adverse-events-patient");
    facts = match incident.patient {
        Some(patient) => facts.fact(
            label,
            html! { a href=(format!("/patients/{patient}/adverse-events")) { (patient_of(visit, incident)) } },
        ),
        None => facts.fact(label, patient_of(visit, incident)),
    };
    if let (Some(patient), Some(session)) = (incident.patient, incident.session) {
        let link = html! { a href=(format!("/patients/{patient}/sessions/{session}")) { (visit.say("photographs-session-open")) } };
        facts = facts.fact(visit.say("adverse-events-session"), link);
    }
    facts
}

async fn review(visit: Visit, Path(id): Path<IncidentId>, fields: Fields) -> Result<Response, Failure> {
    match incidents::review(&visit.actor, &visit.app, id, fields.text("outcome").to_owned()).await {
        Ok(()) => {
            visit.forget_draft(&format!("incident-{id}")).await?;
            Ok(Redirect::to("/evidence/incidents?notice=incident-reviewed").into_response())
        }
        Err(AppError::Invalid(invalid)) => show(&visit, id, &fields, &invalid, None).await,
        Err(AppError::Stale(_)) => {
            let notice = Notice::error(visit.say("adverse-events-incident-reviewed-meanwhile")).kept(visit.with(
                "adverse-events-incident-yours",
                [("outcome", fields.text("outcome").into())],
            ));
            show(&visit, id, &fields, &Invalid::default(), Some(notice)).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn new_of_clinic(visit: Visit) -> Result<Response, Failure> {
    Ok(form_of_clinic(&visit, &Fields::default(), &Invalid::default()))
}

async fn new_of_patient(visit: Visit, Path(patient): Path<PatientId>) -> Result<Response, Failure> {
    form_of_patient(&visit, patient, &Fields::default(), &Invalid::default()).await
}

fn form_of_clinic(visit: &Visit, fields: &Fields, invalid: &Invalid) -> Response {
    let page = Page::new(visit, visit.say("adverse-events-incident-add")).door(Door::Evidence);
    form(
        visit,
        page,
        "/evidence/incidents",
        "/evidence/incidents",
        fields,
        invalid,
    )
}

async fn form_of_patient(
    visit: &Visit,
    patient: PatientId,
    fields: &Fields,
    invalid: &Invalid,
) -> Result<Response, Failure> {
    let way = way::read(&visit.actor, &visit.app, patient, "incident.begin").await?;
    let page = Page::new(visit, visit.say("adverse-events-incident-add")).patient(&way, Some(Stage::AdverseEvents));
    let (action, back) = (
        format!("/patients/{patient}/incidents"),
        format!("/patients/{patient}/adverse-events"),
    );
    Ok(form(visit, page, &action, &back, fields, invalid))
}

fn form(visit: &Visit, page: Page<'_>, action: &str, back: &str, fields: &Fields, invalid: &Invalid) -> Response {
    let code = if invalid.0.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let kinds = IncidentKind::ALL
        .iter()
        .map(|kind| (kind.to_string(), wording::incident_kind(visit.words, *kind)));
    page.status(code).show(&html! {
        (PageHead::new(visit.say("adverse-events-incident-add")).back(back, visit.say("adverse-events-back")).sentence(visit.say("adverse-events-incident-sentence")))
        (Form::post(action).body(html! {
            (block("", html! {
                (Field::select("kind", visit.say("adverse-events-incident-kind")).option("", visit.say("adverse-events-choose-one")).options(kinds)
                    .value(fields.text("kind")).error_if(error_of(visit.words, invalid, "kind")).required())
                (Field::lines("what", visit.say("adverse-events-incident-what")).hint(visit.say("adverse-events-incident-what-hint")).rows(4)
                    .value(fields.text("what")).error_if(error_of(visit.words, invalid, "what")).required())
            }))
            (Actions::primary(&visit.say("adverse-events-write-down")).link(back, &visit.say("cancel")))
        }))
    })
}

/// Opens an incident with what a form says of it.
async fn report(visit: &Visit, patient: Option<PatientId>, fields: &Fields) -> Result<IncidentId, AppError> {
    let kind: IncidentKind = fields
        .text("kind")
        .parse()
        .map_err(|_| AppError::field("kind", "adverse-events-incident-kind-missing"))?;
    incidents::report(
        &visit.actor,
        &visit.app,
        patient,
        None,
        kind,
        fields.text("what").to_owned(),
    )
    .await
}

async fn report_of_clinic(visit: Visit, fields: Fields) -> Result<Response, Failure> {
    match report(&visit, None, &fields).await {
        Ok(_) => Ok(Redirect::to("/evidence/incidents?notice=incident-opened").into_response()),
        Err(AppError::Invalid(invalid)) => Ok(form_of_clinic(&visit, &fields, &invalid)),
        Err(error) => Err(error.into()),
    }
}

async fn report_of_patient(visit: Visit, Path(patient): Path<PatientId>, fields: Fields) -> Result<Response, Failure> {
    match report(&visit, Some(patient), &fields).await {
        Ok(_) => {
            Ok(Redirect::to(&format!("/patients/{patient}/adverse-events?notice=incident-opened")).into_response())
        }
        Err(AppError::Invalid(invalid)) => form_of_patient(&visit, patient, &fields, &invalid).await,
        Err(error) => Err(error.into()),
    }
}
