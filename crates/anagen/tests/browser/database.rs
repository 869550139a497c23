//! A database of a test's own in the PostgreSQL that `./test` starts.

use std::process::{self, Command};
use std::sync::atomic::{AtomicU32, Ordering};

use crate::needs::{POSTGRES, needed};

pub(crate) struct Database {
    /// The server that it is in.
    server: String,
    name: String,
}

impl Database {
    /// Makes an empty one. `None`: there is no PostgreSQL here.
    #[track_caller]
    pub(crate) fn create() -> Option<Self> {
        static N_MADE: AtomicU32 = AtomicU32::new(0);
        let server = needed(POSTGRES)?;
        let name = format!("browser_{}_{}", process::id(), N_MADE.fetch_add(1, Ordering::Relaxed));
        let database = Self { server, name };
        let output = database.ask("createdb", &[]);
        assert!(
            output.status.success(),
            "no database for this test: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        Some(database)
    }

    /// Its address: `postgres://...`.
    pub(crate) fn address(&self) -> String {
        let (server, _) = self.server.rsplit_once('/').unwrap();
        format!("{server}/{}", self.name)
    }

    /// Runs a program of PostgreSQL on this database.
    #[track_caller]
    fn ask(&self, program: &str, arguments: &[&str]) -> process::Output {
        Command::new(program)
            .arg(format!("--maintenance-db={}", self.server))
            .args(arguments)
            .arg(&self.name)
            .output()
            .unwrap_or_else(|error| panic!("{program}: {error}; .ci/prepare installs what the tests need"))
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        self.ask("dropdb", &["--force", "--if-exists"]);
    }
}
