//! Every row that is kept of a patient, as it is kept: for the patient who asks for it.

use serde_json::{Map, Value};
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{Column as _, FromRow, Row as _, TypeInfo as _, ValueRef as _};

use crate::binds;
use crate::database::DatabaseError;
use crate::transaction::Transaction;
use crate::values::PatientId;

/// A row by the names of its columns.
#[derive(Debug, Clone, PartialEq)]
pub struct AnyRow(pub Map<String, Value>);

/// A table with rows of patients.
struct Table {
    name: &'static str,
    columns: &'static str,
    /// Which of its rows; `$1` is the patient, `FAMILY` stands for them and those found to be the same person.
    whose: &'static str,
}

const fn table(name: &'static str, whose: &'static str) -> Table {
    Table {
        name,
        columns: "*",
        whose,
    }
}

const OF_PATIENT: &str = "patient IN (FAMILY)";

/// Every table with rows of patients. A table that is neither here nor in [`WITHOUT_PATIENTS`] fails a test.
const TABLES: &[Table] = &[
    table("patient", "id IN (FAMILY)"),
    table("patient_merge", "kept IN (FAMILY) OR merged IN (FAMILY)"),
    table(
        "revision",
        "kind = 'patient' AND record IN (FAMILY) \
         OR kind = 'appointment' AND record IN (SELECT id FROM appointment WHERE patient IN (FAMILY)) \
         OR kind = 'adverse_event' AND record IN (SELECT id FROM adverse_event WHERE patient IN (FAMILY))",
    ),
    table("answer", OF_PATIENT),
    table("recorded_list", OF_PATIENT),
    table("diagnosis", OF_PATIENT),
    table("clearance", OF_PATIENT),
    table("concurrent_treatment", OF_PATIENT),
    table("entered_in_error", OF_PATIENT),
    table("plan", OF_PATIENT),
    table("plan_end", OF_PATIENT),
    table("consent", OF_PATIENT),
    table(
        "consent_withdrawal",
        "consent IN (SELECT id FROM consent WHERE patient IN (FAMILY))",
    ),
    table("session", OF_PATIENT),
    table("mixture_component", OF_PATIENT),
    table(
        "mixture_entry",
        "session IN (SELECT id FROM session WHERE patient IN (FAMILY))",
    ),
    table("vial", OF_PATIENT),
    table(
        "ledger",
        "session IN (SELECT id FROM session WHERE patient IN (FAMILY))",
    ),
    table(
        "signature",
        "record IN (SELECT id FROM plan WHERE patient IN (FAMILY)) OR record IN (SELECT id FROM session WHERE patient IN (FAMILY)) \
         OR record IN (SELECT id FROM consent WHERE patient IN (FAMILY)) \
         OR record IN (SELECT id FROM adverse_event WHERE patient IN (FAMILY))",
    ),
    table("incident", OF_PATIENT),
    table("follow_up", OF_PATIENT),
    table("photograph", OF_PATIENT),
    // The secret part of a link stays out: whoever reads the export could use it.
    Table {
        name: "upload_link",
        columns: "patient, follow_up, created_by, created_at, expires_at, used_at",
        whose: OF_PATIENT,
    },
    Table {
        name: "upload",
        columns: "photograph, message",
        whose: "photograph IN (SELECT id FROM photograph WHERE patient IN (FAMILY))",
    },
    table("adverse_event", OF_PATIENT),
    table(
        "adverse_event_step",
        "adverse_event IN (SELECT id FROM adverse_event WHERE patient IN (FAMILY))",
    ),
    table("appointment", OF_PATIENT),
    table("waiting", OF_PATIENT),
    // Who looked is the clinic's to tell or not; when, in which role and why is the patient's to know.
    Table {
        name: "audit",
        columns: "sequence, at, roles, action, kind, patient, reason",
        whose: OF_PATIENT,
    },
];

/// Tables without rows of one patient, or with nothing but what is worked out from the others.
pub const WITHOUT_PATIENTS: &[&str] = &[
    // Of the clinic and its people.
    "clinic",
    "person",
    "person_role",
    "credential",
    "web_session",
    "one_time_password",
    "adoption",
    "confirmation",
    "audit_head",
    "backup",
    "calendar_feed",
    "room",
    "room_answer",
    "kit",
    "kit_item",
    "kit_check",
    "product",
    "lot",
    "refrigerator",
    "temperature",
    "patient_number",
    // Worked out: words to find a patient by, the five minutes that an appointment takes.
    "patient_word",
    "name_spelling",
    "taken_time",
    // What somebody is typing and has not written down yet.
    "draft",
    // Kept by the database itself.
    "_sqlx_migrations",
];

/// Columns that hold documents.
const DOCUMENTS: &[&str] = &[
    "answer",
    "entries",
    "body",
    "request",
    "points",
    "signed_case",
    "signed_plan",
    "items",
    "charting",
    "screening",
    "answers",
    "capture",
];

/// The names of the tables with rows of patients.
pub fn tables() -> impl Iterator<Item = &'static str> {
    TABLES.iter().map(|table| table.name)
}

/// Every row of a patient, table by table.
pub async fn of(tx: &mut Transaction, patient: PatientId) -> Result<Vec<(&'static str, Vec<AnyRow>)>, DatabaseError> {
    let mut found = Vec::new();
    for Table { name, columns, whose } in TABLES {
        let whose = whose.replace("FAMILY", "SELECT id FROM patient WHERE id = $1 OR merged_into = $1");
        // The first column is the identifier, so that two exports stand in one order.
        let sql = format!("SELECT {columns} FROM {name} WHERE {whose} ORDER BY 1");
        found.push((*name, tx.all(&sql, binds![patient]).await?));
    }
    Ok(found)
}

/// What a column holds, as it stands in a document.
fn text_value(column: &str, text: String) -> Value {
    let document = DOCUMENTS
        .contains(&column)
        .then(|| serde_json::from_str(&text).ok())
        .flatten();
    document.unwrap_or(Value::String(text))
}

macro_rules! from_row {
    ($row:ty) => {
        impl<'r> FromRow<'r, $row> for AnyRow {
            fn from_row(row: &'r $row) -> Result<Self, sqlx::Error> {
                let mut map = Map::new();
                for (at, column) in row.columns().iter().enumerate() {
                    let name = column.name();
                    let value = match column.type_info().name() {
                        _ if row.try_get_raw(at)?.is_null() => Value::Null,
                        "BOOLEAN" | "BOOL" => Value::Bool(row.try_get(at)?),
                        "INTEGER" | "BIGINT" | "INT8" => Value::from(row.try_get::<i64, _>(at)?),
                        "REAL" | "DOUBLE PRECISION" | "FLOAT8" => Value::from(row.try_get::<f64, _>(at)?),
                        _ => text_value(name, row.try_get(at)?),
                    };
                    map.insert(name.to_owned(), value);
                }
                Ok(Self(map))
            }
        }
    };
}

from_row!(SqliteRow);
from_row!(PgRow);
