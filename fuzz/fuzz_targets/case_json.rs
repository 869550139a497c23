//! Any bytes as a case in JSON.
#![no_main]

#[path = "../../crates/care/tests/it/any_bytes.rs"]
#[allow(dead_code, reason = "each target runs one body")]
mod any_bytes;

use std::sync::LazyLock;

use anagen_knowledge::Knowledge;
use libfuzzer_sys::fuzz_target;

static KNOWLEDGE: LazyLock<Knowledge> =
    LazyLock::new(|| Knowledge::embedded().unwrap_or_else(|problems| panic!("{problems}")));

fuzz_target!(|bytes: &[u8]| any_bytes::case_json(&KNOWLEDGE, bytes));
