//! Opening a database of either engine.

use std::path::Path;
use std::time::Duration;

use sqlx::migrate::MigrateError;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};

use crate::migrations;
use crate::transaction::Transaction;

/// Readers beside the one writer of a SQLite file.
const READERS: u32 = 4;
/// How long a writer waits for another process to let go of the file.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);

/// A database: one SQLite file, or PostgreSQL.
#[derive(Debug, Clone)]
pub enum Database {
    /// A file in WAL mode with full sync: one writer, several readers.
    Sqlite {
        /// Connections that read.
        readers: SqlitePool,
        /// The one connection that writes.
        writer: SqlitePool,
    },
    /// A server.
    Postgres(PgPool),
}

/// Which engine a database runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// SQLite.
    Sqlite,
    /// PostgreSQL.
    Postgres,
}

/// Why the database did not do what was asked.
#[derive(Debug, Clone, thiserror::Error)]
pub enum DatabaseError {
    /// A constraint forbids it: what must never happen.
    #[error("the database refuses it: {0}")]
    Refused(String),
    /// The disk is full or cannot be written.
    #[error("the records cannot be written: {0}. Nothing was changed; free space or repair the disk, then try again")]
    NotWritable(String),
    /// The database cannot be reached.
    #[error("the database cannot be reached: {0}. Nothing was changed; try again in a moment")]
    Unreachable(String),
    /// The file or the server holds something newer or damaged.
    #[error("the database cannot be brought to this version: {0}")]
    Migration(String),
    /// A stored value cannot be read back.
    #[error("a stored value cannot be read: {0}")]
    Unreadable(String),
    /// Anything else.
    #[error("the database failed: {0}")]
    Other(String),
}

impl DatabaseError {
    /// Whether a constraint stood against it.
    pub fn is_refused(&self) -> bool {
        matches!(self, Self::Refused(_))
    }
}

impl From<sqlx::Error> for DatabaseError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(database) => {
                let (code, message) = (database.code().unwrap_or_default(), database.message().to_owned());
                // SQLite: FULL 13, READONLY 8, IOERR 10, CANTOPEN 14, CONSTRAINT 19 in the low byte.
                // PostgreSQL: class 53 resources, 25006 read only, 23 constraints, P0001 raised by a trigger, 57P and 08 gone.
                let sqlite = code
                    .parse::<u32>()
                    .ok()
                    .filter(|_| code.len() < 5)
                    .map(|code| code & 0xff);
                match (sqlite, code.get(..2).unwrap_or_default()) {
                    (Some(19), _) | (None, "23" | "P0") => Self::Refused(message),
                    (Some(8 | 10 | 13), _) | (None, "53" | "25") => Self::NotWritable(message),
                    (Some(5 | 6 | 14), _) | (None, "57" | "08") => Self::Unreachable(message),
                    _ => Self::Other(message),
                }
            }
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed => Self::Unreachable(error.to_string()),
            sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) | sqlx::Error::ColumnNotFound(_) => {
                Self::Unreadable(error.to_string())
            }
            _ => Self::Other(error.to_string()),
        }
    }
}

impl From<MigrateError> for DatabaseError {
    fn from(error: MigrateError) -> Self {
        match error {
            MigrateError::VersionMissing(version) => Self::Migration(format!(
                "it was written by a newer Anagen (step {version}); start that version, or restore a backup"
            )),
            other => Self::Migration(other.to_string()),
        }
    }
}

impl Database {
    /// Opens or makes a SQLite file and leaves its schema as it is.
    pub async fn open_file(path: &Path) -> Result<Self, DatabaseError> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(BUSY_TIMEOUT)
            .pragma("temp_store", "MEMORY")
            // 16 MB of pages for each connection: an index of 100,000 patients stays in memory.
            .pragma("cache_size", "-16384");
        let writer = SqlitePoolOptions::new()
            .max_connections(1)
            .min_connections(1)
            .idle_timeout(None)
            .max_lifetime(None)
            .connect_with(options.clone())
            .await?;
        let readers = SqlitePoolOptions::new()
            .max_connections(READERS)
            .max_lifetime(None)
            .connect_with(options.pragma("query_only", "1"))
            .await?;
        Ok(Self::Sqlite { readers, writer })
    }

    /// Connects to PostgreSQL (`postgres://user@host/name`) and leaves its schema as it is.
    pub async fn connect(url: &str) -> Result<Self, DatabaseError> {
        let options: PgConnectOptions = url.parse()?;
        let pool = PgPoolOptions::new()
            .max_connections(16)
            .acquire_timeout(Duration::from_secs(10))
            .connect_with(options.application_name("anagen"))
            .await?;
        Ok(Self::Postgres(pool))
    }

    /// Which engine it is.
    pub fn engine(&self) -> Engine {
        match self {
            Self::Sqlite { .. } => Engine::Sqlite,
            Self::Postgres(_) => Engine::Postgres,
        }
    }

    /// Steps of the schema that are not applied yet; empty where it is up to date, all where it is new.
    pub async fn open_migrations(&self) -> Result<Vec<i64>, DatabaseError> {
        let applied = self.applied_migrations().await?;
        Ok(migrations::versions()
            .filter(|version| !applied.contains(version))
            .collect())
    }

    /// Steps of the schema that are applied.
    pub async fn applied_migrations(&self) -> Result<Vec<i64>, DatabaseError> {
        let mut tx = self.read().await?;
        let exists = match self.engine() {
            Engine::Sqlite => "SELECT count(*) FROM sqlite_master WHERE name = '_sqlx_migrations'",
            Engine::Postgres => {
                "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = '_sqlx_migrations'"
            }
        };
        if tx.number(exists, vec![]).await? == 0 {
            return Ok(Vec::new());
        }
        let rows: Vec<(i64,)> = tx
            .all("SELECT version FROM _sqlx_migrations ORDER BY version", vec![])
            .await?;
        Ok(rows.into_iter().map(|(version,)| version).collect())
    }

    /// Brings the schema forward to this version.
    pub async fn migrate(&self) -> Result<(), DatabaseError> {
        self.migrate_to(i64::MAX).await
    }

    /// Brings the schema forward, up to and including a step: what an earlier version would have left.
    pub async fn migrate_to(&self, last: i64) -> Result<(), DatabaseError> {
        let migrator = migrations::migrator(self.engine(), last);
        match self {
            Self::Sqlite { writer, .. } => migrator.run(writer).await?,
            Self::Postgres(pool) => migrator.run(pool).await?,
        }
        Ok(())
    }

    /// A transaction that reads one consistent state.
    pub async fn read(&self) -> Result<Transaction, DatabaseError> {
        Ok(match self {
            Self::Sqlite { readers, .. } => Transaction::Sqlite(readers.begin().await?),
            Self::Postgres(pool) => Transaction::Postgres(
                pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                    .await?,
            ),
        })
    }

    /// A transaction that writes. SQLite takes the write lock at once: one that reads first and locks later could not wait.
    pub async fn write(&self) -> Result<Transaction, DatabaseError> {
        Ok(match self {
            Self::Sqlite { writer, .. } => Transaction::Sqlite(writer.begin_with("BEGIN IMMEDIATE").await?),
            Self::Postgres(pool) => Transaction::Postgres(pool.begin().await?),
        })
    }

    /// Lets go of every connection.
    pub async fn close(&self) {
        match self {
            Self::Sqlite { readers, writer } => {
                readers.close().await;
                writer.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }
}
