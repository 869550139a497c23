//! Who asks for a page, in which clinic and language.

use std::sync::Arc;

use anagen_app::{Actor, App};
use anagen_messages::FluentValue;
use anagen_records::clinics::Clinic;
use anagen_records::drafts::Draft;
use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use jiff::civil::Date;

use crate::failure::Failure;
use crate::fields::Fields;
use crate::format::Format;
use crate::messages::{Messages, messages};
use crate::serving::Arrived;

/// A request of somebody who is signed in. The guard of the route makes it; a handler takes it as an argument.
#[derive(Debug, Clone)]
pub(crate) struct Visit {
    /// The running clinic.
    pub(crate) app: Arc<App>,
    /// Who.
    pub(crate) actor: Actor,
    /// Their clinic.
    pub(crate) clinic: Arc<Clinic>,
    /// The texts in their language.
    pub(crate) words: &'static Messages,
    /// How the clinic writes things.
    pub(crate) format: Arc<Format>,
    /// By which way the request came.
    pub(crate) arrived: Arrived,
    /// Its address, without the query.
    pub(crate) path: String,
    /// Its query.
    pub(crate) query: Arc<Fields>,
}

impl Visit {
    /// The same for somebody who reads another language: what is shown or given to the patient.
    pub(crate) fn read_in(&self, language: &str) -> Self {
        Self {
            words: messages(&anagen_knowledge::language_code(language)),
            ..self.clone()
        }
    }

    /// A text without values.
    pub(crate) fn say(&self, key: &str) -> String {
        self.words.say(key)
    }

    /// A text with values: `visit.with("patients-found", [("n", 3.into())])`.
    pub(crate) fn with<'a, const N: usize>(&self, key: &str, values: [(&'a str, FluentValue<'a>); N]) -> String {
        self.words.with(key, values)
    }

    /// Today in the clinic's time zone.
    pub(crate) fn today(&self) -> Date {
        self.format.day_of(self.app.now())
    }

    /// What this person typed into a form and did not send.
    pub(crate) async fn draft(&self, form: &str) -> Result<Option<(Fields, Draft)>, Failure> {
        let draft = anagen_app::drafts::find(&self.actor, &self.app, form).await?;
        Ok(draft.map(|draft| (Fields::parse(draft.body.as_bytes()), draft)))
    }

    /// Forgets what was typed into a form: it was saved.
    pub(crate) async fn forget_draft(&self, form: &str) -> Result<(), Failure> {
        Ok(anagen_app::drafts::forget(&self.actor, &self.app, form).await?)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Visit {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, StatusCode> {
        // Only a route that anybody may enter has none; its handler does not ask for one.
        parts.extensions.get::<Self>().cloned().ok_or(StatusCode::UNAUTHORIZED)
    }
}
