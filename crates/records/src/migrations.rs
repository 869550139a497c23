//! The steps of the schema, forward only. One text serves both engines; what must not change is guarded by triggers, whose
//! wording differs and is made here.

use std::fmt::Write as _;

use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{AssertSqlSafe, SqlSafeStr as _};

use crate::database::Engine;

/// One step of the schema.
struct Step {
    version: i64,
    name: &'static str,
    sql: &'static str,
    /// Tables whose rows are written once and never changed or removed.
    append_only: &'static [&'static str],
    /// Tables whose rows are never changed or removed once a column is filled: `(table, column)`.
    sealed: &'static [(&'static str, &'static str)],
}

macro_rules! step {
    ($version:literal, $name:literal, $append_only:expr, $sealed:expr) => {
        Step {
            version: $version,
            name: $name,
            sql: include_str!(concat!("../migrations/", $name, ".sql")),
            append_only: &$append_only,
            sealed: &$sealed,
        }
    };
}

const STEPS: &[Step] = &[
    step!(1, "clinic", ["audit", "adoption", "confirmation", "revision"], []),
    step!(
        2,
        "patients",
        [
            "answer",
            "recorded_list",
            "diagnosis",
            "clearance",
            "concurrent_treatment",
            "entered_in_error"
        ],
        []
    ),
    step!(3, "stock", ["ledger", "room_answer", "temperature", "kit_check"], []),
    step!(
        4,
        "treatment",
        ["consent_withdrawal", "plan_end", "signature", "adverse_event_step"],
        [
            ("plan", "signed_at"),
            ("consent", "signed_at"),
            ("session", "signed_at"),
            ("mixture_entry", "entered_at"),
            ("incident", "reviewed_at"),
            ("upload", "reviewed_at")
        ]
    ),
    step!(5, "appointments", [], []),
    step!(6, "merges", [], []),
];

/// The numbers of all steps.
pub(crate) fn versions() -> impl Iterator<Item = i64> {
    STEPS.iter().map(|step| step.version)
}

/// The steps up to a number, in the words of an engine.
pub(crate) fn migrator(engine: Engine, last: i64) -> Migrator {
    let steps = STEPS.iter().filter(|step| step.version <= last);
    Migrator::with_migrations(
        steps
            .map(|step| {
                Migration::new(
                    step.version,
                    step.name.into(),
                    MigrationType::Simple,
                    AssertSqlSafe(text(step, engine)).into_sql_str(),
                    false,
                )
            })
            .collect(),
    )
}

fn text(step: &Step, engine: Engine) -> String {
    let mut text = step.sql.to_owned();
    let always = step.append_only.iter().map(|table| (*table, String::new()));
    let filled = step
        .sealed
        .iter()
        .map(|(table, column)| (*table, format!("WHEN (OLD.{column} IS NOT NULL)")));
    for (table, when) in always.chain(filled) {
        match engine {
            Engine::Sqlite => {
                for change in ["UPDATE", "DELETE"] {
                    let _ = write!(
                        text,
                        "\nCREATE TRIGGER {table}_no_{} BEFORE {change} ON {table} FOR EACH ROW {when}\n\
                         BEGIN SELECT RAISE(ABORT, 'a row of {table} is never changed'); END;\n",
                        change.to_lowercase()
                    );
                }
            }
            Engine::Postgres => {
                let _ = write!(
                    text,
                    "\nCREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW {when}\n\
                     EXECUTE FUNCTION refuse_change();\n"
                );
            }
        }
    }
    match engine {
        Engine::Postgres if step.version == 1 => format!("{REFUSE_CHANGE}{text}"),
        _ => text,
    }
}

const REFUSE_CHANGE: &str = "\
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'a row of % is never changed', TG_TABLE_NAME; END $$;
";
