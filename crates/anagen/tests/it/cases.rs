//! Every case of `examples/cases` holds to its reviewed outcome, every case of `examples/bad` is refused in the expected words,
//! and together they show what they are said to show.

mod binary;
mod coverage;
mod outcome;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use anagen_care::case::{Case, CaseErrors};
use anagen_care::plan::plan;
use anagen_knowledge::Knowledge;

use self::outcome::{Outcome, differences};
use crate::repository::root;

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::embedded().unwrap());

/// A file of `examples/`.
struct Example {
    name: String,
    path: PathBuf,
    text: String,
}

impl Example {
    fn is_json(&self) -> bool {
        self.path.extension().is_some_and(|extension| extension == "json")
    }

    fn case(&self) -> Result<Case, CaseErrors> {
        // No case leaves the moment of its decision out, so this one never counts.
        let now = jiff::Timestamp::UNIX_EPOCH;
        if self.is_json() {
            Case::from_json(&self.text, now, &KNOWLEDGE)
        } else {
            Case::from_toml(&self.text, now, &KNOWLEDGE)
        }
    }

    /// The text of the file beside it that says what comes out.
    fn beside(&self, ending: &str) -> String {
        let path = self.path.with_file_name(format!("{}.{ending}", self.name));
        std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    fn outcome(&self) -> Outcome {
        toml::from_str(&self.beside("outcome.toml"))
            .unwrap_or_else(|error| panic!("{}.outcome.toml: {error}", self.name))
    }
}

/// The cases of a folder, by name.
fn examples(folder: &str) -> Vec<Example> {
    let mut examples: Vec<Example> = files(folder)
        .into_iter()
        .filter(|path| is_case(path))
        .map(example)
        .collect();
    examples.sort_by(|a, b| a.name.cmp(&b.name));
    assert!(!examples.is_empty(), "examples/{folder} has no case");
    examples
}

fn example(path: PathBuf) -> Example {
    let name = path.file_stem().unwrap().to_string_lossy().into_owned();
    let text = std::fs::read_to_string(&path).unwrap();
    Example { name, path, text }
}

fn files(folder: &str) -> Vec<PathBuf> {
    std::fs::read_dir(root().join("examples").join(folder))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect()
}

fn is_case(path: &Path) -> bool {
    let name = path.file_name().unwrap().to_string_lossy();
    (name.ends_with(".toml") && !name.ends_with(".outcome.toml")) || name.ends_with(".json")
}

#[test]
fn every_case_has_its_reviewed_outcome() {
    let mut report = String::new();
    for example in examples("cases") {
        let expected = example.outcome();
        let differences = match example.case() {
            Ok(case) => differences(&expected, &plan(&case, &KNOWLEDGE)),
            Err(errors) => vec![format!("it is refused as bad input:\n{errors}")],
        };
        for difference in differences {
            writeln!(report, "{}: {difference}", example.name).unwrap();
        }
    }
    assert!(
        report.is_empty(),
        "cases differ from their reviewed outcomes:\n{report}"
    );
}

#[test]
fn every_bad_case_is_refused_in_the_expected_words() {
    for example in examples("bad") {
        let Err(errors) = example.case() else {
            panic!("{} is read", example.name)
        };
        assert_eq!(
            errors.to_string().trim_end(),
            example.beside("error.txt").trim_end(),
            "{}",
            example.name
        );
    }
}

#[test]
fn every_case_is_in_the_table_of_the_readme() {
    let readme = std::fs::read_to_string(root().join("examples/cases/README.md")).unwrap();
    for example in examples("cases") {
        let file = example.path.file_name().unwrap().to_string_lossy().into_owned();
        assert!(
            readme.contains(&format!("| [{}]({file}) |", example.name)),
            "examples/cases/README.md: {file} is missing"
        );
    }
}

#[test]
fn no_outcome_is_without_its_case() {
    for (folder, ending) in [("cases", ".outcome.toml"), ("bad", ".error.txt")] {
        let examples = examples(folder);
        for path in files(folder) {
            let file = path.file_name().unwrap().to_string_lossy().into_owned();
            if let Some(name) = file.strip_suffix(ending) {
                assert!(
                    examples.iter().any(|example| example.name == name),
                    "examples/{folder}/{file} has no case"
                );
            }
        }
    }
}
