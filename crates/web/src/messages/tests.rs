//! Every key that the code names has a text, every text is named, and all languages have all keys.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeSet;
use std::path::Path;

use super::*;

fn keys(files: &[(&str, &str)]) -> BTreeSet<String> {
    files
        .iter()
        .flat_map(|(_, text)| text.lines())
        .filter(|line| !line.starts_with([' ', '#', '\t', '}', '*', '[', '-', '.']))
        .filter_map(|line| Some(line.split_once('=')?.0.trim().to_owned()))
        .collect()
}

fn sources(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push((path.display().to_string(), std::fs::read_to_string(&path).unwrap()));
        }
    }
}

fn all_sources() -> Vec<(String, String)> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    sources(&here.join("src"), &mut found);
    sources(&here.join("../app/src"), &mut found);
    found.retain(|(path, _)| !path.ends_with("messages/tests.rs"));
    found
}

/// Keys that the code names in full: `say("key")`, `with("key", ..)`, `Message::new("key")`, `refused("key")`, `field(.., "key")`.
#[test]
fn every_key_that_the_code_names_has_a_text() {
    let known = keys(LANGUAGES[0].2);
    let mut missing = Vec::new();
    for (path, text) in all_sources() {
        for call in [
            "say(\"",
            ".with(\"",
            "Message::new(\"",
            "refused(\"",
            "notice=",
            "AppError::field(",
        ] {
            for (at, _) in text.match_indices(call) {
                let rest = &text[at + call.len()..];
                let key = match call {
                    "notice=" => format!(
                        "notice-{}",
                        rest.split(['"', '&', '\'', ')']).next().unwrap_or_default()
                    ),
                    "AppError::field(" => rest.split('"').nth(3).unwrap_or_default().to_owned(),
                    _ => rest.split('"').next().unwrap_or_default().to_owned(),
                };
                let is_key =
                    key.contains('-') && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
                if is_key && !known.contains(&key) {
                    missing.push(format!("{path}: {key}"));
                }
            }
        }
    }
    missing.sort();
    missing.dedup();
    assert!(missing.is_empty(), "keys without a text:\n{}", missing.join("\n"));
}

#[test]
fn files_are_read_whole_and_no_key_stands_twice() {
    for (language, _, files) in LANGUAGES {
        let mut seen = BTreeSet::new();
        for (name, text) in *files {
            if let Err((_, errors)) = FluentResource::try_new((*text).to_owned()) {
                panic!("{language}/{name}.ftl cannot be read: {errors:?}");
            }
            for key in keys(&[(name, text)]) {
                assert!(seen.insert(key.clone()), "{language}/{name}.ftl: `{key}` stands twice");
            }
        }
    }
}

#[test]
fn all_languages_have_all_keys() {
    let english = keys(LANGUAGES[0].2);
    for (language, _, files) in LANGUAGES {
        let own = keys(files);
        let missing: Vec<_> = english.difference(&own).collect();
        let more: Vec<_> = own.difference(&english).collect();
        assert!(
            missing.is_empty() && more.is_empty(),
            "{language}: missing {missing:?}, not in English {more:?}"
        );
    }
}
