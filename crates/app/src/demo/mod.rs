//! The demonstration clinic: a believable clinic with invented patients, in a folder of its own.
//!
//! It is made by the use cases that a real clinic goes through, by people who sign in, on a clock that is moved through the past
//! year: the audit trail, the ledger and the follow-ups are what a year of work leaves behind.

mod agenda;
mod answers;
mod calendar;
mod course;
pub mod drawn_photograph;
mod filling;
mod harm;
mod patients;
mod pictures;
mod record;
mod shelf;
mod staff;
mod story;

use std::path::PathBuf;
use std::sync::Arc;

use anagen_knowledge::Knowledge;
use anagen_records::clinics;
use jiff::Timestamp;

use crate::app::{App, OpenError, Place};
use crate::clock::SetClock;
use crate::error::AppError;
use crate::first_start;

/// The password of everybody in the demo; the sign-in page shows it.
pub const PASSWORD: &str = "look around here";

/// Stands in the folder while the clinic is made: what was interrupted is found.
const UNFINISHED: &str = "demo-is-being-made";

/// Told what is being made.
pub type Say<'a> = dyn Fn(&str) + Send + Sync + 'a;

/// How much of the clinic is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    /// How many patients; the first of them stand at every stage of the way.
    pub patients: usize,
    /// Most sessions of one course.
    pub sessions: u32,
    /// How many patients are photographed from several sides, before and after.
    pub photographed: usize,
    /// Whether faces are drawn for the banner.
    pub portraits: bool,
}

impl Extent {
    /// All of it.
    pub const WHOLE: Self = Self {
        patients: usize::MAX,
        sessions: 8,
        photographed: 8,
        portraits: true,
    };
}

/// Why the demo was not made.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// Its folder or database cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// A use case said no.
    #[error("the demo clinic could not be made ({doing}): {error}")]
    Step {
        /// What was being done.
        doing: String,
        /// What it said.
        error: String,
    },
    /// Somebody's real records lie there.
    #[error("{folder} holds a clinic that is not the demo\nhint: name another folder with `--data DIR`")]
    NotTheDemo {
        /// Where.
        folder: PathBuf,
    },
    /// It was interrupted.
    #[error(
        "the demo clinic in {folder} was never finished\nhint: delete that folder (and empty its database, where it has one of its own) and start again"
    )]
    Unfinished {
        /// Where.
        folder: PathBuf,
    },
}

impl DemoError {
    fn step(doing: impl Into<String>, error: &AppError) -> Self {
        let error = match error {
            AppError::Invalid(invalid) => format!("{:?}", invalid.0),
            AppError::Refused(message) => format!("{} {:?}", message.key, message.values),
            other => other.to_string(),
        };
        Self::Step {
            doing: doing.into(),
            error,
        }
    }
}

/// Whether the demo has still to be made in a place; an error where a clinic that is not the demo lies there.
pub async fn is_due(place: &Place, knowledge: &Arc<Knowledge>, now: Timestamp) -> Result<bool, DemoError> {
    let app = App::open(place.clone(), Arc::clone(knowledge), Arc::new(SetClock::at(now)), true).await?;
    let due = look(&app).await;
    app.database().close().await;
    due
}

async fn look(app: &App) -> Result<bool, DemoError> {
    let wrong = |error: &AppError| DemoError::step("looking at what is there", error);
    let folder = app.place().folder.clone();
    if folder.join(UNFINISHED).exists() {
        return Err(DemoError::Unfinished { folder });
    }
    if first_start::is_due(app).await.map_err(|error| wrong(&error))? {
        return Ok(true);
    }
    let mut tx = app.database().read().await.map_err(|error| wrong(&error.into()))?;
    let all = clinics::all(&mut tx).await.map_err(|error| wrong(&error.into()))?;
    if all.iter().any(|clinic| !clinic.demo) {
        Err(DemoError::NotTheDemo { folder })
    } else {
        Ok(false)
    }
}

/// Makes the demo in a place where there is no clinic yet; says whether it did.
pub async fn fill_if_empty(
    place: &Place,
    knowledge: Arc<Knowledge>,
    now: Timestamp,
    extent: Extent,
    say: &Say<'_>,
) -> Result<bool, DemoError> {
    let clock = Arc::new(SetClock::at(now));
    let app = App::open(place.clone(), knowledge, clock.clone(), true).await?;
    let made = make(&app, &clock, now, extent, say).await;
    app.database().close().await;
    made
}

async fn make(app: &App, clock: &SetClock, now: Timestamp, extent: Extent, say: &Say<'_>) -> Result<bool, DemoError> {
    if !look(app).await? {
        return Ok(false);
    }
    let mark = app.place().folder.join(UNFINISHED);
    let folder = |error| {
        DemoError::Open(OpenError::Folder {
            folder: app.place().folder.clone(),
            error,
        })
    };
    std::fs::write(&mark, b"").map_err(folder)?;
    filling::fill(app, clock, now, extent, say).await?;
    std::fs::remove_file(&mark).map_err(folder)?;
    Ok(true)
}
