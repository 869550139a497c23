//! The running clinic: database, files, knowledge, clock.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use anagen_knowledge::Knowledge;
use anagen_records::audit::{Anchor, AuditKey};
use anagen_records::backup_file::BackupError;
use anagen_records::blobs::Blobs;
use anagen_records::values::ClinicId;
use anagen_records::{Database, DatabaseError, Stamp};

use crate::adoption;
use crate::backup;
use crate::clock::Clock;
use crate::error::AppError;
use crate::noted::Noted;
use crate::sign_in::Attempts;

/// Where a clinic keeps its things: one folder, and PostgreSQL where that is asked for.
#[derive(Debug, Clone)]
pub struct Place {
    /// Photographs, keys, anchors of the audit chain, backups; the SQLite file, where there is no server.
    pub folder: PathBuf,
    /// `postgres://...`; none: SQLite in the folder.
    pub database: Option<String>,
}

/// Why the clinic's things cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The folder.
    #[error(
        "the data folder {folder} cannot be used: {error}\nhint: the account that runs Anagen has to own it, or be able to make it; `--data FOLDER` names another one"
    )]
    Folder {
        /// Which.
        folder: PathBuf,
        /// Why.
        error: std::io::Error,
    },
    /// The key of the audit trail.
    #[error(
        "{file} is not a key of the audit trail; restore it from a backup (never make a new one beside old records)"
    )]
    Key {
        /// Which file.
        file: PathBuf,
    },
    /// The database.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// The backup before the schema is brought forward.
    #[error("no backup could be made before the records are brought to this version, so nothing was changed: {0}")]
    Backup(BackupError),
    /// Chance.
    #[error("the machine gives no random numbers: {0}")]
    Chance(getrandom::Error),
}

/// The running clinic. Cheap to share behind an [`Arc`].
#[derive(Debug)]
pub struct App {
    place: Place,
    database: Database,
    blobs: Blobs,
    audit_key: AuditKey,
    pub(crate) noted: Noted,
    base_knowledge: Arc<Knowledge>,
    /// The knowledge as each clinic adopted and confirmed it.
    adopted_knowledge: RwLock<HashMap<ClinicId, Arc<Knowledge>>>,
    clock: Arc<dyn Clock>,
    pub(crate) attempts: Attempts,
    demo: bool,
    /// Whether there is a clinic: once there is one, nobody has to ask again.
    started: AtomicBool,
}

impl Place {
    /// The SQLite file.
    pub fn file(&self) -> PathBuf {
        self.folder.join("records.sqlite")
    }

    /// Photographs and scans.
    pub fn blobs(&self) -> Blobs {
        Blobs::new(self.folder.join("photographs"))
    }

    /// The key of the audit trail.
    pub fn audit_key_file(&self) -> PathBuf {
        self.folder.join("keys").join("audit.key")
    }

    /// Heads of the audit chain, one line each, outside the database.
    pub fn anchors_file(&self) -> PathBuf {
        self.folder.join("audit-heads.jsonl")
    }

    /// Where scheduled backups go.
    pub fn backups(&self) -> PathBuf {
        self.folder.join("backups")
    }

    /// Opens the database without bringing its schema forward.
    pub async fn open_database(&self) -> Result<Database, OpenError> {
        Ok(match &self.database {
            Some(url) => Database::connect(url).await?,
            None => Database::open_file(&self.file()).await?,
        })
    }

    /// Makes the folder, open to its owner only.
    pub fn make_folder(&self) -> Result<(), OpenError> {
        let wrong = |error| OpenError::Folder {
            folder: self.folder.clone(),
            error,
        };
        make_private_folder(&self.folder).map_err(wrong)?;
        make_private_folder(&self.folder.join("keys")).map_err(wrong)?;
        // Found out now, not at the first write: a folder that cannot be written serves nobody.
        let probe = self.folder.join(".writable");
        std::fs::write(&probe, b"")
            .and_then(|()| std::fs::remove_file(&probe))
            .map_err(wrong)
    }

    /// The key of the audit trail; made where there is none and the database has no entry yet.
    pub fn audit_key(&self, may_be_made: bool) -> Result<AuditKey, OpenError> {
        let file = self.audit_key_file();
        match std::fs::read_to_string(&file) {
            Ok(text) => AuditKey::from_text(&text).ok_or(OpenError::Key { file }),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound && may_be_made => {
                let key = AuditKey::generate().map_err(OpenError::Chance)?;
                write_private(&file, key.to_text().as_bytes()).map_err(|error| OpenError::Folder {
                    folder: self.folder.clone(),
                    error,
                })?;
                Ok(key)
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err(OpenError::Key { file }),
            Err(error) => Err(OpenError::Folder {
                folder: self.folder.clone(),
                error,
            }),
        }
    }

    /// The anchors that were written down; lines that cannot be read are left out.
    pub fn anchors(&self) -> Vec<Anchor> {
        let text = std::fs::read_to_string(self.anchors_file()).unwrap_or_default();
        text.lines()
            .filter_map(|line| serde_json::from_str(line).ok())
            .collect()
    }
}

fn make_private_folder(folder: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700))?;
    }
    Ok(())
}

/// Writes a file that only its owner may read, and syncs it.
pub(crate) fn write_private(file: &Path, bytes: &[u8]) -> std::io::Result<()> {
    use std::io::Write as _;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    let mut open = options.open(file)?;
    open.write_all(bytes)?;
    open.sync_all()
}

impl App {
    /// Opens a clinic's things: makes the folder, brings the schema forward, reads the key of the audit trail.
    pub async fn open(
        place: Place,
        knowledge: Arc<Knowledge>,
        clock: Arc<dyn Clock>,
        demo: bool,
    ) -> Result<Self, OpenError> {
        place.make_folder()?;
        let database = place.open_database().await?;
        backup::before_migration(&place, &database, Stamp(clock.now())).await?;
        database.migrate().await?;
        let entries = {
            let mut tx = database.read().await?;
            tx.number("SELECT sequence FROM audit_head", vec![]).await?
        };
        let audit_key = place.audit_key(entries == 0)?;
        Ok(Self {
            blobs: place.blobs(),
            place,
            database,
            audit_key,
            noted: Noted::default(),
            base_knowledge: knowledge,
            adopted_knowledge: RwLock::default(),
            clock,
            attempts: Attempts::default(),
            demo,
            started: AtomicBool::new(false),
        })
    }

    /// The database.
    pub fn database(&self) -> &Database {
        &self.database
    }

    /// Where things lie.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// Photographs and scans.
    pub fn blobs(&self) -> &Blobs {
        &self.blobs
    }

    /// The present moment, to the microsecond that is stored.
    pub fn now(&self) -> Stamp {
        let now = self.clock.now();
        Stamp(jiff::Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now))
    }

    /// Whether this is the demo: the sign-in page shows how to enter each role, and every patient is invented.
    pub fn is_demo(&self) -> bool {
        self.demo
    }

    /// The knowledge as it was loaded, adopted by nobody.
    pub fn base_knowledge(&self) -> &Arc<Knowledge> {
        &self.base_knowledge
    }

    /// Whether it was noted that there is a clinic.
    pub fn is_started(&self) -> bool {
        self.started.load(Ordering::Relaxed)
    }

    /// Notes that there is a clinic.
    pub fn note_started(&self) {
        self.started.store(true, Ordering::Relaxed);
    }

    /// The key of the audit trail.
    pub(crate) fn audit_key(&self) -> &AuditKey {
        &self.audit_key
    }

    /// The knowledge as a clinic adopted and confirmed it.
    pub async fn knowledge(&self, clinic: ClinicId) -> Result<Arc<Knowledge>, AppError> {
        let kept = self
            .adopted_knowledge
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&clinic)
            .cloned();
        if let Some(knowledge) = kept {
            return Ok(knowledge);
        }
        let knowledge = Arc::new(adoption::adopted_knowledge(self, clinic).await?);
        self.adopted_knowledge
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(clinic, Arc::clone(&knowledge));
        Ok(knowledge)
    }

    /// Forgets what a clinic adopted, so that it is read anew.
    pub(crate) fn forget_knowledge(&self, clinic: ClinicId) {
        self.adopted_knowledge
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&clinic);
    }
}
