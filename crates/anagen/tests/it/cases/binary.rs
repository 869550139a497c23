//! The compiled binary on the same files: exit status, JSON, the page.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use super::examples;

fn anagen(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_anagen"))
        .args(arguments)
        .env("NO_COLOR", "1")
        .output()
        .unwrap()
}

#[track_caller]
fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn the_exit_status_is_the_verdict() {
    for example in examples("cases") {
        let output = anagen(&["plan", path(&example.path)]);
        let outcome = example.outcome();
        let told = String::from_utf8_lossy(&output.stderr);
        let is_expected = output.status.code() == Some(i32::from(outcome.exit_code));
        let is_disputed = outcome.disputed.contains_key("exit_code");
        let (name, why, code) = (&example.name, &outcome.why, outcome.exit_code);
        assert!(
            is_expected != is_disputed,
            "{name}: {} instead of {code} ({why})\n{told}",
            output.status
        );
        assert!(!output.stdout.is_empty(), "{}", example.name);
    }
}

#[test]
fn a_bad_case_exits_with_2_and_says_why() {
    for example in examples("bad") {
        let output = anagen(&["plan", path(&example.path)]);
        assert_eq!(output.status.code(), Some(2), "{}", example.name);
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(
            told.contains(example.beside("error.txt").trim_end()),
            "{}:\n{told}",
            example.name
        );
    }
}

#[test]
fn json_can_be_read_and_holds_the_verdict() {
    for name in [
        "male-vertex-minoxidil",
        "woman-diabetes-override",
        "man-buflomedil",
        "man-abdallah-1-mg",
        "man-stale-inr",
    ] {
        let example = examples("cases")
            .into_iter()
            .find(|example| example.name == name)
            .unwrap();
        let output = anagen(&["plan", path(&example.path), "--json"]);
        let plan: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(
            plan["verdict"],
            serde_json::to_value(example.outcome().verdict).unwrap(),
            "{name}"
        );
    }
}

#[test]
fn a_page_is_written() {
    let example = examples("cases")
        .into_iter()
        .find(|example| example.name == "male-vertex-minoxidil")
        .unwrap();
    let page = Path::new(env!("CARGO_TARGET_TMPDIR")).join("male-vertex-minoxidil.html");
    let output = anagen(&["plan", path(&example.path), "--html", path(&page)]);
    assert_eq!(output.status.code(), Some(0));
    let text = std::fs::read_to_string(&page).unwrap();
    assert!(text.contains("EX-01"), "the page names the case");
}
