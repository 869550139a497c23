//! What tests hold message files to: they can be read, all languages have the same keys and values, and the code and the files
//! name the same texts.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Message, Pattern, PatternElement};
use fluent_syntax::parser::parse;

use crate::{Catalogue, Files};

/// What is wrong with the files of a catalogue, in sentences.
///
/// A file that cannot be read, a key that stands twice, that a language lacks or that English does not have, and a text that
/// takes other values than its English one.
pub fn faults(catalogue: &Catalogue) -> Vec<String> {
    let mut faults = Vec::new();
    let mut of_languages = Vec::new();
    for (language, files) in catalogue.files() {
        let mut texts: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (name, text) in files {
            if let Err((_, errors)) = parse(*text) {
                faults.push(format!("{language}/{name}.ftl cannot be read: {errors:?}"));
            }
            for (key, values) in texts_of(text) {
                if texts.insert(key.clone(), values).is_some() {
                    faults.push(format!("{language}/{name}.ftl: `{key}` stands twice"));
                }
            }
        }
        of_languages.push((language, texts));
    }
    let Some(((_, english), others)) = of_languages.split_first() else {
        return faults;
    };
    for (language, texts) in others {
        for (key, values) in english {
            match texts.get(key) {
                None => faults.push(format!("{language}: `{key}` is missing")),
                Some(own) if own != values => {
                    faults.push(format!("{language}: `{key}` takes {own:?}, in English {values:?}"));
                }
                Some(_) => {}
            }
        }
        let more = texts.keys().filter(|key| !english.contains_key(*key));
        faults.extend(more.map(|key| format!("{language}: `{key}` is not in English")));
    }
    faults
}

/// The keys of some files, in their order.
pub fn keys(files: Files) -> Vec<String> {
    let texts = files.iter().flat_map(|(_, text)| texts_of(text));
    texts.map(|(key, _)| key).collect()
}

/// The messages of a file: key and names of the values.
fn texts_of(text: &str) -> Vec<(String, BTreeSet<String>)> {
    let resource = parse(text).unwrap_or_else(|(resource, _)| resource);
    let messages = resource.body.iter().filter_map(|entry| match entry {
        Entry::Message(Message {
            id,
            value: Some(pattern),
            ..
        }) => Some((id.name.to_owned(), values_of(pattern))),
        _ => None,
    });
    messages.collect()
}

fn values_of(pattern: &Pattern<&str>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else {
            continue;
        };
        match expression {
            Expression::Inline(inline) => found.extend(value_of(inline)),
            Expression::Select { selector, variants } => {
                found.extend(value_of(selector));
                found.extend(variants.iter().flat_map(|variant| values_of(&variant.value)));
            }
        }
    }
    found
}

fn value_of(expression: &InlineExpression<&str>) -> BTreeSet<String> {
    match expression {
        InlineExpression::VariableReference { id } => BTreeSet::from([id.name.to_owned()]),
        InlineExpression::Placeable { expression } => match &**expression {
            Expression::Inline(inner) => value_of(inner),
            Expression::Select { .. } => BTreeSet::new(),
        },
        _ => BTreeSet::new(),
    }
}

/// Every Rust file in a folder and below it: path and text.
pub fn sources(folder: &Path) -> std::io::Result<Vec<(String, String)>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(sources(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push((path.display().to_string(), std::fs::read_to_string(&path)?));
        }
    }
    Ok(found)
}

/// Whether a text in quotation marks looks like a key: `plan-title`.
pub fn is_key(text: &str) -> bool {
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_';
    text.contains('-') && text.chars().all(is_part)
}
