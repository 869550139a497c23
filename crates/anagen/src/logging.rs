//! What the program logs while it serves: to standard error, as text or as JSON.

use std::io::IsTerminal as _;

use anyhow::{Result, anyhow};
use tracing_subscriber::EnvFilter;

/// The variable that says what is logged.
const VARIABLE: &str = "ANAGEN_LOG";

/// Starts logging: what `ANAGEN_LOG` asks for, else warnings and errors.
pub(crate) fn start(json: bool) -> Result<()> {
    let asked_for = std::env::var(VARIABLE).unwrap_or_default();
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter(&asked_for)?)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal());
    let started = if json { log.json().try_init() } else { log.try_init() };
    started.map_err(|error| anyhow!("logging cannot be started: {error}"))
}

fn filter(asked_for: &str) -> Result<EnvFilter> {
    let asked_for = if asked_for.trim().is_empty() { "warn" } else { asked_for };
    EnvFilter::try_new(asked_for).map_err(|error| {
        anyhow!(
            "`{VARIABLE}={asked_for}` cannot be read: {error}\n\
             hint: a level (`error`, `warn`, `info`, `debug`), or levels of parts (`warn,anagen_web=debug`)"
        )
    })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn warnings_unless_something_else_is_asked_for() {
        assert_eq!(filter("").unwrap().to_string(), "warn");
        assert_eq!(
            filter("info,anagen_web=debug").unwrap().to_string(),
            "anagen_web=debug,info"
        );
        let refused = filter("anagen_web=loud").unwrap_err().to_string();
        assert!(
            refused.starts_with("`ANAGEN_LOG=anagen_web=loud` cannot be read"),
            "{refused}"
        );
    }
}
