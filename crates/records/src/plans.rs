//! Plans, draft and signed, version by version; the end of a course; signatures.
//!
//! A version is changed while nobody signed it and never afterwards: the database refuses it. An amendment is a new version.

use serde_json::Value;

use crate::binds;
use crate::database::DatabaseError;
use crate::patients::FAMILY;
use crate::transaction::Transaction;
use crate::values::{ClinicId, Json, PatientId, PersonId, PlanId, RowId, Stamp};

/// One version of a plan, without the documents that were signed with it.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct PlanVersion {
    /// Identifier, the same for all versions.
    pub id: PlanId,
    /// Counts the versions from 1.
    pub version: i64,
    /// Whose.
    pub patient: PatientId,
    /// What is asked for, as a case file has it.
    pub request: Json<Value>,
    /// Points moved, added or taken away by hand.
    pub points: Json<Value>,
    /// The verdict with which it was signed.
    pub verdict: Option<String>,
    /// Version of the knowledge with which it was signed.
    pub knowledge_version: Option<String>,
    /// Its hash.
    pub knowledge_hash: Option<String>,
    /// Content address of the paper as it was signed.
    pub paper: Option<String>,
    /// Why it was amended.
    pub reason: Option<String>,
    /// Who made it.
    pub created_by: PersonId,
    /// The name of who made it.
    pub created_by_name: String,
    /// When.
    pub created_at: Stamp,
    /// When it was last changed.
    pub changed_at: Stamp,
    /// Counts the edits of a draft.
    pub edit: i64,
    /// Who signed it.
    pub signed_by: Option<PersonId>,
    /// The name of who signed it, as it was at the time.
    pub signed_by_name: Option<String>,
    /// When.
    pub signed_at: Option<Stamp>,
}

/// A course that was stopped or done.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct PlanEnd {
    /// Which plan.
    pub plan: PlanId,
    /// Why.
    pub reason: String,
    /// Who.
    pub by_person: PersonId,
    /// Their name.
    pub by_name: String,
    /// When.
    pub at: Stamp,
}

/// What is stored when a version is signed.
#[derive(Debug, Clone, PartialEq)]
pub struct Signing {
    /// What is asked for, with the vials as they were on the shelf.
    pub request: Json<Value>,
    /// The case as it was known.
    pub case: Json<Value>,
    /// The plan as it was worked out.
    pub plan: Json<Value>,
    /// Its verdict.
    pub verdict: String,
    /// Version of the knowledge.
    pub knowledge_version: String,
    /// Its hash.
    pub knowledge_hash: String,
    /// Content address of the paper.
    pub paper: String,
    /// Who signs.
    pub by: PersonId,
    /// When.
    pub at: Stamp,
}

/// A signature under a version of something.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Signature {
    /// `plan`, `session`, `mixture`, `consent`, `adverse_event`.
    pub kind: String,
    /// Its identifier.
    pub record: String,
    /// Its version.
    pub version: i64,
    /// In which role.
    pub role: String,
    /// Who.
    pub person: PersonId,
    /// Their name, as it was.
    pub person_name: String,
    /// What the signature says.
    pub meaning: String,
    /// BLAKE3 of what was signed.
    pub digest: String,
    /// When.
    pub at: Stamp,
}

const COLUMNS: &str = "p.id, p.version, p.patient, p.request, p.points, p.verdict, p.knowledge_version, p.knowledge_hash, p.paper, \
     p.reason, p.created_by, maker.name AS created_by_name, p.created_at, p.changed_at, p.edit, p.signed_by, \
     (SELECT s.person_name FROM signature s WHERE s.kind = 'plan' AND s.record = p.id AND s.version = p.version) AS signed_by_name, \
     p.signed_at";
const FROM: &str = "plan p JOIN person maker ON maker.id = p.created_by";

/// Every version of every plan of a patient, the latest plan and version first.
pub async fn of_patient(tx: &mut Transaction, patient: PatientId) -> Result<Vec<PlanVersion>, DatabaseError> {
    let sql = format!("SELECT {COLUMNS} FROM {FROM} WHERE p.{FAMILY} ORDER BY p.id DESC, p.version DESC");
    tx.all(&sql, binds![patient]).await
}

/// One version.
pub async fn find(
    tx: &mut Transaction,
    patient: PatientId,
    plan: PlanId,
    version: i64,
) -> Result<Option<PlanVersion>, DatabaseError> {
    let sql = format!("SELECT {COLUMNS} FROM {FROM} WHERE p.{FAMILY} AND p.id = $2 AND p.version = $3");
    tx.first(&sql, binds![patient, plan, version]).await
}

/// The version of a plan, or of any plan, that nobody signed yet.
pub async fn draft(tx: &mut Transaction, patient: PatientId) -> Result<Option<PlanVersion>, DatabaseError> {
    let sql =
        format!("SELECT {COLUMNS} FROM {FROM} WHERE p.{FAMILY} AND p.signed_at IS NULL ORDER BY p.changed_at DESC");
    tx.first(&sql, binds![patient]).await
}

/// The case and the plan as they were signed.
pub async fn signed_documents(
    tx: &mut Transaction,
    plan: PlanId,
    version: i64,
) -> Result<Option<(Json<Value>, Json<Value>)>, DatabaseError> {
    tx.first(
        "SELECT signed_case, signed_plan FROM plan WHERE id = $1 AND version = $2 AND signed_at IS NOT NULL",
        binds![plan, version],
    )
    .await
}

/// Adds a draft.
pub async fn insert(tx: &mut Transaction, clinic: ClinicId, plan: &PlanVersion) -> Result<(), DatabaseError> {
    tx.run(
        "INSERT INTO plan (id, version, clinic, patient, request, points, reason, created_by, created_at, changed_at, edit) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        binds![
            plan.id,
            plan.version,
            clinic,
            plan.patient,
            plan.request.bind(),
            plan.points.bind(),
            plan.reason.clone(),
            plan.created_by,
            plan.created_at,
            plan.changed_at,
            plan.edit
        ],
    )
    .await?;
    Ok(())
}

/// Writes a draft where it still has the edit that was read; says whether it did.
pub async fn update(
    tx: &mut Transaction,
    plan: PlanId,
    version: i64,
    edit: i64,
    request: &Json<Value>,
    points: &Json<Value>,
    at: Stamp,
) -> Result<bool, DatabaseError> {
    let touched = tx
        .run(
            "UPDATE plan SET request = $1, points = $2, changed_at = $3, edit = edit + 1 \
             WHERE id = $4 AND version = $5 AND edit = $6 AND signed_at IS NULL",
            binds![request.bind(), points.bind(), at, plan, version, edit],
        )
        .await?;
    Ok(touched == 1)
}

/// Signs a draft where it still has the edit that was read; says whether it did. From then on it is sealed.
pub async fn sign(
    tx: &mut Transaction,
    plan: PlanId,
    version: i64,
    edit: i64,
    signing: &Signing,
) -> Result<bool, DatabaseError> {
    let touched = tx
        .run(
            "UPDATE plan SET request = $1, signed_case = $2, signed_plan = $3, verdict = $4, knowledge_version = $5, \
             knowledge_hash = $6, paper = $7, signed_by = $8, signed_at = $9, changed_at = $9 \
             WHERE id = $10 AND version = $11 AND edit = $12 AND signed_at IS NULL",
            binds![
                signing.request.bind(),
                signing.case.bind(),
                signing.plan.bind(),
                &signing.verdict,
                &signing.knowledge_version,
                &signing.knowledge_hash,
                &signing.paper,
                signing.by,
                signing.at,
                plan,
                version,
                edit
            ],
        )
        .await?;
    Ok(touched == 1)
}

/// Takes a draft away; the caller has kept it as a revision.
pub async fn discard(tx: &mut Transaction, plan: PlanId, version: i64) -> Result<(), DatabaseError> {
    tx.run(
        "DELETE FROM plan WHERE id = $1 AND version = $2 AND signed_at IS NULL",
        binds![plan, version],
    )
    .await?;
    Ok(())
}

/// Ends a course.
pub async fn end(
    tx: &mut Transaction,
    clinic: ClinicId,
    patient: PatientId,
    end: &PlanEnd,
) -> Result<(), DatabaseError> {
    tx.run(
        "INSERT INTO plan_end (plan, clinic, patient, reason, by_person, at) VALUES ($1, $2, $3, $4, $5, $6)",
        binds![end.plan, clinic, patient, &end.reason, end.by_person, end.at],
    )
    .await?;
    Ok(())
}

/// Which of a patient's courses were ended.
pub async fn ends(tx: &mut Transaction, patient: PatientId) -> Result<Vec<PlanEnd>, DatabaseError> {
    let sql = format!(
        "SELECT e.plan, e.reason, e.by_person, person.name AS by_name, e.at \
         FROM plan_end e JOIN person ON person.id = e.by_person WHERE e.{FAMILY} ORDER BY e.at"
    );
    tx.all(&sql, binds![patient]).await
}

/// Adds a signature; one role signs a version once.
pub async fn add_signature(tx: &mut Transaction, clinic: ClinicId, signature: &Signature) -> Result<(), DatabaseError> {
    tx.run(
        "INSERT INTO signature (id, clinic, kind, record, version, role, person, person_name, meaning, digest, at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        binds![
            RowId::new(),
            clinic,
            &signature.kind,
            &signature.record,
            signature.version,
            &signature.role,
            signature.person,
            &signature.person_name,
            &signature.meaning,
            &signature.digest,
            signature.at
        ],
    )
    .await?;
    Ok(())
}

/// The signatures under a version of something.
pub async fn signatures(
    tx: &mut Transaction,
    kind: &str,
    record: &str,
    version: i64,
) -> Result<Vec<Signature>, DatabaseError> {
    tx.all(
        "SELECT kind, record, version, role, person, person_name, meaning, digest, at FROM signature \
         WHERE kind = $1 AND record = $2 AND version = $3 ORDER BY at, id",
        binds![kind, record, version],
    )
    .await
}
