//! The first start: the clinic and its first administrator. Only the machine itself is let in, so that nobody on the network
//! can be quicker.

use std::sync::Arc;

use anagen_app::first_start::{self, FirstStart};
use anagen_app::{App, AppError, Invalid, Message};
use anagen_records::Day;
use anagen_records::clinics::Hours;
use anagen_records::people::Role;
use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use crate::access::Reader;
use crate::failure::Failure;
use crate::fields::Fields;
use crate::format::read_day;
use crate::look::form::row;
use crate::look::{Actions, CheckItem, Field, Form, PageHead, block, checklist};
use crate::messages::{Messages, languages};
use crate::page::{error_of, role_words};
use crate::pages::plain_wide;
use crate::routes::{Access, Route};
use crate::serving::Arrived;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get("/first-start", Access::Anyone, page),
        Route::post("/first-start", Access::Anyone, make),
    ]
}

/// Days of the week, Monday first, as keys.
pub(crate) const WEEKDAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// What somebody who starts a clinic may be besides its administrator.
const ROLES: [Role; 3] = [Role::MedicalDirector, Role::Prescriber, Role::Injector];

async fn page(
    State(app): State<Arc<App>>,
    Extension(words): Reader,
    Extension(arrived): Extension<Arrived>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    if !first_start::is_due(&app).await? {
        return Ok(Redirect::to("/").into_response());
    }
    if !is_on_the_machine(arrived, &headers) {
        let title = words.0.say("first-start-title");
        let body = html! { (PageHead::new(title.clone()).sentence(words.0.say("first-start-on-the-machine"))) };
        return Ok((StatusCode::FORBIDDEN, plain_wide(words.0, &title, &[], false, &body)).into_response());
    }
    Ok(form(words.0, &defaults(), &Invalid::default()).into_response())
}

/// Whether a request comes from the machine itself, and is meant for it: a page of another site whose name was made to point
/// here still bears its own name.
fn is_on_the_machine(arrived: Arrived, headers: &HeaderMap) -> bool {
    let host = headers
        .get("host")
        .and_then(|host| host.to_str().ok())
        .unwrap_or("localhost");
    let name = host.rsplit_once(':').map_or(host, |(name, port)| {
        if port.bytes().all(|byte| byte.is_ascii_digit()) {
            name
        } else {
            host
        }
    });
    arrived.address.ip().is_loopback() && matches!(name, "localhost" | "127.0.0.1" | "[::1]")
}

/// What most clinics keep: open on weekdays, in the time zone of the machine, which stands in the clinic.
fn defaults() -> Fields {
    let mut fields = Fields::default();
    for day in &WEEKDAYS[..5] {
        fields.add(&format!("from-{day}"), "09:00");
        fields.add(&format!("to-{day}"), "18:00");
    }
    if let Some(zone) = jiff::tz::TimeZone::try_system()
        .ok()
        .as_ref()
        .and_then(jiff::tz::TimeZone::iana_name)
    {
        fields.add("time_zone", zone);
    }
    fields.add("language", "en");
    fields
}

/// The opening hours of a week, as fields.
pub(crate) fn hours_fields(words: &Messages, fields: &Fields, invalid: &Invalid) -> Markup {
    html! {
        @for day in WEEKDAYS {
            (row(&html! {
                (Field::time(format!("from-{day}"), words.with("hours-from", [("day", words.say(&format!("weekday-{day}")).into())]))
                    .value(fields.text(&format!("from-{day}"))).error_if(error_of(words, invalid, &format!("from-{day}"))))
                (Field::time(format!("to-{day}"), words.with("hours-to", [("day", words.say(&format!("weekday-{day}")).into())]))
                    .value(fields.text(&format!("to-{day}"))))
            }))
        }
    }
}

/// Reads the opening hours of a week; a day without hours is closed.
pub(crate) fn read_hours(fields: &Fields, invalid: &mut Invalid) -> [Option<Hours>; 7] {
    WEEKDAYS.map(|day| {
        let from = fields.text(&format!("from-{day}"));
        let to = fields.text(&format!("to-{day}"));
        if from.is_empty() && to.is_empty() {
            return None;
        }
        let minutes = |text: &str| {
            text.parse::<jiff::civil::Time>()
                .ok()
                .map(|time| time.hour().unsigned_abs().into())
                .zip(
                    text.parse::<jiff::civil::Time>()
                        .ok()
                        .map(|time| u16::from(time.minute().unsigned_abs())),
                )
                .map(|(hour, minute): (u16, u16)| hour * 60 + minute)
        };
        match (minutes(from), minutes(to)) {
            (Some(from), Some(to)) if from < to => Some(Hours { from, to }),
            _ => {
                invalid.add(format!("from-{day}"), Message::new("hours-wrong"));
                None
            }
        }
    })
}

/// Days on which the clinic is closed, as a field.
pub(crate) fn closed_days_field(words: &Messages, fields: &Fields, invalid: &Invalid, example: &str) -> Field {
    Field::lines("closed_days", words.say("clinic-closed-days"))
        .hint(words.with("clinic-closed-days-hint", [("example", example.into())]))
        .value(fields.text("closed_days"))
        .rows(4)
        .error_if(error_of(words, invalid, "closed_days"))
}

/// Reads the days on which the clinic is closed, as its country writes days: one on a line, in any order.
pub(crate) fn read_closed_days(fields: &Fields, invalid: &mut Invalid) -> Vec<Day> {
    let country = fields.text("country").to_uppercase();
    let lines = fields.text("closed_days").lines().map(str::trim);
    let mut days = Vec::new();
    for line in lines.filter(|line| !line.is_empty()) {
        match read_day(&country, line) {
            Some(day) => days.push(Day(day)),
            None if invalid.of("closed_days").is_none() => invalid.add(
                "closed_days",
                Message::new("clinic-closed-day-wrong").with("line", line),
            ),
            None => {}
        }
    }
    days.sort_unstable();
    days.dedup();
    days
}

fn form(words: &Messages, fields: &Fields, invalid: &Invalid) -> Markup {
    let title = words.say("first-start-title");
    let error = |field: &str| error_of(words, invalid, field);
    let zones: Vec<String> = jiff::tz::db().available().map(|name| name.to_string()).collect();
    plain_wide(
        words,
        &title,
        &[],
        true,
        &html! {
            (PageHead::new(title.clone()).sentence(words.say("first-start-sentence")))
            (Form::post("/first-start").body(html! {
                (block(&words.say("first-start-clinic"), &html! {
                    (Field::text("clinic", words.say("clinic-name")).value(fields.text("clinic")).error_if(error("clinic")).required().first())
                    (row(&html! {
                        (Field::text("country", words.say("clinic-country")).hint(words.say("clinic-country-hint")).value(fields.text("country")).error_if(error("country")).most_characters(2).required().short())
                        (Field::text("currency", words.say("clinic-currency")).hint(words.say("clinic-currency-hint")).value(fields.text("currency")).error_if(error("currency")).most_characters(3).required().short())
                    }))
                    (Field::text("time_zone", words.say("clinic-time-zone")).hint(words.say("clinic-time-zone-hint")).value(fields.text("time_zone")).suggestions(zones).error_if(error("time_zone")).required())
                    (Field::select("language", words.say("clinic-language")).options(languages()).value(fields.text("language")))
                }))
                (block(&words.say("hours-title"), &html! {
                    p { (words.say("hours-hint")) }
                    (hours_fields(words, fields, invalid))
                    (closed_days_field(words, fields, invalid, "2026-12-25"))
                }))
                (block(&words.say("first-start-administrator"), &html! {
                    (Field::text("name", words.say("people-name")).hint(words.say("people-name-hint")).value(fields.text("name")).autocomplete("name").error_if(error("name")).required())
                    (Field::text("sign_in_name", words.say("people-sign-in-name")).hint(words.say("people-sign-in-name-hint")).value(fields.text("sign_in_name")).autocomplete("username").error_if(error("sign_in_name")).required())
                    (Field::password("password", words.say("sign-in-password")).hint(words.say("password-hint")).autocomplete("new-password").error_if(error("password")).required())
                    (checklist(&words.say("first-start-roles"), &ROLES.map(|role| CheckItem {
                        name: "role".to_owned(),
                        value: role.as_str().to_owned(),
                        label: role_words(words, role),
                        detail: String::new(),
                        checked: fields.holds("role", role.as_str()),
                        required: false,
                    })))
                }))
                (Actions::primary(&words.say("first-start-button")))
            }))
        },
    )
}

async fn make(
    State(app): State<Arc<App>>,
    Extension(words): Reader,
    Extension(arrived): Extension<Arrived>,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Response, Failure> {
    if !is_on_the_machine(arrived, &headers) {
        return Err(AppError::refused("first-start-on-the-machine").into());
    }
    let mut invalid = Invalid::default();
    let wanted = FirstStart {
        clinic: fields.text("clinic").to_owned(),
        country: fields.text("country").to_uppercase(),
        currency: fields.text("currency").to_uppercase(),
        time_zone: fields.text("time_zone").to_owned(),
        language: fields.text("language").to_owned(),
        hours: read_hours(&fields, &mut invalid),
        closed_days: read_closed_days(&fields, &mut invalid),
        name: fields.text("name").to_owned(),
        sign_in_name: fields.text("sign_in_name").to_owned(),
        password: fields.untrimmed("password").to_owned(),
        roles: ROLES
            .into_iter()
            .filter(|role| fields.holds("role", role.as_str()))
            .collect(),
    };
    let result = if invalid.0.is_empty() {
        first_start::make(&app, wanted).await.map(|_| ())
    } else {
        Err(AppError::Invalid(invalid))
    };
    match result {
        Ok(()) => Ok(Redirect::to("/sign-in").into_response()),
        Err(AppError::Invalid(invalid)) => {
            Ok((StatusCode::UNPROCESSABLE_ENTITY, form(words.0, &fields, &invalid)).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
