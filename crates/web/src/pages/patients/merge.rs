//! Finding two patients to be one person: the other one is looked for, both stand beside each other, and it can be taken back.

use anagen_app::patients::merging::{self, Side};
use anagen_app::patients::search::{self, Results};
use anagen_app::patients::{duplicates, register::Particulars};
use anagen_app::way::{self, Way};
use anagen_app::{AppError, Invalid};
use anagen_records::values::{MergeId, PatientId};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use super::list::{RESULTS, found};
use super::particulars::{language_name, why_key};
use super::states::{FIELDS, value_of};
use super::{born, href, invalid_notice, isolated, led_to_kept, named};
use crate::failure::Failure;
use crate::fields::Fields;
use crate::look::{
    Actions, Choices, Column, Field, Form, LinkItem, Meaning, Notice, PageHead, SearchBox, Table, block, hidden,
    link_list, read, section,
};
use crate::page::{Page, error_of, full_name};
use crate::visit::Visit;

pub(super) async fn page(visit: Visit, Path(id): Path<PatientId>) -> Result<Response, Failure> {
    if let Some(answer) = led_to_kept(&visit, id, "/merge").await? {
        return Ok(answer);
    }
    let way = way::read(&visit.actor, &visit.app, id, "patient.merge-page").await?;
    match visit
        .query
        .filled("other")
        .and_then(|other| other.parse::<PatientId>().ok())
    {
        Some(other) if other != id => {
            side_by_side(&visit, &way, other, &Fields::default(), &Invalid::default(), None).await
        }
        _ => looking(&visit, &way).await,
    }
}

fn head(visit: &Visit, way: &Way) -> PageHead {
    PageHead::new(visit.say("patients-merge")).back(href(way.patient.id), visit.say("patients-to-patient"))
}

/// Who else it may be: likely ones first, then the search.
async fn looking(visit: &Visit, way: &Way) -> Result<Response, Failure> {
    let id = way.patient.id;
    let likely = duplicates::likely(&visit.actor, &visit.app, id).await?;
    let likely: Vec<LinkItem> = likely
        .iter()
        .map(|similar| LinkItem {
            href: with_other(id, similar.patient.id),
            title: full_name(&similar.patient.given_names, &similar.patient.family_name),
            detail: [
                born(visit, &similar.patient),
                visit.with(
                    "patients-number-is",
                    [("number", similar.patient.number.as_str().into())],
                ),
                visit.say(why_key(similar.why)),
            ]
            .join(" \u{b7} "),
            ..LinkItem::default()
        })
        .collect();
    let typed = visit.query.text("q");
    let results = results(visit, id, typed, visit.query.filled("after")).await?;
    let address = format!("{}/merge", href(id));
    let live = format!("{address}/search");
    Ok(Page::new(visit, visit.say("patients-merge"))
        .patient(way, None)
        .show(&html! {
            (head(visit, way).sentence(visit.say("patients-merge-sentence")))
            @if !likely.is_empty() { (section(&visit.say("patients-perhaps-the-same"), link_list(&likely))) }
            (section(&visit.say("patients-merge-look"), html! {
                (SearchBox {
                    action: &address,
                    name: "q",
                    label: &visit.say("patients-merge-search"),
                    hint: &visit.say("patients-search-hint"),
                    value: typed,
                    button: &visit.say("patients-search-button"),
                    live: Some((&live, RESULTS)),
                    first: true,
                })
                div id=(RESULTS) { (results) }
            }))
        }))
}

fn with_other(id: PatientId, other: PatientId) -> String {
    format!("{}/merge?other={other}", href(id))
}

/// What the page shows below the box while one types.
pub(super) async fn fragment(visit: Visit, Path(id): Path<PatientId>) -> Result<Response, Failure> {
    // The patient of the address has to be one of this clinic, also where only others are shown.
    anagen_app::patients::kept(&visit.actor, &visit.app, id).await?;
    Ok(results(&visit, id, visit.query.text("q"), None).await?.into_response())
}

async fn results(visit: &Visit, id: PatientId, typed: &str, after: Option<&str>) -> Result<Markup, Failure> {
    if typed.is_empty() {
        return Ok(html! {});
    }
    let mut results: Results = search::search(&visit.actor, &visit.app, typed, after).await?;
    results.hits.retain(|hit| hit.patient.id != id);
    results.similar.retain(|hit| hit.patient.id != id);
    Ok(found(visit, typed, after.is_some(), &results, &|hit| {
        with_other(id, hit.patient.id)
    }))
}

/// Both beside each other, and the form that makes them one.
async fn side_by_side(
    visit: &Visit,
    way: &Way,
    other: PatientId,
    typed: &Fields,
    invalid: &Invalid,
    refused: Option<Notice>,
) -> Result<Response, Failure> {
    let id = way.patient.id;
    let (one, other) = merging::compare(&visit.actor, &visit.app, id, other).await?;
    let hindrance = hindrance(&one, &other);
    let mut page = Page::new(visit, visit.say("patients-merge"))
        .patient(way, None)
        .notice_if(refused);
    if !invalid.0.is_empty() {
        page = page
            .notice(invalid_notice(visit, invalid))
            .status(StatusCode::UNPROCESSABLE_ENTITY);
    }
    if let Some(key) = hindrance {
        page = page.notice(Notice::about(Meaning::Caution, visit.say(key)));
    }
    let form = hindrance.is_none().then(|| form(visit, &one, &other, typed, invalid));
    Ok(page.show(&html! {
        (head(visit, way))
        (comparison(visit, &one, &other))
        @if let Some(form) = form { (form) }
        @else { p { a href={ (href(id)) "/merge" } { (visit.say("patients-merge-another")) } } }
    }))
}

/// Why the two cannot be made one, as a key.
fn hindrance(one: &Side, other: &Side) -> Option<&'static str> {
    if one.patient.demo != other.patient.demo {
        Some("patients-merge-invented")
    } else if one.patient.merged_into.is_some() || other.patient.merged_into.is_some() {
        Some("patients-merge-already")
    } else if one.has_merged && other.has_merged {
        Some("patients-merge-chain")
    } else {
        None
    }
}

fn comparison(visit: &Visit, one: &Side, other: &Side) -> Markup {
    let columns = [
        Column::words(visit.say("patients-stale-field")),
        Column::words(named(visit, &one.patient)),
        Column::words(named(visit, &other.patient)),
    ];
    let mut table = Table::new(visit.say("patients-merge-table"), columns)
        .caption_hidden()
        .cards();
    let (left, right) = (Particulars::of(&one.patient), Particulars::of(&other.patient));
    for field in FIELDS {
        let shown = |particulars: &Particulars, side: &Side| match field {
            "birth_date" => born(visit, &side.patient),
            "language" => language_name(&particulars.language).to_owned(),
            field => value_of(particulars, field),
        };
        let (left, right) = (shown(&left, one), shown(&right, other));
        let cells = [
            html! { (visit.say(&format!("patients-{}", field.replace('_', "-")))) },
            html! { bdi { (left) } },
            html! { bdi { (right) } },
        ];
        // What differs is what decides.
        table = if left == right || left.is_empty() || right.is_empty() {
            table.row(cells)
        } else {
            table.row_marked(Meaning::Caution, cells)
        };
    }
    let since = |side: &Side| visit.format.moment(side.patient.created_at);
    table = table.row([
        html! { (visit.say("patients-registered-on")) },
        html! { (since(one)) },
        html! { (since(other)) },
    ]);
    let held = |side: &Side| {
        let (counts, holdings) = (side.counts, side.holdings);
        [
            (
                "patients-held-answers",
                holdings.answers + holdings.lists + holdings.diagnoses,
            ),
            ("patients-held-plans", counts.signed_plans + counts.draft_plans),
            ("patients-held-consents", counts.signed_consents),
            ("patients-held-sessions", counts.signed_sessions + counts.open_sessions),
            ("patients-held-photographs", counts.photographs),
            ("patients-held-adverse-events", counts.adverse_events),
            ("patients-held-appointments", holdings.appointments),
        ]
    };
    for ((key, left), (_, right)) in held(one).into_iter().zip(held(other)) {
        table = table.row([html! { (visit.say(key)) }, html! { (left) }, html! { (right) }]);
    }
    html! { (table) }
}

fn form(visit: &Visit, one: &Side, other: &Side, typed: &Fields, invalid: &Invalid) -> Markup {
    // The one with the longer history is kept, unless only the other one can be.
    let first = if one.has_merged || !other.has_merged && one.patient.created_at <= other.patient.created_at {
        one
    } else {
        other
    };
    let kept = typed
        .filled("kept")
        .map_or_else(|| first.patient.id.to_string(), str::to_owned);
    let mut choices = Choices::new("kept", visit.say("patients-merge-keep"))
        .stacked()
        .required()
        .selected(Some(kept));
    for (side, gone) in [(one, other), (other, one)] {
        if !gone.has_merged {
            choices = choices.option(side.patient.id.to_string(), named(visit, &side.patient));
        }
    }
    html! {
        (Form::post(format!("{}/merge", href(one.patient.id))).body(html! {
            (hidden("other", &other.patient.id.to_string()))
            (block(&visit.say("patients-merge-block"), html! {
                (read(html! { p { (visit.say("patients-merge-what")) } }))
                (choices.error_if(error_of(visit.words, invalid, "kept")))
                (Field::lines("reason", visit.say("patients-merge-reason")).hint(visit.say("patients-merge-reason-hint")).rows(2)
                    .value(typed.text("reason")).error_if(error_of(visit.words, invalid, "reason")).required())
            }))
            (Actions::primary(&visit.say("patients-merge-button"))
                .link(&format!("{}/merge", href(one.patient.id)), &visit.say("patients-merge-another"))
                .link(&href(one.patient.id), &visit.say("patients-cancel")))
        }))
    }
}

pub(super) async fn merge(visit: Visit, Path(id): Path<PatientId>, fields: Fields) -> Result<Response, Failure> {
    let other = fields
        .text("other")
        .parse::<PatientId>()
        .map_err(|_| Failure::not_found("patient"))?;
    let kept = fields
        .text("kept")
        .parse::<PatientId>()
        .ok()
        .filter(|kept| *kept == id || *kept == other);
    let result = match kept {
        None => Err(AppError::field("kept", "patients-merge-keep-missing")),
        Some(kept) => {
            let merged = if kept == id { other } else { id };
            merging::merge(&visit.actor, &visit.app, kept, merged, fields.text("reason"))
                .await
                .map(|_| kept)
        }
    };
    match result {
        Ok(kept) => Ok(Redirect::to(&format!("{}?notice=patients-merged", href(kept))).into_response()),
        Err(AppError::Invalid(invalid)) => {
            let way = way::read(&visit.actor, &visit.app, id, "patient.merge-page").await?;
            side_by_side(&visit, &way, other, &fields, &invalid, None).await
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn undo(visit: Visit, Path((id, merge)): Path<(PatientId, MergeId)>) -> Result<Response, Failure> {
    let alone = merging::undo(&visit.actor, &visit.app, id, merge).await?;
    let way = way::read(&visit.actor, &visit.app, id, "patient.open").await?;
    let patient = anagen_app::patients::open(&visit.actor, &visit.app, alone).await?;
    // Where both are now, and how to get to each.
    let name = isolated(&full_name(&patient.given_names, &patient.family_name));
    let title = visit.say("patients-merge-undone");
    Ok(Page::new(&visit, title.clone())
        .patient(&way, None)
        .notice(Notice::success(title.clone()).link(
            href(alone),
            visit.with("patients-merge-undone-other", [("name", name.into())]),
        ))
        .show(&html! {
            (head(&visit, &way))
            (read(html! { p { (visit.say("patients-merge-undone-sentence")) } }))
        }))
}
