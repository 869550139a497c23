//! One transaction of either engine, and what is bound to a statement's `$1`, `$2`, ...

use sqlx::postgres::{PgArguments, PgRow};
use sqlx::sqlite::{SqliteArguments, SqliteRow};
use sqlx::{Arguments, AssertSqlSafe, FromRow, Postgres, Sqlite};

use crate::database::{DatabaseError, Engine};

/// A value bound to a statement.
#[derive(Debug, Clone, PartialEq)]
pub enum Bind {
    /// Text, or nothing.
    Text(Option<String>),
    /// A whole number, or nothing.
    Integer(Option<i64>),
    /// A number, or nothing.
    Real(Option<f64>),
    /// Yes or no, or nothing.
    Boolean(Option<bool>),
}

/// Builds the list of values for a statement: `binds![clinic, name, 3_i64]`.
#[macro_export]
macro_rules! binds {
    ($($value:expr),* $(,)?) => { vec![$($crate::Bind::from($value)),*] };
}

macro_rules! bind_from {
    ($($kind:ident($from:ty) |$value:ident| $into:expr;)*) => {
        $(
            impl From<$from> for Bind {
                fn from($value: $from) -> Self {
                    Self::$kind(Some($into))
                }
            }
            impl From<Option<$from>> for Bind {
                fn from(value: Option<$from>) -> Self {
                    Self::$kind(value.map(|$value| $into))
                }
            }
        )*
    };
}

bind_from! {
    Text(String) |value| value;
    Text(&str) |value| value.to_owned();
    Text(&String) |value| value.clone();
    Integer(i64) |value| value;
    Integer(i32) |value| i64::from(value);
    Integer(u32) |value| i64::from(value);
    Real(f64) |value| value;
    Boolean(bool) |value| value;
}

/// A transaction: dropped without [`Transaction::commit`] it leaves nothing behind.
#[derive(Debug)]
pub enum Transaction {
    /// Of a SQLite file.
    Sqlite(sqlx::Transaction<'static, Sqlite>),
    /// Of a PostgreSQL server.
    Postgres(sqlx::Transaction<'static, Postgres>),
}

pub(crate) fn sqlite_arguments(binds: Vec<Bind>) -> Result<SqliteArguments, DatabaseError> {
    let mut arguments = SqliteArguments::default();
    for bind in binds {
        match bind {
            Bind::Text(value) => arguments.add(value),
            Bind::Integer(value) => arguments.add(value),
            Bind::Real(value) => arguments.add(value),
            Bind::Boolean(value) => arguments.add(value),
        }
        .map_err(|error| DatabaseError::Other(error.to_string()))?;
    }
    Ok(arguments)
}

fn postgres_arguments(binds: Vec<Bind>) -> Result<PgArguments, DatabaseError> {
    let mut arguments = PgArguments::default();
    for bind in binds {
        match bind {
            // PostgreSQL refuses the character 0 in text; it can only come from a crafted request.
            Bind::Text(value) => arguments.add(value.map(|text| text.replace('\0', ""))),
            Bind::Integer(value) => arguments.add(value),
            Bind::Real(value) => arguments.add(value),
            Bind::Boolean(value) => arguments.add(value),
        }
        .map_err(|error| DatabaseError::Other(error.to_string()))?;
    }
    Ok(arguments)
}

impl Transaction {
    /// Which engine it runs on.
    pub fn engine(&self) -> Engine {
        match self {
            Self::Sqlite(_) => Engine::Sqlite,
            Self::Postgres(_) => Engine::Postgres,
        }
    }

    /// Every row of a statement. `sql` never holds anything that a person typed: that is bound.
    pub async fn all<T>(&mut self, sql: &str, binds: Vec<Bind>) -> Result<Vec<T>, DatabaseError>
    where
        T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin,
    {
        Ok(match self {
            Self::Sqlite(tx) => {
                sqlx::query_as_with(AssertSqlSafe(sql), sqlite_arguments(binds)?)
                    .fetch_all(&mut **tx)
                    .await?
            }
            Self::Postgres(tx) => {
                sqlx::query_as_with(AssertSqlSafe(sql), postgres_arguments(binds)?)
                    .fetch_all(&mut **tx)
                    .await?
            }
        })
    }

    /// The first row of a statement, where there is one.
    pub async fn first<T>(&mut self, sql: &str, binds: Vec<Bind>) -> Result<Option<T>, DatabaseError>
    where
        T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin,
    {
        Ok(match self {
            Self::Sqlite(tx) => {
                sqlx::query_as_with(AssertSqlSafe(sql), sqlite_arguments(binds)?)
                    .fetch_optional(&mut **tx)
                    .await?
            }
            Self::Postgres(tx) => {
                sqlx::query_as_with(AssertSqlSafe(sql), postgres_arguments(binds)?)
                    .fetch_optional(&mut **tx)
                    .await?
            }
        })
    }

    /// The one whole number that a statement gives (`count(*)`, `max(version)`); 0 where there is none.
    pub async fn number(&mut self, sql: &str, binds: Vec<Bind>) -> Result<i64, DatabaseError> {
        let row: Option<(Option<i64>,)> = self.first(sql, binds).await?;
        Ok(row.and_then(|(number,)| number).unwrap_or(0))
    }

    /// Runs a statement; gives the number of rows that it touched.
    pub async fn run(&mut self, sql: &str, binds: Vec<Bind>) -> Result<u64, DatabaseError> {
        Ok(match self {
            Self::Sqlite(tx) => sqlx::query_with(AssertSqlSafe(sql), sqlite_arguments(binds)?)
                .execute(&mut **tx)
                .await?
                .rows_affected(),
            Self::Postgres(tx) => sqlx::query_with(AssertSqlSafe(sql), postgres_arguments(binds)?)
                .execute(&mut **tx)
                .await?
                .rows_affected(),
        })
    }

    /// Makes it last: once this returns, a crash loses nothing of it.
    pub async fn commit(self) -> Result<(), DatabaseError> {
        match self {
            Self::Sqlite(tx) => tx.commit().await?,
            Self::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }
}
