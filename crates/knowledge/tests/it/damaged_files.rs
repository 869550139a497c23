//! Every built-in file, damaged as editors and disks damage files: read or refused, never a panic.

use std::sync::LazyLock;

use anagen_knowledge::{Files, Knowledge};
use proptest::prelude::*;

use crate::any_bytes::knowledge_file;
use crate::damage::{any_damage, config, damaged};

static FILES: LazyLock<Files> = LazyLock::new(Files::embedded);
pub(crate) static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::embedded().unwrap());

proptest! {
    #![proptest_config(config(96))]

    /// In the place of the file itself.
    #[test]
    fn a_damaged_file_is_read_or_refused(file in any::<prop::sample::Index>(), damage in prop::collection::vec(any_damage(), 1..4)) {
        let mut files = FILES.clone();
        let n_files = files.0.len();
        let (_, text) = &mut files.0[file.index(n_files)];
        *text = String::from_utf8_lossy(&damaged(text, &damage)).into_owned();
        if let Err(problems) = Knowledge::load(&files, None) {
            prop_assert!(problems.0.iter().all(|problem| problem.line > 0 && !problem.reason.is_empty()));
        }
    }

    /// On top of the folder, as a clinic's own.
    #[test]
    fn a_damaged_overlay_is_read_or_refused(file in any::<prop::sample::Index>(), damage in prop::collection::vec(any_damage(), 1..4)) {
        let (_, text) = &FILES.0[file.index(FILES.0.len())];
        knowledge_file(&FILES, &damaged(text, &damage));
    }
}
