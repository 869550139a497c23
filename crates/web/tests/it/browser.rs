//! A browser without a window: sends requests through the router, keeps its cookie, follows redirects.

use std::sync::Arc;

use anagen_app::App;
use anagen_records::people::Role;
use axum::body::Body;
use axum::http::{Request, Response, StatusCode};
use tower::ServiceExt as _;

use crate::clinic::{Clinic, PASSWORD};

/// A browser of one person.
pub(crate) struct Browser {
    router: axum::Router,
    cookie: Option<String>,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) location: Option<String>,
    pub(crate) headers: axum::http::HeaderMap,
    pub(crate) bytes: Vec<u8>,
}

impl Answer {
    /// The body as text.
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// Fails with the page where it does not show a text.
    #[track_caller]
    pub(crate) fn shows(&self, text: &str) -> &Self {
        assert!(
            self.text().contains(text),
            "`{text}` is not on the page ({}):\n{}",
            self.status,
            self.text()
        );
        self
    }

    /// Fails with the page where it shows a text.
    #[track_caller]
    pub(crate) fn hides(&self, text: &str) -> &Self {
        assert!(
            !self.text().contains(text),
            "`{text}` is on the page ({}):\n{}",
            self.status,
            self.text()
        );
        self
    }

    /// Fails with the page where the status is another.
    #[track_caller]
    pub(crate) fn is(&self, status: u16) -> &Self {
        assert_eq!(self.status.as_u16(), status, "{}", self.text());
        self
    }

    /// Where a redirect leads.
    #[track_caller]
    pub(crate) fn leads_to(&self) -> &str {
        self.location
            .as_deref()
            .unwrap_or_else(|| panic!("no redirect ({}):\n{}", self.status, self.text()))
    }
}

impl Browser {
    /// A browser in which nobody is signed in.
    pub(crate) fn new(app: &Arc<App>) -> Self {
        Self {
            router: anagen_web::router(Arc::clone(app)),
            cookie: None,
        }
    }

    /// A browser in which a person with one role is signed in.
    pub(crate) async fn signed_in(clinic: &Clinic, role: Role) -> Self {
        clinic.actor(role).await;
        let mut browser = Self::new(&clinic.app);
        browser.sign_in(&role.as_str().replace('_', "-")).await;
        browser
    }

    /// Signs somebody in.
    pub(crate) async fn sign_in(&mut self, name: &str) {
        let answer = self.post("/sign-in", &[("name", name), ("password", PASSWORD)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    }

    /// Reads a page.
    pub(crate) async fn get(&mut self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    /// Reads a page and follows redirects.
    pub(crate) async fn open(&mut self, path: &str) -> Answer {
        let mut answer = self.get(path).await;
        for _ in 0..5 {
            let Some(location) = answer.location.clone() else { break };
            answer = self.get(&location).await;
        }
        answer
    }

    /// Sends a form.
    pub(crate) async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body: String = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        let request = Request::post(path).header("content-type", "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    /// Sends any request with the cookie.
    pub(crate) async fn send(&mut self, mut request: Request<Body>) -> Answer {
        if let Some(cookie) = &self.cookie {
            request.headers_mut().insert("cookie", cookie.parse().unwrap());
        }
        let response: Response<Body> = self.router.clone().oneshot(request).await.unwrap();
        for cookie in response.headers().get_all("set-cookie") {
            let pair = cookie.to_str().unwrap().split(';').next().unwrap_or_default();
            self.cookie = (!pair.ends_with('=')).then(|| pair.to_owned());
        }
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap().to_vec();
        Answer {
            status: parts.status,
            location: parts
                .headers
                .get("location")
                .map(|value| value.to_str().unwrap().to_owned()),
            headers: parts.headers,
            bytes,
        }
    }
}
