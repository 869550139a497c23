//! A real Chromium, headless, that a test drives step by step: its session, its console, what it shows.
//!
//! Every call blocks, and fails the test at the line that made it. Tests are therefore plain `#[test]` functions: inside
//! an asynchronous one these calls panic.

use std::cell::{Cell, RefCell};
use std::fs;
use std::future::Future;
use std::os::unix::fs::MetadataExt as _;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use fantoccini::error::CmdError;
use fantoccini::wd::{Capabilities, WebDriverCompatibleCommand};
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::runtime::{self, Runtime};

use crate::needs::{AXE, needed};
use crate::screen::Look;
use crate::server::{Server, free_port};

/// How long a step waits for what it needs to appear.
const PATIENCE: Duration = Duration::from_secs(15);
/// How much of a page a failed step shows.
const MOST_CHARACTERS: usize = 4_000;

/// What somebody's hands did: how much work a way through the pages is.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Effort {
    /// Things pressed, fields entered, pages opened.
    pub(crate) touches: u64,
    /// Letters typed.
    pub(crate) letters: u64,
}

/// One person's browser. Another one for the same test shares nothing with it.
pub(crate) struct Browser {
    runtime: Runtime,
    client: Client,
    /// Where the pages are: `http://127.0.0.1:4321`.
    site: String,
    pub(crate) axe: String,
    pub(crate) look: Cell<Look>,
    /// Whether screens are checked as they are shown, and not in every size and theme.
    pub(crate) in_one_look: Cell<bool>,
    pub(crate) runs_scripts: Cell<bool>,
    /// The words that controls are looked for beside.
    pub(crate) beside: RefCell<Option<String>>,
    /// Parts of console errors that belong to what the test does.
    expected_errors: RefCell<Vec<String>>,
    patience: Cell<Duration>,
    /// What its person did so far.
    pub(crate) effort: Cell<Effort>,
    _driver: Server,
    _folder: TempDir,
}

impl Browser {
    /// Starts one for a site, with nothing open. `None`: this machine has no browser for the tests.
    #[track_caller]
    pub(crate) fn start(site: &str) -> Option<Self> {
        let axe = needed(AXE)?;
        let axe = fs::read_to_string(&axe).unwrap_or_else(|error| panic!("{AXE}: {axe}: {error}"));

        let folder = TempDir::new().unwrap();
        let port = free_port();
        let mut driver = Command::new("chromedriver");
        driver.arg(format!("--port={port}"));
        // Profiles go where they are removed with the rest.
        driver.env("TMPDIR", folder.path());
        let driver = Server::start(driver, port, &folder.path().join("log"));

        let runtime = runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let session = async {
            ClientBuilder::new(HttpConnector::new())
                .capabilities(capabilities())
                .connect(&format!("http://127.0.0.1:{port}"))
                .await
        };
        let client = runtime
            .block_on(session)
            .unwrap_or_else(|error| panic!("no browser session: {error}; the driver printed:\n{}", driver.log()));

        let browser = Self {
            runtime,
            client,
            site: site.to_owned(),
            axe,
            look: Cell::new(Look::FIRST),
            in_one_look: Cell::new(false),
            runs_scripts: Cell::new(true),
            beside: RefCell::new(None),
            expected_errors: RefCell::new(Vec::new()),
            patience: Cell::new(PATIENCE),
            effort: Cell::default(),
            _driver: driver,
            _folder: folder,
        };
        browser.show(Look::FIRST);
        Some(browser)
    }

    /// Counts what somebody's hands did.
    pub(crate) fn touched(&self, touches: u64, letters: usize) {
        let Effort {
            touches: before,
            letters: typed,
        } = self.effort.get();
        self.effort.set(Effort {
            touches: before + touches,
            letters: typed + u64::try_from(letters).unwrap(),
        });
    }

    /// Opens a page of the site.
    #[track_caller]
    pub(crate) fn open(&self, path: &str) {
        self.touched(1, 0);
        let address = format!("{}{path}", self.site);
        self.drive(
            &format!("open {path}"),
            |client| async move { client.goto(&address).await },
        );
        self.check_console();
    }

    /// Goes on in the tab of this number, from 1; opens it if it is the next one.
    #[track_caller]
    pub(crate) fn use_tab(&self, number: usize) {
        self.drive(&format!("use tab {number}"), |client| async move {
            if client.windows().await?.len() < number {
                client.new_window(true).await?;
            }
            let tabs = client.windows().await?;
            client.switch_to_window(tabs[number - 1].clone()).await
        });
        self.show(self.look.get());
    }

    /// Pages run no script from here on, or do again; what the test itself asks of them works in both cases.
    #[track_caller]
    pub(crate) fn run_scripts(&self, runs_scripts: bool) {
        self.runs_scripts.set(runs_scripts);
        self.devtools(
            "Emulation.setScriptExecutionDisabled",
            &json!({ "value": !runs_scripts }),
        );
    }

    /// Path and query of the open page.
    #[track_caller]
    pub(crate) fn path(&self) -> String {
        let address = self.drive("read the address", |client| async move { client.current_url().await });
        address.as_str().trim_start_matches(&self.site).to_owned()
    }

    /// Steps wait no longer for what they need.
    pub(crate) fn wait_at_most(&self, patience: Duration) {
        self.patience.set(patience);
    }

    /// Errors with these words in the console belong to what the test does from here on: a refused page, a lost connection.
    pub(crate) fn expect_in_console(&self, words: &str) {
        self.expected_errors.borrow_mut().push(words.to_owned());
    }

    /// What the console holds besides the expected, and forgets by being asked: errors of scripts, pages and files that
    /// could not be loaded, breaches of the content security policy.
    #[track_caller]
    pub(crate) fn console_errors(&self) -> Vec<String> {
        let entries = self.command("se/log", json!({ "type": "browser" }));
        let entries = entries.as_array().cloned().unwrap_or_default();
        let errors = entries.iter().filter(|entry| entry["level"] == "SEVERE");
        let errors = errors.filter_map(|entry| entry["message"].as_str());
        let expected = self.expected_errors.borrow();
        errors
            .filter(|error| !expected.iter().any(|words| error.contains(words)))
            .map(str::to_owned)
            .collect()
    }

    #[track_caller]
    pub(crate) fn check_console(&self) {
        let errors = self.console_errors();
        if !errors.is_empty() {
            self.fail(&format!("the console shows errors:\n{}", errors.join("\n")));
        }
    }

    /// Runs the body of a function in the page. The driver does it, so the page's content security policy does not count.
    #[track_caller]
    pub(crate) fn script(&self, body: &str, arguments: &[Value]) -> Value {
        let arguments = arguments.to_vec();
        self.drive(
            "run a script",
            |client| async move { client.execute(body, arguments).await },
        )
    }

    /// A command of the browser's own protocol for developers.
    #[track_caller]
    pub(crate) fn devtools(&self, command: &str, parameters: &Value) -> Value {
        self.command("goog/cdp/execute", json!({ "cmd": command, "params": parameters }))
    }

    #[track_caller]
    fn command(&self, path: &'static str, body: Value) -> Value {
        let command = DriverCommand { path, body };
        self.drive(path, |client| async move { client.issue_cmd(command).await })
    }

    /// Does something in the session; what goes wrong fails the test.
    #[track_caller]
    pub(crate) fn drive<T, F: Future<Output = Result<T, CmdError>>>(
        &self,
        what: &str,
        step: impl FnOnce(Client) -> F,
    ) -> T {
        match self.attempt(step) {
            Ok(value) => value,
            Err(problem) => self.fail(&format!("{what}: {problem}")),
        }
    }

    /// Does something in the session, or says in words what went wrong.
    pub(crate) fn attempt<T, F: Future<Output = Result<T, CmdError>>>(
        &self,
        step: impl FnOnce(Client) -> F,
    ) -> Result<T, String> {
        let outcome = self.runtime.block_on(step(self.client.clone()));
        outcome.map_err(|error| error.to_string())
    }

    /// Tries until it works: pages change by themselves. What is still wrong at the end fails the test.
    #[track_caller]
    pub(crate) fn until<T>(&self, mut step: impl FnMut() -> Result<T, String>) -> T {
        let started = Instant::now();
        loop {
            match step() {
                Ok(value) => return value,
                Err(problem) if started.elapsed() > self.patience.get() => self.fail(&problem),
                Err(_) => thread::sleep(Duration::from_millis(50)),
            }
        }
    }

    /// The words that a person sees on the page, with single spaces between them.
    pub(crate) fn visible_text(&self) -> Result<String, String> {
        let text = self.attempt(|client| async move {
            client
                .execute("return document.body?.innerText ?? ''", Vec::new())
                .await
        })?;
        Ok(single_spaced(text.as_str().unwrap_or_default()))
    }

    /// Fails the test with the address and the words of the page.
    #[track_caller]
    pub(crate) fn fail(&self, problem: &str) -> ! {
        let address = self.attempt(|client| async move { client.current_url().await });
        let address = address.map_or_else(|problem| problem, |address| address.to_string());
        let text = self.visible_text().unwrap_or_else(|problem| problem);
        let text: String = text.chars().take(MOST_CHARACTERS).collect();
        panic!("{problem}\n  at {address}\n  the page says: {text}\n");
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // A test that fails already is not failed twice.
        let errors = if thread::panicking() {
            Vec::new()
        } else {
            self.console_errors()
        };
        // The driver ends with this value, so an error here leaves nothing behind.
        let _ = self.attempt(Client::close);
        assert!(
            errors.is_empty(),
            "the console shows errors at the end:\n{}",
            errors.join("\n")
        );
    }
}

/// Text as a person reads it: what stands between words does not count, be it a line's end or a space that does not break.
pub(crate) fn single_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn capabilities() -> Capabilities {
    let mut arguments = vec![
        "--headless=new",
        // Without it the browser outlives a driver that is killed.
        "--remote-debugging-pipe",
        "--disable-dev-shm-usage",
        "--lang=en-GB",
        "--no-proxy-server",
        "--force-color-profile=srgb",
        "--hide-scrollbars",
        // A page that asks for anything beyond this machine shows an error in the console.
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    ];
    // Chromium refuses its sandbox to root.
    if fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0) {
        arguments.push("--no-sandbox");
    }
    let capabilities = json!({
        "browserName": "chrome",
        // The certificate that a clinic makes for itself.
        "acceptInsecureCerts": true,
        "timeouts": { "script": 60_000, "pageLoad": 60_000 },
        "goog:loggingPrefs": { "browser": "ALL" },
        "goog:chromeOptions": { "args": arguments, "prefs": { "intl.accept_languages": "en-GB,en" } },
    });
    capabilities.as_object().cloned().unwrap_or_default()
}

/// A command of the driver beyond the standard, below the address of the session.
#[derive(Debug)]
struct DriverCommand {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for DriverCommand {
    fn endpoint(&self, driver: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        driver.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.body.to_string()))
    }
}
