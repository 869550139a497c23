//! A backup: the whole of a clinic in one file, made while it serves, restored into an empty place of either engine.
//!
//! The file is a SQLite database with the schema of the records, whichever engine they came from, and one table more with the
//! photographs and the other files (`part`). It is read in one consistent state, written beside its place, synced and moved
//! there: a name never stands for half a backup.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use sqlx::postgres::PgRow;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteRow};
use sqlx::{AssertSqlSafe, Row as _};

use crate::blobs::{Address, BlobError, Blobs};
use crate::database::{Database, DatabaseError, Engine};
use crate::migrations;
use crate::transaction::{Bind, Transaction};

/// Why a backup was not made, restored or found sound.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The place of the backup.
    #[error("{file} cannot be written or read: {error}")]
    Io {
        /// Which file.
        file: PathBuf,
        /// Why.
        error: std::io::Error,
    },
    /// Something lies there already.
    #[error("{0} exists already; choose another name, nothing is overwritten")]
    Exists(PathBuf),
    /// The file is no backup, or a damaged one.
    #[error("{file} is not a whole backup: {reason}")]
    NotABackup {
        /// Which file.
        file: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// There are records already.
    #[error(
        "the place to restore into holds records already; a backup is restored into an empty folder and an empty database only"
    )]
    NotEmpty,
    /// The database.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// A photograph.
    #[error(transparent)]
    Blob(#[from] BlobError),
}

/// What a backup holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Contents {
    /// Rows of each table and the sum of their hashes, which does not depend on their order.
    pub tables: BTreeMap<String, (u64, u128)>,
    /// Hash of each file by name.
    pub parts: BTreeMap<String, String>,
}

/// A file that belongs to a backup besides the records: its name and its bytes.
pub type Part = (String, Vec<u8>);

/// Prefix of the names of photographs among the parts.
const PHOTOGRAPHS: &str = "photographs/";
/// Rows copied in one go.
const ROWS: usize = 500;

/// A column and how its values are carried over.
#[derive(Debug, Clone)]
struct Column {
    name: String,
    kind: Kind,
}

#[derive(Debug, Clone, Copy)]
enum Kind {
    Text,
    Integer,
    Real,
    Boolean,
}

impl Kind {
    fn of(declared: &str) -> Self {
        match declared {
            "BIGINT" => Self::Integer,
            "DOUBLE PRECISION" => Self::Real,
            "BOOLEAN" => Self::Boolean,
            _ => Self::Text,
        }
    }
}

struct Cells(Vec<Bind>);

fn cells<R: sqlx::Row>(row: &R, columns: &[Column]) -> Result<Cells, sqlx::Error>
where
    usize: sqlx::ColumnIndex<R>,
    for<'r> Option<String>: sqlx::Decode<'r, R::Database> + sqlx::Type<R::Database>,
    for<'r> Option<i64>: sqlx::Decode<'r, R::Database> + sqlx::Type<R::Database>,
    for<'r> Option<f64>: sqlx::Decode<'r, R::Database> + sqlx::Type<R::Database>,
    for<'r> Option<bool>: sqlx::Decode<'r, R::Database> + sqlx::Type<R::Database>,
{
    let cell = |(at, column): (usize, &Column)| {
        Ok(match column.kind {
            Kind::Text => Bind::Text(row.try_get(at)?),
            Kind::Integer => Bind::Integer(row.try_get(at)?),
            Kind::Real => Bind::Real(row.try_get(at)?),
            Kind::Boolean => Bind::Boolean(row.try_get(at)?),
        })
    };
    columns
        .iter()
        .enumerate()
        .map(cell)
        .collect::<Result<_, _>>()
        .map(Cells)
}

impl Cells {
    /// Hash of the row; each value with its length before it.
    fn hash(&self) -> u128 {
        let mut hasher = blake3::Hasher::new();
        for bind in &self.0 {
            let text = match bind {
                Bind::Text(value) => value.clone(),
                Bind::Integer(value) => value.map(|value| value.to_string()),
                Bind::Real(value) => value.map(|value| value.to_bits().to_string()),
                Bind::Boolean(value) => value.map(|value| value.to_string()),
            };
            match text {
                Some(text) => {
                    hasher.update(&(text.len() as u64).to_le_bytes());
                    hasher.update(text.as_bytes());
                }
                None => {
                    hasher.update(&u64::MAX.to_le_bytes());
                }
            }
        }
        let bytes = hasher.finalize();
        u128::from_le_bytes(std::array::from_fn(|at| bytes.as_bytes()[at]))
    }
}

/// The file of a backup, open.
struct Container {
    pool: SqlitePool,
    file: PathBuf,
}

impl Container {
    async fn make(file: &Path, last_step: i64) -> Result<Self, BackupError> {
        let options = SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(true)
            .foreign_keys(false)
            // Nobody reads it before it is moved to its place, and it is synced as a whole at the end.
            .journal_mode(SqliteJournalMode::Off)
            .synchronous(sqlx::sqlite::SqliteSynchronous::Off);
        let pool = SqlitePoolOptions::new()
            .max_connections(1)
            .connect_with(options)
            .await
            .map_err(DatabaseError::from)?;
        migrations::migrator(Engine::Sqlite, last_step)
            .run(&pool)
            .await
            .map_err(DatabaseError::from)?;
        let made = sqlx::raw_sql(
            "DELETE FROM audit_head; CREATE TABLE part (name TEXT PRIMARY KEY, hash TEXT NOT NULL, bytes BLOB NOT NULL);",
        );
        made.execute(&pool).await.map_err(DatabaseError::from)?;
        Ok(Self {
            pool,
            file: file.to_owned(),
        })
    }

    async fn open(file: &Path) -> Result<Self, BackupError> {
        std::fs::metadata(file).map_err(|error| BackupError::Io {
            file: file.to_owned(),
            error,
        })?;
        let options = SqliteConnectOptions::new()
            .filename(file)
            .read_only(true)
            .immutable(true);
        let pool = SqlitePoolOptions::new().max_connections(1).connect_with(options).await;
        let pool = pool.map_err(|error| BackupError::NotABackup {
            file: file.to_owned(),
            reason: error.to_string(),
        })?;
        let container = Self {
            pool,
            file: file.to_owned(),
        };
        let sound: Result<Option<SqliteRow>, _> =
            sqlx::query("SELECT integrity_check FROM pragma_integrity_check WHERE EXISTS (SELECT 1 FROM part LIMIT 1)")
                .fetch_optional(&container.pool)
                .await;
        let wrong = |reason: String| BackupError::NotABackup {
            file: file.to_owned(),
            reason,
        };
        match sound {
            Ok(Some(row)) if row.try_get::<String, _>(0).is_ok_and(|word| word == "ok") => Ok(container),
            Ok(_) => Err(wrong("it is damaged or was not written to its end".to_owned())),
            Err(error) => Err(wrong(error.to_string())),
        }
    }

    async fn tables(&self) -> Result<Vec<(String, Vec<Column>)>, BackupError> {
        tables(&mut Transaction::Sqlite(
            self.pool.begin().await.map_err(DatabaseError::from)?,
        ))
        .await
    }

    /// Number of the last step of the schema that it was made with.
    async fn last_step(&self) -> Result<i64, BackupError> {
        let row = sqlx::query("SELECT max(version) FROM _sqlx_migrations")
            .fetch_one(&self.pool)
            .await;
        Ok(row
            .and_then(|row| row.try_get::<i64, _>(0))
            .map_err(DatabaseError::from)?)
    }
}

/// Tables in the order in which they were made, so that what a row refers to comes before it.
async fn tables(tx: &mut Transaction) -> Result<Vec<(String, Vec<Column>)>, BackupError> {
    let names: Vec<(String,)> = tx
        .all(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' \
             AND name NOT IN ('_sqlx_migrations', 'part') ORDER BY rowid",
            vec![],
        )
        .await?;
    let mut tables = Vec::new();
    for (name,) in names {
        let sql = "SELECT name, type FROM pragma_table_info($1) ORDER BY cid";
        let columns: Vec<(String, String)> = tx.all(sql, crate::binds![&name]).await?;
        let columns = columns.into_iter().map(|(name, declared)| Column {
            name,
            kind: Kind::of(&declared),
        });
        tables.push((name, columns.collect()));
    }
    Ok(tables)
}

fn select(table: &str, columns: &[Column]) -> String {
    let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
    // Who was merged into somebody comes after that somebody.
    let order = if table == "patient" {
        " ORDER BY CASE WHEN merged_into IS NULL THEN 0 ELSE 1 END"
    } else {
        ""
    };
    format!("SELECT {} FROM {table}{order}", names.join(", "))
}

fn insert(table: &str, columns: &[Column]) -> String {
    let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
    let places: Vec<String> = (1..=columns.len()).map(|place| format!("${place}")).collect();
    format!(
        "INSERT INTO {table} ({}) VALUES ({})",
        names.join(", "),
        places.join(", ")
    )
}

/// Reads every row of a table, and writes it into the same table of a container where one is given; gives the number of rows
/// and the sum of their hashes.
async fn read_table(
    tx: &mut Transaction,
    table: &str,
    columns: &[Column],
    into: Option<&SqlitePool>,
) -> Result<(u64, u128), DatabaseError> {
    let (from, insert) = (select(table, columns), insert(table, columns));
    let (mut count, mut sum) = (0, 0_u128);
    let mut part = Vec::with_capacity(ROWS);
    macro_rules! stream {
        ($tx:expr, $row:ty) => {{
            let mut rows = sqlx::query(AssertSqlSafe(from.as_str())).fetch(&mut **$tx);
            while let Some(row) = next(&mut rows).await {
                let row: $row = row?;
                let cells = cells(&row, columns)?;
                count += 1;
                sum = sum.wrapping_add(cells.hash());
                if let Some(pool) = into {
                    part.push(cells);
                    if part.len() == ROWS {
                        write_part(pool, &insert, std::mem::take(&mut part)).await?;
                    }
                }
            }
        }};
    }
    match tx {
        Transaction::Sqlite(tx) => stream!(tx, SqliteRow),
        Transaction::Postgres(tx) => stream!(tx, PgRow),
    }
    if let Some(pool) = into {
        write_part(pool, &insert, part).await?;
    }
    Ok((count, sum))
}

async fn write_part(pool: &SqlitePool, insert: &str, part: Vec<Cells>) -> Result<(), DatabaseError> {
    let mut inside = pool.begin().await?;
    for row in part {
        sqlx::query_with(AssertSqlSafe(insert), crate::transaction::sqlite_arguments(row.0)?)
            .execute(&mut *inside)
            .await?;
    }
    Ok(inside.commit().await?)
}

/// The next item of a stream; what a crate of stream adaptors would bring is this one function.
async fn next<S: futures_core::Stream + Unpin>(stream: &mut S) -> Option<S::Item> {
    std::future::poll_fn(|context| std::pin::Pin::new(&mut *stream).poll_next(context)).await
}

/// Writes a backup of the records, every photograph and `parts` into a new file; says what it holds.
pub async fn write(database: &Database, blobs: &Blobs, parts: &[Part], file: &Path) -> Result<Contents, BackupError> {
    if file.exists() {
        return Err(BackupError::Exists(file.to_owned()));
    }
    let io = |error| BackupError::Io {
        file: file.to_owned(),
        error,
    };
    let beside = file.with_extension("part");
    match std::fs::remove_file(&beside) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(io(error)),
        _ => {}
    }
    make_private(&beside).map_err(io)?;
    let written = write_into(database, blobs, parts, &beside).await;
    let contents = match written {
        Ok(contents) => contents,
        Err(error) => {
            // Half a backup helps nobody; that it cannot be removed either changes nothing.
            let _ = std::fs::remove_file(&beside);
            return Err(error);
        }
    };
    std::fs::File::open(&beside)
        .and_then(|open| open.sync_all())
        .map_err(io)?;
    std::fs::rename(&beside, file).map_err(io)?;
    if let Some(folder) = file.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::File::open(folder)
            .and_then(|open| open.sync_all())
            .map_err(io)?;
    }
    Ok(contents)
}

fn make_private(file: &Path) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options.open(file).map(|_| ())
}

/// Keeps a file in a container; gives its hash.
async fn keep(pool: &SqlitePool, name: &str, bytes: &[u8]) -> Result<String, BackupError> {
    let hash = blake3::hash(bytes).to_hex().to_string();
    sqlx::query("INSERT INTO part (name, hash, bytes) VALUES ($1, $2, $3)")
        .bind(name)
        .bind(&hash)
        .bind(bytes)
        .execute(pool)
        .await
        .map_err(DatabaseError::from)?;
    Ok(hash)
}

async fn write_into(database: &Database, blobs: &Blobs, parts: &[Part], file: &Path) -> Result<Contents, BackupError> {
    let last_step = database.applied_migrations().await?.into_iter().max().unwrap_or(0);
    let container = Container::make(file, last_step).await?;
    let mut contents = Contents::default();
    let mut tx = database.read().await?;
    for (table, columns) in container.tables().await? {
        let read = read_table(&mut tx, &table, &columns, Some(&container.pool)).await?;
        contents.tables.insert(table, read);
    }
    drop(tx);
    // After the rows: a photograph that a row names was kept before the row was.
    for (name, bytes) in parts {
        contents
            .parts
            .insert(name.clone(), keep(&container.pool, name, bytes).await?);
    }
    for address in blobs.all()? {
        if let Some(bytes) = blobs.get(&address)? {
            let name = format!("{PHOTOGRAPHS}{address}");
            let hash = keep(&container.pool, &name, &bytes).await?;
            contents.parts.insert(name, hash);
        }
    }
    container.pool.close().await;
    Ok(contents)
}

/// Restores a backup into an empty database and an empty folder of photographs; gives the other files back.
pub async fn restore(file: &Path, database: &Database, blobs: &Blobs) -> Result<Vec<Part>, BackupError> {
    let container = Container::open(file).await?;
    if !database.applied_migrations().await?.is_empty() || !blobs.all()?.is_empty() {
        return Err(BackupError::NotEmpty);
    }
    database.migrate_to(container.last_step().await?).await?;
    let mut tx = database.write().await?;
    tx.run("DELETE FROM audit_head", vec![]).await?;
    for (table, columns) in container.tables().await? {
        let (from, into) = (select(&table, &columns), insert(&table, &columns));
        let mut rows = sqlx::query(AssertSqlSafe(from.as_str())).fetch(&container.pool);
        while let Some(row) = next(&mut rows).await {
            let row = row.map_err(DatabaseError::from)?;
            tx.run(&into, cells(&row, &columns).map_err(DatabaseError::from)?.0)
                .await?;
        }
    }
    tx.commit().await?;
    let mut others = Vec::new();
    let mut parts = sqlx::query("SELECT name, hash, bytes FROM part ORDER BY name").fetch(&container.pool);
    while let Some(row) = next(&mut parts).await {
        let row = row.map_err(DatabaseError::from)?;
        let read = |at: usize| row.try_get::<String, _>(at).map_err(DatabaseError::from);
        let (name, hash) = (read(0)?, read(1)?);
        let bytes: Vec<u8> = row.try_get(2).map_err(DatabaseError::from)?;
        if blake3::hash(&bytes).to_hex().as_str() != hash {
            return Err(BackupError::NotABackup {
                file: container.file.clone(),
                reason: format!("{name} is damaged"),
            });
        }
        match name.strip_prefix(PHOTOGRAPHS).and_then(Address::parse) {
            Some(_) => {
                blobs.put(&bytes)?;
            }
            None => others.push((name, bytes)),
        }
    }
    drop(parts);
    container.pool.close().await;
    Ok(others)
}

/// What a backup holds, by its own file.
pub async fn contents_of(file: &Path) -> Result<Contents, BackupError> {
    let container = Container::open(file).await?;
    let mut contents = Contents::default();
    let mut tx = Transaction::Sqlite(container.pool.begin().await.map_err(DatabaseError::from)?);
    // One connection serves the whole file, so the tables are asked for inside the transaction.
    let tables = tables(&mut tx).await?;
    for (table, columns) in tables {
        let counted = read_table(&mut tx, &table, &columns, None).await?;
        contents.tables.insert(table, counted);
    }
    let parts: Vec<(String, String)> = tx.all("SELECT name, hash FROM part", vec![]).await?;
    contents.parts.extend(parts);
    Ok(contents)
}

/// What a place holds now, as [`write()`] told of a backup: for holding the two against each other.
pub async fn contents(database: &Database, blobs: &Blobs, parts: &[Part]) -> Result<Contents, BackupError> {
    let scratch = std::env::temp_dir().join(format!("anagen-contents-{}.sqlite", uuid::Uuid::now_v7()));
    let last_step = database.applied_migrations().await?.into_iter().max().unwrap_or(0);
    let container = Container::make(&scratch, last_step).await?;
    let tables = container.tables().await;
    container.pool.close().await;
    let _ = std::fs::remove_file(&scratch);
    let mut contents = Contents::default();
    let mut tx = database.read().await?;
    for (table, columns) in tables? {
        let counted = read_table(&mut tx, &table, &columns, None).await?;
        contents.tables.insert(table, counted);
    }
    for (name, bytes) in parts {
        contents
            .parts
            .insert(name.clone(), blake3::hash(bytes).to_hex().to_string());
    }
    for address in blobs.all()? {
        contents
            .parts
            .insert(format!("{PHOTOGRAPHS}{address}"), address.to_string());
    }
    Ok(contents)
}
