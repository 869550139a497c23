//! The guard in front of every handler: who is it, may they come in, and what they are told when something is wrong.

use std::sync::Arc;

use anagen_app::sign_in::{self, SignedIn};
use anagen_app::{App, AppError, first_start, patients};
use axum::Extension;
use axum::extract::{Request, State};
use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use maud::html;

use crate::failure::Failure;
use crate::fields::Fields;
use crate::format::Format;
use crate::look::{Notice, PageHead};
use crate::messages::{Messages, messages};
use crate::page::Page;
use crate::routes::Access;
use crate::serving::Arrived;
use crate::visit::Visit;

/// The guard of one route.
#[derive(Clone)]
pub(crate) struct Guard {
    pub(crate) app: Arc<App>,
    pub(crate) access: Access,
}

/// Over TLS the browser sends this cookie to this host alone; in plain text (the machine itself) the prefix is not allowed.
const SECURE_COOKIE: &str = "__Host-anagen";
const PLAIN_COOKIE: &str = "anagen";

/// The cookie that carries a token, or takes it away.
pub(crate) fn cookie(arrived: Arrived, token: Option<&str>) -> HeaderValue {
    let (name, secure) = if arrived.secure {
        (SECURE_COOKIE, "; Secure")
    } else {
        (PLAIN_COOKIE, "")
    };
    let age = if token.is_some() {
        sign_in::LONGEST_SESSION.as_secs()
    } else {
        0
    };
    let text = format!(
        "{name}={}; Path=/; HttpOnly; SameSite=Lax; Max-Age={age}{secure}",
        token.unwrap_or_default()
    );
    // A token is hexadecimal, so the text is always a header.
    HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static(""))
}

/// An answer that also sets the cookie.
pub(crate) fn with_cookie(mut response: Response, arrived: Arrived, token: Option<&str>) -> Response {
    response.headers_mut().append(SET_COOKIE, cookie(arrived, token));
    response
}

fn token_of(headers: &HeaderMap, arrived: Arrived) -> Option<&str> {
    let wanted = if arrived.secure { SECURE_COOKIE } else { PLAIN_COOKIE };
    let cookies = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies
        .flat_map(|text| text.split(';'))
        .filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == wanted).map(|(_, value)| value)
}

/// By which way a request came; in tests without a socket, from the machine itself.
pub(crate) fn arrived_of(request: &Request) -> Arrived {
    request.extensions().get::<Arrived>().copied().unwrap_or(Arrived {
        secure: false,
        address: std::net::SocketAddr::from(([127, 0, 0, 1], 0)),
    })
}

/// The language that a browser asks for, of those there are; before anybody is signed in.
pub(crate) fn language_of(headers: &HeaderMap) -> &'static Messages {
    let wanted = headers
        .get("accept-language")
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let codes = wanted
        .split(',')
        .map(|part| part.split([';', '-']).next().unwrap_or_default().trim().to_lowercase());
    let known: Vec<&str> = crate::messages::languages().map(|(code, _)| code).collect();
    let code = codes.into_iter().find(|code| known.contains(&code.as_str()));
    messages(code.as_deref().unwrap_or("en"))
}

/// Lets a request in or says why not, and turns failures into pages.
pub(crate) async fn guard(State(guard): State<Guard>, mut request: Request, next: Next) -> Response {
    let arrived = arrived_of(&request);
    let words = language_of(request.headers());
    let is_read = request.method() == Method::GET;
    let address = request.uri().clone();
    request.extensions_mut().insert(arrived);
    request.extensions_mut().insert(Words(words));
    if guard.access == Access::Anyone {
        let response = next.run(request).await;
        return explain_plainly(response, words);
    }
    let visit = match enter(&guard, request.headers().clone(), &address, arrived).await {
        Ok(visit) => visit,
        Err(Entry::SignIn) => return to_sign_in(&address, is_read),
        Err(Entry::Unlock) => return to(&address, "/lock", is_read),
        Err(Entry::Tablet(patient)) => return Redirect::to(&format!("/tablet/{patient}")).into_response(),
        Err(Entry::Refused(visit, failure)) => return explain(&visit, &failure),
        Err(Entry::Failed(failure)) => return explain_plainly(failure.into_response(), words),
    };
    request.extensions_mut().insert(visit.clone());
    let response = next.run(request).await;
    match response.extensions().get::<Failure>().cloned() {
        Some(failure) => match failure.0.as_ref() {
            AppError::NotSignedIn => to_sign_in(&address, is_read),
            AppError::Locked => to(&address, "/lock", is_read),
            _ => explain(&visit, &failure),
        },
        None if is_bare(&response) => explain_status(&visit, response.status()),
        None => response,
    }
}

/// The texts for a reader who is not signed in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Words(pub(crate) &'static Messages);

/// Why a request is not let in.
enum Entry {
    SignIn,
    Unlock,
    Tablet(anagen_records::values::PatientId),
    Refused(Box<Visit>, Failure),
    Failed(Failure),
}

async fn enter(guard: &Guard, headers: HeaderMap, address: &Uri, arrived: Arrived) -> Result<Visit, Entry> {
    let Some(token) = token_of(&headers, arrived) else {
        return Err(Entry::SignIn);
    };
    let SignedIn { actor, locked } = match sign_in::signed_in(&guard.app, token).await {
        Ok(signed_in) => signed_in,
        Err(AppError::NotSignedIn) => return Err(Entry::SignIn),
        Err(error) => return Err(Entry::Failed(error.into())),
    };
    let clinic = async {
        let mut tx = guard.app.database().read().await?;
        patients::clinic_of(&mut tx, &actor).await
    };
    let clinic = clinic.await.map_err(|error| Entry::Failed(error.into()))?;
    let language = actor.language.clone().unwrap_or_else(|| clinic.language.clone());
    let visit = Visit {
        app: Arc::clone(&guard.app),
        words: messages(&language),
        format: Arc::new(Format {
            country: clinic.country.clone(),
            currency: clinic.currency.clone(),
            time_zone: anagen_app::case::time_zone(&clinic),
        }),
        clinic: Arc::new(clinic),
        arrived,
        path: address.path().to_owned(),
        query: Arc::new(Fields::parse(address.query().unwrap_or_default().as_bytes())),
        actor,
    };
    match guard.access {
        Access::Locked => Ok(visit),
        _ if locked => Err(Entry::Unlock),
        Access::PatientTablet if visit.actor.only_patient.is_some() => Ok(visit),
        Access::PatientTablet => Err(Entry::Refused(Box::new(visit), Failure::not_found("page"))),
        _ if visit.actor.only_patient.is_some() => Err(visit.actor.only_patient.map_or(Entry::SignIn, Entry::Tablet)),
        Access::May(action) => match visit.actor.demand(action) {
            Ok(()) => Ok(visit),
            Err(error) => Err(Entry::Refused(Box::new(visit), error.into())),
        },
        Access::Anyone | Access::SignedIn => Ok(visit),
    }
}

/// On to the sign-in page; afterwards back to the page that was asked for. A form that was sent is not repeated: what was
/// typed is in its draft.
fn to_sign_in(address: &Uri, is_read: bool) -> Response {
    to(address, "/sign-in", is_read)
}

fn to(address: &Uri, page: &str, is_read: bool) -> Response {
    let next = address.path_and_query().map_or("/", |path| path.as_str());
    if is_read && next != "/" {
        let next: String = form_urlencoded::byte_serialize(next.as_bytes()).collect();
        return Redirect::to(&format!("{page}?next={next}")).into_response();
    }
    Redirect::to(page).into_response()
}

/// An address inside this application, from a `next` field; anything else leads to the start.
pub(crate) fn inside(next: &str) -> &str {
    if next.starts_with('/') && !next.starts_with("//") && !next.contains(['\\', '\r', '\n']) {
        next
    } else {
        "/"
    }
}

/// Whether an answer is an error that no page explains.
fn is_bare(response: &Response) -> bool {
    let status = response.status();
    let is_page = response.headers().get("content-type").is_some_and(|kind| {
        kind.as_bytes().starts_with(b"text/html") || kind.as_bytes().starts_with(b"application/json")
    });
    (status.is_client_error() || status.is_server_error()) && !is_page
}

/// What happened, what was kept and what to do, as a page of the clinic.
fn explain(visit: &Visit, failure: &Failure) -> Response {
    let status = failure.status();
    let notice = notice_of(visit.words, failure);
    Page::new(visit, title_of(visit.words, status))
        .status(status)
        .notice(notice)
        .show(&html! { (PageHead::new(title_of(visit.words, status))) p { a href="/" { (visit.say("error-to-start")) } } })
}

fn explain_status(visit: &Visit, status: StatusCode) -> Response {
    let title = title_of(visit.words, status);
    Page::new(visit, title.clone())
        .status(status)
        .notice(Notice::error(visit.say(key_of(status))))
        .show(&html! { (PageHead::new(title)) p { a href="/" { (visit.say("error-to-start")) } } })
}

/// What is told about a failure.
pub(crate) fn notice_of(words: &Messages, failure: &Failure) -> Notice {
    let status = failure.status();
    match failure.0.as_ref() {
        AppError::Forbidden(action) => Notice::error(words.say("error-forbidden")).to_do(words.with(
            "error-forbidden-what",
            [("action", words.say(&action_key(*action)).into())],
        )),
        AppError::NotFound(_) => Notice::error(words.say("error-not-found")).to_do(words.say("error-not-found-do")),
        AppError::Stale(_) => Notice::error(words.say("error-stale")).to_do(words.say("error-stale-do")),
        AppError::Refused(message) => Notice::error(words.of(message)),
        AppError::Invalid(invalid) => invalid
            .0
            .iter()
            .fold(Notice::error(words.say("error-invalid")), |notice, wrong| {
                notice.to_do(words.of(&wrong.message))
            }),
        AppError::Database(anagen_records::DatabaseError::NotWritable(_)) => {
            Notice::error(words.say("error-not-writable"))
                .kept(words.say("error-nothing-changed"))
                .to_do(words.say("error-not-writable-do"))
        }
        AppError::Database(anagen_records::DatabaseError::Unreachable(_)) => {
            Notice::error(words.say("error-unreachable"))
                .kept(words.say("error-nothing-changed"))
                .to_do(words.say("error-unreachable-do"))
        }
        error => {
            // The log has the cause under the number; the page has the number alone.
            let number = uuid_like(error);
            tracing::error!(%number, %error, "a page failed");
            Notice::error(words.say(key_of(status)))
                .kept(words.say("error-nothing-changed"))
                .identifier(number)
        }
    }
}

fn uuid_like(error: &AppError) -> String {
    let moment = jiff::Timestamp::now().as_microsecond().to_string();
    blake3::hash(format!("{moment}{error}").as_bytes()).to_hex()[..8].to_owned()
}

/// The key of an action's name.
pub(crate) fn action_key(action: anagen_app::Action) -> String {
    format!("action-{}", action.as_str().replace('_', "-"))
}

fn key_of(status: StatusCode) -> &'static str {
    match status {
        StatusCode::NOT_FOUND => "error-not-found",
        StatusCode::METHOD_NOT_ALLOWED => "error-method",
        StatusCode::PAYLOAD_TOO_LARGE => "error-too-large",
        StatusCode::FORBIDDEN => "error-cross-site",
        status if status.is_client_error() => "error-malformed",
        StatusCode::SERVICE_UNAVAILABLE => "error-unreachable",
        _ => "error-internal",
    }
}

fn title_of(words: &Messages, status: StatusCode) -> String {
    words.say(match status {
        StatusCode::FORBIDDEN => "error-title-forbidden",
        StatusCode::NOT_FOUND => "error-title-not-found",
        StatusCode::CONFLICT => "error-title-stale",
        status if status.is_client_error() => "error-title-malformed",
        _ => "error-title-internal",
    })
}

/// A failure on a route that anybody may enter.
fn explain_plainly(response: Response, words: &'static Messages) -> Response {
    let status = response.status();
    let notice = match response.extensions().get::<Failure>() {
        Some(failure) => notice_of(words, failure),
        None if is_bare(&response) => Notice::error(words.say(key_of(status))),
        None => return response,
    };
    let title = title_of(words, status);
    let page = crate::pages::plain(
        words,
        &title,
        &[notice],
        &html! {
            (PageHead::new(title.clone()))
            p { a href="/" { (words.say("error-to-start")) } }
        },
    );
    (status, page).into_response()
}

/// An address that leads nowhere.
pub(crate) async fn no_such_page(headers: HeaderMap) -> Response {
    explain_plainly(StatusCode::NOT_FOUND.into_response(), language_of(&headers))
}

/// A request that another site sent is told so in a page.
pub(crate) async fn explain_csrf(request: Request, next: Next) -> Response {
    let words = language_of(request.headers());
    explain_plainly(next.run(request).await, words)
}

/// Before there is a clinic every address leads to the first start.
pub(crate) async fn first_start_first(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    if path.starts_with("/assets/") || path.starts_with("/first-start") || path == "/up" {
        return next.run(request).await;
    }
    let words = language_of(request.headers());
    match is_started(&app).await {
        Ok(true) => next.run(request).await,
        Ok(false) => Redirect::to("/first-start").into_response(),
        Err(failure) => explain_plainly(failure.into_response(), words),
    }
}

/// Whether there is a clinic; asked of the database only until there is one.
async fn is_started(app: &App) -> Result<bool, Failure> {
    if app.is_started() {
        return Ok(true);
    }
    let is_started = !first_start::is_due(app).await?;
    if is_started {
        app.note_started();
    }
    Ok(is_started)
}

/// What the log says of a request: the route, never the address, which names a patient.
pub(crate) fn span(request: &axum::http::Request<axum::body::Body>) -> tracing::Span {
    let route = request
        .extensions()
        .get::<axum::extract::MatchedPath>()
        .map_or("", |path| path.as_str());
    tracing::info_span!("request", method = %request.method(), route)
}

/// The extension with the texts, for handlers that anybody may call.
pub(crate) type Reader = Extension<Words>;
