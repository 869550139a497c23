//! Exit codes, as `--help` and `docs/commands.md` list them.

use std::process::ExitCode;

use anagen_care::screening::Verdict;

/// The case, the knowledge or the arguments cannot be read.
pub(crate) fn bad_input() -> ExitCode {
    ExitCode::from(2)
}

/// The request cannot be planned as asked, though no rule forbids it.
pub(crate) fn refused() -> ExitCode {
    ExitCode::from(15)
}

/// The exit code of a verdict.
pub(crate) fn of(verdict: Verdict) -> ExitCode {
    ExitCode::from(match verdict {
        Verdict::Eligible => 0,
        Verdict::Caution => 10,
        Verdict::Defer => 11,
        Verdict::NeedsSpecialist => 12,
        Verdict::Incomplete => 13,
        Verdict::Excluded => 14,
    })
}

/// The audit trail is broken.
pub(crate) fn broken() -> ExitCode {
    ExitCode::from(20)
}
