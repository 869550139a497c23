//! Where an appointment stands: one touch for arrived, in the room, over, did not come, and to take each back.

use anagen_app::appointments::Entry;
use anagen_app::{AppError, appointments};
use anagen_records::appointments::{AppointmentKind, AppointmentState};
use anagen_records::values::AppointmentId;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use super::{appointment, appointment_href, lead_on};
use crate::failure::Failure;
use crate::fields::Fields;
use crate::look::{Icon, PostButton};
use crate::visit::Visit;

/// One step that can be taken from where an appointment stands.
#[derive(Debug, Clone, Copy)]
struct Step {
    to: AppointmentState,
    key: &'static str,
    icon: Icon,
}

const ARRIVED: Step = Step {
    to: AppointmentState::Arrived,
    key: "appointment-do-arrived",
    icon: Icon::Check,
};
const IN_ROOM: Step = Step {
    to: AppointmentState::InRoom,
    key: "appointment-do-in-room",
    icon: Icon::Door,
};
const DONE: Step = Step {
    to: AppointmentState::Done,
    key: "appointment-do-done",
    icon: Icon::Check,
};
const NO_SHOW: Step = Step {
    to: AppointmentState::NoShow,
    key: "appointment-do-no-show",
    icon: Icon::Cross,
};

const fn back_to(to: AppointmentState) -> Step {
    Step {
        to,
        key: "appointment-do-back",
        icon: Icon::Undo,
    }
}

/// What comes next, and what else can be done, from where an appointment stands now.
fn steps(visit: &Visit, entry: &Entry) -> (Option<Step>, Option<Step>) {
    let appointment = &entry.appointment;
    if appointment.kind == AppointmentKind::Blocked {
        return (None, None);
    }
    let is_to_come = appointment.day.0 > visit.today();
    let has_begun = appointment.starts_at <= visit.app.now();
    match appointment.state {
        AppointmentState::Booked => ((!is_to_come).then_some(ARRIVED), has_begun.then_some(NO_SHOW)),
        AppointmentState::Arrived => (Some(IN_ROOM), Some(back_to(AppointmentState::Booked))),
        AppointmentState::InRoom => (Some(DONE), Some(back_to(AppointmentState::Arrived))),
        AppointmentState::Done => (None, Some(back_to(AppointmentState::InRoom))),
        AppointmentState::NoShow | AppointmentState::Cancelled => (None, Some(back_to(AppointmentState::Booked))),
    }
}

/// The buttons of an entry; `next` is where they lead on to. None for who may not book.
pub(super) fn buttons(visit: &Visit, entry: &Entry, next: &str, primary: bool) -> Markup {
    if !visit.actor.may(anagen_app::Action::Book) {
        return html! {};
    }
    let action = format!("{}/state", appointment_href(entry.appointment.id));
    let version = entry.appointment.version.to_string();
    let button = |step: Step, primary: bool| {
        html! {
            (PostButton {
                action: &action,
                label: &visit.say(step.key),
                icon: Some(step.icon),
                values: &[("version", &version), ("state", step.to.as_str()), ("next", next)],
                primary,
            })
        }
    };
    let (then, other) = steps(visit, entry);
    html! {
        @if let Some(step) = then { (button(step, primary)) }
        @if let Some(step) = other { (button(step, false)) }
    }
}

pub(super) async fn set(visit: Visit, Path(id): Path<AppointmentId>, fields: Fields) -> Result<Response, Failure> {
    let state: AppointmentState = fields
        .text("state")
        .parse()
        .map_err(|_| AppError::refused("appointment-no-such-state"))?;
    match appointments::set_state(&visit.actor, &visit.app, id, fields.version(), state).await {
        Ok(()) => {
            let notice = format!("appointment-{}", state.as_str().replace('_', "-"));
            Ok(Redirect::to(&lead_on(fields.text("next"), &appointment_href(id), &notice)).into_response())
        }
        Err(AppError::Stale(_)) => appointment::stale(&visit, id, None).await,
        Err(AppError::Refused(message)) => appointment::refused(&visit, id, &message).await,
        Err(error) => Err(error.into()),
    }
}
