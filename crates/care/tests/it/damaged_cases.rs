//! Every example case, damaged as editors and hands damage files; and text that never was a case.

use std::sync::LazyLock;
use std::{fs, path::Path};

use anagen_knowledge::{Document, Knowledge};
use proptest::prelude::*;

use crate::any_bytes::{case_json, case_toml};
use crate::damage::{any_damage, config, damaged};

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::embedded().unwrap());

/// The TOML cases of `examples/cases`, by name.
static CASES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/cases");
    let mut paths: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    let is_case = |path: &Path| {
        let name = path.to_string_lossy();
        name.ends_with(".toml") && !name.ends_with(".outcome.toml")
    };
    paths
        .iter()
        .filter(|path| is_case(path))
        .map(|path| fs::read_to_string(path).unwrap())
        .collect()
});

/// The same cases as JSON.
static JSON_CASES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let json = |text: &String| Document::parse(text).unwrap().read::<serde_json::Value>().unwrap();
    CASES
        .iter()
        .map(|text| serde_json::to_string_pretty(&json(text)).unwrap())
        .collect()
});

#[test]
fn the_examples_are_read_as_they_are() {
    for (toml, json) in CASES.iter().zip(JSON_CASES.iter()) {
        case_toml(&KNOWLEDGE, toml.as_bytes());
        case_json(&KNOWLEDGE, json.as_bytes());
    }
}

proptest! {
    #![proptest_config(config(128))]

    #[test]
    fn a_damaged_toml_case_is_read_or_refused(
        case in any::<prop::sample::Index>(),
        damage in prop::collection::vec(any_damage(), 1..4),
    ) {
        case_toml(&KNOWLEDGE, &damaged(&CASES[case.index(CASES.len())], &damage));
    }

    #[test]
    fn a_damaged_json_case_is_read_or_refused(
        case in any::<prop::sample::Index>(),
        damage in prop::collection::vec(any_damage(), 1..4),
    ) {
        case_json(&KNOWLEDGE, &damaged(&JSON_CASES[case.index(JSON_CASES.len())], &damage));
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        case_toml(&KNOWLEDGE, &bytes);
        case_json(&KNOWLEDGE, &bytes);
    }
}

/// Nesting without end is refused, not followed until the stack is gone.
#[test]
fn deep_nesting_is_refused() {
    for n in [1_000, 100_000] {
        case_toml(&KNOWLEDGE, "[".repeat(n).as_bytes());
        case_toml(&KNOWLEDGE, format!("[request{}]", ".a".repeat(n)).as_bytes());
        case_json(&KNOWLEDGE, "[".repeat(n).as_bytes());
        case_json(&KNOWLEDGE, "{\"request\":".repeat(n).as_bytes());
    }
}
