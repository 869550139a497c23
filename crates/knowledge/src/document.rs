//! A TOML text with its lines: typed reading that says where something is wrong.

use std::ops::Range;

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use crate::suggest;

/// A parsed TOML text. Dates may be written bare or as text.
#[derive(Debug, Clone)]
pub struct Document<'a> {
    text: &'a str,
    root: Spanned<DeValue<'a>>,
}

/// What is wrong in a text, and on which line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {message}")]
pub struct TextError {
    /// Line, counted from 1.
    pub line: usize,
    /// What is wrong.
    pub message: String,
}

impl<'a> Document<'a> {
    /// Parses a TOML text.
    pub fn parse(text: &'a str) -> Result<Self, TextError> {
        let table = DeTable::parse(text).map_err(|error| from_toml(text, &error, 0..0))?;
        let span = table.span();
        let mut root = Spanned::new(span, DeValue::Table(table.into_inner()));
        dates_as_text(&mut root);
        Ok(Self { text, root })
    }

    /// Reads the whole text as `T`; an unknown field comes with the nearest known one.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, TextError> {
        T::deserialize(ValueDeserializer::from(self.root.clone()))
            .map_err(|error| from_toml(self.text, &error, self.root.span()))
    }

    /// The line of a value, by its path (`answers[0].facts.hba1c`), or of the nearest value above it.
    pub fn line_of(&self, path: &str) -> usize {
        line_of(self.text, &follow(&self.root, path))
    }
}

fn from_toml(text: &str, error: &toml::de::Error, otherwise: Range<usize>) -> TextError {
    TextError {
        line: line_of(text, &error.span().unwrap_or(otherwise)),
        message: with_suggestion(error.message().trim()),
    }
}

/// Adds the nearest name to serde's "unknown field `x`, expected one of `a`, `b`".
pub fn with_suggestion(message: &str) -> String {
    let near = message
        .strip_prefix("unknown field `")
        .or_else(|| message.strip_prefix("unknown variant `"))
        .and_then(|rest| {
            let (written, expected) = rest.split_once('`')?;
            suggest::nearest(written, expected.split('`').skip(1).step_by(2))
        });
    match near {
        Some(near) => format!("{message}; did you mean `{near}`"),
        None => message.to_owned(),
    }
}

/// The span of the value at a path, or of the last value on the way that exists.
pub(crate) fn follow(root: &Spanned<DeValue<'_>>, path: &str) -> Range<usize> {
    let mut at = root;
    for step in path.split(['.', '[']) {
        let step = step.trim_end_matches(']');
        let next = match at.get_ref() {
            DeValue::Table(table) => table.get(step),
            DeValue::Array(array) => step.parse::<usize>().ok().and_then(|index| array.get(index)),
            _ => None,
        };
        match next {
            Some(next) => at = next,
            None => break,
        }
    }
    at.span()
}

/// The path of the key or value that begins at a byte, or of the innermost one around it.
pub(crate) fn path_at(root: &Spanned<DeValue<'_>>, at: usize) -> Option<String> {
    let inside = |span: Range<usize>| span.start <= at && at < span.end;
    match root.get_ref() {
        DeValue::Table(table) => table.iter().find_map(|(key, value)| {
            let rest = path_at(value, at);
            let found = rest.is_some() || inside(key.span()) || inside(value.span());
            found.then(|| match rest {
                Some(rest) if rest.starts_with('[') => format!("{}{rest}", key.get_ref()),
                Some(rest) => format!("{}.{rest}", key.get_ref()),
                None => key.get_ref().to_string(),
            })
        }),
        DeValue::Array(array) => array.iter().enumerate().find_map(|(position, value)| {
            let rest = path_at(value, at);
            (rest.is_some() || inside(value.span())).then(|| match rest {
                Some(rest) => format!("[{position}].{rest}"),
                None => format!("[{position}]"),
            })
        }),
        _ => None,
    }
}

/// The line of a span, counted from 1.
pub(crate) fn line_of(text: &str, span: &Range<usize>) -> usize {
    1 + text.match_indices('\n').take_while(|(at, _)| *at < span.start).count()
}

/// TOML's own dates become texts, so that one kind of field reads TOML and JSON.
pub(crate) fn dates_as_text(value: &mut Spanned<DeValue<'_>>) {
    match value.get_mut() {
        DeValue::Datetime(datetime) => {
            let text = datetime.to_string();
            *value.get_mut() = DeValue::String(text.into());
        }
        DeValue::Array(array) => array.iter_mut().for_each(dates_as_text),
        DeValue::Table(table) => table.iter_mut().for_each(|(_, value)| dates_as_text(value)),
        _ => {}
    }
}
