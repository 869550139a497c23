//! Formulation and injection map of a plan: what is in the syringe, and where it goes.

mod evidence;
mod form;
pub(crate) mod map;
mod options;
mod page;
mod paper;
pub(crate) mod result;
mod signed;
mod versions;

use anagen_app::plan::{self, Desk, Draft};
use anagen_app::way::Stage;
use anagen_app::{Action, AppError, Invalid};
use anagen_records::values::{PatientId, PlanId};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

pub(crate) use self::evidence::evidence_lines;
pub(crate) use self::form::{INTERVAL_UNITS, protocol_fields, read_protocol};
pub(crate) use self::page::save_words;
pub(crate) use self::versions::signed_words;

use self::form::{change_one_point, formulation_fields, read_formulation};
use self::page::{Editor, differences, draft_key, fragment};
use crate::failure::Failure;
use crate::fields::Fields;
use crate::look::{Column, Danger, Empty, Field, Icon, Meaning, Notice, PageHead, PostButton, Table};
use crate::page::Page;
use crate::routes::{Access, Route};
use crate::visit::Visit;

pub(crate) fn routes() -> Vec<Route> {
    let draft = Access::May(Action::DraftPlan);
    let read = Access::May(Action::ReadRecord);
    vec![
        Route::get("/patients/{patient}/formulation", read, page),
        Route::post("/patients/{patient}/formulation", draft, save),
        Route::post("/patients/{patient}/formulation/check", draft, check),
        Route::post("/patients/{patient}/plan", draft, start),
        Route::get("/patients/{patient}/plan/{plan}", read, signed::page),
        Route::post("/patients/{patient}/plan/{plan}/amend", draft, amend),
        Route::post("/patients/{patient}/plan/{plan}/discard", draft, discard),
        Route::get("/patients/{patient}/plan/{plan}/paper", read, paper::paper),
        Route::get("/patients/{patient}/plan/{plan}/calendar", read, paper::calendar),
    ]
}

/// Whether this person may work on a plan.
pub(crate) fn may_draft(visit: &Visit) -> bool {
    visit.actor.may(Action::DraftPlan)
}

async fn page(visit: Visit, Path(patient): Path<PatientId>) -> Result<Response, Failure> {
    let desk = plan::open(&visit.actor, &visit.app, patient, "plan.open_formulation").await?;
    match &desk.draft {
        Some(draft) if may_draft(&visit) => {
            let (mut fields, edit, kept) = typed(&visit, &desk, draft).await?;
            put_into(&visit, &mut fields);
            Ok(show_form(
                &visit,
                &desk,
                draft,
                Shown {
                    fields,
                    edit,
                    kept,
                    ..Shown::default()
                },
            ))
        }
        _ => show_signed(&visit, &desk).await,
    }
}

/// What was typed and not saved, or what was saved.
async fn typed(visit: &Visit, desk: &Desk, draft: &Draft) -> Result<(Fields, i64, Option<String>), Failure> {
    Ok(match visit.draft(&draft_key(draft)).await? {
        Some((fields, kept)) => {
            let said = visit.with("save-saved", [("time", visit.format.time(kept.saved_at).into())]);
            (fields, kept.version, Some(said))
        }
        None => (
            formulation_fields(&draft.request, &desk.way.knowledge),
            draft.edit,
            None,
        ),
    })
}

/// Puts the agent or technique that a link names into the form; it is saved only by the one who presses "Save".
fn put_into(visit: &Visit, fields: &mut Fields) {
    if let Some(agent) = visit.query.filled("agent") {
        let free = (1..=form::n_agent_rows(fields))
            .find(|row| !fields.is_set(&format!("agent-{row}")))
            .unwrap_or(1);
        *fields = without(fields, "mixture");
        fields.add("mixture", "agents");
        *fields = without(fields, &format!("agent-{free}"));
        fields.add(&format!("agent-{free}"), agent);
    }
    if let Some(technique) = visit.query.filled("technique") {
        *fields = without(fields, "technique");
        fields.add("technique", technique);
    }
}

/// The fields without one of them.
pub(crate) fn without(fields: &Fields, name: &str) -> Fields {
    let mut kept = Fields::default();
    for known in fields.names("") {
        if known != name {
            for value in fields.all(known) {
                kept.add(known, value);
            }
        }
    }
    kept
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
    /// What was saved meanwhile by somebody else.
    above: Option<Markup>,
}

fn show_form(visit: &Visit, desk: &Desk, draft: &Draft, shown: Shown) -> Response {
    let mut ignored = Invalid::default();
    let request = read_formulation(&shown.fields, &draft.request, desk, &mut ignored);
    let nothing =
        request.zones.is_empty() && request.technique.is_none() && request.draw.is_empty() && request.agents.is_empty();
    let working = desk.work_out(request);
    let editor = Editor {
        visit,
        desk,
        draft,
        fields: &shown.fields,
        invalid: &shown.invalid,
        working: &working,
        edit: shown.edit,
        kept: shown.kept,
    };
    let mut page = Page::new(visit, visit.say("plan-title"))
        .patient(&desk.way, Some(Stage::Formulation))
        .script("plan.css")
        .script("scalp-map.css")
        .script("scalp-map.js")
        .script("live-check.js")
        .status(shown.status.unwrap_or(StatusCode::OK));
    for notice in shown.notices {
        page = page.notice(notice);
    }
    page.show(&html! {
        (head(visit, Some(draft)).beside(html! { span id="plan-chip" { (result::standing_chip(visit, &working.plan)) } }))
        @if let Some(above) = &shown.above { (above) }
        @if let Some(reason) = &draft.reason { p class="page-sentence" { (visit.with("plan-amends", [("reason", reason.as_str().into())])) } }
        (editor.markup())
        @if nothing { (options::section_of(visit, desk, true)) }
        (versions::versions(visit, desk))
    })
}

/// The head of the page.
fn head(visit: &Visit, draft: Option<&Draft>) -> PageHead {
    let title = match draft {
        Some(draft) => visit.with("plan-heading-draft", [("version", draft.version.into())]),
        None => visit.say("plan-title"),
    };
    PageHead::new(title).sentence(visit.say("plan-sentence"))
}

/// Without a draft: the plan that the patient is treated by, or that there is none.
async fn show_signed(visit: &Visit, desk: &Desk) -> Result<Response, Failure> {
    let patient = desk.way.patient.id;
    let start = format!("/patients/{patient}/plan");
    let label = visit.say("plan-new");
    let new_plan = |primary: bool| PostButton {
        action: &start,
        label: &label,
        icon: Some(Icon::Plus),
        values: &[],
        primary,
    };
    let body = if let Some(current) = desk.current() {
        let shown = signed::summary(visit, desk, current.id, current.version).await?;
        html! {
            (head(visit, None)
                .beside(result::signed_chip(&visit.with("plan-version-n", [("n", current.version.into())])))
                .actions(html! { @if may_draft(visit) && desk.draft.is_none() { (amend_form(visit, desk, current.id)) (new_plan(false)) } }))
            (shown)
        }
    } else {
        html! {
            (head(visit, None).actions(html! { @if may_draft(visit) && desk.draft.is_none() { (new_plan(true)) } }))
            @match &desk.draft {
                Some(draft) => (signed::open_draft(visit, desk, draft)),
                None => {
                    (Empty { icon: Icon::Syringe, what: visit.say("plan-none"), sentence: visit.say("plan-none-sentence"), first_step: None })
                    (options::section_of(visit, desk, false))
                }
            }
        }
    };
    Ok(Page::new(visit, visit.say("plan-title"))
        .patient(&desk.way, Some(Stage::Formulation))
        .script("plan.css")
        .script("scalp-map.css")
        .script("scalp-map.js")
        .show(&html! { (body) (versions::versions(visit, desk)) }))
}

/// Asks for the reason of an amendment.
pub(crate) fn amend_form(visit: &Visit, desk: &Desk, plan: PlanId) -> Markup {
    let action = format!("/patients/{}/plan/{plan}/amend", desk.way.patient.id);
    html! {
        details class="plan-amend" {
            summary class="button" { (Icon::Pen) span { (visit.say("plan-amend")) } }
            form method="post" action=(action) class="form plan-amend-body" {
                (Field::text("reason", visit.say("plan-amend-reason")).id("amend-reason").hint(visit.say("plan-amend-hint")).required())
                button class="button is-primary" type="submit" { span { (visit.say("plan-amend-start")) } }
            }
        }
    }
}

/// Reads a form, saves it, checks it, or changes one point of it.
async fn save(visit: Visit, Path(patient): Path<PatientId>, fields: Fields) -> Result<Response, Failure> {
    let desk = plan::open(&visit.actor, &visit.app, patient, "plan.open_formulation").await?;
    let draft = draft_named(&desk, &fields)?;
    let edit = fields.text("edit").parse().unwrap_or(0);
    let mut invalid = Invalid::default();
    let request = read_formulation(&fields, &draft.request, &desk, &mut invalid);
    plan::check_lots(&request, &desk.shelf, &mut invalid);
    match fields.text("go") {
        "check" => {
            let status = if invalid.0.is_empty() {
                StatusCode::OK
            } else {
                StatusCode::UNPROCESSABLE_ENTITY
            };
            let notices = vec![if invalid.0.is_empty() {
                Notice::about(Meaning::Neutral, visit.say("plan-checked"))
            } else {
                wrong_fields(&visit, &invalid)
            }];
            return Ok(show_form(
                &visit,
                &desk,
                draft,
                Shown {
                    fields,
                    invalid,
                    edit,
                    notices,
                    status: Some(status),
                    ..Shown::default()
                },
            ));
        }
        "point" => {
            let points = change_one_point(&fields, &request, &desk, &mut invalid);
            let mut fields = ["point", "point_do", "point_cm", "point_deg"]
                .iter()
                .fold(without(&fields, "points"), |kept, name| without(&kept, name));
            if !points.is_empty() {
                fields.add("points", &serde_json::to_string(&points).unwrap_or_default());
            }
            let (notice, status) = if invalid.0.is_empty() {
                (
                    Notice::about(Meaning::Neutral, visit.say("plan-point-changed")),
                    StatusCode::OK,
                )
            } else {
                (wrong_fields(&visit, &invalid), StatusCode::UNPROCESSABLE_ENTITY)
            };
            let shown = Shown {
                fields,
                invalid,
                edit,
                notices: vec![notice],
                status: Some(status),
                ..Shown::default()
            };
            return Ok(show_form(&visit, &desk, draft, shown));
        }
        _ => {}
    }
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
    match plan::save(&visit.actor, &visit.app, patient, draft.id, edit, &request).await {
        Ok(_) => {
            visit.forget_draft(&draft_key(draft)).await?;
            let next = if fields.text("go") == "next" {
                "protocol"
            } else {
                "formulation"
            };
            Ok(Redirect::to(&format!("/patients/{patient}/{next}?notice=plan-saved")).into_response())
        }
        Err(AppError::Stale(_)) => show_stale(&visit, patient, fields).await,
        // A lot went into quarantine between the reading and the saving.
        Err(AppError::Invalid(invalid)) => {
            let notices = vec![wrong_fields(&visit, &invalid)];
            let shown = Shown {
                fields,
                invalid,
                edit,
                notices,
                status: Some(StatusCode::UNPROCESSABLE_ENTITY),
                ..Shown::default()
            };
            Ok(show_form(&visit, &desk, draft, shown))
        }
        Err(error) => Err(error.into()),
    }
}

/// The draft that a form names: that of this patient, and no other.
pub(crate) fn draft_named<'d>(desk: &'d Desk, fields: &Fields) -> Result<&'d Draft, Failure> {
    let named: Option<PlanId> = fields.text("plan").parse().ok();
    desk.draft
        .as_ref()
        .filter(|draft| Some(draft.id) == named)
        .ok_or_else(|| Failure::not_found("plan"))
}

/// Says which fields are wrong, with links to them.
pub(crate) fn wrong_fields(visit: &Visit, invalid: &Invalid) -> Notice {
    let notice = Notice::error(visit.say("error-invalid")).kept(visit.say("plan-typed-is-kept"));
    invalid.0.iter().fold(notice, |notice, wrong| {
        notice.place(crate::look::field::id_of(&wrong.field), visit.words.of(&wrong.message))
    })
}

/// Somebody else saved meanwhile: both versions, and nothing typed is lost. Saving again saves what is typed over theirs.
async fn show_stale(visit: &Visit, patient: PatientId, fields: Fields) -> Result<Response, Failure> {
    let desk = plan::open(&visit.actor, &visit.app, patient, "plan.open_formulation").await?;
    let Some(draft) = &desk.draft else {
        return Err(AppError::Stale("plan").into());
    };
    let saved = formulation_fields(&draft.request, &desk.way.knowledge);
    let above = both_versions(visit, draft, &saved, &fields, &|name| field_label(visit, &desk, name));
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

/// Says that somebody else saved meanwhile.
pub(crate) fn stale_notice(visit: &Visit, draft: &Draft) -> Notice {
    Notice::error(visit.with("plan-stale", [("at", visit.format.moment(draft.changed_at).into())]))
        .kept(visit.say("plan-typed-is-kept"))
        .to_do(visit.say("plan-stale-do"))
}

/// What was saved meanwhile beside what was typed.
pub(crate) fn both_versions(
    visit: &Visit,
    draft: &Draft,
    saved: &Fields,
    typed: &Fields,
    label: &dyn Fn(&str) -> String,
) -> Markup {
    let mut table = Table::new(
        visit.with("plan-both-versions", [("edit", draft.edit.into())]),
        [
            Column::words(visit.say("plan-field")),
            Column::words(visit.say("plan-saved-meanwhile")),
            Column::words(visit.say("plan-typed-here")),
        ],
    );
    for (name, before, now) in differences(saved, typed, label) {
        let empty = visit.say("plan-empty");
        let shown = |text: String| if text.is_empty() { empty.clone() } else { text };
        table = table.row([html! { (name) }, html! { (shown(before)) }, html! { (shown(now)) }]);
    }
    html! { @if !table.is_empty() { (table) } }
}

/// A field in the words of its label.
fn field_label(visit: &Visit, desk: &Desk, name: &str) -> String {
    let lot = name
        .strip_prefix("draw-")
        .and_then(|lot| desk.shelf.iter().find(|known| plan::shelf_product_id(known.lot) == lot));
    if let Some(lot) = lot {
        return format!("{}, {}", lot.product.name, lot.number);
    }
    let key = match name {
        "mixture" => "plan-mixture-how",
        "volume" => "plan-volume",
        "measured_ph" => "plan-measured-ph",
        "technique" => "plan-technique",
        "zones" => "map-zones",
        "head_circumference" => "plan-head",
        "spacing" => "plan-spacing",
        "volume_per_point" => "plan-volume-per-point",
        "depth" => "plan-depth",
        "needle_gauge" => "plan-gauge",
        "grid" => "plan-grid",
        "passes" => "plan-passes",
        "points" => "plan-points",
        name if name.starts_with("agent-") => "plan-agent",
        name if name.starts_with("strength-") => "plan-strength-wanted",
        name => return name.to_owned(),
    };
    visit.say(key)
}

/// What would come of what is typed now: a part of the page, and the map to draw.
async fn check(visit: Visit, Path(patient): Path<PatientId>, fields: Fields) -> Result<Response, Failure> {
    let desk = plan::open(&visit.actor, &visit.app, patient, "plan.check").await?;
    let draft = draft_named(&desk, &fields)?;
    let mut invalid = Invalid::default();
    let request = read_formulation(&fields, &draft.request, &desk, &mut invalid);
    plan::check_lots(&request, &desk.shelf, &mut invalid);
    let working = desk.work_out(request);
    let wrong = html! {
        @if !invalid.0.is_empty() {
            ul class="plan-wrong" { @for wrong in &invalid.0 { li { (Meaning::Incomplete) span { (visit.words.of(&wrong.message)) } } } }
        }
    };
    Ok(html! { (wrong) (fragment(&visit, &desk, &working, &fields)) }.into_response())
}

async fn start(visit: Visit, Path(patient): Path<PatientId>) -> Result<Redirect, Failure> {
    plan::start(&visit.actor, &visit.app, patient).await?;
    Ok(Redirect::to(&format!("/patients/{patient}/formulation")))
}

async fn amend(
    visit: Visit,
    Path((patient, plan)): Path<(PatientId, PlanId)>,
    fields: Fields,
) -> Result<Redirect, Failure> {
    plan::amend(&visit.actor, &visit.app, patient, plan, fields.text("reason")).await?;
    Ok(Redirect::to(&format!(
        "/patients/{patient}/formulation?notice=plan-amendment-started"
    )))
}

async fn discard(
    visit: Visit,
    Path((patient, plan)): Path<(PatientId, PlanId)>,
    fields: Fields,
) -> Result<Redirect, Failure> {
    plan::discard(&visit.actor, &visit.app, patient, plan, fields.text("reason")).await?;
    for form in [format!("plan-{plan}"), format!("protocol-{plan}")] {
        visit.forget_draft(&form).await?;
    }
    Ok(Redirect::to(&format!(
        "/patients/{patient}/formulation?notice=plan-discarded"
    )))
}

/// Ends a course, asked once, with the reason.
pub(crate) fn end_form(visit: &Visit, desk: &Desk, plan: PlanId) -> Markup {
    let action = format!("/patients/{}/plan/{plan}/end", desk.way.patient.id);
    html! {
        (Danger::post(&action, &visit.say("plan-end"), &visit.say("plan-end-question"), &visit.say("plan-end-confirm"))
            .fields(html! { (Field::text("reason", visit.say("plan-reason")).id("end-reason").required()) }))
    }
}
