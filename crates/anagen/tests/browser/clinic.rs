//! A clinic for one test: the program itself, serving a folder and perhaps a database that nobody else uses.

use std::path::Path;
use std::process::Command;
use std::thread;

use tempfile::TempDir;

use crate::browser::Browser;
use crate::database::Database;
use crate::server::{Server, free_port};

/// Where a clinic keeps its records.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Engine {
    Sqlite,
    Postgres,
}

// In this order they end: the server before what it keeps its records in.
pub(crate) struct Clinic {
    server: Server,
    port: u16,
    database: Option<Database>,
    folder: TempDir,
}

impl Clinic {
    /// Starts `anagen serve` on an empty folder with more arguments (`--demo`), and waits until it answers.
    /// `None`: this machine has no PostgreSQL for the tests.
    #[track_caller]
    pub(crate) fn start(engine: Engine, arguments: &[&str]) -> Option<Self> {
        let database = match engine {
            Engine::Sqlite => None,
            Engine::Postgres => Some(Database::create()?),
        };
        let folder = TempDir::new().unwrap();
        let port = free_port();
        let mut command = Command::new(env!("CARGO_BIN_EXE_anagen"));
        command
            .arg("serve")
            .arg("--data")
            .arg(folder.path().join("clinic"))
            .args(["--listen", &format!("127.0.0.1:{port}")])
            .args(arguments)
            .env("NO_COLOR", "1")
            .env_remove("ANAGEN_DATABASE");
        if let Some(database) = &database {
            command.args(["--database", &database.address()]);
        }
        let server = Server::start(command, port, &folder.path().join("log"));
        Some(Self {
            server,
            port,
            database,
            folder,
        })
    }

    /// A browser of its own, signed in nowhere. `None`: this machine has no browser for the tests.
    #[track_caller]
    pub(crate) fn browser(&self) -> Option<Browser> {
        let browser = Browser::start(&format!("http://127.0.0.1:{}", self.port))?;
        // The pages are the same on both databases: with one of them all sizes and themes are looked at.
        browser.in_one_look.set(self.database.is_some());
        Some(browser)
    }

    /// The port on which it answers.
    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// The address of its database, where it is not a file.
    pub(crate) fn database_address(&self) -> Option<String> {
        self.database.as_ref().map(Database::address)
    }

    /// Where it keeps records and photographs.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Ends the program in the middle of whatever it does.
    pub(crate) fn kill(&mut self) {
        self.server.kill();
    }

    /// Starts it again on what it has kept, on a machine whose clock stands in another place.
    #[track_caller]
    pub(crate) fn restart_in(&mut self, time_zone: &str) {
        self.server.set_environment("TZ", time_zone);
        self.server.restart();
    }

    /// Starts it again on what it has kept, at the same address.
    #[track_caller]
    pub(crate) fn restart(&mut self) {
        self.server.restart();
    }
}

impl Drop for Clinic {
    fn drop(&mut self) {
        if thread::panicking() {
            eprintln!("The clinic printed last:\n{}", self.server.log());
        }
    }
}
