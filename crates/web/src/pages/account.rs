//! One's own account: password, language, what was typed and not sent.

use anagen_app::{AppError, Invalid, drafts, people, sign_in};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::html;

use crate::failure::Failure;
use crate::fields::Fields;
use crate::look::{Actions, Column, Field, Form, PageHead, Table, block, link_button, section};
use crate::messages::languages;
use crate::page::{Page, error_of};
use crate::routes::{Access, Route};
use crate::visit::Visit;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get("/account", Access::SignedIn, page),
        Route::post("/account/password", Access::SignedIn, change_password),
        Route::post("/account/language", Access::SignedIn, change_language),
    ]
}

async fn page(visit: Visit) -> Result<Response, Failure> {
    show(&visit, &Invalid::default()).await
}

async fn show(visit: &Visit, invalid: &Invalid) -> Result<Response, Failure> {
    let drafts = drafts::all(&visit.actor, &visit.app).await?;
    let error = |field: &str| error_of(visit.words, invalid, field);
    let mut table = Table::new(
        visit.say("account-drafts"),
        [
            Column::words(visit.say("account-draft")),
            Column::words(visit.say("account-draft-at")),
        ],
    )
    .caption_hidden();
    for draft in &drafts {
        table = table.row([
            html! { code { (draft.form) } },
            html! { (visit.format.moment(draft.saved_at)) },
        ]);
    }
    let title = visit.say("account-title");
    let status = if invalid.0.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    Ok(Page::new(visit, title.clone()).status(status).show(&html! {
        (PageHead::new(title).sentence(visit.actor.name.clone()).actions(link_button("/join", None, &visit.say("join-title"))))
        (Form::post("/account/language").id("language").body(html! {
            (block(&visit.say("clinic-language"), html! {
                (Field::select("language", visit.say("clinic-language"))
                    .options(std::iter::once((String::new(), visit.say("account-language-of-clinic"))).chain(languages().map(|(code, name)| (code.to_owned(), name.to_owned()))))
                    .value(visit.actor.language.clone().unwrap_or_default()))
            }))
            (Actions::primary(&visit.say("save")))
        }))
        (Form::post("/account/password").id("password").body(html! {
            (block(&visit.say("account-password"), html! {
                (Field::password("old", visit.say("account-old-password")).autocomplete("current-password").error_if(error("old")).required())
                (Field::password("new", visit.say("new-password-new")).hint(visit.say("password-hint")).autocomplete("new-password").error_if(error("new")).required())
            }))
            (Actions::primary(&visit.say("account-change-password")))
        }))
        @if !drafts.is_empty() {
            (section(&visit.say("account-drafts"), html! { p { (visit.say("account-drafts-sentence")) } (table) }))
        }
    }))
}

async fn change_password(visit: Visit, fields: Fields) -> Result<Response, Failure> {
    match sign_in::change_password(
        &visit.actor,
        &visit.app,
        fields.untrimmed("old"),
        fields.untrimmed("new"),
    )
    .await
    {
        Ok(()) => Ok(Redirect::to("/account?notice=password-changed").into_response()),
        Err(AppError::Invalid(invalid)) => show(&visit, &invalid).await,
        Err(error) => Err(error.into()),
    }
}

async fn change_language(visit: Visit, fields: Fields) -> Result<Response, Failure> {
    let chosen = fields
        .filled("language")
        .filter(|code| languages().any(|(known, _)| known == *code));
    people::choose_language(&visit.actor, &visit.app, chosen).await?;
    Ok(Redirect::to("/account?notice=saved").into_response())
}
