//! Today: the agenda with arrivals and what is due, booking, the waiting list, follow-ups, lists on paper, people's calendars.

mod agenda;
mod appointment;
mod arrivals;
mod booking;
mod calendar;
mod choosing;
mod due;
mod entering;
mod follow_up;
mod grid;
mod moving;
mod paper;
mod standing;
mod waiting;

use anagen_app::Action;
use anagen_app::appointments::{Entry, Opening, Who};
use anagen_app::follow_up::week_of_review;
use anagen_records::appointments::{AppointmentKind, AppointmentState};
use anagen_records::values::{AppointmentId, PatientId};
use jiff::civil::{Date, Weekday};

use crate::look::Meaning;
use crate::messages::Messages;
use crate::routes::{Access, Route};
use crate::visit::Visit;

/// The style sheet of these pages.
const STYLES: &str = "today.css";

/// The address of the agenda.
const AGENDA: &str = "/today";

pub(crate) fn routes() -> Vec<Route> {
    let read = Access::May(Action::ReadAgenda);
    let book = Access::May(Action::Book);
    vec![
        Route::get(AGENDA, read, agenda::page),
        Route::get("/today/sheet", read, paper::sheet),
        Route::get("/today/reminders", book, paper::reminders),
        Route::get("/today/due", read, due::page),
        Route::get("/today/waiting", book, waiting::page),
        Route::get("/today/waiting/new", book, waiting::new),
        Route::post("/today/waiting", book, waiting::add),
        Route::post("/today/waiting/{waiting}/remove", book, waiting::remove),
        Route::get("/today/appointments/new", book, booking::new),
        Route::get("/today/appointments/patients", book, choosing::patients),
        Route::post("/today/appointments", book, booking::book),
        Route::get("/today/appointments/{appointment}", read, appointment::page),
        Route::post("/today/appointments/{appointment}", book, appointment::change),
        Route::post("/today/appointments/{appointment}/state", book, standing::set),
        Route::post("/today/appointments/{appointment}/move", book, moving::move_to),
        Route::post("/today/appointments/{appointment}/move-back", book, moving::move_back),
        Route::get(
            "/patients/{patient}/follow-ups/{follow_up}",
            Access::May(Action::ReadRecord),
            follow_up::page,
        ),
        Route::post(
            "/patients/{patient}/follow-ups/{follow_up}",
            Access::May(Action::ReportHarm),
            follow_up::finish,
        ),
        Route::get("/account/calendar", read, calendar::page),
        Route::post("/account/calendar", read, calendar::make),
        Route::post("/account/calendar/end", read, calendar::end),
        Route::get("/calendar/{token}", Access::Anyone, calendar::feed),
    ]
}

/// What an appointment is for, in words.
fn kind_words(words: &Messages, kind: AppointmentKind) -> String {
    words.say(&format!("appointment-kind-{}", kind.as_str().replace('_', "-")))
}

/// What an appointment is for, with the number of its session where it has one.
fn purpose(visit: &Visit, entry: &Entry) -> String {
    let kind = entry.appointment.kind;
    match entry.appointment.session_number {
        Some(number) if kind == AppointmentKind::Session => {
            visit.with("appointment-session-number-is", [("number", number.into())])
        }
        _ => kind_words(visit.words, kind),
    }
}

/// Where an appointment stands, in words.
fn state_words(words: &Messages, state: AppointmentState) -> String {
    words.say(&format!("appointment-state-{}", state.as_str().replace('_', "-")))
}

/// The colours of where an appointment stands: who is here and waits stands out.
const fn state_meaning(state: AppointmentState) -> Meaning {
    match state {
        AppointmentState::Booked | AppointmentState::Cancelled => Meaning::Neutral,
        AppointmentState::Arrived => Meaning::Defer,
        AppointmentState::InRoom => Meaning::Accent,
        AppointmentState::Done => Meaning::Eligible,
        AppointmentState::NoShow => Meaning::Excluded,
    }
}

/// So many minutes after its beginning a patient who is not here counts as late.
const LATE_MINUTES: i64 = 10;

/// Where an entry stands now: its colours and its word. Somebody expected some time ago is late.
fn state_now(visit: &Visit, entry: &Entry) -> (Meaning, String) {
    let appointment = &entry.appointment;
    let since = visit.app.now().0.duration_since(appointment.starts_at.0).as_mins();
    let is_late = appointment.state == AppointmentState::Booked
        && appointment.kind != AppointmentKind::Blocked
        && appointment.day.0 == visit.today()
        && since >= LATE_MINUTES;
    if is_late {
        return (Meaning::Caution, visit.say("appointment-state-late"));
    }
    (
        state_meaning(appointment.state),
        state_words(visit.words, appointment.state),
    )
}

/// A follow-up or a review by its kind (`week_2`, `review_week_24`), in words.
pub(crate) fn follow_up_words(words: &Messages, kind: &str) -> String {
    if let Some(week) = week_of_review(kind) {
        return words.with("follow-up-review", [("week", week.into())]);
    }
    let key = format!("follow-up-kind-{}", kind.replace('_', "-"));
    if words.has(&key) {
        words.say(&key)
    } else {
        // A clinic's own follow-up: its identifier says what it is.
        kind.replace('_', " ")
    }
}

/// Whom an entry is with: the name, or what stands in its place.
fn title(visit: &Visit, entry: &Entry) -> String {
    match &entry.patient {
        Some(who) => who.name.clone(),
        None if entry.appointment.kind == AppointmentKind::Blocked => match entry.appointment.note.as_str() {
            "" => visit.say("appointment-kind-blocked"),
            note => note.to_owned(),
        },
        None => visit.say("today-somebody"),
    }
}

/// A name with its number, as it stands in a line.
fn named(visit: &Visit, who: &Who) -> String {
    visit.with(
        "today-name-and-number",
        [
            ("name", who.name.as_str().into()),
            ("number", who.number.as_str().into()),
        ],
    )
}

/// A minute of the day on a clock.
fn clock(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// From when until when.
fn times(entry: &Entry) -> String {
    format!("{}\u{2013}{}", clock(entry.from), clock(entry.to))
}

/// A weekday in words.
fn weekday(words: &Messages, weekday: Weekday) -> String {
    words.say(match weekday {
        Weekday::Monday => "weekday-monday",
        Weekday::Tuesday => "weekday-tuesday",
        Weekday::Wednesday => "weekday-wednesday",
        Weekday::Thursday => "weekday-thursday",
        Weekday::Friday => "weekday-friday",
        Weekday::Saturday => "weekday-saturday",
        Weekday::Sunday => "weekday-sunday",
    })
}

/// A day with its weekday.
fn long_day(visit: &Visit, day: Date) -> String {
    visit.with(
        "today-weekday-and-day",
        [
            ("weekday", weekday(visit.words, day.weekday()).into()),
            ("day", visit.format.day(day).into()),
        ],
    )
}

/// When the clinic is open on a day, in a sentence.
fn opening_words(visit: &Visit, opening: Opening) -> String {
    match opening {
        Opening::NotEntered => visit.say("today-hours-not-entered"),
        Opening::Hours(hours) => visit.with(
            "today-open",
            [("from", clock(hours.from).into()), ("to", clock(hours.to).into())],
        ),
        Opening::ClosedWeekday => visit.say("today-closed-weekday"),
        Opening::ClosedDay => visit.say("today-closed-day"),
    }
}

/// The day that an address asks for; today where it asks for none, or for something that is no day.
fn asked_day(visit: &Visit) -> Date {
    visit.query.text("day").parse().unwrap_or_else(|_| visit.today())
}

/// An address with a query.
fn address(path: &str, query: &[(&str, &str)]) -> String {
    let filled = query.iter().filter(|(_, value)| !value.is_empty());
    let query = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(filled)
        .finish();
    if query.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{query}")
    }
}

/// The address of an appointment.
fn appointment_href(id: AppointmentId) -> String {
    format!("/today/appointments/{id}")
}

/// The address of a patient.
fn patient_href(id: PatientId) -> String {
    format!("/patients/{id}")
}

/// The address that a form asks to lead on to, with a notice.
fn lead_on(next: &str, otherwise: &str, notice: &str) -> String {
    let next = match crate::access::inside(next) {
        "/" => otherwise,
        next => next,
    };
    let separator = if next.contains('?') { '&' } else { '?' };
    format!("{next}{separator}notice={notice}")
}
