//! Every key that the code names has a text, and all languages have all keys.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeSet;
use std::path::Path;

use anagen_messages::check::{faults, is_key, sources};

use super::*;

fn all_sources() -> Vec<(String, String)> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = [here.join("src"), here.join("../app/src")];
    let mut found: Vec<_> = folders.iter().flat_map(|folder| sources(folder).unwrap()).collect();
    found.retain(|(path, _)| !path.ends_with("messages/tests.rs"));
    found
}

/// Keys that the code names in full: `say("key")`, `with("key", ..)`, `Message::new("key")`, `refused("key")`, `field(.., "key")`.
#[test]
fn every_key_that_the_code_names_has_a_text() {
    let known: BTreeSet<String> = CATALOGUE.keys().into_iter().collect();
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
                if is_key(&key) && !known.contains(&key) {
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
fn all_languages_have_all_keys() {
    assert_eq!(faults(&CATALOGUE), [""; 0]);
}
