//! The audit trail: who did what, in a chain of keyed hashes whose key lies outside the database.
//!
//! Each entry's code is `BLAKE3(key, previous code and the entry's fields)`, so a changed, inserted or removed entry breaks the
//! chain at its place. A chain cannot show that its tail was cut or that an older copy was put back: for that the head is
//! written to a file beside the database and into every backup ([`Anchor`]), and [`verify`] holds the chain against them
//! (`docs/decisions/records.md`).

use serde::{Deserialize, Serialize};

use crate::binds;
use crate::database::DatabaseError;
use crate::transaction::Transaction;
use crate::values::{ClinicId, PatientId, PersonId, Stamp};

/// The key of the chain; it never lies in the database.
#[derive(Clone)]
pub struct AuditKey([u8; 32]);

impl std::fmt::Debug for AuditKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("AuditKey")
    }
}

impl AuditKey {
    /// A new key by chance.
    pub fn generate() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes)?;
        Ok(Self(bytes))
    }

    /// Reads a key as [`AuditKey::to_text`] wrote it.
    pub fn from_text(text: &str) -> Option<Self> {
        blake3::Hash::from_hex(text.trim())
            .ok()
            .map(|hash| Self(*hash.as_bytes()))
    }

    /// The key in hexadecimal.
    pub fn to_text(&self) -> String {
        blake3::Hash::from_bytes(self.0).to_hex().to_string()
    }
}

/// What is written of one deed.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// When.
    pub at: Stamp,
    /// In which clinic.
    pub clinic: Option<ClinicId>,
    /// Who; none before anybody is signed in.
    pub person: Option<PersonId>,
    /// In which roles, joined by commas.
    pub roles: String,
    /// On which device.
    pub device: String,
    /// What was done (`intake.answer`, `patient.open`).
    pub action: String,
    /// Kind of thing it was done to (`patient`, `plan`).
    pub kind: String,
    /// Which one.
    pub record: String,
    /// Whose record it is.
    pub patient: Option<PatientId>,
    /// Why, where a reason was given.
    pub reason: Option<String>,
    /// Hash of what was written.
    pub digest: Option<String>,
}

/// An entry with its place in the chain.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
#[expect(missing_docs, reason = "the fields are those of `Entry`")]
pub struct Link {
    pub sequence: i64,
    pub at: Stamp,
    pub clinic: Option<ClinicId>,
    pub person: Option<PersonId>,
    pub roles: String,
    pub device: String,
    pub action: String,
    pub kind: String,
    pub record: String,
    pub patient: Option<PatientId>,
    pub reason: Option<String>,
    pub digest: Option<String>,
    pub previous: String,
    pub mac: String,
}

/// The head of the chain at one moment, kept outside the database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// When it was taken, as UTC text.
    pub at: String,
    /// Number of the last entry.
    pub sequence: i64,
    /// Its code.
    pub mac: String,
}

/// What verification found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verified {
    /// Every entry follows from the one before, up to this one.
    Whole {
        /// Number of entries.
        entries: i64,
    },
    /// The first entry that does not.
    Broken {
        /// Its number.
        sequence: i64,
        /// What is wrong with it.
        reason: String,
    },
}

const COLUMNS: &str =
    "sequence, at, clinic, person, roles, device, action, kind, record, patient, reason, digest, previous, mac";

/// Adds an entry at the end of the chain. It is the last thing that a transaction does: the head stays locked until it ends.
pub async fn append(tx: &mut Transaction, key: &AuditKey, entry: &Entry) -> Result<i64, DatabaseError> {
    let head: Option<(i64, String)> = tx
        .first(
            "UPDATE audit_head SET sequence = sequence + 1 WHERE one = 1 RETURNING sequence, mac",
            vec![],
        )
        .await?;
    let (sequence, previous) =
        head.ok_or_else(|| DatabaseError::Unreadable("the audit chain has no head".to_owned()))?;
    let mac = code(key, &previous, sequence, entry);
    tx.run(
        "INSERT INTO audit (sequence, at, clinic, person, roles, device, action, kind, record, patient, reason, digest, previous, mac) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        binds![
            sequence, entry.at, entry.clinic, entry.person, &entry.roles, &entry.device, &entry.action, &entry.kind,
            &entry.record, entry.patient, entry.reason.clone(), entry.digest.clone(), previous, &mac
        ],
    )
    .await?;
    tx.run("UPDATE audit_head SET mac = $1 WHERE one = 1", binds![mac])
        .await?;
    Ok(sequence)
}

/// The code of an entry. Every field is written with its length before it, so that no two entries read alike.
fn code(key: &AuditKey, previous: &str, sequence: i64, entry: &Entry) -> String {
    let mut hasher = blake3::Hasher::new_keyed(&key.0);
    let optional = |text: Option<String>| text.map_or_else(|| "-".to_owned(), |text| format!("={text}"));
    for field in [
        previous.to_owned(),
        sequence.to_string(),
        entry.at.to_string(),
        optional(entry.clinic.map(|id| id.to_string())),
        optional(entry.person.map(|id| id.to_string())),
        entry.roles.clone(),
        entry.device.clone(),
        entry.action.clone(),
        entry.kind.clone(),
        entry.record.clone(),
        optional(entry.patient.map(|id| id.to_string())),
        optional(entry.reason.clone()),
        optional(entry.digest.clone()),
    ] {
        hasher.update(&(field.len() as u64).to_le_bytes());
        hasher.update(field.as_bytes());
    }
    hasher.finalize().to_hex().to_string()
}

impl From<&Link> for Entry {
    fn from(link: &Link) -> Self {
        Self {
            at: link.at,
            clinic: link.clinic,
            person: link.person,
            roles: link.roles.clone(),
            device: link.device.clone(),
            action: link.action.clone(),
            kind: link.kind.clone(),
            record: link.record.clone(),
            patient: link.patient,
            reason: link.reason.clone(),
            digest: link.digest.clone(),
        }
    }
}

/// The head of the chain.
pub async fn head(tx: &mut Transaction, at: Stamp) -> Result<Anchor, DatabaseError> {
    let row: Option<(i64, String)> = tx
        .first("SELECT sequence, mac FROM audit_head WHERE one = 1", vec![])
        .await?;
    let (sequence, mac) = row.unwrap_or_default();
    Ok(Anchor {
        at: at.to_string(),
        sequence,
        mac,
    })
}

/// Entries read in one go while verifying.
const PART: i64 = 5_000;

/// Follows the chain from its first entry and holds it against anchors kept elsewhere.
pub async fn verify(tx: &mut Transaction, key: &AuditKey, anchors: &[Anchor]) -> Result<Verified, DatabaseError> {
    let broken = |sequence: i64, reason: &str| {
        Ok(Verified::Broken {
            sequence,
            reason: reason.to_owned(),
        })
    };
    let (mut last, mut previous) = (0, String::new());
    loop {
        let sql = format!("SELECT {COLUMNS} FROM audit WHERE sequence > $1 ORDER BY sequence LIMIT $2");
        let links: Vec<Link> = tx.all(&sql, binds![last, PART]).await?;
        if links.is_empty() {
            break;
        }
        for link in links {
            if link.sequence != last + 1 {
                return broken(last + 1, "the entry is missing");
            }
            if link.previous != previous {
                return broken(link.sequence, "it does not follow from the entry before it");
            }
            if link.mac != code(key, &previous, link.sequence, &Entry::from(&link)) {
                return broken(link.sequence, "the entry was changed after it was written");
            }
            if anchors
                .iter()
                .any(|anchor| anchor.sequence == link.sequence && anchor.mac != link.mac)
            {
                return broken(
                    link.sequence,
                    "another entry stood here when the head was written down outside the database",
                );
            }
            last = link.sequence;
            previous = link.mac;
        }
    }
    let head = self::head(tx, Stamp(jiff::Timestamp::UNIX_EPOCH)).await?;
    if head.sequence != last || head.mac != previous {
        return broken(
            last + 1,
            "the chain ends before its head: entries at the end are missing",
        );
    }
    if let Some(anchor) = anchors
        .iter()
        .filter(|anchor| anchor.sequence > last)
        .min_by_key(|anchor| anchor.sequence)
    {
        return broken(
            last + 1,
            &format!(
                "entry {} was there when the head was written down outside the database: an older copy was put back, or the end was cut off",
                anchor.sequence
            ),
        );
    }
    Ok(Verified::Whole { entries: last })
}

/// Entries of a clinic, newest first, below a sequence number; of one patient where one is given.
pub async fn list(
    tx: &mut Transaction,
    clinic: ClinicId,
    patient: Option<PatientId>,
    below: i64,
    limit: i64,
) -> Result<Vec<Link>, DatabaseError> {
    if let Some(patient) = patient {
        let sql = format!(
            "SELECT {COLUMNS} FROM audit WHERE clinic = $1 AND patient = $2 AND sequence < $3 ORDER BY sequence DESC LIMIT $4"
        );
        tx.all(&sql, binds![clinic, patient, below, limit]).await
    } else {
        let sql =
            format!("SELECT {COLUMNS} FROM audit WHERE clinic = $1 AND sequence < $2 ORDER BY sequence DESC LIMIT $3");
        tx.all(&sql, binds![clinic, below, limit]).await
    }
}
