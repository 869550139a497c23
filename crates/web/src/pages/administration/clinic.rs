//! The clinic's particulars: name, country, hours, closed days, prices.

use anagen_app::clinic::{self, Particulars};
use anagen_app::{Action, AppError, Invalid};
use anagen_records::clinics::{Clinic, Settings};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::html;

use crate::failure::Failure;
use crate::fields::Fields;
use crate::format::Format;
use crate::look::form::row;
use crate::look::{Actions, Choices, Field, Form, Notice, PageHead, block, hidden};
use crate::messages::languages;
use crate::page::{Door, Page, error_of};
use crate::pages::first_start::{WEEKDAYS, closed_days_field, hours_fields, read_closed_days, read_hours};
use crate::routes::{Access, Route};
use crate::visit::Visit;

pub(super) fn routes() -> Vec<Route> {
    let access = Access::May(Action::ManageClinic);
    vec![
        Route::get("/administration/clinic", access, page),
        Route::post("/administration/clinic", access, change),
    ]
}

/// A clinic as it stands in the form.
fn fields_of(clinic: &Clinic, format: &Format) -> Fields {
    let mut fields = Fields::default();
    let settings = &clinic.settings.0;
    let mut add = |name: &str, value: &str| fields.add(name, value);
    add("clinic", &clinic.name);
    add("country", &clinic.country);
    add("currency", &clinic.currency);
    add("time_zone", &clinic.time_zone);
    add("language", &clinic.language);
    for (day, hours) in WEEKDAYS.iter().zip(settings.hours) {
        if let Some(hours) = hours {
            let time = |minutes: u16| format!("{:02}:{:02}", minutes / 60, minutes % 60);
            add(&format!("from-{day}"), &time(hours.from));
            add(&format!("to-{day}"), &time(hours.to));
        }
    }
    let closed: Vec<String> = settings.closed_days.iter().map(|day| format.day(day.0)).collect();
    add("closed_days", &closed.join("\n"));
    let number = |value: Option<u32>| value.map(|value| value.to_string()).unwrap_or_default();
    add("idle_lock_minutes", &number(settings.idle_lock_minutes));
    add("backup_hours", &number(settings.backup_hours));
    let money = |value: Option<i64>| {
        value
            .map(|value| format!("{}.{:02}", value / 100, value % 100))
            .unwrap_or_default()
    };
    add("session_price", &money(settings.session_price));
    add("room_hour", &money(settings.room_hour));
    add("injector_hour", &money(settings.injector_hour));
    add("works_alone", if settings.works_alone { "yes" } else { "no" });
    add("emergency_contact", &settings.emergency_contact);
    fields
}

fn read(fields: &Fields, invalid: &mut Invalid) -> Particulars {
    let mut money = |name: &str| {
        let amount = fields.number(name, invalid)?;
        #[expect(clippy::cast_possible_truncation, reason = "prices of a clinic are far below")]
        let hundredths = (amount.clamp(-1e12, 1e12) * 100.0).round() as i64;
        Some(hundredths)
    };
    let (session_price, room_hour, injector_hour) =
        (money("session_price"), money("room_hour"), money("injector_hour"));
    let settings = Settings {
        hours: read_hours(fields, invalid),
        closed_days: read_closed_days(fields, invalid),
        idle_lock_minutes: fields.read("idle_lock_minutes", "field-number-wrong", invalid),
        backup_hours: fields.read("backup_hours", "field-number-wrong", invalid),
        room_hour,
        injector_hour,
        session_price,
        works_alone: fields.text("works_alone") == "yes",
        vials_are_split: false,
        emergency_contact: fields.text("emergency_contact").chars().take(200).collect(),
    };
    Particulars {
        name: fields.text("clinic").to_owned(),
        country: fields.text("country").to_uppercase(),
        currency: fields.text("currency").to_uppercase(),
        time_zone: fields.text("time_zone").to_owned(),
        language: fields.text("language").to_owned(),
        settings,
    }
}

async fn page(visit: Visit) -> Result<Response, Failure> {
    let clinic = clinic::read(&visit.actor, &visit.app).await?;
    Ok(form(
        &visit,
        clinic.version,
        &fields_of(&clinic, &visit.format),
        &Invalid::default(),
        None,
    ))
}

fn form(visit: &Visit, version: i64, fields: &Fields, invalid: &Invalid, notice: Option<Notice>) -> Response {
    let error = |field: &str| error_of(visit.words, invalid, field);
    let code = match (&notice, invalid.0.is_empty()) {
        (Some(_), _) => StatusCode::CONFLICT,
        (None, false) => StatusCode::UNPROCESSABLE_ENTITY,
        (None, true) => StatusCode::OK,
    };
    let zones: Vec<String> = jiff::tz::db().available().map(|name| name.to_string()).collect();
    let title = visit.say("administration-clinic");
    let text = |name: &str, key: &str| {
        Field::text(name, visit.say(key))
            .value(fields.text(name))
            .error_if(error(name))
    };
    Page::new(visit, title.clone()).door(Door::Administration).status(code).notice_if(notice).show(&html! {
        (PageHead::new(title).back("/administration", visit.say("door-administration")))
        (Form::post("/administration/clinic").draft("clinic", version).body(html! {
            (hidden("version", &version.to_string()))
            (block(&visit.say("first-start-clinic"), html! {
                (text("clinic", "clinic-name").required())
                (row(html! {
                    (text("country", "clinic-country").hint(visit.say("clinic-country-hint")).most_characters(2).short().required())
                    (text("currency", "clinic-currency").hint(visit.say("clinic-currency-hint")).most_characters(3).short().required())
                }))
                (text("time_zone", "clinic-time-zone").suggestions(zones).required())
                (Field::select("language", visit.say("clinic-language")).options(languages()).value(fields.text("language")))
                (text("emergency_contact", "clinic-emergency-contact").hint(visit.say("clinic-emergency-contact-hint")).most_characters(200).full())
            }))
            (block(&visit.say("hours-title"), html! {
                p { (visit.say("hours-hint")) }
                (hours_fields(visit.words, fields, invalid))
                (closed_days_field(visit.words, fields, invalid, &visit.format.day(jiff::civil::date(2026, 12, 25))))
            }))
            (block(&visit.say("clinic-prices"), html! {
                (row(html! {
                    @for (name, key) in [("session_price", "clinic-session-price"), ("room_hour", "clinic-room-hour"), ("injector_hour", "clinic-injector-hour")] {
                        (Field::number(name, visit.say(key)).unit(visit.clinic.currency.clone()).value(fields.text(name)).error_if(error(name)).short())
                    }
                }))
            }))
            (block(&visit.say("clinic-safety"), html! {
                (row(html! {
                    (Field::whole_number("idle_lock_minutes", visit.say("clinic-idle-lock")).unit(visit.say("unit-minutes")).hint(visit.say("clinic-idle-lock-hint")).value(fields.text("idle_lock_minutes")).error_if(error("idle_lock_minutes")).short())
                    (Field::whole_number("backup_hours", visit.say("clinic-backup-hours")).unit(visit.say("unit-hours")).hint(visit.say("clinic-backup-hours-hint")).value(fields.text("backup_hours")).error_if(error("backup_hours")).short())
                }))
                (Choices::new("works_alone", visit.say("clinic-works-alone"))
                    .hint(visit.say("clinic-works-alone-hint"))
                    .option("yes", visit.say("answer-yes"))
                    .option("no", visit.say("answer-no"))
                    .selected(Some(fields.text("works_alone"))))
            }))
            (Actions::primary(&visit.say("save")).link("/administration", &visit.say("cancel")))
        }))
    })
}

async fn change(visit: Visit, fields: Fields) -> Result<Response, Failure> {
    let mut invalid = Invalid::default();
    let particulars = read(&fields, &mut invalid);
    let result = if invalid.0.is_empty() {
        clinic::change(&visit.actor, &visit.app, fields.version(), particulars).await
    } else {
        Err(AppError::Invalid(invalid))
    };
    match result {
        Ok(()) => {
            visit.forget_draft("clinic").await?;
            Ok(Redirect::to("/administration/clinic?notice=saved").into_response())
        }
        Err(AppError::Invalid(invalid)) => Ok(form(&visit, fields.version(), &fields, &invalid, None)),
        Err(AppError::Stale(_)) => {
            let clinic = clinic::read(&visit.actor, &visit.app).await?;
            let notice = Notice::error(visit.say("error-stale"))
                .kept(differences(&visit, &fields_of(&clinic, &visit.format), &fields))
                .to_do(visit.say("stale-do"));
            Ok(form(&visit, clinic.version, &fields, &Invalid::default(), Some(notice)))
        }
        Err(error) => Err(error.into()),
    }
}

/// What now stands in the fields that differ from those that were sent.
fn differences(visit: &Visit, now: &Fields, sent: &Fields) -> String {
    let differing: Vec<String> = now
        .names("")
        .filter(|name| now.text(name) != sent.text(name))
        .map(|name| format!("{name}: {}", now.text(name).replace('\n', ", ")))
        .collect();
    visit.with("stale-now", [("values", differing.join("; ").into())])
}
