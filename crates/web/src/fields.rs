//! The fields of a form, as the browser sent them, kept so that nothing typed is lost when something is wrong.

use std::collections::BTreeMap;

use anagen_app::{Invalid, Message};
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use jiff::civil::Date;

/// The fields of a form by name, each with every value it was sent with.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Fields(BTreeMap<String, Vec<String>>);

/// Most bytes of a form without files; a drawn signature stays far below.
const LARGEST_FORM: usize = 1024 * 1024;

impl Fields {
    /// Reads `a=1&b=2`. Bytes that are no UTF-8 become the replacement character, which no check takes for something else.
    pub(crate) fn parse(text: &[u8]) -> Self {
        let mut fields = BTreeMap::<String, Vec<String>>::new();
        for (name, value) in form_urlencoded::parse(text) {
            fields
                .entry(name.into_owned())
                .or_default()
                .push(value.replace("\r\n", "\n").replace('\0', ""));
        }
        Self(fields)
    }

    /// One more value, as a multipart form sends its fields.
    pub(crate) fn add(&mut self, name: &str, value: &str) {
        self.0
            .entry(name.to_owned())
            .or_default()
            .push(value.replace("\r\n", "\n").replace('\0', ""));
    }

    /// The first value of a field, trimmed; empty where it was not sent.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.0
            .get(name)
            .and_then(|values| values.first())
            .map_or("", |value| value.trim())
    }

    /// The first value of a field as it was typed: for passwords.
    pub(crate) fn untrimmed(&self, name: &str) -> &str {
        self.0
            .get(name)
            .and_then(|values| values.first())
            .map_or("", String::as_str)
    }

    /// The first value of a field, trimmed, where it is not empty.
    pub(crate) fn filled(&self, name: &str) -> Option<&str> {
        Some(self.text(name)).filter(|text| !text.is_empty())
    }

    /// Every value of a field.
    pub(crate) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0.get(name).into_iter().flatten().map(|value| value.trim())
    }

    /// Whether a field was sent with a value.
    pub(crate) fn is_set(&self, name: &str) -> bool {
        self.filled(name).is_some()
    }

    /// Whether a value is among those of a field.
    pub(crate) fn holds(&self, name: &str, value: &str) -> bool {
        self.all(name).any(|one| one == value)
    }

    /// Names of all fields that begin with a prefix.
    pub(crate) fn names<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = &'a str> {
        self.0
            .keys()
            .map(String::as_str)
            .filter(move |name| name.starts_with(prefix))
    }

    /// A day, where one was entered; anything else is noted as wrong.
    pub(crate) fn day(&self, name: &str, invalid: &mut Invalid) -> Option<Date> {
        self.read(name, "field-day-wrong", invalid)
    }

    /// A value of any type that reads from text, where one was entered; anything else is noted as wrong under a key.
    pub(crate) fn read<T: std::str::FromStr>(&self, name: &str, key: &'static str, invalid: &mut Invalid) -> Option<T> {
        let text = self.filled(name)?;
        let read = text.parse().ok();
        if read.is_none() {
            invalid.add(name, Message::new(key));
        }
        read
    }

    /// A number, with a comma or a point, where one was entered; anything else is noted as wrong.
    pub(crate) fn number(&self, name: &str, invalid: &mut Invalid) -> Option<f64> {
        let text = self.filled(name)?.replace(',', ".");
        let number = text.parse::<f64>().ok().filter(|number| number.is_finite());
        if number.is_none() {
            invalid.add(name, Message::new("field-number-wrong"));
        }
        number
    }

    /// The version of the thing that the form was filled from.
    pub(crate) fn version(&self) -> i64 {
        self.text("version").parse().unwrap_or(0)
    }
}

impl<S: Send + Sync> FromRequest<S> for Fields {
    type Rejection = (StatusCode, &'static str);

    async fn from_request(request: Request, state: &S) -> Result<Self, Self::Rejection> {
        let is_form = request
            .headers()
            .get("content-type")
            .is_some_and(|kind| kind.as_bytes().starts_with(b"application/x-www-form-urlencoded"));
        if !is_form {
            return Err((StatusCode::UNSUPPORTED_MEDIA_TYPE, "a form is wanted here"));
        }
        let bytes = Bytes::from_request(request, state)
            .await
            .map_err(|_| (StatusCode::PAYLOAD_TOO_LARGE, "the form is too large or came in broken"))?;
        if bytes.len() > LARGEST_FORM {
            return Err((StatusCode::PAYLOAD_TOO_LARGE, "the form is too large"));
        }
        Ok(Self::parse(&bytes))
    }
}
