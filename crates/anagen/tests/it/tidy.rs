//! What is left to no review: sizes, names, leftovers, dependencies, links.

use std::collections::BTreeSet;

use crate::repository::{FILES, SourceFile, crate_names, none, root, rust_files, toml_of};

/// No file is longer.
const MOST_LINES: usize = 800;

#[test]
fn no_file_is_too_long() {
    none(rust_files().filter_map(|file| {
        let n_lines = file.lines().count();
        (n_lines > MOST_LINES).then(|| format!("{}: {n_lines} lines; split it below {MOST_LINES}", file.path))
    }));
}

#[test]
fn every_module_is_named_after_a_thing() {
    let nothing = [
        "util", "utils", "helper", "helpers", "common", "core", "types", "misc", "shared",
    ];
    none(rust_files().flat_map(|file| {
        let in_path = file.path.split('/').map(|part| part.trim_end_matches(".rs"));
        let in_path = in_path
            .filter(|part| nothing.contains(part))
            .map(|part| format!("{}: `{part}` names nothing", file.path));
        let inline = file.code_lines().filter_map(|(number, line)| {
            let name = line
                .trim()
                .trim_start_matches("pub ")
                .strip_prefix("mod ")?
                .trim_end_matches([';', '{', ' ']);
            nothing
                .contains(&name)
                .then(|| format!("{}:{number}: `{name}` names nothing", file.path))
        });
        in_path.chain(inline).collect::<Vec<_>>()
    }));
}

#[test]
fn nothing_is_left_over() {
    // Put together, so that this file does not find itself.
    let leftovers = [
        ["to", "do!"],
        ["unimpl", "emented!"],
        ["db", "g!("],
        ["#[ig", "nore"],
        ["FIX", "ME"],
        ["XX", "X "],
    ]
    .map(|parts| parts.concat());
    none(rust_files().flat_map(|file| found_in(file, &leftovers)));
}

#[test]
fn no_path_of_a_developers_machine() {
    let paths = [
        ["/ho", "me/"],
        ["/ro", "ot/"],
        ["/Us", "ers/"],
        ["C:\\Us", "ers"],
        ["/work", "/main"],
        ["/work", "/shared"],
    ]
    .map(|parts| parts.concat());
    none(FILES.iter().flat_map(|file| found_in(file, &paths)));
}

fn found_in(file: &SourceFile, words: &[String]) -> Vec<String> {
    let found = |(number, line): (usize, &str)| {
        let word = words.iter().find(|word| line.contains(word.as_str()))?;
        Some(format!("{}:{number}: `{word}`", file.path))
    };
    file.lines().filter_map(found).collect()
}

#[test]
fn every_crate_takes_the_workspaces_lints() {
    none(crate_names().into_iter().filter_map(|name| {
        let manifest = toml_of(&format!("crates/{name}/Cargo.toml"));
        let inherits = manifest
            .get("lints")
            .and_then(|lints| lints.get("workspace"))
            .and_then(toml::Value::as_bool);
        (inherits != Some(true)).then(|| format!("crates/{name}/Cargo.toml: add `[lints]` with `workspace = true`"))
    }));
}

#[test]
fn no_dependency_builds_c_or_an_image_codec() {
    let refused = ["openssl-sys", "native-tls", "aws-lc-sys", "ravif", "zstd-sys"];
    let lock = toml_of("Cargo.lock");
    let packages = lock["package"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|package| package["name"].as_str());
    none(
        packages
            .filter(|name| refused.contains(name))
            .map(|name| format!("Cargo.lock: `{name}` is not wanted")),
    );
}

#[test]
fn every_dependency_is_a_decision() {
    let decisions: String = FILES
        .iter()
        .filter(|file| file.path.starts_with("docs/decisions/"))
        .map(|file| file.text.as_str())
        .collect();
    let manifest = toml_of("Cargo.toml");
    let dependencies = manifest["workspace"]["dependencies"].as_table().unwrap();
    let undecided = dependencies
        .keys()
        .filter(|name| !name.starts_with("anagen") && !decisions.contains(&format!("`{name}`")))
        .map(|name| format!("Cargo.toml: `{name}` is in no page of docs/decisions"));
    none(undecided);
}

/// Links of a page to files of the repository: line, path from the root.
fn links(page: &SourceFile) -> Vec<(usize, String)> {
    let folder = page.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut links = Vec::new();
    for (number, line) in page.lines() {
        for rest in line.split("](").skip(1) {
            let target = rest.split([')', '#', ' ']).next().unwrap_or_default();
            if !target.is_empty() && !target.contains("://") && !target.starts_with("mailto:") {
                links.push((number, joined(folder, target)));
            }
        }
    }
    links
}

/// A path from a folder, `.` and `..` resolved.
fn joined(folder: &str, target: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            name => parts.push(name),
        }
    }
    parts.join("/")
}

fn pages() -> impl Iterator<Item = &'static SourceFile> {
    FILES.iter().filter(|file| file.has_extension("md"))
}

#[test]
fn every_link_leads_somewhere() {
    none(pages().flat_map(|page| {
        let broken = |(number, target): (usize, String)| {
            (!root().join(&target).exists()).then(|| format!("{}:{number}: there is no {target}", page.path))
        };
        links(page).into_iter().filter_map(broken).collect::<Vec<_>>()
    }));
}

#[test]
fn every_page_is_linked() {
    let linked: BTreeSet<String> = pages().flat_map(links).map(|(_, target)| target).collect();
    let is_linked = |path: &str| {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        // A README stands for its folder.
        linked.contains(path) || (path.ends_with("/README.md") && linked.contains(folder))
    };
    let in_docs = pages().filter(|page| page.path.starts_with("docs/"));
    none(
        in_docs
            .filter(|page| !is_linked(&page.path))
            .map(|page| format!("{}: no page links to it", page.path)),
    );
}

/// Paths that a page names in code marks are there: a moved file takes its mentions with it.
#[test]
fn every_path_that_a_page_names_exists() {
    let folders = ["crates/", "docs/", "knowledge/", "examples/", "fuzz/", ".ci/"];
    none(pages().flat_map(|page| {
        let named = |(number, line): (usize, &'static str)| {
            let spans = line.split('`').skip(1).step_by(2);
            let paths = spans.filter(|span| folders.iter().any(|folder| span.starts_with(folder)));
            // Patterns and parts that a reader fills in are no paths.
            let paths = paths.filter(|span| !span.contains([' ', '*', '<', '{', '[', '~']) && !has_blank(span));
            let missing = paths.filter(|path| !root().join(path).exists() && !is_made(path));
            missing
                .map(|path| format!("{}:{number}: there is no {path}", page.path))
                .collect::<Vec<_>>()
        };
        page.lines().flat_map(named).collect::<Vec<_>>()
    }));
}

/// Whether a part is filled in by the reader: `knowledge/agents/ID.toml`, `examples/...`.
fn has_blank(path: &str) -> bool {
    let mut stems = path.split('/').filter_map(|part| part.split('.').next());
    stems.any(|stem| stem != "README" && !stem.is_empty() && stem.chars().all(|c| c.is_ascii_uppercase()))
        || path.contains("...")
}

/// What only a run of the fuzzer makes.
fn is_made(path: &str) -> bool {
    path.starts_with("fuzz/artifacts") || path.starts_with("fuzz/corpus")
}
