//! Signing in and out, the locked screen, changing the user of a shared tablet, a new password by one-time link.

use std::sync::Arc;

use anagen_app::sign_in::{self, From};
use anagen_app::{App, AppError};
use anagen_records::people;
use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use maud::html;
use serde::Deserialize;

use crate::access::{Reader, inside, notice_of, with_cookie};
use crate::failure::Failure;
use crate::fields::Fields;
use crate::look::{Actions, Field, Form, Notice, PageHead, hidden};
use crate::messages::Messages;
use crate::page::{Door, error_of};
use crate::pages::plain;
use crate::routes::{Access, Route};
use crate::serving::Arrived;
use crate::visit::Visit;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get("/", Access::SignedIn, start),
        Route::get("/sign-in", Access::Anyone, page),
        Route::post("/sign-in", Access::Anyone, sign_in),
        Route::post("/sign-out", Access::Locked, sign_out),
        Route::get("/lock", Access::Locked, locked),
        Route::post("/lock", Access::Locked, lock),
        Route::post("/unlock", Access::Locked, unlock),
        Route::get("/new-password/{token}", Access::Anyone, new_password),
        Route::post("/new-password/{token}", Access::Anyone, set_new_password),
    ]
}

/// Where the reader comes in after signing in.
#[derive(Debug, Default, Deserialize)]
struct Next {
    #[serde(default)]
    next: String,
    #[serde(default)]
    name: String,
}

/// The first door that this person has.
async fn start(visit: Visit) -> Redirect {
    Redirect::to(Door::first_of(&visit).map_or("/account", Door::href))
}

fn device(headers: &HeaderMap) -> &str {
    headers
        .get("user-agent")
        .and_then(|value| value.to_str().ok())
        .unwrap_or("unknown device")
}

async fn page(
    State(app): State<Arc<App>>,
    Extension(words): Reader,
    Query(next): Query<Next>,
) -> Result<Response, Failure> {
    Ok(sign_in_page(&app, words.0, &next.name, &next.next, None)
        .await?
        .into_response())
}

async fn sign_in_page(
    app: &App,
    words: &Messages,
    name: &str,
    next: &str,
    notice: Option<Notice>,
) -> Result<maud::Markup, Failure> {
    let demo = if app.is_demo() {
        demo_people(app).await?
    } else {
        Vec::new()
    };
    let title = words.say("sign-in-title");
    Ok(plain(
        words,
        &title,
        notice.as_slice(),
        &html! {
            (PageHead::new(title.clone()))
            (Form::post("/sign-in").body(html! {
                (hidden("next", inside(next)))
                (Field::text("name", words.say("sign-in-name")).value(name).autocomplete("username").required().first())
                (Field::password("password", words.say("sign-in-password")).autocomplete("current-password").required())
                (Actions::primary(&words.say("sign-in-button")))
            }))
            @if !demo.is_empty() {
                h2 { (words.say("sign-in-demo-title")) }
                p { (words.with("sign-in-demo-password", [("password", anagen_app::demo::PASSWORD.into())])) }
                ul {
                    @for (person, roles) in &demo {
                        li { a href=(format!("/sign-in?name={}", person.sign_in_name)) { (person.sign_in_name) } ": " (person.name) ", " (roles) }
                    }
                }
            }
        },
    ))
}

/// Who can be entered as in the demo, with their roles in words.
async fn demo_people(app: &App) -> Result<Vec<(people::Person, String)>, Failure> {
    let mut tx = app.database().read().await?;
    let mut found = Vec::new();
    for clinic in anagen_records::clinics::all(&mut tx).await? {
        for person in people::of_clinic(&mut tx, clinic.id).await? {
            if person.left_at.is_none() {
                let roles = people::roles(&mut tx, person.id).await?;
                let words = crate::messages::messages("en");
                let roles = roles
                    .iter()
                    .map(|role| crate::page::role_words(words, *role))
                    .collect::<Vec<_>>()
                    .join(", ");
                found.push((person, roles));
            }
        }
    }
    Ok(found)
}

async fn sign_in(
    State(app): State<Arc<App>>,
    Extension(words): Reader,
    Extension(arrived): Extension<Arrived>,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Response, Failure> {
    let address = arrived.address.ip().to_string();
    let from = From {
        device: device(&headers),
        address: &address,
    };
    let name = fields.text("name");
    // The password is taken as it was typed: a space at its end belongs to it.
    let password = fields.untrimmed("password");
    match sign_in::sign_in(&app, name, password, from).await {
        Ok(token) => {
            let next = Redirect::to(inside(fields.text("next"))).into_response();
            Ok(with_cookie(next, arrived, Some(token.as_str())))
        }
        Err(error @ AppError::Refused(_)) => {
            let notice = notice_of(words.0, &error.into());
            let page = sign_in_page(&app, words.0, name, fields.text("next"), Some(notice)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn sign_out(visit: Visit) -> Result<Response, Failure> {
    sign_in::sign_out(&visit.actor, &visit.app).await?;
    Ok(with_cookie(
        Redirect::to("/sign-in").into_response(),
        visit.arrived,
        None,
    ))
}

/// Locks the screen: "Change user", a tablet put down, or nobody touched it.
async fn lock(visit: Visit) -> Result<Redirect, Failure> {
    sign_in::lock(&visit.actor, &visit.app).await?;
    Ok(Redirect::to("/lock"))
}

async fn locked(visit: Visit) -> Result<Response, Failure> {
    let next = visit.query.text("next").to_owned();
    Ok(locked_page(&visit, &next, None).await?.into_response())
}

/// The one who is signed in unlocks with the password; anybody else of the clinic signs in over it.
async fn locked_page(
    visit: &Visit,
    next: &str,
    invalid: Option<&anagen_app::Invalid>,
) -> Result<maud::Markup, Failure> {
    // A patient may hold the locked tablet: it names nobody but whoever handed it over.
    let others: Vec<people::Person> = if visit.actor.only_patient.is_some() {
        Vec::new()
    } else {
        let mut tx = visit.app.database().read().await?;
        let all = people::of_clinic(&mut tx, visit.actor.clinic).await?;
        all.into_iter()
            .filter(|person| person.left_at.is_none() && person.id != visit.actor.person)
            .collect()
    };
    let title = visit.say("lock-title");
    let error = invalid.and_then(|invalid| error_of(visit.words, invalid, "password"));
    Ok(plain(
        visit.words,
        &title,
        &[],
        &html! {
            (PageHead::new(title.clone()).sentence(visit.with("lock-who", [("name", visit.actor.name.as_str().into())])))
            (Form::post("/unlock").body(html! {
                (hidden("next", inside(next)))
                (Field::password("password", visit.say("sign-in-password")).autocomplete("current-password").error_if(error).required().first())
                (Actions::primary(&visit.say("lock-unlock")))
            }))
            @if visit.actor.only_patient.is_none() {
            h2 { (visit.say("lock-change-user")) }
            (Form::post("/sign-in").id("change-user").body(html! {
                (hidden("next", inside(next)))
                (Field::select("name", visit.say("lock-other"))
                    .id("other-name")
                    .options(others.iter().map(|person| (person.sign_in_name.clone(), person.name.clone()))))
                (Field::password("password", visit.say("sign-in-password")).id("other-password").autocomplete("current-password"))
                (Actions::primary(&visit.say("sign-in-button")))
            }))
            }
            (Form::post("/sign-out").id("leave").body(html! { (Actions::primary(&visit.say("shell-sign-out"))) }))
        },
    ))
}

async fn unlock(visit: Visit, headers: HeaderMap, fields: Fields) -> Result<Response, Failure> {
    let address = visit.arrived.address.ip().to_string();
    let from = From {
        device: device(&headers),
        address: &address,
    };
    match sign_in::unlock(&visit.actor, &visit.app, fields.untrimmed("password"), from).await {
        Ok(()) => Ok(Redirect::to(inside(fields.text("next"))).into_response()),
        Err(AppError::Invalid(invalid)) => {
            let page = locked_page(&visit, fields.text("next"), Some(&invalid)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

fn new_password_page(words: &Messages, token: &str, invalid: Option<&anagen_app::Invalid>) -> maud::Markup {
    let title = words.say("new-password-title");
    let error = invalid.and_then(|invalid| error_of(words, invalid, "new"));
    plain(
        words,
        &title,
        &[],
        &html! {
            (PageHead::new(title.clone()).sentence(words.say("new-password-sentence")))
            (Form::post(format!("/new-password/{token}")).body(html! {
                (Field::password("new", words.say("new-password-new")).hint(words.say("password-hint")).autocomplete("new-password").error_if(error).required().first())
                (Actions::primary(&words.say("new-password-save")))
            }))
        },
    )
}

async fn new_password(Extension(words): Reader, Path(token): Path<String>) -> maud::Markup {
    new_password_page(words.0, &token, None)
}

async fn set_new_password(
    State(app): State<Arc<App>>,
    Extension(words): Reader,
    Path(token): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    match sign_in::set_new_password(&app, &token, fields.untrimmed("new")).await {
        Ok(()) => Ok(Redirect::to("/sign-in").into_response()),
        Err(AppError::Invalid(invalid)) => Ok((
            StatusCode::UNPROCESSABLE_ENTITY,
            new_password_page(words.0, &token, Some(&invalid)),
        )
            .into_response()),
        Err(error) => Err(error.into()),
    }
}
