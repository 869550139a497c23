//! The invariants of the layers (ARCHITECTURE.md): arrows point one way, the core is pure, one crate writes HTML.

use std::collections::{BTreeMap, BTreeSet};

use crate::repository::{SourceFile, crate_names, none, sources_of, toml_of};

/// What each crate may know of the others.
const ARROWS: [(&str, &[&str]); 11] = [
    ("knowledge", &[]),
    ("care", &["knowledge"]),
    ("evidence", &[]),
    ("forecast", &[]),
    ("messages", &[]),
    ("papers", &["care", "knowledge", "messages"]),
    ("records", &[]),
    ("trichometry", &[]),
    ("app", &["records", "papers", "care", "knowledge", "messages"]),
    ("web", &["app", "records", "papers", "care", "knowledge", "messages"]),
    (
        "anagen",
        &[
            "web",
            "app",
            "records",
            "papers",
            "care",
            "knowledge",
            "messages",
            "evidence",
        ],
    ),
];

/// Crates of pure functions.
const PURE: [&str; 5] = ["knowledge", "care", "trichometry", "forecast", "evidence"];

/// Crates that write HTML.
const WITH_HTML: [&str; 2] = ["papers", "web"];

/// The module that draws statistics as SVG, which is no page: whoever uses the crate alone has the pictures too.
const WITH_PLOTS: &str = "crates/evidence/src/plot/";

/// The stages, in the order of a patient's way; `care` has a module for each.
const STAGES: [&str; 6] = ["case", "screening", "formulation", "injection_map", "protocol", "plan"];

/// Direct dependencies of a crate in all sections of its manifest.
fn dependencies(name: &str) -> Vec<String> {
    let manifest = toml_of(&format!("crates/{name}/Cargo.toml"));
    let sections = ["dependencies", "dev-dependencies", "build-dependencies"];
    let tables = sections.iter().filter_map(|section| manifest.get(*section)?.as_table());
    tables.flat_map(toml::Table::keys).cloned().collect()
}

#[test]
fn arrows_point_one_way() {
    none(crate_names().iter().flat_map(|name| {
        let arrows = ARROWS.iter().find(|(crate_name, _)| crate_name == name);
        let Some((_, may_know)) = arrows else {
            return vec![format!(
                "crates/{name}/Cargo.toml: say in `ARROWS` what this crate may know of the others"
            )];
        };
        let others = dependencies(name);
        let others = others.iter().filter_map(|other| {
            other
                .strip_prefix("anagen-")
                .or((other == "anagen").then_some("anagen"))
        });
        let wrong = others.filter(|other| !may_know.contains(other));
        wrong
            .map(|other| format!("crates/{name}/Cargo.toml: `{name}` does not know `{other}`"))
            .collect()
    }));
}

#[test]
fn the_core_knows_no_database_network_or_web() {
    let refused = [
        "tokio",
        "axum",
        "hyper",
        "tower",
        "sqlx",
        "rusqlite",
        "reqwest",
        "ureq",
        "maud",
        "rand",
        "getrandom",
    ];
    none(PURE.iter().flat_map(|name| {
        let manifest = toml_of(&format!("crates/{name}/Cargo.toml"));
        let direct = manifest
            .get("dependencies")
            .and_then(toml::Value::as_table)
            .into_iter()
            .flat_map(toml::Table::keys);
        let all = reached_from(direct.cloned().collect());
        let found = refused.iter().filter(move |refused| all.contains(**refused));
        found
            .map(move |found| format!("crates/{name}/Cargo.toml: reaches `{found}`"))
            .collect::<Vec<_>>()
    }));
}

/// Every package that these depend on, by the lock file; dev-dependencies of our own crates are left out.
fn reached_from(mut open: Vec<String>) -> BTreeSet<String> {
    let lock = toml_of("Cargo.lock");
    let mut packages: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for package in lock["package"].as_array().unwrap() {
        let needs = package
            .get("dependencies")
            .and_then(toml::Value::as_array)
            .into_iter()
            .flatten();
        let needs = needs
            .filter_map(toml::Value::as_str)
            .filter_map(|name| name.split(' ').next());
        packages
            .entry(package["name"].as_str().unwrap())
            .or_default()
            .extend(needs);
    }
    let mut reached = BTreeSet::new();
    while let Some(name) = open.pop() {
        if reached.insert(name.clone()) {
            match name.strip_prefix("anagen-") {
                Some(own) => {
                    let manifest = toml_of(&format!("crates/{own}/Cargo.toml"));
                    open.extend(manifest["dependencies"].as_table().unwrap().keys().cloned());
                }
                None => open.extend(
                    packages
                        .get(name.as_str())
                        .into_iter()
                        .flatten()
                        .map(|name| (*name).to_owned()),
                ),
            }
        }
    }
    reached
}

/// What reads the world: files, network, other programs, the clock, chance.
const IMPURE: [&str; 10] = [
    "SystemTime",
    "Instant",
    "Timestamp::now",
    "Zoned::now",
    "TimeZone::system",
    "OsRng",
    "thread_rng",
    "rand::",
    "stdin",
    "stdout",
];
/// What of `std::io` reads memory alone.
const PURE_IO: &str = "use std::io::Cursor;";
/// Modules of `std` that do.
const IMPURE_STD: [&str; 8] = ["fs", "net", "process", "env", "io", "thread", "time", "os"];

#[test]
fn the_core_reads_no_file_clock_or_chance() {
    none(PURE.iter().flat_map(|name| sources_of(name)).flat_map(impurities));
}

fn impurities(file: &SourceFile) -> Vec<String> {
    let mut found = Vec::new();
    // The names inside `use std::{...};` may stand on lines of their own.
    let mut in_std_list = false;
    for (number, line) in file.code_lines().filter(|(_, line)| line.trim() != PURE_IO) {
        let words: Vec<&str> = line
            .split(|c: char| !(c.is_alphanumeric() || c == '_'))
            .filter(|word| !word.is_empty())
            .collect();
        in_std_list |= line.contains("use std::{");
        let in_list = words.iter().find(|word| in_std_list && IMPURE_STD.contains(word));
        let in_path = words
            .windows(2)
            .find(|pair| pair[0] == "std" && IMPURE_STD.contains(&pair[1]))
            .map(|pair| &pair[1]);
        let named = IMPURE.iter().find(|name| holds_name(line, name));
        if let Some(word) = in_list.or(in_path).or(named) {
            found.push(format!(
                "{}:{number}: `{word}` does not belong into a pure crate",
                file.path
            ));
        }
        in_std_list &= !line.contains(';');
    }
    found
}

/// Whether a line holds a name that is not part of a longer one.
fn holds_name(line: &str, name: &str) -> bool {
    let in_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    line.match_indices(name).any(|(at, _)| {
        let (before, after) = (&line[..at], &line[at + name.len()..]);
        !in_word(before.chars().next_back()) && (name.ends_with(':') || !in_word(after.chars().next()))
    })
}

#[test]
fn impurities_are_found_however_they_are_imported() {
    let text = "use std::fs;\nuse std::{\n    fmt,\n    env,\n};\nlet now = jiff::Zoned::now();\n// std::fs in a comment\n\
                let operand = Instantly;\n#[cfg(test)]\nmod tests {\nuse std::io;\n";
    let file = SourceFile {
        path: "a.rs".to_owned(),
        text: text.to_owned(),
    };
    insta::assert_snapshot!(impurities(&file).join("\n"), @r"
    a.rs:1: `fs` does not belong into a pure crate
    a.rs:4: `env` does not belong into a pure crate
    a.rs:6: `Zoned::now` does not belong into a pure crate
    ");
}

#[test]
fn only_papers_write_html() {
    none(
        crate_names()
            .iter()
            .filter(|name| !WITH_HTML.contains(&name.as_str()))
            .flat_map(|name| {
                let depends = dependencies(name).iter().any(|dependency| dependency == "maud");
                let manifest = depends.then(|| {
                    format!(
                        "crates/{name}/Cargo.toml: `maud` belongs into {}",
                        WITH_HTML.join(" and ")
                    )
                });
                let sources = sources_of(name).filter(|file| !file.path.starts_with(WITH_PLOTS));
                let lines = sources.flat_map(|file| {
                    let marks = |line: &str| {
                        ["<html", "<!DOCTYPE", "<svg", "maud"]
                            .into_iter()
                            .find(|mark| line.contains(mark))
                    };
                    let found = file
                        .code_lines()
                        .filter_map(move |(number, line)| Some((number, marks(line)?)));
                    found.map(|(number, mark)| {
                        format!(
                            "{}:{number}: `{mark}` belongs into {}",
                            file.path,
                            WITH_HTML.join(" and ")
                        )
                    })
                });
                manifest.into_iter().chain(lines).collect::<Vec<_>>()
            }),
    );
}

#[test]
fn care_has_a_module_for_every_stage() {
    let lib = sources_of("care")
        .find(|file| file.path == "crates/care/src/lib.rs")
        .unwrap();
    let modules: Vec<&str> = lib
        .code_lines()
        .filter_map(|(_, line)| line.trim().strip_prefix("pub mod ")?.strip_suffix(';'))
        .filter(|module| !matches!(*module, "dose" | "finding" | "surveillance" | "units"))
        .collect();
    let expected: BTreeSet<&str> = STAGES.into();
    assert_eq!(
        modules.into_iter().collect::<BTreeSet<_>>(),
        expected,
        "crates/care/src/lib.rs"
    );
}

/// Other words for a stage: a search for the stage's name would miss a file that bears one.
const OTHER_WORDS: [(&str, &str); 13] = [
    ("patient", "case"),
    ("eligibility", "screening"),
    ("triage", "screening"),
    ("mixture", "formulation"),
    ("cocktail", "formulation"),
    ("recipe", "formulation"),
    ("map", "injection_map"),
    ("points", "injection_map"),
    ("grid", "injection_map"),
    ("course", "protocol"),
    ("schedule", "protocol"),
    ("timetable", "protocol"),
    ("treatment", "plan"),
];

#[test]
fn a_stage_has_the_same_name_in_every_layer() {
    let outside_care = crate_names().into_iter().filter(|name| !PURE.contains(&name.as_str()));
    none(outside_care.flat_map(|name| {
        sources_of(&name)
            // A part of a stage may bear what it is called there: a session has its mixture.
            .filter(|file| {
                let folder = file.path.rsplit('/').nth(1).unwrap_or_default();
                ["src", "pages", "commands", "terminal"].contains(&folder) || file.stem() == "mod"
            })
            .filter_map(|file| {
                let module = if file.stem() == "mod" {
                    file.path.rsplit('/').nth(1)?
                } else {
                    file.stem()
                };
                let (_, stage) = OTHER_WORDS.iter().find(|(word, _)| *word == module)?;
                Some(format!("{}: this stage is called `{stage}` in every layer", file.path))
            })
            .collect::<Vec<_>>()
    }));
}
