//! Who works in a clinic: names, roles, credentials, passwords.

use crate::database::DatabaseError;
use crate::transaction::Transaction;
use crate::values::{ClinicId, CredentialId, Day, PersonId, Stamp};
use crate::{binds, words};

words! {
    /// What somebody is in the clinic. What each may do is one table in `anagen-app`.
    pub enum Role {
        /// Keeps users, prices, backups.
        Administrator = "administrator",
        /// Adopts the knowledge and answers for it.
        MedicalDirector = "medical_director",
        /// Diagnoses, overrides, signs plans.
        Prescriber = "prescriber",
        /// Injects, signs sessions.
        Injector = "injector",
        /// Prepares, asks, photographs.
        Assistant = "assistant",
        /// Books, greets.
        FrontDesk = "front_desk",
        /// Reads the audit trail.
        Auditor = "auditor",
    }
}

/// Somebody who works in a clinic.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Person {
    /// Identifier.
    pub id: PersonId,
    /// Their clinic.
    pub clinic: ClinicId,
    /// Name as it is printed.
    pub name: String,
    /// Name to sign in with, lower case.
    pub sign_in_name: String,
    /// Argon2id in PHC form; none: a one-time link comes first.
    pub password_hash: Option<String>,
    /// Language of their pages; none: the clinic's.
    pub language: Option<String>,
    /// Counts the changes.
    pub version: i64,
    /// When they were entered.
    pub created_at: Stamp,
    /// When they left; from then on they cannot sign in.
    pub left_at: Option<Stamp>,
}

/// A licence or a certificate of somebody.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Credential {
    /// Identifier.
    pub id: CredentialId,
    /// Whose.
    pub person: PersonId,
    /// What it is ("licence to practise medicine").
    pub title: String,
    /// Its number.
    pub number: String,
    /// Where it counts, as two letters.
    pub country: String,
    /// Whether it allows prescribing.
    pub may_prescribe: bool,
    /// Whether it allows injecting.
    pub may_inject: bool,
    /// Whether it allows preparing mixtures.
    pub may_prepare: bool,
    /// First day.
    pub valid_from: Day,
    /// Last day.
    pub valid_until: Day,
    /// When it was taken back.
    pub withdrawn_at: Option<Stamp>,
    /// Why.
    pub withdrawn_because: Option<String>,
}

const COLUMNS: &str = "id, clinic, name, sign_in_name, password_hash, language, version, created_at, left_at";

/// Adds a person.
pub async fn insert(tx: &mut Transaction, person: &Person, roles: &[Role]) -> Result<(), DatabaseError> {
    tx.run(
        "INSERT INTO person (id, clinic, name, sign_in_name, password_hash, language, version, created_at, left_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        binds![
            person.id,
            person.clinic,
            &person.name,
            &person.sign_in_name,
            person.password_hash.clone(),
            person.language.clone(),
            person.version,
            person.created_at,
            person.left_at
        ],
    )
    .await?;
    set_roles(tx, person.id, roles).await
}

/// Replaces the roles of a person.
pub async fn set_roles(tx: &mut Transaction, person: PersonId, roles: &[Role]) -> Result<(), DatabaseError> {
    tx.run("DELETE FROM person_role WHERE person = $1", binds![person])
        .await?;
    for role in roles {
        tx.run(
            "INSERT INTO person_role (person, role) VALUES ($1, $2)",
            binds![person, *role],
        )
        .await?;
    }
    Ok(())
}

/// The roles of a person.
pub async fn roles(tx: &mut Transaction, person: PersonId) -> Result<Vec<Role>, DatabaseError> {
    let rows: Vec<(Role,)> = tx
        .all(
            "SELECT role FROM person_role WHERE person = $1 ORDER BY role",
            binds![person],
        )
        .await?;
    Ok(rows.into_iter().map(|(role,)| role).collect())
}

/// A person of a clinic.
pub async fn find(tx: &mut Transaction, clinic: ClinicId, id: PersonId) -> Result<Option<Person>, DatabaseError> {
    tx.first(
        &format!("SELECT {COLUMNS} FROM person WHERE clinic = $1 AND id = $2"),
        binds![clinic, id],
    )
    .await
}

/// The person who signs in under a name (lower case).
pub async fn find_by_sign_in_name(tx: &mut Transaction, name: &str) -> Result<Option<Person>, DatabaseError> {
    tx.first(
        &format!("SELECT {COLUMNS} FROM person WHERE sign_in_name = $1"),
        binds![name],
    )
    .await
}

/// Everybody of a clinic, those who left last.
pub async fn of_clinic(tx: &mut Transaction, clinic: ClinicId) -> Result<Vec<Person>, DatabaseError> {
    tx.all(
        &format!("SELECT {COLUMNS} FROM person WHERE clinic = $1 ORDER BY CASE WHEN left_at IS NULL THEN 0 ELSE 1 END, name, id"),
        binds![clinic],
    )
    .await
}

/// Writes a person's particulars where they still have the version that was read; says whether it did.
pub async fn update(tx: &mut Transaction, person: &Person) -> Result<bool, DatabaseError> {
    let touched = tx
        .run(
            "UPDATE person SET name = $1, sign_in_name = $2, language = $3, left_at = $4, version = version + 1 \
             WHERE clinic = $5 AND id = $6 AND version = $7",
            binds![
                &person.name,
                &person.sign_in_name,
                person.language.clone(),
                person.left_at,
                person.clinic,
                person.id,
                person.version
            ],
        )
        .await?;
    Ok(touched == 1)
}

/// Sets or takes away a person's password.
pub async fn set_password(tx: &mut Transaction, person: PersonId, hash: Option<&str>) -> Result<(), DatabaseError> {
    tx.run(
        "UPDATE person SET password_hash = $1 WHERE id = $2",
        binds![hash, person],
    )
    .await?;
    Ok(())
}

const CREDENTIAL: &str = "id, person, title, number, country, may_prescribe, may_inject, may_prepare, valid_from, valid_until, \
                          withdrawn_at, withdrawn_because";

/// Adds a credential.
pub async fn insert_credential(
    tx: &mut Transaction,
    clinic: ClinicId,
    credential: &Credential,
    by: PersonId,
    at: Stamp,
) -> Result<(), DatabaseError> {
    tx.run(
        "INSERT INTO credential (id, clinic, person, title, number, country, may_prescribe, may_inject, may_prepare, \
         valid_from, valid_until, created_by, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        binds![
            credential.id, clinic, credential.person, &credential.title, &credential.number, &credential.country,
            credential.may_prescribe, credential.may_inject, credential.may_prepare, credential.valid_from,
            credential.valid_until, by, at
        ],
    )
    .await?;
    Ok(())
}

/// The credentials of a person, the longest valid first.
pub async fn credentials(
    tx: &mut Transaction,
    clinic: ClinicId,
    person: PersonId,
) -> Result<Vec<Credential>, DatabaseError> {
    tx.all(
        &format!("SELECT {CREDENTIAL} FROM credential WHERE clinic = $1 AND person = $2 ORDER BY valid_until DESC, id"),
        binds![clinic, person],
    )
    .await
}

/// Takes a credential back; says whether there was one to take back.
pub async fn withdraw_credential(
    tx: &mut Transaction,
    clinic: ClinicId,
    id: CredentialId,
    because: &str,
    at: Stamp,
) -> Result<bool, DatabaseError> {
    let touched = tx
        .run(
            "UPDATE credential SET withdrawn_at = $1, withdrawn_because = $2 WHERE clinic = $3 AND id = $4 AND withdrawn_at IS NULL",
            binds![at, because, clinic, id],
        )
        .await?;
    Ok(touched == 1)
}

/// Keeps a one-time password by the hash of its token.
pub async fn insert_one_time_password(
    tx: &mut Transaction,
    token_hash: &str,
    person: PersonId,
    by: PersonId,
    at: Stamp,
    expires_at: Stamp,
) -> Result<(), DatabaseError> {
    tx.run(
        "INSERT INTO one_time_password (token_hash, person, created_by, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)",
        binds![token_hash, person, by, at, expires_at],
    )
    .await?;
    Ok(())
}

/// Whose one-time password it is, while it can still be used.
pub async fn one_time_password(
    tx: &mut Transaction,
    token_hash: &str,
    now: Stamp,
) -> Result<Option<PersonId>, DatabaseError> {
    let row: Option<(PersonId,)> = tx
        .first(
            "SELECT person FROM one_time_password WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2",
            binds![token_hash, now],
        )
        .await?;
    Ok(row.map(|(person,)| person))
}

/// Uses a one-time password up; says whether it could still be used.
pub async fn use_one_time_password(tx: &mut Transaction, token_hash: &str, now: Stamp) -> Result<bool, DatabaseError> {
    let touched = tx
        .run(
            "UPDATE one_time_password SET used_at = $1 WHERE token_hash = $2 AND used_at IS NULL AND expires_at > $1",
            binds![now, token_hash],
        )
        .await?;
    Ok(touched == 1)
}
