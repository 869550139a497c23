//! Starting a session: today, or from a sheet of paper.

use anagen_app::session::{self, Beginnings, OnPaper, Start};
use anagen_app::way::Stage;
use anagen_app::{Action, AppError, Invalid, Message};
use anagen_records::Stamp;
use anagen_records::values::PatientId;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use super::{STYLES, all, here, words};
use crate::failure::Failure;
use crate::fields::Fields;
use crate::look::form::row;
use crate::look::{Actions, Choices, Empty, Field, Form, Icon, Notice, PageHead, block, hidden};
use crate::page::{Page, error_of};
use crate::routes::{Access, Route};
use crate::visit::Visit;

pub(super) fn routes() -> Vec<Route> {
    let run = Access::May(Action::RunSession);
    vec![
        Route::get("/patients/{patient}/sessions/start", run, page),
        Route::post("/patients/{patient}/sessions/start", run, start),
    ]
}

async fn page(visit: Visit, Path(patient): Path<PatientId>) -> Result<Response, Failure> {
    let beginnings = session::beginnings(&visit.actor, &visit.app, patient).await?;
    if let Some(open) = beginnings.open {
        return Ok(Redirect::to(&format!("{}?notice=session-open-already", here(patient, open))).into_response());
    }
    let fields = (*visit.query).clone();
    Ok(show(&visit, &beginnings, &fields, &Invalid::default(), None))
}

fn show(
    visit: &Visit,
    beginnings: &Beginnings,
    fields: &Fields,
    invalid: &Invalid,
    notice: Option<Notice>,
) -> Response {
    let patient = beginnings.way.patient.id;
    let is_paper = fields.is_set("paper");
    let title = visit.say(if is_paper {
        "session-start-paper"
    } else {
        "session-start"
    });
    let sentence = visit.say(if is_paper {
        "session-start-paper-sentence"
    } else {
        "session-start-sentence"
    });
    let body = html! {
        (PageHead::new(title.clone()).sentence(sentence).back(all(patient), visit.say("stage-sessions")))
        @if beginnings.plans.is_empty() {
            (Empty {
                icon: Icon::Syringe,
                what: visit.say("session-none-without-plan"),
                sentence: String::new(),
                first_step: Some((format!("/patients/{patient}/formulation"), visit.say("session-to-plan"))),
            })
        } @else if beginnings.rooms.is_empty() {
            (Empty {
                icon: Icon::Door,
                what: visit.say("session-no-room"),
                sentence: visit.say("session-no-room-sentence"),
                first_step: None,
            })
        } @else {
            (form(visit, beginnings, fields, invalid, is_paper))
        }
    };
    Page::new(visit, title)
        .patient(&beginnings.way, Some(Stage::Sessions))
        .script(STYLES)
        .notice_if(notice)
        .show(&body)
}

fn form(visit: &Visit, beginnings: &Beginnings, fields: &Fields, invalid: &Invalid, is_paper: bool) -> Markup {
    let patient = beginnings.way.patient.id;
    let error = |field: &str| error_of(visit.words, invalid, field);
    let appointment = beginnings
        .appointments
        .iter()
        .find(|one| one.id.to_string() == fields.text("appointment"));
    let appointment = appointment.or(beginnings.appointments.first());
    let plan = fields
        .filled("plan")
        .map(str::to_owned)
        .or_else(|| appointment?.plan.map(|plan| plan.to_string()))
        .or_else(|| beginnings.plans.first().map(|(plan, _)| plan.id.to_string()));
    let number = fields.filled("number").map(str::to_owned).or_else(|| {
        let of_plan = beginnings
            .plans
            .iter()
            .find(|(one, _)| Some(one.id.to_string()) == plan);
        of_plan.map(|(_, next)| next.to_string())
    });
    let room = fields
        .filled("room")
        .map(str::to_owned)
        .or_else(|| appointment?.room.map(|room| room.to_string()))
        .or_else(|| (beginnings.rooms.len() == 1).then(|| beginnings.rooms[0].id.to_string()));
    let mut plans = Choices::new("plan", visit.say("session-plan"))
        .selected(plan)
        .error_if(error("plan"))
        .required();
    for (one, next) in &beginnings.plans {
        plans = plans.option_with(
            one.id.to_string(),
            plan_words(visit, one),
            plan_detail(visit, one, *next),
        );
    }
    let mut rooms = Choices::new("room", visit.say("session-room"))
        .selected(room)
        .error_if(error("room"))
        .required();
    for one in &beginnings.rooms {
        rooms = rooms.option(one.id.to_string(), one.name.clone());
    }
    let start = Actions::primary(&visit.say(if is_paper {
        "session-start-paper-button"
    } else {
        "session-start-button"
    }));
    html! {
        (Form::post(format!("{}/start", all(patient))).body(html! {
            @if is_paper { (hidden("paper", "1")) }
            (block(&visit.say("session-plan-block"), html! {
                (plans)
                (Field::whole_number("number", visit.say("session-number")).value(number.unwrap_or_default())
                    .hint(visit.say("session-number-hint")).error_if(error("number")).required())
            }))
            @if is_paper {
                (block(&visit.say("session-paper-block"), row(html! {
                    (Field::date_and_time("started_at", visit.say("session-paper-time")).value(fields.text("started_at"))
                        .error_if(error("started_at")).required())
                    (Field::select("injector", visit.say("session-injector")).option("", visit.say("session-choose"))
                        .options(beginnings.injectors.iter().map(|one| (one.id.to_string(), one.name.clone())))
                        .value(fields.text("injector")).error_if(error("injector")).required())
                })))
            }
            (block(&visit.say("session-place-block"), html! {
                (rooms)
                @if !is_paper && !beginnings.appointments.is_empty() {
                    (Field::select("appointment", visit.say("session-appointment"))
                        .options(beginnings.appointments.iter().map(|one| (one.id.to_string(), visit.format.time(one.starts_at))))
                        .option("", visit.say("session-no-appointment"))
                        .value(appointment.map(|one| one.id.to_string()).unwrap_or_default()))
                }
            }))
            (start.link(&all(patient), &visit.say("session-cancel")))
        }))
    }
}

/// What a plan is in a few words: its agents and zones.
pub(super) fn plan_words(visit: &Visit, plan: &anagen_app::plan::SignedPlan) -> String {
    let agents: Vec<&str> = plan.request.agents.iter().map(|agent| agent.agent.as_str()).collect();
    let drawn: Vec<&str> = plan
        .request
        .products
        .iter()
        .map(|product| product.name.as_str())
        .collect();
    let what = if agents.is_empty() {
        drawn.join(" + ")
    } else {
        agents.join(" + ")
    };
    let what = if what.is_empty() {
        plan.request.technique.clone().unwrap_or_default()
    } else {
        what
    };
    visit.with(
        "session-plan-words",
        [("what", what.into()), ("zones", plan.request.zones.join(", ").into())],
    )
}

fn plan_detail(visit: &Visit, plan: &anagen_app::plan::SignedPlan, next: i64) -> String {
    visit.with(
        "session-plan-detail",
        [
            ("name", plan.signed_by_name.as_str().into()),
            ("day", visit.format.day(visit.format.day_of(plan.signed_at)).into()),
            ("version", plan.version.into()),
            ("next", next.into()),
        ],
    )
}

async fn start(visit: Visit, Path(patient): Path<PatientId>, fields: Fields) -> Result<Response, Failure> {
    let mut invalid = Invalid::default();
    let plan = fields.read("plan", "session-plan-missing", &mut invalid);
    if plan.is_none() && invalid.of("plan").is_none() {
        invalid.add("plan", Message::new("session-plan-missing"));
    }
    let room = fields.read("room", "session-room-missing", &mut invalid);
    if room.is_none() && invalid.of("room").is_none() {
        invalid.add("room", Message::new("session-room-missing"));
    }
    let number = fields.read("number", "session-number-missing", &mut invalid);
    if number.is_none() && invalid.of("number").is_none() {
        invalid.add("number", Message::new("session-number-missing"));
    }
    let appointment = fields.read("appointment", "session-appointment-gone", &mut invalid);
    let paper = if fields.is_set("paper") {
        on_paper(&visit, &fields, &mut invalid)
    } else {
        None
    };
    let is_whole = invalid.0.is_empty() && (paper.is_some() || !fields.is_set("paper"));
    let result = match (plan, room, number) {
        (Some(plan), Some(room), Some(number)) if is_whole => {
            let start = Start {
                plan,
                number,
                room,
                appointment,
                paper,
            };
            session::start(&visit.actor, &visit.app, patient, &start).await
        }
        _ => Err(AppError::Invalid(invalid)),
    };
    let (invalid, notice) = match result {
        Ok(id) => return Ok(Redirect::to(&format!("{}?notice=session-started", here(patient, id))).into_response()),
        Err(AppError::Invalid(invalid)) => {
            let notice = words::invalid(&visit, &invalid);
            (invalid, notice)
        }
        Err(AppError::Refused(message)) => (Invalid::default(), Notice::error(words::of(&visit, &message))),
        Err(error) => return Err(error.into()),
    };
    let beginnings = session::beginnings(&visit.actor, &visit.app, patient).await?;
    let mut response = show(&visit, &beginnings, &fields, &invalid, Some(notice));
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(response)
}

/// When and by whom, as the sheet says.
fn on_paper(visit: &Visit, fields: &Fields, invalid: &mut Invalid) -> Option<OnPaper> {
    let at = moment(visit, fields.text("started_at"));
    if at.is_none() {
        invalid.add("started_at", Message::new("session-paper-time-missing"));
    }
    let injector = fields.text("injector").parse().ok();
    if injector.is_none() {
        invalid.add("injector", Message::new("session-injector-missing"));
    }
    Some(OnPaper {
        at: at?,
        injector: injector?,
    })
}

/// A local day and time as a browser sends it (`2026-03-12T14:05`).
pub(super) fn moment(visit: &Visit, text: &str) -> Option<Stamp> {
    let local: jiff::civil::DateTime = text.parse().ok()?;
    local
        .to_zoned(visit.format.time_zone.clone())
        .ok()
        .map(|zoned| Stamp(zoned.timestamp()))
}
