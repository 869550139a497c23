//! How long it takes to read a case file with every line checked, and to make its facts.
//!
//! The floor in the same run is the same text read into a `toml::Table` alone.

use anagen_care::case::Case;
use anagen_knowledge::Knowledge;
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

const CASE: &str = include_str!("../../../examples/cases/male-vertex-minoxidil.toml");

fn with_knowledge(bench: impl FnOnce(&Knowledge)) {
    match Knowledge::embedded() {
        Ok(knowledge) => bench(&knowledge),
        Err(problems) => panic!("{problems}"),
    }
}

/// From text to a checked case.
#[divan::bench]
fn read(bencher: Bencher<'_, '_>) {
    with_knowledge(|knowledge| {
        bencher.bench_local(|| Case::from_toml(black_box(CASE), jiff::Timestamp::UNIX_EPOCH, knowledge).is_ok());
    });
}

/// From a case to the facts that hold at the moment of decision.
#[divan::bench]
fn sheet(bencher: Bencher<'_, '_>) {
    with_knowledge(
        |knowledge| match Case::from_toml(CASE, jiff::Timestamp::UNIX_EPOCH, knowledge) {
            Ok(case) => bencher.bench_local(|| black_box(&case).sheet(knowledge)),
            Err(errors) => panic!("{errors}"),
        },
    );
}

/// The floor: the same text, nothing checked.
#[divan::bench]
fn read_into_toml_table(bencher: Bencher<'_, '_>) {
    bencher.bench_local(|| black_box(CASE).parse::<toml::Table>().is_ok());
}
