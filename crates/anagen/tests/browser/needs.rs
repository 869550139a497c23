//! What these tests need beside the program, and what happens where it is not there.

use std::env;
use std::io::{Write as _, stderr};
use std::thread;

/// The file of axe-core. Where it is set, Chromium and its driver are installed as well.
pub(crate) const AXE: &str = "ANAGEN_TEST_AXE";
/// The address of a PostgreSQL whose role may create databases.
pub(crate) const POSTGRES: &str = "ANAGEN_TEST_POSTGRES";

/// The value of a variable that `./test` sets. Where it is absent a line says that the test is skipped; in CI, where
/// nothing is skipped, it fails.
#[track_caller]
pub(crate) fn needed(variable: &str) -> Option<String> {
    let value = env::var(variable).ok().filter(|value| !value.is_empty());
    if value.is_none() {
        let is_ci = env::var("CI").is_ok_and(|ci| !ci.is_empty());
        assert!(
            !is_ci,
            "{variable} is not set, and CI skips no test: start the tests with ./test"
        );
        let thread = thread::current();
        let test = thread.name().unwrap_or("a test");
        // Past the capture of the test's output, which swallows what a passing test prints.
        let _ = writeln!(stderr(), "{test} is skipped: it needs {variable}, which ./test sets");
    }
    value
}
