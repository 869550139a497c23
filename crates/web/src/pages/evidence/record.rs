//! One record of the knowledge: what it says, from where, and what stands against it.

use anagen_app::{Action, AppError, Invalid, knowledge};
use anagen_knowledge::records::{Claim, Confidence, Conflict};
use anagen_knowledge::{Knowledge, in_words};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde_json::Value;

use super::kind_words;
use crate::failure::Failure;
use crate::fields::Fields;
use crate::look::{
    Actions, Facts, Field, Form, Meaning, PageHead, block, chip, layout, panel, proposed_tag, section, tag,
};
use crate::page::{Door, Page, error_of};
use crate::routes::{Access, Route};
use crate::visit::Visit;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/evidence/records/{record}", Access::May(Action::ReadKnowledge), page),
        Route::post(
            "/evidence/records/{record}/confirm",
            Access::May(Action::AdoptKnowledge),
            confirm,
        ),
    ]
}

/// The address of a record.
pub(super) fn href(id: &str) -> String {
    let id: String = form_urlencoded::byte_serialize(id.as_bytes()).collect();
    format!("/evidence/records/{}", id.replace('+', "%20"))
}

/// The key of how something is known.
pub(super) const fn confidence_key(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Cited => "confidence-cited",
        Confidence::Seed => "confidence-seed",
        Confidence::Derived => "confidence-derived",
        Confidence::MemoryHigh => "confidence-memory-high",
        Confidence::MemoryMedium => "confidence-memory-medium",
        Confidence::MemoryLow => "confidence-memory-low",
        Confidence::Proposed => "confidence-proposed",
    }
}

async fn page(visit: Visit, Path(id): Path<String>) -> Result<Response, Failure> {
    show(&visit, &id, &Fields::default(), &Invalid::default()).await
}

async fn confirm(visit: Visit, Path(id): Path<String>, fields: Fields) -> Result<Response, Failure> {
    let confirmed = knowledge::confirm(
        &visit.actor,
        &visit.app,
        &id,
        fields.text("reason"),
        fields.untrimmed("password"),
    )
    .await;
    match confirmed {
        Ok(()) => Ok(Redirect::to(&format!("{}?notice=knowledge-confirmed", href(&id))).into_response()),
        Err(AppError::Invalid(invalid)) => show(&visit, &id, &fields, &invalid).await,
        Err(error) => Err(error.into()),
    }
}

async fn show(visit: &Visit, id: &str, fields: &Fields, invalid: &Invalid) -> Result<Response, Failure> {
    let (knowledge, records) = knowledge::show(&visit.actor, &visit.app, id).await?;
    let status = if invalid.0.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let is_proposed = records
        .iter()
        .any(|(kind, record)| record["status"] == "proposed" && anagen_app::adoption::bundle_of(kind).is_some());
    let error = |field: &str| error_of(visit.words, invalid, field);
    Ok(Page::new(visit, id).door(Door::Evidence).status(status).show(&html! {
        (PageHead::new(id).back("/evidence/records", visit.say("evidence-records")))
        @for (kind, record) in &records {
            (section(&kind_words(visit, kind), one(visit, record, &knowledge)))
        }
        @if is_proposed && visit.actor.may(Action::AdoptKnowledge) {
            (Form::post(format!("{}/confirm", href(id))).body(html! {
                (block(&visit.say("evidence-confirm"), html! {
                    p { (visit.with("evidence-confirm-sentence", [("name", visit.actor.name.as_str().into())])) }
                    (Field::lines("reason", visit.say("evidence-confirm-reason")).value(fields.text("reason")).rows(3))
                    (Field::password("password", visit.say("sign-in-password")).hint(visit.say("password-as-signature")).autocomplete("current-password").error_if(error("password")).required())
                }))
                (Actions::primary(&visit.say("evidence-confirm-button")))
            }))
        }
    }))
}

/// Fields that are told in a place of their own.
const HEADER: [&str; 11] = [
    "id",
    "sources",
    "confidence",
    "status",
    "note",
    "examples",
    "when",
    "side",
    "in",
    "confirmed_by",
    "confirmed_on",
];

/// A record: what it says first, then how far that can be trusted, what stands against it, and its fields. It is written in
/// English, as the files are.
fn one(visit: &Visit, record: &Value, knowledge: &Knowledge) -> Markup {
    let id = record["id"].as_str().unwrap_or_default();
    let headline = in_words::headline(record);
    let mut facts = Facts::new();
    for (name, value) in record.as_object().into_iter().flatten() {
        let is_told = HEADER.contains(&name.as_str()) || (value.is_string() && value.as_str() == headline);
        if !is_told && !is_empty(value) {
            facts = facts.fact(field_words(name), value_words(visit, name, value, knowledge));
        }
    }
    if let Some(when) = record.get("when") {
        facts = facts.fact(visit.say("evidence-when"), in_words::condition(when));
    }
    if let Some(note) = record["note"].as_str() {
        facts = facts.fact(visit.say("evidence-note"), note);
    }
    html! { div class="record" {
        @if let Some(headline) = headline { p class="record-says" lang="en" { (headline) } }
        (standing(visit, record))
        @if let Some(conflict) = knowledge.records.conflicts.iter().find(|conflict| conflict.id == id) {
            (sides(visit, conflict, knowledge))
        }
        div lang="en" { (panel("", facts)) }
        @if let Some(claim) = knowledge.records.claims.iter().find(|claim| claim.id == id) { (opposition(visit, claim, knowledge)) }
        (sources(visit, record, knowledge))
    } }
}

/// The sides of a conflict beside each other, each with the claims that are made for it.
fn sides(visit: &Visit, conflict: &Conflict, knowledge: &Knowledge) -> Markup {
    layout::panels(html! {
        @for (place, side) in conflict.sides.iter().enumerate() {
            (panel(&visit.with("evidence-side", [("n", (place + 1).into())]), html! {
                p lang="en" { strong { (side.text) } }
                ul class="claims" lang="en" { @for claim in &side.claims { li { (claim_line(claim, knowledge)) } } }
            }))
        }
    })
}

/// Whether there is nothing to be read in it.
fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.values().all(is_empty),
        _ => false,
    }
}

/// How it is known, and whether a medical director confirmed it.
fn standing(visit: &Visit, record: &Value) -> Markup {
    let confidence = serde_json::from_value::<Confidence>(record["confidence"].clone()).ok();
    html! {
        p {
            @if let Some(confidence) = confidence { (tag(&visit.say(confidence_key(confidence)))) " " }
            @if record["status"] == "proposed" {
                (proposed_tag(&visit.say("status-proposed")))
            } @else if let Some(by) = record["confirmed_by"].as_str() {
                @let on = record["confirmed_on"].as_str().and_then(|day| day.parse().ok()).map(|day| visit.format.day(day)).unwrap_or_default();
                (chip(Meaning::Eligible, &visit.with("status-confirmed-by", [("name", by.into()), ("day", on.into())])))
            } @else {
                (chip(Meaning::Eligible, &visit.say("status-confirmed")))
            }
        }
    }
}

/// A field's name as words.
fn field_words(name: &str) -> String {
    let words = name.replace('_', " ");
    let mut letters = words.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

/// A value as a reader takes it: short lists on one line, lists of parts below each other, ids of other records as links.
fn value_words(visit: &Visit, name: &str, value: &Value, knowledge: &Knowledge) -> Markup {
    let within = |value: &Value| value_words(visit, name, value, knowledge);
    match value {
        Value::Null => html! {},
        Value::Bool(value) => html! { (visit.say(if *value { "answer-yes" } else { "answer-no" })) },
        Value::Number(number) => html! { (number) },
        Value::String(text) if name != "text" && knowledge.provenance(text).is_some() => {
            html! { a class="record-link" href=(href(text)) { (text) } }
        }
        Value::String(text) => html! { (text) },
        Value::Array(items) if items.iter().all(|item| !item.is_object() && !item.is_array()) => html! {
            @for (place, item) in items.iter().enumerate() { @if place > 0 { ", " } (within(item)) }
        },
        Value::Array(items) => html! { ul class="parts" { @for item in items { li { (within(item)) } } } },
        Value::Object(fields) => html! {
            @for (place, (name, value)) in fields.iter().filter(|(_, value)| !is_empty(value)).enumerate() {
                @if place > 0 { "; " }
                span class="soft" { (name.replace('_', " ")) } " "
                @match value {
                    // Parts of a part stay on its line.
                    Value::Array(items) => @for (place, item) in items.iter().enumerate() {
                        @if place > 0 { ", " }
                        (value_words(visit, name, item, knowledge))
                    },
                    value => (value_words(visit, name, value, knowledge)),
                }
            }
        },
    }
}

fn sources(visit: &Visit, record: &Value, knowledge: &Knowledge) -> Markup {
    let ids = record["sources"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str);
    html! {
        (panel(&visit.say("evidence-sources"), html! {
            ul class="claims" lang="en" {
                @for id in ids {
                    li {
                        (id)
                        @if let Some(source) = knowledge.records.source(id) {
                            @let value = serde_json::to_value(source).unwrap_or_default();
                            @for field in ["citation", "title", "note", "url", "doi", "pmid"] {
                                @if let Some(text) = value[field].as_str() { ": " (text) }
                            }
                        }
                    }
                }
            }
        }))
    }
}

/// The claims against a claim, and the conflicts that it takes part in.
fn opposition(visit: &Visit, claim: &Claim, knowledge: &Knowledge) -> Markup {
    let claims = &knowledge.records.claims;
    let against: Vec<&str> = claims
        .iter()
        .filter(|other| claim.against.contains(&other.id) || other.against.contains(&claim.id))
        .map(|other| other.id.as_str())
        .collect();
    let conflicts = knowledge.records.conflicts.iter().filter(|conflict| {
        claim.conflicts.contains(&conflict.id) || conflict.sides.iter().any(|side| side.claims.contains(&claim.id))
    });
    html! {
        (panel(&visit.say("evidence-against"), html! {
            @if against.is_empty() { p { (visit.say("evidence-against-none")) } }
            ul class="claims" lang="en" { @for id in against { li { (claim_line(id, knowledge)) } } }
            @for conflict in conflicts {
                p lang="en" { a class="record-link" href=(href(&conflict.id)) { (conflict.id) } ": " (conflict.topic) }
                ul class="claims" lang="en" { @for side in &conflict.sides { li { (side.text) } } }
                p lang="en" { (conflict.resolution) }
            }
        }))
    }
}

fn claim_line(id: &str, knowledge: &Knowledge) -> Markup {
    let claim = knowledge.records.claims.iter().find(|claim| claim.id == id);
    html! {
        a class="record-link" href=(href(id)) { (id) }
        @if let Some(claim) = claim { ": " (claim.text) " (" (claim.verdict.words()) ")" }
    }
}
