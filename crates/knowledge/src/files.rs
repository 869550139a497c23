//! Knowledge files as text, and their records as spanned TOML.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::document::{dates_as_text, follow, line_of};
use crate::problem::Problem;

/// The files of a knowledge folder: paths relative to it, and their text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Files(pub Vec<(String, String)>);

static EMBEDDED: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

impl Files {
    /// The folder that was built into this program.
    pub fn embedded() -> Self {
        Self(
            EMBEDDED
                .iter()
                .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
                .collect(),
        )
    }
}

/// A record as it stands in a file.
#[derive(Debug, Clone)]
pub(crate) struct RawRecord<'a> {
    pub(crate) kind: String,
    pub(crate) id: String,
    pub(crate) file: &'a str,
    pub(crate) text: &'a str,
    pub(crate) value: Spanned<DeValue<'a>>,
}

impl RawRecord<'_> {
    /// What may stand only once. A substance has one id as an agent, as a medicine, as an allergen and as an excipient.
    pub(crate) fn key(&self) -> (&str, &str) {
        (name_space(&self.kind), &self.id)
    }

    /// A problem with this record, at the line of `field` (a path such as `caps[0].amount`), or of the record.
    pub(crate) fn problem(&self, field: Option<&str>, reason: impl Into<String>) -> Problem {
        let span = field.map_or_else(|| self.value.span(), |field| follow(&self.value, field));
        Problem {
            file: self.file.to_owned(),
            line: line_of(self.text, &span),
            record: Some(self.id.clone()),
            field: field.map(str::to_owned),
            reason: reason.into(),
            hint: None,
        }
    }
}

/// The name space of a kind's ids: one for all, but each kind of substance has its own.
pub(crate) fn name_space(kind: &str) -> &str {
    if matches!(kind, "agent" | "excipient" | "medicine" | "allergen") {
        kind
    } else {
        ""
    }
}

/// What a folder holds besides records.
#[derive(Debug, Clone, Default)]
pub(crate) struct Manifest {
    pub(crate) version: Option<String>,
    pub(crate) title: Option<String>,
}

/// Splits files into records; what cannot be split is reported and left out.
pub(crate) fn split<'a>(
    files: &'a Files,
    kinds: &[&str],
    manifest: &mut Manifest,
    problems: &mut Vec<Problem>,
) -> Vec<RawRecord<'a>> {
    let mut records = Vec::new();
    for (file, text) in &files.0 {
        let at = |span: Range<usize>, reason: String, hint: Option<String>| Problem {
            file: file.clone(),
            line: line_of(text, &span),
            record: None,
            field: None,
            reason,
            hint,
        };
        let table = match DeTable::parse(text) {
            Ok(table) => table.into_inner(),
            Err(error) => {
                problems.push(at(error.span().unwrap_or(0..0), error.message().to_owned(), None));
                continue;
            }
        };
        for (key, value) in table {
            let kind = key.get_ref().as_ref();
            if file == "knowledge.toml" && matches!(kind, "version" | "title") {
                let text = value.get_ref().as_str().map(str::to_owned);
                match kind {
                    "version" => manifest.version = text,
                    _ => manifest.title = text,
                }
                continue;
            }
            if !kinds.contains(&kind) {
                let hint = crate::suggest::nearest(kind, kinds.iter().copied())
                    .map(|near| format!("did you mean `[[{near}]]`?"));
                problems.push(at(key.span(), format!("`{kind}` is not a kind of record"), hint));
                continue;
            }
            let span = value.span();
            let DeValue::Array(entries) = value.into_inner() else {
                problems.push(at(span, format!("write every record as `[[{kind}]]`"), None));
                continue;
            };
            for mut entry in entries {
                dates_as_text(&mut entry);
                let id = entry
                    .get_ref()
                    .as_table()
                    .and_then(|table| table.get("id"))
                    .and_then(|id| id.get_ref().as_str());
                match id {
                    Some(id) if !id.trim().is_empty() => {
                        records.push(RawRecord {
                            kind: kind.to_owned(),
                            id: id.to_owned(),
                            file,
                            text,
                            value: entry,
                        });
                    }
                    _ => problems.push(at(entry.span(), format!("this {kind} has no `id`"), None)),
                }
            }
        }
    }
    records
}
