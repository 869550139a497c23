//! Similar events by lot, vial, room and person: the rule of [`anagen_care::surveillance`] on what the records hold.

use std::collections::{BTreeMap, HashMap};

use anagen_care::surveillance::{Cause, Cluster, ClusterRule, Event, Injection, Unit, clusters};
use anagen_records::clinics::Clinic;
use anagen_records::stock::recalls::{self, ReportedEvent, Treatment};
use anagen_records::stock::{lots, vials};
use anagen_records::values::{LotId, PatientId, SessionId};
use anagen_records::{Day, Stamp, Transaction, people, rooms};
use jiff::ToSpan as _;
use jiff::civil::Date;
use serde_json::Value;

use super::lots::{Lot, quarantine_in};
use super::products;
use crate::actor::{Action, Actor};
use crate::app::App;
use crate::case;
use crate::error::AppError;
use crate::patients;
use crate::transaction::Deed;

/// Events that showed or were reported in so many days before today are looked at.
pub const LOOKED_AT_DAYS: i32 = 365;

/// Clusters that are shown: where there are more, the gravest.
const MOST_SHOWN: usize = 40;

/// The knowledge's event that one proven case of quarantines at once.
pub const MYCOBACTERIAL: &str = "ae_mycobacterial_infection";

/// Whether an event is an infection with mycobacteria that a laboratory proved: its body says `proven`.
pub fn is_proven_mycobacterial(code: &str, body: &Value) -> bool {
    code == MYCOBACTERIAL && body.get("proven").and_then(Value::as_bool) == Some(true)
}

/// What a cluster shares, by name.
#[derive(Debug, Clone, PartialEq)]
pub enum SharedThing {
    /// Vials of one lot, or one vial of it.
    Lot {
        /// The lot.
        lot: Box<Lot>,
        /// Its product's name.
        product: String,
        /// When the vial was opened, where it is one vial.
        vial_opened_at: Option<Stamp>,
    },
    /// A room.
    Room(String),
    /// The one who injected.
    Person(String),
}

/// A cluster with what it is called.
#[derive(Debug, Clone, PartialEq)]
pub struct ClusterView {
    /// The cluster.
    pub cluster: Cluster,
    /// What is shared.
    pub shared: SharedThing,
    /// The events.
    pub events: Vec<ReportedEvent>,
    /// How many patients were treated with the lot or vial between the first and the last day of the cluster. Not counted for
    /// rooms and people, nor for events that are only similar.
    pub n_treated: Option<i64>,
}

/// What was found.
#[derive(Debug, Clone)]
pub struct Clusters {
    /// The rule.
    pub rule: ClusterRule,
    /// Events since this day were looked at.
    pub since: Date,
    /// How many events.
    pub n_events: usize,
    /// The clusters, the gravest first.
    pub found: Vec<ClusterView>,
    /// How many more there are, of the least grave.
    pub n_more: usize,
}

/// Finds clusters among the events of the last year. That somebody looked is written down.
pub async fn find(actor: &Actor, app: &App) -> Result<Clusters, AppError> {
    let knowledge = app.knowledge(actor.clinic).await?;
    let rule = ClusterRule::of(&knowledge);
    let deed = Deed::new("clusters.read", "clinic", actor.clinic);
    let mut reading = app.read_record(actor, Action::Recall, deed).await?;
    let now = reading.now;
    let tx = &mut reading.tx;
    let clinic = patients::clinic_of(tx, actor).await?;
    let today = now.0.to_zoned(case::time_zone(&clinic)).date();
    let since = today.saturating_sub(LOOKED_AT_DAYS.days());
    // The first event looked at has its own look-back, and a window lies before that.
    let treated_since = since.saturating_sub((rule.look_back_days + rule.window_days).days());
    let reported = recalls::events(tx, actor.clinic, Day(since)).await?;
    let treatments = recalls::treatments_of_events(tx, actor.clinic, Day(since), Day(treated_since)).await?;
    let events = events(&reported, &treatments, &clinic);
    let mut found = Vec::new();
    let all = clusters(&events, &rule);
    let n_more = all.len().saturating_sub(MOST_SHOWN);
    for cluster in all.into_iter().take(MOST_SHOWN) {
        if let Some(view) = named(tx, actor, cluster, &reported).await? {
            found.push(view);
        }
    }
    Ok(Clusters {
        rule,
        since,
        n_events: reported.len(),
        found,
        n_more,
    })
}

fn injections(treatments: &[Treatment]) -> Vec<Injection> {
    let mut by_session: BTreeMap<(Date, SessionId), Injection> = BTreeMap::new();
    for treatment in treatments {
        let injection = by_session
            .entry((treatment.day.0, treatment.session))
            .or_insert_with(|| Injection {
                session: treatment.session.to_string(),
                on: treatment.day.0,
                shared: Vec::new(),
            });
        let shared = [
            (Unit::Lot, treatment.lot.map(|id| id.to_string())),
            (Unit::Vial, treatment.vial.map(|id| id.to_string())),
            (Unit::Room, treatment.room.map(|id| id.to_string())),
            (Unit::Person, treatment.injector.map(|id| id.to_string())),
        ];
        for (unit, id) in shared {
            if let Some(one) = id.map(|id| (unit, id)).filter(|one| !injection.shared.contains(one)) {
                injection.shared.push(one);
            }
        }
    }
    by_session.into_values().collect()
}

fn events(reported: &[ReportedEvent], treatments: &[Treatment], clinic: &Clinic) -> Vec<Event> {
    let mut of_patient: HashMap<PatientId, Vec<Treatment>> = HashMap::new();
    for treatment in treatments {
        of_patient.entry(treatment.patient).or_default().push(treatment.clone());
    }
    let injections: HashMap<PatientId, Vec<Injection>> = of_patient
        .into_iter()
        .map(|(patient, treatments)| (patient, injections(&treatments)))
        .collect();
    let zone = case::time_zone(clinic);
    let reported_on = |event: &ReportedEvent| event.created_at.0.to_zoned(zone.clone()).date();
    let each = |event: &ReportedEvent| Event {
        patient: event.patient.to_string(),
        code: event.code.clone(),
        infection: event.infection || event.code == MYCOBACTERIAL,
        proven_mycobacterial: is_proven_mycobacterial(&event.code, &event.body.0),
        seen_on: event.onset_on.map_or_else(|| reported_on(event), |day| day.0),
        session: event.session.map(|session| session.to_string()),
        injections: injections.get(&event.patient).cloned().unwrap_or_default(),
    };
    reported.iter().map(each).collect()
}

/// A cluster with the names of what it shares; none where that is gone.
async fn named(
    tx: &mut Transaction,
    actor: &Actor,
    cluster: Cluster,
    reported: &[ReportedEvent],
) -> Result<Option<ClusterView>, AppError> {
    let (shared, counted) = match cluster.unit {
        Unit::Lot => {
            let Ok(id) = cluster.id.parse() else { return Ok(None) };
            let Some(lot) = lots::find(tx, actor.clinic, id).await? else {
                return Ok(None);
            };
            (of_lot(tx, actor, lot, None).await?, Some((id, None)))
        }
        Unit::Vial => {
            let Ok(id) = cluster.id.parse() else { return Ok(None) };
            let Some(vial) = vials::find(tx, actor.clinic, id).await? else {
                return Ok(None);
            };
            let Some(lot) = lots::find(tx, actor.clinic, vial.lot).await? else {
                return Ok(None);
            };
            let counted = Some((lot.id, Some(id)));
            (of_lot(tx, actor, lot, Some(vial.opened_at)).await?, counted)
        }
        Unit::Room => {
            let Ok(id) = cluster.id.parse() else { return Ok(None) };
            let Some(room) = rooms::find(tx, actor.clinic, id).await? else {
                return Ok(None);
            };
            (SharedThing::Room(room.name), None)
        }
        Unit::Person => {
            let Ok(id) = cluster.id.parse() else { return Ok(None) };
            let Some(person) = people::find(tx, actor.clinic, id).await? else {
                return Ok(None);
            };
            (SharedThing::Person(person.name), None)
        }
    };
    let is_alert = !matches!(cluster.cause, Cause::Similar(_));
    let n_treated = match counted.filter(|_| is_alert) {
        Some((lot, vial)) => {
            let (from, to) = (Day(cluster.first), Day(cluster.last));
            Some(recalls::n_treated(tx, actor.clinic, lot, vial, from, to).await?)
        }
        None => None,
    };
    let events = cluster
        .events
        .iter()
        .filter_map(|position| reported.get(*position).cloned())
        .collect();
    Ok(Some(ClusterView {
        cluster,
        shared,
        events,
        n_treated,
    }))
}

async fn of_lot(
    tx: &mut Transaction,
    actor: &Actor,
    lot: Lot,
    vial_opened_at: Option<Stamp>,
) -> Result<SharedThing, AppError> {
    let product = products::of(tx, actor, lot.product).await?.name;
    Ok(SharedThing::Lot {
        lot: Box::new(lot),
        product,
        vial_opened_at,
    })
}

/// Puts every lot that the patient of a proven mycobacterial case was injected with in the year before into quarantine.
///
/// Says which were free until now. Whoever writes the event down does this in the same transaction; it asks for no further right,
/// because it only restricts. Each lot gets its own entry in the audit trail (`lot.quarantine`).
pub async fn quarantine_proven(
    tx: &mut Transaction,
    actor: &Actor,
    app: &App,
    patient: PatientId,
    seen_on: Date,
    now: Stamp,
) -> Result<Vec<(LotId, Deed)>, AppError> {
    let knowledge = app.knowledge(actor.clinic).await?;
    let rule = ClusterRule::of(&knowledge);
    let from = seen_on.saturating_sub(rule.look_back_days.days());
    let kept = patients::of(tx, actor, patient).await?;
    let kept = kept.merged_into.unwrap_or(kept.id);
    let treatments = recalls::treatments_of_patient(tx, kept, Day(from), Day(seen_on)).await?;
    let mut lots: Vec<LotId> = treatments.iter().filter_map(|treatment| treatment.lot).collect();
    lots.sort_unstable();
    lots.dedup();
    let mut deeds = Vec::new();
    for lot in lots {
        if quarantine_in(tx, actor, lot, PROVEN_REASON, now).await? {
            deeds.push((lot, Deed::new("lot.quarantine", "lot", lot).because(PROVEN_REASON)));
        }
    }
    Ok(deeds)
}

/// Why a lot was put into quarantine by a proven case; kept with the lot.
pub const PROVEN_REASON: &str = "Proven mycobacterial infection of a patient injected with this lot";

/// Whether a cluster is a reason for quarantine by the knowledge's rule, or a reason to look.
pub fn quarantines(cause: &Cause) -> bool {
    *cause == Cause::ProvenMycobacterial
}
