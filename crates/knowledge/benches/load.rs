//! How long a start takes: all knowledge read, typed, compiled and checked.
//!
//! The floor in the same run is the same text read into `toml::Table` alone: nobody who reads these files can be faster.

use anagen_knowledge::{Files, Knowledge};
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

/// Everything that `Knowledge::embedded` does; the target is below 50 ms.
#[divan::bench(sample_count = 50)]
fn load_and_validate(bencher: Bencher<'_, '_>) {
    let files = Files::embedded();
    bencher.bench_local(|| Knowledge::load(black_box(&files), None));
}

/// The floor: the same files into untyped tables, nothing checked.
#[divan::bench(sample_count = 50)]
fn read_into_toml_tables(bencher: Bencher<'_, '_>) {
    let files = Files::embedded();
    bencher.bench_local(|| {
        let parse = |(_, text): &(String, String)| black_box(text).parse::<toml::Table>().is_ok();
        files.0.iter().filter(|file| parse(file)).count()
    });
}

/// The floor with places: the same files with the byte of every value, as errors with lines need them.
#[divan::bench(sample_count = 50)]
fn read_into_spanned_tables(bencher: Bencher<'_, '_>) {
    let files = Files::embedded();
    bencher.bench_local(|| {
        let parse = |(_, text): &(String, String)| toml::de::DeTable::parse(black_box(text)).is_ok();
        files.0.iter().filter(|file| parse(file)).count()
    });
}
