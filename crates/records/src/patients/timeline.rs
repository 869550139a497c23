//! What happened to a patient, kind by kind, newest first; `anagen-app` puts the kinds together.

use crate::binds;
use crate::database::DatabaseError;
use crate::patients::FAMILY;
use crate::transaction::Transaction;
use crate::values::{Day, PatientId, Stamp};

/// Something that happened to a patient. What the columns hold depends on the kind.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Row {
    /// Tells it from others of its kind.
    pub id: String,
    /// When it happened.
    pub at: Stamp,
    /// Who did it or wrote it down.
    pub by_name: Option<String>,
    /// Which record it belongs to.
    pub record: String,
    /// A word: a state, a kind, a code.
    pub word: String,
    /// More: a sentence, or a document.
    pub text: String,
    /// A number: how many, which one, which version.
    pub n: i64,
    /// Whether it was struck out later, as entered in error: 1.
    pub struck_out: i64,
}

/// Where a page of the timeline ended: the next begins behind it.
#[derive(Debug, Clone, PartialEq)]
pub struct After<'a> {
    /// Moment of the last row that was shown.
    pub at: Stamp,
    /// Its place in [`KINDS`].
    pub kind: usize,
    /// Its [`Row::id`].
    pub id: &'a str,
}

/// A kind of thing that happens to a patient.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "each is named after the table and the column that it is read from"
)]
pub enum Kind {
    Registered,
    Corrected,
    Answers,
    List,
    Diagnosis,
    Clearance,
    ConcurrentTreatment,
    EnteredInError,
    PlanDrafted,
    PlanSigned,
    PlanEnded,
    ConsentGiven,
    ConsentSigned,
    ConsentWithdrawn,
    Session,
    Photograph,
    AdverseEvent,
    Incident,
    FollowUp,
    Appointment,
    Merge,
    MergeUndone,
}

/// Every kind; of things that happened in the same moment, the earlier kind stands first.
pub const KINDS: &[Kind] = &[
    Kind::MergeUndone,
    Kind::Merge,
    Kind::Incident,
    Kind::AdverseEvent,
    Kind::Session,
    Kind::Photograph,
    Kind::FollowUp,
    Kind::Appointment,
    Kind::ConsentWithdrawn,
    Kind::ConsentSigned,
    Kind::ConsentGiven,
    Kind::PlanEnded,
    Kind::PlanSigned,
    Kind::PlanDrafted,
    Kind::EnteredInError,
    Kind::Clearance,
    Kind::ConcurrentTreatment,
    Kind::Diagnosis,
    Kind::List,
    Kind::Answers,
    Kind::Corrected,
    Kind::Registered,
];

/// A statement of a kind, taken apart: columns, tables, conditions, and which column is the moment and which the identifier.
struct Parts {
    id: &'static str,
    at: &'static str,
    /// Column of the person.
    by: &'static str,
    record: &'static str,
    word: &'static str,
    text: &'static str,
    n: &'static str,
    from: &'static str,
    /// Joined by `AND` to the patient's condition.
    when: &'static str,
}

impl Kind {
    fn parts(self) -> Parts {
        let plain = Parts {
            id: "id",
            at: "",
            by: "",
            record: "id",
            word: "''",
            text: "''",
            n: "0",
            from: "",
            when: "1 = 1",
        };
        match self {
            Self::Registered => Parts {
                at: "created_at",
                by: "created_by",
                word: "number",
                from: "patient",
                ..plain
            },
            Self::Corrected => Parts {
                at: "at",
                by: "by_person",
                record: "record",
                n: "version",
                from: "revision",
                when: "kind = 'patient' AND version > 1",
                ..plain
            },
            Self::Answers => Parts {
                id: "min(id)",
                at: "entered_at",
                by: "entered_by",
                record: "min(id)",
                n: "count(*)",
                from: "answer",
                ..plain
            },
            Self::List => Parts {
                at: "entered_at",
                by: "entered_by",
                word: "kind",
                text: "entries",
                from: "recorded_list",
                ..plain
            },
            Self::Diagnosis => Parts {
                at: "entered_at",
                by: "entered_by",
                text: "body",
                from: "diagnosis",
                ..plain
            },
            Self::Clearance => Parts {
                at: "signed_at",
                by: "signed_by",
                word: "rule",
                text: "body",
                n: "CASE WHEN withdraws IS NULL THEN 0 ELSE 1 END",
                from: "clearance",
                ..plain
            },
            Self::ConcurrentTreatment => Parts {
                at: "entered_at",
                by: "entered_by",
                text: "body",
                n: "CASE WHEN replaces IS NULL THEN 0 ELSE 1 END",
                from: "concurrent_treatment",
                ..plain
            },
            Self::EnteredInError => Parts {
                id: "row_id",
                at: "at",
                by: "by_person",
                record: "row_id",
                text: "reason",
                from: "entered_in_error",
                ..plain
            },
            Self::PlanDrafted => Parts {
                id: "id || '/' || version",
                at: "created_at",
                by: "created_by",
                n: "version",
                from: "plan",
                when: "(version > 1 OR signed_at IS NULL)",
                ..plain
            },
            Self::PlanSigned => Parts {
                id: "id || '/' || version",
                at: "signed_at",
                by: "signed_by",
                word: "coalesce(verdict, '')",
                n: "version",
                from: "plan",
                when: "signed_at IS NOT NULL",
                ..plain
            },
            Self::PlanEnded => Parts {
                id: "plan",
                at: "at",
                by: "by_person",
                record: "plan",
                text: "reason",
                from: "plan_end",
                ..plain
            },
            Self::ConsentGiven => Parts {
                at: "given_at",
                by: "given_by",
                word: "kind",
                from: "consent",
                ..plain
            },
            Self::ConsentSigned => Parts {
                at: "signed_at",
                by: "witnessed_by",
                word: "kind",
                text: "coalesce(signed_name, '')",
                from: "consent",
                when: "signed_at IS NOT NULL",
                ..plain
            },
            Self::ConsentWithdrawn => Parts {
                id: "consent",
                at: "at",
                by: "by_person",
                record: "consent",
                text: "reason",
                from: "consent_withdrawal",
                ..plain
            },
            Self::Session => Parts {
                id: "id || '/' || version",
                at: "started_at",
                by: "injector",
                word: "state",
                text: "day",
                n: "number",
                from: "session",
                when: "NOT EXISTS (SELECT 1 FROM session later WHERE later.id = e.id AND later.version > e.version)",
                ..plain
            },
            Self::Photograph => Parts {
                at: "taken_at",
                by: "added_by",
                word: "view",
                text: "origin",
                from: "photograph",
                when: "removed_at IS NULL",
                ..plain
            },
            Self::AdverseEvent => Parts {
                at: "created_at",
                by: "created_by",
                word: "code",
                text: "outcome",
                n: "coalesce(grade, 0)",
                from: "adverse_event",
                ..plain
            },
            Self::Incident => Parts {
                at: "opened_at",
                by: "opened_by",
                word: "kind",
                text: "what",
                n: "CASE WHEN reviewed_at IS NULL THEN 0 ELSE 1 END",
                from: "incident",
                ..plain
            },
            Self::FollowUp => Parts {
                at: "done_at",
                by: "done_by",
                word: "kind",
                text: "state",
                from: "follow_up",
                when: "done_at IS NOT NULL",
                ..plain
            },
            Self::Appointment => Parts {
                at: "starts_at",
                by: "person",
                word: "kind",
                text: "state",
                from: "appointment",
                ..plain
            },
            Self::Merge => Parts {
                at: "at",
                by: "by_person",
                record: "merged",
                text: "reason",
                from: "patient_merge",
                ..plain
            },
            Self::MergeUndone => Parts {
                at: "undone_at",
                by: "undone_by",
                record: "merged",
                from: "patient_merge",
                when: "undone_at IS NOT NULL",
                ..plain
            },
        }
    }

    /// Whose rows they are, for the columns that do not bear the patient as `patient`.
    fn whose(self) -> String {
        let family = "(SELECT id FROM patient WHERE id = $1 OR merged_into = $1)";
        match self {
            Self::Registered => "(e.id = $1 OR e.merged_into = $1)".to_owned(),
            Self::Corrected => format!("record IN {family}"),
            Self::Merge | Self::MergeUndone => "kept = $1".to_owned(),
            Self::ConsentWithdrawn => format!("consent IN (SELECT id FROM consent WHERE {FAMILY})"),
            _ => FAMILY.to_owned(),
        }
    }
}

/// Things of one kind that happened until a moment and behind a place, newest first; at most `limit`.
pub async fn of_kind(
    tx: &mut Transaction,
    patient: PatientId,
    kind: Kind,
    until: Stamp,
    after: Option<&After<'_>>,
    limit: usize,
) -> Result<Vec<Row>, DatabaseError> {
    let Parts {
        id,
        at,
        by,
        record,
        word,
        text,
        n,
        from,
        when,
    } = kind.parts();
    let mut values = binds![patient, until];
    let own = KINDS.iter().position(|other| *other == kind).unwrap_or(0);
    // Of the moment at which the page before ended, the kinds behind its last one are still to come.
    let behind = match after {
        None => String::new(),
        Some(after) if own < after.kind => {
            values.extend(binds![after.at]);
            "WHERE at < $3".to_owned()
        }
        Some(after) if own > after.kind => {
            values.extend(binds![after.at]);
            "WHERE at <= $3".to_owned()
        }
        Some(after) => {
            values.extend(binds![after.at, after.id]);
            "WHERE at < $3 OR (at = $3 AND id < $4)".to_owned()
        }
    };
    // Answers that were written down together are one entry.
    let grouped = if kind == Kind::Answers {
        format!("GROUP BY {at}, {by}")
    } else {
        String::new()
    };
    let struck_out = match kind {
        Kind::List | Kind::Diagnosis | Kind::ConcurrentTreatment => {
            "(SELECT count(*) FROM entered_in_error x WHERE x.row_id = e.id)"
        }
        _ => "0",
    };
    let whose = kind.whose();
    let sql = format!(
        "SELECT t.id, t.at, (SELECT name FROM person WHERE person.id = t.by_person) AS by_name, t.record, t.word, t.text, t.n, t.struck_out FROM \
         (SELECT {id} AS id, {at} AS at, {by} AS by_person, {record} AS record, {word} AS word, {text} AS text, CAST({n} AS BIGINT) AS n, CAST({struck_out} AS BIGINT) AS struck_out \
         FROM {from} e WHERE {whose} AND {when} AND {at} <= $2 {grouped}) AS t {behind} ORDER BY t.at DESC, t.id DESC LIMIT {limit}"
    );
    tx.all(&sql, values).await
}

/// Something that is to come.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Coming {
    /// Which one.
    pub id: String,
    /// On which day.
    pub day: Day,
    /// The moment, where it has one.
    pub at: Option<Stamp>,
    /// Last day on which it can be done, where there is one.
    pub until: Option<Day>,
    /// What kind of appointment or follow-up.
    pub kind: String,
}

/// Appointments that are booked from a moment on, the next first.
pub async fn appointments(tx: &mut Transaction, patient: PatientId, from: Stamp) -> Result<Vec<Coming>, DatabaseError> {
    let sql = format!(
        "SELECT id, day, starts_at AS at, NULL AS until, kind FROM appointment WHERE {FAMILY} AND ends_at > $2 \
         AND state IN ('booked', 'arrived', 'in_room') ORDER BY starts_at LIMIT 5"
    );
    tx.all(&sql, binds![patient, from]).await
}

/// Appointments of a patient that are over, the latest first.
pub async fn past_appointments(
    tx: &mut Transaction,
    patient: PatientId,
    until: Stamp,
) -> Result<Vec<Row>, DatabaseError> {
    of_kind(tx, patient, Kind::Appointment, until, None, 50).await
}

/// Follow-ups that are open, the most urgent first.
pub async fn follow_ups(tx: &mut Transaction, patient: PatientId) -> Result<Vec<Coming>, DatabaseError> {
    let sql = format!(
        "SELECT id, due_on AS day, NULL AS at, until, kind FROM follow_up WHERE {FAMILY} AND state = 'open' ORDER BY due_on LIMIT 5"
    );
    tx.all(&sql, binds![patient]).await
}
