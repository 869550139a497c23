//! `anagen evidence`: what the documents show is what is printed, and the numbers for programs have their keys.

use std::process::{Command, Output};

use serde_json::Value;

use crate::repository;

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_anagen"))
        .arg("evidence")
        .args(arguments)
        .current_dir(repository::root())
        .env_remove("COLUMNS")
        .output()
        .unwrap()
}

fn json(arguments: &[&str]) -> Value {
    let output = run(&[arguments, &["--json"]].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The words of a command line, quotation marks kept together.
fn words(line: &str) -> Vec<String> {
    let parts = line.split('"').enumerate();
    parts
        .flat_map(|(place, part)| match place % 2 {
            0 => part.split_whitespace().map(str::to_owned).collect(),
            _ => vec![part.to_owned()],
        })
        .collect()
}

#[test]
fn every_transcript_of_the_document_is_what_is_printed() {
    let document = std::fs::read_to_string(repository::root().join("docs/commands.md")).unwrap();
    let transcripts: Vec<&str> = document.split("```text\n$ anagen evidence ").skip(1).collect();
    assert_eq!(transcripts.len(), 7);
    for transcript in transcripts {
        let (line, rest) = transcript.split_once('\n').unwrap();
        let expected = rest.split("```").next().unwrap();
        let arguments = words(line);
        let output = run(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(String::from_utf8(output.stdout).unwrap(), expected, "{line}");
    }
}

#[test]
fn numbers_for_programs_have_their_keys() {
    let meta = json(&[
        "meta",
        "examples/evidence/dutasteride-improved.csv",
        "--measure",
        "rr",
        "--hartung-knapp",
    ]);
    for key in [
        "estimate",
        "se",
        "ci",
        "p",
        "tau2",
        "tau2_ci",
        "q",
        "q_p",
        "i2",
        "h2",
        "prediction",
        "k",
    ] {
        assert!(!meta[key].is_null(), "{key}: {meta}");
    }
    let mixed = json(&[
        "mixed",
        "examples/evidence/courses.csv",
        "--formula",
        "density ~ week*protocol + (week | patient)",
    ]);
    let names: Vec<&str> = mixed["fixed"]
        .as_array()
        .unwrap()
        .iter()
        .map(|effect| effect["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["(Intercept)", "week", "protocolweekly", "week:protocolweekly"]);
    for key in ["estimate", "se", "df", "p"] {
        assert!(mixed["fixed"][1][key].is_number(), "{key}: {mixed}");
    }
    assert_eq!(mixed["random"]["group"], "patient");
    assert_eq!(mixed["random"]["covariance"].as_array().unwrap().len(), 2);
    assert!(mixed["sigma"].is_number() && mixed["log_likelihood"].is_number());
    assert_eq!(mixed["remarks"][0]["remark"], "perfect_correlation");
    let file = "examples/evidence/weeks-to-return.csv";
    let survival = json(&[
        "survival", file, "--time", "weeks", "--event", "returned", "--group", "protocol",
    ]);
    assert_eq!(survival["curves"].as_array().unwrap().len(), 2);
    assert!(survival["log_rank"]["statistic"].is_number(), "{survival}");
    assert_eq!(survival["cox"]["coefficients"][0]["name"], "protocolweekly");
    let rate = json(&["rate", "0", "541"]);
    assert_eq!(rate["clopper_pearson"][0], 0.0);
}

#[test]
fn wrong_input_is_refused_by_name() {
    let file = "examples/evidence/dutasteride-improved.csv";
    for (arguments, says) in [
        (vec!["meta", file, "--measure", "md"], "has no column `mean1`"),
        (
            vec!["meta", "nowhere.csv", "--measure", "md"],
            "`nowhere.csv` cannot be read",
        ),
        (vec!["rate", "5", "3"], "5 events among 3 people"),
        (
            vec!["mixed", file, "--formula", "density ~ week"],
            "the formula `density ~ week` cannot be read",
        ),
        (
            vec!["rate", "1", "3", "--confidence", "95"],
            "give a share above 0 and below 1",
        ),
    ] {
        let output = run(&arguments);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains(says), "{arguments:?}: {said}");
    }
}

#[test]
fn a_list_of_a_key_is_made_again_and_no_key_is_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let key = folder.path().join("trial.key");
    let key = key.to_str().unwrap();
    let of = |more: &[&str]| {
        let list = [
            "randomise",
            "--arm",
            "dutasteride",
            "--arm",
            "saline:2",
            "--block",
            "6",
            "--block",
            "9",
        ];
        let strata = [
            "--stratum",
            "men",
            "--stratum",
            "women",
            "--patients",
            "90",
            "--key",
            key,
        ];
        run(&[&list[..], &strata, more].concat())
    };
    let missing = of(&[]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&missing.stderr).contains("`--new-key` makes one"));
    let first = of(&["--new-key"]);
    assert!(first.status.success(), "{}", String::from_utf8_lossy(&first.stderr));
    let list = String::from_utf8(first.stdout.clone()).unwrap();
    assert_eq!(list.lines().count(), 1 + 2 * 90);
    let of_dutasteride = list.lines().filter(|line| line.ends_with(",dutasteride")).count();
    // Whole blocks are balanced; the last of each stratum may be cut.
    assert!((54..=66).contains(&of_dutasteride), "{of_dutasteride}");
    let again = of(&[]);
    assert_eq!((again.stdout, again.stderr), (first.stdout, first.stderr));
    let replaced = of(&["--new-key"]);
    assert_eq!(replaced.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&replaced.stderr).contains("a key is never replaced"));
    std::fs::write(key, "no key").unwrap();
    assert!(String::from_utf8_lossy(&of(&[]).stderr).contains("64 hexadecimal digits"));
}

#[test]
fn trials_are_drawn() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name).display().to_string();
    let (forest, funnel) = (file("forest.svg"), file("funnel.svg"));
    let input = "examples/evidence/dutasteride-improved.csv";
    let drawn = [
        "meta",
        input,
        "--measure",
        "rr",
        "--forest",
        &forest,
        "--funnel",
        &funnel,
    ];
    let output = run(&drawn);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    for picture in [&forest, &funnel] {
        let text = std::fs::read_to_string(picture).unwrap();
        assert!(
            text.starts_with("<svg") && text.contains("Ratio of proportions"),
            "{text}"
        );
    }
    let nowhere = run(&[
        "meta",
        input,
        "--measure",
        "rr",
        "--forest",
        &file("missing/forest.svg"),
    ]);
    assert_eq!(nowhere.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&nowhere.stderr).contains("cannot be written"));
}
