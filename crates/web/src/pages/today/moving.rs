//! Moving an appointment by hand in the agenda: the script sends where it was dropped and is told what stands in the way.

use anagen_app::appointments::{self, MoveTo, TAKEN};
use anagen_app::{AppError, Invalid};
use anagen_records::values::AppointmentId;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Redirect, Response};
use serde_json::{Value, json};

use super::{AGENDA, address, appointment, appointment_href, booking, clock, entering, lead_on, times, title};
use crate::failure::Failure;
use crate::fields::Fields;
use crate::visit::Visit;

/// Answers JSON: where to go on, or what stands in the way.
pub(super) async fn move_to(visit: Visit, Path(id): Path<AppointmentId>, fields: Fields) -> Result<Response, Failure> {
    let Some(to) = read(&fields) else {
        return Err(AppError::refused("appointment-move-unreadable").into());
    };
    match appointments::move_to(&visit.actor, &visit.app, id, fields.version(), to).await {
        Ok(()) => {
            let (day, version) = (to.day.to_string(), (fields.version() + 1).to_string());
            let query = [
                ("day", day.as_str()),
                ("by", fields.text("by")),
                ("moved", &id.to_string()),
                ("version", &version),
                ("clock", booking::clock_word(&visit, to.day, to.time)),
                ("notice", "appointment-changed"),
            ];
            Ok(answer(StatusCode::OK, &json!({ "next": address(AGENDA, &query) })))
        }
        Err(AppError::Refused(message)) if message.key == TAKEN => {
            let found = appointments::in_the_way_of_move(&visit.actor, &visit.app, id, to).await?;
            let taken: Vec<String> = found
                .taken
                .iter()
                .map(|entry| {
                    visit.with(
                        "appointment-taken-by",
                        [("times", times(entry).into()), ("title", title(&visit, entry).into())],
                    )
                })
                .collect();
            let free: Vec<String> = found.free.iter().map(|minute| clock(*minute)).collect();
            let mut lines = taken;
            if !free.is_empty() {
                lines.push(visit.with("appointment-free-at", [("times", free.join(", ").into())]));
            }
            Ok(answer(
                StatusCode::CONFLICT,
                &json!({ "why": visit.words.of(&message), "lines": lines }),
            ))
        }
        Err(AppError::Invalid(invalid)) => Ok(invalid_answer(&visit, id, &invalid)),
        Err(AppError::Stale(_)) => {
            let lines = [visit.say("appointment-move-stale-do")];
            Ok(answer(
                StatusCode::CONFLICT,
                &json!({ "why": visit.say("error-stale"), "lines": lines }),
            ))
        }
        Err(error) => Err(error.into()),
    }
}

fn answer(status: StatusCode, body: &Value) -> Response {
    (status, [(CONTENT_TYPE, "application/json")], body.to_string()).into_response()
}

/// What cannot be moved by hand alone (the clinic is closed then) is asked on the page of the appointment.
fn invalid_answer(visit: &Visit, id: AppointmentId, invalid: &Invalid) -> Response {
    let lines: Vec<String> = invalid.0.iter().map(|wrong| visit.words.of(&wrong.message)).collect();
    answer(
        StatusCode::UNPROCESSABLE_ENTITY,
        &json!({
            "why": visit.say("today-move-refused"),
            "lines": lines,
            "page": appointment_href(id),
            "page_words": visit.say("today-to-appointment"),
        }),
    )
}

/// Where something was dropped: `column` is `room:ID` or `person:ID`.
fn read(fields: &Fields) -> Option<MoveTo> {
    let (room, person) = match fields.text("column").split_once(':') {
        Some(("room", id)) => (Some(id.parse().ok()?), None),
        Some(("person", id)) => (None, Some(id.parse().ok()?)),
        Some(_) => return None,
        None => (None, None),
    };
    Some(MoveTo {
        day: fields.text("day").parse().ok()?,
        time: entering::time(fields.text("time"))?,
        room,
        person,
        although_closed: false,
    })
}

/// Takes the last move back.
pub(super) async fn move_back(
    visit: Visit,
    Path(id): Path<AppointmentId>,
    fields: Fields,
) -> Result<Response, Failure> {
    match appointments::undo_move(&visit.actor, &visit.app, id, fields.version()).await {
        Ok(()) => {
            let href = lead_on(fields.text("next"), &appointment_href(id), "appointment-moved-back");
            Ok(Redirect::to(&href).into_response())
        }
        Err(AppError::Stale(_)) => appointment::stale(&visit, id, None).await,
        Err(AppError::Refused(message)) => appointment::refused(&visit, id, &message).await,
        Err(error) => Err(error.into()),
    }
}
