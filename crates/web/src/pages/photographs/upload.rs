//! The page behind a one-time link: a patient sends photographs. It shows the clinic's name and nothing of the record.

use std::sync::Arc;

use anagen_app::photographs::links::{self, LinkPage, LinkStanding, MOST_CHARACTERS, MOST_PICTURES};
use anagen_app::photographs::picture::MOST_BYTES;
use anagen_app::{App, AppError, Invalid};
use axum::Extension;
use axum::extract::{Multipart, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::html;
use tokio::sync::Semaphore;

use super::sent;
use crate::access::Reader;
use crate::failure::Failure;
use crate::fields::Fields;
use crate::format::Format;
use crate::look::shell::plain_shell;
use crate::look::{Actions, Empty, Field, Form, Icon, Meaning, Notice, PageHead, PlainShell};
use crate::messages::{Messages, messages};
use crate::page::{error_of, shell_words};
use crate::pages::assets;
use crate::routes::{Access, Route};
use crate::serving::Arrived;

/// Most bytes of what is sent at once.
const MOST_FORM_BYTES: usize = MOST_PICTURES * MOST_BYTES + 1024 * 1024;

/// What is being sent through links at a time in the whole process: it lies in memory until it is kept.
static SENDING: Semaphore = Semaphore::const_new(2);

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/upload/{token}", Access::Anyone, page),
        Route::files("/upload/{token}", Access::Anyone, MOST_FORM_BYTES, send),
    ]
}

async fn page(
    State(app): State<Arc<App>>,
    Extension(arrived): Extension<Arrived>,
    Extension(reader): Reader,
    Path(token): Path<String>,
) -> Result<Response, Failure> {
    let link = match links::open(&app, &token, &arrived.address.ip().to_string()).await {
        Ok(link) => link,
        Err(AppError::NotFound(_)) => return Ok(no_such_link(reader.0)),
        Err(error) => return Err(error.into()),
    };
    Ok(show(&link, &token, &Fields::default(), &Invalid::default(), None))
}

/// A link that there never was: nothing tells it from one of another clinic.
fn no_such_link(words: &Messages) -> Response {
    let title = words.say("upload-title");
    let page = document(
        words,
        &title,
        "",
        &[],
        &html! {
            (PageHead::new(title.clone()))
            (Empty { icon: Icon::Chain, what: words.say("upload-unknown"), sentence: words.say("upload-unknown-sentence"), first_step: None })
        },
    );
    (StatusCode::NOT_FOUND, page).into_response()
}

fn document(words: &Messages, title: &str, clinic: &str, notices: &[Notice], body: &maud::Markup) -> maud::Markup {
    plain_shell(
        &PlainShell {
            title,
            lang: words.language,
            right_to_left: false,
            day_order: "dmy",
            words: &shell_words(words),
            asset_url: &assets::url,
            scripts: &["photographs.css"],
            kiosk: true,
            wide: false,
            idle_lock_seconds: None,
            notices,
            clinic,
        },
        body,
    )
}

fn show(link: &LinkPage, token: &str, fields: &Fields, invalid: &Invalid, notice: Option<Notice>) -> Response {
    let words = messages(&link.language);
    let title = words.say("upload-title");
    let notices: Vec<Notice> = notice.into_iter().collect();
    let over = |what: &str, sentence: &str, icon: Icon| Empty {
        icon,
        what: words.say(what),
        sentence: words.say(sentence),
        first_step: None,
    };
    let format = Format {
        country: link.clinic.country.clone(),
        currency: link.clinic.currency.clone(),
        time_zone: anagen_app::case::time_zone(&link.clinic),
    };
    let body = match link.standing {
        LinkStanding::Open => html! {
            (PageHead::new(title.clone()).sentence(words.with("upload-sentence", [
                ("clinic", link.clinic.name.as_str().into()),
                ("moment", format.moment(link.expires_at).into()),
            ])))
            (Form::post(format!("/upload/{token}")).with_files().body(html! {
                @for number in 1..=MOST_PICTURES {
                    @let name = if number == 1 { "file".to_owned() } else { format!("file-{number}") };
                    @let field = Field::file(name.clone(), words.with("upload-picture", [("number", number.into())])).accept("image/jpeg,image/png,image/webp");
                    @let field = field.error_if(error_of(words, invalid, &name));
                    @if number == 1 { (field.hint(words.say("upload-picture-hint")).required()) } @else { (field) }
                }
                (Field::lines("message", words.say("upload-message")).hint(words.say("upload-message-hint"))
                    .rows(4).most_characters(u32::try_from(MOST_CHARACTERS).unwrap_or(u32::MAX))
                    .value(fields.text("message")).error_if(error_of(words, invalid, "message")))
                (Actions::primary(&words.say("upload-send")))
            }))
            (crate::look::read(html! {
                p { (words.say("upload-what-happens")) }
                p { strong { (words.say("upload-emergency")) } }
            }))
        },
        LinkStanding::Used => html! {
            (PageHead::new(title.clone()))
            (over("upload-arrived", "upload-arrived-sentence", Icon::Check))
            p { strong { (words.say("upload-emergency")) } }
        },
        LinkStanding::Expired | LinkStanding::Ended => html! {
            (PageHead::new(title.clone()))
            (over("upload-over", "upload-over-sentence", Icon::Clock))
        },
    };
    let status = if invalid.0.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    (status, document(words, &title, &link.clinic.name, &notices, &body)).into_response()
}

async fn send(
    State(app): State<Arc<App>>,
    Extension(arrived): Extension<Arrived>,
    Extension(reader): Reader,
    Path(token): Path<String>,
    form: Multipart,
) -> Result<Response, Failure> {
    let address = arrived.address.ip().to_string();
    // Nothing of what is sent is read before the link is known to be open.
    let link = match links::open(&app, &token, &address).await {
        Ok(link) => link,
        Err(AppError::NotFound(_)) => return Ok(no_such_link(reader.0)),
        Err(error) => return Err(error.into()),
    };
    if link.standing != LinkStanding::Open {
        return Ok(show(&link, &token, &Fields::default(), &Invalid::default(), None));
    }
    let words = messages(&link.language);
    let refuse = |fields: &Fields, invalid: &Invalid| {
        let notice =
            Notice::about(Meaning::Excluded, words.say("upload-not-sent")).to_do(words.say("upload-choose-again"));
        show(&link, &token, fields, invalid, Some(notice))
    };
    let permit = SENDING
        .acquire()
        .await
        .map_err(|error| AppError::Internal(error.to_string()))?;
    let sent = match sent::read(form, MOST_PICTURES).await {
        Ok(sent) => sent,
        Err(failure) => match failure.0.as_ref() {
            AppError::Invalid(invalid) => return Ok(refuse(&Fields::default(), invalid)),
            _ => return Err(failure),
        },
    };
    let result = links::send(&app, &token, &address, sent.files, sent.fields.text("message")).await;
    drop(permit);
    match result {
        // The link is used up: its own page says that everything arrived.
        Ok(()) => Ok(Redirect::to(&format!("/upload/{token}")).into_response()),
        Err(AppError::Invalid(invalid)) => Ok(refuse(&sent.fields, &invalid)),
        Err(error) => Err(error.into()),
    }
}
