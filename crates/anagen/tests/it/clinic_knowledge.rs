//! The example of a clinic's own folder: it loads over the built-in one, adopts it, and changes what it says it changes.

use std::fs;
use std::path::Path;

use anagen_care::case::Case;
use anagen_care::plan::{Standing, plan};
use anagen_knowledge::{Files, Knowledge};

use crate::repository;

fn clinic_knowledge() -> Knowledge {
    let folder = repository::root().join("examples/clinic-knowledge");
    let mut files: Vec<(String, String)> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .map(|path| {
            (
                path.file_name().unwrap().to_string_lossy().into_owned(),
                fs::read_to_string(&path).unwrap(),
            )
        })
        .collect();
    files.sort();
    Knowledge::load(&Files::embedded(), Some(&Files(files))).unwrap_or_else(|problems| panic!("{problems}"))
}

/// The main example, for a patient who is not marked as invented.
fn real_patient(knowledge: &Knowledge) -> Case {
    let text =
        fs::read_to_string(Path::new(&repository::root()).join("examples/cases/male-vertex-minoxidil.toml")).unwrap();
    Case::from_toml(
        &text.replace("demo = true", "demo = false"),
        jiff::Timestamp::UNIX_EPOCH,
        knowledge,
    )
    .unwrap()
}

#[test]
fn only_adopted_knowledge_is_ready_for_a_real_patient() {
    let built_in = Knowledge::embedded().unwrap();
    assert_eq!(plan(&real_patient(&built_in), &built_in).standing, Standing::Draft);
    let adopted = clinic_knowledge();
    let plan = plan(&real_patient(&adopted), &adopted);
    assert_eq!(plan.standing, Standing::ForReview);
    assert_eq!(plan.knowledge.not_adopted, Vec::<String>::new());
    assert_ne!(plan.knowledge.hash, built_in.hash);
}

#[test]
fn a_tightened_threshold_decides() {
    let adopted = clinic_knowledge();
    let mut case = real_patient(&adopted);
    case.birth_date = Some(jiff::civil::date(1954, 1, 1));
    let ids = |knowledge: &Knowledge| -> Vec<String> {
        plan(&case, knowledge)
            .procedure
            .findings
            .into_iter()
            .map(|finding| finding.id)
            .collect()
    };
    assert_eq!(ids(&adopted), ["CI-40"]);
    assert_eq!(ids(&Knowledge::embedded().unwrap()), Vec::<String>::new());
}
