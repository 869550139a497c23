//! Any bytes as the condition of a rule.
#![no_main]

#[path = "../../crates/knowledge/tests/it/any_bytes.rs"]
#[allow(dead_code, reason = "each target runs one body")]
mod any_bytes;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| any_bytes::condition(bytes));
