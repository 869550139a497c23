//! Sessions of a patient: from the time-out to the aftercare sheet.
//!
//! A session's page opens with everything that belongs to it, done or missing ([`glance`]); below it the steps stand in the order
//! of the day, the current one opened ([`desk`]). Charting has a page of its own, where the map is large.

mod aftercare;
mod beginning;
mod blank;
mod charting;
mod day;
mod desk;
mod ending;
mod glance;
mod label;
mod list;
mod mixture;
mod signed;
mod words;

use anagen_app::session::{self, Desk};
use anagen_app::{AppError, Invalid};
use anagen_records::values::{PatientId, SessionId};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use crate::failure::Failure;
use crate::fields::Fields;
use crate::look::Notice;
use crate::routes::Route;
use crate::visit::Visit;

/// The style sheet of these pages.
const STYLES: &str = "session.css";

pub(crate) fn routes() -> Vec<Route> {
    [
        list::routes(),
        beginning::routes(),
        blank::routes(),
        desk::routes(),
        day::routes(),
        mixture::routes(),
        label::routes(),
        charting::routes(),
        ending::routes(),
        aftercare::routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The address of a patient's sessions.
fn all(patient: PatientId) -> String {
    format!("/patients/{patient}/sessions")
}

/// The address of a session.
fn here(patient: PatientId, session: SessionId) -> String {
    format!("/patients/{patient}/sessions/{session}")
}

/// What was typed into a form that could not be taken, and what is wrong with it.
#[derive(Debug, Default)]
struct Typed {
    /// Which form of the page.
    form: &'static str,
    /// Its fields.
    fields: Fields,
    /// What is wrong.
    invalid: Invalid,
}

impl Typed {
    /// The fields, where they are those of a form.
    fn of(&self, form: &str) -> Option<&Fields> {
        (self.form == form).then_some(&self.fields)
    }

    /// What is wrong with a field of a form.
    fn error(&self, visit: &Visit, form: &str, field: &str) -> Option<String> {
        if self.form != form {
            return None;
        }
        self.invalid.of(field).map(|message| words::of(visit, message))
    }
}

/// Where a form belongs to and what was typed into it.
struct Sent {
    patient: PatientId,
    session: SessionId,
    form: &'static str,
    fields: Fields,
}

/// Leads on after a form was taken, or shows the page again with what was typed and why it was not.
async fn answer(visit: &Visit, sent: Sent, result: Result<(), AppError>, to: &str) -> Result<Response, Failure> {
    let (status, typed, notice) = match refused(visit, sent.form, sent.fields, result) {
        Ok(()) => return Ok(Redirect::to(&format!("{}{to}", here(sent.patient, sent.session))).into_response()),
        Err(told) => *told?,
    };
    let desk = session::open(&visit.actor, &visit.app, sent.patient, sent.session).await?;
    Ok(desk::show(visit, &desk, &typed, notice).await?.with_status(status))
}

/// A page that could not be taken: its status, what was typed, what to say. Boxed, as it is large.
type Refused = Box<(StatusCode, Typed, Option<Notice>)>;

/// Reads what came of a form: taken, to be shown again, or a failure of its own page.
fn refused(
    visit: &Visit,
    form: &'static str,
    fields: Fields,
    result: Result<(), AppError>,
) -> Result<(), Result<Refused, Failure>> {
    let typed = |invalid| Typed { form, fields, invalid };
    match result {
        Ok(()) => Ok(()),
        Err(AppError::Invalid(invalid)) => {
            let notice = words::invalid(visit, &invalid);
            Err(Ok(Box::new((
                StatusCode::UNPROCESSABLE_ENTITY,
                typed(invalid),
                Some(notice),
            ))))
        }
        Err(AppError::Refused(message)) => {
            let notice = Notice::error(words::of(visit, &message));
            Err(Ok(Box::new((
                StatusCode::UNPROCESSABLE_ENTITY,
                typed(Invalid::default()),
                Some(notice),
            ))))
        }
        Err(AppError::Stale(_)) => {
            let notice = Notice::error(visit.say("session-stale"))
                .kept(visit.say("session-stale-kept"))
                .to_do(visit.say("session-stale-do"));
            Err(Ok(Box::new((
                StatusCode::CONFLICT,
                typed(Invalid::default()),
                Some(notice),
            ))))
        }
        Err(error) => Err(Err(error.into())),
    }
}

/// An answer with another status.
trait WithStatus {
    fn with_status(self, status: StatusCode) -> Response;
}

impl WithStatus for Response {
    fn with_status(mut self, status: StatusCode) -> Response {
        *self.status_mut() = status;
        self
    }
}

/// Opens a session for a page of its own.
async fn open(visit: &Visit, patient: PatientId, session: SessionId) -> Result<Desk, Failure> {
    Ok(session::open(&visit.actor, &visit.app, patient, session).await?)
}
