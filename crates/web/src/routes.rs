//! Every route of the clinic, and who may come in: one table.

use std::sync::Arc;
use std::time::Duration;

use anagen_app::{Action, App};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::http::{HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{MethodRouter, get, post};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::TraceLayer;

use crate::{access, pages};

/// Who may come in at a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Anybody on the network.
    Anyone,
    /// Whoever is signed in, also with a locked screen.
    Locked,
    /// Whoever is signed in.
    SignedIn,
    /// A person with a role that allows it.
    May(Action),
    /// The patient who holds the tablet, for their own record only.
    PatientTablet,
}

/// One route: a method, an address, who may come in, and what answers.
pub(crate) struct Route {
    pub(crate) method: Method,
    pub(crate) path: &'static str,
    pub(crate) access: Access,
    handler: MethodRouter<Arc<App>>,
}

impl Route {
    /// A page that is read.
    pub(crate) fn get<H, T>(path: &'static str, access: Access, handler: H) -> Self
    where
        H: Handler<T, Arc<App>>,
        T: 'static,
    {
        Self {
            method: Method::GET,
            path,
            access,
            handler: get(handler),
        }
    }

    /// A form that is sent.
    pub(crate) fn post<H, T>(path: &'static str, access: Access, handler: H) -> Self
    where
        H: Handler<T, Arc<App>>,
        T: 'static,
    {
        Self {
            method: Method::POST,
            path,
            access,
            handler: post(handler),
        }
    }

    /// A form with files: its body may have so many bytes.
    pub(crate) fn files<H, T>(path: &'static str, access: Access, most_bytes: usize, handler: H) -> Self
    where
        H: Handler<T, Arc<App>>,
        T: 'static,
    {
        Self {
            method: Method::POST,
            path,
            access,
            handler: post(handler).layer(DefaultBodyLimit::max(most_bytes)),
        }
    }
}

/// Method, address and access of a route: what the tests hold against their own table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RouteInfo {
    /// `GET` or `POST`.
    pub method: String,
    /// Address with its parameters in braces.
    pub path: &'static str,
    /// Who may come in.
    pub access: Access,
}

/// Every route.
pub fn route_table() -> Vec<RouteInfo> {
    let info = |route: Route| RouteInfo {
        method: route.method.to_string(),
        path: route.path,
        access: route.access,
    };
    pages::routes().into_iter().map(info).collect()
}

/// No page loads, sends or embeds anything outside the clinic's own address; nothing inline runs.
const CONTENT_SECURITY_POLICY: &str = "default-src 'self'; img-src 'self' blob: data:; script-src 'self'; style-src 'self'; \
     object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

/// Headers of every answer (ASVS 5.0, V3.4).
const HEADERS: [(&str, &str); 7] = [
    ("content-security-policy", CONTENT_SECURITY_POLICY),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(self), geolocation=(), microphone=()"),
];

/// The whole application.
pub fn router(app: Arc<App>) -> Router {
    let mut router = Router::new();
    for route in pages::routes() {
        let guard = access::Guard {
            app: Arc::clone(&app),
            access: route.access,
        };
        router = router.route(
            route.path,
            route.handler.layer(from_fn_with_state(guard, access::guard)),
        );
    }
    let mut router = router
        .fallback(access::no_such_page)
        .layer(from_fn_with_state(Arc::clone(&app), access::first_start_first))
        .layer(CsrfLayer::new())
        .layer(from_fn(access::explain_csrf))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::SERVICE_UNAVAILABLE,
            Duration::from_mins(1),
        ))
        .layer(CatchPanicLayer::new())
        .layer(CompressionLayer::new());
    for (name, value) in HEADERS {
        router = router.layer(SetResponseHeaderLayer::if_not_present(
            HeaderName::from_static(name),
            HeaderValue::from_static(value),
        ));
    }
    // Pages of a clinic are kept by no cache; assets say otherwise themselves.
    router = router.layer(SetResponseHeaderLayer::if_not_present(
        HeaderName::from_static("cache-control"),
        HeaderValue::from_static("no-store"),
    ));
    router
        .layer(TraceLayer::new_for_http().make_span_with(access::span))
        .with_state(app)
}
