//! Backups: made while serving, on a schedule and by hand; restored into an empty place; checked by restoring into a scratch
//! folder and comparing.

use std::path::{Path, PathBuf};

use anagen_records::audit;
use anagen_records::backup_file::{self, BackupError, Contents, Part};
use anagen_records::backups::{self, Backup};
use anagen_records::clinics;
use anagen_records::{Database, Stamp};
use jiff::SignedDuration;

use crate::Message;
use crate::actor::{Action, Actor};
use crate::app::{App, OpenError, Place, write_private};
use crate::error::AppError;
use crate::transaction::Deed;

/// Scheduled backups that are kept; older ones are removed.
const KEPT: usize = 14;
/// What the files of scheduled backups are called.
const SCHEDULED: &str = "anagen-";
/// Ending of backup files.
const ENDING: &str = "backup";

/// Why a backup command did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    /// The place.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The backup.
    #[error(transparent)]
    Backup(#[from] BackupError),
    /// What came back differs.
    #[error("the restored place differs from the backup in: {}", .0.join(", "))]
    Differs(Vec<String>),
}

impl From<anagen_records::DatabaseError> for CommandError {
    fn from(error: anagen_records::DatabaseError) -> Self {
        Self::Backup(error.into())
    }
}

/// Everything besides records and photographs that a place needs: keys and the heads of the audit chain.
fn parts(place: &Place) -> Result<Vec<Part>, BackupError> {
    let mut parts = Vec::new();
    let mut take = |file: &Path, name: String| match std::fs::read(file) {
        Ok(bytes) => {
            parts.push((name, bytes));
            Ok(())
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(BackupError::Io {
            file: file.to_owned(),
            error,
        }),
    };
    take(&place.anchors_file(), "audit-heads.jsonl".to_owned())?;
    let keys = place.folder.join("keys");
    let entries = std::fs::read_dir(&keys).map_err(|error| BackupError::Io {
        file: keys.clone(),
        error,
    })?;
    for entry in entries {
        let path = entry
            .map_err(|error| BackupError::Io {
                file: keys.clone(),
                error,
            })?
            .path();
        if let Some(name) = path
            .file_name()
            .and_then(|name| name.to_str())
            .filter(|_| path.is_file())
        {
            take(&path, format!("keys/{name}"))?;
        }
    }
    Ok(parts)
}

/// Writes the head of the audit chain down outside the database.
pub async fn anchor(place: &Place, database: &Database, now: Stamp) -> Result<i64, BackupError> {
    use std::io::Write as _;
    let mut tx = database.read().await?;
    let head = audit::head(&mut tx, now).await?;
    let file = place.anchors_file();
    let line = serde_json::to_string(&head).unwrap_or_default() + "\n";
    let written = std::fs::OpenOptions::new()
        .create(true)
        .append(true)
        .open(&file)
        .and_then(|mut open| open.write_all(line.as_bytes()).and_then(|()| open.sync_all()));
    written.map_err(|error| BackupError::Io { file, error })?;
    Ok(head.sequence)
}

/// Makes a backup of a place into a new file. Another process may serve the place meanwhile.
pub async fn make(place: &Place, database: &Database, file: &Path, now: Stamp) -> Result<Contents, BackupError> {
    let audit_sequence = anchor(place, database, now).await?;
    let made = backup_file::write(database, &place.blobs(), &parts(place)?, file).await;
    let backup = Backup {
        at: now,
        file: file.display().to_string(),
        bytes: std::fs::metadata(file)
            .ok()
            .and_then(|data| i64::try_from(data.len()).ok())
            .unwrap_or(0),
        audit_sequence,
        error: made.as_ref().err().map(ToString::to_string),
    };
    let mut tx = database.write().await?;
    backups::insert(&mut tx, &backup).await?;
    tx.commit().await?;
    made
}

/// Restores a backup into an empty folder, and an empty database where one is named.
pub async fn restore(file: &Path, place: &Place) -> Result<Contents, CommandError> {
    let is_empty = std::fs::read_dir(&place.folder).map_or(true, |mut entries| entries.next().is_none());
    if !is_empty {
        return Err(BackupError::NotEmpty.into());
    }
    // A file that is no backup leaves nothing behind.
    let contents = backup_file::contents_of(file).await?;
    place.make_folder()?;
    let database = place.open_database().await?;
    let restored = backup_file::restore(file, &database, &place.blobs()).await;
    database.close().await;
    for (name, bytes) in restored? {
        let is_known = name == "audit-heads.jsonl"
            || name
                .strip_prefix("keys/")
                .is_some_and(|name| !name.contains(['/', '\\']) && !name.starts_with('.'));
        if is_known {
            let path = place.folder.join(&name);
            write_private(&path, &bytes).map_err(|error| BackupError::Io { file: path, error })?;
        }
    }
    Ok(contents)
}

/// Restores a backup into a scratch folder and holds what came back against it; the scratch folder is removed.
pub async fn check(file: &Path, scratch: PathBuf) -> Result<Contents, CommandError> {
    let place = Place {
        folder: scratch,
        database: None,
    };
    let checked = checked(file, &place).await;
    // It was ours alone; where it cannot be removed the system's own cleaning will.
    let _ = std::fs::remove_dir_all(&place.folder);
    checked
}

async fn checked(file: &Path, place: &Place) -> Result<Contents, CommandError> {
    let wanted = restore(file, place).await?;
    let database = place.open_database().await?;
    let found = backup_file::contents(&database, &place.blobs(), &parts(place)?).await;
    database.close().await;
    let found = found?;
    let tables = wanted
        .tables
        .iter()
        .filter(|(name, rows)| found.tables.get(*name) != Some(rows))
        .map(|(name, _)| name);
    let parts = wanted
        .parts
        .iter()
        .filter(|(name, hash)| found.parts.get(*name) != Some(hash))
        .map(|(name, _)| name);
    let differs: Vec<String> = tables.chain(parts).cloned().collect();
    if differs.is_empty() {
        Ok(wanted)
    } else {
        Err(CommandError::Differs(differs))
    }
}

/// Makes a backup before the schema is brought forward: of the records and keys alone, since photographs stay as they are.
pub(crate) async fn before_migration(place: &Place, database: &Database, now: Stamp) -> Result<(), OpenError> {
    let applied = database.applied_migrations().await?;
    let Some(last) = applied.last() else { return Ok(()) };
    if database.open_migrations().await?.is_empty() {
        return Ok(());
    }
    let folder = place.backups();
    let wrong = |error| OpenError::Folder {
        folder: folder.clone(),
        error,
    };
    std::fs::create_dir_all(&folder).map_err(wrong)?;
    let file = folder.join(format!("before-step-{}-{}.{ENDING}", last + 1, compact(now)));
    let nothing = anagen_records::blobs::Blobs::new(folder.join("none"));
    let parts = parts(place).map_err(OpenError::Backup)?;
    backup_file::write(database, &nothing, &parts, &file)
        .await
        .map_err(OpenError::Backup)?;
    Ok(())
}

/// A moment as it stands in the name of a file.
fn compact(now: Stamp) -> String {
    now.0.strftime("%Y%m%d-%H%M%S").to_string()
}

/// Makes the scheduled backup where it is due, and removes the oldest beyond those kept; gives the file that it made.
pub async fn make_if_due(app: &App) -> Result<Option<PathBuf>, AppError> {
    let now = app.now();
    let mut tx = app.database().read().await?;
    let every = clinics::all(&mut tx)
        .await?
        .iter()
        .filter_map(|clinic| clinic.settings.0.backup_hours)
        .min();
    let last = backups::latest(&mut tx, 50)
        .await?
        .into_iter()
        .find(|backup| backup.error.is_none());
    drop(tx);
    let Some(hours) = every else { return Ok(None) };
    let is_due =
        last.is_none_or(|last| now.0.duration_since(last.at.0) >= SignedDuration::from_hours(i64::from(hours)));
    if !is_due {
        return Ok(None);
    }
    let file = into_backups(app, now).await?;
    remove_oldest(&app.place().backups());
    Ok(Some(file))
}

async fn into_backups(app: &App, now: Stamp) -> Result<PathBuf, AppError> {
    let folder = app.place().backups();
    let failed = |reason: String| AppError::Refused(Message::new("backup-failed").with("reason", reason));
    std::fs::create_dir_all(&folder).map_err(|error| failed(error.to_string()))?;
    let file = folder.join(format!("{SCHEDULED}{}.{ENDING}", compact(now)));
    make(app.place(), app.database(), &file, now)
        .await
        .map_err(|error| failed(error.to_string()))?;
    Ok(file)
}

fn remove_oldest(folder: &Path) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    let mut scheduled: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| {
            path.file_name()
                .and_then(|name| name.to_str())
                .is_some_and(|name| name.starts_with(SCHEDULED))
        })
        .collect();
    // Their names sort by time.
    scheduled.sort_unstable_by(|a, b| b.cmp(a));
    for old in scheduled.iter().skip(KEPT) {
        if let Err(error) = std::fs::remove_file(old) {
            tracing::warn!(file = %old.display(), %error, "an old backup cannot be removed");
        }
    }
}

/// Makes a backup into the place's own folder for somebody who asks for it.
pub async fn make_now(actor: &Actor, app: &App) -> Result<PathBuf, AppError> {
    actor.demand(Action::Backup)?;
    let file = into_backups(app, app.now()).await?;
    app.note(Some(actor), Deed::new("backup.make", "backup", file.display()))
        .await?;
    Ok(file)
}

/// The latest backups, also those that failed.
pub async fn latest(actor: &Actor, app: &App) -> Result<Vec<Backup>, AppError> {
    let mut reading = app.read(actor, Action::Backup).await?;
    Ok(backups::latest(&mut reading.tx, 30).await?)
}

/// How often it is looked whether a backup is due.
const LOOK_EVERY: std::time::Duration = std::time::Duration::from_mins(10);

/// Makes the scheduled backups for as long as the clinic is served. A failure is written into the log and the list of backups,
/// and tried again.
pub async fn watch(app: std::sync::Arc<App>) {
    loop {
        tokio::time::sleep(LOOK_EVERY).await;
        match make_if_due(&app).await {
            Ok(Some(file)) => tracing::info!(file = %file.display(), "a backup was made"),
            Ok(None) => {}
            Err(error) => tracing::error!(%error, "the scheduled backup was not made"),
        }
    }
}
