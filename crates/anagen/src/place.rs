//! Where a clinic's records lie, by the command line, the environment and the habits of the system.

use std::ffi::OsString;
use std::path::PathBuf;

use anagen_app::Place;
use anyhow::{Context as _, Result, ensure};

use crate::arguments::PlaceOptions;

/// The variable that names a database without showing its password in the list of processes.
const DATABASE: &str = "ANAGEN_DATABASE";

/// The place that was asked for; the demo's own where nothing else is said.
pub(crate) fn of(options: &PlaceOptions, demo: bool) -> Result<Place> {
    place(options, demo, &|name| std::env::var_os(name))
}

fn place(options: &PlaceOptions, demo: bool, variable: &dyn Fn(&str) -> Option<OsString>) -> Result<Place> {
    let folder = match &options.data {
        Some(folder) => folder.clone(),
        None => data_folder(variable)
            .context("this user has no folder for data of programs\nhint: name one with `--data DIR`")?
            .join(if demo { "anagen-demo" } else { "anagen" }),
    };
    let database = match &options.database {
        Some(url) => Some(url.clone()),
        // Made-up patients never get into a database that they were not sent to by name.
        None if demo => None,
        None => variable(DATABASE)
            .filter(|url| !url.is_empty())
            .map(OsString::into_string)
            .transpose()
            .ok()
            .with_context(|| format!("`{DATABASE}` is not text"))?,
    };
    if let Some(url) = &database {
        // The address itself may hold a password: it is not repeated.
        ensure!(
            url.starts_with("postgres://") || url.starts_with("postgresql://"),
            "the address of the database has to begin with `postgres://`\n\
             hint: without `--database` and `{DATABASE}` the records are kept in the data folder, with nothing to install"
        );
    }
    Ok(Place { folder, database })
}

/// This user's folder for the data of programs.
fn data_folder(variable: &dyn Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    // A relative path would depend on where the program is started.
    let folder = |name: &str| variable(name).map(PathBuf::from).filter(|path| path.is_absolute());
    if cfg!(windows) {
        folder("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        folder("HOME").map(|home| home.join("Library").join("Application Support"))
    } else {
        folder("XDG_DATA_HOME").or_else(|| folder("HOME").map(|home| home.join(".local").join("share")))
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn found(data: Option<&str>, database: Option<&str>, demo: bool, variables: &[(&str, &str)]) -> Result<Place> {
        let options = PlaceOptions {
            data: data.map(PathBuf::from),
            database: database.map(str::to_owned),
        };
        let value = |name: &str| {
            variables
                .iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| OsString::from(value))
        };
        place(&options, demo, &value)
    }

    fn folder(data: Option<&str>, demo: bool, variables: &[(&str, &str)]) -> PathBuf {
        found(data, None, demo, variables).unwrap().folder
    }

    #[test]
    fn the_demo_has_a_folder_of_its_own() {
        let variables = [("HOME", "/somebody")];
        assert_eq!(
            folder(None, false, &variables),
            PathBuf::from("/somebody/.local/share/anagen")
        );
        assert_eq!(
            folder(None, true, &variables),
            PathBuf::from("/somebody/.local/share/anagen-demo")
        );
        assert_eq!(folder(Some("here"), true, &variables), PathBuf::from("here"));
    }

    #[test]
    fn the_systems_own_variable_goes_first_if_it_is_a_whole_path() {
        let with = |folder| [("HOME", "/somebody"), ("XDG_DATA_HOME", folder)];
        assert_eq!(folder(None, false, &with("/data")), PathBuf::from("/data/anagen"));
        assert_eq!(
            folder(None, false, &with("data")),
            PathBuf::from("/somebody/.local/share/anagen")
        );
        let nowhere = found(None, None, false, &[]).unwrap_err().to_string();
        assert!(nowhere.ends_with("hint: name one with `--data DIR`"), "{nowhere}");
    }

    #[test]
    fn the_database_of_the_environment_is_never_the_demos() {
        let variables = [("ANAGEN_DATABASE", "postgres://clinic")];
        let database = |option, demo| found(Some("here"), option, demo, &variables).unwrap().database;
        assert_eq!(database(None, false).as_deref(), Some("postgres://clinic"));
        assert_eq!(
            database(Some("postgres://other"), false).as_deref(),
            Some("postgres://other")
        );
        assert_eq!(database(None, true), None);
        assert_eq!(
            database(Some("postgres://demo"), true).as_deref(),
            Some("postgres://demo")
        );
        assert_eq!(
            found(Some("here"), None, false, &[("ANAGEN_DATABASE", "")])
                .unwrap()
                .database,
            None
        );
    }

    #[test]
    fn another_kind_of_database_is_refused_without_repeating_its_password() {
        let refused = found(Some("here"), Some("mysql://clinic:secret@host/db"), false, &[]);
        let text = refused.unwrap_err().to_string();
        assert!(
            text.contains("has to begin with `postgres://`") && !text.contains("secret"),
            "{text}"
        );
    }
}
