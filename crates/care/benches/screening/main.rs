//! How many cases one core screens, on sheets as a clinic has them; the target is 100,000 a second.
//!
//! The peer in the same run evaluates the rules as they are written, each fact looked up by its name and each threshold
//! converted on the way: what a first version without compiled rules does.

mod by_name;
mod sheets;

use anagen_care::screening::{Gate, Rulebook, screen};
use anagen_knowledge::{FactSheet, Knowledge};
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

const KINDS: [&str; 4] = ["healthy", "incomplete", "many findings", "mix"];

fn with_sheets(kind: &str, bench: impl FnOnce(&Knowledge, &[FactSheet])) {
    match Knowledge::embedded() {
        Ok(knowledge) => bench(&knowledge, &sheets::of(kind, &knowledge)),
        Err(problems) => panic!("{problems}"),
    }
}

/// All rules on the day, over a hundred sheets.
#[divan::bench(args = KINDS)]
fn compiled(bencher: Bencher<'_, '_>, kind: &str) {
    with_sheets(kind, |knowledge, sheets| {
        let rulebook = Rulebook::new(knowledge);
        bencher.counter(ItemsCount::new(sheets.len())).bench_local(|| {
            sheets
                .iter()
                .map(|sheet| screen(black_box(&rulebook), sheet, Gate::Day).results.len())
                .sum::<usize>()
        });
    });
}

/// The peer: the same rules as written, facts by name.
#[divan::bench(args = KINDS)]
fn by_name(bencher: Bencher<'_, '_>, kind: &str) {
    with_sheets(kind, |knowledge, sheets| {
        let rules = by_name::rules(knowledge);
        let cases: Vec<by_name::Case<'_>> = sheets.iter().map(|sheet| by_name::Case::of(knowledge, sheet)).collect();
        for (sheet, case) in sheets.iter().zip(&cases) {
            let expected = screen(&Rulebook::new(knowledge), sheet, Gate::Day).results.len();
            assert_eq!(by_name::screen(&rules, case), expected, "both ways find the same");
        }
        bencher.counter(ItemsCount::new(cases.len())).bench_local(|| {
            cases
                .iter()
                .map(|case| by_name::screen(black_box(&rules), case))
                .sum::<usize>()
        });
    });
}
