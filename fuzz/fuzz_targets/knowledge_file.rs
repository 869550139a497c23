//! Any bytes as a clinic's own knowledge file on top of a small folder: the built-in one loads a hundred times slower, and
//! `crates/knowledge/tests/it/damaged_files.rs` covers it.
#![no_main]

#[path = "../../crates/knowledge/tests/it/any_bytes.rs"]
#[allow(dead_code, reason = "each target runs one body")]
mod any_bytes;

use std::sync::LazyLock;

use anagen_knowledge::Files;
use libfuzzer_sys::fuzz_target;

static FILES: LazyLock<Files> = LazyLock::new(any_bytes::small_folder);

fuzz_target!(|bytes: &[u8]| any_bytes::knowledge_file(&FILES, bytes));
