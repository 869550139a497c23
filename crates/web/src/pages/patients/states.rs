//! Who a patient was said to be: every earlier state of their particulars.

use anagen_app::patients::register::{self, Earlier, Particulars};
use anagen_records::values::PatientId;
use axum::extract::Path;
use axum::response::Response;
use maud::{Markup, html};

use super::particulars::language_name;
use super::{About, href, isolated, led_to_kept};
use crate::failure::Failure;
use crate::look::{Column, Empty, Icon, PageHead, Table, section};
use crate::visit::Visit;

/// The fields of the particulars, in the order of the form.
pub(super) const FIELDS: [&str; 9] = [
    "given_names",
    "family_name",
    "birth_date",
    "number",
    "phone",
    "email",
    "address",
    "language",
    "note",
];

/// What stands in a field, as the form has it.
pub(super) fn value_of(particulars: &Particulars, field: &str) -> String {
    match field {
        "given_names" => particulars.given_names.clone(),
        "family_name" => particulars.family_name.clone(),
        "birth_date" => particulars.birth_date.map(|day| day.to_string()).unwrap_or_default(),
        "number" => particulars.number.clone(),
        "phone" => particulars.phone.clone(),
        "email" => particulars.email.clone(),
        "address" => particulars.address.clone(),
        "language" => particulars.language.clone(),
        _ => particulars.note.clone(),
    }
}

pub(super) async fn page(visit: Visit, Path(id): Path<PatientId>) -> Result<Response, Failure> {
    if let Some(answer) = led_to_kept(&visit, id, "/states").await? {
        return Ok(answer);
    }
    let about = About::read(&visit, id, "patient.states-page").await?;
    let states = register::states(&visit.actor, &visit.app, id).await?;
    let title = visit.say("patients-states");
    let body = html! {
        (PageHead::new(title.clone()).back(href(id), visit.say("patients-to-patient")).sentence(visit.say("patients-states-sentence")))
        @if states.is_empty() {
            (Empty { icon: Icon::Page, what: visit.say("patients-states-none"), sentence: String::new(), first_step: None })
        }
        @for (place, state) in states.iter().enumerate() { (one(&visit, state, states.get(place + 1))) }
    };
    Ok(about.page(&visit, title).show(&body))
}

/// One state: what it changed; the first says everything.
fn one(visit: &Visit, state: &Earlier, before: Option<&Earlier>) -> Markup {
    let by = state
        .by_name
        .as_deref()
        .map_or_else(|| visit.say("patients-states-nobody"), isolated);
    let heading = visit.with(
        "patients-state",
        [("time", visit.format.moment(state.at).into()), ("name", by.into())],
    );
    let shown = |particulars: &Particulars, field: &str| match field {
        "birth_date" => particulars
            .birth_date
            .map(|day| visit.format.day(day))
            .unwrap_or_default(),
        "language" => language_name(&particulars.language).to_owned(),
        field => value_of(particulars, field),
    };
    let columns = [
        Column::words(visit.say("patients-stale-field")),
        Column::words(visit.say("patients-states-before")),
        Column::words(visit.say("patients-states-after")),
    ];
    let mut table = Table::new(heading.clone(), columns).caption_hidden().cards();
    for field in FIELDS {
        let old = before
            .map(|before| shown(&before.particulars, field))
            .unwrap_or_default();
        let new = shown(&state.particulars, field);
        if old != new {
            table = table.row([
                html! { (visit.say(&format!("patients-{}", field.replace('_', "-")))) },
                html! { bdi { (old) } },
                html! { bdi { (new) } },
            ]);
        }
    }
    section(&heading, table)
}
