//! How a page looks: sizes and themes, accessibility, pictures for a person to judge.

use std::path::PathBuf;
use std::{env, fs};

use fantoccini::Client;
use serde_json::{Value, json};

use crate::browser::Browser;

/// The folder for pictures of what is shown; without it none are taken.
const SCREENSHOTS: &str = "ANAGEN_TEST_SCREENSHOTS";
/// A picture of a whole page is no higher.
const MOST_PIXELS: u64 = 10_000;

/// The screens that every page is made for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Size {
    Desktop,
    /// Held upright, used by touch.
    Tablet,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Theme {
    Light,
    Dark,
}

/// How the browser shows pages.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Look {
    pub(crate) size: Size,
    pub(crate) theme: Theme,
}

impl Look {
    /// What a browser starts with.
    pub(crate) const FIRST: Self = Self {
        size: Size::Desktop,
        theme: Theme::Light,
    };

    fn all() -> impl Iterator<Item = Self> {
        let sizes = [Size::Desktop, Size::Tablet];
        sizes
            .into_iter()
            .flat_map(|size| [Theme::Light, Theme::Dark].map(|theme| Self { size, theme }))
    }

    fn pixels(self) -> (u64, u64) {
        match self.size {
            Size::Desktop => (1280, 800),
            Size::Tablet => (820, 1180),
        }
    }

    /// `tablet-dark`.
    fn name(self) -> String {
        format!("{:?}-{:?}", self.size, self.theme).to_lowercase()
    }
}

impl Browser {
    /// Shows pages in this size and theme from here on.
    #[track_caller]
    pub(crate) fn show(&self, look: Look) {
        self.look.set(look);
        let (width, height) = look.pixels();
        self.resize(width, height);
        let is_touched = look.size == Size::Tablet;
        self.devtools("Emulation.setTouchEmulationEnabled", &json!({ "enabled": is_touched }));
        let scheme = format!("{:?}", look.theme).to_lowercase();
        let features = json!([
            { "name": "prefers-color-scheme", "value": scheme },
            // Nothing is judged in the middle of a movement.
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ]);
        self.devtools("Emulation.setEmulatedMedia", &json!({ "features": features }));
    }

    #[track_caller]
    fn resize(&self, width: u64, height: u64) {
        let is_touched = self.look.get().size == Size::Tablet;
        self.devtools(
            "Emulation.setDeviceMetricsOverride",
            &json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": is_touched }),
        );
    }

    /// What axe-core finds wrong on the page as it is shown, each in a line that names rule, place and reason.
    #[track_caller]
    pub(crate) fn axe(&self) -> Vec<String> {
        // It waits for timers, which are scripts. A page that was opened without has none that could start now.
        let runs_scripts = self.runs_scripts.get();
        self.run_scripts(true);
        let is_there = self.script("return typeof window.axe === 'object'", &[]);
        if is_there != true {
            self.script(&self.axe, &[]);
        }
        // The rule on the size of targets is off unless asked for.
        let run = "const done = arguments[arguments.length - 1];
            axe.run(document, { resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } })
                .then(results => done({ violations: results.violations }), error => done({ error: String(error) }));";
        let results = self.drive("run axe-core", |client| async move {
            client.execute_async(run, Vec::new()).await
        });
        self.run_scripts(runs_scripts);
        if let Some(error) = results["error"].as_str() {
            self.fail(&format!("axe-core does not run: {error}"));
        }
        violations(&results)
    }

    /// Looks at the page in both sizes and themes, or in the one that is shown: no violation of accessibility, nothing wider than the screen, no error
    /// in the console. Takes pictures `NAME-desktop-light.png` and so on.
    #[track_caller]
    pub(crate) fn check_screen(&self, name: &str) {
        let before = self.look.get();
        let mut problems = Vec::new();
        let is_looked_at = |look: &Look| !self.in_one_look.get() || *look == before;
        for look in Look::all().filter(is_looked_at) {
            self.show(look);
            self.take_picture(name);
            let wider = self.script(
                "return document.documentElement.scrollWidth - document.documentElement.clientWidth",
                &[],
            );
            let wider = wider.as_u64().filter(|pixels| *pixels > 0);
            let wider = wider.map(|pixels| format!("the page is {pixels} px wider than the screen"));
            let found = self.axe().into_iter().chain(wider);
            problems.extend(found.map(|problem| format!("{}: {problem}", look.name())));
        }
        self.show(before);
        if !problems.is_empty() {
            self.fail(&format!("{name} is not as it should be:\n{}", problems.join("\n")));
        }
        self.check_console();
    }

    /// A picture of what the screen shows, and of the whole page (`...-whole.png`) where it is higher than the screen.
    #[track_caller]
    pub(crate) fn take_picture(&self, name: &str) {
        let Some(folder) = env::var_os(SCREENSHOTS).map(PathBuf::from) else {
            return;
        };
        fs::create_dir_all(&folder).unwrap();
        let look = self.look.get();
        let name = format!("{name}-{}", look.name());
        let picture = || {
            self.drive(
                "take a picture",
                |client: Client| async move { client.screenshot().await },
            )
        };
        fs::write(folder.join(format!("{name}.png")), picture()).unwrap();

        let (width, height) = look.pixels();
        let whole = self.script("return document.documentElement.scrollHeight", &[]);
        let whole = whole.as_u64().unwrap_or_default().min(MOST_PIXELS);
        if whole > height {
            self.resize(width, whole);
            fs::write(folder.join(format!("{name}-whole.png")), picture()).unwrap();
            self.resize(width, height);
        }
    }
}

fn violations(results: &Value) -> Vec<String> {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or("?").to_owned();
    let mut lines = Vec::new();
    for violation in list(&results["violations"]) {
        for node in list(&violation["nodes"]) {
            let places: Vec<String> = list(&node["target"]).iter().map(text).collect();
            lines.push(format!(
                "{} ({}) at {}: {}",
                text(&violation["id"]),
                text(&violation["impact"]),
                places.join(" "),
                text(&node["failureSummary"]).replace('\n', " ")
            ));
        }
    }
    lines
}
