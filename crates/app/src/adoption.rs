//! The adoption of the knowledge by a named medical director, in bundles (DECISIONS.md 2).

use std::collections::BTreeMap;

use anagen_knowledge::Knowledge;
use anagen_knowledge::records::{Adoption, BUNDLES};
use anagen_records::clinics;
use anagen_records::values::{ClinicId, Json};
use jiff::tz::TimeZone;

use crate::actor::{Action, Actor};
use crate::app::App;
use crate::error::AppError;
use crate::transaction::Deed;

/// Which bundle a kind of record belongs to; none: it is read and never adopted (claims, studies, sources).
pub fn bundle_of(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "fact" | "medicine" | "allergen" | "rule" | "condition" | "scale" | "bedside_test" | "trichoscopy"
        | "laboratory_test" | "checklist" => "screening",
        "agent" | "excipient" | "price" | "package_rule" => "formulary",
        "technique" | "zone" | "danger_area" | "preparation" => "techniques",
        "protocol" | "adaptive_rule" => "protocols",
        "adverse_event" | "grading" | "reporting_duty" | "surveillance" | "aftercare" | "before_treatment"
        | "consent_item" | "consent_rule" => "aftercare",
        _ => return None,
    })
}

/// Hash of every record of a bundle, by id.
pub fn record_hashes(knowledge: &Knowledge, bundle: &str) -> BTreeMap<String, String> {
    let mut ids = Vec::new();
    knowledge.records.for_each(&mut |kind, record| {
        if bundle_of(kind) == Some(bundle) {
            ids.push((kind, record.id().to_owned()));
        }
    });
    ids.into_iter()
        .filter_map(|(kind, id)| {
            let value = knowledge.records.json(&id).into_iter().find(|(of, _)| *of == kind)?.1;
            Some((
                format!("{kind} {id}"),
                blake3::hash(value.to_string().as_bytes()).to_hex().to_string(),
            ))
        })
        .collect()
}

/// The knowledge with what a clinic's director adopted.
pub(crate) async fn adopted_knowledge(app: &App, clinic: ClinicId) -> Result<Knowledge, AppError> {
    let mut tx = app.database().read().await?;
    let adoptions = clinics::adoptions(&mut tx, clinic).await?;
    let time_zone = clinics::find(&mut tx, clinic).await?.map(|clinic| clinic.time_zone);
    let time_zone = time_zone
        .and_then(|name| TimeZone::get(&name).ok())
        .unwrap_or(TimeZone::UTC);
    let confirmations = clinics::confirmations(&mut tx, clinic).await?;
    let mut knowledge = app.base_knowledge().as_ref().clone();
    for adoption in adoptions {
        // Adopted is what was read: a bundle of another content has to be adopted again.
        if adoption.record_hashes.0 != record_hashes(&knowledge, &adoption.bundle) {
            continue;
        }
        let version = knowledge.version.clone();
        knowledge
            .records
            .adoptions
            .retain(|other| other.bundle != adoption.bundle);
        knowledge.records.adoptions.push(Adoption {
            id: format!("adopted-{}", adoption.bundle),
            bundle: adoption.bundle,
            by: adoption.director_name,
            on: adoption.at.0.to_zoned(time_zone.clone()).date(),
            version,
        });
    }
    for confirmation in confirmations {
        if record_hash(app.base_knowledge(), &confirmation.record).as_deref() == Some(&confirmation.record_hash) {
            let on = confirmation.at.0.to_zoned(time_zone.clone()).date();
            knowledge
                .records
                .confirm(&confirmation.record, &confirmation.director_name, on);
        }
    }
    Ok(knowledge)
}

/// Hash of the records with an id, as they are.
pub(crate) fn record_hash(knowledge: &Knowledge, id: &str) -> Option<String> {
    let records = knowledge.records.json(id);
    let text = serde_json::to_string(&records).ok().filter(|_| !records.is_empty())?;
    Some(blake3::hash(text.as_bytes()).to_hex().to_string())
}

/// How a bundle stands in a clinic.
#[derive(Debug, Clone, PartialEq)]
pub struct BundleStanding {
    /// Which.
    pub bundle: &'static str,
    /// The latest adoption, of this or an earlier version.
    pub adopted: Option<clinics::Adoption>,
    /// Records that are new or other than those adopted (`rule CI-08`); empty where nothing has to be read again.
    pub changed: Vec<String>,
    /// Records that were adopted and are gone.
    pub removed: Vec<String>,
    /// Number of records of the bundle.
    pub n_records: usize,
}

impl BundleStanding {
    /// Whether the bundle as it is now was adopted.
    pub fn is_adopted(&self) -> bool {
        self.adopted.is_some() && self.changed.is_empty() && self.removed.is_empty()
    }
}

/// How every bundle stands, with what changed since it was adopted.
pub async fn standing(actor: &Actor, app: &App) -> Result<Vec<BundleStanding>, AppError> {
    let mut reading = app.read(actor, Action::ReadKnowledge).await?;
    let adoptions = clinics::adoptions(&mut reading.tx, actor.clinic).await?;
    Ok(BUNDLES
        .iter()
        .map(|bundle| {
            let now = record_hashes(app.base_knowledge(), bundle);
            let adopted = adoptions.iter().find(|adoption| adoption.bundle == *bundle).cloned();
            let before = adopted.as_ref().map(|adoption| &adoption.record_hashes.0);
            let differs = |id: &String, hash: &String| before.is_some_and(|before| before.get(id) != Some(hash));
            BundleStanding {
                bundle,
                changed: now
                    .iter()
                    .filter(|(id, hash)| differs(id, hash))
                    .map(|(id, _)| id.clone())
                    .collect(),
                removed: before
                    .into_iter()
                    .flat_map(BTreeMap::keys)
                    .filter(|id| !now.contains_key(*id))
                    .cloned()
                    .collect(),
                n_records: now.len(),
                adopted,
            }
        })
        .collect())
}

/// Adopts bundles in the name of the medical director who is signed in; the password is entered again as a signature.
pub async fn adopt(actor: &Actor, app: &App, bundles: &[String], password: &str) -> Result<(), AppError> {
    actor.demand(Action::AdoptKnowledge)?;
    if bundles.is_empty() || !bundles.iter().all(|bundle| BUNDLES.contains(&bundle.as_str())) {
        return Err(AppError::field("bundles", "adoption-no-bundle"));
    }
    if !crate::sign_in::is_own_password(actor, app, password).await? {
        return Err(AppError::field("password", "sign-in-wrong-password"));
    }
    let knowledge = app.base_knowledge();
    let mut writing = app.write(actor, Action::AdoptKnowledge).await?;
    let mut deeds = Vec::new();
    for bundle in bundles {
        let adoption = clinics::Adoption {
            bundle: bundle.clone(),
            knowledge_version: knowledge.version.clone(),
            knowledge_hash: knowledge.hash.clone(),
            record_hashes: Json(record_hashes(knowledge, bundle)),
            director: actor.person,
            director_name: actor.name.clone(),
            at: writing.now,
        };
        clinics::adopt(&mut writing.tx, actor.clinic, &adoption).await?;
        deeds.push(Deed::new("knowledge.adopt", "bundle", bundle).wrote(&adoption.record_hashes.0));
    }
    writing.commit_all(deeds).await?;
    app.forget_knowledge(actor.clinic);
    Ok(())
}
