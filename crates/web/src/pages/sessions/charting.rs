//! Charting on the map: what was injected, saved as it is marked.
//!
//! The map's script writes the whole chart into a hidden field; `session-chart.js` sends it after each mark with the edit that it
//! was made on. Without script the buttons of the map are strokes that the server makes.

use anagen_app::session::body::{Charting, PointState};
use anagen_app::session::{self, Before, Charted, Desk, Stroke};
use anagen_app::way::Stage;
use anagen_app::{Action, AppError, Invalid, Message};
use anagen_care::injection_map::{InjectionMap, PointMap};
use anagen_records::values::{PatientId, SessionId};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use super::desk::save;
use super::{STYLES, Typed, WithStatus, here, open, refused, words};
use crate::failure::Failure;
use crate::fields::Fields;
use crate::look::{
    Actions, Facts, Field, Form, Icon, Meaning, Notice, PageHead, SaveLine, block, hidden, link_button, panel, status,
    work,
};
use crate::page::Page;
use crate::pages::formulation::map::{MapDose, MapPurpose, ScalpMap};
use crate::pages::intake::save_words;
use crate::routes::{Access, Route};
use crate::visit::Visit;

/// The field that holds the chart.
const FIELD: &str = "points";
/// What sends it.
const SCRIPT: &str = "session-chart.js";

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get(
            "/patients/{patient}/sessions/{session}/charting",
            Access::May(Action::ReadRecord),
            page,
        ),
        Route::post(
            "/patients/{patient}/sessions/{session}/charting",
            Access::May(Action::SignSession),
            chart,
        ),
    ]
}

/// What was charted, on the session's page.
pub(super) fn summary(visit: &Visit, desk: &Desk, is_current: bool) -> Markup {
    let base = here(desk.ground.patient.id, desk.ground.session.id);
    let may = visit.actor.may(Action::SignSession) && desk.is_open();
    let charting = format!("{base}/charting");
    html! {
        (counted(visit, desk))
        @if may && is_current { (Actions::primary_link(&charting, &visit.say("session-to-charting"))) }
        @else { div class="actions" { (link_button(&charting, Some(Icon::Head), &visit.say(if may { "session-to-charting" } else { "session-look-at-map" }))) } }
        @if !visit.actor.may(Action::SignSession) { p class="soft" { (visit.say("session-charting-by-injector")) } }
    }
}

/// Points, volume and doses given, against what was planned and mixed.
pub(super) fn counted(visit: &Visit, desk: &Desk) -> Facts {
    let charting = &desk.ground.charting;
    let map = desk.judged.prescribed.map.as_ref();
    if map.is_some_and(|map| map.points().is_none()) {
        let passes = desk.ground.body.passes;
        return Facts::new().fact(
            visit.say("session-passes"),
            passes.map_or_else(|| visit.say("session-none-charted"), |passes| passes.to_string()),
        );
    }
    let planned = map.and_then(InjectionMap::points);
    let mut facts = Facts::new()
        .wide()
        .fact(
            visit.say("session-points"),
            match planned {
                Some(planned) => visit.with(
                    "session-points-of",
                    [
                        ("n", words::n(charting.n_injected()).into()),
                        ("planned", i64::from(planned.n_points).into()),
                    ],
                ),
                None => charting.n_injected().to_string(),
            },
        )
        .fact(visit.say("session-volume-injected"), words::ml(charting.volume_ml()));
    let skipped = charting
        .points
        .iter()
        .filter(|point| point.state == PointState::Skipped)
        .count();
    if skipped > 0 {
        facts = facts.fact(visit.say("session-points-skipped"), skipped.to_string());
    }
    let agents = match (&desk.ground.body.mixture, desk.judged.mixture.prepared_openly()) {
        (Some(signed), _) => signed.agents.as_slice(),
        (None, Some(prepared)) => prepared.agents.as_slice(),
        (None, None) => &[],
    };
    for agent in agents {
        let dose = agent.strength * charting.volume_ml();
        facts = facts.fact(
            agent.name.clone(),
            words::figure((dose * 1e6).round() / 1e6, &agent.unit),
        );
    }
    facts
}

/// The map with what was charted.
pub(super) fn map<'a>(visit: &Visit, desk: &'a Desk, points: &PointMap, purpose: MapPurpose) -> ScalpMap<'a> {
    let mut map = ScalpMap::of(points, &desk.ground.knowledge, visit.words, purpose);
    map.field = FIELD;
    map.value = value(&desk.ground.charting);
    let prepared = desk.judged.mixture.prepared_openly();
    let agents = prepared.map(|prepared| prepared.agents.as_slice()).unwrap_or_default();
    map.doses = agents
        .iter()
        .map(|agent| MapDose {
            name: agent.name.clone(),
            unit: agent.unit.clone(),
            per_ml: agent.strength,
        })
        .collect();
    map.last = desk.last_points.as_ref().map(|points| {
        value(&Charting {
            points: points.clone(),
            before: None,
        })
    });
    map
}

/// A chart as the hidden field has it.
fn value(charting: &Charting) -> String {
    serde_json::json!({ "points": charting.points }).to_string()
}

async fn page(visit: Visit, Path((patient, session)): Path<(PatientId, SessionId)>) -> Result<Response, Failure> {
    let desk = open(&visit, patient, session).await?;
    let key = draft_key(session);
    let Some((fields, draft)) = visit.draft(&key).await? else {
        return Ok(show(&visit, &desk, &Typed::default(), None));
    };
    // A chart that reached the server only as a draft: shown on its own edit, offered on a later one.
    let is_same = fields.text(FIELD) == value(&desk.ground.charting);
    let is_its_edit = fields.text("edit") == desk.ground.session.edit.to_string();
    if is_same || !desk.is_open() {
        visit.forget_draft(&key).await?;
        return Ok(show(&visit, &desk, &Typed::default(), None));
    }
    let at = visit.format.moment(draft.saved_at);
    if is_its_edit || visit.query.text("use") == "draft" {
        let notice = Notice::about(
            Meaning::Caution,
            visit.with("session-chart-draft-shown", [("time", at.into())]),
        );
        let typed = Typed {
            form: "chart",
            fields,
            ..Typed::default()
        };
        return Ok(show(&visit, &desk, &typed, Some(notice)));
    }
    let notice = Notice::about(
        Meaning::Caution,
        visit.with("session-chart-draft-other", [("time", at.into())]),
    )
    .link(
        format!("{}/charting?use=draft", here(patient, session)),
        visit.say("session-chart-draft-use"),
    );
    Ok(show(&visit, &desk, &Typed::default(), Some(notice)))
}

/// Under which key a chart is kept that did not reach the server.
fn draft_key(session: SessionId) -> String {
    format!("session-{session}-chart")
}

fn show(visit: &Visit, desk: &Desk, typed: &Typed, notice: Option<Notice>) -> Response {
    let base = here(desk.ground.patient.id, desk.ground.session.id);
    let may = visit.actor.may(Action::SignSession) && desk.is_open();
    let stopped: Vec<_> = if desk.ground.is_record() {
        Vec::new()
    } else {
        desk.judged.before(Before::Points).collect()
    };
    let title = visit.say("session-charting");
    let page_head = PageHead::new(title.clone())
        .back(base.clone(), words::title(visit, desk))
        .beside(words::state(
            visit,
            desk.ground.session.state,
            desk.ground.is_amendment(),
        ));
    let points = desk.judged.prescribed.map.as_ref().and_then(InjectionMap::points);
    let facts = html! {
        (panel(&visit.say("session-mixture-panel"), mixture_facts(visit, desk)))
    };
    let body = html! {
        (page_head)
        @if may && !stopped.is_empty() {
            section class="session-in-the-way" {
                h2 { (visit.say("session-before-points")) }
                (words::obstacles(visit, stopped.iter().copied()))
                p class="soft" { (visit.say("session-already-done-hint")) " " a href=(format!("{base}/record")) { (visit.say("session-already-done")) } }
            }
        }
        @match points {
            Some(points) if may && stopped.is_empty() => (work(chart_form(visit, desk, points, typed, &base), &facts)),
            Some(_) => (work(&html! { @if let Some(map) = super::signed::look(visit, desk) { (map) } }, &facts)),
            None => (passes_form(visit, desk, typed, &base, may && stopped.is_empty())),
        }
    };
    Page::new(visit, title)
        .patient(&desk.way, Some(Stage::Sessions))
        .script(STYLES)
        .script("scalp-map.css")
        .script("scalp-map.js")
        .script(SCRIPT)
        .notice_if(notice)
        .show(&body)
}

fn chart_form(visit: &Visit, desk: &Desk, points: &PointMap, typed: &Typed, base: &str) -> Markup {
    let mut map = map(visit, desk, points, MapPurpose::Chart);
    if let Some(sent) = typed.of("chart").and_then(|fields| fields.filled(FIELD)) {
        sent.clone_into(&mut map.value);
    }
    let edit = desk.ground.session.edit;
    let key = draft_key(desk.ground.session.id);
    let stale = visit.say("session-chart-stale");
    html! {
        (Form::post(format!("{base}/charting")).id("chart").body(html! {
            (hidden("edit", &edit.to_string()))
            div data-session-chart=(format!("{base}/charting")) data-key=(key) data-stale=(stale) {
                noscript {
                    button class="button" type="submit" name="chart" value="all" formnovalidate { (Icon::Check) span { (visit.say("session-chart-all")) } }
                }
                (map)
            }
            @if let Some(error) = typed.error(visit, "chart", "points") { p class="field-error" { span { (error) } } }
            (Actions::primary_as("chart", "save", &visit.say("session-chart-done"))
                .end(SaveLine { words: &save_words(visit), now: None }).in_view())
        }))
    }
}

fn passes_form(visit: &Visit, desk: &Desk, typed: &Typed, base: &str, may: bool) -> Markup {
    let now = desk
        .ground
        .body
        .passes
        .map(|passes| passes.to_string())
        .unwrap_or_default();
    let value = typed.of("chart").map_or(now, |fields| fields.text("passes").to_owned());
    html! {
        (counted(visit, desk))
        @if may {
            (Form::post(format!("{base}/charting")).body(html! {
                (hidden("edit", &desk.ground.session.edit.to_string()))
                (block(&visit.say("session-passes-block"), html! {
                    (Field::whole_number("passes", visit.say("session-passes")).value(value)
                        .error_if(typed.error(visit, "chart", "passes")).required())
                }))
                (save(&visit.say("session-chart-done"), true))
            }))
        }
    }
}

/// What is in the syringe, beside the map.
fn mixture_facts(visit: &Visit, desk: &Desk) -> Markup {
    match desk.judged.mixture.prepared_openly() {
        None => html! { p class="soft" { (visit.say("session-mixture-open")) } },
        Some(prepared) => {
            let mut facts = Facts::new().fact(visit.say("session-volume"), words::ml(prepared.volume_ml));
            for agent in &prepared.agents {
                facts = facts.fact(agent.name.clone(), words::strength(agent));
            }
            for part in &prepared.parts {
                facts = facts.fact_from(visit.say("session-column-lot"), &part.lot_number, &part.name);
            }
            let last = words::time(visit, prepared.discard_after);
            let is_over = prepared.discard_after < visit.app.now().0 && desk.is_open() && !desk.ground.is_record();
            facts = facts.fact(visit.say("session-discard-after"), html! {
                @if is_over { (status(Meaning::Caution, &visit.with("session-discard-is-over", [("time", last.into())]))) }
                @else { (last) }
            });
            html! { (facts) }
        }
    }
}

/// What a form asks for.
enum Asked {
    /// The whole chart.
    Chart(Charting),
    /// One stroke on it.
    Stroke(Stroke),
}

fn asked(fields: &Fields) -> Result<Asked, AppError> {
    let unreadable = || {
        let mut invalid = Invalid::default();
        invalid.add("points", Message::new("session-chart-unreadable"));
        AppError::Invalid(invalid)
    };
    if let Some(passes) = fields.filled("passes") {
        return passes
            .parse()
            .map(|passes| Asked::Stroke(Stroke::Passes(passes)))
            .map_err(|_| AppError::field("passes", "session-passes-impossible"));
    }
    let stroke = match fields.text("chart") {
        "all" => Stroke::All,
        "last" => Stroke::Last,
        "undo" => Stroke::Undo,
        "point" => Stroke::Point {
            id: fields.text("point").to_owned(),
            state: match fields.text("point_state") {
                "injected" => Some(PointState::Injected),
                "skipped" => Some(PointState::Skipped),
                _ => None,
            },
            volume_ml: None,
        },
        zone if zone.starts_with("zone:") => Stroke::Zone(zone.trim_start_matches("zone:").to_owned()),
        _ => {
            #[derive(serde::Deserialize)]
            struct Sent {
                points: Vec<session::body::ChartedPoint>,
            }
            let text = fields.filled(FIELD).unwrap_or("{\"points\":[]}");
            let sent: Sent = serde_json::from_str(text).map_err(|_| unreadable())?;
            return Ok(Asked::Chart(Charting {
                points: sent.points,
                before: None,
            }));
        }
    };
    Ok(Asked::Stroke(stroke))
}

async fn chart(
    visit: Visit,
    Path((patient, session)): Path<(PatientId, SessionId)>,
    fields: Fields,
) -> Result<Response, Failure> {
    let edit: i64 = fields.text("edit").parse().unwrap_or(-1);
    let by_script = fields.text("as") == "json";
    let is_done = fields.text("chart") == "save" || fields.is_set("passes");
    let result = match asked(&fields) {
        Ok(Asked::Chart(charting)) => session::chart(&visit.actor, &visit.app, patient, session, edit, charting).await,
        Ok(Asked::Stroke(stroke)) => session::stroke(&visit.actor, &visit.app, patient, session, edit, &stroke).await,
        Err(error) => Err(error),
    };
    if result.is_ok() {
        visit.forget_draft(&draft_key(session)).await?;
    }
    if by_script {
        return told(&visit, result);
    }
    let base = here(patient, session);
    match refused(&visit, "chart", fields, result.map(drop)) {
        Ok(()) if is_done => Ok(Redirect::to(&format!("{base}?notice=session-charted#points")).into_response()),
        Ok(()) => Ok(Redirect::to(&format!("{base}/charting")).into_response()),
        Err(told) => {
            let (status, typed, notice) = *told?;
            let desk = open(&visit, patient, session).await?;
            Ok(show(&visit, &desk, &typed, notice).with_status(status))
        }
    }
}

/// What the script is told: saved at which time and under which edit, or why not.
fn told(visit: &Visit, result: Result<Charted, AppError>) -> Result<Response, Failure> {
    let json = |status: StatusCode, body: serde_json::Value| {
        (status, [(CONTENT_TYPE, "application/json")], body.to_string()).into_response()
    };
    let why = |messages: Vec<String>| serde_json::json!({ "why": messages });
    Ok(match result {
        Ok(charted) => {
            let saved = visit.format.time(visit.app.now());
            json(
                StatusCode::OK,
                serde_json::json!({ "saved": saved, "edit": charted.edit, "n": charted.n_points }),
            )
        }
        Err(AppError::Invalid(invalid)) => {
            let all = invalid.0.iter().map(|error| words::of(visit, &error.message)).collect();
            json(StatusCode::UNPROCESSABLE_ENTITY, why(all))
        }
        Err(AppError::Refused(message)) => {
            json(StatusCode::UNPROCESSABLE_ENTITY, why(vec![words::of(visit, &message)]))
        }
        Err(AppError::Stale(_)) => json(StatusCode::CONFLICT, why(vec![visit.say("session-chart-stale")])),
        Err(error) => return Err(error.into()),
    })
}
