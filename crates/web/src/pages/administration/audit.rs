//! The audit trail: read, filtered by patient, verified.

use std::collections::HashMap;

use anagen_app::{Action, audit_trail};
use anagen_records::audit::{Link, Verified};
use anagen_records::people;
use anagen_records::values::{PatientId, PersonId};
use axum::response::Response;
use maud::{Markup, html};

use crate::failure::Failure;
use crate::look::{Actions, Column, Field, Form, Meaning, Notice, PageHead, Pager, Table, toolbar};
use crate::page::{Door, Page};
use crate::routes::{Access, Route};
use crate::visit::Visit;

pub(super) fn routes() -> Vec<Route> {
    let access = Access::May(Action::ReadAudit);
    vec![
        Route::get("/administration/audit", access, page),
        Route::post("/administration/audit/verify", access, verify),
    ]
}

async fn page(visit: Visit) -> Result<Response, Failure> {
    show(&visit, None).await
}

async fn verify(visit: Visit) -> Result<Response, Failure> {
    let notice = match audit_trail::verify(&visit.actor, &visit.app).await? {
        Verified::Whole { entries } => Notice::success(visit.with("audit-whole", [("n", entries.into())])),
        Verified::Broken { sequence, reason } => {
            Notice::error(visit.with("audit-broken", [("n", sequence.into()), ("reason", reason.into())]))
                .to_do(visit.say("audit-broken-do"))
        }
    };
    show(&visit, Some(notice)).await
}

async fn show(visit: &Visit, notice: Option<Notice>) -> Result<Response, Failure> {
    let patient: Option<PatientId> = visit.query.filled("patient").and_then(|text| text.parse().ok());
    let below: Option<i64> = visit.query.filled("below").and_then(|text| text.parse().ok());
    let links = audit_trail::read(&visit.actor, &visit.app, patient, below).await?;
    let names = names(visit).await?;
    let title = visit.say("administration-audit");
    let of_patient = patient.map(|patient| format!("&patient={patient}")).unwrap_or_default();
    let older = links
        .last()
        .filter(|last| last.sequence > 1)
        .map(|last| format!("/administration/audit?below={}{of_patient}", last.sequence));
    let newest = below.map(|_| format!("/administration/audit?{}", of_patient.trim_start_matches('&')));
    Ok(Page::new(visit, title.clone()).door(Door::Administration).notice_if(notice).show(&html! {
        (PageHead::new(title).back("/administration", visit.say("door-administration")).sentence(visit.say("audit-sentence")))
        (toolbar(html! {
            (Form::get("/administration/audit").in_line().body(html! {
                (Field::text("patient", visit.say("audit-of-patient")).hint(visit.say("audit-of-patient-hint")).value(visit.query.text("patient")))
                (Actions::primary(&visit.say("audit-show")))
            }))
            (Form::post("/administration/audit/verify").id("verify").in_line().body(html! { (Actions::primary(&visit.say("audit-verify"))) }))
        }))
        (table(visit, &links, &names))
        (Pager { newer: newest.map(|href| (href, visit.say("audit-newest"))), older: older.map(|href| (href, visit.say("audit-older"))), label: visit.say("audit-pages"), here: String::new() })
    }))
}

async fn names(visit: &Visit) -> Result<HashMap<PersonId, String>, Failure> {
    let mut tx = visit.app.database().read().await?;
    let all = people::of_clinic(&mut tx, visit.actor.clinic).await?;
    Ok(all.into_iter().map(|person| (person.id, person.name)).collect())
}

fn table(visit: &Visit, links: &[Link], names: &HashMap<PersonId, String>) -> Markup {
    let mut table = Table::new(
        visit.say("administration-audit"),
        [
            Column::number(visit.say("audit-number")),
            Column::words(visit.say("audit-at")),
            Column::words(visit.say("audit-who")),
            Column::words(visit.say("audit-what")),
            Column::words(visit.say("audit-on")),
            Column::words(visit.say("reason")),
        ],
    )
    .caption_hidden()
    .cards();
    for link in links {
        let who = link
            .person
            .and_then(|person| names.get(&person))
            .map_or("–", String::as_str);
        let row = [
            html! { (link.sequence) },
            html! { (visit.format.moment(link.at)) },
            html! { (who) br; small { (link.device) } },
            html! { code { (link.action) } },
            html! {
                (link.kind)
                @if let Some(patient) = link.patient {
                    " " a href=(format!("/administration/audit?patient={patient}")) { (visit.say("audit-this-patient")) }
                }
            },
            html! { (link.reason.as_deref().unwrap_or_default()) },
        ];
        table = if link.action.ends_with(".failed") {
            table.row_marked(Meaning::Caution, row)
        } else {
            table.row(row)
        };
    }
    html! { (table) }
}
