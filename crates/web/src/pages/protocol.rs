//! Protocol of a plan: when and how often, what it costs, and the signature.

mod costs;
mod course;
mod page;

use anagen_app::plan::{self, Desk, Draft, Working, still_open};
use anagen_app::way::{Stage, Way};
use anagen_app::{Action, AppError, Invalid};
use anagen_records::values::{PatientId, PlanId};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use self::page::{ProtocolForm, draft_key};
use crate::access::notice_of;
use crate::failure::Failure;
use crate::fields::Fields;
use crate::look::{Actions, Empty, Field, Form, Icon, Meaning, Notice, PageHead, hidden, link_button, panel, work};
use crate::page::{Page, error_of};
use crate::pages::formulation::{
    amend_form, both_versions, draft_named, end_form, evidence_lines, may_draft, protocol_fields, read_protocol,
    result, signed_words, stale_notice, without, wrong_fields,
};
use crate::routes::{Access, Route};
use crate::visit::Visit;

pub(crate) fn routes() -> Vec<Route> {
    let draft = Access::May(Action::DraftPlan);
    let sign = Access::May(Action::SignPlan);
    vec![
        Route::get("/patients/{patient}/protocol", Access::May(Action::ReadRecord), page),
        Route::post("/patients/{patient}/protocol", draft, save),
        Route::post("/patients/{patient}/protocol/check", draft, check),
        Route::post("/patients/{patient}/plan/{plan}/sign", sign, sign_plan),
        Route::post("/patients/{patient}/plan/{plan}/end", sign, end),
    ]
}

async fn page(visit: Visit, Path(patient): Path<PatientId>) -> Result<Response, Failure> {
    let desk = plan::open(&visit.actor, &visit.app, patient, "plan.open_protocol").await?;
    match &desk.draft {
        Some(draft) if may_draft(&visit) => {
            let shown = shown_at_first(&visit, draft).await?;
            Ok(show_form(&visit, &desk, draft, shown))
        }
        _ => show_signed(&visit, &desk).await,
    }
}

/// How a form is shown.
#[derive(Default)]
struct Shown {
    fields: Fields,
    invalid: Invalid,
    edit: i64,
    kept: Option<String>,
    notices: Vec<Notice>,
    status: Option<StatusCode>,
    above: Option<Markup>,
}

/// What was typed and not saved, or what was saved; a protocol that a link names is put into the form, and saved by nobody.
async fn shown_at_first(visit: &Visit, draft: &Draft) -> Result<Shown, Failure> {
    let mut shown = match visit.draft(&draft_key(draft)).await? {
        Some((fields, kept)) => Shown {
            fields,
            edit: kept.version,
            kept: Some(visit.with("save-saved", [("time", visit.format.time(kept.saved_at).into())])),
            ..Shown::default()
        },
        None => Shown {
            fields: protocol_fields(&draft.request),
            edit: draft.edit,
            ..Shown::default()
        },
    };
    if let Some(protocol) = visit.query.filled("protocol") {
        shown.fields = without(&shown.fields, "protocol");
        shown.fields.add("protocol", protocol);
    }
    Ok(shown)
}

fn read(
    visit: &Visit,
    desk: &Desk,
    draft: &Draft,
    fields: &Fields,
    invalid: &mut Invalid,
) -> anagen_care::case::Request {
    read_protocol(
        fields,
        &draft.request,
        &desk.way.knowledge,
        &visit.actor.name,
        visit.today(),
        invalid,
    )
}

fn show_form(visit: &Visit, desk: &Desk, draft: &Draft, shown: Shown) -> Response {
    let mut ignored = Invalid::default();
    let working = desk.work_out(read(visit, desk, draft, &shown.fields, &mut ignored));
    let saved = desk.work_out(draft.request.clone());
    let form = ProtocolForm {
        visit,
        desk,
        draft,
        fields: &shown.fields,
        invalid: &shown.invalid,
        edit: shown.edit,
        kept: shown.kept.clone(),
    };
    let mut page = Page::new(visit, visit.say("protocol-title"))
        .patient(&desk.way, Some(Stage::Protocol))
        .script("plan.css")
        .script("live-check.js")
        .status(shown.status.unwrap_or(StatusCode::OK));
    for notice in shown.notices {
        page = page.notice(notice);
    }
    let object = html! {
        (form.markup())
        div id="plan-course" { (course_part(visit, desk, &working)) }
    };
    let beside = html! {
        div id="plan-result" class="plan-result" { (result_part(visit, &working, &desk.way)) }
        (sign_part(visit, desk, draft, &saved, &shown.invalid))
    };
    page.show(&html! {
        (PageHead::new(visit.with("protocol-heading-draft", [("version", draft.version.into())]))
            .sentence(visit.say("protocol-sentence")).beside(html! { span id="plan-chip" { (result::standing_chip(visit, &working.plan)) } }))
        @if let Some(above) = &shown.above { (above) }
        (work(&object, &beside))
    })
}

/// What comes of it, in the large column.
fn course_part(visit: &Visit, desk: &Desk, working: &Working) -> Markup {
    let treatment = format!("/patients/{}/intake/treatment", desk.way.patient.id);
    let plan = &working.plan;
    html! {
        (course::course_of(visit, plan))
        @if let Some(comparison) = &plan.costs { (costs::costs(visit, comparison)) }
        (course::beside(visit, &plan.concurrent, &desk.way.knowledge, Some(&treatment)))
        @if !plan.evidence.is_empty() {
            section class="section" { h2 { (visit.say("plan-evidence")) } (evidence_lines(visit, &plan.evidence, 4)) }
        }
        @if plan.before.is_some() || plan.after.is_some() {
            section class="section" {
                h2 { (visit.say("protocol-sheets")) }
                @if let Some(sheet) = &plan.before { (costs::sheet(visit, &visit.say("protocol-sheet-before"), sheet)) }
                @if let Some(sheet) = &plan.after { (costs::sheet(visit, &visit.say("protocol-sheet-after"), sheet)) }
            }
        }
    }
}

/// What comes of it, beside the form.
fn result_part(visit: &Visit, working: &Working, way: &Way) -> Markup {
    html! {
        (result::head(visit, &working.plan))
        (result::open_list(visit, working, way))
        @if let Some(formulation) = &working.plan.formulation { (result::doses(visit, formulation)) }
        (result::refusals(visit, &working.plan.refusals))
        (result::findings(visit, &working.plan))
        (result::conditions(visit, &working.plan))
    }
}

/// Where the plan is signed: only what was saved is signed, and only where nothing is open.
fn sign_part(visit: &Visit, desk: &Desk, draft: &Draft, saved: &Working, invalid: &Invalid) -> Markup {
    let base = format!("/patients/{}/plan/{}", desk.way.patient.id, draft.id);
    let paper = link_button(
        &format!("{base}/paper?version={}", draft.version),
        Some(Icon::Print),
        &visit.say("plan-print-draft"),
    );
    if !visit.actor.may(Action::SignPlan) {
        return panel(
            &visit.say("protocol-sign"),
            &html! { p { (visit.say("protocol-prescriber-signs")) } (paper) },
        );
    }
    let is_ready = still_open(saved).is_empty();
    panel(
        &visit.say("protocol-sign"),
        &html! {
            div id="sign" {
                @if is_ready {
                    p { (visit.say("protocol-sign-sentence")) }
                    (Form::post(format!("{base}/sign")).id("sign-plan").body(html! {
                        (hidden("edit", &draft.edit.to_string()))
                        (Field::password("password", visit.say("protocol-password")).autocomplete("current-password")
                            .hint(visit.with("protocol-password-hint", [("name", visit.actor.name.as_str().into())]))
                            .error_if(error_of(visit.words, invalid, "password")).required())
                        (Actions::primary(&visit.say("protocol-sign-now")))
                    }))
                } @else {
                    p { (Meaning::Incomplete) " " (visit.say("protocol-not-to-be-signed")) }
                }
                (paper)
            }
        },
    )
}

/// Without a draft: the course that was signed, or that there is none.
async fn show_signed(visit: &Visit, desk: &Desk) -> Result<Response, Failure> {
    let patient = desk.way.patient.id;
    let Some(current) = desk.current() else {
        let body = html! {
            (PageHead::new(visit.say("protocol-title")).sentence(visit.say("protocol-sentence")))
            (Empty {
                icon: Icon::Calendar,
                what: visit.say("protocol-none-yet"),
                sentence: visit.say("protocol-none-yet-sentence"),
                first_step: Some((format!("/patients/{patient}/formulation"), visit.say("plan-to-formulation"))),
            })
        };
        return Ok(Page::new(visit, visit.say("protocol-title"))
            .patient(&desk.way, Some(Stage::Protocol))
            .script("plan.css")
            .show(&body));
    };
    let version = desk
        .versions
        .iter()
        .find(|version| version.id == current.id && version.version == current.version);
    let is_same = current.knowledge_hash == desk.way.knowledge.hash;
    let working = match version.filter(|_| is_same) {
        Some(version) => plan::as_signed(&visit.app, desk, version).await?,
        None => None,
    };
    let base = format!("/patients/{patient}/plan/{}", current.id);
    let query = format!("version={}", current.version);
    let actions = html! {
        (link_button(&format!("{base}/paper?{query}"), Some(Icon::Print), &visit.say("plan-print")))
        (link_button(&format!("{base}/calendar?{query}"), Some(Icon::Calendar), &visit.say("plan-calendar")))
        @if may_draft(visit) && desk.draft.is_none() { (amend_form(visit, desk, current.id)) }
    };
    let body = html! {
        (PageHead::new(visit.say("protocol-title"))
            .beside(result::signed_chip(&visit.with("plan-version-n", [("n", current.version.into())])))
            .sentence(signed_words(visit, &current.signed_by_name, current.signed_at))
            .actions(actions))
        @match &working {
            Some(working) => {
                (work(course_part(visit, desk, working), &html! {
                    div class="plan-result" { (result_part(visit, working, &desk.way)) }
                    @if visit.actor.may(Action::SignPlan) { (panel(&visit.say("plan-end-title"), end_form(visit, desk, current.id))) }
                }))
            }
            None => {
                (Notice::about(Meaning::Caution, visit.say("plan-other-knowledge")).link(format!("{base}/paper?{query}"), visit.say("plan-open-paper")))
                @if visit.actor.may(Action::SignPlan) { (panel(&visit.say("plan-end-title"), end_form(visit, desk, current.id))) }
            }
        }
    };
    Ok(Page::new(visit, visit.say("protocol-title"))
        .patient(&desk.way, Some(Stage::Protocol))
        .script("plan.css")
        .show(&body))
}

async fn save(visit: Visit, Path(patient): Path<PatientId>, fields: Fields) -> Result<Response, Failure> {
    let desk = plan::open(&visit.actor, &visit.app, patient, "plan.open_protocol").await?;
    let draft = draft_named(&desk, &fields)?;
    let edit = fields.text("edit").parse().unwrap_or(0);
    let mut invalid = Invalid::default();
    let request = read(&visit, &desk, draft, &fields, &mut invalid);
    if !invalid.0.is_empty() {
        let notices = vec![wrong_fields(&visit, &invalid)];
        let shown = Shown {
            fields,
            invalid,
            edit,
            notices,
            status: Some(StatusCode::UNPROCESSABLE_ENTITY),
            ..Shown::default()
        };
        return Ok(show_form(&visit, &desk, draft, shown));
    }
    if fields.text("go") == "check" {
        let notices = vec![Notice::about(Meaning::Neutral, visit.say("plan-checked"))];
        return Ok(show_form(
            &visit,
            &desk,
            draft,
            Shown {
                fields,
                edit,
                notices,
                ..Shown::default()
            },
        ));
    }
    match plan::save(&visit.actor, &visit.app, patient, draft.id, edit, &request).await {
        Ok(_) => {
            visit.forget_draft(&draft_key(draft)).await?;
            Ok(Redirect::to(&format!("/patients/{patient}/protocol?notice=plan-saved")).into_response())
        }
        Err(AppError::Stale(_)) => show_stale(&visit, patient, fields).await,
        Err(error) => Err(error.into()),
    }
}

/// Somebody else saved meanwhile: both versions, and nothing typed is lost.
async fn show_stale(visit: &Visit, patient: PatientId, fields: Fields) -> Result<Response, Failure> {
    let desk = plan::open(&visit.actor, &visit.app, patient, "plan.open_protocol").await?;
    let Some(draft) = &desk.draft else {
        return Err(AppError::Stale("plan").into());
    };
    let label = |name: &str| {
        let key = match name {
            "protocol" => "plan-protocol",
            "start" => "protocol-start",
            "time" => "protocol-time",
            "purpose" => "protocol-purpose",
            "transplant_on" => "protocol-transplant-on",
            "months" => "protocol-months",
            name => return name.split_once('-').map_or(name, |(_, phase)| phase).to_owned(),
        };
        visit.say(key)
    };
    let above = both_versions(visit, draft, &protocol_fields(&draft.request), &fields, &label);
    let shown = Shown {
        fields,
        edit: draft.edit,
        notices: vec![stale_notice(visit, draft)],
        status: Some(StatusCode::CONFLICT),
        above: Some(above),
        ..Shown::default()
    };
    Ok(show_form(visit, &desk, draft, shown))
}

async fn check(visit: Visit, Path(patient): Path<PatientId>, fields: Fields) -> Result<Response, Failure> {
    let desk = plan::open(&visit.actor, &visit.app, patient, "plan.check").await?;
    let draft = draft_named(&desk, &fields)?;
    let mut invalid = Invalid::default();
    let working = desk.work_out(read(&visit, &desk, draft, &fields, &mut invalid));
    Ok(html! {
        @if !invalid.0.is_empty() {
            ul class="plan-wrong" { @for wrong in &invalid.0 { li { (Meaning::Incomplete) span { (visit.words.of(&wrong.message)) } } } }
        }
        (result_part(&visit, &working, &desk.way))
        div hidden data-swap="plan-chip" { (result::standing_chip(&visit, &working.plan)) }
        div hidden data-swap="plan-course" { (course_part(&visit, &desk, &working)) }
    }
    .into_response())
}

async fn sign_plan(
    visit: Visit,
    Path((patient, plan)): Path<(PatientId, PlanId)>,
    fields: Fields,
) -> Result<Response, Failure> {
    let edit = fields.text("edit").parse().unwrap_or(0);
    let error = match plan::sign(
        &visit.actor,
        &visit.app,
        patient,
        plan,
        edit,
        fields.untrimmed("password"),
    )
    .await
    {
        Ok(()) => {
            for form in [format!("plan-{plan}"), format!("protocol-{plan}")] {
                visit.forget_draft(&form).await?;
            }
            return Ok(Redirect::to(&format!("/patients/{patient}/consent?notice=plan-signed")).into_response());
        }
        Err(error) => error,
    };
    let desk = plan::open(&visit.actor, &visit.app, patient, "plan.open_protocol").await?;
    let Some(draft) = desk.draft.as_ref().filter(|draft| draft.id == plan) else {
        return Err(error.into());
    };
    let mut shown = shown_at_first(&visit, draft).await?;
    shown.edit = draft.edit;
    match error {
        AppError::Invalid(invalid) => {
            shown.notices.push(wrong_fields(&visit, &invalid));
            shown.invalid = invalid;
            shown.status = Some(StatusCode::UNPROCESSABLE_ENTITY);
        }
        AppError::Stale(_) => {
            shown.notices.push(
                Notice::error(visit.with("plan-stale", [("at", visit.format.moment(draft.changed_at).into())]))
                    .to_do(visit.say("plan-stale-sign")),
            );
            shown.status = Some(StatusCode::CONFLICT);
        }
        error @ AppError::Refused(_) => {
            shown.notices.push(notice_of(visit.words, &Failure::from(error)));
            shown.status = Some(StatusCode::UNPROCESSABLE_ENTITY);
        }
        error => return Err(error.into()),
    }
    Ok(show_form(&visit, &desk, draft, shown))
}

async fn end(
    visit: Visit,
    Path((patient, plan)): Path<(PatientId, PlanId)>,
    fields: Fields,
) -> Result<Redirect, Failure> {
    plan::end(&visit.actor, &visit.app, patient, plan, fields.text("reason")).await?;
    Ok(Redirect::to(&format!(
        "/patients/{patient}/formulation?notice=plan-ended"
    )))
}
