//! The transcript in the README is what the program prints.

use std::process::Command;

use crate::repository;

#[test]
fn every_line_of_the_transcript_is_printed() {
    let readme = std::fs::read_to_string(repository::root().join("README.md")).unwrap();
    let transcript = readme
        .split("```text\n")
        .nth(1)
        .and_then(|rest| rest.split("```").next())
        .unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_anagen"))
        .args(["plan", "examples/cases/male-vertex-minoxidil.toml"])
        .current_dir(repository::root())
        .env_remove("COLUMNS")
        .output()
        .unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    // The hash of the knowledge changes with every record.
    let lines = transcript
        .lines()
        .filter(|line| !line.trim().is_empty() && line.trim() != "..." && !line.contains("Knowledge 20"));
    let missing: Vec<&str> = lines
        .filter(|line| !printed.lines().any(|found| found.trim_end() == line.trim_end()))
        .collect();
    assert!(
        missing.is_empty(),
        "the README shows what is not printed:\n{}",
        missing.join("\n")
    );
}
