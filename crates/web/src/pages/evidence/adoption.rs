//! The adoption of the knowledge in bundles by the medical director, and what changed since.

use anagen_app::adoption::{self, BundleStanding};
use anagen_app::{Action, AppError, Invalid};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use super::record::href;
use crate::failure::Failure;
use crate::fields::Fields;
use crate::look::{
    Actions, CheckItem, Column, Field, Form, Meaning, Notice, PageHead, Table, block, checklist, disclosure, status,
};
use crate::page::{Door, Page, error_of};
use crate::routes::{Access, Route};
use crate::visit::Visit;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/evidence/adoption", Access::May(Action::ReadKnowledge), page),
        Route::post("/evidence/adoption", Access::May(Action::AdoptKnowledge), adopt),
        Route::post("/evidence/adoption/vials", Access::May(Action::AdoptKnowledge), vials),
    ]
}

async fn page(visit: Visit) -> Result<Response, Failure> {
    show(&visit, &Fields::default(), &Invalid::default()).await
}

async fn adopt(visit: Visit, fields: Fields) -> Result<Response, Failure> {
    let bundles: Vec<String> = fields.all("bundles").map(str::to_owned).collect();
    match adoption::adopt(&visit.actor, &visit.app, &bundles, fields.untrimmed("password")).await {
        Ok(()) => Ok(Redirect::to("/evidence/adoption?notice=knowledge-adopted").into_response()),
        Err(AppError::Invalid(invalid)) => show(&visit, &fields, &invalid).await,
        Err(error) => Err(error.into()),
    }
}

async fn vials(visit: Visit, fields: Fields) -> Result<Response, Failure> {
    let split = fields.text("split") == "yes";
    match anagen_app::clinic::set_vials_are_split(&visit.actor, &visit.app, split, fields.text("because")).await {
        Ok(()) => Ok(Redirect::to("/evidence/adoption?notice=saved").into_response()),
        Err(AppError::Invalid(invalid)) => show(&visit, &fields, &invalid).await,
        Err(error) => Err(error.into()),
    }
}

async fn show(visit: &Visit, fields: &Fields, invalid: &Invalid) -> Result<Response, Failure> {
    let bundles = adoption::standing(&visit.actor, &visit.app).await?;
    let all_adopted = bundles.iter().all(BundleStanding::is_adopted);
    let title = visit.say("evidence-adoption");
    let code = if invalid.0.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let notice = if all_adopted {
        Notice::about(Meaning::Eligible, visit.say("adoption-all"))
    } else {
        Notice::about(Meaning::Caution, visit.say("adoption-not-all"))
    };
    Ok(Page::new(visit, title.clone()).door(Door::Evidence).status(code).notice(notice).show(&html! {
        (PageHead::new(title).back("/evidence", visit.say("door-evidence")).sentence(visit.say("adoption-sentence")))
        (table(visit, &bundles))
        @if visit.actor.may(Action::AdoptKnowledge) {
            (adoption_form(visit, &bundles, fields, invalid))
            (vials_form(visit, fields, invalid))
        } @else {
            p { (visit.say("adoption-director-only")) }
        }
    }))
}

fn table(visit: &Visit, bundles: &[BundleStanding]) -> Markup {
    let mut table = Table::new(
        visit.say("evidence-adoption"),
        [
            Column::words(visit.say("adoption-bundle")),
            Column::number(visit.say("adoption-records")),
            Column::words(visit.say("adoption-by")),
            Column::words(visit.say("adoption-changed")),
        ],
    )
    .caption_hidden()
    .cards();
    for bundle in bundles {
        let by = match &bundle.adopted {
            Some(adopted) => {
                let by = visit.with(
                    "adoption-by-on",
                    [
                        ("name", adopted.director_name.as_str().into()),
                        ("day", visit.format.day(visit.format.day_of(adopted.at)).into()),
                        ("version", adopted.knowledge_version.as_str().into()),
                    ],
                );
                let meaning = if bundle.is_adopted() {
                    Meaning::Eligible
                } else {
                    Meaning::Caution
                };
                status(meaning, &by)
            }
            None => status(Meaning::Incomplete, &visit.say("adoption-nobody")),
        };
        let changed = bundle.changed.len() + bundle.removed.len();
        table = table.row([
            html! { (visit.say(&format!("bundle-{}", bundle.bundle))) },
            html! { (bundle.n_records) },
            by,
            html! {
                @if changed == 0 { "–" } @else {
                    (disclosure(&visit.with("adoption-n-changed", [("n", changed.into())]), html! {
                        ul {
                            @for record in &bundle.changed { li { a href=(href(record.split_once(' ').map_or(record.as_str(), |(_, id)| id))) { (record) } } }
                            @for record in &bundle.removed { li { (record) " " (visit.say("adoption-removed")) } }
                        }
                    }))
                }
            },
        ]);
    }
    html! { (table) }
}

fn adoption_form(visit: &Visit, bundles: &[BundleStanding], fields: &Fields, invalid: &Invalid) -> Markup {
    let items: Vec<CheckItem> = bundles
        .iter()
        .map(|bundle| CheckItem {
            name: "bundles".to_owned(),
            value: bundle.bundle.to_owned(),
            label: visit.say(&format!("bundle-{}", bundle.bundle)),
            detail: visit.say(&format!("bundle-{}-detail", bundle.bundle)),
            checked: fields.holds("bundles", bundle.bundle),
            required: false,
        })
        .collect();
    html! {
        (Form::post("/evidence/adoption").body(html! {
            (block(&visit.say("adoption-title"), html! {
                p { (visit.with("adoption-statement", [("name", visit.actor.name.as_str().into())])) }
                @if let Some(error) = error_of(visit.words, invalid, "bundles") { (Notice::error(error)) }
                (checklist(&visit.say("adoption-bundles"), &items))
                (Field::password("password", visit.say("sign-in-password")).hint(visit.say("password-as-signature")).autocomplete("current-password").error_if(error_of(visit.words, invalid, "password")).required())
            }))
            (Actions::primary(&visit.say("adoption-button")))
        }))
    }
}

/// One vial, one patient, unless the director adopts otherwise (DECISIONS.md 5, F-18 and F-21).
fn vials_form(visit: &Visit, fields: &Fields, invalid: &Invalid) -> Markup {
    let split = visit.clinic.settings.0.vials_are_split;
    html! {
        (Form::post("/evidence/adoption/vials").id("vials").body(html! {
            (crate::look::hidden("split", if split { "no" } else { "yes" }))
            (block(&visit.say("vials-title"), html! {
                p { (visit.say(if split { "vials-are-split" } else { "vials-are-not-split" })) }
                (Field::lines("because", visit.say("reason")).value(fields.text("because")).rows(2).error_if(error_of(visit.words, invalid, "because")).required())
            }))
            (Actions::primary(&visit.say(if split { "vials-forbid" } else { "vials-allow" })))
        }))
    }
}
